/* arena.c - memory that is freed all at once, and arrays that grow in it.
 *
 * An arena is a list of chunks. Chunks up to `current` hold what was handed out, chunks
 * behind it wait for reuse. When the current chunk is full, a waiting chunk that is large
 * enough moves up behind it; when none is, all waiting chunks (each too small) are given
 * back and one chunk of at least their joint size is made. So the chunks of an arena that
 * serves documents one after another soon settle: no more requests to the allocator, and
 * never much more memory than the hungriest document needed.
 *
 * Each chunk remembers how many bytes were handed out before it, so that the limit counts
 * what was asked for and does not depend on which documents came earlier.
 *
 * Under AddressSanitizer everything not handed out is poisoned, with a red zone behind
 * each block.
 */
#include "base/base.h"

#if defined(__SANITIZE_ADDRESS__)
#define ARENA_ASAN 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define ARENA_ASAN 1
#endif
#endif

#ifdef ARENA_ASAN
/* As <sanitizer/asan_interface.h> declares them. */
void __asan_poison_memory_region(void const volatile *address, size_t size);
void __asan_unpoison_memory_region(void const volatile *address, size_t size);
#define POISON(address, size) __asan_poison_memory_region((address), (size))
#define UNPOISON(address, size) __asan_unpoison_memory_region((address), (size))
enum { RED_ZONE = 16 };
#else
#define POISON(address, size) ((void)(address), (void)(size))
#define UNPOISON(address, size) ((void)(address), (void)(size))
enum { RED_ZONE = 0 };
#endif

enum { ALIGNMENT = 16 };

struct arena_chunk {
  arena_chunk *next;
  size_t size;   /* bytes after the header */
  size_t before; /* bytes handed out from earlier chunks; set when the chunk becomes
                    current */
  size_t padding;
};

/* Chunks from this size on are worth large pages. */
#define HUGE_CHUNK ((size_t)4 << 20)

static char *chunk_bytes(arena_chunk *chunk) {
  return (char *)(chunk + 1);
}

void arena_init(arena *a, const allocator *alloc, size_t chunk_size, size_t limit) {
  *a = (arena){.alloc = alloc, .chunk_size = chunk_size, .limit = limit};
}

static void chunks_free(arena *a, arena_chunk *chunk) {
  while (chunk) {
    arena_chunk *next = chunk->next;
    a->total -= chunk->size;
    UNPOISON(chunk_bytes(chunk), chunk->size);
    a->alloc->resize(a->alloc->context, chunk, 0);
    chunk = next;
  }
}

void arena_free(arena *a) {
  chunks_free(a, a->first);
  a->first = a->current = NULL;
  a->used = a->total = 0;
  a->failed = false;
}

void arena_reset(arena *a) {
  arena_release(a, (arena_mark){NULL, 0});
  a->failed = false;
}

arena_mark arena_mark_set(const arena *a) {
  return (arena_mark){a->current, a->used};
}

void arena_release(arena *a, arena_mark mark) {
#ifdef ARENA_ASAN
  for (arena_chunk *c = mark.chunk ? mark.chunk->next : a->first; c; c = c->next) {
    POISON(chunk_bytes(c), c->size);
    if (c == a->current) break;
  }
  if (mark.chunk)
    POISON(chunk_bytes(mark.chunk) + mark.used, mark.chunk->size - mark.used);
#endif
  a->current = mark.chunk;
  a->used = mark.used;
}

/* Takes the first waiting chunk of at least `need` bytes out of the list; NULL where
 * there is none. */
static arena_chunk *waiting_take(arena_chunk **link, size_t need) {
  for (; *link; link = &(*link)->next)
    if ((*link)->size >= need) {
      arena_chunk *chunk = *link;
      *link = chunk->next;
      return chunk;
    }
  return NULL;
}

/* Makes a chunk with room for `need` bytes current. */
static bool chunk_enter(arena *a, size_t need) {
  arena_chunk **link = a->current ? &a->current->next : &a->first;
  size_t before = a->current ? a->current->before + a->used : 0;
  arena_chunk *chunk = waiting_take(link, need);
  if (!chunk) {
    size_t size = a->total / 2; /* includes the chunks given back below */
    for (const arena_chunk *c = *link; c; c = c->next)
      if (size < c->size * 2) size = c->size * 2;
    chunks_free(a, *link);
    *link = NULL;
    if (size < a->chunk_size) size = a->chunk_size;
    if (size < need) size = need;
    size = (size + ALIGNMENT - 1) & ~(size_t)(ALIGNMENT - 1);
    if (size < need || size > SIZE_MAX - sizeof *chunk) return false;
    chunk = a->alloc->resize(a->alloc->context, NULL, sizeof *chunk + size);
    if (!chunk) return false;
    if (size >= HUGE_CHUNK) memory_advise_huge(chunk, sizeof *chunk + size);
    chunk->size = size;
    a->total += size;
    POISON(chunk_bytes(chunk), size);
  }
  chunk->next = *link;
  chunk->before = before;
  *link = chunk;
  a->current = chunk;
  a->used = 0;
  return true;
}

void *arena_alloc(arena *a, size_t count, size_t size) {
  if (a->failed) return NULL;
  if (size != 0 && count > (SIZE_MAX - ALIGNMENT - RED_ZONE) / size) goto failed;
  size_t bytes = count * size;
  size_t need = ((bytes + ALIGNMENT - 1) & ~(size_t)(ALIGNMENT - 1)) + RED_ZONE;
  if (need == 0) need = ALIGNMENT; /* an address of its own for an empty block */
  if (a->limit) {
    size_t handed = a->current ? a->current->before + a->used : 0;
    if (handed > a->limit || need > a->limit - handed) goto failed;
  }
  if ((!a->current || a->current->size - a->used < need) && !chunk_enter(a, need))
    goto failed;
  char *block = chunk_bytes(a->current) + a->used;
  a->used += need;
  UNPOISON(block, bytes);
  return block;
failed:
  a->failed = true;
  return NULL;
}

void *arena_zero(arena *a, size_t count, size_t size) {
  void *block = arena_alloc(a, count, size);
  if (block && count && size) memset(block, 0, count * size);
  return block;
}

char *arena_copy(arena *a, const char *data, size_t size) {
  char *block = arena_alloc(a, size, 1);
  if (block && size) memcpy(block, data, size);
  return block;
}

/* `items` is the address of a pointer of any object type, so it is read and written as
 * bytes. */
void *array_push(arena *a, void **items, uint32_t *capacity, uint32_t n, size_t size) {
  char *block;
  memcpy(&block, (const void *)items, sizeof block);
  if (n < *capacity) return block + (size_t)n * size;
  if (n > UINT32_MAX / 2) {
    a->failed = true;
    return NULL;
  }
  uint32_t wanted = *capacity < 8                ? 8
                    : *capacity > UINT32_MAX / 2 ? UINT32_MAX
                                                 : *capacity * 2;
  char *grown = arena_alloc(a, wanted, size);
  if (!grown) return NULL;
  if (n) memcpy(grown, block, (size_t)n * size);
  memcpy((void *)items, &grown, sizeof grown);
  *capacity = wanted;
  return grown + (size_t)n * size;
}

void *array_push_n(arena *a, void **items, uint32_t *capacity, uint32_t *n, size_t size) {
  void *item = array_push(a, items, capacity, *n, size);
  if (item) ++*n;
  return item;
}
