"""The organisation's own name in its texts: "Acme encrypts its backups" is said of us."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection
from dataclasses import dataclass

_FEWEST_LETTERS = 4
_BEHIND = "at|of|by|for|to|from|with|in|on|about|against|between"  # "nobody at Acme": at us
_WORD = re.compile(r"[^\W_]+", re.UNICODE)


@dataclass(frozen=True)
class OwnName:
    """The forms that a name takes; the longest first. Without forms every text stays as it is."""

    forms: tuple[str, ...] = ()

    def occurs_in(self, text: str) -> bool:
        """Whether a form of it may stand in the text: where none does, it changes nothing."""
        return any(form in text for form in self.forms)

    def as_we(self, text: str) -> str:
        """The text with "we" and "our" for the name: "Acme's laptops", "the Acme app"."""
        if not self.occurs_in(text):
            return text
        for form in self.forms:
            name = re.escape(form)
            text = re.sub(rf"\b(?:[Tt]he\s+)?{name}['’]s?(?=\s)", "our", text)
            text = re.sub(rf"\b[Tt]he\s+{name}\s+(?=[a-z])", "our ", text)
            text = re.sub(rf"\b({_BEHIND})\s+{name}(?![\w@-]|\.\w)", r"\1 us", text)
            text = re.sub(rf"(?<![\w@.-]){name}(?![\w@-]|\.\w)", "we", text)
        return text


def own_name(name: str, legal_forms: Collection[str], is_common: Callable[[str], bool]) -> OwnName:
    """The name's forms: as it is, without its legal form, and its beginning up to the first word
    that says who it is ("Tallyroom" of "Tallyroom Software", "Marlow & Finch", no "First" of "First
    Harbour Bank"). `is_common`: whether a word is used of other things too."""
    bare = name.strip()
    while " " in bare and bare.rpartition(" ")[2].strip(".,").casefold() in legal_forms:
        bare = bare.rpartition(" ")[0].rstrip(" ,")
    forms = [name.strip(), bare]
    pieces = bare.split()
    for end in range(1, len(pieces)):
        words = _WORD.findall(" ".join(pieces[:end]))
        joined = pieces[end - 1] in ("&", "+", "and") or pieces[end] in ("&", "+", "and")
        if not joined and any(_tells(w, is_common) for w in words):
            forms.append(" ".join(pieces[:end]))
            break
    kept = [f for f in dict.fromkeys(forms) if len(f) >= _FEWEST_LETTERS]
    return OwnName(tuple(sorted(kept, key=len, reverse=True)))


def _tells(word: str, is_common: Callable[[str], bool]) -> bool:
    return len(word) >= _FEWEST_LETTERS and word[:1].isupper() and not is_common(word)
