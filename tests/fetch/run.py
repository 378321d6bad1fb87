#!/usr/bin/env python3
"""`rasid fetch` against sites of this machine that behave, and that misbehave in every way (site.py).

    run.py [WORD]    only the cases with WORD in their names
"""
import gzip
import json
import os
import pathlib
import random
import re
import shutil
import signal
import ssl
import subprocess
import sys
import tempfile
import time
import traceback
import zlib

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent))
sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))
from news_site import Raw, Reply, Site, article, atom, head, rss, xml  # noqa: E402
from tap import RASID, ROOT as RASID_ROOT, Tap  # noqa: E402

ENVIRONMENT = {**os.environ, "LC_ALL": "C.UTF-8", "http_proxy": "http://127.0.0.1:1", "https_proxy": "http://127.0.0.1:1"}
QUICK = ["--delay", "0", "--retry-delay", "10ms", "--timeout", "2s", "--allow-private"]
MEMORY_MB = 400 if "sanitize" not in str(RASID) else 1500
CASES = []


def case(f):
    CASES.append(f)
    return f


class Failed(Exception):
    pass


def check(condition, what):
    if not condition:
        raise Failed(what)


class Run:
    """One run of `rasid fetch` into a folder."""

    def __init__(self, folder, *arguments, options=QUICK, day="2024-05-02"):
        self.folder = folder
        folder.parent.mkdir(exist_ok=True)
        start = time.monotonic()
        done = subprocess.run([RASID, "fetch", *map(str, arguments), "--to", folder, "--today", day, *options], env=ENVIRONMENT, capture_output=True,
                              text=True, encoding="utf-8", timeout=120, stdin=subprocess.DEVNULL)
        self.seconds = time.monotonic() - start
        self.status, self.out, self.err = done.returncode, done.stdout, done.stderr
        self.articles = articles(folder)
        self.summary = self.err.strip().splitlines()[-1] if self.err.strip() else ""
        if self.status not in (0, 1, 2, 3) or "Sanitizer" in self.err or self.out:
            raise Failed(f"exit status {self.status}\n{self.err}{self.out}")

    def expect(self, status, n_articles, *said):
        check(self.status == status, f"exit status {self.status}, expected {status}\n{self.err}")
        check(len(self.articles) == n_articles, f"{len(self.articles)} articles, expected {n_articles}\n{self.err}")
        for words in said:
            check(words in self.err, f"not said: {words}\n{self.err}")
        return self


def articles(folder):
    """Every line of every day; each must be whole, and no article there twice."""
    out = []
    for path in sorted(pathlib.Path(folder).glob("*.jsonl")):
        data = path.read_bytes()
        check(data.endswith(b"\n") or not data, f"{path.name} ends with half a line")
        out += [json.loads(line) for line in data.splitlines()]
    ids = [a["id"] for a in out]
    check(len(ids) == len(set(ids)), f"twice: {sorted(i for i in set(ids) if ids.count(i) > 1)}")
    return out


def news(site, n, first=0, **more):
    """A feed of n articles at /feed."""
    for i in range(first, first + n):
        site.routes[f"/news/{i}"] = Reply(article(i))
    site.routes["/feed"] = xml(rss([f"{site.base}/news/{i}" for i in range(first, first + n)], **more))
    return f"{site.base}/feed"


# ---- what it is for ---------------------------------------------------------------------------------------------------

@case
def an_article_has_the_keys_that_code_reads(folder):
    with Site() as site:
        run = Run(folder, news(site, 1)).expect(0, 1, "rasid: 1 feed, 1 new article, ")
        a = run.articles[0]
        url = f"{site.base}/news/0"
        check(a["id"] == url and a["url"] == url, a)
        check(a["title"] == "وفد اللجنة رقم 0 يصل إلى حلب" and a["source"] == "وكالة الأفق" and a["language"] == "ar", a)
        check(a["published"].startswith("2024-05-01") and "ستعقد خلال الأسبوع المقبل" in a["text"] and "الحقوق" not in a["text"], a)
        check((folder / "2024-05-02.jsonl").is_file(), "not filed under the day")
        done = subprocess.run([RASID, "code", folder / "2024-05-02.jsonl"], env=ENVIRONMENT, capture_output=True, text=True)
        record = json.loads(done.stdout)
        check(done.returncode == 0 and record["doc"]["id"] == url and record["doc"]["url"] == url and record["doc"]["published"], record["doc"])
        agent = site.asked("/feed")[0].headers["user-agent"]
        check(re.fullmatch(r"rasid/\d+\.\d+\.\d+", agent), agent)


@case
def a_fetched_page_is_coded_like_its_text(folder):
    with Site() as site:
        a = Run(folder, news(site, 1)).expect(0, 1).articles[0]
        text = "\n".join(re.findall("<p>(.*?)</p>", article(0).decode()))
        by_hand = folder.parent / "hand.jsonl"
        by_hand.write_text(json.dumps({"id": a["id"], "url": a["url"], "title": "وفد اللجنة رقم 0 يصل إلى حلب", "text": text, "published": a["published"], "source": "وكالة الأفق"},
                                      ensure_ascii=False) + "\n", encoding="utf-8")
        records = []
        for path in (folder / "2024-05-02.jsonl", by_hand):
            record = json.loads(subprocess.run([RASID, "code", path], env=ENVIRONMENT, capture_output=True, text=True, check=True).stdout)
            record["doc"].pop("language", None)
            records.append(record)
        check(records[0] == records[1] and records[0]["events"], f"{records[0]}\n{records[1]}")


@case
def what_a_page_does_not_tell_comes_from_its_feed(folder):
    with Site() as site:
        feed = news(site, 1)
        body = article(0).decode()
        body = re.sub("<meta property.*?>|<title>.*?</title>", "", body).replace("<h1>وفد اللجنة رقم 0 يصل إلى حلب</h1>", "")
        site.routes["/news/0"] = Reply(body.encode())
        a = Run(folder, feed).expect(0, 1).articles[0]
        check(a["title"] == "خبر 0" and a["published"].startswith("2024-05-01"), a)


