/* time_count.c - periods and what they are counted from: «three days ago», «since two
 * weeks», «the end of last week». */
#include "mention/time_reader.h"

static bool ago_after(const morph_doc *doc, uint32_t t, uint32_t limit) {
  word_view v;
  return t < limit && view_calendar(doc, t, KIND_SET(CALENDAR_AGO), 0, 0, &v) &&
         v.value == AGO_WORD;
}

/* Tokens of «about», «more than» right before the candidate: a relation word may stand
 * before them. */
static uint32_t bound_words(const time_reader *r, const candidate *c) {
  const morph_doc *doc = r->doc;
  uint32_t floor = time_floor(r, c->first), p = c->first;
  word_view v;
  if (p > floor &&
      (view_tag(doc, p - 1, TAG_PREP_MIN, 0) || view_tag(doc, p - 1, TAG_PREP_AN, 0) ||
       view_tag(doc, p - 1, TAG_PREP_ALA, 0)))
    p--;
  if (p == floor ||
      !view_quantity(doc, p - 1, KIND_SET(QUANTITY_BOUND), 0, PROCLITICS_NOUN, &v) ||
      v.value > 3)
    return 0;
  p--;
  if (p > floor &&
      (view_tag(doc, p - 1, TAG_REL_MA, 0) || view_tag(doc, p - 1, TAG_NEG_MA, 0)))
    p--; /* «what nears» */
  return c->first - p;
}

/* «a decade of time» is a decade. */
static bool of_time(const morph_doc *doc, uint32_t t, uint32_t limit) {
  word_view v;
  return t < limit &&
         view_calendar(doc, t, KIND_SET(CALENDAR_MATCH), PROCLITIC_AL, ARTICLE_ONLY,
                       &v) &&
         v.value == MATCH_TIME;
}

/* «three days ago», «since three years», or a duration; false where it is no expression.
 */
static bool count_relation(time_reader *r, const time_period *p, uint32_t limit,
                           candidate *at, enum time_relation *relation) {
  const morph_doc *doc = r->doc;
  *relation = RELATION_NONE;
  candidate bounded = *at;
  bounded.first -= bound_words(r, at);
  bool of = false; /* «three days of …», «after three days on …» count from an event */
  for (uint32_t q = at->last; q < limit && q < at->last + 3 && view_is_word(doc, q); q++)
    of = of ||
         (q == at->last && view_tag(doc, q, TAG_PREP_MIN, 0) &&
          !of_time(doc, q + 1, limit)) ||
         (view_tag(doc, q, TAG_PREP_ALA, 0) &&
          time_tag_before(r, &bounded, TAG_PREP_BAAD));
  uint32_t now;
  if (from_now(doc, at->last, limit, &now)) {
    bool ago = time_tag_before(r, &bounded, TAG_PREP_QABL);
    *relation = ago ? RELATION_AGO : RELATION_AFTER;
    if (ago || time_tag_before(r, &bounded, TAG_PREP_BAAD)) {
      *at = bounded;
      time_extend(r, at);
    }
    at->last = now;
    return true;
  }
  bool led = time_tag_before(r, &bounded, TAG_PREP_QABL) ||
             time_tag_before(r, &bounded, TAG_PREP_MUNDHU);
  if (led) *at = bounded;
  if (ago_after(doc, at->last, limit)) {
    *relation = RELATION_AGO;
    at->last++;
  } else if (time_tag_before(r, at, TAG_PREP_QABL)) {
    if (!of) {
      *relation = RELATION_AGO;
      time_extend(r, at);
    }
  } else if (time_tag_before(r, at, TAG_PREP_MUNDHU)) {
    *relation = RELATION_SINCE;
    time_extend(r, at);
  }
  if (*relation == RELATION_NONE && !of && p->unit >= UNIT_DAY &&
      time_tag_before(r, &bounded, TAG_PREP_BAAD) &&
      tense_of(doc, at->first, 0) >= TENSE_PRESENT &&
      (p->unit < UNIT_YEAR || p->count <= 5)) {
    *relation = RELATION_AFTER;
    *at = bounded;
    time_extend(r, at);
  }
  if (*relation == RELATION_NONE && p->unit == UNIT_YEAR && p->count == 2 &&
      at->first > time_floor(r, at->first) && view_nominal(doc, at->first - 1) &&
      FEATURE_NUMBER(morph_at(doc, at->first - 1)->features) == 3)
    return false; /* «directors general» looks like two years */
  if (*relation != RELATION_NONE || !p->singular) return true;
  /* a unit alone is a duration only where something measures by it */
  return time_tag_before(r, at, TAG_PREP_KHILAL) ||
         time_match_before(r, at, MATCH_COURSE);
}

bool time_try_period(time_reader *r, uint32_t t, uint32_t limit, bool *found) {
  const morph_doc *doc = r->doc;
  time_period p;
  time_mention m = {0};
  enum time_relation relation = RELATION_NONE;
  if (!period_read(doc, t, limit, &p) || p.first < r->floor) return true;
  candidate at = {p.first, p.last, view_start(doc, p.first, p.proclitics, p.n_prefix),
                  p.kind == PERIOD_YEAR};
  unsigned clitics =
      view_is_word(doc, p.first) && p.n_prefix == 0 ? view_clitics(doc, p.first) : 0;
  if (clitics && p.last > p.first + 1 &&
      view_token(doc, p.first + 1)->kind == TOKEN_NUMBER) {
    if (!(clitics & PROCLITIC_AL))
      at.start = view_token(doc, p.first + 1)->start;
    else
      at.start = view_start(doc, p.first, clitics, view_token(doc, p.first)->n_letters);
  }
  if (period_is_age(doc, &p, limit)) return true;
  if (p.kind == PERIOD_COUNT && !count_relation(r, &p, limit, &at, &relation))
    return true;
  time_context context = {.base = r->md->anchor.written};
  if (p.kind == PERIOD_FEAST) {
    enum time_tense tense = tense_of(doc, at.first, at.last);
    context.past = tense == TENSE_PAST;
    context.future = tense == TENSE_FUTURE;
  }
  time_count_from_that(r, &p, &at, &relation, &context);
  if (p.kind == PERIOD_QUARTER && p.singular) p.year = time_year_told(r, at.first);
  period_value(&context, &p, relation, &m);
  if (p.kind == PERIOD_FEAST) time_day_of_feast(r, &at, &m);
  if (relation == RELATION_SINCE) {
    since_value(&m);
  } else if (p.kind != PERIOD_COUNT) {
    int edge = time_edge_before(r, &at);
    if (edge) time_extend(r, &at);
    if (edge == 3 && p.kind == PERIOD_SHIFT && p.unit == UNIT_WEEK) {
      bool said = p.last > p.first + 1; /* which week */
      weekend_value(&m, said || tense_of(doc, at.first, 0) != TENSE_PAST ? INT32_MAX
                                                                         : context.base);
    }
    if (edge == 1 && p.unit == UNIT_YEAR && time_tag_before(r, &at, TAG_PREP_MUNDHU))
      year_start_value(&m);
    time_since_before(r, &at, &m);
  }
  *found = true;
  if (!time_put(r, &at, &m)) return false;
  time_join_range(r, NULL);
  return true;
}
