/* store_record.c - a record as rows: events, parties, tolls, mentions. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "store_inside.h"

/* ---- days ---- */

static int days_of_month(int year, int month) {
  static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
  return month == 2 && leap ? 29 : days[month - 1];
}

/* The number that `n` digits write; -1 where they are none. */
static int digits(const char *s, int n) {
  int number = 0;
  for (int i = 0; i < n; i++) {
    if (s[i] < '0' || s[i] > '9') return -1;
    number = 10 * number + (s[i] - '0');
  }
  return number;
}

/* First or last day of a day, month or year. */
static void side_of_date(rasid_text part, bool last, char out[11]) {
  char text[11] = "          ";
  out[0] = '\0';
  memcpy(text, part.data, part.size < 10 ? part.size : 10);
  int year = digits(text, 4), month = digits(text + 5, 2), day = digits(text + 8, 2);
  if (part.size < 4 || year < 0) return;
  if (part.size < 7 || month < 1 || month > 12) {
    month = last ? 12 : 1;
    day = last ? 31 : 1;
  } else if (part.size < 10 || day < 1 || day > 31) {
    day = last ? days_of_month(year, month) : 1;
  }
  char full[40];
  snprintf(full, sizeof full, "%04d-%02d-%02d", year, month, day);
  memcpy(out, full, 10);
  out[10] = '\0';
}

void store_days(rasid_text value, char first[11], char last[11]) {
  first[0] = last[0] = '\0';
  if (value.size == 0) return;
  const char *slash = memchr(value.data, '/', value.size);
  rasid_text from = value, to = value;
  if (slash != NULL) {
    from.size = (size_t)(slash - value.data);
    to = (rasid_text){slash + 1, value.size - from.size - 1};
  }
  side_of_date(from, false, first);
  side_of_date(to, true, last);
}

/* ---- rows ---- */

/* The row that is being written: a statement and the next parameter. */
typedef struct writing {
  db_statement *s;
  int i;
} writing;

static void put_integer(writing *w, int64_t value) {
  db_integer(w->s, w->i++, value);
}

static void put_or_null(writing *w, int64_t value) {
  db_integer_or_null(w->s, w->i++, value);
}

static void put_number(writing *w, double value) {
  db_number(w->s, w->i++, value);
}

static void put_text(writing *w, rasid_text text) {
  db_text(w->s, w->i++, text);
}

static void put_needed(writing *w, rasid_text text) {
  db_text(w->s, w->i++, text.data != NULL ? text : (rasid_text){"", 0});
}

/* A span's words, start and end. */
static void put_span(writing *w, const rasid_span *span) {
  put_text(w, span->text);
  put_or_null(w, span->text.data != NULL ? (int64_t)span->start : -1);
  put_or_null(w, span->text.data != NULL ? (int64_t)span->end : -1);
}

/* Strings parted by blanks; in `b` as long as the row is written. */
static void put_list(rasid_store *store, writing *w, text_buffer *b,
                     const rasid_text *items, size_t n) {
  text_clear(b);
  for (size_t i = 0; i < n; i++) {
    if (i > 0) text_put(b, " ", 1);
    text_put(b, items[i].data, items[i].size);
  }
  put_text(w, store_built(store, b));
}

static rasid_text party_label(const rasid_party_data *p) {
  if (p->label_en.data != NULL) return p->label_en;
  return p->name.data != NULL ? p->name : p->span.text;
}

static void put_claim(writing *w, const rasid_claim_data *claim) {
  put_text(w, party_label(&claim->who));
  put_text(w, claim->who.country);
  put_text(w, claim->who.sector);
  put_text(w, claim->kind);
  put_integer(w, claim->anonymous);
}

