/* test_store.c - a store through its interface: reports once and whole, search by lemmas,
 * corrections that are taken back, incidents that grow and are undone, people.
 *
 * The same is asked of SQLite, in a temporary file, and of the server that
 * RASID_TEST_POSTGRES names ("postgresql://…", an empty database), where it is set. The
 * reports stand in tests/store/reports.jsonl: two tell of one bombing in Mosul (five
 * killed, then eight), one of a protest in Tunis, one of an attack in Basra.
 */
#include <inttypes.h>
#include <rasid/io.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

/* needs those above */
#include <cmocka.h>

enum { MOSUL_1 = 1, MOSUL_2, TUNIS, BASRA, N_REPORTS = 4 };

typedef struct fixture {
  rasid_model *model;
  rasid_coder *coder;
  rasid_store *store;
  char path[64];
  const char *target;
} fixture;

static rasid_text text(const char *s) {
  return (rasid_text){s, s != NULL ? strlen(s) : 0};
}

static bool is_text(rasid_text t, const char *s) {
  return t.size == strlen(s) && memcmp(t.data, s, t.size) == 0;
}

static void must(rasid_status status, const rasid_error *error) {
  if (status != RASID_OK) print_error("%s\n", error->message);
  assert_int_equal(status, RASID_OK);
}

static void open_store(fixture *f, bool create) {
  rasid_store_options options;
  rasid_error error = {0};
  rasid_store_options_init(&options);
  options.model = f->model;
  options.create = create;
  must(rasid_store_open(f->target, &options, &f->store, &error), &error);
}

static int setup(void **state) {
  fixture *f = calloc(1, sizeof *f);
  rasid_error error = {0};
  assert_non_null(f);
  must(rasid_model_open_default(&f->model, &error), &error);
  must(rasid_coder_new(f->model, NULL, &f->coder, &error), &error);
  f->target = getenv("RASID_TEST_POSTGRES");
  if (f->target == NULL) {
    snprintf(f->path, sizeof f->path, "/tmp/rasid-test-store-%ld.db", (long)getpid());
    f->target = f->path;
  }
  *state = f;
  open_store(f, true);
  return 0;
}

static int teardown(void **state) {
  fixture *f = *state;
  char other[80];
  rasid_store_close(f->store);
  rasid_coder_free(f->coder);
  rasid_model_close(f->model);
  if (f->path[0] != '\0') {
    unlink(f->path);
    snprintf(other, sizeof other, "%s-wal", f->path);
    unlink(other);
    snprintf(other, sizeof other, "%s-shm", f->path);
    unlink(other);
  }
  free(f);
  return 0;
}

/* Adds the report of line `number`, with another body where `body` is not NULL. */
static rasid_store_added add(fixture *f, int number, const char *body) {
  const char *path = RASID_SOURCE_DIR "/tests/store/reports.jsonl";
  rasid_source *source = NULL;
  rasid_piece *piece = rasid_piece_new();
  rasid_document document;
  const rasid_record *record;
  rasid_store_added added = {0};
  rasid_error error = {0};
  assert_non_null(piece);
  must(rasid_source_open(&path, 1, NULL, &source, &error), &error);
  for (int i = 0; i < number; i++) assert_true(rasid_source_next(source, piece));
  assert_int_equal(rasid_piece_open(piece, &document), RASID_OPENED_DOCUMENT);
  if (body != NULL) document.text = text(body);
  must(rasid_code(f->coder, &document, &record, &error), &error);
  must(rasid_store_add(f->store, &document, true, rasid_record_json(record), &added,
                       &error),
       &error);
  rasid_piece_free(piece);
  rasid_source_close(source);
  return added;
}

static int64_t count(fixture *f, rasid_store_view view, const char *field,
                     const char *value) {
  rasid_store_filter filter;
  rasid_error error = {0};
  int64_t n = -1;
  rasid_store_filter_init(&filter);
  if (field != NULL) assert_true(rasid_store_filter_set(&filter, field, value));
  must(rasid_store_count(f->store, view, &filter, &n, &error), &error);
  return n;
}

/* A column of the row that a filter finds first, as text; "" of null. */
static const char *value_of(fixture *f, rasid_store_view view, const char *field,
                            int64_t id, const char *column) {
  static char value[200];
  rasid_store_filter filter;
  rasid_store_rows *rows = NULL;
  rasid_error error = {0};
  bool more = false;
  char number[24];
  snprintf(number, sizeof number, "%" PRId64, id);
  rasid_store_filter_init(&filter);
  assert_true(rasid_store_filter_set(&filter, field, number));
  must(rasid_store_find(f->store, view, &filter, &rows, &error), &error);
  must(rasid_store_rows_next(rows, &more, &error), &error);
  assert_true(more);
  size_t i = rasid_store_rows_column(rows, column);
  assert_true(i < rasid_store_rows_n(rows));
  rasid_text t = rasid_store_rows_text(rows, i);
  snprintf(value, sizeof value, "%.*s", (int)t.size, t.size ? t.data : "");
  rasid_store_rows_free(rows);
  return value;
}

static void is_whole(fixture *f) {
  rasid_error error = {0};
  uint64_t n_wrong = 1;
  must(rasid_store_check(f->store, false, NULL, NULL, &n_wrong, &error), &error);
  assert_int_equal(n_wrong, 0);
}

/* ---- reports ---- */

static void test_the_same_report_twice_is_one(void **state) {
  fixture *f = *state;
  assert_int_equal(add(f, TUNIS, NULL).outcome, RASID_STORE_NEW);
  rasid_store_added again = add(f, TUNIS, NULL);
  assert_int_equal(again.outcome, RASID_STORE_KNOWN);
  assert_int_equal(count(f, RASID_STORE_REPORTS, NULL, NULL), 1);
  is_whole(f);
}

