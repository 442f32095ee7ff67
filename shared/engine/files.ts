import { assertExists, UserError } from "../base/assert";
import type { ExportSink, FilesEngine, WeightReader } from "../contracts/export";
import type { ExportedFile, WeightSource } from "../formats/define";
import onnx from "../formats/onnx/format";
import { exportFormats } from "../formats/registry";
import type { Params } from "../graph/document";
import { checkParams, defaultsOf, type ParamSpecs, type ParamsOf } from "../layers/params";
import { compileAnyOutputs } from "./plan";
import type { Control } from "./train/control";
import type { ReferenceRuntime } from "./verify/reference-runtime";
import { drawWeight } from "./weights/initialise";
import { startingWeights } from "./weights/weight-store";

interface FilesContext {
  /** Starts the backend, for work that a person may cancel. Throws while a training runs: two networks at once may not fit. */
  ready(): Promise<Control>;
  readonly runtime: ReferenceRuntime;
}

/** Networks to and from files. */
export function createFiles({ ready, runtime }: FilesContext): FilesEngine {
  return {
    async exportNetwork(spec, sink, readWeight) {
      const { format: id, options, seed, ...job } = spec;
      const format = exportFormats.require(id);
      const weights = readWeight ? handedOver(readWeight) : drawn(seed);
      const checked = checkedOptions(format.params, options);
      const files = await format.write({ ...job, options: checked, weights });
      for (const file of files) if (!(await send(file, sink))) return false;
      return true;
    },
    async verify({ document, options, seed, ...given }) {
      const plan = compileAnyOutputs(document);
      const { opset, foldBatchNorm, functions } = checkedOptions(onnx.params, options);
      const control = await ready();
      const values = startingWeights(plan, { seed, ...given });
      const written = {
        opset: opset as number,
        foldBatchNorm: foldBatchNorm as boolean,
        functions: functions as boolean,
      };
      const { verifyExport } = await import("./verify/verify-export");
      return verifyExport({ document, plan, values, options: written, runtime, seed, control });
    },
    async verifyFile({ model, files, seed }) {
      const control = await ready();
      const { readOnnx } = await import("../formats/onnx/read/read-onnx");
      const { verifyFile } = await import("./verify/verify-export");
      const external = (name: string): ArrayBuffer => files[name] ?? missing(name);
      const read = readOnnx(model, { name: "model", external });
      const plan = compileAnyOutputs(read.document);
      const values = new Map(
        plan.weights.map(({ fullName, shape }) => [
          fullName,
          { shape, data: assertExists(read.weights.get(fullName), fullName).read() },
        ]),
      );
      return verifyFile({ plan, values, runtime, seed, control, model: new Uint8Array(model), read, files });
    },
  };
}

function missing(name: string): never {
  throw new UserError(`The weights are in "${name}", a file beside the model, and it is not there.`);
}

function drawn(seed: number): WeightSource {
  return { read: (weight) => drawWeight(weight, seed) };
}

function handedOver(readWeight: WeightReader): WeightSource {
  return {
    async read({ fullName, shape }) {
      const data = await readWeight(fullName);
      const expected = shape.reduce((product, size) => product * size, 1);
      if (data.length === expected) return data;
      throw new UserError(
        `The weights do not fit this network: "${fullName}" should hold ${expected} numbers and holds ${data.length}.`,
      );
    },
  };
}

function checkedOptions(specs: ParamSpecs, given: Params): ParamsOf<ParamSpecs> {
  const options = { ...defaultsOf(specs), ...given };
  const [fault] = checkParams(specs, options);
  if (fault) throw new UserError(`${fault.message} Expected ${fault.expected}, received ${fault.received}.`);
  return options as ParamsOf<ParamSpecs>;
}

/** A message between processes is copied; pieces of this size keep the copies small. */
const PIECE_BYTES = 4 * 1024 * 1024;

async function send({ name, size, chunks }: ExportedFile, sink: ExportSink): Promise<boolean> {
  if (!(await sink({ kind: "file", name, size: size ?? null }))) return false;
  for await (const chunk of chunks()) {
    for (let at = 0; at < chunk.byteLength; at += PIECE_BYTES) {
      // A view would take the whole buffer behind it along.
      if (!(await sink({ kind: "bytes", bytes: chunk.slice(at, at + PIECE_BYTES) }))) return false;
    }
  }
  return true;
}
