/* page_report.c - from tree, facts, blocks and choice to the report. */
#include "page_report.h"

#include <stdlib.h>
#include <string.h>

enum {
  VERY_SHORT_BYTES = 60,  /* five words */
  SHORT_BYTES = 160,      /* lines that may be labels, not prose */
  NOTICE_BYTES = 600,     /* notices of rights and cookies */
  LABEL_BYTES = 44,       /* a section's name before the text */
  DATE_BYTES = 160,       /* blocks with a visible date */
  LONGEST_CAPTION = 1200, /* longer ones are no captions */
  KEY_BYTES = 200,
  LOOK_BACK = 40 /* blocks among which a repetition is looked for */
};

/* Everything while one page is read. */
typedef struct reading {
  page_tree tree;
  page_facts facts;
  page_blocks blocks;
  uint8_t *chosen; /* per node */
  uint8_t *kept;   /* per block: 1 text, 2 caption */
  page_words words;
  page_report *report;
} reading;

enum { KEPT_TEXT = 1, KEPT_CAPTION = 2 };

static rasid_text text_of(const reading *r, const page_block *b) {
  return (rasid_text){r->blocks.text.data + b->start, b->size};
}

/* ---- strings ---- */

static bool put(page_report *report, rasid_text text, page_string *string) {
  string->start = (uint32_t)report->strings.size;
  string->size = (uint32_t)text.size;
  return bytes_put(&report->strings, text.data ? text.data : "", text.size);
}

/* With white space folded, as texts of meta tags need. */
static bool put_folded(page_report *report, rasid_text text, page_string *string) {
  string->start = (uint32_t)report->strings.size;
  if (!bytes_reserve(&report->strings, text.size + 1)) return false;
  char *out = report->strings.data + string->start;
  size_t n = 0;
  for (size_t i = 0; i < text.size; i++) {
    char c = (unsigned char)text.data[i] <= ' ' ? ' ' : text.data[i];
    if (c == ' ' && (n == 0 || out[n - 1] == ' ')) continue;
    out[n++] = c;
  }
  while (n > 0 && out[n - 1] == ' ') n--;
  report->strings.size += n;
  string->size = (uint32_t)n;
  return true;
}

rasid_text page_report_string(const page_report *report, page_string string) {
  return string.size ? (rasid_text){report->strings.data + string.start, string.size}
                     : (rasid_text){NULL, 0};
}

static bool add_caption(page_report *report, rasid_text text) {
  if (report->n_captions == report->captions_capacity) {
    size_t capacity = 2 * report->captions_capacity + 8;
    page_string *more = realloc(report->captions, capacity * sizeof *more);
    if (more == NULL) return false;
    report->captions = more;
    report->captions_capacity = capacity;
  }
  return put(report, text, &report->captions[report->n_captions++]);
}

/* ---- which blocks ---- */

static bool same_text(const reading *r, const page_block *a, rasid_text b) {
  return a->size == b.size && memcmp(r->blocks.text.data + a->start, b.data, b.size) == 0;
}

/* Was the block kept already? Pages for two sizes of screens have some twice. */
static bool is_repeated(const reading *r, size_t at) {
  const page_block *b = &r->blocks.items[at];
  if (b->size < 40) return false;
  for (size_t i = at; i-- > 0 && at - i <= LOOK_BACK;)
    if (r->kept[i] == KEPT_TEXT && same_text(r, &r->blocks.items[i], text_of(r, b)))
      return true;
  return false;
}

/* Bytes of prose chosen behind a block. */
static size_t prose_behind(const reading *r, size_t at) {
  size_t n = 0;
  for (size_t i = at + 1; i < r->blocks.n; i++) {
    const page_block *b = &r->blocks.items[i];
    if (r->chosen[b->node] && page_is_prose(b)) n += b->size;
  }
  return n;
}

/* Do words that end articles end this one? Not where they bring a link in their own line,
 * or prose goes on behind them beside the prose before, or much of it follows. */
static bool is_end(const reading *r, size_t at, size_t last_prose, size_t n_prose) {
  const page_node *nodes = r->tree.nodes;
  const page_block *items = r->blocks.items;
  if (items[at].link > 0 || prose_behind(r, at) * 2 >= n_prose) return false;
  for (size_t i = at + 1; i < r->blocks.n; i++)
    if (r->chosen[items[i].node] && page_is_prose(&items[i]))
      return nodes[items[i].node].parent != nodes[items[last_prose].node].parent;
  return true;
}

static bool ends_like_sentence(rasid_text t) {
  static const char marks[] = ".!?:\"\xBB";
  if (t.size == 0) return false;
  unsigned char last = (unsigned char)t.data[t.size - 1];
  return strchr(marks, (char)last) != NULL || last == 0x9F /* of the question mark */;
}

