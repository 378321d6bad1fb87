/* count_lemmas.c - how common each lemma is: reads JSONL reports, prints `lemma space
 * class` lines for data/ar/words/frequency.tsv.
 *
 *     rasid-count-lemmas MODEL REPORTS.jsonl > frequency.tsv
 *
 * Every word is shared out among its readings by their scores in context (soft counts),
 * so an ambiguous form does not count fully for each. The class is the whole part of the
 * binary logarithm of the count, so the file holds aggregates only.
 */
#include <math.h>

#include "each_report.h"

static void count_report(const morph_doc *d, const json_t *report, arena *a,
                         void *context) {
  double *counts = context;
  (void)report;
  (void)a;
  for (uint32_t i = 0; i < d->n; i++) {
    const word_info *w = d->words[i];
    double weights[MORPH_MAX_READINGS], sum = 0;
    int best = INT32_MIN, scores[MORPH_MAX_READINGS];
    for (unsigned k = 0; k < w->n_readings; k++) {
      scores[k] = w->readings[k].score + morph_context_score(d, i, &w->readings[k]);
      if (scores[k] > best) best = scores[k];
    }
    for (unsigned k = 0; k < w->n_readings; k++)
      sum += weights[k] = exp((scores[k] - best) / 6.0);
    for (unsigned k = 0; k < w->n_readings; k++)
      if (w->readings[k].lemma < d->model->n[SECTION_LEMMAS])
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
  double *counts = calloc(model->n[SECTION_LEMMAS], sizeof *counts);
  bool ok = counts && each_report(model, f, count_report, counts);
  for (uint32_t i = 1; ok && i < model->n[SECTION_LEMMAS]; i++)
    print_lemma(model, i, counts[i]);
  fclose(f);
  free(counts);
  rasid_model_close(model);
  if (!ok) fputs("rasid-count-lemmas: out of memory\n", stderr);
  return !ok;
}
