/* slots.h - how the slots of a trigger are filled: what the files slots*.c have in
 * common.
 */
#ifndef RASID_EVENT_SLOTS_H
#define RASID_EVENT_SLOTS_H

#include "event/event_inside.h"

/* Is the word at token `i` that of an act, a time or a document, not of a party? */
bool slots_event_noun(const event_context *c, uint32_t i);
/* Is the chunk in idafa with the one before? */
static inline bool slots_idafa(const event_context *c, uint32_t index) {
  return (event_chunk(c, index)->flags & CHUNK_GENITIVE) != 0;
}
/* Fills `slot` with chunk `index`; its phrase ends before chunk `limit`. */
void slots_add_one(const event_context *c, fillers *f, uint32_t slot, uint32_t index,
                   uint32_t limit);
/* Fills `slot` with chunk `index` and the nouns joined to it by wa. Returns the chunk
 * after them. */
uint32_t slots_add(const event_context *c, fillers *f, uint32_t slot, uint32_t index,
                   uint32_t limit);
/* «a site of Hezbollah's»: whose the nameless noun is that was added last. Returns the
 * chunk after it. */
uint32_t slots_add_owner(const event_context *c, fillers *f, uint32_t at, uint32_t limit);
/* Fills `slot` with whom the pronoun (an ENCLITIC_) of the token stands for, if found. */
void slots_pronoun(const event_context *c, fillers *f, uint32_t slot,
                   uint32_t token_index, unsigned enclitic);
/* Fills the slots of prepositions that bear a pronoun behind the trigger («opened fire on
 * him»): they are no phrase of their own. */
void slots_fill_pronouns(const event_context *c, uint32_t from, uint32_t end, fillers *f);
/* Whom «me» and «us» stand for: who is speaking; 0 where nobody is. */
uint32_t slots_first_person(const event_context *c, uint32_t token_index);
/* «said that it [annahu] had arrested …»: the speaker, where the pronoun of the word that
 * opens the verb's clause can stand for him; entity index + 1, 0 none. */
uint32_t slots_said_of_oneself(const event_context *c, uint32_t index);
/* «but they [lakinnahum] control …», «that they …»: the people for whom the pronoun of
 * the word that opens the verb's clause stands; entity index + 1, 0 none. */
uint32_t slots_opened_by_they(const event_context *c, uint32_t index);
/* The entity (index + 1, 0 none) that the clauses before, or the sentence before, have as
 * subject: a verb without one continues it. */
uint32_t slots_inherited(const event_context *c, uint32_t chunk_index, bool plural,
                         bool feminine);
/* Fills the slot with the entity of another clause, which a verb continues; `many`: also
 * with those joined to it by wa («the army and the police …; they arrested»). */
void slots_add_inherited(const event_context *c, fillers *f, uint32_t slot,
                         uint32_t entity_index, bool many);
/* Is the verb in the dual or plural? */
bool slots_of_many(const event_context *c, const chunk *v);
/* Whom the verb that carries the event noun makes its parties («the air force carried out
 * raids», «the city came under shelling», «the city got aid»). */
void slots_governed(const event_context *c, uint32_t index, fillers *f);

/* ---- slots_apposition.c ---- */
/* Does the noun chunk before chunk `limit` say again who the person before it, or the
 * subject of its verb (chunk index + 1, 0 none), is? */
bool slots_named_again(const event_context *c, uint32_t subject, uint32_t index,
                       uint32_t limit);

#endif
