/* actor_english.c - parties in English: captions of agencies, quotations, reports.
 *
 * What tells whose it is stands before the noun: «Israeli army spokesman», «NATO
 * Secretary General Jens Stoltenberg». So a nationality or a known body comes first, then
 * nouns of role, the last of which says what it is and the first of what service, then a
 * name; a known name gives the codes of its own.
 */
#include "mention/actor_parts.h"

#define MAX_PARTS 8 /* nouns of role in a row, words of a name */

bool english_read(const morph_doc *d, mention_doc *md, arena *a) {
  const text_doc *text = d->text;
  md->english = NULL;
  if (text->n_latin < ENGLISH_MIN_WORDS) return true;
  md->english = arena_zero(a, text->sentences.n + 1, 1);
  if (!md->english) return false;
  for (uint32_t s = 0; s < text->sentences.n; s++) {
    const sentence *sent = &text->sentences.items[s];
    uint32_t n_latin = 0, n_arabic = 0;
    for (uint32_t i = sent->first; i < sent->first + sent->n; i++) {
      n_latin += text->tokens.items[i].kind == TOKEN_LATIN;
      n_arabic += text->tokens.items[i].kind == TOKEN_ARABIC;
    }
    md->english[s] = n_latin >= ENGLISH_MIN_WORDS && n_latin > n_arabic;
  }
  return true;
}

static bool is_word(const actor_state *s, uint32_t i, uint32_t from) {
  return i < s->d->n && s->d->text->tokens.items[i].kind == TOKEN_LATIN &&
         same_sentence(s->d, from, i) && morph_has(s->d, i);
}

static const phrase_match *match_of(const actor_state *s, uint32_t i, unsigned type) {
  const phrase_match *m;
  unsigned n = phrases_at(s->md, i, &m);
  for (unsigned k = 0; k < n; k++)
    if (m[k].types & PHRASE_TYPE(type)) return &m[k];
  return NULL;
}

/* The nationality at token `i` (country index + 1), 0 none; `*last` behind it. */
static uint32_t nationality_at(const actor_state *s, uint32_t i, uint32_t *last) {
  const phrase_match *m = match_of(s, i, TARGET_NISBA);
  if (m) {
    *last = m->last;
    /* the full stop of an abbreviation belongs to it */
    if (*last < s->d->n && s->d->text->tokens.items[*last].mark == '.' &&
        s->d->text->tokens.items[*last - 1].n_letters == 1)
      ++*last;
    return phrase_target(s->d->model, m, TARGET_NISBA)->index + 1;
  }
  *last = i + 1;
  return morph_lemma(s->d, i)->country;
}

/* The role at token `i` (index + 1), 0 none. */
static uint32_t role_at(const actor_state *s, uint32_t i, uint32_t *last) {
  const phrase_match *m = match_of(s, i, TARGET_ROLE);
  if (m) {
    *last = m->last;
    return phrase_target(s->d->model, m, TARGET_ROLE)->index + 1;
  }
  *last = i + 1;
  return morph_lemma(s->d, i)->role;
}

/* Roles in a row from token `i` on: the first gives the sectors, the last the rest. */
static uint32_t read_roles(const actor_state *s, uint32_t i, uint32_t from, entity *e) {
  for (unsigned n = 0; n < MAX_PARTS && is_word(s, i, from); n++) {
    uint32_t last, role = role_at(s, i, &last);
    if (!role) break;
    const role_record *r = model_role(s->d->model, role - 1);
    if (!e->sectors[0]) memcpy(e->sectors, r->sectors, sizeof e->sectors);
    if (FEATURE_NUMBER(morph_at(s->d, last - 1)->features) == 3)
      e->flags |= ENTITY_PLURAL;
    e->role = role;
    e->kind = r->kind;
    e->head = last - 1;
    i = last;
  }
  return i;
}

/* A name behind what somebody is; `i` where there is none. */
static uint32_t read_name(const actor_state *s, uint32_t i, uint32_t from, entity *e) {
  unsigned n_namesakes = 0;
  const phrase_match *m = is_word(s, i, from) ? match_of(s, i, TARGET_ACTOR) : NULL;
  const target_record *actor =
      m ? actor_of_name(s->d, s->md, m->node, &n_namesakes) : NULL;
  if (actor && e->kind != KIND_ORG) {
    uint32_t role = e->role;
    actor_codes(s, actor->index, n_namesakes, e);
    if (e->kind == KIND_PERSON) e->role = role;
    e->flags = (e->flags & ~(unsigned)ENTITY_BARE) | ENTITY_NAMED;
    return m->last;
  }
  if (e->kind != KIND_PERSON || e->flags & ENTITY_PLURAL) return i;
  for (unsigned n = 0; n < MAX_PARTS && is_word(s, i, from); n++, i++)
    if (!(s->d->text->tokens.items[i].flags & TOKEN_CAPITAL) || morph_tag(s->d, i)) break;
  if (i > e->last) e->flags |= ENTITY_NAMED;
  return i;
}

