/* test_records.c - a record read back from its JSON says what the views of the record
 * say.
 *
 * The two are written apart: the views are made by the library, the JSON is printed by it
 * and read by the reader of librasid-io. Every event and toll of the examples is held
 * against both.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
/* cmocka.h needs the four above. */
#include <cmocka.h>
#include <math.h>
#include <rasid/io.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

static void same_text(rasid_text a, rasid_text b) {
  assert_int_equal(a.size, b.size);
  if (a.size > 0) assert_memory_equal(a.data, b.data, a.size);
}

static void same_string(const char *a, rasid_text b) {
  same_text((rasid_text){a, strlen(a)}, b);
}

static void same_span(rasid_span a, rasid_span b) {
  assert_int_equal(a.start, b.start);
  assert_int_equal(a.end, b.end);
  same_text(a.text, b.text);
}

static void same_party(const rasid_entity *a, const rasid_party_data *b) {
  same_span(a->span, b->span);
  same_string(a->country, b->country);
  same_string(a->sector, b->sector);
  same_text(a->name, b->name);
  same_text(a->label_en, b->label_en);
  same_text(a->wikidata, b->wikidata);
}

static void same_claim(const rasid_claim *a, const rasid_claim_data *b) {
  same_string(a->kind, b->kind);
  if (a->kind[0] == '\0') return;
  same_span(a->claimant.span, b->who.span);
  same_string(a->claimant.country, b->who.country);
  same_string(a->claimant.sector, b->who.sector);
  same_text(a->claimant.label_en, b->who.label_en);
  assert_int_equal(a->anonymous, b->anonymous);
}

static void same_degrees(double a, double b) {
  assert_int_equal(isnan(a), isnan(b));
  if (!isnan(a)) assert_true(fabs(a - b) <= 0.5000001e-5);
}

static void same_place(const rasid_place *a, const rasid_place_data *b) {
  assert_int_equal(a == NULL, b->precision.data == NULL);
  if (a == NULL) return;
  same_span(a->span, b->span);
  same_text(a->name, b->name);
  same_string(a->country, b->country);
  same_text(a->admin1, b->admin1);
  same_string(a->precision, b->precision);
  same_string(a->basis, b->basis);
  same_string(a->relation, b->relation);
  same_degrees(a->lat, b->lat);
  same_degrees(a->lon, b->lon);
  assert_int_equal(a->geonames ? a->geonames : -1, b->geonames);
}

static void same_event(const rasid_event *a, const rasid_event_data *b) {
  same_text(a->id, b->id);
  same_string(a->category, b->category);
  same_string(a->cameo, b->cameo);
  same_string(a->status, b->status);
  same_text(a->lemma, b->lemma);
  same_text(a->rule, b->rule);
  assert_int_equal(a->quad, b->quad);
  assert_int_equal(a->sentence, b->sentence);
  assert_int_equal(a->same_as, b->same_as);
  assert_true(fabs(a->confidence - b->confidence) <= 0.0050001);
  assert_int_equal(a->n_modes, b->n_modes);
  for (size_t i = 0; i < a->n_modes; i++) same_string(a->modes[i], b->modes[i]);
  assert_int_equal(a->n_contexts, b->n_contexts);
  for (size_t i = 0; i < a->n_contexts; i++) same_string(a->contexts[i], b->contexts[i]);
  same_span(a->trigger, b->trigger);
  assert_int_equal(a->n_actors, b->n_actors);
  for (size_t i = 0; i < a->n_actors; i++) same_party(&a->actors[i], &b->actors[i]);
  assert_int_equal(a->n_recipients, b->n_recipients);
  for (size_t i = 0; i < a->n_recipients; i++)
    same_party(&a->recipients[i], &b->recipients[i]);
  same_place(a->place, &b->place);
  same_text(a->date, b->date.value);
  same_span(a->date_span, b->date.span);
  same_string(a->date_basis, b->date.basis);
  same_claim(&a->claim, &b->claim);
}

