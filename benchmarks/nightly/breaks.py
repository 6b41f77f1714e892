"""How a site breaks: what its addresses answer from some night on in place of its pages."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from benchmarks.nightly.sites import PER_LIST, Site


@dataclass(frozen=True)
class Reply:
    """What an address answers: an HTTP answer, or (`cause`) why there is none."""

    body: str = ""
    status: int = 200
    headers: tuple[tuple[str, str], ...] = (("Content-Type", "text/html; charset=utf-8"),)
    cause: str = ""

    @property
    def payload(self) -> bytes:
        """The body as it is sent."""
        return self.body.encode("utf-8", "surrogateescape")


HTML = ("Content-Type", "text/html; charset=utf-8")
SAID = {
    "error page": "<html><head><title>系统提示</title></head><body><p>系统内部错误，请联系管理员。</p></body></html>",
    "soft-404": "<html><head><title>提示</title></head><body><div>您访问的页面不存在或已被删除！</div><a href='/'>返回首页</a></body></html>",
    "challenge": "<html><head><title>安全验证</title><script>window._cf_chl_opt={};</script></head><body></body></html>",
    "login wall": "<html><head><title>统一登录</title></head><body><form>用户名<input name='u'>密码<input type='password' name='p'><button>登录</button></form></body></html>",
    "script-filled list": "<html><head><meta charset='utf-8'><title>政务公开</title></head><body><div id='app'></div><script src='/js/chunk-vendors.8a2f.js'></script><script src='/js/app.91cc.js'></script></body></html>",
    "hijacked": "<html><head><title>体育投注平台官网-注册送彩金</title></head><body><p>真人视讯、电竞投注，首页在线。</p></body></html>",
    "for sale": "<html><head><title>example</title></head><body><h1>This domain is for sale</h1></body></html>",
    "forbidden": "<html><body>您的请求已被网站防火墙拦截</body></html>",
    "server error": "<html><body><h1>HTTP Status 500 – Internal Server Error</h1></body></html>",
    "rate limit": "<html><body>访问过于频繁，请稍后再试</body></html>",
    "maintenance": "<html><head><title>公告</title></head><body><p>网站系统维护升级中，节后恢复访问。</p></body></html>",
}  # fmt: skip
STATUS = {"challenge": 403, "forbidden": 403, "server error": 500, "rate limit": 429, "maintenance": 503}
UNANSWERED = {"DNS": "dns", "TLS": "tls", "no answer": "timeout", "refused": "refused"}

OF_LISTS = ("moved", "redesigned list", "half of the list", "dates shifted", "encoding")
SAME_NIGHT = (*(name for name in SAID if name != "maintenance"), *UNANSWERED, *OF_LISTS)
"""What shows on the first night: whatever the list pages or the whole host answer."""

LATER = ("template", "frozen")
"""What shows when pages are read (a template), or when news are missed (a list that is no longer kept up)."""


def broken(fault: str, site: Site, url: str, page: Callable[[], str], since: date) -> Reply:
    """Return what an address answers while a fault lasts."""
    is_list = not url.endswith(".html") or "/index_" in url
    if cause := UNANSWERED.get(fault):
        return Reply(cause=cause)
    if fault in SAID and (is_list or fault not in ("script-filled list", "login wall")):
        return Reply(SAID[fault], STATUS.get(fault, 200))
    if fault == "moved":
        return Reply(status=302, headers=(HTML, ("Location", url.replace(site.host, f"new-{site.host}"))))
    if fault == "encoding":  # a migration that read UTF-8 as Latin letters and wrote that down
        return Reply(page().encode().decode("cp1252", "replace"))
    if fault == "template" and not is_list:
        return Reply(site.frame("", "<div class='x9'><div class='loading-bar'></div></div>"))
    if is_list and fault in OF_LISTS:
        return Reply(_list_of(fault, site, url, since))
    return Reply(page())


def _list_of(fault: str, site: Site, url: str, since: date) -> str:
    column = next(one for one in site.columns if one.path in url)
    number = int(url.rpartition("_")[2].removesuffix(".html")) - 1 if "index_" in url else 0
    rows = column.documents[number * PER_LIST : (number + 1) * PER_LIST]
    if fault == "half of the list":
        return site.listing(column, number * PER_LIST, rows[: len(rows) * 2 // 5])
    if fault == "dates shifted":
        return site.listing(column, number * PER_LIST, rows, since)
    cards = "".join(
        f"<div class='card'><a href='/portal/view?articleKey={n}'>{site.heading(column, n)}</a></div>" for n, _ in rows
    )
    return site.frame(column.name, f"<section>{cards}</section>")
