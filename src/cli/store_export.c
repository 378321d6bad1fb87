/* store_export.c - `rasid store export`: records in any format, as people corrected them.
 *
 * Of a report that somebody corrected the record's events and tolls get the values of the
 * store's rows, and those that were rejected are left out. As JSON the record stays what
 * the coder wrote, with what was said of it behind it, under "review".
 */
#include <errno.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "language.h"
#include "store_command.h"

enum { MAX_MODES = 8 };

typedef struct text_node {
  struct text_node *next;
  char data[];
} text_node;

/* A record whose arrays are the exporter's own. */
typedef struct exporter {
  rasid_store *store;
  rasid_output *output;
  rasid_record_reader *reader;
  text_node *texts; /* of this report */
  rasid_event_data *events;
  rasid_casualty_data *tolls;
  rasid_party_data *parties;
  rasid_text *modes;
  int32_t *kept_events, *kept_tolls; /* new index of each, -1: left out */
  rasid_error error;
  bool no_memory;
} exporter;

static void forget(exporter *x) {
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

static rasid_text column(exporter *x, const rasid_store_rows *rows, const char *name) {
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

static void patch_claim(exporter *x, const rasid_store_rows *rows, rasid_claim_data *c) {
  rasid_text label = column(x, rows, "claimant");
  c->who.label_en = label;
  c->who.country = column(x, rows, "claimant_country");
  c->who.sector = column(x, rows, "claimant_sector");
  c->kind = column(x, rows, "claim_kind");
}

static void patch_modes(exporter *x, const rasid_store_rows *rows, rasid_event_data *e,
                        rasid_text *modes) {
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

static void patch_event(exporter *x, const rasid_store_rows *rows, rasid_event_data *e,
                        rasid_text *modes) {
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

static void patch_toll(exporter *x, const rasid_store_rows *rows,
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

static rasid_store_rows *find(exporter *x, rasid_store_view view, int64_t report) {
  rasid_store_filter filter;
  rasid_store_rows *rows = NULL;
  rasid_store_filter_init(&filter);
  filter.report = report;
  filter.limit = INT64_MAX;
  rasid_store_find(x->store, view, &filter, &rows, &x->error);
  return rows;
}

static bool next(exporter *x, rasid_store_rows *rows) {
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
static bool copy_lists(exporter *x, const rasid_record_data *d) {
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
static bool patch_parties(exporter *x, int64_t report, const rasid_record_data *d,
                          const int64_t *ids) {
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

/* Puts the values of the rows into the copies; `*any` where a person changed something.
 */
static bool patch(exporter *x, int64_t report, const rasid_record_data *d, bool *any) {
  int64_t *ids = calloc(d->n_events + 1, sizeof *ids); /* of events that were corrected */
  if (ids == NULL || !copy_lists(x, d)) {
    free(ids);
    x->no_memory = true;
    return false;
  }
  rasid_store_rows *rows = find(x, RASID_STORE_EVENTS, report);
  while (next(x, rows)) {
    rasid_text review = column(x, rows, "review");
    size_t i = event_index(d, column(x, rows, "code"));
    if (i == d->n_events || review.size == 0) continue;
    *any = true;
    if (says(review, "rejected")) x->kept_events[i] = -1;
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
static void leave_out(const exporter *x, rasid_record_data *d) {
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
static bool write_json(exporter *x, FILE *file, int64_t report, rasid_text line) {
  fwrite(line.data, 1, line.size - 1, file);
  rasid_store_rows *rows = find(x, RASID_STORE_CORRECTIONS, report);
  bool any = false;
  while (next(x, rows)) {
    rasid_text json = rasid_store_rows_json(rows);
    fputs(any ? "," : ",\"review\":[", file);
    fwrite(json.data, 1, json.size, file);
    any = true;
  }
  rasid_store_rows_free(rows);
  fputs(any ? "]}\n" : "}\n", file);
  return x->error.status == RASID_OK;
}

static bool export_report(exporter *x, FILE *file, rasid_format format, int64_t report,
                          bool *first) {
  rasid_document document;
  rasid_text line;
  const rasid_record_data *data;
  bool any = false;
  if (rasid_store_report(x->store, report, &document, &line, &x->error) != RASID_OK)
    return false;
  if (line.data == NULL) return true; /* its text was removed */
  if (format == RASID_FORMAT_JSONL) return write_json(x, file, report, line);
  if (rasid_record_reader_read(x->reader, line, &data, &x->error) != RASID_OK ||
      !patch(x, report, data, &any))
    return false;
  rasid_record_data changed = *data;
  if (any) leave_out(x, &changed);
  rasid_output_clear(x->output);
  if (rasid_output_data(x->output, format, &document, &changed, line) != RASID_OK) {
    x->no_memory = true;
    return false;
  }
  rasid_text text = rasid_output_text(x->output);
  if (*first) text = rasid_output_first(format, text);
  *first &= text.size == 0;
  fwrite(text.data, 1, text.size, file);
  return true;
}

static bool write_frame(exporter *x, FILE *file, rasid_format format,
                        rasid_status (*print)(rasid_output *output,
                                              rasid_format format)) {
  rasid_output_clear(x->output);
  if (print(x->output, format) != RASID_OK) x->no_memory = true;
  rasid_text text = rasid_output_text(x->output);
  fwrite(text.data, 1, text.size, file);
  return !x->no_memory;
}

/* The reports that the filter finds, by their number; free the list. */
static bool list_reports(exporter *x, const store_arguments *a, int64_t **ids,
                         size_t *n) {
  rasid_store_filter filter = a->filter;
  rasid_store_rows *rows = NULL;
  size_t capacity = 0;
  filter.order = "id";
  if (!a->limit_given) filter.limit = INT64_MAX;
  if (rasid_store_find(x->store, RASID_STORE_REPORTS, &filter, &rows, &x->error) !=
      RASID_OK)
    return false;
  while (next(x, rows)) {
    if (*n == capacity) {
      capacity = 2 * capacity + 256;
      int64_t *more = realloc(*ids, capacity * sizeof *more);
      if (more == NULL) {
        x->no_memory = true;
        break;
      }
      *ids = more;
    }
    (*ids)[(*n)++] = whole(rows, "id", 0);
  }
  rasid_store_rows_free(rows);
  return !x->no_memory && x->error.status == RASID_OK;
}

static bool export_all(exporter *x, const store_arguments *a, FILE *file) {
  int64_t *ids = NULL;
  size_t n = 0;
  bool first = true;
  bool ok =
      list_reports(x, a, &ids, &n) && write_frame(x, file, a->format, rasid_output_begin);
  for (size_t i = 0; i < n && ok; i++) {
    ok = export_report(x, file, a->format, ids[i], &first);
    forget(x);
  }
  ok = ok && write_frame(x, file, a->format, rasid_output_end);
  free(ids);
  return ok;
}

int store_export(rasid_store *store, const store_arguments *a, int n, char **operands) {
  exporter x = {.store = store};
  FILE *file = stdout;
  const char *name = a->output != NULL ? a->output : "standard output";
  (void)n;
  (void)operands;
  if (a->format == RASID_FORMAT_TABLE)
    return usage_error("store", "--format table goes with list, search and show");
  x.output = rasid_output_new();
  x.reader = rasid_record_reader_new();
  bool ok = x.output != NULL && x.reader != NULL;
  x.no_memory = !ok;
  if (ok && a->output != NULL && (file = fopen(a->output, "w")) == NULL) {
    say("store", "cannot write %s: %s", name, strerror(errno));
    rasid_output_free(x.output);
    rasid_record_reader_free(x.reader);
    return EXIT_FAILED;
  }
  ok = ok && export_all(&x, a, file);
  bool written = !ferror(file) && fflush(file) == 0;
  if (a->output != NULL && fclose(file) != 0) written = false;
  if (x.no_memory)
    say("store", "out of memory");
  else if (!ok)
    say("store", "%s", x.error.message);
  else if (!written)
    say("store", "cannot write %s: %s", name, strerror(errno));
  forget(&x);
  rasid_output_free(x.output);
  rasid_record_reader_free(x.reader);
  return ok && written ? EXIT_ALL_DONE : EXIT_FAILED;
}
