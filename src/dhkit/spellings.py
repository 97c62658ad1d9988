"""Spellings: the many ways in which one Russian name is written in Latin letters.

Owns the romanisation of Cyrillic and the key under which all usual spellings of a name fall together. In comes a word,
out comes its key. Whose name it is, is `name_forms`.

Rules of the key, in their order:
    1. accents and soft signs fall (*Zinov'ev*, *Gor'kii*)
    2. *sh, shch, sch*; *ch, tch, tsch*; *zh, j before a consonant*; *dzh, dj*; *kh*; *ts, tz, cz*, and *c* before *k*
       are one sound each, in the manner of libraries, of geographers, of newspapers, of Germans and of Frenchmen
    3. *w*, and *ff* at the end, are *v*; *x* is *ks*; *ou* is *u*; *-ine* at the end is *-in*
    4. *y, i, j* are one (*Yudenich*, *Iudenich*, *Judenitsch*); before *e* and *o* they fall (*Yezhov*, *Ezhov*), and
       the *o* is an *e* (*Pyotr*, *Petr*)
    5. double letters are single (*-skii*, *-sky*, *-ski*)

    >>> [spelling_key(w) for w in ("Trotsky", "Trotskii", "Trotzki", "Trockij", "Троцкий")]
    ['trotski', 'trotski', 'trotski', 'trotski', 'trotski']
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache

from dhkit.lexicons import SHIPPED, list_rows

_LETTERS = dict(
    zip("абвгдеёзийклмнопрстуфыэіѣѳѵ", "abvgdeeziiklmnoprstufyeiefi", strict=True),
    ж="zh", х="kh", ц="ts", ч="ch", ш="sh", щ="shch", ъ="", ь="'", ю="iu", я="ia",
)  # fmt: skip

# One capital stands for each sound that takes several letters.
_SOUNDS = [
    (re.compile(pattern), sound)
    for pattern, sound in (
        (r"['’ʹʼ`´\"ʺ]", ""),
        (r"x", "ks"),
        (r"dzh|dj|dsch", "J"),
        (r"shtch|shch|(?<!t)sch|sh", "S"),
        (r"tsch|tch|ch", "C"),
        (r"zh|j(?=[bcdgkmnt])", "Z"),
        (r"kh", "H"),
        (r"t[sz]|cz|c(?=k)", "ts"),
        (r"c", "k"),
        (r"w|(?<=[eio])ff?$", "v"),
        (r"ou", "u"),
        (r"(?<=in)e$", ""),
        (r"[yj]", "i"),
        (r"i+e", "e"),
        (r"(?<=[^aeou])io", "e"),
        (r"^io", "e"),
        (r"(.)\1+", r"\1"),
    )
]
_CYRILLIC = re.compile(r"[\u0400-\u04ff]")


def has_cyrillic(text: str) -> bool:
    """Say whether a text has a Cyrillic letter."""
    return _CYRILLIC.search(text) is not None


def romanise(text: str) -> str:
    """Write Cyrillic in Latin letters as libraries do, without diacritics; everything else stays.

    >>> romanise("Зиновьев, Юденич, Щедрин")
    "Zinov'ev, Iudenich, Shchedrin"
    """
    written = []
    for letter in text:
        latin = _LETTERS.get(letter.lower(), letter)
        written.append(latin.capitalize() if letter.isupper() else latin)
    return "".join(written)


@lru_cache(maxsize=50_000)
def spelling_key(word: str) -> str:
    """Give the key that all spellings of a Russian word share; Cyrillic is romanised first.

    >>> spelling_key("Zinovyev") == spelling_key("Zinov'ev") == spelling_key("Zinovieff"), spelling_key("Юденич")
    (True, 'iudeniC')
    """
    plain = romanise(unicodedata.normalize("NFC", word.casefold()))
    for letter, latin in (("č", "ch"), ("š", "sh"), ("ž", "zh")):
        plain = plain.replace(letter, latin)
    plain = "".join(c for c in unicodedata.normalize("NFKD", plain) if not unicodedata.combining(c))
    for pattern, sound in _SOUNDS:
        plain = pattern.sub(sound, plain)
    return plain


@cache
def _given_names() -> tuple[dict[str, str], frozenset[str], frozenset[str]]:
    """Read the given names: any form → the Russian name; the Russian forms; the women's names."""
    names: dict[str, str] = {}
    russian: set[str] = set()
    women: set[str] = set()
    for _, row in list_rows([SHIPPED], "given_names.csv", ("name", "forms", "english", "sex")):
        own = [row["name"], *filter(None, row["forms"].split("|"))]
        russian.update(form.casefold() for form in own)
        for form in (*own, *filter(None, row["english"].split("|"))):
            names.setdefault(form.casefold(), spelling_key(row["name"]))
        if row["sex"] == "f":
            women.add(spelling_key(row["name"]))
    return names, frozenset(russian), frozenset(women)


def given_key(name: str) -> str:
    """Give the key of a given name: that of the Russian name where it is one, in Russian or in English.

    >>> given_key("Nicholas") == given_key("Nikolay") == given_key("Николай"), given_key("Lev") == given_key("Leon")
    (True, True)
    """
    names = _given_names()[0]
    return names.get(name.casefold()) or names.get(romanise(name.casefold())) or spelling_key(name)


def is_russian_given(name: str) -> bool:
    """Say whether a given name is a Russian one in its Russian form (*Aleksandr*, but not *Alexander*)."""
    russian = _given_names()[1]
    return name.casefold() in russian or romanise(name.casefold()) in russian


def is_woman(given: str) -> bool:
    """Say whether a given name is a woman's: by the list, else by an *a* at its end.

    >>> is_woman("Nadezhda"), is_woman("Nikita"), is_woman("Angelica"), is_woman("Lev")
    (True, False, True, False)
    """
    key = given_key(given)
    names, _, women = _given_names()
    return key in women if key in names.values() else key.endswith("a")
