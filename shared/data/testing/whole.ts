import { defineTesting } from "../testing-define";
import { middleOf } from "../view";

export default defineTesting({
  defaults: { kind: "whole" },
  title: "One view, whole",
  summary: "Each image once, the middle at its full height or width.",
  views: (image) => [middleOf(image)],
});
