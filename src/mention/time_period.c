/* time_period.c - periods: last week, the year 2015, three days, the last 24 hours, the
 * nineties, feasts and seasons. */
#include "mention/time_parts.h"

/* «the year» may be the adjective general: the secretary general, the current. It is not
 * where a feminine form says so or what follows is said of times only. */
static bool is_adjective(const morph_doc *doc, uint32_t t, int32_t direction) {
  word_view v;
  if (direction != 0 || t == view_sentence_start(doc, t) || !view_nominal(doc, t - 1))
    return false;
  uint32_t f = morph_at(doc, t - 1)->features;
  bool feminine_year = word_last_letter(view_token(doc, t)->key) == LETTER_TEH_MARBUTA;
  bool feminine_before =
      word_last_letter(view_token(doc, t - 1)->key) == LETTER_TEH_MARBUTA &&
      FEATURE_NUMBER(f) < 2;
  if (feminine_year || feminine_before ||
      (t + 1 < view_sentence_end(doc, t) &&
       view_calendar(doc, t + 1, KIND_SET(CALENDAR_MATCH), 0, 0, &v) &&
       v.value == MATCH_CURRENT))
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

/* The number of a century at `t`, «the nineteenth»; 0 for none. */
static int32_t century_read(const morph_doc *doc, uint32_t t, uint32_t limit,
                            uint32_t *last) {
  number_core n;
  if (t >= limit ||
      !(number_ordinal_read(doc, t, limit, &n) ||
        number_core_read(doc, t, limit, 0, &n)) ||
      !(n.proclitics & PROCLITIC_AL) || n.value < 5 || n.value > 22)
    return 0;
  *last = n.last;
  return (int32_t)n.value;
}

/* «of age» right after the decade at `t`, or a word of age anywhere near where `wide`:
 * «in their twenties … in the fifties or older». */
static bool age_near(const morph_doc *doc, uint32_t t, uint32_t limit, bool wide) {
  word_view v;
  uint32_t start = view_sentence_start(doc, t), reach = wide ? 12 : 0;
  uint32_t from = t - start > reach ? t - reach : start, to = t + 3 + reach;
  for (uint32_t i = from; i < to && i < limit; i++)
    if (i != t && view_is_word(doc, i) &&
        view_calendar(doc, i, KIND_SET(CALENDAR_AGE) | VIEW_SUFFIX, 0, 0, &v) &&
        v.value == 1 && word_last_letter(view_token(doc, i)->key) != LETTER_TEH_MARBUTA)
      return true;
  return false;
}

/* «the beginning of the fifties», or «in the fifties» not right after somebody who may be
 * in his fifties; a younger age is never a decade without more words. */
static bool decade_stands(const morph_doc *doc, uint32_t t, const word_view *decade) {
  word_view v;
  uint32_t start = view_sentence_start(doc, t);
  if (t == start || !view_is_word(doc, t - 1)) return false;
  if (view_calendar(doc, t - 1, KIND_SET(CALENDAR_EDGE), 0, PROCLITIC_AL, &v))
    return true;
  if (decade->value < 150 || !view_tag(doc, t - 1, TAG_PREP_FI, PROCLITICS_JOIN))
    return false;
  if (t - 1 == start || !view_nominal(doc, t - 2)) return true;
  const reading *before = morph_at(doc, t - 2);
  return (before->proclitics & PROCLITIC_AL) || before->enclitic;
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
    int32_t which = century_read(doc, q + 1, limit, &last);
    if (which || direction_read(doc, q + 1, limit, &direction, &last)) p->last = last;
    if (which) {
      p->year = 100 * (which - 1) + (int32_t)v->value - 100;
      p->last_year = p->year + 9;
      return true;
    }
  } else {
    /* «in the fifties» may be an age, and is one before «of age» */
    if (v->value < 160 && !decade_stands(doc, t, v)) return false;
    if (age_near(doc, t, limit, v->value < 160)) return false;
  }
  int32_t century = direction == -1                      ? 1900
                    : direction == DIRECTION_BEFORE_LAST ? 1800
                                                         : 2000;
  p->year = century + (int32_t)v->value - 100;
  p->last_year = p->year + 9;
  return true;
}

/* «the last financial year», «the coming school year», in Arabic order: `singular` where
 * it is one of school. */
static bool kind_of_year(const morph_doc *doc, uint32_t t, uint32_t limit,
                         time_period *p) {
  word_view v;
  if (t >= limit ||
      !view_calendar(doc, t, KIND_SET(CALENDAR_MATCH), PROCLITIC_AL, ARTICLE_ONLY, &v) ||
      (v.value != MATCH_FINANCIAL && v.value != MATCH_SCHOOL) ||
      !direction_read(doc, t + 1, limit, &p->direction, &p->last))
    return false;
  p->kind = PERIOD_SHIFT;
  p->singular = v.value == MATCH_SCHOOL;
  return true;
}

