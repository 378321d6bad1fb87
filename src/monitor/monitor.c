/* monitor.c - starts and stops a monitor, and refuses to start an unsafe one. */
#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <sodium.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "monitor_inside.h"

enum { CONNECTION_MEMORY = 64 << 10, TLS_FILE_MAX = 1 << 20, IDLE_S = 20 };

void rasid_monitor_options_init(rasid_monitor_options *options) {
  *options = (rasid_monitor_options){
      .struct_size = sizeof *options,
      .address = "127.0.0.1",
      .port = 8321,
      .n_threads = 4,
      .n_connections = 256,
      .n_connections_each = 64,
      .request_ms = 15000,
      .reader_ms = 30000,
      .session_s = 43200,
      .max_body = 256 << 10,
  };
}

static rasid_status refuse(rasid_error *error, rasid_status status, const char *format,
                           ...) __attribute__((format(printf, 3, 4)));

static rasid_status refuse(rasid_error *error, rasid_status status, const char *format,
                           ...) {
  va_list arguments;
  if (error == NULL) return status;
  error->status = status;
  error->offset = 0;
  va_start(arguments, format);
  vsnprintf(error->message, sizeof error->message, format, arguments);
  va_end(arguments);
  return status;
}

/* ---- where it listens ---- */
typedef struct listening {
  union {
    struct sockaddr any;
    struct sockaddr_in v4;
    struct sockaddr_in6 v6;
  } address;
  bool is_v6, loopback;
} listening;

static rasid_status read_address(const rasid_monitor_options *o, listening *l,
                                 rasid_error *error) {
  *l = (listening){0};
  if (inet_pton(AF_INET, o->address, &l->address.v4.sin_addr) == 1) {
    l->address.v4.sin_family = AF_INET;
    l->address.v4.sin_port = htons(o->port);
    l->loopback = ntohl(l->address.v4.sin_addr.s_addr) >> 24 == 127;
    return RASID_OK;
  }
  if (inet_pton(AF_INET6, o->address, &l->address.v6.sin6_addr) == 1) {
    l->is_v6 = true;
    l->address.v6.sin6_family = AF_INET6;
    l->address.v6.sin6_port = htons(o->port);
    l->loopback = IN6_IS_ADDR_LOOPBACK(&l->address.v6.sin6_addr) != 0;
    return RASID_OK;
  }
  return refuse(
      error, RASID_ERROR_ARGUMENT,
      "'%s' is no numeric address; to listen everywhere, say 0.0.0.0 or ::", o->address);
}

/* Whether somebody could log in. */
static rasid_status check_users(rasid_monitor *m, rasid_error *error) {
  int64_t n = 0;
  rasid_status status = rasid_store_count(m->pool[0], RASID_STORE_USERS, NULL, &n, error);
  if (status != RASID_OK || n > 0) return status;
  return refuse(error, RASID_ERROR_ARGUMENT,
                "nobody could log in: add a user first, with "
                "'rasid user add NAME --role admin --store %s'",
                m->options.store);
}

static rasid_status check_access(rasid_monitor *m, const listening *l,
                                 rasid_error *error) {
  const rasid_monitor_options *o = &m->options;
  if ((o->tls_certificate == NULL) != (o->tls_key == NULL))
    return refuse(error, RASID_ERROR_ARGUMENT, "--tls-cert and --tls-key go together");
  if (o->tls_certificate != NULL && o->behind_proxy)
    return refuse(error, RASID_ERROR_ARGUMENT,
                  "--behind-proxy and --tls-cert exclude each other");
  if (!l->loopback && o->tls_certificate == NULL && !o->behind_proxy)
    return refuse(error, RASID_ERROR_ARGUMENT,
                  "%s is not loopback: passwords would cross the network in the clear. "
                  "Give --tls-cert and --tls-key, or --behind-proxy where a proxy speaks "
                  "TLS",
                  o->address);
  m->loopback = l->loopback;
  m->secure = o->tls_certificate != NULL || o->behind_proxy;
  m->login = o->login || !l->loopback || o->behind_proxy;
  return RASID_OK;
}

/* ---- files of TLS ---- */
static rasid_status read_file(const char *path, char **text, rasid_error *error) {
  rasid_status status = RASID_ERROR_IO;
  FILE *in = fopen(path, "rb");
  if (in == NULL)
    return refuse(error, RASID_ERROR_IO, "cannot read %s: %s", path, strerror(errno));
  *text = calloc(1, TLS_FILE_MAX + 1);
  if (*text == NULL)
    status = refuse(error, RASID_ERROR_MEMORY, "out of memory");
  else if (fread(*text, 1, TLS_FILE_MAX, in) == 0 || ferror(in))
    refuse(error, RASID_ERROR_IO, "cannot read %s, or it is empty", path);
  else
    status = RASID_OK;
  fclose(in);
  return status;
}

/* ---- the pool ---- */
static rasid_status open_stores(rasid_monitor *m, rasid_error *error) {
  rasid_store_options options;
  rasid_status status = RASID_OK;
  size_t n = m->options.n_threads < POOL_MAX ? m->options.n_threads : POOL_MAX;
  rasid_store_options_init(&options);
  options.model = m->options.model;
  if (n == 0) n = 1;
  while (status == RASID_OK && m->n_pool < n) {
    status = rasid_store_open(m->options.store, &options, &m->pool[m->n_pool], error);
    if (status == RASID_OK) m->n_pool++;
  }
  return status;
}

/* ---- the daemon ---- */
static void *on_uri(void *cls, const char *uri, struct MHD_Connection *connection) {
  return call_begin(cls, uri, connection);
}

