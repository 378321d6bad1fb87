/* word_cache.c - the words that were analysed: memory, growth, and what is kept. */
#include "morph/word_cache.h"

#define CACHE_SLOTS ((uint32_t)1 << 19)
/* Words that are kept from one document to the next. */
#define CACHE_WORDS ((uint32_t)160 << 10)
#define LARGE_PAGE ((uintptr_t)2 << 20)

/* Memory that begins with a large page; `owned` is what is to be freed. */
static void *page_alloc(const allocator *alloc, size_t size, void **owned) {
  *owned = alloc->resize(alloc->context, NULL, size + LARGE_PAGE);
  if (!*owned) return NULL;
  void *block = (void *)(((uintptr_t)*owned + LARGE_PAGE - 1) & ~(LARGE_PAGE - 1));
  memory_advise_huge(block, size);
  return block;
}

static bool slots_alloc(word_cache *c, uint32_t capacity) {
  void *owned;
  uint32_t *slots = page_alloc(c->alloc, (size_t)capacity * sizeof *slots, &owned);
  if (!slots) return false;
  memset(slots, 0, (size_t)capacity * sizeof *slots);
  if (c->owned[CACHE_BLOCKS])
    c->alloc->resize(c->alloc->context, c->owned[CACHE_BLOCKS], 0);
  c->owned[CACHE_BLOCKS] = owned;
  c->slots = slots;
  c->capacity = capacity;
  return true;
}

static bool block_alloc(word_cache *c, uint32_t i) {
  c->blocks[i] =
      page_alloc(c->alloc, (size_t)CACHE_BLOCK_LINES * CACHE_LINE, &c->owned[i]);
  return c->blocks[i] != NULL;
}

bool word_cache_start(word_cache *c, const allocator *alloc) {
  memset(c, 0, sizeof *c);
  c->alloc = alloc;
  c->n_lines = 1;
  return slots_alloc(c, CACHE_SLOTS) && block_alloc(c, 0);
}

void word_cache_free(word_cache *c) {
  if (!c->alloc) return;
  for (unsigned i = 0; i <= CACHE_BLOCKS; i++)
    if (c->owned[i]) c->alloc->resize(c->alloc->context, c->owned[i], 0);
}

void word_cache_settle(word_cache *c) {
  if (c->n < CACHE_WORDS && c->capacity == CACHE_SLOTS && !c->full) return;
  /* one huge document grew it: give the memory back */
  if (c->capacity == CACHE_SLOTS || !slots_alloc(c, CACHE_SLOTS))
    memset(c->slots, 0, (size_t)c->capacity * sizeof *c->slots);
  c->n = 0;
  c->n_lines = 1;
  c->full = false;
}

void *word_cache_room(word_cache *c, size_t size) {
  uint32_t n = (uint32_t)((size + CACHE_LINE - 1) / CACHE_LINE), first = c->n_lines,
           block = first >> CACHE_BLOCK_BITS;
  if ((first + n - 1) >> CACHE_BLOCK_BITS != block)
    first = ++block << CACHE_BLOCK_BITS; /* none lies in two blocks */
  if (block >= CACHE_BLOCKS || (!c->blocks[block] && !block_alloc(c, block))) {
    c->full = true;
    return NULL;
  }
  c->last_line = first;
  c->n_lines = first + n;
  return c->blocks[block] + (size_t)(first & (CACHE_BLOCK_LINES - 1)) * CACHE_LINE;
}

static void put(word_cache *c, uint32_t hash, uint32_t line) {
  uint32_t mask = c->capacity - 1, i = hash & mask;
  while (c->slots[i]) i = (i + 1) & mask;
  c->slots[i] = line | (hash >> CACHE_LINE_BITS << CACHE_LINE_BITS);
}

bool word_cache_grow(word_cache *c) {
  if ((uint64_t)c->n * 8 < (uint64_t)c->capacity * 6) return true;
  uint32_t *old = c->slots, n_old = c->capacity;
  void *owned = c->owned[CACHE_BLOCKS];
  c->owned[CACHE_BLOCKS] = NULL;
  if (n_old > UINT32_MAX / 4 || !slots_alloc(c, n_old * 2)) {
    c->owned[CACHE_BLOCKS] = owned;
    return false;
  }
  for (uint32_t i = 0; i < n_old; i++) {
    if (!old[i]) continue;
    const word_info *w = (const word_info *)(const void *)word_cache_line(c, old[i]);
    put(c, word_hash(w->key), old[i] & (CACHE_LINES - 1));
  }
  c->alloc->resize(c->alloc->context, owned, 0);
  return true;
}

void word_cache_add(word_cache *c, word key) {
  put(c, word_hash(key), c->last_line);
  c->n++;
}
