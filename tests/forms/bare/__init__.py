"""Pages whose document is no text: pictures, a film, files, nothing at all; with what a reader should give of each."""

from typing import NamedTuple


class Bare(NamedTuple):
    """What a page holds: its title and day, its lines of text (a file's name may be one, or may not), its pictures, its files."""

    title: str
    day: str | None
    lines: tuple[str, ...] = ()
    pictures: int = 0
    files: int = 0


BARE: dict[str, Bare] = {
    "pictures-in-media": Bare("临江秋色组图", "2021-11-02", pictures=4),
    "poster": Bare("一图读懂：临江区2022年民生实事", "2022-02-18", pictures=1),
    "video-alone": Bare("《临江新闻》20211018", "2021-10-18"),
    "files-alone": Bare("临江区2021年度部门决算公开汇总", "2022-09-30", files=3),
    "one-file-on-its-line": Bare("关于印发河长制工作要点的通知", "2019-04-11", files=1),
    "pdf-in-a-frame": Bare("临江政报2020年第3期", "2020-04-01", files=1),
    "flash-of-2006": Bare("春节联欢晚会（上）", "2006-01-30"),
    "picture-with-a-line": Bare("图片新闻：新桥合龙", "2023-05-06", ("5月5日，青溪大桥合龙。",), pictures=1),
    "audio-alone": Bare("夜读 | 归舟", "2020-12-01"),
    "emptied": Bare("机构职能", "2018-03-02"),
}
