/* calendar.c - three calendars as day numbers.
 *
 * Days are counted from 1970-01-01. The Gregorian calendar is computed on years that
 * begin in March, so that the leap day is the last of its year. Hijri dates are those of
 * the Umm al-Qura calendar where its table reaches (1300-1600), else civil arithmetic on
 * cycles of 30 years; the solar calendar is arithmetic on cycles of 33.
 */
#include "mention/mention.h"

/* Days from 0000-03-01 to 1970-01-01. */
#define DAYS_TO_1970 719468
/* 1 Muharram 1 (16 July 622, Julian), civil reckoning. */
#define HIJRI_EPOCH (-492148)
/* 1 Farvardin 1300 is 1921-03-21; what the years and leap days before it add up to is
 * taken off. */
#define SOLAR_EPOCH (-492269)

static int32_t floor_div(int32_t a, int32_t b) {
  return a / b - (a % b != 0 && (a < 0) != (b < 0));
}

int32_t calendar_days(int32_t year, int32_t month, int32_t day) {
  int32_t y = month <= 2 ? year - 1 : year;
  int32_t era = floor_div(y, 400);
  int32_t of_era = y - era * 400;
  int32_t of_year = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1;
  return era * 146097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - DAYS_TO_1970;
}

void calendar_date(int32_t days, int32_t *year, int32_t *month, int32_t *day) {
  int32_t z = days + DAYS_TO_1970;
  int32_t era = floor_div(z, 146097);
  int32_t of_era = z - era * 146097;
  int32_t y = (of_era - of_era / 1460 + of_era / 36524 - of_era / 146096) / 365;
  int32_t of_year = of_era - (365 * y + y / 4 - y / 100);
  int32_t m = (5 * of_year + 2) / 153;
  *day = of_year - (153 * m + 2) / 5 + 1;
  *month = m < 10 ? m + 3 : m - 9;
  *year = y + era * 400 + (*month <= 2);
}

int calendar_weekday(int32_t days) {
  int32_t r = (days + 3) % 7; /* 1970-01-01 was a Thursday */
  return (int)(r < 0 ? r + 7 : r) + 1;
}

int calendar_month_days(int32_t year, int32_t month) {
  static const uint8_t DAYS[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  if (month < 1 || month > 12) return 0;
  bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
  return DAYS[month - 1] + (month == 2 && leap);
}

/* Years of the Umm al-Qura calendar: the first day, and a bit for each month of 30 days.
 */
#define HIJRI_YEAR(first, months) {first, months},
static const struct {
  int32_t first;
  uint16_t months;
} UMM_AL_QURA[] = {
#include "mention/hijri.inc"
};
#undef HIJRI_YEAR
#define UMM_AL_QURA_FIRST 1300
#define UMM_AL_QURA_YEARS ((int32_t)(sizeof UMM_AL_QURA / sizeof *UMM_AL_QURA))

int32_t calendar_hijri_days(int32_t year, int32_t month, int32_t day) {
  int32_t i = year - UMM_AL_QURA_FIRST;
  if (i >= 0 && i < UMM_AL_QURA_YEARS && month >= 1 && month <= 12) {
    int32_t days = UMM_AL_QURA[i].first + 29 * (month - 1) + day - 1;
    for (int32_t m = 0; m < month - 1; m++) days += UMM_AL_QURA[i].months >> m & 1;
    return days;
  }
  /* Eleven leap years in thirty: 2 5 7 10 13 16 18 21 24 26 29. Odd months have 30 days.
   */
  int32_t leaps = floor_div(11 * year + 3, 30);
  return HIJRI_EPOCH - 1 + (year - 1) * 354 + leaps + (59 * (month - 1) + 1) / 2 + day;
}

int32_t calendar_solar_days(int32_t year, int32_t month, int32_t day) {
  int32_t leaps = floor_div(8 * (year - 1) + 29, 33);
  int32_t of_year = month <= 7 ? 31 * (month - 1) : 186 + 30 * (month - 7);
  return SOLAR_EPOCH + 365 * (year - 1) + leaps + of_year + day;
}

/* `n` digits at `text`, or -1. */
static int32_t digits(const char *text, unsigned n) {
  int32_t value = 0;
  for (unsigned i = 0; i < n; i++) {
    if (text[i] < '0' || text[i] > '9') return -1;
    value = value * 10 + (text[i] - '0');
  }
  return value;
}

int32_t calendar_parse(const char *text, size_t size) {
  if (size < 10 || text[4] != '-' || text[7] != '-') return INT32_MIN;
  int32_t year = digits(text, 4), month = digits(text + 5, 2), day = digits(text + 8, 2);
  if (year < 0 || month < 1 || month > 12 || day < 1 ||
      day > calendar_month_days(year, month))
    return INT32_MIN;
  return calendar_days(year, month, day);
}
