"""An archive with one of everything, and fifty ways to damage it. `test_damage` holds the complete report of each."""

import gzip
import random
import zlib
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from sqlalchemy import text

from archive import Archive, Attempt, open_archive
from archive.reading import Found, walk
from archive.warc import Record, digest, member
from tests.archive.kept import NIGHT, PAGE, URL, answer, document

Damage = Callable[["Whole"], None]


@dataclass
class Whole:
    """An undamaged archive, closed but for its catalog, and where its records stand, by a name of their own."""

    archive: Archive
    raw: Path
    text: Path
    places: dict[str, tuple[Path, int, int]]
    names: dict[str, str]

    @property
    def manifest(self) -> Path:
        return self.archive.folder / "manifest.jsonl"

    def bytes_of(self, name: str) -> bytes:
        path, offset, length = self.places[name]
        return path.read_bytes()[offset : offset + length]

    def put(self, name: str, data: bytes) -> None:
        """Put other bytes in a record's place; what follows moves if they are more or fewer."""
        path, offset, length = self.places[name]
        whole = path.read_bytes()
        path.write_bytes(whole[:offset] + data + whole[offset + length :])

    def flip(self, name: str, at: int) -> None:
        data = bytearray(self.bytes_of(name))
        data[at] ^= 0x08
        self.put(name, bytes(data))

    def edit(self, name: str, old: bytes, new: bytes) -> None:
        """Replace text inside a record and pack it again, as someone with a tool would."""
        plain = gzip.decompress(self.bytes_of(name))
        assert old in plain
        packer = zlib.compressobj(0, zlib.DEFLATED, 31)  # stored: longer than before, whatever the ids
        self.put(name, packer.compress(plain.replace(old, new, 1)) + packer.flush())

    def sql(self, statement: str) -> None:
        with self.archive.shelf.database.writing() as connection:
            connection.execute(text(statement.format(**{name.replace(" ", "_"): i for i, name in self.names.items()})))

    def told(self) -> list[str]:
        """The report of `verify`: for each damage file, record and code, by their names here."""
        at = {(path, offset): name for name, (path, offset, _) in self.places.items()}
        report = []
        for damage in self.archive.verify().damaged:
            path = Path(damage.file)
            record = self.names.get(damage.record, damage.record and "?") or at.get(
                (self.archive.folder / path, damage.offset), ""
            )
            file = path.parts[0] if path.name == self.raw.name else path.name.partition(".")[0]
            file = "later" if file.startswith("20261124") else file
            report.append(f"{file} | {record} | {damage.code}")
        return report


def made(folder: Path) -> Whole:
    archive = open_archive(folder, read_only=False)
    run = archive.begin_run("linjiang", begun_at=NIGHT, declaration="")
    names = {run.id: "run"}
    for number in range(3):
        body = PAGE + random.Random(number).randbytes(200)
        capture = archive.keep(answer(body, url=f"{URL}?id={number}", run=run.id))
        names[capture.id] = f"page {number}"
        archive.keep_cleaning(capture, "auto@1", document(str(number)), cleaned_at=NIGHT)
        if not number:
            first = capture
    later = replace(answer(archive.payload(first), url=first.url, run=run.id), captured_at=NIGHT.replace(hour=20))
    names[archive.keep(later).id] = "same"
    not_modified = replace(later, payload=b"", status=304, outcome="unchanged", revisit_of=first.id)
    names[archive.keep(replace(not_modified, captured_at=NIGHT.replace(hour=21))).id] = "unchanged"
    names[archive.keep_attempt(Attempt(URL + "?id=9", "error", "dns", NIGHT, NIGHT, "linjiang", run.id))] = "attempt"
    archive.end_run(replace(run, ended_at=NIGHT.replace(hour=22), verdict="partial"))
    archive.seal()
    raw = folder / first.warc
    whole = Whole(archive, raw, folder / first.warc.replace("raw", "text", 1), {}, names)
    for path, kind in ((whole.raw, ""), (whole.text, "cleaning ")):
        count = dict[str, int]()
        for found in walk(path):
            assert isinstance(found, Found)
            number = count[found.record.kind] = count.get(found.record.kind, -1) + 1
            plain = f"{kind}{number}" if kind else f"{found.record.kind} {number}"
            plain = f"{path.parts[-4]} info" if found.record.kind == "warcinfo" else plain
            noted = {"run-begun": "run", "run-ended": "report"}.get(found.record.fields.get("Fangzhi-Kind", ""))
            name = names.get(found.record.id) or noted or plain
            names.setdefault(found.record.id, name)
            whole.places[name] = (path, found.offset, found.length)
    return whole


