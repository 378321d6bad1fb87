/* test_token.c - the tokens of a text: their borders, kinds, keys, marks and flags. */
#include "text_fixture.h"

static void test_words(void **state) {
  (void)state;
  check_tokens("", "");
  check_tokens("   \t\n\r\n ", "");
  check_tokens("قال", "a:قال");
  check_tokens("قال المتحدث إن", "a:قال|a:المتحدث|a:إن");
  check_tokens("  قُتِلَ  شخصان ", "a:قُتِلَ|a:شخصان");
  check_tokens("العـــراق", "a:العـــراق");
  check_tokens("قال،وأضاف", "a:قال+p:،+a:وأضاف");
  check_tokens("وسيستخدمونهما والاستقلاليتين", "a:وسيستخدمونهما|a:والاستقلاليتين");
  check_tokens("привет мир γειά 北京", "o:привет|o:мир|o:γειά|o:北京");
  check_tokens("قالРоссияABC", "a:قال+o:Россия+l:ABC");
}

static void test_invisible_characters(void **state) {
  (void)state;
  /* Zero-width characters and direction controls are nothing, also inside a word; at its
   * end they stay outside. */
  check_tokens(
      "\xEF\xBB\xBF"
      "قال\xE2\x80\x8F المد\xE2\x80\x8Dير\xE2\x80\xAC",
      "a:قال|a:المد\xE2\x80\x8Dير");
  check_tokens("Wash\xE2\x80\x8Bington",
               "l:Wash|l:ington"); /* U+200B is a border of words */
  check_tokens("F\xC2\xADoo\xE2\x80\x8E", "l:F\xC2\xADoo");
  check_tokens("قال\xC2\xA0لي\xE3\x80\x80نعم\x01هنا\xC2\x85الآن",
               "a:قال|a:لي|a:نعم|a:هنا|a:الآن");
  fixture *f = fixture_read("\xE2\x80\xAAقال\xE2\x80\xAC");
  assert_int_equal(f->doc.tokens.items[0].start, 3);
  assert_int_equal(f->doc.tokens.items[0].end, 9);
  fixture_free(f);
}

static void test_latin_words(void **state) {
  (void)state;
  check_tokens("Reuters AFP", "l:Reuters|l:AFP");
  check_tokens("F-16 MH17 COVID-19 S-400 Su-35",
               "l:F-16|l:MH17|l:COVID-19|l:S-400|l:Su-35");
  check_tokens("Al-Qaeda", "l:Al+p:-+l:Qaeda");
  check_tokens("F- 16-F", "l:F+p:-|n:16+p:-+l:F");
  check_tokens("don't Sana’a Iran's", "l:don't|l:Sana’a|l:Iran's");
  check_tokens("Müller Škoda São", "l:Müller|l:Škoda|l:São");
  check_tokens("بطائرة F-16 و«إف16»", "a:بطائرة|l:F-16|a:و+<:«+a:إف+n:16+>:»");
}

static void test_latin_keys_and_flags(void **state) {
  (void)state;
  fixture *f = fixture_read("F-16 f16 Müller muller O’Neil O'Neil US Us uS U");
  const token *t = f->doc.tokens.items;
  assert_int_equal(f->doc.tokens.n, 10);
  for (unsigned i = 0; i < 6; i += 2) assert_true(word_equal(t[i].key, t[i + 1].key));
  assert_int_equal(t[0].n_letters, 3);
  assert_true(word_equal(t[0].key, word_of_text("f16", 3)));
  assert_true(t[0].key.hi & WORD_LATIN);
  const unsigned mask = TOKEN_CAPITAL | TOKEN_ALL_CAPS;
  assert_int_equal(t[0].flags & mask, TOKEN_CAPITAL);
  assert_int_equal(t[1].flags & mask, 0);
  assert_int_equal(t[2].flags & mask, TOKEN_CAPITAL);
  assert_int_equal(t[6].flags & mask, TOKEN_CAPITAL | TOKEN_ALL_CAPS);
  assert_int_equal(t[7].flags & mask, TOKEN_CAPITAL);
  assert_int_equal(t[8].flags & mask, 0);
  assert_int_equal(t[9].flags & mask, TOKEN_CAPITAL);
  fixture_free(f);
}

