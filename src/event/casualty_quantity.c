/* casualty_quantity.c - how many people a noun phrase counts.
 *
 * V2 A number counts with its bounds; a singular person noun is one, a dual two, a bare
 * plural at least two, «others» at least two, «a third» one (S11). Definite plurals
 * without a number, plurals in idafa with something definite, and named persons are none
 * (S17).
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

static bool person_lemma(const lemma_record *l) {
  return l->kind == KIND_PERSON || l->kind == KIND_GROUP || l->role || l->country ||
         l->classes & CLASS_MASK(VICTIM_NOUN);
}

static bool number_counts(const number *n) {
  return !(n->flags &
           (NUMBER_NOT_COUNT | NUMBER_ORDINAL | NUMBER_PERCENT | NUMBER_DECIMAL));
}

/* The word ends in a pronoun of the third person; prepositions only. */
static bool bears_pronoun(const counter *k, uint32_t i) {
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
  return r && (r->proclitics & PROCLITIC_AL || r->enclitic || r->lemma == 0 ||
               FEATURE_POS(r->features) == POS_NAME);
}

bool opens_parts(const counter *k, uint32_t i) {
  for (unsigned back = 1; back <= 2 && i >= k->from_token + back; back++) {
    uint32_t w = i - back;
    unsigned tag = tag_at(k, w);
    if ((tag == TAG_PREP_BAYN || tag == TAG_PREP_MIN || tag == TAG_PREP_OTHER ||
         tag == TAG_PREP_DAKHIL) &&
        ends_with_them(k, w))
      return true;
    if (k->c->pd->chunk_at[w]) return false;
  }
  return false;
}

