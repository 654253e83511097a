"""What the pack's graphs compute at run time: appearance once a character, renderer once a frame."""
import functools

import torch
import torch.nn as nn
import torch.nn.functional as F

from .face_finder import SIGHT, crop_matrices, place_matrices
from .networks import BODY, SHAPE, body_flow, silhouette, within_canvas, without_folds
from .painter_networks import CROP, INK, LOCAL, STYLE, TINT, edge_window, halves, paint_of, skin_under
from .renderer import bspline_matrix

VIEW = 128           # the still on its canvas, as the pack's host gives it
STILL_FILL = 0.76    # largest side of the still on the canvas: the corpus' median, see dataset statistics in the card
FREE = (1 - STILL_FILL) / 2 - 0.01       # what is left free around it, less the edge's own softness
WARP = 32            # cells of the warp field
PAINT = 160          # cells of the paint field
NUMBERS = 4 + 3 + STYLE                  # silhouette, face frame, style: packed into one plane
FEATURES = 3 + 1 + 1 + LOCAL // 4 + 1    # skin, what is wiped, alpha, local features folded to CROP cells, the numbers
FAMILIAR = 5.4       # logit of the finder at which a face counts as half known: two thirds of the way from the generator set's unknown stickers (below -1.6) to its known faces (above 8.9)
PAINTED = (0.3, 0.7) # confidence from which anything is painted, and at which all is: a faint mask would be a ghost
GAIN = (0.15, 4.0)                       # what a field may multiply a colour by
TURN = (6, 13)       # body numbers that move the inside of a silhouette: the painter draws a face's turn itself


def apply(matrices, field):
    """Rows by the first matrix, columns by the second, of every channel: [B, C, n, n] → [B, C, m, m]."""
    down, across = matrices
    return down[:, None] @ field @ across.transpose(1, 2)[:, None]


@functools.lru_cache(maxsize=None)
def prefilter(cells: int) -> torch.Tensor:
    """Coefficients of the cubic B-spline that passes through given values at the cells' centres: the field's smoothing is
    taken back beforehand, and lines stay as thin as they were drawn."""
    return torch.linalg.inv(bspline_matrix(cells, cells).double()).float()


class AppearanceGraph(nn.Module):
    """Still on the canvas [B, 4, 128, 128] → features [B, 10, 48, 48], embedding [B, 24], confidence [B, 1]."""

    def __init__(self, finder, reader):
        super().__init__()
        self.finder, self.reader = finder, reader

    def forward(self, image):
        face, logit, embedding = self.finder(F.avg_pool2d(image, VIEW // SIGHT))
        crop = apply(crop_matrices(face, VIEW, CROP), image)
        style, local, wiped = self.reader(crop)
        numbers = torch.cat([silhouette(image), face, style], 1)
        plane = F.pad(numbers, (0, CROP * CROP - NUMBERS)).view(-1, 1, CROP, CROP)
        features = torch.cat([skin_under(crop, wiped), wiped, crop[:, 3:], F.pixel_shuffle(local, 2), plane], 1)
        # A still must be clearly familiar before anything is painted, and then it is painted whole.
        return features, embedding, torch.sigmoid(2 * (logit - FAMILIAR))


def unfold(folded):
    """The inverse of pixel_shuffle by 2, in operators that every provider runs."""
    batch, channels, height, width = folded.shape
    x = folded.reshape(batch, channels, height // 2, 2, width // 2, 2).permute(0, 1, 3, 5, 2, 4)
    return x.reshape(batch, channels * 4, height // 2, width // 2)


class RendererGraph(nn.Module):
    """Features, confidence and code → warp [B, 5, 32, 32] and paint [B, 5, 160, 160]."""

    def __init__(self, painter):
        super().__init__()
        self.painter = painter

    def forward(self, features, confidence, code):
        skin, wiped, alpha, local = features[:, :3], features[:, 3:4], features[:, 4:5], unfold(features[:, 5:5 + LOCAL // 4])
        numbers = features[:, 5 + LOCAL // 4].reshape(-1, CROP * CROP)[:, :NUMBERS]
        box, face, style = numbers[:, :4], numbers[:, 4:7], numbers[:, 7:]
        body, shape, drives = code[:, :BODY], code[:, BODY:BODY + SHAPE], code[:, BODY + SHAPE:]

        trust = ((confidence - PAINTED[0]) / (PAINTED[1] - PAINTED[0])).clamp(0, 1)
        drive = halves(drives) * trust[:, :, None, None]
        ink, tint = self.painter(shape, style, local, wiped, skin)
        mask, color = paint_of(ink, wiped, skin, alpha, drive)
        place, spline = place_matrices(face, PAINT), prefilter(PAINT).to(code.device)
        place = [spline @ matrix for matrix in place]
        # Colours are carried weighted by how much they cover, so that none seeps in from beside the ink.
        cover = mask + 0.02
        carried = apply(place, torch.cat([mask, cover, color * cover], 1))
        color = (carried[:, 2:] / carried[:, 1:2].clamp_min(1e-3)).clamp(0, 1)
        paint = torch.cat([carried[:, :1].clamp(0, 1), color, torch.ones_like(color[:, :1])], 1)

        coarse = F.avg_pool2d(drive, INK // TINT) * edge_window(TINT, code.device)
        tint = apply(place_matrices(face, WARP, TINT), (tint - 1) * coarse)
        turn = body.new_tensor([float(n in TURN) for n in range(BODY)])
        flow, gain = body_flow(box, body * (1 - turn * confidence))
        flow = within_canvas(box, without_folds(box, flow), FREE)
        return torch.cat([flow, (gain * (1 + tint)).clamp(*GAIN)], 1), paint