@case
def a_page_in_windows_1256_named_by_its_header_only(folder):
    with Site() as site:
        feed = news(site, 1)
        site.routes["/news/0"] = Reply(article(0).decode().replace('<meta charset="utf-8">', "").encode("cp1256", "replace"), type="text/html; charset=windows-1256")
        check("وصل وفد من اللجنة" in Run(folder, feed).expect(0, 1).articles[0]["text"], "not read")


@case
def the_utc_day_of_the_clock(folder):
    with Site() as site:
        before = time.strftime("%Y-%m-%d", time.gmtime())
        subprocess.run([RASID, "fetch", news(site, 1), "--to", folder, *QUICK], env={**ENVIRONMENT, "TZ": "Pacific/Kiritimati"}, check=True, capture_output=True)
        names = {p.stem for p in folder.glob("*.jsonl")}
        check(names and names <= {before, time.strftime("%Y-%m-%d", time.gmtime())}, names)


@case
def atom_opml_and_relative_links(folder):
    with Site() as site:
        news(site, 4)
        site.routes["/a/feed"] = Reply(atom(["../news/0", "/news/1"]), type="application/atom+xml")
        site.routes["/b"] = xml(rss([f"{site.base}/news/2", "news/3"]))
        (folder.parent / "feeds.opml").write_text(
            f'<?xml version="1.0"?><opml version="2.0"><head><title>x</title></head><body><outline text="a"><outline text="b" type="rss" xmlUrl="{site.base}/a/feed"/>'
            f'</outline><outline xmlurl=" {site.base}/b "/><outline text="no feed" htmlUrl="{site.base}/c"/></body></opml>')
        Run(folder, folder.parent / "feeds.opml").expect(0, 4, "2 feeds, 4 new articles")


@case
def a_list_with_mistakes_is_read_as_far_as_it_goes(folder):
    with Site() as site:
        feed = news(site, 1)
        bad = folder.parent / "bad.opml"
        bad.write_text(f'<opml><body>\n<outline xmlUrl="{feed}"/>\n<outline xmlUrl="ftp://x.example/feed"/>\n<outline xmlUrl="{feed}"></body>')
        Run(folder, bad).expect(0, 1, "bad.opml: line 4: ", "bad.opml: ftp://x.example/feed: only http and https are fetched", "1 feed, 1 new")
        bad.write_text("this is no list")
        Run(folder, bad).expect(1, 1, "bad.opml: line 1: ")
        bad.write_text("<opml><body><outline text='x'/></body></opml>")
        Run(folder, bad, feed).expect(1, 1, "bad.opml: no list of feeds: no outline has an xmlUrl")
        Run(folder, folder.parent / "none.opml").expect(1, 1, "none.opml: No such file or directory")


# ---- care -------------------------------------------------------------------------------------------------------------

@case
def what_has_not_changed_is_not_fetched_again(folder):
    with Site() as site:
        feed = news(site, 2)
        body = site.routes["/feed"].body

        def conditional(request):
            if request.headers.get("if-none-match") == '"one"' or request.headers.get("if-modified-since") == "Wed, 01 May 2024 00:00:00 GMT":
                return Reply(status=304, headers={"ETag": '"one"'})
            return Reply(body, type="application/rss+xml", headers={"ETag": '"one"', "Last-Modified": "Wed, 01 May 2024 00:00:00 GMT"})

        site.routes["/feed"] = conditional
        Run(folder, feed).expect(0, 2)
        Run(folder, feed).expect(0, 2, "1 feed, 0 new articles")
        first, second = site.asked("/feed")
        check("if-none-match" not in first.headers and "if-modified-since" not in first.headers, first.headers)
        check(second.headers.get("if-none-match") == '"one"' and second.headers.get("if-modified-since"), second.headers)
        check(len(site.asked("/news/0")) == 1, "an article was fetched twice")


@case
def a_host_gets_its_rest_and_hosts_do_not_wait_for_each_other(folder):
    with Site() as one, Site("127.0.0.2") as two, Site("127.0.0.3") as three:
        feeds = [news(site, 3) for site in (one, two, three)]
        run = Run(folder, *feeds, options=["--delay", "300ms", "--allow-private"]).expect(0, 9)
        for site in (one, two, three):
            check(site.most_open == 1, f"{site.most_open} requests of one host at once")
            times = [r.time for r in site.log]
            gaps = [b - a.end for a, b in zip(site.log, times[1:])]
            check(len(times) == 5 and min(gaps) > 0.29, f"gaps {gaps}")
        check(run.seconds < 4.5, f"{run.seconds:.1f} s: hosts waited for each other")


@case
def a_crawl_delay_is_kept_to(folder):
    with Site() as site:
        feed = news(site, 1)
        site.routes["/robots.txt"] = Reply(b"User-agent: *\nCrawl-delay: 0.5\nDisallow:\n", type="text/plain")
        Run(folder, feed).expect(0, 1)
        times = [r.time for r in site.log]
        check(min(b - a for a, b in zip(times, times[1:])) > 0.49, times)


@case
def robots_txt_is_kept_to_and_asked_for_once_a_day(folder):
    with Site() as site:
        feed = news(site, 3)
        site.routes["/robots.txt"] = Reply("\ufeffUser-agent: Other\nDisallow: /\n\nuser-agent: RASID/1\nDisallow: /news/1$\nAllow: /\n".encode(), type="text/plain")
        Run(folder, feed).expect(0, 2, "/news/1: its site's robots.txt forbids it; given up", "2 new articles, 1 given up")
        check(not site.asked("/news/1"), "fetched what is forbidden")
        Run(folder, feed).expect(0, 2, "0 new articles,")
        check(len(site.asked("/robots.txt")) == 1, "robots.txt was asked for again")


