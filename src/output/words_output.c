/* words_output.c - the words of a document, a JSON object a line or a table.
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

void words_output_jsonl(rasid_output *out, const rasid_document *document,
                        const rasid_record *record) {
  rasid_word w;
  for (size_t i = 0; rasid_record_word(record, i, &w); i++) {
    output_string(out, "{\"doc\":");
    output_json(out, document->id.data ? document->id : string(""));
    output_print(out, ",\"sentence\":%u,\"start\":%u,\"end\":%u", w.sentence, w.span.start,
                 w.span.end);
    text_field(out, "text", w.span.text);
    text_field(out, "segments", w.segments);
    text_field(out, "lemma", w.lemma);
    text_field(out, "root", w.root);
    text_field(out, "pos", string(w.pos));
    text_field(out, "upos", string(w.upos));
    text_field(out, "feats", w.feats);
    text_field(out, "gloss", w.gloss);
    output_string(out, w.n_readings == 0 ? ",\"known\":null}\n"
                       : w.known         ? ",\"known\":true}\n"
                                         : ",\"known\":false}\n");
  }
}

void words_output_table(rasid_output *out, const rasid_record *record) {
  static const char *const NAMES[] = {"word",  "pos",   "segments", "features",
                                      "lemma", "gloss", "root"};
  enum { N = sizeof NAMES / sizeof *NAMES };
  table t;
  rasid_word w;
  table_begin(&t, NAMES, N, rasid_record_n_words(record));
  for (size_t i = 0; rasid_record_word(record, i, &w); i++) {
    const rasid_text cells[N] = {
        w.span.text, string(w.pos), w.segments, w.feats, w.lemma, w.gloss, w.root};
    for (size_t k = 0; k < N; k++) {
      output_text(&t.text, cells[k]);
      if (k == 1 && w.n_readings > 0 && !w.known) output_string(&t.text, "?");
      table_cell_end(&t);
    }
  }
  out->failed = out->failed || t.text.failed;
  table_end(&t, out);
}
