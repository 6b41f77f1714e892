"""What a line of chrome looks like: crumbs, counters, type sizes, share bars, pagers, source lines, footers.

A rule matches a whole short line, never a part of a sentence: 分享, 来源, 附件 and 打印 are words of sentences, too. A line of several
of them (`2023-05-06 来源：… 【打印】`) is chrome when each part is. The forms were collected from the pages of Chinese governments and
congresses, half- and full-width, with blanks within labels; lines are compared without white space.
"""

import re
from sys import intern

from cleaners.normalize import squeeze

_LONGEST, _LONGEST_PARTS = 220, 120
_DAY = r"(?:19|20)\d\d[-./年·]\d{1,2}[-./月·]\d{1,2}日?"
_NUMERIC_DAY = r"(?:(?:19|20)\d\d([-./])\d{1,2}[-./]\d{1,2}|(?:19|20)\d\d年(?:0\d月[0-3]\d日|1[0-2]月0\d日))"
_TIME = r"[T,，]?\d{1,2}[:：∶]\d{2}(?:[:：∶]\d{2})?"
_CLOCK = rf"(?:{_TIME})?"
_WEEKDAY = r"(?:(?:星期|周|週)[一二三四五六日天])?"
_OPEN, _SHUT = r"[\[【(（〔]?", r"[\]】)）〕]?"

