/* store_incidents.c - incidents that grow as reports arrive, and what people make of
 * them.
 *
 * Joining takes those incidents into memory that reports may still tell of, each with all
 * its reports, and puts the new reports to them: what is there stays where it is. Which
 * episode is in which incident is a log of moves; a person's moves are moves like others,
 * and undoing is moving back. What an incident shows is derived anew from its episodes
 * whenever they change.
 */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "store_reload.h"

/* Days back from the oldest new report that incidents are looked at (INCIDENT_DAYS of the
 * library), and that episodes wait. */
enum { WINDOW_DAYS = 45, WAITING_DAYS = 14 };

/* Reports in the set, in the order they were added. */
typedef struct told {
  int64_t report;
  bool fresh;
} told;

typedef struct joining {
  rasid_store *store;
  rasid_incidents *set;
  store_reload *reload;
  told *reports;
  size_t n_reports, capacity;
  int64_t operation; /* 0 as long as nothing was moved */
  rasid_text who, note;
  const char *kind;
  rasid_store_joined counts;
} joining;

static bool joining_begin(joining *j, rasid_store *store) {
  rasid_error error = {0};
  *j = (joining){.store = store, .who = db_constant("rasid"), .kind = "auto"};
  j->reload = store_reload_new(store);
  if (j->reload != NULL && rasid_incidents_new(&j->set, &error) == RASID_OK) return true;
  return db_fail(&store->d, RASID_ERROR_MEMORY, "out of memory for incidents");
}

static void joining_end(joining *j) {
  rasid_incidents_free(j->set);
  store_reload_free(j->reload);
  free(j->reports);
}

/* ---- into memory ---- */

static bool remember(joining *j, int64_t report, bool fresh) {
  if (j->n_reports == j->capacity) {
    size_t capacity = 2 * j->capacity + 64;
    told *more = realloc(j->reports, capacity * sizeof *more);
    if (more == NULL)
      return db_fail(&j->store->d, RASID_ERROR_MEMORY, "out of memory for incidents");
    j->reports = more;
    j->capacity = capacity;
  }
  j->reports[j->n_reports++] = (told){report, fresh};
  return true;
}

/* The incident of each event of a report, 0 where it has none, into `keys`. */
static void event_keys(joining *j, int64_t report, const rasid_report *r, int64_t *keys) {
  const int64_t *ids = store_reload_events(j->reload);
  db_statement *s =
      db_get(&j->store->d,
             "SELECT y.event_id, x.incident_id FROM episodes x JOIN episode_events y ON"
             " y.episode_id = x.id WHERE x.report_id = ?1 AND x.is_current = 1");
  memset(keys, 0, r->n_events * sizeof *keys);
  db_integer(s, 1, report);
  while (db_row(s)) {
    int64_t event = db_column_integer(s, 0);
    for (size_t i = 0; i < r->n_events; i++)
      if (ids[i] == event) keys[i] = db_column_integer(s, 1);
  }
  db_finish(s);
}

/* Takes a report into the set: as something new, or where it was put before. */
static void take(joining *j, int64_t report, bool fresh) {
  rasid_report r;
  rasid_error error = {0};
  if (!store_reload_read(j->reload, report, &r) || !remember(j, report, fresh)) return;
  rasid_status status;
  if (fresh) {
    status = rasid_incidents_add(j->set, &r, &error);
  } else {
    int64_t *keys = calloc(r.n_events + 1, sizeof *keys);
    if (keys != NULL) event_keys(j, report, &r, keys);
    status = keys == NULL ? RASID_ERROR_MEMORY
                          : rasid_incidents_add_joined(j->set, &r, keys, &error);
    free(keys);
  }
  if (status != RASID_OK) db_fail(&j->store->d, status, "out of memory for incidents");
}

/* Ids that a query finds, read to the end before anything else is asked. */
typedef struct id_list {
  int64_t *items;
  size_t n, capacity;
} id_list;

static void add_id(rasid_store *store, id_list *list, int64_t id) {
  if (list->n == list->capacity) {
    size_t capacity = 2 * list->capacity + 64;
    int64_t *more = realloc(list->items, capacity * sizeof *more);
    if (more == NULL) {
      db_fail(&store->d, RASID_ERROR_MEMORY, "out of memory for incidents");
      return;
    }
    list->items = more;
    list->capacity = capacity;
  }
  list->items[list->n++] = id;
}

