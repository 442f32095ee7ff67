import { MantineProvider } from "@mantine/core";
import { useEffect } from "react";
import { afterEach, expect, test, vi } from "vitest";
import { onSchemeChange } from "../../../renderer/ui/on-scheme-change";
import { type Mounted, mount } from "../mount";

let mounted: Mounted;
afterEach(() => mounted.unmount());

const drawn: (string | null)[] = [];

/** Draws in the colours that the page has. */
function Chart() {
  useEffect(
    () =>
      onSchemeChange(() => drawn.push(document.documentElement.getAttribute("data-mantine-color-scheme"))),
    [],
  );
  return null;
}

const shown = (scheme: "light" | "dark") => (
  <MantineProvider forceColorScheme={scheme}>
    <Chart />
  </MantineProvider>
);

test("what is drawn on a canvas is drawn again once the page has the other scheme's colours", async () => {
  mounted = mount(shown("light"));
  await vi.waitFor(() => expect(drawn.at(-1)).toBe("light"));
  mounted.render(shown("dark"));
  await vi.waitFor(() => expect(drawn.at(-1)).toBe("dark"));
});
