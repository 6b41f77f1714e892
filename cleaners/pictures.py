"""Pictures read by machine (OCR, the extra `ocr`): told apart from text by every mark that a document has.

A reading is never part of a page's document: `read_picture_document` makes a document of its own, with reader `ocr`, every path
below `ocr/`, and the warning `machine-read` with the mean confidence.
"""

from functools import cache
from io import BytesIO
from typing import Any, NamedTuple

from cleaners.document import Block, Document, Metadata, Piece, Warned, digest_of
from cleaners.errors import NoReaderInstalled, NotReadable
from cleaners.normalize import is_blank, normalize

MAX_PICTURE_BYTES = 16 * 1024 * 1024
MAX_POINTS = 40_000_000
_SIGNATURES = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"GIF8", b"BM", b"RIFF")


class ReadLine(NamedTuple):
    """One line as the machine read it. The box is in pixels from the picture's upper left; confidence is 0 to 1."""

    text: str
    left: int
    top: int
    right: int
    bottom: int
    confidence: float


def read_picture(payload: bytes) -> tuple[ReadLine, ...]:
    """Return the lines that a machine reads in a picture, from top to bottom, from left to right; () when there are none.

    Loading the models takes seconds, once; they come with the library, so nothing is fetched.

    Raises:
        NoReaderInstalled: the extra `ocr` is not installed.
        NotReadable: the payload is no picture, a damaged one, or one too large to be read.
    """
    if not payload.startswith(_SIGNATURES) or len(payload) > MAX_PICTURE_BYTES:
        raise NotReadable(f"the payload is no picture of at most {MAX_PICTURE_BYTES} bytes: nothing to read by machine")
    engine = _machine()
    points = _points(payload)
    if points > MAX_POINTS:
        raise NotReadable(f"the picture has {points} points; at most {MAX_POINTS} are read")
    try:
        found = engine(payload)
    except (OSError, ValueError) as problem:
        raise NotReadable(f"the picture is damaged: {problem}") from problem
    if found.txts is None:
        return ()
    lines = [_line(*one) for one in zip(found.boxes, found.txts, found.scores, strict=True)]
    return tuple(sorted((line for line in lines if not is_blank(line.text)), key=lambda line: (line.top, line.left)))


def read_picture_document(payload: bytes, *, url: str) -> Document:
    """Return what a machine read in a picture as a document of its own, marked as such.

    Raises:
        NoReaderInstalled, NotReadable: as `read_picture`.
    """
    lines = read_picture(payload)
    paths = [f"ocr/line[{at}]@{line.left},{line.top},{line.right},{line.bottom}" for at, line in enumerate(lines, 1)]
    mean = sum(line.confidence for line in lines) / len(lines) if lines else 0.0
    return Document(
        url=url,
        title="",
        blocks=tuple(Block("paragraph", line.text, 0, (path,)) for line, path in zip(lines, paths, strict=True)),
        metadata=Metadata(),
        ledger=tuple(Piece(path, line.text, at) for at, (line, path) in enumerate(zip(lines, paths, strict=True))),
        warnings=(Warned("machine-read", f"{len(lines)} lines read by machine, mean confidence {mean:.2f}"),),
        reader="ocr",
        digest=digest_of("", [line.text for line in lines]),
    )


def _line(box: Any, text: str, confidence: float) -> ReadLine:
    across, down = [int(point[0]) for point in box], [int(point[1]) for point in box]
    return ReadLine(normalize(text), min(across), min(down), max(across), max(down), float(confidence))


@cache
def _machine() -> Any:
    """The engine with its models, loaded once."""
    try:
        from rapidocr import RapidOCR
    except ImportError as problem:
        raise NoReaderInstalled(
            "pictures are read by the extra ocr, which is not installed. To install it: pip install 'fangzhi[ocr]'"
        ) from problem
    return RapidOCR(params={"Global.log_level": "error"})


def _points(payload: bytes) -> int:
    """How many points a picture has, by its head alone."""
    from PIL import Image

    try:
        with Image.open(BytesIO(payload)) as picture:
            return int(picture.width * picture.height)
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError) as problem:
        raise NotReadable(f"the picture is damaged: {problem}") from problem