static void read_ids(rasid_store *store, db_statement *s, id_list *list) {
  list->n = 0;
  while (db_row(s)) add_id(store, list, db_column_integer(s, 0));
  db_finish(s);
}

/* The day `days` before another; the two databases count days differently. */
static void days_before(const char *day, int days, char out[11]) {
  int y = (int)strtol(day, NULL, 10), m = 1, d = 1; /* a day: oldest_day saw to it */
  if (strlen(day) >= 10) {
    m = (int)strtol(day + 5, NULL, 10);
    d = (int)strtol(day + 8, NULL, 10);
  }
  if (m < 1 || m > 12) m = 1;
  for (; days > 0 && y > 0; days--) {
    static const int lengths[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    if (--d > 0) continue;
    if (--m == 0) {
      m = 12;
      y--;
    }
    bool leap = (y % 4 == 0 && y % 100 != 0) || y % 400 == 0;
    d = lengths[m - 1] + (m == 2 && leap ? 1 : 0);
  }
  char text[48];
  snprintf(text, sizeof text, "%04d-%02d-%02d", y, m, d);
  memcpy(out, text, 10);
  out[10] = '\0';
}

/* Reports of incidents that are still open, and those with an episode that waits. */
static void list_old(rasid_store *store, const char *oldest, id_list *list) {
  char from[11], waiting[11];
  days_before(oldest, WINDOW_DAYS, from);
  days_before(oldest, WAITING_DAYS, waiting);
  db_statement *s = db_get(
      &store->d,
      "SELECT r.id FROM reports r WHERE r.joined = 1 AND EXISTS (SELECT 1 FROM episodes x"
      " LEFT JOIN incidents i ON i.id = x.incident_id WHERE x.report_id = r.id AND"
      " x.is_current = 1 AND ((x.incident_id IS NULL AND coalesce(r.published, '9') >= "
      "?2)"
      " OR coalesce(i.last_published, '9') >= ?1 OR coalesce(i.date, '') >= ?1))"
      " ORDER BY r.published, r.id");
  db_string(s, 1, from);
  db_string(s, 2, waiting);
  read_ids(store, s, list);
}

/* ---- out of memory again ---- */

static int64_t operation(joining *j, int64_t undoes) {
  if (j->operation > 0) return j->operation;
  db_statement *s = db_get(&j->store->d,
                           "INSERT INTO operations (kind, who, at, note, undoes)"
                           " VALUES (?1, ?2, ?3, ?4, ?5)@ID");
  store_time now = store_now();
  db_string(s, 1, j->kind);
  db_text(s, 2, j->who);
  db_string(s, 3, now.text);
  db_text(s, 4, j->note);
  db_integer_or_null(s, 5, undoes > 0 ? undoes : -1);
  j->operation = db_insert(s);
  db_finish(s);
  return j->operation;
}

static int64_t new_incident(rasid_store *store, const char *category) {
  db_statement *s =
      db_get(&store->d, "INSERT INTO incidents (category, changed) VALUES (?1, ?2)@ID");
  store_time now = store_now();
  db_string(s, 1, category);
  db_string(s, 2, now.text);
  int64_t id = db_insert(s);
  db_finish(s);
  return id;
}

/* Moves an episode, 0: to or from none. */
static void move(joining *j, int64_t episode, int64_t from, int64_t to, int64_t undoes) {
  rasid_store *store = j->store;
  int64_t made_by = operation(j, undoes);
  db_statement *s =
      db_get(&store->d,
             "INSERT INTO moves (operation_id, episode_id, from_incident, to_incident)"
             " VALUES (?1, ?2, ?3, ?4)");
  db_integer(s, 1, made_by);
  db_integer(s, 2, episode);
  db_integer_or_null(s, 3, from > 0 ? from : -1);
  db_integer_or_null(s, 4, to > 0 ? to : -1);
  db_run(s);
  db_finish(s);
  s = db_get(&store->d, "UPDATE episodes SET incident_id = ?1 WHERE id = ?2");
  db_integer_or_null(s, 1, to > 0 ? to : -1);
  db_integer(s, 2, episode);
  db_run(s);
  db_finish(s);
}

/* A new episode of a report that was read last. */
static int64_t add_episode(joining *j, int64_t report, size_t number,
                           const rasid_incident_episode *e, const int64_t *events) {
  rasid_store *store = j->store;
  db_statement *s =
      db_get(&store->d,
             "INSERT INTO episodes (report_id, record_id, number, category)"
             " VALUES (?1, (SELECT record_id FROM reports WHERE id = ?1), ?2, ?3)@ID");
  db_integer(s, 1, report);
  db_integer(s, 2, (int64_t)number);
  db_string(s, 3, e->category);
  int64_t id = db_insert(s);
  db_finish(s);
  for (size_t i = 0; i < e->n_events; i++) {
    s = db_get(&store->d,
               "INSERT INTO episode_events (episode_id, event_id) VALUES (?1, ?2)");
    db_integer(s, 1, id);
    db_integer(s, 2, events[e->events[i]]);
    db_run(s);
    db_finish(s);
  }
  return id;
}

/* The row of an episode that was there before: it has the event. */
static int64_t episode_of_event(rasid_store *store, int64_t event) {
  return store_number(store,
                      "SELECT max(x.id) FROM episodes x JOIN episode_events y ON"
                      " y.episode_id = x.id WHERE y.event_id = ?1 AND x.is_current = 1",
                      event, 0);
}

/* The key of the incident that an episode of the set is in, made where it is new. */
static int64_t key_of(joining *j, const rasid_incident_episode *e) {
  if (e->incident == SIZE_MAX) return 0;
  int64_t key = rasid_incidents_key(j->set, e->incident);
  if (key != 0) return key;
  key = new_incident(j->store, e->category);
  rasid_incidents_set_key(j->set, e->incident, key);
  j->counts.n_begun++;
  return key;
}

/* Writes down where the episodes of a report are; incidents that grew go into `changed`.
 */
static void write_report(joining *j, size_t index, size_t first, size_t end,
                         id_list *changed) {
  rasid_report r;
  rasid_incident_episode e;
  if (!store_reload_read(j->reload, j->reports[index].report, &r)) return;
  const int64_t *events = store_reload_events(j->reload);
  for (size_t i = first; i < end && rasid_incidents_episode(j->set, i, &e); i++) {
    if (e.n_events == 0) continue;
    bool fresh = j->reports[index].fresh;
    int64_t id = fresh ? add_episode(j, j->reports[index].report, i - first, &e, events)
                       : episode_of_event(j->store, events[e.events[0]]);
    int64_t was =
        fresh ? 0
              : store_number(j->store, "SELECT incident_id FROM episodes WHERE id = ?1",
                             id, 0);
    int64_t key = key_of(j, &e);
    j->counts.n_episodes += fresh;
    j->counts.n_waiting += key == 0;
    /* What is somewhere stays there: only what is new or has waited moves. */
    if (id == 0 || key == 0 || was != 0) continue;
    move(j, id, 0, key, 0);
    add_id(j->store, changed, key);
  }
}

static void write_episodes(joining *j, id_list *changed) {
  rasid_incident_episode e;
  size_t n = rasid_incidents_n_episodes(j->set);
  for (size_t i = 0; i < n && j->store->d.error.status == RASID_OK;) {
    size_t end = i;
    bool any = false;
    if (!rasid_incidents_episode(j->set, i, &e)) return;
    size_t report = e.report;
    while (end < n && rasid_incidents_episode(j->set, end, &e) && e.report == report) {
      any |= j->reports[report].fresh || e.moved;
      end++;
    }
    if (any) write_report(j, report, i, end, changed);
    i = end;
  }
}

/* ---- what an incident shows ---- */

static void put_parties(rasid_store *store, int64_t incident, const char *role,
                        const rasid_incident_side *sides, size_t n) {
  for (size_t i = 0; i < n; i++) {
    db_statement *s = db_get(
        &store->d,
        "INSERT INTO incident_parties (incident_id, role, number, country, sector, label,"
        " n_events) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)");
    db_integer(s, 1, incident);
    db_string(s, 2, role);
    db_integer(s, 3, (int64_t)i);
    db_string(s, 4, sides[i].country[0] ? sides[i].country : NULL);
    db_string(s, 5, sides[i].sector[0] ? sides[i].sector : NULL);
    db_text(s, 6, sides[i].label_en);
    db_integer(s, 7, sides[i].n_events);
    db_run(s);
    db_finish(s);
  }
}

static void put_claim(joining *j, int64_t incident, size_t index, size_t k,
                      const rasid_incident_claim *c) {
  rasid_store *store = j->store;
  uint32_t toll = 0;
  size_t report = 0;
  if (!rasid_incidents_claim_toll(j->set, index, k, &report, &toll) ||
      report >= j->n_reports || j->reports == NULL)
    return;
  db_statement *s = db_get(
      &store->d,
      "INSERT INTO claims (incident_id, report_id, kind, low, high, approx, text,"
      " claimant, claimant_country, claimant_sector, claim_kind, anonymous, source,"
      " published, toll_id, sentence, start_at, end_at) SELECT ?1, r.id, ?3, ?4, ?5,"
      " ?6, ?7, ?8, ?9, ?10, ?11, ?12, r.source, r.published, t.id, t.sentence,"
      " t.start_at, t.end_at FROM reports r LEFT JOIN tolls t ON t.record_id ="
      " r.record_id AND t.number = ?13 WHERE r.id = ?2");
  db_integer(s, 1, incident);
  db_integer(s, 2, j->reports[report].report);
  db_string(s, 3, c->kind);
  db_integer(s, 4, c->low);
  db_integer_or_null(s, 5, c->high);
  db_integer(s, 6, c->approx);
  db_text(s, 7, c->text);
  db_text(s, 8, c->claimant);
  db_string(s, 9, c->country[0] ? c->country : NULL);
  db_string(s, 10, c->sector[0] ? c->sector : NULL);
  db_text(s, 11, c->claim_kind.size > 0 ? c->claim_kind : (rasid_text){NULL, 0});
  db_integer(s, 12, c->anonymous);
  db_integer(s, 13, toll);
  db_run(s);
  db_finish(s);
}

static void put_toll(db_statement *s, int i, const rasid_incident *v, const char *kind) {
  rasid_toll t = rasid_incident_toll(v->claims, v->n_claims, kind, RASID_TOLL_BOUNDS);
  db_integer_or_null(s, i, t.low);
  db_integer_or_null(s, i + 1, t.low >= 0 ? t.best : -1);
  db_integer_or_null(s, i + 2, t.low >= 0 ? t.high : -1);
}

static void forget_shown(rasid_store *store, int64_t incident) {
  static const char *const deletes[] = {
      "DELETE FROM incident_parties WHERE incident_id = ?1",
      "DELETE FROM claims WHERE incident_id = ?1"};
  for (size_t i = 0; i < sizeof deletes / sizeof *deletes; i++) {
    db_statement *s = db_get(&store->d, deletes[i]);
    db_integer(s, 1, incident);
    db_run(s);
    db_finish(s);
  }
}

/* Modes and labels joined by blanks. */
static rasid_text modes_of(rasid_store *store, const rasid_incident *v) {
  text_clear(&store->line);
  for (size_t i = 0; i < v->n_modes; i++) {
    if (i > 0) text_put(&store->line, " ", 1);
    text_string(&store->line, v->modes[i]);
  }
  return text_of(&store->line);
}

static void put_incident(rasid_store *store, int64_t incident, const rasid_incident *v) {
  rasid_text modes = modes_of(store, v);
  store_time now = store_now();
  db_statement *s = db_get(
      &store->d,
      "UPDATE incidents SET category = ?1, modes = ?2, date = ?3, place = ?4, country ="
      " ?5, admin1 = ?6, lat = ?7, lon = ?8, precision = ?9, actor = ?10, recipient = "
      "?11,"
      " n_claims = ?12, killed_low = ?13, killed_best = ?14, killed_high = ?15,"
      " wounded_low = ?16, wounded_best = ?17, wounded_high = ?18, attackers_low = ?19,"
      " attackers_best = ?20, attackers_high = ?21, changed = ?22 WHERE id = ?23");
  db_string(s, 1, v->category);
  db_text(s, 2, modes);
  db_text(s, 3, v->date);
  if (v->has_place) {
    db_text(s, 4, v->place.name);
    db_string(s, 5, v->place.country[0] ? v->place.country : NULL);
    db_text(s, 6, v->place.admin1);
    db_number(s, 7, v->place.lat);
    db_number(s, 8, v->place.lon);
    db_string(s, 9, v->place.precision[0] ? v->place.precision : NULL);
  }
  if (v->n_actors > 0) db_text(s, 10, v->actors[0].label_en);
  if (v->n_recipients > 0) db_text(s, 11, v->recipients[0].label_en);
  db_integer(s, 12, (int64_t)v->n_claims);
  put_toll(s, 13, v, "killed");
  put_toll(s, 16, v, "wounded");
  put_toll(s, 19, v, "killed_attackers");
  db_string(s, 22, now.text);
  db_integer(s, 23, incident);
  db_run(s);
  db_finish(s);
}

static void count_reports(rasid_store *store, int64_t incident) {
  db_statement *s = db_get(
      &store->d,
      "UPDATE incidents SET n_reports = (SELECT count(DISTINCT x.report_id) FROM"
      " episodes x WHERE x.incident_id = ?1 AND x.is_current = 1), first_published ="
      " (SELECT min(r.published) FROM episodes x JOIN reports r ON r.id ="
      " x.report_id WHERE x.incident_id = ?1 AND x.is_current = 1), last_published ="
      " (SELECT max(r.published) FROM episodes x JOIN reports r ON r.id ="
      " x.report_id WHERE x.incident_id = ?1 AND x.is_current = 1) WHERE id = ?1");
  db_integer(s, 1, incident);
  db_run(s);
  db_finish(s);
}

/* What a person said of the incident itself goes before what is derived. */
static void apply_corrections(rasid_store *store, int64_t incident) {
  static const char *const columns[][2] = {
      {"date", "UPDATE incidents SET date = ?1 WHERE id = ?2"},
      {"place", "UPDATE incidents SET place = ?1 WHERE id = ?2"},
      {"country", "UPDATE incidents SET country = ?1 WHERE id = ?2"},
      {"admin1", "UPDATE incidents SET admin1 = ?1 WHERE id = ?2"},
      {"lat", "UPDATE incidents SET lat = CAST(?1 AS DOUBLE PRECISION) WHERE id = ?2"},
      {"lon", "UPDATE incidents SET lon = CAST(?1 AS DOUBLE PRECISION) WHERE id = ?2"},
      {"precision", "UPDATE incidents SET precision = ?1 WHERE id = ?2"}};
  for (size_t i = 0; i < sizeof columns / sizeof *columns; i++) {
    db_statement *s = db_get(
        &store->d,
        "SELECT k.new FROM corrections k WHERE k.target = 'incident' AND k.target_id"
        " = ?1 AND k.field = ?2 AND k.undoes IS NULL AND NOT EXISTS (SELECT 1 FROM"
        " corrections u WHERE u.undoes = k.id) ORDER BY k.id DESC LIMIT 1");
    db_integer(s, 1, incident);
    db_string(s, 2, columns[i][0]);
    if (db_row(s)) {
      db_statement *u = db_get(&store->d, columns[i][1]);
      db_text(u, 1, db_column_text(s, 0));
      db_integer(u, 2, incident);
      db_run(u);
      db_finish(u);
    }
    db_finish(s);
  }
}

static size_t index_of_key(const joining *j, int64_t key) {
  size_t n = rasid_incidents_n(j->set);
  for (size_t i = 0; i < n; i++)
    if (rasid_incidents_key(j->set, i) == key) return i;
  return SIZE_MAX;
}

/* Derives anew what an incident of the set shows; an empty one shows nothing more. */
static void derive(joining *j, int64_t incident) {
  rasid_store *store = j->store;
  rasid_incident v;
  size_t i = index_of_key(j, incident);
  forget_shown(store, incident);
  if (i != SIZE_MAX && rasid_incidents_at(j->set, i, &v)) {
    put_incident(store, incident, &v);
    put_parties(store, incident, "actor", v.actors, v.n_actors);
    put_parties(store, incident, "recipient", v.recipients, v.n_recipients);
    for (size_t k = 0; k < v.n_claims; k++) put_claim(j, incident, i, k, &v.claims[k]);
    apply_corrections(store, incident);
  }
  count_reports(store, incident);
}

static int by_number(const void *a, const void *b) {
  int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;
  return x < y ? -1 : x > y;
}

static void sort_unique(id_list *list) {
  size_t n = 0;
  if (list->n > 1) qsort(list->items, list->n, sizeof *list->items, by_number);
  for (size_t i = 0; i < list->n; i++)
    if (n == 0 || list->items[n - 1] != list->items[i]) list->items[n++] = list->items[i];
  list->n = n;
}

/* Takes the incidents into a set of their own and derives them anew. */
static void derive_alone(rasid_store *store, id_list *incidents) {
  sort_unique(incidents);
  for (size_t i = 0; i < incidents->n; i++) {
    joining j;
    id_list reports = {0};
    if (joining_begin(&j, store)) {
      db_statement *s = db_get(
          &store->d,
          "SELECT DISTINCT r.id, r.published FROM episodes x JOIN reports r ON r.id ="
          " x.report_id WHERE x.incident_id = ?1 AND x.is_current = 1"
          " ORDER BY r.published, r.id");
      db_integer(s, 1, incidents->items[i]);
      read_ids(store, s, &reports);
      for (size_t k = 0; k < reports.n; k++) take(&j, reports.items[k], false);
      derive(&j, incidents->items[i]);
    }
    joining_end(&j);
    free(reports.items);
  }
}

/* ---- joining ---- */

/* Episodes of an older record of the report are current no more; their incidents change.
 */
static void retire_episodes(rasid_store *store, int64_t report, id_list *changed) {
  db_statement *s = db_get(
      &store->d,
      "SELECT DISTINCT incident_id FROM episodes WHERE report_id = ?1 AND is_current"
      " = 1 AND incident_id IS NOT NULL");
  db_integer(s, 1, report);
  while (db_row(s)) add_id(store, changed, db_column_integer(s, 0));
  db_finish(s);
  s = db_get(
      &store->d,
      "UPDATE episodes SET is_current = 0 WHERE report_id = ?1 AND is_current = 1");
  db_integer(s, 1, report);
  db_run(s);
  db_finish(s);
}

static void set_joined(rasid_store *store, const id_list *reports) {
  for (size_t i = 0; i < reports->n; i++) {
    db_statement *s = db_get(&store->d, "UPDATE reports SET joined = 1 WHERE id = ?1");
    db_integer(s, 1, reports->items[i]);
    db_run(s);
    db_finish(s);
  }
}

static void oldest_day(rasid_store *store, char day[11]) {
  db_statement *s =
      db_get(&store->d, "SELECT min(published) FROM reports WHERE joined = 0");
  memcpy(day, "9999-12-31", 11);
  if (db_row(s) && !db_is_null(s, 0)) {
    rasid_text t = db_column_text(s, 0);
    if (t.size >= 10) memcpy(day, t.data, 10);
  }
  db_finish(s);
}

static void join_fresh(joining *j, id_list *fresh) {
  rasid_store *store = j->store;
  rasid_error error = {0};
  id_list old = {0}, changed = {0};
  char oldest[11];
  oldest_day(store, oldest);
  for (size_t i = 0; i < fresh->n; i++) retire_episodes(store, fresh->items[i], &changed);
  derive_alone(store, &changed); /* without what was retired */
  changed.n = 0;
  list_old(store, oldest, &old);
  for (size_t i = 0; i < old.n; i++) take(j, old.items[i], false);
  for (size_t i = 0; i < fresh->n; i++) take(j, fresh->items[i], true);
  if (store->d.error.status == RASID_OK &&
      rasid_incidents_join(j->set, &error) != RASID_OK)
    db_fail(&store->d, error.status, "%s", error.message);
  write_episodes(j, &changed);
  sort_unique(&changed);
  for (size_t i = 0; i < changed.n && store->d.error.status == RASID_OK; i++)
    derive(j, changed.items[i]);
  j->counts.n_changed = changed.n - j->counts.n_begun;
  set_joined(store, fresh);
  free(old.items);
  free(changed.items);
}

rasid_status rasid_store_join(rasid_store *store, rasid_store_joined *joined,
                              rasid_error *error) {
  joining j;
  id_list fresh = {0};
  if (!store_enter(store, error)) return error ? error->status : RASID_ERROR_IO;
  if (joining_begin(&j, store)) {
    db_statement *s = db_get(
        &store->d, "SELECT id FROM reports WHERE joined = 0 ORDER BY published, id");
    read_ids(store, s, &fresh);
    j.counts.n_reports = fresh.n;
    if (fresh.n > 0) join_fresh(&j, &fresh);
  }
  if (joined != NULL) *joined = j.counts;
  joining_end(&j);
  free(fresh.items);
  return store_leave(store, error);
}

/* ---- people ---- */

/* Where an episode is; -1 where there is none such. */
static int64_t incident_of(rasid_store *store, int64_t episode) {
  return store_number(store,
                      "SELECT coalesce(incident_id, 0) FROM episodes WHERE id = ?1 AND"
                      " is_current = 1",
                      episode, -1);
}

/* Moves episodes to an incident and derives all that changed. */
static void move_all(joining *j, const id_list *episodes, int64_t into) {
  id_list changed = {0};
  for (size_t i = 0; i < episodes->n; i++) {
    int64_t from = incident_of(j->store, episodes->items[i]);
    if (from < 0 || from == into) continue;
    move(j, episodes->items[i], from, into, 0);
    if (from > 0) add_id(j->store, &changed, from);
    add_id(j->store, &changed, into);
  }
  derive_alone(j->store, &changed);
  free(changed.items);
}

/* The id list of the caller's array. */
static void copy_ids(rasid_store *store, const int64_t *ids, size_t n, id_list *list) {
  for (size_t i = 0; i < n; i++) add_id(store, list, ids[i]);
}

static bool incident_there(rasid_store *store, int64_t incident) {
  return store_number(store, "SELECT count(*) FROM incidents WHERE id = ?1", incident,
                      0) > 0;
}

rasid_status rasid_store_incident_move(rasid_store *store, const int64_t *episodes,
                                       size_t n, int64_t into, rasid_text who,
                                       rasid_text note, int64_t *made, int64_t *incident,
                                       rasid_error *error) {
  const char *problem = NULL;
  joining j = {.store = store, .kind = "move", .who = who, .note = note};
  id_list list = {0};
  if (!store_enter(store, error)) return error ? error->status : RASID_ERROR_IO;
  for (size_t i = 0; i < n && problem == NULL; i++)
    if (incident_of(store, episodes[i]) < 0) problem = "there is no such episode";
  if (n == 0) problem = "no episode is named";
  if (into != 0 && !incident_there(store, into)) problem = "there is no such incident";
  if (problem == NULL && into == 0) {
    db_statement *s = db_get(&store->d, "SELECT category FROM episodes WHERE id = ?1");
    char category[24] = "";
    db_integer(s, 1, episodes[0]);
    if (db_row(s)) {
      rasid_text t = db_column_text(s, 0);
      memcpy(category, t.data, t.size < 23 ? t.size : 23);
    }
    db_finish(s);
    into = new_incident(store, category);
  }
  if (problem == NULL) {
    copy_ids(store, episodes, n, &list);
    move_all(&j, &list, into);
    store_log(store, who, "incident-move", "incident", into, note);
  }
  free(list.items);
  if (made != NULL) *made = j.operation;
  if (incident != NULL) *incident = into;
  rasid_status status = store_leave(store, error);
  if (status != RASID_OK || problem == NULL) return status;
  return store_error(error, RASID_ERROR_ARGUMENT, "%s", problem);
}

rasid_status rasid_store_incident_merge(rasid_store *store, int64_t into,
                                        const int64_t *incidents, size_t n,
                                        rasid_text who, rasid_text note, int64_t *made,
                                        rasid_error *error) {
  const char *problem = NULL;
  joining j = {.store = store, .kind = "merge", .who = who, .note = note};
  id_list list = {0}, some = {0};
  if (!store_enter(store, error)) return error ? error->status : RASID_ERROR_IO;
  if (!incident_there(store, into)) problem = "there is no such incident";
  for (size_t i = 0; i < n && problem == NULL; i++) {
    if (!incident_there(store, incidents[i])) problem = "there is no such incident";
    db_statement *s = db_get(
        &store->d, "SELECT id FROM episodes WHERE incident_id = ?1 AND is_current = 1");
    db_integer(s, 1, incidents[i]);
    read_ids(store, s, &some);
    copy_ids(store, some.items, some.n, &list);
  }
  if (problem == NULL && list.n == 0) problem = "there is nothing to join";
  if (problem == NULL) {
    move_all(&j, &list, into);
    store_log(store, who, "incident-merge", "incident", into, note);
  }
  free(list.items);
  free(some.items);
  if (made != NULL) *made = j.operation;
  rasid_status status = store_leave(store, error);
  if (status != RASID_OK || problem == NULL) return status;
  return store_error(error, RASID_ERROR_ARGUMENT, "%s", problem);
}

/* Why an operation cannot be undone; NULL where it can. */
static const char *cannot_undo(rasid_store *store, int64_t id) {
  if (store_number(store, "SELECT count(*) FROM operations WHERE id = ?1", id, 0) == 0)
    return "there is no such operation";
  if (store_number(store, "SELECT count(*) FROM operations WHERE undoes = ?1", id, 0) > 0)
    return "it was undone already";
  if (store_number(store,
                   "SELECT count(*) FROM moves m JOIN episodes x ON x.id = m.episode_id"
                   " WHERE m.operation_id = ?1 AND coalesce(m.to_incident, 0) <>"
                   " coalesce(x.incident_id, 0)",
                   id, 0) > 0)
    return "a later one moved the same episodes: undo that first";
  return NULL;
}

rasid_status rasid_store_operation_undo(rasid_store *store, int64_t id, rasid_text who,
                                        int64_t *undoing, rasid_error *error) {
  joining j = {.store = store, .kind = "undo", .who = who};
  id_list changed = {0}, moves = {0};
  if (!store_enter(store, error)) return error ? error->status : RASID_ERROR_IO;
  const char *problem = cannot_undo(store, id);
  if (problem == NULL) {
    db_statement *s =
        db_get(&store->d,
               "SELECT episode_id, coalesce(from_incident, 0),"
               " coalesce(to_incident, 0) FROM moves WHERE operation_id = ?1"
               " ORDER BY id DESC");
    db_integer(s, 1, id);
    while (db_row(s))
      for (int k = 0; k < 3; k++) add_id(store, &moves, db_column_integer(s, k));
    db_finish(s);
    for (size_t i = 0; i + 2 < moves.n; i += 3) {
      int64_t from = moves.items[i + 1], to = moves.items[i + 2];
      move(&j, moves.items[i], to, from, id);
      if (from > 0) add_id(store, &changed, from);
      if (to > 0) add_id(store, &changed, to);
    }
    derive_alone(store, &changed);
    store_log(store, who, "operation-undo", "operation", id, (rasid_text){NULL, 0});
  }
  free(changed.items);
  free(moves.items);
  if (undoing != NULL) *undoing = j.operation;
  rasid_status status = store_leave(store, error);
  if (status != RASID_OK || problem == NULL) return status;
  return store_error(error, RASID_ERROR_ARGUMENT, "operation %lld: %s", (long long)id,
                     problem);
}

/* ---- all of them ---- */

rasid_status rasid_store_incidents(rasid_store *store, rasid_incidents **set,
                                   rasid_error *error) {
  joining j;
  id_list reports = {0};
  *set = NULL;
  if (joining_begin(&j, store)) {
    db_statement *s =
        db_get(&store->d,
               "SELECT r.id FROM reports r WHERE EXISTS (SELECT 1 FROM episodes x WHERE"
               " x.report_id = r.id AND x.is_current = 1 AND x.incident_id IS NOT NULL)"
               " ORDER BY r.published, r.id");
    read_ids(store, s, &reports);
    for (size_t i = 0; i < reports.n; i++) take(&j, reports.items[i], false);
  }
  if (store->d.error.status == RASID_OK) {
    *set = j.set;
    j.set = NULL;
  }
  joining_end(&j);
  free(reports.items);
  return store_told(store, error);
}

/* ---- tolls by a rule ---- */

rasid_status rasid_store_incident_toll(rasid_store *store, int64_t incident,
                                       const char *kind, rasid_toll_rule rule,
                                       rasid_toll *toll, rasid_error *error) {
  joining j;
  rasid_incident v;
  id_list reports = {0};
  *toll = (rasid_toll){-1, -1, -1};
  if (joining_begin(&j, store)) {
    db_statement *s = db_get(
        &store->d,
        "SELECT DISTINCT r.id, r.published FROM episodes x JOIN reports r ON r.id ="
        " x.report_id WHERE x.incident_id = ?1 AND x.is_current = 1"
        " ORDER BY r.published, r.id");
    db_integer(s, 1, incident);
    read_ids(store, s, &reports);
    for (size_t k = 0; k < reports.n; k++) take(&j, reports.items[k], false);
    size_t i = index_of_key(&j, incident);
    if (i != SIZE_MAX && rasid_incidents_at(j.set, i, &v))
      *toll = rasid_incident_toll(v.claims, v.n_claims, kind, rule);
  }
  joining_end(&j);
  free(reports.items);
  return store_told(store, error);
}
