/* casualty_self.c - words that are themselves the victims («28 dead», «no injuries»), and
 * figures that a tally reaches. */
#include "event/casualty_inside.h"

/* A number a little before that counts nothing else: «157 (dead and injured)», «150
 * between dead and wounded». */
static bool loose_number(const counter *k, uint32_t index, quantity *q) {
  const event_context *c = k->c;
  const chunk *self = event_chunk(c, index);
  if (self->preposition == SLOT_LI) return false; /* «134 in a camp for refugees» */
  for (uint32_t i = index, steps = 0; i-- > k->from && steps < 3; steps++) {
    const chunk *n = event_chunk(c, i);
    if (n->kind == CHUNK_VERB || n->kind == CHUNK_MARK) return false;
    if (n->kind != CHUNK_NOUN || !n->number) continue;
    if (c->md->numbers.items[n->number - 1].flags & NUMBER_DUAL) return false;
    bool counts_nothing = n->head == n->first || self->flags & CHUNK_PAREN ||
                          self->preposition == SLOT_PREP + TAG_PREP_BAYN;
    return counts_nothing && quantity_of_number(k, i, q);
  }
  return false;
}

/* «number», «toll» in the idafa before. */
static bool tallied(const counter *k, uint32_t index) {
  for (uint32_t i = index, steps = 0; i-- > k->from && steps < 3; steps++) {
    const chunk *n = event_chunk(k->c, i);
    uint32_t rule;
    if (n->kind != CHUNK_NOUN || !(event_chunk(k->c, i + 1)->flags & CHUNK_GENITIVE))
      return false;
    if (is_word(k, n->head) &&
        (harm_rule(k, n->head, TOLL_SLOT_TALLY, &rule) ||
         number_count_word(k->c->doc, n->head) ||
         event_lemma(k->c, n->head)->classes & CLASS_MASK(UNIT_NOUN)))
      return true;
  }
  return false;
}

/* How many chunks behind a word the number may stand: of a tally, of any victim word. */
enum { REACH_TALLY = 16, REACH_WORD = 5 };

/* «the deaths reach now 471»: the verb before the word says that a figure follows. */
static bool after_reaching(const counter *k, uint32_t index) {
  const chunk *v = event_chunk(k->c, index) - 1;
  return v->kind == CHUNK_VERB && v->last == event_chunk(k->c, index)->first &&
         is_word(k, v->head) && event_lemma(k->c, v->head)->classes & CLASS_MASK(REACH);
}

/* Some reading of the verb has one of the classes: «yazalu» is no passive of «remove». */
static bool may_have_class(const counter *k, uint32_t i, uint64_t classes) {
  if (!is_word(k, i)) return false;
  const word_info *w = k->c->doc->words[i];
  for (unsigned n = 0; n < w->n_readings; n++)
    if (FEATURE_POS(w->readings[n].features) == POS_VERB &&
        w->readings[n].entry->classes & classes)
      return true;
  return false;
}

/* «the number of the wounded in the two blasts [is] nine»: the figure that ends the
 * chunk of the dual. */
static bool quantity_behind_dual(const counter *k, uint32_t index, quantity *q) {
  const event_context *c = k->c;
  const chunk *n = event_chunk(c, index);
  if (n->number >= c->md->numbers.n) return false;
  const number *m = &c->md->numbers.items[n->number];
  if (m->first < n->first || m->last != n->last || m->flags & NUMBER_DUAL) return false;
  return quantity_of_mention(k, index, m, q);
}

/* The chunk begins a clause that tells of something else: «while 5 were rescued»; not
 * «where it reached 25». */
static bool ends_reach(const counter *k, uint32_t at, unsigned reach) {
  const chunk *n = event_chunk(k->c, at);
  if (n->kind != CHUNK_MARK) return false;
  unsigned mark = tag_at(k, n->head);
  bool goes_on = at + 1 < k->end && n[1].kind == CHUNK_VERB &&
                 may_have_class(k, n[1].head, CLASS_MASK(REACH));
  return reach == REACH_WORD ||
         (!goes_on &&
          (mark == TAG_SUB_CAUSE || mark == TAG_SUB_WHILE || mark == TAG_SUB_COND));
}

/* The number that a count reaches, and the one it leaves: «rose from 12 to 20», «reached
 * 20». */
