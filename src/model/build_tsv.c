/* build_tsv.c - dictionary files, line by line, with mistakes reported as file:line; maps
 * and strings of the builder. */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>

#include "model/build.h"

static void report(builder *b, const char *message) {
  b->n_mistakes++;
  if (b->report) b->report(b->context, message);
}

void build_mistake(builder *b, const char *format, ...) {
  char message[600];
  va_list arguments;
  va_start(arguments, format);
  vsnprintf(message, sizeof message, format, arguments);
  va_end(arguments);
  report(b, message);
}

void tsv_mistake(const tsv_line *line, const char *format, ...) {
  char text[480], message[600];
  va_list arguments;
  va_start(arguments, format);
  vsnprintf(text, sizeof text, format, arguments);
  va_end(arguments);
  snprintf(message, sizeof message, "data/%s:%u: %s", line->file, line->number, text);
  report(line->b, message);
}

bool text_split(rasid_text *rest, char separator, rasid_text *piece) {
  if (!rest->data || !rest->size) return false;
  const char *end = memchr(rest->data, separator, rest->size);
  piece->data = rest->data;
  piece->size = end ? (size_t)(end - rest->data) : rest->size;
  size_t skip = piece->size + (end ? 1u : 0u);
  rest->data += skip;
  rest->size -= skip;
  return true;
}

static void split_fields(tsv_line *line, rasid_text text) {
  line->n = 0;
  rasid_text rest = text;
  for (;;) {
    const char *tab = rest.size ? memchr(rest.data, '\t', rest.size) : NULL;
    rasid_text field = {rest.data, tab ? (size_t)(tab - rest.data) : rest.size};
    if (line->n < TSV_MAX_FIELDS) line->fields[line->n] = field;
    line->n++;
    if (!tab) return;
    rest.size -= field.size + 1;
    rest.data = tab + 1;
  }
}

static bool header_matches(const tsv_line *line, const char *columns) {
  rasid_text rest = {columns, strlen(columns)}, want;
  uint32_t i = 0;
  while (text_split(&rest, ' ', &want)) {
    if (i >= line->n || line->fields[i].size != want.size ||
        memcmp(line->fields[i].data, want.data, want.size) != 0)
      return false;
    i++;
  }
  return i == line->n;
}

static void read_lines(tsv_line *line, rasid_text all, const char *columns,
                       void (*each)(tsv_line *)) {
  rasid_text text;
  uint32_t n_columns = 0;
  while (text_split(&all, '\n', &text)) {
    line->number++;
    if (text.size && text.data[text.size - 1] == '\r') text.size--;
    if (!text.size || text.data[0] == '#') continue;
    split_fields(line, text);
    if (!n_columns) {
      if (!header_matches(line, columns)) {
        tsv_mistake(line, "the header line must be the tab-separated columns: %s",
                    columns);
        return;
      }
      n_columns = line->n;
      continue;
    }
    if (line->n != n_columns) {
      tsv_mistake(
          line,
          "%u fields instead of %u: separate fields by one tab, write - for an empty one",
          line->n, n_columns);
      continue;
    }
    each(line);
  }
}

/* The whole file in memory: it is not mapped, since an editor may cut it short meanwhile.
 */
static bool read_file(builder *b, const char *path, rasid_text *all) {
  FILE *f = fopen(path, "rb");
  if (!f) return false;
  size_t size = 0, room = (size_t)1 << 16;
  char *data = arena_alloc(&b->memory, room, 1);
  while (data) {
    size_t n = fread(data + size, 1, room - size, f);
    size += n;
    if (!n) break;
    if (size < room) continue;
    char *bigger = arena_alloc(&b->memory, room, 2);
    if (bigger) memcpy(bigger, data, size);
    data = bigger;
    room *= 2;
  }
  bool ok = data && !ferror(f);
  fclose(f);
  if (!data) errno = ENOMEM;
  *all = (rasid_text){data, size};
  return ok;
}

void tsv_read(builder *b, const char *file, const char *columns, bool optional,
              void (*each)(tsv_line *line)) {
  char path[1000];
  int length = snprintf(path, sizeof path, "%s/%s", b->root, file);
  if (length < 0 || (size_t)length >= sizeof path) {
    build_mistake(b, "data/%s: the path is too long", file);
    return;
  }
  rasid_text all;
  if (!read_file(b, path, &all)) {
    if (!optional || errno != ENOENT)
      build_mistake(b, "data/%s: cannot be read: %s", file, strerror(errno));
    return;
  }
  uint32_t *name = BUILD_PUSH(b, &b->files);
  if (name) *name = build_string(b, file, strlen(file));
  tsv_line line = {.b = b, .file = file, .file_index = b->files.n ? b->files.n - 1 : 0};
  read_lines(&line, all, columns, each);
}

/* ---- memory ---- */

/* Stands before every block, so that all can be given back at the end. */
struct build_block {
  build_block *next, *previous;
};

