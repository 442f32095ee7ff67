"""Times training steps in PyTorch on the CPU: train_step.py NET BATCH SIZE THREADS prints milliseconds as JSON."""

import json
import sys
import time

import torch
from torch import nn
from torch.nn import functional as F

CLASSES = 10
WARMUPS, RUNS = 5, 15


def three_conv():
    layers, channels = [], 3
    for index, filters in enumerate([16, 32, 64]):
        layers += [nn.Conv2d(channels, filters, 3, 1 if index == 0 else 2, 1), nn.ReLU()]
        channels = filters
    return nn.Sequential(*layers, nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Linear(channels, CLASSES))


class Residual(nn.Module):
    """Basic unit of He et al. 2015 with shortcut A."""

    def __init__(self, channels, filters, stride):
        super().__init__()
        self.conv1 = nn.Conv2d(channels, filters, 3, stride, 1, bias=False)
        self.bn1 = nn.BatchNorm2d(filters)
        self.conv2 = nn.Conv2d(filters, filters, 3, 1, 1, bias=False)
        self.bn2 = nn.BatchNorm2d(filters)
        self.stride, self.added = stride, filters - channels

    def forward(self, x):
        y = F.relu(self.bn1(self.conv1(x)))
        shortcut = x
        if self.stride > 1:
            shortcut = F.pad(x[:, :, :: self.stride, :: self.stride], (0, 0, 0, 0, 0, self.added))
        return F.relu(self.bn2(self.conv2(y)) + shortcut)


def conv_unit(channels, filters, kernel, stride, groups=1):
    conv = nn.Conv2d(channels, filters, kernel, stride, kernel // 2, groups=groups, bias=False)
    return [conv, nn.BatchNorm2d(filters), nn.ReLU()]


def resnet_cifar_20():
    layers, channels = conv_unit(3, 16, 3, 1), 16
    for stage, filters in enumerate([16, 32, 64]):
        for unit in range(3):
            layers.append(Residual(channels, filters, 2 if stage > 0 and unit == 0 else 1))
            channels = filters
    return nn.Sequential(*layers, nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Linear(64, CLASSES))


def mobilenet_quarter():
    units = [(16, 1), (32, 2), (32, 1), (64, 2), (64, 1), (128, 2)] + [(128, 1)] * 5 + [(256, 2), (256, 1)]
    layers, channels = conv_unit(3, 8, 3, 2), 8
    for filters, stride in units:
        layers += conv_unit(channels, channels, 3, stride, groups=channels) + conv_unit(channels, filters, 1, 1)
        channels = filters
    return nn.Sequential(*layers, nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Linear(256, CLASSES))


NETS = {"three-conv": three_conv, "resnet-cifar-20": resnet_cifar_20, "mobilenet-0.25": mobilenet_quarter}


def main():
    name, batch, size, threads = sys.argv[1], *map(int, sys.argv[2:5])
    torch.set_num_threads(threads)
    net = NETS[name]().train()
    optimiser = torch.optim.SGD(net.parameters(), lr=0.01, momentum=0.9)
    images = torch.sin(torch.arange(batch * 3 * size * size, dtype=torch.float32)).reshape(batch, 3, size, size)
    labels = torch.arange(batch) % CLASSES
    times = []
    for index in range(WARMUPS + RUNS):
        start = time.perf_counter()
        optimiser.zero_grad()
        loss = F.cross_entropy(net(images), labels)
        loss.backward()
        optimiser.step()
        loss.item()
        if index >= WARMUPS:
            times.append(1000 * (time.perf_counter() - start))
    json.dump(times, sys.stdout)


main()
