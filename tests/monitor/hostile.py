#!/usr/bin/env python3
"""Requests that nobody should send: oversized, slow, cut, injected, off the path. The monitor stays up, lets nobody in,
and loses nothing.

    hostile.py [WORD]
"""
import contextlib
import pathlib
import random
import re
import socket
import sqlite3
import sys
import tempfile
import threading
import time
import traceback

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))
from monitor_server import Server, make_store  # noqa: E402
from make_reports import HOSTILE  # noqa: E402
from tap import Tap  # noqa: E402

CASES = []


def case(f):
    CASES.append(f)
    return f


class Failed(Exception):
    pass


def check(condition, what):
    if not condition:
        raise Failed(str(what))


def raw(server, data, timeout=10, parts=None, pause=0):
    """Sends bytes, and returns what comes back until the connection ends."""
    with socket.create_connection((server.host, server.port), timeout=timeout) as s:
        try:
            for part in parts or [data]:
                s.sendall(part)
                if pause:
                    time.sleep(pause)
            got = b""
            while chunk := s.recv(65536):
                got += chunk
                if b"\r\n\r\n" in got and re.search(rb"content-length: (\d+)", got, re.I):
                    head, body = got.split(b"\r\n\r\n", 1)
                    if len(body) >= int(re.search(rb"content-length: (\d+)", head, re.I)[1]):
                        break
            return got
        except (ConnectionError, socket.timeout) as problem:
            return b"" if isinstance(problem, ConnectionError) else b"TIMEOUT"


def status(answer):
    found = re.match(rb"HTTP/1\.[01] (\d+)", answer)
    return int(found[1]) if found else 0


def counts(server):
    return server.get("session").json["counts"]


def request(line, *headers, body=b""):
    return "\r\n".join([line, "Host: 127.0.0.1", "Connection: close", *headers, "", ""]).encode("latin-1") + body


@case
def paths_lead_nowhere_else(server):
    secrets = (b"root:", b"SQLite format", b"PRIVATE KEY")
    for path in ("/../../etc/passwd", "/..%2f..%2fetc/passwd", "/%2e%2e/%2e%2e/etc/passwd", "//etc/passwd", "/....//etc/passwd", "/test.db", "/web/../test.db",
                 "/.%00/etc/passwd", "/index.html%00.png", "/%c0%ae%c0%ae/etc/passwd", "/..\\..\\etc\\passwd", "/%5c..%5cetc", "/app.js/", "/./app.js", "/api/v1/../../etc/passwd",
                 "/api/v1/incidents/../users", "/api/v1//incidents", "/api/v1/%2e%2e/x", "/%", "/%4", "/%zz", "/\x01", "/" + "a/" * 50, "/" + "a" * 9000, "*", "http://evil.example/", ""):
        answer = raw(server, request(f"GET {path} HTTP/1.1"))
        check(status(answer) in (0, 400, 404, 414, 421, 431), f"{path[:60]!r}: {answer[:80]}")
        check(not any(secret in answer for secret in secrets), f"{path[:60]!r} shows a file")


@case
def sql_in_every_parameter_is_a_word(server):
    before = counts(server)
    tricks = ["' OR '1'='1", "'; DROP TABLE reports; --", "1); DELETE FROM events; --", "\" OR 1=1 --", "%' UNION SELECT hash FROM users --", "x\" NEAR(", "* - AND OR NOT (", "\\", "%", "_",
              "'||(SELECT name FROM users)||'", HOSTILE, "a" * 4000, "\u202e\u2066", "قتل' OR 1", "-", "\"", "(", "*"]
    from urllib.parse import quote
    for name in ("words", "category", "mode", "status", "actor", "place", "country", "source", "review", "toll", "who", "target", "order", "from", "id", "limit", "south"):
        for trick in tricks:
            for view in ("incidents", "events", "reports", "map", "export/incidents"):
                answer = server.get(f"{view}?{name}={quote(trick)}")
                check(answer.status in (200, 400), f"{view}?{name}={trick[:40]}: {answer.status} {answer.body[:200]}")
                check(b"argon2" not in answer.body and b"SQL" not in answer.body and b"syntax" not in answer.body.lower(), f"{name}={trick[:40]}: {answer.body[:200]}")
    check(counts(server) == before, "rows were lost")


@case
def sql_and_html_in_every_field_are_kept_as_they_are(server):
    server.enter()
    before = counts(server)
    for field in ("place", "country", "admin1", "claimant", "category", "status", "date", "modes", "actor", "review", "id", "hash", "field'; --"):
        answer = server.post("corrections", {"target": "event", "id": 1, "field": field, "value": HOSTILE, "note": HOSTILE, "evidence": HOSTILE, "start": 0, "end": 5})
        check(answer.status in (200, 400), f"{field}: {answer.status} {answer.body[:200]}")
    for target in ("event", "report", "incident", "toll", HOSTILE, "users", ""):
        answer = server.post("comments", {"target": target, "id": 1, "text": HOSTILE})
        check(answer.status in (200, 400), f"{target}: {answer.status}")
    check(counts(server) == before, "rows were lost")
    for row in server.get("corrections?limit=100").json["items"]:
        check(row["note"] in (HOSTILE, None), row)


