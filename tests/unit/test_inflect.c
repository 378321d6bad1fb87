/* test_inflect.c - inflection against paradigms written from the grammars (tests/spec),
 * and the verb dictionary against it.
 *
 * A cell of a paradigm asks for exactly the forms that stand in it: a form too many fails
 * as one too few does, and so do a finite form that stands in no cell and a class of
 * verbs that has no paradigm.
 */
#include "model/inflect.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* cmocka.h needs what stands above. */
#include <cmocka.h>

#ifndef RASID_SOURCE_DIR
#define RASID_SOURCE_DIR "."
#endif
#ifndef SPEC_DIR
#define SPEC_DIR RASID_SOURCE_DIR "/tests/spec"
#endif
#ifndef DATA_DIR
#define DATA_DIR RASID_SOURCE_DIR "/data"
#endif

enum { MAX_FORMS = 2000, MAX_FIELDS = 64, MAX_LINE = 4096 };

/* Which cells a form stands in: an imperfect that is written alike in several moods must
 * stand in one of the indicative and in one of another mood. */
enum { IN_CELL = 1, IN_CELL_OF_OTHER_MOOD = 2 };

typedef struct collection {
  inflected forms[MAX_FORMS];
  uint8_t cells[MAX_FORMS];
  unsigned n;
} collection;

static void collect(void *context, const inflected *form) {
  collection *all = context;
  assert_true(all->n < MAX_FORMS);
  assert_true(form->n >= 2 && form->n <= sizeof form->letters);
  all->cells[all->n] = 0;
  all->forms[all->n++] = *form;
}

/* ---- text ---- */

/* Letters of a UTF-8 word; every Arabic letter has two bytes. Returns their number; 0
 * where a byte is no letter. */
static unsigned letters_of(const char *text, uint8_t *letters, unsigned room) {
  unsigned n = 0;
  for (const char *p = text; *p; p += 2) {
    uint32_t lead = (unsigned char)p[0], trail = (unsigned char)p[1];
    if ((lead & 0xE0u) != 0xC0u || (trail & 0xC0u) != 0x80u || n == room) return 0;
    unsigned letter = letter_of_codepoint((lead & 0x1Fu) << 6 | (trail & 0x3Fu));
    if (!letter) return 0;
    letters[n++] = (uint8_t)letter;
  }
  return n;
}

/* The UTF-8 of letters, for messages. */
static const char *text_of(const uint8_t *letters, unsigned n, char *text) {
  char *p = text;
  for (unsigned i = 0; i < n; i++) {
    uint32_t cp = letter_codepoint(letters[i]);
    *p++ = (char)(0xC0u | cp >> 6);
    *p++ = (char)(0x80u | (cp & 0x3Fu));
  }
  *p = '\0';
  return text;
}

static unsigned split(char *line, const char *separators, char **fields) {
  unsigned n = 0;
  for (char *p = strtok(line, separators); p && n < MAX_FIELDS;
       p = strtok(NULL, separators))
    fields[n++] = p;
  return n;
}

typedef struct spec_file {
  FILE *file;
  const char *name;
  unsigned line;
  unsigned n_wrong;
  char rules[MAX_LINE]; /* ids seen, each between blanks */
} spec_file;

static void spec_open(spec_file *spec, const char *path) {
  memset(spec, 0, sizeof *spec);
  spec->name = path;
  spec->file = fopen(path, "r");
  if (!spec->file) fail_msg("cannot open %s", path);
}

static void wrong(spec_file *spec, const char *cell, const char *what, const char *form) {
  print_error("%s:%u: %s: %s %s\n", spec->name, spec->line, cell, what, form);
  spec->n_wrong++;
}

static void note_rule(spec_file *spec, const char *rule) {
  size_t used = strlen(spec->rules);
  if (used + strlen(rule) + 3 < sizeof spec->rules)
    snprintf(spec->rules + used, sizeof spec->rules - used, " %s ", rule);
}

static void assert_rules_seen(const spec_file *spec, const char *const *rules, size_t n) {
  for (size_t i = 0; i < n; i++) {
    char id[16];
    snprintf(id, sizeof id, " %s ", rules[i]);
    if (!strstr(spec->rules, id))
      fail_msg("%s: no example of rule %s", spec->name, rules[i]);
  }
}

