/* store_output.c - a report's record as people corrected it, in any format.
 *
 * Of a report that somebody corrected the record's events and tolls get the values of the
 * store's rows, and those that were rejected are left out. As JSON the record stays what
 * the coder wrote, with what was said of it behind it, under "review".
 */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "store_inside.h"

enum { MAX_MODES = 8 };

typedef struct text_node {
  struct text_node *next;
  char data[];
} text_node;

/* A record whose arrays are the rasid_store_printer's own. */
struct rasid_store_printer {
  rasid_store *store;
  rasid_record_reader *reader;
  text_buffer line; /* of JSON */
  text_node *texts; /* of this report */
  rasid_event_data *events;
  rasid_casualty_data *tolls;
  rasid_party_data *parties;
  rasid_text *modes;
  int32_t *kept_events, *kept_tolls; /* new index of each, -1: left out */
  rasid_error error;
  bool no_memory;
};

static void forget(rasid_store_printer *x) {
  for (text_node *t = x->texts, *next; t != NULL; t = next) {
    next = t->next;
    free(t);
  }
  free(x->events);
  free(x->tolls);
  free(x->parties);
  free(x->modes);
  free(x->kept_events);
  free(x->kept_tolls);
  x->texts = NULL;
  x->events = NULL;
  x->tolls = NULL;
  x->parties = NULL;
  x->modes = NULL;
  x->kept_events = x->kept_tolls = NULL;
}

/* ---- columns of a row, copied ---- */

static rasid_text column(rasid_store_printer *x, const rasid_store_rows *rows,
                         const char *name) {
  rasid_text text = rasid_store_rows_text(rows, rasid_store_rows_column(rows, name));
  if (text.data == NULL) return text;
  text_node *node = malloc(sizeof *node + text.size + 1);
  if (node == NULL) {
    x->no_memory = true;
    return (rasid_text){NULL, 0};
  }
  node->next = x->texts;
  x->texts = node;
  memcpy(node->data, text.data, text.size);
  return (rasid_text){node->data, text.size};
}

static bool is_null(const rasid_store_rows *rows, const char *name) {
  return rasid_store_rows_null(rows, rasid_store_rows_column(rows, name));
}

static int64_t whole(const rasid_store_rows *rows, const char *name, int64_t null) {
  if (is_null(rows, name)) return null;
  return rasid_store_rows_integer(rows, rasid_store_rows_column(rows, name));
}

static double degrees(const rasid_store_rows *rows, const char *name, double null) {
  if (is_null(rows, name)) return null;
  return rasid_store_rows_number(rows, rasid_store_rows_column(rows, name));
}

static bool says(rasid_text text, const char *word) {
  return text.size == strlen(word) && memcmp(text.data, word, text.size) == 0;
}

/* ---- what a person changed ---- */

static void patch_claim(rasid_store_printer *x, const rasid_store_rows *rows,
                        rasid_claim_data *c) {
  rasid_text label = column(x, rows, "claimant");
  c->who.label_en = label;
  c->who.country = column(x, rows, "claimant_country");
  c->who.sector = column(x, rows, "claimant_sector");
  c->kind = column(x, rows, "claim_kind");
}

static void patch_modes(rasid_store_printer *x, const rasid_store_rows *rows,
                        rasid_event_data *e, rasid_text *modes) {
  rasid_text list = column(x, rows, "modes");
  size_t n = 0;
  for (size_t at = 0; at < list.size && n < MAX_MODES;) {
    size_t size = 0;
    while (at + size < list.size && list.data[at + size] != ' ') size++;
    if (size > 0) modes[n++] = (rasid_text){list.data + at, size};
    at += size + 1;
  }
  e->modes = modes;
  e->n_modes = n;
}

static void patch_event(rasid_store_printer *x, const rasid_store_rows *rows,
                        rasid_event_data *e, rasid_text *modes) {
  e->category = column(x, rows, "category");
  patch_modes(x, rows, e, modes);
  e->cameo = column(x, rows, "cameo");
  e->status = column(x, rows, "status");
  e->date.value = column(x, rows, "date");
  e->place.name = column(x, rows, "place");
  e->place.country = column(x, rows, "country");
  e->place.admin1 = column(x, rows, "admin1");
  e->place.lat = degrees(rows, "lat", (double)NAN);
  e->place.lon = degrees(rows, "lon", (double)NAN);
  e->place.precision = column(x, rows, "precision");
  patch_claim(x, rows, &e->claim);
}

