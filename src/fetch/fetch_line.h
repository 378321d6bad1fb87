/* fetch_line.h - an article as a line of JSON, with the keys 'rasid code' reads. */
#ifndef RASID_FETCH_FETCH_LINE_H
#define RASID_FETCH_FETCH_LINE_H

#include "input/input.h"

typedef struct fetch_line {
  rasid_text id, url, title, text, published, source, language;
  const rasid_text *captions;
  size_t n_captions;
} fetch_line;

/* Replaces `out` by the line, with its newline. What is empty is left out, but for "id"
 * and "url", which come first. False when out of memory. */
bool fetch_line_print(bytes *out, const fetch_line *line);

#endif
