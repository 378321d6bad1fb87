"""A monitor over a store of its own, for the tests: started, asked, ended."""
import http.client
import json
import os
import re
import ssl
import subprocess
import sys
import tempfile
import pathlib

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent))
sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))
import make_reports  # noqa: E402
from tap import RASID, ROOT  # noqa: E402,F401

ENVIRONMENT = {**os.environ, "LC_ALL": "C.UTF-8", "LANGUAGE": "en"}
PAGES = ROOT / "build/web"


def run(*arguments, stdin=""):
    return subprocess.run([str(RASID), *map(str, arguments)], env=ENVIRONMENT, input=stdin, capture_output=True, text=True, encoding="utf-8", timeout=120)


def make_store(folder):
    """A store with the reports of make_reports.py, joined."""
    store, reports = folder / "test.db", folder / "reports.jsonl"
    make_reports.write(reports)
    for arguments in (["code", "--store", store, reports], ["incidents", "--store", store, "-o", folder / "incidents.jsonl"]):
        done = run(*arguments)
        if done.returncode != 0:
            raise RuntimeError(f"rasid {' '.join(map(str, arguments))}: {done.returncode}\n{done.stderr}")
    return store


class Answer:
    def __init__(self, response):
        self.status, self.headers = response.status, response.headers
        self.body = response.read()

    @property
    def json(self):
        return json.loads(self.body)


class Server:
    """`rasid serve` on a free port, with `options`; a context manager."""

    def __init__(self, store, *options):
        self.store, self.options, self.cookie, self.csrf, self.certificate = store, options, None, None, None

    def __enter__(self):
        self.errors = tempfile.TemporaryFile()
        if (PAGES / "index.html").exists() and "--pages" not in self.options:
            self.options = (*self.options, "--pages", PAGES)
        self.process = subprocess.Popen([str(RASID), "serve", "--store", str(self.store), "--port", "0", *map(str, self.options)], env=ENVIRONMENT,
                                        stdout=subprocess.PIPE, stderr=self.errors, text=True, encoding="utf-8")
        line = self.process.stdout.readline()
        found = re.search(r"(https?)://(\S+):(\d+)/", line)
        if not found:
            self.process.wait(10)
            raise RuntimeError("did not start: " + line + self.stderr())
        self.scheme, self.host, self.port = found[1], found[2].strip("[]"), int(found[3])
        return self

    def stderr(self):
        self.errors.seek(0)
        return self.errors.read().decode("utf-8", "replace")

    def __exit__(self, *_):
        self.process.terminate()
        try:
            self.status = self.process.wait(20)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.status = self.process.wait()
        self.process.stdout.close()

    @property
    def url(self):
        return f"{self.scheme}://{self.host}:{self.port}/"

    def ask(self, method, path, body=None, headers=None, raw=None, forwarded=()):
        """One request; `body` as JSON, or `raw` bytes; a header X-Forwarded-For for each of `forwarded`."""
        if self.scheme == "https":
            context = ssl.create_default_context(cafile=self.certificate)
            connection = http.client.HTTPSConnection(self.host, self.port, timeout=30, context=context)
        else:
            connection = http.client.HTTPConnection(self.host, self.port, timeout=30)
        all_headers = {}
        data = raw
        if body is not None:
            data = json.dumps(body).encode()
        if data is not None:
            all_headers["Content-Type"] = "application/json"
        if self.cookie:
            all_headers["Cookie"] = self.cookie
        if self.csrf and method != "GET":
            all_headers["X-CSRF-Token"] = self.csrf
        all_headers.update(headers or {})
        try:
            if data is not None:
                all_headers["Content-Length"] = str(len(data))
            connection.putrequest(method, path, skip_host="Host" in all_headers)
            for key, value in [*all_headers.items(), *(("X-Forwarded-For", client) for client in forwarded)]:
                if value is not None:
                    connection.putheader(key, value)
            connection.endheaders(data)
            return Answer(connection.getresponse())
        finally:
            connection.close()

    def get(self, path, **more):
        return self.ask("GET", "/api/v1/" + path, **more)

    def post(self, path, body=None, **more):
        return self.ask("POST", "/api/v1/" + path, body=body, **more)

    def enter(self):
        """Takes the token of the session, as the pages do."""
        session = self.get("session").json
        self.csrf = session["csrf"]
        return session

    def login(self, name, password):
        answer = self.post("login", {"name": name, "password": password})
        if answer.status == 200:
            self.cookie = answer.headers["Set-Cookie"].split(";")[0]
            self.csrf = answer.json["csrf"]
        return answer
