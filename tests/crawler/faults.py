"""Answers that are not the page that was asked for, as protection services, forums, CMSs, servers and hosts give them.

Each is named by what it should be called. The words are our own; the forms (elements, scripts, cookies, status codes) are those
that the programs named give. Good pages that look like faults stand at the end: what must not be called one.
"""

from dataclasses import dataclass, field

LONG = "各镇街、各部门按照年初部署推进重点工作，形成了一批可检查、可复制的阶段成果，群众满意度稳步提升。"


@dataclass(frozen=True)
class Fault:
    """An answer and what it is to be called: its cause, or its outcome where it has none."""

    name: str
    called: str
    body: str = ""
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    charset: str = "utf-8"
    raw: bytes | None = None

    @property
    def names(self) -> tuple[str, ...]:
        """Every name that is right for it: where two are, `called` has both, the better one first."""
        return tuple(self.called.split("|"))

    @property
    def given(self) -> dict[str, str]:
        """The header fields, a media type among them."""
        return {"Content-Type": f"text/html; charset={self.charset}"} | self.headers

    @property
    def sent(self) -> bytes:
        """The body as bytes."""
        return self.body.encode(self.charset) if self.raw is None else self.raw


def page(title: str, words: str = "", head: str = "") -> str:
    return f"<!DOCTYPE html><html><head><title>{title}</title>{head}</head><body>{words}</body></html>"


def box(words: str, kind: str = "alert_error", frame: str = "") -> str:
    """The message of a forum within the forum's frame."""
    nav = "<div id='hd'><div id='nv'><ul><li>首页</li><li>版块</li><li>导读</li><li>排行榜</li></ul></div></div>"
    return page(
        "提示信息 - 临江论坛 - Powered by Discuz!",
        f"{nav}{frame}<div id='wp' class='wp'><div id='messagetext' class='{kind}'><p>{words}</p></div></div>"
        "<div id='ft'>临江论坛 ( 沪ICP备00000000号 ) GMT+8</div>",
    )


