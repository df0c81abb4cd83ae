"""Every question about cases."""

from wortel.cases.queries.finding import (
    find_by_mention,
    find_by_number,
    find_case,
    find_case_of,
    find_running_about,
    find_standing,
    list_cases_of,
    search_cases,
)
from wortel.cases.queries.views import QUARANTINE, UNSENT, VIEWS, View, count_views, list_view
from wortel.cases.queries.writing import list_draft_files, list_files_to_send

__all__ = [
    "QUARANTINE",
    "UNSENT",
    "VIEWS",
    "View",
    "count_views",
    "find_by_mention",
    "find_by_number",
    "find_case",
    "find_case_of",
    "find_running_about",
    "find_standing",
    "list_cases_of",
    "list_draft_files",
    "list_files_to_send",
    "list_view",
    "search_cases",
]
