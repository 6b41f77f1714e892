"""Pages that no rule knows."""

from cleaners.chrome import cut_chrome
from cleaners.density import find_body
from cleaners.draft import Draft, Reading
from cleaners.options import Options
from cleaners.tree import Page


def read(page: Page, options: Options) -> Reading:
    """Read any page."""
    draft = Draft(page)
    for css in options.drop:
        draft.remove_all(css, "declared-drop")
    draft.hide()
    body, _ = find_body(page, draft.look())
    if body is not None:
        draft.keep(body)
        cut_chrome(draft.lines)
    return Reading("article", draft)