static void test_arabic_flags(void **state) {
  (void)state;
  fixture *f = fixture_read("قُتل قَتُل مدرّس يومًا العـراق قُـتّلًا");
  const token *t = f->doc.tokens.items;
  assert_int_equal(f->doc.tokens.n, 6);
  assert_int_equal(t[0].flags, TOKEN_SPACE_BEFORE | TOKEN_LINE_START | TOKEN_DAMMA_FIRST);
  assert_int_equal(t[1].flags, TOKEN_SPACE_BEFORE);
  assert_int_equal(t[2].flags, TOKEN_SPACE_BEFORE | TOKEN_SHADDA);
  assert_int_equal(t[3].flags, TOKEN_SPACE_BEFORE | TOKEN_TANWIN);
  assert_int_equal(t[4].flags, TOKEN_SPACE_BEFORE | TOKEN_ELONGATED);
  assert_int_equal(t[5].flags, TOKEN_SPACE_BEFORE | TOKEN_DAMMA_FIRST | TOKEN_SHADDA |
                                   TOKEN_TANWIN | TOKEN_ELONGATED);
  assert_true(word_equal(t[0].key, word_of_text("قتل", 6)));
  assert_true(word_equal(t[1].key, t[0].key));
  assert_int_equal(t[0].n_letters, 3);
  fixture_free(f);
}

static void test_space_and_line_flags(void **state) {
  (void)state;
  fixture *f = fixture_read("قال.نعم\nلا");
  const token *t = f->doc.tokens.items;
  assert_int_equal(t[0].flags, TOKEN_SPACE_BEFORE | TOKEN_LINE_START);
  assert_int_equal(t[1].flags, 0);
  assert_int_equal(t[2].flags, 0);
  assert_int_equal(t[3].flags, TOKEN_SPACE_BEFORE | TOKEN_LINE_START);
  fixture_free(f);
}

static void check_same_word(const char *a, const char *b) {
  fixture *f = fixture_read(a);
  assert_int_equal(f->doc.tokens.n, 1);
  assert_int_equal(f->doc.tokens.items[0].kind, TOKEN_ARABIC);
  assert_true(word_equal(f->doc.tokens.items[0].key, word_of_text(b, strlen(b))));
  assert_int_equal(f->doc.tokens.items[0].n_letters, strlen(b) / 2);
  fixture_free(f);
}

static void test_one_word_many_spellings(void **state) {
  (void)state;
  check_same_word("الـعـراق", "العراق");
  check_same_word("اﻻتحاد", "الاتحاد"); /* ligature lam-alef */
  check_same_word("ﻻ", "لا");           /* alone */
  check_same_word("ﷲ", "الله");         /* four letters in one character */
  check_same_word("\xEF\xBB\xA3\xEF\xBA\xBC\xEF\xBA\xAE", "مصر"); /* presentation forms */
  check_same_word("ايران\xE2\x80\x8C", "ايران");
  check_same_word("کیان", "كيان");                      /* Persian keyboard */
  check_same_word("\xD8\xA7\xD9\x93ل", "آل");           /* alef, combining madda */
  check_same_word("\xD8\xA7\xD9\x94مس", "أمس");         /* combining hamza above */
  check_same_word("\xD8\xA7\xD9\x8E\xD9\x94مس", "أمس"); /* … behind a fatha */
  check_same_word("\xD8\xA7\xD9\x95لى", "إلى");
  check_same_word("مس\xD9\x88\xD9\x94ول", "مسؤول");
  check_same_word("هي\xD9\x8A\xD9\x94ة", "هيئة");
}

