/* charset.c - the order in which encodings are tried, and the conversions. */
#include "charset.h"

#include <stdio.h>
#include <string.h>
#include <unicode/ucnv.h>
#include <unicode/ucsdet.h>

enum {
  BETTER_SENSE = 20, /* by which another encoding must beat the label's */
  SNIFF_BYTES = 1 << 15
};

static const char *const table_names[N_CHARSETS] = {"windows-1256", "iso-8859-6",
                                                    "x-mac-arabic", "windows-1252"};

/* ---- UTF-8 ---- */

size_t charset_sequence(const char *data, size_t left) {
  const unsigned char *p = (const unsigned char *)data;
  size_t n = p[0] < 0x80   ? 1
             : p[0] < 0xC2 ? 0
             : p[0] < 0xE0 ? 2
             : p[0] < 0xF0 ? 3
             : p[0] < 0xF5 ? 4
                           : 0;
  if (n == 0 || n > left) return 0;
  for (size_t i = 1; i < n; i++)
    if ((p[i] & 0xC0) != 0x80) return 0;
  if (p[0] == 0xE0 && p[1] < 0xA0) return 0;
  if (p[0] == 0xED && p[1] > 0x9F) return 0;
  if (p[0] == 0xF0 && p[1] < 0x90) return 0;
  if (p[0] == 0xF4 && p[1] > 0x8F) return 0;
  return n;
}

size_t charset_put(uint32_t point, char *out) {
  if (point < 0x80) {
    out[0] = (char)point;
    return 1;
  }
  if (point < 0x800) {
    out[0] = (char)(0xC0 | point >> 6);
    out[1] = (char)(0x80 | (point & 63));
    return 2;
  }
  if (point < 0x10000) {
    out[0] = (char)(0xE0 | point >> 12);
    out[1] = (char)(0x80 | (point >> 6 & 63));
    out[2] = (char)(0x80 | (point & 63));
    return 3;
  }
  out[0] = (char)(0xF0 | point >> 18);
  out[1] = (char)(0x80 | (point >> 12 & 63));
  out[2] = (char)(0x80 | (point >> 6 & 63));
  out[3] = (char)(0x80 | (point & 63));
  return 4;
}

utf8_counts charset_count_utf8(const char *data, size_t size) {
  utf8_counts counts = {0};
  for (size_t i = 0; i < size;) {
    uint64_t eight;
    /* Eight bytes of ASCII at a time, none of them NUL. */
    if (size - i >= 8) {
      memcpy(&eight, data + i, 8);
      if (((eight | (eight - 0x0101010101010101U)) & 0x8080808080808080U) == 0) {
        i += 8;
        continue;
      }
    }
    size_t n = charset_sequence(data + i, size - i);
    counts.zero += data[i] == '\0';
    counts.good += n > 1;
    counts.bad += n == 0;
    i += n ? n : 1;
  }
  return counts;
}

/* ---- conversions ---- */

static bool decode_table(charset_table table, rasid_text from, bytes *out) {
  out->size = 0;
  if (!bytes_reserve(out, 3 * from.size + 1)) return false;
  for (size_t i = 0; i < from.size; i++) {
    unsigned char byte = (unsigned char)from.data[i];
    uint32_t point = byte < 0x80 ? byte : charset_upper[table][byte - 0x80];
    if (point == 0) point = byte == 0 ? ' ' : 0xFFFD;
    out->size += charset_put(point, out->data + out->size);
  }
  return true;
}

/* By ICU; false where it knows no encoding of the name, or without memory. */
static bool decode_icu(const char *name, rasid_text from, bytes *out) {
  UErrorCode error = U_ZERO_ERROR;
  UConverter *source = ucnv_open(name, &error), *target = ucnv_open("UTF-8", &error);
  bool ok = false;
  UChar pivot[1024], *pivot_from = pivot, *pivot_to = pivot;
  const char *at = from.data, *end = from.data + from.size;
  bool first = true;
  out->size = 0;
  while (U_SUCCESS(error)) {
    if (!bytes_reserve(out, from.size + 256)) goto done;
    char *to = out->data + out->size;
    ucnv_convertEx(target, source, &to, out->data + out->capacity, &at, end, pivot,
                   &pivot_from, &pivot_to, pivot + 1024, (UBool)first, 1, &error);
    first = false;
    out->size = (size_t)(to - out->data);
    /* What is cut at the end is left out; what is wrong before that is U+FFFD already. */
    if (error == U_TRUNCATED_CHAR_FOUND || error == U_ILLEGAL_CHAR_FOUND ||
        error == U_INVALID_CHAR_FOUND)
      error = U_ZERO_ERROR;
    if (error != U_BUFFER_OVERFLOW_ERROR) break;
    error = U_ZERO_ERROR;
    /* Room that did not suffice doubles. */
    if (!bytes_reserve(out, out->capacity)) goto done;
  }
  ok = U_SUCCESS(error) != 0;

done:
  if (source != NULL) ucnv_close(source);
  if (target != NULL) ucnv_close(target);
  return ok;
}