/* ---- cells ---- */

/* The forms a cell wants, split at slashes; `-` is none. */
typedef struct wanted {
  inflected forms[8];
  bool found[8];
  unsigned n;
} wanted;

static void wanted_read(spec_file *spec, const char *cell, char *text, wanted *w) {
  memset(w, 0, sizeof *w);
  if (strcmp(text, "-") == 0) return;
  for (char *p = text; p && *p;) {
    char *slash = strchr(p, '/');
    if (slash) *slash = '\0';
    inflected *form = &w->forms[w->n++];
    form->n = (uint8_t)letters_of(p, form->letters, sizeof form->letters);
    if (form->n == 0) wrong(spec, cell, "not a word:", p);
    p = slash ? slash + 1 : NULL;
  }
}

/* Compares the collected forms whose features agree under `mask` with the wanted ones.
 * `exact`: others are mistakes. */
static void compare(spec_file *spec, const char *cell, collection *all, uint32_t mask,
                    uint32_t features, uint32_t skip_mood, bool exact, wanted *w) {
  char text[100];
  uint8_t mark = skip_mood == FEATURE_INDICATIVE ? IN_CELL_OF_OTHER_MOOD : IN_CELL;
  for (unsigned i = 0; i < all->n; i++) {
    const inflected *form = &all->forms[i];
    if ((form->features & mask) != features) continue;
    if (skip_mood && (form->features & (3u << 14)) == skip_mood) continue;
    bool known = false;
    for (unsigned j = 0; j < w->n; j++) {
      bool same = w->forms[j].n == form->n &&
                  memcmp(w->forms[j].letters, form->letters, form->n) == 0;
      if (same) known = w->found[j] = true;
    }
    if (known || exact) all->cells[i] |= mark;
    if (!known && exact)
      wrong(spec, cell, "too many:", text_of(form->letters, form->n, text));
  }
  for (unsigned j = 0; j < w->n; j++)
    if (!w->found[j])
      wrong(spec, cell, "missing:", text_of(w->forms[j].letters, w->forms[j].n, text));
}

#define MASK_POS 31u
#define MASK_AGREEMENT (FEATURE_PERSON_N(3) | FEATURE_PL | (3u << 9))
#define MASK_CASE (3u << 18)

/* "3ms" as features. */
static uint32_t person_of(const char *label) {
  uint32_t features = 0;
  for (const char *p = label; *p; p++) switch (*p) {
      case '1':
      case '2':
      case '3': features |= FEATURE_PERSON_N(*p - '0'); break;
      case 'm': features |= FEATURE_M; break;
      case 'f': features |= FEATURE_F; break;
      case 's': features |= FEATURE_SG; break;
      case 'd': features |= FEATURE_DU; break;
      case 'p': features |= FEATURE_PL; break;
      default: break;
    }
  return features;
}

typedef struct section {
  const char *name;
  uint32_t features;
  uint32_t skip_mood;
  bool exact;
} section;

static const section sections[] = {
    {"perfect", POS_VERB | FEATURE_PERFECT, 0, true},
    {"perfect+", POS_VERB | FEATURE_PERFECT | FEATURE_PRESUFFIX, 0, true},
    {"imperfect", POS_VERB | FEATURE_IMPERFECT, FEATURE_SUBJUSS, true},
    {"imperfect+", POS_VERB | FEATURE_IMPERFECT | FEATURE_PRESUFFIX, 0, true},
    {"subjunctive", POS_VERB | FEATURE_IMPERFECT, FEATURE_INDICATIVE, false},
    {"jussive", POS_VERB | FEATURE_IMPERFECT, FEATURE_INDICATIVE, false},
    {"imperative", POS_VERB | FEATURE_IMPERATIVE, 0, true},
    {"imperative+", POS_VERB | FEATURE_IMPERATIVE | FEATURE_PRESUFFIX, 0, true},
    {"passive-perfect", POS_VERB | FEATURE_PERFECT | FEATURE_PASSIVE, 0, true},
    {"passive-perfect+", POS_VERB | FEATURE_PERFECT | FEATURE_PASSIVE | FEATURE_PRESUFFIX,
     0, true},
    {"passive-imperfect", POS_VERB | FEATURE_IMPERFECT | FEATURE_PASSIVE, FEATURE_SUBJUSS,
     true},
    {"passive-imperfect+",
     POS_VERB | FEATURE_IMPERFECT | FEATURE_PASSIVE | FEATURE_PRESUFFIX, 0, true},
    {"passive-subjunctive", POS_VERB | FEATURE_IMPERFECT | FEATURE_PASSIVE,
     FEATURE_INDICATIVE, false},
    {"passive-jussive", POS_VERB | FEATURE_IMPERFECT | FEATURE_PASSIVE,
     FEATURE_INDICATIVE, false},
    {"active", POS_PART_ACT, 0, true},
    {"passive", POS_PART_PASS, 0, true},
    {"masdar", POS_MASDAR, 0, true},
};

