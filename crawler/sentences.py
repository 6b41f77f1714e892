"""What a site says in the place of a page, by cause: each sentence made of a subject and of what is said of it.

A sentence names a page only where it is nearly all that the page says (`crawler.pages`), for a report may say any of these.
Gathered from Discuz! X3.4 (source/language/lang_message.php) and the error pages of CMSs, firewalls and hosting panels.
"""

import re

from archive.records import Outcome

_WORDS = {
    "@SITE": r"(?:网站|站点|本站|该站|网页|门户|系统|平台|论坛|社区|服务器|网络|主机|空间|账[号户])",
    "@DOCUMENT": r"(?:页面?|网页|文章|内容|信息|主题|[帖贴]子?|文件|资源|栏目|频道|[版板]块|稿件|链接|文档|用户空间|图片|公告|地址|信件|来信|新闻|网址|记录|数据|附件|活动|专题|搜索|用户|相册|分享)",
    "@LOG_IN": "登[录陆入]",
    "@ASKING": "(?:访问|请求|提交|操作|行为|连接|IP|地址|浏览)",
    "@STOPPED": "(?:拒绝|拦截|阻断|阻止|禁止|屏蔽|终止|丢弃|封禁|封锁|限制|中断)",
    "@HAD": "(?:访问|查看|浏览|阅读|打开|请求|查找|寻找|查询|搜索|需要)",
}
"""Names that stand for groups of words in the sentences below."""

Sign = tuple[str, Outcome, re.Pattern[str]]


def _compiled(*sentences: str) -> re.Pattern[str]:
    pattern = "|".join(sentences)
    for name, words in _WORDS.items():
        pattern = pattern.replace(name, words)
    return re.compile(pattern, re.IGNORECASE)


def _sign(cause: str, outcome: Outcome, *sentences: str) -> Sign:
    return cause, outcome, _compiled(*sentences)


