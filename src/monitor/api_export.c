/* api_export.c - what a view shows, in every format the command knows.
 *
 * Two kinds of formats: "rows" (a line of JSON a row, as shown and corrected) and those
 * of records, which print the reports that the rows found belong to, as corrected too. An
 * export may be large, so it is printed piece by piece as it is sent, with a handle of
 * the store of its own: somebody who reads slowly holds nobody else up. At most four are
 * under way at once.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "monitor_inside.h"

enum {
  EXPORTS_MAX = 4,
  IDS_MAX = 1 << 24, /* gathered, those of a report more than once */
  BLOCK = 32768
};

typedef enum export_stage {
  EXPORT_BEGIN,
  EXPORT_ITEMS,
  EXPORT_END,
  EXPORT_OVER
} export_stage;

typedef struct export_job {
  rasid_monitor *monitor;
  struct MHD_Connection *connection;
  rasid_store *store;
  bool rows;
  rasid_store_rows *found; /* of rows */
  rasid_format format;     /* of records */
  rasid_store_printer *printer;
  rasid_output *output;
  int64_t *reports;
  size_t n_reports, at;
  bool first;
  export_stage stage;
  bytes waiting; /* printed and not sent, from `sent` on */
  size_t sent;
} export_job;

static void job_free(void *context) {
  export_job *job = context;
  if (job == NULL) return;
  rasid_store_rows_free(job->found);
  rasid_store_printer_free(job->printer);
  rasid_output_free(job->output);
  rasid_store_close(job->store);
  bytes_free(&job->waiting);
  free(job->reports);
  pthread_mutex_lock(&job->monitor->lock);
  job->monitor->n_exports--;
  pthread_mutex_unlock(&job->monitor->lock);
  free(job);
}

static rasid_status add_report(export_job *job, size_t *capacity, int64_t id,
                               rasid_error *error) {
  if (job->n_reports == *capacity) {
    size_t more = *capacity == 0 ? 256 : 2 * *capacity;
    if (more > IDS_MAX) {
      error->status = RASID_ERROR_ARGUMENT;
      snprintf(
          error->message, sizeof error->message,
          "more than %d rows: narrow the filter, or export rows, or use 'rasid store "
          "export'",
          IDS_MAX);
      return error->status;
    }
    int64_t *grown = realloc(job->reports, more * sizeof *grown);
    if (grown == NULL) return RASID_ERROR_MEMORY;
    job->reports = grown;
    *capacity = more;
  }
  job->reports[job->n_reports++] = id;
  return RASID_OK;
}

static int by_number(const void *a, const void *b) {
  int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;
  return x < y ? -1 : x > y;
}

/* Keeps each report once, in order. */
static void make_unique(export_job *job) {
  size_t n = 0;
  if (job->n_reports == 0) return;
  qsort(job->reports, job->n_reports, sizeof *job->reports, by_number);
  for (size_t i = 0; i < job->n_reports; i++)
    if (i == 0 || job->reports[i] != job->reports[n - 1])
      job->reports[n++] = job->reports[i];
  job->n_reports = n;
}

/* Adds the ids in `column` of what a filter finds. */
static rasid_status gather(export_job *job, rasid_store_view view,
                           const rasid_store_filter *filter, const char *column,
                           size_t *capacity, rasid_error *error) {
  rasid_store_rows *rows = NULL;
  bool more = true;
  rasid_status status = rasid_store_find(job->store, view, filter, &rows, error);
  size_t at = status == RASID_OK ? rasid_store_rows_column(rows, column) : 0;
  while (status == RASID_OK) {
    status = rasid_store_rows_next(rows, &more, error);
    if (status != RASID_OK || !more) break;
    status = add_report(job, capacity, rasid_store_rows_integer(rows, at), error);
  }
  rasid_store_rows_free(rows);
  return status;
}

/* The reports of the rows of a view. */
static rasid_status find_reports(export_job *job, rasid_store_view view,
                                 const rasid_store_filter *filter, rasid_error *error) {
  size_t capacity = 0;
  rasid_status status;
  if (view != RASID_STORE_INCIDENTS) {
    const char *column = view == RASID_STORE_REPORTS ? "id" : "report_id";
    status = gather(job, view, filter, column, &capacity, error);
    make_unique(job);
    return status;
  }
  status = gather(job, view, filter, "id", &capacity, error);
  int64_t *incidents = job->reports;
  size_t n = job->n_reports;
  job->reports = NULL;
  job->n_reports = capacity = 0;
  for (size_t i = 0; status == RASID_OK && i < n; i++) {
    rasid_store_filter of;
    rasid_store_filter_init(&of);
    of.incident = incidents[i];
    of.limit = INT64_MAX;
    status = gather(job, RASID_STORE_EPISODES, &of, "report_id", &capacity, error);
  }
  free(incidents);
  make_unique(job);
  return status;
}

