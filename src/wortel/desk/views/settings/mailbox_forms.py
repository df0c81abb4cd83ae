"""The forms of a mailbox, one for each thing that is decided about it."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from wortel.accounts.models import Team
from wortel.accounts.queries import find_time_zone
from wortel.channels.models import Grant, Mailbox, Security

DOMAIN = r"^([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}$"
SELECTOR = r"^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$"


def _secret(label: object, help_text: object) -> forms.CharField:
    widget = forms.PasswordInput({"autocomplete": "new-password"})
    return forms.CharField(label=label, required=False, widget=widget, help_text=help_text)  # type: ignore[arg-type]  # lazy words


class Words(forms.Form):
    """What stands beside and under the answers, and whose the new cases are."""

    address = forms.EmailField(label=_("Mail address"), max_length=254)
    name = forms.CharField(label=_("Name beside it"), max_length=120, required=False)
    team = forms.ModelChoiceField(
        Team.objects.order_by("name"), label=_("Team for new cases"), required=False, empty_label="–"
    )
    signature_nl = forms.CharField(label=_("Signature in Dutch"), required=False, widget=forms.Textarea({"rows": 3}))
    signature_en = forms.CharField(label=_("Signature in English"), required=False, widget=forms.Textarea({"rows": 3}))

    @classmethod
    def of(cls, mailbox: Mailbox, data: object = None) -> "Words":
        known = {name: getattr(mailbox, name) for name in ("address", "name", "signature_nl", "signature_en")}
        form = cls(data, initial={**known, "team": mailbox.team_id})  # type: ignore[arg-type]  # what a request posts
        form.fields["address"].disabled = True
        return form


class Acknowledgement(forms.Form):
    acknowledges = forms.BooleanField(
        label=_("Tell whoever writes that their mail has come in"),
        required=False,
        help_text=_("At most once an hour and five times a day to one address, and never to a machine."),
    )
    acknowledgement_nl = forms.CharField(
        label=_("In Dutch"),
        required=False,
        widget=forms.Textarea({"rows": 4}),
        help_text=_(
            "Left empty, it says thank you and that an answer follows. The number of the case stands under it."
        ),
    )
    acknowledgement_en = forms.CharField(label=_("In English"), required=False, widget=forms.Textarea({"rows": 4}))

    @classmethod
    def of(cls, mailbox: Mailbox) -> "Acknowledgement":
        return cls(initial={name: getattr(mailbox, name) for name in cls.base_fields})


class Fetching(forms.Form):
    imap_host = forms.CharField(label=_("IMAP server"), max_length=200, required=False)
    imap_port = forms.IntegerField(label=_("Port"), min_value=1, max_value=65535, initial=993)
    imap_security = forms.ChoiceField(label=_("Security"), choices=Security.choices, initial=Security.TLS)
    imap_user = forms.CharField(label=_("User name"), max_length=200, required=False)
    password = _secret(_("Password"), _("Left empty, the password that is kept stays."))
    imap_folder = forms.CharField(label=_("Folder"), max_length=200, initial="INBOX")
    imap_since = forms.DateField(
        label=_("Only mail that came on or after"), required=False,
        widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"),
        help_text=_("Left empty, everything in the folder is fetched, also what is years old."),
    )  # fmt: skip

    @classmethod
    def of(cls, mailbox: Mailbox) -> "Fetching":
        names = ("imap_host", "imap_port", "imap_security", "imap_user", "imap_folder", "imap_since")
        known = {name: getattr(mailbox, name) for name in names}
        if not mailbox.imap_host:
            known["imap_since"] = timezone.now().astimezone(find_time_zone()).date()
        return cls(initial=known)


class Sending(forms.Form):
    smtp_host = forms.CharField(
        label=_("SMTP server"),
        max_length=200,
        required=False,
        help_text=_("Left empty, mail leaves through the server of the installation (SMTP_URL)."),
    )
    smtp_port = forms.IntegerField(label=_("Port"), min_value=1, max_value=65535, initial=587)
    smtp_security = forms.ChoiceField(label=_("Security"), choices=Security.choices, initial=Security.STARTTLS)
    smtp_user = forms.CharField(label=_("User name"), max_length=200, required=False)
    password = _secret(_("Password"), _("Left empty, the password that is kept stays."))

    @classmethod
    def of(cls, mailbox: Mailbox) -> "Sending":
        names = ("smtp_host", "smtp_port", "smtp_security", "smtp_user")
        return cls(initial={name: getattr(mailbox, name) for name in names})


class Provider(forms.Form):
    provider = forms.ChoiceField(label=_("Provider"), choices=Grant.Provider.choices)
    client_id = forms.CharField(label=_("Client id"), max_length=200)
    client_secret = _secret(_("Client secret"), _("As the provider gave it when you registered Wortel there."))
    tenant = forms.CharField(
        label=_("Tenant"), max_length=100, required=False, help_text=_("Microsoft only; empty for any.")
    )
    authorize_url = forms.URLField(label=_("Address to ask at"), required=False, assume_scheme="https")
    token_url = forms.URLField(label=_("Address for tokens"), required=False, assume_scheme="https")
    scope = forms.CharField(label=_("Scope"), max_length=300, required=False)

    def clean(self) -> dict[str, object]:
        given: dict[str, object] = super().clean() or self.cleaned_data
        if given.get("provider") == Grant.Provider.OTHER:
            for name in ("authorize_url", "token_url"):
                if not str(given.get(name) or "").startswith("https://"):
                    self.add_error(name, _("Another provider needs an address that begins with https://."))
        return given

    @classmethod
    def of(cls, grant: Grant | None) -> "Provider":
        names = ("provider", "client_id", "tenant", "authorize_url", "token_url", "scope")
        return cls(initial={name: getattr(grant, name) for name in names} if grant else {})


class Trust(forms.Form):
    trusted_authserv = forms.CharField(
        label=_("Mail server whose word on the sender counts"),
        max_length=200,
        required=False,
        help_text=_("The first word of Authentication-Results in a mail that came in. Empty: nobody is believed."),
    )
    reply_domain = forms.RegexField(
        DOMAIN,
        label=_("Domain for reply addresses"),
        max_length=200,
        required=False,
        help_text=_("Such as reply.shop.example. Its mail must come in here too. Empty: the domain of the address."),
    )

    @classmethod
    def of(cls, mailbox: Mailbox) -> "Trust":
        return cls(initial={name: getattr(mailbox, name) for name in cls.base_fields})


class Signing(forms.Form):
    selector = forms.RegexField(
        SELECTOR,
        label=_("Selector"),
        initial="wortel",
        help_text=_("The name of the key. Take another one when you make a new key."),
    )
