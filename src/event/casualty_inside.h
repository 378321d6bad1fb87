/* casualty_inside.h - the steps of reading tolls: quantities, where victims stand, words
 * that are victims, parts. */
#ifndef RASID_EVENT_CASUALTY_INSIDE_H
#define RASID_EVENT_CASUALTY_INSIDE_H

#include "event/event_inside.h"

/* A word of harm as it is read in its place, with its first rule. */
typedef struct harm_word {
  const reading *reading;
  uint32_t token, rule; /* MODEL_NONE: none */
  unsigned rounds;      /* a bit for each that its rules are of */
} harm_word;

typedef struct counter {
  const event_context *c;
  event_doc *ed;
  uint32_t *toll_at;   /* per token: index + 1 of the toll whose words cover it */
  uint32_t first_toll; /* of the sentence being read */
  uint32_t from, end;  /* its chunks */
  uint32_t from_token, end_token;
  harm_word *words; /* of the sentence, in chunks */
  uint32_t n_words;
  bool failed;
} counter;

/* A counted phrase. */
typedef struct quantity {
  int64_t low, high;    /* high -1: open */
  bool approx, number;  /* number: a figure says it, not the form of a noun */
  bool stated;          /* a figure above one that is not vague */
  uint32_t first, last; /* tokens */
  uint32_t start, end;  /* bytes */
  uint32_t chunk;       /* where it stands */
  uint32_t after; /* the chunk behind the whole phrase, what depends on it included */
} quantity;

/* What a toll rests on. */
typedef struct harm {
  uint32_t kind;  /* enum toll_kind */
  uint32_t token; /* of the word of harm */
  uint32_t rule;  /* model index */
} harm;

/* ---- english_tolls.c ---- */
/* The tolls of an English sentence. */
void english_tolls(counter *k);

/* ---- casualty_form.c ---- */
/* The same as quantity_read() for a noun without a number: its form says how many. `q`
 * holds its span already. */
bool quantity_of_form(const counter *k, uint32_t index, quantity *q);

/* ---- casualty_quantity.c ---- */
/* Persons, groups of them, roles, nationalities, words for victims. */
bool is_person_lemma(const lemma_record *l);
bool is_word(const counter *k, uint32_t i);
unsigned tag_at(const counter *k, uint32_t i);
/* Begins with wa, joined or written apart before a figure. */
bool begins_with_and(const counter *k, const chunk *n);
/* A pronoun of the third person ends the word. */
bool ends_with_them(const counter *k, uint32_t i);
/* Chunks looked at behind or before a word at most, so that a sentence without end costs
 * no more than its length. */
#define LOOK_FAR 48
/* Does the chunk count people, and how many? `q` is filled where it does. */
bool quantity_read(const counter *k, uint32_t index, quantity *q);
/* The same for a chunk whose noun is known to stand for victims: its figure alone
 * decides. */
bool quantity_of_number(const counter *k, uint32_t index, quantity *q);
/* The same for number `m`, a further one of the chunk. */
bool quantity_of_mention(const counter *k, uint32_t index, const number *m, quantity *q);
/* The chunk behind `index` and what depends on it. */
uint32_t phrase_end(const counter *k, uint32_t index);
/* 1, 2, 3: singular, dual, plural, of a noun read as `r` at token `i`. Oblique duals look
 * like sound plurals, and some singulars like duals of other words («shurti» a policeman,
 * two conditions of …; «amin» a trustee, two mothers). */
unsigned number_of_noun(const counter *k, uint32_t i, const reading *r);
/* The noun a chunk counts, also where the bounds of the number stand behind it («32 dead
 * at least»); else its head. */
uint32_t counted_noun(const counter *k, const chunk *n);
/* Has the article or a pronoun, or is a name. */
bool is_definite(const counter *k, const chunk *n);
/* What the chunk counts are cases, of whatever they are. */
bool is_case(const counter *k, const chunk *n);
/* «one of them», «one of the two». */
bool is_one_of_them(const counter *k, const chunk *n);
/* A noun in idafa with something definite is definite itself. */
bool definite_idafa(const counter *k, uint32_t index);
/* A preposition governs it; one that bears a pronoun («in it were killed 32») does not.
 */
