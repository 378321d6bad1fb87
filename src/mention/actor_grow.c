/* actor_grow.c - how an entity grows to the right of its head: A1 to A5, A7, A9 to A11 of
 * actor.c.
 */
#include "mention/actor_parts.h"

static bool is_armed_sector(uint32_t s) {
  return s == code3("REB") || s == code3("MIL") || s == code3("UAF") ||
         s == code3("PRM") || s == code3("COP");
}

static bool plain_article(const reading *r) {
  return !(r->proclitics & ~(unsigned)PROCLITIC_AL) && !r->enclitic;
}

/* Does token `i` say, with li behind it, whose something is? */
static bool belongs_to(const actor_state *s, uint32_t i) {
  return morph_lemma(s->d, i)->classes & CLASS_MASK(BELONGS) &&
         same_sentence(s->d, i, i + 1) && morph_has(s->d, i + 1) &&
         morph_at(s->d, i + 1)->proclitics & PROCLITIC_LI;
}

/* The reading of the word as an adjective of a nationality in the singular, where it was
 * read as the name of a country: «a Saudi military plane»; NULL where it has none. */
static const reading *nation_reading(const actor_state *s, const entity *e, uint32_t i) {
  const word_info *w = s->d->words[i];
  if (FEATURE_POS(morph_at(s->d, i)->features) != POS_NAME ||
      e->flags & ENTITY_DEFINITE || !morph_has(s->d, e->head) ||
      FEATURE_GENDER(morph_at(s->d, e->head)->features) != 2)
    return NULL;
  for (unsigned q = 0; q < w->n_readings; q++) {
    const reading *r = &w->readings[q];
    if (FEATURE_POS(r->features) == POS_NISBA && r->entry->country && !r->proclitics &&
        !r->enclitic && FEATURE_GENDER(r->features) == 2)
      return r;
  }
  return NULL;
}

/* The adjective that token `i` is behind an indefinite accusative, where it might be an
 * adverb elsewhere («a military column»); its reading otherwise. */
static const reading *adjective_reading(const actor_state *s, const entity *e,
                                        uint32_t i) {
  const reading *r = morph_at(s->d, i), *nation = nation_reading(s, e, i);
  const word_info *w = s->d->words[i];
  if (nation) return nation;
  if (FEATURE_POS(r->features) != POS_ADV || e->flags & ENTITY_DEFINITE ||
      e->last != e->head + 1 || !morph_accusative(s->d, e->head))
    return r;
  for (unsigned q = 0; q < w->n_readings; q++) {
    unsigned pos = FEATURE_POS(w->readings[q].features);
    if (pos == POS_ADJ || pos == POS_NISBA) return &w->readings[q];
  }
  return r;
}

/* A sound plural of men qualifies nobody and nothing in the singular («Ghannouchi [called
 * on] the Tunisians», «the army [killed] the gunmen»). */
static bool other_number(const actor_state *s, const entity *e, const reading *r) {
  if (e->flags & (ENTITY_PLURAL | ENTITY_DUAL | ENTITY_ADJECTIVE) ||
      FEATURE_NUMBER(r->features) < 2 || FEATURE_GENDER(r->features) != 1 ||
      r->features & FEATURE_BROKEN || !morph_has(s->d, e->head) ||
      morph_at(s->d, e->head)->enclitic)
    return false;
  if (e->kind == KIND_PERSON && e->flags & ENTITY_NAMED) return true;
  return e->kind == KIND_ORG && e->last == e->head + 1 && e->flags & ENTITY_DEFINITE &&
         FEATURE_NUMBER(morph_at(s->d, e->head)->features) == 1;
}

/* An adjective without article behind a person with one is a first name, where a name
 * follows it («Prince Turki al-Faisal», «Staff Brigadier Salih Hasan»). */
static bool adjective_name(const actor_state *s, const entity *e, uint32_t i) {
  if (e->kind != KIND_PERSON || e->flags & (ENTITY_PLURAL | ENTITY_DUAL) ||
      i != e->last || !same_sentence(s->d, i, i + 1) || !morph_has(s->d, i) ||
      !morph_has(s->d, i - 1) || !morph_has(s->d, i + 1))
    return false;
  const reading *r = morph_at(s->d, i);
  unsigned pos = FEATURE_POS(r->features);
  bool adjective = pos == POS_NISBA || pos == POS_ADJ || pos == POS_PART_ACT;
  if (!adjective || r->proclitics || r->enclitic ||
      !(morph_at(s->d, i - 1)->proclitics & PROCLITIC_AL))
    return false;
  return name_token(s, i + 1, false) || name_compound(s, i + 1) ||
         (name_by_some_reading(s, i) && name_by_some_reading(s, i + 1));
}

