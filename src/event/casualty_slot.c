/* casualty_slot.c - victims that stand beside a word of harm: V1.
 *
 * Perfect verbs do not show whether they are passive («qtl»), so the places of the nouns
 * decide: where two bare nouns follow, the second is the victim («gunmen killed 3
 * soldiers»); where one follows and none stands before, it is («3 soldiers were killed»);
 * where none follows, the one before is («that two persons were killed»).
 */
#include "event/casualty_inside.h"

/* A player is stopped from playing, an official «from his work»: no arrest. */
static bool suspended(const counter *k, const quantity *q) {
  const chunk *n = event_chunk(k->c, q->chunk);
  uint32_t noun = counted_noun(k, n);
  if (is_word(k, noun) && event_lemma(k->c, noun)->classes & CLASS_MASK(ATHLETE))
    return true;
  return q->after < k->end &&
         event_chunk(k->c, q->after)->preposition == SLOT_PREP + TAG_PREP_AN;
}

/* The verb loses people, or with «life» its subject dies («lost», not «killed»). */
static bool loses(const counter *k, const harm *h) {
  const rasid_model *m = k->c->model;
  const toll_record *of = model_toll(m, h->rule);
  if (of->pos != 'v' || of->slot != TOLL_SLOT_OBJECT || of->tail) return false;
  for (uint32_t i = 0; i < m->n[SECTION_TOLLS]; i++) {
    const toll_record *t = model_toll(m, i);
    if (t->lemma == of->lemma && t->kind == TOLL_KILLED && t->slot == TOLL_SLOT_SUBJECT &&
        t->tail)
      return true;
  }
  return false;
}

/* «the driver lost control», «the driver's losing control»: something definite is lost
 * behind the person. */
static bool object_behind(const counter *k, uint32_t index) {
  for (uint32_t i = index + 1; i < k->end && i < index + 6; i++) {
    const chunk *n = event_chunk(k->c, i);
    if (n->kind != CHUNK_NOUN || begins_with_and(k, n)) return false;
    if (is_governed(k, n) || n->number || n->flags & (CHUNK_GENITIVE | CHUNK_ADJECTIVE))
      continue;
    if (is_definite(k, n) && is_word(k, n->head) && event_reading(k->c, n->head)->lemma)
      return true;
  }
  return false;
}

/* People are lost: their figure stands with a word for them; without one, the person is
 * no subject that loses («the driver lost control») and no kin or friend that is missed
 * («who lost a son»). */
static bool lost_people(const counter *k, const harm *h, const quantity *q) {
  const event_context *c = k->c;
  const chunk *n = event_chunk(c, q->chunk);
  uint32_t noun = counted_noun(k, n);
  bool verb = loses(k, h);
  if (!verb && h->kind != TOLL_MISSING) return true;
  if (!is_word(k, noun)) return !verb;
  const reading *r = event_reading(c, noun);
  if (verb && q->number) {
    bool of = q->chunk + 1 < k->end && n[1].kind == CHUNK_NOUN &&
              n[1].preposition == SLOT_PREP + TAG_PREP_MIN && !n[1].number;
    return (h->kind == TOLL_MISSING || q->stated) &&
           (n->entity || of || is_person_lemma(event_lemma(c, noun)));
  }
  if (q->number) return true;
  if (verb && (h->kind == TOLL_KILLED || q->high != 1)) return false;
  uint8_t letters[WORD_MAX_LETTERS];
  unsigned size = word_unpack(c->doc->words[noun]->key, letters);
  bool accusative = size > 3 && letters[size - 1] == LETTER_ALEF;
  bool known = r->enclitic || definite_idafa(k, q->chunk);
  if (verb && (accusative || known)) return false;
  return q->high != 1 || !object_behind(k, q->chunk);
}

/* Fighters and prisoners who flee are no displaced people; the dead are not captured
 * («asr» is also «families»). */
static bool fits(const counter *k, const harm *h, const quantity *q) {
  const chunk *n = event_chunk(k->c, q->chunk), *of = n + 1;
  if (h->kind == TOLL_DETAINED && suspended(k, q)) return false;
  if (!lost_people(k, h, q)) return false;
  if (h->kind == TOLL_DETAINED || h->kind == TOLL_ABDUCTED)
    return victim_kind(k, counted_noun(k, n)) != TOLL_KILLED;
  if (h->kind != TOLL_DISPLACED) return true;
  if (victim_kind(k, counted_noun(k, n)) != N_TOLL_KINDS) return false;
  uint32_t who = n->entity;
  if (!who && q->chunk + 1 < k->end && of->kind == CHUNK_NOUN &&
      of->preposition == SLOT_PREP + TAG_PREP_MIN)
    who = of->entity;
  return !who || !(k->c->md->entities.items[who - 1].flags & ENTITY_ARMED);
}

