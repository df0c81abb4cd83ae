from django.db import transaction

from wortel.events import actions as events
from wortel.reasons.models import Reason


@transaction.atomic
def add_reason(*, code: str, label_nl: str, label_en: str, demand: str, parent: Reason | None) -> Reason:
    """A new reason in the tree."""
    reason = Reason.objects.create(code=code, label_nl=label_nl, label_en=label_en, demand=demand, parent=parent)
    events.record("reason.added", about=reason, code=code)
    return reason


@transaction.atomic
def edit_reason(
    *, reason: Reason, label_nl: str, label_en: str, demand: str, keywords: list[str], is_active: bool
) -> Reason:
    """Change what a reason is called and how it is recognised; one that is put away keeps its contacts."""
    reason.label_nl, reason.label_en, reason.demand = label_nl, label_en, demand
    reason.keywords, reason.is_active = keywords, is_active
    reason.save(update_fields=["label_nl", "label_en", "demand", "keywords", "is_active"])
    events.record("reason.edited", about=reason, code=reason.code)
    return reason


@transaction.atomic
def value_reason(*, reason: Reason, customer_sign: str, company_sign: str) -> Reason:
    """Say whether contact for this reason has value (+) or irritates (-), for the customer and for us."""
    reason.customer_sign, reason.company_sign = customer_sign, company_sign
    reason.save(update_fields=["customer_sign", "company_sign"])
    events.record("reason.valued", about=reason, code=reason.code, signs=customer_sign + company_sign)
    return reason
