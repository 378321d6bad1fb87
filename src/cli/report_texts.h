/* report_texts.h - the reports that records were made from, found by their ids. */
#ifndef RASID_CLI_REPORT_TEXTS_H
#define RASID_CLI_REPORT_TEXTS_H

#include <rasid/io.h>

typedef struct report_texts report_texts;

/* Reads the reports below `n` paths as `rasid code` does, as far as they are asked for.
 * `complain` is told of what cannot be read. NULL with `error` filled. */
report_texts *report_texts_open(const char *const *paths, size_t n,
                                const rasid_source_options *options,
                                void (*complain)(void *context, const char *complaint),
                                void *context, rasid_error *error);
void report_texts_close(report_texts *texts);

/* The next report called `id`; valid until the next call. NULL where there is none, or
 * `*no_memory`. Reports that were passed over are kept, so that any order is found; in
 * the order of the records none is. Each is given once: of two with one id first the
 * first. */
const rasid_document *report_texts_find(report_texts *texts, rasid_text id,
                                        bool *no_memory);

#endif
