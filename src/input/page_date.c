/* page_date.c - days as pages and feeds write them.
 *
 * Machines write ISO 8601 or RFC 822, people a day, a month by name and a year, or three
 * numbers. Text is folded first, so that digits are ASCII and months have one spelling.
 */
#include <ctype.h>
#include <stdio.h>
#include <string.h>

#include "page_words.h"

enum { FIRST_YEAR = 1990, LAST_YEAR = 2100, LONGEST = 400 };

static bool is_day(int year, int month, int day) {
  static const int days[] = {31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  if (year < FIRST_YEAR || year > LAST_YEAR || month < 1 || month > 12) return false;
  bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
  return day >= 1 && day <= days[month - 1] && (month != 2 || day < 29 || leap);
}

static bool put_day(int year, int month, int day, char out[40]) {
  if (!is_day(year, month, day)) return false;
  snprintf(out, 40, "%04d-%02d-%02d", year, month, day);
  return true;
}

/* A number of up to four digits at `at`; its length, or 0. */
static size_t number_at(const char *at, const char *end, int *value) {
  size_t n = 0;
  *value = 0;
  while (at + n < end && isdigit((unsigned char)at[n]) && n < 5)
    *value = 10 * *value + (at[n++] - '0');
  return n <= 4 ? n : 0;
}

/* ISO 8601 at the very beginning: the day, and what is left of it where it is a time. */
static bool read_iso(const char *data, size_t size, char out[40]) {
  int year, month, day;
  const char *end = data + size;
  if (size < 10 || number_at(data, end, &year) != 4 || data[4] != '-' ||
      number_at(data + 5, end, &month) != 2 || data[7] != '-' ||
      number_at(data + 8, end, &day) != 2 || !put_day(year, month, day, out))
    return false;
  size_t n = 10;
  if (size > 10 && (data[10] == 'T' || data[10] == ' ')) {
    while (n < size && n < 35 && strchr("T 0123456789:+-.Z", data[n]) != NULL) n++;
    while (data[n - 1] == ' ') n--;
  }
  /* No time behind the T or blank: the day alone. */
  if (n < 16) n = 10;
  memcpy(out, data, n);
  out[n] = '\0';
  if (n > 10) out[10] = 'T';
  return true;
}

/* The month whose English name begins at `at`, or 0. */
static int english_month(const char *at, const char *end) {
  static const char names[] = "janfebmaraprmayjunjulaugsepoctnovdec";
  if (end - at < 3) return 0;
  for (int i = 0; i < 12; i++) {
    int k = 0;
    while (k < 3 && (at[k] | 0x20) == names[3 * i + k]) k++;
    if (k == 3) return i + 1;
  }
  return 0;
}

/* Steps over a word and the blanks or marks behind it. */
static const char *behind_word(const char *at, const char *end) {
  while (at < end && *at != ' ' && *at != '/') at++;
  while (at < end && (*at == ' ' || *at == '/')) at++;
  return at;
}

/* A month's name at `at`: its number, and `*next` behind it and behind a second name of
 * the same month, as in Syria; 0 where there is none. */
static int month_at(const page_words *words, const char *at, const char *end,
                    const char **next) {
  int month = english_month(at, end);
  if (month != 0) {
    *next = behind_word(at, end);
    return month;
  }
  for (int i = 0; i < 2; i++) {
    /* A slash parts two names: it ends a word as a blank does. */
    char key[40];
    size_t n = (size_t)(end - at) < sizeof key ? (size_t)(end - at) : sizeof key;
    for (size_t k = 0; k < n; k++) key[k] = at[k] == '/' ? ' ' : at[k];
    const page_word *word = page_word_at(words, PAGE_WORD_MONTH, key, n);
    if (word == NULL || (month != 0 && word->value != month)) break;
    month = word->value;
    at += word->size;
    while (at < end && (*at == ' ' || *at == '/')) at++;
    *next = at;
  }
  return month;
}

/* 7 June 2021, June 7 2021, from a number on. */
static bool read_named(const page_words *words, const char *at, const char *end,
                       char out[40]) {
  int day, year, month;
  const char *next;
  size_t n = number_at(at, end, &day);
  if (n >= 1 && n <= 2) {
    const char *name = at + n;
    while (name < end && (*name == ' ' || *name == '/')) name++;
    month = month_at(words, name, end, &next);
    return month != 0 && number_at(next, end, &year) == 4 &&
           put_day(year, month, day, out);
  }
  month = month_at(words, at, end, &next);
  if (month == 0) return false;
  n = number_at(next, end, &day);
  if (n < 1 || n > 2) return false;
  next = behind_word(next, end);
  return number_at(next, end, &year) == 4 && put_day(year, month, day, out);
}

/* Steps over a blank or slash with blanks around it; `end` where there is none. */
static const char *behind_mark(const char *at, const char *end) {
  const char *start = at;
  while (at < end && *at == ' ') at++;
  if (at < end && *at == '/') at++;
  while (at < end && *at == ' ') at++;
  return at > start ? at : end;
}

/* 7/6/2021, 2021/06/07: the day stands first, unless it cannot. */
static bool read_numbers(const char *at, const char *end, bool month_first,
                         char out[40]) {
  int a, b, c;
  size_t n = number_at(at, end, &a);
  const char *second = n > 0 ? behind_mark(at + n, end) : end;
  size_t m = number_at(second, end, &b);
  if (m == 0 || m > 2) return false;
  const char *third = behind_mark(second + m, end);
  size_t k = number_at(third, end, &c);
  if (n == 4 && k >= 1 && k <= 2) return put_day(a, b, c, out);
  if (n > 2 || k != 4) return false;
  if (month_first && put_day(c, a, b, out)) return true;
  return put_day(c, b, a, out) || put_day(c, a, b, out);
}

bool page_date_read(const page_words *words, const char *data, size_t size,
                    char out[40]) {
  char key[LONGEST];
  while (size > 0 && isspace((unsigned char)*data)) data++, size--;
  if (read_iso(data, size, out)) return true;
  /* Folding turns marks into blanks, but a slash stays; of 2021-06-07 three numbers are
   * left. */
  size_t n = page_fold(data, size < LONGEST / 2 ? size : LONGEST / 2, key, sizeof key);
  const char *end = key + n;
  /* Who counts the hours twice to twelve puts the month first. */
  bool month_first =
      n > 3 && (memcmp(end - 3, " PM", 3) == 0 || memcmp(end - 3, " AM", 3) == 0);
  for (const char *at = key; at < end; at++) {
    /* What stands before may be a word of another box: only digits and Latin letters go
     * on with a number. */
    if (at > key && isalnum((unsigned char)at[-1])) continue;
    if (at > key && ((unsigned char)*at & 0xC0) == 0x80) continue;
    if (read_named(words, at, end, out)) return true;
    if (isdigit((unsigned char)*at) && read_numbers(at, end, month_first, out))
      return true;
  }
  return false;
}
