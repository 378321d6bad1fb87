/* page_title.c - which of a page's titles is the headline.
 *
 * Pages say it three times: in the head for sharing, in the window's title with the name
 * of the outlet behind it, and over the article. The one over the article is the one that
 * was written for readers; it is known by having words of the others.
 */
#include <string.h>

#include "page_report.h"

enum { LONGEST_KEY = 600, LEAST_BYTES = 8 };

static rasid_text trim(rasid_text t) {
  while (t.size > 0 && (unsigned char)t.data[0] <= ' ') t.data++, t.size--;
  while (t.size > 0 && (unsigned char)t.data[t.size - 1] <= ' ') t.size--;
  return t;
}

/* Does one of the two begin with the other, folded? */
static bool agree(rasid_text a, rasid_text b) {
  char x[LONGEST_KEY], y[LONGEST_KEY];
  size_t n = page_fold(a.data, a.size, x, sizeof x);
  size_t m = page_fold(b.data, b.size, y, sizeof y);
  size_t least = n < m ? n : m;
  return least >= LEAST_BYTES && memcmp(x, y, least) == 0;
}

/* Bytes of a mark that parts a headline from an outlet's name at `p`: " | ", " - ", " ::
 * ", dashes; 0 where there is none. */
static size_t parting_at(const char *p, size_t left) {
  static const char *const marks[] = {
      " | ",        " - ",        " :: ", " \xE2\x80\x93 ", " \xE2\x80\x94 ",
      " \xC2\xBB ", " \xC2\xAB ", "| "};
  for (size_t i = 0; i < sizeof marks / sizeof *marks; i++) {
    size_t n = strlen(marks[i]);
    if (left >= n && memcmp(p, marks[i], n) == 0) return n;
  }
  return 0;
}

/* The headline of "headline - outlet" (or of "outlet | headline"): the longest part. */
static rasid_text without_outlet(rasid_text title, rasid_text site) {
  rasid_text best = {title.data, 0}, part = {title.data, 0};
  for (size_t i = 0; i <= title.size;) {
    size_t n = i < title.size ? parting_at(title.data + i, title.size - i) : 1;
    if (n == 0) {
      i++;
      continue;
    }
    part.size = (size_t)(title.data + i - part.data);
    bool is_site = site.size > 0 && agree(trim(part), site) && part.size < 2 * site.size;
    if (part.size > best.size && !is_site) best = part;
    i += n;
    part.data = title.data + (i < title.size ? i : title.size);
  }
  return best.size > 0 ? trim(best) : title;
}

rasid_text page_title(const page_facts *facts, const page_blocks *blocks) {
  rasid_text head = trim(facts->title), window = trim(facts->window);
  rasid_text first = {NULL, 0}, named = {NULL, 0};
  for (size_t i = 0; i < blocks->n; i++) {
    const page_block *b = &blocks->items[i];
    rasid_text own = {blocks->text.data + b->start, b->size};
    bool heads = (b->flags & (BLOCK_H1 | BLOCK_TITLE)) != 0;
    if (!heads || b->size < LEAST_BYTES) continue;
    if ((head.size > 0 && agree(own, head)) || (window.size > 0 && agree(own, window)))
      return own;
    if ((b->flags & BLOCK_H1) && !(b->flags & BLOCK_ASIDE) && first.data == NULL)
      first = own;
    if ((b->flags & BLOCK_TITLE) && !(b->flags & BLOCK_ASIDE) && named.data == NULL)
      named = own;
  }
  if (head.size > 0) return without_outlet(head, facts->site);
  if (first.data != NULL) return first;
  if (window.size > 0) return without_outlet(window, facts->site);
  return named;
}
