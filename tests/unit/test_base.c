/* test_base.c - arena, arrays, hash, SHA-256, errors, buffers, files. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/base.h"

/* An allocator that counts what it does and refuses requests from the `fail_at`-th on (0:
 * never). */
typedef struct counting {
  size_t n_requests, n_live, fail_at;
} counting;

static void *counting_resize(void *context, void *block, size_t size) {
  counting *c = context;
  if (size == 0) {
    if (block) c->n_live--;
    free(block);
    return NULL;
  }
  c->n_requests++;
  if (c->fail_at && c->n_requests >= c->fail_at) return NULL;
  void *grown = realloc(block, size);
  if (grown && !block) c->n_live++;
  return grown;
}

static allocator counting_allocator(counting *c) {
  return (allocator){counting_resize, c};
}

/* ---- arena ---- */

static void test_arena_blocks_are_aligned_and_apart(void **state) {
  (void)state;
  arena a;
  arena_init(&a, allocator_default(), 1000, 0);
  unsigned char *blocks[300];
  for (size_t i = 0; i < 300; i++) {
    blocks[i] = arena_alloc(&a, i, 7);
    assert_non_null(blocks[i]);
    assert_int_equal((uintptr_t)blocks[i] % 16, 0);
    memset(blocks[i], (int)(i & 0xFF), i * 7);
  }
  for (size_t i = 0; i < 300; i++)
    for (size_t k = 0; k < i * 7; k++)
      if (blocks[i][k] != (i & 0xFF)) fail_msg("block %zu was overwritten at %zu", i, k);
  arena_free(&a);
  assert_null(a.first);
  assert_int_equal(a.total, 0);
}

static void test_arena_zero_and_copy(void **state) {
  (void)state;
  arena a;
  arena_init(&a, allocator_default(), 256, 0);
  memset(arena_alloc(&a, 200, 1), 0xAA, 200);
  arena_reset(&a);
  const unsigned char *zeros = arena_zero(&a, 50, 4);
  for (size_t i = 0; i < 200; i++) assert_int_equal(zeros[i], 0);
  assert_memory_equal(arena_copy(&a, "text", 4), "text", 4);
  assert_non_null(arena_copy(&a, NULL, 0));
  arena_free(&a);
}

static void test_arena_overflow_is_sticky(void **state) {
  (void)state;
  arena a;
  arena_init(&a, allocator_default(), 256, 0);
  assert_null(arena_alloc(&a, SIZE_MAX / 2, 3));
  assert_true(a.failed);
  assert_null(arena_alloc(&a, 1, 1));
  assert_null(arena_zero(&a, 1, 1));
  assert_null(arena_copy(&a, "x", 1));
  arena_release(&a, (arena_mark){NULL, 0});
  assert_true(a.failed);
  arena_reset(&a);
  assert_false(a.failed);
  assert_non_null(arena_alloc(&a, 1, 1));
  assert_null(arena_alloc(&a, SIZE_MAX, 1));
  arena_reset(&a);
  assert_null(arena_alloc(&a, 1, SIZE_MAX - 8));
  arena_free(&a);
}

/* Bytes that 16-byte blocks get out of an arena with a limit. */
static size_t blocks_until_failure(arena *a) {
  size_t n = 0;
  while (arena_alloc(a, 1, 16)) n++;
  return n;
}

static void test_arena_limit_does_not_depend_on_history(void **state) {
  (void)state;
  arena a, b;
  arena_init(&a, allocator_default(), 128, 10000);
  arena_init(&b, allocator_default(), 128, 10000);
  size_t fresh = blocks_until_failure(&a);
  assert_true(fresh > 0 && fresh <= 10000 / 16);
  assert_non_null(arena_alloc(&b, 1, 5000)); /* another history, other chunks */
  arena_reset(&b);
  assert_non_null(arena_alloc(&b, 1, 9000));
  arena_reset(&b);
  assert_int_equal(blocks_until_failure(&b), fresh);
  arena_reset(&a);
  assert_int_equal(blocks_until_failure(&a), fresh);
  arena_free(&a);
  arena_free(&b);
}

static void test_arena_marks(void **state) {
  (void)state;
  arena a;
  arena_init(&a, allocator_default(), 64, 0);
  arena_mark empty = arena_mark_set(&a);
  char *first = arena_copy(&a, "first", 5);
  arena_mark mark = arena_mark_set(&a);
  const void *scratch = arena_alloc(&a, 1, 32);
  for (int i = 0; i < 50; i++) assert_non_null(arena_alloc(&a, 1, 100));
  size_t total = a.total;
  arena_release(&a, mark);
  assert_memory_equal(first, "first", 5);
  assert_ptr_equal(arena_alloc(&a, 1, 32), scratch);
  for (int i = 0; i < 50; i++) assert_non_null(arena_alloc(&a, 1, 100));
  assert_int_equal(a.total, total);
  arena_release(&a, empty);
  assert_ptr_equal(arena_alloc(&a, 1, 5), first);
  arena_free(&a);
}

