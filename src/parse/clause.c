/* clause.c - groups chunks into clauses and finds each clause's verb and subject.
 *
 * K1 A clause opens at a complementizer, relative, subordinator, at a verb joined by wa
 * or fa, or by «as also», at an infinitive (an, li + imperfect), at an adverbial
 * participle, at a quoted sentence, and after a full stop, semicolon or colon. K2 A noun
 * that opens the clause without a preposition before its verb is the subject (SVO), but
 * for an indefinite one before a verb with its object and a noun right behind it; else,
 * unless what opens it bears a pronoun, the first such noun after the verb that neither
 * it nor its adjective marks as an object (VSO); in a relative clause the antecedent,
 * unless the verb or a preposition behind it bears a pronoun for it; else the subject of
 * the clause before. K3 A finite verb behind a relative clause goes on with what that
 * stands in: «the forces [that the USA leads] carried out …».
 */
#include "parse/parse_inside.h"

static unsigned tag_of(const morph_doc *d, const chunk *k) {
  return morph_has(d, k->head) ? morph_tag(d, k->head) : TAG_NONE;
}

static uint32_t kind_of_mark(unsigned tag) {
  switch (tag) {
    case TAG_COMP_AN:
    case TAG_COMP_INNA: return CLAUSE_COMPLEMENT;
    case TAG_COMP_KAY: return CLAUSE_PURPOSE;
    case TAG_REL:
    case TAG_REL_MA:
    case TAG_REL_MAN: return CLAUSE_RELATIVE;
    case TAG_SUB_COND: return CLAUSE_CONDITION;
    case TAG_SUB_TIME:
    case TAG_SUB_WHILE:
    case TAG_SUB_CAUSE:
    case TAG_SUB_CONC: return CLAUSE_SUBORDINATE;
    default: return CLAUSE_COORDINATE;
  }
}

/* Is the clause's only verb before chunk `end` one of being, whose predicate a further
 * verb is: «5 of the Houthis and soldiers of S. had been killed»? */
static bool awaits_predicate(const morph_doc *d, const parse_doc *pd, const clause *c,
                             uint32_t end) {
  bool being = false;
  uint32_t noun = end - 1; /* not «he was on a boat that …» */
  while (noun > c->first &&
         pd->chunks.items[noun].flags & (CHUNK_GENITIVE | CHUNK_ADJECTIVE))
    noun--;
  if (pd->chunks.items[noun].preposition) return false;
  for (uint32_t i = c->first; i < end; i++) {
    const chunk *k = &pd->chunks.items[i];
    if (k->kind != CHUNK_VERB) continue;
    if (being || !morph_has(d, k->head) ||
        !(morph_lemma(d, k->head)->classes & CLASS_MASK(AUX_KANA)))
      return false;
    being = true;
  }
  return being;
}

/* «clashes in the whole country [that] caused dozens of deaths»: the indefinite noun,
 * with prepositional phrases behind it, that the verb of causing at chunk `i` qualifies:
 * chunk index + 1, 0 none. */
static uint32_t distant_antecedent(const morph_doc *d, const parse_doc *pd, uint32_t i,
                                   uint32_t first) {
  const chunk *v = &pd->chunks.items[i];
  if (!morph_has(d, v->head) || v->flags & CHUNK_WA ||
      !(morph_lemma(d, v->head)->classes & CLASS_MASK(CAUSE)))
    return 0;
  for (uint32_t q = i, steps = 0; q-- > first && steps < PARSE_REACH; steps++) {
    const chunk *k = &pd->chunks.items[q];
    if (k->kind == CHUNK_TIME || k->kind == CHUNK_ADVERB) continue;
    if (k->kind != CHUNK_NOUN) return 0;
    if (k->preposition || k->flags & (CHUNK_GENITIVE | CHUNK_ADJECTIVE)) continue;
    return k->flags & CHUNK_INDEFINITE && q + 1 < i ? q + 1 : 0;
  }
  return 0;
}

