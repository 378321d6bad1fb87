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
#include "event/event_inside.h"

/* Bytes of a chunk's words without proclitics. */
static void chunk_span(const event_context *c, uint32_t index, uint32_t *start,
                       uint32_t *end) {
  const chunk *k = event_chunk(c, index);
  const token *t = event_token(c, k->first);
  if (k->entity && c->md->entities.items[k->entity - 1].first == k->first) {
    *start = c->md->entities.items[k->entity - 1].start;
  } else {
    const reading *r = event_reading(c, k->first);
    unsigned keep =
        r->proclitics & PROCLITIC_AL ? (r->proclitics & PROCLITIC_LI ? 1u : 2u) : 0u;
    *start = r->n_prefix > keep && k->first == k->head
                 ? text_letter_offset(c->doc->text, t, r->n_prefix - keep)
                 : t->start;
  }
  *end = event_token(c, k->last - 1)->end;
}

static bool is_event_noun(const event_context *c, uint32_t i) {
  const lemma_record *l = event_lemma(c, i);
  return l->kind == KIND_EVENT || l->kind == KIND_ABSTRACT || l->kind == KIND_TIME ||
         l->kind == KIND_DOCUMENT || l->pos == POS_MASDAR;
}

/* Is the chunk in idafa with the one before? A noun that an adjective of nationality
 * qualifies takes no genitive: «Israeli planes [launched] a raid». */
static bool in_idafa(const event_context *c, uint32_t index) {
  const chunk *k = event_chunk(c, index);
  if (!(k->flags & CHUNK_GENITIVE) || !index) return false;
  const chunk *before = event_chunk(c, index - 1);
  return !before->entity || before->last <= before->head + 1 ||
         FEATURE_POS(event_reading(c, before->last - 1)->features) != POS_NISBA;
}

/* Does the chunk only lengthen the noun before? */
bool slots_lengthens(const event_context *c, uint32_t index) {
  return in_idafa(c, index) || event_chunk(c, index)->flags & CHUNK_ADJECTIVE;
}

/* The entity a plain noun phrase speaks of: itself, or the one in its idafa or adjectives
 * («positions of the Houthis»). */
void slots_entity(const event_context *c, uint32_t index, uint32_t limit, filler *f) {
  const chunk *k = event_chunk(c, index);
  chunk_span(c, index, &f->start, &f->end);
  f->entity = k->entity;
  f->event_noun = !k->entity && is_event_noun(c, k->head);
  for (uint32_t i = index + 1; i < limit && i <= index + PARSE_REACH && !f->entity; i++) {
    const chunk *next = event_chunk(c, i);
    if (!slots_lengthens(c, i)) break;
    f->entity = next->entity;
    f->end = event_token(c, next->last - 1)->end;
    if (f->event_noun && f->entity) chunk_span(c, i, &f->start, &f->end);
  }
  for (uint32_t t = k->first; t < k->last && !f->place; t++)
    f->place = c->md->place_at[t];
  if (!f->place && index + 1 < limit && in_idafa(c, index + 1))
    f->place = c->md->place_at[event_chunk(c, index + 1)->first];
}

static void add_filler(const event_context *c, fillers *f, uint32_t slot, uint32_t index,
                       uint32_t limit) {
  if (f->n == MAX_FILLERS) return;
  filler *at = &f->items[f->n++];
  memset(at, 0, sizeof *at);
  at->slot = slot;
  at->chunk = index + 1;
  slots_entity(c, index, limit, at);
}

/* People or a body, rather than a place or a state. */
bool slots_is_body(const event_context *c, uint32_t entity_index) {
  if (!entity_index) return false;
  const entity *e = &c->md->entities.items[entity_index - 1];
  return !(e->flags & (ENTITY_STATE | ENTITY_CAPITAL)) && e->kind != KIND_PLACE;
}

/* «sites of X in Syria and rebels of Y»: what is joined by wa behind the phrase of place
 * at chunk `at` fills the slot of the body before that phrase. */
static void add_behind_place(const event_context *c, fillers *f, uint32_t slot,
                             uint32_t at, uint32_t limit) {
  if (at >= limit || slot == SLOT_PREP + TAG_PREP_FI || !f->n ||
      !slots_is_body(c, f->items[f->n - 1].entity))
    return;
  const chunk *k = event_chunk(c, at);
  if (k->kind != CHUNK_NOUN || k->preposition != SLOT_PREP + TAG_PREP_FI ||
      !c->md->place_at[event_chunk(c, at)->head])
    return;
  uint32_t next = at + 1;
  while (next < limit && next < at + PARSE_REACH && slots_lengthens(c, next)) next++;
  if (next >= limit) return;
  k = event_chunk(c, next);
  bool begins_clause = next + 1 < limit && event_chunk(c, next + 1)->kind == CHUNK_VERB;
  if (k->kind == CHUNK_NOUN && k->flags & CHUNK_COORDINATED &&
      slots_is_body(c, k->entity) && !begins_clause &&
      event_chunk(c, next - 1)->last == k->first)
    add_filler(c, f, slot, next, limit);
}

