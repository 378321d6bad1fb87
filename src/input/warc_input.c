/* warc_input.c - archives of the web: the pages, feeds and texts among their records.
 *
 * A record is a header, a length and a block; between records stand two line breaks. So
 * a wrong length shows in what follows it. Then the record is told of, and reading goes
 * on at the next header: within the block if it swallowed that, else at the next line or
 * the next member of a compressed file that begins like one.
 */
#include <stdlib.h>
#include <string.h>

#include "source.h"

enum { MAX_HEADER_BYTES = 1 << 16, MAX_RECORD_BYTES = 64 << 20 };

typedef struct warc_header {
  char type[24], content_type[64];
  uint64_t length;
  bool has_length;
  rasid_text url; /* in source->spare */
} warc_header;

/* ---- headers ---- */

/* Bytes of a header that ends in an empty line, that line included; 0 where none ends. */
static size_t header_size(const char *data, size_t size) {
  for (size_t i = 0; i < size; i++) {
    if (data[i] != '\n') continue;
    if (i + 1 < size && data[i + 1] == '\n') return i + 2;
    if (i + 2 < size && data[i + 1] == '\r' && data[i + 2] == '\n') return i + 3;
  }
  return 0;
}

static char lower(char c) {
  return c >= 'A' && c <= 'Z' ? (char)(c + 'a' - 'A') : c;
}

/* Does the line begin with `name` and a colon? Its value, without blanks around it. */
static bool has_name(const char *line, const char *end, const char *name,
                     rasid_text *value) {
  for (; *name != '\0'; name++, line++)
    if (line >= end || lower(*line) != *name) return false;
  if (line >= end || *line != ':') return false;
  line++;
  while (line < end && (*line == ' ' || *line == '\t')) line++;
  while (end > line && (unsigned char)end[-1] <= ' ') end--;
  *value = (rasid_text){line, (size_t)(end - line)};
  return true;
}

/* In lower case, cut where it does not fit. */
static void copy_value(rasid_text value, char *out, size_t room) {
  size_t n = value.size < room - 1 ? value.size : room - 1;
  for (size_t i = 0; i < n; i++) out[i] = lower(value.data[i]);
  out[n] = '\0';
}

static bool read_length(rasid_text value, uint64_t *length) {
  *length = 0;
  for (size_t i = 0; i < value.size; i++) {
    if (value.data[i] < '0' || value.data[i] > '9' || *length > (uint64_t)1 << 56)
      return false;
    *length = 10 * *length + (uint64_t)(value.data[i] - '0');
  }
  return value.size > 0;
}

static void parse_header(const bytes *header, warc_header *h) {
  const char *end = header->data + header->size;
  *h = (warc_header){0};
  for (const char *line = header->data; line < end;) {
    const char *newline = memchr(line, '\n', (size_t)(end - line));
    const char *stop = newline ? newline : end;
    rasid_text value;
    if (has_name(line, stop, "warc-type", &value))
      copy_value(value, h->type, sizeof h->type);
    else if (has_name(line, stop, "content-type", &value))
      copy_value(value, h->content_type, sizeof h->content_type);
    else if (has_name(line, stop, "content-length", &value))
      h->has_length = read_length(value, &h->length);
    else if (has_name(line, stop, "warc-target-uri", &value))
      h->url = value;
    line = stop + 1;
  }
  /* Some writers put the address in angle brackets. */
  if (h->url.size > 2 && h->url.data[0] == '<') h->url.data++, h->url.size -= 2;
}

/* The charset of a Content-Type. */
static void read_charset(rasid_text type, char out[32]) {
  rasid_text found = charset_declared(type.data, type.size);
  copy_value(found, out, 32);
}

/* ---- getting on ---- */

static bool begins_record(const byte_stream *b) {
  return b->end - b->start >= 5 && memcmp(b->data + b->start, "WARC/", 5) == 0;
}

/* Goes to the next line or member that begins like a record. */
static void find_record(rasid_source *s) {
  byte_stream *b = s->stream;
  while (byte_stream_peek(b, 6) >= 6) {
    if (b->at_part && begins_record(b)) return;
    const char *from = b->data + b->start;
    const char *newline = memchr(from, '\n', b->end - b->start - 5);
    if (newline == NULL) {
      byte_stream_take(b, b->end - b->start - 5);
      /* Five bytes are too few to go on with: more, or the end. */
      if (byte_stream_peek(b, 6) < 6) break;
      continue;
    }
    byte_stream_take(b, (size_t)(newline - from) + 1);
    if (begins_record(b)) return;
  }
  byte_stream_take(b, b->end - b->start);
}

