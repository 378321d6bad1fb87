/* each_report.h - reads reports, a JSON object with the key "text" a line, and hands over
 * the words of each. For the tools that look inside the library. */
#ifndef RASID_TOOLS_EACH_REPORT_H
#define RASID_TOOLS_EACH_REPORT_H

#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>

#include "morph/morph.h"

/* `report`: the object of the line; `memory` is emptied behind each. */
typedef void report_reader(const morph_doc *words, const json_t *report, arena *memory,
                           void *context);

/* False where memory ran out. */
static inline bool each_report(const rasid_model *model, FILE *in, report_reader *reader,
                               void *context) {
  morph *m = morph_new(model, allocator_default());
  arena a;
  char *line = NULL;
  size_t room = 0;
  ssize_t n;
  bool ok = m != NULL;
  arena_init(&a, allocator_default(), (size_t)1 << 20, 0);
  while (ok && (n = getline(&line, &room, in)) > 0) {
    json_t *report = json_loadb(line, (size_t)n, 0, NULL);
    const json_t *text = json_object_get(report, "text");
    if (json_is_string(text)) {
      size_t size = json_string_length(text);
      text_part part = {PART_BODY, 0, (uint32_t)size};
      text_doc t = {.data = json_string_value(text),
                    .size = (uint32_t)size,
                    .parts = &part,
                    .n_parts = 1};
      morph_doc words;
      ok = text_read(&t, &a) && morph_read(m, &t, &words, &a);
      if (ok) reader(&words, report, &a, context);
    }
    json_decref(report);
    arena_reset(&a);
    morph_settle(m);
  }
  free(line);
  arena_free(&a);
  morph_free(m);
  return ok;
}

#endif
