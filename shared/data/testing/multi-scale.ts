import { defineTesting, squaresIn, withMirrors } from "../testing-define";

/**
 * VGG's multi-crop testing: a grid of 5×5 crops at three scales, each mirrored, which comes to 150 (Simonyan and
 * Zisserman 2015, section 3.2), with the scales {256, 384, 512} of its networks trained with jitter (section 4.2).
 */
export default defineTesting({
  defaults: { kind: "multi-scale", scales: [256 / 224, 384 / 224, 512 / 224], grid: 5 },
  title: "Several scales",
  summary: "150 crops: a grid of 5×5 at three scales and their mirror images, averaged, as VGG was tested.",
  room: ({ scales }) => Math.max(...scales),
  views({ width, height }, { scales, grid }) {
    const steps = Array.from({ length: grid }, (_, step) => (grid === 1 ? 0.5 : step / (grid - 1)));
    const places = steps.flatMap((down) => steps.map((across) => [across, down] as const));
    const whole = { left: 0, top: 0, width, height };
    const side = Math.min(width, height);
    return withMirrors(scales.flatMap((scale) => squaresIn(whole, side / scale, places)));
  },
});
