"""Which words do we propose, and what does the letter to one customer say?"""

from dataclasses import dataclass
from datetime import datetime

from django.template.loader import render_to_string
from django.utils import translation

from wortel.accounts.queries import find_organisation, find_time_zone
from wortel.customers.models import Customer
from wortel.problems.models import Effect, Problem, Telling
from wortel.problems.queries.telling.links import stop_address, survey_address
from wortel.problems.rules.telling import fill
from wortel.ui import numbers

LANGUAGES = ("nl", "en")


@dataclass(frozen=True)
class Proposal:
    """What a person begins with; every word may be changed."""

    subject_nl: str
    text_nl: str
    subject_en: str
    text_en: str


@dataclass(frozen=True)
class Letter:
    """What one customer reads."""

    subject: str
    text: str
    language: str


def propose_words(problem: Problem, kind: Telling.Kind, effect: Effect | None = None) -> Proposal:
    """From the words people wrote about the problem; nothing is said about feelings."""
    found: dict[str, str] = {}
    for language in LANGUAGES:
        with translation.override(language):
            words = {"problem": problem, "effect": effect, "fix": effect.fix if effect else None}
            for part in ("subject", "text"):
                said = render_to_string(f"problems/telling/{kind}_{part}_{language}.txt", words)
                found[f"{part}_{language}"] = said.strip()
    return Proposal(**found)


def write_letter(
    telling: Telling, customer: Customer, *, latest_at: datetime | None, order: str = "", token: str
) -> Letter:
    """The approved words with this customer's blanks filled in, and under them the question and the way out."""
    language = "en" if customer.language == "en" else "nl"
    shop = find_organisation().name
    with translation.override(language):
        blanks = {
            "name": customer.first_name,
            "day": numbers.long_day(latest_at.astimezone(find_time_zone()).date()).replace(numbers.GAP, " ")
            if latest_at
            else "",
            "shop": shop,
            "order": order,
        }
        foot = render_to_string(
            f"problems/telling/foot_{language}.txt",
            {
                "telling": telling,
                "day": blanks["day"],
                "shop": shop,
                "survey": survey_address(token) if telling.is_gone else "",
                "stop": stop_address(token),
            },
        )
    subject = " ".join(fill(telling.subject_in(language), blanks).split())
    return Letter(subject, f"{_tidy(fill(telling.text_in(language), blanks))}\n\n{foot.strip()}", language)


def _tidy(text: str) -> str:
    """A customer without a name is greeted without one: no blank before the comma."""
    return "\n".join(line.replace(" ,", ",").rstrip() for line in text.replace("\r\n", "\n").strip().split("\n"))
