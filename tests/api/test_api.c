/* test_api.c - the public interface as a program sees it: absent arguments, refused
 * inputs, views of a record. */
#include <unistd.h>

#include "record_fixture.h"

static void absent_handles_are_argument_errors(void **state) {
  (void)state;
  rasid_error error = {0};
  rasid_document document;
  const rasid_record *record = NULL;
  rasid_document_init(&document);
  assert_int_equal(rasid_code(NULL, &document, &record, &error), RASID_ERROR_ARGUMENT);
  assert_true(error.message[0] != '\0');
  rasid_coder_free(NULL);
  rasid_model_close(NULL);
}

static void a_model_that_is_not_there_is_an_io_error(void **state) {
  (void)state;
  rasid_error error = {0};
  rasid_model *other = NULL;
  assert_int_equal(rasid_model_open("/nonexistent/model", &other, &error),
                   RASID_ERROR_IO);
  assert_non_null(strstr(error.message, "/nonexistent/model"));
}

static void a_file_that_is_no_model_is_refused(void **state) {
  (void)state;
  char path[] = "/tmp/rasid-test-XXXXXX";
  int file = mkstemp(path);
  assert_true(file >= 0);
  assert_int_equal(write(file, "this is not a model, only some text of no use", 45), 45);
  close(file);
  rasid_error error = {0};
  rasid_model *other = NULL;
  rasid_status status = rasid_model_open(path, &other, &error);
  unlink(path);
  assert_true(status == RASID_ERROR_FORMAT || status == RASID_ERROR_VERSION);
  assert_true(error.message[0] != '\0');
}

static void the_default_model_is_whole(void **state) {
  (void)state;
  rasid_error error = {0};
  rasid_model_section section;
  assert_int_equal(rasid_model_check(model, &error), RASID_OK);
  assert_int_equal(strlen(rasid_model_hash(model)), 16);
  assert_int_equal(strspn(rasid_model_hash(model), "0123456789abcdef"), 16);
  assert_true(rasid_model_n_sections(model) > 0);
  assert_true(rasid_model_section_at(model, 0, &section));
  assert_false(rasid_model_section_at(model, rasid_model_n_sections(model), &section));
}

/* The terms of an actor stand together, in the order of their days. */
static void terms_of_actors_are_listed(void **state) {
  (void)state;
  rasid_model_term term, before = {.to = 0};
  size_t n = rasid_model_n_terms(model);
  assert_true(n > 1000);
  for (size_t i = 0; i < n; i++) {
    assert_true(rasid_model_term_at(model, i, &term));
    assert_int_equal(term.index, i);
    assert_true(term.id.size > 0 && term.label.size > 0 && term.from <= term.to);
    if (i && term.id.size == before.id.size &&
        memcmp(term.id.data, before.id.data, term.id.size) == 0)
      assert_true(before.to < term.from || before.from > term.to);
    before = term;
  }
  assert_false(rasid_model_term_at(model, n, &term));
  assert_false(rasid_model_term_at(NULL, 0, &term));
  assert_int_equal(rasid_model_n_terms(NULL), 0);
}

static void a_build_wants_its_arguments(void **state) {
  (void)state;
  rasid_error error = {0};
  rasid_model_build_options options;
  rasid_model_build_options_init(&options);
  assert_int_equal(options.struct_size, sizeof options);
  assert_int_equal(rasid_model_build_with(NULL, "m", &options, &error),
                   RASID_ERROR_ARGUMENT);
  assert_int_equal(rasid_model_build_with("data", "m", NULL, &error),
                   RASID_ERROR_ARGUMENT);
  options.struct_size = 0;
  assert_int_equal(rasid_model_build_with("data", "m", &options, &error),
                   RASID_ERROR_ARGUMENT);
  assert_non_null(strstr(error.message, "rasid_model_build_options_init"));
}

static void reasons_have_words(void **state) {
  (void)state;
  for (int i = 0; i < RASID_N_SKIPS; i++)
    assert_true(rasid_skip_name((rasid_skip)i)[0] != '\0');
  assert_string_equal(rasid_skip_name(RASID_N_SKIPS), "");
}

/* A record of a document that cannot be coded is still a record. */
static void a_document_beyond_the_limit_yields_a_record_that_says_so(void **state) {
  (void)state;
  rasid_coder *coder = new_coder(RASID_OFFSETS_CODEPOINTS, 100);
  char text[200];
  memset(text, 'a', sizeof text);
  rasid_document document;
  rasid_document_init(&document);
  document.id = (rasid_text){"long", 4};
  document.text = (rasid_text){text, sizeof text};
  const rasid_record *record;
  assert_int_equal(rasid_code(coder, &document, &record, NULL), RASID_OK);
  assert_int_equal(rasid_record_n_events(record), 0);
  rasid_text code, message;
  assert_true(rasid_record_diagnostic(record, 0, &code, &message));
  assert_true(code.size > 0 && message.size > 0);
  rasid_coder_free(coder);
}

