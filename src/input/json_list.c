/* json_list.c - the list of reports within an object that stands around it, as servers
 * answer: {"status": "ok", "articles": [{"title": …}, …]}.
 *
 * Only the first bytes of the file are looked at. An object that has a text or a title
 * itself is a report, whatever lists it has.
 */
#include "json_reader.h"
#include "source.h"

enum { MAX_LEVELS = 4 /* of objects around the list */ };

/* A record (docs/record.schema.json) has lists of texts, and is no answer of a server. */
static bool is_record(json_view key, unsigned level) {
  return level == 1 && json_key_is(key, "coder");
}

static bool is_part(json_view key, const rasid_field_names *names) {
  return json_key_is(key, names->text) || json_key_is(key, names->title);
}

/* Whether a list of reports comes next; the cursor is left where it was. */
static bool is_list_of_reports(const json_cursor *at, const rasid_field_names *names) {
  json_cursor c = *at;
  json_view key;
  bool first = true;
  json_enter(&c);
  if (!json_next_item(&c, &first) || json_peek(&c) != JSON_OBJECT) return false;
  json_enter(&c);
  first = true;
  while (json_next_key(&c, &first, &key)) {
    if (is_part(key, names)) return true;
    if (!json_skip(&c)) return false;
  }
  return false;
}

/* Looks through the object that comes next; true where it is a report itself. */
static bool search(json_cursor *c, const rasid_field_names *names, unsigned level,
                   json_list *list) {
  json_view key;
  bool first = true;
  json_enter(c);
  while (json_next_key(c, &first, &key)) {
    if (is_part(key, names) || is_record(key, level)) return true;
    json_kind kind = json_peek(c);
    if (list->start == 0 && kind == JSON_ARRAY && is_list_of_reports(c, names))
      *list = (json_list){.start = (size_t)(c->at - c->start) + 1, .level = level};
    json_cursor inner = *c;
    if (list->start == 0 && kind == JSON_OBJECT && level < MAX_LEVELS &&
        search(&inner, names, level + 1, list))
      list->start = 0;
    if (!json_skip(c)) break;
  }
  return false;
}

json_list json_list_find(const char *data, size_t size, const rasid_field_names *names) {
  json_list list = {0};
  json_cursor c = json_begin(data, size);
  if (json_peek(&c) == JSON_OBJECT && search(&c, names, 1, &list)) list.start = 0;
  return list;
}