/* «the extremist settlers»: a definite participle in the plural behind the name of a
 * people. */
static bool extreme_kind(const actor_state *s, const entity *e, const reading *r) {
  return e->flags & ENTITY_PLURAL && e->last == e->head + 1 && morph_has(s->d, e->head) &&
         FEATURE_NUMBER(r->features) > 1 && r->proclitics == PROCLITIC_AL &&
         FEATURE_NUMBER(morph_at(s->d, e->head)->features) > 1 &&
         FEATURE_GENDER(r->features) == 1;
}

/* A1: «the UN official», «a European diplomat», «Atlantic» and «Gulf» forces are of a
 * body of states. */
static void take_body(const actor_state *s, entity *e, const lemma_record *l) {
  bool official = e->sectors[0] == code3("GOV"), army = e->sectors[0] == code3("MIL");
  if (!e->role || e->country || e->actor) return;
  if (gloss_begins(s->d->model, l, "United Nations")) {
    e->country = code3("UNO");
    if (official || e->sectors[0] == code3("EDU")) e->sectors[0] = 0;
  } else if (gloss_is(s->d->model, l, "European") && official && e->kind == KIND_PERSON) {
    e->country = code3("EUR");
  } else if ((gloss_is(s->d->model, l, "Gulf") &&
              (army || (official && e->flags & ENTITY_PLURAL))) ||
             (gloss_is(s->d->model, l, "Atlantic") && army)) {
    e->country = code3("IGO");
  } else {
    return;
  }
  e->why = BASIS_ADJECTIVE;
  e->flags &= ~(unsigned)ENTITY_BARE;
}

/* A1. */
static bool take_adjective(const actor_state *s, entity *e, uint32_t i) {
  const reading *r = adjective_reading(s, e, i);
  const lemma_record *l = r->entry;
  unsigned pos = FEATURE_POS(r->features);
  if (!plain_article(r) || other_number(s, e, r)) return false;
  if (!e->role && belongs_to(s, i)) return false; /* take_preposition reads on */
  if (l->tag == TAG_DET_OTHER)                    /* «other forces of the resistance» */
    return e->role && e->last == e->head + 1 &&
           ((r->proclitics & PROCLITIC_AL) != 0) == ((e->flags & ENTITY_DEFINITE) != 0);
  unsigned mine = FEATURE_CASE(r->features),
           its = morph_has(s->d, e->head)
                     ? FEATURE_CASE(morph_at(s->d, e->head)->features)
                     : 0u;
  if ((its == 1 && mine > 1) || (its > 1 && mine == 1))
    return false; /* «bombers (nominative) [attacked] politicians (accusative)» */
  if (l->country && (pos == POS_NISBA || pos == POS_ADJ)) {
    if (adjective_name(s, e, i)) return false;
    if (!e->country || e->why == BASIS_REPORT) {
      e->country = model_country(s->d->model, l->country - 1)->code;
      e->nation = l->country;
      e->why = BASIS_ADJECTIVE;
      e->flags &= ~(unsigned)ENTITY_BARE;
    }
    return true;
  }
  if (pos != POS_ADJ && pos != POS_NISBA && pos != POS_PART_ACT && pos != POS_PART_PASS)
    return false;
  take_body(s, e, l);
  if (e->flags & ENTITY_NAMED && !e->role && !extreme_kind(s, e, r)) return false;
  if (l->classes & CLASS_MASK(FORMER) && e->role && !e->actor &&
      e->kind == KIND_PERSON) { /* R4 */
    e->sectors[0] = code3("ELI");
    e->sectors[1] = 0;
    return true;
  }
  bool definite = (r->proclitics & PROCLITIC_AL) != 0;
  if (pos != POS_ADJ && !definite)
    return false; /* «officials calling on …» is no adjective */
  bool named = e->kind == KIND_PERSON && e->flags & ENTITY_NAMED;
  if (!definite && !named && e->last > e->head + 1 && morph_has(s->d, i - 1) &&
      (morph_at(s->d, i - 1)->proclitics & PROCLITIC_AL || s->md->place_at[i - 1]))
    return false; /* «the inhabitants of the kingdom, [fewer] than …» */
  return definite == ((e->flags & ENTITY_DEFINITE) != 0) || e->last > e->first + 1;
}

static void take_actor(entity *e, const entity *inner) {
  e->actor = inner->actor;
  e->n_namesakes = inner->n_namesakes;
}

