/* reader.c - opens a compiled model and finds things in it.
 *
 * Opening looks at the header and the section table only, so that it costs the same for
 * any size; every index read from the file afterwards is checked where it is used
 * (model.h). rasid_model_check verifies everything at once.
 */
#include <stdio.h>

#include "model/model.h"

const unsigned char model_zero[256] __attribute__((aligned(16))) = {0};

static const struct {
  const char *name;
  uint32_t item_size;
} SECTIONS[N_SECTIONS] = {
    {"strings", 1},
    {"form slots", sizeof(uint32_t)},
    {"forms", sizeof(form_record)},
    {"long keys", sizeof(key_record)},
    {"readings", sizeof(packed_reading)},
    {"lemmas", sizeof(lemma_record)},
    {"frames", sizeof(frame_record)},
    {"conditions", sizeof(condition_record)},
    {"lemma lists", sizeof(uint32_t)},
    {"edge slots", sizeof(uint32_t)},
    {"edges", sizeof(edge_record)},
    {"nodes", sizeof(node_record)},
    {"targets", sizeof(target_record)},
    {"actors", sizeof(actor_record)},
    {"terms", sizeof(term_record)},
    {"roles", sizeof(role_record)},
    {"countries", sizeof(country_record)},
    {"places", sizeof(place_record)},
    {"quantities", sizeof(quantity_record)},
    {"calendar", sizeof(calendar_record)},
    {"mode words", sizeof(mode_word_record)},
    {"tolls", sizeof(toll_record)},
    {"weights", sizeof(weight_record)},
    {"languages", sizeof(language_record)},
    {"files", sizeof(uint32_t)},
    {"tag rows", sizeof(tag_row)},
};

uint32_t model_section_item_size(unsigned section) {
  return SECTIONS[section].item_size;
}

static rasid_status check_header(const unsigned char *data, size_t size,
                                 rasid_error *error) {
  const model_header *h = (const model_header *)(const void *)data;
  if (size < sizeof *h + N_SECTIONS * sizeof(model_section) || h->magic != MODEL_MAGIC)
    return error_set(
        error, RASID_ERROR_FORMAT, 0,
        "this is no Rasid model: build one with `rasid model build data -o FILE`");
  if (h->format != MODEL_FORMAT || h->n_sections != N_SECTIONS)
    return error_set(
        error, RASID_ERROR_VERSION, 8,
        "the model has format %u, this program reads format %u: build it again",
        h->format, MODEL_FORMAT);
  if (h->size != size)
    return error_set(
        error, RASID_ERROR_FORMAT, 16,
        "the model says it has %llu bytes but has %llu: it was cut or appended to",
        (unsigned long long)h->size, (unsigned long long)size);
  return RASID_OK;
}

static rasid_status check_sections(rasid_model *m, rasid_error *error) {
  for (unsigned i = 0; i < N_SECTIONS; i++) {
    const model_section *s = &m->sections[i];
    uint64_t at = sizeof(model_header) + i * sizeof *s;
    if (s->item_size != SECTIONS[i].item_size || s->offset % 16 || s->offset > m->size ||
        s->size > m->size - s->offset || s->size % s->item_size ||
        s->size / s->item_size >= MODEL_NONE)
      return error_set(error, RASID_ERROR_FORMAT, at,
                       "section %u (%s) of the model is damaged (byte %llu)", i,
                       SECTIONS[i].name, (unsigned long long)at);
    m->n[i] = (uint32_t)(s->size / s->item_size);
  }
  uint32_t forms = m->n[SECTION_FORM_SLOTS], edges = m->n[SECTION_EDGE_SLOTS];
  if (!forms || !edges)
    return error_set(error, RASID_ERROR_FORMAT, 0, "a hash table of the model is empty");
  const model_section *strings = &m->sections[SECTION_STRINGS];
  if (!strings->size || m->data[strings->offset + strings->size - 1])
    return error_set(error, RASID_ERROR_FORMAT, strings->offset,
                     "the strings of the model do not end");
  return RASID_OK;
}

#define SECTION_AT(m, id) ((const void *)((m)->data + (m)->sections[id].offset))