ALONE: tuple[Sign, ...] = (
    _sign(
        "server-error",
        "error",
        r"\b(?:SQLSTATE|ADODB|ORA-\d{5}|OLE DB (?:Provider|错误)|ODBC .{0,20}(?:driver|error|驱动))",
        r"\b[\w$]+Exception\b\s*[:：(]|\.java:\d+\)|java\.(?:lang|io|sql|util)\.\w+|System\.\w*Exception|\bTraceback \(most recent",
        r"\.(?:php|aspx?|jsp|cs|py)\b\W{0,4}(?:on line|line|[,，]?\s*行|第)\s*:?\s*\d+|\bin /\S+\.php on line \d|stack ?trace:",
        r"faithfully yours, nginx|fatal error.{0,40}:|parse error.{0,40}:|call to undefined|uncaught (?:error|exception)",
    ),
    _sign(
        "challenge",
        "blocked",
        r"页面重载开启|页面正在重新载入|请.{0,4}(?:完成|进行|通过|做).{0,10}验证|滑动.{0,8}(?:完成)?验证|(?:拖动|按住|移动|滑动).{0,8}滑块|(?:输入|填写).{0,8}验证码|输入.{0,6}(?:图片?|图形|图像)中的?.{0,4}(?:字符|文字|数字|字母|内容)",
        r"正在.{0,4}(?:安全|人机)(?:检测|验证|检查|校验)|(?:协助|配合|帮助我们|请您?)(?:完成|进行|做)?(?:人机|安全|身份)?验证|正在.{0,6}(?:检测|检查|验证|确认|校验|识别).{0,6}(?:浏览器|机器人|环境|安全性|身份|客户端|访问)|(?:人机|安全|访问|图形|滑块)(?:识别|验证|校验|检测)中|(?:完成|通过)(?:安全|人机|滑块)?验证(?:后|即可|才能)|(?:为了?|以)防止?恶意.{0,8}(?:回答|输入|验证)|安全提问",
        r"浏览器.{0,12}(?:开启|启用|打开|支持|允许).{0,6}(?:JavaScript|JS|Cookie|脚本)|(?:请|需要?)(?:先|您)?(?:开启|启用|打开|允许)(?:浏览器的?)?.{0,4}(?:JavaScript|JS|Cookie|脚本)",
        r"点击.{0,12}(?:完成|进行|通过)验证|(?:不|是否)是机器人|非机器人|是否?为?真人|not a robot|(?:are you|you are) (?:a )?(?:human|(?:ro)?bot)|checking (?:if the site|your browser)|ddos protection by|enable (?:javascript|cookies)|verify (?:that )?you(?: are|.re) (?:a |not a )?(?:human|robot|bot)|(?:complete|solve|pass).{0,20}(?:captcha|challenge|security check)|requires? (?:full )?javascript|anti-robot|(?:回答|输入).{0,10}问题.{0,6}(?:答案)?.{0,6}继续访问",
    ),
    _sign(
        "forbidden",
        "blocked",
        r"(?:已|被).{0,10}(?:拦截|阻断)|(?:触发|违反|命中|触犯).{0,12}(?:安全|防护|防御|拦截|策略|规则)|(?:疑似|恶意|可能是?|存在|网络|黑客).{0,4}(?:攻击|入侵)|(?:不合法|非法|敏感|危险|恶意|不合规)的?(?:参数|请求|字符|词|访问|操作)|禁止提交",
        r"(?:请求|访问|提交).{0,16}(?:不合规|不合法|异常|安全风险|安全威胁|存在风险).{0,12}(?:被|已|禁止|拒绝)|\bfirewall\b|\bWAF\b|防火墙|云防护|安全网关|(?:未|没有)通过.{0,8}(?:安全|合规)?(?:检查|检测|校验|验证)|(?:检测到?|发现|识别).{0,16}(?:爬虫|机器人|代理|自动化|扫描|抓取)|(?:网络环境|网络|行为|流量).{0,6}(?:存在)?异常|User-?Agent|代理(?:服务器|访问|IP)|(?:不列出|浏览).{0,4}目录|目录列表|directory listing|外部链接|盗链|\bIP.{0,20}(?:封禁|封锁|禁止|黑名单|限制|不在|不允许|不可|受限)|^\s*(?:(?:拦截|阻断)+|blocked|forbidden|denied)\b",
        r"\b(?:block|reject|den|refus|limit|restrict)(?:ed|ied|s|ies|ing)?\s+(?:your|this|the|access|by the)\b|has been limited|not allowed to (?:proceed|access|view)|syntax error in your request|company policy|(?:not accessible|cannot be displayed|could not be satisfied)",
        r"(?:request|requested url|access|connection|page|you).{0,30}(?:was|has been|have been|is|are|been)\s*(?:blocked|rejected|forbidden|banned)|banned your ip|request rejected|unable to access .{0,60}security|triggered (?:the|a) security",
    ),
    _sign(
        "suspended",
        "blocked",
        r"\b(?:account|site|website|domain|service)\b.{0,20}\bsuspended|@SITE(?:.{0,12}[，,])?(?:已经?)?被.{0,8}(?:暂停|停用|关停|停止|冻结|关闭|停机|锁定)|(?:网站|站点|主机|空间|账号|域名)已(?:暂停|停用|冻结|锁定|停止解析)",
        r"(?:域名|空间|主机|服务器|网站|服务)[^，。]{0,24}(?:已经?)?(?:到期|过期)|(?:违法|违规|不良|有害).{0,24}(?:关闭|关停|屏蔽|停止|封停|下线|查封)",
        r"(?:未|没有|尚未|无)(?:.{0,16})备案|备案(?:信息|号)?.{0,12}(?:注销|不符|取消|失效|过期|掉)",
        r"(?:may be|is|available) for sale|domain.{0,40}(?:parked|expired|for sale)|(?:buy|purchase) this domain|domain (?:name )?(?:has )?expired|域名.{0,12}(?:出售|转让|停放|购买|交易|求购|一口价|停靠)",
        r"欠费|流量.{0,6}(?:用完|超出|耗尽|超限|用尽|不足)|没有找到.{0,8}站点|找不到(?:该|此)?站点|(?:域名|站点|网站).{0,6}(?:未绑定|未配置|未开通|没有绑定)|未绑定.{0,6}(?:域名|站点)|(?:域名|网站).{0,30}(?:停止|暂停)解析|安装向导|install(?:ation)? wizard|(?:欢迎使用|模板演示|演示站点).{0,8}(?:建站|系统|模板)?|parked|未.{0,8}(?:在.{0,6}平台)?(?:上)?(?:配置|接入|添加).{0,4}域名|域名未.{0,16}(?:配置|接入|添加)",
        r"has not (?:yet )?uploaded|安装成功|default page of|successfully (?:installed|deployed)|default (?:web ?)?page .{0,60}(?:server|configuration)|站点创建成功|(?:默认|缺省)(?:站点|网站|首?页|index)|替换(?:本|此|该)页",
    ),
    _sign(
        "no-permission",
        "blocked",
        r"阅读权限|(?:用户组|您)(?:\s*[(（].{0,12}[)）]\s*)?(?:无权|没有权限|无法)(?:浏览|访问|查看|阅读|进行)|(?:支付|付费|购买|售价|出售).{0,16}(?:才能?|后可?).{0,4}(?:浏览|查看|阅读|下载)|需要?(?:先)?付费|(?:尚未|还未|没有)购买|仅[^，。]{0,8}(?:公开|可见)|设置了?隐私|只允许.{0,8}(?:用户|会员|成员)|请在.{0,8}客户端|(?:版块|主题|帖子?|页面|内容|文章|相册|专题).{0,4}(?:需要|设有|已加).{0,4}密码|密码(?:不正确|错误).{0,6}(?:不能|无法)|禁止(?:查看|浏览)|账[号户].{0,6}(?:禁用|禁止|冻结|锁定)|(?:需要|输入).{0,12}密码.{0,8}(?:才能|浏览|访问|进入|查看)",
        r"(?:特定|指定|授权|内部).{0,4}(?:用户|人员|成员).{0,6}(?:访问|浏览|查看|阅读)|(?:只有|仅).{0,12}(?:会员|用户组?|成员|好友|人员).{0,4}(?:才)?(?:可以?|能够?)",
        r"@DOCUMENT.{0,6}(?:未|不|没有|不予|暂不|非)公开|(?:未|不予|暂不|非)公开.{0,8}(?:无法|不能|不可)(?:查看|浏览)",
    ),
    _sign(
        "login-required",
        "blocked",
        r"(?:尚未|没有|未|还未|还没有?)@LOG_IN|(?:请|需)(?:要|您)?(?:先|重新|立即)?\s*@LOG_IN(?!后台|管理|控制)|(?:需要?|必须|请)(?:先|重新|您)?(?:@LOG_IN(?!后台|管理|控制)|注册)|扫码@LOG_IN|(?:二维码|证书|KEY).{0,6}@LOG_IN|@LOG_IN(?:.{0,4}之?后|才|以?后).{0,10}(?:查看|访问|浏览|阅读|继续|操作)",
        r"@LOG_IN(?:状态|信息)?(?:已)?(?:超时|失效|过期)|会话(?:已)?(?:超时|过期|失效)|(?:仅限|限)(?:注册)?(?:会员|用户)|仅(?:供|限|对).{0,4}@LOG_IN|please (?:log|sign) ?in|(?:session|login) (?:has )?(?:expired|timed? ?out)|(?:log|sign) ?in (?:is )?(?:required|to (?:continue|view))|未授权|unauthorized|need_?log_?in|not_?log(?:ged)?_?in|token.{0,6}(?:失效|过期|无效|expired|invalid)",
    ),
    _sign(
        "no-permission",
        "blocked",
        r"没有.{0,14}权限|权限不足|无.{0,6}权限|积分不足|需要?.{0,8}(?:积分|金[币钱]|威望|贡献).{0,4}才|(?:完成|通过).{0,8}认证.{0,4}(?:才|后)|需要?(?:验证|激活|绑定|设置|添加|等待)[^，。]{0,20}后(?:才能|再)|无权(?:访问|查看|浏览)|not (?:have|authorized).{0,16}permission|permission denied",
    ),
    _sign(
        "rate-limited",
        "blocked",
        r"@ASKING?(?:访问|请求|操作|刷新|查询|搜索|提交|点击|速度|浏览)(?:的?次数|频率|速度)?得?(?:过于|太过?|过|有点)(?:频繁|多|快|高)|\d+\s*(?:秒|分钟)(?:内|后|钟)?.{0,16}(?:一次|\d+\s*次|再)|间隔(?:少于|小于|不足|太短)|too many requests|rate limit|requests? too (?:fast|frequent|often|many)|最多.{0,12}\d+\s*次|错误次数过多|(?:访问|请求)量?(?:过|太|较|比较)(?:大|多|高)|too_many_requests",
        r"(?:访问|请求|查询)(?:次数|频率|量).{0,6}(?:超过|超出|受限|达到|上限)|@SITE(?:正|当前)?(?:太|过于|比较|十分|非常)?(?:繁忙|忙|拥挤|负载过高)|负载过[高大]|(?:人数|连接数|流量|并发|访问量).{0,8}(?:上限|过多|过大|太多|过高)|排队",
    ),
    _sign(
        "soft-404",
        "gone",
        r"@DOCUMENT.{0,12}(?:不存在|不见了|找不[到回]|未找到|没有?找到|丢失|走丢|失踪|迷路|飞走|跑丢|(?:已经?|或)?(?:被)?(?:删除|移除|下线|下架|撤稿|撤回|撤销|失效|移动|移走|停用|作废|屏蔽|隐藏)|已(?:经)?过期)",
        r"(?:找不到|未找到|没有?找到|无法找到|未能找到|查找不到|不存在|(?:未|没有|无法)(?:查询|检索|查)到).{0,10}@DOCUMENT|@DOCUMENT.{0,4}(?:正在|等待|尚未|未)?审核|等待.{0,6}审核|没有@DOCUMENT供|无此@DOCUMENT|没有(?:该|此|这[个篇条]|您要的?)@DOCUMENT|@DOCUMENT(?:还?尚?未|没有|已取消)(?:发布|上线)",
        r"(?:page|file|document|resource|url|article|key|path|link).{0,40}(?:(?:could |can)?not (?:be )?found|no longer|does(?: not|n.t) exist|has been (?:removed|deleted|moved)|unavailable)|not found on this server|404 (?:-|–)? ?(?:page )?not found|status.{0,2}404|type=not found|^\s*(?:error\s*)?404(?:\b|！)|@DOCUMENT.{0,8}(?:无法|不能|不再|不予|暂不)(?:显示|查看|浏览|展示|对外|提供)|@DOCUMENT.{0,10}(?:违规|侵权|违反).{0,12}(?:无法|不能|处理|查看)|已归档|(?:此|该|本)页?面?.{0,6}(?:无法显示|空空如也)|no input file|not found\b|\b404[公益\s-]{0,4}(?:错误|页|$)|looking for.{0,40}(?:(?:not|n.t).{0,12}(?:exist|found|here)|moved|removed)|no such (?:page|file|article|document|key)",
        r"您?要的.{0,6}(?:不在|没有了)|(?:未|没有?|无法)找到您|(?:链接|网址)(?:错误|有误)|撤下|您?(?:要|所|想)?@HAD的.{0,16}(?:不存在|已删除|没有?找到|未找到|找不[到回]|丢失|无法找到|走丢|不见了)",
    ),
    _sign(
        "server-error",
        "error",
        r"database error|establishing a database connection|can.t connect to (?:mysql|database)|(?:数据库|数据源).{0,6}(?:错误|失败|异常|出错|无法连接)|(?:连接|查询|访问)数据库.{0,6}(?:失败|错误|异常|出错)|应用程序中的服务器错误|运行时错误|whitelabel error page|internal (?:server )?error|server error in .{0,20}application|系统(?:内部|发生|出现|运行)?(?:异常|错误|故障|出错)|服务(?:器)?(?:内部|发生|出现)?(?:错误|异常|出错|故障|不可用)|HTTP (?:Status|Error) 50\d|service unavailable|bad gateway|gateway time-?out|(?:程序|运行|页面|应用).{0,4}(?:出错|异常|发生错误)|无法加载(?:模块|控制器)|模板.{0,6}(?:不存在|错误)|(?:网关|连接|响应|请求|服务器?|后端).{0,8}(?:超时|重置|中断|失败)|(?:the )?connection (?:has )?timed out|something went wrong|(?:服务器?|系统|程序|网站).{0,6}(?:开小差|打盹|崩溃|罢工|出了点?(?:小)?问题|走神)|(?:an|unexpected) error (?:has )?occurred|(?:数据|页面|内容|信息)?(?:加载|载入|获取|读取)(?:失败|出错|异常)|(?:未知|意外|内部|运行|严重)的?(?:错误|异常)|(?:出现|发生|遇到)了?[^，。]{0,8}(?:错误|异常|故障)|could not connect to|::\w*(?:Invalid|Error|Bad)\w*|回源.{0,6}(?:失败|超时|错误)|源站.{0,8}(?:超时|失败|拒绝连接|不可达|异常)",
    ),
    _sign(
        "site-closed",
        "blocked",
        r"@SITE.{0,12}(?:维护|维修|升级|改版|关闭|建设|关停|迁移|下线|调试|割接|检修)|(?:网站|站点|论坛|平台|本站|门户|系统).{0,30}(?:停止|暂停|终止|中止)(?:对外)?(?:更新|运营|运行|服务|使用|访问|开放)|(?:网站|本站|站点|门户).{0,30}(?:关停|关闭|停用|注销|迁移|整合|并入|合并)|(?:维护|升级|改版|建设|检修)(?:之?中|期间)|(?:暂停|停止|暂时关闭|临时关闭|关闭|暂不).{0,8}(?:服务|访问|开放|互联网)|@SITE.{0,16}(?:无法|不能)(?:正常)?(?:访问|使用|打开|提供)|(?:服务|系统|网站|平台)已(?:经)?暂停|恢复时间|现已关闭|服务时间",
        r"请稍[后候](?:访问|查看|重试|尝试)|(?:栏目|频道|功能|页面).{0,8}(?:维护|升级|改版|改造)(?:中|，|。|$)|(?:稍[后候]|明天|明日|改日|过后).{0,4}再.{0,2}(?:访问|来|试)|(?:非|不在)(?:服务|开放|办公)时间|不开放(?:访问|浏览)?|(?:scheduled|under|down for|site|system) (?:maintenance|construction|upgrade)|be (?:right )?back (?:soon|shortly)|temporarily (?:unavailable|closed|offline)|coming soon|敬请期待|(?:功能|栏目|系统|服务).{0,4}(?:尚未|暂未|还?未|没有)(?:开启|启用|开通|开放|上线)|(?:功能|栏目)已?(?:被)?(?:关闭|停用)|即将(?:上线|开通|开放)|停机(?:维护|升级)",
    ),
    _sign(
        "forbidden",
        "blocked",
        r"@ASKING.{0,24}(?:被|已被|遭到?|受).{0,12}@STOPPED|(?:禁止|拒绝|限制)[^，。]{0,8}访问|访问(?:被)?(?:禁止|受限|拒绝)|access (?:to this (?:page|site|resource) )?(?:is |has been |was )?(?:denied|restricted|forbidden)|\b403 forbidden|黑名单",
        r"(?:仅限|只(?:允许|能|对|限|面向)|仅(?:对|面向|允许|供|支持)|须在|请在).{0,12}(?:内网|专网|局域网|政务网|办公网|境内|内地|国内|大陆|本地|中国)|(?:国家|地区|区域|境外|海外|国外|境内以外).{0,20}(?:不允许|无法|不能|禁止|限制|不支持|拒绝|不提供|不在)|(?:不在|超出).{0,10}(?:服务|允许).{0,4}(?:范围|区域)|not available in your (?:country|region|area)|outside (?:of )?(?:the )?(?:chinese )?(?:mainland|china)",
    ),
)
"""Cause, outcome and the sentences, in the order asked: the first that matches names the page."""

