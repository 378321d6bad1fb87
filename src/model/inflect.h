/* inflect.h - Arabic inflection: from a dictionary line to every written form.
 *
 * Forms are as written without vowel signs, with hamza seats, in letter codes of
 * text/letters.h, without proclitics and without suffix pronouns. Forms that change
 * before a suffix pronoun are emitted too, marked FEATURE_PRESUFFIX (hukumat-, musta'fa →
 * mustafa-, katabu → katabu- without its alef, dawa → daa-). The same written form may
 * come several times with other features.
 */
#ifndef RASID_MODEL_INFLECT_H
#define RASID_MODEL_INFLECT_H

#include "base/base.h"
#include "model/features.h"
#include "text/letters.h"

typedef struct inflected {
  uint8_t letters[40];
  uint8_t n;
  uint32_t features; /* model/features.h, part of speech included */
} inflected;

typedef void inflect_emit(void *context, const inflected *form);

enum verb_form { VERB_FORM_Q1 = 11, VERB_FORM_Q2 = 12, VERB_FORM_Q4 = 14 };

typedef struct verb_spec {
  uint8_t root[8],
      n_root;   /* letter codes; hamza as LETTER_HAMZA, weak letters as waw or yeh */
  uint8_t form; /* 1-10 or enum verb_form */
  char perfect, imperfect; /* form 1: 'a' 'i' 'u' of the second radical; else '-' */
  bool impersonal_passive; /* it has no direct object: rule T1 of inflect_verb.c */
} verb_spec;

/* Emits every form of the verb: perfect, imperfect (indicative, subjunctive and jussive),
 * imperative, active and passive, all persons (POS_VERB); active and passive participles
 * with gender, number, case and construct forms (POS_PART_ACT, POS_PART_PASS); the
 * regular verbal noun of forms 2-10 and quadriliterals with its forms (POS_MASDAR).
 * Returns NULL, or a static English message that says what is wrong with the spec ("form
 * 1 needs vowels"). */
const char *inflect_verb(const verb_spec *spec, inflect_emit *emit, void *context);

/* The regular verbal noun of forms 2-10 and quadriliterals (n = 0 for form 1). */
void inflect_masdar(const verb_spec *spec, inflected *masdar);

typedef struct noun_spec {
  uint8_t letters[40], n; /* the singular as in the dictionary */
  uint32_t
      pos; /* POS_NOUN, POS_ADJ, POS_NISBA, POS_MASDAR, POS_PART_ACT, POS_PART_PASS */
  uint8_t gender;               /* 1 m, 2 f */
  const uint8_t (*plurals)[40]; /* broken plurals, letter codes */
  const uint8_t *plural_lengths;
  uint8_t n_plurals;
  bool sound_masculine, sound_feminine; /* takes -un, -at */
  bool singular_only;      /* no dual, no plural and no feminine made from it */
  bool feminine_by_teh;    /* adjectives: the feminine is made with teh marbuta */
  const uint8_t *feminine; /* written feminine, or NULL */
  uint8_t feminine_length;
} noun_spec;

/* Emits singular, accusative with alef (where it is written), dual, plurals, feminine,
 * construct and pre-suffix forms. */
void inflect_noun(const noun_spec *spec, inflect_emit *emit, void *context);

#endif
