/* frame.c - triggers: which frame of a word holds here.
 *
 * Every token whose lemma has frames is a candidate. Of the frames whose conditions hold
 * the one with most conditions (then most words) wins.
 */
#include "event/event_inside.h"

#define MAX_ALLOWED 64   /* frames of one word that are looked at; no word has so many */
#define CLAUSE_WINDOW 14 /* tokens around the trigger that «with» and «not» look at */

/* Can any lemma of the list stand in the sentence? Most lists are turned down here. */
static bool lemma_possible(const uint64_t bits[4], const frame_condition *k) {
  return ((bits[0] & k->bits[0]) | (bits[1] & k->bits[1]) | (bits[2] & k->bits[2]) |
          (bits[3] & k->bits[3])) != 0;
}

static bool in_list(const frame_condition *k, uint32_t lemma) {
  unsigned bit = lemma_bit(lemma);
  if (!lemma || !(k->bits[bit / 64] >> (bit % 64) & 1)) return false;
  const uint32_t *list = condition_list(k);
  bool found = false;
  for (uint32_t q = 0; q < k->n; q++) /* to its end: several are compared at once */
    found |= list[q] == lemma;
  return found;
}

static bool lemma_near(const event_context *c, const trigger_word *w, uint32_t sent,
                       const frame_condition *k) {
  if (!lemma_possible(c->lemmas[sent], k)) return false;
  for (uint32_t i = w->listed; i-- > c->first_listed[sent];) {
    if (c->listed[i].token + CLAUSE_WINDOW < w->token) break;
    if (in_list(k, c->listed[i].lemma)) return true;
  }
  for (uint32_t i = w->listed; i < c->first_listed[sent + 1]; i++) {
    if (c->listed[i].token > w->token + CLAUSE_WINDOW) return false;
    if (c->listed[i].token != w->token && in_list(k, c->listed[i].lemma)) return true;
  }
  return false;
}

unsigned event_party_kinds(const entity *e) {
  return (e->kind == KIND_PERSON ? FILLER_PERSON : 0u) |
         (e->kind == KIND_GROUP ? FILLER_GROUP : 0u) |
         (e->kind == KIND_ORG ? FILLER_ORG : 0u) |
         (e->flags & ENTITY_ARMED ? FILLER_ARMED : 0u) |
         (e->flags & (ENTITY_STATE | ENTITY_CAPITAL) ? FILLER_STATE | FILLER_PLACE : 0u);
}

static unsigned filler_kinds(const event_context *c, const filler *x) {
  unsigned kinds =
      x->entity ? event_party_kinds(&c->md->entities.items[x->entity - 1]) : 0u;
  if (x->place) kinds |= FILLER_PLACE;
  if (x->chunk) {
    const lemma_record *l = event_lemma(c, event_chunk(c, x->chunk - 1)->head);
    if (l->kind == KIND_PLACE || l->kind == KIND_FACILITY ||
        l->classes & CLASS_MASK(PLACE_HEAD))
      kinds |= FILLER_PLACE;
    if (!kinds) kinds |= FILLER_THING;
  }
  return kinds;
}

static bool head_is(const event_context *c, const filler *x, const frame_condition *k) {
  if (!x || !x->chunk) return false;
  const chunk *n = event_chunk(c, x->chunk - 1);
  for (uint32_t i = n->first; i < n->last; i++)
    if (in_list(k, event_reading(c, i)->lemma)) return true;
  return false;
}

/* Does the sentence have a word of the list? */
static bool lemma_in_sentence(const event_context *c, uint32_t sent,
                              const frame_condition *k) {
  if (!lemma_possible(c->lemmas[sent], k)) return false;
  for (uint32_t i = c->first_listed[sent]; i < c->first_listed[sent + 1]; i++)
    if (in_list(k, c->listed[i].lemma)) return true;
  return false;
}

/* May a condition on what fills the slots hold, whatever fills them in the sentence? */
static bool slots_may_hold(const event_context *c, uint32_t sent,
                           const frame_condition *k) {
  if (k->kind == CONDITION_OBJECT) return lemma_in_sentence(c, sent, k);
  return k->kind != CONDITION_FILLER ||
         k->mask & (c->party_kinds | FILLER_PLACE | FILLER_THING);
}