ADDRESSED = _compiled(
    r"(?:抱歉|对不起|很遗憾|非常遗憾|您(?:所|要|想)?@HAD的|该@DOCUMENT(?:已|不)|@DOCUMENT(?:不存在|未找到|找不到|没有找到)|您的?(?:访问|请求|IP|操作)|sorry|oops|an error occurred)"
)
"""How a site speaks to a reader whom it turns away: asked for where the page says or shows more than an error page does."""

SPOKEN = _compiled(r"抱歉|对不起|很遗憾|您(?:所|要|想)?@HAD的|您的?(?:访问|请求|IP)|\bsorry\b|\boops\b")
"""The same where the page bears a date: a letter or a report may quote any of the others."""

TO_ADMINISTRATORS = _compiled(
    r"(?:管理员|负责人|所有者|站长|主办(?:者|单位)|administrator|webmaster)[^。！!；;]{0,20}@LOG_IN[^。！!；;]*"
)
"""What is said to those who keep the site: who is asked to log in there is no reader."""

RECEIPT = re.compile(
    r"(?:请求|事件|访问|拦截|错误|追踪|日志|异常|攻击)\s*(?:ID|编号|号|标识)|(?:support|request|event|incident|trace|ray|reference|error|block)\s*(?:ID|#|number)|\bUUID\b|"
    r"(?:客户端|访问者|来源|源|您的|当前)\s*(?:IP|地址)|(?<![\d.])(?:\d{1,3}\.){3}\d{1,3}(?![\d.])",
    re.IGNORECASE,
)
"""What a firewall prints for its own records: a number of the event, the visitor's address."""

