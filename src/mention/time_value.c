/* time_value.c - resolving: which day, month, year, interval or duration the parts mean.
 */
#include "mention/time_value.h"

#include <stdio.h>
#include <stdlib.h>

#define UNKNOWN INT32_MIN

typedef struct date {
  int32_t year, month, day;
} date;

static date date_of(int32_t days) {
  date d;
  calendar_date(days, &d.year, &d.month, &d.day);
  return d;
}

int32_t weekday_on_or_before(int32_t day, int weekday) {
  int32_t back = calendar_weekday(day) - weekday;
  return day - (back < 0 ? back + 7 : back);
}

/* ---- writing values ---- */

static bool year_sane(int32_t year) {
  return year >= 1 && year <= 9999;
}

/* `n` digits of `value` at `p`; returns the place after them. (snprintf would cost more
 * than all the rest.) */
static char *put_digits(char *p, int32_t value, unsigned n) {
  for (unsigned i = n; i-- > 0; value /= 10) p[i] = (char)('0' + value % 10);
  return p + n;
}

static char *put_date(char *p, const date *d) {
  p = put_digits(p, d->year, 4);
  *p++ = '-';
  p = put_digits(p, d->month, 2);
  *p++ = '-';
  return put_digits(p, d->day, 2);
}

static void put_days(time_mention *m, int32_t from, int32_t to) {
  date a = date_of(from), b = date_of(to);
  if (!year_sane(a.year) || !year_sane(b.year)) return;
  m->type = TIME_DATE;
  m->has_value = true;
  m->day_from = from;
  m->day_to = to;
  m->single_day = from == to;
  char *p = put_date(m->value, &a);
  if (from != to) {
    *p++ = '/';
    p = put_date(p, &b);
  }
  *p = '\0';
}

/* Months count from year 0: 12 × year + month - 1. */
static void put_months(time_mention *m, int32_t from, int32_t to) {
  int32_t y1 = from / 12, y2 = to / 12;
  if (from < 12 || !year_sane(y1) || !year_sane(y2)) return;
  m->type = TIME_DATE;
  m->has_value = true;
  m->day_from = calendar_days(y1, from % 12 + 1, 1);
  m->day_to = calendar_days(y2, to % 12 + 1, calendar_month_days(y2, to % 12 + 1));
  char *p = put_digits(m->value, y1, 4);
  *p++ = '-';
  p = put_digits(p, from % 12 + 1, 2);
  if (from != to) {
    *p++ = '/';
    p = put_digits(p, y2, 4);
    *p++ = '-';
    p = put_digits(p, to % 12 + 1, 2);
  }
  *p = '\0';
}

static void put_years(time_mention *m, int32_t from, int32_t to) {
  if (!year_sane(from) || !year_sane(to)) return;
  m->type = TIME_DATE;
  m->has_value = true;
  m->day_from = calendar_days(from, 1, 1);
  m->day_to = calendar_days(to, 12, 31);
  char *p = put_digits(m->value, from, 4);
  if (from != to) {
    *p++ = '/';
    p = put_digits(p, to, 4);
  }
  *p = '\0';
}

static size_t first_part(const time_mention *m) {
  return strcspn(m->value, "/");
}

void since_value(time_mention *m) {
  if (!m->has_value) return;
  size_t n = first_part(m);
  if (n + 4 > sizeof m->value) return;
  memcpy(m->value + n, "/..", 4);
  m->day_to = INT32_MAX;
  m->single_day = false;
}

void until_value(time_mention *m) {
  char end[20];
  if (!m->has_value) return;
  const char *slash = strchr(m->value, '/');
  snprintf(end, sizeof end, "%.19s", slash ? slash + 1 : m->value);
  snprintf(m->value, sizeof m->value, "../%s", end);
  m->day_from = INT32_MIN;
  m->single_day = false;
}