static void test_another_text_is_a_version(void **state) {
  fixture *f = *state;
  rasid_store_added first = add(f, TUNIS, NULL);
  rasid_store_added second = add(f, TUNIS, "Another text.");
  assert_int_equal(second.outcome, RASID_STORE_VERSION);
  assert_int_equal(second.report, first.report);
  assert_int_equal(count(f, RASID_STORE_REPORTS, NULL, NULL), 1);
  assert_int_equal(count(f, RASID_STORE_VERSIONS, NULL, NULL), 2);
  /* What the older text told is there, and not current. */
  assert_int_equal(count(f, RASID_STORE_EVENTS, NULL, NULL), 0);
  is_whole(f);
}

static void test_a_report_comes_back(void **state) {
  fixture *f = *state;
  rasid_store_added added = add(f, TUNIS, NULL);
  rasid_document document;
  rasid_text record, coded;
  rasid_error error = {0};
  must(rasid_store_report(f->store, added.report, &document, &record, &error), &error);
  assert_int_equal(document.n_captions, 1);
  assert_true(document.title.size > 0 && document.text.size > 0 && record.size > 0);
  size_t size = document.title.size + document.captions[0].size + document.text.size + 2;
  must(rasid_store_coded_text(f->store, added.report, &coded, &error), &error);
  assert_int_equal(coded.size, size);
  assert_int_equal(rasid_store_report(f->store, 999, &document, &record, &error),
                   RASID_ERROR_ARGUMENT);
}

static void test_a_record_of_another_text_is_refused(void **state) {
  fixture *f = *state;
  rasid_document document;
  const rasid_record *record;
  rasid_error error = {0};
  rasid_document_init(&document);
  document.id = text("one");
  document.text = text("One text.");
  must(rasid_code(f->coder, &document, &record, &error), &error);
  document.text = text("Quite another text.");
  assert_int_equal(
      rasid_store_add(f->store, &document, true, rasid_record_json(record), NULL, &error),
      RASID_ERROR_ARGUMENT);
  assert_int_equal(count(f, RASID_STORE_REPORTS, NULL, NULL), 0);
}

static void test_rollback_leaves_nothing(void **state) {
  fixture *f = *state;
  rasid_error error = {0};
  must(rasid_store_begin(f->store, &error), &error);
  add(f, MOSUL_1, NULL);
  rasid_store_rollback(f->store);
  assert_int_equal(count(f, RASID_STORE_REPORTS, NULL, NULL), 0);
  assert_int_equal(count(f, RASID_STORE_EVENTS, NULL, NULL), 0);
  assert_int_equal(add(f, MOSUL_1, NULL).outcome, RASID_STORE_NEW);
  is_whole(f);
}

/* ---- search ---- */

static void test_filters(void **state) {
  fixture *f = *state;
  for (int i = 1; i <= N_REPORTS; i++) add(f, i, NULL);
  assert_int_equal(count(f, RASID_STORE_REPORTS, "category", "PROTEST"), 1);
  assert_int_equal(count(f, RASID_STORE_REPORTS, "category", "ASSAULT"), 3);
  assert_int_equal(count(f, RASID_STORE_REPORTS, "category", "ASSAULT,PROTEST"), 4);
  assert_int_equal(count(f, RASID_STORE_REPORTS, "mode", "explosives"), 2);
  assert_int_equal(count(f, RASID_STORE_REPORTS, "place", "IRQ"), 3);
  assert_int_equal(count(f, RASID_STORE_REPORTS, "place", "mosul"), 2);
  assert_int_equal(count(f, RASID_STORE_REPORTS, "place", "Nineveh"), 2);
  assert_int_equal(count(f, RASID_STORE_REPORTS, "actor", "soldier"), 2);
  assert_int_equal(count(f, RASID_STORE_REPORTS, "actor", "IRQ COP"), 1);
  assert_int_equal(count(f, RASID_STORE_REPORTS, "toll_least", "6"), 1);
  assert_int_equal(count(f, RASID_STORE_REPORTS, "from", "2021-03-08"), 1);
  assert_int_equal(count(f, RASID_STORE_REPORTS, "published_to", "2021-03-07"), 2);
  assert_int_equal(count(f, RASID_STORE_TOLLS, "toll", "killed"), 3);
  assert_int_equal(count(f, RASID_STORE_REPORTS, "review", "none"), 4);
  assert_int_equal(count(f, RASID_STORE_REPORTS, "actor", "%"), 0);
  assert_int_equal(count(f, RASID_STORE_REPORTS, "place", "' OR 1=1 --"), 0);
}

static void test_filters_that_are_none(void **state) {
  (void)state;
  rasid_store_filter filter;
  rasid_store_filter_init(&filter);
  assert_false(rasid_store_filter_set(&filter, "colour", "red"));
  assert_false(rasid_store_filter_set(&filter, "from", "yesterday"));
  assert_false(rasid_store_filter_set(&filter, "limit", "-1"));
  assert_false(rasid_store_filter_set(&filter, "limit", "1; DROP"));
  assert_false(rasid_store_filter_set(&filter, "order", "id; DROP TABLE reports"));
}

/* ---- corrections ---- */

static rasid_store_correction correction(const char *target, int64_t id,
                                         const char *field, const char *value) {
  return (rasid_store_correction){.target = target,
                                  .target_id = id,
                                  .field = field,
                                  .value = text(value),
                                  .evidence_start = -1,
                                  .evidence_end = -1,
                                  .who = text("mona")};
}

