/* time_feast.c - feasts, seasons, quarters and halves of years: periods that have a name,
 * and the year or direction that says which.
 */
#include "mention/time_ties.h"

static bool feast_word(const morph_doc *doc, uint32_t t, uint32_t limit, unsigned need,
                       unsigned bar, word_view *v) {
  return t < limit && view_calendar(doc, t, KIND_SET(CALENDAR_FEAST), need, bar, v);
}

/* «the birth of the Prophet» at `t`; tokens it takes, 0 none. */
static uint32_t mawlid_read(const morph_doc *doc, uint32_t t, uint32_t limit) {
  word_view v;
  bool named = feast_word(doc, t, limit, PROCLITIC_AL, 0, &v) && v.value == FEAST_MAWLID;
  return named && feast_word(doc, t + 1, limit, PROCLITIC_AL, ARTICLE_ONLY, &v) &&
                 v.value == FEAST_OF_PROPHET
             ? 2
             : 0;
}

/* What feast «the feast of» is: the words after its head. */
static bool feast_after_head(const morph_doc *doc, uint32_t t, uint32_t limit,
                             time_period *p) {
  word_view v;
  uint32_t mawlid = mawlid_read(doc, t, limit);
  p->last = t + (mawlid ? mawlid : 1);
  if (mawlid) {
    p->which = FEAST_MAWLID;
  } else if (feast_word(doc, t, limit, 0, ARTICLE_ONLY, &v) &&
             (v.value == FEAST_NOWRUZ ||
              ((v.proclitics & PROCLITIC_AL) &&
               (v.value <= FEAST_ADHA || v.value == FEAST_LABOUR)))) {
    p->which = (int32_t)v.value;
  } else if (t < limit &&
             view_calendar(doc, t, KIND_SET(CALENDAR_ERA), PROCLITIC_AL, ARTICLE_ONLY,
                           &v) &&
             v.value == 2) {
    p->which = FEAST_CHRISTMAS;
  } else {
    return false;
  }
  return true;
}

/* «the turn of the year», «of the Hijri year». */
static bool turn_of_year(const morph_doc *doc, uint32_t t, uint32_t limit,
                         time_period *p) {
  word_view v;
  if (!unit_read(doc, t, limit, ONE_UNIT, PROCLITIC_AL, ARTICLE_ONLY, &v) ||
      v.value != UNIT_YEAR)
    return false;
  p->which = FEAST_NEW_YEAR;
  p->last = t + 1;
  if (p->last < limit && view_calendar(doc, p->last, KIND_SET(CALENDAR_ERA), PROCLITIC_AL,
                                       ARTICLE_ONLY, &v)) {
    if (v.value == ERA_HIJRI) p->which = FEAST_HIJRI_NEW_YEAR;
    p->last++;
  }
  return true;
}

/* The year of a feast: «2015», «of the year 2015», «1440» of the Hijra. */
static void feast_year(const morph_doc *doc, uint32_t limit, time_period *p) {
  uint32_t q = p->last, last;
  word_view v;
  time_year y;
  bool of = q < limit && view_tag(doc, q, TAG_PREP_MIN, 0);
  bool unit = unit_read(doc, q + of, limit, ONE_UNIT, 0,
                        ARTICLE_ONLY & ~(unsigned)PROCLITIC_LI, &v) &&
              v.value == UNIT_YEAR;
  if ((!of || unit) && year_read(doc, q + of + unit, limit, GREGORIAN, false, &y) &&
      y.year == y.last_year) {
    p->year = y.year;
    p->calendar = !y.era && y.year >= 1300 && y.year < 1500 ? HIJRI : y.calendar;
    p->last = y.last;
    return;
  }
  /* the direction is no part of the expression: the feast has its name without it */
  direction_read(doc, q, limit, &p->direction, &last);
}

/* «Eid al-Fitr», «the turn of the year», «Ashura», «the day of Arafah», and the year
 * after it. */
bool feast_read(const morph_doc *doc, uint32_t t, uint32_t limit, time_period *p) {
  word_view v, day;
  if (!feast_word(doc, t, limit, 0, 0, &v)) return false;
  period_begin(p, t, v.proclitics, v.n_prefix);
  p->kind = PERIOD_FEAST;
  p->last = t + 1;
  uint32_t mawlid = mawlid_read(doc, t, limit);
  if (v.value > FEAST_NEAREST) {
    p->which = (int32_t)v.value - FEAST_NEAREST; /* both words written as one */
  } else if (v.value == FEAST_HEAD) {
    uint32_t first;
    if (v.proclitics & PROCLITIC_AL) {
      if (!nth_day_of(doc, t, &first)) return false;
      p->which = FEAST_NEAREST; /* «the second day of the feast» */
      return true;
    }
    if (!feast_after_head(doc, t + 1, limit, p)) return false;
  } else if (v.value == FEAST_TURN) {
    if (!turn_of_year(doc, t + 1, limit, p)) return false;
  } else if (mawlid) {
    p->which = FEAST_MAWLID;
    p->last = t + mawlid;
  } else if (v.value == FEAST_ASHURA || v.value == FEAST_NOWRUZ) {
    p->which = (int32_t)v.value;
  } else if (v.value == FEAST_ARAFAH && t > view_sentence_start(doc, t) &&
             unit_read(doc, t - 1, limit, ONE_UNIT, 0, PROCLITIC_AL, &day) &&
             day.value == UNIT_DAY) {
    p->which = FEAST_ARAFAH; /* without the word day it is a place or a woman */
    period_begin(p, t - 1, day.proclitics, day.n_prefix);
  } else {
    return false;
  }
  feast_year(doc, limit, p);
  return true;
}

