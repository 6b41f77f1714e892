"""Cuts the chrome lines in the head and the tail of a body; `chrome_rules` says what they look like.

Only there: within a text a line that looks like chrome is the text's own.
"""

import re
from collections.abc import Sequence
from itertools import takewhile

from cleaners.card import is_card
from cleaners.chrome_rules import is_footer_too, rule_of
from cleaners.draft import Line
from cleaners.normalize import squeeze

HEAD_LINES = 14
TAIL_LINES = 40
_LONG = 90
_SENTENCE = re.compile(r"[。！？；]")
# A date line glued to the first sentence (`发布时间:2025-06-20 14:10为密切…`, seen on Chongming's congress pages): only it is chrome.
GLUED = re.compile(
    r"(?P<line>[^，。；]{0,80}?(?:19|20)\d\d[-./年]\d{1,2}[-./月]\d{1,2}日?(?:\s*\d{1,2}[:：]\d{2}(?:[:：]\d{2})?)?\s*)"
    r"(?=(?:[\u4e00-\u9fff“《]|(?<=\s)\d{1,4}[年月])[^:：]{11,}[，。；]|[一-龥]{2,12}[〔\[［](?:19|20)\d\d[〕\]］]\d{1,5}号\s*$|[（(](?:19|20)\d\d年.{6,}[)）]\s*$|[—─－―]{2}|(?P<salutation>[^:：]{4,30}[:：])\s*$"
    r"|第[一二三四五六七八九十]{1,3}[章条编节]|[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十]{1,3}[)）]|(?:计量)?单位[:：]|(?:记者|问|主持人)[:：])"
)
# A box of files that a template draws (`相关附件：1.….pdf`), not the 附件 that a document lists itself.
_FILE_BOX = re.compile(r"(?:相关附件|附件下载|下载附件|文件下载|附件列表)\s*[:：]?")
_FELT = re.compile(
    r"(?:感动|同情|无聊|愤怒|搞笑|难过|高兴|路过|震惊|新奇|流汗|羡慕|伤心|害怕|支持)\d*"
)  # choices below 看完这篇文章的心情
_EMPTY_BOX = re.compile(r"附件[:：]?")  # with nothing behind it
# Beside such a line 时间：… tells when something takes place, not when the page was published.
PLACED = re.compile(r"(?:活动|会议|报名|举办|授课|讲座|培训)?(?:地点|对象|内容|主题|方式|主讲人?|人员|地址)[:：]")
_TIMED = re.compile(r"(?:时间|日期)[:：]")
_NAMED = re.compile(r"(?:文件|公文|信息)?(?:名称|标题)[:：]")  # a card's, right behind another line of it


def cut_chrome(lines: Sequence[Line]) -> None:
    """Remove the chrome lines in the head and the tail of a body, each by the name of its rule."""
    _cut_head([line for line in lines if not line.rule])
    _cut_tail([line for line in lines if not line.rule])


def _cut_head(lines: Sequence[Line]) -> None:
    """From the top down to the first sentence."""
    for at, line in enumerate(lines[:HEAD_LINES]):
        if line.kind == "figure" or _is_of_event(lines, at):
            continue
        if line.kind == "table" and is_card(line.text):
            line.rule = "index-card"
            continue
        glued = GLUED.match(line.text)
        if glued and glued["salutation"] and rule_of(glued["salutation"], tail=False):
            glued = None
        if glued and (":" in glued[0] or "：" in glued[0]) and rule_of(glued[0], tail=False):
            line.cut(glued[0], "meta-line")
        rule = "" if glued else line.form(tail=False)
        if not rule and at and lines[at - 1].rule == "index-card" and _NAMED.match(squeeze(line.text)):
            rule = "index-card"
        if rule:
            line.rule = rule
        elif line.kind != "heading" and (len(line.text) > _LONG or (len(line.text) > 25 and "。" in line.text)):
            return


def _cut_tail(lines: Sequence[Line]) -> None:
    """From the bottom up to the last sentence; what follows a heading of related links is links."""
    is_last = True
    for line in reversed(lines[-TAIL_LINES:]):
        if line.kind == "figure":
            continue
        rule = _tail_rule(line) or ("download" if is_last and _EMPTY_BOX.fullmatch(squeeze(line.text)) else "")
        is_last = is_last and bool(rule)
        if rule:
            line.rule = rule
        elif line.kind == "table" or len(line.text) > _LONG or (len(line.text) > 25 and _SENTENCE.search(line.text)):
            break
    for at, line in enumerate(lines):
        if line.rule == "mood":
            for one in takewhile(lambda one: one.rule or _FELT.fullmatch(squeeze(one.text)), lines[at + 1 :]):
                one.rule = one.rule or "mood"
        if line.rule == "footer":
            _cut_footer(lines, at)
        if line.rule == "related":
            _cut_links(lines[at + 1 :])
            return


def _is_of_event(lines: Sequence[Line], at: int) -> bool:
    """Whether a line `时间：…` stands beside one that says where or for whom."""
    beside = [*lines[max(0, at - 1) : at], *lines[at + 1 : at + 2]]
    return bool(_TIMED.match(lines[at].text)) and any(PLACED.match(line.text) for line in beside)


def _tail_rule(line: Line) -> str:
    if line.kind == "table":
        return "index-card" if is_card(line.text) else ""
    box = _FILE_BOX.match(line.text)
    if box and line.linked and line.linked >= len(squeeze(line.text[box.end() :])):
        return "download"
    return line.form(tail=True)


def _cut_footer(lines: Sequence[Line], at: int) -> None:
    """Remove the lines around a footer's that are a footer's beside it."""
    for way in (range(at - 1, -1, -1), range(at + 1, len(lines))):
        for number in way:
            line = lines[number]
            if not line.rule and not is_footer_too(line.text):
                break
            line.rule = line.rule or "footer"


def _cut_links(lines: Sequence[Line]) -> None:
    """Remove what stands behind a heading of related links, as long as it is mostly links."""
    for line in lines:
        if line.rule:
            continue
        if line.kind != "figure" and line.linked * 2 < len(squeeze(line.text)):
            return
        line.rule = "related"
