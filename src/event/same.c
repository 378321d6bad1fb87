/* same.c - one event per occurrence.
 *
 * O1 Within a sentence the most specific word of an occurrence is its trigger: words of
 * killing and wounding give way to the attack they belong to (A6), and one trigger word
 * twice is one event unless its parties differ. O3 A trigger's further words, and the
 * object its frame asks for, are no second event. O2 A later sentence that tells of an
 * occurrence again is linked to the first telling; each takes from the other the place
 * and the date it lacks: back to a first telling only the place that its sentence hints
 * at, and a date only from the next sentence or to the title.
 */
#include "event/event_inside.h"

static bool is_harm(const event_context *c, const event *e) {
  const lemma_record *l = event_lemma(c, e->trigger);
  if (e->category != CATEGORY_ASSAULT || !l->first_toll) return false;
  return model_toll(c->model, l->first_toll - 1)->kind <= TOLL_KILLED_OR_WOUNDED;
}

static void drop(event *e, uint32_t into, const char *why) {
  e->kept = false;
  e->merged = into + 1;
  e->why = why;
}

/* A clash takes no recipients: both sides act (A2). */
static void take_parties(const event_context *c, event *to, const event *from) {
  if (!to->n_actors && from->n_actors) {
    memcpy(to->actors, from->actors, sizeof to->actors);
    to->n_actors = from->n_actors;
  }
  if (!event_two_sided(c, to) && !to->n_recipients && from->n_recipients) {
    memcpy(to->recipients, from->recipients, sizeof to->recipients);
    to->n_recipients = from->n_recipients;
  }
}

/* Two tellings of one sentence: the same word, and no party that tells them apart. */
static bool repeats(const event *a, const event *b) {
  if (a->category != b->category || a->lemma != b->lemma || a->status != b->status)
    return false;
  bool actors = !a->n_actors || !b->n_actors ||
                parties_share(a->actors, a->n_actors, b->actors, b->n_actors);
  bool recipients =
      !a->n_recipients || !b->n_recipients ||
      parties_share(a->recipients, a->n_recipients, b->recipients, b->n_recipients);
  return actors && recipients;
}

/* The nouns that the conditions of a trigger's frame name as its object are part of it:
 * «cancelled his visit», «called off the strike» (O3). */
static bool names_object(const event_context *c, const event *e, uint32_t lemma) {
  const frame_record *f = model_frame(c->model, e->frame);
  for (uint32_t q = 0; q < f->n_conditions; q++) {
    const condition_record *k = model_condition(c->model, f->first_condition + q);
    for (uint32_t i = 0; k->kind == CONDITION_OBJECT && i < k->n; i++)
      if (model_list(c->model, k->first + i) == lemma) return true;
  }
  return false;
}

/* O3: does `b` stand in the words of `a`, or is it the object that makes `a` what it is?
 */
static bool part_of(const event_context *c, const event *a, const event *b) {
  if (b->trigger < a->trigger_last && b->trigger_last <= a->trigger_last) return true;
  const chunk *k = event_chunk(c, c->pd->chunk_at[a->trigger] - 1),
              *o = event_chunk(c, c->pd->chunk_at[b->trigger] - 1);
  if (k->clause != o->clause || o->kind != CHUNK_NOUN || o->preposition ||
      o->flags & CHUNK_COORDINATED || b->trigger > a->trigger_last + PARSE_REACH)
    return false;
  return names_object(c, a, b->lemma);
}

/* O3: the help or meeting that is promised, in the clause of the promise. */
static bool is_promised(const event_context *c, const event *a, const event *b) {
  const chunk *v = event_chunk(c, c->pd->chunk_at[a->trigger] - 1),
              *n = event_chunk(c, c->pd->chunk_at[b->trigger] - 1);
  return a->category == CATEGORY_AGREE && event_cooperates(b) &&
         b->status == STATUS_PLANNED && v->clause == n->clause && v->kind == CHUNK_VERB &&
         n->kind == CHUNK_NOUN;
}

/* What others are asked for or threatened with besides force: help, a step back, a
 * sanction. */
static bool event_steps_back(const event *e) {
  return event_cooperates(e) || e->category == CATEGORY_AGREE ||
         e->category == CATEGORY_CONCEDE || e->category == CATEGORY_RETREAT ||
         e->category == CATEGORY_SANCTION;
}

