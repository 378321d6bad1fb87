/* printer.c - writes text through a callback in pieces of a few KiB, from the stack. */
#include "record/printer.h"

#include <stdio.h>

void printer_flush(printer *p) {
  if (p->n) p->write(p->context, p->bytes, p->n);
  p->n = 0;
}

void printer_put(printer *p, const char *data, size_t size) {
  while (size) {
    if (p->n == sizeof p->bytes) printer_flush(p);
    size_t room = sizeof p->bytes - p->n;
    size_t n = size < room ? size : room;
    memcpy(p->bytes + p->n, data, n);
    p->n += n;
    data += n;
    size -= n;
  }
}

void printer_print(printer *p, const char *format, ...) {
  char text[1024];
  va_list arguments;
  va_start(arguments, format);
  int n = vsnprintf(text, sizeof text, format, arguments);
  va_end(arguments);
  if (n > 0) printer_put(p, text, (size_t)n < sizeof text ? (size_t)n : sizeof text - 1);
}

void printer_put_line(printer *p, const char *data, size_t size) {
  for (size_t i = 0; i < size;) {
    size_t from = i;
    bool bad = false;
    uint32_t c = utf8_next(data, size, &i, &bad);
    if (bad)
      printer_put(p, "\xEF\xBF\xBD", 3);
    else if (c < 0x20 || c == 0x7F)
      printer_put(p, " ", 1);
    else
      printer_put(p, data + from, i - from);
  }
}

void printer_put_words(printer *p, uint32_t start, uint32_t end) {
  if (start < end)
    printer_put_line(p, p->r->text.data + start, end - start);
  else
    printer_print(p, "(not in words)");
}

void printer_put_span(printer *p, uint32_t start, uint32_t end) {
  printer_print(p, "%u-%u", record_offset(p->r, start), record_offset(p->r, end));
}

void printer_put_rule(printer *p, uint32_t file, uint32_t line) {
  char rule[RECORD_RULE_ROOM];
  printer_put(p, rule, record_rule(p->r, file, line, rule));
}

void printer_put_features(printer *p, const event *e, const char *between) {
  const char *gap = "";
  for (unsigned f = 0; f < weights_n_features(); f++) {
    if (!(e->features[f / 64] >> (f % 64) & 1)) continue;
    printer_print(p, "%s%s", gap, weights_feature_name(f));
    gap = between;
  }
}
