"""The eighth batch: what products print in full, a municipal platform's wide frame, and good pages that say what faults say."""

# fmt: off
import gzip

from tests.crawler.batches.frames import Batch, message, plain, touched

BATCH = Batch()
JSON = {"Content-Type": "application/json;charset=UTF-8"}

MENU = "".join(f"<li><a href='/{at}/'>{name}</a><div class='sub'><a href='/{at}/a/'>{name}动态</a><a href='/{at}/b/'>{name}目录</a></div></li>" for at, name in enumerate(("首页", "新闻", "公开", "服务", "互动", "数据", "专题")))

def wide(title: str, main: str, head: str = "") -> str:
    """A page of a municipal platform: a tool bar that speaks to its visitor, a wide menu, a footer with a long notice."""
    return f"""<!DOCTYPE html><html lang="zh"><head><meta http-equiv="Content-Type" content="text/html; charset=UTF-8"><meta name="renderer" content="webkit"><title>{title}</title>{head}<script src="/script/0/jquery.js"></script><script src="/script/visit.js"></script></head><body>
<div id="wza" class="tool"><span>欢迎您来到柳河区人民政府网站！</span><a href="/wza">长者助手</a><a href="/login">登录 / 注册</a><a href="/en">English</a><span>如您在浏览中遇到困难，可使用无障碍工具</span></div>
<div class="logo"><a href="/"><img src="/picture/0/logo.png" alt="柳河区人民政府"></a></div><ul class="menu">{MENU}</ul>
<div class="ss"><form><input type="text" placeholder="请输入您要搜索的内容"></form></div><div class="wz">您所在的位置：<a href="/">首页</a> / 正文</div>
<div class="content" id="zoom">{main}</div>
<div class="link"><p>相关链接</p><select><option>上级政府网站</option></select></div>
<div class="bottom"><p>柳河区人民政府主办　柳河区政务服务和数据管理局承办</p><p>网站标识码：0000000000　苏ICP备00000000号　苏公网安备00000000000000号</p><p>声明：未经授权不得转载本网站内容，网站维护电话：000-00000000（工作日）</p><p>建议使用1920*1080分辨率、谷歌或IE10以上浏览器访问本网站</p></div></body></html>"""

def phone(title: str, main: str) -> str:
    """A page for phones whose frame is three icons."""
    return f"<!doctype html><html><head><meta charset=utf-8><meta name=viewport content='width=device-width'><title>{title}</title></head><body><div class=hd><i class=back></i><b>柳河人大</b></div><div class=bd>{main}</div><div class=tab><a href=/m>首页</a><a href=/m/l>列表</a><a href=/m/i>我的</a></div></body></html>"

