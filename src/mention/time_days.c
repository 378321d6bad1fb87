/* time_days.c - days of months: «11 September/Aylul next», «the fifth of this month», «3
 * to 7 March», «June 7, 2021». */
#include "mention/time_parts.h"

/* The number of a day, 1-31: digits, an ordinal, or words. */
static bool day_number(const morph_doc *doc, uint32_t t, uint32_t limit, number_core *n,
                       bool *ordinal) {
  *ordinal = false;
  if (t >= limit) return false;
  const token *k = view_token(doc, t);
  if (k->kind == TOKEN_NUMBER) {
    if (!view_plain_digits(doc, t, 1) && !view_plain_digits(doc, t, 2)) return false;
    memset(n, 0, sizeof *n);
    n->first = t;
    n->last = t + 1;
    return view_digits(doc, t, &n->value) && n->value >= 1 && n->value <= 31;
  }
  if (!(doc->marks[t] & WORD_MAY_QUANTITY)) return false;
  if (number_ordinal_read(doc, t, limit, n))
    *ordinal = true;
  else if (!number_core_read(doc, t, limit, 0, n))
    return false;
  return n->value >= 1 && n->value <= 31;
}

/* A Gregorian year after a Hijri month: «Ramadan 2017». */
static bool other_year(const morph_doc *doc, uint32_t t, uint32_t limit,
                       const time_chain *c, time_year *y) {
  return c->calendar == HIJRI && year_read(doc, t, limit, GREGORIAN, false, y) &&
         y->year >= 1900;
}

/* The year of a month: «2015», «, 2015», «of the year 2015», «of last year». */
static void month_year(const morph_doc *doc, uint32_t limit, time_chain *c) {
  uint32_t p = c->last;
  time_year y;
  unsigned mark = view_mark(doc, p, limit);
  if (mark == ',' || mark == '/' || mark == '-') {
    if (!year_read(doc, p + 1, limit, c->calendar, false, &y) || y.last_year != y.year)
      return;
  } else {
    if (p < limit && view_tag(doc, p, TAG_PREP_MIN, 0)) p++;
    word_view v;
    bool unit = unit_read(doc, p, limit, KIND_SET(CALENDAR_UNIT), 0,
                          PROCLITICS_JOIN | PROCLITIC_BI | PROCLITIC_KA, &v) &&
                v.value == UNIT_YEAR;
    int32_t direction;
    uint32_t last;
    if (unit && (v.proclitics & PROCLITIC_AL) &&
        direction_read(doc, p + 1, limit, &direction, &last)) {
      if (!chain_set(c, CHAIN_YEAR_SHIFT, 0)) return;
      c->year_shift = direction;
      c->last = last;
      return;
    }
    if (unit && p > 0 && demonstrative_near(doc, p - 1)) {
      c->fields |= CHAIN_YEAR_SHIFT;
      c->year_shift = 0;
      c->last = p + 1;
      return;
    }
    if (!year_read(doc, p + unit, limit, c->calendar, unit, &y) &&
        !other_year(doc, p + unit, limit, c, &y))
      return;
    if (p > c->last && !unit && !y.era) return; /* «of 2015» after a month is odd */
  }
  if (y.last_year != y.year) return;
  c->fields |= CHAIN_YEAR;
  c->year = y.year;
  if (c->calendar == HIJRI && y.calendar == GREGORIAN && y.year >= 1900) {
    c->fields |= CHAIN_OTHER_YEAR;
  } else if (y.calendar != c->calendar && c->calendar != SOLAR) {
    /* a Gregorian month with a Hijri year: not understood */
    c->fields &= ~(unsigned)CHAIN_YEAR;
    return;
  }
  c->last = y.last;
}

