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
 * side; whom it speaks to («told Reuters») nothing.
 */
#include "mention/actor_parts.h"

static bool is_armed_sector(uint32_t s) {
  return s == code3("REB") || s == code3("MIL") || s == code3("UAF") ||
         s == code3("PRM") || s == code3("COP");
}

/* ---- codes of a known actor on the day of writing ---- */

static void actor_codes(const actor_state *s, uint32_t index, unsigned n_namesakes,
                        entity *e) {
  const actor_record *a = model_actor(s->d->model, index);
  const term_record *best = actor_term(s->d->model, index, s->day);
  e->actor = index + 1;
  e->n_namesakes = (uint8_t)(n_namesakes < 255 ? n_namesakes : 255);
  e->kind = a->kind;
  e->flags |= ENTITY_NAMED | ENTITY_DEFINITE;
  if (!best) return;
  e->country = best->country;
  e->sectors[0] = best->sectors[0];
  e->sectors[1] = best->sectors[1];
  e->why = BASIS_DICTIONARY;
  if (e->sectors[0] == code3("JRN")) e->flags |= ENTITY_SOURCE;
}

/* ---- the head ---- */

static void set_head(const actor_state *s, uint32_t i, const phrase_match *m, entity *e) {
  const token *t = &s->d->text->tokens.items[i];
  unsigned skip = m->n_prefix;
  if (m->article)
    skip -= (m->proclitics & PROCLITIC_LI) ? (skip >= 3 ? 2u : skip ? 1u : 0u) : 2u;
  e->first = e->head = i;
  e->last = m->last;
  e->start = (m->proclitics & PROCLITIC_LI) && m->article
                 ? t->start
                 : text_letter_offset(s->d->text, t, skip);
  e->end = s->d->text->tokens.items[m->last - 1].end;
  if (m->n_suffix)
    e->end = text_letter_offset(s->d->text, t, t->n_letters - m->n_suffix) < e->end
                 ? t->end
                 : e->end;
  e->proclitics = m->proclitics;
  if (m->article) e->flags |= ENTITY_DEFINITE;
  if (morph_has(s->d, i)) {
    const reading *r = morph_at(s->d, i);
    if (FEATURE_NUMBER(r->features) == 3) e->flags |= ENTITY_PLURAL;
    if (FEATURE_NUMBER(r->features) == 2) e->flags |= ENTITY_DUAL;
    if (FEATURE_GENDER(r->features) == 2) e->flags |= ENTITY_FEMININE;
    if (m->n_suffix && r->enclitic) e->enclitic = r->enclitic;
  }
  if (m->proclitics & PROCLITIC_WA) e->flags |= ENTITY_COORDINATED;
  const number *n = i && s->md->number_at[i - 1]
                        ? &s->md->numbers.items[s->md->number_at[i - 1] - 1]
                        : NULL;
  if (n && n->noun == i && n->value > 2) e->flags |= ENTITY_PLURAL; /* «230 civilian» */
}

static bool verb_reading(const actor_state *s, uint32_t i) {
  return morph_has(s->d, i) && FEATURE_POS(morph_at(s->d, i)->features) == POS_VERB;
}

/* A role noun that is also a given name, and a family name behind it («Muhsin
 * al-Fadhli»). */
static bool given_name(const actor_state *s, uint32_t i, const phrase_match *m) {
  if (m->article || m->n_suffix || !same_sentence(s->d, i, i + 1) ||
      !morph_has(s->d, i + 1))
    return false;
  if (first_name(s, i)) return true;
  if (FEATURE_POS(morph_at(s->d, i + 1)->features) != POS_NAME) return false;
  uint32_t place = s->md->place_at[i + 1];
  if (place && s->md->places.items[place - 1].country_index)
    return false; /* «the emir of Qatar» */
  for (unsigned k = 0; k < s->d->words[i]->n_readings; k++)
    if (FEATURE_POS(s->d->words[i]->readings[k].features) == POS_NAME) return true;
  return false;
}

