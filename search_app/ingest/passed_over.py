"""Which files hold no document, as their names alone tell?

The content of any other file decides what it is. Only what nobody would search for is named here: a
document that cannot be read (a PDF, a spreadsheet) is rejected instead, so that it is known.
"""

import re
from collections.abc import Callable

_END = re.compile(
    r"""\.(?:
    # saved pages and sites
    css|scss|less|map|woff2?|ttf|otf|eot|ico
    # programs
    |[mc]?js|[jt]sx?|pyc?|ipynb|r|rb|php|pl|sh|bat|cmd|ps1|vbs|exe|dll|msi|dmg
    # settings and shortcuts
    |ini|cfg|conf|plist|ya?ml|url|lnk|webloc|desktop
    # lists of references
    |bib|ris|enw|nbib
    # pictures, sounds and films
    |png|jpe?g|gif|webp|bmp|tiff?|svg|heic|avif|psd|mp3|m4[av]|wav|ogg|flac|mp4|mov|avi|mkv|webm
    # copies that programs leave
    |bak|old|orig|te?mp|swp|part|crdownload|download
    )\Z""",
    re.IGNORECASE | re.VERBOSE,
)
_NAMES = re.compile(
    r"(?:read-?me|lisez-?moi)(?:\.(?:md|txt|rst))?|license(?:\.(?:md|txt))?|licence"
    r"|thumbs\.db|desktop\.ini|~\$.*",
    re.IGNORECASE,
)
_PAGE_FOLDER = re.compile(r"(.+)_(?:files|fichiers)", re.IGNORECASE)
_PAGE_ENDS = ("html", "htm", "xhtml", "mhtml", "mht")


def is_hidden(name: str) -> bool:
    """Whether a file or folder is hidden, or the backup of an editor ("note.md~")."""
    return name.startswith(".") or name.endswith("~")


def is_no_document(name: str) -> bool:
    """Whether a file is named as what is never a document: a stylesheet, a picture, a README."""
    return _END.search(name) is not None or _NAMES.fullmatch(name) is not None


def is_of_saved_page(folder: str, is_file: Callable[[str], bool]) -> bool:
    """Whether a folder has the pictures and styles of a page that a browser saved beside it.

    is_file: whether a path, written like that of the folder, is a file.
    """
    page = _PAGE_FOLDER.fullmatch(folder)
    return page is not None and any(is_file(f"{page[1]}.{end}") for end in _PAGE_ENDS)