static void set_pointers(rasid_model *m) {
  m->strings = SECTION_AT(m, SECTION_STRINGS);
  m->form_slots = SECTION_AT(m, SECTION_FORM_SLOTS);
  m->forms = SECTION_AT(m, SECTION_FORMS);
  m->long_keys = SECTION_AT(m, SECTION_LONG_KEYS);
  m->readings = SECTION_AT(m, SECTION_READINGS);
  m->lemmas = SECTION_AT(m, SECTION_LEMMAS);
  m->frames = SECTION_AT(m, SECTION_FRAMES);
  m->conditions = SECTION_AT(m, SECTION_CONDITIONS);
  m->lemma_lists = SECTION_AT(m, SECTION_LEMMA_LISTS);
  m->edge_slots = SECTION_AT(m, SECTION_EDGE_SLOTS);
  m->edges = SECTION_AT(m, SECTION_EDGES);
  m->nodes = SECTION_AT(m, SECTION_NODES);
  m->targets = SECTION_AT(m, SECTION_TARGETS);
  m->actors = SECTION_AT(m, SECTION_ACTORS);
  m->terms = SECTION_AT(m, SECTION_TERMS);
  m->roles = SECTION_AT(m, SECTION_ROLES);
  m->countries = SECTION_AT(m, SECTION_COUNTRIES);
  m->places = SECTION_AT(m, SECTION_PLACES);
  m->quantities = SECTION_AT(m, SECTION_QUANTITIES);
  m->calendar = SECTION_AT(m, SECTION_CALENDAR);
  m->mode_words = SECTION_AT(m, SECTION_MODE_WORDS);
  m->tolls = SECTION_AT(m, SECTION_TOLLS);
  m->weights = SECTION_AT(m, SECTION_WEIGHTS);
  m->languages = SECTION_AT(m, SECTION_LANGUAGES);
  m->files = SECTION_AT(m, SECTION_FILES);
  m->tag_rows = SECTION_AT(m, SECTION_TAG_ROWS);
  m->form_mask = slot_index_mask(m->n[SECTION_FORMS]);
  m->edge_mask = slot_index_mask(m->n[SECTION_EDGES]);
}

/* Takes over `map` (closes it on failure). */
static rasid_status open_map(file_map map, rasid_model **out, rasid_error *error) {
  *out = NULL;
  rasid_status status = check_header(map.data, map.size, error);
  if (status) {
    file_map_close(&map);
    return status;
  }
  const allocator *alloc = allocator_default();
  rasid_model *m = alloc->resize(alloc->context, NULL, sizeof *m);
  if (!m) {
    file_map_close(&map);
    return error_set(error, RASID_ERROR_MEMORY, 0,
                     "out of memory when opening the model");
  }
  memset(m, 0, sizeof *m);
  m->alloc = alloc;
  m->map = map;
  m->data = map.data;
  m->size = map.size;
  m->header = (const model_header *)(const void *)map.data;
  m->sections = (const model_section *)(const void *)(map.data + sizeof(model_header));
  status = check_sections(m, error);
  if (status) {
    rasid_model_close(m);
    return status;
  }
  set_pointers(m);
  snprintf(m->hash, sizeof m->hash, "%016llx", (unsigned long long)m->header->checksum);
  *out = m;
  return RASID_OK;
}

extern const unsigned char rasid_embedded_model[], rasid_embedded_model_end[];

rasid_status rasid_model_open_default(rasid_model **model, rasid_error *error) {
  if (!model)
    return error_set(error, RASID_ERROR_ARGUMENT, 0,
                     "no place for the model: `model` is NULL");
  file_map map = {rasid_embedded_model,
                  (size_t)(rasid_embedded_model_end - rasid_embedded_model), NULL};
  return open_map(map, model, error);
}

rasid_status rasid_model_open(const char *path, rasid_model **model, rasid_error *error) {
  if (!model || !path)
    return error_set(error, RASID_ERROR_ARGUMENT, 0, "`path` or `model` is NULL");
  *model = NULL;
  file_map map;
  rasid_status status = file_map_open(path, &map, error);
  return status ? status : open_map(map, model, error);
}

void rasid_model_close(rasid_model *m) {
  if (!m) return;
  file_map_close(&m->map);
  m->alloc->resize(m->alloc->context, m, 0);
}

const char *rasid_model_hash(const rasid_model *m) {
  return m ? m->hash : "";
}
size_t rasid_model_n_sections(const rasid_model *m) {
  return m ? N_SECTIONS : 0;
}

bool rasid_model_section_at(const rasid_model *m, size_t i,
                            rasid_model_section *section) {
  if (!m || !section || i >= N_SECTIONS) return false;
  section->name = SECTIONS[i].name;
  section->offset = m->sections[i].offset;
  section->size = m->sections[i].size;
  section->item_size = m->sections[i].item_size;
  section->n_items = m->n[i];
  return true;
}

size_t rasid_model_n_terms(const rasid_model *m) {
  return m ? m->n[SECTION_TERMS] : 0;
}

