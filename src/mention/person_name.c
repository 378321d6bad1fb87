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

/* How many letters of token `k` stand behind what is prefixed to it; 0 where it is no
 * Arabic word, or too long to be packed. */
static unsigned bare_length(const actor_state *s, uint32_t k) {
  const token *t = &s->d->text->tokens.items[k];
  if (t->kind != TOKEN_ARABIC || t->key.hi & WORD_HASHED) return 0;
  unsigned skip = morph_at(s->d, k)->n_prefix;
  return skip < t->n_letters ? t->n_letters - skip : 0;
}

/* Is token `k` the «bin» (son of) of a name? */
static bool patronymic(const actor_state *s, uint32_t k) {
  const token *t = &s->d->text->tokens.items[k];
  return t->kind == TOKEN_ARABIC && t->n_letters == 2 &&
         t->key.lo == LETTERS_2(LETTER_BEH, LETTER_NOON);
}

/* Does token `k` begin with the article? */
static bool has_article(const actor_state *s, uint32_t k) {
  const token *t = &s->d->text->tokens.items[k];
  if (t->kind != TOKEN_ARABIC || t->key.hi & WORD_HASHED || t->n_letters < 4)
    return false;
  return word_chop(t->key, t->n_letters - 2u).lo == LETTERS_2(LETTER_ALEF, LETTER_LAM);
}

bool name_compound(const actor_state *s, uint32_t k) {
  if (!(s->d->marks[k] & WORD_NAME_PART)) return false;
  unsigned n = bare_length(s, k);
  if (n < 2 || n > 3 || !same_sentence(s->d, k, k + 1) ||
      s->d->text->tokens.items[k + 1].kind != TOKEN_ARABIC)
    return false;
  word key = s->d->text->tokens.items[k].key;
  if (n == 2)
    return word_tail(key, 2) == LETTERS_2(LETTER_ALEF_MADDA, LETTER_LAM) ||
           patronymic(s, k);
  if (word_tail(key, 3) == LETTERS_3(LETTER_AIN, LETTER_BEH, LETTER_DAL))
    return has_article(s, k + 1);
  return word_tail(key, 2) == LETTERS_2(LETTER_BEH, LETTER_WAW);
}

bool first_name(const actor_state *s, uint32_t i) {
  if (!same_sentence(s->d, i, i + 1) || !name_compound(s, i + 1)) return false;
  if (name_by_some_reading(s, i)) return true;
  if (!patronymic(s, i + 1) || !morph_has(s->d, i)) return false;
  const reading *r = morph_at(s->d, i);
  unsigned pos = FEATURE_POS(r->features);
  return pos != POS_VERB && !pos_is_closed(pos) && !r->proclitics && !r->enclitic;
}

/* A definite adjective in the singular that ends a name («Mahdi Hatim al-Nahari»); one of
 * nationality might say whence he is, and counts only if `any`. */
static bool family_adjective(const actor_state *s, uint32_t k, bool any) {
  if (!morph_has(s->d, k) || s->md->place_at[k]) return false;
  const reading *r = morph_at(s->d, k);
  unsigned pos = FEATURE_POS(r->features);
  return (pos == POS_NISBA || (any && pos == POS_ADJ)) && (any || !r->entry->country) &&
         r->proclitics == PROCLITIC_AL && !r->enclitic &&
         FEATURE_NUMBER(r->features) <= 1 && FEATURE_GENDER(r->features) != 2 &&
         !(s->d->marks[k] & WORD_FUNCTION);
}

