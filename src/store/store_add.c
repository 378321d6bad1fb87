/* store_add.c - a report comes in, with its text and record. */
#include <stdio.h>
#include <string.h>
#include <unicode/utf8.h>

#include "store_correct.h"

/* ---- is the record of this text? ---- */

/* Characters of a text; -1 where some bytes are malformed, which are counted otherwise.
 */
static int64_t n_characters(rasid_text text) {
  int64_t n = 0;
  for (int32_t i = 0; i < (int32_t)text.size; n++) {
    UChar32 c;
    U8_NEXT((const uint8_t *)text.data, i, (int32_t)text.size, c);
    if (c < 0) return -1;
  }
  return n;
}

/* Parts that are there count, empty ones too. */
static bool fits(const rasid_record_data *data, size_t *part, rasid_text text) {
  if (text.data == NULL) return true;
  if (*part >= data->n_parts) return false;
  const rasid_range_data *p = &data->parts[(*part)++];
  int64_t n = n_characters(text);
  return n < 0 || n == (int64_t)p->end - (int64_t)p->start;
}

/* A record that was not coded (of another language) has no parts. */
static bool is_of_text(const rasid_record_data *data, const rasid_document *document) {
  size_t part = 0;
  if (data->n_parts == 0) return data->n_events == 0;
  if (!fits(data, &part, document->title)) return false;
  for (size_t i = 0; i < document->n_captions; i++)
    if (!fits(data, &part, document->captions[i])) return false;
  rasid_text body = document->text;
  if (part == 0 && body.data == NULL) body = (rasid_text){"", 0};
  return fits(data, &part, body) && part == data->n_parts;
}

/* ---- what is there ---- */

/* The report that is being added. */
typedef struct adding {
  const rasid_document *document;
  const rasid_record_data *data;
  rasid_text record, content, address, captions;
  int64_t source, report, version, n_versions, old_record;
  store_time now;
} adding;

/* What makes two texts the same: the hash of what was coded, the day and the source. */
static void set_content(rasid_store *store, adding *a) {
  text_buffer *b = &store->key;
  text_clear(b);
  text_put(b, a->data->sha256.data, a->data->sha256.size);
  text_put(b, " ", 1);
  text_put(b, a->data->published.data, a->data->published.size);
  text_put(b, " ", 1);
  text_put(b, a->data->source.data, a->data->source.size);
  a->content = store_built(store, b);
}

static void set_captions(rasid_store *store, adding *a) {
  const rasid_document *document = a->document;
  text_buffer *b = &store->captions;
  text_clear(b);
  if (document->n_captions == 0) return;
  for (size_t i = 0; i < document->n_captions; i++) {
    text_put(b, i == 0 ? "[" : ",", 1);
    text_json(b, document->captions[i]);
  }
  text_put(b, "]", 1);
  a->captions = store_built(store, b);
}

/* The outlet's row, made where it is new. */
static int64_t source_of(rasid_store *store, rasid_text name, const store_time *now) {
  if (name.size == 0) return 0;
  if (store->source_id > 0 && name.size < sizeof store->source_name &&
      strlen(store->source_name) == name.size &&
      memcmp(store->source_name, name.data, name.size) == 0)
    return store->source_id;
  db_statement *s = db_get(&store->d, "SELECT id FROM sources WHERE name = ?1");
  db_text(s, 1, name);
  int64_t id = db_row(s) ? db_column_integer(s, 0) : 0;
  db_finish(s);
  if (id == 0) {
    s = db_get(&store->d, "INSERT INTO sources (name, added) VALUES (?1, ?2)@ID");
    db_text(s, 1, name);
    db_string(s, 2, now->text);
    id = db_insert(s);
    db_finish(s);
  }
  store->source_id = 0;
  if (id > 0 && name.size < sizeof store->source_name) {
    memcpy(store->source_name, name.data, name.size);
    store->source_name[name.size] = '\0';
    store->source_id = id;
  }
  return id;
}

/* The version with this content; false where there is none. `*same` where its current
 * record is by the same coder and model. */
