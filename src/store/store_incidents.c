/* store_incidents.c - incidents that grow as reports arrive.
 *
 * Joining takes those incidents into memory that reports may still tell of, each with all
 * its reports, and puts the new reports to them: what is there stays where it is. Which
 * episode is in which incident is a log of moves (store_moves.c).
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "store_incidents.h"

/* Days back from the oldest new report that incidents are looked at (INCIDENT_DAYS of the
 * library), and that episodes wait. */
enum { WINDOW_DAYS = 45, WAITING_DAYS = 14 };

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
  id_list_read(store, s, list);
}

/* ---- out of memory again ---- */

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
  key = incident_new(j->store, e->category);
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
    episode_move(j, id, 0, key, 0);
    id_list_add(j->store, changed, key);
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

/* ---- joining ---- */

/* Episodes of an older record of the report are current no more; their incidents change.
 */
static void retire_episodes(rasid_store *store, int64_t report, id_list *changed) {
  db_statement *s = db_get(
      &store->d,
      "SELECT DISTINCT incident_id FROM episodes WHERE report_id = ?1 AND is_current"
      " = 1 AND incident_id IS NOT NULL");
  db_integer(s, 1, report);
  while (db_row(s)) id_list_add(store, changed, db_column_integer(s, 0));
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
  incidents_derive(store, &changed); /* without what was retired */
  changed.n = 0;
  list_old(store, oldest, &old);
  for (size_t i = 0; i < old.n; i++) joining_take(j, old.items[i], false, true);
  for (size_t i = 0; i < fresh->n; i++) joining_take(j, fresh->items[i], true, true);
  if (store->d.error.status == RASID_OK &&
      rasid_incidents_join(j->set, &error) != RASID_OK)
    db_fail(&store->d, error.status, "%s", error.message);
  write_episodes(j, &changed);
  id_list_sort(&changed);
  for (size_t i = 0; i < changed.n && store->d.error.status == RASID_OK; i++)
    incident_derive(j, changed.items[i]);
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
    id_list_read(store, s, &fresh);
    j.counts.n_reports = fresh.n;
    if (fresh.n > 0) join_fresh(&j, &fresh);
  }
  if (joined != NULL) *joined = j.counts;
  joining_end(&j);
  free(fresh.items);
  return store_leave(store, error);
}

/* ---- all of them ---- */

rasid_status rasid_store_incidents(rasid_store *store, rasid_incidents **set,
                                   rasid_error *error) {
  joining j;
  id_list reports = {0};
  *set = NULL;
  if (joining_begin(&j, store)) {
    j.taking = TAKE_COUNTED;
    db_statement *s =
        db_get(&store->d,
               "SELECT r.id FROM reports r WHERE EXISTS (SELECT 1 FROM episodes x WHERE"
               " x.report_id = r.id AND x.is_current = 1 AND x.incident_id IS NOT NULL)"
               " ORDER BY r.published, r.id");
    id_list_read(store, s, &reports);
    for (size_t i = 0; i < reports.n; i++)
      joining_take(&j, reports.items[i], false, false);
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
  *toll = (rasid_toll){-1, -1, -1};
  if (joining_begin(&j, store)) {
    j.taking = TAKE_COUNTED;
    joining_take_incident(&j, incident);
    size_t i = joining_index(&j, incident);
    if (i != SIZE_MAX && rasid_incidents_at(j.set, i, &v))
      *toll = rasid_incident_toll(v.claims, v.n_claims, kind, rule);
  }
  joining_end(&j);
  return store_told(store, error);
}