uint32_t name_rest(const actor_state *s, uint32_t i, uint32_t sentence_token) {
  uint32_t k = i + 1;
  while (k < s->d->n && k < i + 9 && same_sentence(s->d, sentence_token, k)) {
    if (name_compound(s, k)) { /* N2 */
      k += 2;
      continue;
    }
    uint32_t at = s->md->place_at[k];
    if (at && s->md->places.items[at - 1].precision == PLACE_COUNTRY &&
        s->md->places.items[at - 1].first == k)
      break; /* «X [accused] Uganda» */
    bool ok = name_token(s, k, false);
    if (!ok && morph_has(s->d, k) && !title_at(s, k)) {
      unsigned pos = FEATURE_POS(morph_at(s->d, k)->features);
      ok = pos != POS_VERB && !pos_is_closed(pos) && name_by_some_reading(s, k);
    }
    if (!ok && k > i + 1) ok = family_adjective(s, k, false);
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

uint32_t title_letter(const actor_state *s, uint32_t i) {
  const token *t = &s->d->text->tokens.items[i];
  if (t->n_letters > 2 || t->kind != TOKEN_ARABIC || t->key.hi & WORD_HASHED ||
      !same_sentence(s->d, i, i + 2))
    return i;
  uint8_t l[WORD_MAX_LETTERS];
  unsigned n = word_unpack(t->key, l);
  if (n == 2 && l[0] == LETTER_WAW) l[0] = l[1], n = 1; /* «and Dr. X» */
  const token *dot = t + 1, *name = t + 2;
  bool title =
      n == 1 && (l[0] == LETTER_DAL || l[0] == LETTER_ALEF || l[0] == LETTER_MEEM);
  if (!title || dot->kind != TOKEN_PUNCT || dot->mark != '.' || dot->start != t->end ||
      name->kind != TOKEN_ARABIC)
    return i;
  bool named = name_token(s, i + 2, false) || name_compound(s, i + 2) ||
               name_by_some_reading(s, i + 2) || family_adjective(s, i + 2, true);
  return named ? i + 2 : i;
}

void title_behind(const actor_state *s, entity *e) {
  uint32_t i = e->last;
  entity title;
  if (same_sentence(s->d, e->head, i) && s->d->text->tokens.items[i].mark == ',') i++;
  if (!same_sentence(s->d, e->head, i) || !inner_entity(s, i, &title, 1)) return;
  if (!title.role || title.kind != KIND_PERSON || title.enclitic ||
      title.flags & (ENTITY_PLURAL | ENTITY_DUAL) || title.last < title.first + 2)
    return;
  bool within = title.proclitics == PROCLITIC_AL && morph_has(s->d, title.first + 1) &&
                FEATURE_POS(morph_at(s->d, title.first + 1)->features) == POS_PREP;
  if (title.proclitics && !within) return; /* «X, the leading member of Hamas» */
  if (title.flags & ENTITY_NAMED) return;
  e->country = title.country;
  e->nation = title.nation;
  e->why = title.country ? BASIS_GENITIVE : BASIS_NONE;
  e->sectors[0] = title.sectors[0];
  e->sectors[1] = title.sectors[1];
}

/* Which of 64 bits stands for a word of a name: most words are turned down by it. */
static uint64_t name_bit(word key) {
  return (uint64_t)1 << (hash_pair(key.lo, key.hi) >> 58);
}

bool known_name(const actor_state *s, uint32_t i) {
  word key = s->d->text->tokens.items[i].key;
  if (!(s->name_bits & name_bit(key))) return false;
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
    word key = s->d->text->tokens.items[i].key;
    s->name_bits |= name_bit(key);
    s->names[s->n_names++] = key;
  }
}

/* God is no party, though the second half of many a name. */
static bool is_god(const actor_state *s, uint32_t i) {
  return bare_length(s, i) == 4 && word_tail(s->d->text->tokens.items[i].key, 4) ==
                                       (LETTERS_2(LETTER_ALEF, LETTER_LAM) << 12 |
                                        LETTERS_2(LETTER_LAM, LETTER_HEH));
}

/* «Talal al-Urduni, the leading member of …»: behind a name and before an office, the
 * adjective at token `k`, even of a nationality, is the family's name. */
static bool family_before_title(const actor_state *s, uint32_t k) {
  entity title;
  return !(s->d->marks[k - 1] & WORD_UNKNOWN) && same_sentence(s->d, k - 1, k + 1) &&
         family_adjective(s, k, true) && inner_entity(s, k + 1, &title, 1) &&
         title.role && title.kind == KIND_PERSON && !title.enclitic &&
         !(title.proclitics & ~(unsigned)PROCLITIC_AL);
}

bool person_of_name(const actor_state *s, uint32_t i, entity *e) {
  if (s->md->place_at[i] || s->d->text->tokens.items[i].kind != TOKEN_ARABIC ||
      is_god(s, i))
    return false;
  uint32_t title = title_letter(s, i);
  bool unknown = s->d->marks[i] & WORD_UNKNOWN ||
                 FEATURE_POS(morph_at(s->d, i)->features) != POS_NAME;
  if (title == i && (unknown || !name_token(s, i, true)) && !known_name(s, i) &&
      !first_name(s, i) && !name_compound(s, i))
    return false;
  if (title > i && head_at(s, title, e) && e->actor && e->kind == KIND_PERSON) {
    e->first = i; /* «Dr. X», whom the dictionary knows */
    e->start = s->d->text->tokens.items[i].start;
    return true;
  }
  uint32_t end = title > i ? name_rest(s, title, i) : name_end(s, i, i);
  if (end > i && family_before_title(s, end)) end++;
  if (end < i + 2 && !known_name(s, i)) return false;
  const reading *r = morph_at(s->d, i);
  memset(e, 0, sizeof *e);
  e->first = i;
  e->head = title;
  e->last = end;
  e->start = text_letter_offset(s->d->text, &s->d->text->tokens.items[i], r->n_prefix);
  e->end = s->d->text->tokens.items[end - 1].end;
  e->kind = KIND_PERSON;
  e->flags = ENTITY_NAMED | ENTITY_DEFINITE;
  e->proclitics = r->proclitics;
  title_behind(s, e);
  return true;
}
