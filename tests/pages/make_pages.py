#!/usr/bin/env python3
"""The pages that reading pages is measured on: 60 of them, each an article in a layout, with what should be read of it.

and 20 of layouts that the rules were not tuned on.

    make_pages.py DIR    writes DIR/NN-layout-article.html and .json beside it
"""
import json
import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))
import layouts  # noqa: E402
import layouts_held_out  # noqa: E402

N_PAGES, N_HELD_OUT = 60, 20


def articles():
    found = []
    for line in (pathlib.Path(__file__).parent / "articles.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith("== "):
            found.append({"name": line[3:], "lead": "", "parts": []})
        elif ": " in line + " " and not line.startswith("#") and line:
            key, _, value = line.partition(":")
            if key in ("p", "h"):
                found[-1]["parts"].append((key, value.strip()))
            else:
                found[-1][key] = value.strip()
    return found


def pages(held_out=False):
    """(name, bytes, expected) of every page: each layout three times and some four (held out: twice), each time another
    article."""
    stock = articles()
    sites = layouts_held_out.ALL if held_out else layouts.ALL
    for number in range(N_HELD_OUT if held_out else N_PAGES):
        layout = sites[number % len(sites)]
        article = stock[(number * 7 + number // len(sites)) % len(stock)]
        text, charset = layout(article, number)
        parts = article["parts"][: getattr(layout, "n_parts", None)]
        if layout is layouts.live_blog:
            parts = [p for p in parts if p[0] == "p"]
        body = ([article["lead"]] if layout.lead and article["lead"] else []) + [t for _, t in parts]
        expected = {"title": article["title"], "text": "\n".join(body), "date": article["date"],
                    "captions": [getattr(layout, "caption", "{}").format(article["caption"])] if layout.captions else []}
        yield f"{'h' if held_out else ''}{number:02}-{layout.__name__}-{article['name']}", text.encode(charset, "xmlcharrefreplace"), expected


def main():
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    folder = pathlib.Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    for name, data, expected in [*pages(), *pages(held_out=True)]:
        (folder / f"{name}.html").write_bytes(data)
        (folder / f"{name}.json").write_text(json.dumps(expected, ensure_ascii=False, indent=1), encoding="utf-8")


if __name__ == "__main__":
    main()
