"""Further layouts that reading pages was not tuned on: written after the rules stood, and measured apart."""
import boilerplate as bp
from layouts import SCRIPT, arabic_digits, body, day, e, json_ld, menu, named_day, shows, teasers


@shows(captions=False)
def newswire(a, k):
    """An agency: one division with paragraphs, a summary in a heading, lists of links in two columns."""
    return f"""<!DOCTYPE html><html lang="ar"><head><meta charset="utf-8"><title>{e(a['title'])}</title><meta property="og:site_name" content="وكالة الأناضول العربية"></head><body dir="rtl"><div id="app-wrapper"><div class="ust-menu"><ul>{menu()}</ul></div><div class="row detay-row"><div class="col-md-10 detay">
<div class="detay-spot-category"><a>الدول العربية</a>, <a>أخبار</a></div><h1>{e(a['title'])}</h1><h4>(تغطية خاصة)</h4><span class="yazar">{a['author']}</span><span class="tarih">{day(a).day:02}.{day(a).month:02}.{day(a).year} - محدث: 05.01.2025</span>
<div class="detay-buyukFoto"><img src="b.jpg"/></div><div class="row"><div class="col-md-2 sol"><div class="sosyal"><a>F</a><a>T</a></div></div><div class="col-md-10 detay-icerik"><div>{body(a)}</div><div class="detay-paylas"><h6>بث الأخبار</h6><p>الأخبار المنشورة على الصفحة الرسمية للوكالة هي اختصار لجزء من الأخبار التي تُعرض للمشتركين عبر نظام تدفق الأخبار. من أجل الاشتراك لدى الوكالة يُرجى الاتصال <a href="#">بالرابط التالي</a>.</p></div><div class="detay-konular"><span>الأخبار ذات الصلة</span><a>اليمن</a></div></div></div></div>
<div class="col-md-2 yan">{teasers('<div class="yan-haber"><a href="{i}"><img/><span>{t}</span></a></div>', k, 6)}</div></div></div><div class="alt"><p>{bp.COPYRIGHT}</p></div></body></html>""", "utf-8"


@shows(lead=True)
def russian(a, k):
    """A foreign channel in Arabic: a summary in a division, the text with inline links, a line for corrections, a digest below."""
    lead = f'<div class="article__summary">{e(a["lead"])}</div>' if a["lead"] else ""
    digest = f'<div class="read-more read-more-inline"><div class="read-more-text-only"><a class="read-more__link" href="/n"><h3>{bp.TEASERS[k % 10][0]}</h3></a></div></div>'
    return f"""<!DOCTYPE html><html lang="ar"><head><meta charset="utf-8"><title>{e(a['title'])} - RX Arabic</title><meta property="og:title" content="{e(a['title'])}"/><meta property="og:site_name" content="RX Arabic"/>{SCRIPT}</head><body><div class="layout"><div class="header"><div class="menu-wrapper">{menu('<a href="{i}" class="menu-item">{t}</a>')}</div></div>
<div class="layout__wrapper"><div class="layout__content"><div class="article article_article-page"><div class="article__date"><span class="date">تاريخ النشر: {arabic_digits(f'{day(a).day:02}.{day(a).month:02}.{day(a).year}')} | 10:12 GMT</span></div><h1 class="article__heading">{e(a['title'])}</h1>{lead}<div class="media"><img src="i.jpg"/><div class="media__footer"><span class="media__title">{e(a['caption'])}</span><span class="media__copyright">Reuters</span></div></div>
<div class="article__text text">{body(a, between=[digest])}<p><strong>المصدر: وكالات</strong></p></div><div class="article__short-url">الرابط القصير: https://rx.example/{k}</div><div class="tags-trends"><a>أخبار العالم</a></div></div><div class="news-line"><h2>آخر الأخبار</h2>{teasers('<div class="news-line__item"><a href="{i}">{t}</a><span>12:{i}</span></div>', k, 8)}</div></div></div><footer>{bp.ABOUT}</footer></div></body></html>""", "utf-8"


russian.caption = "{}"


