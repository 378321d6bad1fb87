/* transfer.h - one request and its answer, within limits of size, time and where it may
 * lead. */
#ifndef RASID_FETCH_TRANSFER_H
#define RASID_FETCH_TRANSFER_H

#include <curl/curl.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "fetch_url.h"

/* What holds for every request of a run; strings are borrowed. */
typedef struct transfer_limits {
  const char *user_agent;
  const char *ca_file; /* NULL = the system's authorities */
  size_t max_bytes;    /* of a body, decoded */
  long timeout_ms, connect_timeout_ms;
  bool allow_private;
} transfer_limits;

typedef enum transfer_end {
  TRANSFER_ANSWERED = 0, /* `status` says what */
  TRANSFER_AGAIN,        /* no whole answer; another try may get one */
  TRANSFER_BARRED, /* the site may not be connected to: its address, its certificate */
  TRANSFER_REFUSED /* no answer, or none that is wanted; another try is in vain */
} transfer_end;

typedef struct transfer transfer;

/* What is asked for besides the address. */
typedef struct transfer_wish {
  const char *etag, *modified; /* what was had before: If-None-Match, If-Modified-Since */
  const char *accept;          /* the header */
  bool only_text;              /* refuse what is no text, HTML or XML by its type */
  size_t cut_at; /* take so many bytes of a body and leave the rest; 0 = take all */
} transfer_wish;

/* Starts a request; the bytes of `url` and `wish` need not outlive the call, those of
 * `limits` must. `owner` is handed back by transfer_owner. NULL when out of memory. */
transfer *transfer_start(CURLM *multi, const transfer_limits *limits,
                         const fetch_url *url, const transfer_wish *wish, void *owner);
void *transfer_owner(const transfer *t);

/* The transfer a handle of libcurl belongs to. */
transfer *transfer_of(CURL *handle);

/* Tells how a transfer that libcurl has ended came out, and fills in what follows. */
transfer_end transfer_finish(transfer *t, CURLcode result);

/* Ends a transfer in whatever state; NULL is fine. */
void transfer_free(transfer *t, CURLM *multi);

/* The answer; valid as the transfer. */
long transfer_status(const transfer *t);
const char *transfer_body(const transfer *t, size_t *size);
/* Header fields; "" where they did not come. */
const char *transfer_content_type(const transfer *t);
const char *transfer_etag(const transfer *t);
const char *transfer_modified(const transfer *t);
/* Where a redirect leads, absolute; NULL where it does not say. */
const char *transfer_location(const transfer *t);
/* Seconds that Retry-After asks to wait; -1 where it does not. */
int64_t transfer_retry_after(const transfer *t);
/* What was wrong, for people; "" where nothing was. */
const char *transfer_why(const transfer *t);
/* Bytes that came over the network. */
uint64_t transfer_bytes(const transfer *t);

#endif
