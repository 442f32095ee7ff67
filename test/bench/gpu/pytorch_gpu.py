"""Times PyTorch on CUDA: train|infer NET BATCH SIZE prints milliseconds as JSON."""

import json
import sys
import time

try:
    import torch
    from torch import nn
    from torch.nn import functional as F
except ModuleNotFoundError:
    sys.exit("PyTorch is not installed")
if not torch.cuda.is_available():
    sys.exit("PyTorch finds no CUDA device")

STEPS = 10


def unit(channels, filters, kernel, stride=1, groups=1, relu=True):
    conv = nn.Conv2d(channels, filters, kernel, stride, kernel // 2, groups=groups, bias=False)
    return nn.Sequential(conv, nn.BatchNorm2d(filters), *([nn.ReLU()] if relu else []))


class Residual(nn.Module):
    """`inner` beside the identity, shortcut A (padded) or B (a 1x1 convolution)."""

    def __init__(self, inner, channels, filters, stride, pads):
        super().__init__()
        self.inner, self.stride, self.added = inner, stride, filters - channels
        changes = stride > 1 or channels != filters
        self.shortcut = unit(channels, filters, 1, stride, relu=False) if changes and not pads else None
        self.pads = changes and pads

    def forward(self, x):
        shortcut = x
        if self.pads:
            shortcut = F.pad(x[:, :, :: self.stride, :: self.stride], (0, 0, 0, 0, 0, self.added))
        elif self.shortcut is not None:
            shortcut = self.shortcut(x)
        return F.relu(self.inner(x) + shortcut)


def basic(channels, filters, stride, pads=False):
    inner = nn.Sequential(unit(channels, filters, 3, stride), unit(filters, filters, 3, relu=False))
    return Residual(inner, channels, filters, stride, pads)


def bottleneck(channels, filters, stride):
    inner = nn.Sequential(
        unit(channels, filters, 1),
        unit(filters, filters, 3, stride),
        unit(filters, 4 * filters, 1, relu=False),
    )
    return Residual(inner, channels, 4 * filters, stride, False)


def head(body, channels, classes):
    return nn.Sequential(*body, nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Linear(channels, classes))


def three_conv():
    body, channels = [], 3
    for index, filters in enumerate([16, 32, 64]):
        body += [nn.Conv2d(channels, filters, 3, 1 if index == 0 else 2, 1), nn.ReLU()]
        channels = filters
    return head(body, 64, 10)


def resnet_cifar():
    body, channels = [unit(3, 16, 3)], 16
    for stage, filters in enumerate([16, 32, 64]):
        for index in range(3):
            body.append(basic(channels, filters, 2 if stage > 0 and index == 0 else 1, pads=True))
            channels = filters
    return head(body, 64, 10)


def mobilenet_quarter():
    units = [(16, 1), (32, 2), (32, 1), (64, 2), (64, 1), (128, 2)] + [(128, 1)] * 5 + [(256, 2), (256, 1)]
    body, channels = [unit(3, 8, 3, 2)], 8
    for filters, stride in units:
        body += [unit(channels, channels, 3, stride, channels), unit(channels, filters, 1)]
        channels = filters
    return head(body, 256, 10)


def resnet(depths, make, widening):
    body, channels = [unit(3, 64, 7, 2), nn.MaxPool2d(3, 2, 1)], 64
    for stage, (filters, depth) in enumerate(zip([64, 128, 256, 512], depths)):
        for index in range(depth):
            body.append(make(channels, filters, 2 if stage > 0 and index == 0 else 1))
            channels = filters * widening
    return head(body, channels, 1000)


NETS = {
    "three-conv": three_conv,
    "resnet-cifar-20": resnet_cifar,
    "mobilenet-0.25": mobilenet_quarter,
    "resnet-18": lambda: resnet([2, 2, 2, 2], basic, 1),
    "resnet-50": lambda: resnet([3, 4, 6, 3], bottleneck, 4),
}


def main():
    job, name, batch, size = sys.argv[1], sys.argv[2], int(sys.argv[3]), int(sys.argv[4])
    net = NETS[name]().cuda()
    images = torch.randn(batch, 3, size, size, device="cuda")
    labels = torch.arange(batch, device="cuda") % 10
    optimiser = torch.optim.SGD(net.parameters(), lr=0.01, momentum=0.9)

    def train():
        for _ in range(STEPS):
            optimiser.zero_grad()
            loss = F.cross_entropy(net(images), labels)
            loss.backward()
            optimiser.step()
        loss.item()

    def infer():
        with torch.no_grad():
            net(images).cpu()

    run, per = (net.train() and train, STEPS) if job == "train" else (net.eval() and infer, 1)
    times = []
    for index in range(15):
        start = time.perf_counter()
        run()
        if index >= 5:
            times.append(1000 * (time.perf_counter() - start) / per)
    json.dump(times, sys.stdout)


main()
