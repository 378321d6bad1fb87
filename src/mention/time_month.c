/* time_month.c - months of three calendars, years, directions and units as they are
 * written. */
#include "mention/time_parts.h"

/* Months of two words by head and tail; 0 where the pair is none. */
static int32_t two_word_month(int64_t head, int64_t tail, uint8_t *calendar) {
  static const uint8_t MONTHS[6][5] = {{0},
                                       {0, 12, 1, 0, 0},
                                       {0, 10, 11, 0, 0},
                                       {0, 3, 4, 0, 0},
                                       {0, 5, 6, 0, 0},
                                       {0, 0, 0, 11, 12}};
  if (head < 1 || head > 5 || tail < 1 || tail > 4) return 0;
  *calendar = head <= 2 ? GREGORIAN : HIJRI;
  return MONTHS[head][tail];
}

/* The city of Ibb, which folding makes equal to Ab, August. */
static bool is_ibb(const morph_doc *doc, uint32_t t) {
  uint8_t letters[WORD_MAX_LETTERS];
  const token *k = view_token(doc, t);
  return k->kind == TOKEN_ARABIC && word_unpack(k->key, letters) == 2 &&
         letters[0] == LETTER_ALEF_HAMZA_BELOW;
}

/* «door», which spelt without madda could be «in August». */
static bool is_door(const morph_doc *doc, uint32_t t) {
  uint8_t letters[WORD_MAX_LETTERS];
  const token *k = view_token(doc, t);
  if (k->kind != TOKEN_ARABIC) return false;
  uint32_t n = word_unpack(k->key, letters);
  return n >= 3 && letters[n - 1] == LETTER_BEH && letters[n - 2] == LETTER_ALEF &&
         letters[n - 3] == LETTER_BEH;
}

static bool one_month(const morph_doc *doc, uint32_t t, uint32_t limit, unsigned bar,
                      time_month *m) {
  word_view v, tail;
  uint32_t quantities, calendar;
  if (t >= limit) return false;
  view_kinds(doc, t, &quantities, &calendar);
  const uint32_t named = KIND_SET(CALENDAR_MONTH) | KIND_SET(CALENDAR_HIJRI_MONTH) |
                         KIND_SET(CALENDAR_SOLAR_MONTH);
  if (!(calendar & (named | KIND_SET(CALENDAR_HEAD)))) return false;
  m->pair = m->strict = false;
  m->last = t + 1;
  m->certain = morph_lemma(doc, t)->calendar != 0 && !(doc->marks[t] & WORD_AMBIGUOUS);
  if ((calendar & KIND_SET(CALENDAR_HEAD)) && t + 1 < limit &&
      view_calendar(doc, t, KIND_SET(CALENDAR_HEAD), 0, bar | PROCLITIC_AL, &v) &&
      view_calendar(doc, t + 1, KIND_SET(CALENDAR_TAIL), 0,
                    PROCLITICS_NOUN & ~(unsigned)PROCLITIC_AL, &tail)) {
    m->month = two_word_month(v.value, tail.value, &m->calendar);
    m->last = t + 2;
    m->certain = true;
    return m->month != 0;
  }
  if (!(calendar & named) || is_ibb(doc, t) || is_door(doc, t)) return false;
  if (view_calendar(doc, t, KIND_SET(CALENDAR_MONTH), 0, bar | PROCLITIC_AL, &v) ||
      (view_calendar(doc, t, KIND_SET(CALENDAR_MONTH), 0, bar, &v) &&
       v.value > MONTH_RARE))
    m->calendar = GREGORIAN;
  else if (view_calendar(doc, t, KIND_SET(CALENDAR_HIJRI_MONTH), 0, bar, &v))
    m->calendar = HIJRI;
  else if (view_calendar(doc, t, KIND_SET(CALENDAR_SOLAR_MONTH), 0, bar, &v))
    m->calendar = SOLAR;
  else
    return false;
  m->strict =
      v.value > MONTH_RARE || (m->calendar == SOLAR && (v.proclitics & PROCLITIC_AL));
  m->month = (int32_t)(v.value > MONTH_RARE ? v.value - MONTH_RARE : v.value);
  return true;
}

#define SAFAR 2 /* spelt like zero */

bool month_read(const morph_doc *doc, uint32_t t, uint32_t limit, time_month *m) {
  if (!one_month(doc, t, limit, 0, m)) return false;
  time_month second;
  unsigned mark = view_mark(doc, m->last, limit);
  uint32_t p = m->last + (mark == '/' || mark == '(' || mark == '-');
  if (!one_month(doc, p, limit, PROCLITICS_NOUN, &second) ||
      second.calendar != m->calendar || second.month != m->month)
    return true;
  if (mark == '(' && view_mark(doc, second.last, limit) != ')') return true;
  if (m->calendar == HIJRI && m->month == SAFAR) return false; /* «nil - nil» */
  m->last = second.last + (mark == '(');
  m->pair = true;
  return true;
}

static bool year_fits(int64_t value, unsigned calendar) {
  if (calendar == HIJRI) return value >= 1 && value <= 1600;
  if (calendar == SOLAR) return value >= 1200 && value <= 1500;
  return value >= 1000 && value <= 2199;
}

