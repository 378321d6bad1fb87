/* check.c - verifies every reference of a model, for `rasid model check` and for models
 * from strangers. */
#include "model/model.h"

typedef struct checker {
  const rasid_model *m;
  rasid_error *error;
  rasid_status status;
} checker;

static void fail(checker *c, unsigned section, uint64_t item, const char *what) {
  if (c->status) return;
  const model_section *s = &c->m->sections[section];
  uint64_t at = s->offset + item * s->item_size;
  c->status = error_set(
      c->error, RASID_ERROR_FORMAT, at,
      "item %llu of section %u of the model refers to a %s that is not there (byte %llu)",
      (unsigned long long)item, section, what, (unsigned long long)at);
}

static void want(checker *c, unsigned section, uint64_t item, uint64_t index,
                 unsigned target, const char *what) {
  if (index >= c->m->n[target]) fail(c, section, item, what);
}

/* `index` is 0 for none, else index + 1. */
static void want_optional(checker *c, unsigned section, uint64_t item, uint32_t index,
                          unsigned target, const char *what) {
  if (index) want(c, section, item, index - 1, target, what);
}

static void want_range(checker *c, unsigned section, uint64_t item, uint64_t first,
                       uint64_t n, unsigned target, const char *what) {
  if (n && (first >= c->m->n[target] || n > c->m->n[target] - first))
    fail(c, section, item, what);
}

static void check_words(checker *c) {
  const rasid_model *m = c->m;
  for (uint32_t i = 0; i < m->n[SECTION_FORM_SLOTS]; i++)
    want_optional(c, SECTION_FORM_SLOTS, i, m->form_slots[i] & m->form_mask,
                  SECTION_FORMS, "form");
  for (uint32_t i = 0; i < m->n[SECTION_FORMS]; i++) {
    uint32_t end = i + 1 < m->n[SECTION_FORMS] ? m->forms[i + 1].first_reading
                                               : m->n[SECTION_READINGS];
    if (m->forms[i].first_reading > end || end > m->n[SECTION_READINGS] ||
        end - m->forms[i].first_reading > FORM_MAX_READINGS)
      fail(c, SECTION_FORMS, i, "reading");
    if (form_flags(&m->forms[i]) & FORM_LONG)
      want(c, SECTION_FORMS, i, form_key(&m->forms[i]), SECTION_LONG_KEYS, "key");
  }
  for (uint32_t i = 0; i < m->n[SECTION_READINGS]; i++) {
    reading_record r = model_reading(m, i);
    want(c, SECTION_READINGS, i, r.lemma, SECTION_LEMMAS, "lemma");
    if (FEATURE_POS(r.features) >= N_POS) fail(c, SECTION_READINGS, i, "part of speech");
  }
  for (uint32_t i = 0; i < m->n[SECTION_LEMMAS]; i++) {
    const lemma_record *l = &m->lemmas[i];
    want(c, SECTION_LEMMAS, i, l->text, SECTION_STRINGS, "string");
    want(c, SECTION_LEMMAS, i, l->root, SECTION_STRINGS, "string");
    want(c, SECTION_LEMMAS, i, l->gloss, SECTION_STRINGS, "string");
    if (strncmp(l->gloss_head, model_string(m, l->gloss), sizeof l->gloss_head) != 0)
      fail(c, SECTION_LEMMAS, i, "gloss");
    want_range(c, SECTION_LEMMAS, i, l->first_frame, l->n_frames, SECTION_FRAMES,
               "frame");
    want(c, SECTION_LEMMAS, i, l->verb, SECTION_LEMMAS, "lemma");
    want_optional(c, SECTION_LEMMAS, i, l->quantity, SECTION_QUANTITIES, "quantity");
    want_optional(c, SECTION_LEMMAS, i, l->calendar, SECTION_CALENDAR, "calendar word");
    want_optional(c, SECTION_LEMMAS, i, l->country, SECTION_COUNTRIES, "country");
    want_optional(c, SECTION_LEMMAS, i, l->mode_words, SECTION_MODE_WORDS, "mode word");
    want_optional(c, SECTION_LEMMAS, i, l->role, SECTION_ROLES, "role");
    want_optional(c, SECTION_LEMMAS, i, l->first_toll, SECTION_TOLLS, "toll");
    if (l->pos >= N_POS || l->kind >= N_KINDS || l->tag >= N_TAGS)
      fail(c, SECTION_LEMMAS, i, "name");
  }
}

