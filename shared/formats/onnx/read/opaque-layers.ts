import { UserError } from "../../../base/assert";
import type { Params } from "../../../graph/document";
import { isNamedConstant } from "../../../layers/node-reader";
import { arrivingText } from "../../../layers/opaque-shape";
import type { ParamSpecs, ParamsOf } from "../../../layers/params";
import { layerParams, layers } from "../../../layers/registry";
import type { AnyShape } from "../../../layers/shape";
import { axesText } from "../../../layers/stated-shape";
import { PRODUCER } from "../model";
import type { FlatLayer } from "./flat-layer";
import { namesRead, readOpaque, type Source } from "./opaque-reading";
import type { RawModel, RawNode } from "./raw-model";
import type { Said } from "./said-values";
import type { StoredTensor } from "./tensor";
import type { ValueTable } from "./value-table";
import { nameOf } from "./values";

/** Makes layers of operators that no layer stands for, when something is found to need them. */
export class OpaqueLayers {
  readonly #model: RawModel;
  readonly #values: ValueTable;
  readonly #add: (layer: Omit<FlatLayer, "id">) => FlatLayer;
  readonly #byOperator = new Map<RawNode, FlatLayer>();
  /** Of constants that hold the size of the batch: for those who know them they are constants all the same. */
  readonly #ofConstants = new Map<string, FlatLayer>();
  readonly #refusals = new Map<string, string>();

  constructor(model: RawModel, values: ValueTable, add: (layer: Omit<FlatLayer, "id">) => FlatLayer) {
    this.#model = model;
    this.#values = values;
    this.#add = add;
  }

  /** The layer that gives a value, or null where there cannot be one: see `reason`. */
  layerFor(name: string): FlatLayer | null {
    const pending = [this.#values.resolve(name)];
    const entered = new Set<string>();
    for (let at = pending.at(-1); at !== undefined; at = pending.at(-1)) {
      const missing = this.#isSettled(at) ? null : this.#missing(at);
      if (missing && missing.length > 0 && entered.has(at))
        this.#refusals.set(at, `"${at}" depends on itself`);
      else if (missing && missing.length > 0) {
        entered.add(at);
        for (const each of missing.toReversed()) pending.push(each);
        continue;
      } else if (missing) this.#make(at);
      pending.pop();
    }
    return this.#layer(this.#values.resolve(name));
  }

  /** Why there is no layer for a value. */
  reason(name: string): string {
    return this.#refusals.get(this.#values.resolve(name)) ?? `nothing gives "${name}"`;
  }

  #layer(name: string): FlatLayer | null {
    const value = this.#values.get(name);
    return value?.kind === "layer" ? value.layer : (this.#ofConstants.get(name) ?? null);
  }

  #isSettled(name: string): boolean {
    return this.#layer(name) !== null || this.#refusals.has(name);
  }

  /** What has to be a layer first. */
  #missing(name: string): readonly string[] {
    const giver = this.#values.giver(name);
    const read = giver && !this.#byOperator.has(giver) ? namesRead(giver) : [];
    return read
      .map((each) => this.#values.resolve(each))
      .filter((each) => each !== "" && !this.#values.isFixed(each) && !this.#isSettled(each));
  }

  #make(name: string): void {
    const value = this.#values.get(name);
    const giver = this.#values.giver(name);
    if (value?.kind === "refused" || !giver || !value || value.kind === "layer") {
      this.#refusals.set(name, value?.kind === "refused" ? value.why : `nothing gives "${name}"`);
      return;
    }
    const said: Said =
      value.kind === "open"
        ? value.said
        : { shape: axesText(value.tensor.shape), type: value.tensor.isWhole ? "int64" : "float" };
    try {
      const layer = this.#byOperator.has(giver)
        ? this.#further(name, giver, said)
        : this.#operator(name, giver, said);
      if (value.kind === "open") this.#values.set(name, { kind: "layer", layer, said });
      else this.#ofConstants.set(name, layer);
    } catch (thrown) {
      if (!(thrown instanceof UserError)) throw thrown;
      this.#refusals.set(name, thrown.message);
    }
  }

  #operator(name: string, giver: RawNode, said: Said): FlatLayer {
    const inputs: FlatLayer[] = [];
    const { params, weights } = readOpaque(giver, this.#model, (read): Source => {
      const own = this.#values.resolve(read);
      const tensor = this.#values.isFixed(own) ? this.#values.constant(own) : null;
      if (tensor) {
        return { kind: "constant", tensor, isTrained: this.#isTrained(own, tensor) };
      }
      const layer = this.#layer(own);
      if (!layer) throw new UserError(this.reason(own));
      inputs.push(layer);
      return { kind: "layer" };
    });
    const output = giver.outputs.indexOf(name);
    const outputs = giver.outputs.map((each) => (each === "" ? "0" : "1")).join("");
    const layer = this.#place(
      "opaque",
      nameOf(giver),
      giver,
      inputs,
      { ...params, ...said, output, outputs },
      weights,
    );
    this.#byOperator.set(giver, layer);
    return layer;
  }

  /** Our own files have all constants where other programs have weights alone. */
  #isTrained(name: string, tensor: StoredTensor): boolean {
    const { graph, producer } = this.#model;
    return graph.tensors.get(name) === tensor && !(producer === PRODUCER && isNamedConstant(tensor));
  }

  #further(name: string, giver: RawNode, said: Said): FlatLayer {
    const output = giver.outputs.indexOf(name);
    const params = { operator: giver.operator, ...said, output };
    const first = this.#byOperator.get(giver) as FlatLayer;
    return this.#place("opaque-output", `${nameOf(giver)}_output_${output}`, giver, [first], params, {});
  }

  #place(
    type: string,
    name: string,
    { operator }: RawNode,
    from: readonly FlatLayer[],
    given: Params,
    weights: FlatLayer["weights"],
  ): FlatLayer {
    const shapes = from.map(({ output }): AnyShape => output);
    const arriving = given.shape === "" ? "" : arrivingText(shapes);
    const params = layerParams(type, { ...given, arriving });
    const output = layers.require(type).opaque?.infer(params as ParamsOf<ParamSpecs>, shapes);
    if (!output?.ok) throw new UserError(`"${name}": ${output?.error.message ?? "its shape is not known"}`);
    const inputs = from.map(({ id }) => id);
    return this.#add({ name, operator, type, params, inputs, output: output.value, weights });
  }
}
