import type { Filters } from "../../contracts/inside";
import { fileLayout } from "../weights/layout";
import { type LoadedModel, stepAt } from "./model";

/** The kernels of a layer that slides some over a map; null for the rest. */
export async function filters({ plan, weights }: LoadedModel, path: string): Promise<Filters | null> {
  const step = stepAt(plan, path);
  const kernel = step.weights.find(({ shape }) => shape.length === 4);
  if (!kernel) return null;
  const tensor = weights.get(kernel.fullName);
  const data = (await tensor.data()) as Float32Array;
  const plain = fileLayout({ shape: tensor.shape, data });
  return {
    path,
    shape: plain.shape as Filters["shape"],
    data: plain.data,
    readsImage: step.inputs[0] === plan.input && plan.inputShape.at(-1) === 3 && plain.shape[1] === 3,
  };
}