static void patch_toll(rasid_store_printer *x, const rasid_store_rows *rows,
                       rasid_casualty_data *c) {
  c->kind = column(x, rows, "kind");
  c->low = whole(rows, "low", 0);
  c->high = whole(rows, "high", -1);
  c->approx = whole(rows, "approx", 0) != 0;
  c->status = column(x, rows, "status");
  c->side = column(x, rows, "side");
  c->victim.label_en = column(x, rows, "victim");
  c->victim.country = column(x, rows, "victim_country");
  c->victim.sector = column(x, rows, "victim_sector");
  patch_claim(x, rows, &c->claim);
}

static rasid_store_rows *find(rasid_store_printer *x, rasid_store_view view,
                              int64_t report) {
  rasid_store_filter filter;
  rasid_store_rows *rows = NULL;
  rasid_store_filter_init(&filter);
  filter.report = report;
  filter.limit = INT64_MAX;
  rasid_store_find(x->store, view, &filter, &rows, &x->error);
  return rows;
}

static bool next(rasid_store_printer *x, rasid_store_rows *rows) {
  bool more = false;
  return rows != NULL && rasid_store_rows_next(rows, &more, &x->error) == RASID_OK &&
         more;
}

static bool same(rasid_text a, rasid_text b) {
  if (a.data == NULL || b.data == NULL) return false;
  return a.size == b.size && memcmp(a.data, b.data, a.size) == 0;
}

/* The index of a row in the record, by its id there. */
static size_t event_index(const rasid_record_data *d, rasid_text code) {
  size_t i = 0;
  while (i < d->n_events && !same(d->events[i].id, code)) i++;
  return i;
}

static size_t toll_index(const rasid_record_data *d, rasid_text code) {
  size_t i = 0;
  while (i < d->n_casualties && !same(d->casualties[i].id, code)) i++;
  return i;
}

/* Copies of the record's lists, to be changed. */
static bool copy_lists(rasid_store_printer *x, const rasid_record_data *d) {
  x->events = malloc((d->n_events + 1) * sizeof *x->events);
  x->tolls = malloc((d->n_casualties + 1) * sizeof *x->tolls);
  x->modes = malloc((d->n_events + 1) * MAX_MODES * sizeof *x->modes);
  x->kept_events = calloc(d->n_events + 1, sizeof *x->kept_events);
  x->kept_tolls = calloc(d->n_casualties + 1, sizeof *x->kept_tolls);
  if (x->events == NULL || x->tolls == NULL || x->modes == NULL ||
      x->kept_events == NULL || x->kept_tolls == NULL)
    return false;
  if (d->n_events > 0) memcpy(x->events, d->events, d->n_events * sizeof *x->events);
  if (d->n_casualties > 0)
    memcpy(x->tolls, d->casualties, d->n_casualties * sizeof *x->tolls);
  return true;
}

/* Actors and recipients of the events that were corrected. */
static bool patch_parties(rasid_store_printer *x, int64_t report,
                          const rasid_record_data *d, const int64_t *ids) {
  rasid_store_rows *rows = find(x, RASID_STORE_PARTIES, report);
  size_t n = 0, capacity = 0;
  while (next(x, rows)) {
    int64_t id = whole(rows, "event_id", 0);
    size_t i = 0;
    while (i < d->n_events && ids[i] != id) i++;
    if (i == d->n_events) continue;
    if (n == capacity) {
      capacity = 2 * capacity + 64;
      rasid_party_data *more = realloc(x->parties, capacity * sizeof *more);
      if (more == NULL) {
        x->no_memory = true;
        break;
      }
      x->parties = more;
    }
    bool actor = says(column(x, rows, "role"), "actor");
    x->parties[n++] =
        (rasid_party_data){.span.text = column(x, rows, "text"),
                           .span.start = (uint32_t)whole(rows, "start_at", 0),
                           .span.end = (uint32_t)whole(rows, "end_at", 0),
                           .country = column(x, rows, "country"),
                           .sector = column(x, rows, "sector"),
                           .name = column(x, rows, "name"),
                           .label_en = column(x, rows, "label"),
                           .wikidata = column(x, rows, "wikidata")};
    x->events[i].n_actors += actor;
    x->events[i].n_recipients += !actor;
  }
  rasid_store_rows_free(rows);
  /* Rows come by event id and role, and ids grow with the index. */
  rasid_party_data *at = x->parties;
  for (size_t i = 0; i < d->n_events; i++) {
    if (ids[i] == 0) continue;
    x->events[i].actors = at;
    at = at != NULL ? at + x->events[i].n_actors : NULL;
    x->events[i].recipients = at;
    at = at != NULL ? at + x->events[i].n_recipients : NULL;
  }
  return !x->no_memory && x->error.status == RASID_OK;
}

