"""The pictures of the worked example: every chart once, with true proportions."""

import math
from datetime import date, timedelta

from django.utils.translation import gettext as _

from wortel.analysis.intervals import estimate_share
from wortel.ui import numbers
from wortel.ui.charts import bars, dots, effect, funnel, line, quadrant, spark, story
from wortel.ui.charts.chart import Chart

ORDERS_BEFORE = (
    8600, 8700, 8750, 8800, 8900, 8950, 8900, 8850, 8800, 8700, 8650, 8600, 8400,
    8200, 8000, 7900, 7850, 8000, 8300, 8700, 9000, 9300, 9350, 9400, 9250, 9450,
)  # fmt: skip
CONTACTS_BEFORE = (
    284, 269, 259, 278, 299, 310, 297, 265, 296, 312, 321, 282, 271,
    276, 243, 219, 232, 237, 249, 286, 274, 288, 312, 308, 278, 316,
)  # fmt: skip
ORDERS_AFTER = (9600, 9700, 9900, 10300, 11000, 12000, 14500, 15800, 14200, 12600, 9800, 8900)
CONTACTS_AFTER = (131, 117, 111, 123, 153, 161, 208, 202, 193, 132, 122, 125)
CONTROL_RATIO, AVOIDED, AVOIDED_LOW, AVOIDED_HIGH = 0.9694, 2523.5, 2106.2, 2985.7


def effect_of_the_invoice() -> effect.Effect:
    first = date(2025, 4, 7)
    rate = sum(CONTACTS_BEFORE) / sum(ORDERS_BEFORE) * CONTROL_RATIO
    after = sum(CONTACTS_AFTER)
    low, high = ((after + bound) / (after + AVOIDED) for bound in (AVOIDED_LOW, AVOIDED_HIGH))
    weeks = [
        effect.Week(first + timedelta(weeks=at), contacts, orders)
        for at, (contacts, orders) in enumerate(zip(CONTACTS_BEFORE, ORDERS_BEFORE, strict=True))
    ]
    weeks.append(effect.Week(first + timedelta(weeks=26), 188, 9500, counts=False))
    for at, (contacts, orders) in enumerate(zip(CONTACTS_AFTER, ORDERS_AFTER, strict=True), start=27):
        expected = rate * orders
        weeks.append(
            effect.Week(first + timedelta(weeks=at), contacts, orders, expected, expected * low, expected * high)
        )
    return effect.Effect(tuple(weeks), _("new invoice"), date(2025, 10, 6), avoided=AVOIDED)


def first_time_right() -> Chart:
    rows = (
        (_("All together"), 3350, 4085, 0.9449), (_("Unclear invoice"), 900, 1050, 0.9018),
        (_("Where is my parcel"), 600, 830, 0.9231), (_("Announce a return"), 500, 550, 0.9831),
        (_("Damaged or lost"), 200, 350, 0.9216), (_("Courier did not come"), 280, 380, 0.9583),
        (_("Product advice"), 400, 425, 1.0), (_("Confirm payment or identity"), 240, 260, 1.0),
        (_("Change order or address"), 230, 240, 1.0),
    )  # fmt: skip
    drawn = [
        dots.Row(name, singles / chains, *_interval(singles, chains), chains, other, is_total=not at)
        for at, (name, singles, chains, other) in enumerate(rows)
    ]
    columns = dots.Columns(_("the customer, over all channels"), _("each channel apart"), _("chains"))
    return dots.draw(drawn, columns, _("First time right per reason, with interval, beside what each channel thinks"))


def teams() -> Chart:
    target = 0.82
    units = (
        (610, 0.835, 0), (430, 0.80, 0), (270, 0.845, 0), (520, 0.742, 1), (95, 0.79, 0), (180, 0.86, 0),
        (60, 0.90, 0), (340, 0.815, 0),
    )  # fmt: skip

    def limit(count: int) -> funnel.Limit:
        error = math.sqrt(target * (1 - target) / count)
        return funnel.Limit(
            count, target - 1.96 * error, target + 1.96 * error, target - 3.09 * error, target + 3.09 * error
        )

    return funnel.draw(
        funnel.Funnel(
            tuple(
                funnel.Unit(
                    _("Team %(name)s") % {"name": "ABCOostEFGH"[at] if not out else _("East")}, n, share, bool(out)
                )
                for at, (n, share, out) in enumerate(units)
            ),
            tuple(limit(count) for count in range(16, 701, 12)),
            target,
            _("first time right"),
            _("chains"),
        ),
        _("Funnel: first time right per team against its number of chains"),
    )


