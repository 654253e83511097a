"""What may differ between a vendor's drawing and a rendered frame, so that the judge does not lean on it: place, size, roll, shear, colour,
lighting, sharpness, background."""
import math

import torch
import torch.nn.functional as F

from .networks import SIZE


def uniform(count, low, high, generator):
    return torch.rand(count, generator=generator) * (high - low) + low


def place(picture, generator):
    """[B, 4, n, n] → [B, 4, 64, 64]: flipped, rolled, scaled, stretched, sheared, shifted."""
    count = len(picture)
    angle = torch.randn(count, generator=generator) * 0.22
    # Small pictures enlarge: a face may fill the canvas or be a third of it.
    zoom = torch.exp(uniform(count, math.log(0.62), math.log(1.35), generator))
    stretch, shear = torch.exp(torch.randn(count, generator=generator) * 0.08), torch.randn(count, generator=generator) * 0.08
    flip = torch.where(torch.rand(count, generator=generator) < 0.5, -1.0, 1.0)
    cos, sin = torch.cos(angle) / zoom, torch.sin(angle) / zoom
    theta = torch.stack([torch.stack([cos * stretch * flip, -sin + shear * cos, uniform(count, -0.2, 0.2, generator)], 1),
                         torch.stack([sin * flip, cos / stretch, uniform(count, -0.2, 0.2, generator)], 1)], 1)
    grid = F.affine_grid(theta, (count, 4, SIZE, SIZE), align_corners=False)
    return F.grid_sample(picture, grid, padding_mode="zeros", align_corners=False)


def recolour(rgba, generator):
    """Gains, gamma, hue rotations, exchanged channels, grey; a smooth light over the picture."""
    count = len(rgba)
    alpha = rgba[:, 3:]
    rgb = rgba[:, :3] / alpha.clamp_min(1e-3)
    permuted = rgb[:, torch.randperm(3, generator=generator)]
    rgb = torch.where(torch.rand(count, 1, 1, 1, generator=generator) < 0.2, permuted, rgb)
    grey = rgb.mean(1, keepdim=True)
    rgb = grey + (rgb - grey) * uniform(count, 0.3, 1.3, generator).view(-1, 1, 1, 1)
    gain = torch.exp(torch.randn(count, 3, 1, 1, generator=generator) * 0.15)
    rgb = rgb.clamp(0.0, 1.0) ** torch.exp(torch.randn(count, 1, 1, 1, generator=generator) * 0.25) * gain
    light = F.interpolate(uniform(count * 9, 0.75, 1.2, generator).view(count, 1, 3, 3), size=SIZE, mode="bicubic", align_corners=True)
    return torch.cat([(rgb * light).clamp(0, 1) * alpha, alpha], 1)


def composite(rgba, generator):
    """Over plain colours, gradients and soft noise."""
    count = len(rgba)
    coarse = torch.rand(count, 3, 4, 4, generator=generator)
    plain = torch.rand(count, 3, 1, 1, generator=generator)
    light = torch.rand(count, 1, 1, 1, generator=generator) < 0.35
    plain = torch.where(light, 0.82 + 0.18 * plain, plain)
    busy = (torch.rand(count, 1, 1, 1, generator=generator) < 0.3).float()
    background = plain * (1 - busy) + busy * F.interpolate(coarse, size=SIZE, mode="bilinear", align_corners=True)
    return rgba[:, :3] + (1 - rgba[:, 3:]) * background


def soften(image, generator):
    """Some blurred, all a little noisy."""
    count = len(image)
    half = F.interpolate(F.avg_pool2d(image, 2), size=SIZE, mode="bilinear", align_corners=False)
    amount = uniform(count, 0.0, 1.0, generator).view(-1, 1, 1, 1)
    amount = torch.where(torch.rand(count, 1, 1, 1, generator=generator) < 0.5, torch.zeros_like(amount), amount)
    image = image * (1 - amount) + half * amount
    noise = torch.randn(image.shape, generator=generator) * uniform(count, 0.0, 0.04, generator).view(-1, 1, 1, 1)
    return (image + noise).clamp(0, 1)


def augmented(picture, generator):
    """[B, 4, n, n] premultiplied in 0…1 → [B, 3, 64, 64]."""
    return soften(composite(recolour(place(picture, generator), generator), generator), generator)
