"""The end comes at any time; rounds; wrong usage."""
import random
import re
import signal
import subprocess
import time

from fetch_frame import ENVIRONMENT, QUICK, Run, articles, case, check, news
from news_site import Raw, Reply, Site, article, head, rss, xml
from tap import RASID, ROOT as RASID_ROOT


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
