"""The tenth batch: more of what programs and products are known to say, in a portal with a column of news, in an old table, in a page for elders; notices that say the same."""

# fmt: off
import json

from tests.crawler.batches.frames import Batch, message, plain

BATCH = Batch()
JSON = {"Content-Type": "application/json; charset=utf-8"}

def port(title: str, main: str) -> str:
    """A portal whose every page lists the day's news beside what it says."""
    news = "".join(f"<li><a href='/xw/{n}.html'>{name}</a></li>" for n, name in enumerate(("区委常委会召开会议研究部署近期重点工作", "我区首季度固定资产投资实现良好开局", "春季义务植树活动在滨江公园举行", "区长走访慰问一线环卫工人代表")))
    return f"""<!DOCTYPE html><html><head><meta charset="utf-8"><title>{title}</title><script src="/js/swiper.min.js"></script></head><body>
<div class="hd"><a href="/"><img src="/img/logo.png"></a><span>繁體</span><span>无障碍</span></div><div class="nav"><a href="/">首页</a><a href="/xw/">新闻</a><a href="/gk/">公开</a><a href="/fw/">服务</a></div>
<div class="main"><div class="left">{main}</div><div class="right"><h4>今日关注</h4><ul>{news}</ul></div></div>
<div class="ft"><p>主管：白塔区委宣传部　主办：白塔区融媒体中心</p><p>违法和不良信息举报电话：000-00000000　网络视听许可证：0000000000</p></div></body></html>"""

def aged(title: str, main: str) -> str:
    """A page for elders: large buttons, few links, no footer."""
    return f'<!DOCTYPE html><html><head><meta charset="utf-8"><title>{title}</title></head><body style="font-size:32px"><p><button>朗读</button><button>放大</button><button>退出长者版</button></p><h1>白塔区人民政府长者专区</h1><div>{main}</div></body></html>'

