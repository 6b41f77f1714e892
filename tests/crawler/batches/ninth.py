"""The ninth batch: what public programs' own error pages and messages say, in a congress's new frame, and good pages beside them."""

# fmt: off
from tests.crawler.batches.frames import Batch, message, plain

BATCH = Batch()
JSON = {"Content-Type": "application/json"}

def hall(title: str, main: str) -> str:
    """A page of a congress's site made of sections, with a slogan, a side column and a long footer."""
    return f"""<!DOCTYPE html><html lang="zh-cn"><head><meta charset="utf-8"><title>{title}</title><link rel="stylesheet" href="/static/site.css"></head><body>
<section class="top"><p>坚持好、完善好、运行好人民代表大会制度</p><a href="/m">移动端</a><a href="/wza">适老版</a></section>
<header class="brand"><img src="/static/logo.svg" alt="青溪县人大"><span>青溪县人民代表大会常务委员会</span></header>
<nav class="bar"><a href="/">首页</a><a href="/gk">人大概况</a><a href="/lf">立法</a><a href="/jd">监督</a><a href="/db">代表</a><a href="/rm">任免</a><a href="/gb">公报</a></nav>
<aside><h3>快速通道</h3><a href="/yj">意见征集</a><a href="/bl">代表履职</a></aside><main>{main}</main>
<footer><div>青溪县人大常委会办公室 版权所有</div><div>通讯地址：青溪县朝阳路1号 传真：000-00000000</div><div>为获得良好体验，请使用Edge、360等浏览器的极速模式</div></footer></body></html>"""

def mini(title: str, main: str) -> str:
    """A page that an application for phones draws."""
    return f'<!DOCTYPE html><html><head><meta charset="utf-8"><title>{title}</title></head><body><div class="uni-nav">{title}</div><view class="wrap">{main}</view></body></html>'