bool range_value(const time_mention *from, const time_mention *to, time_mention *m) {
  char a[20], b[20];
  if (!from->has_value || !to->has_value || from->day_from == INT32_MIN ||
      to->day_to == INT32_MAX || from->day_from > to->day_from ||
      from->type != to->type || from->type > TIME_TIME)
    return false;
  const char *slash = strchr(to->value, '/');
  snprintf(a, sizeof a, "%.*s", (int)(first_part(from) < 19 ? first_part(from) : 19),
           from->value);
  snprintf(b, sizeof b, "%.19s", slash ? slash + 1 : to->value);
  if (!*a || !*b || *a == '.' || *b == '.') return false;
  m->type = from->type;
  m->has_value = true;
  m->day_from = from->day_from;
  m->day_to = to->day_to;
  m->single_day = false;
  snprintf(m->value, sizeof m->value, "%s/%s", a, b);
  return true;
}

/* ---- days and months of three calendars ---- */

static int32_t day_of(unsigned calendar, int32_t year, int32_t month, int32_t day) {
  switch (calendar) {
    case HIJRI: return day <= 30 ? calendar_hijri_days(year, month, day) : UNKNOWN;
    case SOLAR:
      return day <= (month <= 6 ? 31 : 30) ? calendar_solar_days(year, month, day)
                                           : UNKNOWN;
    default:
      return day <= calendar_month_days(year, month) ? calendar_days(year, month, day)
                                                     : UNKNOWN;
  }
}

static int32_t month_start(unsigned calendar, int32_t year, int32_t month) {
  return day_of(calendar, year, month, 1);
}

static int32_t month_end(unsigned calendar, int32_t year, int32_t month) {
  return month == 12 ? month_start(calendar, year + 1, 1) - 1
                     : month_start(calendar, year, month + 1) - 1;
}

/* The year of `calendar` in which `day` lies. */
static int32_t year_of(unsigned calendar, int32_t day) {
  int32_t year = date_of(day).year;
  if (calendar == GREGORIAN) return year;
  int32_t y =
      calendar == SOLAR
          ? year - 622
          : (int32_t)(((int64_t)(day - calendar_hijri_days(1, 1, 1)) * 30) / 10631) + 1;
  while (day_of(calendar, y, 1, 1) > day) y--;
  while (day_of(calendar, y + 1, 1, 1) <= day) y++;
  return y;
}

/* The year of `calendar` whose month `month` begins in the Gregorian year `year`; of two,
 * the first. */
static int32_t year_within(unsigned calendar, int32_t year, int32_t month) {
  int32_t y = year_of(calendar, calendar_days(year, 1, 1));
  return date_of(day_of(calendar, y, month, 1)).year < year ? y + 1 : y;
}

/* About how long a year of `calendar` is. */
static int32_t calendar_year_days(unsigned calendar) {
  return calendar == HIJRI ? 354 : 365;
}

/* A date without its year that is nearer than three months or so on one side and far
 * off on the other is the near one, whatever the tense of the verb beside it: that tells
 * of the deed («they put the hearing off to 30 November»), not of the date. */
#define FAR_OFF 265

/* The year for a month or day without one, counted from the base: `day` 0 for a month. */
static int32_t nearest_year(const time_context *at, const time_chain *c, int32_t day) {
  int32_t y = year_of(c->calendar, at->base), base = at->base, first = day ? day : 1;
  int32_t from = day_of(c->calendar, y, c->month, first);
  if (from == UNKNOWN) return y;
  int32_t to = day ? from : month_end(c->calendar, y, c->month);
  if (!(c->fields & CHAIN_DIRECTION)) {
    bool ahead = from > base; /* of the two years it can be of, `y` is the later */
    int32_t year = calendar_year_days(c->calendar);
    bool far_past = base - (ahead ? to - year : to) >= FAR_OFF;
    bool far_ahead = (ahead ? from : from + year) - base >= FAR_OFF;
    if (to >= base && !ahead) return y; /* this month, today */
    if (at->done && ahead) return y - 1;
    if (at->future ? !far_ahead : far_past) return ahead ? y : y + 1;
    return ahead ? y - 1 : y;
  }
  if (c->direction < 0)
    return (to < base ? y : y - 1) - (c->direction == DIRECTION_BEFORE_LAST);
  if (c->direction > 0) return from > base ? y : y + 1;
  return y;
}

