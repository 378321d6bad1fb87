/* huge.c - large pages where the system has them. */
#define _DEFAULT_SOURCE /* madvise */
#include "base/base.h"

#include <stdint.h>
#if defined(__linux__)
#include <sys/mman.h>
#endif

#define HUGE_PAGE ((uintptr_t)2 << 20)

void memory_advise_huge(void *block, size_t size) {
#if defined(MADV_HUGEPAGE)
  uintptr_t from = ((uintptr_t)block + HUGE_PAGE - 1) & ~(HUGE_PAGE - 1),
            to = ((uintptr_t)block + size) & ~(HUGE_PAGE - 1);
  if (block && to > from) (void)madvise((void *)from, to - from, MADV_HUGEPAGE);
#else
  (void)block;
  (void)size;
#endif
}
