"""Pages after the layouts of Arabic news sites: each function is a site, which writes an article as that site would.

A layout takes an article (make_pages.py) and the number of the page, by which it varies what stands around it. It
returns the page's text and its encoding. Which parts of the article it shows is told by its attributes: `lead` (the
paragraph set apart is shown), `captions`, `dated` (the day can be read from the page).
"""
import datetime
import html
import json

import boilerplate as bp


def e(text):
    return html.escape(text, quote=True)


def shows(lead=False, captions=True, dated=True):
    def mark(function):
        function.lead, function.captions, function.dated = lead, captions, dated
        return function
    return mark


def day(article):
    return datetime.date.fromisoformat(article["date"])


def named_day(article, months=bp.MONTHS, weekday=False):
    d = day(article)
    return (f"{bp.DAYS[d.weekday()]} " if weekday else "") + f"{d.day} {months[d.month - 1]} {d.year}"


def arabic_digits(text):
    return "".join(chr(ord(c) - 48 + 0x660) if c.isdigit() else c for c in text)


def menu(item='<li><a href="/s/{i}">{t}</a></li>', n=len(bp.MENU)):
    return "\n".join(item.format(i=i, t=t) for i, t in enumerate(bp.MENU[:n]))


def teasers(item, number, n=5):
    chosen = [bp.TEASERS[(number * 3 + i) % len(bp.TEASERS)] for i in range(n)]
    return "\n".join(item.format(i=number * 10 + i, t=e(t), s=e(s)) for i, (t, s) in enumerate(chosen))


def body(article, paragraph="<p>{}</p>", heading="<h2>{}</h2>", between=None):
    """The paragraphs, with `between` (a list of markup) put behind the first ones."""
    out = []
    n = 0
    for kind, text in article["parts"]:
        out.append((heading if kind == "h" else paragraph).format(e(text)))
        if kind == "p" and between and n < len(between):
            out.append(between[n])
            n += 1
    return "\n".join(out)


def json_ld(article, kind="NewsArticle", site="شبكة الخبر", graph=False, **more):
    thing = {"@type": kind, "headline": article["title"], "datePublished": article["date"] + "T08:30:00+03:00",
             "dateModified": "2024-12-31T10:00:00Z", "publisher": {"@type": "Organization", "name": site},
             "author": {"@type": "Person", "name": article["author"] or site}, **more}
    whole = {"@context": "https://schema.org", "@graph": [{"@type": "WebSite", "name": site}, thing]} if graph else {"@context": "https://schema.org", **thing}
    return f'<script type="application/ld+json">{json.dumps(whole, ensure_ascii=not graph)}</script>'


SCRIPT = """<script>window.dataLayer = window.dataLayer || []; function gtag(){dataLayer.push(arguments);} gtag('js', new Date());
if (screen.width < 700) { document.write('<div class="m"><p>نسخة الهاتف من الموقع متاحة الآن لجميع القراء</p></div>'); }</script>
<style>.a > .b { color: #333 } @media (max-width: 600px) { .c { display: none } }</style>"""


@shows()
def wordpress(a, k):
    """A blog of WordPress: Yoast's JSON-LD, Jetpack's related posts, comments, widgets."""
    comments = "".join(f'<li id="comment-{i}" class="comment even thread-even depth-1"><article class="comment-body"><footer class="comment-meta"><b class="fn">{n}</b> يقول:</footer>'
                       f'<div class="comment-content"><p>{t}</p></div><div class="reply"><a href="#r">رد</a></div></article></li>' for i, (n, t) in enumerate(bp.COMMENTS))
    return f"""<!DOCTYPE html><html dir="rtl" lang="ar" prefix="og: https://ogp.me/ns#"><head><meta charset="UTF-8"><title>{e(a['title'])} - مدونة الخبر</title>
<meta property="og:title" content="{e(a['title'])} - مدونة الخبر"><meta property="og:site_name" content="مدونة الخبر"><meta property="og:type" content="article">
{json_ld(a, "Article", "مدونة الخبر", graph=True)}{SCRIPT}</head>
<body class="rtl post-template-default single single-post postid-{k} single-format-standard has-sidebar comments-open"><div id="page" class="site"><a class="skip-link screen-reader-text" href="#content">تخطى إلى المحتوى</a>
<header id="masthead" class="site-header"><p class="site-title"><a href="/">مدونة الخبر</a></p><p class="site-description">{bp.ABOUT}</p><nav id="site-navigation"><ul class="menu">{menu()}</ul></nav></header>
<div id="content" class="site-content"><div id="primary" class="content-area"><main id="main" class="site-main">
<article id="post-{k}" class="post-{k} post type-post status-publish format-standard has-post-thumbnail hentry category-news tag-yemen tag-related">
<header class="entry-header"><h1 class="entry-title">{e(a['title'])}</h1><div class="entry-meta"><span class="posted-on">نشرت في <time class="entry-date published" datetime="{a['date']}T08:30:00+03:00">{named_day(a)}</time></span> <span class="byline">بواسطة <a class="url fn n" href="/author/1">{a['author'] or 'المحرر'}</a></span></div></header>
<figure class="wp-block-image size-large wp-caption"><img src="/u/{k}.jpg" alt="صورة"><figcaption class="wp-caption-text">{e(a['caption'])}</figcaption></figure>
<div class="entry-content">{body(a)}
<div class="sharedaddy sd-sharing-enabled"><h3 class="sd-title">شارك هذا الموضوع:</h3><ul><li><a href="#">فيس بوك</a></li><li><a href="#">تويتر</a></li></ul></div>
<div id="jp-relatedposts" class="jp-relatedposts"><h3 class="jp-relatedposts-headline"><em>مرتبط</em></h3>{teasers('<div class="jp-relatedposts-post"><h4><a href="/{i}">{t}</a></h4><p>{s}</p></div>', k, 3)}</div></div>
<footer class="entry-footer"><span class="cat-links">نشر في <a href="#">أخبار</a></span><span class="tags-links">وسوم <a href="#">عاجل</a></span></footer></article>
<nav class="post-navigation"><a href="#" rel="prev">السابق: {bp.TEASERS[k % 10][0]}</a></nav>
<div id="comments" class="comments-area"><h2 class="comments-title">{len(bp.COMMENTS)} تعليقات على “{e(a['title'])}”</h2><ol class="comment-list">{comments}</ol><div id="respond" class="comment-respond"><h3>اترك تعليقاً</h3><form><p>لن يتم نشر عنوان بريدك الإلكتروني. الحقول الإلزامية مشار إليها بنجمة حمراء صغيرة.</p><textarea></textarea></form></div></div>
</main></div><aside id="secondary" class="widget-area"><section class="widget widget_text"><h2>عن المدونة</h2><p>{bp.ABOUT} {bp.NEWSLETTER}</p></section><section class="widget widget_recent_entries"><ul>{teasers('<li><a href="/{i}">{t}</a></li>', k + 2, 6)}</ul></section></aside></div>
<footer id="colophon" class="site-footer"><p>{bp.COPYRIGHT}</p></footer></div></body></html>""", "utf-8"


