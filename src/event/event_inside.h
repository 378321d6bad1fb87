/* event_inside.h - the steps of the event stage, in order. */
#ifndef RASID_EVENT_EVENT_INSIDE_H
#define RASID_EVENT_EVENT_INSIDE_H

#include "event/event.h"

static inline const reading *event_reading(const event_context *c, uint32_t i) {
  return morph_at(c->doc, i);
}
static inline const lemma_record *event_lemma(const event_context *c, uint32_t i) {
  return event_reading(c, i)->entry;
}
static inline const token *event_token(const event_context *c, uint32_t i) {
  return &c->doc->text->tokens.items[i];
}
static inline const chunk *event_chunk(const event_context *c, uint32_t i) {
  return &c->pd->chunks.items[i];
}

/* ---- event.c ---- */
/* Adds a party with the codes of an entity; `from`..`to` bytes of the words (equal:
 * none). */
void party_of_entity(const event_context *c, uint32_t entity_index, uint32_t from,
                     uint32_t to, party *p);

/* Is a party of the one list, by its codes, in the other? */
bool parties_share(const party *a, uint32_t n, const party *b, uint32_t m);

/* Events, mentions and words looked at for one event at most: a sentence may have a
 * hundred thousand. */
#define EVENT_MAX_STEPS 64u

/* Does the act befall people: killing, wounding, arrest, abduction? */
static inline bool event_befalls(const event_context *c, const event *e) {
  return event_lemma(c, e->trigger)->first_toll || !strcmp(e->cameo, "173") ||
         e->modes & MODE_MASK(ABDUCT);
}
/* «the attack»: one act, told before. */
static inline bool event_definite(const event_context *c, const event *e) {
  const reading *r = event_reading(c, e->trigger);
  return FEATURE_POS(r->features) != POS_VERB && (r->proclitics & PROCLITIC_AL) &&
         FEATURE_NUMBER(r->features) <= 1;
}
/* Acts that are promised rather than told where they lie ahead (ST6). */
static inline bool event_cooperates(const event *e) {
  return e->category == CATEGORY_CONSULT || e->category == CATEGORY_SUPPORT ||
         e->category == CATEGORY_COOPERATE || e->category == CATEGORY_AID;
}

/* Can the verb chunk still take an object: transitive, active, without a pronoun? */
static inline bool event_takes_object(const event_context *c, const chunk *v) {
  const reading *r = event_reading(c, v->head);
  return r->entry->flags & LEMMA_TRANSITIVE && !r->enclitic &&
         !(v->flags & CHUNK_PASSIVE);
}

/* ---- frame_index.c ---- */
/* What a trigger is by its part of speech and chunk. */
enum trigger_fit {
  FIT_VERB = 1,
  FIT_NOUN = 2,
  FIT_ADJECTIVE = 4,
  FIT_ENGLISH_VERB = 8,
  FIT_ENGLISH_NOUN = 16
};
/* Of a frame, all that is asked before it is chosen. Behind it stand its further words,
 * as in the model, then its conditions, each followed by the lemmas it lists (two fill a
 * unit of eight bytes), behind these the next frame of its lemma. */
typedef struct frame_facts {
  uint64_t tails;            /* morph_lemma_bit of the lemmas its second word may have */
  uint16_t n_words, n_slots; /* conditions on the words around, then on its slots */
  uint8_t n_tail;            /* of frame_record */
  bool positive; /* asks for something besides its words, not only for absence */
  uint8_t fits;  /* enum trigger_fit: what it may be a frame of */
  uint8_t category;
  uint32_t size; /* in units, with what stands behind it */
  uint32_t frame;
} frame_facts;
typedef struct frame_condition {
  uint64_t bits[4]; /* of condition_record, as are the rest */
  uint32_t n;       /* lemmas listed */
  uint8_t kind, slot;
  uint16_t mask;
} frame_condition;
struct frame_index {
  uint64_t *units;  /* frames by lemma */
  uint32_t *first;  /* per frame of the model: its unit */
  uint64_t *listed; /* a bit for lemmas in the list of a condition */
  uint32_t n_frames;
};
static inline const frame_facts *frame_index_at(const frame_index *x, uint32_t frame) {
  return (const frame_facts *)(const void *)(x->units + x->first[frame]);
}
static inline const frame_facts *frame_first(const frame_index *x,
                                             const trigger_word *w) {
  return frame_index_at(x, w->first_frame);
}
static inline const frame_facts *frame_next(const frame_facts *f) {
  return (const frame_facts *)(const void *)((const uint64_t *)(const void *)f + f->size);
}
/* The lemmas that each further word may have, a 0 behind those of each. */
static inline const uint32_t *frame_tail(const frame_facts *f) {
  return (const uint32_t *)(const void *)(f + 1);
}
static inline const frame_condition *frame_conditions(const frame_facts *f) {
  const uint32_t *behind = frame_tail(f) + (f->n_tail + 1u) / 2u * 2u;
  return (const frame_condition *)(const void *)behind;
}
static inline const uint32_t *condition_list(const frame_condition *k) {
  return (const uint32_t *)(const void *)(k + 1);
}
static inline const frame_condition *condition_next(const frame_condition *k) {
  const uint32_t *behind = condition_list(k) + (k->n + 1u) / 2u * 2u;
  return (const frame_condition *)(const void *)behind;
}