static void test_a_correction_is_a_new_row(void **state) {
  fixture *f = *state;
  rasid_error error = {0};
  int64_t report = add(f, BASRA, NULL).report, id, undo;
  int64_t toll =
      strtoll(value_of(f, RASID_STORE_TOLLS, "report", report, "id"), NULL, 10);
  rasid_store_correction c = correction("toll", toll, "low", "3");
  must(rasid_store_correct(f->store, &c, &id, &error), &error);
  assert_string_equal(value_of(f, RASID_STORE_TOLLS, "id", toll, "low"), "3");
  assert_string_equal(value_of(f, RASID_STORE_TOLLS, "id", toll, "review"), "corrected");
  assert_string_equal(value_of(f, RASID_STORE_CORRECTIONS, "report", report, "old"), "2");
  /* What was coded stays. */
  assert_non_null(
      strstr(value_of(f, RASID_STORE_RECORDS, "report", report, "json"), "\"doc\""));

  rasid_store_correction later = correction("toll", toll, "low", "4");
  must(rasid_store_correct(f->store, &later, &undo, &error), &error);
  assert_int_equal(rasid_store_correction_undo(f->store, id, text("omar"), NULL, &error),
                   RASID_ERROR_ARGUMENT);
  must(rasid_store_correction_undo(f->store, undo, text("omar"), NULL, &error), &error);
  must(rasid_store_correction_undo(f->store, id, text("omar"), NULL, &error), &error);
  assert_string_equal(value_of(f, RASID_STORE_TOLLS, "id", toll, "low"), "2");
  assert_string_equal(value_of(f, RASID_STORE_TOLLS, "id", toll, "review"), "");
  assert_int_equal(rasid_store_correction_undo(f->store, id, text("omar"), NULL, &error),
                   RASID_ERROR_ARGUMENT);
  assert_int_equal(count(f, RASID_STORE_CORRECTIONS, NULL, NULL), 4);
  is_whole(f);
}

/* The same text coded by other dictionaries: what was corrected stays so. */
static void test_corrections_outlive_the_record(void **state) {
  fixture *f = *state;
  rasid_error error = {0};
  rasid_document document;
  rasid_text record;
  rasid_store_added added;
  int64_t report = add(f, BASRA, NULL).report;
  int64_t toll =
      strtoll(value_of(f, RASID_STORE_TOLLS, "report", report, "id"), NULL, 10);
  rasid_store_correction c = correction("toll", toll, "low", "3");
  must(rasid_store_correct(f->store, &c, NULL, &error), &error);

  must(rasid_store_report(f->store, report, &document, &record, &error), &error);
  char *other = malloc(record.size), *model;
  assert_non_null(other);
  memcpy(other, record.data, record.size);
  model = other;
  while (memcmp(model, "\"model\":\"", 9) != 0) model++;
  model[9] = model[9] == '0' ? '1' : '0';
  must(rasid_store_add(f->store, &document, true, (rasid_text){other, record.size},
                       &added, &error),
       &error);
  free(other);
  assert_int_equal(added.outcome, RASID_STORE_RECODED);
  assert_int_equal(count(f, RASID_STORE_TOLLS, NULL, NULL), 1);
  int64_t now = strtoll(value_of(f, RASID_STORE_TOLLS, "report", report, "id"), NULL, 10);
  assert_int_not_equal(now, toll);
  assert_string_equal(value_of(f, RASID_STORE_TOLLS, "id", now, "low"), "3");
  assert_string_equal(value_of(f, RASID_STORE_TOLLS, "id", now, "review"), "corrected");
  assert_int_equal(count(f, RASID_STORE_CORRECTIONS, NULL, NULL), 2);
  is_whole(f);
}

static void test_corrections_that_make_no_sense(void **state) {
  fixture *f = *state;
  rasid_error error = {0};
  int64_t report = add(f, BASRA, NULL).report;
  int64_t event =
      strtoll(value_of(f, RASID_STORE_EVENTS, "report", report, "id"), NULL, 10);
  const rasid_store_correction wrong[] = {
      correction("event", event, "record_id", "9"),
      correction("users", 1, "role", "admin"),
      correction("event", 999999, "status", "planned"),
      correction("event", event, "status", "perhaps"),
      correction("event", event, "date", "last week"),
      correction("event", event, "date", "2021-6-7"),
      correction("event", event, "date", "2021-13"),
      correction("event", event, "date", "2021-03-08 or so"),
      correction("event", event, "date", "2021-03-08/"),
      correction("event", event, "lat", "91"),
      correction("event", event, "country", "Iraq"),
      correction("event", event, "review", "good"),
      correction("event", event, "actor", "[{]"),
      correction("event", event, "category", NULL)};
  for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
    assert_int_equal(rasid_store_correct(f->store, &wrong[i], NULL, &error),
                     RASID_ERROR_ARGUMENT);
  assert_int_equal(count(f, RASID_STORE_CORRECTIONS, NULL, NULL), 0);
}

static void test_values_are_texts_with_a_size(void **state) {
  fixture *f = *state;
  rasid_error error = {0};
  int64_t report = add(f, BASRA, NULL).report;
  rasid_store_correction c = correction("report", report, "review", NULL);
  c.value = (rasid_text){"duplicate:1299", 12}; /* 12: what is behind it is not its */
  must(rasid_store_correct(f->store, &c, NULL, &error), &error);
  assert_string_equal(value_of(f, RASID_STORE_REPORTS, "id", report, "duplicate_of"),
                      "12");
  int64_t event =
      strtoll(value_of(f, RASID_STORE_EVENTS, "report", report, "id"), NULL, 10);
  c = correction("event", event, "date", NULL);
  c.value = (rasid_text){"2021-03-08\0...", 14};
  assert_int_equal(rasid_store_correct(f->store, &c, NULL, &error), RASID_ERROR_ARGUMENT);
}

static void test_accepting_what_was_corrected_is_undone(void **state) {
  fixture *f = *state;
  rasid_error error = {0};
  int64_t report = add(f, BASRA, NULL).report, id;
  int64_t event =
      strtoll(value_of(f, RASID_STORE_EVENTS, "report", report, "id"), NULL, 10);
  rasid_store_correction place = correction("event", event, "place", "Zubayr");
  must(rasid_store_correct(f->store, &place, NULL, &error), &error);
  rasid_store_correction accept = correction("event", event, "review", "accepted");
  must(rasid_store_correct(f->store, &accept, &id, &error), &error);
  must(rasid_store_correction_undo(f->store, id, text("omar"), NULL, &error), &error);
  assert_string_equal(value_of(f, RASID_STORE_EVENTS, "id", event, "review"),
                      "corrected");
}

