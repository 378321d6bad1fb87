/* store_correct.c - corrections: new rows, and the row they correct shown with them.
 *
 * What a correction changes is a column of `events`, `tolls`, `incidents` or `reports`,
 * which is what searching sees; the record's JSON stays. Only columns of the table below
 * can be named, so that no name a caller gives becomes a part of a statement.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "store_correct.h"
#include "store_incidents.h"

typedef enum value_kind {
  VALUE_TEXT,
  VALUE_NEEDED, /* a text that cannot be null */
  VALUE_STATUS,
  VALUE_DATE, /* ISO day, month, year or interval */
  VALUE_COUNT,
  VALUE_OPEN, /* a count, or null */
  VALUE_FLAG,
  VALUE_LATITUDE,
  VALUE_LONGITUDE,
  VALUE_CODE, /* three letters */
  VALUE_REVIEW,
  VALUE_PARTIES
} value_kind;

typedef struct field {
  const char *target, *name;
  value_kind kind;
} field;

static const field fields[] = {
    {"report", "review", VALUE_REVIEW},
    {"event", "review", VALUE_REVIEW},
    {"event", "category", VALUE_NEEDED},
    {"event", "modes", VALUE_NEEDED},
    {"event", "cameo", VALUE_TEXT},
    {"event", "status", VALUE_STATUS},
    {"event", "date", VALUE_DATE},
    {"event", "place", VALUE_TEXT},
    {"event", "country", VALUE_CODE},
    {"event", "admin1", VALUE_TEXT},
    {"event", "lat", VALUE_LATITUDE},
    {"event", "lon", VALUE_LONGITUDE},
    {"event", "precision", VALUE_TEXT},
    {"event", "claimant", VALUE_TEXT},
    {"event", "claimant_country", VALUE_CODE},
    {"event", "claimant_sector", VALUE_CODE},
    {"event", "claim_kind", VALUE_TEXT},
    {"event", "actor", VALUE_PARTIES},
    {"event", "recipient", VALUE_PARTIES},
    {"toll", "review", VALUE_REVIEW},
    {"toll", "kind", VALUE_NEEDED},
    {"toll", "low", VALUE_COUNT},
    {"toll", "high", VALUE_OPEN},
    {"toll", "approx", VALUE_FLAG},
    {"toll", "status", VALUE_STATUS},
    {"toll", "side", VALUE_TEXT},
    {"toll", "victim", VALUE_TEXT},
    {"toll", "victim_country", VALUE_CODE},
    {"toll", "victim_sector", VALUE_CODE},
    {"toll", "claimant", VALUE_TEXT},
    {"toll", "claimant_country", VALUE_CODE},
    {"toll", "claimant_sector", VALUE_CODE},
    {"toll", "claim_kind", VALUE_TEXT},
    {"incident", "review", VALUE_REVIEW},
    {"incident", "date", VALUE_DATE},
    {"incident", "place", VALUE_TEXT},
    {"incident", "country", VALUE_CODE},
    {"incident", "admin1", VALUE_TEXT},
    {"incident", "lat", VALUE_LATITUDE},
    {"incident", "lon", VALUE_LONGITUDE},
    {"incident", "precision", VALUE_TEXT},
};

static const field *field_of(const char *target, const char *name) {
  for (size_t i = 0; i < sizeof fields / sizeof *fields; i++)
    if (strcmp(fields[i].target, target) == 0 && strcmp(fields[i].name, name) == 0)
      return &fields[i];
  return NULL;
}

/* ---- values ---- */

static bool is_whole(const char *s) {
  if (*s == '\0' || strlen(s) > 15) return false;
  for (; *s != '\0'; s++)
    if (*s < '0' || *s > '9') return false;
  return true;
}

static bool is_degrees(const char *s, double most) {
  char *end;
  double value = strtod(s, &end);
  return end != s && *end == '\0' && value >= -most && value <= most;
}

static bool is_one_of(const char *s, const char *const *words) {
  for (; *words != NULL; words++)
    if (strcmp(s, *words) == 0) return true;
  return false;
}

static bool is_review(const char *s) {
  static const char *const words[] = {"", "accepted", "rejected", NULL};
  return is_one_of(s, words) || (strncmp(s, "duplicate:", 10) == 0 && is_whole(s + 10));
}

