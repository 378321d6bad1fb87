/* growing_bytes.c - bytes that grow. */
#include <stdlib.h>
#include <string.h>

#include "input.h"

bool bytes_reserve(bytes *b, size_t more) {
  if (b->capacity - b->size >= more) return true;
  if (more > SIZE_MAX / 2 - b->size) return false;
  size_t capacity = b->capacity ? b->capacity : 64;
  while (capacity - b->size < more) capacity *= 2;
  char *data = realloc(b->data, capacity);
  if (data == NULL) return false;
  b->data = data;
  b->capacity = capacity;
  return true;
}

bool bytes_put(bytes *b, const char *data, size_t size) {
  if (!bytes_reserve(b, size)) return false;
  if (size > 0) memcpy(b->data + b->size, data, size);
  b->size += size;
  return true;
}

void bytes_free(bytes *b) {
  free(b->data);
  *b = (bytes){0};
}