def flipped(name: str, at: int) -> Damage:
    return lambda whole: whole.flip(name, at)


def edited(name: str, old: bytes, new: bytes) -> Damage:
    return lambda whole: whole.edit(name, old, new)


def changed(statement: str) -> Damage:
    return lambda whole: whole.sql(statement)


def cut(name: str, by: int) -> Damage:
    def damage(whole: Whole) -> None:
        path, offset, length = whole.places[name]
        path.write_bytes(path.read_bytes()[: offset + length - by])

    return damage


def rewritten(which: str, how: Callable[[bytes], bytes]) -> Damage:
    def damage(whole: Whole) -> None:
        path: Path = getattr(whole, which)
        path.write_bytes(how(path.read_bytes()))

    return damage


def missing(which: str) -> Damage:
    return lambda whole: getattr(whole, which).unlink()


def swapped(whole: Whole) -> None:
    first, second = whole.bytes_of("page 1"), whole.bytes_of("page 2")
    whole.put("page 2", first)
    whole.put("page 1", second)


def added(kind: str, block: bytes) -> Damage:
    def damage(whole: Whole) -> None:
        fields = {"WARC-Type": kind, "WARC-Record-ID": "<urn:x>", "WARC-Target-URI": URL, "Content-Type": "x/y"}
        more = {"WARC-Payload-Digest": digest(b""), "WARC-Refers-To": "<urn:y>", "Fangzhi-Cleaner": "auto@1"}
        (whole.archive.folder / "raw" / "x.warc.gz").write_bytes(member(Record(fields | more, block)))

    return damage


def lost_with_its_file(whole: Whole) -> None:
    again = replace(answer(whole.archive.payload(whole.archive.captures(f"{URL}?id=0")[0]), url=f"{URL}?id=0"))
    whole.names[whole.archive.keep(replace(again, captured_at=NIGHT.replace(hour=23))).id] = "again"
    whole.archive.seal()
    whole.raw.unlink()
    whole.archive.rebuild()


def lines(data: bytes) -> list[bytes]:
    return data.splitlines(keepends=True)


