/* test_json_input.c - lines of JSON, held beside what jansson makes of them.
 *
 * Whatever jansson reads as an object with a text comes out of the reader with the same
 * text, whatever it refuses is refused. The cases are made from a few sound lines by
 * changing each of their bytes in turn.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
/* cmocka.h needs the four above. */
#include <cmocka.h>
#include <jansson.h>
#include <rasid/io.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static const char *const sound[] = {
    "{\"id\": \"a\", \"text\": \"x\"}",
    "{\"text\":\"\\u0642\\u062a\\u0644 \\ud83d\\ude00 \\\"q\\\" \\\\ \\/ "
    "\\b\\f\\n\\r\\t\"}",
    "{\"n\": [1, -0.5e+3, true, false, null, {\"a\": {}, \"b\": []}], \"text\": "
    "\"\xd9\x82\"}",
    "  { \"text\" : \"a\" , \"te\\u0078t\" : \"b\" }  ",
    "{\"text\": \"\", \"title\": \"t\", \"captions\": [\"c\", \"\\u0064\"]}",
    "{\"text\": \"x\", \"deep\": [[[[[[[[{\"k\": [0, 10, 1e5, 1E-5, 0.0]}]]]]]]]]}",
};

/* Reads one line through a file; RASID_OPENED_BAD too where there was no document. */
typedef struct line_reader {
  char path[32];
  rasid_source *source;
  rasid_piece *piece;
  rasid_document document;
} line_reader;

static rasid_opened read_line(line_reader *r, const char *line, size_t size) {
  strcpy(r->path, "/tmp/rasid-test-XXXXXX");
  int file = mkstemp(r->path);
  assert_true(file >= 0);
  assert_int_equal(write(file, "{}\n", 3), 3); /* settles that the file has lines */
  assert_int_equal(write(file, line, size), size);
  close(file);
  const char *path = r->path;
  assert_int_equal(rasid_source_open(&path, 1, NULL, &r->source, NULL), RASID_OK);
  r->piece = rasid_piece_new();
  assert_true(rasid_source_next(r->source, r->piece));
  bool any = rasid_source_next(r->source, r->piece);
  unlink(r->path);
  return any ? rasid_piece_open(r->piece, &r->document) : RASID_OPENED_BAD;
}

static void read_done(line_reader *r) {
  rasid_piece_free(r->piece);
  rasid_source_close(r->source);
}

static bool is_string_or_absent(const json_t *object, const char *key) {
  const json_t *value = json_object_get(object, key);
  return value == NULL || json_is_null(value) || json_is_string(value);
}

/* Whether jansson's value is a document as the reader understands it. */
static bool is_document(const json_t *value) {
  static const char *const keys[] = {"title", "text", "published", "source", "url"};
  const json_t *text = json_object_get(value, "text"),
               *title = json_object_get(value, "title");
  const json_t *id = json_object_get(value, "id"),
               *captions = json_object_get(value, "captions");
  if (!json_is_object(value) || !(json_is_string(text) || json_is_string(title)))
    return false;
  for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
    if (!is_string_or_absent(value, keys[i])) return false;
  if (!is_string_or_absent(value, "id") && !json_is_number(id)) return false;
  if (!is_string_or_absent(value, "captions") && !json_is_array(captions)) return false;
  for (size_t i = 0; i < json_array_size(captions); i++)
    if (!json_is_string(json_array_get(captions, i))) return false;
  return true;
}

static void compare(const char *line, size_t size) {
  line_reader r = {0};
  json_error_t error;
  json_t *value = json_loadb(line, size, JSON_ALLOW_NUL | JSON_DECODE_ANY, &error);
  int code = value ? (int)json_error_unknown : (int)json_error_code(&error);
  rasid_opened opened = read_line(&r, line, size);
  /* Where the two differ on purpose: ill-formed UTF-8 and half surrogate pairs are data
   * to us, numbers need not fit. */
  bool differs = code == (int)json_error_invalid_utf8 ||
                 code == (int)json_error_numeric_overflow ||
                 (value == NULL && strstr(error.text, "invalid Unicode") != NULL);
  if (!differs) {
    bool wanted = value != NULL && is_document(value);
    if ((opened != RASID_OPENED_BAD) != wanted)
      fail_msg("read otherwise than jansson (%s): %.*s", error.text, (int)size, line);
    const json_t *text = json_object_get(value, "text");
    if (wanted && json_is_string(text)) {
      assert_int_equal(r.document.text.size, json_string_length(text));
      assert_memory_equal(r.document.text.data, json_string_value(text),
                          r.document.text.size);
    }
    if (!wanted)
      assert_true(rasid_piece_complaint(r.piece)[0] != '\0' ||
                  memchr(line, '\n', size) != NULL || size == 0);
  }
  json_decref(value);
  read_done(&r);
}