# No word of these is made of others, so that a line of them is read in one way only: no pattern here may backtrack for long.
_SHARED = r"新浪|腾讯|微博|微信|朋友圈|QQ|空间|好友|人人网|豆瓣|易信|贴吧|手机|更多|复制链接"
_TOOLS = (
    r"打印(?:本页|此页|页面|本文|文章|预览|正文)?|我要打印|关闭(?:本页|页面|窗口|此页|本窗口|当前页面)?|(?:加入|我要|点击)?收藏(?:本页)?|推荐|顶部|返回(?:顶部|上一页|首页|列表|上级)?|回到顶部|TOP|top|导出|下载|复制|保存"
    r"|(?:我要)?纠错|评论|举报|内容举报|X|×|点赞|喜欢|赞赏|打赏|赞同|申请转载|阅读模式|[+＋]?关注|顶一下|踩一下|顶|踩|转藏|我要举报|反馈|投诉|换一换|收起|全文复制|(?:推荐给|告诉)(?:朋友|好友)|查看(?:原图|大图)"
)
_SIZE = r"特大|超大|加大|放大|增大|减小|缩小|标准|默认|正常|大号|中号|小号|大|中|小|[AaTt][+\-]*"
# Lines that are chrome whatever stands around them: name → pattern over the whole squeezed line.
_ALWAYS = {
    "crumb": r"(?:ico\S{0,12})?[您你]?(?:当前|现在|目前)?的?所?在?的?(?:位置|栏目)[:：>＞»](?:|.{0,40}(?:[>＞»›→/\\]|-|首页).{0,100}|[一-龥]{2,12})|.{0,6}(?:[您你]|当前|现在|目前)的?(?:所在)?的?位置[:：>＞»是]?.{0,120}"
    r"|(?:网站)?首[页頁](?:>|＞|»|›|→|/|\||-|—|·).{0,120}",
    "fontsize": rf".{{0,6}}{_OPEN}(?:文字|文章|字体|字号)(?:大小|字号|选择)?(?:[:：]{_SHUT}[\[【(（]?(?:{_SIZE})|{_SHUT}[\[【(（](?:{_SIZE})|(?:{_SIZE})(?:[\]】)）/|、]|{_SIZE}|$)).{{0,60}}"
    r"|[\[【(（]?(?:特大|加大|大)[\]】)）]?[\[【(（|/]?(?:中|标准)[\]】)）]?[\[【(（|/]?小[\]】)）]?.{0,12}|【增加行距】.{0,60}|(?:(?:放大|缩小|默认|朗读)[|/]?){3,4}|小[|/]?中[|/]?大|(?:默认|标准)[|/]?大[|/]?(?:超大|特大)"
    r"|(?=.{0,8}[AaTt+])(?=.{0,8}[+\-])(?:[AaTt]?[+\-]{1,2}|[AaTt]){1,6}|文字【.{0,60}|(?:视力保护|保护视力|页面|背景)(?:色|颜色|背景色)?[:：].{0,60}",
    "counter": rf"{_OPEN}(?:本文|本页|已)?(?:点击|浏览|阅读|访问|评论|跟帖|转发|点赞)(?:数|率|量|次数)?[:：(（\[]*[\d,.]*[万+]{{0,2}}(?:人?次)?{_SHUT}{_SHUT}|人气[:：]?\d*|本文已被浏览过\d*次?"
    r"|(?:已有|共有?)?[\d,.]+[万w+]{0,2}(?:人|次|条)?(?:浏览|阅读|访问|评论|参与|赞同|播放|点赞|喜欢).{0,16}|(?:阅读|全文|本文)(?:时长|时间)?(?:大?约|≈|需要?)[\d.]+分钟|(?:本文|全文)?(?:字数|播放|转发?|阅|赞同)[:：]?[\d,.]+[万wk+]{0,2}次?|首赞|赞|(?:推荐|顶|踩|赞|收藏|转发|分享)\d+",
    "share": rf"Share(?:[Oo]n|[Tt]o)?(?:WeChat|Weibo|Facebook|Twitter|LinkedIn|Email|QQ|[-–|/:：,])*|分享让更多人(?:看到|知道)|(?:我要|一键|扫码)?(?:分享|转播|转发)(?:到|至|给|本页|文章|本文|按钮)?[:：]?(?:{_SHARED}|[,，、/|和×])*|(?:新浪|腾讯)?微博|微信(?:好友|朋友圈)?|QQ(?:空间|好友)?|朋友圈|易信|更多|复制链接|链接已复制",
    "qrcode": r"(?:轻?[点戳按]击?)(?:上方|下方|标题下).{0,16}(?:关注|订阅).{0,12}|(?:请?用?微信)?(?:请?用?手机)?扫(?:[一码]|描(?!件|仪|版)).{0,40}|.{0,12}扫(?:一扫|描|码).{0,6}二维码.{0,30}|打开微信.{0,60}|使用[“\"]?扫一扫[”\"]?.{0,40}|二维码|.{0,10}长按.{0,12}二维码.{0,30}",
    "print": rf"[|]?(?:[\[【(（]?(?:{_TOOLS})[\]】)）]?[|/]?)+[:：]?|(?:[\[【(（]?(?:{_TOOLS}|{_SHARED}|分享)[\]】)）]?[|/、:：]?){{2,}}+",
    "pager": r"(?:上|下|前|后)[一1][篇条则页个](?:[:：].{0,80}|(?:文章|新闻|信息)[:：]?.{0,80}|(?:已经)?没有了[!！]?|>|<)?|(?:首页|末页|尾页|(?:[上下][一1]|[前后])[页篇条]|(?:余下|阅读|查看)全文|\[?\d{1,2}\]?|[<>«»…|.]){2,}+"
    r"|没有了|(?:阅读|展开|查看|点击查看)(?:剩余)?(?:全文|更多)[（()）]*|加载更多.{0,6}|(?:第\d{1,3}页[/,，]?)?共\d+页.{0,30}|返回.{2,8}[,，]?查看更多",
    "accessibility": r".{0,8}(?:读屏专用|声音开关|无障碍(?:浏览|阅读|模式)|长者(?:模式|助手)|关怀版|老年模式|语音播报|语音播放|网页朗读|适老化).{0,60}|(?:朗读|收听|听)(?:全文|本文|文章|正文|新闻)?",
    "script": r"[^。]{0,40}?(?:var[A-Za-z_$]+=|function\w*\(|document\.(?:write|getElement)|\$\(document\)|window\.\w+\(|<!--|jQuery\(|\.innerHTML).*",
    "wrapping": r"(?:下面|以下)?(?:是|为|由)?(?:小编|本站小编|我们小编).{0,12}(?:整理|收集|精心|带来|分享|推荐).{0,80}|(?:下面|以下)是.{0,8}(?:为大家|给大家|为您|给您|为你).{0,8}(?:整理|收集|带来|分享|推荐).{0,80}"
    r"|《.{2,60}》由会员(?:分享|上传).{0,80}|已阅读\d+页[,，]?还剩\d+页.{0,20}",
    "player": r"(?:抱歉[,，]?)?(?:[您你]的|[您你]|当前)?(?:所用的?)?浏览器(?:版本(?:过低|太旧|较低)|(?:暂时?)?不支持).{0,60}|正在播放[:：].{0,80}|(?:听新闻|听全文|听文章|语音朗读|音频)?00[:：]00(?:[:：]00)?(?:[/|]?(?:\d{1,2}[:：]){1,2}\d\d)?"
    r"|(?=.{0,24}[倍标高超画静窗])(?:倍速|\d\.\d[xX]|标清|高清|超清|画质|自动|全屏|静音|小窗|定时|下载|(?:\d{1,2}[:：])?\d{1,2}[:：]\d\d)+",
    "loading": r"(?:[Ll]oading|(?:正在)?载入中?|正在加载|请稍候)[.…]*|.{0,12}加载中.{0,10}|.{0,12}请刷新(?:本页面?|页面|重试).{0,6}",
    "footer": r"(?:[^。，；：:]{2,24}(?=版权所有))?(?:版权所有(?![权的者])|Copyright|copyright|©|网站标识码|政府网站标识码|备案(?:号|序号)[:：]|[^。]{0,6}ICP备|.公网安备|推荐分辨率).{0,160}|(?:主办|承办|技术支持).{0,80}(?:ICP备|标识码|版权所有|公网安备).{0,80}"
    r"|(?:[|/]?(?:网站首页|首页|网站地图|网站声明|隐私(?:声明|政策)|关于我们|联系我们|关注我们|联系方式|法律声明|广告服务|招聘信息|意见反馈))+[:：]?"
    r"|[^。]{0,30}(?:互联网新闻信息服务|信息网络传播视听节目|增值电信业务(?:经营)?|网络文化经营|广播电视节目制作经营|网络出版服务)许可证.{0,120}|.{0,20}(?:违法和?)?不良信息举报(?:电话|热线|邮箱|中心|入口).{0,80}"
    r"|(?:本站(?:基于)?|由)?.{0,16}(?:强力驱动|企业建站系统.{0,4}|建站系统搭建)|[Pp]owered[Bb]y.{0,30}|(?:凡?本网站?|本站)所?(?:刊载|刊登|登载|发布)的?(?:所有)?(?:信息|新闻|内容|文字|稿件|作品)[^。]{0,60}(?:授权|许可|观点|转载).{0,80}",
}
_DATED = r"(?:信息|文章|新闻|稿件|内容)?(?:发布|发文|成文|公开|公布|生成|更新|录入|印发|上传|添加|修改|编辑|撰写|创建|发稿|发表|刊发|刊登|提交|上网|上线|打印|加入|颁布|出版|见报|刊载)(?:日期|时间)|信息时间|(?:最[后近])?(?:发布|发表|更新|编辑|修改)于|[發发]布日期"
_SOURCED = r"(?:信息|文章|稿件|新闻|内容|文件|资料|本文|图文)?来源于?|稿源|(?:文章|信息|稿件)?出处|原创|发[文布](?:机[构关]|单位|部门|者|人)|供稿(?:单位|人)?|信息提供(?:者|单位)?|(?:资料|資料)[来來]源"
_SAID = r"撰稿|作者|(?:文章|信息|稿件)录入|录入(?:员|人|者)|录入(?=[:：][^，。]{0,8}(?:审核|编辑|责任编辑|$))|(?:见习)?记者|通讯员|责任?编辑?|责编|编辑|(?:信息|内容)?审核|校对|核稿|[初复终]审|[一二三]审|监制|值班(?:编委|主任|编辑)|选稿|总?监制|主播|播音|朗读者|配音|上传(?:人|者)|发信人|(?:图片|版面|视频|文字|美术)编辑"
_COUNTED = r"(?:点击|浏览|阅读|访问)(?:次数|数|率|量)?|字号|字体(?:大小)?|打印|分享到?|(?:本文)?关键[词字]|(?:文章)?标签|(?:所属|文章)分类|分类专栏|[Tt]ags?|归档时间|原标题|文档编号"
_SEPARATOR = r"[:：|｜/]"
# Behind a person's label stand names; a sentence there is what that person says (记者：请问…？).
_NAMES = r"[^。？?！!；，,]{0,40}"
_BYLINE = r"(?:(?:见习)?记者|通讯员|责任编辑|责编|撰稿|供稿)(?:[一-龥]{2,3}[、，]?){1,3}"
_FIELD = rf"(?:{_DATED}|{_SOURCED}|{_COUNTED}){_SEPARATOR}[^。！？；]{{0,100}}|(?:{_SAID}){_SEPARATOR}(?:{_NAMES}|.{{0,60}}(?:{_SAID}|{_COUNTED}|{_DATED}){_SEPARATOR}.{{0,60}})"
_META_LINE = (
    rf"{_OPEN}(?:{_FIELD}|(?:{_DATED}){_DAY}.{{0,80}})"
    rf"|{_OPEN}{_DAY}{_CLOCK}{_SHUT}.{{0,24}}?(?:{_DATED}|{_SOURCED}|{_SAID}|{_COUNTED}){_SEPARATOR}.{{0,60}}"
    r"|(?:Source|Updated|Published|Author|Editor)[:：].{0,60}"
)
_HEAD = {
    "tally": r"0|核心提示[:：]",  # a counter that no script has filled in
    "date": rf"{_OPEN}(?:日期|时间)?[:：]?(?:{_NUMERIC_DAY}{_CLOCK}|{_DAY}{_WEEKDAY}(?:[上下]午)?{_TIME}){_WEEKDAY}{_SHUT}|(?:时间|日期)[:：]{_DAY}{_CLOCK}",
    "meta-line": rf"{_META_LINE}|(?:时间|日期)[:：]{_OPEN}{_DAY}{_CLOCK}{_SHUT}.{{0,40}}?(?:{_DATED}|{_SOURCED}|{_SAID}|{_COUNTED}).{{0,60}}|[^。！？，；:：]{{0,24}}?{_DAY}{_TIME}(?:[^。！？，；在起开至到前后举召—~-][^。！？，；]{{0,59}})?"
    rf"|(?:{_BYLINE}){{1,2}}|(?:文|图|图文|文图|撰文|摄影)[/／|｜][一-龥、]{{2,20}}{_DAY}|{_DAY}[，,][一-龥]{{2,16}}(?:发布|日报|晚报|网|局|委员会|办公室|政府|中心|街道|[镇乡])|(?:图文|文图|撰文|摄影)[/／|｜][一-龥、]{{2,12}}",
    "index-card": r"(?:时效(?:说明|性)|是否有效|索引号|信息索引号?|信息名称|文件编号|公开(?:类别|属性|方式|范围|期限|主体|目录)|主题分类|主题词|体裁|公文种类|组配分类|所属类目|信息(?:类别|分类)|发文字号|(?:生成|成文|发文|发布|生效|失效|废止)日期|机构名称|责任部门|有效性|文号)[:：].{0,90}|主动公开|依申请公开",
}
_RELATED = r"(?:相关|延伸|推荐|热门|热点|最新|更多|关联|精彩|往期|扩展|相似|近期|类似)(?:阅读|链接|新闻|文章|文件|推荐|信息|稿件|内容|专题|报道|回顾|资讯|政策|解读|精彩|成果|文档|产品|课程|节目|图集|图片|视频|案例|活动|问题|问答|帖子)"
_TAIL = {
    "meta-line": _META_LINE,
    "date": rf"{_NUMERIC_DAY}{_TIME}{_WEEKDAY}",
    "editor": rf"{_OPEN}(?:{_SOURCED}|{_SAID}){_SEPARATOR}{_NAMES}{_SHUT}[^。？?！!；，,]{{0,12}}|(?:{_DAY})?[（(](?:{_FIELD})[)）].{{0,14}}|(?:{_DAY})?[（(](?:责任编辑|责编)[一-龥]{{2,8}}[)）]|责任编辑|责编|[-—=]{{2,}}分隔线[-—=]*",
    "related": rf"[“\"【\[/·]?(?:{_RELATED}|[您你]可能(?:还)?(?:感兴趣|喜欢)的?|猜[您你]喜欢|为[您你]推荐|(?:大家|其他人|网友|網友)[也都]在看|编辑推荐|阅读下一篇|(?:政策|部门|文字|图文|媒体|专家)?解读(?=[:：]$)|Most(?:Read|Viewed|Popular)|(?:Related|Recommended)(?:Articles|News|Stories|Reading)?|YouMay(?:Also)?Like)[”\"】\]/·]?(?:[:：>]*|[:：].{{1,80}})",
    "mood": r".{0,12}对[您你](?:是否)?有(?:所)?帮助.{0,4}|(?:(?:没|没有|有)(?:帮助|用))+|[您你]对(?:本|该|此|这)[^，。]{0,10}(?:满意|建议|评价)[^，。]{0,6}[？?]?|(?:看完|读完|看到)这(?:篇|条)(?:文章|新闻).{0,12}",
    "download": r"(?:附件(?:下载|信息|列表|清单)|相关附件|下载附件|(?:文件|资料|附件)?下载|视频|音频|图像|图片)[:：]?",
    "notice": r"©?(?:著作权|版权)归(?:原?作者|本网|本站|原创者).{0,60}|(?:版权|免责)声明[:：].{0,40}(?:原创|转载|许可协议|版权协议).{0,120}|.{0,40}(?:[仅只]代表.{0,12}(?:个人|作者|发布者|机构|网友|用户|本人).{0,8}(?:观点|立场|意见)|不代表(?:本|平台|[^，。]{0,10}(?:网|站|台|社|新闻|客户端)).{0,8}(?:观点|立场|意见)).{0,100}|本(?:站|平台|网站)(?:是|仅|只)?(?:提供|为).{0,60}(?:存储|发布|上传|交流).{0,120}"
    r"|(?:觉得|如果).{0,16}(?:不错|有用|喜欢|有帮助).{0,12}(?:点个?|请点|欢迎点?).{0,4}[“\"]?(?:在看|赞|好看|收藏|分享).{0,12}|(?:赞赏支持|还没有人赞赏.{0,12})|更多精彩(?:内容|资讯|信息)?.{0,20}(?:APP|客户端|公众号|下载).{0,12}|(?:如需|如要)?引用.{0,10}请注明.{0,20}"
    r"|[“\"]?(?:平台|特别|免责|版权|重要|郑重|本站|网站)?(?:声明|提示)[:：].{0,60}(?:转载|版权|观点|立场|本站|本网|侵权|平台|授权|网友).*|(?:平台|特别|免责|版权|郑重|本站|网站)声明[:：]?|Notice:.*|.{0,60}(?:转载(?:请|时|须|需|务).{0,8}(?:注明|标明|联系).{0,60}|(?:未经|不得|严禁|禁止).{0,12}(?:授权|许可|转载).{0,120}|违者必究.{0,80})"
    r"|(?:欢迎|请)?(?:关注|搜索|添加).{0,20}(?:公众号|微信号|视频号|抖音号).{0,40}|本文(?:仅代表|观点|不代表|转载|转自|摘自).{0,100}|.{0,20}点击.{0,12}下载.{0,30}",
}
# Lines of a footer that are words of a text as well: they are chrome only beside a line that nothing but a footer has.
_FOOTER_TOO = re.compile(
    r"(?:[^。，：:]{2,20}(?=主管))?(?:主管|主办|承办|协办|指导|管理|维护|技术支持)(?:单位|方)?[:：].{0,80}|(?:联系(?:我们|电话|方式)|地址|邮编|邮政编码|电话|传真|举报(?:电话|邮箱)).{0,80}|建议使用.{0,40}"
)
# Words of which a site's own last lines have one: alone they prove nothing, a text has them, too.
_SITES = re.compile(
    r"版权|转载|授权|主办|主管|承办|技术支持|许可证|备案|举报|联系我们|广告服务|地址[:：]|邮编|电话[:：]|热线|传真|本[站网]|网站|浏览器|分辨率|播放器|访问者|客户端|©|Copyright|Powered"
)
_TOOL_SHUT = re.compile(
    rf"(?:[\[【(（](?:{_TOOLS}|{_SHARED}|分享|返回正文)[\]】)）])+(?=.)|(?<=.)(?:[\[【(（](?:{_TOOLS}|分享|{_SIZE})[\]】)）])+$"
)
_BARS = re.compile(r"[|｜]")
_DAY_ALONE = re.compile(rf"{_NUMERIC_DAY}{_CLOCK}|{_DAY}{_TIME}")
_ADDRESS = re.compile(r"(?:https?://|www\.)[\w./-]{4,60}")
_NEIGHBOUR = re.compile(r"[上下前后][一1][篇条则]")
_MOST_PARTS = 12
_PLACE = re.compile(r"[一-龥]{2,12}(?<!报告|公报|通知|决定|决议|公告|通告|名单|一览|方案|意见|办法)")  # no title


