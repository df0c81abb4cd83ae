"""What customers make contact about: the drivers found in their words, and what people do to them."""

import csv
from collections.abc import Iterable, Mapping
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from wortel.accounts.access import open_to
from wortel.accounts.models import Role
from wortel.accounts.queries import find_now
from wortel.analysis.cleaning import clean
from wortel.analysis.redact import MASKS, redact
from wortel.assist.queries import may_name
from wortel.contacts.models import Contact
from wortel.insight.months import choose
from wortel.insight.queries.drivers import (
    Group,
    Volume,
    Volumes,
    count_volumes,
    find_middles,
    list_examples,
    list_others,
)
from wortel.insight.queries.today import local_day
from wortel.insight.views.reading import agent_of, behind, current, name_channels, tabs
from wortel.jobs.actions import enqueue
from wortel.jobs.models import Progress
from wortel.metrics import queries as metrics
from wortel.metrics.models import StoredAlarm
from wortel.reasons import queries
from wortel.reasons.actions import changing
from wortel.reasons.actions.changing import ChangedSince, DecidedAlready
from wortel.reasons.models import Driver, Level, Proposal, ProposedPart, Rearrangement
from wortel.reasons.tasks import search_drivers
from wortel.ui import numbers
from wortel.ui.charts.shares import bar
from wortel.ui.charts.spark import spark

MAY_CHANGE = (Role.LEAD, Role.MANAGER, Role.QUALITY, Role.ADMIN)
CHANGES_SHOWN, ALARMS_SHOWN = 8, 3
QUOTED, SHORT = 240, 72
SEARCH = "discovery"
COLUMNS = ("month", "theme", "driver", "name", "variant", "contacts", "share", "low", "high", "channel_counts", "words")


@require_safe
def drivers(request: HttpRequest) -> HttpResponse:
    chosen, agent = choose(request), agent_of(request)
    volumes = count_volumes(chosen.month, agent)
    said = _say(one.driver for group in volumes.groups for one in group.volumes if one.driver)
    may_change = agent.role in MAY_CHANGE
    context: dict[str, Any] = {
        "chosen": chosen,
        "menu": "insight",
        "tabs": tabs(chosen.month),
        "current": current("insight-drivers", chosen.month),
        "volumes": volumes,
        "channels": [(channel, name_channels()[channel]) for channel in volumes.channels],
        "groups": [_group(group, volumes, chosen.month, said) for group in volumes.groups],
        "apart": _row(volumes.apart, volumes, chosen.month) if volumes.apart else None,
        "unread_href": behind(chosen.month, driver="unread"),
        "proposals": [_proposal(one) for one in queries.list_proposals()],
        "alarms": _alarms(),
        "changes": list(queries.list_changes(CHANGES_SHOWN)),
        "search": queries.find_latest_search(),
        "is_searching": Progress.objects.filter(name=SEARCH, finished_at=None).exists(),
        "may_change": may_change,
    }
    return render(request, "insight/drivers.html", context)


@require_safe
def driver(request: HttpRequest, pk: int) -> HttpResponse:
    chosen, agent = choose(request), agent_of(request)
    found = get_object_or_404(Driver.objects.select_related("parent"), pk=pk, level=Level.DRIVER)
    volumes = count_volumes(chosen.month, agent)
    rows = [one for group in volumes.groups for one in group.volumes if one.driver == found]
    context: dict[str, Any] = {
        "chosen": chosen,
        "menu": "insight",
        "tabs": tabs(chosen.month),
        "current": current("insight-drivers", chosen.month),
        "driver": found,
        "row": _row(rows[0], volumes, chosen.month) if rows else None,
        "channels": [(channel, name_channels()[channel]) for channel in volumes.channels],
        "quotes": [_quote(contact) for contact in list_examples(found)],
        "others": list_others(found),
        "variants": _variants(found, rows, chosen.month),
        "changes": found.rearrangements.select_related("agent").order_by("-pk")[:CHANGES_SHOWN],
        "may_change": agent.role in MAY_CHANGE and found.retired_at is None,
        "may_ask": may_name(),
    }
    return render(request, "insight/driver.html", context)


