import { IconHelp, IconInfoCircle, IconKeyboard, IconListSearch } from "@tabler/icons-react";
import { showPanel } from "../app/areas";
import { showAbout, showShortcuts } from "../app/help-dialogs";
import { spotlight } from "../app/spotlight";
import { defineCommands } from "./define";

export default defineCommands([
  {
    id: "help.palette",
    group: "help",
    icon: IconListSearch,
    shortcut: "mod+K",
    run: () => spotlight.toggle(),
  },
  { id: "help.panel", group: "help", icon: IconHelp, shortcut: "F1", run: () => showPanel("help") },
  { id: "help.shortcuts", group: "help", icon: IconKeyboard, shortcut: "?", run: showShortcuts },
  { id: "help.about", group: "help", icon: IconInfoCircle, run: showAbout },
]);