static void test_parties_are_corrected(void **state) {
  fixture *f = *state;
  rasid_error error = {0};
  int64_t report = add(f, BASRA, NULL).report, id;
  int64_t event =
      strtoll(value_of(f, RASID_STORE_EVENTS, "report", report, "id"), NULL, 10);
  rasid_store_correction c =
      correction("event", event, "actor",
                 "[{\"country\":\"IRQ\",\"sector\":\"REB\",\"label_en\":\"a band\"}]");
  must(rasid_store_correct(f->store, &c, &id, &error), &error);
  assert_string_equal(value_of(f, RASID_STORE_EVENTS, "id", event, "actor"), "a band");
  assert_int_equal(count(f, RASID_STORE_EVENTS, "actor", "a band"), 1);
  must(rasid_store_correction_undo(f->store, id, text("omar"), NULL, &error), &error);
  assert_string_equal(value_of(f, RASID_STORE_EVENTS, "id", event, "actor"), "gunman");
}

/* ---- incidents ---- */

static rasid_store_joined join(fixture *f) {
  rasid_store_joined joined;
  rasid_error error = {0};
  must(rasid_store_join(f->store, &joined, &error), &error);
  return joined;
}

static void test_incidents_grow(void **state) {
  fixture *f = *state;
  add(f, MOSUL_1, NULL);
  add(f, TUNIS, NULL);
  rasid_store_joined joined = join(f);
  assert_int_equal(joined.n_reports, 2);
  assert_int_equal(joined.n_begun, 2);
  assert_int_equal(joined.n_changed, 0);
  int64_t mosul =
      strtoll(value_of(f, RASID_STORE_EPISODES, "report", 1, "incident_id"), NULL, 10);
  assert_string_equal(value_of(f, RASID_STORE_INCIDENTS, "id", mosul, "killed_best"),
                      "5");

  /* In another process. */
  rasid_store_close(f->store);
  open_store(f, false);
  add(f, MOSUL_2, NULL);
  joined = join(f);
  assert_int_equal(joined.n_reports, 1);
  assert_int_equal(joined.n_begun, 0);
  assert_int_equal(joined.n_changed, 1);
  assert_string_equal(value_of(f, RASID_STORE_INCIDENTS, "id", mosul, "n_reports"), "2");
  assert_string_equal(value_of(f, RASID_STORE_INCIDENTS, "id", mosul, "killed_low"), "5");
  assert_string_equal(value_of(f, RASID_STORE_INCIDENTS, "id", mosul, "killed_best"),
                      "8");
  assert_string_equal(value_of(f, RASID_STORE_INCIDENTS, "id", mosul, "date"),
                      "2021-03-06");

  joined = join(f);
  assert_int_equal(joined.n_reports, 0);
  assert_int_equal(count(f, RASID_STORE_INCIDENTS, NULL, NULL), 2);
  is_whole(f);
}

/* Reports one by one come to the incidents that they come to together. */
static void test_one_by_one_is_all_at_once(void **state) {
  fixture *f = *state;
  for (int i = 1; i <= N_REPORTS; i++) {
    add(f, i, NULL);
    join(f);
  }
  assert_int_equal(count(f, RASID_STORE_INCIDENTS, NULL, NULL), 3);
  rasid_incidents *set = NULL;
  rasid_error error = {0};
  must(rasid_store_incidents(f->store, &set, &error), &error);
  assert_int_equal(rasid_incidents_n(set), 3);
  rasid_incident v;
  for (size_t i = 0; rasid_incidents_at(set, i, &v); i++)
    assert_int_equal(v.n_reports, is_text(v.place.name, "Mosul") ? 2 : 1);
  rasid_incidents_free(set);
}

static void test_split_and_join_are_undone(void **state) {
  fixture *f = *state;
  rasid_error error = {0};
  int64_t operation, made, second, undoing;
  for (int i = 1; i <= N_REPORTS; i++) add(f, i, NULL);
  join(f);
  int64_t mosul = strtoll(
      value_of(f, RASID_STORE_EPISODES, "report", MOSUL_1, "incident_id"), NULL, 10);
  int64_t basra = strtoll(
      value_of(f, RASID_STORE_EPISODES, "report", BASRA, "incident_id"), NULL, 10);
  int64_t episode =
      strtoll(value_of(f, RASID_STORE_EPISODES, "report", MOSUL_2, "id"), NULL, 10);
  must(rasid_store_incident_move(f->store, &episode, 1, 0, text("mona"), text("other"),
                                 &operation, &made, &error),
       &error);
  assert_string_equal(value_of(f, RASID_STORE_INCIDENTS, "id", mosul, "killed_best"),
                      "5");
  assert_string_equal(value_of(f, RASID_STORE_INCIDENTS, "id", made, "killed_best"), "8");
  is_whole(f);

  /* What a person decided stays so when more is joined. */
  join(f);
  assert_string_equal(value_of(f, RASID_STORE_INCIDENTS, "id", mosul, "n_reports"), "1");

  must(rasid_store_incident_merge(f->store, made, &basra, 1, text("mona"),
                                  (rasid_text){NULL, 0}, &second, &error),
       &error);
  assert_string_equal(value_of(f, RASID_STORE_INCIDENTS, "id", made, "n_reports"), "2");
  must(rasid_store_operation_undo(f->store, second, text("mona"), &undoing, &error),
       &error);
  must(rasid_store_operation_undo(f->store, operation, text("mona"), NULL, &error),
       &error);
  assert_string_equal(value_of(f, RASID_STORE_INCIDENTS, "id", mosul, "killed_best"),
                      "8");
  assert_string_equal(value_of(f, RASID_STORE_INCIDENTS, "id", basra, "killed_best"),
                      "2");
  assert_int_equal(count(f, RASID_STORE_INCIDENTS, NULL, NULL), 3);
  assert_int_equal(
      rasid_store_operation_undo(f->store, operation, text("mona"), NULL, &error),
      RASID_ERROR_ARGUMENT);
  is_whole(f);
}

