"""Batches of labelled answers, each written before the signs of that day had seen it, with what the signs then made of it.

The signs have learnt from them since; what they made of each at first sight stands in docs/decisions/0032.
"""

from tests.crawler.batches import (
    eighth,
    eleventh,
    fifth,
    first,
    fourth,
    ninth,
    second,
    seventh,
    sixth,
    tenth,
    third,
    thirteenth,
    twelfth,
)

BATCHES = {
    "first": first.BATCH,
    "second": second.BATCH,
    "third": third.BATCH,
    "fourth": fourth.BATCH,
    "fifth": fifth.BATCH,
    "sixth": sixth.BATCH,
    "seventh": seventh.BATCH,
    "eighth": eighth.BATCH,
    "ninth": ninth.BATCH,
    "tenth": tenth.BATCH,
    "eleventh": eleventh.BATCH,
    "twelfth": twelfth.BATCH,
    "thirteenth": thirteenth.BATCH,
}

MISSED = frozenset(
    {
        "阿里云 未备案",
        "layui shell in frame",
        "cut after nav",
        "v20 cut-body",
        "cut after a paragraph",
        "wrong channel",
        "bare 当前账号暂时无法访问该内",
        "hall 当前账号暂时无法访问该内",
        "town failed",
        "iis zh 403.6",
        "expired voucher",
        "answer",
    }
)
"""What the signs do not name yet: a notice in a frame of another host, a list that a script has yet to fill, pages cut between two parts (what they hold
is no text all the same: `crawler.hollow.Ends`), an error of a CMS."""

MISTAKEN = frozenset[str]()
"""Good pages that are called a fault: none."""
