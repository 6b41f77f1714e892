"""Runs `fangzhi` as a user does: arguments in, exit code and both streams out."""

import io
import json
import sys
from collections.abc import Mapping
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from crawler.cli import main

VARIABLES = ("FANGZHI_ARCHIVE", "FANGZHI_CONTACT", "FANGZHI_CATALOG")


@dataclass(frozen=True, slots=True)
class Answered:
    """What a command gave back."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """The one JSON value on standard output; anything beside it is an error here."""
        return json.loads(self.out)


class Fangzhi:
    """The command in this process, in a folder of its own, without the environment's variables."""

    def __init__(self, patch: pytest.MonkeyPatch, folder: Path) -> None:
        self._patch = patch
        self.folder = folder
        patch.chdir(folder)
        patch.setenv("COLUMNS", "80")
        for name in VARIABLES:
            patch.delenv(name, raising=False)

    def __call__(
        self, *arguments: object, stdin: bytes = b"", environment: Mapping[str, str] | None = None
    ) -> Answered:
        out, err = io.StringIO(), io.StringIO()
        for name, value in (environment or {}).items():
            self._patch.setenv(name, value)
        self._patch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin)))
        with redirect_stdout(out), redirect_stderr(err):
            code = main([str(argument) for argument in arguments])
        for name in environment or {}:
            self._patch.delenv(name)
        return Answered(code, out.getvalue(), err.getvalue())
