"""What a message to customers leads to: one question, one way out, and nothing for those who only guess."""

import pytest
from django.test import Client
from tests.cast import NOW
from tests.problems.told import gone

from wortel.customers.models import OptOut
from wortel.problems.actions import telling as actions
from wortel.problems.models import Recipient, Reply
from wortel.problems.queries.telling import token_of

pytestmark = pytest.mark.django_db


def told() -> str:
    gone("Marijke Kanarie")
    actions.send_waiting(now=NOW)
    return token_of(Recipient.objects.get())


def test_opening_the_question_answers_nothing(client: Client) -> None:
    page = client.get(f"/t/{told()}/?answer=yes")
    assert "Heb je er nog last van?" in page.content.decode()
    assert not Reply.objects.exists()


def test_one_press_answers_and_another_changes_it(client: Client) -> None:
    address = f"/t/{told()}/"
    page = client.post(address, {"answer": "no"}, follow=True)
    assert "Goed om te weten" in page.content.decode()
    page = client.post(address, {"answer": "yes", "remark": "Toch weer."}, follow=True)
    assert "liggen bij een collega" in page.content.decode()
    assert Reply.objects.get().is_still_bothered


def test_what_is_no_answer_changes_nothing(client: Client) -> None:
    address = f"/t/{told()}/"
    assert client.post(address, {"answer": "perhaps"}).status_code == 200
    assert not Reply.objects.exists()


def test_opening_the_way_out_changes_nothing(client: Client) -> None:
    page = client.get(f"/t/{told()}/stop/")
    assert "Stop deze berichten" in page.content.decode()
    assert not OptOut.objects.exists()


def test_one_press_stops_them_and_one_press_brings_them_back(client: Client) -> None:
    address = f"/t/{told()}/stop/"
    page = client.post(address, {})
    assert "Je krijgt zulke berichten niet meer" in page.content.decode()
    assert OptOut.objects.get(ended_at=None).how == "link"
    client.post(address, {"undo": "1"})
    assert not OptOut.objects.filter(ended_at=None).exists()


def test_a_mail_program_stops_them_without_cookie_or_token() -> None:
    program, token = Client(enforce_csrf_checks=True), told()
    answer = program.post(f"/t/{token}/stop/", {"List-Unsubscribe": "One-Click"})
    assert answer.status_code == 200  # RFC 8058: no redirect
    assert OptOut.objects.get().how == "one_click"
    assert program.post(f"/t/{token}x/stop/", {"List-Unsubscribe": "One-Click"}).status_code == 404


def test_the_pages_tell_nothing_about_the_customer(client: Client) -> None:
    token = told()
    for address in (f"/t/{token}/", f"/t/{token}/stop/"):
        page = client.get(address)
        text = page.content.decode()
        assert "Kanarie" not in text
        assert "marijke@post.example" not in text
        assert "no-store" in page.headers["Cache-Control"]
        assert page.headers["Referrer-Policy"] == "same-origin"
        assert "noindex" in page.headers["X-Robots-Tag"]
    assert "m•••@post.example" in client.get(f"/t/{token}/stop/").content.decode()


@pytest.mark.parametrize("forge", [lambda t: "1.abc", lambda t: t[:-1] + "_", lambda t: f"9{t}", lambda t: "x"])
def test_a_link_that_was_not_ours_opens_nothing(client: Client, forge: object) -> None:
    token = forge(told())  # type: ignore[operator]  # one of the functions above
    assert client.get(f"/t/{token}/").status_code == 404
    assert client.post(f"/t/{token}/stop/").status_code == 404
    assert not OptOut.objects.exists()


def test_the_questions_form_itself_is_guarded() -> None:
    guarded = Client(enforce_csrf_checks=True)
    assert guarded.post(f"/t/{told()}/", {"answer": "yes"}).status_code == 403
