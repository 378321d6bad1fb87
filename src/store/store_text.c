/* store_text.c - texts that grow: statements that are made up, rows as JSON. */
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unicode/utf8.h>

#include "store_inside.h"

void text_clear(text_buffer *b) {
  b->size = 0;
  b->failed = false;
}

void text_free(text_buffer *b) {
  free(b->data);
  *b = (text_buffer){0};
}

rasid_text text_of(const text_buffer *b) {
  return (rasid_text){b->data != NULL ? b->data : "", b->size};
}

/* Room for `more` bytes and a NUL. */
static bool reserve(text_buffer *b, size_t more) {
  if (b->failed) return false;
  if (b->capacity > b->size + more) return true;
  size_t capacity = 2 * (b->size + more) + 256;
  char *data = realloc(b->data, capacity);
  if (data == NULL) {
    b->failed = true;
    return false;
  }
  b->data = data;
  b->capacity = capacity;
  return true;
}

void text_put(text_buffer *b, const char *data, size_t size) {
  if (!reserve(b, size)) return;
  if (size > 0) memcpy(b->data + b->size, data, size);
  b->size += size;
  b->data[b->size] = '\0';
}

void text_string(text_buffer *b, const char *string) {
  text_put(b, string, strlen(string));
}

void text_print(text_buffer *b, const char *format, ...) {
  va_list arguments;
  for (int pass = 0; pass < 2; pass++) {
    va_start(arguments, format);
    size_t room = b->capacity > b->size ? b->capacity - b->size : 0;
    int n = vsnprintf(room > 0 ? b->data + b->size : NULL, room, format, arguments);
    va_end(arguments);
    if (n < 0) {
      b->failed = true;
      return;
    }
    if ((size_t)n < room) {
      b->size += (size_t)n;
      return;
    }
    if (!reserve(b, (size_t)n)) return;
  }
}

/* How many bytes the character at `i` has; `*well` where it is one of UTF-8, else they
 * count as one, as the coder counts them. */
static size_t character_size(rasid_text text, size_t i, bool *well) {
  int32_t at = 0, size = text.size - i < 4 ? (int32_t)(text.size - i) : 4;
  UChar32 c;
  U8_NEXT((const uint8_t *)text.data + i, at, size, c);
  *well = c >= 0;
  return (size_t)at;
}

void text_json(text_buffer *b, rasid_text text) {
  if (text.data == NULL) {
    text_put(b, "null", 4);
    return;
  }
  text_put(b, "\"", 1);
  size_t from = 0;
  for (size_t i = 0; i < text.size; i++) {
    unsigned char c = (unsigned char)text.data[i];
    if (c >= 0x80) {
      bool well;
      size_t size = character_size(text, i, &well);
      if (!well) {
        text_put(b, text.data + from, i - from);
        text_string(b, "\xEF\xBF\xBD");
        from = i + size;
      }
      i += size - 1;
      continue;
    }
    if (c >= 0x20 && c != '"' && c != '\\') continue;
    text_put(b, text.data + from, i - from);
    from = i + 1;
    if (c == '\n')
      text_put(b, "\\n", 2);
    else if (c == '"' || c == '\\')
      text_print(b, "\\%c", c);
    else
      text_print(b, "\\u%04x", (unsigned)c);
  }
  text_put(b, text.data + from, text.size - from);
  text_put(b, "\"", 1);
}
