/* days.c - the days that a record's dates cover. */
#include "occurrence.h"

static bool is_leap(int year) {
  return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
}

static int month_length(int year, int month) {
  static const int lengths[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  return month == 2 && is_leap(year) ? 29 : lengths[month - 1];
}

/* Takes `n` digits of a text from `at`; -1 where they are none. */
static int take_digits(rasid_text text, size_t at, size_t n) {
  int number = 0;
  if (at + n > text.size) return -1;
  for (size_t i = at; i < at + n; i++) {
    if (text.data[i] < '0' || text.data[i] > '9') return -1;
    number = 10 * number + (text.data[i] - '0');
  }
  return number;
}

/* A year, month or day, with a time of day or without, as its first and last day. */
static bool one_date(rasid_text text, day *first, day *last) {
  int year = take_digits(text, 0, 4), month = take_digits(text, 5, 2),
      number = take_digits(text, 8, 2);
  if (year < 1) return false;
  if (text.size == 4) {
    *first = (day){year, 1, 1};
    *last = (day){year, 12, 31};
    return true;
  }
  if (month < 1 || month > 12) return false;
  *first = (day){year, month, 1};
  *last = (day){year, month, month_length(year, month)};
  if (text.size == 7) return true;
  if (number < 1 || number > last->day) return false;
  first->day = last->day = number;
  return true;
}

bool date_days(rasid_text value, day *first, day *last) {
  day ignored;
  *first = *last = (day){0};
  const char *slash = value.size > 0 ? memchr(value.data, '/', value.size) : NULL;
  if (slash == NULL) return value.size > 0 && one_date(value, first, last);
  size_t n = (size_t)(slash - value.data);
  bool a = one_date((rasid_text){value.data, n}, first, &ignored);
  bool b = one_date((rasid_text){slash + 1, value.size - n - 1}, &ignored, last);
  if (!a) *first = (day){0};
  if (!b) *last = (day){0};
  return a || b;
}

bool event_days(const rasid_record_data *record, const rasid_event_data *event,
                day *first, day *last, bool *stated) {
  *stated = date_days(event->date.value, first, last);
  if (*stated) {
    if (first->year == 0) *first = *last;
    if (last->year == 0) *last = *first;
    return true;
  }
  return date_days(record->written, first, last) ||
         date_days(record->published, first, last);
}

/* Days since 0001-01-01. */
static long day_number(day d) {
  long years = d.year - 1, days = years * 365 + years / 4 - years / 100 + years / 400;
  for (int m = 1; m < d.month; m++) days += month_length(d.year, m);
  return days + d.day;
}

long days_between(day first, day last) {
  return day_number(last) - day_number(first) + 1;
}

void output_day(rasid_output *output, day d) {
  if (d.year > 0) output_print(output, "%04d-%02d-%02d", d.year, d.month, d.day);
}
