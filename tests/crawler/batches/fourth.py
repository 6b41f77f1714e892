"""The fourth batch: a modern portal's frame, plain sentences, alerts, forums' messages in two templates and GBK."""

# fmt: off
from tests.crawler.batches.frames import Batch, message, plain, touched

BATCH = Batch()

def portal(title: str, main: str) -> str:
    """A modern portal with much text in its frame."""
    return f'''<!doctype html><html lang="zh-cn"><head><meta charset="UTF-8"><title>{title}</title><meta name="keywords" content="清溪区"><link rel="stylesheet" href="/css/a.css"></head><body>
<header><div class="weather">今天是 2026年3月2日 星期一 多云 8~15℃</div><h1 class="site"><a href="/">清溪区人民政府门户网站</a></h1><nav><a href="/1">首页</a><a href="/2">要闻动态</a><a href="/3">政府信息公开</a><a href="/4">办事服务</a><a href="/5">互动交流</a><a href="/6">魅力清溪</a></nav><div class="hot">热门搜索：社保 公积金 入学 预算</div></header>
<div class="container">{main}</div>
<footer><p>清溪区人民政府主办　清溪区人民政府办公室承办</p><p>政府网站标识码：0000000000　ICP备案序号：沪ICP备00000000号</p><p>联系电话：000-00000000（工作日9:00-17:00，仅受理网站建设维护相关事宜）</p></footer></body></html>'''
# portal soft 404s
for n,t,w in [("a","清溪区人民政府","<div class='tip'><h3>404</h3><p>您访问的页面出错了</p><p>可能的原因：网址错误、页面已删除</p><a href='/'>返回首页</a></div>"),
 ("b","页面未找到","<p>抱歉，没有找到您要的页面</p>"),("c","清溪区人民政府门户网站","<p class='err'>该文章已被删除！</p>"),("d","错误页面","<div>对不起，您请求的文件不存在，请返回</div>"),("e","清溪区","<p>对不起，此栏目暂无内容或已撤销</p>"),("f","Not Found","<h2>The page you are looking for is not available</h2>"),
 ("g","清溪区政府信息公开","<p>信息公开编号有误，未查询到对应信息</p>"),("h","提示信息","<p>链接地址已失效，请从首页重新进入</p>")]:
    BATCH.add("portal 404 "+n,"soft-404|site-message",portal(t,w))
BATCH.add("portal login","login-required",portal("用户登录-清溪区","<div class='login'><h2>用户登录</h2><form action='/l' method='post'><input name='u' placeholder='手机号/身份证号'><input type='password' name='p'><button>登录</button></form></div>"))
BATCH.add("portal need login","login-required",portal("互动交流","<p>您好，查看信件详情需要先登录，<a href='/l'>点此登录</a></p>"))
BATCH.add("portal no perm","no-permission|login-required",portal("互动交流","<p>对不起，您没有查看该信件的权限！</p>"))
BATCH.add("portal upgrade","site-closed|site-message",portal("政府信息公开","<p>政府信息公开栏目正在升级改造，请稍后访问，敬请谅解</p>"))
BATCH.add("portal 500","server-error|site-message",portal("出错了","<p>系统出现异常，请稍后再试或联系管理员</p>"))
BATCH.add("portal busy","rate-limited|site-message|server-error",portal("提示","<p>访问人数过多，请稍后再试</p>"))
BATCH.add("portal waf","forbidden|site-message",portal("提示","<p>检测到您的请求存在异常，本次访问已被阻止</p>"))
# bare
S=[("forbidden","您的访问请求已被拒绝，错误编号 10043"),("forbidden","由于安全原因，您的请求被服务器阻断"),("forbidden","禁止境外IP访问本网站"),("forbidden","403 Forbidden：当前区域不在允许访问列表"),("forbidden","网站已开启防护，您的IP因异常访问被限制"),
("rate-limited","您的操作过于频繁，请休息一下再试"),("rate-limited","请求次数超出限制，请于1小时后再试"),("rate-limited|site-closed","系统繁忙，请稍候"),
("challenge","请先完成下方验证再继续访问"),("challenge","拖动下方滑块完成拼图"),("challenge","正在进行安全检测，请稍候..."),("challenge","为确认本次访问为您的正常访问行为，请您协助验证"),
("site-closed","本站正在进行系统升级，暂停访问"),("site-closed","清溪区政府网站集约化迁移中，预计3月10日完成"),("site-closed","因服务器维护，网站将于今日18时恢复"),("site-closed|suspended","本网站已停用，请访问市政府网站"),("site-closed","网站临时关闭，开放时间另行通知"),
("suspended","该站点已暂停服务，请联系服务商"),("suspended","域名 qingxi.example 尚未备案，暂无法访问"),("suspended","您的主机空间流量超出限额，已被系统停止"),("suspended","this domain name has expired"),("suspended","该域名正在出售，有意者请联系"),("suspended","网站未开通或已过期"),
("soft-404","您要浏览的文章不存在或已经被删除"),("soft-404","无此文章"),("soft-404","该信息不存在"),("soft-404","抱歉，内容已下架"),("soft-404","页面找不到了"),("soft-404","The requested resource was not found"),
("login-required","您尚未登录，请登录后查看"),("login-required","登录信息已过期，请重新登录"),("login-required","本页面仅供已登录用户访问"),("no-permission","您没有权限查看该页面"),("no-permission|forbidden","该内容仅限内部人员查看"),
("server-error","数据库连接失败"),("server-error","服务器内部错误，请联系管理员"),("server-error","HTTP Error 500"),("server-error","系统错误，错误代码：E5001")]
for i,(c,w) in enumerate(S):
    BATCH.add(f"bare {i} {w[:10]}",c,plain(["提示","","清溪区人民政府","系统提示","公告"][i%5],[f"<p>{w}</p>",f"<div class='box'><h2>{w}</h2></div>",f"<center><font size=5>{w}</font></center>"][i%3]))
