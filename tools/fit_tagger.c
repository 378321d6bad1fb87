/* fit_tagger.c - learns the weights of data/tagger.tsv from annotated words
 * (tools/fit_tagger.py makes its input).
 *
 *     rasid-fit-tagger OUT N_FOLDS [MODEL...] < REPORTS.jsonl
 *
 * Each line is a report: "text", "fold" (-1: none), "model" (which of the models reads
 * it) and "words", an array of [code point, cuts, CRC-32 of the folded lemma, part of
 * speech]. Writes OUT/all.tsv, fitted on everything, and for each fold OUT/FOLD.tsv,
 * fitted on all but that fold; prints how many words come out right with each.
 *
 * An averaged perceptron over rows of candidates: where the best row of a sentence, wrong
 * candidates favoured by MARGIN, is not the annotator's, the features of the best row
 * that agrees with him are raised and those of the one found lowered. What is seen at
 * fewer than LEAST annotated sentences has no weight. A word that is not annotated agrees
 * with everything.
 */
#include <jansson.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <zlib.h>

#include "parse/tagger.h"

enum { BEAM = 6, EPOCHS = 12, LEAST = 4, N_SLOTS = 1 << 22, MAX_MODELS = 16 };
#define MARGIN 1.0f
/* What the annotator says of a word. */
typedef struct gold {
  uint32_t token;
  const char *cuts;
  unsigned upos;
  uint32_t lemma; /* lemma_code */
} gold;

typedef struct candidate {
  tag_candidate c;
  uint32_t *features; /* of the reading */
  unsigned n;
  bool right, right_upos, right_cuts;
} candidate;

typedef struct slot {
  candidate *candidates;
  unsigned n;
  uint32_t *features; /* of the token */
  unsigned n_features;
  const gold *g;
} slot;

typedef struct row {
  const tagger_doc *d;
  uint32_t first, n;
  int fold;
  slot *slots;
} row;

static struct {
  uint64_t *keys;
  uint32_t *ids;
  char **names;
  uint32_t *seen, *last_row;
  uint32_t n, room;
} table;

static row *rows;
static uint32_t n_rows, rows_room;

static void *need(void *p) {
  if (!p) fputs("rasid-fit-tagger: out of memory\n", stderr), exit(1);
  return p;
}

static uint32_t id_of(const tagger_doc *d, const tag_feature *f, bool add) {
  uint32_t at = (uint32_t)(f->key ^ f->key >> 32) & (N_SLOTS - 1);
  while (table.keys[at] && table.keys[at] != f->key) at = (at + 1) & (N_SLOTS - 1);
  if (table.keys[at]) return table.ids[at];
  if (!add) return UINT32_MAX;
  if (table.n == table.room) {
    table.room = table.room ? 2 * table.room : 1024;
    table.names = need(realloc(table.names, table.room * sizeof *table.names));
    table.seen = need(realloc(table.seen, table.room * sizeof *table.seen));
    table.last_row = need(realloc(table.last_row, table.room * sizeof *table.last_row));
  }
  char name[TAGGER_MAX_NAME];
  tagger_feature_name(d, f, name);
  table.keys[at] = f->key;
  table.ids[at] = table.n;
  table.names[table.n] = need(strdup(name));
  table.seen[table.n] = 0;
  table.last_row[table.n] = UINT32_MAX;
  return table.n++;
}

/* Counts sentences: the next one that is added. */
static void see(uint32_t id) {
  if (table.last_row[id] == n_rows) return;
  table.last_row[id] = n_rows;
  table.seen[id]++;
}

/* ---- what is right ---- */

static uint32_t lemma_code(const char *lemma) {
  unsigned char out[256];
  size_t n = 0, size = strlen(lemma);
  for (size_t i = 0; i < size && n + 4 < sizeof out;) {
    bool bad = false;
    uint32_t cp = utf8_next(lemma, size, &i, &bad);
    if ((cp >= 0x610 && cp <= 0x61A) || (cp >= 0x64B && cp <= 0x65F) || cp == 0x670 ||
        cp == 0x640)
      continue;
    if (cp == 0x623 || cp == 0x625 || cp == 0x622) cp = 0x627;
    if (cp == 0x649) cp = 0x64A;
    if (cp == 0x629) cp = 0x647;
    if (cp < 0x80) {
      out[n++] = (unsigned char)cp;
    } else if (cp < 0x800) {
      out[n++] = (unsigned char)(0xC0 | cp >> 6);
      out[n++] = (unsigned char)(0x80 | (cp & 63));
    } else {
      out[n++] = (unsigned char)(0xE0 | cp >> 12);
      out[n++] = (unsigned char)(0x80 | (cp >> 6 & 63));
      out[n++] = (unsigned char)(0x80 | (cp & 63));
    }
  }
  return (uint32_t)crc32(0, out, (unsigned)n);
}

