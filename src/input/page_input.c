/* page_input.c - a page of a file or archive as one document. */
#include <stdlib.h>
#include <string.h>

#include "source.h"

enum { MAX_PAGE_BYTES = 64 << 20 };

bool page_input_next(rasid_source *s, rasid_piece *piece) {
  if (s->started) return false;
  s->started = true;
  size_t limit = s->options.max_piece_bytes;
  source_begin(s, piece, PIECE_PAGE, 0);
  source_gather_all(s, piece, limit < MAX_PAGE_BYTES ? limit : MAX_PAGE_BYTES);
  return true;
}

/* Joins the chunks of a body in place; what is no chunk ends it. A body whose chunks were
 * joined already stays. */
static void join_chunks(bytes *body) {
  char *to = body->data;
  size_t at = 0, joined = 0;
  while (at < body->size) {
    size_t size = 0, digits = 0;
    for (; at < body->size && digits < 8; at++, digits++) {
      char c = body->data[at];
      int value = c >= '0' && c <= '9'                 ? c - '0'
                  : (c | 32) >= 'a' && (c | 32) <= 'f' ? (c | 32) - 'a' + 10
                                                       : -1;
      if (value < 0) break;
      size = 16 * size + (size_t)value;
    }
    const char *newline =
        at < body->size ? memchr(body->data + at, '\n', body->size - at) : NULL;
    if (digits == 0 || newline == NULL) {
      if (joined == 0 && to == body->data) return;
      break;
    }
    at = (size_t)(newline + 1 - body->data);
    if (size == 0) break;
    if (size > body->size - at) size = body->size - at;
    memmove(to, body->data + at, size);
    to += size;
    joined++;
    at += size;
    while (at < body->size && (body->data[at] == '\r' || body->data[at] == '\n')) at++;
  }
  body->size = (size_t)(to - body->data);
}

const char *page_body_open(rasid_piece *piece, rasid_text *body) {
  const char *coding = piece->envelope.coding;
  if (piece->envelope.chunked) join_chunks(&piece->raw);
  *body = (rasid_text){piece->raw.data, piece->raw.size};
  inflate_kind kind = inflate_guess(piece->raw.data, piece->raw.size);
  bool is_zlib =
      strcmp(coding, "deflate") == 0 && body->size > 2 && (body->data[0] & 0x0F) == 8 &&
      ((unsigned char)body->data[0] * 256 + (unsigned char)body->data[1]) % 31 == 0;
  if (is_zlib) kind = INFLATE_ZLIB;
  if (coding[0] == '\0' && kind == INFLATE_NONE) return NULL;
  if (strcmp(coding, "br") == 0 && kind == INFLATE_NONE) {
    /* Archives that decode what they keep leave the header as it was. */
    if (charset_count_utf8(body->data, body->size < 4096 ? body->size : 4096).bad <= 4)
      return NULL;
    return "is compressed by Brotli, which is not read";
  }
  if (kind == INFLATE_NONE) return NULL;
  const char *problem = inflate_all(kind, *body, MAX_PAGE_BYTES, &piece->decoded);
  *body = (rasid_text){piece->decoded.data, piece->decoded.size};
  return problem;
}

rasid_opened page_input_open(rasid_piece *piece, rasid_document *document) {
  rasid_error error = {0};
  rasid_text body;
  const char *problem = page_body_open(piece, &body);
  if (problem == NULL && piece->page == NULL && (piece->page = rasid_page_new()) == NULL)
    problem = "out of memory";
  if (problem != NULL) {
    piece_complain(piece, "%s", problem);
    return RASID_OPENED_BAD;
  }
  rasid_text url = {piece->envelope.url.data, piece->envelope.url.size};
  rasid_text charset = {piece->envelope.charset, strlen(piece->envelope.charset)};
  rasid_status status = rasid_page_read(piece->page, body, url, charset, &error);
  if (piece->decoded.capacity > (size_t)1 << 20) bytes_free(&piece->decoded);
  if (status != RASID_OK) {
    piece_complain(piece, "%s", error.message);
    return RASID_OPENED_BAD;
  }
  rasid_page_facts facts;
  rasid_page_document(piece->page, document);
  rasid_page_tell(piece->page, &facts);
  if (facts.doubt != NULL) piece_remark(piece, facts.doubt);
  if (url.size > 0) document->id = document->url;
  if (piece_has_words(document->text)) return RASID_OPENED_DOCUMENT;
  piece_complain(piece, "no article was found in the page");
  return RASID_OPENED_EMPTY;
}