void record_party_add(rasid_store *store, int64_t event, const char *role, size_t number,
                      const rasid_party_data *p) {
  writing w = {
      db_get(&store->d,
             "INSERT INTO parties (event_id, role, number, text, start_at, end_at,"
             " country, sector, name, label, wikidata)"
             " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)"),
      1};
  put_integer(&w, event);
  db_string(w.s, w.i++, role);
  put_integer(&w, (int64_t)number);
  put_span(&w, &p->span);
  put_text(&w, p->country);
  put_text(&w, p->sector);
  put_text(&w, p->name);
  put_text(&w, party_label(p));
  put_text(&w, p->wikidata);
  db_send(w.s);
  db_finish(w.s);
}

typedef struct record_ids {
  int64_t report, record;
  rasid_text published;
} record_ids;

/* `id` is one that a server gave out before, so that it need not be asked for each; 0:
 * the database gives it out. */
static int64_t add_event(rasid_store *store, const record_ids *ids, size_t number,
                         const rasid_event_data *e, int64_t id) {
  char first[11], last[11];
  writing w = {
      db_get(
          &store->d,
          "INSERT INTO events (report_id, record_id, number, code, category, modes,"
          " contexts, cameo, quad, status, sentence, same_as, trigger_text,"
          " trigger_start, trigger_end, lemma, date, date_first, date_last, date_text,"
          " place, place_text, country, admin1, lat, lon, geonames, precision, relation,"
          " claimant, claimant_country, claimant_sector, claim_kind, anonymous,"
          " confidence, rule, published, date_basis, place_basis, id) VALUES (?1, ?2, "
          "?3, "
          "?4, ?5, ?6, ?7, ?8, ?9,"
          " ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20, ?21, ?22, ?23, ?24,"
          " ?25, ?26, ?27, ?28, ?29, ?30, ?31, ?32, ?33, ?34, ?35, ?36, ?37, ?38, "
          "?39, ?40)@ID"),
      1};
  put_integer(&w, ids->report);
  put_integer(&w, ids->record);
  put_integer(&w, (int64_t)number);
  put_needed(&w, e->id);
  put_needed(&w, e->category);
  put_list(store, &w, &store->line, e->modes, e->n_modes);
  put_list(store, &w, &store->joined, e->contexts, e->n_contexts);
  put_text(&w, e->cameo);
  put_or_null(&w, e->quad);
  put_needed(&w, e->status);
  put_or_null(&w, e->sentence);
  put_or_null(&w, e->same_as);
  put_span(&w, &e->trigger);
  put_text(&w, e->lemma);
  put_text(&w, e->date.value);
  store_days(e->date.value, first, last);
  db_string(w.s, w.i++, first[0] ? first : NULL);
  db_string(w.s, w.i++, last[0] ? last : NULL);
  put_text(&w, e->date.span.text);
  put_text(&w, e->place.name.data != NULL ? e->place.name : e->place.span.text);
  put_text(&w, e->place.span.text);
  put_text(&w, e->place.country);
  put_text(&w, e->place.admin1);
  put_number(&w, e->place.lat);
  put_number(&w, e->place.lon);
  put_or_null(&w, e->place.precision.data != NULL ? e->place.geonames : -1);
  put_text(&w, e->place.precision);
  put_text(&w, e->place.relation);
  put_claim(&w, &e->claim);
  put_number(&w, e->confidence);
  put_text(&w, e->rule);
  put_text(&w, ids->published);
  put_text(&w, e->date.basis);
  put_text(&w, e->place.basis);
  put_or_null(&w, id > 0 ? id : -1);
  if (id > 0)
    db_send(w.s);
  else
    id = db_insert(w.s);
  db_finish(w.s);
  for (size_t i = 0; i < e->n_actors; i++)
    record_party_add(store, id, "actor", i, &e->actors[i]);
  for (size_t i = 0; i < e->n_recipients; i++)
    record_party_add(store, id, "recipient", i, &e->recipients[i]);
  return id;
}

