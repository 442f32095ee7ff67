import { expect, test } from "vitest";
import { placeLabels } from "../../../../renderer/app/start/charts/place-labels";
import { familiesByDescent } from "../../../../renderer/app/start/charts/roadmap";
import { doublingScale, linearScale, logScale } from "../../../../renderer/app/start/charts/scale";
import { seriesOf } from "../../../../renderer/app/start/charts/series";
import { createAnalyser } from "../../../../shared/analysis/analyse";
import { networks, openNetwork } from "../../../../shared/networks/registry";

const frame = { left: 0, right: 600, top: 0, bottom: 300 };

test("labels cover neither dots nor one another, and stay in the frame", () => {
  const dots = Array.from({ length: 60 }, (_, index) => ({
    id: String(index),
    label: `Network-${index}`,
    x: 20 + ((index * 97) % 560),
    y: 20 + ((index * 61) % 260),
  }));
  const boxes = placeLabels(dots, frame).map(({ id, label, x, y, anchor }) => {
    const width = label.length * 6;
    const left = anchor === "start" ? x : anchor === "end" ? x - width : x - width / 2;
    return { id, left, right: left + width, top: y - 10, bottom: y + 3 };
  });
  const clashes = boxes.filter(
    (box) =>
      boxes.some(
        (other) =>
          other !== box &&
          box.left < other.right &&
          other.left < box.right &&
          box.top < other.bottom &&
          other.top < box.bottom,
      ) ||
      dots.some(
        ({ id, x, y }) => id !== box.id && x > box.left && x < box.right && y > box.top && y < box.bottom,
      ) ||
      box.left < 0 ||
      box.right > frame.right,
  );
  expect(clashes).toEqual([]);
  expect(boxes.length).toBeGreaterThan(20);
});

test("a dot alone is labelled to its right", () => {
  expect(placeLabels([{ id: "a", label: "AlexNet", x: 100, y: 100 }], frame)).toEqual([
    { id: "a", label: "AlexNet", x: 109, y: 104, anchor: "start" },
  ]);
});

test("axes hold all values between their ends and have ticks to read them by", () => {
  const extent = { from: 0, to: 500 };
  const cases = [
    { scale: logScale([4.1e7, 1.9e10], extent), values: [4.1e7, 1.9e10] },
    { scale: logScale([5e6, 6e6], extent), values: [5e6, 6e6] },
    { scale: linearScale([4.9, 40.7], extent), values: [4.9, 40.7] },
    { scale: linearScale([7, 7], extent), values: [7] },
    { scale: doublingScale([8, 164], extent), values: [8, 164] },
  ];
  const bad = cases.filter(
    ({ scale, values }) =>
      scale.ticks.length === 0 ||
      ![...values, ...scale.ticks].every((value) => scale.at(value) >= 0 && scale.at(value) <= 500),
  );
  expect(bad).toEqual([]);
});

test("no two families look alike", () => {
  const families = [...new Set(networks.all.map(({ family }) => family))];
  const looks = families.map((family) => JSON.stringify(seriesOf(family)));
  expect(new Set(looks).size).toBe(families.length);
});

test("every family has a lane, below the one that it came from", () => {
  const drawn = networks.all.map((network) => ({
    network,
    analysis: createAnalyser().analyse(openNetwork(network.id)),
    depth: 1,
  }));
  const lanes = familiesByDescent(drawn);
  expect(lanes.toSorted()).toEqual([...new Set(networks.all.map(({ family }) => family))].toSorted());
  expect(["VGG", "Plain", "ResNet", "ResNeXt"].map((name) => lanes.indexOf(name))).toEqual(
    ["VGG", "Plain", "ResNet", "ResNeXt"].map((name) => lanes.indexOf(name)).toSorted((a, b) => a - b),
  );
});