/* «the terrorist attack», «a suicide bombing»: the word says of what kind an act is.
 * Behind a word of harm without article it is whom it befell: «the killing of a
 * terrorist». */
static bool describes_act(const actor_state *s, uint32_t i, const phrase_match *m,
                          const role_record *r) {
  if (r->kind != KIND_PERSON || m->last != i + 1 || m->n_suffix || !i ||
      m->proclitics & ~(unsigned)PROCLITIC_AL || !same_sentence(s->d, i - 1, i) ||
      !morph_has(s->d, i - 1) || !morph_has(s->d, i))
    return false;
  if (r->sectors[0] != code3("UAF") && r->sectors[0] != code3("REB")) return false;
  const reading *act = morph_at(s->d, i - 1), *own = morph_at(s->d, i);
  const lemma_record *l = act->entry;
  if (l->kind != KIND_EVENT || act->enclitic || FEATURE_NUMBER(own->features) > 1)
    return false;
  if (((act->proclitics & PROCLITIC_AL) != 0) != m->article) return false;
  return m->article || (!l->first_toll &&
                        FEATURE_GENDER(act->features) == FEATURE_GENDER(own->features));
}

/* «the civil service», «the role required», «foreign policy»: an adjective that agrees
 * with the noun before it, of which nothing is known, is no party. */
static bool attribute(const actor_state *s, uint32_t i, const phrase_match *m) {
  if (m->last != i + 1 || m->proclitics != PROCLITIC_AL || m->n_suffix || !i ||
      !same_sentence(s->d, i - 1, i) || !morph_has(s->d, i - 1) || !morph_has(s->d, i) ||
      s->md->entity_at[i - 1] || s->md->place_at[i - 1])
    return false;
  const reading *noun = morph_at(s->d, i - 1), *own = morph_at(s->d, i);
  unsigned pos = FEATURE_POS(own->features), of = FEATURE_NUMBER(noun->features);
  if (pos != POS_ADJ && pos != POS_NISBA && pos != POS_PART_PASS) return false;
  if (FEATURE_POS(noun->features) != POS_NOUN || !(noun->proclitics & PROCLITIC_AL) ||
      FEATURE_NUMBER(own->features) > 1 || of == 2)
    return false;
  unsigned gender = of > 2 ? 2u : FEATURE_GENDER(noun->features);
  return gender == FEATURE_GENDER(own->features);
}

/* A lone word that is read as another noun than the role it is spelt like: a book, a
 * year, factors, for writers, Sunnis, workers; «al-qada' ala», elimination, for the
 * judiciary. */
static bool other_noun(const actor_state *s, uint32_t i, const role_record *r) {
  const reading *own = morph_at(s->d, i);
  const lemma_record *l = own->entry;
  bool thing =
      l->kind == KIND_DOCUMENT || !strcmp(model_string(s->d->model, l->gloss), "year");
  if (r->kind == KIND_PERSON && FEATURE_POS(own->features) == POS_NOUN && thing)
    return true;
  return !strcmp(model_string(s->d->model, r->label), "judiciary") &&
         same_sentence(s->d, i, i + 1) && morph_has(s->d, i + 1) &&
         morph_at(s->d, i + 1)->entry->tag == TAG_PREP_ALA &&
         !(morph_at(s->d, i + 1)->proclitics & PROCLITIC_WA);
}

