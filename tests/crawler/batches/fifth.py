"""The fifth batch: a county congress's frame with words in its footer, refusals and notices of all kinds."""

# fmt: off
from tests.crawler.batches.frames import Batch, message, plain

BATCH = Batch()

def site(title: str, main: str) -> str:
    return f'''<!DOCTYPE html><html><head><meta http-equiv="Content-Type" content="text/html; charset=utf-8"/><title>{title}</title><script type="text/javascript" src="/js/jquery.js"></script></head><body>
<div id="top_bar"><span id="date">2026年03月02日 星期一</span> <span>欢迎访问白沙县人大常委会网站</span> <a href="#" onclick="sc()">收藏本站</a></div>
<div class="banner"><img src="/img/banner.jpg"/></div>
<div class="menu"><a href="/">网站首页</a><a href="/gk/">人大概况</a><a href="/hy/">会议之窗</a><a href="/jd/">监督工作</a><a href="/db/">代表工作</a><a href="/xx/">学习园地</a></div>
<div class="dqwz">当前位置：<a href="/">首页</a> &gt;&gt; 正文</div>
<div class="left"><h3>站内导航</h3><ul><li><a href="/gk/1.html">常委会领导</a></li><li><a href="/gk/2.html">工作机构</a></li></ul></div>
<div class="right">{main}</div>
<div class="bottom"><p>版权所有：白沙县人民代表大会常务委员会</p><p>技术支持：某某网络公司　您是本站第102233位访问者</p><p>请使用1024*768以上分辨率浏览本站，如发现无法打开的页面请与管理员联系</p></div></body></html>'''
E1=[("soft-404","您所查看的内容已被管理员删除"),("soft-404","未找到该篇文章"),("soft-404","此信息已过有效期，不再展示"),("soft-404","很抱歉，页面已经不存在了"),("soft-404","您要的东西不在这里"),("login-required","该栏目需要登录以后才能查看"),("login-required","请使用代表账号登录后浏览本页"),("no-permission","此文件仅供本级代表阅览，您无权浏览"),("site-closed","本栏目正在调整，暂停开放"),("server-error","程序运行出错，请与管理员联系"),("server-error","Microsoft JET Database Engine 错误 '80004005' 未指定的错误 /conn.asp，行 7"),("rate-limited","您刷新得太快了，请3秒后再试"),("forbidden","您的IP地址不允许访问本栏目"),("challenge","请输入验证码后继续浏览")]
for c,w in E1:
    BATCH.add("site "+w[:10],c+"|site-message",site("白沙县人大常委会",f'<div class="nr"><p align="center">{w}</p></div>'))
    BATCH.add("bare "+w[:10],c,plain("白沙县人大",f"<div>{w}</div>"))
E2=[("challenge","浏览器安全检查中，请稍候","<p>我们正在检查您的浏览器是否安全，约5秒后自动进入</p>",503),("challenge","验证","<p>按住左边按钮拖动完成上方拼图</p>",200),("challenge","","<p>请证明您不是机器人</p><div id='c'></div>",403),("forbidden","Blocked","<h1>Your IP address has been blocked</h1>",403),("forbidden","WAF拦截页面","<p>本次请求命中防护规则[SQL注入]，已拒绝</p><p>TraceID: ab12</p>",200),("forbidden","Access Forbidden","<p>You are not authorized to view this page from your location.</p>",200),("forbidden","安全提醒","<p>当前网络受到限制，禁止访问该网站</p>",200),
("suspended","网站已关闭","<p>该网站因未按规定完成年审，已被服务商关闭</p>",200),("suspended","404","<h2>站点不存在</h2><p>请确认域名是否绑定到本主机</p>",404),("suspended","Congratulations!","<h1>LNMP 安装成功</h1><p>恭喜，您的环境已经部署完成</p>",200),("suspended","Apache2 Ubuntu Default Page: It works","<p>This is the default welcome page used to test the correct operation of the Apache2 server.</p>",200),("suspended","域名到期","<p>尊敬的用户：此域名已到期，请续费后使用</p>",200),
("site-closed","系统维护通知","<h2>系统维护通知</h2><p>为提升系统性能，本系统定于今晚22点起维护，维护期间无法访问。</p>",200),("site-closed","白沙县人大常委会","<h1>网站正在改版中</h1><p>敬请期待！</p>",200),("site-closed","公告","<p>本网站自即日起停止维护和更新，请移步新站。</p>",200),("site-closed","Maintenance","<h1>Site is down for maintenance</h1>",200),
("server-error","Error","<h1>An unexpected error occurred.</h1><p>Please try again later.</p>",200),("server-error","500 - 内部服务器错误。","<h2>您查找的资源存在问题，因而无法显示。</h2>",200),("server-error","Oracle error","<p>ORA-12541: TNS:no listener</p>",200),("server-error","提示","<p>Warning: mysql_connect(): Too many connections in /web/inc/db.php on line 20</p>",200),
("rate-limited","Too Many Requests","<p>Rate limit exceeded, retry after 60 seconds.</p>",200),("rate-limited","系统提示","<p>当前排队人数较多，请耐心等待</p>",200),
("login-required","Sign in","<form><input name=u><input type=password name=p><button>Sign in</button></form>",200),("login-required","会话超时","<p>由于您长时间未操作，会话已失效，请重新登录系统</p>",200),("login-required","单点登录","<p>正在跳转至统一认证中心……</p>",200),
("soft-404","出错了","<p>您输入的网址可能有误，系统找不到该页面</p>",200),("soft-404","Object not found!","<p>The requested URL was not found on this server.</p>",200),("soft-404","页面丢失","<p>啊哦，页面跑丢了~</p>",200),
("hijacked","开元棋牌app下载-开元棋牌官方网站","<p>下载</p>",200),("hijacked","澳门金沙网址_太阳城娱乐_真人百家乐","<p>欢迎</p>",200)]
for i,(c,t,w,s) in enumerate(E2):
    BATCH.add(f"e2 {i} {t[:10]}",c,plain(t,w),s)
