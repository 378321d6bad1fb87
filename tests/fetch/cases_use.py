"""What fetching is for, the care it takes of sites, and feeds that change."""
import json
import os
import re
import subprocess
import time

from fetch_frame import ENVIRONMENT, QUICK, Run, articles, case, check, news
from news_site import Raw, Reply, Site, article, atom, head, rss, xml
from tap import RASID


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
