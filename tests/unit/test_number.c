/* test_number.c - numbers, against the phrases of spec/numbers.txt and against a
 * generator of all number words. */
#include "mention_fixture.h"

/* ---- spec/numbers.txt ---- */

static void describe(const fixture *f, char *out, size_t size, bool nouns) {
  size_t n = 0;
  *out = '\0';
  for (uint32_t i = 0; i < f->mentions.numbers.n && n < size; i++) {
    const number *v = &f->mentions.numbers.items[i];
    n += (size_t)snprintf(out + n, size - n, "%s", i ? " ; " : "");
    if (v->flags & NUMBER_NOT_COUNT)
      n += (size_t)snprintf(out + n, size - n, "!%lld", (long long)v->value);
    else if (v->flags & NUMBER_APPROX)
      n += (size_t)snprintf(out + n, size - n, "~%lld", (long long)v->low);
    else if (v->high < 0)
      n += (size_t)snprintf(out + n, size - n, "%lld..", (long long)v->low);
    else if (v->high != v->low)
      n += (size_t)snprintf(out + n, size - n, "%lld..%lld", (long long)v->low,
                            (long long)v->high);
    else
      n += (size_t)snprintf(out + n, size - n, "%lld", (long long)v->low);
    if (nouns && v->noun != MODEL_NONE && !(v->flags & NUMBER_NOT_COUNT) && n < size) {
      const token *k = &f->text.tokens.items[v->noun];
      n += (size_t)snprintf(out + n, size - n, "=%.*s", (int)(k->end - k->start),
                            f->text.data + k->start);
    }
  }
  if (!f->mentions.numbers.n) snprintf(out, size, "-");
}

/* One expectation against one reading: a noun is compared where the spec names one. */
static bool agrees(const char *want, const char *got) {
  while (*want && *got) {
    size_t w = strcspn(want, ";"), g = strcspn(got, ";");
    size_t wn = w, gn = g;
    while (wn && want[wn - 1] == ' ') wn--;
    while (gn && got[gn - 1] == ' ') gn--;
    if (!memchr(want, '=', wn) && memchr(got, '=', gn))
      gn = (size_t)((const char *)memchr(got, '=', gn) - got);
    if (wn != gn || memcmp(want, got, wn)) return false;
    want += w;
    got += g;
    if (*want != *got) return false;
    while (*want == ';' || *want == ' ') want++;
    while (*got == ';' || *got == ' ') got++;
  }
  return *want == *got;
}

static void test_spec(void **state) {
  fixture *f = *state;
  FILE *file = fopen(SPEC_DIR "/numbers.txt", "r");
  assert_non_null(file);
  char line[1024], got[1024];
  int number_of_line = 0, n = 0, failed = 0;
  while (spec_line(file, line, sizeof line)) {
    number_of_line++;
    if (!*line || *line == '#') continue;
    char *tab = strchr(line, '\t');
    assert_non_null(tab);
    *tab = '\0';
    n++;
    fixture_read(f, line, strlen(line), INT32_MIN);
    fixture_check(f);
    describe(f, got, sizeof got, true);
    if (agrees(tab + 1, got)) continue;
    failed++;
    print_error("numbers.txt:%d: %s: want %s, got %s\n", number_of_line, line, tab + 1,
                got);
  }
  fclose(file);
  assert_true(n >= 300);
  assert_int_equal(failed, 0);
}

/* ---- every number in words, from the rules of grammar ---- */

/* The gender of the counted noun; numerals 3-10 take the other one. */
enum gender { MASCULINE, FEMININE };
enum grammatical_case { NOMINATIVE, OBLIQUE };
enum spelling { JOINED_HAMZA, JOINED_ALEF, SPLIT_HAMZA, N_SPELLINGS };

static const char *const UNITS_FOR_MASCULINE[] = {"صفر",    "واحد", "اثنان", "ثلاثة",
                                                  "أربعة",  "خمسة", "ستة",   "سبعة",
                                                  "ثمانية", "تسعة", "عشرة"};
