/* build_languages.c - data/languages.tsv: words and letters by which languages are told
 * apart. */
#include <stdlib.h>

#include "model/build.h"
#include "model/languages.h"

static const char *const CODES[] = {
#define LANGUAGE(id, code, name) code,
#include "model/languages.inc"
#undef LANGUAGE
};

static void read_language(tsv_line *line) {
  builder *b = line->b;
  rasid_text *f = line->fields, rest = f[3], item;
  unsigned language = 0, kind;
  while (language < N_LANGUAGES && !text_is(f[0], CODES[language])) language++;
  if (language == N_LANGUAGES) {
    tsv_mistake(line, "no language is called '%.*s'; src/model/languages.inc has them",
                (int)f[0].size, f[0].data);
    return;
  }
  if (text_is(f[1], "word")) {
    kind = LANGUAGE_WORD;
  } else if (text_is(f[1], "letter")) {
    kind = LANGUAGE_LETTER;
  } else {
    tsv_mistake(line, "kind '%.*s': write word or letter", (int)f[1].size, f[1].data);
    return;
  }
  unsigned weight = 0;
  for (size_t i = 0; i < f[2].size && weight < 1000; i++)
    weight = f[2].data[i] >= '0' && f[2].data[i] <= '9'
                 ? 10 * weight + (unsigned)(f[2].data[i] - '0')
                 : 1000;
  if (!weight || weight >= 1000) {
    tsv_mistake(line, "weight '%.*s' is no number from 1 to 999", (int)f[2].size,
                f[2].data);
    return;
  }
  if (kind == LANGUAGE_WORD) weight *= 100;
  while (text_split(&rest, '|', &item)) {
    char key[LANGUAGE_KEY_BYTES];
    size_t n = language_key(item.data, item.size, key);
    language_record *r = BUILD_PUSH(b, &b->languages);
    if (r)
      *r = (language_record){hash_bytes(key, n, kind), (uint8_t)language, (uint8_t)kind,
                             (uint16_t)(weight < 65535 ? weight : 65535), 0};
  }
}

static int by_hash(const void *a, const void *b) {
  const language_record *x = a, *y = b;
  if (x->hash != y->hash) return x->hash < y->hash ? -1 : 1;
  return x->language < y->language ? -1 : x->language > y->language;
}

void build_languages(builder *b) {
  tsv_read(b, "languages.tsv", "language kind weight items", true, read_language);
  if (b->languages.n)
    qsort(b->languages.items, b->languages.n, sizeof *b->languages.items, by_hash);
}
