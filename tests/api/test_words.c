/* test_words.c - documents read up to a stage (rasid_read), and the words of a record. */
#include <rasid/io.h>

#include "record_fixture.h"

/* Words of the tests: "killed", "was killed" with its vowel sign, "soldiers", "gunmen",
 * "yesterday", "and with the weapons", "in", "Lebanon", and one that no dictionary has.
 */
#define KILLED "\xd9\x82\xd8\xaa\xd9\x84"
#define WAS_KILLED "\xd9\x82\xd9\x8f\xd8\xaa\xd9\x84"
#define SOLDIER "\xd8\xac\xd9\x86\xd8\xaf\xd9\x8a"
#define SOLDIERS "\xd8\xac\xd9\x86\xd9\x88\xd8\xaf"
#define GUNMEN "\xd9\x85\xd8\xb3\xd9\x84\xd8\xad\xd9\x88\xd9\x86"
#define THREE "\xd8\xab\xd9\x84\xd8\xa7\xd8\xab\xd8\xa9"
#define YESTERDAY "\xd8\xa3\xd9\x85\xd8\xb3"
#define WA "\xd9\x88"
#define BI "\xd8\xa8"
#define AL "\xd8\xa7\xd9\x84"
#define WEAPON "\xd8\xb3\xd9\x84\xd8\xa7\xd8\xad"
#define UNHEARD_OF "\xd8\xb2\xd9\x86\xd9\x81\xd8\xb1\xd9\x88\xd8\xb7\xd8\xb3"
#define FI "\xd9\x81\xd9\x8a"
#define LEBANON "\xd9\x84\xd8\xa8\xd9\x86\xd8\xa7\xd9\x86"
#define TATWEEL "\xd9\x80"
#define REPLACEMENT "\xef\xbf\xbd"

/* An event, a toll, a time and a number in one sentence, and a second sentence: nine
 * tokens. */
#define REPORT \
  KILLED " " GUNMEN " " THREE " " SOLDIERS " " YESTERDAY ".\n" WA BI AL WEAPON " 15."

static rasid_document report_of(const char *text, size_t size) {
  rasid_document document;
  rasid_document_init(&document);
  document.text = (rasid_text){text, size};
  document.published = (rasid_text){"2021-06-07", 10};
  return document;
}

static const rasid_record *read_text(rasid_coder *coder, const char *text,
                                     rasid_stage last) {
  const rasid_record *record = NULL;
  rasid_document document = report_of(text, strlen(text));
  assert_int_equal(rasid_read(coder, &document, last, &record, NULL), RASID_OK);
  assert_non_null(record);
  return record;
}

static void assert_text(rasid_text text, const char *expected) {
  assert_non_null(text.data);
  assert_int_equal(text.size, strlen(expected));
  assert_memory_equal(text.data, expected, text.size);
}

static rasid_word word_at(const rasid_record *record, size_t i) {
  rasid_word word;
  assert_true(rasid_record_word(record, i, &word));
  return word;
}

/* ---- stages ---- */

/* What there is from which stage on: `more` is 0 before the stage. */
static void assert_from(rasid_stage stage, rasid_stage first, size_t more) {
  if (stage < first)
    assert_int_equal(more, 0);
  else
    assert_true(more > 0);
}

