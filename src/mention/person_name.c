/* person_name.c - names of persons that no dictionary has: how far they reach, whom the
 * report has named before, and the title behind a name.
 *
 * N1 A name is made of words read as names or unknown. N2 Abd and a word with article,
 * and Abu, Al (house of), bin and any word, are one part of a name («Abd al-Majid
 * al-Kharrubi»). N3 Any noun without article before bin is a first
 * name, and what may be a name before Abd, Abu, Al.
 */
#include "mention/actor_parts.h"

bool name_token(const actor_state *s, uint32_t i, bool first) {
  const token *t = &s->d->text->tokens.items[i];
  if (t->kind == TOKEN_LATIN) return (t->flags & TOKEN_CAPITAL) != 0 && !first;
  if (t->kind != TOKEN_ARABIC || s->md->time_at[i] || s->md->number_at[i]) return false;
  const reading *r = morph_at(s->d, i);
  unsigned pos = FEATURE_POS(r->features);
  if (r->proclitics & ~(unsigned)PROCLITIC_AL || r->enclitic) return false;
  if (pos == POS_NAME)
    return !(first && r->proclitics & PROCLITIC_AL && !(s->d->marks[i] & WORD_UNKNOWN)) ||
           !first;
  if (s->d->marks[i] & WORD_UNKNOWN) return !(first && r->proclitics & PROCLITIC_AL);
  return false;
}

bool name_by_some_reading(const actor_state *s, uint32_t k) {
  if (!morph_has(s->d, k) || s->md->time_at[k]) return false;
  for (unsigned q = 0; q < s->d->words[k]->n_readings; q++) {
    const reading *r = &s->d->words[k]->readings[q];
    if (FEATURE_POS(r->features) == POS_NAME &&
        !(r->proclitics & ~(unsigned)PROCLITIC_AL) && !r->enclitic)
      return true;
  }
  return false;
}

/* «… bin Abdulaziz, emir of the region»: a title of two words and more is no name. */
static bool title_at(const actor_state *s, uint32_t k) {
  const phrase_match *m;
  unsigned n = phrases_at(s->md, k, &m);
  return n && m[0].last > k + 1 && m[0].types & PHRASE_TYPE(TARGET_ROLE);
}

/* The letters of token `k` behind what is prefixed to it; how many there are, 0 where it
 * is no Arabic word. */
static unsigned bare_letters(const actor_state *s, uint32_t k,
                             uint8_t l[WORD_MAX_LETTERS]) {
  uint8_t all[WORD_MAX_LETTERS];
  if (s->d->text->tokens.items[k].kind != TOKEN_ARABIC) return 0;
  unsigned n = word_unpack(s->d->text->tokens.items[k].key, all), skip = 0;
  if (morph_has(s->d, k)) skip = morph_at(s->d, k)->n_prefix;
  if (skip >= n) return 0;
  memcpy(l, all + skip, n - skip);
  return n - skip;
}

/* Is token `k` the «bin» (son of) of a name? */
static bool patronymic(const actor_state *s, uint32_t k) {
  uint8_t l[WORD_MAX_LETTERS];
  return s->d->text->tokens.items[k].kind == TOKEN_ARABIC &&
         word_unpack(s->d->text->tokens.items[k].key, l) == 2 && l[0] == LETTER_BEH &&
         l[1] == LETTER_NOON;
}

bool name_compound(const actor_state *s, uint32_t k) {
  uint8_t l[WORD_MAX_LETTERS], next[WORD_MAX_LETTERS];
  unsigned n = bare_letters(s, k, l);
  if (n < 2 || n > 3 || !same_sentence(s->d, k, k + 1) ||
      s->d->text->tokens.items[k + 1].kind != TOKEN_ARABIC)
    return false;
  if (n == 3 && l[0] == LETTER_AIN && l[1] == LETTER_BEH && l[2] == LETTER_DAL)
    return word_unpack(s->d->text->tokens.items[k + 1].key, next) > 3 &&
           next[0] == LETTER_ALEF && next[1] == LETTER_LAM;
  bool abu = n == 3 && l[1] == LETTER_BEH && l[2] == LETTER_WAW;
  bool house = n == 2 && l[0] == LETTER_ALEF_MADDA && l[1] == LETTER_LAM;
  return abu || house || patronymic(s, k);
}

bool first_name(const actor_state *s, uint32_t i) {
  if (!same_sentence(s->d, i, i + 1) || !name_compound(s, i + 1)) return false;
  if (name_by_some_reading(s, i)) return true;
  if (!patronymic(s, i + 1) || !morph_has(s->d, i)) return false;
  const reading *r = morph_at(s->d, i);
  unsigned pos = FEATURE_POS(r->features);
  return pos != POS_VERB && !pos_is_closed(pos) && !r->proclitics && !r->enclitic;
}

