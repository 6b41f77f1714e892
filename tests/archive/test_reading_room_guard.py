"""The reading room does nothing that an archived page, another site or a mistyped address would like it to."""

import base64
import hashlib
import re
import socket
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from archive import Archive, open_archive
from archive.errors import ArchiveError
from archive.urls import url_key
from archive.web import Refetched
from archive.web.addresses import link, place_of
from cleaners.document import Block, Document, Link, Metadata, Piece, Removed, Warned, digest_of
from tests.archive.kept import URL, answer
from tests.archive.rooms import Seen, Visitor
from tests.archive.tales import miss, night, read, see

EVIL = "<script>alert(1)</script>\"'><img src=x onerror=alert(2)>"
HOSTILE = 'http://www.linjiang.example/a%22%3E%3Cscript%3E/"\'><script>alert(3)</script>?x="><img onerror=1>&y=<b>'


@pytest.fixture
def own(tmp_path: Path) -> Iterator[Archive]:
    """An empty archive on SQLite, open for writing."""
    with open_archive(tmp_path / "archive", read_only=False) as opened:
        yield opened


@pytest.fixture
def hostile(own: Archive) -> Visitor:
    """An archive in which everything that can be said is hostile."""
    declaration = f"id = 'x'\ntitle = '''{EVIL}'''\n"
    run = own.begin_run("linjiang", begun_at=night(0), declaration=declaration)
    for number, ending in enumerate(("", "。更正")):
        texts = [
            EVIL,
            f"| {EVIL.replace('|', '')} | b |\n| --- | --- |\n| {EVIL} | x |",
            f"![{EVIL.replace(']', '')}](javascript:alert(4))",
        ]
        kinds = ("paragraph", "table", "figure")
        blocks = tuple(Block(kind, text + ending, 0, (EVIL,)) for kind, text in zip(kinds, texts, strict=True))  # type: ignore[arg-type]
        said = Metadata(organ=EVIL, source=EVIL, kind=EVIL, origins={"organ": EVIL})
        document = Document(
            HOSTILE, EVIL, (*blocks, Block("heading", EVIL, 1)), said, (Link("javascript:alert(5)", EVIL),), (Link("javascript:alert(4)", EVIL),),
            (Piece(EVIL, EVIL, 0), Piece(EVIL, EVIL, -1, EVIL)), (Removed(EVIL, EVIL, EVIL, 0),), (Warned(EVIL, EVIL),),
            "auto@1", EVIL, EVIL, digest_of(EVIL, [*texts, ending]),
        )  # fmt: skip
        headers = (("Content-Type", "text/html; charset=utf-8"), ("X-Evil", EVIL))
        capture = own.keep(
            answer(
                EVIL.encode() + b"%d" % number,
                url=HOSTILE,
                captured_at=night(number),
                run=run.id,
                headers=headers,
                cause=EVIL,
            )
        )
        own.keep_cleaning(capture, "auto@1", document, cleaned_at=night(number))
    own.end_run(replace(run, ended_at=night(2), verdict="partial", reasons=(EVIL,)))
    return Visitor(own, refetch=lambda url: Refetched(EVIL, "none", EVIL))


def every_page(room: Visitor) -> list[str]:
    """The pages that can be reached from the start page and from a page of its own, those of the archive's bytes left out."""
    waiting, seen = ["/", "/search?q=script", "/nothing" + EVIL, f"/search?q={EVIL}"], list[str]()
    while waiting:
        path = waiting.pop()
        if path in seen:
            continue
        seen.append(path)
        answered = room.get(path)
        if answered.headers["content-type"].startswith("text/html"):
            own = (each.removeprefix("http://127.0.0.1:8023").partition("#")[0] for each in answered.links())
            waiting += [
                each for each in own if each.startswith("/") and not each.startswith(("/raw", "/bytes", "/language"))
            ]
    return seen


