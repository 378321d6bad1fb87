/* format_guess.c - what a file is, by its first bytes, and by its name where these leave
 * it open. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "source.h"

enum { HEAD_BYTES = 4096 };

static bool ends_with(const char *path, const char *end) {
  size_t n = strlen(path), m = strlen(end);
  return n >= m && strcmp(path + n - m, end) == 0;
}

/* Does the name have this extension, compressed or not? */
static bool is_named(const char *path, const char *extension) {
  static const char *const packed[] = {"", ".gz", ".zst", ".zstd"};
  char whole[32];
  for (size_t i = 0; i < sizeof packed / sizeof *packed; i++) {
    snprintf(whole, sizeof whole, "%s%s", extension, packed[i]);
    if (ends_with(path, whole)) return true;
  }
  return false;
}

static char lower(char c) {
  return c >= 'A' && c <= 'Z' ? (char)(c + 'a' - 'A') : c;
}

/* The first bytes in lower case, without NUL (so that UTF-16 reads as ASCII), a byte
 * order mark and leading blanks. */
static size_t copy_head(const char *data, size_t size, char head[HEAD_BYTES + 1]) {
  size_t n = 0;
  if (size >= 2 && (memcmp(data, "\xFF\xFE", 2) == 0 || memcmp(data, "\xFE\xFF", 2) == 0))
    data += 2, size -= 2;
  if (size >= 3 && memcmp(data, "\xEF\xBB\xBF", 3) == 0) data += 3, size -= 3;
  for (size_t i = 0; i < size && i < 2 * HEAD_BYTES && n < HEAD_BYTES; i++) {
    if (data[i] == '\0' || (n == 0 && strchr(" \t\r\n", data[i]) != NULL)) continue;
    head[n++] = lower(data[i]);
  }
  head[n] = '\0';
  return n;
}

static bool begins(const char *head, const char *word) {
  return strncmp(head, word, strlen(word)) == 0;
}

/* RSS, Atom, RDF or HTML; TEXT where it is none of them. */
static rasid_input_format guess_markup(const char *head) {
  static const char *const tags[] = {
      "<!doctype html", "<html", "<head",  "<body", "<meta", "<title",
      "<script",        "<div",  "<table", "<p>",   "<p ",   "<article",
      "<section",       "<main", "<base",  "<link", "<style"};
  if (head[0] != '<') return RASID_INPUT_TEXT;
  if (begins(head, "<?xml") || begins(head, "<rss") || begins(head, "<feed") ||
      begins(head, "<rdf") || begins(head, "<!--")) {
    if (strstr(head, "<rss") || strstr(head, "<feed") || strstr(head, "<rdf:rdf"))
      return RASID_INPUT_FEED;
    if (strstr(head, "<html") || strstr(head, "<!doctype html")) return RASID_INPUT_HTML;
  }
  for (size_t i = 0; i < sizeof tags / sizeof *tags; i++)
    if (begins(head, tags[i])) return RASID_INPUT_HTML;
  return RASID_INPUT_TEXT;
}

/* Does the first line name columns, among them the text's or title's? */
static rasid_input_format guess_table(const char *head, const rasid_field_names *names) {
  static const char delimiters[] = ",\t;";
  size_t line = strcspn(head, "\r\n");
  if (line >= HEAD_BYTES) return RASID_INPUT_TEXT;
  for (const char *d = delimiters; *d != '\0'; d++) {
    bool is_there = false;
    size_t n_columns = 0;
    for (size_t i = 0; i <= line;) {
      size_t n = 0;
      while (i + n < line && head[i + n] != *d) n++;
      const char *name = head + i;
      size_t size = n;
      if (size >= 2 && name[0] == '"' && name[size - 1] == '"') name++, size -= 2;
      const char *const wanted[] = {names->text, names->title};
      for (size_t k = 0; k < 2; k++) {
        size_t same = 0;
        while (same < size && lower(wanted[k][same]) == name[same]) same++;
        is_there = is_there || (same == size && wanted[k][same] == '\0');
      }
      n_columns++;
      i += n + 1;
    }
    if (n_columns > 1 && is_there) return *d == '\t' ? RASID_INPUT_TSV : RASID_INPUT_CSV;
  }
  return RASID_INPUT_TEXT;
}

