import { createHash } from "node:crypto";
import { text } from "node:stream/consumers";
import { expect, test } from "vitest";
import html from "../../../shared/formats/html/format";
import { PAN_ZOOM, PAN_ZOOM_HASH } from "../../../shared/formats/html/pan-zoom";
import { defaultsOf, type ParamSpecs, type ParamsOf } from "../../../shared/layers/params";
import { openNetwork } from "../../../shared/networks/registry";

async function pageOf(document: ReturnType<typeof openNetwork>): Promise<string> {
  const options = defaultsOf(html.params) as ParamsOf<ParamSpecs>;
  const weights = { read: () => new Float32Array() };
  const [file] = await html.write({ document, name: "net", options, weights });
  return text(file.chunks() as never);
}

test("the page's policy lets its own script run", () => {
  expect(createHash("sha256").update(PAN_ZOOM).digest("base64")).toBe(PAN_ZOOM_HASH);
});

test("a network is one page with its drawings, layers, totals and citation, and asks no server", async () => {
  const page = await pageOf(openNetwork("resnet-18"));
  const found = {
    figures: page.match(/<svg/g)?.length,
    tabs: [...page.matchAll(/<label[^>]*>([^<]*)/g)].map(([, title]) => title),
    layers: page.match(/<tr><td>/g)?.length,
    together: page.includes("11,689,512 parameters"),
    cited: page.includes("Deep Residual Learning"),
    scripts: page.match(/<script/g)?.length,
    asks: page.match(/(src|href)="(?!#)|url\((?!#)|@import/g),
  };
  expect(found).toEqual({
    figures: 2,
    tabs: ["Folded", "One level unfolded"],
    layers: 71,
    together: true,
    cited: true,
    scripts: 1,
    asks: null,
  });
});

test("a name is text, whatever stands in it", async () => {
  const page = await pageOf({ ...openNetwork("resnet-cifar-20"), name: "<script>alert(1)</script>" });
  expect(page.match(/<script/g)?.length).toBe(1);
});