static void add_toll(rasid_store *store, const record_ids *ids, size_t number,
                     const rasid_casualty_data *c, int64_t event) {
  writing w = {
      db_get(&store->d,
             "INSERT INTO tolls (report_id, record_id, event_id, number, code, kind, low,"
             " high, approx, status, side, sentence, text, start_at, end_at, victim,"
             " victim_text, victim_country, victim_sector, claimant, claimant_country,"
             " claimant_sector, claim_kind, anonymous, part_of, replaces, rule)"
             " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15,"
             " ?16, ?17, ?18, ?19, ?20, ?21, ?22, ?23, ?24, ?25, ?26, ?27)"),
      1};
  put_integer(&w, ids->report);
  put_integer(&w, ids->record);
  put_or_null(&w, event > 0 ? event : -1);
  put_integer(&w, (int64_t)number);
  put_needed(&w, c->id);
  put_needed(&w, c->kind);
  put_integer(&w, c->low);
  put_or_null(&w, c->high);
  put_integer(&w, c->approx);
  put_needed(&w, c->status);
  put_text(&w, c->side);
  put_or_null(&w, c->sentence);
  put_span(&w, &c->span);
  put_text(&w, party_label(&c->victim));
  put_text(&w, c->victim.span.text);
  put_text(&w, c->victim.country);
  put_text(&w, c->victim.sector);
  put_claim(&w, &c->claim);
  put_or_null(&w, c->part_of);
  put_or_null(&w, c->replaces);
  put_text(&w, c->rule);
  db_send(w.s);
  db_finish(w.s);
}

static void add_mention(rasid_store *store, const record_ids *ids, const char *kind,
                        const rasid_span *span, rasid_text value,
                        const rasid_place_data *place) {
  writing w = {db_get(&store->d,
                      "INSERT INTO mentions (report_id, record_id, kind, text, start_at,"
                      " end_at, value, country, admin1, lat, lon, precision)"
                      " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)"),
               1};
  put_integer(&w, ids->report);
  put_integer(&w, ids->record);
  db_string(w.s, w.i++, kind);
  put_text(&w, span->text);
  put_integer(&w, span->start);
  put_integer(&w, span->end);
  put_text(&w, value);
  if (place != NULL) {
    put_text(&w, place->country);
    put_text(&w, place->admin1);
    put_number(&w, place->lat);
    put_number(&w, place->lon);
    put_text(&w, place->precision);
  }
  db_send(w.s);
  db_finish(w.s);
}

/* Ids for `n` events, by one question to a server; a file has none to give beforehand. */
static void take_ids(rasid_store *store, int64_t *ids, size_t n) {
  if (!store->d.kind->tsvector || n == 0) return;
  db_statement *s = db_get(&store->d,
                           "SELECT nextval(pg_get_serial_sequence('events', 'id'))"
                           " FROM generate_series(1, CAST(?1 AS BIGINT))");
  db_integer(s, 1, (int64_t)n);
  for (size_t i = 0; i < n && db_row(s); i++) ids[i] = db_column_integer(s, 0);
  db_finish(s);
}

void record_rows_add(rasid_store *store, int64_t report, int64_t record,
                     rasid_text published, const rasid_record_data *data) {
  record_ids ids = {report, record, published};
  int64_t *events = calloc(data->n_events + 1, sizeof *events);
  if (events == NULL) {
    db_fail(&store->d, RASID_ERROR_MEMORY, "out of memory for the store");
    return;
  }
  take_ids(store, events, data->n_events);
  for (size_t i = 0; i < data->n_events; i++)
    events[i] = add_event(store, &ids, i, &data->events[i], events[i]);
  for (size_t i = 0; i < data->n_casualties; i++) {
    int32_t event = data->casualties[i].event;
    add_toll(store, &ids, i, &data->casualties[i], event >= 0 ? events[event] : 0);
  }
  for (size_t i = 0; i < data->n_places; i++)
    add_mention(store, &ids, "place", &data->places[i].span, data->places[i].name,
                &data->places[i]);
  for (size_t i = 0; i < data->n_times; i++)
    add_mention(store, &ids, "time", &data->times[i].span, data->times[i].value, NULL);
  free(events);
}
