/* store_people.c - users, sessions, comments, searches, the audit log. */
#include <stdio.h>
#include <string.h>
#include <time.h>

#include "store_inside.h"

static bool is_role(const char *role) {
  return strcmp(role, "reader") == 0 || strcmp(role, "reviewer") == 0 ||
         strcmp(role, "admin") == 0;
}

static int64_t user_id(rasid_store *store, const char *name) {
  db_statement *s = db_get(&store->d, "SELECT id FROM users WHERE name = ?1");
  db_string(s, 1, name);
  int64_t id = db_row(s) ? db_column_integer(s, 0) : 0;
  db_finish(s);
  return id;
}

rasid_status rasid_store_user_add(rasid_store *store, const char *name, const char *role,
                                  const char *hash, rasid_error *error) {
  rasid_store_person sizes;
  if (name[0] == '\0' || strlen(name) >= sizeof sizes.name || !is_role(role) ||
      strlen(hash) >= sizeof sizes.hash)
    return store_error(error, RASID_ERROR_ARGUMENT,
                       "a user needs a name of at most %zu bytes, and a role: reader, "
                       "reviewer or admin",
                       sizeof sizes.name - 1);
  if (!store_enter(store, error)) return error ? error->status : RASID_ERROR_IO;
  bool taken = user_id(store, name) > 0;
  if (!taken) {
    db_statement *s = db_get(&store->d,
                             "INSERT INTO users (name, role, hash, added)"
                             " VALUES (?1, ?2, ?3, ?4)@ID");
    store_time now = store_now();
    db_string(s, 1, name);
    db_string(s, 2, role);
    db_string(s, 3, hash);
    db_string(s, 4, now.text);
    int64_t id = db_insert(s);
    db_finish(s);
    store_log(store, (rasid_text){NULL, 0}, "user-add", "user", id, db_constant(name));
  }
  rasid_status status = store_leave(store, error);
  if (status != RASID_OK || !taken) return status;
  return store_error(error, RASID_ERROR_ARGUMENT, "there is a user %s already", name);
}

static void set_column(rasid_store *store, const char *sql, int64_t id,
                       const char *value) {
  if (value == NULL) return;
  db_statement *s = db_get(&store->d, sql);
  db_string(s, 1, value);
  db_integer(s, 2, id);
  db_run(s);
  db_finish(s);
}

rasid_status rasid_store_user_set(rasid_store *store, const char *name, const char *role,
                                  const char *hash, int disabled, rasid_error *error) {
  rasid_store_person sizes;
  if (role != NULL && !is_role(role))
    return store_error(error, RASID_ERROR_ARGUMENT,
                       "there is no role %s: reader, reviewer or admin", role);
  if (hash != NULL && strlen(hash) >= sizeof sizes.hash)
    return store_error(error, RASID_ERROR_ARGUMENT,
                       "the hash of %s is too long to be kept", name);
  if (!store_enter(store, error)) return error ? error->status : RASID_ERROR_IO;
  int64_t id = user_id(store, name);
  if (id > 0) {
    set_column(store, "UPDATE users SET role = ?1 WHERE id = ?2", id, role);
    set_column(store, "UPDATE users SET hash = ?1 WHERE id = ?2", id, hash);
    set_column(store, "UPDATE users SET disabled = CAST(?1 AS BIGINT) WHERE id = ?2", id,
               disabled < 0   ? NULL
               : disabled > 0 ? "1"
                              : "0");
    if (hash != NULL || disabled > 0) {
      db_statement *s = db_get(&store->d, "DELETE FROM sessions WHERE user_id = ?1");
      db_integer(s, 1, id);
      db_run(s);
      db_finish(s);
    }
    store_log(store, (rasid_text){NULL, 0}, "user-set", "user", id, db_constant(name));
  }
  rasid_status status = store_leave(store, error);
  if (status != RASID_OK || id > 0) return status;
  return store_error(error, RASID_ERROR_ARGUMENT, "there is no user %s", name);
}

/* ---- who somebody is ---- */

static void copy(char *to, size_t size, rasid_text text) {
  size_t n = text.size < size - 1 ? text.size : size - 1;
  if (n > 0) memcpy(to, text.data, n);
  to[n] = '\0';
}

static void read_person(db_statement *s, rasid_store_person *person) {
  person->user = db_column_integer(s, 0);
  copy(person->name, sizeof person->name, db_column_text(s, 1));
  copy(person->role, sizeof person->role, db_column_text(s, 2));
  copy(person->hash, sizeof person->hash, db_column_text(s, 3));
  person->disabled = db_column_integer(s, 4) != 0;
  copy(person->csrf, sizeof person->csrf, db_column_text(s, 5));
}

rasid_status rasid_store_user(rasid_store *store, const char *name,
                              rasid_store_person *person, rasid_error *error) {
  *person = (rasid_store_person){0};
  db_statement *s = db_get(
      &store->d, "SELECT id, name, role, hash, disabled, '' FROM users WHERE name = ?1");
  db_string(s, 1, name);
  if (db_row(s)) read_person(s, person);
  db_finish(s);
  return store_told(store, error);
}

