"""Reading `identity.toml`: every problem is found before any is reported."""

from __future__ import annotations

import re
import tomllib
from typing import TYPE_CHECKING, Any

from pelican_crossing.errors import IdentityError, Problem
from pelican_crossing.identity.check import Finding, check
from pelican_crossing.identity.locate import Where, line_of, locate
from pelican_crossing.identity.model import Identity
from pelican_crossing.identity.relations import relations
from pelican_crossing.identity.schema import IDENTITY, build

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path


def load(path: Path) -> Identity:
    """Read the identity file at `path`.

    Raises IdentityError with every problem of the file and its line, in their order; the schema is that of
    `schema.IDENTITY`, and what it does not know is a problem.
    """
    text = _read(path)
    data = _parse(path, text)
    findings = [*check(data, IDENTITY), *relations(data)]
    if findings:
        lines = locate(text)
        raise IdentityError(*sorted({_problem(path, finding, lines) for finding in findings}))
    return Identity(path=path, **build(data, IDENTITY))


def _read(path: Path) -> str:
    try:
        return path.read_bytes().decode("utf-8-sig").replace("\r\n", "\n")
    except FileNotFoundError:
        remedy = "copy the sample's identity.toml there and fill in your own name and addresses"
        raise IdentityError(Problem(str(path), 0, "there is no such file", remedy)) from None
    except OSError as error:
        remedy = "check that it is a file that you may read"
        raise IdentityError(Problem(str(path), 0, f"cannot be read: {error.strerror}", remedy)) from error
    except UnicodeDecodeError as error:
        line = error.object.count(b"\n", 0, error.start) + 1
        raise IdentityError(Problem(str(path), line, "is not UTF-8 text", "save the file as UTF-8")) from error


def _parse(path: Path, text: str) -> dict[str, Any]:
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        place = re.search(r" \(at (?:line (\d+), column \d+|end of document)\)$", str(error))
        line = int(place[1]) if place and place[1] else text.rstrip("\n").count("\n") + 1
        what = str(error).removesuffix(place[0]) if place else str(error)
        raise IdentityError(Problem(str(path), line, f"is not valid TOML: {what}", "fix this line")) from error
    if not data:
        remedy = "it needs at least `version = 1`, [site] with its url, and [me] with your name"
        raise IdentityError(Problem(str(path), 0, "is empty", remedy))
    return data


def _problem(path: Path, finding: Finding, lines: Mapping[Where, int]) -> Problem:
    also = f" (first on line {line_of(finding.first, lines)})" if finding.first else ""
    return Problem(str(path), line_of(finding.where, lines), finding.what + also, finding.remedy)
