"""`fangzhi serve` opens the reading room on the loopback, says where, fetches a page again when told to, and closes in order."""

import json
import re
import signal
import socket
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlencode

import pytest

from archive import open_archive
from tests.archive.kept import URL
from tests.archive.tales import night, see
from tests.crawler.commands import Fangzhi
from tests.crawler.replica import serving

pytestmark = pytest.mark.slow

PROGRAM = [sys.executable, "-c", "import sys; from crawler.cli import main; sys.exit(main())"]
PAGE = "<html><head><title>{0}</title></head><body><h1>{0}</h1><p>{1}</p></body></html>"


@pytest.fixture
def fangzhi(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Fangzhi:
    with open_archive(tmp_path / "fangzhi-archive", read_only=False) as archive:
        see(archive, night(0), "全区生产总值增长5.2%。")
    return Fangzhi(monkeypatch, tmp_path)


@contextmanager
def opened(fangzhi: Fangzhi, *options: str) -> Iterator[tuple[str, "subprocess.Popen[str]"]]:
    """The room in a process of its own, on a free port: its address, and the process."""
    command = [*PROGRAM, "serve", "--port", "0", *options]
    with subprocess.Popen(
        command, cwd=fangzhi.folder, stderr=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as room:
        assert room.stderr is not None
        said = ""
        while not (found := re.search(r"open: (http://\S+)", said)):
            line = room.stderr.readline()
            assert line, said
            said += line
        try:
            yield found[1], room
        finally:
            room.kill()


def ask(address: str, form: dict[str, str] | None = None, **headers: str) -> tuple[int, str]:
    data = urlencode(form).encode() if form else None
    request = urllib.request.Request(address, data, {name.replace("_", "-"): value for name, value in headers.items()})
    try:
        with urllib.request.urlopen(request, timeout=60) as answer:
            return answer.status, answer.read().decode()
    except urllib.error.HTTPError as error:
        return error.code, error.read().decode()


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_the_room_opens_answers_and_closes_in_order(fangzhi: Fangzhi, number: signal.Signals) -> None:
    with opened(fangzhi, "--json") as (address, room):
        assert room.stdout is not None
        told = "".join(room.stdout.readline() for _ in range(4))  # at once, whoever reads it
        status, page = ask(f"{address}at/last/{URL}")
        assert (200, True) == (status, "全区生产总值增长5.2%。" in page)
        assert 421 == ask(address, Host="evil.example")[0]
        assert "holds" in ask(f"{address}why/last/0/{URL}")[1]
        with socket.create_connection(
            ("127.0.0.1", int(address.rsplit(":", 1)[1].strip("/")))
        ):  # an idle reader keeps nobody
            room.send_signal(number)
            out, err = room.communicate(timeout=20)
    assert (0, address, "", "") == (room.returncode, json.loads(told)["address"], out, err)


def test_the_room_tells_what_a_crawl_keeps_meanwhile(fangzhi: Fangzhi) -> None:
    with opened(fangzhi) as (address, _):
        assert "12000" not in ask(f"{address}at/last/{URL}")[1]
        with open_archive(fangzhi.folder / "fangzhi-archive", read_only=False) as archive:
            see(archive, night(1), "新增就业岗位12000个。")
        assert "12000" in ask(f"{address}at/last/{URL}")[1]


def test_the_button_fetches_a_page_again(fangzhi: Fangzhi) -> None:
    with serving() as site:
        url = f"{site.prefix}gzbg/2026.html"
        text = "新增就业岗位{}个，城镇登记失业人数控制在指标以内，各项工作有序推进。"
        site.put(url, PAGE.format("临江区政府工作报告", text.format(12000)))
        assert 0 == fangzhi("fetch", url, "--pace", "0").code
        site.put(url, PAGE.format("临江区政府工作报告", text.format(13500)))
        with opened(fangzhi, "--refetch") as (address, _):
            page = ask(f"{address}at/last/{url}")[1]
            token = re.findall(r'name="token" value="([^"]+)"', page)[0]
            assert 403 == ask(f"{address}refetch", {"url": url, "token": "x"})[0]
            status, told = ask(f"{address}refetch", {"url": url, "token": token})
            assert (200, True) == (status, "It gave a new version." in told), told
            assert "13500" in ask(f"{address}at/last/{url}")[1]
            status, told = ask(f"{address}refetch", {"url": URL, "token": token})
            assert (503, True) == (status, "--contact" in told)


def test_a_port_that_is_taken_is_one_sentence(fangzhi: Fangzhi) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        told = fangzhi("serve", "--port", taken.getsockname()[1])
    assert (2, "") == (told.code, told.out)
    assert told.err.startswith("WrongUse: cannot listen on 127.0.0.1 port")
    assert "--port 0" in told.err


@pytest.mark.parametrize(
    ("options", "kind"),
    [
        (["--host", "0.0.0.0", "--refetch"], "WrongUse: --refetch"),
        (["--host", "192.0.2.1"], "WrongUse: cannot listen on 192.0.2.1"),
        (["--host", "no.such.host.invalid"], "WrongUse: cannot listen on no.such.host.invalid"),
        (["--archive", "nothing"], "NoArchive: "),
        (["--port", "70000"], "WrongUse: "),
    ],
)
def test_what_cannot_be_opened_is_one_sentence(fangzhi: Fangzhi, options: list[str], kind: str) -> None:
    told = fangzhi("serve", "--port", "0", *options)
    assert told.code in (1, 2)
    assert told.err.startswith(kind)
    assert 1 == len(told.err.splitlines())


@pytest.mark.skipif(not socket.has_ipv6 or not Path("/proc/net/if_inet6").exists(), reason="no IPv6 here")
def test_the_room_opens_on_ipv6(fangzhi: Fangzhi) -> None:
    with opened(fangzhi, "--host", "::1") as (address, _):
        assert address.startswith("http://[::1]:")
        assert 200 == ask(address)[0]
