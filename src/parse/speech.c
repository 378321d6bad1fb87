/* speech.c - who is credited for which stretch of a sentence.
 *
 * Q1 A verb of speech credits its subject with what follows it in the sentence; without a
 * subject, with whom the sentence before credits. Q2 «according to X», «quoting X» credit
 * X with the whole sentence. Q3 «the agency quoted an official as saying»: the noun after
 * «an» (from), the nearest responsible speaker. Q4 An open quotation mark carries the
 * speaker into the following sentences until it closes. Q5 Only persons, groups, bodies,
 * countries and the nouns of sources and documents speak. Q6 Verbs of attitude
 * (condemned, called for, threatened) take what they speak of for granted or wish it:
 * they credit their subject only with a clause or a quotation that they introduce. Q7
 * Speech inside what somebody is credited for is his: «X said that Y believed …». Q8 «…,
 * as X announced»: what stands before. Q9 «X: …» at the head, «a statement by X reads …»,
 * «went on by saying that …».
 */
#include "parse/parse_inside.h"

typedef struct speaker {
  const morph_doc *d;
  const mention_doc *md;
  parse_doc *pd;
  arena *a;
  uint32_t last;  /* speech index + 1 of the latest named speaker */
  uint32_t call;  /* the next of parse_doc.calls */
  uint32_t asked; /* sentence + 1 whose plea for anonymity was looked for */
  bool anonymous; /* what was found there */
  uint32_t inside_from, inside_to; /* tokens that the sentence's speaker introduced with
                                      «that», a colon or a quotation mark */
  bool failed;
} speaker;

static const lemma_record *lemma_at(const speaker *s, uint32_t i) {
  return morph_lemma(s->d, i);
}

static bool is_anonymous(const speaker *s, uint32_t first, uint32_t last) {
  for (uint32_t i = first; i < last; i++)
    if (morph_has(s->d, i) && (lemma_at(s, i)->classes & CLASS_MASK(ANONYMOUS) ||
                               (lemma_at(s, i)->classes & CLASS_MASK(SOURCE_NOUN) &&
                                lemma_at(s, i)->kind != KIND_PERSON)))
      return true;
  return false;
}

static speech *add(speaker *s, uint32_t sentence_index, uint32_t from, uint32_t to,
                   uint32_t kind, uint32_t token_index) {
  speech *p = ARRAY_PUSH(s->a, &s->pd->speeches);
  if (!p) {
    s->failed = true;
    return NULL;
  }
  *p = (speech){.sentence = sentence_index,
                .from = from,
                .to = to,
                .kind = kind,
                .token = token_index};
  return p;
}

/* «The same source»: the word of sameness at chunk `i` before what it is of. */
static bool is_same(const speaker *s, uint32_t i, uint32_t end_chunk) {
  const chunk *k = &s->pd->chunks.items[i];
  if (k->kind != CHUNK_NOUN || k->preposition || !morph_has(s->d, k->head) ||
      i + 1 >= end_chunk || !(k[1].flags & CHUNK_GENITIVE))
    return false;
  const word_info *w = s->d->words[k->head]; /* «dhat» is «having», too */
  for (unsigned q = 0; q < w->n_readings; q++)
    if (w->readings[q].lemma && w->readings[q].entry->tag == TAG_SELF) return true;
  return false;
}

/* «The head of the council, Naim al-Kaud»: behind the office up to chunk `last`, perhaps
 * behind a comma, the name of who holds it; returns where the words end. */
static uint32_t with_name(const speaker *s, uint32_t office, uint32_t last,
                          uint32_t end_chunk) {
  const chunk *chunks = s->pd->chunks.items;
  uint32_t of = chunks[office].entity, at = last;
  if (at < end_chunk && chunks[at].kind == CHUNK_PUNCT &&
      s->d->text->tokens.items[chunks[at].head].mark == ',')
    at++;
  if (!of || at >= end_chunk || chunks[at].kind != CHUNK_NOUN || !chunks[at].entity)
    return last;
  const entity *name = &s->md->entities.items[chunks[at].entity - 1];
  return name->refers_to == of && name->flags & ENTITY_NAMED ? at + 1 : last;
}

