/* reference.c - codes for entities that do not bear them: «the movement», «the army»,
 * pronouns, «its forces».
 *
 * R1 A bare definite noun takes the codes of the latest entity with the same head word,
 * or of the latest group for «the movement», «the organisation». R2 A suffix pronoun on
 * the head («its forces») gives the country of whom it stands for. R3 A short name
 * («McKenzie») takes the codes of the longer one that holds it. R4 What is still without
 * a country takes that of the place named in the sentence, else the country the report is
 * about; unidentified gunmen and suspects stay without one. R5 Definite gunmen, militias,
 * rebels are those of the armed group named before («the gunmen»). R6 «the forces allied
 * with it»: a preposition with a suffix behind the head gives the country, and the side,
 * of whom it stands for.
 */
#include "event/event_inside.h"

static entity *entity_at(const event_context *c, uint32_t index) {
  return &c->md->entities.items[index - 1];
}

static void take(entity *e, const entity *from, uint32_t index, bool sectors) {
  if (from->country && (!e->country || e->flags & ENTITY_BARE)) {
    e->country = from->country;
    e->nation = from->nation;
    e->why = BASIS_REFERENCE;
    e->refers_to = index;
    e->flags &= ~(unsigned)ENTITY_BARE;
  }
  if (sectors && from->sectors[0] && (!e->sectors[0] || from->actor)) {
    e->sectors[0] = from->sectors[0];
    e->sectors[1] = from->sectors[1];
    e->refers_to = index;
  }
}

static bool plural_entity(const entity *e) {
  return (e->flags & (ENTITY_PLURAL | ENTITY_DUAL)) != 0;
}

/* Is the entity the object of its clause? «the minister met the president during his
 * visit»: the subject's rather than his. */
static bool is_object(const event_context *c, const entity *e) {
  uint32_t k = c->pd->chunk_at[e->head];
  if (!k) return false;
  const chunk *n = event_chunk(c, k - 1);
  const clause *cl = &c->pd->clauses.items[n->clause];
  return n->kind == CHUNK_NOUN && !n->preposition &&
         !(n->flags & (CHUNK_GENITIVE | CHUNK_COORDINATED)) && cl->verb && cl->verb < k &&
         cl->subject && cl->subject != k;
}

uint32_t reference_of_pronoun(const event_context *c, uint32_t i, unsigned enclitic,
                              bool of_act) {
  uint32_t sent = event_token(c, i)->sentence;
  bool feminine = enclitic == ENCLITIC_HA, many = enclitic == ENCLITIC_HUM ||
                                                  enclitic == ENCLITIC_HUMA ||
                                                  enclitic == ENCLITIC_HUNNA;
  if (enclitic != ENCLITIC_HU && !feminine && !many) return 0;
  uint32_t low = 0, high = c->md->entities.n;
  while (low < high) {
    uint32_t mid = low + (high - low) / 2;
    if (c->md->entities.items[mid].first < i)
      low = mid + 1;
    else
      high = mid;
  }
  uint32_t nearest = 0;
  for (uint32_t k = low, steps = 0; k-- > 0 && steps < 60; steps++) {
    const entity *e = &c->md->entities.items[k];
    uint32_t s = event_token(c, e->head)->sentence;
    if (nearest && s < event_token(c, c->md->entities.items[nearest - 1].head)->sentence)
      break;
    if (s + 1 < sent || e->last > i) {
      if (s + 1 < sent) break;
      continue;
    }
    if (e->flags & (ENTITY_ADJECTIVE | ENTITY_SOURCE)) continue;
    bool body = e->kind == KIND_ORG || e->kind == KIND_GROUP || e->kind == KIND_PLACE;
    if (many       ? plural_entity(e) || e->kind == KIND_GROUP
        : feminine ? body || e->flags & ENTITY_FEMININE ||
                         (plural_entity(e) && e->kind != KIND_PERSON)
                   : !plural_entity(e) && !(e->flags & ENTITY_FEMININE)) {
      if (!of_act || !is_object(c, e)) return k + 1;
      if (!nearest) nearest = k + 1;
    }
  }
  return nearest;
}

