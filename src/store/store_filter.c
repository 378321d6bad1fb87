/* store_filter.c - a filter, filled by names. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "store_inside.h"

void rasid_store_filter_init(rasid_store_filter *filter) {
  *filter = (rasid_store_filter){.struct_size = sizeof *filter,
                                 .south = NAN,
                                 .west = NAN,
                                 .north = NAN,
                                 .east = NAN,
                                 .toll_least = -1,
                                 .id = -1,
                                 .report = -1,
                                 .incident = -1,
                                 .after_id = -1,
                                 .limit = 100};
}

typedef enum field_kind {
  FIELD_TEXT,
  FIELD_DAY,
  FIELD_INTEGER,
  FIELD_DEGREES
} field_kind;

typedef struct field {
  const char *name;
  field_kind kind;
  size_t offset;
} field;

#define FIELD(kind, name) \
  { #name, kind, offsetof(rasid_store_filter, name) }
static const field fields[] = {
    FIELD(FIELD_TEXT, words),         FIELD(FIELD_TEXT, category),
    FIELD(FIELD_TEXT, mode),          FIELD(FIELD_TEXT, status),
    FIELD(FIELD_TEXT, actor),         FIELD(FIELD_TEXT, place),
    FIELD(FIELD_TEXT, country),       FIELD(FIELD_TEXT, source),
    FIELD(FIELD_TEXT, review),        FIELD(FIELD_TEXT, toll),
    FIELD(FIELD_TEXT, who),           FIELD(FIELD_TEXT, target),
    FIELD(FIELD_DAY, from),           FIELD(FIELD_DAY, to),
    FIELD(FIELD_DAY, published_from), FIELD(FIELD_DAY, published_to),
    FIELD(FIELD_DEGREES, south),      FIELD(FIELD_DEGREES, west),
    FIELD(FIELD_DEGREES, north),      FIELD(FIELD_DEGREES, east),
    FIELD(FIELD_INTEGER, toll_least), FIELD(FIELD_INTEGER, id),
    FIELD(FIELD_INTEGER, report),     FIELD(FIELD_INTEGER, incident),
    FIELD(FIELD_INTEGER, after_id),   FIELD(FIELD_INTEGER, limit),
    FIELD(FIELD_INTEGER, offset)};
#undef FIELD

static bool is_day(const char *s) {
  static const char form[] = "dddd-dd-dd";
  for (int i = 0; i < 10; i++)
    if (form[i] == '-' ? s[i] != '-' : s[i] < '0' || s[i] > '9') return false;
  return s[10] == '\0';
}

static bool set_order(rasid_store_filter *filter, const char *value) {
  static const char *const orders[] = {"newest", "oldest", "id", "toll"};
  for (size_t i = 0; i < sizeof orders / sizeof *orders; i++) {
    if (strcmp(orders[i], value) != 0) continue;
    filter->order = orders[i];
    return true;
  }
  return false;
}

static bool set_field(rasid_store_filter *filter, const field *f, const char *value) {
  char *at = (char *)filter + f->offset, *end;
  switch (f->kind) {
    case FIELD_DAY:
      if (!is_day(value)) return false;
      break;
    case FIELD_INTEGER: {
      int64_t number = strtoll(value, &end, 10);
      if (end == value || *end != '\0' || number < 0) return false;
      memcpy(at, &number, sizeof number);
      return true;
    }
    case FIELD_DEGREES: {
      double number = strtod(value, &end);
      if (end == value || *end != '\0' || !(number >= -360 && number <= 360))
        return false;
      memcpy(at, &number, sizeof number);
      return true;
    }
    default: break;
  }
  rasid_text text = {value, strlen(value)};
  memcpy(at, &text, sizeof text);
  return true;
}

bool rasid_store_filter_set(rasid_store_filter *filter, const char *name,
                            const char *value) {
  if (strcmp(name, "order") == 0) return set_order(filter, value);
  for (size_t i = 0; i < sizeof fields / sizeof *fields; i++)
    if (strcmp(fields[i].name, name) == 0) return set_field(filter, &fields[i], value);
  return false;
}