/* Words of the claimant: the chunk and what hangs on it in idafa. */
static void set_claimant(speaker *s, speech *p, uint32_t chunk_index,
                         uint32_t end_chunk) {
  const chunk *k = &s->pd->chunks.items[chunk_index];
  uint32_t last = chunk_index + 1;
  while (last < end_chunk && last < chunk_index + PARSE_REACH &&
         s->pd->chunks.items[last].flags & (CHUNK_GENITIVE | CHUNK_ADJECTIVE))
    last++;
  p->claimant = k->entity;
  if (is_same(s, chunk_index, end_chunk)) p->claimant = k[1].entity;
  p->first = k->first;
  last = with_name(s, chunk_index, last, end_chunk);
  p->last = s->pd->chunks.items[last - 1].last;
  const token *t = &s->d->text->tokens.items[p->first];
  p->start = k->entity ? s->md->entities.items[k->entity - 1].start : t->start;
  if (!k->entity && morph_has(s->d, p->first)) {
    const reading *r = morph_at(s->d, p->first);
    unsigned keep =
        r->proclitics & PROCLITIC_AL ? (r->proclitics & PROCLITIC_LI ? 1u : 2u) : 0u;
    if (r->n_prefix >= keep)
      p->start = text_letter_offset(s->d->text, t, r->n_prefix - keep);
  }
  p->end = s->d->text->tokens.items[p->last - 1].end;
  bool named = k->entity && (s->md->entities.items[k->entity - 1].flags & ENTITY_NAMED);
  p->anonymous = !named && is_anonymous(s, p->first, p->last);
}

static void copy_claimant(speaker *s, speech *p) {
  if (!s->last) return;
  const speech *o = &s->pd->speeches.items[s->last - 1];
  p->claimant = o->claimant;
  p->first = o->first;
  p->last = o->last;
  p->start = o->start;
  p->end = o->end;
  p->anonymous = o->anonymous;
}

/* Q5. */
static bool may_speak(const speaker *s, uint32_t chunk_index) {
  const chunk *k = &s->pd->chunks.items[chunk_index];
  if (k->kind != CHUNK_NOUN) return false;
  if (k->entity) return true;
  if (k->number) return false;
  if (!morph_has(s->d, k->head)) return true;
  const lemma_record *l = lemma_at(s, k->head);
  return l->kind == KIND_PERSON || l->kind == KIND_GROUP || l->kind == KIND_ORG ||
         FEATURE_POS(morph_at(s->d, k->head)->features) == POS_NAME ||
         l->classes &
             (CLASS_MASK(SOURCE_NOUN) | CLASS_MASK(SPEECH_NOUN) | CLASS_MASK(ANONYMOUS));
}

static bool is_document(const speaker *s, uint32_t chunk_index) {
  const chunk *k = &s->pd->chunks.items[chunk_index];
  return k->kind == CHUNK_NOUN && !k->entity && morph_has(s->d, k->head) &&
         lemma_at(s, k->head)->classes & CLASS_MASK(SPEECH_NOUN);
}

/* Who issued the document at a chunk: «a statement for / issued by X»; else the chunk. */
static uint32_t issuer_of(const speaker *s, uint32_t chunk_index, uint32_t end_chunk) {
  for (uint32_t q = chunk_index + 1; q < end_chunk && q <= chunk_index + 2; q++) {
    const chunk *k = &s->pd->chunks.items[q];
    if (k->kind == CHUNK_MARK || k->kind == CHUNK_PUNCT) break;
    if (k->kind == CHUNK_NOUN && k->entity &&
        (k->preposition == SLOT_LI || k->preposition == SLOT_PREP + TAG_PREP_AN))
      return q;
  }
  return chunk_index;
}

static bool opens_quotation(const speaker *s, uint32_t from, uint32_t to) {
  for (uint32_t i = from; i < to; i++)
    if (s->d->text->tokens.items[i].kind == TOKEN_QUOTE_OPEN ||
        s->d->text->tokens.items[i].mark == ':')
      return true;
  return false;
}

/* The token where what the chunk `i` introduces begins: behind «that», a colon or an
 * opening quotation mark, before the next verb; 0 where it introduces nothing. */
