/* weigh_nearby.c - features of a candidate from what stands around it: what it is asked
 * or threatened in, what caused it, whether its word was there before.
 */
#include "event/weigh.h"

#define STEPS 16 /* candidates or chunks looked back at: long sentences stay linear */

/* The candidate before in the same sentence, NULL where there is none. */
static const event *one_before(const event_doc *ed, uint32_t index) {
  const event *e = &ed->candidates.items[index];
  if (!index || ed->candidates.items[index - 1].sentence != e->sentence) return NULL;
  return &ed->candidates.items[index - 1];
}

/* The verb before the noun in its clause causes it («led to the killing of …»). */
static bool is_outcome(const event_context *c, const event *e) {
  uint32_t at = c->pd->chunk_at[e->trigger] - 1, steps = 0;
  if (event_chunk(c, at)->kind == CHUNK_VERB) return false;
  uint32_t first = c->pd->clauses.items[event_chunk(c, at)->clause].first;
  while (at > first && steps++ < STEPS) {
    const chunk *v = event_chunk(c, --at);
    if (v->kind == CHUNK_VERB)
      return morph_has(c->doc, v->head) &&
             event_lemma(c, v->head)->classes & CLASS_MASK(CAUSE);
  }
  return false;
}

/* A frame that asks for nothing, of a word with frames of the category that do. */
static bool is_weak(const event_context *c, const event *e) {
  if (frame_index_at(c->frames, e->frame)->positive) return false;
  const lemma_record *l = event_lemma(c, e->trigger);
  for (uint32_t i = l->first_frame; i < l->first_frame + l->n_frames; i++) {
    if (i >= c->frames->n_frames) return false;
    const frame_facts *f = frame_index_at(c->frames, i);
    if (f->positive && !f->n_tail && f->category == e->category) return true;
  }
  return false;
}

static bool across_borders(const event *e) {
  for (uint32_t i = 0; i < e->n_actors; i++)
    for (uint32_t k = 0; k < e->n_recipients; k++)
      if (e->actors[i].country && e->recipients[k].country &&
          e->actors[i].country != e->recipients[k].country)
        return true;
  return false;
}

static bool has_codes(const party *p, uint32_t n) {
  for (uint32_t i = 0; i < n; i++)
    if (p[i].country || p[i].sector) return true;
  return false;
}

static void word_before(const event_doc *ed, uint32_t index, event *e) {
  for (uint32_t i = index, steps = 0; i-- > 0 && steps < STEPS; steps++) {
    const event *o = &ed->candidates.items[i];
    if (o->sentence != e->sentence) break;
    feature_on_if(e, F_WORD_BEFORE, o->lemma == e->lemma);
    feature_on_if(e, F_MERGED_BEFORE, o->merged && o->category == e->category);
  }
  for (uint32_t i = 0; i < index && i < STEPS && ed->candidates.items[i].sentence == 0;
       i++)
    feature_on_if(e, F_CATEGORY_IN_TITLE,
                  e->sentence > 0 && ed->candidates.items[i].category == e->category);
}

/* What a candidate and another of its category in the sentence have in common. */
static void pair_features(const event_context *c, const event_doc *ed, event *e,
                          const event *o, bool after) {
  uint32_t shift = after ? F_PAIR_AFTER_CLOSE - F_PAIR_BEFORE_CLOSE : 0;
#define PAIR(id, yes) feature_on_if(e, (enum feature)(F_PAIR_BEFORE_##id + shift), yes)
  const chunk *k = event_chunk(c, c->pd->chunk_at[e->trigger] - 1),
              *ok = event_chunk(c, c->pd->chunk_at[o->trigger] - 1);
  uint32_t far = after ? o->trigger - e->trigger : e->trigger - o->trigger;
  PAIR(CLOSE, far <= 8);
  PAIR(CLAUSE, k->clause == ok->clause);
  bool actors = e->n_actors && o->n_actors,
       recipients = e->n_recipients && o->n_recipients;
  bool actor = actors && parties_share(e->actors, e->n_actors, o->actors, o->n_actors);
  bool recipient = recipients && parties_share(e->recipients, e->n_recipients,
                                               o->recipients, o->n_recipients);
  PAIR(ACTOR, actor);
  PAIR(OTHER_ACTOR, actors && !actor);
  PAIR(RECIPIENT, recipient);
  PAIR(OTHER_RECIPIENT, recipients && !recipient);
  bool places = e->place.mention && o->place.mention;
  PAIR(PLACE, places && e->place.mention == o->place.mention);
  PAIR(OTHER_PLACE, places && e->place.mention != o->place.mention);
  PAIR(MODE, (e->modes & o->modes) != 0);
  PAIR(OTHER_MODE, e->modes && o->modes && !(e->modes & o->modes));
  PAIR(POORER, (!e->place.mention && o->place.mention) ||
                   e->n_actors + e->n_recipients < o->n_actors + o->n_recipients);
  const event *later = after ? o : e;
  const chunk *lk = after ? ok : k;
  bool pronoun = event_reading(c, later->trigger)->enclitic != 0;
  for (uint32_t i = 0; i < later->n_recipients; i++)
    pronoun |= later->recipients[i].start == later->recipients[i].end;
  PAIR(PRONOUN, pronoun);
  PAIR(DEFINITE, (event_reading(c, later->trigger)->proclitics & PROCLITIC_AL) != 0);
  PAIR(COORDINATED, (lk->flags & (CHUNK_COORDINATED | CHUNK_WA)) != 0);
  PAIR(RELATIVE, (lk->flags & CHUNK_RELATIVE) != 0);
  PAIR(STATUS, e->status != o->status);
  PAIR(VERBS, k->kind == CHUNK_VERB && ok->kind == CHUNK_VERB);
  bool own_toll = false;
  uint32_t me = (uint32_t)(e - ed->candidates.items) + 1;
  for (uint32_t i = 0; i < ed->tolls.n && i < STEPS * 4; i++)
    own_toll |= ed->tolls.items[i].event == me;
  PAIR(TOLL, own_toll);
#undef PAIR
}