/* Where within a block the next record's header begins that it swallowed; NULL: none. */
static const char *swallowed(const bytes *raw) {
  const char *at = raw->data, *end = raw->data + raw->size;
  while (end - at > 8 && (at = memchr(at, '\n', (size_t)(end - at) - 8)) != NULL) {
    at++;
    if (memcmp(at, "WARC/1.", 7) == 0) return at;
  }
  return NULL;
}

static bool complain(rasid_piece *piece, const char *why) {
  piece->kind = PIECE_COMPLAINT;
  piece_complain(piece, "%s", why);
  return true;
}

/* Tells of damaged compressed data, and goes on at the next member. */
static bool complain_of_problem(rasid_source *s, rasid_piece *piece) {
  source_complain(piece, s->stream->problem);
  s->stream->problem = NULL;
  (void)byte_stream_recover(s->stream);
  return true;
}

/* ---- blocks ---- */

/* Takes the block into the piece; false with a complaint made. */
static bool gather_block(rasid_source *s, rasid_piece *piece, uint64_t length) {
  byte_stream *b = s->stream;
  uint64_t taken = 0;
  bool keeps = length <= MAX_RECORD_BYTES && length <= s->options.max_piece_bytes;
  while (taken < length && byte_stream_more(b)) {
    /* A member that begins like a record ends the one that should go on. */
    if (b->at_part && taken > 0 && byte_stream_peek(b, 5) >= 5 && begins_record(b)) break;
    uint64_t left = length - taken;
    size_t n = b->end - b->start;
    if (n > left) n = (size_t)left;
    if (keeps && !bytes_put(&piece->raw, b->data + b->start, n))
      return !complain(piece, "out of memory");
    byte_stream_take(b, n);
    taken += n;
  }
  if (b->problem != NULL) return !complain_of_problem(s, piece);
  if (taken < length) {
    piece->kind = PIECE_COMPLAINT;
    piece_complain(piece, "ends after %llu of %llu bytes; it is left out",
                   (unsigned long long)taken, (unsigned long long)length);
    return false;
  }
  return keeps || !complain(piece, "longer than the limit for one page");
}

/* Takes the line breaks between records; false with a complaint where something else
 * stands there. */
static bool end_block(rasid_source *s, rasid_piece *piece) {
  byte_stream *b = s->stream;
  if (!byte_stream_more(b) || b->at_part) return true;
  size_t n = byte_stream_peek(b, 4);
  const char *p = b->data + b->start;
  if (begins_record(b) || p[0] == '\n' || (n >= 2 && p[0] == '\r' && p[1] == '\n'))
    return true;
  const char *next = swallowed(&piece->raw);
  if (next == NULL) {
    find_record(s);
  } else {
    size_t size = (size_t)(piece->raw.data + piece->raw.size - next);
    if (!byte_stream_unread(b, next, size)) return !complain(piece, "out of memory");
  }
  return !complain(piece, "its Content-Length is wrong; it is left out");
}

/* ---- what is in a block ---- */

/* Takes the header of an HTTP message off the piece; false where it is no answer with a
 * page in it. */
static bool open_message(rasid_piece *piece, char type[64]) {
  bytes *raw = &piece->raw;
  size_t size = header_size(raw->data, raw->size);
  rasid_text value;
  type[0] = '\0';
  if (size == 0 || raw->size < 12 || memcmp(raw->data, "HTTP/", 5) != 0) return false;
  const char *end = raw->data + size, *status = memchr(raw->data, ' ', 12);
  if (status == NULL || memcmp(status, " 200", 4) != 0) return false;
  for (const char *line = raw->data; line < end;) {
    const char *newline = memchr(line, '\n', (size_t)(end - line));
    const char *stop = newline ? newline : end;
    if (has_name(line, stop, "content-type", &value)) {
      copy_value(value, type, 64);
      read_charset(value, piece->envelope.charset);
    } else if (has_name(line, stop, "content-encoding", &value)) {
      copy_value(value, piece->envelope.coding, sizeof piece->envelope.coding);
    } else if (has_name(line, stop, "transfer-encoding", &value)) {
      piece->envelope.chunked = value.size == 7 && lower(value.data[0]) == 'c';
    }
    line = stop + 1;
  }
  memmove(raw->data, raw->data + size, raw->size - size);
  raw->size -= size;
  return true;
}

