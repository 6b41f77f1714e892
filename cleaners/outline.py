"""Doubts about completeness: what a text's own numbering, promises and damage say is missing.

Codes (docs/corpus.md lists them for programs): numbering-gap, missing-beginning, missing-end, promised-table, lost-characters,
several-documents, mojibake, fragment, hidden-part, attachments-withheld. A doubt is no proof: nothing is cut or mended for it.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from cleaners.dates import hanzi_number
from cleaners.document import Block, Link, Metadata, Removed, Warned

_HANZI = "[一二三四五六七八九十百]{1,4}"
_HEADINGS: tuple[tuple[int, re.Pattern[str]], ...] = (
    (0, re.compile(rf"^第({_HANZI})(?:部分|章|篇)(?![一-龥]*[,，。])")),
    (1, re.compile(rf"^({_HANZI})、")),
    (2, re.compile(rf"^[(（]({_HANZI})[)）]")),
)
_ARTICLE = re.compile(rf"^第({_HANZI}|\d{{1,3}})条(?=[ \u3000])")
_MOST_LEFT_OUT = 20  # a greater leap quotes another text's article
_Numbers = Sequence[tuple[int, int] | None]
_OPENERS = frozenset("第(（一二三四五六七八九十百")
_SPEECHES = frozenset(
    {"government-work-report", "half-year-report", "congress-work-report", "plan-report", "budget-report"}
)
_CLOSING = re.compile(
    r"请予?(?:以)?(?:审议|审查|审阅)|谢谢|不懈奋斗|努力奋斗|团结奋斗|而奋斗|胜利召开|优异成绩|新篇章|新局面|新征程|新辉煌|贡献[!！。]?$|奋勇前进|妥否|特此(?:报告|通知|公告)"
)
# Behind the speech its glossary may follow.
_ANNEX = re.compile(r"^[(（\[【]?(?:附[:：件录]|名词解释|(?:有关)?名词(?:解释|说明)|用语说明|注释|注[:：])")
_SALUTATION = re.compile(
    r"^(?:各位代表|各位委员|主任、|尊敬的|[一-龥]{2,20}(?:人民代表大会|人大)(?:常务委员会|常委会)?)[^。]{0,20}[:：]$"
)
_END = "。!！?？…”\"’')）】》:：;；.]"
_CREDIT = re.compile(r"(?:摄|报道|供稿|编辑|供图|制图|图|文|(?:记者|作者|编辑|通讯员|供稿).{0,12})$")
_BREAKS_OFF = re.compile(r"[(（]?(?:未完|待续|见下[一]?[楼层页]|下转第)[^。]{0,8}$")
# Each pattern begins with the rarest literal and looks back from it: a report is read in a tenth of the time.
_TABLE = re.compile(
    r"表(?:(?<=见表)|(?<=附表)|(?<=如表)|(?<=[(（《、和与及由“]表)|(?<=^表)) ?[0-9０-９一二三四五六七八九十]{1,2}(?![0-9０-９.．一-龥]*[人名个家位条次万亿%％])",
    re.MULTILINE,
)
_LOSS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("a year glued to its day", re.compile(r"日(?<=\d{5}日)")),
    ("a meeting without its number", re.compile(r"第(?=次会议|次全会|届[一-龥])")),
    ("a date without its numbers", re.compile(r"年月(?=[日\d])")),
    ("a date without its numbers", re.compile(r"月日(?<=\d月日)")),
    ("a percentage without its number", re.compile(r"%(?! ?\|)(?<=[长降高到达占比为]%)")),
    ("a percentage without its number", re.compile(r"％(?! ?\|)(?<=[长降高到达占比为]％)")),
    ("a masked year", re.compile(r"20[xX×]{2}(?![A-Za-z0-9])")),
    ("blanks where signs stood", re.compile(r"“(?:\d(?: \d){1,4}|[一-龥]{2,8} [一-龥]{2,8})”")),
    ("blanks where signs stood", re.compile(r'"(?:\d(?: \d){1,4}|[一-龥]{2,8} [一-龥]{2,8})"')),
    ("figures misread", re.compile(r"[IlL][L0O]\d?[0-9.]*[%％万亿](?<![A-Za-z]{3}.)")),
)
# GBK read as Latin-1 gives runs of letters and signs that no language has.
# UTF-8 read as GBK gives these, all rare in real text; UTF-8 read as Latin-1 gives an accented letter and one or two signs.
_AS_GBK = "鐨鍦涓锛銆鏄浠绗鏈鍜杩閮鏃瀹骞鍖鏀缁宸勫滄姤鍛婏紝鍏鐢鏂鎴鎬鍒鍙浗"
_AS_LATIN = "ÃÂåæçèéä"
_SUSPECT = re.compile(
    rf"[\u00a1-\u00af\u00b2-\u00b6\u00b8-\u00d6\u00d8-\u00f6\u00f8-\u00ff\ufffd\ue000-\uf8ff锟烫{_AS_GBK}{_AS_LATIN}]"
)
_MOJIBAKE = re.compile(
    rf"(?:(?![×·°±÷])[\u00a1-\u00ff]){{6,}}|\ufffd|锟斤拷|烫烫烫|(?:[{_AS_LATIN}][\u0080-\u00bf‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]{{1,2}}){{2,}}|[\ue000-\uf8ff]{{3,}}|(?:[{_AS_GBK}].?){{4,}}"
)
_CLOSES = re.compile(r"请予?审议|特此(?:通知|公告|报告)")
_NUMBER_LINE = re.compile(r"^[一-龥]{1,14}[〔\[［(（【](?:19|20)\d\d[〕\]］)）】]第?\d{1,5}号$")
_MAX_TOLD = 5


def heading_number(text: str) -> tuple[int, int] | None:
    """Return level (0 第…部分, 1 一、, 2 （一）) and number of the heading that a text opens with, None without one."""
    if not text or text[0] not in _OPENERS:
        return None
    for level, pattern in _HEADINGS:
        if (match := pattern.match(text)) and (number := hanzi_number(match[1])):
            return level, number
    return None


def audit(
    blocks: Sequence[Block],
    metadata: Metadata,
    *,
    removed: Sequence[Removed] = (),
    files: Sequence[Link] = (),
) -> tuple[Warned, ...]:
    """Return the doubts about a document's completeness, in a fixed order, at most five of a code."""
    texts = [block.text for block in blocks]
    whole = "\n".join(texts)
    numbers = [heading_number(text) for text in texts]
    found = [
        *_numbering(texts, numbers),
        *_articles(texts),
        *_edges(blocks, numbers, metadata),
        *_promises(blocks, whole, files),
        *_losses(whole),
        *_several(texts, numbers),
        *_withheld(removed),
    ]
    told: dict[str, int] = {}
    kept: list[Warned] = []
    for warned in found:
        told[warned.code] = told.get(warned.code, 0) + 1
        if told[warned.code] <= _MAX_TOLD:
            kept.append(warned)
    return tuple(kept)