# --- what servers print in Chinese ---
BATCH.add("tomcat zh 404", "soft-404", plain("HTTP状态 404 - 未找到", "<h1>HTTP状态 404 - 未找到</h1><p><b>类型</b> 状态报告</p><p><b>消息</b> 请求的资源[/gk/1.jsp]不可用</p><p><b>描述</b> 源服务器未能找到目标资源的表示或者是不愿公开一个已经存在的资源表示。</p>"))
BATCH.add("tomcat zh 500", "server-error", plain("HTTP状态 500 - 内部服务器错误", "<h1>HTTP状态 500 - 内部服务器错误</h1><p><b>类型</b> 异常报告</p><p><b>描述</b> 服务器遇到一个意外的情况，阻止它完成请求。</p><p><b>例外情况</b></p><pre>org.apache.jasper.JasperException: 无法为JSP编译类</pre>"))
BATCH.add("tomcat zh 403", "forbidden|no-permission", plain("HTTP状态 403 - 禁止", "<h1>HTTP状态 403 - 禁止</h1><p><b>描述</b> 服务器理解该请求但拒绝授权。</p>"))
BATCH.add("iis zh 404", "soft-404", plain("404 - 找不到文件或目录。", "<h1>服务器错误</h1><h2>404 - 找不到文件或目录。</h2><h3>您要查找的资源可能已被删除，已更改名称或者暂时不可用。</h3>"))
BATCH.add("iis zh 401", "login-required|forbidden", plain("401 - 未经授权: 访问由于凭据无效被拒绝。", "<h1>服务器错误</h1><h2>401 - 未经授权: 访问由于凭据无效被拒绝。</h2><h3>您无权使用所提供的凭据查看此目录或页面。</h3>"))
BATCH.add("iis zh 500.19", "server-error", plain("IIS 10.0 详细错误 - 500.19 - Internal Server Error", "<h3>HTTP 错误 500.19 - Internal Server Error</h3><h4>无法访问请求的页面，因为该页的相关配置数据无效。</h4>"))
BATCH.add("iis zh 403.6", "forbidden", plain("您无权查看此页面", "<h2>HTTP 错误 403.6 - 禁止访问：客户端的 IP 地址被拒绝。</h2><p>Internet 信息服务 (IIS)</p>"))
BATCH.add("aspx zh", "server-error", plain("无法将类型为“System.DBNull”的对象强制转换为类型", "<h1>“/”应用程序中的服务器错误。</h1><h2>无法将类型为“System.DBNull”的对象强制转换为类型“System.String”。</h2><p>堆栈跟踪:</p>"))
BATCH.add("apache 500", "server-error", "<!DOCTYPE HTML PUBLIC '-//IETF//DTD HTML 2.0//EN'><html><head><title>500 Internal Server Error</title></head><body><h1>Internal Server Error</h1><p>The server encountered an internal error or misconfiguration and was unable to complete your request.</p></body></html>")
BATCH.add("tengine 404 zh hint", "soft-404", "<html><head><title>404 Not Found</title></head><body><h1>404 Not Found</h1><p>The requested URL was not found on this server.<br/>Sorry for the inconvenience.<br/>Please report this message and include the following information to us.<br/>Thank you very much!</p><table><tr><td>URL:</td><td>http://www.baita.example/a</td></tr><tr><td>Server:</td><td>cache12.l2et15</td></tr></table><hr/>Powered by Tengine</body></html>")
BATCH.add("apache test 123", "suspended", "<html><head><title>Apache HTTP Server Test Page powered by CentOS</title></head><body><h1>Testing 123..</h1><p>This page is used to test the proper operation of the Apache HTTP server after it has been installed.</p></body></html>")
BATCH.add("iis blank welcome", "suspended", "<html><head><title>IIS Windows Server</title></head><body><div id='container'><a href='http://go.example/'><img src='iisstart.png' alt='IIS'></a></div></body></html>")
BATCH.add("caddy", "suspended|empty", "<html><head><title>Caddy works!</title></head><body><h1>Congratulations!</h1><p>Your web server is working.</p></body></html>")
# --- lost ---
BATCH.add("火星汪", "soft-404", plain("404", "<h2>404</h2><h3>抱歉，您访问的页面好像被火星汪叼走了!</h3>"))
BATCH.add("new adventure", "soft-404", plain("找不到页面", "<p>页面不见了，也许它去找寻新的冒险了！</p><a>返回首页重新探索</a>"))
BATCH.add("port lost", "soft-404", port("白塔新闻网", "<div class='e'><h2>很抱歉，您查看的稿件已过期或被撤销</h2><p>5秒后回到首页</p></div>"))
BATCH.add("port edit", "soft-404|site-message", port("正文_白塔新闻网", "<p>稿件编辑中，请过一段时间再看</p>"))
BATCH.add("aged lost", "soft-404", aged("长者专区", "<p>这条消息看不到了，可能被删掉了</p>"))
BATCH.add("wx env", "no-permission|challenge|forbidden", "<html><head><title></title></head><body><div class='weui-msg'><h2>环境异常</h2><p>当前环境异常，完成验证后即可继续访问。</p><a>去验证</a></div></body></html>")
BATCH.add("wx moved", "soft-404", "<html><head><title></title></head><body><div class='weui-msg'><h2>该公众号已迁移</h2><p>该公众号已迁移至新的账号，原账号已回收。若需访问原文章链接，请点击下方按钮。</p></div></body></html>")
BATCH.add("cms id", "soft-404|site-message|server-error", plain("信息提示", "<div class='tip'>信息ID不正确！</div>"))
BATCH.add("ecms", "soft-404|site-message", plain("信息提示", "<table><tr><td>信息提示</td></tr><tr><td><b>此信息不存在</b><br><a href='javascript:history.go(-1)'>如果您的浏览器没有自动跳转，请点击这里</a></td></tr></table>"))
BATCH.add("destoon", "soft-404", plain("提示信息", "<div>您访问的网页信息已经隐藏或删除，请返回</div>"))
BATCH.add("json nodata", "soft-404|empty", json.dumps({"code": 1, "msg": "未查询到该条数据", "data": None}), 200, JSON)
# --- closed, sold ---
BATCH.add("close tip", "site-closed", "网站维护中。。。", 200, {"Content-Type": "text/html; charset=utf-8"})
BATCH.add("updates until", "site-closed", plain("网站维护中", "<p>我们正在进行一些更新。预计于 3 月 9 日重新开放。您仍可通过邮件联系我们。</p>"))
BATCH.add("aged closed", "site-closed", aged("长者专区", "<p>长者专区正在修整，过几天再来看吧</p>"))
BATCH.add("port channel", "site-closed", port("政声", "<p>本频道改版筹备，内容更新暂停，新频道上线时间另行通知</p>"))
BATCH.add("school stopped", "suspended|site-closed", json.dumps({"status": -1, "message": "该站点已暂停服务"}), 200, JSON)
BATCH.add("reg hold", "suspended", plain("域名异常", "<p>您好，该域名已被注册服务机构设置为 clientHold 状态，无法解析，请持有者尽快处理</p>"))
BATCH.add("icp", "suspended", plain("备案核验", "<p>抱歉，由于该网站的备案主体信息未通过核验，接入商已依规停止其接入服务。</p>"))
BATCH.add("hosting en", "suspended", plain("Hosting expired", "<p>The hosting plan for this site ran out on 1 March. If you own it, please renew.</p>"))
BATCH.add("store open", "suspended", plain("店铺未开通", "<p>您访问的站点尚未开通或已被注销</p>"))
BATCH.add("hijack sport", "hijacked", plain("半岛·体育(中国)官方网站 - 白塔区人大", "<p>半岛体育</p>"))
BATCH.add("hijack ball", "hijacked", plain("2026年足球比分直播_即时赔率_白塔", "<p>赔率</p>"))
# --- who may ---
BATCH.add("black list", "forbidden", plain("", "<p>对不起，您的IP已被列入黑名单,如需恢复,请联系平台管理人员</p>"))
BATCH.add("high freq", "rate-limited|forbidden", json.dumps({"code": -1, "message": "由于多次的高频访问，您的ip已被锁定"}), 200, JSON)
BATCH.add("not granted", "forbidden", "<script>alert('您的IP地址没有被系统授权,请联系管理员!');window.close();</script>")
BATCH.add("kicked", "login-required", "<script>alert('您在登录后长时间没有操作,请重新登录!');top.location='/login.do'</script>")
BATCH.add("iam", "no-permission|forbidden", json.dumps({"code": "IAM_FORBIDDEN", "message": "无权访问当前数据范围"}), 200, JSON)
BATCH.add("expired voucher", "login-required|challenge", plain("驗證憑證已過期", "<p>很抱歉，您的安全驗證憑證已過期。</p>"))
BATCH.add("current page", "no-permission", aged("提示", "<p>很抱歉，您没有权限访问当前页面</p>"))
BATCH.add("port members", "login-required|no-permission", port("数字报", "<p>本版内容面向订阅用户，请登录后阅读全版</p>"))
BATCH.add("port read code", "no-permission", port("内参", "<p>阅读本文需输入授权码</p><input type='text' name='code'><button>确定</button>"))
BATCH.add("zzd", "login-required", plain("政务协同", "<p>请使用浙政钉扫码进入</p><div id='qr'></div>"))
BATCH.add("dz archiver", "no-permission", message("抱歉，您所在的用户组(游客)无法进行此操作"))
BATCH.add("dz readonly", "no-permission|site-closed", message("抱歉，本帖只有发帖者可以浏览"))
BATCH.add("overseas two languages", "forbidden", plain("访问受限", "<p>由于您的访问来自中国大陆以外，本站暂不支持浏览。</p><p>This site is unavailable outside the Chinese mainland.</p>"))
BATCH.add("intranet aged", "forbidden", aged("提示", "<p>该功能只能在区政务内网使用</p>"))
# --- firewalls, challenges ---
BATCH.add("yundun", "forbidden", plain("Access Denied", "<div>您的访问请求可能对网站造成威胁</div><div>如有疑问，请提供以下编号联系网站管理者</div><div>11_22_33_1690</div>"), 403)
BATCH.add("janusec", "forbidden", plain("403 Forbidden", "<h1>403 Forbidden</h1><p>Reason: SQL Injection, Policy 10010, by Janusec Application Gateway</p>"))
BATCH.add("haproxy deny", "forbidden", "<html><body><h1>403 Forbidden</h1>\nRequest forbidden by administrative rules.\n</body></html>\n")
BATCH.add("ban cc", "rate-limited|forbidden", plain("CC", "<p>您的浏览行为过密，系统已自动阻止十分钟</p>"))
BATCH.add("sorry bot", "forbidden|challenge", plain("Sorry", "<p>Automated access to this page is not permitted.</p>"))
BATCH.add("anubis", "challenge", '<!doctype html><html lang="en"><head><title>Making sure you&#39;re not a bot!</title><script id="anubis_challenge" type="application/json">{"d":4}</script><script type="module" src="/.within.website/x/cmd/anubis/static/js/main.mjs"></script></head><body><h1>Making sure you&#39;re not a bot!</h1><p>Loading...</p></body></html>')
BATCH.add("turnstile zh", "challenge", plain("确认中", "<p>www.baita.example 需要先检查您的连接的安全性，然后才能继续。</p>"), 403)
BATCH.add("slide words", "challenge", plain("百度安全验证", "<div class='passMod'><p>请完成下方拼图</p></div><div id='root'></div>"))
BATCH.add("answer", "challenge", plain("提示", "<form><p>白塔区的简称是？（防机器访问）</p><input name='a'><button>进入网站</button></form>"))
BATCH.add("cookie test", "challenge", "<html><body onload=\"document.cookie='ck=1;path=/';location.reload();\"></body></html>")
BATCH.add("gzhdn", "challenge|script-only", "<html><head><script>var _0x4c=['\\x63\\x6f'];(function(a,b){while(--b){a.push(a.shift())}}(_0x4c,0x1a3));</script></head><body></body></html>", 200)
BATCH.add("queue", "rate-limited|challenge", plain("访问高峰", "<p>您前方约有 128 人，请在本页等待，页面会自动刷新</p>"))
# --- programs ---
BATCH.add("gbk undeclared", "soft-404", raw="<html><head><title>提示</title></head><body><p>对不起，您要查看的信息不存在</p></body></html>".encode("gb18030"), headers={"Content-Type": "text/html; charset=utf-8"})
BATCH.add("oracle zh", "server-error", plain("", "<p>ORA-01017: 用户名/口令无效; 登录被拒绝</p>"))
BATCH.add("jdbc", "server-error", "<html><body>com.mysql.jdbc.exceptions.jdbc4.CommunicationsException: Communications link failure</body></html>")
BATCH.add("velocity", "server-error", plain("错误", "<p>模板解析失败：detail.vm 第 12 行</p>"))
BATCH.add("port failed", "server-error|site-message", port("正文", "<p>哎呀，程序出了点状况，我们已记录，将尽快处理</p>"))
BATCH.add("fastcgi", "server-error", plain("", "<p>An error occurred.</p><p>Sorry, the page you are looking for is currently unavailable.<br/>Please try again later.</p><p>Faithfully yours, nginx.</p>"))
BATCH.add("json trace", "server-error|site-message", json.dumps({"errcode": 9001, "errmsg": "java.lang.IndexOutOfBoundsException: Index: 0, Size: 0"}), 200, JSON)
BATCH.add("nuxt shell", "script-only", "<!doctype html><html><head><title>白塔</title></head><body><div id='__nuxt'></div><script>window.__NUXT__={}</script><script src='/_nuxt/a1.js' defer></script></body></html>")
BATCH.add("angular shell", "script-only", "<!doctype html><html><head><title>白塔区人大</title><base href='/'></head><body><app-root></app-root><script src='runtime.js' defer></script><script src='main.js' defer></script></body></html>")
BATCH.add("jump home", "sent-on", "<html><head><script>if(top!=self){top.location=self.location}location.href=\"/\";</script></head><body></body></html>")
BATCH.add("jump wait", "sent-on|soft-404", "<html><head><meta http-equiv='refresh' content='3;url=https://www.baita.example/'></head><body><p>3秒后自动返回首页</p></body></html>")
BATCH.add("frame", "sent-on|suspended", "<html><head><title>白塔区</title></head><body style='margin:0;overflow:hidden'><iframe src='//ad.example/x.html' style='width:100%;height:100%'></iframe></body></html>")
BATCH.add("cut in tag", "cut-body", port("公告", "<p>" + "区人大常委会召开会议。" * 9 + "</p>")[:700] + "<div cla")
BATCH.add("cut script", "cut-body", port("公告", "<p>" + "区人大常委会召开会议。" * 60 + "</p><script>var a='").split("</div><div class=\"right\"")[0])
# ---------------- good ----------------
def told(title: str, *words: str) -> str:
    """A good page: a document under date and source."""
    return port(f"{title}_白塔新闻网", f"<h1>{title}</h1><div class='src'>2026-03-05 08:00　来源：白塔融媒</div>" + "".join(f"<p>{one}</p>" for one in words))

