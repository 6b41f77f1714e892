"""Lines of a report as HTML, and the pieces that every sample site has in common."""

import hashlib
from collections.abc import Iterable
from functools import cache
from html import escape
from pathlib import Path

from crawler.demo.texts import Line

NOTE = "本页为演示样例，内容系虚构"
"""Every sample page says at its foot that it is one."""


def paragraphs(lines: Iterable[Line], *, picture: str = "", style: str = "text-indent:2em") -> str:
    """Return lines as the paragraphs of a word processor's export, runs of rows as one table.

    Args:
        picture: address of an image to put where the text speaks of 表1, empty for none.
    """
    out: list[str] = []
    rows: list[str] = []
    for line in lines:
        if line.kind == "row":
            rows.append(line.text)
            continue
        if rows:
            out.append(table(rows))
            rows = []
        text = escape(line.text, quote=False)
        if line.kind == "heading":
            out.append(f'<p style="{style}"><strong>{text}</strong></p>')
        elif line.kind == "centred":
            out.append(f'<p style="text-align:center">{text}</p>')
        else:
            out.append(f'<p style="{style}">{text}</p>')
        if picture and text.startswith("表1"):
            out.append(f'<p style="text-align:center"><img src="{picture}" alt="" width="600"></p>')
    return "\n".join(out + ([table(rows)] if rows else []))


def table(rows: Iterable[str]) -> str:
    """Return rows of cells between pipes as a bordered table, the first row as it came: Word writes no th."""
    cells = [[cell.strip() for cell in row.strip("|").split("|")] for row in rows]
    body = "".join("<tr>" + "".join(f"<td><p>{escape(cell)}</p></td>" for cell in row) + "</tr>\n" for row in cells)
    return f'<table border="1" cellspacing="0" class="MsoNormalTable"><tbody>{body}</tbody></table>'


def picture_name(url: str) -> str:
    """Return the file name of a page's picture: 32 hex digits, as the upload tools of these sites name it."""
    return hashlib.md5(url.encode(), usedforsecurity=False).hexdigest() + ".png"


@cache
def picture() -> bytes:
    """Return a PNG of a table of invented figures, five rows of four cells."""
    return (Path(__file__).parent / "table.png").read_bytes()


def document(title: str, body: str, *, charset: str = "utf-8", head: str = "") -> str:
    """Return a whole page."""
    return (
        '<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Transitional//EN" "http://www.w3.org/TR/xhtml1/DTD/xhtml1-transitional.dtd">\n'
        f'<html xmlns="http://www.w3.org/1999/xhtml">\n<head>\n<meta http-equiv="Content-Type" content="text/html; charset={charset}">\n'
        f"<title>{escape(title)}</title>\n{head}</head>\n<body>\n{body}\n</body>\n</html>\n"
    )


def meta(**values: str) -> str:
    """Return `<meta name=… content=…>` lines, in the order given."""
    return "".join(f'<meta name="{name}" content="{escape(value)}">\n' for name, value in values.items())
