import inter400 from "@expo-google-fonts/inter/400Regular/Inter_400Regular.ttf?url";
import inter500 from "@expo-google-fonts/inter/500Medium/Inter_500Medium.ttf?url";
import inter600 from "@expo-google-fonts/inter/600SemiBold/Inter_600SemiBold.ttf?url";
import resvg from "@resvg/resvg-wasm/index_bg.wasm?url";
import { expose, transfer } from "comlink";
import type { FigureAsset, FigureContext } from "../../../shared/formats/figure/context";
import { exportFormats } from "../../../shared/formats/registry";
import type { Document } from "../../../shared/graph/document";
import type { ParamSpecs, ParamsOf } from "../../../shared/layers/params";
import type { GraphLayout, LayoutGraph } from "../../../shared/layout/types";

export interface FigureRequest extends Pick<FigureContext, "part" | "shown"> {
  readonly document: Document;
  readonly format: string;
  readonly name: string;
  readonly options: ParamsOf<ParamSpecs>;
}

type LayOut = (graph: LayoutGraph) => Promise<GraphLayout>;

const FILES: Readonly<Record<FigureAsset, string>> = {
  "inter-400": inter400,
  "inter-500": inter500,
  "inter-600": inter600,
  resvg,
};

const drawer = {
  /** The bytes of the figure's one file. `layOut` is the canvas's own engine, which lives beside this one. */
  async draw(request: FigureRequest, layOut: LayOut): Promise<Uint8Array> {
    const { document, format, name, options, ...shown } = request;
    const figure: FigureContext = { ...shown, engine: { layout: layOut }, asset };
    const weights = { read: () => new Float32Array() };
    const [file] = await exportFormats.require(format).write({ document, name, options, weights, figure });
    const chunks: Uint8Array[] = [];
    for await (const chunk of file.chunks()) chunks.push(chunk);
    const bytes = new Uint8Array(await new Blob(chunks as BlobPart[]).arrayBuffer());
    return transfer(bytes, [bytes.buffer]);
  },
};

export type FigureDrawer = typeof drawer;

expose(drawer);

async function asset(name: FigureAsset): Promise<Uint8Array> {
  const response = await fetch(new URL(FILES[name], self.location.href));
  if (!response.ok) throw new Error(`${name} could not be loaded: ${response.status}`);
  return new Uint8Array(await response.arrayBuffer());
}
