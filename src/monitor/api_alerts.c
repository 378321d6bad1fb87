/* api_alerts.c - saved searches, and the Atom feed of each (RFC 4287).
 *
 * A feed reader has no session, so where people log in the address of a feed has a key:
 * a hash of the search's number under a key made of its owner's password hash. It is good
 * for that one feed, and ends when the password is changed or the account is closed.
 */
#include <sodium.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

#include "monitor_inside.h"

enum {
  NAME_BYTES = 200,
  QUERY_BYTES = 2000,
  ENTRIES = 50,
  SEARCHES_MAX = 1000,
  BASE_BYTES = 256
};

/* Has the person as many searches as are shown? Each is looked for again and again. */
static unsigned check_number(call *c) {
  rasid_store_filter filter;
  rasid_error error = {0};
  int64_t n = 0;
  rasid_store_filter_init(&filter);
  filter.who = text_of(c->person.name);
  rasid_status status =
      rasid_store_count(c->store, RASID_STORE_SEARCHES, &filter, &n, &error);
  if (status != RASID_OK) return fail_with(c, status, &error);
  return n < SEARCHES_MAX
             ? 0
             : fail(c, MHD_HTTP_CONFLICT,
                    "you have %d saved searches already: delete one first", SEARCHES_MAX);
}

unsigned api_search_add(call *c) {
  int64_t id = 0;
  rasid_error error = {0};
  request_target query;
  rasid_store_filter filter;
  char line[QUERY_BYTES + 2];
  rasid_text name = body_text(&c->fields, "name"), given = body_text(&c->fields, "query");
  if (name.size == 0 || name.size > NAME_BYTES || given.size >= QUERY_BYTES)
    return fail(c, MHD_HTTP_BAD_REQUEST, "a search needs a name and a query");
  snprintf(line, sizeof line, "/?%.*s", (int)given.size, given.data ? given.data : "");
  const char *problem = target_parse(&query, line);
  if (problem != NULL) return fail(c, MHD_HTTP_BAD_REQUEST, "the query: %s", problem);
  rasid_store_filter_init(&filter);
  for (size_t i = 0; i < query.n_params; i++)
    if (!rasid_store_filter_set(&filter, query.params[i].name, query.params[i].value))
      return fail(c, MHD_HTTP_BAD_REQUEST, "no filter '%.60s'", query.params[i].name);
  unsigned refused = check_number(c);
  if (refused != 0) return refused;
  rasid_status status =
      rasid_store_search_add(c->store, name, text_of(line + 2), (rasid_text){NULL, 0},
                             text_of(c->person.name), &id, &error);
  if (status != RASID_OK) return fail_with(c, status, &error);
  put(c, "{\"id\":");
  put_number(c, id);
  put(c, "}");
  return MHD_HTTP_OK;
}

/* A saved search as a row. */
typedef struct search {
  char name[NAME_BYTES + 1], who[80], query[QUERY_BYTES + 2];
} search;

static void copy(char *to, size_t size, rasid_text text) {
  size_t n = text.size < size - 1 ? text.size : size - 1;
  if (n > 0) memcpy(to, text.data, n);
  to[n] = '\0';
}

/* Reads the search `id`; false where there is none. */
static bool find_search(call *c, int64_t id, search *found) {
  rasid_store_filter filter;
  rasid_store_rows *rows = NULL;
  rasid_error error = {0};
  bool more = false;
  rasid_store_filter_init(&filter);
  filter.id = id;
  if (rasid_store_find(c->store, RASID_STORE_SEARCHES, &filter, &rows, &error) ==
          RASID_OK &&
      rasid_store_rows_next(rows, &more, &error) == RASID_OK && more) {
    size_t query = rasid_store_rows_column(rows, "query");
    copy(found->name, sizeof found->name, row_text(rows, "name"));
    copy(found->who, sizeof found->who, row_text(rows, "who"));
    snprintf(found->query, 3, "/?");
    copy(found->query + 2, sizeof found->query - 2, rasid_store_rows_text(rows, query));
  }
  rasid_store_rows_free(rows);
  return more;
}

/* The address of a search's feed, for its owner. */
static void put_feed_address(call *c, int64_t id, const char *hash) {
  char key[TOKEN_CHARS + 1];
  put(c, "\"/api/v1/feeds/");
  put_number(c, id);
  if (c->monitor->login) {
    people_feed_key(hash, id, key);
    put(c, "?key=");
    put(c, key);
  }
  put(c, "\"");
}

