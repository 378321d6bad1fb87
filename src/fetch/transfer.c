/* transfer.c - a request by libcurl.
 *
 * libcurl follows no redirect by itself: each hop is a request of its own, so that its
 * address, its site's rules and its turn are looked at first. Which address is connected
 * to is judged when the socket is opened, whatever names resolved to before.
 */
#include "transfer.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <unistd.h>

#include "address.h"

enum {
  HEADER_BYTES = 256 << 10, /* of all header fields of an answer */
  FIELD_BYTES = 512,        /* of one that is kept; longer ones are not */
  FIRST_BYTES = 1 << 14
};

struct transfer {
  CURL *handle;
  struct curl_slist *headers;
  const transfer_limits *limits;
  void *owner;
  bool only_text;
  size_t cut_at;
  char *body;
  size_t size, capacity, header_bytes;
  long status;
  char content_type[FIELD_BYTES], etag[FIELD_BYTES], modified[FIELD_BYTES];
  char *location;
  int64_t retry_after;
  uint64_t n_bytes;
  bool too_large, not_text, cut;
  char not_public[64]; /* an address that was not connected to */
  char why[300], curl_error[CURL_ERROR_SIZE];
};

/* ---- what libcurl calls ---- */

static curl_socket_t open_socket(void *context, curlsocktype purpose,
                                 struct curl_sockaddr *address) {
  transfer *t = context;
  (void)purpose;
  if (!t->limits->allow_private && !address_is_public(&address->addr)) {
    address_print(&address->addr, t->not_public, sizeof t->not_public);
    return CURL_SOCKET_BAD;
  }
  return socket(address->family, address->socktype | SOCK_CLOEXEC, address->protocol);
}

/* Keeps the value of a header field, if the line is of that name. */
static void keep_field(const char *line, size_t size, const char *name, char *out) {
  size_t n = strlen(name);
  if (size <= n || line[n] != ':' || strncasecmp(line, name, n) != 0) return;
  const char *from = line + n + 1, *end = line + size;
  while (from < end && (*from == ' ' || *from == '\t')) from++;
  while (end > from && strchr(" \t\r\n", end[-1]) != NULL) end--;
  if ((size_t)(end - from) >= FIELD_BYTES) return;
  for (const char *p = from; p < end; p++)
    if ((unsigned char)*p < ' ') return;
  memcpy(out, from, (size_t)(end - from));
  out[end - from] = '\0';
}

/* Whether a type may be a page; what has none may. */
static bool may_be_text(const char *type) {
  static const char *const types[] = {"text/", "application/xhtml", "application/xml",
                                      "application/rss", "application/atom"};
  for (size_t i = 0; i < sizeof types / sizeof *types; i++)
    if (strncasecmp(type, types[i], strlen(types[i])) == 0) return true;
  return type[0] == '\0';
}

static size_t take_header(char *line, size_t one, size_t size, void *context) {
  transfer *t = context;
  size *= one;
  t->header_bytes += size;
  if (t->header_bytes > HEADER_BYTES) {
    t->too_large = true;
    return 0;
  }
  if (size > 5 && memcmp(line, "HTTP/", 5) == 0)
    t->content_type[0] = t->etag[0] = t->modified[0] = '\0';
  keep_field(line, size, "Content-Type", t->content_type);
  keep_field(line, size, "ETag", t->etag);
  keep_field(line, size, "Last-Modified", t->modified);
  bool at_end = size <= 2 && (line[0] == '\r' || line[0] == '\n');
  long status = 0;
  if (at_end) curl_easy_getinfo(t->handle, CURLINFO_RESPONSE_CODE, &status);
  if (status == 200 && t->only_text && !may_be_text(t->content_type)) {
    t->not_text = true;
    return 0;
  }
  return size;
}