@shows(captions=True)
def angular(a, k):
    """A channel on Angular: tags of its own, classes with serial numbers, the text in a component."""
    return f"""<!DOCTYPE html><html lang="ar" dir="rtl"><head><meta charset="utf-8"><title>{e(a['title'])} | سماء عربية</title><meta property="og:title" content="{e(a['title'])}">{json_ld(a, site="سماء عربية")}</head><body><app-root ng-version="12.2.0"><app-header _ngcontent-c1><ul _ngcontent-c1>{menu('<li _ngcontent-c1><a href="{i}">{t}</a></li>')}</ul></app-header>
<router-outlet></router-outlet><app-article _nghost-sc12><div _ngcontent-sc12 class="inner-page"><div class="row"><div class="col-8"><h1 _ngcontent-sc12 class="c-title">{e(a['title'])}</h1><div class="c-time"><span>{named_day(a)} - 14:20 بتوقيت أبوظبي</span></div><div class="c-image"><img src="x.jpg"><div class="image-caption">{e(a['caption'])}</div></div><div class="c-agency">سماء عربية - أبوظبي</div>
<app-article-body _ngcontent-sc12><div class="article-body"><div class="content-wrap">{body(a)}</div></div></app-article-body><div class="c-keywords"><a>سوريا</a></div><app-related><h2>أخبار ذات صلة</h2>{teasers('<div class="item"><a href="{i}"><h5>{t}</h5></a></div>', k, 4)}</app-related></div><div class="col-4"><app-most-read><h3>الأكثر قراءة</h3>{teasers('<div class="item"><span>{i}</span><a href="{i}">{t}</a></div>', k + 3, 5)}</app-most-read></div></div></div></app-article><app-footer><p>{bp.COPYRIGHT}</p></app-footer></app-root></body></html>""", "utf-8"


@shows(lead=True, captions=False)
def gulf(a, k):
    """A Gulf channel: an identifier for the text, paragraphs in divisions with a class, a poll and videos amid them."""
    lead = f'<div class="article-sub-title">{e(a["lead"])}</div>' if a["lead"] else ""
    video = '<div class="video-container"><iframe src="v"></iframe><div class="video-title">شاهد: تقرير مراسلنا من المكان</div></div>'
    return f"""<!DOCTYPE html><html dir="rtl"><head><meta charset="utf-8"><title>{e(a['title'])}</title><meta name="pubdate" content="{a['date']}T20:00:00+04:00"><meta property="og:title" content="{e(a['title'])}"></head><body><div class="main-nav">{menu('<a href="{i}">{t}</a>')}</div><div class="layout-article"><div class="article-head"><h1 class="headingInfo_title">{e(a['title'])}</h1>{lead}<div class="caption"><time>نشر في: آخر تحديث</time></div></div>
<div id="body-text" class="layout-body"><div class="paragraph">{body(a, between=['<div class="poll-box"><p>هل تتوقع أن ينجح الاتفاق؟</p><button>نعم</button><button>لا</button></div>', video])}</div></div><div class="recommended-videos">{teasers('<div class="vid"><a href="{i}">{t}</a></div>', k, 4)}</div></div>
<div class="side-list">{teasers('<div class="list-item"><a href="{i}"><span>{t}</span></a><p>{s}</p></div>', k + 2, 6)}</div><div class="site-end">{bp.ABOUT}<br>{bp.COPYRIGHT}</div></body></html>""", "utf-8"


@shows(captions=True)
def cairo(a, k):
    """A Cairo daily: an identifier for the text, a caption in a paragraph, advertisements in script, comments by a service."""
    return f"""<!DOCTYPE html><html><head><meta charset="utf-8" /><title>{e(a['title'])} - جريدة النيل</title><meta property="article:published_time" content="{day(a).month}/{day(a).day}/{day(a).year} 3:04:00 PM" /></head><body class="rtl"><div id="sectionsbar"><ul>{menu()}</ul></div><div class="main_content_ip"><div class="article"><h1>{e(a['title'])}</h1><div class="min_related"><b>الخميس</b></div><div class="articledate">كتب: {a['author'] or 'محرر'} | {arabic_digits(named_day(a, weekday=True))}</div>
<div class="pull-right articleimg"><a><img src="i.jpg"></a><p class="caption">{e(a['caption'])}</p></div><div id="NewsStory">{body(a, between=['<div class="ads_inline"><script>googletag.cmd.push(function() {{}});</script></div>', '<p class="related-news-in"><a href="/x">اقرأ أيضًا: ' + bp.TEASERS[k % 10][0] + '</a></p>'])}</div><div class="news_SMS">اشترك الآن في خدمة رسائل الموبايل لتصلك آخر الأخبار المحلية</div></div><div class="more_in_section"><h2>المزيد من القسم</h2>{teasers('<article><h2><a href="{i}">{t}</a></h2></article>', k, 5)}</div></div><div class="fb-comments"></div><div class="footer_rights">{bp.COPYRIGHT}</div></body></html>""", "utf-8"


