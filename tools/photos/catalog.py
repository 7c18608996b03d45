"""Which photographs are collected, from which package, and what that package says of their licence.

Left out, though they lie beside these: drawings, paintings, textures and microscope slides, which
are not photographs of things; darknet's kite.jpg, whose EXIF data has a copyright notice of its
own; and scikit-image's motorcycle, for which that package states no licence.
"""

from dataclasses import dataclass

from wheels import Package


@dataclass(frozen=True)
class Photo:
    """A file inside a package, and its licence as the package states it."""

    member: str
    licence: str

    @property
    def file_name(self) -> str:
        return self.member.rsplit("/", 1)[-1]


SCIKIT_IMAGE = Package("scikit-image", "0.26.0", "BSD-3-Clause")
SCIKIT_LEARN = Package("scikit-learn", "1.9.1", "BSD-3-Clause")
DARKNET = "darknet"  # a Debian package: apt gives the version of the release

WHEEL_PHOTOS: dict[Package, tuple[Photo, ...]] = {
    SCIKIT_IMAGE: (
        Photo("skimage/data/astronaut.png", "public domain (NASA)"),
        Photo("skimage/data/camera.png", "CC0 (Lav Varshney)"),
        Photo("skimage/data/chelsea.png", "CC0 (Stefan van der Walt)"),
        Photo("skimage/data/coffee.png", "CC0 (Rachel Michetti)"),
        Photo("skimage/data/coins.png", "no known copyright restrictions (Brooklyn Museum)"),
        Photo("skimage/data/rocket.jpg", "public domain (SpaceX)"),
    ),
    SCIKIT_LEARN: (
        Photo("sklearn/datasets/images/china.jpg", "CC BY 2.0 (danielbuechele on Flickr)"),
        Photo("sklearn/datasets/images/flower.jpg", "CC BY 2.0 (vultilion on Flickr)"),
    ),
}

DARKNET_LICENCE = 'GPL-3.0+ or MIT or WTFPL (Joseph Redmon: the package\'s "Files: *")'
DARKNET_NAMES = ("dog", "eagle", "giraffe", "horses", "person")
DARKNET_PHOTOS = tuple(
    Photo(f"usr/share/darknet/data/{name}.jpg", DARKNET_LICENCE) for name in DARKNET_NAMES
)
