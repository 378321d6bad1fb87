/* monitor.h - a store served to a browser: pages, and a JSON API that docs/openapi.json
 * describes. The interface of librasid-monitor.
 *
 * A monitor runs in threads of its own between start and stop. Whoever can reach its
 * address may ask anything of it, so every request has limits of size and time, and what
 * it may do is checked: see docs/monitor.md and SECURITY.md. The conventions of rasid.h
 * hold.
 */
#ifndef RASID_MONITOR_H
#define RASID_MONITOR_H

#include <rasid/store.h>

#ifdef __cplusplus
extern "C" {
#endif

/* Fill with rasid_monitor_options_init, then change what you need; strings are borrowed
 * for the life of the monitor. */
typedef struct rasid_monitor_options {
  size_t struct_size;
  const char *store;   /* needed: as rasid_store_open takes it */
  const char *address; /* numeric, to listen on; default "127.0.0.1" */
  uint16_t port;       /* default 8321; 0 = any that is free */
  const char *pages;   /* folder of the built pages; NULL = the API alone */
  const char *tls_certificate, *tls_key; /* files, PEM; both or neither */
  bool behind_proxy; /* a proxy on this machine or its network speaks TLS for us */
  bool login; /* ask for a login on loopback too; elsewhere it is always asked for */
  const char *host; /* the name browsers know the monitor by, where it is behind a proxy
                       or off loopback; NULL = any */
  const rasid_model *model;    /* of the store's search; NULL = the built-in one */
  uint32_t n_threads;          /* default 4 */
  uint32_t n_connections;      /* at once; default 256 */
  uint32_t n_connections_each; /* of one address; default 64. Behind a proxy there is no
                                  such limit */
  uint32_t request_ms;         /* a request has come whole after; default 15,000 */
  uint32_t reader_ms; /* whoever takes less of an answer than 4 KiB a second is waited for
                         in all; default 30,000 */
  uint32_t session_s; /* a login lasts; default 43,200 */
  size_t max_body;    /* of a request; default 256 KiB */
  /* Told of what the administrator should know. From any thread. May be NULL. */
  void (*notice)(void *context, const char *message);
  void *context;
} rasid_monitor_options;

void rasid_monitor_options_init(rasid_monitor_options *options);

typedef struct rasid_monitor rasid_monitor;

/* Opens the store, listens, and answers until rasid_monitor_stop. RASID_ERROR_ARGUMENT:
 * off loopback without TLS or a proxy, or nobody could log in; RASID_ERROR_IO: the port
 * is taken, a file cannot be read; and what rasid_store_open tells. */
rasid_status rasid_monitor_start(const rasid_monitor_options *options,
                                 rasid_monitor **monitor, rasid_error *error);
/* Finishes the requests under way and frees the monitor; NULL does nothing. */
void rasid_monitor_stop(rasid_monitor *monitor);

/* Where it answers, "http://127.0.0.1:8321/"; valid as the monitor. */
const char *rasid_monitor_url(const rasid_monitor *monitor);

/* What telling of saved searches came to. */
typedef struct rasid_alerts_told {
  uint64_t n_searches, n_incidents; /* that were told of */
  uint64_t n_failed;                /* searches whose command failed: told of again */
  uint64_t n_slow;                  /* of these, ended since they took too long */
} rasid_alerts_told;

/* How they are told. Fill with rasid_alerts_options_init. */
typedef struct rasid_alerts_options {
  size_t struct_size;
  const char *command; /* run by the shell for each search; must be given */
  uint32_t command_ms; /* it is ended after; default 60,000 */
  /* Asked while a command runs; true: it is ended, and nothing more is told. May be NULL.
   */
  bool (*stop)(void *context);
  void *context;
} rasid_alerts_options;

void rasid_alerts_options_init(rasid_alerts_options *options);

/* For each saved search that finds incidents it has not told of yet, runs the command, in
 * a process group of its own, with a line of JSON on its standard input: {"search": its
 * row, "incidents": their rows}, at most 1,000 at once. Waits for it. The caller ignores
 * SIGPIPE. */
rasid_status rasid_alerts_tell(rasid_store *store, const rasid_alerts_options *options,
                               rasid_alerts_told *told, rasid_error *error);

/* Room for what rasid_password_hash writes. */
#define RASID_PASSWORD_HASH_SIZE 200

/* What to keep of a password, for rasid_store_user_add: Argon2id with a salt of its own,
 * NUL-terminated into `hash`. RASID_ERROR_ARGUMENT: shorter than 10 bytes or longer than
 * 1,000; RASID_ERROR_MEMORY. */
rasid_status rasid_password_hash(rasid_text password, char hash[RASID_PASSWORD_HASH_SIZE],
                                 rasid_error *error);

#ifdef __cplusplus
}
#endif
#endif
