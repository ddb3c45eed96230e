"""Colour as eyes see it: contrast, distance, and how it looks in grey and to colour-blind people.

Sources: contrast and relative luminance, WCAG 2.1 (W3C, 2018), success criterion 1.4.3; sRGB to CIELAB, IEC 61966-2-1
and CIE 15:2004 with the D65 white point; distance, CIE 1976 ΔE*ab; colour-blindness, the matrices for severity 1.0 of
Machado, Oliveira and Fernandes, "A Physiologically-based Model for Simulation of Color Vision Deficiency", IEEE
Transactions on Visualization and Computer Graphics 15(6), 2009, applied to linear RGB.
"""

import math

Colour = tuple[float, float, float]

WHITE = "FFFFFF"
D65 = (0.95047, 1.0, 1.08883)
TO_XYZ = (
    (0.4124564, 0.3575761, 0.1804375),
    (0.2126729, 0.7151522, 0.0721750),
    (0.0193339, 0.1191920, 0.9503041),
)
SIGHTS = {
    "normal": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "protan": ((0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216), (-0.003882, -0.048116, 1.051998)),
    "deutan": ((0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413), (-0.011820, 0.042940, 0.968881)),
    "tritan": ((1.255528, -0.076749, -0.178779), (-0.078411, 0.930809, 0.147602), (0.004733, 0.691367, 0.303900)),
    "grey": ((0.2126729, 0.7151522, 0.0721750),) * 3,
}


def linear(code: str) -> Colour:
    """Return the linear RGB of "12436D", "#12436D" or "FF12436D"."""
    digits = code.lstrip("#")[-6:]
    red, green, blue = (int(digits[place : place + 2], 16) / 255 for place in (0, 2, 4))
    return (_linear(red), _linear(green), _linear(blue))


def contrast(one: str, other: str) -> float:
    """Return the contrast ratio of two colours, 1 to 21."""
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def luminance(code: str) -> float:
    """Return the relative luminance, 0 to 1."""
    return _times(TO_XYZ, linear(code))[1]


def difference(one: str, other: str, sight: str = "normal") -> float:
    """Return the CIELAB distance of two colours as seen with a kind of sight."""
    return math.dist(lab(one, sight), lab(other, sight))


def lab(code: str, sight: str = "normal") -> Colour:
    """Return the CIELAB coordinates of a colour as seen with a kind of sight."""
    seen = tuple(min(max(part, 0.0), 1.0) for part in _times(SIGHTS[sight], linear(code)))
    x, y, z = (_cube_root(part / white) for part, white in zip(_times(TO_XYZ, seen), D65, strict=True))
    return (116 * y - 16, 500 * (x - y), 200 * (y - z))


def _linear(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4


def _times(matrix, vector) -> Colour:
    return tuple(sum(a * b for a, b in zip(row, vector, strict=True)) for row in matrix)


def _cube_root(part: float) -> float:
    return part ** (1 / 3) if part > (6 / 29) ** 3 else part / (3 * (6 / 29) ** 2) + 4 / 29
