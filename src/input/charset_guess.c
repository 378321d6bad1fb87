/* charset_guess.c - which encoding bytes without a (right) label are in.
 *
 * The single-byte encodings of Arabic put some letters at the same bytes and others not,
 * so that a wrong one gives words nobody writes: accented letters and signs among the
 * Arabic ones, hardly a word that starts with the article. Both are counted.
 */
#include <string.h>

#include "charset.h"

const uint16_t charset_upper[N_CHARSETS][128] = {
#include "charsets.inc"
};

enum {
  SAMPLE_BYTES = 1 << 16,
  HEAD_BYTES = 2048, /* where a declaration of the encoding has to be */
  ALEF = 0x627,
  LAM = 0x644
};

/* Marks that Arabic text has among its letters. */
static bool is_mark(unsigned point) {
  static const uint16_t marks[] = {0x60C,  0x61B,  0x61F,  0xAB,   0xBB,   0xA0,   0xAD,
                                   0x2013, 0x2014, 0x2018, 0x2019, 0x201C, 0x201D, 0x2026,
                                   0x2022, 0x200E, 0x200F, 0x200C, 0x66A,  0xB7,   0xA9};
  for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
    if (marks[i] == point) return true;
  return point < 0x80 && point != 0;
}

static bool is_letter(unsigned point) {
  return (point >= 0x621 && point <= 0x63A) || (point >= 0x641 && point <= 0x64A);
}

/* Vowel signs, tatweel, digits. */
static bool is_by_letter(unsigned point) {
  return point == 0x640 || (point >= 0x64B && point <= 0x652) ||
         (point >= 0x660 && point <= 0x669);
}

int charset_sense(charset_table table, const char *data, size_t size) {
  size_t n_letters = 0, n_odd = 0, n_words = 0, n_articles = 0, in_word = 0;
  unsigned first = 0;
  if (size > SAMPLE_BYTES) size = SAMPLE_BYTES;
  for (size_t i = 0; i < size; i++) {
    unsigned char byte = (unsigned char)data[i];
    unsigned point = byte < 0x80 ? 0 : charset_upper[table][byte - 0x80];
    if (byte >= 0x80 && is_letter(point)) {
      n_letters++;
      n_words += in_word == 0;
      n_articles += in_word == 1 && first == ALEF && point == LAM;
      if (in_word++ == 0) first = point;
      continue;
    }
    if (byte >= 0x80 && is_by_letter(point)) continue;
    n_odd += byte >= 0x80 && !is_mark(point);
    in_word = 0;
  }
  if (n_letters < 4) return 0;
  /* One word in five and more has the article; words have five letters. */
  size_t articles = n_articles * 400 / n_words, odd = n_odd * 300 / (n_letters + n_odd);
  size_t length = n_letters / n_words;
  int sense = 20 + (int)(articles > 80 ? 80 : articles) - (int)odd;
  if (length < 2 || length > 10) sense -= 20;
  return sense < 0 ? 0 : sense;
}

charset_table charset_guess(const char *data, size_t size, int *sense) {
  /* ISO 8859-6 before Mac Arabic: where both make sense the bytes are within ISO's, which
   * is a part of Mac's but for the marks. */
  static const charset_table tables[] = {CHARSET_WINDOWS_1256, CHARSET_ISO_8859_6,
                                         CHARSET_MAC_ARABIC};
  charset_table best = tables[0];
  *sense = -1;
  for (size_t i = 0; i < sizeof tables / sizeof *tables; i++) {
    int own = charset_sense(tables[i], data, size);
    if (own <= *sense) continue;
    *sense = own;
    best = tables[i];
  }
  return best;
}

char charset_guess_utf16(const char *data, size_t size) {
  size_t n_little = 0, n_big = 0, n = (size < 4096 ? size : 4096) / 2;
  for (size_t i = 0; i < n; i++) {
    unsigned char even = (unsigned char)data[2 * i], odd = (unsigned char)data[2 * i + 1];
    /* ASCII or Arabic in the high byte, a plain byte in the other one. */
    n_little += odd == 0 ? even != 0 : odd == 6 && even >= 0x0C;
    n_big += even == 0 ? odd != 0 : even == 6 && odd >= 0x0C;
  }
  if (n < 4) return 0;
  return n_little > n - n / 16 ? 'l' : n_big > n - n / 16 ? 'b' : 0;
}

/* ---- labels within ---- */

static char lower(char c) {
  return c >= 'A' && c <= 'Z' ? (char)(c + 'a' - 'A') : c;
}

/* Where `word` (in lower case) begins in the text, whatever the case; NULL if nowhere. */
static const char *find_word(const char *data, const char *end, const char *word) {
  size_t n = strlen(word);
  for (; (size_t)(end - data) >= n; data++) {
    size_t i = 0;
    while (i < n && lower(data[i]) == word[i]) i++;
    if (i == n) return data;
  }
  return NULL;
}

/* The name behind `key`, "=" and perhaps a quote. */
static rasid_text value_behind(const char *at, const char *end, const char *key) {
  at += strlen(key);
  while (at < end && (*at == ' ' || *at == '\t')) at++;
  if (at == end || *at != '=') return (rasid_text){NULL, 0};
  at++;
  while (at < end && (*at == ' ' || *at == '"' || *at == '\'')) at++;
  const char *start = at;
  while (at < end && *at != '\0' && strchr("\"' \t\r\n;>/?,", *at) == NULL) at++;
  return at > start ? (rasid_text){start, (size_t)(at - start)} : (rasid_text){NULL, 0};
}

rasid_text charset_declared(const char *data, size_t size) {
  if (size == 0) return (rasid_text){NULL, 0};
  const char *end = data + (size < HEAD_BYTES ? size : HEAD_BYTES);
  if (find_word(data, data + (size < 256 ? size : 256), "<?xml") != NULL) {
    const char *close = find_word(data, end, "?>");
    const char *at = find_word(data, close ? close : end, "encoding");
    rasid_text found = at ? value_behind(at, end, "encoding") : (rasid_text){NULL, 0};
    if (found.size > 0) return found;
  }
  for (const char *at = data; (at = find_word(at, end, "charset")) != NULL; at++) {
    rasid_text found = value_behind(at, end, "charset");
    if (found.size > 0) return found;
  }
  return (rasid_text){NULL, 0};
}