@shows()
def magazine(a, k):
    """A magazine theme: boxes of other reports within the text, advertisements, tags, the author's box."""
    t, s = bp.TEASERS[k % 10]
    box = f'<div class="td-a-rec td-a-rec-id-content_inline"><span class="td-adspot-title">- إعلان -</span><div class="adsbygoogle"></div></div>'
    also = f'<blockquote class="related-inline"><strong>اقرأ أيضا:</strong> <a href="/{k}">{e(t)}</a></blockquote>'
    also2 = f'<p><strong>اقرأ أيضا: <a href="/{k}">{e(bp.TEASERS[(k + 4) % 10][0])}</a></strong></p>'
    return f"""<!doctype html ><html dir="rtl" lang="ar"><head><meta charset="UTF-8" /><title>{e(a['title'])} | جريدة المدينة</title>
<meta property="article:published_time" content="{a['date']}T06:00:12+00:00"><meta property="og:title" content="{e(a['title'])}"><meta property="og:site_name" content="جريدة المدينة">{SCRIPT}</head>
<body class="single td-standard-pack"><div class="td-header-menu-wrap"><div class="td-header-sp-logo"><a>جريدة المدينة</a></div><ul class="sf-menu">{menu('<li class="menu-item"><a href="{i}">{t}</a></li>')}</ul></div>
<div class="td-trending-now-wrapper"><span>آخر الأخبار</span>{teasers('<div class="td-trending-now-post"><h3><a href="{i}">{t}</a></h3></div>', k, 3)}</div>
<div class="td-main-content-wrap"><div class="td-container"><div class="td-crumb-container"><span><a href="/">الرئيسية</a></span> › <span>أخبار</span></div><div class="td-pb-row"><div class="td-pb-span8 td-main-content">
<article class="post td-post-template-default"><div class="td-post-header"><ul class="td-category"><li><a href="#">أخبار</a></li></ul><header class="td-post-title"><h1 class="entry-title">{e(a['title'])}</h1><div class="td-module-meta-info"><div class="td-post-author-name">بقلم <a href="#">{a['author'] or 'التحرير'}</a></div><span class="td-post-date"><time class="entry-date" datetime="{a['date']}">{named_day(a, weekday=True)}</time></span><div class="td-post-views"><i></i><span>12043</span></div></div></header></div>
<div class="td-post-sharing-top"><div class="td-social-sharing"><a>Facebook</a><a>Twitter</a><a>WhatsApp</a></div></div>
<div class="td-post-content tagdiv-type"><div class="td-post-featured-image"><figure><img src="x.jpg"><figcaption class="wp-caption-text">{e(a['caption'])}</figcaption></figure></div>{body(a, between=[box, also, also2])}
<p>{bp.APP.split('،')[0]} <a href="#">من هنا</a></p></div>
<footer><div class="td-post-source-tags"><ul class="td-tags td-post-small-box"><li><span>الوسوم</span></li><li><a>سياسة</a></li><li><a>عاجل</a></li></ul></div><div class="author-box-wrap"><div class="desc"><div class="td-author-name"><a>{a['author'] or 'التحرير'}</a></div><div class="td-author-description">{bp.BIO}</div></div></div></footer></article>
<div class="td_block_wrap td_block_related_posts"><h4 class="td-related-title">مقالات ذات صلة</h4>{teasers('<div class="td_module_related_posts"><h3 class="entry-title"><a href="{i}">{t}</a></h3><div class="td-excerpt">{s}</div></div>', k, 3)}</div></div>
<div class="td-pb-span4 td-main-sidebar"><div class="td_block_wrap"><h4>الأكثر قراءة</h4>{teasers('<div class="td_module_6"><h3><a href="{i}">{t}</a></h3></div>', k + 3, 6)}</div></div></div></div></div>
<div class="td-footer-wrapper"><div class="footer-text-wrap">{bp.ABOUT}</div><div>{bp.COPYRIGHT}</div></div></body></html>""", "utf-8"


@shows(lead=True)
def channel(a, k):
    """A satellite channel's site: React, one class for the text, its source in a line, links to more."""
    lead = f'<p class="article__subhead"><em>{e(a["lead"])}</em></p>' if a["lead"] else ""
    more = teasers('<li class="article-card"><a class="u-clickable-card__link" href="/{i}"><span>{t}</span></a></li>', k, 3)
    return f"""<!DOCTYPE html><html lang="ar" dir="rtl"><head><meta charset="utf-8"/><title>{e(a['title'])} | أخبار | قناة الأفق</title><meta property="og:title" content="{e(a['title'])}"/><meta property="og:site_name" content="قناة الأفق"/><meta name="publishedDate" content="{a['date']}T09:00:00"/>
{json_ld(a, site="قناة الأفق")}</head><body class="post-type-post"><div id="root"><div class="container container--article"><div class="header-grid"><div class="skip-links">روابط التخطي<a href="#main">تخطي إلى المحتوى</a></div><div class="site-header"><nav class="site-header__navigation"><ul class="menu header-menu">{menu('<li class="menu__item"><a href="{i}"><span>{t}</span></a></li>')}</ul></nav><div class="site-header__live-cta">مباشر</div></div></div>
<main id="main-content-area" class="grid-container"><div class="article-breadcrumb"><div class="breadcrumbs"><a>أخبار</a>|<a>العالم العربي</a></div></div><header class="article-header"><h1>{e(a['title'])}</h1>{lead}</header>
<figure class="article-featured-image"><div class="responsive-image"><img alt="{e(a['caption'])}" src="a.jpg"/></div><figcaption>{e(a['caption'])} (قناة الأفق)</figcaption></figure>
<div class="article-info-block css-ti04u9"><div class="article-b-l"><div class="article-author-name">{a['author']}</div><div class="article-dates"><div class="date-simple css-1yjq2zp"><span class="screen-reader-text">تاريخ النشر</span><span aria-hidden="true">{day(a).day}/{day(a).month}/{day(a).year}</span></div></div></div><div class="article-b-r"><div class="social-share"><span class="article-share">شارك القصة</span></div></div></div>
<div class="wysiwyg wysiwyg--all-content css-ibbk12" aria-live="polite" aria-atomic="true">{body(a)}
<div class="more-on"><h2 class="more-on__heading">اقرأ المزيد</h2><div class="container"><span class="screen-reader-text">قائمة من 3 عناصر</span><ul class="article-list">{more}</ul></div></div></div>
<div class="article-source"><span>المصدر</span>: <span>قناة الأفق + وكالات</span></div><div class="article-tags"><a href="#">سياسة</a><a href="#">أخبار</a></div></main>
<div class="container__inner"><section class="trending-articles"><h2>الأكثر مشاهدة</h2>{teasers('<article><a href="{i}"><h3>{t}</h3></a><p>{s}</p></article>', k + 1, 5)}</section></div>
<footer class="site-footer"><div>{menu('<a href="{i}">{t}</a>', 8)}</div><div class="footer__copyright">{bp.COPYRIGHT}</div></footer></div></div><div class="gdpr-cookie"><p>{bp.COOKIES}</p></div></body></html>""", "utf-8"