/* A day, month or year, `size` bytes of it. */
static bool is_calendar(const char *s, size_t size) {
  static const char form[] = "dddd-dd-dd";
  if (size != 4 && size != 7 && size != 10) return false;
  for (size_t i = 0; i < size; i++)
    if (form[i] == '-' ? s[i] != '-' : s[i] < '0' || s[i] > '9') return false;
  return (size < 7 || strncmp(s + 5, "00", 2) > 0) &&
         (size < 7 || strncmp(s + 5, "12", 2) <= 0) &&
         (size < 10 || strncmp(s + 8, "00", 2) > 0) &&
         (size < 10 || strncmp(s + 8, "31", 2) <= 0);
}

static bool is_date(const char *s) {
  char first[11], last[11];
  size_t from = strcspn(s, "/");
  if (!is_calendar(s, from)) return false;
  if (s[from] == '/' && !is_calendar(s + from + 1, strlen(s + from + 1))) return false;
  store_days(db_constant(s), first, last);
  return first[0] != '\0' && last[0] != '\0' && strcmp(first, last) <= 0;
}

static bool is_code(const char *s) {
  return strlen(s) == 3 && strspn(s, "ABCDEFGHIJKLMNOPQRSTUVWXYZ") == 3;
}

/* Can the field have this value? `s` is NULL for null. */
static bool is_value(value_kind kind, const char *s) {
  static const char *const statuses[] = {
      "actual", "negated", "denied", "planned", "hypothetical", "historical", NULL};
  if (s == NULL)
    return kind != VALUE_NEEDED && kind != VALUE_STATUS && kind != VALUE_COUNT &&
           kind != VALUE_FLAG && kind != VALUE_REVIEW && kind != VALUE_PARTIES;
  switch (kind) {
    case VALUE_STATUS: return is_one_of(s, statuses);
    case VALUE_DATE: return is_date(s);
    case VALUE_COUNT:
    case VALUE_OPEN: return is_whole(s);
    case VALUE_FLAG: return strcmp(s, "0") == 0 || strcmp(s, "1") == 0;
    case VALUE_LATITUDE: return is_degrees(s, 90);
    case VALUE_LONGITUDE: return is_degrees(s, 180);
    case VALUE_CODE: return is_code(s);
    case VALUE_REVIEW: return is_review(s);
    case VALUE_PARTIES: return s[0] == '[';
    default: return true;
  }
}

/* ---- parties as JSON ---- */

/* A list of objects with country, sector and label, into rows. The reader of records does
 * the reading: a record around the list is one that it knows. */
static bool set_parties(rasid_store *store, int64_t event, const char *role,
                        rasid_text json) {
  const rasid_record_data *data;
  text_buffer *b = &store->line;
  text_clear(b);
  text_string(b,
              "{\"doc\":{\"id\":\"\"},\"coder\":{\"version\":\"\"},\"events\":[{\"id\":"
              "\"#0\",\"actor\":");
  text_put(b, json.data, json.size);
  text_string(b, "}]}");
  /* A reader of its own: the store's may hold a record that is being shown. */
  rasid_record_reader *reader = rasid_record_reader_new();
  bool ok = reader != NULL && !b->failed &&
            rasid_record_reader_read(reader, text_of(b), &data, NULL) == RASID_OK &&
            data->n_events == 1;
  if (ok) {
    db_statement *s =
        db_get(&store->d, "DELETE FROM parties WHERE event_id = ?1 AND role = ?2");
    db_integer(s, 1, event);
    db_string(s, 2, role);
    db_run(s);
    db_finish(s);
    for (size_t i = 0; i < data->events[0].n_actors; i++)
      record_party_add(store, event, role, i, &data->events[0].actors[i]);
  }
  rasid_record_reader_free(reader);
  return ok;
}

static void put_member(text_buffer *b, const char *key, rasid_text value) {
  text_print(b, ",\"%s\":", key);
  text_json(b, value);
}

