/* opml.h - lists of feeds. */
#ifndef RASID_FETCH_OPML_H
#define RASID_FETCH_OPML_H

#include <stdbool.h>
#include <stddef.h>

/* Larger lists are refused. */
enum { OPML_MAX_BYTES = 16 << 20 };

typedef struct opml_result {
  size_t n_feeds;
  int line;       /* of the first mistake; 0 where there was none */
  char what[200]; /* what it was */
  bool no_memory;
} opml_result;

/* Takes the address of every feed in an OPML document (the xmlUrl of an outline, however
 * deep) and hands it to `take`, which returns false to end. Of a document that is not
 * well-formed what can be read is read. */
void opml_read(const char *data, size_t size,
               bool (*take)(void *context, const char *url), void *context,
               opml_result *result);

#endif
