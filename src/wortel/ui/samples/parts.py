"""What the page of parts shows: September of the worked example, and one of every component."""

from datetime import date

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from wortel.ui import figures, numbers
from wortel.ui.charts import bars, effect, ground, line, shares, spark, story
from wortel.ui.samples import pictures

ALARM = ((0, 1, 2, 1, 1, 0, 2) * 9) + (2, 3, 2, 4, 3, 5, 4)
UP = (1, 2, 4, 5, 3, 5, 4, 5, 4, 4, 3, 4, 3, 3, 2)
DOWN = (1, 2, 3, 4, 3, 4, 4, 3, 3, 4, 2, 3, 3, 3, 2)
UP_NEXT = (3, 3, 4, 3, 3, 4, 4, 4, 3, 4, 4, 4, 5, 4, 4, 3, 4, 4, 3, 3, 3, 3, 2, 3, 3, 2, 3, 2, 2, 2, 2, 1, 1)
DOWN_NEXT = (2, 3, 3, 2, 3, 3, 3, 3, 2, 3, 3, 3, 3, 3, 3, 2, 3, 3, 2, 2, 2, 2, 2, 2, 2, 2, 2, 1, 1, 1, 1, 1, 1)


class Fields(forms.Form):
    """One of each kind of field."""

    name = forms.CharField(label=gettext_lazy("Name"), help_text=gettext_lazy("As the customer says it."))
    email = forms.EmailField(label=gettext_lazy("E-mail address"), required=False)
    reason = forms.ChoiceField(
        label=gettext_lazy("Reason"),
        choices=[("a", gettext_lazy("Unclear invoice")), ("b", gettext_lazy("Where is my parcel"))],
    )
    text = forms.CharField(label=gettext_lazy("Your question"), widget=forms.Textarea(attrs={"rows": 3}))
    mail_me = forms.BooleanField(label=gettext_lazy("Mail me when the cause is gone"), required=False)


def parts() -> dict[str, object]:
    return {
        "icons": ("mail", "phone", "message-square", "message-circle", "file-text", "panel-top", "at-sign", "sprout"),
        "helped_figures": _helped(),
        "learned_figures": _learned(),
        "few": figures.rate(_("Friendliness, team South"), share=0.66, low=0.2, high=0.9, count=3),
        "thin": figures.rate(_("Friendliness, team East"), share=0.75, low=0.51, high=0.90, count=16, decimals=0),
        "ground": ground.draw(ground.Day(8, UP, DOWN, UP_NEXT, DOWN_NEXT, now="11:45")),
        "avoided": numbers.number(2523),
        "avoided_between": numbers.between(numbers.number(2106), numbers.number(2986)),
        "saved": numbers.euros(1683500, 0),
        "saved_between": numbers.between(numbers.euros(1405100, 0), numbers.euros(1991800, 0)),
        "bare": numbers.change(0.531),
        "effect": effect.draw(pictures.effect_of_the_invoice()),
        "first_time_right": pictures.first_time_right(),
        "funnel": pictures.teams(),
        "quadrant": pictures.values(),
        "multiples": spark.multiples(pictures.multiples()),
        "means": pictures.means(),
        "per_week": bars.per_week(pictures.weeks(), _("Contacts per week about the time slot that was not kept")),
        "alarm": bars.per_day(
            [bars.Count("", count, is_alarm=at >= len(ALARM) - 7) for at, count in enumerate(ALARM)],
            _("Contacts per day, ten weeks; the last week rises from 2 to 5"),
        ),
        "line": line.draw(pictures.failure_line(), _("Failure demand per month")),
        "story": story.draw(pictures.marijke()),
        "recon": shares.share_bar(
            [shares.Part(18156, "f-root"), shares.Part(10523.5, "f-lline"), shares.Part(9217.5, "f-mute")]
        ),
        "row_bars": _row_bars(),
        "spark": spark.spark((14, 15, 17, 16, 18, 17, 21, 17), "rt"),
        "form": Fields(),
        "broken_form": Fields(
            {"name": "", "email": "youssef@", "reason": "a", "text": _("What is it for?")}, auto_id="broken_%s"
        ),
        "days": (date(2025, 10, 8), date(2025, 10, 3)),
        "segments": [("#today", _("Today")), ("#week", _("Week")), ("#month", _("Month"))],
        "tabs": [
            ("#nature", _("Nature and volume")),
            ("#fcr", _("First time right")),
            ("#value", _("Value and irritation")),
        ],
    }


def _helped() -> list[figures.Figure]:
    waiting = _("longest waiting %(time)s, by phone") % {"time": f"9{numbers.GAP}min"}
    return [
        figures.count(_("Waiting for us now"), value=14, marked=2, note=waiting),
        figures.rate(
            _("First time right"), share=0.8201, low=0.8080, high=0.8316, count=4085, axis=(0.6, 1), tone="lf",
            definition=_("%(count)s chains, September") % {"count": numbers.number(4085)}, href="#",
        ),
        figures.rate(
            _("Satisfied"), share=0.75, low=0.7053, high=0.7899, count=400, axis=(0.6, 1), decimals=0, tone="lf",
            definition=_("%(count)s answers") % {"count": 400}, href="#",
            extra=_("for %(share)s the cause remained") % {"share": numbers.percent(0.32, 0)},
        ),
    ]  # fmt: skip


def _learned() -> list[figures.Figure]:
    return [
        figures.counted_share(_("Failure demand"), part=2300, whole=5000, definition=_("counted, September"), href="#"),
        figures.count(_("Without owner"), value=2, marked=2, tone="rt", note=_("the oldest waits 9 days for a name")),
        figures.estimate(
            _("Contacts avoided"), value=880, low=624, high=1136, axis=(0, 1400),
            definition=_("by the status message"), href="#",
        ),
    ]  # fmt: skip


def _row_bars() -> list[tuple[str, object, int]]:
    rows = ((_("Unclear invoice"), 1050, 200, True), (_("Where is my parcel"), 830, 290, False))
    return [
        (name, shares.first_and_repeat(first, again, 1250, failure=bad), first + again)
        for name, first, again, bad in rows
    ]
