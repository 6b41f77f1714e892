"""The eleventh batch: long error pages, lists with an error in the place of their rows, a township's frame, good pages under titles that look like errors."""

# fmt: off
import json

from tests.crawler.batches.frames import Batch, message, plain, touched

BATCH = Batch()
JSON = {"Content-Type": "application/json;charset=UTF-8"}

def town(title: str, main: str, foot: bool = True) -> str:
    """A township's page: a banner that scrolls, a menu in two rows, a counter."""
    tail = "<div id='copy'>柏溪镇人民政府版权所有　ICP备00000000号　今日访问：12　总访问：88231</div>" if foot else ""
    rows = "".join(f"<a href='/c{n}/'>{name}</a>" for n, name in enumerate(("网站首页", "镇情概况", "组织机构", "党务公开", "政务公开", "便民服务", "招商引资", "图片集锦")))
    return f"<html><head><meta charset='utf-8'><title>{title}</title><link href='/skin/x.css' rel='stylesheet'></head><body><div class='scroll'><marquee>热烈欢迎各界朋友来柏溪镇观光考察、投资兴业</marquee></div><div class='m'>{rows}</div><div class='path'>当前位置：<a href='/'>首页</a>&gt;浏览文章</div><div class='text'>{main}</div>{tail}</body></html>"