def test_nothing_that_an_archived_page_says_becomes_markup(hostile: Visitor) -> None:
    pages = every_page(hostile)
    assert {"at", "account", "diff", "why", "page", "copies", "source", "search", "timemap"} <= {
        path.split("/")[1].partition("?")[0] for path in pages
    }
    for path in pages:
        seen = hostile.get(path)
        if not seen.headers["content-type"].startswith("text/html"):
            continue
        assert [] == [
            element.tag
            for element in seen.tree.iter()
            if element.tag in ("script", "iframe", "object", "embed", "base")
        ], path
        for element in seen.tree.iter():
            attributes = {} if not isinstance(element.tag, str) else element.attrib
            assert [] == [name for name in attributes if str(name).lower().startswith("on") or name == "style"], path
            for name in ("href", "src", "action"):
                assert not attributes.get(name, "").strip().lower().startswith(("javascript:", "data:", "//")), path


def test_a_page_loads_nothing_and_sends_nothing_elsewhere(hostile: Visitor) -> None:
    for path in every_page(hostile):
        seen = hostile.get(path)
        policy = seen.headers["content-security-policy"]
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy
        assert ("nosniff", "DENY", "same-origin") == tuple(
            seen.headers[name] for name in ("x-content-type-options", "x-frame-options", "referrer-policy")
        )
        if seen.headers["content-type"].startswith("text/html"):
            loaded = [e.get("href") for e in seen.tree.iter("link") if e.get("rel") != "canonical"]
            loaded += [e.get("src") for e in seen.tree.iter("img")] + [e.get("action") for e in seen.tree.iter("form")]
            assert [] == [each for each in loaded if not re.match(r"/[^/]", each)], path


def test_the_style_asks_for_nothing_either(own: Archive) -> None:
    assert b"url(" not in Visitor(own).get("/style.css").body
    assert b"@import" not in Visitor(own).get("/style.css").body


def test_captured_bytes_are_never_a_page_of_the_room(own: Archive) -> None:
    page = f"<html><meta charset=gbk><script>alert(1)</script>{EVIL}".encode()
    capture = see_bytes(own, page, "text/html")
    drawing = see_bytes(
        own, b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>", "image/svg+xml", URL + "?svg"
    )
    claimed = see_bytes(own, b"<script>alert(1)</script>", "image/png", URL + "?png")
    binary = see_bytes(own, b"%PDF-1.7 <script>", "application/pdf", URL + "?pdf")
    room = Visitor(own)
    raw = room.get(f"/raw/{capture}")
    assert (page, "text/plain; charset=gbk") == (raw.body, raw.headers["content-type"])
    for seen in (
        raw,
        *(room.get(f"/{verb}/{each}") for verb in ("raw", "bytes") for each in (capture, drawing, claimed, binary)),
    ):
        assert seen.headers["content-security-policy"] == "sandbox; default-src 'none'"
        assert seen.headers["x-content-type-options"] == "nosniff"
        assert seen.headers["content-type"].startswith(("text/plain", "application/octet-stream"))
    assert [404] * 4 == [room.get(f"/picture/{each}").status for each in (capture, drawing, claimed, binary)]
    assert room.get(f"/raw/{binary}").headers["content-disposition"].startswith("attachment")


def test_a_download_is_the_payload_as_it_was_sent_with_its_digest(own: Archive) -> None:
    payload = b"\x1f\x8b not gzip at all"
    capture = see_bytes(own, payload, "text/html", "http://www.linjiang.example/b/%22;x=1.html")
    seen = Visitor(own).get(f"/bytes/{capture}")
    digest = base64.b64encode(hashlib.sha256(payload).digest()).decode()
    assert (payload, f"sha-256=:{digest}:") == (seen.body, seen.headers["repr-digest"])
    assert 'attachment; filename="_22_x_1.html"' == seen.headers["content-disposition"]
    assert "Tue, 24 Nov 2026 18:00:00 GMT" == seen.headers["memento-datetime"]


