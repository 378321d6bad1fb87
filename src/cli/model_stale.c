/* model_stale.c - `rasid model info --stale AGE`: actors that nobody has looked at for
 * long.
 *
 * A term that has ended stays true; one without an end goes stale, because an office
 * passes on. So only open terms are listed, the oldest check first.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "model_command.h"

typedef struct civil {
  int year, month, day;
} civil;

/* Days since 1970-01-01 and back; H. Hinnant's algorithms, for years from 0 on. */
static int32_t days_of_civil(civil c) {
  int y = c.year - (c.month <= 2), era = y / 400, yoe = y - era * 400,
      doy = (153 * (c.month + (c.month > 2 ? -3 : 9)) + 2) / 5 + c.day - 1;
  return era * 146097 + yoe * 365 + yoe / 4 - yoe / 100 + doy - 719468;
}

static civil civil_of_days(int32_t days) {
  int z = days + 719468, era = (z >= 0 ? z : z - 146096) / 146097, doe = z - era * 146097,
      yoe = (doe - doe / 1460 + doe / 36524 - doe / 146096) / 365,
      doy = doe - (365 * yoe + yoe / 4 - yoe / 100), mp = (5 * doy + 2) / 153;
  civil c = {yoe + era * 400, mp < 10 ? mp + 3 : mp - 9, doy - (153 * mp + 2) / 5 + 1};
  c.year += c.month <= 2;
  return c;
}

static int month_length(int year, int month) {
  static const int DAYS[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
  return DAYS[month - 1] + (month == 2 && leap);
}

/* `months` before a day; the last of the month where that has no such day. */
static civil months_before(civil c, int months) {
  int all = c.year * 12 + c.month - 1 - months;
  c.year = all / 12;
  c.month = all % 12 + 1;
  int length = month_length(c.year, c.month);
  if (c.day > length) c.day = length;
  return c;
}

bool stale_cutoff(const char *age, const char *today, int32_t *cutoff) {
  char *end;
  civil now = {0, 0, 0};
  if (today != NULL) {
    if (!is_date(today)) {
      usage_error("model", "--today needs YYYY-MM-DD, not '%s'", today);
      return false;
    }
    now = (civil){(int)strtol(today, NULL, 10), (int)strtol(today + 5, NULL, 10),
                  (int)strtol(today + 8, NULL, 10)};
  } else {
    now = civil_of_days((int32_t)(time(NULL) / 86400));
  }
  long n = age[0] >= '0' && age[0] <= '9' ? strtol(age, &end, 10) : -1;
  if (n < 0 || n > 36500 || end[0] == '\0' || end[1] != '\0' || !strchr("ymd", end[0]) ||
      (*end != 'd' && n * (*end == 'y' ? 12 : 1) > now.year * 12L)) {
    usage_error("model", "--stale needs an age such as 2y, 18m or 90d, not '%s'", age);
    return false;
  }
  *cutoff = *end == 'd'
                ? days_of_civil(now) - (int32_t)n
                : days_of_civil(months_before(now, (int)n * (*end == 'y' ? 12 : 1)));
  return true;
}

static void print_day(int32_t days, bool month_only) {
  civil c = civil_of_days(days);
  if (month_only)
    printf("%04d-%02d   ", c.year, c.month);
  else
    printf("%04d-%02d-%02d", c.year, c.month, c.day);
}

static int by_check(const void *a, const void *b) {
  const rasid_model_term *x = a, *y = b;
  if (x->checked != y->checked) return x->checked < y->checked ? -1 : 1;
  return x->index < y->index ? -1 : x->index > y->index;
}

static void print_term(const rasid_model_term *t) {
  if (t->checked == INT32_MIN)
    printf("%-10s", "-");
  else
    print_day(t->checked, t->checked_month);
  printf("  ");
  if (t->from == INT32_MIN)
    printf("%-10s", "-");
  else
    print_day(t->from, false);
  printf("  %-7s  %-24.*s  %.*s\n", t->country[0] ? t->country : "-", (int)t->id.size,
         t->id.data, (int)t->label.size, t->label.data);
}

int stale_print(const rasid_model *model, int32_t cutoff) {
  size_t n = rasid_model_n_terms(model), n_open = 0, n_stale = 0;
  rasid_model_term *stale = malloc((n + 1) * sizeof *stale), term;
  if (stale == NULL) {
    say("model", "out of memory");
    return EXIT_FAILED;
  }
  for (size_t i = 0; rasid_model_term_at(model, i, &term); i++) {
    if (term.to != INT32_MAX) continue;
    n_open++;
    if (term.checked < cutoff) stale[n_stale++] = term;
  }
  qsort(stale, n_stale, sizeof *stale, by_check);
  printf("%zu of %zu open terms of actors were last checked before ", n_stale, n_open);
  print_day(cutoff, false);
  printf("\n");
  if (n_stale > 0)
    printf("%-10s  %-10s  %-7s  %-24s  %s\n", "checked", "from", "country", "id", "name");
  for (size_t i = 0; i < n_stale; i++) print_term(&stale[i]);
  free(stale);
  return EXIT_ALL_DONE;
}
