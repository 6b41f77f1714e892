"""Cleaners against their peers: text and time, measured in one run, and the memory that large and dense pages take.

python benchmarks/extraction.py            on tests/pages/, and on ../shared/pages where it is there
"""

import json
import random
import statistics
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import NamedTuple

from resiliparse.extract.html2text import extract_plain_text
from resiliparse.parse.encoding import bytes_to_str, detect_encoding
from trafilatura import bare_extraction

from cleaners import clean

HOUSE = Path(__file__).parents[1]
SHARED = HOUSE.parent / "shared" / "pages"
ROUNDS = 3
SENTENCE = "这是一句完整的话，用来撑满页面。"
CELL = '<td class="c1" align="right">12,345.6</td>'
LINK = '<li><a href="/zwgk/2024/t20240109_1.html">关于印发某办法的通知</a></li>'
POST = (
    '<meta name=generator content="Discuz! X3.4"><div id="post_1"><a id="postnum1">楼主</a><a href="space-uid-1.html">甲</a>'
    '<div id="postmessage_1">'
)
LARGE: dict[str, Callable[[], bytes]] = {
    "99,000 paragraphs": lambda: "".join(f"<p>第{n}号</p>" for n in range(99_000)).encode(),
    "33,000 lists of terms": lambda: "<dl><dt>名</dt><dd>值</dd></dl>".encode() * 33_000,
    "99,000 terms and values": lambda: b"<dl>" + "".join(f"<dt>名{n}<dd>值" for n in range(49_500)).encode(),
    "49,000 links with pictures": lambda: "".join(
        f"<a href=/p/{n}.html><img src=/i/{n}.jpg></a>" for n in range(49_000)
    ).encode(),
    "62,000 cells of 3 attributes": lambda: (
        b"<table>" + "".join("<tr>" + f"<td class=c align=right width={n}>{n}.5" * 10 for n in range(6_200)).encode()
    ),
    "90,000 spans of a colour": lambda: "".join(
        f"<span style='color:#{n:06x}'>字{n}</span>" for n in range(90_000)
    ).encode(),
    "90,000 nested elements": lambda: "".join(
        f"<div class=a><div class=b><div class=c>字{n}</div></div></div>" for n in range(30_000)
    ).encode(),
    "60,000 elements of 12 attributes": lambda: "".join(
        f"<p {' '.join(f'a{k}={n}' for k in range(12))}>字{n}</p>" for n in range(60_000)
    ).encode(),
    "60,000 paragraphs in two encodings": lambda: ("<p>中文内容。".encode("gbk") + "中文内容。".encode()) * 60_000,
    "30,000 paragraphs, then packed bytes": lambda: (
        "".join(f"<p>字{n}</p>" for n in range(30_000)).encode() + random.Random(1).randbytes(1_000_000)
    ),
    "95,000 paragraphs in a post": lambda: (
        POST.encode() + "".join(f"<div>第{n}号</div>" for n in range(95_000)).encode()
    ),
    "10 MB of <": lambda: b"<" * 10_000_000,
    "a scrap with 20,000 attributes": lambda: "".join(
        f"<p {' '.join(f'b{n}' for n in range(at, at + 2_000))}>字" for at in range(0, 20_000, 2_000)
    ).encode(),
    "2.6 MB of cells": lambda: b"<table>" + f"<tr>{CELL * 20}</tr>".encode() * 3_000 + b"</table>",
    "2.6 MB of links": lambda: b"<ul>" + LINK.encode() * 33_000 + b"</ul>",
    "2.6 MB of paragraphs": lambda: f"<p style='text-indent:2em'>{SENTENCE}</p>".encode() * 32_000,
    "10 MB of paragraphs": lambda: f"<p>{SENTENCE * 40}</p>".encode() * 5_000,
    "10 MB in one line": lambda: SENTENCE.encode() * 200_000,
    "10 MB in one attribute": lambda: b"<div title='" + b"x" * 9_900_000 + b"'>" + SENTENCE.encode(),
    "10 MB, many cells": lambda: (
        b"<table>" + b"<tr><td>1<td>2" * 30_000 + b"</table>" + b" " * 9_500_000 + SENTENCE.encode()
    ),
}
CHILD = """
import re, sys, time
from pathlib import Path
from cleaners import clean
payload = Path(sys.argv[1]).read_bytes()
begun = time.process_time()
clean(payload, url="https://large.example/")
peak = re.search(r"VmHWM:\\s+(\\d+)", Path("/proc/self/status").read_text())  # getrusage would count the parent, too
print(time.process_time() - begun, int(peak[1]) / 1024)
"""
Extractor = Callable[[bytes, str, str | None], str]


class Sample(NamedTuple):
    """A page and the lines it should give."""

    family: str
    payload: bytes
    url: str
    content_type: str | None
    expected: list[str]