static void test_long_words(void **state) {
  (void)state;
  /* Ten and eleven letters (one and two integers), twenty-one and twenty-two (packed and
   * hashed). */
  const char *letter = "ب";
  char text[2000] = "";
  word before = {0, 0};
  for (unsigned n = 1; n <= 300; n++) {
    strcat(text, letter);
    fixture *f = fixture_read(text);
    const token *t = f->doc.tokens.items;
    assert_int_equal(f->doc.tokens.n, 1);
    assert_int_equal(t->n_letters, n < 255 ? n : 255);
    assert_int_equal((t->key.hi & WORD_HASHED) != 0, n > WORD_MAX_LETTERS);
    assert_int_equal(t->key.hi & WORD_LATIN, 0);
    assert_false(word_equal(t->key, before));
    assert_true(word_equal(t->key, word_of_text(text, strlen(text))));
    before = t->key;
    fixture_free(f);
  }
  check_tokens("abcdefghijklmnopqrstuvwxyzabc", "l:abcdefghijklmnopqrstuvwxyzabc");
  word a = word_of_text("abcdefghijklmnopqrstuvwxyz", 26),
       b = word_of_text("abcdefghijklmnopqrstuvwxyy", 26);
  assert_true((a.hi & WORD_LATIN) && (a.hi & WORD_HASHED));
  assert_false(word_equal(a, b));
}

static void test_punctuation(void **state) {
  (void)state;
  check_tokens("قال: نعم؛ لا، ربما؟", "a:قال+p::|a:نعم+p:؛|a:لا+p:،|a:ربما+p:؟");
  check_tokens("(أ) [ب] {ج}", "(:(+a:أ+):)|(:[+a:ب+):]|(:{+a:ج+):}");
  check_tokens("بعد... قليل… ثم .. لا", "a:بعد+p:...|a:قليل+p:…|a:ثم|p:..|a:لا");
  check_tokens("من - إلى – ثم — ـ هنا", "a:من|p:-|a:إلى|p:–|a:ثم|p:—|p:ـ|a:هنا");
  check_tokens("-----", "p:-----");
  check_tokens("• بند ▪ آخر", "p:•|a:بند|p:▪|a:آخر");
  check_tokens("50% $5 €7 & + 😀🇾🇪", "n:50+s:%|s:$+n:5|s:€+n:7|s:&|s:+|s:😀+s:🇾+s:🇪");
  check_tokens("﴿نص﴾", "(:﴿+a:نص+):﴾");
}

static void test_marks(void **state) {
  (void)state;
  static const struct {
    const char *text;
    char mark;
    enum token_kind kind;
  } marks[] = {{"،", ',', TOKEN_PUNCT},       {",", ',', TOKEN_PUNCT},
               {"؛", ';', TOKEN_PUNCT},       {"؟", '?', TOKEN_PUNCT},
               {"?", '?', TOKEN_PUNCT},       {"!", '!', TOKEN_PUNCT},
               {".", '.', TOKEN_PUNCT},       {"۔", '.', TOKEN_PUNCT},
               {"..", '~', TOKEN_PUNCT},      {"…", '~', TOKEN_PUNCT},
               {"….", '~', TOKEN_PUNCT},      {":", ':', TOKEN_PUNCT},
               {"-", '-', TOKEN_PUNCT},       {"–", '-', TOKEN_PUNCT},
               {"ـ", '-', TOKEN_PUNCT},       {"−", '-', TOKEN_PUNCT},
               {"*", '*', TOKEN_PUNCT},       {"•", '*', TOKEN_PUNCT},
               {"|", '|', TOKEN_PUNCT},       {"/", '/', TOKEN_PUNCT},
               {"٪", '%', TOKEN_SYMBOL},      {"%", '%', TOKEN_SYMBOL},
               {"£", '$', TOKEN_SYMBOL},      {"₪", '$', TOKEN_SYMBOL},
               {"﷼", '$', TOKEN_SYMBOL},      {"#", '#', TOKEN_SYMBOL},
               {"@", '@', TOKEN_SYMBOL},      {"~", 0, TOKEN_SYMBOL},
               {"©", 0, TOKEN_SYMBOL},        {"(", '(', TOKEN_OPEN},
               {"]", ']', TOKEN_CLOSE},       {"«", '"', TOKEN_QUOTE_OPEN},
               {"»", '"', TOKEN_QUOTE_CLOSE}, {"‹", '"', TOKEN_QUOTE_OPEN},
               {"›", '"', TOKEN_QUOTE_CLOSE}, {"，", ',', TOKEN_PUNCT}};
  for (size_t i = 0; i < sizeof marks / sizeof *marks; i++) {
    fixture *f = fixture_read(marks[i].text);
    const token *t = f->doc.tokens.items;
    if (f->doc.tokens.n != 1 || t->mark != marks[i].mark || t->kind != marks[i].kind)
      fail_msg("%s: %u tokens, mark %c, kind %d", marks[i].text, f->doc.tokens.n, t->mark,
               t->kind);
    assert_int_equal(t->key.lo, t->mark);
    fixture_free(f);
  }
}