static void test_arena_settles_without_requests(void **state) {
  (void)state;
  counting c = {0};
  allocator alloc = counting_allocator(&c);
  arena a;
  arena_init(&a, &alloc, 1024, 0);
  for (size_t round = 0; round < 20; round++) {
    if (round == 3) c.n_requests = 0;
    arena_reset(&a);
    for (size_t i = 0; i < 500; i++)
      assert_non_null(arena_alloc(&a, (i * 37 + round * 11) % 300, 3));
    assert_non_null(arena_alloc(&a, 20000 - round, 1));
  }
  assert_true(c.n_requests <=
              2); /* at most one more enlargement for another order of sizes */
  assert_true(a.total < 3u * (500 * 480 + 20000));
  arena_free(&a);
  assert_int_equal(c.n_live, 0);
}

static void test_arena_memory_is_bounded_over_history(void **state) {
  (void)state;
  counting c = {0};
  allocator alloc = counting_allocator(&c);
  arena a;
  arena_init(&a, &alloc, 64, 0);
  for (size_t size = 1; size < 100000;
       size += 97) { /* each document a little larger than all before */
    arena_reset(&a);
    assert_non_null(arena_alloc(&a, size, 1));
  }
  assert_true(a.total < 400000);
  assert_true(c.n_requests < 40);
  arena_free(&a);
  assert_int_equal(c.n_live, 0);
}

static void test_arena_allocator_failures(void **state) {
  (void)state;
  for (size_t fail_at = 1; fail_at < 8; fail_at++) {
    counting c = {.fail_at = fail_at};
    allocator alloc = counting_allocator(&c);
    arena a;
    arena_init(&a, &alloc, 64, 0);
    while (arena_alloc(&a, 1, 100)) continue;
    assert_true(a.failed);
    assert_null(arena_alloc(&a, 1, 1));
    arena_free(&a);
    assert_int_equal(c.n_live, 0);
  }
}

/* ---- arrays ---- */

static void test_sets(void **state) {
  (void)state;
  enum { N = 200 };
  static const uint32_t MEMBERS[] = {0, 1, 63, 64, 127, 130, 199};
  enum { N_MEMBERS = sizeof MEMBERS / sizeof *MEMBERS };
  uint64_t set[N / 64 + 1] = {0};
  assert_int_equal(set_size(N), N / 64 + 1);
  assert_int_equal(set_size(128), 3); /* a walk may ask for member 128 */
  assert_int_equal(set_next(set, 0, N), N);
  for (unsigned k = 0; k < N_MEMBERS; k++) set_add(set, MEMBERS[k]);
  unsigned n = 0;
  for (uint32_t i = set_next(set, 0, N); i < N; i = set_next(set, i + 1, N)) {
    assert_true(set_has(set, i));
    assert_int_equal(i, MEMBERS[n++]);
  }
  assert_int_equal(n, N_MEMBERS);
  assert_int_equal(set_next(set, 131, 199), 199); /* none below 199 */
  assert_int_equal(set_next(set, N, N), N);
  assert_false(set_has(set, 2));
}

static void test_arrays_grow(void **state) {
  (void)state;
  arena a;
  arena_init(&a, allocator_default(), 64, 0);
  ARRAY(uint64_t) numbers = {0};
  for (uint64_t i = 0; i < 10000; i++) {
    uint64_t *item = ARRAY_PUSH(&a, &numbers);
    assert_non_null(item);
    *item = i * i;
  }
  assert_int_equal(numbers.n, 10000);
  assert_true(numbers.capacity >= numbers.n);
  for (uint64_t i = 0; i < 10000; i++) assert_int_equal(numbers.items[i], i * i);
  arena_free(&a);
}

static void test_array_failure_leaves_the_array(void **state) {
  (void)state;
  arena a;
  arena_init(&a, allocator_default(), 64, 1000);
  ARRAY(uint32_t) numbers = {0};
  uint32_t *item, n = 0;
  while ((item = ARRAY_PUSH(&a, &numbers)) != NULL) *item = n++;
  assert_true(a.failed);
  assert_int_equal(numbers.n, n);
  for (uint32_t i = 0; i < n; i++) assert_int_equal(numbers.items[i], i);
  arena_free(&a);
}

/* ---- hash ---- */

