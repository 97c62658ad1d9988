from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from strangers import prepare

from dhkit.cli import main
from dhkit.documents import CorpusError, read_corpus
from dhkit.new_corpus import create_corpus, propose_events
from dhkit.oddities import doubt_profiles, read_present
from dhkit.proposals import propose, propose_profile
from dhkit.readers import read_bytes
from dhkit.readings import Reading

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder: Path = tmp_path_factory.mktemp("texts")
    prepare(folder)
    (folder / "corpus.toml").unlink()
    return folder


def test_new(files: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """From files to a built corpus in one command: described with reasons, with first lists, saying what to check."""
    (tmp_path / "raw").mkdir()
    code = main(["new", "marenna", str(files), "--raw", str(tmp_path / "raw"), "--notebooks", str(tmp_path / "none")])
    told = capsys.readouterr().out
    assert code == 0
    corpus = read_corpus(tmp_path / "raw" / "marenna")
    by_key = {d.key: d for d in corpus.documents}
    assert {k: d.layout for k, d in by_key.items()} == {
        "annals": "book", "history": "book", "memoir": "book", "periodical": "essay", "trial": "transcript",
        "republic": "book",
    }  # fmt: skip
    assert by_key["history"].author == "Strake, Edmund"
    assert by_key["history"].year == 1887
    assert by_key["memoir"].translator == "Clara Holme"
    assert by_key["annals"].author == "Bresci, Ottavio"
    toml = (tmp_path / "raw" / "marenna" / "corpus.toml").read_text(encoding="utf-8")
    assert 'author = "Strake, Edmund"  # line 7: Author: Edmund Strake' in toml
    assert (tmp_path / "processed" / "marenna" / "utterances.csv").is_file()
    names = (tmp_path / "raw" / "marenna" / "lexicons" / "authority.csv").read_text(encoding="utf-8")
    assert '"Pell, Harold",person' in names
    assert "Look at this first" in told
    assert "Pell, Harold was taken for another hand" in told


def test_new_overwrites_nothing(files: Path, tmp_path: Path) -> None:
    """A corpus that is there stays as it is, and a name that makes no key is answered with one that does."""
    (tmp_path / "marenna").mkdir()
    with pytest.raises(CorpusError, match="is there already"):
        create_corpus("marenna", [files], tmp_path, say=lambda _: None)
    with pytest.raises(CorpusError, match="try 'my-texts'"):
        create_corpus("My Texts", [files], tmp_path, say=lambda _: None)


def test_text_goes_before_properties() -> None:
    """What a page says of its author in its text is believed before what its head says."""
    page = (
        "<html><head><title>x</title><meta name='author' content='admin'></head><body><h1>Lamps</h1><p>By Anna Tell</p>"
    )
    proposal = propose(read_bytes(page.encode(), "a.html"))
    assert (proposal.get("author"), proposal.get("title")) == ("Tell, Anna", "Lamps")
    properties = propose(read_bytes(page.replace("By Anna Tell", "It was late.").encode(), "a.html"))
    assert properties.get("author") == "admin"
    assert "properties" in properties.guesses["author"].reason


def test_profiles_of_the_sample_are_not_doubted() -> None:
    """What is described rightly is not doubted; a transcript read as a book is, with what was counted."""
    corpus = read_corpus(ROOT / "data" / "raw" / "sample")
    assert doubt_profiles(read_present(corpus)) == []


def test_wrong_profile_is_noticed(files: Path) -> None:
    """The evidence for another profile is told in figures."""
    text = (files / "trial.txt").read_text(encoding="utf-8")
    guess = propose_profile(Reading(text, "text", "utf-8"))
    assert (guess.value, guess.weight >= 0.5) == ("transcript", True)
    assert "8 of 16 blocks" in guess.reason


def test_events() -> None:
    """An event is proposed where a word that events end with is named three times."""
    texts = [
        "The Great Lantern Rising was late.",
        "They recalled the Great Lantern Rising. Of the Great Lantern Rising no more.",
    ]
    events = propose_events(texts)
    assert events["entity"].tolist() == ["great-lantern-rising"]
    assert events["nouns"].tolist() == ["the rising"]
    assert propose_events(["The Ferry Rising."]).empty


def test_events_by_what_happened() -> None:
    """What happened at a place or on a date is an event, and so is a date that is spoken of as one; forms are joined."""
    told = [
        "The fall of the Water Gate was the end. Before the fall of the Water Gate the fall of the Water Gate was a joke.",
        "The insurrection of the 9th Rimefrost. Since the Ninth of Rimefrost nobody slept.",
        "After the 9th Rimefrost came the snow; the 9th Rimefrost was a feast.",
        "On the 4th of May it rained. On the 4th of May he bought a hat, and on the 4th of May he lost it.",
        "The Oath of the Lamps. They swore the oath of the Lamps, and broke the oath of the Lamps.",
    ]
    events = propose_events(told).set_index("entity")
    assert {"fall-of-the-water-gate", "9th-rimefrost", "oath-of-the-lamps"} == set(events.index)
    assert events.loc["9th-rimefrost", "cues"] == "9th Rimefrost|Ninth of Rimefrost"


def test_an_event_with_a_small_noun() -> None:
    """*The Velmish rising* is named like *the Velmish Rising*; *the rising* alone is no name."""
    events = propose_events(
        ["The Velmish rising and the Velmish Rising; the Velmish rising! The rising, the rising, the rising."]
    )

    assert ["Velmish Rising|Velmish rising"] == events["cues"].tolist()


def test_an_event_by_its_noun_alone() -> None:
    """*The Rising* is the one that is named in full, and the row says how often; between two it is neither's."""
    told = ["The Lantern Rising. The Lantern Rising! The Lantern Rising? The Rising was long, and after the Rising"]
    (event,) = propose_events(told).to_dict("records")
    two = propose_events([*told, "The Salt Rising. The Salt Rising! The Salt Rising?", "The Rising failed."])

    assert (event["entity"], event["cues"]) == ("lantern-rising", "Lantern Rising|Rising")
    assert "named 5 times, 2 of them only *Rising*" in event["source"]
    assert {"lantern-rising": "Lantern Rising", "salt-rising": "Salt Rising", "rising": "Rising"} == dict(
        zip(two["entity"], two["cues"], strict=True)
    )


def test_corpus_file_is_toml(files: Path, tmp_path: Path) -> None:
    """Quotation marks in a title do not break what is written."""
    (tmp_path / "a.txt").write_text('Title: The "Lamp" of Velm\n\nAuthor: Anna Tell\n\nIt was late, they said.\n')
    create_corpus("velm", [tmp_path / "a.txt"], tmp_path / "raw", say=lambda _: None)
    described = tomllib.loads((tmp_path / "raw" / "velm" / "corpus.toml").read_text(encoding="utf-8"))
    assert described["documents"][0]["title"] == 'The "Lamp" of Velm'


CHAPTER = "\n\nCHAPTER I\n\nIt was late, and the lamps of the quay had burnt out.\n\nCHAPTER II\n\nMore.\n"


@pytest.mark.parametrize(
    ("page", "expected"),
    [
        (
            "THE\n\nFERRY RISING\n\nA HISTORY\n\nBY\n\nA. TELL\n\nAUTHOR OF “LAMPS”\n\nVOL. I.\n\nTRANSLATED BY\n\nP. ORR\n\nMDCCCXCI",
            {"title": "The Ferry Rising", "author": "Tell, A.", "translator": "P. Orr", "year": "1891"},
        ),
        (
            "MEMOIRS OF GENERAL TELL\n\nWRITTEN BY HIMSELF\n\nTRANSLATED FROM THE ORVANIAN\n\nBY\nMRS. ORR\n\nLONDON, 1854",
            {"title": "Memoirs of General Tell", "author": "Tell", "translator": "Mrs. Orr", "year": "1854"},
        ),
        (
            "HISTORY OF THE FERRY\nFROM 1829 TO 1833\n\nFrom the Orvanian of Anna Tell\n\nBy Paul Orr\n\nCopyright, 1891, by Lamps",
            {"title": "History of the Ferry from 1829 to 1833", "author": "Tell, Anna", "year": "1891"},
        ),
        (
            "LETTERS FROM VELM\n\nby Anna Tell\n\nedited by her nephew P. Orr\n\nVelm: at the Quay, 1902.",
            {"title": "Letters from Velm", "author": "Tell, Anna", "editor": "P. Orr", "year": "1902"},
        ),
        ("The Ferry: a history\n\nAnna Tell\n\nVelm, 1891", {"title": "The Ferry: a history", "author": "Tell, Anna"}),
        ("THE FERRY\n\nA TALE OF VELM\n\nVelm, 1891", {"title": "The Ferry", "author": "", "year": "1891"}),
    ],
)
def test_title_pages(page: str, expected: dict[str, str]) -> None:
    """A title page is read over its lines; whose name is not told is left open."""
    proposal = propose(Reading(page + CHAPTER, "text", "utf-8"))
    assert {name: proposal.get(name) for name in expected} == expected