def _compile(rules: dict[str, str]) -> re.Pattern[str]:
    """One pattern of all rules; the name of the rule is that of the group (with `-` as `_`)."""
    return re.compile("|".join(f"(?P<{name.replace('-', '_')}>{pattern})" for name, pattern in rules.items()))


_ANYWHERE, _IN_HEAD, _IN_TAIL = _compile(_ALWAYS), _compile(_HEAD), _compile(_TAIL)


def rule_of(line: str, *, tail: bool) -> str:
    """Return the name of the rule by which a short line in the head (or the tail) of a body is chrome, "" when none."""
    squeezed = squeeze(line)
    if len(squeezed) > _LONGEST:
        return ""
    return _whole(squeezed, tail) or _peeled(squeezed, tail) or _in_parts(line, tail)


def rules_of(line: str) -> tuple[str, str]:
    """Return the rule by which a line is chrome in the head, and that in the tail; in two thirds of the time of asking twice."""
    squeezed = squeeze(line)
    if len(squeezed) > _LONGEST:
        return "", ""
    if always := _name(_ANYWHERE.fullmatch(squeezed)):
        return always, always
    head, tail = _name(_IN_HEAD.fullmatch(squeezed)), _name(_IN_TAIL.fullmatch(squeezed))
    return (
        head or _peeled(squeezed, False) or _in_parts(line, False),
        tail or _peeled(squeezed, True) or _in_parts(line, True),
    )