DAMAGES: dict[str, Damage] = {
    "first byte of a member": flipped("page 1", 0),
    "flags of a member": flipped("page 1", 3),
    "time of a member": flipped("page 1", 5),
    "extra flags of a member": flipped("page 1", 8),
    "first byte of the data": flipped("page 1", 10),
    "middle of the data": flipped("page 1", 300),
    "check sum": flipped("page 1", -8),
    "stated size": flipped("page 1", -3),
    "a request": flipped("request 1", 60),
    "the first record of a file": flipped("raw info", 60),
    "an attempt": flipped("attempt", 60),
    "a revisit": flipped("same", 60),
    "a run's beginning": flipped("run", 60),
    "a run's report": flipped("report", 60),
    "a cleaning": flipped("cleaning 1", 60),
    "a record of zeros": lambda whole: whole.put("page 1", bytes(len(whole.bytes_of("page 1")))),
    "a record taken out": lambda whole: whole.put("page 2", b""),
    "a byte more": lambda whole: whole.put("report", whole.bytes_of("report") + b"\0"),
    "two records swapped": swapped,
    "a record twice": lambda whole: whole.put("report", 2 * whole.bytes_of("report")),
    "one byte cut off": cut("report", 1),
    "the last record cut off": lambda whole: whole.put("report", b""),
    "cut in a cleaning": cut("cleaning 1", 30),
    "raw emptied": rewritten("raw", lambda _: b""),
    "text emptied": rewritten("text", lambda _: b""),
    "raw of noise": rewritten("raw", lambda data: random.Random(1).randbytes(len(data))),
    "raw missing": missing("raw"),
    "text missing": missing("text"),
    "raw renamed": lambda whole: void(whole.raw.rename(whole.raw.with_name("renamed.warc.gz"))),
    "a body edited": edited("page 1", "三千".encode(), "五千".encode()),
    "a payload's digest edited": edited("page 1", b"WARC-Payload-Digest: sha256:", b"WARC-Payload-Digest: sha256:0"),
    "a record's id edited": edited("page 1", b"<urn:uuid:", b"<urn:uuid:0"),
    "an outcome edited": edited("page 1", b"Fangzhi-Outcome: ok", b"Fangzhi-Outcome: ko"),
    "a length edited": edited("page 1", b"Content-Length: ", b"Content-Length: 1"),
    "a version edited": edited("page 1", b"WARC/1.1", b"WARC/1.0"),
    "a type taken out": edited("page 1", b"WARC-Type: response\r\n", b""),
    "a document edited": edited("cleaning 1", b'"kind":"heading"', b'"kind":"healing"'),
    "manifest missing": missing("manifest"),
    "manifest emptied": rewritten("manifest", lambda _: b""),
    "a digest in the manifest": rewritten(
        "manifest", lambda data: data.replace(b'"sha256": "sha256:', b'"sha256": "sha256:0', 1)
    ),
    "a size in the manifest": rewritten("manifest", lambda data: data.replace(b'"size": ', b'"size": 1', 1)),
    "the manifest's first line": rewritten("manifest", lambda data: lines(data)[1]),
    "the manifest's last line": rewritten("manifest", lambda data: lines(data)[0]),
    "the manifest's order": rewritten("manifest", lambda data: lines(data)[1] + lines(data)[0]),
    "noise in the manifest": rewritten("manifest", lambda data: lines(data)[0] + b"noise\n" + lines(data)[1]),
    "a torn line in the manifest": rewritten("manifest", lambda data: data[:-9]),
    "a file of the manifest that never was": rewritten(
        "manifest", lambda data: data.replace(b"text/2026", b"text/2025")
    ),
    "a capture's row missing": changed("delete from captures where id = '{page_1}'"),
    "a capture's row changed": changed("update captures set status = 404, cause = 'x' where id = '{page_1}'"),
    "a cleaning's row missing": changed("delete from cleanings where id = '{cleaning_1}'"),
    "a cleaning's digest changed": changed("update cleanings set digest = 'x' where id = '{cleaning_1}'"),
    "a cleaning of nothing": changed("update cleanings set capture_id = 'x' where id = '{cleaning_1}'"),
    "an attempt's row missing": changed("delete from attempts"),
    "a run's row missing": changed("delete from runs"),
    "an original's row missing": changed("delete from captures where id = '{page_0}'"),
    "a row of no file": changed("update captures set warc = 'raw/never.warc.gz' where id = '{page_1}'"),
    "a row of another place": changed("update captures set \"offset\" = 5 where id = '{page_1}'"),
    "a foreign record": added("response", b"HTTP/1.1 200 OK\r\n\r\n"),
    "a cleaning that is no JSON": added("conversion", b"{"),
    "a torn tail": lambda whole: void((whole.raw.parent / "x.warc.gz.open").write_bytes(whole.bytes_of("page 1")[:-9])),
    "zeros after an open file": lambda whole: void(
        (whole.raw.parent / "x.warc.gz.open").write_bytes(whole.bytes_of("raw info") + bytes(500))
    ),
    "damage in an open file": lambda whole: void(
        (whole.raw.parent / "x.warc.gz.open").write_bytes(bytes(90) + whole.bytes_of("raw info"))
    ),
    "a file that cannot be read": lambda whole: (whole.raw.parent / "x.warc.gz").symlink_to("nowhere"),
    "a manifest of other things": rewritten(
        "manifest", lambda data: b'{"file": 1, "size": "2", "sha256": [], "before": {}}\n'
    ),
    "a file outside in the manifest": rewritten("manifest", lambda data: data.replace(b"text/2026", b"text/../2026")),
    "a file of noise": lambda whole: void((whole.raw.parent / "x.warc.gz").write_bytes(b"noise")),
    "a file with what a revisit needs": lost_with_its_file,
}


def void(_value: object) -> None:
    """Take a value and return none."""
