/* build_words.c - data/ar/words, numbers and calendar: from dictionary lines to every
 * written form. */
#include <stdlib.h>

#include "model/build.h"
#include "text/text.h"

bool build_letters(const tsv_line *line, rasid_text text, uint8_t *letters, uint8_t *n) {
  *n = 0;
  for (size_t i = 0; i < text.size;) {
    bool bad = false;
    uint32_t cp = utf8_next(text.data, text.size, &i, &bad);
    unsigned letter = letter_of_codepoint(cp);
    if (!letter) {
      tsv_mistake(line,
                  "U+%04X in '%.*s' is no letter of an Arabic word: write without vowel "
                  "signs, tatweel and digits",
                  cp, (int)text.size, text.data);
      return false;
    }
    if (*n == WORD_MAX_LETTERS) {
      tsv_mistake(line, "'%.*s' has more than %d letters", (int)text.size, text.data,
                  WORD_MAX_LETTERS);
      return false;
    }
    letters[(*n)++] = (uint8_t)letter;
  }
  if (!*n)
    tsv_mistake(line, "an empty word: write the word, or - where the field may be empty");
  return *n > 0;
}

uint32_t build_form(builder *b, word written) {
  word key = word_fold(written);
  uint32_t i = pair_map_get(&b->form_map, key.lo, key.hi);
  if (i != MODEL_NONE) return i;
  form_entry *f = BUILD_PUSH(b, &b->forms);
  if (!f) return 0;
  *f = (form_entry){key, 0};
  i = b->forms.n - 1;
  pair_map_set(b, &b->form_map, key.lo, key.hi, i);
  return i;
}

void build_reading(builder *b, const uint8_t *letters, unsigned n, uint32_t lemma,
                   uint32_t features, int prior) {
  if (!n || n > WORD_MAX_LETTERS) return;
  word w = word_pack(letters, n);
  uint32_t form = build_form(b, w);
  reading_entry *r = BUILD_PUSH(b, &b->readings);
  if (!r) return;
  *r = (reading_entry){form,
                       {lemma, features, (uint16_t)word_fold_bits(w), (int16_t)prior}};
  unsigned pos = FEATURE_POS(features);
  bool nominal = (pos >= POS_NOUN && pos <= POS_NISBA) ||
                 (pos >= POS_PART_ACT && pos <= POS_NUM) || pos == POS_TIME;
  if (nominal && !(features & (FEATURE_CONSTRUCT | FEATURE_PRESUFFIX)))
    b->forms.items[form].flags |= FORM_NOMINAL;
}

static uint64_t lemma_key(enum lemma_space space, rasid_text text) {
  return hash_bytes(text.data, text.size, (uint64_t)space);
}

uint32_t build_lemma(builder *b, enum lemma_space space, rasid_text text, unsigned pos) {
  lemma_record *l = BUILD_PUSH(b, &b->lemmas);
  uint32_t *next = BUILD_PUSH(b, &b->lemma_next);
  uint8_t *form = BUILD_PUSH(b, &b->lemma_form);
  uint8_t *prior = BUILD_PUSH(b, &b->name_prior);
  if (!l || !next || !form || !prior) return 0;
  uint32_t i = b->lemmas.n - 1;
  memset(l, 0, sizeof *l);
  l->text = build_string(b, text.data, text.size);
  l->pos = (uint8_t)pos;
  l->verb = i;
  *form = 0;
  *prior = 0;
  uint32_t first = pair_map_get(&b->lemma_map, lemma_key(space, text), (uint64_t)space);
  *next = 0;
  if (first == MODEL_NONE) {
    pair_map_set(b, &b->lemma_map, lemma_key(space, text), (uint64_t)space, i);
  } else {
    while (b->lemma_next.items[first]) first = b->lemma_next.items[first] - 1;
    b->lemma_next.items[first] = i + 1;
  }
  return i;
}

uint32_t build_next_lemma(const builder *b, uint32_t lemma) {
  uint32_t next = lemma < b->lemma_next.n ? b->lemma_next.items[lemma] : 0;
  return next ? next - 1 : MODEL_NONE;
}

