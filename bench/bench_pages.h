/* bench_pages.h - from an archive of the web to records, with the time of each part. */
#ifndef RASID_BENCH_PAGES_H
#define RASID_BENCH_PAGES_H

#include <rasid/rasid.h>

/* Puts each report (title and text) into the page at `template_path`, writes all of them
 * as an archive packed by record, reads and codes it and prints rates; on one thread.
 * False where the template or a temporary file cannot be had. */
bool bench_pages(const char *template_path, rasid_coder *coder, const char *const *titles,
                 const char *const *texts, size_t n);

#endif
