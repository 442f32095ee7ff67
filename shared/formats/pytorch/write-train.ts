import { literal } from "./python-text";
import { optimiserText, rateLines, type ScriptRecipe } from "./recipe-text";
import { EVALUATION, LOADING, MAIN, SETUP } from "./train-parts";
import type { AuxiliaryOutput } from "./write-model";

export interface ScriptFor {
  readonly title: string;
  /** The Python module of the network and its class in it. */
  readonly module: string;
  readonly className: string;
  readonly endsInProbabilities: boolean;
  readonly auxiliary: readonly AuxiliaryOutput[];
  /** Height and width of the images. */
  readonly size: readonly [height: number, width: number];
  readonly classes: number;
  readonly recipe: ScriptRecipe;
}

/**
 * A training script for one GPU or, through `torchrun`, for many on one or more machines: distributed data parallel,
 * mixed precision, checkpoints to go on from, and images in a folder per class.
 */
export function writeTrain(script: ScriptFor): string {
  const { className, module, endsInProbabilities, auxiliary, recipe } = script;
  const isWrapped = endsInProbabilities || auxiliary.length > 0;
  const parts = [
    header(script),
    constants(script),
    isWrapped ? wrapper(script) : "",
    SETUP,
    LOADING,
    recipe.course.kind === "plateau" ? PLATEAU : "",
    optimisation(recipe),
    EVALUATION,
    epoch(script),
    mainText(recipe),
  ];
  const text = parts.filter((part) => part !== "").join("\n\n\n");
  return `${text
    .replaceAll("{module}", module)
    .replaceAll("{Class}", className)
    .replaceAll("{wrapped}", isWrapped ? "Scores(model)" : "model")}\n`;
}

/** Losses want logits, where the network itself gives probabilities; and auxiliary classifiers as long as it trains. */
function wrapper({ endsInProbabilities, auxiliary }: ScriptFor): string {
  const main = endsInProbabilities ? "self.model.logits(x)" : "self.model(x)";
  const training = `
        if self.training:
            return self.model.training_outputs(x)`;
  return `class Scores(nn.Module):
    """What the losses read: logits${auxiliary.length > 0 ? ", in training those of the auxiliary classifiers as well" : ""}."""

    def __init__(self, model: nn.Module):
        super().__init__()
        self.model = model

    def forward(self, x: torch.Tensor):${auxiliary.length > 0 ? training : ""}
        return ${main}`;
}

function header({ title, module }: ScriptFor): string {
  const name = module === "model" ? "train.py" : `train_${module}.py`;
  return `"""Trains ${title.replaceAll('"', "'")} on folders of pictures.

    python ${name} DATA                                  # one GPU, or the CPU
    torchrun --nproc_per_node=8 ${name} DATA             # eight GPUs of one machine
    torchrun --nnodes=4 --nproc_per_node=8 \\\\
        --rdzv_backend=c10d --rdzv_endpoint=HOST:29400 ${name} DATA    # of four machines

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

from {module} import {Class}`;
}

function constants({ size, classes, recipe }: ScriptFor): string {
  const shorter = Math.round((Math.min(...size) * 256) / 224);
  return [
    `SIZE = (${size.join(", ")})`,
    `SHORTER_SIDE = ${shorter}`,
    `CLASSES = ${classes}`,
    `BATCH = ${recipe.batch}  # of all processes together`,
    `EPOCHS = ${recipe.epochs}`,
    `LEARNING_RATE = ${literal(recipe.learningRate)}`,
    `WEIGHT_DECAY = ${literal(recipe.weightDecay)}  # of kernels only`,
    `LABEL_SMOOTHING = ${literal(recipe.labelSmoothing ?? 0)}`,
    `SEED = ${recipe.seed}`,
    "MEAN, STD = (0.485, 0.456, 0.406), (0.229, 0.224, 0.225)",
  ].join("\n");
}

function optimisation(recipe: ScriptRecipe): string {
  return `def make_optimiser(model: nn.Module, args: argparse.Namespace) -> torch.optim.Optimizer:
    kernels = [weight for weight in model.parameters() if weight.dim() > 1]
    others = [weight for weight in model.parameters() if weight.dim() <= 1]
    groups = [{"params": kernels, "weight_decay": WEIGHT_DECAY}, {"params": others, "weight_decay": 0.0}]
    return ${optimiserText(recipe.optimiser)}


def rate(step: int, total: int) -> float:
    """Share of the learning rate at a step."""
${rateLines(recipe)
  .map((line) => `    ${line}`)
  .join("\n")}`;
}

/** How the loss is summed up from the scores, and from those of auxiliary classifiers with their weights. */
function lossLines({ auxiliary }: ScriptFor): string {
  if (auxiliary.length === 0) {
    return `
            scores = model(images)
            loss = criterion(scores, labels)`;
  }
  const names = auxiliary.map((_, index) => `aux${index + 1}`);
  const terms = auxiliary.map(({ lossWeight, endsInProbabilities }, index) => {
    const logits = endsInProbabilities ? `${names[index]}.clamp_min(1e-8).log()` : names[index];
    return `
            loss = loss + ${literal(lossWeight)} * criterion(${logits}, labels)`;
  });
  return `
            scores, ${names.join(", ")} = model(images)
            loss = criterion(scores, labels)${terms.join("")}`;
}

function epoch(script: ScriptFor): string {
  const { clipNorm } = script.recipe;
  const clipping =
    clipNorm === undefined
      ? ""
      : `
        scaler.unscale_(optimiser)
        nn.utils.clip_grad_norm_(model.parameters(), ${literal(clipNorm)})`;
  return `def train_epoch(model, loader, optimiser, schedule, scaler, autocast, device) -> tuple[float, float]:
    model.train()
    criterion = nn.CrossEntropyLoss(label_smoothing=LABEL_SMOOTHING)
    sums = torch.zeros(3, dtype=torch.float64, device=device)
    for images, labels in loader:
        images, labels = images.to(device, non_blocking=True), labels.to(device, non_blocking=True)
        optimiser.zero_grad(set_to_none=True)
        with autocast():${lossLines(script)}
        scaler.scale(loss).backward()${clipping}
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
    return loss / max(count, 1), correct / max(count, 1)`;
}

/** Waits for the validation loss to fall; a part of the run's state, since its factor must survive a restart. */
const PLATEAU = `class Plateau:
    """The share of the learning rate that is left after epochs in which nothing got better."""

    def __init__(self, factor: float, patience: int):
        self.factor, self.patience = factor, patience
        self.share, self.best, self.waited = 1.0, math.inf, 0

    def step(self, loss: float) -> None:
        self.waited = 0 if loss < self.best else self.waited + 1
        self.best = min(self.best, loss)
        if self.waited > self.patience:
            self.share, self.waited = self.share * self.factor, 0

    def state_dict(self) -> dict:
        return dict(self.__dict__)

    def load_state_dict(self, state: dict) -> None:
        self.__dict__.update(state)`;

function mainText({ course }: ScriptRecipe): string {
  const isPlateau = course.kind === "plateau";
  const made = isPlateau ? `Plateau(${literal(course.factor)}, patience=${course.patience})` : "";
  return MAIN.replace("{share}", isPlateau ? " * plateau.share" : "")
    .replace("{make}", isPlateau ? `    plateau = ${made}\n` : "")
    .replace("{keep}", isPlateau ? '    kept["plateau"] = plateau\n' : "")
    .replace("{step}", isPlateau ? "        plateau.step(val_loss)\n" : "");
}
