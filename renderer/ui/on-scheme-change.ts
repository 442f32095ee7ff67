/**
 * Calls when light and dark were exchanged and the theme's variables have their new values: for what is drawn on a
 * canvas. An effect that hangs on Mantine's scheme would run before the provider has written it to the page.
 */
export function onSchemeChange(redraw: () => void): () => void {
  const observer = new MutationObserver(redraw);
  observer.observe(document.documentElement, { attributeFilter: ["data-mantine-color-scheme"] });
  return () => observer.disconnect();
}
