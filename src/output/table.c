/* table.c - columns as wide as their widest cell, counted in characters that take a
 * column. */
#include "table.h"

#include <stdlib.h>

/* The widest a column gets; longer cells are cut with an ellipsis. */
enum { MAX_WIDTH = 34 };

/* Columns a text takes: code points without marks that combine. Enough for Arabic and
 * Latin. */
static size_t width(rasid_text text) {
  size_t n = 0;
  for (size_t i = 0; i < text.size; i++) {
    unsigned char c = (unsigned char)text.data[i];
    unsigned char next = i + 1 < text.size ? (unsigned char)text.data[i + 1] : 0;
    if ((c & 0xC0) == 0x80) continue;                        /* inside a character */
    if (c == 0xD9 && next >= 0x8B && next <= 0x9F) continue; /* Arabic vowel signs */
    if (c == 0xCC || (c == 0xCD && next < 0xB0)) continue;   /* combining accents */
    n++;
  }
  return n;
}

/* Bytes of the first `columns` columns of a text. */
static size_t prefix(rasid_text text, size_t columns) {
  size_t end = text.size;
  while (end > 0 && width((rasid_text){text.data, end}) > columns) {
    do end--;
    while (end > 0 && ((unsigned char)text.data[end] & 0xC0) == 0x80);
  }
  return end;
}

void table_cell_end(table *t) {
  if (t->n < t->capacity)
    t->ends[t->n++] = t->text.size;
  else
    t->text.failed = true;
}

void table_cell(table *t, rasid_text text) {
  output_text(&t->text, text);
  table_cell_end(t);
}

void table_begin(table *t, const char *const *names, size_t n_columns, size_t n_rows) {
  memset(t, 0, sizeof *t);
  t->n_columns = n_columns;
  t->ends = malloc((n_rows + 1) * n_columns * sizeof *t->ends);
  t->capacity = t->ends ? (n_rows + 1) * n_columns : 0;
  for (size_t i = 0; i < n_columns; i++) {
    output_string(&t->text, names[i]);
    table_cell_end(t);
  }
}

static rasid_text cell_at(const table *t, size_t i) {
  size_t start = i ? t->ends[i - 1] : 0;
  return (rasid_text){t->text.data ? t->text.data + start : "", t->ends[i] - start};
}

static void print_rows(rasid_output *out, const table *t) {
  size_t widths[TABLE_MAX_COLUMNS] = {0};
  for (size_t i = 0; i < t->n; i++) {
    size_t w = width(cell_at(t, i));
    if (w > MAX_WIDTH) w = MAX_WIDTH;
    if (w > widths[i % t->n_columns]) widths[i % t->n_columns] = w;
  }
  for (size_t i = 0; i < t->n; i++) {
    size_t column = i % t->n_columns;
    rasid_text text = cell_at(t, i);
    bool last = column == t->n_columns - 1;
    bool cut = width(text) > MAX_WIDTH && !(last && t->whole_last);
    if (cut) text.size = prefix(text, MAX_WIDTH - 1);
    if (column == 0) output_string(out, " ");
    output_string(out, " ");
    output_text(out, text);
    if (cut) output_string(out, "\xE2\x80\xA6");
    if (last) {
      while (out->size > 0 && out->data[out->size - 1] == ' ') out->size--;
      output_string(out, "\n");
      continue;
    }
    for (size_t w = width(text) + cut; w < widths[column] + 1; w++)
      output_string(out, " ");
  }
}

void table_end(table *t, rasid_output *out) {
  out->failed = out->failed || t->text.failed;
  if (!out->failed && t->n > t->n_columns) print_rows(out, t);
  free(t->ends);
  free(t->text.data);
}
