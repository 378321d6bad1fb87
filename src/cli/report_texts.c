/* report_texts.c - looks reports up in a stream of them.
 *
 * Records stand in the order of the reports they were made from, unless somebody sorted
 * or chose among them. So the stream is read on until the id turns up; what was passed
 * over waits in a list of buckets by the hash of its id.
 */
#include "report_texts.h"

#include <stdlib.h>
#include <string.h>

enum { N_BUCKETS = 1 << 12 };

typedef struct waiting {
  struct waiting *next;
  rasid_piece *piece;
  rasid_document document;
} waiting;

struct report_texts {
  rasid_source *source;
  waiting *given;              /* the one that is in use */
  waiting *buckets[N_BUCKETS]; /* each in the order of the stream */
  waiting *last_of[N_BUCKETS];
  void (*complain)(void *context, const char *complaint);
  void *context;
  bool at_end;
};

static size_t bucket_of(rasid_text id) {
  uint32_t hash = 2166136261u;
  for (size_t i = 0; i < id.size; i++)
    hash = (hash ^ (unsigned char)id.data[i]) * 16777619u;
  return (hash ^ hash >> 16) % N_BUCKETS;
}

static bool same(rasid_text a, rasid_text b) {
  return a.size == b.size && (a.size == 0 || memcmp(a.data, b.data, a.size) == 0);
}

static void free_waiting(waiting *w) {
  if (w == NULL) return;
  rasid_piece_free(w->piece);
  free(w);
}

report_texts *report_texts_open(const char *const *paths, size_t n,
                                const rasid_source_options *options,
                                void (*complain)(void *context, const char *complaint),
                                void *context, rasid_error *error) {
  report_texts *t = calloc(1, sizeof *t);
  if (t == NULL) {
    strcpy(error->message, "out of memory");
    return NULL;
  }
  t->complain = complain;
  t->context = context;
  if (rasid_source_open(paths, n, options, &t->source, error) == RASID_OK) return t;
  free(t);
  return NULL;
}

void report_texts_close(report_texts *t) {
  if (t == NULL) return;
  for (size_t i = 0; i < N_BUCKETS; i++)
    for (waiting *w = t->buckets[i], *next; w != NULL; w = next) {
      next = w->next;
      free_waiting(w);
    }
  free_waiting(t->given);
  rasid_source_close(t->source);
  free(t);
}

/* Takes the first that waits under the id out of its list. */
static waiting *take(report_texts *t, rasid_text id) {
  size_t bucket = bucket_of(id);
  waiting *before = NULL;
  for (waiting *w = t->buckets[bucket]; w != NULL; before = w, w = w->next) {
    if (!same(w->document.id, id)) continue;
    *(before ? &before->next : &t->buckets[bucket]) = w->next;
    if (t->last_of[bucket] == w) t->last_of[bucket] = before;
    w->next = NULL;
    return w;
  }
  return NULL;
}

static void put(report_texts *t, waiting *w) {
  size_t bucket = bucket_of(w->document.id);
  if (t->buckets[bucket] == NULL)
    t->buckets[bucket] = w;
  else
    t->last_of[bucket]->next = w;
  t->last_of[bucket] = w;
}

/* The next report of the stream; NULL at its end. */
static waiting *read_next(report_texts *t, bool *no_memory) {
  waiting *w = calloc(1, sizeof *w);
  if (w != NULL) w->piece = rasid_piece_new();
  *no_memory = w == NULL || w->piece == NULL;
  while (!*no_memory && rasid_source_next(t->source, w->piece)) {
    rasid_opened opened = rasid_piece_open(w->piece, &w->document);
    if (opened != RASID_OPENED_DOCUMENT && t->complain != NULL)
      t->complain(t->context, rasid_piece_complaint(w->piece));
    if (opened != RASID_OPENED_BAD) return w;
  }
  t->at_end = !*no_memory;
  free_waiting(w);
  return NULL;
}

const rasid_document *report_texts_find(report_texts *t, rasid_text id, bool *no_memory) {
  *no_memory = false;
  free_waiting(t->given);
  t->given = take(t, id);
  while (t->given == NULL && !t->at_end) {
    waiting *w = read_next(t, no_memory);
    if (w == NULL) break;
    if (same(w->document.id, id))
      t->given = w;
    else
      put(t, w);
  }
  return t->given ? &t->given->document : NULL;
}
