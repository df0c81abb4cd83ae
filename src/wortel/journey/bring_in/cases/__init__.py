"""Puts contacts that were brought in into cases: the case they name, else one closed case for each chain.

Which contacts are one chain depends on all that is known of the customer, so whenever a contact or a merge comes in
the cases of that customer are settled again. A case in which people have worked since is left as it is.
"""

from wortel.journey.bring_in.cases.settle import find_misplaced, settle

__all__ = ["find_misplaced", "settle"]
