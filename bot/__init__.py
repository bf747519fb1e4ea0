"""Hepatica: honest, cited answers about one article on stem cell treatment for end-stage liver disease."""

import os

# pypinyin reads these as it is imported. We ask it for single characters only: its half million phrases would cost
# every start half a second and every process 60 MB; a copy of its characters, for words of one's own, 3 MB more.
os.environ.setdefault("PYPINYIN_NO_PHRASES", "1")
os.environ.setdefault("PYPINYIN_NO_DICT_COPY", "1")

__version__ = "0.1.0"
