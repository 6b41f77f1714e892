"""By what form an answer shows that it is not the page that was asked for: a header, a cookie, an element, a script's own name, a title.

What such a page says stands in `crawler.sentences`. A report may speak of 系统维护, 访问频率 or 验证码 in any paragraph, so no word alone
makes a page a block.
"""

import re

SHORT_CHARACTERS = 400
"""A page that says more than this is not judged by its sentences: the longest error page seen says 160 characters."""

WORDLESS_CHARACTERS = 120
"""A challenge says no more than this beside its script; a page that a protection service let through bears the same script."""

HEADER_SIGNS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("cf-mitigated", re.compile("challenge")),
    ("x-via-jsl", re.compile("")),
    ("x-wzws-requested-method", re.compile("")),
    ("x-amzn-waf-action", re.compile("challenge|captcha")),
)
"""Header fields that a protection service sets on its challenge and on nothing else, with what they must contain."""

COOKIE_SIGNS = re.compile(
    r"^(?:__jsl_clearance(?:_s)?|__jsluid_[hs]|acw_sc__v[23]|wzws_(?:cid|sid|reurl|sessionid)|yunsuo_session_verify|"
    r"HWWAFSES(?:ID|TIME)|EO_Bot_Ssid|visid_incap_\d+|incap_ses_\w+|security_session_\w+)=",
    re.I,
)
"""Cookies of challenges of 创宇盾, Alibaba, 360, 云锁, Huawei, Tencent and Imperva. They are set on good pages too, so they
count only on wordless ones."""

RUISHU_COOKIES = re.compile(r"^[A-Za-z0-9]{8,20}(?:80|443)?[OPST]=[A-Za-z0-9._]{20,}")
"""瑞数 names its cookie with the site's own letters and a closing O, P, S or T (FSSBBIl1UgzbN7NO, FSSBBIl1UgzbN7NP)."""

CHALLENGE_SCRIPTS = re.compile(
    r"""\$_ts\s*=\s*window\[|\$_ts\.(?:cd|nsd)\s*=|_\$[a-z0-9A-Z]{2}\(\)\s*;\s*</script>\s*</(?:head|html|body)>
    |wzws_?challenge|WZWSREL|wzwstemplate|wzwsquestion
    |document\.cookie\s*=\s*['"(_].{0,80}(?:__jsl_clearance|jsl_clearance)|__jsl_clearance
    |var\s+arg1\s*=\s*['"][0-9A-F]{20,}['"]|acw_sc__v[23]|WAF_NC_WRAPPER
    |window\._cf_chl_opt|/cdn-cgi/challenge-platform/h/[bg]/orchestrate|cf-browser-verification|id=["']challenge-form["']
    |_?dsign=|(?:location|window)\[_\w+\]\s*[=(]|\blocation\[\w+\]\(\w+\(\)\s*\+
    |TencentCaptcha\(|aliyun_waf_|yundun|/_guard/(?:auto|slide|click|rotate)\.js|\.safeline/
    |/TSPD/|\bAwsWafIntegration\b|awswaf|gokuProps|_Incapsula_Resource|security_verify_data|YunSuoAutoJump|BotDetect|geetest|initGeetest|hcaptcha\.com|g-recaptcha""",
    re.VERBOSE | re.IGNORECASE,
)
"""Scripts of 瑞数, 360 网站卫士, 创宇盾, Alibaba, Cloudflare, Discuz's antitheft address check, 宝塔, 雷池, F5, Amazon, Imperva, 云锁 and the
makers of captchas. Wordless pages only."""

ACTING_SCRIPTS = re.compile(
    r"\blocation\s*(?:\.\s*(?:reload|replace|assign|href)|\[|=)|document\.cookie\s*=|document\[_0x|\.submit\(\s*\)|\b_0x[0-9a-f]{4,}|\beval\(function\(p,a,c,k"
)
"""What a page does that has nothing to say: go on by itself, set a cookie, post a form, hide what it does."""

SETS_COOKIE = re.compile(r"document\.cookie\s*=|document\[_0x")

CHALLENGE_TITLES = re.compile(
    r"^(?:just a moment|human verification|attention required! \| cloudflare|please wait|checking your browser|robot check|(?:请完成|请进行)?(?:安全|人机|访问|身份|图形|滑块)?验证|安全检查|安全检测|"
    r"请求验证|滑动验证|请稍候|请稍等|页面重载开启|浏览器安全检查|正在进行安全检测|百度安全验证|验证码|(?:百度)?云加速.{0,6}正在检查)",
    re.IGNORECASE,
)