CHALLENGES = [
    Fault("瑞数, 412 with its meta", "challenge", "<!DOCTYPE html><html><head><meta charset='utf-8'><meta id='9QbDhZ' content='!x4dTk' r='m'><!--[if lt IE 9]><script r='m'></script><![endif]--><script type='text/javascript' charset='iso-8859-1' src='/QbUZcx/aKd3.b1c2d3e.js' r='m'></script><script r='m'>$_ts=window['$_ts'];if(!$_ts)$_ts={};$_ts.nsd=48812;$_ts.cd='qErT';if($_ts.lcd)$_ts.lcd();</script></head><body></body></html>", 412, {"Set-Cookie": "yKd2aPqrsT3hO=60aJk29ds8fkLm3nP0qRsTuVwXyZ12345; Path=/; HttpOnly"}),
    Fault("瑞数, 202 and cookie ending in S", "challenge", "<html><head><meta content='0x9a' r='m'></head><body><script>_$aB();</script></body></html>", 202, {"Set-Cookie": "sVoELocvxVW0S=5Tks83jdHs82ksKs02lsPqRs; path=/"}),
    Fault("瑞数, 400 with an empty page", "challenge", "<html><head><script r='m'>$_ts=window['$_ts'];$_ts.cd='z';</script></head></html>", 400),
    Fault("加速乐, 521 first step", "challenge", "<script>document.cookie=('_')+('_')+('j')+('s')+('l')+('_')+('c')+('l')+('e')+('a')+('r')+('a')+('n')+('c')+('e')+('=')+(1)+';path=/';location.href=location.pathname+location.search</script>", 521, {"Set-Cookie": "__jsluid_h=77a9c0d1; max-age=31536000; path=/", "Server": "jsl"}),
    Fault("加速乐, 521 second step", "challenge", "<script>function hash(r){return r}function go(d){for(var i=0;i<d.bts.length;i++){}}go({'bts':['1700000000.1|0|a','x'],'chars':'abc','ct':'0f','ha':'md5','is':true,'tn':'__jsl_clearance_s','vt':'3600','wt':'1500'})</script>", 521),
    Fault("创宇盾's own block page", "forbidden", page("创宇盾", "<div class='wrap'><h1>当前访问疑似黑客攻击，已被创宇盾拦截。</h1><p>事件编号 0a1b2c</p></div>"), 403),
    Fault("Cloudflare under attack, 503", "challenge", page("Just a moment...", "<noscript>Enable JavaScript and cookies to continue</noscript>", "<script>window._cf_chl_opt={cvId:'3'}</script>"), 503, {"Server": "cloudflare"}),
    Fault("Cloudflare 403 managed, by header", "challenge", page("", ""), 403, {"Cf-Mitigated": "challenge", "Server": "cloudflare"}),
    Fault("Cloudflare error 1020", "forbidden", page("Access denied | rd.linjiang.example used Cloudflare to restrict access", "<h1>Error 1020</h1><p>Access denied. This website is using a security service to protect itself.</p>"), 403),
    Fault("阿里云 WAF, slider with 405", "challenge", "<html><head><meta name='aliyun_waf_aa' content='8d'></head><body><div id='WAF_NC_WRAPPER' data-spm='a3c0i'></div><script src='//g.example/AWSC/awsc.js'></script><script>var renderData='x';</script></body></html>", 405, {"Set-Cookie": "acw_tc=0a3c; path=/"}),
    Fault("阿里云 WAF, arg1", "challenge", "<html><script>var arg1='9D2C60A4F7B1E35860C1A9F74D3B2E81';function reload(x){document.cookie='acw_sc__v2='+x;document.location.reload()}</script></html>", 200),
    Fault("阿里云 WAF, block page 405", "forbidden", page("405", "<div class='block'><p>很抱歉，由于您访问的URL有可能对网站造成安全威胁，您的访问被阻断。</p><p>您的请求ID是: 781bad0a</p></div>"), 405),
    Fault("腾讯云 WAF, block page", "forbidden", page("T-Sec-WAF", "<p>很抱歉，您提交的请求可能对网站造成威胁，请求已被管理员设置的策略阻断。</p><p>UUID: 0f1e2d</p>"), 200),
    Fault("腾讯 captcha", "challenge", page("访问验证", "<div id='TCaptcha'></div>", "<script src='https://t.example/TCaptcha.js'></script><script>new TencentCaptcha('190',cb)</script>")),
    Fault("腾讯 EdgeOne challenge", "challenge", "<html><head></head><body><script>var a='x';document.cookie='EO_Bot_Ssid='+a+';path=/';location.reload();</script></body></html>", 200),
    Fault("华为云 WAF, 418", "forbidden", page("访问被拦截！", "<div>您的请求疑似攻击行为！</div><div>如果您是网站管理员，可登录华为云WAF控制台查看。事件ID：03-0000</div>"), 418, {"Server": "CloudWAF"}),
    Fault("华为云 CC challenge", "challenge", "<html><body><script>function setCookie(){document.cookie='HWWAFSESTIME=1;path=/'}setCookie();window.location.reload()</script></body></html>", 200, {"Set-Cookie": "HWWAFSESID=a1b2; path=/"}),
    Fault("安全狗's page, status 200", "forbidden", page("网站防火墙", "<div class='main'><p>您的请求带有不合法的参数，已被网站管理员设置拦截！</p><p>可能原因：您提交的内容包含危险的攻击请求</p><p>如何解决：检查提交内容；如网站托管，请联系空间提供商</p></div>")),
    Fault("安全狗, by its CC page", "challenge", page("网站安全狗", "<div>您当前的访问行为存在异常，请稍后重试或输入验证码继续访问</div>")),
    Fault("宝塔 firewall", "forbidden", page("宝塔防火墙", "<p>您的请求带有不合法参数，已被网站管理员设置拦截！</p>"), 403),
    Fault("360 网站卫士's page", "forbidden", page("360网站卫士", "<p>当前访问因疑似黑客攻击，已被网站管理员设置为拦截</p>"), 493),
    Fault("360, WZWS-RAY challenge", "challenge", "<html><head><meta http-equiv='refresh' content='0'></head><body><script>var dynamicurl='/WZWSREL3p3Z2sv';var wzwsquestion='ab';var wzwsfactor='47';</script></body></html>", 200, {"Set-Cookie": "wzws_sessionid=gWFlMTI; Path=/", "WZWS-RAY": "1148"}),
    Fault("长亭 雷池", "challenge", page("请求验证", "<div id='slg-box'>正在验证您的浏览器环境</div>", "<script src='/.safeline/static/challenge.js'></script>"), 468),
    Fault("长亭 雷池, blocked", "forbidden", page("非法请求", "<p>您的访问请求可能对网站造成安全威胁，请求已被 管理员 阻断。</p><!-- event_id: 1f -->"), 403),
    Fault("奇安信 WAF", "forbidden", page("访问禁止", "<h2>您的访问请求存在异常，已被拦截</h2><p>如有疑问请联系管理员，事件号 20260301</p>"), 403),
    Fault("深信服 WAF", "forbidden", page("提示", "<p>访问出错了！您访问的网页存在安全风险，请求被禁止</p>"), 200),
    Fault("知道创宇 slide check", "challenge", page("安全检测", "<p>为了您的访问安全，请完成以下验证</p><div id='slide'>向右滑动完成验证</div>")),
    Fault("百度云加速 challenge", "challenge", page("百度云加速 - 正在检查您的浏览器", "<p>正在检查您的浏览器，5秒后自动跳转</p>"), 503),
    Fault("a bot page in English", "challenge", page("Robot Check", "<p>Please verify you are a human by completing the challenge below.</p>")),
    Fault("Incapsula", "challenge", "<html><head><meta name='robots' content='noindex,nofollow'><script src='/_Incapsula_Resource?SWJIYLWA=1'></script></head><body></body></html>", 200, {"Set-Cookie": "visid_incap_1=x; path=/"}),
    Fault("a script that sets a cookie and asks again", "challenge", "<html><body><script>document.cookie='guardok=1;path=/';setTimeout(function(){window.location=window.location.href},10)</script></body></html>"),
    Fault("a wordless page that posts itself", "challenge", "<html><body onload='document.forms[0].submit()'><form method='post' action='/__verify'><input type='hidden' name='t' value='1'></form></body></html>"),
    Fault("a script of nothing but hexadecimal names", "challenge", "<html><script>var _0x1a2b=['\\x63\\x6f\\x6f\\x6b\\x69\\x65'];(function(_0x3c,_0x4d){document[_0x1a2b[0]]='a=1';location['reload']()})(_0x1a2b,1);</script></html>"),
    Fault("Discuz's antitheft with 加密 address", "challenge", "<script type='text/javascript'>O3lk=function(){return '_'};_0aB='href';_c='dsign=';location[_0aB]='/forum.php?mod=viewthread&tid=1&_'+_c+'5c11';</script>"),
    Fault("Discuz's attackevasive 1", "challenge", page("页面重载开启", "<script>function reload(){document.location.reload();}setTimeout('reload()',1001);</script>欢迎光临本站，页面正在重新载入，请稍候 ...")),
    Fault("Discuz's attackevasive 8, question", "challenge", page("论坛 - 防灌水", "<form method='post'>请输入下面问题的答案以继续访问：1+2=<input name='answer'></form>")),
    Fault("宝塔 guard, slide", "challenge", "<html><head><title>人机验证</title><script src='/_guard/slide.js'></script></head><body><div id='slider'>拖动滑块</div></body></html>"),
    Fault("请开启 JavaScript", "challenge", page("", "<noscript>本站需要启用 JavaScript</noscript><p>请开启JavaScript并刷新该页.</p>", "<script>eval('x')</script>")),
    Fault("yunsuo 云锁", "challenge", "<html><head><meta http-equiv='Content-Type' content='text/html'><script>function stringToHex(s){return s}function YunSuoAutoJump(){var w=screen.width+','+screen.height;self.location='/x?security_verify_data='+stringToHex(w)}</script></head><body onload='setTimeout(\"YunSuoAutoJump()\",50)'></body></html>", 200, {"Set-Cookie": "yunsuo_session_verify=3d; path=/"}),
    Fault("G01 网防", "forbidden", page("网防G01", "<p>您访问的内容可能存在威胁，已被网防G01拦截</p>"), 403),
    Fault("D盾", "forbidden", page("D盾_拦截提示", "<p>由于您的提交带有不合法参数,已被管理员设置防止访问</p>"), 200),
]  # fmt: skip

