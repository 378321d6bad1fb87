/* fuzz_source.h - what the targets of the readers share: bytes as a file that a source
 * reads, each document of which is opened and looked at. */
#ifndef RASID_TESTS_FUZZ_SOURCE_H
#define RASID_TESTS_FUZZ_SOURCE_H

#include <rasid/io.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* Touches every byte, so that a sanitizer sees one that is not there. */
static inline void touch(rasid_text text) {
  volatile unsigned sum = 0;
  for (size_t i = 0; i < text.size; i++) sum += (unsigned char)text.data[i];
  (void)sum;
}

static inline void touch_document(const rasid_document *d) {
  const rasid_text texts[] = {d->id, d->title, d->text, d->published, d->source, d->url};
  for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) touch(texts[i]);
  for (size_t i = 0; i < d->n_captions; i++) touch(d->captions[i]);
}

/* Reads the bytes as a file of the format. A source ends, and says why of what is bad. */
static inline int fuzz_source(const uint8_t *data, size_t size,
                              rasid_input_format format) {
  char path[] = "/tmp/rasid-fuzz-XXXXXX";
  int file = mkstemp(path);
  if (file < 0 || write(file, data, size) != (ssize_t)size) abort();
  close(file);
  const char *name = path;
  rasid_source_options options;
  rasid_source_options_init(&options);
  options.format = format;
  options.max_piece_bytes = (size_t)1 << 20;
  rasid_source *source;
  rasid_piece *piece = rasid_piece_new();
  if (piece == NULL || rasid_source_open(&name, 1, &options, &source, NULL) != RASID_OK)
    abort();
  /* Every piece takes a byte at least, and feeds give no more items than they have tags.
   */
  for (size_t n = 0; rasid_source_next(source, piece); n++) {
    rasid_document document;
    if (n > size + 16) abort();
    rasid_opened opened = rasid_piece_open(piece, &document);
    if (opened != RASID_OPENED_BAD) touch_document(&document);
    if (opened != RASID_OPENED_DOCUMENT && rasid_piece_complaint(piece)[0] == '\0')
      abort();
    (void)rasid_piece_note(piece);
  }
  rasid_piece_free(piece);
  rasid_source_close(source);
  unlink(path);
  return 0;
}

#endif
