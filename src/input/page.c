/* page.c - rasid_page: bytes of a page to a report. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "charset.h"
#include "page_report.h"

enum { MAX_PAGE_BYTES = 64 << 20 };

struct rasid_page {
  bytes decoded;
  page_report report;
  rasid_text url;
  bytes url_copy;
  rasid_text *captions;
  size_t captions_capacity;
  char charset[32];
  bool charset_wrong;
  const char *doubt;
};

rasid_page *rasid_page_new(void) {
  return calloc(1, sizeof(rasid_page));
}

void rasid_page_free(rasid_page *page) {
  if (page == NULL) return;
  bytes_free(&page->decoded);
  bytes_free(&page->url_copy);
  page_report_free(&page->report);
  free(page->captions);
  free(page);
}

static rasid_status fail(rasid_error *error, rasid_status status, const char *what) {
  if (error != NULL) {
    *error = (rasid_error){.status = status};
    snprintf(error->message, sizeof error->message, "%s", what);
  }
  return status;
}

static bool list_captions(rasid_page *page) {
  size_t n = page->report.n_captions;
  if (n > page->captions_capacity) {
    rasid_text *more = realloc(page->captions, n * sizeof *more);
    if (more == NULL) return false;
    page->captions = more;
    page->captions_capacity = n;
  }
  for (size_t i = 0; i < n; i++)
    page->captions[i] = page_report_string(&page->report, page->report.captions[i]);
  return true;
}

rasid_status rasid_page_read(rasid_page *page, rasid_text html, rasid_text url,
                             rasid_text charset, rasid_error *error) {
  charset_result decoded;
  page_report *report = &page->report;
  page->report.n_captions = 0;
  report->title = report->text = report->published = report->source = (page_string){0, 0};
  page->url_copy.size = 0;
  if (html.size > MAX_PAGE_BYTES)
    return fail(error, RASID_ERROR_LIMIT, "the page is longer than 64 MiB");
  if (!bytes_put(&page->url_copy, url.data ? url.data : "", url.size) ||
      !charset_read(html, charset, charset_declared(html.data, html.size), true,
                    &page->decoded, &decoded))
    return fail(error, RASID_ERROR_MEMORY, "out of memory for the page");
  page->url = (rasid_text){url.size ? page->url_copy.data : NULL, url.size};
  memcpy(page->charset, decoded.charset, sizeof page->charset);
  page->charset_wrong = decoded.label_wrong;
  if (decoded.problem != NULL) return fail(error, RASID_ERROR_FORMAT, decoded.problem);
  if (!page_report_read(report, decoded.text, page->url) || !list_captions(page))
    return fail(error, RASID_ERROR_MEMORY, "out of memory for the page");
  page->doubt = report->doubt ? report->doubt : decoded.doubt;
  /* The decoded page is a hundred times its report: what is large is given back. */
  if (page->decoded.capacity > (size_t)1 << 20) bytes_free(&page->decoded);
  return RASID_OK;
}

void rasid_page_document(const rasid_page *page, rasid_document *document) {
  const page_report *r = &page->report;
  rasid_document_init(document);
  document->title = page_report_string(r, r->title);
  document->text = page_report_string(r, r->text);
  document->published = page_report_string(r, r->published);
  if (document->published.size > 0) document->published_from = "page";
  document->source = page_report_string(r, r->source);
  document->url = page->url;
  document->captions = page->captions;
  document->n_captions = r->n_captions;
}

void rasid_page_tell(const rasid_page *page, rasid_page_facts *facts) {
  *facts = (rasid_page_facts){
      .author = page_report_string(&page->report, page->report.author),
      .language = page_report_string(&page->report, page->report.language),
      .charset = {page->charset, strlen(page->charset)},
      .charset_wrong = page->charset_wrong,
      .doubt = page->doubt};
}
