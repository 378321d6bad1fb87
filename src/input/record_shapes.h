/* record_shapes.h - which key of a record's JSON goes into which field. */
#ifndef RASID_INPUT_RECORD_SHAPES_H
#define RASID_INPUT_RECORD_SHAPES_H

#include <rasid/io.h>

/* What a value must be, and what it becomes; null leaves the field as it was cleared. */
typedef enum member_kind {
  MEMBER_TEXT,   /* string: rasid_text, else absent */
  MEMBER_OFFSET, /* whole number: uint32_t, else 0 */
  MEMBER_NUMBER, /* whole number: int64_t, else -1 */
  MEMBER_REAL,   /* number: double, else NaN */
  MEMBER_BOOL,   /* bool, else false */
  MEMBER_OBJECT, /* members of `shape` at this place */
  MEMBER_LIST,   /* objects of `shape`: pointer, and size_t behind it by `n_offset` */
  MEMBER_TEXTS,  /* strings: the same */
  MEMBER_PAIRS   /* [start, end]: rasid_range_data, the same */
} member_kind;

typedef struct shape shape;

typedef struct member {
  const char *key;
  member_kind kind;
  size_t offset, n_offset;
  const shape *shape;
} member;

/* An object of JSON and the struct it fills. */
struct shape {
  const member *members;
  size_t n_members, size;
};

/* The largest struct of a list. */
typedef union list_item {
  rasid_event_data event;
  rasid_casualty_data casualty;
  rasid_party_data party;
  rasid_place_data place;
  rasid_time_data time;
  rasid_range_data range;
  rasid_text text;
} list_item;

extern const shape record_shape;

#endif