static unsigned verb_form_of_text(rasid_text t) {
  if (text_is(t, "Q1")) return VERB_FORM_Q1;
  if (text_is(t, "Q2")) return VERB_FORM_Q2;
  if (text_is(t, "Q4")) return VERB_FORM_Q4;
  if (t.size == 2 && t.data[0] == '1' && t.data[1] == '0') return 10;
  if (t.size == 1 && t.data[0] >= '1' && t.data[0] <= '9')
    return (unsigned)(t.data[0] - '0');
  return 0;
}

uint32_t build_find_lemma(const builder *b, enum lemma_space space, rasid_text text) {
  const char *slash = memchr(text.data, '/', text.size);
  unsigned form = 0;
  if (slash) {
    rasid_text digits = {slash + 1, text.size - (size_t)(slash - text.data) - 1};
    form = verb_form_of_text(digits);
    text.size = (size_t)(slash - text.data);
  }
  uint32_t i = pair_map_get(&b->lemma_map, lemma_key(space, text), (uint64_t)space);
  while (i != MODEL_NONE && form && b->lemma_form.items[i] != form)
    i = build_next_lemma(b, i);
  return i;
}

/* ---- verbs ---- */

typedef struct emit_target {
  builder *b;
  uint32_t lemma;
  int prior;
  bool skip_masdar;
} emit_target;

static void emit_form(void *context, const inflected *f) {
  emit_target *t = context;
  unsigned pos = FEATURE_POS(f->features);
  if (t->skip_masdar && pos == POS_MASDAR) return;
  int prior = t->prior;
  if (f->features & FEATURE_PASSIVE) prior -= 12;
  if (FEATURE_ASPECT(f->features) == 3) prior -= 40; /* news gives few orders */
  if (FEATURE_PERSON(f->features) == 2) prior -= 40;
  if (FEATURE_PERSON(f->features) == 1) prior -= 20;
  if (FEATURE_ASPECT(f->features) == 1 && FEATURE_NUMBER(f->features) == 2) prior -= 6;
  if (FEATURE_NUMBER(f->features) == 3 && FEATURE_GENDER(f->features) == 2 &&
      pos == POS_VERB)
    prior -= 15;
  if (f->features & FEATURE_CONSTRUCT) prior -= 4;
  build_reading(t->b, f->letters, f->n, t->lemma, f->features, prior);
}

static bool root_letters(const tsv_line *line, rasid_text text, verb_spec *spec) {
  uint8_t letters[40], n;
  if (!build_letters(line, text, letters, &n)) return false;
  if (n < 3 || n > 4) {
    tsv_mistake(line,
                "the root '%.*s' has %u letters: write three, or four for Q1, Q2, Q4",
                (int)text.size, text.data, n);
    return false;
  }
  memcpy(spec->root, letters, n);
  spec->n_root = n;
  return true;
}

static void add_masdar(const tsv_line *line, uint32_t verb, const uint8_t *letters,
                       unsigned n, rasid_text text) {
  builder *b = line->b;
  uint32_t noun = build_find_lemma(b, SPACE_NOUN, text);
  if (noun != MODEL_NONE) {
    if (b->lemmas.items[noun].verb == noun) b->lemmas.items[noun].verb = verb;
    return;
  }
  bool feminine = letters[n - 1] == LETTER_TEH_MARBUTA;
  noun = build_lemma(b, SPACE_NOUN, text, POS_MASDAR);
  lemma_record *l = &b->lemmas.items[noun];
  l->kind = KIND_EVENT;
  l->verb = verb;
  l->root = b->lemmas.items[verb].root;
  l->gloss = b->lemmas.items[verb].gloss;
  if (feminine) l->flags |= LEMMA_FEMININE;
  rasid_text plural = {"+at", 3}, none = {NULL, 0};
  build_noun(line, noun, text, POS_MASDAR, feminine ? 2 : 1, plural, none);
}

