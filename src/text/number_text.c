/* number_text.c - numbers, dates and clock times as they are written: finding their
 * tokens, reading their values.
 *
 * Digits are ASCII, Arabic-Indic or Persian. What a separator means is settled by the
 * whole shape: three digits behind each separator are thousands, anything else a
 * fraction. Dates are often typed with a direction mark beside each slash, so these may
 * stand inside.
 */
#include "text/text_reader.h"

int digit_at(const uint8_t *p, const uint8_t *end, unsigned *size) {
  *size = 1;
  if (*p < 0x80) return *p >= '0' && *p <= '9' ? *p - '0' : -1;
  int bad = 0;
  uint32_t glyph = glyph_at(p, end, size, &bad);
  return GLYPH_KIND(glyph) == GLYPH_DIGIT ? (int)GLYPH_PAYLOAD(glyph) : -1;
}

/* A run of digits. */
typedef struct run {
  const uint8_t *end;
  uint32_t n;      /* digits */
  uint64_t value;  /* of the first 18 */
  bool zero_first; /* begins with 0 and has more digits */
} run;

static run run_at(const uint8_t *p, const uint8_t *end) {
  run d = {p, 0, 0, false};
  unsigned size;
  int digit, first = 0;
  while (p < end && (digit = digit_at(p, end, &size)) >= 0) {
    if (d.n == 0) first = digit;
    if (d.n < 18) d.value = d.value * 10 + (unsigned)digit;
    d.n++;
    d.end = p += size;
  }
  d.zero_first = first == 0 && d.n > 1;
  return d;
}

/* Separators inside numbers. */
enum {
  SEPARATOR_NONE,
  SEPARATOR_POINT,
  SEPARATOR_COMMA,
  SEPARATOR_DECIMAL,
  SEPARATOR_THOUSANDS
};

/* The separator at p, which must stand before a digit: . , U+060C U+066B U+066C. `*size`
 * is its length. */
static int separator_at(const uint8_t *p, const uint8_t *end, unsigned *size) {
  int separator = SEPARATOR_NONE;
  *size = 1;
  if (p >= end) return SEPARATOR_NONE;
  if (*p == '.') {
    separator = SEPARATOR_POINT;
  } else if (*p == ',') {
    separator = SEPARATOR_COMMA;
  } else if (end - p >= 2) {
    *size = 2;
    if (p[0] == 0xD8 && p[1] == 0x8C) separator = SEPARATOR_COMMA;
    if (p[0] == 0xD9 && p[1] == 0xAB) separator = SEPARATOR_DECIMAL;
    if (p[0] == 0xD9 && p[1] == 0xAC) separator = SEPARATOR_THOUSANDS;
  }
  unsigned digit_size;
  if (separator == SEPARATOR_NONE || p + *size >= end ||
      digit_at(p + *size, end, &digit_size) < 0)
    return SEPARATOR_NONE;
  return separator;
}

/* ---- dates and clock times ---- */

/* Steps over at most two direction marks: U+200E U+200F U+061C. */
static const uint8_t *marks_skip(const uint8_t *p, const uint8_t *end) {
  for (unsigned i = 0; i < 2; i++) {
    if (end - p >= 3 && p[0] == 0xE2 && p[1] == 0x80 && (p[2] == 0x8E || p[2] == 0x8F))
      p += 3;
    else if (end - p >= 2 && p[0] == 0xD8 && p[1] == 0x9C)
      p += 2;
  }
  return p;
}

/* The digits behind the mark `separator` at p; none (n = 0) where there is no such mark
 * or no digit. */
static run field_after(const uint8_t *p, const uint8_t *end, uint8_t separator) {
  run none = {p, 0, 0, false};
  p = marks_skip(p, end);
  if (p >= end || *p != separator) return none;
  run d = run_at(marks_skip(p + 1, end), end);
  return d.n ? d : none;
}

static bool is_day_month(const run *a, const run *b) {
  if (a->n > 2 || b->n > 2 || a->value == 0 || b->value == 0) return false;
  return (a->value <= 31 && b->value <= 12) || (a->value <= 12 && b->value <= 31);
}

static bool is_year(const run *d) {
  return d->n == 4 && d->value >= 1000 && d->value < 3000;
}

/* The end of the date whose first field is `a`, NULL where it is none. */
static const uint8_t *date_end(const run *a, const uint8_t *end) {
  const uint8_t *p = marks_skip(a->end, end);
  if (p >= end || (*p != '/' && *p != '-' && *p != '.')) return NULL;
  uint8_t separator = *p;
  run b = field_after(a->end, end, separator);
  if (b.n == 0 || b.n > 2) return NULL;
  run c = field_after(b.end, end, separator);
  if (c.n == 0 || c.n > 4 || field_after(c.end, end, separator).n) return NULL;
  bool day_first = is_day_month(a, &b) && (is_year(&c) || (separator == '/' && c.n == 2));
  bool year_first = is_year(a) && is_day_month(&b, &c);
  return day_first || year_first ? c.end : NULL;
}

