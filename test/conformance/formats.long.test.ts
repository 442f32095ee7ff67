import { describe, expect, test } from "vitest";
import { FIGURE_TOOLS } from "../../electron/cli/figure";
import { drawWeight } from "../../shared/engine/weights/initialise";
import type { AnyExportFormat, ExportedFile } from "../../shared/formats/define";
import { exportFormats, exportGroups } from "../../shared/formats/registry";
import { defaultsOf, type ParamSpecs, type ParamsOf } from "../../shared/layers/params";
import { openNetwork } from "../../shared/networks/registry";

const document = openNetwork("resnet-cifar-20");

describe.each(exportFormats.all.map((format) => [format.id, format] as const))("%s", (_, format) => {
  test("is told in a sentence, and so is every option", () => {
    const sentences = [format.summary, ...Object.values(format.params).map(({ help }) => help)];
    expect(sentences.filter((text) => text.length < 12 || !text.endsWith("."))).toEqual([]);
  });

  test("writes files of the names and sizes that it announces, one or several as it says", async () => {
    for (const options of variations(format)) {
      const files = await format.write({
        document,
        name: "net",
        options,
        weights: { read: (weight) => drawWeight(weight, 1) },
        ...(format.isFigure ? { figure: FIGURE_TOOLS } : {}),
      });
      const several = format.givesSeveral?.(options) ?? false;
      expect({ options, several: files.length > 1 }).toEqual({ options, several });
      expect(new Set(files.map(({ name }) => name)).size).toBe(files.length);
      expect(files[0].name).toBe(`net.${format.extension}`);
      for (const file of files) expect(await bytesOf(file)).toBe(file.size ?? (await bytesOf(file)));
    }
  });
});

test("formats are offered group by group, each in a place of its own", () => {
  const places = exportGroups.map(({ formats }) => formats.map(({ order }) => order));
  expect(places).toEqual(exportGroups.map(({ formats }) => formats.map((_, index) => index + 1)));
  expect(exportGroups.flatMap(({ formats }) => formats)).toHaveLength(exportFormats.all.length);
});

/** The defaults, and each switch turned by itself. */
function variations({ params }: AnyExportFormat): readonly ParamsOf<ParamSpecs>[] {
  const defaults = defaultsOf(params);
  const switches = Object.entries(params).filter(([, spec]) => spec.kind === "boolean");
  const turned = switches.map(([name, spec]) => ({ ...defaults, [name]: !spec.default }));
  return [defaults, ...turned] as readonly ParamsOf<ParamSpecs>[];
}

async function bytesOf(file: ExportedFile): Promise<number> {
  let bytes = 0;
  for await (const chunk of file.chunks()) bytes += chunk.byteLength;
  return bytes;
}