/* Is the phrase «on the part of» one side: behind min, a noun for a side? */
static bool on_one_side(const event_context *c, const chunk *k) {
  return k->preposition == SLOT_PREP + TAG_PREP_MIN && !k->entity &&
         strstr(model_string(c->model, event_lemma(c, k->head)->gloss), "side");
}

/* «between the Houthis and the forces loyal to X on one side, and the resistance»: the
 * other side, behind a comma or the words for a side. */
static void add_other_side(const event_context *c, fillers *f, uint32_t slot, uint32_t at,
                           uint32_t limit) {
  bool parted = false;
  for (uint32_t i = at; i < limit && i < at + PARSE_REACH; i++) {
    const chunk *k = event_chunk(c, i);
    if (k->kind == CHUNK_PUNCT && event_token(c, k->head)->mark == ',') {
      parted = true;
    } else if (k->kind != CHUNK_NOUN) {
      return;
    } else if (k->preposition) {
      parted = parted || on_one_side(c, k);
    } else if (k->flags & (CHUNK_COORDINATED | CHUNK_WA) && parted && k->entity) {
      add_filler(c, f, slot, i, limit);
    } else if (!slots_lengthens(c, i) && !(k->flags & CHUNK_COORDINATED)) {
      return;
    }
  }
}

/* Nouns joined by wa to chunk `index` fill the same slot. Returns the chunk after them.
 */
static uint32_t add_with_coordinated(const event_context *c, fillers *f, uint32_t slot,
                                     uint32_t index, uint32_t limit) {
  add_filler(c, f, slot, index, limit);
  uint32_t i = index + 1;
  while (i < limit && i <= index + PARSE_REACH) {
    const chunk *k = event_chunk(c, i);
    if (slots_lengthens(c, i)) {
      i++;
    } else if (k->kind == CHUNK_NOUN && k->flags & CHUNK_COORDINATED) {
      add_filler(c, f, slot, i, limit);
      i++;
    } else {
      break;
    }
  }
  add_behind_place(c, f, slot, i, limit);
  if (slot == SLOT_PREP + TAG_PREP_BAYN) add_other_side(c, f, slot, i, limit);
  return i;
}

/* «a site of Hezbollah's»: whose the nameless noun is that was added last. Returns the
 * chunk after it. */
static uint32_t add_owner(const event_context *c, fillers *f, uint32_t at,
                          uint32_t limit) {
  if (at >= limit || !f->n || f->items[f->n - 1].entity || !f->items[f->n - 1].chunk)
    return at;
  filler *last = &f->items[f->n - 1];
  const chunk *k = event_chunk(c, at), *owned = event_chunk(c, last->chunk - 1);
  if (k->kind != CHUNK_NOUN || k->preposition != SLOT_LI || !k->entity ||
      !(owned->flags & CHUNK_INDEFINITE) || last->slot == SLOT_LI)
    return at;
  last->entity = k->entity;
  last->end = event_token(c, k->last - 1)->end;
  uint32_t end = at + 1, slot = last->slot;
  for (; end < limit && end < at + PARSE_REACH;
       end++) { /* «of the army and the police» */
    k = event_chunk(c, end);
    if (slots_lengthens(c, end)) continue;
    if (k->kind != CHUNK_NOUN || !(k->flags & CHUNK_COORDINATED) || !k->entity) break;
    add_filler(c, f, slot, end, limit);
  }
  return end;
}

/* Is the chunk in apposition to the named person right before it: kin («X, son of Y»), or
 * an office that bears the same codes («X, head of the Y party, called for …»)? */
