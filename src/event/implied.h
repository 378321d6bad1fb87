/* implied.h - parties that a sentence leaves unsaid: what the files implied*.c have in
 * common.
 */
#ifndef RASID_EVENT_IMPLIED_H
#define RASID_EVENT_IMPLIED_H

#include "event/event_inside.h"

/* The entities looked at: those of the trigger's sentence, at most this many to either
 * side. */
#define REACH 40u
typedef struct entity_range {
  uint32_t from, to;
} entity_range;

entity_range implied_near(const event_context *c, const event *e);
bool implied_of_force(const event *e);
/* Does a party of the list bear the entity's codes? */
bool implied_has(const party *list, uint32_t n, const entity *e);
/* Is it the sector of an armed body of no state? */
bool implied_rebel(uint32_t sector);
/* Copies `m` parties; `n`: how many there are then. */
void implied_take(party *to, uint32_t *n, const party *from, uint32_t m);
/* Adds the entity (index + 1) with no words of the sentence. */
void implied_add(const event_context *c, uint32_t index, party *list, uint32_t *n);

/* Is it a bombing of the kind that armies and police do not do? */
bool implied_of_terror(const event_context *c, const event *e);

/* ---- implied_told.c ---- */
/* The taking of territory before event `index` that it goes on from; NULL: none. */
const event *implied_goes_on(const event_doc *ed, uint32_t index);
/* I2: the act told before whose actors, else recipients, event `index` takes; NULL: none.
 */
const event *implied_told_before(const event_context *c, const event_doc *ed,
                                 uint32_t index, bool actors);

/* ---- implied_joined.c ---- */
/* Adds those joined by wa to the entity (index + 1). */
void implied_add_joined(const event_context *c, uint32_t index, party *list, uint32_t *n);
/* Adds to the civilians whom an attack befell (entity index + 1, the first recipient) the
 * armed people named among them. */
void implied_add_among(const event_context *c, uint32_t index, event *e);

/* ---- implied_sides.c ---- */
/* The other side of the fighting that the first actor of event `index` was in before,
 * else is in later; NULL where none is told. */
const party *implied_opponent(const event_doc *ed, uint32_t index);
/* Are those who fight all on one side, so that the other is left unsaid? */
bool implied_one_side(const event_context *c, const event *e);

/* ---- implied_verb.c ---- */
void implied_by_verb(const event_context *c, event *e);
/* I12: gives an attack without an actor who declared his responsibility for it. */
void implied_claimed(const event_context *c, event *e);
/* I11: gives a meeting without actors those who attend it. */
void implied_attended(const event_context *c, event *e);

/* ---- implied_fire.c ---- */
/* I18: gives harm done by bullets or fire whose they are as its actor. */
void implied_fire(const event_context *c, event *e);

/* ---- implied_support.c ---- */
/* I13: adds to the actors of an act of force who takes part beside them. */
void implied_support(const event_context *c, event *e);

/* ---- implied_people.c ---- */
/* I14: gives a flight or withdrawal without an actor those named nearest before it. */
void implied_flight(const event_context *c, event *e);
/* I15: gives a protest without an actor those who protest. */
void implied_protesters(const event_context *c, const event_doc *ed, uint32_t index);
/* I16: «took the town with support from X»: who acts in the clause gets the support. */
void implied_supported(const event_context *c, event *e);
/* I17: gives a refusal of what was asked right before the one who asked. */
void implied_refused(const event_context *c, event_doc *ed, uint32_t index);

/* I19: gives an invitation or request to whom nobody is named those who then act on it.
 */
void implied_asked(const event_context *c, event_doc *ed, uint32_t index);
/* I20: gives sanctions, and their lifting, on nobody those on whom they were laid before,
 * else the state that the report is about. */
void implied_eased(const event_context *c, event_doc *ed, uint32_t index);
/* I21: a victim known by name alone is a civilian of the state the report is about. */
void implied_bare_victim(const event_context *c, event *e);

/* ---- implied_ranks.c ---- */
/* Is the entity one in whose ranks somebody was hurt? */
bool implied_in_ranks(const event_context *c, const entity *o);
/* I22: puts those in whose ranks the dead are in the place of the dead. */
void implied_ranks(const event_context *c, event *e);
/* I23: gives the breaking up of a protest those who protest. */
void implied_dispersed(const event_context *c, const event_doc *ed, uint32_t index);
/* I24: gives a visit put off, of nobody, whom the visit was to. */
void implied_put_off(const event_doc *ed, uint32_t index);
/* I25: gives people seized or tried the codes of the armed body they belong to. */
void implied_members(const event_context *c, event *e);

/* ---- implied_words.c ---- */
/* Are the words told before the act, a noun, those by which the entity `who` (index + 1)
 * condemns it or, unless it is one of force, welcomes it? Then it is not who does it. */
bool implied_judged(const event_context *c, const event_doc *ed, uint32_t index,
                    uint32_t who);
/* I4: gives an act of words without an actor its speaker. */
void implied_speaker(const event_context *c, const event_doc *ed, event *e,
                     uint32_t index);
/* I6. */
void implied_order(const event_context *c, event_doc *ed, uint32_t index);
/* I7: after the acts of force have their parties. */
void implied_content(const event_context *c, event_doc *ed);

#endif