/* Do the conditions on the words around hold, and may those on the slots? */
static bool words_allow(const event_context *c, const trigger_word *w, uint32_t sent,
                        const frame_facts *f) {
  const frame_condition *k = frame_conditions(f);
  for (uint32_t q = 0; q < f->n_words; q++, k = condition_next(k))
    if (lemma_near(c, w, sent, k) != (k->kind == CONDITION_WITH)) return false;
  for (uint32_t q = 0; q < f->n_slots; q++, k = condition_next(k))
    if (!slots_may_hold(c, sent, k)) return false;
  return true;
}

#define ANTECEDENT_REACH 24 /* words between a pronoun and the thing it stands for */

/* May the noun at token `i`, before its pronoun, be what the condition asks for? */
static bool antecedent_fits(const event_context *c, uint32_t i, unsigned enclitic,
                            const frame_condition *k) {
  if (!morph_has(c->doc, i)) return false;
  const reading *r = event_reading(c, i);
  bool named = c->md->place_at[i] != 0;
  if (!named && !pos_is_nominal(FEATURE_POS(r->features))) return false;
  bool feminine = FEATURE_GENDER(r->features) == 2 || FEATURE_NUMBER(r->features) == 3;
  if (!named && feminine != (enclitic == ENCLITIC_HA)) return false;
  if (k->kind == CONDITION_OBJECT) return in_list(k, r->lemma);
  return named || r->entry->kind == KIND_PLACE ||
         r->entry->classes & CLASS_MASK(PLACE_HEAD);
}

/* «the town … its liberation», «the mines that the rebels laid»: a suffix of the trigger
 * stands for a place or thing named before, which is no party and so fills no slot. */
static bool pronoun_fits(const event_context *c, uint32_t trigger,
                         const frame_condition *k) {
  unsigned enclitic = event_reading(c, trigger)->enclitic;
  if (enclitic != ENCLITIC_HA && enclitic != ENCLITIC_HU) return false;
  if (k->kind == CONDITION_FILLER &&
      (!(k->mask & FILLER_PLACE) || (k->slot != SLOT_OBJECT && k->slot != SLOT_GENITIVE)))
    return false;
  uint32_t sent = event_token(c, trigger)->sentence;
  for (uint32_t i = trigger; i-- > 0 && i + ANTECEDENT_REACH >= trigger;) {
    if (event_token(c, i)->sentence != sent) return false;
    if (antecedent_fits(c, i, enclitic, k)) return true;
  }
  return false;
}

/* Is the preposition behind the trigger with a pronoun of its own, as in «control of
 * it»? What that stands for may be no party. */
static bool preposition_follows(const event_context *c, uint32_t trigger, unsigned slot) {
  uint32_t end = trigger + 4 < c->doc->n ? trigger + 4 : c->doc->n;
  for (uint32_t i = trigger + 1; i < end; i++) {
    if (!morph_has(c->doc, i) ||
        event_token(c, i)->sentence != event_token(c, trigger)->sentence)
      return false;
    const reading *r = event_reading(c, i);
    if (FEATURE_POS(r->features) == POS_PREP)
      return r->enclitic && slot == (unsigned)SLOT_PREP + r->entry->tag;
  }
  return false;
}

/* Does a condition on what fills the slots hold? */
static bool fillers_allow(const event_context *c, uint32_t trigger, const fillers *f,
                          const frame_condition *k) {
  const filler *x;
  switch (k->kind) {
    case CONDITION_NEEDS:
    case CONDITION_PREP:
      return fillers_find(f, k->slot) || preposition_follows(c, trigger, k->slot);
    case CONDITION_FILLER:
      for (unsigned i = 0; i < f->n; i++)
        if (f->items[i].slot == k->slot && filler_kinds(c, &f->items[i]) & k->mask)
          return true;
      return pronoun_fits(c, trigger, k);
    case CONDITION_OBJECT:
      x = fillers_find(f, SLOT_OBJECT);
      if (head_is(c, x, k) || head_is(c, fillers_find(f, SLOT_GENITIVE), k)) return true;
      /* the object of a verb whose subject was taken for it */
      return (!x && head_is(c, fillers_find(f, SLOT_SUBJECT), k)) ||
             pronoun_fits(c, trigger, k);
    default: return false;
  }
}

#define TAIL_WINDOW 8 /* tokens after a word of a trigger in which its next may stand */

