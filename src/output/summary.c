/* summary.c - counts over many records, and how they are shown: what a person asks first.
 *
 * An occurrence counts once, however often it is told, and only where it is told as fact
 * (docs/format-summary.md). Everything counted is a sum or a least text, so that parts of
 * the input can be counted apart and put together in any order.
 */
#include "summary.h"

#include <stdlib.h>

#include "codes.h"
#include "occurrence.h"

static const char *const toll_kinds[N_TOLL_KINDS] = {
    "killed",   "wounded", "killed_or_wounded", "detained",
    "abducted", "missing", "displaced"};

/* ---- counters by key ---- */

static uint64_t hash_of(rasid_text key) {
  uint64_t hash = 0xCBF29CE484222325u;
  for (size_t i = 0; i < key.size; i++)
    hash = (hash ^ (unsigned char)key.data[i]) * 0x100000001B3u;
  return hash ^ hash >> 32;
}

static bool copy_text(rasid_text *to, rasid_text from) {
  char *data = malloc(from.size + 1);
  if (data == NULL) return false;
  if (from.size > 0) memcpy(data, from.data, from.size);
  free((void *)(uintptr_t)to->data);
  *to = (rasid_text){data, from.size};
  return true;
}

/* The slot of a key, or the empty one where it would stand. */
static size_t slot_of(const counters *c, rasid_text key) {
  size_t at = (size_t)hash_of(key) & (c->n_slots - 1);
  while (c->slots[at] != 0 && !text_same(c->items[c->slots[at] - 1].key, key))
    at = (at + 1) & (c->n_slots - 1);
  return at;
}

static bool make_slots(counters *c) {
  size_t n = c->n_slots ? 2 * c->n_slots : 64;
  uint32_t *slots = calloc(n, sizeof *slots);
  if (slots == NULL) return false;
  free(c->slots);
  c->slots = slots;
  c->n_slots = n;
  for (size_t i = 0; i < c->n; i++)
    c->slots[slot_of(c, c->items[i].key)] = (uint32_t)i + 1;
  return true;
}

/* The counter of a key, made where there is none; NULL when out of memory. */
static counter *count_at(counters *c, rasid_text key) {
  if (2 * (c->n + 1) > c->n_slots && !make_slots(c)) return NULL;
  size_t at = slot_of(c, key);
  if (c->slots[at] != 0) return &c->items[c->slots[at] - 1];
  if (c->n == c->capacity) {
    size_t capacity = 2 * c->capacity + 16;
    counter *more = realloc(c->items, capacity * sizeof *more);
    if (more == NULL) return NULL;
    c->items = more;
    c->capacity = capacity;
  }
  counter *made = &c->items[c->n];
  *made = (counter){0};
  if (!copy_text(&made->key, key)) return NULL;
  c->slots[at] = (uint32_t)++c->n;
  return made;
}

static void counters_free(counters *c) {
  for (size_t i = 0; i < c->n; i++) {
    free((void *)(uintptr_t)c->items[i].key.data);
    free((void *)(uintptr_t)c->items[i].arabic.data);
  }
  free(c->items);
  free(c->slots);
}

/* The shortest of the words something was called with, the first by its bytes of those.
 */
static bool call_it(counter *c, rasid_text words) {
  if (words.size == 0) return true;
  bool better = c->arabic.size == 0 || words.size < c->arabic.size ||
                (words.size == c->arabic.size &&
                 memcmp(words.data, c->arabic.data, words.size) < 0);
  return !better || copy_text(&c->arabic, words);
}

static int64_t sum(int64_t a, int64_t b) {
  return b > INT64_MAX - a ? INT64_MAX : a + b;
}

static bool merge(counters *into, const counters *from) {
  for (size_t i = 0; i < from->n; i++) {
    counter *c = count_at(into, from->items[i].key);
    if (c == NULL || !call_it(c, from->items[i].arabic)) return false;
    for (size_t k = 0; k < N_TOLL_KINDS; k++)
      c->counts[k] = sum(c->counts[k], from->items[i].counts[k]);
  }
  return true;
}

/* ---- counting ---- */

rasid_summary *rasid_summary_new(void) {
  rasid_summary *s = calloc(1, sizeof *s);
  if (s == NULL) return NULL;
  s->scratch = rasid_output_new();
  s->reader = rasid_record_reader_new();
  if (s->scratch != NULL && s->reader != NULL) return s;
  rasid_summary_free(s);
  return NULL;
}

void rasid_summary_free(rasid_summary *s) {
  if (s == NULL) return;
  counters_free(&s->categories);
  counters_free(&s->places);
  counters_free(&s->actors);
  counters_free(&s->days);
  rasid_output_free(s->scratch);
  rasid_record_reader_free(s->reader);
  free(s);
}

static bool count_one(counters *c, rasid_text key, rasid_text arabic) {
  counter *at = key.size > 0 ? count_at(c, key) : NULL;
  if (key.size == 0) return true;
  if (at == NULL || !call_it(at, arabic)) return false;
  at->counts[0]++;
  return true;
}