static void test_what_was_rejected_does_not_count(void **state) {
  fixture *f = *state;
  rasid_error error = {0};
  int64_t report = add(f, MOSUL_1, NULL).report;
  int64_t toll =
      strtoll(value_of(f, RASID_STORE_TOLLS, "report", report, "id"), NULL, 10);
  rasid_store_correction c = correction("toll", toll, "review", "rejected");
  must(rasid_store_correct(f->store, &c, NULL, &error), &error);
  join(f);
  assert_int_equal(count(f, RASID_STORE_CLAIMS, NULL, NULL), 0);
}

/* What is corrected shows in its incident at once, and so does taking it back. */
static void test_a_corrected_toll_reaches_its_incident(void **state) {
  fixture *f = *state;
  rasid_error error = {0};
  int64_t report = add(f, MOSUL_1, NULL).report, made;
  join(f);
  int64_t toll =
      strtoll(value_of(f, RASID_STORE_TOLLS, "report", report, "id"), NULL, 10);
  int64_t mosul = strtoll(
      value_of(f, RASID_STORE_EPISODES, "report", report, "incident_id"), NULL, 10);
  rasid_store_correction high = correction("toll", toll, "high", "11");
  rasid_store_correction low = correction("toll", toll, "low", "11");
  must(rasid_store_correct(f->store, &high, NULL, &error), &error);
  must(rasid_store_correct(f->store, &low, &made, &error), &error);
  assert_string_equal(value_of(f, RASID_STORE_INCIDENTS, "id", mosul, "killed_low"),
                      "11");
  assert_string_equal(value_of(f, RASID_STORE_INCIDENTS, "id", mosul, "killed_best"),
                      "11");
  must(rasid_store_correction_undo(f->store, made, text("mona"), NULL, &error), &error);
  assert_string_equal(value_of(f, RASID_STORE_INCIDENTS, "id", mosul, "killed_low"), "5");
  rasid_store_correction none = correction("toll", toll, "review", "rejected");
  must(rasid_store_correct(f->store, &none, NULL, &error), &error);
  assert_string_equal(value_of(f, RASID_STORE_INCIDENTS, "id", mosul, "killed_low"), "");
  is_whole(f);
}

/* An incident of which a person rejected every event is shown no more, and comes back. */
static void test_an_incident_of_nothing_is_not_shown(void **state) {
  fixture *f = *state;
  rasid_error error = {0};
  int64_t made[8];
  size_t n = 0;
  int64_t report = add(f, MOSUL_1, NULL).report;
  join(f);
  assert_int_equal(count(f, RASID_STORE_INCIDENTS, NULL, NULL), 1);
  int64_t event =
      strtoll(value_of(f, RASID_STORE_EVENTS, "report", report, "id"), NULL, 10);
  int64_t n_events = count(f, RASID_STORE_EVENTS, NULL, NULL);
  assert_true(n_events <= 8);
  for (; n < (size_t)n_events; n++) {
    rasid_store_correction c =
        correction("event", event + (int64_t)n, "review", "rejected");
    must(rasid_store_correct(f->store, &c, &made[n], &error), &error);
  }
  assert_int_equal(count(f, RASID_STORE_INCIDENTS, NULL, NULL), 0);
  assert_int_equal(count(f, RASID_STORE_CLAIMS, NULL, NULL), 0);
  while (n > 0)
    must(rasid_store_correction_undo(f->store, made[--n], text("mona"), NULL, &error),
         &error);
  assert_int_equal(count(f, RASID_STORE_INCIDENTS, NULL, NULL), 1);
  is_whole(f);
}

static rasid_store_correction duplicate(int64_t report, const char *original) {
  return correction("report", report, "review", original);
}

/* A duplicate is no second report and states no second figure; its claims are there,
 * marked, also when more is joined; taking it back brings everything back. */
static void test_a_duplicate_counts_once(void **state) {
  fixture *f = *state;
  rasid_error error = {0};
  int64_t made;
  add(f, MOSUL_1, NULL);
  int64_t second = add(f, MOSUL_2, NULL).report;
  join(f);
  int64_t mosul =
      strtoll(value_of(f, RASID_STORE_EPISODES, "report", 1, "incident_id"), NULL, 10);
  rasid_store_correction c = duplicate(second, "duplicate:1");
  must(rasid_store_correct(f->store, &c, &made, &error), &error);
  for (int round = 0; round < 2; round++) {
    assert_string_equal(value_of(f, RASID_STORE_INCIDENTS, "id", mosul, "n_reports"),
                        "1");
    assert_string_equal(value_of(f, RASID_STORE_INCIDENTS, "id", mosul, "n_claims"), "1");
    assert_string_equal(value_of(f, RASID_STORE_INCIDENTS, "id", mosul, "killed_best"),
                        "5");
    assert_int_equal(count(f, RASID_STORE_CLAIMS, NULL, NULL), 2);
    assert_string_equal(value_of(f, RASID_STORE_CLAIMS, "report", second, "duplicate_of"),
                        "1");
    assert_string_equal(value_of(f, RASID_STORE_CLAIMS, "report", 1, "duplicate_of"), "");
    assert_string_equal(
        value_of(f, RASID_STORE_EPISODES, "report", second, "duplicate_of"), "1");
    add(f, TUNIS, NULL);
    join(f);
  }
  rasid_toll toll;
  must(rasid_store_incident_toll(f->store, mosul, "killed", RASID_TOLL_BOUNDS, &toll,
                                 &error),
       &error);
  assert_int_equal(toll.high, 5);
  rasid_incidents *set = NULL;
  rasid_incident v;
  must(rasid_store_incidents(f->store, &set, &error), &error);
  for (size_t i = 0; rasid_incidents_at(set, i, &v); i++)
    assert_int_equal(v.n_reports, 1);
  rasid_incidents_free(set);
  must(rasid_store_correction_undo(f->store, made, text("mona"), NULL, &error), &error);
  assert_string_equal(value_of(f, RASID_STORE_INCIDENTS, "id", mosul, "n_reports"), "2");
  assert_string_equal(value_of(f, RASID_STORE_INCIDENTS, "id", mosul, "killed_best"),
                      "8");
  assert_string_equal(value_of(f, RASID_STORE_CLAIMS, "report", second, "duplicate_of"),
                      "");
  is_whole(f);
}

