/* casualty_part.c - what goes on from a toll: joined quantities, parts, others.
 *
 * V4 «among them X»: parts of the sum before; a bare plural there («among them women»)
 * says no figure. «17 of them»: a part; «6 others»: as many again of the same kind.
 *
 * V6 Quantities joined by «and» or by a link («in addition to», data/ar/tolls.tsv) suffer
 * the same.
 */
#include "event/casualty_inside.h"
#include "mention/word_view.h"

/* «17 of them»: the pronoun belongs to the number before it. */
static bool number_before(const counter *k, uint32_t first) {
  for (unsigned back = 1; back <= 3 && first >= k->from_token + back; back++) {
    uint32_t at = k->c->pd->chunk_at[first - back];
    if (!at) continue;
    const chunk *n = event_chunk(k->c, at - 1);
    if (!n->number || n->head != n->first) return false;
    uint32_t noun = k->c->md->numbers.items[n->number - 1].noun;
    return noun == MODEL_NONE || noun < n->first || noun >= n->last;
  }
  return false;
}

static bool bracketed_parts(counter *k, const harm *h, uint32_t sum, uint32_t from);

/* «among them» stands before `i`: it is no «of them» of the figure before it. */
static bool among_before(const counter *k, uint32_t first) {
  return first > k->from_token && tag_at(k, first - 1) == TAG_PREP_BAYN &&
         ends_with_them(k, first - 1);
}

/* A figure that begins what stands in parentheses. */
static bool opens_bracket(const counter *k, uint32_t index) {
  const chunk *n = event_chunk(k->c, index);
  return index > k->from && n->kind == CHUNK_NOUN && n->flags & CHUNK_PAREN &&
         n->number && !(n[-1].flags & CHUNK_PAREN);
}

static void read_parts(counter *k, const harm *h, uint32_t sum, uint32_t from) {
  for (uint32_t i = from; i < k->end; i = phrase_end(k, i)) {
    const chunk *n = event_chunk(k->c, i);
    quantity q;
    if (i > from && n->kind == CHUNK_PUNCT && i + 1 < k->end && n[1].number &&
        begins_with_and(k, n + 1))
      continue; /* «83 children, and 63 women» */
    if (n->kind != CHUNK_NOUN || (i > from && !begins_with_and(k, n))) return;
    if (i > from && is_governed(k, n) && !(n->flags & CHUNK_COORDINATED)) return;
    unsigned own = i > from ? harm_kind(k, counted_noun(k, n)) : N_TOLL_KINDS;
    if (own != N_TOLL_KINDS && (own != h->kind || !n->number)) return;
    if (!quantity_read(k, i, &q) || (!q.number && q.high < 0 && q.low != 1)) continue;
    if (!toll_add(k, h, &q)) continue;
    uint32_t part = k->ed->tolls.n - 1;
    k->ed->tolls.items[part].part_of = sum + 1;
    if (q.after < k->end &&
        opens_bracket(k, q.after)) /* «1462 civilians (299 women …)» */
      bracketed_parts(k, h, part, q.after);
  }
}

/* «four persons (3 Saudis and an Indian)»: the parts in parentheses, none larger than the
 * sum. */
static bool bracketed_parts(counter *k, const harm *h, uint32_t sum, uint32_t from) {
  const toll *whole = &k->ed->tolls.items[sum];
  quantity q;
  if (!quantity_read(k, from, &q) || q.low < 1 ||
      counted_noun(k, event_chunk(k->c, from)) == event_chunk(k->c, from)->first ||
      (whole->high >= 0 && q.low >= whole->high))
    return false;
  uint32_t before = k->ed->tolls.n;
  read_parts(k, h, sum, from);
  return k->ed->tolls.n > before;
}

