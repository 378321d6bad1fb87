/* store_views.c - the lists a store can be asked for, and their rows. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "store_incidents.h"
#include "store_query.h"

typedef struct view {
  const char *name;
  const char *select; /* columns and tables, up to WHERE and what always holds */
  const char *after;  /* GROUP BY …, "" */
  const char *order;  /* its own */
  const char *newest, *oldest, *toll; /* columns to order by; NULL: there is none */
  view_columns columns;
} view;

#define PARTIES_OF(role)                                                              \
  "(SELECT @JOIN(p.label, '; ') FROM parties p WHERE p.event_id = e.id AND p.role = " \
  "'" role "') AS " role

#define EVENT_COLUMNS                                                                    \
  "e.id, e.report_id, e.code, e.category, e.modes, e.contexts, e.cameo, e.quad, "        \
  "e.status,"                                                                            \
  " e.sentence, e.trigger_text, e.trigger_start, e.trigger_end, e.date, e.date_first,"   \
  " e.date_last, e.place, e.place_text, e.country, e.admin1, e.lat, e.lon, e.precision," \
  " e.relation, e.claimant, e.claimant_country, e.claimant_sector, e.claim_kind,"        \
  " e.anonymous, e.confidence, e.rule, e.review"

/* How it is known that a party acted: by its own word, or by that of others, or the
 * report says so. */
#define HOW_KNOWN                                                              \
  "CASE WHEN p.role <> 'actor' THEN NULL WHEN coalesce(e.claim_kind, '') = ''" \
  " THEN 'stated' WHEN " CLAIMS_IT " THEN 'claimed' ELSE 'blamed' END AS how_known"

/* How it is known who acted in an incident, as rasid_incidents_print says it: gunmen of
 * no country name nobody. */
#define PERPETRATOR                                                                 \
  "coalesce((SELECT CASE WHEN max(p.n_claimed) > 0 THEN 'claimed' WHEN"             \
  " max(p.n_events - p.n_claimed - p.n_blamed) > 0 THEN 'stated' WHEN count(*) > 0" \
  " THEN 'blamed' END FROM incident_parties p WHERE p.incident_id = i.id AND"       \
  " p.role = 'actor' AND (p.country <> '' OR coalesce(p.sector, '') <> 'UAF')),"    \
  " 'unknown') AS perpetrator"

#define INCIDENT_OF_EVENT                                                      \
  "(SELECT max(x.incident_id) FROM episode_events y JOIN episodes x ON x.id =" \
  " y.episode_id WHERE y.event_id = e.id AND x.is_current = 1)"

#define REPORT_OF "r.title, r.source, r.url, r.published"

