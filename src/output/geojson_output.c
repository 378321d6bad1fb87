/* geojson_output.c - a FeatureCollection (RFC 7946) of one feature an event
 * (docs/format-geojson.md).
 *
 * A point says "here". Where a report names no more than a country or a region, a point
 * would say what nobody said: such an event has no geometry. The point of a province is
 * its middle, and `place_precision` says so.
 *
 * Each feature stands behind a comma, so that pieces can be joined; rasid_output_first
 * takes the first one off.
 */
#include <math.h>

#include "codes.h"
#include "occurrence.h"

void geojson_output_begin(rasid_output *output) {
  output_string(output, "{\"type\":\"FeatureCollection\",\"features\":[");
}

void geojson_output_end(rasid_output *output) {
  output_string(output, "\n]}\n");
}

static bool has_point(const rasid_place_data *p) {
  static const char *const pointed[] = {"point", "town", "admin2", "admin1"};
  if (isnan(p->lat) || isnan(p->lon)) return false;
  for (size_t i = 0; i < sizeof pointed / sizeof *pointed; i++)
    if (text_is(p->precision, pointed[i])) return true;
  return false;
}

static void geometry(rasid_output *out, const rasid_place_data *p) {
  if (!has_point(p)) {
    output_string(out, "null");
    return;
  }
  output_string(out, "{\"type\":\"Point\",\"coordinates\":[");
  output_real(out, p->lon, 5);
  output_string(out, ",");
  output_real(out, p->lat, 5);
  output_string(out, "]}");
}

/* Texts of a list in one property: tables of attributes have no lists. */
static void joined_field(rasid_output *out, const char *name, const rasid_text *texts,
                         size_t n) {
  output_string(out, ",\"");
  output_string(out, name);
  output_string(out, "\":\"");
  for (size_t i = 0; i < n; i++) {
    if (i > 0) output_string(out, "; ");
    output_json_inside(out, texts[i]);
  }
  output_string(out, "\"");
}

static void parties_field(rasid_output *out, const char *name,
                          const rasid_party_data *parties, size_t n) {
  output_string(out, ",\"");
  output_string(out, name);
  output_string(out, "\":\"");
  for (size_t i = 0; i < n; i++) {
    const rasid_party_data *p = &parties[i];
    if (i > 0) output_string(out, "; ");
    if (p->label_en.size > 0 || p->name.size > 0)
      output_json_inside(out, p->label_en.size > 0 ? p->label_en : p->name);
    else
      output_json_inside(out, p->span.text);
  }
  output_string(out, "\"");
}

/* Lowest and highest number of the event's toll; null where none is told, or no bound. */
static void toll_fields(rasid_output *out, const occurrences *o,
                        const rasid_record_data *record, size_t event, const char *kind) {
  toll_range t = event_toll(o, record, event, kind);
  for (int high = 0; high <= 1; high++) {
    output_print(out, ",\"%s_%s\":", kind, high ? "high" : "low");
    if (t.best == NULL || (high && t.open))
      output_string(out, "null");
    else
      output_integer(out, high ? t.high : t.low);
  }
}

static void properties(rasid_output *out, const occurrences *o,
                       const rasid_record_data *record, size_t index) {
  const rasid_event_data *e = &record->events[index];
  output_string(out, "{\"event\":");
  output_json(out, e->category);
  joined_field(out, "mode", e->modes, e->n_modes);
  output_field(out, "status", e->status);
  parties_field(out, "actor", e->actors, e->n_actors);
  parties_field(out, "recipient", e->recipients, e->n_recipients);
  output_field(out, "place", e->place.name);
  output_field(out, "place_ar", e->place.span.text);
  output_field(out, "place_precision", e->place.precision);
  output_field(out, "place_relation", e->place.relation);
  output_field(out, "place_basis", e->place.basis);
  output_field(out, "country", e->place.country);
  output_field(out, "admin1", e->place.admin1);
  output_field(out, "date", e->date.value);
  toll_fields(out, o, record, index, "killed");
  toll_fields(out, o, record, index, "wounded");
  output_string(out, ",\"claim\":\"");
  output_json_inside(out, e->claim.who.label_en);
  output_string(out, "\",\"confidence\":");
  if (isnan(e->confidence))
    output_string(out, "null");
  else
    output_real(out, e->confidence, 2);
  output_field(out, "trigger", e->trigger.text);
  output_field(out, "same_as", e->same_as_id);
  output_field(out, "doc", record->id);
  output_field(out, "title", record->title);
  output_field(out, "source", record->source);
  output_field(out, "published", record->published);
  output_field(out, "url", record->url);
  if (out->options.review) output_field(out, "review", e->review);
  output_string(out, "}");
}

void geojson_output_record(rasid_output *output, const rasid_record_data *record) {
  const occurrences *o = occurrences_of(output, record);
  for (size_t i = 0; o != NULL && i < record->n_events; i++) {
    output_string(output, ",\n{\"type\":\"Feature\",\"id\":");
    output_json(output, record->events[i].id);
    output_string(output, ",\"geometry\":");
    geometry(output, &record->events[i].place);
    output_string(output, ",\"properties\":");
    properties(output, o, record, i);
    output_string(output, "}");
  }
}
