/* morph.h - words: clitics off, readings looked up, one chosen by its neighbours.
 * Floor 4.
 *
 * A token's readings depend on its letters alone, so they are kept in a bounded cache
 * from packed word to `word_info`; the second sight of a word is one probe. What depends
 * on the sentence (the chosen reading) is kept per token.
 */
#ifndef RASID_MORPH_MORPH_H
#define RASID_MORPH_MORPH_H

#include "model/model.h"
#include "morph/facts.h"
#include "text/text.h"

enum proclitic {
  PROCLITIC_WA = 1,
  PROCLITIC_FA = 2,
  PROCLITIC_BI = 4,
  PROCLITIC_KA = 8,
  PROCLITIC_LI = 16,
  PROCLITIC_SA = 32,
  PROCLITIC_A = 64, /* interrogative hamza */
  PROCLITIC_AL = 128,
  PROCLITIC_MA = 256, /* ma and la written together with what they belong to: «mazal», */
  PROCLITIC_LA = 512,  /* «layazal» */
  PROCLITIC_YA = 1024, /* the vocative: «yarabb» */
  PROCLITICS_JOINED = PROCLITIC_MA | PROCLITIC_LA | PROCLITIC_YA
};

enum enclitic {
  ENCLITIC_NONE,
  ENCLITIC_HU,
  ENCLITIC_HA,
  ENCLITIC_HUM,
  ENCLITIC_HUNNA,
  ENCLITIC_HUMA,
  ENCLITIC_KA,
  ENCLITIC_KUM,
  ENCLITIC_KUMA,
  ENCLITIC_NA,
  ENCLITIC_NI,
  ENCLITIC_YA,
  N_ENCLITICS
};

/* The lemma of no word at all. */
#define NO_ENTRY ((const lemma_record *)(const void *)model_zero)

/* One way to read a word. */
typedef struct reading {
  const lemma_record *entry; /* the lemma: a copy close at hand, never NULL */
  uint32_t form, lemma; /* model indexes; lemma 0 is the unknown word (features then tell
                           the guess by shape) */
  uint32_t features;    /* model/features.h */
  uint16_t proclitics;  /* enum proclitic */
  uint8_t n_prefix, n_suffix; /* letters of proclitics and of the suffix pronoun */
  uint8_t enclitic;
  uint8_t agreement; /* 2 written as the dictionary has it, 1 folded, 0 written otherwise
                        (hamza elsewhere) */
  int16_t score;     /* higher is likelier, context aside */
} reading;

/* A node of the phrase trie with what is asked of it, close at hand. */
typedef struct phrase_node {
  uint32_t node;    /* MODEL_NONE: none */
  uint16_t types;   /* of its targets; not 0: a phrase ends here */
  uint64_t follows; /* follow_bit of the forms that go on from it */
} phrase_node;

/* A dictionary form this word may be in a phrase. */
typedef struct word_symbol {
  uint32_t form;
  uint16_t proclitics;
  uint8_t n_prefix, n_suffix;
  phrase_node any, article; /* where a phrase that begins with it leads to: whatever its
                               article, by its article */
} word_symbol;

enum word_mark { /* union over readings: quick tests */
                 WORD_MAY_VERB = 1,
                 WORD_MAY_NOUN = 2,
                 WORD_MAY_TRIGGER = 4,
                 WORD_MAY_QUANTITY = 8,
                 WORD_MAY_CALENDAR = 16,
                 WORD_STARTS_PHRASE = 32,
                 WORD_UNKNOWN = 64,
                 WORD_FUNCTION = 128,  /* every reading is of a closed class */
                 WORD_AMBIGUOUS = 256, /* readings that differ in more than features */
                 WORD_MODE = 512,      /* adds a mode or context */
                 WORD_HARM = 1024,     /* a word of harm: tolls */
                 WORD_LOCATIVE = 2048, /* a locative head noun or a direction */
                 WORD_NATION = 4096,   /* a nationality */
                 WORD_TAGGED = 8192,   /* a word of the grammar: some lemma has a tag */
                 WORD_PERSON = 16384,  /* may name people: a person, a group, a
                                          nationality, a name */
                 WORD_READ = 32768, /* has readings: punctuation and figures have none */
                 WORD_MAY_DUAL = 65536, /* a noun that ends like a dual and has a reading
                                           as one */
                 WORD_DIGITS = 131072,  /* no word: a number, date or clock token */
                 WORD_NAME_PART = 262144, /* ends in the letters of bin, Al, Abd or Abu,
                                             which with the next word are one part of a
                                             name */
                 WORD_IS_PHRASE = 524288  /* some symbol is a phrase by itself */
};

/* Sets of the tokens of a document that later stages walk through: most tokens are in
 * none. */
enum token_set {
  TOKENS_TIME,   /* a time may begin: figures, words of numbers and of the calendar,
                    «since», «that» */
  TOKENS_NUMBER, /* a number may: figures, words of numbers and of the calendar, duals */
  TOKENS_LOCATIVE,  /* WORD_LOCATIVE */
  TOKENS_NATION,    /* WORD_NATION */
  TOKENS_PARTY,     /* an entity may begin, phrases and names of parts aside: WORD_PERSON,
                       WORD_UNKNOWN, a land */
  TOKENS_NAME_PART, /* WORD_NAME_PART */
  TOKENS_UNKNOWN,   /* WORD_UNKNOWN */
  TOKENS_PHRASE, /* a phrase of the dictionaries may begin: the word is one, or one goes
                    on with words like the next */
  N_TOKEN_SETS
};
#define TOKEN_SET(set) (1u << (set))

