"""Trains a tiny network with PyTorch, three steps with each optimiser, and writes test/fixtures/pytorch-optimisers.json.

Opt-in: needs PyTorch (Debian's python3-torch will do). Run from the repository's root:
    /usr/bin/python3 test/oracle/optimisers.py
"""

import json
import math
from pathlib import Path

import torch
from torch import nn

BATCH, SIZE, CLASSES, STEPS = 4, 6, 3, 3


def wave(count, frequency, amplitude, phase=0.0):
    """Numbers that the test can make again, exact to a float's last bit."""
    return [amplitude * math.sin(frequency * i + phase) for i in range(count)]


def fill(tensor, frequency, amplitude, phase=0.0, offset=0.0):
    values = torch.tensor(wave(tensor.numel(), frequency, amplitude, phase), dtype=torch.float64) + offset
    with torch.no_grad():
        tensor.copy_(values.reshape(tensor.shape).to(tensor.dtype))


def network():
    net = nn.Sequential()
    # No bias: batch norm takes its gradient to zero, and what Adam makes of the rounding is nobody's to predict.
    net.add_module("conv", nn.Conv2d(3, 4, 3, padding=1, bias=False))
    net.add_module("bn", nn.BatchNorm2d(4, eps=1e-5, momentum=0.1))
    net.add_module("relu", nn.ReLU())
    net.add_module("pool", nn.MaxPool2d(2))
    net.add_module("flatten", nn.Flatten())
    net.add_module("fc", nn.Linear(4 * (SIZE // 2) ** 2, CLASSES))
    fill(net.conv.weight, 0.7, 0.3)
    fill(net.bn.weight, 0.9, 0.2, offset=1.0)
    fill(net.bn.bias, 1.7, 0.1)
    fill(net.fc.weight, 0.37, 0.2)
    fill(net.fc.bias, 2.1, 0.1)
    return net


class TensorFlowRmsprop(torch.optim.Optimizer):
    """tf.compat.v1.train.RMSPropOptimizer: epsilon under the root, mean squares from one, rates in the buffer."""

    def __init__(self, params, lr, alpha, momentum, eps, weight_decay=0.0):
        super().__init__(params, dict(lr=lr, alpha=alpha, momentum=momentum, eps=eps, weight_decay=weight_decay))

    @torch.no_grad()
    def step(self):
        for group in self.param_groups:
            for p in group["params"]:
                state = self.state[p]
                if not state:
                    state["square"] = torch.ones_like(p)
                    state["buffer"] = torch.zeros_like(p)
                g = p.grad + group["weight_decay"] * p
                state["square"].mul_(group["alpha"]).addcmul_(g, g, value=1 - group["alpha"])
                root = (state["square"] + group["eps"]).sqrt()
                state["buffer"].mul_(group["momentum"]).addcdiv_(g * group["lr"], root)
                p.sub_(state["buffer"])


BETAS = dict(betas=(0.9, 0.999), eps=1e-8)
ADAM = dict(kind="adam", beta1=0.9, beta2=0.999, epsilon=1e-8)
SGD = lambda groups, lr: torch.optim.SGD(groups, lr=lr, momentum=0.9)

# What the engine is told, and PyTorch's word for it. Decay goes to kernels only.
CASES = [
    (dict(optimiser=dict(kind="sgd", momentum=0), rate=0.1, decay=0), lambda g, lr: torch.optim.SGD(g, lr=lr)),
    (dict(optimiser=dict(kind="sgd", momentum=0.9), rate=0.05, decay=0.01), SGD),
    (
        dict(optimiser=dict(kind="nesterov", momentum=0.9), rate=0.05, decay=0.01),
        lambda g, lr: torch.optim.SGD(g, lr=lr, momentum=0.9, nesterov=True),
    ),
    (
        dict(optimiser=dict(kind="rmsprop", decay=0.9, momentum=0, epsilon=1e-3), rate=0.01, decay=0.01),
        lambda g, lr: torch.optim.RMSprop(g, lr=lr, alpha=0.9, eps=1e-3),
    ),
    (
        dict(optimiser=dict(kind="rmsprop", decay=0.9, momentum=0.9, epsilon=1e-3), rate=0.01, decay=0),
        lambda g, lr: torch.optim.RMSprop(g, lr=lr, alpha=0.9, eps=1e-3, momentum=0.9),
    ),
    (
        dict(optimiser={"kind": "rmsprop-tf", "decay": 0.9, "momentum": 0.9, "epsilon": 1}, rate=0.045, decay=0.01),
        lambda g, lr: TensorFlowRmsprop(g, lr, 0.9, 0.9, 1.0),
    ),
    (dict(optimiser=ADAM, rate=0.01, decay=0.01), lambda g, lr: torch.optim.Adam(g, lr=lr, **BETAS)),
    (
        dict(optimiser=dict(ADAM, kind="adamw"), rate=0.01, decay=0.1),
        lambda g, lr: torch.optim.AdamW(g, lr=lr, weight_decay=0, **BETAS),
    ),
    (dict(optimiser=dict(kind="sgd", momentum=0.9), rate=0.05, decay=0, labelSmoothing=0.1), SGD),
    (dict(optimiser=dict(kind="sgd", momentum=0.9), rate=0.05, decay=0, clipNorm=0.5), SGD),
    (dict(optimiser=dict(kind="sgd", momentum=0.9), rate=0.05, decay=0, clipNorm=100.0), SGD),
]


def numbers(tensor):
    return [float(f"{value:.9g}") for value in tensor.detach().flatten().tolist()]


def run(case, make):
    net = network()
    named = dict(net.named_parameters())
    kernels = [p for p in named.values() if p.dim() > 1]
    others = [p for p in named.values() if p.dim() <= 1]
    groups = [dict(params=kernels, weight_decay=case["decay"]), dict(params=others, weight_decay=0)]
    optimiser = make(groups, case["rate"])
    criterion = nn.CrossEntropyLoss(label_smoothing=case.get("labelSmoothing", 0.0))
    losses = []
    for step in range(STEPS):
        images = torch.empty(BATCH, SIZE, SIZE, 3)
        fill(images, 0.11, 1.0, phase=step)
        labels = torch.tensor([(i + step) % CLASSES for i in range(BATCH)])
        loss = criterion(net(images.permute(0, 3, 1, 2)), labels)
        losses.append(float(loss))
        optimiser.zero_grad()
        loss.backward()
        if "clipNorm" in case:
            torch.nn.utils.clip_grad_norm_(net.parameters(), case["clipNorm"])
        optimiser.step()
    after = {name: numbers(t) for name, t in net.state_dict().items() if t.is_floating_point()}
    return dict(case, losses=losses, after=after)


def main():
    before = {
        name: dict(shape=list(t.shape), data=numbers(t))
        for name, t in network().state_dict().items()
        if t.is_floating_point()
    }
    fixture = dict(pytorch=torch.__version__, batch=BATCH, size=SIZE, classes=CLASSES, before=before)
    fixture["cases"] = [run(case, make) for case, make in CASES]
    target = Path(__file__).parent.parent / "fixtures" / "pytorch-optimisers.json"
    target.parent.mkdir(exist_ok=True)
    target.write_text(json.dumps(fixture, separators=(",", ":")) + "\n")


main()
