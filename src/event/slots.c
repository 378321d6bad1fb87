/* slots.c - what stands in which syntactic slot of a trigger: subject, object, genitive,
 * adjective, each preposition.
 *
 * The object of a verb is the first bare noun behind it that is not its subject, nor in
 * apposition to a name, nor one of those named «among them»; it may stand behind a
 * relative clause about the subject. The object of a verbal noun stands behind its
 * suffix, or behind the state, official or body in its genitive. A verb without a subject
 * goes on with that of a clause before, not with that of a relative clause further off;
 * behind «said that it», with the speaker.
 */
#include "event/slots.h"

bool slots_has_frame(const event_context *c, const lemma_record *l, unsigned category) {
  for (uint32_t i = 0; i < l->n_frames; i++)
    if (model_frame(c->model, l->first_frame + i)->category == category) return true;
  return false;
}

/* Do people alone do what the verb says, and is the noun no person, body or paper? What
 * stands behind «he criticised», «it rejected» is then what that is about. */
static bool no_critic(const event_context *c, const lemma_record *verb, const chunk *k) {
  if (k->entity || !(slots_has_frame(c, verb, CATEGORY_ACCUSE) ||
                     slots_has_frame(c, verb, CATEGORY_REJECT) ||
                     slots_has_frame(c, verb, CATEGORY_SUPPORT)))
    return false;
  const lemma_record *l = event_lemma(c, k->head);
  return l->kind == KIND_ABSTRACT || l->kind == KIND_EVENT ||
         (l->pos == POS_MASDAR && l->kind != KIND_DOCUMENT);
}

/* Does another noun that names a party stand bare right behind the chunk («its president
 * warned the USA»)? That one is the object then. */
static bool party_follows(const event_context *c, uint32_t index) {
  if (index + 1 >= c->pd->clauses.items[event_chunk(c, index)->clause].last) return false;
  const chunk *k = event_chunk(c, index), *next = event_chunk(c, index + 1);
  return next->kind == CHUNK_NOUN && next->entity && !next->preposition &&
         next->first == k->last && !(next->flags & CHUNK_COORDINATED) &&
         !slots_lengthens(c, index + 1);
}

/* Does the entity's title stand before a woman's name? */
static bool womans_name(const event_context *c, uint32_t entity_index) {
  if (!entity_index) return false;
  const entity *e = &c->md->entities.items[entity_index - 1];
  for (uint32_t i = e->head + 1; i < e->last; i++)
    if (morph_has(c->doc, i) && FEATURE_POS(event_reading(c, i)->features) == POS_NAME)
      return FEATURE_GENDER(event_reading(c, i)->features) == 2;
  return false;
}

/* «he demanded of the international community [to do] its duty»: behind a verb of asking
 * and a noun, a definite verbal noun is what is asked for, and the noun is who is asked.
 */
static bool asked_for(const event_context *c, const lemma_record *verb, uint32_t index) {
  if (!slots_has_frame(c, verb, CATEGORY_REQUEST)) return false;
  uint32_t end = c->pd->clauses.items[event_chunk(c, index)->clause].last, at = index + 1;
  while (at < end && slots_lengthens(c, at)) at++;
  if (at >= end) return false;
  const chunk *k = event_chunk(c, at);
  const reading *r = event_reading(c, k->head);
  return k->kind == CHUNK_NOUN && !k->entity && !k->preposition &&
         k->first == event_chunk(c, at - 1)->last && r->entry->pos == POS_MASDAR &&
         r->proclitics & PROCLITIC_AL && !(r->proclitics & PROCLITIC_WA);
}

/* The object that stands behind a relative clause about the subject of the verb chunk:
 * «a bomber [who drove a car] attacked a checkpoint», «planes of the coalition [that the
 * kingdom leads] shelled a convoy» with their verb first. Chunk index + 1, 0 none. */
