import "@fontsource-variable/inter";
import "@fontsource-variable/jetbrains-mono";
import "@mantine/core/styles.css";
import "@mantine/notifications/styles.css";
import "@mantine/spotlight/styles.css";
import "../ui/ui.css";
import "./global.css";
import { createRoot } from "react-dom/client";
import { assertExists } from "../../shared/base/assert";
import { currentHost } from "../host/current";
import { createEngineClient } from "../host/engine-client";
import { provideEngine } from "../state/engine";
import "../text/i18n";
import { App } from "./app";
import { catchGlobalErrors } from "./errors";

catchGlobalErrors();
provideEngine(() => createEngineClient(currentHost()));
createRoot(assertExists(document.getElementById("root"), "#root")).render(<App />);
