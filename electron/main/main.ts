import { app } from "electron";
import { setupEngineService } from "./engine-service";
import { setupExportService } from "./export-service";
import { setupFileService } from "./file-service";
import { setupMenuService } from "./menu-service";
import { setupNavigationRules } from "./navigation";
import { setupOpenRequests } from "./open-requests";
import { registerAppScheme } from "./scheme";
import { setupSessions } from "./sessions";
import { setupSingleInstance } from "./single-instance";
import { openEditorWindow, setupWindowLifecycle } from "./window";
import { setupWindowService } from "./window-service";

registerAppScheme();
app.enableSandbox();

if (setupSingleInstance()) {
  setupOpenRequests();
  setupNavigationRules();
  void app.whenReady().then(onReady);
}

function onReady(): void {
  setupSessions();
  setupFileService();
  setupExportService();
  setupWindowService();
  setupMenuService();
  setupEngineService();
  openEditorWindow();
  setupWindowLifecycle();
}
