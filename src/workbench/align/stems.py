"""Cheap stems, without an analyser: English by its endings, Korean by its particle and ending chains.

A stem need not be a word; it must be the same for the same word on a glossary line and in running text. Over-cutting
costs a little precision, under-cutting loses the match, so both cut boldly. The suffix lists are closed classes.
"""

from __future__ import annotations

from functools import lru_cache

_STOP = (
    "the a an of to in on at for by with from and or but as is are was were be been being it its this "
    "that these those he she they we you i his her their our your my him them us me not no do does did "
    "has have had will would can could may might should must who whom which what when where why how there "
    "here than then so if into about over after before up down out also just more most very all any some "
    "such own other said says s t re ve ll"
)
ENGLISH_STOP = frozenset(_STOP.split())
_IRREGULAR = {
    "men": "man", "women": "woman", "people": "person", "children": "child", "went": "go", "gone": "go", "goes": "go",
    "came": "come", "made": "make", "took": "take", "taken": "take", "gave": "give", "given": "give", "found": "find",
    "told": "tell", "thought": "think", "brought": "bring", "bought": "buy", "built": "build", "began": "begin",
    "begun": "begin", "became": "become", "held": "hold", "kept": "keep", "left": "leave", "led": "lead", "lost": "lose",
    "met": "meet", "paid": "pay", "rose": "rise", "risen": "rise", "fell": "fall", "fallen": "fall", "grew": "grow",
    "grown": "grow", "knew": "know", "known": "know", "saw": "see", "seen": "see", "sent": "send", "spent": "spend",
    "stood": "stand", "wrote": "write", "written": "write", "won": "win", "sold": "sell", "felt": "feel", "died": "die",
    "dying": "die", "better": "good", "best": "good", "worse": "bad", "worst": "bad", "killed": "kill", "shown": "show",
}  # fmt: skip
_INFLECTIONS = (("ies", "y"), ("ied", "y"), ("eed", "ee"), ("ing", ""), ("ed", ""), ("es", ""), ("s", ""))
_DERIVATIONS = (
    ("ational", "at"), ("ization", ""), ("isation", ""), ("fulness", ""), ("iveness", ""), ("ically", ""), ("ously", ""),
    ("ation", ""), ("ition", ""), ("ment", ""), ("ness", ""), ("ally", ""), ("ion", ""), ("ful", ""), ("ive", ""),
    ("ise", ""), ("ize", ""), ("is", ""), ("iz", ""), ("ity", ""), ("at", ""), ("ic", ""), ("ly", ""), ("al", ""),
    ("er", ""), ("or", ""),
)  # fmt: skip


@lru_cache(maxsize=1 << 17)
def english(word: str) -> str:
    """The stem of a lower-case English word: inflection first, then derivation, at most eight letters."""
    word = _IRREGULAR.get(word, word)
    if len(word) <= 3 or not word.isascii():
        return word
    if not word.endswith(("ss", "us")):
        word = _without(word, _INFLECTIONS)
    word = _without(word.removesuffix("e") if len(word) > 4 else word, _DERIVATIONS)
    if len(word) > 3 and word[-1] == word[-2] and word[-1] not in "aeiouls":
        word = word[:-1]
    if len(word) > 3 and word[-1] in "eiy":
        word = word[:-1]
    return word[:8]


def _without(word: str, endings: tuple[tuple[str, str], ...]) -> str:
    for ending, replacement in endings:
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            return word[: len(word) - len(ending)] + replacement
    return word


