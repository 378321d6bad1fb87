/* api_people.c - who is logged in, logging in and out; what a page asks for as long as it
 * is open. */
#include <stdio.h>
#include <string.h>

#include "monitor_inside.h"

/* One password is hashed at a time: each takes 64 MB. */
static pthread_mutex_t hashing = PTHREAD_MUTEX_INITIALIZER;

static int64_t count_of(call *c, rasid_store_view view) {
  rasid_error error = {0};
  int64_t n = 0;
  return rasid_store_count(c->store, view, NULL, &n, &error) == RASID_OK ? n : 0;
}

unsigned api_session(call *c) {
  bool known = c->person.role[0] != '\0';
  put(c, "{\"user\":");
  put_string(c, known && c->monitor->login ? text_of(c->person.name) : (rasid_text){0});
  put_key(c, false, "role");
  put_string(c, text_of(c->person.role));
  put_key(c, false, "csrf");
  put_string(c, text_of(c->person.csrf));
  put_key(c, false, "login");
  put(c, c->monitor->login ? "true" : "false");
  put_key(c, false, "version");
  put_string(c, text_of(rasid_version()));
  put_key(c, false, "counts");
  if (!known) {
    put(c, "null}");
    return MHD_HTTP_OK;
  }
  put(c, "{\"reports\":");
  put_number(c, count_of(c, RASID_STORE_REPORTS));
  put_key(c, false, "events");
  put_number(c, count_of(c, RASID_STORE_EVENTS));
  put_key(c, false, "incidents");
  put_number(c, count_of(c, RASID_STORE_INCIDENTS));
  put(c, "}}");
  return MHD_HTTP_OK;
}

/* Cheap, since every open page asks for it again and again: no events are counted. */
unsigned api_changes(call *c) {
  put(c, "{\"reports\":");
  put_number(c, count_of(c, RASID_STORE_REPORTS));
  put_key(c, false, "incidents");
  put_number(c, count_of(c, RASID_STORE_INCIDENTS));
  put(c, "}");
  return MHD_HTTP_OK;
}

static void set_cookie(call *c, const char *secret, unsigned lasts_s) {
  snprintf(c->cookie, sizeof c->cookie,
           "%s=%s; Path=/; Max-Age=%u; HttpOnly; "
           "SameSite=Strict%s",
           c->monitor->secure ? "__Host-rasid" : "rasid", secret, lasts_s,
           c->monitor->secure ? "; Secure" : "");
}

static void note(call *c, const char *action, const char *name, const char *address) {
  rasid_error error = {0};
  rasid_store_audit(c->store, text_of(name), action, NULL, 0, text_of(address), &error);
}

/* Is it the password of an account? Unknown names cost as much time as known ones. */
static bool is_password(const rasid_store_person *person, rasid_text password) {
  static const char nobody[] =
      "$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHRzb21lc2FsdA$"
      "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";
  bool known = person->user != 0 && !person->disabled;
  pthread_mutex_lock(&hashing);
  bool right = people_password_is(known ? person->hash : nobody, password);
  pthread_mutex_unlock(&hashing);
  return known && right;
}

static unsigned begin_session(call *c, const rasid_store_person *person) {
  char secret[TOKEN_CHARS + 1], token[TOKEN_CHARS + 1], csrf[TOKEN_CHARS + 1];
  rasid_error error = {0};
  people_secret(secret);
  people_secret(csrf);
  people_token(secret, token);
  rasid_store_session_end(c->store, NULL, &error);
  rasid_status status = rasid_store_session_add(c->store, person->user, token, csrf,
                                                c->monitor->options.session_s, &error);
  if (status != RASID_OK) return fail_with(c, status, &error);
  set_cookie(c, secret, c->monitor->options.session_s);
  c->person = *person;
  snprintf(c->person.csrf, sizeof c->person.csrf, "%s", csrf);
  return api_session(c);
}

unsigned api_login(call *c) {
  char name[80], address[64];
  rasid_store_person person = {0};
  rasid_error error = {0};
  rasid_text given = body_text(&c->fields, "name");
  rasid_text password = body_text(&c->fields, "password");
  if (!c->monitor->login)
    return fail(c, MHD_HTTP_BAD_REQUEST, "nobody has to log in here");
  if (given.size == 0 || given.size >= sizeof name || password.size == 0)
    return fail(c, MHD_HTTP_UNAUTHORIZED, "name or password is wrong");
  memcpy(name, given.data, given.size);
  name[given.size] = '\0';
  people_address(c, address);
  if (!login_guard_attempt(c->monitor->logins, address, name))
    return fail(c, MHD_HTTP_TOO_MANY_REQUESTS, "too many attempts; wait and try again");
  rasid_status status = rasid_store_user(c->store, name, &person, &error);
  if (status != RASID_OK) return fail_with(c, status, &error);
  if (!is_password(&person, password)) {
    note(c, "login refused", name, address);
    return fail(c, MHD_HTTP_UNAUTHORIZED, "name or password is wrong");
  }
  login_guard_passed(c->monitor->logins, address, name);
  note(c, "login", name, address);
  return begin_session(c, &person);
}

unsigned api_logout(call *c) {
  char secret[TOKEN_CHARS + 1], token[TOKEN_CHARS + 1];
  rasid_error error = {0};
  const char *cookies =
      MHD_lookup_connection_value(c->connection, MHD_HEADER_KIND, MHD_HTTP_HEADER_COOKIE);
  if (c->monitor->login &&
      cookie_value(cookies, c->monitor->secure ? "__Host-rasid" : "rasid", secret,
                   sizeof secret)) {
    people_token(secret, token);
    rasid_status status = rasid_store_session_end(c->store, token, &error);
    if (status != RASID_OK) return fail_with(c, status, &error);
    set_cookie(c, "", 0);
  }
  put(c, "{}");
  return MHD_HTTP_OK;
}