static void take_codes(entity *e, const entity *inner, bool weak_sector) {
  uint32_t of = inner->actor ? inner->actor : inner->codes_of;
  if (!e->country || e->flags & ENTITY_BARE) {
    if (inner->country) {
      e->country = inner->country;
      e->nation = inner->nation;
      e->why = BASIS_GENITIVE;
      e->codes_of = of;
      e->flags &= ~(unsigned)ENTITY_BARE;
    }
  }
  bool armed_group = inner->actor && (inner->sectors[0] == code3("REB") ||
                                      inner->sectors[0] == code3("PRM") ||
                                      inner->sectors[0] == code3("PTY"));
  bool generic =
      !e->sectors[0] || e->sectors[0] == code3("UAF") ||
      (e->sectors[0] == code3("MIL") &&
       (inner->sectors[0] == code3("REB") || inner->sectors[0] == code3("COP") ||
        inner->sectors[0] == code3("PRM"))) ||
      (e->sectors[0] == code3("REL") && e->kind == KIND_ORG &&
       is_armed_sector(inner->sectors[0])) || /* «the mosque of the police» */
      (armed_group && e->sectors[0] != code3("CVL") && e->sectors[0] != code3("JRN"));
  if (inner->sectors[0] && (generic || weak_sector) && !(inner->flags & ENTITY_STATE)) {
    if (!(inner->flags & ENTITY_CAPITAL)) {
      bool armed = is_armed_sector(e->sectors[0]) && is_armed_sector(inner->sectors[0]);
      e->sectors[0] = inner->sectors[0];
      e->sectors[1] = armed ? 0 : inner->sectors[1]; /* he is a former official besides */
      e->codes_of = of;
    }
  }
  if (inner->actor && armed_group && !e->actor) take_actor(e, inner);
}

static bool transparent(const actor_state *s, const entity *e) {
  const lemma_record *l = morph_has(s->d, e->head) ? morph_lemma(s->d, e->head) : NULL;
  return l && (l->classes & CLASS_MASK(HEAD_TRANSPARENT)) != 0;
}

bool inner_entity(const actor_state *s, uint32_t i, entity *inner, unsigned depth) {
  if (i >= s->d->n || depth > 3 || s->md->time_at[i]) return false;
  if (!head_at(s, i, inner) && !word_head(s, i, inner)) return false;
  grow_entity(s, inner, depth + 1);
  return true;
}

/* A group's name as an adjective («125 Houthi gunmen»). */
static bool take_group_adjective(const actor_state *s, entity *e, uint32_t i) {
  const phrase_match *m;
  unsigned n = phrases_at(s->md, i, &m);
  for (unsigned k = 0; k < n; k++) {
    if (m[k].last != i + 1 || m[k].n_suffix || m[k].proclitics & ~(unsigned)PROCLITIC_AL)
      continue;
    if (m[k].article != ((e->flags & ENTITY_DEFINITE) != 0)) continue;
    unsigned n_namesakes;
    const target_record *t = actor_of_name(s->d, s->md, m[k].node, &n_namesakes);
    if (!t || model_actor(s->d->model, t->index)->kind != KIND_GROUP || e->actor)
      continue;
    entity inner;
    memset(&inner, 0, sizeof inner);
    actor_codes(s, t->index, n_namesakes, &inner);
    if (!is_armed_sector(inner.sectors[0])) continue;
    take_codes(e, &inner, true);
    return true;
  }
  return false;
}

/* A2 with a town or province («the governor of Anbar», «the people of Ramadi»). */
static bool take_place(const actor_state *s, entity *e, uint32_t i) {
  if (i >= s->d->n || !s->md->place_at[i]) return false;
  const place_mention *p = &s->md->places.items[s->md->place_at[i] - 1];
  bool within = p->first > e->head && p->first < i; /* «the emir of the region of Asir» */
  if ((p->first != i && !within) || !p->country ||
      p->proclitics & ~(unsigned)PROCLITIC_AL)
    return false;
  if (!e->country || e->flags & ENTITY_BARE) {
    e->country = p->country;
    e->why = BASIS_GENITIVE;
    e->flags &= ~(unsigned)ENTITY_BARE;
  }
  e->flags |= ENTITY_DEFINITE;
  e->last = p->last;
  e->end = p->end;
  return true;
}

static bool ends_in_place(const actor_state *s, const entity *e) {
  uint32_t at = s->md->place_at[e->last - 1];
  const place_mention *p = at ? &s->md->places.items[at - 1] : NULL;
  return p && p->country && !p->country_index && p->first > e->head && p->last == e->last;
}

/* Does the entity end in an indefinite nationality, which nothing definite follows in
 * idafa or apposition? «an American [woman called on] the candidate» */
static bool ends_in_nationality(const actor_state *s, const entity *e) {
  if (e->flags & (ENTITY_PLURAL | ENTITY_DUAL | ENTITY_DEFINITE) ||
      !morph_has(s->d, e->last - 1))
    return false;
  const reading *r = morph_at(s->d, e->last - 1);
  return FEATURE_POS(r->features) == POS_NISBA && r->entry->country &&
         !(r->proclitics & PROCLITIC_AL);
}