static size_t take_body(char *data, size_t one, size_t size, void *context) {
  transfer *t = context;
  size *= one;
  size_t limit = t->cut_at ? t->cut_at : t->limits->max_bytes;
  if (size > limit - t->size) {
    t->cut = t->cut_at != 0;
    t->too_large = !t->cut;
    if (!t->cut) return 0;
    size = limit - t->size;
  }
  if (t->capacity - t->size < size) {
    size_t capacity = t->capacity ? t->capacity : FIRST_BYTES;
    while (capacity - t->size < size) capacity *= 2;
    char *body = realloc(t->body, capacity);
    if (body == NULL) return 0;
    t->body = body;
    t->capacity = capacity;
  }
  memcpy(t->body + t->size, data, size);
  t->size += size;
  return t->cut ? 0 : size;
}

/* ---- a request ---- */

static bool add_field(transfer *t, const char *name, const char *value) {
  if (value == NULL || value[0] == '\0') return true;
  char line[FIELD_BYTES + 64];
  int n = snprintf(line, sizeof line, "%s: %s", name, value);
  if (n < 0 || (size_t)n >= sizeof line) return true;
  struct curl_slist *more = curl_slist_append(t->headers, line);
  if (more != NULL) t->headers = more;
  return more != NULL;
}

#define SET(option, value) \
  ok = ok && curl_easy_setopt(t->handle, option, value) == CURLE_OK

static bool prepare(transfer *t, const fetch_url *url) {
  const transfer_limits *limits = t->limits;
  bool ok = true;
  SET(CURLOPT_PRIVATE, t);
  SET(CURLOPT_URL, url->text);
  SET(CURLOPT_PROTOCOLS_STR, "http,https");
  SET(CURLOPT_FOLLOWLOCATION, 0L);
  /* A proxy would be connected to in the place of the address that is judged. */
  SET(CURLOPT_PROXY, "");
  SET(CURLOPT_NETRC, (long)CURL_NETRC_IGNORED);
  SET(CURLOPT_NOSIGNAL, 1L);
  SET(CURLOPT_USERAGENT, limits->user_agent);
  SET(CURLOPT_HTTPHEADER, t->headers);
  SET(CURLOPT_ACCEPT_ENCODING, "gzip, deflate");
  SET(CURLOPT_OPENSOCKETFUNCTION, open_socket);
  SET(CURLOPT_OPENSOCKETDATA, t);
  SET(CURLOPT_HEADERFUNCTION, take_header);
  SET(CURLOPT_HEADERDATA, t);
  SET(CURLOPT_WRITEFUNCTION, take_body);
  SET(CURLOPT_WRITEDATA, t);
  SET(CURLOPT_ERRORBUFFER, t->curl_error);
  SET(CURLOPT_TIMEOUT_MS, limits->timeout_ms);
  SET(CURLOPT_CONNECTTIMEOUT_MS, limits->connect_timeout_ms);
  if (t->cut_at == 0) SET(CURLOPT_MAXFILESIZE_LARGE, (curl_off_t)limits->max_bytes);
  if (limits->ca_file != NULL) SET(CURLOPT_CAINFO, limits->ca_file);
  return ok;
}

transfer *transfer_start(CURLM *multi, const transfer_limits *limits,
                         const fetch_url *url, const transfer_wish *wish, void *owner) {
  transfer *t = calloc(1, sizeof *t);
  if (t == NULL) return NULL;
  t->limits = limits;
  t->owner = owner;
  t->only_text = wish->only_text;
  t->cut_at = wish->cut_at;
  t->retry_after = -1;
  t->handle = curl_easy_init();
  if (t->handle != NULL && add_field(t, "Accept", wish->accept) &&
      add_field(t, "If-None-Match", wish->etag) &&
      add_field(t, "If-Modified-Since", wish->modified) && prepare(t, url) &&
      curl_multi_add_handle(multi, t->handle) == CURLM_OK)
    return t;
  transfer_free(t, multi);
  return NULL;
}

void *transfer_owner(const transfer *t) {
  return t->owner;
}

transfer *transfer_of(CURL *handle) {
  char *found = NULL;
  curl_easy_getinfo(handle, CURLINFO_PRIVATE, &found);
  return (transfer *)(void *)found;
}

