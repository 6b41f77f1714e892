"""Terms of the trade in both languages: rules, warnings, outcomes, verdicts, fields, kinds. A term that is not here is shown as it is.

What the rules and warnings are is told at length in docs/corpus.md; a test holds both lists together.
"""

from typing import NamedTuple

from archive.web.words import LANGUAGES, Language


class Term(NamedTuple):
    """A term in English and Chinese."""

    en: str
    zh: str


RULES = {
    "outside": Term("beside the body: navigation, head, sidebars, footer", "正文以外：导航、页头、侧栏、页脚"),
    "hidden": Term("hidden by its markup", "被标记为隐藏"),
    "control": Term("buttons, menus, frames", "按钮、菜单、框架"),
    "declared-drop": Term("named by the source's own declaration", "来源声明里点名删去"),
    "blank": Term("a line of invisible signs", "只有不可见字符的行"),
    "no-address": Term("a picture without an address", "没有地址的图片"),
    "crumb": Term("where one is on the site", "当前位置"),
    "meta-line": Term("the line of date and source (read as metadata)", "日期、来源行（已读作元数据）"),
    "date": Term("a date around the text (read as metadata)", "正文旁的日期（已读作元数据）"),
    "editor": Term("editor, proof-reader", "编辑、审核"),
    "index-card": Term("the index card (read as metadata)", "信息公开索引卡（已读作元数据）"),
    "fontsize": Term("type size", "字号"),
    "print": Term("print, close, save", "打印、关闭、收藏"),
    "share": Term("share bar", "分享条"),
    "qrcode": Term("scan with a phone", "扫码提示"),
    "accessibility": Term("read aloud and the like", "无障碍工具"),
    "counter": Term("clicks, visits, comments", "点击、浏览、评论数"),
    "tally": Term("a counter that was never filled in", "没有填数的计数器"),
    "pager": Term("previous and next", "翻页"),
    "related": Term("related links", "相关链接"),
    "aside": Term("stories and comments of others behind the text", "正文后的其他稿件与网友评论"),
    "mood": Term("how readers felt", "读者心情投票"),
    "download": Term("the label of a box of files", "附件栏的标题"),
    "notice": Term("reprint and liability notices", "转载、免责声明"),
    "footer": Term("publisher, licence numbers", "主办单位、备案号"),
    "wrapping": Term("what a re-publisher puts around a text", "转载者的导语"),
    "script": Term("script that shows as text", "露出来的脚本"),
    "loading": Term("placeholder of what a script loads", "脚本加载的占位文字"),
    "player": Term("the labels of a player", "播放器的文字"),
    "reply": Term("posts of others", "他人回帖"),
    "author-reply": Term("the author's remarks that are not the text", "作者与正文无关的回帖"),
    "jammer": Term("anti-copy noise", "防复制的干扰字"),
    "edit-notice": Term("who edited the post last", "“本帖最后由……编辑”"),
    "copy-button": Term("the button that copies code", "“复制代码”"),
    "quote-source": Term("the line over a quote", "引用上方的说明行"),
    "attachment": Term("links to files (listed as files)", "附件链接（已列入附件）"),
    "attachment-facts": Term("sizes and counts of files", "附件的大小、下载数"),
    "attachments-withheld": Term("files that guests are not shown", "游客看不到的附件"),
    "hidden-part": Term("hidden, or has to be paid for", "隐藏或付费内容"),
    "hidden-part-label": Term("the label over what was unlocked", "已解锁内容的标签"),
    "smiley": Term("smiley", "表情"),
    "icon": Term("icon", "图标"),
    "advert": Term("advertisement", "广告"),
    "button": Term("the button that closes a tip", "提示的关闭按钮"),
    "forum-dump": Term("everything but the opening post", "首帖以外的一切"),
}
WARNINGS = {
    "numbering-gap": Term("the numbering leaves something out", "编号有缺"),
    "missing-beginning": Term("the beginning may be missing", "开头可能不全"),
    "missing-end": Term("the end may be missing", "结尾可能不全"),
    "fragment": Term("one part of several, read alone", "只是其中一部分"),
    "missing-part": Term("a part is not in the archive", "有一部分不在档案里"),
    "promised-table": Term("a table is named and none is there", "提到的表格不在页面上"),
    "lost-characters": Term("characters seem to be lost", "疑有漏字"),
    "mojibake": Term("the text came to us decoded wrongly", "原文已是乱码"),
    "several-documents": Term("several documents on one page", "一页上有多份文件"),
    "foreign-card": Term("the index card is another document's", "索引卡属于另一份文件"),
    "hidden-part": Term("a part is hidden or has to be paid for", "有隐藏或付费的部分"),
    "attachments-withheld": Term("files are shown to members only", "附件仅会员可见"),
    "author-unknown": Term("not known whose thread it is", "楼主不明"),
    "no-text": Term("no text but pictures and files", "没有文字，只有图片或附件"),
    "selector-missed": Term("no declared selector matches", "声明的选择器都没有匹配"),
    "no-text-layer": Term("pages are pictures without text", "有的页是图片，没有文字层"),
    "machine-read": Term("read by machine in a picture", "由机器识别图片得来"),
    "encrypted": Term("needs a password", "需要密码"),
    "broken-file": Term("the file is damaged", "文件已损坏"),
    "too-large": Term("too large, the rest is left out", "过大，其余未读"),
    "member-skipped": Term("a file in it is of no kind that is read", "压缩包里有不能读的文件"),
    "automatic-numbers": Term("paragraph numbers counted by Word are absent", "Word 自动编号不在文件里"),
    "nested-archive": Term("an archive in an archive is not opened", "压缩包里的压缩包未打开"),
}
OUTCOMES = {
    "ok": Term("page", "正常"),
    "unchanged": Term("unchanged (304)", "未变（304）"),
    "redirect": Term("redirect", "跳转"),
    "gone": Term("gone", "已撤下"),
    "blocked": Term("blocked", "被拦截"),
    "error": Term("error", "出错"),
    "truncated": Term("cut off", "不完整"),
    "not-text": Term("no text", "非文本"),
}
VERDICTS = {
    "complete": Term("complete", "完整"),
    "quiet": Term("quiet", "无新内容"),
    "partial": Term("partial", "不完整"),
    "blocked": Term("blocked", "被拦截"),
    "unexpected": Term("unexpected", "异常"),
    "failed": Term("failed", "失败"),
}
FIELDS = {
    "published": Term("Published", "发布日期"),
    "delivered": Term("Delivered", "报告日期"),
    "posted": Term("Posted", "发帖时间"),
    "meeting": Term("Meeting", "会议"),
    "session": Term("Session (届)", "届"),
    "sitting": Term("Sitting (次)", "次"),
    "speaker": Term("Speaker", "报告人"),
    "office": Term("Office", "职务"),
    "organ": Term("Issuing organ", "发文机关"),
    "source": Term("Source line", "来源"),
    "author": Term("Author", "作者"),
    "number": Term("Document number", "发文字号"),
    "index_number": Term("Index number", "索引号"),
    "kind": Term("Kind", "种类"),
    "year": Term("Year", "年度"),
    "period": Term("Period", "时段"),
    "division": Term("Division code", "行政区划代码"),
    "part_of": Term("Part of", "所属文件"),
    "part": Term("Part", "第几页"),
    "parts": Term("Parts", "总页数"),
}
KINDS = {
    "government-work-report": Term("government work report", "政府工作报告"),
    "half-year-report": Term("half-year report", "上半年工作报告"),
    "plan-report": Term("plan execution report", "计划执行情况报告"),
    "budget-report": Term("budget report", "预算执行情况报告"),
    "congress-work-report": Term("congress work report", "人大常委会工作报告"),
    "statistical-bulletin": Term("statistical bulletin", "统计公报"),
    "other": Term("other", "其他"),
}
CHANGES = {
    "added": Term("added", "新增"),
    "removed": Term("removed", "删除"),
    "changed": Term("changed", "修改"),
    "moved": Term("moved", "移动"),
    "cosmetic": Term("cosmetic", "排版"),
    "text": Term("wording", "文字"),
    "punctuation": Term("punctuation", "标点"),
    "amount": Term("amount", "金额数量"),
    "percentage": Term("percentage", "百分比"),
    "article-number": Term("article number", "条款编号"),
    "number": Term("number", "数字"),
    "date": Term("date", "日期"),
    "table-cell": Term("table cell", "表格单元"),
    "table-row": Term("table row", "表格行"),
    "table-column": Term("table column", "表格列"),
    "spelling": Term("width or white space", "全半角或空白"),
    "markup": Term("markup", "标记"),
    "split": Term("split in two", "拆段"),
    "joined": Term("joined", "并段"),
    "heading": Term("heading", "标题"),
    "paragraph": Term("paragraph", "段落"),
    "list": Term("list", "列表"),
    "table": Term("table", "表格"),
    "figure": Term("figure", "图"),
}
ORIGINS = {
    "title": Term("the title", "标题"),
    "text": Term("the text", "正文"),
    "address": Term("the address", "网址"),
    "card": Term("the index card", "索引卡"),
    "heading": Term("the heading", "页面标题"),
    "dash-line": Term("the line under the title", "题下行"),
    "speaker-line": Term("the speaker's line", "报告人行"),
    "signature": Term("the signature", "落款"),
    "pager": Term("the pager", "分页条"),
    "meta": Term("a <meta> of the page", "页面 <meta>"),
    "line": Term("a line of the page", "页面行"),
    "line:bare": Term("a line that is only a date", "只有日期的一行"),
    "line:number": Term("a line with a document number", "文号行"),
    "post": Term("the post", "帖子"),
}
CHECKS = {
    "the payload on disk has the digest that was written when it came": "磁盘上的原始内容与入档时的摘要一致",
    "the payload's record is whole": "原始内容的记录完整",
    "the cleaning on disk refers to that payload": "磁盘上的清洗记录指向该原始内容",
    "the cleaning is the one that the version tells": "清洗记录正是此版本所用的",
    "the cleaning's record is whole": "清洗记录完整",
    "the cleaner reads the same in the payload today": "清洗器今天从原始内容读出的文本相同",
    "the block stands in the cleaning": "该段在清洗记录里",
}


def term(terms: dict[str, Term], name: str, language: Language) -> str:
    """Return a term in a language; a name that is not there is returned as it is."""
    found = terms.get(name)
    return found[LANGUAGES.index(language)] if found else name


def origin(said: str, language: Language) -> str:
    """Return where a field was read, in words: `meta:PubDate` gives `a <meta> of the page: PubDate`."""
    if said in ORIGINS:
        return term(ORIGINS, said, language)
    name, _, detail = said.partition(":")
    shown = term(ORIGINS, name, language)
    return shown if not detail else f"{shown}{'：' if language == 'zh' else ': '}{detail}"


def check(what: str, language: Language) -> str:
    """Return what was checked, in a language."""
    return CHECKS.get(what, what) if language == "zh" else what