/* Prints the next report as it was corrected; one whose text was purged is passed over.
 */
static bool print_report(export_job *job) {
  rasid_error error = {0};
  rasid_output_clear(job->output);
  if (rasid_store_print(job->printer, job->output, job->format, job->reports[job->at++],
                        &error) != RASID_OK)
    return false;
  rasid_text text = rasid_output_text(job->output);
  if (job->first) text = rasid_output_first(job->format, text);
  job->first = job->first && text.size == 0;
  return bytes_put(&job->waiting, text.data, text.size);
}

static bool print_row(export_job *job) {
  bool more = false;
  rasid_error error = {0};
  if (rasid_store_rows_next(job->found, &more, &error) != RASID_OK) return false;
  if (!more) {
    job->stage = EXPORT_OVER;
    return true;
  }
  rasid_text row = rasid_store_rows_json(job->found);
  return row.data != NULL && bytes_put(&job->waiting, row.data, row.size) &&
         bytes_put(&job->waiting, "\n", 1);
}

/* Prints what stands before all records, or behind them. */
static bool print_frame(export_job *job) {
  bool begins = job->stage == EXPORT_BEGIN;
  rasid_output_clear(job->output);
  rasid_status status = begins ? rasid_output_begin(job->output, job->format)
                               : rasid_output_end(job->output, job->format);
  rasid_text text = rasid_output_text(job->output);
  job->stage = begins ? EXPORT_ITEMS : EXPORT_OVER;
  return status == RASID_OK && bytes_put(&job->waiting, text.data, text.size);
}

static bool print_more(export_job *job) {
  job->waiting.size = job->sent = 0;
  while (job->waiting.size == 0 && job->stage != EXPORT_OVER) {
    bool printed = false;
    if (job->rows)
      printed = print_row(job);
    else if (job->stage != EXPORT_ITEMS)
      printed = print_frame(job);
    else if (job->at < job->n_reports)
      printed = print_report(job);
    else
      printed = true, job->stage = EXPORT_END;
    if (!printed) return false;
  }
  return true;
}

/* Callback of libmicrohttpd: fills `to` with what comes next. */
static ssize_t send_more(void *context, uint64_t position, char *to, size_t size) {
  export_job *job = context;
  (void)position;
  slow_guard_making(job->monitor->slow, job->connection);
  if (job->sent == job->waiting.size && !print_more(job))
    return MHD_CONTENT_READER_END_WITH_ERROR;
  size_t left = job->waiting.size - job->sent;
  if (left == 0) return MHD_CONTENT_READER_END_OF_STREAM;
  if (left > size) left = size;
  memcpy(to, job->waiting.data + job->sent, left);
  job->sent += left;
  slow_guard_given(job->monitor->slow, job->connection, left);
  return (ssize_t)left;
}

/* Makes a job with its own handle; NULL with the answer printed. */
static export_job *job_new(call *c) {
  rasid_monitor *m = c->monitor;
  rasid_store_options options;
  rasid_error error = {0};
  pthread_mutex_lock(&m->lock);
  bool many = m->n_exports >= EXPORTS_MAX;
  if (!many) m->n_exports++;
  pthread_mutex_unlock(&m->lock);
  if (many) {
    fail(c, MHD_HTTP_SERVICE_UNAVAILABLE, "too many exports at once; try again soon");
    return NULL;
  }
  export_job *job = calloc(1, sizeof *job);
  if (job != NULL) {
    *job = (export_job){.monitor = m, .connection = c->connection, .first = true};
    rasid_store_options_init(&options);
    options.model = m->options.model;
    options.read_only = true;
    if (rasid_store_open(m->options.store, &options, &job->store, &error) == RASID_OK)
      return job;
    fail_with(c, error.status, &error);
    job_free(job);
    return NULL;
  }
  pthread_mutex_lock(&m->lock);
  m->n_exports--;
  pthread_mutex_unlock(&m->lock);
  fail(c, MHD_HTTP_SERVICE_UNAVAILABLE, "out of memory");
  return NULL;
}

