/* api_review.c - what people change: corrections, comments, splitting and joining. The
 * store writes each as a new row, with who and when. */
#include <stdio.h>
#include <string.h>

#include "monitor_inside.h"

enum { NAME_MAX_BYTES = 32, TEXT_MAX_BYTES = 20000 };

static rasid_text who(const call *c) {
  return (rasid_text){c->person.name, strlen(c->person.name)};
}

/* A name of the body as a string; false where it is absent or too long. */
static bool take_name(const call *c, const char *field, char name[NAME_MAX_BYTES]) {
  rasid_text text = body_text(&c->fields, field);
  if (text.size == 0 || text.size >= NAME_MAX_BYTES) return false;
  memcpy(name, text.data, text.size);
  name[text.size] = '\0';
  return true;
}

static unsigned put_id(call *c, const char *key, int64_t id) {
  put(c, "{");
  put_key(c, true, key);
  put_number(c, id);
  put(c, "}");
  return MHD_HTTP_OK;
}

/* Is every field of a correction of the kind that it has to be? A value of another kind
 * must not be taken for none, which would take away what is there. */
static bool is_correction(const request_body *b) {
  static const char *const texts[] = {"evidence", "note"};
  static const char *const numbers[] = {"start", "end"};
  int64_t number;
  for (size_t i = 0; i < 2; i++)
    if ((body_has(b, texts[i]) && !body_has_text(b, texts[i])) ||
        (body_has(b, numbers[i]) && !body_number(b, numbers[i], &number)))
      return false;
  return body_has_text(b, "value");
}

unsigned api_correct(call *c) {
  char what[NAME_MAX_BYTES], field[NAME_MAX_BYTES];
  rasid_error error = {0};
  int64_t id = 0;
  rasid_store_correction correction = {.target = what,
                                       .field = field,
                                       .evidence_start = -1,
                                       .evidence_end = -1,
                                       .who = who(c)};
  if (!take_name(c, "target", what) || !take_name(c, "field", field) ||
      !body_number(&c->fields, "id", &correction.target_id))
    return fail(c, MHD_HTTP_BAD_REQUEST, "a correction needs target, id and field");
  if (!is_correction(&c->fields))
    return fail(c, MHD_HTTP_BAD_REQUEST,
                "a correction has a value, a text or null; evidence and note are texts, "
                "start and end numbers");
  correction.value = body_text(&c->fields, "value");
  correction.evidence = body_text(&c->fields, "evidence");
  body_number(&c->fields, "start", &correction.evidence_start);
  body_number(&c->fields, "end", &correction.evidence_end);
  correction.note = body_text(&c->fields, "note");
  if (correction.value.size > TEXT_MAX_BYTES || correction.note.size > TEXT_MAX_BYTES ||
      correction.evidence.size > TEXT_MAX_BYTES)
    return fail(c, MHD_HTTP_BAD_REQUEST, "a text that is too long");
  rasid_status status = rasid_store_correct(c->store, &correction, &id, &error);
  return status == RASID_OK ? put_id(c, "id", id) : fail_with(c, status, &error);
}

unsigned api_undo(call *c) {
  int64_t correction, id = 0;
  rasid_error error = {0};
  if (!api_number(c, 3, &correction)) return MHD_HTTP_NOT_FOUND;
  rasid_status status =
      rasid_store_correction_undo(c->store, correction, who(c), &id, &error);
  return status == RASID_OK ? put_id(c, "id", id) : fail_with(c, status, &error);
}

unsigned api_comment(call *c) {
  char what[NAME_MAX_BYTES];
  int64_t target_id, id = 0;
  rasid_error error = {0};
  rasid_text text = body_text(&c->fields, "text");
  if (!take_name(c, "target", what) || !body_number(&c->fields, "id", &target_id) ||
      text.size == 0 || text.size > TEXT_MAX_BYTES)
    return fail(c, MHD_HTTP_BAD_REQUEST, "a comment needs target, id and text");
  rasid_status status =
      rasid_store_comment(c->store, what, target_id, text, who(c), &id, &error);
  return status == RASID_OK ? put_id(c, "id", id) : fail_with(c, status, &error);
}

static unsigned put_operation(call *c, int64_t operation, int64_t incident) {
  put(c, "{\"operation\":");
  put_number(c, operation);
  put_key(c, false, "incident");
  put_number(c, incident);
  put(c, "}");
  return MHD_HTTP_OK;
}

unsigned api_move(call *c) {
  size_t n;
  int64_t into = 0, operation = 0, incident = 0;
  rasid_error error = {0};
  const int64_t *episodes = body_numbers(&c->fields, "episodes", &n);
  if (n == 0 || !body_number(&c->fields, "into", &into))
    return fail(c, MHD_HTTP_BAD_REQUEST,
                "which episodes, and into which incident? 0: a new one");
  rasid_status status = rasid_store_incident_move(c->store, episodes, n, into, who(c),
                                                  body_text(&c->fields, "note"),
                                                  &operation, &incident, &error);
  if (status != RASID_OK) return fail_with(c, status, &error);
  return put_operation(c, operation, incident);
}

unsigned api_merge(call *c) {
  size_t n;
  int64_t into = 0, operation = 0;
  rasid_error error = {0};
  const int64_t *incidents = body_numbers(&c->fields, "incidents", &n);
  if (n == 0 || !body_number(&c->fields, "into", &into))
    return fail(c, MHD_HTTP_BAD_REQUEST, "which incidents, and into which?");
  rasid_status status =
      rasid_store_incident_merge(c->store, into, incidents, n, who(c),
                                 body_text(&c->fields, "note"), &operation, &error);
  if (status != RASID_OK) return fail_with(c, status, &error);
  return put_operation(c, operation, into);
}

unsigned api_operation_undo(call *c) {
  int64_t operation, undoing = 0;
  rasid_error error = {0};
  if (!api_number(c, 3, &operation)) return MHD_HTTP_NOT_FOUND;
  rasid_status status =
      rasid_store_operation_undo(c->store, operation, who(c), &undoing, &error);
  return status == RASID_OK ? put_id(c, "operation", undoing)
                            : fail_with(c, status, &error);
}