static void mark_right(const morph_doc *d, uint32_t i, slot *s) {
  int most = -1, scores[TAGGER_MAX_CANDIDATES];
  for (unsigned k = 0; k < s->n; k++) {
    const reading *r = s->candidates[k].c.r;
    unsigned cuts[MORPH_MAX_CUTS];
    unsigned n = morph_cuts(r, d->text->tokens.items[i].n_letters, cuts);
    char text[64] = "-";
    size_t at = 0;
    for (unsigned q = 0; q < n; q++)
      at += (size_t)snprintf(text + at, sizeof text - at, "%s%u", q ? "," : "", cuts[q]);
    bool same_cuts = !strcmp(text, s->g->cuts),
         same_upos = s->candidates[k].c.upos == s->g->upos;
    bool al_name = FEATURE_POS(r->features) == POS_NAME && !same_cuts;
    const char *lemma = model_string(d->model, r->entry->text);
    if (al_name && !strncmp(lemma, "\xD8\xA7\xD9\x84", 4) && strlen(lemma) >= 10)
      same_cuts = true, lemma += 4;
    s->candidates[k].right_upos = same_upos;
    s->candidates[k].right_cuts = same_cuts;
    bool same_lemma = lemma_code(lemma) == s->g->lemma;
    scores[k] = 4 * same_cuts + 5 * same_upos + 2 * same_lemma;
    if (scores[k] > most) most = scores[k];
  }
  for (unsigned k = 0; k < s->n; k++) s->candidates[k].right = scores[k] == most;
}

/* ---- reading the input ---- */

/* What is seen at words without annotation does not count. */
static uint32_t *keep(const tagger_doc *d, const tag_feature *f, unsigned n,
                      bool counts) {
  uint32_t *out = need(malloc((n + 1) * sizeof *out));
  for (unsigned k = 0; k < n; k++) {
    out[k] = id_of(d, &f[k], true);
    if (counts) see(out[k]);
  }
  return out;
}

static unsigned label_of(const row *r, uint32_t i, const tag_candidate *c) {
  return tagger_label(r->d, r->first + i, c);
}

/* The first candidate of the i-th token that agrees with the annotator. */
static const tag_candidate *first_right(const row *r, uint32_t i) {
  const slot *s = &r->slots[i];
  for (unsigned k = 0; k < s->n; k++)
    if (s->candidates[k].right) return &s->candidates[k].c;
  return NULL;
}

static void see_paths(const row *r, uint32_t i) {
  tag_feature f[TAGGER_MAX_FEATURES];
  const slot *s = &r->slots[i];
  unsigned label_before = i > 1 ? label_of(r, i - 2, first_right(r, i - 2)) : LABEL_START;
  for (unsigned k = 0; k < s->n; k++) {
    if (!s->candidates[k].right) continue;
    for (unsigned q = 0; q < (i && s[-1].n ? s[-1].n : 1); q++) {
      const tag_candidate *before = i && s[-1].n ? &s[-1].candidates[q].c : NULL;
      if (before && !s[-1].candidates[q].right) continue;
      unsigned label = i ? label_of(r, i - 1, before) : LABEL_START;
      unsigned n = tagger_path_features(r->d, s->candidates[k].c.r, before, label,
                                        label_before, f);
      for (unsigned z = 0; z < n; z++) see(id_of(r->d, &f[z], true));
    }
  }
}

