"""Documents of our own to fill into page forms, and the ways in which editors mark up a text."""

from collections.abc import Callable
from typing import NamedTuple


class Article(NamedTuple):
    """A document: its lines are what a reader of the page should give, one a block; a line with bars is a table's row."""

    title: str
    day: str
    source: str
    lines: tuple[str, ...]


ARTICLES: dict[str, Article] = {
    "news": Article(
        "临江区召开秋冬季河道整治推进会",
        "2021-10-18",
        "临江区水务局",
        (
            "10月15日下午，临江区召开秋冬季河道整治工作推进会，副区长沈岚主持会议并讲话。",
            "会上，区水务局通报了前三季度河道整治情况：全区共疏浚中小河道37.6公里，清理淤泥21.4万立方米，"
            "新建生态护岸8,650米，42条段河道水质稳定在Ⅲ类以上。青溪镇、北塘街道作了交流发言。",
            "沈岚指出，要对照年初目标逐条销号，不留死角；要把两岸停车、晾晒、堆物等问题一并纳入整治，让沿河居民看得见变化。",
            "（通讯员 陆一鸣）",
        ),
    ),
    "notice": Article(
        "关于开展2020年度社区食堂补贴申报工作的通知",
        "2020-03-09",
        "临江区民政局",
        (
            "各街道办事处、镇人民政府：",
            "为做好社区食堂补贴发放，根据《临江区养老助餐扶持办法》（临民规〔2019〕5号），现将有关事项通知如下：",
            "一、申报范围",
            "本区行政区域内2019年12月31日前登记、连续运营满6个月的社区食堂。",
            "二、补贴标准",
            "（一）开办补贴：使用面积200平方米以上的，一次性补贴15万元；",
            "（二）运营补贴：按每客2.5元核定，单家全年不超过18万元。",
            "三、申报时间",
            "2020年3月16日至4月10日，逾期不再受理。联系人：周敏；联系电话：5555-0137。",
            "特此通知。",
            "附件：1.社区食堂补贴申报表",
            "2.社区食堂运营情况汇总表",
            "临江区民政局",
            "2020年3月6日",
        ),
    ),
    "bulletin": Article(
        "临江区2018年国民经济和社会发展统计公报",
        "2019-02-27",
        "临江区统计局",
        (
            "2018年，全区上下稳中求进，经济运行总体平稳。",
            "一、综合",
            "初步核算，全年实现地区生产总值612.35亿元，比上年增长6.8%。其中，第一产业增加值4.07亿元，下降3.1%。",
            "表1 2018年居民消费价格比上年涨跌幅度",
            "| 指标 | 全区 | 城镇 |",
            "| 居民消费价格 | 1.7 | 1.6 |",
            "| 食品烟酒 | 2.2 | 2.0 |",
            "二、工业和建筑业",
            "全年规模以上工业总产值1,204.6亿元，增长4.4%。资质以上建筑业企业房屋施工面积356.2万平方米。",
            "注释：",
            "1.本公报数据为初步统计数。",
            "2.部分数据因四舍五入，存在合计与分项不等的情况。",
        ),
    ),
    "people": Article(
        "临江区人民代表大会常务委员会任免名单",
        "2017-06-30",
        "临江区人大常委会办公室",
        (
            "（2017年6月29日临江区第十六届人民代表大会常务委员会第四次会议通过）",
            "任命：",
            "孙立为区财政局局长；",
            "何婉为区卫生和计划生育委员会主任。",
            "免去：",
            "丁宁的区财政局局长职务；",
            "邱岳的区人民法院审判员职务。",
        ),
    ),
    "report": Article(
        "政府工作报告",
        "2022-01-14",
        "临江区人民政府",
        (
            "——2022年1月11日在临江区第十七届人民代表大会第一次会议上",
            "临江区区长 高远",
            "各位代表：",
            "现在，我代表临江区人民政府，向大会报告工作，请予审议，并请各位政协委员和其他列席人员提出意见。",
            "一、2021年工作回顾",
            "过去一年，全区一般公共预算收入完成78.9亿元，同比增长9.2%；新增就业岗位21,306个，登记失业人数控制在4,870人以内。",
            "（一）产业能级稳步提升。引进亿元以上项目46个，高新技术企业达到512家。",
            "1.先进制造业占比提高。规模以上工业战略性新兴产业产值占比达到38.5%。",
            "2.现代服务业加快集聚。",
            "（二）城市更新有序推进。完成旧改签约1,830户，既有多层住宅加装电梯215台。",
            "二、2022年主要任务",
            "今年经济社会发展的主要预期目标是：地区生产总值增长6%左右，居民人均可支配收入增长与经济增长同步。",
            "各位代表！",
            "征程万里风正劲，重任千钧再出发。让我们团结一心，为建设美丽临江而努力奋斗！",
        ),
    ),
    "hours": Article(
        "临江区接种门诊一览",
        "2023-05-08",
        "临江发布",
        (
            "为方便市民就近接种，现将各门诊开放时间公布如下：",
            "北塘街道社区卫生服务中心",
            "地址：临江区北塘路118号",
            "电话：5555-0166",
            "时间：周一至周五 8:00—11:00，13:30—16:00",
            "青溪镇社区卫生服务中心",
            "地址：青溪镇中心街9号",
            "电话：5555-0188",
            "时间：周二、周四 8:00—11:00",
        ),
    ),
    "letter": Article(
        "关于同意青溪镇卫生院迁建项目立项的批复",
        "2015-11-03",
        "临江区发展和改革委员会",
        (
            "临发改投〔2015〕96号",
            "青溪镇人民政府：",
            "你镇《关于要求对青溪镇卫生院迁建项目立项的请示》（青政〔2015〕41号）收悉。经研究，同意该项目立项，建设地点位于青溪镇中心街以东、"
            "纬二路以南，总用地面积7,215平方米，总建筑面积9,860平方米，其中地上8,430平方米、地下1,430平方米，项目总投资估算为4,318万元，"
            "所需资金由镇财政自筹解决",
            "此复",
            "临江区发展和改革委员会",
            "2015年10月29日",
        ),
    ),
    "brief": Article(
        "青溪镇启动冬春季果树修剪培训",
        "2024-11-27",
        "青溪镇",
        (
            "11月26日，青溪镇农业技术推广站组织种植大户开展冬春季果树修剪培训，来自12个村的63名农户参加。农艺师现场示范了主枝回缩、疏除过密枝等要点，"
            "并发放修枝剪60把、技术手册120册。",
        ),
    ),
    "answers": Article(
        "对区十七届人大三次会议第0042号建议的答复",
        "2023-06-20",
        "临江区教育局",
        (
            "尊敬的邵宁代表：",
            "您提出的“关于加快北塘片区幼儿园建设的建议”收悉，现答复如下：",
            "第一，已将北塘第三幼儿园列入2024年开工计划，规模15个班、450个学位。",
            "第二，2023年秋季学期在北塘第一小学东侧校舍增设4个过渡班。",
            "感谢您对我区教育事业的关心！",
            "答复部门评价：满意",
            "签发领导：金霞",
            "承办人员：卢苇",
            "联系电话：5555-0192",
            "临江区教育局",
            "2023年6月19日",
        ),
    ),
}


