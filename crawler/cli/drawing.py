"""How changes and finds are drawn: what was taken out in red and [-brackets-], what was put in in green and {+braces+}."""

from typing import TYPE_CHECKING

from rich.text import Text

if TYPE_CHECKING:
    from archive.diff import Change

OUT = "red"
IN = "green"
AROUND = 18
"""Characters shown on either side of an edit; the rest of a long paragraph is …"""


def changed(change: "Change") -> list[Text]:
    """Return the lines that show a change: a heading with its kind, place and what it touches, then the text."""
    place = change.to_block if change.to_block is not None else change.from_block
    heading = Text(f"\n{change.kind} [{place}]", style="bold")
    if change.what:
        heading.append(f" {', '.join(change.what)}", style="dim")
    return [heading, _body(change)]


def found(title: str, day: str, source: str, url: str, snippet: str) -> list[Text]:
    """Return the lines that show what a search found."""
    heading = Text.assemble((title or "(no title)", "bold"), f"  {day}  {source}")
    return [heading, Text(url, style="dim"), Text(snippet + "\n")]


def _body(change: "Change") -> Text:
    if change.edits and change.old is not None and change.new is not None:
        return _edited(change)
    if change.old is not None and change.new is not None and change.old.text != change.new.text:
        return Text.assemble(_out(change.old.text), "\n", _in(change.new.text))
    if change.new is None:
        return _out(change.old.text if change.old else "")
    return _in(change.new.text) if change.old is None else Text(change.new.text)


def _edited(change: "Change") -> Text:
    """The later text with what was exchanged in it; far from any edit it is left out."""
    assert change.new is not None
    new, drawn, at = change.new.text, Text(), 0
    for number, edit in enumerate(change.edits):
        drawn.append(_between(new[at : edit.to], is_first=number == 0))
        drawn.append_text(_out(edit.before))
        drawn.append_text(_in(edit.after))
        at = edit.to + len(edit.after)
    rest = new[at:]
    return drawn.append(rest if len(rest) <= 2 * AROUND else rest[:AROUND] + "…")


def _between(text: str, *, is_first: bool) -> str:
    if len(text) <= 2 * AROUND:
        return text
    return ("" if is_first else text[:AROUND]) + "…" + text[-AROUND:]


def _out(text: str) -> Text:
    return Text(f"[-{text}-]", style=OUT) if text else Text()


def _in(text: str) -> Text:
    return Text(f"{{+{text}+}}", style=IN) if text else Text()
