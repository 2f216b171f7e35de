"""Changes a hand could make in the files of a pack: one number, day, word or letter at a time."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

Files = Mapping[str, bytes]

_SECTION = re.compile(r"\[\[?([\w.]+)\]\]?\s*$")
_TOP = re.compile(r"([\w-]+)\s*=")
_TOKEN = re.compile(
    r'(?:(?P<key>[\w-]+)\s*=\s*)|"(?P<text>(?:[^"\\]|\\.)*)"|(?P<open>[\[{])|(?P<close>[\]}])'
    r"|(?P<day>\d{4}-\d\d-\d\d)|(?P<number>\d+(?:\.\d+)?)|(?P<flag>true|false)"
)
_FIGURE = re.compile(r"\d+(?:\.\d+)?|[一二两三四五六七八九十]")
_OTHER = "某"

# Words held against the policy's own: letter by letter.
QUOTED = {"quote", "as_written", "written", "titles", "words", "document_number", "steps"}
# Words that decide: each is exchanged for every other one the pack knows at that place.
DECIDING = {"later", "outcome", "start", "as_of", "stock", "year", "by", "mode", "scope", "late"}
# Numbers of papers and of the pack itself, not of the policy: words beside them are prose.
_PROSE = {"label", "note", "help", "question", "says", "reason", "heading", "chapter"}


@dataclass(frozen=True, slots=True)
class Token:
    """One value in a file: where it stands, and under which keys."""

    file: str
    start: int
    end: int
    section: str  # awards.rules
    top: str  # the key at the head of the line's entry
    key: str  # the innermost key
    sort: str  # text | day | number | flag
    value: str
    block: int  # counts the tables of a file

    @property
    def place(self) -> str:
        return f"{self.file} {self.section}[{self.block}] {self.top}.{self.key}"


@dataclass(frozen=True, slots=True)
class Mutation:
    """One value of one file changed."""

    token: Token
    new: str
    expectation: bool = False

    def applied(self, files: Files) -> dict[str, bytes]:
        text = files[self.token.file].decode()
        changed = text[: self.token.start] + self.new + text[self.token.end :]
        return {**files, self.token.file: changed.encode()}

    def __str__(self) -> str:
        return f"{self.token.place}: {self.token.value} → {self.new}"


def tokens(file: str, text: str) -> Iterator[Token]:
    """The values of a TOML file as the packs write them."""
    section, top, keys, at, block = "", "", [""], 0, 0
    for line in text.splitlines(keepends=True):
        head = _SECTION.match(line.strip())
        if head and line.startswith("["):
            section, top, keys, block = head[1], "", [""], block + 1
        elif not line.startswith("#"):
            first = _TOP.match(line)
            if first:
                top, keys = first[1], [""]
            for match in _TOKEN.finditer(line):
                if match["key"]:
                    keys[-1] = match["key"]
                elif match["open"]:
                    keys.append(keys[-1])
                elif match["close"]:
                    keys.pop()
                elif match.lastgroup:
                    inner = 1 if match.lastgroup == "text" else 0
                    yield Token(
                        file,
                        at + match.start() + inner,
                        at + match.end() - inner,
                        section,
                        top,
                        keys[-1],
                        match.lastgroup,
                        match[match.lastgroup],
                        block,
                    )
        at += len(line)


def all_tokens(files: Files) -> list[Token]:
    return [
        token
        for name in sorted(files)
        if name.endswith(".toml")
        for token in tokens(name, files[name].decode())
    ]


def mutations(files: Files) -> list[Mutation]:
    """Every change that `policy check` has to notice."""
    found = all_tokens(files)
    words = _known_words(found)
    return [
        Mutation(token, new, token.top == "expect")
        for token in found
        for new in dict.fromkeys(_changes(token, words))
        if new != token.value
    ]


def inputs(files: Files) -> list[Mutation]:
    """Changes of what golden cases start from: another example may well come to the same."""
    return [
        Mutation(token, new)
        for token in all_tokens(files)
        if token.section == "cases" and token.top != "expect"
        for new in _figures(token)
        if new != token.value
    ]


def text_mutations(files: Files) -> list[Mutation]:
    """Every figure of the text itself, and its other letters here and there."""
    text = files["source.md"].decode()
    found = []
    for match in _FIGURE.finditer(text):
        token = Token("source.md", match.start(), match.end(), "", "text", "", "text", match[0], 0)
        found.append(Mutation(token, _next_figure(match[0])))
    return found


def _known_words(found: list[Token]) -> dict[tuple[str, str, str], set[str]]:
    """The words that could stand at a place: those of the same key, or the table's choices."""
    words: dict[tuple[str, str, str], set[str]] = defaultdict(set)
    for token in found:
        if token.sort == "text":
            if token.key != "reading":
                words[_slot(token)].add(token.value)
            if token.top == "choices" and token.key == "value":
                words[(token.file, str(token.block), "default")].add(token.value)
    return words


