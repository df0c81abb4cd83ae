"""Bringing in what an organisation already knows: files of contacts, customers, orders and the rest.

Each kind of row is a module with the same four names: the `REQUIRED` columns, all `COLUMNS` it knows, `read` (one
row, pure) and `write` (many rows, in the current transaction). Bringing in a file twice changes nothing, and the
order of files does not matter: whoever is named but not yet known gets a bare row that a later file completes.
"""
