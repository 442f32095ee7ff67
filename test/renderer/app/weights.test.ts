import { expect, it } from "vitest";
import { likelyStrategy, reportsFor } from "../../../renderer/app/weights/match-reports";
import { createBuilder } from "../../../shared/blocks/builder";
import { writeSafetensors } from "../../../shared/formats/safetensors/write";
import { emptyDocument } from "../../../shared/graph/document";

const builder = createBuilder();
builder.layer("x", "input", { height: 1, width: 1, channels: 2 });
builder.layer("flat", "flatten");
builder.layer("y", "dense", { units: 3 });
const document = { ...emptyDocument("Small"), graph: builder.build() };

function file(names: readonly string[]): ArrayBuffer {
  const [kernel, bias] = [[3, 2], [3]].map((shape) => ({
    shape,
    data: new Float32Array(shape.reduce((product, size) => product * size, 1)),
  }));
  return writeSafetensors(
    new Map(names.map((name) => [name, name.endsWith("bias") ? bias : kernel]) as never),
  );
}

it.each([
  { what: "the network's own weights", names: ["y.weight", "y.bias"], likely: "strict" },
  { what: "its weights and more", names: ["y.weight", "y.bias", "z.weight"], likely: "name" },
  { what: "another program's names", names: ["fc.weight", "fc.bias"], likely: "order" },
])("offers first what most would want of $what", ({ names, likely }) => {
  expect(likelyStrategy(reportsFor(file(names), document))).toBe(likely);
});
