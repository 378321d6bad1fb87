/* piece.c - raw documents: their memory, their place, what they are opened as. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "input.h"

enum { ADDRESS_SHOWN = 200 /* bytes of an address in a message */ };

rasid_piece *rasid_piece_new(void) {
  return calloc(1, sizeof(rasid_piece));
}

void rasid_piece_free(rasid_piece *piece) {
  if (piece == NULL) return;
  enum { N_BUFFERS = 7 };
  bytes *const all[N_BUFFERS] = {&piece->path,      &piece->raw,  &piece->place,
                                 &piece->complaint, &piece->note, &piece->envelope.url,
                                 &piece->decoded};
  for (size_t i = 0; i < N_BUFFERS; i++) bytes_free(all[i]);
  rasid_page_free(piece->page);
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

const char *rasid_piece_note(const rasid_piece *piece) {
  return piece->note.size > 0 ? piece->note.data : "";
}

size_t rasid_piece_size(const rasid_piece *piece) {
  return piece->raw.size;
}

rasid_text rasid_piece_raw(const rasid_piece *piece) {
  if (piece->kind == PIECE_COMPLAINT) return (rasid_text){NULL, 0};
  return (rasid_text){piece->raw.size ? piece->raw.data : "", piece->raw.size};
}

/* ", address" of a page in an archive, fit to be shown on a terminal. */
static bool put_address(const rasid_piece *piece, bytes *out) {
  const bytes *url = &piece->envelope.url;
  size_t n = url->size < ADDRESS_SHOWN ? url->size : ADDRESS_SHOWN;
  if (n == 0) return true;
  if (!bytes_put(out, ", ", 2) || !bytes_put(out, url->data, n)) return false;
  for (char *p = out->data + out->size - n; p < out->data + out->size; p++)
    if ((unsigned char)*p <= ' ' || *p == 0x7F) *p = '?';
  return n == url->size || bytes_put(out, "...", 3);
}

/* "place: what" into `out`. */
static void tell(const rasid_piece *piece, const char *what, bytes *out) {
  const char *place = rasid_piece_place(piece);
  /* What starts with a number is a column and joins the place. */
  const char *gap = what[0] >= '0' && what[0] <= '9' ? ":" : ": ";
  out->size = 0;
  if (!bytes_put(out, place, strlen(place)) || !put_address(piece, out) ||
      !bytes_put(out, gap, strlen(gap)) || !bytes_put(out, what, strlen(what) + 1))
    out->size = 0;
}

void piece_complain(rasid_piece *piece, const char *format, ...) {
  char what[400];
  va_list arguments;
  va_start(arguments, format);
  vsnprintf(what, sizeof what, format, arguments);
  va_end(arguments);
  tell(piece, what, &piece->complaint);
}

void piece_remark(rasid_piece *piece, const char *what) {
  tell(piece, what, &piece->note);
}

bool piece_has_words(rasid_text text) {
  for (size_t i = 0; i < text.size; i++)
    if (text.data[i] == '\0' || strchr(" \t\r\n", text.data[i]) == NULL) return true;
  return false;
}

static rasid_opened open_by_kind(rasid_piece *piece, rasid_document *document) {
  switch (piece->kind) {
    case PIECE_TEXT: return text_input_open(piece, document);
    case PIECE_JSON: return jsonl_input_open(piece, document);
    case PIECE_PAGE: return page_input_open(piece, document);
    case PIECE_ROW: return row_input_open(piece, document);
    case PIECE_ITEM: return feed_input_open(piece, document);
    case PIECE_COMPLAINT: break;
  }
  return RASID_OPENED_BAD;
}

rasid_opened rasid_piece_open(rasid_piece *piece, rasid_document *document) {
  rasid_document_init(document);
  piece->note.size = 0;
  if (piece->kind == PIECE_COMPLAINT) return RASID_OPENED_BAD;
  piece->complaint.size = 0;
  rasid_opened opened = open_by_kind(piece, document);
  if (document->id.size == 0) {
    const char *place = rasid_piece_place(piece);
    document->id = (rasid_text){place, strlen(place)};
  }
  if (document->published.size > 0) {
    if (document->published_from == NULL) document->published_from = "input";
  } else if (piece->options->published != NULL) {
    document->published =
        (rasid_text){piece->options->published, strlen(piece->options->published)};
    document->published_from = "option";
  }
  return opened;
}