/* O3: «refused to supply arms», «refused a truce»: the help or step back that the verb of
 * refusing has as its object. */
static bool is_refused(const event_context *c, const event *a, const event *b) {
  uint32_t from = c->pd->chunk_at[a->trigger], to = c->pd->chunk_at[b->trigger] - 1;
  while (to > from && event_chunk(c, to)->flags & CHUNK_GENITIVE &&
         !event_chunk(c, to)->preposition)
    to--; /* «a stop to firing» */
  const chunk *v = event_chunk(c, from - 1), *n = event_chunk(c, to);
  bool step = event_steps_back(b) && b->category != CATEGORY_SANCTION;
  if (a->category != CATEGORY_REJECT || !step || b->status != STATUS_ACTUAL ||
      v->kind != CHUNK_VERB || v->flags & CHUNK_NEGATED || n->kind != CHUNK_NOUN ||
      v->clause != n->clause || to < from || to - from > 3)
    return false;
  bool definite = (event_reading(c, b->trigger)->proclitics & PROCLITIC_AL) != 0;
  return !n->preposition && !definite &&
         !(n->flags & (CHUNK_GENITIVE | CHUNK_COORDINATED));
}

/* «a car bomb exploded», «they demonstrated in protest»: the noun beside its verb,
 * without a preposition between. */
static bool does_itself(const event_context *c, const event *a, const event *b) {
  const chunk *v = event_chunk(c, c->pd->chunk_at[a->trigger] - 1),
              *n = event_chunk(c, c->pd->chunk_at[b->trigger] - 1);
  if (v->kind != CHUNK_VERB || n->kind != CHUNK_NOUN || v->clause != n->clause ||
      b->status != a->status)
    return false;
  return !n->preposition && !(n->flags & (CHUNK_GENITIVE | CHUNK_COORDINATED));
}

/* «the attack that struck the mosque», «the raids hit …», «clashes that left dozens
 * dead»: a verb whose subject is the act, or that stands in a relative clause about it.
 */
static bool told_of(const event_context *c, const event *a, const event *b) {
  uint32_t act = c->pd->chunk_at[a->trigger], at = c->pd->chunk_at[b->trigger];
  const chunk *n = event_chunk(c, act - 1), *v = event_chunk(c, at - 1);
  if (n->kind != CHUNK_NOUN || v->kind != CHUNK_VERB) return false;
  const clause *cl = &c->pd->clauses.items[v->clause];
  return v->antecedent == act || (cl->verb == at && cl->subject == act);
}

/* «an operation of clearing», «imposing their control»: one act in two nouns. */
static bool in_construct(const event_context *c, const event *a, const event *b) {
  uint32_t at = c->pd->chunk_at[b->trigger] - 1;
  const chunk *n = event_chunk(c, at);
  return at == c->pd->chunk_at[a->trigger] && n->kind == CHUNK_NOUN &&
         n->flags & CHUNK_GENITIVE && !n->preposition;
}

/* «assaulted him with blows», «killed by stabbing»: how it was done. */
static bool is_manner(const event_context *c, const event *a, const event *b) {
  uint32_t from = c->pd->chunk_at[a->trigger], to = c->pd->chunk_at[b->trigger] - 1;
  const chunk *n = event_chunk(c, to);
  return a->category == CATEGORY_ASSAULT && to >= from && to - from <= 3 &&
         n->kind == CHUNK_NOUN && n->preposition == SLOT_BI &&
         !(event_reading(c, b->trigger)->proclitics & PROCLITIC_WA) &&
         n->clause == event_chunk(c, from - 1)->clause && b->status == a->status &&
         FEATURE_NUMBER(event_reading(c, b->trigger)->features) <= 1;
}

/* «the shelling led to the destruction of …», «which left 20 dead»: what a verb of
 * causing says that the attack before it did. */
static bool caused_by(const event_context *c, const event *attack, const event *b) {
  uint32_t at = c->pd->chunk_at[b->trigger] - 1, steps = 0;
  if (c->pd->chunk_at[attack->trigger] - 1 >= at) return false;
  uint32_t first = c->pd->clauses.items[event_chunk(c, at)->clause].first;
  while (event_chunk(c, at)->kind != CHUNK_VERB && at-- > first)
    if (++steps > PARSE_REACH) return false;
  if (at < first || at == UINT32_MAX) return false;
  const chunk *v = event_chunk(c, at);
  return v->kind == CHUNK_VERB && morph_has(c->doc, v->head) &&
         event_lemma(c, v->head)->classes & CLASS_MASK(CAUSE);
}

