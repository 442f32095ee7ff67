import { act } from "react";
import { afterEach, expect, test } from "vitest";
import { RecipeFields } from "../../../renderer/panels/train/recipe-fields";
import { chooseOptimiser, chooseSchedule, resetSetup } from "../../../renderer/state/train-setup";
import type { OptimiserKind, ScheduleKind } from "../../../shared/contracts/run-defaults";
import { DEFAULT_OPTIMISERS, DEFAULT_SCHEDULES } from "../../../shared/contracts/run-defaults";
import { type Mounted, mount } from "../mount";
import "../../../renderer/text/i18n";

let mounted: Mounted | undefined;
afterEach(() => {
  mounted?.unmount();
  act(resetSetup);
});

function labels(form: Mounted): readonly string[] {
  return form.findAll("label").map((label) => label.textContent ?? "");
}

/** How high the curve stands at both ends, 0 at the bottom and 1 at the peak. */
function curve(form: Mounted): readonly number[] {
  const points = (form.find("polyline").getAttribute("points") ?? "").split(" ");
  return [points[0], points.at(-1)].map((point) => 1 - Number(point?.split(",")[1]) / 36);
}

test("every schedule has its curve, and numbers for its drops if it has any", () => {
  const form = mount(<RecipeFields />);
  mounted = form;
  const seen = (Object.keys(DEFAULT_SCHEDULES) as ScheduleKind[]).map((kind) => {
    act(() => chooseSchedule(kind));
    const [start = 0, end = 0] = curve(form);
    return [kind, start > 0.9, end > 0.9, labels(form).includes("Multiplied by")];
  });
  expect(seen).toEqual([
    ["constant", true, true, false],
    ["step", true, false, true],
    ["milestones", true, false, true],
    ["exponential", true, false, true],
    ["cosine", false, false, false],
    ["linear", false, false, false],
    ["plateau", true, true, true],
  ]);
});

test("momentum is asked of the optimisers that have it", () => {
  const form = mount(<RecipeFields />);
  mounted = form;
  const asked = (Object.keys(DEFAULT_OPTIMISERS) as OptimiserKind[]).filter((kind) => {
    act(() => chooseOptimiser(kind));
    return labels(form).includes("Momentum");
  });
  expect(asked).toEqual(["sgd", "nesterov", "rmsprop", "rmsprop-tf"]);
});
