/* test_text.c - letters, packed words, UTF-8, offset maps. */
#include "text_fixture.h"

/* ---- letters and words ---- */

static void test_letters_and_codepoints(void **state) {
  (void)state;
  assert_int_equal(letter_of_codepoint(0x621), LETTER_HAMZA);
  assert_int_equal(letter_of_codepoint(0x627), LETTER_ALEF);
  assert_int_equal(letter_of_codepoint(0x629), LETTER_TEH_MARBUTA);
  assert_int_equal(letter_of_codepoint(0x63A), LETTER_GHAIN);
  assert_int_equal(letter_of_codepoint(0x64A), LETTER_YEH);
  assert_int_equal(letter_of_codepoint(0x6A9), LETTER_KAF); /* keheh */
  assert_int_equal(letter_of_codepoint(0x6CC), LETTER_YEH); /* Farsi yeh */
  assert_int_equal(letter_of_codepoint(0x6C1), LETTER_HEH); /* heh goal */
  assert_int_equal(letter_of_codepoint(0x67E), LETTER_PEH);
  const uint32_t none[] = {0, 'a', 0x60C, 0x640, 0x64B, 0x651, 0x660, 0xFEFB, 0x10FFFF};
  for (size_t i = 0; i < sizeof none / sizeof *none; i++)
    assert_int_equal(letter_of_codepoint(none[i]), LETTER_NONE);
  for (unsigned letter = 1; letter < N_LETTERS; letter++)
    assert_int_equal(letter_of_codepoint(letter_codepoint(letter)), letter);
  assert_int_equal(letter_codepoint(LETTER_NONE), 0);
  assert_int_equal(letter_codepoint(N_LETTERS), 0);
}

static void test_pack_and_unpack(void **state) {
  (void)state;
  uint64_t seed = 1;
  for (unsigned n = 0; n <= WORD_MAX_LETTERS; n++) {
    for (unsigned round = 0; round < 50; round++) {
      uint8_t letters[WORD_MAX_LETTERS], out[WORD_MAX_LETTERS];
      for (unsigned i = 0; i < n; i++)
        letters[i] = (uint8_t)(1 + random_next(&seed) % (N_LETTERS - 1));
      word w = word_pack(letters, n);
      assert_int_equal(w.hi & (WORD_LATIN | WORD_HASHED), 0);
      assert_int_equal(word_unpack(w, out), n);
      assert_memory_equal(out, letters, n);
      for (unsigned k = 0; k <= n && k <= 20; k++) /* a suffix is taken off by shifting */
        assert_true(word_equal(word_chop(w, k), word_pack(letters, n - k)));
      char text[64];
      size_t size = word_to_text(w, text);
      assert_int_equal(size, 2 * n);
      assert_true(word_equal(word_of_text(text, size), w));
    }
  }
}

static void check_fold(const char *written, const char *folded, unsigned bits) {
  word w = word_of_text(written, strlen(written));
  if (!word_equal(word_fold(w), word_of_text(folded, strlen(folded))))
    fail_msg("fold of %s", written);
  assert_int_equal(word_fold_bits(w), bits);
}

static void test_fold(void **state) {
  (void)state;
  check_fold("قتل", "قتل", 0);
  check_fold("أمس", "امس", 1);
  check_fold("إلى", "الي", 2 | 1 << 2);
  check_fold("آخر", "اخر", 3);
  check_fold("مدينة", "مدينه", 2 << 2);
  check_fold("على", "علي", 1 << 2);
  check_fold("أ", "ا", 1);
  check_fold("ى", "ي", 1 << 2);
  check_fold("ة", "ه", 2 << 2);
  check_fold("سأل", "سأل", 0); /* inside a word nothing is folded */
  check_fold("الأمن", "الأمن", 0);
  check_fold("مؤتمر", "مؤتمر", 0);
  check_fold("ىة", "ىه", 2 << 2);
  /* The first letter wherever it lies in the two integers: words of 1 to 21 letters. */
  uint8_t letters[WORD_MAX_LETTERS];
  for (unsigned n = 2; n <= WORD_MAX_LETTERS; n++) {
    memset(letters, LETTER_BEH, sizeof letters);
    letters[0] = LETTER_ALEF_HAMZA_BELOW;
    letters[n - 1] = LETTER_TEH_MARBUTA;
    word w = word_pack(letters, n);
    assert_int_equal(word_fold_bits(w), 2 | 2 << 2);
    letters[0] = LETTER_ALEF;
    letters[n - 1] = LETTER_HEH;
    assert_true(word_equal(word_fold(w), word_pack(letters, n)));
    assert_true(word_equal(word_fold(word_fold(w)), word_fold(w)));
  }
  word latin = word_of_text("Baghdad", 7);
  assert_true(word_equal(word_fold(latin), latin));
  assert_int_equal(word_fold_bits(latin), 0);
  assert_true(word_equal(word_fold((word){0, 0}), (word){0, 0}));
}

