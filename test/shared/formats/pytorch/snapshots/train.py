"""Trains ResNet-20 on folders of pictures.

    python train.py DATA                                  # one GPU, or the CPU
    torchrun --nproc_per_node=8 train.py DATA             # eight GPUs of one machine
    torchrun --nnodes=4 --nproc_per_node=8 \\
        --rdzv_backend=c10d --rdzv_endpoint=HOST:29400 train.py DATA    # of four machines

DATA holds train/CLASS/*.jpg and val/CLASS/*.jpg. A run that was cut off goes on from its last checkpoint
when it is started again with the same --output.
"""

from __future__ import annotations

import argparse
import contextlib
import math
import os
import time
from pathlib import Path

import torch
import torch.distributed as dist
from torch import nn
from torch.nn.parallel import DistributedDataParallel
from torch.utils.data import DataLoader
from torch.utils.data.distributed import DistributedSampler
from torchvision import transforms
from torchvision.datasets import ImageFolder

from model import ResNet20


SIZE = (32, 32)
SHORTER_SIDE = 37
CLASSES = 10
BATCH = 128  # of all processes together
EPOCHS = 160
LEARNING_RATE = 0.1
WEIGHT_DECAY = 0.0001  # of kernels only
LABEL_SMOOTHING = 0
SEED = 1
MEAN, STD = (0.485, 0.456, 0.406), (0.229, 0.224, 0.225)


class Scores(nn.Module):
    """What the losses read: logits."""

    def __init__(self, model: nn.Module):
        super().__init__()
        self.model = model

    def forward(self, x: torch.Tensor):
        return self.model.logits(x)


def set_up() -> tuple[torch.device, int, int]:
    """The device of this process, its rank, and how many processes train together."""
    rank, world = int(os.environ.get("RANK", 0)), int(os.environ.get("WORLD_SIZE", 1))
    if torch.cuda.is_available():
        device = torch.device("cuda", int(os.environ.get("LOCAL_RANK", 0)))
        torch.cuda.set_device(device)
    else:
        device = torch.device("cpu")
    if world > 1:
        dist.init_process_group("nccl" if device.type == "cuda" else "gloo")
    return device, rank, world


def make_precision(name: str, device: torch.device):
    """How the forward pass is computed, and what keeps half-precision gradients from vanishing."""
    if name == "auto":
        half = "bfloat16" if device.type == "cuda" and torch.cuda.is_bf16_supported() else "float16"
        name = half if device.type == "cuda" else "float32"
    scaler = torch.cuda.amp.GradScaler(enabled=name == "float16" and device.type == "cuda")
    if name == "float32":
        return contextlib.nullcontext, scaler
    return lambda: torch.autocast(device.type, dtype=getattr(torch, name)), scaler


