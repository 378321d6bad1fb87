/* build_image.c - lays the gathered dictionaries out as one file image. */
#include <stdlib.h>

#include "model/build.h"

typedef struct image {
  builder *b;
  unsigned char *data;
  size_t size;
  model_section sections[N_SECTIONS];
} image;

static bool put_section(image *im, unsigned id, const void *items, size_t n,
                        size_t size) {
  size_t at = (im->size + 63) & ~(size_t)63, bytes = n * size;
  unsigned char *data = build_resize(im->b, im->data, at + bytes);
  if (!data) return false;
  im->data = data;
  memset(data + im->size, 0, at - im->size);
  if (bytes) memcpy(data + at, items, bytes);
  im->size = at + bytes;
  im->sections[id] = (model_section){at, bytes, model_section_item_size(id), 0};
  return true;
}

static uint32_t slots_for(uint32_t n) {
  return n + n / 2 + 16;
}

static void put_slot(uint32_t *table, uint32_t slots, uint64_t hash, uint32_t index,
                     uint32_t mask) {
  uint32_t slot = slot_of(hash, slots);
  while (table[slot]) slot = slot + 1 < slots ? slot + 1 : 0;
  table[slot] = (index + 1) | slot_tag(hash, mask);
}

static bool put_forms(image *im) {
  builder *b = im->b;
  uint32_t n = b->forms.n, slots = slots_for(n), n_long = 0, n_readings = 0,
           mask = slot_index_mask(n);
  uint32_t *table = build_zero(b, slots, sizeof *table);
  form_record *forms = build_zero(b, (size_t)n + 1, sizeof *forms);
  key_record *keys = build_zero(b, (size_t)n + 1, sizeof *keys);
  packed_reading *readings = build_zero(b, (size_t)b->readings.n + 1, sizeof *readings);
  if (!table || !forms || !keys || !readings) return false;
  for (uint32_t i = 0; i < n; i++) {
    word key = b->forms.items[i].key;
    unsigned flags = b->forms.items[i].flags;
    uint64_t kept = key.lo;
    if (key.hi || key.lo >> FORM_KEY_BITS) {
      kept = n_long;
      flags |= FORM_LONG;
      keys[n_long++] = (key_record){key.lo, key.hi};
    }
    forms[i] = form_pack(kept, flags, n_readings);
    put_slot(table, slots, hash_pair(key.lo, key.hi), i, mask);
    /* readings are in the order of their forms */
    for (; n_readings < b->readings.n && b->readings.items[n_readings].form == i;
         n_readings++)
      readings[n_readings] = reading_pack(b->readings.items[n_readings].record);
  }
  bool ok = put_section(im, SECTION_FORM_SLOTS, table, slots, sizeof *table) &&
            put_section(im, SECTION_FORMS, forms, n, sizeof *forms) &&
            put_section(im, SECTION_LONG_KEYS, keys, n_long, sizeof *keys) &&
            put_section(im, SECTION_READINGS, readings, n_readings, sizeof *readings);
  build_resize(b, table, 0);
  build_resize(b, forms, 0);
  build_resize(b, keys, 0);
  build_resize(b, readings, 0);
  return ok;
}

static bool put_trie(image *im) {
  builder *b = im->b;
  uint32_t n = b->edges.n, slots = slots_for(n), n_targets = 0, mask = slot_index_mask(n);
  uint32_t *table = build_zero(b, slots, sizeof *table);
  node_record *nodes = build_zero(b, (size_t)b->nodes.n + 1, sizeof *nodes);
  target_record *targets = build_zero(b, (size_t)b->links.n + 1, sizeof *targets);
  if (!table || !nodes || !targets) return false;
  for (uint32_t i = 0; i < n; i++) {
    put_slot(table, slots, hash_pair(b->edges.items[i].node, b->edges.items[i].symbol), i,
             mask);
  }
  for (uint32_t i = 0; i < b->nodes.n; i++) {
    nodes[i].first_target = n_targets;
    nodes[i].n_targets = b->nodes.items[i].n_targets;
    nodes[i].types = b->nodes.items[i].types;
    for (uint32_t link = b->nodes.items[i].first_link; link;
         link = b->links.items[link - 1].next)
      targets[n_targets++] = b->links.items[link - 1].target;
  }
  for (uint32_t i = 0; i < n; i++)
    nodes[b->edges.items[i].node].follows |= follow_bit(b->edges.items[i].symbol / 16);
  bool ok = put_section(im, SECTION_EDGE_SLOTS, table, slots, sizeof *table) &&
            put_section(im, SECTION_EDGES, b->edges.items, n, sizeof *b->edges.items) &&
            put_section(im, SECTION_NODES, nodes, b->nodes.n, sizeof *nodes) &&
            put_section(im, SECTION_TARGETS, targets, n_targets, sizeof *targets);
  build_resize(b, table, 0);
  build_resize(b, nodes, 0);
  build_resize(b, targets, 0);
  return ok;
}

