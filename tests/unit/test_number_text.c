/* test_number_text.c - numbers, dates and clock times as written. */
#include "text_fixture.h"

/* The text is one number token of this value; `decimals` where it has a fraction. */
static void check_value(const char *text, int64_t value, double exact, bool decimals) {
  fixture *f = fixture_read(text);
  int64_t v = -1;
  double e = -1;
  bool d = !decimals;
  if (f->doc.tokens.n != 1 || f->doc.tokens.items[0].kind != TOKEN_NUMBER)
    fail_msg("%s is not one number: %s", text, fixture_tokens(f));
  if (!text_number_value(&f->doc, f->doc.tokens.items, &v, &e, &d))
    fail_msg("%s has no value", text);
  if (v != value || e != exact || d != decimals)
    fail_msg("%s: %lld %.17g %d", text, (long long)v, e, d);
  fixture_free(f);
}

static void check_no_value(const char *text) {
  fixture *f = fixture_read(text);
  int64_t v;
  double e;
  bool d;
  assert_int_equal(f->doc.tokens.n, 1);
  if (text_number_value(&f->doc, f->doc.tokens.items, &v, &e, &d))
    fail_msg("%s: %lld", text, (long long)v);
  fixture_free(f);
}

static void test_whole_numbers(void **state) {
  (void)state;
  check_value("0", 0, 0, false);
  check_value("24", 24, 24, false);
  check_value("٢٤", 24, 24, false);
  check_value("۲۴", 24, 24, false);
  check_value("２４", 24, 24, false);
  check_value("05", 5, 5, false);
  check_value("1,500", 1500, 1500, false);
  check_value("1.500", 1500, 1500, false);
  check_value("١٬٥٠٠", 1500, 1500, false);
  check_value("١,٥٠٠", 1500, 1500, false);
  check_value("45،470", 45470, 45470, false);
  check_value("1.500.000", 1500000, 1500000, false);
  check_value("143،732،051", 143732051, 143732051, false);
  check_value("٥٫٩٤٩٫٢١٢", 5949212, 5949212, false);
  check_value("1000000000000000", 1000000000000000, 1e15, false);
}

static void test_fractions(void **state) {
  (void)state;
  check_value("3,5", 3, 3.5, true);
  check_value("3.5", 3, 3.5, true);
  check_value("٣٫٥", 3, 3.5, true);
  check_value("6٫935", 6, 6.935, true);
  check_value("5،42", 5, 5.42, true);
  check_value("0.125", 0, 0.125, true);
  check_value("12.7", 12, 12.7, true);
  check_value("99.98", 99, 99.98, true);
  check_value("2013.500", 2013, 2013.5, true);
  check_value("1,234.56", 1234, 1234.56, true);
  check_value("1.234,5", 1234, 1234.5, true);
  check_value("١٬٢٣٤٫٥", 1234, 1234.5, true);
  check_value("1,234,567.891", 1234567, 1234567.891, true);
  check_value("0.1234567890123456789", 0, 0.123456789012345, true);
}

static void test_what_is_no_number(void **state) {
  (void)state;
  check_no_value("192.168.1.1");
  check_no_value("1.2.3.4.5.6.7.8.9");
  check_no_value("1.23.45");
  check_no_value("1,500,00");
  check_no_value("1٬50");
  check_no_value("1000000000000001");
  check_no_value("99999999999999999999999999");
  check_no_value("999,999,999,999,999,999");
  check_no_value("00966512345");
  check_no_value("0112345678");
  fixture *f = fixture_read("قال");
  int64_t v;
  double e;
  bool d;
  assert_false(text_number_value(&f->doc, f->doc.tokens.items, &v, &e, &d));
  fixture_free(f);
}

