import { commands } from "../commands/registry";
import { currentHost } from "../host/current";
import { CommandButton } from "../ui/command-button";
import { AppMenu } from "./app-menu";
import { DocumentName } from "./document-name";
import { TotalsBar } from "./totals-bar";

export function TopBar() {
  return (
    <header className="bw-bar bw-top-bar">
      {currentHost().kind === "browser" && <AppMenu />}
      <CommandButton id="file.openNetwork" />
      <DocumentName />
      <span className="bw-divider" />
      {commands.get("edit.undo") && <CommandButton id="edit.undo" />}
      {commands.get("edit.redo") && <CommandButton id="edit.redo" />}
      <span className="bw-spacer" />
      <TotalsBar />
      <span className="bw-spacer" />
      <CommandButton id="help.palette" />
      <span className="bw-divider" />
      <CommandButton id="panels.left" />
      <CommandButton id="panels.drawer" />
      <CommandButton id="panels.right" />
      <CommandButton id="view.theme" />
    </header>
  );
}
