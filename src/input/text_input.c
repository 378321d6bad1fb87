/* text_input.c - a plain text file as one document.
 *
 * The first line is the title where it is short and text follows. Title and text are cut
 * at that one newline, so that the text coded, title newline text, is the file as it
 * stands and offsets are offsets into the file (behind a byte order mark).
 */
#include <string.h>

#include "source.h"

/* A headline has rarely more than 25 words; UTF-8 takes two bytes for an Arabic letter.
 */
enum { MAX_TITLE_BYTES = 300 };

static bool is_blank(const char *data, size_t size) {
  for (size_t i = 0; i < size; i++)
    if (strchr(" \t\r\n", data[i]) == NULL || data[i] == '\0') return false;
  return true;
}

bool text_input_next(rasid_source *s, rasid_piece *piece) {
  if (s->started) return false;
  s->started = true;
  source_begin(s, piece, PIECE_TEXT, 0);
  source_gather_all(s, piece, s->options.max_piece_bytes);
  return true;
}

rasid_opened text_input_open(rasid_piece *piece, rasid_document *document) {
  charset_result read;
  rasid_text label = {piece->envelope.charset, strlen(piece->envelope.charset)};
  rasid_text raw = {piece->raw.data, piece->raw.size};
  if (!charset_read(raw, label, (rasid_text){NULL, 0}, false, &piece->decoded, &read)) {
    piece_complain(piece, "out of memory");
    return RASID_OPENED_BAD;
  }
  if (read.problem != NULL) {
    piece_complain(piece, "%s", read.problem);
    return RASID_OPENED_BAD;
  }
  if (read.doubt != NULL) piece_remark(piece, read.doubt);
  if (piece->envelope.url.size > 0)
    document->url = (rasid_text){piece->envelope.url.data, piece->envelope.url.size};
  const char *data = read.text.data;
  size_t size = read.text.size;
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