@case
def a_feed_that_robots_txt_forbids(folder):
    with Site() as site:
        feed = news(site, 1)
        site.routes["/robots.txt"] = Reply(b"User-agent: *\nDisallow: /feed\n", type="text/plain")
        Run(folder, feed).expect(1, 0, "/feed: its site's robots.txt forbids it", "1 feed (1 failed)")


@case
def without_a_robots_txt_that_answers_nothing_is_fetched(folder):
    with Site() as site:
        feed = news(site, 1)
        site.routes["/robots.txt"] = Reply(status=500)
        Run(folder, feed).expect(1, 0, "/feed: no robots.txt was had (HTTP status 500)")
        check(len(site.asked("/robots.txt")) == 4 and not site.asked("/feed"), "not tried four times, or the feed was fetched")
        site.routes["/robots.txt"] = Reply(status=403)
        Run(folder, feed).expect(0, 1)


@case
def robots_txt_of_every_odd_kind(folder):
    def endless(connection, _):
        connection.sendall(head(Reply(type="text/plain"), None)[:-2].replace(b"Content-Length: 0\r\n", b"") + b"\r\nUser-agent: *\nDisallow: /news/0\n")
        while True:
            connection.sendall(b"# and so on\n" * 1000)

    for i, (robots, n) in enumerate([(Raw(endless), 1), (Reply(b"<html><body>not found</body></html>"), 2), (Reply(os.urandom(20000)), 2),
                                     (lambda r: Reply(status=302, headers={"Location": "/robots.txt"}), 2), (Reply(b"Disallow: /"), 2),
                                     (Reply(b"User-agent: *\rDisallow: /news/0\r", type="text/plain"), 1)]):
        with Site() as site:
            feed = news(site, 2)
            site.routes["/robots.txt"] = robots
            run = Run(folder / str(i), feed)
            check(len(run.articles) == n and run.status == 0, f"{i}: {len(run.articles)}\n{run.err}")


@case
def retry_after_is_heeded(folder):
    for status in (429, 503):
        with Site() as site:
            feed = news(site, 1)
            site.routes["/news/0"] = lambda r, site=site, status=status: Reply(article(0)) if len(site.asked("/news/0")) > 1 else Reply(status=status, headers={"Retry-After": "1"})
            Run(folder / str(status), feed).expect(0, 1)
            first, second = (r.time for r in site.asked("/news/0"))
            check(second - first >= 1, f"came back after {second - first:.2f} s")


@case
def a_host_that_asks_for_long_patience_is_left_for_another_run(folder):
    with Site() as site:
        feed = news(site, 3)
        site.routes["/news/0"] = Reply(status=429, headers={"Retry-After": "3600"})
        run = Run(folder, feed).expect(0, 0, "0 new articles, 3 left for the next run")
        check(len(site.asked("/news/0")) == 1 and not site.asked("/news/1") and run.seconds < 2, "went on")
        news(site, 3)
        Run(folder, feed).expect(0, 3)
    with Site() as site:
        feed = news(site, 1)
        site.routes["/feed"] = Reply(status=503, headers={"Retry-After": "3600"})
        Run(folder / "b", feed).expect(1, 0, "/feed: its host asks to wait for 3600 seconds")
        Run(folder / "b", feed).expect(1, 0, "/feed: its host asked to wait for 3")
        check(len(site.asked("/feed")) == 1, "was asked again at once")


@case
def a_contact_and_nothing_of_the_users(folder):
    with Site() as site:
        Run(folder, news(site, 1), options=[*QUICK, "--contact", "mailto:a@b.example"]).expect(0, 1)
        headers = site.asked("/feed")[0].headers
        check(headers["user-agent"].endswith(" (mailto:a@b.example)"), headers)
        check(set(headers) <= {"host", "user-agent", "accept", "accept-encoding"}, headers)


# ---- feeds that change, and that repeat themselves ---------------------------------------------------------------------

@case
def a_feed_that_changes_brings_what_is_new(folder):
    with Site() as site:
        feed = news(site, 3)
        Run(folder, feed).expect(0, 3)
        news(site, 3, first=2)
        Run(folder, feed, day="2024-05-03").expect(0, 5, "2 new articles")
        news(site, 3)
        Run(folder, feed, day="2024-05-04").expect(0, 5, "0 new articles")
        check(sorted(p.name for p in folder.glob("*.jsonl")) == ["2024-05-02.jsonl", "2024-05-03.jsonl"], "other days")


@case
def guids_that_repeat_do_not_hide_articles_and_links_that_repeat_do(folder):
    with Site() as site:
        feed = news(site, 3, guid="0")
        Run(folder, feed).expect(0, 3)
        base = site.base
        links = [f"{base}/news/0", f"{base}/news/0#top", f"{base}/news/0?utm_source=rss&utm_medium=x", f"{base}/news/../news/0", f"{base}/%6eews/0", f"{base}/news/4?a=1&utm_term=y",
                 f"{base}/news/4?a=1"]
        site.routes["/news/4?a=1"] = site.routes["/news/4?a=1&utm_term=y"] = Reply(article(4))
        site.routes["/%6eews/0"] = Reply(status=301, headers={"Location": "/news/0"})
        site.routes["/feed"] = xml(rss(links))
        Run(folder, feed).expect(0, 4, "1 new article,")


@case
def two_addresses_that_lead_to_one_page(folder):
    with Site() as site:
        site.routes["/r/1"] = site.routes["/r/2"] = Reply(status=302, headers={"Location": "/news/7"})
        site.routes["/news/7"] = Reply(article(7))
        site.routes["/feed"] = xml(rss([f"{site.base}/r/1", f"{site.base}/r/2", f"{site.base}/news/7"]))
        a = Run(folder, f"{site.base}/feed").expect(0, 1).articles[0]
        check(a["id"] == f"{site.base}/r/1" and a["url"] == f"{site.base}/news/7", a)
        Run(folder, f"{site.base}/feed").expect(0, 1)


