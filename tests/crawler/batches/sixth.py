"""The sixth batch: a page for phones, a page of 2006, rare challenges."""

# fmt: off
from tests.crawler.batches.frames import Batch, plain

BATCH = Batch()

def h5(title: str, main: str) -> str:
    return f'''<!DOCTYPE html><html><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><title>{title}</title><link rel="stylesheet" href="/m/app.css"></head><body><div class="m-head"><a class="back" href="javascript:history.go(-1)"></a><span>东港区政府网</span><a class="menu" href="/m/menu"></a></div><div class="m-main">{main}</div><div class="m-foot"><a href="/m/">首页</a><a href="/m/gk">公开</a><a href="/m/fw">服务</a><a href="/m/my">我的</a><p>东港区人民政府办公室主办</p><p>网站如有问题，请拨打000-0000反馈，维护单位：东港区大数据局</p></div></body></html>'''
def y2k(title: str, main: str) -> str:
    return f'''<HTML><HEAD><TITLE>{title}</TITLE><META http-equiv=Content-Type content="text/html; charset=gb2312"></HEAD><BODY><TABLE width=760 align=center><TR><TD><MARQUEE>热烈祝贺东港区第十届人民代表大会第六次会议召开！</MARQUEE></TD></TR><TR><TD><A href="/">首页</A> <A href="/a.htm">机关建设</A> <A href="/b.htm">法律监督</A> <A href="/c.htm">代表之家</A></TD></TR><TR><TD>{main}</TD></TR><TR><TD align=center>Copyright 2006 东港人大 All Rights Reserved<BR>如需登录后台请点击这里<BR>网站维护：东港信息中心</TD></TR></TABLE></BODY></HTML>'''
W=[("soft-404","对不起，没有这条信息"),("soft-404","您查看的页面已被移除或暂时不可用"),("soft-404","内容正在审核中"),("soft-404","文章编号不存在"),("soft-404","该网页不存在，可能已被删除、更名"),("login-required","请登录后再进行操作"),("login-required","未登录或登录超时"),("no-permission","抱歉，您无权访问此页面"),("forbidden","非法访问！"),("forbidden","您的请求含有非法字符，系统已记录您的IP"),("server-error","系统异常，请稍后重试"),("server-error","数据加载失败"),("site-closed","系统维护中"),("site-closed","平台将于近期恢复，目前暂停使用"),("rate-limited","点击过快，请稍后再试"),("rate-limited","同一IP访问次数过多"),("challenge","请输入图形验证码")]
for i,(c,w) in enumerate(W):
    BATCH.add("h5 "+w[:8],c+"|site-message",h5("东港区政府网",f"<div class='empty'><i></i><p>{w}</p></div>"))
    BATCH.add("y2k "+w[:8],c+"|site-message",y2k("东港人大",f"<CENTER><FONT color=red>{w}</FONT></CENTER>"),charset="gb18030")
    BATCH.add("bare "+w[:8],c,plain(["提示","错误","东港区","","消息"][i%5],f"<p>{w}</p>"))
