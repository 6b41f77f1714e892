"""Chrome is cut by whole short lines, by name, in the head and the tail of a body."""

import time

import pytest

from cleaners.chrome import rule_of

HEAD = [
    ("当前位置: 首页 >> 常委会工作 >> 监督工作 >> 内容", "crumb"),
    ("您现在的位置 >> 临江人大 >> 会议报告", "crumb"),
    ("首页 / 新闻中心/ 临江要闻", "crumb"),
    ("【字体：大 中 小】", "fontsize"),
    ("字体大小:[大][中][小]", "fontsize"),
    ("文字 【 】【增加行距】【缩小行距】【加粗】【高亮】【还原", "fontsize"),
    ("浏览 次数：", "counter"),
    ("本文已被浏览过 4609", "counter"),
    ("点击数:人次", "counter"),
    ("发布日期：2024-07-29 来源：区人大办 点击数：", "meta-line"),
    ("[发布日期:2017/1/25 16:08:48]", "meta-line"),
    ("（2022-06-01）", "date"),
    ("索 引 号：LJ0001-2024-015", "index-card"),
    ("分享到：", "share"),
    ("分享至好友和朋友圈", "share"),
    ("转发到微博、微信", "share"),
    ("打印 微博 微信", "print"),
    ("T + -", "fontsize"),
    ("0", "tally"),
    ("首頁 / 政治", "crumb"),
]
TAIL = [
    ("【打印】 【关闭】", "print"),
    ("[关闭窗口]", "print"),
    ("上一条：没有了", "pager"),
    ("首页 1 2 3 下一页 尾页", "pager"),
    ("附件信息：", "download"),
    ("正在加载...", "loading"),
    ("返回顶部", "print"),
    ("扫一扫在手机打开当前页", "qrcode"),
    ("（责任编辑：某某）", "meta-line"),
    ("相关阅读：", "related"),
    ("版权所有：临江区人民政府 推荐分辨率：1024*768", "footer"),
    ("未经授权不得转载，违者必究。", "notice"),
    ("Loading……", "loading"),
    ("读屏专用 声音开关 语速 阅读方式 配色 放大 缩小", "accessibility"),
]
TEXT = [
    "临江区人民政府办公室",
    "2023年3月28日",
    "分享改革成果，是群众的期盼。",
    "附件：1.主要指标表",
    "一、总体情况",
    "打印机、复印机等办公设备",
    "首页广告位招标公告",
    "来源于实践的经验",
    "手机",
    "12",
]


@pytest.mark.parametrize(("line", "rule"), HEAD)
def test_a_head_line_is_cut_by_its_rule(line: str, rule: str) -> None:
    assert rule == rule_of(line, tail=False)


@pytest.mark.parametrize(("line", "rule"), TAIL)
def test_a_tail_line_is_cut_by_its_rule(line: str, rule: str) -> None:
    assert rule == rule_of(line, tail=True)


@pytest.mark.parametrize("line", TEXT)
@pytest.mark.parametrize("tail", [False, True])
def test_a_line_of_text_is_cut_by_no_rule(line: str, tail: bool) -> None:
    assert "" == rule_of(line, tail=tail)


@pytest.mark.parametrize("words", ["上一页1", "打印|", "微信朋友圈", "1", "[1]", "【打印】"])
@pytest.mark.parametrize("tail", [False, True])
def test_a_line_of_repeated_tools_that_is_none_after_all_is_told_apart_at_once(words: str, tail: bool) -> None:
    line = (words * 100)[:200] + "。而"
    begun = time.process_time()
    assert "" == rule_of(line, tail=tail)
    assert time.process_time() - begun < 0.5
