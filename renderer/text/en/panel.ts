/** Titles of panels, by their ids. */
export default {
  palette: "Palette",
  outline: "Outline",
  inspector: "Inspector",
  about: "About",
  compare: "Compare",
  help: "Help",
  train: "Train",
  run: "Run",
  problems: "Problems",
  inside: "Inside",
  profile: "Profile",
};
