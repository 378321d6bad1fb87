/* setting_place.c - where an event happened, by its own sentence.
 *
 * W1 The place is the one that the construction names (where forces go, what «saw» or
 * hosted the act, what was visited, what the relative clause with the act is about), else
 * the first locative one (in, at, near, north of …, «the city of») after the trigger in
 * its clause, else the town that is its object or genitive, else one in the relative
 * clause about it, else the first in its clause and then in its sentence that no other
 * event claims, a whole country only if it is that of the actor or recipient; of a title,
 * what it begins with. Of a chain of places the narrowest is meant. Where an act sets out
 * from is not where it happens.
 */
#include "event/event_inside.h"

static bool locative(const place_mention *p) {
  return p->preposition == TAG_PREP_FI || p->preposition == TAG_PREP_QURB ||
         p->preposition == TAG_PREP_WASAT || p->preposition == TAG_PREP_DAKHIL ||
         p->proclitics & PROCLITIC_BI || p->direction;
}

static bool in_actor(const event_context *c, const place_mention *p) {
  uint32_t at = c->md->entity_at[p->first];
  if (!at) return false;
  const entity *e = &c->md->entities.items[at - 1];
  return !(e->flags & (ENTITY_STATE | ENTITY_CAPITAL));
}

/* Is a capital spoken of as its government? «Ankara carried out», «between Ankara and
 * Washington» */
static bool as_government(const event_context *c, const place_mention *p) {
  uint32_t at = c->pd->chunk_at[p->last - 1];
  if (p->refers || !at) return false;
  const chunk *k = event_chunk(c, at - 1);
  return c->pd->clauses.items[k->clause].subject == at ||
         k->preposition == SLOT_PREP + TAG_PREP_BAYN ||
         k->preposition == SLOT_PREP + TAG_PREP_MIN;
}

/* «fired from the Yemeni lands», «from inside» them, «setting out from the base of X»: no
 * place where it strikes. */
static bool from_there(const event_context *c, const place_mention *p) {
  if (p->preposition == TAG_PREP_MIN && p->first > 1 && morph_has(c->doc, p->first - 2)) {
    const lemma_record *l = event_lemma(c, p->first - 2);
    if (gloss_is(c->model, l, "start") || gloss_begins(c->model, l, "proceeding from") ||
        gloss_begins(c->model, l, "set out") || gloss_is(c->model, l, "coming"))
      return true;
  }
  if (p->precision != PLACE_COUNTRY || !(p->cues & PLACE_CUE_NATIONALITY)) return false;
  if (p->preposition == TAG_PREP_MIN) return true;
  return p->preposition == TAG_PREP_DAKHIL && p->first > 1 &&
         morph_has(c->doc, p->first - 2) &&
         morph_tag(c->doc, p->first - 2) == TAG_PREP_MIN;
}

/* «Washington's withdrawal of its forces»: is the capital an actor of the event? */
static bool acts_itself(const event_context *c, const event *e, const place_mention *p) {
  uint32_t at = c->md->entity_at[p->last - 1];
  for (uint32_t i = 0; at && i < e->n_actors; i++)
    if (e->actors[i].entity == at) return true;
  return false;
}

/* Words between an inquiry and its place. */
#define INQUIRY_REACH 11u

/* How a place must stand to count. */
enum place_need {
  NEED_LOCATIVE = 1,
  NEED_TOWN = 2,
  NEED_EITHER = 4,
  MAY_GO_THERE = 8,
  MAY_BE_SEA = 16, /* seas and regions of no country count too */
  OF_PARTIES = 32  /* in a country of the actor or recipient */
};

static bool of_parties(const event *e, uint32_t country) {
  for (uint32_t i = 0; i < e->n_actors; i++)
    if (e->actors[i].country == country) return true;
  for (uint32_t i = 0; i < e->n_recipients; i++)
    if (e->recipients[i].country == country) return true;
  return false;
}

