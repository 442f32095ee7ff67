import { IconRefresh } from "@tabler/icons-react";
import { restartEngine } from "../state/engine";
import { defineCommands } from "./define";

export default defineCommands([
  { id: "engine.restart", group: "engine", icon: IconRefresh, run: restartEngine },
]);