static void test_hash(void **state) {
  (void)state;
  unsigned char data[300];
  for (size_t i = 0; i < sizeof data; i++) data[i] = (unsigned char)(i * 151);
  uint64_t seen[300];
  for (size_t n = 0; n < 300; n++) {
    seen[n] = hash_bytes(data, n, 1);
    assert_true(hash_bytes(data, n, 1) == seen[n]);
    assert_true(hash_bytes(data, n, 2) != seen[n]);
    for (size_t i = 0; i < n; i++) assert_true(seen[i] != seen[n]);
    for (size_t i = 0; i < n; i++) { /* every byte counts */
      data[i] ^= 1;
      assert_true(hash_bytes(data, n, 1) != seen[n]);
      data[i] ^= 1;
    }
  }
  /* The value is part of the model format: it may not change with machine or compiler. */
  unsigned char copy[301];
  memcpy(copy + 1, data, 300);
  assert_true(hash_bytes(copy + 1, 299, 1) == seen[299]); /* at any alignment */
  assert_true(hash_bytes("", 0, 0) != hash_bytes("\0", 1, 0));
}

static void test_hash_spreads(void **state) {
  (void)state;
  /* 4096 consecutive integers into 4096 slots by the low bits: a random function fills 63
   * %. */
  static bool used[4096];
  memset(used, 0, sizeof used);
  unsigned filled = 0;
  for (uint32_t i = 0; i < 4096; i++) {
    size_t slot = hash_bytes(&i, sizeof i, 0) & 4095;
    filled += !used[slot];
    used[slot] = true;
  }
  assert_in_range(filled, 4096 * 60 / 100, 4096 * 67 / 100);
}

/* ---- SHA-256 ---- */

static void check_sha(const void *data, size_t size, const char *expected) {
  char hex[65];
  sha256_hex(&data, &size, 1, hex);
  assert_string_equal(hex, expected);
  sha256_hex_portable(&data, &size, 1, hex);
  assert_string_equal(hex, expected);
}

