/* monitor_inside.h - what the parts of a monitor share: the server, a request under way,
 * and how it is answered.
 *
 * A request goes one way: read whole within limits (http.c), held against the table of
 * routes (api.c: method, role, CSRF token), answered by one handler with one store handle
 * of the pool. Handlers print JSON into `out` and return its HTTP status.
 */
#ifndef RASID_MONITOR_INSIDE_H
#define RASID_MONITOR_INSIDE_H

#include <microhttpd.h>
#include <pthread.h>
#include <rasid/io.h>
#include <rasid/monitor.h>
#include <rasid/store.h>

#include "input/input.h"
#include "output/output.h"
#include "target.h"

typedef struct page_file page_file;
typedef struct slow_guard slow_guard;
typedef struct login_guard login_guard;

enum { POOL_MAX = 16, SECRET_BYTES = 32, TOKEN_CHARS = 2 * SECRET_BYTES };

struct rasid_monitor {
  rasid_monitor_options options;
  struct MHD_Daemon *daemon;
  bool login;  /* requests need a session */
  bool secure; /* browsers reach us by TLS */
  bool loopback;
  char url[128], local_csrf[TOKEN_CHARS + 1];
  char *certificate, *key; /* of TLS, in memory */
  page_file *pages;        /* a list */
  slow_guard *slow;
  login_guard *logins;
  /* Handles of the store: a request takes one and gives it back. */
  pthread_mutex_t lock;
  pthread_cond_t freed;
  rasid_store *pool[POOL_MAX];
  size_t n_pool;
  unsigned n_exports; /* under way */
};

/* A request under way. */
typedef struct call {
  rasid_monitor *monitor;
  struct MHD_Connection *connection;
  rasid_store *store; /* while a handler runs */
  rasid_store_person person;
  const char *method;
  char *uri;         /* as sent; NULL: too long */
  uint64_t began;    /* ms */
  uint64_t received; /* bytes of the body */
  unsigned refused;  /* HTTP status that it will get, once its body is through; 0 */
  const char *refusal;
  bytes body;
  rasid_output *out; /* the answer */
  request_target target;
  request_body fields; /* of a body of JSON */
  char cookie[256];    /* to be set with the answer; "" */
} call;

/* ---- http.c ---- */
/* Milliseconds of a clock that only goes forward. */
uint64_t clock_ms(void);
/* Callbacks of libmicrohttpd. */
void *call_begin(void *cls, const char *uri, struct MHD_Connection *connection);
enum MHD_Result call_handle(void *cls, struct MHD_Connection *connection, const char *url,
                            const char *method, const char *version, const char *data,
                            size_t *size, void **state);
void call_end(void *cls, struct MHD_Connection *connection, void **state,
              enum MHD_RequestTerminationCode why);

/* ---- reply.c: answers, and JSON printed into a call's `out` ---- */
void put(call *c, const char *text);
void put_text(call *c, rasid_text text); /* bytes as they are */
void put_number(call *c, int64_t number);
void put_real(call *c, double number);              /* null where it is none */
void put_string(call *c, rasid_text text);          /* a JSON string; null where absent */
void put_key(call *c, bool first, const char *key); /* [,]"key": */
/* {"error": …} instead of what was printed; returns `status`. */
unsigned fail(call *c, unsigned status, const char *format, ...)
    __attribute__((format(printf, 3, 4)));
/* The same of a failure of the library. */
unsigned fail_with(call *c, rasid_status status, const rasid_error *error);
/* Sends `out` (or a file's bytes) with the headers that every answer has. */
enum MHD_Result reply_send(call *c, unsigned status, const char *type);
enum MHD_Result reply_file(call *c, const page_file *file);
/* The column called `name` of the row that is shown. */
rasid_text row_text(const rasid_store_rows *rows, const char *name);
int64_t row_number(const rasid_store_rows *rows, const char *name);
/* A header of what the browser is to do with an answer: security, and no caching. */
void reply_headers(const rasid_monitor *m, struct MHD_Response *response, bool is_page);

