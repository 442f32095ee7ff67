import { Option } from "commander";
import { placedWeights } from "../../shared/analysis/unfold";
import { MATCH_STRATEGIES, type MatchStrategy } from "../../shared/contracts/weight-match";
import { drawWeight } from "../../shared/engine/weights/initialise";
import type { WeightSource } from "../../shared/formats/define";
import { requireMatch } from "../../shared/formats/safetensors/match";
import { openSafetensors, type StoredArray } from "../../shared/formats/safetensors/read";
import { reportText } from "../../shared/formats/safetensors/report-text";
import { writeSafetensors } from "../../shared/formats/safetensors/write";
import { readBytes } from "./files";
import type { LoadedDocument } from "./load-document";
import { openModel } from "./model-file";
import type { Session } from "./session";

type Holder = Pick<LoadedDocument, "document" | "weights">;

export interface WeightOptions {
  readonly weights?: string;
  readonly match?: MatchStrategy;
}

export const WEIGHTS_HELP =
  "safetensors, or a model of another program; the network's own, or drawn from the seed, if not given";

export function matchOption(): Option {
  return new Option(
    "--match <how>",
    "which arrays of the weights' file go where: all by name (strict), those that fit by name, or by order and shape; the rest is drawn (strict)",
  ).choices(MATCH_STRATEGIES);
}

/**
 * Weights out of a file, else those that the network came with, else drawn from the seed; one tensor at a
 * time. What was matched is told.
 */
export async function weightSource(
  { document, weights: own }: Holder,
  options: WeightOptions & { readonly seed: number },
  session: Session,
): Promise<WeightSource> {
  const { weights: file, match, seed } = options;
  const found = file === undefined ? own : (await readWeights(file)).arrays;
  if (!found) return { read: (weight) => drawWeight(weight, seed) };
  const report = requireMatch(placedWeights(document), found, match);
  if (file !== undefined) session.err(reportText(file, report));
  const sources = new Map(report.matched.map(({ name, from }) => [name, from]));
  return {
    read: (weight) => found.get(sources.get(weight.fullName) ?? "")?.read() ?? drawWeight(weight, seed),
  };
}

/**
 * For the engine: the bytes of the file, or of the weights that the network came with, and how to take them. What will
 * be matched is told; throws where nothing is.
 */
export async function weightsFor(
  { document, weights: own }: Holder,
  { weights: file, match }: WeightOptions,
  session: Session,
): Promise<{ readonly weights?: ArrayBuffer; readonly match?: MatchStrategy }> {
  if (file === undefined) return own ? { weights: packed(own) } : {};
  const { arrays, bytes } = await readWeights(file);
  session.err(reportText(file, requireMatch(placedWeights(document), arrays, match)));
  return { weights: bytes ?? packed(arrays), ...(match === undefined ? {} : { match }) };
}

interface WeightFile {
  readonly arrays: ReadonlyMap<string, StoredArray>;
  /** The file itself, where it is of the kind that the engine takes. */
  readonly bytes: ArrayBuffer | null;
}

/** Of safetensors, or of another program's model. */
async function readWeights(file: string): Promise<WeightFile> {
  const bytes = await readBytes(file);
  const model = await openModel(file, bytes);
  return model ? { arrays: model.network.weights, bytes: null } : { arrays: openSafetensors(bytes), bytes };
}

function packed(weights: ReadonlyMap<string, StoredArray>): ArrayBuffer {
  const read = [...weights].map(([name, { shape, read: data }]) => [name, { shape, data: data() }] as const);
  return writeSafetensors(new Map(read));
}