/* R3: the latest longer name whose words hold this one's. */
static uint32_t longer_name(const event_context *c, uint32_t index) {
  const entity *e = entity_at(c, index);
  for (uint32_t k = index - 1, steps = 0; k-- > 0 && steps < 400; steps++) {
    const entity *o = &c->md->entities.items[k];
    if (o->last - o->first <= e->last - e->first || !(o->flags & ENTITY_NAMED) ||
        o->kind != KIND_PERSON)
      continue;
    for (uint32_t t = o->first; t < o->last; t++)
      if ((event_reading(c, t)->form == event_reading(c, e->head)->form &&
           event_reading(c, t)->form != MODEL_NONE) ||
          word_equal(event_token(c, t)->key, event_token(c, e->head)->key))
        return k + 1;
  }
  return 0;
}

/* R1. */
static uint32_t same_head(const event_context *c, uint32_t index) {
  const entity *e = entity_at(c, index);
  uint32_t lemma = event_reading(c, e->head)->lemma;
  bool body = e->kind == KIND_ORG || e->kind == KIND_GROUP;
  uint32_t group = 0;
  for (uint32_t k = index - 1, steps = 0; k-- > 0 && steps < 60; steps++) {
    const entity *o = &c->md->entities.items[k];
    if (!o->country || o->why == BASIS_REPORT) continue;
    bool same = lemma && event_reading(c, o->head)->lemma == lemma;
    if (same && o->last - o->first > e->last - e->first) return k + 1;
    bool official = o->sectors[0] == code3("MIL") || o->sectors[0] == code3("GOV") ||
                    o->sectors[0] == code3("COP");
    if (!group && body && !e->sectors[0] && o->actor && !official &&
        (o->kind == KIND_GROUP || o->kind == KIND_ORG) && !(o->flags & ENTITY_SOURCE))
      group = k + 1;
    if (!group && e->kind == KIND_PERSON && !e->sectors[0] && o->kind == KIND_PERSON &&
        o->sectors[0] && !plural_entity(o) && !plural_entity(e))
      group = k + 1;
  }
  return group;
}

/* R4: the country of a place said with «in» in the sentence. */
static uint32_t sentence_country(const event_context *c, uint32_t sent) {
  uint32_t low = 0, high = c->md->places.n,
           first = c->doc->text->sentences.items[sent].first;
  while (low < high) {
    uint32_t mid = low + (high - low) / 2;
    if (c->md->places.items[mid].last <= first)
      low = mid + 1;
    else
      high = mid;
  }
  uint32_t country = 0;
  for (; low < c->md->places.n &&
         event_token(c, c->md->places.items[low].first)->sentence == sent;
       low++) {
    const place_mention *p = &c->md->places.items[low];
    bool locative = p->preposition == TAG_PREP_FI || p->proclitics & PROCLITIC_BI ||
                    p->direction || (p->place && p->precision != PLACE_COUNTRY);
    if (p->country && locative && !country) country = p->country;
  }
  return country;
}

static bool armed_side(uint32_t sector) {
  return sector == code3("REB") || sector == code3("PRM");
}

/* R5: the armed group named last before entity `index`, else the first of the report. */
static uint32_t armed_group(const event_context *c, uint32_t last, uint32_t index) {
  if (last) return last;
  for (uint32_t k = index; k < c->md->entities.n && k < index + 60; k++) {
    const entity *o = &c->md->entities.items[k];
    if (o->actor && o->sectors[0] == code3("REB")) return k + 1;
  }
  return 0;
}

/* The suffix pronoun of a preposition, which the dictionary lists with its suffixes, by
 * its last letters. */
static unsigned suffix_of(const event_context *c, uint32_t i) {
  uint8_t l[WORD_MAX_LETTERS];
  unsigned n = word_unpack(event_token(c, i)->key, l);
  if (n < 3) return ENCLITIC_NONE;
  if (l[n - 1] == LETTER_HEH) return ENCLITIC_HU;
  if (l[n - 2] == LETTER_HEH && l[n - 1] == LETTER_ALEF) return ENCLITIC_HA;
  return l[n - 2] == LETTER_HEH && l[n - 1] == LETTER_MEEM ? ENCLITIC_HUM : ENCLITIC_NONE;
}

