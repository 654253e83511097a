"""The judges' networks, and what they see."""
import torch
import torch.nn as nn
import torch.nn.functional as F

SIZE = 64            # the expression judge sees the canvas at 64 × 64, RGB over an opaque background


def block(inputs, outputs, stride):
    return nn.Sequential(nn.Conv2d(inputs, outputs, 3, stride, 1, bias=False), nn.BatchNorm2d(outputs), nn.LeakyReLU(0.1))


class ExpressionJudge(nn.Module):
    """[B, 3, 64, 64] in 0…1 → logits of the eight emotions."""

    def __init__(self, width=24, dropout=0.3):
        super().__init__()
        self.layers = nn.Sequential(
            block(3, width, 2), block(width, 2 * width, 1), nn.MaxPool2d(2), block(2 * width, 4 * width, 1),
            block(4 * width, 4 * width, 2), block(4 * width, 8 * width, 1))
        self.dropout, self.head = nn.Dropout(dropout), nn.Linear(16 * width, 8)

    def forward(self, image):
        features = self.layers(image * 2 - 1)
        pooled = torch.cat([features.mean((2, 3)), features.amax((2, 3))], 1)
        return self.head(self.dropout(pooled))


class Ensemble(nn.Module):
    """The mean of the folds' probabilities."""

    def __init__(self, judges):
        super().__init__()
        self.judges = nn.ModuleList(judges)

    def forward(self, image):
        return torch.stack([F.softmax(judge(image), 1) for judge in self.judges]).mean(0)
