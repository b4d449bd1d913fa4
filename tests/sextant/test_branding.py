"""Branding: what may come into a report, what may not, and that it changes nothing that is said."""

from __future__ import annotations

import io
import json
import struct
import zlib
from pathlib import Path

import jsonschema
import pypdf
import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from sextant.branding import (
    SHAPE_CONTRAST,
    TEXT_CONTRAST,
    Branding,
    contrast,
    json_schema,
    parse_branding,
    read_branding,
    redrawn,
)
from sextant.cli import main
from sextant.errors import InputError
from sextant.reports import FORMATS
from sextant.service import Finished

ROOT = Path(__file__).resolve().parents[2]
FULL = """\
consultant: Harbour <b>& Partners</b>
logo: logo.png
colors: {cover: "#4A1942", accent: "#893168"}
texts:
  title: Security risk report
  introduction: |
    First paragraph.

    Second one. <script>alert(1)</script>
  contact: |
    12 Quay Street
    hello@harbour.example
  footer: "In confidence {{ 7*7 }} #panic()"
"""


def picture(form: str = "PNG", size: tuple[int, int] = (300, 100)) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", size, "#ffcc00").save(out, form)
    return out.getvalue()


def full() -> Branding:
    return parse_branding(FULL.encode(), "b.yaml", {"logo.png": picture()})


def refused(text: str, logo: bytes = b"") -> str:
    with pytest.raises(InputError) as caught:
        parse_branding(text.encode(), "b.yaml", {"logo.png": logo})
    return str(caught.value)


def test_the_page_carries_it_and_loads_nothing(clinic: Finished) -> None:
    page = FORMATS["html"].render(clinic.assessment, full()).decode()
    assert "Security risk report against NIST CSF 2.0" in page
    assert "Prepared by Harbour &lt;b&gt;&amp; Partners&lt;/b&gt;" in page
    assert 'src="data:image/png;base64,' in page
    assert "--cover: #4a1942" in page
    assert '<p class="lead">First paragraph.</p>' in page
    assert "<script" not in page
    assert "In confidence {{ 7*7 }} #panic()" in page
    assert 'src="http' not in page


def test_the_pdf_carries_it_and_stays_accessible(clinic: Finished) -> None:
    raw = FORMATS["pdf"].render(clinic.assessment, full())
    reader = pypdf.PdfReader(io.BytesIO(raw))
    first = " ".join(reader.pages[0].extract_text().split())
    assert "Prepared by Harbour <b>& Partners</b> 12 Quay Street" in first
    assert "Second one. <script>alert(1)</script>" in reader.pages[1].extract_text()
    assert "In confidence {{ 7*7 }} #panic()" in reader.pages[4].extract_text()
    assert len(reader.pages[0].images) == 1
    assert reader.metadata and reader.metadata.author == "Harbour <b>& Partners</b>"
    assert b"pdfuaid" in raw


def test_without_branding_reports_are_as_they_were(clinic: Finished) -> None:
    for name in ("html", "pdf"):
        plain = FORMATS[name].render(clinic.assessment)
        assert plain == FORMATS[name].render(clinic.assessment, None)
    assert b"Prepared by" not in FORMATS["html"].render(clinic.assessment)


def test_data_formats_say_the_same_with_and_without_it(clinic: Finished) -> None:
    for name in ("json", "md", "csv", "xlsx"):
        assert FORMATS[name].render(clinic.assessment, full()) == FORMATS[name].render(
            clinic.assessment
        )


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("colours: {}\n", "b.yaml:1:1: colours: unknown key 'colours'. Did you mean 'colors'?"),
        ("colors: {cover: blue}\n", "colors.cover: must be a colour as six digits"),
        ('colors: {accent: "#abc"}\n', "Did you mean '#aabbcc'?"),
        ('colors: {cover: "#4A1942;}"}\n', "must be a colour"),
        ('colors: {accent: "#ffee00"}\n', "has a contrast of 1.2 to lines on white paper"),
        ('colors: {cover: "#808080"}\n', "to the words upon it; 4.5 is needed"),
        ("texts: {titel: x}\n", "Did you mean 'title'?"),
        ("logo: other.png\n", "other.png: is named by b.yaml and was not handed over"),
        ("- a\n", "b.yaml"),
    ],
)
def test_a_mistake_is_told_with_line_field_and_what_is_right(text: str, said: str) -> None:
    assert said in refused(text)


