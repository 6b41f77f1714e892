"""Titles, tables, headings and the choice of the body."""

import pytest

from cleaners import clean
from cleaners.titles import without_site

URL = "https://www.linjiang.example/1.html"
PROSE = "全区完成年度任务，各项指标好于预期，群众满意度继续提高，营商环境不断改善。"


def page(body: str, head: str = "") -> bytes:
    return f"<html><head><meta charset=utf-8>{head}</head><body>{body}</body></html>".encode()


@pytest.mark.parametrize(
    ("shown", "title"),
    [
        ("临江区2023年统计公报_统计数据_临江区人民政府", "临江区2023年统计公报"),
        ("临江区政府工作报告 - 临江区人大常委会", "临江区政府工作报告"),
        ("临江人大 | 关于1-10月预算执行情况的报告", "关于1-10月预算执行情况的报告"),
        ("春到临江", "春到临江"),
    ],
)
def test_the_name_of_the_site_is_no_part_of_the_title(shown: str, title: str) -> None:
    assert title == without_site(shown)


@pytest.mark.parametrize(
    ("head", "above", "title"),
    [
        (
            "<meta name=ArticleTitle content='关于预算的报告<br>（书面）'><title>x</title>",
            "",
            "关于预算的报告 （书面）",
        ),
        (
            "<meta name=ArticleTitle content='关于临江区二〇二四年…'>",
            "<h1>关于临江区二〇二四年预算的报告</h1>",
            "关于临江区二〇二四年预算的报告",
        ),
        (
            "<title>关于批准区级决算和预算调整方案的决议_公报_临江人大</title>",
            "<p>关于批准区级决算和</p><p>预算调整方案的决议</p>",
            "关于批准区级决算和预算调整方案的决议",
        ),
        ("<title>临江在线</title>", "<h1>桥梁加固工程完工</h1>", "桥梁加固工程完工"),
    ],
)
def test_a_title_is_read_where_the_page_has_it_whole(head: str, above: str, title: str) -> None:
    assert title == clean(page(f"{above}<div id=zoom><p>{PROSE}</p></div>", head), url=URL).title


def test_spans_are_written_once_and_the_fields_that_they_cover_are_empty() -> None:
    table = "<table><caption>表1</caption><tr><td rowspan=2>指标<td colspan=2>上半年<tr><td>数值<td>增幅<tr><td>甲<td>1<td>2</table>"
    blocks = clean(page(f"<div id=zoom><p>{PROSE}</p>{table}</div>"), url=URL).blocks
    assert "表1\n| 指标 | 上半年 |  |\n| --- | --- | --- |\n|  | 数值 | 增幅 |\n| 甲 | 1 | 2 |" == blocks[1].text


def test_a_table_that_lays_out_a_page_is_no_data() -> None:
    layout = f"<table><tr><td><a href=1>目录</a></td><td id=zoom><table><tr><td><p>{PROSE}</p></td></tr></table></td></tr></table>"
    assert ["paragraph"] == [block.kind for block in clean(page(layout), url=URL).blocks]


def test_short_numbered_paragraphs_are_headings_with_levels() -> None:
    lines = [
        "第一部分 2023年工作回顾",
        "一、经济运行",
        "（一）产业发展",
        "1. 工业",
        "（1）制造业",
        "二、坚持改革，全面完成任务。",
        "2024年是关键之年，",
    ]
    document = clean(
        page("<div id=zoom>" + "".join(f"<p>{line}</p>" for line in lines) + f"<p>{PROSE}</p></div>"), url=URL
    )
    assert [2, 2, 3, 4, 5, 0, 0, 0] == [block.level for block in document.blocks]


def test_the_body_is_where_the_prose_is_not_where_the_links_are() -> None:
    links = (
        "<ul>"
        + "".join(f"<li><a href={n}>一条很长的新闻标题，列在旁边的栏目里，编号{n}</a></li>" for n in range(40))
        + "</ul>"
    )
    text = "".join(f"<p>{PROSE}</p><p>短句</p>" for _ in range(5))
    document = clean(page(f"<div>{links}</div><div>{text}</div><div>{links}</div>"), url=URL)
    assert ("article", "\n".join([PROSE, "短句"] * 5)) == (document.reader, document.text)


