/* fuzz_request.c - what a request of the monitor brings: the first line is a target, the
 * second the cookies, the rest a body of JSON. Whatever it is, what is taken from it is
 * sound UTF-8 without a NUL and lies where it should. */
#include <stdlib.h>
#include <string.h>

#include "monitor/target.h"

int LLVMFuzzerTestOneInput(const unsigned char *data, size_t size);

static void require(bool condition) {
  if (!condition) abort();
}

/* The next line as a string of its own; the caller frees it. */
static char *line(const unsigned char **data, size_t *size) {
  const unsigned char *end = *size > 0 ? memchr(*data, '\n', *size) : NULL;
  size_t n = end != NULL ? (size_t)(end - *data) : *size;
  char *text = malloc(n + 1);
  if (text == NULL) abort();
  if (n > 0) memcpy(text, *data, n);
  text[n] = '\0';
  *data += n + (end != NULL);
  *size -= n + (end != NULL);
  return text;
}

static void try_target(const char *text) {
  request_target *t = malloc(sizeof *t);
  if (t == NULL) abort();
  if (target_parse(t, text) == NULL) {
    for (size_t i = 0; i < t->n_segments; i++) {
      const char *s = t->segments[i];
      require(s >= t->text && s < t->text + sizeof t->text);
      require(*s != '\0' && strcmp(s, "..") != 0 && strcmp(s, ".") != 0);
      require(strpbrk(s, "/\\") == NULL && is_clean_utf8(s, strlen(s)));
    }
    for (size_t i = 0; i < t->n_params; i++) {
      const target_param *p = &t->params[i];
      int64_t number;
      require(p->value >= t->text &&
              p->value + strlen(p->value) < t->text + sizeof t->text);
      require(is_clean_utf8(p->name, strlen(p->name)) &&
              is_clean_utf8(p->value, strlen(p->value)));
      require(target_param_value(t, p->name) != NULL);
      if (target_number(p->value, &number))
        require(number >= 0 && number <= INT64_C(1) << 53);
    }
  }
  free(t);
}

static void try_cookies(const char *text) {
  char value[65];
  if (cookie_value(text, "rasid", value, sizeof value))
    require(strlen(value) < sizeof value);
}

static void try_body(const unsigned char *data, size_t size) {
  char *text = malloc(size + 1);
  request_body *b = malloc(sizeof *b);
  size_t n;
  if (text == NULL || b == NULL) abort();
  if (size > 0) memcpy(text, data, size);
  if (body_parse(b, text, size) == NULL) {
    for (size_t i = 0; i < b->n_fields; i++) {
      const body_field *f = &b->fields[i];
      if (f->kind != BODY_TEXT) continue;
      require(f->text.data >= text && f->text.data + f->text.size <= text + size);
      require(is_clean_utf8(f->text.data, f->text.size));
    }
    const int64_t *numbers = body_numbers(b, "episodes", &n);
    require(n <= BODY_NUMBERS && (n == 0 || numbers != NULL));
    require(body_text(b, "text").size <= size);
  }
  free(b);
  free(text);
}

int LLVMFuzzerTestOneInput(const unsigned char *data, size_t size) {
  char *target = line(&data, &size), *cookies = line(&data, &size);
  try_target(target);
  try_cookies(cookies);
  try_body(data, size);
  free(target);
  free(cookies);
  return 0;
}