/* Ill-formed bytes as U+FFFD and NUL as a blank. */
static bool mend_utf8(rasid_text from, bytes *out) {
  out->size = 0;
  if (!bytes_reserve(out, 3 * from.size + 1)) return false;
  for (size_t i = 0; i < from.size;) {
    size_t n = charset_sequence(from.data + i, from.size - i);
    if (n == 0)
      out->size += charset_put(0xFFFD, out->data + out->size);
    else if (from.data[i] == '\0')
      out->data[out->size++] = ' ';
    else
      (void)bytes_put(out, from.data + i, n);
    i += n ? n : 1;
  }
  return true;
}

/* ---- labels ---- */

/* A label in lower case without blanks and quotes; "" where it is too long to be one. */
static void clean_label(rasid_text label, char out[32]) {
  size_t n = 0;
  for (size_t i = 0; i < label.size; i++) {
    char c = label.data[i];
    if (c <= ' ' || c == '"' || c == '\'' || c > '~') continue;
    if (n == 31) {
      n = 0;
      break;
    }
    out[n++] = c >= 'A' && c <= 'Z' ? (char)(c + 'a' - 'A') : c;
  }
  out[n] = '\0';
}

/* The table a label stands for; N_CHARSETS where it is none of them. */
static charset_table table_of(const char *label) {
  static const struct {
    const char *label;
    charset_table table;
  } labels[] = {
      {"windows-1256", CHARSET_WINDOWS_1256},   {"cp1256", CHARSET_WINDOWS_1256},
      {"cp-1256", CHARSET_WINDOWS_1256},        {"x-cp1256", CHARSET_WINDOWS_1256},
      {"windows1256", CHARSET_WINDOWS_1256},    {"win-1256", CHARSET_WINDOWS_1256},
      {"iso-8859-6", CHARSET_ISO_8859_6},       {"iso8859-6", CHARSET_ISO_8859_6},
      {"iso_8859-6", CHARSET_ISO_8859_6},       {"arabic", CHARSET_ISO_8859_6},
      {"asmo-708", CHARSET_ISO_8859_6},         {"ecma-114", CHARSET_ISO_8859_6},
      {"csisolatinarabic", CHARSET_ISO_8859_6}, {"iso-8859-6-i", CHARSET_ISO_8859_6},
      {"x-mac-arabic", CHARSET_MAC_ARABIC},     {"macarabic", CHARSET_MAC_ARABIC},
      {"mac-arabic", CHARSET_MAC_ARABIC},       {"windows-1252", CHARSET_WINDOWS_1252},
      {"cp1252", CHARSET_WINDOWS_1252},         {"iso-8859-1", CHARSET_WINDOWS_1252},
      {"iso8859-1", CHARSET_WINDOWS_1252},      {"latin1", CHARSET_WINDOWS_1252},
      {"us-ascii", CHARSET_WINDOWS_1252},       {"ascii", CHARSET_WINDOWS_1252}};
  for (size_t i = 0; i < sizeof labels / sizeof *labels; i++)
    if (strcmp(label, labels[i].label) == 0) return labels[i].table;
  return N_CHARSETS;
}

static bool is_utf8_label(const char *label) {
  return strcmp(label, "utf-8") == 0 || strcmp(label, "utf8") == 0 ||
         strcmp(label, "unicode-1-1-utf-8") == 0;
}

static void set_charset(charset_result *result, const char *name) {
  snprintf(result->charset, sizeof result->charset, "%s", name);
}

static bool in_table(charset_table table, rasid_text from, bytes *out,
                     charset_result *result) {
  set_charset(result, table_names[table]);
  if (!decode_table(table, from, out)) return false;
  result->text = (rasid_text){out->data, out->size};
  return true;
}

/* A guess of ICU's where nothing else says anything; false where it has none. */
static bool guess_icu(rasid_text from, char name[32]) {
  UErrorCode error = U_ZERO_ERROR;
  UCharsetDetector *detector = ucsdet_open(&error);
  const UCharsetMatch *match = NULL;
  if (U_SUCCESS(error)) {
    size_t n = from.size < SNIFF_BYTES ? from.size : SNIFF_BYTES;
    ucsdet_setText(detector, from.data, (int32_t)n, &error);
    match = ucsdet_detect(detector, &error);
  }
  bool found =
      U_SUCCESS(error) && match != NULL && ucsdet_getConfidence(match, &error) >= 40;
  if (found) snprintf(name, 32, "%s", ucsdet_getName(match, &error));
  if (detector != NULL) ucsdet_close(detector);
  return found;
}

/* Bytes that are no UTF-8: by label, or by what makes sense. */
static bool read_single_bytes(rasid_text from, const char *label, const char *inner,
                              bytes *out, charset_result *result) {
  int sense;
  charset_table guess = charset_guess(from.data, from.size, &sense);
  const char *const labels[] = {label, inner};
  for (size_t i = 0; i < 2; i++) {
    if (labels[i][0] == '\0' || is_utf8_label(labels[i])) continue;
    charset_table table = table_of(labels[i]);
    int own = table < N_CHARSETS ? charset_sense(table, from.data, from.size) : sense;
    if (table < N_CHARSETS && (own + BETTER_SENSE >= sense || sense < CHARSET_SURE))
      return in_table(table, from, out, result);
    if (table == N_CHARSETS && decode_icu(labels[i], from, out)) {
      set_charset(result, labels[i]);
      result->text = (rasid_text){out->data, out->size};
      return true;
    }
    result->label_wrong = true;
  }
  if (sense >= CHARSET_SURE) return in_table(guess, from, out, result);
  char name[32];
  if (guess_icu(from, name) && decode_icu(name, from, out)) {
    set_charset(result, name);
    result->text = (rasid_text){out->data, out->size};
    return true;
  }
  result->problem = "is not UTF-8: convert it first (iconv -t UTF-8)";
  return true;
}

