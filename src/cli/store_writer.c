/* store_writer.c - batches of records go into a store, in the order of the input. */
#include "store_writer.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli.h"
#include "language.h"

typedef struct stored_report {
  rasid_document document;
  const rasid_piece *piece;
  size_t start, size; /* of the record in `records` */
  bool own_id;
} stored_report;

struct stored_reports {
  rasid_output *records;
  size_t n, capacity;
  stored_report items[];
};

stored_reports *stored_reports_new(size_t n) {
  stored_reports *r = calloc(1, sizeof *r + n * sizeof *r->items);
  if (r == NULL) return NULL;
  r->capacity = n;
  r->records = rasid_output_new();
  if (r->records != NULL) return r;
  free(r);
  return NULL;
}

void stored_reports_free(stored_reports *r) {
  if (r == NULL) return;
  rasid_output_free(r->records);
  free(r);
}

void stored_reports_clear(stored_reports *r) {
  rasid_output_clear(r->records);
  r->n = 0;
}

/* An id that only says on which line a report stood is none: tomorrow another one stands
 * there. A file of one report keeps its name. */
static bool has_own_id(const rasid_piece *piece, const rasid_document *document) {
  const char *place = rasid_piece_place(piece);
  rasid_text id = document->id;
  if (id.size == 0) return false;
  if (id.size != strlen(place) || memcmp(id.data, place, id.size) != 0) return true;
  const char *colon = strrchr(place, ':');
  bool is_line = colon != NULL && colon[1] >= '0' && colon[1] <= '9';
  return !is_line && strcmp(place, "-") != 0;
}

bool stored_reports_put(stored_reports *r, const rasid_piece *piece,
                        const rasid_document *document, const rasid_record *record) {
  if (r->n == r->capacity) return false;
  size_t start = rasid_output_text(r->records).size;
  if (rasid_output_record(r->records, RASID_FORMAT_JSONL, document, record) != RASID_OK)
    return false;
  stored_report *item = &r->items[r->n++];
  item->document = *document;
  item->piece = piece;
  item->start = start;
  item->size = rasid_output_text(r->records).size - start - 1; /* without its newline */
  item->own_id = has_own_id(piece, document);
  return true;
}

static void count(store_writer *w, rasid_store_outcome outcome) {
  switch (outcome) {
    case RASID_STORE_NEW: w->n_new++; break;
    case RASID_STORE_KNOWN: w->n_known++; break;
    case RASID_STORE_VERSION: w->n_versions++; break;
    case RASID_STORE_RECODED: w->n_recoded++; break;
  }
}

bool store_writer_take(store_writer *w, const stored_reports *r, uint64_t *n_bad) {
  rasid_error error = {0};
  store_writer before = *w;
  rasid_text records = rasid_output_text(r->records);
  if (r->n == 0) return true;
  rasid_status status = rasid_store_begin(w->store, &error);
  for (size_t i = 0; i < r->n && status == RASID_OK; i++) {
    const stored_report *item = &r->items[i];
    rasid_store_added added;
    rasid_text record = {records.data + item->start, item->size};
    status =
        rasid_store_add(w->store, &item->document, item->own_id, record, &added, &error);
    if (status == RASID_OK) {
      count(w, added.outcome);
    } else if (status == RASID_ERROR_ARGUMENT) {
      say(w->command, "%s: %s", rasid_piece_place(item->piece), error.message);
      ++*n_bad;
      status = RASID_OK;
    }
  }
  if (status == RASID_OK) status = rasid_store_commit(w->store, &error);
  if (status == RASID_OK) return true;
  rasid_store_rollback(w->store);
  *w = before;
  say(w->command, "%s", error.message);
  return false;
}

rasid_store *store_open_for(const char *command, const char *target,
                            const rasid_model *model, bool create, const char *kind) {
  rasid_store_options options;
  rasid_store *store = NULL;
  rasid_error error = {0};
  rasid_store_options_init(&options);
  options.model = model;
  options.create = create;
  if (rasid_store_open(target, &options, &store, &error) == RASID_OK &&
      (kind == NULL || rasid_store_run_begin(store, kind, NULL, (rasid_text){NULL, 0},
                                             NULL, &error) == RASID_OK))
    return store;
  say(command, "%s", error.message);
  rasid_store_close(store);
  return NULL;
}

void store_writer_tell(const store_writer *w) {
  fprintf(stderr, "rasid: %s: ", rasid_store_name(w->store));
  fprintf(stderr,
          ngettext("%llu new report", "%llu new reports", (unsigned long)w->n_new),
          (unsigned long long)w->n_new);
  if (w->n_versions > 0)
    fprintf(stderr, _(", %llu with another text"), (unsigned long long)w->n_versions);
  if (w->n_recoded > 0)
    fprintf(stderr, _(", %llu coded anew"), (unsigned long long)w->n_recoded);
  if (w->n_known > 0) fprintf(stderr, _(", %llu known"), (unsigned long long)w->n_known);
  fputc('\n', stderr);
}
