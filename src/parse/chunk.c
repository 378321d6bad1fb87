/* chunk.c - cuts a sentence into flat chunks: noun phrases, verb groups, marks, times,
 * punctuation.
 *
 * What stands before a word and belongs to it (prepositions, negation, particles of
 * tense) is kept pending and goes into the chunk it precedes.
 */
#include "mention/word_view.h"
#include "parse/parse_inside.h"

typedef struct pending {
  uint32_t preposition, token;
  uint32_t flags;
} pending;

typedef struct chunker {
  const morph_doc *d;
  const mention_doc *md;
  parse_doc *pd;
  arena *a;
  pending p;
  const shown_facts *shown;
  uint32_t first_chunk; /* of the sentence */
  unsigned quotes, parens;
  bool wa; /* a wa that stands alone goes with what follows */
  bool failed;
} chunker;

static const reading *read_at(const chunker *c, uint32_t i) {
  return morph_at(c->d, i);
}

static chunk *last_chunk(chunker *c) {
  return c->pd->chunks.n > c->first_chunk ? &c->pd->chunks.items[c->pd->chunks.n - 1]
                                          : NULL;
}

static bool nominal_pos(unsigned pos) {
  return pos_is_nominal(pos) || pos == POS_FOREIGN || pos == POS_NUM || pos == POS_TIME ||
         pos == POS_NONE;
}

/* Most words have none of the three. */
static inline uint32_t clitic_slot(unsigned proclitics) {
  if (!(proclitics & (PROCLITIC_BI | PROCLITIC_LI | PROCLITIC_KA))) return SLOT_NONE;
  return proclitics & PROCLITIC_BI   ? SLOT_BI
         : proclitics & PROCLITIC_LI ? SLOT_LI
                                     : SLOT_KA;
}

static inline chunk *add_chunk(chunker *c, uint32_t kind, uint32_t first, uint32_t last,
                               uint32_t head) {
  parse_doc *pd = c->pd;
  chunk *k = ARRAY_PUSH(c->a, &pd->chunks);
  if (!k) {
    c->failed = true;
    return NULL;
  }
  *k = (chunk){.kind = kind,
               .first = first,
               .last = last,
               .head = head,
               .prep_token = first,
               .flags = (c->quotes != 0) * (uint32_t)CHUNK_QUOTED |
                        (c->parens != 0) * (uint32_t)CHUNK_PAREN};
  for (uint32_t i = first; i < last; i++) pd->chunk_at[i] = pd->chunks.n;
  pd->openers[pd->n_openers] = pd->chunks.n - 1;
  pd->n_openers += (kind == CHUNK_VERB) | (kind == CHUNK_MARK) | (kind == CHUNK_PUNCT) |
                   (c->quotes != 0);
  return k;
}

/* Keeps the chunk just made where it may tell who speaks. */
static inline void may_call(chunker *c, bool yes) {
  c->pd->calls[c->pd->n_calls] = c->pd->chunks.n - 1;
  c->pd->n_calls += yes;
}

static inline void noun_may_call(chunker *c, const chunk *k) {
  may_call(c, (k->preposition == SLOT_PREP + TAG_PREP_HASAB) |
                  (k->preposition == SLOT_PREP + TAG_PREP_FI) |
                  (k->preposition == SLOT_BI));
}

/* Does the chunk follow directly, determiners («all», «these») and a quote behind «and»
 * aside? */
static bool follows(const chunker *c, const chunk *before, const chunk *k) {
  for (uint32_t i = before->last; i < k->first; i++) {
    if (c->wa && i > before->last && i + 1 == k->first &&
        c->d->text->tokens.items[i].kind == TOKEN_QUOTE_OPEN)
      continue;
    unsigned tag = c->shown[i].tag;
    if (!morph_has(c->d, i) || c->pd->chunk_at[i] ||
        (tag != TAG_DET_ALL && tag != TAG_DEM && tag != TAG_CONJ_AND))
      return false;
  }
  return true;
}

/* Behind its adjective a noun takes no genitive («tribal leaders [called on] the …»), nor
 * does the nationality that is a phrase of its own («an Afghan woman [asked] the …»), and
 * neither does the name of a person that no entity covers. */
