/* casualty_quantity.c - how many people a noun phrase counts.
 *
 * V2 A number counts with its bounds, «a third» is one (S11); a noun without a number
 * says it by its form (casualty_form.c).
 */
#include "event/casualty_inside.h"
#include "mention/word_view.h"

bool is_word(const counter *k, uint32_t i) {
  return i < k->end_token && morph_has(k->c->doc, i);
}

unsigned tag_at(const counter *k, uint32_t i) {
  return is_word(k, i) ? morph_tag(k->c->doc, i) : (unsigned)TAG_NONE;
}

bool begins_with_and(const counter *k, const chunk *n) {
  if (!n->number) return n->flags & (CHUNK_WA | CHUNK_COORDINATED);
  const number *m = &k->c->md->numbers.items[n->number - 1];
  uint32_t first = m->first;
  if (first > k->from_token && view_clitics(k->c->doc, first - 1) & PROCLITIC_WA)
    return true;
  if (m->start == event_token(k->c, first)->start)
    return n->first < first && n->flags & CHUNK_WA; /* «wahid» is not «wa-ahad» */
  return view_clitics(k->c->doc, first)
             ? (view_clitics(k->c->doc, first) & PROCLITIC_WA) != 0
             : n->flags & (CHUNK_WA | CHUNK_COORDINATED) ||
                   (is_word(k, first) && event_reading(k->c, first)->proclitics &
                                             (PROCLITIC_WA | PROCLITIC_FA));
}

bool ends_with_them(const counter *k, uint32_t i) {
  uint8_t letters[WORD_MAX_LETTERS];
  if (!is_word(k, i)) return false;
  unsigned n = word_unpack(k->c->doc->words[i]->key, letters);
  if (n < 4 && !(n == 3 && letters[0] != LETTER_BEH)) return false;
  unsigned last = letters[n - 1], before = letters[n - 2];
  if (before == LETTER_HEH)
    return last == LETTER_MEEM || last == LETTER_ALEF || last == LETTER_NOON;
  return n >= 5 && last == LETTER_ALEF && before == LETTER_MEEM &&
         letters[n - 3] == LETTER_HEH;
}

/* Tanks and guns are an army's, and nobody: «lost 12 soldiers and 7 tanks». */
static bool is_machine(const lemma_record *l) {
  return l->kind == KIND_VEHICLE || l->kind == KIND_WEAPON;
}

bool is_person_lemma(const lemma_record *l) {
  if (is_machine(l)) return false;
  return l->kind == KIND_PERSON || l->kind == KIND_GROUP || l->role || l->country ||
         l->classes & CLASS_MASK(VICTIM_NOUN);
}

static bool number_counts(const number *n) {
  return !(n->flags &
           (NUMBER_NOT_COUNT | NUMBER_ORDINAL | NUMBER_PERCENT | NUMBER_DECIMAL));
}

/* The word ends in a pronoun of the third person; prepositions only. */
bool bears_pronoun(const counter *k, uint32_t i) {
  uint8_t letters[WORD_MAX_LETTERS];
  unsigned tag = tag_at(k, i);
  if (tag < TAG_PREP_FI || tag > TAG_PREP_BAYN) return false;
  unsigned n = word_unpack(k->c->doc->words[i]->key, letters);
  return ends_with_them(k, i) || (n > 2 && letters[n - 1] == LETTER_HEH);
}

bool is_governed(const counter *k, const chunk *n) {
  return n->preposition && !(n->prep_token < n->first && bears_pronoun(k, n->prep_token));
}

bool is_bare_figure(const counter *k, uint32_t index) {
  const event_context *c = k->c;
  const chunk *n = event_chunk(c, index);
  if (!n->number || index == k->from || !(n->flags & CHUNK_GENITIVE) ||
      c->md->numbers.items[n->number - 1].flags & NUMBER_DUAL)
    return false;
  if (c->md->numbers.items[n->number - 1].first != n->first) return false;
  const chunk *before = n - 1;
  if (before->kind != CHUNK_NOUN || harm_kind(k, before->head) != N_TOLL_KINDS)
    return false;
  const number *m = &c->md->numbers.items[n->number - 1];
  if (m->value == 1 && n->head == n->first) return false; /* «one family» */
  if (before->flags & CHUNK_GENITIVE || before->entity || before->number ||
      ends_with_them(k, before->last - 1))
    return true;
  const reading *r =
      is_word(k, before->last - 1) ? event_reading(c, before->last - 1) : NULL;
  bool adverb = r && before->preposition && before->last == before->first + 1 &&
                FEATURE_POS(r->features) == POS_ADJ; /* «kidnapped anew five …» */
  return r && (r->proclitics & PROCLITIC_AL || r->enclitic || r->lemma == 0 || adverb ||
               FEATURE_POS(r->features) == POS_NAME);
}

