/* time_period.c - periods: last week, the year 2015, three days, the last 24 hours, the
 * nineties, feasts and seasons. */
#include "mention/time_parts.h"

static void period_begin(time_period *p, uint32_t t, unsigned proclitics,
                         unsigned n_prefix) {
  p->first = t;
  p->proclitics = (uint16_t)proclitics;
  p->n_prefix = (uint8_t)n_prefix;
}

/* «the year» may be the adjective general: the secretary general, the current. */
static bool is_adjective(const morph_doc *doc, uint32_t t, int32_t direction) {
  if (direction != 0 || t == view_sentence_start(doc, t) || !view_nominal(doc, t - 1))
    return false;
  return (morph_at(doc, t - 1)->proclitics & PROCLITIC_AL) != 0;
}

/* The year figures after the word year, with «school» between, and «and 2012», «to 2015»
 * after them. */
static bool years_after(const morph_doc *doc, uint32_t t, uint32_t limit, bool article,
                        time_period *p) {
  time_year y, z;
  uint32_t q = t;
  if (!year_read(doc, q, limit, GREGORIAN, true, &y)) {
    if (!article || q >= limit || !view_nominal(doc, q) ||
        !(morph_at(doc, q)->proclitics & PROCLITIC_AL))
      return false;
    while (q < limit && q < t + 2 && view_nominal(doc, q)) q++;
    if (view_mark(doc, q, limit) == '(') q++;
    if (!year_read(doc, q, limit, GREGORIAN, false, &y)) return false;
    if (view_mark(doc, y.last, limit) == ')' && q > t &&
        view_mark(doc, q - 1, limit) == '(')
      y.last++;
  }
  /* «the year 1432» without an era is Hijri: no report speaks of so old a Gregorian year
   * so often */
  if (!y.era && y.year >= 1300 && y.last_year <= 1460) y.calendar = HIJRI;
  p->kind = PERIOD_YEAR;
  p->unit = UNIT_YEAR;
  p->calendar = y.calendar;
  p->year = y.year;
  p->last_year = y.last_year;
  p->last = y.last;
  if (y.last_year != y.year) return true;
  q = p->last;
  if (q < limit && view_clitics(doc, q) == PROCLITIC_WA) q++;
  if (q > p->last && year_read(doc, q, limit, y.calendar, false, &z) && z.year > y.year &&
      z.last_year == z.year) {
    p->last_year = z.year;
    p->last = z.last;
  }
  return true;
}

static bool named_decade(const morph_doc *doc, uint32_t t, uint32_t limit,
                         const word_view *v, time_period *p) {
  uint32_t q = t + 1;
  word_view w;
  int32_t direction = -1;
  uint32_t last;
  if (!(v->proclitics &
        PROCLITIC_AL)) { /* «the nineties of the last century» as a genitive */
    if (!(unit_read(doc, q, limit, ONE_UNIT, PROCLITIC_AL, ARTICLE_ONLY, &w) &&
          w.value == UNIT_CENTURY))
      return false;
  }
  p->kind = PERIOD_DECADE;
  p->unit = UNIT_DECADE;
  p->last = q;
  if (q < limit && view_tag(doc, q, TAG_PREP_MIN, 0)) q++;
  if (unit_read(doc, q, limit, ONE_UNIT, PROCLITIC_AL, ARTICLE_ONLY, &w) &&
      w.value == UNIT_CENTURY) {
    if (direction_read(doc, q + 1, limit, &direction, &last)) p->last = last;
  } else {
    /* «in the fifties» may be an age, and is one before «of age» */
    if (v->value < 160) return false;
    if (q < limit && view_calendar(doc, q, KIND_SET(CALENDAR_AGE), 0, 0, &w))
      return false;
  }
  int32_t century = direction == -1                      ? 1900
                    : direction == DIRECTION_BEFORE_LAST ? 1800
                                                         : 2000;
  p->year = century + (int32_t)v->value - 100;
  p->last_year = p->year + 9;
  return true;
}

/* A unit with the article: «last week», «the year 2015», «the twentieth century»; alone
 * only beside «this» or after an edge. */
