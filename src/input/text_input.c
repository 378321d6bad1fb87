/* text_input.c - a plain text file as one document.
 *
 * The first line is the title where it is short and text follows. Title and text are cut
 * at that one newline, so that the text coded, title newline text, is the file as it
 * stands and offsets are offsets into the file (behind a byte order mark).
 */
#include <string.h>

#include "input.h"

/* A headline has rarely more than 25 words; UTF-8 takes two bytes for an Arabic letter.
 */
enum { MAX_TITLE_BYTES = 300 };

static bool is_blank(const char *data, size_t size) {
  for (size_t i = 0; i < size; i++)
    if (strchr(" \t\r\n", data[i]) == NULL || data[i] == '\0') return false;
  return true;
}

/* Bytes of a well-formed UTF-8 sequence at `p`, or 0. */
static size_t sequence_size(const unsigned char *p, size_t left) {
  size_t n = p[0] < 0x80   ? 1
             : p[0] < 0xC2 ? 0
             : p[0] < 0xE0 ? 2
             : p[0] < 0xF0 ? 3
             : p[0] < 0xF5 ? 4
                           : 0;
  if (n == 0 || n > left) return 0;
  for (size_t i = 1; i < n; i++)
    if ((p[i] & 0xC0) != 0x80) return 0;
  if (p[0] == 0xE0 && p[1] < 0xA0) return 0;
  if (p[0] == 0xED && p[1] > 0x9F) return 0;
  if (p[0] == 0xF0 && p[1] < 0x90) return 0;
  if (p[0] == 0xF4 && p[1] > 0x8F) return 0;
  return n;
}

/* Text has no NUL and at least as many well-formed characters beyond ASCII as ill-formed
 * bytes (or next to none of these): a page cut amid a letter is text, a picture or a page
 * in another encoding is not. */
static const char *not_text(const char *data, size_t size) {
  const unsigned char *p = (const unsigned char *)data;
  size_t good = 0, bad = 0;
  for (size_t i = 0; i < size;) {
    if (p[i] == 0) return "holds NUL bytes: not a text";
    size_t n = sequence_size(p + i, size - i);
    good += n > 1;
    bad += n == 0;
    i += n ? n : 1;
  }
  return bad > 4 && bad > good ? "is not UTF-8: convert it first (iconv -t UTF-8)" : NULL;
}

rasid_opened text_input_open(rasid_piece *piece, rasid_document *document) {
  const char *data = piece->raw.data;
  size_t size = piece->raw.size;
  const char *why = not_text(data, size);
  if (why != NULL) {
    piece_complain(piece, "%s", why);
    return RASID_OPENED_BAD;
  }
  if (size >= 3 && memcmp(data, "\xEF\xBB\xBF", 3) == 0) data += 3, size -= 3;
  while (size > 0 && data[size - 1] == '\n') size--;
  document->text = (rasid_text){data, size};
  if (is_blank(data, size)) {
    piece_complain(piece, "empty document");
    return RASID_OPENED_EMPTY;
  }
  const char *newline = memchr(data, '\n', size);
  size_t first = newline ? (size_t)(newline - data) : size;
  if (newline != NULL && first <= MAX_TITLE_BYTES && !is_blank(data, first) &&
      !is_blank(newline, size - first)) {
    document->title = (rasid_text){data, first};
    document->text = (rasid_text){newline + 1, size - first - 1};
  }
  return RASID_OPENED_DOCUMENT;
}
