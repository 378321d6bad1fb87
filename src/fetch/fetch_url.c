/* fetch_url.c - parses addresses by libcurl, so that what is checked is what is fetched.
 */
#include "fetch_url.h"

#include <curl/curl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <unicode/uidna.h>

enum { HOST_BYTES = 256 };

void url_free(fetch_url *url) {
  free(url->text);
  free(url->host);
  free(url->origin);
  free(url->path);
  *url = (fetch_url){0};
}

bool url_copy(fetch_url *to, const fetch_url *from) {
  *to = (fetch_url){.text = strdup(from->text),
                    .host = strdup(from->host),
                    .origin = strdup(from->origin),
                    .path = strdup(from->path)};
  if (to->text != NULL && to->host != NULL && to->origin != NULL && to->path != NULL)
    return true;
  url_free(to);
  return false;
}

/* One part of an address as a string of malloc's; NULL where there is none. */
static char *part_of(CURLU *handle, CURLUPart part, unsigned flags) {
  char *found = NULL, *copy;
  if (curl_url_get(handle, part, &found, flags) != CURLUE_OK) return NULL;
  copy = strdup(found);
  curl_free(found);
  return copy;
}

/* What is wrong with an address that was parsed; NULL where nothing is. */
static const char *refusal(CURLU *handle) {
  char *scheme = part_of(handle, CURLUPART_SCHEME, 0);
  char *user = part_of(handle, CURLUPART_USER, 0);
  const char *why = NULL;
  if (scheme == NULL || (strcmp(scheme, "http") != 0 && strcmp(scheme, "https") != 0))
    why = "only http and https are fetched";
  else if (user != NULL)
    why = "an address with a user's name is not fetched";
  free(scheme);
  free(user);
  return why;
}

/* The name of a host in ASCII (UTS 46), to be freed; NULL where it is none. */
static char *ascii_name(const char *host) {
  UErrorCode error = U_ZERO_ERROR;
  UIDNAInfo info = UIDNA_INFO_INITIALIZER;
  char name[HOST_BYTES];
  UIDNA *idna =
      uidna_openUTS46(UIDNA_NONTRANSITIONAL_TO_ASCII | UIDNA_CHECK_BIDI, &error);
  int32_t n = U_FAILURE(error) ? 0
                               : uidna_nameToASCII_UTF8(idna, host, -1, name, HOST_BYTES,
                                                        &info, &error);
  uidna_close(idna);
  bool ok = U_SUCCESS(error) && info.errors == 0 && n > 0 && n < HOST_BYTES;
  return ok ? strndup(name, (size_t)n) : NULL;
}

static bool is_ascii(const char *text) {
  while (*text != '\0' && (unsigned char)*text < 0x80) text++;
  return *text == '\0';
}

/* Puts the host in its ASCII form, in lower case and without the dot that may end it, so
 * that two ways to write it are one. */
static bool settle_host(CURLU *handle) {
  char *host = part_of(handle, CURLUPART_HOST, 0);
  if (host != NULL && !is_ascii(host)) {
    char *name = ascii_name(host);
    free(host);
    host = name;
  }
  if (host == NULL) return false;
  size_t n = strlen(host);
  for (char *p = host; *p != '\0'; p++)
    if (*p >= 'A' && *p <= 'Z') *p = (char)(*p - 'A' + 'a');
  bool whole = host[0] != '\0' && host[0] != '.' && strstr(host, "..") == NULL;
  if (whole && host[n - 1] == '.') host[n - 1] = '\0';
  bool ok = whole && curl_url_set(handle, CURLUPART_HOST, host, 0) == CURLUE_OK;
  free(host);
  return ok;
}

/* Parses the address as it is now anew: what was a name may have become a number, which
 * has other forms. */
static bool settle(CURLU *handle, unsigned flags) {
  char *text = part_of(handle, CURLUPART_URL, 0);
  bool ok = text != NULL && curl_url_set(handle, CURLUPART_URL, text, flags) == CURLUE_OK;
  free(text);
  return ok;
}