bool after_link(const counter *k, const chunk *n) {
  uint32_t rule;
  if (!n->preposition && n->kind == CHUNK_NOUN && n->first > k->from_token &&
      !k->c->pd->chunk_at[n->first - 1] && !ends_with_them(k, n->first - 1) &&
      harm_rule(k, n->first - 1, TOLL_SLOT_LINK, &rule))
    return true; /* «accompanied by seven …» */
  if (!n->preposition || n->prep_token <= k->from_token) return false;
  return harm_rule(k, n->prep_token, TOLL_SLOT_LINK, &rule) ||
         harm_rule(k, n->prep_token - 1, TOLL_SLOT_LINK, &rule) ||
         (tag_at(k, n->prep_token - 1) == TAG_PREP_OTHER &&
          !k->c->pd->chunk_at[n->prep_token - 1] &&
          !ends_with_them(k, n->prep_token - 1));
}

static bool is_link(const counter *k, const chunk *n) {
  uint32_t rule;
  return n->kind == CHUNK_NOUN && is_word(k, n->head) &&
         harm_rule(k, n->head, TOLL_SLOT_LINK, &rule) != NULL;
}

/* «23 criminal and takfiri elements», «224 thousand refugees and migrants»: the second
 * adjective or noun that the figure counts, in the accusative or singular as it is. */
static bool adjective_of(const counter *k, const toll *sum, const chunk *n) {
  uint8_t letters[WORD_MAX_LETTERS];
  unsigned size = word_unpack(k->c->doc->words[n->head]->key, letters);
  if (sum->high >= 100 && sum->high % 100 == 0 &&
      FEATURE_NUMBER(event_reading(k->c, n->head)->features) == 1)
    return true;
  return n->last == n->first + 1 && size > 2 && letters[size - 1] == LETTER_ALEF &&
         sum->high > 10;
}

/* The joined figure counts what the sum counts: «77 cases of death … and 32 cases». */
static bool counts_the_same(const counter *k, const toll *sum, const chunk *n) {
  uint32_t noun = counted_noun(k, n);
  if (!n->number || !is_word(k, noun) || !event_reading(k->c, noun)->lemma) return false;
  for (uint32_t i = sum->first; i < sum->last; i++)
    if (is_word(k, i) &&
        event_reading(k->c, i)->lemma == event_reading(k->c, noun)->lemma)
      return true;
  return false;
}

/* «her age», «aged». */
static bool is_age(const counter *k, const chunk *n) {
  word_view v;
  return n->kind == CHUNK_NOUN && !n->number && is_word(k, n->first) &&
         view_calendar(k->c->doc, n->first, KIND_SET(CALENDAR_AGE) | VIEW_SUFFIX, 0, 0,
                       &v);
}

/* «they [are]» before a figure. */
static bool spelt_out(const counter *k, uint32_t index) {
  const chunk *n = event_chunk(k->c, index);
  return n->kind == CHUNK_NOUN && n->last == n->first + 1 && index + 1 < k->end &&
         tag_at(k, n->head) == TAG_PRON && n[1].kind == CHUNK_NOUN && n[1].number &&
         n[1].first == n->last && !is_governed(k, n + 1);
}

/* «and his wife», read as «and he married him off»: a person's word with its pronoun. */
static bool kin_misread(const counter *k, uint32_t index, quantity *q) {
  const chunk *v = event_chunk(k->c, index);
  if (v->kind != CHUNK_VERB || !(v->flags & CHUNK_WA) || v->last != v->first + 1 ||
      !is_word(k, v->head))
    return false;
  const word_info *w = k->c->doc->words[v->head];
  const reading *verb = event_reading(k->c, v->head);
  if (is_word(k, v->last) &&
      FEATURE_POS(event_reading(k->c, v->last)->features) == POS_NAME)
    return false; /* S11 */
  for (unsigned n = 0; verb->enclitic && n < w->n_readings; n++) {
    const reading *r = &w->readings[n];
    if (FEATURE_POS(r->features) != POS_NOUN || r->entry->kind != KIND_PERSON ||
        r->proclitics != verb->proclitics || FEATURE_NUMBER(r->features) != 1)
      continue;
    const token *t = event_token(k->c, v->head);
    *q = (quantity){.low = 1, .high = 1, .first = v->first, .last = v->last};
    q->start = text_letter_offset(k->c->doc->text, t, r->n_prefix);
    q->end = t->end;
    q->chunk = index;
    q->after = index + 1;
    return true;
  }
  return false;
}

