"""Han characters across Korean and Japanese: old and new forms, and their Korean readings.

완충지대, 緩衝地帶 and 緩衝地帯 are one word: Hangul spells how Koreans read the characters, Korean printing keeps their old
forms and Japanese printing the new ones. The readings are those of the Unicode Character Database (`data/hanja.txt`, under
`data/LICENSE-unicode.txt`); the pairs of forms are our own list. The rules of the initial sound (로동 → 노동) are applied here.
"""

from __future__ import annotations

from functools import cache
from importlib import resources

# Old form and new form side by side: the shinjitai reform, and the forms that Korean printing keeps.
_PAIRS = (
    "亞亜 惡悪 壓圧 圍囲 爲為 醫医 壹壱 稻稲 飮飲 隱隠 營営 榮栄 衞衛 驛駅 悅悦 閱閲 圓円 鹽塩 緣縁 艷艶 應応 歐欧 毆殴 奧奥 橫横 溫温 穩穏 假仮 價価 畫画 會会 懷懐 壞壊 繪絵 槪概 擴拡 "
    "覺覚 學学 嶽岳 樂楽 渴渇 勸勧 卷巻 寬寛 歡歓 觀観 關関 陷陥 顏顔 氣気 歸帰 旣既 龜亀 僞偽 戲戯 犧犠 舊旧 據拠 擧挙 虛虚 峽峡 挾挟 敎教 强強 鄕郷 堯尭 曉暁 勳勲 薰薫 區区 驅駆 徑径 "
    "惠恵 揭掲 攜携 溪渓 經経 繼継 莖茎 螢蛍 輕軽 鷄鶏 藝芸 擊撃 缺欠 儉倹 劍剣 圈圏 檢検 權権 獻献 縣県 險険 顯顕 驗験 嚴厳 吳呉 娛娯 廣広 恆恒 黃黄 鑛鉱 號号 國国 黑黒 濟済 碎砕 齋斎 "
    "劑剤 櫻桜 册冊 雜雑 參参 慘惨 棧桟 蠶蚕 贊賛 殘残 絲糸 齒歯 兒児 辭辞 濕湿 實実 舍舎 寫写 釋釈 壽寿 收収 從従 澁渋 獸獣 縱縦 肅粛 處処 緖緒 敍叙 奬奨 將将 燒焼 稱称 證証 乘乗 剩剰 "
    "壤壌 孃嬢 條条 淨浄 狀状 疊畳 讓譲 釀醸 囑嘱 觸触 寢寝 愼慎 晉晋 眞真 盡尽 圖図 粹粋 醉酔 隨随 髓髄 數数 樞枢 瀨瀬 聲声 靜静 齊斉 攝摂 竊窃 專専 戰戦 淺浅 潛潜 纖繊 踐践 錢銭 禪禅 "
    "雙双 壯壮 搜捜 插挿 爭争 總総 聰聡 莊荘 裝装 騷騒 增増 臟臓 藏蔵 屬属 續続 墮堕 體体 對対 帶帯 滯滞 臺台 瀧滝 擇択 澤沢 單単 擔担 膽胆 團団 彈弾 斷断 癡痴 遲遅 晝昼 蟲虫 鑄鋳 廳庁 "
    "聽聴 鎭鎮 遞逓 鐵鉄 轉転 點点 傳伝 黨党 盜盗 燈灯 當当 鬪闘 德徳 獨独 讀読 屆届 繩縄 貳弐 惱悩 腦脳 霸覇 廢廃 拜拝 賣売 麥麦 發発 髮髪 拔抜 蠻蛮 祕秘 濱浜 甁瓶 拂払 佛仏 倂併 竝並 "
    "變変 邊辺 辨弁 瓣弁 辯弁 步歩 寶宝 豐豊 沒没 飜翻 槇槙 萬万 滿満 默黙 彌弥 藥薬 譯訳 豫予 餘余 與与 譽誉 搖揺 樣様 謠謡 遙遥 來来 賴頼 亂乱 覽覧 龍竜 兩両 獵猟 綠緑 壘塁 淚涙 勵励 "
    "禮礼 隸隷 靈霊 齡齢 曆暦 歷歴 戀恋 爐炉 勞労 樓楼 郞郎 錄録 灣湾 產産 稅税 說説 脫脱 銳鋭 敕勅 姬姫 淸清 靑青 毎每 戶戸 戾戻 內内 吿告 彥彦 硏研 姸妍 屛屏 餠餅 甛甜 眾衆 峯峰 羣群 "
    "裡裏 嶋島 嶌島 劒剣 效効 敘叙 况況 絕絶 曾曽 尙尚 甞嘗 搔掻 繫繋 頰頬 卽即 溉漑 廻回 迴回 畧略 疎疏 昻昂 歲歳 緜綿 蔣蒋 藪薮 盖蓋 徧遍 濬浚 搆構 冦寇 囘回 囬回 囯国 亊事 晚晩 兔兎 "
    "寃冤 俱倶 塡填 顚顛 凉涼 淩凌 鷗鴎 鬭闘 鬧閙 瘦痩 麵麺 麪麺 麴麹 鹼鹸 鑒鑑 迹跡 蹟跡 輭軟 軆体 豔艶 讐讎 讚賛 巢巣 徵徴 涉渉 焰焔 鋪舗 穰穣 殼殻 濤涛 噓嘘 嚙噛 囊嚢 曬晒 祿禄 禱祷 "
    "壺壷 籠篭 繡繍 舖舗 蠅蝿 蟬蝉 蠟蝋 軀躯 鶯鴬 檜桧 醬醤 醱醗 頸頚 驒騨 鰺鯵 廈厦 瑤瑶 鎔溶 熔溶 燻薫 脣唇 潑溌 剝剥 幷并 棲栖 凜凛 熙煕 狹狭 俠侠"
)
NEW_FORMS: dict[str, str] = {pair[0]: pair[1] for pair in _PAIRS.split()}
"""Old form to new form (帶 → 帯); several old forms may share a new one."""
TO_NEW = str.maketrans(NEW_FORMS)