/* Does «qad» stand right before the verb? */
static bool after_qad(const morph_doc *d, const chunk *v) {
  return v->first && morph_has(d, v->first - 1) &&
         morph_tag(d, v->first - 1) == TAG_PART_QAD;
}

typedef struct opening {
  bool opens;
  uint32_t kind, marker;
} opening;

/* Does a quotation that holds a finite verb begin at the chunk? */
static bool quoted_sentence(const parse_doc *pd, uint32_t i) {
  for (; i < pd->chunks.n && pd->chunks.items[i].flags & CHUNK_QUOTED; i++)
    if (pd->chunks.items[i].kind == CHUNK_VERB &&
        !(pd->chunks.items[i].flags & CHUNK_PARTICIPLE))
      return true;
  return false;
}

/* A finite verb; participles are none. */
static bool is_finite(const chunk *k) {
  return k->kind == CHUNK_VERB && !(k->flags & CHUNK_PARTICIPLE);
}

/* Does chunk `i` open a clause behind the current one, which has a finite verb or not? */
static opening look_for_opening(const morph_doc *d, const parse_doc *pd,
                                const clause *current, bool finite, uint32_t i) {
  const chunk *k = &pd->chunks.items[i];
  if (k->kind == CHUNK_MARK) {
    unsigned tag = tag_of(d, k);
    return (opening){true, kind_of_mark(tag), tag};
  }
  if (k->kind == CHUNK_PUNCT) {
    unsigned mark = d->text->tokens.items[k->head].mark;
    return (opening){mark == '.' || mark == ';' || mark == ':' || mark == '!' ||
                         mark == '?' || mark == '~',
                     CLAUSE_MAIN, TAG_NONE};
  }
  if (i > current->first && k->flags & CHUNK_QUOTED && !(k[-1].flags & CHUNK_QUOTED) &&
      k->kind != CHUNK_VERB && !k->preposition && finite &&
      !(k->flags & (CHUNK_GENITIVE | CHUNK_COORDINATED)) && quoted_sentence(pd, i))
    return (opening){true, CLAUSE_MAIN, TAG_NONE};
  if (k->kind != CHUNK_VERB) return (opening){false, 0, 0};
  if (k->flags & CHUNK_PARTICIPLE)
    return (opening){i > current->first, CLAUSE_SUBORDINATE, TAG_NONE};
  const chunk *before = i > current->first ? k - 1 : NULL;
  if (k->flags & CHUNK_SUBJUNCTIVE)
    return (opening){before && before->kind != CHUNK_MARK, CLAUSE_PURPOSE, TAG_NONE};
  if (before && k->flags & CHUNK_QUOTED && !(before->flags & CHUNK_QUOTED) &&
      before->kind == CHUNK_NOUN) /* the statement said "The forces …" */
    return (opening){true, CLAUSE_MAIN, TAG_NONE};
  if (k->flags & CHUNK_WA)
    return (opening){i > current->first, CLAUSE_COORDINATE, TAG_NONE};
  if (!finite) return (opening){false, 0, 0};
  if (before && before->kind == CHUNK_ADVERB &&
      tag_of(d, before) == TAG_KADHALIKA) /* «…, as the police also arrested …» */
    return (opening){true, CLAUSE_COORDINATE, TAG_NONE};
  if (before && before->kind == CHUNK_PUNCT) /* not «X, the minister, had V-ed» */
    return (opening){!(after_qad(d, k) && awaits_predicate(d, pd, current, i - 1)),
                     CLAUSE_COORDINATE, TAG_NONE};
  if (before && before->kind == CHUNK_NOUN && before->flags & CHUNK_INDEFINITE &&
      !awaits_predicate(d, pd, current, i)) /* «an attack that killed» */
    return (opening){true, CLAUSE_RELATIVE, TAG_NONE};
  if (distant_antecedent(d, pd, i, current->first))
    return (opening){true, CLAUSE_RELATIVE, TAG_NONE};
  return (opening){false, 0, 0};
}

static bool subject_like(const chunk *k) {
  return k->kind == CHUNK_NOUN && !k->preposition &&
         !(k->flags & (CHUNK_GENITIVE | CHUNK_ADJECTIVE | CHUNK_COORDINATED));
}