/* A2. */
static bool take_genitive(const actor_state *s, entity *e, uint32_t i, unsigned depth) {
  entity inner;
  if (e->flags & ENTITY_DEFINITE && e->first + 1 == e->last &&
      !(e->role && e->last > e->first + 1))
    return false;
  if (e->enclitic ||
      (e->actor && (!e->role || (e->last > e->head + 1 && e->flags & ENTITY_PLURAL))))
    return false; /* «gunmen of Hamas [stormed] the house of X» */
  if (e->flags & ENTITY_NAMED && e->kind == KIND_PERSON)
    return false; /* «Minister Lavrov [accused] the United States» */
  if (e->last > e->head + 1 && morph_has(s->d, e->last - 1)) {
    unsigned pos = FEATURE_POS(morph_at(s->d, e->last - 1)->features);
    if (pos == POS_ADJ || pos == POS_NISBA || morph_lemma(s->d, e->last - 1)->country)
      return false; /* «the Iranian Guard | Israel», «tribal leaders | the movement» */
  }
  if (!morph_takes_genitive(s->d, e->last - 1) || morph_accusative(s->d, e->last - 1) ||
      morph_accusative(s->d, i))
    return false;
  if (morph_at(s->d, i)->entry->tag == TAG_DEM && same_sentence(s->d, i, i + 1) &&
      morph_has(s->d, i + 1) && morph_at(s->d, i + 1)->proclitics == PROCLITIC_AL)
    i++; /* «members of this cell» */
  if (!inner_entity(s, i, &inner, depth)) return take_place(s, e, i);
  if (inner.proclitics & ~(unsigned)PROCLITIC_AL) return false;
  if (ends_in_nationality(s, e) && inner.proclitics & PROCLITIC_AL) return false;
  if (inner.kind != KIND_PERSON && ends_in_place(s, e))
    return false; /* «the emir of Asir [called on] the government» */
  take_codes(e, &inner, transparent(s, e));
  e->flags |= ENTITY_DEFINITE;
  e->last = inner.last;
  e->end = inner.end;
  return true;
}

static uint32_t opening(const actor_state *s, uint32_t i) {
  const token *t = &s->d->text->tokens.items[i];
  return t->kind == TOKEN_QUOTE_OPEN || t->kind == TOKEN_OPEN ? i + 1 : i;
}

/* Does token `i` say that somebody is against what follows? */
static bool opposed(const actor_state *s, uint32_t i) {
  if (!morph_has(s->d, i)) return false;
  const lemma_record *l = morph_lemma(s->d, i);
  return gloss_begins(s->d->model, l, "oppos") ||
         gloss_begins(s->d->model, l, "opponent") ||
         gloss_begins(s->d->model, l, "hostile");
}

/* Does token `i` say that somebody is on the side of what follows? */
static bool sided(const actor_state *s, uint32_t i) {
  if (!morph_has(s->d, i)) return false;
  const lemma_record *l = morph_lemma(s->d, i);
  return gloss_begins(s->d->model, l, "loyal") ||
         gloss_begins(s->d->model, l, "support") ||
         gloss_begins(s->d->model, l, "allied") || gloss_begins(s->d->model, l, "pro-");
}

/* A10: «residents of Yemeni nationality»: behind min, the noun and its adjective give the
 * country. */
static bool take_nationality(const actor_state *s, entity *e, uint32_t i) {
  if ((e->kind != KIND_PERSON && e->kind != KIND_GROUP) ||
      !same_sentence(s->d, e->head, i + 2) || !morph_has(s->d, i) ||
      !morph_has(s->d, i + 1) || !morph_has(s->d, i + 2) ||
      morph_at(s->d, i)->entry->tag != TAG_PREP_MIN)
    return false;
  const lemma_record *l = morph_lemma(s->d, i + 1);
  uint32_t nation = morph_lemma(s->d, i + 2)->country;
  if (!gloss_begins(s->d->model, l, "nationality") || !nation) return false;
  e->nation = nation;
  e->country = model_country(s->d->model, nation - 1)->code;
  e->why = BASIS_ADJECTIVE;
  e->flags &= ~(unsigned)ENTITY_BARE;
  e->last = i + 3;
  e->end = s->d->text->tokens.items[i + 2].end;
  return true;
}

/* A11: «persons who belong to a group», «belonging to the group»: they bear its codes;
 * the verb stays outside. */
