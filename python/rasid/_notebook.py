"""The brief as a cell of a notebook: the page's body, its style confined to it."""
import re

_RULE = re.compile(r"([^{}]+)\{([^{}]*)\}")


def _confine(style):
    """Every selector begins with the cell's class; `body` is the cell. What is for printing is left out."""
    style = re.sub(r"@media[^{]*\{(?:[^{}]*\{[^{}]*\})*\}", "", style)

    def confined(rule):
        selectors = [s.strip() for s in rule[1].split(",")]
        return ",".join(".rasid" if s == "body" else ".rasid " + s for s in selectors) + "{" + rule[2] + "}"

    return _RULE.sub(confined, style)


def fragment(page):
    """`page`: what Record.html() gives. Texts in it are escaped already; only its frame is taken off."""
    style = page.split("<style>", 1)[1].split("</style>", 1)[0]
    article = page[page.index("<article>"):page.rindex("</article>") + len("</article>")]
    return f'<style>\n{_confine(style)}</style>\n<div class="rasid">\n{article}\n</div>'
