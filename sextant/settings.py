"""Where things are: the only module that knows the installation's layout and environment."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent


def _templates() -> Path:
    """The repository's templates/ beside the package, else the copy inside an installed one."""
    beside = _PACKAGE.parent / "templates"
    return beside if (beside / "profile.yaml.j2").is_file() else _PACKAGE / "templates"


TEMPLATES: Path = _templates()


def source_date_epoch() -> int | None:
    """Seconds since 1970 from SOURCE_DATE_EPOCH; None when it is absent or not a number."""
    value = os.environ.get("SOURCE_DATE_EPOCH", "")
    return int(value) if value.isascii() and value.isdecimal() else None


def _app() -> Path:
    """The repository's app.py, else the copy inside an installed package."""
    beside = _PACKAGE.parent / "app.py"
    return beside if beside.is_file() else _PACKAGE / "app.py"


APP: Path = _app()


# Beside the package in a clone; None in an installed wheel, which carries no examples.
_BESIDE = _PACKAGE.parent / "examples"
EXAMPLES: Path | None = _BESIDE if (_BESIDE / "clinic" / "profile.yaml").is_file() else None


@contextmanager
def tiktoken_tables(folder: Path) -> Iterator[None]:
    """While inside, tiktoken takes its tables from `folder` and so needs no network."""
    name = "TIKTOKEN_CACHE_DIR"
    before = os.environ.get(name)
    os.environ[name] = str(folder)
    try:
        yield
    finally:
        if before is None:
            del os.environ[name]
        else:
            os.environ[name] = before


def work_side_by_side() -> None:
    """In a process that is one of several: typst sets a report in one thread, not one a core."""
    os.environ.setdefault("RAYON_NUM_THREADS", "1")


def home() -> Path:
    """Where this user's history is kept: SEXTANT_HOME, else the platform's folder for such data.

    The folder need not exist yet.
    """
    if given := os.environ.get("SEXTANT_HOME", ""):
        return Path(given).expanduser()
    from platformdirs import user_data_path

    return user_data_path("sextant", appauthor=False)


def database_url() -> str | None:
    """DATABASE_URL as it is set; None when it is not. It may hold a password: never show it."""
    return os.environ.get("DATABASE_URL") or None


def ui_password_hash() -> str:
    """The hash of the web app's password; empty when it has none. Never show it."""
    return os.environ.get("SEXTANT_UI_PASSWORD_HASH", "")


def ui_user_header() -> str:
    """The header in which an identity proxy names the person; empty without such a proxy."""
    return os.environ.get("SEXTANT_UI_USER_HEADER", "").lower()


def ui_models() -> tuple[str, ...]:
    """The models that the web app offers, from SEXTANT_UI_MODELS: names as `--model` takes them,
    with spaces between."""
    return tuple(os.environ.get("SEXTANT_UI_MODELS", "").split())


def ui_portfolios() -> Path | None:
    """The folder whose batches the web app shows to everyone who may come in, from
    SEXTANT_UI_PORTFOLIOS; None when there is none."""
    given = os.environ.get("SEXTANT_UI_PORTFOLIOS", "")
    return Path(given).expanduser() if given else None


UI_ANYONE = "SEXTANT_UI_OPEN_TO_ANYONE"


def ui_open_to_anyone() -> bool:
    """Whether the web app was told twice to serve everyone without a password."""
    return os.environ.get(UI_ANYONE, "") == "yes, anyone"


def with_home(folder: str) -> dict[str, str]:
    """This process's environment, for another Sextant that keeps its data in `folder`."""
    return {**os.environ, "SEXTANT_HOME": folder}


def with_own_code() -> dict[str, str]:
    """This process's environment, for another Sextant of the same code, wherever it starts."""
    paths = [str(_PACKAGE.parent), *filter(None, [os.environ.get("PYTHONPATH")])]
    return {**os.environ, "PYTHONPATH": os.pathsep.join(paths)}


def with_ui_open_to_anyone() -> dict[str, str]:
    """This process's environment, for a server that was told twice to serve everyone."""
    return {**os.environ, UI_ANYONE: "yes, anyone"}


def model_key() -> str:
    """The key for a model at an address, from SEXTANT_MODEL_API_KEY; never shown or stored.

    Keys of providers (OPENAI_API_KEY and the like) are read by their own clients.
    """
    return os.environ.get("SEXTANT_MODEL_API_KEY", "").strip()


def any_is_set(names: Iterable[str]) -> bool:
    """Whether one of these variables has a value. The values are not looked at."""
    return any(os.environ.get(name, "").strip() for name in names)


def ollama_address() -> str:
    """Where Ollama listens: OLLAMA_HOST as Ollama itself reads it, else its usual place."""
    host = os.environ.get("OLLAMA_HOST", "").strip() or "127.0.0.1:11434"
    return host if "://" in host else f"http://{host}"
