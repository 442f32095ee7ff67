import { classesOfKind } from "../class-registry";
import { definePictures } from "../pictures";

export default definePictures({
  id: "natural",
  title: "B: natural patterns",
  summary:
    "Drawn pictures of the ten natural classes of Shapes: leaves, flowers, grain, stripes, spots, cells.",
  classes: classesOfKind("natural"),
  mean: [0.488, 0.49, 0.488],
  std: [0.24, 0.233, 0.246],
});
