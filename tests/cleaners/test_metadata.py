"""What a page says of its document, on pages in the forms and with the traps of real sites; the texts are invented."""

from datetime import date
from pathlib import Path

import pytest

from cleaners import clean
from cleaners.document import Document, Metadata

BODY = "<p>全区新建口袋公园七座，完成旧楼加装电梯四十台，新增就业岗位两万个。</p><p>下一步将继续推进河道整治与旧区改造，把惠民的事情办好。</p>"
TITLE = "临江区完成七座口袋公园建设"


def read(html: str, url: str = "https://www.linjiang.example/20190823/899.html") -> Document:
    return clean(html.encode(), url=url, content_type="text/html; charset=utf-8")


def page(line: str = "", *, metas: str = "", body: str = BODY, after: str = "", title: str = TITLE) -> str:
    return (
        f"<html><head><title>{title}_临江区人民政府</title>{metas}</head><body><div class='nav'><a href='/'>首页</a> <a href='/x'>要闻</a></div><div class='ticker'><a href='/y'>某通知 2020-01-01</a></div>"
        f"<div class='content'><h1>{title}</h1><div class='info'>{line}</div><div class='TRS_Editor'>{body}</div><div>{after}</div></div><div class='footer'>版权所有 2018-05-05</div></body></html>"
    )


def published(document: Document) -> tuple[str | None, str | None]:
    metadata = document.metadata
    return (str(metadata.published) if metadata.published else None, metadata.origins.get("published"))


@pytest.mark.parametrize(
    ("line", "origin"),
    [
        ("发布日期：2024-07-29 来源：临江报", "line:发布日期"),
        ("[发布日期:2024/7/29 16:08:48]", "line:发布日期"),
        ("发布时间: 2024年7月29日 09:15　　浏览次数: 12", "line:发布时间"),
        ("日期:2024-07-29 16:10 来源:区政府办公室 打印页面 关闭页面", "line:日期"),
        ("时间：2024.07.29", "line:时间"),
        ("2024-07-29 点击数:", "line:bare"),
        ("（2024年07月29日）", "line:bare"),
        ("来源：临江报 2024-07-29 10:00 字号：大 中 小", "line:bare"),
        ("<span>日 期：</span><span>2024-07-29</span>", "line:日期"),
    ],
)
def test_the_printed_date_is_the_publications(line: str, origin: str) -> None:
    assert ("2024-07-29", origin) == published(read(page(line)))


@pytest.mark.parametrize(
    "line",
    ["归档时间：2023-06-15", "成文日期：2023-06-15", "生效日期：2023-06-15", "截止时间：2023-06-15", "来源：本网", ""],
)
def test_other_dates_are_not_the_publications(line: str) -> None:
    assert (None, None) == published(read(page(line)))


def test_the_address_is_never_a_date() -> None:
    assert read(page(), "https://zwgk.linjiang.example/xxgk/2022/267/20220924/72630.html").metadata.published is None


def test_the_printed_date_wins_over_the_metas() -> None:
    metas = '<meta name="PubDate" content="2022-04-24 10:00:43">'
    assert ("2017-05-15", "line:发布日期") == published(
        read(page("来源： 访问量：199 发布日期：2017-05-15 10:49:00", metas=metas))
    )
    assert ("2022-04-24", "meta:pubdate") == published(read(page(metas=metas)))


def test_an_update_counts_only_where_nothing_else_is_printed() -> None:
    assert ("2024-07-29", "line:发布时间") == published(read(page("更新时间：2025-01-01 发布时间：2024-07-29")))
    assert ("2025-01-01", "line:更新时间") == published(read(page("更新时间：2025-01-01")))


def test_a_date_glued_to_the_title_or_to_the_first_sentence_is_read() -> None:
    glued = page().replace(f"<h1>{TITLE}</h1>", f"<div>{TITLE}2024-07-29</div>")
    assert ("2024-07-29", "line:title") == published(read(glued))
    body = "<p>发布时间:2024-07-29 14:10为密切人大代表同群众的联系，区里新建口袋公园七座，完成旧楼加装电梯四十台。</p><p>下一步将继续推进河道整治与旧区改造。</p>"
    assert ("2024-07-29", "line:发布时间") == published(read(page(body=body)))


