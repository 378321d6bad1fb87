/* inflect_verb.c - every written form of a verb: stems (verb_stem.h) joined to the
 * endings of person, number and mood.
 *
 * Each cell of the paradigm is written in all its spellings, once as it stands and once
 * as before a suffix pronoun; the second is emitted, marked FEATURE_PRESUFFIX, where it
 * looks different (rama-hu, katabu-hu, yaqra'u-hu).
 */
#include "model/verb_nominal.h"
#include "model/verb_stem.h"

/* The spellings of one cell. */
enum { CELL_MAX = 24 };
enum mood_bit { MOOD_INDICATIVE = 1, MOOD_SUBJUNCTIVE = 2, MOOD_JUSSIVE = 4 };

typedef struct cell_form {
  inflected written;
  bool before_suffix;
  uint8_t moods;
} cell_form;

typedef struct cell {
  cell_form forms[CELL_MAX];
  unsigned n;
} cell;

static bool same_letters(const inflected *a, const inflected *b) {
  return a->n == b->n && memcmp(a->letters, b->letters, a->n) == 0;
}

static void cell_add(cell *c, const inflected *written, bool before_suffix,
                     unsigned moods) {
  if (written->n < 2) return; /* one letter is lost among the clitics */
  for (unsigned i = 0; i < c->n; i++) {
    cell_form *form = &c->forms[i];
    if (!same_letters(&form->written, written)) continue;
    if (form->before_suffix == before_suffix) {
      form->moods |= (uint8_t)moods;
      return;
    }
    if (before_suffix) return; /* the plain form serves before a suffix too */
  }
  if (c->n < CELL_MAX)
    c->forms[c->n++] = (cell_form){
        .written = *written, .before_suffix = before_suffix, .moods = (uint8_t)moods};
}

/* Adds a word's spellings to the cell: all plain ones of the cell must come before those
 * with `before_suffix`. */
static void cell_write(cell *c, const sounds *spoken, bool before_suffix,
                       unsigned moods) {
  sounds contracted = *spoken;
  sounds_contract(&contracted);
  for (unsigned style = 0; style < N_HAMZA_STYLES; style++) {
    inflected written;
    sounds_write(&contracted, (enum hamza_style)style, before_suffix, &written);
    cell_add(c, &written, before_suffix, moods);
  }
}

static void cell_emit(cell *c, uint32_t features, inflect_emit *emit, void *context) {
  for (unsigned i = 0; i < c->n; i++) {
    const cell_form *form = &c->forms[i];
    uint32_t mood = 0;
    /* Written alike in the indicative and another mood: any mood. */
    if (form->moods == MOOD_INDICATIVE)
      mood = FEATURE_INDICATIVE;
    else if (form->moods && !(form->moods & MOOD_INDICATIVE))
      mood = FEATURE_SUBJUSS;
    inflected out = form->written;
    out.features =
        POS_VERB | features | mood | (form->before_suffix ? FEATURE_PRESUFFIX : 0);
    emit(context, &out);
  }
}

#define PERSON_1 FEATURE_PERSON_N(1)
#define PERSON_2 FEATURE_PERSON_N(2)
#define PERSON_3 FEATURE_PERSON_N(3)

typedef struct perfect_ending {
  const char *ending;
  uint32_t features;
  bool presuffix_only;
} perfect_ending;

static const perfect_ending perfect_endings[] = {
    {"a", PERSON_3 | FEATURE_SG | FEATURE_M, false},
    {"at", PERSON_3 | FEATURE_SG | FEATURE_F, false},
    {"A", PERSON_3 | FEATURE_DU | FEATURE_M, false},
    {"atA", PERSON_3 | FEATURE_DU | FEATURE_F, false},
    {"UW", PERSON_3 | FEATURE_PL | FEATURE_M, false},
    {"na", PERSON_3 | FEATURE_PL | FEATURE_F, false},
    {"ta", PERSON_2 | FEATURE_SG | FEATURE_M, false},
    {"ti", PERSON_2 | FEATURE_SG | FEATURE_F, false},
    {"tumA", PERSON_2 | FEATURE_DU, false},
    {"tum", PERSON_2 | FEATURE_PL | FEATURE_M, false},
    {"tumU", PERSON_2 | FEATURE_PL | FEATURE_M, true}, /* katabtumu-hu */
    {"tunna", PERSON_2 | FEATURE_PL | FEATURE_F, false},
    {"tu", PERSON_1 | FEATURE_SG, false},
    {"nA", PERSON_1 | FEATURE_PL, false},
};

/* Rule T1: a verb without a direct object has an impersonal passive, the third person
 * masculine singular: julisa "one sat". */
static bool has_person(const verb_kind *kind, bool passive, uint32_t person) {
  return !passive || !kind->impersonal_passive ||
         person == (PERSON_3 | FEATURE_SG | FEATURE_M);
}

/* Neither an impersonal passive nor laysa takes a suffix pronoun. The passives of other
 * verbs do where the verb has two objects ('uctiya-ha "he was given it"). */