/* Where its original is not in the incident, a duplicate stands for it: nothing is lost.
 */
static void test_a_duplicate_stands_for_its_original(void **state) {
  fixture *f = *state;
  rasid_error error = {0};
  int64_t first = add(f, MOSUL_1, NULL).report, second = add(f, MOSUL_2, NULL).report;
  int64_t basra = add(f, BASRA, NULL).report, made;
  join(f);
  rasid_store_correction c = duplicate(second, "duplicate:3");
  assert_int_equal(basra, 3);
  must(rasid_store_correct(f->store, &c, NULL, &error), &error);
  int64_t mosul = strtoll(
      value_of(f, RASID_STORE_EPISODES, "report", first, "incident_id"), NULL, 10);
  assert_string_equal(value_of(f, RASID_STORE_INCIDENTS, "id", mosul, "n_reports"), "2");
  /* Both repeat what is elsewhere: one of them counts, the first. */
  c = duplicate(first, "duplicate:3");
  must(rasid_store_correct(f->store, &c, NULL, &error), &error);
  assert_string_equal(value_of(f, RASID_STORE_INCIDENTS, "id", mosul, "n_reports"), "1");
  assert_string_equal(value_of(f, RASID_STORE_INCIDENTS, "id", mosul, "killed_best"),
                      "5");
  /* Split off, the second counts where it is. */
  int64_t episode =
      strtoll(value_of(f, RASID_STORE_EPISODES, "report", second, "id"), NULL, 10);
  must(rasid_store_incident_move(f->store, &episode, 1, 0, text("mona"),
                                 (rasid_text){NULL, 0}, NULL, &made, &error),
       &error);
  assert_string_equal(value_of(f, RASID_STORE_INCIDENTS, "id", made, "n_reports"), "1");
  assert_string_equal(value_of(f, RASID_STORE_INCIDENTS, "id", made, "killed_best"), "8");
  is_whole(f);
}

static void test_no_duplicate_of_itself(void **state) {
  fixture *f = *state;
  rasid_error error = {0};
  add(f, MOSUL_1, NULL);
  add(f, MOSUL_2, NULL);
  add(f, BASRA, NULL);
  rasid_store_correction itself = duplicate(1, "duplicate:1");
  assert_int_equal(rasid_store_correct(f->store, &itself, NULL, &error),
                   RASID_ERROR_ARGUMENT);
  rasid_store_correction chain[] = {duplicate(2, "duplicate:1"),
                                    duplicate(3, "duplicate:2")};
  for (size_t i = 0; i < 2; i++)
    must(rasid_store_correct(f->store, &chain[i], NULL, &error), &error);
  rasid_store_correction round = duplicate(1, "duplicate:3");
  assert_int_equal(rasid_store_correct(f->store, &round, NULL, &error),
                   RASID_ERROR_ARGUMENT);
  assert_string_equal(value_of(f, RASID_STORE_REPORTS, "id", 1, "duplicate_of"), "");
}

/* ---- purging ---- */

static void test_a_purge_leaves_no_text(void **state) {
  fixture *f = *state;
  rasid_error error = {0};
  rasid_document document;
  rasid_text record;
  int64_t report = add(f, TUNIS, NULL).report;
  assert_int_equal(count(f, RASID_STORE_REPORTS, "words", "Tunis"), 0);
  must(rasid_store_purge(f->store, report, text("mona"), text("takedown"), &error),
       &error);
  must(rasid_store_report(f->store, report, &document, &record, &error), &error);
  assert_null(document.title.data);
  assert_null(document.text.data);
  assert_null(record.data);
  assert_string_equal(value_of(f, RASID_STORE_EVENTS, "report", report, "trigger_text"),
                      "");
  assert_string_equal(value_of(f, RASID_STORE_EVENTS, "report", report, "category"),
                      "PROTEST");
  assert_int_equal(count(f, RASID_STORE_PURGES, NULL, NULL), 1);
  /* It does not come back by being fetched again. */
  assert_int_equal(add(f, TUNIS, NULL).outcome, RASID_STORE_KNOWN);
  must(rasid_store_report(f->store, report, &document, &record, &error), &error);
  assert_null(document.text.data);
  is_whole(f);
}

/* ---- people ---- */

/* Whether any of the views shows a letter that is Arabic, but for outlets' names. */
static bool any_is_quoted(fixture *f) {
  static const rasid_store_view seen[] = {
      RASID_STORE_EVENTS,    RASID_STORE_PARTIES,    RASID_STORE_TOLLS,
      RASID_STORE_CLAIMS,    RASID_STORE_MENTIONS,   RASID_STORE_INCIDENT_PARTIES,
      RASID_STORE_INCIDENTS, RASID_STORE_CORRECTIONS};
  rasid_error error = {0};
  bool any = false;
  for (size_t i = 0; i < sizeof seen / sizeof *seen; i++) {
    rasid_store_rows *rows = NULL;
    bool more = false;
    must(rasid_store_find(f->store, seen[i], NULL, &rows, &error), &error);
    while (rasid_store_rows_next(rows, &more, &error) == RASID_OK && more)
      for (size_t k = 0; k < rasid_store_rows_n(rows); k++) {
        rasid_text t = rasid_store_rows_text(rows, k);
        if (strcmp(rasid_store_rows_name(rows, k), "source") == 0) continue;
        for (size_t at = 0; at < t.size; at++)
          any |= (unsigned char)t.data[at] >= 0xD8 && (unsigned char)t.data[at] <= 0xDB;
      }
    rasid_store_rows_free(rows);
  }
  return any;
}

