/* store_derive.c - what an incident shows, derived anew from its episodes whenever they
 * or what they tell change: by joining, by moving, by a correction.
 */
#include <stdlib.h>
#include <string.h>

#include "store_incidents.h"

/* Of a row of incident_parties: the actors of its events that are credited to somebody.
 */
#define OF_SIDE                                                                        \
  "FROM episodes x JOIN episode_events y ON y.episode_id = x.id JOIN events e ON e.id" \
  " = y.event_id JOIN parties p ON p.event_id = e.id WHERE x.incident_id ="            \
  " incident_parties.incident_id AND x.is_current = 1 AND e.review <> 'rejected' AND"  \
  " p.role = 'actor' AND coalesce(p.country, '') = coalesce(incident_parties.country," \
  " '') AND coalesce(p.sector, '') = coalesce(incident_parties.sector, '') AND"        \
  " coalesce(e.claim_kind, '') <> ''"

static void put_parties(rasid_store *store, int64_t incident, const char *role,
                        const rasid_incident_side *sides, size_t n) {
  for (size_t i = 0; i < n; i++) {
    db_statement *s = db_get(
        &store->d,
        "INSERT INTO incident_parties (incident_id, role, number, country, sector, label,"
        " n_events, n_claimed, n_blamed) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)");
    db_integer(s, 1, incident);
    db_string(s, 2, role);
    db_integer(s, 3, (int64_t)i);
    db_string(s, 4, sides[i].country[0] ? sides[i].country : NULL);
    db_string(s, 5, sides[i].sector[0] ? sides[i].sector : NULL);
    db_text(s, 6, sides[i].label_en);
    db_integer(s, 7, sides[i].n_events);
    db_integer(s, 8, sides[i].n_claimed);
    db_integer(s, 9, sides[i].n_blamed);
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
      " published, toll_id, sentence, start_at, end_at, duplicate_of) SELECT ?1, r.id, "
      "?3, ?4, ?5,"
      " ?6, ?7, ?8, ?9, ?10, ?11, ?12, r.source, r.published, t.id, t.sentence,"
      " t.start_at, t.end_at, (SELECT max(x.duplicate_of) FROM episodes x WHERE"
      " x.incident_id = ?1 AND x.report_id = r.id AND x.is_current = 1) FROM reports r "
      "LEFT JOIN tolls t ON t.record_id ="
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

static void put_claims(joining *j, int64_t incident, size_t index,
                       const rasid_incident *v) {
  for (size_t k = 0; k < v->n_claims; k++)
    put_claim(j, incident, index, k, &v->claims[k]);
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
  return store_built(store, &store->line);
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
      " episodes x WHERE x.incident_id = ?1 AND x.is_current = 1 AND x.duplicate_of IS"
      " NULL), first_published ="
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

/* Nothing of it happened any more: what it was is forgotten, but for its category and
 * what people said of it. */
static void clear_incident(rasid_store *store, int64_t incident) {
  db_statement *s = db_get(
      &store->d,
      "UPDATE incidents SET n_reports = 0, n_claims = 0, killed_low = NULL, killed_best ="
      " NULL, killed_high = NULL, wounded_low = NULL, wounded_best = NULL, wounded_high ="
      " NULL, attackers_low = NULL, attackers_best = NULL, attackers_high = NULL, changed"
      " = ?1 WHERE id = ?2");
  store_time now = store_now();
  db_string(s, 1, now.text);
  db_integer(s, 2, incident);
  db_run(s);
  db_finish(s);
}

/* Shows what a set tells of an incident. */
static void show_incident(joining *j, int64_t incident) {
  rasid_store *store = j->store;
  rasid_incident v;
  size_t i = joining_index(j, incident);
  if (i == SIZE_MAX || !rasid_incidents_at(j->set, i, &v)) {
    clear_incident(store, incident);
    return;
  }
  put_incident(store, incident, &v);
  put_parties(store, incident, "actor", v.actors, v.n_actors);
  put_parties(store, incident, "recipient", v.recipients, v.n_recipients);
  put_claims(j, incident, i, &v);
  apply_corrections(store, incident);
  count_reports(store, incident);
}

/* The claims of the duplicates stand, marked, behind those that count. */
static void show_duplicates(joining *j, int64_t incident) {
  rasid_incident v;
  size_t i = joining_index(j, incident);
  if (i == SIZE_MAX || !rasid_incidents_at(j->set, i, &v)) return;
  put_claims(j, incident, i, &v);
}

/* One that has duplicates, from two sets of its own. */
static void derive_apart(rasid_store *store, int64_t incident) {
  static const taking parts[] = {TAKE_COUNTED, TAKE_DUPLICATES};
  for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
    joining j;
    if (joining_begin(&j, store)) {
      j.taking = parts[i];
      joining_take_incident(&j, incident);
      if (parts[i] == TAKE_COUNTED)
        show_incident(&j, incident);
      else
        show_duplicates(&j, incident);
    }
    joining_end(&j);
  }
}

void incident_derive(joining *j, int64_t incident) {
  forget_shown(j->store, incident);
  if (duplicates_mark(j->store, incident))
    derive_apart(j->store, incident);
  else
    show_incident(j, incident);
}

void incidents_derive(rasid_store *store, id_list *incidents) {
  id_list_sort(incidents);
  for (size_t i = 0; i < incidents->n; i++) {
    joining j;
    if (joining_begin(&j, store)) {
      joining_take_incident(&j, incidents->items[i]);
      incident_derive(&j, incidents->items[i]);
    }
    joining_end(&j);
  }
}

/* A report that waits to be joined is derived when it is. What is a duplicate of it may
 * count from now on, or no more. */
void incidents_of_report_derive(rasid_store *store, int64_t report) {
  id_list incidents = {0};
  db_statement *s =
      db_get(&store->d,
             "SELECT DISTINCT x.incident_id FROM episodes x JOIN reports r ON r.id ="
             " x.report_id WHERE (r.id = ?1 OR r.duplicate_of = ?1) AND r.joined = 1 AND"
             " x.is_current = 1 AND x.incident_id IS NOT NULL");
  db_integer(s, 1, report);
  id_list_read(store, s, &incidents);
  incidents_derive(store, &incidents);
  free(incidents.items);
}

/* Counts who claims and who is blamed from the rows of events, as the module incident
 * does: deriving every incident of a large store anew would take minutes. */
static const char count_by_whose_word[] =
    "UPDATE incident_parties SET n_claimed = (SELECT count(*) " OF_SIDE " AND " CLAIMS_IT
    "), n_blamed = (SELECT count(*) " OF_SIDE " AND NOT " CLAIMS_IT
    ") WHERE role = 'actor';";

void incidents_derive_old(rasid_store *store, int64_t version) {
  id_list incidents = {0};
  if (version < 2) db_script(&store->d, count_by_whose_word);
  db_statement *s =
      db_get(&store->d,
             "SELECT DISTINCT x.incident_id FROM episodes x JOIN reports r ON r.id ="
             " x.report_id WHERE r.duplicate_of IS NOT NULL AND r.joined = 1 AND"
             " x.is_current = 1 AND x.incident_id IS NOT NULL");
  id_list_read(store, s, &incidents);
  incidents_derive(store, &incidents);
  free(incidents.items);
}
