"""Division codes (GB/T 2260) of the districts that the declared sources write about, told only by a name in a text.

Codes as of the Ministry of Civil Affairs' list of 2024 (county level and above). A name that several places of the country share
counts only beside its city's.
"""

import re
from collections.abc import Iterable

from cleaners.normalize import squeeze

_SHANGHAI = {
    "黄浦区": "310101",
    "徐汇区": "310104",
    "长宁区": "310105",
    "静安区": "310106",
    "普陀区": "310107",
    "虹口区": "310109",
    "杨浦区": "310110",
    "闵行区": "310112",
    "宝山区": "310113",
    "嘉定区": "310114",
    "浦东新区": "310115",
    "金山区": "310116",
    "松江区": "310117",
    "青浦区": "310118",
    "奉贤区": "310120",
    "崇明区": "310151",
}
_ELSEWHERE = {
    ("北京", "朝阳区"): "110105",
    ("北京", "海淀区"): "110108",
    ("北京", "大兴区"): "110115",
    ("南京", "江宁区"): "320115",
    ("盐城", "大丰区"): "320904",
    ("杭州", "钱塘区"): "330114",
    ("南昌", "东湖区"): "360102",
    ("焦作", "山阳区"): "410811",
    ("广州", "天河区"): "440106",
    ("益阳", "南县"): "430921",
    ("达州", "万源市"): "511781",
    ("曲靖", "陆良县"): "530322",
    ("恩施", "咸丰县"): "422826",
}
_ALONE = frozenset({"江宁区", "大丰区", "钱塘区", "天河区", "海淀区", "大兴区", "万源市", "陆良县", "咸丰县"})
_CITIES = {"南京市": "320100", "徐州市": "320300", "厦门市": "350200", "上海市": "310000"}
_NAMESAKES = {"普陀区": ("舟山", "浙江"), "宝山区": ("双鸭山", "黑龙江")}
_ALIAS = re.compile(rf"崇明县|上海({'|'.join(name[:2] for name in _SHANGHAI)})(?=$|[^一-龥]|年|政府|人大|发布)")
_OF_CITY = re.compile(
    r"(上海市|南京市|徐州市|厦门市)(?:第[一-龥]{1,4}届)?(?:人民政府|人民代表大会|人大常委会|政府工作报告|\d{4}年(?:国民经济|政府工作报告))"
)


def find_division(texts: Iterable[str]) -> str | None:
    """Return the code of the district that the texts name, the most telling text first; None when none is named.

    A text that names several districts is about none of them, and ends the search. A city counts when its own government,
    congress or bulletin is named, and no district of the table.
    """
    told = [_spelled_out(squeeze(text)) for text in texts if text]
    everything = "".join(told)
    for text in told:
        found = {code for name, code in _SHANGHAI.items() if name in text and _is_meant(name, everything)}
        found |= {
            code for (near, name), code in _ELSEWHERE.items() if name in text and (name in _ALONE or near in everything)
        }
        if found:
            return found.pop() if len(found) == 1 else None
    city = next((match for text in told if (match := _OF_CITY.search(text))), None)
    return _CITIES[city[1]] if city else None


def _spelled_out(text: str) -> str:
    return _ALIAS.sub(_full, text) if "上海" in text or "崇明县" in text else text


def _full(alias: re.Match[str]) -> str:
    """上海嘉定, as source lines say, is 上海嘉定区; 崇明县 is 崇明区 since 2016."""
    if alias[1] is None:
        return "崇明区"
    return "上海" + next(name for name in _SHANGHAI if name.startswith(alias[1]))


def _is_meant(name: str, everything: str) -> bool:
    """Whether a district's name means Shanghai's, not its namesake elsewhere."""
    return not any(other in everything for other in _NAMESAKES.get(name, ()))