def test_of_two_texts_the_one_that_the_page_describes_is_the_document() -> None:
    mine = "<div><h1>渡口修复完工</h1><p>百年渡口修复工程昨日完工，沿江步道同步开放。</p><p>工程历时两年。</p></div>"
    feed = "<ul>" + "".join(f"<li><a href={n}>别的新闻{n}</a><p>{PROSE}</p></li>" for n in range(9)) + "</ul>"
    head = "<meta property=og:description content='百年渡口修复工程昨日完工，沿江步道同步开放。工程历时两年。'>"
    assert PROSE not in clean(page(mine + feed, head), url=URL).text


def test_two_texts_of_like_size_are_decided_by_a_second_opinion() -> None:
    article = "<article><h1>桥梁加固工程完工</h1>" + f"<p>{PROSE}</p>" * 4 + "</article>"
    comments = (
        "<div class=list><div><p>我住在附近，觉得修得很好，出行方便多了！</p></div><div><a href=1>举报</a> <a href=2>回复</a></div></div>"
        * 4
    )
    assert clean(page(article + comments), url=URL).text.count(PROSE) == 4


def test_files_in_a_box_of_their_own_belong_to_the_document() -> None:
    box = "<div class=fj>附件：<a href='/files/指标.xlsx'>指标表</a></div>"
    document = clean(page(f"<div id=zoom><p>{PROSE}</p></div>{box}"), url=URL)
    assert [("https://www.linjiang.example/files/指标.xlsx", "指标表")] == [
        tuple(link) for link in document.attachments
    ]


LONG = "".join(f"<p>第{n}项工作如期完成，{PROSE}{PROSE}</p>" for n in "一二三四五六")


def test_a_lead_in_a_box_of_its_own_is_not_the_whole_text() -> None:
    lead = "临江区年内完成两千户旧房改造，居民搬进了带电梯的新居。"
    links = "<p><a href=/a>图片</a></p>" * 8
    told = clean(
        page(
            f"<div><h1>旧房改造完成</h1><div>{lead}</div>{links}<div>{LONG}</div></div>",
            f"<title>旧房改造完成</title><meta name=description content='{lead}'>",
        ),
        url=URL,
    )
    assert "第六项工作" in told.text


def test_teasers_behind_a_heading_of_related_links_are_no_text() -> None:
    teaser = "<li><a href=/b>邻区见闻</a><p>邻区近日举办活动，市民踊跃参加，现场气氛热烈，秩序井然，活动持续到傍晚。</p></li>"
    told = clean(
        page(f"<div><div>{LONG}</div><h3>相关新闻</h3><ul>{teaser * 9}</ul></div>", "<title>x</title>"), url=URL
    )
    assert "第六项工作" in told.text
    assert "邻区" not in told.text


@pytest.mark.parametrize(
    ("body", "title"),
    [
        ("<div class=logo><h1>临江区人民政府</h1></div><h2>关于修路的通告</h2>", "关于修路的通告"),
        ("<p><span class=Title>关于修路的通告</span></p>", "关于修路的通告"),
        ("<div class=bt>关于修路的通告<small> 2024-01-09 来源：路政</small></div>", "关于修路的通告"),
        ("<h3>关联稿件：</h3>", "临江区人民政府"),
    ],
)
def test_a_title_that_only_names_the_site_is_no_title_where_the_page_has_one(body: str, title: str) -> None:
    html = page(f"{body}<div id=zoom>{LONG}</div>", "<title>临江区人民政府</title>")
    assert title == clean(html, url=URL).title


def test_the_title_with_which_a_text_begins_is_found_under_a_title_of_the_site() -> None:
    opening = "<p>临江区人民代表大会常务委员会<br>关于批准预算调整的<br>决议</p><p>（2024年6月3日通过）</p>"
    html = page(f"<div id=zoom>{opening}{LONG}</div>", "<title>临江人大网</title>")
    assert "临江区人民代表大会常务委员会关于批准预算调整的决议" == clean(html, url=URL).title


