"""Numbers in addresses and pagers, where a broken page may write anything."""

LARGEST = 10**9
"""No page, part or total is larger; longer runs of digits are not numbers but noise (and int() refuses very long ones)."""


def number_in(text: str, default: int = 0) -> int:
    """Return the number that a text of digits says, `default` when it says none or one beyond `LARGEST`."""
    text = text.strip()
    if not text.isdecimal() or len(text) > 10:
        return default
    number = int(text)
    return number if number <= LARGEST else default
