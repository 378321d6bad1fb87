/* test_gazetteer.c - names and rows of gazetteers, and tables larger than a model of
 * data/ needs. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

#include "model/gazetteer.h"

static rasid_text text_of(const char *s) {
  return (rasid_text){s, strlen(s)};
}

static void expect_name(const char *raw, const char *wanted, unsigned n_words) {
  clean_name name;
  assert_true(name_clean(text_of(raw), &name));
  assert_int_equal(name.size, strlen(wanted));
  assert_memory_equal(name.text, wanted, name.size);
  assert_int_equal(name.n_words, n_words);
}

/* Letters in these tests: U+062D hah, U+0644 lam, U+0628 beh; that is the name of Aleppo.
 */
#define ALEPPO "\xd8\xad\xd9\x84\xd8\xa8"

static void names_are_written_as_the_project_writes_them(void **state) {
  (void)state;
  expect_name(ALEPPO, ALEPPO, 1);
  /* A vowel sign, tatweel, a mark of direction, an apostrophe. */
  expect_name("\xd8\xad\xd9\x8e\xd9\x84\xd9\x80\xe2\x80\x8f\xd8\xa8'", ALEPPO, 1);
  expect_name("  " ALEPPO " -" ALEPPO "\xc2\xa0", ALEPPO " " ALEPPO, 2);
  expect_name(ALEPPO "\xd8\x8c " ALEPPO, ALEPPO, 1);
  expect_name(ALEPPO " (" ALEPPO ")", ALEPPO, 1);
  /* Keheh is kaf; tcheh is teh and sheen; gaf is ghain. */
  expect_name("\xda\xa9\xda\xaf", "\xd9\x83\xd8\xba", 1);
  expect_name("\xda\x86\xd8\xa7", "\xd8\xaa\xd8\xb4\xd8\xa7", 1);
}

static void what_is_no_arabic_name_is_refused(void **state) {
  (void)state;
  clean_name name;
  char longest[2 * 22 + 1];
  assert_false(name_clean(text_of(""), &name));
  assert_false(name_clean(text_of(" - "), &name));
  assert_false(name_clean(text_of("\xd8\xad"), &name)); /* one letter */
  assert_false(name_clean(text_of("Aleppo"), &name));
  assert_false(name_clean(text_of(ALEPPO " 7"), &name));
  assert_false(name_clean(text_of(ALEPPO "\xff"), &name));
  for (unsigned i = 0; i < 22; i++) memcpy(longest + 2 * i, "\xd8\xad", 2);
  longest[sizeof longest - 1] = '\0';
  assert_false(name_clean(text_of(longest), &name));
  longest[2 * 21] = '\0';
  assert_true(name_clean(text_of(longest), &name));
  assert_false(name_clean(text_of("\xd8\xad \xd8\xad \xd8\xad \xd8\xad \xd8\xad \xd8\xad "
                                  "\xd8\xad \xd8\xad \xd8\xad \xd8\xad \xd8\xad"),
                          &name)); /* eleven words */
}

static void names_that_folding_makes_equal_have_one_hash(void **state) {
  (void)state;
  clean_name a, b, c;
  /* Alef with and without hamza; final teh marbuta and heh. */
  assert_true(name_clean(text_of("\xd8\xa3\xd8\xad\xd8\xa9"), &a));
  assert_true(name_clean(text_of("\xd8\xa7\xd8\xad\xd9\x87"), &b));
  assert_true(name_clean(text_of("\xd8\xa7\xd8\xad\xd9\x88"), &c));
  assert_true(a.hash == b.hash);
  assert_true(a.hash != c.hash);
}

static void preferred_names_come_first(void **state) {
  (void)state;
  builder b = {0};
  alternates names = {0};
  arena_init(&b.memory, allocator_default(), 4096, 0);
  assert_true(alternates_add(&b, &names, 7, text_of("one"), false));
  assert_true(alternates_add(&b, &names, 3, text_of("other"), false));
  assert_true(alternates_add(&b, &names, 7, text_of("two"), false));
  assert_true(alternates_add(&b, &names, 7, text_of("first"), true));
  static const char *const WANTED[] = {"first", "one", "two"};
  uint32_t at = names.heads.items[7];
  for (unsigned i = 0; i < 3; i++) {
    assert_true(at > 0);
    assert_string_equal(names.text.items + names.entries.items[at - 1].text, WANTED[i]);
    at = names.entries.items[at - 1].next;
  }
  assert_int_equal(at, 0);
  for (unsigned i = 3; i < GAZETTEER_MAX_NAMES; i++)
    assert_true(alternates_add(&b, &names, 7, text_of("more"), false));
  assert_false(alternates_add(&b, &names, 7, text_of("too many"), true));
  alternates_free(&b, &names);
  assert_null(b.blocks);
  arena_free(&b.memory);
}

