/* csv_output.c - records for spreadsheets, databases, R and pandas: one event or one toll
 * a row, everything the record says of it in columns (docs/format-csv.md).
 *
 * Lists stand in one cell, parted by "; ". A list of parties is several columns of as
 * many parts each, so that the n-th country belongs to the n-th text.
 */
#include "occurrence.h"
#include "sheet.h"

static const char *const event_columns[] = {"event_id",
                                            "doc_id",
                                            "url",
                                            "source",
                                            "published",
                                            "written",
                                            "title",
                                            "event",
                                            "mode",
                                            "context",
                                            "cameo",
                                            "quad",
                                            "status",
                                            "same_as",
                                            "trigger",
                                            "actor",
                                            "actor_label_en",
                                            "actor_country",
                                            "actor_sector",
                                            "actor_wikidata",
                                            "recipient",
                                            "recipient_label_en",
                                            "recipient_country",
                                            "recipient_sector",
                                            "recipient_wikidata",
                                            "place",
                                            "place_name",
                                            "place_country",
                                            "place_admin1",
                                            "place_lat",
                                            "place_lon",
                                            "place_geonames",
                                            "place_precision",
                                            "place_relation",
                                            "place_basis",
                                            "date",
                                            "date_text",
                                            "date_precision",
                                            "date_basis",
                                            "claim",
                                            "claim_label_en",
                                            "claim_country",
                                            "claim_sector",
                                            "claim_kind",
                                            "claim_anonymous",
                                            "casualties",
                                            "confidence",
                                            "sentence",
                                            "trigger_start",
                                            "trigger_end",
                                            "rule",
                                            "review"}; /* the last: where asked for */

static const char *const toll_columns[] = {"toll_id",
                                           "event_id",
                                           "doc_id",
                                           "url",
                                           "source",
                                           "published",
                                           "written",
                                           "title",
                                           "kind",
                                           "low",
                                           "high",
                                           "approx",
                                           "status",
                                           "toll",
                                           "side",
                                           "part_of",
                                           "replaces",
                                           "victim",
                                           "victim_country",
                                           "victim_sector",
                                           "claim",
                                           "claim_label_en",
                                           "claim_country",
                                           "claim_sector",
                                           "claim_kind",
                                           "claim_anonymous",
                                           "event",
                                           "place",
                                           "place_name",
                                           "place_country",
                                           "place_admin1",
                                           "place_lat",
                                           "place_lon",
                                           "place_geonames",
                                           "place_precision",
                                           "place_relation",
                                           "place_basis",
                                           "date",
                                           "date_text",
                                           "date_precision",
                                           "date_basis",
                                           "sentence",
                                           "toll_start",
                                           "toll_end",
                                           "rule",
                                           "review"};

void csv_output_begin(rasid_output *output, char separator) {
  sheet s = sheet_begin(output, separator);
  if (output->options.rows == RASID_ROWS_TOLLS)
    sheet_header(&s, toll_columns,
                 sizeof toll_columns / sizeof *toll_columns - !output->options.review);
  else
    sheet_header(&s, event_columns,
                 sizeof event_columns / sizeof *event_columns - !output->options.review);
}

static void number_or_empty(sheet *s, int64_t value) {
  if (value < 0)
    sheet_empty(s, 1);
  else
    sheet_integer(s, value);
}

static void document_cells(sheet *s, const rasid_record_data *record) {
  sheet_text(s, record->id);
  sheet_text(s, record->url);
  sheet_text(s, record->source);
  sheet_text(s, record->published);
  sheet_text(s, record->written);
  sheet_text(s, record->title);
}

static void list_cell(sheet *s, const rasid_text *texts, size_t n) {
  sheet_open(s);
  for (size_t i = 0; i < n; i++) {
    if (i > 0) output_string(s->out, "; ");
    output_text(s->out, texts[i]);
  }
  sheet_close(s, false);
}

/* One column of a list of parties: the text at `offset` of each. */
static void party_cell(sheet *s, const rasid_party_data *parties, size_t n,
                       size_t offset) {
  sheet_open(s);
  for (size_t i = 0; i < n; i++) {
    rasid_text text;
    memcpy(&text, (const char *)&parties[i] + offset, sizeof text);
    if (i > 0) output_string(s->out, "; ");
    output_text(s->out, text);
  }
  sheet_close(s, false);
}

static void party_cells(sheet *s, const rasid_party_data *parties, size_t n) {
  party_cell(s, parties, n, offsetof(rasid_party_data, span.text));
  party_cell(s, parties, n, offsetof(rasid_party_data, label_en));
  party_cell(s, parties, n, offsetof(rasid_party_data, country));
  party_cell(s, parties, n, offsetof(rasid_party_data, sector));
  party_cell(s, parties, n, offsetof(rasid_party_data, wikidata));
}