static bool find_version(rasid_store *store, adding *a, bool *same) {
  db_statement *s = db_get(&store->d,
                           "SELECT v.id, v.report_id, r.record_id, r.version_id, c.coder,"
                           " c.model, v.purged FROM versions v"
                           " JOIN reports r ON r.id = v.report_id"
                           " LEFT JOIN records c ON c.id = r.record_id"
                           " WHERE v.content = ?1");
  db_text(s, 1, a->content);
  bool found = db_row(s);
  if (found) {
    a->version = db_column_integer(s, 0);
    a->report = db_column_integer(s, 1);
    a->old_record = db_column_integer(s, 2);
    rasid_text coder = db_column_text(s, 4), model = db_column_text(s, 5);
    /* An older text that comes again, and one that was removed, change nothing. */
    *same = db_column_integer(s, 3) != a->version || !db_is_null(s, 6) ||
            (coder.size == a->data->version.size &&
             memcmp(coder.data, a->data->version.data, coder.size) == 0 &&
             model.size == a->data->model.size &&
             memcmp(model.data, a->data->model.data, model.size) == 0);
  }
  db_finish(s);
  return found;
}

static void find_report(rasid_store *store, adding *a) {
  if (a->address.size == 0) return;
  db_statement *s =
      db_get(&store->d, "SELECT id, n_versions FROM reports WHERE address = ?1");
  db_text(s, 1, a->address);
  if (db_row(s)) {
    a->report = db_column_integer(s, 0);
    a->n_versions = db_column_integer(s, 1);
  }
  db_finish(s);
}

/* ---- writing ---- */

static void add_report(rasid_store *store, adding *a) {
  db_statement *s = db_get(
      &store->d, "INSERT INTO reports (name, address, added) VALUES (?1, ?2, ?3)@ID");
  db_text(s, 1, a->data->id);
  if (a->address.size > 0) db_text(s, 2, a->address);
  db_string(s, 3, a->now.text);
  a->report = db_insert(s);
  db_finish(s);
}

static void add_version(rasid_store *store, adding *a) {
  const rasid_document *document = a->document;
  db_statement *s = db_get(
      &store->d,
      "INSERT INTO versions (report_id, number, content, title, captions, text, url,"
      " published, published_from, language, added, run_id)"
      " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)@ID");
  db_integer(s, 1, a->report);
  db_integer(s, 2, a->n_versions + 1);
  db_text(s, 3, a->content);
  db_text(s, 4, document->title);
  db_text(s, 5, a->captions);
  db_text(s, 6, document->text);
  db_text(s, 7, a->data->url);
  db_text(s, 8, a->data->published);
  db_text(s, 9, a->data->published_from);
  db_text(s, 10, a->data->language);
  db_string(s, 11, a->now.text);
  db_integer_or_null(s, 12, store->run > 0 ? store->run : -1);
  a->version = db_insert(s);
  db_finish(s);
  index_add(store, a->version, document->title, a->captions, document->text);
}

static int64_t add_record(rasid_store *store, const adding *a) {
  db_statement *s =
      db_get(&store->d,
             "INSERT INTO records (report_id, version_id, run_id, coder, model, coded,"
             " written, json) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)@ID");
  db_integer(s, 1, a->report);
  db_integer(s, 2, a->version);
  db_integer_or_null(s, 3, store->run > 0 ? store->run : -1);
  db_text(s, 4, a->data->version);
  db_text(s, 5, a->data->model);
  db_string(s, 6, a->now.text);
  db_text(s, 7, a->data->written);
  db_text(s, 8, a->record);
  int64_t id = db_insert(s);
  db_finish(s);
  return id;
}

/* What an older record said is current no more. */
static void retire(rasid_store *store, int64_t report) {
  static const char *const updates[] = {
      "UPDATE events SET is_current = 0 WHERE report_id = ?1 AND is_current = 1",
      "UPDATE tolls SET is_current = 0 WHERE record_id IN (SELECT id FROM records WHERE"
      " report_id = ?1) AND is_current = 1"};
  for (size_t i = 0; i < sizeof updates / sizeof *updates; i++) {
    db_statement *s = db_get(&store->d, updates[i]);
    db_integer(s, 1, report);
    db_run(s);
    db_finish(s);
  }
}

