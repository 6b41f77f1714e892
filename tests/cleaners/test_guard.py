"""What hides tags from whoever looks at a page before it is parsed, and what a page may have without being hostile."""

from itertools import islice, product

import pytest

from cleaners.errors import NotReadable
from cleaners.guard import MAX_ATTRIBUTES, refuse_hostile
from cleaners.markup import TOKEN, raw_end

DEEP = "<div>" * 9_000
NAMES = [f'b{number}=">" ' for number in range(20_000)]
REOPENED = [f"<font size={number}><p>" for number in range(2_500)]
HOSTILE = {
    "end tags in a comment": f"{DEEP}<!--{'</' * 20_000}-->",
    "end tags in an attribute": f"{DEEP}<a title='{'</div>' * 9_000}'>",
    "end tags of what is not open": "<div></b>" * 9_000,
    "an end tag outside of its table": "<div><table><td></div>" * 3_000,
    "formatting ended around a block": "<b><div></b>" * 5_000,
    "an empty comment": f"<!-->{DEEP}-->",
    "an empty comment of three dashes": f"<!--->{DEEP}-->",
    "a comment ended by --!>": f"<!-- --!>{DEEP}-->",
    "a bogus comment with a quote": f"<!x '>{DEEP}'>",
    "a processing instruction": f'<?x ">{DEEP}">',
    "a conditional section": f"<![if 'x>{DEEP}'>",
    "an end tag without a name": f"</ x '>{DEEP}'>",
    "a CDATA section outside of SVG": f"<![CDATA[>{DEEP}]]>",
    "a CDATA section within SVG": f"<svg><![CDATA[<a title='></svg>]]></svg>{DEEP}'>",
    "a quote as an attribute's name": f"<p '>{DEEP}'>",
    "a name that begins with =": f"<p ='x>{DEEP}'>",
    "a quote within a value without quotes": f"<p a=b='>{DEEP}'>",
    "a missing value": f"<p a=>{DEEP}'>",
    "NUL in a tag": f"<p\0 '>{DEEP}'>",
    "NUL in a tag's name": "<di\0v>" * 9_000,
    "capitals": "<DIV></B>" * 9_000,
    "form feeds": "<div\f>" * 9_000,
    "a script within a script": f"<script><!--<script></script><a title='--></script>{DEEP}'>",
    "a script ended within a comment": f"<script><!-- </script>{DEEP}--></script>",
    "a script with an empty comment": f"<script><!--><script></script>{DEEP}</script>",
    "a style ended by another name": f"<style></stylex><a title='</style>{DEEP}'>",
    "a style ended with a slash": f"<style></style/>{DEEP}</style>",
    "a title ended with a line break": f"<title></title\n>{DEEP}</title>",
    "a textarea ended with attributes": f"<textarea></textarea foo>{DEEP}</textarea>",
    "a title within SVG": f"<svg><title>{DEEP}</title>",
    "a style within SVG": f"<svg><style>{DEEP}</style>",
    "a script within MathML": f"<math><script>{DEEP}</script>",
    "empty elements that are none in SVG": "<svg>" + "<link>" * 9_000,
    "a slash in a value in SVG": "<svg>" + "<g a=b/>" * 9_000,
    "cells within SVG": "<svg>" + "<td>" * 9_000,
    "ruby texts without ruby": "<rt>" * 9_000,
    "formatting that paragraphs open again": "".join(REOPENED),
    "such formatting, ended in a comment": "".join(REOPENED) + f"<!--{'</font>' * 2_500}-->",
    "such formatting, ended in attributes": "".join(f"{one}<q x='</font>'>" for one in REOPENED),
    "such formatting, with > in its attributes": "".join(f"<font a='>{n}'><p>" for n in range(2_500)),
    "quoted > in attributes": f"<a {''.join(NAMES)}>",
    "attributes without blanks": f"<a {'/'.join(f'b{n}' for n in range(20_000))}>",
    "attributes of a short page": f"<a {' '.join(map(''.join, islice(product('abcdefghijklmnopqrstuvwxyz0123456789', repeat=3), 19_900)))}>",
    "attributes of a script": f"<script {''.join(NAMES)}>",
    "attributes of an end tag": f"</a {''.join(NAMES)}>",
    "attributes within a title of SVG": f"<svg><title><a {''.join(NAMES)}>",
    "attributes of <html>, one by one": "".join(f"<html a{n}=1>" for n in range(9_000)),
}
HARMLESS = {
    "many paragraphs": "<p>字" * 60_000,
    "many rows": "<table>" + "<tr><td>1<td><b>2</b>" * 20_000,
    "cells with unclosed formatting": "<table>"
    + "".join(f"<tr><td><font color=c{n % 7}>字</td>" for n in range(5_000)),
    "formatting opened where it should end": "<table>" + "<tr><td><b>题<b></td></tr>" * 5_000,
    "links that do not end": "<a href=x>1" * 30_000,
    "spans that paragraphs end": "<div><p><span>x</p></div>" * 9_000,
    "tags in scripts": f"<script>{'if(a<b c){x=`<div>`}' * 9_000}</script>" + "<p>字" * 3_000,
    "a script of words": f"<svg></svg><script>for(i=0;i<n;i++){{}}{'a b c d ' * 20_000}</script>",
    "old markup in comments": f"<!-- {'<font a=1><a b>' * 90} -->" * 60 + "<p>字</p>" * 3_000,
    "icons": "<li><svg viewBox='0 0 1 1'><title>a</title><style>.a{b:c}</style><path d='M0'/><use href=#x /></svg>字</li>"
    * 5_000,
    "line breaks and pictures": "字<br><img src=x>" * 30_000,
    "links with addresses": "".join(f'<a href="x{n}">字</a>' for n in range(30_000)),
    "colours": "".join(f"<font color='{n}'>字</font>" for n in range(30_000)),
    "a picture in an address": f"<img src='data:image/png;base64,{'A+/' * 60_000}'>",
    "as many attributes as there may be": f"<a {' '.join(f'b{n}' for n in range(MAX_ATTRIBUTES))}>{'字' * 90_000}",
}