static void test_number_borders(void **state) {
  (void)state;
  check_tokens("«الـ24» وال24 و1,500، و5.",
               "<:«+a:الـ+n:24+>:»|a:وال+n:24|a:و+n:1,500+p:،|a:و+n:5+p:.");
  check_tokens("100بالمئة 3D 5%", "n:100+a:بالمئة|n:3+l:D|n:5+s:%");
  check_tokens("10-15 -3 2–1 7/6", "n:10+p:-+n:15|p:-+n:3|n:2+p:–+n:1|n:7+p:/+n:6");
  check_tokens("1, 2 و.5", "n:1+p:,|n:2|a:و+p:.+n:5");
}

/* The text is one date or clock token with these fields. */
static void check_fields(const char *text, enum token_kind kind, unsigned n, int32_t a,
                         int32_t b, int32_t c) {
  fixture *f = fixture_read(text);
  int32_t fields[3] = {-1, -1, -1};
  if (f->doc.tokens.n != 1 || f->doc.tokens.items[0].kind != kind)
    fail_msg("%s: %s", text, fixture_tokens(f));
  assert_int_equal(text_number_fields(&f->doc, f->doc.tokens.items, fields), n);
  assert_int_equal(fields[0], a);
  assert_int_equal(fields[1], b);
  if (n > 2) assert_int_equal(fields[2], c);
  fixture_free(f);
}

static void test_dates(void **state) {
  (void)state;
  check_fields("7/6/2021", TOKEN_DATE, 3, 7, 6, 2021);
  check_fields("07-06-2021", TOKEN_DATE, 3, 7, 6, 2021);
  check_fields("7.6.2021", TOKEN_DATE, 3, 7, 6, 2021);
  check_fields("12/31/2021", TOKEN_DATE, 3, 12, 31, 2021);
  check_fields("2021/06/07", TOKEN_DATE, 3, 2021, 6, 7);
  check_fields("2021-06-07", TOKEN_DATE, 3, 2021, 6, 7);
  check_fields("٧/٦/٢٠٢١", TOKEN_DATE, 3, 7, 6, 2021);
  check_fields("٢٠٢١-٠٦-٠٧", TOKEN_DATE, 3, 2021, 6, 7);
  check_fields("22/9/1436", TOKEN_DATE, 3, 22, 9, 1436);
  check_fields("11/9/01", TOKEN_DATE, 3, 11, 9, 1);
  check_fields("٧\xE2\x80\x8F/٦\xE2\x80\x8F/٢٠٢١", TOKEN_DATE, 3, 7, 6,
               2021); /* with direction marks */
  check_tokens("في 7/6/2021، و29-8-1436هـ", "a:في|d:7/6/2021+p:،|a:و+d:29-8-1436+a:هـ");
  check_tokens("12-15/6/2021", "n:12+p:-+d:15/6/2021");
  check_tokens("32/6/2021", "n:32+p:/+n:6+p:/+n:2021");
  check_tokens("0/6/2021", "n:0+p:/+n:6+p:/+n:2021");
  check_tokens("13/13/2021", "n:13+p:/+n:13+p:/+n:2021");
  check_tokens("7/6-2021", "n:7+p:/+n:6+p:-+n:2021");
  check_tokens("1/2/2021/4", "n:1+p:/+n:2+p:/+n:2021+p:/+n:4");
}

static void test_clock(void **state) {
  (void)state;
  check_fields("14:30", TOKEN_CLOCK, 2, 14, 30, 0);
  check_fields("9:05:10", TOKEN_CLOCK, 3, 9, 5, 10);
  check_fields("٠٧:٠٦", TOKEN_CLOCK, 2, 7, 6, 0);
  check_tokens("الـ06:35 صباحا", "a:الـ+c:06:35|a:صباحا");
  check_tokens("2:1 25:00 9:75 1:2:3",
               "n:2+p::+n:1|n:25+p::+n:00|n:9+p::+n:75|n:1+p::+n:2+p::+n:3");
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_whole_numbers),
      cmocka_unit_test(test_fractions),
      cmocka_unit_test(test_what_is_no_number),
      cmocka_unit_test(test_number_borders),
      cmocka_unit_test(test_dates),
      cmocka_unit_test(test_clock),
  };
  return cmocka_run_group_tests_name("number_text", tests, NULL, NULL);
}