/* Names that have no English are the words of the text, wherever they were put. */
static void test_a_purge_leaves_no_quoted_name(void **state) {
  fixture *f = *state;
  rasid_error error = {0};
  char body[1000] = "";
  FILE *file = fopen(RASID_SOURCE_DIR "/tests/store/quoted_names.txt", "r");
  assert_non_null(file);
  assert_true(fread(body, 1, sizeof body - 1, file) > 100);
  fclose(file);
  int64_t report = add(f, BASRA, body).report;
  must(rasid_store_join(f->store, NULL, &error), &error);
  int64_t event =
      strtoll(value_of(f, RASID_STORE_EVENTS, "report", report, "id"), NULL, 10);
  int64_t toll =
      strtoll(value_of(f, RASID_STORE_TOLLS, "report", report, "id"), NULL, 10);
  assert_string_not_equal(value_of(f, RASID_STORE_TOLLS, "id", toll, "claimant"), "");
  rasid_store_correction c = correction("toll", toll, "claimant", "an activist");
  must(rasid_store_correct(f->store, &c, NULL, &error), &error);
  c = correction("event", event, "recipient", "[{\"label_en\":\"workers\"}]");
  must(rasid_store_correct(f->store, &c, NULL, &error), &error);
  assert_true(any_is_quoted(f));
  must(rasid_store_purge(f->store, report, text("mona"), text("takedown"), &error),
       &error);
  assert_false(any_is_quoted(f));
  assert_string_equal(value_of(f, RASID_STORE_TOLLS, "id", toll, "claimant"),
                      "an activist");
  is_whole(f);
}

static void test_users_and_sessions(void **state) {
  fixture *f = *state;
  rasid_error error = {0};
  rasid_store_person person;
  must(rasid_store_user_add(f->store, "mona", "reviewer", "hash", &error), &error);
  assert_int_equal(rasid_store_user_add(f->store, "mona", "admin", "hash", &error),
                   RASID_ERROR_ARGUMENT);
  assert_int_equal(rasid_store_user_add(f->store, "omar", "king", "hash", &error),
                   RASID_ERROR_ARGUMENT);
  must(rasid_store_user(f->store, "mona", &person, &error), &error);
  assert_string_equal(person.role, "reviewer");
  must(rasid_store_session_add(f->store, person.user, "token", "csrf", 3600, &error),
       &error);
  must(rasid_store_session_add(f->store, person.user, "old", "csrf", 0, &error), &error);
  must(rasid_store_session(f->store, "token", &person, &error), &error);
  assert_string_equal(person.name, "mona");
  must(rasid_store_session(f->store, "old", &person, &error), &error);
  assert_int_equal(person.user, 0);
  must(rasid_store_user_set(f->store, "mona", NULL, NULL, 1, &error), &error);
  must(rasid_store_session(f->store, "token", &person, &error), &error);
  assert_int_equal(person.user, 0);
  assert_int_equal(rasid_store_user_set(f->store, "nobody", NULL, NULL, 1, &error),
                   RASID_ERROR_ARGUMENT);
  /* A hash that would come back cut would let nobody in. */
  char hash[300];
  memset(hash, 'h', sizeof hash - 1);
  hash[sizeof hash - 1] = '\0';
  assert_int_equal(rasid_store_user_set(f->store, "mona", NULL, hash, -1, &error),
                   RASID_ERROR_ARGUMENT);
}

static void test_searches_and_comments(void **state) {
  fixture *f = *state;
  rasid_error error = {0};
  int64_t id;
  must(rasid_store_search_add(f->store, text("mine"), text("{}"), (rasid_text){NULL, 0},
                              text("mona"), &id, &error),
       &error);
  must(rasid_store_search_seen(f->store, id, 7, &error), &error);
  assert_string_equal(value_of(f, RASID_STORE_SEARCHES, "id", id, "last_id"), "7");
  must(rasid_store_search_remove(f->store, id, text("mona"), &error), &error);
  assert_int_equal(rasid_store_search_remove(f->store, id, text("mona"), &error),
                   RASID_ERROR_ARGUMENT);
  must(rasid_store_comment(f->store, "report", 1, text("<b>'\"; DROP TABLE reports"),
                           text("mona"), NULL, &error),
       &error);
  assert_string_equal(value_of(f, RASID_STORE_COMMENTS, "id", 1, "text"),
                      "<b>'\"; DROP TABLE reports");
  assert_true(count(f, RASID_STORE_AUDIT, NULL, NULL) >= 3);
}

/* ---- suggestions ---- */

static void keep_line(void *context, const char *line) {
  char *lines = context;
  size_t used = strlen(lines);
  snprintf(lines + used, 2000 - used, "%s\n", line);
}

static void test_corrections_that_repeat_become_lines(void **state) {
  fixture *f = *state;
  rasid_error error = {0};
  char lines[2000] = "";
  for (int i = MOSUL_1; i <= MOSUL_2; i++) {
    int64_t report = add(f, i, NULL).report;
    int64_t event =
        strtoll(value_of(f, RASID_STORE_EVENTS, "report", report, "id"), NULL, 10);
    rasid_store_correction c = correction("event", event, "admin1", "Ninawa");
    must(rasid_store_correct(f->store, &c, NULL, &error), &error);
  }
  must(rasid_store_suggest(f->store, 3, keep_line, lines, &error), &error);
  assert_string_equal(lines, "");
  must(rasid_store_suggest(f->store, 2, keep_line, lines, &error), &error);
  assert_non_null(strstr(lines, "# data/world/places.tsv: corrected in 2 reports\n"));
  assert_non_null(strstr(lines, "\tMosul\tIRQ\tNinawa\t"));
}

/* ---- what is asked too much, malformed, or cannot be done ---- */

