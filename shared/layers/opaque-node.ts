import { fromBase64Url } from "../base/base64url";
import type { ForeignOperator, NodeAttribute, NodeKit, NodeValue } from "./node-kit";
import { bytesOfNumbers } from "./number-types";
import { type OpaqueInput, parseAttributes, parseInputs } from "./opaque-operator";
import type { statedOf } from "./opaque-params";

export interface OpaqueParams {
  readonly operator: string;
  readonly domain: string;
  readonly version: number;
  readonly attributes: string;
  readonly inputs: string;
  readonly output: number;
  readonly outputs: string;
  readonly shape: string;
  readonly arriving: string;
  readonly type: Parameters<typeof statedOf>[0]["type"];
}

/** Whatever a file holds there: none where it cannot be read, which the analysis reports. */
export function listed(inputs: unknown): readonly OpaqueInput[] {
  const read = parseInputs(String(inputs));
  return read.ok ? read.value : [];
}

export function layersAmong(inputs: readonly OpaqueInput[]): number {
  return inputs.filter(({ from }) => from === "layer").length;
}

/** As it is written to ONNX. */
export function foreignOf(
  kit: NodeKit,
  params: OpaqueParams,
  connected: readonly NodeValue[],
  weight: (name: string) => NodeValue,
): ForeignOperator {
  const { operator, domain, version, output } = params;
  const outputs = [...params.outputs].map((given) => given === "1");
  const attributes = parseAttributes(params.attributes);
  if (!attributes.ok) throw new Error(attributes.error.message);
  let next = 0;
  const given = (input: OpaqueInput): NodeValue | null => {
    if (input.from === "nothing") return null;
    if (input.from === "layer") return connected[next++] as NodeValue;
    if (input.from === "weight") return weight(input.weight);
    const bytes = input.bytes === undefined ? null : fromBase64Url(input.bytes);
    return kit.constant(input.type, input.shape, bytes ?? bytesOfNumbers(input.type, input.values ?? []));
  };
  const values = listed(params.inputs).map((input) => ({
    value: given(input),
    name: "captured" in input ? input.captured : undefined,
  }));
  return {
    ...{ operator, domain, version, output, outputs, attributes: attributes.value },
    inputs: values.filter(({ name }) => name === undefined).map(({ value }) => value),
    captured: values.flatMap(({ name, value }) =>
      name !== undefined && value !== null ? [{ name, value }] : [],
    ),
  };
}

/** What the inspector lists: whose operator it is, its attributes, and its inputs beside what is connected. */
export function factsOf({ domain, version, attributes, inputs }: OpaqueParams) {
  const read = parseAttributes(attributes);
  return [
    { name: "Of", value: `${domain === "" ? "ONNX" : domain}, version ${version}` },
    ...Object.entries(read.ok ? read.value : {}).map(([name, value]) => ({
      name,
      value: attributeText(value),
    })),
    ...listed(inputs).flatMap((input, index) => {
      const value = inputText(input);
      return value === null ? [] : [{ name: `Input ${index + 1}`, value }];
    }),
  ];
}

const MOST_LISTED = 12;

function attributeText(value: NodeAttribute): string {
  if (typeof value === "number" || typeof value === "string") return `${value}`;
  if ("float" in value) return `${value.float}`;
  if ("message" in value) return `${value.message.length} bytes`;
  return listText("floats" in value ? value.floats : "strings" in value ? value.strings : value);
}

function inputText(input: OpaqueInput): string | null {
  if (input.from === "layer") return null;
  if (input.from === "nothing") return "left out";
  const shape = input.shape.length === 0 ? "one number" : input.shape.join("×");
  if (input.from === "weight") return `${input.trainable ? "weight" : "constant"} ${input.weight}, ${shape}`;
  return `${input.type} ${shape}${input.values ? `: ${listText(input.values)}` : ""}`;
}

function listText(values: readonly (number | string)[]): string {
  const more = values.length > MOST_LISTED ? ", …" : "";
  return `${values.slice(0, MOST_LISTED).join(", ")}${more}`;
}
