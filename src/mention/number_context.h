/* number_context.h - what stands around a bare number: bounds, ranges, the counted noun,
 * and signs that it counts nobody. */
#ifndef RASID_MENTION_NUMBER_CONTEXT_H
#define RASID_MENTION_NUMBER_CONTEXT_H

#include "mention/number_grammar.h"

/* Kinds of bound, the values of kind `bound` in numbers.tsv. */
enum bound_word {
  BOUND_NONE,
  BOUND_MORE,
  BOUND_LESS,
  BOUND_ABOUT,
  BOUND_UPTO,
  BOUND_LEAST,
  BOUND_ODD,
  BOUND_COUNT,
  BOUND_TOTAL,
  BOUND_PERCENT,
  BOUND_CHANGE,
  BOUND_ABOUT_AFTER = 12
};

/* What the words around say about a figure. */
enum bound {
  FIGURE_EXACT,
  FIGURE_MORE,
  FIGURE_LESS,
  FIGURE_ABOUT,
  FIGURE_UPTO,
  FIGURE_AT_LEAST,
  FIGURE_ODD
};

/* The bound before `first` («not less than»), looking no further back than `floor`; moves
 * *first over its words. */
enum bound bound_before(const morph_doc *doc, const number_core *c, uint32_t floor,
                        uint32_t *first);
/* The bound after the number and its noun («at least», «or more»); moves *last over its
 * words. */
enum bound bound_after(const morph_doc *doc, uint32_t noun, uint32_t limit,
                       uint32_t *last);
/* Sets low and high of a figure by its bound (codebook, section 2). */
void bound_apply(enum bound bound, number *n);

/* A second figure that makes a range of `c` («between c and …», «c to …», «c or …»):
 * reads it into `to`. `noun`: the noun after `c`. */
bool range_read(const morph_doc *doc, number_core *c, uint32_t floor, uint32_t noun,
                uint32_t limit, uint32_t *first, number_core *to);

/* The noun a number counts, after `last`, or MODEL_NONE. */
uint32_t number_noun(const morph_doc *doc, uint32_t last, uint32_t limit);
/* NUMBER_PERCENT and NUMBER_NOT_COUNT as the neighbours tell; moves *last over «per
 * cent». */
uint32_t number_context_flags(const morph_doc *doc, const number_core *c, uint32_t floor,
                              uint32_t limit, uint32_t noun, uint32_t *last);

#endif
