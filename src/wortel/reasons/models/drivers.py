"""What customers make contact about, as found in their words, and every change to it."""

from __future__ import annotations

from array import array

from django.conf import settings
from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from wortel.contacts.models import Contact
from wortel.reasons.models.texts import Encoder

WORDS_IN_NAME = 3


class Level(models.TextChoices):
    THEME = "theme", _("theme")
    DRIVER = "driver", _("driver")
    VARIANT = "variant", _("variant")


class DriverQuerySet(models.QuerySet["Driver"]):
    def standing(self) -> DriverQuerySet:
        return self.filter(retired_at=None)


class Driver(models.Model):
    """A theme, a driver in it or a variant of that. It keeps its number, whatever is found later."""

    level = models.CharField(max_length=7, choices=Level.choices)
    parent = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="children")
    # A name is given by a person. Until then the words speak.
    name_nl = models.CharField(max_length=120, blank=True)
    name_en = models.CharField(max_length=120, blank=True)
    words = models.JSONField(default=list)
    examples = models.JSONField(default=list)
    since = models.DateTimeField()
    retired_at = models.DateTimeField(null=True)
    became = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="+")

    objects = DriverQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["parent"], name="driver_parent", condition=models.Q(retired_at=None))]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        """In the reader's language where somebody named it, else its most telling words."""
        names = (self.name_en, self.name_nl) if get_language() == "en" else (self.name_nl, self.name_en)
        return names[0] or names[1] or ", ".join(self.words[:WORDS_IN_NAME])

    @property
    def has_name(self) -> bool:
        return bool(self.name_nl or self.name_en)


class Placed(models.TextChoices):
    FOUND = "found", _("found with the drivers")
    VOTED = "voted", _("as contacts like it")
    PERSON = "person", _("by a colleague")


class Assignment(models.Model):
    """The driver of a contact, or none, and how sure that is. It stays until a person agrees to a change."""

    contact = models.OneToOneField(Contact, on_delete=models.CASCADE, primary_key=True, related_name="assignment")
    driver = models.ForeignKey(Driver, on_delete=models.PROTECT, null=True, related_name="assignments")
    variant = models.ForeignKey(Driver, on_delete=models.PROTECT, null=True, related_name="+")
    confidence = models.FloatField()
    # The share of the texts we know that are stranger than this one; none where it was found among them.
    familiarity = models.FloatField(null=True)
    by = models.CharField(max_length=6, choices=Placed.choices)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.contact_id} in {self.driver_id}"


class Discovery(models.Model):
    """One search for drivers in what customers said."""

    agent = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    encoder = models.ForeignKey(Encoder, on_delete=models.SET_NULL, null=True, related_name="+")
    started_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    texts = models.PositiveIntegerField(default=0)
    figures = models.JSONField(default=dict)

    def __str__(self) -> str:
        return f"{self.started_at:%Y-%m-%d %H:%M}"


class Proposal(models.Model):
    """A change that was seen; a person accepts it or not."""

    class Kind(models.TextChoices):
        SPLIT = "split", _("split")
        MERGE = "merge", _("merge")
        NEW = "new", _("new")
        FADING = "fading", _("fading")
        NAME = "name", _("name")

    # None where it was seen between two searches.
    discovery = models.ForeignKey(Discovery, on_delete=models.CASCADE, null=True, related_name="proposals")
    kind = models.CharField(max_length=6, choices=Kind.choices)
    drivers = models.ManyToManyField(Driver, related_name="proposals")
    # Which texts it rests on: the same change is not proposed again after it was refused.
    mark = models.CharField(max_length=120)
    # Of the kind "name" only.
    name_nl = models.CharField(max_length=120, blank=True, default="", db_default="")
    name_en = models.CharField(max_length=120, blank=True, default="", db_default="")
    at = models.DateTimeField()
    decided_at = models.DateTimeField(null=True)
    agent = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    is_accepted = models.BooleanField(null=True)

    class Meta:
        indexes = [models.Index(fields=["mark"], name="proposal_mark")]

    def __str__(self) -> str:
        return f"{self.kind} {self.mark}"


class ProposedPart(models.Model):
    """One of the drivers there would be, with the contacts that would stand in it."""

    proposal = models.ForeignKey(Proposal, on_delete=models.CASCADE, related_name="parts")
    driver = models.ForeignKey(Driver, on_delete=models.PROTECT, null=True, related_name="+")
    words = models.JSONField(default=list)
    examples = models.JSONField(default=list)
    contacts = models.PositiveIntegerField()
    members = models.BinaryField()

    def __str__(self) -> str:
        return ", ".join(self.words[:WORDS_IN_NAME])

    @property
    def name(self) -> str:
        return self.driver.name if self.driver else str(self)

    def list_members(self) -> list[int]:
        return unpack_keys(self.members)


class Rearrangement(models.Model):
    """A change to the drivers that a person made or agreed to, with what is needed to undo it."""

    class Kind(models.TextChoices):
        NAMED = "named", _("named")
        MERGED = "merged", _("merged")
        SPLIT = "split", _("split")
        ADDED = "added", _("added")
        RETIRED = "retired", _("retired")

    kind = models.CharField(max_length=7, choices=Kind.choices)
    driver = models.ForeignKey(Driver, on_delete=models.PROTECT, related_name="rearrangements")
    proposal = models.OneToOneField(Proposal, on_delete=models.SET_NULL, null=True, related_name="rearrangement")
    agent = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField()
    before = models.JSONField(default=dict)
    undone_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"{self.kind} {self.driver_id}"


class Moved(models.Model):
    """The contacts that one change moved, from where they stood."""

    rearrangement = models.ForeignKey(Rearrangement, on_delete=models.CASCADE, related_name="moved")
    driver = models.ForeignKey(Driver, on_delete=models.PROTECT, null=True, related_name="+")
    variant = models.ForeignKey(Driver, on_delete=models.PROTECT, null=True, related_name="+")
    contacts = models.BinaryField()

    def __str__(self) -> str:
        return f"{self.rearrangement_id} from {self.driver_id}"


def pack_keys(keys: list[int]) -> bytes:
    return array("q", keys).tobytes()


def unpack_keys(packed: bytes | memoryview) -> list[int]:
    keys = array("q")
    keys.frombytes(bytes(packed))
    return keys.tolist()
