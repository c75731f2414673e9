"""Japanese terms as an editor sees them: at script edges, in runs of kanji divided into words, and nowhere by accident.

A case is a sentence and the terms it holds, each with the first letter of its grade (exact, particle, derived, compound).
"""

from __future__ import annotations

import pytest

from workbench.glossary import Matcher
from workbench.model import Concept, Term

TERMS = {
    "同盟": "alliance", "日米同盟": "Japan–US alliance", "会議": "conference", "国会": "Diet", "議会": "parliament", "政府": "government",
    "国家": "state", "安全保障": "security", "経済安全保障": "economic security", "保障": "guarantee", "経済": "economy", "戦略": "strategy",
    "戦略的曖昧さ": "strategic ambiguity", "米国": "United States", "中国": "China", "日本": "Japan", "台湾": "Taiwan", "台湾海峡": "Taiwan Strait",
    "中国地方": "Chugoku region", "京都": "Kyoto", "東京": "Tokyo", "東京都": "Tokyo Metropolis", "銀行": "bank", "本": "book", "円": "yen",
    "核": "nuclear", "米": "US", "軍": "military", "元": "yuan", "法": "law", "島": "island", "金": "gold", "イラン": "Iran", "インド": "India",
    "ロシア": "Russia", "タイ": "Thailand", "アジア": "Asia", "サプライチェーン": "supply chain", "リスク": "risk", "ドル": "dollar", "ミサイル": "missile",
    "エネルギー": "energy", "テロ": "terrorism", "関税": "tariff", "輸出": "exports", "輸出管理": "export controls", "制裁": "sanctions",
    "貿易": "trade", "半導体": "semiconductor", "抑止": "deterrence", "拡大抑止": "extended deterrence", "緩衝地帯": "buffer zone",
    "現状変更": "change to the status quo", "国民": "people", "国境": "border", "人民元": "renminbi", "大国": "great power",
    "有事": "contingency", "賃上げ": "pay increase", "価格転嫁": "price pass-through", "再構築": "reconstruction", "G20": "Group of Twenty",
    "AI": "artificial intelligence", "法の支配": "rule of law", "安保理": "Security Council", "外交": "diplomacy", "憲法": "constitution",
    "明": "Ming", "清": "Qing",
}  # fmt: skip

