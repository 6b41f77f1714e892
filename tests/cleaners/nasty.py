"""Pages that nobody wrote: made of a number alone, by a grammar of what breaks parsers, or by damaging a sample page."""

import json
import random
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from cleaners import clean
from cleaners.document import Document
from cleaners.errors import CleanerError

SAMPLES = Path(__file__).parents[1] / "pages"
_BLOCKS = "div p table tr td th tbody thead tfoot caption col colgroup ul ol li dl dt dd h1 h2 h6 hr pre listing xmp plaintext blockquote center form fieldset section article aside nav main details summary dialog menu address"
_INLINE = "span a b i u s em font strong big small strike tt code nobr br wbr img ruby rt rp rb rtc label button input textarea select option optgroup object applet marquee embed iframe noscript noembed noframes"
_OTHER = "script style template title head html body base meta link frameset frame svg math mi mo mtext annotation-xml foreignobject desc g path text image circle o:p v:shape w:sdt st1:date x-y unknown"
TAGS = f"{_BLOCKS} {_INLINE} {_OTHER}".split()
ATTRIBUTES = [
    *([""] * 8),
    *(" class=x", " class=TRS_Editor", " id=zoom", " id=content", " id=postmessage_1", " id=pid1", " id=postnum1"),
    *(" style='display: none'", " hidden", " type=hidden", " colspan=3 rowspan=2", " colspan=9999", " rowspan=0"),
    *(" href='a.pdf'", " href='down.jsp?x'", " src=//[", " src='data:,'", " file=a.png", " href=javascript:x", " name=pubdate content=2024-1-1"),
    *(" a='>'", ' b="</p>"', " '", ' "', " =x", " c=d/", " /", "/", " \0", " a a a", " onclick='if(a<b)'", " encoding='text/html'"),
]  # fmt: skip
WORDS = [
    *("一、总体情况", "（一）", "第三条 ", "政府工作报告。", "2024年", "表1", "abc", "字", "甲乙，丙。", "0", "|", "\\", "#", "- "),
    *("&nbsp;", "&amp;", "&lt;p&gt;", "&#x4e00;", "&#xd800;", "&#0;", "&#x110000;", "&notit;", "&no", "&#", "&"),
    *("\u3000", " ", "\n", "\t", "\r", "\r\n", "\x0b", "\x0c", "\x1c", "\x85", "\xa0", "\u200b", "\u2028", "甲\ufeff乙", "\0", "\x01", "\x7f", "𠮷"),
    *("<!-- c -->", "<!-->", "<!--->", "<!-- a --!>", "<!--", "-->", "<!x>", "<?y?>", "<![CDATA[甲]]>", "<![if x]>", "<!DOCTYPE html>"),
    *("<", "</", "</>", "</ >", "</1>", "]]>", ">", "'", '"', "</html>", "</body>", "</p>", "</br>", "</script>", "</table>"),
    *("当前位置：首页 > 内容", "发布时间：2024-01-01 来源：本站", "【打印】【关闭】", "分享到：", "相关阅读", "索引号：", "附件：a.pdf"),
    *("发表于 2021-3-4 09:05:10 | 显示全部楼层", "<meta name=generator content='Discuz! X3.4'>", "<p class=author><strong>u</strong> 发表于 2024-1-1</p>"),
    "<hr><b>作者: </b>u <b>时间: </b>2024-1-1<br>",
    f"<p>{'这是一句话，写得足够长。' * 8}</p>",
    "<table><tr><td>甲<td>乙<tr><td>丙<td>丁</table>",
]  # fmt: skip
_URLS = (
    *("https://a.example/b", "https://a.example/t20240101_12_3.html", "https://a.example/forum.php?mod=viewthread&tid=1&page=2"),
    *("https://a.example/forum.php?action=printable", "", "http://[", "//x"),
)  # fmt: skip
_TYPES = (
    None,
    None,
    "text/html",
    "text/html; charset=utf-8",
    "text/html; charset=gbk",
    "text/html; charset=x",
    "text/plain",
)
_CODECS = ("utf-8", "utf-8", "utf-8", "gb18030", "utf-16", "utf-16-le", "big5hkscs", "latin-1")
_SELECTORS = ("p", "div", "#zoom", "td", "body", "*", ".x", "table", "html")


