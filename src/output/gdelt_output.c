/* gdelt_output.c - the 61 columns of GDELT 2.0 events, parted by tabs, without a header,
 * as GDELT's own files are (docs/format-gdelt.md).
 *
 * GDELT has one row for two actors and one kind of event: an occurrence with several
 * actors or recipients is a row for each pair, and what several sentences tell of it is
 * one row with as many mentions.
 */
#include <math.h>

#include "codes.h"
#include "occurrence.h"
#include "sheet.h"

/* Further parties of a side have no rows: pairs grow with the square. */
enum { MAX_PARTIES = 12 };

/* Everything a row is made from. */
typedef struct row {
  const rasid_record_data *record;
  const rasid_event_data *event;
  const rasid_party_data *first, *second; /* NULL where there is none */
  size_t n_mentions, pair;
  int64_t lead; /* the first sentence of the body */
} row;

/* ---- id and dates ---- */

/* FNV-1a over the event's id and the number of the pair, cut to 53 bits, which every
 * reader of numbers keeps. The same event has the same number in every run. */
static void id_cell(sheet *s, const row *r) {
  uint64_t hash = 0xCBF29CE484222325u;
  for (size_t i = 0; i < r->event->id.size; i++)
    hash = (hash ^ (unsigned char)r->event->id.data[i]) * 0x100000001B3u;
  hash = (hash ^ (r->pair & 0xFF)) * 0x100000001B3u;
  hash ^= hash >> 29; /* the low bits of FNV are its good ones: mix the high ones in */
  sheet_integer(s, (int64_t)(hash & 0x1FFFFFFFFFFFFFu));
}

static void date_cells(sheet *s, const row *r) {
  day first, last;
  bool stated;
  if (!event_days(r->record, r->event, &first, &last, &stated)) {
    sheet_empty(s, 4);
    return;
  }
  sheet_integer(s, first.year * 10000 + first.month * 100 + first.day);
  sheet_integer(s, first.year * 100 + first.month);
  sheet_integer(s, first.year);
  /* GDELT's own formula: months of thirty days, and never a whole year. */
  int part = ((first.month - 1) * 30 + first.day) * 10000 / 365;
  sheet_open(s);
  output_print(s->out, "%d.%04d", first.year, part > 9999 ? 9999 : part);
  sheet_close(s, true);
}

static void date_added_cell(sheet *s, const rasid_record_data *record) {
  day first, last;
  sheet_open(s);
  if (date_days(record->published, &first, &last) && first.year > 0)
    output_print(s->out, "%04d%02d%02d000000", first.year, first.month, first.day);
  sheet_close(s, true);
}

/* ---- actors ---- */

static void upper_cell(sheet *s, const rasid_party_data *p) {
  sheet_open(s);
  size_t from = s->out->size;
  output_party(s->out, p, false);
  for (size_t i = from; i < s->out->size; i++) {
    char *c = &s->out->data[i];
    if (*c >= 'a' && *c <= 'z') *c = (char)(*c - 'a' + 'A');
  }
  sheet_close(s, false);
}

static void actor_cells(sheet *s, const rasid_party_data *p) {
  if (p == NULL) {
    sheet_empty(s, 10);
    return;
  }
  const char *country = format_cell(TABLE_COUNTRY, p->country, COUNTRY_CAMEO);
  const char *code = *country ? country : format_cell(TABLE_BODY, p->country, BODY_ACTOR);
  const char *body = format_cell(TABLE_BODY, p->country, BODY_TYPE);
  const char *type = format_cell(TABLE_SECTOR, p->sector, SECTOR_CAMEO);
  sheet_open(s);
  output_string(s->out, code);
  output_string(s->out, type);
  sheet_close(s, false);
  upper_cell(s, p);
  sheet_string(s, *country ? country : format_cell(TABLE_BODY, p->country, BODY_COUNTRY));
  sheet_string(s, format_cell(TABLE_BODY, p->country, BODY_GROUP));
  sheet_empty(s, 3); /* ethnic group and religions: a record has none */
  sheet_string(s, *body ? body : type);
  sheet_string(s, *body ? type : "");
  sheet_empty(s, 1);
}

/* ---- what happened ---- */

/* The first sentence of the body, or -1. */
static int64_t lead_sentence(const rasid_record_data *record) {
  for (size_t i = 0; i < record->n_parts; i++) {
    if (!text_is(record->parts[i].kind, "body")) continue;
    for (size_t k = 0; k < record->n_sentences; k++)
      if (record->sentences[k].start >= record->parts[i].start) return (int64_t)k;
  }
  return -1;
}

/* GDELT calls root what the lead of the report tells: its title or first sentence. */
static bool is_in_lead(const row *r) {
  const rasid_record_data *record = r->record;
  if (record->n_parts == 0) return r->event->sentence == 0;
  return r->event->sentence == r->lead ||
         (text_is(record->parts[0].kind, "title") &&
          r->event->trigger.start < record->parts[0].end);
}