/* Is the first line that begins with { a whole object? Where braces stay open it is one
 * that goes on over lines. */
static bool is_whole_line(const char *data, size_t size) {
  int depth = 0;
  bool in_string = false;
  for (size_t i = 0; i < size && data[i] != '\n'; i++) {
    char c = data[i];
    if (in_string) {
      if (c == '\\')
        i++;
      else if (c == '"')
        in_string = false;
    } else if (c == '"') {
      in_string = true;
    } else if (c == '{' || c == '[') {
      depth++;
    } else if (c == '}' || c == ']') {
      depth--;
    }
  }
  /* A line that does not end among the first bytes is taken for one. */
  return depth <= 0 || in_string || memchr(data, '\n', size) == NULL;
}

static rasid_input_format guess_json(const char *path, const char *data, size_t size,
                                     const rasid_field_names *names) {
  size_t i = 0;
  if (size >= 3 && memcmp(data, "\xEF\xBB\xBF", 3) == 0) i = 3;
  while (i < size && data[i] != '\0' && strchr(" \t\r\n", data[i]) != NULL) i++;
  if (i == size) return RASID_INPUT_TEXT;
  if (data[i] == '{') {
    bool lines = is_whole_line(data + i, size - i) &&
                 json_list_find(data + i, size - i, names).start == 0;
    return lines ? RASID_INPUT_JSONL : RASID_INPUT_JSON;
  }
  if (data[i] != '[') return RASID_INPUT_TEXT;
  /* A list of objects; a text may begin with a bracket too. */
  size_t k = i + 1;
  while (k < size && data[k] != '\0' && strchr(" \t\r\n", data[k]) != NULL) k++;
  bool is_list = k < size && (data[k] == '{' || data[k] == ']');
  return is_list || is_named(path, ".json") ? RASID_INPUT_JSON : RASID_INPUT_TEXT;
}

rasid_input_format format_guess(const rasid_source *s) {
  static const struct {
    const char *extension;
    rasid_input_format format;
  } names[] = {{".csv", RASID_INPUT_CSV},    {".tsv", RASID_INPUT_TSV},
               {".html", RASID_INPUT_HTML},  {".htm", RASID_INPUT_HTML},
               {".xhtml", RASID_INPUT_HTML}, {".rss", RASID_INPUT_FEED},
               {".atom", RASID_INPUT_FEED},  {".warc", RASID_INPUT_WARC},
               {".json", RASID_INPUT_JSON}};
  char head[HEAD_BYTES + 1];
  const char *data = s->stream->data + s->stream->start;
  size_t size = s->stream->end - s->stream->start;
  if (is_named(s->path, ".jsonl") || is_named(s->path, ".ndjson"))
    return RASID_INPUT_JSONL;
  if (size >= 5 && memcmp(data, "WARC/", 5) == 0) return RASID_INPUT_WARC;
  rasid_input_format format = guess_json(s->path, data, size, &s->options.fields);
  if (format != RASID_INPUT_TEXT) return format;
  (void)copy_head(data, size, head);
  format = guess_markup(head);
  if (format != RASID_INPUT_TEXT) return format;
  for (size_t i = 0; i < sizeof names / sizeof *names; i++)
    if (size > 0 && is_named(s->path, names[i].extension)) return names[i].format;
  return guess_table(head, &s->options.fields);
}

rasid_input_format format_of_body(const char *type, const char *data, size_t size) {
  char head[HEAD_BYTES + 1];
  (void)copy_head(data, size, head);
  rasid_input_format format = guess_markup(head);
  bool markup = strstr(type, "html") != NULL;
  bool xml = strstr(type, "xml") != NULL || strstr(type, "rss") != NULL;
  if (format == RASID_INPUT_FEED && !markup) return RASID_INPUT_FEED;
  if (markup) return RASID_INPUT_HTML;
  if (begins(type, "text/plain")) return RASID_INPUT_TEXT;
  if (type[0] == '\0' || xml)
    return format == RASID_INPUT_HTML ? RASID_INPUT_HTML : RASID_INPUT_AUTO;
  return RASID_INPUT_AUTO;
}