static uint32_t introduced(const speaker *s, uint32_t i, uint32_t end_chunk) {
  const chunk *chunks = s->pd->chunks.items;
  for (uint32_t q = i + 1; q < end_chunk; q++) {
    const chunk *k = &chunks[q];
    uint32_t gap = chunks[q - 1].last;
    if (k->kind == CHUNK_MARK && morph_has(s->d, k->head)) {
      unsigned tag = morph_tag(s->d, k->head);
      if (tag != TAG_COMP_AN && tag != TAG_COMP_INNA) return 0;
      bool infinitive = tag == TAG_COMP_AN && q + 1 < end_chunk &&
                        chunks[q + 1].kind == CHUNK_VERB &&
                        chunks[q + 1].first == k->last;
      return infinitive || k->flags & CHUNK_WA ? 0 : k->first;
    }
    if (k->kind == CHUNK_PUNCT && s->d->text->tokens.items[k->head].mark == ':')
      return k->last;
    if (k->kind == CHUNK_VERB && opens_quotation(s, gap, k->first)) return k->first;
    if (k->kind == CHUNK_VERB) return 0;
  }
  return 0;
}

/* Chunks of a sentence among which its main subject is looked for at most, so that a
 * sentence without end costs no more than its length. */
#define MAIN_REACH 64

/* The subject of the sentence's first clause that has one who may speak; 0 none. Of
 * chunks before `before`. */
static uint32_t main_subject(const speaker *s, uint32_t sentence_index, uint32_t before) {
  uint32_t first = s->pd->sentence_chunks[sentence_index];
  for (uint32_t i = first; i < s->pd->sentence_chunks[sentence_index + 1] && i < before &&
                           i < first + MAIN_REACH;
       i++) {
    if (s->pd->chunks.items[i].kind != CHUNK_VERB) continue;
    const clause *c = &s->pd->clauses.items[s->pd->chunks.items[i].clause];
    uint32_t subject = c->subject;
    if (c->kind != CLAUSE_RELATIVE && subject && subject - 1 < before &&
        s->pd->chunks.items[subject - 1].entity && may_speak(s, subject - 1))
      return subject;
  }
  return 0;
}

/* «… asked not to be named» anywhere in the sentence: a verb of asking, «not», and a word
 * of naming. */
static void look_for_anonymity(speaker *s, speech *p) {
  const sentence *sent = &s->d->text->sentences.items[p->sentence];
  if (s->asked == p->sentence + 1) {
    p->anonymous = p->anonymous || s->anonymous;
    return;
  }
  s->asked = p->sentence + 1;
  s->anonymous = false;
  for (uint32_t i = sent->first; i + 1 < sent->first + sent->n; i++) {
    unsigned tag = morph_tag(s->d, i);
    if (((tag == TAG_NEG_ADAM) | (tag == TAG_NEG_DUN) | (tag == TAG_NEG_LAM)) &&
        morph_has(s->d, i + 1) && lemma_at(s, i + 1)->classes & CLASS_MASK(ANONYMOUS))
      s->anonymous = true;
  }
  p->anonymous = p->anonymous || s->anonymous;
}

static uint32_t speech_kind(const speaker *s, const lemma_record *l, const speech *p) {
  if (l->classes & CLASS_MASK(DENY)) return CLAIM_DENIED;
  if (l->classes & CLASS_MASK(CLAIM_RESP)) return CLAIM_RESPONSIBILITY;
  if (l->classes & CLASS_MASK(QUOTE_FROM)) return CLAIM_QUOTED;
  if (p->claimant && s->md->entities.items[p->claimant - 1].flags & ENTITY_SOURCE)
    return CLAIM_AGENCY;
  return CLAIM_SAID;
}

static uint32_t noun_after_preposition(const speaker *s, uint32_t from, uint32_t end,
                                       unsigned tag) {
  for (uint32_t i = from; i < end && i < from + PARSE_REACH; i++) {
    const chunk *k = &s->pd->chunks.items[i];
    if (k->kind == CHUNK_MARK) return 0;
    if (k->kind == CHUNK_NOUN && k->preposition == SLOT_PREP + tag) return i + 1;
  }
  return 0;
}

static bool after_according(const speaker *s, uint32_t i) {
  for (unsigned back = 1; back <= 3 && i >= back; back++)
    if (morph_has(s->d, i - back) && morph_tag(s->d, i - back) == TAG_PREP_HASAB)
      return true;
  return false;
}

