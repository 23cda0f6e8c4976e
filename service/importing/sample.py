"""The sample order of the demo: the facts and the shape of a real one, in words of our own."""

from importlib.resources import files
from typing import Final

NAME: Final = "sample_order.txt"


def order() -> bytes:
    return files("service.importing").joinpath(NAME).read_bytes()