uint32_t era_read(const morph_doc *doc, uint32_t t, uint32_t limit, uint8_t *calendar) {
  word_view v, solar;
  if (t >= limit ||
      !view_calendar(doc, t, KIND_SET(CALENDAR_ERA), 0, PROCLITICS_JOIN | PROCLITIC_BI,
                     &v) ||
      v.value == ERA_SOLAR_LETTER)
    return 0;
  uint32_t p = t + 1 + (view_mark(doc, t + 1, limit) == '.'); /* «h. sh» */
  if (v.value == ERA_HIJRI && p < limit &&
      view_calendar(doc, p, KIND_SET(CALENDAR_ERA), 0, PROCLITICS_JOIN, &solar) &&
      solar.value >= ERA_SOLAR) {
    *calendar = SOLAR;
    return p + 1 - t;
  }
  *calendar = v.value == ERA_HIJRI ? HIJRI : v.value == ERA_SOLAR ? SOLAR : GREGORIAN;
  return 1;
}

/* «36/1437»: the first of two years with its century left out. */
static bool season_year(const morph_doc *doc, uint32_t t, uint32_t limit,
                        int64_t *value) {
  int64_t first, second;
  unsigned mark = view_mark(doc, t + 1, limit);
  if ((mark != '/' && mark != '-') || t + 2 >= limit || !view_plain_digits(doc, t, 2) ||
      !view_plain_digits(doc, t + 2, 4) || !view_digits(doc, t, &first) ||
      !view_digits(doc, t + 2, &second) || (first + 1) % 100 != second % 100)
    return false;
  *value = second - 1;
  return true;
}

bool year_read(const morph_doc *doc, uint32_t t, uint32_t limit, unsigned calendar,
               bool words, time_year *y) {
  number_core core;
  int64_t value = 0;
  if (t >= limit) return false;
  memset(y, 0, sizeof *y);
  uint8_t era_calendar = (uint8_t)calendar;
  if (view_plain_digits(doc, t, 4) ||
      (view_plain_digits(doc, t, 3) && era_read(doc, t + 1, limit, &era_calendar) &&
       (era_calendar != GREGORIAN || view_token(doc, t + 1)->n_letters > 1))) {
    if (!view_digits(doc, t, &value)) return false;
    y->last = t + 1;
  } else if (season_year(doc, t, limit, &value)) {
    y->last = t + 1;
  } else if (words && view_is_word(doc, t) && number_core_read(doc, t, limit, 0, &core) &&
             core.value >= 1900) {
    value = core.value;
    y->last = core.last;
  } else {
    return false;
  }
  y->calendar = (uint8_t)calendar;
  y->year = y->last_year = (int32_t)value;
  int64_t second;
  unsigned mark = view_mark(doc, y->last, limit);
  if ((mark == '-' || mark == '/') && y->last + 1 < limit &&
      view_plain_digits(doc, y->last + 1, 4) && view_digits(doc, y->last + 1, &second) &&
      second > value && second - value < 200) {
    y->last_year = (int32_t)second;
    y->last += 2;
  }
  if (y->last_year == y->year && (mark == '-' || mark == '/') && y->last + 1 < limit &&
      view_plain_digits(doc, y->last + 1, 2) && view_digits(doc, y->last + 1, &second) &&
      second == (value + 1) % 100 && view_mark(doc, y->last + 2, limit) != mark) {
    y->last_year = y->year + 1; /* «2014-15» */
    y->last += 2;
  }
  uint32_t era = era_read(doc, y->last, limit, &y->calendar);
  if (!era && y->last_year == y->year && view_mark(doc, y->last, limit) == '-') era = 0;
  y->last += era;
  y->era = era > 0;
  return year_fits(y->year, y->calendar) || (y->era && y->year >= 100);
}

bool direction_read(const morph_doc *doc, uint32_t t, uint32_t limit, int32_t *direction,
                    uint32_t *last) {
  word_view v;
  if (t >= limit || !view_is_word(doc, t)) return false;
  bool before = view_tag(doc, t, TAG_PREP_QABL, 0),
       after = view_tag(doc, t, TAG_PREP_BAAD, 0);
  uint32_t p = t + (before || after);
  unsigned bar = PROCLITICS_NOUN & ~(unsigned)PROCLITIC_AL;
  if (p >= limit ||
      !view_calendar(doc, p, KIND_SET(CALENDAR_DIRECTION), PROCLITIC_AL, bar, &v))
    return false;
  if (v.value == DIRECTION_RECENT || (before && v.value != -1) || (after && v.value != 1))
    return false;
  *direction = before  ? DIRECTION_BEFORE_LAST
               : after ? DIRECTION_AFTER_NEXT
                       : (int32_t)v.value;
  *last = p + 1;
  return true;
}

bool unit_read(const morph_doc *doc, uint32_t t, uint32_t limit, uint32_t kinds,
               unsigned need, unsigned bar, word_view *v) {
  return t < limit && view_calendar(doc, t, kinds, need, bar, v);
}

bool demonstrative_near(const morph_doc *doc, uint32_t t) {
  if (!view_is_word(doc, t) || !view_tag(doc, t, TAG_DEM, PROCLITICS_NOUN)) return false;
  uint8_t letters[WORD_MAX_LETTERS];
  unsigned n = word_unpack(view_token(doc, t)->key, letters);
  for (unsigned i = 0; i < n && i < 3; i++)
    if (letters[i] == LETTER_HEH) return true;
  return false;
}
