/* buffer.c - bytes that grow.
 *
 * Failure is sticky: a failed buffer pretends to be full, so that the inline writers in
 * base.h come here and are refused without asking about failure themselves.
 */
#include <stdio.h>

#include "base/base.h"

void buffer_init(buffer *b, const allocator *alloc) {
  *b = (buffer){.alloc = alloc};
}

void buffer_free(buffer *b) {
  if (b->data) b->alloc->resize(b->alloc->context, b->data, 0);
  *b = (buffer){.alloc = b->alloc};
}

bool buffer_reserve(buffer *b, size_t more) {
  if (b->failed) return false;
  if (b->capacity - b->size >= more) return true;
  size_t capacity = b->capacity < 128            ? 256
                    : b->capacity > SIZE_MAX / 2 ? SIZE_MAX
                                                 : b->capacity * 2;
  if (more > SIZE_MAX - b->size) goto failed;
  if (capacity < b->size + more) capacity = b->size + more;
  char *data = b->alloc->resize(b->alloc->context, b->data, capacity);
  if (!data) goto failed;
  b->data = data;
  b->capacity = capacity;
  return true;
failed:
  b->failed = true;
  b->capacity = b->size;
  return false;
}

void buffer_print(buffer *b, const char *format, ...) {
  if (!buffer_reserve(b, 64)) return;
  for (;;) {
    va_list args;
    va_start(args, format);
    size_t room = b->capacity - b->size;
    int n = vsnprintf(b->data + b->size, room, format, args);
    va_end(args);
    if (n < 0) return;
    if ((size_t)n < room) {
      b->size += (size_t)n;
      return;
    }
    if (!buffer_reserve(b, (size_t)n + 1)) return;
  }
}
