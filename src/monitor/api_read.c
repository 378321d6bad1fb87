/* api_read.c - what can be looked at: the views of the store as lists, a report, an
 * incident, the map. */
#include <math.h>
#include <string.h>

#include "monitor_inside.h"

enum { ROWS_MAX = 1000, MAP_MAX = 250000 };

/* Who may see a view; NULL: it is not shown. */
static const char *role_for(rasid_store_view view) {
  switch (view) {
    case RASID_STORE_USERS:
    case RASID_STORE_PURGES: return "admin";
    case RASID_STORE_AUDIT: return "reviewer";
    case RASID_STORE_VERSIONS:
    case RASID_STORE_RECORDS: return NULL; /* a report's page has what is to be seen */
    default: return "reader";
  }
}

/* Prints the rows a filter finds as a JSON list; 0, or the status of a failure. */
static unsigned put_rows(call *c, rasid_store_view view,
                         const rasid_store_filter *filter) {
  rasid_store_rows *rows = NULL;
  rasid_error error = {0};
  bool more = true, first = true;
  rasid_status status = rasid_store_find(c->store, view, filter, &rows, &error);
  if (status == RASID_OK) put(c, "[");
  while (status == RASID_OK) {
    status = rasid_store_rows_next(rows, &more, &error);
    if (status != RASID_OK || !more) break;
    if (!first) put(c, ",");
    first = false;
    put_text(c, rasid_store_rows_json(rows));
  }
  rasid_store_rows_free(rows);
  if (status != RASID_OK) return fail_with(c, status, &error);
  put(c, "]");
  return 0;
}

/* A key and the rows that belong to it. */
static unsigned put_part(call *c, const char *key, rasid_store_view view,
                         const rasid_store_filter *filter) {
  put_key(c, false, key);
  return put_rows(c, view, filter);
}

unsigned api_view(call *c) {
  rasid_store_view view;
  rasid_store_filter filter;
  rasid_error error = {0};
  int64_t total = 0;
  if (!rasid_store_view_by_name(c->target.segments[2], &view) || role_for(view) == NULL)
    return fail(c, MHD_HTTP_NOT_FOUND, "there is no such list");
  if (!people_may(c, role_for(view)))
    return fail(c, MHD_HTTP_FORBIDDEN, "a %s may not see that", c->person.role);
  if (!api_filter(c, &filter)) return MHD_HTTP_BAD_REQUEST;
  if (filter.limit < 0 || filter.limit > ROWS_MAX) filter.limit = ROWS_MAX;
  rasid_status status = rasid_store_count(c->store, view, &filter, &total, &error);
  if (status != RASID_OK) return fail_with(c, status, &error);
  put(c, "{\"total\":");
  put_number(c, total);
  unsigned failed = put_part(c, "items", view, &filter);
  if (failed != 0) return failed;
  put(c, "}");
  return MHD_HTTP_OK;
}

/* Prints the row `id` of a view without its last bracket, so that more can follow; 0, or
 * the status of a failure. */
static unsigned put_row_open(call *c, rasid_store_view view, int64_t id) {
  rasid_store_filter filter;
  rasid_store_rows *rows = NULL;
  rasid_error error = {0};
  bool more = false;
  rasid_store_filter_init(&filter);
  filter.id = id;
  rasid_status status = rasid_store_find(c->store, view, &filter, &rows, &error);
  if (status == RASID_OK) status = rasid_store_rows_next(rows, &more, &error);
  if (status == RASID_OK && more) {
    rasid_text row = rasid_store_rows_json(rows);
    put_text(c, (rasid_text){row.data, row.size > 0 ? row.size - 1 : 0});
  }
  rasid_store_rows_free(rows);
  if (status != RASID_OK) return fail_with(c, status, &error);
  return more ? 0 : fail(c, MHD_HTTP_NOT_FOUND, "there is no %lld", (long long)id);
}

/* Corrections and comments of one target. */
static unsigned put_review(call *c, const char *what, int64_t id) {
  rasid_store_filter filter;
  rasid_store_filter_init(&filter);
  filter.target = (rasid_text){what, strlen(what)};
  filter.id = id;
  filter.limit = ROWS_MAX;
  unsigned failed = put_part(c, "corrections", RASID_STORE_CORRECTIONS, &filter);
  return failed != 0 ? failed : put_part(c, "comments", RASID_STORE_COMMENTS, &filter);
}

