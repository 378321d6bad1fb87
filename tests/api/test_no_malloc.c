/* test_no_malloc.c - coding and printing allocate nothing in steady state.
 *
 * The linker sends every allocation of the library through the counters below. The
 * bundled reports are coded until the coder has all memory it needs; from then on nothing
 * may be counted.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
/* cmocka.h needs the four above. */
#include <cmocka.h>
#include <rasid/io.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>

static size_t n_allocations;

void *__real_malloc(size_t size);
void *__real_calloc(size_t n, size_t size);
void *__real_realloc(void *block, size_t size);
int __real_posix_memalign(void **block, size_t alignment, size_t size);
void *__real_aligned_alloc(size_t alignment, size_t size);
void *__wrap_malloc(size_t size);
void *__wrap_calloc(size_t n, size_t size);
void *__wrap_realloc(void *block, size_t size);
int __wrap_posix_memalign(void **block, size_t alignment, size_t size);
void *__wrap_aligned_alloc(size_t alignment, size_t size);

void *__wrap_malloc(size_t size) {
  n_allocations++;
  return __real_malloc(size);
}
void *__wrap_calloc(size_t n, size_t size) {
  n_allocations++;
  return __real_calloc(n, size);
}
void *__wrap_realloc(void *block, size_t size) {
  n_allocations++;
  return __real_realloc(block, size);
}
int __wrap_posix_memalign(void **block, size_t alignment, size_t size) {
  n_allocations++;
  return __real_posix_memalign(block, alignment, size);
}
void *__wrap_aligned_alloc(size_t alignment, size_t size) {
  n_allocations++;
  return __real_aligned_alloc(alignment, size);
}

enum { MAX_REPORTS = 64 };

typedef struct reports {
  rasid_source *source;
  rasid_piece *pieces[MAX_REPORTS];
  rasid_document documents[MAX_REPORTS];
  size_t n;
} reports;

static void read_reports(reports *r) {
  const char *path = RASID_SOURCE_DIR "/examples/reports.jsonl";
  assert_int_equal(rasid_source_open(&path, 1, NULL, &r->source, NULL), RASID_OK);
  for (r->n = 0; r->n < MAX_REPORTS; r->n++) {
    r->pieces[r->n] = rasid_piece_new();
    assert_non_null(r->pieces[r->n]);
    if (!rasid_source_next(r->source, r->pieces[r->n])) break;
    assert_int_equal(rasid_piece_open(r->pieces[r->n], &r->documents[r->n]),
                     RASID_OPENED_DOCUMENT);
  }
  assert_true(r->n >= 6);
}

static void free_reports(reports *r) {
  for (size_t i = 0; i <= r->n && i < MAX_REPORTS; i++) rasid_piece_free(r->pieces[i]);
  rasid_source_close(r->source);
}

/* Codes every report once; how many allocations that took, from text to JSON. */
static size_t code_all(rasid_coder *coder, const reports *r) {
  size_t before = n_allocations;
  for (size_t i = 0; i < r->n; i++) {
    const rasid_record *record;
    assert_int_equal(rasid_code(coder, &r->documents[i], &record, NULL), RASID_OK);
    assert_true(rasid_record_json(record).size > 0);
  }
  return n_allocations - before;
}

static void coding_settles_at_zero_allocations(void **state) {
  (void)state;
  static reports r;
  rasid_model *model;
  rasid_coder *coder;
  read_reports(&r);
  assert_int_equal(rasid_model_open_default(&model, NULL), RASID_OK);
  assert_int_equal(rasid_coder_new(model, NULL, &coder, NULL), RASID_OK);
  size_t first = code_all(coder, &r);
  code_all(coder, &r);
  assert_int_equal(code_all(coder, &r), 0);
  assert_int_equal(code_all(coder, &r), 0);
  /* A test that cannot fail is a defect: the counters see what a new coder needs. */
  assert_true(first > 0 || n_allocations > 0);
  rasid_coder_free(coder);
  rasid_model_close(model);
  free_reports(&r);
}

/* Prints every report in a format; how many allocations that took. */
static size_t print_all(rasid_coder *coder, const reports *r, rasid_output *output,
                        rasid_format format) {
  size_t before = n_allocations;
  rasid_output_clear(output);
  for (size_t i = 0; i < r->n; i++) {
    const rasid_record *record;
    assert_int_equal(rasid_code(coder, &r->documents[i], &record, NULL), RASID_OK);
    assert_int_equal(rasid_output_record(output, format, &r->documents[i], record),
                     RASID_OK);
  }
  return n_allocations - before;
}

static void printing_settles_at_zero_allocations(void **state) {
  static const rasid_format formats[] = {
      RASID_FORMAT_JSONL, RASID_FORMAT_PLOVER, RASID_FORMAT_CSV,   RASID_FORMAT_TSV,
      RASID_FORMAT_GDELT, RASID_FORMAT_UCDP,   RASID_FORMAT_ACLED, RASID_FORMAT_GEOJSON};
  (void)state;
  static reports r;
  rasid_model *model;
  rasid_coder *coder;
  read_reports(&r);
  assert_int_equal(rasid_model_open_default(&model, NULL), RASID_OK);
  assert_int_equal(rasid_coder_new(model, NULL, &coder, NULL), RASID_OK);
  for (size_t i = 0; i < sizeof formats / sizeof *formats; i++) {
    rasid_output *output = rasid_output_new();
    assert_non_null(output);
    assert_true(print_all(coder, &r, output, formats[i]) > 0);
    print_all(coder, &r, output, formats[i]);
    assert_int_equal(print_all(coder, &r, output, formats[i]), 0);
    rasid_output_free(output);
  }
  rasid_coder_free(coder);
  rasid_model_close(model);
  free_reports(&r);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(coding_settles_at_zero_allocations),
      cmocka_unit_test(printing_settles_at_zero_allocations)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
