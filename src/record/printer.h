/* printer.h - writes text through a callback in pieces of a few KiB, from the stack. */
#ifndef RASID_RECORD_PRINTER_H
#define RASID_RECORD_PRINTER_H

#include "record/record_inside.h"

typedef struct printer {
  void (*write)(void *context, const char *data, size_t size);
  void *context;
  const rasid_record *r;
  size_t n;
  char bytes[4096];
} printer;

/* To be flushed at the end. */
void printer_flush(printer *p);
void printer_put(printer *p, const char *data, size_t size);
/* Up to 1,023 bytes; what is longer is cut. */
void printer_print(printer *p, const char *format, ...) PRINTF_LIKE(2, 3);
/* Text of the caller on one line: control characters become blanks, what is ill-formed
 * U+FFFD. */
void printer_put_line(printer *p, const char *data, size_t size);
/* The words of the coded text from byte `start` to `end`, "(not in words)" where there
 * are none. */
void printer_put_words(printer *p, uint32_t start, uint32_t end);
/* "12-18" in the coder's offset unit. */
void printer_put_span(printer *p, uint32_t start, uint32_t end);
/* "data/ar/frames/assault.tsv:41" */
void printer_put_rule(printer *p, uint32_t file, uint32_t line);
/* Names of the features of a candidate, with `between` between them. */
void printer_put_features(printer *p, const event *e, const char *between);

#endif
