/* row_input.c - tables: rows of a file whose first one names the columns.
 *
 * Fields may stand in quotes, and then hold delimiters, line breaks and doubled quotes
 * (RFC 4180). A quote that is never closed would swallow the rest of the file: its row is
 * told of, and reading goes on behind its first line.
 */
#include <stdlib.h>
#include <string.h>

#include "source.h"

enum {
  MAX_COLUMNS = 1000,
  MAX_ROW_BYTES = 16 << 20,
  MAX_UNCLOSED = 3 /* from then on no field goes on over lines */
};

/* ---- cutting ---- */

typedef enum row_end {
  ROW_WHOLE,
  ROW_UNCLOSED, /* a quote is opened and not closed, or closed amid a field */
  ROW_TOO_LONG,
  ROW_NO_MEMORY
} row_end;

/* Where in a row the cutter is. */
typedef struct row_state {
  char delimiter;
  bool over_lines; /* fields in quotes may hold line breaks */
  bool at_start;   /* of a field */
  bool in_quotes, closed;
  bool is_odd; /* a quote closed amid a field: the row ends with its line */
} row_state;

/* Steps over one byte; true where it ends the row. */
static inline bool step(row_state *r, char c) {
  if (c == '"' && (r->in_quotes || r->at_start || r->closed)) {
    /* A doubled quote closes and opens again. */
    r->closed = r->in_quotes;
    r->in_quotes = !r->in_quotes;
    r->at_start = false;
    return false;
  }
  if (c == '\n') return !r->in_quotes || !r->over_lines || r->is_odd;
  if (r->closed && c != r->delimiter && c != '\r') r->is_odd = true;
  r->closed = false;
  r->at_start = c == r->delimiter && !r->in_quotes;
  return false;
}

/* Appends a row, without its line break. */
static row_end gather_row(rasid_source *s, rasid_piece *piece, size_t limit) {
  byte_stream *b = s->stream;
  row_state row = {.delimiter = s->layout.delimiter,
                   .over_lines = s->n_unclosed < MAX_UNCLOSED,
                   .at_start = true};
  bool ended = false, too_long = false;
  s->line++;
  while (!ended && byte_stream_more(b)) {
    const char *data = b->data + b->start;
    size_t n = 0, left = b->end - b->start;
    while (n < left && !(ended = step(&row, data[n]))) s->line += data[n++] == '\n';
    too_long = too_long || piece->raw.size + n > limit;
    if (!too_long && !bytes_put(&piece->raw, data, n)) return ROW_NO_MEMORY;
    byte_stream_take(b, n + ended);
    if (too_long && row.in_quotes) break;
  }
  if (row.in_quotes || row.is_odd) return ROW_UNCLOSED;
  while (piece->raw.size > 0 && piece->raw.data[piece->raw.size - 1] == '\r')
    piece->raw.size--;
  return too_long ? ROW_TOO_LONG : ROW_WHOLE;
}

/* Goes back to the second line of a row that did not end. */
static void put_back(rasid_source *s, rasid_piece *piece) {
  bytes *raw = &piece->raw;
  const char *newline = raw->size > 0 ? memchr(raw->data, '\n', raw->size) : NULL;
  s->n_unclosed++;
  if (newline == NULL) return;
  /* The line break that ended the row was taken as well; at the file's end one more does
   * no harm. */
  if (!bytes_put(&piece->raw, "\n", 1)) return;
  newline = memchr(raw->data, '\n', raw->size);
  const char *rest = newline + 1;
  size_t size = (size_t)(raw->data + raw->size - rest);
  if (byte_stream_unread(s->stream, rest, size)) s->line = piece->line;
}

/* ---- fields ---- */

/* Takes the field at `*at` (decoded where it lies), and moves on behind its delimiter;
 * false at the end of the row. */
static bool next_field(char **at, char *end, char delimiter, rasid_text *field) {
  char *p = *at;
  if (p == NULL) return false;
  if (p < end && *p == '"') {
    char *to = ++p;
    field->data = to;
    for (; p < end; p++) {
      if (*p == '"' && (++p == end || *p != '"')) break;
      *to++ = *p;
    }
    field->size = (size_t)(to - field->data);
    /* What stands behind the closing quote is dropped. */
    while (p < end && *p != delimiter) p++;
  } else {
    field->data = p;
    while (p < end && *p != delimiter) p++;
    field->size = (size_t)(p - field->data);
  }
  *at = p < end ? p + 1 : NULL;
  return true;
}

static char lower(char c) {
  return c >= 'A' && c <= 'Z' ? (char)(c + 'a' - 'A') : c;
}

static bool is_called(rasid_text field, const char *name) {
  while (field.size > 0 && field.data[0] == ' ') field.data++, field.size--;
  while (field.size > 0 && field.data[field.size - 1] == ' ') field.size--;
  for (size_t i = 0; i < field.size; i++)
    if (name[i] == '\0' || lower(field.data[i]) != lower(name[i])) return false;
  return name[field.size] == '\0';
}

/* The mark of three that the header has most of. */
static char guess_delimiter(const bytes *header) {
  static const char marks[] = ",;\t";
  size_t most = 0;
  char best = ',';
  for (const char *mark = marks; *mark != '\0'; mark++) {
    size_t n = 0;
    for (size_t i = 0; i < header->size; i++) n += header->data[i] == *mark;
    if (n > most) most = n, best = *mark;
  }
  return best;
}