static uint32_t first_place(const event_context *c, const event *e, uint32_t from_token,
                            uint32_t to_token, unsigned need) {
  uint32_t low = 0, high = c->md->places.n;
  while (low < high) {
    uint32_t mid = low + (high - low) / 2;
    if (c->md->places.items[mid].last <= from_token)
      low = mid + 1;
    else
      high = mid;
  }
  /* «the visit of the envoy to Yemen», but «received the envoy to Yemen» */
  bool visit = e->modes & MODE_MASK(VISIT) &&
               FEATURE_POS(event_reading(c, e->trigger)->features) != POS_VERB;
  for (unsigned steps = 0; low < c->md->places.n && steps < EVENT_MAX_STEPS &&
                           c->md->places.items[low].first < to_token;
       low++, steps++) {
    const place_mention *p = &c->md->places.items[low];
    bool in = locative(p) || (need & MAY_GO_THERE && (p->proclitics & PROCLITIC_LI ||
                                                      p->preposition == TAG_PREP_ILA));
    bool land = p->precision == PLACE_COUNTRY && p->cues & PLACE_CUE_NATIONALITY;
    bool town = p->precision != PLACE_COUNTRY || p->direction || land;
    if (from_there(c, p)) continue;
    if (p->capital && !in && as_government(c, p)) town = false;
    bool known = p->country || (need & MAY_BE_SEA && p->precision == PLACE_REGION);
    if (!known || (need & NEED_LOCATIVE && !in) || (need & NEED_TOWN && !town) ||
        (need & NEED_EITHER && !in && !town))
      continue;
    if (in_actor(c, p) && (!p->country || !(locative(p) || (in && visit)))) continue;
    if (p->capital && !in && acts_itself(c, e, p)) continue;
    if (need & OF_PARTIES && !of_parties(e, p->country)) continue;
    return low + 1;
  }
  return 0;
}

/* The last of them before `to_token`; of places that stand together the first, and none
 * «in the east of the country» after a narrower one. */
static uint32_t last_place(const event_context *c, const event *e, uint32_t from_token,
                           uint32_t to_token, unsigned need) {
  uint32_t last = 0, end = 0;
  for (unsigned steps = 0; steps < EVENT_MAX_STEPS; steps++) {
    uint32_t next = first_place(c, e, from_token, to_token, need);
    if (!next) break;
    const place_mention *p = &c->md->places.items[next - 1];
    bool together = last && p->first <= end + 3, broad = last && place_broad(p);
    if (!together && !broad) last = next;
    end = from_token = p->last;
  }
  return last;
}

/* Where forces move: «from X by way of Y to Z». */
static uint32_t destination(const event_context *c, uint32_t from_token,
                            uint32_t to_token) {
  for (uint32_t i = from_token; i < to_token && i < from_token + EVENT_MAX_STEPS; i++) {
    uint32_t at = c->md->place_at[i];
    if (!at) continue;
    const place_mention *p = &c->md->places.items[at - 1];
    if (p->country && (p->preposition == TAG_PREP_ILA || p->preposition == TAG_PREP_NAHW))
      return at;
    i = p->last > i ? p->last - 1 : i;
  }
  return 0;
}

/* «Zinjibar, the capital of Abyan»: a town told by what it is the capital of. */
static bool in_apposition(const event_context *c, const place_mention *p,
                          const place_mention *q) {
  if (q->last != p->first || q->precision == PLACE_COUNTRY ||
      !morph_has(c->doc, p->first))
    return false;
  const lemma_record *l = event_lemma(c, p->first);
  return gloss_is(c->model, l, "capital") || gloss_is(c->model, l, "centre");
}

