/* fuzz_page.c - any bytes as a page; the first byte chooses the charset of the transport.
 *
 * What is read of a page is well-formed UTF-8, whatever the page was. */
#include "fuzz_source.h"
#include "input/charset.h"

static void check(rasid_text text) {
  if (text.size == 0) return;
  utf8_counts counts = charset_count_utf8(text.data, text.size);
  if (counts.bad > 0 || counts.zero > 0) abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  static const char *const labels[] = {"",           "utf-8",        "windows-1256",
                                       "iso-8859-6", "x-mac-arabic", "utf-16",
                                       "gb18030",    "no such"};
  static rasid_page *page;
  if (page == NULL && (page = rasid_page_new()) == NULL) abort();
  const char *label = labels[size > 0 ? data[0] & 7 : 0];
  rasid_text html = {(const char *)data + (size > 0), size - (size > 0)};
  rasid_text url = {"https://www.example.org/a", 25};
  rasid_error error = {0};
  rasid_document document;
  rasid_page_facts facts;
  if (rasid_page_read(page, html, url, (rasid_text){label, strlen(label)}, &error) !=
      RASID_OK) {
    if (error.message[0] == '\0') abort();
    return 0;
  }
  rasid_page_document(page, &document);
  rasid_page_tell(page, &facts);
  touch_document(&document);
  check(document.title);
  check(document.text);
  check(facts.author);
  for (size_t i = 0; i < document.n_captions; i++) check(document.captions[i]);
  return 0;
}
