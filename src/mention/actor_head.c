/* actor_head.c - where an entity begins: at a name of the dictionary, a role noun, a
 * country or capital, a nationality noun, or a plain noun for people.
 *
 * A word of these is no head where it only says of what kind an act is («the terrorist
 * attack»), agrees as an adjective with a noun before it (A8), is a given name, is read
 * as another noun, or is a facility told of before (A6).
 */
#include "mention/actor_parts.h"

void actor_codes(const actor_state *s, uint32_t index, unsigned n_namesakes, entity *e) {
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

/* Is the lone word at token `i` an adjective by some reading? */
static bool may_be_adjective(const actor_state *s, uint32_t i) {
  const word_info *w = s->d->words[i];
  for (unsigned k = 0; k < w->n_readings; k++) {
    unsigned pos = FEATURE_POS(w->readings[k].features);
    if (pos == POS_ADJ || pos == POS_PART_ACT || pos == POS_PART_PASS) return true;
  }
  return false;
}

/* «co-ordinated bombings»: an adjective in the feminine right behind several acts. */
static bool describes_acts(const actor_state *s, uint32_t i) {
  if (!i || !same_sentence(s->d, i - 1, i) || !morph_has(s->d, i - 1)) return false;
  const reading *act = morph_at(s->d, i - 1), *own = morph_at(s->d, i);
  return act->entry->kind == KIND_EVENT && FEATURE_NUMBER(act->features) == 3 &&
         !act->enclitic && !(act->proclitics & PROCLITIC_AL) && !own->proclitics &&
         !own->enclitic && FEATURE_GENDER(own->features) == 2 &&
         FEATURE_NUMBER(own->features) < 2 && may_be_adjective(s, i);
}

/* «the terrorist attack», «a suicide bombing», «co-ordinated bombings», «the attacks of
 * yesterday, suicidal [ones]»: the word says of what kind an act is.
 * Behind a word of harm without article it is whom it befell: «the killing of a
 * terrorist». */
static bool describes_act(const actor_state *s, uint32_t i, const phrase_match *m,
                          const role_record *r) {
  if (r->kind != KIND_PERSON || m->last != i + 1 || m->n_suffix || !i ||
      m->proclitics & ~(unsigned)PROCLITIC_AL || !same_sentence(s->d, i - 1, i) ||
      !morph_has(s->d, i - 1) || !morph_has(s->d, i))
    return false;
  uint32_t at = i - 1;
  if (s->md->time_at[at] && at && same_sentence(s->d, at - 1, i) &&
      morph_has(s->d, at - 1))
    at--;
  const reading *act = morph_at(s->d, at), *own = morph_at(s->d, i);
  const lemma_record *l = act->entry;
  if (l->kind != KIND_EVENT || act->enclitic || FEATURE_NUMBER(own->features) > 1)
    return false;
  bool many = FEATURE_NUMBER(act->features) == 3 && FEATURE_GENDER(own->features) == 2;
  if (at + 1 < i) return many && m->article;
  if (describes_acts(s, i)) return true;
  if (r->sectors[0] != code3("UAF") && r->sectors[0] != code3("REB")) return false;
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
  if (r->kind == KIND_PERSON && FEATURE_POS(own->features) == POS_NOUN &&
      (l->kind == KIND_DOCUMENT ||
       (l->kind != KIND_PERSON && gloss_is(s->d->model, l, "year"))))
    return true;
  return same_sentence(s->d, i, i + 1) && morph_has(s->d, i + 1) &&
         morph_at(s->d, i + 1)->entry->tag == TAG_PREP_ALA &&
         !(morph_at(s->d, i + 1)->proclitics & PROCLITIC_WA) &&
         !strcmp(model_string(s->d->model, r->label), "judiciary");
}

/* Is the participle an adverb: in the accusative, or, where the form does not tell, of a
 * verb that says behind a comma («, calling on …», no preacher)? */
static bool tells(const actor_state *s, uint32_t i) {
  const reading *r = morph_at(s->d, i);
  if (FEATURE_CASE(r->features) == 2) return true;
  return (FEATURE_CASE(r->features) == 3 || FEATURE_GENDER(r->features) == 2) && i &&
         same_sentence(s->d, i - 1, i) && !morph_has(s->d, i - 1) &&
         r->entry->classes & (CLASS_MASK(SPEECH) | CLASS_MASK(ATTITUDE));
}

static bool role_head(const actor_state *s, uint32_t i, const phrase_match *m,
                      entity *e) {
  const target_record *t = phrase_target(s->d->model, m, TARGET_ROLE);
  if (!t || (verb_reading(s, i) && m->last == i + 1)) return false;
  if (m->last == i + 1 && morph_has(s->d, i)) { /* a lone word must be read as a noun */
    unsigned pos = FEATURE_POS(morph_at(s->d, i)->features);
    if (pos_is_closed(pos)) return false;
    if (m->n_suffix && !morph_at(s->d, i)->enclitic) return false;
    if (given_name(s, i, m)) return false;
    if (pos == POS_PART_ACT && !m->article && !m->n_suffix && tells(s, i))
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

bool head_of_phrase(const actor_state *s, uint32_t i, entity *e) {
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
    const target_record *country = phrase_target(s->d->model, &m[k], TARGET_COUNTRY);
    const target_record *capital =
        country ? NULL : phrase_target(s->d->model, &m[k], TARGET_CAPITAL);
    if ((country || capital) && s->md->place_at[i]) {
      set_head(s, i, &m[k], e);
      const place_mention *at = &s->md->places.items[s->md->place_at[i] - 1];
      e->nation = country && at->country_index ? at->country_index
                                               : (country ? country : capital)->index + 1;
      if (at->last > e->last && at->first == i && at->country_index == e->nation) {
        e->last = at->last; /* «the Belgian Kingdom» */
        e->end = at->end;
      }
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

/* «its decisive rejection»: might the noun for people at token `i` be the adjective of
 * the definite noun before it, which it agrees with? */
static bool may_qualify(const actor_state *s, uint32_t i) {
  const reading *own = morph_at(s->d, i);
  if (!i || own->proclitics != PROCLITIC_AL || own->enclitic ||
      FEATURE_NUMBER(own->features) > 1 || !same_sentence(s->d, i - 1, i) ||
      !morph_has(s->d, i - 1) || s->md->entity_at[i - 1])
    return false;
  const reading *noun = morph_at(s->d, i - 1);
  unsigned pos = FEATURE_POS(noun->features);
  if (!noun->enclitic || (pos != POS_NOUN && pos != POS_MASDAR) ||
      FEATURE_NUMBER(noun->features) > 1 ||
      FEATURE_GENDER(noun->features) != FEATURE_GENDER(own->features))
    return false;
  const word_info *w = s->d->words[i];
  for (unsigned k = 0; k < w->n_readings; k++) {
    unsigned its = FEATURE_POS(w->readings[k].features);
    if ((its == POS_ADJ || its == POS_PART_ACT || its == POS_PART_PASS) &&
        w->readings[k].proclitics == PROCLITIC_AL)
      return true;
  }
  return false;
}

/* The reading of token `i` as an adjective of nationality in the feminine, where it was
 * read as a name: behind an indefinite noun that it may agree with («talks, Saudi and
 * Russian»). Else its reading. */
static const reading *nation_or_name(const actor_state *s, uint32_t i) {
  const reading *r = morph_at(s->d, i);
  if (FEATURE_POS(r->features) != POS_NAME || !i || !same_sentence(s->d, i - 1, i) ||
      !morph_has(s->d, i - 1) || s->md->place_at[i])
    return r;
  const reading *noun = morph_at(s->d, i - 1);
  if (!pos_is_nominal(FEATURE_POS(noun->features)) || noun->proclitics & PROCLITIC_AL ||
      noun->enclitic ||
      (FEATURE_GENDER(noun->features) != 2 && FEATURE_NUMBER(noun->features) < 3))
    return r;
  const word_info *w = s->d->words[i];
  for (unsigned k = 0; k < w->n_readings; k++) {
    const reading *its = &w->readings[k];
    if (FEATURE_POS(its->features) == POS_NISBA && its->entry->country &&
        !its->proclitics && !its->enclitic && FEATURE_GENDER(its->features) == 2)
      return its;
  }
  return r;
}

/* A nationality word used as a noun («the Afghans»), or a person noun without a role. */
bool head_of_word(const actor_state *s, uint32_t i, entity *e) {
  const reading *r = nation_or_name(s, i);
  const lemma_record *l = r->entry;
  unsigned pos = FEATURE_POS(r->features);
  bool nation = pos == POS_NISBA && l->country;
  bool person = (pos == POS_NOUN || pos == POS_PART_ACT || pos == POS_PART_PASS) &&
                (l->kind == KIND_PERSON || l->kind == KIND_GROUP);
  bool land =
      pos == POS_NOUN && l->kind == KIND_PLACE && gloss_is(s->d->model, l, "country") &&
      (r->enclitic || (FEATURE_NUMBER(r->features) == 2 &&
                       r->proclitics & PROCLITIC_AL)); /* his, the two countries */
  if (!nation && !person && !land) return false;
  if (person && (may_qualify(s, i) || describes_acts(s, i))) return false;
  if (name_compound(s, i) || first_name(s, i)) return false;
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
