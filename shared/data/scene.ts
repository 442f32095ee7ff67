import type { Random } from "../base/random";
import type { ObjectSubject, Subject, TextureSubject } from "./class-define";
import type { Rgb } from "./define";
import {
  type Canvas,
  createCanvas,
  fillCanvas,
  type Ink,
  type Placement,
  paintShape,
  solid,
  toPixels,
} from "./draw/canvas";
import { blend, contrastingLuma, randomColour } from "./draw/colour";
import { box, disc, polygon, stroke } from "./draw/distance";
import { type Marks, markShape } from "./draw/marks";
import { clamp, type Field, mix, sinTurns } from "./draw/math";
import { noiseWindow } from "./draw/noise";

/** How hard the pictures are; tuned so that a linear model fails and a small CNN does not. */
const difficulty = {
  /** Least difference in luma between the subject and what is behind it. */
  contrast: 0.36,
  /** Shares of pictures drawn as lines, with something in front, and with things lying about. */
  lineDrawings: 0.15,
  occluded: 0.25,
  cluttered: 0.4,
  maxClutter: 3,
  /** Size of an object as a share of the picture. */
  scale: [0.64, 0.84],
  /** Uniform noise on each channel, at most. */
  grain: 0.07,
} as const;

/**
 * Draws the subject on a random background, with clutter, occlusion, light and grain. `marks` gets what of an object is
 * seen, its inside too where only its lines are drawn; the picture is the same without.
 */
export function drawScene(
  create: (random: Random) => Subject,
  size: number,
  random: Random,
  marks?: Marks,
): Uint8Array {
  const canvas = createCanvas(size);
  const subject = create(random);
  const ground = random.range(0.08, 0.92);
  if (subject.kind === "object") drawObject(canvas, subject, ground, random, marks);
  else drawTexture(canvas, subject, ground, random);
  if (random.next() < difficulty.occluded) drawOccluder(canvas, random, marks);
  return toPixels(canvas, random.range(0, difficulty.grain), random);
}

function drawTexture(canvas: Canvas, subject: TextureSubject, ground: number, random: Random): void {
  const from = randomColour(random, ground);
  const to = randomColour(random, contrastingLuma(random, ground, difficulty.contrast));
  const placement = {
    x: 0,
    y: 0,
    turns: random.range(-subject.maxTurn, subject.maxTurn),
    scale: random.range(0.85, 1.2),
    mirrored: random.next() < 0.5,
  };
  fillCanvas(canvas, { from, to, tone: subject.tone }, placement, 2);
}

function drawObject(
  canvas: Canvas,
  subject: ObjectSubject,
  ground: number,
  random: Random,
  marks?: Marks,
): void {
  fillCanvas(canvas, background(ground, random));
  drawClutter(canvas, ground, random);
  const placement = place(subject.maxTurn, random);
  const bodyLuma = contrastingLuma(random, ground, difficulty.contrast);
  const body = randomColour(random, bodyLuma);
  const secondLuma = contrastingLuma(random, ground, difficulty.contrast);
  const second = random.next() < 0.4 ? body : randomColour(random, secondLuma);
  const detail = randomColour(random, contrastingLuma(random, bodyLuma, difficulty.contrast));
  const asLines = subject.canOutline && random.next() < difficulty.lineDrawings;
  const light = lighting(random);
  const inks = { body: lit(body, light), second: lit(second, light), detail: solid(detail) };
  const line = { ink: solid(body), width: random.range(0.12, 0.18) };
  const edge = random.next() < 0.3 ? { ink: solid(detail), width: 0.1 } : undefined;
  for (const part of subject.parts) {
    const isOutlined = part.ink !== "detail" && subject.canOutline;
    const grow = isOutlined ? (asLines ? line.width : (edge?.width ?? 0)) / 2 : 0;
    if (marks) markShape(marks, part.shape, true, placement, { grow });
    if (asLines && part.ink === "detail") paintShape(canvas, part.shape, { fill: solid(body) }, placement);
    else if (asLines) paintShape(canvas, part.shape, { outline: line }, placement);
    else {
      const outlined = edge && isOutlined ? { outline: edge } : {};
      paintShape(canvas, part.shape, { fill: inks[part.ink], ...outlined }, placement);
    }
  }
}

