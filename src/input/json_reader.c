/* json_reader.c - a cursor over one line of JSON; see json_reader.h for the idea. */
#include "json_reader.h"

#include <stdint.h>
#include <string.h>

/* Deeper nesting is refused. No report needs it. */
enum { MAX_DEPTH = 512 };

json_cursor json_begin(const char *data, size_t size) {
  return (json_cursor){.start = data, .at = data, .end = data + size};
}

static bool fail(json_cursor *c, const char *problem) {
  if (c->problem == NULL) c->problem = problem;
  return false;
}

static void skip_blanks(json_cursor *c) {
  while (c->at < c->end &&
         (*c->at == ' ' || *c->at == '\t' || *c->at == '\r' || *c->at == '\n'))
    c->at++;
}

/* The next character that is no blank, not taken; NUL at the end. */
static char peek(json_cursor *c) {
  skip_blanks(c);
  return c->at < c->end ? *c->at : '\0';
}

size_t json_column(const json_cursor *c) {
  size_t column = 1;
  for (const char *p = c->start; p < c->at; p++)
    column += ((unsigned char)*p & 0xC0) != 0x80;
  return column;
}

json_kind json_peek(json_cursor *c) {
  if (c->problem != NULL) return JSON_BAD;
  char next = peek(c);
  switch (next) {
    case '"': return JSON_STRING;
    case '{': return JSON_OBJECT;
    case '[': return JSON_ARRAY;
    case 'n': return JSON_NULL;
    case 't':
    case 'f': return JSON_BOOL;
    default: break;
  }
  if (next == '-' || (next >= '0' && next <= '9')) return JSON_NUMBER;
  fail(c, c->at == c->end ? "the line ends where a value should begin"
                          : "no value begins with this character");
  return JSON_BAD;
}

void json_enter(json_cursor *c) {
  c->at++;
}

/* ---- strings ---- */

/* Whether a character of a string needs no look: all but quote, backslash and control
 * characters. */
static inline bool is_plain(char ch) {
  return (unsigned char)ch >= 0x20 && ch != '"' && ch != '\\';
}

/* The same of eight characters at once. */
static bool are_plain(const char *p) {
  const uint64_t lanes = 0x0101010101010101u;
  uint64_t v, quote, backslash;
  memcpy(&v, p, 8);
  quote = v ^ (lanes * '"');
  backslash = v ^ (lanes * '\\');
  return !((((v - lanes * 0x20) & ~v) | ((quote - lanes) & ~quote) |
            ((backslash - lanes) & ~backslash)) &
           lanes << 7);
}

static int hex_digit(char ch) {
  if (ch >= '0' && ch <= '9') return ch - '0';
  if (ch >= 'a' && ch <= 'f') return ch - 'a' + 10;
  return ch >= 'A' && ch <= 'F' ? ch - 'A' + 10 : -1;
}

/* Takes an escape, whose backslash is next. */
static bool take_escape(json_cursor *c) {
  if (c->end - c->at < 2) return fail(c, "the string does not end");
  char kind = c->at[1];
  if (kind != 'u') {
    if (kind == '\0' || strchr("\"\\/bfnrt", kind) == NULL)
      return fail(c, "no such escape");
    c->at += 2;
    return true;
  }
  for (int i = 2; i < 6; i++)
    if (c->end - c->at <= i || hex_digit(c->at[i]) < 0)
      return fail(c, "\\u needs four hexadecimal digits");
  c->at += 6;
  return true;
}

/* Takes a string, whose quote is next. */
static bool take_string(json_cursor *c, json_view *view) {
  c->at++;
  *view = (json_view){.data = c->at};
  for (;;) {
    while (c->end - c->at >= 8 && are_plain(c->at)) c->at += 8;
    while (c->at < c->end && is_plain(*c->at)) c->at++;
    if (c->at == c->end) return fail(c, "the string does not end");
    if (*c->at == '"') break;
    if (*c->at != '\\') return fail(c, "a control character in a string must be escaped");
    view->escaped = true;
    if (!take_escape(c)) return false;
  }
  view->size = (size_t)(c->at - view->data);
  c->at++;
  return true;
}

static unsigned unit_at(const char *p) {
  unsigned unit = 0;
  for (int i = 0; i < 4; i++) unit = unit << 4 | (unsigned)hex_digit(p[i]);
  return unit;
}

/* Writes a code point as UTF-8; the place behind it. */
static char *put_code_point(char *out, unsigned cp) {
  if (cp < 0x80) {
    *out++ = (char)cp;
  } else if (cp < 0x800) {
    *out++ = (char)(0xC0 | cp >> 6);
    *out++ = (char)(0x80 | (cp & 0x3F));
  } else if (cp < 0x10000) {
    *out++ = (char)(0xE0 | cp >> 12);
    *out++ = (char)(0x80 | (cp >> 6 & 0x3F));
    *out++ = (char)(0x80 | (cp & 0x3F));
  } else {
    *out++ = (char)(0xF0 | cp >> 18);
    *out++ = (char)(0x80 | (cp >> 12 & 0x3F));
    *out++ = (char)(0x80 | (cp >> 6 & 0x3F));
    *out++ = (char)(0x80 | (cp & 0x3F));
  }
  return out;
}