/* «the village of X in the governorate of Y»: the first of a chain is the narrowest. */
static uint32_t innermost(const event_context *c, uint32_t index) {
  for (unsigned steps = 0; index > 1 && steps < 4; index--, steps++) {
    const place_mention *p = &c->md->places.items[index - 1], *q = p - 1;
    if (in_apposition(c, p, q)) continue;
    if (q->country != p->country || q->precision == PLACE_COUNTRY ||
        q->last + 3 < p->first ||
        event_token(c, q->first)->sentence != event_token(c, p->first)->sentence)
      break;
    if (p->proclitics & (PROCLITIC_WA | PROCLITIC_FA) || in_actor(c, q) || !locative(p))
      break;
    bool broken = false;
    for (uint32_t i = q->last; i < p->first && !broken; i++) {
      const token *t = event_token(c, i);
      const reading *r = event_reading(c, i);
      broken = t->mark == ',' || t->mark == ';' || FEATURE_POS(r->features) == POS_VERB ||
               r->proclitics & (PROCLITIC_WA | PROCLITIC_FA);
    }
    if (broken) break;
  }
  return index;
}

/* «the raids in Yemen on the town of X», «the offices of the province in the town of X»:
 * the narrower place behind a broad one, before `to_token`. */
static uint32_t narrower(const event_context *c, uint32_t index, uint32_t to_token) {
  const place_mention *p = &c->md->places.items[index - 1];
  for (uint32_t k = index; place_broad(p) && k < c->md->places.n && k < index + 4; k++) {
    const place_mention *q = &c->md->places.items[k];
    if (q->first >= to_token) break;
    if (q->country == p->country && !place_broad(q) && locative(q) && !q->direction &&
        q->preposition != TAG_PREP_QURB &&
        !(q->proclitics & (PROCLITIC_WA | PROCLITIC_FA)))
      return k + 1;
  }
  return index;
}

/* «the clashes that the town of X saw», «the town saw clashes»: what a witnessing verb
 * right behind the trigger's noun names. */
static uint32_t place_seen(const event_context *c, const event *e) {
  const sentence *s = &c->doc->text->sentences.items[e->sentence];
  uint32_t end = s->first + s->n;
  if (FEATURE_POS(event_reading(c, e->trigger)->features) == POS_VERB) return 0;
  for (uint32_t i = e->trigger_last; i < end && i < e->trigger_last + 4; i++) {
    if (!morph_has(c->doc, i)) continue;
    const lemma_record *l = event_lemma(c, i);
    if (FEATURE_POS(event_reading(c, i)->features) != POS_VERB) continue;
    if (!(l->classes & CLASS_MASK(WITNESS))) return 0;
    for (uint32_t k = i + 1; k < end && k < i + 3; k++)
      if (c->md->place_at[k] && c->md->places.items[c->md->place_at[k] - 1].country &&
          c->md->places.items[c->md->place_at[k] - 1].precision != PLACE_COUNTRY)
        return c->md->place_at[k];
    return 0;
  }
  return 0;
}

/* «X saw protests», «X hosted a meeting»: the subject of a witnessing verb, which is the
 * trigger or stands before its noun. */
static uint32_t place_seeing(const event_context *c, const event *e) {
  uint32_t place = 0;
  bool verb = FEATURE_POS(event_reading(c, e->trigger)->features) == POS_VERB;
  bool seen = verb && event_lemma(c, e->trigger)->classes & CLASS_MASK(WITNESS);
  for (uint32_t i = e->trigger + 1; seen && i < c->doc->n && i < e->trigger + 3; i++) {
    place = c->md->place_at[i];
    if (!place) continue;
    const place_mention *p = &c->md->places.items[place - 1];
    return p->country && (p->precision != PLACE_COUNTRY || p->refers) ? place : 0;
  }
  for (uint32_t i = e->trigger, steps = 0; !verb && i-- > 0 && steps < 8; steps++) {
    if (event_token(c, i)->sentence != e->sentence) return 0;
    uint32_t at = c->md->place_at[i];
    if (at && c->md->places.items[at - 1].country) place = at;
    if (morph_has(c->doc, i) && FEATURE_POS(event_reading(c, i)->features) == POS_VERB)
      return event_lemma(c, i)->classes & CLASS_MASK(WITNESS) ? place : 0;
  }
  return 0;
}

/* Does a pronoun at the trigger, or at a preposition behind it, stand for what the
 * relative clause is about («which they retook», «over which they took control»)? */
