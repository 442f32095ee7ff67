import { Button } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { exportFormats } from "../../shared/formats/registry";
import type { Document } from "../../shared/graph/document";
import { currentHost } from "../host/current";
import { fileName } from "../panels/train/download-bytes";
import { type Model, weightsInHand } from "../state/model";
import { packedWeights } from "../state/model-weights";
import { text } from "../text/i18n";
import { announce } from "./announcer";
import { reportError } from "./errors";

const NOTICE = "weights-apart";
/** Who has heard it once about their weights need not hear it at each saving. */
const told = new WeakSet<Model>();

/** Says that the project file that was just saved lacks the network's weights, and offers to save them, too. */
export function tellWeightsApart(document: Document): void {
  const model = weightsInHand(document);
  if (!model || told.has(model) || isInOwnFile(model)) return;
  told.add(model);
  notifications.hide(NOTICE);
  notifications.show({
    id: NOTICE,
    color: "yellow",
    title: text("files.weights.title"),
    message: (
      <>
        <p className="bw-notice-text">{text("files.weights.message", { name: document.name })}</p>
        <Button size="compact-xs" onClick={() => void saveWeights(model).catch(reportError)}>
          {text("files.weights.save")}
        </Button>
      </>
    ),
    autoClose: 30_000,
  });
}

/** They were loaded from a file of weights. */
function isInOwnFile({ fileName: name }: Model): boolean {
  return name?.toLowerCase().endsWith(".safetensors") ?? false;
}

/** Asks where first: browsers only do so at once after a click. */
async function saveWeights({ document, weights }: Model): Promise<void> {
  const { title, extension, mediaType } = exportFormats.require("safetensors");
  const suggestedName = fileName(document.name, extension);
  const request = { suggestedName, title, extension, mediaType, several: false };
  const target = await currentHost().chooseTarget(request);
  if (!target || !weights) return;
  const packed = new Uint8Array(await packedWeights(weights));
  const file = await target.begin(target.name);
  try {
    await file.write(packed);
    await file.close();
  } catch (thrown) {
    await file.abort().catch(() => undefined);
    throw thrown;
  }
  notifications.hide(NOTICE);
  announce(text("files.saved", { name: target.name }));
}
