"""What is not only read: fetching a page again, where that is offered, and the choice of a language."""

from archive.errors import NoCapture
from archive.web.asking import Asked, Refused, Reply, Room, redirect
from archive.web.guard import is_own_form
from archive.web.words import LANGUAGES

COOKIE = "fangzhi-language"
_YEAR_S = 365 * 24 * 3600


def refetch(room: Room, asked: Asked) -> Reply:
    """Fetch a page of the archive again and say what came of it.

    Only pages that the archive knows: the room must not become a way to ask any address of this machine's network.

    Raises:
        Refused: it is not offered, or the form is not this room's. NoCapture: the archive does not know the page.
    """
    if room.refetch is None:
        raise Refused(404, "not_found")
    if not is_own_form(asked.headers, asked.fields.get("token", ""), room.token):
        raise Refused(403, "bad_form")
    url = asked.fields.get("url", "")
    captures = room.archive.captures(url)
    if not captures:
        raise NoCapture(f"no capture of {url}; to fetch it now: fangzhi fetch {url}")
    return Reply("refetched.html", {"url": url, "fetched": room.refetch(url)})


def language(_room: Room, asked: Asked) -> Reply:
    """Remember a language and lead back to the page: `/language/zh/at/…`. The way back never leaves this room."""
    name, _, rest = asked.tail.partition("/")
    if name not in LANGUAGES:
        raise Refused(404, "not_found")
    back = "/" + rest.lstrip("/\\") + (f"?{asked.query}" if asked.query else "")
    cookie = f"{COOKIE}={name}; Path=/; Max-Age={_YEAR_S}; SameSite=Lax; HttpOnly"
    return redirect(back, 303, {"Set-Cookie": cookie})