DISCUZ_MESSAGE = re.compile(
    r"""<div\s+(?:id=["']messagetext["']|class=["']jump_c["'])[^>]*>(.*?)</div>""", re.DOTALL | re.IGNORECASE
)
"""The box of Discuz's showmessage(), and that of its touch template: the page around it is the forum's frame, so the box alone is judged."""

FORUM = re.compile("Discuz!")
"""A page of such a forum: what it says in the place of a page stands in a box, and its frame asks every visitor to log in."""

DISCUZ_LOGIN = re.compile(r"""<body\s[^>]*class=["'][^"']*\bpg_logging\b""", re.IGNORECASE)
"""The forum's own login page, which some boards answer in place of a thread."""

ERROR_TITLES = re.compile(
    r"^\s*(?:HTTP )?(?:40[0345]|50[0-4])(?!\d)(?:\s*$|\s*[^\w\s](?!\s*\d)|\s+[a-z]|\s*(?:错误|页面|找不到|出错|服务|未|禁止|无|没|拒绝))|^\s*[45]\d\d\s*[-–—:：|](?!\s*\d)|^\s*(?:error\b|not found|page not found|(?:出错|错误)(?:提示|信息|页面?|代码|了|啦|\s|\W|\d|$)|\w+: exception caught|系统(?:提示|错误|消息|发生错误|异常)|提示信息|运行时错误|.{0,24}服务器错误|server error|HTTP状态|dedecms提示|非法请求|"
    r"(?:页面|网页|文章|内容|信息|您?访问的.{0,6})(?:不存在|找不到|未找到|没有找到|已(?:被)?删除)|(?:找不到|未找到|无法找到).{0,6}(?:页面?|网页|文件))|HTTP Status [45]\d\d|Error report$|IIS [\d.]+ (?:详细错误|detailed error)|database error\s*$|\b404\s*(?:公益|页面|$)",
    re.IGNORECASE,
)
"""Titles that only an error page has; under one, the sentences are looked for in all that the page says."""

DEFAULT_TITLES = re.compile(
    r"^\s*(?:welcome to (?:nginx|openresty|tengine|caddy|our server|centos|apache)|iis(?: windows server|\d{1,2}(?:\.\d)?)?\s*$|internet information services|"
    r"apache (?:http server|tomcat/[\d.]+\s*$|\d*\s*\w* default page)|apache2 \w+ default page|test page for|it works!?|恭喜.{0,4}站点创建成功|没有找到站点|default (?:web )?(?:site )?page|"
    r"index of /|phpmyadmin|phpinfo|lnmp|kangle|宝塔(?:面板|linux|服务器|bt))",
    re.IGNORECASE,
)
"""How a server names itself where no site is: the program's own first page."""

GAMBLING = re.compile(
    r"葡京|百家乐|老虎机|娱乐场|娱乐城|体育投注|真人视讯|博彩|时时彩|六合彩|彩金|太阳城|威尼斯人|bet365|赌场|电竞投注|开云|乐鱼|亚博|华体会|必威|米兰体育|澳门新|皇冠体育|pg电子|麻将胡了|棋牌|真人荷官|彩票平台|亚洲AV|一区二区|无码|成人(?:视频|影院|电影|网站)|久久(?:精品|久)|国产精品|极速赛车|幸运飞艇|体育(?:app|平台|直播入口)|买球|赌球|快三|分分彩|电子游艺|捕鱼|\bcasino\b|\bslots\b|\bbetting\b",
    re.IGNORECASE,
)
PROMOTION = re.compile(
    r"官网|开奖|直播|下载|online|bonus|免费|高清|投注|平台|官方(?:网站|版|入口)|登录入口|app下载|注册.{0,4}送|首页|最新网址|在线",
    re.IGNORECASE,
)
"""A name of the first and a word of the second kind in a title, or two names: who took a government's address over sells this."""
AGAINST = re.compile(r"打击|整治|查处|严厉|警示|专项|案|通报|禁|赌博|反诈|扫黄|防范")
"""A title with one of these speaks of such sites."""

