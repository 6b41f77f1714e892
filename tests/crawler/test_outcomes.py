"""What an answer is: blocks and errors by their form, and never a report that only speaks of such things."""

import gzip
import json
import zlib
from pathlib import Path

import pytest

from crawler.outcomes import DECODED_BYTES, judge, led_on, text_of, unpacked
from tests.crawler.batches import BATCHES, MISSED, MISTAKEN
from tests.crawler.faults import FAULTS as LABELLED
from tests.crawler.faults import GOOD, Fault
from tests.crawler.replica import article

PAGES = Path(__file__).parents[2].parent / "shared" / "pages"

FRAME = "<html><head><title>提示信息 - 临江论坛 - Powered by Discuz!</title></head><body><div id='nv'>首页 版块 导读 快捷导航</div>{}</body></html>"
BOX = FRAME.format('<div id="messagetext" class="alert_error"><p>{}</p></div>')


def page(title: str, words: str = "", head: str = "") -> str:
    return f"<html><head><title>{title}</title>{head}</head><body><p>{words}</p></body></html>"


FAULTS: list[tuple[str, str, int, dict[str, str], str]] = [
    # name, what it is called, status, headers, body
    ("not found", "gone", 404, {}, page("404 Not Found")),
    ("gone for good", "gone", 410, {}, ""),
    ("a thread that was deleted", "soft-404", 200, {}, BOX.format("抱歉，指定的主题不存在或已被删除或正在被审核")),
    ("a board that does not exist", "soft-404", 200, {}, BOX.format("抱歉，指定的版块不存在")),
    ("a page that says 404 with status 200", "soft-404", 200, {}, page("404", "您访问的页面不存在")),
    ("a CMS page that cannot be found", "soft-404", 200, {}, page("错误提示", "对不起，您要查看的信息已被删除")),
    (
        "an English not-found page",
        "soft-404",
        200,
        {},
        page("Page not found", "The page was not found on this server."),
    ),
    ("an article withdrawn", "soft-404", 200, {}, page("系统提示", "该稿件已下线")),
    ("a file not found", "soft-404", 200, {}, page("出错了", "文件不存在")),
    ("a board for members", "login-required", 200, {}, BOX.format("抱歉，您尚未登录，没有权限访问该版块")),
    ("a thread that asks to log in", "login-required", 200, {}, BOX.format("您需要先登录才能继续本操作，请先登录")),
    (
        "the login page itself",
        "login-required",
        200,
        {},
        '<html><head><title>登录 - 论坛</title></head><body id="nv_member" class="pg_logging">用户名 密码</body></html>',
    ),
    ("an intranet page", "login-required", 200, {}, page("统一身份认证", "请登录后再访问")),
    ("basic authentication", "login-required", 401, {"WWW-Authenticate": "Basic"}, "Unauthorized"),
    ("a thread above our rights", "no-permission", 200, {}, BOX.format("抱歉，本帖要求阅读权限高于 50 才能浏览")),
    ("a user group without rights", "no-permission", 200, {}, BOX.format("抱歉，您所在的用户组无法进行此操作")),
    ("a search too soon", "rate-limited", 200, {}, BOX.format("抱歉，您在 10 秒内只能进行一次搜索")),
    ("too many requests", "rate-limited", 429, {"Retry-After": "5"}, ""),
    ("a page that says it is asked too often", "rate-limited", 200, {}, page("提示", "您的访问过于频繁，请稍后再试")),
    ("an English rate limit", "rate-limited", 200, {}, page("Slow down", "Too many requests from your address.")),
    ("forbidden", "forbidden", 403, {}, page("403 Forbidden", "nginx")),
    ("a firewall's page", "forbidden", 200, {}, page("网站防火墙", "您的请求带有不合法参数，已被网站管理员设置拦截！")),
    ("an address on a black list", "forbidden", 200, {}, page("拒绝访问", "您的IP已被列入黑名单")),
    ("not acceptable", "forbidden", 406, {}, ""),
    ("unavailable for legal reasons", "forbidden", 451, {}, ""),
    (
        "瑞数 with 412",
        "challenge",
        412,
        {"Set-Cookie": "FSSBBIl1UgzbN7NO=5abcdefghijklmnopqrstuvwx; Path=/"},
        "<html><head><script>$_ts=window['$_ts'];if(!$_ts)$_ts={};$_ts.nsd=1;$_ts.cd='qr';</script></head><body></body></html>",
    ),
    (
        "瑞数 with 200",
        "challenge",
        200,
        {"Set-Cookie": "FSSBBIl1UgzbN7NO=5abcdefghijklmnopqrstuvwx; Path=/"},
        "<html><head><meta id='9DhefwqGPrzGxEp9hPaoag' content='{x'></head><body><script>_$q()</script></body></html>",
    ),
    ("瑞数 with 202", "challenge", 202, {}, "<html><head><script>$_ts.cd='aa';</script></head><body></body></html>"),
    (
        "创宇盾 with 521",
        "challenge",
        521,
        {"Set-Cookie": "__jsluid_s=0123456789abcdef"},
        "<script>document.cookie=('_')+('_')+('jsl_clearance_s=1');location.href=location.pathname</script>",
    ),
    (
        "创宇盾 after its second step",
        "challenge",
        200,
        {"Set-Cookie": "__jsl_clearance_s=1|0|x"},
        "<script>go({'bts':['1','2']})</script>",
    ),
    (
        "360's challenge",
        "challenge",
        200,
        {},
        "<html><body><noscript><h1>开启JavaScript</h1></noscript><script>eval('wzwschallenge')</script></body></html>",
    ),
    ("360's marker of its own header", "challenge", 200, {"X-Wzws-Requested-Method": "GET"}, "<html></html>"),
    ("Cloudflare by its header", "challenge", 403, {"cf-mitigated": "challenge"}, page("Just a moment...")),
    (
        "Cloudflare by its page",
        "challenge",
        503,
        {},
        page(
            "Just a moment...", "Enable JavaScript and cookies to continue", "<script>window._cf_chl_opt={};</script>"
        ),
    ),
    (
        "Alibaba's slider",
        "challenge",
        200,
        {"Set-Cookie": "acw_tc=1"},
        "<html><script>var arg1='0123456789ABCDEF0123456789ABCDEF01234567';</script></html>",
    ),
    (
        "Discuz's antitheft address",
        "challenge",
        200,
        {},
        "<script>_a={};location[_a](x()+y()+'dsign=0a1b2c3d');</script>",
    ),
    (
        "Discuz's reload page",
        "challenge",
        200,
        {},
        "<html><head><title>页面重载开启</title></head><body><script>function reload(){document.location.reload();}</script>欢迎光临本站，页面正在重新载入，请稍候 ...</body></html>",
    ),
    (
        "宝塔's gate",
        "challenge",
        200,
        {},
        "<html><head><script src='/_guard/auto.js'></script></head><body></body></html>",
    ),
    ("a slider to pull", "challenge", 200, {}, page("安全验证", "请完成安全验证，拖动滑块完成拼图")),
    ("a captcha", "challenge", 200, {}, page("访问验证", "请输入图片中的验证码")),
    (
        "a wordless page that reloads itself",
        "challenge",
        200,
        {},
        "<html><script>document.cookie='a=1';location.reload()</script></html>",
    ),
    ("a forum closed for repair", "site-closed", 200, {}, BOX.format("服务器维护中,请于明天再来访问。")),
    ("a site under reconstruction", "site-closed", 200, {}, page("临江区人民政府", "网站正在改版建设中，敬请期待")),
    ("an English maintenance page", "site-closed", 200, {}, page("Sorry", "This site is under maintenance.")),
    ("services suspended for an upgrade", "site-closed", 200, {}, page("通知", "系统升级，暂停服务")),
    (
        "a hosting account suspended",
        "suspended",
        200,
        {},
        page("Account Suspended", "This Account has been suspended."),
    ),
    ("a domain that has run out", "suspended", 200, {}, page("提示", "该域名已过期，请联系注册商")),
    ("a site without its licence", "suspended", 200, {}, page("温馨提示", "该网站未备案或备案信息已注销，无法访问")),
    ("a site shut by its host", "suspended", 200, {}, page("站点已暂停", "站点已被停止访问")),
    ("a domain for sale", "suspended", 200, {}, page("linjiang.example", "This domain is for sale!")),
    ("a server error", "server-error", 500, {}, page("500")),
    ("a bad gateway", "server-error", 502, {}, "<h1>502 Bad Gateway</h1>"),
    ("overload", "server-error", 503, {}, ""),
    ("a bad request", "client-error", 400, {}, ""),
    ("an empty page", "empty", 200, {}, ""),
    ("a page of blanks", "empty", 200, {}, " \n\t "),
    ("no content", "no-content", 204, {}, ""),
    ("a redirect that leads nowhere", "bad-redirect", 302, {}, ""),
    ("an unknown message of a forum", "site-message", 200, {}, BOX.format("操作成功")),
    ("a picture", "not-text", 200, {"Content-Type": "image/png"}, "\x89PNG"),
    ("a redirect", "redirect", 301, {"Location": "/x"}, ""),
    ("unchanged", "unchanged", 304, {}, ""),
]