/* The record and the text it was made from. */
static unsigned put_text_and_record(call *c, int64_t id) {
  rasid_document document;
  rasid_text record, text;
  rasid_error error = {0};
  rasid_status status = rasid_store_report(c->store, id, &document, &record, &error);
  if (status != RASID_OK) return fail_with(c, status, &error);
  put_key(c, false, "record");
  put_text(c, record.data == NULL ? (rasid_text){"null", 4} : record);
  status = rasid_store_coded_text(c->store, id, &text, &error);
  if (status != RASID_OK) return fail_with(c, status, &error);
  put_key(c, false, "text");
  put_string(c, text);
  return 0;
}

unsigned api_report(call *c) {
  static const struct {
    const char *key;
    rasid_store_view view;
  } parts[] = {{"events", RASID_STORE_EVENTS},
               {"tolls", RASID_STORE_TOLLS},
               {"episodes", RASID_STORE_EPISODES},
               {"corrections", RASID_STORE_CORRECTIONS}};
  int64_t id;
  rasid_store_filter filter;
  if (!api_number(c, 3, &id)) return MHD_HTTP_NOT_FOUND;
  unsigned failed = put_row_open(c, RASID_STORE_REPORTS, id);
  if (failed == 0) failed = put_text_and_record(c, id);
  rasid_store_filter_init(&filter);
  filter.report = id;
  filter.limit = ROWS_MAX;
  for (size_t i = 0; failed == 0 && i < sizeof parts / sizeof *parts; i++)
    failed = put_part(c, parts[i].key, parts[i].view, &filter);
  rasid_store_filter_init(&filter);
  filter.target = (rasid_text){"report", 6};
  filter.id = id;
  filter.limit = ROWS_MAX;
  if (failed == 0) failed = put_part(c, "comments", RASID_STORE_COMMENTS, &filter);
  if (failed != 0) return failed;
  put(c, "}");
  return MHD_HTTP_OK;
}

/* A toll by one rule, after a comma unless it is the first; false, for those behind. */
static bool put_toll(call *c, const char *kind, rasid_toll_rule rule,
                     const rasid_toll *toll, bool first) {
  put(c, first ? "{\"kind\":\"" : ",{\"kind\":\"");
  put(c, kind);
  put(c, "\",\"rule\":\"");
  put(c, rasid_toll_rule_name(rule));
  put(c, "\",\"low\":");
  put_number(c, toll->low);
  put_key(c, false, "best");
  put_number(c, toll->best);
  put_key(c, false, "high");
  if (toll->high < 0)
    put(c, "null");
  else
    put_number(c, toll->high);
  put(c, "}");
  return false;
}

/* ,"tolls":[…]: every kind that is stated, by every rule. */
static unsigned put_tolls(call *c, int64_t incident) {
  static const char *const kinds[] = {"killed", "wounded", "killed_or_wounded",
                                      "killed_attackers"};
  rasid_error error = {0};
  bool first = true;
  put_key(c, false, "tolls");
  put(c, "[");
  for (size_t k = 0; k < sizeof kinds / sizeof *kinds; k++) {
    for (unsigned r = 0; r < RASID_N_TOLL_RULES; r++) {
      rasid_toll toll = {-1, -1, -1};
      rasid_status status = rasid_store_incident_toll(c->store, incident, kinds[k],
                                                      (rasid_toll_rule)r, &toll, &error);
      if (status != RASID_OK) return fail_with(c, status, &error);
      if (toll.low >= 0) first = put_toll(c, kinds[k], (rasid_toll_rule)r, &toll, first);
    }
  }
  put(c, "]");
  return 0;
}

unsigned api_incident(call *c) {
  static const struct {
    const char *key;
    rasid_store_view view;
  } parts[] = {{"parties", RASID_STORE_INCIDENT_PARTIES},
               {"claims", RASID_STORE_CLAIMS},
               {"episodes", RASID_STORE_EPISODES},
               {"events", RASID_STORE_EVENTS},
               {"event_parties", RASID_STORE_PARTIES}};
  int64_t id;
  rasid_store_filter filter;
  if (!api_number(c, 3, &id)) return MHD_HTTP_NOT_FOUND;
  unsigned failed = put_row_open(c, RASID_STORE_INCIDENTS, id);
  if (failed != 0) return failed;
  rasid_store_filter_init(&filter);
  filter.incident = id;
  filter.limit = ROWS_MAX;
  for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
    if ((failed = put_part(c, parts[i].key, parts[i].view, &filter)) != 0) return failed;
  if ((failed = put_review(c, "incident", id)) != 0) return failed;
  if ((failed = put_tolls(c, id)) != 0) return failed;
  if ((failed = api_put_sentences(c, id)) != 0) return failed;
  put(c, "}");
  return MHD_HTTP_OK;
}