/* How far the weekday is from the day, in days on either side. */
static int32_t days_to_weekday(int32_t day, int weekday) {
  return abs((weekday - calendar_weekday(day) + 10) % 7 - 3);
}

/* A weekday beside a day and month without year: the year in which they agree. A day that
 * is near the report is in no other year: there they contradict each other. */
static int32_t agreeing_year(const time_context *at, const time_chain *c, int32_t year,
                             int32_t day) {
  static const int8_t TRY[] = {0, 1, -1};
  enum { NEAR = 62 };
  if (!(c->fields & CHAIN_WEEKDAY) || (c->fields & CHAIN_DIRECTION)) return year;
  int32_t off = c->calendar == HIJRI ? SIGHTING_DAYS : 0; /* see move_to_weekday */
  for (unsigned i = 0; i < sizeof TRY; i++) {
    int32_t days = day_of(c->calendar, year + TRY[i], c->month, day);
    bool near = days != UNKNOWN && abs(days - at->base) <= NEAR;
    if (near && (!TRY[i] || days_to_weekday(days, c->weekday) <= off))
      return year + TRY[i];
  }
  for (unsigned i = 0; i < sizeof TRY; i++) {
    int32_t days = day_of(c->calendar, year + TRY[i], c->month, day);
    if (days != UNKNOWN && days_to_weekday(days, c->weekday) <= off) return year + TRY[i];
  }
  return year;
}

static void put_clock(const time_chain *c, time_mention *m) {
  int hour = c->hour, part = c->fields & CHAIN_PART ? c->part : PART_NONE;
  if (!(c->fields & CHAIN_CLOCK) || !m->has_value || !m->single_day) return;
  if (hour < 12 && (part == PART_AFTERNOON || part == PART_EVENING ||
                    (part == PART_NOON && hour < 11) || (part == PART_NIGHT && hour > 5)))
    hour += 12;
  if (hour == 12 && (part == PART_NIGHT || part == PART_DAWN || part == PART_MORNING))
    hour = 0;
  if (hour == 24) hour = 0;
  m->type = TIME_TIME;
  size_t n = strlen(m->value);
  snprintf(m->value + n, sizeof m->value - n, "T%02d:%02d", hour, c->minute);
}

/* How many days a date is moved to the weekday said beside it. The Hijri month begins
 * where the moon is seen, a day or two off the tables; other calendars leave no choice.
 */
static bool move_to_weekday(const time_chain *c, unsigned calendar, int32_t day,
                            int32_t last_day, int32_t *move) {
  *move = 0;
  if (!(c->fields & CHAIN_WEEKDAY) || calendar_weekday(last_day) == c->weekday)
    return true;
  *move = (c->weekday - calendar_weekday(day) + 10) % 7 - 3;
  return !*move || (calendar == HIJRI && abs(*move) <= SIGHTING_DAYS);
}

/* «Thursday the 28th of the current month» where months are counted by the Hijra: the
 * day, where it is that weekday; else UNKNOWN. */
static int32_t hijri_of_shift(int32_t base, const time_chain *c) {
  int32_t year = year_of(HIJRI, base), month = 1;
  while (month < 12 && day_of(HIJRI, year, month + 1, 1) <= base) month++;
  int32_t months = year * 12 + month - 1 + c->month_shift;
  int32_t day = day_of(HIJRI, months / 12, months % 12 + 1, c->day);
  return day != UNKNOWN && calendar_weekday(day) == c->weekday ? day : UNKNOWN;
}

