"""A case as it lies open on the desk."""

from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from django.http import Http404

from wortel.accounts.models import Agent
from wortel.cases.models import Case, Draft
from wortel.cases.queries import find_case, find_standing
from wortel.customers.models import Customer
from wortel.customers.queries import list_family
from wortel.desk.queries.beside import Beside, find_beside
from wortel.desk.queries.help import Help, find_help
from wortel.desk.queries.rows import Row, list_rows
from wortel.desk.queries.stream import Stream, list_stream
from wortel.journey.route import Route, find_route
from wortel.store.actions import fetch

DRAFT = "SELECT {d} FROM cases_draft d WHERE d.case_id = %s AND d.agent_id = %s"


@dataclass(frozen=True)
class Opened:
    """Everything the case pane shows. What is not looked at is not fetched."""

    case: Case
    agent: Agent
    now: datetime
    lang: str

    @property
    def customer(self) -> Customer | None:
        return self.case.customer

    @cached_property
    def customers(self) -> list[int]:
        """The customer under every name they had before merging."""
        return list_family(self.case.customer) if self.case.customer else []

    @cached_property
    def stream(self) -> Stream:
        return list_stream(customers=self.customers, case=self.case)

    @cached_property
    def help(self) -> Help:
        return find_help(customers=self.customers, case=self.case, agent=self.agent, now=self.now)

    @cached_property
    def row(self) -> Row:
        return list_rows([self.case], agent=self.agent, now=self.now, lang=self.lang)[0]

    @cached_property
    def draft(self) -> Draft | None:
        found = fetch(DRAFT, [self.case.pk, self.agent.pk], d=Draft)
        return found[0][0] if found else None

    @cached_property
    def route(self) -> Route:
        return find_route(self.case)

    @cached_property
    def beside(self) -> Beside:
        return find_beside(self.case, self.agent, self.route)

    @property
    def first_name(self) -> str:
        return self.customer.first_name if self.customer and self.customer.first_name else self.case.who


def find_standing_case(pk: int, agent: Agent) -> Case:
    """The case to act on: a colleague may have made it part of another one since it was opened."""
    try:
        return find_standing(agent, pk)
    except Case.DoesNotExist:
        raise Http404 from None


def find_open_case(pk: int, agent: Agent) -> Case:
    try:
        return find_case(agent, pk)
    except Case.DoesNotExist:
        raise Http404 from None
