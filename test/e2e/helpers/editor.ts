import { text } from "node:stream/consumers";
import type { Download, Locator, Page } from "playwright-core";
import { expect } from "vitest";

/** The app as a person uses it: what is on the canvas and in the panels, by the words that are on screen. */
export interface Editor {
  /** Opens a network of the start screen. */
  open(network: string): Promise<void>;
  startEmpty(): Promise<void>;
  /** A card, pill or frame, by its path. */
  node(path: string): Locator;
  select(path: string): Promise<void>;
  unfold(path: string): Promise<void>;
  /** Types into a parameter's first number in the inspector. */
  setParam(name: string, value: string): Promise<void>;
  /** Clicks an entry of the palette: it is added behind the selection. */
  add(item: string): Promise<void>;
  /** A figure of the top bar as it reads: "7.00 M params". */
  figure(name: string): Promise<string>;
  /** Opens a tab of the drawer. */
  drawer(tab: string): Promise<Locator>;
  /** Saves and gives back the file's text. */
  save(): Promise<string>;
  undo(): Promise<void>;
  /** Runs a command by its name, from the command palette. */
  command(name: string): Promise<void>;
}

export function editorOf(page: Page): Editor {
  const node = (path: string): Locator => page.locator(`.react-flow__node[data-id="${path}"]`);
  return {
    node,
    async open(network) {
      await page.locator(`[data-network="${network}"]`).click();
      await node("input").waitFor();
    },
    async startEmpty() {
      await page.getByRole("button", { name: "New empty network" }).click();
    },
    async select(path) {
      await node(path).click();
    },
    async unfold(path) {
      await node(path).dblclick();
    },
    async setParam(name, value) {
      const field = page.locator(`[data-param="${name}"] input`).first();
      await field.fill(value);
      await field.press("Enter");
    },
    async add(item) {
      await page.locator(`[data-item="${item}"]`).click();
    },
    figure: async (name) => (await page.locator(`[data-figure="${name}"]`).innerText()).replace(/\s+/g, " "),
    async drawer(tab) {
      const named = page.getByRole("tab", { name: tab });
      if (!(await named.isVisible())) await page.keyboard.press("Control+j");
      await named.click();
      return page.getByRole("tabpanel", { name: tab });
    },
    async save() {
      const downloading = page.waitForEvent("download");
      await page.keyboard.press("Control+s");
      return textOf(await downloading);
    },
    async undo() {
      await page.keyboard.press("Control+z");
    },
    async command(name) {
      await page.keyboard.press("Control+k");
      const search = page.locator("input.mantine-Spotlight-search");
      await search.fill(name);
      await page.locator(".mantine-Spotlight-action", { hasText: name }).first().click();
      // The next command's keys must not reach this one's field.
      await search.waitFor({ state: "hidden" });
    },
  };
}

/** What was downloaded. Read as a stream, since the browser's own files are not ours to open. */
async function textOf(download: Download): Promise<string> {
  return text(await download.createReadStream());
}

/** Waits until a figure reads as expected. */
export async function expectFigure(editor: Editor, name: string, text: string): Promise<void> {
  await expect.poll(() => editor.figure(name)).toBe(text);
}