static void read_masdars(tsv_line *line, uint32_t verb, const verb_spec *spec,
                         rasid_text list) {
  rasid_text piece;
  if (text_none(list)) return;
  while (text_split(&list, '|', &piece)) {
    inflected f;
    char text[96];
    if (text_is(piece, "=")) {
      inflect_masdar(spec, &f);
      if (!f.n) {
        tsv_mistake(line, "form 1 has no regular verbal noun: write it instead of =");
        continue;
      }
      piece = (rasid_text){text, word_to_text(word_pack(f.letters, f.n), text)};
    } else if (!build_letters(line, piece, f.letters, &f.n)) {
      continue;
    }
    add_masdar(line, verb, f.letters, f.n, piece);
  }
}

static void read_verb(tsv_line *line) {
  builder *b = line->b;
  rasid_text *f = line->fields;
  verb_spec spec = {.perfect = '-', .imperfect = '-'};
  spec.form = (uint8_t)verb_form_of_text(f[2]);
  if (!spec.form) {
    tsv_mistake(line, "verb form '%.*s': write 1 to 10, Q1, Q2 or Q4", (int)f[2].size,
                f[2].data);
    return;
  }
  if (!root_letters(line, f[1], &spec)) return;
  if (f[3].size == 3) {
    spec.perfect = f[3].data[0];
    spec.imperfect = f[3].data[2];
  }
  uint32_t lemma = build_lemma(b, SPACE_VERB, f[0], POS_VERB);
  b->lemma_form.items[lemma] = spec.form;
  b->lemmas.items[lemma].verb_form = spec.form;
  lemma_record *l = &b->lemmas.items[lemma];
  l->root = build_string(b, f[1].data, f[1].size);
  l->gloss = build_string(b, f[6].data, f[6].size);
  if (memchr(f[5].data, 't', f[5].size)) l->flags |= LEMMA_TRANSITIVE;
  if (memchr(f[5].data, 'i', f[5].size)) l->flags |= LEMMA_INTRANSITIVE;
  if (!l->flags)
    tsv_mistake(line, "trans '%.*s': write t, i or ti", (int)f[5].size, f[5].data);
  spec.impersonal_passive = l->flags == LEMMA_INTRANSITIVE;
  emit_target target = {b, lemma, 0, true};
  const char *wrong = inflect_verb(&spec, emit_form, &target);
  if (wrong)
    tsv_mistake(line, "%s", wrong);
  else
    read_masdars(line, lemma, &spec, f[4]);
}

/* ---- nouns ---- */

void build_noun(const tsv_line *line, uint32_t lemma, rasid_text text, unsigned pos,
                unsigned gender, rasid_text plurals, rasid_text feminine) {
  noun_spec spec = {.pos = pos, .gender = (uint8_t)gender};
  uint8_t broken[8][40], lengths[8], feminine_letters[40], n_feminine = 0;
  if (!build_letters(line, text, spec.letters, &spec.n)) return;
  rasid_text piece;
  if (!text_none(plurals))
    while (text_split(&plurals, '|', &piece)) {
      if (text_is(piece, "+at"))
        spec.sound_feminine = true;
      else if (text_is(piece, "+un"))
        spec.sound_masculine = true;
      else if (text_none(piece))
        continue;
      else if (spec.n_plurals == 8)
        tsv_mistake(line, "more than eight plurals");
      else if (build_letters(line, piece, broken[spec.n_plurals],
                             &lengths[spec.n_plurals]))
        spec.n_plurals++;
    }
  if (feminine.data && text_is(feminine, "="))
    spec.feminine_by_teh = true;
  else if (feminine.data && !text_none(feminine) &&
           build_letters(line, feminine, feminine_letters, &n_feminine)) {
    spec.feminine = feminine_letters;
    spec.feminine_length = n_feminine;
  }
  spec.plurals = (const uint8_t(*)[40])broken;
  spec.plural_lengths = lengths;
  emit_target target = {line->b, lemma, 0, false};
  inflect_noun(&spec, emit_form, &target);
}

