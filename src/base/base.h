/* base.h - memory with three lifetimes, arrays, hashes, errors and mapped files. Floor 1:
 * knows nothing of text.
 *
 * An arena hands out memory that is freed all at once. Failure is sticky: after the first
 * allocation that does not fit, every later one returns NULL and `failed` stays set until
 * reset, so that a stage may run to its end and be asked once.
 */
#ifndef RASID_BASE_BASE_H
#define RASID_BASE_BASE_H

#include <rasid/rasid.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#if defined(__GNUC__)
#define PRINTF_LIKE(text, first) __attribute__((__format__(__printf__, text, first)))
#define UNUSED __attribute__((unused))
/* Seldom called: kept out of the way of what is not. */
#define COLD __attribute__((noinline, cold))
#define LIKELY(x) __builtin_expect(!!(x), 1)
#define UNLIKELY(x) __builtin_expect(!!(x), 0)
/* Asks for the cache line of an address that will soon be read. */
#define PREFETCH(address) __builtin_prefetch(address)
#else
#define PRINTF_LIKE(text, first)
#define UNUSED
#define COLD
#define LIKELY(x) (x)
#define UNLIKELY(x) (x)
#define PREFETCH(address) ((void)(address))
#endif

/* ---- allocator: one door to malloc, so that tests can count and fail allocations ----
 */
typedef struct allocator {
  void *(*resize)(void *context, void *block,
                  size_t size); /* size 0 frees; NULL on failure */
  void *context;
} allocator;
/* malloc and friends. */
const allocator *allocator_default(void);

/* Asks the system to back `size` bytes at `block` by large pages where it can: random
 * access to megabytes is then faster. Only advice. */
void memory_advise_huge(void *block, size_t size);

/* ---- arena ---- */
typedef struct arena_chunk arena_chunk;
typedef struct arena {
  const allocator *alloc;
  arena_chunk *first, *current;
  size_t used, total; /* `used` of the current chunk; `total` bytes of all chunks */
  size_t limit;       /* of bytes handed out and not forgotten, 0 = none: the same at any
                         history */
  size_t chunk_size;
  bool failed;
} arena;
typedef struct arena_mark {
  arena_chunk *chunk;
  size_t used;
} arena_mark;

void arena_init(arena *a, const allocator *alloc, size_t chunk_size, size_t limit);
void arena_free(arena *a);
/* Forgets everything handed out and clears `failed`; keeps the chunks for reuse. */
void arena_reset(arena *a);
/* `count` × `size` bytes aligned to 16, not cleared; NULL on overflow, limit or failure
 * (sticky). */
void *arena_alloc(arena *a, size_t count, size_t size);
/* The same, cleared. */
void *arena_zero(arena *a, size_t count, size_t size);
/* A copy of `size` bytes. */
char *arena_copy(arena *a, const char *data, size_t size);
/* scratch: what is allocated after the mark is forgotten at release. */
arena_mark arena_mark_set(const arena *a);
void arena_release(arena *a, arena_mark mark);

/* ---- growing arrays in an arena (old blocks stay behind until reset) ---- */
/* Makes room for one more item in `*items` (of `*capacity` items of `size` bytes, `n` in
 * use) and returns its address, or NULL when the arena failed. */
void *array_push(arena *a, void **items, uint32_t *capacity, uint32_t n, size_t size);
/* ARRAY(type) fields: type *items; uint32_t n, capacity. ARRAY_PUSH yields the new item's
 * address or NULL. */
#define ARRAY(type)       \
  struct {                \
    type *items;          \
    uint32_t n, capacity; \
  }
#define ARRAY_PUSH(a, array)                                                          \
  ((array)->n < (array)->capacity                                                     \
       ? (void *)&(array)->items[(array)->n++]                                        \
       : array_push_n((a), (void **)&(array)->items, &(array)->capacity, &(array)->n, \
                      sizeof *(array)->items))
void *array_push_n(arena *a, void **items, uint32_t *capacity, uint32_t *n, size_t size);

