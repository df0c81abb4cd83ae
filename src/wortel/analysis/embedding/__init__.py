"""Which numbers stand for what a text means?

An embedder turns a text into a vector of length one; texts that mean the same point in nearly the same direction, also
over languages. Nothing is downloaded: the models travel inside their packages.

Do not use the likeness of two vectors to decide that two texts mean the same or the opposite: both models are nearly
blind to "not" and to numbers, and what counts as near differs by model, language and channel. A vector says as much
about a person as its text does: delete them together.

Reference: universal sentence encoder, multilingual (Yang et al., 2020); multilingual E5 (Wang et al., 2024). Texts in
two languages are brought together by taking from each vector the mean of its language (on 800 parallel requests
learned in English and tested in Dutch that is worth 2 to 4 points).
"""

from wortel.analysis.embedding.calibration import Calibration, calibrate
from wortel.analysis.embedding.embedder import Embedder, Kind, Vectors, to_unit
from wortel.analysis.embedding.evaluating import Marks, evaluate
from wortel.analysis.embedding.fine import FineEncoder
from wortel.analysis.embedding.folder import CannotRead, open_folder
from wortel.analysis.embedding.languages import Centre, find_centre
from wortel.analysis.embedding.sentences import SentenceEncoder
from wortel.analysis.embedding.slow import SlowEncoder

__all__ = [
    "Calibration",
    "CannotRead",
    "Centre",
    "Embedder",
    "FineEncoder",
    "Kind",
    "Marks",
    "SentenceEncoder",
    "SlowEncoder",
    "Vectors",
    "calibrate",
    "evaluate",
    "find_centre",
    "open_folder",
    "to_unit",
]