static void complain_of_header(rasid_piece *piece, const char *name) {
  piece->kind = PIECE_COMPLAINT;
  piece_complain(piece, "no column \"%s\"; name it with --field text=COLUMN", name);
}

static bool read_header(rasid_source *s, rasid_piece *piece) {
  const rasid_field_names *f = &s->options.fields;
  const char *const names[N_PARTS] = {f->id,     f->title, f->text,    f->published,
                                      f->source, f->url,   f->captions};
  row_layout *layout = &s->layout;
  *layout = (row_layout){.delimiter = '\n'}; /* no field begins but the first */
  s->started = true;
  source_begin(s, piece, PIECE_ROW, s->line + 1);
  row_end end = gather_row(s, piece, MAX_ROW_BYTES);
  layout->delimiter = s->format == RASID_INPUT_TSV ? '\t' : guess_delimiter(&piece->raw);
  for (int i = 0; i < N_PARTS; i++) layout->columns[i] = -1;
  char *at = piece->raw.data, *stop = piece->raw.data + piece->raw.size;
  rasid_text field;
  while (end == ROW_WHOLE && layout->n_columns < MAX_COLUMNS &&
         next_field(&at, stop, layout->delimiter, &field)) {
    for (int i = 0; i < N_PARTS; i++)
      if (layout->columns[i] < 0 && is_called(field, names[i]))
        layout->columns[i] = layout->n_columns;
    layout->n_columns++;
  }
  if (layout->columns[PART_TEXT] >= 0 || layout->columns[PART_TITLE] >= 0) return true;
  if (s->stream->problem != NULL)
    source_complain(piece, s->stream->problem);
  else if (piece->raw.size == 0 && end == ROW_WHOLE)
    piece->kind = PIECE_TEXT; /* which is empty, and says so */
  else
    complain_of_header(piece, f->text);
  /* Nothing of it can be read. */
  s->stream->start = s->stream->end;
  s->stream->at_end = true;
  s->stream->problem = NULL;
  return false;
}

bool row_input_next(rasid_source *s, rasid_piece *piece) {
  if (!s->started && !read_header(s, piece)) return true;
  while (byte_stream_more(s->stream) || s->stream->problem != NULL) {
    size_t limit = s->options.max_piece_bytes;
    source_begin(s, piece, PIECE_ROW, s->line + 1);
    piece->layout = s->layout;
    row_end end = gather_row(s, piece, limit < MAX_ROW_BYTES ? limit : MAX_ROW_BYTES);
    if (s->stream->problem != NULL) {
      source_complain(piece, s->stream->problem);
      s->stream->problem = NULL;
    } else if (end == ROW_UNCLOSED) {
      put_back(s, piece);
      piece->kind = PIECE_COMPLAINT;
      piece_complain(piece,
                     "a quote is opened and not closed, or not doubled within quotes; "
                     "the row is left out");
    } else if (end != ROW_WHOLE) {
      source_complain(piece, end == ROW_TOO_LONG
                                 ? "longer than the limit for one document"
                                 : "out of memory");
    } else if (!piece_has_words((rasid_text){piece->raw.data, piece->raw.size})) {
      continue;
    }
    return true;
  }
  return false;
}

/* ---- opening ---- */

rasid_opened row_input_open(rasid_piece *piece, rasid_document *document) {
  rasid_text parts[N_PARTS] = {{NULL, 0}}, field;
  char *at = piece->raw.data, *stop = piece->raw.data + piece->raw.size;
  int n = 0;
  while (next_field(&at, stop, piece->layout.delimiter, &field)) {
    for (int i = 0; i < N_PARTS; i++)
      if (piece->layout.columns[i] == n && field.size > 0) parts[i] = field;
    n++;
  }
  if (n != piece->layout.n_columns) {
    piece_complain(piece, "the row has %d columns, the header %d", n,
                   piece->layout.n_columns);
    return RASID_OPENED_BAD;
  }
  document->id = parts[PART_ID];
  document->title = parts[PART_TITLE];
  document->text = parts[PART_TEXT];
  document->published = parts[PART_PUBLISHED];
  document->source = parts[PART_SOURCE];
  document->url = parts[PART_URL];
  if (parts[PART_CAPTIONS].size > 0 && piece->captions_capacity == 0) {
    piece->captions = malloc(sizeof *piece->captions);
    piece->captions_capacity = piece->captions != NULL;
  }
  if (parts[PART_CAPTIONS].size > 0 && piece->captions_capacity > 0) {
    piece->captions[0] = parts[PART_CAPTIONS];
    document->captions = piece->captions;
    document->n_captions = 1;
  }
  charset_table table;
  if (document->text.size > 0 && mojibake_suspected(document->text, &table)) {
    if (mojibake_repair(document->text, table, &piece->decoded))
      document->text = (rasid_text){piece->decoded.data, piece->decoded.size};
    else
      piece_remark(piece, CHARSET_GARBLED);
  }
  if (piece_has_words(document->text) || piece_has_words(document->title))
    return RASID_OPENED_DOCUMENT;
  piece_complain(piece, "empty document");
  return RASID_OPENED_EMPTY;
}