/* Whether the clause of chunk `i` lies in what the sentence's speaker introduced (Q7). */
static bool inside_speech(const speaker *s, uint32_t i) {
  const chunk *k = &s->pd->chunks.items[i];
  if (k->first < s->inside_from || k->first >= s->inside_to) return false;
  const clause *c = &s->pd->clauses.items[k->clause];
  return c->kind == CLAUSE_COMPLEMENT || c->kind == CLAUSE_RELATIVE ||
         k->flags & (CHUNK_QUOTED | CHUNK_RELATIVE);
}

/* A word that is only an adjective, or spelt like a name, stands as a name right behind a
 * verb of speech that introduces something: «Rida (contentment) Sassi said that …». */
static bool stands_as_name(const speaker *s, uint32_t i, bool introduces) {
  if (!morph_has(s->d, i)) return false;
  unsigned pos = FEATURE_POS(morph_at(s->d, i)->features);
  if (pos == POS_ADJ || pos == POS_NISBA) return true;
  const word_info *w = s->d->words[i];
  for (unsigned q = 0; introduces && q < w->n_readings; q++)
    if (FEATURE_POS(w->readings[q].features) == POS_NAME && w->readings[q].lemma &&
        !w->readings[q].proclitics)
      return true;
  return false;
}

/* The subject of the verb of speech at chunk `i`: chunk index + 1, 0 none. `others` tells
 * that it has one that does not speak. */
static uint32_t speaking_subject(const speaker *s, uint32_t i, uint32_t end_chunk,
                                 bool *others) {
  const chunk *k = &s->pd->chunks.items[i];
  const clause *c = &s->pd->clauses.items[k->clause];
  *others = false;
  if (k->flags & CHUNK_PARTICIPLE) return 0;
  uint32_t subject = c->verb == i + 1 ? c->subject : 0;
  if (subject && may_speak(s, subject - 1)) return subject;
  if (subject && subject - 1 < i) {
    *others = true;
    return 0;
  }
  for (uint32_t q = i + 1; q < end_chunk && q <= i + PARSE_REACH; q++) {
    const chunk *n = &s->pd->chunks.items[q];
    if (n->kind == CHUNK_MARK || n->kind == CHUNK_VERB) break;
    if (n->kind != CHUNK_NOUN || n->preposition ||
        n->flags & (CHUNK_GENITIVE | CHUNK_COORDINATED | CHUNK_ADJECTIVE))
      continue;
    if (is_same(s, q, end_chunk) && may_speak(s, q + 1)) return q + 1;
    bool name = n->first == k->last && /* «al-Kahlawi added» */
                stands_as_name(s, n->head, introduced(s, i, end_chunk) != 0);
    if (name || may_speak(s, q)) return q + 1;
  }
  return 0;
}

/* Q8: where «as X announced» ends, it credits X with what stands before. */
static bool as_said(const speaker *s, uint32_t i, uint32_t subject, uint32_t end_chunk) {
  const chunk *k = &s->pd->chunks.items[i];
  return k->head && morph_has(s->d, k->head - 1) &&
         morph_tag(s->d, k->head - 1) == TAG_KADHALIKA && subject &&
         (subject == end_chunk || s->pd->chunks.items[subject].kind == CHUNK_PUNCT);
}

/* Do only circumstances stand between the tokens, and nothing that is told? */
static bool only_circumstance(const speaker *s, uint32_t from, uint32_t to) {
  for (uint32_t i = from; i < to; i++) {
    uint32_t at = s->pd->chunk_at[i];
    const chunk *k = at ? &s->pd->chunks.items[at - 1] : NULL;
    if (!k || k->kind != CHUNK_NOUN || k->first != i) continue;
    bool told = !(k->flags & (CHUNK_GENITIVE | CHUNK_ADJECTIVE)) &&
                (!k->preposition || k->preposition == SLOT_BI ||
                 k->preposition == SLOT_PREP + TAG_PREP_ILA ||
                 k->preposition == SLOT_PREP + TAG_PREP_AN);
    if (told) return false;
  }
  return true;
}

static void credit(speaker *s, speech *p, uint32_t subject, uint32_t end_chunk) {
  if (subject)
    set_claimant(s, p, subject - 1, end_chunk);
  else
    copy_claimant(s, p);
}

