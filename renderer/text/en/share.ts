/** Links that carry a network. */
export default {
  copied:
    "The link to {{name}} is on the clipboard, {{count}} characters. The network is in the link itself; weights are not.",
  byHand: "The link to {{name}}, to copy",
  name: "The network of the link",
  onlyInBrowsers:
    "A link opens in a browser, and this window has no address that others could open. Save the network and send the file.",
};
