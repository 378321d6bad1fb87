/* gen_hijri.c - writes src/mention/hijri.inc: the months of the Umm al-Qura calendar,
 * asked of ICU.
 *
 *   cc tools/gen_hijri.c $(pkg-config --cflags --libs icu-i18n) -o gen_hijri &&
 * ./gen_hijri > src/mention/hijri.inc
 */
#include <stdio.h>
#include <unicode/ucal.h>

enum { FIRST = 1300, LAST = 1600 };

static double month_start(UCalendar *calendar, int year, int month) {
  UErrorCode status = U_ZERO_ERROR;
  ucal_clear(calendar);
  ucal_set(calendar, UCAL_EXTENDED_YEAR, year);
  ucal_set(calendar, UCAL_MONTH, month);
  ucal_set(calendar, UCAL_DATE, 1);
  return ucal_getMillis(calendar, &status) / 86400000;
}

int main(void) {
  UErrorCode status = U_ZERO_ERROR;
  static const UChar UTC[] = {'U', 'T', 'C', 0};
  UCalendar *calendar =
      ucal_open(UTC, -1, "ar@calendar=islamic-umalqura", UCAL_TRADITIONAL, &status);
  if (U_FAILURE(status)) {
    fprintf(stderr, "gen_hijri: %s\n", u_errorName(status));
    return 1;
  }
  puts(
      "/* hijri.inc - written by tools/gen_hijri.c: HIJRI_YEAR(first day since "
      "1970-01-01, bit per month of 30 days) from 1300 on. */");
  for (int year = FIRST; year <= LAST; year++) {
    double start = month_start(calendar, year, 0);
    unsigned bits = 0;
    for (int month = 0; month < 12; month++) {
      double next = month < 11 ? month_start(calendar, year, month + 1)
                               : month_start(calendar, year + 1, 0);
      if (next - month_start(calendar, year, month) == 30) bits |= 1u << month;
    }
    printf("HIJRI_YEAR(%d, 0x%03X)%s", (int)start, bits,
           (year - FIRST) % 6 == 5 || year == LAST ? "\n" : " ");
  }
  ucal_close(calendar);
  return 0;
}