/* morph_lemma_bit of all that may be the second word of a trigger. */
static uint64_t lemmas_behind(const event_context *c, uint32_t trigger) {
  uint64_t bits = 0;
  uint32_t n = c->doc->n;
  for (uint32_t t = trigger + 1; t < n && t <= trigger + TAIL_WINDOW; t++)
    bits |= c->doc->words[t]->lemmas;
  return bits;
}

/* The further words of a multiword trigger, each within a few tokens after the last;
 * returns the token after them or 0. */
static uint32_t match_tail(const event_context *c, uint32_t trigger,
                           const frame_facts *f) {
  const uint32_t *tail = frame_tail(f);
  uint32_t at = trigger + 1, sent = event_token(c, trigger)->sentence, i = 0;
  while (i < f->n_tail) {
    uint32_t group = i;
    while (i < f->n_tail && tail[i]) i++;
    uint64_t wanted = 0;
    for (uint32_t q = group; q < i; q++) wanted |= morph_lemma_bit(tail[q]);
    bool found = false;
    for (uint32_t t = at; t < c->doc->n && t < at + TAIL_WINDOW &&
                          event_token(c, t)->sentence == sent && !found;
         t++) {
      const word_info *w = c->doc->words[t];
      if (!(w->lemmas & wanted)) continue;
      for (unsigned r = 0; r < w->n_readings && !found; r++) {
        if (!morph_counts(w, r)) continue;
        for (uint32_t q = group; q < i && !found; q++)
          if (w->readings[r].lemma && w->readings[r].lemma == tail[q]) {
            found = true;
            at = t + 1;
          }
      }
    }
    if (!found) return 0;
    i++;
  }
  return at;
}

/* Of what frames the word may be the trigger: enum trigger_fit. */
static unsigned trigger_fits(const event_context *c, uint32_t trigger, unsigned pos) {
  const chunk *k = event_chunk(c, c->pd->chunk_at[trigger] - 1);
  static const uint8_t FITS[N_POS] = {
      [POS_VERB] = FIT_VERB,           [POS_NOUN] = FIT_NOUN | FIT_ADJECTIVE,
      [POS_MASDAR] = FIT_NOUN,         [POS_ADJ] = FIT_NOUN | FIT_ADJECTIVE,
      [POS_NISBA] = FIT_ADJECTIVE,     [POS_PART_ACT] = FIT_ADJECTIVE,
      [POS_PART_PASS] = FIT_ADJECTIVE,
  };
  unsigned fits = pos < N_POS ? FITS[pos] : 0u;
  if (pos == POS_FOREIGN) return english_part(c, trigger);
  if (k->kind == CHUNK_VERB && k->flags & CHUNK_PARTICIPLE) fits |= FIT_VERB;
  return fits;
}

/* Frames that part of speech and the words around allow, with the token after their last
 * word. */
typedef struct allowed_frames {
  struct {
    const frame_facts *facts;
    uint32_t last;
  } items[MAX_ALLOWED];
  unsigned n;
} allowed_frames;

static void frames_allowed(const event_context *c, const trigger_word *w, unsigned pos,
                           allowed_frames *out) {
  uint32_t trigger = w->token, sent = event_token(c, trigger)->sentence;
  unsigned fits = trigger_fits(c, trigger, pos);
  uint64_t behind = 0;
  bool looked_behind = false;
  const frame_facts *f = frame_first(c->frames, w);
  out->n = 0;
  for (uint32_t i = 0; i < w->n_frames && out->n < MAX_ALLOWED; i++, f = frame_next(f)) {
    uint32_t last = trigger + 1;
    if (!(f->fits & fits)) continue;
    if (f->n_tail) {
      if (!looked_behind) behind = lemmas_behind(c, trigger);
      looked_behind = true;
      if (!(f->tails & behind) || !(last = match_tail(c, trigger, f))) continue;
    }
    if (!words_allow(c, w, sent, f)) continue;
    out->items[out->n].facts = f;
    out->items[out->n++].last = last;
  }
}

enum { NEGATION_POINTS = 4 };

/* How much the conditions on the trigger and its slots say for the frame; 0: they do not
 * hold. A negation asked for turns the sense of the word round and so beats what the word
 * means without it. */
