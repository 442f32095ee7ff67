import { formatBytes, formatInteger } from "../../../shared/base/format";
import type { BackendId, EngineInfo } from "../../../shared/contracts/engine";
import type { LayerProfile, Profile } from "../../../shared/contracts/inside";
import { backendOption, countingNumber, startEngine } from "../engine-options";
import { loadDocument } from "../load-document";
import {
  jsonOption,
  type NetworkOptions,
  TARGET,
  TARGET_HELP,
  wholeNumber,
  withNetworkOptions,
} from "../options";
import type { CommandModule, Session } from "../session";
import { formatTable } from "../table";

interface ProfileOptions extends NetworkOptions {
  readonly backend?: BackendId;
  readonly batch: number;
  readonly train?: boolean;
  readonly steps: number;
  readonly warmUp: number;
  readonly json?: boolean;
}

/** `profile`: where a network's time goes, layer by layer. */
const register: CommandModule = (program, session) => {
  withNetworkOptions(program.command("profile"))
    .description("the time that each layer takes, forward and in training backward")
    .argument(`<${TARGET}>`, TARGET_HELP)
    .addOption(backendOption())
    .option("--batch <N>", "images at once", countingNumber, 1)
    .option("--train", "a training step instead of inference")
    .option("--steps <N>", "passes that count; each figure is their median", countingNumber, 5)
    .option("--warm-up <N>", "passes before them that do not count", wholeNumber, 2)
    .addOption(jsonOption())
    .action((target: string, options: ProfileOptions) => run(target, options, session));
};

export default register;

async function run(target: string, options: ProfileOptions, session: Session): Promise<void> {
  const { backend, batch, train = false, steps, warmUp, json, ...network } = options;
  const { id, document } = await loadDocument(target, network);
  const engine = await startEngine(backend);
  try {
    await engine.load({ document, seed: 1 });
    const found = await engine.profile({ batch, train, steps, warmUp }, () => true);
    const info = await engine.describe();
    if (!found) return;
    session.out(json ? `${JSON.stringify({ id, ...told(info), ...found }, null, 2)}\n` : table(found, info));
  } finally {
    await engine.dispose();
  }
}

function told({ backend, threads }: EngineInfo): Pick<EngineInfo, "backend" | "threads"> {
  return { backend, threads };
}

function table(profile: Profile, info: EngineInfo): string {
  const { layers, train, batch, steps, forwardMs, backwardMs, peakBytes, waitMs } = profile;
  const ofAll = forwardMs + backwardMs;
  const columns = [
    { title: "Layer", align: "left" },
    { title: "Forward ms", align: "right" },
    ...(train ? [{ title: "Backward ms", align: "right" } as const] : []),
    { title: "Share", align: "right" },
    { title: "MACs", align: "right" },
    { title: "GMAC/s", align: "right" },
    { title: "Memory", align: "right" },
  ] as const;
  const rows = layers
    .toSorted((a, b) => spent(b) - spent(a))
    .map((layer) => [
      layer.path,
      layer.forwardMs.toFixed(3),
      ...(train ? [layer.backwardMs.toFixed(3)] : []),
      `${((spent(layer) / ofAll) * 100).toFixed(1)} %`,
      formatInteger(layer.macs),
      rate(layer, batch),
      formatBytes(layer.heldBytes),
    ]);
  const passes = train ? ` forward, ${backwardMs.toFixed(2)} ms backward` : "";
  const wait =
    waitMs === null
      ? ""
      : `Each layer waited for the device, about ${waitMs.toFixed(2)} ms that its time holds: a whole pass without ` +
        "waiting is faster than the sum.\n";
  return [
    formatTable(columns, rows),
    `${forwardMs.toFixed(2)} ms${passes} for ${batch === 1 ? "1 image" : `${batch} images`} on ${info.backend}, ` +
      `${info.threads === 1 ? "1 thread" : `${info.threads} threads`}; medians of ${steps}. ` +
      `At most ${formatBytes(peakBytes)} held. Layers run one by one, none fused into another.\n`,
    wait,
  ].join("");
}

function spent({ forwardMs, backwardMs }: LayerProfile): number {
  return forwardMs + backwardMs;
}

/** Of the forward pass. */
function rate(layer: LayerProfile, batch: number): string {
  if (layer.macs === 0 || layer.forwardMs === 0) return "";
  return ((layer.macs * batch) / layer.forwardMs / 1e6).toFixed(2);
}
