"""From which article an answer was taken."""

from collections.abc import Iterator, Mapping, Sequence

from wortel.analysis.likeness import compare_stems
from wortel.analysis.promised.reading import Promised
from wortel.analysis.variants import strip_frame
from wortel.analysis.words import content_stems

# Words that are shared by chance are few; a sentence taken from an article shares most of its own.
TAKEN, LEAST_SHARED = 0.6, 5
_ABOUT = frozenset({"article"})


def find_sources(answers: Sequence[str], articles: Mapping[str, str]) -> Iterator[tuple[int, Promised]]:
    """The place of each answer that was taken from an article, and the address of that article."""
    known = {slug: content_stems(body) for slug, body in articles.items()}
    for place, text in enumerate(answers):
        said = strip_frame(text)
        stems = content_stems(said)
        likest = [(compare_stems(stems, having, {}), slug) for slug, having in known.items()]
        taken = [(one.share, slug) for one, slug in likest if one.share >= TAKEN and len(one.shared) >= LEAST_SHARED]
        if taken:
            _, slug = max(taken)
            yield place, Promised("article", slug, slug, _ABOUT, said)
