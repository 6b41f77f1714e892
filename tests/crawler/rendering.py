"""What tests that render pages need."""

import shutil

import pytest

from crawler.chromium import NAMES

NEEDS_CHROMIUM = [
    pytest.mark.slow,
    pytest.mark.browser,
    pytest.mark.skipif(not any(map(shutil.which, NAMES)), reason="no Chromium is installed"),
]
