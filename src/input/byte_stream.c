/* byte_stream.c - file, inflaters and a converter behind one window.
 *
 * Bytes are pulled: the window asks the converter, that the outermost inflater, that the
 * next one, the last one the file. A plain file in UTF-8 is read straight into the
 * window.
 */
#include "byte_stream.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unicode/ucnv.h>
#include <unistd.h>

enum {
  BLOCK_BYTES = 1 << 18,
  PEEK_BYTES = 1 << 16,
  MAX_LAYERS = 3 /* of compression in one another */
};

/* One layer of compression: bytes of the layer below, and what inflates them. */
typedef struct layer {
  inflater *inflater;
  char *data;
  size_t start, end;
  bool at_end; /* of the layer below */
} layer;

struct stream_inside {
  int file; /* -1: none */
  layer layers[MAX_LAYERS];
  size_t n_layers;
  UConverter *source, *target; /* of UTF-16 */
  bool converts;
  charset_table table;
  char *raw; /* what is to be converted */
  size_t raw_size;
  bytes window; /* the memory of the window */
  char message[160];
};

typedef struct stream_inside stream_inside;

static void fail(byte_stream *s, const char *what) {
  s->problem = what;
  s->at_end = true;
}

static void fail_errno(byte_stream *s) {
  snprintf(s->inside->message, sizeof s->inside->message, "cannot read: %s",
           strerror(errno));
  fail(s, s->inside->message);
}

/* ---- from below ---- */

/* Bytes of layer `n`'s output (layer 0's is the file) into `to`; 0 at the end or at a
 * problem. */
static size_t pull(byte_stream *s, size_t n, char *to, size_t room);

static size_t read_file(byte_stream *s, char *to, size_t room) {
  ssize_t n;
  if (s->inside->file < 0) return 0;
  do n = read(s->inside->file, to, room);
  while (n < 0 && errno == EINTR);
  if (n < 0) {
    fail_errno(s);
    return 0;
  }
  s->n_read += (uint64_t)n;
  return (size_t)n;
}

/* Fills the input of a layer where it is empty; false at its end. */
static bool fill_layer(byte_stream *s, size_t n) {
  layer *l = &s->inside->layers[n];
  if (l->start < l->end) return true;
  if (l->at_end) return false;
  l->start = 0;
  l->end = pull(s, n, l->data, BLOCK_BYTES);
  l->at_end = l->end == 0;
  return l->end > 0;
}

/* Zeros behind the last member, as tapes have them, are no member. */
static bool only_padding(const layer *l) {
  for (size_t i = l->start; i < l->end; i++)
    if (l->data[i] != '\0') return false;
  return true;
}

static size_t inflate_some(byte_stream *s, size_t n, char *to, size_t room) {
  layer *l = &s->inside->layers[n];
  char *out = to;
  while (out == to && s->problem == NULL) {
    bool begins = !inflater_is_within(l->inflater);
    if (!fill_layer(s, n)) {
      if (!begins && s->problem == NULL) fail(s, "compressed data that end early");
      break;
    }
    if (begins && only_padding(l)) {
      l->start = l->end;
      continue;
    }
    const char *from = l->data + l->start;
    inflate_outcome outcome =
        inflater_run(l->inflater, &from, l->data + l->end, &out, to + room);
    l->start = (size_t)(from - l->data);
    if (begins && n + 1 == s->inside->n_layers) {
      s->n_parts++;
      s->at_part = true;
    }
    if (outcome == INFLATE_DAMAGED) fail(s, inflater_problem(l->inflater));
  }
  return (size_t)(out - to);
}

static size_t pull(byte_stream *s, size_t n, char *to, size_t room) {
  return n == 0 ? read_file(s, to, room) : inflate_some(s, n - 1, to, room);
}

/* ---- conversion ---- */

static bool convert_table(byte_stream *s, const char *from, size_t size, bytes *out) {
  if (!bytes_reserve(out, 3 * size)) return false;
  for (size_t i = 0; i < size; i++) {
    unsigned char byte = (unsigned char)from[i];
    uint32_t point = byte < 0x80 ? byte : charset_upper[s->inside->table][byte - 0x80];
    out->size += charset_put(point == 0 && byte ? 0xFFFD : point, out->data + out->size);
  }
  return true;
}

