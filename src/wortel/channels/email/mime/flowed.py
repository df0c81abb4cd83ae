"""Joins the soft line breaks of format=flowed (RFC 3676), keeping quote levels apart."""


def unflow(text: str, *, delete_space: bool) -> str:
    """Give the text with its paragraphs whole again."""
    lines: list[str] = []
    pieces: list[str] = []
    open_depth = -1
    for line in text.split("\n"):
        depth, content = _quote_depth(line)
        is_signature = content == "-- "
        if pieces and (depth != open_depth or is_signature):
            lines.append(_written(open_depth, pieces))
            pieces = []
        pieces.append(content)
        open_depth = depth
        if content.endswith(" ") and not is_signature:
            pieces[-1] = content[:-1] if delete_space else content
        else:
            lines.append(_written(depth, pieces))
            pieces = []
    if pieces:
        lines.append(_written(open_depth, pieces))
    return "\n".join(lines)


def _quote_depth(line: str) -> tuple[int, str]:
    content = line.lstrip(">")
    depth = len(line) - len(content)
    return depth, content[1:] if content.startswith(" ") else content


def _written(depth: int, pieces: list[str]) -> str:
    content = "".join(pieces)
    return f"{'>' * depth} {content}" if depth else content
