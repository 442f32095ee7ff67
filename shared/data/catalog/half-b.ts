import { classesOfHalf } from "../class-registry";
import { definePictures } from "../pictures";

export default definePictures({
  id: "half-b",
  title: "Half B of Shapes",
  summary:
    "The ten classes of Shapes that Half A does not have, five man-made and five natural. For transfer between alike datasets.",
  classes: classesOfHalf("b"),
  mean: [0.482, 0.487, 0.485],
  std: [0.254, 0.252, 0.258],
});
