"""The files on which notebook 07 shows the way of a source set into the tables."""

from __future__ import annotations

import pytest
import save_sample


@pytest.mark.parametrize("name", sorted(save_sample.FILES))
def test_saved_files_are_those_of_the_script(name: str) -> None:
    """A committed file is what the script makes of the annotated text today, to the byte."""
    assert (save_sample.SAMPLE / "saved" / name).read_bytes() == save_sample.FILES[name]()


def test_folder_holds_nothing_else() -> None:
    """Nothing lies in the folder that no script has made."""
    assert sorted(save_sample.FILES) == sorted(path.name for path in (save_sample.SAMPLE / "saved").iterdir())