static void month_tail(const morph_doc *doc, uint32_t limit, const time_month *m,
                       time_chain *c) {
  c->fields |= CHAIN_MONTH | (m->pair ? (unsigned)CHAIN_PAIR : 0u);
  c->calendar = m->calendar;
  c->month = m->month;
  c->last = m->last;
  month_year(doc, limit, c);
  uint32_t last;
  int32_t direction;
  if (!(c->fields & (CHAIN_YEAR | CHAIN_YEAR_SHIFT)) &&
      direction_read(doc, c->last, limit, &direction, &last)) {
    c->fields |= CHAIN_DIRECTION;
    c->direction = direction;
    c->last = last;
    month_year(doc, limit, c);
  }
}

/* «of the current month», «of this month», «current» after a day; the last only after
 * figures («the 15th of the current»). */
static bool month_shift(const morph_doc *doc, uint32_t p, uint32_t limit, time_chain *c) {
  int32_t direction;
  uint32_t last;
  word_view v;
  bool of = p < limit && view_tag(doc, p, TAG_PREP_MIN, 0);
  uint32_t q = p + of;
  if (q < limit && chain_is_unit(doc, q, limit, UNIT_MONTH, PROCLITIC_AL, ARTICLE_ONLY)) {
    if (!direction_read(doc, q + 1, limit, &direction, &last)) return false;
  } else if (q + 1 < limit && demonstrative_near(doc, q) &&
             chain_is_unit(doc, q + 1, limit, UNIT_MONTH, PROCLITIC_AL, ARTICLE_ONLY)) {
    direction = 0;
    last = q + 2;
  } else if (of ? !view_calendar(doc, q, KIND_SET(CALENDAR_MATCH), PROCLITIC_AL,
                                 ARTICLE_ONLY, &v) ||
                      v.value != MATCH_CURRENT
                : view_token(doc, p - 1)->kind != TOKEN_NUMBER ||
                      !direction_read(doc, p, limit, &direction, &last)) {
    return false;
  } else if (of) { /* «the eighth of the current» */
    direction = 0;
    last = q + 1;
  }
  c->fields |= CHAIN_DAY | CHAIN_MONTH_SHIFT;
  c->month_shift = direction;
  c->last = last;
  return true;
}

/* The second day of «3 to 7 March», «2 and 3 July»; tokens past it, or 0. */
static uint32_t last_day_read(const morph_doc *doc, uint32_t p, uint32_t limit,
                              int32_t day, int32_t *last_day, bool *apart) {
  number_core n;
  bool ordinal;
  if (p >= limit) return 0;
  bool dash = view_mark(doc, p, limit) == '-';
  bool to = view_is_word(doc, p) &&
            (view_tag(doc, p, TAG_PREP_ILA, 0) || view_tag(doc, p, TAG_PREP_HATTA, 0));
  bool and =
      view_is_word(doc, p) && p + 1 < limit && view_clitics(doc, p) == PROCLITIC_WA;
  uint32_t q = p + (dash || to || and);
  if (!day_number(doc, q, limit, &n, &ordinal) || n.value <= day) return 0;
  bool joined = and || (n.proclitics & PROCLITIC_WA);
  if (!dash && !to && !joined) return 0;
  *last_day = (int32_t)n.value;
  *apart = joined && !dash && !to && n.value != day + 1;
  return n.last;
}

/* «June 7», «June 7, 2021»; of Arabic months only the latter. */
static bool month_first(const morph_doc *doc, uint32_t limit, const time_month *m,
                        time_chain *c) {
  int64_t value;
  uint32_t p = m->last;
  if (view_mark(doc, p, limit) == '.') p++;
  bool arabic = view_token(doc, m->last - 1)->kind == TOKEN_ARABIC;
  if (p >= limit || !(view_plain_digits(doc, p, 1) || view_plain_digits(doc, p, 2)) ||
      !view_digits(doc, p, &value) || value < 1 || value > 31)
    return false;
  if (arabic && !(view_mark(doc, p + 1, limit) == ',' && p + 2 < limit &&
                  view_plain_digits(doc, p + 2, 4)))
    return false;
  c->fields |= CHAIN_DAY;
  c->day = (int32_t)value;
  time_month after = *m;
  after.last = p + 1;
  month_tail(doc, limit, &after, c);
  return true;
}

