"""ResNet-20 for CIFAR.

He, Zhang, Ren, Sun, Deep Residual Learning for Image Recognition, CVPR 2016, section 4.2, arXiv 1512.03385.

269,722 trainable parameters, 40,551,040 multiply-adds per image.
Weights: the safetensors file that was exported with it has these very names and shapes.
"""

from __future__ import annotations

import torch
import torch.nn.functional as F
from torch import nn


class PaddedShortcut(nn.Module):
    """Skips pixels and appends channels of zeros (He et al. 2016, option A)."""

    def __init__(self, out_channels: int, stride: tuple[int, int]):
        super().__init__()
        self.out_channels, self.stride = out_channels, stride

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        x = x[:, :, :: self.stride[0], :: self.stride[1]]
        return F.pad(x, (0, 0, 0, 0, 0, self.out_channels - x.shape[1]))


class ConvUnit(nn.Module):
    """Convolution unit."""

    def __init__(self):
        super().__init__()
        self.conv = nn.Conv2d(3, 16, kernel_size=3, padding=1, bias=False)
        self.bn = nn.BatchNorm2d(16)
        self.relu = nn.ReLU()

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        x = self.conv(x)
        x = self.bn(x)
        x = self.relu(x)
        return x


class BasicResidual(nn.Module):
    """Residual unit."""

    def __init__(self, in_channels: int):
        super().__init__()
        self.conv1 = nn.Conv2d(in_channels, in_channels, kernel_size=3, padding=1, bias=False)
        self.bn1 = nn.BatchNorm2d(in_channels)
        self.relu1 = nn.ReLU()
        self.conv2 = nn.Conv2d(in_channels, in_channels, kernel_size=3, padding=1, bias=False)
        self.bn2 = nn.BatchNorm2d(in_channels)
        self.relu2 = nn.ReLU()

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        conv1 = self.conv1(x)
        conv1 = self.bn1(conv1)
        conv1 = self.relu1(conv1)
        conv1 = self.conv2(conv1)
        conv1 = self.bn2(conv1)
        x = conv1 + x
        x = self.relu2(x)
        return x


class BasicResidual2(nn.Module):
    """Residual unit."""

    def __init__(self, in_channels: int, out_channels: int):
        super().__init__()
        self.conv1 = nn.Conv2d(
            in_channels, out_channels, kernel_size=3, stride=2, padding=1, bias=False
        )
        self.bn1 = nn.BatchNorm2d(out_channels)
        self.relu1 = nn.ReLU()
        self.conv2 = nn.Conv2d(out_channels, out_channels, kernel_size=3, padding=1, bias=False)
        self.bn2 = nn.BatchNorm2d(out_channels)
        self.shortcut = PaddedShortcut(out_channels, stride=(2, 2))
        self.relu2 = nn.ReLU()

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        conv1 = self.conv1(x)
        conv1 = self.bn1(conv1)
        conv1 = self.relu1(conv1)
        conv1 = self.conv2(conv1)
        conv1 = self.bn2(conv1)
        x = self.shortcut(x)
        x = conv1 + x
        x = self.relu2(x)
        return x


class ResidualStage(nn.Module):
    """Residual stage."""

    def __init__(self):
        super().__init__()
        self.first = BasicResidual(16)
        self.rest = nn.Sequential(*[BasicResidual(16) for _ in range(2)])

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        x = self.first(x)
        x = self.rest(x)
        return x


class ResidualStage2(nn.Module):
    """Residual stage."""

    def __init__(self, in_channels: int, out_channels: int):
        super().__init__()
        self.first = BasicResidual2(in_channels, out_channels)
        self.rest = nn.Sequential(*[BasicResidual(out_channels) for _ in range(2)])

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        x = self.first(x)
        x = self.rest(x)
        return x


class ResNet20ForCIFAR(nn.Module):
    """ResNet-20 for CIFAR."""

    def __init__(self):
        super().__init__()
        self.conv1 = ConvUnit()
        self.stage1 = ResidualStage()
        self.stage2 = ResidualStage2(16, 32)
        self.stage3 = ResidualStage2(32, 64)
        self.fc = nn.Linear(64, 10)

    def logits(self, x: torch.Tensor) -> torch.Tensor:
        x = self.conv1(x)
        x = self.stage1(x)
        x = self.stage2(x)
        x = self.stage3(x)
        x = x.mean((2, 3))
        x = self.fc(x)
        return x

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        return F.softmax(self.logits(x), 1)


if __name__ == "__main__":
    model = ResNet20ForCIFAR().eval()
    print(sum(parameter.numel() for parameter in model.parameters()), "parameters")
    print(tuple(model(torch.zeros(1, 3, 32, 32)).shape))