def see_bytes(archive: Archive, payload: bytes, media_type: str, url: str = URL) -> str:
    return archive.keep(answer(payload, url=url, headers=(("Content-Type", media_type),))).id


@pytest.mark.parametrize(
    ("host", "status"),
    [
        ("127.0.0.1:8023", 200), ("localhost", 200), ("LOCALHOST.:1", 200), ("[::1]:8023", 200), ("192.0.2.7", 200), ("room.example", 200),
        ("evil.example", 421), ("evil.example:8023", 421), ("127.0.0.1.evil.example", 421), ("localhost.evil.example", 421),
        ("", 421), ("127.0.0.1@evil.example", 421), ("[::1", 421), ("room.example.evil", 421), ("xlocalhost", 421),
    ],
)  # fmt: skip
def test_only_names_that_nobody_else_can_give_are_answered(own: Archive, host: str, status: int) -> None:
    seen = Visitor(own, names={"Room.example."}).get("/", Host=host)
    assert status == seen.status
    assert (status == 200) == ("Newest" in seen.html or "archive is empty" in seen.html)


def test_fetching_again_is_offered_only_where_somebody_can(own: Archive) -> None:
    see(own, night(0), "正文。")
    room = Visitor(own)
    assert "/refetch" not in room.get(f"/at/last/{URL}").html
    assert 404 == room.post("/refetch", {"url": URL}).status


def refetching(own: Archive) -> tuple[Visitor, list[str], dict[str, str]]:
    """A room with the button, what was fetched, and the form of a page as it stands there."""
    see(own, night(0), "正文。")
    fetched: list[str] = []

    def refetch(url: str) -> Refetched:
        fetched.append(url)
        return Refetched("ok", "new", "what came")

    room = Visitor(own, refetch=refetch)
    form = next(e for e in room.get(f"/at/last/{URL}").tree.iter("form") if e.get("method") == "post")
    return room, fetched, {e.get("name"): e.get("value") for e in form.iter("input")}


def test_the_button_fetches_the_page_and_says_what_came(own: Archive) -> None:
    room, fetched, form = refetching(own)
    seen = room.post("/refetch", form, Origin="http://127.0.0.1:8023", Sec_Fetch_Site="same-origin")
    assert (200, [URL]) == (seen.status, fetched)
    assert "It gave a new version. what came" in seen.text


@pytest.mark.parametrize(
    ("changed", "headers"),
    [
        ({"token": "guessed"}, {}),
        ({"token": ""}, {}),
        ({"token": "ü"}, {}),
        ({}, {"Origin": "http://evil.example"}),
        ({}, {"Origin": "null"}),
        ({}, {"Origin": "http://127.0.0.1:9999"}),
        ({}, {"Sec_Fetch_Site": "cross-site"}),
        ({}, {"Sec_Fetch_Site": "same-site"}),
        ({}, {"Content_Type": "text/plain"}),
    ],
)
def test_another_sites_form_fetches_nothing(own: Archive, changed: dict[str, str], headers: dict[str, str]) -> None:
    room, fetched, form = refetching(own)
    assert (403, []) == (room.post("/refetch", form | changed, **headers).status, fetched)


def test_only_a_page_of_the_archive_is_fetched_again(own: Archive) -> None:
    room, fetched, form = refetching(own)
    assert [404, 404] == [
        room.post("/refetch", form | {"url": url}).status for url in ("http://127.0.0.1:22/", "file:///etc/passwd")
    ]
    assert [] == fetched


def test_a_fetch_that_cannot_be_says_why(own: Archive) -> None:
    def refuse(url: str) -> Refetched:
        raise ArchiveError("no contact; give one with --contact")

    see(own, night(0), "正文。")
    room = Visitor(own, refetch=refuse)
    token = next(e.get("value") for e in room.get(f"/at/last/{URL}").tree.iter("input") if e.get("name") == "token")
    seen = room.post("/refetch", {"url": URL, "token": token})
    assert (503, True) == (seen.status, "give one with --contact" in seen.text)


