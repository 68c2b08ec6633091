"""Text in a PDF that nobody sees: white on white, too small to read, or off the page.

Invisible text over a picture (render mode 3) is not counted: it is the text layer of a recognised scan.
"""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from typing import Any

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

_TINY_POINTS = 2.0
_WHITE = 250  # of 255, each channel
_DEPTH = 5  # of nested forms
_MANY_OBJECTS = 20_000  # a page with more is a drawing; its text is taken as it is

_Bounds = tuple[float, float, float, float]


def white_characters(page: pdfium.PdfPage, textpage: pdfium.PdfTextPage) -> frozenset[int]:
    """Places, in the text of the page, of characters that are white on white; mostly none."""
    hidden = _white_objects(page)
    if not hidden:
        return frozenset()
    places = set()
    for index in range(textpage.count_chars()):
        owner = pdfium_c.FPDFText_GetTextObject(textpage.raw, index)
        if owner and _address(owner) in hidden:
            place = pdfium_c.FPDFText_GetTextIndexFromCharIndex(textpage.raw, index)
            if place >= 0:
                places.add(int(place))
    return frozenset(places)


def is_out_of_sight(page: pdfium.PdfPage, left: float, right: float, bottom: float, top: float) -> bool:
    """Is a box in points off the page, or too small to be read?"""
    x, y, x_end, y_end = page.get_mediabox()
    if right < x or left > x_end or top < y or bottom > y_end:
        return True
    return 0 < top - bottom < _TINY_POINTS and right - left > 0.5


def _white_objects(page: pdfium.PdfPage) -> set[int]:
    """Addresses of the text objects that are white with nothing but white under them."""
    objects = list(_objects(page))
    if len(objects) > _MANY_OBJECTS:
        return set()
    colour = tuple(ctypes.c_uint() for _ in range(4))
    white = [raw for kind, raw in objects if kind == pdfium_c.FPDF_PAGEOBJ_TEXT and _is_white(raw, colour)]
    white = [raw for raw in white if not _is_invisible(raw)]
    if not white:
        return set()
    grounds = [
        _bounds(raw)
        for kind, raw in objects
        if kind in (pdfium_c.FPDF_PAGEOBJ_IMAGE, pdfium_c.FPDF_PAGEOBJ_SHADING)
        or (kind == pdfium_c.FPDF_PAGEOBJ_PATH and not _is_white(raw, colour))
    ]
    return {_address(raw) for raw in white if not any(_covers(ground, _bounds(raw)) for ground in grounds)}


def _objects(page: pdfium.PdfPage) -> Iterator[tuple[int, Any]]:
    for index in range(pdfium_c.FPDFPage_CountObjects(page.raw)):
        raw = pdfium_c.FPDFPage_GetObject(page.raw, index)
        kind = pdfium_c.FPDFPageObj_GetType(raw)
        if kind == pdfium_c.FPDF_PAGEOBJ_FORM:
            yield from _nested(raw, 0)
        else:
            yield kind, raw


def _nested(raw: Any, depth: int) -> Iterator[tuple[int, Any]]:
    kind = pdfium_c.FPDFPageObj_GetType(raw)
    if kind == pdfium_c.FPDF_PAGEOBJ_FORM and depth < _DEPTH:
        for index in range(pdfium_c.FPDFFormObj_CountObjects(raw)):
            yield from _nested(pdfium_c.FPDFFormObj_GetObject(raw, index), depth + 1)
    else:
        yield kind, raw


def _is_invisible(raw: Any) -> bool:
    return bool(pdfium_c.FPDFTextObj_GetTextRenderMode(raw) == pdfium_c.FPDF_TEXTRENDERMODE_INVISIBLE)


def _is_white(raw: Any, colour: tuple[ctypes.c_uint, ...]) -> bool:
    """`colour` is room for the four channels, handed in so that it is not made anew for each object."""
    if not pdfium_c.FPDFPageObj_GetFillColor(raw, *colour):
        return False
    red, green, blue, alpha = (channel.value for channel in colour)
    return alpha == 0 or (red >= _WHITE and green >= _WHITE and blue >= _WHITE)


def _bounds(raw: Any) -> _Bounds:
    left, bottom, right, top = (ctypes.c_float() for _ in range(4))
    pdfium_c.FPDFPageObj_GetBounds(raw, left, bottom, right, top)
    return left.value, bottom.value, right.value, top.value


def _covers(ground: _Bounds, bounds: _Bounds) -> bool:
    """Does the ground lie under the middle of the bounds?"""
    x, y = (bounds[0] + bounds[2]) / 2, (bounds[1] + bounds[3]) / 2
    return ground[0] <= x <= ground[2] and ground[1] <= y <= ground[3]


def _address(raw: Any) -> int:
    return ctypes.cast(raw, ctypes.c_void_p).value or 0
