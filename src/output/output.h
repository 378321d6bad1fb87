/* output.h - the growing text that the formats print into. */
#ifndef RASID_OUTPUT_OUTPUT_H
#define RASID_OUTPUT_OUTPUT_H

#include <rasid/io.h>
#include <string.h>

struct rasid_output {
  char *data;
  size_t size, capacity;
  bool failed; /* an append did not fit; the record begun is taken back */
};

void output_put(rasid_output *output, const char *data, size_t size);
static inline void output_text(rasid_output *output, rasid_text text) {
  output_put(output, text.data, text.size);
}
static inline void output_string(rasid_output *output, const char *string) {
  output_put(output, string, strlen(string));
}
void output_print(rasid_output *output, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/* A JSON string of a text in UTF-8; null where it is absent. */
void output_json(rasid_output *output, rasid_text text);

/* One printer for each format. */
void jsonl_output_record(rasid_output *output, const rasid_record *record);
void table_output_record(rasid_output *output, const rasid_document *document,
                         const rasid_record *record);

#endif