/* «186 were stricken with the virus»: the sick are no wounded. */
bool fell_ill(const counter *k, const quantity *q) {
  const event_context *c = k->c;
  for (uint32_t i = q->chunk, steps = 0; i < k->end && steps < 6; i++, steps++) {
    const chunk *n = event_chunk(c, i);
    if (i > q->chunk &&
        (n->kind == CHUNK_VERB || n->kind == CHUNK_MARK || begins_with_and(k, n)))
      return false;
    for (uint32_t t = n->first; n->kind == CHUNK_NOUN && t < n->last; t++)
      if (is_word(k, t) && event_lemma(c, t)->classes & CLASS_MASK(DISEASE)) return true;
  }
  return false;
}

/* «holding 90 of its employees as hostages». */
static bool as_hostages(const counter *k, const quantity *q) {
  for (uint32_t i = q->chunk + 1, steps = 0; i < k->end && steps < 3; i++, steps++) {
    const chunk *n = event_chunk(k->c, i);
    if (n->kind != CHUNK_NOUN) return false;
    if (n->preposition == SLOT_KA)
      return victim_kind(k, counted_noun(k, n)) == TOLL_ABDUCTED;
  }
  return false;
}

/* «30 hostages»: a word for victims of its own, not a participle that says what was done
 * («captives»). */
static bool harm_names_itself(const counter *k, uint32_t i) {
  uint32_t rule;
  return harm_rule(k, i, TOLL_SLOT_SELF, &rule) != NULL;
}

static bool take(counter *k, const harm *of, const quantity *q) {
  harm own = *of, *h = &own;
  uint32_t who = counted_noun(k, event_chunk(k->c, q->chunk));
  if (h->kind == TOLL_DETAINED &&
      (as_hostages(k, q) ||
       (victim_kind(k, who) == TOLL_ABDUCTED && harm_names_itself(k, who))))
    h->kind = TOLL_ABDUCTED;
  if (!fits(k, h, q) || (h->kind == TOLL_WOUNDED && fell_ill(k, q))) return false;
  if (!toll_add(k, h, q)) return false;
  toll_continue(k, h, k->ed->tolls.n - 1, q->after);
  return true;
}

/* «between dead and wounded» within the next phrases: the chunk of the dead, `end` for
 * none. */
static uint32_t dead_and_wounded(const counter *k, uint32_t from) {
  for (uint32_t i = from, steps = 0; i < k->end && steps < 4; i++, steps++) {
    const chunk *n = event_chunk(k->c, i);
    uint32_t other;
    if (n->kind == CHUNK_MARK) return k->end;
    if (n->kind == CHUNK_NOUN && n->preposition == SLOT_PREP + TAG_PREP_BAYN &&
        victim_kind(k, counted_noun(k, n)) == TOLL_KILLED &&
        harm_joined(k, counted_noun(k, n), TOLL_WOUNDED, false, &other))
      return i;
  }
  return k->end;
}

/* The dead and the wounded that the latest toll counts are no tolls beside it. */
static void cover_both(counter *k, uint32_t dead) {
  for (uint32_t i = dead; i < k->end && i < dead + 2; i++)
    for (uint32_t t = event_chunk(k->c, i)->first; t < event_chunk(k->c, i)->last; t++)
      if (!k->toll_at[t]) k->toll_at[t] = k->ed->tolls.n;
}

/* The noun phrase before a verb that may be its subject: the clause's, or what a relative
 * clause qualifies. */
uint32_t noun_before_verb(const counter *k, uint32_t at) {
  const event_context *c = k->c;
  const chunk *v = event_chunk(c, at);
  const clause *cl = &c->pd->clauses.items[v->clause];
  if (v->flags & CHUNK_RELATIVE && v->antecedent) {
    uint32_t i = v->antecedent - 1;
    while (i > k->from && event_chunk(c, i)->flags & (CHUNK_GENITIVE | CHUNK_ADJECTIVE) &&
           !event_chunk(c, i)->number)
      i--;
    return i;
  }
  if (cl->verb == at + 1 && cl->subject && cl->subject - 1 < at &&
      cl->subject - 1 >= k->from)
    return cl->subject - 1;
  if (cl->verb && cl->verb < cl->subject && cl->subject <= at &&
      is_word(k, event_chunk(c, cl->verb - 1)->head) &&
      event_lemma(c, event_chunk(c, cl->verb - 1)->head)->classes & CLASS_MASK(AUX_KANA))
    return cl->subject - 1; /* «kana 5 of the Houthis … killed» */
  if (at > k->from && v->kind == CHUNK_VERB &&
      !(v->flags & CHUNK_WA)) { /* «a Croat it kidnapped», unmarked relative clause */
    const chunk *n = v - 1;
    if (n->kind == CHUNK_NOUN && n->last == v->first && !is_definite(k, n)) return at - 1;
  }
  return k->end;
}

/* The counted word is «dead», and «wounded» is joined to it: «a number of dead and
 * wounded». */
static bool counted_dead_and_wounded(const counter *k, const chunk *n) {
  uint32_t other;
  return victim_kind(k, counted_noun(k, n)) == TOLL_KILLED &&
         harm_joined(k, counted_noun(k, n), TOLL_WOUNDED, false, &other) &&
         k->c->pd->chunk_at[other] &&
         !event_chunk(k->c, k->c->pd->chunk_at[other] - 1)->number;
}

