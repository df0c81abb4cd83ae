from django.conf import settings
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


class Trouble(models.TextChoices):
    """What may be wrong between us and a mail server, in words for whoever has to mend it."""

    UNKNOWN_HOST = "unknown_host", _("There is no server with this name. Check how it is spelled.")
    FORBIDDEN_HOST = "forbidden_host", _("This server may not be reached from here: its address is not a public one.")
    REFUSED = "refused", _("The server is there but does not answer on this port. Check port and security.")
    SILENT = "silent", _("The server does not answer. Check the port, and whether a firewall stands between.")
    WRONG_NAME = "wrong_name", _("The certificate of the server is for another name. Use the name that stands in it.")
    UNTRUSTED = "untrusted", _("Nobody we trust vouches for the certificate of the server (self-signed, perhaps).")
    EXPIRED = "expired", _("The certificate of the server has expired.")
    NO_TLS = "no_tls", _("The server does not speak TLS on this port. Try STARTTLS, or another port.")
    NO_STARTTLS = "no_starttls", _("The server does not offer STARTTLS on this port. Try TLS, on port 993 or 465.")
    SIGN_IN = "sign_in", _("The server does not accept this name and password.")
    CONSENT = "consent", _("Google or Microsoft no longer lets us in. Sign in to the mailbox again.")
    NO_FOLDER = "no_folder", _("There is no folder with this name in the mailbox.")
    NO_SENDER = "no_sender", _("The server does not let us send from this address.")
    WRONG_KEY = "wrong_key", _("The password was kept under another signing key. Enter it again.")
    CUT = "cut", _("The line to the server broke.")
    OTHER = "other", _("The server says no.")


class Security(models.TextChoices):
    TLS = "tls", "TLS"
    STARTTLS = "starttls", "STARTTLS"
    NONE = "none", _("none")


class Mailbox(models.Model):
    """An e-mail address of our own: mail to it is ours to answer, mail from it is our own."""

    address = models.EmailField(unique=True)
    name = models.CharField(max_length=120, blank=True)
    signature_nl = models.TextField(blank=True)
    signature_en = models.TextField(blank=True)
    is_default = models.BooleanField(default=False)
    team = models.ForeignKey(Team, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    # A domain of its own for reply addresses keeps them away from pages where an address proves who somebody is.
    reply_domain = models.CharField(max_length=200, blank=True)
    trusted_authserv = models.CharField(max_length=200, blank=True)
    acknowledges = models.BooleanField(default=False)
    acknowledgement_nl = models.TextField(blank=True)
    acknowledgement_en = models.TextField(blank=True)
    imap_host = models.CharField(max_length=200, blank=True)
    imap_port = models.PositiveIntegerField(default=993)
    imap_user = models.CharField(max_length=200, blank=True)
    imap_secret = models.BinaryField(null=True, editable=False)
    imap_folder = models.CharField(max_length=200, default="INBOX")
    imap_security = models.CharField(max_length=8, choices=Security.choices, default=Security.TLS)
    imap_since = models.DateField(null=True, blank=True)
    smtp_host = models.CharField(max_length=200, blank=True)
    smtp_port = models.PositiveIntegerField(default=587)
    smtp_user = models.CharField(max_length=200, blank=True)
    smtp_secret = models.BinaryField(null=True, editable=False)
    smtp_security = models.CharField(max_length=8, choices=Security.choices, default=Security.STARTTLS)
    failing_since = models.DateTimeField(null=True, blank=True)
    failing_kind = models.CharField(max_length=16, choices=Trouble.choices, blank=True)
    failing_why = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["is_default"], condition=models.Q(is_default=True), name="one_default_mailbox"
            )
        ]

    def __str__(self) -> str:
        return self.address

    @property
    def reply_to(self) -> str:
        """The address that answers come back to, before it gets the tag of a conversation."""
        local, _at, domain = self.address.partition("@")
        return f"{local}@{self.reply_domain or domain}"

    @property
    def failing_words(self) -> str:
        """What is wrong in the reader's language, and then what the server said."""
        said = f" ({self.failing_why})" if self.failing_why and self.failing_kind else self.failing_why
        return f"{self.get_failing_kind_display()}{said}"


