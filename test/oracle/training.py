"""Losses, auxiliary classifiers and frozen layers by PyTorch, written to test/fixtures/pytorch-training.json.

Opt-in: needs PyTorch (Debian's python3-torch will do). Run from the repository's root:
    /usr/bin/python3 test/oracle/training.py
"""

import json
import math
from pathlib import Path

import torch
from torch import nn

IGNORED = 255


def wave(shape, frequency, amplitude, phase=0.0, offset=0.0):
    """Numbers that the test can make again, exact to a float's last bit."""
    count = math.prod(shape)
    values = [amplitude * math.sin(frequency * i + phase) + offset for i in range(count)]
    return torch.tensor(values, dtype=torch.float64).reshape(shape).float()


def numbers(tensor):
    return [float(f"{value:.9g}") for value in tensor.detach().flatten().tolist()]


def hinge(scores, labels, margin):
    sides = -torch.ones_like(scores)
    sides[torch.arange(len(labels)), labels] = 1
    return torch.clamp(margin - sides * scores, min=0).sum(1).mean()


def ranking(scores, labels, margin):
    """Chatfield et al. 2014: w_c . phi(pos) > w_c . phi(neg) + margin - xi, over all pairs of images and classes."""
    parts = [
        torch.clamp(margin - (scores[i, labels[i]] - scores[j, labels[i]]), min=0)
        for i in range(len(labels))
        for j in range(len(labels))
        if labels[i] != labels[j]
    ]
    return torch.stack(parts).mean() if parts else scores.sum() * 0


def losses():
    images = dict(scores=wave([5, 4], 1.3, 2.0), labels=[0, 1, 2, 1, 3])
    alike = dict(scores=wave([3, 4], 1.3, 2.0), labels=[2, 2, 2])
    pixels = dict(scores=wave([2, 2, 3, 3], 0.9, 1.5), masks=[0, 1, 2, IGNORED, 1, 0, 2, 2, IGNORED, 0, 0, 1])
    nothing = dict(scores=wave([1, 2, 2, 3], 0.9, 1.5), masks=[IGNORED] * 4)
    ce = lambda smoothing: lambda s, t: nn.functional.cross_entropy(s, t, label_smoothing=smoothing)
    per_pixel = lambda smoothing: lambda s, t: nn.functional.cross_entropy(
        s.reshape(-1, s.shape[-1]), t, ignore_index=IGNORED, label_smoothing=smoothing
    )
    cases = [
        (images, dict(kind="cross-entropy"), 0, ce(0)),
        (images, dict(kind="cross-entropy"), 0.1, ce(0.1)),
        (images, dict(kind="hinge", margin=1), 0, lambda s, t: hinge(s, t, 1)),
        (images, dict(kind="hinge", margin=0.5), 0, lambda s, t: hinge(s, t, 0.5)),
        (images, dict(kind="ranking-hinge", margin=1), 0, lambda s, t: ranking(s, t, 1)),
        (images, dict(kind="ranking-hinge", margin=2.5), 0, lambda s, t: ranking(s, t, 2.5)),
        (alike, dict(kind="ranking-hinge", margin=1), 0, lambda s, t: ranking(s, t, 1)),
        (pixels, dict(kind="pixel-cross-entropy"), 0, per_pixel(0)),
        (pixels, dict(kind="pixel-cross-entropy"), 0.1, per_pixel(0.1)),
        # PyTorch's mean of nothing is no number; ours is zero.
        (nothing, dict(kind="pixel-cross-entropy"), 0, lambda s, t: s.sum() * 0),
    ]
    for truth, spec, smoothing, f in cases:
        scores = truth["scores"].clone().requires_grad_()
        loss = f(scores, torch.tensor(truth.get("labels", truth.get("masks"))))
        loss.backward()
        held = {key: value for key, value in truth.items() if key != "scores"}
        yield dict(
            held,
            spec=spec,
            labelSmoothing=smoothing,
            shape=list(scores.shape),
            scores=numbers(scores),
            loss=float(loss),
            gradient=numbers(scores.grad),
        )