def rows_of(lines: tuple[str, ...]) -> list[str | list[list[str]]]:
    """Return the lines, with neighbouring table rows gathered into one list of rows."""
    parts: list[str | list[list[str]]] = []
    for line in lines:
        if not line.startswith("| "):
            parts.append(line)
            continue
        cells = [cell.strip() for cell in line.strip("| ").split("|")]
        if parts and isinstance(parts[-1], list):
            parts[-1].append(cells)
        else:
            parts.append([cells])
    return parts


def marked_up(article: Article, line: Callable[[str], str], cell: str = "td") -> str:
    """Return the article's lines as HTML: each through ``line``, tables as tables."""
    out: list[str] = []
    for part in rows_of(article.lines):
        if isinstance(part, str):
            out.append(line(part))
        else:
            body = "".join("<tr>" + "".join(f"<{cell}>{text}</{cell}>" for text in row) + "</tr>" for row in part)
            out.append(f'<table border="1" cellspacing="0"><tbody>{body}</tbody></table>')
    return "\n".join(out)


def split_runs(text: str) -> str:
    """Return a text in runs, as Word exports it: digits and Latin in spans of their own language."""
    out = ""
    for char in text:
        foreign = char.isascii()
        out += f"<span lang=EN-US style='font-size:16.0pt'>{char}</span>" if foreign else char
    return f"<span style='font-size:16.0pt;font-family:仿宋_GB2312'>{out}</span>"


STYLES: dict[str, Callable[[Article], str]] = {
    "paragraphs": lambda a: marked_up(a, lambda t: f'<p style="text-indent: 2em; line-height: 1.75em;">{t}</p>'),
    "ideographic": lambda a: marked_up(a, lambda t: f"<p>\u3000\u3000{t}</p>"),
    "breaks": lambda a: marked_up(a, lambda t: f"&nbsp;&nbsp;&nbsp;&nbsp;{t}<br />"),
    "double": lambda a: marked_up(a, lambda t: f"\u3000\u3000{t}<BR><BR>"),
    "divs": lambda a: marked_up(a, lambda t: f"<div>&emsp;&emsp;{t}</div><div><br></div>"),
    "unclosed": lambda a: marked_up(a, lambda t: f"<P align=left><FONT size=3>　　{t}</FONT>"),
    "word": lambda a: marked_up(
        a,
        lambda t: (
            "<p class=MsoNormal style='text-indent:32.0pt;mso-char-indent-count:2.0;line-height:28.0pt;"
            f"mso-line-height-rule:exactly'>{split_runs(t)}<span lang=EN-US><o:p></o:p></span></p>"
        ),
    ),
    "wps": lambda a: marked_up(
        a,
        lambda t: (
            '<p class="p0" style="margin-bottom:0pt;margin-top:0pt;"><span style="mso-spacerun:\'yes\';'
            f'font-family:\'仿宋_GB2312\';font-size:16.0000pt;"><font face="仿宋_GB2312">{t}</font></span>'
            "<span style=\"mso-spacerun:'yes';font-size:16.0000pt;\"><o:p></o:p></span></p>"
        ),
    ),
    "sections": lambda a: marked_up(
        a,
        lambda t: (
            '<section data-role="outer" style="margin: 0px; padding: 0px; box-sizing: border-box;"><section powered-by="xiumi.us">'
            f'<p style="white-space: normal;"><span style="letter-spacing: 1px;">{t}</span></p></section></section>'
        ),
    ),
    "tinymce": lambda a: marked_up(
        a, lambda t: f'<p><span style="font-size: 16px;"><strong></strong>{t}</span></p><p>&nbsp;</p>'
    ),
}
