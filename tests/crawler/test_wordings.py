"""What a page's words are like, by the sentences that stand in the texts of each cause."""

from importlib.resources import files

import pytest

from crawler.messages import Judged, called
from crawler.outcomes import judge
from crawler.wordings import DOCUMENT, FRAME, likeness
from tests.crawler.batches.frames import plain

TEXTS = {
    text.name.removesuffix(".txt"): text for text in files("crawler.wordings").iterdir() if text.name[-4:] == ".txt"
}


@pytest.mark.parametrize("name", sorted(set(TEXTS) - {FRAME}))
def test_a_text_s_own_sentences_are_like_it(name: str) -> None:
    lines = [line for line in TEXTS[name].read_text(encoding="utf-8").split("\n") if len(line) > 3 and line[0] != "#"]
    found = [likeness([line], least=0) for line in lines]
    like = [one for one in found if one is not None and max(one.shares, key=lambda at: one.shares[at]) == name]
    assert len(like) >= 0.9 * len(lines)


def test_each_text_begins_by_saying_what_it_holds() -> None:
    assert all(text.read_text(encoding="utf-8").startswith("# ") for text in TEXTS.values())


def test_no_sentence_stands_in_two_texts() -> None:
    lines = [line for text in TEXTS.values() for line in set(text.read_text(encoding="utf-8").split("\n")) if line]
    assert sorted(set(lines)) == sorted(lines)


@pytest.mark.parametrize("lines", [[], ["", "2026-03-02"], ["您所在的位置：首页", "版权所有"], ["☆", "~"]])
def test_a_frame_says_nothing(lines: list[str]) -> None:
    assert likeness(lines) is None


def test_words_that_are_cited_are_not_said() -> None:
    said, cited = likeness(["账户异常请验证身份"]), likeness(["谨防骗子的“账户异常请验证身份”短信"])
    assert said is not None
    assert cited is not None
    assert said.document < 0.1
    assert cited.document > 0.5


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("这条消息的作者把它收了回去，您看不到啦", "soft-404"),
        ("短短一分钟内您点了太多次，歇一歇吧", "rate-limited"),
        ("主机租期已满，请续费", "suspended"),
        ("技术人员抢修中，网站晚些时候恢复", "site-closed"),
        ("请把滑块拖到缺口的位置", "challenge"),
        ("您的账号级别太低，本版不对您开放", "no-permission"),
        ("游客请登录后阅读", "login-required"),
        ("您的地址被我们的防护系统封停", "forbidden"),
        ("查询数据库时程序崩溃", "server-error"),
    ],
)
def test_a_new_wording_is_named_by_what_it_is_like(words: str, name: str) -> None:
    assert name == judge(200, (), plain("", f"<p>{words}</p>").encode()).name


@pytest.mark.parametrize(
    "words",
    [
        "因网站升级，3月5日起婚姻登记预约暂停，请到窗口办理。",
        "区图书馆3月6日闭馆，暂停对外开放，敬请谅解。",
        "代表们登录平台提交建议，访问量创新高。",
        "提示账号异常的短信是诈骗，请勿点击其中的链接。",
        "禁止车辆在桥上停放，违者拖离。",
    ],
)
def test_a_short_notice_with_the_words_of_a_fault_is_a_page(words: str) -> None:
    assert "ok" == judge(200, (), plain("通知", f"<p>{words}</p>").encode()).name


def test_every_cause_has_an_outcome_that_tells_it_from_a_page() -> None:
    causes = set(TEXTS) - {DOCUMENT, FRAME}
    assert all(called(cause).outcome in ("gone", "blocked", "error") for cause in causes)
    assert Judged("gone", "soft-404") == called("soft-404")