FORUMS = [
    Fault("a thread for members", "login-required", box("抱歉，您尚未登录，没有权限访问该版块", frame="<div id='pt'>论坛 › 政务</div>")),
    Fault("a board that is for groups", "no-permission", box("抱歉，只有特定用户可以访问本版块")),
    Fault("a group that may not read", "no-permission", box("抱歉，您所在的用户组 (游客) 无法进行此操作")),
    Fault("reading level", "no-permission", box("抱歉，本帖要求阅读权限高于 120 才能浏览")),
    Fault("reading level, old words", "no-permission", box("对不起，本主题要求阅读权限高于 10 才可浏览，请返回。")),
    Fault("a paid thread's preview page", "no-permission", box("抱歉，本主题需向作者支付 5 金币 才能浏览")),
    Fault("a password for a board", "no-permission", box("本版块需要密码，您必须在下面输入正确的密码才能浏览这个版块", "alert_info")),
    Fault("a banned address", "forbidden", box("抱歉，您的 IP 地址不在被允许的范围内，或您的账号被禁用，无法访问本站点")),
    Fault("a deleted thread", "soft-404", box("抱歉，指定的主题不存在或已被删除或正在被审核")),
    Fault("a board that is no more", "soft-404", box("抱歉，指定的版块不存在")),
    Fault("a thread that was moved to the bin", "soft-404", box("指定的主题已被移动到回收站")),
    Fault("a thread under review", "soft-404", box("抱歉，该主题正在审核中，请稍后再来")),
    Fault("a user that is no more", "soft-404", box("抱歉，您指定的用户空间不存在")),
    Fault("flood control", "rate-limited", box("抱歉，您两次发表间隔少于 15 秒，请稍候再试")),
    Fault("search limit", "rate-limited", box("抱歉，站点设置每 60 秒系统最多允许 30 次搜索")),
    Fault("too many visitors", "rate-limited", box("抱歉，当前在线人数已达上限，服务器繁忙，请稍后再访问")),
    Fault("a forum that is closed", "site-closed", box("抱歉，站点维护中，暂时关闭，请稍后访问", "alert_info")),
    Fault("a forum closed for good", "site-closed", page("提示信息", "<div id='messagetext'><p>本论坛已于2025年12月31日停止运营，感谢支持</p></div>")),
    Fault("hours of the forum", "site-closed", box("抱歉，当前时间段 (0:00 - 7:00) 内不开放访问")),
    Fault("a forum that wants a log-in page, X3.5", "login-required", "<!DOCTYPE html><html><head><title>登录 - 临江论坛</title></head><body id='nv_member' class='pg_logging' onkeydown='x'><div>用户名 密码 安全提问 自动登录 找回密码 立即注册</div></body></html>"),
    Fault("a touch template's message", "login-required", page("提示信息", "<div class='jump_c'><p>您需要登录才可以访问，没有帐号？立即注册</p><p><a class='grey' href='x'>点击此处登录</a></p></div>")),
    Fault("GBK: no permission", "no-permission", box("抱歉，本帖要求阅读权限高于 200 才能浏览"), charset="gbk"),
    Fault("GBK: deleted", "soft-404", box("抱歉，指定的主题不存在或已被删除或正在被审核"), charset="gbk"),
    Fault("a redirecting message", "site-message", box("欢迎您回来，现在将转入登录前页面", "alert_right")),
]  # fmt: skip

