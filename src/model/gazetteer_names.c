/* gazetteer_names.c - names of gazetteers: cleaned, and kept by GeoNames id. */
#include "model/gazetteer.h"
#include "text/text.h"

enum code_kind { CODE_OTHER, CODE_LETTER, CODE_DROP, CODE_BLANK, CODE_STOP };

/* Vowel signs and other marks, tatweel, marks of direction, apostrophes. */
static bool is_dropped(uint32_t c) {
  return (c >= 0x64B && c <= 0x65F) || c == 0x670 || c == 0x640 ||
         (c >= 0x610 && c <= 0x61A) || (c >= 0x6D6 && c <= 0x6ED && c != 0x6D5) ||
         (c >= 0x200B && c <= 0x200F) || (c >= 0x202A && c <= 0x202E) ||
         (c >= 0x2060 && c <= 0x2069) || c == 0xFEFF || c == 0xAD || c == '\'' ||
         c == '`' || c == 0x2018 || c == 0x2019;
}

static enum code_kind kind_of_code(uint32_t c) {
  if (letter_of_codepoint(c)) return CODE_LETTER;
  if (is_dropped(c)) return CODE_DROP;
  if (c == ' ' || c == 0xA0 || c == '-' || c == '.' || c == '_' || c == 0x202F ||
      (c >= 0x2010 && c <= 0x2015))
    return CODE_BLANK;
  if (c == ',' || c == 0x60C || c == ';' || c == 0x61B || c == '(' || c == '[' ||
      c == '/')
    return CODE_STOP;
  return CODE_OTHER;
}

/* Letters for foreign sounds as Arabic news writes them. */
static unsigned put_letter(uint8_t *letters, unsigned n, unsigned letter) {
  switch (letter) {
    case LETTER_PEH: letter = LETTER_BEH; break;
    case LETTER_JEH: letter = LETTER_JEEM; break;
    case LETTER_VEH: letter = LETTER_FEH; break;
    case LETTER_GAF: letter = LETTER_GHAIN; break;
    case LETTER_TCHEH:
      letters[n++] = LETTER_TEH;
      letter = LETTER_SHEEN;
      break;
    default: break;
  }
  letters[n++] = (uint8_t)letter;
  return n;
}

static bool end_word(clean_name *name, const uint8_t *letters, unsigned n) {
  if (!n) return true;
  if (n > WORD_MAX_LETTERS || name->n_words == GAZETTEER_MAX_WORDS) return false;
  word w = word_pack(letters, n), key = word_fold(w);
  if (name->n_words) name->text[name->size++] = ' ';
  if (name->n_words == 1) name->rest = name->size;
  if (!name->n_words) name->first = key;
  name->size += (uint32_t)word_to_text(w, name->text + name->size);
  name->hash = hash_pair(name->hash ^ key.lo, key.hi + 1);
  name->n_letters += n;
  name->n_words++;
  return true;
}

bool name_clean(rasid_text raw, clean_name *name) {
  uint8_t letters[WORD_MAX_LETTERS + 2];
  unsigned n = 0;
  *name = (clean_name){.size = 0};
  for (size_t i = 0; i < raw.size;) {
    bool bad = false;
    uint32_t c = utf8_next(raw.data, raw.size, &i, &bad);
    if (bad) return false;
    enum code_kind kind = kind_of_code(c);
    if (kind == CODE_STOP) break;
    if (kind == CODE_OTHER) return false;
    if (kind == CODE_LETTER) {
      if (n >= WORD_MAX_LETTERS) return false;
      n = put_letter(letters, n, letter_of_codepoint(c));
    } else if (kind == CODE_BLANK) {
      if (!end_word(name, letters, n)) return false;
      n = 0;
    }
  }
  return end_word(name, letters, n) && name->n_letters > 1;
}

/* ---- by id ---- */

bool alternates_add(builder *b, alternates *a, uint32_t id, rasid_text name,
                    bool preferred) {
  if (id >= a->heads.n) {
    uint32_t *room = BUILD_ROOM(b, &a->heads, (size_t)id + 1 - a->heads.n);
    if (!room) return false;
    memset(room, 0, ((size_t)id + 1 - a->heads.n) * sizeof *room);
    a->heads.n = id + 1;
  }
  uint32_t last = 0, n = 0; /* the entry to stand behind, + 1 */
  for (uint32_t i = a->heads.items[id]; i; i = a->entries.items[i - 1].next, n++)
    if (!preferred) last = i;
  if (n >= GAZETTEER_MAX_NAMES) return false;
  char *text = BUILD_ROOM(b, &a->text, name.size + 1);
  alternate *entry = BUILD_PUSH(b, &a->entries);
  if (!text || !entry) return false;
  *entry = (alternate){last ? 0 : a->heads.items[id], a->text.n};
  memcpy(text, name.data, name.size);
  text[name.size] = '\0';
  a->text.n += (uint32_t)name.size + 1;
  if (last)
    a->entries.items[last - 1].next = a->entries.n;
  else
    a->heads.items[id] = a->entries.n;
  return true;
}

void alternates_free(builder *b, alternates *a) {
  build_resize(b, a->heads.items, 0);
  build_resize(b, a->entries.items, 0);
  build_resize(b, a->text.items, 0);
  memset(a, 0, sizeof *a);
}
