/* casualty.c - tolls: a quantity, its victims, a word of harm.
 *
 * V1 The victims stand where the word of harm has them (data/ar/tolls.tsv): object or
 *    subject of the passive, subject, genitive, after its preposition, or are the word
 *    itself («28 dead»).
 *
 * V3 «killed or wounded», «between dead and wounded», «dozens of dead and wounded» are
 * one killed_or_wounded (S17).
 *
 * V5 «no casualties»: none, 0 to 0.
 *
 * V7 What did not happen and bears no figure is no toll («lest there be dead»); with a
 *    figure its status tells.
 *
 * A sentence is read in rounds: words with victims beside them, tallies, words that are
 * victims, verbs that were read as nouns, figures left over. What one round has counted
 * the next ones leave alone.
 */
#include "event/casualty_inside.h"

/* ---- rules ---- */

/* Words between a verb and the noun that makes one phrase with it, at most. */
#define TAIL_REACH 20

/* «inspected», which is written like «she loses»: a verb of another lemma in the past. */
static bool inspected(const counter *k, uint32_t i, const reading *r) {
  const word_info *w = k->c->doc->words[i];
  for (unsigned n = 0; FEATURE_ASPECT(r->features) == 2 && n < w->n_readings; n++) {
    const reading *o = &w->readings[n];
    if (FEATURE_POS(o->features) == POS_VERB && FEATURE_ASPECT(o->features) == 1 &&
        o->lemma != r->lemma && !o->entry->first_toll)
      return true;
  }
  return false;
}

/* The next rule from `*q` on for token `i` read as `r`. */
static const toll_record *next_rule(const counter *k, uint32_t i, const reading *r,
                                    uint32_t *q) {
  const event_context *c = k->c;
  uint32_t lemma = r->lemma;
  bool verb = FEATURE_POS(r->features) == POS_VERB ||
              (FEATURE_POS(r->features) == POS_PART_ACT && c->pd->chunk_at[i] &&
               event_chunk(c, c->pd->chunk_at[i] - 1)->kind == CHUNK_VERB);
  uint8_t pos = verb ? 'v' : 'n';
  for (; *q < c->model->n[SECTION_TOLLS]; (*q)++) {
    const toll_record *t = model_toll(c->model, *q);
    if (t->lemma != lemma) return NULL;
    if (t->pos != pos || (t->kind == TOLL_MISSING && verb && inspected(k, i, r)))
      continue;
    if (!t->tail) return t;
    for (uint32_t w = i + 1; w < k->end_token && w < i + TAIL_REACH; w++)
      if (is_word(k, w) && event_reading(c, w)->lemma == t->tail) return t;
  }
  return NULL;
}

/* Its first rule, or MODEL_NONE. */
static uint32_t first_rule(const counter *k, uint32_t i, const reading *r) {
  uint32_t first = r->entry->first_toll, q = first - 1;
  return first && next_rule(k, i, r, &q) ? q : MODEL_NONE;
}

/* A figure of more than one begins behind token `i` and counts what stands behind it. */
static bool figure_follows(const counter *k, uint32_t i) {
  uint32_t at = i + 1 < k->end_token ? k->c->md->number_at[i + 1] : 0;
  if (!at) return false;
  const number *m = &k->c->md->numbers.items[at - 1];
  return m->first == i + 1 && m->noun != i && m->value > 1 &&
         !(m->flags & (NUMBER_NOT_COUNT | NUMBER_ORDINAL | NUMBER_DUAL));
}

/* A verb whose chosen reading is no word of harm while another makes a phrase with a noun
 * behind («evacuated … from their houses», not «postponed»); a verbal noun behind «was
 * done» («their capture was done», not «their families») or before a figure («the capture
 * of 500», not «families»). */
static const reading *phrase_reading(const counter *k, uint32_t i, const reading *r) {
  const word_info *w = k->c->doc->words[i];
  unsigned pos = FEATURE_POS(r->features);
  bool done = pos == POS_NOUN && i > k->from_token && is_word(k, i - 1) &&
              event_lemma(k->c, i - 1)->classes & CLASS_MASK(AUX_TAMM);
  done = done || (pos == POS_NOUN && FEATURE_NUMBER(r->features) == 3 && !r->enclitic &&
                  !(r->proclitics & PROCLITIC_AL) && figure_follows(k, i));
  if (pos != POS_VERB && !done) return NULL;
  for (unsigned n = 0; n < w->n_readings; n++) {
    const reading *o = &w->readings[n];
    if (FEATURE_POS(o->features) != pos || o->proclitics != r->proclitics ||
        o->enclitic != r->enclitic)
      continue;
    uint32_t q = first_rule(k, i, o);
    if (q != MODEL_NONE &&
        (done ? o->entry->kind == KIND_EVENT : model_toll(k->c->model, q)->tail != 0))
      return o;
  }
  return NULL;
}

