"""The definitions of the figures, as Ibis expressions over the fact tables, and what runs them.

Only `wortel report` and the process `wortel figures` import this folder: no page and no other job loads Ibis.
"""
