"""The body: the low-order motion of a whole silhouette, which any art can take.

Code of one frame = body (BODY numbers, drawn here) + expression (EXPRESSION numbers, drawn by the painter).
"""
import torch
import torch.nn as nn
import torch.nn.functional as F

CANVAS = 64          # the networks see the canvas at 64 × 64
WARP = 32            # cells of the warp field along a side
GEOMETRY = 14        # body code: shift, stretch, roll, shear, bend, turn (see body_flow) …
BODY = GEOMETRY + 3  # … and three colour gains
SHAPE = 16           # expression code: the shape of eyes, brows and mouth …
DRIVES = 2           # … and how much of the upper and the lower half of the face is repainted, 0-1
EXPRESSION = SHAPE + DRIVES
CODE = BODY + EXPRESSION
STEEPEST = 0.5       # largest norm of the flow's Jacobian near the silhouette; below 1 nothing can fold or tear


def conv(inputs, outputs, stride=1):
    return nn.Conv2d(inputs, outputs, 3, stride, 1)


def centres(cells: int, device=None) -> torch.Tensor:
    """Cell centres along one side of the canvas, which runs from 0 to 1."""
    return (torch.arange(cells, dtype=torch.float32, device=device) + 0.5) / cells


def silhouette(image) -> torch.Tensor:
    """[B, 4, n, n] → [B, 4]: the centre x, y and the half width and height of the alpha."""
    alpha, axis = image[:, 3], centres(image.shape[-1], image.device)
    across, down = alpha.sum(1), alpha.sum(2)
    total = across.sum(1, keepdim=True) + 1e-3
    cx, cy = (across * axis).sum(1, keepdim=True) / total, (down * axis).sum(1, keepdim=True) / total
    # A uniform disc of radius r has a variance of r²/4 along each axis: twice the deviation is its half width.
    sx = 2 * torch.sqrt((across * (axis - cx) ** 2).sum(1, keepdim=True) / total + 1e-4)
    sy = 2 * torch.sqrt((down * (axis - cy) ** 2).sum(1, keepdim=True) / total + 1e-4)
    return torch.cat([cx, cy, sx, sy], 1)


def coordinates(box, cells=WARP):
    """[B, 4] of silhouette → x, y [B, 1, cells, cells] in its half widths, and a window that is 1 inside and 0 at its edge."""
    axis = centres(cells, box.device)
    ones = torch.ones(1, 1, cells, cells, device=box.device)
    x = (axis.view(1, 1, 1, -1) - box[:, 0].view(-1, 1, 1, 1)) / box[:, 2].view(-1, 1, 1, 1) * ones
    y = (axis.view(1, 1, -1, 1) - box[:, 1].view(-1, 1, 1, 1)) / box[:, 3].view(-1, 1, 1, 1) * ones
    window = torch.clamp(1 - (x * x + y * y) / 1.2, min=0.0)
    return x, y, window * window * (3 - 2 * window)


class BodyEncoder(nn.Module):
    """Training only: (still, frame) → body code of the frame relative to the still."""

    def __init__(self, width=32):
        super().__init__()
        self.layers = nn.Sequential(
            conv(8, width, 2), nn.LeakyReLU(0.1), conv(width, 2 * width, 2), nn.LeakyReLU(0.1),
            conv(2 * width, 3 * width, 2), nn.LeakyReLU(0.1), conv(3 * width, 4 * width, 2), nn.LeakyReLU(0.1))
        self.body = nn.Sequential(nn.Linear(4 * width * 16, 128), nn.LeakyReLU(0.1), nn.Linear(128, BODY))
        with torch.no_grad():
            self.body[2].weight.mul_(0.1), self.body[2].bias.zero_()

    def forward(self, still, frame):
        """`still` may be a single one for a whole batch of frames."""
        def head(a, b):
            return self.body(self.layers(torch.cat([a, b], 1)).flatten(1))

        # The same frame twice must give the zero code, so that "no motion" is the code's origin for every art.
        return head(still.expand(len(frame), -1, -1, -1), frame) - head(still, still)


def body_flow(box, body):
    """Similarity, squash, shear, bend and turn in the silhouette's own coordinates: flow [B, 2, 32, 32] in canvas widths and
    gain [B, 3, 32, 32]."""
    x, y, window = coordinates(box)
    b = (0.1 * body)[:, :, None, None]
    # dx: shift, stretch, roll/shear, three bends, turn (moves the inside, keeps the outline)
    dx = b[:, 0:1] + b[:, 1:2] * x + b[:, 2:3] * y + b[:, 3:4] * x * y + b[:, 4:5] * y * y + b[:, 5:6] * x * x + b[:, 6:7] * window
    dy = b[:, 7:8] + b[:, 8:9] * x + b[:, 9:10] * y + b[:, 10:11] * x * y + b[:, 11:12] * y * y + b[:, 12:13] * x * x + b[:, 13:14] * window
    # The bends grow as squares; far outside the silhouette they are held, so that nothing distant swings in.
    flow = torch.cat([dx, dy], 1).clamp(-0.6, 0.6) * box[:, 2:4, None, None] * 2
    gain = torch.exp((0.3 * torch.tanh(b[:, GEOMETRY:BODY])).expand(-1, -1, WARP, WARP))
    return flow, gain


def without_folds(box, flow):
    """Scales the whole flow down where it is so steep anywhere near the silhouette that the picture would smear: a unit
    Jacobian norm is the point at which p + flow(p) may cease to be one-to-one."""
    x, y, _ = coordinates(box)
    across = (flow[:, :, 1:-1, 2:] - flow[:, :, 1:-1, :-2]) * (WARP / 2)
    down = (flow[:, :, 2:, 1:-1] - flow[:, :, :-2, 1:-1]) * (WARP / 2)
    near = (torch.cat([x, y], 1)[:, :, 1:-1, 1:-1].abs().amax(1) < 1.5).to(flow.dtype)
    squares = ((across * across).sum(1) + (down * down).sum(1)) * near
    steepest = torch.sqrt(squares.amax((1, 2), keepdim=True) + 1e-6)[:, None]
    return flow * torch.clamp(STEEPEST / steepest, max=1.0)


def within_canvas(box, flow, margin: float):
    """Scales the whole flow down where it would carry the still over the canvas' edge: art lies at least `margin` (canvas widths) inside it, so
    what the edge shows must come from no further in than that. Only the stretch of an edge beside the silhouette counts."""
    x, y, _ = coordinates(box)
    beside = (x[:, 0, 0].abs() < 1.2).to(flow.dtype)
    along = (y[:, 0, :, 0].abs() < 1.2).to(flow.dtype)
    inward = torch.stack([flow[:, 1, 0] * beside, -flow[:, 1, -1] * beside, flow[:, 0, :, 0] * along, -flow[:, 0, :, -1] * along], 1)
    furthest = inward.amax((1, 2)).clamp_min(1e-6)[:, None, None, None]
    return flow * torch.clamp(margin / furthest, max=1.0)