FRAMES = "".join(f"<li>#{n} /data/wwwroot/site/vendor/core/Kernel.php({100 + n}): core\\Kernel-&gt;dispatch(Object(Request), Array)</li>" for n in range(14))
# --- long ---
BATCH.add("iis detailed", "server-error", plain("IIS 8.5 详细错误 - 500.0 - Internal Server Error", "<h3>HTTP 错误 500.0 - Internal Server Error</h3><h4>由于发生内部服务器错误，因此无法显示此页。</h4><h5>最可能的原因:</h5><ul>" + "".join(f"<li>IIS 收到请求；但是，在处理请求期间发生内部错误。此错误的根本原因取决于哪个模块处理请求，以及发生此错误时在工作进程中发生了什么（第{n}种情况）。</li>" for n in range(6)) + "</ul><h5>可尝试的操作:</h5><ul>" + "".join(f"<li>确保针对网站和应用程序正确设置了 NTFS 权限，并检查事件日志以查看是否有第{n}条附加信息被记录下来。</li>" for n in range(6)) + "</ul>"))
BATCH.add("thinkphp long", "server-error", plain("System Error", "<div class='exception'><h1>PDOException in PDOConnection.php line 766</h1><h2>SQLSTATE[HY000] [2002] Connection refused</h2><ol>" + FRAMES + "</ol></div>"))
BATCH.add("yii long", "server-error", plain("PHP Fatal Error – yii\\base\\ErrorException", "<h1>PHP Fatal Error – yii\\base\\ErrorException</h1><h2>Allowed memory size of 134217728 bytes exhausted</h2><ol>" + FRAMES + "</ol>"))
BATCH.add("flask debugger", "server-error", plain("KeyError: 'title' // Werkzeug Debugger", "<h1>KeyError</h1><p>KeyError: 'title'</p><h2>Traceback <em>(most recent call last)</em></h2><ul>" + "".join(f"<li>File \"/srv/site/app/views_{n}.py\", line {n}, in show</li>" for n in range(12)) + "</ul>"))
BATCH.add("asp.net long", "server-error", plain("输入字符串的格式不正确。", "<h1>“/”应用程序中的服务器错误。</h1><h2>输入字符串的格式不正确。</h2><b>说明:</b> 执行当前 Web 请求期间，出现未经处理的异常。请检查堆栈跟踪信息，以了解有关该错误以及代码中导致错误的出处的详细信息。<b>异常详细信息:</b> System.FormatException: 输入字符串的格式不正确。<pre>" + "".join(f"   在 Site.Show{n}.Page_Load(Object sender, EventArgs e) 位置 d:\\web\\Show{n}.aspx.cs:行号 {n}\n" for n in range(9)) + "</pre>"))
BATCH.add("404 long hints", "soft-404", town("页面未找到 - 柏溪镇人民政府", "<h1>很抱歉，您要访问的页面不存在！</h1><p>可能原因：</p>" + "".join(f"<p>{n}、您输入的网址有误，或者您收藏的链接已经因为网站改版而失效，请您核对网址中的大小写字母和标点符号之后重新输入。</p>" for n in range(1, 9))))
BATCH.add("park long", "suspended", plain("baixi.example 域名正在出售", "<h1>baixi.example</h1><p>该域名正在出售中，如果您对它感兴趣请提交报价。</p>" + "".join(f"<p>常见问题{n}：购买流程由平台全程担保，付款之后二十四小时之内完成过户，支持多种支付方式并提供发票，如有疑问请联系在线客服。</p>" for n in range(9))))
BATCH.add("nginx default long", "suspended", "<!DOCTYPE html><html><head><title>Welcome to nginx!</title></head><body><h1>Welcome to nginx!</h1><p>If you see this page, the nginx web server is successfully installed and working. Further configuration is required.</p><p>For online documentation and support please refer to <a>nginx.org</a>.</p></body></html>")
BATCH.add("phpinfo", "suspended|server-error|forbidden", plain("phpinfo()", "<h1>PHP Version 7.2.34</h1>" + "".join(f"<table><tr><td>Directive {n}</td><td>no value</td></tr></table>" for n in range(60))))
# --- lists and frames with an error in their place ---
BATCH.add("list error", "soft-404|site-message|server-error", town("政务公开-柏溪镇人民政府", "<p style='color:red'>栏目参数错误，请从首页进入！</p>"))
BATCH.add("list db", "server-error", town("政务公开-柏溪镇人民政府", "<p>数据读取失败：执行超时已过期</p>"))
BATCH.add("list nothing", "soft-404|site-message", town("政务公开-柏溪镇人民政府", "<p>对不起，没有检索到任何记录</p>"))
BATCH.add("town gone", "soft-404", town("柏溪镇人民政府", "<p>此文已被管理员收起</p>"))
BATCH.add("town gone two", "soft-404", town("浏览文章", "<p>您所打开的文章已经转移或者撤下来了，看看其他文章吧。</p>"))
BATCH.add("town wait", "soft-404|site-message", town("浏览文章", "<p>这篇文章正在等待审批</p>"))
BATCH.add("town bare", "soft-404", town("", "<p>没有您所指定的文章编号！</p>", foot=False))
BATCH.add("town login", "login-required", town("浏览文章", "<p>只有登录的会员才可以阅读这篇文章</p>"))
BATCH.add("town level", "no-permission", town("浏览文章", "<p>您的级别不足，不能阅读这篇文章</p>"))
BATCH.add("town secret", "no-permission", town("镇长信箱", "<p>该来信已设为保密，只有来信者本人可以查阅</p>"))
BATCH.add("town shut", "site-closed", town("柏溪镇人民政府", "<p>本站整改中，何时恢复请等通知</p>"))
BATCH.add("town shut two", "site-closed", town("便民服务", "<p>便民服务系统夜间停用，早上七点恢复</p>"))
BATCH.add("town ip", "forbidden", town("柏溪镇人民政府", "<p>你的地址已被站长加入黑名单，不能浏览本站</p>"))
BATCH.add("town busy", "rate-limited", town("柏溪镇人民政府", "<p>来的人太多了，服务器忙不过来，请等一等</p>"))
BATCH.add("town code", "challenge", town("柏溪镇人民政府", "<form>请填写图中的字：<img src='/vc.asp'><input name='v' size='4'><input type='submit' value='确认'></form>"))
BATCH.add("town failed", "server-error|site-message", town("浏览文章", "<p>执行出错，错误号 -2147467259</p>"))
# --- bare sentences ---
for called, words in (
    ("soft-404", "找不到对象"), ("soft-404", "你想看的网页可能不存在了"), ("soft-404", "这条信息已经被清除"),
    ("site-closed", "网站搬家中，暂时不能打开"), ("site-closed", "站点暂不开放，敬请留意"),
    ("suspended", "该账户的站点因费用逾期已被停用"), ("suspended", "此域名没有指向任何网站"), ("suspended", "本站因备案问题暂停"),
    ("forbidden", "访问来源不被信任，连接终止"), ("forbidden", "境外线路暂不开放"), ("forbidden", "你没有通过本站安全检查，不能继续"), ("forbidden", "请在单位内部网络中使用"),
    ("rate-limited", "别急，您请求得太快了"), ("rate-limited", "已达到本日访问上限"),
    ("challenge", "为防止恶意访问，请输入右侧字符"), ("challenge", "点击图片中的倒立文字"), ("challenge", "稍等，正在确认您不是程序"),
    ("login-required", "您的会话结束了，请再次登录"), ("login-required", "此页要先登录"), ("no-permission", "此版面您进不去，级别不够"), ("no-permission", "您未被授予查看此文的权限"),
    ("server-error", "程序有误，无法完成操作"), ("server-error", "连接数据服务器失败"), ("server-error", "Runtime Error: out of memory"),
):
    BATCH.add("bare " + words, f"{called}|site-message", plain("" if len(words) % 2 else "柏溪镇", f"<p>{words}</p>"))