/* The phrase at `index` are the victims, if it counts people. */
static bool victims_at(counter *k, const harm *h, uint32_t index, bool fall) {
  quantity q;
  if (index >= k->end || !quantity_read(k, index, &q)) return false;
  harm own = *h;
  const chunk *n = event_chunk(k->c, index);
  bool own_word = victim_kind(k, counted_noun(k, n)) != N_TOLL_KINDS ||
                  (q.number && index + 1 < k->end && n[1].kind == CHUNK_NOUN &&
                   n[1].flags & CHUNK_PAREN &&
                   victim_kind(k, counted_noun(k, n + 1)) != N_TOLL_KINDS);
  if (fall && own_word) return false;
  uint32_t both = own.kind == TOLL_KILLED ? dead_and_wounded(k, index + 1) : k->end;
  if (both < k->end || (own.kind == TOLL_KILLED && counted_dead_and_wounded(k, n)))
    own.kind = TOLL_KILLED_OR_WOUNDED;
  if (event_chunk(k->c, k->c->pd->chunk_at[h->token] - 1)->flags & CHUNK_NEGATED)
    q.low = q.high = 0;
  if (!take(k, &own, &q)) return false;
  if (both < k->end) cover_both(k, both);
  return true;
}

/* The noun that the list begins with is a person, named or definite. */
static bool beside_person(const counter *k, uint32_t index) {
  const chunk *n = event_chunk(k->c, index);
  return n->entity
             ? k->c->md->entities.items[n->entity - 1].kind == KIND_PERSON
             : is_word(k, n->head) && event_lemma(k->c, n->head)->kind == KIND_PERSON;
}

/* Nouns of a list joined to one that counts nobody: «the leader X and four of his
 * companions». */
static bool joined_victims(counter *k, const harm *h, uint32_t index) {
  unsigned aside = 0;
  for (uint32_t i = phrase_end(k, index); i < k->end; i = phrase_end(k, i)) {
    const chunk *n = event_chunk(k->c, i);
    quantity q;
    bool companion = n->kind == CHUNK_NOUN && n->number &&
                     (n->preposition == SLOT_PREP + TAG_PREP_MAA ||
                      (!n->preposition && after_link(k, n)));
    if (companion && quantity_read(k, i, &q)) return take(k, h, &q);
    if (n->kind == CHUNK_NOUN && is_governed(k, n) && !begins_with_and(k, n) &&
        aside++ < 3)
      continue; /* «the death of the men in the north and a number of workers» */
    if (n->kind != CHUNK_NOUN || !begins_with_and(k, n) ||
        harm_kind(k, counted_noun(k, n)) != N_TOLL_KINDS)
      return false;
    if (n->number && quantity_read(k, i, &q)) return take(k, h, &q);
    if (!n->number && !is_definite(k, n) && n->entity && beside_person(k, index) &&
        quantity_read(k, i, &q) && q.high == 1)
      return take(k, h, &q); /* «the death of the father, the mother and a child» */
  }
  return false;
}

/* «a bomber said to be of N killed 32»: a counted noun that no verb of the relative
 * clause about the noun at `index` governs, `end` where there is none. */
static uint32_t behind_relative(const counter *k, uint32_t index) {
  const event_context *c = k->c;
  uint32_t at = phrase_end(k, index);
  if (at >= k->end) return k->end;
  const chunk *w = event_chunk(c, at);
  if (w->kind == CHUNK_MARK && at + 1 < k->end) w = event_chunk(c, ++at);
  if (w->kind != CHUNK_VERB || w->antecedent != index + 1 || !is_word(k, w->head))
    return k->end;
  bool takes = event_takes_object(c, w);
  for (uint32_t i = at + 1; i < k->end && i < at + LOOK_FAR; i++) {
    const chunk *n = event_chunk(c, i);
    if (n->kind == CHUNK_VERB || n->kind == CHUNK_PUNCT) return k->end;
    if (n->kind != CHUNK_NOUN || is_governed(k, n) || begins_with_and(k, n)) continue;
    if (n->flags & CHUNK_GENITIVE && !is_bare_figure(k, i)) continue;
    if (n->number && !takes) return i;
    takes = false;
  }
  return k->end;
}

/* «the Front, the arm of N in Syria, kidnapped five …» with its verb first: a counted
 * noun behind the apposition to the noun at `index`, `end` where there is none. */
static uint32_t behind_apposition(const counter *k, uint32_t index) {
  const event_context *c = k->c;
  uint32_t at = phrase_end(k, index);
  if (at >= k->end || event_chunk(c, at)->kind != CHUNK_PUNCT) return k->end;
  for (uint32_t i = at + 1; i < k->end && i < at + 8; i++) {
    const chunk *n = event_chunk(c, i);
    if (n->kind == CHUNK_VERB || n->kind == CHUNK_MARK) return k->end;
    if (n->kind != CHUNK_PUNCT) continue;
    uint32_t victims = bare_noun(k, i + 1);
    return victims < k->end && event_chunk(c, victims)->number &&
                   !begins_with_and(k, event_chunk(c, victims))
               ? victims
               : k->end;
  }
  return k->end;
}