static bool number_reached(counter *k, uint32_t index, unsigned reach, quantity *q,
                           quantity *old) {
  const event_context *c = k->c;
  bool crossed = false; /* another clause has begun */
  old->number = false;
  for (uint32_t i = index + 1, steps = 0; i < k->end && steps < reach; i++, steps++) {
    const chunk *n = event_chunk(c, i);
    if (ends_reach(k, i, reach)) return false;
    crossed = crossed || (n->kind == CHUNK_VERB && n->flags & CHUNK_WA);
    if (crossed && n->kind == CHUNK_NOUN && n->number &&
        !(event_chunk(c, i - 1)->kind == CHUNK_VERB &&
          may_have_class(k, event_chunk(c, i - 1)->head, CLASS_MASK(REACH))))
      return false; /* «the number of the hurt is unknown, and there were sent …» */
    if (n->kind == CHUNK_NOUN && begins_with_and(k, n) &&
        !number_of_them(c->doc, n->first) &&
        harm_kind(k, counted_noun(k, n)) != N_TOLL_KINDS && i > index + 1 && !n->number)
      return false;
    if (n->kind != CHUNK_NOUN || !n->number) continue;
    const number *m = &c->md->numbers.items[n->number - 1];
    if (m->flags & NUMBER_DUAL && !quantity_read(k, i, q)) {
      if (quantity_behind_dual(k, i, q)) return true;
      continue; /* «the toll of the two attacks» */
    }
    if (m->flags & NUMBER_VAGUE &&
        (m->core_first > n->head || (n->flags & CHUNK_GENITIVE && n->head == n->first)))
      continue; /* «on several quarters» */
    if (n->preposition == SLOT_PREP + TAG_PREP_MIN) {
      if (!quantity_of_number(k, i, old)) old->number = false;
      continue;
    }
    bool reached =
        (reach == REACH_TALLY && !n->preposition && !(m->flags & NUMBER_VAGUE)) ||
        n->preposition == SLOT_PREP + TAG_PREP_ILA ||
        n->preposition == SLOT_PREP + TAG_PREP_INDA ||
        event_chunk(c, i - 1)->kind == CHUNK_VERB ||
        (i <= index + 2 && m->core_first > k->from_token &&
         number_of_them(c->doc, m->core_first - 1)) ||
        (index > k->from && !n->preposition && after_reaching(k, index));
    if (reached) return quantity_of_number(k, i, q);
    if (reach == REACH_WORD) return false;
  }
  return false;
}

static bool add_reached(counter *k, const harm *of, const quantity *q,
                        const quantity *old) {
  harm own = *of, *h = &own;
  unsigned kind =
      harm_kind(k, counted_noun(k, event_chunk(k->c, q->chunk))); /* «to 20 dead» */
  if (kind < N_TOLL_KINDS && kind != TOLL_DISPLACED) own.kind = kind;
  toll *t = toll_add(k, h, q);
  if (!t) return false;
  uint32_t at = k->ed->tolls.n - 1;
  if (old->number && old->start != q->start) {
    const toll *was = toll_add(k, h, old);
    if (was) k->ed->tolls.items[at].replaces = k->ed->tolls.n;
  }
  toll_continue(k, h, at, q->after);
  return true;
}

/* Joined to the chunk before by «or», «and». */
static bool joined_to_before(const counter *k, uint32_t at) {
  const chunk *n = event_chunk(k->c, at);
  return begins_with_and(k, n) ||
         (n->first > k->from_token && tag_at(k, n->first - 1) == TAG_CONJ_OR);
}

/* The chunk `at`, or the first of the genitives and joined nouns that end in it, stands
 * behind a word for «about»; none of them before `from`. */
static bool about_it(const counter *k, uint32_t from, uint32_t at) {
  while (at > from && (event_chunk(k->c, at)->flags & CHUNK_GENITIVE ||
                       (joined_to_before(k, at) && !event_chunk(k->c, at)->preposition)))
    at--;
  unsigned of = event_chunk(k->c, at)->preposition;
  return of == SLOT_PREP + TAG_PREP_AN || of == SLOT_PREP + TAG_PREP_ABOUT ||
         of == SLOT_PREP + TAG_PREP_HAWL;
}

/* «without», which is written like «write down». */
static bool may_be_without(const counter *k, uint32_t i) {
  if (!is_word(k, i)) return false;
  const word_info *w = k->c->doc->words[i];
  for (unsigned n = 0; n < w->n_readings; n++)
    if (w->readings[n].entry->tag == TAG_NEG_DUN) return true;
  return false;
}