/* A reading that may be chosen in some place: readings of equal facts are worth the same
 * in every place, so only the best of them is one. */
typedef struct choice_candidate {
  own_facts own;
  shown_facts shown; /* to its neighbours, where it is chosen */
  int16_t points;    /* without what its place adds, in eighths of a point of score */
  uint16_t form;     /* its place in a row of agreement_points (choice.h) */
  uint8_t reading;
  uint8_t columns[N_SIDES]; /* its places in the tables of pairs */
} choice_candidate;

/* What every token asks for stands first, in one cache line. */
typedef struct word_info {
  word key;                /* as written */
  const reading *readings; /* best first, context aside; at least one */
  shown_facts shown;       /* of the first reading */
  uint32_t marks;
  uint8_t n_readings, n_symbols;
  uint8_t n_candidates; /* 0: the first reading is chosen everywhere */
  bool special;         /* choose_special of some candidate */
  uint8_t sets;         /* TOKEN_SET of each token_set; of TOKENS_PHRASE: whatever follows
                         */
  bool open;            /* has candidates, and differs in more than features */
  uint16_t quantities;  /* a bit for each quantity_kind it may be */
  const word_symbol *symbols;
  uint64_t follows;  /* follow_bit of the forms of its symbols */
  uint64_t starts;   /* of the forms that go on from one of its symbols; 0 where no phrase
                        begins with it */
  uint64_t lemmas;   /* morph_lemma_bit of every reading but far-fetched participles: what
                        is not in it is no lemma of the word */
  uint32_t calendar; /* a bit for each calendar_kind it may be */
  choice_candidate candidates[]; /* in the order of readings */
} word_info;

static inline uint64_t morph_lemma_bit(uint32_t lemma) {
  return (uint64_t)1 << ((lemma * 0x9E3779B1u) >> 26);
}
/* Does reading `k` of a word count where any of its lemmas will do? «the court» is no
 * far-fetched «judged». */
static inline bool morph_counts(const word_info *w, unsigned k) {
  unsigned pos = FEATURE_POS(w->readings[k].features);
  return !k || (pos != POS_PART_ACT && pos != POS_PART_PASS);
}

#define MORPH_MAX_READINGS 24

/* The cache and analyser; one per coder. */
typedef struct morph morph;
morph *morph_new(const rasid_model *model, const allocator *alloc);
void morph_free(morph *m);
/* Readings of an Arabic or Latin word; valid until the cache is emptied (between
 * documents only: morph_settle). */
const word_info *morph_word(morph *m, word key);
/* To be called between documents: empties the cache when it is full. */
void morph_settle(morph *m);

/* Per document: tokens with their chosen readings. */
typedef struct morph_doc {
  const text_doc *text;
  const rasid_model *model;
  const word_info **words; /* per token, and one more; for tokens that are no words an
                              info without readings, never NULL */
  const reading **chosen;  /* per token: of its readings; one of NO_ENTRY where it has
                              none, never NULL */
  uint32_t *marks;         /* per token, and one more: enum word_mark */
  shown_facts *shown;      /* per token, and one more: of the chosen reading, or of what
                              the token is: much that is asked about neighbours */
  uint64_t *sets[N_TOKEN_SETS]; /* sets of tokens, set_size(n) words each */
  const int16_t *choice; /* weight of each feature of choice.h; NULL: none were learnt */
  uint32_t n;            /* tokens */
} morph_doc;

/* Reads and chooses for every token. False where the arena failed. */
bool morph_read(morph *m, const text_doc *text, morph_doc *doc, arena *a);
/* What its place says for reading `r` of token `i`, in points: rules and learnt weights.
 */
int morph_context_score(const morph_doc *doc, uint32_t i, const reading *r);
/* Where a reading is cut, in letters from the start of its word: behind each proclitic
 * and before the suffix pronoun; returns how many cuts there are. */
#define MORPH_MAX_CUTS 12
unsigned morph_cuts(const reading *r, unsigned n_letters, unsigned cuts[MORPH_MAX_CUTS]);

static inline const reading *morph_at(const morph_doc *d, uint32_t i) {
  return d->chosen[i];
}
/* The first token of the set from `i` on; d->n where there is none. */
static inline uint32_t morph_next(const morph_doc *d, enum token_set set, uint32_t i) {
  return set_next(d->sets[set], i, d->n);
}
/* Is token `i` a word, so that it has readings? */
static inline bool morph_has(const morph_doc *d, uint32_t i) {
  return (d->marks[i] & WORD_READ) != 0;
}
static inline const lemma_record *morph_lemma(const morph_doc *d, uint32_t i) {
  return morph_at(d, i)->entry;
}
/* Tag of a closed-class word (chosen reading), TAG_NONE for others. */
static inline unsigned morph_tag(const morph_doc *d, uint32_t i) {
  return d->shown[i].tag;
}
static inline bool morph_is(const morph_doc *d, uint32_t i, uint64_t classes) {
  return (morph_lemma(d, i)->classes & classes) != 0;
}

/* Can the word at `i`, as chosen, be first of an idafa? Not with the article, a suffix,
 * or the noon of dual and sound plural. */
bool morph_takes_genitive(const morph_doc *d, uint32_t i);
/* Is it an indefinite accusative, written with a final alef («sahafiyyan»)? */
bool morph_accusative(const morph_doc *d, uint32_t i);

#endif
