/* page_hints.c - what names of tags, classes and ids mean.
 *
 * Sites name their parts in English, whatever their language, and in few words: entry-
 * content, article__body, related-posts, share-buttons. A name is cut into words at
 * hyphens, underscores and capitals; of a word eight letters count.
 */
#include <stdlib.h>
#include <string.h>

#include "page_tree.h"

/* ---- tags ---- */

typedef struct tag_name {
  char name[12];
  page_tag tag;
} tag_name;

static const tag_name tag_names[] = {
    {"a", TAG_A},
    {"address", TAG_ADDRESS},
    {"amp-img", TAG_IMG},
    {"amp-sidebar", TAG_AMP_SIDEBAR},
    {"article", TAG_ARTICLE},
    {"aside", TAG_ASIDE},
    {"blockquote", TAG_BLOCKQUOTE},
    {"body", TAG_BODY},
    {"br", TAG_BR},
    {"button", TAG_BUTTON},
    {"caption", TAG_CAPTION},
    {"center", TAG_CENTER},
    {"dd", TAG_DD},
    {"dialog", TAG_DIALOG},
    {"div", TAG_DIV},
    {"dl", TAG_DL},
    {"dt", TAG_DT},
    {"fieldset", TAG_FIELDSET},
    {"figcaption", TAG_FIGCAPTION},
    {"figure", TAG_FIGURE},
    {"font", TAG_FONT},
    {"footer", TAG_FOOTER},
    {"form", TAG_FORM},
    {"h1", TAG_H1},
    {"h2", TAG_H2},
    {"h3", TAG_H3},
    {"h4", TAG_H4},
    {"h5", TAG_H5},
    {"h6", TAG_H6},
    {"head", TAG_HEAD},
    {"header", TAG_HEADER},
    {"hr", TAG_HR},
    {"html", TAG_HTML},
    {"iframe", TAG_IFRAME},
    {"img", TAG_IMG},
    {"li", TAG_LI},
    {"main", TAG_MAIN},
    {"marquee", TAG_ASIDE},
    {"menu", TAG_NAV},
    {"meta", TAG_META},
    {"nav", TAG_NAV},
    {"noscript", TAG_NOSCRIPT},
    {"ol", TAG_OL},
    {"option", TAG_SELECT},
    {"p", TAG_P},
    {"pre", TAG_PRE},
    {"script", TAG_SCRIPT},
    {"section", TAG_SECTION},
    {"select", TAG_SELECT},
    {"style", TAG_STYLE},
    {"svg", TAG_SVG},
    {"table", TAG_TABLE},
    {"tbody", TAG_TBODY},
    {"td", TAG_TD},
    {"template", TAG_TEMPLATE},
    {"textarea", TAG_TEXTAREA},
    {"th", TAG_TH},
    {"time", TAG_TIME},
    {"title", TAG_TITLE},
    {"tr", TAG_TR},
    {"ul", TAG_UL},
};

static int compare_tag(const void *key, const void *item) {
  return strcmp(key, ((const tag_name *)item)->name);
}

page_tag page_tag_named(const char *name) {
  const tag_name *found = bsearch(name, tag_names, sizeof tag_names / sizeof *tag_names,
                                  sizeof *tag_names, compare_tag);
  return found ? found->tag : TAG_OTHER;
}

bool page_is_block(page_tag tag) {
  switch (tag) {
    case TAG_OTHER:
    case TAG_TEXT:
    case TAG_A:
    case TAG_BUTTON:
    case TAG_FONT:
    case TAG_IMG:
    case TAG_TIME:
    case TAG_SVG: return false;
    default: return true;
  }
}

/* ---- words of classes and ids ---- */