static const char *const UNITS_FOR_FEMININE[] = {
    "صفر", "واحدة", "اثنتان", "ثلاث", "أربع", "خمس", "ست", "سبع", "ثماني", "تسع", "عشر"};
static const char *const TENS[] = {"",    "",   "عشر", "ثلاث", "أربع",
                                   "خمس", "ست", "سبع", "ثمان", "تسع"};

typedef struct style {
  enum gender gender;
  enum grammatical_case casus;
  enum spelling spelling;
} style;

static const char *unit_word(int n, style s) {
  if (n == 2 && s.casus == OBLIQUE) return s.gender == MASCULINE ? "اثنين" : "اثنتين";
  return s.gender == MASCULINE ? UNITS_FOR_MASCULINE[n] : UNITS_FOR_FEMININE[n];
}

static void put_teen(char *out, int n, style s) {
  const char *ten = s.gender == MASCULINE ? "عشر" : "عشرة";
  if (n == 11)
    strcat(out, s.gender == MASCULINE ? "أحد" : "إحدى");
  else if (n == 12)
    strcat(out, s.gender == MASCULINE ? (s.casus ? "اثني" : "اثنا")
                                      : (s.casus ? "اثنتي" : "اثنتا"));
  else
    strcat(out, unit_word(n - 10, s));
  strcat(out, " ");
  strcat(out, ten);
}

/* 1-99 */
static void put_below_hundred(char *out, int n, style s) {
  if (n <= 10) {
    strcat(out, unit_word(n, s));
  } else if (n < 20) {
    put_teen(out, n, s);
  } else {
    if (n % 10 == 1 && s.gender == FEMININE)
      strcat(out, "إحدى و");
    else if (n % 10) {
      strcat(out, unit_word(n % 10, s));
      strcat(out, " و");
    }
    strcat(out, TENS[n / 10]);
    strcat(out, s.casus == OBLIQUE ? "ين" : "ون");
  }
}

/* 1-9 hundreds; `construct`: a noun or a scale follows at once. */
static void put_hundreds(char *out, int n, style s, bool construct) {
  const char *hundred = s.spelling == JOINED_ALEF ? "مائة" : "مئة";
  const char *stem = s.spelling == JOINED_ALEF ? "مائ" : "مئ";
  if (n == 1) {
    strcat(out, hundred);
  } else if (n == 2) {
    strcat(out, stem);
    strcat(out, s.casus == OBLIQUE ? (construct ? "تي" : "تين")
                : construct        ? "تا"
                                   : "تان");
  } else {
    strcat(out, n == 8 && s.spelling != SPLIT_HAMZA ? "ثمان" : UNITS_FOR_FEMININE[n]);
    if (s.spelling == SPLIT_HAMZA) strcat(out, " ");
    strcat(out, hundred);
  }
}

static void put_below_thousand(char *out, int n, style s, bool construct) {
  if (n >= 100) {
    put_hundreds(out, n / 100, s, construct && n % 100 == 0);
    if (n % 100) strcat(out, " و");
  }
  if (n % 100) put_below_hundred(out, n % 100, s);
}

typedef struct scale_words {
  const char *one, *dual_nominative, *dual_oblique, *construct_nominative,
      *construct_oblique, *many, *accusative;
} scale_words;

static const scale_words SCALES[] = {
    {"ألف", "ألفان", "ألفين", "ألفا", "ألفي", "آلاف", "ألفا"},
    {"مليون", "مليونان", "مليونين", "مليونا", "مليوني", "ملايين", "مليونا"},
    {"مليار", "ملياران", "مليارين", "مليارا", "ملياري", "مليارات", "مليارا"},
};

/* `n` (1-999) of a scale; `last`: nothing follows but the noun. */
static void put_scaled(char *out, int n, const scale_words *w, style s, bool last) {
  style masculine = s;
  masculine.gender = MASCULINE; /* thousand and million are masculine */
  int rest = n % 100;
  if (n == 1)
    strcat(out, w->one);
  else if (n == 2)
    strcat(out, s.casus == OBLIQUE ? (last ? w->construct_oblique : w->dual_oblique)
                : last             ? w->construct_nominative
                                   : w->dual_nominative);
  else {
    put_below_thousand(out, n, masculine, true);
    strcat(out, " ");
    strcat(out, rest >= 3 && rest <= 10 ? w->many
                : rest > 10 && !last    ? w->accusative
                                        : w->one);
  }
}

