"""The tests. Where Python is told not to keep compiled modules, they are kept all the same, apart from the source.

To compile the tests with what their assertions say takes most of the time of collecting them, in every worker; and the many
processes that tests start compile the whole program.
"""

import os
import sys
from pathlib import Path

if sys.dont_write_bytecode:
    sys.dont_write_bytecode = False
    sys.pycache_prefix = sys.pycache_prefix or str(Path(__file__).parent.parent / ".pytest_cache" / "compiled")
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    os.environ["PYTHONPYCACHEPREFIX"] = sys.pycache_prefix
