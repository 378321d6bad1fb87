/* verb_stem.h - the stems of a verb, by root, form and use; endings are joined to them.
 *
 * A weak or doubled verb has one stem before vowels, another before consonants, and one
 * or two where nothing follows (qala, qultu, qul; shanna, shanantu, yashunna or yashnun).
 * A defective verb keeps the vowel before its last radical, which melts with the ending.
 */
#ifndef RASID_MODEL_VERB_STEM_H
#define RASID_MODEL_VERB_STEM_H

#include "model/verb_sounds.h"

/* What a verb_spec says, sorted out. */
typedef struct verb_kind {
  uint8_t root[4];
  uint8_t form;
  char perfect, imperfect; /* vowels of form 1 */
  uint8_t middle, last;    /* places in `root` of the last two consonants of the stem */
  bool hollow;             /* middle radical is a glide that melts: qala */
  bool doubled;      /* the last two consonants are one: shanna, iHmarra, iTma'anna */
  bool defective;    /* last radical is a glide: dacaa, ramaa */
  bool drops_first;  /* imperfect without its first radical waw: yaSilu */
  bool drops_middle; /* ra'a "see", yara */
  bool laysa;        /* laysa "is not": a perfect only */
  bool impersonal_passive; /* as in verb_spec */
} verb_kind;

enum verb_use {
  PERFECT_ACTIVE,
  PERFECT_PASSIVE,
  IMPERFECT_ACTIVE,
  IMPERFECT_PASSIVE,
  N_VERB_USES
};

typedef struct verb_stem {
  sounds open, closed; /* before a vowel, before a consonant */
  sounds bare[2];      /* before nothing */
  uint8_t n_bare;
  bool resolves; /* before a vowel `closed` stands beside `open`: Dudda, Dudida */
  /* Defective verbs: the short vowel before the lost glide, before which `open` ends;
   * else 0. */
  uint8_t melting;
  /* With the vowel a: the glide that comes back before long a and consonants, and whether
   * the final long a is written as alef (dacaa "call"). */
  uint8_t glide;
  bool alef;
} verb_stem;

/* Sorts out a spec; returns NULL, or what is wrong with it. */
const char *verb_kind_of(const verb_spec *spec, verb_kind *kind);

/* The stem of one use, without person prefixes. `start` (may be "") goes before it: "mu"
 * for participles. `vowel` 'a' or 'i' overrides the vowel before the last radical, 0
 * leaves it. */
void verb_stem_make(const verb_kind *kind, enum verb_use use, const char *start,
                    char vowel, verb_stem *stem);

/* The vowel before the last radical: 'a' 'i' 'u'. */
char verb_stem_vowel(const verb_kind *kind, enum verb_use use);

/* The imperative's stem of a form 1 verb that drops its hamza (khudh, kul, mur, sal);
 * false where there is none. */
bool verb_stem_short_imperative(const verb_kind *kind, verb_stem *stem,
                                bool *also_regular);

/* How many stems stand before an ending: 1 or 2. */
unsigned verb_stem_count(const verb_stem *stem, const char *ending);

/* Appends stem and ending to `out`. Endings are patterns; which stem they take follows
 * from their first sound. `which` picks where there are two. */
void verb_stem_join(const verb_stem *stem, const char *ending, unsigned which,
                    sounds *out);

#endif
