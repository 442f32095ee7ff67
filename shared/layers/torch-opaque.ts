import type { OpaqueParams } from "./opaque-node";
import type { OpaqueInput } from "./opaque-operator";
import { type TorchHelper, type TorchSpelling, torchCall, torchFunction } from "./torch";

type Operator = Omit<OpaqueParams, "outputs" | "shape" | "arriving" | "type">;

/** Letters of one attribute list that a docstring shows. */
const MOST_LETTERS = 600;
const LINE = 96;

/** A module that holds the operator's weights, so that weight files load, and says what it stands for when it is called. */
export function opaqueModule(operator: Operator, inputs: readonly OpaqueInput[]): TorchSpelling {
  const name = `Unknown${identifier(operator.operator)}_${fingerprint(JSON.stringify(operator))}`;
  const helper: TorchHelper = { name, source: classOf(name, operator, inputs) };
  return {
    module: torchCall(name),
    helpers: [helper],
    forward: (values, self) => `${self}(${values.join(", ")})`,
  };
}

function classOf(name: string, operator: Operator, inputs: readonly OpaqueInput[]): string {
  const whose = operator.domain === "" ? "ONNX" : operator.domain;
  const weights = inputs.flatMap((input) => {
    if (input.from !== "weight") return [];
    const zeros = `torch.zeros(${input.shape.length === 0 ? "()" : input.shape.join(", ")})`;
    return input.trainable
      ? [`        self.${input.weight} = nn.Parameter(${zeros})`]
      : [`        self.register_buffer("${input.weight}", ${zeros})`];
  });
  return [
    `class ${name}(nn.Module):`,
    `    r"""Stands for ${plain(operator.operator)} of ${plain(whose)}, version ${operator.version}: write its forward to run the network.`,
    "",
    ...wrapped(`Attributes: ${operator.attributes}`),
    ...wrapped(`Inputs: ${operator.inputs}`),
    `    Gives its output number ${operator.output}.`,
    '    """',
    "",
    "    def __init__(self):",
    "        super().__init__()",
    ...weights,
    "",
    "    def forward(self, *inputs):",
    `        raise NotImplementedError("${plain(operator.operator)} is an operator that was not known where this file was written")`,
  ].join("\n");
}

/** An output that an operator gives beside its first. */
export function torchFunctionOf(operator: string, output: number): TorchSpelling {
  const helper: TorchHelper = {
    name: "further_output",
    source: [
      "def further_output(x, operator, index):",
      '    """Stands for an output that an unknown operator gives beside the one that it returns."""',
      '    raise NotImplementedError(f"output {index} of {operator} was not known where this file was written")',
    ].join("\n"),
  };
  return torchFunction(([x]) => `further_output(${x}, "${plain(operator)}", ${output})`, [helper]);
}

function wrapped(text: string): readonly string[] {
  const shown = text.length > MOST_LETTERS ? `${text.slice(0, MOST_LETTERS)}…` : text;
  const lines: string[] = [];
  for (let at = 0; at < shown.length; at += LINE) lines.push(`    ${plain(shown.slice(at, at + LINE))}`);
  return lines;
}

/** Text that can stand in a Python string and ends none. */
function plain(text: string): string {
  return text.replace(/[\\\n\r]/g, " ").replaceAll('"', "'");
}

function identifier(text: string): string {
  return text.replace(/[^A-Za-z0-9]/g, "").slice(0, 40);
}

/** Tells operators of one name apart (FNV-1a). */
function fingerprint(text: string): string {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  return (hash >>> 0).toString(16).padStart(8, "0");
}
