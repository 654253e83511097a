"""The compositor as the training sees it: the same mathematics as the SDK's shader and CPU twin.

warp  [B, 8, n, n]  dx, dy (backward flow in canvas widths), gain R, G, B, tint R, G, B (in the still's own coordinates)
paint [B, 5, m, m]  mask, painted premultiplied R, G, B, A, in the still's own coordinates
painted(q) = (1 - mask(q)) · tint(q) · still(q) + mask(q) · paint(q)        at the still's own pixels, each tinted colour held in 0 … alpha
out(p)     = gain(p) · painted(p + d(p)), each colour held in 0 … alpha

So paint is carried by the flow: a mouth stays where it is in the head, and the head moves it. The tint lies under the paint: eyes stay
white on a green head. A warp of 5 channels has no tint.

Fields are evaluated with the uniform cubic B-spline, borders repeated. The painted still is sampled with Catmull-Rom, or,
while training, bilinearly: half the gathers, and a gradient without negative lobes.
"""
import functools

import torch
import torch.nn.functional as F

CHANNELS = 8      # of the warp
UNTINTED = 5      # of them before the tint


@functools.lru_cache(maxsize=None)
def bspline_matrix(cells: int, size: int) -> torch.Tensor:
    """[size, cells]: row i holds the cubic B-spline weights of output pixel i over the cells of a field."""
    position = (torch.arange(size, dtype=torch.float64) + 0.5) / size * cells - 0.5
    base = torch.floor(position)
    t = position - base
    weights = torch.stack([(1 - t) ** 3, 3 * t ** 3 - 6 * t ** 2 + 4, -3 * t ** 3 + 3 * t ** 2 + 3 * t + 1, t ** 3], 1) / 6
    matrix = torch.zeros(size, cells, dtype=torch.float64)
    for tap in range(4):
        column = (base.long() + tap - 1).clamp(0, cells - 1)
        matrix[torch.arange(size), column] += weights[:, tap]
    return matrix.float()


def upsample(field: torch.Tensor, size: int) -> torch.Tensor:
    """[B, C, n, n] → [B, C, size, size] by the cubic B-spline."""
    matrix = bspline_matrix(field.shape[-1], size).to(field.device, field.dtype)
    return matrix @ field @ matrix.t()


@functools.lru_cache(maxsize=None)
def pixel_centres(size: int) -> torch.Tensor:
    """[1, 2, size, size]: x and y of every pixel centre, canvas in [0, 1]."""
    axis = (torch.arange(size, dtype=torch.float32) + 0.5) / size
    return torch.stack([axis.view(1, -1).expand(size, size), axis.view(-1, 1).expand(size, size)])[None]


def sample_bilinear(still: torch.Tensor, position: torch.Tensor) -> torch.Tensor:
    grid = (position * 2 - 1).permute(0, 2, 3, 1)
    return F.grid_sample(still, grid, mode="bilinear", padding_mode="zeros", align_corners=False)


def catmull_rom_weights(t: torch.Tensor):
    """The four Catmull-Rom (a = -1/2) weights of taps -1, 0, 1, 2 at fraction t."""
    return (-0.5 * t ** 3 + t ** 2 - 0.5 * t, 1.5 * t ** 3 - 2.5 * t ** 2 + 1,
            -1.5 * t ** 3 + 2 * t ** 2 + 0.5 * t, 0.5 * t ** 3 - 0.5 * t ** 2)


def sample_catmull_rom(still: torch.Tensor, position: torch.Tensor) -> torch.Tensor:
    batch, channels, height, width = still.shape
    x = position[:, 0] * width - 0.5
    y = position[:, 1] * height - 0.5
    x0, y0 = torch.floor(x), torch.floor(y)
    wx, wy = catmull_rom_weights(x - x0), catmull_rom_weights(y - y0)
    flat = still.reshape(batch, channels, -1)
    out = torch.zeros(batch, channels, *position.shape[2:], device=still.device)
    for j in range(4):
        yy = y0.long() + j - 1
        row_inside = (yy >= 0) & (yy < height)
        for i in range(4):
            xx = x0.long() + i - 1
            inside = (row_inside & (xx >= 0) & (xx < width)).float()
            index = (yy.clamp(0, height - 1) * width + xx.clamp(0, width - 1)).view(batch, 1, -1)
            texel = torch.gather(flat, 2, index.expand(-1, channels, -1)).view_as(out)
            out = out + texel * (wx[i] * wy[j] * inside)[:, None]
    return out


def tinted(still: torch.Tensor, warp: torch.Tensor) -> torch.Tensor:
    """The still in the colours of the warp's last three channels, [B, 4, h, w] premultiplied, its alpha the still's."""
    if warp.shape[1] == UNTINTED:
        return still
    tint = upsample(warp[:, UNTINTED:CHANNELS], still.shape[-1])
    alpha = still[:, 3:]
    return torch.cat([torch.minimum((tint * still[:, :3]).clamp_min(0), alpha), alpha], 1)


def painted(still: torch.Tensor, paint: torch.Tensor) -> torch.Tensor:
    """The still, tinted or not, with the paint laid over it, [B, 4, h, w] premultiplied, at the still's own pixels."""
    paint = upsample(paint, still.shape[-1])
    mask = paint[:, :1]
    return (1 - mask) * still + mask * paint[:, 1:]


def warped(picture: torch.Tensor, warp: torch.Tensor, size: int, exact: bool = False) -> torch.Tensor:
    """The picture carried by the flow and coloured by the gain: [B, 4, size, size] premultiplied. Reads no tint."""
    warp = upsample(warp[:, :UNTINTED], size)
    position = pixel_centres(size).to(picture.device) + warp[:, :2]
    color = (sample_catmull_rom if exact else sample_bilinear)(picture, position)
    alpha = color[:, 3:].clamp(0, 1)
    rgb = torch.minimum((color[:, :3] * warp[:, 2:5]).clamp_min(0), alpha)
    return torch.cat([rgb, alpha], 1)


def render(still: torch.Tensor, warp: torch.Tensor, paint: torch.Tensor, size: int, exact: bool = False) -> torch.Tensor:
    """Renders [B, 4, size, size] premultiplied. `still` is [B, 4, h, h] and fills the canvas."""
    if warp.shape[1] not in (UNTINTED, CHANNELS):
        raise ValueError(f"A warp has {CHANNELS} channels, or {UNTINTED} without a tint, but this one has {warp.shape[1]}.")
    return warped(painted(tinted(still, warp), paint), warp, size, exact)
