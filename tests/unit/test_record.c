/* test_record.c - records of odd documents, their JSON, their explanation and their
 * candidates. */
#include "record_fixture.h"

static const char REPORT[] =
    "قتل ثمانية من رجال الشرطة في هجوم شنته حركة طالبان على نقطة تفتيش في قندوز أمس "
    "الأحد.\nوقال متحدث باسم الشرطة إن القوات الأفغانية قصفت مواقع المسلحين في 26 إقليما "
    "من 34.";

static bool has_diagnostic(const rasid_record *record, const char *id) {
  rasid_text found, message;
  for (size_t i = 0; rasid_record_diagnostic(record, i, &found, &message); i++)
    if (found.size == strlen(id) && !memcmp(found.data, id, found.size))
      return message.size > 0;
  return false;
}

/* ---- odd documents ---- */

static void an_empty_document_says_so(void **state) {
  (void)state;
  rasid_coder *coder = new_coder(RASID_OFFSETS_CODEPOINTS, 0);
  static const char *const TEXTS[] = {"", " \n\t", "...", "\xFF"};
  for (size_t i = 0; i < sizeof TEXTS / sizeof *TEXTS; i++) {
    rasid_document d = document_of(TEXTS[i]);
    const rasid_record *record = code(coder, &d);
    json_t *json = json_of(record);
    assert_int_equal(json_array_size(at(json, "events")), 0);
    assert_int_equal(rasid_record_n_events(record), 0);
    assert_true(has_diagnostic(record, "empty"));
    json_decref(json);
  }
  rasid_document d;
  rasid_document_init(&d);
  assert_true(has_diagnostic(code(coder, &d), "empty"));
  rasid_coder_free(coder);
}

static void a_document_over_the_limit_says_so(void **state) {
  (void)state;
  rasid_coder *coder = new_coder(RASID_OFFSETS_CODEPOINTS, sizeof REPORT - 10);
  rasid_document d = document_of(REPORT);
  const rasid_record *record = code(coder, &d);
  json_t *json = json_of(record);
  assert_true(has_diagnostic(record, "too_long"));
  assert_string_equal(json_string_value(at(at(json, "doc"), "id")), "a1");
  assert_int_equal(strlen(json_string_value(at(at(json, "doc"), "sha256"))), 64);
  assert_int_equal(rasid_record_n_events(record), 0);
  assert_int_equal(rasid_record_n_sentences(record), 0);
  char *explanation = explain(record, -1);
  assert_non_null(strstr(explanation, "too_long"));
  free(explanation);
  json_decref(json);
  /* The next document is coded as ever. */
  d.text = text_of("قصفت إسرائيل غزة.");
  record = code(coder, &d);
  assert_false(has_diagnostic(record, "too_long"));
  assert_int_equal(rasid_record_n_sentences(record), 1);
  rasid_coder_free(coder);
}

static void a_bad_date_says_so(void **state) {
  (void)state;
  static const char *const DATES[] = {"yesterday", "2021-02-30", "2021-13-01",
                                      "",          "8/6/2021",   "\xFF"};
  rasid_coder *coder = new_coder(RASID_OFFSETS_CODEPOINTS, 0);
  for (size_t i = 0; i < sizeof DATES / sizeof *DATES; i++) {
    rasid_document d = document_of(REPORT);
    d.published = text_of(DATES[i]);
    const rasid_record *record = code(coder, &d);
    json_t *json = json_of(record);
    assert_true(has_diagnostic(record, "bad_date"));
    assert_true(has_diagnostic(record, "no_anchor"));
    assert_true(json_is_null(at(at(json, "doc"), "published_from")));
    json_decref(json);
  }
  rasid_document d = document_of(REPORT);
  d.published = text_of("2021-06-08T12:30:00Z");
  const rasid_record *record = code(coder, &d);
  assert_false(has_diagnostic(record, "bad_date"));
  rasid_time time;
  assert_true(rasid_record_time(record, 0, &time));
  assert_int_equal(time.value.size, 10);
  assert_memory_equal(time.value.data, "2021-06-06", 10);
  rasid_coder_free(coder);
}

