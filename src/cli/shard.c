/* shard.c - which of several processes codes a report: 64-bit FNV-1a of its id, mixed,
 * since ids that differ in their last digit alone are to be spread too. */
#include "shard.h"

#include <stdlib.h>
#include <string.h>

#include "language.h"

enum { MAX_SHARDS = 1000000 };

bool parse_shard(const char *command, const char *text, shard *part) {
  char number[16];
  long i, n;
  const char *slash = strchr(text, '/');
  size_t size = slash ? (size_t)(slash - text) : 0;
  if (size > 0 && size < sizeof number) {
    memcpy(number, text, size);
    number[size] = '\0';
    if (parse_number(slash + 1, 1, MAX_SHARDS, &n) && parse_number(number, 1, n, &i)) {
      *part = (shard){(uint32_t)i, (uint32_t)n};
      return true;
    }
  }
  usage_error(command, "--shard needs a part of all as NUMBER/ALL, such as 1/8, not '%s'",
              text);
  return false;
}

bool shard_has(const shard *part, rasid_text id) {
  uint64_t hash = 0xCBF29CE484222325u;
  if (part->n == 0) return true;
  for (size_t i = 0; i < id.size; i++)
    hash = (hash ^ (unsigned char)id.data[i]) * 0x100000001B3u;
  hash = (hash ^ hash >> 32) * 0x9E3779B97F4A7C15u;
  return (hash >> 32) % part->n == part->number - 1;
}