# --- firewalls and what stands before a site ---
BATCH.add("安全狗", "forbidden", '<html xmlns="http://www.w3.org/1999/xhtml"><head><meta http-equiv="Content-Type" content="text/html; charset=utf-8"><title>网站防火墙</title><style>.w{width:600px}</style></head><body style="font:14px/1.5 Microsoft Yahei"><div class="w"><div style="background:#f30">网站防火墙</div><p style="font-weight:600;color:#fc4f03">您的请求带有不合法参数，已被网站管理员设置拦截！</p><p>可能原因：您提交的内容包含危险的攻击请求</p><p>如何解决：</p><ul><li>1）检查提交内容；</li><li>2）如网站托管，请联系空间提供商；</li><li>3）普通网站访客，请联系网站管理员；</li></ul></div></body></html>')
BATCH.add("D盾", "forbidden", '<html><head><title>D盾_拦截提示</title></head><body><div class=top>D盾_拦截提示</div><div><b>拦截原因：</b><font color=red>[注入] 参数值不允许</font><br>您的网络请求已被记录：203.0.113.40<br>拦截时间：2026-03-02 10:22:31<br>参考信息：如果误拦，请在D盾里加白名单</div></body></html>')
BATCH.add("护卫神", "forbidden", "<html><head><meta http-equiv='Content-Type' content='text/html; charset=gb2312'><title>护卫神·入侵防护系统</title></head><body><h3>很抱歉，您提交的页面地址含有敏感信息</h3><p>防护规则：SQL_01</p><p>如您是站长，请到服务器上的护卫神中放行</p></body></html>", charset="gb18030")
BATCH.add("创宇盾 rule", "forbidden", "<!DOCTYPE html><html><head><title>405 Not Allowed</title></head><body><div id='main'><h1>405</h1><p>当前访问疑似黑客攻击，已被创宇盾拦截。</p><p>您可以：刷新后再试，或反馈误报</p><div class='info'>IP: 203.0.113.9 / 规则 20017 / 2026-03-02T02:10:11Z</div></div></body></html>", 405)
BATCH.add("网宿", "forbidden", plain("ERROR", "<h1>非常抱歉，您所请求的页面暂时无法访问</h1><p>The request is rejected by the edge node for its potential threat.</p><p>Wangsu Event No: 5f21a7_PS-CZX-01</p>"), 403)
BATCH.add("长亭 in English", "forbidden", "<!DOCTYPE html><html><head><title>Blocked by SafeLine</title></head><body><h3>Web Attack Detected</h3><p>This visit was intercepted since it looks like an attack.</p><code>EventID: 77aa00</code></body></html>")
BATCH.add("奇安信 云防线", "forbidden", plain("安全防护", "<p>抱歉，您当前的操作存在安全隐患，网站已对其进行防护处理</p><p>防护编号：QWAF-0031</p>"), 403)
BATCH.add("阿里云 block id", "forbidden", '<!doctype html><html><head><meta charset="utf-8"><title>405</title></head><body><div><h1>405</h1><p>Sorry, your request has been blocked as it may cause potential threats to the server\'s security.</p><p>Your Request ID is: 0bc1a0d2</p></div></body></html>', 405)
BATCH.add("腾讯云 t-sec", "forbidden", plain("501", "<div class='warn'>很抱歉，您提交的请求可能对网站造成威胁，请求已被管理员设置的策略阻断</div><div>请求的UUID是：9d-22-01</div>"), 501)
BATCH.add("百度 ADS", "forbidden|challenge", plain("百度安全提醒", "<h2>当前访问存在风险</h2><p>为保护网站，系统需要对您进行核实，请按住下方按钮三秒</p>"))
BATCH.add("Akamai zh", "forbidden", "<HTML><HEAD><TITLE>拒绝访问</TITLE></HEAD><BODY><H1>拒绝访问</H1>您无权访问此服务器上的 &quot;http&#58;&#47;&#47;www&#46;liuhe&#46;example&#47;&quot;。<P>参考 &#35;18&#46;9f</BODY></HTML>", 403)
BATCH.add("Imperva text", "forbidden", "<html><head><title>Error Page</title></head><body><p>The incident ID is: 991100-4242.</p><p>Powered by Imperva. Contact support for additional information.</p></body></html>")
BATCH.add("F5 zh", "forbidden", "<html><head><title>请求被拒</title></head><body>请求的URL已被拒绝。请与您的管理员联系。<br><br>您的支持ID是：1234509876<br><br><a href='javascript:history.back();'>[返回]</a></body></html>")
BATCH.add("FortiWeb", "forbidden", "<html><head><title>Web Page Blocked!</title></head><body><table><tr><td><h2>Web Page Blocked!</h2><p>The page cannot be displayed. Please contact the administrator for additional information.</p><p>URL: www.liuhe.example/a<br>Client IP: 203.0.113.9<br>Attack ID: 20000021<br>Message ID: 0031</p></td></tr></table></body></html>")
BATCH.add("Squid", "forbidden|server-error", "<html><head><title>错误：您所请求的网址（URL）无法获取</title></head><body><h1>错误</h1><h2>您所请求的网址（URL）无法获取</h2><p>当尝试进行以下请求时发生错误：</p><p>访问控制配置禁止您的请求被接受。</p><p>生成于 Mon, 02 Mar 2026 by proxy1 (squid/3.5)</p></body></html>", 403)
BATCH.add("nginx 403 tengine", "forbidden", "<html>\r\n<head><title>403 Forbidden</title></head>\r\n<body>\r\n<center><h1>403 Forbidden</h1></center>\r\n<hr/>Powered by Tengine<hr><center>tengine</center>\r\n</body>\r\n</html>", 403)
BATCH.add("openresty 503", "server-error", "<html><head><title>503 Service Temporarily Unavailable</title></head><body><center><h1>503 Service Temporarily Unavailable</h1></center><hr><center>openresty/1.19</center></body></html>", 503)
BATCH.add("openresty welcome", "suspended", "<!DOCTYPE html><html><head><title>Welcome to OpenResty!</title></head><body><h1>Welcome to OpenResty!</h1><p>If you see this page, the OpenResty web platform is successfully installed and working. Further configuration is required.</p></body></html>")
BATCH.add("瑞数 6 meta", "challenge", "<!DOCTYPE html><html><head><meta http-equiv='Content-Type' content='text/html; charset=utf-8'/><meta id='Sm2Lq' content='" + "Lk3x_" * 90 + "' r='m'><script r='m'>$_ts=window['$_ts'];if(!$_ts)$_ts={};$_ts.nsd=88211;$_ts.cd='" + "qqYr" * 99 + "';</script><script src='/2k9S/x7.aa1.js' r='m'></script></head><body></body></html>", 412)
BATCH.add("cookie and wait", "challenge", "<html><body><p>请稍候，正在为您跳转……</p><script>var t=new Date().getTime();document.cookie='sec_'+(t%97)+'='+t+';path=/';setTimeout(function(){window.location=window.location.href},500)</script></body></html>")
BATCH.add("sm2 encrypted loader", "challenge|script-only", "<html><head><script src='/b6d1/guard_v3.js'></script></head><body onload='g.init(\"" + "a9f0" * 64 + "\")'></body></html>", 202)
BATCH.add("gap page", "challenge", plain("安全认证", "<p>您的浏览器需要通过一次校验才可继续</p><canvas id='p'></canvas><p>请将图中物体拖到对应的轮廓内</p>"))
BATCH.add("arithmetic", "challenge", plain("访问确认", "<form method='post'><p>为确认是人工访问，请计算：7 + 5 = <input name='r' size='3'></p><button>确定</button></form>"))
BATCH.add("dz antitheft", "challenge", "<script type=\"text/javascript\">function r(a){var b='';for(var i=0;i<a.length;i+=2)b+=a[i];return b};var u='forum.php?mod=viewthread&tid=12&_dsign='+r('9a0b1c2d');location.assign(u)</script>")
BATCH.add("dz reload", "challenge", "<html><head><meta http-equiv='refresh' content='1'><title>页面重载开启</title></head><body><p>欢迎光临，页面正在重新载入，请稍候 ...</p></body></html>")
# --- limits ---
BATCH.add("qps", "rate-limited", plain("", "<p>您的请求速率超出了站点允许的范围，请于 60 秒后继续</p>"))
BATCH.add("limit portal", "rate-limited", wide("柳河区人民政府", "<div class='tips'><h4>温馨提示</h4><p>您在短时间内打开的页面过多，请休息几分钟再来浏览。</p></div>"))
BATCH.add("limit json", "rate-limited", '{"code":429,"message":"调用太频繁","data":null}', 200, JSON)
BATCH.add("waiting room", "rate-limited", plain("排队中", "<p>当前在线人数已满，预计等待 3 分钟，请勿关闭本页</p>"))
BATCH.add("cc limit", "rate-limited|forbidden", plain("CC防护", "<p>您刷新页面的次数触发了CC防护阈值，该IP将被锁定10分钟</p>"))
BATCH.add("dz flood", "rate-limited", message("抱歉，您两次访问的间隔不能少于 5 秒"))
# --- pages that are no more ---
BATCH.add("wide gone", "soft-404", wide("柳河区人民政府", "<div class='err'><img src='/picture/0/cry.png'><p>十分抱歉，您要找的页面飞到外太空去了</p></div>"))
BATCH.add("wide withdrawn", "soft-404", wide("信息详情-柳河区人民政府", "<p style='text-align:center'>本条信息已由发布单位收回</p>"))
BATCH.add("wide not yet", "soft-404", wide("信息详情", "<p>当前文档未通过发布，暂时看不到正文</p>"))
BATCH.add("wide no id", "soft-404|site-message", wide("柳河区人民政府", "<p>缺少必要的信息编号，请从栏目列表点击进入</p>"))
BATCH.add("jsp hint", "soft-404", plain("未找到页面", "<table><tr><td>对不起，您访问的网页可能已更名或暂不可用，请单击<a href='javascript:history.back(1)'>这里</a>返回<hr><p>请尝试以下操作：</p><ul><li>确保浏览器地址栏中的网站地址拼写和格式正确无误；</li><li>通过单击链接而到达该网页的，请告知我们该链接的格式不正确。</li></ul>HTTP 错误 404 - 文件或目录未找到</td></tr></table>"))
BATCH.add("公益 404", "soft-404", "<!DOCTYPE html><html><head><meta charset='utf-8'><title>宝贝回家</title></head><body><script type='text/javascript' src='//volunteer.example/404/search_children.js' charset='utf-8' homePageUrl='/' homePageName='返回首页'></script></body></html>")
BATCH.add("phone gone", "soft-404", phone("柳河人大", "<div class='none'>呀，这篇稿子被小编收走了</div>"))
BATCH.add("wechat deleted", "soft-404", "<html><head><meta charset='utf-8'><title></title></head><body><div class='weui-msg'><div class='weui-msg__title'>该内容已被发布者删除</div></div></body></html>")
BATCH.add("wechat violation", "soft-404|forbidden|suspended", "<html><head><title></title></head><body><div class='weui-msg'><h2>此内容因违规无法查看</h2><p>接相关投诉，此内容违反《互联网用户公众账号信息服务管理规定》</p></div></body></html>")
BATCH.add("thinkphp 404", "soft-404|server-error", "<html><head><title>跳转提示</title></head><body><div class='system-message'><h1>:(</h1><p class='error'>文档不存在或已删除！</p><p class='jump'>页面自动 <a id='href' href='javascript:history.back(-1);'>跳转</a> 等待时间： <b id='wait'>3</b></p></div></body></html>")
BATCH.add("alert back", "soft-404|site-message", "<script language=javascript>alert('您所查看的新闻还没有通过审核或者已经转移！');history.go(-1);</script>")
BATCH.add("tomcat 404 with 200", "soft-404", "<html><head><title>Apache Tomcat/8.5.5 - Error report</title></head><body><h1>HTTP Status 404 - /zwgk/info.jsp</h1><hr><p><b>type</b> Status report</p><p><b>message</b> <u>/zwgk/info.jsp</u></p><p><b>description</b> <u>The origin server did not find a current representation for the target resource.</u></p></body></html>")
BATCH.add("weblogic 404", "soft-404", "<HTML><HEAD><TITLE>Error 404--Not Found</TITLE></HEAD><BODY><H2>Error 404--Not Found</H2><H4>From RFC 2068 Hypertext Transfer Protocol -- HTTP/1.1:</H4><H4>10.4.5 404 Not Found</H4><P>The server has not found anything matching the Request-URI. No indication is given of whether the condition is temporary or permanent.</P></BODY></HTML>")
BATCH.add("json gone", "soft-404", '{"success":false,"errorMsg":"数据已被移除","obj":{}}', 200, JSON)
BATCH.add("json 404", "soft-404", '{"timestamp":"2026-03-02T02:00:00","status":404,"error":"Not Found","path":"/api/article/8"}', 200, JSON)
# --- who may see ---
BATCH.add("gov extranet", "forbidden", plain("访问提示", "<p>本系统部署于政务外网，互联网用户不可直接打开</p>"))
BATCH.add("wide vpn", "forbidden|no-permission", wide("内部资料", "<p>请连接单位VPN后浏览该资料</p>"))
BATCH.add("wide login", "login-required", wide("我的信件-柳河区", "<p>未检测到有效的登录信息，将为您打开登录页面</p>"))
BATCH.add("wide password", "no-permission", wide("文件查阅", "<form method='post'><p>此文件已加密，输入查阅码：<input type='password' name='c'></p><button>查阅</button></form>"))
BATCH.add("cas", "login-required", plain("柳河区政务云身份认证", "<form action='/cas' method='post'><input placeholder='工号'><input type='password' placeholder='口令'><input placeholder='短信码'><button>进入</button></form><p>忘记口令请联系信息中心</p>"))
BATCH.add("wechat only", "no-permission|forbidden", "<html><head><title>抱歉，出错了</title></head><body><div class='page_msg'><h4>请在微信客户端打开链接</h4></div></body></html>")
BATCH.add("dz group", "no-permission", message("抱歉，您的用户组级别不够，该版块要求“正式会员”以上"))
BATCH.add("dz touch login", "login-required", touched("您还未登录，登录后可看全部内容"))
BATCH.add("json 401", "login-required", '{"code":"401","msg":"令牌校验未通过，需重新获取身份"}', 200, JSON)
BATCH.add("abroad", "forbidden", plain("", "<p>Dear visitor: for security reasons this website can only be visited from mainland China.</p><p>应安全管理要求，本网站不对境外地址开放</p>"), 403)
BATCH.add("ip sealed", "forbidden", plain("提示", "<p>您的IP（203.0.113.8）因短时间内有异常操作，现已封停，解封请致电网站管理员</p>"))
# --- sites that are closed, sold, taken ---
BATCH.add("upgrade wide", "site-closed", wide("柳河区人民政府", "<h2>全新改版，只为更好地服务您</h2><p>新版门户将于3月9日与您见面，期间旧版不再提供查询</p>"))
BATCH.add("upgrade bare", "site-closed", plain("柳河区人大", "<img src='/gz.png'><p>工程师正在抢修，网站预计两小时后恢复</p>"))
BATCH.add("merged", "site-closed", plain("柳河区水利局", "<p>根据全省政府网站集约化工作安排，原网站于2026年1月1日起不再运行，请访问柳河区人民政府门户网站</p>"))
BATCH.add("arrears", "suspended", plain("服务暂停", "<p>尊敬的客户，您的云虚拟主机账户余额不足，服务被中止，请充值后恢复</p>"))
BATCH.add("domain redemption", "suspended", plain("liuhe.example", "<p>The registration of this name has lapsed and it is pending renewal or deletion.</p>"))
BATCH.add("park broker", "suspended", plain("liuhe.example is available", "<h1>liuhe.example</h1><p>Make an offer on this premium domain. Buyer protection, fast transfer.</p>"))
BATCH.add("panel", "suspended", plain("网站未找到", "<h1>网站不存在或未启动</h1><p>请检查域名解析与面板中的站点设置</p>"))
BATCH.add("hijack novel", "hijacked", plain("爱游戏(AYX)体育官方入口-柳河区人大常委会", "<p>爱游戏体育app下载</p>"))
BATCH.add("hijack lottery", "hijacked", plain("新澳天天开奖资料大全-2026新澳门今晚开奖结果", "<p>三中三</p>"))
BATCH.add("memorial closed", "site-closed", plain("网站公告", "<p>按照统一部署，本网站暂停提供互联网访问，敬请谅解</p>"))
# --- servers ---
BATCH.add("thinkphp trace", "server-error", "<html><head><title>系统发生错误</title></head><body><div class='exception'><h2>[8] ErrorException in Article.php line 88</h2><h1>Undefined index: catid</h1><ol><li>at Error::appError(8, 'Undefined index: catid')</li></ol></div><div class='copyright'>ThinkPHP V5.0.24 { 十年磨一剑-为API开发设计的高性能框架 }</div></body></html>")
BATCH.add("mysql gone", "server-error", "<b>Warning</b>: mysqli::__construct(): (HY000/2002): Connection refused in <b>/data/www/conn.inc</b><br>DB Err")
BATCH.add("aspnet 200", "server-error", "<html><head><title>Object reference not set to an instance of an object.</title></head><body><span><H1>Server Error in '/' Application.<hr></H1><h2><i>Object reference not set to an instance of an object.</i></h2></span></body></html>")
BATCH.add("access mdb", "server-error", "<font face='宋体' size=2><p>Microsoft JET Database Engine</font> <font size=2>错误 '80004005'</font><p>未找到文件 'd:\\web\\data.mdb'。<p>/inc/conn.asp，行12", charset="gb18030", headers={"Content-Type": "text/html; charset=gb2312"})
BATCH.add("jsp 500", "server-error", "<html><head><title>Apache Tomcat/7.0 - Error report</title></head><body><h1>HTTP Status 500 - An exception occurred processing JSP page /detail.jsp at line 20</h1><pre>org.apache.jasper.JasperException: x\n\tat org.apache.jasper.servlet.JspServletWrapper.handle(JspServletWrapper.java:568)</pre></body></html>", 500)
BATCH.add("freemarker", "server-error", "<html><body>FreeMarker template error (DEBUG mode; use RETHROW in production!): The following has evaluated to null or missing: ==&gt; article.title [in template \"detail.ftl\" at line 30, column 12]</body></html>")
BATCH.add("wide 500", "server-error", wide("柳河区人民政府", "<p>程序员正在努力处理，请返回首页看看别的内容</p><p>错误码 500</p>"))
BATCH.add("json 500", "server-error|site-message", '{"status":500,"error":"Internal Server Error","message":"could not extract ResultSet"}', 200, JSON)
BATCH.add("json plain", "server-error|site-message", '{"ret":-1,"errmsg":"数据源连接池已耗尽"}', 200, JSON)
BATCH.add("upstream", "server-error", "upstream connect error or disconnect/reset before headers. reset reason: connection failure", 503, {"Content-Type": "text/plain"})
# --- shells, redirects, broken bodies ---
BATCH.add("vite shell", "script-only", "<!doctype html><html lang=zh><head><meta charset=UTF-8><title>柳河区人大履职平台</title><script type=module crossorigin src=/assets/index-9c.js></script><link rel=stylesheet href=/assets/index-2a.css></head><body><div id=app><div class=loader></div></div></body></html>")
BATCH.add("shell noscript", "script-only", "<html><head><title>公开</title><script defer src=/js/chunk-vendors.js></script></head><body><noscript><strong>请启用 JavaScript 以继续。</strong></noscript><div id=root></div></body></html>")
BATCH.add("to home by script", "sent-on", "<html><head><script type='text/javascript'>window.top.location.replace('https://www.liuhe.example/');</script></head><body></body></html>")
BATCH.add("to home by meta", "sent-on", "<html><head><META HTTP-EQUIV='Refresh' CONTENT='0; URL=/index.html'></head><body>正在进入柳河区人民政府网站</body></html>")
BATCH.add("frameset elsewhere", "sent-on|suspended", "<html><head><title>柳河</title></head><frameset cols='100%'><frame src='http://park.example/?d=liuhe' noresize></frameset></html>")
BATCH.add("blank template", "empty", "<html><head><title>柳河区人大</title><meta name='keywords' content=''></head><body>\r\n\r\n<div></div>&nbsp;</body></html>")
BATCH.add("empty json", "empty", '{"code":0,"msg":"","data":""}', 200, JSON)
WHOLE = wide("关于召开会议的公告-柳河区", "<h1>关于召开会议的公告</h1><p>发布日期：2026-03-02</p>" + "".join(f"<p>第{n}项：听取区人民政府有关工作情况的报告。</p>" for n in range(30)))
BATCH.add("cut in article", "cut-body", WHOLE[: WHOLE.index("第20项") + 12])
BATCH.add("cut after a paragraph", "cut-body", WHOLE[: WHOLE.index("</p>", WHOLE.index("第20项")) + 4])
BATCH.add("cut gzip", "cut-body", raw=gzip.compress(WHOLE.encode())[:-200], headers={"Content-Encoding": "gzip"})
BATCH.add("cut pdf", "cut-body", raw=b"%PDF-1.5\n%\xe2\xe3\n1 0 obj\n<</Type/Catalog>>\nendobj\n" + b"x" * 500, headers={"Content-Type": "application/pdf"})
BATCH.add("html as pdf", "soft-404", plain("404", "<p>附件不存在</p>"), 200, {"Content-Type": "application/pdf"})

