/* reading_output.c - the words, numbers or times of a document, a JSON object a line or a
 * table.
 *
 * In the table columns of Arabic and of Latin letters take turns, so that a terminal that
 * turns runs of Arabic round leaves every cell in its column.
 */
#include "table.h"

static void text_field(rasid_output *out, const char *key, rasid_text text) {
  output_print(out, ",\"%s\":", key);
  output_json(out, text);
}

static rasid_text string(const char *s) {
  return (rasid_text){s, strlen(s)};
}

static void begin_object(rasid_output *out, const rasid_document *document,
                         rasid_span span) {
  output_string(out, "{\"doc\":");
  output_json(out, document->id.data ? document->id : string(""));
  output_print(out, ",\"start\":%u,\"end\":%u", span.start, span.end);
  text_field(out, "text", span.text);
}

static const char *truth(bool value) {
  return value ? "true" : "false";
}

static rasid_text or_dash(rasid_text text) {
  return text.data ? text : string("-");
}

/* ---- words ---- */

static void words_jsonl(rasid_output *out, const rasid_document *document,
                        const rasid_record *record) {
  rasid_word w;
  for (size_t i = 0; rasid_record_word(record, i, &w); i++) {
    begin_object(out, document, w.span);
    output_print(out, ",\"sentence\":%u", w.sentence);
    text_field(out, "segments", w.segments);
    text_field(out, "lemma", w.lemma);
    text_field(out, "root", w.root);
    text_field(out, "pos", string(w.pos));
    text_field(out, "upos", string(w.upos));
    text_field(out, "feats", w.feats);
    text_field(out, "gloss", w.gloss);
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
    text_field(out, "counted", n.counted.text);
    text_field(out, "why", n.why);
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
    text_field(out, "value", t.value);
    text_field(out, "type", string(t.type));
    text_field(out, "first", t.first);
    text_field(out, "last", t.last);
    text_field(out, "anchor", t.anchor);
    text_field(out, "anchor_from",
               *t.anchor_from ? string(t.anchor_from) : (rasid_text){NULL, 0});
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
    table_cell(&t, string(at.type));
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
