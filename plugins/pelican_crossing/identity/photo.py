"""The author's portrait, as a contact file and a page's metadata need it."""

from __future__ import annotations

import io
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

from PIL import Image, ImageOps

from pelican_crossing.errors import IdentityError, Problem

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

SIDE: Final = 320
"""Pixels: sharp on a telephone, and about 30 kB of contact file."""

_QUALITY: Final = 75
_ORIENTATION: Final = 0x0112
_FIRST_SIDEWAYS: Final = 5


def jpeg_for_contact(path: Path) -> bytes:
    """Return the image at `path` as a JPEG, cropped to the square in its middle and at most 320 pixels wide.

    The pixels are new: place, time, camera and every other metadata of the original are gone, after the image
    was turned as they say. What is transparent becomes white.

    Raises IdentityError when the file is missing or is not an image.
    """
    with _opened(path) as image:
        upright = ImageOps.exif_transpose(image).convert("RGBA")
        side = min(SIDE, *upright.size)
        square = ImageOps.fit(upright, (side, side), Image.Resampling.LANCZOS)
    canvas = Image.new("RGB", square.size, "white")
    canvas.paste(square, mask=square)
    buffer = io.BytesIO()
    canvas.save(buffer, "JPEG", quality=_QUALITY)
    return buffer.getvalue()


def size(path: Path) -> tuple[int, int]:
    """Return the width and height in pixels at which the image at `path` is shown.

    Raises IdentityError when the file is missing or is not an image.
    """
    with _opened(path) as image:
        sideways = image.getexif().get(_ORIENTATION, 1) >= _FIRST_SIDEWAYS
        return (image.height, image.width) if sideways else image.size


@contextmanager
def _opened(path: Path) -> Iterator[Image.Image]:
    try:
        with Image.open(path) as image:
            yield image
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError) as error:
        missing = isinstance(error, FileNotFoundError)
        what = "there is no such image" if missing else "cannot be read as an image"
        remedy = "give me.photo in identity.toml a JPEG, PNG or WebP file of the content folder"
        raise IdentityError(Problem(str(path), 0, what, remedy)) from error
