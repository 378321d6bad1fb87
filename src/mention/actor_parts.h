/* actor_parts.h - what actor.c, actor_head.c, actor_grow.c and person_name.c share: the
 * state of one reading, heads of entities, entities inside others, names of persons. */
#ifndef RASID_MENTION_ACTOR_PARTS_H
#define RASID_MENTION_ACTOR_PARTS_H

#include "mention/mention.h"

#define MAX_NAMES 128 /* words of names that are kept */

typedef struct actor_state {
  const morph_doc *d;
  mention_doc *md;
  arena *a;
  int32_t day; /* the day terms are looked up for */
  word *names; /* words of the names of persons so far, MAX_NAMES at most */
  uint32_t n_names;
  uint64_t name_bits; /* union of a bit for each of `names` */
} actor_state;

static inline bool same_sentence(const morph_doc *d, uint32_t a, uint32_t b) {
  return b < d->n &&
         d->text->tokens.items[a].sentence == d->text->tokens.items[b].sentence;
}

/* ---- actor_head.c ---- */
/* The codes that the known actor `index` bears on the day of writing, into `e`;
 * `n_namesakes`: how many others go by the name. */
void actor_codes(const actor_state *s, uint32_t index, unsigned n_namesakes, entity *e);

/* The head of an entity at token `i` that the dictionaries know, by its longest phrase:
 * actor, country, capital or role; false where there is none. */
bool head_of_phrase(const actor_state *s, uint32_t i, entity *e);
static inline bool head_at(const actor_state *s, uint32_t i, entity *e) {
  const unsigned heads = PHRASE_TYPE(TARGET_ACTOR) | PHRASE_TYPE(TARGET_ROLE) |
                         PHRASE_TYPE(TARGET_COUNTRY) | PHRASE_TYPE(TARGET_CAPITAL);
  return s->md->phrase_rows[i].types & heads && head_of_phrase(s, i, e);
}

/* A nationality word used as a noun («the Afghans»), or a person noun without a role. */
bool head_of_word(const actor_state *s, uint32_t i, entity *e);
static inline bool word_head(const actor_state *s, uint32_t i, entity *e) {
  const shown_facts f = s->d->shown[i];
  bool nation = f.pos == POS_NISBA || f.pos == POS_NAME,
       noun = f.pos == POS_NOUN || f.pos == POS_PART_ACT || f.pos == POS_PART_PASS,
       body = f.kind == KIND_PERSON || f.kind == KIND_GROUP || f.kind == KIND_PLACE;
  return ((nation && s->d->marks[i] & WORD_NATION) || (noun && body)) &&
         head_of_word(s, i, e);
}

/* ---- actor_english.c ---- */
/* The entity that begins at token `i` of an English sentence with what tells whose or
 * what it is; false where there is none. */
bool english_actor(const actor_state *s, uint32_t i, entity *e);

/* ---- title_name.c ---- */
/* Adds the persons whom the title names short and the report in full; false without
 * memory. */
bool title_names(const actor_state *s);

/* ---- actor_grow.c ---- */
/* Lengthens the entity to the right of its head as far as it reaches; `depth` says inside
 * how many others it stands. */
void grow_entity(const actor_state *s, entity *e, unsigned depth);

/* The whole entity that begins at token `i`; `depth` says inside how many others. */
bool inner_entity(const actor_state *s, uint32_t i, entity *inner, unsigned depth);

/* ---- honorific.c ---- */
/* A13: lengthens the entity, which is not in `md` yet, by the form of address before it
 * («His Excellency»); takes out of `md` what the form was taken for. */
void honorific_before(const actor_state *s, entity *e);

/* R10: the entity that a form of address with a suffix pronoun at token `i` makes («His
 * Highness [received] X»); false where it is none or stands for nobody known. */
bool honorific_alone(const actor_state *s, uint32_t i, entity *e);

/* ---- person_name.c ---- */
/* May token `i` be a name by any of its readings (al-Shahrani, bin, Al, Faisal)? */
bool name_by_some_reading(const actor_state *s, uint32_t i);

/* One past the last token of the name whose first word is `i` for certain; family names
 * of any shape count. */
uint32_t name_rest(const actor_state *s, uint32_t i, uint32_t sentence_token);

/* One past the last token of the proper name of a person at `i`, in the sentence of
 * `sentence_token`; `i` where there is none. */
uint32_t name_end(const actor_state *s, uint32_t i, uint32_t sentence_token);

/* Is token `i` read as a name, or unknown? `first`: where a name begins, which no known
 * name with article does. */
bool name_token(const actor_state *s, uint32_t i, bool first);

/* Do token `k` and the next make one part of a name: Abd with a word with article, or
 * Abu, Al (house of), bin with any word? */
bool name_compound(const actor_state *s, uint32_t k);

/* Is token `i` a first name before «bin», where any noun may be one, or before Abd, Abu,
 * Al? */
bool first_name(const actor_state *s, uint32_t i);

/* Is the word that of a name the report has told before? */
bool known_name(const actor_state *s, uint32_t i);

/* The token of the name behind a title of one letter («D. al-Sudais», doctor) at token
 * `i`; `i` where there is none. */
uint32_t title_letter(const actor_state *s, uint32_t i);

/* A proper name of two words and more that no dictionary has, or one by which the report
 * has named somebody before. */
bool person_of_name(const actor_state *s, uint32_t i, entity *e);
static inline bool person_name(const actor_state *s, uint32_t i, entity *e) {
  const uint32_t *marks = s->d->marks;
  bool name = s->d->shown[i].pos == POS_NAME && !(marks[i] & WORD_UNKNOWN),
       part = (marks[i] | marks[i + 1]) & WORD_NAME_PART,
       letter = s->d->text->tokens.items[i].n_letters <= 2; /* of a title */
  return (name || part || letter || known_name(s, i)) && person_of_name(s, i, e);
}

/* Keeps the last words of a person's name: what he is called from then on. */
void keep_names(actor_state *s, const entity *e);

/* «X, adviser to the president of Y»: the title tells whose man the named person `e` is.
 */
void title_behind(const actor_state *s, entity *e);

#endif