static bool ends_in_adjective(const chunker *c, const chunk *k) {
  unsigned pos = c->shown[k->last - 1].pos;
  if (k->last == k->head + 1)
    return (pos == POS_NAME && !k->entity) ||
           (pos == POS_NISBA && k->flags & CHUNK_ADJECTIVE);
  if (k->entity && (pos == POS_NAME || c->md->place_at[k->last - 1]))
    return true; /* «the governor of Kirkuk [criticised] the government» */
  return pos == POS_ADJ || pos == POS_NISBA;
}

/* Gunmen, suspects, civilians: nobody whose body or office an indefinite noun behind
 * would be. */
static bool is_nobody(const entity *e) {
  uint32_t sector = e->sectors[0];
  return e->kind == KIND_PERSON && e->last == e->first + 1 &&
         (sector == code3("UAF") || sector == code3("REB") || sector == code3("CRM") ||
          sector == code3("CVL"));
}

/* Is the noun of chunk `k`, with these proclitics, in idafa with or joined to the chunk
 * before? */
static void join_before(chunker *c, chunk *k, unsigned proclitics) {
  if (k == &c->pd->chunks.items[c->first_chunk]) return;
  const chunk *before = k - 1;
  unsigned p = proclitics | (c->wa ? (unsigned)PROCLITIC_WA : 0u);
  if (p & (PROCLITIC_WA | PROCLITIC_FA)) {
    k->flags |= CHUNK_WA;
    if (p & PROCLITIC_WA && before->kind == CHUNK_NOUN && !k->preposition &&
        follows(c, before, k)) {
      k->flags |= CHUNK_COORDINATED;
      k->preposition = before->preposition;
      k->prep_token = before->prep_token;
    }
    return;
  }
  if (before->kind != CHUNK_NOUN || k->preposition || !follows(c, before, k)) return;
  bool open =
      !ends_in_adjective(c, before) && morph_takes_genitive(c->d, before->last - 1) &&
      !morph_accusative(c->d, before->last - 1) && !morph_accusative(c->d, k->first);
  if (before->entity) { /* a name takes no genitive: «Ukraine accused Russia», «gunmen
                           kidnapped a journalist» */
    const entity *e = &c->md->entities.items[before->entity - 1];
    if (e->flags & (ENTITY_STATE | ENTITY_CAPITAL | ENTITY_NAMED)) open = false;
    const reading *head = read_at(c, before->last - 1);
    if (is_nobody(e) && !(head->features & FEATURE_CONSTRUCT) && !k->entity &&
        !(p & PROCLITIC_AL) && !c->md->entity_at[k->first])
      open = false; /* «a gunman [fired] shots» */
  }
  if (open) k->flags |= CHUNK_GENITIVE;
}

static void take_pending(chunker *c, chunk *k) {
  if (!(c->p.preposition | c->p.flags)) return;
  if (c->p.preposition) {
    k->preposition = c->p.preposition;
    k->prep_token = c->p.token;
  }
  k->flags |= c->p.flags;
  c->p = (pending){0, 0, 0};
}

/* ---- nouns ---- */

static void noun_flags(chunk *k, const reading *r) {
  k->flags |=
      (FEATURE_NUMBER(r->features) == 3) * (uint32_t)CHUNK_PLURAL |
      (!(r->proclitics & PROCLITIC_AL) & !r->enclitic) * (uint32_t)CHUNK_INDEFINITE;
}

/* An active participle without article that is no adjective of the noun before: «calling
 * on …», «confirming that …». */
