import { UserError } from "../../base/assert";
import type { ExportedFile, ExportJob } from "../define";
import { buildModel, type OnnxOptions } from "./build";
import { encodeModel } from "./encode";
import type { OnnxModel } from "./model";
import { chunksOf, type Message, messageBytes, sizeOf } from "./wire";

export interface OnnxFileOptions extends OnnxOptions {
  readonly externalData: boolean;
}

/** Protocol buffers end here: lengths are signed 32-bit numbers in their readers. */
const MOST_BYTES = 2 ** 31 - 1;

/** `<name>.onnx`, and `<name>.onnx.data` with the weights where they do not fit in or are asked to stand apart. */
export async function writeOnnx(
  job: ExportJob<OnnxFileOptions>,
): Promise<readonly [ExportedFile, ...ExportedFile[]]> {
  const { externalData, functions, foldBatchNorm } = job.options;
  if (functions && foldBatchNorm) {
    throw new UserError("Functions hold batch norms as the blocks do. Fold batch norm, or write functions.");
  }
  const built = buildModel(job);
  const main = `${job.name}.onnx`;
  const whole = externalData ? null : encodeModel(built, null).model;
  if (whole && whole.size <= MOST_BYTES) return [fileOf(main, whole)];
  const { model, external } = encodeModel(built, `${main}.data`);
  if (!external || external.pieces.length === 0) return [fileOf(main, model)];
  const size = external.pieces.reduce((sum, piece) => sum + sizeOf(piece), 0);
  return [fileOf(main, model), fileOf(external.file, { size, pieces: external.pieces })];
}

/** The whole model as one array of bytes, for those who run it. */
export async function onnxBytes(job: Omit<ExportJob<OnnxOptions>, "name">): Promise<Uint8Array> {
  return modelBytes(buildModel(job));
}

export function modelBytes(model: OnnxModel): Promise<Uint8Array> {
  return messageBytes(encodeModel(model, null).model);
}

function fileOf(name: string, content: Message): ExportedFile {
  return { name, size: content.size, chunks: () => chunksOf(content) };
}