/* The candidates of a token with their features. */
static void fill_slot(const tagger_doc *d, uint32_t i, const gold *g, slot *s) {
  tag_candidate c[TAGGER_MAX_CANDIDATES];
  tag_feature f[TAGGER_MAX_FEATURES];
  bool counts = g != NULL;
  s->g = g;
  s->n = tagger_candidates(d, i, c);
  if (!s->n) return;
  s->n_features = tagger_token_features(d, i, f);
  s->features = keep(d, f, s->n_features, counts);
  s->candidates = need(calloc(s->n, sizeof *s->candidates));
  for (unsigned k = 0; k < s->n; k++) {
    candidate *x = &s->candidates[k];
    x->c = c[k];
    x->right = true;
    if (k && c[k].r == c[k - 1].r) {
      x->features = x[-1].features;
      x->n = x[-1].n;
      continue;
    }
    x->n = tagger_reading_features(d, i, &c[k], f);
    x->features = keep(d, f, x->n, counts);
  }
  if (g) mark_right(d->words, i, s);
}

static void add_row(const tagger_doc *d, uint32_t sentence_index, const gold *golds,
                    size_t n_golds, int fold) {
  const sentence *s = &d->words->text->sentences.items[sentence_index];
  row r = {d, s->first, s->n, fold, need(calloc(s->n + 1u, sizeof(slot)))};
  bool any = false;
  for (size_t k = 0; k < n_golds; k++)
    any = any || (golds[k].token >= s->first && golds[k].token < s->first + s->n);
  if (!any) {
    free(r.slots);
    return;
  }
  for (uint32_t i = 0; i < s->n; i++) {
    const gold *g = NULL;
    for (size_t k = 0; k < n_golds; k++)
      if (golds[k].token == s->first + i) g = &golds[k];
    fill_slot(d, s->first + i, g, &r.slots[i]);
  }
  for (uint32_t i = 0; i < s->n; i++)
    if (r.slots[i].g) see_paths(&r, i);
  if (n_rows == rows_room) {
    rows_room = rows_room ? 2 * rows_room : 256;
    rows = need(realloc(rows, rows_room * sizeof *rows));
  }
  rows[n_rows++] = r;
}

static uint32_t n_annotated; /* words of reports in folds */

/* The annotated words of a report, each with its token. */
static gold *read_golds(const morph_doc *d, const json_t *words, arena *a, bool in_fold,
                        size_t *n) {
  offset_map map;
  const text_doc *t = d->text;
  size_t size = json_array_size(words);
  gold *golds = need(arena_alloc(a, size + 1, sizeof *golds)); /* slots refer to them */
  *n = 0;
  if (!offset_map_init(&map, t->data, t->size, RASID_OFFSETS_CODEPOINTS, t->faults.n == 0,
                       a))
    need(NULL);
  for (size_t k = 0; k < size; k++) {
    const json_t *w = json_array_get(words, k);
    uint32_t at = (uint32_t)json_integer_value(json_array_get(w, 0));
    const char *pos = json_string_value(json_array_get(w, 3));
    gold g = {UINT32_MAX, json_string_value(json_array_get(w, 1)), N_UPOS,
              (uint32_t)strtoul(json_string_value(json_array_get(w, 2)), NULL, 16)};
    for (unsigned u = 0; u < N_UPOS; u++)
      if (!strcmp(upos_name(u), pos)) g.upos = u;
    if (g.upos == N_UPOS) continue; /* x: no word */
    n_annotated += in_fold;
    for (uint32_t i = 0; i < d->n; i++)
      if (morph_has(d, i) && offset_map_at(&map, t->tokens.items[i].start) == at)
        g.token = i;
    if (g.token != UINT32_MAX) golds[(*n)++] = g;
  }
  return golds;
}

static void add_report(morph *m, const tagger *t, arena *a, const json_t *report) {
  text_part *part = need(malloc(sizeof *part));
  text_doc *text = need(calloc(1, sizeof *text));
  morph_doc *d = need(calloc(1, sizeof *d));
  tagger_doc *x = need(calloc(1, sizeof *x));
  text->data =
      need((void *)(uintptr_t)json_string_value(json_object_get(report, "text")));
  text->size = (uint32_t)strlen(text->data);
  *part = (text_part){PART_BODY, 0, text->size};
  text->parts = part;
  text->n_parts = 1;
  if (!text_read(text, a) || !morph_read(m, text, d, a) || !tagger_prepare(t, d, x, a))
    need(NULL);
  int fold = (int)json_integer_value(json_object_get(report, "fold"));
  size_t n;
  const gold *golds = read_golds(d, json_object_get(report, "words"), a, fold >= 0, &n);
  for (uint32_t k = 0; k < text->sentences.n; k++) add_row(x, k, golds, n, fold);
}