/* V5: the noun is denied, or the verb or the noun («occurrence of …») that governs it. */
static bool none_of(const counter *k, uint32_t at, bool *unreal) {
  const event_context *c = k->c;
  *unreal = false;
  if (event_chunk(c, at)->flags & CHUNK_NEGATED) return true;
  for (uint32_t i = at, steps = 0; i-- > k->from && steps < 4; steps++) {
    const chunk *n = event_chunk(c, i), *next = n + 1;
    if (n->kind == CHUNK_VERB) {
      uint32_t t = n->first;
      bool without = t >= k->from_token + 2 && tag_at(k, t - 1) == TAG_COMP_AN &&
                     may_be_without(k, t - 2);
      const uint64_t carriers = CLASS_MASK(CAUSE) | CLASS_MASK(LIGHT_OCCUR) |
                                CLASS_MASK(AUX_TAMM) | CLASS_MASK(AUX_KANA);
      uint32_t rule;
      bool carries =
          is_word(k, n->head) && (may_have_class(k, n->head, carriers) ||
                                  harm_rule(k, n->head, TOLL_SLOT_FALL, &rule));
      bool not_past = t > k->from_token && tag_at(k, t - 1) == TAG_NEG_LA &&
                      t > k->from_token + 1 && event_chunk(c, i)->flags & CHUNK_IMPERFECT;
      bool news = !carries && n->flags & CHUNK_NEGATED &&
                  !may_have_class(k, n->head, CLASS_MASK(AUX_CONTINUE)) &&
                  about_it(k, i + 1, at); /* «there is no news of dead» */
      *unreal = news || (carries && !without && n->flags & CHUNK_NEGATED &&
                         (not_past || n->flags & (CHUNK_SUBJUNCTIVE | CHUNK_FUTURE)));
      return news || (carries && (without || n->flags & CHUNK_NEGATED));
    }
    if (n->kind == CHUNK_NOUN && n->flags & CHUNK_NEGATED)
      return next->flags & CHUNK_GENITIVE || next->preposition;
    if (n->kind == CHUNK_MARK || n->kind == CHUNK_PUNCT) return false;
  }
  return false;
}

static bool accusative_form(const counter *k, uint32_t i) {
  uint8_t letters[WORD_MAX_LETTERS];
  unsigned n = word_unpack(k->c->doc->words[i]->key, letters);
  return n > 3 && letters[n - 1] == LETTER_ALEF;
}

/* «they hold them hostages», «is considered a corpse», «who were captives», «the regime
 * is a corpse»: the noun says what somebody is or is taken for. */
static bool predicate(const counter *k, uint32_t at) {
  const event_context *c = k->c;
  const chunk *n = event_chunk(c, at), *before = n - 1;
  uint32_t that = n->first;
  while (that > k->from_token && !is_word(k, that - 1)) that--;
  unsigned tag = that > k->from_token ? tag_at(k, that - 1) : (unsigned)TAG_NONE;
  if ((tag == TAG_COMP_INNA || tag == TAG_COMP_AN) && !n->number &&
      ends_with_them(k, that - 1))
    return true; /* «described them as martyrs» */
  if (at <= k->from) return false;
  if (before->kind == CHUNK_VERB && is_word(k, before->head))
    return event_reading(c, before->head)->enclitic ||
           event_lemma(c, before->head)->classes &
               (CLASS_MASK(ATTITUDE) | CLASS_MASK(AUX_KANA));
  if (accusative_form(k, n->head)) /* «unless any of them was imprisoned» */
    for (uint32_t i = at, steps = 0; i-- > k->from && steps < 3; steps++) {
      const chunk *v = event_chunk(c, i);
      if (v->kind == CHUNK_PUNCT || v->kind == CHUNK_MARK) break;
      if (v->kind == CHUNK_VERB && is_word(k, v->head) &&
          (event_lemma(c, v->head)->classes & CLASS_MASK(AUX_KANA) ||
           event_reading(c, v->head)->enclitic))
        return !n->number;
    }
  const clause *cl = &c->pd->clauses.items[n->clause];
  return !cl->verb && cl->subject == at && before->entity && !n->preposition &&
         !(n->flags & (CHUNK_GENITIVE | CHUNK_COORDINATED)) && !n->number;
}

/* «the victims are four …», «the dead are a woman and her child». */
static bool spelt_behind(const counter *k, uint32_t at, quantity *q) {
  const chunk *n = event_chunk(k->c, at), *who = n + 2;
  if (at + 2 >= k->end || tag_at(k, n[1].head) != TAG_PRON ||
      n[1].last != n[1].first + 1 || who->kind != CHUNK_NOUN || who->preposition ||
      begins_with_and(k, who))
    return false;
  if (who->number) return quantity_of_number(k, at + 2, q);
  return number_of_noun(k, n->head, harm_reading(k, n->head)) == 3 &&
         quantity_read(k, at + 2, q) && q->high > 0;
}

/* «the dead are in the hundreds». */
static bool in_hundreds(const counter *k, uint32_t at, quantity *q) {
  const chunk *n = event_chunk(k->c, at), *next = n + 1;
  if (at + 1 >= k->end || next->kind != CHUNK_NOUN || !next->number ||
      next->preposition != SLOT_BI || next->head != next->first)
    return false;
  return quantity_of_number(k, at + 1, q) && !q->stated && q->low >= 20;
}

