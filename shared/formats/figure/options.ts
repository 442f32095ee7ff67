import { boolean, choice, type ParamsOf } from "../../layers/params";

/** What every kind of figure leaves to choose. */
export const FIGURE_PARAMS = {
  style: choice({
    label: "Style",
    help: "As on the canvas; as boxes the size of the feature maps; or as a table of what shows.",
    default: "canvas",
    options: [
      { value: "canvas", label: "Canvas" },
      { value: "volumes", label: "Feature maps" },
      { value: "table", label: "Table" },
    ],
  }),
  theme: choice({
    label: "Theme",
    help: "Light in colour, black on white for print, or dark.",
    default: "light",
    options: [
      { value: "light", label: "Light" },
      { value: "print", label: "Print" },
      { value: "dark", label: "Dark" },
    ],
  }),
  direction: choice({
    label: "Direction",
    help: "Where data flows to in the canvas style. Feature maps always stand side by side.",
    default: "shown",
    options: [
      { value: "shown", label: "As on the canvas" },
      { value: "down", label: "Down" },
      { value: "right", label: "To the right" },
    ],
    when: { param: "style", equals: "canvas" },
  }),
  heading: boolean({
    label: "Heading",
    help: "The network's name and its size above the drawing.",
    default: true,
  }),
  legend: boolean({ label: "Legend", help: "What the colours stand for, below the drawing.", default: true }),
} as const;

export type FigureOptions = ParamsOf<typeof FIGURE_PARAMS>;