/* Turns a block into a page, a text or the items of a feed; false where it is nothing to
 * be read. */
static bool open_block(rasid_source *s, rasid_piece *piece, const warc_header *h) {
  char type[64];
  bool is_message = strstr(h->content_type, "application/http") != NULL;
  bool is_answer = strcmp(h->type, "response") == 0;
  bool is_thing = strcmp(h->type, "resource") == 0 || strcmp(h->type, "conversion") == 0;
  memcpy(type, h->content_type, sizeof type);
  if (!is_answer && !is_thing) return false;
  if (is_answer && is_message && !open_message(piece, type)) return false;
  if (!is_message)
    read_charset((rasid_text){type, strlen(type)}, piece->envelope.charset);
  rasid_input_format format =
      strstr(type, "html") != NULL ? RASID_INPUT_HTML : RASID_INPUT_AUTO;
  rasid_text body = {piece->raw.data, piece->raw.size};
  /* A page is unpacked where it is opened; what else it is shows unpacked only. */
  if (format == RASID_INPUT_AUTO && page_body_open(piece, &body) != NULL) return false;
  if (format == RASID_INPUT_AUTO) format = format_of_body(type, body.data, body.size);
  if (format == RASID_INPUT_FEED)
    return feed_input_parse(s, body,
                            (rasid_text){piece->envelope.charset,
                                         strlen(piece->envelope.charset)}) == NULL &&
           feed_input_item(s, piece);
  piece->kind = format == RASID_INPUT_HTML ? PIECE_PAGE : PIECE_TEXT;
  return format == RASID_INPUT_HTML || (format == RASID_INPUT_TEXT && is_thing);
}

/* ---- records ---- */

/* Takes the header of the next record into source->spare; false with a complaint. */
static bool take_header(rasid_source *s, rasid_piece *piece) {
  byte_stream *b = s->stream;
  size_t size = 0;
  if (byte_stream_peek(b, 5) < 5 || !begins_record(b)) {
    find_record(s);
    return !complain(piece,
                     "no record begins here; what stands before the next one is "
                     "left out");
  }
  /* No more is asked for than is needed: where a member ends shows only at the front of
   * the window. */
  size_t there = b->end - b->start;
  for (size_t n = 4096; size == 0; n *= 2) {
    size = header_size(b->data + b->start,
                       there < MAX_HEADER_BYTES ? there : MAX_HEADER_BYTES);
    if (size > 0 || there >= MAX_HEADER_BYTES) break;
    size_t before = there;
    there = byte_stream_peek(b, n);
    if (there == before && there < n) break;
  }
  if (size == 0 && b->problem != NULL) return !complain_of_problem(s, piece);
  s->spare.size = 0;
  if (size == 0) {
    byte_stream_take(b, 5);
    find_record(s);
    return !complain(piece, "its header does not end; it is left out");
  }
  if (!bytes_put(&s->spare, b->data + b->start, size))
    return !complain(piece, "out of memory");
  byte_stream_take(b, size);
  return true;
}

/* Steps over line breaks; false at the end of the file. */
static bool skip_breaks(byte_stream *b) {
  while (byte_stream_more(b)) {
    char c = b->data[b->start];
    if (c != '\r' && c != '\n') return true;
    byte_stream_take(b, 1);
  }
  return false;
}

/* One record; true where the piece holds something to tell or open. */
static bool take_record(rasid_source *s, rasid_piece *piece) {
  warc_header header;
  uint64_t offset = s->stream->offset;
  source_begin(s, piece, PIECE_PAGE, 0);
  source_place_record(s, piece, "record", ++s->record, offset);
  if (!take_header(s, piece)) return true;
  parse_header(&s->spare, &header);
  if (!header.has_length) {
    find_record(s);
    return complain(piece, "it has no Content-Length; it is left out");
  }
  if (!gather_block(s, piece, header.length) || !end_block(s, piece)) return true;
  if (!bytes_put(&piece->envelope.url, header.url.data ? header.url.data : "",
                 header.url.size))
    return complain(piece, "out of memory");
  return open_block(s, piece, &header);
}

bool warc_input_next(rasid_source *s, rasid_piece *piece) {
  if (feed_input_item(s, piece)) return true;
  while (skip_breaks(s->stream))
    if (take_record(s, piece)) return true;
  if (s->stream->problem == NULL) return false;
  source_begin(s, piece, PIECE_COMPLAINT, 0);
  source_place_record(s, piece, "record", ++s->record, s->stream->offset);
  return complain_of_problem(s, piece);
}
