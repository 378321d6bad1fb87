/* test_time.c - time expressions, against the sentences of spec/times.txt, and the forms
 * of spec/time_forms.txt, each with many dates. */
#include "mention_fixture.h"

static void describe(const fixture *f, char *out, size_t size) {
  size_t n = 0;
  for (uint32_t i = 0; i < f->mentions.times.n && n < size; i++) {
    const time_mention *t = &f->mentions.times.items[i];
    n += (size_t)snprintf(out + n, size - n, "%s%s [%.*s]", i ? " ; " : "",
                          t->has_value ? t->value : "?", (int)(t->end - t->start),
                          f->text.data + t->start);
  }
  if (!f->mentions.times.n) snprintf(out, size, "-");
}

/* Compares the lists; a span counts where the spec gives one. */
static bool agrees(const char *want, const char *got) {
  if (!strcmp(want, "-") || !strcmp(got, "-")) return !strcmp(want, got);
  for (;;) {
    const char *ws = strstr(want, " ; "), *gs = strstr(got, " ; ");
    size_t w = ws ? (size_t)(ws - want) : strlen(want),
           g = gs ? (size_t)(gs - got) : strlen(got);
    if (!memchr(want, '[', w)) g = strcspn(got, " ");
    if (w != g || memcmp(want, got, w)) return false;
    if (!ws || !gs) return !ws && !gs;
    want = ws + 3;
    got = gs + 3;
  }
}

/* Reads the sentences of a file of the specification; at least `least` of them. */
static void check_spec(fixture *f, const char *path, int least) {
  FILE *file = fopen(path, "r");
  assert_non_null(file);
  char line[1024], got[1024];
  int32_t published = INT32_MIN;
  int number_of_line = 0, n = 0, failed = 0;
  while (spec_line(file, line, sizeof line)) {
    number_of_line++;
    if (!*line || *line == '#') continue;
    if (*line == '@') {
      published = calendar_parse(line + 2, strlen(line + 2));
      continue;
    }
    char *tab = strchr(line, '\t');
    assert_non_null(tab);
    *tab = '\0';
    n++;
    fixture_read(f, line, strlen(line), published);
    fixture_check(f);
    describe(f, got, sizeof got);
    if (agrees(tab + 1, got)) continue;
    failed++;
    print_error("%s:%d: %s: want %s, got %s\n", strrchr(path, '/') + 1, number_of_line,
                line, tab + 1, got);
  }
  fclose(file);
  assert_true(n >= least);
  assert_int_equal(failed, 0);
}

static void test_spec(void **state) {
  check_spec(*state, SPEC_DIR "/times.txt", 250);
}

static void test_forms(void **state) {
  check_spec(*state, SPEC_DIR "/time_forms.txt", 3000);
}

static void read_text(fixture *f, const char *text, int32_t published) {
  fixture_read(f, text, strlen(text), published);
}

static void test_anchor(void **state) {
  fixture *f = *state;
  int32_t monday = calendar_days(2021, 6, 7);
  read_text(f, "قال اليوم الأحد إن الهجوم وقع", monday);
  assert_true(f->mentions.anchor.known && f->mentions.anchor.from_text);
  assert_int_equal(f->mentions.anchor.written, monday - 1);
  assert_int_equal(f->mentions.anchor.published, monday);
  read_text(f, "قال اليوم الاثنين إن الهجوم وقع", monday);
  assert_false(f->mentions.anchor.from_text);
  assert_int_equal(f->mentions.anchor.written, monday);
  read_text(f, "كابل، 7 يونيو 2021: وقع الهجوم أمس", INT32_MIN);
  assert_true(f->mentions.anchor.known && f->mentions.anchor.from_dateline);
  assert_int_equal(f->mentions.anchor.published, monday);
  read_text(f, "وقع الهجوم أمس", INT32_MIN);
  assert_false(f->mentions.anchor.known);
  assert_int_equal(f->mentions.anchor.written, INT32_MIN);
}

static void test_flags(void **state) {
  fixture *f = *state;
  int32_t monday = calendar_days(2021, 6, 7);
  read_text(f, "في عام 2001", monday);
  assert_int_equal(f->mentions.times.n, 1);
  assert_true(f->mentions.times.items[0].historical &&
              !f->mentions.times.items[0].future);
  read_text(f, "في سبتمبر المقبل", monday);
  assert_true(f->mentions.times.items[0].future &&
              !f->mentions.times.items[0].historical);
  read_text(f, "منذ 2001", monday);
  assert_false(f->mentions.times.items[0].historical);
  assert_int_equal(f->mentions.times.items[0].day_to, INT32_MAX);
  read_text(f, "أمس", monday);
  assert_true(f->mentions.times.items[0].single_day);
  assert_int_equal(f->mentions.times.items[0].day_from, monday - 1);
  assert_int_equal(f->mentions.times.items[0].day_to, monday - 1);
  assert_int_equal(f->mentions.times.items[0].type, TIME_DATE);
  read_text(f, "أمس الساعة 14:30", monday);
  assert_int_equal(f->mentions.times.items[0].type, TIME_TIME);
  read_text(f, "استمر ساعتين", monday);
  assert_int_equal(f->mentions.times.items[0].type, TIME_DURATION);
  read_text(f, "كل جمعة", monday);
  assert_int_equal(f->mentions.times.items[0].type, TIME_SET);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_spec),
      cmocka_unit_test(test_forms),
      cmocka_unit_test(test_anchor),
      cmocka_unit_test(test_flags),
  };
  return cmocka_run_group_tests(tests, fixture_open, fixture_close);
}
