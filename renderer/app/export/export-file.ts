import { assertExists } from "../../../shared/base/assert";
import type { ExportPart, ExportSpec, WeightReader } from "../../../shared/contracts/export";
import { requireMatch } from "../../../shared/formats/safetensors/match";
import { openSafetensors } from "../../../shared/formats/safetensors/read";
import type { FileWriter, WriteTarget } from "../../host/host";
import { ensureEngine } from "../../state/engine";

export interface Written {
  readonly files: readonly string[];
  readonly bytes: number;
}

/** How far along; to answer false is to cancel. */
export type OnProgress = (file: string, done: number, total: number | null) => boolean;

/** Has the engine write a network into what a person chose. Null if cancelled: then nothing is left of the last file. */
export async function exportFile(
  spec: ExportSpec,
  weights: ArrayBuffer | null,
  target: WriteTarget,
  onProgress: OnProgress,
): Promise<Written | null> {
  const writer = new PartWriter(target, onProgress);
  try {
    const { engine } = ensureEngine();
    const whole = await engine.exportNetwork(spec, (part) => writer.take(part), weights && readerOf(weights));
    if (!whole) {
      await writer.abort();
      return null;
    }
    await writer.close();
    return writer;
  } catch (thrown) {
    await writer.abort();
    throw thrown;
  }
}

class PartWriter implements Written {
  readonly files: string[] = [];
  bytes = 0;
  readonly #target: WriteTarget;
  readonly #onProgress: OnProgress;
  #file: FileWriter | null = null;
  #done = 0;
  #total: number | null = null;

  constructor(target: WriteTarget, onProgress: OnProgress) {
    this.#target = target;
    this.#onProgress = onProgress;
  }

  async take(part: ExportPart): Promise<boolean> {
    if (part.kind === "file") {
      await this.close();
      this.#file = await this.#target.begin(part.name);
      this.files.push(part.name);
      this.#done = 0;
      this.#total = part.size;
    } else {
      await assertExists(this.#file, "a file to write to").write(part.bytes);
      this.#done += part.bytes.byteLength;
      this.bytes += part.bytes.byteLength;
    }
    return this.#onProgress(this.files.at(-1) ?? "", this.#done, this.#total);
  }

  async close(): Promise<void> {
    const file = this.#file;
    this.#file = null;
    await file?.close();
  }

  async abort(): Promise<void> {
    const file = this.#file;
    this.#file = null;
    // The failure that led here says more than that of tidying up after it.
    await file?.abort().catch(() => undefined);
  }
}

/** One weight at a time crosses to the engine; a view would take the whole file along. */
function readerOf(weights: ArrayBuffer): WeightReader {
  const found = openSafetensors(weights);
  return (name) => {
    const stored = found.get(name);
    if (!stored) requireMatch([{ fullName: name, shape: [] }], found);
    return assertExists(stored, name).read().slice();
  };
}