static bool definite_unit(const morph_doc *doc, uint32_t t, uint32_t limit,
                          const word_view *v, time_period *p) {
  int32_t direction = 0;
  uint32_t last = t + 1;
  number_core n;
  p->unit = (uint8_t)v->value;
  p->kind = PERIOD_SHIFT;
  if (v->value == UNIT_YEAR && years_after(doc, t + 1, limit, true, p)) return true;
  if (v->value == UNIT_CENTURY && t + 1 < limit) {
    bool which = number_ordinal_read(doc, t + 1, limit, &n) ||
                 number_core_read(doc, t + 1, limit, 0, &n);
    if (which && (n.proclitics & PROCLITIC_AL) && n.value >= 5 && n.value <= 22) {
      p->kind = PERIOD_CENTURY;
      p->which = (int32_t)n.value;
      p->last = n.last;
      return true;
    }
  }
  if (v->value < UNIT_WEEK) return false;
  bool near = t > view_sentence_start(doc, t) && demonstrative_near(doc, t - 1);
  bool directed = direction_read(doc, t + 1, limit, &direction, &last);
  if (!directed && t + 1 < limit && demonstrative_near(doc, t + 1) &&
      v->value != UNIT_YEAR) {
    near = true;
    last = t + 2;
    if (t + 2 < limit && view_nominal(doc, t + 2)) return false;
  }
  word_view w;
  bool edge = t > view_sentence_start(doc, t) &&
              view_calendar(doc, t - 1, KIND_SET(CALENDAR_EDGE), 0, PROCLITIC_AL, &w) &&
              v->proclitics == PROCLITIC_AL;
  if (!near && !directed && !edge) return false;
  if (!near && v->value == UNIT_YEAR && is_adjective(doc, t, direction) && !edge)
    return false;
  if (near && !directed && last == t + 1) {
    period_begin(p, t - 1, morph_at(doc, t - 1)->proclitics,
                 morph_at(doc, t - 1)->n_prefix);
  }
  p->direction = direction;
  p->last = last;
  return true;
}

/* «and a half» after a unit. */
static void half_after(const morph_doc *doc, uint32_t limit, time_period *p) {
  word_view v;
  if (p->last < limit &&
      view_quantity(doc, p->last, KIND_SET(QUANTITY_FRACTION), PROCLITIC_WA, PROCLITIC_AL,
                    &v) &&
      v.value == 2) {
    p->half = true;
    p->last++;
  }
}

/* The direction that makes of a counted unit a window; «recent» counts too. */
static void window_after(const morph_doc *doc, uint32_t limit, time_period *p,
                         bool article) {
  word_view v;
  if (p->last >= limit || !article ||
      !view_calendar(doc, p->last, KIND_SET(CALENDAR_DIRECTION), PROCLITIC_AL,
                     ARTICLE_ONLY, &v) ||
      v.value == 0)
    return;
  p->kind = PERIOD_WINDOW;
  p->direction = v.value > 0 ? 1 : -1;
  p->last++;
}

/* «the three last days», «the last three days» in Arabic order: unit, number, direction.
 */
static bool definite_plural(const morph_doc *doc, uint32_t t, uint32_t limit,
                            const word_view *v, time_period *p) {
  number_core n;
  p->unit = (uint8_t)v->value;
  p->kind = PERIOD_COUNT;
  if (!number_core_read(doc, t + 1, limit, 0, &n) || !(n.proclitics & PROCLITIC_AL) ||
      (n.proclitics & ARTICLE_ONLY) || n.value < 1 || (n.flags & NUMBER_DECIMAL))
    return false;
  p->count = n.value;
  p->last = n.last;
  window_after(doc, limit, p, true);
  return p->kind == PERIOD_WINDOW;
}

static bool definite_dual(const morph_doc *doc, uint32_t t, uint32_t limit,
                          const word_view *v, time_period *p) {
  p->unit = (uint8_t)(v->value % 20);
  p->kind = PERIOD_COUNT;
  p->count = 2;
  p->last = t + 1;
  window_after(doc, limit, p, true);
  return p->kind == PERIOD_WINDOW;
}

/* A unit without its article: a year with its figures, a dual, one of it before «and a
 * half» or after «ago». */
