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
    uint32_t number : 2, gender : 2, case_ending : 2; /* of nominals */
    uint32_t read : 1; /* it is a word: what follows but `digits` and `figure` is of its
                          chosen reading */
    uint32_t article : 1, proclitic : 1, enclitic : 1;
    uint32_t auxiliary : 1; /* a verb that takes another: was, began, went on, nearly */
    uint32_t may_verb : 1;  /* some reading of the word is a verb */
    uint32_t digits : 1; /* a number, date or clock time; at the head of a sentence: the
                            last token before it is */
    uint32_t figure : 1; /* a number */
    uint32_t spare : 1;
  };
  uint32_t bits;
} shown_facts;

enum { SUFFIX_NONE, SUFFIX_HIS_HERS, SUFFIX_OTHER };

/* Of a reading that may be chosen. Fields that its part of speech leaves no use for are
 * 0. */
typedef union own_facts {
  struct {
    uint32_t pos : 5, tag : 7;
    uint32_t aspect : 2, person : 2, passive : 1; /* verbs */
    uint32_t light : 1;                           /* verbs of the class LIGHT */
    uint32_t number : 2, gender : 2;              /* nominals */
    uint32_t adverb : 1; /* an accusative participle of a verb that says */
    uint32_t article : 1, conjunction : 1, li : 1;
    uint32_t suffix : 2;
    /* of the place, not of the reading; in the keys of remembered pairs only */
    uint32_t title : 1, behind : 1;
    uint32_t spare : 2;
  };
  uint32_t bits;
} own_facts;

#endif