static void absent_arguments_are_errors(void **state) {
  (void)state;
  rasid_coder *coder = new_coder(RASID_OFFSETS_CODEPOINTS, 0);
  rasid_document d = document_of(REPORT), raw;
  const rasid_record *record = NULL;
  rasid_error error = {0};
  collected c = {NULL, 0, 0};
  memset(&raw, 0, sizeof raw);
  assert_int_equal(rasid_code(NULL, &d, &record, &error), RASID_ERROR_ARGUMENT);
  assert_int_equal(rasid_code(coder, NULL, &record, NULL), RASID_ERROR_ARGUMENT);
  assert_int_equal(rasid_code(coder, &d, NULL, NULL), RASID_ERROR_ARGUMENT);
  assert_int_equal(rasid_code(coder, &raw, &record, NULL), RASID_ERROR_ARGUMENT);
  assert_null(rasid_record_json(NULL).data);
  record = code(coder, &d);
  assert_int_equal(rasid_record_explain(NULL, -1, collect, &c, &error),
                   RASID_ERROR_ARGUMENT);
  assert_int_equal(rasid_record_explain(record, -1, NULL, &c, NULL),
                   RASID_ERROR_ARGUMENT);
  assert_int_equal(rasid_record_explain(record, 2, collect, &c, &error),
                   RASID_ERROR_ARGUMENT);
  assert_non_null(strstr(error.message, "no sentence 2"));
  assert_int_equal(rasid_record_explain(record, -2, collect, &c, NULL),
                   RASID_ERROR_ARGUMENT);
  assert_int_equal(rasid_record_candidates(NULL, collect, &c, NULL),
                   RASID_ERROR_ARGUMENT);
  assert_int_equal(rasid_record_candidates(record, NULL, &c, NULL), RASID_ERROR_ARGUMENT);
  assert_int_equal(c.n_calls, 0);
  rasid_coder_free(coder);
}

/* ---- JSON ---- */

static void ids_of_any_bytes_are_escaped(void **state) {
  (void)state;
  static const char ID[] = "a\"b\\c/\n\r\t\x01\x1F\x7F\0 😀";
  static const char BAD[] = "x\xFFy\xD9";
  rasid_coder *coder = new_coder(RASID_OFFSETS_CODEPOINTS, 0);
  rasid_document d = document_of(REPORT);
  d.id = (rasid_text){ID, sizeof ID - 1};
  d.source = d.url = d.id;
  const rasid_record *record = code(coder, &d);
  json_t *json = json_of(record), *doc = at(json, "doc");
  same_text(d.id, at(doc, "id"));
  same_text(d.id, at(doc, "url"));
  same_text(d.id, at(doc, "source"));
  rasid_event e;
  assert_true(rasid_record_event(record, 0, &e));
  same_text(e.id, at(json_array_get(at(json, "events"), 0), "id"));
  assert_int_equal(e.id.size, sizeof ID - 1 + 2);
  assert_memory_equal(e.id.data, ID, sizeof ID - 1);
  assert_memory_equal(e.id.data + sizeof ID - 1, "#0", 2);
  json_decref(json);
  d.id = (rasid_text){BAD, sizeof BAD - 1};
  record = code(coder, &d);
  json = json_of(record);
  same_text(text_of("x\xEF\xBF\xBDy\xEF\xBF\xBD"), at(at(json, "doc"), "id"));
  assert_true(rasid_record_event(record, 0, &e));
  same_text(e.id, at(json_array_get(at(json, "events"), 0), "id"));
  json_decref(json);
  rasid_coder_free(coder);
}

/* Title, captions and text are parts of one text, in this order, on lines of their own.
 */
