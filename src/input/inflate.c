/* inflate.c - zlib and Zstandard behind one interface, with an eye on bombs.
 *
 * Text shrinks to a tenth, at most to a thirtieth. A member that gives more than 300
 * times its size, and much of it, was made to fill memory and disks.
 */
#include <stdlib.h>
#include <string.h>
#include <zlib.h>
#include <zstd.h>

#include "byte_stream.h"

enum { BOMB_TIMES = 300, BOMB_BYTES = 16 << 20, MAX_WINDOW_LOG = 27 };

struct inflater {
  inflate_kind kind;
  z_stream z;
  ZSTD_DStream *zstd;
  bool within, made;
  uint64_t n_in, n_out; /* of this member */
  const char *problem;
};

inflate_kind inflate_guess(const char *data, size_t size) {
  if (size >= 3 && memcmp(data, "\x1F\x8B\x08", 3) == 0) return INFLATE_GZIP;
  if (size >= 4 && memcmp(data, "\x28\xB5\x2F\xFD", 4) == 0) return INFLATE_ZSTD;
  /* A skippable frame, with which files of web archives begin. */
  if (size >= 4 && ((unsigned char)data[0] & 0xF0) == 0x50 &&
      memcmp(data + 1, "\x2A\x4D\x18", 3) == 0)
    return INFLATE_ZSTD;
  return INFLATE_NONE;
}

inflater *inflater_new(inflate_kind kind) {
  inflater *f = calloc(1, sizeof *f);
  if (f == NULL) return NULL;
  f->kind = kind;
  if (kind == INFLATE_ZSTD) {
    f->zstd = ZSTD_createDStream();
    f->made = f->zstd != NULL;
    if (f->made) {
      (void)ZSTD_DCtx_setParameter(f->zstd, ZSTD_d_windowLogMax, MAX_WINDOW_LOG);
      (void)ZSTD_initDStream(f->zstd);
    }
  } else {
    int bits = kind == INFLATE_GZIP ? 15 + 16 : 15;
    f->made = inflateInit2(&f->z, bits) == Z_OK;
  }
  if (f->made) return f;
  inflater_free(f);
  return NULL;
}

void inflater_free(inflater *f) {
  if (f == NULL) return;
  if (f->kind == INFLATE_ZSTD)
    ZSTD_freeDStream(f->zstd);
  else if (f->made)
    (void)inflateEnd(&f->z);
  free(f);
}

void inflater_reset(inflater *f) {
  f->within = false;
  f->n_in = f->n_out = 0;
  f->problem = NULL;
  if (f->kind == INFLATE_ZSTD)
    (void)ZSTD_DCtx_reset(f->zstd, ZSTD_reset_session_only);
  else
    (void)inflateReset(&f->z);
}

const char *inflater_problem(const inflater *f) {
  return f->problem;
}

bool inflater_is_within(const inflater *f) {
  return f->within;
}

static inflate_outcome run_zlib(inflater *f, const char **from, const char *from_end,
                                char **to, char *to_end) {
  f->z.next_in = (Bytef *)(uintptr_t)*from;
  f->z.avail_in = (uInt)(from_end - *from);
  f->z.next_out = (Bytef *)*to;
  f->z.avail_out = (uInt)(to_end - *to);
  int result = inflate(&f->z, Z_NO_FLUSH);
  *from = (const char *)f->z.next_in;
  *to = (char *)f->z.next_out;
  if (result == Z_STREAM_END) return INFLATE_PART;
  if (result == Z_OK || result == Z_BUF_ERROR) return INFLATE_MORE;
  f->problem = result == Z_MEM_ERROR     ? "out of memory"
               : f->kind == INFLATE_GZIP ? "damaged gzip data"
                                         : "damaged deflate data";
  return INFLATE_DAMAGED;
}

static inflate_outcome run_zstd(inflater *f, const char **from, const char *from_end,
                                char **to, char *to_end) {
  ZSTD_inBuffer in = {*from, (size_t)(from_end - *from), 0};
  ZSTD_outBuffer out = {*to, (size_t)(to_end - *to), 0};
  size_t result = ZSTD_decompressStream(f->zstd, &out, &in);
  *from += in.pos;
  *to += out.pos;
  if (!ZSTD_isError(result)) return result == 0 ? INFLATE_PART : INFLATE_MORE;
  f->problem = "damaged Zstandard data, or data with a window or dictionary of their own";
  return INFLATE_DAMAGED;
}

inflate_outcome inflater_run(inflater *f, const char **from, const char *from_end,
                             char **to, char *to_end) {
  const char *from_before = *from, *to_before = *to;
  /* zlib counts in 32 bits. */
  const ptrdiff_t most = 1 << 30;
  if (from_end - *from > most) from_end = *from + most;
  if (to_end - *to > most) to_end = *to + most;
  f->within = true;
  inflate_outcome outcome = f->kind == INFLATE_ZSTD
                                ? run_zstd(f, from, from_end, to, to_end)
                                : run_zlib(f, from, from_end, to, to_end);
  f->n_in += (uint64_t)(*from - from_before);
  f->n_out += (uint64_t)(*to - to_before);
  if (outcome != INFLATE_DAMAGED && f->n_out > BOMB_BYTES &&
      f->n_out / BOMB_TIMES > f->n_in) {
    f->problem =
        "grows more than 300-fold when decompressed: made to fill memory, and "
        "not read any further";
    return INFLATE_DAMAGED;
  }
  if (outcome == INFLATE_PART) {
    inflater_reset(f);
    f->within = false;
  }
  return outcome;
}

const char *inflate_all(inflate_kind kind, rasid_text from, size_t limit, bytes *out) {
  inflater *f = inflater_new(kind);
  const char *problem = f == NULL ? "out of memory" : NULL;
  const char *at = from.data, *end = from.data + from.size;
  out->size = 0;
  bool done = from.size == 0;
  while (problem == NULL && !done) {
    size_t room = out->size < 65536 ? 65536 : out->size;
    if (!bytes_reserve(out, room)) {
      problem = "out of memory";
      break;
    }
    char *to = out->data + out->size;
    const char *at_before = at, *to_before = to;
    inflate_outcome outcome = inflater_run(f, &at, end, &to, out->data + out->capacity);
    out->size = (size_t)(to - out->data);
    if (outcome == INFLATE_DAMAGED)
      problem = inflater_problem(f);
    else if (out->size > limit)
      problem = "longer than the limit for one document";
    else if (outcome == INFLATE_PART)
      done = true; /* what follows a message is none of it */
    else if (at == at_before && to == to_before)
      problem = "compressed data that end early";
  }
  inflater_free(f);
  return problem;
}
