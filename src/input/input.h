/* input.h - what the readers share: the walk over paths, the buffered file, and the piece
 * they fill. */
#ifndef RASID_INPUT_INPUT_H
#define RASID_INPUT_INPUT_H

#include <rasid/io.h>
#include <stdarg.h>

/* ---- bytes that grow ---- */
typedef struct bytes {
  char *data;
  size_t size, capacity;
} bytes;

/* Makes room for `more` bytes behind `size`; false when out of memory. */
bool bytes_reserve(bytes *b, size_t more);
bool bytes_put(bytes *b, const char *data, size_t size);
void bytes_free(bytes *b);

/* ---- the walk over files and folders (directory_input.c) ---- */
typedef struct walk walk;

/* A walk over `n` paths; NULL when out of memory. */
walk *walk_open(const char *const *paths, size_t n);
void walk_close(walk *w);

/* The next file, in order; NULL at the end. Valid until the next call. `*failure` is
 * NULL, or says why a folder or path could not be read. */
const char *walk_next(walk *w, const char **failure);

/* ---- a piece ---- */
typedef enum piece_kind { PIECE_TEXT, PIECE_JSON, PIECE_COMPLAINT } piece_kind;

struct rasid_piece {
  piece_kind kind;
  const rasid_source_options *options;
  bytes path;      /* NUL-terminated name of the file */
  uint64_t line;   /* from 1; 0 where the piece is a whole file */
  bytes raw;       /* the file or line, without its newline */
  bytes place;     /* NUL-terminated "file" or "file:line" */
  bytes complaint; /* NUL-terminated */
  rasid_text *captions;
  size_t n_captions, captions_capacity;
};

/* Sets the complaint of a piece: "place: what". */
void piece_complain(rasid_piece *piece, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/* How the two kinds of input become documents. */
rasid_opened text_input_open(rasid_piece *piece, rasid_document *document);
rasid_opened jsonl_input_open(rasid_piece *piece, rasid_document *document);

#endif
