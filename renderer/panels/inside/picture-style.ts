import type { CSSProperties } from "react";

/** The shape of a picture, for the box that holds it to fit both ways. */
export function pictureStyle(width: number, height: number): CSSProperties {
  return { aspectRatio: `${width} / ${height}`, "--aspect": width / height } as CSSProperties;
}
