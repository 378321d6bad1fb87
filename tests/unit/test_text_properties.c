/* test_text_properties.c - what is true of the tokens and sentences of any text, tried on
 * random ones.
 *
 * The texts are put together from fragments that meet in every order: words, ligatures,
 * diacritics, marks, digits, addresses, invisible characters and malformed bytes.
 */
#include "text_fixture.h"

static const char *const FRAGMENTS[] = {"قال",
                                        "المتحدث",
                                        "و",
                                        "أ",
                                        "إلى",
                                        "مدينة",
                                        "قُتِلَ",
                                        "عـراق",
                                        "ﻻ",
                                        "ﷲ",
                                        "فسيستخدمونهاجميعا",
                                        " ",
                                        " ",
                                        " ",
                                        " ",
                                        "  ",
                                        "\n",
                                        ".",
                                        ".",
                                        "..",
                                        "…",
                                        "،",
                                        "؟",
                                        "!",
                                        "؛",
                                        ":",
                                        "-",
                                        "«",
                                        "»",
                                        "\"",
                                        "'",
                                        "``",
                                        "(",
                                        ")",
                                        "24",
                                        "٢٠٢١",
                                        "7/6/2021",
                                        "14:30",
                                        ",",
                                        "٫",
                                        "F-16",
                                        "Reuters",
                                        "é",
                                        "a.b@c.org",
                                        "@",
                                        "#",
                                        "_",
                                        "http://example.org/a",
                                        "www.",
                                        "😀",
                                        "%",
                                        "\xD9\x8E",
                                        "\xD9\x91",
                                        "\xD9\x94",
                                        "\xD9\x80",
                                        "\xE2\x80\x8F",
                                        "\xE2\x80\x8D",
                                        "\xC2\xA0",
                                        "\xEF\xBB\xBF",
                                        "\xD9",
                                        "\x80",
                                        "\xE2\x80",
                                        "\xFF",
                                        "мир",
                                        "\xCC\x81",
                                        "\xE2\x80\xA8"};
enum { N_FRAGMENTS = sizeof FRAGMENTS / sizeof *FRAGMENTS, MAX_TEXT = 3000 };

static size_t random_text(char *text, uint64_t *seed) {
  size_t size = 0, wanted = random_next(seed) % 400;
  while (size < wanted) {
    const char *piece = FRAGMENTS[random_next(seed) % N_FRAGMENTS];
    memcpy(text + size, piece, strlen(piece));
    size += strlen(piece);
  }
  return size;
}

/* Whether the bytes may lie between tokens: white space, controls, and what has no width.
 */
static bool is_gap(const char *s, size_t n) {
  bool bad = false;
  for (size_t i = 0; i < n;) {
    uint32_t cp = utf8_next(s, n, &i, &bad);
    bool space = cp <= ' ' || cp == 0xA0 || cp == 0x2000 || cp == 0x2028;
    bool nothing = cp == 0x200F || cp == 0x200D || cp == 0xFEFF;
    if (bad || (!space && !nothing)) return false;
  }
  return true;
}

static void check_cover(const text_doc *d) {
  uint32_t at = 0;
  for (uint32_t i = 0; i < d->tokens.n; i++) {
    const token *t = &d->tokens.items[i];
    assert_true(t->start >= at && t->end > t->start && t->end <= d->size);
    if (!is_gap(d->data + at, t->start - at))
      fail_msg("bytes %u-%u are in no token", at, t->start);
    at = t->end;
  }
  assert_true(is_gap(d->data + at, d->size - at));
}

/* The letters of an Arabic word, found with nothing but the alphabet: ligatures of these
 * tests, combining hamza. */
static unsigned letters_of(const char *s, size_t n, uint8_t *letters) {
  unsigned count = 0;
  bool bad = false;
  for (size_t i = 0; i < n;) {
    uint32_t cp = utf8_next(s, n, &i, &bad);
    unsigned letter = letter_of_codepoint(cp);
    if (cp == 0xFEFB) {
      letters[count++] = LETTER_LAM;
      letters[count++] = LETTER_ALEF;
    } else if (cp == 0xFDF2) {
      const uint8_t name[] = {LETTER_ALEF, LETTER_LAM, LETTER_LAM, LETTER_HEH};
      memcpy(letters + count, name, sizeof name);
      count += 4;
    } else if (cp == 0x654 && count) {
      uint8_t *last = &letters[count - 1];
      if (*last == LETTER_ALEF) *last = LETTER_ALEF_HAMZA_ABOVE;
      if (*last == LETTER_WAW) *last = LETTER_WAW_HAMZA;
      if (*last == LETTER_YEH || *last == LETTER_ALEF_MAKSURA) *last = LETTER_YEH_HAMZA;
    } else if (letter) {
      letters[count++] = (uint8_t)letter;
    }
  }
  assert_false(bad);
  return count;
}