static void event_cells(sheet *s, const row *r) {
  rasid_text code = event_cameo(r->event);
  const char *goldstein = cameo_goldstein(code);
  sheet_integer(s, is_in_lead(r));
  sheet_text(s, code);
  sheet_text(s, (rasid_text){code.data, code.size < 3 ? code.size : 3});
  sheet_text(s, (rasid_text){code.data, code.size < 2 ? code.size : 2});
  sheet_string(s, format_cell(TABLE_CAMEO, code, CAMEO_QUAD));
  sheet_string(s, goldstein);
  sheet_integer(s, (int64_t)r->n_mentions);
  sheet_integer(s, 1); /* sources and articles: one report at a time */
  sheet_integer(s, 1);
  sheet_empty(s, 1); /* tone */
}

/* ---- places ---- */

static int geo_type(const rasid_place_data *p) {
  bool usa = text_is(p->country, "USA");
  if (p->precision.data == NULL) return 0;
  if (text_is(p->precision, "country")) return 1;
  if (text_is(p->precision, "admin1")) return usa ? 2 : 5;
  if (text_is(p->precision, "region")) return p->country.size > 0 ? 1 : 0;
  return usa ? 3 : 4;
}

static const char *fips(const rasid_place_data *p) {
  char unit[64];
  if (p->country.size + p->admin1.size + 1 < sizeof unit && p->admin1.size > 0 &&
      p->country.size > 0) {
    size_t n = p->country.size;
    memcpy(unit, p->country.data, n);
    unit[n++] = '/';
    memcpy(unit + n, p->admin1.data, p->admin1.size);
    rasid_text key = {unit, n + p->admin1.size};
    if (format_has(TABLE_UNIT, key)) return format_cell(TABLE_UNIT, key, UNIT_FIPS);
  }
  return format_cell(TABLE_COUNTRY, p->country, COUNTRY_FIPS);
}

/* "Baqubah, Diyala, Iraq" */
static void full_name_cell(sheet *s, const rasid_place_data *p) {
  const char *country = country_name(p->country, false);
  bool is_country = text_is(p->precision, "country");
  sheet_open(s);
  if (!is_country) {
    output_text(s->out, p->name.size > 0 ? p->name : p->span.text);
    if (p->admin1.size > 0 && !text_is(p->precision, "admin1")) {
      output_string(s->out, ", ");
      output_text(s->out, p->admin1);
    }
    if (*country) output_string(s->out, ", ");
  }
  output_string(s->out, country);
  sheet_close(s, false);
}

static void place_cells(sheet *s, const rasid_place_data *p) {
  int type = geo_type(p);
  sheet_integer(s, type);
  if (type == 0) {
    sheet_empty(s, 7);
    return;
  }
  full_name_cell(s, p);
  sheet_string(s, fips(p)); /* country; first-level unit as far as FIPS is known of it */
  sheet_string(s, fips(p));
  sheet_empty(s, 1);
  sheet_real(s, p->lat, 5);
  sheet_real(s, p->lon, 5);
  sheet_string(s, type == 1 ? fips(p) : ""); /* GDELT's own ids are not GeoNames' */
}

static void no_place_cells(sheet *s) {
  sheet_integer(s, 0);
  sheet_empty(s, 7);
}

/* ---- rows ---- */

static void print_row(sheet *s, const row *r) {
  id_cell(s, r);
  date_cells(s, r);
  actor_cells(s, r->first);
  actor_cells(s, r->second);
  event_cells(s, r);
  no_place_cells(s); /* where an actor is at home is no place of the report */
  no_place_cells(s);
  place_cells(s, &r->event->place);
  date_added_cell(s, r->record);
  sheet_text(s, r->record->url.size > 0 ? r->record->url : r->record->id);
  sheet_end_row(s);
}

/* A row for each actor with each recipient; without recipients, for each two actors in
 * both directions, as CAMEO codes what two sides do together. */
static void print_pairs(sheet *s, row *r) {
  const rasid_event_data *e = r->event;
  bool mutual = e->n_recipients == 0 && e->n_actors > 1;
  const rasid_party_data *others = mutual ? e->actors : e->recipients;
  size_t n_actors = e->n_actors < MAX_PARTIES ? e->n_actors : MAX_PARTIES;
  size_t n_others = mutual ? e->n_actors : e->n_recipients;
  if (n_others > MAX_PARTIES) n_others = MAX_PARTIES;
  for (size_t i = 0; i < (n_actors ? n_actors : 1); i++)
    for (size_t k = 0; k < (n_others ? n_others : 1); k++) {
      if (mutual && i == k) continue;
      r->first = n_actors ? &e->actors[i] : NULL;
      r->second = n_others ? &others[k] : NULL;
      print_row(s, r);
      r->pair++;
    }
}

void gdelt_output_record(rasid_output *output, const rasid_record_data *record) {
  sheet s = sheet_begin(output, '\t');
  s.raw = true;
  const occurrences *o = occurrences_of(output, record);
  int64_t lead = lead_sentence(record);
  for (size_t i = 0; o != NULL && i < record->n_events; i++) {
    const rasid_event_data *e = &record->events[i];
    if (o->root[i] != i || !is_actual(e)) continue;
    row r = {.record = record, .event = e, .n_mentions = 1, .lead = lead};
    for (uint32_t k = o->next_event[i]; k != 0; k = o->next_event[k - 1]) r.n_mentions++;
    print_pairs(&s, &r);
  }
}