static void a_record_has_what_its_stages_find(void **state) {
  (void)state;
  rasid_coder *coder = new_coder(RASID_OFFSETS_CODEPOINTS, 0);
  for (int i = RASID_STAGE_TEXT; i < RASID_N_STAGES; i++) {
    rasid_stage stage = (rasid_stage)i;
    const rasid_record *record = read_text(coder, FI " " LEBANON " " REPORT, stage);
    assert_int_equal(rasid_record_n_sentences(record), 2);
    assert_from(stage, RASID_STAGE_MORPH, rasid_record_n_words(record));
    assert_from(stage, RASID_STAGE_TIMES, rasid_record_n_times(record));
    assert_from(stage, RASID_STAGE_NUMBERS, rasid_record_n_numbers(record));
    assert_from(stage, RASID_STAGE_PLACES, rasid_record_n_places(record));
    assert_from(stage, RASID_STAGE_ACTORS, rasid_record_n_actors(record));
    assert_from(stage, RASID_STAGE_EVENT, rasid_record_n_events(record));
    assert_from(stage, RASID_STAGE_EVENT, rasid_record_n_casualties(record));
    rasid_word word;
    rasid_time time;
    rasid_number number;
    rasid_place_mention place;
    rasid_actor_mention actor;
    rasid_event event;
    rasid_casualty toll;
    assert_int_equal(rasid_record_word(record, 0, &word), stage >= RASID_STAGE_MORPH);
    assert_int_equal(rasid_record_time(record, 0, &time), stage >= RASID_STAGE_TIMES);
    assert_int_equal(rasid_record_number(record, 0, &number),
                     stage >= RASID_STAGE_NUMBERS);
    assert_int_equal(rasid_record_place(record, 0, &place), stage >= RASID_STAGE_PLACES);
    assert_int_equal(rasid_record_actor(record, 0, &actor), stage >= RASID_STAGE_ACTORS);
    assert_int_equal(rasid_record_event(record, 0, &event), stage >= RASID_STAGE_EVENT);
    assert_int_equal(rasid_record_casualty(record, 0, &toll), stage >= RASID_STAGE_EVENT);
  }
  rasid_coder_free(coder);
}

static void a_record_that_was_read_has_no_json(void **state) {
  (void)state;
  rasid_coder *coder = new_coder(RASID_OFFSETS_CODEPOINTS, 0);
  const rasid_record *record;
  rasid_document document = report_of(REPORT, sizeof REPORT - 1);
  for (int i = RASID_STAGE_TEXT; i < RASID_N_STAGES; i++) {
    /* A record with JSON goes before, in the same coder. */
    assert_int_equal(rasid_code(coder, &document, &record, NULL), RASID_OK);
    assert_true(rasid_record_json(record).size > 0);
    record = read_text(coder, REPORT, (rasid_stage)i);
    assert_null(rasid_record_json(record).data);
    assert_int_equal(rasid_record_json(record).size, 0);
  }
  rasid_coder_free(coder);
}

static void assert_refused(rasid_coder *coder, const rasid_document *document,
                           rasid_stage stage) {
  const rasid_record *record = NULL;
  rasid_error error = {0};
  assert_int_equal(rasid_read(coder, document, stage, &record, &error),
                   RASID_ERROR_ARGUMENT);
  assert_int_equal(error.status, RASID_ERROR_ARGUMENT);
  assert_true(error.message[0] != '\0');
  assert_null(record);
  assert_int_equal(rasid_read(coder, document, stage, &record, NULL),
                   RASID_ERROR_ARGUMENT);
}

static void stages_there_are_not_are_argument_errors(void **state) {
  (void)state;
  rasid_coder *coder = new_coder(RASID_OFFSETS_CODEPOINTS, 0);
  rasid_document document = report_of(REPORT, sizeof REPORT - 1);
  static const int NO_STAGES[] = {RASID_STAGE_FLOOR, RASID_N_STAGES, RASID_N_STAGES + 1,
                                  1000, -1};
  for (size_t i = 0; i < sizeof NO_STAGES / sizeof *NO_STAGES; i++)
    assert_refused(coder, &document, (rasid_stage)NO_STAGES[i]);
  /* The coder works as before. */
  assert_true(rasid_record_n_words(read_text(coder, REPORT, RASID_STAGE_MORPH)) > 0);
  rasid_coder_free(coder);
}

static void absent_handles_are_argument_errors_of_reading(void **state) {
  (void)state;
  rasid_coder *coder = new_coder(RASID_OFFSETS_CODEPOINTS, 0);
  rasid_document document = report_of(REPORT, sizeof REPORT - 1), unfilled = {0};
  assert_refused(NULL, &document, RASID_STAGE_MORPH);
  assert_refused(coder, NULL, RASID_STAGE_MORPH);
  assert_refused(coder, &unfilled, RASID_STAGE_MORPH);
  assert_int_equal(rasid_read(coder, &document, RASID_STAGE_MORPH, NULL, NULL),
                   RASID_ERROR_ARGUMENT);
  rasid_coder_free(coder);
}

/* ---- words ---- */

