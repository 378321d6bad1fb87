/* parse.h - phrases and clauses. Floor 6: knows grammar, not event categories.
 *
 * A deterministic cascade cuts each sentence into flat chunks (noun phrases, verb groups,
 * marks, punctuation) and clauses. A noun phrase of several nouns in idafa is several
 * chunks, each with `genitive` set on the later ones, so that an event noun and what
 * depends on it can be told apart.
 */
#ifndef RASID_PARSE_PARSE_H
#define RASID_PARSE_PARSE_H

#include "mention/mention.h"

/* How many chunks a rule looks before or behind: what belongs together stands near, and a
 * sentence of 100,000 words stays linear. */
#define PARSE_REACH 48

enum chunk_kind {
  CHUNK_NOUN,
  CHUNK_VERB,
  CHUNK_MARK,
  CHUNK_PUNCT,
  CHUNK_TIME,
  CHUNK_ADVERB
};

enum chunk_flag {
  CHUNK_GENITIVE = 1, /* in idafa with the chunk before */
  CHUNK_COORDINATED =
      2, /* begins with wa (or follows one) and is joined to the noun before */
  CHUNK_ADJECTIVE = 4, /* adjectives (nationality) that qualify the chunk before */
  CHUNK_WA = 8,        /* begins with wa or fa */
  CHUNK_NEGATED =
      16, /* a negation stands before (verbs: lam lan la ma; nouns: ghayr, adam, dun) */
  CHUNK_FUTURE = 32,    /* sa-, sawfa, lan */
  CHUNK_MAYBE = 64,     /* qad with the imperfect, rubbama, can */
  CHUNK_PAST_AUX = 128, /* after kana */
  CHUNK_IMPERFECT = 256,
  CHUNK_PASSIVE = 512,
  CHUNK_SUBJUNCTIVE = 1024, /* after an, li, hatta, kay: an infinitive */
  CHUNK_PARTICIPLE = 2048, /* a participle used as predicate or adverb («calling on») */
  CHUNK_QUOTED = 4096,     /* inside quotation marks */
  CHUNK_PLURAL = 8192,
  CHUNK_RELATIVE =
      16384,           /* the verb of a relative clause: its antecedent is `antecedent` */
  CHUNK_PAREN = 32768, /* inside parentheses */
  CHUNK_PLANNED = 65536, /* under an auxiliary of intention, a wish, a plan noun */
  CHUNK_INDEFINITE = 131072
};

typedef struct chunk {
  uint32_t first, last; /* tokens */
  uint32_t head;        /* head token (verb; first noun) */
  uint32_t kind, flags;
  uint32_t preposition; /* enum frame_slot: SLOT_NONE, SLOT_LI, SLOT_BI, SLOT_KA,
                           SLOT_PREP + tag */
  uint32_t prep_token;  /* token of a written preposition, else `first` */
  uint32_t entity;      /* index + 1 of the entity that is this noun phrase */
  uint32_t number;      /* index + 1 of the number in it */
  uint32_t clause;      /* index */
  uint32_t antecedent;  /* index + 1 of the chunk a relative clause qualifies */
} chunk;

enum clause_kind {
  CLAUSE_MAIN,
  CLAUSE_COMPLEMENT,
  CLAUSE_RELATIVE,
  CLAUSE_SUBORDINATE,
  CLAUSE_CONDITION,
  CLAUSE_PURPOSE,
  CLAUSE_COORDINATE
};
typedef struct clause {
  uint32_t kind;
  uint32_t first, last; /* chunks */
  uint32_t parent;      /* clause index + 1 */
  uint32_t verb;        /* chunk index + 1 of its first verb */
  uint32_t subject;     /* chunk index + 1 of its subject, 0 none found */
  uint32_t marker;      /* tag of the word that opens it */
} clause;

/* The stretch of a sentence that somebody is credited for. */
typedef struct speech {
  uint32_t sentence;
  uint32_t from, to;    /* tokens */
  uint32_t claimant;    /* entity index + 1; 0: a noun phrase without entity (first..last
                           below) */
  uint32_t first, last; /* tokens of the claimant's words */
  uint32_t start, end;  /* bytes of the claimant's words; where it comes from an earlier
                           sentence too */
  uint32_t kind;        /* enum claim_kind */
  uint32_t token;       /* the speech word */
  bool anonymous;
} speech;
enum claim_kind {
  CLAIM_NONE,
  CLAIM_SAID,
  CLAIM_ACCORDING,
  CLAIM_DENIED,
  CLAIM_RESPONSIBILITY,
  CLAIM_QUOTED,
  CLAIM_AGENCY
};

typedef struct parse_doc {
  ARRAY(chunk) chunks;
  ARRAY(clause) clauses;
  ARRAY(speech) speeches;
  uint32_t *sentence_chunks; /* per sentence: first chunk; one more at the end */
  uint32_t *chunk_at;        /* per token: chunk index + 1 */
  uint32_t *openers;         /* chunks that may open a clause: verbs, marks, punctuation
                                and what is quoted */
  uint32_t *calls; /* chunks that may tell who speaks: verbs of speech, nouns behind «in»,
                      «by» and «according to» */
  uint32_t n_openers, n_calls;
} parse_doc;

bool parse_read(const morph_doc *doc, const mention_doc *md, parse_doc *pd, arena *a);
/* The claimant in whose scope token `i` stands (the innermost), or NULL. */
/* The speech of English sentence `sentence_index`, appended to pd->speeches; part of
 * parse_read. False when out of memory. */
bool english_speech(const morph_doc *doc, const mention_doc *md, parse_doc *pd, arena *a,
                    uint32_t sentence_index);
const speech *parse_speech_at(const parse_doc *pd, const morph_doc *doc, uint32_t i);
const char *chunk_kind_name(unsigned kind);
const char *clause_kind_name(unsigned kind);
const char *claim_kind_name(unsigned kind);

#endif