@pytest.mark.parametrize(("called", "status", "headers", "body"), [f[1:] for f in FAULTS], ids=[f[0] for f in FAULTS])
def test_each_fault_has_its_name(called: str, status: int, headers: dict[str, str], body: str) -> None:
    given = {"Content-Type": "text/html; charset=utf-8"} | headers
    assert called == judge(status, tuple(given.items()), body.encode("utf-8")).name


@pytest.mark.parametrize("fault", [*LABELLED, *GOOD], ids=lambda fault: fault.name)
def test_each_labelled_answer_has_its_name(fault: Fault) -> None:
    assert fault.called == judge(fault.status, tuple(fault.given.items()), fault.sent).name


@pytest.mark.parametrize("batch", BATCHES)
def test_each_batch_of_faults_is_named_and_no_good_page_is_called_one(batch: str) -> None:
    called = [(fault, judge(fault.status, tuple(fault.given.items()), fault.sent)) for fault in BATCHES[batch].faults]
    wrong = {fault.name for fault, judged in called if not {judged.name, judged.outcome} & {*fault.names}}
    mistaken = {one.name for one in BATCHES[batch].good if _named(one) != "ok"}
    known = {fault.name for fault, _ in called} & MISSED, {one.name for one in BATCHES[batch].good} & MISTAKEN
    assert known == (wrong, mistaken)


