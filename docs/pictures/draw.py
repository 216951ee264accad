"""Draws the picture of the README: the sheet Programme and the page on a telephone.

Needs LibreOffice and Chromium beside what `.[dev]` installs: `python docs/pictures/draw.py`.
"""

from __future__ import annotations

import shutil
import subprocess
from base64 import b64encode
from pathlib import Path
from tempfile import TemporaryDirectory

import pypdfium2
from playwright.sync_api import Browser, sync_playwright

import agenda_solver as agenda

HERE = Path(__file__).parent
EVENT = HERE.parents[1] / "solutions" / "assises-normandes-2026.xlsx"
PHONE = {"width": 390, "height": 760}
WALL = {"width": 1200, "height": 560}
TOGETHER = """
<body style="margin:0; height:560px; display:flex; align-items:center; justify-content:center;
 gap:48px; background:#eef1f4">
<img src="data:image/png;base64,{sheet}" style="height:470px; box-shadow:0 2px 16px #0003">
<img src="data:image/png;base64,{phone}" style="height:500px; border:10px solid #1f2933;
 border-radius:28px">
"""


def sheet(workbook: Path, folder: Path) -> bytes:
    """Return the first page of a workbook as a picture."""
    profile = f"-env:UserInstallation=file://{folder}/profile"
    command = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir"]
    subprocess.run([*command, str(folder), str(workbook)], check=True, capture_output=True)
    page = pypdfium2.PdfDocument(folder / f"{workbook.stem}.pdf")[0]
    path = folder / "sheet.png"
    page.render(scale=1.6).to_pil().save(path)
    return path.read_bytes()


def phone(browser: Browser, folder: Path) -> bytes:
    """Return the page of the programme as a telephone shows it."""
    (path,) = agenda.export(EVENT, folder / "programme.html", "html")
    page = browser.new_page(viewport=PHONE)
    page.goto(path.as_uri())
    return page.screenshot()


def main() -> None:
    """Draw both on one picture."""
    chromium = shutil.which("chromium")
    with TemporaryDirectory() as name, sync_playwright() as tools:
        folder = Path(name)
        browser = tools.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        pictures = {"sheet": sheet(EVENT, folder), "phone": phone(browser, folder)}
        page = browser.new_page(viewport=WALL)
        encoded = {key: b64encode(data).decode() for key, data in pictures.items()}
        page.set_content(TOGETHER.format(**encoded))
        page.screenshot(path=HERE / "programme.jpg", type="jpeg", quality=72)
        browser.close()


if __name__ == "__main__":
    main()