static void take_membership(const actor_state *s, entity *e, unsigned depth) {
  uint32_t i = e->last;
  entity inner;
  if (same_sentence(s->d, e->head, i) && morph_has(s->d, i) &&
      morph_at(s->d, i)->entry->tag == TAG_REL)
    i++;
  if (e->kind == KIND_PLACE || e->actor || !same_sentence(s->d, e->head, i + 2) ||
      !morph_has(s->d, i) || !morph_has(s->d, i + 1) ||
      morph_at(s->d, i + 1)->entry->tag != TAG_PREP_ILA ||
      !gloss_begins(s->d->model, morph_lemma(s->d, i), "belong") ||
      !inner_entity(s, i + 2, &inner, depth) || inner.kind == KIND_PLACE)
    return;
  take_codes(e, &inner, is_armed_sector(inner.sectors[0]));
}

/* Words looked over for a second bi- that the verb might govern. */
#define BI_REACH 8u

/* «the Japanese minister praised [ashada] the government [bi]»: does the bi- at `i`
 * belong to the verb right before the entity, as the only one? */
static bool bi_of_verb(const actor_state *s, const entity *e, uint32_t i) {
  if (!e->first || !same_sentence(s->d, e->first - 1, i) ||
      !morph_has(s->d, e->first - 1))
    return false;
  const reading *v = morph_at(s->d, e->first - 1);
  bool takes = false;
  for (uint32_t k = 0; k < v->entry->n_frames && FEATURE_POS(v->features) == POS_VERB;
       k++) {
    const frame_record *f = model_frame(s->d->model, v->entry->first_frame + k);
    for (unsigned q = 0; f->pos == 'v' && q < f->n_slots && q < FRAME_MAX_SLOTS; q++)
      takes =
          takes || (f->slots[q].slot == SLOT_BI && f->slots[q].role == ROLE_RECIPIENT);
  }
  for (uint32_t k = i + 1; takes && k < i + BI_REACH && same_sentence(s->d, i, k); k++)
    if (morph_has(s->d, k) && morph_at(s->d, k)->proclitics & PROCLITIC_BI &&
        !morph_at(s->d, k)->enclitic) /* «as [bi-wasfiha]» is no other */
      return false;
  return takes;
}