static bool takes_suffix(const verb_kind *kind, bool passive) {
  return !kind->laysa && !(passive && kind->impersonal_passive);
}

static void perfect_cell(const verb_stem *stem, const char *ending, bool before_suffix,
                         cell *c) {
  unsigned n_stems = verb_stem_count(stem, ending);
  for (unsigned which = 0; which < n_stems; which++) {
    sounds spoken = {.n = 0};
    verb_stem_join(stem, ending, which, &spoken);
    cell_write(c, &spoken, before_suffix, 0);
  }
}

static void emit_perfect(const verb_kind *kind, bool passive, inflect_emit *emit,
                         void *context) {
  verb_stem stem;
  verb_stem_make(kind, passive ? PERFECT_PASSIVE : PERFECT_ACTIVE, "", 0, &stem);
  uint32_t features = FEATURE_PERFECT | (passive ? FEATURE_PASSIVE : 0);
  for (size_t i = 0; i < sizeof perfect_endings / sizeof *perfect_endings; i++) {
    const perfect_ending *p = &perfect_endings[i];
    if (!has_person(kind, passive, p->features)) continue;
    cell c = {.n = 0};
    if (!p->presuffix_only) perfect_cell(&stem, p->ending, false, &c);
    if (takes_suffix(kind, passive)) perfect_cell(&stem, p->ending, true, &c);
    cell_emit(&c, features | p->features, emit, context);
  }
}

typedef struct imperfect_ending {
  const char *prefix; /* its consonant */
  const char *indicative, *subjunctive, *jussive;
  uint32_t features;
} imperfect_ending;

static const imperfect_ending imperfect_endings[] = {
    {"y", "u", "a", "", PERSON_3 | FEATURE_SG | FEATURE_M},
    {"t", "u", "a", "", PERSON_3 | FEATURE_SG | FEATURE_F},
    {"y", "Ani", "A", "A", PERSON_3 | FEATURE_DU | FEATURE_M},
    {"t", "Ani", "A", "A", PERSON_3 | FEATURE_DU | FEATURE_F},
    {"y", "Una", "UW", "UW", PERSON_3 | FEATURE_PL | FEATURE_M},
    {"y", "na", "na", "na", PERSON_3 | FEATURE_PL | FEATURE_F},
    {"t", "u", "a", "", PERSON_2 | FEATURE_SG | FEATURE_M},
    {"t", "Ina", "I", "I", PERSON_2 | FEATURE_SG | FEATURE_F},
    {"t", "Ani", "A", "A", PERSON_2 | FEATURE_DU},
    {"t", "Una", "UW", "UW", PERSON_2 | FEATURE_PL | FEATURE_M},
    {"t", "na", "na", "na", PERSON_2 | FEATURE_PL | FEATURE_F},
    {"'", "u", "a", "", PERSON_1 | FEATURE_SG},
    {"n", "u", "a", "", PERSON_1 | FEATURE_PL},
};

/* Forms 2, 3, 4 and Q1 have u in the prefix, as every passive. */
static const char *prefix_vowel(const verb_kind *kind, bool passive) {
  bool four_sounds = (kind->form >= 2 && kind->form <= 4) || kind->form == VERB_FORM_Q1;
  return passive || four_sounds ? "u" : "a";
}

static bool is_kana(const verb_kind *kind) {
  return kind->form == 1 && kind->root[0] == LETTER_KAF && kind->root[1] == LETTER_WAW &&
         kind->root[2] == LETTER_NOON;
}

/* Rule J1: kana "be" may lose its noon in the jussive (lam yaku). */
static bool jussive_loses_noon(const verb_kind *kind, const char *ending) {
  return is_kana(kind) && *ending == '\0';
}

static void imperfect_cell(const verb_kind *kind, bool passive, const verb_stem *stem,
                           const imperfect_ending *p, bool before_suffix, cell *c) {
  const char *endings[] = {p->indicative, p->subjunctive, p->jussive};
  for (unsigned mood = 0; mood < 3; mood++) {
    unsigned n_stems = verb_stem_count(stem, endings[mood]);
    for (unsigned which = 0; which < n_stems; which++) {
      sounds spoken = {.n = 0};
      sounds_pattern(&spoken, p->prefix, NULL);
      sounds_pattern(&spoken, prefix_vowel(kind, passive), NULL);
      verb_stem_join(stem, endings[mood], which, &spoken);
      cell_write(c, &spoken, before_suffix, 1u << mood);
      if (jussive_loses_noon(kind, endings[mood]) && !before_suffix) {
        spoken.n--;
        cell_write(c, &spoken, before_suffix, 1u << mood);
      }
    }
  }
}