/* R6. */
static uint32_t pronoun_behind(const event_context *c, const entity *e) {
  uint32_t i = e->last;
  if (i >= c->doc->n || !morph_has(c->doc, i) ||
      event_token(c, i)->sentence != event_token(c, e->head)->sentence)
    return 0;
  const reading *r = event_reading(c, i);
  if (FEATURE_POS(r->features) != POS_PREP ||
      r->proclitics & (PROCLITIC_WA | PROCLITIC_FA))
    return 0;
  unsigned enclitic = r->enclitic ? r->enclitic : suffix_of(c, i);
  return enclitic ? reference_of_pronoun(c, e->first, enclitic, false) : 0;
}

static void take_side(entity *e, const entity *owner, uint32_t index) {
  e->country = owner->country;
  e->nation = owner->nation;
  e->why = BASIS_POSSESSOR;
  e->refers_to = index;
  e->flags &= ~(unsigned)ENTITY_BARE;
  bool neutral =
      !e->sectors[0] || e->sectors[0] == code3("MIL") || e->sectors[0] == code3("UAF");
  if (neutral && armed_side(owner->sectors[0])) e->sectors[0] = owner->sectors[0];
}

static bool takes_report_country(const entity *e) {
  if (e->sectors[0] == code3("UAF") || e->sectors[0] == code3("CRM")) return false;
  if (e->flags & (ENTITY_STATE | ENTITY_ADJECTIVE | ENTITY_SOURCE)) return false;
  if (e->actor && e->sectors[0] != code3("REB"))
    return e->kind != KIND_PERSON && !e->country && false;
  return true;
}

bool reference_read(const event_context *c) {
  uint32_t sent = MODEL_NONE, place_country = 0, rebels = 0;
  for (uint32_t i = 1; i <= c->md->entities.n; i++) {
    entity *e = entity_at(c, i);
    uint32_t s = event_token(c, e->head)->sentence;
    if (s != sent) {
      sent = s;
      place_country = sentence_country(c, s);
    }
    if (e->actor && e->sectors[0] == code3("REB")) rebels = i;
    if (e->country && e->why != BASIS_NONE && !(e->flags & ENTITY_BARE)) continue;
    if (e->actor && e->country) continue;
    uint32_t owner = e->enclitic ? reference_of_pronoun(c, e->head, e->enclitic, false)
                     : e->role   ? pronoun_behind(c, e)
                                 : 0;
    if (owner && entity_at(c, owner)->country) {
      take_side(e, entity_at(c, owner), owner);
      continue;
    }
    bool gunmen = e->flags & ENTITY_BARE && e->flags & ENTITY_DEFINITE &&
                  (e->sectors[0] == code3("UAF") || e->sectors[0] == code3("REB")) &&
                  (e->kind == KIND_GROUP || plural_entity(e));
    uint32_t group = gunmen && e->role ? armed_group(c, rebels, i) : 0;
    if (group) {
      take(e, entity_at(c, group), group, true);
      continue;
    }
    if (e->flags & ENTITY_NAMED && e->kind == KIND_PERSON && !e->role) {
      uint32_t name = longer_name(c, i);
      if (name) {
        take(e, entity_at(c, name), name, true);
        e->actor = entity_at(c, name)->actor;
      }
    }
    if (!e->country && e->flags & ENTITY_BARE && e->flags & ENTITY_DEFINITE) {
      uint32_t same = same_head(c, i);
      if (same) take(e, entity_at(c, same), same, !e->sectors[0]);
    }
    if (!e->country && takes_report_country(e)) {
      uint32_t country = place_country ? place_country : c->md->main_country;
      if (country && (e->role || e->flags & ENTITY_COMMON || e->kind != KIND_PERSON)) {
        e->country = country;
        e->why = BASIS_REPORT;
      }
    }
  }
  return true;
}

void party_of_entity(const event_context *c, uint32_t index, uint32_t from, uint32_t to,
                     party *p) {
  const entity *e = entity_at(c, index);
  memset(p, 0, sizeof *p);
  p->entity = index;
  p->start = from;
  p->end = to;
  p->country = e->country;
  p->sector = e->sectors[0];
  if (e->flags & ENTITY_COMMON && !p->sector) p->sector = code3("CVL");
  if (from == to) {
    p->refers_start = e->start;
    p->refers_end = e->end;
  } else if (e->refers_to) {
    p->refers_start = entity_at(c, e->refers_to)->start;
    p->refers_end = entity_at(c, e->refers_to)->end;
  }
}