void transfer_free(transfer *t, CURLM *multi) {
  if (t == NULL) return;
  if (t->handle != NULL) {
    curl_multi_remove_handle(multi, t->handle);
    curl_easy_cleanup(t->handle);
  }
  curl_slist_free_all(t->headers);
  free(t->body);
  free(t->location);
  free(t);
}

/* ---- its end ---- */

/* Whether what libcurl reports is no accident of the network. */
static bool is_final(CURLcode result) {
  switch (result) {
    case CURLE_UNSUPPORTED_PROTOCOL:
    case CURLE_URL_MALFORMAT:
    case CURLE_WEIRD_SERVER_REPLY:
    case CURLE_BAD_CONTENT_ENCODING:
    case CURLE_FILESIZE_EXCEEDED: return true;
    default: return false;
  }
}

/* Whether a certificate is not to be trusted, or the means to tell are not there. */
static bool is_untrusted(CURLcode result) {
  switch (result) {
    case CURLE_PEER_FAILED_VERIFICATION:
    case CURLE_SSL_CACERT_BADFILE:
    case CURLE_SSL_ISSUER_ERROR:
    case CURLE_SSL_INVALIDCERTSTATUS: return true;
    default: return false;
  }
}

static transfer_end failed(transfer *t, CURLcode result) {
  double limit = (double)t->limits->max_bytes / 1e6;
  bool barred = result == CURLE_COULDNT_CONNECT && t->not_public[0] != '\0';
  if (barred)
    snprintf(t->why, sizeof t->why,
             "leads to %s, which is no address of the public internet", t->not_public);
  else if (t->header_bytes > HEADER_BYTES)
    snprintf(t->why, sizeof t->why, "its header is larger than %d kB",
             HEADER_BYTES / 1000);
  else if (t->too_large || result == CURLE_FILESIZE_EXCEEDED)
    snprintf(t->why, sizeof t->why, "larger than %g MB, the limit", limit);
  else if (t->not_text)
    snprintf(t->why, sizeof t->why, "no page but %.100s", t->content_type);
  else
    snprintf(t->why, sizeof t->why, "%s",
             t->curl_error[0] ? t->curl_error : curl_easy_strerror(result));
  if (barred || is_untrusted(result)) return TRANSFER_BARRED;
  return t->too_large || t->not_text || is_final(result) ? TRANSFER_REFUSED
                                                         : TRANSFER_AGAIN;
}

transfer_end transfer_finish(transfer *t, CURLcode result) {
  curl_off_t n = 0, wait = 0;
  char *location = NULL;
  curl_easy_getinfo(t->handle, CURLINFO_SIZE_DOWNLOAD_T, &n);
  t->n_bytes = (uint64_t)n + t->header_bytes;
  if (result != CURLE_OK && !t->cut) return failed(t, result);
  curl_easy_getinfo(t->handle, CURLINFO_RESPONSE_CODE, &t->status);
  if (curl_easy_getinfo(t->handle, CURLINFO_RETRY_AFTER, &wait) == CURLE_OK && wait > 0)
    t->retry_after = wait;
  if (curl_easy_getinfo(t->handle, CURLINFO_REDIRECT_URL, &location) == CURLE_OK &&
      location != NULL)
    t->location = strdup(location);
  if (t->status >= 400) snprintf(t->why, sizeof t->why, "HTTP status %ld", t->status);
  return TRANSFER_ANSWERED;
}

long transfer_status(const transfer *t) {
  return t->status;
}

const char *transfer_body(const transfer *t, size_t *size) {
  *size = t->size;
  return t->body != NULL ? t->body : "";
}

const char *transfer_content_type(const transfer *t) {
  return t->content_type;
}

const char *transfer_etag(const transfer *t) {
  return t->etag;
}

const char *transfer_modified(const transfer *t) {
  return t->modified;
}

const char *transfer_location(const transfer *t) {
  return t->location;
}

int64_t transfer_retry_after(const transfer *t) {
  return t->retry_after;
}

const char *transfer_why(const transfer *t) {
  return t->why;
}

uint64_t transfer_bytes(const transfer *t) {
  return t->n_bytes;
}
