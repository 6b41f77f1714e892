"""By what an answer shows that it is not the page that was asked for: one table, read by `crawler.outcomes`.

Every sign is one of form (a header, a cookie, an element, a script's own name) or a sentence that must be nearly all that
the page says. A report may speak of 系统维护, 访问频率 or 验证码 in any paragraph, so no word alone makes a page a block.
"""

import re

from archive.records import Outcome

SHORT_CHARACTERS = 400
"""A page that says more than this is not judged by its sentences: the longest error page seen says 160 characters."""

WORDLESS_CHARACTERS = 120
"""A challenge says no more than this beside its script; a page that a protection service let through bears the same script."""

HEADER_SIGNS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("cf-mitigated", re.compile("challenge")),
    ("x-via-jsl", re.compile("")),
    ("x-wzws-requested-method", re.compile("")),
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
    |TencentCaptcha\(|aliyun_waf_|yundun|/_guard/(?:auto|slide|click|rotate)\.js|\.safeline/|slg-(?:title|box)
    |_Incapsula_Resource|security_verify_data|YunSuoAutoJump|BotDetect|geetest|initGeetest|hcaptcha\.com|g-recaptcha""",
    re.VERBOSE | re.IGNORECASE,
)
"""Scripts of 瑞数, 360 网站卫士, 创宇盾, Alibaba, Cloudflare, Discuz's antitheft address check, 宝塔, 雷池, Imperva, 云锁 and the
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

ALONE: tuple[tuple[str, Outcome, re.Pattern[str]], ...] = (
    (
        "challenge",
        "blocked",
        re.compile(
            r"页面重载开启|页面正在重新载入|请(?:完成|进行|通过).{0,8}(?:安全|人机|滑动|图形)?验证|滑动.{0,6}(?:完成)?验证|拖动.{0,6}滑块|输入.{0,6}验证码|"
            r"正在(?:检测|检查|验证)您?的?浏览器|浏览器.{0,10}(?:开启|启用|打开|支持).{0,4}(?:JavaScript|JS|Cookie)|(?:请|需要?)(?:先)?(?:开启|启用|打开)(?:浏览器的?)?\s*(?:JavaScript|JS|Cookie)|"
            r"点击.{0,12}(?:完成|进行)验证|不是机器人|not a robot|checking if the site connection is secure|ddos protection by|enable javascript and cookies|verify (?:that )?you are (?:a )?human|(?:回答|输入).{0,10}问题.{0,6}(?:答案)?.{0,6}继续访问",
            re.IGNORECASE,
        ),
    ),
    (
        "login-required",
        "blocked",
        re.compile(
            r"(?:尚未|没有|未|还未|还没有?)登[录陆]|请(?:您)?(?:先|重新)?\s*登[录陆]|(?:需要|必须)(?:先)?登[录陆]|登[录陆](?:之?后|才).{0,10}(?:查看|访问|浏览|阅读)|"
            r"登[录陆](?:已)?(?:超时|失效|过期)|会话(?:已)?(?:超时|过期|失效)|仅限(?:注册)?会员|please (?:log|sign) ?in",
            re.IGNORECASE,
        ),
    ),
    (
        "suspended",
        "blocked",
        re.compile(
            r"account (?:has been )?suspended|(?:站点|网站|主机|空间|域名|账号)(?:.{0,10}[，,])?(?:已经?)?被.{0,6}(?:暂停|停用|关停|停止|冻结|关闭)|(?:网站|站点|主机|空间|账号)已(?:暂停|停用|冻结)|"
            r"(?:域名|空间|主机|服务器).{0,24}(?:已经?)?(?:到期|过期)|(?:网站|主机|空间|服务)(?:已经?)?(?:到期|过期)|(?:未|没有)(?:进行|完成|通过)?(?:ICP)?\s*备案|备案信息.{0,8}(?:注销|不符)|"
            r"(?:may be|is) for sale|domain.{0,40}(?:parked|expired)|buy this domain|域名.{0,8}(?:出售|转让|停放|购买)|欠费|流量.{0,4}(?:用完|超出|耗尽|超限)|没有找到.{0,8}站点|"
            r"(?:域名|站点|网站).{0,4}未绑定|未绑定.{0,6}(?:域名|站点)|安装成功|default page of|successfully installed|default (?:web ?)?page .{0,60}(?:server|configuration)|站点创建成功",
            re.IGNORECASE,
        ),
    ),
    (
        "forbidden",
        "blocked",
        re.compile(
            r"(?:访问|请求|提交).{0,24}(?:被|已被|遭到?).{0,12}(?:拒绝|拦截|阻断|禁止|屏蔽)|(?:禁止|拒绝)访问|访问禁止|已被.{0,12}(?:拦截|阻断)|(?:不合法|非法|敏感|危险)的?(?:参数|请求|字符|词)|禁止提交|疑似.{0,4}攻击|"
            r"access (?:to this (?:page|site) )?(?:is |has been )?denied|request (?:was |has been )?(?:blocked|rejected)|网站防火墙|(?:您的?)?\s*IP.{0,20}(?:封禁|禁止|黑名单|限制|不在)|"
            r"(?:仅限|只(?:允许|能)).{0,6}内网|(?:国家|地区|区域).{0,8}(?:不允许|无法|禁止|限制)访问|not available in your (?:country|region)",
            re.IGNORECASE,
        ),
    ),
    (
        "no-permission",
        "blocked",
        re.compile(
            r"阅读权限|(?:用户组|您)(?:\s*\(.{0,12}\)\s*)?(?:无权|没有权限|无法)(?:浏览|访问|查看|阅读|进行)|没有.{0,14}权限|权限不足|积分不足|(?:完成|通过).{0,8}认证.{0,4}(?:才|后)|(?:只有|仅).{0,12}(?:会员|用户组?|成员).{0,4}(?:才)?(?:可以?|能够?)|无权(?:访问|查看|浏览)|"
            r"(?:特定|指定).{0,4}用户.{0,4}(?:才)?(?:可以|能).{0,6}(?:访问|浏览|查看)|(?:支付|付费|购买).{0,16}才能?.{0,4}(?:浏览|查看|阅读)|(?:需要|输入).{0,12}密码.{0,8}(?:才能|浏览|访问|进入)",
        ),
    ),
    (
        "rate-limited",
        "blocked",
        re.compile(
            r"(?:访问|请求|操作|刷新|查询|搜索)(?:次数|频率)?(?:过于|太过?|过)(?:频繁|多|快)|\d+\s*秒(?:内|后|钟)?.{0,16}(?:一次|\d+\s*次|再)|间隔少于|too many requests|"
            r"访问(?:次数|频率)(?:超过|受)限制?|(?:系统|服务器?|网络|网站)(?:正)?(?:太|过于|比较)?(?:繁忙|忙)|(?:人数|连接数).{0,8}(?:上限|过多)",
            re.IGNORECASE,
        ),
    ),
    (
        "soft-404",
        "gone",
        re.compile(
            r"(?:页面|网页|文章|内容|信息|主题|帖子|文件|资源|栏目|版块|稿件|链接|文档|用户空间|图片|公告|地址).{0,12}(?:不存在|找不到|未找到|没有找到|丢失|(?:已经?)?(?:被)?(?:删除|移除|下线|下架|撤稿|撤回|撤销|失效|移动)|已(?:经)?过期)|"
            r"(?:找不到|未找到|没有找到|无法找到).{0,10}(?:页面|网页|文章|内容|信息|资源|文件|记录)|(?:主题|帖子|文章|内容|稿件).{0,4}(?:正在|等待|尚未)?审核|(?:page|file|document|resource).{0,40}(?:not (?:be )?found|no longer exists?|doesn.t exist)|"
            r"not found on this server|无此(?:信息|页面|栏目|文章|内容)|(?:信息|内容|文章|稿件)(?:尚)?未发布|404 (?:-|–)? ?(?:page )?not found|status 404|^\s*404\b|您?(?:要|所)?(?:访问|查看|请求|查找|浏览)的.{0,12}(?:不存在|已删除|没有找到|未找到|找不到|丢失|无法找到)",
            re.IGNORECASE,
        ),
    ),
    (
        "server-error",
        "error",
        re.compile(
            r"fatal error.{0,40}:|(?:call to undefined|uncaught (?:error|exception))|database error|establishing a database connection|can.t connect to (?:mysql|database)|数据库(?:连接)?(?:错误|失败|异常)|"
            r"应用程序中的服务器错误|运行时错误|whitelabel error page|internal server error|server error in .{0,20}application|系统(?:内部)?(?:异常|错误)|服务器(?:内部)?(?:错误|异常)|HTTP (?:Status|Error) 50\d|service unavailable|\bin /\S+\.php on line \d|stack ?trace:|java\.lang\.\w+",
            re.IGNORECASE,
        ),
    ),
    (
        "site-closed",
        "blocked",
        re.compile(
            r"(?:网站|系统|站点|服务器|论坛|平台|本站|服务).{0,10}(?:维护|升级|改版|关闭|建设|关停|迁移|下线)|(?:网站|站点|论坛|平台|本站).{0,20}停止(?:更新|运营|运行|服务|使用)|(?:维护|升级|改版|建设)(?:之?中|期间)|暂停.{0,4}(?:服务|访问|开放)|"
            r"(?:稍[后候]|明天|明日|改日|过后).{0,4}再.{0,2}(?:访问|来|试)|(?:非|不在)(?:服务|开放|办公)时间|不开放(?:访问|浏览)?|(?:scheduled|under|down for) (?:maintenance|construction)|be back soon|temporarily unavailable",
            re.IGNORECASE,
        ),
    ),
)
"""Cause, outcome and the sentence, in the order asked: the first that matches names the page.

Sentences of Discuz! X3.4 (source/language/lang_message.php), of error pages of Chinese government CMSs and of hosting panels.
"""

ADDRESSED = re.compile(
    r"(?:抱歉|对不起|很遗憾|非常遗憾|您(?:所|要)?(?:访问|查看|请求|查找|浏览)的|该(?:页面|文章|信息|内容|主题|稿件|栏目)(?:已|不)|页面(?:不存在|未找到|找不到)|sorry|oops)",
    re.IGNORECASE,
)
"""How a site speaks to a reader whom it turns away: asked for where its frame of links says more than an error page does."""

DISCUZ_MESSAGE = re.compile(
    r"""<div\s+(?:id=["']messagetext["']|class=["']jump_c["'])[^>]*>(.*?)</div>""", re.DOTALL | re.IGNORECASE
)
"""The box of Discuz's showmessage(), and that of its touch template: the page around it is the forum's frame, so the box alone is judged."""

DISCUZ_LOGIN = re.compile(r"""<body\s[^>]*class=["'][^"']*\bpg_logging\b""", re.IGNORECASE)
"""The forum's own login page, which some boards answer in place of a thread."""

ERROR_TITLES = re.compile(
    r"^\s*(?:HTTP )?(?:40[0345]|50[0-4])\b|^\s*(?:error|not found|page not found|出错|错误|系统(?:提示|错误|消息)|提示信息|运行时错误|非法请求|"
    r"(?:页面|网页|文章|内容|信息|您?访问的.{0,6})(?:不存在|找不到|未找到|没有找到|已(?:被)?删除)|(?:找不到|未找到|无法找到).{0,6}(?:页面?|网页|文件))|HTTP Status [45]\d\d|Error report$",
    re.IGNORECASE,
)
"""Titles that only an error page has; under one, the sentences are looked for in all that the page says."""

DEFAULT_TITLES = re.compile(
    r"^\s*(?:welcome to (?:nginx|openresty|tengine|caddy|our server|centos|apache)|iis(?: windows server|\d{1,2}(?:\.\d)?)?\s*$|internet information services|"
    r"apache (?:http server|tomcat/[\d.]+\s*$|\d*\s*\w* default page)|apache2 \w+ default page|test page for|it works!?|恭喜.{0,4}站点创建成功|没有找到站点|default (?:web )?(?:site )?page|"
    r"index of /|phpmyadmin|phpinfo|lnmp|宝塔)",
    re.IGNORECASE,
)
"""How a server names itself where no site is: the program's own first page."""

GAMBLING = re.compile(
    r"葡京|百家乐|老虎机|娱乐场|娱乐城|体育投注|真人视讯|博彩|时时彩|六合彩|彩金|太阳城|威尼斯人|bet365|赌场|电竞投注|开云|乐鱼|亚博|华体会|必威|米兰体育|澳门新|皇冠体育|pg电子|麻将胡了",
    re.IGNORECASE,
)
PROMOTION = re.compile(r"官网|官方(?:网站|版|入口)|登录入口|app下载|注册.{0,4}送|首页|最新网址|在线", re.IGNORECASE)
"""A name of the first and a word of the second kind in a title, or two names: who took a government's address over sells this."""
AGAINST = re.compile(r"打击|整治|查处|严厉|警示|专项|案|通报|禁|赌博|反诈|扫黄|防范")
"""A title with one of these speaks of such sites."""

ERROR_CODE = re.compile(r"^\s*(?:HTTP\D{0,12}|error\s*:?\s*)?([45]\d\d)\b", re.IGNORECASE)
"""A status that a page says in its title and not in its answer."""

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

OPENS = re.compile(r"<html\b|<body\b", re.IGNORECASE)
CLOSES = re.compile(r"</(?:html|body)\s*>|<frameset\b", re.IGNORECASE)

ARTICLE_MARKS = re.compile(r"""<meta\s+name=["']?(?:ArticleTitle|PubDate|ContentSource)["']?\s""", re.IGNORECASE)
"""What Chinese government CMSs print into the head of a real article (国办发 GB/T 网站标签规范): never an error page."""

POST_MARKS = re.compile(
    r"""\bid=["']postmessage_\d|class=["'][^"']*\b(?:t_f|pcb|postmessage|article-?content|TRS_Editor|v_news_content)\b"""
)
"""Where a forum keeps a post's text, and CMSs an article's."""

PUBLICATION = re.compile(
    r"(?:发布|发文|成文|公开|更新|印发|来信|发表|发布于|答复|回复)\s*(?:时间|日期|于|人)?\s*[:：]?\s*[\[(（]?\s*(?:19|20)\d\d\s*[-年/.]\s*\d{1,2}|(?:索引号|发文字号|信息来源|来源|稿源|发布机构)\s*[:：]\s*\S"
)
"""The line of a document that says when and by whom it was published."""
