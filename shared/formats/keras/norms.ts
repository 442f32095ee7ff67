import { unreadable } from "./config";
import type { Part, Reading } from "./part";
import type { KerasWeight } from "./weights";

export function batchNorm(reading: Reading): readonly Part[] {
  const { settings, weight } = reading;
  requireLastAxis(reading);
  const [scale, shift] = [settings.flag("scale", true), settings.flag("center", true)];
  return [
    {
      type: "batch-norm",
      params: {
        epsilon: settings.number(["epsilon"], 1e-3),
        // The share that stays, where ours is the share that enters.
        momentum: Number((1 - settings.number(["momentum"], 0.99)).toFixed(6)),
        scale,
        shift,
      },
      weights: {
        ...(scale ? { weight: weight("gamma") } : {}),
        ...(shift ? { bias: weight("beta") } : {}),
        running_mean: weight("moving_mean"),
        running_var: weight("moving_variance"),
      },
    },
  ];
}

/** Of statistics that were measured on data: what a batch norm does when it runs. */
export function normalization(reading: Reading): readonly Part[] {
  const { layer, settings, weight } = reading;
  requireLastAxis(reading);
  if (settings.flag("invert", false)) throw unreadable(layer, "it undoes the norm instead of applying it");
  const weights = { running_mean: flat(weight("mean")), running_var: flat(weight("variance")) };
  const params = { epsilon: 1e-12, momentum: 0, scale: false, shift: false };
  return [{ type: "batch-norm", params, weights }];
}

export function layerNorm(reading: Reading): readonly Part[] {
  const { layer, settings, weight } = reading;
  requireLastAxis(reading);
  if (settings.flag("rms_scaling", false))
    throw unreadable(layer, "it scales by the root of the mean square");
  const [scale, shift] = [settings.flag("scale", true), settings.flag("center", true)];
  if (scale !== shift) throw unreadable(layer, "it has a scale or a centre without the other");
  const weights = scale ? { weight: weight("gamma"), bias: weight("beta") } : {};
  const params = { epsilon: settings.number(["epsilon"], 1e-3), affine: scale };
  return [{ type: "layer-norm", params, weights }];
}

function requireLastAxis({ layer, settings, inputShapes }: Reading): void {
  const rank = (inputShapes[0]?.length ?? 0) + 1;
  const [axis = settings.number(["axis"], -1), more] = settings.list("axis") ?? [];
  if (more !== undefined || (axis !== -1 && axis !== rank - 1)) {
    throw unreadable(layer, "it normalises another axis than the last");
  }
}

function flat({ data }: KerasWeight): KerasWeight {
  return { shape: [data.length], data };
}