static const view views[RASID_STORE_N_VIEWS] = {
    [RASID_STORE_REPORTS] =
        {"reports",
         "SELECT r.id, r.name, r.title, r.source, r.url, r.language, r.published, "
         "r.added,"
         " r.version_id, r.record_id, r.n_versions, r.n_events, r.n_tolls, r.review,"
         " r.duplicate_of, r.uncertainty FROM reports r WHERE 1 = 1",
         "",
         "r.published DESC, r.id DESC",
         "r.published",
         "r.published",
         NULL,
         {.report = "r.id", .id = "r.id", .has_report = true, .review = "r.review"}},
    [RASID_STORE_EVENTS] =
        {"events",
         "SELECT " EVENT_COLUMNS ", " PARTIES_OF("actor") ", " PARTIES_OF(
             "recipient") ","
                          " " INCIDENT_OF_EVENT " AS incident_id, " REPORT_OF
                          " FROM events e JOIN reports r ON r.id = e.report_id"
                          " WHERE e.is_current = 1",
         "",
         "e.id",
         "e.date_first",
         "e.date_first",
         NULL,
         {.report = "e.report_id",
          .id = "e.id",
          .has_report = true,
          .has_event = true,
          .review = "e.review",
          .incident = INCIDENT_OF_EVENT}},
    [RASID_STORE_PARTIES] =
        {"parties",
         "SELECT p.event_id, p.role, p.number, p.text, p.start_at, p.end_at, p.country,"
         " p.sector, p.name, p.label, p.wikidata, " HOW_KNOWN
         " FROM parties p JOIN events e ON e.id = p.event_id WHERE e.is_current = 1",
         "",
         "p.event_id, p.role, p.number",
         NULL,
         NULL,
         NULL,
         {.report = "e.report_id", .id = "p.event_id", .incident = INCIDENT_OF_EVENT}},
    [RASID_STORE_TOLLS] =
        {"tolls",
         "SELECT t.id, t.report_id, t.event_id, t.code, t.kind, t.low, t.high, t.approx,"
         " t.status, t.side, t.sentence, t.text, t.start_at, t.end_at, t.victim,"
         " t.victim_text, t.victim_country, t.victim_sector, t.claimant,"
         " t.claimant_country, t.claimant_sector, t.claim_kind, t.anonymous, t.part_of,"
         " t.replaces, t.rule, t.review, e.category, e.date, e.place, "
         "e.country, " REPORT_OF " FROM tolls t JOIN reports r ON r.id = t.report_id"
         " LEFT JOIN events e ON e.id = t.event_id WHERE t.is_current = 1",
         "",
         "t.id",
         "r.published",
         "r.published",
         "coalesce(t.high, t.low)",
         {.report = "t.report_id",
          .id = "t.id",
          .has_report = true,
          .has_event = true,
          .status = "t.status",
          .review = "t.review",
          .kind = "t.kind",
          .amount = "coalesce(t.high, t.low)"}},
    [RASID_STORE_MENTIONS] =
        {"mentions",
         "SELECT m.report_id, m.kind, m.start_at, m.end_at, m.text, m.value, m.country,"
         " m.admin1, m.lat, m.lon, m.precision FROM mentions m JOIN reports r ON"
         " r.record_id = m.record_id WHERE 1 = 1",
         "",
         "m.report_id, m.start_at, m.kind",
         NULL,
         NULL,
         NULL,
         {.report = "r.id", .has_report = true}},
    [RASID_STORE_INCIDENTS] =
        {"incidents",
         "SELECT i.id, i.category, i.modes, i.date, i.place, i.country, i.admin1, i.lat,"
         " i.lon, i.precision, i.actor, i.recipient, i.n_reports, i.n_claims,"
         " i.first_published, i.last_published, i.killed_low, i.killed_best,"
         " i.killed_high, i.wounded_low, i.wounded_best, i.wounded_high, i.attackers_low,"
         " i.attackers_best, i.attackers_high, i.changed, i.review, " PERPETRATOR
         " FROM incidents i WHERE 1 = 1",
         "",
         "coalesce(i.date, i.first_published) DESC, i.id DESC",
         "coalesce(i.date, i.first_published)",
         "coalesce(i.date, i.first_published)",
         "coalesce(i.killed_best, -1)",
         {.id = "i.id", .incident = "i.id", .has_incident = true, .review = "i.review"}},
    [RASID_STORE_INCIDENT_PARTIES] = {"incident_parties",
                                      "SELECT p.incident_id, p.role, p.number, "
                                      "p.country, p.sector, p.label, p.n_events, "
                                      "p.n_claimed, p.n_blamed"
                                      " FROM incident_parties p WHERE 1 = 1",
                                      "",
                                      "p.incident_id, p.role, p.number",
                                      NULL,
                                      NULL,
                                      NULL,
                                      {.incident = "p.incident_id"}},
    [RASID_STORE_EPISODES] =
        {"episodes",
         "SELECT x.id, x.report_id, x.incident_id, x.category, x.number,"
         " (SELECT @JOIN(CAST(y.event_id AS TEXT), ' ') FROM episode_events y"
         " WHERE y.episode_id = x.id) AS events, x.duplicate_of, " REPORT_OF
         " FROM episodes x JOIN reports r ON r.id = x.report_id WHERE x.is_current = 1",
         "",
         "x.id",
         "r.published",
         "r.published",
         NULL,
         {.report = "x.report_id",
          .id = "x.id",
          .has_report = true,
          .incident = "x.incident_id"}},
    [RASID_STORE_CLAIMS] =
        {"claims",
         "SELECT c.id, c.incident_id, c.report_id, c.toll_id, c.kind, c.low, c.high,"
         " c.approx, c.text, c.sentence, c.start_at, c.end_at, c.claimant,"
         " c.claimant_country, c.claimant_sector, c.claim_kind, c.anonymous, c.source,"
         " c.published, c.duplicate_of, r.title, r.url"
         " FROM claims c JOIN reports r ON r.id = c.report_id WHERE 1 = 1",
         "",
         "c.published, c.id",
         "c.published",
         "c.published",
         "coalesce(c.high, c.low)",
         {.report = "c.report_id",
          .id = "c.id",
          .has_report = true,
          .incident = "c.incident_id",
          .kind = "c.kind",
          .amount = "coalesce(c.high, c.low)"}},
    [RASID_STORE_SOURCES] =
        {"sources",
         "SELECT s.id, s.name, s.country, s.note,"
         " (SELECT count(*) FROM reports r WHERE r.source_id = s.id) AS n_reports,"
         " (SELECT count(*) FROM events e JOIN reports r ON r.id = e.report_id"
         " WHERE r.source_id = s.id AND e.is_current = 1) AS n_events,"
         " (SELECT min(r.published) FROM reports r WHERE r.source_id = s.id) AS first,"
         " (SELECT max(r.published) FROM reports r WHERE r.source_id = s.id) AS last,"
         " (SELECT count(DISTINCT x.incident_id) FROM episodes x JOIN reports r ON r.id ="
         " x.report_id WHERE r.source_id = s.id AND x.is_current = 1) AS n_incidents,"
         " (SELECT count(DISTINCT x.incident_id) FROM episodes x JOIN reports r ON r.id ="
         " x.report_id JOIN incidents i ON i.id = x.incident_id WHERE r.source_id = s.id"
         " AND x.is_current = 1 AND r.published = i.first_published) AS n_first,"
         " (SELECT avg(julianday(substr(r.published, 1, 10)) -"
         " julianday(substr(i.first_published, 1, 10))) FROM episodes x JOIN reports r ON"
         " r.id = x.report_id JOIN incidents i ON i.id = x.incident_id WHERE r.source_id "
         "="
         " s.id AND x.is_current = 1) AS days_late,"
         " (SELECT count(*) FROM claims c JOIN reports r ON r.id = c.report_id WHERE"
         " r.source_id = s.id AND c.kind = 'killed') AS n_killed_claims,"
         " (SELECT avg((c.low + 1.0) / (i.killed_best + 1.0)) FROM claims c JOIN reports "
         "r"
         " ON r.id = c.report_id JOIN incidents i ON i.id = c.incident_id WHERE "
         "r.source_id"
         " = s.id AND c.kind = 'killed') AS killed_ratio"
         " FROM sources s WHERE 1 = 1",
         "",
         "n_reports DESC, s.name",
         NULL,
         NULL,
         NULL,
         {.id = "s.id"}},
    [RASID_STORE_VERSIONS] =
        {"versions",
         "SELECT v.id, v.report_id, v.number, v.title, v.captions, v.text, v.url,"
         " v.published, v.published_from, v.language, v.added, v.run_id, v.purged"
         " FROM versions v WHERE 1 = 1",
         "",
         "v.report_id, v.number",
         "v.added",
         "v.added",
         NULL,
         {.report = "v.report_id", .id = "v.id"}},
    [RASID_STORE_RECORDS] =
        {"records",
         "SELECT c.id, c.report_id, c.version_id, c.run_id, c.coder, c.model, c.coded,"
         " c.written, c.json FROM records c WHERE 1 = 1",
         "",
         "c.id",
         "c.coded",
         "c.coded",
         NULL,
         {.report = "c.report_id", .id = "c.id"}},
    [RASID_STORE_CORRECTIONS] =
        {"corrections",
         "SELECT k.id, k.report_id, k.target, k.target_id, k.field, k.old, k.new,"
         " k.evidence, k.evidence_start, k.evidence_end, k.note, k.who, k.at, k.undoes,"
         " (SELECT u.id FROM corrections u WHERE u.undoes = k.id) AS undone_by"
         " FROM corrections k WHERE 1 = 1",
         "",
         "k.id DESC",
         "k.at",
         "k.at",
         NULL,
         {.report = "k.report_id",
          .target_id = "k.target_id",
          .id = "k.id",
          .who = "k.who",
          .target = "k.target",
          .time = "k.at"}},
    [RASID_STORE_COMMENTS] =
        {"comments",
         "SELECT k.id, k.target, k.target_id, k.text, k.who, k.at FROM comments k"
         " WHERE 1 = 1",
         "",
         "k.id",
         "k.at",
         "k.at",
         NULL,
         {.target_id = "k.target_id",
          .id = "k.id",
          .who = "k.who",
          .target = "k.target",
          .time = "k.at"}},
    [RASID_STORE_OPERATIONS] =
        {"operations",
         "SELECT o.id, o.kind, o.who, o.at, o.note, o.undoes,"
         " (SELECT u.id FROM operations u WHERE u.undoes = o.id) AS undone_by,"
         " (SELECT count(*) FROM moves m WHERE m.operation_id = o.id) AS n_moves"
         " FROM operations o WHERE 1 = 1",
         "",
         "o.id DESC",
         "o.at",
         "o.at",
         NULL,
         {.id = "o.id", .who = "o.who", .time = "o.at"}},
    [RASID_STORE_RUNS] =
        {"runs",
         "SELECT u.id, u.kind, u.started, u.ended, u.who, u.coder, u.model, u.detail,"
         " u.n_added, u.n_changed, u.n_known, u.n_bad FROM runs u WHERE 1 = 1",
         "",
         "u.id DESC",
         "u.started",
         "u.started",
         NULL,
         {.id = "u.id", .who = "u.who", .time = "u.started"}},
    [RASID_STORE_SEARCHES] =
        {"searches",
         "SELECT q.id, q.name, q.who, q.query, q.command, q.added, q.last_id"
         " FROM searches q WHERE 1 = 1",
         "",
         "q.id",
         "q.added",
         "q.added",
         NULL,
         {.id = "q.id", .who = "q.who"}},
    [RASID_STORE_USERS] = {"users",
                           "SELECT u.id, u.name, u.role, u.added, u.disabled FROM users u"
                           " WHERE 1 = 1",
                           "",
                           "u.name",
                           "u.added",
                           "u.added",
                           NULL,
                           {.id = "u.id"}},
    [RASID_STORE_AUDIT] = {"audit",
                           "SELECT a.id, a.at, a.who, a.action, a.target, a.target_id, "
                           "a.detail FROM audit a"
                           " WHERE 1 = 1",
                           "",
                           "a.id DESC",
                           "a.at",
                           "a.at",
                           NULL,
                           {.target_id = "a.target_id",
                            .id = "a.id",
                            .who = "a.who",
                            .target = "a.target",
                            .time = "a.at"}},
    [RASID_STORE_PURGES] =
        {"purges",
         "SELECT g.id, g.report_id, g.content, g.who, g.at, g.reason FROM purges g"
         " WHERE 1 = 1",
         "",
         "g.id DESC",
         "g.at",
         "g.at",
         NULL,
         {.report = "g.report_id", .id = "g.id", .who = "g.who", .time = "g.at"}},
    [RASID_STORE_DAYS] = {"days",
                          "SELECT e.date_first AS day, e.category, count(*) AS n_events,"
                          " sum((SELECT sum(t.low) FROM tolls t WHERE t.event_id = e.id "
                          "AND t.is_current = 1"
                          " AND t.kind = 'killed' AND t.part_of IS NULL)) AS killed,"
                          " sum((SELECT sum(t.low) FROM tolls t WHERE t.event_id = e.id "
                          "AND t.is_current = 1"
                          " AND t.kind = 'wounded' AND t.part_of IS NULL)) AS wounded"
                          " FROM events e JOIN reports r ON r.id = e.report_id"
                          " WHERE e.is_current = 1 AND e.date_first IS NOT NULL",
                          " GROUP BY e.date_first, e.category",
                          "day DESC, e.category",
                          "day",
                          "day",
                          NULL,
                          {.report = "e.report_id",
                           .has_report = true,
                           .has_event = true}},
    [RASID_STORE_QUEUE] = {"queue",
                           "SELECT r.id, r.name, r.title, r.source, r.url, r.language, "
                           "r.published, r.added,"
                           " r.n_events, r.n_tolls, r.uncertainty FROM reports r"
                           " WHERE r.review = '' AND r.n_events > 0",
                           "",
                           "r.uncertainty DESC, r.id",
                           "r.published",
                           "r.published",
                           NULL,
                           {.report = "r.id", .id = "r.id", .has_report = true}},
};

