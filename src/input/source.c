/* source.c - walks over the inputs and cuts them into pieces.
 *
 * One file is open at a time, behind one stream. What it is is settled at its first
 * bytes; its format's cutter does the rest.
 */
#include "source.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* ---- pieces ---- */

void source_begin(rasid_source *s, rasid_piece *piece, piece_kind kind, uint64_t line) {
  piece->kind = kind;
  piece->options = &s->options;
  piece->line = line;
  piece->raw.size = piece->complaint.size = piece->place.size = piece->path.size = 0;
  piece->note.size = piece->envelope.url.size = 0;
  piece->envelope.charset[0] = piece->envelope.coding[0] = '\0';
  piece->envelope.chunked = false;
  (void)bytes_reserve(&piece->raw, 1); /* so that an empty one has an address */
  if (!bytes_put(&piece->path, s->path, strlen(s->path) + 1)) piece->path.size = 0;
  if (line == 0) return;
  char number[32];
  int n = snprintf(number, sizeof number, ":%llu", (unsigned long long)line);
  if (!bytes_put(&piece->place, s->path, strlen(s->path)) ||
      !bytes_put(&piece->place, number, (size_t)n + 1))
    piece->place.size = 0;
}

void source_place_record(rasid_source *s, rasid_piece *piece, const char *word,
                         uint64_t record, uint64_t offset) {
  char where[96];
  int n =
      offset == UINT64_MAX
          ? snprintf(where, sizeof where, ":%s %llu", word, (unsigned long long)record)
          : snprintf(where, sizeof where, ":%s %llu (byte %llu)", word,
                     (unsigned long long)record, (unsigned long long)offset);
  piece->place.size = 0;
  if (!bytes_put(&piece->place, s->path, strlen(s->path)) ||
      !bytes_put(&piece->place, where, (size_t)n + 1))
    piece->place.size = 0;
}

void source_complain(rasid_piece *piece, const char *why) {
  piece->kind = PIECE_COMPLAINT;
  /* A message of the system's says so itself. */
  if (strncmp(why, "cannot read", 11) == 0)
    piece_complain(piece, "%s", why);
  else
    piece_complain(piece, "cannot read: %s", why);
}

/* ---- options ---- */

void rasid_source_options_init(rasid_source_options *options) {
  *options = (rasid_source_options){
      .struct_size = sizeof *options,
      .fields = {"id", "title", "text", "published", "source", "url", "captions"},
      .max_piece_bytes = (size_t)256 << 20,
  };
}

bool rasid_field_names_set(rasid_field_names *fields, const char *name, size_t name_size,
                           const char *key) {
  struct {
    const char *name;
    const char **key;
  } all[] = {{"id", &fields->id},
             {"title", &fields->title},
             {"text", &fields->text},
             {"published", &fields->published},
             {"source", &fields->source},
             {"url", &fields->url},
             {"captions", &fields->captions}};
  for (size_t i = 0; i < sizeof all / sizeof *all; i++) {
    if (strlen(all[i].name) != name_size || memcmp(all[i].name, name, name_size) != 0)
      continue;
    *all[i].key = key;
    return true;
  }
  return false;
}

bool rasid_input_format_by_name(const char *name, rasid_input_format *format) {
  static const char *const names[] = {"auto", "text", "html", "json", "jsonl",
                                      "csv",  "tsv",  "feed", "warc"};
  for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
    if (strcmp(name, names[i]) != 0) continue;
    *format = (rasid_input_format)i;
    return true;
  }
  return false;
}

/* ---- sources ---- */

rasid_status rasid_source_open(const char *const *paths, size_t n,
                               const rasid_source_options *options, rasid_source **source,
                               rasid_error *error) {
  rasid_source *s = calloc(1, sizeof *s);
  *source = NULL;
  if (s == NULL) goto failed;
  rasid_source_options_init(&s->options);
  if (options != NULL) s->options = *options;
  s->paths = calloc(n ? n : 1, sizeof *s->paths);
  s->files = walk_open(paths, n);
  if (s->paths == NULL || s->files == NULL) goto failed;
  for (size_t i = 0; i < n; i++, s->n_paths++)
    if ((s->paths[i] = strdup(paths[i])) == NULL) goto failed;
  *source = s;
  return RASID_OK;

failed:
  rasid_source_close(s);
  if (error != NULL) {
    *error = (rasid_error){.status = RASID_ERROR_MEMORY};
    snprintf(error->message, sizeof error->message,
             "out of memory for the list of inputs");
  }
  return RASID_ERROR_MEMORY;
}

static void close_file(rasid_source *s) {
  if (s->stream == NULL) return;
  s->n_bytes += s->stream->n_read;
  byte_stream_close(s->stream);
  s->stream = NULL;
}

void rasid_source_close(rasid_source *s) {
  if (s == NULL) return;
  close_file(s);
  walk_close(s->files);
  for (size_t i = 0; s->paths != NULL && i < s->n_paths; i++) free(s->paths[i]);
  free(s->paths);
  feed_items_free(&s->items);
  bytes_free(&s->spare);
  free(s);
}

uint64_t rasid_source_bytes(const rasid_source *source) {
  return source->n_bytes + (source->stream ? source->stream->n_read : 0);
}

uint64_t rasid_source_total_bytes(const rasid_source *source) {
  uint64_t total = 0;
  const char *failure, *path;
  walk *files = walk_open((const char *const *)source->paths, source->n_paths);
  if (files == NULL) return 0;
  while ((path = walk_next(files, &failure)) != NULL) {
    struct stat entry;
    int known = strcmp(path, "-") == 0 ? fstat(STDIN_FILENO, &entry) : stat(path, &entry);
    if (known == 0 && !S_ISREG(entry.st_mode)) {
      total = 0;
      break;
    }
    if (known == 0) total += (uint64_t)entry.st_size;
  }
  walk_close(files);
  return total;
}

