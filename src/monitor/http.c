/* http.c - reads a request whole, within limits of size and time. */
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "monitor_inside.h"

uint64_t clock_ms(void) {
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return (uint64_t)now.tv_sec * 1000 + (uint64_t)now.tv_nsec / 1000000;
}

void *call_begin(void *cls, const char *uri, struct MHD_Connection *connection) {
  call *c = calloc(1, sizeof *c);
  if (c == NULL) return NULL;
  c->monitor = cls;
  c->connection = connection;
  c->began = clock_ms();
  c->uri = strdup(uri);
  c->out = rasid_output_new();
  return c;
}

void call_end(void *cls, struct MHD_Connection *connection, void **state,
              enum MHD_RequestTerminationCode why) {
  call *c = *state;
  (void)cls;
  (void)why;
  if (c == NULL) return;
  slow_guard_done(c->monitor->slow, connection);
  bytes_free(&c->body);
  rasid_output_free(c->out);
  free(c->uri);
  free(c);
  *state = NULL;
}

static void refuse(call *c, unsigned status, const char *why) {
  if (c->refused == 0) c->refused = status;
  if (c->refusal == NULL) c->refusal = why;
}

static bool is_known_method(const char *method) {
  return strcmp(method, "GET") == 0 || strcmp(method, "HEAD") == 0 ||
         strcmp(method, "POST") == 0 || strcmp(method, "DELETE") == 0;
}

static const char *header(const call *c, const char *name) {
  return MHD_lookup_connection_value(c->connection, MHD_HEADER_KIND, name);
}

/* What its first lines say against a request. */
static void look_at_head(call *c, const char *method) {
  int64_t size;
  const char *length = header(c, "Content-Length");
  c->method = method;
  if (!is_known_method(method)) refuse(c, MHD_HTTP_METHOD_NOT_ALLOWED, "unknown method");
  const char *problem = target_parse(&c->target, c->uri);
  if (problem != NULL) refuse(c, MHD_HTTP_BAD_REQUEST, problem);
  if (length != NULL && !target_number(length, &size))
    refuse(c, MHD_HTTP_BAD_REQUEST, "a length that is no number");
  else if (length != NULL && (uint64_t)size > c->monitor->options.max_body)
    refuse(c, MHD_HTTP_CONTENT_TOO_LARGE, "a body that is too large");
}

/* Takes a part of the body; false: the connection is to be closed. */
static bool take_body(call *c, const char *data, size_t size) {
  const rasid_monitor_options *o = &c->monitor->options;
  if (clock_ms() - c->began > o->request_ms) return false;
  c->received += size;
  if (c->received > o->max_body) {
    refuse(c, MHD_HTTP_CONTENT_TOO_LARGE, "a body that is too large");
    /* One that goes on and on is not waited for. */
    return c->received < 16 * (uint64_t)o->max_body;
  }
  if (c->refused == 0 && !bytes_put(&c->body, data, size))
    refuse(c, MHD_HTTP_INTERNAL_SERVER_ERROR, "out of memory");
  return true;
}

enum MHD_Result call_handle(void *cls, struct MHD_Connection *connection, const char *url,
                            const char *method, const char *version, const char *data,
                            size_t *size, void **state) {
  call *c = *state;
  (void)cls;
  (void)url;
  (void)version;
  if (c == NULL || c->uri == NULL || c->out == NULL) return MHD_NO;
  c->connection = connection;
  if (c->method == NULL) {
    look_at_head(c, method);
    /* What is refused is told at once: nobody has to send the rest. */
    if (c->refused == MHD_HTTP_CONTENT_TOO_LARGE) {
      fail(c, c->refused, "%s", c->refusal);
      return reply_send(c, c->refused, NULL);
    }
    return MHD_YES;
  }
  if (*size > 0) {
    bool go_on = take_body(c, data, *size);
    *size = 0;
    return go_on ? MHD_YES : MHD_NO;
  }
  slow_guard_came(c->monitor->slow, connection);
  if (c->refused != 0) {
    fail(c, c->refused, "%s", c->refusal);
    return reply_send(c, c->refused, NULL);
  }
  return api_answer(c);
}
