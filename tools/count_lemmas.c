/* count_lemmas.c - how common each lemma is: reads JSONL reports, prints `lemma space
 * class` lines for data/ar/words/frequency.tsv.
 *
 *     rasid-count-lemmas MODEL REPORTS.jsonl > frequency.tsv
 *
 * Every word is shared out among its readings by their scores in context (soft counts),
 * so an ambiguous form does not count fully for each. The class is the whole part of the
 * binary logarithm of the count, so the file holds aggregates only.
 */
#include <jansson.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "morph/morph.h"

static void count_document(morph *m, const rasid_model *model, const char *text,
                           size_t size, double *counts, arena *a) {
  text_doc t;
  morph_doc d;
  text_part part = {PART_BODY, 0, (uint32_t)size};
  memset(&t, 0, sizeof t);
  t.data = text;
  t.size = (uint32_t)size;
  t.parts = &part;
  t.n_parts = 1;
  if (!text_read(&t, a) || !morph_read(m, &t, &d, a)) return;
  for (uint32_t i = 0; i < d.n; i++) {
    const word_info *w = d.words[i];
    double weights[MORPH_MAX_READINGS], sum = 0;
    int best = INT32_MIN, scores[MORPH_MAX_READINGS];
    for (unsigned k = 0; k < w->n_readings; k++) {
      scores[k] = w->readings[k].score + morph_context_score(&d, i, &w->readings[k]);
      if (scores[k] > best) best = scores[k];
    }
    for (unsigned k = 0; k < w->n_readings; k++)
      sum += weights[k] = exp((scores[k] - best) / 6.0);
    for (unsigned k = 0; k < w->n_readings; k++)
      if (w->readings[k].lemma < model->n[SECTION_LEMMAS])
        counts[w->readings[k].lemma] += weights[k] / sum;
  }
}

static void print_lemma(const rasid_model *model, uint32_t i, double count) {
  static const char SPACES[N_POS] = {0,   'n', 'p', 'a', 's', 'v', 0,   0,
                                     'n', 'q', 'c', 'c', 'c', 'c', 'c', 'c',
                                     'c', 'c', 'c', 'c', 't', 'p'};
  const lemma_record *l = model_lemma(model, i);
  int class = count >= 1 ? (int)floor(log2(count)) : 0;
  char space = l->pos < N_POS ? SPACES[l->pos] : 0;
  if (class < 1 || !space || l->pos == POS_FOREIGN) return;
  const char *form = "";
  char number[8];
  if (l->verb_form)
    snprintf(number, sizeof number, "/%s%u", l->verb_form > 10 ? "Q" : "",
             l->verb_form > 10 ? l->verb_form - 10u : l->verb_form),
        form = number;
  printf("%s%s\t%c\t%d\n", model_string(model, l->text), form, space, class);
}

int main(int argc, char **argv) {
  rasid_model *model;
  rasid_error error;
  if (argc != 3)
    return fputs("usage: rasid-count-lemmas MODEL REPORTS.jsonl\n", stderr), 2;
  if (rasid_model_open(argv[1], &model, &error))
    return fprintf(stderr, "%s\n", error.message), 1;
  FILE *f = fopen(argv[2], "r");
  if (!f) return perror(argv[2]), 1;
  morph *m = morph_new(model, allocator_default());
  double *counts = calloc(model->n[SECTION_LEMMAS], sizeof *counts);
  arena a;
  arena_init(&a, allocator_default(), (size_t)1 << 20, 0);
  char *line = NULL;
  size_t room = 0;
  ssize_t n;
  while (m && counts && (n = getline(&line, &room, f)) > 0) {
    json_t *j = json_loadb(line, (size_t)n, 0, NULL);
    const json_t *text = json_object_get(j, "text");
    if (json_is_string(text))
      count_document(m, model, json_string_value(text), json_string_length(text), counts,
                     &a);
    json_decref(j);
    arena_reset(&a);
    morph_settle(m);
  }
  for (uint32_t i = 1; counts && i < model->n[SECTION_LEMMAS]; i++)
    print_lemma(model, i, counts[i]);
  free(line);
  fclose(f);
  free(counts);
  arena_free(&a);
  morph_free(m);
  rasid_model_close(model);
  return 0;
}