static bool adverbial_participle(const chunker *c, uint32_t i, const reading *r) {
  if (FEATURE_POS(r->features) != POS_PART_ACT ||
      r->proclitics & ~(unsigned)(PROCLITIC_WA | PROCLITIC_FA) || r->enclitic)
    return false;
  const lemma_record *l = r->entry;
  const token *t = &c->d->text->tokens.items[i];
  if (!l->n_frames &&
      !(l->classes & (CLASS_MASK(SPEECH) | CLASS_MASK(LIGHT) | CLASS_MASK(DENY))))
    return false;
  const word_info *w = c->d->words[i];
  uint8_t letters[WORD_MAX_LETTERS];
  unsigned n = word_unpack(w->key, letters);
  bool definite_before = i && morph_has(c->d, i - 1) &&
                         t->sentence == c->d->text->tokens.items[i - 1].sentence &&
                         (c->shown[i - 1].article ||
                          (c->md->entity_at[i - 1] &&
                           c->md->entities.items[c->md->entity_at[i - 1] - 1].flags &
                               (ENTITY_STATE | ENTITY_NAMED)));
  if (definite_before && l->n_frames)
    return true; /* predicate: «the states are committed to …» */
  bool accusative = t->flags & TOKEN_TANWIN || (n && letters[n - 1] == LETTER_ALEF);
  bool after_border = i == 0 || c->d->text->tokens.items[i - 1].kind == TOKEN_PUNCT;
  bool maybe = FEATURE_GENDER(r->features) == 2 ||
               (FEATURE_NUMBER(r->features) > 1 && FEATURE_CASE(r->features) == 3);
  return accusative || (after_border && maybe);
}

/* Adjectives that lengthen a plain noun; nationality is left for a chunk of its own. */
static uint32_t adjectives_end(const chunker *c, uint32_t i, uint32_t end) {
  for (; i < end; i++) {
    unsigned pos = c->shown[i].pos;
    bool participle = (pos == POS_PART_ACT) | (pos == POS_PART_PASS);
    if (!(participle | (pos == POS_ADJ))) break;
    const reading *r = read_at(c, i);
    if ((participle && c->shown[i].article != c->shown[i - 1].article) ||
        r->proclitics & ~(unsigned)PROCLITIC_AL || r->enclitic || c->md->entity_at[i] ||
        c->md->time_at[i] || c->md->number_at[i] || r->entry->country)
      break;
    if (participle && !c->shown[i].article && adverbial_participle(c, i, r)) break;
  }
  return i;
}

static uint32_t entity_chunk(chunker *c, uint32_t i) {
  const entity *e = &c->md->entities.items[c->md->entity_at[i] - 1];
  const chunk *before = last_chunk(c);
  bool after_noun = before && before->kind == CHUNK_NOUN && before->last == i;
  bool adjective = e->flags & ENTITY_ADJECTIVE && after_noun && !before->entity &&
                   !(e->proclitics & ~(unsigned)PROCLITIC_AL) && !c->p.preposition;
  chunk *k = add_chunk(c, CHUNK_NOUN, i, e->last, e->head);
  if (!k) return e->last;
  k->entity = c->md->entity_at[i];
  k->number = c->md->number_at[i];
  if (adjective) k->flags |= CHUNK_ADJECTIVE;
  take_pending(c, k);
  if (!k->preposition) k->preposition = clitic_slot(e->proclitics);
  if (!adjective) join_before(c, k, e->proclitics);
  noun_flags(k, read_at(c, e->head));
  noun_may_call(c, k);
  return e->last;
}

static uint32_t noun_chunk(chunker *c, uint32_t i, uint32_t end) {
  const reading *r = read_at(c, i);
  chunk *k = add_chunk(c, CHUNK_NOUN, i, i + 1, i);
  if (!k) return i + 1;
  take_pending(c, k);
  if (!k->preposition) k->preposition = clitic_slot(r->proclitics);
  join_before(c, k, r->proclitics);
  noun_flags(k, r);
  noun_may_call(c, k);
  uint32_t last = r->enclitic ? i + 1 : adjectives_end(c, i + 1, end);
  for (uint32_t t = i + 1; t < last; t++) c->pd->chunk_at[t] = c->pd->chunks.n;
  k->last = last;
  return last;
}

/* A toponym with its locative head is one noun, whatever its words may mean. */
static uint32_t place_chunk(chunker *c, uint32_t i, uint32_t end) {
  const place_mention *p = &c->md->places.items[c->md->place_at[i] - 1];
  uint32_t last = i + 1;
  while (last < end && last < p->last && !c->md->entity_at[last]) last++;
  chunk *k = add_chunk(c, CHUNK_NOUN, i, last, i);
  if (!k) return last;
  take_pending(c, k);
  unsigned proclitics = i == p->first ? p->proclitics : read_at(c, i)->proclitics;
  if (!k->preposition) k->preposition = clitic_slot(proclitics);
  join_before(c, k, proclitics);
  noun_may_call(c, k);
  return last;
}