static bool role_head(const actor_state *s, uint32_t i, const phrase_match *m,
                      entity *e) {
  const target_record *t = m->types & PHRASE_TYPE(TARGET_ROLE)
                               ? phrase_target(s->d->model, m->node, TARGET_ROLE)
                               : NULL;
  if (!t || (verb_reading(s, i) && m->last == i + 1)) return false;
  if (m->last == i + 1 && morph_has(s->d, i)) { /* a lone word must be read as a noun */
    unsigned pos = FEATURE_POS(morph_at(s->d, i)->features);
    if (pos_is_closed(pos)) return false;
    if (m->n_suffix && !morph_at(s->d, i)->enclitic) return false;
    if (given_name(s, i, m)) return false;
    if (pos == POS_PART_ACT && FEATURE_CASE(morph_at(s->d, i)->features) == 2 &&
        !m->article && !m->n_suffix)
      return false; /* «pointing out that», no field marshal */
  }
  uint32_t place = s->md->place_at[i];
  if (place && s->md->places.items[place - 1].last > m->last &&
      s->md->places.items[place - 1].first == i)
    return false; /* «the governorate of X» */
  const role_record *r = model_role(s->d->model, t->index);
  if (describes_act(s, i, m, r) || attribute(s, i, m)) return false;
  if (m->last == i + 1 && morph_has(s->d, i) && other_noun(s, i, r)) return false;
  set_head(s, i, m, e);
  e->role = t->index + 1;
  e->kind = r->kind;
  e->sectors[0] = r->sectors[0];
  e->sectors[1] = r->sectors[1];
  e->flags |= ENTITY_BARE;
  return true;
}

#define FACILITY_REACH 400u /* tokens back that a facility is remembered */

/* Is the lone word with article, the name of a known actor, the facility that the report
 * spoke of before («the base of X … the base»), and not the actor («al-Qaeda»)? Whichever
 * was told last decides. */
static bool facility_before(const actor_state *s, uint32_t i, const phrase_match *m) {
  if (m->last != i + 1 || !m->article || !morph_has(s->d, i)) return false;
  const reading *r = morph_at(s->d, i);
  if (r->entry->kind != KIND_FACILITY || FEATURE_POS(r->features) != POS_NOUN)
    return false;
  for (uint32_t k = i, steps = 0; k-- > 0 && steps < FACILITY_REACH; steps++) {
    if (!morph_has(s->d, k) || morph_at(s->d, k)->lemma != r->lemma) continue;
    uint32_t at = s->md->entity_at[k];
    if (at && s->md->entities.items[at - 1].actor) return false;
    if (!(morph_at(s->d, k)->proclitics & PROCLITIC_AL)) return true;
  }
  return false;
}

static bool head_at(const actor_state *s, uint32_t i, entity *e) {
  const phrase_match *m;
  memset(e, 0, sizeof *e);
  unsigned n = phrases_at(s->md, i, &m), n_namesakes = 0;
  for (unsigned k = 0; k < n; k++) {
    const target_record *actor = m[k].types & PHRASE_TYPE(TARGET_ACTOR)
                                     ? actor_of_name(s->d, s->md, m[k].node, &n_namesakes)
                                     : NULL;
    if (actor && !(verb_reading(s, i) && m[k].last == i + 1) &&
        !facility_before(s, i, &m[k])) {
      set_head(s, i, &m[k], e);
      actor_codes(s, actor->index, n_namesakes, e);
      return true;
    }
    bool land =
        (m[k].types & (PHRASE_TYPE(TARGET_COUNTRY) | PHRASE_TYPE(TARGET_CAPITAL))) != 0;
    const target_record *country =
        land ? phrase_target(s->d->model, m[k].node, TARGET_COUNTRY) : NULL;
    const target_record *capital =
        country || !land ? NULL : phrase_target(s->d->model, m[k].node, TARGET_CAPITAL);
    if ((country || capital) && s->md->place_at[i]) {
      set_head(s, i, &m[k], e);
      e->nation = (country ? country : capital)->index + 1;
      e->country = model_country(s->d->model, e->nation - 1)->code;
      e->kind = KIND_PLACE;
      e->why = BASIS_DICTIONARY;
      e->flags |=
          ENTITY_NAMED | ENTITY_DEFINITE | (country ? ENTITY_STATE : ENTITY_CAPITAL);
      if (capital) e->sectors[0] = code3("GOV");
      return true;
    }
    if (role_head(s, i, &m[k], e)) return true;
  }
  return false;
}