static void words_end_where_they_say(void **state) {
  (void)state;
  rasid_coder *coder = new_coder(RASID_OFFSETS_CODEPOINTS, 0);
  const rasid_record *record = read_text(coder, REPORT, RASID_STAGE_MORPH);
  rasid_word word;
  assert_int_equal(rasid_record_n_words(record), 9);
  assert_true(rasid_record_word(record, 8, &word));
  assert_false(rasid_record_word(record, 9, &word));
  assert_false(rasid_record_word(record, SIZE_MAX, &word));
  assert_false(rasid_record_word(record, 0, NULL));
  assert_false(rasid_record_word(NULL, 0, &word));
  assert_int_equal(rasid_record_n_words(NULL), 0);
  rasid_coder_free(coder);
}

static void a_word_is_read(void **state) {
  (void)state;
  rasid_coder *coder = new_coder(RASID_OFFSETS_CODEPOINTS, 0);
  const rasid_record *record = read_text(coder, REPORT, RASID_STAGE_MORPH);
  rasid_word word = word_at(record, 3);
  assert_text(word.span.text, SOLDIERS);
  assert_text(word.segments, SOLDIERS);
  assert_text(word.lemma, SOLDIER);
  assert_text(word.root, "\xd8\xac\xd9\x86\xd8\xaf");
  assert_string_equal(word.pos, "noun");
  assert_string_equal(word.upos, "NOUN");
  assert_text(word.gloss, "soldier");
  assert_true(word.known && word.n_readings > 0);
  assert_int_equal(word.sentence, 0);
  word = word_at(record, 6);
  assert_text(word.segments, WA "+" BI "+" AL "+" WEAPON);
  assert_text(word.lemma, WEAPON);
  assert_text(word.feats, "Definite=Def|Gender=Masc|Number=Sing");
  assert_int_equal(word.sentence, 1);
  record = read_text(coder, WAS_KILLED " " SOLDIERS, RASID_STAGE_MORPH);
  word = word_at(record, 0);
  assert_text(word.lemma, KILLED);
  assert_string_equal(word.upos, "VERB");
  assert_text(word.feats, "Aspect=Perf|Gender=Masc|Number=Sing|Person=3|Voice=Pass");
  rasid_coder_free(coder);
}

static void what_is_no_word_has_only_a_kind(void **state) {
  (void)state;
  rasid_coder *coder = new_coder(RASID_OFFSETS_CODEPOINTS, 0);
  const rasid_record *record = read_text(coder, REPORT, RASID_STAGE_MORPH);
  static const struct {
    size_t at;
    const char *text, *pos, *upos;
  } CASES[] = {
      {5, ".", "punct", "PUNCT"}, {7, "15", "number", "NUM"}, {8, ".", "punct", "PUNCT"}};
  for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++) {
    rasid_word word = word_at(record, CASES[i].at);
    assert_text(word.span.text, CASES[i].text);
    assert_string_equal(word.pos, CASES[i].pos);
    assert_string_equal(word.upos, CASES[i].upos);
    assert_int_equal(word.n_readings, 0);
    assert_false(word.known);
    assert_null(word.segments.data);
    assert_null(word.lemma.data);
    assert_null(word.root.data);
    assert_null(word.feats.data);
    assert_null(word.gloss.data);
  }
  rasid_coder_free(coder);
}

static void an_unknown_word_has_a_reading(void **state) {
  (void)state;
  rasid_coder *coder = new_coder(RASID_OFFSETS_CODEPOINTS, 0);
  const rasid_record *record =
      read_text(coder, AL UNHEARD_OF " " UNHEARD_OF, RASID_STAGE_MORPH);
  assert_int_equal(rasid_record_n_words(record), 2);
  for (size_t i = 0; i < 2; i++) {
    rasid_word word = word_at(record, i);
    assert_false(word.known);
    assert_true(word.n_readings > 0);
    assert_text(word.lemma, UNHEARD_OF);
    assert_text(word.segments, i ? UNHEARD_OF : AL "+" UNHEARD_OF);
    assert_null(word.root.data);
    assert_null(word.gloss.data);
  }
  rasid_coder_free(coder);
}