static void go_on(counter *k, const harm *h, uint32_t sum, uint32_t from,
                  bool links_only) {
  const event_context *c = k->c;
  bool close = true, linked = false;
  for (uint32_t i = from, steps = 0; i < k->end && steps < LOOK_FAR / 2 && !k->failed;
       steps++) {
    const chunk *n = event_chunk(c, i);
    quantity q;
    if (opens_parts(k, n->first) && n->kind == CHUNK_NOUN &&
        (among_before(k, n->first) || !number_before(k, n->first))) {
      read_parts(k, h, sum, i);
      return;
    }
    if (close && !links_only && i == from && kin_misread(k, i, &q)) {
      toll_add(k, h, &q);
      i++;
      continue;
    }
    if (n->kind == CHUNK_VERB || n->kind == CHUNK_MARK) return;
    if (n->kind != CHUNK_NOUN) {
      i++;
      continue;
    }
    if (opens_bracket(k, i) && bracketed_parts(k, h, sum, i)) return;
    if (spelt_out(k, i)) { /* «5 children, they are 4 brothers and a girl» */
      read_parts(k, h, sum, i + 1);
      return;
    }
    if (is_link(k, n)) {
      linked = true;
      i++;
      continue;
    }
    if (!links_only && close && is_one_of_them(k, n) && !n->preposition &&
        quantity_read(k, i, &q)) {
      if (toll_add(k, h, &q)) k->ed->tolls.items[k->ed->tolls.n - 1].part_of = sum + 1;
      return; /* «three, one of them a child» */
    }
    if (is_age(k, n)) { /* «a young woman, her age 20 years, and a young man» */
      bool years = i + 1 < k->end && n[1].kind == CHUNK_NOUN && n[1].number &&
                   !begins_with_and(k, n + 1);
      i += years ? 2 : 1;
      continue;
    }
    bool joined = begins_with_and(k, n), was_linked = linked;
    if (links_only && !was_linked && !after_link(k, n)) return;
    bool companion = n->number && n->preposition == SLOT_PREP + TAG_PREP_MAA &&
                     n->last < k->end_token && tag_at(k, n->last - 1) == TAG_DET_OTHER;
    if ((linked || after_link(k, n)) && n->number && quantity_read(k, i, &q))
      joined = close = true;
    linked = false;
    if (joined || companion) {
      if (harm_kind(k, counted_noun(k, n)) != N_TOLL_KINDS ||
          (is_case(k, n) && i + 1 < k->end && n[1].flags & CHUNK_GENITIVE &&
           harm_kind(k, n[1].head) != N_TOLL_KINDS && harm_kind(k, n[1].head) != h->kind))
        return; /* a harm of its own */
      if ((n->number || close) &&
          !(!n->number && adjective_of(k, &k->ed->tolls.items[sum], n)) &&
          (quantity_read(k, i, &q) || (counts_the_same(k, &k->ed->tolls.items[sum], n) &&
                                       quantity_of_number(k, i, &q))))
        toll_add(k, h, &q);
      else if (close && n->number)
        return;
      else
        close = false;
    } else if (is_governed(k, n) || c->md->place_at[n->first]) {
      close = false;
    } else {
      return;
    }
    links_only = false;
    i = phrase_end(k, i);
  }
}

void toll_continue(counter *k, const harm *h, uint32_t sum, uint32_t from) {
  go_on(k, h, sum, from, false);
}

void toll_continue_linked(counter *k, const harm *h, uint32_t sum, uint32_t from) {
  go_on(k, h, sum, from, true);
}

/* «three of them» with the pronoun of things. */
static bool ends_in_ha(const counter *k, uint32_t i) {
  uint8_t letters[WORD_MAX_LETTERS];
  unsigned n = word_unpack(k->c->doc->words[i]->key, letters);
  return n > 2 && letters[n - 1] == LETTER_ALEF && letters[n - 2] == LETTER_HEH;
}

/* «killed …, and the expulsion of 500 others»: what the figure depends on is another act.
 */
