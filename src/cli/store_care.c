/* store_care.c - `rasid store check|backup|copy|suggest`. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "language.h"
#include "store_command.h"
#include "store_writer.h"

static void print_wrong(void *context, const char *message) {
  printf("%s: %s\n", (const char *)context, message);
}

int store_check(rasid_store *store, const store_arguments *a, int n, char **operands) {
  rasid_error error = {0};
  uint64_t n_wrong;
  char *name = strdup(rasid_store_name(store));
  (void)n;
  (void)operands;
  if (name == NULL || rasid_store_check(store, a->rebuild, print_wrong, name, &n_wrong,
                                        &error) != RASID_OK) {
    say("store", "%s", name == NULL ? "out of memory" : error.message);
    free(name);
    return EXIT_FAILED;
  }
  if (n_wrong == 0) printf(_("%s is whole\n"), name);
  free(name);
  return n_wrong == 0 ? EXIT_ALL_DONE : EXIT_SOME_BAD;
}

int store_backup(rasid_store *store, const store_arguments *a, int n, char **operands) {
  rasid_error error = {0};
  (void)a;
  (void)n;
  if (rasid_store_backup(store, operands[0], &error) == RASID_OK) return EXIT_ALL_DONE;
  say("store", "%s", error.message);
  return EXIT_FAILED;
}

int store_copy(rasid_store *store, const store_arguments *a, int n, char **operands) {
  rasid_error error = {0};
  (void)a;
  (void)n;
  rasid_store *to = store_open_for("store", operands[0], NULL, true, NULL);
  if (to == NULL) return EXIT_FAILED;
  rasid_status status = rasid_store_copy(store, to, &error);
  if (status != RASID_OK) say("store", "%s", error.message);
  rasid_store_close(to);
  return status == RASID_OK ? EXIT_ALL_DONE : EXIT_FAILED;
}

static void print_line(void *context, const char *line) {
  (void)context;
  puts(line);
}

int store_suggest(rasid_store *store, const store_arguments *a, int n, char **operands) {
  rasid_error error = {0};
  (void)a;
  (void)n;
  (void)operands;
  if (rasid_store_suggest(store, 2, print_line, NULL, &error) == RASID_OK)
    return EXIT_ALL_DONE;
  say("store", "%s", error.message);
  return EXIT_FAILED;
}
