import {
  Spotlight,
  type SpotlightActionGroupData,
  type SpotlightFilterFunction,
  useSpotlight,
} from "@mantine/spotlight";
import { IconSearch } from "@tabler/icons-react";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import type { GraphAnalysis } from "../../shared/analysis/types";
import { blocks } from "../../shared/blocks/registry";
import { joinPath, type NodePath } from "../../shared/graph/document";
import { offeredLayers } from "../../shared/layers/registry";
import { shapeText } from "../../shared/layers/shape";
import { networks } from "../../shared/networks/registry";
import { addFromPalette } from "../canvas/add";
import { commandsInOrder } from "../commands/registry";
import { projectStore } from "../state/project";
import { catalogueText, text } from "../text/i18n";
import { CategoryMark, HueMark } from "../ui/hue-mark";
import { reveal } from "../ui/reveal";
import { type Searchable, searched, searchRank } from "../ui/search";
import { Shortcut } from "../ui/shortcut";
import { blockTitle, layerTitle } from "../ui/titles";
import { reportError } from "./errors";
import { executeCommand } from "./execute";
import { openNetworkFromCatalogue } from "./project-files";
import { spotlightStore } from "./spotlight";

/** Everything that can be done, opened, added or gone to, by typing. */
export function CommandPalette() {
  const { t } = useTranslation();
  const { opened } = useSpotlight(spotlightStore);
  // What there is to choose is gathered when the palette opens; until then it costs nothing.
  const actions = useMemo(() => (opened ? gather() : []), [opened]);
  return (
    <Spotlight
      store={spotlightStore}
      actions={actions}
      filter={filterActions}
      // The palette's shortcut is the command's own.
      shortcut={null}
      overlayProps={{ blur: 0, backgroundOpacity: 0.3 }}
      highlightQuery
      limit={80}
      scrollable
      maxHeight={420}
      nothingFound={t("app.commandPalette.nothing")}
      searchProps={{
        leftSection: <IconSearch size={18} aria-hidden />,
        placeholder: t("app.commandPalette.placeholder"),
      }}
    />
  );
}

function gather(): SpotlightActionGroupData[] {
  const { isOpen, analysis } = projectStore.getState();
  const groups = [
    { group: text("app.commandPalette.commands"), actions: commandActions() },
    { group: text("app.commandPalette.nodes"), actions: isOpen ? nodeActions(analysis, "", "") : [] },
    { group: text("app.commandPalette.layers"), actions: isOpen ? layerActions() : [] },
    { group: text("app.commandPalette.blocks"), actions: isOpen ? blockActions() : [] },
    { group: text("app.commandPalette.networks"), actions: networkActions() },
  ];
  return groups.filter(({ actions }) => actions.length > 0);
}

/** Best answers first, group by group; the group of the best answer leads. */
const filterActions: SpotlightFilterFunction = (query, actions) => {
  const groups = actions.flatMap((group) => ("actions" in group ? [group] : []));
  return groups
    .map(({ group, actions: members }) => {
      const entries = searched(members.map(searchable), query);
      const best = (entries[0] && searchRank(entries[0], query)) ?? 0;
      return { group, actions: entries.map(({ action }) => action), best };
    })
    .filter(({ actions: found }) => found.length > 0)
    .sort((a, b) => a.best - b.best)
    .map(({ group, actions: found }) => ({ group, actions: found }));
};

function searchable(action: Action): Searchable & { readonly action: Action } {
  return {
    title: action.label ?? "",
    keywords: [action.keywords ?? []].flat(),
    summary: action.description ?? "",
    action,
  };
}

type Action = SpotlightActionGroupData["actions"][number];

function commandActions(): Action[] {
  return commandsInOrder()
    .filter((command) => command.enabled?.() ?? true)
    .map(({ id, icon: Glyph, shortcut }) => ({
      id: `command ${id}`,
      label: text(`command.${id}`),
      keywords: catalogueText(`keywords.${id}`, "").split(", "),
      leftSection: Glyph ? <Glyph size={18} stroke={1.75} aria-hidden /> : <span className="bw-menu-gap" />,
      rightSection: shortcut ? <Shortcut keys={shortcut} /> : null,
      onClick: () => executeCommand(id),
    }));
}

function nodeActions(analysis: GraphAnalysis, frame: NodePath, names: string): Action[] {
  return analysis.order.flatMap((id) => {
    const held = analysis.nodes.get(id);
    if (!held) return [];
    const path = joinPath(frame, id);
    const label = names + held.node.name;
    const [output] = held.outputs;
    const action: Action = {
      id: `node ${path}`,
      label,
      leftSection: <HueMark node={held.node} size={18} />,
      rightSection: <span className="bw-dim bw-numbers">{output ? shapeText(output) : "?"}</span>,
      onClick: () => reveal(path),
    };
    const [inside] = held.copies;
    return inside ? [action, ...nodeActions(inside, path, `${label} / `)] : [action];
  });
}

function layerActions(): Action[] {
  return offeredLayers.map(({ type, summary, category, keywords = [] }) => ({
    id: `layer ${type}`,
    label: layerTitle(type),
    description: summary,
    keywords: [...keywords, type],
    leftSection: <CategoryMark hue={category} size={18} />,
    onClick: () => addFromPalette({ kind: "layer", type }),
  }));
}

function blockActions(): Action[] {
  return blocks.all.map(({ id, summary, keywords = [] }) => ({
    id: `block ${id}`,
    label: blockTitle(id),
    description: summary,
    keywords: [...keywords, id],
    leftSection: <CategoryMark hue="block" size={18} />,
    onClick: () => addFromPalette({ kind: "block", definition: id }),
  }));
}

function networkActions(): Action[] {
  return networks.all.map(({ id, title, family, year, summary }) => ({
    id: `network ${id}`,
    label: title,
    description: summary,
    keywords: [id, family],
    rightSection: <span className="bw-dim bw-numbers">{year}</span>,
    onClick: () => void openNetworkFromCatalogue(id).catch(reportError),
  }));
}