static unsigned slots_points(const event_context *c, uint32_t trigger, const fillers *f,
                             const frame_facts *facts) {
  const frame_condition *k = frame_conditions(facts);
  unsigned points = 1u + facts->n_slots;
  for (uint32_t q = 0; q < facts->n_words; q++) k = condition_next(k);
  for (uint32_t q = 0; q < facts->n_slots; q++, k = condition_next(k))
    if (k->kind != CONDITION_NEGATED) {
      if (!fillers_allow(c, trigger, f, k)) return 0;
    } else if (event_chunk(c, c->pd->chunk_at[trigger] - 1)->flags & CHUNK_NEGATED) {
      points += NEGATION_POINTS;
    } else {
      return 0;
    }
  return points;
}

/* Of the frames allowed, the one whose conditions hold and are most; NULL: none. */
static const frame_record *best_frame(const event_context *c, uint32_t trigger,
                                      const allowed_frames *allowed, const fillers *f,
                                      uint32_t *last, uint32_t *index) {
  unsigned best_points = 0;
  for (unsigned i = 0; i < allowed->n; i++) {
    const frame_facts *facts = allowed->items[i].facts;
    unsigned words = facts->n_words + facts->n_tail * 4u;
    unsigned most = 1u + words + facts->n_slots * (1u + NEGATION_POINTS);
    if (most <= best_points) continue; /* whatever fills its slots */
    unsigned points = slots_points(c, trigger, f, facts);
    if (!points || (points += words) <= best_points) continue;
    best_points = points;
    *last = allowed->items[i].last;
    *index = facts->frame;
  }
  return best_points ? model_frame(c->model, *index) : NULL;
}

/* Do news use the verb in the passive as a matter of course? Verbs of harm and force are;
 * of «the movement threatened …», «the minister condemned …» the object is only far. */
static bool often_passive(const event_context *c, const lemma_record *l,
                          const trigger_word *w) {
  if (l->first_toll) return true;
  const frame_facts *f = frame_first(c->frames, w);
  for (uint32_t i = 0; i < w->n_frames; i++, f = frame_next(f))
    if (f->category >= CATEGORY_SANCTION) return true;
  return false;
}

/* People, rather than a body or a state. */
static bool people(const event_context *c, uint32_t entity_index) {
  if (!entity_index) return false;
  const entity *e = &c->md->entities.items[entity_index - 1];
  return e->kind == KIND_PERSON && !(e->flags & ENTITY_SOURCE);
}

/* Does the verb go on with people of a clause before («… who was abducted and killed»)?
 */
static bool inherits_person(const event_context *c, const fillers *f) {
  for (unsigned i = 0; i < f->n; i++)
    if (f->items[i].slot == SLOT_SUBJECT)
      return !f->items[i].chunk && people(c, f->items[i].entity);
  return false;
}

/* Is the verb written so that it may be read active or passive, with nothing to act on if
 * active? «qutila thalatha». */
static void settle_voice(const event_context *c, const trigger_word *t, fillers *f) {
  uint32_t trigger = t->token;
  const chunk *k = event_chunk(c, c->pd->chunk_at[trigger] - 1);
  const lemma_record *l = event_lemma(c, trigger);
  if (k->kind != CHUNK_VERB || k->flags & (CHUNK_PASSIVE | CHUNK_PARTICIPLE) ||
      !(l->flags & LEMMA_TRANSITIVE) || l->flags & LEMMA_INTRANSITIVE ||
      !often_passive(c, l, t))
    return;
  bool passive = false, object = false;
  const word_info *w = c->doc->words[trigger];
  for (unsigned i = 0; i < w->n_readings; i++)
    if (w->readings[i].lemma == event_reading(c, trigger)->lemma &&
        w->readings[i].features & FEATURE_PASSIVE)
      passive = true;
  filler *subject = NULL;
  bool by = fillers_find(f, SLOT_PREP + TAG_PREP_BY) != NULL;
  for (unsigned i = 0; i < f->n; i++)
    if (f->items[i].slot == SLOT_SUBJECT && f->items[i].chunk && !subject)
      subject = &f->items[i];
  bool victims = l->first_toll && subject && people(c, subject->entity) &&
                 event_chunk(c, subject->chunk - 1)->number;
  for (unsigned i = 0; i < f->n; i++) /* people kill people, not «a bridge» further on */
    if (f->items[i].slot == SLOT_OBJECT && (f->items[i].entity || !victims))
      object = true;
  if (!passive || object) return;
  if (!subject && !(l->first_toll && inherits_person(c, f))) return;
  uint32_t chunk_at = c->pd->chunk_at[trigger] - 1;
  if (subject && subject->chunk - 1 < chunk_at && !(k->flags & CHUNK_RELATIVE) && !by &&
      !(l->first_toll &&
        (event_chunk(c, subject->chunk - 1)->number || people(c, subject->entity))))
    return; /* SVO without object: active more often, but «20 soldiers were killed» */
  for (unsigned i = 0; i < f->n; i++)
    if (f->items[i].slot == SLOT_SUBJECT) f->items[i].slot = SLOT_OBJECT;
}

