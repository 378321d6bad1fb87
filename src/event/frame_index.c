/* frame_index.c - what is asked of every trigger, made ready: of each frame what turns it
 * down first, which lemmas any condition of a frame lists, and where they stand in a
 * document.
 *
 * Most words are in no list, and most lists have no word of the sentence: a condition
 * looks at the few listed words around, and at none where a bit for each of them says no.
 * The frames of a lemma with all that is asked of them lie in one row, so that memory can
 * be asked for it while earlier triggers are read (frame.c).
 */
#include "event/event_inside.h"

enum {
  LISTED_BITS = 1 << 15, /* several lemmas may share one: a list is looked through then */
  FACTS_UNITS = sizeof(frame_facts) / sizeof(uint64_t),
  CONDITION_UNITS = sizeof(frame_condition) / sizeof(uint64_t)
};
_Static_assert(sizeof(frame_facts) == FACTS_UNITS * sizeof(uint64_t), "whole units");
_Static_assert(sizeof(frame_condition) == CONDITION_UNITS * sizeof(uint64_t),
               "whole units");

static bool on_words(const condition_record *k) {
  return k->kind == CONDITION_WITH || k->kind == CONDITION_NOT;
}

/* How many lemmas of a condition's list there are in the model. */
static uint32_t listed_in(const rasid_model *model, const condition_record *k) {
  uint32_t n = model->n[SECTION_LEMMA_LISTS];
  return k->first > n ? 0 : k->n < n - k->first ? k->n : n - k->first;
}

/* Copies the conditions of a frame that are, or are not, on the words around, to unit
 * `*at` on. */
static uint16_t add_conditions(frame_index *x, const rasid_model *model,
                               const frame_record *f, bool words, size_t *at) {
  uint16_t n = 0;
  for (uint32_t q = 0; q < f->n_conditions; q++) {
    const condition_record *k = model_condition(model, f->first_condition + q);
    if (on_words(k) != words) continue;
    uint32_t n_listed = listed_in(model, k);
    frame_condition copy = {
        .n = n_listed, .kind = k->kind, .slot = k->slot, .mask = k->mask};
    memcpy(copy.bits, k->bits, sizeof copy.bits);
    memcpy(x->units + *at, &copy, sizeof copy);
    *at += CONDITION_UNITS;
    for (uint32_t i = 0; i < n_listed; i++) {
      uint32_t lemma = model_list(model, k->first + i);
      memcpy((uint32_t *)(void *)(x->units + *at) + i, &lemma, sizeof lemma);
      if (lemma) x->listed[lemma % LISTED_BITS / 64] |= (uint64_t)1 << lemma % 64;
    }
    *at += (n_listed + 1) / 2;
    n++;
  }
  return n;
}

static uint8_t fits_of(char pos) {
  switch (pos) {
    case 'v': return FIT_VERB;
    case 'n': return FIT_NOUN;
    case 'V': return FIT_ENGLISH_VERB;
    case 'N': return FIT_ENGLISH_NOUN;
    default: return FIT_ADJECTIVE;
  }
}

/* What is asked of frame `index` and of the words around it. */
static void add_frame(frame_index *x, const rasid_model *model, uint32_t index,
                      size_t *at) {
  const frame_record *f = model_frame(model, index);
  size_t first = *at;
  frame_facts facts = {.n_tail = f->n_tail < UINT8_MAX ? (uint8_t)f->n_tail : UINT8_MAX,
                       .fits = fits_of((char)f->pos),
                       .category = f->category,
                       .frame = index};
  for (uint32_t q = 0; q < f->n_conditions; q++)
    facts.positive |=
        model_condition(model, f->first_condition + q)->kind != CONDITION_NOT;
  *at += FACTS_UNITS;
  bool second = true;
  for (uint32_t i = 0; i < f->n_tail; i++) {
    uint32_t lemma = model_list(model, f->first_tail + i);
    memcpy((uint32_t *)(void *)(x->units + *at) + i, &lemma, sizeof lemma);
    second = second && lemma;
    if (second) facts.tails |= morph_lemma_bit(lemma);
  }
  *at += (f->n_tail + 1u) / 2u;
  facts.n_words = add_conditions(x, model, f, true, at);
  facts.n_slots = add_conditions(x, model, f, false, at);
  facts.size = (uint32_t)(*at - first);
  memcpy(x->units + first, &facts, sizeof facts);
  x->first[index] = (uint32_t)first;
}

/* Units that all frames take. */
static size_t count_units(const rasid_model *model) {
  size_t n = 0;
  for (uint32_t i = 0; i < model->n[SECTION_FRAMES]; i++) {
    const frame_record *f = model_frame(model, i);
    n += FACTS_UNITS + (f->n_tail + 1u) / 2u + (size_t)f->n_conditions * CONDITION_UNITS;
    for (uint32_t q = 0; q < f->n_conditions; q++)
      n += (listed_in(model, model_condition(model, f->first_condition + q)) + 1) / 2;
  }
  return n;
}