channel.caption = "{} (قناة الأفق)"


@shows()
def broadcaster(a, k):
    """A public broadcaster's site: hashed classes, a box around every paragraph, recommendations amid the text."""
    box = '<div dir="rtl" class="bbc-19j92fr ebmt73l0"><p dir="rtl" class="bbc-bm53ic e1cc2ql70">{}</p></div>'
    links = teasers('<li role="listitem" class="e1w7ddlj4 bbc-{i}"><div class="bbc-1pt5bb2"><a href="/a/{i}" class="bbc-10m3zrw">{t}</a></div></li>', k, 3)
    recommended = f'<section role="region" aria-labelledby="recommendations-heading" class="bbc-jy9zs0"><p class="bbc-15t8z7u"><a href="#end" class="focusIndicatorReducedWidth">تخطى قصص مقترحة وواصل القراءة</a></p><strong id="recommendations-heading">قصص مقترحة</strong><ul role="list">{links}</ul><p tabindex="-1" id="end" class="bbc-1xtcx9u">قصص مقترحة نهاية</p></section>'
    podcast = f'<section role="region" class="podcast-promo bbc-x9"><p class="bbc-15t8z7u"><a href="#end2">تخطى البودكاست وواصل القراءة</a></p><div><strong>البودكاست</strong><p>{bp.TEASERS[(k + 5) % 10][1]}</p><p>الحلقات</p></div><p id="end2">البودكاست نهاية</p></section>'
    whole = body(a, box, '<div dir="rtl" class="bbc-19j92fr"><h2 tabindex="-1" class="bbc-1aaitma">{}</h2></div>', [recommended, podcast])
    return f"""<!doctype html><html lang="ar" dir="rtl" class="no-js"><head><meta charSet="utf-8"/><title>{e(a['title'])} - إذاعة عربي</title><meta name="article:author" content="https://www.example.com/news"/><meta name="article:published_time" content="{a['date']}T14:01:20.000Z"/><meta property="og:title" content="{e(a['title'])} - إذاعة عربي"/><meta property="og:site_name" content="إذاعة عربي"/>
{json_ld(a, "ReportageNewsArticle", "إذاعة عربي", graph=True)}</head><body><div id="root"><div class="bbc-k54d4v"><header role="banner" class="bbc-wl76u6"><div class="bbc-1wsb"><a href="/arabic"><span>إذاعة عربي</span></a></div><nav role="navigation" class="bbc-jbgd"><ul>{menu('<li class="bbc-{i}"><a class="bbc-m" href="{i}">{t}</a></li>', 9)}</ul></nav></header>
<div class="bbc-irdbz7"><div class="bbc-1ff36h2"><main role="main" class="bbc-fa0wmp"><div dir="rtl" class="bbc-1151pbn"><h1 id="content" tabindex="-1" class="bbc-1tk77pb">{e(a['title'])}</h1></div>
<figure class="bbc-1qdcvv9"><div class="bbc-189y18v"><img alt="صورة" src="i.jpg"/><p class="bbc-m4mhxm"><span class="visually-hidden">صدر الصورة، </span>Getty Images</p></div><figcaption class="bbc-rr2xlf"><span class="visually-hidden">التعليق على الصورة، </span><p dir="rtl" class="bbc-w6">{e(a['caption'])}</p></figcaption></figure>
<section class="bbc-byline" aria-label="معلومات عن المقال"><ul><li><span>Role,</span> <span>{a['author'] or 'إذاعة عربي'}</span></li><li><time datetime="{a['date']}" class="bbc-14xtggo">{named_day(a)}</time></li></ul></section>
{whole}</main><section class="bbc-related" aria-labelledby="related-content-heading"><h2 id="related-content-heading">مواضيع ذات صلة</h2><ul>{teasers('<li><div><h3><a href="{i}">{t}</a></h3></div></li>', k + 2, 4)}</ul></section></div>
<div class="bbc-secondary"><section aria-labelledby="Top-stories"><h2 id="Top-stories">أهم الأخبار</h2>{teasers('<div><a href="{i}"><h3>{t}</h3></a><p class="bbc-sum">{s}</p><time>منذ {i} دقيقة</time></div>', k + 4, 4)}</section></div></div>
<footer role="contentinfo"><p>© 2024 إذاعة عربي. إن الموقع غير مسؤول عن محتوى مواقع خارجية. <a href="#">سياسة الربط</a></p></footer></div></div></body></html>""", "utf-8"


