"""Templates are read once per language, with their fixed parts written out."""

from django.template import Context, Engine, Template
from django.template.base import TextNode
from django.utils import translation

from wortel.ui.loader import write_out

LIBRARIES = {"ui": "wortel.ui.templatetags.ui"}
BUILTINS = ["django.templatetags.i18n", "django.template.defaulttags", "django.template.defaultfilters"]


def read(source: str, language: str = "nl") -> Template:
    with translation.override(language):
        template = Template(source, engine=Engine(libraries=LIBRARIES, builtins=BUILTINS))
        write_out(template.nodelist)
    return template


def draw(source: str, language: str = "nl", **known: object) -> str:
    with translation.override(language):
        return read(source, language).render(Context(known))


def test_what_is_fixed_becomes_one_text() -> None:
    template = read('{% load ui %}<b>{% trans "Close" %}</b>{% icon "x" label=_("Close") %}{% kbd "a" %}')
    written = [node for node in template.nodelist if isinstance(node, TextNode)]
    assert len(template.nodelist) == len(written) + 1, "only the loading of the library is left beside it"
    assert '<b>Sluiten</b><svg class="i" viewBox="0 0 24 24" role="img" aria-label="Sluiten">' in written[-1].s


def test_each_language_has_its_own() -> None:
    assert draw('{% trans "Close" %}', "nl") == "Sluiten"
    assert draw('{% trans "Close" %}', "en") == "Close"


def test_a_page_is_read_anew_in_another_language() -> None:
    from django.template import loader

    def words() -> str:
        return loader.get_template("ui/parts/tabbar.html").render({"entries": []})

    with translation.override("nl"):
        dutch = words()
    with translation.override("en"):
        english = words()
    assert "Zoek" in dutch
    assert "Search" in english


def test_what_depends_on_the_page_is_asked_each_time() -> None:
    source = '{% load ui %}{% if on %}{% trans "Close" %} {{ name }}{% endif %}{% icon name %}'
    assert draw(source, on=True, name="x").startswith("Sluiten x<svg")
    assert not draw(source, on=False, name="x").startswith("Sluiten")


def test_what_people_typed_is_still_escaped() -> None:
    assert draw('{% trans "Close" %}{{ name }}', name="<i>") == "Sluiten&lt;i&gt;"


def test_a_word_kept_for_later_is_kept() -> None:
    assert draw('{% trans "Close" as words %}{{ words }}') == "Sluiten"


def test_a_part_in_a_language_of_its_own_stays_in_it() -> None:
    assert draw('{% trans "Close" %} {% language "en" %}{% trans "Close" %}{% endlanguage %}') == "Sluiten Close"


def test_indentation_stays_in_the_template() -> None:
    assert draw(
        "<ul>\n    <li>{{ name }}</li>\n\n  {% if name %}\n    <li>b\n      c</li>\n  {% endif %}\n</ul>", name="a"
    ) == ("<ul>\n<li>a</li>\n\n<li>b\nc</li>\n\n</ul>")


def test_a_letter_keeps_its_blank_lines() -> None:
    template = Template("Dear {{ name }},\n\n  Thank you.\n", engine=Engine())
    write_out(template.nodelist, is_page=False)
    assert template.render(Context({"name": "Noor"})) == "Dear Noor,\n\n  Thank you.\n"