ERROR_CODE = re.compile(r"(?:^\s*|\b(?:HTTP|error)\D{0,12}|错误\D{0,8})([45]\d\d)\b", re.IGNORECASE)
"""A status that a page says in its title and not in its answer."""

HTTP_CODE = re.compile(
    r"\s*(?:服务器错误\s*)?HTTP\s*(?:错误|error|status|状态)\s*[-:：]?\s*([45]\d\d)\b", re.IGNORECASE
)
"""The same at the very beginning of what a page says."""

CAPTCHA = re.compile(r"""(?:id|class|src)\s*=\s*["'][^"']{0,200}captcha""", re.IGNORECASE)
PASSWORD_FIELD = re.compile(r"""<input\b[^>]{0,200}\btype\s*=\s*["']?password""", re.IGNORECASE)
LOG_IN_ADDRESS = re.compile(r"\b(?:login|signin|logon|cas|sso|passport|oauth2?|auth)\b", re.IGNORECASE)

SHOWN_THINGS = re.compile(r"<(?:img|embed|object|iframe|video|audio|canvas|svg)\b", re.IGNORECASE)
"""What a page without words may show all the same: a scan, a file within the page."""

SCRIPTED = re.compile(
    r"""<script\b[^>]{0,300}\bsrc\s*=|id\s*=\s*["']?(?:app|root|__nuxt|__next|main-app)\b""", re.IGNORECASE
)
EMPTY_ROOT = re.compile(
    r"""<(\w+)[^>]*\bid\s*=\s*["']?(?:app|root|__nuxt|__next|main-app)["']?[^>]*>\s*</\1\s*>""", re.IGNORECASE
)
"""The place that a page's scripts have yet to fill, whatever pictures stand beside it."""
LOADING = re.compile(
    r"(?:数据|页面|正在)*\s*(?:加载|载入)(?:之?中)?[，,]?(?:请稍[候后等])?[.。…·\s]*|loading[.…\s]*", re.IGNORECASE
)
"""All that the shell of a page says that its scripts have yet to fill."""

LOST_SCRIPTS = re.compile(r"""<script\b[^>]{0,200}\bsrc\s*=\s*["']?[^"'\s>]{0,120}/404(?:[/._-]|page)""", re.IGNORECASE)
"""What an error page calls that has nothing of its own to show: the pages on missing children that Tencent gives away are drawn by such a script."""

LOST_PICTURES = re.compile(
    r"""<img\b[^>]{0,200}\bsrc\s*=\s*["']?(?:[^"'\s>]{0,200}/)?(?:page|img|pic|icon)?[_-]?(?:404|error|err|not-?_?found|nopage)[\w-]{0,12}\.(?:png|jpe?g|gif|svg|webp)""",
    re.IGNORECASE,
)
"""The picture that stands for the words of an error page which has none."""

ARTICLE_MARKS = re.compile(
    r"""<meta\s+name=["']?(?:ArticleTitle|PubDate|ContentSource)["']?\s+content\s*=\s*(?:"\s*[^"\s]|'\s*[^'\s]|[^"'\s>])""",
    re.IGNORECASE,
)
"""What Chinese government CMSs print into the head of a real article (国办发 GB/T 网站标签规范): never an error page; a template's empty ones are no mark."""

POST_MARKS = re.compile(
    r"""\bid=["']postmessage_\d|class=["'][^"']*\b(?:t_f|pcb|postmessage|article-?content|TRS_Editor|v_news_content)\b"""
)
"""Where a forum keeps a post's text, and CMSs an article's."""

PUBLICATION = re.compile(
    r"(?:发布|发文|成文|公开|更新|印发|来信|发表|发布于|答复|回复)\s*(?:时间|日期|于|人)?\s*[:：]?\s*[\[(（]?\s*(?:19|20)\d\d\s*[-年/.]\s*\d{1,2}|(?:索引号|发文字号|信息来源|(?<!请求)(?<!访问)(?<!攻击)来源|稿源|发布机构)\s*[:：]\s*(?!IP|\d+\.)\S"
)
"""The line of a document that says when and by whom it was published."""