/* A nationality word used as a noun («the Afghans»), or a person noun without a role. */
static bool word_head(const actor_state *s, uint32_t i, entity *e) {
  if (!morph_has(s->d, i) || name_compound(s, i) || first_name(s, i)) return false;
  const reading *r = morph_at(s->d, i);
  const lemma_record *l = r->entry;
  unsigned pos = FEATURE_POS(r->features);
  bool nation = pos == POS_NISBA && l->country;
  bool person = (pos == POS_NOUN || pos == POS_PART_ACT || pos == POS_PART_PASS) &&
                (l->kind == KIND_PERSON || l->kind == KIND_GROUP);
  bool land =
      pos == POS_NOUN && l->kind == KIND_PLACE &&
      !strcmp(model_string(s->d->model, l->gloss), "country") &&
      (r->enclitic || (FEATURE_NUMBER(r->features) == 2 &&
                       r->proclitics & PROCLITIC_AL)); /* his, the two countries */
  if (!nation && !person && !land) return false;
  phrase_match m = {0,
                    i + 1,
                    r->proclitics,
                    r->n_prefix,
                    r->n_suffix,
                    (r->proclitics & PROCLITIC_AL) != 0,
                    0};
  memset(e, 0, sizeof *e);
  set_head(s, i, &m, e);
  if (nation) {
    e->nation = l->country;
    e->country = model_country(s->d->model, l->country - 1)->code;
    e->kind = KIND_PERSON;
    e->why = BASIS_ADJECTIVE;
    e->flags |= ENTITY_ADJECTIVE;
    if (FEATURE_NUMBER(r->features) > 1) e->sectors[0] = code3("CVL"); /* «the Afghans» */
  } else {
    e->kind = l->kind;
    e->flags |= ENTITY_BARE | (land ? ENTITY_STATE : ENTITY_COMMON);
  }
  return true;
}

/* ---- growing to the right ---- */

static bool plain_article(const reading *r) {
  return !(r->proclitics & ~(unsigned)PROCLITIC_AL) && !r->enclitic;
}

/* Does token `i` say, with li behind it, whose something is? */
static bool belongs_to(const actor_state *s, uint32_t i) {
  return morph_lemma(s->d, i)->classes & CLASS_MASK(BELONGS) &&
         same_sentence(s->d, i, i + 1) && morph_has(s->d, i + 1) &&
         morph_at(s->d, i + 1)->proclitics & PROCLITIC_LI;
}

/* The adjective that token `i` is behind an indefinite accusative, where it might be an
 * adverb elsewhere («a military column»); its reading otherwise. */
static const reading *adjective_reading(const actor_state *s, const entity *e,
                                        uint32_t i) {
  const reading *r = morph_at(s->d, i);
  const word_info *w = s->d->words[i];
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

/* A1. */
static bool take_adjective(const actor_state *s, entity *e, uint32_t i) {
  const reading *r = adjective_reading(s, e, i);
  const lemma_record *l = r->entry;
  unsigned pos = FEATURE_POS(r->features);
  if (!plain_article(r) || other_number(s, e, r)) return false;
  if (!e->role && belongs_to(s, i)) return false; /* take_preposition reads on */
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
  if (pos != POS_ADJ && pos != POS_PART_ACT && pos != POS_PART_PASS) return false;
  if (e->flags & ENTITY_NAMED && !e->role) return false;
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
       (inner->sectors[0] == code3("REB") || inner->sectors[0] == code3("COP"))) ||
      (e->sectors[0] == code3("REL") && e->kind == KIND_ORG &&
       is_armed_sector(inner->sectors[0])) || /* «the mosque of the police» */
      (armed_group && e->sectors[0] != code3("CVL") && e->sectors[0] != code3("JRN"));
  if (inner->sectors[0] && (generic || weak_sector) && !(inner->flags & ENTITY_STATE)) {
    if (!(inner->flags & ENTITY_CAPITAL)) {
      e->sectors[0] = inner->sectors[0];
      e->sectors[1] = inner->sectors[1];
      e->codes_of = of;
    }
  }
  if (inner->actor && armed_group && !e->actor) take_actor(e, inner);
}

static bool transparent(const actor_state *s, const entity *e) {
  const lemma_record *l = morph_has(s->d, e->head) ? morph_lemma(s->d, e->head) : NULL;
  return l && (l->classes & CLASS_MASK(HEAD_TRANSPARENT)) != 0;
}

