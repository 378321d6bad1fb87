/* speech.c - who is credited for which stretch of a sentence.
 *
 * Q1 A verb of speech credits its subject with what follows it in the sentence; without a
 * subject, with whom the sentence before credits. Q2 «according to X», «quoting X» credit
 * X with the whole sentence. Q3 «the agency quoted an official as saying»: the noun after
 * «an» (from), the nearest responsible speaker. Q4 An open quotation mark carries the
 * speaker into the following sentences until it closes.
 */
#include "parse/parse_inside.h"

typedef struct speaker {
  const morph_doc *d;
  const mention_doc *md;
  parse_doc *pd;
  arena *a;
  uint32_t last;  /* speech index + 1 of the latest named speaker */
  uint32_t asked; /* sentence + 1 whose plea for anonymity was looked for */
  bool anonymous; /* what was found there */
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

/* Words of the claimant: the chunk and what hangs on it in idafa. */
static void set_claimant(speaker *s, speech *p, uint32_t chunk_index,
                         uint32_t end_chunk) {
  const chunk *k = &s->pd->chunks.items[chunk_index];
  uint32_t last = chunk_index + 1;
  while (last < end_chunk && last < chunk_index + PARSE_REACH &&
         s->pd->chunks.items[last].flags & (CHUNK_GENITIVE | CHUNK_ADJECTIVE))
    last++;
  p->claimant = k->entity;
  p->first = k->first;
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
    unsigned tag = morph_has(s->d, i) ? morph_tag(s->d, i) : TAG_NONE;
    if ((tag == TAG_NEG_ADAM || tag == TAG_NEG_DUN || tag == TAG_NEG_LAM) &&
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

/* Q1, Q3. */
static void verb_of_speech(speaker *s, uint32_t sentence_index, uint32_t i,
                           uint32_t end_chunk) {
  const chunk *k = &s->pd->chunks.items[i];
  const lemma_record *l = lemma_at(s, k->head);
  const reading *r = morph_at(s->d, k->head);
  const sentence *sent = &s->d->text->sentences.items[sentence_index];
  if (FEATURE_PERSON(r->features) == 1 || FEATURE_PERSON(r->features) == 2) return;
  const clause *c = &s->pd->clauses.items[k->clause];
  uint32_t subject = 0;
  if (c->verb == i + 1) subject = c->subject;
  if (!subject && !(k->flags & CHUNK_PARTICIPLE)) {
    for (uint32_t q = i + 1; q < end_chunk && q <= i + PARSE_REACH && !subject; q++) {
      const chunk *n = &s->pd->chunks.items[q];
      if (n->kind == CHUNK_MARK || n->kind == CHUNK_VERB) break;
      if (n->kind == CHUNK_NOUN && !n->preposition && !(n->flags & CHUNK_GENITIVE))
        subject = q + 1;
    }
  }
  if (l->classes & CLASS_MASK(QUOTE_FROM)) {
    uint32_t from = noun_after_preposition(s, i + 1, end_chunk, TAG_PREP_AN);
    if (from) subject = from;
  }
  speech *p = add(s, sentence_index, k->last, sent->first + sent->n, CLAIM_SAID, k->head);
  if (!p) return;
  if (subject && subject - 1 > i) p->from = s->pd->chunks.items[subject - 1].last;
  if (after_according(s, k->head)) p->from = sent->first; /* «according to what X said» */
  if (k->flags & CHUNK_PARTICIPLE) subject = 0;
  if (subject)
    set_claimant(s, p, subject - 1, end_chunk);
  else
    copy_claimant(s, p);
  if (p->start == p->end) {
    s->pd->speeches.n--;
    return;
  }
  look_for_anonymity(s, p);
  p->kind = speech_kind(s, l, p);
  s->last = s->pd->speeches.n;
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

static void read_sentence(speaker *s, uint32_t index) {
  uint32_t first = s->pd->sentence_chunks[index], end = s->pd->sentence_chunks[index + 1];
  for (uint32_t i = first; i < end && !s->failed; i++) {
    const chunk *k = &s->pd->chunks.items[i];
    if (k->kind == CHUNK_NOUN && k->preposition == SLOT_PREP + TAG_PREP_HASAB)
      according_to(s, index, i, end);
    if (k->kind != CHUNK_VERB || !morph_has(s->d, k->head)) continue;
    if (lemma_at(s, k->head)->classes & (CLASS_MASK(SPEECH) | CLASS_MASK(DENY) |
                                         CLASS_MASK(QUOTE_FROM) | CLASS_MASK(CLAIM_RESP)))
      verb_of_speech(s, index, i, end);
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
