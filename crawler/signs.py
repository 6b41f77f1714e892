"""By what an answer shows that it is not the page that was asked for: one table, read by `crawler.outcomes`.

Every sign is one of form (a header, a cookie, an element, a script's own name) or a sentence that must be nearly all that
the page says. A report may speak of 系统维护, 访问频率 or 验证码 in any paragraph, so no word alone makes a page a block.
"""

import re

from archive.records import Outcome

SHORT_CHARACTERS = 400
"""A page that says more than this is not judged by its sentences: the longest error page seen says 160 characters."""

HEADER_SIGNS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("cf-mitigated", re.compile("challenge")),
    ("x-via-jsl", re.compile("")),
    ("x-wzws-requested-method", re.compile("")),
)
"""Header fields that a protection service sets on its challenge and on nothing else, with what they must contain."""

COOKIE_SIGNS = re.compile(r"^(?:__jsl_clearance(?:_s)?|__jsluid_[hs]|acw_sc__v[23]|wzws_(?:cid|sid|reurl))=", re.I)
"""Cookies of 创宇盾, Alibaba's and 360's challenge. They are set on good pages too, so they count only on wordless ones."""

RUISHU_COOKIES = re.compile(r"^[A-Za-z0-9]{8,20}(?:80|443)?[OPST]=[A-Za-z0-9._]{20,}")
"""瑞数 names its cookie with the site's own letters and a closing O, P, S or T (FSSBBIl1UgzbN7NO, FSSBBIl1UgzbN7NP)."""

CHALLENGE_SCRIPTS = re.compile(
    r"""\$_ts\s*=\s*window\[|\$_ts\.(?:cd|nsd)\s*=|_\$[a-z0-9A-Z]{2}\(\)\s*;\s*</script>\s*</(?:head|html)>
    |wzws_?challenge|WZWSRELw|wzwschallenge|wzwstemplate
    |document\.cookie\s*=\s*['"(_].{0,80}(?:__jsl_clearance|jsl_clearance)|__jsl_clearance
    |var\s+arg1\s*=\s*['"][0-9A-F]{20,}['"]|acw_sc__v2
    |window\._cf_chl_opt|/cdn-cgi/challenge-platform/h/[bg]/orchestrate|cf-browser-verification|id=["']challenge-form["']
    |_dsign|(?:location|window)\[_\w+\]\(|\blocation\[\w+\]\(\w+\(\)\s*\+
    |TencentCaptcha\(|aliyun_waf_|yundun|/_guard/(?:auto|slide|click|rotate)\.js|safeline|slg-title""",
    re.VERBOSE | re.IGNORECASE,
)
"""Scripts of 瑞数, 360 网站卫士, 创宇盾, Alibaba, Cloudflare, Discuz's antitheft address check, 宝塔 and 雷池. Wordless pages only."""

CHALLENGE_TITLES = re.compile(
    r"^(?:just a moment|attention required! \| cloudflare|please wait|checking your browser|安全验证|安全检查|人机验证|访问验证|"
    r"滑动验证|请稍候|请稍等|页面重载开启|浏览器安全检查|正在进行安全检测|百度安全验证|验证码)",
    re.IGNORECASE,
)