CARD = (
    "<table><tr><td>索引号：<td>LJ1<td>发文机关：<td>区水务局"
    "<tr><td>发布日期：<td>2018-06-21<td>发文字号：<td>水规字〔2018〕1号</table>"
)


def test_an_index_card_behind_the_text_is_no_table_of_it() -> None:
    told = clean(page(f"<div><div>{LONG}</div>{CARD}</div>", "<title>关于修路的通告</title>"), url=URL)
    assert "索引号" not in told.text
    assert "LJ1" == told.metadata.index_number


def test_a_card_from_before_the_delivery_is_another_documents() -> None:
    html = page(f"<div id=zoom><p>——2019年1月12日在临江区第八届人民代表大会第三次会议上</p>{LONG}{CARD}</div>")
    told = clean(html, url=URL)
    assert (None, None) == (told.metadata.index_number, told.metadata.number)
    assert "foreign-card" in [warned.code for warned in told.warnings]


def test_a_table_that_lists_documents_is_text() -> None:
    rows = "".join(f"<tr><td>LJ{n}<td>关于第{n}号桥的通告<td>2018-06-2{n}" for n in range(3))
    html = page(f"<div id=zoom>{LONG}<table><tr><td>索引号<td>名称<td>发布日期{rows}</table></div>")
    assert "关于第2号桥的通告" in clean(html, url=URL).text


@pytest.mark.parametrize("body", [f"<div>{LONG}</div>", f"<div id=zoom>{LONG}</div>"])
def test_declared_title_and_date_win_in_every_reader(body: str) -> None:
    told = clean(
        page(f"<b class=t>桥梁检修</b><i class=d>2021-03-04</i>{body}", "<meta name=PubDate content=2022-09-09>"),
        url=URL,
        options={"title": ".t", "date": ".d"},
    )
    assert ("桥梁检修", "2021-03-04") == (told.title, str(told.metadata.published))
    assert {"selector"} == {told.metadata.origins[name] for name in ("title", "published")}


@pytest.mark.parametrize(
    ("link", "names"),
    [
        ("<a href='/down/download.jsp?id=7'>附件1：名单</a>", ["附件1：名单"]),
        ("<a href='/servlet/attach?n=7'>年度计划.docx</a>", ["年度计划.docx"]),
        ("<a href='/download.jsp?id=7'>客户端</a>", []),
    ],
)
def test_a_link_to_a_download_script_is_an_attachment_when_its_name_says_so(link: str, names: list[str]) -> None:
    told = clean(page(f"<div id=zoom>{LONG}<p>{link}</p></div>"), url=URL)
    assert names == [one.name for one in told.attachments]


def test_a_body_that_a_script_unveils_is_read() -> None:
    told = clean(page(f"<h1>要闻</h1><p>客户端</p><div style='visibility: hidden'>{LONG}</div>"), url=URL)
    assert "第六项工作" in told.text


def test_a_hidden_part_of_a_page_is_no_text() -> None:
    told = clean(page(f"<div>{LONG}<div style='display:none'>{PROSE}暗处。</div></div>"), url=URL)
    assert "暗处" not in told.text


FEED = "".join(
    f'<div class="it"><a href="{n}"><h4>另一则消息之{n}</h4></a><p>这里是另一则消息的内容提要，写得比正文还长一些，{n}号提要说了不少事情，也加了不少标点。</p></div>'
    for n in range(1, 9)
)


def test_a_feed_of_other_stories_longer_than_the_text_is_not_the_text() -> None:
    text = "<p>2月9日晚，第十二届灯会在东门广场开幕，三千盏花灯同时点亮，市民纷纷前来观赏。</p><p>灯会分三个展区，持续到元宵节，镇里安排了二百名志愿者维护秩序。</p>"
    html = f"<html><head><title>古镇灯会开幕_临江在线</title></head><body><div><h1>古镇灯会开幕</h1><div>{text}</div></div><div>{FEED}</div></body></html>"
    document = clean(html.encode(), url="https://news.example/1.html")
    assert ["2月9日晚", "灯会分三个"] == [block.text[:5] for block in document.blocks]


