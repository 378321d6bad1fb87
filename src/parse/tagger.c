/* tagger.c - the likeliest row of readings and parts of speech of a sentence, by beam
 * search.
 */
#include "parse/tagger.h"

/* ---- candidates ---- */

#define U(name) (1u << UPOS_##name)
/* What each part of speech of the dictionary may stand for. */
static unsigned uses_of(const reading *r) {
  unsigned pos = FEATURE_POS(r->features);
  switch (pos) {
    case POS_NAME: return U(NAME) | U(NOUN) | U(ADJ);
    case POS_VERB: return U(VERB);
    case POS_NUM: return U(NUM) | U(NOUN) | U(ADJ);
    case POS_PREP: return U(PREP) | U(NOUN) | U(ADJ) | U(CONJ) | U(PART) | U(ADV);
    case POS_PRON:
    case POS_REL:
    case POS_DEM:
    case POS_INTERROG: return U(PRON) | U(ADV) | U(PART) | U(NOUN) | U(CONJ) | U(ADJ);
    case POS_SUB: return U(CONJ) | U(NOUN) | U(PREP) | U(PART) | U(ADV) | U(PRON);
    case POS_CONJ: return U(CONJ) | U(ADV) | U(PART) | U(PRON);
    case POS_ADV: return U(ADV) | U(NOUN) | U(ADJ) | U(CONJ) | U(PREP) | U(NUM) | U(PRON);
    case POS_PART:
      return U(PART) | U(CONJ) | U(ADV) | U(NOUN) | U(PREP) | U(PRON) | U(VERB);
    case POS_INTERJ: return U(INTERJ) | U(PART) | U(NOUN) | U(NAME);
    case POS_TIME: return U(NOUN) | U(ADV) | U(NAME);
    case POS_FOREIGN: return U(NAME);
    default: {
      unsigned uses = U(NOUN) | U(ADJ) | U(NAME);
      if (!(r->proclitics & ~(unsigned)(PROCLITIC_WA | PROCLITIC_FA)) && !r->enclitic)
        uses |= U(ADV);
      return uses;
    }
  }
}
#undef U

/* Readings so many points behind do not count: behind the first by themselves, behind the
 * preferred one in their place. Where a verb is
 * preferred, no other verb does: which verb it is the coder knows best. */
enum { FAR = 60, TOO_FAR = 46, MAX_READINGS = 10 };

/* Readings that differ in nothing the tagger tells apart: cuts and part of speech are the
 * same, and so is the lemma, or it is a word of the grammar («inna» and «anna»). */
static bool alike(const reading *x, const reading *y) {
  unsigned pos = FEATURE_POS(x->features);
  return pos == FEATURE_POS(y->features) && x->proclitics == y->proclitics &&
         x->enclitic == y->enclitic && x->n_prefix == y->n_prefix &&
         (x->lemma == y->lemma || (pos_is_closed(pos) && x->form == y->form));
}

/* Points in steps: 0 for the reading that choose.c prefers, 1 where another is ahead. */
static unsigned gap_of(int behind) {
  static const int STEPS[] = {0, 3, 6, 10, 15, 21, 28, 36, 46};
  unsigned gap = 1;
  while (gap <= sizeof STEPS / sizeof *STEPS && behind >= STEPS[gap - 1]) gap++;
  return gap;
}

/* The readings of a word that may count, the preferred one first. */
static unsigned near_readings(const morph_doc *d, uint32_t i,
                              const reading *kept[MAX_READINGS]) {
  const word_info *w = d->words[i];
  unsigned n = 0;
  kept[n++] = morph_at(d, i);
  for (unsigned k = 0; k < w->n_readings && n < MAX_READINGS; k++) {
    const reading *r = &w->readings[k];
    if (w->readings[0].score - r->score > FAR) break;
    bool same = false;
    for (unsigned q = 0; q < n; q++) same = same || alike(kept[q], r);
    if (!same) kept[n++] = r;
  }
  return n;
}

