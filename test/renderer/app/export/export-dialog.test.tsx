import { act } from "react";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { ExportDialog } from "../../../../renderer/app/export/export-dialog";
import { exportChoiceStore } from "../../../../renderer/app/export/use-export-choice";
import { currentHost } from "../../../../renderer/host/current";
import { currentDocument, openProject } from "../../../../renderer/state/project";
import { exportFormats } from "../../../../shared/formats/registry";
import { openNetwork } from "../../../../shared/networks/registry";
import { type Mounted, mount } from "../../mount";
import "../../../../renderer/text/i18n";

let mounted: Mounted;
const open = (): void => {
  mounted = mount(<ExportDialog document={currentDocument()} onClose={() => undefined} />);
};
beforeEach(() => {
  exportChoiceStore.setState(exportChoiceStore.getInitialState(), true);
  openProject(openNetwork("nin-cifar10"));
  open();
});
afterEach(() => {
  mounted.unmount();
  vi.restoreAllMocks();
});

function choose(selector: string, value: string): void {
  const field = mounted.find<HTMLSelectElement>(selector);
  act(() => {
    field.value = value;
    field.dispatchEvent(new Event("change", { bubbles: true }));
  });
}
const FORMAT = "#bw-export-format";
const STYLE = '[data-param="style"] select';
const shownIn = (selector: string): string => mounted.find<HTMLSelectElement>(selector).value;

test("the next export begins with the format and the options of the last one", () => {
  choose(FORMAT, "svg");
  choose(STYLE, "table");
  mounted.unmount();
  open();
  expect([shownIn(FORMAT), shownIn(STYLE)]).toEqual(["svg", "table"]);
});

test("figures share their style; a web page keeps the canvas's until another is chosen for it", () => {
  choose(FORMAT, "svg");
  choose(STYLE, "table");
  const styles = exportFormats.all
    .filter(({ params }) => "style" in params)
    .map(({ id }) => {
      choose(FORMAT, id);
      return [id, shownIn(STYLE)];
    });
  choose(FORMAT, "html");
  choose(STYLE, "volumes");
  const page = shownIn(STYLE);
  choose(FORMAT, "svg");
  expect([Object.fromEntries(styles), page, shownIn(STYLE)]).toEqual([
    { svg: "table", pdf: "table", png: "table", html: "canvas" },
    "volumes",
    "table",
  ]);
});

test.each([
  ["another format", () => choose(FORMAT, "pdf")],
  ["another option", () => choose(STYLE, "table")],
])("what came of an export goes when %s is chosen", async (_, change) => {
  vi.spyOn(currentHost(), "chooseTarget").mockRejectedValue(new Error("The disk is full."));
  choose(FORMAT, "svg");
  await act(async () => mounted.find("[data-autofocus]").click());
  const told = mounted.findAll(".bw-export-outcome").map(({ textContent }) => textContent);
  change();
  expect([told, mounted.findAll(".bw-export-outcome").length]).toEqual([["The disk is full."], 0]);
});
