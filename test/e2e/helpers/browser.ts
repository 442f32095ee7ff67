import { type Browser, type BrowserServer, chromium } from "playwright-core";

const QUIET = [
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--no-first-run",
];

/** An adapter made of CPU code: slow, for correctness only. */
const SOFTWARE_GPU = [
  "--enable-unsafe-webgpu",
  "--use-webgpu-adapter=swiftshader",
  "--enable-features=Vulkan",
  "--use-angle=swiftshader",
  "--enable-unsafe-swiftshader",
  "--ignore-gpu-blocklist",
];

export function launchBrowserServer(executablePath: string): Promise<BrowserServer> {
  return chromium.launchServer({ executablePath, args: flags(), host: "127.0.0.1" });
}

/** A browser of one's own, which reads files from where they lie. */
export function launchBrowser(executablePath: string): Promise<Browser> {
  return chromium.launch({ executablePath, args: flags() });
}

/** A browser of one's own with WebGPU and WebGL on a software adapter. */
export function launchSoftwareGpuBrowser(executablePath: string): Promise<Browser> {
  return chromium.launch({ executablePath, args: [...flags(), ...SOFTWARE_GPU] });
}

/** Chromium's sandbox refuses to run as root, as in most containers. */
function flags(): string[] {
  return process.getuid?.() === 0 ? [...QUIET, "--no-sandbox"] : [...QUIET];
}
