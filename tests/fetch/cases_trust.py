"""Answers that are not to be trusted, where they may not lead, and TLS."""
import gzip
import shutil
import ssl
import subprocess
import sys
import time
import zlib

from fetch_frame import ENVIRONMENT, Failed, MEMORY_MB, QUICK, Run, SkipCase, articles, case, check, news
from news_site import Raw, Reply, Site, article, head, rss, xml
from tap import RASID, ROOT as RASID_ROOT


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
    done = subprocess.run([*alone, sys.executable, RASID_ROOT / "tests/fetch/run.py", "--inside", folder], env=ENVIRONMENT, capture_output=True, text=True, timeout=60)
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