/* The pieces of a word are the word: its vowel signs and tatweel are with them. */
static void segments_make_up_the_word(void **state) {
  (void)state;
  rasid_coder *coder = new_coder(RASID_OFFSETS_CODEPOINTS, 0);
  static const char text[] =
      WA BI AL TATWEEL TATWEEL WEAPON "\xd9\x90 " WAS_KILLED "\xd9\x8e " REPORT;
  const rasid_record *record = read_text(coder, text, RASID_STAGE_MORPH);
  size_t n_cut = 0;
  for (size_t i = 0; i < rasid_record_n_words(record); i++) {
    rasid_word word = word_at(record, i);
    char joined[200];
    size_t n = 0;
    if (!word.n_readings) continue;
    assert_true(word.segments.size < sizeof joined);
    for (size_t k = 0; k < word.segments.size; k++) {
      if (word.segments.data[k] == '+')
        n_cut++;
      else
        joined[n++] = word.segments.data[k];
    }
    joined[n] = '\0';
    assert_text(word.span.text, joined);
  }
  assert_int_equal(n_cut, 6);
  rasid_coder_free(coder);
}

static void the_words_stay_while_others_are_asked_for(void **state) {
  (void)state;
  rasid_coder *coder = new_coder(RASID_OFFSETS_CODEPOINTS, 0);
  const rasid_record *record = read_text(coder, REPORT, RASID_STAGE_MORPH);
  rasid_word words[9];
  for (size_t i = 0; i < 9; i++) words[i] = word_at(record, i);
  for (size_t i = 9; i-- > 0;) {
    rasid_word again = word_at(record, i);
    assert_int_equal(again.segments.size, words[i].segments.size);
    if (again.segments.size)
      assert_memory_equal(again.segments.data, words[i].segments.data,
                          again.segments.size);
    assert_string_equal(again.upos, words[i].upos);
    assert_int_equal(again.span.start, words[i].span.start);
  }
  rasid_coder_free(coder);
}

/* ---- offsets ---- */

static void offsets_are_in_the_unit_of_the_coder(void **state) {
  (void)state;
  /* Three letters, a character beyond the sixteen bits of UTF-16, a word with a sign. */
  static const char text[] = KILLED " \xf0\x9f\x98\x80 " WAS_KILLED;
  static const uint32_t EXPECTED[][6] = {[RASID_OFFSETS_CODEPOINTS] = {0, 3, 4, 5, 6, 10},
                                         [RASID_OFFSETS_BYTES] = {0, 6, 7, 11, 12, 20},
                                         [RASID_OFFSETS_UTF16] = {0, 3, 4, 6, 7, 11}};
  for (int unit = RASID_OFFSETS_CODEPOINTS; unit <= RASID_OFFSETS_UTF16; unit++) {
    rasid_coder *coder = new_coder((rasid_offsets)unit, 0);
    const rasid_record *record = read_text(coder, text, RASID_STAGE_MORPH);
    assert_int_equal(rasid_record_n_words(record), 3);
    for (size_t i = 0; i < 3; i++) {
      rasid_word word = word_at(record, i);
      assert_int_equal(word.span.start, EXPECTED[unit][2 * i]);
      assert_int_equal(word.span.end, EXPECTED[unit][2 * i + 1]);
    }
    assert_text(word_at(record, 2).span.text, WAS_KILLED);
    rasid_coder_free(coder);
  }
}

static void offsets_count_the_title(void **state) {
  (void)state;
  rasid_coder *coder = new_coder(RASID_OFFSETS_CODEPOINTS, 0);
  const rasid_record *record;
  rasid_document document = report_of(SOLDIERS, sizeof SOLDIERS - 1);
  document.title = (rasid_text){KILLED, sizeof KILLED - 1};
  assert_int_equal(rasid_read(coder, &document, RASID_STAGE_MORPH, &record, NULL),
                   RASID_OK);
  assert_int_equal(rasid_record_n_words(record), 2);
  assert_text(word_at(record, 0).span.text, KILLED);
  assert_int_equal(word_at(record, 1).span.start, 4);
  assert_int_equal(word_at(record, 1).sentence, 1);
  rasid_coder_free(coder);
}

/* ---- odd input ---- */

static void assert_utf8(rasid_text text) {
  json_t *string = text.data ? json_stringn(text.data, text.size) : json_null();
  assert_non_null(string);
  json_decref(string);
}

static void assert_word_utf8(const rasid_word *word) {
  assert_utf8(word->span.text);
  assert_utf8(word->segments);
  assert_utf8(word->lemma);
  assert_utf8(word->root);
  assert_utf8(word->feats);
  assert_utf8(word->gloss);
}

/* A byte that is no UTF-8 at every place of a text: every view is UTF-8 still, and the
 * record tells of it. */
