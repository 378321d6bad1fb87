/* fetch_line.c - prints a line of JSON. */
#include "fetch_line.h"

#include <stdio.h>
#include <string.h>

static bool put(bytes *out, const char *text) {
  return bytes_put(out, text, strlen(text));
}

static bool put_string(bytes *out, rasid_text text) {
  size_t start = 0;
  bool ok = put(out, "\"");
  for (size_t i = 0; ok && i < text.size; i++) {
    unsigned char c = (unsigned char)text.data[i];
    if (c >= ' ' && c != '"' && c != '\\') continue;
    char escape[8];
    if (c == '"' || c == '\\')
      snprintf(escape, sizeof escape, "\\%c", c);
    else if (c == '\n' || c == '\t')
      snprintf(escape, sizeof escape, "\\%c", c == '\n' ? 'n' : 't');
    else
      snprintf(escape, sizeof escape, "\\u%04x", (unsigned)c);
    ok = bytes_put(out, text.data + start, i - start) && put(out, escape);
    start = i + 1;
  }
  return ok && bytes_put(out, text.data + start, text.size - start) && put(out, "\"");
}

static bool put_key(bytes *out, const char *key, rasid_text text) {
  if (text.size == 0) return true;
  return put(out, ",\"") && put(out, key) && put(out, "\":") && put_string(out, text);
}

bool fetch_line_print(bytes *out, const fetch_line *line) {
  out->size = 0;
  bool ok =
      put(out, "{\"id\":") && put_string(out, line->id) && put(out, ",\"url\":") &&
      put_string(out, line->url) && put_key(out, "title", line->title) &&
      put_key(out, "text", line->text) && put_key(out, "published", line->published) &&
      put_key(out, "source", line->source) && put_key(out, "language", line->language);
  for (size_t i = 0; ok && i < line->n_captions; i++)
    ok = put(out, i == 0 ? ",\"captions\":[" : ",") && put_string(out, line->captions[i]);
  return ok && put(out, line->n_captions > 0 ? "]}\n" : "}\n");
}
