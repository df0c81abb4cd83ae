"""Translations are compiled without any tool but Python's own gettext to read them back."""

import gettext
import io
from pathlib import Path

from wortel.config.languages import as_mo, compile_languages, read_po

PO = r"""
msgid ""
msgstr "Content-Type: text/plain; charset=UTF-8\nPlural-Forms: nplurals=2; plural=(n != 1);\n"

# a remark
#: desk/views.py:12
msgid "Case"
msgstr "Zaak"

msgctxt "of a parcel"
msgid "Open"
msgstr "Onderweg"

msgid "%(count)s contact"
msgid_plural "%(count)s contacts"
msgstr[0] "%(count)s contact"
msgstr[1] "%(count)s contacten"

msgid ""
"Two "
"lines\n"
msgstr "Twee “regels”\n"

#, fuzzy
msgid "Guess"
msgstr "Gok"

msgid "Not yet"
msgstr ""
"""


def translations() -> gettext.GNUTranslations:
    return gettext.GNUTranslations(io.BytesIO(as_mo(read_po(PO))))


def test_words_contexts_and_plurals_survive() -> None:
    dutch = translations()
    assert dutch.gettext("Case") == "Zaak"
    assert dutch.pgettext("of a parcel", "Open") == "Onderweg"
    assert dutch.ngettext("%(count)s contact", "%(count)s contacts", 1) == "%(count)s contact"
    assert dutch.ngettext("%(count)s contact", "%(count)s contacts", 2) == "%(count)s contacten"
    assert dutch.gettext("Two lines\n") == "Twee “regels”\n"


def test_guesses_and_gaps_stay_english() -> None:
    dutch = translations()
    assert dutch.gettext("Guess") == "Guess"
    assert dutch.gettext("Not yet") == "Not yet"


def test_only_what_changed_is_compiled(tmp_path: Path) -> None:
    place = tmp_path / "desk/locale/nl/LC_MESSAGES"
    place.mkdir(parents=True)
    (place / "django.po").write_text(PO)
    assert compile_languages(tmp_path) == 1
    assert compile_languages(tmp_path) == 0
    assert (place / "django.mo").exists()
