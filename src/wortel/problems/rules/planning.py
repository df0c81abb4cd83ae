"""What is a fair plan for measuring a fix?"""

BILLING_WEEKS = 4
WASHOUT = {"process": 1, "product": 2, "communication": 1, "expectation": 1}


def default_washout(lever: str, exposure: str) -> int:
    """The weeks in which old and new stand beside each other: one billing cycle, two weeks of old stock, else one."""
    return BILLING_WEEKS if exposure == "invoices" else WASHOUT.get(lever, 1)