def values() -> Chart:
    topics = [
        quadrant.Topic(_("Unclear invoice"), 1250, False, False, True),
        quadrant.Topic(_("Damaged or lost"), 550, False, False, True),
        quadrant.Topic(_("Courier did not come"), 500, False, False, True),
        quadrant.Topic(_("Where is my parcel"), 1120, True, False),
        quadrant.Topic(_("Announce a return"), 600, True, False),
        quadrant.Topic(_("Change order or address"), 250, True, False),
        quadrant.Topic(_("Product advice"), 450, True, True),
        quadrant.Topic(_("Confirm payment or identity"), 280, False, True),
    ]
    return quadrant.draw(topics, _("Value and irritation"))


def multiples() -> list[spark.Multiple]:
    def days(total: int, dip: int) -> tuple[float, ...]:
        return tuple(total / 30 * (1 + 0.12 * math.sin(day)) - (dip if day > 24 else 0) for day in range(30))

    return [
        spark.Multiple(_("Unclear invoice"), days(1250, 8), "rt"),
        spark.Multiple(_("Where is my parcel"), days(1120, 6)),
        spark.Multiple(_("Announce a return"), days(600, 1)),
        spark.Multiple(_("Damaged or lost"), days(550, 4), "rt"),
    ]


def means() -> Chart:
    rows = ((_("Case status"), 120), (_("Customer data"), 60), (_("Product information"), 20), (_("Knowledge"), 20))
    drawn = [bars.Bar(name, count / 550, *_interval(count, 550), count) for name, count in rows]
    return bars.with_interval(drawn, _("Means that were lacking with damaged or lost parcels"))


def weeks() -> list[bars.Count]:
    starts = (date(2025, 9, 1), date(2025, 9, 8), date(2025, 9, 15), date(2025, 9, 22))
    counts = (123, 125, 126, 106)
    return [bars.Count(numbers.short_day(start), count) for start, count in zip(starts, counts, strict=True)]


def failure_line() -> line.Line:
    shares_ = (0.51, 0.52, 0.50, 0.49, 0.50, 0.46, 0.44, 0.41)
    names = numbers.SHORT_MONTHS[numbers.language()]
    known = [line.Moment(names[3 + at], share, share - 0.014, share + 0.014) for at, share in enumerate(shares_)]
    return line.Line(
        (*known, line.Moment(names[11], 0.40, 0.35, 0.45, is_forecast=True)),
        _("% of contacts"),
        "s-root",
        as_share=True,
    )


def marijke() -> story.Story:
    return story.Story(
        start=date(2025, 9, 1),
        until=date(2025, 10, 10),
        channels=(_("Mail"), _("Chat"), "WhatsApp", _("Phone")),
        cases=(
            story.Case(
                _("colour changed"),
                (story.Event(date(2025, 9, 12), _("Mail")), story.Event(date(2025, 9, 13), _("Chat"))),
            ),
            story.Case(
                _("courier did not come, 3 times"),
                (
                    story.Event(date(2025, 10, 3), _("Mail")),
                    story.Event(date(2025, 10, 6), "WhatsApp"),
                    story.Event(date(2025, 10, 8), _("Phone")),
                ),
                has_open_cause=True,
            ),
        ),
        promises=(
            story.Promise(date(2025, 9, 12), "kept"),
            story.Promise(date(2025, 10, 3), "broken"),
            story.Promise(date(2025, 10, 6), "broken"),
            story.Promise(date(2025, 10, 9), "waiting"),
        ),
    )


def _interval(hits: int, count: int) -> tuple[float, float]:
    found = estimate_share(hits, count)
    return found.low or 0, found.high or 0