static bool grow_entity(const actor_state *s, entity *e, unsigned depth);

bool inner_entity(const actor_state *s, uint32_t i, entity *inner, unsigned depth) {
  if (i >= s->d->n || depth > 3 || s->md->time_at[i]) return false;
  if (!head_at(s, i, inner) && !word_head(s, i, inner)) return false;
  return grow_entity(s, inner, depth + 1);
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
  if (p->first != i || !p->country || p->proclitics & ~(unsigned)PROCLITIC_AL)
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
  if (e->enclitic || (e->actor && !e->role)) return false;
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
  const char *gloss = model_string(s->d->model, morph_lemma(s->d, i)->gloss);
  return !strncmp(gloss, "oppos", 5) || !strncmp(gloss, "opponent", 8) ||
         !strncmp(gloss, "hostile", 7);
}

/* A3. */
static bool take_preposition(const actor_state *s, entity *e, uint32_t i,
                             unsigned depth) {
  entity inner;
  uint32_t at = i;
  const reading *r = morph_has(s->d, i) ? morph_at(s->d, i) : NULL;
  if (!r || (e->enclitic && !entity_label_has(s->d, e, "counterpart"))) return false;
  unsigned tag = r->entry->tag;
  bool clitic =
      (r->proclitics & PROCLITIC_LI) != 0 || (r->proclitics & PROCLITIC_BI) != 0;
  bool many = e->flags & (ENTITY_PLURAL | ENTITY_DUAL) || transparent(s, e) ||
              (e->kind == KIND_GROUP && !(e->flags & ENTITY_DEFINITE));
  bool belongs = belongs_to(s, i);
  bool in_name = r->proclitics & PROCLITIC_BI && !r->enclitic &&
                 !strcmp(model_string(s->d->model, r->entry->gloss), "name");
  if (!e->role && !((belongs || tag == TAG_PREP_MIN) && e->kind == KIND_GROUP))
    return false;
  if (belongs) { /* «a convoy that belongs to the army» */
    if (!inner_entity(s, i + 1, &inner, depth)) return false;
    take_codes(e, &inner, true);
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
  if (tag == TAG_PREP_FI || (tag == TAG_PREP_MIN && many) || in_name)
    at = i + 1;
  else if (!clitic || r->proclitics & (PROCLITIC_WA | PROCLITIC_FA))
    return false;
  if (r->proclitics & PROCLITIC_BI && at == i && e->flags & ENTITY_DEFINITE &&
      e->last == e->first + 1)
    return false; /* «the president [praised] the government» */
  if (r->proclitics & PROCLITIC_LI && at == i && e->sectors[0] == code3("CVL") &&
      e->flags & ENTITY_DEFINITE && e->last == e->first + 1 &&
      !entity_label_has(s->d, e, "support"))
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
              !(e->flags & ENTITY_DEFINITE) && inner.flags & ENTITY_PLURAL;
  bool body = part || inner.kind == KIND_ORG || inner.kind == KIND_GROUP ||
              inner.flags & (ENTITY_STATE);
  if (!body || (!e->role && !is_armed_sector(inner.sectors[0])) ||
      (inner.kind == KIND_PLACE && e->sectors[0] != code3("GOV") && tag != TAG_PREP_FI))
    return false;
  if (inner.flags & ENTITY_CAPITAL) return false;
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
  take_codes(e, &inner, transparent(s, e));
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
  if (!entity_label_has(s->d, e, "ambassador") && !entity_label_has(s->d, e, "envoy"))
    return false;
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

/* A4. */
static bool take_apposition(const actor_state *s, entity *e, uint32_t i, unsigned depth) {
  entity inner;
  bool person = e->kind == KIND_PERSON &&
                !(e->flags & (ENTITY_PLURAL | ENTITY_DUAL | ENTITY_STATE));
  uint32_t at = opening(s, i);
  bool group = e->kind == KIND_GROUP || e->kind == KIND_ORG ||
               (at > i && e->role && e->flags & ENTITY_PLURAL); /* «members of "N"» */
  if (!same_sentence(s->d, e->head, at) || (!person && !group)) return false;
  if (person && at == i) {
    uint32_t end = adjective_name(s, e, i) ? name_rest(s, i, e->head)
                   : s->md->place_at[i]    ? i /* a place is no name of a person */
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
    return false;
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
      strncmp(model_string(s->d->model, morph_lemma(s->d, i - 1)->gloss), "loyal", 5) !=
          0 ||
      !inner_entity(s, i, &inner, depth) || inner.kind != KIND_PERSON || !inner.country)
    return;
  if (e->sectors[0] == code3("UAF") && !is_armed_sector(inner.sectors[0]))
    e->sectors[0] = code3("PRM");
  inner.actor = 0;
  inner.sectors[1] = 0;
  take_codes(e, &inner, false);
}

static bool grow_entity(const actor_state *s, entity *e, unsigned depth) {
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
        take_preposition(s, e, i, depth))
      continue;
    break;
  }
  take_leader(s, e, depth);
  if (is_armed_sector(e->sectors[0])) e->flags |= ENTITY_ARMED;
  if (!e->sectors[0] && e->kind == KIND_ORG && e->flags & ENTITY_DEFINITE &&
      e->why == BASIS_ADJECTIVE && entity_label_has(s->d, e, "state") &&
      !(e->flags & (ENTITY_PLURAL | ENTITY_DUAL)))
    e->sectors[0] = code3("GOV"); /* «the Turkish state» */
  bool of_nation = e->why == BASIS_ADJECTIVE ||
                   (e->why == BASIS_GENITIVE && e->nation && !e->codes_of &&
                    !(e->proclitics & PROCLITIC_BI)); /* not «led by the kingdom» */
  if (!e->sectors[0] && of_nation && e->kind != KIND_GROUP &&
      entity_label_has(s->d, e, "leader"))
    e->sectors[0] = code3("GOV"); /* «Iraqi leaders», «the leadership of the kingdom» */
  return true;
}

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