/* Can the harm be what the attack did? Not of a kidnapping, nor where both name who did
 * it and to whom, and these are others. */
static bool may_be_one(const event *attack, const event *harm) {
  if (attack->modes & MODE_MASK(ABDUCT)) return false;
  bool actors =
      !attack->n_actors || !harm->n_actors ||
      parties_share(attack->actors, attack->n_actors, harm->actors, harm->n_actors);
  bool recipients = !attack->n_recipients || !harm->n_recipients ||
                    parties_share(attack->recipients, attack->n_recipients,
                                  harm->recipients, harm->n_recipients);
  return actors || recipients;
}

/* One court, one sentence: «sentenced him to prison and fined him», «carried out the
 * death sentence», whatever the words of it (S21). Two of them only where both name
 * convicts of other countries or kinds. */
static bool one_judgment(const event *a, const event *b) {
  const uint64_t convict = MODE_MASK(CONVICT);
  if (a->category != CATEGORY_SANCTION || !(a->modes & convict) ||
      !(b->modes & convict) || a->status != b->status)
    return false;
  return !a->n_recipients || !b->n_recipients ||
         parties_share(a->recipients, a->n_recipients, b->recipients, b->n_recipients);
}

#define COMPLEMENT_STEPS 16 /* chunks between a demand and what is demanded */

bool event_complement_of(const event_context *c, const event *demand, const event *e) {
  if (demand->category != CATEGORY_REQUEST && demand->category != CATEGORY_THREATEN)
    return false;
  uint32_t from = c->pd->chunk_at[demand->trigger], to = c->pd->chunk_at[e->trigger] - 1;
  for (unsigned steps = 0; steps < 4 && to > from; steps++, to--) {
    const chunk *genitive = event_chunk(c, to); /* «to stop the executions» */
    if (!(genitive->flags & CHUNK_GENITIVE) || genitive->preposition) break;
  }
  const chunk *k = event_chunk(c, to);
  bool infinitive = k->kind == CHUNK_VERB && k->flags & CHUNK_SUBJUNCTIVE;
  if (!infinitive && (k->kind != CHUNK_NOUN || !k->preposition)) return false;
  if (to < from || to - from > COMPLEMENT_STEPS) return false;
  for (uint32_t i = from; i < to; i++)
    if (event_chunk(c, i)->kind == CHUNK_VERB) return false;
  return true;
}

/* Words of a sentence looked through for a place. */
#define MAX_WORDS 200u

#define NEAR                                                                        \
  32 /* candidates of one sentence that are compared: keeps a sentence of thousands \
        linear */

void same_merge(const event_context *c, event_doc *ed) {
  event *items = ed->candidates.items;
  uint32_t n = ed->candidates.n;
  for (uint32_t i = 0; i < n; i++) {
    if (!items[i].kept) continue;
    for (uint32_t k = i + 1;
         k < n && k <= i + NEAR && items[k].sentence == items[i].sentence; k++) {
      event *a = &items[i], *b = &items[k];
      if (!a->kept) break;
      if (!b->kept) continue;
      if (part_of(c, a, b)) {
        if (a->category == b->category) {
          take_parties(c, a, b);
          a->modes |= b->modes;
        }
        drop(b, i, "part of the words of another trigger (O3)");
        continue;
      }
      if ((a->category == CATEGORY_THREATEN || b->category == CATEGORY_ASSAULT ||
           event_steps_back(b)) &&
          event_complement_of(c, a, b)) {
        drop(b, i, "what is demanded or threatened is no second event (S5, O3)");
        continue;
      }
      if (is_promised(c, a, b)) {
        take_parties(c, a, b);
        drop(b, i, "what is promised is told by the promise (O3)");
        continue;
      }
      if (is_refused(c, a, b)) {
        drop(b, i, "what is refused is no second event (O3)");
        continue;
      }
      if (a->category != b->category) continue;
      bool harm_a = is_harm(c, a), harm_b = is_harm(c, b);
      if (a->category == CATEGORY_ASSAULT && harm_a != harm_b) {
        event *harm = harm_a ? a : b, *attack = harm_a ? b : a;
        if (attack->status != harm->status && attack->status != STATUS_ACTUAL) continue;
        if (!may_be_one(attack, harm)) continue;
        take_parties(c, attack, harm);
        drop(harm, (uint32_t)(attack - items),
             "the attack of the same sentence is the more specific word (O1)");
      } else if (does_itself(c, a, b) || told_of(c, a, b) || in_construct(c, a, b) ||
                 is_manner(c, a, b)) {
        take_parties(c, a, b);
        a->modes |= b->modes;
        drop(b, i, "its verb tells of the same act (O1)");
      } else if (b->category == CATEGORY_ASSAULT && !harm_a && caused_by(c, a, b)) {
        take_parties(c, a, b);
        drop(b, i, "what the attack led to (O1)");
      } else if ((harm_a && harm_b && a->status == b->status) || repeats(a, b) ||
                 one_judgment(a, b)) {
        take_parties(c, a, b);
        a->modes |= b->modes;
        drop(b, i, "told before in the same sentence (O1)");
      }
    }
  }
}

