"""Teacher and student: 1-D convolutions over a window of codes whose time is circular."""
import math

import torch
import torch.nn as nn
import torch.nn.functional as F

from .face_finder import EMBEDDING
from .labels import CONDITIONS
from .networks import CODE


PATCH = 2   # frames that share one step of the network: motion lives well below 6 Hz, and half the steps cost half


def circular(x, padding):
    """Wraps time around. Written as a concatenation: every ONNX provider runs it."""
    return torch.cat([x[:, :, -padding:], x, x[:, :, :padding]], 2)


class Block(nn.Module):
    def __init__(self, width, dilation):
        super().__init__()
        self.padding = 2 * dilation
        self.first = nn.Conv1d(width, width, 5, dilation=dilation)
        self.second = nn.Conv1d(width, width, 1)
        self.film = nn.Linear(width, 2 * width)

    def forward(self, x, condition):
        scale, shift = self.film(condition)[:, :, None].chunk(2, 1)
        hidden = F.silu(self.first(circular(x, self.padding)) * (1 + scale) + shift)
        return x + self.second(hidden)


class MotionNet(nn.Module):
    """[B, L, CODE] and conditions → [B, L, CODE], L even. `time` is the flow's time for the teacher, 0 for the student."""

    def __init__(self, width=96, dilations=(1, 2, 4, 6, 1)):
        super().__init__()
        self.condition = nn.Sequential(nn.Linear(CONDITIONS + 1 + EMBEDDING + 1 + 32, width), nn.SiLU(), nn.Linear(width, width), nn.SiLU())
        self.enter = nn.Conv1d(PATCH * CODE, width, 1)
        self.blocks = nn.ModuleList([Block(width, d) for d in dilations])
        self.leave = nn.Conv1d(width, PATCH * CODE, 1)
        frequencies = torch.exp(torch.linspace(0, math.log(200.0), 16))
        self.register_buffer("frequencies", frequencies)

    def forward(self, x, time, emotion, energy, embedding, known):
        """`known` [B, 1]: 1 where `embedding` is given, 0 where it is withheld."""
        angle = time * self.frequencies
        condition = self.condition(torch.cat([emotion, energy, embedding * known, known, torch.sin(angle), torch.cos(angle)], 1))
        batch = x.shape[0]
        hidden = self.enter(x.reshape(batch, -1, PATCH * CODE).transpose(1, 2))
        for block in self.blocks:
            hidden = block(hidden, condition)
        return self.leave(F.silu(hidden)).transpose(1, 2).reshape(batch, -1, CODE)
