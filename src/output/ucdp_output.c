/* ucdp_output.c - the columns of the UCDP Georeferenced Event Dataset, as CSV
 * (docs/format-ucdp.md).
 *
 * GED knows lethal violence by organised actors: one row for an occurrence of ASSAULT
 * told as fact that killed somebody. Ids that UCDP's editors give stay empty.
 */
#include <math.h>

#include "codes.h"
#include "occurrence.h"
#include "sheet.h"

static const char *const columns[] = {"id",
                                      "relid",
                                      "year",
                                      "active_year",
                                      "code_status",
                                      "type_of_violence",
                                      "conflict_dset_id",
                                      "conflict_new_id",
                                      "conflict_name",
                                      "dyad_dset_id",
                                      "dyad_new_id",
                                      "dyad_name",
                                      "side_a_dset_id",
                                      "side_a_new_id",
                                      "side_a",
                                      "side_b_dset_id",
                                      "side_b_new_id",
                                      "side_b",
                                      "number_of_sources",
                                      "source_article",
                                      "source_office",
                                      "source_date",
                                      "source_headline",
                                      "source_original",
                                      "where_prec",
                                      "where_coordinates",
                                      "where_description",
                                      "adm_1",
                                      "adm_2",
                                      "latitude",
                                      "longitude",
                                      "geom_wkt",
                                      "priogrid_gid",
                                      "country",
                                      "country_id",
                                      "region",
                                      "event_clarity",
                                      "date_prec",
                                      "date_start",
                                      "date_end",
                                      "deaths_a",
                                      "deaths_b",
                                      "deaths_civilians",
                                      "deaths_unknown",
                                      "best",
                                      "high",
                                      "low",
                                      "gwnoa",
                                      "gwnob"};

void ucdp_output_begin(rasid_output *output) {
  sheet s = sheet_begin(output, ',');
  sheet_header(&s, columns, sizeof columns / sizeof *columns);
}

/* The two sides: what both sides of a clash do has them both in `actor`. */
typedef struct sides {
  const rasid_party_data *a, *b; /* NULL where nobody is named */
  party_side a_side, b_side;
} sides;

/* Who suffers and is named without a sector may be anybody. */
static party_side sufferer(const rasid_party_data *p) {
  return p->sector.size > 0 || text_is(p->country, "IMG") ? side_of(p, true) : SIDE_NONE;
}

static sides sides_of(const rasid_event_data *e) {
  sides s = {0};
  bool both_act = e->n_recipients == 0 && e->n_actors > 1;
  if (e->n_actors > 0) s.a = &e->actors[0];
  if (both_act) s.b = &e->actors[1];
  if (e->n_recipients > 0) s.b = &e->recipients[0];
  if (s.a != NULL) s.a_side = side_of(s.a, false);
  if (s.b != NULL) s.b_side = both_act ? side_of(s.b, false) : sufferer(s.b);
  if (s.a_side == SIDE_ARMED && s.b_side == SIDE_STATE) {
    const rasid_party_data *armed = s.a; /* GED: the state is side a */
    s = (sides){s.b, armed, SIDE_STATE, SIDE_ARMED};
  }
  return s;
}

/* 1 state-based, 2 non-state, 3 one-sided; 0 where the sides do not tell. */
static int type_of_violence(const sides *s) {
  bool armed_a = s->a_side == SIDE_STATE || s->a_side == SIDE_ARMED;
  bool armed_b = s->b_side == SIDE_STATE || s->b_side == SIDE_ARMED;
  if (armed_a && s->b_side == SIDE_CIVILIAN) return 3;
  if (!armed_a || !armed_b) return 0;
  return s->a_side == SIDE_STATE || s->b_side == SIDE_STATE ? 1 : 2;
}

static void print_side(rasid_output *out, const rasid_party_data *p, party_side side) {
  const char *country = p ? country_name(p->country, false) : "";
  if (side == SIDE_STATE && *country) {
    output_string(out, "Government of "); /* as GED names states */
    output_string(out, country);
  } else if (side == SIDE_CIVILIAN) {
    output_string(out, "Civilians");
  } else if (p != NULL) {
    output_party(out, p, false);
  }
}

