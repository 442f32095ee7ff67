import { type Fault, fault } from "../base/fault";
import { isMap, type MapShape, type Shape, shapeText } from "./shape";

/** The fault of a layer that works on maps and got a vector. */
export function needsMap(what: string, received: Shape | undefined): Fault {
  return fault(
    `${what} works on a map of height, width and channels.`,
    "a map such as 28×28×64",
    received ? `a vector of ${shapeText(received)} features` : "nothing",
  );
}

/** The fault of a layer that works on vectors and got a map. */
export function needsVector(what: string, received: Shape | undefined): Fault {
  return fault(
    `${what} works on a vector of features, and a map came in.`,
    "a vector such as 4096",
    received ? shapeText(received) : "nothing",
    { label: "Flatten the map first", insert: { type: "flatten", params: {}, input: 0 } },
    { label: "Average each channel first", insert: { type: "global-avg-pool", params: {}, input: 0 } },
  );
}

/** A shape already inferred to be a map. */
export function asMap(shape: Shape | undefined): MapShape {
  if (!shape || !isMap(shape)) throw new Error("Expected the shape of a map");
  return shape;
}

/** The only input of a layer that declares one. */
export function only<T>(inputs: readonly T[]): T {
  return inputs[0] as T;
}