V: list[tuple[str, str, int, dict[str, str]]] = [("challenge","<html><head><script src='/_ydclearance/a.js'></script></head><body><script>window.onload=function(){qo(7)}</script></body></html>",521,{}),
("challenge","<html><body><script>var s='x';var k=s.split('').reverse().join('');document.cookie='token='+k;window.location.reload(true);</script></body></html>",200,{}),
("challenge","<!DOCTYPE html><html><head><title>DDoS-Guard</title></head><body><p>Checking your browser before accessing donggang.example</p></body></html>",403,{}),
("challenge",plain("身份核验","<p>请完成人脸核验或短信验证后继续访问</p>"),200,{}),
("forbidden","<html><head><title>ERROR</title></head><body><h1>ERROR: ACCESS DENIED (1020)</h1></body></html>",200,{}),
("forbidden",plain("安全拦截","<h3>疑似恶意爬虫，访问已中断</h3><p>客户端地址：198.51.100.4</p><p>流水号：88120</p>"),200,{}),
("forbidden",plain("403","<h1>403</h1><p>仅允许中国大陆地区访问</p>"),200,{}),
("forbidden",plain("","<p>Sorry, access to this website is restricted in your region.</p>"),451,{}),
("suspended",plain("网站暂停服务","<p>因未及时续费，本网站已暂停服务</p>"),200,{}),
("suspended",plain("default","<h1>Default Web Site Page</h1><p>If you are the owner of this website, please contact your hosting provider</p>"),200,{}),
("suspended",plain("donggang.example","<p>The domain donggang.example is registered, but the owner has not uploaded a website yet</p>"),200,{}),
("suspended",plain("网站未备案提示","<p>该域名未查到备案信息，接入服务已停止</p>"),200,{}),
("hijacked",plain("东港区人大|必赢亚洲官网-亚洲最佳体育投注","<p>x</p>"),200,{}),
("server-error",plain("HTTP Status 503 – Service Unavailable","<h1>HTTP Status 503 – Service Unavailable</h1>"),200,{}),
("server-error",'<html><body><pre>Traceback (most recent call last):\n  File "/srv/app/views.py", line 33, in show\nKeyError: \'id\'</pre></body></html>',200,{}),
("server-error",plain("Action Controller: Exception caught","<h1>ActiveRecord::StatementInvalid</h1><pre>PG::ConnectionBad: could not connect to server</pre>"),200,{}),
("sent-on","<html><head><script>self.location='/new/index.shtml';</script></head></html>",200,{}),
("sent-on",'<meta http-equiv="refresh" content="1;URL=\'/col/col88/index.html\'" />',200,{}),
("login-required","<html><head><script>top.location.href='https://sso.example/login?back='+location.href;</script></head><body></body></html>",200,{}),
("script-only",'<!doctype html><html><head><title>东港区</title><script type="module" src="/assets/index.a1.js"></script></head><body><div id="app"></div></body></html>',200,{}),
("cut-body",h5("公告","<h2>公告</h2><p>会议定于三月十日召开</p>").split("<div class=\"m-foot\"")[0].rsplit("</div>",1)[0],200,{}),
("empty","<!DOCTYPE html><html><head><title>东港人大</title></head><body><!-- no content --></body></html>",200,{})]
for i,(c,b,s,h) in enumerate(V):
    BATCH.add(f"v{i} {c}",c,b,s,h)
X=[("区人大代表建议办理工作推进会召开","会议强调，请各单位按时办结，不能推诿。"),("致全区选民的一封信","您的一票，关系全区。请您按时参加投票。"),("关于打击非法集资的通告","发现非法集资线索请拨打110。"),("政务服务大厅窗口调整的公告","原窗口停止使用，请到新窗口办理。"),("我区多措并举化解访问难题","网上访问量过大曾致系统拥堵，现已扩容。"),("区长公开电话办理选登","来电：小区断网，无法访问。办理：已恢复。"),("法规解读：什么情况下信息不予公开","国家秘密不予公开。"),("人大常委会领导","主任 赵某；副主任 钱某。"),("温馨提示：寒潮来袭","请注意保暖。"),("第六次会议日程","上午：开幕会。下午：分组审议。"),("错误认识要纠正","有人认为代表只是荣誉，这是错误的。"),("登录“代表通”三步走","打开，输入，登录。")]
for t,w in X:
    BATCH.ok("h5 "+t,h5(t,f"<h1>{t}</h1><p class='t'>2026-03-01 09:00</p><div class='c'><p>{w}</p></div>"))
    BATCH.ok("h5n "+t,h5(t+"-东港区政府网",f"<h1>{t}</h1><div class='c'><p>{w}</p></div>"))
    BATCH.ok("y2k "+t,y2k("东港人大",f"<P align=center><B>{t}</B></P><P align=center>2006-3-1</P><P>{w}</P>"),charset="gb18030")
    BATCH.ok("y2kn "+t,y2k(t,f"<P align=center><FONT size=4>{t}</FONT></P><P>{w}</P>"),charset="gb18030")