static void check_latin(const char *text, const char *expected) {
  char out[64];
  word w = word_of_text(text, strlen(text));
  assert_true(w.hi & WORD_LATIN);
  size_t size = word_to_text(w, out);
  out[size] = 0;
  assert_string_equal(out, expected);
}

static void test_latin_words(void **state) {
  (void)state;
  check_latin("Baghdad", "baghdad");
  check_latin("F-16", "f16");
  check_latin("Sana'a", "sana'a");
  check_latin("Sana’a", "sana'a");
  check_latin("ÉÀÜñçøłđšžıİ", "eauncoldszii");
  check_latin("Ấ", "a");
  check_latin("æß", "??");
  check_latin("ＮＡＴＯ", "nato");
  check_latin("e\xCC\x81", "e");
}

static void test_words_of_nothing(void **state) {
  (void)state;
  const char *texts[] = {"", " ", "،", "24", "ـ", "\xD9\x8E", "\xFF\xFF", "привет"};
  for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
    word w = word_of_text(texts[i], strlen(texts[i]));
    assert_true(word_equal(w, (word){0, 0}));
    char out[64];
    assert_int_equal(word_to_text(w, out), 0);
  }
}

/* ---- UTF-8 ---- */

typedef struct decoded {
  uint32_t cp[16];
  size_t size[16], n;
  bool bad;
} decoded;

static decoded decode(const char *s, size_t n) {
  decoded d = {.n = 0};
  for (size_t i = 0; i < n;) {
    size_t before = i;
    d.cp[d.n] = utf8_next(s, n, &i, &d.bad);
    assert_true(i > before && i <= n);
    d.size[d.n++] = i - before;
  }
  return d;
}

static void test_utf8_whole_range(void **state) {
  (void)state;
  for (uint32_t cp = 0; cp <= 0x10FFFF; cp++) {
    if (cp >= 0xD800 && cp <= 0xDFFF) continue;
    char s[4];
    size_t n = 0;
    if (cp < 0x80) {
      s[n++] = (char)cp;
    } else if (cp < 0x800) {
      s[n++] = (char)(0xC0 | cp >> 6);
    } else if (cp < 0x10000) {
      s[n++] = (char)(0xE0 | cp >> 12);
      s[n++] = (char)(0x80 | (cp >> 6 & 63));
    } else {
      s[n++] = (char)(0xF0 | cp >> 18);
      s[n++] = (char)(0x80 | (cp >> 12 & 63));
      s[n++] = (char)(0x80 | (cp >> 6 & 63));
    }
    if (cp >= 0x80) s[n++] = (char)(0x80 | (cp & 63));
    size_t i = 0;
    bool bad = false;
    if (utf8_next(s, n, &i, &bad) != cp || i != n || bad) fail_msg("U+%04X", cp);
    /* Every truncation is one ill-formed run. */
    for (size_t k = 1; k < n; k++) {
      i = 0;
      bad = false;
      if (utf8_next(s, k, &i, &bad) != 0xFFFD || i != k || !bad)
        fail_msg("U+%04X cut to %zu", cp, k);
    }
  }
}

/* Table 3-8 and its neighbours in the Unicode standard: how many U+FFFD stand for what.
 */
static void test_utf8_maximal_subparts(void **state) {
  (void)state;
  static const struct {
    const char *bytes;
    size_t n;
  } cases[] = {{"\xC0\xAF", 2},         {"\xE0\x80\xBF", 3},
               {"\xF0\x81\x82\x41", 4}, {"\xED\xA0\x80", 3},
               {"\xF4\x91\x92\x93", 4}, {"\xFF\x41", 2},
               {"\x80\xBF", 2},         {"\xE1\x80\xE2\xF0\x91\x92\xF1\xBF\x41", 5},
               {"\xF0\x80\x80\x80", 4}, {"\xF5\x80\x80\x80", 4},
               {"\xC2\xC2\xA0", 2},     {"\xD8", 1}};
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    size_t size = strlen(cases[i].bytes);
    decoded d = decode(cases[i].bytes, size);
    assert_int_equal(d.n, cases[i].n);
    assert_true(d.bad);
    assert_int_equal(utf8_count(cases[i].bytes, size), cases[i].n);
  }
  decoded d = decode("\xE1\x80\xE2\xF0\x91\x92\xF1\xBF\x41", 9);
  const size_t sizes[] = {2, 1, 3, 2, 1};
  for (size_t i = 0; i < 5; i++) assert_int_equal(d.size[i], sizes[i]);
  assert_int_equal(d.cp[4], 'A');
}

/* ---- offset maps ---- */

static const char *const FRAGMENTS[] = {
    "a",    "قال", " ",        "、",       "😀",          "\xD9",         "\x80",
    "\xFF", "\n",  "\xE2\x80", "\xF0\x9F", "ascii text", "\xED\xA0\x80", "é"};
enum { N_FRAGMENTS = sizeof FRAGMENTS / sizeof *FRAGMENTS };

