/* occurrence.c - events of the same occurrence, and the toll it took. */
#include "occurrence.h"

#include <stdlib.h>

/* ---- which events belong together ---- */

void occurrences_free(occurrences *o) {
  if (o == NULL) return;
  free(o->root);
  free(o->next_event);
  free(o->last_event);
  free(o->first_toll);
  free(o->last_toll);
  free(o->next_toll);
  free(o->first_own);
  free(o->last_own);
  free(o->next_own);
  free(o->replaced);
  free(o);
}

static bool grow(uint32_t **array, size_t n) {
  uint32_t *more = realloc(*array, n * sizeof **array);
  if (more != NULL) *array = more;
  return more != NULL;
}

static bool make_room(occurrences *o, const rasid_record_data *record) {
  if (record->n_events > o->events_capacity) {
    size_t n = 2 * record->n_events;
    if (!grow(&o->root, n) || !grow(&o->next_event, n) || !grow(&o->last_event, n) ||
        !grow(&o->first_toll, n) || !grow(&o->last_toll, n) || !grow(&o->first_own, n) ||
        !grow(&o->last_own, n))
      return false;
    o->events_capacity = n;
  }
  if (record->n_casualties > o->tolls_capacity) {
    size_t n = 2 * record->n_casualties;
    bool *more = realloc(o->replaced, n * sizeof *more);
    if (more != NULL) o->replaced = more;
    if (more == NULL || !grow(&o->next_toll, n) || !grow(&o->next_own, n)) return false;
    o->tolls_capacity = n;
  }
  return true;
}

static void link_events(occurrences *o, const rasid_record_data *record) {
  for (size_t i = 0; i < record->n_events; i++) {
    int32_t same = record->events[i].same_as; /* an earlier one */
    uint32_t index = (uint32_t)i, root = same < 0 ? index : o->root[same];
    o->root[i] = root;
    o->next_event[i] = o->first_toll[i] = o->last_toll[i] = 0;
    o->first_own[i] = o->last_own[i] = 0;
    if (root != index) o->next_event[o->last_event[root]] = index + 1;
    o->last_event[root] = index;
  }
}

/* Puts toll `number - 1` at the end of list `at`. */
static void append(uint32_t *first, uint32_t *last, uint32_t *next, uint32_t at,
                   uint32_t number) {
  if (first[at] == 0)
    first[at] = number;
  else
    next[last[at] - 1] = number;
  last[at] = number;
}

static void link_tolls(occurrences *o, const rasid_record_data *record) {
  for (size_t i = 0; i < record->n_casualties; i++) o->replaced[i] = false;
  for (size_t i = 0; i < record->n_casualties; i++) {
    const rasid_casualty_data *t = &record->casualties[i];
    o->next_toll[i] = o->next_own[i] = 0;
    if (t->replaces >= 0) o->replaced[t->replaces] = true;
    if (t->event < 0) continue;
    uint32_t event = (uint32_t)t->event, number = (uint32_t)i + 1;
    append(o->first_toll, o->last_toll, o->next_toll, o->root[event], number);
    append(o->first_own, o->last_own, o->next_own, event, number);
  }
}

const occurrences *occurrences_of(rasid_output *output, const rasid_record_data *record) {
  if (output->occurrences == NULL)
    output->occurrences = calloc(1, sizeof *output->occurrences);
  occurrences *o = output->occurrences;
  if (o == NULL || !make_room(o, record)) {
    output->failed = true;
    return NULL;
  }
  link_events(o, record);
  link_tolls(o, record);
  return o;
}

/* ---- the toll ---- */

/* T1: a toll reported as fact, that is no part of another one, nor replaced by one. */
static bool counts(const occurrences *o, const rasid_record_data *record, size_t toll) {
  const rasid_casualty_data *t = &record->casualties[toll];
  return text_is(t->status, "actual") && t->part_of < 0 && !o->replaced[toll];
}

/* T2: figures for several victims by one voice in one sentence make one figure. */
static bool one_figure(const rasid_casualty_data *a, const rasid_casualty_data *b) {
  return a->sentence == b->sentence &&
         a->claim.who.span.start == b->claim.who.span.start &&
         a->claim.who.span.end == b->claim.who.span.end &&
         (a->claim.kind.data == NULL) == (b->claim.kind.data == NULL) &&
         text_same(a->kind, b->kind);
}

/* T3: low and high are the least and the greatest of the figures; best is the first one
 * that the report gives in its own voice, else the first. T4: an open figure counts with
 * what it says at least. */
static void take_figure(toll_range *range, const rasid_casualty_data *first, int64_t low,
                        int64_t high) {
  bool own = first->claim.kind.data == NULL;
  if (range->best == NULL || low < range->low) range->low = low;
  if (range->best == NULL || high > range->high) range->high = high;
  if (range->best == NULL || (own && range->best->claim.kind.data != NULL)) {
    range->best = first;
    range->best_low = low;
  }
}

static int64_t add(int64_t a, int64_t b) {
  return b > INT64_MAX - a ? INT64_MAX : a + b;
}

static toll_range add_up(const occurrences *o, const rasid_record_data *record,
                         uint32_t list, const uint32_t *next, const char *kind) {
  toll_range range = {0};
  const rasid_casualty_data *first = NULL; /* of the figure being added up */
  int64_t low = 0, high = 0;
  for (uint32_t i = list; i != 0; i = next[i - 1]) {
    const rasid_casualty_data *t = &record->casualties[i - 1];
    if (!text_is(t->kind, kind) || t->low < 0 || !counts(o, record, i - 1)) continue;
    if (first != NULL && !one_figure(first, t)) {
      take_figure(&range, first, low, high);
      first = NULL;
    }
    if (first == NULL) {
      first = t;
      low = high = 0;
    }
    low = add(low, t->low);
    high = add(high, t->high < t->low ? t->low : t->high);
    range.open |= t->high < 0;
  }
  if (first != NULL) take_figure(&range, first, low, high);
  return range;
}

toll_range occurrence_toll(const occurrences *o, const rasid_record_data *record,
                           size_t root, const char *kind) {
  return add_up(o, record, o->first_toll[root], o->next_toll, kind);
}

toll_range event_toll(const occurrences *o, const rasid_record_data *record, size_t event,
                      const char *kind) {
  return add_up(o, record, o->first_own[event], o->next_own, kind);
}

bool occurrence_in_best(const occurrences *o, const rasid_record_data *record,
                        size_t toll, const rasid_casualty_data *best) {
  const rasid_casualty_data *t = &record->casualties[toll];
  return best != NULL && t->low >= 0 && one_figure(best, t) && counts(o, record, toll);
}