/* «that 34 fighters who came from Europe were killed»: the counted noun behind the «that»
 * of a verb whose clause has no subject of its own, `end` where there is none. */
static uint32_t subject_of_that(const counter *k, uint32_t at) {
  const event_context *c = k->c;
  bool quoted = (event_chunk(c, at)->flags & CHUNK_QUOTED) != 0; /* «was "martyred"» */
  if ((!quoted && !(event_chunk(c, at)->flags & CHUNK_PLURAL)) ||
      event_chunk(c, at)->flags & CHUNK_WA)
    return k->end;
  for (uint32_t i = at, steps = 0; i-- > k->from && steps < 24; steps++) {
    if (event_chunk(c, i)->kind != CHUNK_MARK) continue;
    unsigned tag = tag_at(k, event_chunk(c, i)->head);
    bool that = tag == TAG_COMP_AN || tag == TAG_COMP_INNA;
    const chunk *n = event_chunk(c, i + 1);
    return that && n->kind == CHUNK_NOUN && !is_governed(k, n) &&
                   (n->number || (quoted && !is_definite(k, n)))
               ? i + 1
               : k->end;
  }
  return k->end;
}

/* «the three pioneers spend five months in …»: the verb of passing away with the time
 * that is passed. */
static bool spends(const counter *k, uint32_t at) {
  const event_context *c = k->c;
  for (uint32_t i = at + 1, steps = 0; i < k->end && steps < 4; i++, steps++) {
    const chunk *n = event_chunk(c, i);
    if (n->kind == CHUNK_VERB || n->kind == CHUNK_MARK || n->kind == CHUNK_PUNCT)
      return false;
    uint32_t t = c->md->time_at[n->first];
    if (n->kind == CHUNK_TIME && !n->preposition && t &&
        c->md->times.items[t - 1].type == TIME_DURATION)
      return true;
  }
  return false;
}

/* «opened fire at a policeman and killed him»: the indefinite person right before. */
static uint32_t shot_at(const counter *k, uint32_t at) {
  for (uint32_t i = at, steps = 0; i-- > k->from && steps < 5; steps++) {
    const chunk *n = event_chunk(k->c, i);
    quantity q;
    if (n->kind == CHUNK_VERB || n->kind == CHUNK_MARK) return k->end;
    if (n->kind == CHUNK_NOUN && is_governed(k, n) && !is_definite(k, n) &&
        quantity_read(k, i, &q))
      return i;
  }
  return k->end;
}

/* «230 citizens, displaced people and inhabitants of the town, whom it kidnapped»: the
 * counted noun that opens the phrase before an unmarked relative clause; `end` for none.
 */
static uint32_t counted_before(const counter *k, uint32_t at) {
  const event_context *c = k->c;
  const chunk *v = event_chunk(c, at);
  if (v->flags & CHUNK_WA || event_reading(c, v->head)->enclitic != ENCLITIC_HUM)
    return k->end;
  for (uint32_t i = at, steps = 0; i-- > k->from && steps < 6; steps++) {
    const chunk *n = event_chunk(c, i);
    if (n->kind != CHUNK_NOUN || n->last + 1 < n[1].first) return k->end;
    if (n->number && !is_definite(k, n)) return i;
    if (!(n->flags & (CHUNK_GENITIVE | CHUNK_ADJECTIVE | CHUNK_COORDINATED)) &&
        !is_governed(k, n))
      return k->end;
  }
  return k->end;
}

/* «X was killed in … accompanied by dozens of …»: counted people behind a link, where
 * X counts nobody. */
static bool companions(counter *k, const harm *h, uint32_t from) {
  for (uint32_t i = from; i < k->end && i < from + 6; i++) {
    const chunk *n = event_chunk(k->c, i);
    quantity q;
    if (n->kind != CHUNK_NOUN && n->kind != CHUNK_TIME) return false;
    if (n->kind == CHUNK_NOUN && n->number && !n->preposition && after_link(k, n) &&
        quantity_read(k, i, &q))
      return take(k, h, &q);
  }
  return false;
}

/* «took the lives of 20 persons»: the counted genitive of the noun at `index`. */
static bool victims_of_lives(counter *k, const harm *h, uint32_t index) {
  const chunk *n = event_chunk(k->c, index), *of = n + 1;
  return index + 1 < k->end && of->kind == CHUNK_NOUN && of->number &&
         of->first == n->last && !of->preposition && !begins_with_and(k, of) &&
         victims_at(k, h, index + 1, false);
}

/* «forces of the army killed the freed prisoner»: armed people without a figure before
 * a definite person are who did it. */
