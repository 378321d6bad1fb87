/* acled_output.c - the columns of ACLED's data files, as CSV (docs/format-acled.md).
 *
 * ACLED knows political violence, demonstrations and some strategic developments; the
 * table data/formats/events.tsv says which of them an event is, and those that are none
 * have no row. One row for an occurrence that is told as fact.
 */
#include <math.h>

#include "codes.h"
#include "occurrence.h"
#include "sheet.h"

static const char *const columns[] = {
    "event_id_cnty", "event_date",     "year",     "time_precision", "disorder_type",
    "event_type",    "sub_event_type", "actor1",   "assoc_actor_1",  "inter1",
    "actor2",        "assoc_actor_2",  "inter2",   "interaction",    "civilian_targeting",
    "iso",           "region",         "country",  "admin1",         "admin2",
    "admin3",        "location",       "latitude", "longitude",      "geo_precision",
    "source",        "source_scale",   "notes",    "fatalities",     "tags",
    "timestamp"};

void acled_output_begin(rasid_output *output) {
  sheet s = sheet_begin(output, ',');
  sheet_header(&s, columns, sizeof columns / sizeof *columns);
}

/* Both sides of an event; what two sides do to each other has both in `actor`. */
typedef struct sides {
  const rasid_party_data *first, *second; /* n_first and n_second of them */
  size_t n_first, n_second;
  bool both_act;
} sides;

static sides sides_of(const rasid_event_data *e) {
  sides s = {e->actors, e->recipients, e->n_actors, e->n_recipients, false};
  if (e->n_recipients > 0 || e->n_actors < 2) return s;
  s.both_act = true;
  s.n_first = s.n_second = 1;
  s.second = &e->actors[1];
  return s;
}

static bool is_unarmed(const rasid_party_data *p, size_t n, bool recipient) {
  return n > 0 && !is_armed(p, recipient) && side_of(p, recipient) != SIDE_NONE;
}

/* The sub-event type; "" for an event that ACLED does not know. */
static const char *sub_event(const rasid_event_data *e, const sides *s) {
  bool first = is_unarmed(s->first, s->n_first, false);
  bool second = is_unarmed(s->second, s->n_second, !s->both_act);
  return event_cell(e, first && side_of(s->first, false) == SIDE_CIVILIAN
                           ? EVENT_ACLED_MOB
                       : second ? EVENT_ACLED_UNARMED
                                : EVENT_ACLED);
}

/* ---- actors ---- */

/* ACLED's kind of an actor: 1 state forces, 2 rebels, 3 political militias, 5 rioters, 6
 * protesters, 7 civilians, 8 external and other forces; 0 nobody. */
static int inter(const rasid_party_data *p, size_t n, bool recipient, const char *event,
                 const rasid_place_data *place) {
  if (n == 0) return 0;
  const char *code = format_cell(TABLE_SECTOR, p->sector, SECTOR_INTER);
  party_side side = side_of(p, recipient);
  if (side == SIDE_CIVILIAN && !recipient && strcmp(event, "Protests") == 0) return 6;
  if (side == SIDE_CIVILIAN && !recipient && strcmp(event, "Riots") == 0) return 5;
  if (side == SIDE_STATE && place->country.size > 0 && p->country.size > 0 &&
      !text_same(place->country, p->country))
    return 8;
  if (*code) return *code - '0';
  return side == SIDE_STATE ? 1 : side == SIDE_ARMED ? 2 : side == SIDE_CIVILIAN ? 7 : 0;
}

/* ACLED's manner of naming: "Military Forces of Iraq", "Protesters (Lebanon)"; a group by
 * its name. */
