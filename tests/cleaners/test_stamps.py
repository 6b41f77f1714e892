"""Machine-readable days count where no printed line and no <meta> says one, and only when they agree."""

from cleaners import clean
from cleaners.document import Metadata

TEXT = "<p>10月15日下午，临江区召开秋冬季河道整治工作推进会，通报了前三季度情况，全区共疏浚中小河道37.6公里。</p>" * 4


def read(page: str) -> Metadata:
    return clean(
        f"<title>河道整治推进会召开</title>{page}".encode(), url="https://www.linjiang.example/a.html"
    ).metadata


def told(page: str) -> tuple[str, str | None]:
    found = read(page)
    return str(found.published), found.origins.get("published")


def test_a_time_element_beside_the_text_says_the_day() -> None:
    page = f"<article><h1>河道整治推进会召开</h1>{TEXT}</article><footer><time datetime='2021-10-18T23:30:00Z'>上周</time></footer>"
    assert told(page) == ("2021-10-19", "time:datetime")


def test_data_that_name_one_day_say_it() -> None:
    data = '<script type="application/ld+json">{"datePublished": "2021-10-18T11:20:43+08:00"}</script>'
    assert told(f"{data}<h1>河道整治推进会召开</h1>{TEXT}") == ("2021-10-18", "data:datePublished")


def test_several_days_say_none() -> None:
    data = '<script>[{"datePublished": "2021-10-18"}, {"datePublished": "2021-10-19"}]</script>'
    assert read(f"{data}<h1>河道整治推进会召开</h1>{TEXT}").published is None
    times = "<p><time datetime=2021-10-18>x</time><p><time datetime=2021-10-20>y</time>"
    assert read(f"<article><h1>河道整治推进会召开</h1>{TEXT}</article><ul>{times}</ul>").published is None


def test_a_time_within_the_text_is_what_the_text_speaks_of() -> None:
    assert (
        read(
            f"<h1>河道整治推进会召开</h1>{TEXT}<p>我们在<time datetime=2019-01-02>年初</time>启动了整治，{TEXT}"
        ).published
        is None
    )


def test_a_printed_day_wins() -> None:
    page = f"<h1>河道整治推进会召开</h1><p>发布时间：2021-10-17</p>{TEXT}<time datetime=2021-10-18>x</time>"
    assert told(page) == ("2021-10-17", "line:发布时间")