static bool bare_unit(const morph_doc *doc, uint32_t t, uint32_t limit,
                      const word_view *v, time_period *p) {
  p->unit = (uint8_t)(v->value % 20);
  p->kind = PERIOD_COUNT;
  p->last = t + 1;
  p->count = v->kind == CALENDAR_UNIT_DUAL ? 2 : 1;
  bool construct = v->kind == CALENDAR_UNIT_DUAL && v->value > 20;
  if (p->unit == UNIT_YEAR && years_after(doc, t + 1, limit, false, p)) return true;
  if (construct || v->kind == CALENDAR_UNIT_PLURAL) return false;
  word_view one;
  p->singular = v->kind == CALENDAR_UNIT;
  if (t + 1 < limit &&
      view_quantity(doc, t + 1, KIND_SET(QUANTITY_UNIT), 0, PROCLITICS_NOUN, &one) &&
      one.value == p->count) {
    p->last++;
    p->singular = false;
  }
  half_after(doc, limit, p);
  if (p->half) p->singular = false;
  return true;
}

/* English: «last week», «3 days ago» is a count. */
static bool english_unit(const morph_doc *doc, uint32_t t, const word_view *v,
                         time_period *p) {
  word_view d;
  if (t == view_sentence_start(doc, t) || v->kind != CALENDAR_UNIT ||
      v->value < UNIT_WEEK ||
      !view_calendar(doc, t - 1, KIND_SET(CALENDAR_DIRECTION), 0, 0, &d))
    return false;
  p->kind = PERIOD_SHIFT;
  p->unit = (uint8_t)v->value;
  p->direction = (int32_t)d.value;
  p->last = t + 1;
  period_begin(p, t - 1, 0, 0);
  return true;
}

/* A number and its unit: «three days», «the 24 hours», «half an hour». */
static bool counted_unit(const morph_doc *doc, uint32_t t, uint32_t limit,
                         time_period *p) {
  number_core n;
  word_view v, f;
  if (view_is_word(doc, t) &&
      view_quantity(doc, t, KIND_SET(QUANTITY_FRACTION), 0, PROCLITIC_AL, &f) &&
      unit_read(doc, t + 1, limit, ONE_UNIT, 0, PROCLITICS_NOUN, &v) && f.value <= 4 &&
      v.value <= UNIT_YEAR) {
    period_begin(p, t, f.proclitics, f.n_prefix);
    p->kind = PERIOD_COUNT;
    p->unit = (uint8_t)v.value;
    p->count = 1;
    p->parts = f.value;
    p->last = t + 2;
    return true;
  }
  if (!number_core_read(doc, t, limit, 0, &n) || n.value < 1 || n.value > 100000 ||
      (n.flags & NUMBER_DECIMAL))
    return false;
  bool latin = n.last < limit && view_token(doc, n.last)->kind == TOKEN_LATIN;
  if (!unit_read(doc, n.last, limit, ANY_UNIT, 0, ARTICLE_ONLY, &v) ||
      v.kind == CALENDAR_UNIT_DUAL || v.value > UNIT_CENTURY)
    return false;
  bool article = (n.proclitics & PROCLITIC_AL) || (v.proclitics & PROCLITIC_AL);
  period_begin(p, n.first, n.proclitics, n.n_prefix);
  p->kind = PERIOD_COUNT;
  p->unit = (uint8_t)v.value;
  p->count = n.value;
  p->last = n.last + 1;
  if (!latin) {
    half_after(doc, limit, p);
    window_after(doc, limit, p, article);
    if (p->kind == PERIOD_COUNT && article) { /* «within the 24 hours»: the last ones */
      if (p->unit != UNIT_HOUR || !(n.proclitics & PROCLITIC_AL) ||
          n.first == view_sentence_start(doc, t) ||
          !view_tag(doc, n.first - 1, TAG_PREP_KHILAL, PROCLITICS_NOUN))
        return false;
      p->kind = PERIOD_WINDOW;
      p->direction = -1;
    }
  }
  /* «the last 24 hours» with the adjective before: «akhir 24 sa'a» */
  word_view d;
  if (p->kind == PERIOD_COUNT && n.first > view_sentence_start(doc, t) &&
      view_calendar(doc, n.first - 1, KIND_SET(CALENDAR_DIRECTION), 0, PROCLITIC_AL,
                    &d) &&
      (d.value == DIRECTION_RECENT || latin)) {
    p->kind = PERIOD_WINDOW;
    p->direction = d.value > 0 ? 1 : -1;
    period_begin(p, n.first - 1, d.proclitics, d.n_prefix);
  }
  return true;
}