@case
def bodies_that_are_no_json_are_refused(server):
    server.enter()
    for body in (b"", b"{", b"[]", b"null", b"\"x\"", b"{\"a\":1,}", b"{\"a\":{}}", b"{\"a\":[[1]]}", b"{\"a\":\"\xff\"}", b"{\"a\":\"\\ud800\"}", b"{\"a\":1e999}", b"{\"id\":99999999999999999999}",
                 b"{\"a\":1}x", b"[" * 100000, b"{\"a\":" * 1000, b"{\"a\":\"" + b"x" * 100000, b"\x00" * 100, b"{\"" + b"k" * 100000 + b"\":1}", b"{" + b",".join(b"\"k%d\":1" % i for i in range(200)) + b"}",
                 b"{\"episodes\":[" + b",".join(b"1" for _ in range(5000)) + b"]}", b"{\"text\":\"a\\u0000b\",\"target\":\"report\",\"id\":1}"):
        for path in ("comments", "corrections", "incidents/move", "incidents/merge", "searches"):
            answer = server.post(path, raw=body)
            check(answer.status == 400, f"{path} {body[:40]!r}: {answer.status} {answer.body[:100]}")


@case
def oversized_bodies_are_refused_unread(server):
    head = request("POST /api/v1/comments HTTP/1.1", "Content-Type: application/json", "Content-Length: 999999999999")
    started = time.monotonic()
    check(status(raw(server, head)) == 413 and time.monotonic() - started < 5, "by its length")
    for length in ("-1", "x", "18446744073709551616", "1 1", "0x10"):
        answer = raw(server, request("POST /api/v1/comments HTTP/1.1", "Content-Type: application/json", f"Content-Length: {length}"), timeout=5)
        check(status(answer) in (0, 400, 413), f"length {length}: {answer[:60]}")
    chunk = b"10000\r\n" + b"x" * 0x10000 + b"\r\n"
    parts = [request("POST /api/v1/comments HTTP/1.1", "Content-Type: application/json", "Transfer-Encoding: chunked")] + [chunk] * 200
    check(status(raw(server, None, parts=parts)) in (0, 413), "in chunks")
    check(server.get("session").status == 200, "it is up")


@case
def heads_that_are_too_large_are_refused(server):
    for headers in (["X: " + "y" * 100000], [f"X{i}: y" for i in range(20000)], ["Cookie: " + "rasid=" * 20000]):
        check(status(raw(server, request("GET / HTTP/1.1", *headers))) in (0, 400, 413, 414, 431), headers[0][:20])
    check(server.get("session").status == 200, "it is up")


@case
def requests_that_are_none_do_not_harm(server):
    dice = random.Random(8)
    for i in range(300):
        line = bytes(dice.randrange(256) for _ in range(dice.randrange(1, 200)))
        if i % 3 == 0:
            line = b"GET /" + line.replace(b"\n", b"") + b" HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n"
        raw(server, line + b"\r\n\r\n", timeout=2) if i % 10 == 0 else send_and_leave(server, line + b"\r\n\r\n")
    check(server.get("session").status == 200, "it is up")


def send_and_leave(server, data):
    with socket.create_connection((server.host, server.port), timeout=5) as s:
        try:
            s.sendall(data)
        except ConnectionError:
            pass


@case
def methods_and_hosts_of_others_are_refused(server):
    for method in ("PUT", "PATCH", "OPTIONS", "TRACE", "CONNECT", "BREW"):
        check(status(raw(server, request(f"{method} /api/v1/incidents HTTP/1.1"))) in (0, 400, 405, 501), method)
    check(server.post("incidents", {}).status in (403, 405), "a list cannot be written")
    for host in ("evil.example", "127.0.0.1.evil.example", "localhost.evil.example:80", "", "[::2]", "127.0.0.1@evil.example"):
        answer = raw(server, f"GET /api/v1/incidents HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n".encode())
        check(status(answer) in (400, 421), f"host {host!r}: {answer[:80]}")
    check(status(raw(server, b"GET /api/v1/session HTTP/1.1\r\nConnection: close\r\n\r\n")) in (400, 421), "no host")


@case
def every_answer_has_the_headers_of_safety(server):
    for path in ("/", "/app.js", "/api/v1/session", "/api/v1/incidents", "/nothing", "/api/v1/nothing", "/%zz", "/api/v1/export/reports?format=html"):
        headers = server.ask("GET", path).headers
        policy = headers.get("Content-Security-Policy", "")
        check("default-src 'none'" in policy and "script-src 'self'" in policy and "unsafe" not in policy and "frame-ancestors 'none'" in policy, f"{path}: {policy}")
        check(headers.get("X-Content-Type-Options") == "nosniff" and headers.get("Referrer-Policy") == "no-referrer", path)
        check("Access-Control-Allow-Origin" not in headers, path)