unsigned api_searches(call *c) {
  rasid_store_filter filter;
  rasid_store_rows *rows = NULL;
  rasid_store_person owner = {0};
  rasid_error error = {0};
  bool more = true;
  int64_t n = 0;
  if (!api_filter(c, &filter)) return MHD_HTTP_BAD_REQUEST;
  filter.who = text_of(c->person.name);
  filter.limit = SEARCHES_MAX;
  rasid_status status = RASID_OK;
  if (c->monitor->login)
    status = rasid_store_user(c->store, c->person.name, &owner, &error);
  if (status == RASID_OK)
    status = rasid_store_find(c->store, RASID_STORE_SEARCHES, &filter, &rows, &error);
  put(c, "{\"items\":[");
  while (status == RASID_OK) {
    status = rasid_store_rows_next(rows, &more, &error);
    if (status != RASID_OK || !more) break;
    rasid_text row = rasid_store_rows_json(rows);
    if (n++ > 0) put(c, ",");
    put_text(c, (rasid_text){row.data, row.size > 0 ? row.size - 1 : 0});
    put_key(c, false, "feed");
    put_feed_address(c, row_number(rows, "id"), owner.hash);
    put(c, "}");
  }
  rasid_store_rows_free(rows);
  if (status != RASID_OK) return fail_with(c, status, &error);
  put(c, "],\"total\":");
  put_number(c, n);
  put(c, "}");
  return MHD_HTTP_OK;
}

unsigned api_search_remove(call *c) {
  int64_t id;
  search found = {0};
  rasid_error error = {0};
  if (!api_number(c, 3, &id)) return MHD_HTTP_NOT_FOUND;
  if (!find_search(c, id, &found))
    return fail(c, MHD_HTTP_NOT_FOUND, "there is no such search");
  if (strcmp(found.who, c->person.name) != 0 && !people_may(c, "admin"))
    return fail(c, MHD_HTTP_FORBIDDEN, "it is somebody else's search");
  rasid_status status =
      rasid_store_search_remove(c->store, id, text_of(c->person.name), &error);
  if (status != RASID_OK) return fail_with(c, status, &error);
  put(c, "{}");
  return MHD_HTTP_OK;
}

/* ---- the feed ---- */

/* Text as XML: what XML has no character for is left out. */
static void put_xml(call *c, rasid_text text) {
  for (size_t i = 0; i < text.size; i++) {
    unsigned char byte = (unsigned char)text.data[i];
    if (byte == '&')
      put(c, "&amp;");
    else if (byte == '<')
      put(c, "&lt;");
    else if (byte == '>')
      put(c, "&gt;");
    else if (byte == '"')
      put(c, "&quot;");
    else if (byte == 0xEF && text.size - i >= 3 &&
             (unsigned char)text.data[i + 1] == 0xBF &&
             (unsigned char)text.data[i + 2] >= 0xBE)
      i += 2; /* U+FFFE, U+FFFF */
    else if (byte >= ' ' || byte == '\n' || byte == '\t')
      put_text(c, (rasid_text){text.data + i, 1});
  }
}

static void put_element(call *c, const char *name, rasid_text text) {
  put(c, "<");
  put(c, name);
  put(c, ">");
  put_xml(c, text);
  put(c, "</");
  put(c, name);
  put(c, ">");
}

/* "killed 7 to 9", as far as it is known. */
static void put_toll(call *c, const rasid_store_rows *rows) {
  size_t low = rasid_store_rows_column(rows, "killed_low");
  size_t high = rasid_store_rows_column(rows, "killed_high");
  if (low == SIZE_MAX || rasid_store_rows_null(rows, low)) return;
  put(c, ", killed ");
  put_number(c, rasid_store_rows_integer(rows, low));
  if (high == SIZE_MAX || rasid_store_rows_null(rows, high)) {
    put(c, " or more");
  } else if (rasid_store_rows_integer(rows, high) !=
             rasid_store_rows_integer(rows, low)) {
    put(c, " to ");
    put_number(c, rasid_store_rows_integer(rows, high));
  }
}