/* «the ten dead», «the bodies of 7 civilians»: the figure behind. */
static bool number_behind(const counter *k, uint32_t at, quantity *q) {
  const event_context *c = k->c;
  if (spelt_behind(k, at, q) || in_hundreds(k, at, q)) return true;
  const chunk *n = event_chunk(c, at), *next = n + 1;
  if (at + 2 < k->end && next->kind == CHUNK_TIME && !next->preposition &&
      next->first == n->last && next[1].first == next->last && !n->preposition &&
      next[1].kind == CHUNK_NOUN && next[1].number && !is_governed(k, next + 1) &&
      !begins_with_and(k, next + 1))
    return quantity_of_number(k, at + 2, q); /* «the deaths yearly [are] 23 thousand» */
  bool definite =
      is_word(k, n->head) && event_reading(c, n->head)->proclitics & PROCLITIC_AL;
  if (at + 1 < k->end && next->number && definite &&
      (n->preposition ? n->preposition != SLOT_PREP + TAG_PREP_BAYN
                      : n->flags & CHUNK_GENITIVE)) {
    const number *m = &c->md->numbers.items[next->number - 1];
    if (m->noun == m->core_last && !(m->flags & NUMBER_DUAL))
      return false; /* «for the wounded, 12 doctors» */
  }
  if (at + 1 >= k->end || next->kind != CHUNK_NOUN || !next->number ||
      next->preposition || begins_with_and(k, next) ||
      next->first != n->last + (next->flags & CHUNK_PAREN && next->first > n->last) ||
      c->md->numbers.items[next->number - 1].flags & NUMBER_DUAL)
    return false;
  if (!quantity_of_number(k, at + 1, q)) return false;
  q->start = n->number ? q->start : event_token(c, n->first)->start;
  q->first = n->first;
  return true;
}

/* «were hurt, severe injuries»: the bare noun only repeats what the verb or noun before
 * said. */
static bool cognate(const counter *k, uint32_t at) {
  const chunk *n = event_chunk(k->c, at);
  if (at == k->from || n[-1].kind != CHUNK_NOUN || n->preposition ||
      n->flags & CHUNK_COORDINATED)
    return false;
  return !(n->flags & CHUNK_GENITIVE) || n[-1].number ||
         tag_at(k, n[-1].head) == TAG_DET_OTHER;
}

/* «15 cases of death». */
static bool idafa_of_cases(const counter *k, uint32_t at) {
  const chunk *n = event_chunk(k->c, at);
  return at > k->from && n->flags & CHUNK_GENITIVE && n[-1].number &&
         (n[-1].head > n[-1].first || is_case(k, n - 1)) && n[-1].last == n->first &&
         (harm_kind(k, counted_noun(k, n)) == TOLL_KILLED ||
          harm_kind(k, counted_noun(k, n)) == TOLL_WOUNDED);
}

/* «there was a case of death»: one, where no genitive says whose death. */
static bool one_case(const counter *k, uint32_t at, quantity *q) {
  const chunk *n = event_chunk(k->c, at), *cases = n - 1, *next = n + 1;
  if (at == k->from || cases->number || cases->kind != CHUNK_NOUN ||
      cases->head + 1 != cases->last || cases->preposition || n->preposition ||
      cases->last != n->first || !is_word(k, cases->head) || !is_word(k, n->head) ||
      event_reading(k->c, n->head)->proclitics || event_reading(k->c, n->head)->enclitic)
    return false;
  const reading *r = event_reading(k->c, cases->head);
  bool whose =
      at + 1 < k->end && next->kind == CHUNK_NOUN && next->flags & CHUNK_GENITIVE;
  unsigned many = FEATURE_NUMBER(r->features); /* «a case», «two cases of death» */
  q->low = q->high = many == 2 ? 2 : 1;
  return !whose && n->last == n->head + 1 && many <= 2 &&
         !(r->proclitics & PROCLITIC_AL) &&
         (many == 2 || (n->flags & CHUNK_GENITIVE && cases->flags & CHUNK_INDEFINITE)) &&
         (harm_kind(k, n->head) == TOLL_KILLED ||
          harm_kind(k, n->head) == TOLL_WOUNDED) &&
         is_case(k, cases);
}

/* «three workers suffered injuries»: the people are the subject of the verb before. */
static bool exposed(const counter *k, uint32_t at, quantity *q) {
  const event_context *c = k->c;
  for (uint32_t i = at, steps = 0; i-- > k->from && steps < 5; steps++) {
    const chunk *v = event_chunk(c, i);
    if (v->kind == CHUNK_MARK || v->kind == CHUNK_PUNCT) return false;
    if (v->kind != CHUNK_VERB) continue;
    if (!may_have_class(k, v->head, CLASS_MASK(LIGHT_PASSIVE))) return false;
    uint32_t who = bare_noun(k, i + 1);
    if (who >= at) who = noun_before_verb(k, i);
    return who < k->end && quantity_read(k, who, q);
  }
  return false;
}

