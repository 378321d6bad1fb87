/* api_sentences.c - the sentence that each claim and each event of an incident stands in.
 *
 * The store knows where one stands; the sentences are in the record of its report and
 * the words in its text. Each report is looked up once.
 */
#include <stdlib.h>
#include <string.h>

#include "monitor_inside.h"

enum { CLAIMS_MAX = 1000 }; /* and events */

typedef struct claim_place {
  int64_t id, report, sentence;
  uint32_t start, end; /* of the sentence, code points; equal: not found */
} claim_place;

static int by_report(const void *a, const void *b) {
  const claim_place *x = a, *y = b;
  if (x->report != y->report) return x->report < y->report ? -1 : 1;
  return x->id < y->id ? -1 : x->id > y->id;
}

/* Where the rows of a view (claims or events) of an incident stand; their number. */
static rasid_status find_claims(call *c, rasid_store_view view, int64_t incident,
                                claim_place *claims, size_t *n, rasid_error *error) {
  rasid_store_filter filter;
  rasid_store_rows *rows = NULL;
  bool more = true;
  rasid_store_filter_init(&filter);
  filter.incident = incident;
  filter.limit = CLAIMS_MAX;
  rasid_status status = rasid_store_find(c->store, view, &filter, &rows, error);
  while (status == RASID_OK) {
    status = rasid_store_rows_next(rows, &more, error);
    if (status != RASID_OK || !more || *n == CLAIMS_MAX) break;
    size_t id = rasid_store_rows_column(rows, "id");
    size_t report_id = rasid_store_rows_column(rows, "report_id");
    size_t sentence = rasid_store_rows_column(rows, "sentence");
    claims[(*n)++] = (claim_place){
        .id = rasid_store_rows_integer(rows, id),
        .report = rasid_store_rows_integer(rows, report_id),
        .sentence = rasid_store_rows_null(rows, sentence)
                        ? -1
                        : rasid_store_rows_integer(rows, sentence),
    };
  }
  rasid_store_rows_free(rows);
  return status;
}

/* Takes the sentences of the claims of one report from its record. */
static void find_sentences(call *c, rasid_record_reader *reader, claim_place *claims,
                           size_t n) {
  rasid_document document;
  rasid_text line;
  rasid_error error = {0};
  const rasid_record_data *record;
  if (rasid_store_report(c->store, claims[0].report, &document, &line, &error) !=
          RASID_OK ||
      line.data == NULL ||
      rasid_record_reader_read(reader, line, &record, &error) != RASID_OK)
    return;
  for (size_t i = 0; i < n; i++) {
    int64_t at = claims[i].sentence;
    if (at < 0 || (uint64_t)at >= record->n_sentences) continue;
    claims[i].start = record->sentences[at].start;
    claims[i].end = record->sentences[at].end;
  }
}

/* The code points of a text from `start` to `end`. */
static rasid_text cut(rasid_text text, uint32_t start, uint32_t end) {
  uint32_t at = 0;
  size_t from = text.size, to = text.size;
  for (size_t i = 0; i < text.size; i++) {
    if (((unsigned char)text.data[i] & 0xC0) == 0x80) continue;
    if (at == start) from = i;
    if (at == end) {
      to = i;
      break;
    }
    at++;
  }
  return from < to ? (rasid_text){text.data + from, to - from} : (rasid_text){NULL, 0};
}

static void put_sentences(call *c, const claim_place *claims, size_t n, bool *first) {
  rasid_text text;
  rasid_error error = {0};
  if (rasid_store_coded_text(c->store, claims[0].report, &text, &error) != RASID_OK ||
      text.data == NULL)
    return;
  for (size_t i = 0; i < n; i++) {
    if (claims[i].start >= claims[i].end) continue;
    put(c, *first ? "\"" : ",\"");
    put_number(c, claims[i].id);
    put(c, "\":");
    put_string(c, cut(text, claims[i].start, claims[i].end));
    *first = false;
  }
}

static unsigned put_sentences_of(call *c, const char *key, rasid_store_view view,
                                 int64_t incident) {
  rasid_error error = {0};
  size_t n = 0;
  bool first = true;
  rasid_status status = RASID_ERROR_MEMORY;
  rasid_record_reader *reader = rasid_record_reader_new();
  claim_place *claims = calloc(CLAIMS_MAX, sizeof *claims);
  if (reader != NULL && claims != NULL)
    status = find_claims(c, view, incident, claims, &n, &error);
  if (status == RASID_OK) {
    if (n > 0) qsort(claims, n, sizeof *claims, by_report);
    put_key(c, false, key);
    put(c, "{");
    for (size_t i = 0, end; i < n; i = end) {
      for (end = i + 1; end < n && claims[end].report == claims[i].report;) end++;
      find_sentences(c, reader, claims + i, end - i);
      put_sentences(c, claims + i, end - i, &first);
    }
    put(c, "}");
  }
  free(claims);
  rasid_record_reader_free(reader);
  return status == RASID_OK ? 0 : fail_with(c, status, &error);
}

unsigned api_put_sentences(call *c, int64_t incident) {
  unsigned failed = put_sentences_of(c, "sentences", RASID_STORE_CLAIMS, incident);
  if (failed != 0) return failed;
  return put_sentences_of(c, "event_sentences", RASID_STORE_EVENTS, incident);
}
