import fc from "fast-check";
import { afterEach, describe, expect, it, vi } from "vitest";
import { Curve, smooth } from "../../../renderer/state/curves";
import { Floats } from "../../../renderer/state/floats";

function curveOf(values: readonly number[]): Curve {
  const curve = new Curve();
  for (const [index, value] of values.entries()) curve.append(index + 1, value);
  return curve;
}

afterEach(() => vi.restoreAllMocks());

describe("a long curve", () => {
  const values = fc.array(fc.double({ min: -10, max: 10, noNaN: true }), { minLength: 1, maxLength: 300 });
  const limits = fc.integer({ min: 4, max: 40 });

  it("is drawn with no more buckets than asked for, which rise to its last step", () => {
    fc.assert(
      fc.property(values, limits, (held, limit) => {
        const { steps } = curveOf(held).view(limit);
        expect(steps.length).toBeLessThanOrEqual(limit);
        expect(steps).toEqual([...new Set(steps)].sort((a, b) => a - b));
        expect(steps.at(-1)).toBe(held.length);
      }),
    );
  });

  it("loses no peak, and each bucket has the mean of the points that it stands for", () => {
    fc.assert(
      fc.property(values, limits, (held, limit) => {
        const { steps, min, max, mean } = curveOf(held).view(limit);
        for (const [index, end] of steps.entries()) {
          const own = held.slice(index === 0 ? 0 : steps[index - 1], end);
          expect([min[index], max[index]]).toEqual([Math.min(...own), Math.max(...own)]);
          expect(mean[index]).toBeCloseTo(own.reduce((a, b) => a + b) / own.length, 6);
        }
      }),
    );
  });

  it("shows every point of a stretch that is short enough", () => {
    const { steps, mean } = curveOf(Array.from({ length: 1000 }, (_, index) => index)).view(10, 500, 504);
    expect({ steps, mean }).toEqual({ steps: [500, 501, 502, 503, 504], mean: [499, 500, 501, 502, 503] });
  });

  it("of 100,000 points costs the same few writes for each of them, and few buckets to draw", () => {
    const writes = [vi.spyOn(Floats.prototype, "push"), vi.spyOn(Floats.prototype, "set")];
    const curve = new Curve();
    let most = 0;
    for (let step = 1; step <= 100_000; step++) {
      curve.append(step, Math.sin(step));
      most = Math.max(
        most,
        writes.reduce((sum, spy) => sum + spy.mock.calls.length, 0),
      );
      for (const spy of writes) spy.mockClear();
    }
    expect(most).toBeLessThanOrEqual(29);
    const reads = vi.spyOn(Floats.prototype, "at");
    const { steps } = curve.view(2400);
    expect([steps.length > 600, steps.length <= 2400, steps.at(-1)]).toEqual([true, true, 100_000]);
    expect(reads.mock.calls.length).toBeLessThan(5 * 2400);
  });

  it("goes on from an earlier step as if the later ones had never been", () => {
    fc.assert(
      fc.property(values, fc.nat(300), (held, cut) => {
        const from = Math.min(cut, held.length - 1);
        const curve = curveOf(held);
        for (const [index, value] of held.slice(from).entries()) curve.append(from + index + 1, value);
        expect(curve.view(8)).toEqual(curveOf(held).view(8));
        expect(curve.length).toBe(held.length);
      }),
    );
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