/* The entity (index + 1, 0 none) in the words of a number whose bound stands behind what
 * is counted. */
static uint32_t counted_entity(const chunker *c, uint32_t first, uint32_t last) {
  for (uint32_t i = first + 1; i < last; i++) {
    uint32_t at = c->md->entity_at[i];
    if (!at) continue;
    const entity *e = &c->md->entities.items[at - 1];
    bool whole = e->first == i && e->last <= last;
    return whole && !(e->proclitics & ~(unsigned)PROCLITIC_AL) ? at : 0;
  }
  return 0;
}

/* A number with what it counts: «20 soldiers», «150 of the security forces». */
static uint32_t number_chunk(chunker *c, uint32_t i, uint32_t end) {
  const number *n = &c->md->numbers.items[c->md->number_at[i] - 1];
  uint32_t last = n->last > i && n->last <= end ? n->last : i + 1;
  chunk *k = add_chunk(c, CHUNK_NOUN, i, last, i);
  if (!k) return last;
  take_pending(c, k);
  unsigned alone = view_clitics(c->d, i); /* «bi- 5 persons» */
  unsigned proclitics = alone ? alone : read_at(c, i)->proclitics;
  if (!k->preposition) k->preposition = clitic_slot(proclitics);
  join_before(c, k, proclitics);
  noun_may_call(c, k);
  k->number = c->md->number_at[i];
  k->flags |= CHUNK_INDEFINITE | CHUNK_PLURAL;
  uint32_t within = counted_entity(c, i, last);
  if (within) { /* «eight persons at least» */
    k->entity = within;
    k->head = c->md->entities.items[within - 1].head;
    return last;
  }
  uint32_t at = last;
  if (at < end && text_in_brackets(c->d->text, i, at)) { /* «(148) persons» */
    at++;
    if (c->parens) {
      c->parens--;
      k->flags &= ~(unsigned)CHUNK_PAREN;
    }
  }
  bool partitive =
      at < end && read_at(c, at)->entry->tag == TAG_PREP_MIN && !read_at(c, at)->enclitic;
  if (partitive) at++;
  if (at >= end || !morph_has(c->d, at) || c->md->time_at[at]) return last;
  const reading *next = read_at(c, at);
  if (c->md->entity_at[at] &&
      c->md->entities.items[c->md->entity_at[at] - 1].first == at) {
    const entity *e = &c->md->entities.items[c->md->entity_at[at] - 1];
    if (e->proclitics & ~(unsigned)PROCLITIC_AL) return last;
    k->entity = c->md->entity_at[at];
    k->head = e->head;
    last = e->last;
  } else if (!partitive &&
             (nominal_pos(FEATURE_POS(next->features)) ||
              next->entry->tag == TAG_DET_OTHER) && /* «15 others» */
             !(next->proclitics & ~(unsigned)PROCLITIC_AL)) {
    k->head = at;
    last = adjectives_end(c, at + 1, end);
  }
  for (uint32_t t = i; t < last; t++) c->pd->chunk_at[t] = c->pd->chunks.n;
  k->last = last;
  return last;
}

/* ---- verbs ---- */

