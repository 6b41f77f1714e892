"""The door to Starlette: requests in, replies out, and what every answer has: language, header fields, a page for each refusal."""

import secrets
from collections.abc import Collection
from urllib.parse import parse_qsl

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from archive.errors import ArchiveError, BadAddress, NoCapture, NoVersion, Redacted
from archive.store import Archive
from archive.web import finding, memento, originals, proofs, renewing, versions
from archive.web.asking import Asked, Give, ReaderOf, Refetch, Refused, Reply, Room
from archive.web.drawing import SEAL, STYLE, draw
from archive.web.guard import PAGES, is_ours
from archive.web.placing import wanted
from archive.web.words import chosen

LARGEST_FORM = 16 << 10
"""Bytes of a form; the room's own have a few hundred."""
_FORM = "application/x-www-form-urlencoded"
_KEPT = {"Cache-Control": "max-age=3600"}


def create_app(
    archive: Archive,
    *,
    refetch: Refetch | None = None,
    reader_of: ReaderOf | None = None,
    names: Collection[str] = (),
) -> Starlette:
    """Return the reading room of an archive as an ASGI application. It only reads, and loads nothing from elsewhere.

    Args:
        archive: open for reading; used from several threads.
        refetch: fetches a page again; without it no page offers that.
        reader_of: finds what reads a payload again as a version's cleaner did; without it a proof leaves that check out.
        names: host names that the room answers to, beside localhost and addresses in digits.
    """
    room = Room(archive, secrets.token_urlsafe(24), refetch, reader_of)
    allowed = frozenset(name.lower().rstrip(".") for name in names)

    def route(path: str, give: Give) -> Route:
        method = "POST" if give is renewing.refetch else "GET"

        async def endpoint(request: Request) -> Response:
            if not is_ours(request.headers.get("host", ""), allowed):
                return await run_in_threadpool(_refused, room, _asked(request, b""), Refused(421, "bad_host"))
            form = await _form(request) if method == "POST" else b""
            return await run_in_threadpool(_answer, room, give, _asked(request, form))

        return Route(path, endpoint, methods=[method])

    routes = [route(path, give) for path, give in _PAGES.items()]
    return Starlette(routes=routes, exception_handlers={405: _not_allowed, 500: _broken})


def _answer(room: Room, give: Give, asked: Asked) -> Response:
    try:
        reply = give(room, asked)
    except ArchiveError as error:
        return _refused(room, asked, error)
    return _response(asked, reply)


def _response(asked: Asked, reply: Reply) -> Response:
    shown = {"q": "", "here": asked.here, **reply.shown}
    body = draw(reply.template, asked.language, shown) if reply.template else reply.body
    headers = PAGES | {"Vary": "Accept-Language, Cookie"} | dict(reply.headers)
    return Response(body, status_code=reply.status, headers={**headers, "Content-Type": reply.media_type})


def _refused(room: Room, asked: Asked, error: ArchiveError) -> Response:
    """The page for what cannot be answered: what it is, what to do next, and what is known of the address all the same."""
    status, word = _kind(error)
    captures, url = [], ""
    if isinstance(error, NoVersion | NoCapture):
        try:
            url = wanted(asked).url
        except Refused:
            url = ""
        captures = versions.known_captures(room, url)
        if captures and _is_taken_down(room, captures[0].id):
            status, word = 451, "taken_down"
    shown = {"word": word, "message": str(error), "captures": captures, "url": url if captures else ""}
    return _response(asked, Reply("refused.html", shown, status=status))


def _kind(error: ArchiveError) -> tuple[int, str]:
    if isinstance(error, Refused):
        return error.status, error.word
    kinds: dict[type[ArchiveError], tuple[int, str]] = {
        NoCapture: (404, "no_capture"),
        NoVersion: (404, "no_version"),
        Redacted: (451, "taken_down"),
        BadAddress: (400, "bad_address"),
    }
    return kinds.get(type(error), (503, "damaged"))


def _is_taken_down(room: Room, capture: str) -> bool:
    try:
        room.archive.payload(room.archive.capture(capture))
    except Redacted:
        return True
    except ArchiveError:
        return False
    return False


def _nothing(_room: Room, _asked: Asked) -> Reply:
    raise Refused(404, "not_found")


def _not_allowed(request: Request, _error: Exception) -> Response:
    reply = Reply("refused.html", _plain("bad_method"), status=405, headers={"Allow": "GET, HEAD"})
    return _response(_asked(request, b""), reply)


def _broken(request: Request, _error: Exception) -> Response:
    return _response(_asked(request, b""), Reply("refused.html", _plain("broken"), status=500))


def _plain(word: str) -> dict[str, object]:
    return {"word": word, "message": "", "captures": [], "url": ""}


def _asked(request: Request, form: bytes) -> Asked:
    """What a request asks. Path and query are taken as they were sent: an address within must not be decoded."""
    raw = request.scope.get("raw_path") or request.scope["path"].encode()
    query = request.scope.get("query_string", b"").decode("latin-1")
    fields = form.decode("utf-8", "replace") if form else query
    return Asked(
        path=raw.partition(b"?")[0].decode("latin-1"),
        query=query,
        fields=dict(parse_qsl(fields, keep_blank_values=True, max_num_fields=None)),
        headers=dict(request.headers),
        origin=f"{request.scope['scheme']}://{request.headers.get('host', '')}",
        language=chosen(request.cookies.get(renewing.COOKIE, ""), request.headers.get("accept-language", "")),
    )


async def _form(request: Request) -> bytes:
    """The body of a form; one that is too long or of another kind counts as empty, and then has no token."""
    if request.headers.get("content-type", "").partition(";")[0].strip().lower() != _FORM:
        return b""
    body = b""
    async for chunk in request.stream():
        body += chunk
        if len(body) > LARGEST_FORM:
            return b""
    return body


_PAGES: dict[str, Give] = {
    "/": finding.start,
    "/search": finding.search,
    "/source/{rest:path}": finding.source,
    "/page/{rest:path}": versions.page,
    "/at/{rest:path}": versions.at,
    "/account/{rest:path}": versions.account,
    "/diff/{rest:path}": proofs.diff,
    "/compare": proofs.compare,
    "/copies/{rest:path}": proofs.copies,
    "/why/{rest:path}": proofs.why,
    "/raw/{rest:path}": originals.raw,
    "/bytes/{rest:path}": originals.sent,
    "/picture/{rest:path}": originals.picture,
    "/timegate/{rest:path}": lambda room, asked: memento.timegate(room, asked, wanted(asked).url),
    "/timemap/{rest:path}": lambda room, asked: memento.timemap(room, asked, wanted(asked).url),
    "/language/{rest:path}": renewing.language,
    "/refetch": renewing.refetch,
    "/style.css": lambda _room, _asked: Reply(body=STYLE, media_type="text/css; charset=utf-8", headers=_KEPT),
    "/seal.svg": lambda _room, _asked: Reply(body=SEAL, media_type="image/svg+xml", headers=_KEPT),
    "/robots.txt": lambda _room, _asked: Reply(body=b"User-agent: *\nDisallow: /\n", media_type="text/plain"),
    "/{rest:path}": _nothing,
}
