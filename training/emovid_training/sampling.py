"""Drawing windows from the teacher: Euler steps of the flow with guidance composed over emotions."""
import os

import torch

from .labels import CONDITIONS, NEUTRAL
from .motion_networks import MotionNet
from .networks import BODY, CODE


def load_motion(work: str, name: str):
    state = torch.load(os.path.join(work, name), map_location="cpu")
    model = MotionNet()
    model.load_state_dict(state["average"])
    return model.eval(), state


def energy_of(intensity):
    """The energy rank that an intensity asks for: 0 calm, 1 as lively as the livelier real clips of the emotion."""
    return 0.25 + 0.5 * intensity


def conditioned(emotion, intensity):
    """[B, 9] weights as the host gives them and intensity → weights with the part that intensity leaves to neutral."""
    eight = emotion[:, :NEUTRAL] * intensity
    return torch.cat([eight, 1 - eight.sum(1, keepdim=True)], 1)


STILL_GUIDANCE = 2.0
EXPRESSION_GUIDANCE = 1.5

# What guidance may do to the size of the motion: the median energy of real clips of the emotion, times this.
ENERGY_BAND = (1.45, 1.6)


def calibrated(x, weights, medians, scale, intensity):
    """Guidance exaggerates the kind of a motion and, as a side effect, its size. The size is brought back to what real clips
    of the emotion show: [B, L, CODE] normalised codes, scaled about their mean so that the energy is within the band."""
    body = x[..., :BODY] * scale[:BODY]
    energy = ((body.roll(-1, 1) - body) ** 2).mean((1, 2)).sqrt() + 1e-6
    target = (weights * medians).sum(1) / weights.sum(1) * (0.5 + 0.5 * intensity[:, 0])
    factor = torch.minimum(torch.maximum(energy, ENERGY_BAND[0] * target), ENERGY_BAND[1] * target) / energy
    body = x[..., :BODY]
    mean = body.mean(1, keepdim=True)
    return torch.cat([mean + factor[:, None, None] * (body - mean), x[..., BODY:]], 2)


@torch.no_grad()
def draw(teacher, noise, emotion, intensity, embedding, known, steps: int, guidance: float, start: float = 0.0):
    """[B, L, CODE] normalised codes, from `noise` at time `start`. Velocity = v0 + g · Σ wₖ (vₖ − v0): a mix is a composition of pure guidances. v0 itself
    is guided towards the still, v0 = v∅ + s · (v(still) − v∅), so that one character does not move like the next. The body is
    guided by `guidance`, the expression by EXPRESSION_GUIDANCE: a face pushed beyond the real ones is no stronger, only odd."""
    guidance = torch.cat([torch.full((BODY,), guidance), torch.full((CODE - BODY,), EXPRESSION_GUIDANCE)])
    weights = conditioned(emotion, intensity)
    energy = energy_of(intensity)
    batch = len(noise)
    x, pure = noise, torch.eye(CONDITIONS)
    used = [k for k in range(CONDITIONS) if bool((weights[:, k] > 0).any())]
    for step in range(steps):
        # Finer steps where the path bends, near the noise.
        t0, t1 = (start + (1 - start) * (n / steps) ** 1.3 for n in (step, step + 1))
        time = torch.full((batch, 1), t0)
        base = teacher(x, time, torch.zeros(batch, CONDITIONS), energy, embedding, known)
        velocity = base.clone()
        if bool((known > 0).any()):
            anyone = teacher(x, time, torch.zeros(batch, CONDITIONS), energy, embedding, torch.zeros_like(known))
            velocity += (STILL_GUIDANCE - 1) * (base - anyone)
        for k in used:
            rows = torch.nonzero(weights[:, k] > 0)[:, 0]
            guided = teacher(x[rows], time[rows], pure[k].expand(len(rows), -1), energy[rows], embedding[rows], known[rows])
            velocity[rows] += guidance * weights[rows, k][:, None, None] * (guided - base[rows])
        x = x + (t1 - t0) * velocity
    return x
