/* people.c - who asks, and what they may do.
 *
 * A session is a random secret in a cookie; the store has its hash, so that who reads the
 * store cannot use it. Passwords are hashed by Argon2id, one at a time, which bounds the
 * memory that attempts to log in can take.
 */
#include <arpa/inet.h>
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "monitor_inside.h"

rasid_status rasid_password_hash(rasid_text password, char hash[RASID_PASSWORD_HASH_SIZE],
                                 rasid_error *error) {
  static const char length[] = "a password needs at least 10 bytes and at most 1,000";
  rasid_status status = RASID_OK;
  _Static_assert(RASID_PASSWORD_HASH_SIZE >= crypto_pwhash_STRBYTES, "room for a hash");
  if (password.size < 10 || password.size > 1000)
    status = RASID_ERROR_ARGUMENT;
  else if (sodium_init() < 0 ||
           crypto_pwhash_str(hash, password.data, password.size,
                             crypto_pwhash_OPSLIMIT_INTERACTIVE,
                             crypto_pwhash_MEMLIMIT_INTERACTIVE) != 0)
    status = RASID_ERROR_MEMORY;
  if (status == RASID_OK || error == NULL) return status;
  error->status = status;
  snprintf(error->message, sizeof error->message, "%s",
           status == RASID_ERROR_MEMORY ? "out of memory" : length);
  return status;
}

bool people_password_is(const char *hash, rasid_text password) {
  return password.size <= 1000 &&
         crypto_pwhash_str_verify(hash, password.data, password.size) == 0;
}

void people_secret(char secret[TOKEN_CHARS + 1]) {
  unsigned char random[SECRET_BYTES];
  randombytes_buf(random, sizeof random);
  sodium_bin2hex(secret, TOKEN_CHARS + 1, random, sizeof random);
}

void people_token(const char *secret, char token[TOKEN_CHARS + 1]) {
  unsigned char hash[SECRET_BYTES];
  crypto_generichash(hash, sizeof hash, (const unsigned char *)secret, strlen(secret),
                     NULL, 0);
  sodium_bin2hex(token, TOKEN_CHARS + 1, hash, sizeof hash);
}

void people_feed_key(const char *hash, int64_t search, char key[TOKEN_CHARS + 1]) {
  unsigned char secret[crypto_generichash_KEYBYTES], out[SECRET_BYTES];
  char text[40];
  int n = snprintf(text, sizeof text, "feed of search %lld", (long long)search);
  crypto_generichash(secret, sizeof secret, (const unsigned char *)hash, strlen(hash),
                     NULL, 0);
  crypto_generichash(out, sizeof out, (const unsigned char *)text, (unsigned long long)n,
                     secret, sizeof secret);
  sodium_bin2hex(key, TOKEN_CHARS + 1, out, sizeof out);
}

bool people_recognise(call *c) {
  char secret[TOKEN_CHARS + 1], token[TOKEN_CHARS + 1];
  rasid_error error = {0};
  const char *cookies =
      MHD_lookup_connection_value(c->connection, MHD_HEADER_KIND, MHD_HTTP_HEADER_COOKIE);
  c->person = (rasid_store_person){0};
  if (!c->monitor->login) {
    /* Whoever sits at this machine and owns the store. */
    snprintf(c->person.name, sizeof c->person.name, "local");
    snprintf(c->person.role, sizeof c->person.role, "admin");
    memcpy(c->person.csrf, c->monitor->local_csrf, TOKEN_CHARS + 1);
    return true;
  }
  if (!cookie_value(cookies, c->monitor->secure ? "__Host-rasid" : "rasid", secret,
                    sizeof secret) ||
      strlen(secret) != TOKEN_CHARS)
    return true;
  people_token(secret, token);
  rasid_status status = rasid_store_session(c->store, token, &c->person, &error);
  if (status != RASID_OK || c->person.disabled) c->person = (rasid_store_person){0};
  return status == RASID_OK;
}

static int rank_of(const char *role) {
  static const char *const roles[] = {"reader", "reviewer", "admin"};
  for (int i = 0; i < 3; i++)
    if (strcmp(role, roles[i]) == 0) return i + 1;
  return 0;
}

bool people_may(const call *c, const char *role) {
  return rank_of(c->person.role) >= rank_of(role);
}

bool people_csrf_is_right(const call *c) {
  const char *given =
      MHD_lookup_connection_value(c->connection, MHD_HEADER_KIND, "X-CSRF-Token");
  size_t size = strlen(c->person.csrf);
  return given != NULL && size > 0 && strlen(given) == size &&
         sodium_memcmp(given, c->person.csrf, size) == 0;
}

/* Keeps the value of the last X-Forwarded-For of a request. */
static enum MHD_Result keep_forwarded(void *context, enum MHD_ValueKind kind,
                                      const char *name, const char *value) {
  const char **last = context;
  (void)kind;
  if (strcasecmp(name, "X-Forwarded-For") == 0 && value != NULL) *last = value;
  return MHD_YES;
}

void people_address(const call *c, char address[64]) {
  const union MHD_ConnectionInfo *info =
      MHD_get_connection_info(c->connection, MHD_CONNECTION_INFO_CLIENT_ADDRESS);
  const struct sockaddr *peer = info == NULL ? NULL : info->client_addr;
  snprintf(address, 64, "?");
  if (peer != NULL && peer->sa_family == AF_INET)
    inet_ntop(AF_INET, &((const struct sockaddr_in *)(const void *)peer)->sin_addr,
              address, 64);
  else if (peer != NULL && peer->sa_family == AF_INET6)
    inet_ntop(AF_INET6, &((const struct sockaddr_in6 *)(const void *)peer)->sin6_addr,
              address, 64);
  if (!c->monitor->options.behind_proxy) return;
  /* The last one was written by the proxy itself, in the last of several headers where it
   * adds a header of its own; those before it by anybody. */
  const char *list = NULL;
  MHD_get_connection_values(c->connection, MHD_HEADER_KIND, keep_forwarded, &list);
  const char *last = list == NULL ? NULL : strrchr(list, ',');
  last = last == NULL ? list : last + 1;
  if (last != NULL) snprintf(address, 64, "%s", last + strspn(last, " "));
}
