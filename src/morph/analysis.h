/* analysis.h - one word on its way to its readings. Inside src/morph. */
#ifndef RASID_MORPH_ANALYSIS_H
#define RASID_MORPH_ANALYSIS_H

#include "morph/morph.h"

typedef struct analysis {
  const rasid_model *model;
  uint8_t letters[WORD_MAX_LETTERS];
  unsigned n;
  reading readings[MORPH_MAX_READINGS];
  word_symbol symbols[MORPH_MAX_READINGS];
  unsigned n_readings, n_symbols;
  uint32_t marks;
  int cost; /* of the spelling that is tried */
  bool dropped[MORPH_MAX_READINGS];
} analysis;

/* A cut of the word: the stem may be spelt otherwise than the letters that stand there.
 */
typedef struct cut {
  unsigned proclitics, n_prefix, enclitic, n_suffix;
  const uint8_t *stem;
  unsigned n;    /* letters of the stem */
  uint32_t only; /* parts of speech that count, a bit for each; 0 all */
  int cost;      /* beside that of the clitics */
} cut;

#define COST_RESPELT 24 /* points off a spelling the dictionary does not have */

/* Readings of one cut, if the dictionary has its stem. */
void cut_try(analysis *a, const cut *k);
/* Of the letters from `at` on behind these proclitics, without and with suffix pronouns.
 */
void cut_bare(analysis *a, unsigned proclitics, unsigned at);
/* In every way the grammar allows. */
void cut_word(analysis *a);
/* A reading; of two that are alike the likelier stays. */
void cut_add_reading(analysis *a, reading r);
/* The form as a word of phrases. */
void cut_add_symbol(analysis *a, uint32_t form, unsigned proclitics, unsigned n_prefix,
                    unsigned n_suffix);

/* Readings under another spelling that may have been meant. */
void respell_word(analysis *a);
/* One reading by the shape of a word that nothing is known of. */
void guess_word(analysis *a);

#endif