/* Q1, Q3, Q6-Q8. */
static void verb_of_speech(speaker *s, uint32_t sentence_index, uint32_t i,
                           uint32_t end_chunk) {
  const chunk *k = &s->pd->chunks.items[i];
  const lemma_record *l = lemma_at(s, k->head);
  const reading *r = morph_at(s->d, k->head);
  const sentence *sent = &s->d->text->sentences.items[sentence_index];
  bool plain =
      !(l->classes & (CLASS_MASK(DENY) | CLASS_MASK(CLAIM_RESP))); /* no status of it */
  if (FEATURE_PERSON(r->features) == 1 || FEATURE_PERSON(r->features) == 2) return;
  if (plain && inside_speech(s, i)) return;
  bool others = false;
  uint32_t subject = speaking_subject(s, i, end_chunk, &others);
  if (others && plain) return;
  uint32_t that = introduced(s, i, end_chunk);
  if (l->classes & CLASS_MASK(QUOTE_FROM)) {
    uint32_t from = noun_after_preposition(s, i + 1, end_chunk, TAG_PREP_AN);
    if (from) subject = from;
    if (!from && !that && !after_according(s, k->head)) return;
  }
  if (!subject && (!s->last || k->flags & CHUNK_PARTICIPLE)) {
    bool told = s->pd->speeches.n &&
                s->pd->speeches.items[s->pd->speeches.n - 1].sentence == sentence_index;
    if (!told) subject = main_subject(s, sentence_index, i);
    bool before = sentence_index &&
                  s->d->text->sentences.items[sentence_index - 1].part == sent->part;
    if (!subject && !s->last && before) subject = main_subject(s, sentence_index - 1, i);
  }
  speech *p = add(s, sentence_index, k->last, sent->first + sent->n, CLAIM_SAID, k->head);
  if (!p) return;
  if (subject && subject - 1 > i) p->from = s->pd->chunks.items[subject - 1].last;
  if (after_according(s, k->head)) p->from = sent->first; /* «according to what X said» */
  if (as_said(s, i, subject, end_chunk)) {
    p->from = sent->first;
    p->to = k->first;
  }
  if (that && plain && p->from < that && p->to > that && !after_according(s, k->head) &&
      only_circumstance(s, p->from, that))
    p->from = that; /* «said after his meeting with X that …» */
  if (l->classes & CLASS_MASK(ATTITUDE) && !that) p->from = p->to;
  if (l->classes & CLASS_MASK(CLAIM_RESP) && k->antecedent)
    p->from = s->pd->chunks.items[k->antecedent - 1].first; /* «two attacks that X …» */
  credit(s, p, subject, end_chunk);
  if (p->start == p->end) {
    s->pd->speeches.n--;
    return;
  }
  look_for_anonymity(s, p);
  p->kind = speech_kind(s, l, p);
  s->last = s->pd->speeches.n;
  if (that) {
    s->inside_from = that;
    s->inside_to = p->to;
  }
}

/* Q9: the document or the title's words at chunk `i` introduce the rest of the sentence
 * from token `from`. */
static void words_of(speaker *s, uint32_t sentence_index, uint32_t i, uint32_t from,
                     uint32_t end_chunk) {
  const sentence *sent = &s->d->text->sentences.items[sentence_index];
  speech *p = add(s, sentence_index, from, sent->first + sent->n, CLAIM_SAID,
                  s->pd->chunks.items[i].head);
  if (!p) return;
  set_claimant(s, p, i, end_chunk);
  s->last = s->pd->speeches.n;
  s->inside_from = from;
  s->inside_to = p->to;
}

static void read_document(speaker *s, uint32_t sentence_index, uint32_t i,
                          uint32_t end_chunk) {
  const chunk *k = &s->pd->chunks.items[i];
  uint32_t first = s->pd->sentence_chunks[sentence_index];
  if (k->preposition == SLOT_PREP + TAG_PREP_FI && i > first &&
      s->pd->chunks.items[i - 1].kind == CHUNK_VERB &&
      morph_has(s->d, s->pd->chunks.items[i - 1].head) &&
      lemma_at(s, s->pd->chunks.items[i - 1].head)->classes & CLASS_MASK(READS)) {
    uint32_t by = issuer_of(s, i, end_chunk);
    words_of(s, sentence_index, by, s->pd->chunks.items[by].last, end_chunk);
  } else if (k->preposition == SLOT_BI && i + 1 < end_chunk &&
             introduced(s, i, end_chunk < i + 3 ? end_chunk : i + 3) ==
                 s->pd->chunks.items[i + 1].first) {
    uint32_t subject = s->pd->clauses.items[k->clause].subject;
    if (!subject || subject - 1 >= i || !may_speak(s, subject - 1))
      subject = main_subject(s, sentence_index, i);
    if (subject) words_of(s, sentence_index, subject - 1, k->last, end_chunk);
  }
}