/* «she has», «they have»: li with its pronoun. */
static bool has_them(const counter *k, uint32_t i) {
  uint8_t letters[WORD_MAX_LETTERS];
  unsigned n = word_unpack(k->c->doc->words[i]->key, letters);
  unsigned wa = n > 1 && letters[0] == LETTER_WAW;
  return n > wa + 1 && letters[wa] == LETTER_LAM && letters[wa + 1] == LETTER_HEH;
}

bool opens_parts(const counter *k, uint32_t i) {
  for (unsigned back = 1; back <= 2 && i >= k->from_token + back; back++) {
    uint32_t w = i - back;
    unsigned tag = tag_at(k, w);
    bool inside = tag == TAG_PREP_DAKHIL && w > k->from_token &&
                  k->c->pd->chunk_at[w - 1] &&
                  event_chunk(k->c, k->c->pd->chunk_at[w - 1] - 1)->kind == CHUNK_VERB;
    if (inside) return false; /* «there perished inside it seven» */
    if ((tag == TAG_PREP_BAYN || tag == TAG_PREP_MIN || tag == TAG_PREP_OTHER ||
         tag == TAG_PREP_DAKHIL) &&
        ends_with_them(k, w) && !has_them(k, w))
      return true;
    if (k->c->pd->chunk_at[w]) return false;
  }
  return false;
}

uint32_t counted_noun(const counter *k, const chunk *n) {
  if (n->number) { /* «two grave injuries»: the dual, not its adjective */
    const number *dual = &k->c->md->numbers.items[n->number - 1];
    if (dual->flags & NUMBER_DUAL && dual->first == n->first && is_word(k, n->first) &&
        (n->head == n->first || harm_kind(k, n->head) == N_TOLL_KINDS ||
         harm_kind(k, n->first) != N_TOLL_KINDS))
      return n->first;
  }
  if (!n->number || (n->head != n->first && !view_clitics(k->c->doc, n->head)))
    return n->head;
  const number *m = &k->c->md->numbers.items[n->number - 1];
  bool inside = m->noun != MODEL_NONE && m->noun > m->core_first && m->noun < n->last;
  return inside && is_word(k, m->noun) && !event_reading(k->c, m->noun)->enclitic
             ? m->noun
             : n->head;
}

uint32_t phrase_end(const counter *k, uint32_t index) {
  const event_context *c = k->c;
  uint32_t i = index + 1;
  for (; i < k->end && i < index + LOOK_FAR; i++) {
    const chunk *n = event_chunk(c, i), *before = n - 1;
    if (n->kind != CHUNK_NOUN || begins_with_and(k, n) || is_bare_figure(k, i)) break;
    bool of =
        n->preposition == SLOT_PREP + TAG_PREP_MIN && n->prep_token <= before->last + 1;
    bool quoted = n->flags & CHUNK_QUOTED && !n->preposition && before->number &&
                  before->head == before->first && n->first == before->last + 1;
    if (quoted) continue; /* «three "terrorists"» */
    if (before->number && !n->number && !n->preposition && n->first == before->last &&
        tag_at(k, n->head) == TAG_DET_OTHER)
      continue; /* «22 persons, others» */
    if (!(n->flags & (CHUNK_GENITIVE | CHUNK_ADJECTIVE)) && !(of && is_governed(k, n)))
      break;
  }
  return i;
}

