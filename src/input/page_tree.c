/* page_tree.c - libxml2's SAX calls become nodes. */
#include "page_tree.h"

#include <libxml/HTMLparser.h>
#include <libxml/parserInternals.h>
#include <stdlib.h>
#include <string.h>

enum {
  MAX_DEPTH = 1000,    /* real pages stay under a hundred */
  MAX_NODES = 1 << 20, /* and under a hundred thousand */
  NAME_SLOTS = 256,    /* of the cache of tag names; a power of two */
  MAX_TEXT = 1 << 30
};

/* The state while libxml2 reads. */
typedef struct builder {
  page_tree *tree;
  htmlParserCtxtPtr parser;
  uint32_t open;  /* the node that is open */
  unsigned depth; /* of it */
  bool no_memory;
  /* libxml2 keeps one copy of each name: its address says which tag it is. */
  const xmlChar *names[NAME_SLOTS];
  page_tag tags[NAME_SLOTS];
} builder;

static page_tag tag_of(builder *b, const xmlChar *name) {
  size_t slot = ((uintptr_t)name >> 3 ^ (uintptr_t)name >> 11) & (NAME_SLOTS - 1);
  if (b->names[slot] != name) {
    b->names[slot] = name;
    b->tags[slot] = page_tag_named((const char *)name);
  }
  return b->tags[slot];
}

static void stop(builder *b) {
  xmlStopParser(b->parser);
}

/* Appends a node below the open one; 0 where it cannot. */
static uint32_t add_node(builder *b, page_tag tag) {
  page_tree *t = b->tree;
  if (t->n_nodes == MAX_NODES) {
    t->too_many = true;
    stop(b);
    return 0;
  }
  if (t->n_nodes == t->nodes_capacity) {
    size_t capacity = 2 * t->nodes_capacity;
    page_node *more = realloc(t->nodes, capacity * sizeof *more);
    if (more == NULL) {
      b->no_memory = true;
      stop(b);
      return 0;
    }
    t->nodes = more;
    t->nodes_capacity = capacity;
  }
  uint32_t at = (uint32_t)t->n_nodes++;
  t->nodes[at] = (page_node){.tag = (uint16_t)tag, .parent = b->open};
  page_node *parent = &t->nodes[b->open];
  if (parent->last != 0)
    t->nodes[parent->last].next = at;
  else
    parent->first = at;
  parent->last = at;
  return at;
}

static void put_text(builder *b, const char *data, size_t size) {
  if (b->tree->text.size + size < MAX_TEXT && bytes_put(&b->tree->text, data, size))
    return;
  b->no_memory = true;
  stop(b);
}

/* Keeps the value of an attribute in the node. */
static void keep_value(builder *b, uint32_t at, const char *value) {
  if (b->tree->nodes[at].size > 0) return;
  b->tree->nodes[at].start = (uint32_t)b->tree->text.size;
  b->tree->nodes[at].size = (uint32_t)strlen(value);
  put_text(b, value, strlen(value));
}

/* A meta tag keeps its name (whatever attribute bears it), a NUL and its content. */
static void keep_meta(builder *b, uint32_t at, const xmlChar **attributes) {
  const char *name = NULL, *content = NULL;
  for (; attributes[0] != NULL; attributes += 2) {
    const char *key = (const char *)attributes[0], *value = (const char *)attributes[1];
    if (value == NULL) continue;
    if (strcmp(key, "content") == 0) content = value;
    if (strcmp(key, "name") == 0 || strcmp(key, "property") == 0 ||
        strcmp(key, "itemprop") == 0)
      name = value;
  }
  if (name == NULL || content == NULL) return;
  uint32_t start = (uint32_t)b->tree->text.size;
  put_text(b, name, strlen(name) + 1);
  put_text(b, content, strlen(content));
  b->tree->nodes[at].start = start;
  b->tree->nodes[at].size = (uint32_t)b->tree->text.size - start;
}

