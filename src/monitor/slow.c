/* slow.c - ends connections on which no request comes whole in time, or whose answer is
 * not taken.
 *
 * libmicrohttpd's timeout counts from the last byte, so that a stranger who sends one
 * byte a second could hold a connection for hours. A thread looks at all connections once
 * a second and shuts down those that have waited too long since they were opened or since
 * their last answer. It shuts down and does not close: the descriptor stays the server's.
 *
 * Who reads an answer has a patience that time uses up and bytes restore: somebody who
 * takes a byte now and then would hold an export, and the store's log with it, for ever.
 * While the server makes the next piece, no time counts.
 */
#include <stdlib.h>
#include <sys/socket.h>

#include "monitor_inside.h"

/* Slower readers than this run out of patience. */
enum { SLOWEST_BYTES_S = 4096 };

typedef struct watched watched;
struct watched {
  watched *next, **back;
  int socket;
  uint64_t since; /* ms: waiting for a request; 0: one is being answered */
  uint64_t until; /* ms: what was given out is to be taken by then; 0: nothing was */
  uint64_t left;  /* ms of patience, while nothing is given out */
};

struct slow_guard {
  pthread_mutex_t lock;
  pthread_cond_t stop;
  pthread_t thread;
  watched *first;
  uint32_t limit_ms, patience_ms;
  bool stopping;
};

static void end_slow_ones(slow_guard *g) {
  uint64_t now = clock_ms();
  for (watched *w = g->first; w != NULL; w = w->next)
    if ((w->since != 0 && now > w->since + g->limit_ms) ||
        (w->until != 0 && now > w->until))
      shutdown(w->socket, SHUT_RDWR);
}

static void *run(void *context) {
  slow_guard *g = context;
  pthread_mutex_lock(&g->lock);
  while (!g->stopping) {
    struct timespec until;
    clock_gettime(CLOCK_REALTIME, &until);
    until.tv_sec++;
    pthread_cond_timedwait(&g->stop, &g->lock, &until);
    end_slow_ones(g);
  }
  pthread_mutex_unlock(&g->lock);
  return NULL;
}

slow_guard *slow_guard_new(uint32_t limit_ms, uint32_t patience_ms) {
  slow_guard *g = calloc(1, sizeof *g);
  if (g == NULL) return NULL;
  g->limit_ms = limit_ms;
  g->patience_ms = patience_ms;
  pthread_mutex_init(&g->lock, NULL);
  pthread_cond_init(&g->stop, NULL);
  if (pthread_create(&g->thread, NULL, run, g) == 0) return g;
  pthread_cond_destroy(&g->stop);
  pthread_mutex_destroy(&g->lock);
  free(g);
  return NULL;
}

void slow_guard_free(slow_guard *g) {
  if (g == NULL) return;
  pthread_mutex_lock(&g->lock);
  g->stopping = true;
  pthread_cond_signal(&g->stop);
  pthread_mutex_unlock(&g->lock);
  pthread_join(g->thread, NULL);
  pthread_cond_destroy(&g->stop);
  pthread_mutex_destroy(&g->lock);
  free(g);
}

/* Where the connection's entry is kept. */
static watched *entry(struct MHD_Connection *connection) {
  const union MHD_ConnectionInfo *info =
      MHD_get_connection_info(connection, MHD_CONNECTION_INFO_SOCKET_CONTEXT);
  return info == NULL ? NULL : info->socket_context;
}

void slow_guard_connection(void *cls, struct MHD_Connection *connection, void **state,
                           enum MHD_ConnectionNotificationCode what) {
  slow_guard *g = cls;
  pthread_mutex_lock(&g->lock);
  if (what == MHD_CONNECTION_NOTIFY_STARTED) {
    const union MHD_ConnectionInfo *info =
        MHD_get_connection_info(connection, MHD_CONNECTION_INFO_CONNECTION_FD);
    watched *w = info == NULL ? NULL : calloc(1, sizeof *w);
    if (w != NULL) {
      *w = (watched){.next = g->first,
                     .back = &g->first,
                     .socket = info->connect_fd,
                     .since = clock_ms(),
                     .left = g->patience_ms};
      if (g->first != NULL) g->first->back = &w->next;
      g->first = w;
    }
    *state = w;
  } else if (*state != NULL) {
    watched *w = *state;
    *w->back = w->next;
    if (w->next != NULL) w->next->back = w->back;
    free(w);
    *state = NULL;
  }
  pthread_mutex_unlock(&g->lock);
}

static void set_since(slow_guard *g, struct MHD_Connection *connection, uint64_t since) {
  pthread_mutex_lock(&g->lock);
  watched *w = entry(connection);
  if (w != NULL) {
    w->since = since;
    w->until = 0;
    w->left = g->patience_ms;
  }
  pthread_mutex_unlock(&g->lock);
}

void slow_guard_making(slow_guard *g, struct MHD_Connection *connection) {
  pthread_mutex_lock(&g->lock);
  watched *w = entry(connection);
  uint64_t now = clock_ms();
  if (w != NULL && w->until != 0) {
    w->left = w->until > now ? w->until - now : 0;
    w->until = 0;
  }
  pthread_mutex_unlock(&g->lock);
}

void slow_guard_given(slow_guard *g, struct MHD_Connection *connection, uint64_t size) {
  pthread_mutex_lock(&g->lock);
  watched *w = entry(connection);
  if (w != NULL) {
    /* A single answer may be larger than what patience alone would do for. */
    uint64_t earned = size * 1000 / SLOWEST_BYTES_S;
    uint64_t most = g->patience_ms > earned ? g->patience_ms : earned;
    w->left = w->left + earned < most ? w->left + earned : most;
    w->until = clock_ms() + w->left;
  }
  pthread_mutex_unlock(&g->lock);
}

void slow_guard_came(slow_guard *g, struct MHD_Connection *connection) {
  set_since(g, connection, 0);
}

void slow_guard_done(slow_guard *g, struct MHD_Connection *connection) {
  set_since(g, connection, clock_ms());
}
