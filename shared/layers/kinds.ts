import { type Fault, fault } from "../base/fault";
import { err, ok, type Result } from "../base/result";
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

/** The shape of a map whose channels are dealt out to groups evenly, or why it is none. `what` names the layer. */
export function inEvenGroups(what: string, groups: number, x: Shape | undefined): Result<MapShape, Fault> {
  if (!x || !isMap(x)) return err(needsMap(what, x));
  if (x[2] % groups === 0) return ok(x);
  return err(
    fault(
      `${groups} groups do not divide ${x[2]} channels evenly.`,
      `channels that are a multiple of ${groups}`,
      `${x[2]}`,
      { label: "Use 1 group", params: { groups: 1 } },
    ),
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
