"""Faults of sites, labelled: is each named, does no broken run call itself complete, is nothing of an error kept as a text?

    python benchmarks/faults.py [--tenth]

1. Every answer of `tests/crawler/faults.py` and of `tests/crawler/batches` (and the labelled pages of --pages FOLDER, an index.jsonl with `fault`) is judged: a table of what was
   called what.
2. Each class of answers is served on the loopback in place of some documents of a site, then in place of its list; each site is crawled.
3. A server that misbehaves as a server: cut bodies, wrong lengths, a slow drip, endless redirects, a calendar, bombs, no answer.
"""

import argparse
import gzip
import json
import sys
import tempfile
from collections import Counter
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

sys.path[0] = str(Path(__file__).parents[1])  # this folder has an archive.py too

from archive import open_archive  # noqa: E402
from archive.errors import NoCapture, NoVersion  # noqa: E402
from archive.records import Run  # noqa: E402
from crawler.crawl import crawl  # noqa: E402
from crawler.job import Orders  # noqa: E402
from crawler.outcomes import judge  # noqa: E402
from crawler.sources import load_sources  # noqa: E402
from tests.crawler.batches import BATCHES  # noqa: E402
from tests.crawler.faults import FAULTS, GOOD, Fault  # noqa: E402
from tests.crawler.replica import HOST, Page, Replica, article, declare, listing, serving  # noqa: E402

IN_BATCHES = [fault for batch in BATCHES.values() for fault in batch.faults]

SINGLE = {"gone", "soft-404", "login-required", "no-permission", "sent-on", "not-text"}
"""What single pages of a good site are every night: told, and no fault of the run."""


def judged(shared: Path | None) -> tuple[int, int]:
    """Judge every labelled answer; print what was called otherwise; returns how many are right, of how many."""
    table: Counter[tuple[str, str]] = Counter()
    for fault in (*FAULTS, *GOOD, *IN_BATCHES, *(one for batch in BATCHES.values() for one in batch.good)):
        answer = judge(fault.status, tuple(fault.given.items()), fault.sent)
        named = next((name for name in fault.names if name in (answer.name, answer.outcome)), "")
        table[named or fault.names[0], named or answer.name] += 1
    if shared is not None:
        for line in (shared / "index.jsonl").read_text(encoding="utf-8").splitlines():
            known = json.loads(line)
            payload = (shared / known["file"]).read_bytes()
            called = judge(known["status"], (("Content-Type", known["content_type"]),), payload).name
            expected = known.get("fault", "ok")
            table[expected, "ok" if expected == "ok" and called == "not-text" else called] += 1
    right = sum(count for (expected, called), count in table.items() if expected == called)
    print(f"{'labelled':16}{'answers':>8}{'right':>8}   called otherwise")
    for name in sorted({expected for expected, _ in table}):
        row = {called: count for (expected, called), count in table.items() if expected == name}
        others = ", ".join(f"{count} {called}" for called, count in row.items() if called != name)
        print(f"{name:16}{sum(row.values()):>8}{row.get(name, 0):>8}   {others}")
    return right, table.total()


class Site:
    """A site of good documents and one class of faults, crawled into an archive of its own."""

    def __init__(self, folder: Path, replica: Replica, cap: int = 60) -> None:
        self.folder, self.replica = folder, replica
        self.list = f"{HOST}/jdgz/"
        declare(folder / "sources", cap=str(cap))

    def crawled(self, pages: dict[str, Page], list_page: Page | None = None) -> Run:
        """Serve eight good documents and those pages behind one list (or that in the list's place), and crawl."""
        good = [f"{HOST}/jdgz/20260301/{number:06d}.html" for number in range(1, 9)]
        self.replica.pages.clear()
        for number, url in enumerate(good, 1):
            self.replica.put(url, article(number))
        self.replica.pages |= pages
        self.replica.pages[self.list] = list_page or Page(listing([*good, *pages]))
        orders = Orders(gateway=self.replica.prefix, sources_folder=self.folder / "sources")
        return crawl(self.folder / "archive", load_sources(self.folder / "sources")["linjiang"], orders)

    def texts(self, urls: Iterable[str]) -> list[str]:
        """Return those of these addresses of which a text is kept."""
        found = []
        with open_archive(self.folder / "archive") as archive:
            for url in urls:
                with suppress(NoVersion, NoCapture):
                    if any(version.outcome == "ok" for version in archive.history(url)):
                        found.append(url)
        return found


def page_of(fault: Fault) -> Page:
    """Return what the server is to answer."""
    return Page(fault.sent, fault.status, fault.given, etag=False)


def crawls(replica: Replica, faults: list[Fault]) -> tuple[int, int]:
    """Crawl each class in place of documents and of the list; returns runs wrongly called complete and texts of faults."""
    wrong = 0
    texts: list[str] = []
    print(f"\n{'class':16}{'answers':>8}   {'among documents':18}{'in the list’s place':22}{'texts':>6}")
    for name in sorted({fault.names[0] for fault in faults}):
        those = {
            f"{HOST}/jdgz/20260302/{number:06d}.html": fault
            for number, fault in enumerate(one for one in faults if one.names[0] == name)
        }
        pages = {url: page_of(fault) for url, fault in those.items()}
        verdicts, kept = [], list[str]()
        for list_page in (None, next(iter(pages.values()))):
            with tempfile.TemporaryDirectory() as folder:
                site = Site(Path(folder), replica, cap=400)
                verdicts.append(site.crawled(pages, list_page).verdict)
                kept += [those[url].name for url in site.texts(pages)]
        wrong += (verdicts[0] in ("complete", "quiet") and name not in SINGLE) + (verdicts[1] in ("complete", "quiet"))
        print(f"{name:16}{len(pages):>8}   {verdicts[0]:18}{verdicts[1]:22}{len(kept):>6}   {', '.join(kept)}")
        texts += kept
    return wrong, len(texts)


