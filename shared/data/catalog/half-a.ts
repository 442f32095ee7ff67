import { classesOfHalf } from "../class-registry";
import { definePictures } from "../pictures";

export default definePictures({
  id: "half-a",
  title: "Half A of Shapes",
  summary:
    "Ten of the twenty classes of Shapes, five man-made and five natural; Half B has the others. For transfer between alike datasets.",
  classes: classesOfHalf("a"),
  mean: [0.494, 0.5, 0.496],
  std: [0.252, 0.248, 0.256],
});
