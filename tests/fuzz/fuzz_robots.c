/* fuzz_robots.c - robots.txt of any bytes, and any path held against it.
 *
 * The first line is the path, the rest the file. Properties checked: what is remembered
 * of the rules says the same as they do.
 */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "fetch/robots.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  const uint8_t *newline = size ? memchr(data, '\n', size) : NULL;
  size_t n = newline ? (size_t)(newline - data) : size;
  size_t rest = newline ? size - n - 1 : 0;
  char *path = malloc(n + 2);
  if (path == NULL) abort();
  path[0] = '/';
  if (n > 0) memcpy(path + 1, data, n);
  path[n + 1] = '\0';
  robots *r = robots_parse(newline ? (const char *)newline + 1 : "", rest, "rasid");
  if (r == NULL) abort();
  bool allowed = robots_allows(r, path);
  char *printed = robots_print(r);
  if (printed == NULL) abort();
  robots *again = robots_parse(printed, strlen(printed), "rasid");
  /* Printed rules may be longer than what is looked at of a file. */
  if (again == NULL ||
      (strlen(printed) < ROBOTS_MAX_BYTES && robots_allows(again, path) != allowed))
    abort();
  robots_free(again);
  robots_free(r);
  free(printed);
  free(path);
  return 0;
}
