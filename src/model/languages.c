/* languages.c - words and letters of languages, by the hash of their key. */
#include "model/languages.h"

size_t language_key(const char *data, size_t size, char key[LANGUAGE_KEY_BYTES]) {
  size_t n = 0;
  for (size_t i = 0; i < size && n + 4 < LANGUAGE_KEY_BYTES;) {
    unsigned char a = (unsigned char)data[i],
                  b = i + 1 < size ? (unsigned char)data[i + 1] : 0;
    if (a == 0xDB && b == 0x8C) { /* Farsi yeh is yeh */
      key[n++] = (char)0xD9;
      key[n++] = (char)0x8A;
      i += 2;
    } else if (a == 0xDA && b == 0xA9) { /* keheh is kaf */
      key[n++] = (char)0xD9;
      key[n++] = (char)0x83;
      i += 2;
    } else if (a >= 'A' && a <= 'Z') {
      key[n++] = (char)(a + 'a' - 'A');
      i++;
    } else if (a == 0xC3 && b >= 0x80 && b <= 0x9E && b != 0x97) {
      key[n++] = (char)a;
      key[n++] = (char)(b + 0x20);
      i += 2;
    } else {
      key[n++] = data[i++];
    }
  }
  return n;
}

const language_record *language_find(const rasid_model *m, unsigned kind,
                                     const char *data, size_t size,
                                     const language_record **end) {
  char key[LANGUAGE_KEY_BYTES];
  uint64_t hash = hash_bytes(key, language_key(data, size, key), kind);
  uint32_t low = 0, high = m->n[SECTION_LANGUAGES];
  while (low < high) {
    uint32_t mid = low + (high - low) / 2;
    if (m->languages[mid].hash < hash)
      low = mid + 1;
    else
      high = mid;
  }
  uint32_t first = low;
  while (low < m->n[SECTION_LANGUAGES] && m->languages[low].hash == hash) low++;
  *end = m->languages + low;
  return m->languages + first;
}