const char *rasid_store_view_name(rasid_store_view v) {
  return (unsigned)v < RASID_STORE_N_VIEWS ? views[v].name : NULL;
}

bool rasid_store_view_by_name(const char *name, rasid_store_view *v) {
  for (unsigned i = 0; i < RASID_STORE_N_VIEWS; i++) {
    *v = (rasid_store_view)i;
    if (strcmp(views[i].name, name) == 0) return true;
  }
  return false;
}

/* ---- finding ---- */

struct rasid_store_rows {
  rasid_store *store;
  store_query query; /* owns what the statement's parameters borrow */
  db_statement *statement;
  text_buffer json;
  int n_columns;
  bool nothing;
};

static void put_order(store_query *q, const view *v, const rasid_store_filter *f) {
  const char *how = f->order != NULL ? f->order : "";
  text_string(&q->sql, " ORDER BY ");
  if (strcmp(how, "newest") == 0 && v->newest != NULL)
    text_print(&q->sql, "%s DESC, ", v->newest);
  else if (strcmp(how, "oldest") == 0 && v->oldest != NULL)
    text_print(&q->sql, "%s, ", v->oldest);
  else if (strcmp(how, "toll") == 0 && v->toll != NULL)
    text_print(&q->sql, "%s DESC, ", v->toll);
  else if (strcmp(how, "id") == 0 && v->columns.id != NULL)
    text_print(&q->sql, "%s, ", v->columns.id);
  text_string(&q->sql, v->order);
}