/* A line that begins with words of such lines, and is no sentence that happens to: it is
 * very short, has a link, or a colon stands behind them. */
static bool is_line(const reading *r, const page_block *b, const char *key, size_t n) {
  const page_word *word = page_word_at(&r->words, PAGE_WORD_LINE, key, n);
  if (word == NULL) return false;
  if (b->size <= VERY_SHORT_BYTES || b->link > 0) return true;
  const char *text = r->blocks.text.data + b->start;
  const char *colon = memchr(text, ':', b->size);
  return colon != NULL && (size_t)(colon - text) <= 2 * word->size;
}

/* A line that stands in the article without being part of it. */
static bool is_notice(const reading *r, const page_block *b, const char *key, size_t n,
                      bool before_text) {
  char date[40];
  if (b->size <= NOTICE_BYTES &&
      page_word_at(&r->words, PAGE_WORD_NOTICE, key, n) != NULL)
    return true;
  if (b->size > SHORT_BYTES) return false;
  if (is_line(r, b, key, n)) return true;
  if (b->link * 2 > b->size && (b->flags & (BLOCK_ITEM | BLOCK_HEADING))) return true;
  if (b->link * 10 > b->size * 8) return true;
  if (!before_text) return false;
  if (page_word_at(&r->words, PAGE_WORD_STRIP, key, n) != NULL) return true;
  rasid_text text = text_of(r, b);
  if (b->size <= DATE_BYTES / 2 && page_date_read(&r->words, text.data, text.size, date))
    return true;
  return b->size <= LABEL_BYTES && !ends_like_sentence(text);
}

/* How far the article goes; what is kept of it is marked. */
static void keep_blocks(reading *r, rasid_text title) {
  size_t n_prose = 0, last_prose = 0;
  for (size_t i = 0; i < r->blocks.n; i++) {
    const page_block *b = &r->blocks.items[i];
    if (!r->chosen[b->node] || (b->flags & (BLOCK_ASIDE | BLOCK_CAPTION))) continue;
    char key[KEY_BYTES];
    size_t n = page_fold(r->blocks.text.data + b->start, b->size, key, sizeof key);
    if (n == 0 || same_text(r, b, title) || (b->flags & BLOCK_H1)) continue;
    if (b->size <= SHORT_BYTES &&
        page_word_at(&r->words, PAGE_WORD_END, key, n) != NULL) {
      if (n_prose > 0 && is_end(r, i, last_prose, n_prose)) break;
      continue;
    }
    bool before = n_prose == 0;
    if ((b->flags & BLOCK_META) && b->size <= SHORT_BYTES) continue;
    if (is_notice(r, b, key, n, before) || is_repeated(r, i)) continue;
    r->kept[i] = KEPT_TEXT;
    if (page_is_prose(b) || ends_like_sentence(text_of(r, b))) {
      n_prose += b->size;
      last_prose = i;
    }
  }
  /* Headings and labels behind the last prose lead elsewhere. */
  for (size_t i = last_prose + 1; i < r->blocks.n; i++)
    if (r->kept[i] == KEPT_TEXT &&
        (r->blocks.items[i].flags & BLOCK_HEADING || n_prose > 0))
      r->kept[i] = 0;
}

/* The range of blocks from the headline to the end of the article; false where nothing
 * was kept. */
static bool article_range(const reading *r, rasid_text title, size_t *from, size_t *to) {
  size_t first = r->blocks.n, last = 0;
  for (size_t i = 0; i < r->blocks.n; i++) {
    if (r->kept[i] != KEPT_TEXT) continue;
    if (first == r->blocks.n) first = i;
    last = i;
  }
  if (first == r->blocks.n) return false;
  *from = first;
  *to = last;
  for (size_t i = first; i-- > 0;)
    if (same_text(r, &r->blocks.items[i], title)) {
      *from = i;
      break;
    }
  return true;
}

/* The paragraph that is set apart between headline and text, and captions. */
static void keep_around(reading *r, rasid_text title) {
  size_t from, to;
  if (!article_range(r, title, &from, &to)) return;
  bool before = true;
  for (size_t i = from; i <= to && i < r->blocks.n; i++) {
    const page_block *b = &r->blocks.items[i];
    if (r->kept[i] == KEPT_TEXT) before = false;
    if (r->kept[i] || (b->flags & BLOCK_ASIDE)) continue;
    bool lead = before && (b->flags & BLOCK_LEAD) && b->size >= 50 && b->link == 0;
    if (lead && !(b->flags & BLOCK_CAPTION)) r->kept[i] = KEPT_TEXT;
    char key[KEY_BYTES];
    size_t n = page_fold(r->blocks.text.data + b->start, b->size, key, sizeof key);
    if ((b->flags & BLOCK_CAPTION) && n >= 12 && b->size <= LONGEST_CAPTION &&
        !is_line(r, b, key, n))
      r->kept[i] = KEPT_CAPTION;
  }
}

