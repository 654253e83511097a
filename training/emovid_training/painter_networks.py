"""The painter: eyes, brows and mouths, drawn in the face's own frame.

A face frame is a square of the canvas (centre x, y and radius r): the eyes lie about 0.2 r above the centre, the mouth about
0.4 r below it, and the painter sees the square of half side MARGIN · r. FaceFinder (face_finder.py) says where it is.

Once a character the face is read: a style, what must be wiped away (the features it has), and the skin under them, borrowed
from the skin around them. Once a frame the expression code is drawn over the wiped face.
"""
import functools
import math

import torch
import torch.nn as nn
import torch.nn.functional as F

from .networks import SHAPE, conv

MARGIN = 1.08        # half side of the painted square, in face radii
CROP = 48            # the painter reads the face at 48 × 48 …
INK = 96             # … and draws it at 96 × 96
STYLE = 24
LOCAL = 16           # channels of local features at CROP / 2
TINT = 12            # cells of the face's tint
TINT_LIMIT = 1.7     # largest logarithm of the tint


@functools.lru_cache(maxsize=None)
def blur_matrix(cells: int, sigma: float) -> torch.Tensor:
    axis = torch.arange(cells, dtype=torch.float32)
    return torch.exp(-0.5 * ((axis.view(-1, 1) - axis) / sigma) ** 2)


@functools.lru_cache(maxsize=None)
def linear_matrix(cells: int, size: int) -> torch.Tensor:
    """[size, cells]: bilinear interpolation along one side, cell centres, borders repeated."""
    position = ((torch.arange(size, dtype=torch.float32) + 0.5) / size * cells - 0.5).clamp(0, cells - 1)
    return (1 - (position.view(-1, 1) - torch.arange(cells, dtype=torch.float32)).abs()).clamp_min(0)


def enlarge(field, size):
    matrix = linear_matrix(field.shape[-1], size).to(field.device)
    return matrix @ field @ matrix.t()


def skin_under(crop, wiped):
    """The colour of the skin everywhere, straight RGB: the crop's own colours where nothing is wiped, spread under what is."""
    weight = 1 - wiped
    known = torch.cat([crop[:, :3] * weight, crop[:, 3:] * weight], 1)
    total = 0
    for sigma, share in ((1.5, 1.0), (5.0, 1e-2), (14.0, 1e-4)):
        matrix = blur_matrix(crop.shape[-1], sigma).to(crop.device) / (sigma * math.sqrt(2 * math.pi))
        total = total + share * (matrix @ known @ matrix.t())
    return (total[:, :3] / (total[:, 3:] + 1e-6)).clamp(0, 1)


class FaceReader(nn.Module):
    """Once a character: crop [B, 4, 48, 48] premultiplied → style [B, 24], local [B, 16, 24, 24], wiped [B, 1, 48, 48]."""

    def __init__(self, width=24):
        super().__init__()
        self.c1, self.c2 = conv(4, width), conv(width, 2 * width, 2)
        self.c3, self.c4 = conv(2 * width, 3 * width, 2), conv(3 * width, 3 * width)
        self.style = nn.Linear(3 * width * 2, STYLE)
        self.merge = nn.Conv2d(5 * width, 32, 1)
        self.local = nn.Conv2d(32, LOCAL, 1)
        self.wipe1 = conv(width + 32, 24)
        self.wipe2 = conv(24, 1)

    def forward(self, crop):
        full = F.leaky_relu(self.c1(crop), 0.1)
        half = F.leaky_relu(self.c2(full), 0.1)
        quarter = F.leaky_relu(self.c4(F.leaky_relu(self.c3(half), 0.1)), 0.1)
        style = torch.tanh(self.style(torch.cat([quarter.mean((2, 3)), quarter.amax((2, 3))], 1)))
        merged = F.leaky_relu(self.merge(torch.cat([half, F.interpolate(quarter, scale_factor=2.0, mode="nearest")], 1)), 0.1)
        wide = torch.cat([full, F.interpolate(merged, scale_factor=2.0, mode="nearest")], 1)
        wiped = torch.sigmoid(self.wipe2(F.leaky_relu(self.wipe1(wide), 0.1)))
        return style, self.local(merged), wiped


