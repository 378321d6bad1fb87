/* fetch_url.h - addresses of feeds and pages. */
#ifndef RASID_FETCH_FETCH_URL_H
#define RASID_FETCH_FETCH_URL_H

#include <stdbool.h>
#include <stddef.h>

/* Longer addresses are refused. */
enum { URL_MAX_BYTES = 4096 };

/* An address that may be fetched: http or https, with a host, no user and no fragment.
 * Letters that are not ASCII are encoded, those of the host by IDNA. */
typedef struct fetch_url {
  char *text;
  char *host;   /* lower case, without port */
  char *origin; /* "https://host:port" */
  char *path;   /* with the query; begins with '/' */
} fetch_url;

/* Parses `text`, which may be relative to `base` (NULL = must not). False with `*why`
 * static where it is no address that may be fetched, or memory ran out. Free with
 * url_free, which may be called on zeroes. */
bool url_parse(fetch_url *url, const char *text, const char *base, const char **why);
bool url_copy(fetch_url *to, const fetch_url *from);
void url_free(fetch_url *url);

/* What identifies the page behind an address: its text without what only says where a
 * reader came from (utm_source and the like). NULL when out of memory; free with free. */
char *url_key(const fetch_url *url);

#endif