/* A unit with the article: «last week», «the year 2015», «the twentieth century»; alone
 * only beside «this» or after an edge. */
static bool definite_unit(const morph_doc *doc, uint32_t t, uint32_t limit,
                          const word_view *v, time_period *p) {
  int32_t direction = 0;
  uint32_t last = t + 1;
  p->unit = (uint8_t)v->value;
  p->kind = PERIOD_SHIFT;
  if (v->value == UNIT_YEAR && years_after(doc, t + 1, limit, true, p)) return true;
  if (v->value == UNIT_YEAR && kind_of_year(doc, t + 1, limit, p)) return true;
  if (v->value == UNIT_CENTURY) {
    p->which = century_read(doc, t + 1, limit, &p->last);
    if (p->which) p->kind = PERIOD_CENTURY;
    if (p->which) p->last += era_read(doc, p->last, limit, &p->calendar);
    if (p->which) return true;
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
    /* «a year and half the year» */
    if (unit_read(doc, p->last, limit, ONE_UNIT, PROCLITIC_AL, ARTICLE_ONLY, &v) &&
        v.value == p->unit)
      p->last++;
  }
}

/* Units that are said together: «three years and six months», «a day and six hours». */
static bool units_pair(unsigned unit, int64_t rest) {
  return (rest == UNIT_DAY && unit >= UNIT_WEEK && unit <= UNIT_YEAR) ||
         (rest + 1 == (int64_t)unit && unit <= UNIT_YEAR && unit != UNIT_MONTH);
}