/* Some reading of the word is a noun whose first letter is its own. */
static bool may_be_bare_noun(const counter *k, uint32_t i) {
  const word_info *w = k->c->doc->words[i];
  for (unsigned n = 0; n < w->n_readings; n++)
    if (FEATURE_POS(w->readings[n].features) == POS_NOUN && !w->readings[n].proclitics)
      return true;
  return false;
}

/* «we expect that there are dead»: nobody has counted them. */
static bool expected(const counter *k, uint32_t at) {
  for (uint32_t i = at, steps = 0; i-- > k->from && steps < 3; steps++) {
    const chunk *n = event_chunk(k->c, i);
    if (n->kind == CHUNK_VERB && is_word(k, n->head) &&
        event_lemma(k->c, n->head)->classes & CLASS_MASK(EXPECT))
      return true;
    bool noun = n->kind == CHUNK_NOUN || /* «wujud», existence, not «and improved» */
                (n->kind == CHUNK_VERB && n->flags & CHUNK_WA && is_word(k, n->head) &&
                 may_be_bare_noun(k, n->head));
    if (!noun || n[1].first > n->last + 1) return false;
  }
  return false;
}

/* «those who fell victim to …»: the noun makes one phrase with the verb before. */
static bool of_verb(const counter *k, uint32_t at) {
  const chunk *n = event_chunk(k->c, at), *v = n - 1;
  uint32_t rule;
  if (at == k->from || v->kind != CHUNK_VERB || v->last != n->first || n->number)
    return false;
  const toll_record *t = harm_rule(k, v->head, TOLL_SLOT_SUBJECT, &rule);
  return t && t->tail && t->tail == event_reading(k->c, n->head)->lemma;
}

/* «the fall of a dead», «the occurrence of a dead»: the genitive of a noun that says that
 * there was one. */
static bool occurs(const counter *k, uint32_t at) {
  const chunk *n = event_chunk(k->c, at), *fall = n - 1;
  uint32_t rule;
  if (at == k->from || n->preposition || !(n->flags & CHUNK_GENITIVE) ||
      fall->kind != CHUNK_NOUN || fall->last != n->first || fall->number ||
      !is_word(k, fall->head) || event_reading(k->c, fall->head)->enclitic)
    return false;
  return harm_rule(k, fall->head, TOLL_SLOT_FALL, &rule) ||
         event_lemma(k->c, fall->head)->classes & CLASS_MASK(LIGHT_OCCUR);
}

/* The word also makes one phrase with a verb of dying («went as a victim of»): by itself
 * it stands for those who suffer anything. */
static bool suffers(const counter *k, uint32_t lemma) {
  const rasid_model *m = k->c->model;
  for (uint32_t i = 0; i < m->n[SECTION_TOLLS]; i++) {
    const toll_record *t = model_toll(m, i);
    if (t->kind == TOLL_KILLED && t->tail == lemma) return true;
  }
  return false;
}

/* «a victim of fraud», «the victims of an illness», «victims to the flood»: what they
 * suffer from stands behind, and none of them is counted here. */
static bool victim_of(const counter *k, uint32_t at, unsigned form) {
  const chunk *n = event_chunk(k->c, at), *next = n + 1;
  if (form == 1) return !occurs(k, at);
  if (at + 1 >= k->end || next->kind != CHUNK_NOUN || begins_with_and(k, next))
    return false;
  if (next->preposition) return next->preposition == SLOT_LI;
  return next->first == n->last && !next->number && !(next->flags & CHUNK_ADJECTIVE) &&
         !next->entity && is_word(k, next->head) &&
         !is_person_lemma(event_lemma(k->c, next->head));
}

/* Something that is no person, with a noun right behind that may be whose it is. */
static bool is_body(const counter *k, uint32_t at) {
  const chunk *n = event_chunk(k->c, at), *of = n + 1;
  return event_lemma(k->c, n->head)->kind != KIND_PERSON && n->last == n->head + 1 &&
         at + 1 < k->end && of->kind == CHUNK_NOUN && !of->preposition &&
         !begins_with_and(k, of) &&
         of->first <= n->last + ((of->flags & CHUNK_QUOTED) != 0);
}

/* «the body of a woman», «the bodies of two migrants»: of the indefinite person behind,
 * which `q` takes in. */
static bool body_of(const counter *k, uint32_t at, unsigned form, quantity *q) {
  const chunk *n = event_chunk(k->c, at), *of = n + 1;
  quantity who;
  if (!is_body(k, at) || (n->number && form != 2) || is_definite(k, of) ||
      !quantity_read(k, at + 1, &who))
    return false;
  bool fits = form == 3                  ? who.low > 1
              : !who.number && form == 1 ? who.high == 1
                                         : form == 2;
  if (!fits) return false;
  if (form == 3) q->low = who.low, q->high = who.high;
  q->last = who.last;
  q->end = who.end;
  q->after = who.after;
  return true;
}