static void test_quotes(void **state) {
  (void)state;
  check_tokens("«نعم» ‹لا›", "<:«+a:نعم+>:»|<:‹+a:لا+>:›");
  check_tokens("« نعم »", "<:«|a:نعم|>:»");
  check_tokens("“نعم” „لا‟ ‘كلا’", "<:“+a:نعم+>:”|<:„+a:لا+>:‟|<:‘+a:كلا+>:’");
  check_tokens("”نعم“ قال", "<:”+a:نعم+>:“|a:قال"); /* typed the other way round */
  check_tokens("\"نعم\" \"لا\"", "<:\"+a:نعم+>:\"|<:\"+a:لا+>:\"");
  check_tokens("\" نعم \" قال", "<:\"|a:نعم|>:\"|a:قال");
  check_tokens("بـ\"نعم\"وقال", "a:بـ+<:\"+a:نعم+>:\"+a:وقال");
  check_tokens("قال:\"نعم.\"", "a:قال+p::+<:\"+a:نعم+p:.+>:\"");
  check_tokens("(\"نعم\")،", "(:(+<:\"+a:نعم+>:\"+):)+p:،");
  check_tokens("``نعم'' ''لا''", "<:``+a:نعم+>:''|<:''+a:لا+>:''");
  check_tokens("'نعم' قال", "<:'+a:نعم+>:'|a:قال");
  check_tokens("<<نعم>>", "<:<<+a:نعم+>:>>");
  check_tokens("5 < 6 > 4", "n:5|s:<|n:6|s:>|n:4");
  /* Whether a quote is open is forgotten at the end of the line. */
  check_tokens("أ\"ب\nج\"د", "a:أ+<:\"+a:ب|a:ج+<:\"+a:د");
}

static void test_addresses(void **state) {
  (void)state;
  check_tokens("http://example.org/a?b=1&c=(d) نعم",
               "u:http://example.org/a?b=1&c=(d)|a:نعم");
  check_tokens("انظر https://example.org/.", "a:انظر|u:https://example.org/+p:.");
  check_tokens("(www.example.org)، HTTP://A.B",
               "(:(+u:www.example.org+):)+p:،|u:HTTP://A.B");
  check_tokens("http://example.orgوقال", "u:http://example.org+a:وقال");
  check_tokens("www. http:// https", "l:www+p:.|l:http+p::+p:/+p:/|l:https");
  check_tokens("راسل first.last-2@mail.example.org.",
               "a:راسل|u:first.last-2@mail.example.org+p:.");
  check_tokens("a@b @user x@ y@.z 7@k.com",
               "l:a+s:@+l:b|s:@+l:user|l:x+s:@|l:y+s:@+p:.+l:z|u:7@k.com");
  fixture *f = fixture_read("كتب a.b@c.org");
  assert_int_equal(f->doc.n_latin, 0); /* the words taken back are not counted */
  assert_int_equal(f->doc.n_words, 1);
  fixture_free(f);
}

static void test_hashtags(void **state) {
  (void)state;
  check_tokens("#اليمن #صنعاء_الآن #Yemen2021، # 5",
               "h:#اليمن|h:#صنعاء_الآن|h:#Yemen2021+p:،|s:#|n:5");
  fixture *f = fixture_read("#اليمن #صنعاء_الآن #Yemen");
  const token *t = f->doc.tokens.items;
  assert_true(word_equal(t[0].key, word_of_text("اليمن", 10)));
  assert_int_equal(t[0].n_letters, 5);
  assert_true(word_equal(t[1].key, (word){0, 0}));
  assert_true(word_equal(t[2].key, word_of_text("yemen", 5)));
  assert_int_equal(f->doc.n_words, 0);
  fixture_free(f);
}

static void test_stray_diacritics(void **state) {
  (void)state;
  check_tokens("\xD9\x8E\xD9\x8F قال", "s:\xD9\x8E\xD9\x8F|a:قال");
  check_tokens("ـهم", "a:ـهم");
  check_tokens("\xD9\x8Eقال", "a:\xD9\x8Eقال");
  check_tokens("e\xCC\x81t\xC3\xA9", "l:e\xCC\x81t\xC3\xA9");
}