/* The ending of the construct does not count: names end so too. */
static bool oblique(const reading *r) {
  return FEATURE_CASE(r->features) > FEATURE_CASE(FEATURE_NOM) &&
         !(r->features & FEATURE_CONSTRUCT);
}

/* Does the noun, or the adjective right behind it, bear an ending that no subject has:
 * «he called on the doctors [al-atibba'] from Yemen [al-yamaniyyin]»? */
static bool marked_object(const morph_doc *d, const chunk *k) {
  if (k->number || !morph_has(d, k->head)) return false;
  const reading *r = morph_at(d, k->head);
  if (k->first == k->head && morph_accusative(d, k->head)) return true;
  if (FEATURE_POS(r->features) == POS_NAME || k->first != k->head) return false;
  if (oblique(r)) return true;
  uint32_t next = k->head + 1;
  if (next >= k->last || !morph_has(d, next)) return false;
  const reading *a = morph_at(d, next);
  unsigned pos = FEATURE_POS(a->features);
  return (pos == POS_ADJ || pos == POS_NISBA) && FEATURE_NUMBER(r->features) == 3 &&
         FEATURE_NUMBER(a->features) == 3 && oblique(a);
}

/* Does a preposition with a pronoun for what the relative clause is about stand right
 * behind its verb, and a party behind that: «the bombing that [a mosque] was exposed to»
 * [ta'arrada lahu masjid]? That party is the subject: chunk index + 1, 0 none. */
static uint32_t subject_behind_pronoun(const morph_doc *d, const parse_doc *pd,
                                       const clause *c) {
  const chunk *v = &pd->chunks.items[c->verb - 1];
  if (c->verb >= c->last || !morph_has(d, v->last)) return 0;
  const reading *r = morph_at(d, v->last);
  const chunk *k = v + 1;
  if (FEATURE_POS(r->features) != POS_PREP || !r->enclitic || k->first != v->last + 1 ||
      !k->entity || !subject_like(k) || marked_object(d, k))
    return 0;
  const reading *verb = morph_at(d, v->head), *noun = morph_at(d, k->head);
  bool man = FEATURE_GENDER(noun->features) == 1 && FEATURE_NUMBER(noun->features) == 1;
  return man && FEATURE_GENDER(verb->features) == 2 ? 0 : c->verb + 1;
}

/* «provinces [that] the rebels were controlling [kana al-… yusaytirun alayha]»: between a
 * verb of being and a verb that bears a pronoun for what the clause is about, the party
 * is the subject: chunk index + 1, 0 none. */
static uint32_t subject_of_being(const morph_doc *d, const parse_doc *pd,
                                 const clause *c) {
  const chunk *v = &pd->chunks.items[c->verb - 1];
  if (!(morph_lemma(d, v->head)->classes & CLASS_MASK(AUX_KANA)) || c->verb >= c->last)
    return 0;
  const chunk *k = v + 1;
  if (!k->entity || !subject_like(k) || k->first != v->last) return 0;
  for (uint32_t i = c->verb + 1; i < c->last && i < c->verb + PARSE_REACH; i++) {
    const chunk *w = &pd->chunks.items[i];
    if (w->kind == CHUNK_NOUN && !w->preposition) continue;
    if (w->kind != CHUNK_VERB) return 0;
    bool own = morph_at(d, w->head)->enclitic != 0;
    bool by = w->last < d->n && morph_has(d, w->last) &&
              FEATURE_POS(morph_at(d, w->last)->features) == POS_PREP &&
              morph_at(d, w->last)->enclitic;
    return own || by ? c->verb + 1 : 0;
  }
  return 0;
}

/* What a relative pronoun says of whom it stands for: 'm' one man or thing, 'f' one
 * woman, or things, 'p' people; 0 nothing. */