static void title_captions_and_text_are_joined(void **state) {
  (void)state;
  static const char *const PIECES[] = {"هجوم في قندوز 😀", "رجال الشرطة", "", "قندوز",
                                       REPORT};
  static const char *const KINDS[] = {"title", "caption", "caption", "caption", "body"};
  rasid_text captions[3] = {text_of(PIECES[1]), text_of(PIECES[2]), text_of(PIECES[3])};
  rasid_coder *coder = new_coder(RASID_OFFSETS_BYTES, 0);
  rasid_document d = document_of(REPORT);
  d.title = text_of(PIECES[0]);
  d.captions = captions;
  d.n_captions = 3;
  const rasid_record *record = code(coder, &d);
  json_t *json = json_of(record), *parts = at(at(json, "doc"), "parts");
  size_t start = 0;
  assert_int_equal(json_array_size(parts), 5);
  for (size_t i = 0; i < 5; i++) {
    json_t *part = json_array_get(parts, i);
    assert_string_equal(json_string_value(at(part, "kind")), KINDS[i]);
    assert_int_equal(json_integer_value(at(part, "start")), start);
    assert_int_equal(json_integer_value(at(part, "end")), start + strlen(PIECES[i]));
    start += strlen(PIECES[i]) + 1;
  }
  /* Two captions with words, the title, and two sentences of the text. */
  rasid_span s;
  assert_int_equal(rasid_record_n_sentences(record), 5);
  assert_true(rasid_record_sentence(record, 0, &s));
  assert_int_equal(s.end, strlen(PIECES[0]));
  assert_true(rasid_record_sentence(record, 4, &s));
  assert_int_equal(s.end, start - 1);
  json_decref(json);
  rasid_coder_free(coder);
}

static void the_same_document_gives_the_same_bytes(void **state) {
  (void)state;
  rasid_coder *coder = new_coder(RASID_OFFSETS_CODEPOINTS, 0);
  rasid_coder *other = new_coder(RASID_OFFSETS_CODEPOINTS, 0);
  rasid_document d = document_of(REPORT);
  rasid_document between = document_of("اعتقلت الشرطة المصرية 5 متظاهرين في القاهرة.");
  rasid_text first = rasid_record_json(code(coder, &d));
  char *copy = malloc(first.size), *words[2];
  size_t size = first.size;
  assert_non_null(copy);
  memcpy(copy, first.data, size);
  for (int pass = 0; pass < 2; pass++) {
    code(coder, &between);
    const rasid_record *record = code(pass ? other : coder, &d);
    words[pass] = explain(record, -1);
    rasid_text again = rasid_record_json(record);
    assert_int_equal(again.size, size);
    assert_memory_equal(again.data, copy, size);
  }
  assert_string_equal(words[0], words[1]);
  free(words[0]);
  free(words[1]);
  free(copy);
  rasid_coder_free(other);
  rasid_coder_free(coder);
}

/* ---- explanation and candidates ---- */

static void an_explanation_has_every_section(void **state) {
  (void)state;
  static const char *const WANTED[] = {
      "document   a1\n",
      "published  2021-06-08 (input)",
      "sentence 0, 0-",
      "sentence 1, ",
      "  text: ",
      "  words: ",
      "  mentions: ",
      "  phrases and clauses",
      "  speech: ",
      "  events: ",
      "  tolls",
      "  figures: ",
      "verb perfect 3rd sg", /* a reading of the first word */
      "DATE 2021-06-06",
      "gazetteer, tier ",
      "known actor; its term on 2021-06-0",
      "killed 8",
      "26 of 34",
      "kept       as a1#0",
      "confidence 0.",
      " has_actor",
      "data/ar/frames/",
      "data/ar/tolls.tsv:",
  };
  rasid_coder *coder = new_coder(RASID_OFFSETS_CODEPOINTS, 0);
  rasid_document d = document_of(REPORT);
  const rasid_record *record = code(coder, &d);
  char *words = explain(record, -1);
  for (size_t i = 0; i < sizeof WANTED / sizeof *WANTED; i++)
    if (!strstr(words, WANTED[i])) fail_msg("no '%s' in the explanation", WANTED[i]);
  json_t *json = json_of(record), *event;
  size_t i;
  json_array_foreach(at(json, "events"), i, event) {
    assert_non_null(strstr(words, json_string_value(at(event, "rule"))));
    assert_non_null(strstr(words, json_string_value(at(event, "id"))));
  }
  json_decref(json);
  free(words);
  words = explain(record, 1);
  assert_null(strstr(words, "sentence 0, "));
  assert_non_null(strstr(words, "sentence 1, "));
  free(words);
  rasid_coder_free(coder);
}

