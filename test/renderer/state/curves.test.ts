import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { appendPoint, type Curve, drawnPoints, EMPTY_CURVE, smooth } from "../../../renderer/state/curves";

const LIMIT = 16;

function curveOf(losses: readonly number[]): Curve {
  return losses.reduce<Curve>(
    (curve, loss, index) => appendPoint(curve, { step: index + 1, loss, accuracy: 0 }, LIMIT),
    EMPTY_CURVE,
  );
}

describe("a long curve", () => {
  const losses = fc.array(fc.double({ min: 0, max: 10, noNaN: true }), { minLength: 1, maxLength: 300 });

  it("never holds more points than fit, and always ends at the last step", () => {
    fc.assert(
      fc.property(losses, (values) => {
        const points = drawnPoints(curveOf(values));
        expect(points.length).toBeLessThanOrEqual(LIMIT);
        expect(points.at(-1)?.step).toBe(values.length);
      }),
    );
  });

  it("has rising steps", () => {
    fc.assert(
      fc.property(losses, (values) => {
        const steps = drawnPoints(curveOf(values)).map((point) => point.step);
        expect(steps).toEqual([...new Set(steps)].sort((a, b) => a - b));
      }),
    );
  });

  it("keeps its level: each point is the mean of the reports it stands for", () => {
    const values = Array.from({ length: 32 }, (_, index) => index);
    const curve = curveOf(values);
    expect(drawnPoints(curve).map((point) => point.loss)).toEqual(
      Array.from({ length: 32 / curve.stride }, (_, index) => {
        const held = values.slice(index * curve.stride, (index + 1) * curve.stride);
        return held.reduce((a, b) => a + b) / held.length;
      }),
    );
    expect(curve.stride).toBeGreaterThan(1);
  });
});

describe("smoothing", () => {
  it("leaves a flat curve flat from its very start", () => {
    for (const value of smooth([3, 3, 3, 3], 10)) expect(value).toBeCloseTo(3);
  });

  it("stays between the extremes and calms a jagged curve", () => {
    const jagged = Array.from({ length: 100 }, (_, index) => index % 2);
    const late = smooth(jagged, 20).slice(50);
    expect(Math.max(...late) - Math.min(...late)).toBeLessThan(0.1);
  });
});