const reading *harm_reading(const counter *k, uint32_t i) {
  const word_info *w = k->c->doc->words[i];
  const reading *r = event_reading(k->c, i);
  unsigned pos = FEATURE_POS(r->features);
  if ((pos == POS_VERB || pos == POS_NOUN) && first_rule(k, i, r) == MODEL_NONE) {
    const reading *o = phrase_reading(k, i, r);
    return o ? o : r;
  }
  if ((pos != POS_PART_PASS && pos != POS_PART_ACT && pos != POS_ADJ) ||
      first_rule(k, i, r) != MODEL_NONE)
    return r;
  for (unsigned n = 0; n < w->n_readings; n++) {
    const reading *o = &w->readings[n];
    if (FEATURE_POS(o->features) == POS_NOUN && o->proclitics == r->proclitics &&
        o->enclitic == r->enclitic && first_rule(k, i, o) != MODEL_NONE)
      return o;
  }
  return r;
}

/* A reading as a verb of harm that was not chosen, or NULL. */
static const reading *misread(const counter *k, uint32_t i) {
  const word_info *w = k->c->doc->words[i];
  if (!(w->marks & WORD_MAY_VERB) || word_last_letter(w->key) == LETTER_TEH_MARBUTA ||
      event_chunk(k->c, k->c->pd->chunk_at[i] - 1)->kind == CHUNK_VERB)
    return NULL;
  for (unsigned n = 0; n < w->n_readings; n++) {
    const reading *o = &w->readings[n];
    if (FEATURE_POS(o->features) == POS_VERB && FEATURE_PERSON(o->features) == 3 &&
        o->enclitic <= ENCLITIC_HUM && first_rule(k, i, o) != MODEL_NONE)
      return o;
  }
  return NULL;
}

bool may_be_harm(const counter *k, uint32_t i) {
  return misread(k, i) != NULL;
}

const toll_record *harm_rule(const counter *k, uint32_t i, unsigned slot,
                             uint32_t *index) {
  if (!is_word(k, i)) return NULL;
  const reading *r = harm_reading(k, i);
  uint32_t first = r->entry->first_toll;
  if (!first) return NULL;
  const toll_record *t;
  for (uint32_t q = first - 1; (t = next_rule(k, i, r, &q)) != NULL; q++)
    if (t->slot == slot) {
      *index = q;
      return t;
    }
  return NULL;
}

unsigned victim_kind(const counter *k, uint32_t i) {
  uint32_t rule;
  const toll_record *t = harm_rule(k, i, TOLL_SLOT_SELF, &rule);
  if (!t) t = harm_rule(k, i, TOLL_SLOT_COUNTED, &rule);
  if (t && t->slot == TOLL_SLOT_COUNTED && t->kind == TOLL_DISPLACED)
    return N_TOLL_KINDS; /* «220 refugees fell»: what they are, not what befell them */
  return t ? t->kind : (unsigned)N_TOLL_KINDS;
}

unsigned harm_kind(const counter *k, uint32_t i) {
  if (!is_word(k, i)) return N_TOLL_KINDS;
  uint32_t q = first_rule(k, i, harm_reading(k, i));
  if (q == MODEL_NONE) return N_TOLL_KINDS;
  const toll_record *t = model_toll(k->c->model, q);
  return t && t->kind < N_TOLL_KINDS ? t->kind : (unsigned)N_TOLL_KINDS;
}

bool harm_joined(const counter *k, uint32_t i, unsigned other, bool or_only,
                 uint32_t *at) {
  for (uint32_t w = i + 1; w < k->end_token && w <= i + 3; w++) {
    if (!is_word(k, w)) continue;
    bool joined = (event_reading(k->c, w)->proclitics & PROCLITIC_WA) != 0;
    bool alternative = w > i + 1 && tag_at(k, w - 1) == TAG_CONJ_OR;
    if (((joined && !or_only && w == i + 1) || alternative) && harm_kind(k, w) == other) {
      *at = w;
      return true;
    }
  }
  return false;
}

/* ---- tolls ---- */

/* «what led to the death of …»: «ma» before a verb of causing is relative, not a
 * negation. */
