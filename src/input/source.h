/* source.h - a source and the cutters of its formats: each takes the next raw document
 * off the open file. */
#ifndef RASID_INPUT_SOURCE_H
#define RASID_INPUT_SOURCE_H

#include "byte_stream.h"
#include "feed_reader.h"
#include "input.h"

struct rasid_source {
  rasid_source_options options;
  char **paths; /* as given, for the total */
  size_t n_paths;
  walk *files;
  const char *path;          /* of the open file */
  byte_stream *stream;       /* NULL where none is open */
  rasid_input_format format; /* of the open file */
  uint64_t n_bytes;          /* of the files before */
  uint64_t line;             /* lines begun so far */
  uint64_t record;           /* records of the file so far */
  bool started;              /* what stands once at a file's beginning has been read */
  bool listed;               /* JSON: the values stand in a list */
  unsigned n_around;         /* JSON: objects that stand around the list */
  row_layout layout;         /* tables */
  unsigned n_unclosed;       /* tables: rows that were cut at a quote never closed */
  feed_items items;          /* feeds: read at once */
  size_t item;               /* of these, the next */
  bytes spare;               /* WARC: headers */
};

/* Starts a piece of the open file. `line` 0: of the file as a whole. */
void source_begin(rasid_source *source, rasid_piece *piece, piece_kind kind,
                  uint64_t line);

/* Names the place of a piece by record and byte: "file:record 3 (byte 1234)". */
void source_place_record(rasid_source *source, rasid_piece *piece, const char *word,
                         uint64_t record, uint64_t offset);

/* Turns the piece into a complaint, "cannot read: why". */
void source_complain(rasid_piece *piece, const char *why);

/* Each puts the next raw document of the open file, or a complaint, into `piece`; false
 * at the end of the file. */
bool text_input_next(rasid_source *source, rasid_piece *piece);
bool page_input_next(rasid_source *source, rasid_piece *piece);
bool jsonl_input_next(rasid_source *source, rasid_piece *piece);
bool json_input_next(rasid_source *source, rasid_piece *piece);
bool row_input_next(rasid_source *source, rasid_piece *piece);
bool feed_input_next(rasid_source *source, rasid_piece *piece);
bool warc_input_next(rasid_source *source, rasid_piece *piece);

/* Appends the rest of the file to the piece; a complaint where it is too long. */
void source_gather_all(rasid_source *source, rasid_piece *piece, size_t limit);
/* Appends up to the next newline, which is taken and not appended. */
void source_gather_line(rasid_source *source, rasid_piece *piece);

/* ---- page_input.c ---- */

/* The body of a page out of what the transport made of it, chunks joined, inflated; NULL,
 * or why that cannot be (static). Valid as the piece. */
const char *page_body_open(rasid_piece *piece, rasid_text *body);

/* ---- feed_input.c ---- */

/* Reads a feed into source->items; NULL, or why it is none (static). */
const char *feed_input_parse(rasid_source *source, rasid_text xml, rasid_text label);
/* The next item that was read; false where there is none left. */
bool feed_input_item(rasid_source *source, rasid_piece *piece);

/* ---- json_list.c ---- */

/* A list of reports within an object. */
typedef struct json_list {
  size_t start;   /* behind its bracket; 0 = there is none */
  unsigned level; /* objects around it */
} json_list;

/* Looks for one in the object that the first bytes of a file begin. */
json_list json_list_find(const char *data, size_t size, const rasid_field_names *names);

/* ---- format_guess.c ---- */

/* What the open file is, by name and first bytes. */
rasid_input_format format_guess(const rasid_source *source);
/* The same of the body of a message with this Content-Type ("" = unknown). `markup`
 * false: nothing that has reports. */
rasid_input_format format_of_body(const char *type, const char *data, size_t size);

#endif
