/* body.c - reads the JSON that a request brings: a flat object of texts, numbers and
 * lists of numbers. */
#include <string.h>

#include "input/json_reader.h"
#include "target.h"

static const char unsound[] = "not sound JSON";

/* Takes a string and decodes it where it lies. */
static bool take_text(json_cursor *c, char *data, rasid_text *text) {
  json_view view;
  if (!json_take(c, &view)) return false;
  char *start = data + (view.data - c->start);
  size_t size = view.escaped ? json_decode(start, view.size) : view.size;
  *text = (rasid_text){start, size};
  return is_clean_utf8(start, size);
}

/* Takes a whole number. */
static bool take_number(json_cursor *c, int64_t *number) {
  json_view view;
  char digits[24];
  if (!json_take(c, &view)) return false;
  bool minus = view.size > 0 && view.data[0] == '-';
  size_t n = view.size - minus;
  if (n == 0 || n >= sizeof digits) return false;
  memcpy(digits, view.data + minus, n);
  digits[n] = '\0';
  if (!target_number(digits, number)) return false;
  if (minus) *number = -*number;
  return true;
}

static bool take_list(request_body *b, json_cursor *c, body_field *field) {
  bool first = true;
  field->numbers = b->numbers + b->n_numbers;
  json_enter(c);
  while (json_next_item(c, &first)) {
    if (json_peek(c) != JSON_NUMBER || b->n_numbers == BODY_NUMBERS) return false;
    if (!take_number(c, &b->numbers[b->n_numbers])) return false;
    b->n_numbers++;
    field->number++;
  }
  return c->problem == NULL;
}

static const char *take_value(request_body *b, json_cursor *c, char *data,
                              body_field *field) {
  switch (json_peek(c)) {
    case JSON_NULL: field->kind = BODY_NULL; return json_skip(c) ? NULL : unsound;
    case JSON_BOOL:
      field->kind = BODY_TRUTH;
      field->number = c->at[0] == 't';
      return json_skip(c) ? NULL : unsound;
    case JSON_STRING:
      field->kind = BODY_TEXT;
      return take_text(c, data, &field->text) ? NULL : "a text that is no clean UTF-8";
    case JSON_NUMBER:
      field->kind = BODY_NUMBER;
      return take_number(c, &field->number) ? NULL : "a number that is not whole";
    case JSON_ARRAY:
      field->kind = BODY_LIST;
      return take_list(b, c, field) ? NULL
                                    : "a list of anything but numbers, or too long";
    default: return "a value that no field has";
  }
}

const char *body_parse(request_body *b, char *data, size_t size) {
  json_cursor c = json_begin(data, size);
  bool first = true;
  json_view key;
  b->n_fields = b->n_numbers = 0;
  if (json_peek(&c) != JSON_OBJECT) return "no JSON object";
  json_enter(&c);
  while (json_next_key(&c, &first, &key)) {
    if (b->n_fields == BODY_FIELDS) return "too many fields";
    if (key.escaped) return "a field with an escaped name";
    body_field *field = &b->fields[b->n_fields++];
    *field = (body_field){.name = {key.data, key.size}};
    const char *problem = take_value(b, &c, data, field);
    if (problem != NULL) return problem;
  }
  return c.problem != NULL || !json_finish(&c) ? unsound : NULL;
}

static const body_field *find_any(const request_body *b, const char *name) {
  size_t size = strlen(name);
  for (size_t i = 0; i < b->n_fields; i++)
    if (b->fields[i].name.size == size && memcmp(b->fields[i].name.data, name, size) == 0)
      return &b->fields[i];
  return NULL;
}

static const body_field *find(const request_body *b, const char *name, int kind) {
  const body_field *field = find_any(b, name);
  return field != NULL && (int)field->kind == kind ? field : NULL;
}

bool body_has_text(const request_body *b, const char *name) {
  const body_field *field = find_any(b, name);
  return field != NULL && (field->kind == BODY_TEXT || field->kind == BODY_NULL);
}

bool body_has(const request_body *b, const char *name) {
  return find_any(b, name) != NULL;
}

rasid_text body_text(const request_body *b, const char *name) {
  const body_field *field = find(b, name, BODY_TEXT);
  return field == NULL ? (rasid_text){NULL, 0} : field->text;
}

bool body_number(const request_body *b, const char *name, int64_t *number) {
  const body_field *field = find(b, name, BODY_NUMBER);
  if (field != NULL) *number = field->number;
  return field != NULL;
}

const int64_t *body_numbers(const request_body *b, const char *name, size_t *n) {
  const body_field *field = find(b, name, BODY_LIST);
  *n = field == NULL ? 0 : (size_t)field->number;
  return field == NULL ? NULL : field->numbers;
}
