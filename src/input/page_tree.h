/* page_tree.h - a page of HTML as a tree of what matters for reading it.
 *
 * libxml2 tells of tags and text one after the other; here they become nodes that refer
 * to one another by index, with tag names as numbers, and class and id boiled down to
 * hints. Children lie behind their parents, so that a loop over the nodes is a walk
 * through the page. Depth and number of nodes are limited.
 */
#ifndef RASID_INPUT_PAGE_TREE_H
#define RASID_INPUT_PAGE_TREE_H

#include "input.h"

/* Tags that are told apart; those that do nothing for reading are TAG_OTHER, which is
 * inline, as a browser would have it. */
typedef enum page_tag {
  TAG_OTHER = 0,
  TAG_TEXT, /* no tag: a run of text */
  TAG_A,
  TAG_ADDRESS,
  TAG_AMP_SIDEBAR,
  TAG_ARTICLE,
  TAG_ASIDE,
  TAG_BLOCKQUOTE,
  TAG_BODY,
  TAG_BR,
  TAG_BUTTON,
  TAG_CAPTION,
  TAG_CENTER,
  TAG_DD,
  TAG_DIALOG,
  TAG_DIV,
  TAG_DL,
  TAG_DT,
  TAG_FIELDSET,
  TAG_FIGCAPTION,
  TAG_FIGURE,
  TAG_FONT,
  TAG_FOOTER,
  TAG_FORM,
  TAG_H1,
  TAG_H2,
  TAG_H3,
  TAG_H4,
  TAG_H5,
  TAG_H6,
  TAG_HEAD,
  TAG_HEADER,
  TAG_HR,
  TAG_HTML,
  TAG_IFRAME,
  TAG_IMG,
  TAG_LI,
  TAG_MAIN,
  TAG_META,
  TAG_NAV,
  TAG_NOSCRIPT,
  TAG_OL,
  TAG_P,
  TAG_PRE,
  TAG_SCRIPT,
  TAG_SECTION,
  TAG_SELECT,
  TAG_STYLE,
  TAG_SVG,
  TAG_TABLE,
  TAG_TBODY,
  TAG_TD,
  TAG_TEMPLATE,
  TAG_TEXTAREA,
  TAG_TH,
  TAG_TIME,
  TAG_TITLE,
  TAG_TR,
  TAG_UL
} page_tag;

/* What class, id, role and other attributes say a node is. */
enum page_hint {
  HINT_BODY = 1,         /* the text of the article */
  HINT_ARTICLE = 2,      /* the article with all that belongs to it */
  HINT_ASIDE = 4,        /* none of it: menus, related links, comments, advertisements */
  HINT_HIDDEN = 8,       /* not to be seen */
  HINT_CAPTION = 16,     /* words under a picture */
  HINT_DATE = 32,        /* the day of publication */
  HINT_AUTHOR = 64,      /* who wrote it */
  HINT_META = 128,       /* date, author, place of publication */
  HINT_TITLE = 256,      /* the headline */
  HINT_JSON_LD = 512,    /* a script that describes the page */
  HINT_PUBLISHED = 1024, /* itemprop: the very date of publication */
  HINT_LEAD = 2048       /* the first paragraph, set apart */
};

/* A node; indices of nodes are 0 where there is none (node 0 is the root). */
typedef struct page_node {
  uint16_t tag, hints;
  uint32_t look; /* hash of the tag and its first class; the same for parts of one kind */
  uint32_t parent, next, first, last;
  uint32_t start, size; /* in tree->text: of a text its bytes; of meta `name`, a NUL and
                           `content`; of time `datetime`; of others `content` */
} page_node;

typedef struct page_tree {
  page_node *nodes;
  size_t n_nodes, nodes_capacity;
  bytes text;
  bool too_deep, too_many; /* reading stopped there */
} page_tree;

/* Reads well-formed UTF-8. False when out of memory. Free with page_tree_free in any
 * case. */
bool page_tree_read(page_tree *tree, rasid_text html);
void page_tree_free(page_tree *tree);

/* Is the node a block, whose text stands on lines of its own? */
bool page_is_block(page_tag tag);

/* ---- page_hints.c ---- */
/* Hash of the first name of a class, digits left out; 0 where there is none. */
uint32_t page_look_of(const char *names);
page_tag page_tag_named(const char *name);
/* Hints of one class or id (names parted by blanks). */
unsigned page_hints_of(const char *names);
/* Hints of an attribute that is no class or id. */
unsigned page_hints_of_attribute(const char *attribute, const char *value);

#endif