@shows(captions=False)
def maghreb(a, k):
    """A Maghreb site: months of the Maghreb, an open article tag, comments in dialect with long texts, no main."""
    months = ["يناير", "فبراير", "مارس", "أبريل", "ماي", "يونيو", "يوليوز", "غشت", "شتنبر", "أكتوبر", "نونبر", "دجنبر"]
    comments = "".join(f'<li class="comment-item"><div class="comment-author">{n}</div><div class="comment-text"><p>{t} {t}</p></div></li>' for n, t in bp.COMMENTS)
    return f"""<!DOCTYPE html><html dir="rtl" lang="ar"><head><meta charset="UTF-8"><title>{e(a['title'])} - أطلس بريس</title></head><body class="rtl single"><header class="site-header"><div class="nav-bar">{menu('<a href="{i}">{t}</a>')}</div></header><div class="container"><div class="row"><div class="col-12 col-lg-8"><article><h1 class="post-title">{e(a['title'])}</h1><div class="ratio-medium"><img src="p.jpg" alt="{e(a['title'])}"><div class="img-credits">صورة: و.م.ع</div></div><div class="top-date"><span class="author"><a>{a['author'] or 'أطلس بريس'}</a></span> <span class="date-post">{bp.DAYS[day(a).weekday()]} {day(a).day} {months[day(a).month - 1]} {day(a).year} - 21:15</span></div>
<div class="article-content">{body(a)}<div class="tags-row"><a href="#">الجهة</a> <a href="#">المواطنون</a></div></div></article><section id="comments"><h3>تعليقات الزوار</h3><div class="rules"><p>{bp.DISCLAIMER}</p></div><ul>{comments * 3}</ul></section></div><div class="col-lg-4 sidebar">{teasers('<div class="overlay card"><a href="{i}"><h3 class="card-title">{t}</h3></a></div>', k, 6)}</div></div></div><footer><p>{bp.ABOUT}</p></footer></body></html>""", "utf-8"


@shows(captions=False)
def bulletin(a, k):
    """A national agency's old site: frames of tables, one paragraph of all the text, in Windows-1256 without a label."""
    text = " ".join(t for _, t in a["parts"])
    return f"""<HTML><HEAD><TITLE>الوكالة الوطنية للإعلام</TITLE></HEAD><BODY dir=rtl link=#000080><TABLE width="100%"><TR><TD class=m1>{menu('<A href="{i}.php">{t}</A>&nbsp;|&nbsp;')}</TD></TR><TR><TD><TABLE width="95%" align=center><TR><TD><B><FONT size=4>{e(a['title'])}</FONT></B></TD></TR><TR><TD><FONT size=1>{bp.DAYS[day(a).weekday()]} {named_day(a, bp.MONTHS_SYRIA)} الساعة 14:22</FONT></TD></TR><TR><TD><P align=justify><FONT size=3>{e(text)}</FONT></P></TD></TR></TABLE></TD></TR>
<TR><TD><TABLE>{teasers('<TR><TD>{i}</TD><TD><A href="v.php?id={i}">{t}</A></TD></TR>', k, 9)}</TABLE></TD></TR><TR><TD align=center><FONT size=1>{bp.COPYRIGHT.replace('©', '')}</FONT></TD></TR></TABLE></BODY></HTML>""", "windows-1256"


