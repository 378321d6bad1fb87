/* choice_candidates.c - every reading of every word with its features, for fitting the
 * weights of data/choice.tsv (tools/fit_choice.py).
 *
 *     rasid-choice-candidates [MODEL] < REPORTS.jsonl
 *     rasid-choice-candidates --names
 *
 * Prints a line for each word of the key "text": the report's id, the code point the word
 * starts at, and its readings, parted by tabs; each reading as letters of its cuts ·
 * lemma · part of speech · points without learnt weights · chosen (1) or not (0) ·
 * indexes of its features, parted by spaces. With --names, the names of all features, a
 * line each.
 */
#include "each_report.h"
#include "morph/choice.h"

static void print_reading(const morph_doc *d, uint32_t i, const reading *r) {
  unsigned cuts[MORPH_MAX_CUTS];
  unsigned n = morph_cuts(r, d->text->tokens.items[i].n_letters, cuts);
  uint32_t features[N_CHOICE_KINDS];
  printf("\t%s", n ? "" : "-");
  for (unsigned k = 0; k < n; k++) printf("%s%u", k ? "," : "", cuts[k]);
  const char *lemma = model_string(d->model, r->entry->text);
  printf(" %s %s %d %d", *lemma ? lemma : "-", pos_name(FEATURE_POS(r->features)),
         r->score, d->chosen[i] == r);
  choice_features(d, i, r, features);
  for (unsigned k = 0; k < N_CHOICE_KINDS; k++) printf(" %u", features[k]);
}

static void print_report(const morph_doc *d, const json_t *report, arena *a,
                         void *context) {
  (void)context;
  const char *id = json_string_value(json_object_get(report, "id"));
  const text_doc *t = d->text;
  offset_map map;
  if (!id || !offset_map_init(&map, t->data, t->size, RASID_OFFSETS_CODEPOINTS,
                              t->faults.n == 0, a))
    return;
  morph_doc plain = *d;
  plain.choice = NULL;
  for (uint32_t i = 0; i < d->n; i++) {
    const word_info *w = d->words[i];
    if (!morph_has(d, i)) continue;
    printf("%s\t%u\t%d", id, offset_map_at(&map, t->tokens.items[i].start),
           (d->marks[i] & WORD_AMBIGUOUS) != 0);
    for (unsigned k = 0; k < w->n_readings; k++) {
      print_reading(d, i, &w->readings[k]);
      printf(" %d", morph_context_score(&plain, i, &w->readings[k]));
    }
    putchar('\n');
  }
}

int main(int argc, char **argv) {
  rasid_model *model;
  rasid_error error;
  if (argc == 2 && !strcmp(argv[1], "--names")) {
    for (uint32_t i = 0; i < choice_n_features(); i++) {
      char name[CHOICE_MAX_NAME];
      choice_feature_name(i, name);
      puts(name);
    }
    return 0;
  }
  if (argc > 1 ? rasid_model_open(argv[1], &model, &error)
               : rasid_model_open_default(&model, &error))
    return fprintf(stderr, "%s\n", error.message), 1;
  bool ok = each_report(model, stdin, print_report, NULL);
  rasid_model_close(model);
  if (!ok) fputs("rasid-choice-candidates: out of memory\n", stderr);
  return !ok;
}
