"""The ways in which editors mark up the text of a document."""

from collections.abc import Callable

from tests.forms.articles import Article


def rows_of(lines: tuple[str, ...]) -> list[str | list[list[str]]]:
    """Return the lines, with neighbouring table rows gathered into one list of rows."""
    parts: list[str | list[list[str]]] = []
    for line in lines:
        if not line.startswith("| "):
            parts.append(line)
            continue
        cells = [cell.strip() for cell in line.strip("| ").split("|")]
        if parts and isinstance(parts[-1], list):
            parts[-1].append(cells)
        else:
            parts.append([cells])
    return parts


def marked_up(article: Article, line: Callable[[str], str], cell: str = "td") -> str:
    """Return the article's lines as HTML: each through ``line``, tables as tables."""
    out: list[str] = []
    for part in rows_of(article.lines):
        if isinstance(part, str):
            out.append(line(part))
        else:
            body = "".join("<tr>" + "".join(f"<{cell}>{text}</{cell}>" for text in row) + "</tr>" for row in part)
            out.append(f'<table border="1" cellspacing="0"><tbody>{body}</tbody></table>')
    return "\n".join(out)


def split_runs(text: str) -> str:
    """Return a text in runs, as Word exports it: digits and Latin in spans of their own language."""
    out = ""
    for char in text:
        foreign = char.isascii()
        out += f"<span lang=EN-US style='font-size:16.0pt'>{char}</span>" if foreign else char
    return f"<span style='font-size:16.0pt;font-family:仿宋_GB2312'>{out}</span>"


STYLES: dict[str, Callable[[Article], str]] = {
    "paragraphs": lambda a: marked_up(a, lambda t: f'<p style="text-indent: 2em; line-height: 1.75em;">{t}</p>'),
    "ideographic": lambda a: marked_up(a, lambda t: f"<p>\u3000\u3000{t}</p>"),
    "breaks": lambda a: marked_up(a, lambda t: f"&nbsp;&nbsp;&nbsp;&nbsp;{t}<br />"),
    "double": lambda a: marked_up(a, lambda t: f"\u3000\u3000{t}<BR><BR>"),
    "divs": lambda a: marked_up(a, lambda t: f"<div>&emsp;&emsp;{t}</div><div><br></div>"),
    "unclosed": lambda a: marked_up(a, lambda t: f"<P align=left><FONT size=3>　　{t}</FONT>"),
    "word": lambda a: marked_up(
        a,
        lambda t: (
            "<p class=MsoNormal style='text-indent:32.0pt;mso-char-indent-count:2.0;line-height:28.0pt;"
            f"mso-line-height-rule:exactly'>{split_runs(t)}<span lang=EN-US><o:p></o:p></span></p>"
        ),
    ),
    "wps": lambda a: marked_up(
        a,
        lambda t: (
            '<p class="p0" style="margin-bottom:0pt;margin-top:0pt;"><span style="mso-spacerun:\'yes\';'
            f'font-family:\'仿宋_GB2312\';font-size:16.0000pt;"><font face="仿宋_GB2312">{t}</font></span>'
            "<span style=\"mso-spacerun:'yes';font-size:16.0000pt;\"><o:p></o:p></span></p>"
        ),
    ),
    "sections": lambda a: marked_up(
        a,
        lambda t: (
            '<section data-role="outer" style="margin: 0px; padding: 0px; box-sizing: border-box;"><section powered-by="xiumi.us">'
            f'<p style="white-space: normal;"><span style="letter-spacing: 1px;">{t}</span></p></section></section>'
        ),
    ),
    "tinymce": lambda a: marked_up(
        a, lambda t: f'<p><span style="font-size: 16px;"><strong></strong>{t}</span></p><p>&nbsp;</p>'
    ),
}