static void formats_are_known_by_a_line(void **state) {
  (void)state;
  assert_int_equal(
      gazetteer_format_of(text_of("id\tname_ar\tvariants\tname_en\tlat\tlon\t"
                                  "country\tadmin1\tadmin2\tfeature\t"
                                  "population\tsource")),
      GAZETTEER_TABLE);
  assert_int_equal(
      gazetteer_format_of(text_of("7\tA\tA\t\t1.5\t-2\tP\tPPL\tSY\t\t\t\t\t\t"
                                  "0\t\t\tZ\t2025-01-01")),
      GAZETTEER_GEONAMES);
  assert_int_equal(gazetteer_format_of(text_of("1\t7\tar\tx\t\t\t\t\t\t")),
                   GAZETTEER_ALTERNATES);
  assert_int_equal(gazetteer_format_of(text_of("1\t7\tar\tx\t\t\t\t")),
                   GAZETTEER_ALTERNATES);
  assert_int_equal(gazetteer_format_of(text_of("id,name,lat,lon")), GAZETTEER_UNKNOWN);
  assert_int_equal(gazetteer_format_of(text_of("")), GAZETTEER_UNKNOWN);
}

static void units_go_by_their_short_names(void **state) {
  (void)state;
  static const char *const NAMES[][2] = {{"Aleppo Governorate", "Aleppo"},
                                         {"Muhafazat Halab", "Halab"},
                                         {"Province of Kayseri", "Kayseri"},
                                         {"Texas", "Texas"},
                                         {" Region", " Region"}};
  for (size_t i = 0; i < sizeof NAMES / sizeof *NAMES; i++) {
    rasid_text name = unit_name_short(text_of(NAMES[i][0]));
    assert_int_equal(name.size, strlen(NAMES[i][1]));
    assert_memory_equal(name.data, NAMES[i][1], name.size);
  }
}

/* A slot tells every item apart and keeps the rest of its bits for the hash. */
static void slots_grow_with_their_items(void **state) {
  (void)state;
  assert_int_equal(slot_index_mask(0), (1u << 22) - 1);
  assert_int_equal(slot_index_mask((1u << 22) - 2), (1u << 22) - 1);
  assert_int_equal(slot_index_mask((1u << 22) - 1), (1u << 23) - 1);
  assert_int_equal(slot_index_mask(12000000), (1u << 24) - 1);
  assert_int_equal(slot_index_mask(0xFFFFFFFEu), 0xFFFFFFFFu);
  assert_int_equal(slot_index_mask(0xFFFFFFFFu), 0xFFFFFFFFu);
  assert_int_equal(slot_tag(UINT64_MAX, (1u << 24) - 1), 0xFF000000u);
}

/* What an array grows to stays in place for its owner, and all is given back. */
static void arrays_of_the_builder_grow(void **state) {
  (void)state;
  builder b = {0};
  struct {
    uint32_t *items;
    uint32_t n, capacity;
  } numbers = {0};
  arena_init(&b.memory, allocator_default(), 4096, 0);
  for (uint32_t i = 0; i < 100000; i++) {
    uint32_t *item = BUILD_PUSH(&b, &numbers);
    assert_non_null(item);
    *item = i * 3;
  }
  for (uint32_t i = 0; i < numbers.n; i++) assert_int_equal(numbers.items[i], i * 3);
  numbers.n = MODEL_NONE - 2;
  numbers.capacity = MODEL_NONE - 2;
  assert_null(BUILD_ROOM(&b, &numbers, 2));
  assert_true(b.full);
  build_free(&b);
  assert_null(b.blocks);
  arena_free(&b.memory);
}

/* Refuses every request after the first `left`; counts what is not given back. */
typedef struct failing {
  unsigned left, n_live;
} failing;

static void *failing_resize(void *context, void *block, size_t size) {
  failing *f = context;
  if (size && !f->left) return NULL;
  if (size) f->left--;
  if (!block && size) f->n_live++;
  if (block && !size) f->n_live--;
  if (size) return realloc(block, size);
  free(block);
  return NULL;
}

static bool fill(builder *b) {
  alternates names = {0};
  for (uint32_t i = 0; i < 3000; i++) {
    char text[16];
    int size = snprintf(text, sizeof text, "name %u", i % 700);
    rasid_text name = {text, (size_t)size};
    if (!alternates_add(b, &names, i, name, false) && b->memory.failed) return false;
    build_string(b, name.data, name.size);
    if (!pair_map_set(b, &b->known_ids, i, 0, i)) return false;
  }
  for (uint32_t i = 0; i < 3000; i++)
    assert_int_equal(pair_map_get(&b->known_ids, i, 0), i);
  return !b->memory.failed;
}

/* Wherever memory ends, the builder says so and gives everything back. */
static void memory_that_ends_is_told(void **state) {
  (void)state;
  bool filled = false;
  unsigned n = 0;
  for (; !filled && n < 1000; n++) {
    failing f = {n, 0};
    allocator alloc = {failing_resize, &f};
    builder b = {0};
    arena_init(&b.memory, &alloc, 4096, 0);
    filled = fill(&b);
    assert_int_equal(filled, !b.memory.failed);
    build_free(&b);
    arena_free(&b.memory);
    assert_int_equal(f.n_live, 0);
  }
  assert_true(filled && n > 20);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(names_are_written_as_the_project_writes_them),
      cmocka_unit_test(what_is_no_arabic_name_is_refused),
      cmocka_unit_test(names_that_folding_makes_equal_have_one_hash),
      cmocka_unit_test(preferred_names_come_first),
      cmocka_unit_test(formats_are_known_by_a_line),
      cmocka_unit_test(units_go_by_their_short_names),
      cmocka_unit_test(slots_grow_with_their_items),
      cmocka_unit_test(arrays_of_the_builder_grow),
      cmocka_unit_test(memory_that_ends_is_told),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
