from django.db import models
from django.utils.translation import gettext_lazy as _

from wortel.accounts.models import Team


class Kind(models.TextChoices):
    PHONE = "phone", _("Phone")
    EMAIL = "email", _("E-mail")
    CHAT = "chat", _("Chat")
    WHATSAPP = "whatsapp", "WhatsApp"
    SMS = "sms", _("SMS")
    SOCIAL = "social", _("Social")
    WEBFORM = "webform", _("Form")
    LETTER = "letter", _("Letter")
    COUNTER = "counter", _("Counter")


class Mailbox(models.Model):
    """An e-mail address of our own: mail to it is ours to answer, mail from it is our own."""

    address = models.EmailField(unique=True)
    name = models.CharField(max_length=120, blank=True)
    signature_nl = models.TextField(blank=True)
    signature_en = models.TextField(blank=True)
    is_default = models.BooleanField(default=False)
    team = models.ForeignKey(Team, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    imap_host = models.CharField(max_length=200, blank=True)
    imap_port = models.PositiveIntegerField(default=993)
    imap_user = models.CharField(max_length=200, blank=True)
    imap_secret = models.BinaryField(null=True, editable=False)
    imap_folder = models.CharField(max_length=200, default="INBOX")
    imap_security = models.CharField(max_length=8, default="tls")
    failing_since = models.DateTimeField(null=True, blank=True)
    failing_why = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["is_default"], condition=models.Q(is_default=True), name="one_default_mailbox"
            )
        ]

    def __str__(self) -> str:
        return self.address


class Cursor(models.Model):
    """How far one folder of a mailbox has been read; another UIDVALIDITY starts anew."""

    mailbox = models.OneToOneField(Mailbox, on_delete=models.CASCADE)
    uid_validity = models.BigIntegerField()
    uid = models.BigIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.mailbox} {self.uid_validity}:{self.uid}"


class Outcome(models.TextChoices):
    FILED = "filed", _("New case")
    JOINED = "joined", _("Joined its case")
    BOUNCE = "bounce", _("Delivery report")
    AUTO_REPLY = "auto_reply", _("Automatic reply")
    LOOP = "loop", _("Own mail that came back")
    LIST = "list", _("Mailing list")
    DUPLICATE = "duplicate", _("Already here")
    QUARANTINED = "quarantined", _("Could not be read")


class Arrival(models.Model):
    """What came in, byte for byte, with the one outcome it got. Kept so that a better reader can replay it."""

    kind = models.CharField(max_length=8, choices=Kind.choices)
    key = models.CharField(max_length=80)
    raw = models.BinaryField()
    sha256 = models.CharField(max_length=64)
    size = models.PositiveBigIntegerField()
    received_at = models.DateTimeField()
    outcome = models.CharField(max_length=12, choices=Outcome.choices)
    why = models.CharField(max_length=300, blank=True)
    source = models.CharField(max_length=300, blank=True)
    retried_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["-received_at"], condition=models.Q(outcome="quarantined"), name="arrival_quarantine")
        ]
        constraints = [models.UniqueConstraint(fields=["key"], name="arrival_once")]

    def __str__(self) -> str:
        return f"{self.kind} {self.outcome} {self.received_at:%Y-%m-%d %H:%M}"


class Delivery(models.Model):
    """An answer on its way out. It is sent at least once, always under the same Message-ID."""

    class State(models.TextChoices):
        WAITING = "waiting", _("Not yet sent")
        SENT = "sent", _("Sent")
        FAILED = "failed", _("Could not be sent")
        TAKEN_BACK = "taken_back", _("Taken back")

    kind = models.CharField(max_length=8, choices=Kind.choices, default=Kind.EMAIL)
    message_id = models.CharField(max_length=250, unique=True)
    mailbox = models.ForeignKey(Mailbox, on_delete=models.PROTECT, null=True)
    recipients = models.JSONField(default=list)
    is_automatic = models.BooleanField(default=False)
    raw = models.BinaryField()
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    made_at = models.DateTimeField()
    due_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)
    attempts = models.PositiveIntegerField(default=0)
    why = models.CharField(max_length=300, blank=True)

    class Meta:
        indexes = [models.Index(fields=["due_at"], condition=models.Q(state="waiting"), name="delivery_due")]

    def __str__(self) -> str:
        return f"{self.message_id} {self.state}"
