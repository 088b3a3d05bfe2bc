"""A chart of every shape, in Swedish and mirrored in Arabic; our own words about a fictional department."""

from dataclasses import replace

from reports.charts.chart import Chart, Series, Shape, Side
from tests.reports.samples import BARS, GROUPED, LINES, STACKED

HIDDEN = "färre än 5"
DIVERGING = Chart(
    shape=Shape.DIVERGING_BARS,
    title="Vad deltagarna tycker",
    labels=("Vi fick svar på det vi tog upp på förra årets samråd", "Bidragen räcker", "Lokaler finns på kvällstid"),
    series=(
        Series("Stämmer inte alls", (5, None, 20), ("5", HIDDEN, "20"), side=Side.NEGATIVE),
        Series("Stämmer dåligt", (9, 12, 7), side=Side.NEGATIVE),
        Series("Varken eller", (8, 7, 2), side=Side.NEUTRAL),
        Series("Stämmer ganska bra", (12, 9, 5), side=Side.POSITIVE),
        Series("Stämmer helt", (10, 14, 1), side=Side.POSITIVE),
        Series("Kan inte säga", (5, 8, None), ("5", "8", HIDDEN), side=Side.APART),
    ),
    value_label="Antal svar",
    alternative="Bidragen får flest positiva svar.",
)
DOTS = Chart(
    shape=Shape.DOT_PLOT,
    title="Teman 2023 och 2024",
    labels=("Kortsiktig finansiering av föreningar i hela landet", "Lokaler", "Arbete", "Unga", "Hälsa"),
    series=(
        Series("2023", (12, 30, None, 7, 9), ("12", "30", HIDDEN, "7", "9")),
        Series("2024", (25, 8, 11, 8, 9)),
    ),
    value_label="Antal synpunkter",
    alternative="Finansiering ökar, lokaler minskar.",
)
HEAT = Chart(
    shape=Shape.HEAT_MAP,
    title="Teman över åren",
    labels=("Finansiering", "Lokaler och mötesplatser på kvällar och helger i hela landet", "Arbete"),
    series=(
        Series("2012", (0, 3, 5)),
        Series("2015", (2, None, 6), ("2", HIDDEN, "6")),
        Series("2019", (9, 12, 1)),
        Series("2023", (4, 16, 20)),
        Series("2024", (14, 10, 7)),
    ),
    value_label="Antal synpunkter",
    alternative="Arbete togs upp mest 2023.",
)
TIMELINE = Chart(
    shape=Shape.TIMELINE,
    title="När frågorna togs upp",
    labels=("Långsiktiga bidrag", "Tillgång till lokaler på kvällstid för föreningar", "Flickors arbete"),
    series=(
        Series("Togs upp", (3, 2, 1), ("2012, 2019, 2023", "2019, 2024", "2024"), places=((0, 2, 3), (2, 4), (4,))),
        Series("Besvarades", (1, 1, 0), ("2019", "2024", ""), places=((2,), (4,), ())),
        Series("Genomfördes helt", (1, 0, 0), ("2024", "", ""), places=((4,), (), ())),
    ),
    value_label="År",
    alternative="Långsiktiga bidrag har tagits upp oftast.",
    columns=("2012", "2015", "2019", "2023", "2024"),
)
FLOW = Chart(
    shape=Shape.STATUS_FLOW,
    title="Hur genomförandet har ändrats",
    labels=("Inga belägg", "Inte påbörjat", "Begränsat", "Väsentligt"),
    series=(
        Series("Inga belägg", (6, 0, 0, 0)),
        Series("Begränsat", (4, 3, 7, 0)),
        Series("Väsentligt", (0, 1, 5, 2)),
        Series("Helt", (0, 0, 3, None), ("0", "0", "3", HIDDEN)),
    ),
    value_label="Antal frågor, från 2023 till 2024",
    alternative="Fler frågor är genomförda.",
)
DELIVERY = Chart(
    shape=Shape.DELIVERY_VERDICT,
    title="Genomförande och omdöme",
    labels=("Långsiktiga bidrag till föreningar", "Tillgång till lokaler på kvällstid", "Flickors arbete"),
    series=(
        Series("Departementet: genomförande", (3, 2, 0), ("Helt (utan stöd)", "Väsentligt", "Inga belägg")),
        Series(
            "Deltagare som instämmer", (0.34, 0.71, None), ("34 % (12 av 35)", "71 % (25 av 35)", "inte tillfrågade")
        ),
    ),
    value_label="",
    alternative="Om bidragen är vi inte överens.",
    columns=("Begränsat", "Väsentligt", "Helt"),
)
ALL = [BARS, GROUPED, STACKED, LINES, DIVERGING, DOTS, HEAT, TIMELINE, FLOW, DELIVERY]
_LABELS = ("منح طويلة الأمد للجمعيات في جميع أنحاء البلاد (2024)", "المقار", "عمل النساء", "الشباب", "الصحة")


def in_arabic(chart: Chart) -> Chart:
    """The chart with Arabic labels and names; its numbers and years stay."""
    names = {"2012", "2015", "2019", "2023", "2024"}
    series = tuple(
        replace(
            one,
            name=one.name if one.name in names else f"سلسلة {number}",
            texts=tuple("أقل من 5" if text == HIDDEN else text for text in one.texts),
        )
        for number, one in enumerate(chart.series, start=1)
    )
    return replace(chart, title="ما آل إليه", labels=_LABELS[: len(chart.labels)], series=series, value_label="العدد")
