"""How notes are written: what is somebody's key is left out of addresses (deploy/nginx.conf does alike)."""

import logging
import re

# 256 random bits as volunteers/tokens.py writes them; a link for a new password.
KEY = re.compile(r"(?<=/)[\w-]{43}(?=/|\s|$)|(?<=/admin/reset/)[\w-]+/[\w-]+")


class Discreet(logging.Formatter):
    def format(self, record: logging.LogRecord) -> str:
        return KEY.sub("…", super().format(record))
