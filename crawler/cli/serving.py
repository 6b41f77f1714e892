"""The reading room: `serve`."""

import sys
from typing import Annotated

from crawler.cli.console import note, print_json
from crawler.cli.opening import reader_of, reading
from crawler.cli.options import Option
from crawler.config import Config
from crawler.errors import WrongUse

PANEL = "One page through time"
PORT = 8023


Host = Annotated[str, Option(help="Address to listen on; 0.0.0.0 lets other machines in.", metavar="ADDRESS")]
Port = Annotated[int, Option(help="Port to listen on; 0 for any that is free.", min=0, max=65535)]
Name = Annotated[
    list[str] | None,
    Option(help="Host name that the room answers to, beside localhost and numbers. May be repeated.", metavar="NAME"),
]
Refetching = Annotated[bool, Option("--refetch", help="Offer a button that fetches a page again now.")]


def serve(
    config: Config, host: Host = "127.0.0.1", port: Port = PORT, name: Name = None, refetch: Refetching = False
) -> int:
    """Open the reading room: the archive in a browser, until Ctrl-C or SIGTERM.

    Search; each page through time; each version with its metadata and a citation;
    what was kept of a page, what was cut, and by which rule; what changed; the
    proof of each sentence. In Chinese and English, without scripts. It only
    reads, also while a crawl writes. A version stays at /at/DATE/URL for good.

    Only this machine is let in. With --host 0.0.0.0 everybody who reaches the
    port may read everything: put a server that asks who they are in front.

    Examples:
        fangzhi serve
        fangzhi serve --port 0 --archive fangzhi-demo/archive
        fangzhi serve --host 0.0.0.0 --name archive.example.org
        fangzhi serve --refetch --contact https://you.example/crawler
    """
    from crawler.gateway import is_loopback
    from crawler.job import Orders
    from crawler.serve import address_of, listen, refetching
    from crawler.serve import serve as serve_on

    if refetch and not is_loopback(host):
        raise WrongUse(
            f"--refetch lets whoever reaches {host} send this machine to the sites; open the room on 127.0.0.1,"
            " and put a server that asks who they are in front"
        )
    with reading(config) as archive:
        listening = listen(host, port)
        address = address_of(listening, host)
        if config.as_json:
            print_json({"address": address, "archive": str(config.archive)})
            sys.stdout.flush()
        if refetch and not config.contact:
            note("Without --contact only pages of this machine can be fetched again.")
        note(f"The reading room is open: {address} (Ctrl-C closes it)")
        orders = Orders(contact=config.contact, sources_folder=config.sources, catalog=config.catalog)
        serve_on(
            archive,
            listening,
            {host, *(name or ())},
            refetch=refetching(config.archive, orders) if refetch else None,
            reader_of=lambda version: reader_of(archive, version, config.sources),
        )
    return 0


COMMANDS = (serve,)
