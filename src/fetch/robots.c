/* robots.c - parses robots.txt and matches paths against its rules.
 *
 * Rules and paths are brought into one form before they are compared: octets that may
 * stand for themselves are not percent-encoded, all others are. In a rule '*' stands for
 * any octets and '$' at the end for the end of the path.
 */
#define _GNU_SOURCE /* memmem */
#include "robots.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

typedef struct rule {
  size_t start, size; /* of the pattern in `text` */
  bool allow;
} rule;

/* Rules of the groups that name the program, or of those for '*'. */
typedef struct group {
  bool exists;
  double delay;
  char *text; /* patterns, one behind another */
  size_t size, capacity;
  rule *rules;
  size_t n, n_capacity;
} group;

struct robots {
  group of_agent, of_all;
};

/* ---- one form for rules and paths ---- */

static int hex_value(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

static bool is_unreserved(unsigned char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
         (c != '\0' && strchr("-._~", c) != NULL);
}

static size_t put_hex(char *out, unsigned char c) {
  static const char figures[] = "0123456789ABCDEF";
  out[0] = '%';
  out[1] = figures[c >> 4];
  out[2] = figures[c & 15];
  return 3;
}

/* Writes `size` octets in the common form, which writing again would leave as it is, to
 * `out`, which has room for three times as many; the size. In a path the signs of
 * patterns stand for themselves. */
static size_t normalise(const char *data, size_t size, bool is_path, char *out) {
  size_t n = 0;
  for (size_t i = 0; i < size; i++) {
    unsigned char c = (unsigned char)data[i];
    int high = c == '%' && i + 2 < size ? hex_value(data[i + 1]) : -1;
    int low = high >= 0 ? hex_value(data[i + 2]) : -1;
    if (low >= 0) {
      c = (unsigned char)(high * 16 + low);
      i += 2;
      if (is_unreserved(c))
        out[n++] = (char)c;
      else
        n += put_hex(out + n, c);
    } else if (c <= ' ' || c >= 0x7F || c == '%' || (is_path && (c == '*' || c == '$'))) {
      n += put_hex(out + n, c);
    } else {
      out[n++] = (char)c;
    }
  }
  return n;
}

/* ---- parsing ---- */

static bool grow(void **items, size_t *capacity, size_t needed, size_t size) {
  if (needed <= *capacity) return true;
  size_t more = *capacity ? *capacity : 64;
  while (more < needed) more *= 2;
  void *grown = realloc(*items, more * size);
  if (grown == NULL) return false;
  *items = grown;
  *capacity = more;
  return true;
}

static bool add_rule(group *g, bool allow, const char *pattern, size_t size) {
  if (size == 0) return true; /* "Disallow:" forbids nothing */
  if (!grow((void **)&g->text, &g->capacity, g->size + 3 * size, 1) ||
      !grow((void **)&g->rules, &g->n_capacity, g->n + 1, sizeof *g->rules) ||
      g->text == NULL)
    return false;
  size_t n = normalise(pattern, size, false, g->text + g->size);
  g->rules[g->n++] = (rule){g->size, n, allow};
  g->size += n;
  return true;
}

typedef struct view {
  const char *data;
  size_t size;
} view;

static view trimmed(const char *data, const char *end) {
  while (data < end && (*data == ' ' || *data == '\t')) data++;
  while (end > data && (end[-1] == ' ' || end[-1] == '\t')) end--;
  return (view){data, (size_t)(end - data)};
}

static bool is_word(view v, const char *word) {
  return v.size == strlen(word) && strncasecmp(v.data, word, v.size) == 0;
}

/* The product at the start of "Product/1.0 (comment)". */
static view product_of(view v) {
  size_t n = 0;
  while (n < v.size && (is_unreserved((unsigned char)v.data[n])) && v.data[n] != '.' &&
         v.data[n] != '~')
    n++;
  return (view){v.data, n};
}

typedef struct reader {
  robots *out;
  const char *agent;
  bool in_agents;              /* the line before named a program */
  bool names_agent, names_all; /* whom the group is for */
} reader;

static void take_agent(reader *r, view value) {
  if (!r->in_agents) r->names_agent = r->names_all = false;
  r->in_agents = true;
  if (value.size > 0 && value.data[0] == '*')
    r->names_all = r->out->of_all.exists = true;
  else if (is_word(product_of(value), r->agent))
    r->names_agent = r->out->of_agent.exists = true;
}

static bool take_rule(reader *r, bool allow, view value) {
  r->in_agents = false;
  return (!r->names_agent ||
          add_rule(&r->out->of_agent, allow, value.data, value.size)) &&
         (!r->names_all || add_rule(&r->out->of_all, allow, value.data, value.size));
}

static void take_delay(reader *r, view value) {
  char number[24];
  snprintf(number, sizeof number, "%.*s", (int)(value.size < 20 ? value.size : 20),
           value.data);
  double seconds = strtod(number, NULL);
  if (!(seconds > 0 && seconds < 1e6)) return;
  if (r->names_agent) r->out->of_agent.delay = seconds;
  if (r->names_all) r->out->of_all.delay = seconds;
}

static bool take_line(reader *r, const char *line, const char *end) {
  const char *comment = memchr(line, '#', (size_t)(end - line));
  if (comment != NULL) end = comment;
  const char *colon = memchr(line, ':', (size_t)(end - line));
  if (colon == NULL) return true;
  view key = trimmed(line, colon), value = trimmed(colon + 1, end);
  if (is_word(key, "user-agent")) take_agent(r, value);
  if (is_word(key, "crawl-delay")) take_delay(r, value);
  if (is_word(key, "allow")) return take_rule(r, true, value);
  if (is_word(key, "disallow")) return take_rule(r, false, value);
  return true;
}

robots *robots_parse(const char *data, size_t size, const char *agent) {
  robots *out = calloc(1, sizeof *out);
  if (out == NULL) return NULL;
  reader r = {.out = out, .agent = agent};
  if (size > ROBOTS_MAX_BYTES) size = ROBOTS_MAX_BYTES;
  if (size >= 3 && memcmp(data, "\xEF\xBB\xBF", 3) == 0) {
    data += 3;
    size -= 3;
  }
  for (size_t start = 0; start < size;) {
    size_t end = start;
    while (end < size && data[end] != '\n' && data[end] != '\r') end++;
    if (!take_line(&r, data + start, data + end)) {
      robots_free(out);
      return NULL;
    }
    start = end + 1;
  }
  return out;
}

void robots_free(robots *r) {
  if (r == NULL) return;
  free(r->of_agent.text);
  free(r->of_agent.rules);
  free(r->of_all.text);
  free(r->of_all.rules);
  free(r);
}

/* ---- asking ---- */

static const group *group_of(const robots *r) {
  return r->of_agent.exists ? &r->of_agent : &r->of_all;
}

/* Whether a pattern matches a path from its start. Each part between two '*' is taken
 * where it comes first, which leaves most for those behind it. */
static bool matches(const char *pattern, size_t size, const char *path,
                    size_t path_size) {
  bool to_end = size > 0 && pattern[size - 1] == '$';
  const char *end = pattern + size - to_end, *path_end = path + path_size;
  for (bool first = true;; first = false) {
    const char *star = memchr(pattern, '*', (size_t)(end - pattern));
    size_t n = (size_t)((star ? star : end) - pattern), left = (size_t)(path_end - path);
    if (n > left) return false;
    if (star == NULL && to_end) {
      if (first && n != left) return false;
      return memcmp(path_end - n, pattern, n) == 0;
    }
    const char *found = first    ? (memcmp(path, pattern, n) == 0 ? path : NULL)
                        : n == 0 ? path
                                 : memmem(path, left, pattern, n);
    if (found == NULL) return false;
    if (star == NULL) return true;
    path = found + n;
    pattern = star + 1;
  }
}

bool robots_allows(const robots *r, const char *path) {
  if (r == NULL || strcmp(path, "/robots.txt") == 0) return true;
  const group *g = group_of(r);
  size_t size = strlen(path);
  char *normal = malloc(3 * size + 1);
  /* Not to know is not to be allowed. */
  if (normal == NULL) return false;
  size_t n = normalise(path, size, true, normal), longest = 0;
  bool allow = true;
  for (size_t i = 0; i < g->n; i++) {
    const rule *one = &g->rules[i];
    if (one->size < longest || (one->size == longest && (allow || !one->allow))) continue;
    if (!matches(g->text + one->start, one->size, normal, n)) continue;
    longest = one->size;
    allow = one->allow;
  }
  free(normal);
  return allow;
}

double robots_delay(const robots *r) {
  return r == NULL ? 0 : group_of(r)->delay;
}

char *robots_print(const robots *r) {
  const group *g = group_of(r);
  size_t size = 64 + g->size + g->n * 16, at = 0;
  char *out = malloc(size);
  if (out == NULL) return NULL;
  at += (size_t)snprintf(out, size, "User-agent: *\n");
  if (g->delay > 0)
    at += (size_t)snprintf(out + at, size - at, "Crawl-delay: %g\n", g->delay);
  for (size_t i = 0; i < g->n; i++)
    at += (size_t)snprintf(out + at, size - at, "%s: %.*s\n",
                           g->rules[i].allow ? "Allow" : "Disallow",
                           (int)g->rules[i].size, g->text + g->rules[i].start);
  return out;
}