static uint32_t verb_chunk(chunker *c, uint32_t i, bool participle) {
  const uint64_t calling = CLASS_MASK(SPEECH) | CLASS_MASK(DENY) |
                           CLASS_MASK(QUOTE_FROM) | CLASS_MASK(CLAIM_RESP);
  const reading *r = read_at(c, i);
  unsigned p = r->proclitics, f = r->features;
  chunk *k = add_chunk(c, CHUNK_VERB, i, i + 1, i);
  if (!k) return i + 1;
  take_pending(c, k);
  k->preposition = SLOT_NONE;
  uint32_t flags =
      k->flags | participle * (uint32_t)CHUNK_PARTICIPLE |
      (((p & (PROCLITIC_WA | PROCLITIC_FA)) != 0) | c->wa) * (uint32_t)CHUNK_WA |
      ((p & PROCLITIC_SA) != 0) * (uint32_t)CHUNK_FUTURE |
      ((p & (PROCLITIC_LA | PROCLITIC_MA)) != 0) * (uint32_t)CHUNK_NEGATED |
      ((p & PROCLITIC_LI) != 0) * (uint32_t)CHUNK_SUBJUNCTIVE |
      (((f & FEATURE_PASSIVE) != 0) | (FEATURE_POS(f) == POS_PART_PASS)) *
          (uint32_t)CHUNK_PASSIVE |
      (FEATURE_NUMBER(f) == 3) * (uint32_t)CHUNK_PLURAL |
      (FEATURE_ASPECT(f) == 2) * (uint32_t)CHUNK_IMPERFECT;
  if (flags & CHUNK_MAYBE && !(flags & CHUNK_IMPERFECT))
    flags &= ~(unsigned)CHUNK_MAYBE; /* qad + perfect */
  k->flags = flags;
  may_call(c, (r->entry->classes & calling) != 0);
  return i + 1;
}

/* ---- particles ---- */

static void take_tag(chunker *c, unsigned tag) {
  switch (tag) {
    case TAG_NEG_LA:
    case TAG_NEG_LAM:
    case TAG_NEG_MA:
    case TAG_NEG_LAYSA:
    case TAG_NEG_GHAYR:
    case TAG_NEG_DUN:
    case TAG_NEG_ADAM: c->p.flags |= CHUNK_NEGATED; return;
    case TAG_NEG_LAN: c->p.flags |= CHUNK_NEGATED | CHUNK_FUTURE; return;
    case TAG_PART_SAWFA: c->p.flags |= CHUNK_FUTURE; return;
    case TAG_PART_QAD:
    case TAG_PART_MAYBE: c->p.flags |= CHUNK_MAYBE; return;
    default: return;
  }
}

static bool opens_clause(unsigned tag) {
  return (tag >= TAG_COMP_AN && tag <= TAG_SUB_CONC) || tag == TAG_CONJ_BUT ||
         tag == TAG_CONJ_THEN || tag == TAG_AMMA || tag == TAG_INTERROG;
}

/* A clitic that quotation marks or a stretched line part from its word: «to "Okaz"». */
static uint32_t lone_clitic(const chunker *c, uint32_t i) {
  uint8_t letters[WORD_MAX_LETTERS];
  if (word_unpack(c->d->words[i]->key, letters) != 1) return SLOT_NONE;
  switch (letters[0]) {
    case LETTER_BEH: return SLOT_BI;
    case LETTER_LAM: return SLOT_LI;
    case LETTER_KAF: return SLOT_KA;
    default: return SLOT_NONE;
  }
}

static void preposition(chunker *c, uint32_t i, unsigned tag) {
  const reading *r = read_at(c, i);
  c->p.preposition = SLOT_NONE;
  if (r->enclitic) return; /* «on it»: complete */
  if (tag == TAG_PREP_OTHER) {
    uint32_t slot = lone_clitic(c, i);
    if (!slot) return;
    c->p.preposition = slot;
    c->p.token = i;
    return;
  }
  c->p.preposition = SLOT_PREP + tag;
  c->p.token = i;
}

static uint32_t mark_chunk(chunker *c, uint32_t i) {
  chunk *k = add_chunk(c, CHUNK_MARK, i, i + 1, i);
  if (k && read_at(c, i)->proclitics & (PROCLITIC_WA | PROCLITIC_FA))
    k->flags |= CHUNK_WA;
  c->p = (pending){0, 0, 0};
  return i + 1;
}

static uint32_t punctuation(chunker *c, uint32_t i) {
  const token *t = &c->d->text->tokens.items[i];
  switch (t->kind) {
    case TOKEN_QUOTE_OPEN: c->quotes++; return i + 1;
    case TOKEN_QUOTE_CLOSE:
      if (c->quotes) c->quotes--;
      return i + 1;
    case TOKEN_OPEN: c->parens++; return i + 1;
    case TOKEN_CLOSE:
      if (c->parens) c->parens--;
      return i + 1;
    case TOKEN_PUNCT:
      add_chunk(c, CHUNK_PUNCT, i, i + 1, i);
      c->p = (pending){0, 0, 0};
      return i + 1;
    default: c->p.preposition = SLOT_NONE; return i + 1;
  }
}

