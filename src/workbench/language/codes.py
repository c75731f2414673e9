"""Language codes: BCP 47 tags written one way, and how near two of them are.

Files in the wild say `KO_kr`, `kor` or `EN-us`; a memory asked for `ko` must find what was stored as `ko-KR`, and the
reverse. Codes are canonical when they come in, compared by family when something is looked up.
"""

from __future__ import annotations

from functools import lru_cache

_THREE_LETTERS = dict(
    pair.split(":")
    for pair in [
        "aar:aa",
        "abk:ab",
        "afr:af",
        "aka:ak",
        "amh:am",
        "ara:ar",
        "arg:an",
        "asm:as",
        "ava:av",
        "aym:ay",
        "aze:az",
        "bak:ba",
        "bam:bm",
        "bel:be",
        "ben:bn",
        "bis:bi",
        "bod:bo",
        "tib:bo",
        "bos:bs",
        "bre:br",
        "bul:bg",
        "cat:ca",
        "ces:cs",
        "cze:cs",
        "cha:ch",
        "che:ce",
        "chv:cv",
        "cor:kw",
        "cos:co",
        "cre:cr",
        "cym:cy",
        "wel:cy",
        "dan:da",
        "deu:de",
        "ger:de",
        "div:dv",
        "dzo:dz",
        "ell:el",
        "gre:el",
        "eng:en",
        "epo:eo",
        "est:et",
        "eus:eu",
        "baq:eu",
        "ewe:ee",
        "fao:fo",
        "fas:fa",
        "per:fa",
        "fij:fj",
        "fin:fi",
        "fra:fr",
        "fre:fr",
        "fry:fy",
        "ful:ff",
        "gla:gd",
        "gle:ga",
        "glg:gl",
        "glv:gv",
        "grn:gn",
        "guj:gu",
        "hat:ht",
        "hau:ha",
        "heb:he",
        "her:hz",
        "hin:hi",
        "hmo:ho",
        "hrv:hr",
        "hun:hu",
        "hye:hy",
        "arm:hy",
        "ibo:ig",
        "ido:io",
        "iii:ii",
        "iku:iu",
        "ile:ie",
        "ina:ia",
        "ind:id",
        "ipk:ik",
        "isl:is",
        "ice:is",
        "ita:it",
        "jav:jv",
        "jpn:ja",
        "kal:kl",
        "kan:kn",
        "kas:ks",
        "kat:ka",
        "geo:ka",
        "kau:kr",
        "kaz:kk",
        "khm:km",
        "kik:ki",
        "kin:rw",
        "kir:ky",
        "kom:kv",
        "kon:kg",
        "kor:ko",
        "kua:kj",
        "kur:ku",
        "lao:lo",
        "lat:la",
        "lav:lv",
        "lim:li",
        "lin:ln",
        "lit:lt",
        "ltz:lb",
        "lub:lu",
        "lug:lg",
        "mah:mh",
        "mal:ml",
        "mar:mr",
        "mkd:mk",
        "mac:mk",
        "mlg:mg",
        "mlt:mt",
        "mon:mn",
        "mri:mi",
        "mao:mi",
        "msa:ms",
        "may:ms",
        "mya:my",
        "bur:my",
        "nau:na",
        "nav:nv",
        "nbl:nr",
        "nde:nd",
        "ndo:ng",
        "nep:ne",
        "nld:nl",
        "dut:nl",
        "nno:nn",
        "nob:nb",
        "nor:no",
        "nya:ny",
        "oci:oc",
        "oji:oj",
        "ori:or",
        "orm:om",
        "oss:os",
        "pan:pa",
        "pli:pi",
        "pol:pl",
        "por:pt",
        "pus:ps",
        "que:qu",
        "roh:rm",
        "ron:ro",
        "rum:ro",
        "run:rn",
        "rus:ru",
        "sag:sg",
        "san:sa",
        "sin:si",
        "slk:sk",
        "slo:sk",
        "slv:sl",
        "sme:se",
        "smo:sm",
        "sna:sn",
        "snd:sd",
        "som:so",
        "sot:st",
        "spa:es",
        "sqi:sq",
        "alb:sq",
        "srd:sc",
        "srp:sr",
        "ssw:ss",
        "sun:su",
        "swa:sw",
        "swe:sv",
        "tah:ty",
        "tam:ta",
        "tat:tt",
        "tel:te",
        "tgk:tg",
        "tgl:tl",
        "tha:th",
        "tir:ti",
        "ton:to",
        "tsn:tn",
        "tso:ts",
        "tuk:tk",
        "tur:tr",
        "twi:tw",
        "uig:ug",
        "ukr:uk",
        "urd:ur",
        "uzb:uz",
        "ven:ve",
        "vie:vi",
        "vol:vo",
        "wln:wa",
        "wol:wo",
        "xho:xh",
        "yid:yi",
        "yor:yo",
        "zha:za",
        "zho:zh",
        "chi:zh",
        "zul:zu",
    ]
)


@lru_cache(maxsize=1024)
def canonical(code: str) -> str:
    """The code as BCP 47 writes it: `KO_kr` → `ko-KR`, `kor` → `ko`, `zh_hant_tw` → `zh-Hant-TW`; empty for no code."""
    first, *rest = code.strip().replace("_", "-").split("-")
    subtags = [_THREE_LETTERS.get(first.lower(), first.lower())]
    for subtag in rest:
        if len(subtag) == 4 and subtag.isalpha():
            subtags.append(subtag.title())
        elif len(subtag) == 2 and subtag.isalpha():
            subtags.append(subtag.upper())
        elif subtag:
            subtags.append(subtag.lower())
    return "-".join(subtags)


@lru_cache(maxsize=1 << 10)
def family(code: str) -> str:
    """The language alone: `ko-KR` → `ko`."""
    return canonical(code).partition("-")[0]


def nearness(asked: str, found: str) -> int:
    """How well a found code answers an asked one.

    3 the same · 2 the same language, one of the two without a region · 1 the same language elsewhere (`en-GB` for
    `en-US`) · 0 another language, or the same in another script (`zh-Hant` for `zh-Hans`).
    """
    mine, theirs = canonical(asked), canonical(found)
    if mine == theirs:
        return 3
    if not mine or mine.partition("-")[0] != theirs.partition("-")[0]:
        return 0
    my_script, their_script = _script(mine), _script(theirs)
    if my_script and their_script and my_script != their_script:
        return 0
    return 2 if "-" not in mine or "-" not in theirs else 1


def _script(code: str) -> str:
    return next((subtag for subtag in code.split("-")[1:] if len(subtag) == 4 and subtag.isalpha()), "")
