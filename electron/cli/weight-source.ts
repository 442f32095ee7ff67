import { placedWeights } from "../../shared/analysis/unfold";
import { drawWeight } from "../../shared/engine/weights/initialise";
import type { WeightSource } from "../../shared/formats/define";
import { requireMatch } from "../../shared/formats/safetensors/match";
import { openSafetensors } from "../../shared/formats/safetensors/read";
import type { Document } from "../../shared/graph/document";
import { readBytes } from "./files";

/** Weights out of a safetensors file, or drawn from the seed; one tensor at a time. */
export async function weightSource(
  document: Document,
  file: string | undefined,
  seed: number,
): Promise<WeightSource> {
  if (file === undefined) return { read: (weight) => drawWeight(weight, seed) };
  const found = openSafetensors(await readBytes(file));
  requireMatch(placedWeights(document), found);
  return { read: ({ fullName }) => found.get(fullName)?.read() ?? new Float32Array() };
}
