"""A page is told from a message by how it speaks, by its frame and its dates; what programs are told by its code."""

import pytest

from crawler.outcomes import judge
from tests.crawler.batches.frames import gov

HTML = (("Content-Type", "text/html; charset=utf-8"),)
JSON = (("Content-Type", "application/json"),)
XML = (("Content-Type", "application/xml"),)
PAGE = "<html><head><title>临江区人大</title></head><body>{}</body></html>"
SPOKEN = "<p>您的操作有误，请返回</p>"


def named(body: str, headers: tuple[tuple[str, str], ...] = HTML) -> str:
    return judge(200, headers, body.encode()).name


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (SPOKEN, "site-message"),
        (SPOKEN + "<p>2026-03-02</p>", "ok"),
        ("<div>今天是2026年3月2日 星期一</div>" + SPOKEN, "site-message"),
        ("<p>李某某任区监察委员会委员。</p><p>维护：网站升级维护组</p>", "ok"),
        ("<p>李某某任区监察委员会委员，网站升级维护中</p>", "ok"),
        ("<p>网站升级维护中</p>", "site-closed"),
    ],
)
def test_a_page_is_told_from_a_message_by_its_manner(body: str, expected: str) -> None:
    assert expected == named(PAGE.format(body))


LOST = "您访问的页面不存在，请返回首页"


@pytest.mark.parametrize("frame", [PAGE.format("{}"), gov("云岭区人民政府", "{}")], ids=["bare", "framed"])
@pytest.mark.parametrize(
    ("said", "expected"),
    [
        (f"<a href='/'>{LOST}</a>", "soft-404"),
        ("<a href='/'><img src='/images/404.png'></a>", "soft-404"),
        ("<img src='/images/z.jpg' alt='页面不存在'>", "soft-404"),
        (f"<script>document.write('<p>{LOST}</p>');</script>", "soft-404"),
        ("<script>layer.msg('您没有权限访问');</script>", "no-permission"),
        ("<p>您 访 问 的 页 面 不 存 在</p>", "soft-404"),
        ("<p>这 个 帖 子 被 作 者 收 走 了</p>", "soft-404"),
        (f"<div style='display:none'>{LOST}</div><p>补选李某为区人大代表。</p>", "ok"),
        ("<img src='/up/2026/a404.jpg'>", "ok"),
        ("<img src='/up/2026/error.png' hidden>任命王某为区教育局局长。", "ok"),
        ("<li><a href='/1'>因系统维护，暂停访问政务网的通知</a> 03-02</li>", "ok"),
    ],
)
def test_a_message_is_found_in_whatever_holds_it(frame: str, said: str, expected: str) -> None:
    assert expected == named(frame.replace("{}", said))


@pytest.mark.parametrize("name", ["class='slogan'", "id='banner'", "class='m top-line'"])
def test_what_is_called_after_its_place_in_a_frame_tells_nothing_of_the_page(name: str) -> None:
    slogan = "<div {}>我区召开会议，听取审议年度工作报告，表彰先进代表</div><div id='c'>这条新闻被作者收走了</div>"
    assert ["soft-404", "ok"] == [named(PAGE.format(slogan.format(one))) for one in (name, "class='text'")]


def test_a_long_stack_trace_is_an_error_of_the_server() -> None:
    lines = "".join(f"<br>at com.trs.web.Show.method{n}(Show.java:{n})" for n in range(60))
    assert "server-error" == named(PAGE.format(f"IllegalStateException{lines}"))
    assert "ok" == named(PAGE.format("<p>本年度各项工作有序推进，形成阶段成果。</p>" * 60 + "IllegalStateException"))


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ('{"code":404,"msg":"x"}', "soft-404"),
        ('{"code":429,"msg":"x"}', "rate-limited"),
        ('{"code":200,"msg":"x"}', "ok"),
        ('{"code":40401}', "soft-404"),
        ('{"code":100200,"msg":"操作成功"}', "ok"),
        ('{"code":100500,"msg":"保存不成功"}', "site-message"),
        ('{"code":20000,"message":"success"}', "ok"),
        ('{"code":20000}', "ok"),
        ('{"code":10001,"msg":"参数错误"}', "site-message"),
        ('{"code":10001}', "site-message"),
    ],
)
def test_a_code_in_json_is_a_status(body: str, expected: str) -> None:
    assert expected == named(body, JSON)


@pytest.mark.parametrize(
    ("code", "expected"), [("NoSuchKey", "soft-404"), ("AccessDenied", "forbidden"), ("Other", "server-error")]
)
def test_an_object_store_names_its_error_by_a_code(code: str, expected: str) -> None:
    assert expected == named(f'<?xml version="1.0"?><Error><Code>{code}</Code><Message>x</Message></Error>', XML)
