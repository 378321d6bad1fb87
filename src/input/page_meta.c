/* page_meta.c - meta tags, OpenGraph and JSON-LD. */
#include <string.h>

#include "json_reader.h"
#include "page_parts.h"

enum { MAX_THING_DEPTH = 8 };

static bool equals(rasid_text text, const char *word) {
  size_t n = strlen(word);
  return text.size == n && memcmp(text.data, word, n) == 0;
}

static bool equals_any_case(const char *a, const char *b) {
  for (; *a != '\0' && *b != '\0'; a++, b++) {
    char c = *a >= 'A' && *a <= 'Z' ? (char)(*a + 'a' - 'A') : *a;
    if (c != *b) return false;
  }
  return *a == *b;
}

static bool ends_with(rasid_text text, const char *word) {
  size_t n = strlen(word);
  return text.size >= n && memcmp(text.data + text.size - n, word, n) == 0;
}

/* ---- JSON-LD ---- */

/* Takes a string, decoded; false with the value skipped where it is none. */
static bool take_string(json_cursor *c, char *base, const char *origin,
                        rasid_text *text) {
  json_view view;
  if (json_peek(c) != JSON_STRING) {
    (void)json_skip(c);
    return false;
  }
  if (!json_take(c, &view)) return false;
  char *data = base + (view.data - origin);
  *text = (rasid_text){data, view.escaped ? json_decode(data, view.size) : view.size};
  return true;
}

/* The state of reading one script. */
typedef struct script {
  json_cursor cursor;
  char *base;
  page_facts *facts;
  bool has_article;
} script;

/* The name of a person or organisation: a string, an object with "name", or a list whose
 * first member is one. */
static rasid_text take_name(script *s, int depth) {
  json_cursor *c = &s->cursor;
  rasid_text name = {NULL, 0}, other;
  json_view key;
  bool first = true;
  switch (depth < MAX_THING_DEPTH ? json_peek(c) : JSON_NULL) {
    case JSON_STRING: (void)take_string(c, s->base, s->base, &name); break;
    case JSON_ARRAY:
      json_enter(c);
      while (json_next_item(c, &first)) {
        other = take_name(s, depth + 1);
        if (name.data == NULL) name = other;
      }
      break;
    case JSON_OBJECT:
      json_enter(c);
      while (json_next_key(c, &first, &key))
        if (json_key_is(key, "name"))
          name = take_name(s, depth + 1);
        else if (!json_skip(c))
          break;
      break;
    default: (void)json_skip(c); break;
  }
  return name;
}

static bool is_article_type(rasid_text type) {
  return ends_with(type, "Article") || ends_with(type, "Posting") ||
         equals(type, "Report");
}

static bool read_type(script *s) {
  json_cursor *c = &s->cursor;
  rasid_text type;
  bool first = true, is = false;
  if (json_peek(c) != JSON_ARRAY)
    return take_string(c, s->base, s->base, &type) && is_article_type(type);
  json_enter(c);
  while (json_next_item(c, &first))
    if (take_string(c, s->base, s->base, &type)) is = is || is_article_type(type);
  return is;
}

static void read_thing(script *s, int depth);

/* One member of an object that may be an article. */
static void read_member(script *s, json_view key, page_facts *found, bool *is_article,
                        int depth) {
  json_cursor *c = &s->cursor;
  struct {
    const char *key;
    rasid_text *text;
  } strings[] = {
      {"headline", &found->title},        {"datePublished", &found->published},
      {"dateModified", &found->modified}, {"inLanguage", &found->language},
      {"articleBody", &found->body},      {"description", &found->description}};
  for (size_t i = 0; i < sizeof strings / sizeof *strings; i++)
    if (json_key_is(key, strings[i].key)) {
      (void)take_string(c, s->base, s->base, strings[i].text);
      return;
    }
  if (json_key_is(key, "@type"))
    *is_article = read_type(s);
  else if (json_key_is(key, "author"))
    found->author = take_name(s, 0);
  else if (json_key_is(key, "publisher"))
    found->site = take_name(s, 0);
  else if (json_key_is(key, "@graph") || json_key_is(key, "mainEntity"))
    read_thing(s, depth + 1);
  else
    (void)json_skip(c);
}

/* Objects and lists of them; the first article counts. */
static void read_thing(script *s, int depth) {
  json_cursor *c = &s->cursor;
  json_view key;
  bool first = true, is_article = false;
  page_facts found = {0};
  json_kind kind = depth < MAX_THING_DEPTH ? json_peek(c) : JSON_NULL;
  if (kind == JSON_ARRAY) {
    json_enter(c);
    while (json_next_item(c, &first)) read_thing(s, depth + 1);
    return;
  }
  if (kind != JSON_OBJECT) {
    (void)json_skip(c);
    return;
  }
  json_enter(c);
  while (json_next_key(c, &first, &key)) read_member(s, key, &found, &is_article, depth);
  if (!is_article || s->has_article || c->problem != NULL) return;
  s->has_article = true;
  *s->facts = found;
}

/* Raw line breaks within strings, which are no JSON but common, become blanks, and
 * markup around it is stepped over. */
