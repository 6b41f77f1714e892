"""Where the system's Chromium stands, and how it is started: it renders, and never reaches the network by itself."""

import os
import shutil
from collections.abc import Mapping
from importlib.util import find_spec

from crawler.errors import WrongUse

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")

PATIENCE_MS = 300_000
"""How long a page may take until nothing moves any more: each of its requests waits for its turn."""

ARGUMENTS = (
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-domain-reliability",
    "--dns-prefetch-disable",
    # All that a page asks for is handed to it by the walk; what would go out beside that finds no host.
    "--host-resolver-rules=MAP * ~NOTFOUND",
)


def launch_options(environment: Mapping[str, str] = os.environ) -> dict[str, object]:
    """Return Playwright's launch options for the system's Chromium (`FANGZHI_CHROMIUM`, else the first on the path).

    Raises:
        WrongUse: scrapy-playwright or Chromium is missing; the message says how to install it.
    """
    if find_spec("scrapy_playwright") is None:
        raise WrongUse("--browser needs scrapy-playwright; to install it: pip install 'fangzhi[browser]'")
    named = environment.get("FANGZHI_CHROMIUM", "")
    found = shutil.which(named) if named else next((path for name in NAMES if (path := shutil.which(name))), None)
    if found is None:
        what = f"FANGZHI_CHROMIUM is {named!r}, and no such program is" if named else "no Chromium is"
        raise WrongUse(
            f"{what} on this machine; install one (apt-get install chromium), or name it in FANGZHI_CHROMIUM"
        )
    sandbox = ["--no-sandbox"] if hasattr(os, "geteuid") and os.geteuid() == 0 else []  # Chromium refuses root else
    return {"executable_path": found, "headless": True, "args": [*ARGUMENTS, *sandbox]}