@require_safe
def as_csv(request: HttpRequest) -> HttpResponse:
    """One row a driver, and one for each variant; with what stands apart they add up to the month."""
    month, agent = choose(request).month, agent_of(request)
    volumes = count_volumes(month, agent)
    response = HttpResponse("\ufeff", content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="drivers-{month}.csv"'
    writer = csv.writer(response)
    writer.writerow(COLUMNS)
    for group in volumes.groups:
        for one in group.volumes:
            writer.writerow(_cells(month, group.theme, one))
    if volumes.apart:
        writer.writerow(_cells(month, None, volumes.apart))
    if volumes.unread:
        writer.writerow((month, "", "", _("Not read yet"), "", volumes.unread, "", "", "", "", ""))
    if volumes.withheld:
        writer.writerow((month, "", "", _("Not read"), "", volumes.withheld, "", "", "", "", ""))
    return response


@require_POST
@open_to(*MAY_CHANGE)
def search(request: HttpRequest) -> HttpResponse:
    """Search now, in the process that reads texts."""
    enqueue(search_drivers, once_as="search drivers", agent=agent_of(request).pk)
    messages.info(request, _("The search has been asked for. You see here how far it is."))
    return _back(request)


@require_POST
@open_to(*MAY_CHANGE)
def change(request: HttpRequest, pk: int) -> HttpResponse:
    """Name a driver, take others into it, or make one of its variants a driver."""
    found, agent, now = get_object_or_404(Driver.objects.standing(), pk=pk), agent_of(request), timezone.now()
    asked = request.POST
    if asked.get("what") == "name":
        name_nl, name_en = (asked.get(name, "").strip()[:120] for name in ("name_nl", "name_en"))
        if (name_nl, name_en) != (found.name_nl, found.name_en):
            changing.name_driver(driver=found, name_nl=name_nl, name_en=name_en, agent=agent, now=now)
    elif asked.get("what") == "merge":
        others = [one for one in list_others(found) if str(one.pk) in asked.getlist("other")]
        if others:
            changing.merge_drivers(driver=found, others=others, agent=agent, now=now)
        else:
            messages.info(request, _("Choose a topic that still stands. Nothing was changed."))
    elif asked.get("what") == "split" and found.level == Level.VARIANT:
        changing.split_off(variant=found, agent=agent, now=now)
    return redirect(f"{reverse('insight-driver', args=[found.pk])}?{_month_of(request)}")


@require_POST
@open_to(*MAY_CHANGE)
def decide(request: HttpRequest, pk: int) -> HttpResponse:
    proposal, agent, now = get_object_or_404(Proposal, pk=pk), agent_of(request), timezone.now()
    try:
        if request.POST.get("choice") == "accept":
            changing.accept(proposal=proposal, agent=agent, now=now)
        else:
            changing.refuse(proposal=proposal, agent=agent, now=now)
    except DecidedAlready:
        messages.info(request, _("Somebody else had decided about this already."))
    return _back(request)


@require_POST
@open_to(*MAY_CHANGE)
def undo(request: HttpRequest, pk: int) -> HttpResponse:
    done = get_object_or_404(Rearrangement, pk=pk)
    try:
        changing.undo(done=done, now=timezone.now())
    except ChangedSince:
        messages.info(request, _("This cannot be undone any more: something else happened to these topics since."))
    return _back(request)


def _back(request: HttpRequest) -> HttpResponse:
    return redirect(f"{reverse('insight-drivers')}?{_month_of(request)}")


def _month_of(request: HttpRequest) -> str:
    return urlencode({"month": request.POST.get("month", "")})


def _say(drivers: Iterable[Driver]) -> dict[int, str]:
    """For each of them what one customer says: words alone are hard to picture."""
    return {pk: _shorten(clean(_redacted(contact)), SHORT) for pk, contact in find_middles(drivers).items()}


def _group(group: Group, volumes: Volumes, month: str, said: Mapping[int, str]) -> dict[str, Any]:
    return {
        "group": group,
        "href": behind(month, driver=str(group.theme.pk)) if group.theme else "",
        "rows": [
            {**_row(one, volumes, month), "said": said.get(one.driver.pk, "")} for one in group.volumes if one.driver
        ],
    }


def _row(one: Volume, volumes: Volumes, month: str) -> dict[str, Any]:
    key = str(one.driver.pk) if one.driver else "none"
    largest = max((row.contacts for group in volumes.groups for row in group.volumes), default=1)
    return {
        "volume": one,
        "reason": (volumes.reasons.get(one.reason[0], one.reason[0]), one.reason[1]) if one.reason else None,
        "href": behind(month, driver=key),
        "bar": bar(one.contacts, largest),
        "spark": spark(one.weeks),
        "cells": [
            (name_channels()[channel], n, behind(month, driver=key, channel=channel))
            for channel in volumes.channels
            for n in [one.channels.get(channel, 0)]
        ],
        "is_risen": bool(one.change and one.change.low and one.change.low > 1),
        "is_fallen": bool(one.change and one.change.high and one.change.high < 1),
    }


def _variants(found: Driver, rows: list[Volume], month: str) -> list[dict[str, Any]]:
    counts = {variant.pk: n for row in rows for variant, n in row.variants}
    standing = list(found.children.standing().filter(level=Level.VARIANT))
    said = _say(standing)
    told = [
        {
            "variant": one,
            "said": said.get(one.pk, ""),
            "contacts": counts.get(one.pk, 0),
            "href": behind(month, driver=str(one.pk)),
        }
        for one in standing
    ]
    return sorted(told, key=lambda row: -row["contacts"])


def _proposal(one: Proposal) -> dict[str, Any]:
    parts = sorted(one.parts.all(), key=lambda part: -part.contacts)
    return {
        "proposal": one,
        "drivers": list(one.drivers.all()),
        "parts": [{"part": part, "quotes": _quotes(part)} for part in parts],
        "contacts": sum(part.contacts for part in parts),
    }


def _quotes(part: ProposedPart) -> list[str]:
    found = Contact.objects.readable().defer("words").in_bulk(part.examples)
    return [_quote(found[pk]) for pk in part.examples if pk in found]


def _quote(contact: Contact) -> str:
    return _shorten(_redacted(contact), QUOTED)


def _redacted(contact: Contact) -> str:
    """What somebody said, without what names them."""
    masks = {**MASKS, "name": _("[name]"), "number": _("[number]"), "phone": _("[phone]")}
    return redact(contact.reply_text or contact.text or contact.subject, [contact.sender_name], masks)


def _shorten(said: str, length: int) -> str:
    said = " ".join(said.split())
    return said if len(said) <= length else f"{said[:length].rsplit(' ', 1)[0]} …"


def _alarms() -> list[dict[str, Any]]:
    """Drivers of which much more is heard than usual."""
    today = local_day(find_now(timezone.now()))
    alarms = metrics.list_alarms(on=today, kind=StoredAlarm.Kind.DRIVER)
    known = Driver.objects.in_bulk([int(one.reason) for one in alarms])
    # Where a variant rises its topic does too: the most precise is told.
    parts = {driver.parent_id for driver in known.values() if driver.level == Level.VARIANT}
    told = [(one, known[int(one.reason)]) for one in alarms if int(one.reason) in known.keys() - parts]
    return [
        {
            "alarm": one,
            "driver": driver if driver.level == Level.DRIVER else driver.parent,
            "label": driver.name,
            "expected": numbers.number(one.expected, 0 if one.expected >= 10 else 1),
            "spark": spark(one.days[-28:], "rt"),
        }
        for one, driver in told[:ALARMS_SHOWN]
    ]


def _cells(month: str, theme: Driver | None, one: Volume) -> tuple[object, ...]:
    channels = ";".join(f"{channel}={n}" for channel, n in sorted(one.channels.items()))
    return (
        month,
        theme.name if theme else "",
        one.driver.pk if one.driver else "",
        one.driver.name if one.driver else _("Belongs to no topic"),
        ";".join(f"{variant.name}={n}" for variant, n in one.variants),
        one.contacts,
        one.share.value,
        one.share.low,
        one.share.high,
        channels,
        " ".join(one.driver.words) if one.driver else "",
    )