static uint32_t object_behind_relative(const event_context *c, const chunk *v,
                                       uint32_t subject) {
  const reading *r = event_reading(c, v->head);
  if (!subject || v->clause + 1 >= c->pd->clauses.n || v->flags & CHUNK_PASSIVE ||
      !(r->entry->flags & LEMMA_TRANSITIVE))
    return 0;
  const clause *next = &c->pd->clauses.items[v->clause + 1];
  if (next->kind != CLAUSE_RELATIVE || !next->verb) return 0;
  const chunk *w = event_chunk(c, next->verb - 1);
  const reading *inner = event_reading(c, w->head);
  bool of_it = w->antecedent && slots_within_phrase(c, subject - 1, w->antecedent - 1) &&
               inner->enclitic && next->subject > next->verb;
  if (next->subject != subject && !of_it) return 0;
  bool takes = of_it || event_takes_object(c, w);
  for (uint32_t i = next->verb; i < next->last && i < next->verb + PARSE_REACH; i++) {
    const chunk *k = event_chunk(c, i);
    if (k->kind == CHUNK_VERB || k->kind == CHUNK_MARK) return 0;
    if (k->kind != CHUNK_NOUN || k->preposition || slots_lengthens(c, i) ||
        k->flags & CHUNK_COORDINATED)
      continue;
    if (!takes) return i + 1;
    takes = false;
  }
  return 0;
}

/* «and he urged [hathth] the president to …»: of verbs that are never without an object
 * the one bare noun behind is that, not the subject. */
static bool lone_object(const event_context *c, const chunk *v, uint32_t index) {
  static const char *const NEVER_WITHOUT[] = {"urge", "accuse", "appeal", "exhort"};
  const lemma_record *l = event_lemma(c, v->head);
  bool never = false;
  for (size_t w = 0; w < sizeof NEVER_WITHOUT / sizeof *NEVER_WITHOUT; w++)
    never = never || gloss_begins(c->model, l, NEVER_WITHOUT[w]);
  if (!never || event_chunk(c, index)->first != v->last) return false;
  uint32_t limit = c->pd->clauses.items[v->clause].last;
  for (uint32_t i = index + 1; i < limit && i < index + PARSE_REACH; i++) {
    const chunk *k = event_chunk(c, i);
    if (k->kind == CHUNK_VERB || k->kind == CHUNK_MARK) break;
    if (k->kind == CHUNK_NOUN && !k->preposition && !slots_lengthens(c, i) &&
        !(k->flags & CHUNK_COORDINATED))
      return false;
  }
  return !object_behind_relative(c, v, index + 1);
}

/* A noun right behind an active verb that cannot be its subject, so that the subject is
 * one told before: «he accused his opponents», «she received the envoy». */
static bool only_object(const event_context *c, const chunk *v, uint32_t index) {
  const chunk *k = event_chunk(c, index);
  const reading *r = event_reading(c, v->head), *n = event_reading(c, k->head);
  const lemma_record *l = r->entry;
  if (v->flags & (CHUNK_PASSIVE | CHUNK_PARTICIPLE) || r->enclitic ||
      !(l->flags & LEMMA_TRANSITIVE) || FEATURE_PERSON(r->features) != 3)
    return false;
  if (k->entity && c->md->entities.items[k->entity - 1].reference == REFERENCE_ADDRESS)
    return false; /* «His Excellency»: the pronoun is part of his title */
  if (lone_object(c, v, index)) return true;
  if (no_critic(c, l, k) || (k->entity && asked_for(c, l, index)))
    return k->first == v->last;
  if (n->enclitic == ENCLITIC_HU || n->enclitic == ENCLITIC_HA ||
      n->enclitic == ENCLITIC_HUM)
    return k->first == v->last && !party_follows(c, index);
  unsigned verb = FEATURE_GENDER(r->features), noun = FEATURE_GENDER(n->features);
  bool person = n->entry->kind == KIND_PERSON;
  if (verb == 2 && noun == 1 && person && womans_name(c, k->entity))
    return false; /* «the deputy [na'ib] Zaynab called on …» */
  if (FEATURE_NUMBER(n->features) == 3 && !person)
    noun = 2; /* things in the plural are spoken of as one woman */
  if (k->first != v->last || !verb || !noun || verb == noun) return false;
  if (k->number) return verb == 2 && person; /* «(she) arrested 590 persons» */
  bool body = k->entity && FEATURE_NUMBER(n->features) == 1 &&
              (n->entry->kind == KIND_ORG || n->entry->kind == KIND_GROUP);
  return verb == 1 || person || body;
}

