import type { MapShape } from "./shape";
import {
  named,
  padded,
  positional,
  squared,
  symmetric,
  type TorchHelper,
  type TorchSpelling,
  torchCall,
  torchFunction,
  torchModule,
} from "./torch";
import type { Pads, Pair } from "./window";

interface Convolution {
  readonly channels: number;
  readonly filters: number;
  readonly kernel: Pair;
  readonly stride: Pair;
  readonly pads: Pads;
  readonly dilation: Pair;
  readonly groups: number;
  readonly bias: boolean;
}

/** Padding that differs from edge to edge goes around the input beforehand. */
export function torchConvolution(conv: Convolution): TorchSpelling {
  const even = symmetric(conv.pads);
  const module = torchCall(
    "nn.Conv2d",
    positional("in_channels", conv.channels),
    positional("out_channels", conv.filters),
    named("kernel_size", squared(conv.kernel)),
    named("stride", squared(conv.stride), 1),
    named("padding", even ? squared(even) : 0, 0),
    named("dilation", squared(conv.dilation), 1),
    named("groups", conv.groups, 1),
    named("bias", conv.bias, true),
  );
  if (even) return torchModule(module);
  return { module, forward: ([x = ""], self) => `${self}(${padded(x, conv.pads)})` };
}

interface Transposed extends Omit<Convolution, "channels" | "dilation"> {
  readonly x: MapShape;
  readonly y: MapShape;
}

/** The whole result reaches over pads and more; what PyTorch cannot cut off itself is sliced off. */
export function torchTransposed({ x, y, kernel, stride, pads, ...conv }: Transposed): TorchSpelling {
  const even = symmetric(pads);
  const cut: Pair = even ?? [0, 0];
  const reach = (axis: 0 | 1) => (x[axis] - 1) * stride[axis] + kernel[axis] - 2 * cut[axis];
  const first = even ? 0 : pads[0];
  const left = even ? 0 : pads[3];
  const missing: Pair = [Math.max(0, first + y[0] - reach(0)), Math.max(0, left + y[1] - reach(1))];
  const module = torchCall(
    "nn.ConvTranspose2d",
    positional("in_channels", x[2]),
    positional("out_channels", conv.filters),
    named("kernel_size", squared(kernel)),
    named("stride", squared(stride), 1),
    named("padding", squared(cut), 0),
    named("output_padding", squared(missing), 0),
    named("groups", conv.groups, 1),
    named("bias", conv.bias, true),
  );
  if (even) return torchModule(module);
  const window = `${first}:${first + y[0]}, ${left}:${left + y[1]}`;
  return { module, forward: ([input], self) => `${self}(${input})[:, :, ${window}]` };
}

interface Pool {
  readonly kernel: Pair;
  readonly stride: Pair;
  readonly pads: Pads;
  readonly rounding: "floor" | "ceil";
  readonly x: MapShape;
  readonly y: MapShape;
}

/** A pool's own padding may be half its kernel at most, and equal at opposite edges. */
function ownPadding({ kernel, pads }: Pool): Pair | null {
  const even = symmetric(pads);
  return even && 2 * even[0] <= kernel[0] && 2 * even[1] <= kernel[1] ? even : null;
}

/** Rows and columns that the last window reaches past the padded map; less than nothing where some are left over. */
function overreach({ kernel, stride, pads, x, y }: Pool): Pair {
  const [top, right, bottom, left] = pads;
  return [
    (y[0] - 1) * stride[0] + kernel[0] - (x[0] + top + bottom),
    (y[1] - 1) * stride[1] + kernel[1] - (x[1] + left + right),
  ];
}

function poolArguments({ kernel, stride }: Pool) {
  return [named("kernel_size", squared(kernel)), named("stride", squared(stride))];
}

export function torchMaxPool(pool: Pool): TorchSpelling {
  const own = ownPadding(pool);
  const window = poolArguments(pool);
  if (own) {
    const options = [named("padding", squared(own), 0), named("ceil_mode", pool.rounding === "ceil", false)];
    return torchModule(torchCall("nn.MaxPool2d", ...window, ...options));
  }
  const [top, right, bottom, left] = pool.pads;
  const [below, beside] = overreach(pool);
  const pads: Pads = [top, right + beside, bottom + below, left];
  return {
    module: torchCall("nn.MaxPool2d", ...window),
    forward: ([x = ""], self) => `${self}(${padded(x, pads, 'float("-inf")')})`,
  };
}

export function torchAvgPool(pool: Pool & { readonly countIncludePad: boolean }): TorchSpelling {
  const own = ownPadding(pool);
  if (own) {
    const call = torchCall(
      "nn.AvgPool2d",
      ...poolArguments(pool),
      named("padding", squared(own), 0),
      named("ceil_mode", pool.rounding === "ceil", false),
      named("count_include_pad", pool.countIncludePad, true),
    );
    return torchModule(call);
  }
  const { kernel, stride, pads, countIncludePad } = pool;
  const [top, right, bottom, left] = pads;
  const [below, beside] = overreach(pool);
  const sizes = [kernel, stride, [left, right, top, bottom], [0, beside, 0, below]];
  const values = sizes.map((each) => `(${each.join(", ")})`).join(", ");
  const counted = countIncludePad ? "True" : "False";
  return torchFunction(([x]) => `padded_avg_pool(${x}, ${values}, ${counted})`, [PADDED_AVG_POOL]);
}

const PADDED_AVG_POOL: TorchHelper = {
  name: "padded_avg_pool",
  source: `def padded_avg_pool(x, kernel, stride, pads, overreach, count_include_pad):
    """Averages windows over uneven padding; what lies past the padding never counts."""
    weight = F.pad(torch.ones_like(x[:1, :1]), pads, value=float(count_include_pad))
    x, weight = F.pad(F.pad(x, pads), overreach), F.pad(weight, overreach)
    return F.avg_pool2d(x, kernel, stride) / F.avg_pool2d(weight, kernel, stride)`,
};