/* ---- frame.c: triggers ---- */
/* What fills the slots of a trigger. */
typedef struct filler {
  uint32_t slot;       /* enum frame_slot */
  uint32_t chunk;      /* index + 1; 0: a pronoun */
  uint32_t entity;     /* index + 1 */
  uint32_t start, end; /* bytes; equal: not said in this place */
  uint32_t place;      /* place mention index + 1 that lies in the words */
  bool event_noun;     /* an act of the entity, not the entity («the raids of X») */
} filler;
#define MAX_FILLERS 24
typedef struct fillers {
  filler items[MAX_FILLERS];
  unsigned n;
  uint32_t governor; /* chunk index + 1 of the verb that governs a trigger noun */
  bool light;        /* by a light verb or one of beginning, going on, planning */
} fillers;
/* The first that fills the slot, NULL if none does. */
static inline const filler *fillers_find(const fillers *f, uint32_t slot) {
  for (unsigned i = 0; i < f->n; i++)
    if (f->items[i].slot == slot) return &f->items[i];
  return NULL;
}
bool frame_read(const event_context *c, event_doc *ed);
/* What kinds of filler (enum filler_kind) an entity is. */
unsigned event_party_kinds(const entity *e);
void slots_fill(const event_context *c, uint32_t trigger, fillers *f);
/* Does the chunk only lengthen the noun before: its genitive, its adjective? */
static inline bool slots_lengthens(const event_context *c, uint32_t index) {
  return (event_chunk(c, index)->flags & (CHUNK_GENITIVE | CHUNK_ADJECTIVE)) != 0;
}
/* The entity that the noun phrase at chunk `index` speaks of, itself or what hangs on it
 * before chunk `limit`, into `f`. */
void slots_entity(const event_context *c, uint32_t index, uint32_t limit, filler *f);
/* Does the word have a frame of the category? */
bool slots_has_frame(const event_context *c, const lemma_record *l, unsigned category);
/* Does chunk `at` belong to the noun phrase that begins with chunk `head`? */
bool slots_within_phrase(const event_context *c, uint32_t head, uint32_t at);
/* Is the entity (index + 1, or 0) people or a body, rather than a place or a state? */
bool slots_is_body(const event_context *c, uint32_t entity_index);
/* Is the genitive filled by a state, its official or an armed body, so that a further
 * noun may be the object of the verbal noun? */
bool slots_genitive_acts(const event_context *c, const fillers *f);

/* ---- frame_no_act.c ---- */
/* «Prisons», which are no imprisonment, and the like: does the word at token `i` tell of
 * no act, though the conditions of the frame hold? */
bool frame_is_no_act(const event_context *c, uint32_t i, const frame_record *frame,
                     const fillers *f);

/* ---- english.c ---- */
/* The part of speech an English word has as a trigger, FIT_ENGLISH_VERB or _NOUN; 0: it
 * is none, or its sentence not English. */
unsigned english_part(const event_context *c, uint32_t trigger);
/* slots_fill and status_of of such a word. */
void english_slots(const event_context *c, uint32_t trigger, fillers *f);
void english_status(const event_context *c, event *e);
/* The word's chunk as what it is in English: the chunker of Arabic takes all for nouns.
 */
void english_chunk(const event_context *c, uint32_t trigger, chunk *k);

