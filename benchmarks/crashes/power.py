"""Plays a power cut: sets an archive's files back to what its file layer's journal says was made to last."""

import os
import random
from pathlib import Path


def cut_power(folder: Path, journal: Path, chance: random.Random | None = None) -> None:
    """Set every file back to its last fdatasync and every name to its folder's last sync; the catalog keeps its last commit.

    Args:
        chance: given, a file may instead keep any part of what was not synced, or zeros in its place, and a name may stay:
            file systems write early when they like to.
    """
    sizes, names, renames = _lasting(journal)
    for old, new, kept in reversed(renames):
        if chance and chance.random() < 0.5:
            names.add(new)  # it was written early: the file has the one name or the other, never none
        elif Path(new).exists():
            Path(new).rename(old)
            if kept:
                os.link(kept, new)
    for path in _files(folder):
        status = path.stat()
        if str(path) not in names and not (chance and chance.random() < 0.5):
            path.unlink()
            continue
        lasts = min(sizes.get(status.st_ino, 0), status.st_size)
        kept_bytes = chance.randint(lasts, status.st_size) if chance else lasts
        os.truncate(path, kept_bytes)
        if chance and chance.random() < 0.3:
            os.truncate(path, status.st_size)  # a length that was written, of bytes that were not


def remember(folder: Path, journal: Path) -> None:
    """Begin a journal with what is there now: the real layer wrote and synced it."""
    notes = []
    for path in folder.rglob("*"):
        status = path.stat()
        notes += [f"listed\t{path}\t" + "\t".join(entry.name for entry in path.iterdir())] if path.is_dir() else []
        notes += [f"synced\t{status.st_ino}\t{status.st_size}"] if path.is_file() else []
    notes.append(f"listed\t{folder}\t" + "\t".join(entry.name for entry in folder.iterdir()))
    journal.write_text("\n".join(notes) + "\n", encoding="utf-8")


def _lasting(journal: Path) -> tuple[dict[int, int], set[str], list[tuple[str, str, str]]]:
    """What a journal says: synced bytes by inode, lasting names, and the renames whose folder was not synced since."""
    sizes, names, renames = dict[int, int](), set[str](), list[tuple[str, str, str]]()
    for line in journal.read_text(encoding="utf-8").splitlines():
        kind, *words = line.split("\t")
        if kind == "synced":
            sizes[int(words[0])] = int(words[1])
        elif kind == "made":
            sizes.pop(int(words[0]), None)  # the number of a file that is gone
        elif kind == "renaming":
            renames.append((words[0], words[1], words[2]))
        else:
            names |= {f"{words[0]}/{name}" for name in words[1:]}
            renames = [one for one in renames if Path(one[1]).parent != Path(words[0])]
    return sizes, names, renames


def _files(folder: Path) -> list[Path]:
    """Every file that the file layer wrote: all but the catalog, the locks and the README."""
    inside = [path for part in ("raw", "text", "quarantine") for path in (folder / part).rglob("*")]
    return [path for path in (*inside, *folder.glob("manifest.jsonl"), *folder.glob("fangzhi.toml*")) if path.is_file()]