@case
def one_article_in_two_feeds(folder):
    with Site() as site:
        feed = news(site, 2)
        site.routes["/other"] = site.routes["/feed"]
        Run(folder, feed, f"{site.base}/other", feed).expect(0, 2, "2 feeds, 2 new articles")


@case
def feeds_that_are_none_or_broken(folder):
    with Site() as site:
        good = news(site, 1)
        broken = {"html": b"<html><body>no feed</body></html>", "empty": b"", "noise": bytes(range(256)) * 20, "cut": rss([f"{site.base}/news/{i}" for i in range(3)])[:-150],
                  "json": b'{"version": "https://jsonfeed.org/version/1"}', "nested": b"<rss><channel>" + b"<a>" * 100000,
                  "bomb": b'<!DOCTYPE r [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "' + b"&a;" * 50 + b'"><!ENTITY c "' + b"&b;" * 50 + b'"><!ENTITY d "' + b"&c;" * 50
                  + b'"><!ENTITY e "' + b"&d;" * 50 + b'">]><rss><channel><title>&e;</title></channel></rss>',
                  "outside": b'<!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/passwd">]><rss><channel><item><title>&x;</title><link>/news/0</link></item></channel></rss>'}
        for name, body in broken.items():
            site.routes[f"/{name}"] = xml(body)
        for name in ("html", "empty", "noise", "json"):
            run = Run(folder / name, f"{site.base}/{name}", good).expect(1, 1, f"/{name}: ", "2 feeds (1 failed), 1 new article")
        for name in ("cut", "nested", "bomb", "outside"):
            run = Run(folder / name, f"{site.base}/{name}", good)
            check(run.seconds < 20 and run.status in (0, 1) and len(run.articles) >= 1, f"{name}: {run.seconds} s\n{run.err}")
            check("root:" not in (folder / name / "fetch.state").read_text(), "a file of this machine was read")


@case
def items_without_an_address_are_told_of(folder):
    with Site() as site:
        feed = news(site, 1)
        site.routes["/feed"] = xml(rss([f"{site.base}/news/0", "javascript:alert(1)", "file:///etc/passwd", "http://user:secret@x.example/", "", "http://" + "a" * 5000]))
        Run(folder, feed).expect(0, 1, "/feed: 5 of 6 items have no address that can be fetched")


# ---- answers that are not to be trusted --------------------------------------------------------------------------------

def bad_article(folder, reply, *said, status=0, options=QUICK, given_up=True, quick=True):
    """A feed of a bad article between two good ones: the rest is done."""
    with Site() as site:
        feed = news(site, 3)
        site.routes["/news/1"] = reply
        run = Run(folder, feed, options=options).expect(status, 2, f"{site.base}/news/1: ", *said, "2 new articles, 1 given up" if given_up else "2 new articles, 1 left for the next run")
        check(run.seconds < (8 if quick else 30), f"{run.seconds:.1f} s")
        return run, site


@case
def a_page_that_never_ends(folder):
    def endless(connection, _):
        connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<html><body><p>")
        while True:
            connection.sendall(b"x" * 65536)

    bad_article(folder, Raw(endless), "larger than 10 MB, the limit; given up")


