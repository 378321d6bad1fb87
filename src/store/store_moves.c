/* store_moves.c - the log of moves: which episode was put into which incident by whom,
 * and the way back.
 *
 * A person's moves are moves like those of joining; undoing is moving back.
 */
#include <stdlib.h>
#include <string.h>

#include "store_incidents.h"

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

int64_t incident_new(rasid_store *store, const char *category) {
  db_statement *s =
      db_get(&store->d, "INSERT INTO incidents (category, changed) VALUES (?1, ?2)@ID");
  store_time now = store_now();
  db_string(s, 1, category);
  db_string(s, 2, now.text);
  int64_t id = db_insert(s);
  db_finish(s);
  return id;
}

void episode_move(joining *j, int64_t episode, int64_t from, int64_t to, int64_t undoes) {
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
    episode_move(j, episodes->items[i], from, into, 0);
    if (from > 0) id_list_add(j->store, &changed, from);
    id_list_add(j->store, &changed, into);
  }
  incidents_derive(j->store, &changed);
  free(changed.items);
}

/* The id list of the caller's array. */
static void copy_ids(rasid_store *store, const int64_t *ids, size_t n, id_list *list) {
  for (size_t i = 0; i < n; i++) id_list_add(store, list, ids[i]);
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
    into = incident_new(store, category);
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
    id_list_read(store, s, &some);
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
      for (int k = 0; k < 3; k++) id_list_add(store, &moves, db_column_integer(s, k));
    db_finish(s);
    for (size_t i = 0; i + 2 < moves.n; i += 3) {
      int64_t from = moves.items[i + 1], to = moves.items[i + 2];
      episode_move(&j, moves.items[i], to, from, id);
      if (from > 0) id_list_add(store, &changed, from);
      if (to > 0) id_list_add(store, &changed, to);
    }
    incidents_derive(store, &changed);
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
