"""What every stage's training has in common: arguments, schedule, running average, checkpoints, curve."""
import json
import math
import os
import time

import torch
import torch.nn.functional as F


def arguments(parser):
    parser.add_argument("--work", required=True)
    parser.add_argument("--preset", default="cpu", help="cpu, gpu or tiny")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--steps", type=int, default=0, help="override the preset's number of steps")
    parser.add_argument("--threads", type=int, default=0, help="0: all cores; one pinned thread is faster on a busy machine")
    parser.add_argument("--resume", action="store_true")
    return parser.parse_args()


def pyramid(a, b, weight):
    """Change-weighted L1 at four scales: the coarse ones see motion that the fine one cannot yet."""
    loss = ((a - b).abs() * weight).mean()
    for _ in range(3):
        a, b = F.avg_pool2d(a, 2), F.avg_pool2d(b, 2)
        loss = loss + 0.7 * (a - b).abs().mean()
    return loss


class Run:
    """One training run of one model: warm-up and cosine schedule, running average of the weights, resumable checkpoints."""

    def __init__(self, args, config, model, name: str, decay=0.998, extra=None):
        self.args, self.config, self.decay, self.extra = args, config, decay, extra or {}
        self.steps = args.steps or config["steps"]
        self.device = "cuda" if torch.cuda.is_available() else "cpu"
        torch.set_num_threads(args.threads or os.cpu_count())
        torch.manual_seed(args.seed)
        self.model = model.to(self.device)
        self.average = {k: v.clone() for k, v in model.state_dict().items()}
        self.optimizer = torch.optim.Adam(model.parameters(), lr=config["rate"], betas=(0.9, 0.98))
        self.path, self.start, self.curve = os.path.join(args.work, name), 0, []
        if args.resume and os.path.exists(self.path):
            state = torch.load(self.path, map_location=self.device)
            model.load_state_dict(state["model"]), self.optimizer.load_state_dict(state["optimizer"])
            self.average, self.start, self.curve = state["average"], state["step"], state["curve"]
            torch.manual_seed(args.seed + self.start)

    def save(self, step):
        torch.save({"model": self.model.state_dict(), "average": self.average, "optimizer": self.optimizer.state_dict(), "step": step,
                    "curve": self.curve, "seed": self.args.seed, "preset": self.args.preset, "steps": self.steps, **self.extra},
                   self.path + ".partial")
        os.replace(self.path + ".partial", self.path)

    def averaged(self, action):
        """What the action returns for the model with its averaged weights."""
        live = {k: v.clone() for k, v in self.model.state_dict().items()}
        self.model.load_state_dict(self.average)
        self.model.eval()
        try:
            return action(self.model)
        finally:
            self.model.load_state_dict(live)
            self.model.train()

    def go(self, loss_of, validate):
        """loss_of(model, step) → scalar loss of one fresh batch; validate(model) → figures for the curve."""
        began, running = time.time(), None
        for step in range(self.start, self.steps):
            rate = self.config["rate"] * min(1.0, (step + 1) / 200) * (0.02 + 0.49 * (1 + math.cos(step / self.steps * math.pi)))
            for group in self.optimizer.param_groups:
                group["lr"] = rate
            loss = loss_of(self.model, step)
            self.optimizer.zero_grad(set_to_none=True)
            loss.backward()
            torch.nn.utils.clip_grad_norm_(self.model.parameters(), 1.0)
            self.optimizer.step()
            decay = min(self.decay, (step + 1) / (step + 20))
            for key, value in self.model.state_dict().items():
                self.average[key].lerp_(value, 1 - decay) if value.is_floating_point() else self.average[key].copy_(value)
            running = loss.item() if running is None else 0.98 * running + 0.02 * loss.item()
            if (step + 1) % self.config["report"] == 0 or step + 1 == self.steps:
                self.curve.append({"step": step + 1, "loss": round(running, 5), **self.averaged(validate)})
                per_second = (step + 1 - self.start) * self.config["batch"] / (time.time() - began)
                print(json.dumps({**self.curve[-1], "per_second": round(per_second, 1)}), flush=True)
                self.save(step + 1)
