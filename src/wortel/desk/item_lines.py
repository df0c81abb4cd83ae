"""The items of a stream, drawn without a template for the same reason as the rows of a list."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from html import escape
from typing import Any

from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from wortel.channels.models import Trouble
from wortel.desk.mail_marks import appointment_lines, automatic_words, bounce_lines, is_picture, protection_line
from wortel.desk.queries.stream import Item
from wortel.desk.words import (
    cause_title,
    change_words,
    channel_name,
    paragraphs,
    promise_words,
    step_words,
    with_mentions,
)
from wortel.ui import marks, numbers
from wortel.ui.icons import CHANNELS, icon

type Body = Mapping[str, Any]

MESSENGERS = {"whatsapp", "chat", "sms"}
BROKEN_STEPS = {"missed", "damaged"}


class ItemPen:
    """Draws one page of a stream; addresses are looked up once."""

    def __init__(self, now: datetime, case: int | None = None) -> None:
        self._now, self._lang, self._open = numbers.here(now), numbers.language(), case
        names = ("case", "contact-text", "contact-frame", "contact-raw", "contact-place", "parcel-packs")
        self._addresses = {
            name: reverse(name, args=[0]).replace("/0/", "/{}/") for name in (*names, "delivery-attempts")
        }
        self._file = reverse("attachment", args=["0"]).replace("/0/", "/{}/")
        self._ways = {
            "contact": self._contact,
            "note": self._note,
            "case": self._case,
            "order": self._order,
            "parcel": self._parcel,
            "promise": self._promise,
            "change": self._change,
        }

    def draw(self, items: Sequence[Item]) -> SafeString:
        return SafeString("".join(self._ways[item.kind](item, item.body) for item in items))

    def _contact(self, item: Item, body: Body) -> str:
        is_call = body["channel"] == "phone"
        kind = " call" if is_call else " wa" if body["channel"] in MESSENGERS else ""
        who = _("Call with %(name)s") % {"name": body["agent"]} if is_call and body["agent"] else body["who"] or "?"
        return (
            f'<li class="it {body["direction"]}{kind}" id="contact-{item.id}">'
            f'<span class="nd">{icon(CHANNELS.get(body["channel"], "inbox"))}</span><article>'
            f'<header><b>{escape(who)}</b><span class="quiet">{_by(body)}</span>'
            f"{_causes(body)}{self._time(item)}</header>"
            f"{'' if body['is_verified'] else _doubt()}{protection_line(body)}"
            f"{paragraphs(body['text'])}{self._rest(item, body)}{appointment_lines(body, self._now)}"
            f"{self._files(body)}{self._forms(item, body)}{self._state(body)}{self._lost(body)}</article></li>"
        )

    def _rest(self, item: Item, body: Body) -> str:
        if not body["has_more"] and not body["is_cut"]:
            return ""
        return (
            f'<div class="rest"><button class="fold" type="button" hx-get="{self._at("contact-text", item)}" '
            f'hx-target="closest .rest" hx-swap="innerHTML">{icon("ellipsis", label=_("Show the earlier text"))}'
            "</button></div>"
        )

    def _files(self, body: Body) -> str:
        found = body["files"] or ()
        pictures = "".join(self._picture(file) for file in found if is_picture(file))
        files = "".join(
            f'<a class="file" href="{self._file.format(file["key"])}" download>{icon("paperclip", "i-s")}'
            f'{escape(file["name"] or file["type"])} <span class="quiet">{numbers.file_size(file["size"])}</span></a>'
            for file in found
        )
        shown = f'<div class="pics">{pictures}</div>' if pictures else ""
        return f'{shown}<div class="files">{files}</div>' if files else ""

    def _picture(self, file: Body) -> str:
        """Seen where it stands; larger in a window of its own."""
        address, name = f"{self._file.format(file['key'])}picture/", escape(file["name"] or file["type"])
        return (
            f'<a href="{address}" target="_blank" rel="noopener" title="{name}">'
            f'<img src="{address}" alt="{name}" loading="lazy" decoding="async"></a>'
        )

    def _forms(self, item: Item, body: Body) -> str:
        """The other forms of a mail: laid out, and raw."""
        move = self._move(item) if self._open is not None and body["case"] == self._open else ""
        if not body["has_html"] and not body["has_raw"] and not move:
            return ""
        laid_out = (
            f'<button class="link" type="button" hx-get="{self._at("contact-frame", item)}" '
            f'hx-target="#html-{item.id}">{escape(_("As it was laid out"))}</button>'
        )
        raw = f'<a href="{self._at("contact-raw", item)}" download>{escape(_("Raw mail"))}</a>'
        shown = (laid_out if body["has_html"] else "") + (raw if body["has_raw"] else "")
        return f'<p class="small quiet msg-a">{shown}{move}</p><div id="html-{item.id}"></div>'

    def _move(self, item: Item) -> str:
        return (
            f'<button class="link" type="button" data-opens="place" hx-get="{self._at("contact-place", item)}" '
            f'hx-target="#place-b">{escape(_("Belongs elsewhere"))}</button>'
        )

    def _state(self, body: Body) -> str:
        """Whether an answer has left, why it has not, and once more."""
        name, tone, words = _state_words(body)
        if not words:
            return ""
        again = ""
        if body["state"] == "failed" or (body["state"] == "waiting" and body["attempts"]):
            again = self._again(body, _("Send again"))
        return f'<p class="small state{tone}">{icon(name, "i-s")} <span>{escape(words)}{again}</span></p>'

    def _lost(self, body: Body) -> str:
        """Whom it did not reach, and once more to them alone."""
        lines = bounce_lines(body)
        if not body["bounces"] or body["state"] != "sent":
            return lines
        words = _("Send it again to this address") if len(body["bounces"]) == 1 else _("Send it again to these")
        return f'{lines}<p class="small state">{self._again(body, words)}</p>'

    def _again(self, body: Body, words: str) -> str:
        address = self._addresses["delivery-attempts"].format(body["delivery"])
        return f' <button class="link" type="button" hx-post="{address}" hx-swap="none">{escape(words)}</button>'

    def _note(self, item: Item, body: Body) -> str:
        return (
            f'<li class="it note"><span class="nd">{icon("sticky-note")}</span><article><header>'
            f"<b>{escape(body['who'] or '')}</b>"
            f'<span class="quiet">{escape(_("note, the customer does not see this"))}</span>{self._time(item)}</header>'
            f"{with_mentions(paragraphs(body['text']))}</article></li>"
        )

    def _case(self, item: Item, body: Body) -> str:
        day = numbers.day(item.at, self._now)
        if body["is_this"]:
            name = escape(_("This case"))
        else:
            subject = escape(str(body["subject"] or item.id))
            name = f'<a href="{self._at("case", item)}">{escape(_("Earlier case"))} · {subject}</a>'
        return f'<li class="sep{" this" if body["is_this"] else ""}"><span>{name} · {day}</span>{_outcome(body)}</li>'

    def _order(self, item: Item, body: Body) -> str:
        what = f", {escape(body['what'])}" if body["what"] else ""
        amount = f", {numbers.euros(body['cents'])}" if body["cents"] is not None else ""
        order = escape(pgettext("purchase", "Order"))
        words = f"{order} <b>{escape(body['code'])}</b>{what}{amount}"
        return f'<li class="ev">{icon("package", "i-s")}<span>{words}</span>{self._day(item)}</li>'

    def _parcel(self, item: Item, body: Body) -> str:
        steps = "".join(
            f'<li class="{"no" if step["kind"] in BROKEN_STEPS else "ok"}"><span>{escape(step_words(step))}</span></li>'
            for step in body["steps"] or ()
        )
        return (
            f'<li class="parcel"><span class="nd">{icon("truck")}</span><div class="strip"><p><b>'
            f'{escape(_("Parcel"))} {escape(body["code"])}</b> <span class="quiet">{escape(body["carrier"] or "")}'
            f"{self._slot(body)}</span>{self._came(body)} {self._evidence(item)}</p>"
            f"{f'<ol class="steps">{steps}</ol>' if steps else ''}</div></li>"
        )

    def _came(self, body: Body) -> str:
        """When it really came, beside what was promised."""
        if not body["delivered"]:
            is_due = body["to"] and numbers.here(datetime.fromisoformat(body["to"])) < self._now
            return f' <span class="chip bt">{escape(_("not delivered yet"))}</span>' if is_due else ""
        came = datetime.fromisoformat(body["delivered"])
        words = f"{escape(_('delivered'))} {numbers.day(came, self._now)} {numbers.clock(came)}"
        if body["to"] and came > datetime.fromisoformat(body["to"]):
            return f' <span class="chip bt">{words}</span>'
        return f' · <span class="quiet">{words}</span>'

    def _evidence(self, item: Item) -> str:
        address = self._addresses["parcel-packs"].format(item.id)
        return f'<a class="quiet small" href="{address}">{escape(_("evidence"))}</a>'

    def _slot(self, body: Body) -> str:
        if not body["from"]:
            return ""
        start = datetime.fromisoformat(body["from"])
        until = f"–{numbers.clock(datetime.fromisoformat(body['to']))}" if body["to"] else ""
        return f" · {escape(_('promised'))} {numbers.day(start, self._now)} {numbers.clock(start)}{until}"

    def _promise(self, item: Item, body: Body) -> str:
        how = escape(_("not kept") if body["broken"] else _("kept"))
        words = f"{escape(_('Promised'))} {numbers.moment(item.at, self._now)}, {escape(promise_words(body['kind']))}"
        return (
            f'<li class="ev{" bad" if body["broken"] else ""}">{icon("clock", "i-s")}<span>{words}: <b>{how}</b></span>'
            f"{self._day(item)}</li>"
        )

    def _change(self, item: Item, body: Body) -> str:
        return f'<li class="ev">{icon("info", "i-s")}<span>{escape(change_words(body))}</span>{self._time(item)}</li>'

    def _at(self, name: str, item: Item) -> str:
        return self._addresses[name].format(item.id)

    def _time(self, item: Item) -> str:
        here = numbers.here(item.at)
        return marks.time(item.at, here, numbers.moment(here, self._now, self._lang), self._lang)

    def _day(self, item: Item) -> str:
        here = numbers.here(item.at)
        return marks.time(item.at, here, numbers.day(here, self._now, self._lang), self._lang)


def _by(body: Body) -> str:
    """Which way it came or went."""
    copied, hidden = body["copied"] or [], body["hidden"] or []
    first = [one for one in body["recipients"] or [] if one not in copied and one not in hidden]
    to = ", ".join(first) if body["direction"] == "out" and first else body["to"]
    words = [f"{channel_name(body['channel'])}{f' {_("to")} {to}' if to else ''}"]
    words += [f"cc {', '.join(copied)}"] if copied else []
    words += [f"bcc {', '.join(hidden)}"] if hidden else []
    words += [numbers.duration(body["seconds"])] if body["seconds"] else []
    words += [automatic_words(body)] if body["is_automatic"] else []
    return escape(" · ".join(words))


def _causes(body: Body) -> str:
    return "".join(
        f'<a class="chip rt" href="/problems/{cause["id"]}/">{icon("sprout")}{escape(cause_title(cause))}</a>'
        for cause in body["causes"] or ()
    )


def _doubt() -> str:
    words = escape(_("Not verified: we cannot tell whether this sender is who they say, or belongs here."))
    return f'<p class="small state beet">{icon("triangle-alert", "i-s")} {words}</p>'


def _state_words(body: Body) -> tuple[str, str, str]:
    """The sign, the tone and the words of where an answer is."""
    who = {"names": ", ".join(body["still_to"] or ())}
    match body["state"]:
        case "waiting" if body["attempts"] and body["still_to"]:
            return "clock", "", f"{_('Not yet sent to %(names)s; we keep trying.') % who} {_why(body)}"
        case "waiting" if body["attempts"]:
            return (
                "clock",
                "",
                f"{_('Your answer has not gone out yet. Your text is kept, we keep trying.')} {_why(body)}",
            )
        case "waiting":
            return "clock", "", _("Not yet sent")
        case "failed" if body["still_to"]:
            return "triangle-alert", " beet", f"{_('This could not be sent to %(names)s.') % who} {_why(body)}"
        case "failed":
            return (
                "triangle-alert",
                " beet",
                f"{_('This answer could not be sent. The text is kept here.')} {_why(body)}",
            )
        case "taken_back":
            return "undo-2", "", _("Taken back before it was sent")
        case _:
            return "", "", ""


def _why(body: Body) -> str:
    """What is wrong in the reader's words, and then what the server said."""
    known = Trouble(body["trouble"]).label if body["trouble"] and body["trouble"] != Trouble.OTHER else ""
    return " ".join(filter(None, (str(known), f"({body['why']})" if known else body["why"])))


def _outcome(body: Body) -> str:
    outcome = body["outcome"]
    if outcome:
        cause = {True: "open", False: "gone"}.get(outcome["cause_open"], "unknown")
        return marks.pair(helped=outcome["solved"] is True, cause=cause)
    if body["is_this"]:
        return ""
    return f"<span>{escape(_('Closed') if body['status'] == 'closed' else _('Still open'))}</span>"
