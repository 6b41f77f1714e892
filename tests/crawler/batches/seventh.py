"""The seventh batch: a school of templates (vsb), freshly worded sentences."""

# fmt: off
from tests.crawler.batches.frames import Batch, message, plain

BATCH = Batch()

def vsb(title: str, main: str) -> str:
    return f'''<!DOCTYPE html><html lang="zh"><head><meta charset="UTF-8"><title>{title}</title><META Name="keywords" Content="石桥区,人大" /><link rel="stylesheet" type="text/css" href="/_sitegray/_sitegray_d.css" /><script language="javascript" src="/_sitegray/_sitegray.js"></script></head><body>
<div class="wrap"><div class="toper"><div class="fl">石桥区人大常委会 Shiqiao District People's Congress</div><div class="fr"><form action="/search.jsp"><input name="lucenenewssearchkey" value="请输入关键词"></form></div></div>
<div class="nav2"><ul><li><a href="/index.htm">首页</a></li><li><a href="/rdyw.htm">人大要闻</a></li><li><a href="/zdgz.htm">重点工作</a></li><li><a href="/dbfc.htm">代表风采</a></li></ul></div>
<div class="local">您的位置: <a href="/">首页</a> -> 正文</div><div class="cont">{main}</div>
<div class="link"><select><option>--友情链接--</option><option>全国人大</option></select></div>
<div class="foot">石桥区人大常委会办公室　联系我们：000-000000　邮箱：a@shiqiao.example<br>本站由石桥区信息中心提供技术支持，最佳浏览效果请使用谷歌浏览器</div></div></body></html>'''
W=[("soft-404","该页无法显示，文章可能已删除"),("soft-404","404！您访问的网页失踪了"),("soft-404","暂未找到您需要的资料"),("soft-404","链接错误或内容已撤下"),("no-permission","您当前没有浏览权限"),("no-permission","本文仅对内部公开"),("login-required","查看全文请先登录"),("login-required","抱歉，游客不能查看，请登录"),("forbidden","系统拒绝了您的访问"),("forbidden","危险请求，已拦截！"),("forbidden","您所在网络被限制访问本站"),("rate-limited","您访问得太频繁了"),("rate-limited","服务器忙，请稍候重试"),("site-closed","网站维护升级，暂时无法访问"),("site-closed","服务已暂停，恢复时间另行公告"),("server-error","出现未知错误，请联系技术人员"),("server-error","数据库异常"),("challenge","请拖动滑块验证"),("challenge","验证您是否为真人")]
for i,(c,w) in enumerate(W):
    BATCH.add("vsb "+w[:8],c+"|site-message",vsb(["石桥区人大常委会","提示-石桥区人大"][i%2],f"<p style='text-align:center'>{w}</p>"))
    BATCH.add("bare "+w[:8],c,plain(["石桥区人大","系统消息","","出错","警告"][i%5],f"<h3>{w}</h3>"))
for w,c in [("抱歉，该主题已关闭且仅版主可见","no-permission"),("您无权进行当前操作","no-permission"),("该帖已被删除","soft-404"),("抱歉，站点已关闭，管理员留言：系统割接","site-closed"),("本版只有认证会员可以进入","no-permission"),("抱歉，您的访问过于频繁，请 10 秒后重试","rate-limited")]:
    BATCH.add("dz "+w[:8],c,message(w))
for i,(c,b,s) in enumerate([("challenge","<html><head><title></title><script>document.cookie='x='+(new Date()).getTime();location.replace(location.href)</script></head></html>",200),("challenge",plain("One more step","<p>Please complete the security check to access the site</p>"),403),("forbidden",plain("Error","<p>Request forbidden by administrative rules.</p>"),403),("forbidden",plain("拒绝访问","<p>请求被WAF阻断</p>"),406),("suspended",plain("Index of /","<h1>Index of /</h1><pre><a>cgi-bin/</a></pre>"),200),("suspended",plain("网站欠费","<p>网站已欠费停机</p>"),200),("suspended",plain("此域名待售","<p>联系购买</p>"),200),("hijacked",plain("金沙娱乐场官网|欢迎您","<p>x</p>"),200),("hijacked",plain("PG电子官方网站-麻将胡了试玩","<p>y</p>"),200),("server-error",plain("服务器错误","<h2>500</h2>"),200),("server-error","<html><body>java.sql.SQLException: Connection refused<br>at com.a.B.c(B.java:12)</body></html>",200),("sent-on","<script>location='index.aspx'</script>",200),("cut-body",vsb("公告","<p>会议定于三月</p>").encode()[:900].decode("utf-8","ignore"),200)]):
    BATCH.add(f"v{i} {c}",c,b,s)
X=[("区人大常委会开展环保执法检查","检查组提出，问题整改不到位的不得销号。"),("代表小组活动掠影","活动现场。"),("关于更换门户网站域名的公告","本站域名将变更，旧域名停止解析，请您更新收藏。"),("我区代表访问社区困难家庭","代表们送去慰问品。"),("石桥区人大常委会公告〔2026〕1号","张某辞去代表职务。"),("议案审议结果的报告","议案已办结。"),("常委会组成人员守则","不得无故缺席会议。"),("平安建设宣传：拒绝高利贷","请勿轻信。"),("老年大学报名系统崩溃？官方回应","系统已恢复，请重新报名。"),("区人大代表履职平台上线试运行","平台暂不开放注册。")]
for t,w in X:
    BATCH.ok("v "+t,vsb(t+"-石桥区人大常委会",f'<form name="_newscontent_fromname"><h2>{t}</h2><div class="xx">时间：2026-03-01 点击数：</div><div id="vsb_content"><p>{w}</p></div></form>'))
    BATCH.ok("n "+t,vsb(t,f'<h2>{t}</h2><div><p>{w}</p></div>'))
    BATCH.ok("d "+t,plain(t,f'<h2>{t}</h2><p>{w}</p><p>2026年3月1日</p>'))
BATCH.ok("list",vsb("人大要闻",'<ul><li><a href="info/1/2.htm">区人大常委会开展执法检查</a><i>2026/03/01</i></li></ul>'))