/* «X: …» at the head of a title or of the report. */
static void read_title(speaker *s, uint32_t sentence_index) {
  uint32_t first = s->pd->sentence_chunks[sentence_index],
           end = s->pd->sentence_chunks[sentence_index + 1];
  bool title =
      sentence_index == 0 || text_part_kind(s->d->text, sentence_index) == PART_TITLE;
  if (!title || first == end || !may_speak(s, first)) return;
  const chunk *x = &s->pd->chunks.items[first];
  bool dateline = x->entity && s->md->entities.items[x->entity - 1].flags &
                                   (ENTITY_STATE | ENTITY_CAPITAL);
  dateline = dateline || (!x->entity && s->md->place_at[x->head]); /* «Gabes: …» */
  if (dateline || x->preposition) return;
  for (uint32_t q = first + 1; q < end && q <= first + PARSE_REACH; q++) {
    const chunk *k = &s->pd->chunks.items[q];
    if (k->kind == CHUNK_VERB || k->kind == CHUNK_MARK) return;
    if (k->kind != CHUNK_PUNCT) continue;
    if (s->d->text->tokens.items[k->head].mark == ':')
      words_of(s, sentence_index, first, k->last, end);
    return;
  }
}

/* Q2. */
static void according_to(speaker *s, uint32_t sentence_index, uint32_t i,
                         uint32_t end_chunk) {
  const sentence *sent = &s->d->text->sentences.items[sentence_index];
  speech *p = add(s, sentence_index, sent->first, sent->first + sent->n, CLAIM_ACCORDING,
                  s->pd->chunks.items[i].prep_token);
  if (!p) return;
  set_claimant(s, p, i, end_chunk);
  if (p->claimant && s->md->entities.items[p->claimant - 1].flags & ENTITY_SOURCE)
    p->kind = CLAIM_AGENCY;
}

/* Q4. */
static bool open_at_end(const speaker *s, uint32_t sentence_index) {
  const sentence *sent = &s->d->text->sentences.items[sentence_index];
  int depth = 0;
  for (uint32_t i = sent->first; i < sent->first + sent->n; i++) {
    const token *t = &s->d->text->tokens.items[i];
    if (t->kind == TOKEN_QUOTE_OPEN) depth++;
    if (t->kind == TOKEN_QUOTE_CLOSE && depth) depth--;
  }
  return depth > 0 ||
         (sent->n && s->d->text->tokens.items[sent->first + sent->n - 1].mark == ':');
}

static uint32_t first_close(const speaker *s, uint32_t sentence_index) {
  const sentence *sent = &s->d->text->sentences.items[sentence_index];
  for (uint32_t i = sent->first; i < sent->first + sent->n; i++)
    if (s->d->text->tokens.items[i].kind == TOKEN_QUOTE_CLOSE) return i;
  return sent->first + sent->n;
}

/* Q2 «according to his statement»: does the document's pronoun leave it to the sentence
 * whose it is? */
static bool has_owner(const speaker *s, uint32_t i) {
  const chunk *k = &s->pd->chunks.items[i];
  return is_document(s, i) && morph_at(s->d, k->head)->enclitic;
}

static void according_to_owner(speaker *s, uint32_t sentence_index, uint32_t i,
                               uint32_t end_chunk) {
  const sentence *sent = &s->d->text->sentences.items[sentence_index];
  bool told = s->last && s->pd->speeches.items[s->last - 1].sentence == sentence_index;
  uint32_t subject = told ? 0 : main_subject(s, sentence_index, i);
  if (!subject && !s->last) return;
  speech *p = add(s, sentence_index, sent->first, sent->first + sent->n, CLAIM_ACCORDING,
                  s->pd->chunks.items[i].prep_token);
  if (p) credit(s, p, subject, end_chunk);
}