@pytest.mark.parametrize(
    ("path", "back"),
    [
        (f"/language/zh/at/last/{URL}?a=%22&b", f"/at/last/{URL}?a=%22&b"),
        ("/language/en/", "/"),
        ("/language/zh//evil.example/", "/evil.example/"),
        ("/language/zh/\\\\evil.example/", "/evil.example/"),
        ("/language/zh/%2F%2Fevil.example/", "/%2F%2Fevil.example/"),
    ],
)
def test_the_choice_of_a_language_leads_back_and_never_away(own: Archive, path: str, back: str) -> None:
    seen = Visitor(own).get(path)
    assert (303, back) == (seen.status, seen.headers["location"])
    assert seen.headers["set-cookie"].startswith("fangzhi-language=")


def test_a_language_once_chosen_stays(own: Archive) -> None:
    room = Visitor(own)
    assert "Reading room" in room.get("/", "en").text
    room.get("/language/zh/")
    assert "阅览室" in room.get("/", "en").text
    assert 404 == room.get("/language/xx/").status


@pytest.mark.parametrize(
    ("path", "status", "says"),
    [
        ("/nothing", 404, "begin at the start page"),
        ("/page/", 400, "begins with http://"),
        ("/page/ftp://a.example/", 400, "begins with http://"),
        ("/at/last/http://", 400, "begins with http://"),
        (f"/page/{URL}", 404, f"fangzhi fetch {URL}"),
        (f"/at/yesterday/{URL}?seen", 400, "a day like 2024-07-31"),
        (f"/at/0001-01-01T00:00:00+08:00/{URL}?seen", 400, "a day like 2024-07-31"),
        (f"/at/2026-13-01/{URL}?seen", 400, "a day like 2024-07-31"),
        ("/raw/urn:uuid:nope", 404, "no capture urn:uuid:nope"),
        ("/source/nobody", 404, "begin at the start page"),
        ("/source/a/b/c", 404, "begin at the start page"),
        ("/compare", 400, "begins with http://"),
    ],
)
def test_an_address_that_is_none_says_what_to_do(own: Archive, path: str, status: int, says: str) -> None:
    see(own, night(0), "正文。", url=URL + "?seen")
    seen = Visitor(own).get(path)
    assert (status, True) == (seen.status, says in seen.text)


@pytest.mark.parametrize("number", ["0", "-1", "1e9", "٣", "9" * 5000, "", "1_0"])
def test_a_number_that_is_none_is_as_good_as_not_given(own: Archive, number: str) -> None:
    run = own.begin_run("linjiang", begun_at=night(0), declaration="")
    see(own, night(0), "正文。", run=run.id)
    client = Visitor(own).client
    found = client.get("/search", params={"q": "正文", "n": number})
    listed = [client.get(path) for path in (f"/source/linjiang/{number}", f"/at/last/p{number}/{URL}")]
    assert (200, 200) == (found.status_code, listed[0].status_code)
    assert listed[1].status_code in (200, 400)


def test_a_page_that_nobody_has_read_shows_what_came_of_asking(own: Archive) -> None:
    miss(own, night(0))
    seen = Visitor(own).get(f"/page/{URL}")
    assert (404, True, True) == (seen.status, "404" in seen.text, "gone" in seen.text)


def test_what_was_taken_down_says_so_and_gives_nothing(own: Archive) -> None:
    secret = "个人住址十二号，电话号码三四五六。" * 20
    capture = see(own, night(0), secret)
    own.seal()
    own.redact(capture.id, reason="personal data", at=night(5))
    room = Visitor(own)
    answers = [
        room.get(path)
        for path in (f"/at/last/{URL}", f"/page/{URL}", f"/account/{URL}", f"/raw/{capture.id}", f"/bytes/{capture.id}")
    ]
    assert [451] * 5 == [seen.status for seen in answers]
    assert all("personal data" in seen.text and "2026-11-" in seen.text for seen in answers)
    assert all("十二号" not in seen.html for seen in [*answers, room.get("/")])
    assert "No document says" in room.get("/search?q=%E5%8D%81%E4%BA%8C%E5%8F%B7").text