/* Chains with a month. */
static enum time_fault_kind absolute_value(const time_context *at, const time_chain *c,
                                           time_mention *m) {
  int32_t day = c->fields & CHAIN_DAY ? c->day : 0, year = c->year, month = c->month;
  unsigned calendar = c->calendar;
  bool known = at->base != UNKNOWN;
  if (c->fields & CHAIN_MONTH_SHIFT) {
    if (!known) return TIME_FINE;
    date d = date_of(at->base);
    int32_t months = d.year * 12 + d.month - 1 + c->month_shift;
    calendar = GREGORIAN;
    year = months / 12;
    month = months % 12 + 1;
  } else if (c->fields & CHAIN_OTHER_YEAR) {
    year = year_within(calendar, c->year, month);
  } else if (!(c->fields & CHAIN_YEAR)) {
    if (!known) return TIME_FINE;
    year = c->fields & CHAIN_YEAR_SHIFT ? year_of(calendar, at->base) + c->year_shift
                                        : nearest_year(at, c, day);
    if (day && !(c->fields & CHAIN_YEAR_SHIFT)) year = agreeing_year(at, c, year, day);
  }
  if (c->fields & CHAIN_MONTH_SHIFT && c->fields & CHAIN_WEEKDAY && day &&
      !(c->fields & CHAIN_LAST_DAY)) {
    int32_t hijri = hijri_of_shift(at->base, c);
    int32_t plain = day_of(calendar, year, month, day);
    if (hijri != UNKNOWN && (plain == UNKNOWN || calendar_weekday(plain) != c->weekday)) {
      put_days(m, hijri, hijri);
      put_clock(c, m);
      return TIME_FINE;
    }
  }
  if (day) {
    int32_t from = day_of(calendar, year, month, day), to = from;
    if (c->fields & CHAIN_LAST_DAY) to = day_of(calendar, year, month, c->last_day);
    if (from == UNKNOWN || to == UNKNOWN) return TIME_NO_SUCH_DAY;
    int32_t move;
    if (!move_to_weekday(c, calendar, from, to, &move)) return TIME_WEEKDAY;
    put_days(m, from + move, to + move);
    put_clock(c, m);
    return TIME_FINE;
  }
  if (calendar == GREGORIAN)
    put_months(m, year * 12 + month - 1, year * 12 + month - 1);
  else
    put_days(m, month_start(calendar, year, month), month_end(calendar, year, month));
  return TIME_FINE;
}

/* Chains of relative days and weekdays. */
static int32_t relative_day(const time_context *at, const time_chain *c) {
  int32_t day = at->base;
  if (c->fields & CHAIN_RELATIVE) {
    day += c->offset;
    if (!(c->fields & CHAIN_WEEKDAY) || calendar_weekday(day) == c->weekday) return day;
    /* They disagree: the weekday decides. */
    return c->offset > 0 ? weekday_on_or_before(day + 6, c->weekday)
                         : weekday_on_or_before(day, c->weekday);
  }
  int32_t direction = c->fields & CHAIN_DIRECTION ? c->direction : 0;
  bool this_week = (c->fields & CHAIN_DIRECTION) && direction == 0;
  if (this_week || (c->fields & CHAIN_WEEK_SHIFT))
    return day - calendar_weekday(day) + c->weekday + 7 * c->week_shift;
  switch (direction) {
    case -1: return weekday_on_or_before(day - 1, c->weekday);
    case DIRECTION_BEFORE_LAST: return weekday_on_or_before(day - 1, c->weekday) - 7;
    case 1: return weekday_on_or_before(day + 7, c->weekday);
    case DIRECTION_AFTER_NEXT: return weekday_on_or_before(day + 7, c->weekday) + 7;
    default: return weekday_on_or_before(at->future ? day + 6 : day, c->weekday);
  }
}

/* Letters of ISO 8601 for units of time; of decades and centuries, years are counted. */
static const char UNITS[] = " SMHDWMYYY";

/* A value that lies on no day: how long, or how often. */
static void put_dayless(time_mention *m, uint8_t type) {
  m->type = type;
  m->has_value = true;
  m->day_from = INT32_MIN;
  m->day_to = INT32_MAX;
}

