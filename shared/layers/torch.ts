import type { Pads, Pair } from "./window";

/**
 * The port through which a layer says how PyTorch spells it. Tensors are N×C×H×W and N×F there. A module's parameters
 * and buffers must have the names and shapes that the layer's `weights` declare, so that our weight files fit as they are.
 */
export interface TorchSpelling {
  /** Made in `__init__` and kept under the node's name; absent where a function of the inputs is all there is. */
  readonly module?: TorchCall;
  /** The Python expression of the output. `self` is the module's expression, or "" without one. */
  forward(inputs: readonly string[], self: string): string;
  /** Python that the expression or the constructor refers to. */
  readonly helpers?: readonly TorchHelper[];
}

/** A constructor call, such as `nn.Conv2d(3, 64, kernel_size=7)`. Its arguments may become those of an enclosing class. */
export interface TorchCall {
  readonly callee: string;
  readonly args: readonly TorchArgument[];
}

export interface TorchArgument {
  readonly name: string;
  readonly value: TorchValue;
  /** PyTorch's own, and left out where it is the value. */
  readonly default?: TorchValue;
  /** Written without its name. */
  readonly positional?: boolean;
}

export type TorchValue = number | boolean | readonly number[];

/** A function or class of its own at the top of the file. */
export interface TorchHelper {
  readonly name: string;
  readonly source: string;
}

export function torchCall(callee: string, ...args: readonly TorchArgument[]): TorchCall {
  return { callee, args };
}

export function positional(name: string, value: TorchValue): TorchArgument {
  return { name, value, positional: true };
}

export function named(name: string, value: TorchValue, standard?: TorchValue): TorchArgument {
  return standard === undefined ? { name, value } : { name, value, default: standard };
}

/** A module that is called with the only input. */
export function torchModule(module: TorchCall, helpers: readonly TorchHelper[] = []): TorchSpelling {
  return { module, helpers, forward: ([x], self) => `${self}(${x})` };
}

export function torchFunction(
  forward: (inputs: readonly string[]) => string,
  helpers: readonly TorchHelper[] = [],
): TorchSpelling {
  return { forward, helpers };
}

/** One number where both are the same, as PyTorch's users write it. */
export function squared(pair: Pair): TorchValue {
  return pair[0] === pair[1] ? pair[0] : pair;
}

/** Padding that a module can do by itself: equal at opposite edges. Null where it cannot. */
export function symmetric([top, right, bottom, left]: Pads): Pair | null {
  return top === bottom && left === right ? [top, left] : null;
}

/** Pads around an input beforehand, in `F.pad`'s order: left, right, top, bottom. */
export function padded(x: string, [top, right, bottom, left]: Pads, value?: string): string {
  const filling = value === undefined ? "" : `, value=${value}`;
  return `F.pad(${x}, (${left}, ${right}, ${top}, ${bottom})${filling})`;
}
