/* store_keep.c - removing a text, checking, backups, copies. */
#include <errno.h>
#include <fcntl.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "store_inside.h"

/* ---- purging ---- */

/* Labels fall back on the words of the text where there is no English for them. Whether
 * a column has such words is asked of the texts, before they go; ?1 is the report. */
#define WHOLE_TEXT                                                                       \
  "coalesce(v.title, '') || ' ' || coalesce(v.captions, '') || ' ' || coalesce(v.text, " \
  "'')"
#define IS_QUOTED(column)                                                      \
  column                                                                       \
      " <> '' AND EXISTS (SELECT 1 FROM versions v WHERE v.report_id = ?1 AND" \
      " length(replace(" WHOLE_TEXT ", " column ", '')) < length(" WHOLE_TEXT "))"
#define OF_INCIDENTS " IN (SELECT x.incident_id FROM episodes x WHERE x.report_id = ?1)"

static void run_each(rasid_store *store, const char *const *updates, size_t n,
                     int64_t report) {
  for (size_t i = 0; i < n; i++) {
    db_statement *s = db_get(&store->d, updates[i]);
    db_integer(s, 1, report);
    db_run(s);
    db_finish(s);
  }
}

static void purge_labels(rasid_store *store, int64_t report) {
  static const char *const updates[] = {
      "UPDATE parties SET label = NULL WHERE name IS NULL AND label = text AND event_id"
      " IN (SELECT id FROM events WHERE report_id = ?1)",
      "UPDATE events SET place = NULL WHERE report_id = ?1 AND geonames IS NULL AND"
      " place = place_text",
      "UPDATE events SET claimant = NULL WHERE report_id = ?1 AND " IS_QUOTED("claimant"),
      "UPDATE tolls SET victim = NULL WHERE report_id = ?1 AND victim = victim_text",
      "UPDATE tolls SET claimant = NULL WHERE report_id = ?1 AND " IS_QUOTED("claimant"),
      "UPDATE claims SET claimant = NULL WHERE report_id = ?1 AND " IS_QUOTED("claimant"),
      "UPDATE corrections SET old = NULL WHERE report_id = ?1 AND " IS_QUOTED("old"),
      "UPDATE corrections SET new = NULL WHERE report_id = ?1 AND " IS_QUOTED("new"),
      /* Parties as JSON, with their words. */
      "UPDATE corrections SET old = NULL WHERE report_id = ?1 AND old LIKE "
      "'[%\"text\":\"%'",
      "UPDATE corrections SET new = NULL WHERE report_id = ?1 AND new LIKE "
      "'[%\"text\":\"%'",
      "UPDATE incident_parties SET label = NULL WHERE incident_id" OF_INCIDENTS
      " AND " IS_QUOTED("label"),
      "UPDATE incidents SET actor = NULL WHERE id" OF_INCIDENTS
      " AND " IS_QUOTED("actor"),
      "UPDATE incidents SET recipient = NULL WHERE id" OF_INCIDENTS
      " AND " IS_QUOTED("recipient"),
      "UPDATE incidents SET place = NULL WHERE id" OF_INCIDENTS
      " AND " IS_QUOTED("place"),
  };
  run_each(store, updates, sizeof updates / sizeof *updates, report);
}

/* Texts of all versions leave the index and the table. */
static void purge_versions(rasid_store *store, int64_t report, rasid_text who,
                           rasid_text reason, const store_time *now) {
  for (;;) {
    db_statement *s = db_get(&store->d,
                             "SELECT id, content, title, captions, text FROM versions"
                             " WHERE report_id = ?1 AND purged IS NULL LIMIT 1");
    db_integer(s, 1, report);
    if (!db_row(s)) {
      db_finish(s);
      return;
    }
    int64_t version = db_column_integer(s, 0);
    index_remove(store, version, db_column_text(s, 2), db_column_text(s, 3),
                 db_column_text(s, 4));
    db_statement *p = db_get(&store->d,
                             "INSERT INTO purges (report_id, content, who, at, reason)"
                             " VALUES (?1, ?2, ?3, ?4, ?5)");
    db_integer(p, 1, report);
    db_text(p, 2, db_column_text(s, 1));
    db_text(p, 3, who);
    db_string(p, 4, now->text);
    db_text(p, 5, reason);
    db_run(p);
    db_finish(p);
    db_finish(s);
    s = db_get(&store->d,
               "UPDATE versions SET title = NULL, captions = NULL, text = NULL,"
               " purged = ?1 WHERE id = ?2");
    db_string(s, 1, now->text);
    db_integer(s, 2, version);
    db_run(s);
    db_finish(s);
    if (store->d.error.status != RASID_OK) return;
  }
}

