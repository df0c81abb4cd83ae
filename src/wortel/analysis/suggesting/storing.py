"""Keeping what was learned: arrays in one packed file, without code in it."""

import io
import json
from dataclasses import asdict
from typing import Any

import numpy as np
from numpy.typing import NDArray

from wortel.analysis.embedding import Calibration, Centre
from wortel.analysis.intervals import Estimate
from wortel.analysis.suggesting.heads import Head
from wortel.analysis.suggesting.pieces import Pieces
from wortel.analysis.suggesting.pool import Pool
from wortel.analysis.suggesting.suggester import Experience, Familiar, Learned
from wortel.analysis.suggesting.teaching import Taught
from wortel.analysis.suggesting.trial import Reliability, Trial

_LANGUAGE, _KNOWN = "language ", "known "


def pack(learned: Learned) -> bytes:
    """What was learned, without any text or vector of a contact: those leave with their contact."""
    told: dict[str, Any] = {
        "kinds": learned.kinds,
        "model_id": learned.calibration.model_id,
        "pieces": learned.pieces.vocabulary,
        "experience": _tell(learned.experience),
    }
    centre = learned.calibration.centre
    arrays: dict[str, NDArray[Any]] = {
        "centre": centre.whole,
        **{f"{_LANGUAGE}{language}": mean for language, mean in centre.by_language.items()},
        "near": learned.calibration.nearest,
        "rarity": learned.pieces.rarity,
        "meaning": learned.taught.meaning.weights,
        "meaning_offsets": learned.taught.meaning.offsets,
        "wording": learned.taught.wording.weights.astype(np.float16),
        "wording_offsets": learned.taught.wording.offsets,
        **{f"{_KNOWN}{language}": np.packbits(known) for language, known in learned.taught.known.items()},
        "told": np.frombuffer(json.dumps(told).encode(), np.uint8),
    }
    if learned.experience is not None:
        arrays["familiar"] = learned.experience.familiar.steps
    file = io.BytesIO()
    np.savez_compressed(file, allow_pickle=False, **arrays)
    return file.getvalue()


def unpack(packed: bytes) -> Learned:
    with np.load(io.BytesIO(packed), allow_pickle=False) as file:
        arrays = {name: file[name] for name in file.files}
    told = json.loads(arrays["told"].tobytes())
    means, known = (_named(arrays, start) for start in (_LANGUAGE, _KNOWN))
    taught = Taught(
        meaning=Head(arrays["meaning"], arrays["meaning_offsets"]),
        wording=Head(arrays["wording"].astype(np.float32), arrays["wording_offsets"]),
        known={name: np.unpackbits(bits, count=len(told["pieces"])).astype(bool) for name, bits in known.items()},
    )
    return Learned(
        kinds=tuple(told["kinds"]),
        calibration=Calibration(told["model_id"], Centre(arrays["centre"], means), arrays["near"]),
        pieces=Pieces(tuple(told["pieces"]), arrays["rarity"]),
        taught=taught,
        experience=_recall(told["experience"], arrays),
    )


def _named(arrays: dict[str, NDArray[Any]], start: str) -> dict[str, NDArray[Any]]:
    """The arrays whose name begins so, by the rest of it."""
    return {name.removeprefix(start): array for name, array in arrays.items() if name.startswith(start)}


def _tell(experience: Experience | None) -> dict[str, Any] | None:
    if experience is None:
        return None
    told = {"weights": experience.pool.weights, "trial": asdict(experience.trial)}
    return {**told, "least_familiar": experience.least_familiar}


def _recall(told: dict[str, Any] | None, arrays: dict[str, NDArray[Any]]) -> Experience | None:
    if told is None:
        return None
    familiar = Familiar(arrays["familiar"])
    return Experience(Pool(tuple(told["weights"])), read_trial(told["trial"]), familiar, told["least_familiar"])


def read_trial(told: dict[str, Any]) -> Trial:
    """A trial as JSON keeps it (`dataclasses.asdict`)."""
    estimates = ("right", "right_by_wording", "gain", "suggested", "right_when_suggested")
    return Trial(
        **{
            **told,
            **{name: Estimate(**told[name]) for name in estimates},
            "reliability": tuple(Reliability(one["stated"], Estimate(**one["real"])) for one in told["reliability"]),
            "by_reason": {reason: Estimate(**one) for reason, one in told["by_reason"].items()},
        }
    )
