"""The charts of a report as SVG text: bars, ranges and the loss-exceedance curve.

They are drawn here rather than by a chart library: each is a few shapes, it must follow the page's
colours in light and dark, and rendering Vega-Lite would cost the command line over half a second.
The same functions serve the web page (colours are CSS variables) and the PDF (fixed colours).
Every amount in a chart is also in the text or a table beside it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil, floor, log10
from xml.sax.saxutils import escape

from sextant.reports.figures import money
from sextant.reports.view_parts import LossView
from sextant.reports.view_risks import CurvePoint


@dataclass(frozen=True)
class Palette:
    ink: str
    muted: str
    line: str
    track: str
    accent: str
    wash: str
    target: str
    font: str


PAGE = Palette(
    ink="var(--ink)",
    muted="var(--muted)",
    line="var(--line)",
    track="var(--track)",
    accent="var(--accent)",
    wash="var(--wash)",
    target="var(--target)",
    font="inherit",
)
PRINT = Palette(
    ink="#1c2a36",
    muted="#52616e",
    line="#d5dce2",
    track="#e8edf0",
    accent="#1f5f7a",
    wash="#d6e6ee",
    target="#1c2a36",
    font="DejaVu Sans",
)

WIDTH, HEIGHT = 640, 320
LEFT, RIGHT, TOP, BOTTOM = 56, 616, 16, 268


def _svg(width: int, height: int, body: str, title: str, attributes: str = "") -> str:
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" role="img" '
        f"{attributes}><title>{escape(title)}</title>{body}</svg>"
    )


def score_bar(score: float | None, target: float, title: str, palette: Palette = PAGE) -> str:
    """A track of 0..100, filled to the score, with a mark at the target; dashed when unknown."""
    fill = f'<rect width="100" height="12" rx="2" fill="{palette.track}"/>'
    if score is None:
        fill = (
            f'<path d="M0 6H100" stroke="{palette.muted}" stroke-width="1.5" '
            'stroke-dasharray="2 2"/>'
        )
    elif score > 0:
        fill += f'<rect width="{score:.1f}" height="12" rx="2" fill="{palette.accent}"/>'
    at = min(max(target, 0.8), 99.2)
    mark = f'<rect x="{at - 0.8:.1f}" y="-3" width="1.6" height="18" fill="{palette.target}"/>'
    return _svg(100, 12, fill + mark, title, 'class="bar" preserveAspectRatio="none"')


def range_bar(loss: LossView, most: int, title: str, palette: Palette = PAGE) -> str:
    """The plausible range as a band, the middle as a mark, on a scale that ends at `most`."""
    scale = 100 / most if most else 0.0
    low, middle, high = (round(v * scale, 2) for v in (loss.p10, loss.p50, loss.p90))
    body = (
        f'<path d="M0 6H100" stroke="{palette.line}" stroke-width="1"/>'
        f'<rect x="{low}" y="2" width="{max(high - low, 0.6):.2f}" height="8" rx="1" '
        f'fill="{palette.wash}" stroke="{palette.accent}" stroke-width=".4"/>'
        f'<rect x="{max(middle - 0.8, 0):.2f}" y="0" width="1.6" height="12" '
        f'fill="{palette.accent}"/>'
    )
    return _svg(100, 12, body, title, 'class="bar" preserveAspectRatio="none"')


def exceedance_curve(points: Sequence[CurvePoint], title: str, palette: Palette = PAGE) -> str:
    """Chance (up) that a year's loss reaches an amount (right, in powers of ten).

    Empty when there are fewer than two points with a loss above zero.
    """
    shown = [point for point in points if point.loss > 0]
    if len({point.loss for point in shown}) < 2:
        return ""
    left, right = log10(shown[0].loss), log10(shown[-1].loss)
    top = _ceiling(max(point.probability for point in shown))

    def x(loss: float) -> float:
        return round(LEFT + (log10(loss) - left) / (right - left) * (RIGHT - LEFT), 1)

    def y(probability: float) -> float:
        return round(BOTTOM - probability / top * (BOTTOM - TOP), 1)

    line = " ".join(f"{x(point.loss)},{y(point.probability)}" for point in shown)
    area = f"{LEFT},{BOTTOM} {line} {RIGHT},{BOTTOM}"
    body = (
        _rows([(y(top * n / 4), f"{top * n / 4:.3g}") for n in range(5)], palette)
        + _columns([(x(tick), money(tick)) for tick in _ticks(left, right)], palette)
        + f'<polygon points="{area}" fill="{palette.wash}"/>'
        + f'<polyline points="{line}" fill="none" stroke="{palette.accent}" stroke-width="2.5" '
        'stroke-linejoin="round"/>' + _axis_names(palette)
    )
    return _svg(WIDTH, HEIGHT, body, title, f'class="curve" font-family="{palette.font}"')


def _ceiling(probability: float) -> float:
    return next((c for c in (0.04, 0.1, 0.2, 0.4, 0.6, 0.8) if probability <= c), 1.0)


def _ticks(left: float, right: float) -> list[float]:
    """Powers of ten inside the range; 2 and 5 times them where there is room."""
    steps = (1, 2, 5) if right - left < 2 else (1, 3) if right - left < 3 else (1,)
    values = [s * 10.0**e for e in range(floor(left), ceil(right) + 1) for s in steps]
    return [value for value in values if left - 1e-9 <= log10(value) <= right + 1e-9]


def _text(x: float, y: float, words: str, palette: Palette, anchor: str = "middle") -> str:
    return (
        f'<text x="{x}" y="{y}" font-size="13" fill="{palette.muted}" '
        f'text-anchor="{anchor}">{escape(words)}</text>'
    )


def _rows(marks: Sequence[tuple[float, str]], palette: Palette) -> str:
    return "".join(
        f'<path d="M{LEFT} {y}H{RIGHT}" stroke="{palette.line}"/>'
        + _text(LEFT - 8, y + 4, f"{float(share) * 100:.3g}%", palette, "end")
        for y, share in marks
    )


def _columns(marks: Sequence[tuple[float, str]], palette: Palette) -> str:
    return "".join(
        f'<path d="M{x} {TOP}V{BOTTOM + 5}" stroke="{palette.line}"/>'
        + _text(min(max(x, LEFT + 10), RIGHT - 24), BOTTOM + 20, amount, palette)
        for x, amount in marks
    )


def _axis_names(palette: Palette) -> str:
    middle = (LEFT + RIGHT) / 2
    return _text(middle, HEIGHT - 8, "Loss in one year, all risks together, or more", palette)