bool season_read(const morph_doc *doc, uint32_t t, uint32_t limit, time_period *p) {
  word_view v, w;
  time_year y;
  uint32_t last;
  if (!view_calendar(doc, t, KIND_SET(CALENDAR_SEASON), 0, 0, &v)) return false;
  period_begin(p, t, v.proclitics, v.n_prefix);
  p->kind = PERIOD_SEASON;
  p->which = (int32_t)v.value;
  p->last = t + 1;
  if (v.proclitics & PROCLITIC_AL)
    return direction_read(doc, t + 1, limit, &p->direction, &p->last);
  uint32_t q = t + 1;
  if (unit_read(doc, q, limit, ONE_UNIT, 0, ARTICLE_ONLY, &w) && w.value == UNIT_YEAR)
    q++;
  if (q > t + 1 && direction_read(doc, q, limit, &p->direction, &last)) {
    p->unit = UNIT_YEAR; /* «the summer of last year» */
    p->last = last;
    return true;
  }
  if (!year_read(doc, q, limit, GREGORIAN, false, &y) || y.year != y.last_year ||
      y.calendar != GREGORIAN)
    return false;
  p->year = y.year;
  p->last = y.last;
  return true;
}

/* «the third», «the last» of the parts of a year that `part` counts. */
static bool which_part(const morph_doc *doc, uint32_t t, const word_view *part,
                       word_view *which) {
  if (view_quantity(doc, t, KIND_SET(QUANTITY_ORDINAL), PROCLITIC_AL, ARTICLE_ONLY,
                    which))
    return which->value <= part->value;
  if (!view_calendar(doc, t, KIND_SET(CALENDAR_DIRECTION), PROCLITIC_AL, ARTICLE_ONLY,
                     which) ||
      which->value != DIRECTION_RECENT)
    return false;
  which->value = part->value;
  return true;
}

/* «of the month of June», «of June 2014» after «the first half». */
static bool half_of_month(const morph_doc *doc, uint32_t q, uint32_t limit,
                          time_period *p) {
  time_month m;
  time_year y;
  int32_t direction;
  uint32_t last;
  bool unit = chain_is_unit(doc, q, limit, UNIT_MONTH, 0, PROCLITIC_AL);
  if (unit || !chain_is_unit(doc, q, limit, UNIT_MONTH, PROCLITIC_AL, ARTICLE_ONLY)) {
    if (!month_read(doc, q + unit, limit, &m) || m.calendar != GREGORIAN) return false;
    p->last = m.last;
    p->count = m.month;
    if (year_read(doc, m.last, limit, GREGORIAN, false, &y) && y.year == y.last_year &&
        y.calendar == GREGORIAN) {
      p->year = y.year;
      p->last = y.last;
    } else if (direction_read(doc, m.last, limit, &direction, &last)) {
      p->direction = direction;
      p->last = last;
    }
  } else {
    if (!direction_read(doc, q + 1, limit, &p->direction, &p->last)) return false;
    p->count = 0;
  }
  p->unit = UNIT_MONTH;
  return true;
}

/* «of the same year», «of the year before»: another year than this. */
static bool same_as_before(const morph_doc *doc, uint32_t t, uint32_t limit) {
  return t < limit && view_is_word(doc, t) && view_nominal(doc, t) &&
         ((morph_at(doc, t)->proclitics & PROCLITIC_AL) ||
          view_tag(doc, t, TAG_SELF, PROCLITICS_NOUN));
}

/* «the first quarter of 2015», «of the current year», «of this year». */
bool quarter_read(const morph_doc *doc, uint32_t t, uint32_t limit, time_period *p) {
  word_view v, o, w;
  time_year y;
  if (t + 2 >= limit ||
      !view_quantity(doc, t, KIND_SET(QUANTITY_FRACTION), PROCLITIC_AL, 0, &v) ||
      (v.value != 4 && v.value != 2) || !which_part(doc, t + 1, &v, &o))
    return false;
  uint32_t q = t + 2;
  if (view_tag(doc, q, TAG_PREP_MIN, 0))
    q++;
  else if (!unit_read(doc, q, limit, ONE_UNIT, PROCLITIC_LI, PROCLITICS_JOIN, &w) &&
           view_token(doc, q)->kind != TOKEN_NUMBER)
    return false; /* «of» or «to the year», or its number */
  period_begin(p, t, v.proclitics, v.n_prefix);
  p->kind = PERIOD_QUARTER;
  p->parts = v.value;
  p->which = (int32_t)o.value;
  bool near = demonstrative_near(doc, q);
  bool unit = unit_read(doc, q + near, limit, ONE_UNIT, 0,
                        ARTICLE_ONLY & ~(unsigned)PROCLITIC_LI, &w) &&
              w.value == UNIT_YEAR;
  if (near && unit) {
    p->last = q + 2;
    return true;
  }
  if (!near && p->parts == 2 && half_of_month(doc, q, limit, p)) return true;
  if (unit && direction_read(doc, q + 1, limit, &p->direction, &p->last)) return true;
  if (year_read(doc, q + unit, limit, GREGORIAN, false, &y) && y.calendar == GREGORIAN &&
      (unit || y.year >= 1850)) {
    p->year = y.year;
    p->last = y.last;
    return true;
  }
  p->last = q + 1; /* «of the year» is of this one */
  return unit && (w.proclitics & PROCLITIC_AL) && !same_as_before(doc, p->last, limit);
}