static void trigger_span(const event_context *c, event *e) {
  const token *t = event_token(c, e->trigger);
  const reading *r = event_reading(c, e->trigger);
  unsigned keep = r->proclitics & PROCLITIC_AL
                      ? (r->proclitics & PROCLITIC_LI && r->n_prefix < 3 ? 1u : 2u)
                      : 0u;
  e->start = t->kind == TOKEN_ARABIC && r->n_prefix > keep
                 ? text_letter_offset(c->doc->text, t, r->n_prefix - keep)
                 : t->start;
  e->end = t->end;
  if (e->trigger_last > e->trigger + 1) e->end = event_token(c, e->trigger_last - 1)->end;
}

static bool covered_by_name(const event_context *c, uint32_t i) {
  uint32_t at = c->md->entity_at[i];
  if (at) {
    const entity *e = &c->md->entities.items[at - 1];
    if (e->head != i || e->last > i + 1 || e->role || e->actor) return true;
  }
  return c->md->place_at[i] || c->md->time_at[i];
}

static bool try_trigger(const event_context *c, event_doc *ed, const trigger_word *w) {
  uint32_t i = w->token;
  const reading *r = event_reading(c, i);
  if (!c->pd->chunk_at[i] || covered_by_name(c, i)) return true;
  allowed_frames allowed;
  frames_allowed(c, w, FEATURE_POS(r->features), &allowed);
  if (!allowed.n) return true;
  fillers f;
  slots_fill(c, i, &f);
  settle_voice(c, w, &f);
  uint32_t last = i + 1, index = 0;
  const frame_record *frame = best_frame(c, i, &allowed, &f, &last, &index);
  if (!frame || frame_is_no_act(c, i, frame, &f)) return true;
  event *e = ARRAY_PUSH(c->a, &ed->candidates);
  if (!e) return false;
  memset(e, 0, sizeof *e);
  e->category = frame->category;
  e->modes = frame->modes;
  memcpy(e->cameo, frame->cameo, sizeof e->cameo);
  e->status = frame->status;
  e->sentence = event_token(c, i)->sentence;
  e->trigger = i;
  e->trigger_last = last;
  e->lemma = r->lemma;
  e->frame = index;
  e->kept = true;
  e->light = f.light;
  trigger_span(c, e);
  roles_assign(c, frame, &f, e);
  const speech *s = parse_speech_at(c->pd, c->doc, i);
  if (s && s->token != i) e->speech = (uint32_t)(s - c->pd->speeches.items) + 1;
  return true;
}

/* Asks memory for the frames of a trigger. */
static void fetch_frames(const frame_index *x, const trigger_word *w) {
  enum { LINE = 64, LINES = 4 };
  const char *at = (const char *)frame_first(x, w);
  for (unsigned i = 0; i < LINES; i++) PREFETCH(at + i * LINE);
}

/* Where the frames of a trigger lie is asked of memory first, then for them, so that they
 * are there when it is read. */
bool frame_read(const event_context *c, event_doc *ed) {
  enum { PLACES_AHEAD = 3, FRAMES_AHEAD = 4 };
  const frame_index *x = c->frames;
  const trigger_word *w = c->triggers;
  uint32_t room = c->n_triggers / 4 + 4; /* enough for most reports */
  ed->candidates.items = arena_alloc(c->a, room, sizeof *ed->candidates.items);
  if (!ed->candidates.items) return false;
  ed->candidates.capacity = room;
  for (uint32_t t = 0; t < c->n_triggers + PLACES_AHEAD + FRAMES_AHEAD; t++) {
    if (t < c->n_triggers) PREFETCH(&x->first[w[t].first_frame]);
    if (t >= PLACES_AHEAD && t - PLACES_AHEAD < c->n_triggers)
      fetch_frames(x, &w[t - PLACES_AHEAD]);
    if (t >= PLACES_AHEAD + FRAMES_AHEAD &&
        !try_trigger(c, ed, &w[t - PLACES_AHEAD - FRAMES_AHEAD]))
      return false;
  }
  return true;
}