static bool read_utf16(rasid_text from, char order, bytes *out, charset_result *result) {
  const char *name = order == 'l' ? "UTF-16LE" : "UTF-16BE";
  set_charset(result, order == 'l' ? "utf-16le" : "utf-16be");
  if (from.size > 0 && !decode_icu(name, from, out)) return false;
  result->text = from.size > 0 ? (rasid_text){out->data, out->size} : (rasid_text){"", 0};
  return true;
}

/* What stands in `out`, mended in place. */
static bool mend_output(bytes *out) {
  bytes mended = {0};
  if (!mend_utf8((rasid_text){out->data, out->size}, &mended)) return false;
  bytes_free(out);
  *out = mended;
  return true;
}

/* Text that is UTF-8 now: what is ill-formed or was read wrongly before is mended. */
static bool finish(rasid_text text, bool mend, const utf8_counts *counts, bytes *out,
                   charset_result *result) {
  charset_table table;
  result->text = text;
  set_charset(result, "utf-8");
  if (mojibake_suspected(text, &table)) {
    if (mojibake_repair(text, table, out)) {
      result->repaired = true;
      if (mend && !mend_output(out)) return false;
      result->text = (rasid_text){out->data, out->size};
      return true;
    }
    result->doubt = CHARSET_GARBLED;
  }
  if (!mend || (counts->bad == 0 && counts->zero == 0)) return true;
  if (!mend_utf8(text, out)) return false;
  result->text = (rasid_text){out->data, out->size};
  return true;
}

static bool read_any(rasid_text from, rasid_text label_given, rasid_text inner_given,
                     bool mend, bytes *out, charset_result *result) {
  char label[32], inner[32];
  if (from.size == 0) from.data = "";
  const char *p = from.data;
  *result = (charset_result){.text = from};
  clean_label(label_given, label);
  clean_label(inner_given, inner);
  bool marked = from.size >= 3 && memcmp(p, "\xEF\xBB\xBF", 3) == 0;
  if (marked) from = (rasid_text){p + 3, from.size - 3};
  if (!marked && from.size >= 2 && memcmp(p, "\xFF\xFE", 2) == 0)
    return read_utf16((rasid_text){p + 2, from.size - 2}, 'l', out, result);
  if (!marked && from.size >= 2 && memcmp(p, "\xFE\xFF", 2) == 0)
    return read_utf16((rasid_text){p + 2, from.size - 2}, 'b', out, result);
  utf8_counts counts = charset_count_utf8(from.data, from.size);
  char order =
      counts.zero > 0 || counts.bad > 0 ? charset_guess_utf16(from.data, from.size) : 0;
  if (order != 0) return read_utf16(from, order, out, result);
  if (counts.zero > from.size / 64 + 8 || (counts.zero > 0 && !mend)) {
    result->problem = "holds NUL bytes: not a text";
    return true;
  }
  /* A page cut amid a letter, or with a few odd bytes, is still UTF-8; a picture or a
   * page in another encoding is not. */
  bool is_utf8 = counts.bad <= 4 || counts.bad * 4 <= counts.good;
  if (!is_utf8 && !marked && counts.bad <= counts.good) {
    int sense;
    (void)charset_guess(from.data, from.size, &sense);
    is_utf8 = sense < CHARSET_SURE;
  }
  /* What is cut amid its first letter says nothing against UTF-8 either. */
  bool cut = from.size > 0 && from.size < 4 && counts.bad == 1 &&
             (unsigned char)from.data[0] >= 0xC2 && (unsigned char)from.data[0] <= 0xF4;
  if (!marked && !cut && (!is_utf8 || counts.bad > counts.good))
    return read_single_bytes(from, label, inner, out, result);
  result->label_wrong = counts.good > 0 && counts.bad == 0 &&
                        table_of(label[0] ? label : inner) < N_CHARSETS;
  return finish(from, mend, &counts, out, result);
}

bool charset_read(rasid_text raw, rasid_text label, rasid_text inner, bool mend,
                  bytes *out, charset_result *result) {
  if (!read_any(raw, label, inner, mend, out, result)) return false;
  if (!mend || result->problem != NULL || result->text.data != out->data) return true;
  /* Converters let NUL pass, and some of ICU's what is no character. */
  utf8_counts counts = charset_count_utf8(result->text.data, result->text.size);
  if (counts.bad == 0 && counts.zero == 0) return true;
  if (!mend_output(out)) return false;
  result->text = (rasid_text){out->data, out->size};
  return true;
}
