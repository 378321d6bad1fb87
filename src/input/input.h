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
typedef enum piece_kind {
  PIECE_TEXT,
  PIECE_JSON, /* one object */
  PIECE_PAGE,
  PIECE_ROW,  /* of a table */
  PIECE_ITEM, /* of a feed */
  PIECE_COMPLAINT
} piece_kind;

/* The parts of a document, as rasid_field_names names them. */
enum {
  PART_ID,
  PART_TITLE,
  PART_TEXT,
  PART_PUBLISHED,
  PART_SOURCE,
  PART_URL,
  PART_CAPTIONS,
  N_PARTS
};

/* How the rows of a table are read. */
typedef struct row_layout {
  char delimiter;
  int columns[N_PARTS]; /* which column has the part; -1: none */
  int n_columns;
} row_layout;

/* What an archive of the web or a server says of a page. */
typedef struct page_envelope {
  bytes url;        /* empty: not known */
  char charset[32]; /* of the Content-Type; "" */
  char coding[16];  /* of the Content-Encoding; "" */
  bool chunked;     /* the body is cut in chunks */
} page_envelope;

struct rasid_piece {
  piece_kind kind;
  const rasid_source_options *options;
  bytes path;      /* NUL-terminated name of the file */
  uint64_t line;   /* from 1; 0 where the piece is a whole file */
  bytes raw;       /* the file, line, row, or body of a page */
  bytes place;     /* NUL-terminated "file", "file:line", "file:record N (byte M)" */
  bytes complaint; /* NUL-terminated */
  bytes note;      /* NUL-terminated: what is doubtful about a document that is fine */
  rasid_text *captions;
  size_t n_captions, captions_capacity;
  row_layout layout;         /* of rows */
  page_envelope envelope;    /* of pages */
  rasid_text parts[N_PARTS]; /* of items: sizes within `raw`, in this order */
  rasid_page *page;          /* made for the first page */
  bytes decoded;             /* the text in UTF-8, where `raw` is not */
};

/* Sets the complaint of a piece: "place: what". */
void piece_complain(rasid_piece *piece, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/* Sets the note of a piece, "place: what". */
void piece_remark(rasid_piece *piece, const char *what);

/* Has the text anything but white space? */
bool piece_has_words(rasid_text text);

/* How the kinds of input become documents. */
rasid_opened text_input_open(rasid_piece *piece, rasid_document *document);
rasid_opened jsonl_input_open(rasid_piece *piece, rasid_document *document);
rasid_opened page_input_open(rasid_piece *piece, rasid_document *document);
rasid_opened row_input_open(rasid_piece *piece, rasid_document *document);
rasid_opened feed_input_open(rasid_piece *piece, rasid_document *document);

#endif
