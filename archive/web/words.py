"""What the reading room says, in English and Chinese: one line a word, both side by side. Terms of the trade are in `terms`."""

import re
from typing import Literal

Language = Literal["en", "zh"]
LANGUAGES: tuple[Language, ...] = ("en", "zh")

_WORDS: dict[str, tuple[str, str]] = {
    # the frame
    "tag": ("en", "zh-CN"),
    "name": ("Fangzhi", "方志"),
    "subtitle": ("Reading room of a web archive", "网页档案阅览室"),
    "other_language": ("中文", "English"),
    "skip": ("Skip to the text", "跳到正文"),
    "search": ("Search", "检索"),
    "search_box": ("Words as they stand in the text, or an address", "正文里的原话，或网页地址"),
    "search_hint": (
        "Exact, from one character up; blanks part phrases. An address opens its page.",
        "逐字精确检索，一个字起；空格分隔多个短语。输入网址则直接打开该页。",
    ),
    "with_history": ("Also what pages no longer say", "也查页面上已经删去的话"),
    "footer": ("Read from the archive; nothing here asks the sites.", "内容全部出自档案，本页不访问任何网站。"),
    # the start page
    "newest": ("Newest versions", "最新版本"),
    "sources": ("Sources", "来源"),
    "documents_held": ("Documents: {n}", "{n} 份文件"),
    "empty": ("The archive is empty. To fill it: fangzhi crawl SOURCE", "档案还是空的。开始抓取：fangzhi crawl SOURCE"),
    "last_run": ("Last run", "最近一次抓取"),
    "verdict": ("Verdict", "结论"),
    "running": ("under way, or broken off", "进行中或已中断"),
    "source": ("Source", "来源"),
    "title": ("Title", "标题"),
    "first_seen": ("First seen", "首次见到"),
    "last_seen": ("Last seen", "最后见到"),
    "newer": ("Newer", "较新"),
    "older": ("Older", "较早"),
    # search
    "found": ("Documents that say “{q}”: {n}", "{n} 份文件里有“{q}”"),
    "found_many": ("The newest {n} documents that say “{q}”", "有“{q}”的文件，最新的 {n} 份"),
    "found_none": ("No document says “{q}”", "没有文件里有“{q}”"),
    "try_history": ("Look also in what pages no longer say", "连已经删去的话一起查"),
    "try_shorter": (
        "A phrase is found as it stands, punctuation included. Try fewer characters, or part phrases with a blank.",
        "短语按原样匹配，标点也算在内。可以缩短，或用空格分成几个短语。",
    ),
    "by_machine": ("read by machine in a picture", "由机器识别图片"),
    "by_machine_do": (
        "A machine read this text in a picture: a figure in it may be wrong. Look at the picture before you cite it.",
        "这段文字由机器从图片中识别，数字可能有误；引用之前请核对图片。",
    ),
    "more": ("Show more", "显示更多"),
    # a page through time
    "through_time": ("Through time", "历次版本"),
    "version": ("Version", "版本"),
    "versions": ("Versions: {n}", "{n} 个版本"),
    "gone": ("gone", "已撤下"),
    "gone_since": ("The site answered that there is no such page.", "网站回答没有这一页。"),
    "in_doubt": (
        "Not there when last asked for, on {when}; no other day has confirmed that yet.",
        "最近一次（{when}）请求时不在，尚未由另一天证实。",
    ),
    "absent": ("not there on {when}, later there again", "{when} 一度不在，后又出现"),
    "captures": ("Captures", "抓取次数"),
    "read": ("Read", "阅读"),
    "changes_here": ("what changed", "改了什么"),
    "compare": ("Compare", "比对"),
    "compare_from": ("from", "从"),
    "compare_to": ("to", "到"),
    "every_capture": ("Every capture of this address", "该地址的全部抓取"),
    "captured_at": ("Captured", "抓取时间"),
    "outcome": ("Outcome", "结果"),
    "payload": ("Payload", "原始内容"),
    "same_bytes": ("same bytes as an earlier one", "与先前一次字节相同"),
    "only_captures": ("What came of asking for it:", "历次请求的结果："),
    "and_older": (
        "The newest {n} are shown; all: fangzhi history URL --json",
        "只列最近 {n} 次；全部：fangzhi history URL --json",
    ),
    "cleaner": ("Cleaner", "清洗器"),
    # a version
    "as_it_stood": ("As it stood on {when}", "截至 {when} 的样子"),
    "current": ("As it stands", "现行版本"),
    "stood": ("Stood from {first} to {last}, seen {n} times", "{first} 至 {last} 如此，共见到 {n} 次"),
    "stood_once": ("Seen once, on {first}", "见到一次：{first}"),
    "live": ("The live page", "原网页"),
    "account": ("Account of the page", "取舍明细"),
    "account_link": ("What was kept, what was cut", "保留了什么，删去了什么"),
    "diff": ("Changes", "变更"),
    "previous_version": ("Earlier version", "前一版本"),
    "next_version": ("Later version", "后一版本"),
    "warnings": ("Doubts", "存疑"),
    "contents": ("Contents", "目录"),
    "metadata": ("What the page says of itself", "页面自述"),
    "read_from": ("read from", "出自"),
    "nothing_said": ("Nothing was found.", "没有读到。"),
    "files": ("Files", "附件"),
    "held": ("in the archive", "已存档"),
    "not_held": ("not in the archive", "未存档"),
    "parts": ("Parts", "分页"),
    "part_alone": ("This part alone.", "仅此一页。"),
    "the_whole": ("To the whole document", "看完整文件"),
    "repeats": ("repeats the one before, left out", "与前一页重复，已略去"),
    "picture": ("Picture", "图片"),
    "table": ("Table", "表格"),
    "provenance": ("How we know", "凭据"),
    "run": ("Run", "抓取批次"),
    "digest": ("Digest of the text", "文本摘要"),
    "payload_digest": ("Digest of the payload", "原始内容摘要"),
    "recorded_at": ("Recorded", "入档时间"),
    "source_text": ("Source text", "网页源码"),
    "download": ("Download the bytes", "下载原始字节"),
    "proof_link": ("Proof, checked now", "查验凭据"),
    "cite": ("To cite this version", "引用此版本"),
    "permalink": ("Permanent address", "永久地址"),
    "no_text": ("There is no text in this version.", "这个版本没有文本。"),
    "block": ("Block {n}", "第 {n} 段"),
    "block_proof": ("how block {n} is known", "第 {n} 段的凭据"),
    "page_of": ("Page {n} of {all}", "第 {n} 页，共 {all} 页"),
    # the account
    "account_lead": (
        "Every visible piece of the page, in its order: text of a block, or cut by a rule. Nothing else was on it.",
        "页面上每一处可见文字，按原来的顺序：要么留在正文段落里，要么按规则删去，此外别无其他。",
    ),
    "characters": ("Characters", "字数"),
    "pieces": ("Pieces", "处数"),
    "kept": ("kept", "保留"),
    "cut": ("cut", "删去"),
    "total": ("total", "合计"),
    "rule": ("Rule", "规则"),
    "what_it_cuts": ("What it cuts", "删去的内容"),
    "only_cut": ("Only what was cut", "只看删去的"),
    "everything": ("Everything", "全部"),
    "read_as_title": ("(read as the title)", "（已读作标题）"),
    "no_account": (
        "This document was read from a file, which has no ledger: all of its text is kept.",
        "该文件不是网页，没有取舍明细：文字全部保留。",
    ),
    # changes
    "no_changes": ("Word for word the same.", "一字不差。"),
    "changes_count": ("Changes: {n}", "{n} 处变更"),
    "cosmetic_count": ("cosmetic, not counted: {n}", "另有 {n} 处排版差异，不计"),
    "unchanged_blocks": ("Unchanged blocks: {n}", "{n} 段未变"),
    "silent": (
        "Silent: the page's own date, document number and Last-Modified are as they were.",
        "暗改：页面自己的日期、文号和 Last-Modified 都没有变。",
    ),
    "title_changed": ("The title changed", "标题变更"),
    # the same text elsewhere
    "copies": ("Elsewhere", "他处同文"),
    "copies_lead": (
        "Documents that hold text of this page as it stands now; the share is of this page's characters.",
        "收有本页现行文本的文件；百分比为本页文字在该处所占的比例。",
    ),
    "no_copies": ("Its text stands nowhere else in the archive.", "档案里没有别处收有这段文字。"),
    "printed_first": ("printed first", "刊出最早"),
    "most_complete": ("most complete", "最完整"),
    "missing_there": ("Blocks missing there: {n}", "该处缺 {n} 段"),
    "added_there": ("Blocks added there: {n}", "该处多 {n} 段"),
    "altered_there": ("Blocks altered there: {n}", "该处有改动 {n} 段"),
    "word_for_word": ("Word for word.", "一字不差。"),
    # a proof
    "why": ("How a sentence is known", "一句话的凭据"),
    "checks": ("Looked at again just now", "刚刚重新查验"),
    "holds": ("holds", "相符"),
    "fails": ("FAILS", "不符"),
    "cleaning": ("Cleaning", "清洗记录"),
    "capture": ("Capture", "抓取记录"),
    "record": ("Record", "档案记录"),
    "record_at": ("{file}, byte {offset}, {length} bytes long", "{file}，第 {offset} 字节起，长 {length} 字节"),
    "imported_from": ("Imported from", "导入自"),
    "by_hand": ("The record, without this program", "不用本程序，直接取出记录"),
    "answer": ("Answer", "服务器应答"),
    "declaration": ("Declaration of the source at that time", "当时的来源声明"),
    "path": ("Place in the page", "在页面中的位置"),
    # a source
    "runs": ("Runs", "历次抓取"),
    "documents": ("Documents", "文件"),
    "asked_captured": ("Asked / captured", "请求 / 取得"),
    "new_versions": ("New versions", "新版本"),
    "reasons": ("Reasons", "原因"),
    "no_documents": ("No documents yet.", "还没有文件。"),
    # fetching again
    "refetch": ("Fetch this page again now", "立即重新抓取此页"),
    "refetched": ("Fetched again", "已重新抓取"),
    "refetched_new": ("It gave a new version.", "得到一个新版本。"),
    "refetched_unchanged": ("The text is as it was.", "文本没有变化。"),
    "refetched_none": ("It gave no text.", "没有得到文本。"),
    "to_the_page": ("To the page", "回到该页"),
    # refusals: heading, and what to do next
    "not_found": ("There is no such page in this room", "阅览室里没有这一页"),
    "not_found_do": ("Search for words of the text, or begin at the start page.", "请检索正文里的话，或从首页开始。"),
    "no_capture": ("The archive has no such page", "档案里没有这个网页"),
    "no_capture_do": (
        "Search for words of its text: it may stand under another address. To fetch it: fangzhi fetch URL",
        "请检索正文里的话：它可能在另一个地址下。要抓取它：fangzhi fetch URL",
    ),
    "no_version": ("Nothing to read here", "这里没有可读的版本"),
    "no_version_do": ("What is known of the page is below.", "关于该页所知的都在下面。"),
    "taken_down": ("Taken down", "已撤除"),
    "taken_down_do": (
        "The bytes were taken down; dates, digest and the reason stay.",
        "内容已按要求撤除；日期、摘要和原因保留。",
    ),
    "bad_address": ("That is no address of a page", "这不是网页地址"),
    "bad_address_do": (
        "An address begins with http:// or https://, like http://www.example.gov.cn/page.html",
        "网页地址以 http:// 或 https:// 开头，如 http://www.example.gov.cn/page.html",
    ),
    "bad_date": ("That is no date", "这不是日期"),
    "bad_date_do": (
        "Write a day like 2024-07-31, or a time like 2024-07-31T18:00:00+08:00.",
        "请写成 2024-07-31，或 2024-07-31T18:00:00+08:00。",
    ),
    "bad_host": ("This name is not answered here", "本阅览室不应答这个主机名"),
    "bad_host_do": (
        "Ask by the address that `fangzhi serve` printed; to allow a name: fangzhi serve --name NAME",
        "请用 fangzhi serve 打印的地址访问；要允许某个主机名：fangzhi serve --name NAME",
    ),
    "bad_method": ("This address cannot be asked that way", "该地址不接受这种请求"),
    "bad_method_do": ("Open it with GET.", "请用 GET 打开。"),
    "bad_form": ("This form did not come from this room", "这份表单不是本阅览室发出的"),
    "bad_form_do": ("Open the page again and press its button.", "请重新打开该页，再按页面上的按钮。"),
    "damaged": ("The archive cannot answer this now", "档案暂时无法回答"),
    "damaged_do": ("The sentence below says what to do.", "处理办法见下面的说明。"),
    "broken": ("Something went wrong in this program", "程序出错了"),
    "broken_do": (
        "The archive is read-only here, nothing is lost. What happened stands in the log.",
        "这里只读档案，数据无损。详情见日志。",
    ),
    "start": ("Start page", "首页"),
}
_TAGS = re.compile(r"\s*([a-zA-Z*-]{1,20})(?:\s*;\s*q=([01](?:\.\d{0,3})?))?\s*")


class Words:
    """The words of one language: `words["kept"]`, or `words.kept` in a template. A word that is none is a KeyError."""

    def __init__(self, language: Language) -> None:
        self._at = LANGUAGES.index(language)

    def __getitem__(self, name: str) -> str:
        return _WORDS[name][self._at]

    def names(self) -> list[str]:
        """Return the names of all words."""
        return list(_WORDS)


def chosen(cookie: str, accepted: str) -> Language:
    """Return the language that a reader chose before, else the first of ours that the browser accepts, else English.

    Args:
        cookie: the value of the room's cookie, "" for none. accepted: the field Accept-Language.
    """
    if cookie in LANGUAGES:
        return "zh" if cookie == "zh" else "en"
    best, weight = "en", 0.0
    for tag in accepted[:200].split(","):
        found = _TAGS.fullmatch(tag)
        if found and (language := found[1].lower().partition("-")[0]) in LANGUAGES and float(found[2] or 1) > weight:
            best, weight = language, float(found[2] or 1)
    return "zh" if best == "zh" else "en"
