import { IconSearch } from "@tabler/icons-react";
import { focusPaletteSearch } from "../panels/palette/search-focus";
import { projectStore } from "../state/project";
import { defineCommands } from "./define";

export default defineCommands([
  {
    id: "insert.find",
    group: "insert",
    icon: IconSearch,
    shortcut: "/",
    enabled: () => projectStore.getState().isOpen,
    run: focusPaletteSearch,
  },
]);
