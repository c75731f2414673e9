"""Korean terms as an editor sees them: with particles, in compounds, and not where a longer word only looks like them.

A case is a sentence and the terms it holds, each with the first letter of its grade (exact, particle, derived, compound).
"""

from __future__ import annotations

import pytest

from workbench.glossary import Matcher
from workbench.model import Concept, Term

TERMS = {
    "동맹": "alliance", "한미동맹": "ROK–US alliance", "국가": "state", "끼인 국가": "sandwiched state", "정부": "government",
    "의회": "parliament", "회의": "conference", "사회": "society", "안보": "security", "경제안보": "economic security",
    "경제": "economy", "전략": "strategy", "전략적 모호성": "strategic ambiguity", "미국": "United States", "중국": "China",
    "일본": "Japan", "북한": "North Korea", "대만": "Taiwan", "대만해협": "Taiwan Strait", "이란": "Iran", "인도": "India",
    "독일": "Germany", "수도": "capital", "기사": "article", "핵": "nuclear", "배": "ship", "군": "military", "법": "law",
    "원": "won", "제재": "sanctions", "수출": "exports", "수출 통제": "export controls", "관세": "tariff", "무역": "trade",
    "공급망": "supply chain", "반도체": "semiconductor", "지정학": "geopolitics", "억제": "deterrence", "확장억제": "extended deterrence",
    "외교·안보": "foreign affairs and security", "AI": "artificial intelligence", "GDP": "gross domestic product",
    "전쟁": "war", "평화": "peace", "냉전": "Cold War", "나토": "NATO", "진영": "bloc", "진영화": "bloc formation", "협상": "negotiation",
    "주권": "sovereignty", "위기": "crisis", "기지": "base", "상임이사국": "permanent member", "조선": "Joseon", "공조": "coordination",
    "완충지대": "buffer zone", "환율": "exchange rate", "금리": "interest rate", "유가": "oil price", "세계": "world", "무기": "weapon",
}  # fmt: skip

