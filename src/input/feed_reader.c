/* feed_reader.c - libxml2's tree of a feed, walked once.
 *
 * RSS puts items in a channel, RDF beside it, Atom calls them entries; names are compared
 * without their namespaces, since feeds in the wild get these wrong. Entities are left
 * alone and nothing is fetched.
 */
#include "feed_reader.h"

#include <libxml/parser.h>
#include <libxml/tree.h>
#include <stdlib.h>
#include <string.h>

enum { MAX_ENTRIES = 100000 };

static bool is_called(const xmlNode *node, const char *name) {
  return node->type == XML_ELEMENT_NODE && strcmp((const char *)node->name, name) == 0;
}

static const xmlNode *child_called(const xmlNode *node, const char *name) {
  for (const xmlNode *c = node->children; c != NULL; c = c->next)
    if (is_called(c, name)) return c;
  return NULL;
}

static bool keep(feed_items *items, const xmlChar *text, feed_string *string) {
  const char *data = text ? (const char *)text : "";
  size_t size = strlen(data);
  while (size > 0 && (unsigned char)data[size - 1] <= ' ') size--;
  while (size > 0 && (unsigned char)*data <= ' ') data++, size--;
  *string = (feed_string){items->strings.size, size};
  return bytes_put(&items->strings, data, size);
}

/* The text of an element; of Atom's XHTML, its markup. */
static bool keep_content(feed_items *items, const xmlNode *node, feed_string *string) {
  bool ok;
  if (child_called(node, "div") != NULL) {
    xmlBufferPtr buffer = xmlBufferCreate();
    if (buffer == NULL) return false;
    for (xmlNode *c = node->children; c != NULL; c = c->next)
      if (xmlNodeDump(buffer, c->doc, c, 0, 0) < 0) break;
    ok = keep(items, xmlBufferContent(buffer), string);
    xmlBufferFree(buffer);
    return ok;
  }
  xmlChar *text = xmlNodeGetContent(node);
  ok = keep(items, text, string);
  xmlFree(text);
  return ok;
}

static bool keep_attribute(feed_items *items, const xmlNode *node, const char *name,
                           feed_string *string) {
  xmlChar *value = xmlGetProp(node, (const xmlChar *)name);
  bool ok = value == NULL || keep(items, value, string);
  xmlFree(value);
  return ok;
}

/* Atom has links of several kinds; the one to the page is "alternate" or of none. */
static bool keep_link(feed_items *items, const xmlNode *node, feed_string *string) {
  if (xmlHasProp(node, (const xmlChar *)"href") == NULL)
    return string->size > 0 || keep_content(items, node, string);
  xmlChar *rel = xmlGetProp(node, (const xmlChar *)"rel");
  bool is_page = rel == NULL || strcmp((const char *)rel, "alternate") == 0;
  xmlFree(rel);
  return !is_page || string->size > 0 || keep_attribute(items, node, "href", string);
}

static bool keep_field(feed_items *items, const xmlNode *node, feed_entry *entry) {
  static const struct {
    const char *name;
    int field;
    bool wins; /* over one that was there before */
  } rules[] = {{"guid", FEED_ID, true},
               {"id", FEED_ID, true},
               {"title", FEED_TITLE, false},
               {"pubDate", FEED_PUBLISHED, true},
               {"published", FEED_PUBLISHED, true},
               {"issued", FEED_PUBLISHED, true},
               {"date", FEED_PUBLISHED, false},
               {"updated", FEED_PUBLISHED, false},
               {"creator", FEED_AUTHOR, true},
               {"description", FEED_SUMMARY, true},
               {"summary", FEED_SUMMARY, false},
               {"encoded", FEED_CONTENT, true},
               {"content", FEED_CONTENT, false}};
  const char *name = (const char *)node->name;
  if (strcmp(name, "link") == 0) return keep_link(items, node, &entry->fields[FEED_URL]);
  if (strcmp(name, "author") == 0) {
    const xmlNode *inner = child_called(node, "name");
    if (entry->fields[FEED_AUTHOR].size > 0) return true;
    return keep_content(items, inner ? inner : node, &entry->fields[FEED_AUTHOR]);
  }
  for (size_t i = 0; i < sizeof rules / sizeof *rules; i++) {
    if (strcmp(name, rules[i].name) != 0) continue;
    feed_string *string = &entry->fields[rules[i].field];
    if (string->size > 0 && !rules[i].wins) return true;
    /* Pictures of Media RSS are called content too. */
    if (rules[i].field == FEED_CONTENT && node->children == NULL) return true;
    return keep_content(items, node, string);
  }
  return true;
}

static bool add_entry(feed_items *items, const xmlNode *node) {
  if (items->n == items->capacity) {
    size_t capacity = items->capacity ? 2 * items->capacity : 32;
    feed_entry *more = realloc(items->entries, capacity * sizeof *more);
    if (more == NULL) return false;
    items->entries = more;
    items->capacity = capacity;
  }
  feed_entry *entry = &items->entries[items->n++];
  *entry = (feed_entry){0};
  for (const xmlNode *c = node->children; c != NULL; c = c->next)
    if (c->type == XML_ELEMENT_NODE && !keep_field(items, c, entry)) return false;
  return true;
}

/* Items among the children of a root or channel. */
static bool add_children(feed_items *items, const xmlNode *parent) {
  for (const xmlNode *c = parent->children; c != NULL; c = c->next) {
    bool ok = true;
    if ((is_called(c, "item") || is_called(c, "entry")) && items->n < MAX_ENTRIES)
      ok = add_entry(items, c);
    else if (is_called(c, "title") && items->title.size == 0)
      ok = keep_content(items, c, &items->title);
    else if (is_called(c, "channel"))
      for (const xmlNode *d = c->children; d != NULL && ok; d = d->next) {
        if (is_called(d, "item") && items->n < MAX_ENTRIES) ok = add_entry(items, d);
        if (is_called(d, "title") && items->title.size == 0)
          ok = keep_content(items, d, &items->title);
      }
    if (!ok) return false;
  }
  return true;
}

feed_outcome feed_items_read(feed_items *items, rasid_text xml) {
  items->n = items->strings.size = 0;
  items->title = (feed_string){0, 0};
  if (xml.size == 0 || xml.size > INT32_MAX) return FEED_NO_FEED;
  xmlParserCtxtPtr parser = xmlNewParserCtxt();
  if (parser == NULL) return FEED_NO_MEMORY;
  /* Encoding given: what the declaration says has been heard already. */
  xmlDocPtr doc =
      xmlCtxtReadMemory(parser, xml.data, (int)xml.size, NULL, "UTF-8",
                        XML_PARSE_RECOVER | XML_PARSE_NOERROR | XML_PARSE_NOWARNING |
                            XML_PARSE_NONET | XML_PARSE_NOCDATA);
  const xmlNode *root = doc ? xmlDocGetRootElement(doc) : NULL;
  feed_outcome outcome = FEED_NO_FEED;
  if (root != NULL &&
      (is_called(root, "rss") || is_called(root, "RDF") || is_called(root, "feed")))
    outcome = add_children(items, root) ? FEED_OK : FEED_NO_MEMORY;
  if (doc != NULL) xmlFreeDoc(doc);
  xmlFreeParserCtxt(parser);
  return outcome;
}

void feed_items_free(feed_items *items) {
  bytes_free(&items->strings);
  free(items->entries);
  *items = (feed_items){0};
}

rasid_text feed_items_string(const feed_items *items, feed_string string) {
  return string.size ? (rasid_text){items->strings.data + string.start, string.size}
                     : (rasid_text){NULL, 0};
}