/* «Eid al-Fitr», «the turn of the year», «Ashura», and the year after it. */
static bool feast_read(const morph_doc *doc, uint32_t t, uint32_t limit, time_period *p) {
  enum {
    FEAST_FITR = 1,
    FEAST_ADHA,
    FEAST_ASHURA,
    FEAST_MAWLID,
    FEAST_NEW_YEAR,
    FEAST_HIJRI_NEW_YEAR,
    FEAST_CHRISTMAS,
    FEAST_HEAD = 10,
    FEAST_TURN
  };
  word_view v, w;
  time_year y;
  if (!view_calendar(doc, t, KIND_SET(CALENDAR_FEAST), 0, 0, &v)) return false;
  period_begin(p, t, v.proclitics, v.n_prefix);
  p->kind = PERIOD_FEAST;
  p->last = t + 2;
  if (v.value == FEAST_HEAD) {
    if (t + 1 >= limit || (v.proclitics & PROCLITIC_AL)) return false;
    if (view_calendar(doc, t + 1, KIND_SET(CALENDAR_FEAST), PROCLITIC_AL, ARTICLE_ONLY,
                      &w) &&
        w.value < 3)
      p->which = (int32_t)w.value;
    else if (view_calendar(doc, t + 1, KIND_SET(CALENDAR_ERA), PROCLITIC_AL, ARTICLE_ONLY,
                           &w) &&
             w.value == 2)
      p->which = FEAST_CHRISTMAS;
    else
      return false;
  } else if (v.value == FEAST_TURN) {
    if (!unit_read(doc, t + 1, limit, ONE_UNIT, PROCLITIC_AL, ARTICLE_ONLY, &w) ||
        w.value != UNIT_YEAR)
      return false;
    p->which = FEAST_NEW_YEAR;
    if (t + 2 < limit && view_calendar(doc, t + 2, KIND_SET(CALENDAR_ERA), PROCLITIC_AL,
                                       ARTICLE_ONLY, &w)) {
      if (w.value == 1) p->which = FEAST_HIJRI_NEW_YEAR;
      p->last++;
    }
  } else if (v.value == FEAST_ASHURA) {
    p->which = FEAST_ASHURA;
    p->last = t + 1;
  } else {
    return false;
  }
  uint32_t q = p->last;
  bool unit =
      unit_read(doc, q, limit, ONE_UNIT, 0, PROCLITIC_AL, &w) && w.value == UNIT_YEAR;
  if (year_read(doc, q + unit, limit, GREGORIAN, false, &y) && y.year == y.last_year) {
    p->year = y.year;
    p->calendar = y.calendar;
    p->last = y.last;
  }
  return true;
}