/* ---- roles.c ---- */
/* Turns fillers into parties by the frame's slots. */
void roles_assign(const event_context *c, const frame_record *frame, const fillers *f,
                  event *e);

/* ---- status.c ---- */
void status_of(const event_context *c, event *e);
/* Does the noun at a chunk stand beside what its verb tells: «during the meeting»? */
bool status_is_beside(const event_context *c, uint32_t chunk_index);

/* ---- claim.c: when events are chosen ---- */
void claim_check(const event_context *c, event_doc *ed);

/* ---- status_past.c: when the dates of all events are known ---- */
void status_of_past(const event_context *c, event_doc *ed);

/* ---- status_possible.c: `at` is the trigger's chunk ---- */
/* Does «in case of» govern it? */
bool status_in_case(const event_context *c, uint32_t at);
/* Does its sentence have a condition? */
bool status_under_condition(const event_context *c, const event *e, uint32_t at);
/* Is the act a fact whatever governs it: «this attack», «the attacks that shook …»? */
bool status_is_given(const event_context *c, const event *e, uint32_t at);
/* What a verb to come says of the act that is its subject: STATUS_ACTUAL nothing. */
uint32_t status_by_predicate(const event_context *c, uint32_t at);
/* Is it what is had in return: «in return for lifting the sanctions»? */
bool status_in_exchange(const event_context *c, const event *e, uint32_t at);

/* ---- setting.c: where and when ---- */
void setting_read(const event_context *c, event_doc *ed);
/* Takes back the places that acts took from one another where actor and recipient are
 * both of other countries (W6); after same_link. */
void setting_check(const event_context *c, event_doc *ed);
/* The category before its time: a meeting to come is still a meeting. */
static inline uint32_t event_told_as(const event_context *c, const event *e) {
  return model_frame(c->model, e->frame)->category;
}
/* «attacks», and what did not happen: of no place in particular. */
bool event_generic(const event_context *c, const event *e);
/* The token after the relative clause about the trigger's noun («the bombing that struck
 * …»), 0 where there is none. */
uint32_t event_relative_end(const event_context *c, const event *e);

/* ---- setting_place.c, setting_date.c: by the event's own sentence ---- */
/* A country, a province or a region: narrower places lie in it. */
static inline bool place_broad(const place_mention *p) {
  return p->precision == PLACE_COUNTRY || p->precision == PLACE_ADMIN1 ||
         p->precision == PLACE_REGION;
}
/* «since …»: without an end. */
static inline bool time_open(const time_mention *t) {
  return t->day_to == INT32_MAX;
}
void place_find(const event_context *c, event *e);
/* The first time that does not end before the token. */
uint32_t date_first_time(const event_context *c, uint32_t from_token);
void date_find(const event_context *c, const event_doc *ed, event *e);

/* ---- implied.c: parties that a sentence leaves unsaid; part of setting_read ---- */
/* A clash: both sides act, nobody suffers (A2 of the codebook). */
bool event_two_sided(const event_context *c, const event *e);
void implied_parties(const event_context *c, event_doc *ed);

/* ---- implied_targets.c: recipients that no slot gives ---- */
/* I8, I9: give the attack its recipient; false where there is none. */
bool target_facility(const event_context *c, event *e);
bool target_counted(const event_context *c, event *e);
/* I10: gives aid and visits without a recipient the country they go to. */
void target_country(const event_context *c, event *e);

/* ---- same.c: one event per occurrence ---- */
void same_merge(const event_context *c, event_doc *ed);
void same_link(const event_context *c, event_doc *ed);
/* «called for the release», «threatened to kill»: is `e`, behind a demand or threat of
 * its sentence, what is asked for or threatened, with no verb between? */
bool event_complement_of(const event_context *c, const event *demand, const event *e);

/* ---- modes.c: by what means ---- */
/* The modes that the word at token `i` gives an act of the category. */
uint64_t modes_of_word(const event_context *c, uint32_t i, uint32_t category);
/* After weighing: what the modes of the events are, of all their words. */
void modes_settle(const event_context *c, event_doc *ed);

/* ---- casualty.c, figure.c ---- */
bool casualty_read(const event_context *c, event_doc *ed);
bool figure_read(const event_context *c, event_doc *ed);

/* ---- weigh.c ---- */
void weigh(const event_context *c, event_doc *ed);

#endif
