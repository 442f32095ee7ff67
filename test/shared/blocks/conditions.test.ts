import { expect, test } from "vitest";
import { interiorOf } from "../../../shared/blocks/expand";
import { blocks } from "../../../shared/blocks/registry";
import type { Params, ParamValue } from "../../../shared/graph/document";
import { defaultsOf, type ParamSpec, unmetCondition } from "../../../shared/layers/params";

const conditional = blocks.all.flatMap((block) =>
  Object.entries(block.params).flatMap(([name, spec]) => (spec.when ? [{ block, name, spec }] : [])),
);

function another(spec: ParamSpec): ParamValue {
  if (spec.kind === "choice") {
    const option = spec.options.find(({ value }) => value !== spec.default);
    if (!option) throw new Error(`${spec.label} leaves no choice`);
    return option.value;
  }
  if (spec.kind === "pair") return [spec.default[0] + 1, spec.default[1] + 1];
  if (spec.kind === "boolean") return !spec.default;
  if (spec.kind === "padding") return [1, 2, 3, 4];
  if (spec.kind === "text") return `${spec.default} other`;
  return spec.default < spec.max ? spec.default * 2 : spec.min;
}

test.each(conditional)(
  "$name of $block.id has an effect only under its condition",
  ({ block, name, spec }) => {
    const { param, equals } = spec.when ?? { param: "", equals: "" };
    const condition = block.params[param];
    if (!condition) throw new Error(`There is no ${param}`);
    const inside = (params: Params): string => {
      const node = { kind: "block", id: "it", name: "it", definition: block.id, params, repeat: 1 } as const;
      const interior = interiorOf(node, {});
      if (!interior.ok) throw new Error(interior.error.message);
      return JSON.stringify(interior.value.graph);
    };
    const defaults = defaultsOf(block.params);
    const unmet = condition.default === equals ? another(condition) : condition.default;
    const without = { ...defaults, [param]: unmet };
    expect({
      unmet: unmetCondition(spec, without),
      same: inside(without) === inside({ ...without, [name]: another(spec) }),
      met: unmetCondition(spec, { ...defaults, [param]: equals }),
    }).toEqual({ unmet: spec.when, same: true, met: null });
  },
);
