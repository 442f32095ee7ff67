import { UserError } from "../base/assert";
import { type Fault, fault } from "../base/fault";
import { err, ok, type Result } from "../base/result";
import { type AnyShape, isShape, type Shape, shapeText } from "./shape";

/** Nothing gets here: a plan that holds an unknown operator is refused before it runs. */
export function notRun(operator: string): never {
  throw new UserError(`${operator} cannot be run: no layer here does what it does.`);
}

/** For those who ask for maps and vectors alone. */
export function heldOr(inferred: Result<AnyShape, Fault>): Result<Shape, Fault> {
  if (!inferred.ok) return inferred;
  if (isShape(inferred.value)) return ok(inferred.value);
  return err(
    fault("The output is neither a map nor a vector.", "a map or a vector", shapeText(inferred.value)),
  );
}
