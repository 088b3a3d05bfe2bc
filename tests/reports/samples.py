"""Report documents for the tests of charts, PDF and exports; our own words about a fictional department."""

from feedback.blocks import BulletList, Cell, Heading, Paragraph, Table
from reports.charts.chart import Chart, Series, Shape
from reports.document import ChartBlock, Document, KeyFigures

BARS = Chart(
    shape=Shape.BARS,
    title="Vilken typ av organisation svarar du för?",
    labels=("Ideell förening", "Trossamfund", "Samverkansorgan för kvinnojourer och tjejjourer i hela landet", "Annan"),
    series=(Series("Svar", (24, 9, 6, None), ("24", "9", "6", "färre än 5")),),
    value_label="Antal svar",
    alternative="Ideella föreningar lämnade 24 svar, trossamfund 9 och samverkansorgan 6. Övriga var färre än 5.",
)
GROUPED = Chart(
    shape=Shape.GROUPED_BARS,
    title="Teman nu och tidigare",
    labels=("Kortsiktig finansiering", "Lokaler", "Kvinnors arbete"),
    series=(
        Series("Samrådet 2024", (12, 7, None), ("12", "7", "färre än 5")),
        Series("Samrådet 2023", (9, 8, 5)),
        Series("Samrådet 2019", (6, None, 11), ("6", "färre än 5", "11")),
    ),
    value_label="Antal synpunkter",
    alternative="Kortsiktig finansiering ökar för varje samråd.",
)
STACKED = Chart(
    shape=Shape.STACKED_BARS,
    title="Har frågan åtgärdats?",
    labels=("Långsiktiga bidrag till föreningar", "Tillgång till lokaler på kvällstid"),
    series=(
        Series("Ja", (18, 6)),
        Series("Delvis", (9, 12)),
        Series("Nej", (1, 20), ("1", "20")),
        Series("Kan inte säga", (None, None), ("färre än 5", "färre än 5")),
    ),
    value_label="Antal svar",
    alternative="Fler säger ja om bidragen än om lokalerna.",
)
LINES = Chart(
    shape=Shape.LINES,
    title="Teman över åren",
    labels=("2012", "2019", "2023", "2024"),
    series=(
        Series("Finansiering", (6, 9, 12, 14)),
        Series("Lokaler", (8, None, 7, 13), ("8", "färre än 5", "7", "13")),
        Series("Arbete", (5, 11, 9, 13)),
    ),
    value_label="Antal synpunkter",
    alternative="Finansiering har ökat från 6 till 14 synpunkter.",
)
LONG_WORD = "jämställdhetsintegreringssamordnings" * 8 + "ansvarigs123"


def make_table(count: int, *, caption: str = "Åtaganden med ansvarig och datum") -> Table:
    rows = tuple(
        (
            Cell(f"Åtagande {number}: se över villkoren för bidrag till lokala föreningar"),
            Cell("Avdelningen för det civila samhället"),
            Cell("2025-03-31"),
            Cell(str(number), is_number=True),
        )
        for number in range(1, count + 1)
    )
    return Table(caption, ("Åtagande", "Ansvarig", "Datum", "Antal"), rows)


def make_swedish() -> Document:
    text = (
        "Departementet bjöd in föreningar till ett samråd om villkoren för ideellt arbete. Deltagarna återkom till att bidrag "
        "beslutas för ett år i taget & att besluten kommer sent <på året>. "
    )
    return Document(
        title="Uppföljning av samrådet om föreningars villkor",
        subtitle="Vad som sades, vad som svarades och vad som blev gjort",
        language="sv",
        author="Samhällsdepartementet",
        cut="14 november 2024 kl. 10.15",
        blocks=(
            Heading("Sammanfattning"),
            Paragraph(text * 3),
            KeyFigures(
                (
                    ("44", "svar"),
                    ("61 %", "svarsfrekvens"),
                    ("12", "frågor att följa upp"),
                    ("5", "försenade åtaganden"),
                )
            ),
            BulletList(("Korta bidrag nämns för fjärde gången.", text * 2, "Lokaler är dyra.")),
            Paragraph("Färre än fem svar visas inte.", quiet=True),
            Heading("Vem svarade", 2),
            Paragraph(text),
            ChartBlock(BARS),
            make_table(4, caption="Svar per typ av organisation"),
            Heading("Teman"),
            Heading("Nu och tidigare", 2),
            Heading("Jämförelse", 3),
            ChartBlock(GROUPED),
            ChartBlock(LINES),
            Heading("Frågor som följs upp"),
            Paragraph(
                "نحتاج إلى تمويل طويل الأمد للجمعيات (2024) كي نتمكن من التخطيط لعملنا مع الأسر. " * 2, language="ar"
            ),
            ChartBlock(STACKED),
            make_table(40),
        ),
    )


def make_arabic() -> Document:
    text = (
        "دعت الوزارة الجمعيات إلى اجتماع تشاوري حول شروط العمل التطوعي (14 نوفمبر 2024). عاد المشاركون إلى أن المنح تُقرر لعام واحد "
        "في كل مرة وأن القرارات تصدر متأخرة، كما ورد في تقرير Samrådet 2019 عن التمويل. "
    )
    bars = Chart(
        Shape.BARS,
        "ما نوع المنظمة التي تمثلها؟",
        ("جمعية غير ربحية", "طائفة دينية", "هيئة تنسيق وطنية للجمعيات النسائية في جميع أنحاء البلاد", "Annan"),
        (Series("الإجابات", (24, 9, 6, None), ("24", "9", "6", "أقل من 5")),),
        "عدد الإجابات",
        "قدمت الجمعيات 24 إجابة.",
    )
    stacked = Chart(
        Shape.STACKED_BARS,
        "هل عولجت المسألة؟",
        ("منح طويلة الأمد", "المقار"),
        (
            Series("نعم", (18, 6)),
            Series("جزئيًا", (9, 12)),
            Series("لا", (1, 20)),
            Series("لا أستطيع القول", (None, None), ("أقل من 5", "أقل من 5")),
        ),
        "عدد الإجابات",
        "يقول عدد أكبر نعم بشأن المنح.",
    )
    lines = Chart(
        Shape.LINES,
        "المواضيع عبر السنوات",
        ("2012", "2019", "2024"),
        (Series("التمويل", (6, 9, 12)), Series("المقار", (8, None, 7), ("8", "أقل من 5", "7"))),
        "عدد النقاط",
        "زاد التمويل.",
    )
    rows = tuple(
        (
            Cell(f"الالتزام رقم {n}: مراجعة شروط المنح"),
            Cell("Avdelningen för bidrag", language="sv"),
            Cell(str(n), is_number=True),
        )
        for n in range(1, 31)
    )
    return Document(
        title="متابعة الاجتماع التشاوري حول شروط الجمعيات",
        subtitle="ما قيل وما أُجيب وما تم إنجازه",
        language="ar",
        author="وزارة المجتمع",
        cut="14 نوفمبر 2024",
        blocks=(
            Heading("ملخص"),
            Paragraph(text * 3),
            KeyFigures((("44", "إجابة"), ("61%", "نسبة الاستجابة"), ("12", "مسائل للمتابعة"))),
            BulletList(("ذُكرت المنح القصيرة للمرة الرابعة.", text * 2)),
            Paragraph("Bidragen är för korta, säger föreningen (för tredje gången).", language="sv"),
            Heading("من أجاب", 2),
            ChartBlock(bars),
            Heading("المسائل"),
            ChartBlock(stacked),
            ChartBlock(lines),
            Table("الالتزامات", ("الالتزام", "المسؤول", "العدد"), rows),
        ),
    )
