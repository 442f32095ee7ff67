import { Tooltip } from "@mantine/core";
import { IconHelp } from "@tabler/icons-react";
import { memo, useState } from "react";
import { useTranslation } from "react-i18next";
import { addFromPalette } from "../../canvas/add";
import { CategoryMark } from "../../ui/hue-mark";
import { IconButton } from "../../ui/icon-button";
import { showHelp } from "../help/topic";
import type { PaletteEntry } from "./entries";
import { PALETTE_MIME } from "./item";

export const PaletteRow = memo(function PaletteRow({ entry }: { readonly entry: PaletteEntry }) {
  const { t } = useTranslation();
  const { item, title, summary, place, hue } = entry;
  // A tooltip would stay over the canvas for the length of the drag: the browser sends no mouse moves during it.
  const [dragged, setDragged] = useState(false);
  return (
    <div className="bw-palette-row">
      <Tooltip label={summary} position="right" openDelay={600} disabled={dragged}>
        <button
          type="button"
          className="bw-palette-item"
          data-item={item.kind === "layer" ? item.type : item.definition}
          draggable
          onDragStart={(event) => {
            setDragged(true);
            event.dataTransfer.setData(PALETTE_MIME, JSON.stringify(item));
            event.dataTransfer.effectAllowed = "copy";
          }}
          onDragEnd={() => setDragged(false)}
          onClick={() => addFromPalette(item)}
        >
          <CategoryMark hue={hue} />
          <span className="bw-palette-title">
            {title}
            {place !== undefined && (
              <span className="bw-palette-place">{t("palette.fromShort", { place })}</span>
            )}
          </span>
        </button>
      </Tooltip>
      <IconButton
        icon={IconHelp}
        size={14}
        label={t("palette.help", { title })}
        onClick={() => showHelp(item)}
      />
    </div>
  );
});
