"""A job that nobody imports is never done: the worker must know each one."""

import ast
from pathlib import Path

from procrastinate.contrib.django import app

SOURCE = Path(__file__).resolve().parents[2] / "src"


def written_jobs() -> set[str]:
    found = set()
    for path in (SOURCE / "wortel").rglob("*.py"):
        module = ".".join(path.relative_to(SOURCE).with_suffix("").parts)
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and any(map(_is_job, node.decorator_list)):
                found.add(f"{module}.{node.name}")
    return found


def _is_job(decorator: ast.expr) -> bool:
    return isinstance(decorator, ast.Call) and getattr(decorator.func, "id", "") == "job"


def test_the_worker_knows_every_job() -> None:
    app.perform_import_paths()
    assert written_jobs() - set(app.tasks) == set()
    assert len(written_jobs()) > 10