/* «every `unit`», or every weekday `weekday` where that is not 0. */
static void put_set(unsigned unit, int weekday, time_mention *m) {
  put_dayless(m, TIME_SET);
  if (weekday)
    snprintf(m->value, sizeof m->value, "XXXX-WXX-%d", weekday);
  else
    snprintf(m->value, sizeof m->value, "P%s1%c", unit <= UNIT_HOUR ? "T" : "",
             UNITS[unit]);
}

enum time_fault_kind chain_value(const time_context *at, const time_chain *c,
                                 time_mention *m) {
  m->type = c->fields & CHAIN_CLOCK ? TIME_TIME : TIME_DATE;
  if (c->fields & (CHAIN_MONTH | CHAIN_MONTH_SHIFT)) return absolute_value(at, c, m);
  if (c->fields & CHAIN_REPEAT) {
    put_set(UNIT_WEEK, c->weekday, m);
    return TIME_FINE;
  }
  if (at->base == UNKNOWN) return TIME_FINE;
  int32_t day = c->fields & CHAIN_SAYS_DAY ? relative_day(at, c) : at->base;
  put_days(m, day, day + ((c->fields & CHAIN_LAST_DAY) != 0));
  put_clock(c, m);
  return TIME_FINE;
}

/* ---- periods ---- */

/* The Gregorian year that holds most of a year of another calendar. */
static int32_t gregorian_year(int32_t year, unsigned calendar) {
  if (calendar == GREGORIAN) return year;
  return date_of(day_of(calendar, year, 7, 1)).year;
}

void year_value(int32_t year, int32_t last_year, unsigned calendar, time_mention *m) {
  put_years(m, gregorian_year(year, calendar), gregorian_year(last_year, calendar));
}

static void put_duration(const time_period *p, time_mention *m) {
  long long n = p->count * (p->unit == UNIT_DECADE    ? 10
                            : p->unit == UNIT_CENTURY ? 100
                                                      : 1);
  bool clock = p->unit <= UNIT_HOUR;
  char unit = UNITS[p->unit];
  put_dayless(m, TIME_DURATION);
  if (p->parts) { /* half an hour */
    static const uint8_t WHOLE[] = {0, 0, 60, 60, 24, 0, 30, 12};
    static const char SMALLER[] = "  SMH DM";
    if (p->unit < UNIT_MINUTE || p->unit == UNIT_WEEK || p->unit > UNIT_YEAR) {
      m->has_value = false;
      return;
    }
    snprintf(m->value, sizeof m->value, "P%s%d%c", p->unit <= UNIT_DAY ? "T" : "",
             (int)(WHOLE[p->unit] / p->parts), SMALLER[p->unit]);
    return;
  }
  if (p->rest_unit) {
    bool rest_clock = p->rest_unit <= UNIT_HOUR;
    snprintf(m->value, sizeof m->value, "P%s%lld%c%s%lld%c", clock ? "T" : "", n, unit,
             rest_clock && !clock ? "T" : "", (long long)p->rest, UNITS[p->rest_unit]);
    return;
  }
  const char *half = "";
  if (p->half)
    half = p->unit == UNIT_HOUR     ? "30M"
           : p->unit == UNIT_DAY    ? "T12H"
           : p->unit == UNIT_YEAR   ? "6M"
           : p->unit == UNIT_MONTH  ? "15D"
           : p->unit == UNIT_MINUTE ? "30S"
                                    : "";
  if (p->half && p->unit >= UNIT_DECADE) n += p->unit == UNIT_DECADE ? 5 : 50;
  if (p->half && p->unit == UNIT_WEEK) {
    snprintf(m->value, sizeof m->value, "P%lldD", 7 * n + 3);
    return;
  }
  snprintf(m->value, sizeof m->value, "P%s%lld%c%s", clock ? "T" : "", n, unit, half);
}

