/* plover_output.c - one event a line, as a JSON object with the names of PLOVER's manual
 * (docs/format-plover.md). */
#include <math.h>

#include "codes.h"

static void texts_field(rasid_output *out, const char *name, const rasid_text *texts,
                        size_t n) {
  output_key(out, name);
  output_string(out, "[");
  for (size_t i = 0; i < n; i++) {
    if (i > 0) output_string(out, ",");
    output_json(out, texts[i]);
  }
  output_string(out, "]");
}

static void real_field(rasid_output *out, const char *name, double value, int places) {
  output_key(out, name);
  if (isnan(value))
    output_string(out, "null");
  else
    output_real(out, value, places);
}

static void number_field(rasid_output *out, const char *name, int64_t value) {
  output_key(out, name);
  if (value < 0)
    output_string(out, "null");
  else
    output_integer(out, value);
}

static void parties_field(rasid_output *out, const char *name,
                          const rasid_party_data *parties, size_t n) {
  output_key(out, name);
  output_string(out, "[");
  for (size_t i = 0; i < n; i++) {
    const rasid_party_data *p = &parties[i];
    output_string(out, i > 0 ? ",{\"name\":" : "{\"name\":");
    output_json(out, p->label_en);
    output_field(out, "country", p->country);
    texts_field(out, "sector", &p->sector, p->sector.size > 0);
    output_field(out, "wiki", p->wikidata);
    output_field(out, "text", p->span.text);
    output_string(out, "}");
  }
  output_string(out, "]");
}

static void location_field(rasid_output *out, const rasid_place_data *p) {
  output_key(out, "location");
  if (p->precision.data == NULL) {
    output_string(out, "null");
    return;
  }
  output_string(out, "{\"placename\":");
  output_json(out, p->name);
  output_field(out, "province", p->admin1);
  output_field(out, "country", p->country);
  real_field(out, "latitude", p->lat, 5);
  real_field(out, "longitude", p->lon, 5);
  number_field(out, "geonamesid", p->geonames);
  output_field(out, "precision", p->precision);
  output_field(out, "text", p->span.text);
  output_string(out, "}");
}

static void intensity_field(rasid_output *out, const rasid_event_data *e) {
  const char *value = cameo_goldstein(event_cameo(e));
  output_key(out, "intensity");
  output_string(out, *value ? value : "null");
}

static const char *quad_name(int64_t quad) {
  static const char *const names[] = {"verbal cooperation", "material cooperation",
                                      "verbal conflict", "material conflict"};
  return quad >= 1 && quad <= 4 ? names[quad - 1] : "";
}

static void event_line(rasid_output *out, const rasid_record_data *record,
                       const rasid_event_data *e) {
  const char *quad = quad_name(e->quad);
  output_string(out, "{\"id\":");
  output_json(out, e->id);
  output_field(out, "date", e->date.value);
  output_field(out, "event", e->category);
  texts_field(out, "mode", e->modes, e->n_modes);
  texts_field(out, "context", e->contexts, e->n_contexts);
  output_field(out, "quad", *quad ? text_of(quad) : (rasid_text){NULL, 0});
  intensity_field(out, e);
  output_field(out, "cameo", event_cameo(e));
  output_field(out, "status", e->status);
  parties_field(out, "actor", e->actors, e->n_actors);
  parties_field(out, "recipient", e->recipients, e->n_recipients);
  location_field(out, &e->place);
  output_field(out, "trigger", e->trigger.text);
  output_field(out, "same_as", e->same_as_id);
  output_field(out, "story", record->id);
  output_field(out, "publication_date", record->published);
  output_field(out, "source", record->source);
  output_field(out, "url", record->url);
  output_field(out, "headline", record->title);
  output_field(out, "language", record->language);
  real_field(out, "confidence", e->confidence, 2);
  output_field(out, "version", record->version);
  output_string(out, "}\n");
}

void plover_output_record(rasid_output *output, const rasid_record_data *record) {
  for (size_t i = 0; i < record->n_events; i++)
    event_line(output, record, &record->events[i]);
}
