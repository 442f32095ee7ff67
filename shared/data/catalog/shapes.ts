import { classesOfKind } from "../class-registry";
import { definePictures } from "../pictures";

export default definePictures({
  id: "shapes",
  title: "Shapes",
  summary: "Drawn pictures of things: ten man-made classes, then ten natural ones.",
  classes: [...classesOfKind("man-made"), ...classesOfKind("natural")],
  mean: [0.49, 0.49, 0.49],
  std: [0.27, 0.27, 0.27],
});