static bool in_apposition(const event_context *c, uint32_t index) {
  if (!index) return false;
  const chunk *k = event_chunk(c, index), *before = event_chunk(c, index - 1);
  if (before->kind != CHUNK_NOUN || before->last != k->first || !before->entity ||
      !k->entity || k->preposition || k->flags & CHUNK_COORDINATED)
    return false;
  const entity *name = &c->md->entities.items[before->entity - 1],
               *office = &c->md->entities.items[k->entity - 1];
  if (name->kind != KIND_PERSON || !(name->flags & ENTITY_NAMED) ||
      office->kind != KIND_PERSON || office->last != k->last ||
      office->flags & (ENTITY_NAMED | ENTITY_PLURAL | ENTITY_DUAL) || office->enclitic)
    return false;
  return office->role && office->last > office->first + 1 && name->country &&
         name->country == office->country && name->sectors[0] == office->sectors[0];
}

/* Is the chunk set off by commas right behind another noun («X, mufti of Egypt,
 * condemned …»)? It says who that is; an object does not stand so. */
static bool set_off(const event_context *c, uint32_t index, uint32_t limit) {
  if (index < 2 || event_chunk(c, index - 1)->kind != CHUNK_PUNCT ||
      event_chunk(c, index - 2)->kind != CHUNK_NOUN)
    return false;
  uint32_t end = index + 1;
  while (end < limit && slots_lengthens(c, end)) end++;
  return end < limit && event_chunk(c, end)->kind == CHUNK_PUNCT &&
         event_token(c, event_chunk(c, index - 1)->head)->mark == ',' &&
         event_token(c, event_chunk(c, end)->head)->mark == ',';
}

/* «allies, among them NATO, …»: whoever stands behind «among them» is one of those named
 * before. */
static bool named_among(const event_context *c, const chunk *k) {
  if (!k->first || !morph_has(c->doc, k->first - 1)) return false;
  const reading *r = event_reading(c, k->first - 1);
  return r->enclitic && r->entry->tag == TAG_PREP_BAYN;
}

/* Is the entity the object of its clause? */
static bool is_object(const event_context *c, const entity *e) {
  uint32_t k = c->pd->chunk_at[e->head];
  if (!k) return false;
  const chunk *n = event_chunk(c, k - 1);
  const clause *cl = &c->pd->clauses.items[n->clause];
  return n->kind == CHUNK_NOUN && !n->preposition &&
         !(n->flags & (CHUNK_GENITIVE | CHUNK_COORDINATED)) && cl->verb && cl->verb < k &&
         cl->subject && cl->subject != k;
}

/* Whom a pronoun on the word of an act stands for: rather than the object of a clause,
 * its subject («the minister met the president during his visit»). */
static uint32_t pronoun_of_act(const event_context *c, uint32_t token_index,
                               unsigned enclitic) {
  uint32_t nearest =
      reference_of_pronoun(c->doc, c->md, token_index, enclitic, MODEL_NONE);
  if (!nearest) return 0;
  uint32_t at = nearest,
           sent = event_token(c, c->md->entities.items[nearest - 1].head)->sentence;
  while (at && is_object(c, &c->md->entities.items[at - 1]))
    at = reference_of_pronoun(c->doc, c->md, token_index, enclitic, at - 1);
  return at && event_token(c, c->md->entities.items[at - 1].head)->sentence == sent
             ? at
             : nearest;
}

/* Whom «me» and «us» stand for: who is speaking; 0 where nobody is. */
static uint32_t first_person(const event_context *c, uint32_t token_index) {
  const speech *s = parse_speech_at(c->pd, c->doc, token_index);
  if (!s || !s->claimant) return 0;
  const entity *e = &c->md->entities.items[s->claimant - 1];
  bool person = e->kind == KIND_PERSON && e->flags & ENTITY_NAMED;
  return e->flags & ENTITY_SOURCE && !person ? 0 : s->claimant;
}

static void add_pronoun(const event_context *c, fillers *f, uint32_t slot,
                        uint32_t token_index, unsigned enclitic) {
  if (f->n == MAX_FILLERS) return;
  filler *at = &f->items[f->n];
  memset(at, 0, sizeof *at);
  at->slot = slot;
  if (enclitic == ENCLITIC_NA || enclitic == ENCLITIC_NI || enclitic == ENCLITIC_YA)
    at->entity = first_person(c, token_index);
  else if (slot == SLOT_GENITIVE)
    at->entity = pronoun_of_act(c, token_index, enclitic);
  else
    at->entity = reference_of_pronoun(c->doc, c->md, token_index, enclitic, MODEL_NONE);
  if (at->entity) f->n++;
}

/* Does the subject of the relative clause `i` stay in it? Only a verb joined right behind
 * it goes on with it («those who attacked the post and killed …»). */
static bool kept_inside(const event_context *c, uint32_t i, uint32_t asking) {
  const clause *items = c->pd->clauses.items;
  return items[i].kind == CLAUSE_RELATIVE && i != asking &&
         !(i + 1 == asking && items[asking].kind == CLAUSE_COORDINATE);
}

