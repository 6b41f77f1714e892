"""Hostile pages: bounded time and memory, a named outcome, never a crash; the same bytes in every process."""

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from cleaners import clean
from cleaners.errors import NotReadable
from cleaners.guard import MAX_ATTRIBUTES, MAX_DEPTH, MAX_ELEMENTS

HOUSE = Path(__file__).parents[2]
URL = "https://hostile.example/"

# Run in a child, since what is feared is a crash of the parser: prints outcome, processor seconds and the peak of its memory in MB.
CHILD = """
import json, re, sys, time
from pathlib import Path
from cleaners import clean
from cleaners.errors import CleanerError
clean(("<div id=zoom><p>" + "一句话。" * 20).encode(), url="https://warm.example/")
payload = sys.stdin.buffer.read()
begun = time.process_time()
try:
    document = clean(payload, url="https://hostile.example/")
    outcome = "read"
except CleanerError as problem:
    outcome = type(problem).__name__
seconds = time.process_time() - begun
peak = re.search(r"VmHWM:\\s+(\\d+)", Path("/proc/self/status").read_text())  # getrusage would count the parent, too
print(json.dumps([outcome, seconds, int(peak[1]) / 1024]))
"""
SENTENCE = "这是一句完整的话，用来撑满页面。"
PAGES: dict[str, tuple[Callable[[], str | bytes], str]] = {
    "100,000 nested tags": (lambda: "<div>" * 100_000 + "字", "NotReadable"),
    "nested and closed": (lambda: "<div>" * 100_000 + "字" + "</div>" * 100_000, "NotReadable"),
    "nested tables": (lambda: "<table><tr><td>" * 30_000 + "字", "NotReadable"),
    "nested as deep as is read": (lambda: "<div>字" * (MAX_DEPTH - 10), "read"),
    "deep and wide": (lambda: "<div>" * (MAX_DEPTH - 10) + "<p>字，甲。</p>" * 90_000, "read"),
    "deep tables and wide": (lambda: "<table><tr><td>" * 400 + "<p>字</p>" * 90_000, "read"),
    "an endless address": (lambda: f"<p>{SENTENCE * 9}<a href='{'down/' * 1_900_000}'>字</a>", "read"),
    "an endless base": (
        lambda: f"<base href='http://a.example/{'a/' * 4_000_000}'><p>{SENTENCE}{'<img src=x>' * 50}",
        "read",
    ),
    "a million links": (lambda: b"<a href=x>1</a>" * 660_000, "NotReadable"),
    "endless attributes": (
        lambda: "<div " + " ".join(f"a{n}=1" for n in range(900_000)) + ">字",
        "NotReadable",
    ),
    "an endless attribute": (lambda: "<div title='" + "x" * 9_900_000 + "'>字的一段。", "read"),
    "10 MB of paragraphs": (lambda: f"<p>{SENTENCE * 40}</p>" * 5_000, "read"),
    "10 MB in a line": (lambda: SENTENCE * 200_000, "read"),
    "10 MB of preformatted lines": (lambda: "<pre>" + "字\n" * 2_400_000, "NotReadable"),
    "line breaks": (lambda: "字<br>" * 1_400_000, "NotReadable"),
    "reopened formatting": (
        lambda: "<p>" + "".join(f"<font a={n}>" for n in range(3_000)) + "</p>" + "<p>字" * 3_000,
        "NotReadable",
    ),
    "wide spans": (lambda: "<table>" + "<tr><td colspan=9999 rowspan=9999>甲<td>乙" * 20_000, "read"),
    "billion laughs": (
        lambda: (
            "<!DOCTYPE x [<!ENTITY a0 '哈'>"
            + "".join(f"<!ENTITY a{n} '{f'&a{n - 1};' * 10}'>" for n in range(1, 10))
            + "]><p>&a9;"
        ),
        "read",
    ),
    "binary": (lambda: bytes(range(256)) * 40_000, "NotReadable"),
    "only angle brackets": (lambda: b"<" * 10_000_000, "read"),
    "NUL bytes": (lambda: b"<p>x\0" * 2_000_000, "NotReadable"),
    "open comments": (lambda: b"<!--" * 2_500_000, "EmptyPayload"),
    "bytes of no encoding": (lambda: b"<p>" + b"\xff" * 9_900_000, "read"),
    "mixed encodings": (lambda: ("<p>中文内容。".encode("gbk") + "中文内容。".encode()) * 60_000, "read"),
}