rasid_status rasid_store_session_add(rasid_store *store, int64_t user, const char *token,
                                     const char *csrf, uint32_t lasts_s,
                                     rasid_error *error) {
  char expires[24] = "";
  time_t end = time(NULL) + (time_t)lasts_s;
  struct tm parts;
  if (gmtime_r(&end, &parts) != NULL)
    strftime(expires, sizeof expires, "%Y-%m-%dT%H:%M:%SZ", &parts);
  if (!store_enter(store, error)) return error ? error->status : RASID_ERROR_IO;
  db_statement *s = db_get(&store->d,
                           "INSERT INTO sessions (token, user_id, csrf, started, expires)"
                           " VALUES (?1, ?2, ?3, ?4, ?5)");
  store_time now = store_now();
  db_string(s, 1, token);
  db_integer(s, 2, user);
  db_string(s, 3, csrf);
  db_string(s, 4, now.text);
  db_string(s, 5, expires);
  db_run(s);
  db_finish(s);
  return store_leave(store, error);
}

rasid_status rasid_store_session(rasid_store *store, const char *token,
                                 rasid_store_person *person, rasid_error *error) {
  *person = (rasid_store_person){0};
  db_statement *s =
      db_get(&store->d,
             "SELECT u.id, u.name, u.role, u.hash, u.disabled, s.csrf FROM sessions s"
             " JOIN users u ON u.id = s.user_id"
             " WHERE s.token = ?1 AND s.expires > ?2 AND u.disabled = 0");
  store_time now = store_now();
  db_string(s, 1, token);
  db_string(s, 2, now.text);
  if (db_row(s)) read_person(s, person);
  db_finish(s);
  return store_told(store, error);
}

rasid_status rasid_store_session_end(rasid_store *store, const char *token,
                                     rasid_error *error) {
  if (!store_enter(store, error)) return error ? error->status : RASID_ERROR_IO;
  db_statement *s =
      db_get(&store->d, token != NULL ? "DELETE FROM sessions WHERE token = ?1"
                                      : "DELETE FROM sessions WHERE expires <= ?1");
  store_time now = store_now();
  db_string(s, 1, token != NULL ? token : now.text);
  db_run(s);
  db_finish(s);
  return store_leave(store, error);
}

rasid_status rasid_store_audit(rasid_store *store, rasid_text who, const char *action,
                               const char *target, int64_t target_id, rasid_text detail,
                               rasid_error *error) {
  if (!store_enter(store, error)) return error ? error->status : RASID_ERROR_IO;
  store_log(store, who, action, target, target_id, detail);
  return store_leave(store, error);
}

/* ---- saved searches ---- */

rasid_status rasid_store_search_add(rasid_store *store, rasid_text name, rasid_text query,
                                    rasid_text command, rasid_text who, int64_t *id,
                                    rasid_error *error) {
  if (!store_enter(store, error)) return error ? error->status : RASID_ERROR_IO;
  db_statement *s = db_get(&store->d,
                           "INSERT INTO searches (name, who, query, command, added)"
                           " VALUES (?1, ?2, ?3, ?4, ?5)@ID");
  store_time now = store_now();
  db_text(s, 1, name);
  db_text(s, 2, who);
  db_text(s, 3, query);
  db_text(s, 4, command);
  db_string(s, 5, now.text);
  int64_t made = db_insert(s);
  db_finish(s);
  store_log(store, who, "search-add", "search", made, name);
  if (id != NULL) *id = made;
  return store_leave(store, error);
}

static rasid_status no_search(rasid_store *store, int64_t changed, int64_t search,
                              rasid_error *error) {
  rasid_status status = store_leave(store, error);
  if (status != RASID_OK || changed != 0) return status;
  return store_error(error, RASID_ERROR_ARGUMENT, "there is no search %lld",
                     (long long)search);
}

rasid_status rasid_store_search_remove(rasid_store *store, int64_t search, rasid_text who,
                                       rasid_error *error) {
  if (!store_enter(store, error)) return error ? error->status : RASID_ERROR_IO;
  db_statement *s = db_get(&store->d, "DELETE FROM searches WHERE id = ?1");
  db_integer(s, 1, search);
  int64_t changed = db_change(s);
  db_finish(s);
  if (changed > 0)
    store_log(store, who, "search-remove", "search", search, (rasid_text){NULL, 0});
  return no_search(store, changed, search, error);
}

rasid_status rasid_store_search_seen(rasid_store *store, int64_t search, int64_t last_id,
                                     rasid_error *error) {
  if (!store_enter(store, error)) return error ? error->status : RASID_ERROR_IO;
  db_statement *s = db_get(&store->d, "UPDATE searches SET last_id = ?1 WHERE id = ?2");
  db_integer(s, 1, last_id);
  db_integer(s, 2, search);
  int64_t changed = db_change(s);
  db_finish(s);
  return no_search(store, changed, search, error);
}