static void party_cell(sheet *s, const rasid_party_data *p, party_side side) {
  sheet_open(s);
  print_side(s->out, p, side);
  sheet_close(s, false);
}

static void name_cells(sheet *s, const sides *sd, int type) {
  sheet_empty(s, 3); /* conflict: what it is about is the editors' to say */
  sheet_empty(s, 2);
  sheet_open(s);
  if (type != 0) {
    print_side(s->out, sd->a, sd->a_side);
    output_string(s->out, " - ");
    print_side(s->out, sd->b, sd->b_side);
  }
  sheet_close(s, false);
  sheet_empty(s, 2);
  party_cell(s, sd->a, sd->a_side);
  sheet_empty(s, 2);
  party_cell(s, sd->b, sd->b_side);
}

/* ---- source, place, date ---- */

static void source_cells(sheet *s, const rasid_record_data *record,
                         const rasid_event_data *e) {
  sheet_integer(s, 1);
  sheet_open(s); /* "agency,2022-03-14,title", GED's way to name an article */
  output_string(s->out, "\"");
  output_text(s->out, record->source);
  output_string(s->out, ",");
  output_text(s->out, record->published);
  output_string(s->out, ",");
  output_text(s->out, record->title);
  output_string(s->out, "\"");
  sheet_close(s, false);
  sheet_text(s, record->source);
  sheet_text(s, record->published);
  sheet_text(s, record->title);
  sheet_open(s);
  if (e->claim.kind.size > 0) output_party(s->out, &e->claim.who, false);
  sheet_close(s, false);
}

/* 1 exact, 2 near a known place, 3 second-level unit, 4 first-level unit, 5 a region, 6
 * country, 0 none. */
static int where_prec(const rasid_place_data *p) {
  static const struct {
    const char *precision;
    int code;
  } codes[] = {{"point", 1},  {"town", 1},   {"admin2", 3},
               {"admin1", 4}, {"region", 5}, {"country", 6}};
  for (size_t i = 0; i < sizeof codes / sizeof *codes; i++) {
    if (!text_is(p->precision, codes[i].precision)) continue;
    return codes[i].code == 1 && p->relation.size > 0 ? 2 : codes[i].code;
  }
  return 0;
}

/* Cell of the half-degree grid of PRIO: counted from the south-west, row by row. */
static int64_t priogrid(double lat, double lon) {
  int64_t row = (int64_t)floor((lat + 90) * 2), column = (int64_t)floor((lon + 180) * 2);
  if (row > 359) row = 359;
  if (column > 719) column = 719;
  return row * 720 + column + 1;
}

static void place_cells(sheet *s, const rasid_place_data *p) {
  int precision = where_prec(p);
  bool known = !isnan(p->lat) && !isnan(p->lon) && precision > 0;
  if (precision > 0)
    sheet_integer(s, precision);
  else
    sheet_empty(s, 1);
  sheet_text(s, p->name);
  sheet_text(s, p->span.text);
  sheet_text(s, p->admin1);
  sheet_string(s, "");
  sheet_real(s, known ? p->lat : NAN, 5);
  sheet_real(s, known ? p->lon : NAN, 5);
  sheet_open(s);
  if (known) {
    output_string(s->out, "POINT (");
    output_real(s->out, p->lon, 5);
    output_string(s->out, " ");
    output_real(s->out, p->lat, 5);
    output_string(s->out, ")");
  }
  sheet_close(s, false);
  if (known)
    sheet_integer(s, priogrid(p->lat, p->lon));
  else
    sheet_empty(s, 1);
  sheet_string(s, country_name(p->country, false));
  sheet_string(s, format_cell(TABLE_COUNTRY, p->country, COUNTRY_GW));
  sheet_string(s, format_cell(TABLE_COUNTRY, p->country, COUNTRY_UCDP_REGION));
}