/* A point `n` units before (n < 0) or after the base, as precise as the unit. */
static void put_point(const time_context *at, unsigned unit, int64_t n, time_mention *m) {
  date d = date_of(at->base);
  int32_t months = d.year * 12 + d.month - 1, k = (int32_t)n;
  switch (unit) {
    case UNIT_SECOND:
    case UNIT_MINUTE: put_days(m, at->base, at->base); break;
    case UNIT_HOUR: put_days(m, at->base + k / 24, at->base + k / 24); break;
    case UNIT_DAY: put_days(m, at->base + k, at->base + k); break;
    case UNIT_WEEK: put_days(m, at->base + 7 * k, at->base + 7 * k); break;
    case UNIT_MONTH: put_months(m, months + k, months + k); break;
    case UNIT_YEAR: put_years(m, d.year + k, d.year + k); break;
    case UNIT_DECADE: put_years(m, d.year + 10 * k, d.year + 10 * k); break;
    default: put_years(m, d.year + 100 * k, d.year + 100 * k);
  }
}

/* «half a year ago», «a quarter of an hour ago»: as precise as the next smaller unit. */
static void put_part(const time_context *at, const time_period *p, int32_t sign,
                     time_mention *m) {
  if (p->unit == UNIT_YEAR && 12 % p->parts == 0)
    put_point(at, UNIT_MONTH, sign * (12 / p->parts), m);
  else if (p->unit == UNIT_MONTH && 30 % p->parts == 0)
    put_point(at, UNIT_DAY, sign * (30 / p->parts), m);
  else if (p->unit <= UNIT_HOUR)
    put_point(at, UNIT_MINUTE, 0, m);
}

/* The last or next `n` units. */
static void put_window(const time_context *at, const time_period *p, time_mention *m) {
  time_mention far = {0}, near = {0};
  int32_t n = (int32_t)p->count, base = at->base;
  switch (p->unit) {
    case UNIT_SECOND:
    case UNIT_MINUTE: put_days(m, base, base); return;
    case UNIT_HOUR: n = (n + 23) / 24; break;
    case UNIT_WEEK: n *= 7; break;
    case UNIT_DAY: break;
    default:
      put_point(at, p->unit, p->direction * n, &far);
      put_point(at, p->unit, 0, &near);
      if (far.has_value && near.has_value)
        range_value(p->direction < 0 ? &far : &near, p->direction < 0 ? &near : &far, m);
      return;
  }
  put_days(m, p->direction < 0 ? base - n : base, p->direction < 0 ? base : base + n);
}

/* Months in which school ends and begins. */
enum { SCHOOL_ENDS = 7, SCHOOL_BEGINS = 9 };

static void put_shift(const time_context *at, const time_period *p, time_mention *m) {
  date d = date_of(at->base);
  int32_t monday = at->base - calendar_weekday(at->base) + 1,
          months = d.year * 12 + d.month - 1;
  int32_t century = (d.year - 1) / 100 + p->direction,
          decade = d.year / 10 + p->direction;
  switch (p->unit) {
    case UNIT_WEEK:
      put_days(m, monday + 7 * p->direction, monday + 7 * p->direction + 6);
      break;
    case UNIT_MONTH: put_months(m, months + p->direction, months + p->direction); break;
    case UNIT_YEAR:
      if (p->singular) { /* of school: from autumn to summer; in summer one is over */
        int32_t year = d.year - (d.month < SCHOOL_BEGINS) + p->direction;
        year += p->direction < 0 && d.month >= SCHOOL_ENDS && d.month < SCHOOL_BEGINS;
        put_years(m, year, year + 1);
      } else {
        put_years(m, d.year + p->direction, d.year + p->direction);
      }
      break;
    case UNIT_DECADE: /* the last decade are the last ten years */
      if (p->direction < 0)
        put_years(m, d.year - 10, d.year);
      else
        put_years(m, decade * 10, decade * 10 + 9);
      break;
    default: put_years(m, century * 100 + 1, century * 100 + 100);
  }
}

/* A feast within so many days is meant whatever the tense of the verb: preparations for
 * it were made. */
#define FEAST_NEAR 90

/* True where the feast on day `d` is on the side of which neither the direction nor the
 * verb speaks. */
static bool other_feast(const time_context *at, const time_period *p, int32_t d) {
  int32_t ahead = d - at->base;
  if (p->direction) return p->direction < 0 ? ahead > 0 : ahead < 0;
  return (at->past && ahead > FEAST_NEAR) || (at->future && ahead < -FEAST_NEAR);
}