static const uint8_t *clock_end(const run *a, const uint8_t *end) {
  if (a->n > 2 || a->value > 24) return NULL;
  run b = field_after(a->end, end, ':');
  if (b.n != 2 || b.value > 59) return NULL;
  run c = field_after(b.end, end, ':');
  if (c.n == 0) return b.end;
  return c.n == 2 && c.value <= 60 && field_after(c.end, end, ':').n == 0 ? c.end : NULL;
}

const uint8_t *read_number(reader *r, const uint8_t *p) {
  run d = run_at(p, r->end);
  unsigned kind = TOKEN_NUMBER, size;
  const uint8_t *end = NULL;
  if (d.n <= 4) {
    if ((end = date_end(&d, r->end)) != NULL)
      kind = TOKEN_DATE;
    else if ((end = clock_end(&d, r->end)) != NULL)
      kind = TOKEN_CLOCK;
  }
  if (!end)
    for (end = d.end; separator_at(end, r->end, &size) != SEPARATOR_NONE;)
      end = run_at(end + size, r->end).end;
  r->n_numbers++;
  return reader_push_mark(r, kind, p, end, 0);
}

/* ---- values ---- */

#define VALUE_MAX 1000000000000000 /* 10^15 */

enum { MAX_GROUPS = 7 }; /* 10^15 has six, and a fraction */

/* A number as written: groups of digits, and the separator behind each but the last. */
typedef struct shape {
  run groups[MAX_GROUPS];
  int separators[MAX_GROUPS];
  unsigned n;
} shape;

/* False where there are too many groups. */
static bool shape_read(shape *s, const uint8_t *p, const uint8_t *end) {
  unsigned size;
  for (s->n = 0; s->n < MAX_GROUPS; p += size) {
    run *d = &s->groups[s->n];
    *d = run_at(p, end);
    p = d->end;
    s->separators[s->n++] = separator_at(p, end, &size);
    if (s->separators[s->n - 1] == SEPARATOR_NONE) return true;
  }
  return false;
}

/* Whether the first `n` groups are thousands: three digits in each after the first, one
 * kind of separator. */
static bool is_grouped(const shape *s, unsigned n) {
  if (s->groups[0].n > 3 || s->groups[0].zero_first || s->groups[0].value == 0)
    return n == 1;
  for (unsigned i = 1; i < n; i++)
    if (s->groups[i].n != 3 || s->separators[i - 1] != s->separators[0]) return false;
  return true;
}

/* The first `n` groups joined; more than VALUE_MAX where that is too large. */
static uint64_t joined(const shape *s, unsigned n) {
  uint64_t value = s->groups[0].value;
  if (s->groups[0].n > 16) return UINT64_MAX;
  for (unsigned i = 1; i < n && value <= VALUE_MAX; i++)
    value = value * 1000 + s->groups[i].value;
  return value;
}

/* `head` with a fraction of the digits of `d`, as many as a double holds exactly. */
static double with_fraction(uint64_t head, const run *d) {
  uint64_t fraction = d->value, scale = 1;
  for (uint32_t i = 0; i < d->n && i < 18; i++) scale *= 10;
  while (scale > 1 && (head > 0 ? scale > VALUE_MAX / head : scale > VALUE_MAX)) {
    scale /= 10;
    fraction /= 10;
  }
  return (double)(head * scale + fraction) / (double)scale;
}

bool text_number_value(const text_doc *doc, const token *t, int64_t *value, double *exact,
                       bool *decimals) {
  const uint8_t *base = (const uint8_t *)doc->data;
  shape s;
  if (t->kind != TOKEN_NUMBER || !shape_read(&s, base + t->start, base + t->end))
    return false;
  if (s.n == 1 && s.groups[0].zero_first && s.groups[0].n >= 7)
    return false; /* a telephone number */
  bool thousands = s.n == 1 || (is_grouped(&s, s.n) &&
                                (s.n > 2 || s.separators[0] != SEPARATOR_DECIMAL));
  unsigned last = s.n - 1;
  bool fraction = s.n == 2 ? s.separators[0] != SEPARATOR_THOUSANDS
                           : s.n > 2 && is_grouped(&s, last) &&
                                 s.separators[last - 1] != s.separators[0];
  if (!thousands && !fraction) return false; /* a version, an IP address, a list */
  uint64_t whole = joined(&s, thousands ? s.n : last);
  if (whole > VALUE_MAX) return false;
  *value = (int64_t)whole;
  *exact = thousands ? (double)whole : with_fraction(whole, &s.groups[last]);
  *decimals = !thousands;
  return true;
}

unsigned text_number_fields(const text_doc *doc, const token *t, int32_t fields[3]) {
  const uint8_t *p = (const uint8_t *)doc->data + t->start,
                *end = (const uint8_t *)doc->data + t->end;
  unsigned n = 0, size;
  while (p < end && n < 3) {
    if (digit_at(p, end, &size) < 0) {
      p += size;
      continue;
    }
    run d = run_at(p, end);
    fields[n++] = (int32_t)d.value;
    p = d.end;
  }
  return n;
}
