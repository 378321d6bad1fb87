/* word_cache.h - the words that were analysed, from packed word to word_info. Inside
 * src/morph.
 *
 * Most words of a report are looked up once and lie anywhere, so what counts is how many
 * cache lines of memory a look-up touches. A slot is four bytes: some bits of the hash,
 * and the line where the info begins, counted through blocks of memory of one size. All
 * slots are two megabytes, and a word that is not in the cache is told apart from one
 * that is without a look at either.
 */
#ifndef RASID_MORPH_WORD_CACHE_H
#define RASID_MORPH_WORD_CACHE_H

#include "morph/morph.h"

enum {
  CACHE_LINE = 64,
  CACHE_LINE_BITS = 26, /* of a slot; the rest is of the hash */
  CACHE_BLOCK_BITS = 17,
  CACHE_BLOCKS = 1 << (CACHE_LINE_BITS - CACHE_BLOCK_BITS)
};
#define CACHE_LINES ((uint32_t)1 << CACHE_LINE_BITS)
#define CACHE_BLOCK_LINES ((uint32_t)1 << CACHE_BLOCK_BITS)

typedef struct word_cache {
  const allocator *alloc;
  uint32_t *slots;      /* 0: empty */
  uint32_t capacity, n; /* slots (a power of 2), words */
  uint32_t n_lines;     /* taken; line 0 is nobody's */
  uint32_t last_line;   /* where the last room begins */
  bool full;            /* memory ran out */
  char *blocks[CACHE_BLOCKS];
  void *owned[CACHE_BLOCKS + 1]; /* as the allocator gave them; last those of the slots */
} word_cache;

/* An empty cache; false where memory ran out (word_cache_free all the same). */
bool word_cache_start(word_cache *c, const allocator *alloc);
void word_cache_free(word_cache *c);
/* To be called between documents: empties the cache when it is full. */
void word_cache_settle(word_cache *c);
/* Room at the beginning of a line, valid until the cache is emptied; NULL where memory
 * ran out. */
void *word_cache_room(word_cache *c, size_t size);
/* Room for one slot more; false where memory ran out. */
bool word_cache_grow(word_cache *c);
/* Puts in a word that is not there, whose info begins at the last room. */
void word_cache_add(word_cache *c, word key);

static inline uint32_t word_hash(word key) {
  uint64_t hash = (key.lo ^ key.hi << 32 ^ key.hi >> 32) * 0x9E3779B97F4A7C15u;
  return (uint32_t)(hash >> 32);
}
/* Where the look-up of a word begins. */
static inline const uint32_t *word_cache_slot(const word_cache *c, uint32_t hash) {
  return &c->slots[hash & (c->capacity - 1)];
}
/* The line of a slot; of an empty one some address that may be prefetched. */
static inline const char *word_cache_line(const word_cache *c, uint32_t slot) {
  uint32_t line = slot & (CACHE_LINES - 1);
  return c->blocks[line >> CACHE_BLOCK_BITS] +
         (size_t)(line & (CACHE_BLOCK_LINES - 1)) * CACHE_LINE;
}
/* NULL where the word is not in the cache. */
static inline const word_info *word_cache_find(const word_cache *c, word key,
                                               uint32_t hash) {
  const uint32_t mask = c->capacity - 1;
  for (uint32_t i = hash & mask, slot; (slot = c->slots[i]) != 0; i = (i + 1) & mask) {
    if ((slot ^ hash) >> CACHE_LINE_BITS) continue;
    const word_info *w = (const word_info *)(const void *)word_cache_line(c, slot);
    if (word_equal(w->key, key)) return w;
  }
  return NULL;
}

#endif
