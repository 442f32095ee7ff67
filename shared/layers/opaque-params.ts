import { choice, freeText, integer } from "./params";
import type { StatedValue } from "./stated-shape";
import { parseAxes } from "./stated-shape";

/** What is said of the output of a layer that is not known here. */
export const statedParams = {
  shape: freeText({
    label: "Output shape",
    help: "The axes as ONNX has them, N for the batch: N×64×56×56 is a map, N×10 a vector, N×197×768 neither. Empty: as the first input. A question mark: nobody knows.",
    default: "",
    maxLength: 500,
  }),
  arriving: freeText({
    label: "Input shapes",
    help: "What comes in where the output has its shape, one for each connection: N×64×56×56; N×10. Empty: whatever comes in.",
    default: "",
    maxLength: 100_000,
    advanced: true,
  }),
  type: choice({
    label: "Output numbers",
    help: "The type of the output's numbers. Only float is read by layers that are known here.",
    default: "float",
    advanced: true,
    options: [
      { value: "float", label: "32-bit numbers" },
      { value: "int64", label: "64-bit whole numbers" },
      { value: "int32", label: "32-bit whole numbers" },
      { value: "int16", label: "16-bit whole numbers" },
      { value: "int8", label: "8-bit whole numbers" },
      { value: "uint64", label: "64-bit whole numbers from 0" },
      { value: "uint32", label: "32-bit whole numbers from 0" },
      { value: "uint16", label: "16-bit whole numbers from 0" },
      { value: "uint8", label: "8-bit whole numbers from 0" },
      { value: "bool", label: "yes or no" },
      { value: "string", label: "texts" },
    ],
  }),
} as const;

export const outputParam = integer({
  label: "Which output",
  help: "Operators may give several values, counted from 0; the node gives this one.",
  default: 0,
  min: 0,
  max: 1000,
  advanced: true,
});

export const givenParam = freeText({
  label: "Outputs in the file",
  help: "1 for each value that the operator gives, 0 for each that it is told to leave out.",
  default: "1",
  maxLength: 1001,
  advanced: true,
});

export function statedOf({ shape, type }: { shape: string; type: StatedValue["type"] }): StatedValue {
  return { type, axes: parseAxes(shape) };
}
