"""What somebody is still writing."""

from django.db.models import QuerySet

from wortel.accounts.models import Agent
from wortel.cases.models import Case, DraftFile
from wortel.channels.interface import File


def list_draft_files(case: Case, agent: Agent) -> QuerySet[DraftFile]:
    """The files that will go along, without their bytes."""
    return DraftFile.objects.filter(case=case, agent=agent).order_by("id").defer("content")


def list_files_to_send(case: Case, agent: Agent) -> tuple[File, ...]:
    """The same, as they go into the mail."""
    files = DraftFile.objects.filter(case=case, agent=agent).order_by("id")
    return tuple(File(name=file.name, type=file.type, content=bytes(file.content)) for file in files)