static void test_too_much_asked_is_refused(void **state) {
  fixture *f = *state;
  rasid_store_filter filter;
  rasid_store_rows *rows = NULL;
  rasid_error error = {0};
  char many[200];
  rasid_store_filter_init(&filter);
  for (size_t n = 50; n < 70; n++) {
    size_t size = 0;
    for (size_t i = 0; i < n; i++) {
      many[size++] = 'a';
      many[size++] = ',';
    }
    filter.status = (rasid_text){many, size - 1};
    filter.words = text("protest");
    rasid_status status =
        rasid_store_find(f->store, RASID_STORE_TOLLS, &filter, &rows, &error);
    assert_int_equal(status == RASID_OK, n < 60);
    rasid_store_rows_free(rows);
  }
}

static void test_malformed_text_is_sound_json(void **state) {
  fixture *f = *state;
  rasid_store_rows *rows = NULL;
  rasid_error error = {0};
  bool more = false;
  add(f, TUNIS, "a \xFF b \xD9");
  must(rasid_store_find(f->store, RASID_STORE_VERSIONS, NULL, &rows, &error), &error);
  must(rasid_store_rows_next(rows, &more, &error), &error);
  assert_true(more);
  rasid_text json = rasid_store_rows_json(rows);
  char line[4000];
  assert_true(json.size < sizeof line);
  memcpy(line, json.data, json.size);
  line[json.size] = '\0';
  assert_non_null(strstr(line, "\"a \xEF\xBF\xBD b \xEF\xBF\xBD\""));
  rasid_store_rows_free(rows);
}

static bool is_private(const char *path) {
  struct stat s;
  return stat(path, &s) == 0 && (s.st_mode & 0777) == 0600;
}

static void test_a_backup_is_whole_and_private(void **state) {
  fixture *f = *state;
  rasid_error error = {0};
  char path[80];
  snprintf(path, sizeof path, "/tmp/rasid-test-backup-%ld.db", (long)getpid());
  unlink(path);
  add(f, TUNIS, NULL);
  if (f->path[0] == '\0') return; /* a server makes its own */
  assert_true(is_private(f->path));
  must(rasid_store_begin(f->store, &error), &error);
  assert_int_equal(rasid_store_backup(f->store, path, &error), RASID_ERROR_ARGUMENT);
  must(rasid_store_commit(f->store, &error), &error);
  assert_int_not_equal(access(path, F_OK), 0);
  must(rasid_store_backup(f->store, path, &error), &error);
  assert_true(is_private(path));
  assert_int_equal(rasid_store_backup(f->store, path, &error), RASID_ERROR_ARGUMENT);
  unlink(path);
}

/* A store whose tables cannot be made is none. */
static void test_opening_tells_of_a_full_disk(void **state) {
  fixture *f = *state;
  struct rlimit before, small;
  rasid_store_options options;
  rasid_store *store = NULL;
  rasid_error error = {0};
  char path[80], other[90];
  if (f->path[0] == '\0') return;
  snprintf(path, sizeof path, "/tmp/rasid-test-full-%ld.db", (long)getpid());
  rasid_store_options_init(&options);
  options.model = f->model;
  options.create = true;
  signal(SIGXFSZ, SIG_IGN);
  assert_int_equal(getrlimit(RLIMIT_FSIZE, &before), 0);
  small = before;
  small.rlim_cur = 100000;
  assert_int_equal(setrlimit(RLIMIT_FSIZE, &small), 0);
  rasid_status status = rasid_store_open(path, &options, &store, &error);
  assert_int_equal(setrlimit(RLIMIT_FSIZE, &before), 0);
  assert_int_equal(status, RASID_ERROR_IO);
  assert_null(store);
  assert_non_null(strstr(error.message, path));
  unlink(path);
  snprintf(other, sizeof other, "%s-wal", path);
  unlink(other);
  snprintf(other, sizeof other, "%s-shm", path);
  unlink(other);
}

/* Each test begins with an empty store: on a server what is there is dropped. */
static int fresh(void **state) {
  const char *server = getenv("RASID_TEST_POSTGRES");
  if (server != NULL && system("psql -q -d \"$RASID_TEST_POSTGRES\" -c "
                               "'DROP SCHEMA public CASCADE; CREATE SCHEMA public' "
                               ">/dev/null 2>&1") != 0)
    return -1;
  return setup(state);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, fresh, teardown)

int main(void) {
  const struct CMUnitTest tests[] = {TEST(test_the_same_report_twice_is_one),
                                     TEST(test_another_text_is_a_version),
                                     TEST(test_a_report_comes_back),
                                     TEST(test_a_record_of_another_text_is_refused),
                                     TEST(test_rollback_leaves_nothing),
                                     TEST(test_filters),
                                     TEST(test_filters_that_are_none),
                                     TEST(test_a_correction_is_a_new_row),
                                     TEST(test_corrections_outlive_the_record),
                                     TEST(test_corrections_that_make_no_sense),
                                     TEST(test_values_are_texts_with_a_size),
                                     TEST(test_accepting_what_was_corrected_is_undone),
                                     TEST(test_parties_are_corrected),
                                     TEST(test_corrections_that_repeat_become_lines),
                                     TEST(test_incidents_grow),
                                     TEST(test_one_by_one_is_all_at_once),
                                     TEST(test_split_and_join_are_undone),
                                     TEST(test_what_was_rejected_does_not_count),
                                     TEST(test_a_corrected_toll_reaches_its_incident),
                                     TEST(test_an_incident_of_nothing_is_not_shown),
                                     TEST(test_a_duplicate_counts_once),
                                     TEST(test_a_duplicate_stands_for_its_original),
                                     TEST(test_no_duplicate_of_itself),
                                     TEST(test_a_purge_leaves_no_text),
                                     TEST(test_a_purge_leaves_no_quoted_name),
                                     TEST(test_too_much_asked_is_refused),
                                     TEST(test_malformed_text_is_sound_json),
                                     TEST(test_a_backup_is_whole_and_private),
                                     TEST(test_opening_tells_of_a_full_disk),
                                     TEST(test_users_and_sessions),
                                     TEST(test_searches_and_comments)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