LOST = [
    Fault("404 in Chinese, status 200", "soft-404", page("404-页面不存在", "<div class='err'>抱歉，您访问的页面不存在或已被删除！<a href='/'>返回首页</a> <span>5</span>秒后自动跳转</div>")),
    Fault("404 in English, status 200", "soft-404", page("404 - Page Not Found", "<h1>404</h1><p>Oops! The page you are looking for could not be found.</p>")),
    Fault("404 with a menu, status 200", "soft-404", page("页面未找到 - 临江区人民政府", "<ul class='nav'>" + "<li>政务公开</li><li>办事服务</li><li>互动交流</li>" * 12 + "</ul><p>您要查找的页面未找到</p>")),
    Fault("a document that is withdrawn", "soft-404", page("临江区人民政府", "<p>该信息已被撤回，不再公开</p>")),
    Fault("a document that does not exist, in JSON words", "soft-404", page("", "<p>文章不存在</p>")),
    Fault("TRS: no document", "soft-404", page("错误", "<p>对不起，指定的文档已经被撤销发布或移动</p>")),
    Fault("an article taken off line", "soft-404", page("提示", "<script>alert('该文章已下架');history.back();</script><p>该文章已下架</p>")),
    Fault("only an alert", "soft-404", "<script>alert('您访问的信息不存在！');window.history.go(-1);</script>"),
    Fault("only an alert that asks to log in", "login-required", "<script>alert('请先登录！');location.href='/login.jsp';</script>"),
    Fault("IIS 404 with 200", "soft-404", page("404 - 找不到文件或目录。", "<h1>服务器错误</h1><h2>404 - 找不到文件或目录。</h2><h3>您要查找的资源可能已被删除，已更改名称或者暂时不可用。</h3>")),
    Fault("Tomcat 404 with 200", "soft-404", page("Apache Tomcat/8.5.31 - Error report", "<h1>HTTP Status 404 – Not Found</h1><p>Type Status Report</p><p>Message /x.html</p><p>Description The origin server did not find a current representation for the target resource.</p>")),
    Fault("nginx 404 with 200", "soft-404", "<html>\n<head><title>404 Not Found</title></head>\n<body><center><h1>404 Not Found</h1></center><hr><center>nginx/1.18.0</center></body></html>"),
    Fault("a real 404", "gone", "<h1>Not Found</h1>", 404),
    Fault("410", "gone", "", 410),
    Fault("meta refresh to the front page", "sent-on", page("跳转中", "", "<meta http-equiv='refresh' content='0;url=/index.html'>")),
    Fault("meta refresh elsewhere with words", "soft-404", page("", "<p>页面已失效，正在跳转到首页……</p>", "<meta http-equiv='Refresh' content='3; URL=http://www.linjiang.example/'>")),
]  # fmt: skip