static void read_json(page_tree *tree, const page_node *text, page_facts *facts) {
  char *data = tree->text.data + text->start;
  size_t size = text->size;
  for (size_t i = 0; i < size; i++)
    if ((unsigned char)data[i] < ' ') data[i] = ' ';
  while (size > 0 && *data != '{' && *data != '[') data++, size--;
  while (size > 0 && data[size - 1] != '}' && data[size - 1] != ']') size--;
  script s = {.cursor = json_begin(data, size), .base = data, .facts = facts};
  if (size > 0) read_thing(&s, 0);
}

/* ---- meta tags ---- */

/* Which fact a meta tag states, and how far it is believed: a lower rank wins. */
typedef struct meta_rule {
  const char *name;
  enum {
    META_TITLE,
    META_SITE,
    META_PUBLISHED,
    META_MODIFIED,
    META_AUTHOR,
    META_ABOUT
  } fact;
  int rank;
} meta_rule;

enum { N_FACTS = 6 };

static const meta_rule meta_rules[] = {
    {"og:title", META_TITLE, 1},
    {"twitter:title", META_TITLE, 2},
    {"dc.title", META_TITLE, 3},
    {"og:site_name", META_SITE, 1},
    {"application-name", META_SITE, 2},
    {"article:published_time", META_PUBLISHED, 1},
    {"og:article:published_time", META_PUBLISHED, 1},
    {"og:published_time", META_PUBLISHED, 2},
    {"datepublished", META_PUBLISHED, 2},
    {"pubdate", META_PUBLISHED, 3},
    {"publishdate", META_PUBLISHED, 3},
    {"publish-date", META_PUBLISHED, 3},
    {"publish_date", META_PUBLISHED, 3},
    {"parsely-pub-date", META_PUBLISHED, 3},
    {"sailthru.date", META_PUBLISHED, 3},
    {"cxenseparse:recs:publishtime", META_PUBLISHED, 3},
    {"dc.date.issued", META_PUBLISHED, 3},
    {"dcterms.date", META_PUBLISHED, 4},
    {"dcterms.created", META_PUBLISHED, 4},
    {"dc.date", META_PUBLISHED, 4},
    {"date", META_PUBLISHED, 5},
    {"article:modified_time", META_MODIFIED, 1},
    {"og:updated_time", META_MODIFIED, 2},
    {"author", META_AUTHOR, 1},
    {"article:author", META_AUTHOR, 2},
    {"parsely-author", META_AUTHOR, 2},
    {"dc.creator", META_AUTHOR, 2},
    {"og:description", META_ABOUT, 1},
    {"description", META_ABOUT, 2},
};

static void read_meta(const page_tree *tree, const page_node *node, page_facts *facts,
                      int ranks[N_FACTS]) {
  rasid_text *const targets[N_FACTS] = {&facts->title,     &facts->site,
                                        &facts->published, &facts->modified,
                                        &facts->author,    &facts->description};
  const char *name = tree->text.data + node->start;
  size_t n = strlen(name);
  rasid_text content = {name + n + 1, node->size - n - 1};
  if (content.size == 0) return;
  for (size_t i = 0; i < sizeof meta_rules / sizeof *meta_rules; i++) {
    const meta_rule *rule = &meta_rules[i];
    if (!equals_any_case(name, rule->name)) continue;
    /* An author given as an address is none. */
    if (rule->fact == META_AUTHOR && memchr(content.data, '/', content.size) != NULL)
      return;
    if (ranks[rule->fact] != 0 && ranks[rule->fact] <= rule->rank) return;
    ranks[rule->fact] = rule->rank;
    *targets[rule->fact] = content;
    return;
  }
}

/* Fills what `facts` lacks from `others`. */
static void fill_in(page_facts *facts, const page_facts *others) {
  const struct {
    rasid_text *to;
    const rasid_text *from;
  } pairs[] = {{&facts->title, &others->title},
               {&facts->site, &others->site},
               {&facts->published, &others->published},
               {&facts->modified, &others->modified},
               {&facts->author, &others->author},
               {&facts->language, &others->language},
               {&facts->description, &others->description}};
  for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++)
    if (pairs[i].to->size == 0) *pairs[i].to = *pairs[i].from;
}

void page_meta_read(page_tree *tree, page_facts *facts) {
  page_facts head = {0};
  int ranks[N_FACTS] = {0};
  *facts = (page_facts){0};
  for (size_t i = 1; i < tree->n_nodes; i++) {
    page_node *node = &tree->nodes[i];
    const page_node *child = &tree->nodes[node->first];
    bool has_text = node->first != 0 && child->tag == TAG_TEXT;
    rasid_text own = {tree->text.data + node->start, node->size};
    switch ((page_tag)node->tag) {
      case TAG_META:
        if (node->size > 0) read_meta(tree, node, &head, ranks);
        break;
      case TAG_HTML:
        if (node->size > 0) head.language = own;
        break;
      case TAG_TITLE:
        /* A picture may have a title too. */
        if (has_text && head.window.size == 0)
          head.window = (rasid_text){tree->text.data + child->start, child->size};
        break;
      case TAG_SCRIPT:
        if (has_text && (node->hints & HINT_JSON_LD) && facts->published.size == 0 &&
            facts->title.size == 0)
          read_json(tree, child, facts);
        break;
      default: break;
    }
  }
  facts->window = head.window;
  /* A site's own name is better told by OpenGraph: publishers are companies. */
  if (head.site.size > 0) facts->site = head.site;
  fill_in(facts, &head);
}