static bool convert_utf16(byte_stream *s, const char *from, size_t size, bool last,
                          bytes *out) {
  UErrorCode error = U_ZERO_ERROR;
  UChar units[2048];
  const char *end = from + size;
  do {
    UChar *to = units;
    error = U_ZERO_ERROR;
    ucnv_toUnicode(s->inside->source, &to, units + 2048, &from, end, NULL, (UBool)last,
                   &error);
    const UChar *at = units;
    if (!bytes_reserve(out, (size_t)(to - units) * 3 + 16)) return false;
    char *put = out->data + out->size;
    UErrorCode own = U_ZERO_ERROR;
    ucnv_fromUnicode(s->inside->target, &put, out->data + out->capacity, &at, to, NULL, 0,
                     &own);
    out->size = (size_t)(put - out->data);
  } while (error == U_BUFFER_OVERFLOW_ERROR);
  return true;
}

static bool convert(byte_stream *s, const char *from, size_t size, bool last,
                    bytes *out) {
  bool ok = s->inside->source ? convert_utf16(s, from, size, last, out)
                              : convert_table(s, from, size, out);
  if (!ok) fail(s, "out of memory");
  return ok;
}

bool byte_stream_convert(byte_stream *s, charset_table table, char utf16) {
  stream_inside *in = s->inside;
  UErrorCode error = U_ZERO_ERROR;
  in->raw = malloc(BLOCK_BYTES);
  if (in->raw == NULL) return false;
  if (utf16 != 0) {
    in->source = ucnv_open(utf16 == 'l' ? "UTF-16LE" : "UTF-16BE", &error);
    in->target = ucnv_open("UTF-8", &error);
    if (U_FAILURE(error)) return false;
  }
  in->table = table;
  in->converts = true;
  bytes rest = {0};
  bool ok =
      bytes_reserve(&rest, 1) && bytes_put(&rest, s->data + s->start, s->end - s->start);
  in->window.size = 0;
  ok = ok && convert(s, rest.data, rest.size, s->at_end, &in->window);
  bytes_free(&rest);
  s->data = in->window.data;
  s->start = 0;
  s->end = in->window.size;
  return ok;
}

/* ---- the window ---- */

/* Appends a block to the window; false where nothing came. */
static bool append(byte_stream *s) {
  stream_inside *in = s->inside;
  size_t before = s->end;
  bool is_empty = s->start == s->end, at_part = s->at_part;
  in->window.size = s->end;
  while (!s->at_end && s->end == before) {
    if (in->converts) {
      in->raw_size = pull(s, in->n_layers, in->raw, BLOCK_BYTES);
      s->at_end = in->raw_size == 0;
      if (!convert(s, in->raw, in->raw_size, s->at_end, &in->window)) break;
    } else {
      if (!bytes_reserve(&in->window, BLOCK_BYTES)) {
        fail(s, "out of memory");
        break;
      }
      size_t n = pull(s, in->n_layers, in->window.data + in->window.size, BLOCK_BYTES);
      in->window.size += n;
      s->at_end = n == 0;
    }
    s->data = in->window.data;
    s->end = in->window.size;
  }
  /* A part that begins behind other bytes does not begin at the window's front. */
  if (!is_empty) s->at_part = at_part;
  return s->end > before;
}

bool byte_stream_more(byte_stream *s) {
  if (s->start < s->end) return true;
  s->start = s->end = 0;
  return append(s);
}

size_t byte_stream_peek(byte_stream *s, size_t n) {
  if (s->end - s->start < n && s->start > 0) {
    memmove(s->data, s->data + s->start, s->end - s->start);
    s->end -= s->start;
    s->start = 0;
  }
  if (s->end == s->start) (void)byte_stream_more(s);
  while (s->end - s->start < n && append(s)) continue;
  return s->end - s->start;
}

