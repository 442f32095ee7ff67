/**
 * @typedef {{ readonly kind: "electron", readonly binary: string }} ElectronChoice
 * @typedef {{ readonly kind: "browser", readonly open: boolean, readonly reason: string | null }} BrowserChoice
 * @typedef {{ readonly binary: string } | { readonly missing: string }} ElectronBinary
 *
 * @typedef {object} Machine
 * @property {NodeJS.Platform} platform
 * @property {Readonly<Record<string, string | undefined>>} env
 * @property {boolean} isRoot
 * @property {() => Promise<ElectronBinary>} findElectron may take a while: it downloads
 */

/**
 * Electron where it can run, else the browser; `reason` says in one line why not Electron, or is null if nobody
 * asked for it.
 * @param {import("./options.mjs").StartOptions} options
 * @param {Machine} machine
 * @returns {Promise<ElectronChoice | BrowserChoice>}
 */
export async function chooseHost(options, machine) {
  const display = hasDisplay(machine);
  const open = options.open && display;
  if (!display && options.open)
    return { kind: "browser", open, reason: "There is no display: only serving." };
  if (options.browser || !options.open || options.port !== null)
    return { kind: "browser", open, reason: null };
  if (machine.isRoot) {
    return { kind: "browser", open, reason: "Electron's sandbox does not run as root: using the browser." };
  }
  const electron = await machine.findElectron();
  if ("binary" in electron) return { kind: "electron", binary: electron.binary };
  return {
    kind: "browser",
    open,
    reason: `Electron is not available (${electron.missing}): using the browser.`,
  };
}

/** @param {Machine} machine */
function hasDisplay({ platform, env }) {
  return platform === "win32" || platform === "darwin" || Boolean(env.DISPLAY || env.WAYLAND_DISPLAY);
}
