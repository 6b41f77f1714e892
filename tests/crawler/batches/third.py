"""The third batch: rare servers, messages in WeChat's manner, portals, hijackers, pages in tables."""

# fmt: off
import gzip
import io
import zipfile

from tests.crawler.batches.frames import Batch, gov, message, plain, table, touched

BATCH = Batch()

# forum protections, by the program's own modes
BATCH.add("dz proxy","forbidden|challenge",plain("论坛提示","您使用代理服务器访问本站，本站不允许通过代理访问"))
BATCH.add("dz second request","challenge",'<script language="javascript">function reload(){document.location.reload();}setTimeout("reload()",2001);</script>')
BATCH.add("dz question","challenge",plain("站点安全提问",'<form method="post"><table><tr><td>为了防止恶意刷新，请回答：3+4=</td><td><input name="answer"><input type="submit" value="提交"></td></tr></table></form>'))
BATCH.add("dsign array","challenge",'<script type="text/javascript">mT=function(){return "/";};x9="th";k="rea"+"d-1-1";_1Z={"ab":"c"};window.location=mT()+x9+k+"-1.html?_dsign=7be01a2f";</script>')
BATCH.add("dz x3.5 login mobile","login-required",touched("抱歉，您需要登录后才能查看此版块内容"))
BATCH.add("dz card no","no-permission",message("抱歉，本帖售价 10 金币，您尚未购买"))
BATCH.add("dz closed reason","site-closed",message("因网络安全检查，社区暂停访问至3月15日"))
BATCH.add("dz cron 502","server-error",plain("502","<center><h1>502 Bad Gateway</h1></center><hr><center>openresty</center>"),502)
BATCH.add("archiver denied","no-permission|login-required",'<html><head><meta charset="utf-8"><title>云岭社区 Archiver</title></head><body><div id="nav"><a>云岭社区</a></div><div id="content"><p>您无权访问该版块</p></div><div id="footer">Powered by <strong>Discuz! Archiver</strong></div></body></html>')
BATCH.add("dz touch closed","site-closed",touched("站点升级维护，请稍后访问"))
BATCH.add("phpwind perm","no-permission|login-required",plain("云岭论坛 - Powered by phpwind",'<div class="cc"><div class="tips">你所在的用户组没有浏览此版块的权限</div><a>返回</a></div>'))
BATCH.add("uchome","no-permission|soft-404",message("抱歉，该日志设置了隐私，您不能查看当前内容"))
BATCH.add("thinksns","soft-404",plain("提示信息",'<div class="tipbox">哎呀，这条微博已经飞走了</div><span>3</span> 秒后返回'))
# wechat
def wx(w: str) -> str:
    return f'<!DOCTYPE html><html><head><meta charset="utf-8"><title></title><script nonce="1" src="//res.wx.example/a.js"></script></head><body class="zh_CN"><div class="weui-msg"><div class="weui-msg__icon-area"><i class="weui-icon-warn weui-icon_msg"></i></div><div class="weui-msg__text-area"><div class="weui-msg__title warn">{w}</div></div></div></body></html>'