@shows(captions=True)
def organisation(a, k):
    """A world organisation's news: an intro, pictures from its library, a call to act, languages."""
    return f"""<!DOCTYPE html><html lang="ar" dir="rtl"><head><meta charset="utf-8" /><meta property="og:site_name" content="أخبار المنظمة" /><title>{e(a['title'])} | أخبار المنظمة</title></head><body><div class="un-header"><ul class="language-links"><li>English</li><li>Français</li><li>中文</li><li>Русский</li></ul><ul class="nav">{menu()}</ul></div>
<div class="main-container"><div class="content-region"><section><div class="pane-node-title"><h1>{e(a['title'])}</h1></div><div class="featured"><img src="u.jpg"/><div class="media-caption-block"><span class="credit">UNICEF/Saleh</span><div class="field-caption">{e(a['caption'])}</div></div></div><div class="field-name-date"><span class="date-display-single" content="{a['date']}T12:00:00-04:00">{named_day(a)}</span> <span>السلم والأمن</span></div>
<div class="story-body"><div class="paragraphs-items"><div class="paragraphs-item-one-column-text"><div class="field-item">{body(a)}</div></div></div></div><div class="story-cta"><p>لمتابعة أخبارنا على مدار الساعة، يمكنكم تنزيل التطبيق على هواتف آيفون وأندرويد، والاشتراك في النشرة الإخبارية.</p></div></section></div><aside class="col-sm-3">{teasers('<div class="views-row"><h3><a href="{i}">{t}</a></h3><p>{s}</p></div>', k, 4)}</aside></div><div class="un-footer"><a>الاحتيال</a> <a>حقوق الطبع والنشر</a> <a>شروط الاستخدام</a></div></body></html>""", "utf-8"


@shows(captions=False)
def mobile(a, k):
    """A page for small telephones: hardly any tags, pages of the article behind links."""
    return f"""<?xml version="1.0" encoding="UTF-8"?><!DOCTYPE html PUBLIC "-//WAPFORUM//DTD XHTML Mobile 1.0//EN" "http://www.wapforum.org/DTD/xhtml-mobile10.dtd"><html xmlns="http://www.w3.org/1999/xhtml"><head><title>{e(a['title'])}</title></head><body dir="rtl"><div><a href="/m">الرئيسية</a> &gt; <a href="/m/n">أخبار</a></div><hr/><h3>{e(a['title'])}</h3><small>{day(a).year}/{day(a).month}/{day(a).day}</small>{body(a, '<p>{}</p>', '<b>{}</b>')}<hr/><div>1. <a href="1">أخبار</a><br/>2. <a href="2">رياضة</a><br/>3. <a href="3">اقتصاد</a></div><div><a accesskey="0" href="/m">0. عودة</a></div></body></html>""", "utf-8"


@shows(captions=True)
def long_read(a, k):
    """A long read on a platform for writers: headings and pictures in sections, pulled quotes, the writer's other stories."""
    quote = f'<blockquote class="pq"><p>{e(a["parts"][1][1][:70])}</p></blockquote>'
    return f"""<!doctype html><html lang="ar"><head><meta charset="utf-8"><title>{e(a['title'])} | منصة</title><meta property="og:title" content="{e(a['title'])}">{json_ld(a, "BlogPosting", "منصة")}</head><body><div id="root"><div class="a b c"><nav class="d e"><a>منصة</a><a>دخول</a></nav><div class="fk"><article><div class="l"><section><div class="fi fj"><h1 id="8a1e" class="pw-post-title">{e(a['title'])}</h1><div class="speechify"><div class="ab"><a rel="author">{a['author'] or 'كاتب'}</a><div class="pw-published-date"><p><span>4 دقائق للقراءة</span> · <span>{named_day(a)}</span></p></div></div><div class="pw-multi-vote">127</div></div>
<figure class="mm mn"><div role="button"><img src="m.png"/></div><figcaption class="mo">{e(a['caption'])}</figcaption></figure>{body(a, '<p id="x" class="pw-post-body-paragraph" dir="rtl">{}</p>', '<h2 class="nn" dir="rtl">{}</h2>')}</div></section></div></article></div><div class="wr"><h2>كتابات أخرى</h2>{teasers('<div class="st"><h2><a href="{i}">{t}</a></h2><h3>{s}</h3></div>', k, 4)}</div><div class="ab"><h2>مكتوب بواسطة {a['author'] or 'كاتب'}</h2><p>{bp.BIO}</p></div></div></div></body></html>""", "utf-8"


ALL = [newswire, russian, angular, gulf, cairo, maghreb, bulletin, organisation, mobile, long_read]
