/* store_report.c - a report given back: its document, record and coded text. */
#include <stdlib.h>
#include <string.h>

#include "store_inside.h"

/* ---- captions, a list of JSON strings that this library wrote ---- */

/* The next string from `*at` on into `b`, with a NUL behind it; false at the end. */
static bool next_string(rasid_text json, size_t *at, text_buffer *b) {
  while (*at < json.size && json.data[*at] != '"') ++*at;
  if (*at >= json.size) return false;
  for (++*at; *at < json.size && json.data[*at] != '"'; ++*at) {
    char c = json.data[*at];
    if (c == '\\' && *at + 1 < json.size) {
      c = json.data[++*at];
      if (c == 'n') c = '\n';
      if (c == 'u' && *at + 4 < json.size) {
        char digits[5] = {json.data[*at + 1], json.data[*at + 2], json.data[*at + 3],
                          json.data[*at + 4], '\0'};
        c = (char)strtol(digits, NULL, 16);
        *at += 4;
      }
    }
    text_put(b, &c, 1);
  }
  ++*at;
  text_put(b, "", 1);
  return true;
}

static bool grow_captions(rasid_store *store, size_t n) {
  if (n < store->shown_capacity) return true;
  size_t capacity = 2 * n + 8;
  rasid_text *more = realloc(store->shown_captions, capacity * sizeof *more);
  if (more == NULL) return false;
  store->shown_captions = more;
  store->shown_capacity = capacity;
  return true;
}

/* ---- the report ---- */

enum { N_TEXTS = 8 };

/* Texts of a row, copied one behind the other; they move while the buffer grows, so where
 * they begin is kept as a number. */
typedef struct shown_texts {
  size_t start[N_TEXTS], size[N_TEXTS];
  bool present[N_TEXTS];
} shown_texts;

static void keep_texts(text_buffer *b, db_statement *s, shown_texts *texts) {
  for (int i = 0; i < N_TEXTS; i++) {
    rasid_text text = db_column_text(s, i);
    texts->present[i] = text.data != NULL;
    texts->start[i] = b->size;
    texts->size[i] = text.size;
    text_put(b, text.data, text.size);
    text_put(b, "", 1);
  }
}

static rasid_text kept_text(const text_buffer *b, const shown_texts *texts, int i) {
  if (!texts->present[i]) return (rasid_text){NULL, 0};
  return (rasid_text){b->data + texts->start[i], texts->size[i]};
}

static void show_captions(rasid_store *store, rasid_document *document,
                          const shown_texts *texts, int column) {
  text_buffer *b = &store->shown;
  size_t n = 0, end = 0;
  if (!texts->present[column]) return;
  text_buffer json = {0}; /* the buffer grows while it is read */
  text_put(&json, b->data + texts->start[column], texts->size[column]);
  for (size_t at = 0;; n++) {
    size_t start = b->size;
    if (!next_string(text_of(&json), &at, b)) break;
    if (!grow_captions(store, n)) {
      b->failed = true;
      break;
    }
    store->shown_captions[n] = (rasid_text){NULL, start};
    end = b->size;
  }
  text_free(&json);
  for (size_t i = 0; i < n && !b->failed; i++) {
    size_t start = store->shown_captions[i].size;
    size_t next = i + 1 < n ? store->shown_captions[i + 1].size : end;
    store->shown_captions[i] = (rasid_text){b->data + start, next - start - 1};
  }
  document->captions = store->shown_captions;
  document->n_captions = n;
}

static bool find_report(rasid_store *store, int64_t report, shown_texts *texts) {
  db_statement *s = db_get(&store->d,
                           "SELECT r.name, v.title, v.captions, v.text, v.published,"
                           " r.source, v.url, c.json FROM reports r"
                           " JOIN versions v ON v.id = r.version_id"
                           " LEFT JOIN records c ON c.id = r.record_id WHERE r.id = ?1");
  db_integer(s, 1, report);
  bool found = db_row(s);
  text_clear(&store->shown);
  if (found) keep_texts(&store->shown, s, texts);
  db_finish(s);
  return found;
}

rasid_status rasid_store_report(rasid_store *store, int64_t report,
                                rasid_document *document, rasid_text *record,
                                rasid_error *error) {
  shown_texts texts = {0};
  rasid_document_init(document);
  if (record != NULL) *record = (rasid_text){NULL, 0};
  if (!find_report(store, report, &texts)) {
    rasid_status status = store_told(store, error);
    if (status != RASID_OK) return status;
    return store_error(error, RASID_ERROR_ARGUMENT, "%s: there is no report %lld",
                       store->target, (long long)report);
  }
  show_captions(store, document, &texts, 2);
  const text_buffer *b = &store->shown;
  if (b->failed)
    return store_error(error, RASID_ERROR_MEMORY, "out of memory for the report");
  document->id = kept_text(b, &texts, 0);
  document->title = kept_text(b, &texts, 1);
  document->text = kept_text(b, &texts, 3);
  document->published = kept_text(b, &texts, 4);
  document->source = kept_text(b, &texts, 5);
  document->url = kept_text(b, &texts, 6);
  if (record != NULL) *record = kept_text(b, &texts, 7);
  return RASID_OK;
}

/* A part behind those before it, on a line of its own. */
static void put_line(text_buffer *b, rasid_text text, bool *any) {
  if (text.data == NULL) return;
  if (*any) text_put(b, "\n", 1);
  *any = true;
  text_put(b, text.data, text.size);
}

rasid_status rasid_store_coded_text(rasid_store *store, int64_t report, rasid_text *text,
                                    rasid_error *error) {
  rasid_document document;
  *text = (rasid_text){NULL, 0};
  rasid_status status = rasid_store_report(store, report, &document, NULL, error);
  if (status != RASID_OK) return status;
  text_buffer *b = &store->joined;
  text_clear(b);
  bool any = false;
  put_line(b, document.title, &any);
  for (size_t i = 0; i < document.n_captions; i++)
    put_line(b, document.captions[i], &any);
  put_line(b, document.text, &any);
  if (b->failed)
    return store_error(error, RASID_ERROR_MEMORY, "out of memory for the report");
  *text = text_of(b);
  return RASID_OK;
}
