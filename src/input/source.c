/* source.c - walks over the inputs and cuts them into pieces.
 *
 * One file is open at a time, behind one buffer. Whether it is lines of JSON or a text is
 * settled at its first bytes; a text is read to its end, lines are cut at newlines.
 */
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "input.h"

enum { BLOCK_BYTES = 1 << 18 };

struct rasid_source {
  rasid_source_options options;
  char **paths; /* as given, for the total */
  size_t n_paths;
  walk *files;
  const char *path; /* of the open file */
  int file;         /* -1 where none is open */
  bool lines, at_end;
  uint64_t line;
  char *block; /* bytes read and not yet taken: block[start..end) */
  size_t start, end;
  uint64_t n_bytes;
};

/* ---- bytes ---- */

bool bytes_reserve(bytes *b, size_t more) {
  if (b->capacity - b->size >= more) return true;
  if (more > SIZE_MAX / 2 - b->size) return false;
  size_t capacity = b->capacity ? b->capacity : 64;
  while (capacity - b->size < more) capacity *= 2;
  char *data = realloc(b->data, capacity);
  if (data == NULL) return false;
  b->data = data;
  b->capacity = capacity;
  return true;
}

bool bytes_put(bytes *b, const char *data, size_t size) {
  if (!bytes_reserve(b, size)) return false;
  if (size > 0) memcpy(b->data + b->size, data, size);
  b->size += size;
  return true;
}

void bytes_free(bytes *b) {
  free(b->data);
  *b = (bytes){0};
}

/* ---- pieces ---- */

rasid_piece *rasid_piece_new(void) {
  return calloc(1, sizeof(rasid_piece));
}

void rasid_piece_free(rasid_piece *piece) {
  if (piece == NULL) return;
  bytes_free(&piece->path);
  bytes_free(&piece->raw);
  bytes_free(&piece->place);
  bytes_free(&piece->complaint);
  free(piece->captions);
  free(piece);
}

static const char *name_of(const rasid_piece *piece) {
  return piece->path.size > 0 ? piece->path.data : "?";
}

const char *rasid_piece_place(const rasid_piece *piece) {
  return piece->place.size > 0 ? piece->place.data : name_of(piece);
}

const char *rasid_piece_complaint(const rasid_piece *piece) {
  return piece->complaint.size > 0 ? piece->complaint.data : "";
}

size_t rasid_piece_size(const rasid_piece *piece) {
  return piece->raw.size;
}

void piece_complain(rasid_piece *piece, const char *format, ...) {
  char what[400];
  va_list arguments;
  va_start(arguments, format);
  vsnprintf(what, sizeof what, format, arguments);
  va_end(arguments);
  bytes *out = &piece->complaint;
  const char *place = rasid_piece_place(piece);
  /* What starts with a number is a column and joins the place. */
  const char *gap = what[0] >= '0' && what[0] <= '9' ? ":" : ": ";
  out->size = 0;
  if (!bytes_put(out, place, strlen(place)) || !bytes_put(out, gap, strlen(gap)) ||
      !bytes_put(out, what, strlen(what) + 1))
    out->size = 0;
}

rasid_opened rasid_piece_open(rasid_piece *piece, rasid_document *document) {
  rasid_document_init(document);
  if (piece->kind == PIECE_COMPLAINT) return RASID_OPENED_BAD;
  piece->complaint.size = 0;
  rasid_opened opened = piece->kind == PIECE_JSON ? jsonl_input_open(piece, document)
                                                  : text_input_open(piece, document);
  if (document->id.size == 0) {
    const char *place = rasid_piece_place(piece);
    document->id = (rasid_text){place, strlen(place)};
  }
  if (document->published.size > 0) {
    document->published_from = "input";
  } else if (piece->options->published != NULL) {
    document->published =
        (rasid_text){piece->options->published, strlen(piece->options->published)};
    document->published_from = "option";
  }
  return opened;
}

/* Starts a piece of the file `path`; `line` 0 = the whole file. */
static void piece_begin(rasid_piece *piece, piece_kind kind, const char *path,
                        uint64_t line, const rasid_source_options *options) {
  piece->kind = kind;
  piece->options = options;
  piece->line = line;
  piece->raw.size = piece->complaint.size = piece->place.size = piece->path.size = 0;
  if (!bytes_put(&piece->path, path, strlen(path) + 1)) piece->path.size = 0;
  if (line == 0) return;
  char number[32];
  int n = snprintf(number, sizeof number, ":%llu", (unsigned long long)line);
  if (!bytes_put(&piece->place, path, strlen(path)) ||
      !bytes_put(&piece->place, number, (size_t)n + 1))
    piece->place.size = 0;
}

/* ---- sources ---- */

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

rasid_status rasid_source_open(const char *const *paths, size_t n,
                               const rasid_source_options *options, rasid_source **source,
                               rasid_error *error) {
  rasid_source *s = calloc(1, sizeof *s);
  *source = NULL;
  if (s == NULL) goto failed;
  s->file = -1;
  rasid_source_options_init(&s->options);
  if (options != NULL) s->options = *options;
  s->block = malloc(BLOCK_BYTES);
  s->paths = calloc(n ? n : 1, sizeof *s->paths);
  s->files = walk_open(paths, n);
  if (s->block == NULL || s->paths == NULL || s->files == NULL) goto failed;
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
  if (s->file > STDIN_FILENO) close(s->file);
  s->file = -1;
}

