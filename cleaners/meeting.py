"""The head of a speech: the day, the meeting, who spoke and for whom.

A report to a congress opens with a dash line, `——2024年1月9日在上海市临江区第三届人民代表大会第四次会议上`, and a line of the speaker,
`临江区区长  江 明`. Seen on real pages: four kinds of dashes or brackets instead, half- and full-width, blanks anywhere, `(扩大)` before
or behind `上`, the line broken over two or three paragraphs, the speaker on the same line, an organ in the speaker's place.
"""

import re
from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from cleaners.dates import find_date, hanzi_number

DASHES = "—─－―–━-"
"""What pages draw the dash line with; also the soft hyphen's lookalikes of old editors."""

_FIRST = frozenset(DASHES + "(（\u200b\ufeff二0123456789０１２３４５６７８９") - {""}
_OPENING = re.compile(rf"[{DASHES}]|[(（]?[\d０-９二]{{1,4}}[\d０-９〇零○一二]*年|[(（]在")
_BEFORE_NAME = re.compile(r"^(?:\d+日|[^一-龥]*|.*?(?:日|月|年))?(?:在|于|向)?")
_BLANKS = re.compile(r"[\s\u200b\ufeff]+")
_NUMBER = "[〇零一二三四五六七八九十百0-9０-９]{1,4}"
_MEETING = re.compile(
    rf"(?P<body>[一-龥]{{0,20}}?)第?(?P<session>{_NUMBER})届(?P<middle>(?:人民代表大会|人大)(?:常务委员会|常委会)?)"
    rf"第?(?P<sitting>{_NUMBER})次(?:全体)?会议(?P<wide>[(（]扩大[)）])?"
)
_DAY = (
    "[0-9０-９一二三四五六七八九〇零○]{4}年[0-9０-９一二三四五六七八九十]{1,3}月[0-9０-９一二三四五六七八九十]{1,3}日"
)
_DELIVERY = re.compile(
    rf"^(?:[{DASHES}]{{1,6}}|[(（])?(?P<day>{_DAY})?"
    rf"(?P<at>在|于)?(?P<late>{_DAY})?(?:在)?(?P<meeting>[^,，。;；:：]{{2,80}}?(?:会议(?:[(（]扩大[)）])?|代表大会(?=上)))"
    rf"(?:第?{_NUMBER}次(?:全体|大)会议?)?上?(?P<rest>[^,，。;；]{{0,40}})$"
)
_HEAD = "区长|市长|县长|镇长|乡长|省长|州长|盟长|旗长"
_OFFICE = f"{_HEAD}|主任|局长|院长|检察长|书记|委员长|主席|处长|厅长|部长|会长|秘书长|组长|所长|行长|总经理"
_SPEAKER = re.compile(
    rf"^(?P<office>[一-龥、]{{0,30}}?(?:代理?|副|常务副)?(?:{_OFFICE})(?:[(（]?[代副][)）]?)?)(?:[:： ]*)"
    r"(?P<name>[一-龥](?: ?[一-龥·•]){1,3}|[一-龥]{2,8}·[一-龥]{2,8}|[×xX]{2,3})$"
)
_HEAD_OFFICE = re.compile(rf"(?:代理?|常务副|副)?(?:{_HEAD})(?:[(（][代副][)）])?$")
_PLACE = re.compile(
    r"^(?:[一-龥]{2,4}?(?:省|自治区))?(?:[一-龥]{2,6}?(?:市|自治州|地区|盟))?(?:[一-龥]{1,6}?(?:新区|区|县|旗|市))?"
)
_ORGAN = re.compile(
    r"^[一-龥]{2,30}(?:人民政府|委员会|常务委员会|办公室|发展改革委|发改委|财政局|统计局|人民法院|人民检察院|[一-龥]局|[一-龥]委)$"
)
_BEHALF = re.compile(r"(?:我|现)[^,，。]{0,6}(?:代表|受)([一-龥]{2,16}?(?:人民政府|人民代表大会常务委员会|人大常委会))")


