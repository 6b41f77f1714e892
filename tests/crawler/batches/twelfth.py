"""The twelfth batch: messages as public programs write them, each bare and in the frame of a congress's site."""

# fmt: off
from tests.crawler.batches.frames import Batch, plain
from tests.crawler.batches.ninth import hall

BATCH = Batch()

SAID = (
    ("rate-limited|forbidden", "对不起，由于您的IP在短时间内进行大量请求，被暂时禁止访问本站，请稍后再试！"), ("rate-limited", "请求失败,你的IP访问太频繁"), ("rate-limited", "亲，访问太频繁了"),
    ("forbidden", "该网络地址已被禁止访问本站"), ("forbidden", "很抱歉，您已被禁止访问本站"), ("forbidden", "你已经被禁止访问本站。"), ("forbidden", "跨站请求被拒绝"),
    ("site-closed|server-error|rate-limited", "服务器暂时无法访问，请一小时后再试"), ("site-closed", "网站已关闭,请稍后在访问~"), ("site-closed", "凌晨1点到8点站点维护"), ("site-closed", "站点维护中……"), ("site-closed|server-error|rate-limited", "暂时无法访问，请稍后再试!"),
    ("no-permission", "抱歉！您无权查看该页面"), ("no-permission", "当前账号无权查看该资源"), ("no-permission|login-required", "当前账号暂时无法访问该内容，请稍后重试或重新登录。"), ("no-permission", "无权查看该报备"),
    ("login-required", "哎呀,你还没登录,请先登录后再操作~"), ("login-required", "请先登录后查看账户信息。"), ("login-required", "请先登录后再查看项目数据。"), ("login-required", "请先登录后操作"),
    ("soft-404", "该页面可能已被管理员移除"), ("soft-404", "您访问的页面可能已被删除、移动，或者从未存在过。"), ("soft-404", "您访问的页面可能已被移除，或属于尚未上线的功能"), ("soft-404", "该应用已下架"), ("soft-404", "你正在寻找的页面可能已被删除，名称已更改，或者暂时不可用。"),
    ("server-error", "服务器开小差咯,请稍后再试"), ("server-error", "服务器开小差啦"), ("server-error", "申请查询服务暂时无法访问数据库，请稍后重试。"), ("challenge", "请完成人机验证（Turnstile）"), ("challenge", "请先完成人机验证"),
)
for number, (called, words) in enumerate(SAID):
    BATCH.add("bare " + words[:12], called, plain(("提示", "", "青溪县人大")[number % 3], f"<div class='box'><p>{words}</p></div>"))
    BATCH.add("hall " + words[:12], f"{called}|site-message", hall(("青溪县人大", "系统提示", "正文")[number % 3], f"<p>{words}</p>"))
