"""The thirteenth batch: a portal that a bureau rents, with its own words; what the signs make of it tells how far the texts of crawler/wordings reach."""

# fmt: off
from tests.crawler.batches.frames import Batch, plain

BATCH = Batch()

def rented(title: str, main: str) -> str:
    """A bureau's page on a rented platform: a slogan, tabs, a box of counters, a footer of three lines."""
    return f"""<!DOCTYPE html><html><head><meta charset="utf-8"><title>{title}</title><script src="/lib/vue.min.js"></script></head><body>
<div class="slogan">务实 清廉 高效</div><div class="tabs"><a href="/i">首页</a><a href="/n">工作动态</a><a href="/o">信息公开</a><a href="/s">办事大厅</a><a href="/q">咨询投诉</a></div>
<div class="count">本月更新 31 篇　累计浏览 20,113 次</div><div id="main">{main}</div>
<div class="foot">青石县统计局　地址：青石县建设路9号　传真：0000-0000000<br>工信部备案：皖ICP备00000000号　网安备案：00000000000000<br>平台服务：青石云科技　热线：400-000-0000</div></body></html>"""

SAID = (
    ("soft-404", "本文已转入历史库，网页版不再展示"), ("soft-404", "亲爱的网友，您要看的报道已经找不着了"), ("soft-404", "该篇已由作者自行删除"), ("soft-404", "无对应稿件，请确认链接"), ("soft-404", "网址可能输错了，或者网页已经换了位置"),
    ("site-closed", "站内系统正在割接，今晚二十二点后恢复"), ("site-closed", "网站整体搬迁至省平台，旧站停止访问"), ("site-closed", "我们的网站正在重新装修，稍后与您相见"), ("site-closed", "本应用已停止维护，入口关闭"),
    ("forbidden", "服务器认为您的请求不安全，已予拦下"), ("forbidden", "安全设备阻止了这次访问，请把下面的编号告诉管理员"), ("forbidden", "您所处的位置不在本站服务区域"), ("forbidden", "仅限专网终端使用，外网无法进入"), ("forbidden", "不欢迎采集程序，连接已关闭"),
    ("rate-limited", "刷得太勤了，缓一缓吧"), ("rate-limited", "您一分钟内看了太多页，请稍等片刻"), ("rate-limited", "系统资源紧张，请错峰访问"),
    ("challenge", "请按顺序点击下图中的汉字"), ("challenge", "拖动图块使图片完整，即可进入"), ("challenge", "系统想确认您是人而不是程序"), ("challenge", "浏览器校验中，通过后自动进入"),
    ("login-required", "仅对实名用户开放，请先完成登录"), ("login-required", "您的身份凭据失效了，重新登录一下吧"), ("login-required", "要看详情，请登录个人账户"),
    ("no-permission", "此栏目对您不可见，请找管理员开通"), ("no-permission", "内容只给本局职工看"), ("no-permission", "您的角色没有这一项授权"),
    ("suspended", "此空间停用，原因：未续费"), ("suspended", "域名解析已被注册商暂停"), ("suspended", "这里还没有部署任何网站"),
    ("server-error", "后台抛出异常，页面没能生成"), ("server-error", "读取数据库时出了错"), ("server-error", "服务端没有回应，请重新载入"),
)
for number, (called, words) in enumerate(SAID):
    BATCH.add("bare " + words[:10], called, plain(("", "青石县统计局", "温馨提示", "系统消息")[number % 4], f"<div><p>{words}</p></div>"))
    BATCH.add("rented " + words[:10], f"{called}|site-message", rented(("青石县统计局", "详情", "消息提示")[number % 3], f"<div class='tip'>{words}</div>"))

TOLD = (
    ("统计违法举报受理公告", "举报电话：0000-0000000，受理时间为工作日。"), ("第五次经济普查登记开始", "普查员将入户登记，请您配合。"), ("关于数据平台切换的通知", "4月1日起启用新平台，旧平台停止报送。"), ("网上直报系统登录常见问题", "密码连续输错5次的，账号锁定半小时。"), ("一季度居民收入情况", "人均可支配收入9,404元。"), ("关于暂停现场咨询的通告", "因搬迁，4月3日至5日暂停现场咨询。"), ("错误数据订正说明", "原发布的2024年数据有误，现予订正。"), ("拒绝提供统计资料被处罚案", "某企业拒绝提供资料，被给予警告。"), ("人员名单", "张某　李某　王某"), ("局领导分工", "局长：孙某，主持全面工作。"), ("春节放假", "2月16日至23日放假。"), ("访问量排名", "本网站访问量列全县第4位。"), ("会议室预约", "请提前一天预约。"), ("涉密载体管理要求", "内部资料不得外传。"), ("更名启事", "原统计调查队更名。"),
)
for title, words in TOLD:
    BATCH.ok("rented " + title, rented(f"{title}-青石县统计局", f"<h1>{title}</h1><p>{words}</p>"))
    BATCH.ok("bare " + title, plain(title, f"<p>{words}</p>"))
