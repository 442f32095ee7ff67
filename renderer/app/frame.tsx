import { Fragment, type ReactNode } from "react";
import { Group, Panel, Separator, useDefaultLayout } from "react-resizable-panels";
import { Canvas } from "../canvas/canvas";
import type { PanelArea } from "../panels/define";
import { useSettings } from "../state/settings";
import { Area } from "./area";
import { DrawerStrip } from "./drawer-strip";
import { Guard } from "./errors";

/** First widths in pixels, and the drawer's share of the height; afterwards whatever the person dragged them to. */
const SIZES = {
  left: { defaultSize: 264, minSize: 180, maxSize: "40%" },
  right: { defaultSize: 312, minSize: 240, maxSize: "45%" },
  drawer: { defaultSize: "38%", minSize: 120, maxSize: "75%" },
} as const;

/** Palette and outline left, inspector right, training below; the canvas keeps most of the window. */
export function Frame() {
  const left = useSettings((settings) => settings.left);
  const right = useSettings((settings) => settings.right);
  return (
    <Split id="bw-columns" orientation="horizontal" parts={[left && "left", "centre", right && "right"]}>
      {(part) => (part === "centre" ? <Centre /> : <Area area={part as PanelArea} />)}
    </Split>
  );
}

function Centre() {
  const drawer = useSettings((settings) => settings.drawer);
  return (
    <div className="bw-centre">
      <Split id="bw-rows" orientation="vertical" parts={["canvas", drawer && "drawer"]}>
        {(part) =>
          part === "canvas" ? (
            <main className="bw-canvas-area">
              <Guard>
                <Canvas />
              </Guard>
            </main>
          ) : (
            <Area area="drawer" />
          )
        }
      </Split>
      {!drawer && <DrawerStrip />}
    </div>
  );
}

interface SplitProps {
  readonly id: string;
  readonly orientation: "horizontal" | "vertical";
  /** Ids of the parts in order; what is not shown is null. */
  readonly parts: readonly (string | null)[];
  readonly children: (part: string) => ReactNode;
}

/** Panels side by side, the layout of each set of open ones remembered. */
function Split({ id, orientation, parts, children }: SplitProps) {
  const shown = parts.filter((part) => part !== null && part !== "") as string[];
  const { defaultLayout, onLayoutChanged } = useDefaultLayout({
    id,
    panelIds: shown,
    storage: localStorage,
    onlySaveAfterUserInteractions: true,
  });
  return (
    <Group
      id={id}
      orientation={orientation}
      {...(defaultLayout ? { defaultLayout } : {})}
      onLayoutChanged={onLayoutChanged}
    >
      {shown.map((part, index) => (
        <Fragment key={part}>
          {index > 0 && <Separator className="bw-separator" />}
          <Panel
            id={part}
            {...(part in SIZES
              ? { ...SIZES[part as PanelArea], groupResizeBehavior: "preserve-pixel-size" as const }
              : { minSize: orientation === "horizontal" ? 320 : 160 })}
          >
            {children(part)}
          </Panel>
        </Fragment>
      ))}
    </Group>
  );
}