def initialisers():
    """What PyTorch's own initialisers make of kernels of these shapes."""
    for shape in ([96, 3, 11, 11], [128, 48, 5, 5], [512, 1, 3, 3], [300, 500]):
        torch.manual_seed(1)
        tensor = torch.empty(shape)
        he = float(nn.init.kaiming_normal_(tensor, nonlinearity="relu").std())
        glorot = nn.init.xavier_uniform_(tensor)
        yield dict(shape=shape, he=he, glorot=float(glorot.std()), bound=float(glorot.abs().max()))


class Unit(nn.Module):
    """conv-unit: convolution without bias, batch norm, ReLU."""

    def __init__(self, channels, filters, kernel):
        super().__init__()
        self.conv = nn.Conv2d(channels, filters, kernel, bias=False)
        self.bn = nn.BatchNorm2d(filters, eps=1e-3, momentum=0.1)

    def forward(self, x):
        return torch.relu(self.bn(self.conv(x)))


class Auxiliary(nn.Module):
    """inception-aux with 2 and 3 filters."""

    def __init__(self, channels, classes):
        super().__init__()
        self.conv1x1 = Unit(channels, 2, 1)
        self.conv5x5 = Unit(2, 3, 5)
        self.linear = nn.Linear(3, classes)

    def forward(self, x):
        x = self.conv5x5(self.conv1x1(nn.functional.avg_pool2d(x, 5, 3)))
        return self.linear(x.mean((2, 3)))


BATCH, SIZE, CLASSES, STEPS, WEIGHT = 3, 20, 3, 3, 0.4


class Network(nn.Module):
    def __init__(self):
        super().__init__()
        self.conv = nn.Conv2d(3, 4, 3, padding=1, bias=False)
        self.bn = nn.BatchNorm2d(4, eps=1e-5, momentum=0.1)
        self.aux = Auxiliary(4, CLASSES)
        self.mix = nn.Conv2d(4, 4, 1, bias=False)
        self.bn2 = nn.BatchNorm2d(4, eps=1e-5, momentum=0.1)
        self.fc = nn.Linear(4, CLASSES)

    def forward(self, x):
        x = torch.relu(self.bn(self.conv(x)))
        y = torch.relu(self.bn2(self.mix(x)))
        return self.fc(y.mean((2, 3))), self.aux(x)


def network():
    net = Network()
    with torch.no_grad():
        for index, (name, tensor) in enumerate(net.state_dict().items()):
            if not tensor.is_floating_point():
                continue
            is_scale = name.endswith("var") or (tensor.dim() == 1 and name.endswith("weight"))
            tensor.copy_(wave(tensor.shape, 0.7 + 0.1 * index, 0.3, index, 1.0 if is_scale else 0.0))
    return net


def train(frozen):
    net = network()
    still = [module for name, module in net.named_children() if name in frozen]
    for module in still:
        module.requires_grad_(False)
    optimiser = torch.optim.SGD([p for p in net.parameters() if p.requires_grad], lr=0.1, momentum=0.9)
    losses = []
    for step in range(STEPS):
        net.train()
        for module in still:
            module.eval()
        images = wave([BATCH, SIZE, SIZE, 3], 0.11, 1.0, step)
        labels = torch.tensor([(i + step) % CLASSES for i in range(BATCH)])
        own, auxiliary = net(images.permute(0, 3, 1, 2))
        loss = nn.functional.cross_entropy(own, labels)
        optimiser.zero_grad()
        (loss + WEIGHT * nn.functional.cross_entropy(auxiliary, labels)).backward()
        optimiser.step()
        losses.append(float(loss))
    after = {name: numbers(t) for name, t in net.state_dict().items() if t.is_floating_point()}
    return dict(frozen=frozen, losses=losses, after=after)


def main():
    before = {
        name: dict(shape=list(t.shape), data=numbers(t))
        for name, t in network().state_dict().items()
        if t.is_floating_point()
    }
    fixture = dict(pytorch=torch.__version__, losses=list(losses()), initialisers=list(initialisers()))
    sizes = dict(batch=BATCH, size=SIZE, classes=CLASSES, weight=WEIGHT)
    frozen = [[], ["conv", "bn"], ["mix", "bn2"], ["aux"], ["bn"]]
    fixture["auxiliary"] = dict(sizes, before=before, cases=[train(each) for each in frozen])
    target = Path(__file__).parent.parent / "fixtures" / "pytorch-training.json"
    target.write_text(json.dumps(fixture, separators=(",", ":")) + "\n")


main()