@shows()
def agency(a, k):
    """A state agency: an old WordPress theme, months of Syria, a line for its channels among the paragraphs."""
    return f"""<!DOCTYPE html><html dir="rtl" lang="ar"><head><meta charset="UTF-8" /><title>{e(a['title'])} – الوكالة العربية للأنباء</title>{SCRIPT}<link rel="pingback" href="x.php" /></head>
<body id="top" class="rtl single"><div class="wrapper-outer"><div id="theme-header" class="theme-header"><div class="top-nav"><div class="container"><span class="today-date">{bp.DAYS[3]} , 1 {bp.MONTHS_SYRIA[0]} 2026</span><ul>{menu(n=5)}</ul></div></div><nav id="main-nav"><div class="container"><ul class="menu">{menu()}</ul></div></nav></div>
<div class="clear"></div><div id="breaking-news" class="breaking-news"><span>عاجل</span><ul>{teasers('<li><a href="{i}" title="{t}">{t}</a></li>', k, 4)}</ul></div>
<div id="main-content" class="container"><div class="content"><nav id="crumbs"><a href="/">الرئيسية</a> / <a>محليات</a></nav>
<article class="post-listing post-{k}" id="the-post"><div class="post-inner"><h1 class="name post-title entry-title"><span itemprop="name">{e(a['title'])}</span></h1><p class="post-meta"><span class="tie-date"><i class="fa fa-clock-o"></i>{named_day(a, bp.MONTHS_SYRIA)}</span> <span class="post-cats"><a>محليات</a></span> <span class="post-views">1,204 مشاهدة</span></p><div class="clear"></div>
<div class="entry"><div class="share-post"><span class="share-text">شارك</span><ul><li><a>Facebook</a></li><li><a>Telegram</a></li></ul></div>
<div class="wp-caption aligncenter" style="width: 800px"><img src="p.jpg" /><p class="wp-caption-text">{e(a['caption'])}</p></div>
{body(a)}<p style="text-align: justify;">متابعة أخبار الوكالة على تلغرام <a href="https://t.example/a">https://t.example/a</a></p>
<p class="post-tag">الوسوم <a>أخبار</a> <a>محافظات</a></p></div></div></article>
<section id="related_posts"><div class="block-head"><h3>شاهد أيضاً</h3></div><div class="post-listing">{teasers('<div class="related-item"><h3><a href="{i}">{t}</a></h3><p class="post-meta">{s}</p></div>', k, 3)}</div></section></div>
<aside id="sidebar"><div class="theiaStickySidebar"><div class="widget posts-list"><div class="widget-top"><h4>آخر الأخبار</h4></div><ul>{teasers('<li><h3><a href="{i}">{t}</a></h3></li>', k + 5, 7)}</ul></div></div></aside></div>
<footer id="theme-footer"><div class="footer-bottom"><div class="alignleft">{bp.COPYRIGHT}</div></div></footer></div></body></html>""", "utf-8"


@shows(captions=False)
def old_tables(a, k):
    """A site of the nineties: tables in tables, font tags, line breaks for paragraphs, Windows-1256."""
    text = "<br><br>\n".join(("<b>{}</b>" if kind == "h" else "{}").format(e(t)) for kind, t in a["parts"])
    row = '<tr><td bgcolor="#EEEEEE"><img src="dot.gif"> <a href="n.asp?id={i}"><font size="2" face="Arabic Transparent">{t}</font></a></td></tr>'
    d = day(a)
    return f"""<html><head><meta http-equiv="Content-Type" content="text/html; charset=windows-1256"><title>صحيفة الشاطئ - {e(a['title'])}</title></head>
<body bgcolor="#FFFFFF" topmargin="0" dir="rtl"><center><table width="780" border="0" cellpadding="0" cellspacing="0"><tr><td colspan="3"><img src="head.gif" width="780" height="90"></td></tr>
<tr><td colspan="3" bgcolor="#003366">{menu('<a href="{i}.asp"><font color="white">{t}</font></a> | ')}</td></tr><tr><td colspan="3"><marquee>{bp.TEASERS[k % 10][0]} *** {bp.TEASERS[(k + 1) % 10][0]} *** {bp.TEASERS[(k + 2) % 10][0]}</marquee></td></tr>
<tr><td width="150" valign="top"><table width="100%">{teasers(row, k, 8)}</table></td>
<td width="480" valign="top"><table width="100%" cellpadding="5"><tr><td align="center"><font size="5" color="#990000" face="Simplified Arabic"><b>{e(a['title'])}</b></font></td></tr>
<tr><td><font size="2">{d.day:02}/{d.month:02}/{d.year}</font></td></tr><tr><td align="justify"><font size="4" face="Simplified Arabic">{text}</font></td></tr>
<tr><td align="center"><a href="print.asp?id={k}"><font size="2">نسخة للطباعة</font></a> <a href="mail.asp?id={k}"><font size="2">أرسل إلى صديق</font></a></td></tr></table></td>
<td width="150" valign="top"><table width="100%"><tr><td bgcolor="#CCCCCC"><font size="2">كاريكاتير اليوم</font></td></tr><tr><td><font size="2">{bp.TEASERS[(k + 6) % 10][1]}</font></td></tr>{teasers(row, k + 4, 4)}</table></td></tr>
<tr><td colspan="3" align="center"><hr><font size="1">{bp.COPYRIGHT}<br>تصميم وبرمجة قسم الحاسوب</font></td></tr></table></center></body></html>""", "windows-1256"


@shows(captions=False)
def web_forms(a, k):
    """A daily on ASP.NET: all of the page within a form, names made by the server, spans and divisions."""
    d = day(a)
    return f"""<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Transitional//EN" "http://www.w3.org/TR/xhtml1/DTD/xhtml1-transitional.dtd"><html xmlns="http://www.w3.org/1999/xhtml" dir="rtl"><head id="ctl00_Head1"><title>
	{e(a['title'])}
</title><meta name="description" content="{e(a['parts'][0][1][:80])}" /></head><body><form name="aspnetForm" method="post" action="Details.aspx?id={k}" id="aspnetForm"><div><input type="hidden" name="__VIEWSTATE" id="__VIEWSTATE" value="{'dDwtMTI3OTMzNDM4NDs7Pg' * 60}" /></div>
<div id="ctl00_Header"><div id="ctl00_TopMenu" class="AspNet-Menu-Horizontal"><ul class="AspNet-Menu">{menu('<li class="AspNet-Menu-Leaf"><a class="AspNet-Menu-Link" href="Default.aspx?s={i}">{t}</a></li>')}</ul></div></div>
<table id="ctl00_tblMain" width="100%"><tr><td class="RightColumn">{teasers('<div class="LatestItem"><a id="ctl00_Latest_ctl{i}" href="Details.aspx?id={i}">{t}</a></div>', k, 7)}</td><td class="MiddleColumn">
<div id="ctl00_ContentPlaceHolder1_pnlDetails"><div class="DetailsTitle"><span id="ctl00_ContentPlaceHolder1_lblTitle">{e(a['title'])}</span></div><div class="DetailsDate"><span id="ctl00_ContentPlaceHolder1_lblDate">{bp.DAYS[d.weekday()]} {d.day:02} {bp.MONTHS_SYRIA[d.month - 1]} {d.year} - 10:30 ص</span></div>
<div class="DetailsTools"><a href="javascript:print()">طباعة</a><a href="#">حجم الخط</a><span>عدد القراءات: 532</span></div><div id="ctl00_ContentPlaceHolder1_divBody" class="DetailsBody">{body(a, '<div style="text-align: justify;"><span style="font-size: large;">{}</span></div><div>&nbsp;</div>', '<div><strong>{}</strong></div>')}</div></div>
<div class="DetailsComments"><span>التعليقات</span><div>{bp.DISCLAIMER}</div>{''.join(f'<div class="CommentRow"><b>{n}</b><div>{t}</div></div>' for n, t in bp.COMMENTS[:2])}</div></td>
<td class="LeftColumn"><div class="Poll">هل تؤيد تعديل توقيت الدوام في الصيف؟ <input type="radio"/>نعم <input type="radio"/>لا</div></td></tr></table><div id="ctl00_Footer">{bp.COPYRIGHT}</div></form></body></html>""", "utf-8"