static char relative_kind(const morph_doc *d, uint32_t i) {
  const token *t = &d->text->tokens.items[i];
  uint8_t l[WORD_MAX_LETTERS];
  if (t->kind != TOKEN_ARABIC || t->key.hi & WORD_HASHED) return 0;
  unsigned n = word_unpack(t->key, l);
  if (n >= 4 && l[n - 2] == LETTER_TEH && l[n - 1] == LETTER_YEH) return 'f';
  if (n >= 4 && l[n - 2] == LETTER_THAL && l[n - 1] == LETTER_YEH) return 'm';
  return n == 5 && l[n - 3] == LETTER_THAL && l[n - 1] == LETTER_NOON ? 'p' : 0;
}

/* Can the pronoun stand for the noun? What is not known speaks for it. */
static bool may_stand_for(const morph_doc *d, const mention_doc *md, const chunk *k,
                          char kind) {
  if (!kind || !morph_has(d, k->head) || md->place_at[k->head] ||
      (k->entity && md->entities.items[k->entity - 1].flags & ENTITY_NAMED))
    return true;
  const reading *r = morph_at(d, k->head);
  unsigned many = FEATURE_NUMBER(r->features), gender = FEATURE_GENDER(r->features);
  bool person = r->entry->kind == KIND_PERSON, group = r->entry->kind == KIND_GROUP;
  if (FEATURE_POS(r->features) == POS_NAME || k->number || !gender) return true;
  if (kind == 'p') return many > 1 || group || !person;
  if (many > 2 && !person) return kind == 'f';
  return many > 1 ? false : (kind == 'f') == (gender == 2) || group;
}

/* «the attack of 2019 that …»: is the time at chunk `i` one that the act before it has?
 */
static bool time_of_act(const morph_doc *d, const parse_doc *pd, uint32_t i,
                        uint32_t first) {
  if (i <= first) return false;
  const chunk *t = &pd->chunks.items[i], *n = t - 1;
  return t->kind == CHUNK_TIME && n->kind == CHUNK_NOUN && n->last == t->first &&
         morph_has(d, n->head) && morph_lemma(d, n->head)->kind == KIND_EVENT;
}

static uint32_t antecedent_of(const morph_doc *d, const mention_doc *md,
                              const parse_doc *pd, uint32_t i, uint32_t first) {
  char kind = pd->chunks.items[i].kind == CHUNK_MARK
                  ? relative_kind(d, pd->chunks.items[i].head)
                  : 0;
  uint32_t nearest = 0, steps = 0;
  while (i-- > first && steps++ < 5) {
    const chunk *k = &pd->chunks.items[i];
    if (k->kind == CHUNK_PUNCT || k->kind == CHUNK_ADVERB) continue;
    if (k->kind == CHUNK_TIME && (nearest || time_of_act(d, pd, i, first))) continue;
    if (k->kind != CHUNK_NOUN) return nearest;
    if (k->flags & CHUNK_ADJECTIVE) continue;
    if (may_stand_for(d, md, k, kind)) return i + 1;
    if (!nearest) nearest = i + 1;
  }
  return nearest;
}

/* K3: the subject that the verb chunk `i` behind the relative clause goes on with: the
 * topic of a clause that has no verb yet, or only that of being before «had»; 0 none. */
static uint32_t resumed_subject(const morph_doc *d, const parse_doc *pd, const clause *c,
                                uint32_t first_clause, uint32_t i) {
  const chunk *v = &pd->chunks.items[i];
  uint32_t index = (uint32_t)(c - pd->clauses.items);
  if (c->kind != CLAUSE_RELATIVE || index == first_clause || v->kind != CHUNK_VERB ||
      v->flags & (CHUNK_WA | CHUNK_PARTICIPLE | CHUNK_SUBJUNCTIVE))
    return 0;
  const clause *outer = c - 1;
  if (!c->verb || c->verb >= i || pd->chunks.items[i - 1].kind == CHUNK_MARK) return 0;
  if (outer->verb) { /* «X, who …, had [kana … qad] V-ed» */
    const chunk *being = &pd->chunks.items[outer->verb - 1];
    if (!after_qad(d, v) ||
        !(morph_lemma(d, being->head)->classes & CLASS_MASK(AUX_KANA)))
      return 0;
  }
  return outer->subject;
}