size_t json_decode(char *data, size_t size) {
  static const char letters[] = "bfnrt", values[] = "\b\f\n\r\t";
  const char *in = data, *end = data + size;
  char *out = data;
  while (in < end) {
    const char *escape = memchr(in, '\\', (size_t)(end - in));
    size_t n = (size_t)((escape ? escape : end) - in);
    memmove(out, in, n);
    out += n;
    if (escape == NULL) break;
    in = escape + 2;
    if (escape[1] != 'u') {
      const char *letter = strchr(letters, escape[1]);
      *out++ = letter ? values[letter - letters] : escape[1];
      continue;
    }
    unsigned cp = unit_at(in);
    in += 4;
    if (cp >= 0xD800 && cp < 0xDC00 && end - in >= 6 && in[0] == '\\' && in[1] == 'u') {
      unsigned low = unit_at(in + 2);
      if (low >= 0xDC00 && low < 0xE000) {
        cp = 0x10000 + ((cp - 0xD800) << 10) + (low - 0xDC00);
        in += 6;
      }
    }
    if (cp >= 0xD800 && cp < 0xE000) cp = 0xFFFD;
    out = put_code_point(out, cp);
  }
  return (size_t)(out - data);
}

bool json_key_is(json_view key, const char *name) {
  char copy[128];
  size_t n = strlen(name);
  if (!key.escaped) return key.size == n && memcmp(key.data, name, n) == 0;
  if (key.size > sizeof copy) return false;
  memcpy(copy, key.data, key.size);
  return json_decode(copy, key.size) == n && memcmp(copy, name, n) == 0;
}

/* ---- numbers and words ---- */

static bool take_digits(json_cursor *c) {
  const char *first = c->at;
  while (c->at < c->end && *c->at >= '0' && *c->at <= '9') c->at++;
  return c->at > first || fail(c, "a digit is missing");
}

static bool take_number(json_cursor *c, json_view *view) {
  *view = (json_view){.data = c->at};
  if (*c->at == '-') c->at++;
  if (c->at < c->end && *c->at == '0')
    c->at++;
  else if (!take_digits(c))
    return false;
  if (c->at < c->end && *c->at == '.') {
    c->at++;
    if (!take_digits(c)) return false;
  }
  if (c->at < c->end && (*c->at == 'e' || *c->at == 'E')) {
    c->at++;
    if (c->at < c->end && (*c->at == '+' || *c->at == '-')) c->at++;
    if (!take_digits(c)) return false;
  }
  view->size = (size_t)(c->at - view->data);
  return true;
}

static bool take_word(json_cursor *c) {
  static const char *const words[] = {"null", "true", "false"};
  for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
    size_t n = strlen(words[i]);
    if ((size_t)(c->end - c->at) < n || memcmp(c->at, words[i], n) != 0) continue;
    c->at += n;
    return true;
  }
  return fail(c, "no value begins with this character");
}

bool json_take(json_cursor *c, json_view *view) {
  return *c->at == '"' ? take_string(c, view) : take_number(c, view);
}

/* ---- objects and arrays ---- */

bool json_next_key(json_cursor *c, bool *first, json_view *key) {
  char next = peek(c);
  if (c->problem != NULL) return false;
  if (next == '}') {
    c->at++;
    return false;
  }
  if (!*first) {
    if (next != ',') return fail(c, "',' or '}' should stand here");
    c->at++;
    next = peek(c);
  }
  *first = false;
  if (next != '"') return fail(c, "a key in quotes should stand here");
  if (!take_string(c, key)) return false;
  if (peek(c) != ':') return fail(c, "':' should stand here");
  c->at++;
  return true;
}

bool json_next_item(json_cursor *c, bool *first) {
  char next = peek(c);
  if (c->problem != NULL) return false;
  if (next == ']' && c->at < c->end) {
    c->at++;
    return false;
  }
  if (!*first) {
    if (next != ',') return fail(c, "',' or ']' should stand here");
    c->at++;
  }
  *first = false;
  return true;
}

/* One level of nesting that json_skip is in. */
typedef struct level {
  bool is_object, first;
} level;

/* Takes what a value begins with: all of a plain one; of an object or array the bracket,
 * and `*entered`. */
static bool begin_value(json_cursor *c, level *entered, bool *is_nested) {
  json_view ignored;
  *is_nested = false;
  json_kind kind = json_peek(c);
  switch (kind) {
    case JSON_BAD: return false;
    case JSON_NULL:
    case JSON_BOOL: return take_word(c);
    case JSON_NUMBER:
    case JSON_STRING: return json_take(c, &ignored);
    case JSON_ARRAY:
    case JSON_OBJECT: break;
  }
  json_enter(c);
  *entered = (level){.is_object = kind == JSON_OBJECT, .first = true};
  *is_nested = true;
  return true;
}

bool json_skip(json_cursor *c) {
  level levels[MAX_DEPTH], entered;
  size_t depth = 0;
  json_view key;
  do {
    bool is_nested;
    if (depth > 0) {
      level *l = &levels[depth - 1];
      bool more =
          l->is_object ? json_next_key(c, &l->first, &key) : json_next_item(c, &l->first);
      if (c->problem != NULL) return false;
      if (!more) {
        depth--;
        continue;
      }
    }
    if (!begin_value(c, &entered, &is_nested)) return false;
    if (!is_nested) continue;
    if (depth == MAX_DEPTH) return fail(c, "nested too deep");
    levels[depth++] = entered;
  } while (depth > 0);
  return true;
}

bool json_finish(json_cursor *c) {
  skip_blanks(c);
  if (c->problem != NULL) return false;
  return c->at == c->end || fail(c, "something stands behind the object");
}