def is_site_like(line: str) -> bool:
    """Whether a line has a word of a site's own last lines. Whether it is one of them, its place on the page must say, too."""
    return bool(_SITES.search(line))


def is_footer_too(line: str) -> bool:
    """Whether a line (主办单位：…, 地址：…) is one that footers have, and texts as well."""
    return bool(_FOOTER_TOO.fullmatch(squeeze(line)))


def _whole(squeezed: str, tail: bool) -> str:
    return _name(_ANYWHERE.fullmatch(squeezed) or (_IN_TAIL if tail else _IN_HEAD).fullmatch(squeezed))


def _name(match: re.Match[str] | None) -> str:
    return intern(match.lastgroup.replace("_", "-")) if match and match.lastgroup else ""


def _peeled(squeezed: str, tail: bool) -> str:
    """The rule of a line without the tools in brackets before and behind it (`【我要纠错】责任编辑：…`)."""
    if squeezed[:1] not in "[【(（" and squeezed[-1:] not in "]】)）":
        return ""
    rest = _TOOL_SHUT.sub("", squeezed)
    return _whole(rest, tail) if rest != squeezed else ""


def _parts(line: str) -> list[str]:
    """The parts of a line between bars, else between blanks."""
    if "|" in line or "｜" in line:
        bare = squeeze(line).strip("[]【】()（）")
        return [part for part in _BARS.split(bare) if part]
    return line.split()


def _in_parts(line: str, tail: bool) -> str:
    """`meta-line` for a head line whose parts between blanks are each chrome, or a name beside a date (`2023-05-06 临江发布`).

    `pager` for a neighbour's title behind 上一篇 and a blank.
    """
    if len(line) > _LONGEST_PARTS:
        return ""
    parts = _parts(line)
    if len(parts) < 2 or len(parts) > _MOST_PARTS:
        return ""
    if _NEIGHBOUR.fullmatch(parts[0]):
        return "pager"
    if tail:
        return ""
    told = [bool(_DAY_ALONE.fullmatch(part) or _ADDRESS.fullmatch(part) or _whole(part, False)) for part in parts]
    names = [part for part, known in zip(parts, told, strict=True) if not known]
    is_dated = any(_DAY_ALONE.search(part) for part in parts)
    return "meta-line" if not names or (is_dated and len(names) == 1 and _PLACE.fullmatch(names[0])) else ""