static bool season_read(const morph_doc *doc, uint32_t t, uint32_t limit,
                        time_period *p) {
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

/* «the first quarter of 2015», «of the current year», «of this year». */
static bool quarter_read(const morph_doc *doc, uint32_t t, uint32_t limit,
                         time_period *p) {
  word_view v, o, w;
  time_year y;
  if (!view_quantity(doc, t, KIND_SET(QUANTITY_FRACTION), PROCLITIC_AL, 0, &v) ||
      (v.value != 4 && v.value != 2) || t + 3 >= limit ||
      !view_quantity(doc, t + 1, KIND_SET(QUANTITY_ORDINAL), PROCLITIC_AL, ARTICLE_ONLY,
                     &o) ||
      o.value > v.value || !view_tag(doc, t + 2, TAG_PREP_MIN, 0))
    return false;
  uint32_t q = t + 3;
  period_begin(p, t, v.proclitics, v.n_prefix);
  p->kind = PERIOD_QUARTER;
  p->parts = v.value;
  p->which = (int32_t)o.value;
  bool near = demonstrative_near(doc, q);
  bool unit = unit_read(doc, q + near, limit, ONE_UNIT, 0, ARTICLE_ONLY, &w) &&
              w.value == UNIT_YEAR;
  if (near && unit) {
    p->last = q + 2;
    return true;
  }
  if (unit && direction_read(doc, q + 1, limit, &p->direction, &p->last)) return true;
  if (!year_read(doc, q + unit, limit, GREGORIAN, false, &y) || y.calendar != GREGORIAN)
    return false;
  p->year = y.year;
  p->last = y.last;
  return true;
}

/* «daily», «every Friday», «every week». */
static bool set_read(const morph_doc *doc, uint32_t t, uint32_t limit, time_period *p) {
  word_view v;
  uint32_t q = t;
  (void)limit;
  p->kind = PERIOD_SET;
  p->last = t + 1;
  if (view_calendar(doc, t, KIND_SET(CALENDAR_REPEAT), 0,
                    PROCLITICS_NOUN & ~(unsigned)PROCLITIC_WA, &v)) {
    period_begin(p, t, v.proclitics, v.n_prefix);
    p->unit = (uint8_t)v.value;
    return true;
  }
  if (t == view_sentence_start(doc, t)) return false;
  uint32_t all = t - 1;
  if (!view_tag(doc, all, TAG_DET_ALL, PROCLITICS_NOUN)) return false;
  if (unit_read(doc, q, limit, ONE_UNIT, 0, PROCLITICS_NOUN, &v) &&
      v.value <= UNIT_CENTURY) {
    p->unit = (uint8_t)v.value;
    if (v.value == UNIT_DAY && q + 1 < limit &&
        view_calendar(doc, q + 1, KIND_SET(CALENDAR_WEEKDAY), 0, ARTICLE_ONLY, &v)) {
      p->which = (int32_t)v.value;
      p->last = q + 2;
    }
  } else if (view_calendar(doc, q, KIND_SET(CALENDAR_WEEKDAY), 0, PROCLITICS_NOUN, &v)) {
    p->unit = UNIT_DAY;
    p->which = (int32_t)v.value;
  } else {
    return false;
  }
  period_begin(p, all, morph_at(doc, all)->proclitics, morph_at(doc, all)->n_prefix);
  return true;
}

/* The word at `t` as a unit, by its article and number. */
static bool unit_period(const morph_doc *doc, uint32_t t, uint32_t limit,
                        time_period *p) {
  word_view v;
  if (!unit_read(doc, t, limit, ANY_UNIT, 0, 0, &v)) return false;
  period_begin(p, t, v.proclitics, v.n_prefix);
  if (view_token(doc, t)->kind == TOKEN_LATIN) return english_unit(doc, t, &v, p);
  if (v.value > 100) return named_decade(doc, t, limit, &v, p);
  if (!(v.proclitics & PROCLITIC_AL)) return bare_unit(doc, t, limit, &v, p);
  if (v.kind == CALENDAR_UNIT_PLURAL) return definite_plural(doc, t, limit, &v, p);
  return v.kind == CALENDAR_UNIT_DUAL ? definite_dual(doc, t, limit, &v, p)
                                      : definite_unit(doc, t, limit, &v, p);
}

bool period_read(const morph_doc *doc, uint32_t t, uint32_t limit, time_period *p) {
  uint32_t quantities, calendar;
  view_kinds(doc, t, &quantities, &calendar);
  bool counted =
      view_token(doc, t)->kind == TOKEN_NUMBER || quantities || view_clitics(doc, t);
  memset(p, 0, sizeof *p);
  if ((quantities & KIND_SET(QUANTITY_FRACTION)) && quarter_read(doc, t, limit, p))
    return true;
  memset(p, 0, sizeof *p);
  if (counted && counted_unit(doc, t, limit, p)) return true;
  if (!calendar) return false;
  memset(p, 0, sizeof *p);
  if ((calendar & (ANY_UNIT | KIND_SET(CALENDAR_REPEAT) | KIND_SET(CALENDAR_WEEKDAY))) &&
      set_read(doc, t, limit, p))
    return true;
  memset(p, 0, sizeof *p);
  if ((calendar & ANY_UNIT) && unit_period(doc, t, limit, p)) return true;
  memset(p, 0, sizeof *p);
  if ((calendar & KIND_SET(CALENDAR_FEAST)) && feast_read(doc, t, limit, p)) return true;
  memset(p, 0, sizeof *p);
  return (calendar & KIND_SET(CALENDAR_SEASON)) && season_read(doc, t, limit, p);
}