static uint32_t time_chunk(chunker *c, uint32_t i, uint32_t end) {
  const time_mention *t = &c->md->times.items[c->md->time_at[i] - 1];
  uint32_t last = t->last > i && t->last <= end ? t->last : i + 1;
  chunk *k = add_chunk(c, CHUNK_TIME, i, last, i);
  if (k && c->p.preposition) {
    k->preposition = c->p.preposition;
    k->prep_token = c->p.token;
  }
  c->p.preposition = SLOT_NONE;
  return last;
}

static bool may_be_tagged(const chunker *c, uint32_t i, unsigned tag) {
  const word_info *w = c->d->words[i];
  for (unsigned k = 0; k < w->n_readings; k++)
    if (w->readings[k].entry->tag == tag) return true;
  return false;
}

/* «at the hands of», whatever «hands» was read as. */
static bool behind_ala(chunker *c, uint32_t i) {
  if (c->p.preposition != SLOT_PREP + TAG_PREP_ALA || c->p.token + 1 != i ||
      read_at(c, i)->enclitic || !may_be_tagged(c, i, TAG_PREP_BY))
    return false;
  preposition(c, i, TAG_PREP_BY);
  return true;
}

/* What a word of the grammar does to what follows; the token after it, or 0 where it is
 * chunked like any other word. */
static uint32_t tagged_word(chunker *c, uint32_t i, uint32_t end) {
  const reading *r = read_at(c, i);
  unsigned tag = c->shown[i].tag;
  if (tag == TAG_REL_MA && c->p.preposition == SLOT_PREP + TAG_PREP_HASAB) return i + 1;
  if ((tag == TAG_REL_MA || tag == TAG_NEG_MA) && i + 1 < end &&
      c->shown[i + 1].tag == TAG_PREP_BAYN)
    return i + 1; /* «ma bayn» is «bayn» */
  if (opens_clause(tag)) return mark_chunk(c, i);
  if (tag == TAG_PREP_MIN && !r->enclitic && i && c->shown[i - 1].tag == TAG_DET_ALL)
    return i + 1; /* «kull min»: each of */
  if (FEATURE_POS(r->features) == POS_PREP || tag == TAG_PREP_BY) {
    preposition(c, i, tag);
    return i + 1;
  }
  if (behind_ala(c, i)) return i + 1;
  if (tag == TAG_NEG_MA && c->p.preposition == SLOT_PREP + TAG_PREP_HASAB)
    return i + 1; /* «according to what … said» */
  if (tag >= TAG_NEG_LA && tag <= TAG_PART_MAYBE) {
    take_tag(c, tag);
    if (r->proclitics & PROCLITIC_WA) c->wa = true; /* «and has kidnapped» */
    return i + 1;
  }
  if (tag == TAG_CONJ_AND) {
    c->wa = true;
    return i + 1;
  }
  if (clitic_slot(r->proclitics) && (tag == TAG_DEM || tag == TAG_DET_ALL)) {
    c->p.preposition = clitic_slot(r->proclitics); /* «in all the districts» */
    c->p.token = i;
  }
  if (tag == TAG_CONJ_OR || tag == TAG_DEM || tag == TAG_DET_ALL || tag == TAG_EXCEPT ||
      tag == TAG_FOCUS)
    return i + 1;
  return 0;
}

/* A word of the grammar, or one that another of its readings may make one. */
static uint32_t closed_word(chunker *c, uint32_t i, uint32_t end) {
  unsigned pos = c->shown[i].pos;
  if (c->shown[i].tag) {
    uint32_t next = tagged_word(c, i, end);
    if (next) return next;
  } else if (pos == POS_PREP) {
    preposition(c, i, TAG_NONE);
    return i + 1;
  } else if (behind_ala(c, i)) {
    return i + 1;
  }
  if (pos == POS_ADV || pos == POS_INTERJ || pos == POS_PART) {
    add_chunk(c, CHUNK_ADVERB, i, i + 1, i);
    if (c->p.preposition && c->p.token + 1 == i)
      c->p.preposition = SLOT_NONE; /* «until now 10 persons» */
    return i + 1;
  }
  return noun_chunk(c, i, end);
}