_DAY_LINE = re.compile(rf"[(（]{_DAY}[)）]$|{_DAY}$")


class Meeting(NamedTuple):
    """A congress or its standing committee meeting: its name as worded, 届 and 次 as numbers (None where not said)."""

    name: str
    session: int | None
    sitting: int | None


class Delivery(NamedTuple):
    """What the head of a speech says; every part may be absent. `lines` counts the paragraphs that the dash line took."""

    delivered: date | None
    meeting: Meeting | None
    speaker: str | None = None
    office: str | None = None
    organ: str | None = None
    lines: int = 1


def find_meeting(text: str) -> Meeting | None:
    """Return the first congress or standing committee meeting that a text names, or None; blanks within are ignored."""
    if "届" not in text:
        return None
    match = _MEETING.search(_BLANKS.sub("", text))
    if not match:
        return None
    name = _BEFORE_NAME.sub("", match.group(0))
    return Meeting(name, hanzi_number(match["session"]), hanzi_number(match["sitting"]))


def find_delivery(paragraphs: Sequence[str], within: int = 14) -> Delivery | None:
    """Return what the dash line and the lines below it say, from the first paragraphs of a text; None without such a line.

    Args:
        paragraphs: the text's paragraphs, the title among them or not.
        within: how many paragraphs from the start are looked at.
    """
    heads = [paragraph.strip() for paragraph in paragraphs[: within + 3]]
    for start in range(min(within, len(heads))):
        if heads[start][:1] not in _FIRST or not _opens(_BLANKS.sub("", heads[start])):
            continue
        for lines in (1, 2, 3):
            joined = _BLANKS.sub("", "".join(heads[start : start + lines]))
            match = _DELIVERY.match(joined.rstrip(")）") if joined[:1] in "(（" else joined)
            if match and (match["day"] or match["at"]) and _opens(joined):
                return _told(match, paragraphs[start + lines : start + lines + 3], lines)
            if len(joined) > 120 or start + lines >= len(heads):
                break
    return None


def _opens(line: str) -> bool:
    """Whether a line (blanks removed) may begin a dash line: a dash or bracket, or the day at once."""
    return bool(_OPENING.match(line)) and len(line) <= 120


def _told(match: re.Match[str], below: Sequence[str], lines: int) -> Delivery:
    """Read the parts of a matched dash line and the two paragraphs below it."""
    meeting = find_meeting(match["meeting"]) or Meeting(match["meeting"], None, None)
    rest = match["rest"].removeprefix("的报告").removeprefix("的讲话").strip("()（）")
    if rest.endswith(("通过", "批准")):  # the day of a vote, not of a speech
        return Delivery(None, meeting, lines=lines)
    speaker = office = organ = None
    day = find_date(match["day"] or match["late"] or rest)
    if day is None and below and _DAY_LINE.match(_BLANKS.sub("", below[0])):
        day, below, lines = find_date(below[0]), below[1:], lines + 1
    for line in ([rest] if rest else []) + [" ".join(line.split()) for line in below[:2]]:
        if found := _SPEAKER.match(line):
            speaker = found["name"].replace(" ", "")
            office = _office(found["office"])
            break
        if _ORGAN.match(line.replace(" ", "")) and organ is None:
            organ = line.replace(" ", "")
            continue
        break
    return Delivery(day, meeting, speaker, office, organ, lines)


def _office(words: str) -> str:
    """An office without its place: 上海市临江区区长 is 区长, 临江区财政局局长 is 财政局局长."""
    head = _HEAD_OFFICE.search(words)
    return head[0] if head else _PLACE.sub("", words) or words


def find_behalf(text: str) -> str | None:
    """Return the body that a speaker says to speak for (`我代表临江区人民政府` gives 临江区人民政府), or None."""
    match = _BEHALF.search(_BLANKS.sub("", text))
    return match[1] if match else None
