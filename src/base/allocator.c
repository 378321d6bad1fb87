/* allocator.c - the default door to malloc.
 *
 * Everything that takes memory takes it through an `allocator`, so that the fault tests
 * can refuse the n-th request.
 */
#include <stdlib.h>

#include "base/base.h"

static void *default_resize(void *context, void *block, size_t size) {
  (void)context;
  if (size == 0) {
    free(block);
    return NULL;
  }
  return realloc(block, size);
}

const allocator *allocator_default(void) {
  static const allocator standard = {default_resize, NULL};
  return &standard;
}
