/* facts.h - all that the choice among readings (choose.c, choice.c) reads of a word, in
 * two integers: as one whose reading is chosen, and as a neighbour of such a one.
 *
 * Rules and features are functions of facts and see nothing else of a reading. So what
 * two neighbours are worth to each other can be remembered for all readings of the same
 * facts, and of readings of equal facts at most one can be chosen. A rule that asks for
 * more needs a field here, which `facts_own` or `facts_shown` fills.
 */
#ifndef RASID_MORPH_FACTS_H
#define RASID_MORPH_FACTS_H

#include "model/model.h"

/* What stands beside a word: a part of speech, a border of punctuation, the head or end
 * of the sentence. POS_NONE is any other mark; figures are POS_NUM. */
enum { AROUND_BORDER = N_POS, AROUND_START, N_AROUND };

/* Of a word beside the one whose reading is chosen. */
typedef union shown_facts {
  struct {
    uint32_t pos : 5; /* or AROUND_BORDER, AROUND_START */
    uint32_t tag : 7, kind : 5;
    uint32_t agreeing : 6;   /* facts_agreeing */
    uint32_t nominative : 1; /* nominals */
    uint32_t read : 1; /* it is a word: what follows but `digits` and `figure` is of its
                          chosen reading */
    uint32_t article : 1, proclitic : 1, enclitic : 1;
    uint32_t auxiliary : 1; /* a verb that takes another: was, began, went on, nearly */
    uint32_t may_verb : 1;  /* some reading of the word is a verb */
    uint32_t digits : 1; /* a number, date or clock time; at the head of a sentence: the
                            last token before it is */
    uint32_t figure : 1; /* a number */
  };
  uint32_t bits;
} shown_facts;

/* What a word behind may agree with: number and gender (model/features.h; NO_GENDER of
 * what is no nominal) and whether it is a person or a group of persons, of which no
 * plural is "she"; `bound`: rule C16 does not ask, since the word tells what follows. */
typedef struct agreeing {
  unsigned number, gender;
  bool person, bound;
} agreeing;
enum { NO_GENDER = 3, N_AGREEING = 64 };

static inline unsigned facts_agreeing(agreeing a) {
  return a.number | a.gender << 2 | (a.person ? 16u : 0u) | (a.bound ? 32u : 0u);
}
static inline agreeing facts_agreeing_of(unsigned i) {
  return (agreeing){i & 3u, i >> 2 & 3u, (i & 16) != 0, (i & 32) != 0};
}
/* Of what is no word. */
#define NOTHING_AGREES (NO_GENDER << 2)

/* The sides from which a word is seen by a neighbour: of the word before it, in the body
 * of a text and in a title, and of the word behind it. */
enum { SIDE_BODY, SIDE_TITLE, SIDE_BEHIND, N_SIDES };

enum { SUFFIX_NONE, SUFFIX_HIS_HERS, SUFFIX_OTHER };

/* Written as an accusative; in the feminine or plural, where it may be one. */
enum { ADVERB_NONE, ADVERB_SURE, ADVERB_MAYBE };

/* Of a reading that may be chosen. Fields that its part of speech leaves no use for are
 * 0, so that more readings are alike. */
typedef union own_facts {
  struct {
    uint32_t pos : 5, tag : 7;
    uint32_t aspect : 2, person : 2, passive : 1; /* verbs */
    uint32_t light : 1;                           /* verbs of the class LIGHT */
    uint32_t number : 2, gender : 2;              /* nominals */
    uint32_t adverb : 2; /* ADVERB_…: a participle of a verb that says */
    uint32_t article : 1;
    uint32_t conjunction : 1, li : 1; /* verbs: behind wa or fa, behind li */
    uint32_t suffix : 2;              /* whose it is, of verbs only */
    uint32_t spare : 3;
  };
  uint32_t bits;
} own_facts;

#endif