/* Q2 and Q9: a noun that a preposition makes a source. */
static void read_noun(speaker *s, uint32_t sentence_index, uint32_t i,
                      uint32_t end_chunk) {
  switch (s->pd->chunks.items[i].preposition) {
    case SLOT_PREP + TAG_PREP_HASAB:
      if (has_owner(s, i))
        according_to_owner(s, sentence_index, i, end_chunk);
      else if (may_speak(s, i))
        according_to(s, sentence_index,
                     is_document(s, i) ? issuer_of(s, i, end_chunk) : i, end_chunk);
      return;
    case SLOT_PREP + TAG_PREP_FI:
    case SLOT_BI:
      if (is_document(s, i)) read_document(s, sentence_index, i, end_chunk);
      return;
    default: return;
  }
}

static void read_sentence(speaker *s, uint32_t index) {
  const parse_doc *pd = s->pd;
  uint32_t end = pd->sentence_chunks[index + 1];
  if (s->md->english && s->md->english[index]) {
    while (s->call < pd->n_calls && pd->calls[s->call] < end) s->call++;
    s->failed = !english_speech(s->d, s->md, s->pd, s->a, index);
    return;
  }
  s->inside_from = s->inside_to = 0;
  read_title(s, index);
  for (; s->call < pd->n_calls && pd->calls[s->call] < end && !s->failed; s->call++) {
    uint32_t i = pd->calls[s->call];
    if (pd->chunks.items[i].kind == CHUNK_VERB)
      verb_of_speech(s, index, i, end);
    else
      read_noun(s, index, i, end);
  }
}

bool parse_speech(const morph_doc *d, const mention_doc *md, parse_doc *pd, arena *a) {
  speaker s = {.d = d, .md = md, .pd = pd, .a = a};
  bool carried = false;
  for (uint32_t i = 0; i < d->text->sentences.n && !s.failed; i++) {
    const sentence *sent = &d->text->sentences.items[i];
    if (i && sent->part != d->text->sentences.items[i - 1].part)
      s.last = 0, carried = false;
    if (carried && s.last) {
      uint32_t to = first_close(&s, i);
      speech *p = add(&s, i, sent->first, to, CLAIM_QUOTED, sent->first);
      if (p) copy_claimant(&s, p);
      if (p && to < sent->first + sent->n) carried = false;
    }
    uint32_t before = pd->speeches.n;
    read_sentence(&s, i);
    if (pd->speeches.n > before && open_at_end(&s, i)) carried = true;
  }
  return !s.failed;
}

const speech *parse_speech_at(const parse_doc *pd, const morph_doc *d, uint32_t i) {
  uint32_t sent = d->text->tokens.items[i].sentence;
  const speech *best = NULL;
  uint32_t low = 0, high = pd->speeches.n; /* speeches are by sentence */
  while (low < high) {
    uint32_t mid = low + (high - low) / 2;
    if (pd->speeches.items[mid].sentence < sent)
      low = mid + 1;
    else
      high = mid;
  }
  uint32_t end = low, top = pd->speeches.n; /* within it, by the word of speech */
  while (end < top) {
    uint32_t mid = end + (top - end) / 2;
    if (pd->speeches.items[mid].sentence == sent && pd->speeches.items[mid].token <= i)
      end = mid + 1;
    else
      top = mid;
  }
  uint32_t from = end > low + PARSE_REACH ? end - PARSE_REACH : low;
  for (uint32_t k = from; k < pd->speeches.n && k < end + PARSE_REACH &&
                          pd->speeches.items[k].sentence == sent;
       k++) {
    const speech *s = &pd->speeches.items[k];
    if (i < s->from || i >= s->to) continue;
    if (!best || s->from >= best->from) best = s;
  }
  return best;
}

bool parse_read(const morph_doc *doc, const mention_doc *md, parse_doc *pd, arena *a) {
  return parse_chunks(doc, md, pd, a) && parse_clauses(doc, md, pd, a) &&
         parse_speech(doc, md, pd, a);
}

const char *claim_kind_name(unsigned kind) {
  static const char *const NAMES[] = {
      "", "said", "according_to", "denied", "claimed_responsibility", "quoted", "agency"};
  return kind < sizeof NAMES / sizeof *NAMES ? NAMES[kind] : "";
}