bool byte_stream_unread(byte_stream *s, const char *data, size_t size) {
  stream_inside *in = s->inside;
  bytes joined = {0};
  if (!bytes_reserve(&joined, size + (s->end - s->start) + 1) ||
      !bytes_put(&joined, data, size) ||
      !bytes_put(&joined, s->data + s->start, s->end - s->start)) {
    bytes_free(&joined);
    return false;
  }
  bytes_free(&in->window);
  in->window = joined;
  s->data = joined.data;
  s->start = 0;
  s->end = joined.size;
  s->offset -= size;
  return true;
}

bool byte_stream_recover(byte_stream *s) {
  stream_inside *in = s->inside;
  if (in->n_layers == 0) return false;
  size_t n = in->n_layers - 1;
  layer *l = &in->layers[n];
  s->problem = NULL;
  s->start = s->end = 0;
  /* The magic of the member that is damaged has been taken, at least in part. */
  for (;;) {
    for (; l->start + 4 <= l->end; l->start++)
      if (inflate_guess(l->data + l->start, l->end - l->start) != INFLATE_NONE) {
        inflater_reset(l->inflater);
        s->at_end = false;
        return true;
      }
    /* The last three bytes may be the first of a magic. */
    size_t kept = l->end - l->start;
    memmove(l->data, l->data + l->start, kept);
    size_t got = l->at_end ? 0 : pull(s, n, l->data + kept, BLOCK_BYTES - kept);
    l->start = 0;
    l->end = kept + got;
    if (got == 0) break;
  }
  l->at_end = true;
  l->start = l->end;
  s->at_end = true;
  return false;
}

bool byte_stream_ready(const byte_stream *s) {
  if (s->start < s->end || s->at_end || s->inside->file < 0) return true;
  for (size_t i = 0; i < s->inside->n_layers; i++)
    if (s->inside->layers[i].start < s->inside->layers[i].end) return true;
  struct pollfd wait = {.fd = s->inside->file, .events = POLLIN};
  return poll(&wait, 1, 0) != 0;
}

/* ---- opening ---- */

/* Puts the window below a new layer that inflates it; false when out of memory. */
static bool add_layer(byte_stream *s, inflate_kind kind) {
  stream_inside *in = s->inside;
  layer *l = &in->layers[in->n_layers];
  size_t size = s->end - s->start;
  l->data = malloc(size > BLOCK_BYTES ? size : BLOCK_BYTES);
  l->inflater = inflater_new(kind);
  if (l->data == NULL || l->inflater == NULL) return false;
  memcpy(l->data, s->data + s->start, size);
  l->start = 0;
  l->end = size;
  l->at_end = s->at_end;
  in->n_layers++;
  s->start = s->end = 0;
  s->at_end = false;
  s->n_parts = 0;
  return true;
}

byte_stream *byte_stream_open(const char *path) {
  byte_stream *s = calloc(1, sizeof *s);
  if (s == NULL) return NULL;
  s->inside = calloc(1, sizeof *s->inside);
  if (s->inside == NULL) {
    free(s);
    return NULL;
  }
  bool standard = strcmp(path, "-") == 0;
  s->inside->file = standard ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC);
  if (s->inside->file < 0) {
    fail_errno(s);
    return s;
  }
  for (size_t i = 0; i <= MAX_LAYERS; i++) {
    size_t n = byte_stream_more(s) ? s->end - s->start : 0;
    if (n > 0 && n < 4) n = byte_stream_peek(s, 4);
    inflate_kind kind = inflate_guess(s->data + s->start, n);
    if (kind == INFLATE_NONE || s->problem != NULL) break;
    if (i == MAX_LAYERS)
      fail(s, "is compressed more than three times over");
    else if (!add_layer(s, kind))
      fail(s, "out of memory");
  }
  return s;
}

void byte_stream_close(byte_stream *s) {
  if (s == NULL) return;
  stream_inside *in = s->inside;
  if (in->file > STDIN_FILENO) close(in->file);
  for (size_t i = 0; i < MAX_LAYERS; i++) {
    inflater_free(in->layers[i].inflater);
    free(in->layers[i].data);
  }
  if (in->source != NULL) ucnv_close(in->source);
  if (in->target != NULL) ucnv_close(in->target);
  free(in->raw);
  bytes_free(&in->window);
  free(in);
  free(s);
}