static void place_cells(sheet *s, const rasid_place_data *place) {
  sheet_text(s, place->span.text);
  sheet_text(s, place->name);
  sheet_text(s, place->country);
  sheet_text(s, place->admin1);
  sheet_real(s, place->lat, 5);
  sheet_real(s, place->lon, 5);
  number_or_empty(s, place->geonames);
  sheet_text(s, place->precision);
  sheet_text(s, place->relation);
  sheet_text(s, place->basis);
}

static void date_cells(sheet *s, const rasid_date_data *date) {
  sheet_text(s, date->value);
  sheet_text(s, date->span.text);
  sheet_text(s, date->precision);
  sheet_text(s, date->basis);
}

static void claim_cells(sheet *s, const rasid_claim_data *claim) {
  sheet_text(s, claim->who.span.text);
  sheet_text(s, claim->who.label_en);
  sheet_text(s, claim->who.country);
  sheet_text(s, claim->who.sector);
  sheet_text(s, claim->kind);
  sheet_string(s, claim->kind.data == NULL ? "" : claim->anonymous ? "true" : "false");
}

static void casualties_cell(sheet *s, const occurrences *o,
                            const rasid_record_data *record, size_t event) {
  const char *gap = "";
  sheet_open(s);
  for (uint32_t i = o->first_own[event]; i != 0; i = o->next_own[i - 1]) {
    output_string(s->out, gap);
    output_text(s->out, record->casualties[i - 1].id);
    gap = "; ";
  }
  sheet_close(s, false);
}

static void event_row(sheet *s, const occurrences *o, const rasid_record_data *record,
                      size_t index) {
  const rasid_event_data *e = &record->events[index];
  sheet_text(s, e->id);
  document_cells(s, record);
  sheet_text(s, e->category);
  list_cell(s, e->modes, e->n_modes);
  list_cell(s, e->contexts, e->n_contexts);
  sheet_text(s, e->cameo);
  number_or_empty(s, e->quad);
  sheet_text(s, e->status);
  sheet_text(s, e->same_as_id);
  sheet_text(s, e->trigger.text);
  party_cells(s, e->actors, e->n_actors);
  party_cells(s, e->recipients, e->n_recipients);
  place_cells(s, &e->place);
  date_cells(s, &e->date);
  claim_cells(s, &e->claim);
  casualties_cell(s, o, record, index);
  sheet_real(s, e->confidence, 2);
  number_or_empty(s, e->sentence);
  sheet_integer(s, e->trigger.start);
  sheet_integer(s, e->trigger.end);
  sheet_text(s, e->rule);
  if (s->out->options.review) sheet_text(s, e->review);
  sheet_end_row(s);
}

static void toll_row(sheet *s, const rasid_record_data *record, size_t index) {
  static const rasid_event_data no_event = {0};
  const rasid_casualty_data *t = &record->casualties[index];
  const rasid_event_data *e = t->event < 0 ? &no_event : &record->events[t->event];
  sheet_text(s, t->id);
  sheet_text(s, t->event_id);
  document_cells(s, record);
  sheet_text(s, t->kind);
  number_or_empty(s, t->low);
  number_or_empty(s, t->high);
  sheet_string(s, t->approx ? "true" : "false");
  sheet_text(s, t->status);
  sheet_text(s, t->span.text);
  sheet_text(s, t->side);
  sheet_text(s, t->part_of_id);
  sheet_text(s, t->replaces_id);
  sheet_text(s, t->victim.span.text);
  sheet_text(s, t->victim.country);
  sheet_text(s, t->victim.sector);
  claim_cells(s, &t->claim);
  sheet_text(s, e->category);
  if (t->event < 0)
    sheet_empty(s, 10);
  else
    place_cells(s, &e->place);
  date_cells(s, &e->date);
  number_or_empty(s, t->sentence);
  sheet_integer(s, t->span.start);
  sheet_integer(s, t->span.end);
  sheet_text(s, t->rule);
  if (s->out->options.review) sheet_text(s, t->review);
  sheet_end_row(s);
}

void csv_output_record(rasid_output *output, const rasid_record_data *record,
                       char separator) {
  sheet s = sheet_begin(output, separator);
  if (output->options.rows == RASID_ROWS_TOLLS) {
    for (size_t i = 0; i < record->n_casualties; i++) toll_row(&s, record, i);
    return;
  }
  const occurrences *o = occurrences_of(output, record);
  for (size_t i = 0; o != NULL && i < record->n_events; i++) event_row(&s, o, record, i);
}