static bool resumed(const event_context *c, const event *e) {
  if (event_reading(c, e->trigger)->enclitic) return true;
  for (uint32_t i = e->trigger_last; i < c->doc->n && i < e->trigger_last + 4; i++) {
    if (event_token(c, i)->sentence != e->sentence) return false;
    if (morph_has(c->doc, i) && FEATURE_POS(event_reading(c, i)->features) == POS_PREP &&
        event_reading(c, i)->enclitic)
      return true;
  }
  return false;
}

/* «in X, where they clash», «X, which they retook»: the place right before the word that
 * opens the trigger's clause. */
static uint32_t place_relative(const event_context *c, const event *e) {
  for (uint32_t i = e->trigger, steps = 0; i-- > 0 && steps < 5; steps++) {
    const token *t = event_token(c, i);
    if (t->sentence != e->sentence) return 0;
    if (!morph_has(c->doc, i)) continue;
    uint32_t tag = morph_tag(c->doc, i);
    bool where = gloss_is(c->model, event_lemma(c, i), "where, as");
    if (tag != TAG_REL && !where) continue;
    if (tag == TAG_REL && !resumed(c, e)) return 0;
    for (uint32_t k = i; k-- > 0 && k + 4 > i;) {
      if (event_token(c, k)->sentence != e->sentence) return 0;
      if (c->md->place_at[k]) return c->md->place_at[k];
      bool adjective =
          morph_has(c->doc, k) && event_reading(c, k)->proclitics & PROCLITIC_AL;
      if (!adjective && (where || event_token(c, k)->mark != ',')) return 0;
    }
    return 0;
  }
  return 0;
}

/* «Egypt: seven killed»: the place that a title begins with, before a colon or dots. */
static uint32_t place_of_title(const event_context *c, const event *e) {
  const sentence *s = &c->doc->text->sentences.items[e->sentence];
  uint32_t place = c->md->place_at[s->first];
  if (e->sentence || !place) return 0;
  const place_mention *p = &c->md->places.items[place - 1];
  uint32_t next = p->last;
  if (p->first != s->first || !p->country || next >= e->trigger) return 0;
  uint32_t mark = event_token(c, next)->mark;
  return mark == ':' || mark == '~' ? place : 0;
}

/* Where the places of an event are looked for. */
typedef struct scope {
  uint32_t from, to; /* tokens of the trigger's clause */
  uint32_t end;      /* of the relative clause about its noun, where that ends later */
  uint32_t told;     /* category: a meeting to come is still a meeting */
  bool physical, force;
  unsigned go; /* MAY_GO_THERE of visits and of aid */
} scope;

static scope scope_of(const event_context *c, const event *e) {
  uint32_t at = c->pd->chunk_at[e->trigger] - 1;
  const clause *cl = &c->pd->clauses.items[event_chunk(c, at)->clause];
  uint32_t told = event_told_as(c, e);
  scope s = {.from = event_chunk(c, cl->first)->first, .told = told};
  s.to = cl->last > cl->first ? event_chunk(c, cl->last - 1)->last : s.from;
  s.end = event_relative_end(c, e);
  if (s.end < s.to) s.end = s.to;
  s.physical = e->category >= CATEGORY_PROTEST || told == CATEGORY_CONSULT ||
               told == CATEGORY_RETREAT || told == CATEGORY_AID ||
               told == CATEGORY_COOPERATE;
  s.force = e->category >= CATEGORY_MOBILIZE;
  if (told == CATEGORY_CONSULT || told == CATEGORY_AID) s.go = MAY_GO_THERE;
  return s;
}

/* «the minister visited Russia»: the country or town that is the verb's object. */
static uint32_t place_visited(const event_context *c, const event *e, const scope *in) {
  if (!(e->modes & MODE_MASK(VISIT)) ||
      FEATURE_POS(event_reading(c, e->trigger)->features) != POS_VERB)
    return 0;
  for (uint32_t i = e->trigger_last; i < in->to && i < e->trigger_last + EVENT_MAX_STEPS;
       i++) {
    uint32_t at = c->md->place_at[i];
    if (!at) continue;
    const place_mention *p = &c->md->places.items[at - 1];
    if (p->country && !p->preposition && !p->proclitics && !in_actor(c, p)) return at;
    i = p->last > i ? p->last - 1 : i;
  }
  return 0;
}