static const section *section_of(const char *name) {
  for (size_t i = 0; i < sizeof sections / sizeof *sections; i++)
    if (strcmp(sections[i].name, name) == 0) return &sections[i];
  return NULL;
}

static void check_cell(spec_file *spec, const section *s, const char *label, char *forms,
                       collection *all) {
  wanted w;
  char cell[64];
  snprintf(cell, sizeof cell, "%s %s", s->name, label);
  wanted_read(spec, cell, forms, &w);
  uint32_t mask =
      MASK_POS | (3u << 11) | FEATURE_PASSIVE | FEATURE_PRESUFFIX | MASK_AGREEMENT;
  uint32_t features = s->features | person_of(label);
  uint32_t pos = s->features & MASK_POS;
  if (pos != POS_VERB) {
    mask |= MASK_CASE | FEATURE_CONSTRUCT;
    uint32_t number = FEATURE_NUMBER(features);
    if (pos == POS_MASDAR) mask &= ~(3u << 9);
    bool ending_has_case = number == 2 || (number == 3 && FEATURE_GENDER(features) == 1);
    if (ending_has_case) features |= FEATURE_NOM;
  }
  compare(spec, cell, all, mask, features, s->skip_mood, s->exact, &w);
}

/* "masdar -": no form of the part of speech at all. */
static void check_none(spec_file *spec, const section *s, collection *all) {
  wanted none = {.n = 0};
  compare(spec, s->name, all, MASK_POS, s->features & MASK_POS, 0, true, &none);
}

static uint8_t cells_needed(uint32_t features) {
  if (FEATURE_POS(features) != POS_VERB) return 0;
  bool has_mood = FEATURE_ASPECT(features) == 2 && !(features & FEATURE_PRESUFFIX);
  uint32_t mood = features & (FEATURE_INDICATIVE | FEATURE_SUBJUSS);
  if (!has_mood || mood == FEATURE_INDICATIVE) return IN_CELL;
  return mood == FEATURE_SUBJUSS ? IN_CELL_OF_OTHER_MOOD
                                 : IN_CELL | IN_CELL_OF_OTHER_MOOD;
}

/* Every finite form must stand in its cells: no form of a paradigm is unchecked. */
static void check_all_in_cells(spec_file *spec, const char *lemma,
                               const collection *all) {
  for (unsigned i = 0; i < all->n; i++) {
    const inflected *form = &all->forms[i];
    uint8_t needed = cells_needed(form->features);
    if ((all->cells[i] & needed) == needed) continue;
    char cell[100], text[100];
    snprintf(cell, sizeof cell, "%s, features %x", lemma, form->features);
    wrong(spec, cell, "in no cell:", text_of(form->letters, form->n, text));
  }
}

static bool verb_of_fields(char **f, unsigned n, verb_spec *verb) {
  memset(verb, 0, sizeof *verb);
  if (n < 8) return false;
  verb->n_root = (uint8_t)letters_of(f[3], verb->root, sizeof verb->root);
  verb->form = (uint8_t)(f[5][0] == 'Q' ? 10 + atoi(f[5] + 1) : atoi(f[5]));
  bool vowels = strlen(f[7]) == 3;
  verb->perfect = vowels ? f[7][0] : '-';
  verb->imperfect = vowels ? f[7][2] : '-';
  return verb->n_root != 0;
}

static void check_cells(spec_file *spec, char **f, unsigned n, collection *all) {
  const section *s = section_of(f[0]);
  if (!s || n < 2) {
    wrong(spec, f[0], "unknown section", "");
    return;
  }
  if (n == 2 && strcmp(f[1], "-") == 0) {
    check_none(spec, s, all);
    return;
  }
  for (unsigned i = 1; i + 1 < n; i += 2) check_cell(spec, s, f[i], f[i + 1], all);
}