SITES = [
    Fault("nginx's welcome page", "suspended", page("Welcome to nginx!", "<h1>Welcome to nginx!</h1><p>If you see this page, the nginx web server is successfully installed and working. Further configuration is required.</p>")),
    Fault("Apache's test page", "suspended", page("Apache HTTP Server Test Page powered by CentOS", "<h1>Testing 123..</h1><p>This page is used to test the proper operation of the Apache HTTP server after it has been installed.</p>")),
    Fault("It works!", "suspended", "<html><body><h1>It works!</h1></body></html>"),
    Fault("IIS's start page", "suspended", page("IIS Windows Server", "<a href='http://go.example'><img src='iis-85.png' alt='IIS'></a>")),
    Fault("IIS7's start page", "suspended", page("IIS7", "<img src='welcome.png' alt='IIS7'>")),
    Fault("Tomcat's start page", "suspended", page("Apache Tomcat/9.0.35", "<h2>If you're seeing this, you've successfully installed Tomcat. Congratulations!</h2>")),
    Fault("宝塔's new site", "suspended", page("恭喜，站点创建成功！", "<h3>恭喜, 站点创建成功！</h3><ul><li>这是默认index.html，本页面由系统自动生成</li><li>您可以在站点管理中修改</li></ul>")),
    Fault("宝塔: no such site", "suspended", page("没有找到站点", "<h1>没有找到站点</h1><p>您的请求在Web服务器中没有找到对应的站点！</p><ul>可能原因：<li>您没有将此域名或IP绑定到对应站点!</li></ul>")),
    Fault("宝塔: site stopped", "suspended", page("网站已停用", "<p>抱歉！该站点已经被管理员停止运行，请联系管理员了解详情！</p>")),
    Fault("a site without its licence, 阿里云", "suspended", page("网站访问报错", "<p>该网站暂时无法进行访问</p><p>根据相关规定，网站未进行ICP备案或备案信息与接入商不符，请网站所有者尽快登录备案系统处理</p>"), 403),
    Fault("a site without its licence, 腾讯云", "suspended", page("域名未备案", "<p>您访问的域名未完成备案，根据管理办法，暂时无法提供访问</p>")),
    Fault("a parked name in English", "suspended", page("linjiang.example is for sale", "<h1>linjiang.example</h1><p>The domain linjiang.example may be for sale. Click here to inquire about this domain.</p>")),
    Fault("a parked name in Chinese", "suspended", page("域名停放", "<p>该域名已被注册，正在停放。如需购买该域名请联系。</p>")),
    Fault("a parked name, expired", "suspended", page("域名过期提醒", "<p>您访问的域名 linjiang.example 已到期，请及时续费</p>")),
    Fault("a hosting that ran out", "suspended", page("虚拟主机", "<p>您的虚拟主机已到期，请续费后继续使用</p>")),
    Fault("traffic used up", "suspended", page("提示", "<p>本站流量已用完，网站暂停访问</p>")),
    Fault("Account Suspended", "suspended", page("Account Suspended", "<p>This Account has been suspended. Contact your hosting provider for more information.</p>")),
    Fault("maintenance in Chinese", "site-closed", page("系统维护", "<p>尊敬的用户：为给您提供更好的服务，系统正在升级维护，预计3月2日8时恢复，给您带来不便敬请谅解。</p>")),
    Fault("maintenance with 503", "server-error", page("系统维护", "<p>系统维护中</p>"), 503),
    Fault("maintenance in English", "site-closed", page("Scheduled maintenance", "<p>We are currently performing scheduled maintenance. We'll be back soon.</p>")),
    Fault("moved to a new site", "site-closed", page("公告", "<p>本网站已停止更新，相关内容请访问新网站。</p>")),
    Fault("merged into the city's site", "site-closed", page("网站迁移公告", "<p>根据政府网站集约化要求，本网站已关停，内容迁移至市政府门户网站。</p>")),
    Fault("closed at night", "site-closed", page("提示", "<p>本系统开放时间为每日8:00至20:00，当前为非开放时间</p>")),
    Fault("coming soon", "site-closed", page("网站建设中", "<p>网站正在建设中，敬请期待！</p>")),
    Fault("hijacked: gambling", "hijacked", page("澳门新葡京娱乐场官网-首页", "<p>欢迎光临新葡京，注册即送彩金，百家乐、老虎机、体育投注尽在本站，24小时客服在线。</p>")),
    Fault("ASP.NET's yellow page with 200", "server-error", page("运行时错误", "<h1>“/”应用程序中的服务器错误。</h1><h2><i>运行时错误</i></h2><p>说明: 服务器上出现应用程序错误。</p>")),
    Fault("a PHP error with 200", "server-error", "<br />\n<b>Fatal error</b>:  Uncaught Error: Call to undefined function x() in /www/wwwroot/a/index.php:12<br />"),
    Fault("a database error with 200", "server-error", page("Database Error", "<h1>Discuz! Database Error</h1><p>(2003) notconnect</p><p>Can't connect to MySQL server</p>")),
    Fault("Error establishing a database connection", "server-error", page("Database Error", "<h1>Error establishing a database connection</h1>"), 200),
    Fault("a Java trace with 200", "server-error", "<html><body><h1>Whitelabel Error Page</h1><p>This application has no explicit mapping for /error, so you are seeing this as a fallback.</p><div>There was an unexpected error (type=Internal Server Error, status=500).</div></body></html>"),
    Fault("a system that is busy", "rate-limited", page("系统繁忙", "<p>系统繁忙，请稍后再试</p>")),
    Fault("502 with a page", "server-error", "<html><head><title>502 Bad Gateway</title></head><body><center><h1>502 Bad Gateway</h1></center></body></html>", 502),
    Fault("504", "server-error", "", 504),
    Fault("403 by IIS in Chinese", "forbidden", page("403 - 禁止访问: 访问被拒绝。", "<h2>403 - 禁止访问: 访问被拒绝。</h2><h3>您无权使用所提供的凭据查看此目录或页面。</h3>"), 403),
    Fault("403 by IIS with 200", "forbidden", page("403 - 禁止访问: 访问被拒绝。", "<h2>403 - 禁止访问: 访问被拒绝。</h2>")),
    Fault("for the intranet only", "forbidden", page("提示", "<p>本系统仅限内网访问</p>")),
    Fault("abroad is not let in", "forbidden", page("Access restricted", "<p>您所在的国家或地区不允许访问本网站</p>")),
    Fault("unified log-in", "login-required", page("统一身份认证平台", "<form><label>用户名</label><input name='username'><label>密码</label><input type='password' name='password'><button>登录</button></form>")),
    Fault("session over", "login-required", page("提示", "<p>登录超时，请重新登录</p>")),
]  # fmt: skip