/* Names an export's file and says what it is. */
static void describe(struct MHD_Response *response, const char *view,
                     const char *format) {
  static const char *const types[][3] = {
      {"rows", "application/x-ndjson", "jsonl"},
      {"jsonl", "application/x-ndjson", "jsonl"},
      {"plover", "application/x-ndjson", "jsonl"},
      {"table", "text/plain; charset=utf-8", "txt"},
      {"markdown", "text/markdown; charset=utf-8", "md"},
      /* Not shown by the browser as a page of ours. */
      {"html", "application/octet-stream", "html"},
      {"geojson", "application/geo+json", "geojson"},
      {"tsv", "text/tab-separated-values; charset=utf-8", "tsv"},
      {"gdelt", "text/tab-separated-values; charset=utf-8", "tsv"},
  };
  const char *type = "text/csv; charset=utf-8", *end = "csv";
  char disposition[120];
  for (size_t i = 0; i < sizeof types / sizeof *types; i++)
    if (strcmp(types[i][0], format) == 0) {
      type = types[i][1];
      end = types[i][2];
    }
  snprintf(disposition, sizeof disposition, "attachment; filename=\"rasid-%s-%s.%s\"",
           view, format, end);
  MHD_add_response_header(response, "Content-Type", type);
  MHD_add_response_header(response, "Content-Disposition", disposition);
}

/* Finds what is to be exported; 0, or the status of a failure, with the answer printed.
 */
static unsigned prepare(call *c, export_job *job, rasid_store_view view) {
  rasid_store_filter filter;
  rasid_output_options options;
  rasid_error error = {0};
  rasid_status status;
  const char *rows = target_param_value(&c->target, "rows");
  const char *language = target_param_value(&c->target, "lang");
  if (!api_filter(c, &filter)) return MHD_HTTP_BAD_REQUEST;
  filter.limit = INT64_MAX;
  if (job->rows) {
    status = rasid_store_find(job->store, view, &filter, &job->found, &error);
  } else {
    job->printer = rasid_store_printer_new(job->store);
    job->output = rasid_output_new();
    if (job->printer == NULL || job->output == NULL)
      return fail(c, MHD_HTTP_SERVICE_UNAVAILABLE, "out of memory");
    rasid_output_options_init(&options);
    options.arabic = language != NULL && strcmp(language, "ar") == 0;
    options.review = true;
    options.rows =
        rows != NULL && strcmp(rows, "tolls") == 0 ? RASID_ROWS_TOLLS : RASID_ROWS_EVENTS;
    rasid_output_set_options(job->output, &options);
    status = find_reports(job, view, &filter, &error);
  }
  return status == RASID_OK ? 0 : fail_with(c, status, &error);
}

enum MHD_Result api_export(call *c) {
  rasid_store_view view;
  const char *format = target_param_value(&c->target, "format");
  const char *name = c->target.segments[3];
  rasid_format record_format = RASID_FORMAT_JSONL;
  bool rows = format == NULL || strcmp(format, "rows") == 0;
  if (!rasid_store_view_by_name(name, &view) ||
      (view != RASID_STORE_REPORTS && view != RASID_STORE_EVENTS &&
       view != RASID_STORE_TOLLS && view != RASID_STORE_INCIDENTS &&
       !(rows && view == RASID_STORE_SOURCES)))
    return reply_send(c, fail(c, MHD_HTTP_NOT_FOUND, "no such export"), NULL);
  if (!rows && !rasid_format_by_name(format, &record_format))
    return reply_send(c, fail(c, MHD_HTTP_BAD_REQUEST, "no format '%.40s'", format),
                      NULL);
  export_job *job = job_new(c);
  if (job == NULL) return reply_send(c, MHD_HTTP_SERVICE_UNAVAILABLE, NULL);
  job->rows = rows;
  job->format = record_format;
  unsigned failed = prepare(c, job, view);
  if (failed != 0) {
    job_free(job);
    return reply_send(c, failed, NULL);
  }
  struct MHD_Response *response = MHD_create_response_from_callback(
      MHD_SIZE_UNKNOWN, BLOCK, send_more, job, job_free);
  if (response == NULL) {
    job_free(job);
    return MHD_NO;
  }
  describe(response, name, rows ? "rows" : rasid_format_name(record_format));
  reply_headers(c->monitor, response, false);
  enum MHD_Result queued = MHD_queue_response(c->connection, MHD_HTTP_OK, response);
  MHD_destroy_response(response);
  return queued;
}
