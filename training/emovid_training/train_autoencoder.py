"""Stage 2: the motion autoencoder, by self-reenactment: rebuild a frame from a still of the same clip and a small code.

One command: python3 -m emovid_training.train_autoencoder --work WORK [--preset cpu|gpu|tiny] [--seed 1] [--resume]
Writes WORK/autoencoder.pt (weights, their running average, optimiser, step, curve): resumable at any time.
"""
import argparse
import json
import os
import time

import torch
import torch.nn.functional as F

from .dataset import Corpus, PairSampler
from .networks import Appearance, Encoder, Renderer
from .presets import preset
from .renderer import render, upsample


class Autoencoder(torch.nn.Module):
    def __init__(self):
        super().__init__()
        self.appearance, self.encoder, self.renderer = Appearance(), Encoder(), Renderer()

    def forward(self, still, frame):
        features, _ = self.appearance(still)
        body, expression = self.encoder(still, frame)
        if self.training:
            expression = expression + 0.03 * torch.randn_like(expression)
        gate = torch.ones(len(still), 1, device=still.device)
        warp, paint, local = self.renderer(features, body, expression, gate)
        bare_flow, bare_gain = self.renderer.body_warp(features, body)
        bare = torch.cat([bare_flow, bare_gain], 1)
        return warp, paint, local, bare, body, expression


def pyramid(a, b, weight):
    """Change-weighted L1 at four scales: the coarse ones see motion that the fine one cannot yet."""
    loss = ((a - b).abs() * weight).mean()
    for _ in range(3):
        a, b = F.avg_pool2d(a, 2), F.avg_pool2d(b, 2)
        loss = loss + 0.7 * (a - b).abs().mean()
    return loss


def loss_of(model, still, frame):
    warp, paint, local, bare, body, expression = model(still, frame)
    size = still.shape[-1]
    weight = 0.5 + 2 * (still - frame).abs().mean(1, keepdim=True).clamp(max=0.5)
    full = render(still, warp, paint, size)
    alone = render(still, bare, torch.zeros_like(paint), size)
    fit, body_fit = pyramid(full, frame, weight), pyramid(alone, frame, weight)
    # Paint learns its colours where the body leaves an error, whatever the mask says: a mask that starts shut before there
    # is anything worth painting never opens again.
    missed = (alone - frame).abs().mean(1, keepdim=True).detach()
    painted = upsample(paint[:, 1:], size)
    colors = ((painted - frame).abs() * (missed + 0.01)).mean()
    smooth = (local.diff(dim=2).abs().mean() + local.diff(dim=3).abs().mean())
    tint = (bare[:, 2:5].log() ** 2).mean()
    loss = (fit + 0.7 * body_fit + 0.4 * smooth + 3 * colors + 0.003 * paint[:, :1].mean() + 0.05 * tint
            + 0.0005 * (body ** 2).mean() + 0.0002 * (expression ** 2).mean())
    return loss, full, alone


def psnr(a, b):
    return -10 * torch.log10(((a - b) ** 2).mean((1, 2, 3)) + 1e-8)


@torch.no_grad()
def validate(model, sampler, batches=6):
    model.eval()
    rows = []
    for _ in range(batches):
        still, frame = sampler.draw(32)
        _, full, alone = loss_of(model, still, frame)
        rows.append(torch.stack([psnr(full, frame), psnr(alone, frame), psnr(still, frame)], 1))
    model.train()
    full, alone, copy = torch.cat(rows).mean(0).tolist()
    return {"full_db": round(full, 2), "body_db": round(alone, 2), "copy_db": round(copy, 2)}


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--work", required=True)
    parser.add_argument("--preset", default="cpu")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--steps", type=int, default=0, help="override the preset's number of steps")
    parser.add_argument("--threads", type=int, default=0, help="0: all cores; one pinned thread is faster on a busy machine")
    parser.add_argument("--resume", action="store_true")
    args = parser.parse_args()
    config = preset(args.preset)["autoencoder"]
    steps, batch = args.steps or config["steps"], config["batch"]
    device = "cuda" if torch.cuda.is_available() else "cpu"
    torch.set_num_threads(args.threads or os.cpu_count())
    torch.manual_seed(args.seed)
    corpus = Corpus(args.work)
    train = PairSampler(corpus, corpus.train, args.seed, device)
    held_out = PairSampler(corpus, corpus.test or corpus.train, 12345, device)
    model = Autoencoder().to(device)
    average = {k: v.clone() for k, v in model.state_dict().items()}
    optimizer = torch.optim.Adam(model.parameters(), lr=config["rate"], betas=(0.9, 0.98))
    path, start, curve = os.path.join(args.work, "autoencoder.pt"), 0, []
    if args.resume and os.path.exists(path):
        state = torch.load(path, map_location=device)
        model.load_state_dict(state["model"]), optimizer.load_state_dict(state["optimizer"])
        average, start, curve = state["average"], state["step"], state["curve"]

    def save(step):
        torch.save({"model": model.state_dict(), "average": average, "optimizer": optimizer.state_dict(), "step": step,
                    "curve": curve, "seed": args.seed, "preset": args.preset, "steps": steps}, path + ".partial")
        os.replace(path + ".partial", path)

    began, running = time.time(), 0.0
    for step in range(start, steps):
        warm = min(1.0, (step + 1) / 200)
        rate = config["rate"] * warm * (0.02 + 0.98 * 0.5 * (1 + torch.cos(torch.tensor(step / steps * 3.14159)).item()))
        for group in optimizer.param_groups:
            group["lr"] = rate
        loss, _, _ = loss_of(model, *train.draw(batch))
        optimizer.zero_grad(set_to_none=True)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimizer.step()
        decay = min(0.998, (step + 1) / (step + 20))
        for key, value in model.state_dict().items():
            average[key].lerp_(value, 1 - decay)
        running = loss.item() if step == start else 0.98 * running + 0.02 * loss.item()
        if (step + 1) % config["report"] == 0 or step + 1 == steps:
            live = {k: v.clone() for k, v in model.state_dict().items()}
            model.load_state_dict(average)
            row = {"step": step + 1, "loss": round(running, 5), **validate(model, held_out)}
            model.load_state_dict(live)
            curve.append(row)
            print(json.dumps({**row, "per_second": round((step + 1 - start) * batch / (time.time() - began), 1)}), flush=True)
            save(step + 1)


if __name__ == "__main__":
    main()
