/* test_sentence.c - where sentences end. */
#include "text_fixture.h"

static void test_full_stops(void **state) {
  (void)state;
  check_sentences("وصل الوفد. وغادر الوزير.", "وصل الوفد. # وغادر الوزير.");
  check_sentences("وصل الوفد .وغادر الوزير",
                  "وصل الوفد .وغادر الوزير"); /* a space before, none behind */
  check_sentences("وصل الوفد . وغادر الوزير", "وصل الوفد . # وغادر الوزير");
  check_sentences("وصل الوفد إلى المدينة.وقال الوزير",
                  "وصل الوفد إلى المدينة. # وقال الوزير");
  check_sentences("وصل عام 2021. وغادر", "وصل عام 2021. # وغادر");
  check_sentences("ارتفع 35%.وقال", "ارتفع 35%. # وقال");
  check_sentences("وصل «الوفد».وقال", "وصل «الوفد». # وقال");
  check_sentences("The army left. The town slept.", "The army left. # The town slept.");
  check_sentences("Foo Corp. said so.", "Foo Corp. said so.");
}

static void test_other_marks(void **state) {
  (void)state;
  check_sentences("هل وصل؟ نعم! غادر", "هل وصل؟ # نعم! # غادر");
  check_sentences("هل وصل؟نعم", "هل وصل؟ # نعم");
  check_sentences("ماذا؟! لا", "ماذا؟! # لا");
  check_sentences("قال (!) ذلك (؟) مرة", "قال (!) ذلك (؟) مرة");
  check_sentences("وصل؛ ثم غادر، ثم عاد: هنا", "وصل؛ ثم غادر، ثم عاد: هنا");
  check_sentences("وصل... ثم غادر… وعاد", "وصل... # ثم غادر… # وعاد");
  check_sentences("انفجار في السوق.. قتلى وجرحى", "انفجار في السوق.. # قتلى وجرحى");
  check_sentences("وصل..ثم غادر", "وصل..ثم غادر");
}

static void test_closing_marks_belong_to_the_sentence(void **state) {
  (void)state;
  check_sentences("قال: «وصل.» وغادر", "قال: «وصل.» # وغادر");
  check_sentences("قال \"وصل.\" وغادر", "قال \"وصل.\" # وغادر");
  check_sentences("قال (\"وصل.\") وغادر", "قال (\"وصل.\") # وغادر");
  check_sentences("قال «هل وصل؟»، وغادر", "قال «هل وصل؟»، وغادر");
  check_sentences("قال «وصل. ثم غادر. انتهى». نعم",
                  "قال «وصل. # ثم غادر. # انتهى». # نعم");
  check_sentences("«وصل.»وغادر", "«وصل.» # وغادر");
  check_sentences("وصل.«غادر»", "وصل. # «غادر»");
}

static void test_what_does_not_end_a_sentence(void **state) {
  (void)state;
  check_sentences("بلغ 3.5 في 7.6.2021 الساعة 14:30 هنا",
                  "بلغ 3.5 في 7.6.2021 الساعة 14:30 هنا");
  check_sentences("قال د. محمد و(أ.ف.ب) وأ. ب.", "قال د. محمد و(أ.ف.ب) وأ. ب.");
  check_sentences("U.S. forces met Mr. Smith, Gen. Lee and Dr. Who.",
                  "U.S. forces met Mr. Smith, Gen. Lee and Dr. Who.");
  check_sentences("زر www.example.org/a.b ثم a.b@c.org هنا",
                  "زر www.example.org/a.b ثم a.b@c.org هنا");
  check_sentences("عام 1436هـ. وغادر",
                  "عام 1436هـ. # وغادر"); /* a unit, not an abbreviation */
  check_sentences("في Yahoo.com أمس", "في Yahoo.com أمس");
}

static void test_lines(void **state) {
  (void)state;
  check_sentences("عنوان\nنص أول\r\n\r\nنص ثان", "عنوان # نص أول # نص ثان");
  check_sentences("سطر\xE2\x80\xA8سطر\xE2\x80\xA9سطر", "سطر # سطر # سطر");
  check_sentences("وصل.\nغادر", "وصل. # غادر");
  check_sentences("• بند\n- بند\n1. بند\n* . *", "• بند # - بند # 1. بند # * . *");
  check_sentences("... وقال", "... وقال"); /* no sentence without a word in it */
  check_sentences("\n\n.\n", ".");
}

static void test_sentences_know_their_tokens(void **state) {
  (void)state;
  fixture *f = fixture_read("  وصل الوفد.  غادر \n لا ");
  assert_int_equal(f->doc.sentences.n, 3);
  const sentence *s = f->doc.sentences.items;
  assert_int_equal(s[0].first, 0);
  assert_int_equal(s[0].n, 3);
  assert_int_equal(s[0].start, 2);
  assert_int_equal(s[1].first, 3);
  assert_int_equal(s[1].n, 1);
  assert_int_equal(s[2].first, 4);
  for (uint32_t i = 0; i < 3; i++)
    for (uint32_t k = 0; k < s[i].n; k++)
      assert_int_equal(f->doc.tokens.items[s[i].first + k].sentence, i);
  fixture_free(f);
}

static void test_parts(void **state) {
  (void)state;
  const char *text = "عنوان غير منته\nصورة\nنص أول. نص ثان";
  const uint32_t size = (uint32_t)strlen(text), title = 26, caption = 35;
  const text_part parts[] = {{PART_TITLE, 0, title},
                             {PART_CAPTION, title + 1, caption},
                             {PART_BODY, caption + 1, size}};
  fixture *f = fixture_new(text, size);
  f->doc.parts = parts;
  f->doc.n_parts = 3;
  assert_true(text_read(&f->doc, &f->a));
  assert_string_equal(fixture_sentences(f), "عنوان غير منته # صورة # نص أول. # نص ثان");
  const uint32_t expected[] = {0, 1, 2, 2};
  for (uint32_t i = 0; i < 4; i++)
    assert_int_equal(f->doc.sentences.items[i].part, expected[i]);
  fixture_free(f);
}

static void test_a_part_border_cuts(void **state) {
  (void)state;
  /* Borders that the caller put into a word, and parts that overlap or go too far. */
  const text_part parts[] = {
      {PART_TITLE, 0, 4}, {PART_BODY, 2, 8}, {PART_BODY, 8, 8}, {PART_BODY, 8, 999}};
  fixture *f = fixture_new("مدينةكبيرة", 20);
  f->doc.parts = parts;
  f->doc.n_parts = 4;
  assert_true(text_read(&f->doc, &f->a));
  assert_string_equal(fixture_sentences(f), "مد # ين # ةكبيرة");
  assert_int_equal(f->doc.sentences.items[2].part, 3);
  fixture_free(f);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_full_stops),
      cmocka_unit_test(test_other_marks),
      cmocka_unit_test(test_closing_marks_belong_to_the_sentence),
      cmocka_unit_test(test_what_does_not_end_a_sentence),
      cmocka_unit_test(test_lines),
      cmocka_unit_test(test_sentences_know_their_tokens),
      cmocka_unit_test(test_parts),
      cmocka_unit_test(test_a_part_border_cuts),
  };
  return cmocka_run_group_tests_name("sentence", tests, NULL, NULL);
}