# --- gone ---
BATCH.add("jsp renamed", "soft-404", plain("未找到页面", "<p>对不起，您访问的页面可能已经删除、更名或暂时不可用，请单击 <a href='javascript:history.back(1)'>这里</a>返回……</p><hr><p>本网站 尽力保证站点内所有有效链接和页面均正常运作，请尝试以下操作：</p>"))
BATCH.add("jeecms dl", "soft-404", plain("页面没有找到", "<dl><dd>您要查看的页面不存在，请尝试以下操作：</dd><dd>1、如果您已经在地址栏中输入该网页的地址，请确认其拼写正确。</dd><dd>2、单击后退按钮，尝试其他链接。</dd></dl>"))
BATCH.add("expired service", "soft-404", hall("信息提示", "<ul><li>您访问的页面不存在</li><li>可能该服务已经过期，或者您输入的地址有误。</li></ul>"))
BATCH.add("tip 404 kit", "soft-404", hall("青溪县人大", "<h2>没找到相关页面</h2><p>您访问的内容可能已被移动或不存在。</p><p>检查地址是否拼写正确，或使用上方导航重新进入。</p>"))
BATCH.add("redesigned away", "soft-404", plain("404", "<h3>受访内容不存在</h3><p>您访问的内容不存在 或 因改版已转移！<br>到【<a href='/'>主页</a>】看看吧！</p>"))
BATCH.add("disabled", "soft-404", hall("系统提示", "<p>您访问的内容不存，删除或是已经禁用</p>"))
BATCH.add("verify again", "soft-404", mini("详情", "<p>您访问的内容不存在，请核对后重试！</p>"))
BATCH.add("no material", "soft-404", "<FONT Color=Red><B>很抱歉, 目前找不到您要的資料!</B></FONT><FORM><Input Type=button Value='回上頁' OnClick='history.back()'></FORM>")
BATCH.add("want project", "soft-404", hall("青溪县人大", "<h1>未找到</h1><p>我们找不到您要找的项目。</p>"))
BATCH.add("el empty", "soft-404|site-message", mini("结果", "<div class='el-empty'>暂时找不到您想要的结果哟~请您重新输入</div>"))
BATCH.add("contact admin", "soft-404", hall("文章不存在", "<h1>文章不存在</h1><p style='text-align: center'>请联系管理员！</p>"))
BATCH.add("wrong channel", "soft-404", hall("青溪县人大", "<div class='msg'>栏目ID错误或该栏目未生成静态页</div>"))
BATCH.add("dede aid", "soft-404", plain("DedeCMS提示信息", "<div>DedeCMS 提示信息！</div><div>对不起，您浏览的文档ID不存在！<br><a href='javascript:history.go(-1);'>如果你的浏览器没反应，请点击这里...</a></div>"))
BATCH.add("we moved", "soft-404", plain("Oops", "<h2>Oops! Page not found.</h2><p>We can't find the page you're looking for.</p><a href='#'>Go back home</a>"))
BATCH.add("never existed", "soft-404", hall("Content not found", "<h2>Error 404</h2><p>The content you were looking for was not found (it's very likely it never existed or it was deleted or moved).</p>"))
BATCH.add("json biz", "soft-404", '{"error_code":"4004000","error_msg":"您访问的内容不存在或被删除。"}', 200, JSON)
BATCH.add("json post", "soft-404", '{"code":10002,"level":"error","message":"目标文章不存在"}', 200, JSON)
# --- closed ---
BATCH.add("traditional", "site-closed", plain("Site Under Maintenance", "<h1>網站維護中</h1><p>我們目前正在進行系統維護。請稍後再回來，感謝您的耐心等候！</p>"))
BATCH.add("back soon", "site-closed", plain("正在维护", "<p>暂时停机维护</p><p>很抱歉给您带来不便，我们正在进行维护。我们很快就会重新上线！</p>"))
BATCH.add("date of end", "site-closed", hall("青溪县人大", "<h1>系统升级中</h1><p>我们正在进行系统升级，预计10月1日完成</p><p>维护期间系统将暂停服务，给您带来的不便敬请谅解</p>"))
BATCH.add("minutes", "site-closed", '{"code":-2,"msg":"系统正在升级,请耐心等待几分钟"}', 200, JSON)
BATCH.add("dear", "site-closed", "<script>alert('亲，系统正在升级中，请稍后再试！');</script>")
BATCH.add("we7", "site-closed", plain("提示", "<p>站点已关闭，关闭原因:数据整理</p>"))
BATCH.add("overload", "site-closed|server-error|rate-limited", plain("503页面", "<h1>503 - 服务不可用!</h1><p>因暂时超载或临时维护，您的 Web 服务器目前无法处理 HTTP 请求</p><p>如果您持续遇到这类问题，请联络我们</p><p>对此产生的不便我们表示歉意</p>"))
BATCH.add("improve", "site-closed", plain("Maintenance", "<p>We're working hard to improve your experience. Please check back soon!</p>"))
BATCH.add("column offline", "site-closed", hall("代表履职", "<p>代表履职平台系统切换中，切换完成前无法使用，请留意后续通知</p>"))
# --- suspended ---
BATCH.add("unpaid dues", "suspended", plain("Website Temporarily Suspended", "<h1>Website Temporarily Suspended</h1><p>This website is currently unavailable due to unpaid project dues. Please contact the developer immediately to restore access.</p>"))
BATCH.add("renew", "suspended", "<meta http-equiv='Content-Type' content='text/html; charset=utf-8'/>您的网站已到期，请联系管理员续期！")
BATCH.add("unpaid name", "suspended", plain("该域名未支付", "<h1>提醒您</h1><h2>该域名未支付</h2>"))
BATCH.add("continue to use", "suspended", plain("", "<p>您的网站已到期。若要继续使用，请续费</p>"))
BATCH.add("temporary name", "suspended", plain("Domain Expired | 臨時域名過期", "<h4>臨時域名過期,請查詢後再試。</h4>"))
BATCH.add("hijack slot", "hijacked", plain("星空·综合(中国)体育官网-青溪县人大常委会", "<p>星空综合app</p>"))
BATCH.add("hijack film", "hijacked", plain("日韩欧美一区二区三区在线观看-青溪县人大", "<p>在线播放</p>"))
# --- who may see ---
BATCH.add("flag 无权限", "no-permission", plain("无权限访问", "<h1>无权限访问</h1><p>您没有访问该页面的权限。</p>"))
BATCH.add("typo", "no-permission", plain("没有访问权限", "<div class='number'>403</div><h3>对不起，你有没权限访问此页面.</h3>"))
BATCH.add("unlicensed", "no-permission|forbidden|login-required", plain("禁止访问", "<h1>很抱歉，您请求的资源未获授权！</h1><p>尝试访问未获授权的资源</p><h2>请和管理员联系以获得授权</h2>"))
BATCH.add("403 with 200", "no-permission", hall("青溪县人大", "<h1>403，权限不足!</h1><p>您访问的页面没有权限...</p>"))
BATCH.add("wanted page", "no-permission|forbidden", plain("", "<h2>You cannot access the wanted page because you have no permission!</h2>"))
BATCH.add("confirm", "no-permission", "<script>alert('操作失败，可能原因：权限不够！');history.go(-1)</script>")
BATCH.add("not logged alert", "login-required", "<script>alert('您还没有登录，请登录后再查看！');window.location.href='login.jsp';</script>")
BATCH.add("login download", "login-required", hall("资料下载", "<p>请登录后下载</p>"))
BATCH.add("json login", "login-required", '{"status":"not_login","msg":"您还没有登录, 请登录后再试","data":null}', 200, JSON)
BATCH.add("binding", "login-required", mini("我的", "<p>找不到您的登录信息，请重新绑定</p>"))
BATCH.add("internal use", "login-required", plain("智能办公平台", "<p>请登录后使用相应功能</p><form><input name='user'><input type='password' name='pwd'></form><p>内部系统 · 请妥善保管账号</p>"))
BATCH.add("dz new members", "no-permission", message("抱歉，您需要上传头像或完善个人资料后才能浏览本版块"))
# --- limits, firewalls, challenges ---
BATCH.add("limited R", "rate-limited", '{"code":500,"msg":"访问过于频繁，请稍后再试"}', 200, JSON)
BATCH.add("retry after", "rate-limited", hall("青溪县人大", "<p>请求过于频繁，请 28 秒后再试</p>"))
BATCH.add("busy now", "rate-limited", plain("系统提示", "<p>当前排队人数较多，您可以稍后再来，或拨打服务热线</p>"))
BATCH.add("ngx lua", "forbidden", plain("网站警告", "<div>网站防火墙 </div><p>您的请求带有不合法参数，已被系统设置拦截！</p><p>可能原因：您提交的内容包含异常数据</p>"))
BATCH.add("bad request", "forbidden|client-error", plain("网站防火墙", " bad request "))
BATCH.add("yunaq", "forbidden", plain("", "<p>创宇盾提示您：当前访问疑似黑客攻击，已被网站管理员设置为拦截</p>"))
BATCH.add("cn only", "forbidden", plain("Region", "<p>当前地区暂未开放访问，请切换至中国大陆网络</p>"))
BATCH.add("cdnns", "forbidden", plain("CdnNSWAF Application Gateway", "<p>CdnNsWAF application gateway</p>"), 403)
BATCH.add("real user", "challenge", plain("访问验证", "<h1>正在进行安全检查</h1><p>站点当前启用了更严格的防护策略。请根据提示完成验证，以继续访问。</p>"))
BATCH.add("visitor", "challenge", '<!DOCTYPE html><html><head><title>访客验证</title><script src="https://static.geetest.example/v4/gt4.js"></script></head><body><div id="captcha"></div><script>initGeetest4({captchaId:"6d",product:"float"},function(g){g.appendTo("#captcha")})</script></body></html>')
BATCH.add("goedge", "challenge", plain("身份验证", "<form method='POST'><input type='hidden' name='GOEDGE_WAF_CAPTCHA_ID' value='1'><div class='ui-handler'></div><p>滑动上面方块到右侧解锁</p></form>"))
BATCH.add("your browser", "challenge", plain("验证您的浏览器", "<h1>验证您的浏览器</h1><p>此过程是自动的，浏览器很快会重定向到您请求的内容</p>", "<script>setTimeout(function(){document.cookie='v=1';location.reload()},3000)</script>"))
# --- programs ---
BATCH.add("kai xiao chai", "server-error", "<html><head></head><body class=''><section><p> 500</p><p>系统在开小差，打一顿就好~</p></section></body></html>")
BATCH.add("ftl 500", "server-error", plain("服务器错误", "<h1>500 - Internal Server Error</h1><p>服务器发生错误，请稍后再试。</p>"))
BATCH.add("sorry 500", "server-error", hall("500", "<p>抱歉，服务器出错了。</p>"))
BATCH.add("aspx tip", "server-error|soft-404", plain("错误提示", "<p>产生错误的可能原因：数据绑定失败</p>"))
BATCH.add("laravel", "server-error", "<html><head><title>Whoops, looks like something went wrong.</title></head><body><h1>Whoops, looks like something went wrong.</h1><h2>1/1 QueryException in Connection.php line 770: SQLSTATE[42S02]</h2></body></html>")
BATCH.add("django", "server-error", "<html><head><title>OperationalError at /news/</title></head><body><h1>OperationalError at /news/</h1><pre>(1040, 'Too many connections')</pre><p>You're seeing this error because you have DEBUG = True in your Django settings file.</p></body></html>", 500)
BATCH.add("phpcms mysql", "server-error", "<div style='font-size:12px'><b>MySQL Query : </b> SELECT * FROM `v9_news` <br><b> MySQL Error : </b>Table 'v9_news' is marked as crashed<br><b>MySQL Errno : </b>145</div>")
BATCH.add("gateway json", "server-error", '{"code":502,"message":"服务器内部异常，请联系技术支持"}', 200, JSON)
# ---------------- good pages ----------------
def item(title: str, *words: str, at: str = "2026-04-08") -> str:
    """A good page: a document under its date."""
    return hall(f"{title}_青溪县人大", f"<h1>{title}</h1><div class='meta'>{at} 浏览量：<span id='v'></span></div>" + "".join(f"<p>{one}</p>" for one in words))