uint32_t name_rest(const actor_state *s, uint32_t i, uint32_t sentence_token) {
  uint32_t k = i + 1;
  while (k < s->d->n && k < i + 9 && same_sentence(s->d, sentence_token, k)) {
    if (name_compound(s, k)) { /* N2 */
      k += 2;
      continue;
    }
    bool ok = name_token(s, k, false);
    if (!ok && morph_has(s->d, k) && !title_at(s, k)) {
      unsigned pos = FEATURE_POS(morph_at(s->d, k)->features);
      ok = pos != POS_VERB && !pos_is_closed(pos) && name_by_some_reading(s, k);
    }
    if (!ok) break;
    k++;
  }
  return k;
}

uint32_t name_end(const actor_state *s, uint32_t i, uint32_t sentence_token) {
  if (i >= s->d->n || !same_sentence(s->d, sentence_token, i)) return i;
  if (name_compound(s, i) && !patronymic(s, i))
    return name_rest(s, i + 1, sentence_token);
  if (!name_token(s, i, true) && !first_name(s, i)) return i; /* N3 */
  return name_rest(s, i, sentence_token);
}

void title_behind(const actor_state *s, entity *e) {
  uint32_t i = e->last;
  entity title;
  if (same_sentence(s->d, e->head, i) && s->d->text->tokens.items[i].mark == ',') i++;
  if (!same_sentence(s->d, e->head, i) || !inner_entity(s, i, &title, 1)) return;
  if (!title.role || title.kind != KIND_PERSON || title.proclitics || title.enclitic ||
      title.flags & (ENTITY_PLURAL | ENTITY_DUAL) || title.last < title.first + 2)
    return;
  if (title.flags & ENTITY_NAMED) return;
  e->country = title.country;
  e->nation = title.nation;
  e->why = title.country ? BASIS_GENITIVE : BASIS_NONE;
  e->sectors[0] = title.sectors[0];
  e->sectors[1] = title.sectors[1];
}

static bool known_name(const actor_state *s, uint32_t i) {
  word key = s->d->text->tokens.items[i].key;
  for (uint32_t k = 0; k < s->n_names; k++)
    if (word_equal(s->names[k], key)) return true;
  return false;
}

void keep_names(actor_state *s, const entity *e) {
  if (e->kind != KIND_PERSON || !(e->flags & ENTITY_NAMED) || e->last < e->first + 2)
    return;
  for (uint32_t i = e->last;
       i-- > e->first && s->n_names < MAX_NAMES && i + 2 >= e->last;) {
    if (s->d->text->tokens.items[i].kind != TOKEN_ARABIC || !name_token(s, i, false) ||
        known_name(s, i))
      return;
    if (i > e->first && name_compound(s, i - 1)) continue; /* «Abd Allah» */
    s->names[s->n_names++] = s->d->text->tokens.items[i].key;
  }
}

/* God is no party, though the second half of many a name. */
static bool is_god(const actor_state *s, uint32_t i) {
  uint8_t l[WORD_MAX_LETTERS];
  return bare_letters(s, i, l) == 4 && l[0] == LETTER_ALEF && l[1] == LETTER_LAM &&
         l[2] == LETTER_LAM && l[3] == LETTER_HEH;
}

bool person_name(const actor_state *s, uint32_t i, entity *e) {
  if (s->md->place_at[i] || s->d->text->tokens.items[i].kind != TOKEN_ARABIC ||
      is_god(s, i))
    return false;
  bool unknown = s->d->marks[i] & WORD_UNKNOWN ||
                 FEATURE_POS(morph_at(s->d, i)->features) != POS_NAME;
  bool begun = known_name(s, i) || first_name(s, i) || name_compound(s, i);
  if ((unknown || !name_token(s, i, true)) && !begun) return false;
  uint32_t end = name_end(s, i, i);
  if (end < i + 2 && !known_name(s, i)) return false;
  const reading *r = morph_at(s->d, i);
  memset(e, 0, sizeof *e);
  e->first = e->head = i;
  e->last = end;
  e->start = text_letter_offset(s->d->text, &s->d->text->tokens.items[i], r->n_prefix);
  e->end = s->d->text->tokens.items[end - 1].end;
  e->kind = KIND_PERSON;
  e->flags = ENTITY_NAMED | ENTITY_DEFINITE;
  e->proclitics = r->proclitics;
  title_behind(s, e);
  return true;
}
