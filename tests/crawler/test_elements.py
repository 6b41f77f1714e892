"""Whole elements are found as a pattern would find them, and no page holds the looking up."""

import random
import re
import subprocess
import sys

import pytest

from crawler.elements import Elements

PATTERN = re.compile(r"<!--.*?-->|<(script|style)\b.*?</\1\s*>", re.DOTALL | re.IGNORECASE)
PIECES = (
    "<script>",
    "<STYLE a=1>",
    "</script >",
    "</Style>",
    "<!--",
    "-->",
    "字",
    "<p>",
    "</p>",
    "<scripts>",
    "<",
    ">",
)

SHAPES = """
< <style> <script> <!-- <header> <form> <a> <iframe> <template> <noscript> <title> <option> <frame> <td>您的IP被 2026-01-01 403 &#
<div_class='foot'> <div_style='display:none'> <img_alt=' <meta_http-equiv= <input_type=password alert(' document.write(' location=' _ 您好_
<option_value=' <record><![CDATA[ <rss><item> <urlset><loc>_ {"a": [ <a_href='x'> <li>
"""
JUDGED = """
import sys
from dataclasses import replace
from crawler.cuts import closes_itself
from crawler.families import family
from crawler.families.linked import linked_with
from crawler.job import lone_source
from crawler.outcomes import judge
HERE = "http://www.linjiang.example/zwgk/"
SOURCES = [replace(lone_source(HERE), family=name) for name in ("links", "discuz", "trs", "hanweb")]
for shape in sys.argv[1:]:
    for begin in ("", "<html><body><p>", "<html><body><a href='", "<html><head><meta http-equiv=", "<html><body><p>发布时间"):
        text = begin + shape * (100_000 // len(shape))
        body = text.encode()
        judge(200, (("Content-Type", "text/html; charset=utf-8"),), body)
        closes_itself(body)
        for source in SOURCES:
            family(source.family).read_list(HERE, text, source)
            list(family(source.family).parts(HERE, text, source))
        linked_with(HERE, text, SOURCES[0])
"""


def test_the_same_is_found_as_by_a_pattern() -> None:
    chance = random.Random(5)
    whole = Elements("script", "style", comments=True)
    for _ in range(3000):
        text = "".join(chance.choices(PIECES, k=chance.randrange(12)))
        assert [found.span() for found in PATTERN.finditer(text)] == list(whole.spans(text))
        assert PATTERN.sub("|", text) == whole.sub("|", text)
        assert PATTERN.sub(lambda found: found[0].upper(), text) == whole.sub(str.upper, text)


@pytest.mark.slow
def test_no_page_holds_its_own_judging_up() -> None:
    """Where something is looked for to the page's end again and again, these take many minutes; seconds where it is not.

    Nor is any so deep that it breaks the reading of JSON.
    """
    shapes = [shape.replace("_", " ") for shape in SHAPES.split()]
    subprocess.run([sys.executable, "-c", JUDGED, *shapes], check=True, timeout=120)