/* A3. */
static bool take_preposition(const actor_state *s, entity *e, uint32_t i,
                             unsigned depth) {
  entity inner;
  uint32_t at = i;
  const reading *r = morph_has(s->d, i) ? morph_at(s->d, i) : NULL;
  if (!r || (e->enclitic && !entity_role_is(s->d, e, ROLE_COUNTERPART))) return false;
  unsigned tag = r->entry->tag;
  bool clitic =
      (r->proclitics & PROCLITIC_LI) != 0 || (r->proclitics & PROCLITIC_BI) != 0;
  bool many = e->flags & (ENTITY_PLURAL | ENTITY_DUAL) || transparent(s, e) ||
              (e->kind == KIND_GROUP && !(e->flags & ENTITY_DEFINITE));
  bool belongs = belongs_to(s, i);
  bool in_name = r->proclitics & PROCLITIC_BI && !r->enclitic &&
                 gloss_is(s->d->model, r->entry, "name");
  bool members =
      e->kind == KIND_GROUP || (many && transparent(s, e)); /* individuals of */
  if (!e->role && !((belongs || tag == TAG_PREP_MIN) && members)) return false;
  if (belongs) { /* «a convoy that belongs to the army» */
    if (!inner_entity(s, i + 1, &inner, depth)) return false;
    take_codes(e, &inner, !(e->actor && is_armed_sector(e->sectors[0])));
    if (!e->role) { /* a noun of no role refers to whom its owner refers to */
      e->role = inner.role;
      e->flags |= inner.flags & (ENTITY_BARE | ENTITY_DEFINITE);
    }
    e->last = inner.last;
    e->end = inner.end;
    return true;
  }
  if (r->proclitics & (PROCLITIC_WA | PROCLITIC_FA) && !clitic)
    return false; /* «on the radio and in the press» */
  bool stands_for = tag == TAG_PREP_AN && entity_role_is(s->d, e, ROLE_REPRESENTATIVE);
  if (tag == TAG_PREP_FI || (tag == TAG_PREP_MIN && many) || in_name || stands_for)
    at = i + 1;
  else if (!clitic || r->proclitics & (PROCLITIC_WA | PROCLITIC_FA))
    return false;
  if (r->proclitics & PROCLITIC_BI && at == i && e->flags & ENTITY_DEFINITE &&
      e->last == e->first + 1)
    return false; /* «the president [praised] the government» */
  if (r->proclitics & PROCLITIC_BI && at == i && bi_of_verb(s, e, i)) return false;
  if (r->proclitics & PROCLITIC_LI && at == i && e->sectors[0] == code3("CVL") &&
      e->flags & ENTITY_DEFINITE && e->last == e->first + 1 &&
      !entity_role_is(s->d, e, ROLE_SUPPORT))
    return false; /* «[the visits of] citizens to public bodies» */
  if (at > i && same_sentence(s->d, i, at)) at = opening(s, at);
  if (!same_sentence(s->d, i, at)) return false;
  if (s->md->place_at[at] && !e->country &&
      (tag == TAG_PREP_FI || r->proclitics & PROCLITIC_BI)) {
    const place_mention *p = &s->md->places.items[s->md->place_at[at] - 1];
    if (p->country && e->sectors[0] != code3("UAF") && e->sectors[0] != code3("CRM") &&
        !entity_supranational(s->d, e)) {
      e->country =
          p->country; /* the place stays a place: its words are not the entity's */
      e->why = BASIS_PREPOSITION;
      if (p->precision != PLACE_COUNTRY) return false;
    }
  }
  if (!inner_entity(s, at, &inner, depth)) return false;
  if (clitic && inner.flags & ENTITY_SOURCE && e->sectors[0] &&
      e->sectors[0] != code3("JRN"))
    return false; /* «the police chief [told] Reuters» */
  if (at > i && inner.proclitics & ~(unsigned)PROCLITIC_AL) return false;
  bool part = tag == TAG_PREP_MIN && is_armed_sector(inner.sectors[0]) &&
              !(e->flags & ENTITY_DEFINITE) &&
              inner.flags & (ENTITY_PLURAL | ENTITY_DUAL); /* both end in -in */
  bool spoken_for = in_name && inner.flags & (ENTITY_PLURAL | ENTITY_DUAL);
  bool body = part || spoken_for || inner.kind == KIND_ORG || inner.kind == KIND_GROUP ||
              inner.flags & (ENTITY_STATE);
  if (!body || (!e->role && !is_armed_sector(inner.sectors[0])) ||
      (inner.kind == KIND_PLACE && e->sectors[0] != code3("GOV") && tag != TAG_PREP_FI))
    return false;
  if (inner.flags & ENTITY_CAPITAL) return false;
  bool inside = tag == TAG_PREP_FI || r->proclitics & PROCLITIC_BI;
  if (inside && !inner.actor && !inner.country &&
      (e->flags & ENTITY_NAMED || !(inner.flags & ENTITY_DEFINITE)) &&
      (morph_lemma(s->d, inner.head)->kind == KIND_FACILITY ||
       morph_lemma(s->d, inner.head)->kind == KIND_PLACE))
    return false; /* «fighters in a camp», «X in [bi] hospital»: where they are */
  if (clitic && inner.flags & ENTITY_STATE && e->nation && e->nation != inner.nation)
    return false; /* «the Belgian prime minister [apologised] to the Congo» */
  if (tag == TAG_PREP_FI && inner.flags & ENTITY_STATE &&
      (e->country || entity_supranational(s->d, e)))
    return false;
  if (clitic && opposed(s, i - 1)) { /* its adversaries: of its country, not its side */
    inner.sectors[0] = 0;
    inner.actor = 0;
    if (is_armed_sector(e->sectors[0])) e->sectors[0] = code3("REB");
  }
  if (clitic && sided(s, i - 1) && is_armed_sector(e->sectors[0]) &&
      !is_armed_sector(inner.sectors[0]))
    inner.sectors[0] = 0; /* «the forces loyal to the government» are no officials */
  take_codes(e, &inner, transparent(s, e));
  if (clitic && at == i && e->kind == KIND_GROUP && inner.flags & ENTITY_BARE &&
      (inner.sectors[0] == code3("UAF") || inner.sectors[0] == code3("REB")) &&
      morph_lemma(s->d, i - 1)->classes & CLASS_MASK(BELONGS)) {
    e->role = inner.role; /* «a military column that belongs to the militias» */
    e->sectors[0] = inner.sectors[0];
    e->flags |= inner.flags & (ENTITY_BARE | ENTITY_DEFINITE | ENTITY_PLURAL);
  }
  e->last = inner.last;
  e->end = inner.end;
  return true;
}

/* A7: «the ambassador in Beirut X», «the envoy to Yemen Y»: the post stands between title
 * and name. */
