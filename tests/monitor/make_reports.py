"""The reports the monitor is tried with: made here, told by three outlets, with what a hostile page could bring.

    make_reports.py FILE
"""
import json
import sys

HOSTILE = "<script>alert(1)</script>\"'><img src=x onerror=alert(2)> '; DROP TABLE reports; -- {{7*7}}"

REPORTS = [
    dict(id="a1", source="وكالة الشمال", published="2023-05-10", url="https://north.example/a1", title="قتلى في هجوم انتحاري بالموصل",
         text="قتل خمسة جنود عراقيين وأصيب تسعة آخرون في هجوم انتحاري استهدف حاجزا للجيش في مدينة الموصل اليوم الأربعاء، وفق ما ذكره مصدر عسكري.\n"
              "وقال شهود عيان إن المهاجم فجر سيارة مفخخة عند مدخل الحاجز."),
    dict(id="a2", source="صحيفة الجنوب", published="2023-05-10", url="https://south.example/a2", title="انفجار سيارة مفخخة في الموصل",
         text="قتل سبعة جنود في انفجار سيارة مفخخة استهدف حاجزا للجيش العراقي في الموصل اليوم الأربعاء، بحسب مصدر طبي.\n"
              "وأصيب أحد عشر شخصا بجروح."),
    dict(id="a3", source="إذاعة الشرق", published="2023-05-11", url="https://east.example/a3", title="ارتفاع حصيلة هجوم الموصل",
         text="أعلنت وزارة الصحة العراقية اليوم الخميس أن ثمانية جنود على الأقل قتلوا في الهجوم الانتحاري الذي استهدف حاجزا للجيش في الموصل أمس الأربعاء.\n"
              "وتبنى تنظيم الدولة الإسلامية الهجوم في بيان."),
    dict(id="b1", source="وكالة الشمال", published="2023-05-12", url="https://north.example/b1", title="تظاهرة حاشدة في تونس",
         text="تظاهر مئات المحامين في العاصمة تونس اليوم الجمعة احتجاجا على اعتقال زميل لهم.\nوفرقت الشرطة التونسية المتظاهرين بالغاز المسيل للدموع."),
    dict(id="b2", source="صحيفة الجنوب", published="2023-05-12", url="https://south.example/b2", title="محامون يحتجون في تونس",
         text="خرج محامون في مظاهرة بالعاصمة تونس اليوم الجمعة للمطالبة بالإفراج عن زميلهم المعتقل."),
    dict(id="c1", source="إذاعة الشرق", published="2023-05-14", url="https://east.example/c1", title="قصف على محافظة إدلب",
         text="قتل ثلاثة مدنيين في قصف مدفعي لقوات النظام السوري على ريف محافظة إدلب اليوم الأحد، وفق الدفاع المدني."),
    dict(id="d1", source="وكالة الشمال", published="2023-05-15", url="https://north.example/d1", title="غارة جوية في اليمن",
         text="قتل أربعة مسلحين في غارة جوية باليمن اليوم الاثنين، حسبما أعلن مسؤول حكومي."),
    dict(id="e1", source="صحيفة الجنوب", published="2023-05-20", url="https://south.example/e1", title="محادثات في القاهرة",
         text="التقى وزير الخارجية المصري نظيره الأردني في القاهرة اليوم السبت وبحثا الأوضاع في غزة.\nودعا الوزيران إلى وقف إطلاق النار."),
    dict(id="f1", source="وكالة الشمال", published="2023-06-02", url="https://north.example/f1", title="هجوم مسلح في مقديشو",
         text="هاجم مسلحون من حركة الشباب فندقا في مقديشو اليوم الجمعة، ما أدى إلى مقتل 12 شخصا على الأقل وإصابة العشرات، بحسب الشرطة الصومالية."),
    dict(id="h1", source=HOSTILE, published="2023-06-05", url="javascript:alert(3)", title=HOSTILE,
         text="قتل جنديان في انفجار عبوة ناسفة في كركوك اليوم الاثنين، وفق الشرطة. " + HOSTILE, captions=[HOSTILE]),
]


def write(path):
    with open(path, "w", encoding="utf-8") as out:
        for report in REPORTS:
            out.write(json.dumps(report, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    write(sys.argv[1])