/* «from March to May», «between March and May»: a second month stands after this one. */
static bool month_range(const morph_doc *doc, uint32_t t, uint32_t after) {
  time_month second;
  uint32_t limit = view_sentence_end(doc, t);
  bool from = view_tag(doc, t - 1, TAG_PREP_MIN, PROCLITICS_JOIN),
       between = view_tag(doc, t - 1, TAG_PREP_BAYN, PROCLITICS_JOIN);
  if (after + 1 >= limit || !view_is_word(doc, after) || (!from && !between))
    return false;
  bool to =
      view_tag(doc, after, TAG_PREP_ILA, 0) || view_tag(doc, after, TAG_PREP_HATTA, 0);
  bool joined = between && (morph_at(doc, after)->proclitics & PROCLITIC_WA);
  return (to || joined) && month_read(doc, after + to, limit, &second) && !second.strict;
}

/* «Ab» with its hamza above is a father unless more speaks for August. */
static bool is_father(const morph_doc *doc, uint32_t t) {
  uint8_t letters[WORD_MAX_LETTERS];
  const token *k = view_token(doc, t);
  return k->kind == TOKEN_ARABIC && word_unpack(k->key, letters) == 2 &&
         letters[0] == LETTER_ALEF_HAMZA_ABOVE;
}

/* A month without a day needs a sign that it is one: its name alone may be a verb or a
 * person. */
static bool month_stands(const morph_doc *doc, uint32_t t, const time_month *m,
                         const time_chain *c) {
  if (m->pair || (c->fields & (CHAIN_YEAR | CHAIN_YEAR_SHIFT | CHAIN_DIRECTION)))
    return true;
  if (m->calendar == SOLAR || is_father(doc, t)) return false;
  if (m->certain && m->calendar == GREGORIAN) return true;
  if (t == view_sentence_start(doc, t) || !view_is_word(doc, t - 1)) return false;
  word_view v;
  if (view_calendar(doc, t - 1, KIND_SET(CALENDAR_EDGE), 0, 0, &v)) return true;
  if (month_range(doc, t, m->last)) return true;
  if (m->calendar == HIJRI &&
      m->month != 2 && /* «the days of Ramadan», «the last ten of Ramadan» */
      (view_calendar(doc, t - 1, KIND_SET(CALENDAR_UNIT_PLURAL), 0, PROCLITIC_AL, &v) ||
       (t > view_sentence_start(doc, t) + 1 && view_tag(doc, t - 1, TAG_PREP_MIN, 0) &&
        view_calendar(doc, t - 2, KIND_SET(CALENDAR_EDGE), PROCLITIC_AL, ARTICLE_ONLY,
                      &v))))
    return true;
  if ((morph_at(doc, t)->proclitics & PROCLITIC_WA) &&
      view_calendar(doc, t - 1, KIND_SET(CALENDAR_MONTH), 0, 0, &v))
    return true; /* «July and August and September» */
  if (view_token(doc, t)->kind == TOKEN_LATIN)
    return view_token(doc, t - 1)->kind == TOKEN_LATIN &&
           (view_token(doc, t)->flags & TOKEN_CAPITAL) && m->certain;
  return view_tag(doc, t - 1, TAG_PREP_FI, PROCLITICS_JOIN) ||
         view_tag(doc, t - 1, TAG_PREP_MUNDHU, PROCLITICS_JOIN) ||
         view_tag(doc, t - 1, TAG_PREP_KHILAL, PROCLITICS_JOIN) ||
         view_tag(doc, t - 1, TAG_PREP_HATTA, PROCLITICS_JOIN);
}

/* «July and August and September 2014»: a month in a list has the year that its end says.
 */