/* The parties of an event as they are, in the same form. */
static void list_parties(rasid_store *store, int64_t event, const char *role,
                         text_buffer *b) {
  db_statement *s = db_get(&store->d,
                           "SELECT start_at, end_at, text, country, sector, name, label,"
                           " wikidata FROM parties WHERE event_id = ?1 AND role = ?2"
                           " ORDER BY number");
  db_integer(s, 1, event);
  db_string(s, 2, role);
  text_clear(b);
  text_string(b, "[");
  for (int n = 0; db_row(s); n++) {
    text_print(b, "%s{\"start\":%lld,\"end\":%lld", n > 0 ? "," : "",
               (long long)db_column_integer(s, 0), (long long)db_column_integer(s, 1));
    put_member(b, "text", db_column_text(s, 2));
    put_member(b, "country", db_column_text(s, 3));
    put_member(b, "sector", db_column_text(s, 4));
    put_member(b, "name", db_column_text(s, 5));
    put_member(b, "label_en", db_column_text(s, 6));
    put_member(b, "wikidata", db_column_text(s, 7));
    text_string(b, "}");
  }
  text_string(b, "]");
  db_finish(s);
}

/* ---- the row ---- */

/* "events" of "event". */
static void table_name(const char *target, char table[16]) {
  snprintf(table, 16, "%.12ss", target);
}

/* What the field is now, into `b`; false where it is null, `*there` where there is such a
 * row. */
static bool read_value(rasid_store *store, const field *f, int64_t id, text_buffer *b,
                       bool *there) {
  char table[16], sql[160];
  table_name(f->target, table);
  bool parties = f->kind == VALUE_PARTIES;
  snprintf(sql, sizeof sql, "SELECT CAST(%s AS TEXT) FROM %s WHERE id = ?1",
           parties ? "id" : f->name, table);
  db_statement *s = db_prepare(&store->d, sql);
  db_integer(s, 1, id);
  *there = db_row(s);
  bool present = *there && !db_is_null(s, 0);
  text_clear(b);
  if (present) {
    rasid_text value = db_column_text(s, 0);
    text_put(b, value.data, value.size);
  }
  db_finish(s);
  if (parties && *there) list_parties(store, id, f->name, b);
  return present;
}

static const char *cast_of(value_kind kind) {
  switch (kind) {
    case VALUE_COUNT:
    case VALUE_OPEN:
    case VALUE_FLAG: return "CAST(?1 AS BIGINT)";
    case VALUE_LATITUDE:
    case VALUE_LONGITUDE: return "CAST(?1 AS DOUBLE PRECISION)";
    default: return "?1";
  }
}

static void set_days(rasid_store *store, int64_t id, rasid_text value) {
  char first[11], last[11];
  store_days(value, first, last);
  db_statement *s = db_get(
      &store->d, "UPDATE events SET date_first = ?1, date_last = ?2 WHERE id = ?3");
  db_string(s, 1, first[0] ? first : NULL);
  db_string(s, 2, last[0] ? last : NULL);
  db_integer(s, 3, id);
  db_run(s);
  db_finish(s);
}

/* The report that a review names as the original; 0: it names none. */
static int64_t original_in(rasid_text value) {
  char number[40] = ""; /* no NUL stands behind a text */
  if (value.data == NULL || value.size <= 10 || value.size >= 40 ||
      memcmp(value.data, "duplicate:", 10) != 0)
    return 0;
  memcpy(number, value.data + 10, value.size - 10);
  return strtoll(number, NULL, 10);
}

static void set_duplicate(rasid_store *store, int64_t id, rasid_text value) {
  db_statement *s =
      db_get(&store->d, "UPDATE reports SET duplicate_of = ?1 WHERE id = ?2");
  int64_t original = original_in(value);
  db_integer_or_null(s, 1, original > 0 ? original : -1);
  db_integer(s, 2, id);
  db_run(s);
  db_finish(s);
}

/* A corrected row of which nobody has said otherwise is "corrected". */
static void set_review(rasid_store *store, const field *f, int64_t id) {
  char table[16], sql[160];
  if (f->kind == VALUE_REVIEW) return;
  table_name(f->target, table);
  snprintf(
      sql, sizeof sql,
      "UPDATE %s SET review = 'corrected' WHERE id = ?1 AND review IN ('', 'accepted')",
      table);
  db_statement *s = db_prepare(&store->d, sql);
  db_integer(s, 1, id);
  db_run(s);
  db_finish(s);
}

