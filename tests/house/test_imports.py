"""Who may know whom: lvg_portal's ground ← projects ← news ← volunteers ← lvg_portal's top (docs/architecture.md)."""

import ast

from django.conf import settings

LEVELS = {"lvg_portal": 0, "projects": 1, "news": 2, "volunteers": 3}
TOP = 4
# Of the portal itself these may see every app; all else in lvg_portal is ground.
TOP_MODULES = ["urls", "views", "api", "sitemaps", "possibilities", "loading", "management"]


def level_of(module: str) -> int | None:
    """The level of a dotted module name; None for what is not ours."""
    app, _, rest = module.partition(".")
    return TOP if app == "lvg_portal" and rest.split(".")[0] in TOP_MODULES else LEVELS.get(app)


def imported(file, package: str) -> set[str]:
    """The dotted names a file imports, wherever in it the import stands."""
    names = set()
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            # "from .x import y" in a.b is a.b.x.y, "from ..x import y" is a.x.y
            parents = package.split(".")[: len(package.split(".")) - node.level + 1] if node.level else []
            names |= {".".join(filter(None, [*parents, node.module, alias.name])) for alias in node.names}
    return names


def test_imports_point_from_the_younger_to_the_older_only():
    upwards = []
    for app in LEVELS:
        for file in (settings.BASE_DIR / app).rglob("*.py"):
            module = ".".join(file.relative_to(settings.BASE_DIR).with_suffix("").parts)
            for name in imported(file, module.rpartition(".")[0]):
                if (level_of(name) or 0) > level_of(module):
                    upwards.append(f"{module} imports {name}")

    assert upwards == []