static void check_keys(const text_doc *d) {
  for (uint32_t i = 0; i < d->tokens.n; i++) {
    const token *t = &d->tokens.items[i];
    const char *s = d->data + t->start;
    size_t n = t->end - t->start;
    if (t->kind == TOKEN_ARABIC || t->kind == TOKEN_LATIN) {
      assert_true(t->n_letters > 0);
      assert_true(word_equal(word_of_text(s, n), t->key));
      assert_int_equal((t->key.hi & WORD_LATIN) != 0, t->kind == TOKEN_LATIN);
    }
    if (t->kind != TOKEN_ARABIC) continue;
    uint8_t letters[MAX_TEXT];
    unsigned count = letters_of(s, n, letters);
    assert_int_equal(t->n_letters, count < 255 ? count : 255);
    if (count <= WORD_MAX_LETTERS)
      assert_true(word_equal(word_pack(letters, count), t->key));
  }
}

/* The bytes from the n-th letter's offset to the next one's hold this letter and no
 * other. */
static void check_letter_offsets(const text_doc *d) {
  for (uint32_t i = 0; i < d->tokens.n; i++) {
    const token *t = &d->tokens.items[i];
    if ((t->kind != TOKEN_ARABIC && t->kind != TOKEN_LATIN) || (t->key.hi & WORD_HASHED))
      continue;
    uint8_t letters[WORD_MAX_LETTERS], piece[MAX_TEXT];
    assert_int_equal(word_unpack(t->key, letters), t->n_letters);
    assert_int_equal(text_letter_offset(d, t, 0), t->start);
    assert_int_equal(text_letter_offset(d, t, t->n_letters), t->end);
    for (unsigned k = 0; k < t->n_letters; k++) {
      uint32_t from = text_letter_offset(d, t, k), to = text_letter_offset(d, t, k + 1);
      assert_true(from <= to && from >= t->start && to <= t->end);
      if (t->kind == TOKEN_LATIN || from == to)
        continue; /* from == to: inside a ligature */
      unsigned n = letters_of(d->data + from, to - from, piece);
      if (n == 0) { /* tatweel before a ligature: only the word's first letter starts with
                       it */
        assert_int_equal(k, 0);
        continue;
      }
      assert_true(k + 1 >= n); /* a ligature: its last letter has all of its bytes */
      assert_int_equal(piece[n - 1], letters[k]);
    }
  }
}

static void check_sentences_cover(const text_doc *d) {
  uint32_t at = 0;
  for (uint32_t i = 0; i < d->sentences.n; i++) {
    const sentence *s = &d->sentences.items[i];
    assert_true(s->n >= 1);
    assert_int_equal(s->first, at);
    assert_int_equal(s->start, d->tokens.items[s->first].start);
    assert_int_equal(s->end, d->tokens.items[s->first + s->n - 1].end);
    for (uint32_t k = s->first; k < s->first + s->n; k++)
      assert_int_equal(d->tokens.items[k].sentence, i);
    for (uint32_t b = s->start; b < s->end; b++) assert_int_not_equal(d->data[b], '\n');
    at += s->n;
  }
  assert_int_equal(at, d->tokens.n);
}

/* Faults are exactly the malformed bytes. */
static void check_faults(const text_doc *d) {
  uint32_t fault = 0;
  for (size_t i = 0; i < d->size;) {
    size_t start = i;
    bool bad = false;
    utf8_next(d->data, d->size, &i, &bad);
    while (fault < d->faults.n && d->faults.items[fault].end <= start) fault++;
    bool in_fault = fault < d->faults.n && d->faults.items[fault].start <= start;
    if (in_fault != bad) fail_msg("byte %zu", start);
    if (bad) assert_true(d->faults.items[fault].end >= i);
  }
}

static void check_counts(const text_doc *d) {
  uint32_t n[TOKEN_SYMBOL + 1] = {0};
  for (uint32_t i = 0; i < d->tokens.n; i++) {
    assert_true(d->tokens.items[i].kind <= TOKEN_SYMBOL);
    n[d->tokens.items[i].kind]++;
  }
  assert_int_equal(d->n_arabic, n[TOKEN_ARABIC]);
  assert_int_equal(d->n_latin, n[TOKEN_LATIN]);
  assert_int_equal(d->n_words, n[TOKEN_ARABIC] + n[TOKEN_LATIN] + n[TOKEN_OTHER]);
}

