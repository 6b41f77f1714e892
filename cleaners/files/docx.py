"""DOCX: paragraphs, headings, tables, text boxes, notes and pictures, in document order."""

from collections.abc import Iterator
from io import BytesIO
from typing import Any

import docx
from docx.oxml import parse_xml
from docx.oxml.ns import qn

from cleaners.files.collected import BROKEN, Collected, Unreadable, told
from cleaners.files.packed import check_package
from cleaners.files.sniff import COMPOUND

_P, _TABLE, _ROW, _CELL = qn("w:p"), qn("w:tbl"), qn("w:tr"), qn("w:tc")
_BOX, _FALLBACK = qn("w:txbxContent"), "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_SKIPPED = frozenset({qn("w:pPr"), qn("w:rPr"), qn("w:del"), qn("w:moveFrom"), _BOX, _FALLBACK})
_SIGNS = {qn("w:tab"): " ", qn("w:br"): "\n", qn("w:cr"): "\n", qn("w:noBreakHyphen"): "-"}
_TEXT, _BLIP, _PROPERTIES = qn("w:t"), qn("a:blip"), qn("wp:docPr")
_MAX_DEPTH = 40
_PARTS = {"header": "running-head", "footer": "running-head", "comments": "comment", "footnotes": "", "endnotes": ""}


def read_docx(payload: bytes, collected: Collected) -> None:
    """Collect the text of a Word document. Headers, footers and comments are removed by rule; deleted revisions are not text.

    Numbers that Word counts itself are not in the file: `automatic-numbers` says how many paragraphs have one. Paths:
    `p[3]`, `table[1]/row[2]`, `footnotes/p[1]`.

    Raises:
        Unreadable: broken-file, encrypted, too-large.
    """
    if payload.startswith(COMPOUND):
        raise Unreadable("encrypted", "the document needs a password")
    check_package(payload)
    try:
        document = docx.Document(BytesIO(payload))
        walk = _Walk(collected, _levels(document), _targets(document))
        walk.read(document.element.body, "")
        for relation in document.part.rels.values():
            name = relation.reltype.rpartition("/")[2]
            if name in _PARTS and not relation.is_external:
                walk.rule = _PARTS[name]
                walk.places = {}
                walk.read(parse_xml(relation.target_part.blob), f"{name}/")
    except BROKEN as problem:
        raise Unreadable("broken-file", f"the document is damaged: {told(problem)}") from problem
    if walk.numbered:
        collected.warn(
            "automatic-numbers", f"the numbers of {walk.numbered} paragraphs are counted by Word and not in the file"
        )


class _Walk:
    def __init__(self, collected: Collected, levels: dict[str, int], targets: dict[str, str]) -> None:
        self.collected = collected
        self.levels = levels
        self.targets = targets
        self.places: dict[str, int] = {}
        self.rule = ""
        self.numbered = 0

    def read(self, holder: Any, prefix: str, depth: int = 0) -> None:
        """Read a body, a part or a wrapper (content control, inserted text …) in order."""
        if depth > _MAX_DEPTH:
            raise Unreadable("broken-file", f"elements stand within each other more than {_MAX_DEPTH} deep")
        for child in holder.iterchildren():
            if child.tag == _P:
                self._paragraph(child, self._place(prefix + "p"), prefix, depth)
            elif child.tag == _TABLE:
                self._table(child, self._place(prefix + "table"))
            elif isinstance(child.tag, str) and child.tag not in _SKIPPED:
                self.read(child, prefix, depth + 1)

    def _place(self, name: str) -> str:
        self.places[name] = self.places.get(name, 0) + 1
        return f"{name}[{self.places[name]}]"

    def _paragraph(self, paragraph: Any, path: str, prefix: str, depth: int) -> None:
        style = paragraph.style or ""
        level = self.levels.get(style, -1)
        for line in "".join(_shown(paragraph)).split("\n"):
            if self.rule:
                self.collected.remove(line, self.rule, path)
                continue
            if level == 0 and not self.collected.title and not prefix:
                self.collected.title = " ".join(line.split())
            self.collected.keep("paragraph" if level < 0 else "heading", line, path, max(level, 1) if level >= 0 else 0)
        properties = paragraph.pPr
        self.numbered += properties is not None and properties.numPr is not None and not self.rule
        for box in paragraph.iter(_BOX):
            if not any(above.tag == _FALLBACK for above in box.iterancestors()):
                self.read(box, f"{prefix}box/", depth + 1)
        if not self.rule:
            self._figures(paragraph, path)

    def _figures(self, holder: Any, path: str) -> None:
        names = [one.get("descr") or "" for one in holder.iter(_PROPERTIES)]
        for number, blip in enumerate(holder.iter(_BLIP)):
            target = self.targets.get(blip.get(qn("r:embed")) or "")
            if target:
                self.collected.keep_figure(target, names[number] if number < len(names) else "", path)

    def _table(self, table: Any, path: str) -> None:
        rows = [(f"{path}/row[{at}]", list(_fields(row))) for at, row in enumerate(table.iter(_ROW), 1)]
        if self.rule or all(len(fields) < 2 for _, fields in rows):
            for row_path, fields in rows:
                for field in fields:
                    if self.rule:
                        self.collected.remove(field, self.rule, row_path)
                    else:
                        self.collected.keep("paragraph", field, row_path)
        else:
            self.collected.keep_table(rows, path)
        if not self.rule:
            self._figures(table, path)


def _fields(row: Any) -> Iterator[str]:
    """The fields of a row: what spans columns stands in the first of them, what goes on from above is empty."""
    for cell in row.iterchildren(_CELL):
        span = cell.tcPr.gridSpan if cell.tcPr is not None else None
        yield " ".join("".join(_shown(paragraph)) for paragraph in cell.iter(_P))
        yield from [""] * (min(int(span.val), 100) - 1 if span is not None else 0)


def _shown(holder: Any, depth: int = 0) -> Iterator[str]:
    """The text of a paragraph without its text boxes, deleted revisions and field codes."""
    if depth > _MAX_DEPTH:
        raise Unreadable("broken-file", f"elements stand within each other more than {_MAX_DEPTH} deep")
    for child in holder.iterchildren():
        if child.tag == _TEXT:
            yield child.text or ""
        elif child.tag in _SIGNS:
            yield _SIGNS[child.tag]
        elif isinstance(child.tag, str) and child.tag not in _SKIPPED:
            yield from _shown(child, depth + 1)


def _levels(document: Any) -> dict[str, int]:
    """Style id → level of its headings, 0 for the style of titles; by the built-in names, which Word never translates in the file."""
    levels: dict[str, int] = {}
    for style in document.styles.element.iter(qn("w:style")):
        name = (style.find(qn("w:name")).get(qn("w:val")) if style.find(qn("w:name")) is not None else "").lower()
        if name == "title":
            levels[style.get(qn("w:styleId"))] = 0
        elif name.startswith("heading ") and name[8:].isdigit():
            levels[style.get(qn("w:styleId"))] = min(int(name[8:]), 6)
    return levels


def _targets(document: Any) -> dict[str, str]:
    rels = document.part.rels.items()
    return {
        key: str(r.target_part.partname).lstrip("/")
        for key, r in rels
        if not r.is_external and r.reltype.endswith("/image")
    }