static bool relative_ma(const counter *k, uint32_t token_index) {
  const event_context *c = k->c;
  for (uint32_t i = c->pd->chunk_at[token_index] - 1, steps = 0;
       i-- > k->from && steps < LOOK_FAR; steps++) {
    const chunk *v = event_chunk(c, i);
    if (v->kind == CHUNK_MARK) return false;
    if (v->kind != CHUNK_VERB || !is_word(k, v->head)) continue;
    return event_lemma(c, v->head)->classes & CLASS_MASK(CAUSE) &&
           !(v->flags & CHUNK_IMPERFECT) && v->first > k->from_token &&
           tag_at(k, v->first - 1) == TAG_NEG_MA;
  }
  return false;
}

/* «there is no truth to the killing of …», «no trace of dead». */
static bool truth_denied(const counter *k, uint32_t token_index) {
  uint32_t at = k->c->pd->chunk_at[token_index] - 1;
  const chunk *n = event_chunk(k->c, at);
  return n->preposition == SLOT_LI && at > k->from && n[-1].kind == CHUNK_NOUN &&
         n[-1].flags & CHUNK_NEGATED && n[-1].last == n->first;
}

/* «whoever kills a believer …» says what is to be, not what was. */
static bool whoever(const counter *k, uint32_t token_index) {
  const word_info *w;
  const chunk *v = event_chunk(k->c, k->c->pd->chunk_at[token_index] - 1);
  if (v->kind != CHUNK_VERB || !(v->flags & CHUNK_IMPERFECT) || v->first <= k->from_token)
    return false;
  w = k->c->doc->words[v->first - 1];
  for (unsigned n = 0; is_word(k, v->first - 1) && n < w->n_readings; n++)
    if (w->readings[n].entry->tag == TAG_REL_MAN) return true;
  return false;
}

/* The harm is what somebody demands or threatens: «calls for the execution of …», but
 * not «calls for an answer to the killing of …». */
static bool demanded(const counter *k, uint32_t token_index) {
  const event_context *c = k->c;
  uint32_t at = c->pd->chunk_at[token_index] - 1;
  const chunk *n = event_chunk(c, at);
  if (n->kind != CHUNK_NOUN || !n->preposition) return false;
  for (uint32_t i = at, steps = 0; i-- > k->from && steps < LOOK_FAR; steps++) {
    const chunk *v = event_chunk(c, i);
    if (v->kind == CHUNK_MARK || v->clause != n->clause) return false;
    if (v->kind == CHUNK_NOUN && v->preposition && is_word(k, v->head) &&
        event_lemma(c, v->head)->kind == KIND_EVENT)
      return false;
    if (v->kind != CHUNK_VERB || !is_word(k, v->head)) continue;
    const lemma_record *l = event_lemma(c, v->head);
    if (!l->n_frames) return false;
    unsigned category = model_frame(c->model, l->first_frame)->category;
    return category == CATEGORY_REQUEST || category == CATEGORY_THREATEN;
  }
  return false;
}

toll *toll_add(counter *k, const harm *h, const quantity *q) {
  const event_context *c = k->c;
  for (uint32_t i = q->first; i < q->last; i++)
    if (k->toll_at[i]) return NULL;
  toll *t = ARRAY_PUSH(c->a, &k->ed->tolls);
  if (!t) {
    k->failed = true;
    return NULL;
  }
  memset(t, 0, sizeof *t);
  t->kind = h->kind;
  t->sentence = event_token(c, h->token)->sentence;
  t->start = q->start;
  t->end = q->end;
  t->first = q->first;
  t->last = q->last;
  t->low = q->low;
  t->high = q->high;
  t->approx = q->approx;
  t->harm = h->token;
  t->rule = h->rule;
  t->entity = event_chunk(c, q->chunk)->entity;
  const speech *s = parse_speech_at(c->pd, c->doc, h->token);
  if (s) t->speech = (uint32_t)(s - c->pd->speeches.items) + 1;
  event e;
  memset(&e, 0, sizeof e);
  e.trigger = h->token;
  e.speech = t->speech;
  status_of(c, &e);
  if (e.status == STATUS_NEGATED && relative_ma(k, h->token)) e.status = STATUS_ACTUAL;
  t->status = q->low == 0 && q->high == 0 ? (uint32_t)STATUS_ACTUAL : e.status;
  bool unreal = t->status == STATUS_PLANNED || t->status == STATUS_HYPOTHETICAL ||
                t->status == STATUS_NEGATED;
  if (whoever(k, h->token)) unreal = true;
  if (truth_denied(k, h->token)) t->status = STATUS_DENIED, unreal = true;
  if ((unreal || demanded(k, h->token)) && !q->stated) { /* V7 */
    k->ed->tolls.n--;
    return NULL;
  }
  for (uint32_t i = q->first; i < q->last; i++) k->toll_at[i] = k->ed->tolls.n;
  return t;
}