bool rasid_source_ready(const rasid_source *s) {
  if (s->stream == NULL) return true;
  const byte_stream *b = s->stream;
  if (b->start < b->end)
    return s->format != RASID_INPUT_JSONL || b->at_end ||
           memchr(b->data + b->start, '\n', b->end - b->start) != NULL;
  return s->item < s->items.n || byte_stream_ready(b);
}

/* Lines, rows and values are cut in UTF-8: where the file is in another encoding the
 * stream reads it as that. Pages and feeds settle it for themselves. */
static const char *settle_encoding(rasid_source *s) {
  byte_stream *b = s->stream;
  const char *data = b->data + b->start;
  size_t size = b->end - b->start;
  if (s->format != RASID_INPUT_JSONL && s->format != RASID_INPUT_JSON &&
      s->format != RASID_INPUT_CSV && s->format != RASID_INPUT_TSV)
    return NULL;
  if (size >= 3 && memcmp(data, "\xEF\xBB\xBF", 3) == 0) {
    byte_stream_take(b, 3);
    return NULL;
  }
  char utf16 = 0;
  if (size >= 2 && memcmp(data, "\xFF\xFE", 2) == 0) utf16 = 'l';
  if (size >= 2 && memcmp(data, "\xFE\xFF", 2) == 0) utf16 = 'b';
  if (utf16 != 0) byte_stream_take(b, 2);
  utf8_counts counts = charset_count_utf8(data, size);
  if (utf16 == 0 && (counts.zero > 0 || counts.bad > 0))
    utf16 = charset_guess_utf16(data, size);
  int sense = 0;
  charset_table table = CHARSET_WINDOWS_1256;
  if (utf16 == 0 && counts.bad > 4 && counts.bad > counts.good)
    table = charset_guess(data, size, &sense);
  if (utf16 == 0 && sense < CHARSET_SURE) return NULL;
  return byte_stream_convert(b, table, utf16) ? NULL : "out of memory";
}

/* Opens the next file; false at the end. A complaint goes into `piece` and counts as a
 * piece. */
static bool open_next(rasid_source *s, rasid_piece *piece, bool *complained) {
  const char *failure;
  *complained = false;
  s->path = walk_next(s->files, &failure);
  if (s->path == NULL) return false;
  s->line = s->record = 0;
  s->started = s->listed = false;
  s->n_around = 0;
  s->n_unclosed = 0;
  s->items.n = s->item = 0;
  if (failure == NULL) {
    s->stream = byte_stream_open(s->path);
    failure = s->stream == NULL ? "out of memory" : s->stream->problem;
  }
  if (failure == NULL) {
    s->format =
        s->options.format != RASID_INPUT_AUTO ? s->options.format : format_guess(s);
    failure = settle_encoding(s);
  }
  if (failure == NULL) return true;
  source_begin(s, piece, PIECE_COMPLAINT, 0);
  source_complain(piece, failure);
  close_file(s);
  *complained = true;
  return true;
}

/* Appends to the piece up to a newline, which is taken, or to the end of the file. */
static void gather(rasid_source *s, rasid_piece *piece, bool to_newline, size_t limit) {
  bool too_long = false;
  const char *why = NULL;
  byte_stream *b = s->stream;
  while (byte_stream_more(b)) {
    const char *from = b->data + b->start;
    const char *newline = to_newline ? memchr(from, '\n', b->end - b->start) : NULL;
    size_t n = newline ? (size_t)(newline - from) : b->end - b->start;
    too_long = too_long || piece->raw.size + n > limit;
    if (!too_long && !bytes_put(&piece->raw, from, n)) why = "out of memory";
    byte_stream_take(b, n + (newline != NULL));
    if (newline != NULL) break;
    /* Nothing follows a file that is too long. */
    if (too_long && !to_newline) break;
  }
  char problem[200];
  if (b->problem != NULL) {
    snprintf(problem, sizeof problem, "%s", b->problem);
    why = problem;
    b->problem = NULL; /* it is told once */
  }
  if (too_long) why = "longer than the limit for one document";
  if (why != NULL) source_complain(piece, why);
}

void source_gather_all(rasid_source *s, rasid_piece *piece, size_t limit) {
  gather(s, piece, false, limit);
}

void source_gather_line(rasid_source *s, rasid_piece *piece) {
  gather(s, piece, true, s->options.max_piece_bytes);
}

static bool next_of_file(rasid_source *s, rasid_piece *piece) {
  switch (s->format) {
    case RASID_INPUT_HTML: return page_input_next(s, piece);
    case RASID_INPUT_JSON: return json_input_next(s, piece);
    case RASID_INPUT_JSONL: return jsonl_input_next(s, piece);
    case RASID_INPUT_CSV:
    case RASID_INPUT_TSV: return row_input_next(s, piece);
    case RASID_INPUT_FEED: return feed_input_next(s, piece);
    case RASID_INPUT_WARC: return warc_input_next(s, piece);
    case RASID_INPUT_AUTO:
    case RASID_INPUT_TEXT: break;
  }
  return text_input_next(s, piece);
}

bool rasid_source_next(rasid_source *s, rasid_piece *piece) {
  for (;;) {
    if (s->stream != NULL) {
      if (next_of_file(s, piece)) return true;
      close_file(s);
    }
    bool complained;
    if (!open_next(s, piece, &complained)) return false;
    if (complained) return true;
  }
}