/* Does the chunk stand in brackets behind another phrase: «arrested the reporter (42
 * years)»? Right behind the verb, brackets are quotation marks. */
static bool in_brackets(const event_context *c, uint32_t verb, uint32_t at) {
  return at > verb + 1 && event_chunk(c, at)->flags & CHUNK_PAREN &&
         !(event_chunk(c, verb)->flags & CHUNK_PAREN);
}

/* The subject of the clause, if the verb chunk is its verb or the one behind its word of
 * being: «the tank [that] was shelling …». Chunk index + 1, 0 none. */
static uint32_t own_subject(const event_context *c, uint32_t index) {
  const clause *cl = &c->pd->clauses.items[event_chunk(c, index)->clause];
  if (cl->verb == index + 1) return cl->subject;
  if (!cl->verb || cl->verb > index ||
      !(event_lemma(c, event_chunk(c, cl->verb - 1)->head)->classes &
        CLASS_MASK(AUX_KANA)))
    return 0;
  uint32_t first = event_chunk(c, index)->first;
  bool had = first && morph_has(c->doc, first - 1) && /* «X, the minister, had [qad] …» */
             event_lemma(c, first - 1)->tag == TAG_PART_QAD;
  for (uint32_t i = cl->verb; i < index; i++) {
    const chunk *k = event_chunk(c, i);
    if (had ? k->kind == CHUNK_VERB || k->kind == CHUNK_MARK
            : k->kind != CHUNK_NOUN || k->preposition)
      return 0;
  }
  return cl->subject;
}

/* «who was sentenced [on him] to prison», «of whom they released [from him] …»: does a
 * pronoun on a preposition right behind the verb of a relative clause stand for what the
 * clause is about, so that this is not the subject? */
static bool resumed_by_preposition(const event_context *c, const chunk *v) {
  uint32_t i = v->last;
  if (!(v->flags & CHUNK_RELATIVE) || !v->antecedent || i >= c->doc->n ||
      event_reading(c, v->head)->enclitic || !morph_has(c->doc, i))
    return false;
  const reading *r = event_reading(c, i), *n;
  if (FEATURE_POS(r->features) != POS_PREP || !r->entry->tag) return false;
  n = event_reading(c, event_chunk(c, v->antecedent - 1)->head);
  unsigned many = FEATURE_NUMBER(n->features), gender = FEATURE_GENDER(n->features);
  bool things = many > 1 && n->entry->kind != KIND_PERSON;
  if (r->enclitic == ENCLITIC_HUM) return many > 1;
  if (r->enclitic == ENCLITIC_HA) return things || (many <= 1 && gender == 2);
  return r->enclitic == ENCLITIC_HU && many <= 1 && gender != 2;
}

/* «freed the town with support from [min] the coalition»: does the phrase with min belong
 * to a noun of help or guidance right before it, which stands with bi-? */