def misbehaving() -> dict[str, tuple[dict[str, Page], str]]:
    """Return pages of a server that misbehaves, by what they do, with the name that each is to get."""
    body = article(99).encode()
    at = f"{HOST}/jdgz/20260303/00000{{}}.html"
    packed = {"Content-Encoding": "gzip"}
    deep = {f"{HOST}/jdgz/20260304/{n:06d}.html": Page("", 302, {"Location": f"{HOST}/jdgz/20260304/{n + 1:06d}.html"}, etag=False) for n in range(12)}  # fmt: skip
    return {
        "a body cut in its middle": ({at.format(1): Page(body, cut=len(body) // 2, etag=False)}, "cut-body"),
        "a length that is too short": ({at.format(2): Page(body[: len(body) // 2], etag=False)}, "cut-body"),
        "a packed body cut": ({at.format(3): Page(gzip.compress(body)[:-30], headers=packed, etag=False)}, "cut-body"),
        "a packed body broken": ({at.format(4): Page(b"\x1f\x8b\x08" + b"\xff" * 90, headers=packed, etag=False)}, "corrupt-body"),
        "a bomb": ({at.format(5): Page(gzip.compress(b"0" * (40 << 20)), headers=packed, etag=False)}, "too-large"),
        "no answer": ({at.format(6): Page(drop=True)}, "disconnected"),
        "redirects without end": ({next(iter(deep)): Page("", 302, {"Location": next(iter(deep))}, etag=False)}, "redirect-loop"),
        "redirects further and further": ({next(iter(deep)): next(iter(deep.values()))}, "redirect-loop"),
        "an error page with 200": ({at.format(7): Page("<html><title>404</title><p>您访问的页面不存在</p></html>", etag=False)}, "soft-404"),
    }  # fmt: skip


def faulty_server(replica: Replica) -> int:
    """Crawl a site for each misbehaviour; returns how many got another name, a text, or cost a good document."""
    wrong = 0
    print(f"\n{'a server gives':32}{'named':16}{'verdict':12}{'good texts':>11}")
    for what, (pages, name) in misbehaving().items():
        with tempfile.TemporaryDirectory() as folder:
            site = Site(Path(folder), replica)
            further = {url: Page("", 302, {"Location": url[:-11] + f"{int(url[-11:-5]) + 1:06d}.html"}, etag=False) for url in (f"{HOST}/jdgz/20260304/{n:06d}.html" for n in range(1, 30))}  # fmt: skip
            if "further" in what:
                more = pages | further
                good = Page(listing([*(f"{HOST}/jdgz/20260301/{n:06d}.html" for n in range(1, 9)), *pages]))
                run = site.crawled(more, good)
            else:
                run = site.crawled(pages)
            with open_archive(site.folder / "archive") as archive:
                url = next(iter(pages))
                told = [(c.recorded_at, c.cause or c.outcome) for c in archive.captures_of_run(run.id) if c.url == url]
                attempts = list(archive.attempts_of_run(run.id))
                asked = {url, *further} if "further" in what else {url}
                told += [(a.recorded_at, a.cause) for a in attempts if a.url in asked]
            named = max(told, default=(None, "nothing"))[1]
            good_texts = len(site.texts(f"{HOST}/jdgz/20260301/{n:06d}.html" for n in range(1, 9)))
            wrong += named != name or good_texts != 8 or bool(site.texts(pages))
            print(f"{what:32}{named:16}{run.verdict!s:12}{good_texts:>11}")
    return wrong + calendar(replica)


def calendar(replica: Replica) -> int:
    """A list that goes on for ever: the cap ends the walk, and the run says so."""
    with tempfile.TemporaryDirectory() as folder:
        site = Site(Path(folder), replica)
        endless = {
            f"{HOST}/jdgz/index_{n}.html": Page(listing([], [f"{HOST}/jdgz/index_{n + 1}.html"])) for n in range(2, 200)
        }
        good = [f"{HOST}/jdgz/20260301/{n:06d}.html" for n in range(1, 9)]
        run = site.crawled(endless, Page(listing(good, [f"{HOST}/jdgz/index_2.html"])))
        texts = len(site.texts(good))
    capped = any("cap of pages" in reason for reason in run.reasons)
    print(f"{'a calendar without end':32}{'cap' if capped else 'nothing':16}{run.verdict!s:12}{texts:>11}")
    return int(not capped or run.verdict == "complete" or texts != 8)


def main() -> int:
    """Judge, crawl, print three tables, and return 0 where every bound is held."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--tenth", action="store_true", help="crawl three classes only")
    parser.add_argument("--pages", type=Path, default=None, help="a folder of labelled pages with an index.jsonl")
    asked = parser.parse_args()
    right, total = judged(asked.pages)
    faults = [
        one
        for one in (*FAULTS, *IN_BATCHES)
        if not asked.tenth or one.called in ("challenge", "soft-404", "script-only")
    ]
    with serving() as replica:
        wrong, texts = crawls(replica, faults)
        lost = 0 if asked.tenth else faulty_server(replica)
    print(
        f"\nnamed right: {right} of {total} ({right / total:.1%}, 95 % needed); broken runs called complete: {wrong};"
        f" texts of faults: {texts}; misbehaviours of a server that went wrong: {lost}"
    )
    return int(right < 0.95 * total or wrong + texts + lost > 0)


if __name__ == "__main__":
    sys.exit(main())
