"""Stage 2: the body, by self-reenactment: rebuild a frame from a still of the same clip, warped by a 17-number code.

One command: python3 -m emovid_training.train_body --work WORK [--preset cpu|gpu|tiny] [--seed 1] [--resume]
Writes WORK/body.pt (weights, their running average, optimiser, step, curve): resumable at any time.
"""
import argparse

import torch

from .dataset import Corpus, PairSampler
from .networks import BodyEncoder, body_flow, silhouette
from .presets import preset
from .renderer import warped
from .training_loop import Run, arguments, pyramid


def loss_of(model, still, frame):
    body = model(still, frame)
    flow, gain = body_flow(silhouette(still), body)
    out = warped(still, torch.cat([flow, gain], 1), still.shape[-1])
    weight = 0.5 + 2 * (still - frame).abs().mean(1, keepdim=True).clamp(max=0.5)
    loss = pyramid(out, frame, weight) + 0.05 * (gain.log() ** 2).mean() + 0.0005 * (body ** 2).mean()
    return loss, out


def psnr(a, b):
    return -10 * torch.log10(((a - b) ** 2).mean((1, 2, 3)) + 1e-8)


@torch.no_grad()
def validate(model, sampler, batches=6):
    rows = []
    for _ in range(batches):
        still, frame = sampler.draw(32)
        _, out = loss_of(model, still, frame)
        rows.append(torch.stack([psnr(out, frame), psnr(still, frame)], 1))
    body, copy = torch.cat(rows).mean(0).tolist()
    return {"body_db": round(body, 2), "copy_db": round(copy, 2)}


def load_body(work: str) -> BodyEncoder:
    state = torch.load(f"{work}/body.pt", map_location="cpu")
    model = BodyEncoder()
    model.load_state_dict(state["average"])
    return model.eval()


def main():
    args = arguments(argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter))
    config = preset(args.preset)["body"]
    run = Run(args, config, BodyEncoder(), "body.pt")
    corpus = Corpus(args.work)
    # A resumed run must not see the same pairs again.
    train = PairSampler(corpus, corpus.train, args.seed + run.start, run.device)
    held_out = PairSampler(corpus, corpus.test or corpus.train, 12345, run.device)
    run.go(lambda model, _: loss_of(model, *train.draw(config["batch"]))[0], lambda model: validate(model, held_out))


if __name__ == "__main__":
    main()
