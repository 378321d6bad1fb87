/* build.c - rasid_model_build: dictionaries in, one model file out. */
#include "model/build.h"

#include <stdlib.h>

/* What the runtime tells apart: mood, case and construct are dropped so that one form
 * keeps few readings per lemma. */
static uint32_t kept_features(uint32_t f) {
  return f & ~((3u << 14) | (3u << 18));
}

static int by_form(const void *a, const void *b) {
  const reading_entry *x = a, *y = b;
  if (x->form != y->form) return x->form < y->form ? -1 : 1;
  if (x->record.lemma != y->record.lemma)
    return x->record.lemma < y->record.lemma ? -1 : 1;
  uint32_t fx = kept_features(x->record.features), fy = kept_features(y->record.features);
  if (fx != fy) return fx < fy ? -1 : 1;
  if (x->record.fold_bits != y->record.fold_bits)
    return x->record.fold_bits < y->record.fold_bits ? -1 : 1;
  if (x->record.features != y->record.features)
    return x->record.features < y->record.features ? -1 : 1;
  return y->record.prior - x->record.prior;
}

/* Sorts readings by form and joins those that differ only in case or mood. */
static void settle_readings(builder *b) {
  reading_entry *r = b->readings.items;
  uint32_t n = b->readings.n, kept = 0;
  if (!n) return;
  qsort(r, n, sizeof *r, by_form);
  for (uint32_t i = 0; i < n; i++) {
    reading_entry *last = kept ? &r[kept - 1] : NULL;
    if (last && last->form == r[i].form && last->record.lemma == r[i].record.lemma &&
        last->record.fold_bits == r[i].record.fold_bits &&
        kept_features(last->record.features) == kept_features(r[i].record.features)) {
      if (last->record.features != r[i].record.features)
        last->record.features = kept_features(last->record.features);
      if (r[i].record.prior > last->record.prior) last->record.prior = r[i].record.prior;
    } else {
      r[kept++] = r[i];
    }
  }
  b->readings.n = kept;
}

void rasid_model_build_options_init(rasid_model_build_options *options) {
  if (!options) return;
  memset(options, 0, sizeof *options);
  options->struct_size = sizeof *options;
}

static rasid_status too_large(const builder *b, rasid_error *error) {
  return error_set(
      error, RASID_ERROR_LIMIT, READING_MAX_LEMMAS - 1,
      "the dictionaries make %u forms, %u lemmas, %u roles, %u places and %u bytes of "
      "strings; a model holds %u forms, %u lemmas, %u roles (and countries, number, "
      "time, mode and toll words), and %u of everything else: take rows out",
      b->forms.n, b->lemmas.n, b->roles.n, b->places.n, b->strings.n,
      SYMBOL_MAX_FORMS - 1, READING_MAX_LEMMAS - 1, LEMMA_MAX_LINKS - 1, MODEL_NONE - 1);
}

/* What a lemma refers to in two bytes. */
static bool too_many_links(const builder *b) {
  return b->roles.n >= LEMMA_MAX_LINKS || b->countries.n >= LEMMA_MAX_LINKS ||
         b->quantities.n >= LEMMA_MAX_LINKS || b->calendar.n >= LEMMA_MAX_LINKS ||
         b->mode_words.n >= LEMMA_MAX_LINKS || b->tolls.n >= LEMMA_MAX_LINKS;
}

static bool is_too_large(const builder *b) {
  return b->full || too_many_links(b) || b->lemmas.n >= READING_MAX_LEMMAS ||
         b->forms.n >= SYMBOL_MAX_FORMS;
}

static void free_maps(builder *b) {
  pair_map_free(b, &b->string_map);
  pair_map_free(b, &b->form_map);
  pair_map_free(b, &b->edge_map);
  pair_map_free(b, &b->lemma_map);
}

/* What the dictionaries became, written to `path`. */
static rasid_status write_model(builder *b, const char *path, rasid_error *error) {
  size_t size = 0;
  free_maps(b);
  unsigned char *image = build_image(b, &size);
  if (!image)
    return error_set(error, RASID_ERROR_MEMORY, 0,
                     "out of memory when writing the model");
  return file_replace(path, image, size, error);
}

static rasid_status build_all(builder *b, const char *data, const char *path,
                              const rasid_model_build_options *options,
                              rasid_error *error) {
  char *zero = BUILD_PUSH(b, &b->strings);
  if (zero) *zero = '\0';
  build_words(b);
  b->n_word_forms = b->forms.n;
  build_frames(b);
  build_world(b);
  build_languages(b);
  if (options->n_gazetteers && !b->n_mistakes && !b->memory.failed) {
    rasid_status status = build_gazetteers(b, options, error);
    if (status) return status;
  }
  build_frequency(b);
  settle_readings(b);
  if (b->n_mistakes)
    return error_set(
        error, RASID_ERROR_FORMAT, b->n_mistakes,
        "%u mistakes in the dictionaries below %s: mend them and build again",
        b->n_mistakes, data);
  if (is_too_large(b)) return too_large(b, error);
  if (b->memory.failed)
    return error_set(error, RASID_ERROR_MEMORY, 0,
                     "out of memory when building the model");
  return write_model(b, path, error);
}

rasid_status rasid_model_build_with(const char *data, const char *path,
                                    const rasid_model_build_options *options,
                                    rasid_error *error) {
  if (!data || !path || !options || options->struct_size != sizeof *options)
    return error_set(error, RASID_ERROR_ARGUMENT, 0,
                     "`data`, `path` or `options` is NULL, or the options were not "
                     "filled by rasid_model_build_options_init");
  builder *b = calloc(1, sizeof *b);
  if (!b)
    return error_set(error, RASID_ERROR_MEMORY, 0,
                     "out of memory when building the model");
  arena_init(&b->memory, allocator_default(), (size_t)1 << 20, 0);
  b->root = data;
  b->report = options->report;
  b->context = options->context;
  rasid_status status = build_all(b, data, path, options, error);
  build_free(b);
  arena_free(&b->memory);
  free(b);
  return status;
}

rasid_status rasid_model_build(const char *data, const char *path,
                               void (*report)(void *context, const char *message),
                               void *context, rasid_error *error) {
  rasid_model_build_options options;
  rasid_model_build_options_init(&options);
  options.report = report;
  options.context = context;
  return rasid_model_build_with(data, path, &options, error);
}