def test_dates_of_other_pages_links_are_not_this_pages() -> None:
    links = "<ul>" + "".join(f'<li><a href="/{n}.html">别的文章 2021-0{n}-01</a></li>' for n in range(1, 5)) + "</ul>"
    assert (None, None) == published(read(page(after=links)))


@pytest.mark.parametrize(
    ("line", "source", "author"),
    [
        ("来源：临江报 作者：江一文 日期：2024-07-29", "临江报", "江一文"),
        ("信息来源:临江区人大常委会 发布时间：2024-07-29", "临江区人大常委会", None),
        ("来 源： 区政府办公室　浏览次数：", "区政府办公室", None),
        ("来源： 浏览： 打印", None, None),
        ("作者：admin 日期：2024-07-29", None, None),
    ],
)
def test_source_and_author_lines_end_at_the_next_label(line: str, source: str | None, author: str | None) -> None:
    metadata = read(page(line)).metadata
    assert (source, author) == (metadata.source, metadata.author)


def test_the_metas_tell_what_no_line_does() -> None:
    metas = '<meta name="ContentSource" content="临江区统计局"><meta name="ArticleTitle" content="临江县2023年国民经济和社会发展统计公报"><meta name="pubdate" content="2024-03-31 12:34">'
    document = read(page(metas=metas, title="临江县2023年国民经济和社会发展统计公报"))
    metadata = document.metadata
    assert ("临江区统计局", "statistical-bulletin", 2023) == (metadata.source, metadata.kind, metadata.year)
    assert "meta:contentsource" == metadata.origins["source"]


CARD = "<table><tr><td>索 引 号</td><td>{index}</td><td>发布机构</td><td>临江区财政局</td></tr><tr><td>信息名称</td><td>{name}</td><td>发文字号</td><td>临财〔2024〕7号</td></tr><tr><td>成文日期</td><td>2024-01-02</td><td>公开日期</td><td>2024-03-05</td></tr></table>"


@pytest.mark.parametrize("before", [True, False], ids=["before", "behind"])
def test_an_index_card_before_or_behind_the_body_is_metadata(before: bool) -> None:
    card = CARD.format(index="LJ-7", name=TITLE)
    document = read(page(card if before else "", after="" if before else card))
    metadata = document.metadata
    assert ("LJ-7", "临江区财政局", "临财〔2024〕7号", date(2024, 3, 5)) == (
        metadata.index_number,
        metadata.organ,
        metadata.number,
        metadata.published,
    )
    assert "索" not in document.text


def test_another_documents_card_is_not_believed() -> None:
    document = read(page(after=CARD.format(index="ZZ-1", name="教育局二〇一九年部门决算")))
    assert (None, None) == (document.metadata.index_number, document.metadata.organ)
    assert "foreign-card" in [warned.code for warned in document.warnings]


REPORT = (
    "<p>——2024年1月9日在上海市嘉定区第七届人民代表大会</p><p>第五次会议上</p><p>嘉定区区长  江 明</p><p>各位代表：</p><p>现在，我代表嘉定区人民政府，向大会报告工作，请予审议。</p>"
    "<p>一、2023年工作回顾</p><p>全区新建口袋公园七座，完成旧楼加装电梯四十台。</p><p>二、2024年主要任务</p><p>继续推进河道整治与旧区改造，为建设美好城区而努力奋斗！</p>"
)


def test_a_report_tells_meeting_speaker_organ_kind_year_and_division() -> None:
    metadata = read(page("日期：2024-02-01", body=REPORT, title="政府工作报告")).metadata
    told = metadata.to_json()
    assert {
        "published": "2024-02-01",
        "delivered": "2024-01-09",
        "meeting": "上海市嘉定区第七届人民代表大会第五次会议",
        "session": 7,
        "sitting": 5,
        "speaker": "江明",
        "office": "区长",
        "organ": "嘉定区人民政府",
        "kind": "government-work-report",
        "year": 2024,
        "division": "310114",
    } == {name: value for name, value in told.items() if value is not None and name != "origins"}
    assert set(told) - {"origins"} >= set(metadata.origins) - {"title"}
    assert ("dash-line", "speaker-line", "line:代表") == tuple(
        metadata.origins[name] for name in ("delivered", "speaker", "organ")
    )