/* Shows a row with a value; false where a list of parties is none. */
static bool write_value(rasid_store *store, const field *f, int64_t id,
                        rasid_text value) {
  char table[16], sql[200];
  if (f->kind == VALUE_PARTIES) return set_parties(store, id, f->name, value);
  table_name(f->target, table);
  snprintf(sql, sizeof sql, "UPDATE %s SET %s = %s WHERE id = ?2", table, f->name,
           cast_of(f->kind));
  db_statement *s = db_prepare(&store->d, sql);
  db_text(s, 1, value);
  db_integer(s, 2, id);
  db_run(s);
  db_finish(s);
  if (strcmp(f->name, "date") == 0 && strcmp(f->target, "event") == 0)
    set_days(store, id, value);
  if (f->kind == VALUE_REVIEW && strcmp(f->target, "report") == 0)
    set_duplicate(store, id, value);
  return true;
}

/* The report of a row; 0 of an incident. */
static int64_t report_of(rasid_store *store, const char *target, int64_t id) {
  if (strcmp(target, "report") == 0) return id;
  if (strcmp(target, "event") == 0)
    return store_number(store, "SELECT report_id FROM events WHERE id = ?1", id, 0);
  if (strcmp(target, "toll") == 0)
    return store_number(store, "SELECT report_id FROM tolls WHERE id = ?1", id, 0);
  return 0;
}

/* ---- calls ---- */

static int64_t insert(rasid_store *store, const rasid_store_correction *c, rasid_text old,
                      int64_t undoes) {
  db_statement *s =
      db_get(&store->d,
             "INSERT INTO corrections (report_id, target, target_id, field, old, new,"
             " evidence, evidence_start, evidence_end, note, who, at, undoes)"
             " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13)@ID");
  store_time now = store_now();
  int64_t report = report_of(store, c->target, c->target_id);
  db_integer_or_null(s, 1, report > 0 ? report : -1);
  db_string(s, 2, c->target);
  db_integer(s, 3, c->target_id);
  db_string(s, 4, c->field);
  db_text(s, 5, old);
  db_text(s, 6, c->value);
  db_text(s, 7, c->evidence);
  db_integer_or_null(s, 8, c->evidence.data != NULL ? c->evidence_start : -1);
  db_integer_or_null(s, 9, c->evidence.data != NULL ? c->evidence_end : -1);
  db_text(s, 10, c->note);
  db_text(s, 11, c->who.data != NULL ? c->who : (rasid_text){"", 0});
  db_string(s, 12, now.text);
  db_integer_or_null(s, 13, undoes > 0 ? undoes : -1);
  int64_t id = db_insert(s);
  db_finish(s);
  return id;
}

/* The value with a NUL behind it, NULL of none; in `b`. */
static const char *string_of(text_buffer *b, rasid_text value) {
  if (value.data == NULL) return NULL;
  text_clear(b);
  text_put(b, value.data, value.size);
  return text_of(b).data;
}

int64_t correction_write(rasid_store *store, const rasid_store_correction *c,
                         int64_t undoes, const char **problem) {
  const field *f = field_of(c->target, c->field);
  text_buffer old = {0};
  bool there = false;
  int64_t id = 0;
  *problem = NULL;
  if (f == NULL) {
    *problem = "there is no such field to correct";
    return 0;
  }
  if (c->value.data != NULL && memchr(c->value.data, '\0', c->value.size) != NULL) {
    *problem = "the value has a NUL in it";
    return 0;
  }
  /* What is put back was there: it need not be what a person may write. */
  if (undoes == 0 && !is_value(f->kind, string_of(&store->line, c->value))) {
    *problem = "the field cannot have this value";
    return 0;
  }
  bool present = read_value(store, f, c->target_id, &old, &there);
  if (!there) {
    *problem = "there is no such row";
  } else if (f->kind == VALUE_REVIEW && strcmp(c->target, "report") == 0 &&
             duplicates_go_round(store, c->target_id, original_in(c->value))) {
    *problem = "it would be a duplicate of itself: name the report that it repeats";
  } else if (!write_value(store, f, c->target_id, c->value)) {
    *problem = "the value is no list of objects with country, sector and label_en";
  } else {
    if (undoes == 0) set_review(store, f, c->target_id);
    id = insert(store, c, present ? text_of(&old) : (rasid_text){NULL, 0}, undoes);
    store_log(store, c->who, undoes > 0 ? "correction-undo" : "correct", c->target,
              c->target_id, db_constant(c->field));
  }
  text_free(&old);
  return id;
}