SHELLS = [
    Fault("an empty page", "empty", ""),
    Fault("an empty body", "empty", "<html><head><meta charset='utf-8'></head><body></body></html>"),
    Fault("a shell of a script application", "script-only", "<!DOCTYPE html><html><head><title>临江区人民政府</title><script src='/static/js/app.3f2a.js'></script></head><body><noscript><strong>We're sorry but portal doesn't work properly without JavaScript enabled. Please enable it to continue.</strong></noscript><div id='app'></div></body></html>"),
    Fault("a shell with a loading word", "script-only", page("临江区人大", "<div id='root'><div class='loading'>加载中...</div></div>", "<script src='/umi.js'></script>")),
    Fault("empty JSON", "empty", "{}", 200, {"Content-Type": "application/json"}),
    Fault("JSON without data", "empty", '{"code":200,"msg":"success","data":null}', 200, {"Content-Type": "application/json;charset=UTF-8"}),
    Fault("JSON with an error", "server-error", '{"code":500,"msg":"系统异常","data":null}', 200, {"Content-Type": "application/json"}),
    Fault("JSON that asks to log in", "login-required", '{"code":401,"msg":"请先登录","data":null}', 200, {"Content-Type": "application/json"}),
    Fault("frames without words", "sent-on", "<html><head><title>首页</title></head><frameset rows='*'><frame src='/main.jsp'></frameset></html>"),
]  # fmt: skip

