import type { Host } from "./host";
import { selectHost } from "./select-host";

let host: Host | undefined;

/** The one host of this window. */
export function currentHost(): Host {
  host ??= selectHost();
  return host;
}