@pytest.mark.parametrize("frame", ["<ul class='nav'>{}</ul>", "<div id='footer'>{}</div>"])
def test_a_frame_of_links_hides_no_error(frame: str) -> None:
    links = "".join(f"<li><a href='/{n}/'>政务公开与办事服务栏目</a></li>" for n in range(60))
    body = page("临江区人民政府", "抱歉，您访问的页面不存在或已被删除") + frame.format(links)
    assert "soft-404" == judge(200, (("Content-Type", "text/html"),), body.encode()).name


@pytest.mark.parametrize("length", [400, 700, 1000])
def test_a_page_that_breaks_off_in_a_sentence_is_cut(length: int) -> None:
    assert "cut-body" == judge(200, (("Content-Type", "text/html"),), article(1).encode()[:length]).name


def test_a_page_that_forgets_to_close_itself_is_whole() -> None:
    body = article(1).replace("</div></body></html>", "")
    assert "ok" == judge(200, (("Content-Type", "text/html"),), body.encode()).name


def test_a_page_that_sends_on_leads_where_it_says() -> None:
    body = b"<html><head><meta http-equiv='refresh' content='0;url=./xxgk/index.html'></head></html>"
    judged = judge(200, (), body)
    assert (judged, "http://a.example/zw/xxgk/index.html") == led_on("http://a.example/zw/", judged, (), body)
    again = b"<html><head><meta http-equiv='refresh' content='0;url=/zw/'></head></html>"
    assert ("challenge", "") == (led_on("http://a.example/zw/", judge(200, (), again), (), again)[0].name, "")


@pytest.mark.parametrize(
    "words",
    [
        "政务服务系统维护升级期间暂停服务，访问过于频繁的用户请先登录后再试。",
        "查处违法网站，被拦截的请求和未备案的网站有所减少，页面不存在等错链已经清理。",
        "请完成安全验证培训，拖动滑块等人机验证方式已经推广。",
        "严格阅读权限管理，您没有权限访问的栏目不再显示。",
    ],
)
def test_a_report_that_speaks_of_blocks_is_no_block(words: str) -> None:
    assert "ok" == judge(200, (("Content-Type", "text/html"),), article(1, words).encode()).name


@pytest.mark.parametrize(
    "title",
    [
        "宝塔区人大常委会工作报告",
        "500 户居民用上天然气",
        "500-800元补贴发放名单",
        "404件建议全部办结",
        "出错了怎么办：办税指南",
    ],
)
def test_a_title_that_begins_as_an_error_s_does_is_none(title: str) -> None:
    words = "".join(f"<p>各街道按照部署推进第{n}项工作，形成阶段成果，群众反映良好。</p>" for n in range(40))
    for said in (words, words[:90]):
        assert "ok" == judge(200, (), page(title, f"{title}{said}").encode()).name


@pytest.mark.parametrize(
    ("title", "words", "name"),
    [
        ("Apache2 Ubuntu Default Page: It works", "This is the default welcome page of the server. " * 20, "suspended"),
        ("linjiang.example is for sale", "Our brokers are here to help you buy a name that fits. " * 20, "suspended"),
        ("RuntimeException", "".join(f"<br>#{n} /srv/web/Kernel.php(12): run()" for n in range(40)), "server-error"),
        ("403 - 禁止访问", "您可以检查权限设置，并查阅有关的帮助文件。" * 40, "forbidden"),
    ],
)
def test_a_long_error_page_is_told_by_its_title_or_its_trace(title: str, words: str, name: str) -> None:
    assert name == judge(200, (), page(title, words).encode()).name


