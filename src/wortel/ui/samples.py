"""Sample figures for the page that shows every part: September of the worked example."""


def parts() -> dict[str, object]:
    return {}