/* «and 15 minutes» after «three hours». */
static void rest_after(const morph_doc *doc, uint32_t limit, time_period *p) {
  number_core n;
  word_view v;
  uint32_t q = p->last;
  if (p->half || p->kind != PERIOD_COUNT || q >= limit) return;
  bool dual = unit_read(doc, q, limit, KIND_SET(CALENDAR_UNIT_DUAL), PROCLITIC_WA,
                        PROCLITIC_AL, &v) &&
              v.value < 20;
  if (dual) {
    n.value = 2;
    n.last = q;
  } else if (!number_core_read(doc, q, limit, PROCLITIC_WA, &n) || n.value < 1 ||
             n.value > 999 || (n.flags & NUMBER_DECIMAL) ||
             (n.proclitics & PROCLITIC_AL) ||
             !unit_read(doc, n.last, limit, ONE_UNIT | KIND_SET(CALENDAR_UNIT_PLURAL), 0,
                        PROCLITICS_NOUN, &v)) {
    return;
  }
  if (!units_pair(p->unit, v.value)) return;
  p->rest = n.value;
  p->rest_unit = (uint8_t)v.value;
  p->last = n.last + 1;
  p->singular = false;
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

/* «the first seven months (of 2013, of this year)»: of the months of a year. */
static bool first_months(const morph_doc *doc, uint32_t limit, time_period *p) {
  word_view v;
  time_year y;
  uint32_t q = p->last, last;
  if (p->unit != UNIT_MONTH || p->count < 2 || p->count > 11 || q >= limit ||
      !view_is_word(doc, q) ||
      !view_quantity(doc, q, KIND_SET(QUANTITY_ORDINAL), PROCLITIC_AL, ARTICLE_ONLY,
                     &v) ||
      v.value != 1)
    return false;
  p->kind = PERIOD_QUARTER;
  p->parts = 12;
  p->which = 1;
  p->singular = true; /* which year is not said yet */
  p->last = ++q;
  if (q >= limit || !view_is_word(doc, q) || !view_tag(doc, q, TAG_PREP_MIN, 0))
    return true;
  q++;
  bool near = q < limit && demonstrative_near(doc, q);
  q += near;
  bool unit = chain_is_unit(doc, q, limit, UNIT_YEAR, 0, ARTICLE_ONLY);
  if (unit && direction_read(doc, q + 1, limit, &p->direction, &last)) {
    p->singular = false;
    p->last = last;
  } else if (year_read(doc, q + unit, limit, GREGORIAN, false, &y) &&
             y.calendar == GREGORIAN && y.year == y.last_year) {
    p->singular = false;
    p->year = y.year;
    p->last = y.last;
  } else if (near && unit) {
    p->singular = false;
    p->last = q + 1;
  }
  return true;
}

/* «the first 24 hours (of it)»: a length, not the time before now. */
static bool first_of_it(const morph_doc *doc, uint32_t limit, time_period *p) {
  word_view v;
  uint32_t q = p->last;
  if (p->count < 2 || q >= limit || !view_is_word(doc, q) ||
      !view_quantity(doc, q, KIND_SET(QUANTITY_ORDINAL), PROCLITIC_AL, ARTICLE_ONLY,
                     &v) ||
      v.value != 1)
    return false;
  p->last++;
  return true;
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
  if (first_months(doc, limit, p) || first_of_it(doc, limit, p)) return true;
  window_after(doc, limit, p, true);
  return p->kind == PERIOD_WINDOW;
}

static bool definite_dual(const morph_doc *doc, uint32_t t, uint32_t limit,
                          const word_view *v, time_period *p) {
  p->unit = (uint8_t)(v->value % 20);
  p->kind = PERIOD_COUNT;
  p->count = 2;
  p->last = t + 1;
  /* «between the two years 1988 and 1992» */
  if (p->unit == UNIT_YEAR && years_after(doc, t + 1, limit, false, p)) return true;
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
  if (p->unit == UNIT_DECADE && p->singular && p->last < limit &&
      view_nominal(doc, p->last) && !(morph_at(doc, p->last)->proclitics & ~PROCLITIC_AL))
    return false; /* «the conclusion of a partnership» */
  half_after(doc, limit, p);
  if (p->half) p->singular = false;
  rest_after(doc, limit, p);
  return true;
}

/* English: «last week», «three days ago»; «3 days ago» is a count. */
static bool english_unit(const morph_doc *doc, uint32_t t, const word_view *v,
                         time_period *p) {
  word_view d;
  if (t > view_sentence_start(doc, t) && v->kind == CALENDAR_UNIT_PLURAL &&
      view_calendar(doc, t - 1, KIND_SET(CALENDAR_AGO), 0, 0, &d) &&
      d.value > AGO_NUMBERS) {
    p->kind = PERIOD_COUNT;
    p->unit = (uint8_t)v->value;
    p->count = d.value - AGO_NUMBERS;
    p->last = t + 1;
    period_begin(p, t - 1, 0, 0);
    return true;
  }
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
      v.kind == CALENDAR_UNIT_DUAL || v.value > UNIT_CENTURY ||
      (n.value == 1 && v.kind == CALENDAR_UNIT_PLURAL)) /* «one of the best known» */
    return false;
  bool article = (n.proclitics & PROCLITIC_AL) || (v.proclitics & PROCLITIC_AL);
  period_begin(p, n.first, n.proclitics, n.n_prefix);
  p->kind = PERIOD_COUNT;
  p->unit = (uint8_t)v.value;
  p->count = n.value;
  p->last = n.last + 1;
  if (!latin) {
    half_after(doc, limit, p);
    if (article && (first_months(doc, limit, p) || first_of_it(doc, limit, p)))
      return true;
    window_after(doc, limit, p, article);
    if (!article) rest_after(doc, limit, p);
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

/* Manner and rate, not salary or attack. */
static bool manner_noun(unsigned kind) {
  return kind == KIND_ABSTRACT || kind == KIND_QUANTITY;
}

/* «in a daily manner»: the adjective after a noun with bi; before a number or a weekday
 * the same word is «the two days». */
static bool manner_read(const morph_doc *doc, uint32_t t, uint32_t limit,
                        time_period *p) {
  word_view v;
  if (!unit_read(doc, t, limit, KIND_SET(CALENDAR_UNIT_DUAL), 0, PROCLITICS_NOUN, &v) ||
      v.value <= 20 || v.value > 26 || !view_nominal(doc, t - 1) ||
      !manner_noun(morph_at(doc, t - 1)->entry->kind) ||
      (morph_at(doc, t - 1)->proclitics & PROCLITICS_NOUN & ~(unsigned)PROCLITICS_JOIN) !=
          PROCLITIC_BI)
    return false;
  if (t + 1 < limit) {
    uint32_t quantities, calendar;
    if (view_token(doc, t + 1)->kind == TOKEN_NUMBER) return false;
    view_kinds(doc, t + 1, &quantities, &calendar);
    if (quantities || calendar) return false;
  }
  p->unit = (uint8_t)(v.value - 20);
  /* bi belongs to the adverb, wa does not */
  bool wa = (morph_at(doc, t - 1)->proclitics & PROCLITICS_JOIN) != 0;
  period_begin(p, t - 1, wa ? PROCLITIC_WA : 0, wa);
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
  if (manner_read(doc, t, limit, p)) return true;
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
