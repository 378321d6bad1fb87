/* json_input.c - cuts a file of JSON into objects: the members of a list, which may stand
 * within an object, or objects one behind the other, over as many lines as they take.
 *
 * Nothing is checked here but brackets and quotes; what is between them is read, and
 * complained of, when the piece is opened.
 */
#include <string.h>

#include "source.h"

enum { PEEK_BYTES = 65536 };

/* Where in a value the cutter is. */
typedef struct value_state {
  long depth;
  bool in_string, escaped, is_bare; /* is_bare: no object, list or string */
  bool done;
} value_state;

/* Steps over one byte of a value; false where the value ended before it. */
static bool step(value_state *v, char c) {
  if (v->in_string) {
    if (v->escaped)
      v->escaped = false;
    else if (c == '\\')
      v->escaped = true;
    else if (c == '"')
      v->in_string = false;
    v->done = !v->in_string && v->depth == 0;
    return true;
  }
  switch (c) {
    case '"': v->in_string = true; return true;
    case '{':
    case '[': v->depth++; return true;
    case '}':
    case ']':
      if (v->depth == 0) return false;
      v->done = --v->depth == 0;
      return true;
    case ',':
    case '\n':
    case ' ': return !(v->is_bare && v->depth == 0);
    default: return true;
  }
}

/* The next byte that is not white space or a comma between values; false at the end. */
static bool find_value(rasid_source *s, char *first) {
  byte_stream *b = s->stream;
  while (byte_stream_more(b)) {
    *first = b->data[b->start];
    if (*first == '\0' || strchr(" \t\r\n,", *first) == NULL) return true;
    s->line += *first == '\n';
    byte_stream_take(b, 1);
  }
  return false;
}

/* Appends the value to the piece, of which only `limit` bytes are kept. */
static void gather_value(rasid_source *s, rasid_piece *piece, char first) {
  value_state v = {.is_bare = strchr("{[\"", first) == NULL};
  byte_stream *b = s->stream;
  size_t limit = s->options.max_piece_bytes;
  bool too_long = false, ended = false;
  while (!ended && !v.done && byte_stream_more(b)) {
    size_t n = 0, left = b->end - b->start;
    const char *data = b->data + b->start;
    while (n < left && !v.done) {
      /* What closes nothing is a value of its own, so that one gets on. */
      if (!step(&v, data[n]) && (n > 0 || piece->raw.size > 0)) {
        ended = true;
        break;
      }
      s->line += data[n++] == '\n';
    }
    too_long = too_long || piece->raw.size + n > limit;
    if (!too_long && !bytes_put(&piece->raw, data, n)) {
      source_complain(piece, "out of memory");
      return;
    }
    byte_stream_take(b, n);
  }
  if (too_long) source_complain(piece, "longer than the limit for one document");
  if (b->problem == NULL) return;
  source_complain(piece, b->problem);
  b->problem = NULL;
}

static void take(rasid_source *s, size_t n) {
  const char *data = s->stream->data + s->stream->start;
  for (size_t i = 0; i < n; i++) s->line += data[i] == '\n';
  byte_stream_take(s->stream, n);
}

/* A list stands at the beginning; where it had objects around it, others may follow. */
static bool may_enter_list(const rasid_source *s) {
  return !s->started || s->n_around > 0;
}

/* Takes the bracket of a list, with what stands around it before. */
static bool enter_list(rasid_source *s, char first) {
  byte_stream *b = s->stream;
  json_list list = {.start = 1};
  if (first == '{') {
    size_t size = byte_stream_peek(b, PEEK_BYTES);
    list = json_list_find(b->data + b->start, size, &s->options.fields);
  } else if (first != '[') {
    return false;
  }
  if (list.start == 0) return false;
  take(s, list.start);
  s->listed = true;
  s->n_around = list.level;
  return true;
}

/* Takes the bracket that ends a list, with what stands around it behind. */
static void leave_list(rasid_source *s) {
  value_state v = {.depth = (long)s->n_around};
  byte_stream *b = s->stream;
  take(s, 1);
  s->listed = false;
  while (v.depth > 0 && byte_stream_more(b)) {
    size_t n = 0, left = b->end - b->start;
    while (n < left && v.depth > 0) step(&v, b->data[b->start + n++]);
    take(s, n);
  }
}

bool json_input_next(rasid_source *s, rasid_piece *piece) {
  char first;
  if (!s->started) s->line = 1;
  bool found = find_value(s, &first);
  while (found) {
    if (s->listed && first == ']')
      leave_list(s);
    else if (s->listed || !may_enter_list(s) || !enter_list(s, first))
      break;
    s->started = true;
    found = find_value(s, &first);
  }
  if (!found && s->stream->problem == NULL) {
    if (s->started) return false;
    /* A file without a value is told of. */
    source_begin(s, piece, PIECE_TEXT, 0);
    s->started = true;
    return true;
  }
  s->started = true;
  source_begin(s, piece, PIECE_JSON, s->line);
  if (found)
    gather_value(s, piece, first);
  else
    source_complain(piece, s->stream->problem), s->stream->problem = NULL;
  return true;
}
