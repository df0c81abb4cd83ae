from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from wortel.problems import queries
from wortel.problems.models import ProcessOwner

MOST_FILES = 5
LARGEST = 10 * 1024 * 1024


class ManyFiles(forms.ClearableFileInput):
    allow_multiple_selected = True


class Files(forms.FileField):
    """Several files, none too large; each as the visitor named it."""

    widget = ManyFiles

    def clean(self, data: Any, initial: Any = None) -> Any:
        given = [one for one in (data if isinstance(data, (list, tuple)) else [data]) if one]
        cleaned: list[UploadedFile[Any]] = [super(Files, self).clean(one, initial) for one in given]
        if len(cleaned) > MOST_FILES:
            raise forms.ValidationError(_("Choose at most five files."))
        if any((one.size or 0) > LARGEST for one in cleaned):
            raise forms.ValidationError(_("A file may be at most 10 MB. Choose a smaller one, or tell us in words."))
        return cleaned


class Question(forms.Form):
    """What somebody asks through the public page. Only the question and a way to answer are needed."""

    text = forms.CharField(
        label=_("Your question"), max_length=20_000, widget=forms.Textarea(attrs={"rows": 6}),
        error_messages={"required": _("Tell us what you need. A few words are enough.")},
    )  # fmt: skip
    name = forms.CharField(
        label=_("Your name"), max_length=200, widget=forms.TextInput(attrs={"autocomplete": "name"}),
        error_messages={"required": _("What may we call you?")},
    )  # fmt: skip
    email = forms.EmailField(
        label=_("Your e-mail address"), max_length=254, help_text=_("We answer to this address."),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        error_messages={
            "required": _("Without an e-mail address we cannot answer you."),
            "invalid": _("This is not an e-mail address. It looks like name@place.nl."),
        },
    )  # fmt: skip
    order = forms.CharField(
        label=_("Order number"), max_length=60, required=False, help_text=_("If you have it at hand.")
    )
    photos = Files(label=_("Photos or files"), required=False, help_text=_("At most five, each of at most 10 MB."))
    # People do not see this field; programs that fill in everything do.
    website = forms.CharField(required=False, widget=forms.TextInput(attrs={"tabindex": "-1", "autocomplete": "off"}))


class OwnerSays(forms.Form):
    """One of the buttons, with what each of them asks."""

    kind = forms.ChoiceField(choices=[(kind, "") for kind in ("accepted", "not_mine", "planned", "done")])
    right_owner = forms.ModelChoiceField(
        ProcessOwner.objects.none(), label=_("Whose is it, do you think?"), required=False,
        empty_label=_("I do not know"),
    )  # fmt: skip
    whose = forms.CharField(label=_("Whose is it, do you think?"), max_length=200, required=False)
    planned_on = forms.DateField(required=False)
    done_on = forms.DateField(required=False)
    what = forms.CharField(max_length=300, required=False)

    def __init__(self, *args: Any, owner: ProcessOwner, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["right_owner"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = queries.list_colleague_owners(owner)

    @property
    def chosen(self) -> ProcessOwner | None:
        found = self.cleaned_data["right_owner"]
        return found if isinstance(found, ProcessOwner) else None

    @property
    def whose_words(self) -> str:
        """The name that was chosen, or what was typed."""
        return self.chosen.name if self.chosen else str(self.cleaned_data["whose"])
