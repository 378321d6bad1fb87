/* kept_record.c - a copy of what a record shows, which outlives the coder's next
 * document. */
#include "extension.h"

/* Every list of a record: how many, and the i-th. */
#define LIST(name, type, many)                                        \
  static bool name##_at(const rasid_record *r, size_t i, void *out) { \
    return rasid_record_##name(r, i, (type *)out);                    \
  }                                                                   \
  static size_t name##_many(const rasid_record *r) {                  \
    return rasid_record_n_##many(r);                                  \
  }
LIST(event, rasid_event, events)
LIST(casualty, rasid_casualty, casualties)
LIST(time, rasid_time, times)
LIST(place, rasid_place_mention, places)
LIST(sentence, rasid_span, sentences)
LIST(number, rasid_number, numbers)
LIST(actor, rasid_actor_mention, actors)
LIST(word, rasid_word, words)

static bool diagnostic_at(const rasid_record *r, size_t i, void *out) {
  diagnostic_view *d = out;
  return rasid_record_diagnostic(r, i, &d->code, &d->message);
}

static const struct list_reader {
  size_t (*many)(const rasid_record *record);
  bool (*at)(const rasid_record *record, size_t i, void *out);
  shape_id shape;
} readers[N_KEPT] = {
    [KEPT_EVENTS] = {event_many, event_at, SHAPE_EVENT},
    [KEPT_TOLLS] = {casualty_many, casualty_at, SHAPE_TOLL},
    [KEPT_TIMES] = {time_many, time_at, SHAPE_TIME},
    [KEPT_PLACES] = {place_many, place_at, SHAPE_PLACE_MENTION},
    [KEPT_SENTENCES] = {sentence_many, sentence_at, SHAPE_SPAN},
    [KEPT_DIAGNOSTICS] = {rasid_record_n_diagnostics, diagnostic_at, SHAPE_DIAGNOSTIC},
    [KEPT_NUMBERS] = {number_many, number_at, SHAPE_NUMBER},
    [KEPT_ACTORS] = {actor_many, actor_at, SHAPE_ACTOR_MENTION},
    [KEPT_WORDS] = {word_many, word_at, SHAPE_WORD},
};

shape_id kept_shape(kept_list list) {
  return readers[list].shape;
}

static rasid_text keep(pool *p, rasid_text text) {
  if (text.data == NULL) return text;
  return (rasid_text){pool_copy(p, text.data, text.size), text.size};
}

/* The room for the items is taken at once; each is read into it, and then made to own
 * what it points to. */
static void keep_list(kept_record *kept, const rasid_record *record, kept_list list) {
  const struct list_reader *reader = &readers[list];
  const shape *s = &shapes[reader->shape];
  size_t n = reader->many(record), n_read = 0;
  char *items = malloc(n * s->size + 1);
  if (items == NULL) {
    kept->memory.failed = true;
    return;
  }
  while (n_read < n && reader->at(record, n_read, items + n_read * s->size)) n_read++;
  if (n_read < n) kept->memory.failed = true; /* no memory for the view */
  kept->lists[list].items = shape_copy(&kept->memory, s, items, n_read);
  kept->lists[list].n = n_read;
  free(items);
}

kept_record *kept_record_new(const rasid_record *record, unsigned lists) {
  kept_record *kept = calloc(1, sizeof *kept);
  if (kept == NULL) return NULL;
  pool *p = &kept->memory;
  kept->id = keep(p, rasid_record_id(record));
  kept->written = keep(p, rasid_record_written(record));
  kept->json = keep(p, rasid_record_json(record));
  for (unsigned i = 0; i < N_KEPT && !p->failed; i++)
    if (lists >> i & 1u) keep_list(kept, record, (kept_list)i);
  if (!p->failed) return kept;
  kept_record_free(kept);
  return NULL;
}

void kept_record_free(kept_record *kept) {
  if (kept == NULL) return;
  pool_free(&kept->memory);
  document_input_free(&kept->input);
  free(kept);
}
