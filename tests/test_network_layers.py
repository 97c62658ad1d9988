"""Layers of a network and the difference of two, on namings whose results are known."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from dhkit.layers import compare_layers, count_layers, count_namings, naming_graph


def named_of(units: dict[str, list[list[str]]]) -> pd.DataFrame:
    """Return what is named, from the units of each document."""
    rows = [
        (f"{document}:{i}-{i + 1}", document, entity)
        for document, listed in units.items()
        for i, unit in enumerate(listed)
        for entity in unit
    ]
    named = pd.DataFrame(rows, columns=["block", "voice", "entity"])
    return named.assign(unit=pd.factorize(named["block"])[0])


def draw_units(n_units: int, seed: int, tied: bool) -> list[list[str]]:
    """Return units that name twelve entities now and then; a and b, if tied, wherever one of them stands."""
    lots = np.random.default_rng(seed)
    units = [sorted(np.array(list("abcdefghijkl"))[lots.random(12) < 0.2].tolist()) for _ in range(n_units)]
    if tied:
        units = [sorted({*unit, "a", "b"}) if {"a", "b"} & {*unit} else unit for unit in units]
    return [unit for unit in units if unit]


def test_count_layers_keeps_each_by_itself() -> None:
    """A pair that two documents name has a row in each, with its own blocks; nothing is tied across documents."""
    named = named_of({"faq": [["a", "b"], ["a", "b"]], "lih": [["a", "b"], ["c"]]})
    comentions, blocks = count_layers(named)

    assert [("faq", "a", "b", 2), ("lih", "a", "b", 1)] == list(
        comentions[["layer", "source", "target", "n_blocks"]].itertuples(index=False, name=None)
    )
    assert ["faq", "faq", "lih"] == blocks["layer"].tolist()
    assert ["faq", "lih"] == count_layers(named, by="voice")[0]["layer"].tolist()


def test_compare_layers_finds_the_tie_that_one_draws() -> None:
    """Two who are tied in one layer only differ there; all other pairs do not."""
    named = named_of({"one": draw_units(200, 1, True), "other": draw_units(200, 2, False)})
    compared = compare_layers(named, "one", "other").set_index(["source", "target"])

    assert "one" == compared.loc[("a", "b"), "drawn"]
    assert [("a", "b")] == compared.index[compared["q_value"].le(0.05)].tolist()
    assert compared.loc[("a", "b"), "ratio"] > 1.5


def test_compare_layers_finds_next_to_nothing_in_two_halves() -> None:
    """Two halves of one kind, one three times as long, hardly ever differ: in 3 of 40 comparisons at most."""
    found = [
        compare_layers(
            named_of({"one": draw_units(210, seed, True), "other": draw_units(70, -seed % 997, True)}), "one", "other"
        )
        for seed in range(1, 41)
    ]

    assert sum(bool(compared["q_value"].le(0.05).any()) for compared in found) <= 3
    assert np.mean([compared["p_value"].lt(0.05).mean() for compared in found]) <= 0.05


def test_compare_layers_does_not_test_what_is_unnamed() -> None:
    """Where a layer never names one of the two it leaves out rather than apart."""
    named = named_of({"one": [["a", "b"]] * 3 + [["c"]] * 9, "other": [["a", "c"]] * 3})
    compared = compare_layers(named, "one", "other").set_index(["source", "target"])

    assert ["unnamed", "tested"] == compared["state"].tolist()
    assert np.isnan(compared.loc[("a", "b"), "p_value"])


def test_compare_layers_of_nobody() -> None:
    """A layer that is not there is answered with those that are."""
    with pytest.raises(ValueError, match="the document 'page' names nobody; those that do: faq"):
        compare_layers(named_of({"faq": [["a", "b"]]}), "faq", "page")
    with pytest.raises(ValueError, match="by is 'year'; a network can be cut into layers by document or voice"):
        count_layers(named_of({"faq": [["a", "b"]]}), by="year")


def test_naming_graph_keeps_speakers_and_named_apart() -> None:
    """One who speaks and is named is two nodes; every edge leads from a voice to an entity."""
    namings = count_namings(named_of({"lih": [["lih", "b"], ["b"]]}))
    graph = naming_graph(
        namings,
        pd.DataFrame({"voice": ["lih"], "name": ["Lih, Lars T."]}),
        pd.DataFrame({"entity": ["lih", "b"], "label": ["Lih, Lars T.", "Bogdanov"]}),
    )

    assert [("voice:lih", "entity:b", 2), ("voice:lih", "entity:lih", 1)] == sorted(graph.edges(data="n_blocks"))
    assert "Bogdanov" == graph.nodes["entity:b"]["label"]