static void an_empty_document_yields_a_record(void **state) {
  (void)state;
  rasid_coder *coder = new_coder(RASID_OFFSETS_CODEPOINTS, 0);
  rasid_document document;
  rasid_document_init(&document);
  const rasid_record *record;
  assert_int_equal(rasid_code(coder, &document, &record, NULL), RASID_OK);
  json_error_t error;
  rasid_text text = rasid_record_json(record);
  json_t *json = json_loadb(text.data, text.size, 0, &error);
  assert_non_null(json);
  assert_int_equal(json_array_size(json_object_get(json, "events")), 0);
  json_decref(json);
  rasid_coder_free(coder);
}

static void the_same_document_gives_the_same_bytes(void **state) {
  (void)state;
  rasid_coder *coder = new_coder(RASID_OFFSETS_CODEPOINTS, 0),
              *other = new_coder(RASID_OFFSETS_CODEPOINTS, 0);
  static const char text[] = "Police arrested 8 men in Kabul on 7/6/2021.";
  rasid_document document;
  rasid_document_init(&document);
  document.text = (rasid_text){text, sizeof text - 1};
  const rasid_record *record;
  assert_int_equal(rasid_code(coder, &document, &record, NULL), RASID_OK);
  rasid_text first = rasid_record_json(record);
  char *copy = malloc(first.size);
  size_t size = first.size;
  assert_non_null(copy);
  memcpy(copy, first.data, size);
  assert_int_equal(rasid_code(coder, &document, &record, NULL), RASID_OK);
  assert_int_equal(rasid_record_json(record).size, size);
  assert_memory_equal(rasid_record_json(record).data, copy, size);
  assert_int_equal(rasid_code(other, &document, &record, NULL), RASID_OK);
  assert_int_equal(rasid_record_json(record).size, size);
  assert_memory_equal(rasid_record_json(record).data, copy, size);
  free(copy);
  rasid_coder_free(coder);
  rasid_coder_free(other);
}

static void views_end_where_they_say(void **state) {
  (void)state;
  rasid_coder *coder = new_coder(RASID_OFFSETS_CODEPOINTS, 0);
  static const char text[] = "Police arrested 8 men in Kabul.\nTroops left.";
  rasid_document document;
  rasid_document_init(&document);
  document.text = (rasid_text){text, sizeof text - 1};
  const rasid_record *record;
  assert_int_equal(rasid_code(coder, &document, &record, NULL), RASID_OK);
  rasid_event event;
  rasid_casualty casualty;
  rasid_time time;
  rasid_span span;
  rasid_text code, message;
  assert_false(rasid_record_event(record, rasid_record_n_events(record), &event));
  assert_false(
      rasid_record_casualty(record, rasid_record_n_casualties(record), &casualty));
  assert_false(rasid_record_time(record, rasid_record_n_times(record), &time));
  assert_false(rasid_record_diagnostic(record, rasid_record_n_diagnostics(record), &code,
                                       &message));
  assert_int_equal(rasid_record_n_sentences(record), 2);
  assert_true(rasid_record_sentence(record, 1, &span));
  assert_int_equal(span.start, 32);
  assert_int_equal(span.end, 44);
  assert_false(rasid_record_sentence(record, 2, &span));
  rasid_coder_free(coder);
}

static void stages_count_words(void **state) {
  (void)state;
  rasid_coder *coder = new_coder(RASID_OFFSETS_CODEPOINTS, 0);
  /* Three words of Arabic letters. */
  static const char text[] =
      "\xd9\x82\xd8\xa7\xd9\x84 \xd9\x85\xd9\x86 \xd8\xb9\xd9\x84\xd9\x89";
  rasid_document document;
  rasid_document_init(&document);
  document.text = (rasid_text){text, sizeof text - 1};
  for (int stage = 0; stage < RASID_N_STAGES; stage++) {
    uint64_t n = 5;
    assert_int_equal(rasid_coder_run(coder, &document, (rasid_stage)stage, &n), RASID_OK);
    assert_int_equal(n, 8);
  }
  rasid_coder_free(coder);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(absent_handles_are_argument_errors),
      cmocka_unit_test(a_model_that_is_not_there_is_an_io_error),
      cmocka_unit_test(a_file_that_is_no_model_is_refused),
      cmocka_unit_test(the_default_model_is_whole),
      cmocka_unit_test(terms_of_actors_are_listed),
      cmocka_unit_test(a_build_wants_its_arguments),
      cmocka_unit_test(reasons_have_words),
      cmocka_unit_test(a_document_beyond_the_limit_yields_a_record_that_says_so),
      cmocka_unit_test(an_empty_document_yields_a_record),
      cmocka_unit_test(the_same_document_gives_the_same_bytes),
      cmocka_unit_test(views_end_where_they_say),
      cmocka_unit_test(stages_count_words),
  };
  return cmocka_run_group_tests(tests, open_model, close_model);
}
