import { CENTRE, CORNERS, defineTesting, squaresIn, withMirrors } from "../testing-define";
import { middleOf } from "../view";

/** Krizhevsky et al. 2012, section 4.1: five crops of the middle square, and their mirror images. */
export default defineTesting({
  defaults: { kind: "ten-crop", scale: 256 / 224 },
  title: "Ten crops",
  summary: "The four corners, the centre and their mirror images, averaged, as AlexNet was tested.",
  room: ({ scale }) => scale,
  views(image, { scale }) {
    const square = middleOf(image);
    return withMirrors(squaresIn(square, square.width / scale, [CENTRE, ...CORNERS]));
  },
});
