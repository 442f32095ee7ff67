import { version } from "../../../package.json";
import type { OutputDifference } from "../../../shared/contracts/export";
import type { AnyExportFormat } from "../../../shared/formats/define";
import type { FigurePart } from "../../../shared/formats/figure/scene";
import type { Document } from "../../../shared/graph/document";
import type { ParamSpecs, ParamsOf } from "../../../shared/layers/params";
import type { CanvasLayout } from "../../../shared/layout/types";
import { sceneStore } from "../../canvas/scene";
import { currentHost } from "../../host/current";
import type { WriteTarget } from "../../host/host";
import { fileName } from "../../panels/train/download-bytes";
import { ensureEngine } from "../../state/engine";
import { type ModelWeights, packedWeights } from "../../state/model-weights";
import { exportFile, type OnProgress, type Written } from "./export-file";
import { writeFigure } from "./figure-file";

export interface ExportChoice {
  readonly document: Document;
  readonly format: AnyExportFormat;
  readonly options: ParamsOf<ParamSpecs>;
  /** Null means drawn from the seed. */
  readonly weights: ModelWeights | null;
  readonly seed: number;
  readonly classNames: readonly string[] | null;
  /** What figures show. */
  readonly part: FigurePart;
}

export type ExportState =
  | { readonly kind: "idle" }
  | { readonly kind: "writing"; readonly file: string; readonly done: number; readonly total: number | null }
  /** The engine comes to the next piece of the file before it ends. */
  | { readonly kind: "cancelling" }
  | { readonly kind: "verifying" }
  | { readonly kind: "written"; readonly target: string; readonly written: Written }
  | { readonly kind: "cancelled"; readonly target: string; readonly files: readonly string[] }
  | { readonly kind: "verified"; readonly outputs: readonly OutputDifference[] }
  | { readonly kind: "failed"; readonly reason: string };

/** What the canvas shows, unless it lags behind. */
function shownFor(document: Document): { readonly shown?: CanvasLayout } {
  const scene = sceneStore.getState();
  return scene.document === document ? { shown: scene.layout } : {};
}

/** What a job tells while it goes on, and what it asks of whoever may have cancelled it. */
export interface JobControl {
  tell(state: ExportState): void;
  isCancelled(): boolean;
  /** How to end what the engine is at; null when it is at nothing. */
  onStop(stop: (() => void) | null): void;
}

/** Asks where to, and writes there. Null if the person changed their mind. */
export async function writeChoice(choice: ExportChoice, control: JobControl): Promise<ExportState | null> {
  const { document, format, options } = choice;
  const { title, extension, mediaType } = format;
  const suggestedName = fileName(document.name, extension);
  const several = format.givesSeveral?.(options) ?? false;
  const target = await currentHost().chooseTarget({ suggestedName, title, extension, mediaType, several });
  if (!target) return null;
  const chosen = several ? suggestedName : target.name;
  control.tell({ kind: "writing", file: chosen, done: 0, total: null });
  const onProgress: OnProgress = (file, done, total) => {
    const isCancelled = control.isCancelled();
    if (!isCancelled) control.tell({ kind: "writing", file: several ? file : chosen, done, total });
    return !isCancelled;
  };
  const written = await writeTo(target, choice, chosen.replace(/\.[^.]*$/, "") || chosen, onProgress);
  return written.isCancelled
    ? { kind: "cancelled", target: target.name, files: written.files }
    : { kind: "written", target: target.name, written };
}

async function writeTo(
  target: WriteTarget,
  { format, classNames, weights, part, ...rest }: ExportChoice,
  name: string,
  onProgress: OnProgress,
): Promise<Written> {
  const spec = { ...rest, format: format.id, name, version, ...(classNames ? { classNames } : {}) };
  return format.isFigure
    ? writeFigure({ ...spec, part, ...shownFor(rest.document) }, target, onProgress)
    : exportFile(spec, weights && (await packedWeights(weights)), target, onProgress);
}

/** Compares what the file would give with what the engine gives. */
export async function verifyChoice(
  { document, seed, options, weights }: ExportChoice,
  control: JobControl,
): Promise<ExportState> {
  control.tell({ kind: "verifying" });
  const given = weights ? { weights: await packedWeights(weights) } : {};
  const { engine } = ensureEngine();
  control.onStop(() => void engine.cancel());
  try {
    return { kind: "verified", outputs: await engine.verify({ document, seed, options, ...given }) };
  } catch (thrown) {
    if (control.isCancelled()) return { kind: "idle" };
    throw thrown;
  } finally {
    control.onStop(null);
  }
}
