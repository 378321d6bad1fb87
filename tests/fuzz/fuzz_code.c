/* fuzz_code.c - the whole coder on any bytes.
 *
 * The first byte chooses what is given besides the text; the rest is text, cut at U+0001
 * into title, caption and body. Properties checked: coding succeeds, the JSON is there
 * and of one line, spans lie in order, explaining works.
 */
#include <rasid/rasid.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

static void swallow(void *context, const char *data, size_t size) {
  size_t *n = context;
  *n += size + (size > 0 && data[0] == '\0');
}

/* Takes the text up to the next U+0001 off the front of `rest`. */
static rasid_text cut(rasid_text *rest) {
  const char *end = rest->size ? memchr(rest->data, 1, rest->size) : NULL;
  rasid_text part = *rest;
  if (end == NULL) {
    *rest = (rasid_text){NULL, 0};
    return part;
  }
  part.size = (size_t)(end - rest->data);
  rest->data = end + 1;
  rest->size -= part.size + 1;
  return part;
}

static void check_record(const rasid_record *record) {
  rasid_text json = rasid_record_json(record);
  if (json.size < 2 || json.data[0] != '{' || json.data[json.size - 1] != '}') abort();
  if (memchr(json.data, '\n', json.size) != NULL) abort();
  rasid_event event;
  for (size_t i = 0; rasid_record_event(record, i, &event); i++) {
    if (event.trigger.start > event.trigger.end || event.n_modes > 4) abort();
    if (event.sentence >= rasid_record_n_sentences(record)) abort();
    if (event.same_as >= (int32_t)i) abort();
  }
  rasid_span sentence;
  uint32_t last = 0;
  for (size_t i = 0; rasid_record_sentence(record, i, &sentence); i++) {
    if (sentence.start < last || sentence.end < sentence.start) abort();
    last = sentence.end;
  }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  static rasid_model *model;
  static rasid_coder *coders[3];
  if (model == NULL) {
    if (rasid_model_open_default(&model, NULL) != RASID_OK) abort();
    for (int i = 0; i < 3; i++) {
      rasid_coder_options options;
      rasid_coder_options_init(&options);
      options.offsets = (rasid_offsets)i;
      options.use_weights = i != 1;
      options.max_document_bytes = (size_t)1 << 20;
      if (rasid_coder_new(model, &options, &coders[i], NULL) != RASID_OK) abort();
    }
  }
  unsigned flags = size ? data[0] : 0;
  rasid_text rest = {(const char *)data + (size > 0), size - (size > 0)}, caption;
  rasid_document document;
  rasid_document_init(&document);
  document.id = (rasid_text){"f", 1};
  if (flags & 1) document.title = cut(&rest);
  if (flags & 2) {
    caption = cut(&rest);
    document.captions = &caption;
    document.n_captions = 1;
  }
  if (flags & 4) document.published = (rasid_text){"2021-06-07", 10};
  if (flags & 8) document.published = cut(&rest);
  document.text = rest;
  const rasid_record *record;
  if (rasid_code(coders[flags >> 4 & 1   ? 1
                        : flags >> 5 & 1 ? 2
                                         : 0],
                 &document, &record, NULL) != RASID_OK)
    abort();
  check_record(record);
  size_t n = 0;
  if (flags & 64 && rasid_record_explain(record, -1, swallow, &n, NULL) != RASID_OK)
    abort();
  return 0;
}