static void unlink_block(builder *b, build_block *block) {
  if (block->previous)
    block->previous->next = block->next;
  else
    b->blocks = block->next;
  if (block->next) block->next->previous = block->previous;
}

void *build_resize(builder *b, void *items, size_t size) {
  build_block *block = items ? (build_block *)items - 1 : NULL;
  const allocator *alloc = b->memory.alloc;
  if (block) unlink_block(b, block);
  build_block *resized =
      size <= SIZE_MAX - sizeof *block
          ? alloc->resize(alloc->context, block, size ? size + sizeof *block : 0)
          : NULL;
  if (size && !resized) {
    b->memory.failed = true;
    resized = block; /* still there, and still to be given back */
  }
  if (!resized) return NULL;
  resized->previous = NULL;
  resized->next = b->blocks;
  if (b->blocks) b->blocks->previous = resized;
  b->blocks = resized;
  return b->memory.failed ? NULL : resized + 1;
}

void *build_zero(builder *b, size_t count, size_t size) {
  if (b->memory.failed || count > SIZE_MAX / size) return NULL;
  void *items = build_resize(b, NULL, count * size);
  if (items) memset(items, 0, count * size);
  return items;
}

void *build_room(builder *b, void **items, uint32_t *capacity, uint32_t n, size_t more,
                 size_t size) {
  char *block;
  memcpy(&block, (const void *)items, sizeof block);
  if (more <= *capacity - n) return block + (size_t)n * size;
  if (b->memory.failed) return NULL;
  if (more > MODEL_NONE - 1 - n) {
    b->full = true;
    b->memory.failed = true;
    return NULL;
  }
  uint32_t need = n + (uint32_t)more,
           twice = *capacity > (MODEL_NONE - 1) / 2 ? MODEL_NONE - 1 : *capacity * 2,
           wanted = twice > need ? twice : need;
  if (wanted < 8) wanted = 8;
  block = build_resize(b, block, (size_t)wanted * size);
  if (!block) return NULL;
  memcpy((void *)items, &block, sizeof block);
  *capacity = wanted;
  return block + (size_t)n * size;
}

void *build_push(builder *b, void **items, uint32_t *capacity, uint32_t *n, size_t size) {
  void *item = build_room(b, items, capacity, *n, 1, size);
  if (item) ++*n;
  return item;
}

void build_free(builder *b) {
  while (b->blocks) build_resize(b, b->blocks + 1, 0);
}

/* ---- maps ---- */

static struct pair_entry *pair_slot(const pair_map *m, uint64_t lo, uint64_t hi) {
  uint32_t mask = m->capacity - 1, i = (uint32_t)hash_pair(lo, hi) & mask;
  while (m->slots[i].value && (m->slots[i].lo != lo || m->slots[i].hi != hi))
    i = (i + 1) & mask;
  return &m->slots[i];
}

uint32_t pair_map_get(const pair_map *m, uint64_t lo, uint64_t hi) {
  if (!m->capacity) return MODEL_NONE;
  const struct pair_entry *e = pair_slot(m, lo, hi);
  return e->value ? e->value - 1 : MODEL_NONE;
}

static bool pair_map_grow(builder *b, pair_map *m) {
  pair_map bigger = {NULL, 0, m->capacity ? m->capacity * 2 : 1024};
  bigger.slots = build_zero(b, bigger.capacity, sizeof *bigger.slots);
  if (!bigger.slots) return false;
  for (uint32_t i = 0; i < m->capacity; i++)
    if (m->slots[i].value)
      *pair_slot(&bigger, m->slots[i].lo, m->slots[i].hi) = m->slots[i];
  bigger.n = m->n;
  pair_map_free(b, m);
  *m = bigger;
  return true;
}

void pair_map_free(builder *b, pair_map *m) {
  build_resize(b, m->slots, 0);
  *m = (pair_map){0};
}

bool pair_map_set(builder *b, pair_map *m, uint64_t lo, uint64_t hi, uint32_t value) {
  if ((uint64_t)m->n * 4 >= (uint64_t)m->capacity * 3 && !pair_map_grow(b, m))
    return false;
  struct pair_entry *e = pair_slot(m, lo, hi);
  if (!e->value) m->n++;
  *e = (struct pair_entry){lo, hi, value + 1};
  return true;
}

uint32_t build_string(builder *b, const char *data, size_t size) {
  if (!size) return 0;
  uint64_t lo = hash_bytes(data, size, 1), hi = hash_bytes(data, size, 2);
  uint32_t at = pair_map_get(&b->string_map, lo, hi);
  if (at != MODEL_NONE) return at;
  at = b->strings.n;
  char *c = BUILD_ROOM(b, &b->strings, size + 1);
  if (!c) return 0;
  memcpy(c, data, size);
  c[size] = '\0';
  b->strings.n += (uint32_t)size + 1;
  pair_map_set(b, &b->string_map, lo, hi, at);
  return at;
}
