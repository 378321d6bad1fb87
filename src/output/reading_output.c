/* reading_output.c - the words, numbers, times, places or actors of a document, a JSON
 * object a line or a table.
 *
 * In the table columns of Arabic and of Latin letters take turns, so that a terminal that
 * turns runs of Arabic round leaves every cell in its column.
 */
#include <math.h>

#include "table.h"

static void begin_object(rasid_output *out, const rasid_document *document,
                         rasid_span span) {
  output_string(out, "{\"doc\":");
  output_json(out, document->id.data ? document->id : text_of(""));
  output_print(out, ",\"start\":%u,\"end\":%u", span.start, span.end);
  output_field(out, "text", span.text);
}

static const char *truth(bool value) {
  return value ? "true" : "false";
}

static rasid_text or_dash(rasid_text text) {
  return text.data ? text : text_of("-");
}

/* ---- words ---- */

static void words_jsonl(rasid_output *out, const rasid_document *document,
                        const rasid_record *record) {
  rasid_word w;
  for (size_t i = 0; rasid_record_word(record, i, &w); i++) {
    begin_object(out, document, w.span);
    output_print(out, ",\"sentence\":%u", w.sentence);
    output_field(out, "segments", w.segments);
    output_field(out, "lemma", w.lemma);
    output_field(out, "root", w.root);
    output_field(out, "pos", text_of(w.pos));
    output_field(out, "upos", text_of(w.upos));
    output_field(out, "feats", w.feats);
    output_field(out, "gloss", w.gloss);
    output_print(out, ",\"known\":%s}\n", w.n_readings == 0 ? "null" : truth(w.known));
  }
}

static void words_table(rasid_output *out, const rasid_record *record) {
  static const char *const NAMES[] = {"word",  "pos",   "segments", "features",
                                      "lemma", "gloss", "root"};
  enum { N = sizeof NAMES / sizeof *NAMES };
  table t;
  rasid_word w;
  table_begin(&t, NAMES, N, rasid_record_n_words(record));
  for (size_t i = 0; rasid_record_word(record, i, &w); i++) {
    table_cell(&t, w.span.text);
    output_print(&t.text, "%s%s", w.pos, w.n_readings > 0 && !w.known ? "?" : "");
    table_cell_end(&t);
    table_cell(&t, w.segments);
    table_cell(&t, w.feats);
    table_cell(&t, w.lemma);
    table_cell(&t, w.gloss);
    table_cell(&t, w.root);
  }
  table_end(&t, out);
}

/* ---- numbers ---- */

static void numbers_jsonl(rasid_output *out, const rasid_document *document,
                          const rasid_record *record) {
  rasid_number n;
  for (size_t i = 0; rasid_record_number(record, i, &n); i++) {
    begin_object(out, document, n.span);
    output_print(out, ",\"value\":%lld,\"low\":%lld", (long long)n.value,
                 (long long)n.low);
    if (n.high < 0)
      output_string(out, ",\"high\":null");
    else
      output_print(out, ",\"high\":%lld", (long long)n.high);
    output_print(out, ",\"approx\":%s,\"is_count\":%s", truth(n.approx),
                 truth(n.is_count));
    output_field(out, "counted", n.counted.text);
    output_field(out, "why", n.why);
    output_string(out, "}\n");
  }
}

static void numbers_table(rasid_output *out, const rasid_record *record) {
  static const char *const NAMES[] = {"number", "value", "bounds", "counts", "why"};
  enum { N = sizeof NAMES / sizeof *NAMES };
  table t;
  rasid_number n;
  table_begin(&t, NAMES, N, rasid_record_n_numbers(record));
  for (size_t i = 0; rasid_record_number(record, i, &n); i++) {
    table_cell(&t, n.span.text);
    output_print(&t.text, "%lld", (long long)n.value);
    table_cell_end(&t);
    if (n.high < 0)
      output_print(&t.text, "%lld or more", (long long)n.low);
    else
      output_print(&t.text, "%lld-%lld", (long long)n.low, (long long)n.high);
    table_cell_end(&t);
    table_cell(&t, or_dash(n.counted.text));
    table_cell(&t, n.why);
  }
  table_end(&t, out);
}

/* ---- times ---- */