/* A feast without a year is the nearest one on the side that is spoken of. The Hijri
 * month and day of a feast, 0 for Gregorian ones (month and day then of that calendar).
 */
static void put_feast(const time_context *at, const time_period *p, time_mention *m);

/* «the feast»: al-Fitr or al-Adha, whichever is nearer. */
static void put_nearest_feast(const time_context *at, const time_period *p,
                              time_mention *m) {
  time_period other = *p;
  time_mention fitr = {0}, adha = {0};
  if (at->base == UNKNOWN) return;
  other.which = FEAST_FITR;
  put_feast(at, &other, &fitr);
  other.which = FEAST_ADHA;
  put_feast(at, &other, &adha);
  if (!fitr.has_value || !adha.has_value) return;
  int32_t day = abs(fitr.day_from - at->base) <= abs(adha.day_from - at->base)
                    ? fitr.day_from
                    : adha.day_from;
  put_days(m, day, day);
}

static void put_feast(const time_context *at, const time_period *p, time_mention *m) {
  static const struct {
    uint8_t hijri, month, day;
  } FEASTS[] = {[FEAST_FITR] = {1, 10, 1},       [FEAST_ADHA] = {1, 12, 10},
                [FEAST_ASHURA] = {1, 1, 10},     [FEAST_MAWLID] = {1, 3, 12},
                [FEAST_ARAFAH] = {1, 12, 9},     [FEAST_LABOUR] = {0, 5, 1},
                [FEAST_NOWRUZ] = {0, 3, 21},     [FEAST_NEW_YEAR] = {0, 1, 1},
                [FEAST_CHRISTMAS] = {0, 12, 25}, [FEAST_HIJRI_NEW_YEAR] = {1, 1, 1}};
  if (p->which == FEAST_NEAREST) {
    put_nearest_feast(at, p, m);
    return;
  }
  if (p->which < 1 || p->which > FEAST_CHRISTMAS || !FEASTS[p->which].month) return;
  unsigned calendar = FEASTS[p->which].hijri ? HIJRI : GREGORIAN;
  int32_t month = FEASTS[p->which].month, day = FEASTS[p->which].day, best = UNKNOWN;
  int32_t base = p->year ? day_of(p->calendar, p->year, 7, 1) : at->base;
  if (base == UNKNOWN) return;
  int32_t y = year_of(calendar, base);
  for (int32_t i = y - 1; i <= y + 1; i++) {
    int32_t d = day_of(calendar, i, month, day);
    if (p->year ? year_of(p->calendar, d) != p->year : other_feast(at, p, d)) continue;
    if (best == UNKNOWN ||
        (d > base ? d - base : base - d) < (best > base ? best - base : base - best))
      best = d;
  }
  if (best != UNKNOWN) put_days(m, best, best);
}

static void put_season(const time_context *at, const time_period *p, time_mention *m) {
  static const char NAMES[][3] = {"", "SP", "SU", "FA", "WI"};
  int32_t year = p->year, first = (p->which - 1) * 3 + 2; /* March = 2, counted from 0 */
  if (p->which < 1 || p->which > 4) return;
  if (!year) {
    if (at->base == UNKNOWN) return;
    date d = date_of(at->base);
    year = d.year;
    int32_t end = first + 2;
    if (p->unit == UNIT_YEAR)
      year += p->direction;
    else if (p->direction < 0 && d.month - 1 <= end)
      year--;
    else if (p->direction > 0 && d.month - 1 >= first)
      year++;
  }
  put_months(m, year * 12 + first, year * 12 + first + 2);
  snprintf(m->value, sizeof m->value, "%04d-%s", year, NAMES[p->which]);
}

/* The first or second half of a month, to its 15th or from its 16th on. Without a year
 * the month is the one of the direction, else the last that began; `count` 0: the month
 * of writing moved by the direction. */
