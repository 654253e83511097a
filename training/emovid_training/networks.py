"""The networks. Sizes are small on purpose: the renderer runs once a frame on half of a two-core machine.

Code of one frame = body (low-order motion of the whole silhouette, any art) + expression (what moves inside it).
"""
import torch
import torch.nn as nn
import torch.nn.functional as F

CANVAS = 64          # the networks see the canvas at 64 × 64
WARP = 32            # cells of the warp field along a side
PAINT = 64           # cells of the paint field along a side
GEOMETRY = 14        # body code: shift, stretch, roll, shear, bend, turn (see Renderer.body_warp) …
BODY = GEOMETRY + 3  # … and three colour gains
EXPRESSION = 16
CODE = BODY + EXPRESSION
FEATURES = 32        # learnt feature channels at WARP resolution
COORDINATES = 3      # x, y in units of the silhouette's spread, and a window that is 1 inside and 0 at its edge
EMBEDDING = 24
LOCAL_FLOW = 0.09    # largest learnt local displacement, canvas widths
STEEPEST = 0.5       # largest norm of the flow's Jacobian near the silhouette; below 1 nothing can fold or tear


def conv(inputs, outputs, stride=1):
    return nn.Conv2d(inputs, outputs, 3, stride, 1)


class Silhouette(nn.Module):
    """Coordinates that belong to the still: centred on its alpha, scaled by its spread. No parameters."""

    def forward(self, image):
        alpha = F.avg_pool2d(image[:, 3:], 2)
        axis = (torch.arange(WARP, dtype=torch.float32, device=image.device) + 0.5) / WARP
        gx, gy = axis.view(1, 1, 1, -1), axis.view(1, 1, -1, 1)
        total = alpha.sum((2, 3), keepdim=True) + 1e-3
        cx = (alpha * gx).sum((2, 3), keepdim=True) / total
        cy = (alpha * gy).sum((2, 3), keepdim=True) / total
        # A uniform disc of radius r has a variance of r²/4 along each axis: twice the deviation is its half width.
        sx = 2 * torch.sqrt((alpha * (gx - cx) ** 2).sum((2, 3), keepdim=True) / total + 1e-4)
        sy = 2 * torch.sqrt((alpha * (gy - cy) ** 2).sum((2, 3), keepdim=True) / total + 1e-4)
        ones = torch.ones_like(alpha)
        x, y = (gx - cx) / sx * ones, (gy - cy) / sy * ones
        window = torch.clamp(1 - (x * x + y * y) / 1.2, min=0.0)
        scale = torch.cat([sx, sy], 1)
        return torch.cat([x, y, window * window * (3 - 2 * window)], 1), scale[:, :, 0, 0]


