"""A wheel, built once, and an empty environment that it is installed into."""

import sys
import sysconfig
import venv
from pathlib import Path

import pytest

from tests.packaging.environment import ROOT, run


@pytest.fixture(scope="session", name="wheel")
def _wheel(tmp_path_factory):
    """The package as `python -m build` makes it, without fetching anything."""
    folder = tmp_path_factory.mktemp("dist")
    run([sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", folder, ROOT], cwd=folder)
    (found,) = folder.glob("*.whl")
    return found


@pytest.fixture(scope="session", name="installed")
def _installed(wheel, tmp_path_factory):
    """The folder of commands of a new environment that holds the wheel.

    The dependencies are those of the environment the tests run in: a .pth file lends its packages, and fetches
    nothing. A lent folder's own .pth files are not read, so an editable install there is not lent with it.
    """
    folder = tmp_path_factory.mktemp("environment")
    venv.create(folder, with_pip=False, symlinks=True)
    python = folder / "bin" / "python"
    run([sys.executable, "-m", "pip", "--python", python, "install", "--no-deps", "--no-index", wheel], cwd=folder)
    asked = [python, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))"]
    packages = Path(run(asked, cwd=folder).stdout.strip())
    lent = {sysconfig.get_path("purelib"), sysconfig.get_path("platlib")}
    (packages / "lent.pth").write_text("\n".join(sorted(lent)) + "\n", encoding="utf-8")
    return python.parent