UNFORESEEN = [
    Fault("unforeseen 1: challenge", "challenge", page("请完成验证","<p>检测到您的网络环境存在异常，为了确保您正常访问，请点击下方按钮进行验证</p><button>点击验证</button>")),
    Fault("unforeseen 2: challenge", "challenge", page("","<p>DDoS protection by example</p><p>Checking if the site connection is secure</p>","<script>x</script>"),503),
    Fault("unforeseen 3: challenge", "challenge", "<html><head><meta charset=utf-8><script>eval(function(p,a,c,k,e,d){return p}('0 1',2,2,'document|cookie'.split('|'),0,{}))</script></head><body></body></html>"),
    Fault("unforeseen 4: challenge", "challenge", page("Human Verification","<div id='captcha-container'></div>","<script src='https://captcha.example/awswaf/challenge.js'></script>"),405),
    Fault("unforeseen 5: challenge", "challenge", "<html><body><script src='/aes.js'></script><script>function toNumbers(d){}var a=toNumbers('f655');document.cookie='__test='+a;location.href='http://a.example/?i=1';</script><noscript>This site requires Javascript to work</noscript></body></html>"),
    Fault("unforeseen 6: challenge", "challenge", page("安全拦截","<p>请输入下方图片中的字符以证明您不是机器人</p><input name='vcode'>")),
    Fault("unforeseen 7: forbidden", "forbidden", page("","<p>您的访问IP异常，已被系统自动屏蔽，请联系管理员解封。</p>")),
    Fault("unforeseen 8: forbidden", "forbidden", page("ERROR: The request could not be satisfied","<h1>403 ERROR</h1><p>Request blocked. We can't connect to the server for this app or website at this time.</p>"),403),
    Fault("unforeseen 9: forbidden", "forbidden", page("403 Forbidden","<h1>403 Forbidden</h1><p>You don't have permission to access the URL on this server.</p><hr>Powered by Tengine"),403),
    Fault("unforeseen 10: forbidden", "forbidden", page("403 Forbidden","<h1>403 Forbidden</h1><p>You don't have permission to access the URL on this server.</p>")),
    Fault("unforeseen 11: forbidden", "forbidden", page("访问被阻断","<p>由于您的行为触发了安全规则，本次请求已被阻断</p>"),200),
    Fault("unforeseen 12: forbidden", "forbidden", page("","<p>URL中存在敏感字符，禁止提交！</p>")),
    Fault("unforeseen 13: forbidden", "forbidden", page("ModSecurity","<h1>Not Acceptable!</h1><p>An appropriate representation of the requested resource could not be found on this server. This error was generated by Mod_Security.</p>"),406),
    Fault("unforeseen 14: rate-limited", "rate-limited", page("提示","<p>您操作太快了，休息一下再来吧</p>")),
    Fault("unforeseen 15: rate-limited", "rate-limited", page("503 Service Temporarily Unavailable","<p>访问人数过多，请排队等候</p>"),200),
    Fault("unforeseen 16: rate-limited", "rate-limited", page("429 Too Many Requests","<center><h1>429 Too Many Requests</h1></center>")),
    Fault("unforeseen 17: rate-limited", "rate-limited", box("抱歉，您的请求太频繁，请 30 秒后再试")),
    Fault("unforeseen 18: login-required", "login-required", page("用户登录","<form>账号<input type=text>密码<input type=password>验证码<input><button>立即登录</button></form>")),
    Fault("unforeseen 19: login-required", "login-required", box("您需要 登录 才可以下载或查看，没有账号？立即注册")),
    Fault("unforeseen 20: login-required", "login-required", "<script>top.location.href='/cas/login?service=x';</script>"),
    Fault("unforeseen 21: login-required", "login-required", page("","<p>未授权访问，请登录系统</p>")),
    Fault("unforeseen 22: login-required", "login-required", page("Login","<form method=post><input name=user><input type='password' name=pw><input type=submit value='Sign in'></form>")),
    Fault("unforeseen 23: no-permission", "no-permission", box("抱歉，您没有权限访问该版块")),
    Fault("unforeseen 24: no-permission", "no-permission", box("抱歉，您的积分不足，无法浏览此帖")),
    Fault("unforeseen 25: no-permission", "no-permission", box("抱歉，本版块只有VIP会员可以访问")),
    Fault("unforeseen 26: no-permission", "no-permission", page("提示","<p>您没有查看该内容的权限</p>")),
    Fault("unforeseen 27: no-permission", "no-permission", box("您必须先完成实名认证才能浏览本帖")),
    Fault("unforeseen 28: soft-404", "soft-404", page("信息提示","<p>您查看的内容已经不存在了。</p>")),
    Fault("unforeseen 29: soft-404", "soft-404", page("临江区人民政府门户网站","<div>抱歉，没有找到您要访问的页面</div><a href=/>返回首页</a>")),
    Fault("unforeseen 30: soft-404", "soft-404", page("出错啦","<p>出错啦！页面走丢了~</p>")),
    Fault("unforeseen 31: soft-404", "soft-404", page("Not Found","<p>The requested URL /a.html was not found on this server.</p>")),
    Fault("unforeseen 32: soft-404", "soft-404", page("Error 404","<p>Nothing here.</p>")),
    Fault("unforeseen 33: soft-404", "soft-404", page("Object not found!","<h1>Object not found!</h1><p>The requested URL was not found on this server.</p>")),
    Fault("unforeseen 34: soft-404", "soft-404", page("您访问的页面找不到了","<p>可能的原因：1、网址有误 2、页面已被移走</p>")),
    Fault("unforeseen 35: soft-404", "soft-404", box("该帖子已被作者删除")),
    Fault("unforeseen 36: soft-404", "soft-404", page("","<h2>该文章已被删除</h2>")),
    Fault("unforeseen 37: soft-404", "soft-404", page("无此信息","<p>无此信息或信息未发布！</p>")),
    Fault("unforeseen 38: site-message", "site-message", page("","<script>alert('参数错误！');window.close();</script>")),
    Fault("unforeseen 39: site-closed", "site-closed", page("公告","<p>各位网友：因机房搬迁，本站将暂停对外服务，恢复时间另行通知。</p>")),
    Fault("unforeseen 40: site-closed", "site-closed", page("网站升级中","<p>网站升级中...</p>")),
    Fault("unforeseen 41: site-closed", "site-closed", page("Website is offline","<p>The site is temporarily down for maintenance, please check back later.</p>")),
    Fault("unforeseen 42: site-closed", "site-closed", page("临江论坛 - 站点关闭","<div>管理员已关闭站点，原因：数据整理</div>")),
    Fault("unforeseen 43: site-closed", "site-closed", page("停服公告","<p>本平台现已停止服务，感谢您一直以来的支持。</p>")),
    Fault("unforeseen 44: suspended", "suspended", page("网站暂时无法访问","<p>您访问的网站因未备案或备案信息不准确，暂时无法访问。</p>")),
    Fault("unforeseen 45: suspended", "suspended", page("TOMCAT","<h1>Apache Tomcat/7.0.52</h1><h2>If you're seeing this, you've successfully installed Tomcat. Congratulations!</h2>")),
    Fault("unforeseen 46: suspended", "suspended", page("Test Page for the Nginx HTTP Server on Fedora","<h1>Welcome to nginx on Fedora!</h1>")),
    Fault("unforeseen 47: suspended", "suspended", page("欢迎使用","<h1>恭喜，lnmp一键安装包安装成功！</h1>")),
    Fault("unforeseen 48: suspended", "suspended", page("a.example - 域名出售 一口价","<p>您正在访问的域名可以转让！This domain name is for sale</p>")),
    Fault("unforeseen 49: suspended", "suspended", page("","<p>此域名尚未绑定网站</p>")),
    Fault("unforeseen 50: suspended", "suspended", page("Domain Default page","<h1>Welcome! This is the default page of Plesk</h1>")),
    Fault("unforeseen 51: suspended", "suspended", page("过期提醒","<p>该网站空间已过期，请尽快与服务商联系续费</p>")),
    Fault("unforeseen 52: suspended", "suspended", page("","<p>该网站涉嫌违规，已被暂停访问</p>")),
    Fault("unforeseen 53: server-error", "server-error", page("","<p>Warning: mysql_connect(): Too many connections in /home/x.php on line 3</p>")),
    Fault("unforeseen 54: server-error", "server-error", page("HTTP状态 500 - 内部服务器错误","<h1>HTTP状态 500 - 内部服务器错误</h1>")),
    Fault("unforeseen 55: server-error", "server-error", page("错误","<p>java.lang.NullPointerException at com.x.Y(Z.java:1)</p>")),
    Fault("unforeseen 56: server-error", "server-error", page("Service Unavailable","<h2>Service Unavailable</h2><p>HTTP Error 503. The service is unavailable.</p>")),
    Fault("unforeseen 57: hijacked", "hijacked", page("开云体育官方网站-登录入口","<p>开云体育APP下载，注册即送888</p>")),
    Fault("unforeseen 58: hijacked", "hijacked", page("太阳城集团官网_真人百家乐_首页","<p>x</p>")),
    Fault("unforeseen 59: sent-on", "sent-on", "<html><head><meta http-equiv=\"refresh\" content=\"0; url=./zwgk/index.html\"></head><body></body></html>"),
    Fault("unforeseen 60: sent-on", "sent-on", "<html><head><script>window.location.href=\"/col/col1/index.html\";</script></head></html>"),
    Fault("unforeseen 61: script-only", "script-only", "<html><head><title>信息公开</title></head><body><div id=app></div><script type=module src=/assets/index-1a.js></script></body></html>"),
    Fault("unforeseen 62: script-only", "script-only", "<html><head><title>x</title><script src='/a.js'></script></head><body><div class='spin'>正在加载，请稍候...</div></body></html>"),
    Fault("unforeseen 63: empty", "empty", '{"data":{},"code":0}',200,{"Content-Type":"application/json"}),
]  # fmt: skip
"""Written after the signs stood: of these 63 they named 39 right, 12 were taken for pages; the signs have learnt from them since."""

