/* target.c - takes the target of a request and its cookies apart.
 *
 * The path is decoded once, and a segment that could mean another place than it says is
 * refused rather than repaired: nothing behind this has to think of "%2e%2e".
 */
#include "target.h"

#include <string.h>

static int hex_digit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

/* Bytes that follow the lead byte `c` of a character; -1 where it leads none. */
static int followers(unsigned char c) {
  if (c < 0x80) return 0;
  if (c >= 0xC2 && c <= 0xDF) return 1;
  if (c >= 0xE0 && c <= 0xEF) return 2;
  if (c >= 0xF0 && c <= 0xF4) return 3;
  return -1;
}

/* Whether the second byte makes the character overlong, a surrogate or too high. */
static bool second_is_wrong(unsigned char first, unsigned char second) {
  return (first == 0xE0 && second < 0xA0) || (first == 0xED && second > 0x9F) ||
         (first == 0xF0 && second < 0x90) || (first == 0xF4 && second > 0x8F);
}

bool is_clean_utf8(const char *text, size_t size) {
  const unsigned char *at = (const unsigned char *)text, *end = at + size;
  while (at < end) {
    int n = followers(*at);
    if (*at == 0 || n < 0 || end - at <= n) return false;
    for (int i = 1; i <= n; i++)
      if ((at[i] & 0xC0) != 0x80) return false;
    if (n > 0 && second_is_wrong(at[0], at[1])) return false;
    at += n + 1;
  }
  return true;
}

/* Decodes the part that ends at one of the letters of `ends`, from `*from` into `*to`;
 * what is wrong with it, or NULL. `*to` is behind the NUL written. */
static const char *decode(const char **from, char **to, const char *ends, bool plus) {
  char *start = *to;
  while (**from != '\0' && strchr(ends, **from) == NULL) {
    char c = *(*from)++;
    if (c == '%') {
      int high = hex_digit((*from)[0]), low = high < 0 ? -1 : hex_digit((*from)[1]);
      if (low < 0) return "a '%' without two hexadecimal digits";
      c = (char)(high * 16 + low);
      *from += 2;
    } else if (c == '+' && plus) {
      c = ' ';
    }
    if ((unsigned char)c < ' ' || c == 0x7F) return "a control character";
    *(*to)++ = c;
  }
  if (!is_clean_utf8(start, (size_t)(*to - start))) return "bytes that are no UTF-8";
  *(*to)++ = '\0';
  return NULL;
}

static const char *parse_path(request_target *t, const char **from, char **to) {
  if (*(*from)++ != '/') return "a path that does not begin with '/'";
  while (**from != '\0' && **from != '?') {
    char *segment = *to;
    const char *problem = decode(from, to, "/?", false);
    if (problem != NULL) return problem;
    if (t->n_segments == TARGET_SEGMENTS) return "a path of too many parts";
    if (segment[0] == '\0' || strcmp(segment, ".") == 0 || strcmp(segment, "..") == 0 ||
        strpbrk(segment, "/\\") != NULL)
      return "a path that is not plain";
    t->segments[t->n_segments++] = segment;
    if (**from == '/' && (*++*from == '\0' || **from == '?'))
      return "a path that ends in '/'";
  }
  return NULL;
}

const char *target_parse(request_target *t, const char *text) {
  char *to = t->text;
  t->n_segments = t->n_params = 0;
  /* Decoding never makes longer, but each part gets a NUL. */
  if (strlen(text) > TARGET_MAX - 2 * TARGET_PARAMS - TARGET_SEGMENTS - 4)
    return "an address that is too long";
  const char *problem = parse_path(t, &text, &to);
  if (problem != NULL || *text == '\0') return problem;
  for (text++; *text != '\0'; text += *text == '&') {
    target_param param = {.name = to};
    if ((problem = decode(&text, &to, "=&", true)) != NULL) return problem;
    param.value = to;
    if (*text == '=') text++;
    if ((problem = decode(&text, &to, "&", true)) != NULL) return problem;
    if (t->n_params == TARGET_PARAMS) return "too many parameters";
    t->params[t->n_params++] = param;
  }
  return NULL;
}

const char *target_param_value(const request_target *t, const char *name) {
  for (size_t i = 0; i < t->n_params; i++)
    if (strcmp(t->params[i].name, name) == 0) return t->params[i].value;
  return NULL;
}

bool target_number(const char *text, int64_t *number) {
  int64_t value = 0;
  if (text == NULL || *text == '\0') return false;
  for (; *text != '\0'; text++) {
    if (*text < '0' || *text > '9') return false;
    value = value * 10 + (*text - '0');
    if (value > (INT64_C(1) << 53)) return false;
  }
  *number = value;
  return true;
}

bool cookie_value(const char *header, const char *name, char *value, size_t size) {
  size_t length = strlen(name);
  while (header != NULL && *header != '\0') {
    header += strspn(header, " ;");
    size_t whole = strcspn(header, ";");
    if (whole > length && header[length] == '=' && memcmp(header, name, length) == 0) {
      size_t n = whole - length - 1;
      if (n >= size) return false;
      memcpy(value, header + length + 1, n);
      value[n] = '\0';
      return true;
    }
    header += whole;
  }
  return false;
}
