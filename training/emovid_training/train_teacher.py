"""Stage 7: the teacher. Flow matching over windows of codes, bidirectional, many steps, classifier-free guidance.

One command: python3 -m emovid_training.train_teacher --work WORK [--preset cpu|gpu|tiny] [--seed 1] [--resume]
"""
import argparse
import json
import os
import time

import numpy as np
import torch

from .motion_data import Windows
from .motion_networks import MotionNet
from .presets import preset


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--work", required=True)
    parser.add_argument("--preset", default="cpu")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--steps", type=int, default=0, help="override the preset's number of steps")
    parser.add_argument("--threads", type=int, default=0, help="0: all cores; one pinned thread is faster on a busy machine")
    parser.add_argument("--resume", action="store_true")
    args = parser.parse_args()
    config = preset(args.preset)["teacher"]
    steps = args.steps or config["steps"]
    device = "cuda" if torch.cuda.is_available() else "cpu"
    torch.set_num_threads(args.threads or os.cpu_count())
    torch.manual_seed(args.seed)
    random = np.random.default_rng(args.seed)
    data, model = Windows(args.work), MotionNet().to(device)
    average = {k: v.clone() for k, v in model.state_dict().items()}
    optimizer = torch.optim.Adam(model.parameters(), lr=config["rate"])
    path, start, curve = os.path.join(args.work, "teacher.pt"), 0, []
    if args.resume and os.path.exists(path):
        state = torch.load(path, map_location=device)
        model.load_state_dict(state["model"]), optimizer.load_state_dict(state["optimizer"])
        average, start, curve = state["average"], state["step"], state["curve"]
    running, began = 0.0, time.time()
    for step in range(start, steps):
        x, emotion, energy, embedding = (t.to(device) for t in data.draw(config["batch"], random))
        batch = len(x)
        # Each condition is withheld at random, so that every one of them can be guided or left out.
        emotion = emotion * (torch.rand(batch, 1, device=device) > 0.15)
        known = (torch.rand(batch, 1, device=device) > 0.5).float()
        noise = torch.randn_like(x)
        t = torch.sigmoid(torch.randn(batch, 1, device=device))
        mixed = (1 - t[:, :, None]) * noise + t[:, :, None] * x
        velocity = model(mixed, t, emotion, energy, embedding, known)
        loss = ((velocity - (x - noise)) ** 2).mean()
        rate = config["rate"] * min(1, (step + 1) / 200) * (0.02 + 0.49 * (1 + np.cos(step / steps * np.pi)))
        for group in optimizer.param_groups:
            group["lr"] = rate
        optimizer.zero_grad(set_to_none=True)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimizer.step()
        decay = min(0.999, (step + 1) / (step + 20))
        for key, value in model.state_dict().items():
            average[key].lerp_(value, 1 - decay)
        running = loss.item() if step == start else 0.98 * running + 0.02 * loss.item()
        if (step + 1) % config["report"] == 0 or step + 1 == steps:
            curve.append({"step": step + 1, "loss": round(running, 5)})
            print(json.dumps({**curve[-1], "minutes": round((time.time() - began) / 60, 1)}), flush=True)
            torch.save({"model": model.state_dict(), "average": average, "optimizer": optimizer.state_dict(),
                        "step": step + 1, "curve": curve, "seed": args.seed, "preset": args.preset,
                        "scale": torch.from_numpy(data.scale)}, path + ".partial")
            os.replace(path + ".partial", path)


if __name__ == "__main__":
    main()
