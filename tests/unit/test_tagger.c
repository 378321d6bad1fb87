/* test_tagger.c - the tagger: features are found in the model by the names that
 * data/tagger.tsv gives them, every word gets a candidate of its own, and a sentence
 * without end costs memory in proportion to nothing. */
#include "parse/tagger.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
/* cmocka wants these before it */
#include <cmocka.h>

typedef struct read_text {
  rasid_model *model;
  morph *words;
  tagger *tagger;
  arena memory;
  text_doc text;
  text_part part;
  morph_doc doc;
} read_text;

static void open_text(read_text *r, const char *data) {
  memset(r, 0, sizeof *r);
  const allocator *alloc = allocator_default();
  assert_int_equal(rasid_model_open_default(&r->model, NULL), RASID_OK);
  r->words = morph_new(r->model, alloc);
  r->tagger = tagger_new(r->model, alloc);
  assert_non_null(r->words);
  assert_non_null(r->tagger);
  arena_init(&r->memory, alloc, (size_t)1 << 16, 0);
  r->part = (text_part){PART_BODY, 0, (uint32_t)strlen(data)};
  r->text.data = data;
  r->text.size = r->part.end;
  r->text.parts = &r->part;
  r->text.n_parts = 1;
  assert_true(text_read(&r->text, &r->memory));
  assert_true(morph_read(r->words, &r->text, &r->doc, &r->memory));
}

static void close_text(read_text *r) {
  arena_free(&r->memory);
  tagger_free(r->tagger);
  morph_free(r->words);
  rasid_model_close(r->model);
}

/* The key of a line of data/tagger.tsv, computed from its text as the builder does. */
static uint64_t key_of_line(const char *name) {
  const char *tab = strchr(name, '\t');
  assert_non_null(tab);
  uint64_t key = model_tag_key(0, name, (size_t)(tab - name));
  for (const char *from = tab + 1;; from++) {
    size_t n = strcspn(from, ",");
    key = model_tag_key(key, from, n);
    from += n;
    if (!*from) return key;
  }
}

static void same_keys(const tagger_doc *x, const tag_feature *f, unsigned n) {
  assert_in_range(n, 1, TAGGER_MAX_FEATURES - 1);
  for (unsigned k = 0; k < n; k++) {
    char name[TAGGER_MAX_NAME];
    tagger_feature_name(x, &f[k], name);
    assert_true(f[k].key == key_of_line(name));
  }
}

static void keys_are_of_names(void **state) {
  (void)state;
  read_text r;
  tagger_doc x;
  tag_candidate c[TAGGER_MAX_CANDIDATES];
  tag_feature f[TAGGER_MAX_FEATURES];
  open_text(&r, "قال محمد بن علي إن الهلال هزم النصر (2-1) في زنفروطس أمس.");
  assert_true(tagger_prepare(r.tagger, &r.doc, &x, &r.memory));
  for (uint32_t i = 0; i < r.doc.n; i++) {
    unsigned n = tagger_candidates(&x, i, c);
    assert_int_equal(n > 0, morph_has(&r.doc, i));
    if (!n) continue;
    same_keys(&x, f, tagger_token_features(&x, i, f));
    for (unsigned k = 0; k < n; k++) {
      same_keys(&x, f, tagger_reading_features(&x, i, &c[k], f));
      same_keys(&x, f, tagger_path_features(&x, c[k].r, &c[0], 1, LABEL_DIGITS, f));
      same_keys(&x, f,
                tagger_path_features(&x, c[k].r, NULL, LABEL_START, LABEL_START, f));
    }
  }
  close_text(&r);
}

static void every_word_has_a_reading_of_its_own(void **state) {
  (void)state;
  read_text r;
  open_text(&r, "التقى الوزير نظيره الفرنسي في باريس، وبحثا الأزمة. NATO 2021");
  tag_candidate *out = arena_alloc(&r.memory, r.doc.n, sizeof *out);
  assert_non_null(out);
  assert_true(tagger_read(r.tagger, &r.doc, out, &r.memory));
  for (uint32_t i = 0; i < r.doc.n; i++) {
    assert_int_equal(out[i].r != NULL, morph_has(&r.doc, i));
    if (!out[i].r) continue;
    const word_info *w = r.doc.words[i];
    assert_true(out[i].r >= w->readings && out[i].r < w->readings + w->n_readings);
    assert_in_range(out[i].upos, 0, N_UPOS - 1);
  }
  close_text(&r);
}

/* A sentence of 50,000 words is read in pieces, each as long as the others. */
static void a_sentence_without_end(void **state) {
  (void)state;
  enum { TIMES = 50000 };
  static const char WORD[] = "بيان ";
  char *text = malloc(TIMES * (sizeof WORD - 1) + 1);
  assert_non_null(text);
  for (size_t i = 0; i < TIMES; i++)
    memcpy(text + i * (sizeof WORD - 1), WORD, sizeof WORD);
  read_text r;
  open_text(&r, text);
  assert_int_equal(r.doc.n, TIMES);
  tag_candidate *out = arena_alloc(&r.memory, r.doc.n, sizeof *out);
  assert_non_null(out);
  assert_true(tagger_read(r.tagger, &r.doc, out, &r.memory));
  for (uint32_t i = 0; i < r.doc.n; i++) assert_non_null(out[i].r);
  close_text(&r);
  free(text);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(keys_are_of_names),
      cmocka_unit_test(every_word_has_a_reading_of_its_own),
      cmocka_unit_test(a_sentence_without_end),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