/* Whatever the text, an explanation is UTF-8 on lines. */
static void an_explanation_is_clean(void **state) {
  (void)state;
  rasid_coder *coder = new_coder(RASID_OFFSETS_CODEPOINTS, 0);
  rasid_document d = document_of(
      "قصفت \xFF إسرائيل \x01\x1B[31m قطاع\tغزة \xD9 أمس.\r\nقتل \x7F ثلاثة.");
  d.id = text_of("a\x1B\n\xFF");
  char *words = explain(code(coder, &d), -1);
  json_t *string = json_stringn(words, strlen(words)); /* NULL where it is no UTF-8 */
  assert_non_null(string);
  for (const char *c = words; *c; c++)
    assert_true((unsigned char)*c >= 0x20 ? *c != 0x7F : *c == '\n');
  json_decref(string);
  free(words);
  rasid_coder_free(coder);
}

/* Fields of a line; returns how many. */
static size_t fields_of(char *line, char *fields[], size_t room) {
  size_t n = 0;
  for (char *field = line; field && n < room; n++) {
    fields[n] = field;
    field = strchr(field, '\t');
    if (field) *field++ = '\0';
  }
  return n;
}

static void candidates_are_lines_of_ten_fields(void **state) {
  (void)state;
  rasid_coder *coder = new_coder(RASID_OFFSETS_CODEPOINTS, 0);
  rasid_document d = document_of(REPORT);
  d.id = text_of("a\tb\nc");
  const rasid_record *record = code(coder, &d);
  collected c = {NULL, 0, 0};
  rasid_event e;
  assert_int_equal(rasid_record_candidates(record, collect, &c, NULL), RASID_OK);
  assert_true(rasid_record_event(record, 0, &e));
  size_t n_lines = 0, n_merged = 0, n_first = 0;
  for (char *line = c.data, *end; line && *line; line = end + 1, n_lines++) {
    char *f[12];
    end = strchr(line, '\n');
    assert_non_null(end);
    *end = '\0';
    assert_int_equal(fields_of(line, f, 12), 10);
    assert_string_equal(f[0], "a b c");
    assert_true(strcmp(f[6], "0") == 0 || strcmp(f[6], "1") == 0);
    n_merged += f[6][0] == '0';
    n_first += strtoul(f[2], NULL, 10) == e.trigger.start && !strcmp(f[4], e.category) &&
               !strcmp(f[5], e.status) && f[6][0] == '1';
    assert_int_equal(strncmp(f[7], "data/ar/frames/", 15), 0);
    assert_non_null(strstr(f[9], "bias,"));
  }
  assert_int_equal(n_first, 1);
  /* The killing is the attack's. */
  assert_true(n_merged > 0);
  assert_true(n_lines - n_merged >= rasid_record_n_events(record));
  free(c.data);
  rasid_coder_free(coder);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(an_empty_document_says_so),
      cmocka_unit_test(a_document_over_the_limit_says_so),
      cmocka_unit_test(a_bad_date_says_so),
      cmocka_unit_test(absent_arguments_are_errors),
      cmocka_unit_test(ids_of_any_bytes_are_escaped),
      cmocka_unit_test(title_captions_and_text_are_joined),
      cmocka_unit_test(the_same_document_gives_the_same_bytes),
      cmocka_unit_test(an_explanation_has_every_section),
      cmocka_unit_test(an_explanation_is_clean),
      cmocka_unit_test(candidates_are_lines_of_ten_fields),
  };
  return cmocka_run_group_tests(tests, open_model, close_model);
}