class Nasty(NamedTuple):
    """What a cleaner is asked: `clean(payload, url=…, content_type=…, cleaner=…, options=…)`."""

    payload: bytes
    url: str
    content_type: str | None
    cleaner: str
    options: Mapping[str, object]


def samples() -> list[bytes]:
    """The pages of tests/pages, in the order of their names."""
    return [path.read_bytes() for path in sorted(SAMPLES.glob("*/page.html"))]


def grammar(dice: random.Random, most: int = 80) -> str:
    """A page of tokens in any order; often of few tags only, so that these nest in each other."""
    tags = dice.sample(TAGS, dice.randint(2, 12)) if dice.random() < 0.6 else TAGS
    made = ["<!DOCTYPE html>"] if dice.random() < 0.3 else []
    for _ in range(dice.randint(1, most)):
        chance = dice.random()
        if chance < 0.4:
            made.append(f"<{dice.choice(tags)}{dice.choice(ATTRIBUTES)}>")
        elif chance < 0.6:
            made.append(f"</{dice.choice(tags)}>")
        else:
            made.append(dice.choice(WORDS))
    return "".join(made)


def _cut(page: bytes, dice: random.Random) -> tuple[bytes, bytes, bytes]:
    """A page in three pieces, the middle one of up to 2,000 bytes."""
    at = dice.randrange(len(page) + 1)
    upto = min(len(page), at + dice.randint(0, 2_000))
    return page[:at], page[at:upto], page[upto:]


def _without(page: bytes, dice: random.Random) -> bytes:
    before, _, behind = _cut(page, dice)
    return before + behind


def _repeated(page: bytes, dice: random.Random) -> bytes:
    before, piece, behind = _cut(page, dice)
    return before + piece * dice.choice((2, 3, 10, 200)) + behind


def _moved(page: bytes, dice: random.Random) -> bytes:
    before, piece, behind = _cut(page, dice)
    return before + behind + piece if dice.random() < 0.5 else piece + before + behind


def _flipped(page: bytes, dice: random.Random) -> bytes:
    changed = bytearray(page)
    for _ in range(dice.randint(1, 20) if changed else 0):
        changed[dice.randrange(len(changed))] = dice.randrange(256)
    return bytes(changed)


def _grown(page: bytes, dice: random.Random) -> bytes:
    before, piece, behind = _cut(page, dice)
    return before + grammar(dice, 12).encode("utf-8", "surrogatepass") + piece + behind


def _ended(page: bytes, dice: random.Random) -> bytes:
    return page[: dice.randrange(len(page) + 1)]


_DAMAGES: tuple[Callable[[bytes, random.Random], bytes], ...] = (_without, _repeated, _moved, _flipped, _grown, _ended)


def nasty(number: int, pages: Sequence[bytes]) -> Nasty:
    """The page of a number: every second one is a sample page with up to five damages, the others are made by the grammar."""
    dice = random.Random(number)
    if number % 2:
        payload = dice.choice(pages)
        for _ in range(dice.randint(1, 5)):
            payload = dice.choice(_DAMAGES)(payload, dice)
    else:
        payload = grammar(dice).encode(dice.choice(_CODECS), "replace")
        payload = _flipped(payload, dice) if dice.random() < 0.2 else payload
    options = {name: dice.choice(_SELECTORS) for name in ("body", "drop", "title", "date") if dice.random() < 0.1}
    cleaner = dice.choice(("auto", "auto", "auto", "article", "selected", "discuz"))
    return Nasty(payload, dice.choice(_URLS), dice.choice(_TYPES), cleaner, options)


def read(page: Nasty) -> Document | str:
    """What the cleaner makes of a page: its document, or why there is none."""
    payload, url, content_type, cleaner, options = page
    try:
        return clean(payload, url=url, content_type=content_type, cleaner=cleaner, options=options)
    except CleanerError as problem:
        return str(problem)


def spelled(page: Nasty) -> str:
    """A page as one line of JSON, to try it again by hand."""
    return json.dumps([page.payload.decode("latin-1"), *page[1:]], ensure_ascii=True)
