"""The index card of a government page (索引号, 发布机构, 发文字号 …) as facts.

It stands before or behind the body, as a table, a list or one line; labels have blanks within (`索 引 号`), values may be empty,
glued to the next label, or stand in the next cell. A card whose 信息名称 is not this page's title is another document's.
"""

import re
from collections.abc import Sequence

from cleaners.normalize import squeeze

_LABELS = {
    "index_number": ("信息索引号", "索引号", "索取号"),
    "name": ("信息名称", "文件名称", "公文名称", "名称", "标题"),
    "organ": (
        "发布机构",
        "发文机关",
        "发文机构",
        "发文单位",
        "发布单位",
        "公开责任部门",
        "公开主体",
        "制发机关",
        "机构名称",
    ),
    "number": ("发文字号", "文件编号", "文件字号", "公文编号", "文号"),
    "published": ("发布日期", "公开日期", "公布日期", "发布时间", "公开时间", "发文日期"),
    "written": ("成文日期", "生成日期", "成文时间", "印发日期"),
    "effective": ("生效日期", "实施日期", "生效时间"),
    "expires": ("失效日期", "废止日期", "失效时间", "有效期"),
    "other": (
        *(
            "公开类别",
            "公开属性",
            "公开方式",
            "公开形式",
            "公开范围",
            "公开期限",
            "公开时限",
            "公开程序",
            "公开目录",
            "公开类型",
            "主动公开",
            "依申请公开",
        ),
        *(
            "主题分类",
            "主题词",
            "关键词",
            "体裁分类",
            "体裁",
            "组配分类",
            "所属类目",
            "信息类别",
            "信息分类",
            "服务对象",
            "载体类型",
            "记录形式",
            "有效性",
        ),
        *("文件状态", "责任部门", "内容概述", "相关文件", "文件来源", "语种", "来源"),
    ),
}
_NAME_OF = {label: name for name, labels in _LABELS.items() for label in labels}
_OPENS = frozenset(label[0] for label in _NAME_OF)
_SPACED = "|".join(r"\s*".join(label) for label in sorted(_NAME_OF, key=len, reverse=True))
_LABEL = re.compile(rf"(?<![一-龥])[\[【]?({_SPACED})[\]】]?\s*(?:[:：]|(?=\s|$|[\dA-Z]))")
_GLUED = re.compile(rf"({_SPACED})\s*[:：]")
_EMPTY = frozenset({"", "无", "-", "--", "/", "—", "——", "暂无"})
_MAY_BE_CARD = re.compile(r"索\s*[引取]\s*号|[:：]")
_SIGNS = re.compile(r"[\W_]+")
_LONGEST_VALUE = 120
_MOST_ROWS, _LONGEST_CARD, _FEWEST = 16, 1500, 3


def read_card(lines: Sequence[str]) -> dict[str, str]:
    """Return the facts of an index card among lines: index_number, name, organ, number, published, written, effective, expires.

    Only what stands there; nothing when the lines hold no card (a card has an 索引号, or three labels of one).
    """
    facts: dict[str, str] = {}
    labels: set[str] = set()
    at = 0
    lines = [cell for line in lines for cell in (cells_of(line) if line.startswith("| ") else [line])]
    while at < len(lines):
        line = lines[at].strip()
        at += 1
        if len(line) > 600:
            continue
        pairs = _pairs(line)
        if not pairs:
            continue
        if len(pairs) == 1 and not pairs[0][1] and at < len(lines) and not _is_label(lines[at]):
            pairs = [(pairs[0][0], lines[at].strip())]
            at += 1
        for label, value in pairs:
            labels.add(label)
            name = _NAME_OF[label]
            if name != "other" and squeeze(value) not in _EMPTY and len(value) <= _LONGEST_VALUE:
                facts.setdefault(name, value)
    return facts if any("索引号" in label or "索取号" in label for label in labels) or len(labels) >= 3 else {}


def cells_of(table: str) -> list[str]:
    """The fields of a Markdown table, row by row, without the empty ones: an index card is often one."""
    return [cell.strip() for row in table.split("\n") for cell in row.strip("| ").split(" | ") if cell.strip("-| ")]


def is_card(table: str) -> bool:
    """Whether a Markdown table is an index card: short, with an index number or three labels with colons among its fields.

    A table whose first row is nothing but labels lists many documents, and is text.
    """
    rows = table.split("\n")
    if len(rows) > _MOST_ROWS or len(table) > _LONGEST_CARD or not _MAY_BE_CARD.search(table):
        return False
    first = [squeeze(cell).rstrip(":：") for cell in cells_of(rows[0])]
    if len(first) > 2 and all(cell in _NAME_OF for cell in first):
        return False
    labels = [squeeze(cell) for cell in cells_of(table) if squeeze(cell).rstrip(":：") in _NAME_OF or _pairs(cell)]
    return any(label.startswith(("索引号", "信息索引号", "索取号")) for label in labels) or (
        sum(1 for label in labels if ":" in label or "：" in label) >= _FEWEST
    )


def _pairs(line: str) -> list[tuple[str, str]]:
    """Return the labels of a line with what stands behind each; none when the line does not begin with a label."""
    if _OPENS.isdisjoint(line[:3]):  # the line's first or second character may be a bracket, and a bracket may follow
        return []
    if not any(label.match(line, at) for label in (_LABEL, _GLUED) for at in (0, 1)):
        return []
    found = list(_LABEL.finditer(line))
    glued = list(_GLUED.finditer(line))
    if len(glued) > len(found):
        found = glued
    if not found or found[0].start() > 1:
        return []
    ends = [match.start() for match in found[1:]] + [len(line)]
    return [
        (squeeze(match[1]), line[match.end() : end].strip(" \t\u3000\xa0|｜;；:："))
        for match, end in zip(found, ends, strict=True)
    ]


def _is_label(line: str) -> bool:
    """Whether a line is a label, of these or of another card: what stands before it has no value."""
    return bool(_pairs(line)) or line.rstrip().endswith((":", "："))


def is_of(title: str, name: str) -> bool:
    """Whether a card's name can be the title's: one holds the other, or they share most of their pairs of characters."""
    one, two = (_SIGNS.sub("", text) for text in (title, name))
    if not one or not two or one in two or two in one:
        return True
    pairs = [{text[i : i + 2] for i in range(len(text) - 1)} for text in (one, two)]
    return len(pairs[0] & pairs[1]) * 2 >= min(map(len, pairs))
