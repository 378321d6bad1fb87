/* page_blocks.c - the text of a page as blocks: what a reader sees on lines of its own.
 */
#include <stdlib.h>
#include <string.h>

#include "page_parts.h"

/* What holds for a node and all below it. */
enum {
  NODE_SKIP = 1 << 16, /* not to be seen */
  NODE_LINK = 1 << 17,
  LEAST_ARTICLE = 600 /* bytes; a notice on an empty page is shorter */
};

/* State of the pass over the nodes. */
typedef struct cutter {
  const page_tree *tree;
  page_blocks *blocks;
  uint32_t *flags;  /* per node: block flags and the above */
  uint32_t *around; /* per node: the nearest block, itself included */
  uint32_t *prose;  /* per node: bytes of text below that are no link */
  uint32_t total;
  page_block *open; /* the block that text is appended to; NULL = none */
  uint32_t time;    /* the <time> seen last, if it may belong to the open block */
} cutter;

static uint32_t flags_of_tag(page_tag tag) {
  switch (tag) {
    case TAG_HEAD:
    case TAG_SCRIPT:
    case TAG_STYLE:
    case TAG_NOSCRIPT:
    case TAG_IFRAME:
    case TAG_SELECT:
    case TAG_TEXTAREA:
    case TAG_SVG:
    case TAG_BUTTON:
    case TAG_TEMPLATE: return NODE_SKIP;
    case TAG_NAV:
    case TAG_FOOTER:
    case TAG_ASIDE:
    case TAG_FORM:
    case TAG_DIALOG:
    case TAG_AMP_SIDEBAR: return BLOCK_ASIDE;
    case TAG_A: return NODE_LINK;
    case TAG_FIGCAPTION:
    case TAG_CAPTION: return BLOCK_CAPTION;
    case TAG_H1: return BLOCK_H1;
    case TAG_H2:
    case TAG_H3:
    case TAG_H4:
    case TAG_H5:
    case TAG_H6: return BLOCK_HEADING;
    case TAG_LI: return BLOCK_ITEM;
    case TAG_HEADER: return BLOCK_HEADER;
    case TAG_TIME: return BLOCK_DATE;
    case TAG_ADDRESS: return BLOCK_META;
    default: return 0;
  }
}

static uint32_t flags_of_hints(unsigned hints) {
  uint32_t flags = 0;
  if (hints & HINT_HIDDEN) flags |= NODE_SKIP;
  if (hints & HINT_ASIDE) flags |= BLOCK_ASIDE;
  if (hints & HINT_CAPTION) flags |= BLOCK_CAPTION;
  if (hints & HINT_META) flags |= BLOCK_META;
  if (hints & HINT_DATE) flags |= BLOCK_DATE;
  if (hints & HINT_AUTHOR) flags |= BLOCK_AUTHOR;
  if (hints & HINT_LEAD) flags |= BLOCK_LEAD;
  if (hints & HINT_TITLE) flags |= BLOCK_TITLE;
  if (hints & HINT_PUBLISHED) flags |= BLOCK_PUBLISHED;
  return flags;
}

/* Bytes of text below every node that are no link; children lie behind their parents. */
static void weigh_nodes(cutter *c) {
  const page_tree *t = c->tree;
  for (size_t i = 1; i < t->n_nodes; i++) {
    const page_node *node = &t->nodes[i];
    uint32_t above = c->flags[node->parent];
    uint32_t own = flags_of_tag((page_tag)node->tag) & (NODE_SKIP | NODE_LINK);
    c->flags[i] = above | own;
    if (node->tag == TAG_TEXT && !(above & (NODE_SKIP | NODE_LINK)))
      c->prose[i] = node->size;
  }
  for (size_t i = t->n_nodes; --i > 0;) c->prose[t->nodes[i].parent] += c->prose[i];
  c->total = c->prose[0];
}

/* What a part with nearly all of the text is called is a mistake of ours: the article
 * cannot be an aside, or hidden, or a form. */
static void flag_nodes(cutter *c) {
  const page_tree *t = c->tree;
  for (size_t i = 1; i < t->n_nodes; i++) {
    const page_node *node = &t->nodes[i];
    page_tag tag = (page_tag)node->tag;
    uint32_t own = flags_of_tag(tag);
    uint32_t hinted =
        tag == TAG_HTML || tag == TAG_BODY ? 0 : flags_of_hints(node->hints);
    bool is_most = c->prose[i] > c->total / 2 && c->prose[i] > LEAST_ARTICLE;
    if (is_most || tag == TAG_MAIN || tag == TAG_ARTICLE)
      hinted &= BLOCK_PUBLISHED, own &= NODE_SKIP;
    /* A part called by a date's or author's name that is long is prose. */
    if (c->prose[i] > 400) hinted &= NODE_SKIP | BLOCK_ASIDE | BLOCK_CAPTION;
    /* A part with an article's text in it is more than a header. */
    c->flags[i] = c->flags[node->parent] | own | hinted;
    c->around[i] = page_is_block(tag) ? (uint32_t)i : c->around[node->parent];
  }
}