def _numbering(texts: Sequence[str], numbers: _Numbers) -> Iterator[Warned]:
    """Numbers that are left out: `二、` before `四、`, `(一)` before `(三)`; a new 一 begins a new list.

    What stands within a paragraph (`一、总体要求 （一）指导思想`) is not left out.
    """
    last: dict[int, tuple[int, int]] = {}
    for at, (text, found) in enumerate(zip(texts, numbers, strict=True)):
        if found is None:
            continue
        level, number = found
        before, since = last.get(level, (0, last[level - 1][1] if level - 1 in last else 0))
        if number > before + 1 and (level in last or (level > 0 and level - 1 in last)):
            between = "".join(texts[since:at])
            if not all(_stands(level, one, between) for one in range(before + 1, number)):
                seen = _mark(level, before) if before else "no number"
                yield Warned("numbering-gap", f"{seen} is followed by {_mark(level, number)}: {text[:24]}")
        last[level] = number, at
        for deeper in [one for one in last if one > level]:
            del last[deeper]


def _stands(level: int, number: int, text: str) -> bool:
    """Whether a number's mark stands anywhere in a text."""
    hanzi = _hanzi(number)
    marks = ((f"第{hanzi}",), (f"{hanzi}、",), (f"（{hanzi}）", f"({hanzi})", f"（{hanzi})", f"({hanzi}）"))[level]
    return any(mark in text for mark in marks)


def _articles(texts: Sequence[str]) -> Iterator[Warned]:
    """Articles that are left out (`第三条` behind `第一条`): they count on through the chapters of a regulation."""
    articles = [
        (hanzi_number(match[1]), text) for text in texts if text[:1] == "第" and (match := _ARTICLE.match(text))
    ]
    for (before, _), (number, text) in pairwise(articles):
        if before is not None and number is not None and before + 1 < number <= before + _MOST_LEFT_OUT:
            yield Warned("numbering-gap", f"第{_hanzi(before)}条 is followed by 第{_hanzi(number)}条: {text[:24]}")


def _mark(level: int, number: int) -> str:
    hanzi = _hanzi(number)
    return (f"第{hanzi}部分", f"{hanzi}、", f"（{hanzi}）")[level]


def _hanzi(number: int) -> str:
    digits = "〇一二三四五六七八九"
    tens, ones = divmod(number, 10)
    if number >= 100 or number < 1:
        return str(number)
    return (digits[tens] if tens > 1 else "") + ("十" if tens else "") + (digits[ones] if ones else "")