void rasid_source_close(rasid_source *s) {
  if (s == NULL) return;
  close_file(s);
  walk_close(s->files);
  for (size_t i = 0; i < s->n_paths; i++) free(s->paths[i]);
  free(s->paths);
  free(s->block);
  free(s);
}

uint64_t rasid_source_bytes(const rasid_source *source) {
  return source->n_bytes;
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

/* Reads more into the empty block; 0 at the end of the file, -1 with errno on failure. */
static int fill(rasid_source *s) {
  ssize_t n;
  do n = read(s->file, s->block, BLOCK_BYTES);
  while (n < 0 && errno == EINTR);
  s->start = 0;
  s->end = n > 0 ? (size_t)n : 0;
  s->n_bytes += s->end;
  return n < 0 ? -1 : n > 0;
}

bool rasid_source_ready(const rasid_source *s) {
  if (s->file < 0) return true;
  if (s->start < s->end)
    return !s->lines || s->at_end ||
           memchr(s->block + s->start, '\n', s->end - s->start) != NULL;
  struct pollfd wait = {.fd = s->file, .events = POLLIN};
  return poll(&wait, 1, 0) != 0;
}

static bool ends_with(const char *path, const char *end) {
  size_t n = strlen(path), m = strlen(end);
  return n >= m && strcmp(path + n - m, end) == 0;
}

/* Whether the open file has one object a line, by its name or its first bytes. */
static bool has_lines(const rasid_source *s) {
  if (ends_with(s->path, ".jsonl") || ends_with(s->path, ".ndjson")) return true;
  size_t i = s->start;
  if (s->end - i >= 3 && memcmp(s->block + i, "\xEF\xBB\xBF", 3) == 0) i += 3;
  while (i < s->end && s->block[i] != '\0' && strchr(" \t\r\n", s->block[i]) != NULL) i++;
  return i < s->end && s->block[i] == '{';
}

/* Opens the next file. A complaint goes into `piece` and counts as a piece. */
static bool open_next(rasid_source *s, rasid_piece *piece, bool *complained) {
  const char *failure;
  *complained = false;
  s->path = walk_next(s->files, &failure);
  if (s->path == NULL) return false;
  s->start = s->end = 0;
  s->line = 0;
  s->at_end = false;
  if (failure == NULL) {
    bool standard = strcmp(s->path, "-") == 0;
    s->file = standard ? STDIN_FILENO : open(s->path, O_RDONLY | O_CLOEXEC);
    int got = s->file < 0 ? -1 : fill(s);
    if (got < 0) failure = strerror(errno);
    s->at_end = got == 0;
  }
  if (failure != NULL) {
    piece_begin(piece, PIECE_COMPLAINT, s->path, 0, &s->options);
    piece_complain(piece, "cannot read: %s", failure);
    close_file(s);
    *complained = true;
  } else {
    s->lines = has_lines(s);
    if (s->lines && s->end >= 3 && memcmp(s->block, "\xEF\xBB\xBF", 3) == 0) s->start = 3;
  }
  return true;
}

/* Appends to the piece until `stop` (a newline, or -1 for the end of the file), which is
 * taken and not appended. */
static void gather(rasid_source *s, rasid_piece *piece, bool to_newline) {
  bool too_long = false;
  const char *why = NULL;
  for (;;) {
    if (s->start == s->end) {
      int got = s->at_end ? 0 : fill(s);
      if (got < 0) why = strerror(errno);
      if (got <= 0) {
        s->at_end = true;
        break;
      }
    }
    const char *from = s->block + s->start;
    const char *newline = to_newline ? memchr(from, '\n', s->end - s->start) : NULL;
    size_t n = newline ? (size_t)(newline - from) : s->end - s->start;
    too_long = too_long || piece->raw.size + n > s->options.max_piece_bytes;
    if (!too_long && !bytes_put(&piece->raw, from, n)) why = "out of memory";
    s->start += n + (newline != NULL);
    if (newline != NULL) break;
  }
  if (too_long) why = "longer than the limit for one document";
  if (why == NULL) return;
  piece->kind = PIECE_COMPLAINT;
  piece_complain(piece, "cannot read: %s", why);
}

static bool is_blank_line(const bytes *line) {
  for (size_t i = 0; i < line->size; i++)
    if (line->data[i] != ' ' && line->data[i] != '\t' && line->data[i] != '\r')
      return false;
  return true;
}

/* The next line that is not blank; false at the end of the file. */
static bool next_line(rasid_source *s, rasid_piece *piece) {
  while (s->start < s->end || !s->at_end) {
    piece_begin(piece, PIECE_JSON, s->path, ++s->line, &s->options);
    gather(s, piece, true);
    if (piece->kind == PIECE_COMPLAINT || !is_blank_line(&piece->raw)) return true;
  }
  return false;
}

bool rasid_source_next(rasid_source *s, rasid_piece *piece) {
  for (;;) {
    if (s->file >= 0 && s->lines) {
      if (next_line(s, piece)) return true;
      close_file(s);
    }
    bool complained;
    if (!open_next(s, piece, &complained)) return false;
    if (complained) return true;
    if (s->lines) continue;
    piece_begin(piece, PIECE_TEXT, s->path, 0, &s->options);
    gather(s, piece, false);
    close_file(s);
    return true;
  }
}
