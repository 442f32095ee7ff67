import { expect, it } from "vitest";
import { writeModel } from "../../../../shared/formats/pytorch/write-model";
import { emptyDocument } from "../../../../shared/graph/document";
import { layerParams } from "../../../../shared/layers/registry";
import { graph, layer } from "../../../helpers/graphs";

it("an operator that is not known is a module with its weights that says so when it is called", () => {
  const operator = {
    operator: "Einsum",
    attributes: '{"equation": "nchw,oc->nohw"}',
    inputs:
      '["layer", {"weight": "mixing", "shape": [4, 3]}, {"weight": "mask", "shape": [], "trainable": false}]',
    shape: "N×4×6×5",
  };
  const { text } = writeModel({
    ...emptyDocument("mixed"),
    graph: graph(
      [
        layer("input", "input", layerParams("input", { height: 6, width: 5, channels: 3 })),
        layer("mix", "opaque", layerParams("opaque", operator)),
      ],
      ["input>mix"],
    ),
  });
  const name = text.match(/class (UnknownEinsum_\w+)\(nn\.Module\)/)?.[1];
  expect(text).toContain("12 trainable parameters, an unknown number of multiply-adds per image.");
  expect(text).toContain(`        self.mix = ${name}()`);
  expect(text).toContain("    Attributes: {'equation': 'nchw,oc->nohw'}");
  expect(text).toContain("        self.mixing = nn.Parameter(torch.zeros(4, 3))");
  expect(text).toContain('        self.register_buffer("mask", torch.zeros(()))');
  expect(text).toContain('raise NotImplementedError("Einsum is an operator that was not known');
});