static void malformed_utf8_never_gets_into_a_word(void **state) {
  (void)state;
  static const char *const BAD[] = {"\xff", "\xd9", "\xe2\x80", "\xed\xa0\x80",
                                    "\xc0\xaf"};
  static const char text[] = WA BI AL WEAPON " " UNHEARD_OF " " WAS_KILLED "\xd9\x90";
  rasid_coder *coder = new_coder(RASID_OFFSETS_BYTES, 0);
  char copy[sizeof text + 8];
  for (size_t b = 0; b < sizeof BAD / sizeof *BAD; b++) {
    for (size_t at = 0; at < sizeof text; at++) {
      size_t n = strlen(BAD[b]);
      memcpy(copy, text, at);
      memcpy(copy + at, BAD[b], n);
      memcpy(copy + at + n, text + at, sizeof text - at);
      const rasid_record *record = read_text(coder, copy, RASID_STAGE_MORPH);
      uint32_t end = 0;
      for (size_t i = 0; i < rasid_record_n_words(record); i++) {
        rasid_word word = word_at(record, i);
        assert_word_utf8(&word);
        assert_true(word.span.start >= end && word.span.end > word.span.start);
        end = word.span.end;
      }
      assert_true(end <= strlen(copy));
      assert_true(rasid_record_n_words(record) >= 3);
    }
  }
  rasid_coder_free(coder);
}

static void malformed_utf8_is_shown_and_told_of(void **state) {
  (void)state;
  rasid_coder *coder = new_coder(RASID_OFFSETS_BYTES, 0);
  const rasid_record *record =
      read_text(coder, KILLED " \xff " SOLDIERS, RASID_STAGE_MORPH);
  assert_int_equal(rasid_record_n_words(record), 3);
  assert_text(word_at(record, 1).span.text, REPLACEMENT);
  assert_int_equal(word_at(record, 1).span.start, 7);
  assert_int_equal(word_at(record, 1).span.end, 8);
  assert_text(word_at(record, 2).lemma, SOLDIER);
  rasid_text code, message;
  assert_int_equal(rasid_record_n_diagnostics(record), 1);
  assert_true(rasid_record_diagnostic(record, 0, &code, &message));
  assert_text(code, "malformed_utf8");
  rasid_coder_free(coder);
}

static void an_empty_text_has_no_words(void **state) {
  (void)state;
  rasid_coder *coder = new_coder(RASID_OFFSETS_CODEPOINTS, 0);
  static const char *const EMPTY[] = {"", " ", "\n\n", "\xd9\x8e"};
  rasid_word word;
  for (size_t i = 0; i < sizeof EMPTY / sizeof *EMPTY; i++) {
    const rasid_record *record = read_text(coder, EMPTY[i], RASID_STAGE_MORPH);
    assert_int_equal(rasid_record_n_words(record), i == 3 ? 1 : 0);
    assert_int_equal(rasid_record_word(record, 0, &word), i == 3);
    assert_int_equal(rasid_record_n_diagnostics(record), 1);
  }
  rasid_coder_free(coder);
}

static void a_document_beyond_the_limit_has_no_words(void **state) {
  (void)state;
  rasid_coder_options options;
  rasid_coder *coder;
  rasid_coder_options_init(&options);
  options.max_document_bytes = 20;
  assert_int_equal(rasid_coder_new(model, &options, &coder, NULL), RASID_OK);
  for (int i = RASID_STAGE_TEXT; i < RASID_N_STAGES; i++) {
    const rasid_record *record = read_text(coder, REPORT, (rasid_stage)i);
    rasid_text code, message;
    rasid_word word;
    assert_int_equal(rasid_record_n_words(record), 0);
    assert_false(rasid_record_word(record, 0, &word));
    assert_true(rasid_record_diagnostic(record, 0, &code, &message));
    assert_text(code, "too_long");
  }
  rasid_coder_free(coder);
}

/* ---- reading beside coding ---- */

static char *coded_json(rasid_coder *coder, size_t *size) {
  const rasid_record *record;
  rasid_document document = report_of(REPORT, sizeof REPORT - 1);
  assert_int_equal(rasid_code(coder, &document, &record, NULL), RASID_OK);
  rasid_text json = rasid_record_json(record);
  char *copy = malloc(json.size);
  assert_non_null(copy);
  memcpy(copy, json.data, json.size);
  *size = json.size;
  return copy;
}