static double uncertainty(const rasid_record_data *data) {
  double lowest = 1;
  for (size_t i = 0; i < data->n_events; i++)
    if (data->events[i].confidence < lowest) lowest = data->events[i].confidence;
  return 1 - lowest;
}

/* Shows the report by its newest version and record. */
static void set_current(rasid_store *store, const adding *a, int64_t record,
                        bool new_version) {
  const rasid_record_data *data = a->data;
  db_statement *s = db_get(
      &store->d,
      "UPDATE reports SET source_id = ?1, source = ?2, title = ?3, url = ?4, language = "
      "?5,"
      " published = ?6, version_id = ?7, record_id = ?8, n_versions = n_versions + ?9,"
      " n_events = ?10, n_tolls = ?11, joined = 0, uncertainty = ?12 WHERE id = ?13");
  db_integer_or_null(s, 1, a->source > 0 ? a->source : -1);
  db_text(s, 2, data->source);
  db_text(s, 3, a->document->title);
  db_text(s, 4, data->url);
  db_text(s, 5, data->language);
  db_text(s, 6, data->published);
  db_integer(s, 7, a->version);
  db_integer(s, 8, record);
  db_integer(s, 9, new_version ? 1 : 0);
  db_integer(s, 10, (int64_t)data->n_events);
  db_integer(s, 11, (int64_t)data->n_casualties);
  db_number(s, 12, uncertainty(data));
  db_integer(s, 13, a->report);
  db_send(s);
  db_finish(s);
}

static void write_report(rasid_store *store, adding *a, rasid_store_added *added) {
  bool same = false, version_known = find_version(store, a, &same);
  added->outcome = RASID_STORE_KNOWN;
  if (version_known && same) {
    store->counts.known++;
    added->record = a->old_record;
  } else {
    if (!version_known) find_report(store, a);
    bool report_known = a->report > 0;
    added->outcome = version_known  ? RASID_STORE_RECODED
                     : report_known ? RASID_STORE_VERSION
                                    : RASID_STORE_NEW;
    a->source = source_of(store, a->data->source, &a->now);
    if (report_known)
      retire(store, a->report);
    else
      add_report(store, a);
    if (!version_known) add_version(store, a);
    added->record = add_record(store, a);
    record_rows_add(store, a->report, added->record, a->data->published, a->data);
    set_current(store, a, added->record, report_known && !version_known);
    if (version_known) corrections_carry(store, a->old_record, added->record);
    store->counts.added += !report_known;
    store->counts.changed += report_known;
  }
  added->report = a->report;
  added->version = a->version;
}

rasid_status rasid_store_add(rasid_store *store, const rasid_document *document,
                             bool own_id, rasid_text record, rasid_store_added *added,
                             rasid_error *error) {
  rasid_store_added ignored;
  adding a = {.document = document, .record = record, .now = store_now()};
  rasid_status status = rasid_record_reader_read(store->reader, record, &a.data, error);
  if (added == NULL) added = &ignored;
  *added = (rasid_store_added){.outcome = RASID_STORE_KNOWN};
  if (status != RASID_OK) return status;
  if (!is_of_text(a.data, document))
    return store_error(
        error, RASID_ERROR_ARGUMENT,
        "the record of %.*s is not of this text, or does not count in code "
        "points: code the report again",
        (int)(a.data->id.size < 200 ? a.data->id.size : 200), a.data->id.data);
  a.address = document->url.size > 0 ? document->url
              : own_id               ? document->id
                                     : (rasid_text){NULL, 0};
  if (!store_enter(store, error)) return error ? error->status : RASID_ERROR_IO;
  set_captions(store, &a);
  set_content(store, &a);
  write_report(store, &a, added);
  return store_leave(store, error);
}
