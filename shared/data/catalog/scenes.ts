import { createRandom } from "../../base/random";
import { classesOfKind } from "../class-registry";
import { defineMaskedPictures } from "../pictures";

/** A pattern that fills the picture has no outline to learn. */
const things = [...classesOfKind("man-made"), ...classesOfKind("natural")].filter(
  ({ create }) => create(createRandom(1)).kind === "object",
);

export default defineMaskedPictures({
  id: "scenes",
  title: "Shapes with masks",
  summary:
    "The things of Shapes with the class of each pixel, for networks that end in a map, such as FCN. Edges are not scored.",
  classes: things,
  mean: [0.485, 0.487, 0.488],
  std: [0.26, 0.257, 0.263],
});
