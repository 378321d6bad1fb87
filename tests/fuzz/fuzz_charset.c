/* fuzz_charset.c - any bytes in any encoding: the first byte chooses the label, the
 * second what is wanted. Mended text is well-formed. */
#include "fuzz_source.h"
#include "input/charset.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  static const char *const labels[] = {
      "",       "utf-8",     "windows-1256", "iso-8859-6", "x-mac-arabic", "windows-1252",
      "utf-16", "shift_jis", "iso-2022-jp",  "gb18030",    "utf-7",        "hz",
      "koi8-r", "no such",   "utf-16le",     "utf-32"};
  static bytes out;
  charset_result result;
  if (size < 2) return 0;
  const char *label = labels[data[0] & 15];
  bool mend = (data[1] & 1) != 0;
  rasid_text raw = {(const char *)data + 2, size - 2};
  rasid_text inner = charset_declared(raw.data, raw.size);
  if (!charset_read(raw, (rasid_text){label, strlen(label)}, inner, mend, &out, &result))
    abort();
  if (result.problem != NULL) return 0;
  touch(result.text);
  if (strlen(result.charset) == 0) abort();
  utf8_counts counts = charset_count_utf8(result.text.data, result.text.size);
  if (mend && (counts.bad > 0 || counts.zero > 0)) abort();
  return 0;
}