HARD = [
    # Across the joint of two words.
    ("国会議員が質問した", ""),
    ("国会議事堂の前", ""),
    ("日中国交正常化五十年", ""),
    ("米中国防相会談", "米c"),
    ("印中国境の緊張", "国境c"),
    ("対中国境紛争", "国境c"),
    ("東京都知事", "東京都c"),
    ("東京都の予算", "東京都p"),
    ("京都府と京都市", "京都c 京都c"),
    ("中国地方の経済", "中国地方p 経済e"),
    ("中国地方政府の債務", "中国c 政府c"),
    ("中国国民の声", "中国c 国民c"),
    ("中国民間企業", "中国c"),
    ("中国内の工場", "中国c"),
    ("国際会議場で", "会議c"),
    ("首脳会議と本会議", "会議c 会議c"),
    ("円卓会議に出た", "会議c"),
    ("国家安全保障会議", "国家c 安全保障c 会議c"),
    ("憲法上の制約", "憲法d"),
    ("合憲法案", ""),
    ("超大国の責任", ""),
    ("有事法制を整える", "有事c"),
    # A word that begins with the kanji, and that kanji with a particle.
    ("明らかにした", ""),
    ("詳細を明かさない", ""),
    ("明からの使節", "明p"),
    ("清らかな水", ""),
    ("清や明との朝貢", "清p 明p"),
    ("無事故を誓う", ""),
    # A single kanji inside a kanji word, and where it stands for a word.
    ("日本の本を読む", "日本p 本p"),
    ("基本と根本", ""),
    ("本日、本社で", ""),
    ("三本の矢", ""),
    ("円滑な運営", ""),
    ("円安と円高", ""),
    ("百円と1億円", "円c 円c"),
    ("円を売り元を買う", "円p 元p"),
    ("元首相と次元", ""),
    ("人民元の国際化", "人民元p"),
    ("核心と中核", ""),
    ("核兵器の使用", "核c"),
    ("核保有国の責任", "核c"),
    ("反核運動", "核c"),
    ("結核の予防", ""),
    ("核のない世界", "核p"),
    ("米軍と米政府", "米c 米c 政府c"),
    ("日米両国", "米c"),
    ("新米を炊く", ""),
    ("欧米の制裁", "米c 制裁e"),
    ("米の価格", "米p"),
    ("方法と手法", ""),
    ("法の支配を守る", "法の支配p"),
    ("法は国家を縛る", "法p 国家p"),
    ("列島と半島", ""),
    ("島は小さい", "島p"),
    ("賃金と資金", ""),
    ("金を買う", "金p"),
    # Katakana words.
    ("インドとインドネシア", "インドp"),
    ("インド・パキスタン", "インドe"),
    ("ベラルーシとロシア", "ロシアe"),
    ("タイヤとネクタイ", ""),
    ("タイは中立だ", "タイp"),
    ("アイドルとドル", "ドルe"),
    ("ドル高が進む", "ドルe"),
    ("アスタリスク", ""),
    ("カントリーリスク", ""),
    ("サプライチェーンリスク", "サプライチェーンc リスクc"),
    ("サプライ・チェーンの再編", "サプライチェーンp"),
    ("ｻﾌﾟﾗｲﾁｪｰﾝの再編", "サプライチェーンp"),
    ("グローバルサプライチェーン", "サプライチェーンc"),
    ("東アジアと中央アジア", "アジアp アジアe"),
    ("ユーラシアの東", ""),
    ("弾道ミサイル防衛", "ミサイルe"),
    ("エネルギー安全保障", "エネルギーe 安全保障e"),
    ("ステロイド", ""),
    ("テロ対策", "テロe"),
    # Verbs, derivations, particles.
    ("輸出した品目", "輸出d"),
    ("輸出しかない", "輸出p"),
    ("制裁さえ効かない", "制裁p"),
    ("制裁されても", "制裁d"),
    ("同盟国と協力", "同盟d"),
    ("経済的な威圧", "経済d"),
    ("戦略性に欠ける", "戦略d"),
    ("中国製の半導体", "中国d 半導体e"),
    ("抑止力を高める", "抑止d"),
    ("拡大抑止について", "拡大抑止p"),
    ("台湾有事は日本有事", "台湾c 有事c 日本c 有事c"),
    ("台湾海峡と台湾", "台湾海峡p 台湾e"),
    ("日米同盟をめぐり", "日米同盟p"),
    ("賃上げ率", "賃上げe"),
    ("戦略的曖昧さを保つ", "戦略的曖昧さp"),
    ("力による現状変更", "現状変更e"),
    ("価格転嫁が進む", "価格転嫁p"),
    # A word on either side that the list has to know.
    ("暫定政府を認めた", "政府c"),
    ("先住民族と避難民", ""),
    ("在中国日本人", "中国c 日本c"),
    ("核不拡散体制", "核c"),
    ("拡大抑止力を高める", "拡大抑止d"),
    ("日米同盟国の負担", "日米同盟c"),
    ("ドルリラ相場", "ドルc"),
    ("リスクプレミアム", "リスクc"),
    ("テロリストの拠点", ""),
    # Longest wins; inner spaces and old kanji.
    ("経済安全保障推進法", "経済安全保障c"),
    ("安全保障上の理由", "安全保障d"),
    ("社会保障の改革", "保障c"),
    ("国連安保理決議", "安保理c"),
    ("輸出管理の強化", "輸出管理p"),
    ("秩序 再 構築の条件", "再構築p"),
    ("日 本の役割", "日本p"),
    ("緩衝地帶と關稅", "緩衝地帯p 関税e"),
    ("經濟と輸出", "経済p 輸出e"),
    ("日本銀行の総裁", "日本c 銀行c"),
    ("中国共産党の外交", "中国c 外交e"),
    ("米国　中国　日本", "米国e 中国e 日本e"),
    ("「同盟」（alliance）", "同盟e"),
    ("Ｇ２０サミット", "G20e"),
    ("生成AI技術", "AIe"),
    ("対中制裁と対露制裁", "制裁c 制裁c"),
    ("追加関税の撤廃", "関税c"),
    ("半導体輸出規制", "半導体c 輸出c"),
]  # fmt: skip

GRADES = {"e": "exact", "p": "particle", "d": "derived", "c": "compound"}


@pytest.fixture(scope="module")
def matcher() -> Matcher:
    return Matcher.build([Concept((Term("ja", term), Term("en", text))) for term, text in TERMS.items()], "ja", "en")


def expected(marked: str) -> list[tuple[str, str]]:
    found = [(part[:-1], GRADES[part[-1]]) for part in marked.split()]
    assert {term for term, _ in found} <= set(TERMS), "misspelt case"
    return found


@pytest.mark.parametrize(("sentence", "marked"), HARD, ids=[sentence for sentence, _ in HARD])
def test_terms_of_a_sentence(matcher: Matcher, sentence: str, marked: str) -> None:
    assert [(hit.term, hit.grade) for hit in matcher.find(sentence)] == expected(marked)


def test_offsets_are_those_of_the_text(matcher: Matcher) -> None:
    sentence = "⟦1⟧日米⟦/1⟧同盟と　再 構築、ｻﾌﾟﾗｲ･ﾁｪｰﾝ"
    assert [sentence[hit.start : hit.end] for hit in matcher.find(sentence)] == [
        "日米⟦/1⟧同盟",
        "再 構築",
        "ｻﾌﾟﾗｲ･ﾁｪｰﾝ",
    ]


def test_what_lost_to_a_longer_term_is_an_overlap(matcher: Matcher) -> None:
    sentence = "経済安全保障"
    assert [hit.term for hit in matcher.find(sentence)] == ["経済安全保障"]
    assert [hit.term for hit in matcher.overlaps(sentence)] == ["経済", "安全保障", "保障"]
