/* time_told.c - times told by one that stands before: «that day», «the following week»,
 * «three days after that». */
#include "mention/time_reader.h"

#include <string.h>

/* The year that was told last before token `t` in its sentence; 0 for none. */
int32_t time_year_told(const time_reader *r, uint32_t t) {
  const time_mention *told = tie_to(r->doc, r->md, t);
  int32_t year = 0, month, day;
  if (!told ||
      view_token(r->doc, told->first)->sentence != view_token(r->doc, t)->sentence)
    return 0;
  calendar_date(told->day_from, &year, &month, &day);
  return year;
}

/* «three days after that» counts from the day told before. */
void time_count_from_that(const time_reader *r, const time_period *p, candidate *at,
                          enum time_relation *relation, time_context *context) {
  int direction = 0;
  if (p->kind != PERIOD_COUNT || *relation != RELATION_NONE || p->unit < UNIT_DAY) return;
  uint32_t first = after_that(r->doc, at->first, p->proclitics, &direction);
  if (first == MODEL_NONE || first < r->floor) return;
  const time_mention *told = tie_to(r->doc, r->md, first);
  if (!told || !told->single_day) return;
  context->base = told->day_from;
  *relation = direction > 0 ? RELATION_AFTER : RELATION_AGO;
  at->first = first;
  at->start = view_word_start(r->doc, first);
}

/* «the third of the days of the feast» is two days after the first. */
void time_day_of_feast(const time_reader *r, candidate *at, time_mention *m) {
  uint32_t first;
  int32_t n = nth_day_of(r->doc, at->first, &first);
  if (!n || first < time_floor(r, at->first)) return;
  at->first = first;
  at->start = view_word_start(r->doc, first);
  day_value(m, n - 1);
}

/* «since then»: from the time told before on. */
bool time_try_since_then(time_reader *r, uint32_t t, bool *found) {
  uint32_t last;
  if (!since_then(r->doc, t, view_sentence_end(r->doc, t), &last)) return true;
  const time_mention *told = tie_to(r->doc, r->md, t);
  if (!told) return true;
  time_mention m = *told;
  candidate at = {t, last, view_word_start(r->doc, t), false};
  since_value(&m);
  *found = true;
  return time_put(r, &at, &m);
}

/* «that day»: the day told before; without one it is none. */
bool time_try_that_day(time_reader *r, uint32_t t, bool *found) {
  if (!that_day(r->doc, t, view_sentence_end(r->doc, t))) return true;
  const time_mention *told = tie_to(r->doc, r->md, t);
  if (!told || !told->single_day ||
      view_token(r->doc, told->first)->sentence != view_token(r->doc, t)->sentence)
    return true;
  time_mention m = *told;
  candidate at = {t, t + 2, view_word_start(r->doc, t), false};
  *found = true;
  return time_put(r, &at, &m);
}

/* «the 14th of the same month»: the day before the candidate, taken into it; 0 for none.
 */
static int32_t day_of_told(time_reader *r, candidate *at) {
  const morph_doc *doc = r->doc;
  uint32_t floor = time_floor(r, at->first), p = at->first;
  number_core n;
  int64_t day = 0;
  if (p < floor + 2 || !view_tag(doc, p - 1, TAG_PREP_MIN, 0)) return 0;
  uint32_t end = p - 1;
  bool figure = view_token(doc, end - 1)->kind == TOKEN_NUMBER;
  if (figure && !view_digits(doc, end - 1, &day)) return 0;
  p = end - 1;
  for (uint32_t back = 3; back && !day; back--) { /* «the eighteenth» in words */
    if (end < floor + back) continue;
    p = end - back;
    if (view_is_word(doc, p) && number_ordinal_read(doc, p, end, &n) && n.last == end)
      day = n.value;
  }
  if (day < 1 || day > 31) return 0;
  at->first = p;
  at->start =
      figure ? view_token(doc, p)->start : view_start(doc, p, n.proclitics, n.n_prefix);
  const unsigned weekday = CHAIN_WEEKDAY | CHAIN_DAY_WORD | CHAIN_PART;
  time_mention *was = r->md->times.n ? &r->md->times.items[r->md->times.n - 1] : NULL;
  if (was && was->last == p && r->chain.last == p && !(r->chain.fields & ~weekday)) {
    at->first = was->first; /* «Wednesday the 14th of the same month» */
    at->start = was->start;
    for (uint32_t i = was->first; i < was->last; i++) r->md->time_at[i] = 0;
    r->md->times.n--;
  }
  return (int32_t)day;
}

/* «the same day», «the following day»: counted from what was told, where that says which
 * day, month or year; else it is none, and never one of the report's. */
bool time_try_told_unit(time_reader *r, uint32_t t, bool *found) {
  unsigned unit;
  int32_t shift;
  uint32_t last;
  if (!told_unit(r->doc, t, view_sentence_end(r->doc, t), &unit, &shift, &last))
    return true;
  *found = true;
  candidate at = {t, last, view_word_start(r->doc, t), false};
  int32_t day = unit == UNIT_MONTH && !shift ? day_of_told(r, &at) : 0;
  const time_mention *told = tie_to(r->doc, r->md, t);
  static const size_t LENGTHS[] = {
      [UNIT_DAY] = 10, [UNIT_WEEK] = 10, [UNIT_MONTH] = 7, [UNIT_YEAR] = 4};
  size_t n = told ? strlen(told->value) : 0;
  bool says = told && (told->single_day || (n == LENGTHS[unit] && unit > UNIT_WEEK) ||
                       (n == LENGTHS[UNIT_MONTH] && unit == UNIT_YEAR));
  bool of =
      last < r->doc->n && unit < UNIT_YEAR && view_tag(r->doc, last, TAG_PREP_MIN, 0);
  if (!says || of) { /* «in the same month of last year» */
    r->floor = last;
    return true;
  }
  time_mention m = *told;
  if (day) {
    int32_t year, month, other;
    calendar_date(told->day_from, &year, &month, &other);
    bool hijri = r->chain.last == told->last && r->chain.calendar == HIJRI;
    time_context context = {.base = told->day_from, .future = true};
    time_chain c = {.fields = CHAIN_DAY | CHAIN_MONTH | CHAIN_YEAR,
                    .calendar = GREGORIAN};
    c.day = day, c.month = month, c.year = year;
    if (hijri) { /* the year is that of the day told */
      c.fields = CHAIN_DAY | CHAIN_MONTH;
      c.calendar = HIJRI;
      c.month = r->chain.month;
    }
    memset(&m, 0, sizeof m);
    enum time_fault_kind fault = chain_value(&context, &c, &m);
    if (fault) return time_put_fault(r, &at, fault);
    day_value(&m, 0);
  } else if (unit == UNIT_DAY) {
    if (m.type == TIME_TIME) m.value[10] = '\0', m.type = TIME_DATE;
    day_value(&m, shift);
  } else {
    time_context context = {.base = told->day_from};
    time_period p = {.kind = PERIOD_SHIFT, .unit = (uint8_t)unit, .direction = shift};
    memset(&m, 0, sizeof m);
    period_value(&context, &p, RELATION_NONE, &m);
  }
  return time_put(r, &at, &m);
}