static void make_query(rasid_store *store, store_query *q, rasid_store_view which,
                       const rasid_store_filter *f, bool counting) {
  const view *v = &views[which];
  text_string(&q->sql, counting ? "SELECT count(*) FROM (" : "");
  text_string(&q->sql, v->select);
  query_conditions(store, q, &v->columns, f);
  text_string(&q->sql, v->after);
  if (counting) {
    text_string(&q->sql, ") found");
    return;
  }
  put_order(q, v, f);
  text_print(&q->sql, " LIMIT %lld OFFSET %lld", (long long)f->limit,
             (long long)f->offset);
}

/* The filter to use, or an error. */
static const rasid_store_filter *checked(rasid_store_view v, const rasid_store_filter *f,
                                         rasid_store_filter *plain, rasid_error *error) {
  rasid_store_filter_init(plain);
  if (f == NULL) f = plain;
  if ((unsigned)v < RASID_STORE_N_VIEWS && f->struct_size == sizeof *f && f->limit >= 0 &&
      f->offset >= 0)
    return f;
  store_error(error, RASID_ERROR_ARGUMENT,
              "there is no such view, or the filter was not filled by "
              "rasid_store_filter_init");
  return NULL;
}

rasid_status rasid_store_find(rasid_store *store, rasid_store_view v,
                              const rasid_store_filter *filter, rasid_store_rows **rows,
                              rasid_error *error) {
  rasid_store_filter plain;
  *rows = NULL;
  filter = checked(v, filter, &plain, error);
  if (filter == NULL) return RASID_ERROR_ARGUMENT;
  rasid_store_rows *r = calloc(1, sizeof *r);
  if (r == NULL)
    return store_error(error, RASID_ERROR_MEMORY, "out of memory for the search");
  r->store = store;
  make_query(store, &r->query, v, filter, false);
  r->nothing = r->query.nothing;
  r->statement = query_prepare(store, &r->query);
  if (r->statement != NULL) r->n_columns = store->d.kind->n_columns(r->statement->handle);
  rasid_status status = store_told(store, error);
  if (status == RASID_OK)
    *rows = r;
  else
    rasid_store_rows_free(r);
  return status;
}

