/* error.c - says why a call failed. */
#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "base/base.h"

rasid_status error_set(rasid_error *error, rasid_status status, uint64_t offset,
                       const char *format, ...) {
  if (!error) return status;
  error->status = status;
  error->offset = offset;
  va_list args;
  va_start(args, format);
  if (vsnprintf(error->message, sizeof error->message, format, args) < 0)
    error->message[0] = 0;
  va_end(args);
  return status;
}

rasid_status error_io(rasid_error *error, const char *what, const char *path) {
  return error_set(error, RASID_ERROR_IO, 0, "cannot %s %s: %s", what, path,
                   strerror(errno));
}