static bool slays_someone(const counter *k, uint32_t at, uint32_t after,
                          uint32_t second) {
  const event_context *c = k->c;
  const chunk *n = event_chunk(c, after), *o = event_chunk(c, second);
  return after == at + 1 && !n->number && n->entity && !o->number &&
         c->md->entities.items[n->entity - 1].flags & ENTITY_ARMED && is_definite(k, o) &&
         beside_person(k, second);
}

/* «that a person was killed and four others were injured»: the victims of the second
 * verb, where the first, spelt like «a killing», stands behind those at `before`. */
static uint32_t behind_other_harm(const counter *k, uint32_t before, uint32_t at) {
  if (before >= k->end || at < before + 3) return before;
  const chunk *v = event_chunk(k->c, at), *n = v - 1, *first = n - 1;
  bool joined = n->kind == CHUNK_NOUN && n->number && n->last == v->first &&
                begins_with_and(k, n) && v->flags & CHUNK_PLURAL;
  bool killed = first->kind == CHUNK_NOUN && first->last == n->first &&
                first->last == first->head + 1 && first->first == first->head &&
                !first->preposition && is_word(k, first->head) &&
                may_be_harm(k, first->head);
  return joined && killed ? at - 1 : before;
}

bool victims_of_verb(counter *k, const harm *h, unsigned slot, uint32_t tail) {
  const event_context *c = k->c;
  uint32_t at = c->pd->chunk_at[h->token] - 1, other;
  const chunk *v = event_chunk(c, at);
  const reading *r = event_reading(c, h->token);
  bool fall = slot == TOLL_SLOT_FALL;
  harm own = *h;
  uint32_t before = behind_other_harm(k, noun_before_verb(k, at), at);
  if (slot == TOLL_SLOT_SUBJECT && own.kind == TOLL_KILLED && spends(k, at)) return false;
  if (own.kind == TOLL_WOUNDED && h->token > k->from_token &&
      tag_at(k, h->token - 1) == TAG_CONJ_OR)
    return false;
  if (own.kind == TOLL_KILLED &&
      harm_joined(k, h->token, TOLL_WOUNDED, before < k->end, &other)) {
    own.kind = TOLL_KILLED_OR_WOUNDED;
    at = c->pd->chunk_at[other] - 1;
  }
  bool relative = v->flags & CHUNK_RELATIVE || before + 1 == at;
  if (r->enclitic && r->enclitic != ENCLITIC_NA)
    return slot == TOLL_SLOT_OBJECT &&
           ((r->proclitics & PROCLITIC_FA &&
             victims_at(k, &own, shot_at(k, at), false)) ||
            (relative && victims_at(k, &own, before, false)) ||
            victims_at(k, &own, counted_before(k, at), false));
  uint32_t after = bare_noun(k, at + 1);
  if (after >= k->end && at + 1 < k->end && v[1].number &&
      tag_at(k, v->last) == TAG_PREP_MIN && bears_pronoun(k, v->last) &&
      v[1].first == v->last + 1) { /* «of them died 471 (cases)» */
    quantity q;
    if (victims_at(k, &own, at + 1, fall)) return true;
    if (is_case(k, v + 1) && quantity_of_number(k, at + 1, &q)) return take(k, &own, &q);
  }
  if (tail && after < k->end && !event_chunk(c, after)->number &&
      is_word(k, event_chunk(c, after)->head) &&
      event_reading(c, event_chunk(c, after)->head)->lemma == tail) {
    bool themselves = slot == TOLL_SLOT_OBJECT &&
                      victim_kind(k, event_chunk(c, after)->head) == own.kind;
    if (victims_of_lives(k, &own, after) || joined_victims(k, &own, after)) return true;
    if (themselves && victims_at(k, &own, after, false))
      return true; /* «gunmen held hostages» */
    after = bare_noun(k, after + 1);
  }
  if (tail && slot == TOLL_SLOT_OBJECT && after < k->end) { /* «the plague reaped …» */
    uint32_t lives = bare_noun(k, phrase_end(k, after));
    if (lives < k->end && is_word(k, event_chunk(c, lives)->head) &&
        event_reading(c, event_chunk(c, lives)->head)->lemma == tail &&
        victims_of_lives(k, &own, lives))
      return true;
  }
  bool counted = before < k->end && event_chunk(c, before)->number &&
                 v->flags & CHUNK_PLURAL && after < k->end &&
                 (after > at + 1 || begins_with_and(k, event_chunk(c, after)));
  uint32_t sum = k->ed->tolls.n;
  if (counted && victims_at(k, &own, before, fall)) {
    toll_continue_linked(k, &own, sum, at + 1);
    return true;
  }
  if (after < k->end) {
    uint32_t second = bare_noun(k, phrase_end(k, after));
    uint32_t third = second < k->end ? bare_noun(k, phrase_end(k, second)) : k->end;
    quantity q;
    if (third < k->end && is_definite(k, event_chunk(c, second)) &&
        event_chunk(c, third)->number && quantity_read(k, third, &q))
      second = third; /* «a follower of his, B. G., killed 29 …» with its verb first */
    bool passive = v->flags & CHUNK_PASSIVE;
    if (second >= k->end) second = behind_relative(k, after);
    if (second >= k->end) second = behind_apposition(k, after);
    bool object = slot == TOLL_SLOT_OBJECT && !passive && before >= k->end &&
                  second < k->end && !begins_with_and(k, event_chunk(c, second)) &&
                  !is_one_of_them(k, event_chunk(c, second));
    if (object && victims_at(k, &own, second, fall)) return true;
    if (object && slays_someone(k, at, after, second)) return false;
    uint32_t next = phrase_end(k, after); /* «Abu X met [his death] with 40 others» */
    bool rest = tail && next < k->end && is_word(k, event_chunk(c, next)->head) &&
                event_reading(c, event_chunk(c, next)->head)->lemma == tail;
    if (victims_at(k, &own, after, fall) || joined_victims(k, &own, rest ? next : after))
      return true;
    if (is_definite(k, event_chunk(c, after))) return false;
  }
  sum = k->ed->tolls.n;
  if (before >= k->end && after >= k->end) before = subject_of_that(k, at);
  if (relative && before < k->end && victims_numbered(k, &own, before, at)) return true;
  if (before >= k->end || !victims_at(k, &own, before, fall))
    return companions(k, &own, at + 1);
  toll_continue_linked(k, &own, sum, at + 1);
  return true;
}