static char *join(const char *a, const char *between, const char *b) {
  size_t size = strlen(a) + strlen(between) + strlen(b) + 1;
  char *out = malloc(size);
  if (out != NULL) snprintf(out, size, "%s%s%s", a, between, b);
  return out;
}

/* The parts of a checked address; false when out of memory. */
static bool take_parts(fetch_url *url, CURLU *handle) {
  char *scheme = part_of(handle, CURLUPART_SCHEME, 0);
  char *port = part_of(handle, CURLUPART_PORT, CURLU_DEFAULT_PORT);
  char *query = part_of(handle, CURLUPART_QUERY, 0);
  char *path = part_of(handle, CURLUPART_PATH, 0);
  url->text = part_of(handle, CURLUPART_URL, CURLU_NO_DEFAULT_PORT);
  url->host = part_of(handle, CURLUPART_HOST, 0);
  if (scheme != NULL && port != NULL && path != NULL && url->host != NULL) {
    char *place = join(url->host, ":", port);
    if (place != NULL) url->origin = join(scheme, "://", place);
    free(place);
    url->path = query ? join(path, "?", query) : strdup(path);
  }
  free(scheme);
  free(port);
  free(query);
  free(path);
  return url->text != NULL && url->host != NULL && url->origin != NULL &&
         url->path != NULL;
}

bool url_parse(fetch_url *url, const char *text, const char *base, const char **why) {
  *url = (fetch_url){0};
  *why = "not an address";
  CURLU *handle = curl_url();
  if (handle == NULL) {
    *why = "out of memory";
    return false;
  }
  unsigned flags = CURLU_NON_SUPPORT_SCHEME | CURLU_URLENCODE | CURLU_ALLOW_SPACE;
  if (strlen(text) > URL_MAX_BYTES) {
    *why = "an address too long to be one";
    goto done;
  }
  if ((base != NULL && curl_url_set(handle, CURLUPART_URL, base, flags) != CURLUE_OK) ||
      curl_url_set(handle, CURLUPART_URL, text, flags) != CURLUE_OK)
    goto done;
  *why = refusal(handle);
  if (*why != NULL) goto done;
  *why = "not an address";
  if (curl_url_set(handle, CURLUPART_FRAGMENT, NULL, 0) != CURLUE_OK ||
      !settle_host(handle) || !settle(handle, flags))
    goto done;
  *why = take_parts(url, handle) ? NULL : "out of memory";

done:
  curl_url_cleanup(handle);
  if (*why != NULL) url_free(url);
  return *why == NULL;
}

/* Parameters that tell where a reader came from and change nothing of the page. */
static bool is_tracking(const char *parameter, size_t size) {
  static const char *const names[] = {"fbclid",  "gclid",     "dclid",
                                      "msclkid", "igshid",    "mc_cid",
                                      "mc_eid",  "at_medium", "at_campaign"};
  size_t n = 0;
  while (n < size && parameter[n] != '=') n++;
  if (n > 4 && strncasecmp(parameter, "utm_", 4) == 0) return true;
  for (size_t i = 0; i < sizeof names / sizeof *names; i++)
    if (n == strlen(names[i]) && strncasecmp(parameter, names[i], n) == 0) return true;
  return false;
}

/* "%d8" and "%D8" are one (RFC 3986, 6.2.2.1). */
static void raise_hex(char *text) {
  for (; *text != '\0'; text++)
    for (int i = 1; *text == '%' && i < 3 && text[i] != '\0'; i++)
      if (text[i] >= 'a' && text[i] <= 'f') text[i] = (char)(text[i] - 'a' + 'A');
}

char *url_key(const fetch_url *url) {
  char *key = strdup(url->text), *query = key ? strchr(key, '?') : NULL;
  if (key != NULL) raise_hex(key);
  if (query == NULL) return key;
  char *to = query + 1;
  for (const char *from = query + 1; *from != '\0';) {
    size_t n = strcspn(from, "&");
    if (!is_tracking(from, n)) {
      if (to > query + 1) *to++ = '&';
      memmove(to, from, n);
      to += n;
    }
    from += n + (from[n] == '&');
  }
  if (to == query + 1) to = query;
  *to = '\0';
  return key;
}
