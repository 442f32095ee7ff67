import { cleanNotifications, notificationsStore } from "@mantine/notifications";
import { afterEach, beforeEach, expect, test } from "vitest";
import { adoptModel } from "../../../renderer/app/adopt-model";
import { openProject } from "../../../renderer/state/project";
import { emptyDocument } from "../../../shared/graph/document";
import { operatorModel } from "../../helpers/operator-model";
import "../../../renderer/text/i18n";

beforeEach(() => openProject(emptyDocument("empty")));
afterEach(() => cleanNotifications());

test.each([
  ["is open", ["N", 3, "height", "width"], "224×224 was assumed"],
  ["is said", ["N", 3, 6, 5], null],
] as const)("opening a file whose size of images %s", async (_, axes, told) => {
  const file = await operatorModel({ axes, nodes: [["Relu", ["x"], "y"]], output: [3, 6, 5] });
  await adoptModel({ name: "net.onnx", bytes: new Blob([file]), besides: {}, place: null });
  const { notifications, queue } = notificationsStore.getState();
  const messages = [...notifications, ...queue].map(({ message }) => `${message}`);
  expect(messages).toEqual(told === null ? [] : [expect.stringContaining(told)]);
});
