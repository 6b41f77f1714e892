"""Pictures read by machine (OCR, the extra `ocr`): told apart from text by every mark that a document has.

A reading is never part of a page's document: `read_picture_document` makes a document of its own, under a cleaner id of its own,
with reader `ocr`, every path below `ocr/`, and the warning `machine-read` with the mean confidence.
"""

from collections.abc import Iterable, Sequence
from functools import cache
from importlib.util import find_spec
from io import BytesIO
from typing import Any, NamedTuple

from cleaners.document import MACHINE, Block, Document, Metadata, Piece, Warned, digest_of
from cleaners.errors import NoReaderInstalled, NotReadable
from cleaners.normalize import is_blank, normalize
from cleaners.options import REVISION

PICTURE_CLEANER = f"{MACHINE}@{REVISION}"
"""The cleaner id of documents that a machine read in a picture."""

_CELL_GAP = "  "
"""Between two pieces that stand beside each other in a picture: nobody knows whether they are cells of a table."""

MAX_PICTURE_BYTES = 16 * 1024 * 1024
MAX_POINTS = 40_000_000
_SIGNATURES = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"GIF8", b"BM", b"RIFF")


MACHINE_READ = "machine-read"
"""Code of the warning that every such document carries."""


class ReadLine(NamedTuple):
    """One piece of text as the machine read it. The box is in pixels from the picture's upper left; confidence is 0 to 1."""

    text: str
    left: int
    top: int
    right: int
    bottom: int
    confidence: float


def read_picture(payload: bytes) -> tuple[ReadLine, ...]:
    """Return the pieces that a machine reads in a picture, row by row, in a row from left to right; () when there are none.

    Loading the models takes seconds, once; they come with the library, so nothing is fetched.

    Raises:
        NoReaderInstalled: the extra `ocr` is not installed.
        NotReadable: the payload is no picture, a damaged one, or one too large to be read.
    """
    if not payload.startswith(_SIGNATURES) or len(payload) > MAX_PICTURE_BYTES:
        raise NotReadable(f"the payload is no picture of at most {MAX_PICTURE_BYTES} bytes: nothing to read by machine")
    engine, faults = _machine()
    picture = _opened(payload)
    try:
        found = engine(picture)
    except faults as problem:
        raise NotReadable(f"the picture cannot be read by machine: {problem}") from problem
    if found.txts is None:
        return ()
    lines = [_line(*one) for one in zip(found.boxes, found.txts, found.scores, strict=True)]
    return tuple(line for row in rows_of(line for line in lines if not is_blank(line.text)) for line in row)


def read_picture_document(payload: bytes, *, url: str) -> Document:
    """Return what a machine read in a picture as a document of its own, marked as such.

    Raises:
        NoReaderInstalled, NotReadable: as `read_picture`.
    """
    lines = read_picture(payload)
    blocks, ledger = [], []
    for at, row in enumerate(rows_of(lines)):
        paths = tuple(f"{MACHINE}/line@{line.left},{line.top},{line.right},{line.bottom}" for line in row)
        blocks.append(Block("paragraph", _CELL_GAP.join(line.text for line in row), 0, paths))
        ledger += [Piece(path, line.text, at) for line, path in zip(row, paths, strict=True)]
    return Document(
        url=url,
        title="",
        blocks=tuple(blocks),
        metadata=Metadata(),
        ledger=tuple(ledger),
        warnings=(Warned(MACHINE_READ, _told(lines)),),
        cleaner=PICTURE_CLEANER,
        reader=MACHINE,
        digest=digest_of("", [block.text for block in blocks]),
    )


def _told(lines: Sequence[ReadLine]) -> str:
    if not lines:
        return "read by machine: no text was found in it"
    sure = [line.confidence for line in lines]
    return f"{len(lines)} pieces read by machine, confidence {sum(sure) / len(sure):.2f} on average, {min(sure):.2f} at the least"


def rows_of(lines: Iterable[ReadLine]) -> list[list[ReadLine]]:
    """Return pieces that stand beside each other row by row, from left to right: a piece whose middle lies within a row's first piece is of that row."""
    rows: list[list[ReadLine]] = []
    for line in sorted(lines, key=lambda line: (line.top + line.bottom, line.left)):
        if rows and 2 * rows[-1][0].top < line.top + line.bottom < 2 * rows[-1][0].bottom:
            rows[-1].append(line)
        else:
            rows.append([line])
    return [sorted(row, key=lambda line: line.left) for row in rows]


def _line(box: Any, text: str, confidence: float) -> ReadLine:
    across, down = [int(point[0]) for point in box], [int(point[1]) for point in box]
    return ReadLine(normalize(text), min(across), min(down), max(across), max(down), float(confidence))


def can_read_pictures() -> bool:
    """Whether the extra `ocr` is installed. Its models come with it, so nothing else is needed; nothing is loaded here."""
    return find_spec("rapidocr") is not None and find_spec("onnxruntime") is not None


@cache
def _machine() -> tuple[Any, tuple[type[Exception], ...]]:
    """The engine with its models, loaded once, and what it raises."""
    try:
        from rapidocr import RapidOCR
        from rapidocr.inference_engine.onnxruntime.main import ONNXRuntimeError
        from rapidocr.utils.load_image import LoadImageError
        from rapidocr.utils.process_img import ResizeImgError
    except ImportError as problem:
        raise NoReaderInstalled(
            "pictures are read by the extra ocr, which is not installed. To install it: pip install 'fangzhi[ocr]'"
        ) from problem
    engine = RapidOCR(params={"Global.log_level": "error"})
    return engine, (LoadImageError, ResizeImgError, ONNXRuntimeError, OSError, ValueError)


def _opened(payload: bytes) -> Any:
    """The picture in plain colours, what is transparent in it as on white paper (the engine takes CMYK for RGB with a fourth)."""
    from PIL import Image

    try:
        with Image.open(BytesIO(payload)) as picture:
            points = int(picture.width * picture.height)
            if points > MAX_POINTS:
                raise NotReadable(f"the picture has {points} points; at most {MAX_POINTS} are read")
            if picture.mode == "CMYK":
                return picture.convert("RGB")
            shown = picture.convert("RGBA")
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError) as problem:
        raise NotReadable(f"the picture is damaged: {problem}") from problem
    return Image.alpha_composite(Image.new("RGBA", shown.size, "white"), shown).convert("RGB")