/* The noun that makes one phrase with the verb of a toll counts nobody by itself: «freed
 * 37 women who were hostages». */
static void cover_tail(counter *k, const toll_record *t, const harm *h) {
  for (uint32_t i = h->token + 1;
       t->tail && i < k->end_token && i < h->token + TAIL_REACH; i++)
    if (is_word(k, i) && event_reading(k->c, i)->lemma == t->tail && !k->toll_at[i] &&
        k->c->pd->chunk_at[i] && !event_chunk(k->c, k->c->pd->chunk_at[i] - 1)->number)
      k->toll_at[i] = k->ed->tolls.n;
}

static bool read_by(counter *k, const toll_record *t, const harm *h) {
  bool verb = event_chunk(k->c, k->c->pd->chunk_at[h->token] - 1)->kind == CHUNK_VERB;
  switch (t->slot) {
    case TOLL_SLOT_OBJECT:
    case TOLL_SLOT_SUBJECT: return verb && victims_of_verb(k, h, t->slot, t->tail);
    case TOLL_SLOT_FALL:
      return verb ? victims_of_verb(k, h, t->slot, t->tail) : victims_of_noun(k, h, true);
    case TOLL_SLOT_GENITIVE: return !verb && victims_of_noun(k, h, false);
    case TOLL_SLOT_PREPOSITION:
    case TOLL_SLOT_ON: return victims_of_preposition(k, h, t->slot);
    case TOLL_SLOT_SELF:
    case TOLL_SLOT_COUNTED:
    case TOLL_SLOT_COUNTABLE: return victims_themselves(k, h, t->slot);
    case TOLL_SLOT_TALLY: return !verb && victims_tallied(k, h);
    default: return false;
  }
}

static bool second_round(unsigned slot) {
  return slot == TOLL_SLOT_SELF || slot == TOLL_SLOT_COUNTABLE ||
         slot == TOLL_SLOT_COUNTED;
}

static unsigned round_of(const toll_record *t) {
  return t->slot == TOLL_SLOT_TALLY ? 1u : second_round(t->slot) ? 2u : 0u;
}

/* Reads the tolls of a word by its rules of the round, those that a noun makes one
 * phrase with (`tailed`: «lost their lives») or the others («lost»). */
static bool read_rules(counter *k, const harm_word *its, unsigned round, bool tailed) {
  const toll_record *t;
  for (uint32_t q = its->rule; (t = next_rule(k, its->token, its->reading, &q)) != NULL;
       q++) {
    harm h = {t->kind, its->token, q};
    if (round_of(t) != round || (t->tail != 0) != tailed || !read_by(k, t, &h)) continue;
    cover_tail(k, t, &h);
    return true;
  }
  return false;
}

/* Words of harm that were read as something else. */
static void read_misread(counter *k) {
  for (uint32_t w = 0; w < k->n_words && !k->failed; w++) {
    uint32_t i = k->words[w].token;
    const reading *r = misread(k, i);
    uint32_t first = r ? first_rule(k, i, r) : MODEL_NONE;
    if (first == MODEL_NONE) continue;
    harm h = {model_toll(k->c->model, first)->kind, i, first};
    if (h.kind < N_TOLL_KINDS) victims_of_misread(k, &h);
  }
}

static void read_round(counter *k, unsigned round) {
  for (uint32_t w = 0; w < k->n_words && !k->failed; w++) {
    const harm_word *its = &k->words[w];
    if (its->rounds & 1u << round && !read_rules(k, its, round, true))
      read_rules(k, its, round, false);
  }
}

/* ---- order and surroundings ---- */

/* Puts the sentence's tolls in the order of their words, which do not overlap, and keeps
 * their links. */
static bool sort_tolls(counter *k) {
  uint32_t first = k->first_toll, n = k->ed->tolls.n - first, at = 0;
  toll *t = &k->ed->tolls.items[first];
  bool sorted = true;
  for (uint32_t i = 1; i < n; i++) sorted = sorted && t[i - 1].start < t[i].start;
  if (sorted) return true;
  arena_mark mark = arena_mark_set(k->c->a);
  toll *copy = arena_alloc(k->c->a, n, sizeof *copy);
  uint32_t *place = arena_zero(k->c->a, n, sizeof *place); /* index + 1 where each goes */
  if (!copy || !place) return false;
  memcpy(copy, t, n * sizeof *copy);
  for (uint32_t i = k->from_token; i < k->end_token; i++)
    if (k->toll_at[i] && !place[k->toll_at[i] - first - 1])
      place[k->toll_at[i] - first - 1] = ++at;
  for (uint32_t i = 0; i < n; i++) {
    toll *to = &t[place[i] - 1];
    *to = copy[i];
    if (to->part_of) to->part_of = first + place[to->part_of - first - 1];
    if (to->replaces) to->replaces = first + place[to->replaces - first - 1];
  }
  arena_release(k->c->a, mark);
  return true;
}

