"""Organisations we depend on, such as a parcel carrier."""
