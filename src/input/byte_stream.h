/* byte_stream.h - the bytes of one file, decompressed and in UTF-8, as they come.
 *
 * A window of bytes lies open at any time: data[start..end). Readers take from its front
 * and ask for more when it is empty. gzip and Zstandard are known by their first bytes,
 * and what is in them may be so again. Nothing is held but the window and what a reader
 * put back.
 */
#ifndef RASID_INPUT_BYTE_STREAM_H
#define RASID_INPUT_BYTE_STREAM_H

#include "charset.h"

typedef struct byte_stream {
  char *data;
  size_t start, end;
  bool at_end;         /* nothing follows the window */
  const char *problem; /* why it ended early; NULL = it did not. Valid as the stream */
  uint64_t offset;     /* of data[start] in the decompressed bytes */
  uint64_t n_read;     /* bytes of the file taken so far */
  uint64_t n_parts;    /* members or frames begun; 0 in a plain file */
  bool at_part;        /* data[start] is the first byte of a member or frame */
  struct stream_inside *inside;
} byte_stream;

/* Opens `path` ("-": standard input). On failure `problem` says why, and the stream is at
 * its end; NULL when out of memory. */
byte_stream *byte_stream_open(const char *path);
void byte_stream_close(byte_stream *stream);

/* Takes `n` bytes off the front of the window. */
static inline void byte_stream_take(byte_stream *s, size_t n) {
  s->start += n;
  s->offset += n;
  if (n > 0) s->at_part = false;
}

/* Fills the window where it is empty; false at the end, or at a `problem`. */
bool byte_stream_more(byte_stream *stream);

/* Lets at least `n` bytes (65536 at most) lie in the window, or all there are. How many
 * do. */
size_t byte_stream_peek(byte_stream *stream, size_t n);

/* Puts bytes back in front of the window; false when out of memory. */
bool byte_stream_unread(byte_stream *stream, const char *data, size_t size);

/* After a problem within compressed data: goes to the next member that begins in the
 * file; false where there is none. */
bool byte_stream_recover(byte_stream *stream);

/* Reads the rest as the encoding `table`, or with 'l' or 'b' as UTF-16; what is in the
 * window too. False when out of memory. */
bool byte_stream_convert(byte_stream *stream, charset_table table, char utf16);

/* Whether byte_stream_more returns without waiting. */
bool byte_stream_ready(const byte_stream *stream);

/* ---- inflate.c ---- */

typedef enum inflate_kind {
  INFLATE_NONE = 0,
  INFLATE_GZIP,
  INFLATE_ZLIB,
  INFLATE_ZSTD
} inflate_kind;

/* What the first bytes say: gzip, Zstandard or neither. */
inflate_kind inflate_guess(const char *data, size_t size);

typedef struct inflater inflater;
inflater *inflater_new(inflate_kind kind);
void inflater_free(inflater *inflater);

typedef enum inflate_outcome {
  INFLATE_MORE,    /* all of the input was taken, or the room filled */
  INFLATE_PART,    /* a member or frame ended */
  INFLATE_DAMAGED, /* the data are no such thing, or a bomb: inflater_problem says which
                    */
} inflate_outcome;

/* Inflates from `*from` to `*to`; both are moved on. */
inflate_outcome inflater_run(inflater *inflater, const char **from, const char *from_end,
                             char **to, char *to_end);
/* Forgets the member or frame it is in. */
void inflater_reset(inflater *inflater);
const char *inflater_problem(const inflater *inflater);
/* Whether a member or frame is open, so that the end of the input would cut it. */
bool inflater_is_within(const inflater *inflater);

/* Inflates all of `from` into `out`, up to `limit` bytes; NULL, or why it could not. */
const char *inflate_all(inflate_kind kind, rasid_text from, size_t limit, bytes *out);

#endif
