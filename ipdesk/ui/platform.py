"""What must be settled before Qt starts, and Qt's own words in Chinese."""

from __future__ import annotations

from collections.abc import MutableMapping
from pathlib import Path

from PySide6.QtCore import QLibraryInfo, QLocale, QTranslator
from PySide6.QtWidgets import QApplication


def choose_input_method(environment: MutableMapping[str, str], plugins: Path | None = None) -> None:
    """Let fcitx users type Chinese: the Qt wheels carry only the ibus plugin, which fcitx5 serves.

    Must be called before QApplication is made.
    """
    wanted = environment.get("QT_IM_MODULE", "")
    if wanted not in ("fcitx", "fcitx5"):
        return
    folder = plugins or Path(QLibraryInfo.path(QLibraryInfo.LibraryPath.PluginsPath))
    if not any((folder / "platforminputcontexts").glob("*fcitx*")):
        environment["QT_IM_MODULE"] = "ibus"


def speak_chinese(app: QApplication) -> bool:
    """Load Qt's own translation: its buttons, menus and calendar are Chinese too."""
    QLocale.setDefault(QLocale(QLocale.Language.Chinese, QLocale.Country.China))
    translator = QTranslator(app)
    folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    loaded = translator.load("qtbase_zh_CN", folder)
    return loaded and QApplication.installTranslator(translator)
