/* test_calendar.c - calendar arithmetic: known dates, round trips day by day, month
 * lengths. */
#include <unicode/ucal.h>
#include "mention_fixture.h"

static void test_known_days(void **state) {
  (void)state;
  assert_int_equal(calendar_days(1970, 1, 1), 0);
  assert_int_equal(calendar_days(2000, 3, 1), 11017);
  assert_int_equal(calendar_days(1969, 12, 31), -1);
  assert_int_equal(calendar_days(1600, 1, 1), -135140);
  assert_int_equal(calendar_days(1, 1, 1), -719162);
  assert_int_equal(calendar_weekday(calendar_days(2021, 6, 7)), 1);
  assert_int_equal(calendar_weekday(calendar_days(2015, 7, 22)), 3);
  assert_int_equal(calendar_weekday(calendar_days(2016, 1, 3)), 7);
  assert_int_equal(calendar_weekday(0), 4);
  assert_int_equal(calendar_weekday(-1), 3);
}

static void test_every_day_comes_back(void **state) {
  (void)state;
  int32_t day = calendar_days(1, 1, 1), weekday = calendar_weekday(day);
  for (int32_t year = 1; year <= 2500; year++)
    for (int32_t month = 1; month <= 12; month++)
      for (int32_t d = 1; d <= calendar_month_days(year, month); d++, day++) {
        int32_t y, m, dd;
        assert_int_equal(calendar_days(year, month, d), day);
        calendar_date(day, &y, &m, &dd);
        assert_true(y == year && m == month && dd == d);
        assert_int_equal(calendar_weekday(day), weekday);
        weekday = weekday % 7 + 1;
      }
}

static void test_month_days(void **state) {
  (void)state;
  assert_int_equal(calendar_month_days(2021, 2), 28);
  assert_int_equal(calendar_month_days(2020, 2), 29);
  assert_int_equal(calendar_month_days(1900, 2), 28);
  assert_int_equal(calendar_month_days(2000, 2), 29);
  assert_int_equal(calendar_month_days(2021, 4), 30);
  assert_int_equal(calendar_month_days(2021, 0), 0);
  assert_int_equal(calendar_month_days(2021, 13), 0);
}

/* First days announced in Saudi Arabia's official calendar. */
static void test_hijri(void **state) {
  (void)state;
  static const struct {
    int32_t year, month, day, gregorian[3];
  } KNOWN[] = {{1436, 1, 1, {2014, 10, 25}},  {1436, 9, 1, {2015, 6, 18}},
               {1436, 10, 1, {2015, 7, 17}},  {1437, 1, 1, {2015, 10, 14}},
               {1442, 1, 1, {2020, 8, 20}},   {1442, 9, 1, {2021, 4, 13}},
               {1442, 12, 10, {2021, 7, 20}}, {1443, 1, 10, {2021, 8, 18}},
               {1445, 1, 1, {2023, 7, 19}}};
  for (size_t i = 0; i < sizeof KNOWN / sizeof *KNOWN; i++)
    assert_int_equal(calendar_hijri_days(KNOWN[i].year, KNOWN[i].month, KNOWN[i].day),
                     calendar_days(KNOWN[i].gregorian[0], KNOWN[i].gregorian[1],
                                   KNOWN[i].gregorian[2]));
}

/* Months have 29 or 30 days and follow each other; the table and the arithmetic outside
 * it never drift apart. */
static void test_hijri_months(void **state) {
  (void)state;
  for (int32_t year = 1; year <= 1800; year++)
    for (int32_t month = 1; month <= 12; month++) {
      int32_t next = month == 12 ? calendar_hijri_days(year + 1, 1, 1)
                                 : calendar_hijri_days(year, month + 1, 1);
      int32_t length = next - calendar_hijri_days(year, month, 1);
      bool seam = (year == 1299 || year == 1600) && month == 12;
      assert_true(length == 29 || length == 30 || (seam && length >= 27 && length <= 32));
    }
  assert_int_equal(calendar_hijri_days(1, 1, 1), calendar_days(622, 7, 19));
  assert_int_equal(calendar_hijri_days(1299, 1, 1) - calendar_hijri_days(1, 1, 1),
                   1298 * 354 + (11 * 1299 + 3) / 30);
}

