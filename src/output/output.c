/* output.c - the growing text, and the choice among formats. */
#include "output.h"

#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include "occurrence.h"

static const char *const format_names[RASID_N_FORMATS] = {
    "jsonl", "table", "plover",  "csv",      "tsv", "gdelt",
    "ucdp",  "acled", "geojson", "markdown", "html"};

bool rasid_format_by_name(const char *name, rasid_format *format) {
  for (size_t i = 0; i < RASID_N_FORMATS; i++) {
    if (strcmp(name, format_names[i]) != 0) continue;
    *format = (rasid_format)i;
    return true;
  }
  return false;
}

const char *rasid_format_name(rasid_format format) {
  return format_names[format];
}

bool rasid_format_shows_text(rasid_format format) {
  return format == RASID_FORMAT_MARKDOWN || format == RASID_FORMAT_HTML;
}

void rasid_output_options_init(rasid_output_options *options) {
  *options = (rasid_output_options){.struct_size = sizeof *options};
}

rasid_output *rasid_output_new(void) {
  rasid_output *output = calloc(1, sizeof *output);
  if (output != NULL) rasid_output_options_init(&output->options);
  return output;
}

void rasid_output_free(rasid_output *output) {
  if (output == NULL) return;
  rasid_record_reader_free(output->reader);
  occurrences_free(output->occurrences);
  free(output->data);
  free(output);
}

void rasid_output_clear(rasid_output *output) {
  output->size = 0;
}

void rasid_output_set_options(rasid_output *output, const rasid_output_options *options) {
  output->options = *options;
}

rasid_text rasid_output_text(const rasid_output *output) {
  return (rasid_text){output->size ? output->data : "", output->size};
}

/* ---- appending ---- */

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

void output_integer(rasid_output *output, int64_t value) {
  char digits[24];
  size_t n = sizeof digits;
  uint64_t u = value < 0 ? (uint64_t) - (value + 1) + 1 : (uint64_t)value;
  do digits[--n] = (char)('0' + u % 10);
  while (u /= 10);
  if (value < 0) digits[--n] = '-';
  output_put(output, digits + n, sizeof digits - n);
}

void output_real(rasid_output *output, double value, int places) {
  int64_t scale = 1;
  if (!(fabs(value) < 1e12)) return; /* NaN, or nothing a record has */
  for (int i = 0; i < places; i++) scale *= 10;
  int64_t n = llround(value * (double)scale);
  if (n < 0) {
    output_put(output, "-", 1);
    n = -n;
  }
  output_integer(output, n / scale);
  int64_t rest = n % scale;
  if (rest != 0) output_put(output, ".", 1);
  while (rest != 0) {
    scale /= 10;
    char digit = (char)('0' + rest / scale);
    output_put(output, &digit, 1);
    rest %= scale;
  }
}

void output_key(rasid_output *output, const char *key) {
  output_string(output, ",\"");
  output_string(output, key);
  output_string(output, "\":");
}

void output_field(rasid_output *output, const char *key, rasid_text text) {
  output_key(output, key);
  output_json(output, text);
}

void output_degrees(rasid_output *output, const char *key, double value) {
  output_key(output, key);
  if (isnan(value))
    output_string(output, "null");
  else
    output_real(output, value, 5);
}

void output_json_inside(rasid_output *output, rasid_text text) {
  size_t from = 0;
  if (text.size == 0) return;
  for (size_t i = 0; i < text.size; i++) {
    unsigned char c = (unsigned char)text.data[i];
    if (c >= 0x20 && c != '"' && c != '\\') continue;
    output_put(output, text.data + from, i - from);
    output_print(output, c < 0x20 ? "\\u%04x" : "\\%c", c);
    from = i + 1;
  }
  output_put(output, text.data + from, text.size - from);
}

void output_json(rasid_output *output, rasid_text text) {
  if (text.data == NULL) {
    output_string(output, "null");
    return;
  }
  output_string(output, "\"");
  output_json_inside(output, text);
  output_string(output, "\"");
}

