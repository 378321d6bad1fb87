"""What the cases of `rasid fetch` share: a run, its articles, and the list of cases."""
import json
import os
import pathlib
import subprocess
import time

from news_site import Reply, article, rss, xml
from tap import RASID

ENVIRONMENT = {**os.environ, "LC_ALL": "C.UTF-8", "http_proxy": "http://127.0.0.1:1", "https_proxy": "http://127.0.0.1:1"}
QUICK = ["--delay", "0", "--retry-delay", "10ms", "--timeout", "2s", "--allow-private"]
MEMORY_MB = 400 if "sanitize" not in str(RASID) else 1500
CASES = []


def case(f):
    CASES.append(f)
    return f


class Failed(Exception):
    pass


class SkipCase(Exception):
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
