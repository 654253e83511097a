"""What the motion judge sees of a clip: numbers computed from rendered pixels alone, inside its graph.

Frames [B, T, 4, 64, 64] premultiplied, T = 24 at 12 a second. Per frame: the silhouette's moments, relative to their mean over the clip, in its own
spread; per pair of frames: the change of pixels, and a coarse flow by Lucas & Kanade's normal equations (1981) on cells of a 4 × 4 grid over the silhouette.
Per series over time: deviation, mean step, energy in bands of frequency. Every number is a square root or a logarithm away from its physical unit, so
that large and small art compare.
"""
import math

import torch
import torch.nn as nn
import torch.nn.functional as F

SIZE, FRAMES, RATE = 64, 24, 12.0
CELLS = 4
BANDS = ((1, 1), (2, 2), (3, 4), (5, 7), (8, 12))   # cycles in the 2 s that are seen


class MotionFeatures(nn.Module):
    def __init__(self):
        super().__init__()
        axis = (torch.arange(SIZE, dtype=torch.float32) + 0.5) / SIZE - 0.5
        self.register_buffer("x", axis.view(1, 1, 1, SIZE).clone())
        self.register_buffer("y", axis.view(1, 1, SIZE, 1).clone())
        time = torch.arange(FRAMES, dtype=torch.float32)
        window = torch.sin(math.pi * (time + 0.5) / FRAMES)
        basis = [f(2 * math.pi * k * time / FRAMES) * window for k in range(1, FRAMES // 2 + 1) for f in (torch.cos, torch.sin)]
        self.register_buffer("basis", torch.stack(basis, 1) / FRAMES)   # [T, 2 · 12]
        sums = torch.zeros(FRAMES // 2, len(BANDS))
        for band, (low, high) in enumerate(BANDS):
            sums[low - 1: high, band] = 1
        self.register_buffer("bands", sums)

    def moments(self, alpha):
        """alpha [B, T, n, n] → series [B, T, 6] and the mean spread [B, 1, 1]."""
        mass = alpha.sum((2, 3)) + 1e-3
        cx, cy = (alpha * self.x).sum((2, 3)) / mass, (alpha * self.y).sum((2, 3)) / mass
        dx, dy = self.x - cx[:, :, None, None], self.y - cy[:, :, None, None]
        xx, yy = (alpha * dx * dx).sum((2, 3)) / mass + 1e-5, (alpha * dy * dy).sum((2, 3)) / mass + 1e-5
        xy = (alpha * dx * dy).sum((2, 3)) / mass
        spread = torch.sqrt(0.5 * (xx + yy)).mean(1, keepdim=True)
        series = torch.stack([cx / spread, cy / spread, 0.5 * torch.log(xx), 0.5 * torch.log(yy), xy / torch.sqrt(xx * yy),
                              torch.log(mass)], 2)
        return series, spread[:, :, None]

    def flow(self, grey, alpha):
        """[B, T, n, n] → cell velocities [B, T - 1, 2 · CELLS²], canvas widths a frame, by damped least squares."""
        middle = 0.5 * (grey[:, 1:] + grey[:, :-1])
        gx = 0.5 * SIZE * (F.pad(middle, (0, 1))[..., 1:] - F.pad(middle, (1, 0))[..., :-1])
        gy = 0.5 * SIZE * (F.pad(middle, (0, 0, 0, 1))[..., 1:, :] - F.pad(middle, (0, 0, 1, 0))[..., :-1, :])
        gt = grey[:, 1:] - grey[:, :-1]
        cell = SIZE // CELLS

        def pool(v):
            return F.avg_pool2d(v, cell)

        xx, yy, xy, xt, yt = pool(gx * gx) + 0.5, pool(gy * gy) + 0.5, pool(gx * gy), pool(gx * gt), pool(gy * gt)
        determinant = xx * yy - xy * xy
        u, v = (xy * yt - yy * xt) / determinant, (xy * xt - xx * yt) / determinant
        return torch.cat([u.flatten(2), v.flatten(2)], 2)

    def forward(self, frames):
        batch = frames.shape[0]
        alpha = frames[:, :, 3]
        grey = 0.3 * frames[:, :, 0] + 0.6 * frames[:, :, 1] + 0.1 * frames[:, :, 2] + 0.5 * (1 - alpha)
        moments, spread = self.moments(alpha)
        step = (frames[:, 1:] - frames[:, :-1]).abs().mean(2)
        mass = alpha.mean((1, 2, 3)).view(batch, 1) + 1e-3
        change = step.mean((2, 3)) / mass
        inner = (step * (alpha[:, 1:] * alpha[:, :-1])).mean((2, 3)) / mass
        upper = step[:, :, : SIZE // 2].mean((2, 3)) / mass
        velocity = self.flow(grey, alpha) / spread
        u, v = velocity[:, :, : CELLS * CELLS], velocity[:, :, CELLS * CELLS:]
        speed = torch.sqrt((u * u + v * v).mean(2) + 1e-8)
        grid_u, grid_v = u.view(batch, -1, CELLS, CELLS), v.view(batch, -1, CELLS, CELLS)
        spreading = grid_u[..., 2:].mean((2, 3)) - grid_u[..., :2].mean((2, 3)) + grid_v[:, :, 2:].mean((2, 3)) - grid_v[:, :, :2].mean((2, 3))
        turning = grid_v[..., 2:].mean((2, 3)) - grid_v[..., :2].mean((2, 3)) - grid_u[:, :, 2:].mean((2, 3)) + grid_u[:, :, :2].mean((2, 3))
        upper_v = grid_v[:, :, :2].mean((2, 3)) - grid_v[:, :, 2:].mean((2, 3))
        pairs = torch.stack([change, inner, upper, speed, u.mean(2), v.mean(2), spreading, turning, upper_v], 2)
        pairs = torch.cat([pairs, pairs[:, -1:]], 1)
        series = torch.cat([moments, pairs], 2)
        centred = series - series.mean(1, keepdim=True)
        spectrum = (centred.transpose(1, 2) @ self.basis) ** 2
        power = spectrum.view(batch, -1, FRAMES // 2, 2).sum(3) @ self.bands
        deviation = torch.sqrt((centred ** 2).mean(1) + 1e-8)
        steps = (centred[:, 1:] - centred[:, :-1]).abs().mean(1)
        share = power / (power.sum(2, keepdim=True) + 1e-6)
        levels = torch.log(pairs[:, :, :4].mean(1) + 1e-3)
        skew = torch.tanh((centred ** 3).mean(1) / (deviation ** 3 + 1e-6))
        return torch.cat([torch.log(deviation + 1e-3), torch.log(steps + 1e-3), levels, share.flatten(1), 0.5 * skew], 1)
