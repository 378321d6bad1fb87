/* casualty_self.c - words that are themselves the victims («28 dead», «no injuries»), and
 * figures that a tally reaches. */
#include "event/casualty_inside.h"

/* A number a little before that counts nothing else: «157 (dead and injured)», «150
 * between dead and wounded». */
static bool loose_number(const counter *k, uint32_t index, quantity *q) {
  const event_context *c = k->c;
  const chunk *self = event_chunk(c, index);
  for (uint32_t i = index, steps = 0; i-- > k->from && steps < 3; steps++) {
    const chunk *n = event_chunk(c, i);
    if (n->kind == CHUNK_VERB || n->kind == CHUNK_MARK) return false;
    if (n->kind != CHUNK_NOUN || !n->number) continue;
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
    if (n->kind != CHUNK_NOUN) return false;
    if (is_word(k, n->head) &&
        (harm_rule(k, n->head, TOLL_SLOT_TALLY, &rule) ||
         event_lemma(k->c, n->head)->classes & CLASS_MASK(UNIT_NOUN)))
      return true;
    if (!(event_chunk(k->c, i + 1)->flags & CHUNK_GENITIVE)) return false;
  }
  return false;
}

/* How many chunks behind a word the number may stand: of a tally, of any victim word. */
enum { REACH_TALLY = 16, REACH_WORD = 5 };

/* The number that a count reaches, and the one it leaves: «rose from 12 to 20», «reached
 * 20». */
static bool number_reached(counter *k, uint32_t index, unsigned reach, quantity *q,
                           quantity *old) {
  const event_context *c = k->c;
  old->number = false;
  for (uint32_t i = index + 1, steps = 0; i < k->end && steps < reach; i++, steps++) {
    const chunk *n = event_chunk(c, i);
    if (n->kind == CHUNK_MARK && reach == REACH_WORD) return false;
    if (n->kind == CHUNK_NOUN && begins_with_and(k, n) &&
        harm_kind(k, counted_noun(k, n)) != N_TOLL_KINDS && i > index + 1 && !n->number)
      return false;
    if (n->kind != CHUNK_NOUN || !n->number) continue;
    if (n->preposition == SLOT_PREP + TAG_PREP_MIN) {
      if (!quantity_of_number(k, i, old)) old->number = false;
      continue;
    }
    bool reached = (reach == REACH_TALLY && !n->preposition) ||
                   n->preposition == SLOT_PREP + TAG_PREP_ILA ||
                   n->preposition == SLOT_PREP + TAG_PREP_INDA ||
                   event_chunk(c, i - 1)->kind == CHUNK_VERB;
    if (reached) return quantity_of_number(k, i, q);
    if (reach == REACH_WORD) return false;
  }
  return false;
}

static bool add_reached(counter *k, const harm *of, const quantity *q,
                        const quantity *old) {
  harm own = *of, *h = &own;
  unsigned kind =
      victim_kind(k, counted_noun(k, event_chunk(k->c, q->chunk))); /* «to 20 dead» */
  if (kind != N_TOLL_KINDS) own.kind = kind;
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
                     tag_at(k, t - 2) == TAG_NEG_DUN;
      const uint64_t carriers = CLASS_MASK(CAUSE) | CLASS_MASK(LIGHT_OCCUR) |
                                CLASS_MASK(AUX_TAMM) | CLASS_MASK(AUX_KANA);
      uint32_t rule;
      bool carries =
          is_word(k, n->head) && ((event_lemma(c, n->head)->classes & carriers) ||
                                  harm_rule(k, n->head, TOLL_SLOT_FALL, &rule));
      bool not_past = t > k->from_token && tag_at(k, t - 1) == TAG_NEG_LA &&
                      t > k->from_token + 1 && event_chunk(c, i)->flags & CHUNK_IMPERFECT;
      *unreal = carries && !without && n->flags & CHUNK_NEGATED &&
                (not_past || n->flags & (CHUNK_SUBJUNCTIVE | CHUNK_FUTURE));
      return carries && (without || n->flags & CHUNK_NEGATED);
    }
    if (n->kind == CHUNK_NOUN && n->flags & CHUNK_NEGATED)
      return next->flags & CHUNK_GENITIVE || next->preposition;
    if (n->kind == CHUNK_MARK || n->kind == CHUNK_PUNCT) return false;
  }
  return false;
}

/* «they hold them hostages», «is considered a corpse», «who were captives», «the regime
 * is a corpse»: the noun says what somebody is or is taken for. */
static bool predicate(const counter *k, uint32_t at) {
  const event_context *c = k->c;
  if (at <= k->from) return false;
  const chunk *n = event_chunk(c, at), *before = n - 1;
  if (before->kind == CHUNK_VERB && is_word(k, before->head))
    return event_reading(c, before->head)->enclitic ||
           event_lemma(c, before->head)->classes &
               (CLASS_MASK(ATTITUDE) | CLASS_MASK(AUX_KANA));
  const clause *cl = &c->pd->clauses.items[n->clause];
  return !cl->verb && cl->subject == at && before->entity && !n->preposition &&
         !(n->flags & (CHUNK_GENITIVE | CHUNK_COORDINATED)) && !n->number;
}

