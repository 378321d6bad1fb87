/* page_choice.c - which part of a page is the article.
 *
 * Prose, that is long blocks with few links, speaks for what is around it: most for its
 * parent, less for those farther up. So the part that holds the article's paragraphs side
 * by side beats a page full of teasers, each of which stands in a box of its own; names
 * of classes add to it or take from it. From the best part one climbs as long as what
 * stands beside is prose as well: an article cut in two by an advertisement, the entries
 * of a live blog.
 */
#include <stdlib.h>
#include <string.h>

#include "page_parts.h"

enum {
  PROSE_BYTES = 60, /* some six words */
  LEVELS = 5,       /* how far up prose counts */
  CLIMBS = 4
};

bool page_is_prose(const page_block *b) {
  uint32_t not_prose = BLOCK_ASIDE | BLOCK_CAPTION | BLOCK_HEADING | BLOCK_H1;
  return !(b->flags & not_prose) && b->size >= PROSE_BYTES && b->link * 3 <= b->size;
}

/* Sums over the nodes. */
typedef struct sums {
  double *score;
  uint32_t *prose, *link, *headings; /* bytes below each node; headings that are links */
} sums;

static double factor_of(const page_node *node) {
  double factor = 1;
  if (node->hints & HINT_BODY) factor = 2;
  if (node->tag == TAG_ARTICLE || node->tag == TAG_MAIN || (node->hints & HINT_ARTICLE))
    factor *= 1.2;
  if (node->tag == TAG_BODY || node->tag == TAG_HTML) factor *= 0.7;
  if (node->tag == TAG_LI || node->tag == TAG_UL || node->tag == TAG_OL) factor *= 0.7;
  if (node->tag == TAG_BLOCKQUOTE) factor *= 0.5;
  return factor;
}

static void add_up(const page_tree *t, const page_blocks *blocks, sums *s) {
  for (size_t i = 0; i < blocks->n; i++) {
    const page_block *b = &blocks->items[i];
    uint32_t node = b->node;
    if (b->flags & BLOCK_ASIDE) continue;
    s->link[node] += b->link;
    if ((b->flags & (BLOCK_HEADING | BLOCK_H1)) && b->link * 2 > b->size)
      s->headings[node]++;
    if (!page_is_prose(b)) continue;
    s->prose[node] += b->size;
    if (t->nodes[node].tag == TAG_P || t->nodes[node].tag == TAG_LI)
      node = t->nodes[node].parent;
    for (int level = 1; level <= LEVELS && node != 0; level++) {
      s->score[node] += (double)b->size / level;
      node = t->nodes[node].parent;
    }
  }
  for (size_t i = t->n_nodes; --i > 0;) {
    uint32_t parent = t->nodes[i].parent;
    s->prose[parent] += s->prose[i];
    s->link[parent] += s->link[i];
    s->headings[parent] += s->headings[i];
  }
}

static uint32_t best_of(const page_tree *t, const sums *s) {
  uint32_t best = 0;
  double most = 0;
  for (uint32_t i = 1; i < t->n_nodes; i++) {
    double own = s->score[i] * factor_of(&t->nodes[i]);
    if (own <= most) continue;
    most = own;
    best = i;
  }
  return best;
}

/* A part beside another of the article that is more of it: of the same kind, prose, with
 * few links and no heading that leads elsewhere. What has no class must be long to be
 * believed. */
static bool is_more(const page_tree *t, const sums *s, uint32_t node, uint32_t beside) {
  const page_node *a = &t->nodes[node], *b = &t->nodes[beside];
  if (a->tag != b->tag || a->look != b->look) return false;
  uint32_t least = 2 * PROSE_BYTES;
  if (a->look == 0 && s->prose[beside] / 3 > least) least = s->prose[beside] / 3;
  return s->prose[node] >= least && s->link[node] * 6 <= s->prose[node] &&
         s->headings[node] == 0;
}

static void mark(const page_tree *t, uint32_t node, uint8_t *chosen) {
  chosen[node] = 1;
  /* Nodes lie in the order of the page: all of a subtree follows its root. */
  for (size_t i = node + 1; i < t->n_nodes; i++) {
    uint32_t parent = t->nodes[i].parent;
    if (parent < node) break;
    chosen[i] = chosen[parent];
  }
}

static void climb(const page_tree *t, const sums *s, uint32_t best, uint8_t *chosen) {
  mark(t, best, chosen);
  uint32_t top = best;
  for (int i = 0; i < CLIMBS; i++) {
    uint32_t parent = t->nodes[top].parent;
    if (parent == 0 || t->nodes[parent].tag == TAG_HTML) break;
    for (uint32_t c = t->nodes[parent].first; c != 0; c = t->nodes[c].next)
      if (c != top && is_more(t, s, c, top)) mark(t, c, chosen);
    top = parent;
  }
}

bool page_choose(const page_tree *t, const page_blocks *blocks, uint8_t *chosen) {
  size_t n = t->n_nodes;
  sums s = {.score = calloc(n, sizeof *s.score),
            .prose = calloc(n, sizeof *s.prose),
            .link = calloc(n, sizeof *s.link),
            .headings = calloc(n, sizeof *s.headings)};
  bool ok = s.score && s.prose && s.link && s.headings;
  memset(chosen, 0, n);
  if (ok) {
    add_up(t, blocks, &s);
    uint32_t best = best_of(t, &s);
    if (best != 0) climb(t, &s, best, chosen);
  }
  free(s.score);
  free(s.prose);
  free(s.link);
  free(s.headings);
  return ok;
}