/* Roles a word can have; some make a hint only beside another. */
enum {
  W_ASIDE = 1,   /* alone: no part of the article */
  W_ARTICLE = 2, /* with W_BODY: the text of the article */
  W_BODY = 4,
  W_WHOLE = 8, /* alone: the text of the article */
  W_CAPTION = 16,
  W_DATE = 32,
  W_AUTHOR = 64,
  W_META = 128,
  W_TITLE = 256,
  W_HIDDEN = 512, /* as the whole name */
  W_LEAD = 1024,
  W_MORE = 2048,    /* first: links to more */
  W_UNSEEN = 4096,  /* first: for programs that read aloud */
  W_CREDIT = 16384, /* whose picture it is: no caption */
  W_BOX = 8192      /* first: a box beside the article; page builders call all boxes so */
};

typedef struct hint_word {
  char word[9];
  uint16_t roles;
} hint_word;

static const hint_word hint_words[] = {
    {"ad", W_ASIDE},        {"addthis", W_ASIDE},    {"addtoany", W_ASIDE},
    {"ads", W_ASIDE},       {"adsbygoo", W_ASIDE},   {"advert", W_ASIDE},
    {"advertis", W_ASIDE},  {"also", W_MORE},        {"art", W_ARTICLE},
    {"article", W_ARTICLE}, {"author", W_AUTHOR},    {"authors", W_AUTHOR},
    {"banner", W_ASIDE},    {"bio", W_ASIDE},        {"body", W_BODY},
    {"breadcru", W_ASIDE},  {"breaking", W_ASIDE},   {"byline", W_AUTHOR},
    {"caption", W_CAPTION}, {"captions", W_CAPTION}, {"carousel", W_ASIDE},
    {"comment", W_ASIDE},   {"comments", W_ASIDE},   {"consent", W_ASIDE},
    {"content", W_BODY},    {"contents", W_BODY},    {"cookie", W_ASIDE},
    {"cookies", W_ASIDE},   {"copy", W_BODY},        {"copyrigh", W_ASIDE},
    {"credit", W_CREDIT},   {"date", W_DATE},        {"dateline", W_META},
    {"datetime", W_DATE},   {"dek", W_LEAD},         {"descript", W_BODY},
    {"detail", W_ARTICLE},  {"details", W_ARTICLE},  {"disqus", W_ASIDE},
    {"entry", W_ARTICLE},   {"excerpt", W_LEAD},     {"feedback", W_ASIDE},
    {"footer", W_ASIDE},    {"gdpr", W_ASIDE},       {"headline", W_TITLE},
    {"hidden", W_HIDDEN},   {"hide", W_HIDDEN},      {"infobox", W_ASIDE},
    {"intro", W_LEAD},      {"keywords", W_ASIDE},   {"latest", W_MORE},
    {"lead", W_LEAD},       {"liveblog", W_ARTICLE}, {"login", W_ASIDE},
    {"masthead", W_ASIDE},  {"menu", W_ASIDE},       {"menus", W_ASIDE},
    {"meta", W_META},       {"modal", W_ASIDE},      {"more", W_MORE},
    {"most", W_MORE},       {"mostread", W_ASIDE},   {"nav", W_ASIDE},
    {"navbar", W_ASIDE},    {"navigati", W_ASIDE},   {"news", W_ARTICLE},
    {"newslett", W_ASIDE},  {"onward", W_ASIDE},     {"outbrain", W_ASIDE},
    {"page", W_ARTICLE},    {"pager", W_ASIDE},      {"paginati", W_ASIDE},
    {"paragrap", W_BODY},   {"poll", W_ASIDE},       {"popular", W_ASIDE},
    {"popup", W_ASIDE},     {"post", W_ARTICLE},     {"posted", W_DATE},
    {"print", W_ASIDE},     {"promo", W_ASIDE},      {"promos", W_ASIDE},
    {"promoted", W_ASIDE},  {"publish", W_DATE},     {"publishe", W_DATE},
    {"rating", W_ASIDE},    {"reaction", W_ASIDE},   {"readmore", W_ASIDE},
    {"recent", W_MORE},     {"recirc", W_ASIDE},     {"recommen", W_ASIDE},
    {"related", W_ASIDE},   {"replies", W_ASIDE},    {"report", W_ARTICLE},
    {"respond", W_ASIDE},   {"screen", W_UNSEEN},    {"search", W_ASIDE},
    {"share", W_ASIDE},     {"sharing", W_ASIDE},    {"sidebar", W_ASIDE},
    {"similar", W_MORE},    {"skip", W_ASIDE},       {"social", W_ASIDE},
    {"sponsor", W_ASIDE},   {"sponsore", W_ASIDE},   {"sr", W_UNSEEN},
    {"standfir", W_LEAD},   {"story", W_ARTICLE},    {"subhead", W_LEAD},
    {"subscrib", W_ASIDE},  {"subtitle", W_LEAD},    {"suggeste", W_ASIDE},
    {"summary", W_LEAD},    {"taboola", W_ASIDE},    {"tagcloud", W_ASIDE},
    {"taglist", W_ASIDE},   {"tags", W_ASIDE},       {"teaser", W_ASIDE},
    {"text", W_BODY},       {"ticker", W_ASIDE},     {"time", W_DATE},
    {"timestam", W_DATE},   {"title", W_TITLE},      {"toolbar", W_ASIDE},
    {"tools", W_ASIDE},     {"topics", W_ASIDE},     {"trending", W_ASIDE},
    {"visually", W_UNSEEN}, {"whatsapp", W_ASIDE},   {"widget", W_BOX},
    {"writer", W_AUTHOR},   {"wysiwyg", W_WHOLE},
};

