/* sheet.c - cells: quoted where RFC 4180 wants it, and no formulas.
 *
 * A cell is printed where it will stand and looked at when it ends: most need no change.
 */
#include "sheet.h"

sheet sheet_begin(rasid_output *output, char separator) {
  return (sheet){.out = output, .separator = separator};
}

void sheet_open(sheet *s) {
  if (s->inside) output_put(s->out, &s->separator, 1);
  s->inside = true;
  s->start = s->out->size;
}

/* What spreadsheets take for the beginning of a formula, full-width forms included, which
 * some of them fold. */
static bool begins_formula(const char *cell, size_t size) {
  static const char *const wide[] = {"\xEF\xBC\x9D", "\xEF\xBC\x8B", "\xEF\xBC\x8D",
                                     "\xEF\xBC\xA0"};
  if (size == 0) return false;
  if (cell[0] != '\0' && strchr("=+-@\t\r\n", cell[0]) != NULL) return true;
  for (size_t i = 0; i < sizeof wide / sizeof *wide; i++)
    if (size >= 3 && memcmp(cell, wide[i], 3) == 0) return true;
  return false;
}

/* Puts one character into the text at `at`. */
static void insert(rasid_output *out, size_t at, char c) {
  output_put(out, &c, 1);
  if (out->failed) return;
  memmove(out->data + at + 1, out->data + at, out->size - at - 1);
  out->data[at] = c;
}

/* Blanks what would part cells or is no text; how many quotes there are, and whether
 * anything asks for quoting. */
static bool look_at(sheet *s, size_t *n_quotes) {
  bool quote = false, is_csv = s->separator == ',';
  *n_quotes = 0;
  for (size_t i = s->start; i < s->out->size; i++) {
    char *c = &s->out->data[i];
    if (*c == '"') {
      ++*n_quotes;
    } else if (*c == ',' || (is_csv && (*c == '\n' || *c == '\r'))) {
      quote |= is_csv;
    } else if ((unsigned char)*c < 0x20 || *c == 0x7F) {
      *c = ' ';
    }
  }
  return quote || *n_quotes > 0;
}

static void add_quotes(sheet *s, size_t n_quotes) {
  rasid_output *out = s->out;
  size_t from = out->size, to = from + n_quotes + 2;
  for (size_t i = 0; i < n_quotes + 2; i++) output_put(out, "\"", 1);
  if (out->failed) return;
  to--; /* the closing quote is there */
  while (from > s->start) {
    char c = out->data[--from];
    out->data[--to] = c;
    if (c == '"') out->data[--to] = '"';
  }
  out->data[s->start] = '"';
}

void sheet_close(sheet *s, bool is_number) {
  size_t n_quotes;
  if (s->out->failed || s->out->size == s->start) return;
  const char *cell = s->out->data + s->start;
  if (!is_number && !s->raw && begins_formula(cell, s->out->size - s->start))
    insert(s->out, s->start, '\'');
  if (!s->out->failed && look_at(s, &n_quotes) && !s->raw) add_quotes(s, n_quotes);
}

void sheet_text(sheet *s, rasid_text text) {
  sheet_open(s);
  output_text(s->out, text);
  sheet_close(s, false);
}

void sheet_string(sheet *s, const char *string) {
  sheet_text(s, text_of(string));
}

void sheet_integer(sheet *s, int64_t value) {
  sheet_open(s);
  output_integer(s->out, value);
  sheet_close(s, true);
}

void sheet_real(sheet *s, double value, int places) {
  sheet_open(s);
  output_real(s->out, value, places);
  sheet_close(s, true);
}

void sheet_empty(sheet *s, size_t n) {
  for (; n > 0; n--) sheet_open(s);
}

void sheet_end_row(sheet *s) {
  output_put(s->out, "\n", 1);
  s->inside = false;
}

void sheet_header(sheet *s, const char *const *names, size_t n) {
  if (s->out->options.bom) output_string(s->out, "\xEF\xBB\xBF");
  for (size_t i = 0; i < n; i++) sheet_string(s, names[i]);
  sheet_end_row(s);
}