/* A row that no correction stands of any more is as it was coded. */
static void clear_review(rasid_store *store, const rasid_store_correction *c) {
  char table[16], sql[500];
  table_name(c->target, table);
  snprintf(
      sql, sizeof sql,
      "UPDATE %s SET review = '' WHERE id = ?1 AND review = 'corrected' AND NOT EXISTS"
      " (SELECT 1 FROM corrections k WHERE k.target = ?2 AND k.target_id = ?1 AND"
      " k.field <> 'review' AND k.undoes IS NULL AND NOT EXISTS (SELECT 1 FROM"
      " corrections u WHERE u.undoes = k.id))",
      table);
  db_statement *s = db_prepare(&store->d, sql);
  db_integer(s, 1, c->target_id);
  db_string(s, 2, c->target);
  db_run(s);
  db_finish(s);
}

static rasid_status ended(rasid_store *store, const char *problem,
                          const rasid_store_correction *c, rasid_error *error) {
  rasid_status status = store_leave(store, error);
  if (status != RASID_OK || problem == NULL) return status;
  return store_error(error, RASID_ERROR_ARGUMENT, "%s %lld, %s: %s", c->target,
                     (long long)c->target_id, c->field, problem);
}

/* Incidents show what their events and tolls are now, and which reports count. */
static void derive_again(rasid_store *store, const rasid_store_correction *c) {
  bool of_report = strcmp(c->target, "incident") != 0;
  if (of_report && store->d.error.status == RASID_OK)
    incidents_of_report_derive(store, report_of(store, c->target, c->target_id));
}

rasid_status rasid_store_correct(rasid_store *store,
                                 const rasid_store_correction *correction, int64_t *id,
                                 rasid_error *error) {
  const char *problem;
  if (!store_enter(store, error)) return error ? error->status : RASID_ERROR_IO;
  int64_t made = correction_write(store, correction, 0, &problem);
  if (made > 0) derive_again(store, correction);
  if (id != NULL) *id = made;
  return ended(store, problem, correction, error);
}

/* A correction as it stands, its texts in `b`. */
static bool read_correction(rasid_store *store, int64_t id, rasid_store_correction *c,
                            text_buffer *b, bool *undone, bool *overtaken) {
  db_statement *s = db_get(
      &store->d,
      "SELECT k.target, k.target_id, k.field, k.old,"
      " (SELECT count(*) FROM corrections u WHERE u.undoes = k.id),"
      " (SELECT count(*) FROM corrections l WHERE l.target = k.target AND"
      " l.target_id = k.target_id AND l.field = k.field AND l.id > k.id AND l.undoes"
      " IS NULL AND NOT EXISTS (SELECT 1 FROM corrections u WHERE u.undoes = l.id))"
      " FROM corrections k WHERE k.id = ?1");
  db_integer(s, 1, id);
  bool found = db_row(s);
  text_clear(b);
  if (found) {
    rasid_text target = db_column_text(s, 0), name = db_column_text(s, 2);
    rasid_text old = db_column_text(s, 3);
    text_put(b, target.data, target.size);
    text_put(b, "", 1);
    size_t name_at = b->size;
    text_put(b, name.data, name.size);
    text_put(b, "", 1);
    size_t old_at = b->size;
    text_put(b, old.data, old.size);
    c->target = b->data;
    c->target_id = db_column_integer(s, 1);
    c->field = b->data + name_at;
    c->value = (rasid_text){old.data != NULL ? b->data + old_at : NULL, old.size};
    *undone = db_column_integer(s, 4) > 0;
    *overtaken = db_column_integer(s, 5) > 0;
  }
  db_finish(s);
  return found && !b->failed;
}

