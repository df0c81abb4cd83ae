"""When an owner is silent: remind the person, then the deputy, then the head. Never a customer."""

from datetime import datetime

from django.db import transaction

from wortel.channels.models import Mailbox
from wortel.events import actions as events
from wortel.problems import queries, rules
from wortel.problems.actions.asking import ask_to_take_on, ask_whether_done
from wortel.problems.actions.inviting import invite
from wortel.problems.actions.mailing import write_to
from wortel.problems.models import Accountable, Agreement, OwnerRequest, Reminder


def escalate(*, now: datetime) -> int:
    """Ask what nobody asked yet, and remind of what was promised before today. Gives how many mails left.

    Only on working days and within the hours in which our mail may reach owners; harmless when repeated.
    """
    agreement = queries.find_agreement()
    if not agreement.has_reminders or not Mailbox.objects.exists() or not _may_mail(agreement, now):
        return 0
    asked = sum(_ask(ownership.pk, now) for ownership in queries.list_unasked(now, agreement.least_contacts))
    for lapsed in queries.list_lapsed_plans(now):
        ask_whether_done(problem=lapsed.problem, owner=lapsed.owner, now=now)
        asked += 1
    return asked + sum(remind(request=one, now=now) is not None for one in queries.list_remindable())


def _may_mail(agreement: Agreement, now: datetime) -> bool:
    hour = queries.local(now).hour
    is_hour = rules.is_mail_hour(hour, from_hour=agreement.mail_from_hour, until_hour=agreement.mail_until_hour)
    return is_hour and queries.is_mail_day(now)


@transaction.atomic
def _ask(ownership: int, now: datetime) -> bool:
    """Whoever became owner because a process is theirs hears of it as soon as it is worth a mail."""
    owned = queries.find_unasked(ownership)
    if owned is None:
        return False
    ask_to_take_on(problem=owned.problem, owner=owned.owner, now=now)
    person = queries.find_on_duty(owned.owner, queries.today(now))
    if person is None or not person.email:
        return False
    return invite(problem=owned.problem, owner=owned.owner, person=person, now=now).delivery is not None


@transaction.atomic
def remind(*, request: OwnerRequest, now: datetime) -> Reminder | None:
    """One step further up, when it is time; None when it is not, or when nobody is left to remind."""
    held = OwnerRequest.objects.select_for_update(of=("self",)).select_related("problem", "owner").get(pk=request.pk)
    reminders = list(held.reminders.order_by("-at"))
    if not held.is_open or not _is_due(held, reminders, now):
        return None
    person = _find_next(held, reminders, now)
    if person is None:
        return None
    delivery = write_to(person=person, request=held, kind=f"reminder_{person.part}", now=now)
    if delivery is None:
        return None
    made = Reminder.objects.create(
        request=held, part=person.part, person=person, name=person.name, delivery=delivery, at=now
    )
    events.record("owner.reminded", about=held.problem, owner=held.owner.name, part=person.part, name=person.name)
    return made


def _is_due(request: OwnerRequest, reminders: list[Reminder], now: datetime) -> bool:
    here = queries.today(now)
    return rules.is_reminder_due(
        due_on=request.due_on,
        reminded_on=queries.today(reminders[0].at) if reminders else None,
        today=here,
        every_days=queries.find_agreement().reminder_days,
        days_off=queries.days_off(request.due_on, here),
    )


def _find_next(request: OwnerRequest, reminders: list[Reminder], now: datetime) -> Accountable | None:
    people = {person.part: person for person in request.owner.people.exclude(email="")}
    first = people.get(Accountable.Part.FIRST)
    is_away = first is not None and queries.is_away(first, queries.today(now))
    reminded = {one.part for one in reminders}
    part = rules.next_part(
        [one for one in rules.LADDER if one in reminded],
        [one for one in rules.LADDER if one in people],
        is_away=is_away,
    )
    return people[part] if part else None
