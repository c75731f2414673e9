"""What may follow a Korean noun inside its eojeol: particle chains, the copula, verbs in 하다, derivational suffixes.

Korean glues particles to nouns, so a term in running text is a term plus an ending. The endings are a closed class:
they are written out here as regular expressions, one for each way a noun can sound at its end (vowel, ㄹ, other
consonant), because 은/는, 이/가, 을/를, 과/와, 으로/로 agree with that sound and 전쟁+이란 must not be read as Iran.
"""

from __future__ import annotations

import re
from functools import cache

_FIRST_HANGUL, _LAST_HANGUL = "가", "힣"
_RIEUL = 8

# After any noun, whatever its last sound.
_ANY = (
    "에서부터는 에서부터 에서만은 에서만 에서의 에서는 에서도 에서조차 에서 에게서는 에게서 에게로 에게는 에게도 에게만 에게 에의 에는 에도 에만 "
    "에까지 에선 에겐 에다가 에다 에 의 도 만이 만은 만을 만의 만으로는 만으로도 만으로 만 까지도 까지는 까지의 까지 마저도 마저 조차도 조차 "
    "마다 보다는 보다도 보다 처럼 같이 같은 밖에는 밖에 부터는 부터의 부터도 부터 께서는 께서 께 한테서 한테 하고 뿐만 뿐 만큼은 만큼의 만큼 "
    "대로 커녕 치고 더러 마냥 이야말로 라든가 라든지 이라든가 이라든지"
)
_VOWEL = "는커녕 는 가 를 와의 와는 와도 와 나 라도 나마 랑 란 야말로 야"
_CONSONANT = "은커녕 은 이 을 과의 과는 과도 과 이나마 이나 이라도 이랑 이란 이야"
_DIRECTION = "서의 서는 서도 서만 서 써만 써 부터의 부터는 부터 까지 의 는 도 만 선"
# What may pile up behind a first particle.
_MORE = (
    "은 는 이 가 을 를 도 만 의 까지 부터 조차 마저 라도 나마 로 로서 으로 와 과 나 요 뿐 처럼 보다 마다 밖에 만큼 커녕 이라도 이나 이나마 이야말로 야말로 "
    "같은 같이 하고 에 에서"
)
# Dependent nouns that newspapers write without a space; the term in front of them keeps its meaning.
_DEPENDENT = "들끼리 들 내부 내외 내 측 등지 등등 등 뿐 때문 이후 이전 당시 쪽 쯤 끼리 별 간"

_COPULA = (
    "이다 이며 이면서 이면 이고 이고도 이지만 이지 이지는 이므로 이라 이라는 이라는데 이라던 이라고 이라고는 이라며 이라면 이라서 이라도 이란다 "
    "이라야 이라지만 이라기보다 이라기보다는 이라기엔 이자 이든 이든지 이던 이기 이기에 이기도 이기는 이기를 이기 때문 이니 이니까 이니만큼 "
    "이었다 이었다는 이었다고 이었던 이었으며 이었고 이었지만 이었으나 이었음 이었음을 이었기 이었기에 이었을 이었는데 이었다면 이었다지만 "
    "이어서 이어야 이어도 이나 이냐 이냐는 이냐고 이냐를 이요 이오 이에요 이죠 이네 이군 이구나 이랄 이됐다 이겠다 이겠지만 이겠으나 이며도 "
    "인 인데 인데도 인지 인지는 인지도 인지를 인가 인가를 인가는 인바 인 만큼 인만큼 인즉 인양 인셈 인들 "
    "일 일지 일지는 일지도 일까 일수록 일뿐 일뿐더러 일 뿐 일지라도 일지언정 일진대 일망정 일텐데 일것 "
    "임 임을 임은 임에 임에도 임에도불구하고 임이 임과 임으로 임으로써 입니다 입니다만 입니까 "
    "여서 여야 여도"
)
# After a vowel the 이 of the copula may fall away.
_CONTRACTED = (
    "다 다는 다고 다만 다며 다면 며 면서 면 고 지만 므로 라 라는 라던 라고 라고는 라며 라면 라서 란다 라야 라지만 라기보다 라기보다는 "
    "든 든지 니 니까 였다 였다는 였다고 였던 였으며 였고 였지만 였으나 였음 였음을 였기 였기에 였을 였는데 였다면 예요 죠 냐 냐는 냐고 자 자마자 요"
)

