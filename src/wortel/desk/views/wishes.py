"""Whether a customer wants to hear from us of our own accord, address by address."""

from collections.abc import Sequence

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from wortel.customers import actions
from wortel.customers.models import Address, AddressKind, Customer, OptOut
from wortel.customers.queries import list_family, show_address
from wortel.desk.views.who import agent_of

REACHABLE = (AddressKind.EMAIL, AddressKind.PHONE)


def list_wishes(family: Sequence[int]) -> list[tuple[int, str, OptOut | None]]:
    """Each address once, as it is shown, with the row that says that nothing may go there unasked."""
    addresses = Address.objects.filter(customer__in=family, kind__in=REACHABLE).order_by("kind", "pk")
    once = {(one.kind, one.value): one for one in addresses}
    rows = OptOut.objects.filter(value__in=[value for _kind, value in once], ended_at=None)
    out = {(row.kind, row.value): row for row in rows}
    return [(one.pk, show_address(one), out.get(key)) for key, one in once.items()]


@require_POST
def wishes(request: HttpRequest, pk: int) -> HttpResponse:
    """The customer said so to a colleague."""
    found = get_object_or_404(Customer.objects.visible_to(agent_of(request)), pk=pk)
    asked = request.POST.get("address", "")
    address = get_object_or_404(Address, pk=asked if asked.isdigit() else 0, customer__in=list_family(found))
    now = timezone.now()
    if "out" in request.POST:
        actions.opt_out(kind=address.kind, value=address.value, how=OptOut.How.COLLEAGUE, now=now)
        messages.success(request, _("Nothing goes there any more that was not asked for."))
    else:
        actions.opt_in(kind=address.kind, value=address.value, now=now)
        messages.success(request, _("Messages may go there again."))
    return redirect("customer", pk)
