"""Covers for items without a picture: a piece of sash, woven anew for every slug and the same for ever.

A cover is selvedge stripes above and below with a field of one motif between them. The theme chooses motif and hue;
the SHA-256 of the slug chooses how this piece was woven. Changing anything here changes every cover on the portal.
"""

from hashlib import sha256
from io import BytesIO
from typing import NamedTuple

from PIL import Image, ImageDraw

LINEN = "#f6f3e8"
SIZES = {"list": (320, 180), "strip": (1216, 128)}  # px
PREVIEW = (1200, 630)


class Theme(NamedTuple):
    motif: str
    deep: str  # on linen, and linen on it, above 4.5:1
    bright: str
    accent: str


THEMES = {
    "slow-tourism": Theme("vingis", "#0f5f6b", "#4fb0b8", "#f0b429"),
    "smart-villages": Theme("langeliai", "#28508f", "#7fa6de", "#f0b429"),
    "community-business": Theme("grebliukai", "#8a5200", "#e0a030", "#28508f"),
    "heritage": Theme("zvaigzde", "#a3262a", "#e2685c", "#1d5b3c"),
    "living-villages": Theme("rozele", "#a32a5c", "#e0779d", "#1d5b3c"),
    "circular-food": Theme("ratukas", "#4a6412", "#9dbb4a", "#b5442c"),
    "youth-volunteering": Theme("katpedele", "#1d5b3c", "#69b183", "#c8392f"),
    "digital-skills": Theme("sachmatelis", "#5a4488", "#a893d4", "#f0b429"),
    "strategy": Theme("eglute", "#2f4a3c", "#86a593", "#c8392f"),
}
DEFAULT_THEME = "strategy"

# Motifs with eightfold symmetry: the cells (a, b), a = max(|u|, |v|), b = min(|u|, |v|), that show the pattern thread.
ROSETTES = {
    "rozele": {(0, 0), (2, 1), (3, 1), (3, 2), (4, 2), (4, 4)},
    "zvaigzde": {(0, 0), (1, 0), (2, 0), (2, 1), (3, 1), (3, 3), (4, 2), (4, 4)},
    "langeliai": {(0, 0), (2, 0), (2, 1), (2, 2), (4, 0), (4, 1), (4, 2), (4, 3)},
    "grebliukai": {(0, 0), (1, 0), (2, 0), (3, 0), (4, 0), (2, 2), (4, 2), (3, 2)},
    "ratukas": {(0, 0), (1, 0), (3, 0), (3, 1), (3, 2), (2, 2), (4, 4)},
    "katpedele": {(0, 0), (1, 0), (1, 1), (3, 3), (3, 2), (4, 3), (4, 0)},
    "sachmatelis": {(0, 0), (1, 1), (2, 0), (2, 2), (3, 1), (3, 3), (4, 0), (4, 2), (4, 4)},
}
REPEAT = 10  # cells, along both diagonals
CELL_WIDTH, CELL_HALF = 8, 5  # a cell is a lozenge 8 wide and 2 × 5 high: one float of the pattern thread
TILE_WIDTH, TILE_HEIGHT = REPEAT * CELL_WIDTH, 2 * REPEAT * CELL_HALF

GROUND, THREAD, HEART = 0, 1, 2