HARD = [
    # A longer word that only begins like the term.
    ("그는 협상의 성과에 회의적이었다", "협상p"),
    ("회의론이 커졌다", ""),
    ("인도적 지원은 계속된다", ""),
    ("인도주의 위기가 심각하다", "위기p"),
    ("인도네시아와 인도는 가입했다", "인도p"),
    ("범인을 인도하라고 요구했다", ""),
    ("인도양에서 훈련했다", ""),
    ("배경과 배후를 조사한다", ""),
    ("배터리 공장을 지었다", ""),
    ("배출권 가격이 올랐다", ""),
    ("핵심 쟁점은 관세다", "관세p"),
    ("핵심기술의 유출을 막는다", ""),
    ("군수 물자를 보냈다", ""),
    ("법인세를 내렸다", ""),
    ("원칙을 지킨다", ""),
    ("원유 수입이 줄었다", ""),
    ("중국집에서 만났다", ""),
    ("관세음보살을 외웠다", ""),
    ("기지개를 켜는 경기", ""),
    ("조선소의 일감이 늘었다", ""),
    ("대만족이라는 평가", ""),
    # The term's letters across two words, or a noun with its particle.
    ("사회의 안정을 해친다", "사회p"),
    ("총회의 결의를 따른다", ""),
    ("대회의 규모가 컸다", ""),
    ("위원회의 결정이다", ""),
    ("교회의 종이 울렸다", ""),
    ("국회의원과 만났다", ""),
    ("협의회의 의장이다", ""),
    ("고대만의 특징이다", ""),
    ("절대만큼은 아니다", ""),
    ("최대만 허용한다", ""),
    ("전쟁이란 무엇인가", "전쟁p"),
    ("‘평화’란 말과 ‘전쟁’이란 말", "평화e 전쟁e"),
    ("나토란 무엇인가", "나토p"),
    ("G7이란 협의체", ""),
    ("합의 이란 핵 문제", "이란e 핵e"),
    ("‘이란’ 제재", "이란e 제재e"),
    ("한국가스공사가 수입한다", ""),
    ("배수도 문제다", ""),
    ("관계 개선과 안보 이익", "안보e"),
    ("눈에 안보이는 위협", ""),
    ("일본도 참가했다", "일본p"),
    ("범죄인 인도 조약", ""),
    ("남북한의 대화", ""),
    ("반 도체", ""),
    # Counters and numerals.
    ("두 배로 늘었다", ""),
    ("3배 이상 증가", ""),
    ("수십 배가 넘는다", ""),
    ("몇 배의 비용", ""),
    ("배 두 척이 침몰했다", "배e"),
    ("큰 배가 지나갔다", "배p"),
    ("1억 원을 냈다", "원p"),
    ("수백만원짜리 계약", ""),
    ("5천억원의 예산", "원p"),
    ("100만원이 든다", "원p"),
    ("원화와 원을 섞지 말 것", "원p"),
    # One syllable before a noun.
    ("핵실험을 중단했다", "핵c"),
    ("핵무기 개발", "핵c 무기c"),
    ("북한의 핵 위협", "북한p 핵e"),
    ("핵과 미사일", "핵p"),
    ("핵을 포기하라", "핵p"),
    ("핵우산의 신뢰성", "핵c"),
    # Inner spaces and dots.
    ("끼인국가의 운명", "끼인 국가p"),
    ("끼인 국가들은 선택해야 한다", "끼인 국가p"),
    ("완충 지대를 잃었다", "완충지대p"),
    ("전략적모호성을 버린다", "전략적 모호성p"),
    ("수출통제에 나섰다", "수출 통제p"),
    ("확장 억제의 신뢰성", "확장억제p"),
    ("경제 안보를 위한 법", "경제안보p 법e"),
    ("경제, 안보, 무역", "경제e 안보e 무역e"),
    ("경제·안보 현안", "경제e 안보e"),
    ("외교안보 부처", "외교·안보e"),
    ("외교ㆍ안보 부처", "외교·안보e"),
    ("외교-안보 부처", "외교·안보e"),
    ("공급 망을 다시 짠다", "공급망p"),
    ("대만 해협은 좁다", "대만해협p"),
    # Derivations.
    ("지정학적 위험", "지정학d"),
    ("전략적인 선택", "전략d"),
    ("동맹국들과 협의한다", "동맹d"),
    ("미국인들은 낙관한다", "미국d"),
    ("중국식 현대화", "중국d"),
    ("진영화되는 세계", "진영화d 세계e"),
    ("수출하는 나라", "수출d"),
    ("제재했지만 소용없었다", "제재d"),
    ("억제력을 갖춘다", "억제d"),
    ("무기화한 무역", "무기d 무역e"),
    ("지정학자들은 말한다", "지정학d"),
    # Compounds, to the right and to the left.
    ("공급망안정화법을 냈다", "공급망c"),
    ("국가안보전략서", "국가c 안보c 전략c"),
    ("대중국 수출통제", "중국c 수출 통제e"),
    ("대이란 제재를 푼다", "이란c 제재p"),
    ("비국가 행위자", "국가c"),
    ("신냉전의 도래", "냉전c"),
    ("탈중국을 서두른다", "중국c"),
    ("미일동맹과 한미동맹", "동맹c 한미동맹e"),
    ("반도체수출이 늘었다", "반도체c 수출c"),
    ("국제회의에서 연설", "회의c"),
    ("비상임이사국", "상임이사국c"),
    ("관세율을 올린다", "관세c"),
    # A word on either side that the list has to know.
    ("임시정부의 법통", "정부c"),
    ("연립정부를 꾸렸다", "정부c"),
    ("도의회 의장", "의회c"),
    ("국가안보실장이 왔다", "국가c 안보c"),
    ("첨단무기를 샀다", "무기c"),
    ("살상무기 지원", "무기c"),
    ("전쟁터로 갔다", "전쟁c"),
    ("다국가 협의체", "국가c"),
    ("의사회의 결정", ""),
    ("무기한 미뤘다", ""),
    ("탈핵을 외쳤다", "핵c"),
    ("이란핵합의를 깼다", "이란c 핵c"),
    ("핵탄두를 줄였다", "핵c"),
    ("미안보다 고마움", ""),
    ("일기지만 기록이다", ""),
    # Particle chains.
    ("미국으로부터의 압박", "미국p"),
    ("중국에게만은 예외다", "중국p"),
    ("정부로서는 어렵다", "정부p"),
    ("대만에서조차 논란이다", "대만p"),
    ("북한이야말로 변수다", "북한p"),
    ("문제는 동맹이었다", "동맹p"),
    ("상대는 중국이며 일본이다", "중국p 일본p"),
    ("미국뿐만 아니라", "미국p"),
    ("독일에서처럼", "독일p"),
    ("동맹이라는 이름", "동맹p"),
    ("동맹이라기보다는 거래", "동맹p"),
    ("국가마다 다르다", "국가p"),
    ("중국발 위기", "중국c 위기e"),
    ("위기였음을 인정했다", "위기p"),
    ("국가이자 시장", "국가p"),
    ("정부측 설명", "정부p"),
    ("국가별 관세", "국가p 관세e"),
    ("미국이후의 세계", "미국p 세계e"),
    ("환율과 금리, 유가를", "환율p 금리e 유가p"),
    # Script edges, glosses, width.
    ("한미동맹(韓美同盟)은", "한미동맹e"),
    ("AI와 GDP, FAIR", "AIp GDPe"),
    ("AI반도체를 개발", "AIc 반도체p"),
    ("ＧＤＰ가 줄었다", "GDPp"),
    ("“동맹”을 말한다", "동맹e"),
    ("미·중 갈등", ""),
    ("미국·중국·일본", "미국e 중국e 일본e"),
]  # fmt: skip