# ---------------- good pages ----------------
def doc(title: str, *words: str, date: str = "2026-03-02") -> str:
    """A good page: a document under its date."""
    return wide(title + "-柳河区人民政府", f"<h1>{title}</h1><div class='info'>时间：{date} 　来源：区府办 　浏览：<i id='n'></i></div>" + "".join(f"<p>{one}</p>" for one in words))

def bare(title: str, *words: str) -> str:
    """A good page without a frame or a date."""
    return plain(title, f"<h2>{title}</h2>" + "".join(f"<p>{one}</p>" for one in words))

BATCH.ok("outage notice", doc("关于政务服务网停机维护的通告", "因系统升级，3月7日0时至6时政务服务网暂停访问，请您合理安排时间。给您带来不便，敬请谅解。"))
BATCH.ok("outage notice undated", wide("关于政务服务网停机维护的通告", "<h1>关于政务服务网停机维护的通告</h1><p>因系统升级，3月7日0时至6时政务服务网暂停访问。</p><p>特此通告。</p><p>柳河区政务服务和数据管理局</p>"))
BATCH.ok("login help", doc("如何登录政务服务网", "第一步，打开网站，点击“登录”。第二步，输入账号密码和验证码。如提示“账号或密码错误”，请找回密码。"))
BATCH.ok("404 campaign", doc("我区“404”安全行动启动", "行动聚焦4个重点、0容忍、4项机制，排查隐患。"))
BATCH.ok("faq letters", doc("市民来信：网站打不开", "来信人：张先生。内容：贵网站“页面不存在”。答复：您好，您反映的链接失效问题已修复，感谢您的监督。"))
BATCH.ok("short appointment", wide("人事任免-柳河区人大", "<h3>任免名单</h3><p>任命：周某为区人民法院审判员。</p>"))
BATCH.ok("very short dated", wide("放假通知", "<h3>放假通知</h3><p>清明节放假3天。</p><p>区府办</p><p>2026年3月30日</p>"))
BATCH.ok("very short bare", bare("放假通知", "清明节4月4日至6日放假。", "柳河区人大常委会办公室"))
BATCH.ok("links only", wide("法律法规-柳河区人大", "<ul>" + "".join(f"<li><a href='/f/{n}.html'>中华人民共和国{name}</a></li>" for n, name in enumerate(("宪法", "预算法", "监督法", "代表法", "选举法"))) + "</ul>"))
BATCH.ok("links only two", wide("专题专栏", "<ul><li><a href='/z/1/'>优化营商环境</a></li><li><a href='/z/2/'>安全生产月</a></li></ul>"))
BATCH.ok("empty list words", wide("通知公告", "<ul><li><a href='/t/1.html'>关于暂停受理申请的通知</a>（03-02）</li></ul><p>共 1 条 1/1</p>"))
BATCH.ok("picture page", wide("图解：2026年政府工作报告", "<h1>图解：2026年政府工作报告</h1><p><img src='/picture/0/s2603021.jpg' alt=''></p>"))
BATCH.ok("picture bare", plain("区人大机构设置图", "<center><img src='jg.gif' width=700></center>"))
BATCH.ok("pdf page", wide("柳河区2025年决算", "<h1>柳河区2025年决算</h1><p>附件：<a href='/a/2025.pdf'>柳河区2025年决算.pdf</a></p>"))
BATCH.ok("pdf frame", wide("年度报告", "<iframe src='/pdf/web/viewer.html?file=/a/1.pdf' width='100%' height='900'></iframe>"))
BATCH.ok("fraud warning", doc("警惕冒充客服退款诈骗", "凡是要求您点击链接、输入验证码的，请立即拒绝。如您的账户出现异常，请拨打96110。"))
BATCH.ok("site stats", doc("2025年政府网站工作年度报表", "全年拦截攻击 12 万次，网站暂停服务 0 次，发布信息 5,204 条。"))
BATCH.ok("privacy", wide("隐私声明", "<p>您访问本网站时，我们可能收集您的IP地址和浏览器类型，仅用于统计。未经您的许可，不向第三方提供。</p>"))
BATCH.ok("contact", wide("联系我们", "<p>地址：柳河区解放路8号</p><p>电话：000-00000000</p><p>如您对网站有意见和建议，请发送邮件。</p>"))
BATCH.ok("sitemap", wide("网站地图", "<dl><dt>公开</dt><dd><a href='/2/'>政策</a> <a href='/3/'>规划</a></dd></dl>"))
BATCH.ok("complaint rule", doc("关于规范信访秩序的通告", "不得拦截公务车辆，不得非法聚集。违反规定的，依法处理。"))
BATCH.ok("road closed", doc("关于解放路封闭施工的公告", "3月3日起禁止机动车通行，请您绕行。恢复时间另行通知。"))
BATCH.ok("water cut undated", bare("停水通知", "因管网维护，3月5日8时至18时停水，请您提前储水，敬请谅解。", "柳河区自来水公司"))
BATCH.ok("school system", doc("2026年小学入学登记系统开放", "登记系统3月10日开放，访问高峰期可能出现拥堵，请家长错峰登录，不要频繁刷新。"))
BATCH.ok("closing a bureau site", doc("关于关停区水利局网站的公告", "根据集约化要求，区水利局网站3月底关停，域名注销，内容迁移至区政府门户网站。"))
BATCH.ok("licence lapsed", doc("注销公告", "因有效期届满未延续，以下许可证予以注销：柳河大药房。"))
BATCH.ok("court notice", doc("公告送达", "因无法与你取得联系，现依法公告送达。逾期不领取视为送达。"))
BATCH.ok("english article", plain("Liuhe District at a glance", "<h1>Liuhe District at a glance</h1><p>Liuhe lies on the northern bank. Its government was not found wanting in 2025: GDP grew by 5.1 percent.</p>"))
BATCH.ok("phone short", phone("区人大召开主任会议", "<h1>区人大召开主任会议</h1><p class='d'>03-02 10:20</p><p>3月1日，区人大常委会召开主任会议，研究常委会会议议题。</p>"))
BATCH.ok("phone duty", phone("值班安排", "<h1>值班安排</h1><p>周一：王某 周二：李某 如有问题请联系办公室。</p>"))
BATCH.ok("question form", wide("网上调查", "<form><p>您对政府网站的访问速度是否满意？</p><label><input type='radio'>满意</label><label><input type='radio'>不满意</label><button>提交</button></form>"))
BATCH.ok("result of letters", wide("信件详情", "<table><tr><th>标题</th><td>公交线路</td></tr><tr><th>内容</th><td>您好，12路何时恢复？</td></tr><tr><th>回复</th><td>您好，您反映的线路4月1日恢复。</td></tr></table>"))
BATCH.ok("withdrawn rule", doc("关于废止部分文件的决定", "《柳河区网站管理办法》已失效，予以废止，不再作为管理依据。"))
BATCH.ok("budget table", wide("三公经费表", "<table><tr><td>科目</td><td>金额</td></tr><tr><td>公务接待</td><td>404.50</td></tr><tr><td>因公出国</td><td>0</td></tr></table>"))
BATCH.ok("network drill", doc("我区开展网络安全应急演练", "演练模拟门户网站被黑客攻击、页面被篡改，值守人员及时阻断访问、恢复服务。"))
BATCH.ok("captcha consultation", doc("“验证码”不要告诉任何人", "请完成反诈自测，拖动进度条观看视频。"))
BATCH.ok("table page in 2008", "<html><head><meta http-equiv=Content-Type content='text/html; charset=gb2312'><title>柳河人大</title></head><body><table><tr><td><a href=index.htm>首页</a> <a href=1.htm>概况</a> <a href=2.htm>会议</a></td></tr><tr><td align=center><b>关于网站改版试运行的启事</b></td></tr><tr><td>本网站改版后今日起试运行，如有不足请批评指正。</td></tr><tr><td align=right>办公室</td></tr></table></body></html>", charset="gb18030")
BATCH.ok("no closing tags", "<html><head><title>常委会公报</title></head><body><h2>常委会公报</h2><p>2026年第1号<p>目录<p>一、决议<p>二、任免")
BATCH.ok("text rows", "第1号公告\r\n补选王某为市人大代表。\r\n2026年3月2日\r\n", 200, {"Content-Type": "text/plain; charset=utf-8"})
BATCH.ok("json page", '{"code":"200","message":"操作成功","data":{"title":"关于系统维护的公告","content":"<p>系统维护，暂停访问。</p>"}}', 200, JSON)
BATCH.ok("json list none", '{"code":200,"data":[],"total":0}', 200, JSON)
