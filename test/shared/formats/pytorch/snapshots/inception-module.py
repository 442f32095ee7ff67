"""Inception module.

Szegedy et al., Going Deeper with Convolutions, CVPR 2015, figure 2, arXiv 1409.4842.

163,696 trainable parameters, 128,049,152 multiply-adds per image.
Weights: the safetensors file that was exported with it has these very names and shapes.
"""

from __future__ import annotations

import torch
import torch.nn.functional as F
from torch import nn


class ConvUnit(nn.Module):
    """Convolution unit."""

    def __init__(self, in_channels: int, out_channels: int, kernel_size: int, padding: int):
        super().__init__()
        self.conv = nn.Conv2d(in_channels, out_channels, kernel_size=kernel_size, padding=padding)
        self.relu = nn.ReLU()

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        x = self.conv(x)
        x = self.relu(x)
        return x


class InceptionV1(nn.Module):
    """Inception module."""

    def __init__(self):
        super().__init__()
        self.conv1x1 = ConvUnit(192, 64, kernel_size=1, padding=0)
        self.reduce3x3 = ConvUnit(192, 96, kernel_size=1, padding=0)
        self.conv3x3 = ConvUnit(96, 128, kernel_size=3, padding=1)
        self.reduce5x5 = ConvUnit(192, 16, kernel_size=1, padding=0)
        self.conv5x5 = ConvUnit(16, 32, kernel_size=5, padding=2)
        self.pool = nn.MaxPool2d(kernel_size=3, stride=1, padding=1)
        self.pool_proj = ConvUnit(192, 32, kernel_size=1, padding=0)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        conv1x1 = self.conv1x1(x)
        reduce3x3 = self.reduce3x3(x)
        reduce3x3 = self.conv3x3(reduce3x3)
        reduce5x5 = self.reduce5x5(x)
        reduce5x5 = self.conv5x5(reduce5x5)
        x = self.pool(x)
        x = self.pool_proj(x)
        x = torch.cat([conv1x1, reduce3x3, reduce5x5, x], 1)
        return x


class InceptionModule(nn.Module):
    """Inception module."""

    def __init__(self):
        super().__init__()
        self.inception = InceptionV1()

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        x = self.inception(x)
        return x


if __name__ == "__main__":
    model = InceptionModule().eval()
    print(sum(parameter.numel() for parameter in model.parameters()), "parameters")
    print(tuple(model(torch.zeros(1, 192, 28, 28)).shape))