@shows()
def amp(a, k):
    """AMP: its own tags for pictures, menus and advertisements."""
    return f"""<!doctype html><html amp lang="ar" dir="rtl"><head><meta charset="utf-8"><script async src="https://cdn.example/v0.js"></script><title>{e(a['title'])}</title><link rel="canonical" href="https://example.org/{k}"><meta name="viewport" content="width=device-width">{json_ld(a, site="موقع الساعة")}<style amp-boilerplate>body{{-webkit-animation:-amp-start 8s}}</style></head>
<body><amp-sidebar id="sidebar" layout="nodisplay" side="right"><ul>{menu()}</ul><p>{bp.ABOUT}</p></amp-sidebar><header class="amp-wp-header"><button on="tap:sidebar.toggle">☰</button><a href="/">موقع الساعة</a></header>
<article class="amp-wp-article"><header class="amp-wp-article-header"><h1 class="amp-wp-title">{e(a['title'])}</h1><div class="amp-wp-meta amp-wp-byline"><amp-img src="g.jpg" width="24" height="24"></amp-img><span class="amp-wp-author">{a['author'] or 'فريق التحرير'}</span></div><div class="amp-wp-meta amp-wp-posted-on"><time datetime="{a['date']}T05:00:00+00:00">{named_day(a)}</time></div></header>
<figure class="amp-wp-article-featured-image wp-caption"><amp-img src="a.jpg" width="1200" height="675" layout="responsive"></amp-img><p class="wp-caption-text">{e(a['caption'])}</p></figure>
<div class="amp-wp-article-content">{body(a, between=['<amp-ad width="300" height="250" type="doubleclick"><div placeholder>إعلان</div></amp-ad>', '<amp-iframe src="y"></amp-iframe>'])}<amp-social-share type="twitter"></amp-social-share></div>
<footer class="amp-wp-article-footer"><div class="amp-wp-meta amp-wp-tax-category">التصنيف: <a>أخبار</a></div><div class="amp-wp-meta amp-wp-comments-link"><a href="#c">اترك تعليقاً</a></div></footer></article>
<div class="amp-related"><h3>قد يعجبك أيضا</h3>{teasers('<div class="r"><a href="{i}"><amp-img src="t.jpg"></amp-img><span>{t}</span></a><p>{s}</p></div>', k, 4)}</div><footer class="amp-wp-footer"><p>{bp.COPYRIGHT}</p><a href="#top">العودة إلى الأعلى</a></footer><amp-user-notification id="n" layout="nodisplay">{bp.COOKIES}<button>موافق</button></amp-user-notification></body></html>""", "utf-8"


@shows(captions=False)
def live_blog(a, k):
    """A live blog: each paragraph an entry with its hour, the newest first, key points above."""
    entries = "".join(f'<article class="live-blog-post" id="p{i}" data-ts="{i}"><header class="live-blog-post__header"><time class="live-blog-post__time" datetime="{a["date"]}T{20 - i:02}:05:00Z">{20 - i}:05</time></header><div class="live-blog-post__body"><p>{e(t)}</p></div><div class="live-blog-post__share"><a>شارك</a></div></article>'
                      for i, (_, t) in enumerate(p for p in a["parts"] if p[0] == "p"))
    return f"""<!DOCTYPE html><html dir="rtl" lang="ar"><head><meta charset="utf-8"><title>{e(a['title'])}.. تغطية مستمرة | قناة اليوم</title><meta property="og:title" content="{e(a['title'])}"><meta property="og:site_name" content="قناة اليوم">{json_ld(a, "LiveBlogPosting", "قناة اليوم")}{SCRIPT}</head><body><header class="header"><nav>{menu('<a href="{i}">{t}</a>')}</nav></header>
<main class="live-blog"><div class="live-blog__head"><span class="badge">مباشر</span><h1>{e(a['title'])}</h1><p class="live-blog__updated">آخر تحديث: <time datetime="2024-12-31T10:00:00Z">قبل قليل</time></p></div><div class="live-blog__posts">{entries}</div><button>تحميل المزيد</button></main>
<aside class="rail"><h2>الأكثر قراءة</h2>{teasers('<a href="{i}"><h4>{t}</h4></a>', k, 6)}</aside><footer>{bp.ABOUT} {bp.COPYRIGHT}</footer></body></html>""", "utf-8"


@shows(captions=False)
def script_only(a, k):
    """A page that a program fills in: the text stands in JSON-LD alone."""
    text = "\n\n".join(t for _, t in a["parts"])
    return f"""<!DOCTYPE html><html lang="ar"><head><meta charset="utf-8"><title>{e(a['title'])}</title><meta property="og:site_name" content="نبض المدن">{json_ld(a, site="نبض المدن", articleBody=text)}<script>window.__STATE__={{"menu":["أخبار","رياضة"]}}</script></head>
<body><noscript>يرجى تفعيل جافاسكريبت في متصفحك لعرض هذا الموقع على النحو الصحيح.</noscript><div id="app"><div class="loader"></div></div><div class="cookie-consent">{bp.COOKIES}</div></body></html>""", "utf-8"


