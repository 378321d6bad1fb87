/* replay_main.c - runs a fuzz target over files and folders of inputs where there is no
 * fuzzer; prints TAP. */
#include <dirent.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static int compare(const void *a, const void *b) {
  return strcmp(*(char *const *)a, *(char *const *)b);
}

/* A copy of exactly the input's size, so that a sanitizer sees a read behind its end. */
static int replay(const char *path, int n) {
  FILE *file = fopen(path, "rb");
  if (file == NULL || fseek(file, 0, SEEK_END) != 0) return 1;
  long size = ftell(file);
  rewind(file);
  uint8_t *data = size < 0 ? NULL : malloc(size ? (size_t)size : 1);
  int failed = data == NULL || fread(data, 1, (size_t)size, file) != (size_t)size;
  fclose(file);
  if (!failed) failed = LLVMFuzzerTestOneInput(data, (size_t)size);
  free(data);
  printf("%s %d - %s\n", failed ? "not ok" : "ok", n,
         strrchr(path, '/') ? strrchr(path, '/') + 1 : path);
  fflush(stdout);
  return failed;
}

static int replay_folder(const char *path) {
  char **names = NULL;
  int n = 0, n_failed = 0;
  DIR *folder = opendir(path);
  if (folder == NULL) {
    printf("not ok 1 - cannot open the corpus %s\n", path);
    return 1;
  }
  for (struct dirent *entry; (entry = readdir(folder)) != NULL;) {
    if (entry->d_name[0] == '.') continue;
    char **more = realloc(names, ((size_t)n + 1) * sizeof *names);
    size_t size = strlen(path) + strlen(entry->d_name) + 2;
    char *name = malloc(size);
    if (more == NULL || name == NULL) abort();
    snprintf(name, size, "%s/%s", path, entry->d_name);
    names = more;
    names[n++] = name;
  }
  closedir(folder);
  if (n > 0) qsort(names, (size_t)n, sizeof *names, compare);
  for (int i = 0; i < n; i++) {
    n_failed += replay(names[i], i + 1);
    free(names[i]);
  }
  free(names);
  printf("1..%d\n", n);
  return n_failed > 0 || n == 0;
}

int main(int argc, char **argv) {
  int failed = argc < 2;
  for (int i = 1; i < argc; i++) {
    struct stat entry;
    if (stat(argv[i], &entry) == 0 && S_ISDIR(entry.st_mode))
      failed |= replay_folder(argv[i]);
    else
      failed |= replay(argv[i], i);
  }
  return failed;
}