ADDRESSING: tuple[re.Pattern[str], ...] = (
    _compiled(
        r"(?:您|你)(?:的|所|要|想|目?前|当前|正在|可能|无|没|尚|需|已|使用|在){0,2}.{0,6}(?:访问|请求|查看|浏览|网络|IP|账[号户]|输入|操作|权限|购买|链接|地址)",
        r"\byour? (?:request|browser|ip|access|visit|connection|are|have|can)",
    ),
    _compiled(
        r"(?:无法|不能|暂不|不再|未能|不予|不支持|不允许|不提供|拒绝|禁止|失败|异常|出错|错误|有误|不正确|无效|非法|过期).{0,8}(?:访问|显示|查看|浏览|打开|加载|提供|服务|连接|处理|响应|使用|参数|页面|系统|地址)",
        r"(?:访问|显示|查看|浏览|打开|加载|服务|连接|处理|响应|参数|页面|系统|链接|地址|内容|ID|编号|操作).{0,8}(?:无法|不能|失败|异常|出错|错误|有误|不正确|无效|非法|拒绝|禁止|限制|屏蔽|低|隐私)",
        r"\b(?:cannot|can.?t|unable|denied|failed|invalid|unavailable|error|problem)\b",
    ),
    _compiled(
        r"请(?:您)?(?:稍|联系|检查|返回|重试|刷新|升级|使用|更换|在.{0,12}(?:打开|访问)|尽快|及时|重新|确认|核对|换)|重试|刷新|返回(?:首页|主页|上一?页)|秒后|自动(?:跳转|返回)|联系.{0,8}管理员|去验证|升级.{0,10}浏览器|再试",
        r"\b(?:please|try again|contact|go back|return to)\b",
    ),
    _compiled(
        r"抱歉|对不起|很遗憾|哎呀|\bsorry\b|\boops\b",
        r"(?:错误|异常|状态|响应)?(?:代码|编码|码)\s*[:：]\s*\w+|\b(?:error|code)\s*[:#]?\s*\d{3,}",
    ),
)
"""Ways in which a site speaks to a visitor and a document does not: whom it means, what cannot be, what to do now, and that it is sorry.

A page that says little, has none of the marks of a document, and speaks in two of them is no document, whatever it is about.
"""

NAMELESS = re.compile(
    r"\s*(?:(?:系统|温馨|信息|友情|操作|访问|安全|错误|消息)?(?:提示|提醒|警告|消息)(?:信息|页面?)?|公告|通知|error|message|notice|warning|[\w-]+(?:\.[\w-]+)+)?\s*",
    re.IGNORECASE,
)
"""A title that names no document: none, a word for any message, a host's name."""
