import { act } from "react";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { parseNumber } from "../../../../renderer/panels/inspector/fields/number-input";
import { ParamsForm } from "../../../../renderer/panels/inspector/params-form";
import {
  currentDocument,
  openProject,
  projectStore,
  undo,
  useProject,
} from "../../../../renderer/state/project";
import { nodeAt } from "../../../../shared/blocks/edit-inside";
import { openNetwork } from "../../../../shared/networks/registry";
import { type Mounted, mount, typeInto } from "../../mount";
import "../../../../renderer/text/i18n";

const whole = { min: 1, max: 100, whole: true };
const any = { min: 0, max: 1, whole: false };

test("reads numbers as people write them, and nothing else", () => {
  const read = ["64", " 64 ", "1e2", "0", "101", "1.5", "", "6 4", "0x10", "1e", "-"].map((text) => [
    text,
    parseNumber(text, whole),
  ]);
  expect(Object.fromEntries(read)).toEqual({
    "64": 64,
    " 64 ": 64,
    "1e2": 100,
    "0": null,
    "101": null,
    "1.5": null,
    "": null,
    "6 4": null,
    "0x10": null,
    "1e": null,
    "-": null,
  });
  expect(["0.5", ".5", "5e-1", "1.01"].map((text) => parseNumber(text, any))).toEqual([0.5, 0.5, 0.5, null]);
});

describe("the width of GoogLeNet's 5×5 branch in 3a", () => {
  const path = "inception_3a";
  let mounted: Mounted;

  beforeEach(() => {
    openProject(openNetwork("googlenet"));
    mounted = mount(<Form />);
  });
  afterEach(() => mounted.unmount());

  function Form() {
    const node = nodeAt(
      useProject((project) => project.history.present),
      path,
    );
    return node ? <ParamsForm nodes={[{ path, node }]} /> : null;
  }
  const field = (): HTMLInputElement => mounted.find("[data-param=conv5x5] input");
  const state = () => ({
    shown: field().value,
    invalid: field().getAttribute("aria-invalid"),
    held: nodeAt(currentDocument(), path)?.params.conv5x5,
    output: projectStore.getState().analysis.nodes.get(path)?.outputs[0],
  });

  test("takes effect with every digit, and is one undo step", () => {
    typeInto(field(), "6");
    expect(state()).toEqual({ shown: "6", invalid: "false", held: 6, output: [28, 28, 230] });
    typeInto(field(), "64");
    expect(state()).toEqual({ shown: "64", invalid: "false", held: 64, output: [28, 28, 288] });
    act(undo);
    expect(state()).toEqual({ shown: "32", invalid: "false", held: 32, output: [28, 28, 256] });
  });

  test("keeps what is no width on screen and out of the network", () => {
    typeInto(field(), "0");
    expect(state()).toEqual({ shown: "0", invalid: "true", held: 32, output: [28, 28, 256] });
    expect(mounted.find("[data-param=conv5x5] .bw-param-error").textContent).toBe(
      "Expected a whole number from 1 to 65536.",
    );
    mounted.press(field(), "Escape");
    expect(state()).toEqual({ shown: "32", invalid: "false", held: 32, output: [28, 28, 256] });
  });

  test("gives the network back its width while what is typed on is no width", () => {
    typeInto(field(), "6");
    typeInto(field(), "6x");
    expect(state()).toEqual({ shown: "6x", invalid: "true", held: 32, output: [28, 28, 256] });
    typeInto(field(), "64");
    expect(state()).toEqual({ shown: "64", invalid: "false", held: 64, output: [28, 28, 288] });
    mounted.press(field(), "Escape");
    expect(state()).toEqual({ shown: "32", invalid: "false", held: 32, output: [28, 28, 256] });
  });

  test("shows what the network holds when it is left", () => {
    typeInto(field(), "64");
    typeInto(field(), "64x");
    act(() => field().focus());
    act(() => field().blur());
    expect(state()).toEqual({ shown: "32", invalid: "false", held: 32, output: [28, 28, 256] });
  });

  test("is left, and its undo step ended, with Enter", () => {
    act(() => field().focus());
    typeInto(field(), "40");
    mounted.press(field(), "Enter");
    expect(document.activeElement).not.toBe(field());
    typeInto(field(), "48");
    act(undo);
    expect(state().held).toBe(40);
  });

  test("steps with the arrow keys, by ten with Shift", () => {
    mounted.press(field(), "ArrowUp");
    mounted.press(field(), "ArrowUp", { shiftKey: true });
    expect(state().held).toBe(43);
  });
});
