import { proxy, wrap } from "comlink";
import { layoutEngine } from "../../canvas/scene";
import type { WriteTarget } from "../../host/host";
import type { OnProgress, Written } from "./export-file";
import type { FigureDrawer, FigureRequest } from "./figure-worker";

/**
 * Draws a figure in a worker of its own, so that neither a long drawing stops the window nor a training the drawing, and
 * writes it into what a person chose.
 */
export async function writeFigure(
  request: FigureRequest,
  target: WriteTarget,
  onProgress: OnProgress,
): Promise<Written> {
  const name = target.name;
  const bytes = await drawn(request, () => !onProgress(name, 0, null));
  if (!bytes) return { files: [], bytes: 0, isCancelled: true };
  const file = await target.begin(name);
  try {
    await file.write(bytes);
    await file.close();
  } catch (thrown) {
    await file.abort().catch(() => undefined);
    throw thrown;
  }
  return { files: [name], bytes: bytes.byteLength, isCancelled: false };
}

/** How often it is asked whether someone gave up. */
const POLL_MS = 100;

async function drawn(request: FigureRequest, isCancelled: () => boolean): Promise<Uint8Array | null> {
  const worker = new Worker(new URL("./figure-worker.ts", import.meta.url), { type: "module" });
  let poll: ReturnType<typeof setInterval> | undefined;
  try {
    const drawing = wrap<FigureDrawer>(worker).draw(
      request,
      proxy((graph) => layoutEngine.layout(graph)),
    );
    const given = new Promise<null>((resolve) => {
      poll = setInterval(() => isCancelled() && resolve(null), POLL_MS);
    });
    const broken = new Promise<never>((_, reject) => {
      worker.onerror = ({ message }) => reject(new Error(`The figure could not be drawn. ${message}`));
    });
    return await Promise.race([drawing, given, broken]);
  } finally {
    clearInterval(poll);
    worker.terminate();
  }
}
