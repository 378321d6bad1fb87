/* fuzz_opml.c - lists of feeds of any bytes, and their addresses.
 *
 * Properties checked: an address that is taken is one of http or https, and parsing it
 * again changes nothing.
 */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "fetch/fetch_url.h"
#include "fetch/opml.h"

static bool take(void *context, const char *text) {
  size_t *n = context;
  fetch_url url, again;
  const char *why;
  (*n)++;
  if (!url_parse(&url, text, NULL, &why)) return why != NULL;
  if (strncmp(url.text, "http://", 7) != 0 && strncmp(url.text, "https://", 8) != 0)
    abort();
  if (url.path[0] != '/' || url.host[0] == '\0') abort();
  if (!url_parse(&again, url.text, NULL, &why) || strcmp(again.text, url.text) != 0 ||
      strcmp(again.origin, url.origin) != 0)
    abort();
  char *key = url_key(&url);
  if (key == NULL) abort();
  free(key);
  url_free(&again);
  url_free(&url);
  return *n < 1000;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  opml_result result;
  size_t n = 0;
  opml_read((const char *)data, size, take, &n, &result);
  if (result.n_feeds != n) abort();
  return 0;
}