static bool from_helper(const event_context *c, uint32_t at) {
  static const char *const WORDS[] = {"support",       "aid",        "supervision",
                                      "participation", "incitement", "directive"};
  const chunk *k = event_chunk(c, at);
  if (!at || k->preposition != SLOT_PREP + TAG_PREP_MIN) return false;
  uint32_t i = at - 1;
  while (i && slots_lengthens(c, i)) i--;
  const chunk *n = event_chunk(c, i);
  if (n->kind != CHUNK_NOUN || n->preposition != SLOT_BI || n->clause != k->clause)
    return false;
  const lemma_record *l = event_lemma(c, n->head);
  for (size_t w = 0; w < sizeof WORDS / sizeof *WORDS; w++)
    if (gloss_begins(c->model, l, WORDS[w])) return true;
  return slots_has_frame(c, l, CATEGORY_AID);
}

/* «called for [ila] the trial of …»: what a verb of asking asks for; whom it asks stands
 * before that. */
static bool is_content(const event_context *c, const chunk *verb, const chunk *k) {
  return k->preposition == SLOT_PREP + TAG_PREP_ILA && !k->entity &&
         slots_has_frame(c, event_lemma(c, verb->head), CATEGORY_REQUEST) &&
         slots_event_noun(c, k->head);
}

static void fill_verb(const event_context *c, uint32_t index, fillers *f) {
  const chunk *v = event_chunk(c, index);
  const clause *cl = &c->pd->clauses.items[v->clause];
  const reading *r = event_reading(c, v->head);
  uint32_t limit = cl->last, subject = own_subject(c, index), at = index + 1;
  if (subject > index + 1 && only_object(c, v, subject - 1)) subject = 0;
  bool resumed = resumed_by_preposition(c, v);
  if (resumed) {
    slots_add_one(c, f, SLOT_PREP + event_reading(c, v->last)->entry->tag,
                  v->antecedent - 1, index);
    if (subject && subject - 1 < index) subject = 0;
  }
  uint32_t subject_slot = v->flags & CHUNK_PASSIVE ? SLOT_OBJECT : SLOT_SUBJECT;
  bool relative_object = v->flags & CHUNK_RELATIVE && v->antecedent && r->enclitic;
  if (subject && subject - 1 < index)
    slots_add(c, f, subject_slot, subject - 1,
              v->flags & CHUNK_RELATIVE ? subject + 3 : index);
  bool have_object = false;
  if (r->enclitic) {
    if (relative_object)
      slots_add_one(c, f, SLOT_OBJECT, v->antecedent - 1, index);
    else
      slots_pronoun(c, f, SLOT_OBJECT, v->head, r->enclitic);
    have_object = true;
  }
  while (at < limit && at <= index + PARSE_REACH) {
    const chunk *k = event_chunk(c, at);
    if (k->kind == CHUNK_VERB || k->kind == CHUNK_MARK) break;
    if (k->kind != CHUNK_NOUN || slots_lengthens(c, at) || from_helper(c, at)) {
      at++;
      continue;
    }
    if (k->preposition) {
      have_object = have_object || is_content(c, v, k);
      at = slots_add_owner(c, f, slots_add(c, f, k->preposition, at, limit), limit);
    } else if (subject == at + 1) {
      at = slots_add(c, f, subject_slot, at, limit);
    } else if (!have_object && !(v->flags & CHUNK_PASSIVE) &&
               !(k->flags & CHUNK_COORDINATED) && !in_brackets(c, index, at) &&
               !slots_named_again(c, subject, at, limit)) {
      at = slots_add_owner(c, f, slots_add(c, f, SLOT_OBJECT, at, limit), limit);
      have_object = true;
    } else {
      at++;
    }
  }
  uint32_t behind = have_object ? 0 : object_behind_relative(c, v, subject);
  if (behind)
    slots_add(c, f, SLOT_OBJECT, behind - 1, c->pd->clauses.items[v->clause + 1].last);
  if (!resumed) slots_fill_pronouns(c, v->last, event_chunk(c, limit - 1)->last, f);
  if (!subject && !resumed && !(v->flags & CHUNK_PASSIVE) && f->n < MAX_FILLERS) {
    uint32_t e = FEATURE_PERSON(r->features) == 1 ? slots_first_person(c, v->head)
                                                  : slots_said_of_oneself(c, index);
    if (!e) e = slots_opened_by_they(c, index);
    if (!e)
      e = slots_inherited(c, index, (v->flags & CHUNK_PLURAL) != 0,
                          FEATURE_GENDER(r->features) == 2);
    slots_add_inherited(c, f, SLOT_SUBJECT, e, slots_of_many(c, v));
  }
}

