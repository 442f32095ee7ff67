import { classesOfKind } from "../class-registry";
import { definePictures } from "../pictures";

export default definePictures({
  id: "shapes",
  title: "Shapes",
  summary: "Drawn pictures of things: ten man-made classes, then ten natural ones.",
  classes: [...classesOfKind("man-made"), ...classesOfKind("natural")],
  mean: [0.486, 0.486, 0.486],
  std: [0.256, 0.25, 0.258],
});
