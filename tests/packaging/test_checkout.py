"""A checkout, and so an editable install, works with the folders at its top level."""

import sys

from tests.packaging.environment import ROOT, run


def test_a_checkout_uses_its_own_content_and_templates(tmp_path):
    """An editor's change in the checkout is what the next command reads, wherever it is run from."""
    program = (
        f"import sys; sys.path.insert(0, {str(ROOT)!r});"
        "from bot import paths; print(paths.content_folder()); print(paths.templates_folder())"
    )
    found = run([sys.executable, "-c", program], cwd=tmp_path).stdout.splitlines()
    assert found == [str(ROOT / "content"), str(ROOT / "templates")]


def test_a_chosen_folder_goes_before_all_others(tmp_path):
    """`--content` wins over the packaged folder and the checkout's."""
    from bot import paths

    assert paths.content_folder(tmp_path) == tmp_path
