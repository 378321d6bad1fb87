/* place_words.c - words beside the name of a place that say what it is: a newspaper, a
 * state by its adjective, a capital (P4).
 */
#include "mention/mention.h"

bool place_names_outlet(const morph_doc *d, uint32_t first, uint32_t last) {
  if (first < 2 || last >= d->n) return false;
  const token *t = d->text->tokens.items, *before = &t[first - 2];
  bool marks =
      (t[first - 1].kind == TOKEN_QUOTE_OPEN && t[last].kind == TOKEN_QUOTE_CLOSE) ||
      (t[first - 1].mark == '(' && t[last].mark == ')');
  if (!marks || t[last].sentence != before->sentence || before->kind != TOKEN_ARABIC)
    return false;
  uint8_t letters[WORD_MAX_LETTERS];
  if (before->n_letters == 1 && word_unpack(before->key, letters) == 1 &&
      letters[0] == LETTER_LAM)
    return true;
  if (!morph_has(d, first - 2)) return false;
  const reading *r = morph_at(d, first - 2);
  unsigned pos = FEATURE_POS(r->features);
  if (pos == POS_PREP) return r->enclitic != 0;
  return pos == POS_VERB && (r->entry->classes & CLASS_MASK(SPEECH) ||
                             gloss_begins(d->model, r->entry, "know"));
}

static bool state_noun(const morph_doc *d, uint32_t i) {
  const word_info *w = d->words[i];
  for (unsigned k = 0; k < w->n_readings; k++) {
    const lemma_record *l = w->readings[k].entry;
    if (gloss_is(d->model, l, "kingdom") || gloss_is(d->model, l, "republic"))
      return true;
  }
  return false;
}

uint32_t place_by_adjective(const morph_doc *d, uint32_t i, const phrase_match *m,
                            uint32_t country) {
  uint32_t next = i + 1;
  if (m->last != next || !m->article || next >= d->n || !morph_has(d, i) ||
      !morph_has(d, next) ||
      d->text->tokens.items[next].sentence != d->text->tokens.items[i].sentence)
    return 0;
  const reading *r = morph_at(d, next);
  if (r->proclitics != PROCLITIC_AL || FEATURE_NUMBER(r->features) > 1 ||
      FEATURE_GENDER(r->features) != 2 || !state_noun(d, i))
    return 0;
  return r->entry->country != country ? r->entry->country : 0;
}

uint32_t place_capital_word(const morph_doc *d, const mention_doc *md, uint32_t first) {
  uint32_t i = first ? first - 1 : 0;
  if (!first || md->place_at[i] || !morph_has(d, i) ||
      d->text->tokens.items[i].sentence != d->text->tokens.items[first].sentence)
    return first;
  const reading *r = morph_at(d, i);
  return r->proclitics & PROCLITIC_AL && !r->enclitic &&
                 gloss_is(d->model, r->entry, "capital")
             ? i
             : first;
}

void place_as_capital(const mention_doc *md, place_mention *p) {
  if (!p->capital || p->refers || !md->places.n) return;
  const place_mention *before = &md->places.items[md->places.n - 1];
  if (!before->refers || !before->capital || before->last != p->first ||
      before->country != p->country)
    return;
  p->preposition = before->preposition;
  p->proclitics = before->proclitics;
}

bool place_front(const morph_doc *d, uint32_t i) {
  const reading *r = morph_at(d, i);
  if (r->enclitic || r->proclitics & PROCLITIC_AL) return false;
  if (!(r->proclitics & PROCLITIC_BI) && (!i || morph_tag(d, i - 1) != TAG_PREP_FI))
    return false;
  return gloss_is(d->model, r->entry, "front") || gloss_is(d->model, r->entry, "axis");
}