/* O2. */
static bool retells(const event_context *c, const event *old, const event *e) {
  if (old->category != e->category || old->sentence == e->sentence) return false;
  bool both_attacks =
      e->category == CATEGORY_ASSAULT && (is_harm(c, e) || is_harm(c, old));
  if (old->lemma != e->lemma && !both_attacks) return false;
  if (old->place.mention && e->place.mention && e->place.stated && old->place.stated) {
    const place_mention *p = &c->md->places.items[old->place.mention - 1],
                        *q = &c->md->places.items[e->place.mention - 1];
    if (p->country != q->country ||
        (p->place && q->place && p->place != q->place && p->precision == q->precision))
      return false;
  }
  if (old->n_actors && e->n_actors &&
      !parties_share(old->actors, old->n_actors, e->actors, e->n_actors))
    return false;
  if (old->n_recipients && e->n_recipients &&
      !parties_share(old->recipients, old->n_recipients, e->recipients, e->n_recipients))
    return false;
  if (old->date && e->date &&
      strcmp(c->md->times.items[old->date - 1].value,
             c->md->times.items[e->date - 1].value) != 0)
    return false;
  bool definite = (event_reading(c, e->trigger)->proclitics & PROCLITIC_AL) != 0;
  bool parties = (old->n_actors && e->n_actors) || (old->n_recipients && e->n_recipients);
  return definite || parties;
}

/* Does the sentence of `e` name the place, or another in its country? */
static bool place_named(const event_context *c, const event *e, const place_mention *p) {
  const sentence *s = &c->doc->text->sentences.items[e->sentence];
  uint32_t end = s->n < MAX_WORDS ? s->first + s->n : s->first + MAX_WORDS;
  for (uint32_t i = s->first; i < end; i++) {
    uint32_t at = c->md->place_at[i];
    if (at && c->md->places.items[at - 1].country == p->country) return true;
    if (event_token(c, i)->kind == TOKEN_ARABIC &&
        word_equal(event_token(c, i)->key, event_token(c, p->last - 1)->key))
      return true;
  }
  return false;
}

/* «in the past two days» holds for many acts: only «the attack» is one told before. */
static bool date_holds(const event_context *c, const event *old, const event *e) {
  const time_mention *t = &c->md->times.items[old->date - 1];
  bool days = t->day_to > t->day_from && t->day_to < t->day_from + 14;
  return !days || event_reading(c, e->trigger)->proclitics & PROCLITIC_AL;
}

void same_link(const event_context *c, event_doc *ed) {
  event *items = ed->candidates.items;
  for (uint32_t i = 0; i < ed->candidates.n; i++) {
    event *e = &items[i];
    if (!e->kept) continue;
    for (uint32_t k = i, steps = 0; k-- > 0 && steps < 40; steps++) {
      event *old = &items[k];
      if (!old->kept || !retells(c, old, e)) continue;
      e->same_as = k + 1;
      if (!e->place.mention && old->place.mention)
        e->place = (event_place){old->place.mention, false};
      if (!e->date && old->date && date_holds(c, old, e)) {
        e->date = old->date;
        e->date_stated = false;
      }
      if (!old->place.mention && e->place.mention &&
          place_named(c, old, &c->md->places.items[e->place.mention - 1]))
        old->place = (event_place){e->place.mention, false};
      if (!old->date && e->date && (!old->sentence || e->sentence == old->sentence + 1)) {
        old->date = e->date;
        old->date_stated = false;
      }
      break;
    }
  }
}
