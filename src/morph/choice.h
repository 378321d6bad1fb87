/* choice.h - what speaks for a reading in its place: features with learnt weights.
 *
 * A feature is a fact about one reading and its neighbours, such as "before=prep
 * this=noun". Every reading has one feature of each kind; the weight of a feature, in
 * eighths of a point of reading.score, is a line of data/choice.tsv.
 */
#ifndef RASID_MORPH_CHOICE_H
#define RASID_MORPH_CHOICE_H

#include "morph/morph.h"

enum choice_kind {
  CHOICE_THIS,       /* part of speech of the reading */
  CHOICE_BEFORE,     /* of the word before × of this */
  CHOICE_AFTER,      /* of the likeliest reading of the word behind × of this */
  CHOICE_BEFORE_TAG, /* tag of the grammar word before × coarse part of speech */
  CHOICE_AFTER_TAG,
  CHOICE_BEFORE_KIND, /* kind of the noun before × part of speech */
  CHOICE_DEFINITE,    /* article before and here × part of speech */
  CHOICE_AGREEMENT, /* gender and number of the word before and of this × p. of speech */
  CHOICE_COMMON,    /* how common the lemma is × part of speech */
  CHOICE_CLITICS,   /* what is cut off × part of speech */
  CHOICE_SPELLING,  /* as the dictionary writes it, folded, otherwise × p. of speech */
  CHOICE_VERB,      /* aspect, person and voice */
  CHOICE_START,     /* at the head of a sentence or title × part of speech */
  CHOICE_BEFORE_TWO,    /* part of speech of the word but one before × of this */
  CHOICE_AFTER_ARTICLE, /* whether the word behind has the article × part of speech */
  CHOICE_OWN_TAG,       /* tag of the grammar word itself; or it names a role */
  CHOICE_OWN_KIND,      /* kind of the noun × part of speech */
  N_CHOICE_KINDS
};

enum { CHOICE_MAX_NAME = 96 };

/* Number of all features, and the name of the i-th. */
uint32_t choice_n_features(void);
void choice_feature_name(uint32_t i, char name[CHOICE_MAX_NAME]);

/* ---- the place of a token ---- */

typedef struct place {
  shown_facts left, right; /* AROUND_START where the sentence begins or ends */
  unsigned two;            /* what stands before `left`: a part of speech or AROUND_… */
  bool title;              /* in a title */
} place;

static const shown_facts END_OF_SENTENCE = {{.pos = AROUND_START}};

/* Neighbours are as chosen. */
place place_at(const morph_doc *doc, uint32_t i);

/* ---- facts, and what they are worth ---- */

own_facts facts_own(const reading *r);
/* `may_verb`: some reading of its word is a verb. */
shown_facts facts_shown(const reading *r, bool may_verb);

/* Features of reading `r` of token `i`, in the order of choice_kind; what stands before
 * is as chosen. */
void choice_features(const morph_doc *doc, uint32_t i, const reading *r,
                     uint32_t features[N_CHOICE_KINDS]);

/* No weight counts for more, so that sums of a few fit two bytes. */
enum { CHOICE_MAX_WEIGHT = 1000 };

/* The learnt points of a reading are the sum of five parts, in eighths of a point.
 * `weights` are of all features in their order; NULL: all 0. */
int choice_own_points(const int16_t *weights, const reading *r);
int choice_left_points(const int16_t *weights, const place *p, own_facts own);
int choice_agreement_points(const int16_t *weights, agreeing left, own_facts own);
int choice_right_points(const int16_t *weights, const place *p, own_facts own);
/* For `two` of a place and the part of speech of the reading. */
int choice_two_points(const int16_t *weights, unsigned two, unsigned pos);

/* ---- choosing (choose.c) ---- */

/* What neighbours are worth to each other from one side, in eighths of a point: a row for
 * what is seen of the neighbour, a column for what counts of the reading. Rows and
 * columns are added when their facts first occur, and are filled at once. */
enum {
  PAIR_SLOTS = 1024,
  PAIR_ROWS = PAIR_SLOTS / 2, /* at most */
  PAIR_COLUMNS = 256,
  NO_COLUMN = PAIR_COLUMNS - 1
};
typedef struct pair_table {
  const int16_t *weights;
  unsigned side, n_rows, n_columns;
  uint32_t counts[PAIR_COLUMNS]; /* facts of each column */
  uint32_t seen[PAIR_SLOTS];     /* by its hash: facts of the row, plus 1; 0: none */
  int16_t points[PAIR_SLOTS + 1][PAIR_COLUMNS]; /* of a slot; the last is for facts that
                                                   found no room */
} pair_table;

/* All of them, what agreement is worth (a row for facts_agreeing of the word before, in
 * it a place for number, gender and part of speech of the reading), and what the word but
 * one before. */
typedef struct choice_tables {
  pair_table sides[N_SIDES];
  int16_t agreement[N_AGREEING][16 * N_POS];
  int16_t two[N_AROUND][N_POS];
} choice_tables;

/* Makes tables ready for a model's weights. */
void choose_start(choice_tables *tables, const int16_t *weights);

/* The candidates among the `n` readings of a word, in their order; returns how many, 0
 * where nothing but the first reading can be chosen. */
unsigned choose_candidates(choice_tables *tables, const reading *readings, unsigned n,
                           choice_candidate candidates[MORPH_MAX_READINGS]);
/* Is it a word of the grammar that tells what follows? */
bool choose_asks(shown_facts f);
/* Has it points that stand in no table: by rule C20, or because one is full? */
bool choose_special(const choice_candidate *c);
/* Chooses among the readings of each token by its neighbours, with the words behind it as
 * they are by themselves; where the next one comes out otherwise, once more. `open`: the
 * tokens that may come out otherwise than by themselves. `again` is room for a number for
 * each of them. */
void morph_choose(morph_doc *doc, choice_tables *tables, const uint64_t *open,
                  uint32_t *again);

#endif
