import { UserError } from "../../base/assert";
import type { ForeignOperator, NodeValue } from "../../layers/node-kit";
import { innerOperators } from "./inner-operators";
import type { OnnxNode } from "./model";
import { meansTheSame } from "./operator-versions";

/** The oldest and the newest operators that can be written. */
const OPSETS = Array.from({ length: 9 }, (_, index) => 13 + index);

/** Nodes of operators that are not known here, as they are written to one file. */
export class ForeignNodes {
  readonly #opset: number;
  readonly #nodes: OnnxNode[];
  readonly #captured = new Map<string, NodeValue>();
  readonly #unread = new Set<string>();
  /** Versions of the operators of other domains. */
  readonly domains = new Map<string, number>();

  constructor(opset: number, nodes: OnnxNode[]) {
    this.#opset = opset;
    this.#nodes = nodes;
  }

  /** Throws a readable error where the operator of that version cannot stand in the file. */
  add(path: string, name: string, foreign: ForeignOperator): NodeValue {
    const { operator, domain, version, attributes, inputs, captured } = foreign;
    if (domain === "") {
      this.#refuseOther(path, operator, version);
      for (const inner of innerOperators(attributes)) this.#refuseOther(path, inner, version);
    } else this.domains.set(domain, Math.max(version, this.domains.get(domain) ?? 0));
    for (const { name: inside, value } of captured) this.#capture(path, inside, value);
    const outputs = this.#outputs(name, foreign);
    this.#nodes.push({
      ...{ name, operator, attributes, outputs, isForeign: true },
      ...(domain === "" ? {} : { domain }),
      inputs: inputs.map((input) => input ?? ""),
    });
    return name;
  }

  /** Names one more output of the operator behind `value`. */
  addOutput(path: string, value: NodeValue, output: number): NodeValue {
    const index = this.#nodes.findLastIndex(({ outputs }) => outputs.includes(value));
    const node = this.#nodes[index];
    const held = node?.outputs[output] ?? "";
    if (!node?.isForeign || (held !== "" && !this.#unread.has(held))) {
      throw new UserError(
        `"${path}" is output ${output + 1} of an unknown operator, and no operator that has it free is connected to it. ` +
          "Connect it to the operator, or delete it.",
      );
    }
    const outputs = Array.from({ length: Math.max(node.outputs.length, output + 1) }, (_, at) =>
      at === output ? path : (node.outputs[at] ?? ""),
    );
    this.#nodes[index] = { ...node, outputs };
    return path;
  }

  /** What graphs inside of operators read. */
  get captured(): readonly NodeValue[] {
    return [...this.#captured.values()];
  }

  /** What nobody reads has a name all the same, since some outputs have to be there. */
  #outputs(name: string, { output, outputs }: ForeignOperator): readonly string[] {
    return Array.from({ length: Math.max(outputs.length, output + 1) }, (_, index) => {
      if (index === output) return name;
      if (!outputs[index]) return "";
      const other = `${name}_output_${index}`;
      this.#unread.add(other);
      return other;
    });
  }

  #refuseOther(path: string, operator: string, version: number): void {
    if (meansTheSame(operator, version, this.#opset)) return;
    const others = OPSETS.filter((opset) => meansTheSame(operator, version, opset));
    const remedy =
      others.length > 0
        ? `Export with operator set ${others[0]}${others.length > 1 ? ` to ${others.at(-1)}` : ""}.`
        : "No operator set that is written has it as it was: replace the operator.";
    throw new UserError(
      `"${path}" holds ${operator} as version ${version} of ONNX's operators has it, and version ${this.#opset} has it otherwise. ${remedy}`,
    );
  }

  /** Graphs inside of operators read what is around them by name, so the name has to be there. */
  #capture(path: string, name: string, value: NodeValue): void {
    const known = this.#captured.get(name);
    if (known === value) return;
    if (known !== undefined) {
      throw new UserError(
        `"${path}" and another operator read different values under the name "${name}". Delete one of them.`,
      );
    }
    this.#captured.set(name, value);
    if (value !== name)
      this.#nodes.push({
        name: `${name}_passed_on`,
        operator: "Identity",
        inputs: [value],
        outputs: [name],
        attributes: {},
      });
  }
}