BATCH.add("dz closed", "site-closed", message("本论坛因机房断电暂停访问，恢复后另行公告"))
BATCH.add("dz gone", "soft-404", touched("您访问的主题已经沉没或被清理"))
BATCH.add("dz pay", "no-permission", message("浏览本主题需支付 5 金币"))
BATCH.add("json off", "site-closed", json.dumps({"code": "503", "msg": "服务升级中，稍后开放"}), 200, JSON)
BATCH.add("json token", "login-required", json.dumps({"code": 40101, "message": "登录态无效"}), 200, JSON)
BATCH.add("json deny", "forbidden|no-permission", json.dumps({"success": False, "msg": "当前地址禁止调用"}), 200, JSON)
BATCH.add("wx client", "no-permission|forbidden", plain("提示", "<div class='icon'></div><h4>请在企业微信客户端打开链接</h4>"))
BATCH.add("government cloud", "forbidden", plain("403", "<p>该站点仅允许电子政务外网用户浏览</p>"), 403)
BATCH.add("hijack pg", "hijacked", plain("问鼎娱乐·(中国)官方网站-柏溪镇人民政府", "<p>问鼎</p>"))
BATCH.add("to elsewhere", "sent-on", "<html><head><script>setTimeout(\"window.location.href='http://www.other.example/'\",0);window.location.replace('http://www.other.example/');</script></head><body></body></html>")
BATCH.add("jsjiami", "challenge", "<html><head><script>;var encode_version='jsjiami.com.v5',_0x1a=['w5'];function _0x3f(a,b){return _0x1a[a]}document[_0x3f('0x0')]=_0x3f('0x1');</script></head><body></body></html>")

# ---------------- good ----------------
def post(title: str, *words: str) -> str:
    """A good page: a document under its date."""
    return town(f"{title}-柏溪镇人民政府", f"<h3>{title}</h3><p>2026-03-06 点击：20 次</p>" + "".join(f"<p>{one}</p>" for one in words))

def slip(title: str, *words: str) -> str:
    """A good page without a date."""
    return town(title, f"<h3>{title}</h3>" + "".join(f"<p>{one}</p>" for one in words))

PAIRS = [("错误信息更正公告", "3月2日公告中金额有误，更正为45.6万元。"), ("出错了怎么办？办税问答", "申报出错的，可在办税厅更正申报。"), ("系统提示音设备采购公告", "采购数量20套，预算3万元。"), ("页面设计比赛通知", "请于3月20日前报送作品。"), ("关于失联企业的公告", "以下企业查无下落，现予公告。"), ("关于封停违规摊点的通告", "请经营者3日内自行清理。"), ("镇卫生院停诊通知", "3月8日停诊一天，请病友改日就诊。"), ("关于升级改造农贸市场的公告", "改造期间暂停营业，预计5月恢复开放。"), ("请假人员名单", "李某、周某因病请假。"), ("服务指南", "工作日8时至17时，其他时间不开放。"), ("居民登录社保平台方法", "输入身份证号，验证码，点击登录。"), ("反诈宣传：陌生人要您开启屏幕共享请拒绝", "凡要您输入验证码的都要小心。"), ("关于无法按期交付的情况说明", "因材料短缺，工期顺延。"), ("网站工作年度报表", "全年网站中断0次，更新信息430条。"), ("限行通知", "每日7时至9时限制货车通行。"), ("柏溪概况", "柏溪镇位于县城北部，辖12个村。"), ("联系电话", "党政办：000-0000"), ("第三次会议", "会议听取了报告。")]
for title, words in PAIRS:
    BATCH.ok("post " + title, post(title, words))
    BATCH.ok("slip " + title, slip(title, words))
    BATCH.ok("bare " + title, plain(title, f"<h3>{title}</h3><p>{words}</p>"))
BATCH.ok("town list", town("图片集锦-柏溪镇人民政府", "<a href='/t/1.html'><img src='/t/1.jpg'>春耕</a><a href='/t/2.html'><img src='/t/2.jpg'>植树</a>"))
BATCH.ok("town picture", town("柏溪镇地图", "<img src='/map.jpg'>"))
BATCH.ok("town table", town("联系方式", "<table><tr><td>办公室</td><td>000-0001</td></tr><tr><td>民政办</td><td>000-0002</td></tr></table>"))
BATCH.ok("town links", town("下载专区", "<a href='/d/1.doc'>申请表</a><br><a href='/d/2.doc'>登记表</a>"))
BATCH.ok("json ok", json.dumps({"code": 200, "msg": "操作成功", "data": {"title": "停水通知", "body": "3月8日停水"}}), 200, JSON)
