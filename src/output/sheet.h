/* sheet.h - rows of cells parted by commas or tabs, as spreadsheets and databases read
 * them. */
#ifndef RASID_OUTPUT_SHEET_H
#define RASID_OUTPUT_SHEET_H

#include "output.h"

typedef struct sheet {
  rasid_output *out;
  char separator;
  bool raw; /* no quotes and no care of spreadsheets: what would part cells is blanked */
  bool inside;  /* the row has a cell already */
  size_t start; /* where the cell begins */
} sheet;

sheet sheet_begin(rasid_output *output, char separator);

/* A cell: what is printed into sheet->out between the two. A text that a spreadsheet
 * would take for a formula gets an apostrophe; a number is left alone. */
void sheet_open(sheet *s);
void sheet_close(sheet *s, bool is_number);

/* Whole cells. */
void sheet_text(sheet *s, rasid_text text);
void sheet_string(sheet *s, const char *string);
void sheet_integer(sheet *s, int64_t value);
void sheet_real(sheet *s, double value, int places);
void sheet_empty(sheet *s, size_t n);
void sheet_end_row(sheet *s);

/* The byte order mark, where the options want it, and a row of names. */
void sheet_header(sheet *s, const char *const *names, size_t n);

#endif
