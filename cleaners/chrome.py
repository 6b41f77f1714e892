"""What is not text, by rule: crumbs, counters, type sizes, share bars, pagers, source lines, footers.

A rule matches a whole short line in the head or the tail of a body, never within it: 分享, 来源, 附件 and 打印 are words of
sentences, too. The forms were collected from the pages of Chinese governments and congresses, half- and full-width, with
blanks within labels; lines are compared without white space.
"""

import re
from collections.abc import Sequence

from cleaners.card import is_card
from cleaners.draft import Line
from cleaners.normalize import squeeze

HEAD_LINES = 14
TAIL_LINES = 40
_LONG = 90
_SENTENCE = re.compile(r"[。！？；]")
_DAY = r"(?:19|20)\d\d[-./年·]\d{1,2}[-./月·]\d{1,2}日?"
_CLOCK = r"(?:[T,，]?\d{1,2}[:：∶]\d{2}(?:[:：∶]\d{2})?)?"
_OPEN, _SHUT = r"[\[【(（〔]?", r"[\]】)）〕]?"

# No word of these is made of others, so that a line of them is read in one way only: no pattern here may backtrack for long.
_SHARED = r"新浪|腾讯|微博|微信|朋友圈|QQ|空间|好友|人人网|豆瓣|易信|贴吧|手机|更多|复制链接"
_TOOLS = (
    r"打印(?:本页|页面|本文|文章|预览|正文)?|我要打印|关闭(?:本页|页面|窗口|此页|本窗口|当前页面)?|(?:加入|我要)?收藏(?:本页)?|推荐|返回(?:顶部|上一页|首页|列表|上级)?|回到顶部|TOP|top|导出|下载|复制|保存"
    r"|(?:我要)?纠错|评论|举报|内容举报|X|×"
)
# Lines that are chrome whatever stands around them: name → pattern over the whole squeezed line.
_ALWAYS = {
    "crumb": r".{0,14}?[您你]?(?:当前|现在|目前)?的?(?:所在)?(?:的)?位置[:：>＞»].{0,120}|当前位置.{0,60}"
    r"|(?:网站)?首[页頁](?:>|＞|»|›|→|/|\||-|—|·).{0,120}",
    "fontsize": rf".{{0,6}}{_OPEN}(?:文字|字体|字号|视力保护色?|保护视力色?)(?:大小|选择)?[:：]?{_SHUT}[\[【(（]?(?:特大|超大|加大|放大|增大|减小|缩小|标准|默认|大|中|小|A).{{0,60}}"
    r"|[\[【(（]?(?:特大|加大|大)[\]】)）]?[\[【(（|/]?(?:中|标准)[\]】)）]?[\[【(（|/]?小[\]】)）]?.{0,12}|【增加行距】.{0,60}|放大缩小默认"
    r"|[AaTt][+\-]{1,2}(?:[AaTt]?[+\-])?|文字【.{0,60}",
    "counter": rf"{_OPEN}(?:点击|浏览|阅读|访问|评论|跟帖|转发|点赞)(?:数|率|量|次数)?[:：(（]?[\d,.]*[万+]?(?:人?次)?{_SHUT}|人气[:：]?\d*|本文已被浏览过\d*次?"
    r"|(?:已有|共有?)?[\d,]+(?:人|次|条)(?:浏览|阅读|访问|评论|参与).{0,16}|首赞|赞",
    "share": rf"(?:我要|一键)?(?:分享|转播|转发)(?:到|至|给|本页|文章|本文|按钮)?[:：]?(?:{_SHARED}|[,，、/|和])*|(?:新浪|腾讯)?微博|微信(?:好友|朋友圈)?|QQ(?:空间|好友)?|朋友圈|易信|更多|复制链接|链接已复制",
    "qrcode": r"(?:请?用?微信)?(?:手机)?扫[一码描].{0,40}|.{0,12}扫(?:一扫|描|码).{0,6}二维码.{0,30}|打开微信.{0,60}|使用[“\"]?扫一扫[”\"]?.{0,40}|二维码|.{0,10}长按.{0,12}二维码.{0,30}",
    "print": rf"[|]?(?:[\[【(（]?(?:{_TOOLS})[\]】)）]?[|/]?)+[:：]?|(?:[\[【(（]?(?:{_TOOLS}|{_SHARED}|分享)[\]】)）]?[|/、:：]?){{2,}}+",
    "pager": r"(?:上|下|前|后)[一1][篇条则页个](?:[:：].{0,80}|(?:文章|新闻|信息)[:：]?.{0,80}|没有了|>|<)?|(?:首页|末页|尾页|上[一1][页篇条]|下[一1][页篇条]|\[?\d{1,2}\]?|[<>«»…|.]){2,}+"
    r"|没有了|(?:阅读|展开|查看|点击查看)(?:剩余)?(?:全文|更多)[（()）]*|加载更多.{0,6}|共\d+页.{0,30}|返回.{2,8}[,，]?查看更多",
    "accessibility": r".{0,8}(?:读屏专用|声音开关|无障碍(?:浏览|阅读|模式)|长者(?:模式|助手)|关怀版|老年模式|语音播报|网页朗读|适老化).{0,60}|朗读|收听",
    "script": r".{0,6}(?:var[A-Za-z_$]+=|function\w*\(|document\.write|\$\(document\)|window\.\w+\(|<!--|jQuery\().*",
    "loading": r"(?:[Ll]oading|(?:正在)?载入中?|正在加载|请稍候)[.…]*|.{0,12}加载中.{0,10}|.{0,12}请刷新(?:本页面?|页面|重试).{0,6}",
    "footer": r"(?:版权所有|Copyright|copyright|©|主办(?:单位|方)?[:：]|承办单位[:：]|网站标识码|备案(?:号|序号)|[^。]{0,6}ICP备|.公网安备|技术支持[:：]|推荐分辨率|联系我们|网站地图|网站声明|隐私(?:声明|政策)|关于我们).{0,160}",
}
_LABEL = (
    r"(?:信息|文章|稿件|新闻|内容|文件|资料|本文)?来源于?|(?:信息)?(?:发布|发文|成文|公开|生成|更新|录入|印发|公布|上传|添加|修改|编辑|撰写|创建|发稿)(?:日期|时间)|发布于|发表于|更新于|"
    r"发[文布](?:机[构关]|单位|者|人)|供稿(?:单位|人)?|撰稿|作者|记者|通讯员|责任?编辑?|责编|编辑|审核|校对|[初复终]审|[一二三]审|监制|值班(?:编委|主任|编辑)|选稿|"
    r"点击(?:数|率|量|次数)?|浏览(?:次数|量|数)?|阅读(?:次数|量|数)?|访问(?:量|次数)?|字号|字体(?:大小)?|打印|分享到?|关键[词字]|标签|归档时间|原标题"
)
_META_LINE = (
    rf"{_OPEN}(?:{_LABEL})[:：|｜/].{{0,100}}|(?:时间|日期)[:：]{_DAY}{_CLOCK}.{{0,80}}"
    rf"|.{{0,24}}?{_DAY}[T,，]?\d{{1,2}}[:：∶]\d{{2}}[^。！？]{{0,60}}|{_DAY}.{{0,24}}(?:{_LABEL})[:：].{{0,60}}"
)
_HEAD = {
    "tally": r"0",  # a counter that no script has filled in
    "date": rf"{_OPEN}(?:日期|时间)?[:：]?(?:(?:19|20)\d\d[-./]\d{{1,2}}[-./]\d{{1,2}}{_CLOCK}|{_DAY}\d{{1,2}}[:：∶]\d{{2}}(?:[:：∶]\d{{2}})?)(?:星期.)?{_SHUT}",
    "meta-line": _META_LINE,
    "index-card": r"(?:索引号|信息索引号?|信息名称|文件编号|公开(?:类别|属性|方式|范围|期限|主体|目录)|主题分类|主题词|体裁|组配分类|所属类目|信息(?:类别|分类)|发文字号|(?:生成|成文|发文|发布|生效|失效|废止)日期|机构名称|有效性|文号)[:：].{0,90}|主动公开|依申请公开",
}
_RELATED = r"(?:相关|延伸|推荐|热门|最新|更多|关联|精彩|往期|扩展)(?:阅读|链接|新闻|文章|推荐|信息|稿件|内容|专题|报道|回顾|资讯|解读|精彩)"
_TAIL = {
    "meta-line": _META_LINE,
    "editor": rf"{_OPEN}(?:{_LABEL})[:：/|｜].{{0,40}}{_SHUT}.{{0,12}}|(?:{_DAY})?[（(](?:{_LABEL})[:：/|｜]?[^。]{{1,40}}[)）].{{0,14}}|(?:责任编辑|责编)",
    "related": rf"[“\"【\[/·]?(?:{_RELATED}|猜你喜欢|为[您你]推荐|大家都在看|编辑推荐|阅读下一篇)[”\"】\]/·]?(?:[:：>]*|[:：].{{1,80}})",
    "download": r"(?:附件(?:下载|信息|列表|清单)|相关附件|下载附件|视频|音频|图像|图片)[:：]?",
    "notice": r"(?:平台|特别|免责|版权|重要|郑重|本站)?(?:声明|提示)[:：].*|Notice:.*|.{0,60}(?:转载(?:请|时|须|需|务).{0,8}(?:注明|标明|联系).{0,60}|(?:未经|不得|严禁|禁止).{0,12}(?:授权|许可|转载).{0,120}|违者必究.{0,80})"
    r"|(?:欢迎|请)?(?:关注|搜索|添加).{0,20}(?:公众号|微信号|视频号|抖音号).{0,40}|举报(?:反馈|邮箱|电话).{0,60}|本文(?:仅代表|观点|不代表|转载|转自|摘自).{0,100}|.{0,20}点击.{0,12}下载.{0,30}",
}