/* Is the genitive filled by a state, its official or an armed body, so that a further
 * noun may be its object? «Washington's withdrawal of its forces» */
bool slots_genitive_acts(const event_context *c, const fillers *f) {
  for (unsigned i = 0; i < f->n; i++) {
    if (f->items[i].slot != SLOT_GENITIVE || !f->items[i].entity) continue;
    const entity *e = &c->md->entities.items[f->items[i].entity - 1];
    bool official = e->kind == KIND_PERSON && e->sectors[0] == code3("GOV") &&
                    !(e->flags & (ENTITY_PLURAL | ENTITY_DUAL));
    if (e->flags & (ENTITY_STATE | ENTITY_CAPITAL) || official ||
        (e->flags & ENTITY_NAMED && e->kind != KIND_PERSON))
      return true;
  }
  return false;
}

static bool is_adjective(const event_context *c, uint32_t i) {
  unsigned pos = FEATURE_POS(event_reading(c, i)->features);
  return pos == POS_ADJ || pos == POS_NISBA;
}

/* Does the noun phrase of the chunk, no adjective, speak of an entity? */
static bool names_party(const event_context *c, uint32_t index, uint32_t limit) {
  filler x = {0};
  slots_entity(c, index, limit, &x);
  return x.entity && !is_adjective(c, event_chunk(c, index)->head);
}

/* «the town of X, the centre of the province»: does the chunk say what the place right
 * before it is? */
static bool names_place_again(const event_context *c, uint32_t index) {
  const chunk *k = event_chunk(c, index), *before = k - 1;
  return index && before->last == k->first && c->md->place_at[before->last - 1] &&
         event_lemma(c, k->head)->classes & CLASS_MASK(PLACE_HEAD);
}

/* «clashes broke out between X and Y», «clashes [that] broke out …»: the sides behind a
 * verb of which the noun is the subject. */
static void fill_sides(const event_context *c, uint32_t index, uint32_t verb,
                       fillers *f) {
  const chunk *v = event_chunk(c, verb);
  const clause *cl = &c->pd->clauses.items[v->clause];
  if (cl->verb != verb + 1 || cl->subject != index + 1 || v->flags & CHUNK_PASSIVE)
    return;
  for (uint32_t i = verb + 1; i < cl->last && i < verb + 6; i++) {
    const chunk *k = event_chunk(c, i);
    if (k->kind == CHUNK_VERB || k->kind == CHUNK_MARK) return;
    if (k->kind != CHUNK_NOUN || k->preposition != SLOT_PREP + TAG_PREP_BAYN) continue;
    slots_add(c, f, k->preposition, i, cl->last);
    return;
  }
}

/* «the minister expressed his anger», «declared its rejection of …»: the pronoun on a
 * word that is the object of a verb, or stands behind bi- or an, is the verb's subject.
 */