/* «a barracks [that] gunmen attacked [it]»: is the noun right behind the verb, which
 * bears its object, the subject rather than the indefinite noun before it? */
static bool subject_behind(const morph_doc *d, const parse_doc *pd, uint32_t verb,
                           uint32_t before, uint32_t last) {
  const chunk *v = &pd->chunks.items[verb], *k = v + 1;
  return verb + 1 < last && pd->chunks.items[before].flags & CHUNK_INDEFINITE &&
         morph_at(d, v->head)->enclitic && k->first == v->last && subject_like(k) &&
         !morph_accusative(d, k->head) && k->entity;
}

/* «the operation against gunmen [who] stormed [iqtahamu] a station»: a verb in the plural
 * of men goes with the indefinite people right before it, not with one thing further
 * before (chunk `first`). */
static bool many_before(const morph_doc *d, const parse_doc *pd, uint32_t verb,
                        uint32_t first) {
  const chunk *v = &pd->chunks.items[verb], *topic = &pd->chunks.items[first], *k = v - 1;
  if (!(v->flags & CHUNK_PLURAL) || v->flags & CHUNK_PARTICIPLE || verb <= first + 1 ||
      k->kind != CHUNK_NOUN || !k->entity || !(k->flags & CHUNK_INDEFINITE) ||
      k->last != v->first || !morph_has(d, topic->head) || topic->number)
    return false;
  const reading *r = morph_at(d, topic->head), *n = morph_at(d, k->head);
  bool one = FEATURE_NUMBER(r->features) <= 1 && r->entry->kind != KIND_GROUP &&
             r->entry->kind != KIND_ORG && r->entry->kind != KIND_PERSON;
  return one && (FEATURE_NUMBER(n->features) > 1 || k->number) &&
         n->entry->kind == KIND_PERSON;
}

/* «took the town of X, the centre of the province»: does the noun say again what the
 * place right before it is? */
static bool names_place_again(const morph_doc *d, const mention_doc *md, const chunk *k) {
  return k->first && md->place_at[k->first - 1] && !md->place_at[k->first] &&
         morph_has(d, k->head) && morph_is(d, k->head, CLASS_MASK(PLACE_HEAD)) &&
         d->text->tokens.items[k->first - 1].sentence ==
             d->text->tokens.items[k->first].sentence;
}

/* K2. */
static void find_subject(const morph_doc *d, const mention_doc *md, parse_doc *pd,
                         clause *c) {
  if (c->subject) return;
  uint32_t verb = c->verb ? c->verb - 1 : c->last;
  if (c->verb) {
    for (uint32_t i = c->first; i < verb; i++)
      if (subject_like(&pd->chunks.items[i])) {
        c->subject = subject_behind(d, pd, verb, i, c->last) ? verb + 2
                     : many_before(d, pd, verb, i)           ? verb
                                                             : i + 1;
        return;
      }
    const chunk *v = &pd->chunks.items[verb];
    const reading *r = morph_at(d, v->head);
    const chunk *opens = &pd->chunks.items[c->first];
    bool pronoun = opens->kind == CHUNK_MARK && morph_has(d, opens->head) &&
                   morph_at(d, opens->head)->enclitic; /* «that he …» */
    bool no_subject_after = pronoun || FEATURE_PERSON(r->features) != 3 ||
                            (v->flags & CHUNK_PLURAL && !(v->flags & CHUNK_PARTICIPLE)) ||
                            v->flags & CHUNK_PARTICIPLE;
    if (c->kind == CLAUSE_RELATIVE && v->antecedent && !r->enclitic) {
      uint32_t behind = subject_behind_pronoun(d, pd, c);
      if (!behind) behind = subject_of_being(d, pd, c);
      c->subject = behind ? behind : v->antecedent;
      return;
    }
    for (uint32_t i = verb + 1; i < c->last && !no_subject_after; i++) {
      if (pd->chunks.items[i].kind == CHUNK_VERB ||
          pd->chunks.items[i].kind == CHUNK_MARK)
        break;
      const chunk *k = &pd->chunks.items[i];
      if (k->flags & CHUNK_PAREN && !(v->flags & CHUNK_PAREN) && i > verb + 1)
        continue; /* «the reporter (42 years) was arrested» */
      if (subject_like(k) && !marked_object(d, k) && !names_place_again(d, md, k)) {
        c->subject = i + 1;
        return;
      }
    }
    return;
  }
  for (uint32_t i = c->first; i < c->last; i++) /* a clause without a verb: its topic */
    if (subject_like(&pd->chunks.items[i])) {
      c->subject = i + 1;
      return;
    }
}