static void test_sha256_known_answers(void **state) {
  (void)state;
  check_sha("", 0, "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  check_sha("abc", 3, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  check_sha("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq", 56,
            "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
  char *million = malloc(1000000);
  assert_non_null(million);
  memset(million, 'a', 1000000);
  check_sha(million, 1000000,
            "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
  free(million);
}

static void test_sha256_parts_and_instructions_agree(void **state) {
  (void)state;
  unsigned char data[400];
  for (size_t i = 0; i < sizeof data; i++) data[i] = (unsigned char)(i * 31 + 7);
  for (size_t n = 0; n < sizeof data; n++) {
    const void *whole[1] = {data};
    char expected[65], hex[65];
    sha256_hex_portable(whole, &n, 1, expected);
    sha256_hex(whole, &n, 1, hex);
    assert_string_equal(hex, expected);
    size_t a = n / 3, b = n / 2;
    const void *parts[4] = {data, data + a, NULL, data + b};
    const size_t sizes[4] = {a, b - a, 0, n - b};
    sha256_hex(parts, sizes, 4, hex);
    assert_string_equal(hex, expected);
  }
}

/* ---- errors and buffers ---- */

static void test_error(void **state) {
  (void)state;
  rasid_error error;
  assert_int_equal(error_set(&error, RASID_ERROR_IO, 17, "cannot read %s: %d", "x", 5),
                   RASID_ERROR_IO);
  assert_int_equal(error.status, RASID_ERROR_IO);
  assert_int_equal(error.offset, 17);
  assert_string_equal(error.message, "cannot read x: 5");
  assert_int_equal(error_set(NULL, RASID_ERROR_LIMIT, 0, "nobody listens"),
                   RASID_ERROR_LIMIT);
  char longer[2000];
  memset(longer, 'y', sizeof longer - 1);
  longer[sizeof longer - 1] = 0;
  error_set(&error, RASID_ERROR_FORMAT, 0, "%s", longer);
  assert_int_equal(strlen(error.message), sizeof error.message - 1);
}

static void test_buffer(void **state) {
  (void)state;
  buffer b;
  buffer_init(&b, allocator_default());
  for (int i = 0; i < 1000; i++) buffer_byte(&b, (char)('a' + i % 26));
  buffer_put(&b, NULL, 0);
  buffer_put(&b, "tail", 4);
  assert_int_equal(b.size, 1004);
  for (int i = 0; i < 1000; i++) assert_int_equal(b.data[i], 'a' + i % 26);
  assert_memory_equal(b.data + 1000, "tail", 4);
  b.size = 0;
  char longer[5000];
  memset(longer, 'z', sizeof longer - 1);
  longer[sizeof longer - 1] = 0;
  buffer_print(&b, "%d %s %d", 1, longer, 2);
  assert_int_equal(b.size, 2 + 4999 + 2);
  assert_memory_equal(b.data, "1 zzz", 5);
  assert_memory_equal(b.data + b.size - 2, " 2", 2);
  assert_false(b.failed);
  buffer_free(&b);
  assert_null(b.data);
}

static void test_buffer_failure_is_sticky(void **state) {
  (void)state;
  for (size_t fail_at = 1; fail_at < 5; fail_at++) {
    counting c = {.fail_at = fail_at};
    allocator alloc = counting_allocator(&c);
    buffer b;
    buffer_init(&b, &alloc);
    for (int i = 0; i < 5000; i++) buffer_byte(&b, 'x');
    assert_true(b.failed);
    size_t size = b.size;
    c.fail_at = 0;
    buffer_byte(&b, 'y');
    buffer_put(&b, "yy", 2);
    buffer_print(&b, "%d", 12345);
    assert_false(buffer_reserve(&b, 1));
    assert_int_equal(b.size, size);
    buffer_free(&b);
    assert_int_equal(c.n_live, 0);
  }
  buffer b;
  buffer_init(&b, allocator_default());
  buffer_byte(&b, 'x');
  assert_false(buffer_reserve(&b, SIZE_MAX));
  buffer_byte(&b, 'x');
  assert_int_equal(b.size, 1);
  buffer_free(&b);
}

/* ---- files ---- */

static void test_files(void **state) {
  (void)state;
  char folder[] = "/tmp/rasid-test-XXXXXX", path[64], missing[96];
  assert_non_null(mkdtemp(folder));
  snprintf(path, sizeof path, "%s/file", folder);
  rasid_error error = {0};
  file_map map;
  assert_int_equal(file_map_open(path, &map, &error), RASID_ERROR_IO);
  assert_non_null(strstr(error.message, path));
  assert_null(map.data);
  file_map_close(&map); /* closing nothing is allowed */

  assert_int_equal(file_replace(path, "one", 3, &error), RASID_OK);
  assert_int_equal(file_map_open(path, &map, &error), RASID_OK);
  assert_int_equal(map.size, 3);
  assert_memory_equal(map.data, "one", 3);
  assert_int_equal(file_replace(path, "second", 6, &error), RASID_OK);
  assert_memory_equal(map.data, "one",
                      3); /* a mapped file does not change under its reader */
  file_map_close(&map);
  assert_int_equal(file_map_open(path, &map, &error), RASID_OK);
  assert_int_equal(map.size, 6);
  assert_memory_equal(map.data, "second", 6);
  file_map_close(&map);

  assert_int_equal(file_replace(path, NULL, 0, &error), RASID_OK);
  assert_int_equal(file_map_open(path, &map, &error), RASID_ERROR_FORMAT);
  assert_non_null(strstr(error.message, "is empty"));
  assert_int_equal(file_map_open(folder, &map, &error), RASID_ERROR_IO);
  snprintf(missing, sizeof missing, "%s/no/such/file", folder);
  assert_int_equal(file_replace(missing, "x", 1, &error), RASID_ERROR_IO);
  assert_int_equal(file_replace(folder, "x", 1, NULL),
                   RASID_ERROR_IO); /* a folder cannot be replaced */

  assert_int_equal(unlink(path), 0);
  assert_int_equal(rmdir(folder), 0); /* no temporary file stayed behind */
  snprintf(missing, sizeof missing, "%s.%ld-0.tmp", folder, (long)getpid());
  assert_int_not_equal(access(missing, F_OK), 0);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_arena_blocks_are_aligned_and_apart),
      cmocka_unit_test(test_arena_zero_and_copy),
      cmocka_unit_test(test_arena_overflow_is_sticky),
      cmocka_unit_test(test_arena_limit_does_not_depend_on_history),
      cmocka_unit_test(test_arena_marks),
      cmocka_unit_test(test_arena_settles_without_requests),
      cmocka_unit_test(test_arena_memory_is_bounded_over_history),
      cmocka_unit_test(test_arena_allocator_failures),
      cmocka_unit_test(test_sets),
      cmocka_unit_test(test_arrays_grow),
      cmocka_unit_test(test_array_failure_leaves_the_array),
      cmocka_unit_test(test_hash),
      cmocka_unit_test(test_hash_spreads),
      cmocka_unit_test(test_sha256_known_answers),
      cmocka_unit_test(test_sha256_parts_and_instructions_agree),
      cmocka_unit_test(test_error),
      cmocka_unit_test(test_buffer),
      cmocka_unit_test(test_buffer_failure_is_sticky),
      cmocka_unit_test(test_files),
  };
  return cmocka_run_group_tests_name("base", tests, NULL, NULL);
}