class Appearance(nn.Module):
    """Once a character: [B, 4, 64, 64] → features [B, 37, 32, 32] and embedding [B, 24].

    The first three feature planes are the silhouette's coordinates, the next two its half width and height."""

    def __init__(self, width=32):
        super().__init__()
        self.silhouette = Silhouette()
        self.c1, self.c2 = conv(4, width // 2), conv(width // 2, width, 2)
        self.c3, self.c4 = conv(width, 2 * width, 2), conv(2 * width, 2 * width)
        self.c5 = conv(2 * width, 2 * width, 2)
        self.up = conv(2 * width, 2 * width)
        self.merge = nn.Conv2d(3 * width, FEATURES, 1)
        self.embed = nn.Linear(2 * width * 2, EMBEDDING)

    def trunk(self, image):
        full = F.leaky_relu(self.c1(image), 0.1)
        half = F.leaky_relu(self.c2(full), 0.1)
        quarter = F.leaky_relu(self.c4(F.leaky_relu(self.c3(half), 0.1)), 0.1)
        eighth = F.leaky_relu(self.c5(quarter), 0.1)
        pooled = torch.cat([eighth.mean((2, 3)), eighth.amax((2, 3))], 1)
        quarter = F.leaky_relu(self.up(quarter + F.interpolate(eighth, scale_factor=2.0, mode="nearest")), 0.1)
        merged = torch.cat([half, F.interpolate(quarter, scale_factor=2.0, mode="nearest")], 1)
        return self.merge(merged), pooled

    def forward(self, image):
        learnt, pooled = self.trunk(image)
        coordinates, scale = self.silhouette(image)
        scale = scale[:, :, None, None].expand(-1, -1, WARP, WARP)
        return torch.cat([coordinates, scale, learnt], 1), torch.tanh(self.embed(pooled))


class Encoder(nn.Module):
    """Training only: (still, frame) → code of the frame relative to the still."""

    def __init__(self, width=32):
        super().__init__()
        self.layers = nn.Sequential(
            conv(8, width, 2), nn.LeakyReLU(0.1), conv(width, 2 * width, 2), nn.LeakyReLU(0.1),
            conv(2 * width, 3 * width, 2), nn.LeakyReLU(0.1), conv(3 * width, 4 * width, 2), nn.LeakyReLU(0.1))
        self.body = nn.Sequential(nn.Linear(4 * width * 16, 128), nn.LeakyReLU(0.1), nn.Linear(128, BODY))
        self.expression = nn.Sequential(nn.Linear(4 * width * 16, 128), nn.LeakyReLU(0.1), nn.Linear(128, EXPRESSION))
        with torch.no_grad():
            self.body[2].weight.mul_(0.1), self.body[2].bias.zero_()
            # A code that starts near zero would never switch the renderer's local part on.
            self.expression[2].weight.mul_(6)

    def heads(self, still, frame):
        hidden = self.layers(torch.cat([still, frame], 1)).flatten(1)
        return self.body(hidden), self.expression(hidden)

    def forward(self, still, frame):
        """`still` may be a single one for a whole batch of frames."""
        # The same frame twice must give the zero code, so that "no motion" is the code's origin for every art.
        body0, expression0 = self.heads(still, still)
        body, expression = self.heads(still.expand(len(frame), -1, -1, -1), frame)
        return body - body0, torch.tanh(expression - expression0)


class Renderer(nn.Module):
    """Once a frame: features and code → warp [B, 5, 32, 32] and paint [B, 5, 64, 64]."""

    def __init__(self, width=32):
        super().__init__()
        inputs = COORDINATES + FEATURES
        self.film = nn.Linear(EXPRESSION, 4 * width)
        self.c1, self.c2, self.c3 = conv(inputs + EXPRESSION, width), conv(width, width, 2), conv(width, width)
        self.c4 = conv(2 * width, width)
        self.local = conv(width, 2)
        self.paint1 = conv(width, 24)
        self.paint2 = conv(24, 5 * 4)   # 2 × 2 cells of the finer paint field a cell
        with torch.no_grad():
            self.local.weight.mul_(0.3), self.local.bias.zero_()
            self.paint2.weight.mul_(0.1), self.paint2.bias.zero_()
            self.paint2.bias[:4] = -2.5

    def body_warp(self, features, body):
        """The low-order part: similarity, squash, shear, bend and turn, in the silhouette's own coordinates."""
        x, y, window = features[:, 0:1], features[:, 1:2], features[:, 2:3]
        b = (0.1 * body)[:, :, None, None]
        # dx: shift, stretch, roll/shear, three bends, turn (moves the inside, keeps the outline)
        dx = b[:, 0:1] + b[:, 1:2] * x + b[:, 2:3] * y + b[:, 3:4] * x * y + b[:, 4:5] * y * y + b[:, 5:6] * x * x + b[:, 6:7] * window
        dy = b[:, 7:8] + b[:, 8:9] * x + b[:, 9:10] * y + b[:, 10:11] * x * y + b[:, 11:12] * y * y + b[:, 12:13] * x * x + b[:, 13:14] * window
        # The bends grow as squares; far outside the silhouette they are held, so that nothing distant swings in.
        flow = torch.cat([dx, dy], 1).clamp(-0.6, 0.6) * features[:, 3:5] * 2
        gain = torch.exp((0.3 * torch.tanh(b[:, GEOMETRY:BODY])).expand(-1, -1, WARP, WARP))
        return flow, gain

    @staticmethod
    def without_folds(features, flow):
        """Scales the whole flow down where it is so steep anywhere near the silhouette that the picture would smear: a unit
        Jacobian norm is the point at which p + flow(p) may cease to be one-to-one."""
        across = (flow[:, :, 1:-1, 2:] - flow[:, :, 1:-1, :-2]) * (WARP / 2)
        down = (flow[:, :, 2:, 1:-1] - flow[:, :, :-2, 1:-1]) * (WARP / 2)
        near = (features[:, :2, 1:-1, 1:-1].abs().amax(1) < 1.5).to(flow.dtype)
        squares = ((across * across).sum(1) + (down * down).sum(1)) * near
        steepest = torch.sqrt(squares.amax((1, 2), keepdim=True) + 1e-6)[:, None]
        return flow * torch.clamp(STEEPEST / steepest, max=1.0)

    def forward(self, features, body, expression, gate):
        """`gate` [B, 1] in 0-1 scales what the network adds to the body's motion: local flow and paint."""
        flow, gain = self.body_warp(features, body)
        inputs = torch.cat([features[:, :COORDINATES].clamp(-3, 3), features[:, COORDINATES + 2:]], 1)
        code = expression[:, :, None, None].expand(-1, -1, WARP, WARP)
        scale1, shift1, scale2, shift2 = self.film(expression)[:, :, None, None].chunk(4, 1)
        full = F.leaky_relu(self.c1(torch.cat([inputs, code], 1)) * (1 + scale1) + shift1, 0.1)
        half = F.leaky_relu(self.c2(full), 0.1)
        half = F.leaky_relu(self.c3(half) * (1 + scale2) + shift2, 0.1)
        merged = F.leaky_relu(self.c4(torch.cat([full, F.interpolate(half, scale_factor=2.0, mode="nearest")], 1)), 0.1)
        # No code, no local motion and no paint: the still comes back exactly.
        energy = torch.sqrt((expression * expression).mean(1, keepdim=True) + 1e-8)
        drive = torch.clamp(energy * 8, max=1.0)[:, :, None, None] * gate[:, :, None, None]
        local = LOCAL_FLOW * torch.tanh(self.local(merged)) * drive
        wide = F.leaky_relu(self.paint1(merged), 0.1)
        paint = torch.sigmoid(F.pixel_shuffle(self.paint2(wide), 2))
        mask = paint[:, :1] * drive
        alpha = paint[:, 4:]
        warp = torch.cat([self.without_folds(features, flow + local), gain], 1)
        return warp, torch.cat([mask, paint[:, 1:4] * alpha, alpha], 1), local
