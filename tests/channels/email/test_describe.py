"""The object that `wortel parse` prints for each mail."""

import json

from tests.channels.email.hostile import HOSTILE
from tests.channels.email.mails import PDF, TEXT, mail, multipart
from wortel.channels.email.as_json import describe

KEYS = [
    "path",
    "outcome",
    "subject",
    "from_email",
    "from_name",
    "to",
    "cc",
    "body",
    "body_is_html",
    "reply_text",
    "quoted_text",
    "attachments",
    "auto_kind",
    "message_id",
    "in_reply_to",
    "references",
    "date",
]


def test_a_mail_gives_the_public_keys() -> None:
    header = (
        "To: Hallo@Shop.example\nMessage-ID: <2@k.example>\nIn-Reply-To: <1@k.example>\n"
        "References: <0@k.example> <1@k.example>\nDate: Mon, 8 Sep 2025 10:00:00 +0200\nSubject: Pakket\n"
    )
    described = describe("a.eml", multipart("mixed", TEXT, PDF, header=header))
    assert list(described) == KEYS
    assert described == {
        "path": "a.eml",
        "outcome": "filed",
        "subject": "Pakket",
        "from_email": "marijke@klant.example",
        "from_name": "Marijke",
        "to": ["hallo@shop.example"],
        "cc": [],
        "body": "Hallo daar",
        "body_is_html": False,
        "reply_text": "Hallo daar",
        "quoted_text": "",
        "attachments": [
            {
                "name": "bon.pdf",
                "type": "application/pdf",
                "size": 8,
                "md5": "914240125319291c7cb7e712e419b254",
                "inline": False,
            }
        ],
        "auto_kind": None,
        "message_id": "2@k.example",
        "in_reply_to": "1@k.example",
        "references": ["0@k.example", "1@k.example"],
        "date": "2025-09-08T10:00:00+02:00",
    }
    assert json.loads(json.dumps(described)) == described


def test_a_mail_that_cannot_be_read_still_gives_its_line() -> None:
    described = describe("b.eml", HOSTILE["2,000 multiparts deep"])
    assert list(described) == KEYS
    assert described["outcome"] == "quarantined"


def test_automatic_mail_is_named_by_outcome() -> None:
    described = describe("c.eml", mail("Subject: Automatisch antwoord: Pakket"))
    assert (described["outcome"], described["auto_kind"]) == ("auto_reply", "vacation")
    assert describe("d.eml", mail("X-Failed-Recipients: a@b.example"))["outcome"] == "bounce"
    assert describe("e.eml", mail("List-Id: <x.example>"))["outcome"] == "list"
