/* mention_fixture.h - reads numbers and times of a text, for the tests of mention/. */
#ifndef MENTION_FIXTURE_H
#define MENTION_FIXTURE_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include <cmocka.h>

#include "mention/mention.h"

#ifndef SPEC_DIR
#define SPEC_DIR RASID_SOURCE_DIR "/tests/spec"
#endif

typedef struct fixture {
  rasid_model *model;
  morph *words;
  arena memory;
  text_doc text;
  text_part part;
  morph_doc doc;
  mention_doc mentions;
} fixture;

/* The model built into the library, or one built from DATA_DIR. */
static inline int fixture_open(void **state) {
  fixture *f = test_calloc(1, sizeof *f);
  rasid_error error = {0};
#ifdef DATA_DIR
  char path[] = "/tmp/rasid-test-model-XXXXXX";
  int fd = mkstemp(path);
  if (fd < 0) return -1;
  close(fd);
  rasid_status status = rasid_model_build(DATA_DIR, path, NULL, NULL, &error);
  if (status == RASID_OK) status = rasid_model_open(path, &f->model, &error);
  unlink(path);
#else
  rasid_status status = rasid_model_open_default(&f->model, &error);
#endif
  if (status != RASID_OK) {
    print_error("%s\n", error.message);
    return -1;
  }
  f->words = morph_new(f->model, allocator_default());
  arena_init(&f->memory, allocator_default(), 1 << 16, 0);
  *state = f;
  return f->words ? 0 : -1;
}

static inline int fixture_close(void **state) {
  fixture *f = *state;
  arena_free(&f->memory);
  morph_free(f->words);
  rasid_model_close(f->model);
  test_free(f);
  return 0;
}

static inline void fixture_read(fixture *f, const char *data, size_t size,
                                int32_t published) {
  morph_settle(f->words);
  arena_reset(&f->memory);
  memset(&f->text, 0, sizeof f->text);
  memset(&f->doc, 0, sizeof f->doc);
  memset(&f->mentions, 0, sizeof f->mentions);
  f->text.data = data;
  f->text.size = (uint32_t)size;
  f->part = (text_part){PART_BODY, 0, (uint32_t)size};
  f->text.parts = &f->part;
  f->text.n_parts = 1;
  assert_true(text_read(&f->text, &f->memory));
  assert_true(morph_read(f->words, &f->text, &f->doc, &f->memory));
  assert_true(time_read(&f->doc, published, &f->mentions, &f->memory));
  assert_true(number_read(&f->doc, &f->mentions, &f->memory));
}

/* Spans lie inside the text and in order; token maps agree with the lists. */
static inline void fixture_check(const fixture *f) {
  const mention_doc *m = &f->mentions;
  uint32_t last = 0;
  for (uint32_t i = 0; i < m->times.n; i++) {
    const time_mention *t = &m->times.items[i];
    assert_true(t->first >= last && t->first < t->last && t->last <= f->doc.n);
    assert_true(t->start < t->end && t->end <= f->text.size);
    assert_true(strlen(t->value) < sizeof t->value && (t->has_value || !*t->value));
    for (uint32_t k = t->first; k < t->last; k++) assert_int_equal(m->time_at[k], i + 1);
    last = t->last;
  }
  last = 0;
  for (uint32_t i = 0; i < m->numbers.n; i++) {
    const number *n = &m->numbers.items[i];
    assert_true(n->first < n->last && n->last <= f->doc.n && n->first >= last);
    assert_true(n->start < n->end && n->end <= f->text.size);
    assert_true(n->high == -1 || n->low <= n->high);
    assert_true(n->noun == MODEL_NONE || n->noun < f->doc.n);
    assert_int_equal(m->number_at[n->core_first], i + 1);
    last = n->core_last;
  }
}

/* Reads the next line of a spec file without its newline; false at the end. */
static inline bool spec_line(FILE *file, char *line, size_t size) {
  if (!fgets(line, (int)size, file)) return false;
  line[strcspn(line, "\n")] = '\0';
  return true;
}

#endif
