/* file_map.c - reads files by mapping them, replaces files whole.
 *
 * A replaced file is never seen half written: the bytes go to a temporary file in the
 * same folder, are flushed to the disk, and take the name in one step.
 */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/base.h"

rasid_status file_map_open(const char *path, file_map *map, rasid_error *error) {
  *map = (file_map){0};
  int fd = open(path, O_RDONLY | O_CLOEXEC);
  if (fd < 0) return error_io(error, "open", path);
  struct stat st;
  rasid_status status = RASID_OK;
  if (fstat(fd, &st) != 0) {
    status = error_io(error, "read", path);
  } else if (!S_ISREG(st.st_mode)) {
    status =
        error_set(error, RASID_ERROR_IO, 0, "cannot map %s: not a regular file", path);
  } else if (st.st_size == 0) {
    status = error_set(error, RASID_ERROR_FORMAT, 0, "%s is empty", path);
  } else if ((uintmax_t)st.st_size > SIZE_MAX) {
    status = error_set(error, RASID_ERROR_LIMIT, 0, "%s is larger than memory", path);
  } else {
    void *base = mmap(NULL, (size_t)st.st_size, PROT_READ, MAP_PRIVATE, fd, 0);
    if (base == MAP_FAILED)
      status = error_io(error, "map", path);
    else
      *map = (file_map){.data = base, .size = (size_t)st.st_size, .base = base};
  }
  close(fd);
  return status;
}

void file_map_close(file_map *map) {
  if (map->base) munmap(map->base, map->size);
  *map = (file_map){0};
}

/* Writes everything, however often a write is cut short. */
static bool write_all(int fd, const char *data, size_t size) {
  while (size) {
    ssize_t n = write(fd, data, size);
    if (n < 0 && errno == EINTR) continue;
    if (n < 0) return false;
    data += n;
    size -= (size_t)n;
  }
  return true;
}

/* Makes a new file beside `path`; its name goes to `name`. A name left by a crashed
 * process is stepped over. */
static int temporary_open(const char *path, char *name, size_t room) {
  for (unsigned try = 0; try < 100; try++) {
    snprintf(name, room, "%s.%ld-%u.tmp", path, (long)getpid(), try);
    int fd = open(name, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
    if (fd >= 0 || errno != EEXIST) return fd;
  }
  return -1;
}

/* Flushes the folder of `path`, so that the new name outlives a power cut. Best effort:
 * the file itself is whole. */
static void folder_sync(char *path) {
  char *slash = strrchr(path, '/');
  if (slash) slash[slash == path] = 0;
  int fd = open(slash ? path : ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (fd < 0) return;
  fsync(fd);
  close(fd);
}

rasid_status file_replace(const char *path, const void *data, size_t size,
                          rasid_error *error) {
  size_t room = strlen(path) + 48;
  char *name = malloc(room);
  if (!name)
    return error_set(error, RASID_ERROR_MEMORY, 0, "no memory to write %s", path);
  rasid_status status = RASID_OK;
  int fd = temporary_open(path, name, room);
  if (fd < 0) {
    status = error_io(error, "create", name);
    goto done;
  }
  bool written = write_all(fd, data, size) && fsync(fd) == 0;
  int reason = errno;
  if (close(fd) != 0 && written) {
    written = false;
    reason = errno;
  }
  errno = reason;
  if (!written) {
    status = error_io(error, "write", name);
    unlink(name);
  } else if (rename(name, path) != 0) {
    status = error_io(error, "replace", path);
    unlink(name);
  } else {
    folder_sync(name);
  }
done:
  free(name);
  return status;
}