static void put_entry(call *c, const rasid_store_rows *rows, const char *base) {
  int64_t id = row_number(rows, "id");
  rasid_text changed = row_text(rows, "changed"), place = row_text(rows, "place");
  put(c, "<entry><id>");
  put(c, base);
  put(c, "#/incident/");
  put_number(c, id);
  put(c, "</id><link href=\"");
  put_xml(c, text_of(base));
  put(c, "#/incident/");
  put_number(c, id);
  put(c, "\"/>");
  put_element(c, "updated", changed.size > 0 ? changed : text_of("1970-01-01T00:00:00Z"));
  put(c, "<title>");
  put_xml(c, row_text(rows, "category"));
  put(c, ", ");
  put_xml(c, place.size > 0 ? place : text_of("place unknown"));
  put(c, ", ");
  put_xml(c, row_text(rows, "date"));
  put_toll(c, rows);
  put(c, "</title></entry>\n");
}

/* Whether the reader of a feed may read it: its owner in a session, or whoever has its
 * key.
 */
static bool key_is_right(call *c, int64_t id, const search *found) {
  rasid_store_person person = {0};
  rasid_error error = {0};
  char key[TOKEN_CHARS + 1];
  const char *given = target_param_value(&c->target, "key");
  if (!c->monitor->login || strcmp(found->who, c->person.name) == 0) return true;
  if (given == NULL || strlen(given) != TOKEN_CHARS ||
      rasid_store_user(c->store, found->who, &person, &error) != RASID_OK ||
      person.user == 0 || person.disabled)
    return false;
  people_feed_key(person.hash, id, key);
  return sodium_memcmp(key, given, TOKEN_CHARS) == 0;
}

static bool put_entries(call *c, const search *found, const char *base) {
  request_target *query = &c->target; /* what was asked for is done with */
  rasid_store_filter filter;
  rasid_store_rows *rows = NULL;
  rasid_error error = {0};
  bool more = true;
  rasid_store_filter_init(&filter);
  if (target_parse(query, found->query) == NULL)
    for (size_t i = 0; i < query->n_params; i++)
      rasid_store_filter_set(&filter, query->params[i].name, query->params[i].value);
  filter.limit = ENTRIES;
  filter.offset = 0;
  filter.order = "newest";
  rasid_status status =
      rasid_store_find(c->store, RASID_STORE_INCIDENTS, &filter, &rows, &error);
  while (status == RASID_OK) {
    status = rasid_store_rows_next(rows, &more, &error);
    if (status != RASID_OK || !more) break;
    put_entry(c, rows, base);
  }
  rasid_store_rows_free(rows);
  return status == RASID_OK;
}

static void put_now(call *c) {
  char text[32];
  struct tm parts;
  time_t now = time(NULL);
  gmtime_r(&now, &parts);
  strftime(text, sizeof text, "%Y-%m-%dT%H:%M:%SZ", &parts);
  put(c, text);
}

/* The address that the reader knows this server by, with its last slash. */
static void find_base(const call *c, char base[BASE_BYTES]) {
  static const char letters[] =
      "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.-:[]";
  const char *host = MHD_lookup_connection_value(c->connection, MHD_HEADER_KIND, "Host");
  if (host == NULL || strlen(host) > 200 || host[strspn(host, letters)] != '\0')
    snprintf(base, BASE_BYTES, "%s", c->monitor->url);
  else
    snprintf(base, BASE_BYTES, "%s://%s/", c->monitor->secure ? "https" : "http", host);
}

enum MHD_Result api_feed(call *c) {
  int64_t id;
  search found = {0};
  char base[BASE_BYTES];
  if (!api_number(c, 3, &id)) return reply_send(c, MHD_HTTP_NOT_FOUND, NULL);
  if (!find_search(c, id, &found) || !key_is_right(c, id, &found))
    return reply_send(c, fail(c, MHD_HTTP_NOT_FOUND, "there is no such feed"), NULL);
  find_base(c, base);
  put(c,
      "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n"
      "<feed xmlns=\"http://www.w3.org/2005/Atom\"><id>");
  put(c, base);
  put(c, "api/v1/feeds/");
  put_number(c, id);
  put(c, "</id>");
  put_element(c, "title", text_of(found.name));
  put(c, "<author><name>Rasid</name></author><updated>");
  put_now(c);
  put(c, "</updated>\n");
  if (!put_entries(c, &found, base))
    return reply_send(
        c, fail(c, MHD_HTTP_SERVICE_UNAVAILABLE, "the store cannot be read"), NULL);
  put(c, "</feed>\n");
  return reply_send(c, MHD_HTTP_OK, "application/atom+xml; charset=utf-8");
}
