/* text_fixture.h - reads a text in a test and writes its tokens and sentences as one line
 * each, to compare with. */
#ifndef RASID_TESTS_TEXT_FIXTURE_H
#define RASID_TESTS_TEXT_FIXTURE_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

#include "text/text.h"

/* One letter for each kind of token, in their order. */
#define KIND_LETTERS "alondcp<>()uhs"

typedef struct fixture {
  arena a;
  text_doc doc;
  char *copy; /* exactly the text, so that AddressSanitizer sees a byte too far */
  char out[65536];
} fixture;

static inline fixture *fixture_new(const char *data, size_t size) {
  fixture *f = calloc(1, sizeof *f);
  assert_non_null(f);
  arena_init(&f->a, allocator_default(), 4096, 0);
  f->copy = malloc(size ? size : 1);
  assert_non_null(f->copy);
  if (size) memcpy(f->copy, data, size);
  f->doc.data = f->copy;
  f->doc.size = (uint32_t)size;
  return f;
}

static inline fixture *fixture_read(const char *text) {
  fixture *f = fixture_new(text, strlen(text));
  assert_true(text_read(&f->doc, &f->a));
  return f;
}

static inline void fixture_free(fixture *f) {
  arena_free(&f->a);
  free(f->copy);
  free(f);
}

/* "kind:text|kind:text"; a token that touches the one before is marked by + instead of |.
 */
static inline const char *fixture_tokens(fixture *f) {
  size_t n = 0;
  for (uint32_t i = 0; i < f->doc.tokens.n; i++) {
    const token *t = &f->doc.tokens.items[i];
    if (i) f->out[n++] = t->flags & TOKEN_SPACE_BEFORE ? '|' : '+';
    f->out[n++] = KIND_LETTERS[t->kind];
    f->out[n++] = ':';
    assert_true(n + (t->end - t->start) + 8 < sizeof f->out);
    memcpy(f->out + n, f->doc.data + t->start, t->end - t->start);
    n += t->end - t->start;
  }
  f->out[n] = 0;
  return f->out;
}

/* The sentences, with " # " between them. */
static inline const char *fixture_sentences(fixture *f) {
  size_t n = 0;
  for (uint32_t i = 0; i < f->doc.sentences.n; i++) {
    const sentence *s = &f->doc.sentences.items[i];
    if (i) memcpy(f->out + n, " # ", 3), n += 3;
    assert_true(n + (s->end - s->start) + 8 < sizeof f->out);
    memcpy(f->out + n, f->doc.data + s->start, s->end - s->start);
    n += s->end - s->start;
  }
  f->out[n] = 0;
  return f->out;
}

static inline void check_tokens(const char *text, const char *expected) {
  fixture *f = fixture_read(text);
  assert_string_equal(fixture_tokens(f), expected);
  fixture_free(f);
}

static inline void check_sentences(const char *text, const char *expected) {
  fixture *f = fixture_read(text);
  assert_string_equal(fixture_sentences(f), expected);
  fixture_free(f);
}

/* Deterministic random numbers (xorshift). */
static inline uint32_t random_next(uint64_t *seed) {
  *seed ^= *seed << 13;
  *seed ^= *seed >> 7;
  *seed ^= *seed << 17;
  return (uint32_t)(*seed >> 32);
}

#endif