static void read_noun(tsv_line *line) {
  builder *b = line->b;
  rasid_text *f = line->fields, none = {NULL, 0};
  int kind = kind_of_name(f[4].data, f[4].size);
  if (kind < 0) {
    tsv_mistake(line, "kind '%.*s' is unknown: see data/README.md", (int)f[4].size,
                f[4].data);
    return;
  }
  if (!text_is(f[2], "m") && !text_is(f[2], "f")) {
    tsv_mistake(line, "gender '%.*s': write m or f", (int)f[2].size, f[2].data);
    return;
  }
  if (build_find_lemma(b, SPACE_NOUN, f[0]) != MODEL_NONE) {
    tsv_mistake(line, "the noun '%.*s' stands twice: join the lines", (int)f[0].size,
                f[0].data);
    return;
  }
  uint32_t lemma = build_lemma(b, SPACE_NOUN, f[0], POS_NOUN);
  lemma_record *l = &b->lemmas.items[lemma];
  l->kind = (uint8_t)kind;
  l->root = text_none(f[1]) ? 0 : build_string(b, f[1].data, f[1].size);
  l->gloss = build_string(b, f[5].data, f[5].size);
  if (f[2].data[0] == 'f') l->flags |= LEMMA_FEMININE;
  build_noun(line, lemma, f[0], POS_NOUN, f[2].data[0] == 'f' ? 2 : 1, f[3], none);
}

static void read_adjective(tsv_line *line) {
  builder *b = line->b;
  rasid_text *f = line->fields;
  uint32_t lemma = build_lemma(b, SPACE_ADJ, f[0], POS_ADJ);
  lemma_record *l = &b->lemmas.items[lemma];
  l->root = text_none(f[1]) ? 0 : build_string(b, f[1].data, f[1].size);
  l->gloss = build_string(b, f[4].data, f[4].size);
  build_noun(line, lemma, f[0], POS_ADJ, 1, f[3], f[2]);
}

/* ---- closed classes, names, classes ---- */

static unsigned closed_pos(rasid_text t) {
  static const struct {
    const char *name;
    unsigned pos;
  } NAMES[] = {{"prep", POS_PREP},    {"conj", POS_CONJ}, {"sub", POS_SUB},
               {"rel", POS_REL},      {"dem", POS_DEM},   {"pron", POS_PRON},
               {"part", POS_PART},    {"adv", POS_ADV},   {"interrog", POS_INTERROG},
               {"interj", POS_INTERJ}};
  for (size_t i = 0; i < sizeof NAMES / sizeof *NAMES; i++)
    if (text_is(t, NAMES[i].name)) return NAMES[i].pos;
  return POS_NONE;
}

/* Every alternative of `forms` is a reading of `lemma`. */
static void add_forms(const tsv_line *line, rasid_text forms, uint32_t lemma,
                      uint32_t features, int prior) {
  rasid_text piece;
  while (text_split(&forms, '|', &piece)) {
    uint8_t letters[40], n;
    if (piece.size && ((unsigned char)piece.data[0] | 32) >= 'a' &&
        ((unsigned char)piece.data[0] | 32) <= 'z') {
      word w = word_of_text(piece.data, piece.size);
      reading_entry r = {build_form(line->b, w), {lemma, features, 0, (int16_t)prior}};
      reading_entry *at = BUILD_PUSH(line->b, &line->b->readings);
      if (at) *at = r;
    } else if (build_letters(line, piece, letters, &n)) {
      build_reading(line->b, letters, n, lemma, features, prior);
    }
  }
}

static rasid_text first_of(rasid_text forms) {
  rasid_text piece = {"", 0};
  text_split(&forms, '|', &piece);
  return piece;
}

static void read_closed(tsv_line *line) {
  rasid_text *f = line->fields;
  unsigned pos = closed_pos(f[1]);
  int tag = tag_of_name(f[2].data, f[2].size);
  if (!pos)
    tsv_mistake(line, "pos '%.*s' is unknown: see data/README.md", (int)f[1].size,
                f[1].data);
  if (tag <= 0)
    tsv_mistake(line, "tag '%.*s' is not in src/model/tags.inc", (int)f[2].size,
                f[2].data);
  if (!pos || tag <= 0) return;
  uint32_t lemma = build_lemma(line->b, SPACE_CLOSED, first_of(f[0]), pos);
  line->b->lemmas.items[lemma].tag = (uint8_t)tag;
  line->b->lemmas.items[lemma].gloss = build_string(line->b, f[3].data, f[3].size);
  add_forms(line, f[0], lemma, pos, 25);
}