def test_an_organ_signs_over_the_closing_date() -> None:
    signed = BODY + "<p>临江区发展和改革委员会</p><p>2024年3月5日</p>"
    metadata = read(page("日期：2024-03-08", body=signed)).metadata
    assert ("临江区发展和改革委员会", "signature", date(2024, 3, 8)) == (
        metadata.organ,
        metadata.origins["organ"],
        metadata.published,
    )


def test_a_document_number_on_a_line_of_its_own_is_read() -> None:
    assert "临府发〔2024〕12号" == read(page(body="<p>临府发〔2024〕12号</p>" + BODY)).metadata.number


def test_a_split_page_is_a_fragment_of_its_first_page() -> None:
    document = read(
        page(after='<a href="4269.html">1</a> <a href="4269_2.html">2</a> <a href="4269_6.html">6</a>'),
        "https://copies.example/b/4269_3.html",
    )
    metadata = document.metadata
    assert ("https://copies.example/b/4269.html", 3, 6) == (metadata.part_of, metadata.part, metadata.parts)
    assert "fragment" in [warned.code for warned in document.warnings]


def test_metadata_survives_its_json() -> None:
    metadata = read(page("日期：2024-02-01 来源：临江报", body=REPORT)).metadata
    assert metadata == Metadata.from_json(metadata.to_json())


SEEDS = Path(__file__).parents[2].parent / "shared" / "seeds"


@pytest.mark.skipif(not SEEDS.is_dir(), reason="the project's first five documents are not beside the checkout")
@pytest.mark.parametrize(
    ("seed", "expected", "warned"),
    [
        ("000", {}, {"missing-beginning", "missing-end", "lost-characters"}),
        (
            "001",
            {
                "published": "2024-07-29",
                "delivered": "2024-07-25",
                "session": 7,
                "sitting": 20,
                "organ": "嘉定区发展和改革委员会",
                "kind": "plan-report",
                "year": 2024,
                "division": "310114",
            },
            {"promised-table"},
        ),
        (
            "002",
            {
                "delivered": "2022-07-27",
                "session": 7,
                "sitting": 2,
                "speaker": "高香",
                "office": "区长",
                "organ": "嘉定区人民政府",
                "kind": "half-year-report",
                "year": 2022,
            },
            set[str](),
        ),
        (
            "003",
            {
                "posted": "2023-05-23T17:06:50+08:00",
                "delivered": "2023-01-05",
                "speaker": "王华",
                "kind": "government-work-report",
                "year": 2023,
                "division": "310106",
            },
            set[str](),
        ),
        ("004", {}, {"missing-beginning", "missing-end"}),
    ],
)
def test_the_first_documents_tell_what_they_are(seed: str, expected: dict[str, object], warned: set[str]) -> None:
    (path,) = SEEDS.glob(f"{seed}_*.txt")
    document = clean(path.read_bytes(), url=f"https://a.example/{seed}.txt", content_type="text/plain; charset=utf-8")
    told = document.metadata.to_json()
    assert expected == {name: told[name] for name in expected}
    assert warned == {one.code for one in document.warnings}


@pytest.mark.parametrize(
    "line",
    [
        "发布机构：区水务局 日期：2023-12-23",
        "发布机构：区水务局时间：2023/12/23 16:08:48",
        "原创 临江发布 2023-12-23 18:30",
    ],
)
def test_the_day_behind_another_fields_value_is_the_publications(line: str) -> None:
    page = f"<html><head><title>河道巡查</title></head><body><h1>河道巡查</h1><div>{line}</div><div id='zoom'><p>全区开展河道巡查，确保水质稳定达标。</p></div></body></html>"
    assert "2023-12-23" == str(clean(page.encode(), url="https://a.example/1.html").metadata.published)