frame_index *frame_index_new(const rasid_model *model, const allocator *alloc) {
  uint32_t n_frames = model->n[SECTION_FRAMES];
  size_t n_units = count_units(model), at = 0;
  if (n_units > UINT32_MAX) return NULL; /* no frame has so much to ask */
  size_t size = sizeof(frame_index) + n_units * sizeof(uint64_t) +
                LISTED_BITS / 64 * sizeof(uint64_t) + n_frames * sizeof(uint32_t);
  frame_index *x = alloc->resize(alloc->context, NULL, size);
  if (!x) return NULL;
  memset(x, 0, size);
  x->units = (uint64_t *)(void *)(x + 1);
  x->listed = x->units + n_units;
  x->first = (uint32_t *)(void *)(x->listed + LISTED_BITS / 64);
  x->n_frames = n_frames;
  for (uint32_t i = 0; i < n_frames; i++) add_frame(x, model, i, &at);
  return x;
}

void frame_index_free(frame_index *x, const allocator *alloc) {
  if (x) alloc->resize(alloc->context, x, 0);
}

/* 1 or 0. */
static uint32_t is_listed(const uint64_t *listed, uint32_t lemma) {
  return (uint32_t)(listed[lemma % LISTED_BITS / 64] >> lemma % 64 & 1);
}

/* How many words of each list there are so far. */
typedef struct list_sizes {
  uint32_t listed, triggers;
} list_sizes;

/* Every word is written behind the last and kept where it is listed: half of them are, so
 * that a branch would be guessed wrong. */
static list_sizes list_words(const event_context *c, const sentence *sent, list_sizes n) {
  const frame_index *x = c->frames;
  const uint32_t *marks = c->doc->marks;
  listed_word *listed = c->listed;
  trigger_word *triggers = c->triggers;
  const uint64_t *bits = x->listed;
  uint32_t n_frames = x->n_frames;
  for (uint32_t i = sent->first; i < sent->first + sent->n; i++) {
    const reading *r = event_reading(c, i);
    const lemma_record *l = r->entry;
    uint32_t lemma = r->lemma, verb = l->verb;
    if (marks[i] & WORD_MAY_TRIGGER && l->n_frames && l->first_frame <= n_frames &&
        l->n_frames <= n_frames - l->first_frame)
      triggers[n.triggers++] = (trigger_word){i, l->first_frame, l->n_frames, n.listed};
    listed[n.listed] = (listed_word){i, lemma};
    n.listed += is_listed(bits, lemma);
    listed[n.listed] = (listed_word){i, verb};
    n.listed += (verb != lemma) & is_listed(bits, verb);
  }
  return n;
}

/* Words of harm and of modes, most tokens being neither. */
static void list_marked(event_context *c) {
  const uint32_t *marks = c->doc->marks;
  uint32_t n_harms = 0, n_modes = 0;
  for (uint32_t i = 0; i < c->doc->n; i++) {
    c->harms[n_harms] = c->modes[n_modes] = i;
    n_harms += (marks[i] & WORD_HARM) != 0;
    n_modes += (marks[i] & WORD_MODE) != 0;
  }
  c->n_harms = n_harms;
  c->n_modes = n_modes;
}

bool event_context_init(event_context *c) {
  uint32_t n_sentences = c->doc->text->sentences.n;
  list_sizes n = {0, 0};
  c->lemmas = arena_zero(c->a, (size_t)n_sentences + 1, sizeof *c->lemmas);
  c->first_listed = arena_alloc(c->a, (size_t)n_sentences + 1, sizeof *c->first_listed);
  c->listed = arena_alloc(c->a, 2 * ((size_t)c->doc->n + 1), sizeof *c->listed);
  c->triggers = arena_alloc(c->a, (size_t)c->doc->n + 1, sizeof *c->triggers);
  c->harms = arena_alloc(c->a, (size_t)c->doc->n + 1, sizeof *c->harms);
  c->modes = arena_alloc(c->a, (size_t)c->doc->n + 1, sizeof *c->modes);
  if (!c->lemmas || !c->first_listed || !c->listed || !c->triggers || !c->harms ||
      !c->modes)
    return false;
  list_marked(c);
  c->party_kinds = 0;
  for (uint32_t i = 0; i < c->md->entities.n; i++)
    c->party_kinds |= event_party_kinds(&c->md->entities.items[i]);
  for (uint32_t s = 0; s < n_sentences; s++) {
    c->first_listed[s] = n.listed;
    n = list_words(c, &c->doc->text->sentences.items[s], n);
    for (uint32_t i = c->first_listed[s]; i < n.listed; i++) {
      unsigned bit = lemma_bit(c->listed[i].lemma);
      c->lemmas[s][bit / 64] |= (uint64_t)1 << bit % 64;
    }
  }
  c->first_listed[n_sentences] = n.listed;
  c->n_triggers = n.triggers;
  return true;
}