static void read_name(tsv_line *line) {
  rasid_text *f = line->fields;
  uint32_t lemma = build_lemma(line->b, SPACE_NAME, first_of(f[0]), POS_NAME);
  line->b->lemmas.items[lemma].kind = KIND_PERSON;
  uint32_t gender = text_is(f[1], "m") ? FEATURE_M : text_is(f[1], "f") ? FEATURE_F : 0;
  add_forms(line, f[0], lemma, POS_NAME | FEATURE_SG | gender, -8);
}

static void read_class(tsv_line *line) {
  builder *b = line->b;
  rasid_text *f = line->fields;
  int bit = class_of_name(f[2].data, f[2].size);
  if (bit < 0) {
    tsv_mistake(line, "class '%.*s' is not in src/model/tags.inc", (int)f[2].size,
                f[2].data);
    return;
  }
  bool one = memchr(f[0].data, '/', f[0].size) != NULL;
  enum lemma_space space = text_is(f[1], "v")   ? SPACE_VERB
                           : text_is(f[1], "a") ? SPACE_ADJ
                                                : SPACE_NOUN;
  uint32_t lemma = build_find_lemma(b, space, f[0]);
  if (lemma == MODEL_NONE && space == SPACE_NOUN)
    lemma = build_find_lemma(b, SPACE_ADJ, f[0]);
  if (lemma == MODEL_NONE) {
    tsv_mistake(line, "'%.*s' is not in data/ar/words/%s.tsv: add it there first",
                (int)f[0].size, f[0].data,
                space == SPACE_VERB  ? "verbs"
                : space == SPACE_ADJ ? "adjectives"
                                     : "nouns");
    return;
  }
  for (; lemma != MODEL_NONE; lemma = one ? MODEL_NONE : build_next_lemma(b, lemma))
    b->lemmas.items[lemma].classes |= (uint64_t)1 << bit;
}

/* ---- numbers and calendar ---- */

static int name_index(const char *const *names, int n, rasid_text t) {
  for (int i = 0; i < n; i++)
    if (text_is(t, names[i])) return i;
  return -1;
}

static bool integer_of_text(rasid_text t, int64_t *value) {
  char digits[24], *end;
  if (!t.size || t.size >= sizeof digits) return false;
  memcpy(digits, t.data, t.size);
  digits[t.size] = '\0';
  *value = strtoll(digits, &end, 10);
  return *end == '\0';
}

static void read_quantity(tsv_line *line) {
  static const char *const KINDS[] = {"none",    "unit",  "teen",     "tens",
                                      "hundred", "scale", "fraction", "ordinal",
                                      "vague",   "bound", "measure",  "label"};
  static const char *const VAGUE[] = {
      "none",      "several",       "few_tens",          "tens",     "hundreds",
      "thousands", "ten_thousands", "hundred_thousands", "millions", "some"};
  rasid_text *f = line->fields;
  int kind = name_index(KINDS, (int)(sizeof KINDS / sizeof *KINDS), f[2]);
  int64_t value = 0;
  bool ok = kind > 0;
  if (ok && kind == QUANTITY_VAGUE)
    ok = (value = name_index(VAGUE, 10, f[1])) > 0;
  else if (ok)
    ok = integer_of_text(f[1], &value);
  if (!ok) {
    tsv_mistake(line, "value '%.*s' of kind '%.*s' is not understood: see data/README.md",
                (int)f[1].size, f[1].data, (int)f[2].size, f[2].data);
    return;
  }
  uint32_t lemma = build_lemma(line->b, SPACE_QUANTITY, first_of(f[0]), POS_NUM);
  quantity_record *q = BUILD_PUSH(line->b, &line->b->quantities);
  if (!q) return;
  *q = (quantity_record){value, lemma, (uint32_t)kind};
  line->b->lemmas.items[lemma].quantity = (uint16_t)line->b->quantities.n;
  line->b->lemmas.items[lemma].gloss = build_string(line->b, f[3].data, f[3].size);
  add_forms(line, f[0], lemma, POS_NUM,
            kind == QUANTITY_BOUND || kind == QUANTITY_MEASURE || kind == QUANTITY_LABEL
                ? -60
                : 4);
}

