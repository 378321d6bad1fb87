/* test_fetch.c - robots.txt, addresses, what identifies a page, lists of feeds. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <arpa/inet.h>
#include <netinet/in.h>

#include <cmocka.h>

#include "fetch/address.h"
#include "fetch/fetch_url.h"
#include "fetch/opml.h"
#include "fetch/robots.h"

/* ---- robots.txt: the rules of RFC 9309 ---- */

typedef struct question {
  const char *robots, *path;
  bool allowed;
} question;

static const question questions[] = {
    /* Which group: the program's own, whatever '*' says; groups of one name are one. */
    {"User-agent: *\nDisallow: /\n\nUser-agent: rasid\nDisallow: /x\n", "/a", true},
    {"User-agent: *\nDisallow: /\n\nUser-agent: rasid\nDisallow: /x\n", "/x", false},
    {"User-agent: rasid\nDisallow: /a\nUser-agent: b\nDisallow: /c\nUser-agent: "
     "RASID\nDisallow: "
     "/d\n",
     "/d", false},
    {"User-agent: rasid\nDisallow: /a\nUser-agent: b\nDisallow: /c\nUser-agent: "
     "RASID\nDisallow: "
     "/d\n",
     "/c", true},
    {"User-agent: a\nUser-agent: rasid\nDisallow: /\n", "/x", false},
    {"User-agent: a\n\n# and\nUser-agent: *\nDisallow: /\n", "/x", false},
    {"User-agent: rasidbot\nDisallow: /\n", "/x", true},
    {"User-agent: rasid-x\nDisallow: /\n", "/x", true},
    {"User-agent: ras\nDisallow: /\n", "/x", true},
    {"User-agent: Rasid/2.0 (+x)\nDisallow: /\n", "/x", false},
    {"User-agent: rasid\n", "/x", true},
    {"User-agent: rasid\n\nUser-agent: *\nDisallow: /\n", "/x", false},
    {"User-agent: rasid\nAllow:\n\nUser-agent: *\nDisallow: /\n", "/x", true},
    {"User-agent: a\nSitemap: http://h/s\nUser-agent: rasid\nDisallow: /\n", "/x", false},
    {"User-agent: a\nCrawl-delay: 3\nUser-agent: rasid\nDisallow: /\n", "/x", false},
    {"Disallow: /\n", "/x", true},
    {"", "/x", true},
    /* Which rule: the longest, and of two as long the one that allows. */
    {"User-agent: *\nAllow: /news/\nDisallow: /news/private\n", "/news/a", true},
    {"User-agent: *\nAllow: /news/\nDisallow: /news/private\n", "/news/private/a", false},
    {"User-agent: *\nDisallow: /news/private\nAllow: /news/private/open\n",
     "/news/private/open", true},
    {"User-agent: *\nDisallow: /page\nAllow: /page\n", "/page", true},
    {"User-agent: *\nAllow: /page\nDisallow: /page\n", "/page", true},
    {"User-agent: *\nAllow: /p\nDisallow: /\n", "/page", true},
    {"User-agent: *\nAllow: /$\nDisallow: /\n", "/", true},
    {"User-agent: *\nAllow: /$\nDisallow: /\n", "/page", false},
    /* How a rule matches. */
    {"User-agent: *\nDisallow: /fish\n", "/fish.html", false},
    {"User-agent: *\nDisallow: /fish\n", "/Fish", true},
    {"User-agent: *\nDisallow: /fish\n", "/catfish", true},
    {"User-agent: *\nDisallow: /fish/\n", "/fish", true},
    {"User-agent: *\nDisallow: /fish/\n", "/fish/?id=1", false},
    {"User-agent: *\nDisallow: /*.php\n", "/folder/file.php?x", false},
    {"User-agent: *\nDisallow: /*.php$\n", "/folder/file.php", false},
    {"User-agent: *\nDisallow: /*.php$\n", "/folder/file.php?x", true},
    {"User-agent: *\nDisallow: /*.php$\n", "/a.php/b.php", false},
    {"User-agent: *\nDisallow: /a*b*c$\n", "/axxbxxbc", false},
    {"User-agent: *\nDisallow: /a*bc$\n", "/abc", false},
    {"User-agent: *\nDisallow: /ab*bc$\n", "/abc", true},
    {"User-agent: *\nDisallow: *\n", "/x", false},
    {"User-agent: *\nDisallow: /x$y\n", "/x$y", true}, /* '$' within a rule is encoded */
    {"User-agent: *\nDisallow: /x%24y\n", "/x$y", false},
    {"User-agent: *\nDisallow: /x%2Ay\n", "/x*y", false},
    {"User-agent: *\nDisallow: /x%2Ay\n", "/xzy", true},
    {"User-agent: *\nDisallow: /%6eews\n", "/news", false},
    {"User-agent: *\nDisallow: /a%3cd\n", "/a%3Cd", false},
    {"User-agent: *\nDisallow: /\xD8\xAE\n", "/%D8%AE", false},
    {"User-agent: *\nDisallow: /%d8%ae\n", "/\xD8\xAE", false},
    {"User-agent: *\nDisallow: /a%2Fb\n", "/a/b", true},
    {"User-agent: *\nDisallow: /a%3%30\n", "/a%30", true},
    {"User-agent: *\nDisallow: /100%\n", "/100%25", false},
    {"User-agent: *\nDisallow:\n", "/x", true},
    {"User-agent: *\nDisallow: /\n", "/robots.txt", true},
    /* How a line is written. */
    {"\xEF\xBB\xBFUser-agent: *\nDisallow: /\n", "/x", false},
    {"  user-AGENT :* # all\r\n  DISALLOW\t:  /x  # this\r\n", "/x", false},
    {"User-agent: *\rDisallow: /x\r", "/x", false},
    {"User-agent: *\nDisallow: /x", "/x", false},
    {"User-agent *\nDisallow /x\n", "/x", true},
    {"User-agent: *\nDisalow: /x\n", "/x", true},
    {"<html>\n<body>User-agent: *\nDisallow: /</body>\n", "/x", true},
};

