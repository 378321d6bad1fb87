/* features.h - grammatical features of a word form, packed in 32 bits.
 *
 * bits 0-4 part of speech · 5-6 person · 7-8 number (1 singular, 2 dual, 3 plural) · 9-10
 * gender (1 m, 2 f) · 11-12 aspect (1 perfect, 2 imperfect, 3 imperative) · 13 passive ·
 * 14-15 mood (0 any, 1 indicative, 2 subjunctive or jussive) · 16 construct form (mudaf:
 * dual or plural without its noon) · 17 only before a suffix pronoun (teh for teh
 * marbuta, alef for alef maksura, hamza seats) · 18-19 case (0 any, 1 nominative, 2
 * accusative, 3 accusative or genitive) · 20 broken plural.
 */
#ifndef RASID_MODEL_FEATURES_H
#define RASID_MODEL_FEATURES_H

#include <stdbool.h>
#include <stdint.h>

enum pos {
  POS_NONE,
  POS_NOUN,
  POS_NAME, /* proper noun */
  POS_ADJ,
  POS_NISBA, /* nationality adjective or noun */
  POS_VERB,
  POS_PART_ACT, /* active participle generated from a verb */
  POS_PART_PASS,
  POS_MASDAR, /* verbal noun */
  POS_NUM,
  POS_PREP,
  POS_CONJ,
  POS_SUB,
  POS_REL,
  POS_DEM,
  POS_PRON,
  POS_PART,
  POS_ADV,
  POS_INTERROG,
  POS_INTERJ,
  POS_TIME, /* calendar words */
  POS_FOREIGN,
  N_POS
};

/* Nouns, names, adjectives, and what is generated from verbs to be one of them. */
static inline bool pos_is_nominal(unsigned pos) {
  return pos == POS_NOUN || pos == POS_NAME || pos == POS_ADJ || pos == POS_NISBA ||
         pos == POS_PART_ACT || pos == POS_PART_PASS || pos == POS_MASDAR;
}
/* Words of the grammar: prepositions to interjections. */
static inline bool pos_is_closed(unsigned pos) {
  return pos >= POS_PREP && pos <= POS_INTERJ;
}

#define FEATURE_POS(f) ((f)&31u)
#define FEATURE_PERSON(f) (((f) >> 5) & 3u)
#define FEATURE_NUMBER(f) (((f) >> 7) & 3u)
#define FEATURE_GENDER(f) (((f) >> 9) & 3u)
#define FEATURE_ASPECT(f) (((f) >> 11) & 3u)
#define FEATURE_MOOD(f) (((f) >> 14) & 3u)
#define FEATURE_CASE(f) (((f) >> 18) & 3u)

#define FEATURE_SG (1u << 7)
#define FEATURE_DU (2u << 7)
#define FEATURE_PL (3u << 7)
#define FEATURE_M (1u << 9)
#define FEATURE_F (2u << 9)
#define FEATURE_PERSON_N(n) ((uint32_t)(n) << 5)
#define FEATURE_PERFECT (1u << 11)
#define FEATURE_IMPERFECT (2u << 11)
#define FEATURE_IMPERATIVE (3u << 11)
#define FEATURE_PASSIVE (1u << 13)
#define FEATURE_INDICATIVE (1u << 14)
#define FEATURE_SUBJUSS (2u << 14)
#define FEATURE_CONSTRUCT (1u << 16)
#define FEATURE_PRESUFFIX (1u << 17)
#define FEATURE_NOM (1u << 18)
#define FEATURE_ACC (2u << 18)
#define FEATURE_OBL (3u << 18)
#define FEATURE_BROKEN (1u << 20)

#endif