static void year_of_list(const morph_doc *doc, uint32_t limit, time_chain *c) {
  enum { LIST = 6 };
  time_month m;
  time_year y;
  uint32_t p = c->last;
  if (c->fields & (CHAIN_YEAR | CHAIN_YEAR_SHIFT | CHAIN_DIRECTION)) return;
  for (unsigned i = 0; i < LIST && p < limit; i++) {
    if (!view_is_word(doc, p) || !(morph_at(doc, p)->proclitics & PROCLITIC_WA) ||
        !month_read(doc, p, limit, &m) || m.calendar != c->calendar)
      return;
    p = m.last;
    int32_t direction;
    uint32_t last;
    if (direction_read(doc, p, limit, &direction, &last) &&
        FEATURE_NUMBER(morph_at(doc, p)->features) >
            1) { /* «December and January next» */
      c->fields |= CHAIN_DIRECTION;
      c->direction = direction;
      return;
    }
    if (year_read(doc, p, limit, c->calendar, false, &y)) break;
  }
  if (p == c->last || !year_read(doc, p, limit, c->calendar, false, &y) ||
      y.year != y.last_year || y.calendar != c->calendar)
    return;
  c->fields |= CHAIN_YEAR;
  c->year = y.year;
}

bool day_month_read(const morph_doc *doc, uint32_t t, uint32_t limit, time_chain *c) {
  number_core n = {0};
  time_month m;
  bool ordinal;
  uint32_t p = t;
  int32_t last_day = 0;
  word_view none = {0};
  if (day_number(doc, t, limit, &n, &ordinal)) {
    if (c->last == c->first) {
      c->first = t;
      c->proclitics = n.proclitics;
      c->n_prefix = n.n_prefix;
    }
    p = n.last;
    c->day = (int32_t)n.value;
    bool apart = false;
    uint32_t after = last_day_read(doc, p, limit, c->day, &last_day, &apart);
    if (after) p = after;
    bool between = t > view_sentence_start(doc, t) &&
                   view_tag(doc, t - 1, TAG_PREP_BAYN, PROCLITICS_NOUN);
    if (after && apart && !between) c->second = n.last;
    word_view days;
    if (ordinal &&
        unit_read(doc, p, limit, KIND_SET(CALENDAR_UNIT_PLURAL), 0, PROCLITICS_NOUN,
                  &days) &&
        days.value == UNIT_DAY)
      p++; /* «the first of the days of Ramadan» */
    uint32_t day_end = p;
    if (p < limit && view_tag(doc, p, TAG_PREP_MIN, 0)) p++;
    if (chain_is_unit(doc, p, limit, UNIT_MONTH, 0, PROCLITICS_NOUN)) p++;
    if (view_mark(doc, p, limit) == '/' ||
        (view_mark(doc, p, limit) == '-' && view_joined(doc, p)))
      p++;
    if (!month_read(doc, p, limit, &m)) return month_shift(doc, day_end, limit, c);
    if (m.calendar == SOLAR && p == day_end && ordinal) return false;
    c->fields |= CHAIN_DAY | (last_day ? (unsigned)CHAIN_LAST_DAY : 0u);
    c->last_day = last_day;
    month_tail(doc, limit, &m, c);
    return (m.calendar != SOLAR && !m.strict) || (c->fields & CHAIN_YEAR);
  }
  bool named = chain_is_unit(doc, t, limit, UNIT_MONTH, 0, PROCLITIC_AL);
  if (!month_read(doc, t + named, limit, &m) || m.strict) return false;
  if (named) m.pair = true;
  word_view v;
  chain_begin(
      c, t,
      named && view_calendar(doc, t, ANY_UNIT, 0, 0, &v) ? &v
      : view_calendar(doc, t,
                      KIND_SET(CALENDAR_MONTH) | KIND_SET(CALENDAR_HIJRI_MONTH) |
                          KIND_SET(CALENDAR_SOLAR_MONTH) | KIND_SET(CALENDAR_HEAD),
                      0, PROCLITIC_AL, &v)
          ? &v
          : &none);
  if (month_first(doc, limit, &m, c)) return true;
  month_tail(doc, limit, &m, c);
  year_of_list(doc, limit, c);
  return month_stands(doc, t, &m, c);
}