FAULTS = [*CHALLENGES, *FORUMS, *LOST, *SITES, *SHELLS, *UNFORESEEN]


def article(title: str, words: str, head: str = "") -> str:
    paragraphs = "".join(f"<p>{words}{LONG}</p>" for _ in range(6))
    return page(
        title,
        f"<h1>{title}</h1><div class='info'>发布时间：2026-03-02 来源：区人大办</div><div class='con'>{paragraphs}</div>",
        head,
    )


GOOD = [
    Fault("a report on network safety", "ok", article("关于网络安全工作的报告", "全年拦截攻击请求，访问被拒绝的恶意地址纳入黑名单，请完成安全验证的提示全面推广，网站未备案的依法关停。")),
    Fault("a notice on maintenance, full length", "ok", article("关于系统维护的公告", "政务平台系统正在升级维护，预计恢复时间另行通知，请稍后再访问，登录超时的请重新登录。")),
    Fault("a notice on maintenance, short", "ok", page("关于暂停办理不动产登记业务的公告-临江区人民政府", "<div class='crumb'>首页 > 公告</div><h1>关于暂停办理不动产登记业务的公告</h1><p>发布时间：2026-03-02</p><p>因系统升级，我区不动产登记业务于3月5日暂停办理，3月6日恢复。特此公告。</p><p>临江区自然资源局</p><p>2026年3月2日</p>", "<meta name='ArticleTitle' content='关于暂停办理不动产登记业务的公告'>")),
    Fault("a short appointment", "ok", page("任免名单", "<h1>临江区人大常委会任免名单</h1><p>（2026年3月2日通过）</p><p>任命王某某为区监察委员会委员。</p>")),
    Fault("a report that counts 404 cases", "ok", article("404件代表建议办理情况的报告", "404件建议全部办结。")),
    Fault("an article titled 提示信息", "ok", article("市场监管局发布消费提示信息", "消费者请先登录官网查询。")),
    Fault("a page with a log-in box in its corner", "ok", article("政府工作报告", "请先登录 用户名 密码 立即注册。")),
    Fault("a page with Cloudflare's analytics", "ok", article("政府工作报告", "稳步推进。", "<script src='/cdn-cgi/challenge-platform/scripts/jsd/main.js'></script>"), headers={"Set-Cookie": "__jsluid_s=ab; path=/", "Server": "cloudflare"}),
    Fault("a page under 瑞数 that was let through", "ok", article("政府工作报告", "稳步推进。", "<meta id='x' content='y' r='m'><script r='m'>$_ts=window['$_ts'];</script>"), headers={"Set-Cookie": "FSSBBIl1UgzbN7NO=5abcdefghijklmnopqrstuvwx; Path=/"}),
    Fault("a thread about being banned", "ok", page("账号被禁言了怎么办 - 临江论坛", f"<div class='pcb'><div class='t_f' id='postmessage_1'>昨天发帖后提示抱歉，您尚未登录，没有权限访问该版块。{LONG}{LONG}</div></div>")),
    Fault("a short answer to a letter", "ok", page("来信选登", "<h1>关于小区停水的咨询</h1><p>来信时间：2026-03-01</p><p>答复：您好，经核实，管道抢修已于当日完成，供水恢复。</p><p>区水务局 2026-03-02</p>")),
    Fault("an appointment with a word of closing", "ok", article("关于撤销区网站建设领导小组的通知", "网站建设中发现的问题已经整改，原网站已停止更新，本网站已关停的予以公告。")),
    Fault("a list page, short", "ok", page("工作报告", "<ul><li><a href='/a/1.html'>政府工作报告</a> 2026-03-01</li><li><a href='/a/2.html'>常委会工作报告</a> 2026-02-01</li></ul>")),
    Fault("JSON of a list", "ok", '{"code":200,"msg":"success","data":{"list":[{"title":"政府工作报告","url":"/a/1.html"}]}}', 200, {"Content-Type": "application/json"}),
    Fault("a text that is only a table", "ok", page("统计表", "<table><tr><td>指标</td><td>数值</td></tr><tr><td>404</td><td>500</td></tr></table>")),
    Fault("a picture of a scan in a page", "ok", page("关于批准决算的决议", "<h1>关于批准决算的决议</h1><img src='/upload/20260301123456.jpg'>")),
]  # fmt: skip
