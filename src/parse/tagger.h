/* tagger.h - parts of speech in a sentence: which reading and which use of it.
 *
 * The coder needs a word's meaning and takes the reading of choose.c. Who asks for the
 * words themselves (rasid_record_word) wants to know what each is in its place: nouns
 * make names, adjectives and participles name persons, prepositions are nouns. A
 * candidate is a reading with a part of speech that it may stand for; the likeliest row
 * of candidates of a sentence is found by beam search.
 *
 * A feature is a fact about a candidate's reading and its place, with a weight for each
 * part of speech. A line of data/tagger.tsv has the weights of one fact, its name and
 * values: "before-use" and "prep" says what speaks for each part of speech behind a
 * preposition.
 */
#ifndef RASID_PARSE_TAGGER_H
#define RASID_PARSE_TAGGER_H

#include "mention/mention.h"

/* Parts of speech as the universal ones; auxiliaries are verbs, determiners pronouns,
 * subordinators conjunctions. In the order of the columns of data/tagger.tsv. */
enum upos {
  UPOS_NOUN,
  UPOS_ADJ,
  UPOS_NAME,
  UPOS_VERB,
  UPOS_NUM,
  UPOS_PREP,
  UPOS_CONJ,
  UPOS_PRON,
  UPOS_PART,
  UPOS_ADV,
  UPOS_INTERJ,
  N_UPOS
};
const char *upos_name(unsigned upos);

typedef struct tag_candidate {
  const reading *r;
  uint8_t upos;
  uint8_t gap; /* how far behind the reading that choose.c prefers, in steps; 0: it */
} tag_candidate;
#define TAGGER_MAX_CANDIDATES 40

/* What a token is to its neighbours. */
enum tag_label {
  LABEL_WORD = 0, /* + 2 × upos + 1 with the article */
  LABEL_PUNCT = 2 * N_UPOS,
  LABEL_BRACKET,
  LABEL_DIGITS,
  LABEL_START,
  LABEL_OTHER,
  N_LABELS
};

/* A value in the name of a feature: a kind of value and which. */
typedef struct tag_value {
  uint8_t type; /* enum value_type of tagger_features.c */
  uint32_t value;
} tag_value;
typedef struct tag_feature {
  uint64_t key; /* hash of its name and values as they are written in data/tagger.tsv */
  uint8_t name, n;
  tag_value values[3];
} tag_feature;
#define TAGGER_MAX_FEATURES 64

/* What features are made of, kept by a coder: the hashes of all names but those of
 * lemmas. */
typedef struct tagger tagger;
tagger *tagger_new(const rasid_model *model, const allocator *alloc);
void tagger_free(tagger *t);

/* A document's words and what is found out about them beforehand. */
typedef struct tagger_doc {
  const tagger *t;
  const morph_doc *words;
  uint8_t *phrases; /* per token: the phrase of the world it belongs to, 0 none */
  uint8_t *classes; /* per token: what the dictionary has for it */
} tagger_doc;
/* False where the arena failed. */
bool tagger_prepare(const tagger *t, const morph_doc *words, tagger_doc *doc, arena *a);

/* The candidates of token `i`, at most TAGGER_MAX_CANDIDATES; 0 for what is no word. */
unsigned tagger_candidates(const tagger_doc *doc, uint32_t i, tag_candidate *out);
/* Each writes features and returns how many: of the token whatever its reading; of a
 * reading; of a reading behind one that is chosen (`before` NULL where none stands there,
 * labels of what it is and of what stands before it). */
unsigned tagger_token_features(const tagger_doc *doc, uint32_t i, tag_feature *out);
unsigned tagger_reading_features(const tagger_doc *doc, uint32_t i,
                                 const tag_candidate *c, tag_feature *out);
unsigned tagger_path_features(const tagger_doc *doc, const reading *r,
                              const tag_candidate *before, unsigned label,
                              unsigned label_before, tag_feature *out);
/* The label of token `i` with the candidate `c`, NULL where it is no word. */
unsigned tagger_label(const tagger_doc *doc, uint32_t i, const tag_candidate *c);

/* Chooses for every token: `out` has room for all; entries of what is no word get `r`
 * NULL. Without weights in the model: false, as where the arena failed. */
bool tagger_read(const tagger *t, const morph_doc *words, tag_candidate *out, arena *a);

/* "feature<TAB>values" as in data/tagger.tsv. */
enum { TAGGER_MAX_NAME = 160 };
void tagger_feature_name(const tagger_doc *doc, const tag_feature *f,
                         char name[TAGGER_MAX_NAME]);

#endif