/* A victim word without a figure: its form says how many. */
static bool self_form(const counter *k, uint32_t i, unsigned slot, quantity *q) {
  const event_context *c = k->c;
  uint32_t at = c->pd->chunk_at[i] - 1;
  const chunk *n = event_chunk(c, at), *next = n + 1;
  unsigned form = number_of_noun(k, i, harm_reading(k, i));
  bool countable = slot == TOLL_SLOT_COUNTABLE, unreal;
  if (countable && idafa_of_cases(k, at)) return quantity_of_number(k, at - 1, q);
  if (form == 3 && none_of(k, at, &unreal)) {
    q->low = q->high = 0;
    return !unreal;
  }
  bool idafa = at + 1 < k->end && next->flags & CHUNK_GENITIVE && next->first == n->last;
  if (predicate(k, at) || definite_idafa(k, at)) return false;
  q->low = form == 1 ? 1 : 2;
  q->high = form == 3 ? -1 : q->low;
  if (n->preposition == SLOT_KA || of_verb(k, at)) return false;
  if (!countable && suffers(k, harm_reading(k, i)->lemma) && victim_of(k, at, form))
    return false;
  if (!countable && is_body(k, at) && k->toll_at[n[1].first])
    return false; /* «bodies of "terrorists" who were killed» */
  if (!countable && body_of(k, at, form, q)) return true;
  if (form == 3 && (opens_parts(k, n->first) || expected(k, at))) return false; /* V4 */
  if (form == 3 && countable && n->preposition == SLOT_LI) return exposed(k, at, q);
  if (form == 2 || (form == 3 && !countable)) return true;
  if (form == 3)
    return n->preposition != SLOT_BI && n->preposition != SLOT_PREP + TAG_PREP_BAYN &&
           n->preposition != SLOT_PREP + TAG_PREP_MIN && !idafa && !cognate(k, at);
  if (countable && form == 1 && one_case(k, at, q)) return true;
  if (countable) return false;
  return accusative_form(k, i) || occurs(k, at) ||
         !(n->flags & CHUNK_GENITIVE || n->preposition);
}

/* «8 hurt cases», but not «areas stricken with …». */
static bool cases_hurt(const counter *k, uint32_t at, quantity *q) {
  const chunk *next = event_chunk(k->c, at) + 1;
  return !(at + 1 < k->end && next->preposition == SLOT_BI) &&
         quantity_of_number(k, at, q);
}

/* A person or a participle: «killed», not «bodies» or «death». */
static bool person_word(const counter *k, uint32_t i) {
  const reading *r = harm_reading(k, i);
  return r->entry->kind == KIND_PERSON || FEATURE_POS(r->features) != POS_NOUN;
}

/* «four persons are still missing», «9 are counted among the missing»: the word says what
 * became of the counted people before it. */
static bool counted_subject(const counter *k, uint32_t at, unsigned kind, quantity *q) {
  const event_context *c = k->c;
  if (at <= k->from) return false;
  const chunk *n = event_chunk(c, at), *v = n - 1;
  const uint64_t lasting = CLASS_MASK(AUX_CONTINUE) | CLASS_MASK(AUX_KANA);
  if (n->number || n->preposition || v->last != n->first) return false;
  bool others = at > k->from + 1 && v->kind == CHUNK_NOUN && !v->number && v[-1].number &&
                tag_at(k, v->head) == TAG_DET_OTHER && v[-1].last == v->first;
  if (others) v--, at--;     /* «20 others are still missing» */
  if (v->kind == CHUNK_NOUN) /* «there remain nine persons missing» */
    return v->number && !begins_with_and(k, n) && !is_definite(k, n) &&
           (others || !(n->flags & CHUNK_GENITIVE)) && person_word(k, n->head) &&
           harm_kind(k, counted_noun(k, v)) == N_TOLL_KINDS &&
           quantity_read(k, at - 1, q) && q->low > 1 &&
           !(c->md->numbers.items[v->number - 1].flags & NUMBER_VAGUE) &&
           !(kind == TOLL_WOUNDED && at + 1 < k->end && n[1].preposition == SLOT_BI);
  if (v->kind != CHUNK_VERB || !may_have_class(k, v->head, lasting)) return false;
  uint32_t before = noun_before_verb(k, at - 1);
  return before < k->end && quantity_read(k, before, q) && q->stated;
}

/* Noun and participle agree: «a relative of the young man, the deceased one» is about
 * the young man. */
static bool as_definite(const counter *k, uint32_t participle, uint32_t noun) {
  if (!is_word(k, noun)) return true;
  return (event_reading(k->c, participle)->proclitics & PROCLITIC_AL) ==
         (event_reading(k->c, noun)->proclitics & PROCLITIC_AL);
}

