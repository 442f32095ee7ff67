import { classesOfKind } from "../class-registry";
import { definePictures } from "../pictures";

export default definePictures({
  id: "man-made",
  title: "A: man-made things",
  summary:
    "Drawn pictures of the ten man-made classes of Shapes. Train on these, then move to B, the natural patterns, to see what carries over (Yosinski et al. 2014).",
  classes: classesOfKind("man-made"),
  mean: [0.485, 0.488, 0.487],
  std: [0.26, 0.26, 0.267],
});