/* ---- the map: columns rather than rows, since there may be a hundred thousand ---- */
enum { MAP_TEXT, MAP_NUMBER, MAP_REAL };

static const struct {
  const char *key, *column;
  int kind;
} map_columns[] = {
    {"ids", "id", MAP_NUMBER},
    {"lats", "lat", MAP_REAL},
    {"lons", "lon", MAP_REAL},
    {"precisions", "precision", MAP_TEXT},
    {"countries", "country", MAP_TEXT},
    {"categories", "category", MAP_TEXT},
    {"dates", "date", MAP_TEXT},
    {"places", "place", MAP_TEXT},
    {"killed", "killed_best", MAP_NUMBER},
};
enum { N_MAP_COLUMNS = sizeof map_columns / sizeof *map_columns };

static void put_cell(call *c, const rasid_store_rows *rows, size_t column, int kind) {
  if (column == SIZE_MAX || rasid_store_rows_null(rows, column))
    put(c, "null");
  else if (kind == MAP_TEXT)
    put_string(c, rasid_store_rows_text(rows, column));
  else if (kind == MAP_NUMBER)
    put_number(c, rasid_store_rows_integer(rows, column));
  else
    put_real(c, rasid_store_rows_number(rows, column));
}

/* Prints a row's cells, each into the text of its column. */
static void put_cells(call *c, rasid_output *const *columns, const rasid_store_rows *rows,
                      const size_t *at, bool first) {
  rasid_output *answer = c->out;
  for (size_t i = 0; i < N_MAP_COLUMNS; i++) {
    c->out = columns[i];
    if (!first) put(c, ",");
    put_cell(c, rows, at[i], map_columns[i].kind);
  }
  c->out = answer;
}

static rasid_status read_map(call *c, rasid_output *const *columns, int64_t *n,
                             const rasid_store_filter *filter, rasid_error *error) {
  const char *of = target_param_value(&c->target, "of");
  bool events = of != NULL && strcmp(of, "events") == 0;
  rasid_store_rows *rows = NULL;
  size_t at[N_MAP_COLUMNS] = {0};
  bool more = true;
  rasid_status status =
      rasid_store_find(c->store, events ? RASID_STORE_EVENTS : RASID_STORE_INCIDENTS,
                       filter, &rows, error);
  for (size_t i = 0; status == RASID_OK && i < N_MAP_COLUMNS; i++)
    at[i] = rasid_store_rows_column(rows, map_columns[i].column);
  while (status == RASID_OK) {
    status = rasid_store_rows_next(rows, &more, error);
    if (status != RASID_OK || !more) break;
    put_cells(c, columns, rows, at, *n == 0);
    ++*n;
  }
  rasid_store_rows_free(rows);
  return status;
}

unsigned api_map(call *c) {
  rasid_store_filter filter;
  rasid_error error = {0};
  rasid_output *columns[N_MAP_COLUMNS] = {NULL};
  rasid_status status = RASID_OK;
  int64_t n = 0;
  if (!api_filter(c, &filter)) return MHD_HTTP_BAD_REQUEST;
  filter.limit = MAP_MAX;
  for (size_t i = 0; i < N_MAP_COLUMNS; i++)
    if ((columns[i] = rasid_output_new()) == NULL) status = RASID_ERROR_MEMORY;
  if (status == RASID_OK) status = read_map(c, columns, &n, &filter, &error);
  put(c, "{\"total\":");
  put_number(c, n);
  for (size_t i = 0; status == RASID_OK && i < N_MAP_COLUMNS; i++) {
    put_key(c, false, map_columns[i].key);
    put(c, "[");
    put_text(c, rasid_output_text(columns[i]));
    put(c, "]");
    if (columns[i]->failed) status = RASID_ERROR_MEMORY;
  }
  put(c, "}");
  for (size_t i = 0; i < N_MAP_COLUMNS; i++) rasid_output_free(columns[i]);
  return status == RASID_OK ? MHD_HTTP_OK : fail_with(c, status, &error);
}