ALONE: tuple[tuple[str, Outcome, re.Pattern[str]], ...] = (
    (
        "challenge",
        "blocked",
        re.compile(
            r"页面重载开启|页面正在重新载入|请(?:完成|进行|通过).{0,8}(?:安全|人机|滑动|图形)?验证|拖动.{0,6}滑块|输入.{0,6}验证码|"
            r"正在(?:检测|检查)您?的?浏览器|浏览器.{0,10}(?:开启|启用|打开|支持).{0,4}(?:JavaScript|JS|Cookie)|enable javascript and cookies",
            re.IGNORECASE,
        ),
    ),
    (
        "rate-limited",
        "blocked",
        re.compile(
            r"(?:访问|请求|操作|刷新|查询)(?:次数|频率)?(?:过于|太过?|过)(?:频繁|多|快)|\d+\s*秒(?:内|后).{0,12}(?:一次|再)|too many requests|访问(?:次数|频率)(?:超过|受)限制?",
            re.IGNORECASE,
        ),
    ),
    (
        "login-required",
        "blocked",
        re.compile(
            r"(?:尚未|没有|未)登[录陆]|请(?:先|您)?\s*登[录陆]|需要登[录陆]|登[录陆]后.{0,10}(?:查看|访问|浏览)"
        ),
    ),
    (
        "no-permission",
        "blocked",
        re.compile(
            r"阅读权限|(?:用户组|您)(?:无权|没有权限|无法)(?:浏览|访问|查看|阅读|进行)|没有(?:访问|浏览|查看)权限|无权(?:访问|查看)"
        ),
    ),
    (
        "suspended",
        "blocked",
        re.compile(
            r"account (?:has been )?suspended|(?:站点|网站|主机|空间|域名|账号)(?:已被?|被)(?:暂停|停用|关停|停止|冻结)|(?:域名|空间|主机|网站)(?:已经?)?(?:到期|过期)|"
            r"(?:未|没有)(?:进行)?(?:ICP)?备案|domain (?:is |may be )?for sale|域名.{0,6}(?:出售|转让)|欠费",
            re.IGNORECASE,
        ),
    ),
    (
        "site-closed",
        "blocked",
        re.compile(
            r"(?:网站|系统|站点|服务器|论坛|平台|本站).{0,8}(?:维护|升级|改版|关闭|建设)|(?:维护|升级|改版|建设)(?:之?中|期间)|暂停(?:服务|访问|开放)|"
            r"(?:稍[后候]|明天|明日|改日|过后).{0,4}再.{0,2}(?:访问|来|试)|under (?:maintenance|construction)",
            re.IGNORECASE,
        ),
    ),
    (
        "forbidden",
        "blocked",
        re.compile(
            r"(?:访问|请求).{0,12}(?:被|已被|遭到?)(?:拒绝|拦截|阻断|禁止|屏蔽)|(?:禁止|拒绝)访问|(?:不合法|非法)的?(?:参数|请求|字符)|access denied|request (?:was )?(?:blocked|rejected)|"
            r"网站防火墙|(?:您的?)?IP.{0,10}(?:封禁|禁止|黑名单|限制)",
            re.IGNORECASE,
        ),
    ),
    (
        "soft-404",
        "gone",
        re.compile(
            r"(?:页面|网页|文章|内容|信息|主题|帖子|文件|资源|栏目|版块|稿件|链接|文档).{0,10}(?:不存在|找不到|未找到|没有找到|已(?:经)?(?:被)?(?:删除|移除|下线|撤稿|失效|过期))|"
            r"(?:找不到|未找到|没有找到|无法找到).{0,10}(?:页面|网页|文章|内容|信息|资源|文件)|(?:page|file|document|resource).{0,12}not (?:be )?found|404 not found|^\s*404\b|"
            r"您?(?:要|所)?(?:访问|查看|请求|查找|浏览)的.{0,10}(?:不存在|已删除|没有找到|未找到|找不到|丢失)",
            re.IGNORECASE,
        ),
    ),
)
"""Cause, outcome and the sentence, in the order asked: the first that matches names the page.

Sentences of Discuz! X3.4 (source/language/lang_message.php), of error pages of Chinese government CMSs and of hosting panels.
"""

DISCUZ_MESSAGE = re.compile(r"""<div\s+id=["']messagetext["'][^>]*>(.*?)</div>""", re.DOTALL | re.IGNORECASE)
"""The box of Discuz's showmessage(): the page around it is the forum's frame, so the box alone is judged."""

DISCUZ_LOGIN = re.compile(r"""<body\s[^>]*class=["'][^"']*\bpg_logging\b""", re.IGNORECASE)
"""The forum's own login page, which some boards answer in place of a thread."""

ERROR_TITLES = re.compile(
    r"^\s*(?:40[0345]|50[0-4])\b|^\s*(?:error|not found|page not found|出错|错误|系统(?:提示|错误|消息)|提示信息|"
    r"(?:页面|网页|文章|内容|信息|您?访问的.{0,6})(?:不存在|找不到|未找到|没有找到|已(?:被)?删除)|(?:找不到|未找到|无法找到).{0,6}(?:页面?|网页|文件))",
    re.IGNORECASE,
)
"""Titles that only an error page has; under one, the sentences are looked for in all that the page says."""

ARTICLE_MARKS = re.compile(r"""<meta\s+name=["']?(?:ArticleTitle|PubDate|ContentSource)["']?\s""", re.IGNORECASE)
"""What Chinese government CMSs print into the head of a real article (国办发 GB/T 网站标签规范): never an error page."""
