/* fuzz_records.c - the reader of records and every format, on any line.
 *
 * The first byte chooses rows, language, offsets and whether a text is given; the rest is
 * the line. Properties checked: what is no record is told with a column, what is one
 * prints in every format; rows are lines where they must be, with as many cells as the
 * header; quotes are even; markup is closed; the same line prints the same bytes again.
 */
#include <rasid/io.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

static const char text[] =
    "\xD9\x82\xD8\xAA\xD9\x84 \xD8\xA3\xD8\xB1\xD8\xA8\xD8\xB9\xD8\xA9\nx <y> & \"z\"";

static size_t count(rasid_text t, char c) {
  size_t n = 0;
  for (size_t i = 0; i < t.size; i++) n += t.data[i] == c;
  return n;
}

/* Every line has as many tabs as the first. */
static void check_tabs(rasid_text t) {
  size_t lines = count(t, '\n'), tabs = count(t, '\t');
  if (t.size > 0 && t.data[t.size - 1] != '\n') abort();
  if (lines > 0 && tabs % lines != 0) abort();
}

/* Tags that open close again: as many "<x" as "</x", but for those that have no end. */
static void check_markup(rasid_text t) {
  size_t opened = 0, closed = 0;
  for (size_t i = 0; i + 1 < t.size; i++) {
    if (t.data[i] != '<') continue;
    bool is_void = t.size - i > 3 && memcmp(t.data + i, "<br", 3) == 0;
    if (t.data[i + 1] == '/')
      closed++;
    else
      opened += !is_void;
  }
  if (opened != closed) abort();
}

static void check_format(rasid_format format, rasid_text t, size_t n_events) {
  switch (format) {
    case RASID_FORMAT_PLOVER:
      if (count(t, '\n') != n_events) abort();
      break;
    case RASID_FORMAT_TSV:
    case RASID_FORMAT_GDELT: check_tabs(t); break;
    case RASID_FORMAT_CSV:
    case RASID_FORMAT_UCDP:
    case RASID_FORMAT_ACLED:
      if (count(t, '"') % 2 != 0) abort();
      break;
    case RASID_FORMAT_HTML: check_markup(t); break;
    default: break;
  }
}

/* Prints in one format, twice. */
static void print(rasid_output *output, rasid_format format, const rasid_document *given,
                  const rasid_record_data *record, rasid_text line) {
  rasid_output_clear(output);
  rasid_status status = rasid_output_data(output, format, given, record, line);
  if (status == RASID_ERROR_ARGUMENT && given != NULL && rasid_format_shows_text(format))
    return; /* another text */
  if (status != RASID_OK) abort();
  size_t size = rasid_output_text(output).size;
  check_format(format, rasid_output_text(output), record->n_events);
  if (rasid_output_data(output, format, given, record, line) != RASID_OK) abort();
  rasid_text both = rasid_output_text(output);
  if (both.size != 2 * size || memcmp(both.data, both.data + size, size) != 0) abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  static rasid_record_reader *reader;
  static rasid_output *output;
  if (reader == NULL) reader = rasid_record_reader_new();
  if (output == NULL) output = rasid_output_new();
  if (reader == NULL || output == NULL) abort();
  unsigned flags = size ? data[0] : 0;
  rasid_text line = {(const char *)data + (size > 0), size - (size > 0)};
  const rasid_record_data *record;
  rasid_error error = {0};
  rasid_output_options options;
  rasid_output_options_init(&options);
  options.rows = flags & 1 ? RASID_ROWS_TOLLS : RASID_ROWS_EVENTS;
  options.arabic = flags & 2;
  options.offsets = (rasid_offsets)((flags >> 2 & 3) % 3);
  rasid_output_set_options(output, &options);
  if (rasid_record_reader_read(reader, line, &record, &error) != RASID_OK) {
    if (error.offset == 0 || error.message[0] == '\0') abort();
    return 0;
  }
  rasid_document document;
  rasid_document_init(&document);
  document.text = (rasid_text){text, sizeof text - 1};
  for (int f = 0; f < RASID_N_FORMATS; f++)
    print(output, (rasid_format)f, flags & 16 ? &document : NULL, record, line);
  rasid_summary *summary = rasid_summary_new();
  if (summary == NULL || rasid_summary_add(summary, record) != RASID_OK ||
      rasid_output_summary(output, summary) != RASID_OK)
    abort();
  rasid_summary_free(summary);
  return 0;
}