def _slot(token: Token) -> tuple[str, str, str]:
    if token.top == "default":
        return (token.file, str(token.block), "default")
    return (token.section, "", token.top if token.top in DECIDING else token.key)


def _changes(token: Token, words: Mapping[tuple[str, str, str], set[str]]) -> Iterator[str]:
    if token.section == "cases" and token.top != "expect":
        return
    if token.sort != "text":
        yield from _figures(token)
    elif token.top == "expect" and token.key in ("verdict", "items", "codes"):
        others = sorted(words[_slot(token)] - {token.value}) if token.key != "codes" else []
        yield (others or ["nothing-of-the-kind"])[0]
    elif _is_quoted(token):
        yield from _letters(token.value)
    elif token.top in ("accepts", "agrees") and token.value.isdigit():
        yield from (figure for figure in "12389" if figure != token.value)
        yield token.value + "0"
    elif token.top == "group":
        yield token.value + "1"
    elif (token.top in DECIDING and token.key != "reading") or token.top == "default":
        if _SHARE.fullmatch(token.value):
            yield from ("0.9", "0.1")
        known = words[_slot(token)]
        if token.top in DECIDING or len(known) > 1:
            yield from sorted(known)


def _is_quoted(token: Token) -> bool:
    if token.section == "written_off":
        return token.top == "text"
    return token.top in QUOTED or (token.top == "prefixes" and token.key != "reading")


_SHARE = re.compile(r"[01](?:\.\d+)?")


def _figures(token: Token) -> Iterator[str]:
    """A day, a number or a flag changed by hand."""
    if token.sort == "flag":
        if token.section == "awards.rules" or token.top in ("default", "referral"):
            yield "false" if token.value == "true" else "true"
    elif token.sort == "day":
        yield str(date.fromisoformat(token.value) + timedelta(days=1))
        yield str(date.fromisoformat(token.value) - timedelta(days=1))
    elif token.sort == "number":
        yield _next_figure(token.value)
        if Decimal(token.value):
            yield f"{Decimal(token.value) * 10:f}"


def _next_figure(text: str) -> str:
    """The number one step on in its last place."""
    if not text.isascii():
        numerals = "一二三四五六七八九十"
        return numerals[(numerals.find(text.replace("两", "二")) + 1) % 10]
    number = Decimal(text)
    step = Decimal(1).scaleb(int(number.as_tuple().exponent))
    return f"{number + step:f}"


def _letters(text: str) -> Iterator[str]:
    """The words with one letter changed (first, middle, last), and with each figure changed."""
    for place in sorted({0, len(text) // 2, len(text) - 1}):
        yield text[:place] + _OTHER + text[place + 1 :]
    for match in _FIGURE.finditer(text):
        for new in (_next_figure(match[0]), match[0] + "0"):
            yield text[: match.start()] + new + text[match.end() :]
        if match[0] != "1":
            yield text[: match.start()] + "1" + match[0] + text[match.end() :]
