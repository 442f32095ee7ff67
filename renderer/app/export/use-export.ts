import { useEffect, useRef, useState } from "react";
import { version } from "../../../package.json";
import { errorMessage } from "../../../shared/base/assert";
import type { OutputDifference } from "../../../shared/contracts/export";
import type { AnyExportFormat } from "../../../shared/formats/define";
import type { FigurePart } from "../../../shared/formats/figure/scene";
import type { Document } from "../../../shared/graph/document";
import type { ParamSpecs, ParamsOf } from "../../../shared/layers/params";
import type { CanvasLayout } from "../../../shared/layout/types";
import { sceneStore } from "../../canvas/scene";
import { currentHost } from "../../host/current";
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

/** What the dialog does, one thing at a time. To close it is to cancel. */
export function useExport() {
  const [state, setState] = useState<ExportState>({ kind: "idle" });
  const cancelled = useRef(false);
  /** Ends what the engine is at. */
  const stop = useRef<(() => void) | null>(null);
  useEffect(() => {
    cancelled.current = false;
    return () => {
      cancelled.current = true;
      stop.current?.();
    };
  }, []);

  async function attempt(work: () => Promise<ExportState | null>): Promise<void> {
    cancelled.current = false;
    try {
      const next = await work();
      if (next) setState(next);
    } catch (thrown) {
      setState({ kind: "failed", reason: errorMessage(thrown) });
    }
  }

  return {
    state,
    cancel(): void {
      cancelled.current = true;
      stop.current?.();
      setState({ kind: "cancelling" });
    },
    write: ({ format, classNames, weights, part, ...rest }: ExportChoice) =>
      attempt(async () => {
        const { title, extension, mediaType } = format;
        const suggestedName = fileName(rest.document.name, extension);
        const several = format.givesSeveral?.(rest.options) ?? false;
        const target = await currentHost().chooseTarget({
          suggestedName,
          title,
          extension,
          mediaType,
          several,
        });
        if (!target) return null;
        const chosen = several ? suggestedName : target.name;
        const name = chosen.replace(/\.[^.]*$/, "") || chosen;
        setState({ kind: "writing", file: chosen, done: 0, total: null });
        const spec = { ...rest, format: format.id, name, version, ...(classNames ? { classNames } : {}) };
        const onProgress: OnProgress = (file, done, total) => {
          if (!cancelled.current) setState({ kind: "writing", file: several ? file : chosen, done, total });
          return !cancelled.current;
        };
        const written = format.isFigure
          ? await writeFigure({ ...spec, part, ...shownFor(rest.document) }, target, onProgress)
          : await exportFile(spec, weights && (await packedWeights(weights)), target, onProgress);
        return written.isCancelled
          ? { kind: "cancelled", target: target.name, files: written.files }
          : { kind: "written", target: target.name, written };
      }),
    verify: ({ document, seed, options, weights }: ExportChoice) =>
      attempt(async () => {
        setState({ kind: "verifying" });
        const given = weights ? { weights: await packedWeights(weights) } : {};
        const { engine } = ensureEngine();
        stop.current = () => void engine.cancel();
        try {
          const outputs = await engine.verify({ document, seed, options, ...given });
          return { kind: "verified", outputs };
        } catch (thrown) {
          if (cancelled.current) return { kind: "idle" };
          throw thrown;
        } finally {
          stop.current = null;
        }
      }),
  };
}