static int compare_word(const void *key, const void *item) {
  return strcmp(key, ((const hint_word *)item)->word);
}

/* Beginnings of words that stand for what is no part of the article, however they go on.
 */
static bool begins_aside(const char *word) {
  static const char *const stems[] = {"related",  "comment", "sidebar", "newslet",
                                      "recommen", "advert",  "sponsor", "cookie",
                                      "breadcru", "adspot",  "subscri", "trending"};
  for (size_t i = 0; i < sizeof stems / sizeof *stems; i++)
    if (strncmp(word, stems[i], strlen(stems[i])) == 0) return true;
  return false;
}

static unsigned roles_of(const char *word) {
  const hint_word *found =
      bsearch(word, hint_words, sizeof hint_words / sizeof *hint_words,
              sizeof *hint_words, compare_word);
  return found ? found->roles : begins_aside(word) ? W_ASIDE : 0;
}

static bool is_capital(char c) {
  return c >= 'A' && c <= 'Z';
}

static bool is_small(char c) {
  return c >= 'a' && c <= 'z';
}

/* Takes the next word off one name, in lower case, eight letters of it; false at its end.
 */
static bool next_word(const char **at, char word[9]) {
  const char *p = *at;
  size_t n = 0;
  while (*p != '\0' && *p != ' ' && !is_capital(*p) && !is_small(*p)) p++;
  for (; is_capital(*p) || is_small(*p); p++) {
    /* articleBody is two words, ARTICLE is one. */
    if (n > 0 && is_capital(*p) && is_small(p[-1])) break;
    char c = is_capital(*p) ? (char)(*p + 'a' - 'A') : *p;
    if (n < 8) word[n++] = c;
  }
  word[n] = '\0';
  *at = p;
  return n > 0;
}

/* Hints of one name. Words that stand apart from the article count where they are a
 * name's first or last: "post-tag-comments" and "related-posts", but not the middle of
 * "col-with-sidebar-left". */