/* ---- sets of small numbers, a bit for each ---- */
/* Words of 64 bits that a set of the numbers below `n` takes. */
static inline uint32_t set_size(uint32_t n) {
  return n / 64 + 1;
}
static inline void set_add(uint64_t *set, uint32_t i) {
  set[i / 64] |= (uint64_t)1 << i % 64;
}
static inline bool set_has(const uint64_t *set, uint32_t i) {
  return (set[i / 64] >> i % 64 & 1) != 0;
}
/* The index of the lowest bit of what is not 0. */
static inline unsigned lowest_bit(uint64_t bits) {
#if defined(__GNUC__)
  return (unsigned)__builtin_ctzll(bits);
#else
  unsigned n = 0;
  while (!(bits >> n & 1)) n++;
  return n;
#endif
}
/* The index of the highest bit of what is not 0. */
static inline unsigned highest_bit(uint64_t bits) {
#if defined(__GNUC__)
  return 63u - (unsigned)__builtin_clzll(bits);
#else
  unsigned n = 63;
  while (!(bits >> n & 1)) n--;
  return n;
#endif
}
/* The last member below `i` and not below `low` (at most `i`); `i` where there is none.
 */
static inline uint32_t set_before(const uint64_t *set, uint32_t i, uint32_t low) {
  uint32_t at = i / 64;
  uint64_t bits = set[at] & (((uint64_t)1 << i % 64) - 1);
  while (!bits && at > low / 64) bits = set[--at];
  uint32_t k = bits ? at * 64 + highest_bit(bits) : i;
  return k >= low ? k : i;
}
/* The first member from `i` on (at most `n`); `n` where there is none. */
static inline uint32_t set_next(const uint64_t *set, uint32_t i, uint32_t n) {
  uint32_t at = i / 64, last = n / 64;
  uint64_t bits = set[at] & ~(uint64_t)0 << i % 64;
  while (!bits && at < last) bits = set[++at];
  i = bits ? at * 64 + lowest_bit(bits) : n;
  return i < n ? i : n;
}

/* ---- hash ---- */
/* 64-bit hash of bytes (for checksums and strings; not for secrets). */
uint64_t hash_bytes(const void *data, size_t size, uint64_t seed);
/* Hash of a 128-bit key. */
static inline uint64_t hash_pair(uint64_t lo, uint64_t hi) {
  uint64_t h = (lo * 0x9E3779B97F4A7C15u) ^ (hi * 0xC2B2AE3D27D4EB4Fu);
  return h ^ (h >> 29);
}
/* SHA-256 (FIPS 180-4) of the parts one after another, 64 lower-case hexadecimal digits
 * and a NUL into `hex`. */
void sha256_hex(const void *const *parts, const size_t *sizes, size_t n_parts,
                char hex[65]);
/* The same without the processor's SHA instructions (the tests compare the two). */
void sha256_hex_portable(const void *const *parts, const size_t *sizes, size_t n_parts,
                         char hex[65]);

/* ---- distance ---- */
/* Kilometres along the great circle between two points, in degrees (haversine, mean
 * radius 6371 km). */
double distance_km(double lat1, double lon1, double lat2, double lon2);

/* ---- error ---- */
/* Fills `error` (may be NULL) and returns `status`. */
rasid_status error_set(rasid_error *error, rasid_status status, uint64_t offset,
                       const char *format, ...) PRINTF_LIKE(4, 5);
/* The same of a failed call on a file, with the reason `errno` has for it. */
rasid_status error_io(rasid_error *error, const char *what, const char *path);

/* ---- growable byte buffer over an allocator (output that outlives an arena) ---- */
typedef struct buffer {
  const allocator *alloc;
  char *data;
  size_t size, capacity;
  bool failed;
} buffer;
void buffer_init(buffer *b, const allocator *alloc);
void buffer_free(buffer *b);
bool buffer_reserve(buffer *b, size_t more);
static inline void buffer_put(buffer *b, const char *data, size_t size) {
  if (size == 0) return;
  if (b->capacity - b->size < size && !buffer_reserve(b, size)) return;
  memcpy(b->data + b->size, data, size);
  b->size += size;
}
static inline void buffer_byte(buffer *b, char c) {
  if (b->capacity == b->size && !buffer_reserve(b, 1)) return;
  b->data[b->size++] = c;
}
void buffer_print(buffer *b, const char *format, ...) PRINTF_LIKE(2, 3);

/* ---- file mapping ---- */
typedef struct file_map {
  const unsigned char *data;
  size_t size;
  void *base; /* NULL where the bytes are not a mapping of ours */
} file_map;
/* Maps a file read-only. An empty file is RASID_ERROR_FORMAT. */
rasid_status file_map_open(const char *path, file_map *map, rasid_error *error);
void file_map_close(file_map *map);
/* Writes a whole file: temporary name beside it, fsync, rename. */
rasid_status file_replace(const char *path, const void *data, size_t size,
                          rasid_error *error);

#endif
