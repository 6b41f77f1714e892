"""How changes and finds are drawn: what was taken out in red and [-brackets-], what was put in in green and {+braces+}."""

from typing import TYPE_CHECKING

from rich.text import Text

if TYPE_CHECKING:
    from archive.accounts import Stretch
    from archive.copies import Copy
    from archive.diff import Change
    from cleaners.document import Document

OUT = "red"
IN = "green"
AROUND = 24
"""Characters shown on either side of an edit, less where a clause begins or ends within them; what is left out is …"""
_CLAUSE_ENDS = "，。；：！？、,;"


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


def copied(copy: "Copy") -> list[Text]:
    """Return the lines that show a copy: how much of the text it holds, and what it left out, added and altered."""
    claims = (
        ("printed first", copy.is_first),
        ("seen first", copy.is_first_seen),
        ("most complete", copy.is_most_complete),
    )
    marks = [word for word, is_so in claims if is_so]
    day = f", printed {copy.published}{_after(copy.days_after)}" if copy.published else ""
    heading = Text.assemble((f"{copy.share:.1%}", "bold"), f"  {copy.version.title}  {copy.version.source}{day}")
    counts = ((len(copy.missing), "missing"), (len(copy.added), "added"), (len(copy.altered), "altered"))
    told = [f"{count} blocks {word}" for count, word in counts if count] + marks
    return [heading, Text(copy.version.url, style="dim"), Text((", ".join(told) or "word for word") + "\n")]


def _after(days: int | None) -> str:
    """How a copy's day stands to the page's."""
    return "" if not days else f" ({abs(days)} days {'after' if days > 0 else 'before'} this page)"


def accounted(document: "Document") -> list[Text]:
    """Return the lines that show the account of a page: every visible piece in its order, kept in a block or cut by a rule.

    Below them stands how much each rule took, in characters without white space.
    """
    from archive.accounts import account_of

    account = account_of(document)
    if not account.stretches:
        return [Text("read from a file, which has no ledger: all of its text is kept")]
    lines = [_fate(stretch) for stretch in account.stretches]
    shares = ((f"cut by {share.rule}" if share.rule else "kept", share) for share in account.shares)
    total = account.characters
    return [
        *lines,
        Text(),
        *(Text(f"{name}: {s.characters} of {total} characters, {s.pieces} pieces") for name, s in shares),
    ]


def _fate(stretch: "Stretch") -> Text:
    if stretch.rule:
        where = (f"  {stretch.path}", "dim")
        return Text.assemble(
            (f"cut {stretch.rule}", OUT), f"  [-{' '.join(piece.text for piece in stretch.pieces)}-]", where
        )
    return Text.assemble((f"kept {stretch.block}", IN), f"  {''.join(piece.text for piece in stretch.pieces)}")


def _body(change: "Change") -> Text:
    if change.edits and change.old is not None and change.new is not None:
        return _edited(change)
    if change.old is not None and change.new is not None and change.old.text != change.new.text:
        return Text.assemble(_out(change.old.text), "\n", _in(change.new.text))
    if change.new is None:
        return _out(change.old.text if change.old else "")
    return _in(change.new.text) if change.old is None else Text(change.new.text)


def _edited(change: "Change") -> Text:
    """The later text with what was exchanged in it; clauses far from any edit are left out."""
    from archive.diff_edits import whole_numbers

    assert change.new is not None
    new, drawn, at = change.new.text, Text(), 0
    for before, after, _, start in whole_numbers(change.edits, new):
        drawn.append(_between(new[at:start], is_first=at == 0))
        drawn.append_text(_out(before))
        drawn.append_text(_in(after))
        at = start + len(after)
    rest = new[at:]
    return drawn.append(rest if len(rest) <= AROUND else _head(rest) + "…")


def _between(text: str, *, is_first: bool) -> str:
    if len(text) <= (AROUND if is_first else 2 * AROUND):
        return text
    return ("" if is_first else _head(text)) + "…" + _tail(text)


def _head(text: str) -> str:
    """The beginning of a text, to the end of the last clause that ends within reach."""
    near = text[:AROUND]
    return near[: max(map(near.rfind, _CLAUSE_ENDS)) + 1] or near


def _tail(text: str) -> str:
    """The end of a text, from the beginning of the first clause that begins within reach."""
    near = text[-AROUND:]
    begins = [at + 1 for at in map(near.find, _CLAUSE_ENDS) if -1 < at < AROUND - 1]
    return near[min(begins) :] if begins else near


def _out(text: str) -> Text:
    return Text(f"[-{text}-]", style=OUT) if text else Text()


def _in(text: str) -> Text:
    return Text(f"{{+{text}+}}", style=IN) if text else Text()
