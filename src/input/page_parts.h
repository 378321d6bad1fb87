/* page_parts.h - what the readers of a page hand to one another: the facts its head
 * states, and the parts of its text. */
#ifndef RASID_INPUT_PAGE_PARTS_H
#define RASID_INPUT_PAGE_PARTS_H

#include "page_tree.h"
#include "page_words.h"

/* What a page says of itself. Texts lie in the tree. */
typedef struct page_facts {
  rasid_text title;     /* the headline, by JSON-LD or OpenGraph */
  rasid_text window;    /* of the <title> */
  rasid_text site;      /* name of the outlet */
  rasid_text published; /* as written */
  rasid_text modified;  /* the same */
  rasid_text author;
  rasid_text language; /* of the lang attribute */
  rasid_text description;
  rasid_text body; /* articleBody of JSON-LD */
} page_facts;

/* Reads meta tags, title and JSON-LD (whose strings are decoded where they lie). */
void page_meta_read(page_tree *tree, page_facts *facts);

/* ---- blocks (page_blocks.c) ---- */

enum block_flag {
  BLOCK_ASIDE = 1, /* in a part that is no part of the article */
  BLOCK_CAPTION = 2,
  BLOCK_META = 4, /* date, author */
  BLOCK_DATE = 8,
  BLOCK_AUTHOR = 16,
  BLOCK_HEADING = 32, /* h2 to h6 */
  BLOCK_H1 = 64,
  BLOCK_LEAD = 128,
  BLOCK_ITEM = 256,   /* of a list or table */
  BLOCK_HEADER = 512, /* in <header> */
  BLOCK_TITLE = 1024, /* called a title by its class */
  BLOCK_PUBLISHED = 2048
};

/* Text that stands on lines of its own: white space folded to single blanks. */
typedef struct page_block {
  uint32_t node;        /* the nearest block around it */
  uint32_t start, size; /* in page_blocks.text */
  uint32_t link;        /* bytes of it that are links */
  uint32_t value;       /* node of a <time> in it or around it, or 0 */
  uint32_t flags;
} page_block;

typedef struct page_blocks {
  page_block *items;
  size_t n, capacity;
  bytes text;
} page_blocks;

/* Cuts the tree into blocks, what is not to be seen left out; false when out of memory.
 * Free with page_blocks_free in any case. */
bool page_blocks_read(const page_tree *tree, page_blocks *blocks);
void page_blocks_free(page_blocks *blocks);

/* ---- choice (page_choice.c) ---- */

/* Marks the nodes whose subtrees are the article: `chosen` has room for tree->n_nodes
 * bytes, 1 for every node in it. False when out of memory. */
bool page_choose(const page_tree *tree, const page_blocks *blocks, uint8_t *chosen);

/* Is the block prose, rather than a link, a heading or a label? */
bool page_is_prose(const page_block *block);

#endif