rasid_status rasid_store_count(rasid_store *store, rasid_store_view v,
                               const rasid_store_filter *filter, int64_t *n,
                               rasid_error *error) {
  rasid_store_filter plain;
  store_query q = {0};
  *n = 0;
  filter = checked(v, filter, &plain, error);
  if (filter == NULL) return RASID_ERROR_ARGUMENT;
  make_query(store, &q, v, filter, true);
  db_statement *s = query_prepare(store, &q);
  if (!q.nothing && db_row(s)) *n = db_column_integer(s, 0);
  db_finish(s);
  query_free(&q);
  return store_told(store, error);
}

void rasid_store_rows_free(rasid_store_rows *rows) {
  if (rows == NULL) return;
  db_finish(rows->statement);
  query_free(&rows->query);
  text_free(&rows->json);
  free(rows);
}

rasid_status rasid_store_rows_next(rasid_store_rows *rows, bool *more,
                                   rasid_error *error) {
  *more = !rows->nothing && db_row(rows->statement);
  return store_told(rows->store, error);
}

/* ---- columns ---- */

size_t rasid_store_rows_n(const rasid_store_rows *rows) {
  return (size_t)rows->n_columns;
}

const char *rasid_store_rows_name(const rasid_store_rows *rows, size_t i) {
  if (i >= (size_t)rows->n_columns) return NULL;
  return rows->store->d.kind->column_name(rows->statement->handle, (int)i);
}

