"""What the desk tells after an act: a toast with a way back, and the wish that lists look again."""

from django.http import HttpResponse
from django_htmx.http import trigger_client_event


def told[Answer: HttpResponse](response: Answer, text: str, undo_url: str = "", seconds: int = 0) -> Answer:
    """The words appear at the bottom; every list on the page looks again. With `seconds` the way back closes then."""
    trigger_client_event(response, "toast", {"text": text, "undo_url": undo_url, "seconds": seconds})
    trigger_client_event(response, "inboxchanged", {})
    return response


def changed[Answer: HttpResponse](response: Answer) -> Answer:
    """The case pane on the page looks again."""
    trigger_client_event(response, "casechanged", {})
    return response
