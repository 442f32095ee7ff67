import { expect } from "vitest";
import { appTest } from "./helpers/app";
import { editorOf } from "./helpers/editor";

appTest(
  "a student sees the maps of a picture on every node, looks into a layer, where the network looks, and where its time goes",
  async ({ page, screenshot }) => {
    const editor = editorOf(page);
    await editor.startEmpty();
    for (const item of ["input", "conv2d", "relu", "max-pool", "flatten", "dense", "softmax"]) {
      await editor.add(item);
    }
    await editor.select("dense");
    await editor.setParam("units", "10");
    await page.keyboard.press("Control+j");
    await page.keyboard.press("f");
    await editor.select("input");
    await editor.setParam("height", "32");
    await editor.setParam("width", "32");
    const boxes = await page.locator(".react-flow__node").evaluateAll(placesOf);

    await editor.node("input").press("a");
    const run = await editor.drawer("Run");
    await run.getByRole("button", { name: /sample/i }).click();
    await expect.poll(() => page.locator("canvas.bw-strip").count(), { timeout: 20_000 }).toBe(7);
    // Every map has more than one colour, and no node has moved for it.
    const flat = await page.locator("canvas.bw-strip").evaluateAll(flatStrips);
    expect(flat).toEqual([]);
    expect(await page.locator(".react-flow__node").evaluateAll(placesOf)).toEqual(boxes);
    await screenshot("inside-activations");

    await editor.select("relu");
    const inside = await editor.drawer("Inside");
    await inside.getByText("Channel 0: ").first().waitFor();
    await inside.getByRole("button", { name: "Channel 5", exact: true }).click();
    await inside.getByRole("img", { name: "Channel 5 over the picture" }).waitFor();
    expect(
      await inside.getByRole("button", { name: "Channel 5", exact: true }).getAttribute("aria-pressed"),
    ).toBe("true");
    await screenshot("inside-maps");
    await editor.select("conv2d");
    await inside.getByText("Filters", { exact: true }).click();
    await inside.getByText(/filters of 3×3 on the picture itself/).waitFor();

    await inside.getByText("Where it looks").click();
    await inside.getByRole("img", { name: "Grad-CAM by relu" }).waitFor();
    await inside.getByText("Occlusion", { exact: true }).click();
    await inside.getByRole("button", { name: "Cover the picture bit by bit" }).click();
    await inside.getByText(/Probability with nothing covered/).waitFor({ timeout: 20_000 });
    await screenshot("inside-occlusion");

    const profile = await editor.drawer("Profile");
    await profile.getByText("Training step").click();
    await profile.getByRole("button", { name: "Time every layer" }).click();
    await expect.poll(() => profile.getByRole("row").count(), { timeout: 20_000 }).toBe(7);
    expect(await editor.node("conv2d").locator(".bw-node-time").innerText()).toMatch(/^\d+(\.\d+)? ms$/);
    await screenshot("inside-profile");
    await editor.select("dense");
    await editor.setParam("units", "7");
    await page.getByText("Times: the network has changed since it was timed.").waitFor();
    await page.getByText("Activations: the network has changed.").waitFor();
  },
  { viewport: { width: 1920, height: 1080 } },
);

function placesOf(nodes: Element[]): string[] {
  return nodes.map((node) => `${node.getAttribute("data-id")} ${(node as HTMLElement).style.transform}`);
}

/** Labels of those that show one colour alone. */
function flatStrips(strips: Element[]): (string | null)[] {
  const isFlat = (strip: HTMLCanvasElement): boolean => {
    const { data } = strip.getContext("2d")?.getImageData(0, 0, strip.width, strip.height) ?? {};
    const colours = new Set<string>();
    for (let at = 0; at < (data?.length ?? 0); at += 4) colours.add(`${data?.slice(at, at + 3).join()}`);
    return colours.size < 3;
  };
  return strips.filter((strip) => isFlat(strip as HTMLCanvasElement)).map((strip) => strip.ariaLabel);
}
