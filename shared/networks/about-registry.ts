import { createRegistry } from "../base/registry";
import type { AboutNetwork } from "./about-define";

const families = import.meta.glob<readonly AboutNetwork[]>("./about/*.ts", {
  eager: true,
  import: "default",
});

const rows = Object.fromEntries(
  Object.entries(families).flatMap(([file, abouts]) => abouts.map((about) => [`${file}#${about.id}`, about])),
);

/** What is told about each documented network, by its id. One file per family in `about/`. */
export const abouts = createRegistry("network", rows, (about) => about.id);

/** The networks that started from this one. */
export function descendantsOf(id: string): readonly string[] {
  return abouts.all.filter((about) => about.ancestor === id).map((about) => about.id);
}
