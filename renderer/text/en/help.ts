export default {
  empty: "Select a layer or a block to read what it does and where it comes from.",
  params: "Parameters",
  range: "{{range}}; {{default}} at first",
  examples: "Seen in use",
};