/* The word ends in the pronoun of two, «-huma». */
static bool pronoun_of_two(const counter *k, uint32_t i) {
  uint8_t letters[WORD_MAX_LETTERS];
  unsigned n = word_unpack(k->c->doc->words[i]->key, letters);
  return n > 3 && letters[n - 1] == LETTER_ALEF && letters[n - 2] == LETTER_MEEM;
}

/* «attacked three soldiers, which led to their death»: the people counted nearest before.
 */
static bool victims_of_pronoun(counter *k, const harm *h, uint32_t at, uint32_t pronoun) {
  quantity q;
  if (h->kind == TOLL_MISSING || h->kind == TOLL_DISPLACED) return false;
  for (uint32_t i = at, steps = 0; i-- > k->from && steps < 16; steps++) {
    const chunk *n = event_chunk(k->c, i);
    if (n->kind != CHUNK_NOUN || !n->number) continue;
    if (harm_kind(k, counted_noun(k, n)) != N_TOLL_KINDS) return false;
    if (i + 1 == at && event_chunk(k->c, at)->first == n->last && is_case(k, n) &&
        quantity_of_number(k, i, &q))
      return take(k, h, &q); /* «three cases, their injuries severe» */
    if (!quantity_read(k, i, &q) || !q.stated) continue;
    if (pronoun_of_two(k, pronoun) != (q.low == 2 && q.high == 2)) continue;
    return q.low > 1 && take(k, h, &q);
  }
  return false;
}

/* «that a number of the militia's men were captured» («their capture was done»): the
 * people are what stands before the light verb. */
static bool brought_about(counter *k, const harm *h, uint32_t at) {
  const event_context *c = k->c;
  quantity q;
  if (at <= k->from) return false;
  const chunk *v = event_chunk(c, at - 1);
  if (v->kind != CHUNK_VERB || !is_word(k, v->head) ||
      !(event_lemma(c, v->head)->classes & CLASS_MASK(AUX_TAMM)))
    return false;
  uint32_t before = noun_before_verb(k, at - 1);
  return before < k->end && quantity_read(k, before, &q) && q.number && take(k, h, &q);
}

/* «not executing a person who is sick»: somebody, not nobody; but «without the death of
 * anybody». */
static bool some_person(const counter *k, uint32_t index, const quantity *q) {
  const chunk *n = event_chunk(k->c, index);
  return q->low == 1 && q->high == 1 && !q->number && is_word(k, n->head) &&
         n->first == n->head && event_lemma(k->c, n->head)->kind == KIND_PERSON;
}

/* «the liquidation by the intelligence's men of 6 gunmen»: a figure behind the doer. */
static uint32_t behind_doer(const counter *k, uint32_t index) {
  const event_context *c = k->c;
  const chunk *n = event_chunk(c, index);
  uint32_t at = phrase_end(k, index);
  if (at >= k->end || !(n->flags & CHUNK_GENITIVE) || !is_word(k, n->head)) return k->end;
  unsigned kind = event_lemma(c, n->head)->kind;
  if (!n->entity && kind != KIND_PERSON && kind != KIND_GROUP && kind != KIND_ORG)
    return k->end;
  const chunk *v = event_chunk(c, at);
  return v->kind == CHUNK_NOUN && v->number && v->first == v[-1].last &&
                 !(c->md->numbers.items[v->number - 1].flags & NUMBER_DUAL) &&
                 !begins_with_and(k, v) && !is_governed(k, v)
             ? at
             : k->end;
}

