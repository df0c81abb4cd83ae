from __future__ import annotations

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVector
from django.db import models
from django.utils.translation import gettext_lazy as _

from wortel.accounts.models import Agent

# As they are, without stemming: names are no language.
NAME_WORDS = SearchVector("name", config="simple")


class AddressKind(models.TextChoices):
    EMAIL = "email", _("E-mail")
    PHONE = "phone", _("Phone")
    SOCIAL = "social", _("Social")
    VISITOR = "visitor", _("Visitor")


class CustomerQuerySet(models.QuerySet["Customer"]):
    def visible_to(self, agent: Agent) -> CustomerQuerySet:
        return self if agent.is_staff_member else self.none()

    def standing(self) -> CustomerQuerySet:
        """Those who have not been merged into somebody else."""
        return self.filter(merged_into=None)


class Customer(models.Model):
    """A person or organisation who asks. A merged customer points at who it turned out to be."""

    code = models.CharField(max_length=100, unique=True, null=True, blank=True)
    name = models.CharField(max_length=200, blank=True)
    city = models.CharField(max_length=100, blank=True)
    language = models.CharField(max_length=2, default="nl")
    need = models.CharField(max_length=300, blank=True)
    since_on = models.DateField(null=True, blank=True)
    merged_into = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="absorbed")
    attributes = models.JSONField(default=dict, blank=True)

    objects = CustomerQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(merged_into=None) | ~models.Q(merged_into=models.F("id")),
                name="not_merged_into_self",
            )
        ]
        indexes = [GinIndex(NAME_WORDS, name="customer_name_words")]

    def __str__(self) -> str:
        return self.name or self.code or f"#{self.pk}"

    @property
    def first_name(self) -> str:
        """What one calls somebody; initials and titles are no name to call anybody by."""
        first = self.name.split()[0] if self.name else ""
        return self.name if first.endswith(".") else first


class Address(models.Model):
    """A way to reach a customer, and how sure we are that it is theirs.

    Two customers may share a value (a family's phone): then the desk shows both and nobody is guessed.
    """

    customer = models.ForeignKey(Customer, on_delete=models.CASCADE, related_name="addresses")
    kind = models.CharField(max_length=8, choices=AddressKind.choices)
    value = models.CharField(max_length=254)
    is_certain = models.BooleanField(default=True)
    bounced_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["kind", "value", "customer"], name="address_once_per_customer")]

    def __str__(self) -> str:
        return self.value


class Merge(models.Model):
    """Two customers turned out to be one; splitting them again marks the row undone."""

    kept = models.ForeignKey(Customer, on_delete=models.CASCADE, related_name="merges")
    absorbed = models.ForeignKey(Customer, on_delete=models.CASCADE, related_name="absorptions")
    at = models.DateTimeField()
    undone_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"{self.absorbed_id} into {self.kept_id}"


class OptOut(models.Model):
    """Somebody wants no messages at this address that they did not ask for; answers still come.

    It belongs to the address and not to the customer, so it also holds when another customer has the same one.
    """

    class How(models.TextChoices):
        LINK = "link", _("by the link in a message")
        ONE_CLICK = "one_click", _("by their mail program")
        COLLEAGUE = "colleague", _("told to a colleague")
        COMPLAINT = "complaint", _("called spam by them")

    kind = models.CharField(max_length=8, choices=AddressKind.choices)
    value = models.CharField(max_length=254)
    how = models.CharField(max_length=9, choices=How.choices)
    at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["kind", "value"], condition=models.Q(ended_at=None), name="opted_out_once")
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.value}"


class Objection(models.Model):
    """A customer does not want that models read their words (GDPR, article 21); a colleague still reads and answers.

    It holds for everybody who turned out to be the same person.
    """

    customer = models.ForeignKey(Customer, on_delete=models.CASCADE, related_name="objections")
    at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["customer"], condition=models.Q(ended_at=None), name="objected_once")
        ]

    def __str__(self) -> str:
        return f"{self.customer}"
