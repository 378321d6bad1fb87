/* table.h - cells printed one after the other, shown as aligned columns. */
#ifndef RASID_OUTPUT_TABLE_H
#define RASID_OUTPUT_TABLE_H

#include "output.h"

enum { TABLE_MAX_COLUMNS = 12 };

/* The cells, row by row, as one text and the end of each. */
typedef struct table {
  rasid_output text; /* cells are printed into this; `failed` where memory ran out */
  size_t *ends;
  size_t n, capacity, n_columns;
  bool whole_last; /* the last column is not cut */
} table;

/* A table of `n_columns` with a first row of names and room for `n_rows` more; to be
 * ended. */
void table_begin(table *t, const char *const *names, size_t n_columns, size_t n_rows);
/* What was printed since the last end is a cell. */
void table_cell_end(table *t);
/* A cell that is this text and nothing else. */
void table_cell(table *t, rasid_text text);
/* Prints the rows into `out`, nothing where there are none, and frees the cells. `out`
 * has failed where they did. */
void table_end(table *t, rasid_output *out);

#endif
