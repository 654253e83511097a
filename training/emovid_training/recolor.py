"""Faces of one yellow, in any colour: the skin's hue is turned, and eyes, mouths, tears and what an emotion itself colours stay."""
import numpy as np
import torch

# Hues of the yellow heads' skin, degrees: a red head is anger's, a green one disgust's, a blue one fear's.
FROM, TO, SOFT = 18.0, 66.0, 8.0
# Luma weights and the axes of BT.601's U and V, in which a hue turns.
TO_YUV = torch.tensor([[0.299, 0.587, 0.114], [-0.14713, -0.28886, 0.436], [0.615, -0.51499, -0.10001]])


def skin(rgb):
    """[B, 3, n, n] straight colours → [B, 1, n, n]: how much of each is the yellow heads' skin."""
    top, low = rgb.amax(1), rgb.amin(1)
    red, green, blue = rgb.unbind(1)
    span = (top - low).clamp_min(1e-3)
    hue = torch.where(green <= red, 60 * (green - blue) / span, 60 * (2 - (red - blue) / span))
    warm = (blue <= low + 1e-4).float() * ((hue - FROM) / SOFT).clamp(0, 1) * ((TO - hue) / SOFT).clamp(0, 1)
    return (warm * ((span / top.clamp_min(1e-3) - 0.3) / 0.15).clamp(0, 1))[:, None]


def turned(count: int, random: np.random.Generator, share: float) -> torch.Tensor:
    """[count, 3, 3] colour matrices: a turn of the hue with less or more colour and light, for `share` of them; else the unit."""
    angle, colour = random.uniform(0, 2 * np.pi, count), random.uniform(0.3, 1.1, count)
    light = random.uniform(0.45, 1.1, count)
    turn = np.zeros((count, 3, 3), np.float32)
    turn[:, 0, 0] = 1
    turn[:, 1, 1] = turn[:, 2, 2] = colour * np.cos(angle)
    turn[:, 2, 1] = colour * np.sin(angle)
    turn[:, 1, 2] = -turn[:, 2, 1]
    matrices = torch.linalg.inv(TO_YUV) @ torch.from_numpy(turn * light[:, None, None].astype(np.float32)) @ TO_YUV
    keep = torch.from_numpy(random.random(count) >= share)[:, None, None]
    return torch.where(keep, torch.eye(3), matrices)


def recolored(image, matrices):
    """Premultiplied [B, 4, n, n] with its skin in another colour, by `turned`."""
    alpha = image[:, 3:]
    rgb = image[:, :3] / alpha.clamp_min(1e-3)
    other = torch.einsum("bij,bjhw->bihw", matrices.to(image.device), rgb).clamp(0, 1)
    weight = skin(rgb)
    return torch.cat([((1 - weight) * rgb + weight * other) * alpha, alpha], 1)