/* False, with the failure kept, where another process still reads what the log has. */
static bool empty_log(rasid_store *store) {
  db_statement *s = db_get(&store->d, "PRAGMA wal_checkpoint(TRUNCATE)");
  bool busy = db_row(s) && db_column_integer(s, 0) != 0;
  db_finish(s);
  if (!busy) return true;
  return db_fail(&store->d, RASID_ERROR_IO, "another process reads the store");
}

/* What was removed must not be left in the log, in free pages, nor between the rows of
 * others, where moving rows leaves copies that are not overwritten: the file is written
 * anew. The copy that this takes goes to the disk, not into memory. */
static rasid_status write_anew(rasid_store *store, int64_t report, rasid_error *error) {
  db_script(&store->d, "PRAGMA temp_store = FILE");
  db_script(&store->d, "VACUUM");
  empty_log(store);
  rasid_error why = {0};
  rasid_status status = store_told(store, &why);
  db_script(&store->d, "PRAGMA temp_store = MEMORY");
  if (status == RASID_OK) return store_told(store, error);
  return store_error(error, status,
                     "the text of report %lld is removed, but its words may be left in "
                     "free parts of the file or in the log beside it (%.300s): purge it "
                     "again",
                     (long long)report, why.message);
}

rasid_status rasid_store_purge(rasid_store *store, int64_t report, rasid_text who,
                               rasid_text reason, rasid_error *error) {
  /* Every column that quotes the report; ?1 is the report. */
  static const char *const updates[] = {
      "UPDATE records SET json = NULL WHERE report_id = ?1",
      "UPDATE reports SET title = NULL WHERE id = ?1",
      "UPDATE parties SET text = NULL WHERE event_id IN (SELECT id FROM events WHERE"
      " report_id = ?1)",
      "UPDATE events SET trigger_text = NULL, place_text = NULL, date_text = NULL WHERE"
      " report_id = ?1",
      "UPDATE tolls SET text = NULL, victim_text = NULL WHERE record_id IN (SELECT id "
      "FROM"
      " records WHERE report_id = ?1)",
      "UPDATE mentions SET text = NULL WHERE record_id IN (SELECT id FROM records WHERE"
      " report_id = ?1)",
      "UPDATE claims SET text = NULL WHERE report_id = ?1",
      "UPDATE corrections SET evidence = NULL WHERE report_id = ?1",
  };
  store_time now = store_now();
  if (!store_enter(store, error)) return error ? error->status : RASID_ERROR_IO;
  bool there =
      store_number(store, "SELECT count(*) FROM reports WHERE id = ?1", report, 0) > 0;
  /* What is deleted is overwritten in the file. */
  if (!store->d.kind->tsvector) db_script(&store->d, "PRAGMA secure_delete = ON");
  if (there) {
    purge_labels(store, report);
    purge_versions(store, report, who, reason, &now);
    run_each(store, updates, sizeof updates / sizeof *updates, report);
    store_log(store, who, "purge", "report", report, reason);
    /* Its words leave the index when that is written anew as one. */
    if (!store->d.kind->tsvector)
      db_script(&store->d, "INSERT INTO report_words (report_words) VALUES ('optimize')");
  }
  rasid_status status = store_leave(store, error);
  if (status != RASID_OK) return status;
  if (!there)
    return store_error(error, RASID_ERROR_ARGUMENT, "%s: there is no report %lld",
                       store->target, (long long)report);
  return store->begun || store->d.kind->tsvector ? RASID_OK
                                                 : write_anew(store, report, error);
}

/* ---- checking ---- */

typedef struct checking {
  rasid_store *store;
  void (*report)(void *context, const char *message);
  void *context;
  uint64_t n_wrong;
} checking;

static void wrong(checking *c, const char *message) {
  c->n_wrong++;
  if (c->report != NULL) c->report(c->context, message);
}

/* What must hold of the rows, as queries that count those of which it does not. */
typedef struct rule {
  const char *what, *sql;
} rule;