rasid_status rasid_store_correction_undo(rasid_store *store, int64_t correction,
                                         rasid_text who, int64_t *id,
                                         rasid_error *error) {
  rasid_store_correction c = {.target = "correction",
                              .target_id = correction,
                              .field = "undo",
                              .evidence_start = -1,
                              .evidence_end = -1,
                              .who = who};
  text_buffer texts = {0};
  const char *problem = NULL;
  bool undone = false, overtaken = false;
  int64_t made = 0;
  if (!store_enter(store, error)) return error ? error->status : RASID_ERROR_IO;
  if (!read_correction(store, correction, &c, &texts, &undone, &overtaken))
    problem = "there is no such correction";
  else if (undone)
    problem = "it was taken back already";
  else if (overtaken)
    problem = "a later correction of the field stands: take that back first";
  else
    made = correction_write(store, &c, correction, &problem);
  if (made > 0) clear_review(store, &c);
  if (made > 0) derive_again(store, &c);
  if (id != NULL) *id = made;
  rasid_status status = ended(store, problem, &c, error);
  text_free(&texts);
  return status;
}

/* ---- another record of the same text ---- */

#define STANDS \
  "k.undoes IS NULL AND NOT EXISTS (SELECT 1 FROM corrections u WHERE u.undoes = k.id)"
#define CARRIED                                                                          \
  "SELECT k.target, n.id, k.field, k.new, k.evidence, k.evidence_start, k.evidence_end," \
  " k.who, k.id FROM corrections k "

static const char carried_events[] = CARRIED
    "JOIN events o ON o.id = k.target_id JOIN events n ON n.id = (SELECT min(e.id) FROM"
    " events e WHERE e.record_id = ?2 AND e.trigger_start = o.trigger_start AND"
    " e.trigger_end = o.trigger_end) WHERE k.target = 'event' AND o.record_id = ?1 AND"
    " " STANDS " ORDER BY k.id";

static const char carried_tolls[] = CARRIED
    "JOIN tolls o ON o.id = k.target_id JOIN tolls n ON n.id = (SELECT min(t.id) FROM "
    "tolls"
    " t WHERE t.record_id = ?2 AND t.start_at = o.start_at AND t.end_at = o.end_at) WHERE"
    " k.target = 'toll' AND o.record_id = ?1 AND " STANDS " ORDER BY k.id";

static void carry(rasid_store *store, const char *sql, int64_t old_record,
                  int64_t new_record) {
  db_statement *s = db_get(&store->d, sql);
  db_integer(s, 1, old_record);
  db_integer(s, 2, new_record);
  while (db_row(s)) {
    char target[16], field_name[32], note[64];
    rasid_text t = db_column_text(s, 0), f = db_column_text(s, 2);
    const char *problem;
    snprintf(target, sizeof target, "%.*s", (int)t.size, t.data);
    snprintf(field_name, sizeof field_name, "%.*s", (int)f.size, f.data);
    snprintf(note, sizeof note, "carried over from correction %lld",
             (long long)db_column_integer(s, 8));
    rasid_store_correction c = {
        .target = target,
        .target_id = db_column_integer(s, 1),
        .field = field_name,
        .value = db_column_text(s, 3),
        .evidence = db_column_text(s, 4),
        .evidence_start = db_is_null(s, 5) ? -1 : db_column_integer(s, 5),
        .evidence_end = db_is_null(s, 6) ? -1 : db_column_integer(s, 6),
        .note = db_constant(note),
        .who = db_column_text(s, 7)};
    correction_write(store, &c, 0, &problem);
  }
  db_finish(s);
}

void corrections_carry(rasid_store *store, int64_t old_record, int64_t new_record) {
  carry(store, carried_events, old_record, new_record);
  carry(store, carried_tolls, old_record, new_record);
}

rasid_status rasid_store_comment(rasid_store *store, const char *target,
                                 int64_t target_id, rasid_text text, rasid_text who,
                                 int64_t *id, rasid_error *error) {
  if (!store_enter(store, error)) return error ? error->status : RASID_ERROR_IO;
  db_statement *s = db_get(&store->d,
                           "INSERT INTO comments (target, target_id, text, who, at)"
                           " VALUES (?1, ?2, ?3, ?4, ?5)@ID");
  store_time now = store_now();
  db_string(s, 1, target);
  db_integer(s, 2, target_id);
  db_text(s, 3, text.data != NULL ? text : (rasid_text){"", 0});
  db_text(s, 4, who.data != NULL ? who : (rasid_text){"", 0});
  db_string(s, 5, now.text);
  int64_t made = db_insert(s);
  db_finish(s);
  store_log(store, who, "comment", target, target_id, (rasid_text){NULL, 0});
  if (id != NULL) *id = made;
  return store_leave(store, error);
}