static page_block *open_block(cutter *c, uint32_t node, uint32_t flags) {
  page_blocks *b = c->blocks;
  if (b->n == b->capacity) {
    size_t capacity = b->capacity ? 2 * b->capacity : 256;
    page_block *more = realloc(b->items, capacity * sizeof *more);
    if (more == NULL) return NULL;
    b->items = more;
    b->capacity = capacity;
  }
  page_block *block = &b->items[b->n++];
  *block = (page_block){
      .node = node, .start = (uint32_t)b->text.size, .flags = flags, .value = c->time};
  c->time = 0;
  return block;
}

/* Bytes of white space at `p`, of which `left` bytes are there, 0 if there is none:
 * blanks, no-break spaces, and marks of no width between words. */
static size_t space_at(const char *p, size_t left) {
  unsigned char c = (unsigned char)*p;
  if (c <= ' ') return 1;
  if (c == 0xC2 && left > 1 && (unsigned char)p[1] == 0xA0) return 2;
  if (c == 0xE2 && left > 2 && (unsigned char)p[1] == 0x80 &&
      ((unsigned char)p[2] <= 0x8B || (unsigned char)p[2] == 0xA8))
    return 3;
  if (c == 0xEF && left > 2 && memcmp(p, "\xEF\xBB\xBF", 3) == 0) return 3;
  return 0;
}

/* Appends text to the open block, white space folded. */
static void append(cutter *c, const char *data, size_t size, bool is_link) {
  bytes *out = &c->blocks->text;
  page_block *block = c->open;
  size_t before = out->size;
  for (size_t i = 0; i < size;) {
    size_t n = space_at(data + i, size - i);
    if (n > 0) {
      if (out->size > block->start && out->data[out->size - 1] != ' ')
        out->data[out->size++] = ' ';
      i += n;
      continue;
    }
    out->data[out->size++] = data[i++];
  }
  block->size = (uint32_t)(out->size - block->start);
  if (is_link) block->link += (uint32_t)(out->size - before);
}

/* Ends the open block: its last blank goes, and the block with it if nothing is left. */
static void close_block(cutter *c) {
  page_block *block = c->open;
  c->open = NULL;
  if (block == NULL) return;
  bytes *out = &c->blocks->text;
  while (block->size > 0 && out->data[block->start + block->size - 1] == ' ')
    block->size--;
  out->size = block->start + block->size;
  if (block->size == 0) c->blocks->n--;
}

static bool is_only_space(const char *data, size_t size) {
  for (size_t i = 0; i < size;) {
    size_t n = space_at(data + i, size - i);
    if (n == 0) return false;
    i += n;
  }
  return true;
}

static bool take_text(cutter *c, uint32_t at) {
  const page_node *node = &c->tree->nodes[at];
  const char *data = c->tree->text.data + node->start;
  uint32_t flags = c->flags[at], around = c->around[at];
  if (flags & NODE_SKIP) return true;
  if (c->open != NULL && c->open->node != around) close_block(c);
  if (c->open == NULL) {
    if (is_only_space(data, node->size)) return true;
    c->open = open_block(c, around, flags & 0xFFFF);
    if (c->open == NULL) return false;
  }
  c->open->flags |= flags & (BLOCK_DATE | BLOCK_AUTHOR | BLOCK_PUBLISHED) & 0xFFFF;
  append(c, data, node->size, (flags & NODE_LINK) != 0);
  return true;
}

static bool cut(cutter *c) {
  const page_tree *t = c->tree;
  bool ok = bytes_reserve(&c->blocks->text, t->text.size + 64);
  for (uint32_t i = 1; i < t->n_nodes && ok; i++) {
    const page_node *node = &t->nodes[i];
    page_tag tag = (page_tag)node->tag;
    if (tag == TAG_TEXT) {
      ok = take_text(c, i);
    } else if (tag == TAG_TIME || (c->flags[i] & BLOCK_PUBLISHED)) {
      if (node->size > 0) c->time = i;
    }
    if (tag == TAG_BR || (page_is_block(tag) && tag != TAG_SCRIPT && tag != TAG_STYLE))
      close_block(c);
    if (c->open != NULL && c->time != 0) {
      c->open->value = c->time;
      c->time = 0;
    }
  }
  close_block(c);
  return ok;
}

bool page_blocks_read(const page_tree *tree, page_blocks *blocks) {
  *blocks = (page_blocks){0};
  cutter c = {.tree = tree,
              .blocks = blocks,
              .flags = calloc(tree->n_nodes, sizeof(uint32_t)),
              .around = calloc(tree->n_nodes, sizeof(uint32_t)),
              .prose = calloc(tree->n_nodes, sizeof(uint32_t))};
  bool ok = c.flags != NULL && c.around != NULL && c.prose != NULL;
  if (ok) {
    weigh_nodes(&c);
    flag_nodes(&c);
    ok = cut(&c);
  }
  free(c.flags);
  free(c.around);
  free(c.prose);
  return ok;
}

void page_blocks_free(page_blocks *blocks) {
  free(blocks->items);
  bytes_free(&blocks->text);
  *blocks = (page_blocks){0};
}
