import { TextInput } from "@mantine/core";
import { IconSearch } from "@tabler/icons-react";
import { type KeyboardEvent, useDeferredValue, useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { addFromPalette } from "../../canvas/add";
import { useProject } from "../../state/project";
import { paletteGroups } from "./entries";
import { PaletteRow } from "./palette-row";
import { paletteSearchId } from "./search-focus";
import "./palette.css";

/** Everything that can be put into a network, to drag or to add. */
export function Palette() {
  const { t } = useTranslation();
  const [query, setQuery] = useState("");
  const definitions = useProject((state) => state.history.present.definitions);
  const wanted = useDeferredValue(query);
  const groups = useMemo(() => paletteGroups(wanted, definitions), [wanted, definitions]);
  const first = groups[0]?.entries[0];
  return (
    <div
      className="bw-palette"
      role="toolbar"
      aria-orientation="vertical"
      aria-label={t("panel.palette")}
      onKeyDown={walk}
    >
      <div className="bw-palette-search">
        <TextInput
          id={paletteSearchId()}
          aria-label={t("palette.search")}
          placeholder={t("palette.search")}
          leftSection={<IconSearch size={14} aria-hidden />}
          value={query}
          onChange={(event) => setQuery(event.currentTarget.value)}
          onKeyDown={(event) => {
            if (event.key === "Enter" && first) addFromPalette(first.item);
            if (event.key === "Escape") {
              if (query === "") event.currentTarget.blur();
              setQuery("");
            }
          }}
        />
      </div>
      {groups.length === 0 && <div className="bw-empty">{t("palette.nothing", { query })}</div>}
      {groups.map(({ id, entries }) => (
        <section key={id} aria-label={t(groupTitle(id))}>
          <h3>{t(groupTitle(id))}</h3>
          {entries.map((entry) => (
            <PaletteRow key={entry.id} entry={entry} />
          ))}
        </section>
      ))}
      <p className="bw-palette-hint">{t("palette.hint")}</p>
    </div>
  );
}

function groupTitle(id: string): string {
  if (id === "mine") return "palette.mine";
  return id === "block" ? "palette.blocks" : `category.${id}`;
}

/** Up and down walk from the search through all rows. */
function walk(event: KeyboardEvent<HTMLElement>): void {
  const step = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
  if (step === 0) return;
  const stops = [...event.currentTarget.querySelectorAll<HTMLElement>("input, .bw-palette-item")];
  const next = stops[stops.indexOf(document.activeElement as HTMLElement) + step];
  if (!next) return;
  event.preventDefault();
  next.focus();
}
