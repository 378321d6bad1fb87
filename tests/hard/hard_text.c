/* hard_text.c - hostile input for the tokenizer: it ends, with as many tokens as it
 * should have.
 *
 * Input of `n` units and of 2n is read; tokens, sentences, faults and the arena's bytes
 * may at most double (and a bit). A pass that were quadratic would not end within the
 * time limit of the test at these sizes.
 */
#include "../unit/text_fixture.h"

enum { N = 100000, MANY = 1000000 };

typedef struct totals {
  uint64_t tokens, sentences, faults, bytes;
} totals;

static totals read_text(const char *data, size_t size) {
  arena a;
  arena_init(&a, allocator_default(), 1 << 16, 0);
  text_doc d = {.data = data, .size = (uint32_t)size};
  assert_true(text_read(&d, &a));
  uint32_t at = 0;
  for (uint32_t i = 0; i < d.tokens.n; i++) {
    if (d.tokens.items[i].start < at || d.tokens.items[i].end <= d.tokens.items[i].start)
      fail_msg("token %u", i);
    at = d.tokens.items[i].end;
  }
  totals t = {d.tokens.n, d.sentences.n, d.faults.n, a.total};
  arena_free(&a);
  return t;
}

/* `unit` repeated `n` times; caller frees. */
static char *repeated(const char *unit, size_t n, size_t *size) {
  size_t length = strlen(unit);
  char *text = malloc(length * n + 1);
  assert_non_null(text);
  for (size_t i = 0; i < n; i++) memcpy(text + i * length, unit, length);
  *size = length * n;
  return text;
}

static totals read_repeated(const char *unit, size_t n) {
  size_t size;
  char *text = repeated(unit, n, &size);
  totals t = read_text(text, size);
  free(text);
  return t;
}

/* `per_unit` tokens for each repetition, 0 for one token in all. */
static void check_repeated(const char *unit, size_t n, uint64_t per_unit) {
  totals once = read_repeated(unit, n), twice = read_repeated(unit, 2 * n);
  uint64_t expected = per_unit ? per_unit * n : 1;
  if (once.tokens != expected)
    fail_msg("%s: %llu tokens", unit, (unsigned long long)once.tokens);
  assert_true(twice.tokens <= 2 * once.tokens);
  assert_true(twice.bytes <= 4 * once.bytes);
  assert_true(twice.sentences <= 2 * once.sentences + 1);
}

static void test_nested_quotes_and_brackets(void **state) {
  (void)state;
  check_repeated("«", N, 1);
  check_repeated("»", N, 1);
  check_repeated("\"", N, 1);
  check_repeated("(", N, 1);
  check_repeated("«قال ", N, 2);
  check_repeated("''", N, 1);
  check_repeated("“(«", N, 3);
}

static void test_runs_of_marks(void **state) {
  (void)state;
  check_repeated(".", MANY, 0);
  check_repeated("…", MANY, 0);
  check_repeated("-", MANY, 0);
  check_repeated("!", N, 1);
  check_repeated("؟ ", N, 1);
  check_repeated(". ", N, 1);
  check_repeated(".. ", N, 1);
  check_repeated("ا.", N, 2);
  check_repeated("اب.", N, 2);
}

static void test_only_diacritics(void **state) {
  (void)state;
  check_repeated("\xD9\x8E", MANY, 0);
  check_repeated("\xD9\x80", MANY, 0);
  check_repeated("\xCC\x81", N, 1);
  check_repeated("\xD9\x8E\xE2\x80\x8F", MANY, 0);
  totals t = read_repeated("\xE2\x80\x8F", MANY);
  assert_int_equal(t.tokens, 0);
  assert_int_equal(t.sentences, 0);
}

static void test_lookahead_is_bounded(void **state) {
  (void)state;
  check_repeated("1/", N, 2);
  check_repeated("1/1/", N, 4);
  check_repeated("1:", N, 2);
}

