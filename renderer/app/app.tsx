import { MantineProvider } from "@mantine/core";
import { ModalsProvider } from "@mantine/modals";
import { Notifications } from "@mantine/notifications";
import { useProject } from "../state/project";
import { Announcer } from "./announcer";
import { CommandPalette } from "./command-palette";
import { Guard } from "./errors";
import { executeCommand } from "./execute";
import { FileDrop } from "./file-drop";
import { Frame } from "./frame";
import { Hotkeys } from "./hotkeys";
import { useScheme } from "./scheme";
import { SharedLink } from "./share/shared-link";
import { StartScreen } from "./start/start-screen";
import { StatusBar } from "./status-bar";
import { resolveVariables, theme } from "./theme";
import { TopBar } from "./top-bar";
import { useDocumentTitle } from "./window-title";

export function App() {
  return (
    <MantineProvider theme={theme} cssVariablesResolver={resolveVariables} forceColorScheme={useScheme()}>
      <ModalsProvider>
        <Guard rescue={() => executeCommand("file.save")}>
          <Window />
        </Guard>
        <Notifications position="bottom-right" />
        <CommandPalette />
        <Hotkeys />
        <FileDrop />
        <SharedLink />
        <Announcer />
      </ModalsProvider>
    </MantineProvider>
  );
}

function Window() {
  const isOpen = useProject((state) => state.isOpen);
  useDocumentTitle();
  if (!isOpen) return <StartScreen />;
  return (
    <div className="bw-app">
      <TopBar />
      <Frame />
      <StatusBar />
    </div>
  );
}