/* What a person said of a report as a whole holds for all of it, unless they said
 * otherwise of a part. */
static bool patch_review(rasid_store_printer *x, int64_t report,
                         const rasid_record_data *d) {
  rasid_store_filter filter;
  rasid_store_rows *rows = NULL;
  rasid_text review = {NULL, 0};
  rasid_store_filter_init(&filter);
  filter.id = report;
  if (rasid_store_find(x->store, RASID_STORE_REPORTS, &filter, &rows, &x->error) ==
          RASID_OK &&
      next(x, rows))
    review = column(x, rows, "review");
  rasid_store_rows_free(rows);
  if (!says(review, "accepted") && !says(review, "rejected")) return false;
  for (size_t i = 0; i < d->n_events; i++) x->events[i].review = review;
  for (size_t i = 0; i < d->n_casualties; i++) x->tolls[i].review = review;
  return true;
}

/* Puts the values of the rows into the copies; `*any` where a person changed something.
 */
static bool patch(rasid_store_printer *x, int64_t report, const rasid_record_data *d,
                  bool *any) {
  int64_t *ids = calloc(d->n_events + 1, sizeof *ids); /* of events that were corrected */
  if (ids == NULL || !copy_lists(x, d)) {
    free(ids);
    x->no_memory = true;
    return false;
  }
  *any = patch_review(x, report, d);
  rasid_store_rows *rows = find(x, RASID_STORE_EVENTS, report);
  while (next(x, rows)) {
    rasid_text review = column(x, rows, "review");
    size_t i = event_index(d, column(x, rows, "code"));
    if (i == d->n_events || review.size == 0) continue;
    *any = true;
    if (says(review, "rejected")) x->kept_events[i] = -1;
    x->events[i].review = review;
    ids[i] = whole(rows, "id", 0);
    x->events[i].n_actors = x->events[i].n_recipients = 0;
    patch_event(x, rows, &x->events[i], x->modes + i * MAX_MODES);
  }
  rasid_store_rows_free(rows);
  rows = x->error.status == RASID_OK ? find(x, RASID_STORE_TOLLS, report) : NULL;
  while (next(x, rows)) {
    rasid_text review = column(x, rows, "review");
    size_t i = toll_index(d, column(x, rows, "code"));
    if (i == d->n_casualties || review.size == 0) continue;
    *any = true;
    if (says(review, "rejected")) x->kept_tolls[i] = -1;
    x->tolls[i].review = review;
    patch_toll(x, rows, &x->tolls[i]);
  }
  rasid_store_rows_free(rows);
  bool ok = x->error.status == RASID_OK && (!*any || patch_parties(x, report, d, ids));
  free(ids);
  return ok && !x->no_memory;
}

static int32_t renamed(const int32_t *kept, int32_t index) {
  return index < 0 ? -1 : kept[index];
}