unsigned tagger_candidates(const tagger_doc *x, uint32_t i, tag_candidate *out) {
  const morph_doc *d = x->words;
  if (!morph_has(d, i)) return 0;
  const reading *kept[MAX_READINGS];
  int points[MAX_READINGS] = {0};
  unsigned n = near_readings(d, i, kept), n_out = 0;
  for (unsigned k = 0; n > 1 && k < n; k++)
    points[k] = kept[k]->score + morph_context_score(d, i, kept[k]);
  for (unsigned k = 0; k < n; k++) {
    int behind = points[0] - points[k];
    bool verbs = FEATURE_POS(kept[k]->features) == POS_VERB &&
                 FEATURE_POS(kept[0]->features) == POS_VERB;
    if (k && (behind >= TOO_FAR || (verbs && behind > 0))) continue;
    unsigned uses = uses_of(kept[k]), gap = k ? gap_of(behind) : 0u;
    for (unsigned u = 0; u < N_UPOS; u++)
      if (uses >> u & 1u && n_out < TAGGER_MAX_CANDIDATES)
        out[n_out++] = (tag_candidate){kept[k], (uint8_t)u, (uint8_t)gap};
  }
  return n_out;
}

/* ---- search ---- */

/* A sentence without end is read in pieces: memory stays bounded. */
enum { BEAM = 6, PIECE = 1024 };

/* A row of candidates that ends at a token. */
typedef struct state {
  int32_t score;
  int16_t candidate, back; /* candidate of the token, -1 for what is no word; state of the
                              token before */
} state;

typedef struct column {
  state states[BEAM];
  unsigned n, n_candidates;
  tag_candidate candidates[TAGGER_MAX_CANDIDATES];
} column;

typedef struct search {
  const tagger_doc *x;
  const rasid_model *model;
  column *columns; /* of the tokens of a sentence */
  uint32_t first;
} search;

static void add_weights(const search *s, const tag_feature *f, unsigned n,
                        int32_t sums[N_UPOS]) {
  for (unsigned k = 0; k < n; k++) {
    const int8_t *row = model_find_tag_row(s->model, f[k].key);
    for (unsigned u = 0; row && u < N_UPOS; u++) sums[u] += row[u];
  }
}

/* What speaks for each candidate of the i-th token whatever stands before it. */
static void weigh_alone(const search *s, uint32_t i, int32_t *points) {
  tag_feature f[TAGGER_MAX_FEATURES];
  const column *c = &s->columns[i];
  int32_t of_token[N_UPOS] = {0}, of_reading[N_UPOS];
  points[0] = 0;
  if (c->n_candidates == 1) return;
  add_weights(s, f, tagger_token_features(s->x, s->first + i, f), of_token);
  for (unsigned k = 0; k < c->n_candidates; k++) {
    const tag_candidate *at = &c->candidates[k];
    if (!k || at->r != at[-1].r) {
      memcpy(of_reading, of_token, sizeof of_reading);
      add_weights(s, f, tagger_reading_features(s->x, s->first + i, at, f), of_reading);
    }
    points[k] = of_reading[at->upos];
  }
}

static void keep(column *c, state new) {
  unsigned at = c->n;
  if (at == BEAM && new.score <= c->states[BEAM - 1].score) return;
  if (at == BEAM)
    at--;
  else
    c->n++;
  while (at && c->states[at - 1].score < new.score) {
    c->states[at] = c->states[at - 1];
    at--;
  }
  c->states[at] = new;
}

/* The candidate that a state of the i-th token ends with; NULL where there is none. */
static const tag_candidate *ends_with(const search *s, uint32_t i, unsigned which) {
  int candidate = s->columns[i].states[which].candidate;
  return candidate < 0 ? NULL : &s->columns[i].candidates[candidate];
}

/* A state of the token before, as the features of what follows see it. */
typedef struct past {
  const tag_candidate *before;
  unsigned label, label_before;
} past;

