"""Whether models may read the words of a customer, as the customer told a colleague."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from wortel.customers.actions import end_objection
from wortel.customers.models import Customer
from wortel.desk.views.who import agent_of
from wortel.journey.withhold import object_to_reading


@require_POST
def objections(request: HttpRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(Customer.objects.visible_to(agent_of(request)), pk=pk)
    if "objects" in request.POST:
        object_to_reading(customer=found, now=timezone.now())
        messages.success(request, _("No model reads these words any more. What was read before is gone."))
    else:
        end_objection(customer=found, now=timezone.now())
        messages.success(request, _("Models may read these words again."))
    return redirect("customer", pk)