static void own_act(const event_context *c, uint32_t index, unsigned enclitic,
                    fillers *f) {
  const chunk *n = event_chunk(c, index);
  uint32_t g = f->governor;
  if (!f->n || f->items[0].slot != SLOT_GENITIVE || f->items[0].chunk || !g ||
      g > index || event_chunk(c, g - 1)->clause != n->clause ||
      (n->preposition && n->preposition != SLOT_BI &&
       n->preposition != SLOT_PREP + TAG_PREP_AN) ||
      slots_idafa(c, index) || n->flags & (CHUNK_COORDINATED | CHUNK_WA))
    return;
  const chunk *v = event_chunk(c, g - 1);
  const clause *cl = &c->pd->clauses.items[n->clause];
  if (v->flags & CHUNK_PASSIVE || cl->verb != g || !cl->subject ||
      cl->subject == index + 1)
    return;
  filler subject = {0};
  slots_entity(c, cl->subject - 1, cl->last, &subject);
  if (!subject.entity) return;
  const entity *e = &c->md->entities.items[subject.entity - 1];
  bool many = e->flags & (ENTITY_PLURAL | ENTITY_DUAL);
  if (e->flags & ENTITY_SOURCE || (enclitic == ENCLITIC_HUM) != many ||
      (enclitic != ENCLITIC_HUM && enclitic != ENCLITIC_HU && enclitic != ENCLITIC_HA))
    return;
  f->items[0].entity = subject.entity;
}

/* «a Saudi - American - Russian meeting»: a nationality behind the dash behind another.
 */
static bool dashed_nation(const event_context *c, uint32_t at, const fillers *f) {
  const chunk *k = event_chunk(c, at), *dash = k - 1;
  if (at < 2 || !f->n || f->items[f->n - 1].slot != SLOT_ADJECTIVE || !k->entity ||
      f->items[f->n - 1].chunk != at - 1 || dash->kind != CHUNK_PUNCT ||
      event_token(c, dash->head)->mark != '-')
    return false;
  return (c->md->entities.items[k->entity - 1].flags & ENTITY_ADJECTIVE) != 0;
}

/* «that a soldier [was] killed [qatl, qutila] in …»: the victim is the topic of a clause
 * without a verb right before a noun that is written like the passive of a verb of harm.
 */
static void fill_topic(const event_context *c, uint32_t index, uint32_t trigger,
                       fillers *f) {
  const chunk *n = event_chunk(c, index);
  const clause *cl = &c->pd->clauses.items[n->clause];
  const word_info *w = c->doc->words[trigger];
  bool passive = false;
  for (unsigned i = 0; i < w->n_readings; i++)
    passive = passive || (w->readings[i].features & FEATURE_PASSIVE &&
                          w->readings[i].entry->first_toll);
  if (f->n || !passive || cl->verb || !cl->subject || cl->subject > index ||
      n->preposition || n->flags & (CHUNK_GENITIVE | CHUNK_WA) ||
      !(n->flags & CHUNK_INDEFINITE) ||
      !slots_within_phrase(c, cl->subject - 1, index - 1))
    return;
  slots_add_one(c, f, SLOT_OBJECT, cl->subject - 1, index);
  const filler *x = &f->items[0];
  if (!x->entity || c->md->entities.items[x->entity - 1].kind != KIND_PERSON) f->n = 0;
}

/* «the training and equipping of the rebels»: is chunk `at` a verbal noun joined by wa to
 * that at `index`, with which it shares the genitive behind both? */
static bool shares_genitive(const event_context *c, uint32_t index, uint32_t at,
                            uint32_t limit) {
  const chunk *k = event_chunk(c, at), *n = event_chunk(c, index);
  const reading *r = event_reading(c, k->head);
  return at == index + 1 && at + 1 < limit && k->flags & CHUNK_COORDINATED &&
         !k->entity && k->last == k->head + 1 && n->last == n->head + 1 &&
         slots_event_noun(c, k->head) && !(r->proclitics & PROCLITIC_AL) &&
         !r->enclitic && slots_idafa(c, at + 1);
}

/* «Cairo is keen on peace»: an adjective that is the predicate of a clause without a
 * verb, and its subject. */
static void fill_predicate(const event_context *c, uint32_t index, uint32_t trigger,
                           fillers *f) {
  const chunk *n = event_chunk(c, index);
  const clause *cl = &c->pd->clauses.items[n->clause];
  const reading *r = event_reading(c, trigger);
  unsigned pos = FEATURE_POS(r->features);
  bool adjective = pos == POS_ADJ || pos == POS_PART_ACT || pos == POS_PART_PASS;
  if (!adjective || cl->verb || !cl->subject || cl->subject > index || n->preposition ||
      n->flags & (CHUNK_GENITIVE | CHUNK_ADJECTIVE | CHUNK_COORDINATED) ||
      r->proclitics & PROCLITIC_AL)
    return;
  slots_add(c, f, SLOT_SUBJECT, cl->subject - 1, index);
}