/* Twice as many slots as rows. */
static bool put_tag_rows(image *im) {
  builder *b = im->b;
  uint32_t n = b->tag_rows.n, slots = 2 * n;
  tag_row *table = build_zero(b, (size_t)slots + 1, sizeof *table);
  if (!table) return false;
  for (uint32_t i = 0; i < n; i++) {
    uint32_t slot = slot_of(b->tag_keys.items[i], slots);
    while (table[slot].check) slot = slot + 1 < slots ? slot + 1 : 0;
    table[slot] = b->tag_rows.items[i];
  }
  bool ok = put_section(im, SECTION_TAG_ROWS, table, slots, sizeof *table);
  build_resize(b, table, 0);
  return ok;
}

#define PUT_ARRAY(im, id, array)                                  \
  put_section((im), (id), (im)->b->array.items, (im)->b->array.n, \
              sizeof *(im)->b->array.items)

/* What lemmas have of others and of their glosses, to be close at hand. */
static void finish_lemmas(builder *b) {
  for (uint32_t i = 0; i < b->lemmas.n; i++) {
    lemma_record *l = &b->lemmas.items[i];
    const lemma_record *verb = &b->lemmas.items[l->verb];
    if (l->pos != POS_VERB && verb->pos == POS_VERB && verb->classes & CLASS_MASK(LIGHT))
      l->flags |= LEMMA_OF_LIGHT;
    const char *gloss = b->strings.items + l->gloss;
    for (size_t k = 0; k < sizeof l->gloss_head && gloss[k]; k++)
      l->gloss_head[k] = gloss[k];
  }
}

static bool put_all(image *im) {
  finish_lemmas(im->b);
  return PUT_ARRAY(im, SECTION_STRINGS, strings) && put_forms(im) &&
         PUT_ARRAY(im, SECTION_LEMMAS, lemmas) && PUT_ARRAY(im, SECTION_FRAMES, frames) &&
         PUT_ARRAY(im, SECTION_CONDITIONS, conditions) &&
         PUT_ARRAY(im, SECTION_LEMMA_LISTS, lists) && put_trie(im) &&
         PUT_ARRAY(im, SECTION_ACTORS, actors) && PUT_ARRAY(im, SECTION_TERMS, terms) &&
         PUT_ARRAY(im, SECTION_ROLES, roles) &&
         PUT_ARRAY(im, SECTION_COUNTRIES, countries) &&
         PUT_ARRAY(im, SECTION_PLACES, places) &&
         PUT_ARRAY(im, SECTION_QUANTITIES, quantities) &&
         PUT_ARRAY(im, SECTION_CALENDAR, calendar) &&
         PUT_ARRAY(im, SECTION_MODE_WORDS, mode_words) &&
         PUT_ARRAY(im, SECTION_TOLLS, tolls) && PUT_ARRAY(im, SECTION_WEIGHTS, weights) &&
         PUT_ARRAY(im, SECTION_LANGUAGES, languages) &&
         PUT_ARRAY(im, SECTION_FILES, files) && put_tag_rows(im);
}

unsigned char *build_image(builder *b, size_t *size) {
  image im = {.b = b, .size = sizeof(model_header) + sizeof im.sections};
  im.data = build_resize(b, NULL, im.size);
  if (!im.data) return NULL;
  memset(im.data, 0, im.size);
  if (!put_all(&im) || b->memory.failed) return NULL;
  size_t end = (im.size + 63) & ~(size_t)63;
  im.data = build_resize(b, im.data, end);
  if (!im.data) return NULL;
  memset(im.data + im.size, 0, end - im.size);
  im.size = end;
  memcpy(im.data + sizeof(model_header), im.sections, sizeof im.sections);
  model_header h = {MODEL_MAGIC, MODEL_FORMAT, N_SECTIONS, im.size, 0};
  h.checksum = hash_bytes(im.data + sizeof h, im.size - sizeof h, MODEL_FORMAT);
  memcpy(im.data, &h, sizeof h);
  *size = im.size;
  return im.data;
}