BATCH.add("wx deleted","soft-404",wx("该内容已被发布者删除"))
BATCH.add("wx violation","soft-404|forbidden|suspended",wx("此内容因违规无法查看"))
BATCH.add("wx complaint","soft-404|forbidden|suspended",wx("此内容被投诉且经审核涉嫌侵权，无法查看。"))
BATCH.add("wx env","challenge",'<!DOCTYPE html><html><head><meta charset="utf-8"><title></title></head><body><div class="weui-msg"><h2 class="weui-msg__title">环境异常</h2><p class="weui-msg__desc">当前环境异常，完成验证后即可继续访问。</p><a class="weui-btn" id="js_verify">去验证</a></div></body></html>')
BATCH.add("wx account","soft-404|suspended|no-permission|forbidden",wx("此帐号已被屏蔽, 内容无法查看"))
BATCH.add("wx client only","forbidden|no-permission|login-required|challenge",wx("请在微信客户端打开链接"))
BATCH.add("wx expired","soft-404",wx("链接已过期"))
# servers of the country
BATCH.add("weblogic 404","soft-404",'<HTML><HEAD><TITLE>Error 404--Not Found</TITLE></HEAD><BODY bgcolor="white"><FONT FACE=Helvetica><BR CLEAR=all><TABLE border=0 cellspacing=5><TR><TD><BR CLEAR=all><FONT FACE="Helvetica" COLOR="black" SIZE="3"><H2>Error 404--Not Found</H2></FONT></TD></TR></TABLE><TABLE border=0 width=100% cellpadding=10><TR><TD VALIGN=top WIDTH=100% BGCOLOR=white><FONT FACE="Courier New"><FONT FACE="Helvetica" SIZE="3"><H3>From RFC 2068 <i>Hypertext Transfer Protocol -- HTTP/1.1</i>:</H3></FONT><H4>10.4.5 404 Not Found</H4><P>The server has not found anything matching the Request-URI. No indication is given of whether the condition is temporary or permanent.</p><p>If the server does not wish to make this information available to the client, the status code 403 (Forbidden) can be used instead. The 410 (Gone) status code SHOULD be used if the server knows, through some internally configurable mechanism, that an old resource is permanently unavailable and has no forwarding address.</FONT></TD></TR></TABLE></BODY></HTML>')
BATCH.add("websphere","soft-404|server-error",plain("Error 404: SRVE0190E: File not found: /a.jsp","Error 404: SRVE0190E: File not found: /a.jsp"))
BATCH.add("tongweb 500","server-error",'<html><head><title>TongWeb - Error report</title></head><body><h1>HTTP Status 500 - </h1><hr><p><b>type</b> Exception report</p><p><b>exception</b></p><pre>javax.servlet.ServletException: java.lang.NullPointerException\n\tcom.tongtech.web.Servlet.service(Servlet.java:88)</pre></body></html>')
BATCH.add("resin 404","soft-404",'<html><head><title>404 Not Found</title></head><body><h1>404 Not Found</h1><p>/zwgk/1.html was not found on this server.</p><hr><small>Resin/4.0.36</small></body></html>')
BATCH.add("iis6 construction","suspended",'<html><head><title id=titletext>建设中</title></head><body><table><tr><td><h1 id=errortype><id id=errorText>建设中</id></h1>您想要查看的站点当前没有默认页。可能正在对它进行升级和配置操作。<p>请稍后再访问此站点。如果您仍然遇到问题，请与网站的管理员联系。</td></tr></table></body></html>')
BATCH.add("iis 403.14","forbidden",plain("IIS 7.5 详细错误 - 403.14 - Forbidden","<h3>HTTP 错误 403.14 - Forbidden</h3><h4>Web 服务器被配置为不列出此目录的内容。</h4>"))
BATCH.add("iis hostname","suspended|client-error","<html><head><title>Bad Request</title></head><body><h2>Bad Request - Invalid Hostname</h2><hr><p>HTTP Error 400. The request hostname is invalid.</p></body></html>",400)
BATCH.add("iis 503 200","server-error","<html><head><title>Service Unavailable</title></head><body><h2>Service Unavailable</h2><hr><p>HTTP Error 503. The service is unavailable.</p></body></html>")
BATCH.add("kangle","suspended|server-error|soft-404|forbidden",plain("kangle web server","<h1>NO.2, please contact administrator</h1><p>Please check or try again later.</p>"))
BATCH.add("cdn no domain","suspended",plain("","<h1>域名未配置</h1><p>您访问的域名未在CDN平台上配置，请检查。</p>"),403)
BATCH.add("cf 1016","server-error|suspended",plain("Origin DNS error | www.yunling.example | Cloudflare","<h1>Error 1016</h1><p>Origin DNS error</p><p>Ray ID: 7a</p>"),530)
BATCH.add("cf 1014","suspended|forbidden",plain("CNAME Cross-User Banned","<h1>Error 1014</h1><p>CNAME Cross-User Banned</p>"),403)
BATCH.add("net bill","suspended|login-required|forbidden",plain("温馨提示","<p>尊敬的用户，您的宽带账户已欠费停机，请及时缴费。</p>"))
BATCH.add("campus portal","login-required",plain("上网认证",'<form action="/srun_portal_pc"><input name="username"><input type="password" name="password"><button>登录</button></form><p>校园网用户请认证后上网</p>'))
BATCH.add("moved countdown","sent-on|site-closed",plain("网站迁移",'<p>本站已迁移至新地址，<span id="s">5</span>秒后自动跳转</p>','<script>setTimeout(function(){location.href="http://new.example/"},5000)</script>'))
BATCH.add("error code","server-error|site-message|forbidden",plain("访问异常","<p>访问异常，请联系管理员</p><p>错误代码：40001</p>"))
BATCH.add("old browser","challenge|forbidden|site-message",plain("浏览器版本过低","<h2>您的浏览器版本过低</h2><p>为了获得更好的体验，请升级到最新版浏览器</p>"))
BATCH.add("net abnormal","forbidden|challenge",plain("提示","<p>系统检测到您的网络环境存在异常，暂时无法为您提供服务</p>"))
BATCH.add("robot detected","forbidden|challenge",plain("提示","<p>检测到您可能是爬虫程序，已暂停为您服务</p>"))
BATCH.add("ua banned","forbidden",plain("","<p>该User-Agent不被允许访问本站</p>"))
BATCH.add("ban hours","forbidden|rate-limited",plain("封禁提示","<p>由于您短时间内请求量过大，您的地址已被临时封禁24小时</p>"))
BATCH.add("网关 超时","server-error",plain("网关超时","<h1>网关超时</h1><p>服务响应时间过长</p>"))
BATCH.add("连接 重置","server-error",plain("无法连接","<p>与后端服务器的连接被重置</p>"),502)
BATCH.add("dam busy","rate-limited|server-error",plain("提示","<p>当前访问量较大，请稍后重试</p>"))
# soft 404s
BATCH.add("old asp no rec","soft-404",table("云岭区人大",'<br><br><center>没有找到相关记录！</center>'),charset="gb18030")
BATCH.add("old asp bad id","soft-404|site-message|server-error",table("云岭区人大",'<center><font color=red>参数错误，文章ID不正确</font></center>'),charset="gb18030")
BATCH.add("old asp adodb","server-error",table("云岭区人大",'<font face="宋体" size=2><p>ADODB.Field</font> <font size=2>错误 \'800a0bcd\'</font><p><font size=2>BOF 或 EOF 中有一个是“真”，或者当前的记录已被删除，所需的操作要求一个当前的记录。</font><p>/show.asp，行 22'),charset="gb18030")
BATCH.add("removed by law","soft-404",gov("云岭区人民政府",'<div class="m"><p>根据相关法律法规，该内容无法显示</p></div>'))
BATCH.add("archive moved","soft-404",gov("提示",'<div>该信息已归档，不再对外提供浏览</div>'))
BATCH.add("content expired","soft-404",gov("招标公告",'<p class="tips">公告已过公示期，不再显示</p>'))
BATCH.add("blank title 404","soft-404",gov("",'<h2>哎呀！页面走丢了</h2><p>可能是链接已失效</p>'))
BATCH.add("404 long hint","soft-404",gov("404-云岭区人民政府门户网站",'<h2>404</h2><h3>非常抱歉！您要查看的页面没有找到</h3><p>您可以尝试以下操作：</p><ol><li>请检查您输入的地址是否有误，包括大小写、标点符号</li><li>该页面可能已经被更名、移动到其他栏目或者删除</li><li>点击浏览器的后退按钮返回上一页面</li><li>使用站内搜索功能，输入关键词查找您需要的政务信息</li><li>通过网站地图浏览全部栏目</li><li>如您认为这是网站的错误，请拨打网站管理电话000-00000000向我们反映，我们将在一个工作日内核实处理并给予答复，感谢您对政府网站工作的支持与监督</li></ol>'))
BATCH.add("english soft","soft-404",gov("Page Not Found",'<h1>Page Not Found</h1><p>The page you requested may have been moved or deleted.</p>'))
BATCH.add("jeecms","soft-404",plain("出错了！",'<div class="msg">内容不存在，id=12345</div><a href="javascript:history.back()">返回</a>'))
BATCH.add("jspxcms","soft-404|server-error",plain("Error","<h2>Info not found: 123</h2>"))
BATCH.add("phpcms","soft-404",plain("提示信息",'<div class="showMsg"><h5>提示信息</h5><div class="content guery">该内容不存在或已被删除！</div><div class="bottom"><a href="javascript:history.back();">[点这里返回上一页]</a></div></div>'))
BATCH.add("wordpress zh","soft-404",gov("未找到页面 – 云岭","<h1>有点尴尬诶！该页无法显示。</h1><p>这儿似乎什么都没有，试试搜索？</p>"))
BATCH.add("hexo","soft-404","<html><head><title>404</title></head><body><h1>Not found</h1></body></html>")
BATCH.add("alert closed","soft-404|site-message","<script>alert('参数有误，找不到您要的信息');window.opener=null;window.close();</script>")
BATCH.add("alert no rights","no-permission|login-required","<script>alert('对不起，您没有权限查看此信息！');history.go(-1);</script>")
BATCH.add("plain text 404","soft-404","404 page not found",200,{"Content-Type":"text/plain; charset=utf-8"})
BATCH.add("plain text forbidden","forbidden","Access denied",200,{"Content-Type":"text/plain"})
BATCH.add("plain text err","server-error","Internal Server Error",200,{"Content-Type":"text/plain"})
BATCH.add("text File not found.","soft-404","File not found.\n",200)
BATCH.add("no input file","soft-404|server-error","No input file specified.\n",200)
# suspended
BATCH.add("site suspended en","suspended",plain("Site Suspended","<h1>This site has been suspended</h1><p>Please contact the billing/support department as soon as possible.</p>"))
BATCH.add("domain hold","suspended",plain("域名状态异常","<p>该域名因未通过实名认证，已被注册局暂停解析</p>"))
BATCH.add("unbeian carriers","suspended",plain("访问受限","<p>您访问的网站域名未在工业和信息化部备案，网站暂不能访问</p>"),200)
BATCH.add("unbeian gongan","suspended|forbidden",plain("反诈提示","<h1>国家反诈中心提醒您</h1><p>您访问的网站涉嫌诈骗，已被依法拦截</p>"))
BATCH.add("park cn","suspended",plain("yunling.example","<h2>本域名正在出售中</h2><p>联系QQ：00000 微信同号 价格面议</p>"))
BATCH.add("park ads","suspended",plain("yunling.example - Resources and Information","<p>yunling.example is your first and best source for information. Related searches</p><p>This domain is parked free of charge</p>"))
BATCH.add("new site tpl","suspended",plain("网站名称-您的网站模板演示","<h1>欢迎使用建站系统</h1><p>安装完成，请登录后台添加内容</p>"))
BATCH.add("dedecms install","suspended",plain("DedeCMS安装向导","<p>您可能已经安装过，请删除install目录后重试</p>"))
BATCH.add("hijack short","hijacked",plain("168极速赛车开奖结果-幸运飞艇官方开奖直播","<h1>幸运飞艇</h1><a>立即注册</a>"))
BATCH.add("hijack keep title","hijacked",plain("云岭区人民政府_2026世界杯买球入口_ob体育app下载","<p>ob体育是值得信赖的体育平台</p>"))
BATCH.add("hijack porn en","hijacked",plain("Live casino slots online - best betting bonus","<h1>Online casino</h1><p>Claim your bonus now</p>"))
# closed
BATCH.add("memorial","site-closed",plain("公告","<p>应上级要求，本网自即日起停止对外服务</p>"))
BATCH.add("inspection","site-closed",plain("提示","<p>网站安全整改中，暂不提供服务</p>"))
BATCH.add("holiday hours","site-closed",plain("提示","<p>系统服务时间：工作日8:30-17:30，现已关闭</p>"))
BATCH.add("coming","site-closed",plain("云岭区人大","<h1>新版网站即将上线</h1>"))
BATCH.add("power","site-closed",plain("公告","<p>因机房停电检修，3月2日网站无法访问</p>"))
BATCH.add("trial end","site-closed|suspended",plain("提示","<p>试运行结束，平台下线</p>"))
# login
BATCH.add("ca login","login-required",plain("政务内网门户",'<div>请插入CA数字证书（USB-KEY）登录</div><form><input type="password" name="pin"></form>'))
BATCH.add("scan login","login-required",plain("粤政易登录","<p>扫码登录</p><div id='qr'></div><p>请使用政务微信扫描二维码登录</p>"))
BATCH.add("js login redirect","login-required|sent-on","<script>parent.location='/sso/login?service='+encodeURIComponent(location.href)</script>")
BATCH.add("form autopost saml","login-required|challenge",'<html><body onload="document.forms[0].submit()"><form method="post" action="https://idp.example/saml/SSO"><input type="hidden" name="SAMLRequest" value="PD94"></form></body></html>')
BATCH.add("json 401 str","login-required",'{"errcode":"A0230","errmsg":"用户登录已过期"}',200,{"Content-Type":"application/json"})
BATCH.add("json perm","no-permission",'{"code":403,"msg":"没有访问权限，请联系管理员授权"}',200,{"Content-Type":"application/json"})
BATCH.add("json err null","server-error|site-message|empty",'{"code":500,"msg":"操作失败","data":null}',200,{"Content-Type":"application/json"})
# odd
BATCH.add("frameset top","sent-on|script-only",'<html><head><title>云岭区人大</title></head><frameset rows="100,*"><frame name="top" src="top.html"><frame name="main" src="main.html"></frameset><noframes><body>您的浏览器不支持框架</body></noframes></html>')
BATCH.add("iframe whole","sent-on|script-only|suspended",'<html><head><title></title></head><body style="margin:0"><iframe src="http://other.example/land" width="100%" height="100%"></iframe></body></html>')
BATCH.add("refresh login","login-required|sent-on",'<html><head><meta http-equiv="refresh" content="0; url=/user/login?next=/a"></head></html>')
BATCH.add("gzip cut","cut-body",raw=gzip.compress(gov("a","<p>b</p>"*50).encode())[:-20],headers={"Content-Encoding":"gzip"})
BATCH.add("gzip junk","corrupt-body",raw=b"\x1f\x8b\x08\x00garbage-not-deflate"*9,headers={"Content-Encoding":"gzip"})
# -------- good
P="各单位要提高认识，压实责任，确保任务按期完成。"
for cs in ("utf-8","gb18030"):
    BATCH.ok("old article "+cs,table("云岭区人大",'<p align="center"><b>关于召开第三十次会议的通知</b></p><p align="center">2026-3-2 阅读：120</p><p>会议定于3月10日上午在区机关会议室召开。</p>') if cs!="utf-8" else gov("会议通知",'<div class="a"><h2>关于召开第三十次会议的通知</h2><p>2026-03-02</p><p>会议定于3月10日上午召开。</p></div>'),charset=cs)
