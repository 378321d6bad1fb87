/* incident_output.c - incidents: an object a line (docs/incident.schema.json), or a
 * table.
 */
#include "table.h"

static void number(rasid_output *out, const char *key, int64_t value) {
  if (value < 0)
    output_print(out, ",\"%s\":null", key);
  else
    output_print(out, ",\"%s\":%lld", key, (long long)value);
}

static void place(rasid_output *out, const rasid_incident *v) {
  if (!v->has_place) {
    output_string(out, ",\"place\":null");
    return;
  }
  output_string(out, ",\"place\":{\"name\":");
  output_json(out, v->place.name);
  output_field(out, "country", text_or_absent(v->place.country));
  output_field(out, "admin1", v->place.admin1);
  output_degrees(out, "lat", v->place.lat);
  output_degrees(out, "lon", v->place.lon);
  output_field(out, "precision", text_or_absent(v->place.precision));
  output_string(out, "}");
}

/* `act`: the sides are those that act. */
static void sides(rasid_output *out, const char *key, const rasid_incident_side *list,
                  size_t n, bool act) {
  output_print(out, ",\"%s\":[", key);
  for (size_t i = 0; i < n; i++) {
    output_print(out, "%s{\"events\":%u", i ? "," : "", list[i].n_events);
    if (act)
      output_print(out, ",\"claimed\":%u,\"blamed\":%u", list[i].n_claimed,
                   list[i].n_blamed);
    output_field(out, "country", text_or_absent(list[i].country));
    output_field(out, "sector", text_or_absent(list[i].sector));
    output_field(out, "label_en", list[i].label_en);
    output_string(out, "}");
  }
  output_string(out, "]");
}

/* The sector of who bears arms and is not known: gunmen of no country name nobody. */
#define UNIDENTIFIED "UAF"

/* How it is known who acted: by their own word, by that of the reports, or by that of
 * others. */
static const char *perpetrator(const rasid_incident *v) {
  bool named = false, stated = false, claimed = false;
  for (size_t i = 0; i < v->n_actors; i++) {
    const rasid_incident_side *a = &v->actors[i];
    if (a->country[0] == '\0' && strcmp(a->sector, UNIDENTIFIED) == 0) continue;
    named = true;
    claimed |= a->n_claimed > 0;
    stated |= a->n_events > a->n_blamed + a->n_claimed;
  }
  return !named ? "unknown" : claimed ? "claimed" : stated ? "stated" : "blamed";
}

static void claims(rasid_output *out, const rasid_incident *v) {
  output_string(out, ",\"claims\":[");
  for (size_t i = 0; i < v->n_claims; i++) {
    const rasid_incident_claim *c = &v->claims[i];
    output_string(out, i ? ",{\"report\":" : "{\"report\":");
    output_json(out, c->report);
    output_field(out, "source", c->source);
    output_field(out, "published", c->published);
    output_field(out, "kind", text_or_absent(c->kind));
    number(out, "low", c->low);
    number(out, "high", c->high);
    output_print(out, ",\"approx\":%s", c->approx ? "true" : "false");
    output_field(out, "text", c->text);
    output_string(out, ",\"claim\":");
    if (c->claim_kind.size == 0) {
      output_string(out, "null}");
      continue;
    }
    output_string(out, "{\"label_en\":");
    output_json(out, c->claimant);
    output_field(out, "country", text_or_absent(c->country));
    output_field(out, "sector", text_or_absent(c->sector));
    output_field(out, "kind", c->claim_kind);
    output_print(out, ",\"anonymous\":%s}}", c->anonymous ? "true" : "false");
  }
  output_string(out, "]");
}

static void toll(rasid_output *out, const rasid_incident *v, const char *kind,
                 rasid_toll_rule rule) {
  rasid_toll t = rasid_incident_toll(v->claims, v->n_claims, kind, rule);
  if (t.low < 0) {
    output_print(out, ",\"%s\":null", kind);
    return;
  }
  output_print(out, ",\"%s\":{\"rule\":\"%s\"", kind, rasid_toll_rule_name(rule));
  number(out, "low", t.low);
  number(out, "best", t.best);
  number(out, "high", t.high);
  output_string(out, "}");
}

