/* test_word_cache.c - the cache of analysed words: found again however many there are,
 * forgotten when it is full, whole where memory runs out. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "morph/word_cache.h"

typedef struct counter {
  size_t n_blocks, n_left; /* blocks in use; requests that may still succeed */
} counter;

static void *counting_resize(void *context, void *block, size_t size) {
  counter *c = context;
  if (size == 0) {
    assert_non_null(block);
    c->n_blocks--;
    free(block);
    return NULL;
  }
  assert_null(block);
  if (c->n_left == 0) return NULL;
  c->n_left--;
  c->n_blocks++;
  return malloc(size);
}

static word key_of(uint32_t i) {
  return (word){i * (uint64_t)0x10001 + 1, i % 3 ? 0 : i};
}

static bool add(word_cache *c, uint32_t i) {
  if (!word_cache_grow(c)) return false;
  word_info *w = word_cache_room(c, sizeof *w + i % 5 * 100);
  if (!w) return false;
  *w = (word_info){.key = key_of(i), .marks = i};
  word_cache_add(c, key_of(i));
  return true;
}

static const word_info *find(const word_cache *c, uint32_t i) {
  return word_cache_find(c, key_of(i), word_hash(key_of(i)));
}

static void test_words_are_found_again(void **state) {
  (void)state;
  enum { N = 500000 }; /* more than the slots it begins with take */
  counter count = {0, SIZE_MAX};
  const allocator alloc = {counting_resize, &count};
  word_cache *c = malloc(sizeof *c);
  assert_true(word_cache_start(c, &alloc));
  uint32_t capacity = c->capacity;
  for (uint32_t i = 0; i < N; i++) {
    assert_null(find(c, i));
    assert_true(add(c, i));
  }
  assert_true(c->capacity > capacity);
  for (uint32_t i = 0; i < N; i++) {
    const word_info *w = find(c, i);
    assert_non_null(w);
    assert_int_equal(w->marks, i);
    assert_int_equal((uintptr_t)w % CACHE_LINE, 0);
  }
  word_cache_settle(c); /* full: it is emptied, and as small as before */
  assert_int_equal(c->capacity, capacity);
  assert_null(find(c, 7));
  assert_true(add(c, 7));
  assert_non_null(find(c, 7));
  word_cache_settle(c); /* not full: it is kept */
  assert_non_null(find(c, 7));
  word_cache_free(c);
  assert_int_equal(count.n_blocks, 0);
  free(c);
}

static void test_memory_runs_out(void **state) {
  (void)state;
  enum { N = 500000 };
  word_cache *c = malloc(sizeof *c);
  for (size_t left = 0; left < 8; left++) {
    counter count = {0, left};
    const allocator alloc = {counting_resize, &count};
    if (word_cache_start(c, &alloc)) {
      uint32_t n = 0;
      while (n < N && add(c, n)) n++;
      for (uint32_t i = 0; i < n; i += 97) assert_non_null(find(c, i));
      word_cache_settle(c);
      assert_true(n < N || left >= 4);
      assert_true(add(c, 1));
      assert_non_null(find(c, 1));
    }
    word_cache_free(c);
    assert_int_equal(count.n_blocks, 0);
  }
  free(c);
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(test_words_are_found_again),
                                     cmocka_unit_test(test_memory_runs_out)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
