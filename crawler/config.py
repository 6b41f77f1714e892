"""What the environment and the command line decide, read in one place: options win over variables, variables over defaults.

FANGZHI_ARCHIVE is the folder of the archive, FANGZHI_CONTACT the address in the user agent (a web page or a mail
address), FANGZHI_CATALOG a SQLAlchemy URL in place of the SQLite file in the archive's folder, FANGZHI_ALARMS addresses
that alarms are sent to, parted by blanks (apprise's form: wecombot://…, mailto://…). FANGZHI_PICTURES=off leaves pictures unread
where the extra `ocr` is installed.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

ARCHIVE = Path("fangzhi-archive")


@dataclass(frozen=True, slots=True)
class Config:
    """The decisions that every command shares.

    Attributes:
        archive: folder of the archive; a reading command needs it to exist, a writing one makes it.
        sources: folder with declarations beside the bundled ones, None for the bundled ones alone.
        contact: goes into the user agent; empty: only the loopback may be asked.
        catalog: SQLAlchemy URL of the catalog, None for the archive's own choice.
        alarms: apprise addresses that are told when a source breaks; none: nobody is.
        read_pictures: whether pictures are read by machine where the extra `ocr` is installed.
        as_json: one JSON value on standard output and nothing else there.
    """

    archive: Path = ARCHIVE
    sources: Path | None = None
    contact: str = ""
    catalog: str | None = None
    as_json: bool = False
    alarms: tuple[str, ...] = ()
    read_pictures: bool = True

    def with_options(
        self,
        *,
        archive: Path | None = None,
        sources: Path | None = None,
        contact: str | None = None,
        as_json: bool = False,
    ) -> "Config":
        """Return the same decisions with those replaced that are given here (None and False are not given)."""
        return replace(
            self,
            archive=self.archive if archive is None else archive,
            sources=self.sources if sources is None else sources,
            contact=self.contact if contact is None else contact,
            as_json=self.as_json or as_json,
        )


def config_from(environment: Mapping[str, str]) -> Config:
    """Return what the environment decides; a variable that is empty counts as unset."""
    return Config(
        archive=Path(environment.get("FANGZHI_ARCHIVE") or ARCHIVE),
        contact=environment.get("FANGZHI_CONTACT", ""),
        catalog=environment.get("FANGZHI_CATALOG") or None,
        alarms=tuple(environment.get("FANGZHI_ALARMS", "").split()),
        read_pictures=environment.get("FANGZHI_PICTURES", "").lower() != "off",
    )