static void same_toll(const rasid_casualty *a, const rasid_casualty_data *b) {
  same_text(a->id, b->id);
  same_span(a->span, b->span);
  same_string(a->kind, b->kind);
  same_string(a->status, b->status);
  same_string(a->side, b->side);
  same_text(a->rule, b->rule);
  assert_int_equal(a->low, b->low);
  assert_int_equal(a->high < 0 ? -1 : a->high, b->high);
  assert_int_equal(a->approx, b->approx);
  assert_int_equal(a->sentence, b->sentence);
  assert_int_equal(a->event, b->event);
  assert_int_equal(a->part_of, b->part_of);
  assert_int_equal(a->replaces, b->replaces);
  same_span(a->victim.span, b->victim.span);
  same_string(a->victim.country, b->victim.country);
  same_string(a->victim.sector, b->victim.sector);
  same_claim(&a->claim, &b->claim);
}

static void same_record(const rasid_record *record, const rasid_record_data *data) {
  rasid_event event;
  rasid_casualty toll;
  rasid_span sentence;
  assert_int_equal(rasid_record_n_events(record), data->n_events);
  for (size_t i = 0; rasid_record_event(record, i, &event); i++)
    same_event(&event, &data->events[i]);
  assert_int_equal(rasid_record_n_casualties(record), data->n_casualties);
  for (size_t i = 0; rasid_record_casualty(record, i, &toll); i++)
    same_toll(&toll, &data->casualties[i]);
  assert_int_equal(rasid_record_n_sentences(record), data->n_sentences);
  for (size_t i = 0; rasid_record_sentence(record, i, &sentence); i++) {
    assert_int_equal(sentence.start, data->sentences[i].start);
    assert_int_equal(sentence.end, data->sentences[i].end);
  }
}

static void read_back_is_what_the_views_show(void **state) {
  (void)state;
  const char *path = RASID_SOURCE_DIR "/examples";
  rasid_model *model;
  rasid_coder *coder;
  rasid_source *source;
  rasid_piece *piece = rasid_piece_new();
  rasid_record_reader *reader = rasid_record_reader_new();
  size_t n_events = 0, n_tolls = 0;
  assert_int_equal(rasid_model_open_default(&model, NULL), RASID_OK);
  assert_int_equal(rasid_coder_new(model, NULL, &coder, NULL), RASID_OK);
  assert_int_equal(rasid_source_open(&path, 1, NULL, &source, NULL), RASID_OK);
  while (rasid_source_next(source, piece)) {
    rasid_document document;
    const rasid_record *record;
    const rasid_record_data *data;
    rasid_error error = {0};
    if (rasid_piece_open(piece, &document) == RASID_OPENED_BAD) continue;
    assert_int_equal(rasid_code(coder, &document, &record, NULL), RASID_OK);
    assert_int_equal(
        rasid_record_reader_read(reader, rasid_record_json(record), &data, &error),
        RASID_OK);
    same_record(record, data);
    same_text(document.id, data->id);
    same_text(document.title, data->title);
    assert_int_equal(rasid_record_reader_take(reader, record, &data), RASID_OK);
    same_record(record, data);
    n_events += data->n_events;
    n_tolls += data->n_casualties;
  }
  assert_true(n_events > 50 && n_tolls > 10);
  rasid_source_close(source);
  rasid_piece_free(piece);
  rasid_record_reader_free(reader);
  rasid_coder_free(coder);
  rasid_model_close(model);
}

static void what_is_no_record_is_told(void **state) {
  static const struct {
    const char *line, *what;
    uint64_t column;
  } cases[] = {
      {"", "invalid JSON", 1},
      {"[]", "should stand an object", 1},
      {"{}", "no doc.id", 3},
      {"{\"doc\":{\"id\":7}}", "should stand a string", 14},
      {"{\"doc\":{\"id\":\"a\"},\"events\":{}}", "should stand a list", 28},
      {"{\"doc\":{\"id\":\"a\"},\"sentences\":[[0]]}", "pair of offsets", 35},
      {"{\"doc\":{\"id\":\"a\"},\"coder\":{\"version\":\"1\"}} x", "behind the object",
       44},
  };
  (void)state;
  rasid_record_reader *reader = rasid_record_reader_new();
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    const rasid_record_data *data;
    rasid_error error = {0};
    rasid_text line = {cases[i].line, strlen(cases[i].line)};
    assert_int_equal(rasid_record_reader_read(reader, line, &data, &error),
                     RASID_ERROR_FORMAT);
    assert_null(data);
    assert_non_null(strstr(error.message, cases[i].what));
    assert_int_equal(error.offset, cases[i].column);
  }
  rasid_record_reader_free(reader);
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(read_back_is_what_the_views_show),
                                     cmocka_unit_test(what_is_no_record_is_told)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