static void span_of_chunk(const counter *k, uint32_t index, quantity *q) {
  const event_context *c = k->c;
  const chunk *n = event_chunk(c, index);
  q->first = n->first;
  q->last = n->last;
  if (n->number) {
    const number *m = &c->md->numbers.items[n->number - 1];
    bool bracket = m->last < n->last && text_in_brackets(c->doc->text, m->first, m->last);
    q->start = bracket ? event_token(c, m->first - 1)->start : m->start; /* «(148) …» */
  } else if (n->entity)
    q->start = c->md->entities.items[n->entity - 1].start;
  else {
    const reading *r = event_reading(c, n->first);
    q->start = event_token(c, n->first)->start;
    if (r->n_prefix && !(r->proclitics & PROCLITIC_AL))
      q->start = text_letter_offset(c->doc->text, event_token(c, n->first), r->n_prefix);
  }
  q->end = event_token(c, n->last - 1)->end;
  q->chunk = index;
  q->after = phrase_end(k, index);
  q->approx = q->number = q->stated = false;
}

/* «13 of …»: is what stands behind «of» people? */
static bool people_behind_of(const counter *k, uint32_t index) {
  const event_context *c = k->c;
  const chunk *n = event_chunk(c, index);
  if (index + 1 >= k->end) return true;
  const chunk *of = n + 1;
  if (of->kind != CHUNK_NOUN || of->preposition != SLOT_PREP + TAG_PREP_MIN ||
      of->prep_token > n->last || !is_governed(k, of))
    return true;
  if (of->entity || !is_word(k, of->head)) return true;
  const lemma_record *l = event_lemma(c, of->head);
  return is_person_lemma(l) || l->kind == KIND_NONE ||
         l->kind == KIND_PLACE; /* of a place: «from» */
}

/* A word whose noun readings are all of things: «manzil» is a house, though it also reads
 * as a participle. */
static bool is_thing(const counter *k, uint32_t i) {
  const word_info *w = k->c->doc->words[i];
  bool thing = false;
  for (unsigned n = 0; n < w->n_readings; n++) {
    if (FEATURE_POS(w->readings[n].features) != POS_NOUN) continue;
    unsigned kind = w->readings[n].entry->kind;
    if (kind == KIND_PERSON || kind == KIND_GROUP || kind == KIND_NONE) return false;
    thing = true;
  }
  return thing;
}

/* A place, and no word for a person is written alike («bahhar» sailor, «bihar» seas). */
static bool is_place(const counter *k, uint32_t i) {
  if (!is_word(k, i) || event_lemma(k->c, i)->kind != KIND_PLACE) return false;
  const word_info *w = k->c->doc->words[i];
  for (unsigned n = 0; n < w->n_readings; n++)
    if (FEATURE_POS(w->readings[n].features) == POS_NOUN &&
        w->readings[n].entry->kind == KIND_PERSON)
      return false;
  return true;
}

/* Is what the number of this chunk counts people? */
static bool number_of_people(const counter *k, uint32_t index, const number *m,
                             bool *alone) {
  const event_context *c = k->c;
  const chunk *n = event_chunk(c, index);
  uint32_t noun = counted_noun(k, n);
  *alone = noun == n->first || (noun < m->core_last && noun != m->noun) ||
           !is_word(k, noun) || tag_at(k, noun) == TAG_DET_ALL;
  bool partitive = false;
  for (uint32_t i = n->first; i < n->head; i++)
    partitive = partitive || tag_at(k, i) == TAG_PREP_MIN;
  if (is_place(k, noun) &&
      (!partitive ||
       (is_definite(k, n) && number_of_noun(k, noun, event_reading(c, noun)) == 3)))
    return false; /* «one of the villages»; but «two of a village» */
  if (is_word(k, noun) && is_machine(event_lemma(c, noun))) return false;
  if (n->entity) {
    const entity *e = &c->md->entities.items[n->entity - 1];
    return e->kind == KIND_PERSON || e->kind == KIND_GROUP ||
           (partitive && e->kind == KIND_ORG);
  }
  if (m->flags & NUMBER_DUAL && is_word(k, m->first))
    return is_person_lemma(event_lemma(c, m->first));
  if (*alone && m->flags & NUMBER_ARTICLE && index > k->from && !begins_with_and(k, n) &&
      n[-1].kind == CHUNK_NOUN && n[-1].last == n->first && is_word(k, n->first - 1) &&
      FEATURE_NUMBER(event_reading(c, n->first - 1)->features) == 1)
    return false; /* «the championship, the 21 [st]» */
  if (*alone) return people_behind_of(k, index);
  const reading *r = event_reading(c, noun);
  if (r->enclitic &&
      !partitive) { /* «42 met their death»: the noun is not what is counted */
    *alone = true;
    return true;
  }
  const lemma_record *l = event_lemma(c, noun);
  return is_person_lemma(l) || l->tag == TAG_DET_OTHER || l->kind == KIND_QUANTITY ||
         (l->kind == KIND_NONE && !is_thing(k, noun));
}