static void incident_jsonl(rasid_output *out, const rasid_incident *v,
                           rasid_toll_rule rule) {
  output_string(out, "{\"id\":");
  output_json(out, v->id);
  output_field(out, "category", text_or_absent(v->category));
  output_string(out, ",\"mode\":[");
  for (size_t i = 0; i < v->n_modes; i++) {
    if (i) output_string(out, ",");
    output_json(out, text_or_absent(v->modes[i]));
  }
  output_string(out, "]");
  output_field(out, "date", v->date);
  place(out, v);
  output_print(out, ",\"perpetrator\":\"%s\"", perpetrator(v));
  sides(out, "actor", v->actors, v->n_actors, true);
  sides(out, "recipient", v->recipients, v->n_recipients, false);
  output_string(out, ",\"reports\":[");
  for (size_t i = 0; i < v->n_reports; i++) {
    if (i) output_string(out, ",");
    output_json(out, v->reports[i]);
  }
  output_string(out, "]");
  toll(out, v, "killed", rule);
  toll(out, v, "wounded", rule);
  toll(out, v, "killed_or_wounded", rule);
  toll(out, v, "killed_attackers", rule);
  claims(out, v);
  output_string(out, "}\n");
}

/* ---- table ---- */

static void toll_cell(table *t, const rasid_incident *v, const char *kind,
                      rasid_toll_rule rule) {
  rasid_toll n = rasid_incident_toll(v->claims, v->n_claims, kind, rule);
  if (n.low < 0)
    output_string(&t->text, "-");
  else if (n.low == n.high)
    output_print(&t->text, "%lld", (long long)n.low);
  else if (n.high < 0)
    output_print(&t->text, "%lld+ (%lld)", (long long)n.low, (long long)n.best);
  else
    output_print(&t->text, "%lld-%lld (%lld)", (long long)n.low, (long long)n.high,
                 (long long)n.best);
  table_cell_end(t);
}

static void side_cell(table *t, const rasid_incident_side *list, size_t n) {
  rasid_text unknown = {"unknown", 7};
  table_cell(t, n == 0                  ? unknown
                : list[0].label_en.data ? list[0].label_en
                : *list[0].sector       ? text_or_absent(list[0].sector)
                                        : text_or_absent(list[0].country));
}

static void incidents_table(rasid_output *out, rasid_incidents *set,
                            rasid_toll_rule rule) {
  static const char *const NAMES[] = {"id",      "event",  "date",      "place",
                                      "country", "actor",  "recipient", "killed",
                                      "wounded", "reports"};
  enum { N = sizeof NAMES / sizeof *NAMES };
  table t;
  rasid_incident v;
  rasid_text dash = {"-", 1};
  table_begin(&t, NAMES, N, rasid_incidents_n(set));
  for (size_t i = 0; rasid_incidents_at(set, i, &v); i++) {
    table_cell(&t, v.id);
    output_string(&t.text, v.category);
    for (size_t k = 0; k < v.n_modes; k++)
      output_print(&t.text, "%s%s", k ? "," : "/", v.modes[k]);
    table_cell_end(&t);
    table_cell(&t, v.date.data ? v.date : dash);
    table_cell(&t, v.has_place && v.place.name.data ? v.place.name : dash);
    table_cell(&t,
               v.has_place && *v.place.country ? text_or_absent(v.place.country) : dash);
    side_cell(&t, v.actors, v.n_actors);
    side_cell(&t, v.recipients, v.n_recipients);
    toll_cell(&t, &v, "killed", rule);
    toll_cell(&t, &v, "wounded", rule);
    output_print(&t.text, "%zu", v.n_reports);
    table_cell_end(&t);
  }
  table_end(&t, out);
}

rasid_status rasid_output_incidents(rasid_output *output, rasid_format format,
                                    rasid_incidents *set, rasid_toll_rule rule) {
  rasid_incident v;
  size_t size = output->size;
  output->failed = false;
  if (format == RASID_FORMAT_TABLE)
    incidents_table(output, set, rule);
  else
    for (size_t i = 0; rasid_incidents_at(set, i, &v); i++)
      incident_jsonl(output, &v, rule);
  if (!output->failed) return RASID_OK;
  output->size = size;
  return RASID_ERROR_MEMORY;
}
