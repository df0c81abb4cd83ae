"""Pictures drawn by the server: frozen dataclasses in, accessible SVG with a table beside it out."""