@case
def many_at_once_are_answered(server):
    problems = []

    def ask():
        for _ in range(10):
            answer = server.get("incidents?limit=5")
            if answer.status != 200:
                problems.append(answer.status)
    threads = [threading.Thread(target=ask) for _ in range(16)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    check(not problems, problems)


@case
def slow_requests_are_ended_and_hold_nobody_up(server):
    """A head, and a body, a byte a second; and connections that say nothing."""
    ended = {}

    def drip(name, begin, byte):
        started = time.monotonic()
        with socket.create_connection((server.host, server.port), timeout=60) as s:
            try:
                s.sendall(begin)
                while time.monotonic() - started < 50:
                    s.sendall(byte)
                    s.settimeout(1)
                    try:
                        if not s.recv(1000):
                            break
                    except socket.timeout:
                        pass
            except ConnectionError:
                pass
        ended[name] = time.monotonic() - started

    threads = [threading.Thread(target=drip, args=("head", b"GET / HTTP/1.1\r\nX: ", b"y")),
               threading.Thread(target=drip, args=("body", request("POST /api/v1/comments HTTP/1.1", "Content-Type: application/json", "Content-Length: 1000"), b" ")),
               threading.Thread(target=drip, args=("chunks", request("POST /api/v1/comments HTTP/1.1", "Content-Type: application/json", "Transfer-Encoding: chunked"), b"1\r\n \r\n"))]
    for thread in threads:
        thread.start()
    silent = []
    try:
        for _ in range(50):
            silent.append(socket.create_connection((server.host, server.port), timeout=5))
        started = time.monotonic()
        check(server.get("incidents").status == 200 and time.monotonic() - started < 5, "others were held up")
    finally:
        for s in silent:
            s.close()
    for thread in threads:
        thread.join(60)
    check(len(ended) == 3 and all(seconds < 35 for seconds in ended.values()), ended)


@case
def slow_readers_of_exports_are_ended(server):
    """Somebody who takes a byte a second of an export is cut off; while four do, and behind them, others are answered."""
    with contextlib.closing(sqlite3.connect(server.store, isolation_level=None)) as file:
        file.execute("WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 40000)"
                     " INSERT INTO sources (name, note, added) SELECT 'outlet ' || i, '" + "x" * 400 + "', '2026-01-01T00:00:00Z' FROM n")
    size = len(server.get("export/sources?format=rows").body)
    check(size > 8 << 20, f"an export of {size} bytes is taken by the buffers between the two")
    taken, begun = [], threading.Semaphore(0)

    def connect():
        """An export that has begun; the place of the one before may be taken for a moment yet."""
        while True:
            s = socket.socket()
            s.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
            s.settimeout(60)
            s.connect((server.host, server.port))
            s.sendall(request("GET /api/v1/export/sources?format=rows HTTP/1.1"))
            if s.recv(12, socket.MSG_WAITALL) == b"HTTP/1.1 200":
                return s
            s.close()
            time.sleep(0.5)

    def sip():
        n = 0
        with connect() as s:
            started = time.monotonic()
            begun.release()
            try:
                while time.monotonic() - started < 45 and s.recv(1):
                    n += 1
                    time.sleep(1)
                while got := len(s.recv(1 << 20)):  # what was on its way, or, of an export that goes on, all
                    n += got
            except ConnectionError:
                pass
        taken.append(n)

    threads = [threading.Thread(target=sip, daemon=True) for _ in range(4)]
    for thread in threads:
        thread.start()
    check(all([begun.acquire(timeout=20) for _ in threads]), "four exports at once")
    refused = server.get("export/tolls?format=rows").status == 503
    check(refused, "a fifth export at once")
    check(server.get("incidents").status == 200, "others are answered")
    for thread in threads:
        thread.join(100)
    check(len(taken) == 4 and all(n < size for n in taken), (taken, size))
    until = time.monotonic() + 20
    while (free := server.get("export/sources?format=rows")).status == 503 and time.monotonic() < until:
        time.sleep(0.5)
    check(len(free.body) == size, "their places are free again")


@case
def it_ends_when_asked_and_the_store_is_sound(server):
    before = counts(server)
    server.__exit__()
    check(server.status == 0, f"exit status {server.status}: {server.stderr()[-500:]}")
    check("Sanitizer" not in server.stderr(), server.stderr()[-2000:])
    import sqlite3
    with sqlite3.connect(server.store) as db:
        check(db.execute("PRAGMA integrity_check").fetchone() == ("ok",), "integrity")
        check(db.execute("SELECT count(*) FROM reports").fetchone()[0] == before["reports"], "reports")


def main():
    tap = Tap()
    with tempfile.TemporaryDirectory() as folder:
        store = make_store(pathlib.Path(folder))
        with Server(store) as server:
            for test in CASES:
                name = test.__name__.replace("_", " ")
                if len(sys.argv) > 1 and sys.argv[1] not in name:
                    continue
                try:
                    test(server)
                    tap.case(name)
                except Failed as problem:
                    tap.case(name, problem)
                except Exception:
                    tap.case(name, traceback.format_exc() + server.stderr()[-2000:])
    tap.done()


if __name__ == "__main__":
    main()
