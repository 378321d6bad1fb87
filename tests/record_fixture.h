/* record_fixture.h - codes reports of a test through the public interface and reads the
 * JSON of their records. */
#ifndef RASID_TESTS_RECORD_FIXTURE_H
#define RASID_TESTS_RECORD_FIXTURE_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>
#include <jansson.h>
#include <rasid/rasid.h>

static rasid_model *model;

static inline int open_model(void **state) {
  (void)state;
  return rasid_model_open_default(&model, NULL) == RASID_OK ? 0 : 1;
}

static inline int close_model(void **state) {
  (void)state;
  rasid_model_close(model);
  return 0;
}

static inline rasid_text text_of(const char *s) {
  return (rasid_text){s, strlen(s)};
}

/* `max_bytes` 0: as many as by default. */
static inline rasid_coder *new_coder(rasid_offsets offsets, size_t max_bytes) {
  rasid_coder_options options;
  rasid_coder *coder = NULL;
  rasid_coder_options_init(&options);
  assert_int_equal(options.struct_size, sizeof options);
  options.offsets = offsets;
  if (max_bytes) options.max_document_bytes = max_bytes;
  assert_int_equal(rasid_coder_new(model, &options, &coder, NULL), RASID_OK);
  return coder;
}

/* A report of the day of the examples: 8 June 2021, a Tuesday. */
static inline rasid_document document_of(const char *text) {
  rasid_document d;
  rasid_document_init(&d);
  d.id = text_of("a1");
  d.text = text_of(text);
  d.published = text_of("2021-06-08");
  return d;
}

static inline const rasid_record *code(rasid_coder *coder, const rasid_document *d) {
  const rasid_record *record = NULL;
  rasid_error error = {0};
  assert_int_equal(rasid_code(coder, d, &record, &error), RASID_OK);
  assert_non_null(record);
  return record;
}

static inline json_t *json_of(const rasid_record *record) {
  rasid_text text = rasid_record_json(record);
  json_error_t error;
  assert_non_null(text.data);
  assert_null(memchr(text.data, '\n', text.size));
  json_t *json = json_loadb(text.data, text.size, JSON_ALLOW_NUL, &error);
  if (!json) fail_msg("no JSON at byte %d: %s", error.position, error.text);
  return json;
}

static inline json_t *at(json_t *json, const char *key) {
  json_t *value = json_object_get(json, key);
  if (!value) fail_msg("the record has no '%s'", key);
  return value;
}

/* A text of a view is that of the JSON; absent is null. */
static inline void same_text(rasid_text text, json_t *json) {
  if (!text.data) {
    assert_true(json_is_null(json));
    return;
  }
  assert_true(json_is_string(json));
  assert_int_equal(text.size, json_string_length(json));
  assert_memory_equal(text.data, json_string_value(json), text.size);
}

/* What a callback was given, as one NUL-terminated text. */
typedef struct collected {
  char *data;
  size_t size, n_calls;
} collected;

static inline void collect(void *context, const char *data, size_t size) {
  collected *c = context;
  c->data = realloc(c->data, c->size + size + 1);
  assert_non_null(c->data);
  memcpy(c->data + c->size, data, size);
  c->size += size;
  c->n_calls++;
  c->data[c->size] = '\0';
}

/* Explains sentence `index` (-1: all) into a text to be freed. */
static inline char *explain(const rasid_record *record, long index) {
  collected c = {NULL, 0, 0};
  rasid_error error = {0};
  assert_int_equal(rasid_record_explain(record, index, collect, &c, &error), RASID_OK);
  assert_non_null(c.data);
  assert_int_equal(strlen(c.data), c.size);
  return c.data;
}

#endif
