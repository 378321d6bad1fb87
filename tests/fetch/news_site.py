"""Web sites on this machine for the tests of `rasid fetch`: polite ones, and every kind of bad one.

A Site answers each path by a Reply, or by a function that is given the request and returns one, or by a function that is
given the socket and does as it likes (Raw). It keeps a log of all requests.
"""
import dataclasses
import socket
import ssl
import threading
import time

ARTICLE = """<!DOCTYPE html>
<html lang="ar" dir="rtl"><head><meta charset="utf-8"><title>{title} - وكالة الأفق</title>
<meta property="og:site_name" content="وكالة الأفق"><meta property="article:published_time" content="2024-05-01T09:30:00Z">
</head><body><nav><a href="/">الرئيسية</a> <a href="/s">رياضة</a></nav>
<article><h1>{title}</h1>
<p>وصل وفد من اللجنة رقم {n} صباح الأربعاء إلى مدينة حلب لبحث إعادة فتح الطريق الدولي أمام الشاحنات والمسافرين.</p>
<p>وقال رئيس الوفد إن المحادثات كانت طويلة، وإن جولة أخرى ستعقد خلال الأسبوع المقبل في دمشق بحضور ممثلين عن الأهالي.</p>
<p>وكان سكان الأحياء الشرقية قد طالبوا مرارا بتأمين الطريق وإصلاح الجسور التي تضررت خلال السنوات الأخيرة.</p>
</article><footer>جميع الحقوق محفوظة</footer></body></html>
"""


def article(n, title=None):
    return ARTICLE.format(n=n, title=title or f"وفد اللجنة رقم {n} يصل إلى حلب").encode()


def rss(links, title="أخبار الأفق", guid=None, date="Wed, 01 May 2024 09:00:00 GMT"):
    items = "".join(f"<item><title>خبر {i}</title><link>{link.replace('&', '&amp;')}</link>"
                    f"<guid isPermaLink=\"false\">{guid if guid is not None else f'id-{link.replace(chr(38), chr(38) + chr(97) + chr(109) + chr(112) + chr(59))}'}</guid>"
                    f"<pubDate>{date}</pubDate></item>"
                    for i, link in enumerate(links))
    return f'<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel><title>{title}</title>{items}</channel></rss>'.encode()


def atom(links):
    entries = "".join(f"<entry><title>خبر {i}</title><id>urn:x:{i}</id><link rel=\"alternate\" href=\"{link}\"/>"
                      f"<updated>2024-05-01T09:00:00Z</updated></entry>" for i, link in enumerate(links))
    return f'<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom"><title>أخبار</title><id>urn:f</id>{entries}</feed>'.encode()


@dataclasses.dataclass
class Request:
    path: str
    headers: dict
    time: float
    end: float = 0.0


@dataclasses.dataclass
class Reply:
    body: bytes = b""
    status: int = 200
    headers: dict = dataclasses.field(default_factory=dict)
    type: str = "text/html; charset=utf-8"


class Raw:
    """`act(socket, request)` does as it likes with the connection."""

    def __init__(self, act):
        self.act = act


def xml(body):
    return Reply(body, type="application/rss+xml")


class Site:
    def __init__(self, address="127.0.0.1", tls=None):
        self.routes = {"/robots.txt": Reply(status=404)}
        self.log = []
        self.lock = threading.Lock()
        self.n_open = self.most_open = 0
        self.tls = tls
        self.stopped = False
        family = socket.AF_INET6 if ":" in address else socket.AF_INET
        self.listener = socket.socket(family, socket.SOCK_STREAM)
        self.listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        self.listener.bind((address, 0))
        self.listener.listen(64)
        self.port = self.listener.getsockname()[1]
        host = f"[{address}]" if ":" in address else address
        self.base = f"http{'s' if tls else ''}://{host}:{self.port}"
        threading.Thread(target=self.accept, daemon=True).start()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.stopped = True
        # Wakes accept, which a close alone would not.
        try:
            self.listener.shutdown(socket.SHUT_RDWR)
        except OSError:
            pass
        self.listener.close()

    def asked(self, path):
        with self.lock:
            return [r for r in self.log if r.path == path]

    def accept(self):
        while not self.stopped:
            try:
                connection, _ = self.listener.accept()
            except OSError:
                return
            threading.Thread(target=self.serve, args=(connection,), daemon=True).start()

    def serve(self, connection):
        try:
            connection.settimeout(60)
            if self.tls:
                connection = self.tls.wrap_socket(connection, server_side=True)
            with connection:
                self.answer(connection)
        except (OSError, ssl.SSLError, ValueError):
            pass

    def answer(self, connection):
        data = b""
        while b"\r\n\r\n" not in data:
            more = connection.recv(65536)
            if not more:
                return
            data += more
        first, *lines = data.decode("latin-1").split("\r\n\r\n")[0].split("\r\n")
        request = Request(first.split(" ")[1], {k.strip().lower(): v.strip() for k, _, v in (x.partition(":") for x in lines)}, time.monotonic())
        with self.lock:
            self.log.append(request)
            self.n_open += 1
            self.most_open = max(self.most_open, self.n_open)
        try:
            reply = self.routes.get(request.path, Reply(b"nothing here", status=404))
            if callable(reply):
                reply = reply(request)
            if isinstance(reply, Raw):
                reply.act(connection, request)
            else:
                connection.sendall(head(reply) + reply.body)
        finally:
            with self.lock:
                self.n_open -= 1
                request.end = time.monotonic()


def head(reply, length=None):
    fields = {"Content-Type": reply.type, "Content-Length": len(reply.body) if length is None else length, "Connection": "close", **reply.headers}
    return (f"HTTP/1.1 {reply.status} Some Reason\r\n" + "".join(f"{k}: {v}\r\n" for k, v in fields.items() if v is not None) + "\r\n").encode()
