from __future__ import annotations

import io
from pathlib import Path

import pytest
from PIL import Image

from pelican_crossing.errors import IdentityError
from pelican_crossing.identity.photo import jpeg_for_contact, size

RED, BLUE = (200, 30, 30), (30, 30, 200)
ORIENTATION, SIDEWAYS = 0x0112, 6


@pytest.fixture
def wide(tmp_path: Path) -> Path:
    """A photo 900 x 600 whose left sixth is red, with everything that a telephone writes into it."""
    image = Image.new("RGB", (900, 600), BLUE)
    image.paste(RED, (0, 0, 150, 600))
    exif = Image.Exif()
    exif[0x010F] = "Camera of Mira"
    exif.get_ifd(0x8825)[2] = (57.0, 42.0, 0.0)
    path = tmp_path / "wide.jpg"
    image.save(path, exif=exif, comment=b"at home", icc_profile=b"profile", xmp=b"<x:xmpmeta/>")
    return path


def opened(data: bytes) -> Image.Image:
    return Image.open(io.BytesIO(data))


def near(pixel: object, colour: tuple[int, int, int]) -> bool:
    assert isinstance(pixel, tuple)
    return all(abs(one - other) < 12 for one, other in zip(pixel, colour, strict=True))


def test_a_contact_photo_is_a_square_jpeg_of_320_pixels_from_the_middle(wide: Path) -> None:
    photo = opened(jpeg_for_contact(wide))

    assert (photo.format, photo.mode, photo.size) == ("JPEG", "RGB", (320, 320))
    assert near(photo.getpixel((2, 160)), BLUE)


def test_nothing_of_the_photos_metadata_is_left(wide: Path) -> None:
    data = jpeg_for_contact(wide)

    assert not dict(opened(data).getexif())
    assert set(opened(data).info) <= {"jfif", "jfif_version", "jfif_unit", "jfif_density"}
    assert not any(trace in data for trace in [b"Exif", b"Camera of Mira", b"at home", b"profile", b"xmpmeta"])


def test_a_photo_taken_sideways_is_turned_upright(tmp_path: Path) -> None:
    image = Image.new("RGB", (600, 600), BLUE)
    image.paste(RED, (0, 0, 100, 600))
    exif = Image.Exif()
    exif[ORIENTATION] = SIDEWAYS
    path = tmp_path / "sideways.jpg"
    image.save(path, exif=exif)

    photo = opened(jpeg_for_contact(path))

    assert near(photo.getpixel((160, 20)), RED)
    assert near(photo.getpixel((20, 160)), BLUE)


def test_a_small_photo_is_not_blown_up(tmp_path: Path) -> None:
    Image.new("RGB", (100, 80)).save(tmp_path / "small.png")

    assert opened(jpeg_for_contact(tmp_path / "small.png")).size == (80, 80)


@pytest.mark.parametrize("mode", ["RGBA", "LA", "P", "L", "CMYK", "I;16"])
def test_a_photo_of_any_kind_becomes_a_jpeg(tmp_path: Path, mode: str) -> None:
    path = tmp_path / ("photo.tif" if mode in {"CMYK", "I;16"} else "photo.png")
    Image.new(mode, (400, 400)).save(path)

    assert opened(jpeg_for_contact(path)).mode == "RGB"


def test_what_is_transparent_becomes_white(tmp_path: Path) -> None:
    Image.new("RGBA", (400, 400), (0, 0, 0, 0)).save(tmp_path / "clear.webp")

    assert opened(jpeg_for_contact(tmp_path / "clear.webp")).getpixel((5, 5)) == (255, 255, 255)


def test_the_same_photo_gives_the_same_octets(wide: Path) -> None:
    assert jpeg_for_contact(wide) == jpeg_for_contact(wide)


def test_the_size_is_the_one_that_is_shown(wide: Path, tmp_path: Path) -> None:
    exif = Image.Exif()
    exif[ORIENTATION] = SIDEWAYS
    Image.new("RGB", (40, 30)).save(tmp_path / "sideways.jpg", exif=exif)

    assert size(wide) == (900, 600)
    assert size(tmp_path / "sideways.jpg") == (30, 40)


def test_a_missing_photo_is_told(tmp_path: Path) -> None:
    with pytest.raises(IdentityError, match="there is no such image") as caught:
        jpeg_for_contact(tmp_path / "none.jpg")

    assert "me.photo" in caught.value.problems[0].remedy


def test_a_file_that_is_no_image_or_is_cut_off_is_told(wide: Path, tmp_path: Path) -> None:
    (tmp_path / "text.jpg").write_text("no image")
    (tmp_path / "cut.jpg").write_bytes(wide.read_bytes()[:-2000])

    for path in [tmp_path / "text.jpg", tmp_path / "cut.jpg", tmp_path]:
        with pytest.raises(IdentityError, match="cannot be read as an image"):
            jpeg_for_contact(path)
    with pytest.raises(IdentityError, match="cannot be read as an image"):
        size(tmp_path / "text.jpg")
