"""Small mails for tests, written as bytes."""


def mail(*header: str, body: str = "Hallo", encoding: str = "utf-8") -> bytes:
    """A mail of these header lines; From and Message-ID are added where they are missing."""
    lines = list(header)
    if not any(line.lower().startswith("from:") for line in lines):
        lines.insert(0, "From: Marijke <marijke@klant.example>")
    return "\r\n".join([*lines, "", body]).encode(encoding)


def multipart(kind: str, *parts: str, header: str = "") -> bytes:
    """A multipart mail; each part is its own header lines, an empty line, and content."""
    top = f"From: Marijke <marijke@klant.example>\n{header}Content-Type: multipart/{kind}; boundary=grens\n\n"
    return (top + "".join(f"--grens\n{part}\n" for part in parts) + "--grens--\n").encode()


TEXT = "Content-Type: text/plain; charset=utf-8\n\nHallo daar"
HTML = "Content-Type: text/html; charset=utf-8\n\n<p>Hallo <b>daar</b></p>"
PDF = 'Content-Type: application/pdf\nContent-Disposition: attachment; filename="bon.pdf"\n\n%PDF-1.4'