static void put_number(char *out, int64_t n, style s) {
  static const int64_t POWERS[] = {1000, 1000000, 1000000000};
  *out = '\0';
  if (n == 0) {
    strcat(out, UNITS_FOR_MASCULINE[0]);
    return;
  }
  for (int i = 2; i >= 0; i--) {
    int part = (int)(n / POWERS[i] % 1000);
    if (!part) continue;
    if (*out) strcat(out, " و");
    put_scaled(out, part, &SCALES[i], s, n % POWERS[i] == 0);
  }
  if (n % 1000) {
    if (*out) strcat(out, " و");
    put_below_thousand(out, (int)(n % 1000), s, true);
  }
}

/* Reads «the number and a noun that agrees»; true where it comes back as one number of
 * this value. */
static bool comes_back(fixture *f, int64_t n, style s, const char *proclitic) {
  char words[512], phrase[640];
  int rest = (int)(n % 100);
  put_number(words, n, s);
  bool masculine = s.gender == MASCULINE;
  const char *noun = rest >= 3 && rest <= 10 ? (masculine ? "جنود" : "نساء")
                     : rest > 10             ? (masculine ? "جنديا" : "امرأة")
                     : masculine             ? "جندي"
                                             : "امرأة";
  if (n <= 2)
    snprintf(phrase, sizeof phrase, "%s %s", noun, words);
  else
    snprintf(phrase, sizeof phrase, "%s%s %s", proclitic, words, noun);
  fixture_read(f, phrase, strlen(phrase), INT32_MIN);
  const mention_doc *m = &f->mentions;
  if (m->numbers.n == 1 && m->numbers.items[0].value == n &&
      m->numbers.items[0].low == n && m->numbers.items[0].high == n)
    return true;
  char got[512];
  describe(f, got, sizeof got, true);
  print_error("%s: want %lld, got %s\n", phrase, (long long)n, got);
  return false;
}

static void test_all_words(void **state) {
  int failed = 0;
  for (int n = 0; n <= 9999 && failed < 20; n++)
    for (int k = 0; k < 2 * 2 * N_SPELLINGS; k++) {
      style s = {(enum gender)(k & 1), (enum grammatical_case)(k >> 1 & 1),
                 (enum spelling)(k >> 2)};
      if (!comes_back(*state, n, s, "")) failed++;
    }
  assert_int_equal(failed, 0);
}

static void test_proclitics(void **state) {
  static const char *const PROCLITICS[] = {"و", "ب", "ل", "ك", "ف", "وب"};
  int failed = 0;
  for (int n = 3; n <= 9999 && failed < 20; n += 7)
    for (size_t i = 0; i < sizeof PROCLITICS / sizeof *PROCLITICS; i++) {
      style s = {(enum gender)(n & 1), OBLIQUE, (enum spelling)(n % N_SPELLINGS)};
      if (!comes_back(*state, n, s, PROCLITICS[i])) failed++;
    }
  assert_int_equal(failed, 0);
}

static void test_random_words(void **state) {
  uint64_t seed = 42;
  int failed = 0;
  for (int i = 0; i < 20000 && failed < 20; i++) {
    seed = seed * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    int64_t n = (int64_t)(seed >> 20) % INT64_C(1000000000000);
    for (int cut = (int)(seed >> 60); cut > 0; cut--) n /= 10;
    style s = {(enum gender)(seed >> 8 & 1), (enum grammatical_case)(seed >> 9 & 1),
               (enum spelling)((seed >> 10) % N_SPELLINGS)};
    if (!comes_back(*state, n, s, "")) failed++;
  }
  assert_int_equal(failed, 0);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_spec),
      cmocka_unit_test(test_all_words),
      cmocka_unit_test(test_proclitics),
      cmocka_unit_test(test_random_words),
  };
  return cmocka_run_group_tests(tests, fixture_open, fixture_close);
}