static const rule rules[] = {
    {"versions without their report",
     "SELECT count(*) FROM versions v LEFT JOIN reports r ON r.id = v.report_id WHERE "
     "r.id"
     " IS NULL"},
    {"reports whose current version is none of theirs",
     "SELECT count(*) FROM reports r LEFT JOIN versions v ON v.id = r.version_id WHERE "
     "v.id"
     " IS NULL OR v.report_id <> r.id"},
    {"reports whose current record is none of their current version",
     "SELECT count(*) FROM reports r LEFT JOIN records c ON c.id = r.record_id WHERE c.id"
     " IS NULL OR c.version_id <> r.version_id"},
    {"reports whose number of versions is wrong",
     "SELECT count(*) FROM reports r WHERE n_versions <> (SELECT count(*) FROM versions v"
     " WHERE v.report_id = r.id)"},
    {"reports whose number of events is wrong",
     "SELECT count(*) FROM reports r WHERE n_events <> (SELECT count(*) FROM events e "
     "WHERE"
     " e.record_id = r.record_id)"},
    {"reports whose number of tolls is wrong",
     "SELECT count(*) FROM reports r WHERE n_tolls <> (SELECT count(*) FROM tolls t WHERE"
     " t.record_id = r.record_id)"},
    {"current events of a record that is not current",
     "SELECT count(*) FROM events e JOIN reports r ON r.id = e.report_id WHERE "
     "e.is_current"
     " = 1 AND e.record_id <> r.record_id"},
    {"events without their record",
     "SELECT count(*) FROM events e LEFT JOIN records c ON c.id = e.record_id WHERE c.id "
     "IS"
     " NULL"},
    {"parties without their event",
     "SELECT count(*) FROM parties p LEFT JOIN events e ON e.id = p.event_id WHERE e.id "
     "IS"
     " NULL"},
    {"tolls without their record",
     "SELECT count(*) FROM tolls t LEFT JOIN records c ON c.id = t.record_id WHERE c.id "
     "IS"
     " NULL"},
    {"texts that are not in the index of words",
     "SELECT count(*) FROM versions v WHERE v.purged IS NULL AND v.id NOT IN"
     " (@INDEXED)"},
    {"episodes without their incident",
     "SELECT count(*) FROM episodes x LEFT JOIN incidents i ON i.id = x.incident_id WHERE"
     " x.incident_id IS NOT NULL AND i.id IS NULL"},
    {"episodes that are not where the last move put them",
     "SELECT count(*) FROM episodes x JOIN moves m ON m.episode_id = x.id WHERE m.id ="
     " (SELECT max(n.id) FROM moves n WHERE n.episode_id = x.id) AND"
     " coalesce(m.to_incident, 0) <> coalesce(x.incident_id, 0)"},
    {"incidents whose number of reports is wrong",
     "SELECT count(*) FROM incidents i WHERE n_reports <> (SELECT count(DISTINCT"
     " x.report_id) FROM episodes x WHERE x.incident_id = i.id AND x.is_current = 1)"},
    {"claims without their incident",
     "SELECT count(*) FROM claims c LEFT JOIN incidents i ON i.id = c.incident_id WHERE"
     " i.id IS NULL"},
    {"corrections of events that are not there",
     "SELECT count(*) FROM corrections k LEFT JOIN events e ON e.id = k.target_id WHERE"
     " k.target = 'event' AND e.id IS NULL"},
};

static void check_rows(checking *c) {
  char message[300];
  for (size_t i = 0; i < sizeof rules / sizeof *rules; i++) {
    int64_t n = store_number(c->store, rules[i].sql, 0, 0);
    if (n <= 0) continue;
    snprintf(message, sizeof message, "%lld %s", (long long)n, rules[i].what);
    wrong(c, message);
  }
}

/* The file itself, by SQLite. */
static void check_file(checking *c) {
  db_statement *s = db_prepare(&c->store->d, "PRAGMA integrity_check(20)");
  while (db_row(s)) {
    rasid_text line = db_column_text(s, 0);
    char message[400];
    if (line.size == 2 && memcmp(line.data, "ok", 2) == 0) break;
    snprintf(message, sizeof message, "%.*s", (int)(line.size < 380 ? line.size : 380),
             line.data);
    wrong(c, message);
  }
  db_finish(s);
}

