import { CENTRE, defineTesting, squaresIn } from "../testing-define";

/** 224 of a shorter side of 256: what most papers call single-crop testing. */
export default defineTesting({
  defaults: { kind: "centre-crop", scale: 256 / 224 },
  title: "Centre crop",
  summary: "Each image once, the middle 224 of every 256 pixels.",
  room: ({ scale }) => scale,
  views: ({ width, height }, { scale }) =>
    squaresIn({ left: 0, top: 0, width, height }, Math.min(width, height) / scale, [CENTRE]),
});
