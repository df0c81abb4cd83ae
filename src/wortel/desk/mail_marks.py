"""What a mail is besides its words: signed, encrypted, an appointment. Drawn without a template, as its item is."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from html import escape
from typing import Any

from django.utils.translation import gettext as _

from wortel.channels.models import Bounce, Outcome
from wortel.ui import numbers
from wortel.ui.icons import icon

type Body = Mapping[str, Any]

PICTURES = {"image/jpeg", "image/jpg", "image/pjpeg", "image/png", "image/gif", "image/webp", "image/bmp"}
LARGEST_PICTURE = 30_000_000


def protection_line(body: Body) -> str:
    """Says that a mail cannot be read here, or that somebody vouches for it with a key."""
    match _seen(body).get("protection"):
        case "encrypted":
            words = _("This mail is encrypted and Wortel has no key. Ask for it unencrypted, or open the raw mail.")
            return f'<p class="small beet">{icon("lock", "i-s")} {escape(words)}</p>'
        case "signed":
            words = _("The sender signed this mail. The signature has not been checked.")
            return f'<p class="small quiet">{icon("lock", "i-s")} {escape(words)}</p>'
        case _other:
            return ""


def appointment_lines(body: Body, now: datetime) -> str:
    """Each appointment as a strip: what is asked, what it is, when and where."""
    found = _seen(body).get("appointments")
    rows = [row for row in found if isinstance(row, dict)] if isinstance(found, list) else []
    return "".join(_strip(row, now) for row in rows)


def is_picture(file: Body) -> bool:
    """Worth trying to draw; whether it is one, only its bytes can say."""
    return file["type"] in PICTURES and file["size"] <= LARGEST_PICTURE


def automatic_words(body: Body) -> str:
    """What kind of machine sent it, where we know."""
    outcome = body.get("outcome")
    known = {Outcome.BOUNCE, Outcome.AUTO_REPLY, Outcome.LIST}
    return str(Outcome(outcome).label).lower() if outcome in known else _("automatic")


def bounce_lines(body: Body) -> str:
    """Whom a mail of ours did not reach, why in plain words, and what the server said."""
    return _came_back(body) + "".join(_bounce_line(row) for row in body.get("bounces") or ())


def _came_back(body: Body) -> str:
    """A server or a rule somewhere sent our own mail to us: worth knowing, and nothing to answer."""
    if not body.get("came_back"):
        return ""
    words = _("This mail of ours came in again. It was kept and not filed twice.")
    return f'<p class="small state">{icon("undo-2", "i-s")} {escape(words)}</p>'


def _bounce_line(row: Mapping[str, Any]) -> str:
    words = _("This mail did not arrive at %(address)s.") % {"address": row["address"]}
    why = Bounce.Reason(row["reason"]).label
    said = f' <span class="quiet">{escape(row["said"])}</span>' if row["said"] else ""
    told = f"<span>{escape(words)} {escape(str(why))}{said}</span>"
    return f'<p class="small state beet">{icon("triangle-alert", "i-s")} {told}</p>'


def _seen(body: Body) -> Mapping[str, Any]:
    """A file that was brought in may call a column of its own by this name."""
    seen = body.get("mail")
    return seen if isinstance(seen, dict) else {}


def _strip(row: Mapping[str, Any], now: datetime) -> str:
    asked = {
        "invited": _("Invitation"),
        "cancelled": _("Appointment called off"),
        "answered": _("Answer to an invitation"),
    }.get(str(row.get("asked")), _("Appointment"))
    where = " · ".join(escape(str(row[key])) for key in ("where", "by") if row.get(key))
    again = f" · {escape(_('comes back'))}" if row.get("repeats") else ""
    return (
        f'<div class="appt{" off" if row.get("asked") == "cancelled" else ""}">{icon("calendar")}<div>'
        f"<p>{escape(asked)}: <b>{escape(str(row.get('what') or ''))}</b></p>"
        f'<p class="small quiet">{_when(row, now)}{again}</p>'
        f"{f'<p class="small quiet">{where}</p>' if where else ''}</div></div>"
    )


def _when(row: Mapping[str, Any], now: datetime) -> str:
    begins, ends = _read(row.get("begins")), _read(row.get("ends"))
    if begins is None:
        return ""
    if not isinstance(begins, datetime):
        # The end of a whole day is the day after it.
        last = begins if ends is None or isinstance(ends, datetime) else ends - timedelta(days=1)
        until = f" – {numbers.day(last, now)}" if last > begins else ""
        return f"{numbers.day(begins, now)}{until}"
    words = numbers.moment(begins, now)
    if isinstance(ends, datetime):
        same = ends.date() == begins.date()
        words += f" – {numbers.clock(ends) if same else numbers.moment(ends, now)}"
    return words


def _read(text: object) -> date | datetime | None:
    """On our own clock where the zone is known, else as it was written."""
    try:
        if not isinstance(text, str) or not text:
            return None
        if "T" not in text:
            return date.fromisoformat(text)
        moment = datetime.fromisoformat(text)
    except ValueError:
        return None
    return numbers.here(moment) if moment.tzinfo else moment