static void check_index(checking *c) {
  rasid_store *store = c->store;
  db_statement *s = db_get(&store->d, "SELECT value FROM meta WHERE name = 'words'");
  rasid_text made_with = db_row(s) ? db_column_text(s, 0) : (rasid_text){NULL, 0};
  const char *hash = rasid_model_hash(store->model);
  bool same = made_with.data != NULL && made_with.size == strlen(hash) &&
              memcmp(made_with.data, hash, made_with.size) == 0;
  db_finish(s);
  if (!same) {
    wrong(c,
          "the index of words was made with other dictionaries: check --rebuild makes "
          "it anew");
    return;
  }
  if (store->d.kind->tsvector || store->read_only || store->d.error.status != RASID_OK)
    return;
  /* Reads every text again and compares. */
  int code = sqlite3_exec(
      store->d.handle,
      "INSERT INTO report_words (report_words, rank) VALUES ('integrity-check', 1)", NULL,
      NULL, NULL);
  if (code == SQLITE_OK) return;
  wrong(c, (code & 0xFF) == SQLITE_CORRUPT
               ? "the index of words is not that of the texts: check --rebuild makes it "
                 "anew"
               : sqlite3_errmsg(store->d.handle));
}

static rasid_status rebuild(rasid_store *store, rasid_error *error) {
  if (!store_enter(store, error)) return error ? error->status : RASID_ERROR_IO;
  index_rebuild(store);
  db_statement *s = db_get(&store->d, "UPDATE meta SET value = ?1 WHERE name = 'words'");
  db_string(s, 1, rasid_model_hash(store->model));
  db_run(s);
  db_finish(s);
  return store_leave(store, error);
}

rasid_status rasid_store_check(rasid_store *store, bool anew,
                               void (*report)(void *context, const char *message),
                               void *context, uint64_t *n_wrong, rasid_error *error) {
  checking c = {store, report, context, 0};
  *n_wrong = 0;
  if (anew) {
    rasid_status status = rebuild(store, error);
    if (status != RASID_OK) return status;
  }
  if (!store->d.kind->tsvector) check_file(&c);
  if (c.n_wrong == 0) check_rows(&c);
  if (store->d.error.status == RASID_OK) check_index(&c);
  *n_wrong = c.n_wrong;
  return store_told(store, error);
}

/* ---- backups ---- */

rasid_status rasid_store_backup(rasid_store *store, const char *path,
                                rasid_error *error) {
  sqlite3 *to = NULL;
  if (store->d.kind->tsvector)
    return store_error(
        error, RASID_ERROR_ARGUMENT,
        "%s: a store on a server is backed up by pg_dump, or copied into a "
        "file by rasid store copy",
        store->target);
  if (store->begun)
    return store_error(error, RASID_ERROR_ARGUMENT,
                       "%s: a transaction is begun: commit it, then make the backup",
                       store->target);
  /* Made before SQLite opens it, for the owner alone: it holds hashes of passwords. */
  int file = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, S_IRUSR | S_IWUSR);
  if (file < 0 && errno == EEXIST)
    return store_error(error, RASID_ERROR_ARGUMENT,
                       "%s: is there already: give the name of a new file", path);
  if (file < 0)
    return store_error(error, RASID_ERROR_IO, "%s: the backup failed: %s", path,
                       strerror(errno));
  close(file);
  int code = sqlite3_open_v2(path, &to, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, NULL);
  sqlite3_backup *backup =
      code == SQLITE_OK ? sqlite3_backup_init(to, "main", store->d.handle, "main") : NULL;
  if (backup != NULL) {
    /* Of a store that is locked it is the step alone that says so. */
    int step = sqlite3_backup_step(backup, -1);
    code = sqlite3_backup_finish(backup);
    if (code == SQLITE_OK && step != SQLITE_DONE) code = step;
  } else if (code == SQLITE_OK) {
    code = sqlite3_errcode(to);
  }
  if (code == SQLITE_OK)
    code = sqlite3_exec(to, "PRAGMA journal_mode=WAL", NULL, NULL, NULL);
  sqlite3_close(to);
  if (code == SQLITE_OK) return RASID_OK;
  unlink(path);
  return store_error(error, RASID_ERROR_IO, "%s: the backup failed: %s", path,
                     sqlite3_errstr(code));
}
