import { cleanNotifications, Notifications, notificationsStore } from "@mantine/notifications";
import { act } from "react";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { autosave } from "../../../renderer/app/autosaving";
import { saveProject } from "../../../renderer/app/project-files";
import { currentHost } from "../../../renderer/host/current";
import { IMAGENET_NORMALISATION, type Model, offerModel } from "../../../renderer/state/model";
import { currentDocument, openProject } from "../../../renderer/state/project";
import { openNetwork } from "../../../shared/networks/registry";
import { type Mounted, mount } from "../mount";
import "../../../renderer/text/i18n";

let mounted: Mounted;
let written: Uint8Array[];

beforeEach(() => {
  openProject(openNetwork("nin-cifar10"));
  mounted = mount(<Notifications withinPortal={false} transitionDuration={0} />);
  written = [];
  vi.spyOn(autosave, "discard").mockResolvedValue();
  vi.spyOn(currentHost(), "saveFile").mockResolvedValue({
    handle: "1",
    name: "nin.blockwise.json",
  } as never);
  vi.spyOn(currentHost(), "chooseTarget").mockImplementation(async ({ suggestedName }) => ({
    name: suggestedName,
    begin: async () => ({
      write: async (bytes) => void written.push(bytes),
      close: async () => undefined,
      abort: async () => undefined,
    }),
  }));
});
afterEach(() => {
  act(() => cleanNotifications());
  mounted.unmount();
  vi.restoreAllMocks();
});

const model = (change: Partial<Model>): Model => ({
  origin: "file",
  document: currentDocument(),
  weights: async () => Uint8Array.of(1, 2, 3).buffer,
  seed: 0,
  fileName: "nin.onnx",
  classNames: null,
  normalisation: IMAGENET_NORMALISATION,
  ...change,
});
const told = (): readonly unknown[] => notificationsStore.getState().notifications.map(({ title }) => title);
const save = (): Promise<unknown> => act(() => saveProject({ askWhere: false }));

test("to save the project of an imported model tells once that its weights stay out, and saves them on a click", async () => {
  offerModel(model({}));
  await save();
  const first = told();
  await act(async () =>
    mounted.find<HTMLButtonElement>(".mantine-Notification-root button.mantine-Button-root").click(),
  );
  const after = told();
  await save();
  expect({ first, after, again: told(), written: written.map((bytes) => [...bytes]) }).toEqual({
    first: ["The weights are not in the project file"],
    after: [],
    again: [],
    written: [[1, 2, 3]],
  });
});

test("weights that nobody would miss are not spoken of: random ones, another network's, those in a file of their own", async () => {
  const others = [
    model({ origin: "random", weights: null }),
    model({ document: openNetwork("alexnet") }),
    model({ fileName: "nin.safetensors" }),
  ];
  for (const other of others) {
    offerModel(other);
    await save();
  }
  expect(told()).toEqual([]);
});
