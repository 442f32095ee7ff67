import { expect, it } from "vitest";
import { NO_TOTALS } from "../../../shared/analysis/totals";
import { trainingMemory } from "../../../shared/analysis/training-memory";

const totals = { ...NO_TOTALS, params: 1000, buffers: 10, activations: 500, leaves: 3 };

it("counts four bytes for each parameter, gradient, momentum and kept activation", () => {
  expect(trainingMemory(totals, 8, "sgd")).toEqual({
    parameters: 4040,
    gradients: 4000,
    optimiser: 4000,
    activations: 16000,
    total: 28040,
    complete: true,
  });
});

it("counts two numbers of state for Adam, and says where it does not know all", () => {
  const { optimiser, complete } = trainingMemory({ ...totals, complete: false }, 8, "adam");
  expect({ optimiser, complete }).toEqual({ optimiser: 8000, complete: false });
});