/* Notes the rules a paradigm shows; T1 among them says how the passive is to be made. */
static void note_rules(spec_file *spec, char *list, verb_spec *verb) {
  char *ids[MAX_FIELDS];
  unsigned n = split(list, ",", ids);
  for (unsigned i = 0; i < n; i++) {
    note_rule(spec, ids[i]);
    if (strcmp(ids[i], "T1") == 0) verb->impersonal_passive = true;
  }
}

/* Starts the paradigm of a `verb` line. */
static void verb_start(spec_file *spec, char **f, unsigned n, collection *all) {
  verb_spec verb;
  assert_true(verb_of_fields(f, n, &verb));
  if (n > 9) note_rules(spec, f[9], &verb);
  all->n = 0;
  const char *mistake = inflect_verb(&verb, collect, all);
  if (mistake) wrong(spec, f[1], mistake, "");
}

static void test_verb_paradigms(void **state) {
  (void)state;
  static collection all;
  spec_file spec;
  char lemma[64] = "";
  all.n = 0;
  spec_open(&spec, SPEC_DIR "/verb_paradigms.txt");
  char line[MAX_LINE];
  unsigned n_verbs = 0;
  while (fgets(line, sizeof line, spec.file)) {
    spec.line++;
    char *f[MAX_FIELDS];
    if (line[0] == '#') continue;
    unsigned n = split(line, " \n", f);
    if (n == 0) continue;
    if (strcmp(f[0], "verb") == 0) {
      check_all_in_cells(&spec, lemma, &all);
      snprintf(lemma, sizeof lemma, "%s", f[1]);
      verb_start(&spec, f, n, &all);
      n_verbs++;
    } else {
      check_cells(&spec, f, n, &all);
    }
  }
  check_all_in_cells(&spec, lemma, &all);
  fclose(spec.file);
  static const char *const rules[] = {"S1", "S2", "S3", "F8", "W1", "W2", "W3", "D1",
                                      "H1", "H2", "H3", "H4", "H5", "H6", "H7", "H8",
                                      "I1", "I2", "J1", "P1", "P2", "N1", "T1"};
  assert_rules_seen(&spec, rules, sizeof rules / sizeof *rules);
  assert_true(n_verbs >= 250);
  assert_int_equal(spec.n_wrong, 0);
}

/* ---- nouns ---- */

typedef struct noun_case {
  noun_spec noun;
  uint8_t plurals[4][40], lengths[4], feminine[40];
} noun_case;

static void noun_plurals(noun_case *c, char *list) {
  char *items[MAX_FIELDS];
  unsigned n = split(list, "|", items);
  for (unsigned i = 0; i < n && c->noun.n_plurals < 4; i++) {
    if (strcmp(items[i], "+un") == 0) {
      c->noun.sound_masculine = true;
    } else if (strcmp(items[i], "+at") == 0) {
      c->noun.sound_feminine = true;
    } else if (strcmp(items[i], "-") != 0) {
      unsigned place = c->noun.n_plurals++;
      c->lengths[place] = (uint8_t)letters_of(items[i], c->plurals[place], 40);
    }
  }
}

static void noun_field(noun_case *c, const char *key, char *value) {
  static const struct {
    const char *name;
    uint32_t pos;
  } kinds[] = {{"noun", POS_NOUN},
               {"adj", POS_ADJ},
               {"act", POS_PART_ACT},
               {"pass", POS_PART_PASS},
               {"masdar", POS_MASDAR}};
  if (strcmp(key, "pos") == 0) {
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
      if (strcmp(kinds[i].name, value) == 0) c->noun.pos = kinds[i].pos;
  } else if (strcmp(key, "gender") == 0) {
    c->noun.gender = *value == 'f' ? 2 : 1;
  } else if (strcmp(key, "plurals") == 0) {
    noun_plurals(c, value);
  } else if (strcmp(key, "feminine") == 0 && *value == '=') {
    c->noun.feminine_by_teh = true;
  } else if (strcmp(key, "feminine") == 0) {
    c->noun.feminine_length = (uint8_t)letters_of(value, c->feminine, 40);
    c->noun.feminine = c->feminine;
  }
}

