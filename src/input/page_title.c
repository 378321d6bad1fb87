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
  if (title.size == 0) return title;
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

/* The text of the i-th block where it may be a headline. */
static bool is_heading(const page_blocks *blocks, size_t i, unsigned flags,
                       rasid_text *text) {
  const page_block *b = &blocks->items[i];
  *text = (rasid_text){blocks->text.data + b->start, b->size};
  return (b->flags & flags) != 0 && b->size >= LEAST_BYTES;
}

/* The first heading that agrees with a title and is not much shorter (the name of the
 * outlet may stand before the headline in the window's). */
static rasid_text agreeing(const page_blocks *blocks, rasid_text title) {
  rasid_text own;
  for (size_t i = 0; i < blocks->n && title.size > 0; i++)
    if (is_heading(blocks, i, BLOCK_H1 | BLOCK_TITLE, &own) && agree(own, title) &&
        own.size * 5 >= title.size * 2)
      return own;
  return (rasid_text){NULL, 0};
}

rasid_text page_title(const page_facts *facts, const page_blocks *blocks) {
  rasid_text head = trim(facts->title), window = trim(facts->window), own;
  own = agreeing(blocks, head);
  if (own.size > 0) return own;
  if (head.size > 0) return without_outlet(head, facts->site);
  own = agreeing(blocks, window);
  if (own.size > 0) return own;
  for (int pass = 0; pass < 2; pass++)
    for (size_t i = 0; i < blocks->n; i++)
      if (is_heading(blocks, i, pass == 0 ? BLOCK_H1 : BLOCK_TITLE, &own) &&
          !(blocks->items[i].flags & BLOCK_ASIDE) && (pass == 0 || window.size == 0))
        return own;
  return without_outlet(window, facts->site);
}