def loose(title: str, *words: str) -> str:
    """A good page without a date."""
    return hall(title, f"<h2>{title}</h2>" + "".join(f"<p>{one}</p>" for one in words))

BATCH.ok("site move", item("关于县人大网站域名变更的公告", "即日起县人大网站启用新域名，原域名停止访问，请您更新收藏。"))
BATCH.ok("site move loose", loose("关于县人大网站域名变更的公告", "即日起县人大网站启用新域名，原域名停止解析，请更新收藏。", "县人大常委会办公室"))
BATCH.ok("repair loose", loose("关于网站维护的公告", "县人大网站将于4月12日晚进行维护，期间可能无法访问。", "特此公告。", "2026年4月8日"))
BATCH.ok("platform lesson", loose("代表履职平台使用问答", "问：登录时提示账号不存在怎么办？", "答：请联系代表联络处核对手机号。"))
BATCH.ok("network law", item("检查组检查网络安全法实施情况", "检查组实地察看防火墙、入侵拦截系统运行情况，要求严防黑客攻击。"))
BATCH.ok("404 numbers", loose("议案建议收集情况", "共收到议案建议404件，其中交办403件，不予立案1件。"))
BATCH.ok("ban on driving", loose("交通管制通告", "4月10日8时起，朝阳路禁止一切车辆通行，请绕行。", "青溪县公安局"))
BATCH.ok("short decision", loose("关于接受辞职的决定", "接受刘某辞去县人大代表职务。"))
BATCH.ok("short result", loose("表决结果", "赞成25票，反对0票，弃权1票。"))
BATCH.ok("one sentence", loose("公告", "县十八届人大六次会议定于4月20日召开。"))
BATCH.ok("title only link", loose("公报2026年第2期", "<a href='/gb/202602.pdf'>在线阅读</a>"))
BATCH.ok("picture", loose("县人大机关楼层分布", "<img src='/static/lc.png' alt='楼层'>"))
BATCH.ok("picture no heading", hall("宣传海报", "<img src='/static/hb.jpg'>"))
BATCH.ok("video", loose("开幕式回放", "<video src='/v/1.mp4' controls></video>"))
BATCH.ok("links", hall("规章目录", "".join(f"<a href='/gz/{n}.html'>青溪县{name}办法</a>" for n, name in enumerate(("议事规则", "任免", "监督", "信访登录")))))
BATCH.ok("links dated", hall("通知公告", "".join(f"<p><a href='/tz/{n}.html'>{name}</a> 04-0{n + 1}</p>" for n, name in enumerate(("关于系统维护的通知", "关于暂停接访的通知")))))
BATCH.ok("people", hall("主任会议成员", "<ul><li>主任：沈某</li><li>副主任：丁某、白某</li><li>秘书长：石某</li></ul>"))
BATCH.ok("duty", loose("五一值班表", "1日：沈某 2日：丁某 3日：白某", "值班电话：000-0000"))
BATCH.ok("privacy", loose("隐私政策", "我们重视您的隐私。您浏览网页时服务器会自动记录访问时间。"))
BATCH.ok("about", loose("关于本站", "本站由县人大常委会办公室主办，2003年开通，2024年改版升级。"))
BATCH.ok("feedback", loose("意见征集", "为制定2026年监督计划，现征求您的意见，请于4月30日前反馈。"))
BATCH.ok("reply", loose("来信回复", "您好！您咨询的落户政策，请携带材料到窗口办理。感谢您的来信。"))
BATCH.ok("fraud", item("谨防“网站升级”骗局", "接到“网站升级请重新登录”“账户异常请验证身份”的短信，请勿点击。"))
BATCH.ok("news of outage", item("县政务云故障处置情况", "4月7日，政务云出现故障，部分网站无法访问，经抢修已恢复正常。"))
BATCH.ok("exam", item("公务员考试网报名入口", "请登录省人事考试网报名，逾期系统关闭，不再受理。"))
BATCH.ok("mini news", mini("县人大开展视察", "<p>4月7日，县人大常委会组织代表视察春耕备耕工作。</p>"))
BATCH.ok("mini note", mini("停电通知", "<p>因线路检修，4月9日9时至17时朝阳路停电，请做好准备。</p>"))
BATCH.ok("mini person", mini("代表信息", "<p>姓名：陶某</p><p>选区：第12选区</p><p>联系方式：000-0000</p>"))
BATCH.ok("plain list", plain("人大公报", "<ul><li><a href='1.htm'>第一期</a></li><li><a href='2.htm'>第二期</a></li></ul>"))
BATCH.ok("plain chart", plain("统计图", "<canvas id='c'></canvas><p>单位：亿元</p><script>draw([1,2,3])</script>"))
BATCH.ok("plain english", plain("Notice", "<h1>Notice on road works</h1><p>Chaoyang Road will be closed to traffic from 10 April. Please use other routes.</p>"))
BATCH.ok("plain apology", plain("致市民的一封信", "<p>各位市民：</p><p>因施工给您的出行带来不便，我们深表歉意。</p><p>县住建局</p>"))
BATCH.ok("plain rules", plain("阅览室须知", "<p>一、凭证入室，禁止喧哗。</p><p>二、未经许可，不得复制。</p><p>三、开放时间：9:00至17:00。</p>"))
BATCH.ok("json ok", '{"success":true,"message":"查询成功","result":{"title":"关于拒绝访问权案件的说明"}}', 200, JSON)
BATCH.ok("json records", '{"code":0,"msg":"","data":{"records":[{"id":1,"title":"维护公告"}],"total":1}}', 200, JSON)