BATCH.ok("old article warn",table("云岭区人大",'<p align="center"><b>关于本站改版的公告</b></p><p align="center">2026-3-2</p><p>本站将于3月5日改版，届时暂停服务。</p>'),charset="gb18030")
BATCH.ok("old list",table("云岭区人大-会议信息",'<table><tr><td>·<a href="show.asp?id=1">第三十次会议</a></td><td>2026-3-2</td></tr><tr><td>·<a href="show.asp?id=2">第二十九次会议</a></td><td>2026-1-5</td></tr></table>'),charset="gb18030")
BATCH.ok("old list one",table("云岭区人大-决议",'<table><tr><td>·<a href="show.asp?id=1">关于批准预算的决议</a></td><td>2026-3-2</td></tr></table>'),charset="gb18030")
BATCH.ok("old article no date",table("云岭区人大",'<p align="center"><b>区人大常委会组成人员名单</b></p><p>主任：王某某　副主任：李某某、张某某</p>'),charset="gb18030")
T=[("区政府网站通过安全检查","安全检查"),("我区开展反诈宣传","谨防刷单诈骗，您访问的网站涉嫌诈骗时将收到拦截提示。"),("区医保局提示：个人账户欠费影响待遇","欠费超过三个月的，暂停待遇。"),("关于域名到期续费的询价公告","域名即将到期，现公开询价。"),("关于封闭管理的通告","滨江公园关闭维护。"),("电信网络割接公告","因网络割接，部分地区3月5日凌晨无法访问互联网。"),("关于停止供水的通知","因管道检修，3月5日停水。"),("市民热线回应：登录不上怎么办","重新登录即可。"),("区法院：拒绝访问权的判例","被告拒绝访问。"),("科普：什么是404错误","404 Not Found 表示页面不存在。"),("“僵尸网站”整治：关停42家","网站关停、栏目停更。"),("关于注销办学许可的公告","许可证已过期，予以注销。"),("代表建议：增设禁停标志","禁止停放。"),("高考报名系统开放时间","系统服务时间每日8时至20时。"),("信息公开申请渠道","不予公开的信息将说明理由。")]
for t,w in T:
    BATCH.ok("news "+t,gov(t+"_云岭区人民政府",f'<div class="xl"><h1>{t}</h1><div class="sj"><span>2026-03-02 09:30</span><span>浏览次数：<script src="/c.js"></script></span></div><div class="nr"><p>{w}</p></div></div>'))
    BATCH.ok("bare "+t,plain(t,f"<h3>{t}</h3><p>（2026年3月2日）</p><p>{w}</p><p>{P}</p>"))