def test_a_body_in_another_charset_than_declared_is_judged_by_its_words() -> None:
    body = page("提示", "对不起，您要查看的信息不存在").encode("gb18030")
    assert "soft-404" == judge(200, (("Content-Type", "text/html; charset=utf-8"),), body).name


def test_a_good_page_may_carry_a_protection_service_cookie_and_script() -> None:
    headers = (("Content-Type", "text/html"), ("Set-Cookie", "__jsluid_s=abc"), ("Set-Cookie", "acw_tc=1"))
    body = article(1).replace(
        "</head>", "<script src='/cdn-cgi/challenge-platform/scripts/jsd/main.js'></script></head>"
    )
    assert "ok" == judge(200, headers, body.encode()).name


def test_a_short_article_of_a_known_cms_is_no_error_page() -> None:
    head = '<meta name="ArticleTitle" content="关于网站维护的公告">'
    assert "ok" == judge(200, (), page("关于网站维护的公告", "网站维护中，请稍后再访问。", head).encode()).name


def test_a_gbk_page_is_judged_by_its_words() -> None:
    body = BOX.format("抱歉，您尚未登录，没有权限访问该版块").encode("gb18030")
    assert "login-required" == judge(200, (("content-type", "text/html; charset=gbk"),), body).name


def test_a_cut_body_is_truncated_whatever_it_says() -> None:
    assert ("truncated", "cut-body") == _both(judge(200, (), b"<html>", truncated=True))


@pytest.mark.parametrize("encoding", ["gzip", "deflate", "raw deflate"])
def test_a_compressed_page_is_judged_by_what_is_in_it(encoding: str) -> None:
    body = BOX.format("抱歉，指定的主题不存在").encode()
    raw = zlib.compressobj(wbits=-15)
    packed = {
        "gzip": gzip.compress(body),
        "deflate": zlib.compress(body),
        "raw deflate": raw.compress(body) + raw.flush(),
    }
    headers = (("Content-Encoding", encoding.removeprefix("raw ")),)
    assert "soft-404" == judge(200, headers, packed[encoding]).name


def test_a_bomb_is_too_large_and_never_unpacked() -> None:
    bomb = gzip.compress(b"0" * (DECODED_BYTES + 1))
    assert ("error", "too-large") == _both(judge(200, (("Content-Encoding", "gzip"),), bomb))
    assert (b"0" * 10, "") == unpacked(gzip.compress(b"0" * 10), ["gzip"])


@pytest.mark.parametrize(
    ("encoding", "body", "expected"),
    [
        ("gzip", gzip.compress(b"<h1>x</h1>" * 99, mtime=0)[:-12], ("truncated", "cut-body")),
        ("deflate", zlib.compress(b"<h1>x</h1>" * 99)[:-8], ("truncated", "cut-body")),
        ("gzip", b"\x1f\x8b\x08" + b"\xff" * 99, ("error", "corrupt-body")),
        ("deflate", b"\xff" * 99, ("error", "corrupt-body")),
        ("gzip", ("<p>" + "临江区" * 99).encode(), ("ok", "")),
    ],
)
def test_a_packed_body_that_ends_early_or_is_broken_is_never_ok(
    encoding: str, body: bytes, expected: tuple[str, str]
) -> None:
    assert expected == _both(judge(200, (("Content-Encoding", encoding),), body))


def test_an_unknown_charset_is_read_as_utf_8() -> None:
    assert "临江" == text_of("临江".encode(), "text/html; charset=none-such")


@pytest.mark.skipif(not PAGES.is_dir(), reason="the labelled pages are not beside this checkout")
def test_labelled_pages_are_classed_as_they_are_labelled() -> None:
    wrong = []
    for line in (PAGES / "index.jsonl").read_text(encoding="utf-8").splitlines():
        known = json.loads(line)
        judged = judge(
            known["status"], (("Content-Type", known["content_type"]),), (PAGES / known["file"]).read_bytes()
        )
        expected = {known.get("fault", "ok")} if known.get("fault") else {"ok", "not-text"}
        if judged.name not in expected:
            wrong.append((known["file"], judged.name))
    assert [] == wrong


def _named(fault: Fault) -> str:
    return judge(fault.status, tuple(fault.given.items()), fault.sent).name


def _both(judged: object) -> tuple[str, str]:
    return judged.outcome, judged.cause  # type: ignore[attr-defined]
