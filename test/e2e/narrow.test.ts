import type { Page } from "playwright-core";
import { expect } from "vitest";
import { appTest } from "./helpers/app";
import { editorOf } from "./helpers/editor";

const NAMES = ["Train", "Run", "Compare", "Inside", "Profile", "Problems"];

/** What can be read of the drawer's tabs: names that are neither hidden nor beyond its edge. */
function readable(page: Page): Promise<readonly string[]> {
  return page.evaluate(() => {
    const right = document.querySelector(".bw-centre")?.getBoundingClientRect().right ?? 0;
    const names = [...document.querySelectorAll<HTMLElement>(".bw-centre [data-many] .bw-tab-name")];
    const isSeen = (box: DOMRect): boolean => box.width > 1 && box.right < right;
    return names
      .filter((name) => isSeen(name.getBoundingClientRect()))
      .map(({ textContent }) => textContent ?? "");
  });
}

appTest(
  "in a small window the drawer names all that it holds, closed and open",
  async ({ page, screenshot }) => {
    await editorOf(page).open("alexnet");
    const closed = await readable(page);
    await page.locator(".bw-drawer-strip button", { hasText: "Problems" }).click();
    await page.getByRole("tabpanel", { name: "Problems" }).waitFor();
    expect([closed, await readable(page)]).toEqual([NAMES, NAMES]);
    await screenshot("narrow");
  },
  { viewport: { width: 1000, height: 600 } },
);