bool is_governed(const counter *k, const chunk *n);
/* A figure that stands as a genitive only because a name stands before it («in all of
 * Turkey 590 persons»). */
bool is_bare_figure(const counter *k, uint32_t index);
/* «among them», «of them» right before token `i` (the preposition may stand before
 * another: «from among them»). */
bool opens_parts(const counter *k, uint32_t i);
/* A preposition with a pronoun of the third person («of it», «of them»). */
bool bears_pronoun(const counter *k, uint32_t i);
/* The next noun phrase from chunk `i` on that no preposition governs and that is no
 * genitive, within its clause; `end` where there is none. */
uint32_t bare_noun(const counter *k, uint32_t i);

/* ---- casualty.c ---- */
/* Adds a toll; NULL where its words are counted already, or the arena failed. */
toll *toll_add(counter *k, const harm *h, const quantity *q);
/* May token `i`, read as something else, be a verb of harm («qutila» as «a killing»)? */
bool may_be_harm(const counter *k, uint32_t i);
/* The rule of token `i` whose victims stand in `slot`, or NULL. */
const toll_record *harm_rule(const counter *k, uint32_t i, unsigned slot,
                             uint32_t *index);
/* The reading of token `i` as a word of harm: the chosen one, or another noun where the
 * chosen one is a participle or adjective. */
const reading *harm_reading(const counter *k, uint32_t i);
/* The kind of harm of a word that is itself the victim; N_TOLL_KINDS where it is none. */
unsigned victim_kind(const counter *k, uint32_t i);
/* The kind of harm of token `i` by any rule. */
unsigned harm_kind(const counter *k, uint32_t i);
/* V3: a word of the kind `other` right behind token `i`, joined by «and» (unless
 * `or_only`) or «or». */
bool harm_joined(const counter *k, uint32_t i, unsigned other, bool or_only,
                 uint32_t *at);

/* ---- casualty_slot.c: victims beside a word of harm ---- */
/* `tail`: lemma of the noun that makes one phrase with the verb («met their death»), or
 * 0. */
bool victims_of_verb(counter *k, const harm *h, unsigned slot, uint32_t tail);
/* A verb that was read as a noun: «that a soldier was killed in …», «captured 40 of …».
 */
bool victims_of_misread(counter *k, const harm *h);
bool victims_of_noun(counter *k, const harm *h, bool fall);
/* A disease stands behind the counted people: «stricken with the virus». */
bool fell_ill(const counter *k, const quantity *q);
/* `slot`: TOLL_SLOT_ON where only «ala» counts. */
bool victims_of_preposition(counter *k, const harm *h, unsigned slot);
/* The noun phrase before the verb at chunk `at` that may be its subject; `k->end` where
 * there is none. */
uint32_t noun_before_verb(const counter *k, uint32_t at);

/* ---- casualty_self.c: words that are victims, tallies ---- */
bool victims_themselves(counter *k, const harm *h, unsigned slot);
bool victims_tallied(counter *k, const harm *h);
/* «the number of the journalists who were killed rose to 100»: the chunk `of` is what the
 * relative clause with the verb at chunk `at` is about. */
bool victims_numbered(counter *k, const harm *h, uint32_t of, uint32_t at);

/* ---- casualty_part.c ---- */
/* «in addition to» before a noun phrase: a noun of its own, or words
 * that stand before the preposition. */
bool after_link(const counter *k, const chunk *n);
/* What is joined to toll `sum`, and its parts, from chunk `from` on. */
void toll_continue(counter *k, const harm *h, uint32_t sum, uint32_t from);
/* The same behind a verb that follows its victims («50 were killed in addition to 33 …»):
 * links only, since «and» begins something else there. */
void toll_continue_linked(counter *k, const harm *h, uint32_t sum, uint32_t from);
/* Figures with «of them» and «others» that no word of harm has claimed. */
void toll_leftovers(counter *k);

#endif
