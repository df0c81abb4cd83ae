"""Settings that cannot be right, each in a sentence that says how it should look."""

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from pathlib import Path
from urllib.parse import urlsplit

from wortel.config.refusal import CannotGoOn

WEB = ("http", "https")
MAIL = ("smtp", "smtps", "smtp+starttls")


def find_mistakes(environment: Mapping[str, str]) -> Iterator[str]:
    """What is left out is never wrong."""
    for name, (is_right, example) in RULES.items():
        value = environment.get(name, "")
        if value and not is_right(value):
            yield f"{name} cannot be used as it is: it looks like {example}."


def require_right_settings(environment: Mapping[str, str]) -> None:
    """Better not to begin than to serve pages that nobody can open or write answers that never leave."""
    for mistake in find_mistakes(environment):
        raise CannotGoOn(mistake)


def _is_origin(value: str) -> bool:
    """An address without anything behind the host: browsers compare it letter by letter."""
    return _names_a_host(value, WEB) and not urlsplit(value).path.strip("/") and not urlsplit(value).query


def _is_mail_server(value: str) -> bool:
    return _names_a_host(value, MAIL)


def _names_a_host(value: str, schemes: tuple[str, ...]) -> bool:
    try:
        parts = urlsplit(value)
        return parts.scheme in schemes and bool(parts.hostname) and parts.port != 0
    except ValueError:
        return False


def _is_day(value: str) -> bool:
    try:
        return bool(date.fromisoformat(value))
    except ValueError:
        return False


def _is_days(value: str) -> bool:
    return value.isdecimal() and int(value) <= 3650


def _names_a_model(value: str) -> bool:
    return value == "fine" or (Path(value) / "tokenizer.json").is_file()


RULES: dict[str, tuple[Callable[[str], bool], str]] = {
    "WORTEL_PUBLIC_URL": (_is_origin, "https://service.example, the address that people type"),
    "WORTEL_PUSH_URL": (_is_origin, "https://service.example, the origin of live updates"),
    "SMTP_URL": (_is_mail_server, "smtps://user:password@mail.example or smtp://mail.example:587?starttls=1"),
    "WORTEL_TEXT_MODEL": (_names_a_model, "fine, or a folder such as /srv/model with tokenizer.json and a model in it"),
    "WORTEL_UNHEARD_DAYS": (_is_days, "a number of days such as 14"),
    "WORTEL_DEMO_TODAY": (_is_day, "a day such as 2026-03-31"),
}