/* "du.f.nom.con" as features; `*mask` is what they are compared under. */
static uint32_t noun_label(char *label, uint32_t *mask) {
  static const struct {
    const char *name;
    uint32_t features, mask;
  } parts[] = {
      {"sg", FEATURE_SG, 0},         {"du", FEATURE_DU, 0},
      {"pl", FEATURE_PL, 0},         {"m", FEATURE_M, 3u << 9},
      {"f", FEATURE_F, 3u << 9},     {"nom", FEATURE_NOM, 0},
      {"acc", FEATURE_ACC, 0},       {"obl", FEATURE_OBL, 0},
      {"con", FEATURE_CONSTRUCT, 0}, {"pre", FEATURE_PRESUFFIX, 0},
      {"br", FEATURE_BROKEN, 0},
  };
  uint32_t features = 0;
  *mask = FEATURE_PL | MASK_CASE | FEATURE_CONSTRUCT | FEATURE_PRESUFFIX | FEATURE_BROKEN;
  char *names[MAX_FIELDS];
  unsigned n = split(label, ".", names);
  for (unsigned i = 0; i < n; i++)
    for (size_t j = 0; j < sizeof parts / sizeof *parts; j++)
      if (strcmp(parts[j].name, names[i]) == 0) {
        features |= parts[j].features;
        *mask |= parts[j].mask;
      }
  return features;
}

static void noun_start(char **f, unsigned n, collection *all) {
  noun_case c;
  memset(&c, 0, sizeof c);
  c.noun.n = (uint8_t)letters_of(f[1], c.noun.letters, sizeof c.noun.letters);
  assert_true(c.noun.n != 0);
  for (unsigned i = 2; i + 1 < n; i += 2) noun_field(&c, f[i], f[i + 1]);
  c.noun.plurals = (const uint8_t(*)[40])c.plurals;
  c.noun.plural_lengths = c.lengths;
  all->n = 0;
  inflect_noun(&c.noun, collect, all);
}

static void test_noun_forms(void **state) {
  (void)state;
  static collection all;
  spec_file spec;
  spec_open(&spec, SPEC_DIR "/noun_forms.txt");
  char line[MAX_LINE];
  while (fgets(line, sizeof line, spec.file)) {
    spec.line++;
    char *f[MAX_FIELDS];
    if (line[0] == '#') continue;
    unsigned n = split(line, " \n", f);
    if (n == 0) continue;
    if (strcmp(f[0], "noun") == 0) {
      noun_start(f, n, &all);
      continue;
    }
    assert_true(n == 3);
    note_rule(&spec, f[0]);
    wanted w;
    uint32_t mask;
    wanted_read(&spec, f[0], f[2], &w);
    uint32_t features = noun_label(f[1], &mask);
    compare(&spec, f[0], &all, mask, features, 0, true, &w);
  }
  fclose(spec.file);
  static const char *const rules[] = {"A1", "X1", "D2", "M1", "M2",
                                      "Y1", "Y2", "Q1", "G1", "K1"};
  assert_rules_seen(&spec, rules, sizeof rules / sizeof *rules);
  assert_int_equal(spec.n_wrong, 0);
}

/* ---- mistakes in a spec ---- */

static void test_wrong_specs(void **state) {
  (void)state;
  static collection all;
  verb_spec verb = {.root = {LETTER_KAF, LETTER_TEH, LETTER_BEH},
                    .n_root = 3,
                    .form = 1,
                    .perfect = '-',
                    .imperfect = '-'};
  inflected masdar;
  assert_non_null(strstr(inflect_verb(&verb, collect, &all), "vowels"));
  verb.form = 0;
  assert_non_null(strstr(inflect_verb(&verb, collect, &all), "form"));
  verb.form = 13;
  assert_non_null(strstr(inflect_verb(&verb, collect, &all), "form"));
  inflect_masdar(&verb, &masdar);
  assert_int_equal(masdar.n, 0);
  verb.form = VERB_FORM_Q1;
  assert_non_null(strstr(inflect_verb(&verb, collect, &all), "four"));
  verb.form = 2;
  verb.n_root = 4;
  assert_non_null(strstr(inflect_verb(&verb, collect, &all), "three"));
  verb.n_root = 3;
  verb.root[1] = LETTER_ALEF;
  assert_non_null(strstr(inflect_verb(&verb, collect, &all), "hamza"));
  assert_int_equal(all.n, 0);
}