def _edges(blocks: Sequence[Block], numbers: _Numbers, metadata: Metadata) -> Iterator[Warned]:
    """A beginning or an end that is missing; a page of a thread lacks only what the pages before and behind it have."""
    prose = [block.text for block in blocks if block.kind not in ("table", "figure")]
    split = metadata.origins.get("part") == "address"
    if split and metadata.parts != 1:
        yield Warned("fragment", f"this is part {metadata.part} of {metadata.parts or 'an unknown number'}")
    part = 1 if split or metadata.part is None else metadata.part
    first_number = next((found for found in numbers if found), None)
    headless = first_number is not None and first_number[1] > 1 and part == 1
    if prose and part == 1:
        yield from _beginning(prose[0], first_number)
    if prose and (split or metadata.parts is None or part == metadata.parts):
        yield from _ending(prose, headless or (part == 1 and _is_speech(prose, metadata)))


def _beginning(first: str, number: tuple[int, int] | None) -> Iterator[Warned]:
    if number is not None and number[1] > 1:
        yield Warned("missing-beginning", f"the first numbered heading is {_mark(*number)}")
    elif first[:1] in ",，。、;；:：)）":
        yield Warned("missing-beginning", f"the text begins within a sentence: {first[:24]}")


def _ending(prose: Sequence[str], closes: bool) -> Iterator[Warned]:
    """An end within a sentence or an announcement of more; where a text `closes`, the lack of closing words."""
    annex = next((at for at in range(len(prose) // 2, len(prose)) if at and _ANNEX.match(prose[at])), len(prose))
    last, speech = prose[-1][-200:].rstrip(), prose[:annex]
    if _BREAKS_OFF.search(last):
        yield Warned("missing-end", f"the text says that it goes on: {last[-24:]}")
    elif len(last) >= 40 and last[-1] not in _END and not _CREDIT.search(last):
        yield Warned("missing-end", f"the text ends within a sentence: {last[-24:]}")
    elif closes and speech[-1][-1:] not in "!！" and not any(_CLOSING.search(text[-400:]) for text in speech[-6:]):
        yield Warned("missing-end", "the text has no closing words, as a report has")


def _is_speech(prose: Sequence[str], metadata: Metadata) -> bool:
    """Whether a text is a delivered report: of such a kind, with its dash line or salutation, and of some length."""
    heads = metadata.delivered is not None or any(_SALUTATION.match(text) for text in prose[:12])
    return heads and metadata.kind in _SPEECHES and sum(map(len, prose)) > 1500


def _promises(blocks: Sequence[Block], whole: str, files: Sequence[Link]) -> Iterator[Warned]:
    """Tables that the text names and the page does not bring, neither as a table nor as a picture or file."""
    names = list(dict.fromkeys("".join(name.split()) for name in _TABLE.findall(whole)))
    held = sum(1 for block in blocks if block.kind in ("table", "figure")) + len(files)
    if names and not held:
        yield Warned(
            "promised-table", f"the text names {'、'.join(names[:6])}, and there is no table, picture or attachment"
        )


def _losses(whole: str) -> Iterator[Warned]:
    """Characters that hint at loss, and text decoded wrongly."""
    for what, pattern in _LOSS:
        if match := pattern.search(whole):
            around = whole[max(0, match.start() - 8) : match.end() + 8].replace("\n", " ")
            yield Warned("lost-characters", f"{what}: …{around}…")
    if _SUSPECT.search(whole) and (match := _MOJIBAKE.search(whole)):
        yield Warned("mojibake", f"decoded wrongly at: {whole[max(0, match.start() - 8) : match.end() + 8]!r}")


def _several(texts: Sequence[str], numbers: _Numbers) -> Iterator[Warned]:
    """Several documents on one page: two document numbers on lines of their own, or an outline that begins anew."""
    alone = [squeezed for text in texts if text[-1:] == "号" and _NUMBER_LINE.match(squeezed := "".join(text.split()))]
    if len(dict.fromkeys(alone)) > 1:
        yield Warned("several-documents", f"document numbers {'、'.join(dict.fromkeys(alone))} on one page")
        return
    starts = [at for at, found in enumerate(numbers) if found == (1, 1)]
    if len(starts) < 2 or sum(1 for text in texts if text[-1:] in ":：" and _SALUTATION.match(text)) < 2:
        return
    if any(_CLOSES.search(text[-40:]) for text in texts[starts[0] : starts[-1]]):
        yield Warned("several-documents", "the outline begins anew behind closing words")


def _withheld(removed: Sequence[Removed]) -> Iterator[Warned]:
    """What a forum keeps back from a guest."""
    for rule, what in (
        ("hidden-part", "a hidden or paid part is not shown"),
        ("attachments-withheld", "files are shown to members only"),
    ):
        for one in removed:
            if one.rule == rule:
                yield Warned(rule, f"{what}: {' '.join(one.text.split())[:60]}")
