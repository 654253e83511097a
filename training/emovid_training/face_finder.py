"""The face finder: where a paintable face is in a still, how sure that is, and what kind of art the still is."""
import torch
import torch.nn as nn
import torch.nn.functional as F

from .networks import centres, conv
from .painter_networks import INK, MARGIN

SIGHT = 64           # it sees the canvas at 64 × 64
EMBEDDING = 24
KINDS = 10           # kinds of art that the embedding tells apart, see train_finder


class FaceFinder(nn.Module):
    """[B, 4, 64, 64] premultiplied → face [B, 3] (centre x, y and radius, canvas widths), confidence logit [B, 1] and
    embedding [B, 24]. The centre is the mean of a heat map: a face found elsewhere moves it as far."""

    def __init__(self, width=24):
        super().__init__()
        self.c1, self.c2 = conv(4, width), conv(width, 2 * width, 2)
        self.c3, self.c4 = conv(2 * width, 3 * width, 2), conv(3 * width, 3 * width)
        self.c5, self.c6 = conv(3 * width, 4 * width, 2), conv(4 * width, 4 * width)
        self.c7 = conv(7 * width, 2 * width)
        self.heat = nn.Conv2d(2 * width, 1, 1)
        self.head = nn.Linear(2 * width + 8 * width, 2)      # logarithm of the radius, confidence
        self.embed = nn.Linear(8 * width, EMBEDDING)
        self.kind = nn.Linear(EMBEDDING, KINDS)

    def forward(self, image):
        x = F.leaky_relu(self.c2(F.leaky_relu(self.c1(image), 0.1)), 0.1)
        quarter = F.leaky_relu(self.c4(F.leaky_relu(self.c3(x), 0.1)), 0.1)               # 16
        eighth = F.leaky_relu(self.c6(F.leaky_relu(self.c5(quarter), 0.1)), 0.1)          # 8
        merged = F.leaky_relu(self.c7(torch.cat([quarter, F.interpolate(eighth, scale_factor=2.0, mode="nearest")], 1)), 0.1)
        heat = torch.softmax(self.heat(merged).flatten(1), 1)
        axis = centres(16, image.device)
        across, down = heat.view(-1, 16, 16).sum(1), heat.view(-1, 16, 16).sum(2)
        x, y = (across * axis).sum(1, keepdim=True), (down * axis).sum(1, keepdim=True)
        pooled = torch.cat([eighth.mean((2, 3)), eighth.amax((2, 3))], 1)
        at = (merged.flatten(2) * heat[:, None]).sum(2)
        radius, logit = self.head(torch.cat([at, pooled], 1)).split(1, 1)
        return torch.cat([x, y, 0.3 * torch.exp(radius.clamp(-2.5, 1))], 1), logit, torch.tanh(self.embed(pooled))


BEYOND = 8           # cells beyond a picture's border that count as there, and empty


def hats(position, spacing, cells: int):
    """[B, m, cells]: weights by which points at `position` [B, m, 1] (in cells) read a row of `cells`, a hat of half width
    `spacing` cells, its weights adding up to 1 wherever the row has cells or would have."""
    index = torch.arange(-BEYOND, cells + BEYOND, dtype=torch.float32, device=position.device).view(1, 1, -1)
    hat = (1 - (position - index).abs() / spacing).clamp_min(0)
    return hat[:, :, BEYOND:-BEYOND] / hat.sum(2, keepdim=True).clamp_min(1e-3)


def crop_matrices(face, cells: int, out: int):
    """Matrices [B, out, cells] that read a picture of `cells` into the face frame, down and across: bilinear, and averaging
    where the picture is finer than the crop. Nothing is read from beyond the picture."""
    axis = ((torch.arange(out, dtype=torch.float32, device=face.device) + 0.5) / out * 2 - 1) * MARGIN
    spacing = (2 * MARGIN * face[:, 2:3, None] * cells / out).clamp_min(1.0)

    def along(center):
        return hats((center[:, None] + face[:, 2:3] * axis)[:, :, None] * cells - 0.5, spacing, cells)

    return along(face[:, 1]), along(face[:, 0])


def place_matrices(face, cells: int, size: int = INK):
    """Matrices [B, cells, size] that carry what is drawn in the face frame onto a field of `cells` a side: bilinear, and
    averaging where the field is coarser than the drawing. Beyond the frame there is nothing."""
    axis = centres(cells, face.device)
    scale = size / (2 * MARGIN * face[:, 2:3])                      # drawn cells in a canvas width
    spacing = (scale / cells).clamp_min(1.0)[:, :, None]

    def along(center):
        return hats(((axis - center[:, None]) * scale + size / 2 - 0.5)[:, :, None], spacing, size)

    return along(face[:, 1]), along(face[:, 0])
