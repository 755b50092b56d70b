"""The house stands as it was drawn: who imports what, and what no file may hold."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "frontdesk"


def _imports(path: Path) -> set[str]:
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.level == 0 and node.module:
            found.add(node.module)
    return found


def _typing_only(path: Path) -> set[str]:
    """Modules imported under ``if TYPE_CHECKING`` only."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.If) and isinstance(node.test, ast.Name) and node.test.id == "TYPE_CHECKING":
            for inner in ast.walk(node):
                if isinstance(inner, ast.ImportFrom) and inner.module:
                    found.add(inner.module)
    return found


def test_every_package_has_an_init() -> None:
    folders = {path.parent for path in PACKAGE.rglob("*.py")}
    assert [folder for folder in folders if not (folder / "__init__.py").exists()] == []


def test_the_engine_imports_the_standard_library_only() -> None:
    for path in (PACKAGE / "engine").rglob("*.py"):
        for module in _imports(path):
            top = module.split(".")[0]
            assert top in sys.stdlib_module_names or module.startswith("frontdesk.engine"), (path, module)


def test_sqlalchemy_is_imported_in_store_only() -> None:
    for path in PACKAGE.rglob("*.py"):
        if path.is_relative_to(PACKAGE / "store"):
            continue
        used = {module for module in _imports(path) if module.split(".")[0] in ("sqlalchemy", "alembic")}
        assert used <= _typing_only(path), path


def test_the_orm_stays_unimported() -> None:
    code = "import sys, frontdesk.desk.opening, frontdesk.desk.upkeep; print('sqlalchemy.orm' in sys.modules)"
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT)
    assert found.stdout.strip() == "False"


@pytest.mark.parametrize("name", ["utils", "helpers", "manager"])
def test_no_file_has_a_name_that_says_nothing(name: str) -> None:
    assert [path for path in PACKAGE.rglob("*.py") if name in path.stem] == []
