/* frame_index.c - what is asked of every trigger, made ready: of each frame what turns it
 * down first, which lemmas any condition of a frame lists, and where they stand in a
 * document.
 *
 * Most words are in no list, and most lists have no word of the sentence: a condition
 * looks at the few listed words of the sentence, and at none where a bit for each of
 * them says no.
 */
#include "event/event_inside.h"

static bool on_words(const condition_record *k) {
  return k->kind == CONDITION_WITH || k->kind == CONDITION_NOT;
}

/* What is asked of frame `index` and of the words around it. */
static void add_frame(frame_index *x, const rasid_model *model, uint32_t index) {
  const frame_record *f = model_frame(model, index);
  frame_facts *facts = &x->frames[index];
  *facts = (frame_facts){
      .first_condition = x->n_conditions, .pos = f->pos, .has_tail = f->n_tail > 0};
  for (uint32_t i = 0; i < f->n_tail && model_list(model, f->first_tail + i); i++)
    facts->tails |= morph_lemma_bit(model_list(model, f->first_tail + i));
  for (uint32_t q = 0; q < f->n_conditions; q++) {
    const condition_record *k = model_condition(model, f->first_condition + q);
    if (!on_words(k)) continue;
    x->conditions[x->n_conditions++] = *k;
    facts->n_conditions++;
    for (uint32_t i = 0; i < k->n; i++) {
      uint32_t lemma = model_list(model, k->first + i);
      if (lemma && lemma < x->n_lemmas)
        x->listed[lemma / 64] |= (uint64_t)1 << lemma % 64;
    }
  }
}

/* Conditions on words, counted once for each frame that has them. */
static uint32_t count_conditions(const rasid_model *model) {
  uint32_t n = 0;
  for (uint32_t i = 0; i < model->n[SECTION_FRAMES]; i++) {
    const frame_record *f = model_frame(model, i);
    for (uint32_t q = 0; q < f->n_conditions; q++)
      n += on_words(model_condition(model, f->first_condition + q));
  }
  return n;
}

frame_index *frame_index_new(const rasid_model *model, const allocator *alloc) {
  uint32_t n_frames = model->n[SECTION_FRAMES], n_lemmas = model->n[SECTION_LEMMAS],
           n_conditions = count_conditions(model);
  size_t size = sizeof(frame_index) + n_frames * sizeof(frame_facts) +
                n_conditions * sizeof(condition_record) +
                ((size_t)n_lemmas / 64 + 1) * sizeof(uint64_t);
  frame_index *x = alloc->resize(alloc->context, NULL, size);
  if (!x) return NULL;
  memset(x, 0, size);
  x->frames = (frame_facts *)(void *)(x + 1);
  x->conditions = (condition_record *)(void *)(x->frames + n_frames);
  x->listed = (uint64_t *)(void *)(x->conditions + n_conditions);
  x->n_frames = n_frames;
  x->n_lemmas = n_lemmas;
  for (uint32_t i = 0; i < n_frames; i++) add_frame(x, model, i);
  return x;
}

void frame_index_free(frame_index *x, const allocator *alloc) {
  if (x) alloc->resize(alloc->context, x, 0);
}

/* 1 or 0. */
static uint32_t is_listed(const frame_index *x, uint32_t lemma) {
  return lemma < x->n_lemmas ? (uint32_t)(x->listed[lemma / 64] >> lemma % 64 & 1) : 0;
}

/* Every word is written behind the last and kept where it is listed: half of them are, so
 * that a branch would be guessed wrong. */
static uint32_t list_words(event_context *c, const sentence *sent, uint32_t n) {
  const frame_index *x = c->frames;
  for (uint32_t i = sent->first; i < sent->first + sent->n; i++) {
    uint32_t lemma = event_reading(c, i)->lemma, verb = event_lemma(c, i)->verb;
    c->listed[n] = (listed_word){i, lemma};
    n += is_listed(x, lemma);
    c->listed[n] = (listed_word){i, verb};
    n += (verb != lemma) & is_listed(x, verb);
  }
  return n;
}

bool event_context_init(event_context *c) {
  uint32_t n_sentences = c->doc->text->sentences.n, n = 0;
  c->lemmas = arena_zero(c->a, (size_t)n_sentences + 1, sizeof *c->lemmas);
  c->first_listed = arena_alloc(c->a, (size_t)n_sentences + 1, sizeof *c->first_listed);
  c->listed = arena_alloc(c->a, 2 * ((size_t)c->doc->n + 1), sizeof *c->listed);
  if (!c->lemmas || !c->first_listed || !c->listed) return false;
  for (uint32_t s = 0; s < n_sentences; s++) {
    c->first_listed[s] = n;
    n = list_words(c, &c->doc->text->sentences.items[s], n);
    for (uint32_t i = c->first_listed[s]; i < n; i++) {
      unsigned bit = lemma_bit(c->listed[i].lemma);
      c->lemmas[s][bit / 64] |= (uint64_t)1 << bit % 64;
    }
  }
  c->first_listed[n_sentences] = n;
  return true;
}
