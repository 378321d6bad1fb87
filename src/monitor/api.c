/* api.c - the table of what can be asked, and the checks that stand before every answer.
 */
#include <stdlib.h>
#include <string.h>

#include "monitor_inside.h"

typedef struct route {
  const char *method; /* GET answers HEAD too */
  const char *path;   /* below /api/v1/; "#" is a number, "*" any name */
  const char *role;   /* "" = anybody */
  bool has_body;
  unsigned (*answer)(call *c); /* one of the two */
  enum MHD_Result (*send)(call *c);
} route;

static const route routes[] = {
    {"GET", "session", "", false, api_session, NULL},
    {"POST", "login", "", true, api_login, NULL},
    {"POST", "logout", "reader", false, api_logout, NULL},
    {"GET", "reports/#", "reader", false, api_report, NULL},
    {"GET", "incidents/#", "reader", false, api_incident, NULL},
    {"GET", "map", "reader", false, api_map, NULL},
    {"GET", "changes", "reader", false, api_changes, NULL},
    {"GET", "export/*", "reader", false, NULL, api_export},
    {"POST", "corrections", "reviewer", true, api_correct, NULL},
    {"POST", "corrections/#/undo", "reviewer", false, api_undo, NULL},
    {"POST", "comments", "reviewer", true, api_comment, NULL},
    {"POST", "incidents/move", "reviewer", true, api_move, NULL},
    {"POST", "incidents/merge", "reviewer", true, api_merge, NULL},
    {"POST", "operations/#/undo", "reviewer", false, api_operation_undo, NULL},
    {"GET", "searches", "reader", false, api_searches, NULL},
    {"POST", "searches", "reader", true, api_search_add, NULL},
    {"DELETE", "searches/#", "reader", false, api_search_remove, NULL},
    {"GET", "feeds/#", "", false, NULL, api_feed},
    {"GET", "*", "reader", false, api_view, NULL},
};

/* Whether segments from the third on are those of a path. */
static bool matches(const request_target *t, const char *path) {
  size_t i = 2;
  int64_t number;
  while (*path != '\0' && i < t->n_segments) {
    size_t n = strcspn(path, "/");
    const char *segment = t->segments[i++];
    bool same = n == 1 && path[0] == '#' ? target_number(segment, &number)
                : n == 1 && path[0] == '*'
                    ? true
                    : strlen(segment) == n && memcmp(segment, path, n) == 0;
    if (!same) return false;
    path += n;
    if (*path == '/') path++;
  }
  return *path == '\0' && i == t->n_segments;
}

static bool method_is(const call *c, const char *method) {
  return strcmp(c->method, method) == 0 ||
         (strcmp(c->method, "HEAD") == 0 && strcmp(method, "GET") == 0);
}

static const route *find_route(const call *c, bool *other_method) {
  *other_method = false;
  for (size_t i = 0; i < sizeof routes / sizeof *routes; i++) {
    if (!matches(&c->target, routes[i].path)) continue;
    if (method_is(c, routes[i].method)) return &routes[i];
    *other_method = true;
  }
  return NULL;
}

bool api_number(call *c, size_t i, int64_t *number) {
  if (i < c->target.n_segments && target_number(c->target.segments[i], number))
    return true;
  fail(c, MHD_HTTP_NOT_FOUND, "there is no such thing");
  return false;
}

bool api_filter(call *c, rasid_store_filter *filter) {
  /* Parameters of the answer and not of what is looked for. */
  static const char *const others[] = {"format", "rule", "key", "lang", "rows", "of"};
  rasid_store_filter_init(filter);
  for (size_t i = 0; i < c->target.n_params; i++) {
    const target_param *p = &c->target.params[i];
    bool other = false;
    for (size_t k = 0; k < sizeof others / sizeof *others; k++)
      other = other || strcmp(p->name, others[k]) == 0;
    if (other || rasid_store_filter_set(filter, p->name, p->value)) continue;
    fail(c, MHD_HTTP_BAD_REQUEST, "no filter '%.60s', or not with the value '%.60s'",
         p->name, p->value);
    return false;
  }
  return true;
}

/* ---- the pool of handles ---- */
static rasid_store *take_store(rasid_monitor *m) {
  pthread_mutex_lock(&m->lock);
  while (m->n_pool == 0) pthread_cond_wait(&m->freed, &m->lock);
  rasid_store *store = m->pool[--m->n_pool];
  pthread_mutex_unlock(&m->lock);
  return store;
}

static void give_back(rasid_monitor *m, rasid_store *store) {
  pthread_mutex_lock(&m->lock);
  m->pool[m->n_pool++] = store;
  pthread_cond_signal(&m->freed);
  pthread_mutex_unlock(&m->lock);
}

/* ---- what stands before every answer ---- */
static const char *request_header(const call *c, const char *name) {
  return MHD_lookup_connection_value(c->connection, MHD_HEADER_KIND, name);
}

/* Is the Host header a name of ours? A page of another site that has its own name lead to
 * this machine (DNS rebinding) comes with that name. */