static unsigned hints_of_name(const char **at) {
  char word[9];
  unsigned all = 0, first = 0, last = 0, n = 0;
  while (next_word(at, word)) {
    last = roles_of(word);
    if (n++ == 0) first = last;
    all |= last;
  }
  unsigned hints = 0;
  unsigned ends = first | last;
  if (all & W_CAPTION) first &= ~(unsigned)W_BOX;
  if ((ends & W_ASIDE) || (first & (W_MORE | W_BOX))) hints |= HINT_ASIDE;
  if (all & W_CREDIT) hints |= HINT_HIDDEN;
  if ((n == 1 && (first & W_HIDDEN)) || (first & W_UNSEEN)) hints |= HINT_HIDDEN;
  if (hints) return hints;
  if ((all & W_WHOLE) || ((all & W_ARTICLE) && (last & W_BODY))) hints |= HINT_BODY;
  if ((last & W_ARTICLE) && !(all & W_BODY)) hints |= HINT_ARTICLE;
  if (all & W_CAPTION) hints |= HINT_CAPTION;
  if (ends & W_DATE) hints |= HINT_DATE | HINT_META;
  if (all & W_AUTHOR) hints |= HINT_AUTHOR | HINT_META;
  if (ends & W_META) hints |= HINT_META;
  if (last & W_TITLE) hints |= HINT_TITLE;
  if (last & W_LEAD) hints |= HINT_LEAD;
  return hints;
}

uint32_t page_look_of(const char *names) {
  uint32_t hash = 2166136261U;
  bool any = false;
  while (*names == ' ' || *names == '\n') names++;
  for (; *names > ' '; names++) {
    if (*names >= '0' && *names <= '9') continue;
    hash = (hash ^ (unsigned char)*names) * 16777619U;
    any = true;
  }
  return any ? hash | 1U : 0;
}

unsigned page_hints_of(const char *names) {
  unsigned hints = 0;
  while (*names != '\0') {
    while (*names == ' ' || *names == '\t' || *names == '\n' || *names == '\r') names++;
    const char *end = names + strcspn(names, " \t\r\n");
    const char *at = names;
    /* What a theme says of the page or its variants says nothing of the part. */
    bool is_state = strncmp(names, "has-", 4) == 0 || strncmp(names, "no-", 3) == 0 ||
                    strncmp(names, "with-", 5) == 0 || strncmp(names, "is-", 3) == 0 ||
                    strncmp(names, "category-", 9) == 0 || strncmp(names, "tag-", 4) == 0;
    if (!is_state) hints |= hints_of_name(&at);
    names = end;
  }
  return hints;
}

static bool holds(const char *value, const char *word) {
  return strstr(value, word) != NULL;
}

unsigned page_hints_of_attribute(const char *attribute, const char *value) {
  if (strcmp(attribute, "itemprop") == 0) {
    if (holds(value, "articleBody")) return HINT_BODY;
    if (holds(value, "datePublished")) return HINT_DATE | HINT_PUBLISHED | HINT_META;
    if (holds(value, "author")) return HINT_AUTHOR | HINT_META;
    return holds(value, "headline") ? HINT_TITLE : 0;
  }
  if (strcmp(attribute, "role") == 0) {
    static const char *const roles[] = {"navigation", "complementary", "banner",
                                        "search",     "contentinfo",   "menu",
                                        "dialog"};
    for (size_t i = 0; i < sizeof roles / sizeof *roles; i++)
      if (strcmp(value, roles[i]) == 0) return HINT_ASIDE;
    return strcmp(value, "article") == 0 ? HINT_ARTICLE : 0;
  }
  if (strcmp(attribute, "rel") == 0)
    return strcmp(value, "author") == 0 ? HINT_AUTHOR : 0;
  if (strcmp(attribute, "hidden") == 0) return HINT_HIDDEN;
  if (strcmp(attribute, "aria-hidden") == 0)
    return strcmp(value, "true") == 0 ? HINT_HIDDEN : 0;
  if (strcmp(attribute, "type") == 0) return holds(value, "ld+json") ? HINT_JSON_LD : 0;
  if (strcmp(attribute, "style") == 0)
    return holds(value, "display:none") || holds(value, "display: none") ? HINT_HIDDEN
                                                                         : 0;
  return 0;
}