static void take_number(const number *m, quantity *q) {
  q->low = m->low;
  q->high = m->high;
  q->approx = (m->flags & NUMBER_APPROX) != 0;
  q->number = true;
  q->stated = !(m->flags & NUMBER_VAGUE) && m->value > 1;
  if (m->start < q->start) q->start = m->start, q->first = m->first;
  if (m->end > q->end) q->end = m->end, q->last = m->last;
}

bool quantity_of_mention(const counter *k, uint32_t index, const number *m, quantity *q) {
  if (!number_counts(m)) return false;
  span_of_chunk(k, index, q);
  q->first = m->first;
  q->start = m->start;
  take_number(m, q);
  return true;
}

bool quantity_of_number(const counter *k, uint32_t index, quantity *q) {
  const chunk *n = event_chunk(k->c, index);
  if (n->kind != CHUNK_NOUN || !n->number) return false;
  const number *m = &k->c->md->numbers.items[n->number - 1];
  if (!number_counts(m)) return false;
  span_of_chunk(k, index, q);
  take_number(m, q);
  return true;
}

/* The dual of an adjective or of a word that only looks like one («amin shurta»). */
static bool no_dual(const counter *k, const chunk *n, const number *m) {
  return m->flags & NUMBER_DUAL && n->head == m->first && is_word(k, n->head) &&
         number_of_noun(k, n->head, event_reading(k->c, n->head)) == 1;
}

/* «25 fighters of the opposition at least»: the bound behind the whole phrase. */
static void bound_behind(const counter *k, quantity *q) {
  uint32_t last;
  if (q->after >= k->end || q->low != q->high || !q->low) return;
  const chunk *n = event_chunk(k->c, q->after);
  uint32_t at = n->preposition ? n->prep_token : n->first;
  if (n->kind != CHUNK_NOUN || n->last <= at ||
      !number_at_least_behind(k->c->doc, at, k->end_token, &last) || last < q->last)
    return;
  q->high = -1;
  q->last = last;
  q->end = event_token(k->c, last - 1)->end;
  if (n->last <= last) q->after = phrase_end(k, q->after);
}

static bool read_quantity(const counter *k, uint32_t index, quantity *q);

bool quantity_read(const counter *k, uint32_t index, quantity *q) {
  if (!read_quantity(k, index, q)) return false;
  bound_behind(k, q);
  return true;
}

/* «[the] number 322 persons»: the word says no more than the figure behind it. */
static bool only_counts(const counter *k, uint32_t index) {
  const chunk *n = event_chunk(k->c, index), *next = n + 1;
  return !n->number && n->last == n->head + 1 && index + 1 < k->end &&
         number_count_word(k->c->doc, n->head) && next->kind == CHUNK_NOUN &&
         next->number && next->first == n->last && !next->preposition;
}

/* A chunk of its own that only qualifies the one before it: «made up». */
static bool participle_behind(const counter *k, const chunk *n, const chunk *p) {
  if (p->kind != CHUNK_NOUN || p->first != n->last || p->preposition || p->number ||
      !is_word(k, p->head))
    return false;
  if (p->flags & CHUNK_ADJECTIVE) return true;
  const word_info *w = k->c->doc->words[p->head];
  for (unsigned i = 0; i < w->n_readings; i++) {
    unsigned pos = FEATURE_POS(w->readings[i].features);
    if (pos == POS_PART_ACT || pos == POS_PART_PASS) return true;
  }
  return false;
}

/* «comprises»: a verb in the present that no frame asks for. */
static bool comprises(const counter *k, const chunk *v) {
  return v->kind == CHUNK_VERB && v->flags & CHUNK_IMPERFECT &&
         !(v->flags & (CHUNK_NEGATED | CHUNK_PASSIVE)) && is_word(k, v->head) &&
         !event_lemma(k->c, v->head)->n_frames && harm_kind(k, v->head) == N_TOLL_KINDS &&
         event_takes_object(k->c, v);
}