/* ---- what is told of it ---- */

/* A day told in the page's own words, near the article. */
static bool visible_date(const reading *r, char out[40]) {
  for (int pass = 0; pass < 3; pass++)
    for (size_t i = 0; i < r->blocks.n; i++) {
      const page_block *b = &r->blocks.items[i];
      const page_node *time = &r->tree.nodes[b->value];
      bool wanted = pass == 0   ? (b->flags & BLOCK_PUBLISHED) != 0
                    : pass == 1 ? b->value != 0 || (b->flags & BLOCK_DATE)
                                : b->size <= DATE_BYTES;
      if (!wanted || r->kept[i] == KEPT_TEXT) continue;
      if ((b->flags & BLOCK_ASIDE) && pass == 1) continue;
      if (b->value != 0 && time->size > 0 &&
          page_date_read(&r->words, r->tree.text.data + time->start, time->size, out))
        return true;
      size_t n = b->size < DATE_BYTES ? b->size : DATE_BYTES;
      if (page_date_read(&r->words, r->blocks.text.data + b->start, n, out)) return true;
    }
  return false;
}

static bool date_of_fact(const reading *r, rasid_text fact, char out[40]) {
  return fact.size > 0 && page_date_read(&r->words, fact.data, fact.size, out);
}

static bool put_date(reading *r) {
  char date[40];
  /* A day of publication on the page is better than one of change in its head. */
  if (!date_of_fact(r, r->facts.published, date) && !visible_date(r, date) &&
      !date_of_fact(r, r->facts.modified, date))
    return true;
  return put(r->report, (rasid_text){date, strlen(date)}, &r->report->published);
}

/* A name without the "by" before it. */
static rasid_text without_by(const reading *r, rasid_text author) {
  char key[KEY_BYTES];
  for (int i = 0; i < 2 && author.size > 0; i++) {
    const char *blank = memchr(author.data, ' ', author.size);
    size_t first = blank ? (size_t)(blank - author.data) : author.size;
    size_t n = page_fold(author.data, first, key, sizeof key);
    bool is_mark = n == 0;
    if (!is_mark && page_word_at(&r->words, PAGE_WORD_STRIP, key, n) == NULL) break;
    size_t skip = blank ? first + 1 : first;
    author = (rasid_text){author.data + skip, author.size - skip};
  }
  return author;
}

static bool put_author(reading *r) {
  rasid_text author = r->facts.author;
  for (size_t i = 0; i < r->blocks.n && author.size == 0; i++) {
    const page_block *b = &r->blocks.items[i];
    if ((b->flags & BLOCK_AUTHOR) && !(b->flags & BLOCK_ASIDE) && b->size <= 80 &&
        r->kept[i] == 0)
      author = text_of(r, b);
  }
  return put_folded(r->report, without_by(r, author), &r->report->author);
}

/* The host of an address, without "www.". */
static rasid_text host_of(rasid_text url) {
  if (url.size == 0) return url;
  const char *end = url.data + url.size;
  for (size_t i = 0; i + 3 <= url.size; i++) {
    if (memcmp(url.data + i, "://", 3) != 0) continue;
    const char *host = url.data + i + 3, *stop = host;
    while (stop < end && strchr("/:?#", *stop) == NULL) stop++;
    if (stop - host > 4 && memcmp(host, "www.", 4) == 0) host += 4;
    return (rasid_text){host, (size_t)(stop - host)};
  }
  return (rasid_text){NULL, 0};
}

/* Words of a text, counted up to `most`. */
static size_t count_words(rasid_text text, size_t most) {
  size_t n = text.size > 0;
  for (size_t i = 0; i < text.size && n < most; i++) n += text.data[i] == ' ';
  return n;
}

/* The headline of a page that states none but the outlet's name: the line before the
 * first prose that is longer than that name. */