/* 1 the day, 2 two to six days, 3 a week, 4 up to a month, 5 more, or no date told. */
static int date_prec(long n_days, bool stated) {
  if (!stated) return 5;
  return n_days <= 1 ? 1 : n_days <= 6 ? 2 : n_days == 7 ? 3 : n_days <= 31 ? 4 : 5;
}

static void date_cell(sheet *s, day d) {
  sheet_open(s);
  output_day(s->out, d);
  if (d.year > 0) output_string(s->out, " 00:00:00.000");
  sheet_close(s, false);
}

/* ---- deaths ---- */

/* Whose deaths the figure taken as best is: of side a, side b, civilians, or unknown. */
static void death_cells(sheet *s, const occurrences *o, const rasid_record_data *record,
                        size_t root, const toll_range *killed, const sides *sd) {
  int64_t deaths[4] = {0};
  for (uint32_t i = o->first_toll[root]; i != 0; i = o->next_toll[i - 1]) {
    const rasid_casualty_data *t = &record->casualties[i - 1];
    if (!occurrence_in_best(o, record, i - 1, killed->best)) continue;
    party_side victim = sufferer(&t->victim);
    int whose = 3;
    if (victim == SIDE_CIVILIAN)
      whose = 2;
    else if (victim != SIDE_NONE)
      whose = victim == sd->a_side && victim != sd->b_side   ? 0
              : victim == sd->b_side && victim != sd->a_side ? 1
              : text_is(t->side, "actor")                    ? 0
              : text_is(t->side, "recipient")                ? 1
                                                             : 3;
    deaths[whose] =
        deaths[whose] > INT64_MAX - t->low ? INT64_MAX : deaths[whose] + t->low;
  }
  for (int i = 0; i < 4; i++) sheet_integer(s, deaths[i]);
  sheet_integer(s, killed->best_low);
  sheet_integer(s, killed->high);
  sheet_integer(s, killed->low);
}

static void gw_cell(sheet *s, const rasid_party_data *p, party_side side) {
  sheet_string(s, p != NULL && side == SIDE_STATE
                      ? format_cell(TABLE_COUNTRY, p->country, COUNTRY_GW)
                      : "");
}

static void print_row(sheet *s, const occurrences *o, const rasid_record_data *record,
                      size_t root, const toll_range *killed) {
  const rasid_event_data *e = &record->events[root];
  sides sd = sides_of(e);
  int type = type_of_violence(&sd);
  day first = {0}, last = {0};
  bool stated = false;
  bool dated = event_days(record, e, &first, &last, &stated);
  sheet_empty(s, 1); /* UCDP's running number */
  sheet_text(s, e->id);
  if (dated)
    sheet_integer(s, first.year);
  else
    sheet_empty(s, 1);
  sheet_empty(s, 1); /* active_year: whether the dyad killed 25 that year */
  sheet_string(s, type ? "Clear" : "Check dyad");
  if (type)
    sheet_integer(s, type);
  else
    sheet_empty(s, 1);
  name_cells(s, &sd, type);
  source_cells(s, record, e);
  place_cells(s, &e->place);
  sheet_integer(s, stated && !(first.year != last.year) && type ? 1 : 2);
  if (dated)
    sheet_integer(s, date_prec(days_between(first, last), stated));
  else
    sheet_empty(s, 1);
  date_cell(s, first);
  date_cell(s, last);
  death_cells(s, o, record, root, killed, &sd);
  gw_cell(s, sd.a, sd.a_side);
  gw_cell(s, sd.b, sd.b_side);
  sheet_end_row(s);
}

void ucdp_output_record(rasid_output *output, const rasid_record_data *record) {
  sheet s = sheet_begin(output, ',');
  const occurrences *o = occurrences_of(output, record);
  for (size_t i = 0; o != NULL && i < record->n_events; i++) {
    const rasid_event_data *e = &record->events[i];
    if (o->root[i] != i || !is_actual(e) || !text_is(e->category, "ASSAULT")) continue;
    toll_range killed = occurrence_toll(o, record, i, "killed");
    if (killed.best != NULL && killed.high > 0) print_row(&s, o, record, i, &killed);
  }
}