/* A word that no mention covers. */
static uint32_t word_chunk(chunker *c, uint32_t i, uint32_t end) {
  unsigned pos = c->shown[i].pos;
  if (pos == POS_VERB) return verb_chunk(c, i, false);
  if (pos == POS_PART_ACT && adverbial_participle(c, i, read_at(c, i)))
    return verb_chunk(c, i, true);
  bool closed = (c->shown[i].tag != 0) | (pos == POS_PREP) | (pos == POS_ADV) |
                (pos == POS_INTERJ) | (pos == POS_PART) |
                (c->p.preposition == SLOT_PREP + TAG_PREP_ALA);
  return closed ? closed_word(c, i, end) : noun_chunk(c, i, end);
}

/* A token that a time, an entity, a number or a place covers. */
static uint32_t mention_chunk(chunker *c, uint32_t i, uint32_t end) {
  const mention_doc *md = c->md;
  if (md->time_at[i]) return time_chunk(c, i, end);
  if (!morph_has(c->d, i) && !md->number_at[i]) return punctuation(c, i);
  if (md->entity_at[i] && md->entities.items[md->entity_at[i] - 1].first == i)
    return entity_chunk(c, i);
  if (md->number_at[i]) return number_chunk(c, i, end);
  if (md->place_at[i]) return place_chunk(c, i, end);
  return word_chunk(c, i, end);
}

static void read_sentence(chunker *c, const sentence *sent) {
  const mention_doc *md = c->md;
  uint32_t end = sent->first + sent->n;
  c->first_chunk = c->pd->chunks.n;
  c->p = (pending){0, 0, 0};
  c->parens = 0;
  if (c->d->text->tokens.items[sent->first].flags & TOKEN_LINE_START) c->quotes = 0;
  c->wa = false;
  for (uint32_t i = sent->first; i < end && !c->failed;) {
    uint32_t before = c->pd->chunks.n;
    if (md->time_at[i] | md->entity_at[i] | md->number_at[i] | md->place_at[i])
      i = mention_chunk(c, i, end);
    else if (c->shown[i].read)
      i = word_chunk(c, i, end);
    else
      i = punctuation(c, i);
    c->wa = c->wa & (c->pd->chunks.n == before);
  }
}

/* Room for as many as there are tokens: none of what is made of them is more. */
static bool make_room(parse_doc *pd, uint32_t n_tokens, uint32_t n_sentences, arena *a) {
  pd->chunks.items = arena_alloc(a, (size_t)n_tokens + 1, sizeof *pd->chunks.items);
  pd->chunks.capacity = n_tokens;
  pd->sentence_chunks =
      arena_alloc(a, (size_t)n_sentences + 1, sizeof *pd->sentence_chunks);
  pd->chunk_at = arena_zero(a, (size_t)n_tokens + 1, sizeof *pd->chunk_at);
  pd->openers = arena_alloc(a, (size_t)n_tokens + 1, sizeof *pd->openers);
  pd->calls = arena_alloc(a, (size_t)n_tokens + 1, sizeof *pd->calls);
  return pd->chunks.items && pd->sentence_chunks && pd->chunk_at && pd->openers &&
         pd->calls;
}

bool parse_chunks(const morph_doc *d, const mention_doc *md, parse_doc *pd, arena *a) {
  chunker c = {.d = d, .md = md, .pd = pd, .a = a, .shown = d->shown};
  uint32_t n = d->text->sentences.n;
  if (!make_room(pd, d->n, n, a)) return false;
  for (uint32_t s = 0; s < n && !c.failed; s++) {
    pd->sentence_chunks[s] = pd->chunks.n;
    read_sentence(&c, &d->text->sentences.items[s]);
  }
  pd->sentence_chunks[n] = pd->chunks.n;
  return !c.failed;
}