static bool take_post(const actor_state *s, entity *e, uint32_t i) {
  if (e->flags & (ENTITY_PLURAL | ENTITY_DUAL | ENTITY_NAMED) || !morph_has(s->d, i) ||
      !same_sentence(s->d, e->head, i + 1) || !s->md->place_at[i + 1])
    return false;
  const reading *r = morph_at(s->d, i);
  unsigned tag = r->entry->tag;
  if (r->proclitics ||
      (tag != TAG_PREP_INDA && tag != TAG_PREP_FI && tag != TAG_PREP_ILA))
    return false;
  if (!entity_role_is(s->d, e, ROLE_ENVOY)) return false;
  const place_mention *p = &s->md->places.items[s->md->place_at[i + 1] - 1];
  entity name;
  uint32_t at = p->last;
  if (p->first != i + 1 || !same_sentence(s->d, e->head, at)) return false;
  bool named = name_end(s, at, at) > at || (head_at(s, at, &name) && name.actor &&
                                            name.kind == KIND_PERSON && !name.proclitics);
  if (!named) return false;
  e->last = at;
  e->end = p->end;
  return true;
}

/* Gunmen and suspects as a sort are followed by no name («a gunman [fired] shots»). */
static bool unnamed_sort(const entity *e) {
  return !(e->flags & ENTITY_DEFINITE) &&
         (e->sectors[0] == code3("UAF") || e->sectors[0] == code3("REB"));
}

/* «members of the "Salvation Council"», which no dictionary has: a few nouns between
 * quotation marks, from token `at`, are the name of the body. */
static bool take_quoted_name(const actor_state *s, entity *e, uint32_t at,
                             unsigned depth) {
  entity inner;
  const token *t = s->d->text->tokens.items;
  if (t[at - 1].kind != TOKEN_QUOTE_OPEN || !e->role || e->flags & ENTITY_NAMED)
    return false;
  uint32_t i = at;
  for (; i < at + 5 && same_sentence(s->d, e->head, i); i++) {
    if (t[i].kind != TOKEN_ARABIC || !morph_has(s->d, i)) break;
    unsigned pos = FEATURE_POS(morph_at(s->d, i)->features);
    if (pos_is_closed(pos) || pos == POS_VERB) return false;
  }
  if (i == at || !same_sentence(s->d, e->head, i) || t[i].kind != TOKEN_QUOTE_CLOSE)
    return false;
  if (inner_entity(s, at, &inner, depth) && inner.last <= i && !inner.proclitics)
    take_codes(e, &inner, transparent(s, e)); /* «members of the "Glory Brigade"» */
  e->flags |= ENTITY_NAMED | ENTITY_DEFINITE;
  e->last = i + 1;
  e->end = t[i].end;
  return true;
}

/* A4. */
static bool take_apposition(const actor_state *s, entity *e, uint32_t i, unsigned depth) {
  entity inner;
  bool person = e->kind == KIND_PERSON &&
                !(e->flags & (ENTITY_PLURAL | ENTITY_DUAL | ENTITY_STATE));
  uint32_t letter = person && i < s->d->n ? title_letter(s, i) : i;
  bool titled_name = letter > i;
  i = letter;
  uint32_t at = opening(s, i);
  bool group = e->kind == KIND_GROUP || e->kind == KIND_ORG ||
               (at > i && e->role && e->flags & ENTITY_PLURAL); /* «members of "N"» */
  if (!same_sentence(s->d, e->head, at) || (!person && !group)) return false;
  if (person && at == i) {
    uint32_t end = titled_name || adjective_name(s, e, i) ? name_rest(s, i, e->head)
                   : s->md->place_at[i] ? i /* a place is no name of a person */
                                        : name_end(s, i, e->head);
    if (head_at(s, i, &inner) && inner.kind == KIND_PERSON &&
        !(inner.proclitics & ~(unsigned)PROCLITIC_AL) && inner.last >= end &&
        !(inner.flags & ENTITY_PLURAL) && !inner.enclitic) {
      bool other = e->flags & ENTITY_NAMED && e->country &&
                   e->country != inner.country; /* a second person, of another country */
      if (other && inner.actor) return false;
      if (ends_in_nationality(s, e) && inner.proclitics & PROCLITIC_AL) return false;
      bool titled =
          e->flags & ENTITY_NAMED && e->role && e->country && e->first + 1 < e->last;
      if (titled && inner.role)
        return false; /* «the minister X met the president of Y» */
      if (other && e->last > e->first + 1 && inner.role) {
        entity whole = inner;
        grow_entity(s, &whole, depth + 1);
        if (whole.country && whole.country != e->country) return false;
      }
      if (inner.actor) {
        e->country = inner.country ? inner.country : e->country;
        e->sectors[0] = inner.sectors[0];
        e->sectors[1] = inner.sectors[1];
        take_actor(e, &inner);
        e->why = BASIS_DICTIONARY;
      } else if (!(inner.flags & ENTITY_DEFINITE)) {
        return false;
      }
      e->flags = (e->flags | ENTITY_NAMED) & ~(unsigned)(inner.country ? ENTITY_BARE : 0);
      if (!e->sectors[0]) e->sectors[0] = inner.sectors[0];
      e->last = inner.last;
      e->end = inner.end;
      return true;
    }
    if (end > i && !unnamed_sort(e)) {
      e->last = end;
      e->end = s->d->text->tokens.items[end - 1].end;
      e->flags |= ENTITY_NAMED | ENTITY_DEFINITE;
      return true;
    }
    return false;
  }
  if (!inner_entity(s, at, &inner, depth) || !inner.actor || inner.proclitics ||
      inner.kind == KIND_PERSON || inner.role)
    return at > i && take_quoted_name(s, e, at, depth);
  if (at > i && inner.flags & ENTITY_SOURCE && !(e->flags & ENTITY_SOURCE) &&
      e->sectors[0])
    return false; /* «the Pentagon (Reuters)» */
  if (at == i && e->flags & ENTITY_DEFINITE && !e->actor && e->last == e->first + 1)
    return false; /* «the group accused Nusra»: a name stands in idafa, «the group of N»
                   */
  bool other = e->country && inner.country != e->country && !(e->flags & ENTITY_BARE);
  if (at == i && (other || (e->sectors[0] && !is_armed_sector(e->sectors[0]) &&
                            e->flags & ENTITY_DEFINITE)))
    return false;
  if (at > i && inner.last < s->d->n &&
      (s->d->text->tokens.items[inner.last].kind == TOKEN_QUOTE_CLOSE ||
       s->d->text->tokens.items[inner.last].kind == TOKEN_CLOSE))
    inner.end = s->d->text->tokens.items[inner.last].end, inner.last++;
  take_codes(e, &inner, true);
  take_actor(e, &inner);
  e->flags |= ENTITY_NAMED;
  e->last = inner.last;
  e->end = inner.end;
  return true;
}