static void fill_noun(const event_context *c, uint32_t index, uint32_t trigger,
                      fillers *f) {
  const chunk *n = event_chunk(c, index);
  const clause *cl = &c->pd->clauses.items[n->clause];
  const reading *r = event_reading(c, trigger);
  uint32_t at = index + 1;
  if (r->enclitic) slots_pronoun(c, f, SLOT_GENITIVE, trigger, r->enclitic);
  bool genitive = false, past_genitive = false;
  while (at < cl->last && at <= index + PARSE_REACH) {
    const chunk *k = event_chunk(c, at);
    if (k->kind == CHUNK_VERB || k->kind == CHUNK_MARK) break;
    if (k->kind == CHUNK_PUNCT) {
      unsigned mark = event_token(c, k->head)->mark;
      if (mark != '-' || at == index + 1) break;
    }
    if (k->kind != CHUNK_NOUN || shares_genitive(c, index, at, cl->last)) {
      at++;
      continue;
    }
    if (dashed_nation(c, at, f)) {
      slots_add_one(c, f, SLOT_ADJECTIVE, at, at + 1);
      at++;
    } else if (k->flags & CHUNK_ADJECTIVE) {
      if (at == index + 1 || !genitive) slots_add_one(c, f, SLOT_ADJECTIVE, at, at + 1);
      at++;
    } else if (slots_idafa(c, at) && !genitive && !past_genitive && !r->enclitic) {
      genitive = true;
      at = slots_add(c, f, SLOT_GENITIVE, at, cl->last);
    } else if (slots_idafa(c, at)) {
      at++;
    } else if (k->preposition) {
      past_genitive = true;
      at = slots_add_owner(c, f, slots_add(c, f, k->preposition, at, cl->last), cl->last);
    } else if (!past_genitive && !(k->flags & CHUNK_COORDINATED) &&
               !names_place_again(c, at) &&
               (genitive ? k->flags & CHUNK_INDEFINITE || slots_genitive_acts(c, f)
                         : r->enclitic != 0 && names_party(c, at, cl->last))) {
      at = slots_add(c, f, SLOT_OBJECT, at, cl->last);
      past_genitive = true;
    } else if (k->flags & (CHUNK_COORDINATED | CHUNK_NEGATED) ||
               (!k->entity && (morph_accusative(c->doc, k->head) ||
                               (r->enclitic && is_adjective(c, k->head))))) {
      at++; /* joined to another; «an un-announced …»; an adverb: «shot dead», «burnt
               alive»; «its full …» */
    } else {
      break;
    }
  }
  uint32_t behind = cl->last < at + 1 ? cl->last : at;
  if (behind < c->pd->chunks.n && event_chunk(c, behind)->kind == CHUNK_VERB)
    fill_sides(c, index, behind, f);
  slots_governed(c, index, f);
  if (r->enclitic) own_act(c, index, r->enclitic, f);
  fill_predicate(c, index, trigger, f);
  fill_topic(c, index, trigger, f);
}

void slots_fill(const event_context *c, uint32_t trigger, fillers *f) {
  f->n = 0;
  f->governor = 0;
  f->light = false;
  uint32_t index = c->pd->chunk_at[trigger];
  if (!index) return;
  if (event_token(c, trigger)->kind == TOKEN_LATIN)
    english_slots(c, trigger, f);
  else if (event_chunk(c, index - 1)->kind == CHUNK_VERB)
    fill_verb(c, index - 1, f);
  else
    fill_noun(c, index - 1, trigger, f);
}