DENSE: dict[str, Callable[[], bytes]] = {
    "a table of 40,000 cells": lambda: (
        b"<table>" + f"<tr>{'<td class=c1 align=right>12,345.6</td>' * 20}</tr>".encode() * 2_000 + b"</table>"
    ),
    "20,000 links": lambda: "<li><a href='/a/t2024_1.html'>某办法的通知</a></li>".encode() * 20_000,
    "30,000 paragraphs": lambda: f"<p style='text-indent:2em'>{SENTENCE}</p>".encode() * 30_000,
    "84,000 options": lambda: (
        f"<p>{SENTENCE * 20}</p><select>".encode()
        + "<option value=310101>某某街道办事处</option>".encode() * 84_000
        + b"</select>"
    ),
    "Word's markup": lambda: (
        "<p class=MsoNormal style='text-indent:32pt'><span style='font-size:16.0pt'>字</span><o:p></o:p></p>".encode()
        * 15_000
    ),
    "a scrap, which trafilatura reads, too": lambda: (
        "<title>某页</title>".encode("gbk")
        + f"<p {' '.join(f'a{n}' for n in range(MAX_ATTRIBUTES))}>字".encode("gbk") * 2
    ),
    "33,000 lists of terms": lambda: "<dl><dt>名</dt><dd>值</dd></dl>".encode() * 33_000,
    "60,000 elements of 12 attributes": lambda: (
        f"<p {' '.join(f'a{number}=1' for number in range(12))}>字</p>".encode() * 60_000
    ),
    "90,000 nested elements": lambda: "<div class=a><div class=b><div class=c>字</div></div></div>".encode() * 30_000,
    "95,000 paragraphs in a post": lambda: (
        '<meta name=generator content="Discuz! X3.4"><div id=post_1><a id=postnum1>楼主</a><div id=postmessage_1>'.encode()
        + "<div>字数不多</div>".encode() * 95_000
    ),
    "mixed encodings": lambda: ("<p>中文内容。".encode("gbk") + "中文内容。".encode()) * 60_000,
    "only angle brackets": lambda: b"<" * 10_000_000,
    "2 MB in one line": lambda: SENTENCE.encode() * 42_000,
    "a picture of 2 MB in an address": lambda: (
        b"<p><img src='data:image/png;base64," + b"A/+x" * 500_000 + b"'>" + SENTENCE.encode()
    ),
}


def read_in_a_child(payload: bytes) -> tuple[str, float, float]:
    """Return the outcome of a page, processor seconds and the peak of memory in MB."""
    child = subprocess.run(
        [sys.executable, "-c", CHILD], input=payload, capture_output=True, cwd=HOUSE, timeout=120, check=False
    )
    assert 0 == child.returncode, child.stderr.decode()[-2000:]
    outcome, seconds, peak_mb = json.loads(child.stdout.decode().splitlines()[-1])
    return outcome, seconds, peak_mb


@pytest.mark.slow
@pytest.mark.parametrize("name", PAGES)
def test_a_hostile_page_has_a_named_outcome_in_bounded_time_and_memory(name: str) -> None:
    make, expected = PAGES[name]
    made = make()
    payload = made.encode() if isinstance(made, str) else made
    outcome, seconds, peak_mb = read_in_a_child(payload)
    assert expected == outcome
    assert seconds <= 0.25 + 2 * len(payload) / 1e6
    assert peak_mb <= 600


@pytest.mark.slow
@pytest.mark.parametrize("name", DENSE)
def test_a_page_below_100_000_elements_takes_ten_times_its_size_and_80_mb(name: str) -> None:
    payload = DENSE[name]()
    outcome, _, peak_mb = read_in_a_child(payload)
    assert "read" == outcome
    assert peak_mb <= 80 + 10 * len(payload) / 1e6


def test_a_refusal_names_the_bound() -> None:
    for html, bound in (
        ("<div>" * (MAX_DEPTH + 1), f"nests more than {MAX_DEPTH} elements"),
        (
            "<i " + " ".join(f"a{n}" for n in range(3 * MAX_ATTRIBUTES)) + ">字",
            f"more than {MAX_ATTRIBUTES} attributes",
        ),
        ("<b></b>" * (MAX_ELEMENTS + 1), f"more than {MAX_ELEMENTS} elements"),
    ):
        with pytest.raises(NotReadable, match=bound):
            clean(html.encode(), url=URL)


@pytest.mark.slow
def test_the_same_page_gives_the_same_bytes_in_another_process_with_another_hash_seed() -> None:
    script = (
        "import json,sys,pathlib\nfrom cleaners import clean\n"
        "for path in sorted(pathlib.Path('tests/pages').glob('*/page.html')):\n"
        "    meta = json.loads((path.parent/'meta.json').read_text())\n"
        "    document = clean(path.read_bytes(), url=meta['url'], content_type=meta.get('content_type'), options=meta.get('options'))\n"
        "    print(json.dumps(document.to_json(), ensure_ascii=True))\n"
    )
    told = {
        subprocess.run(
            [sys.executable, "-c", script], cwd=HOUSE, capture_output=True, check=True, env={"PYTHONHASHSEED": seed}
        ).stdout
        for seed in ("0", "1", "4242")
    }
    assert 1 == len(told)
