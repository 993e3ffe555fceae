"""Why could a published file not be fetched? These errors end as outcomes, inside this room."""


class DownloadError(Exception):
    """A file could not be fetched, and would not be at once. As a string, it says why."""


class DownloadInterruptedError(DownloadError):
    """It may be fetched a little later. retry_after_s: when the server allows it, or 0."""

    def __init__(self, why: str, retry_after_s: float = 0.0) -> None:
        super().__init__(why)
        self.retry_after_s = retry_after_s