static void print_actor(rasid_output *out, const rasid_party_data *p, int kind) {
  const char *country = country_name(p->country, false);
  const char *form = kind == 5 ? "Rioters (%s)"
                     : kind == 6
                         ? "Protesters (%s)"
                         : format_cell(TABLE_SECTOR, p->sector, SECTOR_ACLED_ACTOR);
  bool is_named = p->name.size > 0 && side_of(p, false) == SIDE_ARMED;
  const char *gap = strstr(form, "%s");
  if (is_named) {
    output_text(out, p->name);
    return;
  }
  if (gap == NULL || !*country) {
    output_party(out, p, false);
    return;
  }
  output_put(out, form, (size_t)(gap - form));
  output_string(out, country);
  output_string(out, gap + 2);
}

static void actor_cells(sheet *s, const rasid_party_data *p, size_t n, int kind) {
  sheet_open(s);
  if (n > 0) print_actor(s->out, p, kind);
  sheet_close(s, false);
  /* Who acts beside the first, and how the report calls him where ACLED's name does not
   * say it. */
  sheet_open(s);
  for (size_t i = 0; i < n; i++) {
    if (i > 0) output_string(s->out, "; ");
    output_party(s->out, &p[i], false);
  }
  sheet_close(s, false);
  if (n > 0)
    sheet_integer(s, kind);
  else
    sheet_empty(s, 1);
}

/* ---- place, date, notes ---- */

/* 1 the town itself, 2 near it or in a district, 3 a province or larger. */
static int geo_precision(const rasid_place_data *p) {
  if (p->precision.data == NULL) return 0;
  if (text_is(p->precision, "point") || text_is(p->precision, "town"))
    return p->relation.size > 0 ? 2 : 1;
  return text_is(p->precision, "admin2") ? 2 : 3;
}

static void place_cells(sheet *s, const rasid_place_data *p) {
  int precision = geo_precision(p);
  bool narrow = precision > 0 && !text_is(p->precision, "country") &&
                !text_is(p->precision, "region");
  sheet_string(s, format_cell(TABLE_COUNTRY, p->country, COUNTRY_NUMBER));
  sheet_string(s, format_cell(TABLE_COUNTRY, p->country, COUNTRY_ACLED_REGION));
  sheet_string(s, country_name(p->country, false));
  sheet_text(s, p->admin1);
  sheet_empty(s, 2);
  sheet_text(s, p->name.size > 0 ? p->name : p->span.text);
  sheet_real(s, narrow ? p->lat : NAN, 5);
  sheet_real(s, narrow ? p->lon : NAN, 5);
  if (precision > 0)
    sheet_integer(s, precision);
  else
    sheet_empty(s, 1);
}

/* 1 the day, 2 within a week, 3 within a month, or no date told. */
static void date_cells(sheet *s, const rasid_record_data *record,
                       const rasid_event_data *e) {
  day first, last;
  bool stated;
  if (!event_days(record, e, &first, &last, &stated)) {
    sheet_empty(s, 3);
    return;
  }
  long n = days_between(first, last);
  sheet_open(s);
  output_day(s->out, first);
  sheet_close(s, false);
  sheet_integer(s, first.year);
  sheet_integer(s, !stated ? 3 : n <= 1 ? 1 : n <= 7 ? 2 : 3);
}

static void print_parties(rasid_output *out, const rasid_party_data *p, size_t n) {
  for (size_t i = 0; i < n; i++) {
    if (i > 0) output_string(out, i + 1 < n ? ", " : " and ");
    output_party(out, &p[i], false);
  }
}

static void print_toll(rasid_output *out, const rasid_casualty_data *t) {
  output_string(out, "; ");
  for (size_t i = 0; i < t->kind.size; i++)
    output_put(out, t->kind.data[i] == '_' ? " " : &t->kind.data[i], 1);
  output_string(out, t->approx ? " about " : " ");
  output_integer(out, t->low);
  if (t->high < 0) output_string(out, " or more");
  if (t->high > t->low) {
    output_string(out, " to ");
    output_integer(out, t->high);
  }
  if (t->claim.kind.data == NULL) return;
  output_string(out, " (");
  output_party(out, &t->claim.who, false);
  output_string(out, ")");
}

