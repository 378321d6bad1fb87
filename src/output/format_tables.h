/* format_tables.h - what data/formats/ says of codes: compiled into the program by
 * tools/build_formats.c. */
#ifndef RASID_OUTPUT_FORMAT_TABLES_H
#define RASID_OUTPUT_FORMAT_TABLES_H

#include <rasid/rasid.h>

/* TABLE_COUNTRY … and, for each table, its columns: COUNTRY_ISO3 … */
#define FORMAT_TABLE(table, file) TABLE_##table,
#define FORMAT_COLUMN(table, column, header, check)
#define FORMAT_END(table)
enum {
#include "format_columns.inc"
  N_TABLES
};
#undef FORMAT_TABLE
#undef FORMAT_COLUMN
#undef FORMAT_END

#define FORMAT_TABLE(table, file) enum {
#define FORMAT_COLUMN(table, column, header, check) table##_##column,
#define FORMAT_END(table) \
  N_##table##_COLUMNS     \
  }                       \
  ;
#include "format_columns.inc"
#undef FORMAT_TABLE
#undef FORMAT_COLUMN
#undef FORMAT_END

/* A table: rows of `n_columns` cells, sorted by the bytes of the first. */
typedef struct format_table {
  const char *const *cells;
  size_t n_rows, n_columns;
} format_table;

extern const format_table format_tables[N_TABLES];

/* The cell of `column` in the row whose key is `key`; "" where the cell is empty or there
 * is no such row. format_has tells the two apart. */
const char *format_cell(int table, rasid_text key, int column);
bool format_has(int table, rasid_text key);

/* A word of the brief and the summary, in English or Arabic. `key` stands in
 * data/formats/words.tsv. */
const char *format_word(const char *key, bool arabic);

#endif