/* The entity that the clauses before, or the sentence before, have as subject: a verb
 * without one continues it. */
static uint32_t inherited_subject(const event_context *c, uint32_t chunk_index,
                                  bool plural, bool feminine) {
  uint32_t clause_index = event_chunk(c, chunk_index)->clause,
           sent = event_token(c, event_chunk(c, chunk_index)->head)->sentence;
  for (uint32_t i = clause_index + 1, steps = 0; i-- > 0 && steps < PARSE_REACH;
       steps++) {
    const clause *k = &c->pd->clauses.items[i];
    if (k->first >= c->pd->chunks.n) continue;
    uint32_t s = event_token(c, event_chunk(c, k->first)->first)->sentence;
    if (s + 1 < sent) break;
    if (!k->subject || k->subject - 1 >= chunk_index) continue;
    if (kept_inside(c, i, clause_index)) continue;
    filler f = {0};
    slots_entity(c, k->subject - 1, k->last, &f);
    if (!f.entity) continue;
    const entity *e = &c->md->entities.items[f.entity - 1];
    if (e->flags & ENTITY_SOURCE) continue;
    bool many = (e->flags & (ENTITY_PLURAL | ENTITY_DUAL)) || e->kind != KIND_PERSON;
    if (plural && !many) continue;
    if (feminine && e->kind == KIND_PERSON &&
        !(e->flags & (ENTITY_FEMININE | ENTITY_PLURAL)))
      continue;
    return f.entity;
  }
  return 0;
}

/* Fills the slot with the entity of another clause, which a verb continues; `many`: also
 * with those joined to it by wa («the army and the police …; they arrested»). */
static void add_inherited(const event_context *c, fillers *f, uint32_t slot,
                          uint32_t entity_index, bool many) {
  if (!entity_index || f->n == MAX_FILLERS) return;
  f->items[f->n++] = (filler){.slot = slot, .entity = entity_index};
  uint32_t at = c->pd->chunk_at[c->md->entities.items[entity_index - 1].head];
  for (uint32_t i = at; many && at && i < c->pd->chunks.n && i < at + PARSE_REACH; i++) {
    const chunk *k = event_chunk(c, i);
    if (slots_lengthens(c, i)) continue;
    if (k->kind != CHUNK_NOUN || !(k->flags & CHUNK_COORDINATED) ||
        k->clause != event_chunk(c, at - 1)->clause)
      return;
    if (slots_is_body(c, k->entity) && f->n < MAX_FILLERS)
      f->items[f->n++] = (filler){.slot = slot, .entity = k->entity};
  }
}

/* Is the verb in the dual or plural? */
static bool of_many(const event_context *c, const chunk *v) {
  return v->flags & CHUNK_PLURAL ||
         FEATURE_NUMBER(event_reading(c, v->head)->features) == 2;
}

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

/* A noun right behind an active verb that cannot be its subject, so that the subject is
 * one told before: «he accused his opponents», «she received the envoy». */
static bool only_object(const event_context *c, const chunk *v, uint32_t index) {
  const chunk *k = event_chunk(c, index);
  const reading *r = event_reading(c, v->head), *n = event_reading(c, k->head);
  const lemma_record *l = r->entry;
  if (v->flags & (CHUNK_PASSIVE | CHUNK_PARTICIPLE) || r->enclitic ||
      !(l->flags & LEMMA_TRANSITIVE) || FEATURE_PERSON(r->features) != 3)
    return false;
  if (no_critic(c, l, k)) return k->first == v->last;
  if (n->enclitic == ENCLITIC_HU || n->enclitic == ENCLITIC_HA ||
      n->enclitic == ENCLITIC_HUM)
    return k->first == v->last && !party_follows(c, index);
  unsigned verb = FEATURE_GENDER(r->features), noun = FEATURE_GENDER(n->features);
  bool person = n->entry->kind == KIND_PERSON;
  if (FEATURE_NUMBER(n->features) == 3 && !person)
    noun = 2; /* things in the plural are spoken of as one woman */
  if (k->first != v->last || !verb || !noun || verb == noun || k->number) return false;
  bool body = k->entity && FEATURE_NUMBER(n->features) == 1 &&
              (n->entry->kind == KIND_ORG || n->entry->kind == KIND_GROUP);
  return verb == 1 || person || body;
}

/* Prepositions that bear a pronoun and stand behind the trigger («opened fire on him»):
 * no phrase of their own. */
