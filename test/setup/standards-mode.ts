/** The app's pages have a doctype; the pages that tests are given have none, and KaTeX refuses to work without. */
if (typeof document !== "undefined") {
  Object.defineProperty(document, "compatMode", { value: "CSS1Compat", configurable: true });
}
