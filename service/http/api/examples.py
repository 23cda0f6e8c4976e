"""Bodies of requests that show in the OpenAPI document what may be sent."""

from litestar.enums import RequestEncodingType
from litestar.openapi.spec import Example
from litestar.params import BodyKwarg


def example(**members: object) -> BodyKwarg:
    """Return what makes a parameter the JSON body of a request, and documents it by an example."""
    return BodyKwarg(media_type=RequestEncodingType.JSON, examples=[Example(value=members)])