static void check_frames(checker *c) {
  const rasid_model *m = c->m;
  for (uint32_t i = 0; i < m->n[SECTION_FRAMES]; i++) {
    const frame_record *f = &m->frames[i];
    want(c, SECTION_FRAMES, i, f->lemma, SECTION_LEMMAS, "lemma");
    want_range(c, SECTION_FRAMES, i, f->first_condition, f->n_conditions,
               SECTION_CONDITIONS, "condition");
    want_range(c, SECTION_FRAMES, i, f->first_tail, f->n_tail, SECTION_LEMMA_LISTS,
               "lemma list");
    want(c, SECTION_FRAMES, i, f->file, SECTION_FILES, "file");
    if (f->category >= N_CATEGORIES || f->status >= N_STATUS ||
        f->n_slots > FRAME_MAX_SLOTS || f->cameo[7])
      fail(c, SECTION_FRAMES, i, "name");
  }
  for (uint32_t i = 0; i < m->n[SECTION_CONDITIONS]; i++)
    want_range(c, SECTION_CONDITIONS, i, m->conditions[i].first, m->conditions[i].n,
               SECTION_LEMMA_LISTS, "lemma list");
  for (uint32_t i = 0; i < m->n[SECTION_LEMMA_LISTS]; i++)
    want(c, SECTION_LEMMA_LISTS, i, m->lemma_lists[i], SECTION_LEMMAS, "lemma");
  for (uint32_t i = 0; i < m->n[SECTION_TOLLS]; i++) {
    want(c, SECTION_TOLLS, i, m->tolls[i].lemma, SECTION_LEMMAS, "lemma");
    want(c, SECTION_TOLLS, i, m->tolls[i].tail, SECTION_LEMMAS, "lemma");
    want(c, SECTION_TOLLS, i, m->tolls[i].file, SECTION_FILES, "file");
  }
  for (uint32_t i = 0; i < m->n[SECTION_MODE_WORDS]; i++)
    want(c, SECTION_MODE_WORDS, i, m->mode_words[i].lemma, SECTION_LEMMAS, "lemma");
  for (uint32_t i = 0; i < m->n[SECTION_FILES]; i++)
    want(c, SECTION_FILES, i, m->files[i], SECTION_STRINGS, "string");
}

static void check_target(checker *c, uint32_t i) {
  const target_record *t = &c->m->targets[i];
  switch (t->type) {
    case TARGET_ACTOR:
      want(c, SECTION_TARGETS, i, t->index, SECTION_ACTORS, "actor");
      return;
    case TARGET_ROLE:
      want(c, SECTION_TARGETS, i, t->index, SECTION_ROLES, "role");
      return;
    case TARGET_COUNTRY:
    case TARGET_CAPITAL:
    case TARGET_NISBA:
      want(c, SECTION_TARGETS, i, t->index, SECTION_COUNTRIES, "country");
      return;
    case TARGET_PLACE:
      want(c, SECTION_TARGETS, i, t->index, SECTION_PLACES, "place");
      return;
    default: fail(c, SECTION_TARGETS, i, "kind of target");
  }
}

static void check_world(checker *c) {
  const rasid_model *m = c->m;
  for (uint32_t i = 0; i < m->n[SECTION_EDGE_SLOTS]; i++)
    want_optional(c, SECTION_EDGE_SLOTS, i, m->edge_slots[i] & m->edge_mask,
                  SECTION_EDGES, "edge");
  for (uint32_t i = 0; i < m->n[SECTION_EDGES]; i++)
    want(c, SECTION_EDGES, i, (uint64_t)i + 1, SECTION_NODES, "node");
  for (uint32_t i = 0; i < m->n[SECTION_NODES]; i++)
    want_range(c, SECTION_NODES, i, m->nodes[i].first_target, m->nodes[i].n_targets,
               SECTION_TARGETS, "target");
  for (uint32_t i = 0; i < m->n[SECTION_TARGETS]; i++) check_target(c, i);
  for (uint32_t i = 0; i < m->n[SECTION_ACTORS]; i++) {
    want_range(c, SECTION_ACTORS, i, m->actors[i].first_term, m->actors[i].n_terms,
               SECTION_TERMS, "term");
    want(c, SECTION_ACTORS, i, m->actors[i].id, SECTION_STRINGS, "string");
    want(c, SECTION_ACTORS, i, m->actors[i].label, SECTION_STRINGS, "string");
    want(c, SECTION_ACTORS, i, m->actors[i].wikidata, SECTION_STRINGS, "string");
  }
  for (uint32_t i = 0; i < m->n[SECTION_ROLES]; i++)
    want(c, SECTION_ROLES, i, m->roles[i].label, SECTION_STRINGS, "string");
  for (uint32_t i = 0; i < m->n[SECTION_COUNTRIES]; i++) {
    want(c, SECTION_COUNTRIES, i, m->countries[i].name, SECTION_STRINGS, "string");
    want_optional(c, SECTION_COUNTRIES, i, m->countries[i].place, SECTION_PLACES,
                  "place");
  }
  for (uint32_t i = 0; i < m->n[SECTION_PLACES]; i++) {
    want(c, SECTION_PLACES, i, m->places[i].name, SECTION_STRINGS, "string");
    want(c, SECTION_PLACES, i, m->places[i].admin1, SECTION_STRINGS, "string");
  }
  for (uint32_t i = 0; i < m->n[SECTION_WEIGHTS]; i++)
    want(c, SECTION_WEIGHTS, i, m->weights[i].name, SECTION_STRINGS, "string");
}

rasid_status rasid_model_check(const rasid_model *m, rasid_error *error) {
  if (!m) return error_set(error, RASID_ERROR_ARGUMENT, 0, "no model: `model` is NULL");
  uint64_t sum = hash_bytes(m->data + sizeof(model_header),
                            m->size - sizeof(model_header), MODEL_FORMAT);
  if (sum != m->header->checksum)
    return error_set(
        error, RASID_ERROR_FORMAT, 24,
        "the model's checksum does not agree: it was damaged; build it again");
  checker c = {m, error, RASID_OK};
  check_words(&c);
  check_frames(&c);
  check_world(&c);
  return c.status;
}