/* «The forces loyal to the president X» are of his side; he stays a party of his own.
 * Gunmen loyal to a government are its militia. */
static void take_leader(const actor_state *s, entity *e, unsigned depth) {
  entity inner;
  uint32_t i = e->last;
  if (i < e->first + 2 || !same_sentence(s->d, e->head, i) || !morph_has(s->d, i) ||
      !(morph_at(s->d, i)->proclitics & PROCLITIC_LI) ||
      !is_armed_sector(e->sectors[0]) || !morph_has(s->d, i - 1) ||
      !gloss_begins(s->d->model, morph_lemma(s->d, i - 1), "loyal") ||
      !inner_entity(s, i, &inner, depth) || inner.kind != KIND_PERSON || !inner.country)
    return;
  if (e->sectors[0] == code3("UAF") && !is_armed_sector(inner.sectors[0]))
    e->sectors[0] = code3("PRM");
  inner.actor = 0;
  inner.sectors[1] = 0;
  take_codes(e, &inner, false);
}

void grow_entity(const actor_state *s, entity *e, unsigned depth) {
  for (int step = 0; step < 8; step++) {
    uint32_t i = e->last;
    if (!same_sentence(s->d, e->head, i) || s->md->time_at[i]) break;
    if (take_apposition(s, e, i, depth)) continue;
    if (!morph_has(s->d, i)) break;
    if (e->flags & ENTITY_STATE || (e->flags & ENTITY_CAPITAL)) break;
    if (take_group_adjective(s, e, i) || take_adjective(s, e, i)) {
      e->last = i + 1;
      e->end = s->d->text->tokens.items[i].end;
      continue;
    }
    if (take_post(s, e, i) || take_genitive(s, e, i, depth) ||
        take_nationality(s, e, i) || take_preposition(s, e, i, depth))
      continue;
    break;
  }
  take_leader(s, e, depth);
  take_membership(s, e, depth + 1);
  if (is_armed_sector(e->sectors[0])) e->flags |= ENTITY_ARMED;
  if (!e->sectors[0] && e->kind == KIND_ORG && e->flags & ENTITY_DEFINITE &&
      e->why == BASIS_ADJECTIVE && entity_role_is(s->d, e, ROLE_STATE) &&
      !(e->flags & (ENTITY_PLURAL | ENTITY_DUAL)))
    e->sectors[0] = code3("GOV"); /* «the Turkish state» */
  bool of_nation = e->why == BASIS_ADJECTIVE ||
                   (e->why == BASIS_GENITIVE && e->nation && !e->codes_of &&
                    !(e->proclitics & PROCLITIC_BI)); /* not «led by the kingdom» */
  bool some = !(e->flags & ENTITY_DEFINITE) && e->flags & ENTITY_PLURAL &&
              e->kind == KIND_ORG; /* «Yemeni leading figures» */
  if (!e->sectors[0] && of_nation && !some && entity_role_is(s->d, e, ROLE_LEADER))
    e->sectors[0] = code3("GOV"); /* «Iraqi leaders», «the leadership of the kingdom» */
}
