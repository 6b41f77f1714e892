"""What the crawler's tests share."""

from collections.abc import Iterator

import pytest

from tests.crawler.replica import Replica, serving


@pytest.fixture
def replica() -> Iterator[Replica]:
    """An empty small web on the loopback."""
    with serving() as served:
        yield served