def test_a_note_below_the_title_is_not_the_whole_of_a_law() -> None:
    law = "".join(f"<p>第{n}条　本条例自公布之日起施行。</p>" for n in "一二三")
    html = f"<html><head><title>河道条例</title></head><body><div><h1>河道条例</h1><p>（2023年3月28日临江市第十六届人民代表大会常务委员会第三次会议通过）</p></div><div>{law}</div></body></html>"
    blocks = clean(html.encode(), url="https://law.example/1.html").blocks
    assert ["第一条", "第二条", "第三条"] == [block.text[:3] for block in blocks if block.text.startswith("第")]


def test_a_list_of_names_is_found_below_its_title_not_in_the_footer() -> None:
    html = (
        "<html><head><title>名单公布-临江区人民政府</title></head><body><div><div>名单公布</div><div>2023-05-06</div><div><p>临水路小学</p><p>古渡镇卫生院</p><p>望江路文化中心</p></div></div>"
        "<div><p>地址：望江路1号，邮编：200000，电话：021-12345678（仅受理网站建设维护事宜）</p></div></body></html>"
    )
    assert ["临水路小学", "古渡镇卫生院", "望江路文化中心"] == [
        block.text for block in clean(html.encode(), url="https://gov.example/1.html").blocks
    ]


def test_a_title_broken_by_the_template_is_one_heading() -> None:
    html = (
        "<html><head><title>关于印发防汛预案的通知-临江区</title></head><body><div><h1>关于印发<br>防汛预案的通知</h1><p>今年以来，全区坚持稳中求进，经济运行总体平稳，主要指标好于预期。</p>"
        "<p>各部门要压实责任，细化举措，确保完成全年任务。</p></div></body></html>"
    )
    texts = [block.text for block in clean(html.encode(), url="https://gov.example/1.html").blocks]
    assert "关于印发" not in texts


def test_a_text_in_a_box_with_a_name_of_a_sidebar_is_read() -> None:
    text = "".join(
        f"<p>第{n}段，今年以来全区坚持稳中求进，经济运行总体平稳，主要指标好于预期。</p>" for n in "一二三四"
    )
    note = "<div><p>内容仅供参考，具体以正式文件为准，欢迎各位市民提出意见和建议，谢谢支持。</p></div>"
    html = f'<html><head><title>经济运行平稳</title></head><body><div class="ad sidebar"><div class="x">{text}</div></div>{note}</body></html>'
    assert "第四段" in clean(html.encode(), url="https://gov.example/1.html").text


def test_a_page_of_two_lines_of_links_is_read() -> None:
    document = clean(
        "<a>一、总体情况<div>一、总体情况".encode(),
        url="https://gov.example/1.html",
        content_type="text/html; charset=utf-8",
    )
    assert 2 == len(document.blocks)


def test_a_text_beside_a_menu_in_one_row_of_a_layout_table_is_lines_and_no_table() -> None:
    menu = "<td><b>热点关注</b><br>1.<a href=1>测土配方施肥问答</a><br>2.<a href=2>春耕物资价格监测</a></td>"
    said = [
        "各镇人民政府：",
        "现将春耕备耕有关事项通知如下，请认真贯彻执行。",
        "一、抓紧备足化肥4.2万吨",
        "二、检修农机具1,860台",
        "特此通知。",
    ]
    page = f"<title>关于做好春耕备耕工作的通知</title><table><tr><td colspan=2><a href=/>首页</a></td></tr><tr>{menu}<td>{'<br>'.join(said)}</td></tr></table>"
    assert said == clean(page.encode(), url=URL).text.split("\n")


def test_a_table_of_two_rows_with_figures_stays_a_table() -> None:
    page = f"<h1>化肥储备情况</h1><p>{PROSE * 4}</p><table><tr><th>品种</th><th>储备（吨）</th></tr><tr><td>尿素</td><td>18,400</td></tr></table>"
    assert "| 尿素 | 18,400 |" in clean(page.encode(), url=URL).text