static void sound_lines_are_read(void **state) {
  (void)state;
  for (size_t i = 0; i < sizeof sound / sizeof *sound; i++)
    compare(sound[i], strlen(sound[i]));
}

static void changed_lines_are_read_or_refused_alike(void **state) {
  (void)state;
  static const char bytes[] = "\"\\{}[]:, 0x\x01\xff-.eu";
  for (size_t i = 0; i < sizeof sound / sizeof *sound; i++) {
    size_t size = strlen(sound[i]);
    char *copy = malloc(size);
    assert_non_null(copy);
    for (size_t at = 0; at < size; at++) {
      for (size_t k = 0; k + 1 < sizeof bytes; k++) {
        memcpy(copy, sound[i], size);
        copy[at] = bytes[k];
        compare(copy, size);
      }
    }
    free(copy);
  }
}

static void cut_lines_are_refused_alike(void **state) {
  (void)state;
  for (size_t i = 0; i < sizeof sound / sizeof *sound; i++)
    for (size_t size = 1; size < strlen(sound[i]); size++)
      if (strspn(sound[i], " ") < size) compare(sound[i], size);
}

static void every_field_is_taken(void **state) {
  (void)state;
  static const char line[] =
      "{\"id\":12,\"title\":\"t\",\"text\":\"x\",\"published\":\"2021-06-07\",\"source\":"
      "\"s\",\"url\":\"u\","
      "\"captions\":[\"a\",\"\\u0062\\n\"]}";
  line_reader r = {0};
  assert_int_equal(read_line(&r, line, sizeof line - 1), RASID_OPENED_DOCUMENT);
  const rasid_document *d = &r.document;
  assert_memory_equal(d->id.data, "12", 2);
  assert_memory_equal(d->title.data, "t", 1);
  assert_memory_equal(d->published.data, "2021-06-07", 10);
  assert_memory_equal(d->source.data, "s", 1);
  assert_memory_equal(d->url.data, "u", 1);
  assert_int_equal(d->n_captions, 2);
  assert_int_equal(d->captions[1].size, 2);
  assert_memory_equal(d->captions[1].data, "b\n", 2);
  assert_string_equal(d->published_from, "input");
  read_done(&r);
}

static void half_a_surrogate_pair_becomes_a_replacement(void **state) {
  (void)state;
  static const char line[] = "{\"text\":\"a\\ud800b\\udc00\"}";
  line_reader r = {0};
  assert_int_equal(read_line(&r, line, sizeof line - 1), RASID_OPENED_DOCUMENT);
  assert_int_equal(r.document.text.size, 8);
  assert_memory_equal(r.document.text.data,
                      "a\xef\xbf\xbd"
                      "b\xef\xbf\xbd",
                      8);
  read_done(&r);
}

static void the_last_of_two_values_counts(void **state) {
  (void)state;
  static const char line[] = "{\"text\":\"a\",\"text\":\"b\"}";
  line_reader r = {0};
  assert_int_equal(read_line(&r, line, sizeof line - 1), RASID_OPENED_DOCUMENT);
  assert_memory_equal(r.document.text.data, "b", 1);
  read_done(&r);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(sound_lines_are_read),
      cmocka_unit_test(changed_lines_are_read_or_refused_alike),
      cmocka_unit_test(cut_lines_are_refused_alike),
      cmocka_unit_test(every_field_is_taken),
      cmocka_unit_test(half_a_surrogate_pair_becomes_a_replacement),
      cmocka_unit_test(the_last_of_two_values_counts),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
