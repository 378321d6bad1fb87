/* fetch_store.c - `rasid fetch --store`: articles are coded as they come.
 *
 * The store itself remembers how far each day's file was read. That is written behind the
 * articles, so an end between the two makes some be coded again and found to be known.
 */
#include "fetch_store.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "code_pipeline.h"
#include "language.h"
#include "signals.h"
#include "store_writer.h"

enum { MAX_PATH = 4096 };

/* Standard input becomes the file from byte `from` on: what a source reads as "-". */
static bool read_from(const char *path, int64_t from) {
  int file = open(path, O_RDONLY | O_CLOEXEC);
  if (file < 0 || lseek(file, (off_t)from, SEEK_SET) < 0 ||
      dup2(file, STDIN_FILENO) < 0) {
    say("fetch", "cannot read %s: %s", path, strerror(errno));
    if (file >= 0) close(file);
    return false;
  }
  if (file != STDIN_FILENO) close(file);
  return true;
}

/* Codes a file from a byte on; false after a failure. */
static bool code_file(store_writer *writer, const rasid_model *model, const char *path,
                      int64_t from, uint64_t *n_bad) {
  static const char *const standard_input[] = {"-"};
  rasid_source_options how;
  rasid_error error = {0};
  code_totals totals;
  code_job job = {.model = model, .store = writer, .n_threads = 1, .output = -1};
  if (!read_from(path, from)) return false;
  rasid_source_options_init(&how);
  rasid_coder_options_init(&job.coder);
  print_options_init(&job.print);
  how.format = RASID_INPUT_JSONL;
  if (rasid_source_open(standard_input, 1, &how, &job.source, &error) != RASID_OK) {
    say("fetch", "%s", error.message);
    return false;
  }
  job.output_name = "standard output";
  job.stop = signals_catch();
  code_end end = code_run(&job, &totals);
  *n_bad += totals.n_bad;
  if (end == CODE_ALL) rasid_source_close(job.source);
  return end == CODE_ALL;
}

/* A file of the folder, if it grew. */
static bool take_file(store_writer *writer, const rasid_model *model, const char *folder,
                      const char *name, uint64_t *n_bad) {
  char path[MAX_PATH], fact[MAX_PATH + 16], value[24] = "0";
  rasid_error error = {0};
  struct stat s;
  if ((size_t)snprintf(path, sizeof path, "%s/%s", folder, name) >= sizeof path ||
      stat(path, &s) != 0)
    return true;
  snprintf(fact, sizeof fact, "fetched %s", path);
  if (rasid_store_fact(writer->store, fact, value, sizeof value, &error) != RASID_OK) {
    say("fetch", "%s", error.message);
    return false;
  }
  int64_t from = strtoll(value, NULL, 10);
  if (from >= (int64_t)s.st_size) return true;
  if (!code_file(writer, model, path, from, n_bad)) return false;
  snprintf(value, sizeof value, "%lld", (long long)s.st_size);
  if (rasid_store_set_fact(writer->store, fact, value, &error) == RASID_OK) return true;
  say("fetch", "%s", error.message);
  return false;
}

static int by_name(const void *a, const void *b) {
  return strcmp(*(char *const *)a, *(char *const *)b);
}

static bool add_name(char ***names, size_t *n, size_t *capacity, const char *name) {
  if (*n == *capacity) {
    char **more = realloc(*names, (2 * *capacity + 64) * sizeof *more);
    if (more == NULL) return false;
    *names = more;
    *capacity = 2 * *capacity + 64;
  }
  (*names)[*n] = strdup(name);
  return (*names)[(*n)++] != NULL;
}

static bool take_folder(store_writer *writer, const rasid_model *model,
                        const char *folder, uint64_t *n_bad) {
  DIR *listing = opendir(folder);
  char **names = NULL;
  size_t n = 0, capacity = 0;
  bool ok = true;
  if (listing == NULL) {
    say("fetch", "cannot read %s: %s", folder, strerror(errno));
    return false;
  }
  for (const struct dirent *e; ok && (e = readdir(listing)) != NULL;)
    ok = !is_day_file(e->d_name) || add_name(&names, &n, &capacity, e->d_name);
  closedir(listing);
  if (!ok) say("fetch", "out of memory");
  if (n > 1) qsort(names, n, sizeof *names, by_name);
  for (size_t i = 0; i < n; i++) {
    ok = ok && take_file(writer, model, folder, names[i], n_bad);
    free(names[i]);
  }
  free(names);
  return ok;
}

int fetch_into_store(const char *target, const char *folder) {
  store_writer writer = {.command = "fetch"};
  rasid_error error = {0};
  uint64_t n_bad = 0;
  rasid_model *model = open_model("fetch", NULL);
  if (model == NULL) return EXIT_FAILED;
  int status = EXIT_FAILED;
  writer.store = store_open_for("fetch", target, model, true, "fetch");
  if (writer.store == NULL) goto done;
  if (!take_folder(&writer, model, folder, &n_bad)) goto done;
  if (rasid_store_run_end(writer.store, n_bad, &error) == RASID_OK) {
    store_writer_tell(&writer);
    status = n_bad > 0 ? EXIT_SOME_BAD : EXIT_ALL_DONE;
  } else {
    say("fetch", "%s", error.message);
  }

done:
  rasid_store_close(writer.store);
  rasid_model_close(model);
  return status;
}