static void times_jsonl(rasid_output *out, const rasid_document *document,
                        const rasid_record *record) {
  rasid_time t;
  for (size_t i = 0; rasid_record_time(record, i, &t); i++) {
    begin_object(out, document, t.span);
    output_field(out, "value", t.value);
    output_field(out, "type", text_of(t.type));
    output_field(out, "first", t.first);
    output_field(out, "last", t.last);
    output_field(out, "anchor", t.anchor);
    output_field(out, "anchor_from", text_or_absent(t.anchor_from));
    output_string(out, "}\n");
  }
}

static void times_table(rasid_output *out, const rasid_record *record) {
  static const char *const NAMES[] = {"time", "value", "type", "first", "last", "from"};
  enum { N = sizeof NAMES / sizeof *NAMES };
  table t;
  rasid_time at;
  table_begin(&t, NAMES, N, rasid_record_n_times(record));
  for (size_t i = 0; rasid_record_time(record, i, &at); i++) {
    table_cell(&t, at.span.text);
    table_cell(&t, or_dash(at.value));
    table_cell(&t, text_of(at.type));
    table_cell(&t, or_dash(at.first));
    table_cell(&t, or_dash(at.last));
    if (at.anchor.data)
      output_print(&t.text, "%.*s (%s)", (int)at.anchor.size, at.anchor.data,
                   at.anchor_from);
    else
      output_string(&t.text, "-");
    table_cell_end(&t);
  }
  table_end(&t, out);
}

/* ---- places ---- */

/* What the record says of every place, behind its words. */
static void place_fields(rasid_output *out, const rasid_place *p) {
  output_field(out, "country", text_or_absent(p->country));
  output_field(out, "admin1", p->admin1);
  output_degrees(out, "lat", p->lat);
  output_degrees(out, "lon", p->lon);
  if (p->geonames > 0)
    output_print(out, ",\"geonames\":%lld", (long long)p->geonames);
  else
    output_string(out, ",\"geonames\":null");
  output_field(out, "precision", text_of(p->precision));
}

static void refers_to_field(rasid_output *out, rasid_span span) {
  if (span.text.data == NULL) {
    output_string(out, ",\"refers_to\":null");
    return;
  }
  output_print(out, ",\"refers_to\":{\"start\":%u,\"end\":%u", span.start, span.end);
  output_field(out, "text", span.text);
  output_string(out, "}");
}

static void places_jsonl(rasid_output *out, const rasid_document *document,
                         const rasid_record *record) {
  rasid_place_mention p;
  for (size_t i = 0; rasid_record_place(record, i, &p); i++) {
    begin_object(out, document, p.place.span);
    output_field(out, "name", p.place.name);
    place_fields(out, &p.place);
    output_field(out, "relation", text_or_absent(p.place.relation));
    refers_to_field(out, p.refers_to);
    output_string(out, ",\"rivals\":[");
    for (size_t k = 0; k < p.n_rivals; k++) {
      output_string(out, k > 0 ? ",{\"name\":" : "{\"name\":");
      output_json(out, p.rivals[k].name);
      place_fields(out, &p.rivals[k]);
      output_string(out, "}");
    }
    output_string(out, "]");
    output_field(out, "why", p.why);
    output_string(out, "}\n");
  }
}

static void places_table(rasid_output *out, const rasid_record *record) {
  static const char *const NAMES[] = {"place",       "name",      "country",
                                      "admin1",      "precision", "relation",
                                      "coordinates", "rivals",    "why"};
  enum { N = sizeof NAMES / sizeof *NAMES };
  table t;
  rasid_place_mention p;
  table_begin(&t, NAMES, N, rasid_record_n_places(record));
  t.whole_last = true;
  for (size_t i = 0; rasid_record_place(record, i, &p); i++) {
    table_cell(&t, p.place.span.text);
    table_cell(&t, or_dash(p.place.name));
    table_cell(&t, or_dash(text_or_absent(p.place.country)));
    table_cell(&t, or_dash(p.place.admin1));
    table_cell(&t, text_of(p.place.precision));
    table_cell(&t, or_dash(text_or_absent(p.place.relation)));
    if (isnan(p.place.lat)) {
      output_string(&t.text, "-");
    } else {
      output_real(&t.text, p.place.lat, 5);
      output_string(&t.text, ",");
      output_real(&t.text, p.place.lon, 5);
    }
    table_cell_end(&t);
    output_print(&t.text, "%zu", p.n_rivals);
    table_cell_end(&t);
    table_cell(&t, p.why);
  }
  table_end(&t, out);
}

/* ---- actors ---- */

