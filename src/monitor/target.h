/* target.h - what a request asks for: the path and the parameters of its target, the
 * cookies, and the JSON of its body. Everything here reads what strangers wrote; nothing
 * here allocates.
 */
#ifndef RASID_MONITOR_TARGET_H
#define RASID_MONITOR_TARGET_H

#include <rasid/rasid.h>

enum { TARGET_MAX = 8192, TARGET_SEGMENTS = 6, TARGET_PARAMS = 40 };

typedef struct target_param {
  const char *name, *value; /* decoded, NUL-terminated */
} target_param;

/* The target of a request, taken apart. */
typedef struct request_target {
  const char *segments[TARGET_SEGMENTS]; /* of the path, decoded */
  size_t n_segments;
  target_param params[TARGET_PARAMS];
  size_t n_params;
  char text[TARGET_MAX]; /* they point into it */
} request_target;

/* Takes "/path?name=value&…" apart. NULL, or what is wrong with it: it is too long, has
 * too many parts, a '%' without two hexadecimal digits, a control character, bytes that
 * are no UTF-8, or a segment that is empty, "." or "..", or holds a slash. */
const char *target_parse(request_target *t, const char *text);

/* The value of the parameter `name`; NULL where there is none. */
const char *target_param_value(const request_target *t, const char *name);

/* A number of digits alone, up to 2^53; false where it is none. */
bool target_number(const char *text, int64_t *number);

/* Writes the value of the cookie `name` of a Cookie header into `value`; false where it
 * is absent or does not fit. */
bool cookie_value(const char *header, const char *name, char *value, size_t size);

/* Whether the bytes are well-formed UTF-8 without a NUL. */
bool is_clean_utf8(const char *text, size_t size);

enum { BODY_FIELDS = 24, BODY_NUMBERS = 512 };

/* A field of a body: a text, a number, or numbers in a list. */
typedef struct body_field {
  rasid_text name;
  enum { BODY_NULL, BODY_TEXT, BODY_NUMBER, BODY_TRUTH, BODY_LIST } kind;
  rasid_text text;
  int64_t number;         /* of BODY_TRUTH 0 or 1; of BODY_LIST how many */
  const int64_t *numbers; /* of BODY_LIST */
} body_field;

/* The body of a request: a flat JSON object. */
typedef struct request_body {
  body_field fields[BODY_FIELDS];
  size_t n_fields;
  int64_t numbers[BODY_NUMBERS]; /* of all lists */
  size_t n_numbers;
} request_body;

/* Reads the JSON of `size` bytes at `data`, decoding it where it lies. NULL, or what is
 * wrong with it. */
const char *body_parse(request_body *b, char *data, size_t size);

/* Whether the field is there, with a text or with null. */
bool body_has_text(const request_body *b, const char *name);
/* Whether the field is there at all. */
bool body_has(const request_body *b, const char *name);

/* Fields by name: absent, 0 or NULL where they are not there or of another kind. */
rasid_text body_text(const request_body *b, const char *name);
bool body_number(const request_body *b, const char *name, int64_t *number);
const int64_t *body_numbers(const request_body *b, const char *name, size_t *n);

#endif