static past past_of(const search *s, uint32_t i, unsigned back) {
  past p = {NULL, LABEL_START, LABEL_START};
  if (!i) return p;
  p.before = ends_with(s, i - 1, back);
  p.label = tagger_label(s->x, s->first + i - 1, p.before);
  if (i == 1) return p;
  unsigned which = (unsigned)s->columns[i - 1].states[back].back;
  p.label_before = tagger_label(s->x, s->first + i - 2, ends_with(s, i - 2, which));
  return p;
}

/* What speaks for each candidate behind `p`. */
static void weigh_behind(const search *s, uint32_t i, const past *p, int32_t *points) {
  const column *c = &s->columns[i];
  int32_t sums[N_UPOS];
  for (unsigned k = 0; k < c->n_candidates; k++) {
    const tag_candidate *at = &c->candidates[k];
    if (!k || at->r != at[-1].r) {
      tag_feature f[TAGGER_MAX_FEATURES];
      memset(sums, 0, sizeof sums);
      unsigned n =
          tagger_path_features(s->x, at->r, p->before, p->label, p->label_before, f);
      add_weights(s, f, n, sums);
    }
    points[k] = sums[at->upos];
  }
}

/* Every state of the token before with every candidate; states that look alike from here
 * are weighed once. */
static void extend(const search *s, uint32_t i, const int32_t *alone) {
  column *c = &s->columns[i];
  unsigned n_before = i ? c[-1].n : 1u;
  past pasts[BEAM];
  int32_t behind[BEAM][TAGGER_MAX_CANDIDATES] = {{0}};
  for (unsigned b = 0; b < n_before; b++) {
    past *p = &pasts[b];
    unsigned like = 0;
    *p = past_of(s, i, b);
    while (like < b &&
           (pasts[like].before != p->before || pasts[like].label != p->label ||
            pasts[like].label_before != p->label_before))
      like++;
    if (like == b)
      weigh_behind(s, i, p, behind[b]);
    else
      memcpy(behind[b], behind[like], c->n_candidates * sizeof **behind);
    int32_t base = i ? c[-1].states[b].score : 0;
    for (unsigned k = 0; k < c->n_candidates; k++)
      keep(c, (state){base + alone[k] + behind[b][k], (int16_t)k, (int16_t)b});
  }
}

static void read_sentence(const search *s, uint32_t n, tag_candidate *out) {
  for (uint32_t i = 0; i < n; i++) {
    column *c = &s->columns[i];
    unsigned n_before = i ? c[-1].n : 1u;
    int32_t alone[TAGGER_MAX_CANDIDATES] = {0};
    c->n = 0;
    c->n_candidates = tagger_candidates(s->x, s->first + i, c->candidates);
    if (!c->n_candidates) {
      for (unsigned b = 0; b < n_before; b++)
        c->states[c->n++] = (state){i ? c[-1].states[b].score : 0, -1, (int16_t)b};
      continue;
    }
    weigh_alone(s, i, alone);
    extend(s, i, alone);
  }
  unsigned which = 0;
  for (uint32_t i = n; i-- > 0;) {
    const tag_candidate *c = ends_with(s, i, which);
    out[s->first + i] = c ? *c : (tag_candidate){NULL, 0, 0};
    which = (unsigned)s->columns[i].states[which].back;
  }
}

bool tagger_read(const tagger *t, const morph_doc *words, tag_candidate *out, arena *a) {
  tagger_doc x;
  const text_doc *text = words->text;
  if (!words->model->n[SECTION_TAG_ROWS] || !tagger_prepare(t, words, &x, a))
    return false;
  search s = {&x, words->model, arena_alloc(a, PIECE, sizeof *s.columns), 0};
  if (!s.columns) return false;
  memset(out, 0, words->n * sizeof *out);
  for (uint32_t k = 0; k < text->sentences.n; k++) {
    const sentence *of = &text->sentences.items[k];
    for (uint32_t from = 0; from < of->n; from += PIECE) {
      s.first = of->first + from;
      read_sentence(&s, of->n - from < PIECE ? of->n - from : PIECE, out);
    }
  }
  return true;
}
