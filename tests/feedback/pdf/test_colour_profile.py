"""The colours of a file are those of the screen."""

import hashlib
import io

from PIL import Image, ImageCms

from feedback.pdf.colour_profile import srgb


def test_profile_is_srgb_as_another_library_makes_it() -> None:
    ours = ImageCms.ImageCmsProfile(io.BytesIO(srgb()))
    theirs = ImageCms.createProfile("sRGB")
    colours = [
        (red, green, blue) for red in range(0, 256, 51) for green in range(0, 256, 51) for blue in range(0, 256, 51)
    ]
    picture = Image.new("RGB", (len(colours), 1))
    picture.putdata(colours)
    turned = ImageCms.profileToProfile(picture, ours, theirs)
    assert turned is not None
    seen = [turned.getpixel((place, 0)) for place in range(len(colours))]

    assert (
        max(abs(a - b) for one, other in zip(colours, seen, strict=True) for a, b in zip(one, other, strict=True)) <= 1
    )


def test_profile_is_the_same_bytes_everywhere() -> None:
    assert hashlib.sha256(srgb()).hexdigest() == "afcab2aa713dfdcfdbf61bb09f69ba34b7953250c1ff619f1c0be745e5b49580"