def test_a_damaged_file_is_a_page_that_says_what_to_do(own: Archive) -> None:
    see(own, night(0), "正文。")
    own.seal()
    for file in (own.folder / "text").rglob("*.gz"):
        file.write_bytes(b"")
    seen = Visitor(own).get(f"/at/last/{URL}")
    assert (503, True) == (seen.status, "fangzhi verify" in seen.text)


def test_a_fault_of_the_program_shows_a_page_and_no_code(own: Archive) -> None:
    def broken(version: object) -> None:
        raise RuntimeError("secret detail")

    see(own, night(0), "正文。")
    seen = Visitor(own, reader_of=broken).get(f"/why/last/-/{URL}")
    assert (500, True, False) == (seen.status, "stands in the log" in seen.text, "secret detail" in seen.html)


def test_other_methods_are_refused_and_head_is_answered(own: Archive) -> None:
    client = Visitor(own).client
    assert [405, 405, 405] == [client.request(method, "/").status_code for method in ("POST", "PUT", "DELETE")]
    head = client.head("/")
    assert (200, b"") == (head.status_code, head.content if head.headers["content-length"] == "0" else b"")


def test_an_address_survives_the_way_through_the_room() -> None:
    addresses = [
        "http://a.example/x?b=1&c=%C4%E3&d=//e#",
        "https://a.example/%C4%E3/p;q=1,2/'(x)'!*~",
        "http://a.example/http://b.example/?u=http://c.example/?d=e",
        "http://a.example/x?y[]=z|w",
        HOSTILE,
    ]
    for url in addresses:
        path, _, query = link("at", "2026-11-25", url=url.rstrip("#")).partition("?")
        assert url_key(place_of(path.removeprefix("/at/"), query).url) == url_key(url)


def test_other_spellings_of_an_address_in_an_address_are_understood(own: Archive) -> None:
    see(own, night(0), "正文。", url="http://a.example/x?y=1")
    room = Visitor(own)
    spelled = (
        "http://a.example/x?y=1",
        "http:/a.example/x?y=1",
        "http%3A%2F%2Fa.example%2Fx%3Fy%3D1",
        "HTTPS://A.example:443/x?y=1",
        "a.example/x?y=1",
        "part/A.example:80/x?y=1",
    )
    assert [200] * 6 == [room.get(f"/at/2026-11-25T18:00:00.123456Z/{each}").status for each in spelled]


def test_signs_that_no_page_can_carry_do_not_break_one(own: Archive) -> None:
    lone = read("一\ud800二\0三\u202e四", title="\udfff标题")
    own.keep_cleaning(own.keep(answer()), lone.cleaner, lone, cleaned_at=night(0))
    seen = Visitor(own).get(f"/at/last/{URL}")
    assert (200, True) == (seen.status, "一\ufffd二" in seen.html)


def test_the_room_reads_and_never_writes(own: Archive, tmp_path: Path) -> None:
    see(own, night(0), "正文。")
    own.seal()
    before = {path: path.read_bytes() for path in own.folder.rglob("*.gz")}
    with open_archive(tmp_path / "archive") as archive:
        for path in every_page(Visitor(archive)):
            Visitor(archive).get(path)
    assert before == {path: path.read_bytes() for path in own.folder.rglob("*.gz")}


def test_the_room_asks_no_network(own: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    see(own, night(0), "正文。")
    room = Visitor(own)

    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("the room dialled out")

    room.get("/")
    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    seen: list[Seen] = [room.get(path) for path in every_page(room)]
    assert [] == [each for each in seen if each.status == 500]
