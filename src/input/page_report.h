/* page_report.h - a page or a piece of markup as a report. */
#ifndef RASID_INPUT_PAGE_REPORT_H
#define RASID_INPUT_PAGE_REPORT_H

#include "page_parts.h"

/* A text within page_report.strings; size 0: none. */
typedef struct page_string {
  uint32_t start, size;
} page_string;

typedef struct page_report {
  bytes strings; /* all of the below */
  page_string title, text, published, source, author, language;
  page_string *captions;
  size_t n_captions, captions_capacity;
  const char *doubt; /* static: where reading stopped early; NULL = nowhere */
} page_report;

/* Reads a whole page: well-formed UTF-8. `url` tells the source where the page does not;
 * it may be empty. What the report held is gone. False when out of memory. */
bool page_report_read(page_report *report, rasid_text html, rasid_text url);

/* Reads a piece of markup that is all content (a feed's): its text, with what reads like
 * a caption or a menu left out. */
bool page_report_fragment(page_report *report, rasid_text html);

void page_report_free(page_report *report);

rasid_text page_report_string(const page_report *report, page_string string);

/* ---- page_title.c ---- */

/* The headline: of the page's h1, its head, or its window's title without the outlet. */
rasid_text page_title(const page_facts *facts, const page_blocks *blocks);

#endif