/* «a wave of arrests that reached 22 persons»: the object of the verb behind. */
static bool reached_by(const counter *k, uint32_t at, quantity *q) {
  const event_context *c = k->c;
  const chunk *n = event_chunk(c, at), *v = n + 1;
  if (at + 2 >= k->end || v->kind != CHUNK_VERB || v->first != n->last ||
      v->flags & (CHUNK_PASSIVE | CHUNK_NEGATED | CHUNK_WA) || !is_word(k, v->head) ||
      !(event_lemma(c, v->head)->classes & CLASS_MASK(LIGHT_OCCUR)) ||
      !event_takes_object(c, v))
    return false;
  uint32_t who = bare_noun(k, at + 2);
  return who < k->end && event_chunk(c, who)->number && quantity_read(k, who, q);
}

bool victims_of_noun(counter *k, const harm *h, bool fall) {
  const event_context *c = k->c;
  uint32_t at = c->pd->chunk_at[h->token] - 1, other;
  const chunk *n = event_chunk(c, at);
  const reading *r = event_reading(c, h->token);
  if (n->head == h->token && ends_with_them(k, h->token)) {
    if (fall) return false; /* «during its fall» */
    quantity object;        /* «after its kidnapping of eight fighters» */
    bool follows = at + 1 < k->end && n[1].kind == CHUNK_NOUN && n[1].number &&
                   n[1].first == n->last && !is_governed(k, n + 1) &&
                   !begins_with_and(k, n + 1) && quantity_read(k, at + 1, &object);
    if (follows) return take(k, h, &object);
    if (at + 1 < k->end && n[1].kind == CHUNK_NOUN && n[1].first <= n->last + 1 &&
        !is_governed(k, n + 1) && joined_victims(k, h, at + 1))
      return true; /* «by its killing of this leader with 12 others» */
    return brought_about(k, h, at) || victims_of_pronoun(k, h, at, h->token);
  }
  bool ends = h->token + 1 == n->last &&
              harm_reading(k, h->token) != r; /* «the fighters [were able] to capture» */
  if ((n->head != h->token && !ends) || r->enclitic || r->proclitics & PROCLITIC_AL)
    return false;
  harm own = *h;
  quantity cases; /* «36 cases of kidnapping» */
  if (own.kind >= TOLL_DETAINED && at > k->from && n->flags & CHUNK_GENITIVE &&
      n[-1].number && n[-1].last == n->first && is_case(k, n - 1) &&
      quantity_of_number(k, at - 1, &cases))
    return take(k, h, &cases);
  if (own.kind == TOLL_KILLED && harm_joined(k, h->token, TOLL_WOUNDED, false, &other) &&
      c->pd->chunk_at[other] && event_reading(c, other)->lemma &&
      (harm_rule(k, other, TOLL_SLOT_GENITIVE, &own.rule) ||
       (is_governed(k, n) && harm_rule(k, other, TOLL_SLOT_OBJECT, &own.rule)))) {
    own.rule = h->rule;
    own.kind = TOLL_KILLED_OR_WOUNDED;
    at = c->pd->chunk_at[other] - 1;
  }
  const chunk *h_chunk = event_chunk(c, at), *next = h_chunk + 1;
  if (!fall && reached_by(k, at, &cases)) return take(k, &own, &cases);
  if (at + 1 >= k->end || next->kind != CHUNK_NOUN || is_governed(k, next) ||
      next->first > h_chunk->last + 1)
    return false;
  if (begins_with_and(k, next)) return false;
  quantity q;
  if (fall && (victim_kind(k, counted_noun(k, next)) != N_TOLL_KINDS || !next->number))
    return false;
  if (!quantity_read(k, at + 1, &q)) {
    uint32_t object = behind_doer(k, at + 1);
    bool hurt = own.kind == TOLL_KILLED || own.kind == TOLL_WOUNDED;
    if (hurt && is_case(k, next) && quantity_of_number(k, at + 1, &q))
      return take(k, &own, &q);
    return object < k->end && quantity_read(k, object, &q)
               ? take(k, &own, &q)
               : joined_victims(k, &own, at + 1);
  }
  bool denied = n->flags & CHUNK_NEGATED ||
                (h->token > k->from_token && tag_at(k, h->token - 1) == TAG_NEG_ADAM);
  if (denied && some_person(k, at + 1, &q)) return false;
  if (n->flags & CHUNK_NEGATED) q.low = q.high = 0;
  uint32_t both = fall && own.kind == TOLL_KILLED ? dead_and_wounded(k, at + 2) : k->end;
  if (both < k->end) own.kind = TOLL_KILLED_OR_WOUNDED;
  if (!take(k, &own, &q)) return false;
  if (both < k->end) cover_both(k, both);
  return true;
}

