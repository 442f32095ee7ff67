import { app } from "electron";
import { requestOpen } from "./open-requests";
import { focusEditorWindow } from "./window";

/** A second start hands its files to the first and ends. False in the second. */
export function setupSingleInstance(): boolean {
  if (!app.requestSingleInstanceLock()) {
    app.quit();
    return false;
  }
  app.on("second-instance", (_event, argv, workingDirectory) => {
    requestOpen(argv, workingDirectory);
    focusEditorWindow();
  });
  return true;
}