_FIRST, _VOWELS, _FINALS = ord("가"), 21, 28
_NIEUN, _RIEUL, _IEUNG, _TIKEUT, _CIEUC = 2, 5, 11, 3, 12
_PALATAL = frozenset((2, 3, 6, 7, 12, 17, 20))
"""Vowels ㅑ ㅒ ㅕ ㅖ ㅛ ㅠ ㅣ, before which ㄴ and ㄹ fall away at the start of a word."""


def new_forms(text: str) -> str:
    """The text as Japanese prints it today: every old form replaced by its new one."""
    return text.translate(TO_NEW)


def is_han(char: str) -> bool:
    """Whether the character is a Han character."""
    return "一" <= char <= "鿿" or "㐀" <= char <= "䶿" or "\uf900" <= char <= "\ufaff" or char == "々"


def readings(char: str) -> tuple[str, ...]:
    """How Korean reads the character, the usual reading first; none for a character that is not listed."""
    return _readings().get(char, ())


def reading(text: str) -> str:
    """The text in Hangul as Korean would write it: usual readings, with the rules of the initial sound.

    What has no reading stays as it is; spaces begin a new word.
    """
    spelled: list[str] = []
    for place, char in enumerate(text):
        if char == "々" and spelled:
            spelled.append(spelled[-1])
            continue
        found = readings(char)
        if not found:
            spelled.append(char)
            continue
        before = spelled[-1] if spelled else " "
        following = readings(text[place + 1]) if place + 1 < len(text) else ()
        spelled.append(_sounded(found[0], before, following[0] if following else "", char))
    return "".join(spelled)


def is_reading(hangul: str, han: str) -> bool:
    """Whether the Hangul can be how Korean reads the Han characters, syllable for character; spaces do not count."""
    hangul, han = hangul.replace(" ", ""), han.replace(" ", "")
    return len(hangul) == len(han) > 0 and all(
        syllable == char or syllable in _variants(char) for syllable, char in zip(hangul, han, strict=True)
    )


@cache
def _variants(char: str) -> frozenset[str]:
    """All readings of a character, at the start of a word and inside it."""
    found = readings(char)
    return frozenset(found) | {_initial(syllable) for syllable in found} | {_softened(syllable) for syllable in found}


def _sounded(syllable: str, before: str, following: str, char: str) -> str:
    if char == "不" and following and _parts(following)[0] in (_TIKEUT, _CIEUC):
        return "부"
    if not "가" <= before <= "힣":
        return _initial(syllable)
    if syllable in ("률", "렬") and (ord(before) - _FIRST) % _FINALS in (0, 4):
        return _softened(syllable)
    return syllable


def _initial(syllable: str) -> str:
    """The syllable as it sounds at the start of a word: 로 → 노, 량 → 양, 녀 → 여."""
    first, vowel, final = _parts(syllable)
    if first in (_RIEUL, _NIEUN) and vowel in _PALATAL:
        return _joined(_IEUNG, vowel, final)
    return _joined(_NIEUN, vowel, final) if first == _RIEUL else syllable


def _softened(syllable: str) -> str:
    return {"률": "율", "렬": "열"}.get(syllable, syllable)


def _parts(syllable: str) -> tuple[int, int, int]:
    code = ord(syllable) - _FIRST
    return code // (_VOWELS * _FINALS), code // _FINALS % _VOWELS, code % _FINALS


def _joined(first: int, vowel: int, final: int) -> str:
    return chr(_FIRST + (first * _VOWELS + vowel) * _FINALS + final)


@cache
def _readings() -> dict[str, tuple[str, ...]]:
    first: dict[str, list[str]] = {}
    second: dict[str, list[str]] = {}
    text = (resources.files(__package__) / "data" / "hanja.txt").read_text("utf-8")
    for line in text.splitlines():
        if line and not line.startswith("#"):
            usual, _, other = line[1:].partition("|")
            for char in usual:
                first.setdefault(char, []).append(line[0])
            for char in other:
                second.setdefault(char, []).append(line[0])
    found = {char: tuple(first.get(char, []) + second.get(char, [])) for char in {*first, *second}}
    found["働"] = found["動"]  # made in Japan, where Korean writes 勞動
    for old, new in NEW_FORMS.items():
        if old in found:
            found.setdefault(new, found[old])
        elif new in found:
            found[old] = found[new]
    return found
