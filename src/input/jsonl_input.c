/* jsonl_input.c - one line of JSON as one document.
 *
 * The document's texts are views into the line. They are taken as written while the line
 * is read, so that columns in complaints are right, and decoded when all of it proved
 * sound.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "json_reader.h"
#include "source.h"

enum { SAMPLE_BYTES = 512 }; /* looked at for garbled letters */

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

/* "line:column: invalid JSON: why", the line where it is not the piece's first. */
static void complain_of_json(rasid_piece *piece, const json_cursor *c) {
  const char *start = c->start;
  uint64_t line = piece->line;
  for (const char *p = c->start; p < c->at; p++)
    if (*p == '\n') start = p + 1, line++;
  json_cursor own = *c;
  own.start = start;
  if (line != piece->line) {
    char place[32];
    int n = snprintf(place, sizeof place, ":%llu", (unsigned long long)line);
    piece->place.size = 0;
    if (!bytes_put(&piece->place, piece->path.data, piece->path.size - 1) ||
        !bytes_put(&piece->place, place, (size_t)n + 1))
      piece->place.size = 0;
  }
  piece_complain(piece, "%zu: invalid JSON: %s", json_column(&own), c->problem);
}

/* Arabic that came garbled into the JSON is restored where that is sure. */
static void mend(rasid_piece *piece, rasid_text *text, bytes *out) {
  charset_table table;
  rasid_text head = {text->data, text->size < SAMPLE_BYTES ? text->size : SAMPLE_BYTES};
  if (text->size == 0 || !mojibake_suspected(head, &table)) return;
  if (mojibake_repair(*text, table, out))
    *text = (rasid_text){out->data, out->size};
  else
    piece_remark(piece, CHARSET_GARBLED);
}

static bool is_blank_line(const bytes *line) {
  for (size_t i = 0; i < line->size; i++)
    if (line->data[i] != ' ' && line->data[i] != '\t' && line->data[i] != '\r')
      return false;
  return true;
}

/* The next line that is not blank. */
bool jsonl_input_next(rasid_source *s, rasid_piece *piece) {
  while (byte_stream_more(s->stream) || s->stream->problem != NULL) {
    source_begin(s, piece, PIECE_JSON, ++s->line);
    source_gather_line(s, piece);
    if (piece->kind == PIECE_COMPLAINT || !is_blank_line(&piece->raw)) return true;
  }
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
    complain_of_json(piece, &c);
  else if (kind != JSON_OBJECT)
    piece_complain(piece, "not a JSON object; each line must be one");
  else if (ok && !fields[TEXT].is_there && !fields[TITLE].is_there)
    piece_complain(piece, "no key \"%s\"; name it with --field text=KEY", keys->text);
  if (piece->complaint.size > 0) return RASID_OPENED_BAD;

  for (field *f = fields; f < fields + N_FIELDS; f++)
    if (f->is_there) *f->text = decode(piece, f->found);
  document->captions = piece->captions;
  document->n_captions = piece->n_captions;
  mend(piece, &document->text, &piece->decoded);
  if (piece_has_words(document->text) || piece_has_words(document->title))
    return RASID_OPENED_DOCUMENT;
  piece_complain(piece, "empty document");
  return RASID_OPENED_EMPTY;
}