/* The place that the construction around the trigger names. */
static uint32_t place_by_construction(const event_context *c, const event *e,
                                      const scope *in) {
  uint32_t place =
      e->category == CATEGORY_MOBILIZE ? destination(c, e->trigger, in->to) : 0;
  if (!place) place = place_seen(c, e);
  if (!place && (e->category >= CATEGORY_PROTEST || in->told == CATEGORY_CONSULT))
    place = place_seeing(c, e);
  if (!place && in->force) place = place_relative(c, e);
  if (!place && in->told == CATEGORY_CONSULT) place = place_visited(c, e, in);
  return place;
}

static uint32_t place_in_clause(const event_context *c, const event *e, const scope *in) {
  unsigned need = (in->force ? NEED_EITHER : NEED_LOCATIVE) | in->go;
  uint32_t place = first_place(c, e, e->trigger, in->to, need);
  if (place || !in->physical) return place;
  place = first_place(c, e, e->trigger, in->to, NEED_TOWN);
  if (!place && in->end > in->to) place = first_place(c, e, e->trigger, in->end, need);
  if (!place) place = first_place(c, e, in->from, in->to, NEED_LOCATIVE | in->go);
  return place;
}

static uint32_t place_in_sentence(const event_context *c, const event *e,
                                  const scope *in) {
  const sentence *s = &c->doc->text->sentences.items[e->sentence];
  uint32_t place = 0, end = s->first + s->n;
  if (in->told == CATEGORY_CONSULT)
    return event_generic(c, e)
               ? 0
               : first_place(c, e, s->first, e->trigger, NEED_LOCATIVE | MAY_GO_THERE);
  if (in->force) {
    place = last_place(c, e, s->first, e->trigger, NEED_LOCATIVE | NEED_TOWN);
    if (!place) place = first_place(c, e, s->first, end, NEED_LOCATIVE | NEED_TOWN);
    if (!place) place = first_place(c, e, s->first, end, NEED_LOCATIVE | OF_PARTIES);
    if (!place) place = first_place(c, e, s->first, end, NEED_TOWN);
  }
  if (!place) place = first_place(c, e, e->trigger, in->to, NEED_LOCATIVE | MAY_BE_SEA);
  if (!place && e->category >= CATEGORY_PROTEST) place = place_of_title(c, e);
  return place;
}

/* «opened an inquiry into a death in the prison of X»: where it is looked into, if that
 * stands close by; farther off are the places of what somebody is charged with. */
static void place_of_inquiry(const event_context *c, event *e, const scope *in) {
  uint32_t end = e->trigger_last + INQUIRY_REACH;
  if (end > in->to) end = in->to;
  uint32_t place = first_place(c, e, e->trigger, end, NEED_LOCATIVE);
  if (!place || c->md->places.items[place - 1].precision == PLACE_COUNTRY) return;
  e->place = (event_place){innermost(c, narrower(c, place, in->end)), true};
}

void place_find(const event_context *c, event *e) {
  scope in = scope_of(c, e);
  bool signing = in.told == CATEGORY_SUPPORT && !strcmp(e->cameo, "057");
  if (e->modes & MODE_MASK(INVESTIGATE)) {
    place_of_inquiry(c, e, &in);
    return;
  }
  if (!in.physical && !signing && e->category != CATEGORY_CONCEDE)
    return; /* words are spoken anywhere: the places in them are those of other acts */
  uint32_t place = place_by_construction(c, e, &in);
  if (!place) place = place_in_clause(c, e, &in);
  if (!place && in.physical) place = place_in_sentence(c, e, &in);
  if (place) place = innermost(c, narrower(c, place, in.end));
  e->place = (event_place){place, place != 0};
}
