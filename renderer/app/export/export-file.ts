import { assertExists, errorMessage, UserError } from "../../../shared/base/assert";
import type { ExportPart, ExportSpec, WeightReader } from "../../../shared/contracts/export";
import { requireMatch } from "../../../shared/formats/safetensors/match";
import { openSafetensors } from "../../../shared/formats/safetensors/read";
import type { FileWriter, WriteTarget } from "../../host/host";
import { ensureEngine } from "../../state/engine";
import { text } from "../../text/i18n";

/** The files that are whole. */
export interface Written {
  readonly files: readonly string[];
  readonly bytes: number;
  /** What came before stays written: it may have taken the place of files that nobody has any more. */
  readonly isCancelled: boolean;
}

/** How far along; to answer false is to cancel. */
export type OnProgress = (file: string, done: number, total: number | null) => boolean;

/** Has the engine write a network into what a person chose. Of the file at which it ends early nothing is left. */
export async function exportFile(
  spec: ExportSpec,
  weights: ArrayBuffer | null,
  target: WriteTarget,
  onProgress: OnProgress,
): Promise<Written> {
  const writer = new PartWriter(target, onProgress);
  try {
    const { engine } = ensureEngine();
    const whole = await engine.exportNetwork(spec, (part) => writer.take(part), weights && readerOf(weights));
    await (whole ? writer.close() : writer.abort());
    return writer.written(!whole);
  } catch (thrown) {
    await writer.abort();
    const { files } = writer.written(true);
    if (files.length === 0) throw thrown;
    throw new UserError(`${errorMessage(thrown)} ${keptText(files, target.name)}`);
  }
}

export function keptText(files: readonly string[], folder: string): string {
  return text("export.kept", { count: files.length, files: files.join(", "), folder });
}

class PartWriter {
  readonly #whole: { name: string; bytes: number }[] = [];
  readonly #target: WriteTarget;
  readonly #onProgress: OnProgress;
  #file: FileWriter | null = null;
  #name = "";
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
      this.#name = part.name;
      this.#done = 0;
      this.#total = part.size;
    } else {
      await assertExists(this.#file, "a file to write to").write(part.bytes);
      this.#done += part.bytes.byteLength;
    }
    return this.#onProgress(this.#name, this.#done, this.#total);
  }

  async close(): Promise<void> {
    const file = this.#file;
    this.#file = null;
    if (!file) return;
    await file.close();
    this.#whole.push({ name: this.#name, bytes: this.#done });
  }

  written(isCancelled: boolean): Written {
    const bytes = this.#whole.reduce((sum, file) => sum + file.bytes, 0);
    return { files: this.#whole.map(({ name }) => name), bytes, isCancelled };
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