static void emit_imperfect(const verb_kind *kind, bool passive, inflect_emit *emit,
                           void *context) {
  verb_stem stem;
  verb_stem_make(kind, passive ? IMPERFECT_PASSIVE : IMPERFECT_ACTIVE, "", 0, &stem);
  uint32_t features = FEATURE_IMPERFECT | (passive ? FEATURE_PASSIVE : 0);
  for (size_t i = 0; i < sizeof imperfect_endings / sizeof *imperfect_endings; i++) {
    const imperfect_ending *p = &imperfect_endings[i];
    if (!has_person(kind, passive, p->features)) continue;
    cell c = {.n = 0};
    imperfect_cell(kind, passive, &stem, p, false, &c);
    if (takes_suffix(kind, passive)) imperfect_cell(kind, passive, &stem, p, true, &c);
    cell_emit(&c, features | p->features, emit, context);
  }
}

static const struct imperative_ending {
  const char *ending;
  uint32_t features;
} imperative_endings[] = {
    {"", PERSON_2 | FEATURE_SG | FEATURE_M},
    {"I", PERSON_2 | FEATURE_SG | FEATURE_F},
    {"A", PERSON_2 | FEATURE_DU},
    {"UW", PERSON_2 | FEATURE_PL | FEATURE_M},
    {"na", PERSON_2 | FEATURE_PL | FEATURE_F},
};

/* Rule I1: the imperative is the jussive without its prefix; two consonants at the start
 * take an alef of wasl (with u before the u of form 1), and form 4 its hamza. uktub,
 * ijlis, qul, 'aclin, istakhdim. */
static void imperative_spoken(const verb_kind *kind, const verb_stem *stem,
                              const char *ending, unsigned which, sounds *spoken) {
  sounds rest = {.n = 0};
  verb_stem_join(stem, ending, which, &rest);
  if (kind->form == 4)
    sounds_pattern(spoken, "'a", NULL);
  else if (rest.n > 1 && !sound_is_vowel(rest.at[1]))
    sounds_pattern(spoken, kind->form == 1 && kind->imperfect == 'u' ? "Eu" : "Ei", NULL);
  for (unsigned i = 0; i < rest.n; i++) sounds_push(spoken, rest.at[i]);
}

static void emit_imperative_of(const verb_kind *kind, const verb_stem *stem,
                               inflect_emit *emit, void *context) {
  for (size_t i = 0; i < sizeof imperative_endings / sizeof *imperative_endings; i++) {
    const char *ending = imperative_endings[i].ending;
    unsigned n_stems = verb_stem_count(stem, ending);
    cell c = {.n = 0};
    for (unsigned before_suffix = 0; before_suffix < 2; before_suffix++)
      for (unsigned which = 0; which < n_stems; which++) {
        sounds spoken = {.n = 0};
        imperative_spoken(kind, stem, ending, which, &spoken);
        cell_write(&c, &spoken, before_suffix, 0);
      }
    cell_emit(&c, FEATURE_IMPERATIVE | imperative_endings[i].features, emit, context);
  }
}

/* Rule I2: verbs weak at both ends have an imperative of one consonant (qi, li, fi;
 * feminine qI, lI, fI). Nobody writes it, and the feminines would be read for the
 * commonest prepositions: it is left out. */
static void emit_imperative(const verb_kind *kind, inflect_emit *emit, void *context) {
  bool one_consonant =
      kind->form == 1 && kind->defective && (kind->drops_first || kind->drops_middle);
  if (one_consonant) return;
  verb_stem stem;
  bool regular = true;
  if (verb_stem_short_imperative(kind, &stem, &regular))
    emit_imperative_of(kind, &stem, emit, context);
  if (!regular) return;
  verb_stem_make(kind, IMPERFECT_ACTIVE, "", 0, &stem);
  emit_imperative_of(kind, &stem, emit, context);
}

/* Verbs of states and changes have no passive: form 7, form 9, quadriliteral 4, and form
 * 1 with u-u (kabura "be big"); nor have laysa and kana. */
static bool has_passive(const verb_kind *kind) {
  if (kind->form == 1) return !kind->laysa && !is_kana(kind) && kind->perfect != 'u';
  return kind->form != 7 && kind->form != 9 && kind->form != VERB_FORM_Q4;
}

const char *inflect_verb(const verb_spec *spec, inflect_emit *emit, void *context) {
  verb_kind kind;
  const char *wrong = verb_kind_of(spec, &kind);
  if (wrong) return wrong;
  emit_perfect(&kind, false, emit, context);
  if (kind.laysa) return NULL;
  emit_imperfect(&kind, false, emit, context);
  emit_imperative(&kind, emit, context);
  bool passive = has_passive(&kind);
  if (passive) {
    emit_perfect(&kind, true, emit, context);
    emit_imperfect(&kind, true, emit, context);
  }
  verb_nominal_emit(&kind, passive, emit, context);
  return NULL;
}

void inflect_masdar(const verb_spec *spec, inflected *masdar) {
  verb_kind kind;
  memset(masdar, 0, sizeof *masdar);
  if (verb_kind_of(spec, &kind) == NULL) verb_nominal_masdar(&kind, masdar);
}