static char *printed_words(const rasid_record *record, size_t *size) {
  rasid_output *out = rasid_output_new();
  rasid_document document = report_of(REPORT, sizeof REPORT - 1);
  assert_non_null(out);
  assert_int_equal(rasid_output_words(out, RASID_FORMAT_JSONL, &document, record),
                   RASID_OK);
  rasid_text text = rasid_output_text(out);
  char *copy = malloc(text.size + 1);
  assert_non_null(copy);
  memcpy(copy, text.data, text.size);
  *size = text.size;
  rasid_output_free(out);
  return copy;
}

static void coding_after_reading_gives_the_same_record(void **state) {
  (void)state;
  rasid_coder *fresh = new_coder(RASID_OFFSETS_CODEPOINTS, 0),
              *coder = new_coder(RASID_OFFSETS_CODEPOINTS, 0);
  size_t size, other_size;
  char *json = coded_json(fresh, &size);
  for (int i = RASID_STAGE_TEXT; i < RASID_N_STAGES; i++) {
    const rasid_record *record = read_text(coder, REPORT, (rasid_stage)i);
    rasid_word word;
    rasid_record_word(record, 0, &word);
    char *other = coded_json(coder, &other_size);
    assert_int_equal(other_size, size);
    assert_memory_equal(other, json, size);
    free(other);
  }
  free(json);
  rasid_coder_free(fresh);
  rasid_coder_free(coder);
}

static void reading_after_coding_gives_the_same_words(void **state) {
  (void)state;
  rasid_coder *fresh = new_coder(RASID_OFFSETS_CODEPOINTS, 0),
              *coder = new_coder(RASID_OFFSETS_CODEPOINTS, 0);
  size_t size, other_size, json_size;
  char *words = printed_words(read_text(fresh, REPORT, RASID_STAGE_MORPH), &size);
  free(coded_json(coder, &json_size));
  for (int i = RASID_STAGE_MORPH; i < RASID_N_STAGES; i++) {
    char *other = printed_words(read_text(coder, REPORT, (rasid_stage)i), &other_size);
    assert_int_equal(other_size, size);
    assert_memory_equal(other, words, size);
    free(other);
  }
  free(words);
  rasid_coder_free(fresh);
  rasid_coder_free(coder);
}

/* A coded record has its words too, and asking for them leaves its JSON alone. */
static void a_coded_record_has_the_words_of_a_read_one(void **state) {
  (void)state;
  rasid_coder *coder = new_coder(RASID_OFFSETS_CODEPOINTS, 0);
  size_t size, other_size, json_size;
  const rasid_record *record;
  rasid_document document = report_of(REPORT, sizeof REPORT - 1);
  char *words = printed_words(read_text(coder, REPORT, RASID_STAGE_MORPH), &size);
  char *json = coded_json(coder, &json_size);
  assert_int_equal(rasid_code(coder, &document, &record, NULL), RASID_OK);
  char *other = printed_words(record, &other_size);
  assert_int_equal(other_size, size);
  assert_memory_equal(other, words, size);
  assert_int_equal(rasid_record_json(record).size, json_size);
  assert_memory_equal(rasid_record_json(record).data, json, json_size);
  free(other);
  free(json);
  free(words);
  rasid_coder_free(coder);
}

/* ---- printing ---- */

static void printed_words_are_json_lines(void **state) {
  (void)state;
  rasid_coder *coder = new_coder(RASID_OFFSETS_CODEPOINTS, 0);
  const rasid_record *record =
      read_text(coder, REPORT "\n" KILLED "\xff" SOLDIERS " \"\\", RASID_STAGE_MORPH);
  size_t size, n = 0, n_words = rasid_record_n_words(record);
  char *text = printed_words(record, &size);
  for (const char *line = text, *end = text + size; line < end; n++) {
    const char *newline = memchr(line, '\n', (size_t)(end - line));
    json_error_t error;
    assert_non_null(newline);
    json_t *json = json_loadb(line, (size_t)(newline - line), 0, &error);
    assert_non_null(json);
    assert_string_equal(json_string_value(json_object_get(json, "doc")), "");
    assert_int_equal(json_object_size(json), 13);
    json_decref(json);
    line = newline + 1;
  }
  assert_int_equal(n, n_words);
  free(text);
  rasid_coder_free(coder);
}