static void test_long_tokens(void **state) {
  (void)state;
  check_repeated("ب", MANY, 0);
  check_repeated("ب\xD9\x8E", MANY, 0);
  check_repeated("a", MANY, 0);
  check_repeated("a-1", MANY, 0);
  check_repeated("7", MANY, 0);
  check_repeated("٧", MANY, 0);
  check_repeated("ж", MANY, 0);
  check_repeated("ﻻ", MANY, 0);
}

static void test_addresses(void **state) {
  (void)state;
  totals t = read_repeated("a.", N); /* never an address: no @ */
  assert_int_equal(t.tokens, 2 * N);
  t = read_repeated("a@", N);
  assert_int_equal(t.tokens, 2 * N);
  t = read_repeated("a.b@c.d ", N);
  assert_int_equal(t.tokens, N);
  t = read_repeated("a.b@c.d@", N);
  assert_true(t.tokens >= N && t.tokens <= 8 * N);
  t = read_repeated("www.", N);
  assert_int_equal(t.tokens, 1 + 1);
  t = read_repeated("http://", N);
  assert_true(t.tokens >= 1 && t.tokens <= 4 * N);
  t = read_repeated("#", N);
  assert_int_equal(t.tokens, N);
  t = read_repeated("#\xE2\x80\x8F", N);
  assert_int_equal(t.tokens, N);
  t = read_repeated("#ا_", N);
  assert_int_equal(t.tokens, N);
}

static void test_a_line_of_50_megabytes(void **state) {
  (void)state;
  const char *unit = "قال المتحدث باسم الجيش إن القوات تقدمت نحو المدينة، ";
  size_t n = 50000000 / strlen(unit) + 1;
  totals t = read_repeated(unit, n);
  assert_int_equal(t.tokens, 10 * n);
  assert_int_equal(t.sentences, 1);
  assert_true(t.bytes < 50000000u * 12);
}

static void test_a_million_random_bytes(void **state) {
  (void)state;
  char *text = malloc(MANY);
  assert_non_null(text);
  uint64_t seed = 42;
  for (size_t i = 0; i < MANY; i++) text[i] = (char)(random_next(&seed) >> 5);
  totals t = read_text(text, MANY);
  assert_true(t.tokens > MANY / 20 && t.tokens <= MANY);
  assert_true(t.faults > MANY / 20 && t.faults <= t.tokens);
  memset(text, 0xFF, MANY);
  t = read_text(text, MANY);
  assert_int_equal(t.tokens, 1); /* one run */
  assert_int_equal(t.faults, 1);
  memset(text, 0, MANY);
  assert_int_equal(read_text(text, MANY).tokens, 0);
  for (size_t i = 0; i < MANY; i++) text[i] = (char)0xD8; /* leads without seconds */
  assert_int_equal(read_text(text, MANY).tokens, 1);
  free(text);
}

static void test_offset_map_is_linear(void **state) {
  (void)state;
  char *text = malloc(MANY);
  assert_non_null(text);
  memset(text, 0x80, MANY); /* no byte begins anything */
  arena a;
  arena_init(&a, allocator_default(), 1 << 16, 0);
  offset_map m;
  assert_true(offset_map_init(&m, text, MANY, RASID_OFFSETS_UTF16, false, &a));
  for (uint32_t i = 0; i <= MANY; i += 7) assert_int_equal(offset_map_at(&m, i), i);
  arena_free(&a);
  free(text);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_nested_quotes_and_brackets),
      cmocka_unit_test(test_runs_of_marks),
      cmocka_unit_test(test_only_diacritics),
      cmocka_unit_test(test_lookahead_is_bounded),
      cmocka_unit_test(test_long_tokens),
      cmocka_unit_test(test_addresses),
      cmocka_unit_test(test_a_line_of_50_megabytes),
      cmocka_unit_test(test_a_million_random_bytes),
      cmocka_unit_test(test_offset_map_is_linear),
  };
  return cmocka_run_group_tests_name("hard_text", tests, NULL, NULL);
}