static void actors_jsonl(rasid_output *out, const rasid_document *document,
                         const rasid_record *record) {
  rasid_actor_mention a;
  for (size_t i = 0; rasid_record_actor(record, i, &a); i++) {
    begin_object(out, document, a.entity.span);
    output_field(out, "country", text_or_absent(a.entity.country));
    output_string(out, ",\"sectors\":[");
    for (size_t k = 0; k < a.n_sectors; k++)
      output_print(out, "%s\"%s\"", k > 0 ? "," : "", a.sectors[k]);
    output_string(out, "]");
    output_field(out, "kind", text_or_absent(a.kind));
    output_field(out, "role", a.role);
    output_field(out, "id", a.id);
    output_field(out, "name", a.entity.name);
    output_field(out, "label_en", a.entity.label_en);
    output_field(out, "wikidata", a.entity.wikidata);
    output_field(out, "term_first", a.term_first);
    output_field(out, "term_last", a.term_last);
    refers_to_field(out, a.refers_to);
    output_field(out, "why", a.why);
    output_string(out, "}\n");
  }
}

/* "AFG REB/PRE", with a - for each of the two that is unknown. */
static void codes(rasid_output *out, const rasid_actor_mention *a) {
  output_string(out, a->entity.country[0] != '\0' ? a->entity.country : "-");
  output_string(out, " ");
  for (size_t k = 0; k < a->n_sectors; k++)
    output_print(out, "%s%s", k > 0 ? "/" : "", a->sectors[k]);
  if (a->n_sectors == 0) output_string(out, "-");
}

static void term(rasid_output *out, const rasid_actor_mention *a) {
  if (a->term_first.data == NULL && a->term_last.data == NULL) {
    output_string(out, "-");
    return;
  }
  output_text(out, a->term_first);
  output_string(out, "..");
  output_text(out, a->term_last);
}

static void actors_table(rasid_output *out, const rasid_record *record) {
  static const char *const NAMES[] = {"actor", "label", "codes", "kind",
                                      "term",  "for",   "why"};
  enum { N = sizeof NAMES / sizeof *NAMES };
  table t;
  rasid_actor_mention a;
  table_begin(&t, NAMES, N, rasid_record_n_actors(record));
  t.whole_last = true;
  for (size_t i = 0; rasid_record_actor(record, i, &a); i++) {
    table_cell(&t, a.entity.span.text);
    table_cell(&t, or_dash(a.entity.label_en));
    codes(&t.text, &a);
    table_cell_end(&t);
    table_cell(&t, or_dash(text_or_absent(a.kind)));
    term(&t.text, &a);
    table_cell_end(&t);
    table_cell(&t, or_dash(a.refers_to.text));
    table_cell(&t, a.why);
  }
  table_end(&t, out);
}

/* ---- choice among the formats ---- */

typedef void print_jsonl(rasid_output *out, const rasid_document *document,
                         const rasid_record *record);
typedef void print_table(rasid_output *out, const rasid_record *record);

static rasid_status print_as(rasid_output *out, rasid_format format, print_jsonl *jsonl,
                             print_table *as_table, const rasid_document *document,
                             const rasid_record *record) {
  size_t size = out->size;
  out->failed = false;
  if (format == RASID_FORMAT_TABLE)
    as_table(out, record);
  else
    jsonl(out, document, record);
  if (!out->failed) return RASID_OK;
  out->size = size;
  return RASID_ERROR_MEMORY;
}

rasid_status rasid_output_words(rasid_output *output, rasid_format format,
                                const rasid_document *document,
                                const rasid_record *record) {
  return print_as(output, format, words_jsonl, words_table, document, record);
}

rasid_status rasid_output_numbers(rasid_output *output, rasid_format format,
                                  const rasid_document *document,
                                  const rasid_record *record) {
  return print_as(output, format, numbers_jsonl, numbers_table, document, record);
}

rasid_status rasid_output_times(rasid_output *output, rasid_format format,
                                const rasid_document *document,
                                const rasid_record *record) {
  return print_as(output, format, times_jsonl, times_table, document, record);
}

rasid_status rasid_output_places(rasid_output *output, rasid_format format,
                                 const rasid_document *document,
                                 const rasid_record *record) {
  return print_as(output, format, places_jsonl, places_table, document, record);
}

rasid_status rasid_output_actors(rasid_output *output, rasid_format format,
                                 const rasid_document *document,
                                 const rasid_record *record) {
  return print_as(output, format, actors_jsonl, actors_table, document, record);
}
