import { Button, MantineProvider, Modal, Notification } from "@mantine/core";
import { afterEach, expect, test } from "vitest";
import { theme } from "../../../renderer/app/theme";
import { type Mounted, mount } from "../mount";

let mounted: Mounted;
afterEach(() => mounted.unmount());

const themed = (content: React.ReactNode) => (
  <MantineProvider theme={theme} forceColorScheme="dark" env="test">
    {content}
  </MantineProvider>
);

test("dialogs and notices can be closed by name", () => {
  mounted = mount(
    themed(
      <>
        <Modal opened title="Export" withinPortal={false} onClose={() => undefined} />
        <Notification title="That did not work" />
      </>,
    ),
  );
  expect(mounted.findAll("button").map((button) => button.getAttribute("aria-label"))).toEqual([
    "Close",
    "Close",
  ]);
});

test("text on the accent is that which the theme at hand has for it, whatever the other has", () => {
  mounted = mount(themed(<Button>Export</Button>));
  expect(mounted.find("button").style.getPropertyValue("--button-color")).toBe("var(--bw-on-accent)");
});