/* The group at `index` is made up of the people that chunk `at` counts. */
static bool group_of(const counter *k, uint32_t index, uint32_t at, quantity *q) {
  const event_context *c = k->c;
  const chunk *n = event_chunk(c, index), *of = event_chunk(c, at);
  if (!is_word(k, n->first)) return false;
  const reading *r = event_reading(c, n->first);
  const number *m = &c->md->numbers.items[of->number - 1];
  bool alone = false,
       group = r->entry->kind == KIND_GROUP || r->entry->tag == TAG_DET_SOME;
  if (!group || r->proclitics & PROCLITIC_AL || FEATURE_NUMBER(r->features) > 1 ||
      m->flags & (NUMBER_VAGUE | NUMBER_ARTICLE) || m->value < 2 || !number_counts(m) ||
      !number_of_people(k, at, m, &alone))
    return false;
  span_of_chunk(k, at, q);
  take_number(m, q);
  return true;
}

/* «a group made up of 30 persons», «a family of five members»: they are counted, not the
 * group. */
static bool made_up_of(const counter *k, uint32_t index, quantity *q) {
  const event_context *c = k->c;
  const chunk *n = event_chunk(c, index), *of = n + 1;
  uint32_t at = index + 1;
  if (at < k->end && participle_behind(k, n, of)) of++, at++;
  if (at + 1 < k->end && comprises(k, of) && of->first == n->last &&
      of[1].first == of->last && of[1].number && !of[1].preposition)
    return group_of(k, index, at + 1, q);
  if (at >= k->end || of->kind != CHUNK_NOUN || !of->number ||
      of->preposition != SLOT_PREP + TAG_PREP_MIN || of->prep_token != of[-1].last ||
      of->first != of->prep_token + 1 || !is_word(k, n->first))
    return false;
  return group_of(k, index, at, q);
}

/* «the three persons», «their three children»: the figure behind a definite plural
 * (S17). */
static bool figure_of_definite(const counter *k, uint32_t index, quantity *q) {
  const event_context *c = k->c;
  const chunk *n = event_chunk(c, index), *next = n + 1;
  if (index + 1 >= k->end || next->kind != CHUNK_NOUN || !next->number ||
      next->first != n->last || next->head != next->first || next->preposition ||
      !is_word(k, n->head) || n->last != n->head + 1)
    return false;
  const reading *r = event_reading(c, n->head);
  const number *m = &c->md->numbers.items[next->number - 1];
  if ((!(r->proclitics & PROCLITIC_AL) && !r->enclitic) ||
      FEATURE_NUMBER(r->features) < 2 || !(m->flags & NUMBER_ARTICLE) ||
      m->flags & NUMBER_DUAL || m->value < 3 || !number_counts(m))
    return false;
  if (!is_person_lemma(r->entry) && (r->entry->kind != KIND_NONE || is_thing(k, n->head)))
    return false;
  take_number(m, q);
  q->after = phrase_end(k, index + 1);
  return true;
}

/* «the passengers of the plane, the 224»: a figure with the article behind a plural in
 * idafa. */
static bool figure_of_idafa(const counter *k, uint32_t index, quantity *q) {
  const event_context *c = k->c;
  const chunk *n = event_chunk(c, index), *of = n + 1, *count = n + 2;
  if (index + 2 >= k->end || of->kind != CHUNK_NOUN || !(of->flags & CHUNK_GENITIVE) ||
      of->first != n->last || of->number || of->preposition ||
      count->kind != CHUNK_NOUN || !count->number || count->first != of->last ||
      count->preposition || !is_word(k, n->head))
    return false;
  const reading *r = event_reading(c, n->head);
  const number *m = &c->md->numbers.items[count->number - 1];
  if (!is_person_lemma(r->entry) || FEATURE_NUMBER(r->features) != 3 ||
      r->proclitics & PROCLITIC_AL || !(m->flags & NUMBER_ARTICLE) || m->value < 3 ||
      m->flags & (NUMBER_DUAL | NUMBER_ORDINAL | NUMBER_VAGUE) || !number_counts(m))
    return false;
  take_number(m, q);
  q->after = phrase_end(k, index + 2);
  return true;
}

