"""Files for finance, and the lines of one statement."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.decorators.http import require_safe

from wortel.accounts.access import open_to
from wortel.accounts.models import Role
from wortel.accounts.queries import find_now
from wortel.insight.exports import BOM, CSV, list_bookings, list_invoices, pack, write_lines
from wortel.insight.invoice import Invoice, write_bookings, write_invoice
from wortel.problems.models import ProcessOwner, Statement
from wortel.problems.queries import write_letter


@require_safe
def lines(request: HttpRequest, month: str, owner: int) -> HttpResponse:
    """Every line of the statement to one owner."""
    found = get_object_or_404(ProcessOwner, pk=owner)
    letter = write_letter(found, month, find_now(timezone.now()))
    return _file(write_lines(letter).encode(), f"statement-{month}.csv", CSV)


@open_to(Role.MANAGER, Role.ADMIN, Role.AUDITOR)
@require_safe
def bookings(request: HttpRequest, month: str) -> HttpResponse:
    """Every entry that finance books."""
    return _file((BOM + write_bookings(list_bookings(month))).encode(), f"bookings-{month}.csv", CSV)


@open_to(Role.MANAGER, Role.ADMIN, Role.AUDITOR)
@require_safe
def invoices(request: HttpRequest, month: str) -> HttpResponse:
    """The invoices of all owners that are booked."""
    owners = [one.owner for one in Statement.objects.filter(month=month).select_related("owner")]
    found = [invoice for owner in owners for invoice in list_invoices(owner, month)]
    if not found:
        raise Http404
    return _pack(found, month)


@open_to(Role.MANAGER, Role.ADMIN, Role.AUDITOR)
@require_safe
def invoice(request: HttpRequest, month: str, owner: int) -> HttpResponse:
    """The invoice to one owner; together with its corrections once there are any."""
    found = list_invoices(get_object_or_404(ProcessOwner, pk=owner), month)
    if not found:
        raise Http404
    if len(found) > 1:
        return _pack(found, f"{month}-{owner}")
    return _file(write_invoice(found[0]), f"{found[0].number}.xml", "application/xml")


def _pack(found: list[Invoice], name: str) -> HttpResponse:
    files = {f"{one.number}.xml": write_invoice(one) for one in found}
    return _file(pack(files), f"invoices-{name}.zip", "application/zip")


def _file(content: bytes, name: str, kind: str) -> HttpResponse:
    response = HttpResponse(content, content_type=kind)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