/* One English sentence of what the record says, in the manner of ACLED's notes: the
 * report itself is in Arabic, and its text is no part of the record. */
static void notes_cell(sheet *s, const occurrences *o, const rasid_record_data *record,
                       size_t root) {
  const rasid_event_data *e = &record->events[root];
  sheet_open(s);
  output_text(s->out, e->date.value);
  output_string(s->out, e->date.value.size > 0 ? ": " : "");
  output_string(s->out, event_cell(e, EVENT_EN));
  if (e->n_actors > 0) output_string(s->out, " by ");
  print_parties(s->out, e->actors, e->n_actors);
  if (e->n_recipients > 0) output_string(s->out, ", against ");
  print_parties(s->out, e->recipients, e->n_recipients);
  if (e->place.name.size > 0) {
    output_string(s->out, e->place.relation.size > 0 ? ", near " : ", in ");
    output_text(s->out, e->place.name);
  }
  for (uint32_t i = o->first_toll[root]; i != 0; i = o->next_toll[i - 1])
    print_toll(s->out, &record->casualties[i - 1]);
  if (e->claim.kind.size > 0) {
    output_string(s->out, "; according to ");
    output_party(s->out, &e->claim.who, false);
  }
  output_string(s->out, ". Word of the report: ");
  output_text(s->out, e->trigger.text);
  sheet_close(s, false);
}

static void source_cell(sheet *s, const rasid_record_data *record) {
  sheet_text(s, record->source.size > 0 ? record->source : record->url);
}

/* ---- rows ---- */

static bool is_violent(const char *event) {
  return strcmp(event, "Battles") == 0 ||
         strcmp(event, "Explosions/Remote violence") == 0 ||
         strcmp(event, "Violence against civilians") == 0;
}

/* Both kinds in one number, the lower first; one alone has a zero behind it. */
static int interaction(int a, int b) {
  int low = a < b ? a : b, high = a < b ? b : a;
  return low == 0 ? high * 10 : low * 10 + high;
}

static void print_row(sheet *s, const occurrences *o, const rasid_record_data *record,
                      size_t root, const char *sub) {
  const rasid_event_data *e = &record->events[root];
  const char *event = format_cell(TABLE_ACLED, text_of(sub), ACLED_EVENT);
  sides sd = sides_of(e);
  int first = inter(sd.first, sd.n_first, false, event, &e->place);
  int second = inter(sd.second, sd.n_second, !sd.both_act, event, &e->place);
  bool civilians = second == 7 && is_violent(event);
  toll_range killed = occurrence_toll(o, record, root, "killed");
  sheet_text(s, e->id);
  date_cells(s, record, e);
  sheet_string(s, format_cell(TABLE_ACLED, text_of(sub), ACLED_DISORDER));
  sheet_string(s, event);
  sheet_string(s, sub);
  actor_cells(s, sd.first, sd.n_first, first);
  actor_cells(s, sd.second, sd.n_second, second);
  sheet_integer(s, interaction(first, second));
  sheet_string(s, civilians ? "Civilian targeting" : "");
  place_cells(s, &e->place);
  source_cell(s, record);
  sheet_empty(s, 1);
  notes_cell(s, o, record, root);
  sheet_integer(s, killed.best != NULL ? killed.best_low : 0);
  sheet_empty(s, 2);
  sheet_end_row(s);
}

void acled_output_record(rasid_output *output, const rasid_record_data *record) {
  sheet s = sheet_begin(output, ',');
  const occurrences *o = occurrences_of(output, record);
  for (size_t i = 0; o != NULL && i < record->n_events; i++) {
    const rasid_event_data *e = &record->events[i];
    if (o->root[i] != i || !is_actual(e)) continue;
    sides sd = sides_of(e);
    const char *sub = sub_event(e, &sd);
    if (*sub) print_row(&s, o, record, i, sub);
  }
}