static bool host_is_ours(const call *c) {
  static const char *const local[] = {"localhost", "127.0.0.1", "[::1]"};
  const rasid_monitor *m = c->monitor;
  const char *host = request_header(c, "Host");
  if (host == NULL) return false;
  size_t size = strcspn(host, ":");
  if (host[0] == '[') size = strcspn(host, "]") + 1;
  if (m->options.host != NULL && strlen(m->options.host) == size &&
      strncmp(host, m->options.host, size) == 0)
    return true;
  if (m->options.host == NULL && !m->loopback) return true;
  for (size_t i = 0; i < sizeof local / sizeof *local && m->loopback; i++)
    if (strlen(local[i]) == size && memcmp(host, local[i], size) == 0) return true;
  /* Another address of loopback, such as 127.0.0.2, that it was told to listen on. */
  if (m->loopback && strlen(m->options.address) == size &&
      memcmp(host, m->options.address, size) == 0)
    return true;
  return m->options.host == NULL && m->options.behind_proxy;
}

/* Does a request that changes something come from our own pages? */
static bool is_foreign(const call *c) {
  const char *site = request_header(c, "Sec-Fetch-Site");
  return site != NULL && strcmp(site, "same-origin") != 0 && strcmp(site, "none") != 0;
}

/* Reads the body of a request that must bring one; 0, or the status of the refusal. */
static unsigned read_body(call *c) {
  const char *type = request_header(c, "Content-Type");
  if (type == NULL || strncmp(type, "application/json", 16) != 0)
    return fail(c, MHD_HTTP_UNSUPPORTED_MEDIA_TYPE, "a body is application/json");
  const char *problem =
      c->body.size == 0 ? "no body" : body_parse(&c->fields, c->body.data, c->body.size);
  return problem == NULL
             ? 0
             : fail(c, MHD_HTTP_BAD_REQUEST, "the body is wrong: %s", problem);
}

/* Checks role, token and body; 0, or the status of the refusal. */
static unsigned check(call *c, const route *r) {
  bool changes = strcmp(r->method, "GET") != 0;
  if (!people_recognise(c))
    return fail(c, MHD_HTTP_SERVICE_UNAVAILABLE, "the store cannot be read now");
  if (changes && is_foreign(c))
    return fail(c, MHD_HTTP_FORBIDDEN, "a page of another site may not do that");
  if (r->role[0] != '\0' && c->person.role[0] == '\0')
    return fail(c, MHD_HTTP_UNAUTHORIZED, "log in first");
  if (r->role[0] != '\0' && !people_may(c, r->role))
    return fail(c, MHD_HTTP_FORBIDDEN, "a %s may not do that", c->person.role);
  if (changes && r->role[0] != '\0' && !people_csrf_is_right(c))
    return fail(c, MHD_HTTP_FORBIDDEN, "the token of the session is missing or wrong");
  return r->has_body ? read_body(c) : 0;
}

static enum MHD_Result run_route(call *c, const route *r) {
  c->store = take_store(c->monitor);
  unsigned status = check(c, r);
  enum MHD_Result sent = MHD_NO;
  if (status == 0 && r->send != NULL)
    sent = r->send(c);
  else
    sent = reply_send(c, status != 0 ? status : r->answer(c), NULL);
  give_back(c->monitor, c->store);
  c->store = NULL;
  return sent;
}

static enum MHD_Result answer_page(call *c) {
  const request_target *t = &c->target;
  const page_file *file = NULL;
  if (!method_is(c, "GET"))
    return reply_send(c, fail(c, MHD_HTTP_METHOD_NOT_ALLOWED, "pages can only be read"),
                      NULL);
  if (t->n_segments <= 1)
    file =
        pages_find(c->monitor->pages, t->n_segments == 0 ? "index.html" : t->segments[0]);
  if (file != NULL) return reply_file(c, file);
  if (t->n_segments == 0 && c->monitor->pages == NULL) {
    put(c,
        "The pages are not built; the API answers below /api/v1/. Build them with "
        "Node and npm: make web, then start rasid serve again.\n");
    return reply_send(c, MHD_HTTP_NOT_FOUND, "text/plain; charset=utf-8");
  }
  return reply_send(c, fail(c, MHD_HTTP_NOT_FOUND, "there is no such page"), NULL);
}

enum MHD_Result api_answer(call *c) {
  const request_target *t = &c->target;
  bool other_method;
  if (!host_is_ours(c))
    return reply_send(
        c, fail(c, MHD_HTTP_MISDIRECTED_REQUEST, "this server has another name"), NULL);
  if (t->n_segments == 0 || strcmp(t->segments[0], "api") != 0) return answer_page(c);
  if (t->n_segments < 3 || strcmp(t->segments[1], "v1") != 0)
    return reply_send(c, fail(c, MHD_HTTP_NOT_FOUND, "the API is below /api/v1/"), NULL);
  const route *r = find_route(c, &other_method);
  if (r != NULL) return run_route(c, r);
  return reply_send(c,
                    other_method
                        ? fail(c, MHD_HTTP_METHOD_NOT_ALLOWED, "not by this method")
                        : fail(c, MHD_HTTP_NOT_FOUND, "there is no such thing"),
                    NULL);
}