/* Leaves out what was rejected; links follow. */
static void leave_out(const rasid_store_printer *x, rasid_record_data *d) {
  int32_t n_events = 0, n_tolls = 0;
  for (size_t i = 0; i < d->n_events; i++)
    if (x->kept_events[i] >= 0) x->kept_events[i] = n_events++;
  for (size_t i = 0; i < d->n_casualties; i++)
    if (x->kept_tolls[i] >= 0) x->kept_tolls[i] = n_tolls++;
  for (size_t i = 0; i < d->n_events; i++) {
    if (x->kept_events[i] < 0) continue;
    rasid_event_data *e = &x->events[x->kept_events[i]];
    *e = x->events[i];
    e->same_as = renamed(x->kept_events, e->same_as);
    if (e->same_as < 0) e->same_as_id = (rasid_text){NULL, 0};
  }
  for (size_t i = 0; i < d->n_casualties; i++) {
    if (x->kept_tolls[i] < 0) continue;
    rasid_casualty_data *c = &x->tolls[x->kept_tolls[i]];
    *c = x->tolls[i];
    c->event = renamed(x->kept_events, c->event);
    c->part_of = renamed(x->kept_tolls, c->part_of);
    c->replaces = renamed(x->kept_tolls, c->replaces);
    if (c->event < 0) c->event_id = (rasid_text){NULL, 0};
    if (c->part_of < 0) c->part_of_id = (rasid_text){NULL, 0};
    if (c->replaces < 0) c->replaces_id = (rasid_text){NULL, 0};
  }
  d->events = x->events;
  d->n_events = (size_t)n_events;
  d->casualties = x->tolls;
  d->n_casualties = (size_t)n_tolls;
}

/* ---- one report ---- */

/* The record's line, and what people said of it behind. */
static rasid_text with_review(rasid_store_printer *x, int64_t report, rasid_text line) {
  text_buffer *b = &x->line;
  text_clear(b);
  text_put(b, line.data, line.size - 1);
  rasid_store_rows *rows = find(x, RASID_STORE_CORRECTIONS, report);
  bool any = false;
  while (next(x, rows)) {
    rasid_text json = rasid_store_rows_json(rows);
    text_string(b, any ? "," : ",\"review\":[");
    text_put(b, json.data, json.size);
    any = true;
  }
  rasid_store_rows_free(rows);
  text_string(b, any ? "]}" : "}");
  x->no_memory |= b->failed;
  return text_of(b);
}

rasid_store_printer *rasid_store_printer_new(rasid_store *store) {
  rasid_store_printer *x = calloc(1, sizeof *x);
  if (x == NULL) return NULL;
  x->store = store;
  x->reader = rasid_record_reader_new();
  if (x->reader != NULL) return x;
  free(x);
  return NULL;
}

void rasid_store_printer_free(rasid_store_printer *x) {
  if (x == NULL) return;
  forget(x);
  text_free(&x->line);
  rasid_record_reader_free(x->reader);
  free(x);
}

static rasid_status print(rasid_store_printer *x, rasid_output *output,
                          rasid_format format, int64_t report) {
  rasid_document document;
  rasid_text line;
  const rasid_record_data *data;
  bool any = false;
  rasid_status status = rasid_store_report(x->store, report, &document, &line, &x->error);
  if (status != RASID_OK || line.data == NULL) return status; /* its text was removed */
  status = rasid_record_reader_read(x->reader, line, &data, &x->error);
  if (status != RASID_OK) return status;
  if (format == RASID_FORMAT_JSONL) line = with_review(x, report, line);
  if (format != RASID_FORMAT_JSONL && !patch(x, report, data, &any))
    return x->no_memory ? RASID_ERROR_MEMORY : x->error.status;
  if (x->no_memory || x->error.status != RASID_OK)
    return x->no_memory ? RASID_ERROR_MEMORY : x->error.status;
  rasid_record_data changed = *data;
  if (any) leave_out(x, &changed);
  return rasid_output_data(output, format, &document, &changed, line);
}

rasid_status rasid_store_print(rasid_store_printer *x, rasid_output *output,
                               rasid_format format, int64_t report, rasid_error *error) {
  x->no_memory = false;
  x->error = (rasid_error){0};
  rasid_status status = print(x, output, format, report);
  forget(x);
  if (status == RASID_OK) return RASID_OK;
  if (x->error.status != RASID_OK)
    return store_error(error, status, "%s", x->error.message);
  return store_error(error, status, "out of memory for the export");
}