static void read_calendar(tsv_line *line) {
  static const char *const KINDS[] = {
      "none",   "month",   "hijri_month", "solar_month", "weekday",     "relative_day",
      "unit",   "daypart", "direction",   "edge",        "era",         "feast",
      "season", "head",    "tail",        "unit_dual",   "unit_plural", "repeat",
      "match",  "age",     "ago"};
  rasid_text *f = line->fields;
  int kind = name_index(KINDS, (int)(sizeof KINDS / sizeof *KINDS), f[2]);
  int64_t value = 0;
  if (kind <= 0 || !integer_of_text(f[1], &value)) {
    tsv_mistake(line, "value '%.*s' of kind '%.*s' is not understood: see data/README.md",
                (int)f[1].size, f[1].data, (int)f[2].size, f[2].data);
    return;
  }
  uint32_t lemma = build_lemma(line->b, SPACE_CALENDAR, first_of(f[0]), POS_TIME);
  calendar_record *c = BUILD_PUSH(line->b, &line->b->calendar);
  if (!c) return;
  *c = (calendar_record){(int32_t)value, lemma, (uint32_t)kind, 0};
  line->b->lemmas.items[lemma].calendar = (uint16_t)line->b->calendar.n;
  line->b->lemmas.items[lemma].gloss = build_string(line->b, f[3].data, f[3].size);
  line->b->lemmas.items[lemma].kind = KIND_TIME;
  add_forms(line, f[0], lemma, POS_TIME,
            kind == CALENDAR_RELATIVE_DAY || kind == CALENDAR_MONTH ? 10 : -10);
}

/* How common a lemma is: from running text, by tools/count_lemmas.c. Lemmas that are no
 * more are passed over. */
static void read_frequency(tsv_line *line) {
  rasid_text *f = line->fields;
  int64_t class = 0;
  if (f[1].size != 1 || !integer_of_text(f[2], &class) || class < 0 || class > 30) {
    tsv_mistake(line, "write lemma, space (v n a c p s q t) and a class of 0 to 30");
    return;
  }
  for (uint32_t i = build_find_lemma(line->b, (enum lemma_space)f[1].data[0], f[0]);
       i != MODEL_NONE;
       i = memchr(f[0].data, '/', f[0].size) ? MODEL_NONE : build_next_lemma(line->b, i))
    line->b->lemmas.items[i].common = (uint8_t) class;
}

void build_words(builder *b) {
  rasid_text unknown = {"", 0};
  build_lemma(b, SPACE_CLOSED, unknown, POS_NONE);
  tsv_read(b, "ar/words/nouns.tsv", "lemma root gender plurals kind gloss", false,
           read_noun);
  tsv_read(b, "ar/words/adjectives.tsv", "lemma root feminine plurals gloss", false,
           read_adjective);
  tsv_read(b, "ar/words/verbs.tsv", "lemma root form vowels masdar trans gloss", false,
           read_verb);
  tsv_read(b, "ar/words/closed.tsv", "form pos tag gloss", false, read_closed);
  tsv_read(b, "ar/words/names.tsv", "form gender", false, read_name);
  tsv_read(b, "ar/words/classes.tsv", "lemma pos class", false, read_class);
  tsv_read(b, "ar/numbers.tsv", "forms value kind gloss", false, read_quantity);
  tsv_read(b, "ar/calendar.tsv", "forms value kind gloss", false, read_calendar);
}

#define NOT_PREFERRED 9 /* points off lemmas that a written form seldom has */

/* Which of rival lemmas a form usually has, among readings of one class. */
enum {
  PREFERENCE_VERB,
  PREFERENCE_NOUN,
  PREFERENCE_ADJECTIVE,
  PREFERENCE_CLOSED,
  N_PREFERENCES
};

