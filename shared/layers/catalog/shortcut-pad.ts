import { fault } from "../../base/fault";
import { err, ok } from "../../base/result";
import { defineLayer, ONE_INPUT } from "../define";
import { asMap, needsMap, only } from "../kinds";
import { readSteps, readZeroPad } from "../onnx-window-readers";
import { integer, pair } from "../params";
import { isMap } from "../shape";
import { named, positional, type TorchHelper, torchCall, torchModule } from "../torch";
import { type Pair, resolveWindow } from "../window";

const PADDED_SHORTCUT: TorchHelper = {
  name: "PaddedShortcut",
  source: `class PaddedShortcut(nn.Module):
    """Skips pixels and appends channels of zeros (He et al. 2016, option A)."""

    def __init__(self, out_channels: int, stride: tuple[int, int]):
        super().__init__()
        self.out_channels, self.stride = out_channels, stride

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        x = x[:, :, :: self.stride[0], :: self.stride[1]]
        return F.pad(x, (0, 0, 0, 0, 0, self.out_channels - x.shape[1]))`,
};

export default defineLayer({
  type: "shortcut-pad",
  title: "Padded shortcut",
  category: "reshape",
  summary: "Makes a shortcut fit without weights: skips pixels, adds zero channels.",
  documentation:
    "Option A of the ResNet paper. Where a residual unit halves the map and widens it, the shortcut takes every second pixel and appends channels of zeros, so that a residual network has exactly as many parameters as its plain twin.",
  formula: "y_{i,j,c} = \\begin{cases} x_{s i,\\, s j,\\, c} & c < C \\\\ 0 & C \\le c < F \\end{cases}",
  source: "He et al., Deep Residual Learning for Image Recognition, 2015, arXiv 1512.03385, section 3.3",
  keywords: ["identity", "option a", "residual"],
  params: {
    filters: integer({
      label: "Filters",
      help: "Channels of the output; those beyond the input's are zero.",
      default: 64,
      min: 1,
      max: 65536,
    }),
    stride: pair({
      label: "Stride",
      help: "Every how many pixels one is kept.",
      unit: "px",
      default: [2, 2],
      min: 1,
      max: 64,
    }),
  },
  inputs: ONE_INPUT,
  infer({ filters, stride }, [x]) {
    if (!x || !isMap(x)) return err(needsMap("A padded shortcut", x));
    const channels = x[2];
    if (channels > filters) {
      return err(
        fault(
          "A padded shortcut can only add channels.",
          `at least the ${channels} channels that come in`,
          `${filters}`,
          { label: `Use ${channels} filters`, params: { filters: channels } },
        ),
      );
    }
    const window = resolveWindow(onePixel(stride), x);
    return window.ok ? ok([...window.value.output, filters] as const) : window;
  },
  window: ({ stride }) => onePixel(stride),
  compute(kit, { params, inputs, inputShapes }) {
    const [rows, columns] = params.stride;
    const x = rows > 1 || columns > 1 ? kit.subsample(only(inputs), params.stride) : only(inputs);
    const added = params.filters - asMap(only(inputShapes))[2];
    return added > 0 ? kit.padChannels(x, added) : x;
  },
  toOnnx(kit, { params, inputs, inputShapes }) {
    const [rows, columns] = params.stride;
    const [height, width, channels] = asMap(only(inputShapes));
    const range = [kit.ints([0, 0]), kit.ints([height, width]), kit.ints([2, 3]), kit.ints([rows, columns])];
    const x = rows > 1 || columns > 1 ? kit.node("Slice", [only(inputs), ...range]) : only(inputs);
    const added = params.filters - channels;
    return added > 0 ? kit.node("Pad", [x, kit.ints([0, 0, 0, 0, 0, added, 0, 0]), kit.floats(0)]) : x;
  },
  torch({ params: { filters, stride } }) {
    const sizes = [positional("out_channels", filters), named("stride", stride)];
    return torchModule(torchCall("PaddedShortcut", ...sizes), [PADDED_SHORTCUT]);
  },
  fromOnnx: [
    {
      operator: "Pad",
      read(node) {
        const padded = readZeroPad(node);
        if (!padded || padded.channels === 0 || padded.pads.some((pad) => pad > 0)) return null;
        const filters = padded.input.shape[2] + padded.channels;
        const skipped = node.giver(0)?.operator === "Slice" ? readSteps(node.giver(0)) : null;
        return skipped
          ? { params: { filters, stride: skipped.stride }, inputs: [skipped.input] }
          : { params: { filters, stride: [1, 1] }, inputs: [padded.input] };
      },
    },
    {
      operator: "Slice",
      read(node) {
        const skipped = readSteps(node);
        if (!skipped) return null;
        return {
          params: { filters: skipped.input.shape[2], stride: skipped.stride },
          inputs: [skipped.input],
        };
      },
    },
  ],
  caption: ({ filters, stride }) => `${filters} /${stride[0] === stride[1] ? stride[0] : stride.join("×")}`,
  examples: [
    { params: { filters: 32 }, inputs: [[32, 32, 16]], output: [16, 16, 32], parameters: 0, macs: 0 },
    { params: { filters: 5, stride: [3, 2] }, inputs: [[7, 5, 3]], output: [3, 3, 5] },
    { params: { filters: 4, stride: [2, 1] }, inputs: [[4, 4, 4]], output: [2, 4, 4] },
    { params: { filters: 6, stride: [1, 1] }, inputs: [[3, 4, 2]], output: [3, 4, 6] },
  ],
});

/** Skipping pixels is a window of one pixel with a stride. */
function onePixel(stride: Pair) {
  return { kernel: [1, 1], stride, padding: "valid" } as const;
}