uint32_t counted_noun(const counter *k, const chunk *n) {
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
  return person_lemma(l) || l->kind == KIND_NONE ||
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
  if (n->entity) {
    const entity *e = &c->md->entities.items[n->entity - 1];
    return e->kind == KIND_PERSON || e->kind == KIND_GROUP ||
           (partitive && e->kind == KIND_ORG);
  }
  if (m->flags & NUMBER_DUAL && is_word(k, m->first))
    return person_lemma(event_lemma(c, m->first));
  if (*alone) return people_behind_of(k, index);
  const reading *r = event_reading(c, noun);
  if (r->enclitic &&
      !partitive) { /* «42 met their death»: the noun is not what is counted */
    *alone = true;
    return true;
  }
  const lemma_record *l = event_lemma(c, noun);
  return person_lemma(l) || l->tag == TAG_DET_OTHER || l->kind == KIND_QUANTITY ||
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

bool quantity_of_number(const counter *k, uint32_t index, quantity *q) {
  const chunk *n = event_chunk(k->c, index);
  if (n->kind != CHUNK_NOUN || !n->number) return false;
  const number *m = &k->c->md->numbers.items[n->number - 1];
  if (!number_counts(m)) return false;
  span_of_chunk(k, index, q);
  take_number(m, q);
  return true;
}

static bool genitive_follows(const counter *k, uint32_t index) {
  const chunk *n = event_chunk(k->c, index), *next = n + 1;
  if (n->last > n->head + 1 || tag_at(k, n->last) == TAG_DEM) return true;
  return index + 1 < k->end && next->kind == CHUNK_NOUN && next->first == n->last &&
         next->flags & CHUNK_GENITIVE && !next->preposition && !begins_with_and(k, next);
}

/* «others», «another», and not «the last …». */
static bool others(const counter *k, uint32_t index, quantity *q) {
  const chunk *n = event_chunk(k->c, index);
  uint8_t letters[WORD_MAX_LETTERS];
  unsigned size = word_unpack(k->c->doc->words[n->head]->key, letters);
  const reading *r = event_reading(k->c, n->head);
  if (r->proclitics & PROCLITIC_AL || size < 3) return false;
  unsigned last = letters[size - 1], before = letters[size - 2];
  if (last == LETTER_NOON && before == LETTER_ALEF)
    q->low = q->high = 2;
  else if (last == LETTER_NOON)
    q->low = 2, q->high = -1;
  else
    q->low = q->high = 1;
  return last == LETTER_NOON || (last == LETTER_REH && !genitive_follows(k, index));
}

static bool single(const counter *k, const chunk *n);

bool is_definite(const counter *k, const chunk *n) {
  const event_context *c = k->c;
  if (n->entity && c->md->entities.items[n->entity - 1].flags &
                       (ENTITY_NAMED | ENTITY_STATE | ENTITY_DEFINITE))
    return true;
  const reading *r = is_word(k, n->head) ? event_reading(c, n->head) : NULL;
  return r && (r->proclitics & PROCLITIC_AL || r->enclitic ||
               FEATURE_POS(r->features) == POS_NAME);
}

bool definite_idafa(const counter *k, uint32_t index) {
  const event_context *c = k->c;
  const chunk *n = event_chunk(c, index);
  for (uint32_t i = n->head + 1;
       i < n->last && (tag_at(k, i) < TAG_PREP_FI || tag_at(k, i) > TAG_PREP_OTHER); i++)
    if (is_word(k, i) &&
        (event_reading(c, i)->proclitics & PROCLITIC_AL ||
         FEATURE_POS(event_reading(c, i)->features) == POS_NAME || c->md->place_at[i]))
      return true;
  if (index + 1 >= k->end) return false;
  const chunk *next = n + 1;
  if (next->kind != CHUNK_NOUN || begins_with_and(k, next) || next->preposition)
    return false;
  if (tag_at(k, n->last) == TAG_DEM && next->first == n->last + 1) return true;
  if (!(next->flags & CHUNK_GENITIVE) || next->first != n->last) return false;
  for (uint32_t i = index + 1; i < k->end && i <= index + 3; i++) { /* a chain of them */
    const chunk *g = event_chunk(c, i);
    if (g->kind != CHUNK_NOUN ||
        (i > index + 1 && (!(g->flags & CHUNK_GENITIVE) || g->first != g[-1].last)))
      return false;
    if (is_definite(k, g) || c->md->place_at[g->first]) return true;
  }
  return false;
}

/* «abu X», «the leader of the group Y Z»: a proper name stands in the words of one
 * person; «muhsin al-fadli»: an indefinite noun with a definite adjective is a name. */
static bool bears_name(const counter *k, const chunk *n) {
  const uint32_t mask = FEATURE_CONSTRUCT;
  uint32_t next = n->head + 1;
  if (is_word(k, next) && event_reading(k->c, next)->proclitics == PROCLITIC_AL) {
    unsigned pos = FEATURE_POS(event_reading(k->c, next)->features);
    if (pos == POS_ADJ || pos == POS_NISBA || pos == POS_NAME) return true;
  }
  for (uint32_t i = n->head; i < n->last; i++) {
    if (!is_word(k, i) || k->c->md->place_at[i]) continue;
    const reading *r = event_reading(k->c, i);
    if (i > n->head && FEATURE_POS(r->features) == POS_NAME) return true;
    if (FEATURE_NUMBER(r->features) == 1 && r->features & mask &&
        FEATURE_CASE(r->features) == 1)
      return true;
  }
  return false;
}

unsigned number_of_noun(const counter *k, uint32_t i, const reading *r) {
  const word_info *w = k->c->doc->words[i];
  if (FEATURE_NUMBER(r->features) != 2) return FEATURE_NUMBER(r->features);
  for (unsigned n = 0; n < w->n_readings; n++) {
    const reading *o = &w->readings[n];
    if (o->proclitics != r->proclitics || o->enclitic != r->enclitic) continue;
    if (o->lemma == r->lemma && FEATURE_NUMBER(o->features) == 3 &&
        FEATURE_CASE(r->features) != 1)
      return 3;
    if (FEATURE_NUMBER(o->features) == 1 && FEATURE_POS(o->features) == POS_NOUN &&
        o->entry->kind == KIND_PERSON)
      return 1;
  }
  return 2;
}

/* A noun without a number: its form says how many. */
static bool bare_quantity(const counter *k, uint32_t index, quantity *q) {
  const event_context *c = k->c;
  const chunk *n = event_chunk(c, index);
  if (!is_word(k, n->head)) return false;
  const reading *r = event_reading(c, n->head);
  const lemma_record *l = event_lemma(c, n->head);
  if (l->tag == TAG_DET_OTHER) return others(k, index, q);
  bool group = l->kind == KIND_GROUP, person = person_lemma(l);
  if (n->entity) {
    const entity *e = &c->md->entities.items[n->entity - 1];
    if (e->flags & ENTITY_ADJECTIVE && n->first == n->head &&
        !(r->proclitics & PROCLITIC_AL)) { /* «a Korean» */
      q->low = q->high = 1;
      return FEATURE_NUMBER(r->features) == 1;
    }
    person = true;
    if (e->kind != KIND_PERSON && e->kind != KIND_GROUP) return false;
    if (e->flags & (ENTITY_NAMED | ENTITY_STATE) && !e->role) return false;
    if (e->flags & ENTITY_NAMED && e->kind == KIND_PERSON && !(e->flags & ENTITY_PLURAL))
      return false;
    group = group || e->kind == KIND_GROUP;
  }
  unsigned many = number_of_noun(k, n->head, r);
  if (!person || r->proclitics & PROCLITIC_AL || FEATURE_POS(r->features) == POS_NAME)
    return false;
  if (r->enclitic) { /* «his two parents», «his brother» */
    q->low = q->high = many == 2 ? 2 : 1;
    return many <= 2 && !group && !bears_name(k, n);
  }
  if (many > 1 && definite_idafa(k, index)) return false;
  if (many == 2)
    q->low = q->high = 2;
  else if (many == 3)
    q->low = 2, q->high = -1;
  else if (group || bears_name(k, n))
    return false;
  else
    q->low = q->high = 1;
  if (q->low == 1 && index + 1 < k->end &&
      single(k, n + 1)) { /* «one soldier at least» */
    const number *m = &c->md->numbers.items[n[1].number - 1];
    q->high = m->high;
    q->end = m->end;
    q->last = m->last;
  }
  return true;
}

/* The word «one» behind its noun. */
static bool single(const counter *k, const chunk *n) {
  if (n->kind != CHUNK_NOUN || !n->number || n[-1].last != n->first ||
      begins_with_and(k, n))
    return false;
  const number *m = &k->c->md->numbers.items[n->number - 1];
  return m->value == 1 && m->low == 1 && !(m->flags & NUMBER_ORDINAL);
}

/* The dual of an adjective or of a word that only looks like one («amin shurta»). */
static bool no_dual(const counter *k, const chunk *n, const number *m) {
  return m->flags & NUMBER_DUAL && n->head == m->first && is_word(k, n->head) &&
         number_of_noun(k, n->head, event_reading(k->c, n->head)) == 1;
}

bool quantity_read(const counter *k, uint32_t index, quantity *q) {
  const event_context *c = k->c;
  if (index >= k->end) return false;
  const chunk *n = event_chunk(c, index);
  if (n->kind != CHUNK_NOUN) return false;
  span_of_chunk(k, index, q);
  const number *m = n->number ? &c->md->numbers.items[n->number - 1] : NULL;
  if (!m || no_dual(k, n, m)) return bare_quantity(k, index, q);
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

uint32_t bare_noun(const counter *k, uint32_t i) {
  while (i < k->end) {
    const chunk *n = event_chunk(k->c, i);
    bool aside =
        n->kind == CHUNK_PUNCT && i > k->from &&
        n[-1].kind == CHUNK_TIME; /* «gunmen kidnapped, five days ago, a number of …» */
    if (n->kind == CHUNK_VERB || n->kind == CHUNK_MARK ||
        (n->kind == CHUNK_PUNCT && !aside) || opens_parts(k, n->first))
      return k->end;
    if (n->kind != CHUNK_NOUN ||
        (n->first > k->from_token && tag_at(k, n->first - 1) == TAG_CONJ_OR))
      i++;
    else if (is_bare_figure(k, i))
      return i;
    else if (is_governed(k, n) || n->flags & (CHUNK_GENITIVE | CHUNK_ADJECTIVE))
      i = phrase_end(k, i);
    else if (n->flags & CHUNK_PAREN && i > k->from && !(n[-1].flags & CHUNK_PAREN))
      i = phrase_end(k, i);
    else
      return i;
  }
  return k->end;
}
