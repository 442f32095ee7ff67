export default {
  tree: "Nodes of the network",
  empty: "Nodes appear here as you add them.",
  expand: "Show what is inside",
  collapse: "Hide what is inside",
};
