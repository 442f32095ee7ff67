import { expect } from "vitest";
import { appTest } from "./helpers/app";
import { editorOf } from "./helpers/editor";

appTest(
  "a teacher copies a link, and whoever opens it has the network",
  async ({ page, context, screenshot }) => {
    await context.grantPermissions(["clipboard-read", "clipboard-write"]);
    const editor = editorOf(page);
    await editor.open("googlenet");
    await editor.command("Copy link to this network");
    await page.getByText("The link to GoogLeNet is on the clipboard").waitFor();
    await screenshot("share-copied");
    const link = await page.evaluate(() => navigator.clipboard.readText());
    const other = await context.newPage();
    await other.goto(link);
    await editorOf(other).node("input").waitFor();
    const figures = await Promise.all([page, other].map((each) => editorOf(each).figure("params")));
    expect({ figures, hash: new URL(other.url()).hash }).toEqual({
      figures: [figures[0], figures[0]],
      hash: "",
    });

    await editor.select("input");
    await page.keyboard.press("Control+d");
    await page.evaluate((hash) => {
      window.location.hash = hash;
    }, new URL(link).hash);
    await page.getByRole("dialog", { name: "Save the changes to this network?" }).waitFor();
    await page.getByRole("button", { name: "Cancel" }).click();
    await page.evaluate(() => {
      window.location.hash = "#net=1.abc";
    });
    await page.getByText("The network of this link cannot be opened").waitFor();
    await screenshot("share-refused");
  },
);