static void fill_pronouns(const event_context *c, uint32_t from, uint32_t end,
                          fillers *f) {
  for (uint32_t i = from; i < end && i < from + 8; i++) {
    uint32_t at = c->pd->chunk_at[i];
    if (at && event_chunk(c, at - 1)->kind != CHUNK_NOUN) return;
    if (at || !morph_has(c->doc, i)) continue;
    const reading *r = event_reading(c, i);
    if (FEATURE_POS(r->features) != POS_PREP || !r->enclitic || !r->entry->tag) continue;
    add_pronoun(c, f, SLOT_PREP + r->entry->tag, i, r->enclitic);
    return;
  }
}

/* Does the chunk `at` belong to the noun phrase that begins with chunk `head`? */
bool slots_within_phrase(const event_context *c, uint32_t head, uint32_t at) {
  for (uint32_t i = head + 1; i <= at && i <= head + PARSE_REACH; i++)
    if (!slots_lengthens(c, i)) return false;
  return at >= head && at <= head + PARSE_REACH;
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

/* Does the chunk stand in brackets behind another phrase: «arrested the reporter (42
 * years)»? Right behind the verb, brackets are quotation marks. */
static bool in_brackets(const event_context *c, uint32_t verb, uint32_t at) {
  return at > verb + 1 && event_chunk(c, at)->flags & CHUNK_PAREN &&
         !(event_chunk(c, verb)->flags & CHUNK_PAREN);
}

/* «said that it [annahu] had arrested …»: the speaker, where the pronoun of the word that
 * opens the verb's clause can stand for him; entity index + 1, 0 none. */
static uint32_t said_of_oneself(const event_context *c, uint32_t index) {
  const clause *cl = &c->pd->clauses.items[event_chunk(c, index)->clause];
  const chunk *opens = event_chunk(c, cl->first);
  if (cl->kind != CLAUSE_COMPLEMENT || opens->kind != CHUNK_MARK ||
      !morph_has(c->doc, opens->head))
    return 0;
  unsigned pronoun = event_reading(c, opens->head)->enclitic;
  const speech *s = parse_speech_at(c->pd, c->doc, event_chunk(c, index)->head);
  if ((pronoun != ENCLITIC_HU && pronoun != ENCLITIC_HA) || !s || !s->claimant) return 0;
  const entity *e = &c->md->entities.items[s->claimant - 1];
  if (e->flags & (ENTITY_SOURCE | ENTITY_PLURAL | ENTITY_DUAL) ||
      !(e->role || e->actor || e->flags & (ENTITY_NAMED | ENTITY_STATE | ENTITY_CAPITAL)))
    return 0;
  unsigned gender = FEATURE_GENDER(event_reading(c, e->head)->features);
  bool feminine = e->flags & (ENTITY_FEMININE | ENTITY_STATE | ENTITY_CAPITAL) ||
                  (e->kind != KIND_PERSON && gender == 2);
  return feminine == (pronoun == ENCLITIC_HA) ? s->claimant : 0;
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
  for (uint32_t i = cl->verb; i < index; i++)
    if (event_chunk(c, i)->kind != CHUNK_NOUN || event_chunk(c, i)->preposition) return 0;
  return cl->subject;
}

static void fill_verb(const event_context *c, uint32_t index, fillers *f) {
  const chunk *v = event_chunk(c, index);
  const clause *cl = &c->pd->clauses.items[v->clause];
  const reading *r = event_reading(c, v->head);
  uint32_t limit = cl->last, subject = own_subject(c, index), at = index + 1;
  if (subject > index + 1 && only_object(c, v, subject - 1)) subject = 0;
  uint32_t subject_slot = v->flags & CHUNK_PASSIVE ? SLOT_OBJECT : SLOT_SUBJECT;
  bool relative_object = v->flags & CHUNK_RELATIVE && v->antecedent && r->enclitic;
  if (subject && subject - 1 < index)
    add_with_coordinated(c, f, subject_slot, subject - 1,
                         v->flags & CHUNK_RELATIVE ? subject + 3 : index);
  bool have_object = false;
  if (r->enclitic) {
    if (relative_object)
      add_filler(c, f, SLOT_OBJECT, v->antecedent - 1, index);
    else
      add_pronoun(c, f, SLOT_OBJECT, v->head, r->enclitic);
    have_object = true;
  }
  while (at < limit && at <= index + PARSE_REACH) {
    const chunk *k = event_chunk(c, at);
    if (k->kind == CHUNK_VERB || k->kind == CHUNK_MARK) break;
    if (k->kind != CHUNK_NOUN || slots_lengthens(c, at)) {
      at++;
      continue;
    }
    if (k->preposition) {
      at = add_owner(c, f, add_with_coordinated(c, f, k->preposition, at, limit), limit);
    } else if (subject == at + 1) {
      at = add_with_coordinated(c, f, subject_slot, at, limit);
    } else if (!have_object && !(v->flags & CHUNK_PASSIVE) &&
               !(k->flags & CHUNK_COORDINATED) && !in_brackets(c, index, at) &&
               !in_apposition(c, at) && !set_off(c, at, limit) && !named_among(c, k)) {
      at = add_owner(c, f, add_with_coordinated(c, f, SLOT_OBJECT, at, limit), limit);
      have_object = true;
    } else {
      at++;
    }
  }
  uint32_t behind = have_object ? 0 : object_behind_relative(c, v, subject);
  if (behind)
    add_with_coordinated(c, f, SLOT_OBJECT, behind - 1,
                         c->pd->clauses.items[v->clause + 1].last);
  fill_pronouns(c, v->last, event_chunk(c, limit - 1)->last, f);
  if (!subject && !(v->flags & CHUNK_PASSIVE) && f->n < MAX_FILLERS) {
    uint32_t e = FEATURE_PERSON(r->features) == 1 ? first_person(c, v->head)
                                                  : said_of_oneself(c, index);
    if (!e)
      e = inherited_subject(c, index, (v->flags & CHUNK_PLURAL) != 0,
                            FEATURE_GENDER(r->features) == 2);
    add_inherited(c, f, SLOT_SUBJECT, e, of_many(c, v));
  }
}

/* The verb that governs the noun chunk: the clause's verb, or the verb of a relative
 * clause about it («the attacks that X launched»). */
static uint32_t governing_verb(const event_context *c, uint32_t index, bool *relative) {
  const chunk *n = event_chunk(c, index);
  const clause *cl = &c->pd->clauses.items[n->clause];
  *relative = false;
  if (n->clause + 1 < c->pd->clauses.n) {
    const clause *next = &c->pd->clauses.items[n->clause + 1];
    uint32_t of = next->verb ? event_chunk(c, next->verb - 1)->antecedent : 0;
    if (next->kind == CLAUSE_RELATIVE && of > index &&
        slots_within_phrase(c, index, of - 1)) {
      const lemma_record *l = event_lemma(c, event_chunk(c, next->verb - 1)->head);
      if (l->classes & (CLASS_MASK(LIGHT) | CLASS_MASK(LIGHT_PASSIVE))) {
        *relative = true;
        return next->verb;
      }
    }
  }
  for (uint32_t i = index, steps = 0; i-- > cl->first && steps < PARSE_REACH; steps++)
    if (event_chunk(c, i)->kind == CHUNK_VERB) return i + 1;
  return cl->verb && cl->verb - 1 > index ? cl->verb : 0;
}

/* The verbal noun of a light verb before the noun chunk, in its clause («the launching of
 * raids»): chunk index + 1, 0 none. */
static uint32_t light_noun(const event_context *c, uint32_t index) {
  const chunk *act = event_chunk(c, index);
  const clause *cl = &c->pd->clauses.items[act->clause];
  if (act->preposition || event_reading(c, act->head)->enclitic) return 0;
  for (uint32_t i = index, steps = 0; i-- > cl->first && steps < 4; steps++) {
    const chunk *k = event_chunk(c, i);
    if (k->kind != CHUNK_NOUN) return 0;
    const lemma_record *l = event_lemma(c, k->head),
                       *verb = model_lemma(c->model, l->verb);
    if (!k->entity && l->pos != POS_VERB && verb->pos == POS_VERB &&
        verb->classes & CLASS_MASK(LIGHT))
      return i + 1;
  }
  return 0;
}

/* «the USA's launching of raids», «accused him of launching raids»: its genitive acts,
 * else who is named nearest before in the clause, else whom that is about. */
static bool fill_from_light_noun(const event_context *c, uint32_t index, fillers *f) {
  uint32_t light = light_noun(c, index), who = 0;
  if (!light) return false;
  f->light = true;
  if (light < index && in_idafa(c, light) && event_chunk(c, light)->entity) {
    add_with_coordinated(c, f, SLOT_SUBJECT, light, index);
    return true;
  }
  const clause *cl = &c->pd->clauses.items[event_chunk(c, index)->clause];
  for (uint32_t i = light - 1, steps = 0; i-- > cl->first && steps < 8 && !who; steps++) {
    uint32_t at = event_chunk(c, i)->kind == CHUNK_NOUN ? event_chunk(c, i)->entity : 0;
    if (at && !(c->md->entities.items[at - 1].flags & (ENTITY_SOURCE | ENTITY_ADJECTIVE)))
      who = at;
  }
  if (!who) who = inherited_subject(c, light - 1, false, false);
  if (who && f->n < MAX_FILLERS)
    f->items[f->n++] = (filler){.slot = SLOT_SUBJECT, .entity = who};
  return true;
}

/* «accused Nusra of kidnapping its leader»: whom the verb `g` accuses acts in the event
 * noun behind bi-. */
static bool fill_from_accused(const event_context *c, uint32_t index, uint32_t g,
                              fillers *f) {
  const chunk *n = event_chunk(c, index), *v = event_chunk(c, g - 1);
  if (n->preposition != SLOT_BI || g > index || v->clause != n->clause ||
      !slots_has_frame(c, event_lemma(c, v->head), CATEGORY_ACCUSE))
    return false;
  uint32_t subject = c->pd->clauses.items[v->clause].subject, who = 0;
  for (uint32_t i = g; i < index && i < g + PARSE_REACH; i++) {
    const chunk *k = event_chunk(c, i);
    if (k->kind == CHUNK_NOUN && k->entity && !k->preposition && i + 1 != subject &&
        !slots_lengthens(c, i) && !(k->flags & CHUNK_COORDINATED))
      who = i + 1;
  }
  if (!who && v->flags & CHUNK_PASSIVE) who = subject;
  if (!who) return false;
  add_with_coordinated(c, f, SLOT_SUBJECT, who - 1, index);
  return true;
}

/* «began the trial of those accused of [bi] bombing», «the handing over of those
 * responsible for [an] the attack»: does the event noun belong to the
 * people right before it, who stand in the genitive of another act? */
static bool of_people_before(const event_context *c, uint32_t index) {
  const chunk *n = event_chunk(c, index), *k = n - 1;
  if ((n->preposition != SLOT_BI && n->preposition != SLOT_PREP + TAG_PREP_FI &&
       n->preposition != SLOT_PREP + TAG_PREP_AN) ||
      index < 2 || k->kind != CHUNK_NOUN || !k->entity || !(k->flags & CHUNK_GENITIVE))
    return false;
  return c->md->entities.items[k->entity - 1].kind == KIND_PERSON &&
         is_event_noun(c, k[-1].head);
}

/* A light verb carries an event noun that is its object or stands with bi-, li-, ila
 * («carried out a raid», «resorted to shelling»), not one behind «in», «about», «after»
 * («brought charges in the attack on X»). */
static bool carried_as(const event_context *c, uint32_t index, const lemma_record *l) {
  uint32_t by = event_chunk(c, index)->preposition;
  const char *gloss = model_string(c->model, l->gloss);
  if (by == SLOT_PREP + TAG_PREP_AN) return !strncmp(gloss, "express", 7);
  if (by == SLOT_PREP + TAG_PREP_FI)
    return !strncmp(gloss, "part", 4) || !strncmp(gloss, "contribute", 10);
  return by != SLOT_PREP + TAG_PREP_BAAD && by != SLOT_PREP + TAG_PREP_QABL &&
         by != SLOT_PREP + TAG_PREP_HAWL && by != SLOT_PREP + TAG_PREP_ITHR &&
         by != SLOT_PREP + TAG_PREP_CAUSE && by != SLOT_PREP + TAG_PREP_ABOUT;
}

/* A light verb's subject acts in its event noun («the air force carried out raids», «the
 * city came under shelling», «the city got [hasala 'ala] aid»). */
static void fill_from_governor(const event_context *c, uint32_t index, fillers *f) {
  bool relative;
  uint32_t g = governing_verb(c, index, &relative);
  if (!relative && fill_from_light_noun(c, index, f)) return;
  if (!g) return;
  if (!relative && fill_from_accused(c, index, g, f)) return;
  const chunk *v = event_chunk(c, g - 1);
  const lemma_record *l = event_lemma(c, v->head);
  const reading *r = event_reading(c, v->head);
  f->governor = g;
  const uint64_t carriers = CLASS_MASK(LIGHT) | CLASS_MASK(AUX_BEGIN) |
                            CLASS_MASK(AUX_CONTINUE) | CLASS_MASK(AUX_PLAN) |
                            CLASS_MASK(AUX_CAN) | CLASS_MASK(AUX_STOP) | CLASS_MASK(FAIL);
  bool active = (l->classes & carriers) != 0,
       passive = (l->classes & CLASS_MASK(LIGHT_PASSIVE)) != 0;
  const clause *cl = &c->pd->clauses.items[v->clause];
  uint32_t subject = cl->verb == g ? cl->subject : 0;
  uint32_t by = event_chunk(c, index)->preposition;
  bool causes = l->classes & CLASS_MASK(CAUSE) && subject && g < index + 1 &&
                (by == SLOT_BI || by == SLOT_PREP + TAG_PREP_FI) &&
                slots_is_body(c, event_chunk(c, subject - 1)->entity);
  if (!active && !passive && !causes) return; /* «those who caused the killing of …» */
  const uint64_t helpers = carriers & ~CLASS_MASK(LIGHT);
  if (active && !relative && !(l->classes & helpers) && !carried_as(c, index, l)) return;
  if (subject == index + 1) return; /* the noun is the subject itself */
  if (in_idafa(c, index) || (!relative && of_people_before(c, index))) return;
  f->light = true;
  uint32_t slot = passive ? SLOT_OBJECT : SLOT_SUBJECT;
  if (v->flags & CHUNK_PASSIVE) return;
  for (uint32_t i = g; relative && i < cl->last && i < g + PARSE_REACH;) {
    const chunk *k = event_chunk(c, i); /* «… that X carried out against Y» */
    i = k->kind == CHUNK_NOUN && k->preposition
            ? add_with_coordinated(c, f, k->preposition, i, cl->last)
            : i + 1;
  }
  if (subject) {
    add_with_coordinated(c, f, slot, subject - 1,
                         subject - 1 < g - 1 ? g - 1
                         : cl->last < index  ? cl->last
                                             : (subject - 1 < index ? index : cl->last));
    return;
  }
  uint32_t e = inherited_subject(c, g - 1, (v->flags & CHUNK_PLURAL) != 0,
                                 FEATURE_GENDER(r->features) == 2);
  add_inherited(c, f, slot, e, of_many(c, v));
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
    add_with_coordinated(c, f, k->preposition, i, cl->last);
    return;
  }
}

