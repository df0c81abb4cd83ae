from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from wortel.contacts.models import Contact


class Means(models.TextChoices):
    KNOWLEDGE = "knowledge", _("Knowledge")
    CUSTOMER_DATA = "customer_data", _("Customer data")
    PRODUCT_INFO = "product_info", _("Product information")
    CASE_STATUS = "case_status", _("Case status")
    MANDATE = "mandate", _("Mandate")


class Lack(models.Model):
    """The means that were missing while helping: one row for each, on the contact."""

    contact = models.ForeignKey(Contact, on_delete=models.CASCADE, related_name="lacks")
    means = models.CharField(max_length=13, choices=Means.choices)
    agent = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["contact", "means"], name="lack_once")]

    def __str__(self) -> str:
        return self.means