def bomb() -> bytes:
    """A PNG that says it has 60,000 by 60,000 pixels."""

    def chunk(kind: bytes, content: bytes) -> bytes:
        seal = struct.pack(">I", zlib.crc32(kind + content))
        return struct.pack(">I", len(content)) + kind + content + seal

    head = struct.pack(">IIBBBBB", 60_000, 60_000, 8, 2, 0, 0, 0)
    data = zlib.compress(b"\0" * 1_000_000)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", data) + chunk(b"IEND", b"")


@pytest.mark.parametrize(
    ("logo", "said"),
    [
        (b'<svg xmlns="http://www.w3.org/2000/svg"><script/></svg>', "is SVG, which can hold"),
        (b'\n<?xml version="1.0"?><svg/>', "is SVG"),
        (b"GIF89a", "is no PNG or JPEG"),
        (picture("GIF"), "is no PNG or JPEG"),
        (picture()[:60], "is no PNG or JPEG picture, or is damaged"),
        (b"", "is no PNG or JPEG"),
        (bomb(), "pixels"),
        (b"\x89PNG" + b"x" * 2_000_000, "is larger than 1,024 KiB"),
    ],
)
def test_a_logo_that_is_no_small_picture_is_refused(logo: bytes, said: str) -> None:
    assert said in refused("logo: logo.png\n", logo)


def test_only_a_logos_pixels_come_into_a_report() -> None:
    out = io.BytesIO()
    from PIL.PngImagePlugin import PngInfo

    info = PngInfo()
    info.add_text("Comment", "made at home by Ann")
    Image.new("RGB", (2000, 1000), "red").save(out, "PNG", pnginfo=info)
    drawn = redrawn(out.getvalue(), "logo.png")
    assert b"Ann" not in drawn
    with Image.open(io.BytesIO(drawn)) as small:
        assert small.size == (480, 240)
        assert small.info == {}
    with Image.open(io.BytesIO(redrawn(picture("JPEG"), "l"))) as one:
        assert one.format == "PNG"


def test_a_logo_outside_the_brandings_folder_is_refused(tmp_path: Path) -> None:
    (tmp_path / "logo.png").write_bytes(picture())
    folder = tmp_path / "mine"
    folder.mkdir()
    (folder / "link.png").symlink_to(tmp_path / "logo.png")
    for name in ("../logo.png", str(tmp_path / "logo.png"), "link.png"):
        (folder / "b.yaml").write_text(f"logo: {json.dumps(name)}\n", encoding="utf-8")
        with pytest.raises(InputError, match="must lie beside the branding file"):
            read_branding(folder / "b.yaml")


@given(st.integers(0, 0xFFFFFF), st.sampled_from(["cover", "accent"]))
def test_every_colour_that_is_taken_can_be_read(number: int, key: str) -> None:
    text = f'colors: {{{key}: "#{number:06x}"}}\n'
    try:
        brand = parse_branding(text.encode(), "b.yaml", {})
    except InputError as exc:
        suggested = exc.problems[0].suggestion
        parse_branding(f'colors: {{{key}: "{suggested}"}}\n'.encode(), "b.yaml", {})
        return
    assert contrast(brand.cover, brand.cover_ink) >= TEXT_CONTRAST
    assert contrast(brand.accent, "#ffffff") >= SHAPE_CONTRAST


def test_the_schema_is_the_published_one_and_takes_a_full_file() -> None:
    published = ROOT / "docs" / "schemas" / "branding.schema.json"
    assert json.loads(published.read_text(encoding="utf-8")) == json_schema()
    jsonschema.validate(yaml.safe_load(FULL), json_schema())
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate({"logos": "x"}, json_schema())


def test_the_command_line_takes_it_and_refuses_a_wrong_one_before_it_assesses(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "logo.png").write_bytes(picture())
    branding, out = tmp_path / "b.yaml", tmp_path / "out"
    arguments = ["assess", str(ROOT / "examples/minimal/profile.yaml"), "--out", str(out),
                 "--format", "html", "--branding", str(branding)]  # fmt: skip
    assert main(arguments) == 2
    assert "b.yaml: does not exist" in capsys.readouterr().err
    assert not out.exists()
    branding.write_text(FULL, encoding="utf-8")
    assert main(arguments) == 0
    assert "Security risk report" in (out / "report.html").read_text(encoding="utf-8")