static void fill_noun(const event_context *c, uint32_t index, uint32_t trigger,
                      fillers *f) {
  const chunk *n = event_chunk(c, index);
  const clause *cl = &c->pd->clauses.items[n->clause];
  const reading *r = event_reading(c, trigger);
  uint32_t at = index + 1;
  if (r->enclitic) add_pronoun(c, f, SLOT_GENITIVE, trigger, r->enclitic);
  bool genitive = false, past_genitive = false;
  while (at < cl->last && at <= index + PARSE_REACH) {
    const chunk *k = event_chunk(c, at);
    if (k->kind == CHUNK_VERB || k->kind == CHUNK_MARK) break;
    if (k->kind == CHUNK_PUNCT) {
      unsigned mark = event_token(c, k->head)->mark;
      if (mark != '-' || at == index + 1) break;
    }
    if (k->kind != CHUNK_NOUN) {
      at++;
      continue;
    }
    if (k->flags & CHUNK_ADJECTIVE) {
      if (at == index + 1 || !genitive) add_filler(c, f, SLOT_ADJECTIVE, at, at + 1);
      at++;
    } else if (in_idafa(c, at) && !genitive && !past_genitive && !r->enclitic) {
      genitive = true;
      at = add_with_coordinated(c, f, SLOT_GENITIVE, at, cl->last);
    } else if (in_idafa(c, at)) {
      at++;
    } else if (k->preposition) {
      past_genitive = true;
      at = add_owner(c, f, add_with_coordinated(c, f, k->preposition, at, cl->last),
                     cl->last);
    } else if (!past_genitive && !(k->flags & CHUNK_COORDINATED) &&
               !names_place_again(c, at) &&
               (genitive ? k->flags & CHUNK_INDEFINITE || slots_genitive_acts(c, f)
                         : r->enclitic != 0 && names_party(c, at, cl->last))) {
      at = add_with_coordinated(c, f, SLOT_OBJECT, at, cl->last);
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
  fill_from_governor(c, index, f);
}

void slots_fill(const event_context *c, uint32_t trigger, fillers *f) {
  f->n = 0;
  f->governor = 0;
  f->light = false;
  uint32_t index = c->pd->chunk_at[trigger];
  if (!index) return;
  if (event_chunk(c, index - 1)->kind == CHUNK_VERB)
    fill_verb(c, index - 1, f);
  else
    fill_noun(c, index - 1, trigger, f);
}