for w,c in [("抱歉，此贴已被管理员或版主屏蔽","soft-404|no-permission"),("对不起，该板块只允许认证用户访问","no-permission"),("您的用户组没有阅读权限","no-permission"),("请先登录后再浏览本版块","login-required"),("论坛正在进行数据维护，请稍后再访问","site-closed"),("您的访问太频繁，请稍候","rate-limited"),("指定的用户不存在","soft-404")]:
    BATCH.add("dz "+w[:10],c,message(w))
BATCH.add("json nologin","login-required",'{"success":false,"message":"请先登录"}',200,{"Content-Type":"application/json"})
BATCH.add("json gone","soft-404",'{"code":-1,"msg":"该文章不存在或已删除","data":null}',200,{"Content-Type":"application/json"})
BATCH.add("json denied","forbidden|no-permission",'{"code":403,"message":"Forbidden"}',200,{"Content-Type":"application/json"})
BATCH.add("json busy","rate-limited|server-error",'{"code":500,"msg":"系统繁忙，请稍后再试"}',200,{"Content-Type":"application/json"})
# good
X=[("县人大常委会召开第十次会议","会议由主任主持，听取专项报告。"),("代表建议办理答复公开","您提出的建议收悉，感谢您对我们工作的关心。"),("学习园地","认真学习有关精神。"),("关于开展执法检查的通知","请各乡镇人大做好准备，有关材料请及时报送。"),("主任会议研究近期工作","会议研究了近期工作。"),("县人大领导调研道路维护工作","调研组实地查看了道路维护情况。"),("代表视察网络安全工作","视察组了解了防火墙部署和攻击拦截情况。"),("关于撤销张某职务的决定","决定撤销张某职务。"),("县人大常委会人事任免","任命：王某为县教育局局长。"),("人大代表联系群众登录平台使用说明","请打开平台，输入账号密码登录。"),("常委会2026年工作要点","一、依法履职。二、服务大局。"),("建设项目暂停施工的情况通报","因扬尘超标，该项目暂停施工。"),("图片新闻","代表在调研。"),("信访接待日安排","每周三上午接待，其余时间请预约。"),("公开征求意见","如有意见请于3月15日前反馈。")]
for i,(t,w) in enumerate(X):
    BATCH.ok("s "+t,site(t+"-白沙县人大常委会",f'<div class="nr"><h1 class="bt">{t}</h1><p class="ly">作者：办公室 来源：本站 日期：2026-03-01</p><p>{w}</p></div>'))
    BATCH.ok("u "+t,site("白沙县人大常委会",f'<div class="nr"><div class="bt" align="center"><b>{t}</b></div><div class="rq">2026-03-01</div><p>{w}</p></div>'))
    if i%2:
        BATCH.ok("n "+t,site(t,f'<div class="nr"><h2>{t}</h2><p>{w}</p></div>'))
BATCH.ok("list",site("会议之窗",'<ul><li><a href="/hy/1.html">第十次会议</a><em>03-01</em></li><li><a href="/hy/2.html">第九次会议</a><em>01-10</em></li></ul>'))
BATCH.ok("list empty pager",site("监督工作",'<ul><li><a href="/jd/1.html">执法检查</a></li></ul><div>首页 上一页 1 下一页 尾页</div>'))
BATCH.ok("video",site("视频新闻",'<div class="nr"><h1>县人代会开幕</h1><video src="/v.mp4"></video></div>'))