def colour_at(motif: str, u: int, v: int) -> int:
    """GROUND, THREAD or HEART in the lattice cell (u, v)."""
    x, y = u + v, u - v
    if motif == "eglute":  # a fir tree: nested chevrons, every second one in colour
        step = (x + abs((y + REPEAT) % (2 * REPEAT) - REPEAT)) % 10
        return {0: THREAD, 2: THREAD, 6: HEART}.get(step, GROUND)
    if motif == "vingis":  # the river: a broad zigzag with a thin one between
        step = (y + abs((x + REPEAT) % (2 * REPEAT) - REPEAT)) % 10
        return {0: THREAD, 2: THREAD, 6: HEART}.get(step, GROUND)
    u, v = (u + REPEAT // 2) % REPEAT - REPEAT // 2, (v + REPEAT // 2) % REPEAT - REPEAT // 2
    a, b = max(abs(u), abs(v)), min(abs(u), abs(v))
    if (a, b) not in ROSETTES[motif]:
        return GROUND
    return HEART if a < 2 or a == b == 4 else THREAD


def cells(motif: str) -> list[tuple[int, int, int]]:
    """The cells of one repeat that are not ground: x and y of the left corner, and the colour."""
    reach = range(-REPEAT - 2, 2 * REPEAT + 3)
    found = []
    for u in reach:
        for v in reach:
            x, y = (u + v) * CELL_WIDTH // 2, (u - v) * CELL_HALF
            if -CELL_WIDTH < x < TILE_WIDTH and -CELL_HALF < y < TILE_HEIGHT + CELL_HALF:
                colour = colour_at(motif, u, v)
                if colour != GROUND:
                    found.append((x, y, colour))
    return found


class Weave(NamedTuple):
    """How one piece is woven, whatever it is drawn with."""

    ground: str
    thread: str
    heart: str
    scale: float  # how close we look
    dx: float  # where in the repeat this piece starts
    dy: float
    stripes: list[tuple[int, int, str]]  # y, height and colour, from the upper edge; mirrored at the lower one


def weave(slug: str, theme: Theme) -> Weave:
    digest = sha256(slug.encode()).digest()
    inverted = digest[0] & 1  # linen on colour, or colour on linen
    ground, thread = (theme.deep, LINEN) if inverted else (LINEN, theme.deep)
    stripe = heart = theme.bright if inverted else theme.accent
    selvedge = [
        (2 + digest[4] % 3, theme.accent if inverted else theme.deep),
        (3, ground),
        (5 + digest[5] % 5, stripe),
        (2, ground),
        (2 + digest[6] % 4, thread),
        (4, ground),
    ]
    y = 6 + digest[7] % 10
    stripes = [(0, y, theme.bright if inverted else theme.deep)]
    for height, colour in selvedge:
        stripes.append((y, height, colour))
        y += height
    scale = (1.0, 1.3, 1.7)[digest[1] % 3]
    return Weave(
        ground, thread, heart, scale, (digest[2] % 4) * TILE_WIDTH / 4, (digest[3] % 2) * REPEAT * CELL_HALF, stripes
    )


def cover_svg(slug: str, theme: str = DEFAULT_THEME, size: tuple[int, int] = SIZES["list"]) -> str:
    """The cover as SVG text; an unknown theme is woven as strategy."""
    width, height = size
    chosen = THEMES.get(theme, THEMES[DEFAULT_THEME])
    piece = weave(slug, chosen)
    paths = {THREAD: "", HEART: ""}
    for x, y, colour in cells(chosen.motif):
        paths[colour] += (
            f"M{x} {y}l{CELL_WIDTH // 2}-{CELL_HALF} {CELL_WIDTH // 2} {CELL_HALF}-{CELL_WIDTH // 2} {CELL_HALF}z"
        )
    stripes = "".join(
        f'<rect{f" y={chr(34)}{y}{chr(34)}" if y else ""} width="{width}" height="{tall}" fill="{colour}"/>'
        for y, tall, colour in piece.stripes
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}">'
        f'<defs><pattern id="m" width="{TILE_WIDTH}" height="{TILE_HEIGHT}" patternUnits="userSpaceOnUse" '
        f'patternTransform="translate({piece.dx:g} {height / 2 - piece.dy:g}) scale({piece.scale})">'
        f'<path fill="{piece.thread}" d="{paths[THREAD]}"/><path fill="{piece.heart}" d="{paths[HEART]}"/></pattern>'
        f'<g id="s">{stripes}</g></defs>'
        f'<rect width="{width}" height="{height}" fill="{piece.ground}"/>'
        f'<rect width="{width}" height="{height}" fill="url(#m)"/>'
        f'<use href="#s"/><use href="#s" transform="matrix(1 0 0 -1 0 {height})"/></svg>'
    )


def cover_png(slug: str, theme: str = DEFAULT_THEME) -> bytes:
    """The same piece as a picture of 1200 × 630 px for previews elsewhere, where SVG is not shown."""
    chosen = THEMES.get(theme, THEMES[DEFAULT_THEME])
    piece = weave(slug, chosen)
    zoom = PREVIEW[0] / SIZES["list"][0]
    width, height = PREVIEW

    picture = Image.new("RGB", PREVIEW, piece.ground)
    tile = _tile(chosen.motif, piece, zoom * piece.scale)
    first_x = round(piece.dx * zoom) % tile.width - tile.width
    first_y = round((height / zoom / 2 - piece.dy) * zoom) % tile.height - tile.height
    for x in range(first_x, width, tile.width):
        for y in range(first_y, height, tile.height):
            picture.paste(tile, (x, y))
    draw = ImageDraw.Draw(picture)
    for y, tall, colour in piece.stripes:
        top, bottom = round(y * zoom), round((y + tall) * zoom) - 1
        draw.rectangle((0, top, width, bottom), fill=colour)
        draw.rectangle((0, height - 1 - bottom, width, height - 1 - top), fill=colour)
    file = BytesIO()
    picture.quantize(64).save(file, "PNG", optimize=True)
    return file.getvalue()


def _tile(motif: str, piece: Weave, scale: float) -> Image.Image:
    """One repeat of the motif, drawn three times as large and shrunk: Pillow's own edges are not smooth."""
    fine = scale * 3
    tile = Image.new("RGB", (round(TILE_WIDTH * fine), round(TILE_HEIGHT * fine)), piece.ground)
    draw = ImageDraw.Draw(tile)
    for x, y, colour in cells(motif):
        corners = [(0, 0), (CELL_WIDTH / 2, -CELL_HALF), (CELL_WIDTH, 0), (CELL_WIDTH / 2, CELL_HALF)]
        draw.polygon(
            [((x + a) * fine, (y + b) * fine) for a, b in corners],
            fill=piece.thread if colour == THREAD else piece.heart,
        )
    return tile.resize((round(TILE_WIDTH * scale), round(TILE_HEIGHT * scale)), Image.Resampling.LANCZOS)
