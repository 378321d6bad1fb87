/* format_tables_find.c - looking up a row of a compiled table. */
#include <string.h>

#include "format_tables.h"

static int compare(rasid_text key, const char *cell) {
  size_t size = strlen(cell), least = key.size < size ? key.size : size;
  int order = least > 0 ? memcmp(key.data, cell, least) : 0;
  return order != 0 ? order : (key.size > size) - (key.size < size);
}

static const char *const *find(int table, rasid_text key) {
  const format_table *t = &format_tables[table];
  size_t low = 0, high = t->n_rows;
  if (key.data == NULL) return NULL;
  while (low < high) {
    size_t middle = low + (high - low) / 2;
    const char *const *row = &t->cells[middle * t->n_columns];
    int order = compare(key, row[0]);
    if (order == 0) return row;
    if (order < 0)
      high = middle;
    else
      low = middle + 1;
  }
  return NULL;
}

const char *format_cell(int table, rasid_text key, int column) {
  const char *const *row = find(table, key);
  return row ? row[column] : "";
}

bool format_has(int table, rasid_text key) {
  return find(table, key) != NULL;
}

const char *format_word(const char *key, bool arabic) {
  return format_cell(TABLE_WORD, (rasid_text){key, strlen(key)},
                     arabic ? WORD_AR : WORD_EN);
}