BATCH.ok("wx article",'<!DOCTYPE html><html><head><meta charset="utf-8"><meta property="og:title" content="区人大开展视察"><title></title></head><body><div class="rich_media_inner"><h1 class="rich_media_title" id="activity-name">区人大开展视察</h1><div id="meta_content"><em id="publish_time">2026年3月2日 10:00</em></div><div class="rich_media_content" id="js_content" style="visibility:hidden"><p>3月1日，区人大视察教育工作。</p></div></div></body></html>')
BATCH.ok("text notice","关于放假的通知\n\n4月4日至6日放假。\n\n云岭区人大办\n",200,{"Content-Type":"text/plain; charset=utf-8"})
BATCH.ok("json detail",'{"code":0,"msg":"ok","result":{"content":"<p>a</p>"}}',200,{"Content-Type":"application/json"})
BATCH.ok("json str content",'{"status":1,"content":"<p>会议听取了区人民政府关于2025年国民经济和社会发展计划执行情况的报告，审查并批准了报告。</p>"}',200,{"Content-Type":"application/json"})
with io.BytesIO() as packed:
    with zipfile.ZipFile(packed, "w") as files:
        files.writestr("a", "b")
    BATCH.ok("xlsx whole", headers={"Content-Type": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"}, raw=packed.getvalue())