static void test_rules(void **state) {
  (void)state;
  for (size_t i = 0; i < sizeof questions / sizeof *questions; i++) {
    const question *q = &questions[i];
    robots *r = robots_parse(q->robots, strlen(q->robots), "rasid");
    assert_non_null(r);
    if (robots_allows(r, q->path) != q->allowed) fail_msg("%s -> %s", q->robots, q->path);
    /* And again by what is remembered of it. */
    char *printed = robots_print(r);
    assert_non_null(printed);
    robots *again = robots_parse(printed, strlen(printed), "rasid");
    assert_non_null(again);
    if (robots_allows(again, q->path) != q->allowed)
      fail_msg("%s printed as %s -> %s", q->robots, printed, q->path);
    free(printed);
    robots_free(again);
    robots_free(r);
  }
  assert_true(robots_allows(NULL, "/x"));
}

static double delay_of(const char *text) {
  robots *r = robots_parse(text, strlen(text), "rasid");
  assert_non_null(r);
  double delay = robots_delay(r);
  robots_free(r);
  return delay;
}

static void test_delay(void **state) {
  (void)state;
  assert_true(delay_of("User-agent: *\nCrawl-delay: 2.5\n") == 2.5);
  assert_true(delay_of("User-agent: *\nCrawl-delay: 9\nUser-agent: rasid\nAllow: /\n") ==
              0);
  assert_true(delay_of("User-agent: *\nCrawl-delay: soon\n") == 0);
  assert_true(delay_of("User-agent: *\nCrawl-delay: -1\n") == 0);
  assert_true(delay_of("User-agent: *\nCrawl-delay: nan\n") == 0);
  assert_true(delay_of("User-agent: *\nCrawl-delay: 1e300\n") == 0);
  assert_true(delay_of("Crawl-delay: 3\n") == 0);
}