class Grant(models.Model):
    """Leave to use a mailbox, given by its owner at Google, Microsoft or another provider (OAuth 2.0)."""

    class Provider(models.TextChoices):
        GOOGLE = "google", "Google"
        MICROSOFT = "microsoft", "Microsoft"
        OTHER = "other", _("Another provider")

    mailbox = models.OneToOneField(Mailbox, on_delete=models.CASCADE)
    provider = models.CharField(max_length=10, choices=Provider.choices)
    client_id = models.CharField(max_length=200)
    client_secret = models.BinaryField(null=True, editable=False)
    tenant = models.CharField(max_length=100, blank=True)
    authorize_url = models.URLField(max_length=300, blank=True)
    token_url = models.URLField(max_length=300, blank=True)
    scope = models.CharField(max_length=300, blank=True)
    refresh_secret = models.BinaryField(null=True, editable=False)
    access_secret = models.BinaryField(null=True, editable=False)
    expires_at = models.DateTimeField(null=True, blank=True)
    granted_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"{self.provider} {self.mailbox_id}"


class SigningKey(models.Model):
    """The key that mail from one of our domains is signed with (DKIM), once its public half stands in the DNS."""

    domain = models.CharField(max_length=200, unique=True)
    selector = models.CharField(max_length=63)
    private_secret = models.BinaryField(editable=False)
    public = models.TextField()
    made_at = models.DateTimeField()
    signs_since = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"{self.selector}._domainkey.{self.domain}"


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


class PicturesFrom(models.Model):
    """A sender whose pictures from elsewhere are loaded without asking: who allowed it, and until when."""

    value = models.CharField(max_length=254)
    agent = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["value"], condition=models.Q(ended_at=None), name="pictures_from_sender_once"
            )
        ]

    def __str__(self) -> str:
        return self.value


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
    copied = models.JSONField(default=list)
    hidden = models.JSONField(default=list)
    # Who of several does not have it yet: it must never go to the others again. Empty while it is for everybody.
    still_to = models.JSONField(default=list)
    is_automatic = models.BooleanField(default=False)
    raw = models.BinaryField()
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    made_at = models.DateTimeField()
    due_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)
    attempts = models.PositiveIntegerField(default=0)
    first_tried_at = models.DateTimeField(null=True)
    trouble = models.CharField(max_length=16, choices=Trouble.choices, blank=True)
    why = models.CharField(max_length=300, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["due_at"], condition=models.Q(state="waiting"), name="delivery_due"),
            models.Index(fields=["-made_at"], condition=models.Q(state="failed"), name="delivery_failed"),
        ]

    def __str__(self) -> str:
        return f"{self.message_id} {self.state}"

    @property
    def goes_to(self) -> list[str]:
        """Who it must go to when it goes now."""
        who: list[str] = self.still_to or self.recipients
        return who


class Bounce(models.Model):
    """One address that a mail of ours did not reach: a mail server refused it, or reported so later."""

    class Reason(models.TextChoices):
        NO_MAILBOX = "no_mailbox", _("This address does not exist, or not any more.")
        NO_DOMAIN = "no_domain", _("There is no mail server for this address. Perhaps it is misspelled.")
        FULL = "full", _("The mailbox of the receiver is full.")
        TOO_LARGE = "too_large", _("The mail was too large for the receiver.")
        REFUSED = "refused", _("The server of the receiver refuses our mail, as spam perhaps.")
        UNREACHABLE = "unreachable", _("The server of the receiver could not be reached for too long.")
        OTHER = "other", _("The server of the receiver does not say why.")

    delivery = models.ForeignKey(Delivery, on_delete=models.CASCADE, related_name="bounces")
    address = models.CharField(max_length=254)
    reason = models.CharField(max_length=12, choices=Reason.choices, default=Reason.OTHER)
    said = models.CharField(max_length=300, blank=True)
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["delivery", "address"], name="bounced_once")]

    def __str__(self) -> str:
        return f"{self.address} {self.reason}"


class Acknowledgement(models.Model):
    """We told this address that its mail has come in; so that it is not told so all the time."""

    mailbox = models.ForeignKey(Mailbox, on_delete=models.CASCADE, related_name="+")
    address = models.CharField(max_length=254)
    is_proven = models.BooleanField(default=False)
    at = models.DateTimeField()

    class Meta:
        indexes = [
            models.Index(fields=["address", "at"], name="acknowledged_address"),
            models.Index(fields=["mailbox", "at"], condition=models.Q(is_proven=False), name="acknowledged_unproven"),
        ]

    def __str__(self) -> str:
        return f"{self.address} {self.at:%Y-%m-%d %H:%M}"
