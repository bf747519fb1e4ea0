"""The oldest versions that may be installed, because older ones have known security faults."""

from importlib.metadata import version

import pytest
from packaging.version import Version

FLOORS = {
    "babel": "2.9.1",
    "h11": "0.16.0",
    "jinja2": "3.1.6",
    "python-multipart": "0.0.27",
    "starlette": "1.3.1",
}


@pytest.mark.parametrize(("package", "floor"), FLOORS.items())
def test_no_version_with_a_known_fault_is_installed(package, floor):
    """A server that parses forms, headers and templates of strangers runs on versions whose known faults are mended."""
    assert Version(version(package)) >= Version(floor)