/* ---- pages.c: the files of the pages, all in memory, known by name ---- */
struct page_file {
  page_file *next;
  char *name, *data;
  const char *type;
  size_t size;
  char tag[24]; /* for If-None-Match, in quotes */
};
rasid_status pages_load(rasid_monitor *m, rasid_error *error);
void pages_free(page_file *list);
const page_file *pages_find(const page_file *list, const char *name);

/* ---- api.c ---- */
/* Answers a request that came whole. */
enum MHD_Result api_answer(call *c);
/* The filter that the parameters ask for; what is wrong is told and false returned. */
bool api_filter(call *c, rasid_store_filter *filter);
/* A number in the `i`-th segment of the path; tells and returns false where it is none.
 */
bool api_number(call *c, size_t i, int64_t *number);

/* ---- handlers: each prints into `out` and returns an HTTP status ---- */
unsigned api_view(call *c); /* api_read.c */
unsigned api_report(call *c);
unsigned api_incident(call *c);
unsigned api_map(call *c);
/* ,"sentences":{claim: text},"event_sentences":{event: text} of an incident; 0, or the
 * status of a failure. */
unsigned api_put_sentences(call *c, int64_t incident); /* api_sentences.c */
unsigned api_changes(call *c);                         /* api_people.c */
unsigned api_session(call *c);
unsigned api_login(call *c);
unsigned api_logout(call *c);
unsigned api_correct(call *c); /* api_review.c */
unsigned api_undo(call *c);
unsigned api_comment(call *c);
unsigned api_move(call *c);
unsigned api_merge(call *c);
unsigned api_operation_undo(call *c);
unsigned api_searches(call *c); /* api_alerts.c */
unsigned api_search_add(call *c);
unsigned api_search_remove(call *c);
enum MHD_Result api_feed(call *c);
enum MHD_Result api_export(call *c); /* api_export.c */

/* ---- people.c ---- */
/* Finds out who asks, by the cookie; without a session `person.user` is 0. */
bool people_recognise(call *c);
/* Whether the person may do what a role may. */
bool people_may(const call *c, const char *role);
bool people_csrf_is_right(const call *c);
/* SECRET_BYTES random bytes in hexadecimal digits. */
void people_secret(char secret[TOKEN_CHARS + 1]);
/* What is stored of a secret. */
void people_token(const char *secret, char token[TOKEN_CHARS + 1]);
bool people_password_is(const char *hash, rasid_text password);
/* The address of who asks, for limits: of the proxy's client behind a proxy. */
void people_address(const call *c, char address[64]);
/* The key that a feed reader needs for the feed of `search`, from the hash of its owner.
 */
void people_feed_key(const char *hash, int64_t search, char key[TOKEN_CHARS + 1]);
login_guard *login_guard_new(void);
void login_guard_free(login_guard *g);
/* Whether another attempt of this address or for this name may be made now; one that may
 * is held to have failed until it is told to have passed. */
bool login_guard_attempt(login_guard *g, const char *address, const char *name);
void login_guard_passed(login_guard *g, const char *address, const char *name);

/* ---- slow.c: ends connections whose request does not come, or answer is not taken ----
 */
slow_guard *slow_guard_new(uint32_t limit_ms, uint32_t patience_ms);
void slow_guard_free(slow_guard *g);
/* Callback of libmicrohttpd. */
void slow_guard_connection(void *cls, struct MHD_Connection *connection, void **state,
                           enum MHD_ConnectionNotificationCode what);
/* A request of the connection has come whole, or its answer is out. */
void slow_guard_came(slow_guard *g, struct MHD_Connection *connection);
void slow_guard_done(slow_guard *g, struct MHD_Connection *connection);
/* Of an answer: the next piece is being made, and so many bytes are to be taken. */
void slow_guard_making(slow_guard *g, struct MHD_Connection *connection);
void slow_guard_given(slow_guard *g, struct MHD_Connection *connection, uint64_t size);

#endif
