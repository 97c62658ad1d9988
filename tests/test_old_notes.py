from __future__ import annotations

import pytest

from dhkit.old_notes import find_old_notes


@pytest.mark.parametrize(
    ("note", "expected"),
    [
        ("[1] Marou, iii. 99.", [("Marou", "", "99")]),
        ("* See Marou, p. 33.", [("Marou", "", "33")]),
        ("[2] Tell, The Long Siege, vol. ii. p. 214.", [("Tell", "The Long Siege", "214")]),
        ("[2] Anna Tell, Lamps (1868), i. 12.", [("Anna Tell", "Lamps", "12")]),
        ("[4] Memoirs of Madame de Corvelle, vol. i, p. 22.", [("de Corvelle", "Memoirs of Madame de Corvelle", "22")]),
        ("[5] Marou, ii. 7; Tell, Lamps, p. 9.", [("Marou", "", "7"), ("Tell", "Lamps", "9")]),
        ("[6] Ibid., p. 12.", [("", "", "12")]),
        ("[7] The Duke had four dogs in 1846.", []),
        ("[8] He read the Long Siege, and was sorry.", []),
    ],
)
def test_old_notes(note: str, expected: list[tuple[str, str, str]]) -> None:
    """A note of an old book cites where a volume or a page ends a name or a title; a plain sentence cites nothing."""
    found = [("".join(r.authors), r.title, r.pages) for *_, references in find_old_notes(note) for r in references]
    assert found == expected
