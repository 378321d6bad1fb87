/* output.h - the growing text that the formats print into. */
#ifndef RASID_OUTPUT_OUTPUT_H
#define RASID_OUTPUT_OUTPUT_H

#include <rasid/io.h>
#include <string.h>

struct occurrences;

struct rasid_output {
  char *data;
  size_t size, capacity;
  bool failed; /* an append did not fit; the record begun is taken back */
  rasid_output_options options;
  rasid_record_reader *reader;     /* of records just coded; NULL until one comes */
  struct occurrences *occurrences; /* occurrence.h; NULL until they are asked for */
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
void output_integer(rasid_output *output, int64_t value);
/* At most `places` decimals, without trailing zeros, whatever the locale; nothing where
 * NaN. */
void output_real(rasid_output *output, double value, int places);

/* A JSON string of a text in UTF-8; null where it is absent. */
void output_json(rasid_output *output, rasid_text text);
/* ,"key": of an object that has one already. The key is plain ASCII. */
void output_key(rasid_output *output, const char *key);
/* The same and a JSON string. */
void output_field(rasid_output *output, const char *key, rasid_text text);
/* ,"key": and a number with at most five decimals, as records have degrees; null where
 * NaN. */
void output_degrees(rasid_output *output, const char *key, double value);
/* The same without quotes, as a part of a string. */
void output_json_inside(rasid_output *output, rasid_text text);

static inline bool text_is(rasid_text text, const char *string) {
  return text.size == strlen(string) &&
         (text.size == 0 || memcmp(text.data, string, text.size) == 0);
}
static inline bool text_same(rasid_text a, rasid_text b) {
  return a.size == b.size && (a.size == 0 || memcmp(a.data, b.data, a.size) == 0);
}
static inline rasid_text text_of(const char *string) {
  return (rasid_text){string, strlen(string)};
}

/* Absent where there are no letters. */
static inline rasid_text text_or_absent(const char *string) {
  return *string ? text_of(string) : (rasid_text){NULL, 0};
}

/* What a report is printed from. */
typedef struct report {
  const rasid_record_data *data;
  const rasid_document *document; /* its text, or NULL */
  bool is_coded; /* the record was just coded from the document: it is its text */
} report;

/* One printer for each format; some have something before the first record and behind
 * the last. False where the document is not the record's. */
void table_output_record(rasid_output *output, const rasid_record_data *record);
void plover_output_record(rasid_output *output, const rasid_record_data *record);
void csv_output_begin(rasid_output *output, char separator);
void csv_output_record(rasid_output *output, const rasid_record_data *record,
                       char separator);
void gdelt_output_record(rasid_output *output, const rasid_record_data *record);
void ucdp_output_begin(rasid_output *output);
void ucdp_output_record(rasid_output *output, const rasid_record_data *record);
void acled_output_begin(rasid_output *output);
void acled_output_record(rasid_output *output, const rasid_record_data *record);
void geojson_output_begin(rasid_output *output);
void geojson_output_record(rasid_output *output, const rasid_record_data *record);
void geojson_output_end(rasid_output *output);
void markdown_output_begin(rasid_output *output);
bool markdown_output_record(rasid_output *output, const report *r);
void html_output_begin(rasid_output *output);
bool html_output_record(rasid_output *output, const report *r);
void html_output_end(rasid_output *output);

#endif