/* ---- the formats ---- */

rasid_status rasid_output_begin(rasid_output *output, rasid_format format) {
  size_t size = output->size;
  output->failed = false;
  switch (format) {
    case RASID_FORMAT_CSV: csv_output_begin(output, ','); break;
    case RASID_FORMAT_TSV: csv_output_begin(output, '\t'); break;
    case RASID_FORMAT_UCDP: ucdp_output_begin(output); break;
    case RASID_FORMAT_ACLED: acled_output_begin(output); break;
    case RASID_FORMAT_GEOJSON: geojson_output_begin(output); break;
    case RASID_FORMAT_MARKDOWN: markdown_output_begin(output); break;
    case RASID_FORMAT_HTML: html_output_begin(output); break;
    default: break;
  }
  if (!output->failed) return RASID_OK;
  output->size = size;
  return RASID_ERROR_MEMORY;
}

rasid_status rasid_output_end(rasid_output *output, rasid_format format) {
  size_t size = output->size;
  output->failed = false;
  if (format == RASID_FORMAT_GEOJSON) geojson_output_end(output);
  if (format == RASID_FORMAT_HTML) html_output_end(output);
  if (!output->failed) return RASID_OK;
  output->size = size;
  return RASID_ERROR_MEMORY;
}

static void print_line(rasid_output *output, rasid_text line) {
  output_text(output, line);
  output_put(output, "\n", 1);
}

static rasid_status print(rasid_output *output, rasid_format format, const report *r,
                          rasid_text line) {
  const rasid_record_data *record = r->data;
  size_t size = output->size;
  bool fits = true;
  output->failed = false;
  switch (format) {
    case RASID_FORMAT_JSONL: print_line(output, line); break;
    case RASID_FORMAT_TABLE: table_output_record(output, record); break;
    case RASID_FORMAT_PLOVER: plover_output_record(output, record); break;
    case RASID_FORMAT_CSV: csv_output_record(output, record, ','); break;
    case RASID_FORMAT_TSV: csv_output_record(output, record, '\t'); break;
    case RASID_FORMAT_GDELT: gdelt_output_record(output, record); break;
    case RASID_FORMAT_UCDP: ucdp_output_record(output, record); break;
    case RASID_FORMAT_ACLED: acled_output_record(output, record); break;
    case RASID_FORMAT_GEOJSON: geojson_output_record(output, record); break;
    case RASID_FORMAT_MARKDOWN: fits = markdown_output_record(output, r); break;
    case RASID_FORMAT_HTML: fits = html_output_record(output, r); break;
    case RASID_N_FORMATS: break;
  }
  if (fits && !output->failed) return RASID_OK;
  output->size = size;
  return fits ? RASID_ERROR_MEMORY : RASID_ERROR_ARGUMENT;
}

rasid_status rasid_output_data(rasid_output *output, rasid_format format,
                               const rasid_document *document,
                               const rasid_record_data *record, rasid_text line) {
  report r = {record, document, false};
  return print(output, format, &r, line);
}

/* A record just coded is printed as it would be read back: one way to every format. */
rasid_status rasid_output_record(rasid_output *output, rasid_format format,
                                 const rasid_document *document,
                                 const rasid_record *record) {
  const rasid_record_data *data = NULL;
  rasid_text line = rasid_record_json(record);
  if (line.size == 0) return RASID_OK; /* read, not coded: it has none */
  if (format != RASID_FORMAT_JSONL) {
    if (output->reader == NULL) output->reader = rasid_record_reader_new();
    if (output->reader == NULL) return RASID_ERROR_MEMORY;
    rasid_status status = rasid_record_reader_take(output->reader, record, &data);
    if (status != RASID_OK) return status;
  }
  report r = {data, document, true};
  return print(output, format, &r, line);
}

rasid_text rasid_output_first(rasid_format format, rasid_text text) {
  if (format == RASID_FORMAT_GEOJSON && text.size > 0)
    return (rasid_text){text.data + 1, text.size - 1};
  return text;
}