bool actor_read(const morph_doc *d, mention_doc *md, arena *a) {
  actor_state s = {d, md, a, mention_day(md), NULL, 0};
  s.names = arena_alloc(a, MAX_NAMES, sizeof *s.names);
  if (!s.names) return false;
  md->entity_at = arena_zero(a, d->n + 1, sizeof *md->entity_at);
  if (!md->entity_at) return false;
  for (uint32_t i = 0; i < d->n;) {
    entity e;
    bool open = d->marks[i] & (WORD_STARTS_PHRASE | WORD_PERSON | WORD_UNKNOWN) ||
                first_name(&s, i);
    if (!open || md->time_at[i]) {
      i++;
      continue;
    }
    bool found = (d->marks[i] & WORD_STARTS_PHRASE) && head_at(&s, i, &e);
    if (!found && d->marks[i] & WORD_MAY_NOUN) found = word_head(&s, i, &e);
    if (found) found = grow_entity(&s, &e, 0);
    bool titled = found && e.kind == KIND_PERSON && e.role && !e.actor &&
                  e.flags & ENTITY_NAMED && e.flags & ENTITY_BARE;
    if (titled) title_behind(&s, &e);
    if (!found) found = person_name(&s, i, &e);
    if (!found) {
      i++;
      continue;
    }
    entity *at = ARRAY_PUSH(a, &md->entities);
    if (!at) return false;
    *at = e;
    keep_names(&s, &e);
    for (uint32_t k = e.first; k < e.last && k < d->n; k++)
      md->entity_at[k] = md->entities.n;
    i = e.last > i ? e.last : i + 1;
    for (entity joined; i < d->n && joined_nation(&s, &e, i, &joined); i++) {
      at = ARRAY_PUSH(a, &md->entities);
      if (!at) return false;
      *at = joined;
      md->entity_at[i] = md->entities.n;
    }
  }
  reference_read(d, md);
  return true;
}