/* «eight are [counted] among the missing»: the people stand before. */
static bool in_their_ranks(const counter *k, uint32_t at, unsigned kind, quantity *q) {
  const chunk *n = event_chunk(k->c, at), *ranks = n - 1, *who = n - 2;
  return kind == TOLL_MISSING && at >= k->from + 2 && n->flags & CHUNK_GENITIVE &&
         ranks->kind == CHUNK_NOUN && ranks->last == n->first && !ranks->number &&
         ranks->preposition == SLOT_PREP + TAG_PREP_FI && who->kind == CHUNK_NOUN &&
         who->last == ranks->prep_token && who->number && quantity_read(k, at - 2, q);
}

static bool self_quantity(const counter *k, uint32_t i, unsigned slot, unsigned kind,
                          quantity *q) {
  const event_context *c = k->c;
  uint32_t at = c->pd->chunk_at[i] - 1;
  const chunk *n = event_chunk(c, at);
  const reading *r = harm_reading(k, i);
  bool adjective = FEATURE_POS(event_reading(c, i)->features) != POS_NOUN;
  if (counted_noun(k, n) !=
      i) /* «20 abducted activists», but not «20 women infected with …» */
    return adjective && as_definite(k, i, counted_noun(k, n)) &&
           (kind == TOLL_WOUNDED ? cases_hurt(k, at, q) : quantity_read(k, at, q));
  const number *m = n->number ? &c->md->numbers.items[n->number - 1] : NULL;
  if (m && m->flags & NUMBER_DUAL && m->flags & NUMBER_ARTICLE)
    return false; /* «the two wounded» were told before */
  if (m && m->value == 1 && m->core_first < i && !(m->flags & NUMBER_DUAL))
    return false; /* «one of the dead» */
  bool plural = m && m->flags & NUMBER_DUAL && number_of_noun(k, i, r) == 3;
  if (m && !plural && quantity_of_number(k, at, q)) {
    if (m->flags & NUMBER_DUAL && slot == TOLL_SLOT_SELF) body_of(k, at, 2, q);
    return true;
  }
  if (m && m->flags & NUMBER_ORDINAL) return false; /* «the fourth victim of the fire» */
  bool qualifies = at > k->from && n[-1].number && n[-1].head > n[-1].first &&
                   n[-1].last == n->first && !n->preposition && !begins_with_and(k, n);
  if (qualifies && kind != TOLL_WOUNDED && r->proclitics == PROCLITIC_AL)
    return quantity_read(k, at - 1, q); /* «some of the activists, the abducted» */
  if (!r->enclitic && number_behind(k, at, q)) return true;
  if (in_their_ranks(k, at, kind, q)) return true;
  if (r->proclitics & PROCLITIC_AL || r->enclitic) return false;
  if (counted_subject(k, at, kind, q)) return true;
  uint32_t end = event_token(c, n->last - 1)->end;
  if (slot != TOLL_SLOT_COUNTABLE && loose_number(k, at, q)) {
    q->after = phrase_end(k, at);
    if (end > q->end) q->end = end, q->last = n->last;
    return true;
  }
  if (slot == TOLL_SLOT_COUNTED) return false;
  *q = (quantity){.first = n->first, .last = n->last, .chunk = at, .end = end};
  q->after = phrase_end(k, at);
  q->start = event_token(c, i)->start;
  if (r->n_prefix)
    q->start = text_letter_offset(c->doc->text, event_token(c, i), r->n_prefix);
  return self_form(k, i, slot, q);
}

/* «among the dead is a child», «among the wounded are 3 children». */
static bool among_victims(const counter *k, uint32_t at, quantity *q) {
  const chunk *n = event_chunk(k->c, at);
  if (n->preposition != SLOT_PREP + TAG_PREP_BAYN || n->last != n->head + 1 ||
      number_of_noun(k, n->head, harm_reading(k, n->head)) != 3)
    return false;
  uint32_t who = bare_noun(k, at + 1);
  if (who >= k->end || who > at + 3) return false;
  const chunk *w = event_chunk(k->c, who);
  if (begins_with_and(k, w) || harm_kind(k, counted_noun(k, w)) != N_TOLL_KINDS ||
      (w->number && k->c->md->numbers.items[w->number - 1].flags & NUMBER_ARTICLE))
    return false;
  return quantity_read(k, who, q) && (q->number || q->high == q->low); /* V4 */
}

/* «the number of the dead exceeded 100»: the verb before the noun at `at` bounds the
 * figure behind it. */
