from collections.abc import Iterable

from django.db import transaction

from wortel.channels.interface import Attachment as ReadAttachment
from wortel.channels.models import Arrival
from wortel.contacts.actions.filing import list_attachments
from wortel.contacts.models import Attachment, Contact
from wortel.events import actions as events


@transaction.atomic
def attach_files(*, contact: Contact, arrival: Arrival, files: Iterable[ReadAttachment]) -> list[Attachment]:
    """Add files that came beside the words; their bytes stand in the arrival, as those of a mail do."""
    contact.arrival = arrival
    contact.save(update_fields=["arrival"])
    kept = Attachment.objects.bulk_create(list_attachments(contact, files))
    events.record("files.attached", about=contact, files=len(kept))
    return kept
