/* title_name.c - names that a title gives short and the report in full.
 *
 * N4 «Carter and Barzani discuss …»: a word of the title that no entity holds, and that
 * may be a name, is the person whose name, with an office or known, ends in it in the
 * sentences right behind the title. Its codes are
 * taken when those of the full name are known (R3).
 */
#include "mention/actor_parts.h"

/* Entities behind the title that are looked at. */
#define NAMES_BEHIND 24u
/* Tokens of the title that are looked at. */
#define TITLE_REACH 24u

/* Are the letters of token `i` behind its wa those of token `k`? */
static bool same_letters(const actor_state *s, uint32_t i, uint32_t k) {
  const token *t = &s->d->text->tokens.items[i], *u = &s->d->text->tokens.items[k];
  unsigned wa = morph_at(s->d, i)->proclitics & PROCLITIC_WA ? 1 : 0;
  if (!wa) return word_equal(t->key, u->key);
  if (t->n_letters != u->n_letters + wa || u->n_letters > 10 ||
      (t->key.hi | u->key.hi) & WORD_HASHED)
    return false;
  return word_tail(t->key, u->n_letters) == word_tail(u->key, u->n_letters);
}

/* Whose full name behind the title ends in token `i`: entity index + 1, 0 none. */
static uint32_t full_name(const actor_state *s, uint32_t i, uint32_t title_end) {
  const entity *items = s->md->entities.items;
  uint32_t steps = 0;
  for (uint32_t k = 0; k < s->md->entities.n && steps < NAMES_BEHIND; k++) {
    const entity *o = &items[k];
    if (o->first < title_end) continue;
    steps++;
    if (o->kind == KIND_PERSON && o->flags & ENTITY_NAMED && (o->role || o->actor) &&
        !(o->flags & (ENTITY_PLURAL | ENTITY_SOURCE)) && o->last > o->first + 1 &&
        same_letters(s, i, o->last - 1))
      return k + 1;
  }
  return 0;
}

/* May the word stand for a person in the title? */
static bool may_be_name(const actor_state *s, uint32_t i) {
  const token *t = &s->d->text->tokens.items[i];
  if (t->kind != TOKEN_ARABIC || t->n_letters < 3 || !morph_has(s->d, i) ||
      s->md->entity_at[i] || s->md->place_at[i] || s->md->time_at[i] ||
      s->md->number_at[i])
    return false;
  const reading *r = morph_at(s->d, i);
  if (r->enclitic || r->proclitics & ~(unsigned)(PROCLITIC_WA | PROCLITIC_AL))
    return false;
  return s->d->marks[i] & WORD_UNKNOWN || FEATURE_POS(r->features) == POS_NAME ||
         name_by_some_reading(s, i);
}

/* Puts the name at token `i` in its place among the entities. */
static bool insert(const actor_state *s, uint32_t i) {
  entity *last = ARRAY_PUSH(s->a, &s->md->entities);
  if (!last) return false;
  entity *items = s->md->entities.items;
  uint32_t at = s->md->entities.n - 1;
  for (; at && items[at - 1].first > i; at--) items[at] = items[at - 1];
  for (uint32_t k = 0; k < s->d->n; k++)
    if (s->md->entity_at[k] > at) s->md->entity_at[k]++;
  const token *t = &s->d->text->tokens.items[i];
  const reading *r = morph_at(s->d, i);
  memset(&items[at], 0, sizeof items[at]);
  items[at].first = items[at].head = i;
  items[at].last = i + 1;
  items[at].start =
      text_letter_offset(s->d->text, t, r->proclitics & PROCLITIC_WA ? 1 : 0);
  items[at].end = t->end;
  items[at].kind = KIND_PERSON;
  items[at].flags = ENTITY_NAMED | ENTITY_DEFINITE |
                    (r->proclitics & PROCLITIC_WA ? ENTITY_COORDINATED : 0u);
  items[at].proclitics = r->proclitics;
  s->md->entity_at[i] = at + 1;
  return true;
}

bool title_names(const actor_state *s) {
  if (s->d->text->sentences.n < 2) return true;
  uint32_t end = s->d->text->sentences.items[0].n;
  for (uint32_t i = 0; i < end && i < TITLE_REACH; i++)
    if (may_be_name(s, i) && full_name(s, i, end) && !insert(s, i)) return false;
  return true;
}