bool rasid_store_rows_null(const rasid_store_rows *rows, size_t i) {
  return i >= (size_t)rows->n_columns || db_is_null(rows->statement, (int)i);
}

rasid_text rasid_store_rows_text(const rasid_store_rows *rows, size_t i) {
  if (i >= (size_t)rows->n_columns) return (rasid_text){NULL, 0};
  return db_column_text(rows->statement, (int)i);
}

int64_t rasid_store_rows_integer(const rasid_store_rows *rows, size_t i) {
  return i < (size_t)rows->n_columns ? db_column_integer(rows->statement, (int)i) : 0;
}

double rasid_store_rows_number(const rasid_store_rows *rows, size_t i) {
  return i < (size_t)rows->n_columns ? db_column_number(rows->statement, (int)i) : 0;
}

size_t rasid_store_rows_column(const rasid_store_rows *rows, const char *name) {
  for (size_t i = 0; i < (size_t)rows->n_columns; i++)
    if (strcmp(rasid_store_rows_name(rows, i), name) == 0) return i;
  return SIZE_MAX;
}

/* A number as short as it can be read back from, the same whatever the database prints.
 */
static void put_number(text_buffer *b, rasid_text as_printed, double value) {
  char number[40];
  if (memchr(as_printed.data, '.', as_printed.size) == NULL &&
      memchr(as_printed.data, 'e', as_printed.size) == NULL) {
    text_put(b, as_printed.data, as_printed.size);
    return;
  }
  for (int digits = 15; digits <= 17; digits++) {
    snprintf(number, sizeof number, "%.*g", digits, value);
    if (strtod(number, NULL) == value) break;
  }
  text_string(b, number);
}

rasid_text rasid_store_rows_json(rasid_store_rows *rows) {
  text_buffer *b = &rows->json;
  const db_kind *kind = rows->store->d.kind;
  text_clear(b);
  for (int i = 0; i < rows->n_columns; i++) {
    text_string(b, i == 0 ? "{" : ",");
    text_json(b, db_constant(rasid_store_rows_name(rows, (size_t)i)));
    text_string(b, ":");
    rasid_text value = db_column_text(rows->statement, i);
    if (value.data != NULL && !kind->is_text(rows->statement->handle, i))
      put_number(b, value, db_column_number(rows->statement, i));
    else
      text_json(b, value);
  }
  text_string(b, "}");
  return b->failed ? (rasid_text){NULL, 0} : text_of(b);
}
