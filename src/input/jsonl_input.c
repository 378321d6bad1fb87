/* jsonl_input.c - one line of JSON as one document.
 *
 * The document's texts are views into the line. They are taken as written while the line
 * is read, so that columns in complaints are right, and decoded when all of it proved
 * sound.
 */
#include <stdlib.h>
#include <string.h>

#include "input.h"
#include "json_reader.h"

/* A field of a document: from which key, and what was found there. */
typedef struct field {
  const char *key;
  rasid_text *text;
  json_view found;
  bool takes_numbers, is_there;
} field;

enum { ID, TITLE, TEXT, PUBLISHED, SOURCE, URL, N_FIELDS };

static bool wrong_type(rasid_piece *piece, const char *key, const char *wanted) {
  piece_complain(piece, "the value of \"%s\" is not %s", key, wanted);
  return false;
}

/* A string, null, or for some fields (ids in the wild) a number, which is taken as it is
 * written. */
static bool take_field(rasid_piece *piece, json_cursor *c, field *f) {
  json_kind kind = json_peek(c);
  f->is_there = kind != JSON_NULL;
  f->found = (json_view){0};
  if (kind == JSON_BAD || kind == JSON_NULL) return json_skip(c);
  if (kind == JSON_STRING || (kind == JSON_NUMBER && f->takes_numbers))
    return json_take(c, &f->found);
  return wrong_type(piece, f->key, "a string");
}

/* The view decoded, as a text. Views point into the piece's own bytes. */
static rasid_text decode(rasid_piece *piece, json_view view) {
  char *data = piece->raw.data + (view.data - piece->raw.data);
  return (rasid_text){data, view.escaped ? json_decode(data, view.size) : view.size};
}

static bool add_caption(rasid_piece *piece, json_view view) {
  if (piece->n_captions == piece->captions_capacity) {
    size_t capacity = 2 * piece->captions_capacity + 8;
    rasid_text *more = realloc(piece->captions, capacity * sizeof *more);
    if (more == NULL) {
      piece_complain(piece, "out of memory");
      return false;
    }
    piece->captions = more;
    piece->captions_capacity = capacity;
  }
  /* Decoded at once: the column of a complaint behind a caption with escapes may be a few
   * too low. */
  piece->captions[piece->n_captions++] = decode(piece, view);
  return true;
}

/* A list of strings, or one string. */
static bool take_captions(rasid_piece *piece, json_cursor *c, const char *key) {
  json_view view;
  bool first = true;
  piece->n_captions = 0;
  switch (json_peek(c)) {
    case JSON_BAD:
    case JSON_NULL: return json_skip(c);
    case JSON_STRING: return json_take(c, &view) && add_caption(piece, view);
    case JSON_ARRAY: break;
    default: return wrong_type(piece, key, "a list of strings");
  }
  json_enter(c);
  while (json_next_item(c, &first)) {
    json_kind kind = json_peek(c);
    if (kind == JSON_BAD) return false;
    if (kind != JSON_STRING) return wrong_type(piece, key, "a list of strings");
    if (!json_take(c, &view) || !add_caption(piece, view)) return false;
  }
  return c->problem == NULL;
}

/* Reads the object. False with a complaint made, or a problem of the cursor. */
static bool read_object(rasid_piece *piece, json_cursor *c, field *fields) {
  const char *captions = piece->options->fields.captions;
  json_view key;
  bool first = true;
  json_enter(c);
  while (json_next_key(c, &first, &key)) {
    field *f = fields;
    while (f < fields + N_FIELDS && !json_key_is(key, f->key)) f++;
    bool ok = f < fields + N_FIELDS        ? take_field(piece, c, f)
              : json_key_is(key, captions) ? take_captions(piece, c, captions)
                                           : json_skip(c);
    if (!ok) return false;
  }
  return json_finish(c);
}

static bool has_words(rasid_text text) {
  for (size_t i = 0; i < text.size; i++)
    if (text.data[i] == '\0' || strchr(" \t\r\n", text.data[i]) == NULL) return true;
  return false;
}

rasid_opened jsonl_input_open(rasid_piece *piece, rasid_document *document) {
  const rasid_field_names *keys = &piece->options->fields;
  field fields[N_FIELDS] = {
      [ID] = {.key = keys->id, .text = &document->id, .takes_numbers = true},
      [TITLE] = {.key = keys->title, .text = &document->title},
      [TEXT] = {.key = keys->text, .text = &document->text},
      [PUBLISHED] = {.key = keys->published, .text = &document->published},
      [SOURCE] = {.key = keys->source, .text = &document->source},
      [URL] = {.key = keys->url, .text = &document->url},
  };
  json_cursor c = json_begin(piece->raw.data, piece->raw.size);
  piece->n_captions = 0;
  json_kind kind = json_peek(&c);
  bool ok = kind == JSON_OBJECT ? read_object(piece, &c, fields)
                                : json_skip(&c) && json_finish(&c);
  if (!ok && piece->complaint.size == 0)
    piece_complain(piece, "%zu: invalid JSON: %s", json_column(&c), c.problem);
  else if (kind != JSON_OBJECT)
    piece_complain(piece, "not a JSON object; each line must be one");
  else if (ok && !fields[TEXT].is_there && !fields[TITLE].is_there)
    piece_complain(piece, "no key \"%s\"; name it with --field text=KEY", keys->text);
  if (piece->complaint.size > 0) return RASID_OPENED_BAD;

  for (field *f = fields; f < fields + N_FIELDS; f++)
    if (f->is_there) *f->text = decode(piece, f->found);
  document->captions = piece->captions;
  document->n_captions = piece->n_captions;
  if (has_words(document->text) || has_words(document->title))
    return RASID_OPENED_DOCUMENT;
  piece_complain(piece, "empty document");
  return RASID_OPENED_EMPTY;
}
