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