@shows()
def drupal(a, k):
    """Drupal: fields in boxes, regions, breadcrumbs, a block of comments."""
    return f"""<!DOCTYPE html><html lang="ar" dir="rtl" prefix="dc: http://purl.org/dc/terms/ schema: http://schema.org/"><head><meta charset="utf-8" /><meta name="Generator" content="Drupal 9" /><meta name="dcterms.date" content="{a['date']}T00:00+00:00" /><title>{e(a['title'])} | مركز الرصد</title></head>
<body class="path-node page-node-type-article sidebar-second"><div class="dialog-off-canvas-main-canvas"><div class="layout-container"><header role="banner"><div class="region region-header"><div id="block-branding" class="block block-system"><a rel="home">مركز الرصد</a></div><nav role="navigation" id="block-main-menu"><ul class="menu">{menu('<li class="menu-item"><a href="/node/{i}">{t}</a></li>')}</ul></nav></div></header><div class="region region-breadcrumb"><nav class="breadcrumb"><ol><li><a href="/">الرئيسية</a></li></ol></nav></div>
<main role="main"><a id="main-content" tabindex="-1"></a><div class="layout-content"><div class="region region-content"><div id="block-page-title"><h1 class="page-title"><span class="field field--name-title field--type-string">{e(a['title'])}</span></h1></div>
<div id="block-content" class="block block-system block-system-main-block"><article role="article" about="/node/{k}" class="node node--type-article node--view-mode-full"><footer class="node__meta"><div class="node__submitted">مرسل من <span class="field--name-uid">{a['author'] or 'المحرر'}</span> في <span class="field field--name-created">{bp.DAYS[day(a).weekday()]}, {a['date'].replace('-', '/')} - 09:15</span></div></footer>
<div class="node__content"><div class="field field--name-field-image field--type-image"><div class="field__item"><img src="i.jpg" /><blockquote class="image-field-caption"><p>{e(a['caption'])}</p></blockquote></div></div><div class="clearfix text-formatted field field--name-body field--type-text-with-summary field__item">{body(a)}</div>
<div class="field field--name-field-tags field--label-above"><div class="field__label">كلمات مفتاحية</div><div class="field__items"><div class="field__item"><a>حقوق</a></div><div class="field__item"><a>تقارير</a></div></div></div><ul class="links inline"><li><a href="/user/login">تسجيل الدخول</a> أو <a>إنشاء حساب</a> لإضافة تعليق</li></ul>
<section class="field field--name-comment comment-wrapper"><h2>التعليقات</h2>{''.join(f'<article class="comment js-comment"><div class="comment__content"><div class="field--name-comment-body"><p>{t}</p></div></div></article>' for _, t in bp.COMMENTS)}</section></div></article></div></div></div>
<aside class="layout-sidebar-second" role="complementary"><div class="region region-sidebar-second">{teasers('<div class="views-row"><div class="views-field-title"><a href="/node/{i}">{t}</a></div><div class="views-field-body"><p>{s}</p></div></div>', k, 4)}</div></aside></main><footer role="contentinfo"><div class="region region-footer">{bp.COPYRIGHT}</div></footer></div></div></body></html>""", "utf-8"


@shows(captions=False)
def joomla(a, k):
    """Joomla: an item page with microdata, a list of facts, arrows to other reports."""
    return f"""<!DOCTYPE html><html lang="ar-aa" dir="rtl"><head><base href="https://example.org/{k}" /><meta charset="utf-8"><title>{e(a['title'])}</title>{SCRIPT}</head><body class="site com_content view-article layout-blog itemid-101"><div class="body"><div class="container"><header class="header" role="banner"><a class="brand">صوت الوادي</a></header><nav class="navigation" role="navigation"><ul class="nav menu mod-list">{menu('<li class="item-{i}"><a href="index.php/{i}">{t}</a></li>')}</ul></nav>
<div class="row-fluid"><div id="aside" class="span3"><div class="well"><h3 class="page-header">آخر الأخبار</h3><ul class="latestnews mod-list">{teasers('<li itemscope><a href="{i}" itemprop="url"><span itemprop="name">{t}</span></a></li>', k, 6)}</ul></div></div>
<main id="content" role="main" class="span9"><div class="item-page" itemscope itemtype="https://schema.org/Article"><meta itemprop="inLanguage" content="ar-AA" /><div class="page-header"><h2 itemprop="headline">{e(a['title'])}</h2></div><div class="icons"><ul class="dropdown-menu"><li class="print-icon"><a>طباعة</a></li><li class="email-icon"><a>البريد الإلكتروني</a></li></ul></div>
<dl class="article-info muted"><dt class="article-info-term">التفاصيل</dt><dd class="createdby" itemprop="author">كتب بواسطة: <span itemprop="name">{a['author'] or 'المدير'}</span></dd><dd class="category-name">المجموعة: <a>أخبار</a></dd><dd class="published"><span class="icon-calendar"></span><time datetime="{a['date']}T07:20:00+00:00" itemprop="datePublished">نشر بتاريخ: {named_day(a)}</time></dd><dd class="hits">الزيارات: 881</dd></dl>
<div itemprop="articleBody">{body(a, '<p dir="RTL" style="text-align: justify;"><span style="font-size: 14pt;">{}</span></p>', '<p><strong>{}</strong></p>')}</div><ul class="pager pagenav"><li class="previous"><a rel="prev">السابق</a></li><li class="next"><a rel="next">التالي</a></li></ul></div></main></div></div></div><footer class="footer" role="contentinfo"><p>&copy; صوت الوادي. {bp.COPYRIGHT}</p></footer></body></html>""", "utf-8"