def _compile(rules: dict[str, str]) -> re.Pattern[str]:
    """One pattern of all rules; the name of the rule is that of the group (with `-` as `_`)."""
    return re.compile("|".join(f"(?P<{name.replace('-', '_')}>{pattern})" for name, pattern in rules.items()))


_IN_HEAD = _compile(_ALWAYS | _HEAD)
_IN_TAIL = _compile(_ALWAYS | _TAIL)


# A date line glued to the first sentence (`发布时间:2025-06-20 14:10为密切…`, seen on Chongming's congress pages): only it is chrome.
_GLUED = re.compile(
    r"(?:(?:信息)?(?:发布|发文|公开|更新)?(?:日期|时间)|发布于|发表于)\s*[:：]\s*(?:19|20)\d\d[-./年]\d{1,2}[-./月]\d{1,2}日?"
    r"(?:\s*\d{1,2}[:：]\d{2}(?:[:：]\d{2})?)?\s*(?=[\u4e00-\u9fff“《][^:：]{11,}[，。；])"
)


def rule_of(line: str, *, tail: bool) -> str:
    """Return the name of the rule by which a short line in the head (or the tail) of a body is chrome, "" when none."""
    squeezed = squeeze(line)
    if len(squeezed) > 220:
        return ""
    match = (_IN_TAIL if tail else _IN_HEAD).fullmatch(squeezed)
    return match.lastgroup.replace("_", "-") if match and match.lastgroup else ""


