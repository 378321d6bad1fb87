"""Files of the web for the tests: pages, feeds, archives, tables, made of a report's parts."""
import csv
import gzip
import html
import io
import shutil
import subprocess


def page(report, charset="utf-8", declared=None):
    """A page as a content management system writes it: menu, article, related links, footer."""
    paragraphs = "\n".join(f"<p>{html.escape(p, quote=False)}</p>" for p in report["text"].split("\n"))
    captions = "".join(f'<figure class="wp-caption"><img src="a.jpg"><figcaption class="wp-caption-text">{html.escape(c)}</figcaption></figure>'
                       for c in report.get("captions", []))
    title = html.escape(report["title"])
    meta = f'<meta property="article:published_time" content="{report["published"]}">' if report.get("published") else ""
    text = f"""<!DOCTYPE html>
<html lang="ar" dir="rtl"><head><meta charset="{declared or charset}"><title>{title} | وكالة</title>
<meta property="og:title" content="{title}"><meta property="og:site_name" content="{html.escape(report.get("source") or "وكالة")}">{meta}
<script>var menu = "<p>لا شيء</p>"; if (1 < 2) menu = "";</script></head>
<body class="single has-sidebar"><header><nav><ul><li><a href="/">الرئيسية</a></li><li><a href="/w">العالم</a></li></ul></nav></header>
<main><article><h1 class="entry-title">{title}</h1><div class="entry-meta"><time datetime="2020-01-01">منذ زمن</time></div>
{captions}
<div class="entry-content">
{paragraphs}
</div></article>
<section class="related-posts"><h3>أخبار ذات صلة</h3><ul><li><a href="/1">خبر آخر لا صلة له بما سبق من الأخبار كلها</a></li></ul></section></main>
<footer>جميع الحقوق محفوظة للوكالة ولا يجوز النقل عنها دون إذن مكتوب منها</footer></body></html>
"""
    return text.encode(charset, "xmlcharrefreplace")


def feed(reports):
    items = "".join(f"<item><title>{html.escape(r['title'])}</title><link>https://example.org/{r['id']}</link><guid>{r['id']}</guid>"
                    f"<pubDate>{r['published']}</pubDate><description><![CDATA["
                    + "".join(f"<p>{html.escape(p, quote=False)}</p>" for p in r["text"].split("\n")) + "]]></description></item>"
                    for r in reports)
    return f'<?xml version="1.0" encoding="UTF-8"?><rss version="2.0"><channel><title>وكالة</title>{items}</channel></rss>'.encode()


def table(reports, delimiter=","):
    out = io.StringIO()
    writer = csv.writer(out, delimiter=delimiter)
    names = ["id", "title", "published", "text"]
    writer.writerow(names)
    for report in reports:
        writer.writerow([report.get(name) for name in names])
    return out.getvalue().encode()


def http(body, kind="text/html; charset=utf-8", headers=()):
    lines = ["HTTP/1.1 200 OK", f"Content-Type: {kind}", f"Content-Length: {len(body)}", *headers]
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + body


def record(kind, block, uri="https://example.org/a", length=None, content_type="application/http; msgtype=response"):
    lines = ["WARC/1.0", f"WARC-Type: {kind}", "WARC-Date: 2021-06-08T00:00:00Z", f"WARC-Target-URI: {uri}",
             f"Content-Type: {content_type}", f"Content-Length: {len(block) if length is None else length}"]
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + block + b"\r\n\r\n"


def warcinfo():
    return record("warcinfo", b"software: by hand\r\n", content_type="application/warc-fields")


def members(records):
    """Each record a member of its own, as archives are kept."""
    return b"".join(gzip.compress(r) for r in records)


def zstd(data):
    """The data as a Zstandard frame; None where there is no zstd to make it."""
    if not shutil.which("zstd"):
        return None
    return subprocess.run(["zstd", "-q", "-c"], input=data, capture_output=True, check=True).stdout