/* Many rules with many stars against a long path: the time of both together. */
static void test_hostile_rules(void **state) {
  (void)state;
  size_t size = ROBOTS_MAX_BYTES, at = 0;
  char *text = malloc(size), path[4000];
  assert_non_null(text);
  at += (size_t)snprintf(text, size, "User-agent: *\n");
  while (at + 200 < size) {
    at += (size_t)snprintf(text + at, size - at, "Disallow: /");
    for (int i = 0; i < 40; i++) at += (size_t)snprintf(text + at, size - at, "a*");
    at += (size_t)snprintf(text + at, size - at, "b$\n");
  }
  memset(path, 'a', sizeof path);
  path[0] = '/';
  path[sizeof path - 1] = '\0';
  robots *r = robots_parse(text, at, "rasid");
  assert_non_null(r);
  assert_true(robots_allows(r, path));
  path[sizeof path - 2] = 'b';
  assert_false(robots_allows(r, path));
  robots_free(r);
  free(text);
}

/* ---- addresses ---- */

static bool is_public(const char *text) {
  struct sockaddr_storage all = {0};
  struct sockaddr_in *v4 = (struct sockaddr_in *)&all;
  struct sockaddr_in6 *v6 = (struct sockaddr_in6 *)&all;
  if (inet_pton(AF_INET, text, &v4->sin_addr) == 1)
    all.ss_family = AF_INET;
  else if (inet_pton(AF_INET6, text, &v6->sin6_addr) == 1)
    all.ss_family = AF_INET6;
  else
    fail_msg("no address: %s", text);
  char printed[64];
  address_print((struct sockaddr *)&all, printed, sizeof printed);
  assert_true(strchr(printed, '.') != NULL || strchr(printed, ':') != NULL);
  return address_is_public((struct sockaddr *)&all);
}

static void test_addresses(void **state) {
  static const char *const open[] = {
      "1.1.1.1",        "9.255.255.255",    "11.0.0.0",          "100.63.255.255",
      "100.128.0.0",    "126.0.0.1",        "128.0.0.1",         "169.253.1.1",
      "172.15.0.1",     "172.32.0.1",       "192.0.1.1",         "192.167.0.1",
      "192.169.0.1",    "198.17.0.1",       "198.20.0.1",        "223.255.255.255",
      "2001:4860::8",   "2a00:1450::1",     "2600::1",           "3000::1",
      "::ffff:1.1.1.1", "64:ff9b::101:101", "2002:0101:0101::1", "2001:200::1"};
  static const char *const closed[] = {"0.0.0.0",
                                       "0.1.2.3",
                                       "10.0.0.1",
                                       "10.255.255.255",
                                       "100.64.0.1",
                                       "100.127.255.255",
                                       "127.0.0.1",
                                       "127.255.255.255",
                                       "169.254.169.254",
                                       "172.16.0.1",
                                       "172.31.255.255",
                                       "192.0.0.8",
                                       "192.0.2.1",
                                       "192.168.1.1",
                                       "198.18.0.1",
                                       "198.19.255.255",
                                       "198.51.100.1",
                                       "203.0.113.1",
                                       "224.0.0.1",
                                       "239.1.1.1",
                                       "240.0.0.1",
                                       "255.255.255.255",
                                       "192.88.99.1",
                                       "::",
                                       "::1",
                                       "::ffff:127.0.0.1",
                                       "::ffff:10.0.0.1",
                                       "::127.0.0.1",
                                       "64:ff9b::7f00:1",
                                       "64:ff9b::a00:1",
                                       "64:ff9b:1::1",
                                       "2002:7f00:1::1",
                                       "2002:0a00:0001::1",
                                       "fe80::1",
                                       "febf::1",
                                       "fec0::1",
                                       "fc00::1",
                                       "fdff::1",
                                       "ff02::1",
                                       "2001:db8::1",
                                       "2001::1",
                                       "2001:10::1",
                                       "100::1",
                                       "5f00::1",
                                       "4000::1",
                                       "3fff::1"};
  (void)state;
  for (size_t i = 0; i < sizeof open / sizeof *open; i++)
    if (!is_public(open[i])) fail_msg("%s is public", open[i]);
  for (size_t i = 0; i < sizeof closed / sizeof *closed; i++)
    if (is_public(closed[i])) fail_msg("%s is not public", closed[i]);
  struct sockaddr other = {.sa_family = AF_UNIX};
  assert_false(address_is_public(&other));
}

/* ---- what identifies a page ---- */

