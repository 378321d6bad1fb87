/* reply.c - answers: JSON printed by hand, and the headers that go with everything.
 *
 * The policy of contents allows what this server sends and nothing else: no script or
 * style that stands in a page, no other host, no frame. Even if text from the web became
 * markup, it could do nothing.
 */
#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "monitor_inside.h"

void put_text(call *c, rasid_text text) {
  output_text(c->out, text);
}

void put(call *c, const char *text) {
  output_string(c->out, text);
}

void put_number(call *c, int64_t number) {
  output_integer(c->out, number);
}

void put_real(call *c, double number) {
  if (isfinite(number))
    output_real(c->out, number, 5);
  else
    put(c, "null");
}

void put_string(call *c, rasid_text text) {
  output_json(c->out, text);
}

void put_key(call *c, bool first, const char *key) {
  if (!first) put(c, ",");
  put(c, "\"");
  put(c, key);
  put(c, "\":");
}

unsigned fail(call *c, unsigned status, const char *format, ...) {
  char message[600];
  va_list arguments;
  va_start(arguments, format);
  int n = vsnprintf(message, sizeof message, format, arguments);
  va_end(arguments);
  if (n < 0) message[0] = '\0';
  /* Cut where a character ends. */
  size_t size = strlen(message);
  while (size > 0 && !is_clean_utf8(message, size)) size--;
  rasid_output_clear(c->out);
  put(c, "{\"error\":");
  put_string(c, (rasid_text){message, size});
  put(c, "}");
  return status;
}

unsigned fail_with(call *c, rasid_status status, const rasid_error *error) {
  const char *message = error->message[0] != '\0' ? error->message : "it failed";
  switch (status) {
    case RASID_ERROR_ARGUMENT: return fail(c, MHD_HTTP_BAD_REQUEST, "%s", message);
    case RASID_ERROR_MEMORY:
      return fail(c, MHD_HTTP_SERVICE_UNAVAILABLE, "out of memory");
    default: break;
  }
  /* What is wrong with the store is for who runs it, not for who asks. */
  if (c->monitor->options.notice != NULL)
    c->monitor->options.notice(c->monitor->options.context, message);
  return fail(c, MHD_HTTP_SERVICE_UNAVAILABLE, "the store cannot be read or written now");
}

rasid_text row_text(const rasid_store_rows *rows, const char *name) {
  return rasid_store_rows_text(rows, rasid_store_rows_column(rows, name));
}

int64_t row_number(const rasid_store_rows *rows, const char *name) {
  return rasid_store_rows_integer(rows, rasid_store_rows_column(rows, name));
}

void reply_headers(const rasid_monitor *m, struct MHD_Response *response, bool is_page) {
  static const char *const all[][2] = {
      {"Content-Security-Policy",
       "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
       "font-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; "
       "frame-ancestors 'none'"},
      {"X-Content-Type-Options", "nosniff"},
      {"X-Frame-Options", "DENY"},
      {"Referrer-Policy", "no-referrer"},
      {"Cross-Origin-Opener-Policy", "same-origin"},
      {"Cross-Origin-Resource-Policy", "same-origin"},
      {"Permissions-Policy", "camera=(), geolocation=(), microphone=()"},
  };
  for (size_t i = 0; i < sizeof all / sizeof *all; i++)
    MHD_add_response_header(response, all[i][0], all[i][1]);
  MHD_add_response_header(response, "Cache-Control", is_page ? "no-cache" : "no-store");
  if (m->secure)
    MHD_add_response_header(response, "Strict-Transport-Security", "max-age=31536000");
}

enum MHD_Result reply_send(call *c, unsigned status, const char *type) {
  if (c->out->failed) return MHD_NO;
  /* The answer may outlive the call. */
  struct MHD_Response *response =
      MHD_create_response_from_buffer(c->out->size, c->out->data, MHD_RESPMEM_MUST_COPY);
  if (response == NULL) return MHD_NO;
  MHD_add_response_header(response, "Content-Type",
                          type != NULL ? type : "application/json; charset=utf-8");
  reply_headers(c->monitor, response, false);
  if (c->cookie[0] != '\0') MHD_add_response_header(response, "Set-Cookie", c->cookie);
  if (status == MHD_HTTP_METHOD_NOT_ALLOWED)
    MHD_add_response_header(response, "Allow", "GET, HEAD, POST, DELETE");
  slow_guard_given(c->monitor->slow, c->connection, c->out->size);
  enum MHD_Result queued = MHD_queue_response(c->connection, status, response);
  MHD_destroy_response(response);
  return queued;
}

enum MHD_Result reply_file(call *c, const page_file *file) {
  const char *known =
      MHD_lookup_connection_value(c->connection, MHD_HEADER_KIND, "If-None-Match");
  bool same = known != NULL && strcmp(known, file->tag) == 0;
  struct MHD_Response *response = MHD_create_response_from_buffer(
      same ? 0 : file->size, file->data, MHD_RESPMEM_PERSISTENT);
  if (response == NULL) return MHD_NO;
  MHD_add_response_header(response, "Content-Type", file->type);
  MHD_add_response_header(response, "ETag", file->tag);
  reply_headers(c->monitor, response, true);
  slow_guard_given(c->monitor->slow, c->connection, same ? 0 : file->size);
  enum MHD_Result queued = MHD_queue_response(
      c->connection, same ? MHD_HTTP_NOT_MODIFIED : MHD_HTTP_OK, response);
  MHD_destroy_response(response);
  return queued;
}
