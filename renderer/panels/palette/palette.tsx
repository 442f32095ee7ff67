import { TextInput } from "@mantine/core";
import { IconChevronRight, IconSearch } from "@tabler/icons-react";
import { type KeyboardEvent, useDeferredValue, useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import type { NodePath } from "../../../shared/graph/document";
import { instancePaths } from "../../../shared/graph/view-edits";
import { addFromPalette } from "../../canvas/add";
import { currentDocument, useProject } from "../../state/project";
import { type PaletteGroup, paletteGroups } from "./entries";
import { PaletteRow } from "./palette-row";
import { paletteSearchId } from "./search-focus";
import "./palette.css";

/** Everything that can be put into a network, to drag or to add. */
export function Palette() {
  const { t } = useTranslation();
  const [query, setQuery] = useState("");
  const definitions = useProject((state) => state.history.present.definitions);
  const wanted = useDeferredValue(query);
  const groups = useMemo(() => paletteGroups(wanted, definitions, firstPlace), [wanted, definitions]);
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
      {groups.map((group) => (
        <Group key={group.id} group={group} searching={wanted.trim() !== ""} />
      ))}
      <p className="bw-palette-hint">{t("palette.hint")}</p>
    </div>
  );
}

/** Groups that were closed, for as long as the window is open. */
const closed = new Set<string>();

interface GroupProps {
  readonly group: PaletteGroup;
  /** What was found is shown whether its group is closed or not. */
  readonly searching: boolean;
}

function Group({ group: { id, entries }, searching }: GroupProps) {
  const { t } = useTranslation();
  const [open, setOpen] = useState(!closed.has(id));
  const toggle = (): void => {
    if (open) closed.add(id);
    else closed.delete(id);
    setOpen(!open);
  };
  const shown = open || searching;
  return (
    <section aria-label={t(groupTitle(id))}>
      <h3>
        <button type="button" className="bw-palette-group" aria-expanded={shown} onClick={toggle}>
          <IconChevronRight size={13} stroke={2} aria-hidden />
          {t(groupTitle(id))}
        </button>
      </h3>
      {shown && entries.map((entry) => <PaletteRow key={entry.id} entry={entry} />)}
    </section>
  );
}

function firstPlace(definition: string): NodePath | undefined {
  return instancePaths(currentDocument(), definition)[0];
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