DATED = re.compile(
    r">\s*+[\[(（]?\s*+(?:(?:发布)?(?:时间|日期|date)\s*+[:：]\s*+)?[\[(（]?(?:19|20)\d\d\s*+[-年/.]\s*+\d{1,2}\s*+[-月/.]\s*+\d{1,2}(?:\s*+日)?(?:\s++\d{1,2}:\d{2})?(?:\s*+(?:通过|公布|发布))?\s*+[\])）]?\s*+(?:<|浏览|点击|阅读|来源|作者|字[号体])"
    r"|>\s*+(?:January|February|March|April|May|June|July|August|September|October|November|December) \d{1,2}, (?:19|20)\d\d\s*+<",
    re.IGNORECASE,
)
"""A date that stands by itself, as above an article, under a notice, in a list. A firewall prints its time to the second."""

SOME_LINKS = 3
"""A site that only puts up a notice in its own place, dated and signed, gives fewer links than this."""

LOG_IN_TITLE = re.compile(r"登[录陆]|认证|\b(?:log|sign)[ -]?in\b|passport|单点", re.IGNORECASE)

SOLD_TITLES = re.compile(
    r"^\s*(?:域名)?\s*[\w-]+(?:\.[\w-]+)+\W.{0,20}(?:出售|转让|待售|求购|一口价|for sale|is available|parked)|^(?:buy|purchase) [\w-]+\.\w+",
    re.IGNORECASE,
)
"""How a broker names a page that has much to say of a domain."""

TRACE = re.compile(
    r"(?:\.php(?:\(\d+\)|:\d+)|\.(?:cs|vb):(?:行号|line) \d+|#\d+ /\S+\.\w+|\bat [\w.$<>]+\([\w$. ]+(?:\.java:\d+)?\)|\bin [\w:/\\.]+\.(?:cs|vb|php|py)[:(]|File \"[^\"]+\", line \d+)"
)
"""A line of a stack trace in Java, .NET, PHP or Python."""

TRACE_MARKS = (".java:", ".php(", ".php:", ".cs:", ".vb:", ".py", "行号", "line ", "Native Method", "Unknown Source")
"""What stands in such a line, sought before it as that costs less."""

FAILED = ("Exception", "Error", "Traceback", "异常", "错误")
"""Words of which one stands above such lines."""

FAILED_TITLES = re.compile(r"错|异常|故障|error|fail", re.IGNORECASE)

GOES_TO_LOG_IN = re.compile(r"\blocation\b[^;<]{0,160}\b(?:login|signin|logon|cas|sso|passport)\b", re.IGNORECASE)

FRAME = re.compile(r"<i?frame\b[^>]{0,400}?\bsrc\s*=\s*([\"']?)([^\"'\s>]{1,400})\1", re.IGNORECASE)
MAIN_FRAME = re.compile(
    r"<frame\b[^>]{0,200}?\b(?:name|id)\s*=\s*[\"']?(?:main|content|right|mainframe|body)\b", re.IGNORECASE
)
"""Frames, of which one holds what a page without words of its own shows."""

FEW_LINKS = 4
"""A page that is there to log in has no more links than these: a page with a menu has its form in a corner."""

ANY_DATE = re.compile(
    r"(?<!\d)(?:19|20)\d\d\s*[-年/.]\s*\d{1,2}\s*[-月/.]\s*\d{1,2}(?!\d)(?!\s*日?\s*\d{1,2}:\d{2}:\d{2})"
)
"""A date, and not an instant to the second as a firewall prints it."""

KIND = re.compile(
    r"(?<!系统)(?<!网站)(?:公告|通告|通知|公示|名单|简介|议程|指南|须知|决定|决议|报告|答复|复函|意见|办法|规定|条例|方案|总结|讲话|批复)(?:[(（].{1,20}[)）])?$"
)
"""How the title of an official document ends: by its kind."""
TITLE = re.compile(r"[\u4e00-\u9fff].*(?:[\u4e00-\u9fff].*){5}|[A-Za-z',]{16}|" + KIND.pattern)
"""A title without its blanks: six Chinese characters, a few English words, or a kind of document."""
SITE_NAME = re.compile(r"(?:网站?|政府|人大|委员会|常委会|门户|论坛|平台|系统)$")
"""How a site names itself in its frame."""

UNBOUND = re.compile(
    r"(?:域名|站点|网站).{0,12}(?:绑定|解析到)|站点不存在|没有找到.{0,8}站点|invalid hostname", re.IGNORECASE
)
"""What a server says of a name that no site of it has, with status 404 too."""