static rasid_text title_before(const reading *r, rasid_text title) {
  enum { FEW_WORDS = 5, LOOK = 6 };
  bool is_window = title.size > 0 && r->facts.title.size == 0 &&
                   r->facts.window.size > 0 && count_words(title, FEW_WORDS) < FEW_WORDS;
  size_t first = 0;
  while (first < r->blocks.n && !(r->chosen[r->blocks.items[first].node] &&
                                  page_is_prose(&r->blocks.items[first])))
    first++;
  if (!is_window || first == r->blocks.n) return title;
  for (size_t i = 0; i < r->blocks.n; i++)
    if (same_text(r, &r->blocks.items[i], title) && (r->blocks.items[i].flags & BLOCK_H1))
      return title;
  for (size_t i = first; i-- > 0 && first - i <= LOOK;) {
    const page_block *b = &r->blocks.items[i];
    rasid_text own = text_of(r, b);
    bool fits = b->link == 0 && !(b->flags & (BLOCK_ASIDE | BLOCK_CAPTION)) &&
                b->size <= 2 * SHORT_BYTES && !ends_like_sentence(own);
    char date[40];
    if (fits && count_words(own, FEW_WORDS) >= FEW_WORDS &&
        !page_date_read(&r->words, own.data, own.size, date))
      return own;
  }
  return title;
}

static bool put_facts(reading *r, rasid_text title, rasid_text url) {
  page_report *out = r->report;
  rasid_text site = r->facts.site.size > 0 ? r->facts.site : host_of(url);
  return put_folded(out, title, &out->title) && put_folded(out, site, &out->source) &&
         put_date(r) && put_author(r) &&
         put_folded(out, r->facts.language, &out->language);
}

/* Kept blocks, a line each. */
static bool put_text(reading *r) {
  page_report *out = r->report;
  page_string text = {(uint32_t)out->strings.size, 0}, line;
  for (size_t i = 0; i < r->blocks.n; i++) {
    if (r->kept[i] != KEPT_TEXT) continue;
    if (out->strings.size > text.start && !bytes_put(&out->strings, "\n", 1))
      return false;
    if (!put(out, text_of(r, &r->blocks.items[i]), &line)) return false;
  }
  text.size = (uint32_t)out->strings.size - text.start;
  out->text = text;
  for (size_t i = 0; i < r->blocks.n; i++)
    if (r->kept[i] == KEPT_CAPTION && !add_caption(out, text_of(r, &r->blocks.items[i])))
      return false;
  return true;
}

static void begin(page_report *report) {
  report->strings.size = 0;
  report->n_captions = 0;
  report->title = report->text = report->published = (page_string){0, 0};
  report->source = report->author = report->language = (page_string){0, 0};
  report->doubt = NULL;
}

static bool begin_reading(reading *r, page_report *report, rasid_text html) {
  *r = (reading){.report = report};
  begin(report);
  if (!bytes_reserve(&report->strings, 64) || !page_tree_read(&r->tree, html))
    return false;
  if (r->tree.too_deep)
    report->doubt = "tags are nested more than 1000 deep; what follows is left out";
  if (r->tree.too_many)
    report->doubt = "has more than a million tags; what follows is left out";
  page_meta_read(&r->tree, &r->facts);
  page_words_read(&r->words);
  if (!page_blocks_read(&r->tree, &r->blocks)) return false;
  r->chosen = calloc(r->tree.n_nodes, 1);
  r->kept = calloc(r->blocks.n + 1, 1);
  return r->chosen != NULL && r->kept != NULL;
}

static void end_reading(reading *r) {
  page_tree_free(&r->tree);
  page_blocks_free(&r->blocks);
  free(r->chosen);
  free(r->kept);
}

bool page_report_read(page_report *report, rasid_text html, rasid_text url) {
  reading r;
  bool ok = begin_reading(&r, report, html) && page_choose(&r.tree, &r.blocks, r.chosen);
  if (ok) {
    rasid_text title = page_title(&r.facts, &r.blocks);
    title = title_before(&r, title);
    keep_blocks(&r, title);
    keep_around(&r, title);
    ok = put_facts(&r, title, url) && put_text(&r);
    /* A page that a program is to fill in may state its text all the same. */
    if (ok && report->text.size < r.facts.body.size / 4)
      ok = put_folded(report, r.facts.body, &report->text);
  }
  end_reading(&r);
  return ok;
}

bool page_report_fragment(page_report *report, rasid_text html) {
  reading r;
  bool ok = begin_reading(&r, report, html);
  if (ok) {
    memset(r.chosen, 1, r.tree.n_nodes);
    keep_blocks(&r, (rasid_text){"", 0});
    /* A piece of a few words is taken as it is. */
    bool any = memchr(r.kept, KEPT_TEXT, r.blocks.n + 1) != NULL;
    for (size_t i = 0; i < r.blocks.n && !any; i++) r.kept[i] = KEPT_TEXT;
    ok = put_text(&r);
  }
  end_reading(&r);
  return ok;
}

void page_report_free(page_report *report) {
  bytes_free(&report->strings);
  free(report->captions);
  *report = (page_report){0};
}