static bool event_takes(const event *e, const toll *t) {
  bool violent = t->kind <= TOLL_KILLED_OR_WOUNDED || t->kind == TOLL_ABDUCTED;
  if (!e->kept || e->sentence != t->sentence) return false;
  if (violent) return e->category == CATEGORY_ASSAULT;
  return e->category == CATEGORY_COERCE ||
         (t->kind != TOLL_DETAINED && e->category == CATEGORY_ASSAULT);
}

/* The event of the sentence nearest to the word of harm; candidates are in text order. */
static void link_event(const event_context *c, event_doc *ed, toll *t) {
  uint32_t low = 0, high = ed->candidates.n, best = 0, distance = UINT32_MAX;
  while (low < high) {
    uint32_t middle = low + (high - low) / 2;
    if (ed->candidates.items[middle].trigger < t->harm)
      low = middle + 1;
    else
      high = middle;
  }
  for (uint32_t i = low > LOOK_FAR ? low - LOOK_FAR : 0;
       i < ed->candidates.n && i < low + LOOK_FAR; i++) {
    const event *e = &ed->candidates.items[i];
    uint32_t d = e->trigger > t->harm ? e->trigger - t->harm : t->harm - e->trigger;
    if (d >= distance || !event_takes(e, t)) continue;
    distance = d;
    best = i + 1;
  }
  t->event = best;
  if (!best) return;
  const event *e = &ed->candidates.items[best - 1];
  if ((t->low || t->high) && t->status == STATUS_ACTUAL && e->status != STATUS_NEGATED)
    t->status = e->status;
  t->side = ROLE_RECIPIENT;
  if (!t->entity) return;
  const entity *v = &c->md->entities.items[t->entity - 1];
  for (uint32_t i = 0; i < e->n_actors; i++)
    if (e->actors[i].country == v->country && e->actors[i].sector == v->sectors[0])
      t->side = ROLE_ACTOR;
}

/* The words of harm of the sentence, from `*at` of all on. */
static void find_words(counter *k, uint32_t *at) {
  const event_context *c = k->c;
  k->n_words = 0;
  for (; *at < c->n_harms && c->harms[*at] < k->end_token; ++*at) {
    uint32_t i = c->harms[*at];
    if (!c->pd->chunk_at[i]) continue;
    const reading *r = harm_reading(k, i);
    harm_word *its = &k->words[k->n_words++];
    *its = (harm_word){r, i, first_rule(k, i, r), 0};
    const toll_record *t;
    for (uint32_t q = its->rule; q != MODEL_NONE && (t = next_rule(k, i, r, &q)) != NULL;
         q++)
      its->rounds |= 1u << round_of(t);
  }
}

bool casualty_read(const event_context *c, event_doc *ed) {
  counter k = {.c = c, .ed = ed};
  uint32_t at = 0;
  if (!c->n_harms) return true;
  k.toll_at = arena_zero(c->a, c->doc->n ? c->doc->n : 1, sizeof *k.toll_at);
  k.words = arena_alloc(c->a, c->n_harms, sizeof *k.words);
  if (!k.toll_at || !k.words) return false;
  for (uint32_t s = 0; s < c->doc->text->sentences.n && !k.failed; s++) {
    const sentence *sent = &c->doc->text->sentences.items[s];
    k.first_toll = ed->tolls.n;
    k.from = c->pd->sentence_chunks[s];
    k.end = c->pd->sentence_chunks[s + 1];
    k.from_token = sent->first;
    k.end_token = sent->first + sent->n;
    find_words(&k, &at);
    if (!k.n_words) continue;
    if (c->md->english && c->md->english[s]) {
      english_tolls(&k);
    } else {
      for (unsigned round = 0; round < 3; round++) read_round(&k, round);
      read_misread(&k);
      if (ed->tolls.n > k.first_toll) toll_leftovers(&k);
    }
    k.failed = k.failed || !sort_tolls(&k);
  }
  for (uint32_t i = 0; i < ed->tolls.n; i++) link_event(c, ed, &ed->tolls.items[i]);
  return !k.failed;
}

const char *toll_kind_name(unsigned kind) {
  static const char *const NAMES[] = {"killed",   "wounded",  "killed_or_wounded",
                                      "detained", "abducted", "missing",
                                      "displaced"};
  return kind < N_TOLL_KINDS ? NAMES[kind] : "";
}
