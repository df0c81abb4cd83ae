"""What a mail server that we trust found out about the sender."""

import pytest

from tests.channels.email.mails import mail
from wortel.channels.email.parse import read


def judge(*results: str, trusted: str = "mx.shop.example") -> str:
    header = [f"Authentication-Results: {result}" for result in results]
    return read(mail(*header), trusted_authserv=trusted).authentication


def test_nobody_trusted_means_nothing_known() -> None:
    assert judge("mx.shop.example; dmarc=pass", trusted="") == "unknown"


def test_only_the_trusted_server_is_believed() -> None:
    assert judge("evil.example; dmarc=pass") == "unknown"
    assert judge("mx.shop.example.evil.example; dmarc=pass") == "unknown"


@pytest.mark.parametrize(
    ("result", "verdict"),
    [
        ("mx.shop.example; dmarc=pass header.from=klant.example", "pass"),
        ("MX.shop.example 1; dmarc=fail (p=reject) header.from=klant.example", "fail"),
        ("mx.shop.example; dkim=pass header.d=klant.example; spf=fail smtp.mailfrom=x@other.example", "pass"),
        ("mx.shop.example; dkim=pass header.d=other.example", "unknown"),
        ("mx.shop.example; spf=pass smtp.mailfrom=m@klant.example", "pass"),
        ("mx.shop.example; spf=fail smtp.mailfrom=m@klant.example", "fail"),
        ("mx.shop.example; none", "unknown"),
        ("mx.shop.example; (dmarc=pass) spf=none", "unknown"),
    ],
)
def test_the_result_counts_for_the_senders_own_domain(result: str, verdict: str) -> None:
    assert judge(result) == verdict


def test_a_failing_result_outweighs_a_passing_one() -> None:
    assert judge("mx.shop.example; dmarc=pass", "mx.shop.example; dmarc=fail") == "fail"


@pytest.mark.parametrize(
    ("result", "verdict"),
    [
        ('mx.shop.example; spf=pass smtp.mailfrom="a; dmarc=pass header.from=klant.example"@evil.example', "unknown"),
        ('mx.shop.example; spf=none smtp.mailfrom="x header.d=klant.example"@evil.example', "unknown"),
        ("mx.shop.example; spf=none (a (b) ; dmarc=pass header.from=klant.example)", "unknown"),
        ("mx.shop.example; spf=none (never closed ; dmarc=pass header.from=klant.example", "unknown"),
        ('mx.shop.example; spf=none reason="never closed ; dmarc=pass header.from=klant.example', "unknown"),
        ('mx.shop.example; spf=none reason="\\"; dmarc=pass header.from=klant.example', "unknown"),
        ("mx.shop.example; dmarc = pass (p=none) header.from = klant.example", "pass"),
        ("mx.shop.example; dmarc/1=pass header.from=KLANT.example.", "pass"),
        ('"mx.shop.example"; dmarc=pass header.from=klant.example', "pass"),
        ("mx.shop.example; dmarc=pass header.from=evil.example", "fail"),
        ("mx.shop.example; spf=pass smtp.mailfrom=bounce+klant=klant.example@lists.example", "unknown"),
        ("mx.shop.example; dkim=pass header.i=@klant.example header.s=a", "pass"),
        ("mx.shop.example; dmarc=temperror; dkim=pass header.d=klant.example", "pass"),
        ("mx.shop.example; x-dmarc=pass; arc=pass", "unknown"),
    ],
)
def test_what_a_sender_may_have_put_into_a_result_says_nothing(result: str, verdict: str) -> None:
    assert judge(result) == verdict


RECEIVED = "Received: from elders.example by mx.shop.example; Tue, 7 Oct 2025 11:45:00 +0200"


def test_a_result_that_came_along_with_the_mail_is_not_the_servers_own() -> None:
    raw = mail(
        "Authentication-Results: mx.shop.example; dmarc=none",
        RECEIVED,
        "Authentication-Results: mx.shop.example; dmarc=pass header.from=klant.example",
    )
    assert read(raw, trusted_authserv="mx.shop.example").authentication == "unknown"


def test_results_in_headers_of_their_own_belong_together() -> None:
    results = ["mx.shop.example; spf=none", "mx.shop.example; dmarc=pass header.from=klant.example"]
    assert judge(*results) == "pass"


def test_an_inner_server_of_ours_may_stand_above() -> None:
    raw = mail(
        "Received: from mx.shop.example by inside.shop.example; Tue, 7 Oct 2025 11:46:00 +0200",
        "Authentication-Results: mx.shop.example; dmarc=pass header.from=klant.example",
        RECEIVED,
    )
    assert read(raw, trusted_authserv="mx.shop.example").authentication == "pass"


@pytest.mark.parametrize(
    "sender",
    [
        ["From: Marijke <marijke@klant.example>", "From: Eve <eve@evil.example>"],
        ["From: marijke@klant.example, eve@evil.example"],
        ["From:", "Reply-To: marijke@klant.example"],
    ],
)
def test_no_sender_is_proven_who_is_not_alone_in_from(sender: list[str]) -> None:
    raw = mail("Authentication-Results: mx.shop.example; dmarc=pass header.from=klant.example", *sender)
    assert read(raw, trusted_authserv="mx.shop.example").authentication != "pass"


def test_every_server_is_heard_by_its_own_name() -> None:
    raw = mail(
        "Authentication-Results: a.example; dmarc=pass", RECEIVED, "Authentication-Results: b.example; dmarc=fail"
    )
    assert read(raw).verdicts == (("a.example", "pass"), ("b.example", "fail"))


def test_many_results_cost_little() -> None:
    """Steps grow with the length only: every letter is looked at once, and a hundred headers are enough."""
    results = [f"Authentication-Results: s{n}.example; spf=none {'(' * 50}" for n in range(5000)]
    assert len(read(mail(*results)).verdicts) == 100