@shows(captions=False)
def blogger(a, k):
    """Blogger: the text in one box parted by line breaks, an archive beside it."""
    text = "<br /><br />".join(e(t) if kind == "p" else f"<b>{e(t)}</b>" for kind, t in a["parts"])
    archive = "".join(f"<li><a href='/{y}'>{y}</a> ({y % 37})</li>" for y in range(2010, 2024))
    return f"""<!DOCTYPE html><html class='v2' dir='rtl' xmlns='http://www.w3.org/1999/xhtml'><head><meta content='text/html; charset=UTF-8' http-equiv='Content-Type'/><title>يوميات مراسل: {e(a['title'])}</title><meta content='{e(a['title'])}' property='og:title'/></head><body class='loading'><div class='content'><div class='header section' id='header'><h1 class='title'><a href='/'>يوميات مراسل</a></h1><p class='description'><span>{bp.ABOUT}</span></p></div><div class='tabs section'><ul>{menu("<li><a href='/{i}'>{t}</a></li>", 6)}</ul></div>
<div class='main section' id='main'><div class='blog-posts hfeed'><div class="date-outer"><h2 class='date-header'><span>{named_day(a, weekday=True)}</span></h2><div class="date-posts"><div class='post-outer'><div class='post hentry uncustomized-post-template' itemprop='blogPost'><h3 class='post-title entry-title' itemprop='name'>{e(a['title'])}</h3><div class='post-header'></div><div class='post-body entry-content' id='post-body-{k}' itemprop='description articleBody'><div dir="rtl" style="text-align: right;" trbidi="on">{text}</div><div style='clear: both;'></div></div>
<div class='post-footer'><span class='post-author vcard'>مرسلة بواسطة <span class='fn'>{a['author'] or 'مراسل'}</span></span> <span class='post-timestamp'>في <a class='timestamp-link'><abbr class='published' itemprop='datePublished' title='{a['date']}T10:00:00+03:00'>10:00 ص</abbr></a></span><div class='post-share-buttons'><a><span class='share-button-link-text'>إرسال بالبريد الإلكتروني</span></a></div></div></div>
<div class='comments' id='comments'><h4>هناك تعليقان (2):</h4>{''.join(f"<dl><dt class='comment-author'>{n}</dt><dd class='comment-body'><p>{t}</p></dd></dl>" for n, t in bp.COMMENTS[:2])}</div></div></div></div></div></div>
<div class='sidebar section'><div class='widget BlogArchive'><h2>أرشيف المدونة</h2><ul>{archive}</ul></div><div class='widget PopularPosts'><ul>{teasers("<li><a href='{i}'>{t}</a><div class='item-snippet'>{s}</div></li>", k, 4)}</ul></div></div><div class='footer'>{bp.COPYRIGHT}</div></div></body></html>""", "utf-8"


@shows(lead=True)
def portal(a, k):
    """A portal of divisions without paragraphs: Bootstrap columns, the text cut in two by an advertisement."""
    half = len(a["parts"]) // 2 + 1
    parts = [f'<div class="txt">{e(t)}</div>' if kind == "p" else f'<div class="txt"><b>{e(t)}</b></div>' for kind, t in a["parts"]]
    lead = f'<h2 class="news-lead summary">{e(a["lead"])}</h2>' if a["lead"] else ""
    return f"""<!DOCTYPE html><html><head><meta http-equiv="Content-Type" content="text/html; charset=utf-8"><title>{e(a['title'])} :: بوابة العرب</title><meta property="og:site_name" content="بوابة العرب"><meta property="og:title" content="{e(a['title'])}"></head><body dir="rtl"><div class="navbar navbar-default"><div class="container"><ul class="nav navbar-nav">{menu()}</ul></div></div>
<div class="container"><div class="row"><div class="col-md-8"><div class="news-head"><h1>{e(a['title'])}</h1><div class="news-info"><span class="date">{arabic_digits(named_day(a, weekday=True))}</span> <span class="hour">٩:٤٥ مساء</span> <span>كتب: {a['author'] or 'فريق البوابة'}</span></div></div>{lead}<div class="news-photo"><img src="p.jpg"><div class="photo-caption">{e(a['caption'])}</div></div>
<div class="news-text part-1">{''.join(parts[:half])}</div><div class="ad-unit"><p>مساحة إعلانية</p></div><div class="news-text part-2">{''.join(parts[half:])}</div>
<div class="share-box"><span>شارك الخبر</span><a>فيسبوك</a><a>تويتر</a></div><div class="newsletter-box"><p>{bp.NEWSLETTER}</p></div><div class="related"><h3>موضوعات متعلقة</h3>{teasers('<div class="col-md-4"><a href="{i}"><h4>{t}</h4></a><div class="brief">{s}</div></div>', k, 3)}</div></div>
<div class="col-md-4"><div class="box latest-box"><h3>أحدث الأخبار</h3>{teasers('<div class="item"><a href="{i}">{t}</a><div class="brief">{s}</div></div>', k + 3, 6)}</div></div></div></div><footer><div class="container"><p>{bp.ABOUT}</p><p>{bp.COPYRIGHT}</p></div></footer></body></html>""", "utf-8"


@shows(captions=False)
def word_export(a, k):
    """A statement pasted out of a word processor into a page of a ministry, in ISO 8859-6."""
    paragraph = "<p class=MsoNormal dir=RTL style='text-align:justify;line-height:150%'><span lang=AR-SA style='font-size:14.0pt;font-family:\"Simplified Arabic\"'>{}<o:p></o:p></span></p>"
    d = day(a)
    return f"""<html xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"><head><meta http-equiv=Content-Type content="text/html; charset=iso-8859-6"><meta name=Generator content="Word"><title>{e(a['title'])}</title><style><!-- p.MsoNormal {{ margin: 0cm }} --></style></head>
<body lang=EN-US><div id=top><table width=100%><tr><td><a href=index.htm>الرئيسية</a></td><td><a href=news.htm>أخبار الوزارة</a></td><td><a href=laws.htm>قوانين وأنظمة</a></td><td><a href=forms.htm>نماذج</a></td><td><a href=contact.htm>اتصل بنا</a></td></tr></table></div>
<table width=100%><tr><td width=180 valign=top><ul><li><a href=a.htm>كلمة الوزير</a><li><a href=b.htm>الهيكل التنظيمي</a><li><a href=c.htm>الخدمات الإلكترونية</a><li><a href=d.htm>المناقصات والعطاءات</a></ul></td><td valign=top><div class=Section1><h1 align=center dir=RTL><span lang=AR-SA>{e(a['title'])}</span></h1><p class=MsoNormal align=center dir=RTL><b><span lang=AR-SA>{d.day} / {d.month} / {d.year}</span></b></p>
{body(a, paragraph, "<h3 dir=RTL><span lang=AR-SA>{}</span></h3>")}</div></td></tr></table><p align=center><font size=1>{bp.COPYRIGHT.replace('©', '')}</font></p></body></html>""", "iso8859-6"


