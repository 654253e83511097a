"""Film strips to look at: a still × emotions, rendered by the same compositor mathematics as the SDK.

python3 -m emovid_training.strips --work WORK --still A.png [--still B.png …] --out strip.png [--from teacher|student]
"""
import argparse

import numpy as np
import torch
from PIL import Image

from .confidence import load_confidence
from .distill import predict
from .motion_data import Windows
from .labels import CONDITIONS, EMOTIONS
from .networks import BODY, CANVAS, CODE
from .renderer import render
from .sampling import calibrated, conditioned, draw, load_motion
from .windows import load_autoencoder

FILL = 0.76


def load_still(path: str, size: int) -> torch.Tensor:
    """A picture placed on the canvas: premultiplied [1, 4, size, size]."""
    image = np.asarray(Image.open(path).convert("RGBA"), np.float32) / 255
    image[..., :3] *= image[..., 3:]
    ys, xs = np.where(image[..., 3] >= 8 / 255)
    image = image[ys.min(): ys.max() + 1, xs.min(): xs.max() + 1]
    scale = FILL * size / max(image.shape[:2])
    height, width = (max(1, round(n * scale)) for n in image.shape[:2])
    planes = [np.asarray(Image.fromarray(image[..., c]).resize((width, height), Image.BOX if scale < 1 else Image.BICUBIC)) for c in range(4)]
    out = np.zeros((4, size, size), np.float32)
    top, left = (size - height) // 2, (size - width) // 2
    out[:, top: top + height, left: left + width] = np.clip(np.stack(planes), 0, 1)
    return torch.from_numpy(out)[None]


@torch.no_grad()
def act(model, confidence, motion, source, still_small, still, emotion: int, seed: int, frames: int, size: int, medians, intensity=1.0, guidance=4.0):
    features, embedding = model.appearance(still_small)
    gate = confidence(still_small)
    one_hot = torch.zeros(1, CONDITIONS)
    one_hot[0, emotion] = 1
    noise = torch.randn(1, 72, CODE, generator=torch.Generator().manual_seed(seed))
    level, known = torch.full((1, 1), intensity), torch.ones(1, 1)
    if source == "teacher":
        codes = draw(motion[0], noise, one_hot, level, embedding, known, 24, guidance)
        codes = calibrated(codes, conditioned(one_hot, level), medians, motion[1]["scale"].float(), level)
    else:
        codes = predict(motion[0], noise, one_hot, level, embedding, known)
    codes = codes[0] * motion[1]["scale"].float()
    picked = codes[torch.linspace(0, 71, frames).round().long()]
    warp, paint, _ = model.renderer(features.expand(frames, -1, -1, -1), picked[:, :BODY], picked[:, BODY:], gate.expand(frames, -1))
    return render(still.expand(frames, -1, -1, -1), warp, paint, size, exact=True), codes, gate


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--work", required=True)
    parser.add_argument("--still", action="append", required=True)
    parser.add_argument("--out", required=True)
    parser.add_argument("--from", dest="source", default="student")
    parser.add_argument("--frames", type=int, default=12)
    parser.add_argument("--size", type=int, default=96)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--guidance", type=float, default=4.0)
    args = parser.parse_args()
    model, confidence = load_autoencoder(args.work), load_confidence(args.work)
    motion = load_motion(args.work, f"{args.source}.pt")
    medians, rows = torch.from_numpy(Windows(args.work).medians), []
    for path in args.still:
        small, still = load_still(path, CANVAS), load_still(path, args.size)
        for emotion, name in enumerate(EMOTIONS):
            frames, codes, gate = act(model, confidence, motion, args.source, small, still, emotion, args.seed, args.frames, args.size, medians, guidance=args.guidance)
            rgb = (frames[:, :3] + (1 - frames[:, 3:])).clamp(0, 1)
            rows.append(torch.cat(list(rgb), 2))
            speed = (codes.roll(-1, 0) - codes)[:, :BODY].pow(2).mean().sqrt()
            print(f"{path} {name}: confidence {gate.item():.2f}, body speed {speed:.4f}")
    sheet = (torch.cat(rows, 1).permute(1, 2, 0).numpy() * 255 + 0.5).astype(np.uint8)
    Image.fromarray(sheet).save(args.out)


if __name__ == "__main__":
    main()