static unsigned preference_class(uint32_t features) {
  switch (FEATURE_POS(features)) {
    case POS_VERB: return PREFERENCE_VERB;
    case POS_NOUN:
    case POS_MASDAR: return PREFERENCE_NOUN;
    case POS_ADJ:
    case POS_NISBA:
    case POS_PART_ACT:
    case POS_PART_PASS: return PREFERENCE_ADJECTIVE;
    case POS_NAME:
    case POS_NUM:
    case POS_TIME:
    case POS_FOREIGN: return N_PREFERENCES;
    default: return PREFERENCE_CLOSED;
  }
}

static uint32_t preferred_lemma(const builder *b, unsigned class, rasid_text text) {
  if (memchr(text.data, '/', text.size) || class == PREFERENCE_VERB)
    return build_find_lemma(b, SPACE_VERB, text);
  if (class == PREFERENCE_CLOSED) return build_find_lemma(b, SPACE_CLOSED, text);
  if (class == PREFERENCE_NOUN) return build_find_lemma(b, SPACE_NOUN, text);
  uint32_t lemma = build_find_lemma(b, SPACE_ADJ, text);
  return lemma != MODEL_NONE ? lemma : build_find_lemma(b, SPACE_NISBA, text);
}

static void read_preference(tsv_line *line) {
  builder *b = line->b;
  rasid_text *f = line->fields;
  uint8_t letters[40], n;
  const char *classes = "vnac",
             *at = f[1].size == 1 ? strchr(classes, f[1].data[0]) : NULL;
  if (!at) {
    tsv_mistake(line, "class '%.*s': write v, n, a or c", (int)f[1].size, f[1].data);
    return;
  }
  if (!build_letters(line, f[0], letters, &n)) return;
  unsigned class = (unsigned)(at - classes);
  word key = word_fold(word_pack(letters, n));
  uint32_t form = pair_map_get(&b->form_map, key.lo, key.hi),
           lemma = preferred_lemma(b, class, f[2]);
  if (form == MODEL_NONE || lemma == MODEL_NONE) {
    unsigned wrong = form == MODEL_NONE ? 0 : 2;
    tsv_mistake(line, "'%.*s' is no %s of these dictionaries: correct it or take it out",
                (int)f[wrong].size, f[wrong].data, wrong ? "lemma" : "form");
    return;
  }
  uint32_t of = form * N_PREFERENCES + class;
  pair_map_set(b, &b->preferred, of, MODEL_NONE, 1);
  for (; lemma != MODEL_NONE; lemma = build_next_lemma(b, lemma)) {
    pair_map_set(b, &b->preferred, of, lemma, 1);
    if (memchr(f[2].data, '/', f[2].size)) break;
  }
}

static bool preferred_otherwise(const builder *b, uint32_t form,
                                const reading_record *r) {
  unsigned class = preference_class(r->features);
  uint32_t of = form * N_PREFERENCES + class;
  return class < N_PREFERENCES &&
         pair_map_get(&b->preferred, of, MODEL_NONE) != MODEL_NONE &&
         pair_map_get(&b->preferred, of, r->lemma) == MODEL_NONE;
}

void build_frequency(builder *b) {
  tsv_read(b, "ar/words/frequency.tsv", "lemma space class", true, read_frequency);
  tsv_read(b, "ar/words/preferences.tsv", "form class lemma", true, read_preference);
  for (uint32_t i = 0; i < b->readings.n; i++) {
    reading_record *r = &b->readings.items[i].record;
    unsigned pos = FEATURE_POS(r->features);
    unsigned common = b->lemmas.items[r->lemma].common;
    bool participle = pos == POS_PART_ACT || pos == POS_PART_PASS;
    r->prior = (int16_t)(r->prior + (int)(common > 12 ? 12 : common) * 3 / 2 -
                         (participle ? 18 : 9));
    if (preferred_otherwise(b, b->readings.items[i].form, r))
      r->prior = (int16_t)(r->prior - NOT_PREFERRED);
    if (b->lemmas.items[r->lemma].n_frames && !participle)
      r->prior = (int16_t)(r->prior + 4); /* the reports read are about such things */
  }
}