function place(maxTurn: number, random: Random): Placement {
  const scale = random.range(...difficulty.scale);
  const room = 1.02 - scale;
  return {
    x: random.range(-room, room),
    y: random.range(-room, room),
    turns: random.range(-maxTurn, maxTurn),
    scale,
    mirrored: random.next() < 0.5,
  };
}

/** Flat, a gradient, soft noise or stripes, all within a narrow range of luma. */
function background(ground: number, random: Random): Ink {
  const near = random.range(0.03, 0.1);
  const from = randomColour(random, clamp(ground - near, 0.02, 0.98), 0.6);
  const to = blend(from, randomColour(random, clamp(ground + near, 0.02, 0.98), 0.6), random.range(0.5, 1));
  const tones: readonly ((random: Random) => Field)[] = [flat, gradient, softNoise, stripes];
  const tone = tones[random.int(tones.length)] as (random: Random) => Field;
  return { from, to, tone: tone(random) };
}

function flat(random: Random): Field {
  const level = random.next();
  return () => level;
}

function gradient(random: Random): Field {
  const turns = random.next();
  const across = sinTurns(turns) / 2;
  const down = sinTurns(turns + 0.25) / 2;
  return (x, y) => clamp(0.5 + across * x + down * y, 0, 1);
}

function softNoise(random: Random): Field {
  const noise = noiseWindow(random.range(0, 256), random.range(0, 256), random.range(1, 3), 2);
  return (x, y) => clamp(0.5 + 0.6 * noise(x, y), 0, 1);
}

function stripes(random: Random): Field {
  const turns = random.next();
  const frequency = random.range(1.5, 4);
  const across = frequency * sinTurns(turns);
  const down = frequency * sinTurns(turns + 0.25);
  return (x, y) => 0.5 + 0.5 * sinTurns(across * x + down * y);
}

/** Light from one side: 0 where a colour is itself, 1 where it is darkest. */
function lighting(random: Random): Field {
  const side = gradient(random);
  const strength = random.range(0, 1);
  return (x, y) => strength * side(x, y);
}

function lit(colour: Rgb, light: Field): Ink {
  return { from: colour, to: blend(colour, [0, 0, 0], 0.25), tone: light };
}

/** Small things behind the object that belong to no class, in colours closer to the background than the object's. */
function drawClutter(canvas: Canvas, ground: number, random: Random): void {
  if (random.next() >= difficulty.cluttered) return;
  const count = 1 + random.int(difficulty.maxClutter);
  for (let index = 0; index < count; index++) {
    const placement = {
      ...place(0.5, random),
      x: random.range(-1, 1),
      y: random.range(-1, 1),
      scale: random.range(0.12, 0.28),
    };
    const level = clamp(ground + mix(-0.3, 0.3, random.next()), 0.05, 0.95);
    paintShape(canvas, scrap(random), { fill: solid(randomColour(random, level)) }, placement);
  }
}

/** A bar or a disc in front, over the rim of the picture more than over its middle. */
function drawOccluder(canvas: Canvas, random: Random, marks?: Marks): void {
  const ink = solid(randomColour(random, random.range(0.05, 0.95)));
  const placement = { x: 0, y: 0, turns: random.next(), scale: 1, mirrored: false };
  const shape =
    random.next() < 0.5
      ? box(random.range(0.35, 0.8), 0, random.range(0.06, 0.14), 2)
      : disc(random.range(0.65, 0.95), 0, random.range(0.2, 0.38));
  paintShape(canvas, shape, { fill: ink }, placement, 2);
  if (marks) markShape(marks, shape, false, placement, { reach: 2 });
}

function scrap(random: Random): Field {
  const kinds: readonly (() => Field)[] = [
    () => disc(0, 0, 0.8),
    () => stroke([-1, 0], [1, 0], 0.5),
    () => polygon([-0.9, 0.8], [0.9, 0.8], [random.range(-0.8, 0.8), -0.9]),
    () => box(0, 0, 0.8, random.range(0.4, 0.8)),
  ];
  return (kinds[random.int(kinds.length)] as () => Field)();
}