static bool read_quantity(const counter *k, uint32_t index, quantity *q) {
  const event_context *c = k->c;
  if (index >= k->end) return false;
  if (event_chunk(c, index)->kind == CHUNK_NOUN && only_counts(k, index)) index++;
  const chunk *n = event_chunk(c, index);
  if (n->kind != CHUNK_NOUN) return false;
  span_of_chunk(k, index, q);
  const number *m = n->number ? &c->md->numbers.items[n->number - 1] : NULL;
  if (!m && (figure_of_definite(k, index, q) || figure_of_idafa(k, index, q)))
    return true;
  if ((!m || m->flags & NUMBER_VAGUE) && made_up_of(k, index, q)) return true;
  if (!m || no_dual(k, n, m)) return quantity_of_form(k, index, q);
  if (m->flags & NUMBER_ORDINAL && !(m->flags & NUMBER_ARTICLE) && n->head == n->first &&
      m->value > 1 && m->value < 11) { /* «and a third was hurt» */
    q->low = q->high = 1;
    return is_word(k, n->head) &&
           !(event_reading(c, n->head)->proclitics & PROCLITIC_AL) &&
           n->last == n->first + 1;
  }
  bool alone = false;
  if (m->flags & NUMBER_DUAL && m->flags & NUMBER_ARTICLE && m->last == m->first + 1)
    return false; /* «the two deputies» */
  if (!number_counts(m) || !number_of_people(k, index, m, &alone)) return false;
  take_number(m, q);
  if (alone && counted_noun(k, n) >= m->last) q->end = m->end, q->last = m->last;
  return true;
}

/* «five men, they have three …»: what stands behind is theirs. */
static bool has_others(const counter *k, uint32_t index) {
  const chunk *n = event_chunk(k->c, index);
  return index > k->from && n[-1].kind == CHUNK_NOUN && n->first == n[-1].last + 1 &&
         tag_at(k, n[-1].last) == TAG_PREP_OTHER && has_them(k, n[-1].last);
}

/* «most of them civilians»: what stands behind says who they are. */
static bool of_most(const counter *k, uint32_t index) {
  const chunk *n = event_chunk(k->c, index);
  if (n->first == k->from_token) return false;
  unsigned tag = tag_at(k, n->first - 1);
  return (tag == TAG_DET_ALL || tag == TAG_DET_SOME) && ends_with_them(k, n->first - 1) &&
         !k->c->pd->chunk_at[n->first - 1];
}

/* «against 8 gunmen», «accompanied by 8 …»: a preposition that no phrase records. */
static bool behind_preposition(const counter *k, uint32_t index) {
  uint32_t first = event_chunk(k->c, index)->first;
  return first > k->from_token && tag_at(k, first - 1) == TAG_PREP_OTHER &&
         !k->c->pd->chunk_at[first - 1] && !ends_with_them(k, first - 1);
}

uint32_t bare_noun(const counter *k, uint32_t i) {
  while (i < k->end) {
    const chunk *n = event_chunk(k->c, i);
    bool aside = n->kind == CHUNK_PUNCT && i > k->from &&
                 (n[-1].kind == CHUNK_TIME ||
                  (i + 1 < k->end && n[1].kind == CHUNK_TIME)); /* «gunmen kidnapped, five
                                                       days ago, a number of …» */
    if (n->kind == CHUNK_VERB || n->kind == CHUNK_MARK ||
        (n->kind == CHUNK_PUNCT && !aside) || opens_parts(k, n->first) ||
        has_others(k, i) || of_most(k, i))
      return k->end;
    if (n->kind != CHUNK_NOUN ||
        (n->first > k->from_token && tag_at(k, n->first - 1) == TAG_CONJ_OR))
      i++;
    else if (is_bare_figure(k, i))
      return i;
    else if (is_governed(k, n) || behind_preposition(k, i) ||
             n->flags & (CHUNK_GENITIVE | CHUNK_ADJECTIVE))
      i = phrase_end(k, i);
    else if (n->flags & CHUNK_PAREN && i > k->from && !(n[-1].flags & CHUNK_PAREN))
      i = phrase_end(k, i);
    else
      return i;
  }
  return k->end;
}
