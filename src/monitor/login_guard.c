/* login_guard.c - how often somebody may try to log in.
 *
 * Failures are counted by address and by name, in a table of fixed size where an old
 * entry gives way to a new one. After five failures the next attempt waits 30 seconds,
 * after each further one twice as long, up to half an hour. A name is locked for
 * strangers' failures too, which is the price of guessing from many addresses being slow.
 */
#include <arpa/inet.h>
#include <netinet/in.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "monitor_inside.h"

enum {
  SLOTS = 1024,
  FREE_FAILURES = 5,
  FIRST_WAIT_MS = 30000,
  LONGEST_WAIT_MS = 1800000
};

typedef struct slot {
  char key[100];
  unsigned failures;
  uint64_t last; /* ms */
} slot;

struct login_guard {
  pthread_mutex_t lock;
  slot slots[SLOTS];
};

login_guard *login_guard_new(void) {
  login_guard *g = calloc(1, sizeof *g);
  if (g != NULL) pthread_mutex_init(&g->lock, NULL);
  return g;
}

void login_guard_free(login_guard *g) {
  if (g == NULL) return;
  pthread_mutex_destroy(&g->lock);
  free(g);
}

/* The slot of a key; with `make`, the one that is longest unused becomes its. */
static slot *find(login_guard *g, const char *kind, const char *value, bool make) {
  char key[sizeof((slot *)0)->key];
  slot *oldest = &g->slots[0];
  snprintf(key, sizeof key, "%s %.90s", kind, value);
  for (size_t i = 0; i < SLOTS; i++) {
    if (g->slots[i].failures > 0 && strcmp(g->slots[i].key, key) == 0)
      return &g->slots[i];
    if (g->slots[i].last < oldest->last) oldest = &g->slots[i];
  }
  if (!make) return NULL;
  *oldest = (slot){0};
  memcpy(oldest->key, key, sizeof key);
  return oldest;
}

static uint64_t wait_ms(unsigned failures) {
  uint64_t wait = FIRST_WAIT_MS;
  if (failures < FREE_FAILURES) return 0;
  for (unsigned i = FREE_FAILURES; i < failures && wait < LONGEST_WAIT_MS; i++) wait *= 2;
  return wait < LONGEST_WAIT_MS ? wait : LONGEST_WAIT_MS;
}

static bool allows(login_guard *g, const char *kind, const char *value) {
  const slot *s = find(g, kind, value, false);
  return s == NULL || clock_ms() >= s->last + wait_ms(s->failures);
}

/* What is counted of an address: of IPv6 its network of 64 bits, since whoever has one of
 * its addresses has them all. */
static void find_network(const char *address, char network[INET6_ADDRSTRLEN + 1]) {
  struct in6_addr v6;
  snprintf(network, INET6_ADDRSTRLEN + 1, "%s", address);
  if (inet_pton(AF_INET6, address, &v6) != 1 || IN6_IS_ADDR_V4MAPPED(&v6)) return;
  memset(v6.s6_addr + 8, 0, 8);
  inet_ntop(AF_INET6, &v6, network, INET6_ADDRSTRLEN);
}

static void count(login_guard *g, const char *kind, const char *value) {
  slot *s = find(g, kind, value, true);
  s->failures++;
  s->last = clock_ms();
}

/* Counted before the password is looked at: of attempts that come at once each sees those
 * before it. */
bool login_guard_attempt(login_guard *g, const char *address, const char *name) {
  char network[INET6_ADDRSTRLEN + 1];
  find_network(address, network);
  pthread_mutex_lock(&g->lock);
  bool allowed = allows(g, "address", network) && allows(g, "name", name);
  if (allowed) {
    count(g, "address", network);
    count(g, "name", name);
  }
  pthread_mutex_unlock(&g->lock);
  return allowed;
}

void login_guard_passed(login_guard *g, const char *address, const char *name) {
  char network[INET6_ADDRSTRLEN + 1];
  find_network(address, network);
  pthread_mutex_lock(&g->lock);
  slot *s = find(g, "name", name, false);
  if (s != NULL) *s = (slot){0};
  s = find(g, "address", network, false);
  if (s != NULL) *s = (slot){0};
  pthread_mutex_unlock(&g->lock);
}