bool victims_of_misread(counter *k, const harm *h) {
  const event_context *c = k->c;
  uint32_t at = c->pd->chunk_at[h->token] - 1;
  const chunk *n = event_chunk(c, at), *next = n + 1;
  quantity q;
  if (n->kind != CHUNK_NOUN) return false;
  bool own = n->head == h->token;
  if (own && at + 1 < k->end && next->number && !is_governed(k, next) &&
      !begins_with_and(k, next) && quantity_read(k, at + 1, &q) && q.number)
    return !is_governed(k, n) && take(k, h, &q);
  bool last =
      h->token + 1 == n->last; /* nothing depends on it that would make it a noun */
  bool idafa = at + 1 < k->end && next->kind == CHUNK_NOUN && next->first == n->last &&
               !begins_with_and(k, next) && !is_governed(k, next);
  if (!last || idafa || begins_with_and(k, n) ||
      (own && (at == k->from || is_governed(k, n))))
    return false;
  if (own && n[-1].last + 1 < n->first) return false;
  if (own && h->kind > TOLL_KILLED_OR_WOUNDED && !event_reading(c, h->token)->enclitic &&
      is_word(k, n[-1].head) &&
      word_last_letter(c->doc->words[n[-1].head]->key) != LETTER_ALEF)
    return false; /* «a seizure officer» is nobody who was seized */
  uint32_t before = own ? at - 1 : at;
  if (own && quantity_read(k, before, &q) &&
      harm_kind(k, event_chunk(c, before)->head) == N_TOLL_KINDS)
    return take(k, h, &q); /* «a Croat it kidnapped» */
  while (before > k->from &&
         event_chunk(c, before)->flags & (CHUNK_GENITIVE | CHUNK_ADJECTIVE) &&
         !event_chunk(c, before)->number)
    before--;
  if (is_governed(k, event_chunk(c, before)) ||
      harm_kind(k, event_chunk(c, before)->head) != N_TOLL_KINDS)
    return false;
  if (!quantity_read(k, before, &q)) return false;
  if (q.last > h->token) q.last = h->token, q.end = event_token(c, h->token - 1)->end;
  return take(k, h, &q);
}

/* «sentenced three accused to prison»: what a court makes an end of is the case. */
static bool sentenced(const counter *k, uint32_t index) {
  uint32_t at = phrase_end(k, index);
  return at < k->end && event_chunk(k->c, at)->preposition == SLOT_BI;
}

/* The noun that makes one phrase with the word of harm, or 0. */
static uint32_t tail_at(const counter *k, const harm *h) {
  uint32_t tail = model_toll(k->c->model, h->rule)->tail;
  for (uint32_t i = h->token + 1; tail && i < k->end_token && i < h->token + LOOK_FAR;
       i++)
    if (is_word(k, i) && event_reading(k->c, i)->lemma == tail &&
        FEATURE_POS(event_reading(k->c, i)->features) == POS_NOUN)
      return i;
  return 0;
}

/* «arrested …», «claimed the life of …»: what the preposition governs, or the noun behind
 * it, or a figure that makes it up («a cell of three»). */
bool victims_of_preposition(counter *k, const harm *h, unsigned slot) {
  const event_context *c = k->c;
  bool inside = false, told = false, on = slot == TOLL_SLOT_ON;
  uint32_t tail = tail_at(k, h);
  uint32_t behind = h->token + 1;
  if (behind < k->end_token && bears_pronoun(k, behind) && ends_with_them(k, behind))
    return victims_of_pronoun(k, h, c->pd->chunk_at[h->token] - 1, behind);
  for (uint32_t i = c->pd->chunk_at[h->token], steps = 0; i < k->end && steps < 8;
       i++, steps++) {
    const chunk *n = event_chunk(c, i);
    quantity q;
    if (n->kind == CHUNK_VERB || n->kind == CHUNK_MARK) return false;
    if (n->kind != CHUNK_NOUN || n->first < tail) continue;
    if (!inside && begins_with_and(k, n) && n->preposition == SLOT_NONE && steps)
      return false;
    bool anew = n->preposition && n->prep_token < n->first && is_word(k, n->prep_token) &&
                event_reading(c, n->prep_token)->proclitics & PROCLITIC_WA;
    if (anew && !inside && !bears_pronoun(k, behind))
      return false; /* «sentenced 5 to execution and 12 others to prison» */
    if (on && n->preposition && n->preposition != SLOT_PREP + TAG_PREP_ALA) return false;
    bool governed = n->preposition == SLOT_PREP + TAG_PREP_ALA ||
                    ((inside || tail) && n->preposition == SLOT_PREP + TAG_PREP_DIDD) ||
                    (!on && n->preposition == SLOT_BI) ||
                    (!on && n->preposition == SLOT_PREP + TAG_PREP_FI && n->number);
    if (on && governed && sentenced(k, i)) return false;
    if (governed && inside && told) return false;
    if (governed && quantity_read(k, i, &q)) return take(k, h, &q);
    told = told || (governed && is_definite(k, n) && beside_person(k, i));
    if (inside && n->flags & CHUNK_GENITIVE && quantity_read(k, i, &q))
      return take(k, h, &q);
    if (inside && n->preposition == SLOT_PREP + TAG_PREP_MIN && n->number &&
        quantity_read(k, i, &q))
      return take(k, h, &q);
    inside = inside || governed;
  }
  return false;
}