def note(title: str, *words: str) -> str:
    """A good page without a date."""
    return port(title, f"<h2>{title}</h2>" + "".join(f"<p>{one}</p>" for one in words))

def old(title: str, *words: str) -> str:
    """A good page in a layout table of 2003."""
    return f"<html><head><meta http-equiv='Content-Type' content='text/html; charset=gb2312'><title>白塔区人大</title></head><body><table><tr><td><a href='/'>首页</a>|<a href='/a.asp'>简介</a>|<a href='/b.asp'>动态</a></td></tr><tr><td align='center'><font size='4'>{title}</font></td></tr>" + "".join(f"<tr><td>　　{one}</td></tr>" for one in words) + "</table></body></html>"

SAME = [("关于网上办事大厅系统升级的通告", "3月8日晚系统升级，期间暂停网上受理，请提前办理。"), ("提醒：登录医保平台请认准官网", "请勿在陌生链接中输入账号和密码。"), ("404路公交线路优化公告", "404路公交自3月10日起绕行朝阳街。"), ("我区开展僵尸网站清理", "对长期无法访问、链接失效的网站予以关停。"), ("关于暂停开放区体育馆的公告", "因设备检修，3月9日暂停开放，恢复时间另行通知。"), ("某公司因未备案经营被处罚", "该公司未取得备案从事经营活动，被责令停止。"), ("法院拍卖公告", "如有异议请在期限内提出，逾期视为放弃。"), ("访客预约须知", "访问区机关请提前预约，未经许可不得入内。"), ("关于注销失效资质的通告", "以下资质已过期，予以注销。"), ("谨慎填写验证码", "任何索要验证码的都是诈骗。"), ("区档案馆查档指南", "查阅未开放档案须经批准，内部资料不提供复印。"), ("网络舆情周报", "本周处置不实信息12条，封停账号3个。"), ("停机坪项目获批", "项目位于机场路。"), ("服务器采购项目废标公告", "有效投标不足三家，予以废标。"), ("关于禁止燃放烟花的通告", "违反规定的，由公安机关处罚。")]
for title, words in SAME:
    BATCH.ok("told " + title, told(title, words))
    BATCH.ok("note " + title, note(title, words))
    BATCH.ok("old " + title, old(title, words, "白塔区人民政府"), charset="gb18030")
    BATCH.ok("aged " + title, aged(title, f"<h2>{title}</h2><p>{words}</p>"))
BATCH.ok("port list", port("通知公告", "<ul><li><a href='/t/1.html'>关于网站维护暂停访问的通知</a><em>03-05</em></li></ul>"))
BATCH.ok("port picture", port("漫画", "<img src='/i/1.jpg'>"))
BATCH.ok("port video", port("白塔新闻联播", "<video src='/v/0305.mp4'></video>"))
BATCH.ok("aged list", aged("长者专区", "<a href='/1'>社保查询</a><a href='/2'>挂号</a><a href='/3'>公交</a>"))
BATCH.ok("old list", old("会议纪要", "<a href='1.asp'>第一次</a>", "<a href='2.asp'>第二次</a>"), charset="gb18030")
BATCH.ok("old names", old("委员名单", "王某　李某　赵某"), charset="gb18030")