static bool object_of_another(const counter *k, uint32_t index) {
  const chunk *n = event_chunk(k->c, index), *before = n - 1;
  if (index > k->from && before->kind == CHUNK_VERB && before->last == n->first &&
      !(before->flags & CHUNK_PASSIVE) && harm_kind(k, before->head) == N_TOLL_KINDS &&
      event_takes_object(k->c, before))
    return true;
  return index > k->from && n->flags & CHUNK_GENITIVE && before->kind == CHUNK_NOUN &&
         before->last == n->first && !before->number && is_word(k, before->head) &&
         event_lemma(k->c, before->head)->kind == KIND_EVENT;
}

/* «the identification of 12 of them»: what is done to them is another act. */
static bool object_of_preposition(const counter *k, uint32_t index) {
  const chunk *n = event_chunk(k->c, index), *before = n - 1;
  return index > k->from && n->preposition == SLOT_PREP + TAG_PREP_ALA &&
         before->kind == CHUNK_NOUN && before->last == n->prep_token &&
         is_word(k, before->head) &&
         (event_lemma(k->c, before->head)->kind == KIND_EVENT ||
          event_lemma(k->c, before->head)->kind == KIND_ABSTRACT) &&
         harm_kind(k, before->head) == N_TOLL_KINDS;
}

/* «six persons were killed in the raids, among them two women»: parts behind the verb or
 * further phrases. A part is no larger than its sum. */
static bool late_parts(counter *k, uint32_t sum, uint32_t index) {
  const chunk *n = event_chunk(k->c, index);
  const toll *whole = &k->ed->tolls.items[sum];
  quantity q;
  bool spelt = index > k->from && spelt_out(k, index - 1) &&
               whole->last + 12 > n->first; /* «…, they are 101 children and …» */
  if (n->kind != CHUNK_NOUN ||
      !(spelt || (opens_parts(k, n->first) &&
                  (among_before(k, n->first) || !number_before(k, n->first)))) ||
      k->toll_at[n->first] || (whole->high >= 0 && whole->high < 2) ||
      !quantity_read(k, index, &q) || k->toll_at[q.first] ||
      (whole->high >= 0 && q.low > whole->high))
    return false;
  harm h = {whole->kind, whole->harm, whole->rule};
  uint32_t before = k->ed->tolls.n;
  read_parts(k, &h, sum, index);
  return k->ed->tolls.n > before;
}

void toll_leftovers(counter *k) {
  const event_context *c = k->c;
  uint32_t last = 0, sum = 0,
           token_index = k->from_token; /* the nearest toll before, and the nearest that
                                           is no part: index + 1 */
  bool rival = false;                   /* others are counted since */
  for (uint32_t i = k->from; i < k->end && !k->failed; i++) {
    const chunk *n = event_chunk(c, i);
    quantity q;
    for (; token_index < n->first; token_index++) {
      uint32_t t = k->toll_at[token_index];
      if (t) last = t, rival = false;
      if (t && !k->ed->tolls.items[t - 1].part_of) sum = t;
    }
    if (sum && !rival && late_parts(k, sum - 1, i)) continue;
    rival = rival ||
            (n->number && !k->toll_at[n->first] && quantity_read(k, i, &q) && q.low > 1);
    if (n->kind != CHUNK_NOUN || !n->number || n->entity || !quantity_read(k, i, &q))
      continue;
    if (c->md->numbers.items[n->number - 1].flags & NUMBER_VAGUE &&
        number_some(&c->md->numbers.items[n->number - 1]))
      continue; /* «some of them» */
    bool of_them = tag_at(k, n->last) == TAG_PREP_MIN && ends_with_them(k, n->last) &&
                   !ends_in_ha(k, n->last) && n->head == n->first;
    bool more = (n->last > n->first && tag_at(k, n->last - 1) == TAG_DET_OTHER) ||
                tag_at(k, n->last) == TAG_DET_OTHER;
    if (of_them ? object_of_preposition(k, i) : !more || object_of_another(k, i))
      continue;
    uint32_t best = of_them ? sum : last;
    if (!best--) continue;
    const toll *o = &k->ed->tolls.items[best];
    harm h = {o->kind, o->harm, o->rule};
    if (toll_add(k, &h, &q) && of_them)
      k->ed->tolls.items[k->ed->tolls.n - 1].part_of = best + 1;
  }
}