static void test_malformed_bytes(void **state) {
  (void)state;
  fixture *f = fixture_read("قا\xD9 ل\xFF\xFE\xE2\x80x\xED\xA0\x80");
  assert_string_equal(fixture_tokens(f),
                      "a:قا+s:\xD9|a:ل+s:\xFF\xFE\xE2\x80+l:x+s:\xED\xA0\x80");
  assert_int_equal(f->doc.faults.n, 3);
  assert_int_equal(f->doc.faults.items[0].start, 4);
  assert_int_equal(f->doc.faults.items[0].end, 5);
  assert_int_equal(f->doc.faults.items[1].start, 8);
  assert_int_equal(f->doc.faults.items[1].end, 12);
  assert_int_equal(f->doc.faults.items[2].end, f->doc.size);
  fixture_free(f);
}

static void test_counts(void **state) {
  (void)state;
  fixture *f = fixture_read("قال John Smith في 7/6/2021: мир 24 و«لا».");
  assert_int_equal(f->doc.n_arabic, 4);
  assert_int_equal(f->doc.n_latin, 2);
  assert_int_equal(f->doc.n_words, 7);
  fixture_free(f);
}

static void test_letter_offsets(void **state) {
  (void)state;
  fixture *f = fixture_read("العـرَاق");
  const token *t = f->doc.tokens.items;
  const uint32_t expected[] = {0, 2, 4, 8, 12, 14, 16};
  assert_int_equal(t->n_letters, 6);
  for (unsigned i = 0; i <= 6; i++)
    assert_int_equal(text_letter_offset(&f->doc, t, i), expected[i]);
  assert_int_equal(text_letter_offset(&f->doc, t, 99), 16);
  fixture_free(f);
  f = fixture_read("F-16");
  t = f->doc.tokens.items;
  assert_int_equal(text_letter_offset(&f->doc, t, 1), 2);
  assert_int_equal(text_letter_offset(&f->doc, t, 2), 3);
  fixture_free(f);
  f = fixture_read("بﻻد"); /* both letters of the ligature start where it starts */
  t = f->doc.tokens.items;
  assert_int_equal(t->n_letters, 4);
  assert_int_equal(text_letter_offset(&f->doc, t, 1), 2);
  assert_int_equal(text_letter_offset(&f->doc, t, 2), 2);
  assert_int_equal(text_letter_offset(&f->doc, t, 3), 5);
  fixture_free(f);
}

static void test_out_of_memory(void **state) {
  (void)state;
  const char *text =
      "قال المتحدث. وأضاف \xFF أن الأمر: "
      "\"مهم\"\nنعم!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!! لا";
  bool succeeded = false;
  for (size_t limit = 16; limit < 16384 && !succeeded; limit += 64) {
    arena a;
    arena_init(&a, allocator_default(), 256, limit);
    text_doc doc = {.data = text, .size = (uint32_t)strlen(text)};
    succeeded = text_read(&doc, &a);
    if (!succeeded) assert_true(a.failed);
    arena_free(&a);
  }
  assert_true(succeeded);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_words),
      cmocka_unit_test(test_invisible_characters),
      cmocka_unit_test(test_latin_words),
      cmocka_unit_test(test_latin_keys_and_flags),
      cmocka_unit_test(test_arabic_flags),
      cmocka_unit_test(test_space_and_line_flags),
      cmocka_unit_test(test_one_word_many_spellings),
      cmocka_unit_test(test_long_words),
      cmocka_unit_test(test_punctuation),
      cmocka_unit_test(test_marks),
      cmocka_unit_test(test_quotes),
      cmocka_unit_test(test_addresses),
      cmocka_unit_test(test_hashtags),
      cmocka_unit_test(test_stray_diacritics),
      cmocka_unit_test(test_malformed_bytes),
      cmocka_unit_test(test_counts),
      cmocka_unit_test(test_letter_offsets),
      cmocka_unit_test(test_out_of_memory),
  };
  return cmocka_run_group_tests_name("token", tests, NULL, NULL);
}