/* The last actor whose terms begin at `term` or before. */
static uint32_t actor_of_term(const rasid_model *m, uint32_t term) {
  uint32_t low = 0, high = m->n[SECTION_ACTORS];
  while (low < high) {
    uint32_t mid = low + (high - low) / 2;
    if (m->actors[mid].first_term <= term)
      low = mid + 1;
    else
      high = mid;
  }
  return low ? low - 1 : MODEL_NONE;
}

static rasid_text string_text(const rasid_model *m, uint32_t offset) {
  const char *s = model_string(m, offset);
  return (rasid_text){s, strlen(s)};
}

bool rasid_model_term_at(const rasid_model *m, size_t i, rasid_model_term *term) {
  if (!m || !term || i >= m->n[SECTION_TERMS]) return false;
  const term_record *t = &m->terms[i];
  const actor_record *actor = model_actor(m, actor_of_term(m, (uint32_t)i));
  *term = (rasid_model_term){.index = i,
                             .id = string_text(m, actor->id),
                             .label = string_text(m, actor->label),
                             .from = t->from,
                             .to = t->to,
                             .checked = t->checked ? t->checked : INT32_MIN,
                             .checked_month = t->checked_month != 0};
  code_text(t->country, term->country);
  return true;
}

static bool has_key(const rasid_model *m, const form_record *f, word key) {
  if (!(form_flags(f) & FORM_LONG)) return form_key(f) == key.lo && !key.hi;
  const key_record *k = model_long_key(m, f->key_low);
  return k->lo == key.lo && k->hi == key.hi;
}

uint32_t model_find_form(const rasid_model *m, word key) {
  uint64_t hash = hash_pair(key.lo, key.hi);
  uint32_t n = m->n[SECTION_FORM_SLOTS], slot = slot_of(hash, n), mask = m->form_mask,
           tag = slot_tag(hash, mask);
  for (uint32_t probes = 0; probes < n; probes++, slot = slot + 1 < n ? slot + 1 : 0) {
    uint32_t at = m->form_slots[slot], i = at & mask;
    if (!at) return MODEL_NONE;
    if ((at & ~mask) != tag) continue;
    if (has_key(m, model_form(m, i - 1), key)) return i - 1;
  }
  return MODEL_NONE;
}

uint32_t model_find_edge(const rasid_model *m, uint32_t node, uint32_t symbol) {
  uint64_t hash = hash_pair(node, symbol);
  uint32_t n = m->n[SECTION_EDGE_SLOTS], slot = slot_of(hash, n), mask = m->edge_mask,
           tag = slot_tag(hash, mask);
  for (uint32_t probes = 0; probes < n; probes++, slot = slot + 1 < n ? slot + 1 : 0) {
    uint32_t at = m->edge_slots[slot], i = at & mask;
    if (!at) return MODEL_NONE;
    if ((at & ~mask) != tag || !i || i > m->n[SECTION_EDGES]) continue;
    const edge_record *e = &m->edges[i - 1];
    if (e->node == node && e->symbol == symbol) return i;
  }
  return MODEL_NONE;
}

uint32_t model_find_country(const rasid_model *m, uint32_t code) {
  uint32_t low = 0, high = m->n[SECTION_COUNTRIES]; /* in the order of their codes */
  while (low < high) {
    uint32_t mid = low + (high - low) / 2;
    if (m->countries[mid].code < code)
      low = mid + 1;
    else
      high = mid;
  }
  return low < m->n[SECTION_COUNTRIES] && m->countries[low].code == code ? low
                                                                         : MODEL_NONE;
}

float model_find_weight(const rasid_model *m, uint64_t hash) {
  uint32_t low = 0, high = m->n[SECTION_WEIGHTS];
  while (low < high) {
    uint32_t mid = low + (high - low) / 2;
    if (m->weights[mid].hash < hash)
      low = mid + 1;
    else
      high = mid;
  }
  return low < m->n[SECTION_WEIGHTS] && m->weights[low].hash == hash
             ? m->weights[low].weight
             : 0.0f;
}

const int8_t *model_find_tag_row(const rasid_model *m, uint64_t key) {
  uint32_t n = m->n[SECTION_TAG_ROWS];
  if (!n) return NULL;
  uint32_t check = tag_row_check(key), at = slot_of(key, n);
  for (uint32_t tries = 0; tries < n && m->tag_rows[at].check; tries++) {
    if (m->tag_rows[at].check == check) return m->tag_rows[at].weights;
    at = at + 1 < n ? at + 1 : 0;
  }
  return NULL;
}
