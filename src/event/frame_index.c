/* frame_index.c - what is asked of every trigger, made ready: which lemmas any condition
 * of a frame lists, and where they stand in a document.
 *
 * Most words are in no list, and most lists have no word of the sentence: a condition
 * looks at the few listed words of the sentence, and at none where a bit for each of
 * them says no.
 */
#include "event/event_inside.h"

struct frame_index {
  uint64_t *tails; /* per frame: morph_lemma_bit of the lemmas its second word may have */
  uint64_t *listed; /* a bit per lemma: in the list of a condition on the words around */
  uint32_t n_frames, n_lemmas;
};

static uint64_t tail_bits(const rasid_model *model, const frame_record *f) {
  uint64_t bits = 0;
  for (uint32_t i = 0; i < f->n_tail && model_list(model, f->first_tail + i); i++)
    bits |= morph_lemma_bit(model_list(model, f->first_tail + i));
  return bits;
}

static void list_conditions(frame_index *x, const rasid_model *model,
                            const frame_record *f) {
  for (uint32_t q = 0; q < f->n_conditions; q++) {
    const condition_record *k = model_condition(model, f->first_condition + q);
    if (k->kind != CONDITION_WITH && k->kind != CONDITION_NOT) continue;
    for (uint32_t i = 0; i < k->n; i++) {
      uint32_t lemma = model_list(model, k->first + i);
      if (lemma && lemma < x->n_lemmas)
        x->listed[lemma / 64] |= (uint64_t)1 << lemma % 64;
    }
  }
}

frame_index *frame_index_new(const rasid_model *model, const allocator *alloc) {
  uint32_t n_frames = model->n[SECTION_FRAMES], n_lemmas = model->n[SECTION_LEMMAS];
  size_t words = (size_t)n_frames + n_lemmas / 64 + 1;
  frame_index *x =
      alloc->resize(alloc->context, NULL, sizeof *x + words * sizeof(uint64_t));
  if (!x) return NULL;
  memset(x, 0, sizeof *x + words * sizeof(uint64_t));
  x->tails = (uint64_t *)(void *)(x + 1);
  x->listed = x->tails + n_frames;
  x->n_frames = n_frames;
  x->n_lemmas = n_lemmas;
  for (uint32_t i = 0; i < n_frames; i++) {
    x->tails[i] = tail_bits(model, model_frame(model, i));
    list_conditions(x, model, model_frame(model, i));
  }
  return x;
}

void frame_index_free(frame_index *x, const allocator *alloc) {
  if (x) alloc->resize(alloc->context, x, 0);
}

uint64_t frame_index_tails(const frame_index *x, uint32_t frame) {
  return frame < x->n_frames ? x->tails[frame] : 0;
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