static rasid_status start_daemon(rasid_monitor *m, const listening *l,
                                 rasid_error *error) {
  const rasid_monitor_options *o = &m->options;
  unsigned flags = MHD_USE_EPOLL_INTERNAL_THREAD | MHD_USE_INTERNAL_POLLING_THREAD |
                   (l->is_v6 ? MHD_USE_IPv6 : 0u) | (m->key != NULL ? MHD_USE_TLS : 0u);
  unsigned each = o->behind_proxy ? 0 : o->n_connections_each;
  struct MHD_OptionItem tls[] = {
      {MHD_OPTION_HTTPS_MEM_KEY, 0, m->key},
      {MHD_OPTION_HTTPS_MEM_CERT, 0, m->certificate},
      {MHD_OPTION_END, 0, NULL},
  };
  struct MHD_OptionItem none[] = {{MHD_OPTION_END, 0, NULL}};
  m->daemon = MHD_start_daemon(
      flags, o->port, NULL, NULL, call_handle, m, MHD_OPTION_SOCK_ADDR, &l->address.any,
      MHD_OPTION_URI_LOG_CALLBACK, on_uri, m, MHD_OPTION_NOTIFY_COMPLETED, call_end, m,
      MHD_OPTION_NOTIFY_CONNECTION, slow_guard_connection, m->slow,
      MHD_OPTION_CONNECTION_LIMIT, (unsigned)o->n_connections,
      MHD_OPTION_PER_IP_CONNECTION_LIMIT, each, MHD_OPTION_CONNECTION_TIMEOUT,
      (unsigned)IDLE_S, MHD_OPTION_CONNECTION_MEMORY_LIMIT, (size_t)CONNECTION_MEMORY,
      MHD_OPTION_THREAD_POOL_SIZE, (unsigned)o->n_threads, MHD_OPTION_STRICT_FOR_CLIENT,
      1, MHD_OPTION_ARRAY, m->key != NULL ? tls : none, MHD_OPTION_END);
  if (m->daemon != NULL) return RASID_OK;
  if (m->key != NULL && errno == 0)
    return refuse(error, RASID_ERROR_IO, "cannot use the certificate %s with the key %s",
                  o->tls_certificate, o->tls_key);
  return refuse(error, RASID_ERROR_IO,
                "cannot listen on %s port %u: %s; say another by --port", o->address,
                (unsigned)o->port, errno != 0 ? strerror(errno) : "refused");
}

static void set_url(rasid_monitor *m, bool is_v6) {
  const union MHD_DaemonInfo *info =
      MHD_get_daemon_info(m->daemon, MHD_DAEMON_INFO_BIND_PORT);
  unsigned port = info != NULL ? info->port : m->options.port;
  snprintf(m->url, sizeof m->url, is_v6 ? "%s://[%s]:%u/" : "%s://%s:%u/",
           m->key != NULL ? "https" : "http", m->options.address, port);
}

/* Everything that a monitor holds. */
static rasid_status prepare(rasid_monitor *m, const listening *l, rasid_error *error) {
  rasid_status status = check_access(m, l, error);
  if (status == RASID_OK && sodium_init() < 0) status = RASID_ERROR_MEMORY;
  if (status == RASID_OK) status = open_stores(m, error);
  if (status == RASID_OK && m->login) status = check_users(m, error);
  if (status == RASID_OK && m->options.tls_key != NULL)
    status = read_file(m->options.tls_key, &m->key, error);
  if (status == RASID_OK && m->options.tls_certificate != NULL)
    status = read_file(m->options.tls_certificate, &m->certificate, error);
  if (status == RASID_OK) status = pages_load(m, error);
  if (status != RASID_OK) return status;
  people_secret(m->local_csrf);
  m->slow = slow_guard_new(m->options.request_ms, m->options.reader_ms);
  m->logins = login_guard_new();
  if (m->slow == NULL || m->logins == NULL)
    return refuse(error, RASID_ERROR_MEMORY, "out of memory");
  return start_daemon(m, l, error);
}

rasid_status rasid_monitor_start(const rasid_monitor_options *options,
                                 rasid_monitor **monitor, rasid_error *error) {
  listening l;
  *monitor = NULL;
  if (options->store == NULL) return refuse(error, RASID_ERROR_ARGUMENT, "which store?");
  rasid_status status = read_address(options, &l, error);
  if (status != RASID_OK) return status;
  rasid_monitor *m = calloc(1, sizeof *m);
  if (m == NULL) return refuse(error, RASID_ERROR_MEMORY, "out of memory");
  m->options = *options;
  pthread_mutex_init(&m->lock, NULL);
  pthread_cond_init(&m->freed, NULL);
  status = prepare(m, &l, error);
  if (status != RASID_OK) {
    rasid_monitor_stop(m);
    return status;
  }
  set_url(m, l.is_v6);
  *monitor = m;
  return RASID_OK;
}

void rasid_monitor_stop(rasid_monitor *m) {
  if (m == NULL) return;
  if (m->daemon != NULL) MHD_stop_daemon(m->daemon);
  slow_guard_free(m->slow);
  login_guard_free(m->logins);
  for (size_t i = 0; i < m->n_pool; i++) rasid_store_close(m->pool[i]);
  pages_free(m->pages);
  if (m->key != NULL) sodium_memzero(m->key, strlen(m->key));
  free(m->key);
  free(m->certificate);
  pthread_cond_destroy(&m->freed);
  pthread_mutex_destroy(&m->lock);
  free(m);
}

const char *rasid_monitor_url(const rasid_monitor *monitor) {
  return monitor->url;
}