/* What an actor is called in Arabic: a country by its name, others by the words of the
 * report, with the country where they are no name. */
static void call_actor(rasid_output *out, const rasid_party_data *p) {
  const char *country = country_name(p->country, true);
  bool is_country = p->sector.size == 0 && p->name.size == 0 && *country &&
                    text_is(p->label_en, country_name(p->country, false));
  if (is_country || p->span.text.size == 0) {
    output_string(out, is_country ? country : "");
    return;
  }
  output_text(out, p->span.text);
  if (p->name.size > 0 || !*country) return;
  output_string(out, " (");
  output_string(out, country);
  output_string(out, ")");
}

static bool count_actor(rasid_summary *s, const rasid_party_data *p) {
  rasid_output *out = s->scratch;
  rasid_output_clear(out);
  call_actor(out, p);
  size_t at = out->size;
  if (p->name.size > 0)
    output_text(out, p->name);
  else
    output_party(out, p, false);
  rasid_text both = rasid_output_text(out);
  return !out->failed &&
         count_one(&s->actors, (rasid_text){both.data + at, both.size - at},
                   (rasid_text){both.data, at});
}

/* "Baqubah, Iraq", or the country alone. */
static bool count_place(rasid_summary *s, const rasid_place_data *p) {
  rasid_output *out = s->scratch;
  bool is_country = text_is(p->precision, "country");
  const char *country = country_name(p->country, false);
  if (p->precision.data == NULL) return true;
  rasid_output_clear(out);
  if (!is_country) {
    output_text(out, p->name.size > 0 ? p->name : p->span.text);
    if (*country) output_string(out, ", ");
  }
  output_string(out, country);
  rasid_text arabic = is_country ? text_of(country_name(p->country, true)) : p->span.text;
  return !out->failed && count_one(&s->places, rasid_output_text(out), arabic);
}

/* The tolls of an occurrence, on the first day of its date; without one under "". */
static bool count_tolls(rasid_summary *s, const occurrences *o,
                        const rasid_record_data *record, size_t root) {
  day first, last;
  counter *at = NULL;
  for (size_t k = 0; k < N_TOLL_KINDS && o->first_toll[root] != 0; k++) {
    toll_range t = occurrence_toll(o, record, root, toll_kinds[k]);
    if (t.best == NULL || t.best_low == 0) continue;
    if (at == NULL) {
      rasid_output_clear(s->scratch);
      if (date_days(record->events[root].date.value, &first, &last))
        output_day(s->scratch, first.year > 0 ? first : last);
      at = count_at(&s->days, rasid_output_text(s->scratch));
      if (at == NULL) return false;
    }
    at->counts[k] = sum(at->counts[k], t.best_low);
  }
  return true;
}

static bool count_occurrence(rasid_summary *s, const occurrences *o,
                             const rasid_record_data *record, size_t root) {
  const rasid_event_data *e = &record->events[root];
  s->n_occurrences++;
  if (!count_one(&s->categories, e->category, (rasid_text){NULL, 0}) ||
      !count_place(s, &e->place) || !count_tolls(s, o, record, root))
    return false;
  for (size_t i = 0; i < e->n_actors; i++)
    if (!count_actor(s, &e->actors[i])) return false;
  return true;
}

rasid_status rasid_summary_add(rasid_summary *s, const rasid_record_data *record) {
  s->scratch->failed = false;
  const occurrences *o = occurrences_of(s->scratch, record);
  if (o == NULL) return RASID_ERROR_MEMORY;
  s->n_documents++;
  s->n_events += record->n_events;
  for (size_t i = 0; i < record->n_events; i++) {
    if (o->root[i] != i) continue;
    if (!is_actual(&record->events[i]))
      s->n_other++;
    else if (!count_occurrence(s, o, record, i))
      return RASID_ERROR_MEMORY;
  }
  for (size_t i = 0; i < record->n_casualties; i++)
    s->n_loose += record->casualties[i].event < 0;
  return RASID_OK;
}

rasid_status rasid_summary_add_record(rasid_summary *s, const rasid_record *record) {
  const rasid_record_data *data;
  if (rasid_record_json(record).size == 0) return RASID_OK;
  rasid_status status = rasid_record_reader_take(s->reader, record, &data);
  return status == RASID_OK ? rasid_summary_add(s, data) : status;
}

rasid_status rasid_summary_merge(rasid_summary *s, const rasid_summary *other) {
  s->n_documents += other->n_documents;
  s->n_events += other->n_events;
  s->n_occurrences += other->n_occurrences;
  s->n_other += other->n_other;
  s->n_loose += other->n_loose;
  return merge(&s->categories, &other->categories) && merge(&s->places, &other->places) &&
                 merge(&s->actors, &other->actors) && merge(&s->days, &other->days)
             ? RASID_OK
             : RASID_ERROR_MEMORY;
}