@pytest.mark.parametrize("hidden_by", HOSTILE)
def test_a_hostile_page_is_refused_whatever_hides_its_tags(hidden_by: str) -> None:
    with pytest.raises(NotReadable, match=r"nests|elements|attributes"):
        refuse_hostile(HOSTILE[hidden_by])


@pytest.mark.parametrize("kind", HARMLESS)
def test_a_large_page_of_common_markup_is_not_refused(kind: str) -> None:
    refuse_hostile(HARMLESS[kind])


@pytest.mark.parametrize(
    ("html", "names"),
    [
        ("<a b='>' c=\">\"><i>", ["a", "i"]),
        ("<!-- <a> --><b><!doctype x><u></u\n>", ["b", "u", "/u"]),
        ("</ a><1><i/>x<b a=/>", ["i", "b"]),
        ("<p <b>", ["p"]),
    ],
)
def test_tokens_are_tags_and_not_what_looks_like_them(html: str, names: list[str]) -> None:
    assert names == [match[1] for match in TOKEN.finditer(html) if match[1]]


@pytest.mark.parametrize(
    ("name", "text", "body"),
    [
        ("script", "a</scriptx></SCRIPT >b", "a</scriptx>"),
        ("script", "<!--<script></script>--></script>b", "<!--<script></script>-->"),
        ("script", "<!--</script>b", "<!--"),
        ("title", "<b></title", "<b></title"),
        ("plaintext", "a</plaintext>", "a</plaintext>"),
    ],
)
def test_raw_text_ends_at_its_own_end_tag(name: str, text: str, body: str) -> None:
    assert body == text[: raw_end(name, text, 0, len(text))]