static void test_masdar_of_form_1_is_none(void **state) {
  (void)state;
  verb_spec verb = {.root = {LETTER_KAF, LETTER_TEH, LETTER_BEH},
                    .n_root = 3,
                    .form = 1,
                    .perfect = 'a',
                    .imperfect = 'u'};
  inflected masdar;
  inflect_masdar(&verb, &masdar);
  assert_int_equal(masdar.n, 0);
  verb.form = 2;
  inflect_masdar(&verb, &masdar);
  assert_int_equal(masdar.n, 5);
}

/* Every letter in every place of every form: no spec may break a bound or give a form
 * without features. */
static void test_every_root_shape(void **state) {
  (void)state;
  static collection all;
  static const uint8_t letters[] = {LETTER_HAMZA, LETTER_WAW, LETTER_YEH, LETTER_TEH,
                                    LETTER_NOON,  LETTER_DAL, LETTER_ZAH, LETTER_KAF};
  enum { N = sizeof letters };
  for (unsigned form = 1; form <= VERB_FORM_Q4; form++) {
    if (form == 13) continue;
    unsigned n_root = form > 10 ? 4 : 3;
    for (unsigned i = 0; i < N * N * N; i++) {
      verb_spec verb = {.n_root = (uint8_t)n_root,
                        .form = (uint8_t)form,
                        .perfect = 'a',
                        .imperfect = "aiu"[i % 3]};
      const uint8_t root[4] = {letters[i % N], letters[i / N % N], letters[i / (N * N)],
                               letters[(i + 3) % N]};
      memcpy(verb.root, root, sizeof root);
      all.n = 0;
      assert_null(inflect_verb(&verb, collect, &all));
      assert_true(all.n > 50);
      for (unsigned j = 0; j < all.n; j++)
        assert_int_not_equal(FEATURE_POS(all.forms[j].features), POS_NONE);
    }
  }
}

/* ---- the dictionary ---- */

/* Fields of a line at its tabs, empty ones too. */
static unsigned split_tabs(char *line, char **f) {
  unsigned n = 0;
  line[strcspn(line, "\r\n")] = '\0';
  for (char *p = line; p && n < MAX_FIELDS;) {
    f[n++] = p;
    p = strchr(p, '\t');
    if (p) *p++ = '\0';
  }
  return n;
}

typedef void dictionary_check(spec_file *spec, char **f, const verb_spec *verb,
                              void *context);

/* Calls `check` with the fields and the verb of each line of the verb dictionary. */
static void check_dictionary(dictionary_check *check, void *context) {
  spec_file spec;
  spec_open(&spec, DATA_DIR "/ar/words/verbs.tsv");
  char line[MAX_LINE];
  unsigned n_verbs = 0;
  while (fgets(line, sizeof line, spec.file)) {
    spec.line++;
    if (line[0] == '#' || spec.line == 1) continue;
    char *f[MAX_FIELDS];
    unsigned n = split_tabs(line, f);
    if (n != 7) {
      wrong(&spec, line, "not seven fields", "");
      continue;
    }
    char *verb_fields[8] = {NULL, NULL, NULL, f[1], NULL, f[2], NULL, f[3]};
    verb_spec verb;
    if (verb_of_fields(verb_fields, 8, &verb))
      check(&spec, f, &verb, context);
    else
      wrong(&spec, f[0], "not a root:", f[1]);
    n_verbs++;
  }
  fclose(spec.file);
  assert_true(n_verbs >= 1500);
  assert_int_equal(spec.n_wrong, 0);
}

static bool has_citation(const collection *all, const uint8_t *letters, unsigned n) {
  uint32_t citation =
      POS_VERB | FEATURE_PERFECT | FEATURE_PERSON_N(3) | FEATURE_SG | FEATURE_M;
  for (unsigned i = 0; i < all->n; i++) {
    const inflected *form = &all->forms[i];
    if (form->features == citation && form->n == n &&
        memcmp(form->letters, letters, n) == 0)
      return true;
  }
  return false;
}

