/* fetch_one.c - one address, for somebody who asks for it: an answer as an archive of the
 * web with a single record. */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "fetch.h"

enum { POLL_MS = 1000, HTTP_OK = 200 };

static const char wanted[] =
    "text/html,application/xhtml+xml,application/rss+xml,application/atom+xml,"
    "application/xml;q=0.9,text/plain;q=0.8";

/* Waits for the end of the only transfer. */
static CURLcode wait_for(CURLM *multi) {
  int running = 1, n_left;
  while (running > 0) {
    if (curl_multi_perform(multi, &running) != CURLM_OK) return CURLE_OUT_OF_MEMORY;
    if (running > 0) curl_multi_poll(multi, NULL, 0, POLL_MS, NULL);
  }
  CURLMsg *message = curl_multi_info_read(multi, &n_left);
  return message != NULL ? message->data.result : CURLE_RECV_ERROR;
}

/* Asks for one hop. True where it is the last: `*t` answers, or `why` says what is wrong.
 * Else `url` is the next. */
static bool ask(CURLM *multi, const transfer_limits *limits, fetch_url *url, transfer **t,
                char *why, size_t why_size) {
  const transfer_wish wish = {.accept = wanted, .only_text = true};
  const char *reason = "out of memory";
  fetch_url next = {0};
  *t = transfer_start(multi, limits, url, &wish, NULL);
  if (*t == NULL) {
    snprintf(why, why_size, "%s", reason);
    return true;
  }
  transfer_end end = transfer_finish(*t, wait_for(multi));
  long status = transfer_status(*t);
  bool leads_on = end == TRANSFER_ANSWERED && status >= 300 && status < 400;
  if (leads_on && transfer_location(*t) != NULL &&
      url_parse(&next, transfer_location(*t), url->text, &reason)) {
    url_free(url);
    *url = next;
    transfer_free(*t, multi);
    *t = NULL;
    return false;
  }
  if (leads_on)
    snprintf(why, why_size, "is redirected, but to nowhere: %s",
             transfer_location(*t) ? reason : "no address is given");
  else if (transfer_why(*t)[0] != '\0')
    snprintf(why, why_size, "%s", transfer_why(*t));
  else if (status != HTTP_OK)
    snprintf(why, why_size, "HTTP status %ld", status);
  return true;
}

/* A WARC with one record, the answer as it came from `url`. */
static bool write_archive(const char *path, const fetch_url *url, const transfer *t) {
  size_t size;
  const char *body = transfer_body(t, &size);
  const char *type = transfer_content_type(t);
  int file = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
  FILE *out = file >= 0 ? fdopen(file, "wb") : NULL;
  if (out == NULL) {
    if (file >= 0) close(file);
    return false;
  }
  char head[1024];
  int n = snprintf(head, sizeof head, "HTTP/1.1 200 OK\r\n%s%s%s\r\n",
                   type[0] ? "Content-Type: " : "", type, type[0] ? "\r\n" : "");
  fprintf(out,
          "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: %s\r\n"
          "Content-Type: application/http; msgtype=response\r\n"
          "Content-Length: %zu\r\n\r\n",
          url->text, (size_t)n + size);
  fwrite(head, 1, (size_t)n, out);
  fwrite(body, 1, size, out);
  fputs("\r\n\r\n", out);
  bool ok = !ferror(out);
  return fclose(out) == 0 && ok;
}

static rasid_status fetch_to(CURLM *multi, const transfer_limits *limits,
                             unsigned n_redirects, fetch_url *url, const char *path,
                             const char *asked, rasid_error *error) {
  char why[400] = "";
  transfer *t = NULL;
  rasid_status status = RASID_OK;
  unsigned n_hops = 0;
  while (!ask(multi, limits, url, &t, why, sizeof why))
    if (n_hops++ == n_redirects) {
      snprintf(why, sizeof why, "more than %u redirects", n_redirects);
      break;
    }
  if (why[0] != '\0') {
    status = fetch_fail(error, RASID_ERROR_IO, asked, why);
  } else if (!write_archive(path, url, t)) {
    snprintf(why, sizeof why, "cannot write %.200s: %s", path, strerror(errno));
    status = fetch_fail(error, RASID_ERROR_IO, asked, why);
  }
  transfer_free(t, multi);
  return status;
}

rasid_status rasid_fetch_one(const rasid_fetch_options *options, const char *url,
                             const char *path, rasid_error *error) {
  char user_agent[FETCH_AGENT_BYTES];
  transfer_limits limits;
  fetch_url address = {0};
  const char *why;
  if (!url_parse(&address, url, NULL, &why))
    return fetch_fail(error, RASID_ERROR_FORMAT, url, why);
  fetch_set_limits(options, user_agent, &limits);
  rasid_status status;
  CURLM *multi = NULL;
  bool has_curl = curl_global_init(CURL_GLOBAL_DEFAULT) == CURLE_OK;
  if (has_curl) multi = curl_multi_init();
  status = multi == NULL ? fetch_fail(error, RASID_ERROR_MEMORY, url, "out of memory")
                         : fetch_to(multi, &limits, options->n_redirects, &address, path,
                                    url, error);
  url_free(&address);
  if (multi != NULL) curl_multi_cleanup(multi);
  if (has_curl) curl_global_cleanup();
  return status;
}