def cut_chrome(lines: Sequence[Line]) -> None:
    """Remove the chrome lines in the head and the tail of a body, each by the name of its rule."""
    _cut_head([line for line in lines if not line.rule])
    _cut_tail([line for line in lines if not line.rule])


def _cut_head(lines: Sequence[Line]) -> None:
    """From the top down to the first sentence."""
    for line in lines[:HEAD_LINES]:
        if line.kind == "figure":
            continue
        if line.kind == "table" and is_card(line.text):
            line.rule = "index-card"
            continue
        glued = _GLUED.match(line.text)
        if glued and not rule_of(line.text[glued.end() :], tail=False):
            line.cut(glued[0], "meta-line")
        rule = "" if glued else rule_of(line.text, tail=False)
        if rule:
            line.rule = rule
        elif line.kind != "heading" and (len(line.text) > _LONG or (len(line.text) > 25 and "。" in line.text)):
            return


def _cut_tail(lines: Sequence[Line]) -> None:
    """From the bottom up to the last sentence; what follows a heading of related links is links."""
    for line in reversed(lines[-TAIL_LINES:]):
        if line.kind == "figure":
            continue
        rule = "index-card" if line.kind == "table" and is_card(line.text) else rule_of(line.text, tail=True)
        if rule:
            line.rule = rule
        elif line.kind == "table" or len(line.text) > _LONG or (len(line.text) > 25 and _SENTENCE.search(line.text)):
            break
    for at, line in enumerate(lines):
        if line.rule == "related":
            _cut_links(lines[at + 1 :])
            return


def _cut_links(lines: Sequence[Line]) -> None:
    """Remove what stands behind a heading of related links, as long as it is mostly links."""
    for line in lines:
        if line.rule:
            continue
        if line.kind != "figure" and line.linked * 2 < len(squeeze(line.text)):
            return
        line.rule = "related"