/* Compares the map with counting from the start, at every byte. */
static void check_map(const char *text, size_t size, int unit, bool valid) {
  arena a;
  arena_init(&a, allocator_default(), 4096, 0);
  offset_map m;
  assert_true(offset_map_init(&m, text, size, unit, valid, &a));
  uint32_t units = 0;
  bool bad = false;
  for (size_t i = 0, byte = 0; byte <= size;) {
    if (offset_map_at(&m, (uint32_t)byte) != units)
      fail_msg("unit %d, byte %zu of %zu: %u, not %u", unit, byte, size,
               offset_map_at(&m, (uint32_t)byte), units);
    if (byte == size) break;
    uint32_t cp = utf8_next(text, size, &i, &bad);
    size_t length = i - byte;
    uint32_t after = units + (unit == RASID_OFFSETS_BYTES   ? (uint32_t)length
                              : unit == RASID_OFFSETS_UTF16 ? (cp > 0xFFFF ? 2 : 1)
                                                            : 1);
    for (size_t inside = byte + 1; inside < i;
         inside++) /* inside a code point: counted as read */
      assert_int_equal(offset_map_at(&m, (uint32_t)inside),
                       unit == RASID_OFFSETS_BYTES ? inside : after);
    units = after;
    byte = i;
  }
  assert_int_equal(offset_map_at(&m, (uint32_t)size + 10), units);
  arena_free(&a);
}

static void test_offset_map_equals_counting(void **state) {
  (void)state;
  uint64_t seed = 7;
  for (unsigned round = 0; round < 400; round++) {
    static char text[4096];
    size_t size = 0, wanted = random_next(&seed) % 2000;
    bool malformed = round % 2;
    while (size < wanted) {
      const char *piece = FRAGMENTS[random_next(&seed) % N_FRAGMENTS];
      if (!malformed && strspn(piece, "\x80\xD9\xFF\xE2\xF0\xED") == strlen(piece))
        continue;
      memcpy(text + size, piece, strlen(piece));
      size += strlen(piece);
    }
    bool bad = false;
    for (size_t i = 0; i < size;) utf8_next(text, size, &i, &bad);
    char *copy = malloc(size + 1);
    assert_non_null(copy);
    memcpy(copy, text, size);
    for (int unit = RASID_OFFSETS_CODEPOINTS; unit <= RASID_OFFSETS_UTF16; unit++) {
      check_map(copy, size, unit, false);
      if (!bad) check_map(copy, size, unit, true);
    }
    free(copy);
  }
}

static void test_offset_map_random_bytes(void **state) {
  (void)state;
  uint64_t seed = 99;
  for (unsigned round = 0; round < 100; round++) {
    char text[1500];
    /* Mostly continuations, so that blocks start in the middle of what no lead begins. */
    for (size_t i = 0; i < sizeof text; i++) {
      uint32_t r = random_next(&seed);
      text[i] = (char)(r & 1 ? 0x80 | (r >> 8 & 63) : r >> 8);
    }
    for (int unit = RASID_OFFSETS_CODEPOINTS; unit <= RASID_OFFSETS_UTF16; unit++)
      check_map(text, sizeof text, unit, false);
  }
}

static void test_offset_map_borders(void **state) {
  (void)state;
  char text[1100];
  memset(text, 'a', sizeof text);
  for (int unit = RASID_OFFSETS_CODEPOINTS; unit <= RASID_OFFSETS_UTF16; unit++) {
    check_map(text, 0, unit, true);
    for (size_t size = 254; size < 260; size++) check_map(text, size, unit, true);
    for (size_t at = 250; at < 258;
         at++) { /* a four-byte character over the border of a block */
      memset(text, 'a', sizeof text);
      memcpy(text + at, "😀", 4);
      check_map(text, 600, unit, true);
      check_map(text, 600, unit, false);
    }
    for (size_t i = 0; i + 4 <= sizeof text; i += 4) memcpy(text + i, "😀", 4);
    check_map(text, sizeof text, unit, true);
    memset(text, 'a', sizeof text);
  }
  arena a;
  arena_init(&a, allocator_default(), 64, 32);
  offset_map m;
  for (size_t i = 0; i + 4 <= sizeof text; i += 4) memcpy(text + i, "😀", 4);
  assert_true(offset_map_init(&m, text, sizeof text, RASID_OFFSETS_BYTES, true, &a));
  assert_true(m.ascii);
  while (arena_alloc(&a, 1, 16)) continue;
  assert_false(offset_map_init(&m, text, sizeof text, RASID_OFFSETS_UTF16, true, &a));
  arena_free(&a);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_letters_and_codepoints),
      cmocka_unit_test(test_pack_and_unpack),
      cmocka_unit_test(test_fold),
      cmocka_unit_test(test_latin_words),
      cmocka_unit_test(test_words_of_nothing),
      cmocka_unit_test(test_utf8_whole_range),
      cmocka_unit_test(test_utf8_maximal_subparts),
      cmocka_unit_test(test_offset_map_equals_counting),
      cmocka_unit_test(test_offset_map_random_bytes),
      cmocka_unit_test(test_offset_map_borders),
  };
  return cmocka_run_group_tests_name("text", tests, NULL, NULL);
}