/* «the president of France»: the country behind «of» tells whose it is. */
static uint32_t read_country(const actor_state *s, uint32_t i, uint32_t from, entity *e) {
  uint32_t at = i + 1, last;
  if (!is_word(s, i, from) || morph_tag(s->d, i) != TAG_EN_OF) return i;
  while (is_word(s, at, from) && morph_tag(s->d, at) == TAG_EN_ARTICLE) at++;
  if (!is_word(s, at, from)) return i;
  const phrase_match *m = match_of(s, at, TARGET_COUNTRY);
  uint32_t nation = m ? phrase_target(s->d->model, m, TARGET_COUNTRY)->index + 1
                      : nationality_at(s, at, &last);
  if (!nation) return i;
  e->nation = nation;
  e->country = model_country(s->d->model, nation - 1)->code;
  e->why = BASIS_GENITIVE;
  return m ? m->last : last;
}

/* A nationality alone: people («12 Palestinians», «an Israeli»), the country («the
 * U.S.»), or the adjective of what follows. */
static void nation_alone(const actor_state *s, uint32_t i, entity *e) {
  const token *t = &s->d->text->tokens.items[i];
  bool before = i && same_sentence(s->d, i - 1, i);
  bool counted =
      before && (s->md->number_at[i - 1] ||
                 (morph_has(s->d, i - 1) && morph_tag(s->d, i - 1) == TAG_EN_ARTICLE));
  bool last = !is_word(s, e->last, i) || morph_tag(s->d, e->last);
  bool people = FEATURE_NUMBER(morph_at(s->d, i)->features) == 3 || (counted && last);
  if (t->n_letters < 3) people = false; /* «U.S.» */
  e->kind = people ? KIND_GROUP : KIND_PLACE;
  e->flags |= people ? ENTITY_COMMON | ENTITY_PLURAL
                     : ENTITY_STATE | (last ? ENTITY_DEFINITE : ENTITY_ADJECTIVE);
  e->head = i;
}

bool english_actor(const actor_state *s, uint32_t i, entity *e) {
  uint32_t p = i, last;
  unsigned n_namesakes = 0;
  memset(e, 0, sizeof *e);
  if (!is_word(s, i, i)) return false;
  uint32_t nation = nationality_at(s, i, &last);
  const phrase_match *m = nation ? NULL : match_of(s, i, TARGET_ACTOR);
  const target_record *body =
      m ? actor_of_name(s->d, s->md, m->node, &n_namesakes) : NULL;
  if (nation) {
    p = last;
    e->nation = nation;
    e->country = model_country(s->d->model, nation - 1)->code;
    e->why = BASIS_ADJECTIVE;
  } else if (body) {
    p = m->last;
  }
  e->last = read_roles(s, p, i, e);
  /* «African Union Commission chairman» */
  if (!e->role && body && is_word(s, p, i) && is_word(s, p + 1, i) &&
      s->d->text->tokens.items[p].flags & TOKEN_CAPITAL && !morph_tag(s->d, p))
    e->last = read_roles(s, p + 1, i, e);
  if (!e->role && !nation) return false; /* a name alone: as everywhere */
  if (!e->role) {
    nation_alone(s, i, e);
  } else {
    if (body) { /* «NATO Secretary General»: the codes are the body's */
      entity of = {0};
      actor_codes(s, body->index, n_namesakes, &of);
      e->country = of.country;
      memcpy(e->sectors, of.sectors, sizeof e->sectors);
      e->codes_of = body->index + 1;
      e->flags |= of.flags & ENTITY_ARMED;
    }
    if (!e->country) e->last = read_country(s, e->last, i, e);
    if (!e->country) e->flags |= ENTITY_BARE;
    e->last = read_name(s, e->last, i, e);
  }
  const token *tokens = s->d->text->tokens.items;
  e->first = i;
  e->start = tokens[i].start;
  e->end = tokens[e->last - 1].end;
  bool article = i && same_sentence(s->d, i - 1, i) && morph_has(s->d, i - 1) &&
                 morph_tag(s->d, i - 1) == TAG_EN_ARTICLE;
  if (article || e->flags & ENTITY_NAMED) e->flags |= ENTITY_DEFINITE;
  return true;
}