static bool accusative(const counter *k, uint32_t i) {
  uint8_t letters[WORD_MAX_LETTERS];
  unsigned n = word_unpack(k->c->doc->words[i]->key, letters);
  return n > 3 && letters[n - 1] == LETTER_ALEF;
}

/* «the ten dead», «the bodies of 7 civilians»: the figure behind. */
static bool number_behind(const counter *k, uint32_t at, quantity *q) {
  const event_context *c = k->c;
  const chunk *n = event_chunk(c, at), *next = n + 1;
  if (at + 1 >= k->end || next->kind != CHUNK_NOUN || !next->number ||
      next->preposition || next->first != n->last || begins_with_and(k, next) ||
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
         n[-1].head > n[-1].first && n[-1].last == n->first &&
         harm_kind(k, counted_noun(k, n)) == TOLL_KILLED;
}

/* A victim word without a figure: its form says how many. */
static bool self_form(const counter *k, uint32_t i, unsigned slot, quantity *q) {
  const event_context *c = k->c;
  uint32_t at = c->pd->chunk_at[i] - 1;
  const chunk *n = event_chunk(c, at), *next = n + 1;
  unsigned form = number_of_noun(k, i, harm_reading(k, i));
  bool countable = slot == TOLL_SLOT_COUNTABLE, unreal;
  if (form == 3 && none_of(k, at, &unreal)) {
    q->low = q->high = 0;
    return !unreal;
  }
  bool idafa = at + 1 < k->end && next->flags & CHUNK_GENITIVE && next->first == n->last;
  if (predicate(k, at) || definite_idafa(k, at)) return false;
  q->low = form == 1 ? 1 : 2;
  q->high = form == 3 ? -1 : q->low;
  if (form == 2 || (form == 3 && !countable)) return true;
  if (form == 3) return n->preposition != SLOT_BI && !idafa && !cognate(k, at);
  if (countable) return idafa_of_cases(k, at) && quantity_of_number(k, at - 1, q);
  return accusative(k, i) || !(n->flags & CHUNK_GENITIVE || n->preposition);
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
    return adjective && kind != TOLL_WOUNDED && quantity_read(k, at, q);
  if (n->number && quantity_of_number(k, at, q)) return true;
  if (n->number && c->md->numbers.items[n->number - 1].flags & NUMBER_ORDINAL)
    return false; /* «the fourth victim of the fire» */
  bool qualifies = at > k->from && n[-1].number && n[-1].head > n[-1].first &&
                   n[-1].last == n->first && !n->preposition && !begins_with_and(k, n);
  if (qualifies && kind != TOLL_WOUNDED && r->proclitics == PROCLITIC_AL)
    return quantity_read(k, at - 1, q); /* «some of the activists, the abducted» */
  if (!r->enclitic && number_behind(k, at, q)) return true;
  if (r->proclitics & PROCLITIC_AL || r->enclitic) return false;
  uint32_t end = event_token(c, n->last - 1)->end;
  if (slot == TOLL_SLOT_SELF && loose_number(k, at, q)) {
    q->after = phrase_end(k, at);
    if (end > q->end) q->end = end, q->last = n->last;
    return true;
  }
  *q = (quantity){.first = n->first, .last = n->last, .chunk = at, .end = end};
  q->after = phrase_end(k, at);
  q->start = event_token(c, i)->start;
  if (r->n_prefix)
    q->start = text_letter_offset(c->doc->text, event_token(c, i), r->n_prefix);
  return self_form(k, i, slot, q);
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
    if (!r->enclitic && number_behind(k, at, &q)) return toll_add(k, h, &q) != NULL;
    if (number_reached(k, at, tally ? REACH_TALLY : REACH_WORD, &q, &old))
      return add_reached(k, h, &q, &old);
    if (tally) return false;
  }
  if (!self_quantity(k, h->token, slot, h->kind, &q)) return false;
  if (own.kind == TOLL_KILLED && harm_joined(k, h->token, TOLL_WOUNDED, false, &other) &&
      q.low) {
    const chunk *o =
        c->pd->chunk_at[other] ? event_chunk(c, c->pd->chunk_at[other] - 1) : NULL;
    bool singular = FEATURE_NUMBER(r->features) == 1;
    if (q.number && o && !o->number &&
        (singular || definite || tag_at(k, other - 1) == TAG_CONJ_OR)) {
      own.kind = TOLL_KILLED_OR_WOUNDED;
      if (event_token(c, other)->end > q.end)
        q.end = event_token(c, other)->end, q.last = other + 1;
    }
  }
  if (!toll_add(k, &own, &q)) return false;
  toll_continue(k, &own, k->ed->tolls.n - 1, q.after);
  return true;
}

bool victims_tallied(counter *k, const harm *h) {
  quantity q, old;
  uint32_t at = k->c->pd->chunk_at[h->token] - 1;
  const chunk *n = event_chunk(k->c, at), *of = n + 1;
  if (n->head != h->token) return false;
  harm own = *h;
  if (at + 1 < k->end && of->kind == CHUNK_NOUN && of->flags & CHUNK_GENITIVE) {
    unsigned kind = victim_kind(k, counted_noun(k, of));
    if (kind != N_TOLL_KINDS) own.kind = kind; /* «the toll of the wounded» */
  }
  return number_reached(k, at, REACH_TALLY, &q, &old) && add_reached(k, &own, &q, &old);
}