static void test_solar(void **state) {
  (void)state;
  static const int32_t KNOWN[][6] = {
      {1300, 1, 1, 1921, 3, 21}, {1357, 11, 22, 1979, 2, 11}, {1399, 12, 30, 2021, 3, 20},
      {1400, 1, 1, 2021, 3, 21}, {1400, 5, 24, 2021, 8, 15},  {1403, 1, 1, 2024, 3, 20},
      {1404, 1, 1, 2025, 3, 21}, {1408, 1, 1, 2029, 3, 20}};
  for (size_t i = 0; i < sizeof KNOWN / sizeof *KNOWN; i++)
    assert_int_equal(calendar_solar_days(KNOWN[i][0], KNOWN[i][1], KNOWN[i][2]),
                     calendar_days(KNOWN[i][3], KNOWN[i][4], KNOWN[i][5]));
  for (int32_t year = 1250; year < 1470; year++) {
    int32_t length =
        calendar_solar_days(year + 1, 1, 1) - calendar_solar_days(year, 1, 1);
    assert_true(length == 365 || length == 366);
    for (int32_t month = 1; month < 12; month++)
      assert_int_equal(
          calendar_solar_days(year, month + 1, 1) - calendar_solar_days(year, month, 1),
          month <= 6 ? 31 : 30);
  }
}

/* Every day from the first of the year `first` to the last of `last` is the day ICU has
 * for it, and ICU has no day in between that is not ours. */
static void check_against_icu(const char *locale, int32_t first, int32_t last,
                              int32_t (*days)(int32_t, int32_t, int32_t)) {
  static const UChar UTC[] = {'U', 'T', 'C', 0};
  UErrorCode status = U_ZERO_ERROR;
  UCalendar *icu = ucal_open(UTC, -1, locale, UCAL_TRADITIONAL, &status);
  assert_true(U_SUCCESS(status));
  int32_t end = days(last + 1, 1, 1);
  assert_true(end - days(first, 1, 1) > 354 * (last - first));
  for (int32_t day = days(first, 1, 1); day < end; day++) {
    ucal_setMillis(icu, (UDate)day * 86400000.0, &status);
    int32_t year = ucal_get(icu, UCAL_EXTENDED_YEAR, &status);
    int32_t month = ucal_get(icu, UCAL_MONTH, &status) + 1;
    int32_t of_month = ucal_get(icu, UCAL_DATE, &status);
    assert_true(U_SUCCESS(status));
    if (days(year, month, of_month) != day || year < first || year > last)
      fail_msg("%s: ICU has %d-%d-%d for day %d, we have day %d", locale, (int)year,
               (int)month, (int)of_month, (int)day, (int)days(year, month, of_month));
  }
  ucal_close(icu);
}

static void test_hijri_is_icus(void **state) {
  (void)state;
  check_against_icu("ar@calendar=islamic-umalqura", 1300, 1500, calendar_hijri_days);
}

static void test_solar_is_icus(void **state) {
  (void)state;
  check_against_icu("fa@calendar=persian", 1300, 1450, calendar_solar_days);
}

static void test_parse(void **state) {
  (void)state;
  assert_int_equal(calendar_parse("2021-06-07", 10), calendar_days(2021, 6, 7));
  assert_int_equal(calendar_parse("2021-06-07T10:00:00Z", 20), calendar_days(2021, 6, 7));
  static const char *const BAD[] = {
      "",           "2021",       "2021-6-7",   "2021-13-01", "2021-00-10", "2021-02-29",
      "2021-04-31", "2021/06/07", "20210607xx", "abcd-06-07", "2021-06-0x", "2021-06-00"};
  for (size_t i = 0; i < sizeof BAD / sizeof *BAD; i++)
    assert_int_equal(calendar_parse(BAD[i], strlen(BAD[i])), INT32_MIN);
  assert_int_equal(calendar_parse("2020-02-29", 10), calendar_days(2020, 2, 29));
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_known_days),    cmocka_unit_test(test_every_day_comes_back),
      cmocka_unit_test(test_month_days),    cmocka_unit_test(test_hijri),
      cmocka_unit_test(test_hijri_months),  cmocka_unit_test(test_solar),
      cmocka_unit_test(test_hijri_is_icus), cmocka_unit_test(test_solar_is_icus),
      cmocka_unit_test(test_parse),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