@case
def a_page_that_is_too_large(folder):
    with Site() as site:
        feed = news(site, 2)
        site.routes["/news/1"] = Reply(article(1) + b" " * 20000)
        Run(folder / "a", feed, options=[*QUICK, "--max-size", "20k"]).expect(0, 1, "/news/1: larger than 0.02 MB, the limit; given up")
    bad_article(folder, Raw(lambda c, _: c.sendall(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 99999999999\r\n\r\n<p>")), "larger than 10 MB, the limit")


@case
def a_header_that_never_ends(folder):
    def endless(connection, _):
        connection.sendall(b"HTTP/1.1 200 OK\r\n")
        while True:
            connection.sendall(b"X-More: " + b"y" * 1000 + b"\r\n")

    bad_article(folder, Raw(endless), "; ", given_up=True)


@case
def a_gzip_bomb(folder):
    packer = zlib.compressobj(9, zlib.DEFLATED, 31)
    bomb = b"".join(packer.compress(b" " * (1 << 20)) for _ in range(2000)) + packer.flush()
    process_limit = subprocess.run(["bash", "-c", "ulimit -v"], capture_output=True, text=True).stdout.strip()
    check(process_limit, "no limits here")
    with Site() as site:
        feed = news(site, 3)
        site.routes["/news/1"] = Reply(bomb, headers={"Content-Encoding": "gzip"})
        site.routes["/bomb"] = Reply(gzip.compress(bomb), headers={"Content-Encoding": "gzip, gzip"}, type="application/rss+xml")
        report = folder.parent / "usage"
        done = subprocess.run([sys.executable, "-c",
                               "import resource, subprocess, sys; s = subprocess.run(sys.argv[2:]).returncode; "
                               "open(sys.argv[1], 'w').write(str(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)); sys.exit(s)",
                               report, RASID, "fetch", feed, f"{site.base}/bomb", "--to", folder, *QUICK], env=ENVIRONMENT, capture_output=True, text=True, timeout=60)
        check(done.returncode == 1 and len(articles(folder)) == 2, done.stderr)
        check(done.stderr.count("larger than 10 MB, the limit") == 2, done.stderr)
        used = int(report.read_text()) / 1000
        check(used < MEMORY_MB, f"{used:.0f} MB of memory")


@case
def a_page_that_is_honestly_compressed(folder):
    with Site() as site:
        feed = news(site, 1)
        site.routes["/news/0"] = Reply(gzip.compress(article(0)), headers={"Content-Encoding": "gzip"})
        Run(folder, feed).expect(0, 1)
    bad_article(folder / "b", Reply(b"\x1f\x8bnot gzip at all", headers={"Content-Encoding": "gzip"}), "; ")


@case
def a_connection_that_is_cut(folder):
    body = article(1)

    def cut(connection, _):
        connection.sendall(head(Reply(body)) + body[:len(body) // 2])

    run, site = bad_article(folder, Raw(cut), "left for the next run", given_up=False)
    check(len(site.asked("/news/1")) == 4, f"{len(site.asked('/news/1'))} tries")
    check(all("رقم 1 " not in a["text"] for a in run.articles), "half a page was taken for a whole one")


@case
def a_length_that_is_wrong(folder):
    body = article(1)
    bad_article(folder, Raw(lambda c, _: c.sendall(head(Reply(body), len(body) + 100) + body)), "left for the next run", given_up=False)
    bad_article(folder / "b", Raw(lambda c, _: c.sendall(head(Reply(body), -5) + body)), "; ")
    with Site() as site:
        feed = news(site, 1)
        site.routes["/news/0"] = Raw(lambda c, _: c.sendall(head(Reply(body)) + body + b"and more that does not belong to it"))
        a = Run(folder / "c", feed).expect(0, 1).articles[0]
        check("belong" not in a["text"], a)


@case
def a_chunked_body_that_is_cut(folder):
    def cut(connection, _):
        connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\n100\r\n" + article(1)[:256] + b"\r\n")

    bad_article(folder, Raw(cut), "left for the next run", given_up=False)


@case
def a_connection_that_hangs(folder):
    options = [*QUICK, "--timeout", "500ms", "--retries", "1"]
    bad_article(folder, Raw(lambda c, _: time.sleep(20)), "left for the next run", options=options, given_up=False)

    def drip(connection, _):
        connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n")
        for _ in range(100):
            connection.sendall(b"<p>")
            time.sleep(0.2)

    bad_article(folder / "b", Raw(drip), "left for the next run", options=options, given_up=False)


@case
def a_host_that_hangs_does_not_stop_the_rest(folder):
    with Site() as bad, Site("127.0.0.2") as good:
        bad.routes["/robots.txt"] = Raw(lambda c, _: time.sleep(20))
        run = Run(folder, f"{bad.base}/feed", news(good, 3), options=[*QUICK, "--timeout", "1s", "--retries", "0"]).expect(1, 3, "2 feeds (1 failed), 3 new")
        check(run.seconds < 6, f"{run.seconds:.1f} s")
        check(max(r.end for r in good.log) - min(r.time for r in good.log) < 0.9, "it waited")


@case
def a_host_that_is_not_there(folder):
    with Site() as site:
        good = news(site, 1)
        with Site() as gone:
            dead = f"{gone.base}/feed"
        time.sleep(0.1)
        Run(folder, dead, "http://no-such-host.invalid/feed", good).expect(1, 1, "/feed: no robots.txt was had (Failed to connect", "no-such-host.invalid/feed: no robots.txt was had (Could not resolve host",
                                                                          "3 feeds (2 failed), 1 new")


@case
def an_article_that_fails_in_three_runs_is_given_up(folder):
    with Site() as site:
        feed = news(site, 1)
        site.routes["/news/0"] = Reply(status=500)
        options = [*QUICK, "--retries", "1"]
        for said in ("left for the next run", "left for the next run", "given up"):
            Run(folder, feed, options=options).expect(0, 0, f"HTTP status 500; {said}")
        run = Run(folder, feed, options=options).expect(0, 0)
        check("given up" not in run.err and len(site.asked("/news/0")) == 6, run.err)


@case
def what_is_not_there_is_not_asked_for_again(folder):
    for status in (404, 410, 403, 204):
        run, site = bad_article(folder / str(status), Reply(status=status), f"HTTP status {status}; given up")
        check(len(site.asked("/news/1")) == 1, "asked again")


@case
def what_strangers_write_does_not_command_the_terminal(folder):
    run, _ = bad_article(folder, Reply(b"x", headers={"Content-Encoding": "\x1b[2Jbad\x07"}), "given up")
    bad_article(folder / "b", Reply(b"x", type="a/\x1b[2Jb"), "given up")
    check("\x1b" not in run.err and "\x07" not in run.err, repr(run.err))


@case
def what_is_no_page(folder):
    run, site = bad_article(folder, Reply(b"%PDF-1.4", type="application/pdf"), "no page but application/pdf; given up")
    bad_article(folder / "b", Reply(b"<html><body></body></html>"), "no article was found in the page; given up")
    bad_article(folder / "c", Reply(b""), "; given up")
    bad_article(folder / "d", Raw(lambda c, _: c.sendall(b"this is no HTTP\r\n\r\n")), "; given up")
    bad_article(folder / "e", Raw(lambda c, _: c.sendall(b"\x00" * 5000)), "; given up")


# ---- where answers may not lead ----------------------------------------------------------------------------------------

@case
def redirects_are_followed_so_far(folder):
    with Site() as site:
        feed = news(site, 1)
        for i in range(5):
            site.routes[f"/r/{i}"] = Reply(status=(301, 302, 303, 307, 308)[i], headers={"Location": f"{site.base}/r/{i + 1}" if i < 4 else "../news/0"})
        site.routes["/feed"] = xml(rss([f"{site.base}/r/0"]))
        Run(folder, feed).expect(0, 1)
        bad_article(folder / "b", Reply(status=302, headers={"Location": "/news/1"}), "redirected too often")
        bad_article(folder / "c", Reply(status=302), "redirected to nowhere")
        site.routes["/feed"] = Reply(status=301, headers={"Location": "/feed"})
        Run(folder / "d", feed).expect(1, 0, "/feed: redirected too often")


@case
def redirects_to_other_schemes_are_refused(folder):
    for i, target in enumerate(("file:///etc/passwd", "ftp://127.0.0.1/x", "gopher://127.0.0.1:70/x", "javascript:alert(1)", "data:text/html,<p>x", "scp://h/x", "http://u:p@127.0.0.1/")):
        bad_article(folder / str(i), Reply(status=302, headers={"Location": target}), "; given up")
    with Site() as site:
        site.routes["/feed"] = Reply(status=302, headers={"Location": "file:///etc/passwd"})
        Run(folder / "feed", f"{site.base}/feed").expect(1, 0, "only http and https are fetched: file:///etc/passwd")


@case
def a_redirect_is_held_against_robots_txt(folder):
    with Site() as site, Site("127.0.0.2") as other:
        feed = news(site, 2)
        other.routes["/robots.txt"] = Reply(b"User-agent: *\nDisallow: /\n", type="text/plain")
        other.routes["/x"] = Reply(article(1))
        site.routes["/news/1"] = Reply(status=302, headers={"Location": f"{other.base}/x"})
        Run(folder, feed).expect(0, 1, f"/news/1: its site's robots.txt forbids it (after a redirect to {other.base}/x); given up")
        check(not other.asked("/x"), "fetched what is forbidden")


@case
def private_addresses_are_not_connected_to(folder):
    with Site() as site, Site("::1") as six:
        news(site, 1)
        news(six, 1)
        options = [o for o in QUICK if o != "--allow-private"]
        for i, url in enumerate((f"{site.base}/feed", f"http://localhost:{site.port}/feed", f"http://127.1:{site.port}/feed", f"http://2130706433:{site.port}/feed",
                                 f"http://0.0.0.0:{site.port}/feed", f"http://[::ffff:127.0.0.1]:{site.port}/feed", f"{six.base}/feed", f"http://[64:ff9b::7f00:1]:{site.port}/feed")):
            run = Run(folder / str(i), url, options=options).expect(1, 0, "which is no address of the public internet")
            check(run.seconds < 2, f"{url}: tried again for {run.seconds} s")
        check(not site.log and not six.log, "a request came through")


def inside(folder):
    """In a network of its own, where 11.22.33.44 stands for the public internet."""
    with Site("11.22.33.44") as public, Site() as private:
        private.routes["/x"] = Reply(article(9))
        public.routes["/news/0"] = Reply(article(0))
        public.routes["/news/1"] = Reply(status=302, headers={"Location": f"{private.base}/x"})
        public.routes["/news/2"] = Reply(status=302, headers={"Location": f"http://localhost:{private.port}/x"})
        public.routes["/feed"] = xml(rss([f"{public.base}/news/{i}" for i in range(3)] + [f"{private.base}/x"]))
        run = Run(folder, f"{public.base}/feed", options=[o for o in QUICK if o != "--allow-private"])
        run.expect(0, 1, "1 new article, 3 left", f"/news/1: leads to 127.0.0.1, which is no address of the public internet (after a redirect to {private.base}/x); left for the next run")
        check(not private.log, "the private site was asked")
        public.routes["/robots.txt"] = Reply(status=302, headers={"Location": f"{private.base}/robots.txt"})
        Run(folder.parent / "b", f"{public.base}/feed", options=[o for o in QUICK if o != "--allow-private"]).expect(1, 0, "/feed: leads to 127.0.0.1")
        check(not private.log, "the private site was asked")


@case
def the_public_internet_may_not_lead_to_a_private_address(folder):
    alone = ["unshare", "--user", "--map-root-user", "--net", "bash", "-c", 'ip link set lo up && ip addr add 11.22.33.44/32 dev lo && exec "$@"', "bash"]
    if not shutil.which("ip") or subprocess.run([*alone, "true"], capture_output=True).returncode != 0:
        raise SkipCase("no network of its own to be had")
    done = subprocess.run([*alone, sys.executable, __file__, "--inside", folder], env=ENVIRONMENT, capture_output=True, text=True, timeout=60)
    check(done.returncode == 0, done.stdout + done.stderr)


@case
def an_address_that_is_known_is_judged_at_each_connection(folder):
    with Site() as site:
        feed = news(site, 1)
        Run(folder, feed).expect(0, 1)
        options = [o for o in QUICK if o != "--allow-private"]
        # The rules are known from the first run, so that the request itself is what is refused.
        Run(folder, feed, options=options).expect(1, 1, "/feed: leads to 127.0.0.1, which is no address of the public internet")


# ---- TLS ---------------------------------------------------------------------------------------------------------------

def certificate(folder, name, *more):
    subprocess.run(["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", folder / f"{name}.key", "-out", folder / f"{name}.pem", "-days", "2",
                    "-subj", f"/CN={name}", *more], check=True, capture_output=True)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(folder / f"{name}.pem", folder / f"{name}.key")
    return context


@case
def tls_that_is_sound_and_tls_that_is_not(folder):
    if not shutil.which("openssl"):
        raise SkipCase("no openssl")
    place = folder.parent
    right = certificate(place, "right", "-addext", "subjectAltName=IP:127.0.0.1")
    with Site(tls=right) as site:
        feed = news(site, 2)
        Run(folder / "a", feed, options=[*QUICK, "--ca", place / "right.pem"]).expect(0, 2)
        Run(folder / "b", feed).expect(1, 0, "/feed: SSL certificate problem")
    with Site() as plain, Site(tls=right) as site:
        news(site, 1)
        plain.routes["/feed"] = xml(rss([f"{site.base}/news/0"]))
        # A certificate may be mended: the article waits.
        Run(folder / "e", f"{plain.base}/feed").expect(0, 0, "/news/0: SSL certificate problem", "0 new articles, 1 left for the next run")
        Run(folder / "e", f"{plain.base}/feed", options=[*QUICK, "--ca", place / "right.pem"]).expect(0, 1)
    with Site(tls=certificate(place, "wrong", "-addext", "subjectAltName=DNS:other.example")) as site:
        Run(folder / "c", news(site, 1), options=[*QUICK, "--ca", place / "wrong.pem"]).expect(1, 0, "/feed: SSL: no alternative certificate subject name")
    with Site() as site:
        news(site, 1)
        Run(folder / "d", f"https://127.0.0.1:{site.port}/feed").expect(1, 0, "no robots.txt was had")


# ---- the end comes at any time -----------------------------------------------------------------------------------------

@case
def killed_again_and_again_it_loses_nothing_and_repeats_nothing(folder):
    rng = random.Random(7)
    n, n_kills, n_cut = 60, 0, 0
    with Site() as site:
        feed = news(site, n)
        body = site.routes["/feed"].body
        for i in range(n):
            page = article(i)
            site.routes[f"/news/{i}"] = lambda r, page=page: (time.sleep(0.01), Reply(page))[1]
        site.routes["/feed"] = lambda r: (Reply(status=304) if r.headers.get("if-none-match") == '"e"' else
                                          Reply(body, type="application/rss+xml", headers={"ETag": '"e"'}))
        end = time.monotonic() + 40
        while time.monotonic() < end and len(read_whole(folder)) < n:
            process = subprocess.Popen([RASID, "fetch", feed, "--to", folder, "--today", rng.choice(["2024-05-02", "2024-05-03"]), *QUICK], env=ENVIRONMENT,
                                       stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
            # In the midst of things: a while behind some request.
            target = len(site.log) + rng.randint(1, 7)
            while process.poll() is None and len(site.log) < target:
                time.sleep(0.0005)
            time.sleep(rng.random() * 0.012)
            if process.poll() is None:
                process.send_signal(signal.SIGKILL)
                n_kills += 1
            n_cut += "unfinished line" in process.communicate()[1]
        run = Run(folder, feed).expect(0, n)
        check({a["id"] for a in run.articles} == {f"{site.base}/news/{i}" for i in range(n)}, "some are missing")
        check(n_kills >= 10, f"only {n_kills} kills")
        asked = sum(len(site.asked(f"/news/{i}")) for i in range(n))
        check(asked <= n + 2 * n_kills, f"{asked} requests for {n} articles, {n_kills} kills")
        print(f"#   {n_kills} kills, {asked} requests for {n} articles, {n_cut} half lines cut")


def read_whole(folder):
    """The lines that are there, but for one that may be unfinished."""
    return [line for p in folder.glob("*.jsonl") for line in p.read_bytes().split(b"\n")[:-1]]


@case
def half_a_line_and_half_a_state_are_mended(folder):
    with Site() as site:
        feed = news(site, 3)
        Run(folder, feed).expect(0, 3)
        day, state = folder / "2024-05-02.jsonl", folder / "fetch.state"
        lines = day.read_bytes().splitlines(keepends=True)
        journal = state.read_bytes()
        # The article is in the day's file, the journal was not written any more.
        state.write_bytes(b"".join(x for x in journal.splitlines(keepends=True) if b"/news/2\t" not in x and not x.startswith(b"day\t")) + b"day\t2024-05-02\t%d\n" % len(lines[0] + lines[1]))
        Run(folder, feed).expect(0, 3, "1 articles were there that its state did not know")
        # Half a line in the day's file, half a line in the journal.
        day.write_bytes(lines[0] + lines[1] + lines[2][:-30])
        state.write_bytes(b"".join(x for x in journal.splitlines(keepends=True) if b"/news/2\t" not in x and not x.startswith(b"day\t"))
                          + b"day\t2024-05-02\t%d\narticle\thttp" % len(lines[0] + lines[1]))
        Run(folder, feed).expect(0, 3, "an unfinished line of an earlier run was cut", "1 new article")
        # No state at all.
        state.unlink()
        Run(folder, feed).expect(0, 3, "0 new articles")
        check(len(site.asked("/news/0")) == 1, "fetched again")


@case
def a_state_that_is_none_is_refused(folder):
    with Site() as site:
        feed = news(site, 1)
        folder.mkdir()
        for text in ("not a state\n", "rasid-fetch-state\t2\n", "rasid-fetch-state\t1\nfeed\tx\n", "rasid-fetch-state\t1\narticle\ta\tdone\tx\t0\t\t\t\t\n"):
            (folder / "fetch.state").write_text(text)
            Run(folder, feed).expect(3, 0, "fetch.state:", "move the file away to begin anew")


@case
def a_folder_that_cannot_be_written_to(folder):
    with Site() as site:
        feed = news(site, 1)
        folder.write_text("a file")
        done = subprocess.run([RASID, "fetch", feed, "--to", folder.parent / "x/y/z", *QUICK], env=ENVIRONMENT, capture_output=True, text=True)
        check(done.returncode == 3 and "rasid fetch: cannot make the folder" in done.stderr, done.stderr)
        done = subprocess.run([RASID, "fetch", feed, "--to", folder, *QUICK], env=ENVIRONMENT, capture_output=True, text=True)
        check(done.returncode == 3 and "rasid fetch: cannot open the folder" in done.stderr, done.stderr)


@case
def a_full_disk_leaves_whole_lines(folder):
    with Site() as site:
        feed = news(site, 20)
        # A limit on the size of files stands in for a disk that is full.
        done = subprocess.run(["bash", "-c", 'ulimit -f 12; trap "" XFSZ; exec "$@"', "bash", RASID, "fetch", feed, "--to", folder, "--today", "2024-05-02", *QUICK],
                              env=ENVIRONMENT, capture_output=True, text=True, timeout=60)
        check(done.returncode == 3 and "rasid fetch: cannot write" in done.stderr, f"{done.returncode} {done.stderr}")
        n = len(articles(folder))
        check(0 < n < 20, n)
        Run(folder, feed).expect(0, 20)


@case
def two_at_once_in_one_folder(folder):
    with Site() as site:
        feed = news(site, 1)
        site.routes["/news/0"] = Raw(lambda c, _: (time.sleep(1.5), c.sendall(head(Reply(article(0))) + article(0))))
        first = subprocess.Popen([RASID, "fetch", feed, "--to", folder, *QUICK, "--timeout", "5s"], env=ENVIRONMENT, stderr=subprocess.PIPE)
        wait_for(lambda: site.asked("/news/0"))
        Run(folder, feed).expect(3, 0, "is in use by another 'rasid fetch'")
        check(first.wait(timeout=20) == 0 and len(articles(folder)) == 1, "the first one failed")
        first.stderr.close()


def wait_for(condition, seconds=20):
    end = time.monotonic() + seconds
    while not condition():
        check(time.monotonic() < end, "nothing came")
        time.sleep(0.02)


@case
def a_signal_ends_it_well(folder):
    with Site() as site:
        feed = news(site, 50)
        for number in (signal.SIGINT, signal.SIGTERM):
            process = subprocess.Popen([RASID, "fetch", feed, "--to", folder, *QUICK, "--delay", "60ms"], env=ENVIRONMENT, stderr=subprocess.PIPE, text=True)
            before = len(site.log)
            wait_for(lambda: len(site.log) > before + 5)
            process.send_signal(number)
            _, err = process.communicate(timeout=10)
            check(process.returncode == -number, f"{process.returncode} {err}")
            check("left for the next run" in err, err)
        n = len(articles(folder))
        check(0 < n < 50, n)
        Run(folder, feed).expect(0, 50)
        check(sum(len(site.asked(f"/news/{i}")) for i in range(50)) <= 52, "fetched again")


@case
def round_after_round(folder):
    with Site() as site:
        feed = news(site, 2)
        process = subprocess.Popen([RASID, "fetch", feed, "--to", folder, *QUICK, "--every", "700ms"], env=ENVIRONMENT, stderr=subprocess.PIPE, text=True)
        wait_for(lambda: len(site.asked("/feed")) >= 2)
        news(site, 2, first=1)
        wait_for(lambda: len(articles(folder)) == 3)
        # A round that fails does not end it.
        site.routes["/feed"] = Reply(status=404)
        n = len(site.asked("/feed"))
        wait_for(lambda: len(site.asked("/feed")) >= n + 2)
        times = [r.time for r in site.asked("/feed")]
        process.send_signal(signal.SIGTERM)
        _, err = process.communicate(timeout=10)
        check(process.returncode == -signal.SIGTERM and err.count("rasid: 1 feed") >= 4, err)
        check(min(b - a for a, b in zip(times, times[1:])) > 0.5, times)


@case
def a_round_ends_in_time_and_the_next_goes_on(folder):
    with Site() as site:
        feed = news(site, 12)
        process = subprocess.Popen([RASID, "fetch", feed, "--to", folder, *QUICK, "--delay", "150ms", "--every", "900ms"], env=ENVIRONMENT, stderr=subprocess.PIPE, text=True)
        wait_for(lambda: len(site.asked("/news/11")) == 1 and len(articles(folder)) == 12)
        process.send_signal(signal.SIGTERM)
        process.communicate(timeout=10)
        check(len(site.asked("/feed")) >= 2, "the feed was not polled while articles were left")
        check(all(len(site.asked(f"/news/{i}")) == 1 for i in range(12)), "an article was fetched twice")


@case
def the_commands_that_documents_show(folder):
    shown = []
    for path in (RASID_ROOT / "README.md", RASID_ROOT / "man/rasid-fetch.1"):
        text = path.read_text(encoding="utf-8").replace("\\-", "-")
        found = re.findall(r"^rasid fetch .*$", text, re.M)
        check(found, f"{path.name} shows none")
        shown += found
    with Site() as site:
        feed = news(site, 1)
        (folder.parent / "feeds.opml").write_text(f"<opml><body><outline xmlUrl='{feed}'/></body></opml>")
        for i, command in enumerate(shown):
            words = re.sub(r"https://\S+", feed, command.split(" #")[0]).replace("--every 15m", "--once").split()
            check(words[:2] == ["rasid", "fetch"] and words[words.index("--to") + 1], command)
            words[words.index("--to") + 1] = str(folder.parent / f"shown-{i}")
            done = subprocess.run([RASID, *words[1:], *QUICK], env=ENVIRONMENT, cwd=folder.parent, capture_output=True, text=True, timeout=60)
            check(done.returncode == 0 and len(articles(folder.parent / f"shown-{i}")) == 1, f"{command}: {done.stderr}")


@case
def wrong_usage(folder):
    for arguments, said in (([], "needs --to DIR"), (["--to", folder], "needs the address of a feed, or a list of feeds (OPML)"),
                            (["--to", folder, "x", "--delay", "fast"], "--delay needs a time such as 5s, 200ms or 15m, not 'fast'"),
                            (["--to", folder, "x", "--every", "0"], "--every needs a time"), (["--to", folder, "x", "--hosts", "0"], "--hosts needs a number from 1 to 256, not '0'"),
                            (["--to", folder, "x", "--max-size", "5T"], "--max-size needs a size from 1k to 1000M, not '5T'"),
                            (["--to", folder, "x", "--today", "2024-13-01"], "--today needs YYYY-MM-DD"), (["--to", folder, "x", "--contact", "a\nb"], "--contact needs a line of text")):
        done = subprocess.run([RASID, "fetch", *arguments], env=ENVIRONMENT, capture_output=True, text=True)
        check(done.returncode == 2 and said in done.stderr and not folder.exists(), f"{arguments}: {done.returncode} {done.stderr}")
    Run(folder, "ftp://x.example/feed").expect(1, 0, "rasid fetch: ftp://x.example/feed: only http and https are fetched")


class SkipCase(Exception):
    pass


def main():
    if sys.argv[1:2] == ["--inside"]:
        inside(pathlib.Path(sys.argv[2]))
        return
    tap = Tap()
    for f in CASES:
        name = f.__name__.replace("_", " ")
        if len(sys.argv) > 1 and sys.argv[1] not in name:
            continue
        with tempfile.TemporaryDirectory() as temporary:
            start = time.monotonic()
            try:
                f(pathlib.Path(temporary) / "out")
                problem = None
            except SkipCase as e:
                tap.skip(name, e)
                continue
            except Failed as e:
                problem = str(e)
            except Exception:
                problem = traceback.format_exc()
            tap.case(name, problem)
            if len(sys.argv) > 1:
                print(f"#   {time.monotonic() - start:.1f} s")
    tap.done()


if __name__ == "__main__":
    main()