static bool recipient_in_words(const event *e) {
  for (uint32_t i = 0; i < e->n_recipients; i++)
    if (e->recipients[i].start != e->recipients[i].end) return true;
  return false;
}

/* What a candidate tells that the one of its category before it does not. */
static void news_features(event *e, const event *o) {
  feature_on_if(e, F_PAIR_BEFORE_NEW_MODE, e->modes && e->modes & ~o->modes);
  bool recipient = recipient_in_words(e) &&
                   !(o->n_recipients && parties_share(e->recipients, e->n_recipients,
                                                      o->recipients, o->n_recipients));
  feature_on_if(e, F_PAIR_BEFORE_NEW_RECIPIENT, recipient);
  feature_on_if(
      e, F_PAIR_BEFORE_NEW_PLACE,
      e->place.mention && e->place.stated && e->place.mention != o->place.mention);
}

/* The nearest of its category on either side in the sentence, of those that gave way to
 * none. */
static void pairs(const event_context *c, const event_doc *ed, uint32_t index) {
  event *e = &ed->candidates.items[index];
  for (uint32_t i = index, steps = 0; i-- > 0 && steps < STEPS; steps++) {
    const event *o = &ed->candidates.items[i];
    if (o->sentence != e->sentence) break;
    if (o->category != e->category || o->merged) continue;
    pair_features(c, ed, e, o, false);
    news_features(e, o);
    break;
  }
  for (uint32_t i = index + 1; i < ed->candidates.n && i <= index + STEPS; i++) {
    const event *o = &ed->candidates.items[i];
    if (o->sentence != e->sentence) break;
    if (o->category != e->category || o->merged) continue;
    pair_features(c, ed, e, o, true);
    break;
  }
}

void weigh_nearby(const event_context *c, const event_doc *ed, uint32_t index) {
  event *e = &ed->candidates.items[index];
  const chunk *k = event_chunk(c, c->pd->chunk_at[e->trigger] - 1);
  const event *before = one_before(ed, index);
  feature_on_if(e, F_DEMANDED, before && event_complement_of(c, before, e));
  feature_on_if(e, F_CAUSED, is_outcome(c, e));
  feature_on_if(e, F_WEAK, is_weak(c, e));
  feature_on_if(e, F_ACROSS_BORDERS, across_borders(e));
  feature_on_if(e, F_HELD,
                e->category == CATEGORY_COERCE && k->kind == CHUNK_VERB &&
                    k->flags & CHUNK_IMPERFECT && k->flags & CHUNK_RELATIVE); /* S15 */
  feature_on_if(e, F_RELATIVE_TOLD, k->kind == CHUNK_VERB && k->flags & CHUNK_RELATIVE);
  feature_on_if(e, F_CONDITION_MET, frame_index_at(c->frames, e->frame)->positive);
  feature_on_if(e, F_ADVERBIAL,
                k->kind == CHUNK_VERB && k->flags & CHUNK_PARTICIPLE &&
                    FEATURE_CASE(event_reading(c, e->trigger)->features) != 1);
  feature_on_if(
      e, F_NO_CODED_PARTY,
      !has_codes(e->actors, e->n_actors) && !has_codes(e->recipients, e->n_recipients));
  word_before(ed, index, e);
  pairs(c, ed, index);
  feature_on_if(e, F_RECIPIENT_HERE, recipient_in_words(e));
}
