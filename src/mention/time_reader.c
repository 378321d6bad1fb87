/* time_reader.c - putting a mention of a time, and what stands before one. */
#include "mention/time_reader.h"

uint32_t time_floor(const time_reader *r, uint32_t t) {
  uint32_t start = view_sentence_start(r->doc, t);
  return start > r->floor ? start : r->floor;
}

void time_set_flags(const time_reader *r, time_mention *m) {
  int32_t written = r->md->anchor.written;
  m->historical = m->future = false;
  if (!m->has_value || written == INT32_MIN || m->type > TIME_TIME) return;
  m->historical = m->day_to != INT32_MAX && m->day_to < written - 366;
  m->future = m->day_from != INT32_MIN && m->day_from > written;
}

bool time_put(time_reader *r, const candidate *c, time_mention *m) {
  m->first = c->first;
  m->last = c->last;
  m->start = c->start;
  m->end = view_token(r->doc, c->last - 1)->end;
  time_set_flags(r, m);
  time_mention *at = ARRAY_PUSH(r->memory, &r->md->times);
  if (!at) return false;
  *at = *m;
  for (uint32_t t = m->first; t < m->last; t++) r->md->time_at[t] = r->md->times.n;
  r->floor = m->last;
  return true;
}

/* Leaves out the candidate, and keeps where and why. */
bool time_put_fault(time_reader *r, const candidate *c, enum time_fault_kind kind) {
  time_fault *at = ARRAY_PUSH(r->memory, &r->md->time_faults);
  if (!at) return false;
  *at = (time_fault){c->start, view_token(r->doc, c->last - 1)->end, kind};
  r->floor = c->last;
  return true;
}

/* True where a word of kind `match` and this value stands before the candidate. */
bool time_match_before(const time_reader *r, const candidate *c, int64_t value) {
  word_view v;
  return c->first > time_floor(r, c->first) &&
         view_calendar(r->doc, c->first - 1, KIND_SET(CALENDAR_MATCH), 0, 0, &v) &&
         v.value == value;
}

/* Takes the token before into the candidate, whole. */
void time_extend(const time_reader *r, candidate *c) {
  c->first--;
  c->start = view_word_start(r->doc, c->first);
}

/* 1 beginning, 2 middle, 3 end before the candidate; 0 none. */
int time_edge_before(const time_reader *r, const candidate *c) {
  word_view v;
  bool found =
      c->first > time_floor(r, c->first) &&
      view_calendar(r->doc, c->first - 1, KIND_SET(CALENDAR_EDGE), 0, PROCLITIC_AL, &v);
  return found ? (int)v.value : 0;
}

/* The edge «last» counts things as well: «the last 2000». */
bool time_edge_counts(const time_reader *r, const candidate *c) {
  word_view v;
  return view_calendar(r->doc, c->first - 1, KIND_SET(CALENDAR_DIRECTION), 0, 0, &v);
}

bool time_tag_before(const time_reader *r, const candidate *c, unsigned tag) {
  return c->first > time_floor(r, c->first) &&
         view_tag(r->doc, c->first - 1, tag, PROCLITICS_JOIN);
}

/* «since» before the candidate makes its value open. */
void time_since_before(time_reader *r, candidate *c, time_mention *m) {
  if (m->type > TIME_TIME) return;
  if (time_tag_before(r, c, TAG_PREP_MIN)) {
    c->first--;
    if (!time_match_before(r, c, MATCH_FROM)) {
      c->first++;
      return;
    }
  } else if (!time_tag_before(r, c, TAG_PREP_MUNDHU)) {
    return;
  }
  time_extend(r, c);
  since_value(m);
}
