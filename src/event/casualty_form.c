/* casualty_form.c - how many people a noun without a figure says by its form: V2.
 *
 * A singular person noun is one, a dual two, a bare plural at least two, «others» at
 * least two, «one of them» one (S11). Definite plurals, plurals in idafa with something
 * definite, and named persons are none (S17).
 */
#include "event/casualty_inside.h"

static bool genitive_follows(const counter *k, uint32_t index) {
  const chunk *n = event_chunk(k->c, index), *next = n + 1;
  if (n->last > n->head + 1 || tag_at(k, n->last) == TAG_DEM) return true;
  return index + 1 < k->end && next->kind == CHUNK_NOUN && next->first == n->last &&
         next->flags & CHUNK_GENITIVE && !next->preposition && !begins_with_and(k, next);
}

bool is_case(const counter *k, const chunk *n) {
  uint32_t noun = counted_noun(k, n);
  return is_word(k, noun) && event_lemma(k->c, noun)->classes & CLASS_MASK(CASE_NOUN);
}

/* «one of them»: «ahad», «ihda» with a pronoun. */
bool is_one_of_them(const counter *k, const chunk *n) {
  uint8_t letters[WORD_MAX_LETTERS];
  if (n->kind != CHUNK_NOUN || tag_at(k, n->head) != TAG_DET_SOME) return false;
  unsigned size = word_unpack(k->c->doc->words[n->head]->key, letters);
  return size > 4 && letters[0] >= LETTER_ALEF && letters[0] <= LETTER_ALEF_HAMZA_BELOW &&
         letters[1] == LETTER_HAH && letters[2] == LETTER_DAL &&
         !(letters[size - 2] == LETTER_HEH && letters[size - 1] == LETTER_ALEF) &&
         ends_with_them(k, n->head);
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
  bool she = before == LETTER_REH && last != LETTER_ALEF && n->first == n->head;
  if (she && index > k->from && n[-1].kind == CHUNK_NOUN)
    return false; /* «another case»: an adjective */
  return last == LETTER_NOON || she ||
         (last == LETTER_REH && !genitive_follows(k, index));
}

static bool figure_behind(const counter *k, const chunk *n, int64_t value);

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
         event_reading(c, i)->enclitic ||
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
  if (is_word(k, next) && !event_reading(k->c, n->head)->enclitic &&
      event_reading(k->c, next)->proclitics == PROCLITIC_AL) {
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

/* «the head of the party M. B. S.»: a name right behind the whole definite phrase. */
static bool name_behind(const counter *k, uint32_t index) {
  uint32_t at = phrase_end(k, index);
  if (at >= k->end || !definite_idafa(k, index)) return false;
  const chunk *n = event_chunk(k->c, at);
  if (n->kind != CHUNK_NOUN || n->preposition || begins_with_and(k, n) || n->number ||
      n->first != n[-1].last || !is_word(k, n->head) || k->c->md->place_at[n->head])
    return false;
  const reading *r = event_reading(k->c, n->head);
  if (r->proclitics || r->enclitic) return false;
  return r->lemma == 0 || FEATURE_POS(r->features) == POS_NAME;
}

/* Within the next words something speaks of two: «their (two) bodies», «who live (two)».
 */
static bool two_behind(const counter *k, uint32_t i) {
  uint8_t letters[WORD_MAX_LETTERS];
  for (uint32_t t = i + 1; t < k->end_token && t <= i + 5; t++) {
    if (event_token(k->c, t)->kind != TOKEN_ARABIC) return false;
    if (!is_word(k, t)) continue;
    unsigned n = word_unpack(k->c->doc->words[t]->key, letters);
    if (n > 4 && letters[n - 1] == LETTER_ALEF && letters[n - 2] == LETTER_MEEM &&
        letters[n - 3] == LETTER_HEH)
      return true;
    const reading *r = event_reading(k->c, t);
    if (FEATURE_POS(r->features) == POS_VERB && FEATURE_NUMBER(r->features) == 2)
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
        FEATURE_CASE(r->features) != 1 && !two_behind(k, i))
      return 3;
    if (FEATURE_NUMBER(o->features) == 1 && FEATURE_POS(o->features) == POS_NOUN &&
        o->entry->kind == KIND_PERSON)
      return 1;
  }
  return 2;
}

/* Another reading of the noun is a plural: «shabab», youth and young men. */
static bool may_be_plural(const counter *k, uint32_t i, const reading *r) {
  const word_info *w = k->c->doc->words[i];
  for (unsigned n = 0; n < w->n_readings; n++) {
    const reading *o = &w->readings[n];
    if (FEATURE_POS(o->features) == POS_NOUN && FEATURE_NUMBER(o->features) == 3 &&
        o->enclitic == r->enclitic && is_person_lemma(o->entry))
      return true;
  }
  return false;
}

/* A noun without a number: its form says how many. */
bool quantity_of_form(const counter *k, uint32_t index, quantity *q) {
  const event_context *c = k->c;
  const chunk *n = event_chunk(c, index);
  if (!is_word(k, n->head)) return false;
  const reading *r = event_reading(c, n->head);
  const lemma_record *l = event_lemma(c, n->head);
  if (l->tag == TAG_DET_OTHER) return others(k, index, q);
  if (is_one_of_them(k, n)) {
    q->low = q->high = 1;
    return true;
  }
  bool group = l->kind == KIND_GROUP, person = is_person_lemma(l);
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
  if (r->enclitic) { /* «his two parents», «his brother», but not «its youth» */
    if (many == 1 && may_be_plural(k, n->head, r)) return false;
    q->low = q->high = many == 2 ? 2 : 1;
    return many <= 2 && !group && !bears_name(k, n);
  }
  if (many > 1 && definite_idafa(k, index)) return false;
  if (many == 2)
    q->low = q->high = 2;
  else if (many == 3)
    q->low = 2, q->high = -1;
  else if (group || bears_name(k, n) || name_behind(k, index))
    return false;
  else
    q->low = q->high = 1;
  if (index + 1 < k->end && figure_behind(k, n + 1, q->low)) {
    const number *m = &c->md->numbers.items[n[1].number - 1];
    q->high = m->high; /* «one soldier at least», «two (soldiers)» */
    q->end = m->end;
    q->last = m->last;
  }
  return true;
}

/* The word «one» or «two» behind its noun. */
static bool figure_behind(const counter *k, const chunk *n, int64_t value) {
  if (n->kind != CHUNK_NOUN || !n->number || n[-1].last != n->first ||
      begins_with_and(k, n))
    return false;
  const number *m = &k->c->md->numbers.items[n->number - 1];
  return m->value == value && m->low == value && value <= 2 &&
         !(m->flags & (NUMBER_ORDINAL | NUMBER_DUAL));
}
