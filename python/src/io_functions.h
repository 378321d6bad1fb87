/* io_functions.h - what rasid._io lends to rasid._rasid.
 *
 * Reading files and stores needs libxml2, ICU, zlib, Zstandard, SQLite and libpq. They
 * are linked by an extension of its own, so that the coder goes where they are not: that
 * extension has no Python but a capsule with this table. Both come from one build.
 */
#ifndef RASID_PYTHON_IO_FUNCTIONS_H
#define RASID_PYTHON_IO_FUNCTIONS_H

#include <rasid/io.h>

typedef struct io_functions io_functions;

#define IO_FUNCTIONS "rasid._io.functions"

struct io_functions {
  void (*source_options_init)(rasid_source_options *options);
  rasid_status (*source_open)(const char *const *paths, size_t n,
                              const rasid_source_options *options, rasid_source **source,
                              rasid_error *error);
  void (*source_close)(rasid_source *source);
  bool (*source_next)(rasid_source *source, rasid_piece *piece);
  bool (*format_by_name)(const char *name, rasid_input_format *format);
  bool (*field_set)(rasid_field_names *fields, const char *name, size_t name_size,
                    const char *key);
  rasid_piece *(*piece_new)(void);
  void (*piece_free)(rasid_piece *piece);
  rasid_opened (*piece_open)(rasid_piece *piece, rasid_document *document);
  const char *(*piece_complaint)(const rasid_piece *piece);
  const char *(*piece_place)(const rasid_piece *piece);

  void (*store_options_init)(rasid_store_options *options);
  rasid_status (*store_open)(const char *target, const rasid_store_options *options,
                             rasid_store **store, rasid_error *error);
  void (*store_close)(rasid_store *store);
  const char *(*store_name)(const rasid_store *store);
  bool (*view_by_name)(const char *name, rasid_store_view *view);
  void (*filter_init)(rasid_store_filter *filter);
  bool (*filter_set)(rasid_store_filter *filter, const char *name, const char *value);
  rasid_status (*find)(rasid_store *store, rasid_store_view view,
                       const rasid_store_filter *filter, rasid_store_rows **rows,
                       rasid_error *error);
  void (*rows_free)(rasid_store_rows *rows);
  rasid_status (*count)(rasid_store *store, rasid_store_view view,
                        const rasid_store_filter *filter, int64_t *n, rasid_error *error);
  rasid_status (*rows_next)(rasid_store_rows *rows, bool *more, rasid_error *error);
  size_t (*rows_column)(const rasid_store_rows *rows, const char *name);
  bool (*rows_null)(const rasid_store_rows *rows, size_t i);
  rasid_text (*rows_text)(const rasid_store_rows *rows, size_t i);
  int64_t (*rows_integer)(const rasid_store_rows *rows, size_t i);
  double (*rows_number)(const rasid_store_rows *rows, size_t i);
  rasid_text (*rows_json)(rasid_store_rows *rows);
  rasid_status (*report)(rasid_store *store, int64_t report, rasid_document *document,
                         rasid_text *record, rasid_error *error);
  rasid_status (*coded_text)(rasid_store *store, int64_t report, rasid_text *text,
                             rasid_error *error);
  rasid_status (*incidents)(rasid_store *store, rasid_incidents **set,
                            rasid_error *error);
};

#endif