static void take_attributes(builder *b, uint32_t at, page_tag tag,
                            const xmlChar **attributes) {
  unsigned hints = 0;
  for (; attributes[0] != NULL; attributes += 2) {
    const char *key = (const char *)attributes[0];
    const char *value = attributes[1] ? (const char *)attributes[1] : "";
    bool is_class = strcmp(key, "class") == 0;
    if (is_class) b->tree->nodes[at].look = page_look_of(value);
    if (is_class || strcmp(key, "id") == 0)
      hints |= page_hints_of(value);
    else
      hints |= page_hints_of_attribute(key, value);
    if (strcmp(key, tag == TAG_TIME ? "datetime" : "content") == 0)
      keep_value(b, at, value);
    if (tag == TAG_HTML && strcmp(key, "lang") == 0) keep_value(b, at, value);
  }
  b->tree->nodes[at].hints = (uint16_t)hints;
}

/* Tags that never enclose anything but that libxml2 does not know as such. */
static bool is_void(const xmlChar *name) {
  static const char *const names[] = {"source", "wbr", "track"};
  for (size_t i = 0; i < sizeof names / sizeof *names; i++)
    if (strcmp((const char *)name, names[i]) == 0) return true;
  return false;
}

static void on_start(void *context, const xmlChar *name, const xmlChar **attributes) {
  builder *b = context;
  if (b->no_memory || is_void(name)) return;
  page_tag tag = tag_of(b, name);
  if (++b->depth > MAX_DEPTH) {
    b->tree->too_deep = true;
    stop(b);
    return;
  }
  uint32_t at = add_node(b, tag);
  if (at == 0) return;
  b->open = at;
  if (attributes == NULL) return;
  if (tag == TAG_META)
    keep_meta(b, at, attributes);
  else
    take_attributes(b, at, tag, attributes);
}

static void on_end(void *context, const xmlChar *name) {
  builder *b = context;
  if (b->depth == 0 || is_void(name)) return;
  b->depth--;
  b->open = b->tree->nodes[b->open].parent;
}

static void on_text(void *context, const xmlChar *data, int size) {
  builder *b = context;
  if (b->no_memory || size <= 0) return;
  page_node *open = &b->tree->nodes[b->open];
  if (open->tag == TAG_STYLE ||
      (open->tag == TAG_SCRIPT && !(open->hints & HINT_JSON_LD)))
    return;
  /* libxml2 cuts long runs and entities: what follows a text continues it. */
  uint32_t last = open->last;
  uint32_t at = last != 0 && b->tree->nodes[last].tag == TAG_TEXT ? last : 0;
  if (at != 0 && b->tree->nodes[at].start + b->tree->nodes[at].size != b->tree->text.size)
    at = 0;
  if (at == 0) {
    at = add_node(b, TAG_TEXT);
    if (at == 0) return;
    b->tree->nodes[at].start = (uint32_t)b->tree->text.size;
  }
  b->tree->nodes[at].size += (uint32_t)size;
  put_text(b, (const char *)data, (size_t)size);
}

bool page_tree_read(page_tree *tree, rasid_text html) {
  *tree = (page_tree){.nodes_capacity = 1024};
  tree->nodes = malloc(tree->nodes_capacity * sizeof *tree->nodes);
  if (tree->nodes == NULL || html.size > MAX_TEXT || !bytes_reserve(&tree->text, 64))
    return false;
  tree->nodes[0] = (page_node){0};
  tree->n_nodes = 1;
  if (html.size == 0) return true;
  htmlParserCtxtPtr parser = htmlCreateMemoryParserCtxt(html.data, (int)html.size);
  if (parser == NULL) return false;
  builder b = {.tree = tree, .parser = parser};
  htmlCtxtUseOptions(parser, HTML_PARSE_NOERROR | HTML_PARSE_NOWARNING |
                                 HTML_PARSE_NONET | HTML_PARSE_IGNORE_ENC);
  xmlSwitchEncoding(parser, XML_CHAR_ENCODING_UTF8);
  *parser->sax = (htmlSAXHandler){.startElement = on_start,
                                  .endElement = on_end,
                                  .characters = on_text,
                                  .cdataBlock = on_text,
                                  .ignorableWhitespace = on_text};
  parser->userData = &b;
  htmlParseDocument(parser);
  htmlFreeParserCtxt(parser);
  return !b.no_memory;
}

void page_tree_free(page_tree *tree) {
  free(tree->nodes);
  bytes_free(&tree->text);
  *tree = (page_tree){0};
}
