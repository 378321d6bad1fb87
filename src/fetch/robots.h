/* robots.h - robots.txt: what a site asks of programs that fetch its pages (RFC 9309). */
#ifndef RASID_FETCH_ROBOTS_H
#define RASID_FETCH_ROBOTS_H

#include <stdbool.h>
#include <stddef.h>

/* Bytes of a robots.txt that are looked at; the rest is ignored (RFC 9309, 2.5). */
enum { ROBOTS_MAX_BYTES = 512 << 10 };

/* The rules that hold for one program on one site. */
typedef struct robots robots;

/* Reads the groups for the product `agent` ("rasid"; letters, digits, '-' and '_'; case
 * does not matter) or, where none names it, those for '*'. Any bytes are a robots.txt;
 * lines that are none are stepped over. NULL when out of memory; free with robots_free.
 */
robots *robots_parse(const char *data, size_t size, const char *agent);
void robots_free(robots *r);

/* Whether the program may fetch a path with its query ("/a?b"). Of the rules that match
 * the longest decides, of two as long the one that allows. True where `r` is NULL. */
bool robots_allows(const robots *r, const char *path);

/* Seconds between two requests that the site asks for; 0 where it does not. Not of RFC
 * 9309, but asked by many. */
double robots_delay(const robots *r);

/* The rules as a robots.txt of the group '*', to be parsed again; NULL when out of
 * memory, free with free. */
char *robots_print(const robots *r);

#endif
