import { CENTRE, CORNERS, defineTesting, squaresIn, withMirrors } from "../testing-define";

/**
 * Szegedy et al. 2015, section 7: shorter sides of 256, 288, 320 and 352; of each the left, middle and right square (of
 * upright images top, middle, bottom); of each square the corners, the centre and the whole; all mirrored: 144.
 */
export default defineTesting({
  defaults: { kind: "many-crops", scales: [256 / 224, 288 / 224, 320 / 224, 352 / 224] },
  title: "144 crops",
  summary:
    "Four scales, three squares, six crops and their mirror images, averaged, as GoogLeNet was tested.",
  room: ({ scales }) => Math.max(...scales),
  views({ width, height }, { scales }) {
    const side = Math.min(width, height);
    const squares = squaresIn({ left: 0, top: 0, width, height }, side, [[0, 0], CENTRE, [1, 1]]);
    const views = scales.flatMap((scale) =>
      squares.flatMap((square) => [square, ...squaresIn(square, side / scale, [CENTRE, ...CORNERS])]),
    );
    return withMirrors(views);
  },
});