static void test_properties(void **state) {
  (void)state;
  static char text[MAX_TEXT];
  uint64_t seed = 20210607;
  for (unsigned round = 0; round < 3000; round++) {
    size_t size = random_text(text, &seed);
    fixture *f = fixture_new(text, size);
    assert_true(text_read(&f->doc, &f->a));
    check_cover(&f->doc);
    check_keys(&f->doc);
    check_letter_offsets(&f->doc);
    check_sentences_cover(&f->doc);
    check_faults(&f->doc);
    check_counts(&f->doc);
    fixture_free(f);
  }
}

/* A text in two parts is its parts read alone. */
static void test_parts_are_independent(void **state) {
  (void)state;
  static char text[2 * MAX_TEXT];
  uint64_t seed = 77;
  for (unsigned round = 0; round < 500; round++) {
    size_t a = random_text(text, &seed), b = random_text(text + a, &seed);
    const text_part parts[] = {{PART_TITLE, 0, (uint32_t)a},
                               {PART_BODY, (uint32_t)a, (uint32_t)(a + b)}};
    fixture *both = fixture_new(text, a + b), *one = fixture_new(text, a),
            *two = fixture_new(text + a, b);
    both->doc.parts = parts;
    both->doc.n_parts = 2;
    assert_true(text_read(&both->doc, &both->a));
    assert_true(text_read(&one->doc, &one->a));
    assert_true(text_read(&two->doc, &two->a));
    uint32_t n = one->doc.tokens.n, n_sentences = one->doc.sentences.n;
    assert_int_equal(both->doc.tokens.n, n + two->doc.tokens.n);
    assert_int_equal(both->doc.sentences.n, n_sentences + two->doc.sentences.n);
    assert_int_equal(both->doc.n_words, one->doc.n_words + two->doc.n_words);
    for (uint32_t i = 0; i < both->doc.tokens.n; i++) {
      token expected = i < n ? one->doc.tokens.items[i] : two->doc.tokens.items[i - n];
      if (i >= n) {
        expected.start += (uint32_t)a;
        expected.end += (uint32_t)a;
        expected.sentence += n_sentences;
      }
      assert_memory_equal(&both->doc.tokens.items[i], &expected, sizeof expected);
    }
    fixture_free(both);
    fixture_free(one);
    fixture_free(two);
  }
}

/* The same text again, in an arena that has served others, takes the same memory and
 * gives the same tokens. */
static void test_reuse(void **state) {
  (void)state;
  static char text[MAX_TEXT];
  uint64_t seed = 3;
  fixture *f = fixture_new("قال", 6);
  for (unsigned round = 0; round < 200; round++) {
    size_t size = random_text(text, &seed);
    fixture *fresh = fixture_new(text, size);
    assert_true(text_read(&fresh->doc, &fresh->a));
    arena_reset(&f->a);
    f->doc.data = text;
    f->doc.size = (uint32_t)size;
    assert_true(text_read(&f->doc, &f->a));
    assert_int_equal(f->doc.tokens.n, fresh->doc.tokens.n);
    if (f->doc.tokens.n)
      assert_memory_equal(f->doc.tokens.items, fresh->doc.tokens.items,
                          f->doc.tokens.n * sizeof(token));
    fixture_free(fresh);
  }
  fixture_free(f);
}

/* Every truncation of a text that has a character of each length. */
static void test_every_truncation(void **state) {
  (void)state;
  const char *text =
      "قال «John» إن 7/6/2021 و٧\xE2\x80\x8F/٦\xE2\x80\x8F/٢٠٢١ و😀 1,5 F-16 #وسم_آخر "
      "a@b.org http://x.y/z "
      "... ﻻ أ.ب";
  for (size_t n = 0; n <= strlen(text); n++) {
    fixture *f = fixture_new(text, n);
    assert_true(text_read(&f->doc, &f->a));
    check_cover(&f->doc);
    check_keys(&f->doc);
    check_faults(&f->doc);
    fixture_free(f);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_properties),
      cmocka_unit_test(test_parts_are_independent),
      cmocka_unit_test(test_reuse),
      cmocka_unit_test(test_every_truncation),
  };
  return cmocka_run_group_tests_name("text_properties", tests, NULL, NULL);
}