for i,(c,w) in enumerate(S[::3]):
    BATCH.add(f"alert {i} {w[:10]}",c+"|site-message",f"<script>alert('{w}');history.back();</script>")
for w,c in [("抱歉，您没有权限访问该版块","no-permission"),("抱歉，本主题已被删除","soft-404"),("您所在的用户组无法查看该主题","no-permission"),("本主题需要 20 积分才能阅读","no-permission"),("抱歉，您的请求来路不正确，无法提交","forbidden|site-message|no-permission"),("论坛暂时关闭，原因：例行备份","site-closed"),("抱歉，请先登录再查看本版","login-required"),("抱歉，操作过快，请稍后","rate-limited"),("您的账号正在审核","no-permission|soft-404|site-message")]:
    BATCH.add("dz "+w[:12],c,message(w))
    if len(w)%2:
        BATCH.add("dzm "+w[:12],c,touched(w))
    if len(w)%3==0:
        BATCH.add("dzgbk "+w[:12],c,message(w).replace("charset=utf-8","charset=gbk"),charset="gbk")
# good: short
P="会议审议了有关议题。"
def gp(t: str, *ps: str) -> str:
    d = "2026-03-02"
    return portal(t+"_清溪区人民政府",f'<div class="detail"><h2 class="tt">{t}</h2><div class="sub">发布时间：{d}　来源：区政府办</div><div class="zw">'+"".join(f"<p>{p}</p>" for p in ps)+"</div></div>")
def gn(t: str, *ps: str) -> str:
    return portal(t,f'<div class="detail"><h2>{t}</h2><div class="zw">'+"".join(f"<p>{p}</p>" for p in ps)+"</div></div>")
X=[("关于系统升级暂停服务的通告","因系统升级，3月5日暂停服务，请您稍后办理。"),("来信：访问网站提示403","您好，您反映的访问被拒绝问题已解决。"),("关于您所反映问题的答复","您好！您反映的路灯问题已处理。请您继续监督。"),("代表风采：王某某","王某某，区人大代表。"),("区长信箱办理情况","本月收到信件20件，已全部办结。"),("区人大常委会公告","补选李某为市人大代表。"),("提醒：请勿点击陌生链接","收到验证码短信请勿告知他人，如有疑问请联系管理员。"),("招聘公告","招聘辅警5名，请登录人社网报名。"),("停水通知","3月5日停水，给您带来不便，敬请谅解。"),("关于网站改版征求意见的公告","新版网站已上线，请您提出意见。"),("常委会会议议程","一、审议报告；二、人事任免。"),("信息公开指南","申请人应当提供身份证明，信息不存在的，行政机关告知申请人。")]
for t,w in X:
    BATCH.ok("gp "+t,gp(t,w))
    BATCH.ok("gn "+t,gn(t,w))
BATCH.ok("portal list",portal("会议公告",'<ul><li><a href="/a/1">区人大常委会第三十次会议公告</a><span>2026-03-02</span></li></ul>'))
BATCH.ok("portal list empty text",portal("会议公告",'<ul><li><a href="/a/1">区人大常委会第三十次会议公告</a></li></ul><div class="pg">共1页</div>'))
BATCH.ok("portal org",portal("机构设置",'<dl><dt>办公室</dt><dd>负责文电、会务。电话：000-0000</dd></dl>'))
BATCH.ok("portal guide",portal("办事指南",'<table><tr><th>事项</th><td>户口登记</td></tr><tr><th>地点</th><td>政务中心</td></tr></table>'))
BATCH.ok("portal faq",portal("常见问题",'<h4>问：如何登录？</h4><p>答：点击右上角登录，忘记密码请找回。</p>'))