class ExpressionEncoder(nn.Module):
    """Training only: crop [B, 4, 48, 48] of a face → the shape of its expression, [B, 16] in -1 … 1."""

    def __init__(self, width=24):
        super().__init__()
        self.layers = nn.Sequential(
            conv(4, width, 2), nn.LeakyReLU(0.1), conv(width, 2 * width, 2), nn.LeakyReLU(0.1),
            conv(2 * width, 4 * width, 2), nn.LeakyReLU(0.1))
        self.shape = nn.Sequential(nn.Linear(4 * width * 36, 128), nn.LeakyReLU(0.1), nn.Linear(128, SHAPE))

    def forward(self, crop):
        return torch.tanh(self.shape(self.layers(crop).flatten(1)))


class Painter(nn.Module):
    """Once a frame: shape and style → ink, straight RGBA [B, 4, 96, 96], and tint [B, 3, 12, 12]."""

    def __init__(self, width=64):
        super().__init__()
        code = SHAPE + STYLE
        self.start = nn.Linear(code, width * 36)
        self.c1, self.c2 = conv(width, width), conv(width + LOCAL, width)
        self.c3 = conv(width, width)
        self.c4 = conv(width + 4, width // 2)
        self.c5 = conv(width // 2, width // 2)
        self.ink = conv(width // 2, 4 * 4)      # 2 × 2 finer cells a cell
        self.tint = nn.Conv2d(width, 3, 1)
        self.film = nn.Linear(code, 2 * (2 * width) + 2 * (width // 2))
        with torch.no_grad():
            self.ink.weight.mul_(0.3), self.ink.bias.zero_()
            self.tint.weight.mul_(0.1), self.tint.bias.zero_()

    def forward(self, shape, style, local, wiped, skin):
        code = torch.cat([shape, style], 1)
        s2, b2, s3, b3, s4, b4 = self.film(code)[:, :, None, None].split([64, 64, 64, 64, 32, 32], 1)
        up = functools.partial(F.interpolate, scale_factor=2.0, mode="nearest")
        x = F.leaky_relu(self.start(code), 0.1).view(-1, 64, 6, 6)
        coarse = F.leaky_relu(self.c1(up(x)), 0.1)                                   # 12
        tint = torch.exp(TINT_LIMIT * torch.tanh(self.tint(coarse)))
        x = F.leaky_relu(self.c2(torch.cat([up(coarse), local], 1)) * (1 + s2) + b2, 0.1)   # 24
        x = F.leaky_relu(self.c3(x) * (1 + s3) + b3, 0.1)
        x = F.leaky_relu(self.c4(torch.cat([up(x), skin, wiped], 1)) * (1 + s4) + b4, 0.1)  # 48
        x = F.leaky_relu(self.c5(x), 0.1)
        ink = torch.sigmoid(F.pixel_shuffle(self.ink(x), 2))
        return ink, tint


def halves(drives):
    """[B, 2] → [B, 1, 96, 96]: the drive of every row, the upper half's going over into the lower half's below the eyes."""
    v = ((torch.arange(INK, dtype=torch.float32, device=drives.device) + 0.5) / INK * 2 - 1) * MARGIN
    lower = torch.sigmoid((v - 0.12) * 30).view(1, 1, INK, 1)
    # Half a mask is a ghost of two faces: the drive passes quickly from none to all.
    t = ((drives - 0.3) / 0.4).clamp(0, 1)
    t = (t * t * (3 - 2 * t))[:, :, None, None]
    return (t[:, 0:1] * (1 - lower) + t[:, 1:2] * lower) * torch.ones(1, 1, 1, INK, device=drives.device)


def edge_window(cells: int, device=None):
    """1 inside the face frame, 0 at the edge of its square, so that a tint ends softly."""
    v = ((torch.arange(cells, dtype=torch.float32, device=device) + 0.5) / cells * 2 - 1) * MARGIN
    side = ((MARGIN - v.abs()) / 0.08).clamp(0, 1)
    return side.view(-1, 1) * side.view(1, -1)


def whole(cover):
    """Cover without its faint part: what hardly shows is not painted, what nearly covers covers."""
    return ((cover - 0.12) / 0.76).clamp(0, 1)


def paint_of(ink, wiped, skin, alpha, drive):
    """Mask [B, 1, 96, 96] and straight colours [B, 3, 96, 96] of what is laid over the face: the skin where its own features
    are wiped away, then the ink. Nothing is painted where the face is not opaque."""
    opaque = (enlarge(alpha, INK) * 3 - 2).clamp(0, 1)
    wipe = whole(enlarge(wiped, INK))
    a, color = whole(ink[:, 3:]), ink[:, :3]
    covered = 1 - (1 - a) * (1 - wipe)
    laid = a * color + (1 - a) * (wipe + 1e-4) * enlarge(skin, INK)
    return covered * drive * opaque, laid / (covered + 1e-4)
