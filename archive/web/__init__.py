"""The reading room: an archive as pages for people, from a read-only archive, without scripts, in Chinese and English.

The door is `create_app`, which gives an ASGI application; whoever has sockets serves it (`fangzhi serve`). Nothing here asks
a network or the time. A request becomes an `Asked`, a page function answers with a `Reply`, and only `app.py` knows the web
framework.

    /                            search, the newest versions, the sources and how they stand
    /search?q=…                  the documents that hold every phrase
    /source/ID                   a source: its runs, its documents, its declaration
    /page/URL                    a page through time: versions, absences, captures
    /at/WHEN/URL                 the version that stood then (WHEN: a day, an RFC 3339 time, 14 digits, `last`)
    /account/WHEN/URL            every visible piece of it in order, kept or cut, and by which rule
    /diff/FROM/TO/URL            what changed
    /copies/URL                  the same text elsewhere
    /why/WHEN/BLOCK/URL          how a sentence is known, checked now
    /raw/CAPTURE, /bytes/CAPTURE the payload as source text, as a file; /picture/CAPTURE a held picture
    /timegate/URL, /timemap/URL  RFC 7089

`part` as a segment before URL means one page of a document over several addresses.
"""

from archive.web.app import create_app
from archive.web.asking import Refetched

__all__ = ["Refetched", "create_app"]