def make_loaders(args: argparse.Namespace, rank: int, world: int):
    normalise = [transforms.ToTensor(), transforms.Normalize(MEAN, STD)]
    augment = [transforms.RandomResizedCrop(SIZE), transforms.RandomHorizontalFlip()]
    centre = [transforms.Resize(SHORTER_SIDE), transforms.CenterCrop(SIZE)]
    loaders = []
    for split, steps in (("train", augment), ("val", centre)):
        folder = Path(args.data) / split
        if not folder.is_dir():
            raise SystemExit(f"There is no folder {folder}. Expected pictures as {folder}/CLASS/*.jpg.")
        images = ImageFolder(folder, transforms.Compose([*steps, *normalise]))
        if len(images.classes) > CLASSES:
            found = len(images.classes)
            raise SystemExit(f"{folder} has {found} classes, the network {CLASSES}. Export it with as many.")
        sampler = DistributedSampler(images, world, rank, shuffle=split == "train", seed=SEED)
        loaders.append(
            DataLoader(
                images,
                batch_size=max(1, args.batch // world),
                sampler=sampler,
                num_workers=args.workers,
                pin_memory=torch.cuda.is_available(),
                persistent_workers=args.workers > 0,
            )
        )
    return loaders


def make_optimiser(model: nn.Module, args: argparse.Namespace) -> torch.optim.Optimizer:
    kernels = [weight for weight in model.parameters() if weight.dim() > 1]
    others = [weight for weight in model.parameters() if weight.dim() <= 1]
    groups = [{"params": kernels, "weight_decay": WEIGHT_DECAY}, {"params": others, "weight_decay": 0.0}]
    return torch.optim.SGD(groups, lr=args.lr, momentum=0.9)


def rate(step: int, total: int) -> float:
    """Share of the learning rate at a step."""
    warmup = 0.05 * total
    if step < warmup:
        return (step + 1) / (warmup + 1)
    return 0.5 * (1 + math.cos(math.pi * step / total))


@torch.no_grad()
def evaluate(model, loader, autocast, device) -> tuple[float, float, float]:
    """Mean loss, top-1 and top-5 accuracy on the validation images."""
    model.eval()
    sums = torch.zeros(4, dtype=torch.float64, device=device)
    for images, labels in loader:
        images, labels = images.to(device, non_blocking=True), labels.to(device, non_blocking=True)
        with autocast():
            scores = model(images)
        loss = nn.functional.cross_entropy(scores.float(), labels, reduction="sum")
        best = scores.topk(min(5, scores.shape[1]), 1).indices == labels[:, None]
        found = [loss.double(), best[:, 0].sum().double(), best.sum().double()]
        sums += torch.stack([*found, sums.new_tensor(len(labels))])
    if dist.is_initialized():
        dist.all_reduce(sums)
    loss, top1, top5, count = sums.tolist()
    return loss / max(count, 1), top1 / max(count, 1), top5 / max(count, 1)


def train_epoch(model, loader, optimiser, schedule, scaler, autocast, device) -> tuple[float, float]:
    model.train()
    criterion = nn.CrossEntropyLoss(label_smoothing=LABEL_SMOOTHING)
    sums = torch.zeros(3, dtype=torch.float64, device=device)
    for images, labels in loader:
        images, labels = images.to(device, non_blocking=True), labels.to(device, non_blocking=True)
        optimiser.zero_grad(set_to_none=True)
        with autocast():
            scores = model(images)
            loss = criterion(scores, labels)
        scaler.scale(loss).backward()
        scaler.step(optimiser)
        scaler.update()
        schedule.step()
        correct = (scores.argmax(1) == labels).sum()
        count = sums.new_tensor(len(labels))
        sums += torch.stack([loss.detach().double() * count, correct.double(), count])
    if dist.is_initialized():
        dist.all_reduce(sums)
    loss, correct, count = sums.tolist()
    if not math.isfinite(loss):
        raise SystemExit("The loss is no longer a number: lower the learning rate (--lr) and start again.")
    return loss / max(count, 1), correct / max(count, 1)


def load_weights(model: nn.Module, path: str) -> None:
    from safetensors.torch import load_file

    model.load_state_dict(load_file(path))


def initialise(model: nn.Module) -> None:
    """He et al. 2015: kernels by fan-in, biases zero."""
    for module in model.modules():
        if isinstance(module, (nn.Conv2d, nn.Linear)):
            nn.init.kaiming_normal_(module.weight, mode="fan_in", nonlinearity="relu")
            if module.bias is not None:
                nn.init.zeros_(module.bias)


def save(path: Path, state: dict) -> None:
    """Written beside the old one and then swapped: a cut-off run leaves a whole checkpoint."""
    fresh = path.with_suffix(".new")
    torch.save(state, fresh)
    fresh.replace(path)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", help="folder with train/ and val/")
    parser.add_argument("--output", default="runs/model", help="folder of checkpoints")
    parser.add_argument("--epochs", type=int, default=EPOCHS)
    parser.add_argument("--batch", type=int, default=BATCH, help="images per step, of all processes together")
    parser.add_argument("--lr", type=float, default=LEARNING_RATE)
    parser.add_argument("--workers", type=int, default=8, help="loading processes per GPU")
    parser.add_argument("--precision", choices=["auto", "float32", "float16", "bfloat16"], default="auto")
    parser.add_argument("--sync-batch-norm", action="store_true", help="statistics over all processes")
    parser.add_argument("--weights", help="safetensors file to start from")
    args = parser.parse_args()

    device, rank, world = set_up()
    torch.manual_seed(SEED)
    model = ResNet20()
    initialise(model)
    if args.weights:
        load_weights(model, args.weights)
    if args.sync_batch_norm:
        model = nn.SyncBatchNorm.convert_sync_batchnorm(model)
    model.to(device)
    trained = Scores(model)
    if world > 1:
        trained = DistributedDataParallel(trained, device_ids=[device.index] if device.type == "cuda" else None)

    train_loader, val_loader = make_loaders(args, rank, world)
    total = args.epochs * len(train_loader)
    optimiser = make_optimiser(model, args)
    schedule = torch.optim.lr_scheduler.LambdaLR(optimiser, lambda step: rate(step, total))
    autocast, scaler = make_precision(args.precision, device)

    output = Path(args.output)
    output.mkdir(parents=True, exist_ok=True)
    checkpoint, first, best = output / "checkpoint.pt", 0, 0.0
    kept = {"model": model, "optimiser": optimiser, "schedule": schedule, "scaler": scaler}
    if checkpoint.exists():
        state = torch.load(checkpoint, map_location=device)
        for name, part in kept.items():
            part.load_state_dict(state[name])
        first, best = state["epoch"], state["best"]

    for epoch in range(first, args.epochs):
        train_loader.sampler.set_epoch(epoch)
        begin = time.perf_counter()
        loss, accuracy = train_epoch(trained, train_loader, optimiser, schedule, scaler, autocast, device)
        val_loss, top1, top5 = evaluate(trained, val_loader, autocast, device)
        if rank == 0:
            speed = len(train_loader.dataset) / (time.perf_counter() - begin)
            print(
                f"epoch {epoch + 1}/{args.epochs}: loss {loss:.4f}, accuracy {accuracy:.2%}; "
                f"validation loss {val_loss:.4f}, top-1 {top1:.2%}, top-5 {top5:.2%}; {speed:.0f} images/s",
                flush=True,
            )
            state = {name: part.state_dict() for name, part in kept.items()}
            save(checkpoint, {**state, "epoch": epoch + 1, "best": max(best, top1)})
            if top1 >= best:
                save(output / "best.pt", model.state_dict())
        best = max(best, top1)
    if dist.is_initialized():
        dist.destroy_process_group()


if __name__ == "__main__":
    main()
