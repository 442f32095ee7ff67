import {
  type Icon,
  IconArrowsDiagonal,
  IconArrowsDiagonalMinimize2,
  IconArrowsVertical,
  IconBox,
  IconBoxOff,
  IconFold,
  IconLayoutAlignBottom,
  IconLayoutAlignCenter,
  IconLayoutAlignLeft,
  IconLayoutAlignMiddle,
  IconLayoutAlignRight,
  IconLayoutAlignTop,
  IconLayoutDistributeHorizontal,
  IconLayoutDistributeVertical,
  IconLine,
  IconSnowflake,
  IconSnowflakeOff,
  IconSparkles,
  IconStack3,
} from "@tabler/icons-react";
import { blockAt } from "../../shared/blocks/edit-inside";
import {
  type Alignment,
  align,
  distribute,
  groupSelection,
  tidy,
  ungroupSelection,
} from "../canvas/actions/arrange";
import { foldAll, isUnfolded, setFold, unfoldAll } from "../canvas/actions/fold";
import { freezable, freezeSelection, meltable, unfreezeSelection } from "../canvas/actions/freeze";
import { selectedPaths, soleSelected } from "../canvas/actions/selection";
import { canWriteOut, writeOut } from "../canvas/actions/write-out";
import { startConnecting } from "../canvas/gestures/keyboard-connect";
import { canvas } from "../state/canvas-controls";
import { currentDocument, projectStore } from "../state/project";
import { type Command, defineCommands } from "./define";

const isOpen = (): boolean => projectStore.getState().isOpen;

function selectedBlocks(unfolded: boolean | null): readonly string[] {
  const document = currentDocument();
  return selectedPaths().filter(
    (path) => blockAt(document, path) && (unfolded === null || isUnfolded(path) === unfolded),
  );
}

function alignCommand(alignment: Alignment, icon: Icon): Command {
  return {
    id: `arrange.${alignment}`,
    group: "arrange",
    icon,
    enabled: () => selectedPaths().length > 1,
    run: () => align(alignment),
  };
}

export default defineCommands([
  {
    id: "arrange.unfold",
    group: "arrange",
    icon: IconArrowsVertical,
    shortcut: "mod+ArrowDown",
    enabled: () => selectedBlocks(false).length > 0,
    run: () => setFold(selectedBlocks(false), true),
  },
  {
    id: "arrange.fold",
    group: "arrange",
    icon: IconFold,
    shortcut: "mod+ArrowUp",
    enabled: () => selectedBlocks(true).length > 0,
    run: () => setFold(selectedBlocks(true), false),
  },
  {
    id: "arrange.unfoldAll",
    group: "arrange",
    icon: IconArrowsDiagonal,
    shortcut: "mod+shift+ArrowDown",
    enabled: isOpen,
    run: unfoldAll,
  },
  {
    id: "arrange.foldAll",
    group: "arrange",
    icon: IconArrowsDiagonalMinimize2,
    shortcut: "mod+shift+ArrowUp",
    enabled: () => Object.keys(currentDocument().view.unfolded).length > 0,
    run: foldAll,
  },
  {
    id: "arrange.writeOut",
    group: "arrange",
    icon: IconStack3,
    enabled: () => isOpen() && canWriteOut(),
    run: writeOut,
  },
  {
    id: "arrange.freeze",
    group: "arrange",
    icon: IconSnowflake,
    enabled: () => freezable().length > 0,
    run: freezeSelection,
  },
  {
    id: "arrange.unfreeze",
    group: "arrange",
    icon: IconSnowflakeOff,
    enabled: () => meltable().length > 0,
    run: unfreezeSelection,
  },
  {
    id: "arrange.group",
    group: "arrange",
    icon: IconBox,
    shortcut: "mod+G",
    enabled: () => selectedPaths().length > 0,
    run: groupSelection,
  },
  {
    id: "arrange.ungroup",
    group: "arrange",
    icon: IconBoxOff,
    shortcut: "mod+shift+G",
    enabled: () => selectedBlocks(null).length > 0,
    run: ungroupSelection,
  },
  {
    id: "arrange.connect",
    group: "arrange",
    icon: IconLine,
    enabled: () => soleSelected() !== null,
    run: () => {
      const sole = soleSelected();
      canvas()?.focus();
      if (sole) startConnecting(sole);
    },
  },
  alignCommand("left", IconLayoutAlignLeft),
  alignCommand("centre", IconLayoutAlignCenter),
  alignCommand("right", IconLayoutAlignRight),
  alignCommand("top", IconLayoutAlignTop),
  alignCommand("middle", IconLayoutAlignMiddle),
  alignCommand("bottom", IconLayoutAlignBottom),
  {
    id: "arrange.distributeAcross",
    group: "arrange",
    icon: IconLayoutDistributeVertical,
    enabled: () => selectedPaths().length > 2,
    run: () => distribute("x"),
  },
  {
    id: "arrange.distributeDown",
    group: "arrange",
    icon: IconLayoutDistributeHorizontal,
    enabled: () => selectedPaths().length > 2,
    run: () => distribute("y"),
  },
  {
    id: "arrange.tidy",
    group: "arrange",
    icon: IconSparkles,
    enabled: isOpen,
    run: tidy,
  },
]);