static void test_keys(void **state) {
  static const char *const same[][2] = {
      {"http://EXAMPLE.org:80/a?utm_source=x", "http://example.org/a"},
      {"https://example.org:443/a#part", "https://example.org/a"},
      {"https://example.org/a/../b/./c", "https://example.org/b/c"},
      {"https://example.org/?a=1&utm_x=2&b=3&fbclid=4", "https://example.org/?a=1&b=3"},
      {"https://example.org/?fbclid=4", "https://example.org/"},
      {"https://example.org/%d8%ae", "https://example.org/%D8%AE"},
      {"https://example.org/\xD8\xAE", "https://example.org/%D8%AE"},
      {"https://example.org./a", "https://example.org/a"},
      {"http://\xD9\x85\xD8\xAB\xD8\xA7\xD9\x84.example/a",
       "http://xn--mgbh0fb.example/a"},
      {"http://\xFF\xFE.example/a", NULL},
      {"http://.../a", NULL},
      {"http://2130706433./a", "http://127.0.0.1/a"},
      {"http://a..example/", NULL},
      {"http://example../", NULL},
      {"http://.example/", NULL},
      {"  ", NULL},
      {"ftp://example.org/", NULL},
      {"http://user@example.org/", NULL},
      {"file:///etc/passwd", NULL},
      {"http://example.org/\na", NULL},
      {"/a", NULL},
      {"", NULL}};
  (void)state;
  for (size_t i = 0; i < sizeof same / sizeof *same; i++) {
    fetch_url url;
    const char *why;
    bool ok = url_parse(&url, same[i][0], NULL, &why);
    if (ok != (same[i][1] != NULL)) fail_msg("%s: %s", same[i][0], ok ? url.text : why);
    if (!ok) {
      assert_non_null(why);
      continue;
    }
    char *key = url_key(&url);
    assert_string_equal(key, same[i][1]);
    free(key);
    url_free(&url);
  }
}

/* ---- lists of feeds ---- */

typedef struct listed {
  char all[500];
  size_t n, limit;
} listed;

static bool take(void *context, const char *url) {
  listed *l = context;
  size_t at = strlen(l->all);
  snprintf(l->all + at, sizeof l->all - at, "%s|", url);
  return ++l->n != l->limit;
}

static opml_result read_list(const char *text, listed *l) {
  opml_result result;
  *l = (listed){.limit = l->limit};
  opml_read(text, strlen(text), take, l, &result);
  assert_int_equal(result.n_feeds, l->n);
  return result;
}

static void test_lists(void **state) {
  (void)state;
  listed l = {.limit = 0};
  opml_result r = read_list(
      "<?xml version='1.0'?><opml><body><outline text='a'><outline XMLURL='h:1?a&amp;b'/>"
      "</outline><Outline xmlUrl=' h:2\n'/><other xmlUrl='h:3'/><outline "
      "xmlUrl=''/></body>"
      "</opml>",
      &l);
  assert_string_equal(l.all, "h:1?a&b|h:2|");
  assert_int_equal(r.line, 0);
  r = read_list(
      "<opml>\n<outline xmlUrl='h:1'/>\n<outline xmlUrl='h:2?a&b=1'/>\n"
      "<outline xmlUrl='h:3'>\n</opml>",
      &l);
  assert_int_equal(r.line, 3);
  assert_true(r.what[0] != '\0');
  assert_true(strncmp(l.all, "h:1|", 4) == 0 && strstr(l.all, "h:3|") != NULL);
  r = read_list("", &l);
  assert_int_equal(l.n, 0);
  assert_int_equal(r.line, 1);
  /* An entity of a file is not read. */
  read_list(
      "<!DOCTYPE o [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><o><outline "
      "xmlUrl='h:&x;'/></o>",
      &l);
  assert_null(strstr(l.all, "root"));
  l.limit = 2;
  read_list("<o><outline xmlUrl='1'/><outline xmlUrl='2'/><outline xmlUrl='3'/></o>", &l);
  assert_string_equal(l.all, "1|2|");
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_rules),         cmocka_unit_test(test_delay),
      cmocka_unit_test(test_hostile_rules), cmocka_unit_test(test_addresses),
      cmocka_unit_test(test_keys),          cmocka_unit_test(test_lists),
  };
  return cmocka_run_group_tests_name("fetch", tests, NULL, NULL);
}
