/* opml.c - lists of feeds, by libxml2 called back at each element: no tree is built, and
 * nothing outside of the document is loaded. */
#include "opml.h"

#include <libxml/parser.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

typedef struct opml_reader {
  bool (*take)(void *context, const char *url);
  void *context;
  opml_result *result;
  xmlParserCtxtPtr parser;
} opml_reader;

/* Keeps the first mistake. */
static void complain(void *context, const xmlError *error) {
  const opml_reader *r = context;
  opml_result *result = r->result;
  if (error->level < XML_ERR_ERROR || result->line != 0) return;
  const char *message = error->message != NULL ? error->message : "not well-formed";
  result->line = error->line > 0 ? error->line : 1;
  snprintf(result->what, sizeof result->what, "%.*s", (int)strcspn(message, "\n"),
           message);
}

static void complain_of(void *context, xmlErrorPtr error) {
  const xmlParserCtxt *parser = context;
  complain(parser->_private, error);
}

/* A copy of the text without the blanks around it, to be freed; NULL where nothing is
 * left. */
static char *trimmed(const char *text, size_t size) {
  while (size > 0 && strchr(" \t\r\n", text[size - 1]) != NULL) size--;
  while (size > 0 && strchr(" \t\r\n", *text) != NULL) {
    text++;
    size--;
  }
  return size > 0 ? strndup(text, size) : NULL;
}

static void take_address(opml_reader *r, const char *text, size_t size) {
  char *url = trimmed(text, size);
  if (url == NULL) return;
  r->result->n_feeds++;
  if (!r->take(r->context, url)) xmlStopParser(r->parser);
  free(url);
}

/* Each attribute is five pointers: name, prefix, namespace, start and end of its value.
 * Lists in the field write the name of this one in several ways. */
static void on_element(void *context, const xmlChar *name, const xmlChar *prefix,
                       const xmlChar *uri, int n_namespaces, const xmlChar **namespaces,
                       int n_attributes, int n_defaulted, const xmlChar **attributes) {
  const xmlParserCtxt *parser = context;
  opml_reader *r = parser->_private;
  (void)prefix, (void)uri, (void)n_namespaces, (void)namespaces, (void)n_defaulted;
  if (strcasecmp((const char *)name, "outline") != 0) return;
  for (int i = 0; i < n_attributes; i++, attributes += 5) {
    if (strcasecmp((const char *)attributes[0], "xmlUrl") != 0) continue;
    take_address(r, (const char *)attributes[3], (size_t)(attributes[4] - attributes[3]));
    return;
  }
}

void opml_read(const char *data, size_t size,
               bool (*take)(void *context, const char *url), void *context,
               opml_result *result) {
  *result = (opml_result){0};
  if (size > OPML_MAX_BYTES) {
    result->line = 1;
    snprintf(result->what, sizeof result->what, "larger than %d MB",
             OPML_MAX_BYTES / 1000000);
    return;
  }
  opml_reader r = {.take = take, .context = context, .result = result};
  xmlSAXHandler calls = {
      .initialized = XML_SAX2_MAGIC, .startElementNs = on_element, .serror = complain_of};
  r.parser = xmlCreatePushParserCtxt(&calls, NULL, NULL, 0, NULL);
  if (r.parser == NULL) {
    result->no_memory = true;
    return;
  }
  r.parser->_private = &r;
  /* Entities are put in, but none is known besides those of XML itself: nothing listens
   * to declarations. */
  xmlCtxtUseOptions(r.parser, XML_PARSE_NONET | XML_PARSE_RECOVER | XML_PARSE_NOENT);
  xmlParseChunk(r.parser, data, (int)size, 1);
  if (r.parser->myDoc != NULL) xmlFreeDoc(r.parser->myDoc);
  xmlFreeParserCtxt(r.parser);
}