static void settle(const morph_doc *d, const mention_doc *md, parse_doc *pd,
                   uint32_t index, uint32_t first_clause, uint32_t first_chunk) {
  clause *c = &pd->clauses.items[index];
  for (uint32_t i = c->first; i < c->last; i++) pd->chunks.items[i].clause = index;
  if (c->kind == CLAUSE_RELATIVE && c->verb) {
    uint32_t distant = c->marker ? 0 : distant_antecedent(d, pd, c->first, first_chunk);
    pd->chunks.items[c->verb - 1].antecedent =
        distant ? distant : antecedent_of(d, md, pd, c->first, first_chunk);
    pd->chunks.items[c->verb - 1].flags |= CHUNK_RELATIVE;
  }
  find_subject(d, md, pd, c);
  if (index > first_clause) c->parent = index; /* the clause before, index + 1 */
}

/* The clauses of the sentence of chunks first..end - 1. Only what may open one is looked
 * at, from `*at` of parse_doc.openers on. */
static bool read_clauses(const morph_doc *d, const mention_doc *md, parse_doc *pd,
                         uint32_t first, uint32_t end, uint32_t *at, arena *a) {
  uint32_t first_clause = pd->clauses.n;
  bool finite = false; /* the current clause has a finite verb */
  clause *c = ARRAY_PUSH(a, &pd->clauses);
  if (!c) return false;
  *c = (clause){.kind = CLAUSE_MAIN, .first = first, .last = end};
  for (; *at < pd->n_openers && pd->openers[*at] < end; ++*at) {
    uint32_t i = pd->openers[*at];
    const chunk *k = &pd->chunks.items[i];
    opening o = look_for_opening(d, pd, c, finite, i);
    uint32_t resumed = resumed_subject(d, pd, c, first_clause, i);
    if (resumed) o = (opening){true, CLAUSE_MAIN, TAG_NONE};
    if (o.opens && i == c->first) {
      c->kind = o.kind;
      c->marker = o.marker;
    } else if (o.opens) {
      c->last = i;
      settle(d, md, pd, pd->clauses.n - 1, first_clause, first);
      c = ARRAY_PUSH(a, &pd->clauses);
      if (!c) return false;
      *c = (clause){.kind = o.kind,
                    .first = i,
                    .last = end,
                    .marker = o.marker,
                    .subject = resumed};
      finite = false;
    }
    if (k->kind != CHUNK_VERB) continue;
    if (!c->verb) c->verb = i + 1;
    finite = finite || is_finite(k);
  }
  settle(d, md, pd, pd->clauses.n - 1, first_clause, first);
  return true;
}

bool parse_clauses(const morph_doc *d, const mention_doc *md, parse_doc *pd, arena *a) {
  uint32_t at = 0;
  for (uint32_t s = 0; s < d->text->sentences.n; s++) {
    uint32_t first = pd->sentence_chunks[s], end = pd->sentence_chunks[s + 1];
    if (first != end && !read_clauses(d, md, pd, first, end, &at, a)) return false;
  }
  return true;
}

const char *clause_kind_name(unsigned kind) {
  static const char *const NAMES[] = {"main",        "complement", "relative",
                                      "subordinate", "condition",  "purpose",
                                      "coordinate"};
  return kind < sizeof NAMES / sizeof *NAMES ? NAMES[kind] : "";
}

const char *chunk_kind_name(unsigned kind) {
  static const char *const NAMES[] = {"noun", "verb", "mark", "punct", "time", "adverb"};
  return kind < sizeof NAMES / sizeof *NAMES ? NAMES[kind] : "";
}
