"""字体: build resources/fonts from Debian's packages; two runs give the same bytes.

Run with the development environment: `python installer/fonts/build.py [--packages DIR]`.
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import subprocess
import tempfile
import tomllib
from pathlib import Path
from typing import Any

import charset
import outline
from fontTools.ttLib import TTCollection, TTFont, newTable

HERE = Path(__file__).resolve().parent
TARGET = HERE.parent.parent / "resources" / "fonts"
UNIHAN = "usr/share/unicode/Unihan_OtherMappings.txt.bz2"
SOURCES = "usr/share/unicode/Unihan_IRGSources.txt.bz2"

FONT_EXCEPTION = """\
Fandol fonts, Copyright (C) 2013-2015 Clerk Ma and Jie Su (Fandol team).
"These fonts's licensing is GPL + GPL font exception." (README of the fonts)

As a special exception, if you create a document which uses this font, and embed this font or
unaltered portions of this font into the document, this font does not by itself cause the
resulting document to be covered by the GNU General Public License. This exception does not
however invalidate any other reasons why the document might be covered by the GNU General Public
License. If you modify this font, you may extend this exception to your version of the font, but
you are not obligated to do so. If you do not wish to do so, delete this exception statement from
your version.

The file shipped here is a modified version (outlines converted from CFF to TrueType, family name
changed); the exception is extended to it. Its source is the Debian package named in SOURCES and
the scripts in installer/fonts.

"""


def sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def fetch(package: dict[str, str], folder: Path) -> Path:
    """The package's file in `folder`, fetched when it is not there, its hash checked."""
    pattern = f"{package['name']}_*.deb"
    if not any(folder.glob(pattern)):
        wanted = f"{package['name']}={package['version']}"
        subprocess.run(["apt-get", "download", wanted], cwd=folder, check=True)
    for found in folder.glob(pattern):
        if sha256(found) == package["sha256"]:
            return found
    raise SystemExit(f"{package['name']}: no file with the SHA-256 of the recipe")


def unpack(recipe: dict[str, Any], packages: Path, folder: Path) -> dict[str, Path]:
    roots: dict[str, Path] = {}
    for package in recipe["packages"]:
        roots[package["name"]] = root = folder / package["name"]
        root.mkdir(parents=True)
        subprocess.run(["dpkg-deb", "-x", fetch(package, packages), root], check=True)
    return roots


def open_face(face: dict[str, Any], roots: dict[str, Path]) -> TTFont:
    path = roots[face["package"]] / face["source"]
    if "member" not in face:
        return TTFont(path, recalcTimestamp=False)
    members = TTCollection(path).fonts
    font = next(m for m in members if m["name"].getDebugName(1) == face["member"])
    font.recalcTimestamp = False
    return font


def rename(font: TTFont, face: dict[str, Any]) -> None:
    """Our own family name: reserved names may not be used, and no installed font is shadowed."""
    table = font["name"]
    copyright_line = table.getDebugName(0) or ""
    version = table.getDebugName(5) or ""
    table.names = []
    plain = f"{face['family'].replace(' ', '')}-{face['style']}"
    texts = {
        0: copyright_line,
        1: face["family"],
        2: face["style"],
        3: f"{plain}; {face['package']}",
        4: f"{face['family']} {face['style']}",
        5: version,
        6: plain,
        13: face["licence"],
    }
    if "changed" in face:  # the Arphic licence wants it said in the file itself
        texts[10] = face["changed"]
    for name_id, text in texts.items():
        table.setName(text, name_id, 3, 1, 0x409)
    bold = face["style"] == "Bold"
    font["OS/2"].usWeightClass = 700 if bold else 400
    font["OS/2"].fsSelection = 0x20 if bold else 0x40
    font["head"].macStyle = 1 if bold else 0
    font["OS/2"].fsType = 0


def smooth(font: TTFont) -> None:
    """Ask for grey-scale smoothing at every size; the outlines carry no hints."""
    font["gasp"] = gasp = newTable("gasp")
    gasp.version = 1
    gasp.gaspRange = {0xFFFF: 0x000A}


def build_face(face: dict[str, Any], roots: dict[str, Path], target: Path) -> None:
    font = open_face(face, roots)
    for feature, key in (("fwid", "fullwidth"), ("hwid", "halfwidth")):
        if key in face:
            outline.redirect(font, feature, face[key])
    unihan = roots["unicode-data"] / UNIHAN
    has = {chr(code) for code in font.getBestCmap()}
    wanted = has if face["characters"] == "all" else charset.names(unihan) & has
    if face["characters"] == "rest":
        wanted = (wanted - charset.signs() | charset.traditional()) & has
    if face["characters"] == "registered":
        wanted = (charset.registered(roots["unicode-data"] / SOURCES) | set(face["also"])) & has
    for file in face.get("without", ()):
        wanted -= {chr(code) for code in TTFont(target / file).getBestCmap()}
    outline.subset(font, wanted)
    outline.to_truetype(font)
    outline.widen(font, face.get("widen", {}))
    rename(font, face)
    smooth(font)
    font["post"].formatType = 3.0
    font.save(target / face["file"], reorderTables=True)


def licences(roots: dict[str, Path], target: Path) -> None:
    folder = target / "licences"
    folder.mkdir(exist_ok=True)
    docs = {name: root / "usr/share/doc" for name, root in roots.items()}
    gpl = docs["texlive-lang-chinese"] / "texlive-doc/fonts/fandol/COPYING.gz"
    text = gzip.decompress(gpl.read_bytes()).decode("utf-8")
    (folder / "Fandol-GPL-3.txt").write_text(FONT_EXCEPTION + text, "utf-8")
    for file, name in (
        ("WenKai-OFL-1.1", "fonts-lxgw-wenkai"),
        ("Noto-OFL-1.1", "fonts-noto-cjk"),
        ("BabelStone-Arphic", "fonts-babelstone-han"),
    ):
        text = (docs[name] / name / "copyright").read_text("utf-8")
        (folder / f"{file}.txt").write_text(text, "utf-8")


def sources(recipe: dict[str, Any], target: Path) -> None:
    """SOURCES: where every file comes from, to be checked by anyone."""
    lines = ["# Built by installer/fonts/build.py from these Debian packages."]
    for package in recipe["packages"]:
        lines += [f"package {package['name']} {package['version']}", f"sha256 {package['sha256']}"]
    for face in recipe["faces"]:
        path = target / face["file"]
        lines += [
            "",
            f"file {face['file']} ({face['family']} {face['style']})",
            f"sha256 {sha256(path)}",
            f"from {face['package']}: {face['source']}",
            f"licence {face['licence']} ({face['licence_file']})",
        ]
    (target / "SOURCES").write_text("\n".join(lines) + "\n", "utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(description="Build the shipped fonts.")
    parser.add_argument("--packages", type=Path, help="folder with the .deb files, kept")
    parser.add_argument("--target", type=Path, default=TARGET)
    options = parser.parse_args()
    recipe = tomllib.loads((HERE / "recipe.toml").read_text("utf-8"))
    options.target.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as scratch:
        packages = options.packages or Path(scratch)
        packages.mkdir(parents=True, exist_ok=True)
        roots = unpack(recipe, packages.resolve(), Path(scratch) / "unpacked")
        for face in recipe["faces"]:
            build_face(face, roots, options.target)
            size = (options.target / face["file"]).stat().st_size
            print(f"{face['file']}: {size / 1e6:.1f} MB")
        licences(roots, options.target)
    sources(recipe, options.target)


if __name__ == "__main__":
    main()