/* `context` is the last lemma, in 200 bytes. */
static void check_citation(spec_file *spec, char **f, const verb_spec *verb,
                           void *context) {
  static collection all;
  uint8_t lemma[40];
  unsigned n_lemma = letters_of(f[0], lemma, sizeof lemma);
  all.n = 0;
  const char *mistake = inflect_verb(verb, collect, &all);
  if (mistake)
    wrong(spec, f[0], mistake, f[1]);
  else if (!has_citation(&all, lemma, n_lemma))
    wrong(spec, f[0], "not the citation form of", f[1]);
  char *last = context;
  if (strcmp(last, f[0]) > 0) wrong(spec, f[0], "not sorted after", last);
  snprintf(last, 200, "%s", f[0]);
}

static void test_dictionary_citations(void **state) {
  (void)state;
  char last[200] = "";
  check_dictionary(check_citation, last);
}

/* ---- classes of verbs ---- */

enum { CLASS_NAME = 24, MAX_CLASSES = 400 };

typedef struct class_list {
  char names[MAX_CLASSES][CLASS_NAME];
  unsigned n;
} class_list;

static char radical_kind(unsigned letter) {
  return letter == LETTER_HAMZA ? 'H'
         : letter == LETTER_WAW ? 'W'
         : letter == LETTER_YEH ? 'Y'
                                : 's';
}

/* The first radicals of form 8 that change with its teh (rule F8). */
static bool grows_like_teh(unsigned letter) {
  static const uint8_t letters[] = {LETTER_TEH,  LETTER_THEH, LETTER_DAL,
                                    LETTER_THAL, LETTER_ZAIN, LETTER_SAD,
                                    LETTER_DAD,  LETTER_TAH,  LETTER_ZAH};
  return memchr(letters, (int)letter, sizeof letters) != NULL;
}

/* Verbs of one class are inflected alike: form, kinds of the radicals (D: the same as the
 * one before), vowels, and the first radical of form 8 where it matters. */
static void class_name(const verb_spec *verb, char name[CLASS_NAME]) {
  char kinds[5] = "";
  for (unsigned i = 0; i < verb->n_root; i++) {
    bool doubled = i == 2 && verb->root[2] == verb->root[1];
    kinds[i] = doubled ? 'D' : radical_kind(verb->root[i]);
  }
  unsigned first = verb->form == 8 && grows_like_teh(verb->root[0]) ? verb->root[0] : 0;
  snprintf(name, CLASS_NAME, "%u %s %c%c %u", verb->form, kinds, verb->perfect,
           verb->imperfect, first);
}

static bool class_known(const class_list *list, const char *name) {
  for (unsigned i = 0; i < list->n; i++)
    if (strcmp(list->names[i], name) == 0) return true;
  return false;
}

static void classes_of_spec(class_list *list) {
  spec_file spec;
  spec_open(&spec, SPEC_DIR "/verb_paradigms.txt");
  char line[MAX_LINE], *f[MAX_FIELDS];
  while (fgets(line, sizeof line, spec.file)) {
    verb_spec verb;
    unsigned n = split(line, " \n", f);
    if (n == 0 || strcmp(f[0], "verb") != 0) continue;
    assert_true(verb_of_fields(f, n, &verb) && list->n < MAX_CLASSES);
    class_name(&verb, list->names[list->n]);
    if (!class_known(list, list->names[list->n])) list->n++;
  }
  fclose(spec.file);
}

static void check_class(spec_file *spec, char **f, const verb_spec *verb, void *context) {
  char name[CLASS_NAME];
  class_name(verb, name);
  if (!class_known(context, name))
    wrong(spec, f[0], "no paradigm in tests/spec/verb_paradigms.txt of the class", name);
}

static void test_every_class_has_a_paradigm(void **state) {
  (void)state;
  static class_list list;
  classes_of_spec(&list);
  check_dictionary(check_class, &list);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_verb_paradigms),
      cmocka_unit_test(test_noun_forms),
      cmocka_unit_test(test_wrong_specs),
      cmocka_unit_test(test_masdar_of_form_1_is_none),
      cmocka_unit_test(test_every_root_shape),
      cmocka_unit_test(test_dictionary_citations),
      cmocka_unit_test(test_every_class_has_a_paradigm),
  };
  return cmocka_run_group_tests_name("inflect", tests, NULL, NULL);
}
