"""Whole elements of a page's source, found in time that grows with the page alone, whatever it leaves open."""

import re
from collections.abc import Callable, Iterator


class Elements:
    """Comments and elements of some names, each up to the next closing tag of its name.

    What the pattern `<!--.*?-->|<(a|b)\\b.*?</\\1\\s*>` finds. For each tag that nobody closes that pattern reads the rest of the
    page, so 20,000 of them take minutes; here a name that is closed no more is looked for once.
    """

    def __init__(self, *names: str, comments: bool = False) -> None:
        """Look for elements of these names, in lower case."""
        self._opens = re.compile(("<!--|" if comments else "") + rf"<({'|'.join(names)})\b", re.IGNORECASE)
        self._closes = {name: re.compile(rf"</{name}\s*+>", re.IGNORECASE) for name in names} | {"": re.compile("-->")}

    def spans(self, text: str) -> Iterator[tuple[int, int]]:
        """Yield where each begins and ends, in order; none lies in another."""
        left_open, at = set[str](), 0
        while found := self._opens.search(text, at):
            name, at = (found[1] or "").lower(), found.end()
            if name not in left_open:
                if end := self._closes[name].search(text, at):
                    yield found.start(), (at := end.end())
                else:
                    left_open.add(name)

    def sub(self, put: str | Callable[[str], str], text: str) -> str:
        """Return a text with something in the place of each."""
        parts, done = list[str](), 0
        for begin, end in self.spans(text):
            parts += text[done:begin], put if isinstance(put, str) else put(text[begin:end])
            done = end
        return "".join([*parts, text[done:]]) if parts else text
