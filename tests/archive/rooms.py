"""A reading room over an archive of a test, asked as a browser on this machine would."""

import re
from typing import Any

import html5lib
from starlette.testclient import TestClient

from archive import Archive
from archive.web import create_app

ORIGIN = "http://127.0.0.1:8023"


class Visitor:
    """Asks a room and gives back pages; redirects are not followed."""

    def __init__(self, archive: Archive, **given: Any) -> None:
        self.client = TestClient(
            create_app(archive, **given), base_url=ORIGIN, follow_redirects=False, raise_server_exceptions=False
        )

    def get(self, path: str, language: str = "en", **headers: str) -> "Seen":
        fields = {"Accept-Language": language} | {name.replace("_", "-"): value for name, value in headers.items()}
        return Seen(self.client.get(path, headers=fields))

    def post(self, path: str, form: dict[str, str], **headers: str) -> "Seen":
        fields = {name.replace("_", "-"): value for name, value in headers.items()}
        return Seen(self.client.post(path, data=form, headers=fields))


class Seen:
    """An answer: status, header fields, and its page as a browser takes it apart."""

    def __init__(self, response: Any) -> None:
        self.status: int = response.status_code
        self.headers: dict[str, str] = dict(response.headers)
        self.body: bytes = response.content

    @property
    def html(self) -> str:
        return self.body.decode("utf-8")

    @property
    def tree(self) -> Any:
        return html5lib.parse(self.html, namespaceHTMLElements=False)

    @property
    def text(self) -> str:
        """What stands on the page between its header and its footer, white space as one blank."""
        main = next(self.tree.iter("main"))
        return re.sub(r"\s+", " ", "".join(main.itertext())).strip()

    def links(self) -> list[str]:
        return [element.get("href") for element in self.tree.iter("a") if element.get("href")]

    def texts(self, tag: str, marked: str = "") -> list[str]:
        """The texts of elements (of a class), in order, their pieces a blank apart."""
        found = [e for e in self.tree.iter(tag) if not marked or marked in (e.get("class") or "").split()]
        return [" ".join(" ".join(element.itertext()).split()) for element in found]
