/* output.c - the growing text, and the choice among formats. */
#include "output.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

bool rasid_format_by_name(const char *name, rasid_format *format) {
  static const char *const names[] = {"jsonl", "table"};
  for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
    if (strcmp(name, names[i]) != 0) continue;
    *format = (rasid_format)i;
    return true;
  }
  return false;
}

rasid_output *rasid_output_new(void) {
  return calloc(1, sizeof(rasid_output));
}

void rasid_output_free(rasid_output *output) {
  if (output == NULL) return;
  free(output->data);
  free(output);
}

void rasid_output_clear(rasid_output *output) {
  output->size = 0;
}

rasid_text rasid_output_text(const rasid_output *output) {
  return (rasid_text){output->size ? output->data : "", output->size};
}

void output_put(rasid_output *output, const char *data, size_t size) {
  if (size == 0 || output->failed) return;
  if (output->capacity - output->size < size) {
    size_t capacity = output->capacity ? output->capacity : 4096;
    while (capacity - output->size < size && capacity <= SIZE_MAX / 2) capacity *= 2;
    char *more = capacity - output->size < size ? NULL : realloc(output->data, capacity);
    if (more == NULL) {
      output->failed = true;
      return;
    }
    output->data = more;
    output->capacity = capacity;
  }
  memcpy(output->data + output->size, data, size);
  output->size += size;
}

void output_print(rasid_output *output, const char *format, ...) {
  char line[256];
  va_list arguments;
  va_start(arguments, format);
  int n = vsnprintf(line, sizeof line, format, arguments);
  va_end(arguments);
  if (n > 0)
    output_put(output, line, (size_t)n < sizeof line ? (size_t)n : sizeof line - 1);
}

void output_json(rasid_output *output, rasid_text text) {
  if (text.data == NULL) {
    output_string(output, "null");
    return;
  }
  output_string(output, "\"");
  size_t from = 0;
  for (size_t i = 0; i < text.size; i++) {
    unsigned char c = (unsigned char)text.data[i];
    if (c >= 0x20 && c != '"' && c != '\\') continue;
    output_put(output, text.data + from, i - from);
    output_print(output, c < 0x20 ? "\\u%04x" : "\\%c", c);
    from = i + 1;
  }
  output_put(output, text.data + from, text.size - from);
  output_string(output, "\"");
}

rasid_status rasid_output_record(rasid_output *output, rasid_format format,
                                 const rasid_document *document,
                                 const rasid_record *record) {
  size_t size = output->size;
  output->failed = false;
  switch (format) {
    case RASID_FORMAT_JSONL: jsonl_output_record(output, record); break;
    case RASID_FORMAT_TABLE: table_output_record(output, document, record); break;
  }
  if (!output->failed) return RASID_OK;
  output->size = size;
  return RASID_ERROR_MEMORY;
}
