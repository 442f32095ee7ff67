import type { Random } from "../base/random";
import type { Field } from "./draw/math";

/** One piece of an object, painted over the pieces before it. */
export interface Part {
  /** Signed distance, in coordinates where the whole object fills about the unit circle; y runs down. */
  readonly shape: Field;
  /** The object's main colour; a second one; or one that stands out from both, for windows and veins. */
  readonly ink: "body" | "second" | "detail";
}

/** A thing on a background. */
export interface ObjectSubject {
  readonly kind: "object";
  readonly parts: readonly Part[];
  /** Whether it may also be drawn as a line drawing; not for things that are lines themselves. */
  readonly canOutline: boolean;
  /** It may be turned by up to so many turns either way. */
  readonly maxTurn: number;
}

/** A pattern without end that fills the picture. */
export interface TextureSubject {
  readonly kind: "texture";
  /** 0 to 1, between the picture's two colours, whichever is the darker; the picture sees about −1 to 1. */
  readonly tone: Field;
  readonly maxTurn: number;
}

export type Subject = ObjectSubject | TextureSubject;

export interface PictureClass {
  readonly id: string;
  /** As students say it, in the singular, sentence case. */
  readonly name: string;
  readonly kind: "man-made" | "natural";
  /** Place among the classes of its kind, from 1; labels follow it. */
  readonly order: number;
  /** A fresh specimen. Draws every number it needs from `random` and knows nothing about the picture's size. */
  create(random: Random): Subject;
}
