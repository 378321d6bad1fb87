/* pool.c - memory that is freed as a whole: a list of blocks, the newest being filled. */
#include "extension.h"

enum { BLOCK_BYTES = 8 << 10 };

struct pool_block {
  pool_block *next;
  size_t used, size;
  max_align_t data[];
};

void *pool_alloc(pool *p, size_t n, size_t size) {
  const size_t step = sizeof(max_align_t);
  if (size != 0 && n > (SIZE_MAX / 4) / size) p->failed = true;
  if (p->failed) return NULL;
  size_t need = (n * size + step - 1) / step * step;
  if (p->blocks == NULL || p->blocks->size - p->blocks->used < need) {
    size_t room = need > BLOCK_BYTES / 2 ? need : BLOCK_BYTES;
    pool_block *b = malloc(sizeof *b + room);
    if (b == NULL) {
      p->failed = true;
      return NULL;
    }
    *b = (pool_block){p->blocks, 0, room};
    p->blocks = b;
  }
  void *at = (char *)p->blocks->data + p->blocks->used;
  p->blocks->used += need;
  return at;
}

char *pool_copy(pool *p, const char *data, size_t size) {
  char *copy = pool_alloc(p, size + 1, 1);
  if (copy == NULL) return NULL;
  if (size > 0) memcpy(copy, data, size);
  copy[size] = '\0';
  return copy;
}

void pool_free(pool *p) {
  while (p->blocks != NULL) {
    pool_block *next = p->blocks->next;
    free(p->blocks);
    p->blocks = next;
  }
}