_VERB = (
    r"(?:하(?:다|는|고|며|면|여|였|지|자|게|도록|려|기|던|겠|시|니|므로|거나|는데|나|라|더|되)[가-힣]*|하"
    r"|한(?:다|다는|다고|다고는|다면|다며|다지만|데|지|지는|바|들|채|뒤|후|것|편|만큼|대로)?|할(?:지|지는|수|까|뿐|것|때|만큼|수록|지라도|지언정)?"
    r"|해(?:서|서는|야|야만|야할|도|왔다|왔고|왔던|온|오던|오고|지는|지고|진|졌다|졌고|질|주는|주고|준|줄|나가는|나갈|나가며|가며|가고|갈|놓고|낸|내며|내는|버린)?"
    r"|했[가-힣]*|함(?:으로써|으로|에|을|은|이|과|께|도|에도|에따라)?|합니[가-힣]+|합시[가-힣]+"
    r"|되(?:다|는|고|며|면|어|었|지|자|기|려|도록|던|므로|는데|거나|게|나|더|레|살)[가-힣]*|되|된(?:다|다는|다고|다면|다며|데|지|바|채|것|후|뒤)?|될(?:지|지는|수|까|뿐|것|때|수록)?|됐[가-힣]*"
    r"|돼(?:서|야|도|왔다|온|있|버린)?|됨(?:으로써|에|을|은|이|과|도)?|됩니[가-힣]+"
    r"|시키[가-힣]*|시켜[가-힣]*|시킨[가-힣]{0,3}?|시킬[가-힣]{0,2}?|시켰[가-힣]*|시킴[가-힣]?"
    r"|당하[가-힣]*|당한[가-힣]{0,2}?|당할|당해[가-힣]?|당했[가-힣]*|받[는은을았아고으지][가-힣]*|스럽[가-힣]*|스러[가-힣]*|롭[가-힣]*|로운|로워[가-힣]*)"
)

DERIVATIONAL = ["적", "화", "학", "성", "론", "국", "인", "계", "권", "력", "형", "식", "제", "가", "자", "주의", "상", "관", "법", "어", "파", "층", "주의자", "론자", "학자", "학파", "인들"]  # fmt: skip
"""Suffixes that make another noun (or, with 적, an adnominal) of a noun: the English needs another form."""


def sound(char: str) -> str:
    """How a Korean word ending in this character sounds at its end: `V`owel, `L` for ㄹ, `C`onsonant, `?` unknown."""
    if not _FIRST_HANGUL <= char <= _LAST_HANGUL:
        return "?"
    final = (ord(char) - ord(_FIRST_HANGUL)) % 28
    return "V" if not final else "L" if final == _RIEUL else "C"


def is_hangul(char: str) -> bool:
    """Whether the character is a Hangul syllable."""
    return _FIRST_HANGUL <= char <= _LAST_HANGUL


def chain_end(text: str, at: int, last: str) -> int | None:
    """Where the ending that starts at `at` stops, if it is a chain of particles (or the copula) up to the eojeol's end.

    Args:
        text: The text; the eojeol ends at the first character that is no Hangul syllable.
        at: Where the noun ends.
        last: The noun's last character, which the first particle must agree with.

    Returns:
        The offset behind the chain (`at` itself when nothing follows), or None when what follows is no chain.
    """
    if at >= len(text) or not is_hangul(text[at]):
        return at
    match = _chain(sound(last)).match(text, at)
    return match.end() if match else None


def verb_end(text: str, at: int) -> int | None:
    """Where a verb in 하다, 되다, 시키다 … that starts at `at` stops, if it fills the rest of the eojeol; else None."""
    match = _verb().match(text, at)
    return match.end() if match else None


def derived_end(text: str, at: int) -> int | None:
    """Where a derivational suffix with its own ending stops (동맹+국들과, 전략+적인), or None where there is none."""
    for suffix in DERIVATIONAL:
        if not text.startswith(suffix, at):
            continue
        end = at + len(suffix)
        for stop in (chain_end(text, end, suffix[-1]), verb_end(text, end), derived_end(text, end)):
            if stop is not None:
                return stop
    return None


def _alternatives(*lists: str) -> str:
    words = sorted({word for words in lists for word in words.split()}, key=len, reverse=True)
    return "|".join(words)


@cache
def _chain(final: str) -> re.Pattern[str]:
    agreeing = {
        "V": [_VOWEL, "로"],
        "L": [_CONSONANT, "로"],
        "C": [_CONSONANT, "으로"],
        "?": [_VOWEL, _CONSONANT, "로", "으로"],
    }[final]
    direction = {"V": "로", "L": "로", "C": "으로", "?": "(?:으)?로"}[final]
    first = f"(?:{direction}(?:{_alternatives(_DIRECTION)})|{_alternatives(_ANY, *agreeing)})"
    copula = _alternatives(_COPULA, *([_CONTRACTED] if final in "V?" else []))
    inner = f"(?:{_alternatives(_COPULA, _CONTRACTED)})"
    more = f"(?:{_alternatives(_MORE)})"
    after_dependent = f"(?:{_alternatives(_ANY, _VOWEL, _CONSONANT, '로 으로')})"
    dependent = f"(?:{_alternatives(_DEPENDENT)})(?:{after_dependent}{more}{{0,2}})?{inner}?"
    return re.compile(f"(?:{dependent}|{first}{more}{{0,3}}{inner}?|(?:{copula}))(?![가-힣])")


@cache
def _verb() -> re.Pattern[str]:
    return re.compile(_VERB + r"(?![가-힣])")