GRADES = {"e": "exact", "p": "particle", "d": "derived", "c": "compound"}


@pytest.fixture(scope="module")
def matcher() -> Matcher:
    return Matcher.build([Concept((Term("ko", term), Term("en", text))) for term, text in TERMS.items()], "ko", "en")


def expected(marked: str) -> list[tuple[str, str]]:
    """`"끼인 국가p 전략e"` as terms with grades; a term may hold a space, so a grade letter ends it."""
    found, current = [], ""
    for part in marked.split():
        current = f"{current} {part}".strip()
        if current[-1] in GRADES and current[:-1] in TERMS:
            found.append((current[:-1], GRADES[current[-1]]))
            current = ""
    assert not current, f"misspelt case: {current}"
    return found


@pytest.mark.parametrize(("sentence", "marked"), HARD, ids=[sentence for sentence, _ in HARD])
def test_terms_of_a_sentence(matcher: Matcher, sentence: str, marked: str) -> None:
    hits = matcher.find(sentence)
    assert [(hit.term, hit.grade) for hit in hits] == expected(marked)


def test_offsets_are_those_of_the_text(matcher: Matcher) -> None:
    sentence = "  끼인\u00a0국가의 ⟦1⟧전략적⟦/1⟧ 모호성은 완충 지대를"
    assert [sentence[hit.start : hit.end] for hit in matcher.find(sentence)] == [
        "끼인\u00a0국가",
        "전략적⟦/1⟧ 모호성",
        "완충 지대",
    ]


def test_what_lost_to_a_longer_term_is_an_overlap(matcher: Matcher) -> None:
    sentence = "끼인 국가의 한미동맹"
    assert [hit.term for hit in matcher.find(sentence)] == ["끼인 국가", "한미동맹"]
    assert [hit.term for hit in matcher.overlaps(sentence)] == ["국가", "동맹"]