_PARTICLES = (
    "은 는 이 가 을 를 의 에 에서 에게 에게서 께 께서 한테 와 과 랑 이랑 로 으로 로서 으로서 로써 으로써 도 만 까지 부터 조차 마저 "
    "보다 처럼 같이 대로 마다 라고 이라고 라는 이라는 라며 이라며 란 이란 나 이나 이며 며 이고 인 이다 였다 이었다 입니다 였습니다 "
    "이었습니다 이라 라 이자 든지 이든지 들 뿐 밖에 엔 에선 에는 에서는 에도 에서도 으로는 로는 으로도 로도 으로의 로의 에의 과의 와의 "
    "까지의 부터의 에서의 에게는 에게도 만이 만을 만의 까지는 까지도 보다는 보다도 이지만 지만 인데 이라도 라도 요 야 여 씨 측 님"
)
_ENDINGS = (
    "하다 했다 한다 합니다 했습니다 하는 하고 하며 하면서 하면 하여 해 해서 했던 할 한 함 하기 하지 하게 하도록 하려고 하려는 하려 하라고 "
    "하자 하지만 했고 했으며 했지만 했으나 했다고 한다고 한다는 했다는 하였다 하였고 하였으며 하였습니다 해야 해왔다 해온 하겠다 하겠다고 하던 "
    "할지 한데 하는데 되다 되었다 됐다 된다 됩니다 됐습니다 되었습니다 되는 되고 되며 되면서 되면 되어 돼 돼서 될 된 됨 되기 되지 되지만 "
    "되었고 됐고 됐으며 되었으며 됐지만 되었지만 됐다고 된다고 된다는 됐다는 되었던 됐던 될지 되는데 되도록 시키다 시켰다 시킨다 시키는 시키고 "
    "시킨 시킬 시켜 시키기 스럽다 스러운 스럽게 적 적인 적으로 적이다 적이고 적이며 적이었다 성 화 당했다 당한 당하는 받았다 받은 받는"
)
_BY_LENGTH = sorted({*_PARTICLES.split(), *_ENDINGS.split()}, key=lambda suffix: -len(suffix))
_SUFFIXES = frozenset(_BY_LENGTH)
_LONGEST = len(_BY_LENGTH[0])


@lru_cache(maxsize=1 << 17)
def korean(word: str) -> str:
    """A Hangul word without its chain of particles and light endings; two syllables stay at least."""
    for _ in range(3):
        for length in range(min(_LONGEST, len(word) - 2), 0, -1):
            if word[-length:] in _SUFFIXES:
                word = word[:-length]
                break
        else:
            break
    return word


def is_korean_suffix(text: str) -> bool:
    """Whether the text can stand after a Korean noun: a particle, a light verb's ending, or two of them."""
    if text in _SUFFIXES or not text:
        return True
    return any(text[:cut] in _SUFFIXES and text[cut:] in _SUFFIXES for cut in range(1, len(text)))


@lru_cache(maxsize=1 << 16)
def korean_verb_stems(form: str) -> tuple[str, ...]:
    """What a conjugated form may have for a stem: contractions undone, the final of an ending taken off (`탔` → `타`)."""
    code = ord(form[-1]) - 0xAC00
    if not 0 <= code < 11172:
        return ()
    head, initial, vowel, final = form[:-1], code // 588, code // 28 % 21, code % 28
    found = [form]

    def syllable(new_vowel: int, new_final: int = 0) -> str:
        return head + chr(0xAC00 + initial * 588 + new_vowel * 28 + new_final)

    if final in (0, 4, 8, 16, 17, 20):  # open, or ㄴ ㄹ ㅁ ㅂ ㅆ of an ending
        vowels = {vowel, *_CONTRACTED.get(vowel, ())}
        found += [syllable(each) for each in sorted(vowels) if not (each == vowel and final == 0)]
        if final in (4, 16, 17) or final == 0:
            found.append(syllable(vowel, 8))  # ㄹ drops before ㄴ, ㅂ, ㅅ
    return tuple(found)


_CONTRACTED = {6: (20,), 9: (8,), 14: (13,), 1: (0,), 10: (11,), 4: (18,), 0: (18,)}
"""Vowel of a contraction → vowel of the stem: ㅕ ← ㅣ, ㅘ ← ㅗ, ㅝ ← ㅜ, ㅐ ← ㅏ, ㅙ ← ㅚ, ㅓ ← ㅡ, ㅏ ← ㅡ."""