@shows()
def brief(a, k):
    """A breaking report of its first paragraphs, far shorter than what stands around it."""
    short = {**a, "parts": a["parts"][:2]}
    return f"""<!DOCTYPE html><html lang="ar" dir="rtl"><head><meta charset="utf-8"><title>{e(a['title'])} - العاجل</title><meta property="og:title" content="{e(a['title'])}"><meta itemprop="datePublished" content="{a['date']}">{SCRIPT}</head><body><div class="top-bar">{menu('<a href="{i}">{t}</a>')}</div>
<section class="article-page"><div class="article-wrap"><h1 class="article-title">{e(a['title'])}</h1><div class="article-meta"><span class="article-date">{named_day(a)}</span></div><figure><img src="x.jpg"><figcaption>{e(a['caption'])}</figcaption></figure><div class="article-content">{body(short)}</div><div class="follow-us"><p>تابعونا على <a>تلغرام</a> و<a>واتساب</a></p></div></div>
<div class="more-news"><h3>المزيد من الأخبار</h3>{teasers('<div class="news-card"><img src="c.jpg"><h4><a href="{i}">{t}</a></h4><p>{s}</p></div>', k, 10)}</div></section>
<section class="opinions"><h3>آراء</h3>{teasers('<div class="opinion-card"><span class="writer">كاتب</span><a href="{i}">{t}</a><p>{s}</p></div>', k + 3, 5)}</section><div class="about"><p>{bp.ABOUT}</p><p>{bp.APP}</p></div><footer>{bp.COPYRIGHT}</footer></body></html>""", "utf-8"


brief.n_parts = 2


@shows(lead=True)
def newspaper(a, k):
    """A pan-Arab paper: custom tags, the report in a section, lists of the same story, a paywall's notice that is hidden."""
    lead = f'<div class="standfirst" slot="standfirst"><p>{e(a["lead"])}</p></div>' if a["lead"] else ""
    return f"""<!DOCTYPE html><html lang="ar" dir="rtl"><head><meta charset="utf-8"><title>{e(a['title'])} — الصحيفة</title><meta property="og:title" content="{e(a['title'])}"><meta property="og:site_name" content="الصحيفة"><meta property="article:published_time" content="{a['date']}T18:00:00+0300"></head><body data-page="story"><site-header><nav aria-label="الأقسام">{menu('<a href="/{i}">{t}</a>')}</nav></site-header>
<main><story-page><header><p class="kicker"><a href="/x">العالم العربي</a></p><h1 itemprop="headline">{e(a['title'])}</h1>{lead}<p class="byline">{'بقلم ' + a['author'] if a['author'] else ''}</p></header><figure><picture><source srcset="a.webp"><img src="a.jpg" alt=""></picture><figcaption><span>{e(a['caption'])}</span></figcaption></figure>
<section class="story-section" itemprop="articleBody"><div class="column">{body(a, heading="<h3>{}</h3>", between=[f'<aside class="in-story"><h4>في السياق نفسه</h4><ul>{teasers("<li><a href={i}>{t}</a></li>", k, 2)}</ul></aside>'])}</div></section>
<div class="paywall" hidden><p>هذا المحتوى متاح للمشتركين فقط، اشترك الآن لتحصل على قراءة غير محدودة لجميع المقالات والتحليلات.</p></div><story-tags class="tags"><a>اليمن</a><a>الخليج</a></story-tags><div class="author-bio"><p>{bp.BIO}</p></div></story-page></main>
<section class="latest-stories">{teasers('<article class="teaser"><h3><a href="{i}">{t}</a></h3><p>{s}</p></article>', k + 1, 8)}</section><site-footer><p>{bp.ABOUT}</p><p>{bp.COPYRIGHT}</p></site-footer></body></html>""", "utf-8"


@shows(captions=True)
def gallery(a, k):
    """A report below a slider of pictures with captions, text in a section of a page builder."""
    return f"""<!DOCTYPE html><html dir="rtl" lang="ar"><head><meta charset="UTF-8"><title>{e(a['title'])} | عدسة</title><meta property="og:title" content="{e(a['title'])}"><meta property="og:site_name" content="عدسة"><meta property="article:published_time" content="{a['date']}"></head><body class="elementor-default elementor-page"><div data-elementor-type="header" class="elementor elementor-location-header"><div class="elementor-widget-nav-menu"><ul class="elementor-nav-menu">{menu()}</ul></div></div>
<div data-elementor-type="single-post" class="elementor elementor-location-single"><section class="elementor-section"><div class="elementor-container"><div class="elementor-column"><div class="elementor-widget-wrap"><div class="elementor-element elementor-widget elementor-widget-theme-post-title"><div class="elementor-widget-container"><h1 class="elementor-heading-title">{e(a['title'])}</h1></div></div><div class="elementor-element elementor-widget elementor-widget-post-info"><ul class="elementor-inline-items"><li><time>{named_day(a)}</time></li></ul></div>
<div class="elementor-element elementor-widget-image"><figure class="wp-caption"><img src="1.jpg"><figcaption class="widget-image-caption wp-caption-text">{e(a['caption'])}</figcaption></figure></div><div class="elementor-element elementor-widget elementor-widget-theme-post-content"><div class="elementor-widget-container">{body(a)}</div></div>
<div class="elementor-element elementor-widget elementor-widget-share-buttons"><div class="elementor-share-btn">Facebook</div></div></div></div></div></section></div><div class="elementor elementor-location-footer"><section class="elementor-section"><div class="elementor-widget-posts">{teasers('<article class="elementor-post"><div class="elementor-post__text"><h3 class="elementor-post__title"><a href="{i}">{t}</a></h3><div class="elementor-post__excerpt"><p>{s}</p></div></div></article>', k, 6)}</div><div class="elementor-widget-text-editor"><p>{bp.ABOUT}</p><p>{bp.NEWSLETTER}</p></div></section></div></body></html>""", "utf-8"


@shows(captions=False)
def broken(a, k):
    """Markup that no checker passes: tags not closed, crossed, twice the head, UTF-8 said to be Windows-1256."""
    text = "\n".join(f"<p>{e(t)}" if kind == "p" else f"<p><b>{e(t)}</p></b>" for kind, t in a["parts"])
    return f"""<html dir=rtl><head><title>{e(a['title'])}</title><meta http-equiv=content-type content="text/html; charset=windows-1256"><meta name=date content={a['date']}><body><center><div id=menu>{menu('<a href={i}>{t}</a>')}</center>
<head></head><div id=news><h1>{e(a['title'])}</h2><div class=newsbody><font color=black>{text}</font></div><br clear=all><a href=#>للمزيد من الأخبار</a></div>
<table><tr><td>{teasers('<li><a href={i}>{t}</a>', k, 5)}<tr><td>{bp.COPYRIGHT}</body></html></body>""", "utf-8"


ALL = [wordpress, magazine, channel, broadcaster, agency, old_tables, web_forms, amp, live_blog, script_only, drupal, joomla, blogger, portal,
       word_export, brief, newspaper, gallery, broken]