def own_samples() -> Iterator[Sample]:
    """The cases of tests/pages that a reviewer has accepted and that need no declared options."""
    for path in sorted((HOUSE / "tests" / "pages").glob("*/page.html")):
        meta = json.loads((path.parent / "meta.json").read_text(encoding="utf-8"))
        told = path.parent / "expected.json"
        if told.exists() and not meta.get("options") and not (meta.get("content_type") or "").startswith("text/plain"):
            expected = json.loads(told.read_text(encoding="utf-8"))["text"]
            yield Sample(
                f"own {path.parent.name.split('-')[0]}",
                path.read_bytes(),
                meta["url"],
                meta.get("content_type"),
                expected,
            )


def shared_samples() -> Iterator[Sample]:
    """The pages of ../shared, with the text that others expect of them."""
    manifest = SHARED / "manifest.jsonl"
    for line in manifest.read_text(encoding="utf-8").splitlines() if manifest.exists() else ():
        row = json.loads(line)
        expected = (SHARED / row["gold"]).read_text(encoding="utf-8").split("\n")
        content_type = f"text/html; charset={row['encoding']}" if row["encoding"] else "text/html"
        yield Sample(f"shared {row['family']}", (SHARED / row["file"]).read_bytes(), row["url"], content_type, expected)


def ours(payload: bytes, url: str, content_type: str | None) -> str:
    """Fangzhi: text, metadata, ledger, removals and warnings."""
    return clean(payload, url=url, content_type=content_type).text


def trafilatura(payload: bytes, url: str, content_type: str | None) -> str:  # noqa: ARG001
    """Text and metadata."""
    found = bare_extraction(payload, url=url, include_comments=False, with_metadata=True)
    return "" if found is None or isinstance(found, dict) else found.text or ""


def resiliparse(payload: bytes, url: str, content_type: str | None) -> str:  # noqa: ARG001
    """Text only."""
    html = bytes_to_str(payload, detect_encoding(payload) or "utf-8")
    return str(extract_plain_text(html, main_content=True, alt_texts=False, links=False, comments=False))


def grams(lines: list[str]) -> Counter[str]:
    """The four-character sequences of a text without white space, table bars and list marks."""
    text = "".join("".join(line.lstrip("-•· ").replace("|", "").split()) for line in lines)
    return Counter(text[at : at + 4] for at in range(max(1, len(text) - 3)))


def agreement(found: str, expected: list[str]) -> float:
    """F1 of four-character sequences."""
    one, other = grams(found.split("\n")), grams(expected)
    both = (one & other).total()
    return 2 * both / max(1, one.total() + other.total())


def print_large() -> None:
    """Print processor seconds and the peak of memory for large pages, each in a process of its own, with what they may take."""
    print("\n| page | bytes | s | may take | peak MB | may take |\n|---|---|---|---|---|---|")
    with NamedTemporaryFile() as file:
        path = Path(file.name)
        for name, make in LARGE.items():
            length = path.write_bytes(make())
            told = subprocess.run([sys.executable, "-c", CHILD, path], capture_output=True, cwd=HOUSE, check=True)
            took, peak = map(float, told.stdout.split())
            size = length / 1e6
            room = min(600.0, 80 + 10 * size)
            print(f"| {name} | {length:,} | {took:.2f} | {0.25 + 2 * size:.2f} | {peak:.0f} | {room:.0f} |")


def seconds(extract: Extractor, sample: Sample) -> tuple[float, str]:
    """Return the processor seconds of one extraction, and what it found."""
    begun = time.process_time()
    found = extract(sample.payload, sample.url, sample.content_type)
    return time.process_time() - begun, found


def print_family(family: str, samples: Sequence[Sample], extractors: Mapping[str, Extractor]) -> None:
    """Print a row an extractor. The extractors take turns on a page, so that what else the machine does falls on all of them."""
    times: dict[str, list[float]] = {name: [] for name in extractors}
    scores: dict[str, list[float]] = {name: [] for name in extractors}
    for sample in samples:
        runs = [{name: seconds(extract, sample) for name, extract in extractors.items()} for _ in range(ROUNDS)]
        for name in extractors:
            times[name].append(min(run[name][0] for run in runs) * 1000)
            scores[name].append(agreement(runs[0][name][1], sample.expected))
    first = next(iter(extractors))
    for name in extractors:
        median = statistics.median(times[name])
        pairs = statistics.median(other / own for other, own in zip(times[name], times[first], strict=True))
        print(
            f"| {family} | {name} | {len(samples)} | {statistics.mean(scores[name]):.4f} | {median:.2f} |"
            f" {median / statistics.median(times[first]):.2f} | {pairs:.2f} |"
        )


def main() -> None:
    """Print a row a family and extractor, then time and memory of large pages.

    Columns: pages, F1, milliseconds of processor time (median of the best of three rounds), that as times ours, and the
    median of the same ratio page by page.
    """
    samples = [*own_samples(), *shared_samples()]
    extractors: dict[str, Extractor] = {"fangzhi": ours, "trafilatura": trafilatura, "resiliparse": resiliparse}
    print("| family | extractor | pages | F1 | ms | times ours | page by page |\n|---|---|---|---|---|---|---|")
    for family in sorted({sample.family for sample in samples}):
        print_family(family, [sample for sample in samples if sample.family == family], extractors)
    print_large()
    sys.stdout.flush()


if __name__ == "__main__":
    main()
