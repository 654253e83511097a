"""Film strips to look at: a still × emotions, by the graphs of the pack and the same compositor mathematics as the SDK.

python3 -m emovid_training.strips --work WORK --still A.png [--still B.png …] --out strip.png [--intensity 1]
"""
import argparse

import numpy as np
import torch
from PIL import Image

from .actor_networks import STILL_FILL, VIEW, AppearanceGraph, RendererGraph
from .labels import CONDITIONS, EMOTIONS
from .motion_data import Windows
from .motion_graph import motion_graph
from .networks import CODE
from .renderer import render
from .sampling import load_motion
from .train_finder import load_finder
from .train_painter import load_painter
from .windows import WINDOW


def load_still(image: Image.Image, size: int) -> torch.Tensor:
    """A picture placed on the canvas: premultiplied [1, 4, size, size]."""
    image = np.asarray(image.convert("RGBA"), np.float32) / 255
    image[..., :3] *= image[..., 3:]
    ys, xs = np.where(image[..., 3] >= 8 / 255)
    image = image[ys.min(): ys.max() + 1, xs.min(): xs.max() + 1]
    scale = STILL_FILL * size / max(image.shape[:2])
    height, width = (max(1, round(n * scale)) for n in image.shape[:2])
    planes = [np.asarray(Image.fromarray(image[..., c]).resize((width, height), Image.BOX if scale < 1 else Image.BICUBIC)) for c in range(4)]
    out = np.zeros((4, size, size), np.float32)
    top, left = (size - height) // 2, (size - width) // 2
    out[:, top: top + height, left: left + width] = np.clip(np.stack(planes), 0, 1)
    return torch.from_numpy(out)[None]


@torch.no_grad()
def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--work", required=True)
    parser.add_argument("--still", action="append", required=True)
    parser.add_argument("--out", required=True)
    parser.add_argument("--frames", type=int, default=12)
    parser.add_argument("--size", type=int, default=96)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--intensity", type=float, default=1.0)
    args = parser.parse_args()
    painter, (student, state) = load_painter(args.work), load_motion(args.work, "student.pt")
    appearance = AppearanceGraph(load_finder(args.work), painter.reader).eval()
    renderer = RendererGraph(painter.painter).eval()
    motion = motion_graph(args.work, painter, student, state, Windows(args.work))
    rows = []
    for path in args.still:
        with Image.open(path) as image:
            small, still = load_still(image, VIEW), load_still(image, args.size)
        features, embedding, confidence = appearance(small)
        print(f"{path}: confidence {confidence.item():.3f}")
        for emotion in range(len(EMOTIONS)):
            noise = torch.randn(1, WINDOW, CODE, generator=torch.Generator().manual_seed(args.seed))
            codes = motion(noise, torch.eye(CONDITIONS)[emotion][None], torch.full((1, 1), args.intensity), embedding)[0]
            picked = codes[torch.linspace(0, WINDOW - 1, args.frames).round().long()]
            frames = [render(still, *renderer(features, confidence, code[None]), args.size, exact=True)[0] for code in picked]
            rows.append(torch.cat([(frame[:3] + 1 - frame[3:]).clamp(0, 1) for frame in frames], 2))
    sheet = (torch.cat(rows, 1).permute(1, 2, 0).numpy() * 255 + 0.5).astype(np.uint8)
    Image.fromarray(sheet).save(args.out)


if __name__ == "__main__":
    main()