/* Output is added to what was there; a record without words adds nothing. */
static void words_are_printed_behind_what_was_there(void **state) {
  (void)state;
  rasid_coder *coder = new_coder(RASID_OFFSETS_CODEPOINTS, 0);
  rasid_output *out = rasid_output_new();
  rasid_document document = report_of(REPORT, sizeof REPORT - 1);
  const rasid_record *record = read_text(coder, REPORT, RASID_STAGE_TEXT);
  assert_non_null(out);
  assert_int_equal(rasid_output_words(out, RASID_FORMAT_JSONL, &document, record),
                   RASID_OK);
  assert_int_equal(rasid_output_text(out).size, 0);
  assert_int_equal(rasid_output_words(out, RASID_FORMAT_TABLE, &document, record),
                   RASID_OK);
  assert_int_equal(rasid_output_text(out).size, 0);
  record = read_text(coder, REPORT, RASID_STAGE_MORPH);
  assert_int_equal(rasid_output_words(out, RASID_FORMAT_JSONL, &document, record),
                   RASID_OK);
  size_t once = rasid_output_text(out).size;
  assert_true(once > 0);
  assert_int_equal(rasid_output_words(out, RASID_FORMAT_JSONL, &document, record),
                   RASID_OK);
  assert_int_equal(rasid_output_text(out).size, 2 * once);
  assert_int_equal(rasid_output_words(out, RASID_FORMAT_TABLE, &document, record),
                   RASID_OK);
  assert_true(rasid_output_text(out).size > 2 * once);
  rasid_output_free(out);
  rasid_coder_free(coder);
}

static void count_bytes(void *context, const char *data, size_t size) {
  (void)data;
  *(size_t *)context += size;
}

/* Explaining needs more stages than most records have that were read: it says so, or
 * tells of what there is. */
static void a_record_that_was_read_can_be_asked_for_an_explanation(void **state) {
  (void)state;
  rasid_coder *coder = new_coder(RASID_OFFSETS_CODEPOINTS, 0);
  for (int i = RASID_N_STAGES; i-- > RASID_STAGE_TEXT;) {
    const rasid_record *record = read_text(coder, REPORT, (rasid_stage)i);
    size_t size = 0;
    rasid_status status = rasid_record_candidates(record, count_bytes, &size, NULL);
    assert_true(status == RASID_OK || status == RASID_ERROR_ARGUMENT);
    status = rasid_record_explain(record, -1, count_bytes, &size, NULL);
    assert_true(status == RASID_OK || status == RASID_ERROR_ARGUMENT);
  }
  rasid_coder_free(coder);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_record_has_what_its_stages_find),
      cmocka_unit_test(a_record_that_was_read_has_no_json),
      cmocka_unit_test(stages_there_are_not_are_argument_errors),
      cmocka_unit_test(absent_handles_are_argument_errors_of_reading),
      cmocka_unit_test(words_end_where_they_say),
      cmocka_unit_test(a_word_is_read),
      cmocka_unit_test(what_is_no_word_has_only_a_kind),
      cmocka_unit_test(an_unknown_word_has_a_reading),
      cmocka_unit_test(segments_make_up_the_word),
      cmocka_unit_test(the_words_stay_while_others_are_asked_for),
      cmocka_unit_test(offsets_are_in_the_unit_of_the_coder),
      cmocka_unit_test(offsets_count_the_title),
      cmocka_unit_test(malformed_utf8_never_gets_into_a_word),
      cmocka_unit_test(malformed_utf8_is_shown_and_told_of),
      cmocka_unit_test(an_empty_text_has_no_words),
      cmocka_unit_test(a_document_beyond_the_limit_has_no_words),
      cmocka_unit_test(coding_after_reading_gives_the_same_record),
      cmocka_unit_test(reading_after_coding_gives_the_same_words),
      cmocka_unit_test(a_coded_record_has_the_words_of_a_read_one),
      cmocka_unit_test(printed_words_are_json_lines),
      cmocka_unit_test(words_are_printed_behind_what_was_there),
      cmocka_unit_test(a_record_that_was_read_can_be_asked_for_an_explanation),
  };
  return cmocka_run_group_tests(tests, open_model, close_model);
}