static void bounded_before(const counter *k, uint32_t at, quantity *q) {
  const event_context *c = k->c;
  for (uint32_t i = at, steps = 0; i-- > k->from && steps < 3; steps++) {
    const chunk *n = event_chunk(c, i);
    if (n->kind != CHUNK_NOUN && n->kind != CHUNK_VERB) return;
    if (n->kind == CHUNK_NOUN) continue;
    bool more = is_word(k, n->head) && !(n->flags & CHUNK_NEGATED) &&
                number_exceeded(c->doc, n->head) &&
                event_lemma(c, n->head)->classes & CLASS_MASK(REACH);
    if (more && n->last == n[1].first && q->low == q->high) q->low++, q->high = -1;
    return;
  }
}

bool victims_themselves(counter *k, const harm *h, unsigned slot) {
  const event_context *c = k->c;
  uint32_t at = c->pd->chunk_at[h->token] - 1, other = 0;
  const chunk *n = event_chunk(c, at);
  const reading *r = harm_reading(k, h->token);
  if (n->kind != CHUNK_NOUN) return false;
  harm own = *h;
  quantity q, old;
  bool definite = (r->proclitics & PROCLITIC_AL) != 0 || r->enclitic;
  bool tally = !n->number && n->head == h->token && tallied(k, at);
  if ((definite || tally) && !n->number && n->head == h->token) {
    if (definite && !r->enclitic && among_victims(k, at, &q)) {
      if (!toll_add(k, h, &q)) return false;
      toll_continue(k, h, k->ed->tolls.n - 1, q.after);
      return true;
    }
    if (!r->enclitic && number_behind(k, at, &q)) {
      bounded_before(k, at, &q);
      if (!toll_add(k, h, &q)) return false;
      toll_continue(k, h, k->ed->tolls.n - 1, phrase_end(k, q.chunk));
      return true;
    }
    if (number_reached(k, at, tally ? REACH_TALLY : REACH_WORD, &q, &old)) {
      bounded_before(k, at, &q);
      return add_reached(k, h, &q, &old);
    }
    if (tally) return false;
  }
  if (!self_quantity(k, h->token, slot, h->kind, &q)) return false;
  if (own.kind == TOLL_KILLED && harm_joined(k, h->token, TOLL_WOUNDED, false, &other) &&
      q.low) {
    const chunk *o =
        c->pd->chunk_at[other] ? event_chunk(c, c->pd->chunk_at[other] - 1) : NULL;
    bool singular = FEATURE_NUMBER(r->features) == 1;
    bool noun = o && o->kind == CHUNK_NOUN && !o->number &&
                victim_kind(k, other) == TOLL_WOUNDED; /* not «and wounded 173 others» */
    if (q.number && noun &&
        (singular || definite || tag_at(k, other - 1) == TAG_CONJ_OR)) {
      own.kind = TOLL_KILLED_OR_WOUNDED;
      if (event_token(c, other)->end > q.end)
        q.end = event_token(c, other)->end, q.last = other + 1;
    }
  }
  if (own.kind == TOLL_WOUNDED && fell_ill(k, &q)) return false;
  if (!toll_add(k, &own, &q)) return false;
  toll_continue(k, &own, k->ed->tolls.n - 1, q.after);
  return true;
}

bool victims_tallied(counter *k, const harm *h) {
  quantity q, old;
  uint32_t at = k->c->pd->chunk_at[h->token] - 1;
  const chunk *n = event_chunk(k->c, at), *of;
  if (n->head != h->token) return false;
  harm own = *h;
  for (uint32_t i = at + 1; i < k->end && i <= at + 3; i++) {
    of = event_chunk(k->c, i);
    if (of->kind != CHUNK_NOUN || !(of->flags & CHUNK_GENITIVE)) break;
    uint32_t noun = counted_noun(k, of);
    unsigned kind = harm_kind(k, noun);
    if (i == at + 1 && kind >= N_TOLL_KINDS && is_word(k, noun)) {
      const lemma_record *l = event_lemma(k->c, noun);
      if (l->kind == KIND_PERSON && !(l->classes & CLASS_MASK(VICTIM_NOUN)) &&
          !of->number)
        return false; /* «the tally of travellers» */
    }
    if (kind >= N_TOLL_KINDS || kind == TOLL_DISPLACED) continue;
    own.kind = kind; /* «the toll of the number of the wounded» */
    break;
  }
  if (!number_reached(k, at, REACH_TALLY, &q, &old)) return false;
  bounded_before(k, at, &q);
  return add_reached(k, &own, &q, &old);
}

bool victims_numbered(counter *k, const harm *h, uint32_t of, uint32_t at) {
  quantity q, old;
  const chunk *n = event_chunk(k->c, of);
  if (of >= at || n->number || !is_word(k, n->head)) return false;
  bool counts = number_count_word(k->c->doc, n->head)
                    ? definite_idafa(k, of)
                    : is_definite(k, n) && tallied(k, of);
  if (!counts || !number_reached(k, at, REACH_TALLY, &q, &old)) return false;
  return add_reached(k, h, &q, &old);
}