/* ---- search ---- */

typedef struct state {
  float score;
  int candidate, back; /* of the token; state of the token before */
} state;
typedef struct column {
  state states[BEAM];
  unsigned n;
} column;

static float (*weights)[N_UPOS], (*totals)[N_UPOS];
static bool *usable;
static uint32_t steps;

static float weigh_alone(const slot *s, const candidate *c) {
  float sum = 0;
  for (unsigned k = 0; k < s->n_features; k++)
    if (usable[s->features[k]]) sum += weights[s->features[k]][c->c.upos];
  for (unsigned k = 0; k < c->n; k++)
    if (usable[c->features[k]]) sum += weights[c->features[k]][c->c.upos];
  return sum;
}

static float weigh_behind(const row *r, const candidate *c, const tag_candidate *before,
                          unsigned label, unsigned label_before) {
  tag_feature f[TAGGER_MAX_FEATURES];
  unsigned n = tagger_path_features(r->d, c->c.r, before, label, label_before, f);
  float sum = 0;
  for (unsigned k = 0; k < n; k++) {
    uint32_t id = id_of(r->d, &f[k], false);
    if (id != UINT32_MAX && usable[id]) sum += weights[id][c->c.upos];
  }
  return sum;
}

static void keep_state(column *c, state new) {
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

static const tag_candidate *ends_with(const row *r, const column *columns, uint32_t i,
                                      int which) {
  int k = columns[i].states[which].candidate;
  return k < 0 ? NULL : &r->slots[i].candidates[k].c;
}

/* The states of the i-th token behind one of the token before. */
static void extend(const row *r, column *columns, uint32_t i, int back, bool right,
                   const float *alone) {
  const slot *s = &r->slots[i];
  const tag_candidate *before = NULL;
  unsigned label = LABEL_START, label_before = LABEL_START;
  float base = 0;
  if (i) {
    base = columns[i - 1].states[back].score;
    before = ends_with(r, columns, i - 1, back);
    label = label_of(r, i - 1, before);
  }
  if (i > 1)
    label_before = label_of(
        r, i - 2, ends_with(r, columns, i - 2, columns[i - 1].states[back].back));
  if (!s->n) keep_state(&columns[i], (state){base, -1, back});
  for (unsigned k = 0; k < s->n; k++) {
    const candidate *c = &s->candidates[k];
    if (right && !c->right) continue;
    float behind = weigh_behind(r, c, before, label, label_before);
    keep_state(&columns[i], (state){base + alone[k] + behind, (int)k, back});
  }
}

/* The best path over the candidates, those that agree with the annotator only if `right`;
 * wrong ones get `margin`. */
static void search(const row *r, bool right, float margin, int *path) {
  column *columns = need(calloc(r->n + 1u, sizeof *columns));
  for (uint32_t i = 0; i < r->n; i++) {
    int n_before = i ? (int)columns[i - 1].n : 1;
    const slot *s = &r->slots[i];
    float alone[TAGGER_MAX_CANDIDATES];
    for (unsigned k = 0; k < s->n; k++)
      alone[k] = weigh_alone(s, &s->candidates[k]) +
                 (s->g && !s->candidates[k].right ? margin : 0);
    for (int b = 0; b < n_before; b++) extend(r, columns, i, b, right, alone);
  }
  int b = 0;
  for (uint32_t i = r->n; i-- > 0;) {
    path[i] = columns[i].states[b].candidate;
    b = columns[i].states[b].back;
  }
  free(columns);
}

static void move(uint32_t id, unsigned upos, float by) {
  if (!usable[id]) return;
  weights[id][upos] += by;
  totals[id][upos] += by * (float)steps;
}

static const tag_candidate *on_path(const row *r, uint32_t i, const int *path) {
  return path[i] < 0 ? NULL : &r->slots[i].candidates[path[i]].c;
}

static void move_slot(const row *r, uint32_t i, const int *path, float by) {
  tag_feature f[TAGGER_MAX_FEATURES];
  const slot *s = &r->slots[i];
  if (!s->n) return;
  const candidate *c = &s->candidates[path[i]];
  for (unsigned k = 0; k < s->n_features; k++) move(s->features[k], c->c.upos, by);
  for (unsigned k = 0; k < c->n; k++) move(c->features[k], c->c.upos, by);
  const tag_candidate *before = i ? on_path(r, i - 1, path) : NULL;
  unsigned label = i ? label_of(r, i - 1, before) : LABEL_START;
  unsigned label_before =
      i > 1 ? label_of(r, i - 2, on_path(r, i - 2, path)) : LABEL_START;
  unsigned n = tagger_path_features(r->d, c->c.r, before, label, label_before, f);
  for (unsigned k = 0; k < n; k++) {
    uint32_t id = id_of(r->d, &f[k], false);
    if (id != UINT32_MAX) move(id, c->c.upos, by);
  }
}

/* Towards the annotator's row of a sentence, where another is better. */
static void learn(const row *r) {
  int *found = need(malloc(2 * r->n * sizeof *found)), *right = found + r->n;
  search(r, false, MARGIN, found);
  bool wrong = false;
  for (uint32_t k = 0; k < r->n; k++)
    wrong = wrong || (r->slots[k].g && !r->slots[k].candidates[found[k]].right);
  if (wrong) {
    search(r, true, 0, right);
    for (uint32_t k = 0; k < r->n; k++) {
      move_slot(r, k, right, 1);
      move_slot(r, k, found, -1);
    }
  }
  free(found);
}

static uint32_t random_state;
static uint32_t random_next(void) {
  random_state = random_state * 1664525u + 1013904223u;
  return random_state >> 8;
}

/* Fits on all sentences but those of fold `out`. */
static void fit(int out) {
  memset(weights, 0, table.n * sizeof *weights);
  memset(totals, 0, table.n * sizeof *totals);
  steps = 1;
  random_state = 7;
  uint32_t *order = need(malloc(n_rows * sizeof *order)), n = 0;
  for (uint32_t i = 0; i < n_rows; i++)
    if (rows[i].fold < 0 || rows[i].fold != out) order[n++] = i;
  for (int e = 0; e < EPOCHS; e++) {
    for (uint32_t i = n; i > 1; i--) {
      uint32_t k = random_next() % i, x = order[i - 1];
      order[i - 1] = order[k];
      order[k] = x;
    }
    for (uint32_t i = 0; i < n; i++, steps++) learn(&rows[order[i]]);
  }
  free(order);
  for (uint32_t i = 0; i < table.n; i++) /* the mean over all steps */
    for (unsigned u = 0; u < N_UPOS; u++) weights[i][u] -= totals[i][u] / (float)steps;
}

/* Whole numbers that fit the model. */
static void quantize(void) {
  float most = 0;
  for (uint32_t i = 0; i < table.n; i++)
    for (unsigned u = 0; u < N_UPOS; u++) most = fmaxf(most, fabsf(weights[i][u]));
  float scale = 120 / most;
  for (uint32_t i = 0; i < table.n; i++)
    for (unsigned u = 0; u < N_UPOS; u++) weights[i][u] = roundf(weights[i][u] * scale);
}

static int by_name(const void *a, const void *b) {
  return strcmp(table.names[*(const uint32_t *)a], table.names[*(const uint32_t *)b]);
}

static void write_weights(const char *path) {
  FILE *f = fopen(path, "w");
  if (!f) fprintf(stderr, "rasid-fit-tagger: %s cannot be written\n", path), exit(1);
  uint32_t *order = need(malloc(table.n * sizeof *order)), n = 0;
  for (uint32_t i = 0; i < table.n; i++) order[n++] = i;
  qsort(order, n, sizeof *order, by_name);
  fputs(
      "# Learnt weights of the features of src/parse/tagger_features.c. Made by "
      "tools/fit_tagger.py; do not edit.\nfeature\tvalues",
      f);
  for (unsigned u = 0; u < N_UPOS; u++) fprintf(f, "\t%s", upos_name(u));
  fputc('\n', f);
  for (uint32_t k = 0; k < n; k++) {
    const float *w = weights[order[k]];
    bool any = false;
    for (unsigned u = 0; u < N_UPOS; u++) any = any || w[u] != 0;
    if (!any) continue;
    fputs(table.names[order[k]], f);
    for (unsigned u = 0; u < N_UPOS; u++) fprintf(f, "\t%.0f", (double)(w[u] + 0.0f));
    fputc('\n', f);
  }
  free(order);
  if (fclose(f)) fprintf(stderr, "rasid-fit-tagger: %s was not written\n", path), exit(1);
}

typedef struct counts {
  uint32_t right, upos, cuts;
} counts;

/* Adds how many words of a fold come out right; fold -1: of all folds. */
static void score(int fold, counts *c) {
  for (uint32_t i = 0; i < n_rows; i++) {
    const row *r = &rows[i];
    if (fold >= 0 ? r->fold != fold : r->fold < 0) continue;
    int *path = need(malloc(r->n * sizeof *path));
    search(r, false, 0, path);
    for (uint32_t k = 0; k < r->n; k++) {
      if (!r->slots[k].g) continue;
      const candidate *found = &r->slots[k].candidates[path[k]];
      c->right += found->right;
      c->upos += found->right_upos;
      c->cuts += found->right_cuts;
    }
    free(path);
  }
}

/* ---- the whole ---- */

static void read_reports(int n_models, rasid_model **models) {
  morph *words[MAX_MODELS];
  tagger *taggers[MAX_MODELS];
  arena a;
  char *line = NULL;
  size_t room = 0;
  arena_init(&a, allocator_default(), (size_t)1 << 20, 0);
  for (int k = 0; k < n_models; k++) {
    words[k] = need(morph_new(models[k], allocator_default()));
    taggers[k] = need(tagger_new(models[k], allocator_default()));
  }
  while (getline(&line, &room, stdin) > 0) {
    const json_t *report = need(json_loads(line, 0, NULL)); /* its strings are kept */
    long long k = json_integer_value(json_object_get(report, "model")) % n_models;
    add_report(words[k], taggers[k], &a, report);
  }
  free(line);
}

static uint32_t choose_features(void) {
  uint32_t n = 0;
  weights = need(calloc(table.n, sizeof *weights));
  totals = need(calloc(table.n, sizeof *totals));
  usable = need(calloc(table.n, sizeof *usable));
  for (uint32_t i = 0; i < table.n; i++) {
    usable[i] = table.seen[i] >= LEAST;
    n += usable[i];
  }
  return n;
}

static void print_counts(const char *what, const counts *c) {
  double n = n_annotated ? n_annotated : 1;
  printf("%s: nearest candidate %.4f, part of speech %.4f, cuts %.4f\n", what,
         c->right / n, c->upos / n, c->cuts / n);
}

static void fit_and_write(const char *folder, int fold, counts *c) {
  char path[4096];
  fit(fold);
  quantize();
  if (fold >= 0)
    snprintf(path, sizeof path, "%s/%d.tsv", folder, fold);
  else
    snprintf(path, sizeof path, "%s/all.tsv", folder);
  write_weights(path);
  score(fold, c);
}

int main(int argc, char **argv) {
  rasid_model *models[MAX_MODELS];
  rasid_error error;
  int n_models = 0;
  if (argc < 3)
    return fputs("usage: rasid-fit-tagger OUT N_FOLDS [MODEL...]\n", stderr), 2;
  do {
    rasid_model **model = &models[n_models];
    if (argc > 3 + n_models ? rasid_model_open(argv[3 + n_models], model, &error)
                            : rasid_model_open_default(model, &error))
      return fprintf(stderr, "rasid-fit-tagger: %s\n", error.message), 1;
  } while (++n_models < argc - 3 && n_models < MAX_MODELS);
  table.keys = need(calloc(N_SLOTS, sizeof *table.keys));
  table.ids = need(calloc(N_SLOTS, sizeof *table.ids));
  read_reports(n_models, models);
  uint32_t n_usable = choose_features();
  printf("%u sentences, %u features, %u seen often enough\n", n_rows, table.n, n_usable);
  counts sum = {0};
  long folds = strtol(argv[2], NULL, 10);
  for (int fold = 0; fold < folds; fold++) fit_and_write(argv[1], fold, &sum);
  if (folds) print_counts("cross-fitted", &sum);
  counts all = {0};
  fit_and_write(argv[1], -1, &all);
  print_counts("in-sample", &all);
  return 0;
}
