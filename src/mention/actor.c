/* actor.c - who: names of the dictionary, role nouns and what stands around them,
 * composed into one entity.
 *
 * An entity begins at a known name, a role noun, a country or a nationality noun and
 * grows to the right: A1 adjectives of nationality give the country («the American
 * minister»), others only lengthen it; A2 a noun in idafa gives the country, and the
 * sector where the head has none of its own or is merely armed («Taliban gunmen»); A3
 * «in», «of» (li), «in the name of» + body or country does the same («officials in the
 * Afghan government»); A4 a title or role in apposition and a proper name join («Defence
 * Minister Lloyd Austin»); a known name's codes win; A5 what «belongs to» a party bears
 * its codes; A6 a lone name that is also the noun of a facility told of before («the
 * base») is that facility; A7 the post of an envoy may stand between title and name («the
 * ambassador in Beirut X»); A8 an adjective that agrees with a plain noun before it is no
 * entity («the civil service»); A9 whom a party opposes gives it the country, not the
 * side; whom it speaks to («told Reuters») nothing; A10 «of Yemeni nationality» gives the
 * country; A11 whom somebody belongs to gives him its codes; A12 a letter
 * with a full stop between title and name, or before a name, is a title too (d., doctor);
 * A13 forms of address are in honorific.c.
 */
#include "mention/actor_parts.h"

/* «the Egyptian and Sudanese armies»: a further nationality joined by wa to that of
 * bodies or people in dual or plural is a party of its own. */
static bool joined_nation(const actor_state *s, const entity *e, uint32_t i,
                          entity *out) {
  if (!(e->flags & (ENTITY_DUAL | ENTITY_PLURAL)) || !e->role ||
      e->why != BASIS_ADJECTIVE || !same_sentence(s->d, e->head, i) ||
      !morph_has(s->d, i))
    return false;
  const reading *r = morph_at(s->d, i);
  bool joined =
      (r->proclitics & PROCLITIC_WA) != 0 &&
      ((r->proclitics & PROCLITIC_AL) != 0) == ((e->flags & ENTITY_DEFINITE) != 0) &&
      !(r->proclitics & (PROCLITIC_BI | PROCLITIC_LI)) && !r->enclitic;
  uint32_t nation = joined ? r->entry->country : 0;
  if (!nation || FEATURE_NUMBER(r->features) > 1) return false;
  const token *t = &s->d->text->tokens.items[i];
  *out = *e;
  out->first = out->head = i;
  out->last = i + 1;
  out->start = text_letter_offset(s->d->text, t, 1);
  out->end = t->end;
  out->nation = nation;
  out->country = model_country(s->d->model, nation - 1)->code;
  out->proclitics = r->proclitics;
  out->flags |= ENTITY_COORDINATED;
  return true;
}

/* May an entity begin at token `i`? Most words that begin phrases elsewhere begin none
 * here. */
static bool may_open(const actor_state *s, uint32_t i) {
  const uint32_t *marks = s->d->marks;
  if (s->md->phrase_rows[i].n || marks[i] & (WORD_PERSON | WORD_UNKNOWN)) return true;
  bool part = (marks[i] | marks[i + 1]) & WORD_NAME_PART;
  if (!(marks[i] & WORD_STARTS_PHRASE)) return part && first_name(s, i);
  return part || morph_lemma(s->d, i)->kind == KIND_PLACE || known_name(s, i);
}

/* The tokens that may_open lets pass, and some more. Names told before are of words read
 * as names or unknown. */
static uint64_t *may_be_parties(const morph_doc *d, const mention_doc *md, arena *a) {
  uint32_t n = set_size(d->n);
  const uint64_t *parties = d->sets[TOKENS_PARTY], *parts = d->sets[TOKENS_NAME_PART];
  uint64_t *may = arena_alloc(a, n, sizeof *may);
  for (uint32_t b = 0; may && b < n; b++)
    may[b] = parties[b] | md->with_phrase[b] | parts[b] | parts[b] >> 1 |
             (b + 1 < n ? parts[b + 1] << 63 : 0);
  for (uint32_t s = 0; may && md->english && s < d->text->sentences.n; s++) {
    const sentence *sent = &d->text->sentences.items[s];
    for (uint32_t i = sent->first; md->english[s] && i < sent->first + sent->n; i++)
      set_add(may, i);
  }
  return may;
}

/* Appends the entity, and marks its tokens as its own. */
static bool keep_entity(const actor_state *s, const entity *e) {
  entity *at = ARRAY_PUSH(s->a, &s->md->entities);
  if (!at) return false;
  *at = *e;
  for (uint32_t k = e->first; k < e->last && k < s->d->n; k++)
    s->md->entity_at[k] = s->md->entities.n;
  return true;
}

bool actor_read(const morph_doc *d, mention_doc *md, arena *a) {
  actor_state s = {d, md, a, mention_day(md), NULL, 0, 0};
  s.names = arena_alloc(a, MAX_NAMES, sizeof *s.names);
  if (!s.names) return false;
  md->entity_at = arena_zero(a, d->n + 1, sizeof *md->entity_at);
  if (!md->entity_at || !english_read(d, md, a)) return false;
  const uint64_t *may = may_be_parties(d, md, a);
  if (!may) return false;
  for (uint32_t i = 0;;) {
    entity e;
    i = set_next(may, i, d->n);
    if (i >= d->n) break;
    bool english = md->english && md->english[d->text->tokens.items[i].sentence];
    if (md->time_at[i] || !(english || may_open(&s, i))) {
      i++;
      continue;
    }
    bool found = english && english_actor(&s, i, &e);
    if (found) {
      if (!keep_entity(&s, &e)) return false;
      i = e.last > i ? e.last : i + 1;
      continue;
    }
    found = head_at(&s, i, &e);
    if (!found && d->marks[i] & WORD_MAY_NOUN) found = word_head(&s, i, &e);
    if (found) grow_entity(&s, &e, 0);
    bool titled = found && e.kind == KIND_PERSON && e.role && !e.actor &&
                  e.flags & ENTITY_NAMED && e.flags & ENTITY_BARE;
    if (titled) title_behind(&s, &e);
    if (!found) found = person_name(&s, i, &e);
    if (found) honorific_before(&s, &e);
    if (!found) found = honorific_alone(&s, i, &e);
    if (!found) {
      i++;
      continue;
    }
    if (!keep_entity(&s, &e)) return false;
    keep_names(&s, &e);
    i = e.last > i ? e.last : i + 1;
    for (entity joined; i < d->n && joined_nation(&s, &e, i, &joined); i++)
      if (!keep_entity(&s, &joined)) return false;
  }
  return title_names(&s) && reference_read(d, md, a);
}