static void put_half_month(const time_context *at, const time_period *p, int32_t year,
                           time_mention *m) {
  int32_t month = (int32_t)p->count;
  date d = {year, month, 1};
  if (!p->year) {
    if (at->base == UNKNOWN) return;
    d = date_of(at->base);
    int32_t months = d.year * 12 + d.month - 1 + (month ? 0 : p->direction);
    int32_t wanted = month ? month - 1 : months % 12;
    if (month && wanted > d.month - 1 && p->direction <= 0) months -= 12;
    if (month && wanted <= d.month - 1 && p->direction > 0) months += 12;
    if (month && wanted == d.month - 1 && p->direction < 0) months -= 12;
    d.year = months / 12;
    month = wanted + 1;
  }
  int32_t first = calendar_days(d.year, month, 1);
  put_days(m, p->which == 1 ? first : first + 15,
           p->which == 1 ? first + 14 : first + calendar_month_days(d.year, month) - 1);
}

static void put_quarter(const time_context *at, const time_period *p, time_mention *m) {
  int32_t year = p->year;
  if (!year) {
    if (at->base == UNKNOWN) return;
    year = date_of(at->base).year + p->direction;
  }
  if (p->parts == 12) { /* «the first seven months» */
    put_months(m, year * 12, year * 12 + (int32_t)p->count - 1);
    return;
  }
  if (p->unit == UNIT_MONTH) {
    put_half_month(at, p, year, m);
    return;
  }
  int32_t size = (int32_t)(12 / p->parts), first = year * 12 + (p->which - 1) * size;
  put_months(m, first, first + size - 1);
  snprintf(m->value, sizeof m->value, "%04d-%c%d", year, p->parts == 4 ? 'Q' : 'H',
           p->which);
}

bool period_value(const time_context *at, const time_period *p,
                  enum time_relation relation, time_mention *m) {
  m->type = TIME_DATE;
  bool known = at->base != UNKNOWN;
  switch (p->kind) {
    case PERIOD_YEAR: year_value(p->year, p->last_year, p->calendar, m); break;
    case PERIOD_DECADE: put_years(m, p->year, p->last_year); break;
    case PERIOD_CENTURY:
      year_value(p->which * 100 - 99, p->which * 100, p->calendar, m);
      break;
    case PERIOD_SET: put_set(p->unit, p->which, m); break;
    case PERIOD_SEASON: put_season(at, p, m); break;
    case PERIOD_FEAST: put_feast(at, p, m); break;
    case PERIOD_QUARTER: put_quarter(at, p, m); break;
    case PERIOD_SHIFT:
      if (known) put_shift(at, p, m);
      break;
    case PERIOD_WINDOW:
      if (known) put_window(at, p, m);
      break;
    default:
      if (relation == RELATION_NONE)
        put_duration(p, m);
      else if (known && p->half && p->unit == UNIT_YEAR)
        put_point(at, UNIT_MONTH, -12 * p->count - 6, m);
      else if (known && p->rest_unit == UNIT_MONTH)
        put_point(at, UNIT_MONTH,
                  (12 * p->count + p->rest) * (relation == RELATION_AFTER ? 1 : -1), m);
      else if (known && p->parts)
        put_part(at, p, relation == RELATION_AFTER ? 1 : -1, m);
      else if (known)
        put_point(at, p->unit, relation == RELATION_AFTER ? p->count : -p->count, m);
  }
  return true;
}

void day_value(time_mention *m, int32_t n) {
  if (m->has_value && m->single_day) put_days(m, m->day_from + n, m->day_from + n);
}

void weekend_value(time_mention *m, int32_t latest) {
  if (!m->has_value || m->day_to != m->day_from + 6) return;
  int32_t saturday = m->day_to - 1;
  if (saturday > latest) saturday -= 7;
  put_days(m, saturday, saturday + 1);
}

void year_start_value(time_mention *m) {
  date d;
  if (!m->has_value || m->day_from == INT32_MIN || strlen(m->value) != 4) return;
  d = date_of(m->day_from);
  put_months(m, d.year * 12, d.year * 12);
}
